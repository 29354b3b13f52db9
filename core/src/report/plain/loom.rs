//! *Property*: an execution that is heard plainly, without a pin by a swap, is booked once, whatever
//! happens to its parent meanwhile.
//! *Method*: loom.

use crate::scene::{child, explore, explore_both, qty, race, world};
use crate::*;
use loom::thread;

fn hear(region: Region<'static>, lane: u32, report: &Report) -> Outcome {
    region.lane(lane).unwrap().report(report, Nanos(3)).unwrap()
}

fn fill(id: ChildId, name: u128, n: u64) -> Report {
    Report::trade(id, ExecId(name), qty(n), Price(1))
}

fn born(region: Region<'static>, parent: ParentId, n: u64) -> ChildId {
    region.lane(0).unwrap().route(&child(parent, n), Nanos(2)).unwrap()
}

/// A parent that is done, and of which a child lives again: only the pin keeps it. Seen to fail where
/// who retires looks at the pins before the children alone.
#[test]
fn loom_a_plain_fill_against_the_retirement_of_a_done_parent() {
    explore(Some(2), || {
        let (region, parent) = world(10);
        let id = born(region, parent, 10);
        assert!(hear(region, 0, &fill(id, 1, 10)).parent_done);
        let larger = Report { order_qty: Some(qty(12)), ..Report::new(id, ExecType::Restated) };
        hear(region, 0, &larger);
        let filler = thread::spawn(move || hear(region, 1, &fill(id, 2, 2)));
        let retired = region.lane(0).unwrap().retire(parent, Nanos(4));
        let heard = filler.join().unwrap();
        assert_eq!(heard.child, Some(id));
        assert!(matches!(retired, Ok(()) | Err(Refusal::NotEnded)));
        assert_eq!(region.exposure(AccountId(0), InstrumentId(0)).unwrap().bought, 12);
        region.audit().unwrap();
    });
}

/// It is the child's, or it lies in suspense: never both, and never neither. Seen to fail where `pin`
/// swaps its own word, and looks at the parent's by a load; and where an execution that leaves
/// something does not look at its child again.
#[test]
fn loom_a_plain_fill_against_the_end_and_the_retirement_of_its_parent() {
    explore_both(Some(1), |turned| {
        let (region, parent) = world(10);
        let id = born(region, parent, 10);
        let end = move || {
            let mut lane = region.lane(0).unwrap();
            let end = Report { cum_qty: Some(Qty::ZERO), ..Report::new(id, ExecType::Canceled) };
            lane.report(&end, Nanos(3)).unwrap();
            lane.cancel_parent(parent, Nanos(3)).unwrap();
            let _ = lane.retire(parent, Nanos(4));
        };
        let (heard, ()) = race(turned, move || hear(region, 1, &fill(id, 1, 4)), end);
        let (booked, suspended) = if heard.child.is_some() { (4, 0) } else { (0, 4) };
        assert_eq!(region.exposure(AccountId(0), InstrumentId(0)).unwrap().bought, booked);
        assert_eq!(region.suspense().gross, suspended);
        let state = region.parent(parent).map(|view| view.state);
        assert!(matches!(state, None | Some(ParentState::Done)));
        region.audit().unwrap();
    });
}
