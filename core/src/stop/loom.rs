//! *Property*: law L6. When a stop returns, nothing that it forbids is born any more, and its
//! receipt is the exact list of what was.
//! *Method*: loom runs the gate against the killer, in every schedule unless a bound is named. Each
//! wrong way to stop that stands here is caught by the scene of the right one.

use super::{ONE_KILL, published};
use crate::region::MAX_LANES;
use crate::scene::{
    TINY, admit, arm, child, closed_world, explore, explore_both, order, race, route, world,
};
use crate::sync::{AcqRel, Acquire, Release};
use crate::*;
use loom::thread;

type Stop = fn(Region<'static>, Scope) -> Receipt;
type Counts = [u64; MAX_LANES as usize];

fn kill(region: Region<'static>, scope: Scope) -> Receipt {
    region.kill(scope, 1, Nanos(2)).unwrap()
}

fn reduce(region: Region<'static>, scope: Scope) -> Receipt {
    region.restrict(scope, Level::ReduceOnly, &Cause::default()).unwrap()
}

fn receipt(region: Region<'static>, scope: Scope, published: Counts) -> Receipt {
    let (level, lanes) = (Level::NoNewOrders, region.trading().len() as u32);
    Receipt { scope, level, kill_count: 0, lanes, published }
}

fn throw(region: Region<'static>, scope: Scope) {
    region.switch(scope).unwrap().unwrap().kill(&Cause::default());
}

fn counts(region: Region<'static>, count: impl Fn(&crate::region::LaneSlot) -> u64) -> Counts {
    let mut counts = [0; MAX_LANES as usize];
    for (lane, place) in region.trading().iter().zip(&mut counts) {
        *place = published(count(lane));
    }
    counts
}

/// Wrong: what began in between is neither void nor sees the switch.
fn void_then_throw(region: Region<'static>, scope: Scope) -> Receipt {
    let published = region.void_births();
    throw(region, scope);
    receipt(region, scope, published)
}

/// Wrong: a child that is published between the load and the store is not in the receipt.
fn void_by_storing(region: Region<'static>, scope: Scope) -> Receipt {
    throw(region, scope);
    let published = counts(region, |lane| {
        let word = lane.publish.load(Acquire);
        lane.publish.store(word.wrapping_add(ONE_KILL), Release);
        word
    });
    receipt(region, scope, published)
}

/// Wrong: a birth that has looked at the switch is published all the same.
fn throw_and_count(region: Region<'static>, scope: Scope) -> Receipt {
    throw(region, scope);
    let published = counts(region, |lane| lane.publish.fetch_add(0, AcqRel));
    receipt(region, scope, published)
}

/// The receipt has what was born on each lane, no less, and nothing is born after it.
fn is_exact(region: Region<'static>, receipt: &Receipt, born: [u64; 2]) {
    let listed = receipt.published.first_chunk::<2>();
    assert_eq!(listed, Some(&born), "L6: the receipt is not what was born");
    let last = counts(region, |lane| lane.publish.load(Acquire));
    assert_eq!(last.first_chunk::<2>(), Some(&born));
    let nobody = Escaped { child: ChildId::from_bits(0), in_doubt: false };
    let (mut cursor, mut found) = (0, [nobody; 4]);
    let count = region.escaped(receipt, &mut cursor, &mut found);
    assert_eq!(count as u64, born[0] + born[1]);
    assert!(found[..count].iter().all(|escaped| escaped.in_doubt));
}

/// A lane routes twice while its scope is stopped.
fn one_lane(stop: Stop, after: Refusal, scope: impl Fn(ParentId) -> Scope + Send + Sync + 'static) {
    explore_both(None, move |turned| {
        let (region, parent) = world(15);
        let scope = scope(parent);
        let lane = move || route(region, 0, parent, 5, 2);
        let (receipt, born) = race(turned, move || stop(region, scope), lane);
        is_exact(region, &receipt, [born, 0]);
        let late = region.lane(0).unwrap().route(&child(parent, 1), Nanos(2));
        assert_eq!(late, Err(after));
        assert_eq!(region.parent(parent).unwrap().headroom, 15 - 5 * born);
        region.audit().unwrap();
    });
}

fn killed(scope: impl Fn(ParentId) -> Scope + Send + Sync + 'static) {
    one_lane(kill, Refusal::Halted, scope);
}

#[test]
fn loom_kill_of_the_firm() {
    killed(|_| Scope::Firm);
}

#[test]
fn loom_kill_of_the_account() {
    killed(|_| Scope::Account(AccountId(0)));
}

#[test]
fn loom_kill_of_the_instrument() {
    killed(|_| Scope::Instrument(InstrumentId(0)));
}

#[test]
fn loom_kill_of_the_venue() {
    killed(|_| Scope::Venue(VenueId(0)));
}

#[test]
fn loom_kill_of_the_strategy() {
    killed(|_| Scope::Strategy(StrategyId(1)));
}

#[test]
fn loom_kill_of_the_lane() {
    killed(|_| Scope::Lane(0));
}

#[test]
fn loom_kill_of_the_party() {
    killed(|_| Scope::Party(PartyId(0)));
}

#[test]
fn loom_kill_of_the_parent() {
    one_lane(kill, Refusal::Held, Scope::Parent);
}

#[test]
#[should_panic]
fn loom_wrong_kill_that_voids_first() {
    one_lane(void_then_throw, Refusal::Halted, |_| Scope::Account(AccountId(0)));
}

#[test]
#[should_panic]
fn loom_wrong_kill_that_stores() {
    one_lane(void_by_storing, Refusal::Halted, |_| Scope::Account(AccountId(0)));
}

#[test]
#[should_panic]
fn loom_wrong_kill_that_voids_nothing() {
    one_lane(throw_and_count, Refusal::Halted, |_| Scope::Account(AccountId(0)));
}

/// The position is flat: nothing reduces it.
#[test]
fn loom_reduce_only_of_a_flat_position() {
    one_lane(reduce, Refusal::ReduceOnly, |_| Scope::Instrument(InstrumentId(0)));
}

#[test]
#[should_panic]
fn loom_wrong_reduce_only_that_voids_first() {
    let wrong = |region: Region<'static>, scope| {
        let published = region.void_births();
        let switch = region.switch(scope).unwrap().unwrap();
        switch.raise(Level::ReduceOnly, &Cause::default());
        receipt(region, scope, published)
    };
    one_lane(wrong, Refusal::ReduceOnly, |_| Scope::Instrument(InstrumentId(0)));
}

/// Who sees that something is forbidden is stopped by it, though whoever forbids it has not touched the
/// lanes' words yet, and may never do so: the lane does not go by what it has found before.
fn seen_is_stopped(
    stop: impl Fn(Region<'static>, ChildId) + Copy + Send + Sync + 'static,
    is_seen: impl Fn(Region<'static>) -> bool + Copy + Send + Sync + 'static,
) {
    explore_both(Some(2), move |turned| {
        let region = closed_world(&TINY, 0);
        let strategy = region.strategy(StrategyId(1)).unwrap().1;
        strategy.define(&StrategyTerms { max_repeats: 1, ..strategy.terms() });
        arm(&mut region.control().unwrap(), Nanos(1_000_000), Nanos(0)).unwrap();
        let parent = admit(region, 1, 15);
        let id = region.lane(0).unwrap().route(&child(parent, 1), Nanos(2)).unwrap();
        assert_eq!(route(region, 0, parent, 1, 1), 1);
        let look = move || is_seen(region) && route(region, 0, parent, 1, 1) == 1;
        let ((), born) = race(turned, move || stop(region, id), look);
        assert!(!born, "L6: born though it was seen to be forbidden");
        assert!(!region.is_throwing());
    });
}

#[test]
fn loom_a_switch_that_is_seen_to_be_thrown_halts() {
    let scope = Scope::Account(AccountId(0));
    let stop = move |region, _| {
        kill(region, scope);
    };
    seen_is_stopped(stop, move |region| region.is_halted(scope).unwrap());
}

#[test]
fn loom_a_session_that_is_seen_to_be_lost_stops_births() {
    let lose = |region: Region<'static>, _| {
        region.control().unwrap().disconnect(VenueId(0), Nanos(2)).unwrap();
    };
    let is_lost =
        |region: Region<'static>| region.venue_session(VenueId(0)) == Some(VenueSession::Down);
    seen_is_stopped(lose, is_lost);
}

#[test]
fn loom_a_house_that_is_seen_to_be_closed_stops_births() {
    let close = |region: Region<'static>, _| region.control().unwrap().disarm(Nanos(2)).unwrap();
    seen_is_stopped(close, |region| region.lease().is_none());
}

#[test]
fn loom_a_streak_that_is_seen_to_be_latched_stops_births() {
    let report = |region: Region<'static>, id| {
        let report = Report::trade(id, ExecId(1), Qty::new(1).unwrap(), Price(1));
        region.lane(1).unwrap().report(&report, Nanos(2)).unwrap();
    };
    seen_is_stopped(report, |region| region.latched().count() > 0);
}

/// A warning stops nothing, not even for a moment. Seen to fail where it makes births void.
#[test]
fn loom_a_warning_stops_no_birth() {
    explore_both(None, |turned| {
        let (region, parent) = world(15);
        let warn = move || region.restrict(Scope::Firm, Level::Warn, &Cause::default());
        let (warned, born) = race(turned, warn, move || route(region, 0, parent, 10, 1));
        assert!(warned.is_ok());
        assert_eq!(born, 1);
    });
}

/// Two lanes route while a third thread kills.
fn two_lanes(
    bound: Option<usize>,
    shared: bool,
    scope: impl Fn(ParentId) -> Scope + Send + Sync + 'static,
) {
    explore(bound, move || {
        let (region, parent) = world(15);
        let other = if shared { parent } else { admit(region, 2, 15) };
        let one = thread::spawn(move || route(region, 0, parent, 10, 1));
        let two = thread::spawn(move || route(region, 1, other, 10, 1));
        let receipt = kill(region, scope(parent));
        let born = [one.join().unwrap(), two.join().unwrap()];
        is_exact(region, &receipt, born);
        let out = if shared { born.iter().sum::<u64>() } else { born[0] };
        assert!(out <= 1);
        assert_eq!(region.parent(parent).unwrap().headroom, 15 - 10 * out);
        region.audit().unwrap();
    });
}

#[test]
fn loom_kill_of_the_firm_against_two_parents() {
    two_lanes(Some(3), false, |_| Scope::Firm);
}

#[test]
fn loom_kill_of_the_firm_against_one_parent() {
    two_lanes(Some(2), true, |_| Scope::Firm);
}

/// Three threads in one word's CAS loops.
#[test]
fn loom_kill_of_the_parent_against_two_lanes() {
    two_lanes(Some(2), true, Scope::Parent);
}

/// What a lane that is not killed does is none of the killer's business: of two attempts the kill
/// makes one fail, at most.
#[test]
fn loom_kill_of_a_lane_leaves_the_other() {
    explore_both(None, |turned| {
        let (region, parent) = world(20);
        let killer = move || kill(region, Scope::Lane(0));
        let (receipt, born) = race(turned, killer, move || route(region, 1, parent, 10, 2));
        assert!(born >= 1 && receipt.published[1] <= born);
        assert_eq!(route(region, 0, parent, 1, 1), 0);
        assert_eq!(route(region, 1, parent, 10, 1), 2 - born);
        region.audit().unwrap();
    });
}

/// Two killers: both count, each has the whole list.
fn two_killers(stop: Stop) {
    explore(Some(3), move || {
        let (region, parent) = world(15);
        let before = region.kill_count(Scope::Firm).unwrap();
        let lane = thread::spawn(move || route(region, 0, parent, 10, 1));
        let other = thread::spawn(move || stop(region, Scope::Firm));
        let mine = stop(region, Scope::Firm);
        let theirs = other.join().unwrap();
        let born = [lane.join().unwrap(), 0];
        is_exact(region, &mine, born);
        is_exact(region, &theirs, born);
        let (low, high) = (mine.kill_count, theirs.kill_count);
        assert_eq!((low.min(high), low.max(high)), (before + 1, before + 2));
        assert_eq!(region.kill_count(Scope::Firm), Ok(before + 2));
        assert!(region.is_halted(Scope::Firm).unwrap());
        region.audit().unwrap();
    });
}

#[test]
fn loom_two_killers_count_twice() {
    two_killers(kill);
}

/// Wrong: the count is told by a second look.
#[test]
#[should_panic]
fn loom_wrong_killers_that_look_again() {
    two_killers(|region, scope| {
        let receipt = kill(region, scope);
        let kill_count = region.kill_count(scope).unwrap();
        Receipt { kill_count, ..receipt }
    });
}

/// A parent may be admitted while its account is killed: that commits nothing to a market. Whether it
/// is or not, no child of it is born after the kill, and a refusal has given back what it took.
#[test]
fn loom_kill_of_the_account_against_an_admission() {
    explore_both(None, |turned| {
        let (region, _) = world(15);
        let account = AccountId(0);
        let mut lane = region.lane(0).unwrap();
        let admitter = move || {
            let admitted = lane.admit(&order(2, Side::Buy, 10), Nanos(2));
            (admitted, admitted.map(|parent| lane.route(&child(parent, 1), Nanos(2)).is_ok()))
        };
        let killer = move || kill(region, Scope::Account(account));
        let (receipt, (admitted, born)) = race(turned, killer, admitter);
        let born = u64::from(born == Ok(true));
        is_exact(region, &receipt, [born, 0]);
        if let Ok(parent) = admitted {
            assert_eq!(route(region, 0, parent, 1, 1), 0);
        }
        let again = region.lane(0).unwrap().admit(&order(3, Side::Buy, 1), Nanos(2));
        assert_eq!(again, Err(Refusal::Halted));
        region.audit().unwrap();
    });
}
