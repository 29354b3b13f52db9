//! *Property*: while only reducing children are born, no two of them, and no report that crosses
//! one, take the position through zero.
//! *Method*: as in `stop/loom.rs`. A long position, and two parents that sell. Each scene says by
//! which change of the core it was seen to fail.

use crate::scene::{TINY, arm, child, closed_world, explore, explore_both, order, qty, race};
use crate::*;
use loom::thread;

fn hear(region: Region<'static>, lane: u32, report: &Report) {
    region.lane(lane).unwrap().report(report, Nanos(3)).unwrap();
}

/// Long of `bought`, two parents that sell so much each, and only what reduces passes.
fn long(bought: u64) -> (Region<'static>, [ParentId; 2]) {
    let config = Config { parents: 3, client_ids: 3, executions: 8, ..TINY };
    let region = closed_world(&config, 0);
    arm(&mut region.control().unwrap(), Nanos(1_000_000), Nanos(0)).unwrap();
    let mut lane = region.lane(0).unwrap();
    let mut admit = |name, side| lane.admit(&order(name, side, bought), Nanos(1)).unwrap();
    let buyer = admit(1, Side::Buy);
    let sellers = [admit(2, Side::Sell), admit(3, Side::Sell)];
    drop(lane);
    let id = route(region, 0, buyer, bought).unwrap();
    hear(region, 0, &Report::trade(id, ExecId(1), qty(bought), Price(1)));
    region.restrict(Scope::Firm, Level::ReduceOnly, &Cause::default()).unwrap();
    (region, sellers)
}

fn route(region: Region<'static>, lane: u32, parent: ParentId, n: u64) -> Result<ChildId, Refusal> {
    region.lane(lane).unwrap().route(&child(parent, n), Nanos(2))
}

/// What is sold, and what may be.
fn sold(region: Region<'static>, sellers: [ParentId; 2]) -> u64 {
    sellers.iter().fold(0, |sum, id| {
        let view = region.parent(*id).unwrap();
        sum + view.executed + view.working + view.unknown
    })
}

/// Seen to fail where what is out is looked at before it is taken, and where the position's word is
/// not touched in between (`give(0)`).
#[test]
fn loom_two_lanes_reduce_once() {
    explore(Some(3), || {
        let (region, sellers) = long(10);
        let other = thread::spawn(move || route(region, 1, sellers[1], 10).is_ok());
        let mine = route(region, 0, sellers[0], 10).is_ok();
        let theirs = other.join().unwrap();
        assert!(!(mine && theirs));
        assert!(sold(region, sellers) <= 10);
        region.audit().unwrap();
    });
}

/// One of them flattens it, and is executed while the other asks. Seen to fail where an execution
/// is counted with its parent before it is with the position.
#[test]
fn loom_a_fill_makes_no_room() {
    explore_both(Some(3), |turned| {
        let (region, sellers) = long(10);
        let id = route(region, 0, sellers[0], 10).unwrap();
        let fill = move || hear(region, 1, &Report::trade(id, ExecId(1), qty(10), Price(1)));
        let (late, ()) = race(turned, move || route(region, 0, sellers[1], 10), fill);
        assert_eq!(late, Err(Refusal::ReduceOnly));
        assert!(sold(region, sellers) <= 10);
        region.audit().unwrap();
    });
}

/// What a bust takes back is sold no more, but may be again: it makes no room. Seen to fail where
/// the position is looked at only after what is out.
#[test]
fn loom_a_bust_makes_no_room() {
    explore_both(Some(3), |turned| {
        let (region, sellers) = long(20);
        let id = route(region, 0, sellers[0], 10).unwrap();
        hear(region, 1, &Report::trade(id, ExecId(1), qty(10), Price(1)));
        let take_back = move || {
            let bust = Report::new(id, ExecType::TradeCancel);
            let exec_ref = Some(ExecId(1));
            hear(region, 1, &Report { exec_id: ExecId(9), exec_ref, ..bust });
        };
        let (late, ()) = race(turned, move || route(region, 0, sellers[1], 20), take_back);
        assert_eq!(late, Err(Refusal::ReduceOnly));
        assert!(sold(region, sellers) <= 20);
        region.audit().unwrap();
    });
}
