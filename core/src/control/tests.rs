//! Property: the control handle has a place of its own among the lanes, which nobody else is given;
//! and what a dead owner of it was in the middle of is ended as for a lane.
//!
//! Method: one region of the smallest size; the word that a call writes down is set by hand, and
//! the handle taken over.

use crate::sync::Relaxed;
use crate::*;
use core::mem::forget;
use std::boxed::Box;

#[repr(C, align(64))]
struct Memory([u8; 64 << 10]);

fn small(memory: &mut Memory) -> Region<'_> {
    Region::format(&mut memory.0, &Config::SMALL).unwrap()
}

fn admitted(region: &Region<'_>, control: &mut Control<'_>) -> ParentId {
    control.set_firm_limit(Notional::MAX).unwrap();
    control.set_suspense_limit(Qty::MAX).unwrap();
    control.set_alarm_deadline(1_000).unwrap();
    control.set_throttles(&Throttles::WIDEST).unwrap();
    control.set_clock_tolerance(1 << 60).unwrap();
    let terms = ResetTerms { least_delay: 0, expiry: u64::MAX - 1 };
    control.set_reset_terms(&terms).unwrap();
    let account = control.define_account(Notional::MAX).unwrap();
    let (lot, tick_value, max_order_qty, collar) = (1, 1, Qty::MAX, Collar::Limit);
    let terms = InstrumentTerms { lot, tick_value, max_order_qty, collar };
    let instrument = control.define_instrument(&terms).unwrap();
    let terms = StrategyTerms {
        code: 1,
        generation: 1,
        max_held: 2,
        max_ratio: u32::MAX,
        max_repeats: u32::MAX,
    };
    let strategy = control.define_strategy(&terms).unwrap();
    let limit = PositionLimit { long: Qty::MAX, short: Qty::MAX };
    control.set_position_limit(account, instrument, &limit).unwrap();
    let fingerprints = [region.fingerprint()];
    let strategies = [SessionStrategy::uncapped(1, 1)];
    let manifest =
        Manifest { fingerprints: &fingerprints, strategies: &strategies, lease: u64::MAX };
    control.arm(&manifest, Nanos(1_000_000), Nanos(1)).unwrap();
    let parent = NewParent {
        account,
        instrument,
        client_id: ClientId(1),
        side: Side::Buy,
        qty: Qty::saturating(100),
        price: Some(Price(10)),
        strategy,
        generation: 1,
        expire_time: None,
        lease: None,
        parties: Parties::NONE,
        flags: 0,
        fan_out: FanOut::WIDEST,
    };
    region.lane(0).unwrap().admit(&parent, Nanos(2)).unwrap()
}

#[test]
fn nobody_is_given_the_place_of_the_control_handle() {
    let mut memory = Box::new(Memory([0; 64 << 10]));
    let region = small(&mut memory);
    let last = Config::SMALL.lanes;
    assert_eq!(region.lanes.len() as u32, last + 1);
    assert_eq!(region.lane(last).err(), Some(Refusal::NoSuchLane));
    assert_eq!(region.take_over_lane(last).err(), Some(Refusal::NoSuchLane));
    assert_eq!(region.kill(Scope::Lane(last), 1, Nanos(1)).err(), Some(Refusal::NoSuchLane));
    assert_eq!(region.is_halted(Scope::Lane(last)).err(), Some(Refusal::NoSuchLane));
    assert_eq!(region.kill(Scope::Firm, 1, Nanos(1)).unwrap().lanes, last);
    assert!(region.events(last).is_ok() && region.events(last + 1).is_err());
    let control = region.control().unwrap();
    assert_eq!(control.lane.index(), last);
    assert_eq!(region.control().err(), Some(Refusal::AlreadyClaimed));
    drop(control);
    assert!(region.control().is_ok());
}

#[test]
fn a_take_over_ends_what_the_dead_owner_was_in_the_middle_of() {
    let mut memory = Box::new(Memory([0; 64 << 10]));
    let region = small(&mut memory);
    let mut dead = region.control().unwrap();
    let parent = admitted(&region, &mut dead);
    assert!(dead.lane.pin(&region.book(parent).unwrap()));
    forget(dead);
    // Whoever would retire the parent finds the control handle at work on it.
    assert!(region.lane(0).unwrap().is_pinned(parent.to_bits()));
    let heir = region.take_over_control().unwrap();
    assert_eq!(region.parent(parent).unwrap().state, ParentState::Held);
    assert_eq!(region.alarm(AlarmKind::LaneTakenOver).value, parent.to_bits());
    assert!(!region.lane(0).unwrap().is_pinned(parent.to_bits()));
    assert_eq!(heir.lane.slot.switch.kill_count(), 0);
    assert_eq!(region.is_halted(Scope::Lane(0)), Ok(false));
}

#[test]
fn a_take_over_between_calls_holds_nothing() {
    let mut memory = Box::new(Memory([0; 64 << 10]));
    let region = small(&mut memory);
    let mut dead = region.control().unwrap();
    let parent = admitted(&region, &mut dead);
    forget(dead);
    let heir = region.take_over_control().unwrap();
    assert_eq!(region.parent(parent).unwrap().state, ParentState::Open);
    assert!(!region.alarm(AlarmKind::LaneTakenOver).raised);
    assert!(heir.enter().is_ok());
}

#[test]
fn a_recovery_keeps_the_claim_of_the_handle_that_carries_it_out() {
    let mut memory = Box::new(Memory([0; 64 << 10]));
    let region = small(&mut memory);
    let mut control = region.control().unwrap();
    let mut lane = region.lane(0).unwrap();
    control.recover(Nanos(9)).unwrap();
    assert_eq!(lane.sent(ChildId::from_bits(0), Nanos(9)), Err(Refusal::HandleLost));
    assert!(control.enter().is_ok());
    control.recover(Nanos(10)).unwrap();
    assert_eq!(region.control().err(), Some(Refusal::AlreadyClaimed));
}

#[repr(C, align(64))]
struct Wide([u8; 96 << 10]);

/// One of seven servers' processes is stale, and holds a lane beside the new one's.
#[test]
fn two_builds_in_one_region_are_neither() {
    let mut memory = Box::new(Wide([0; 96 << 10]));
    let config = Config { lanes: 2, ..Config::SMALL };
    let region = Region::format(&mut memory.0, &config).unwrap();
    let ours = region.fingerprint().build;
    let (one, two) = (region.lane(0).unwrap(), region.lane(1).unwrap());
    for (first, second) in [(ours, 7), (7, ours), (7, 8), (8, 7)] {
        one.slot.build_part.store(first, Relaxed);
        two.slot.build_part.store(second, Relaxed);
        let shown = region.fingerprint().build;
        assert!(![ours, 7, 8].contains(&shown), "{first} and {second} are shown as {shown}");
    }
    one.slot.build_part.store(8, Relaxed);
    two.slot.build_part.store(8, Relaxed);
    assert_eq!(region.fingerprint().build, 8);
}

#[test]
fn what_was_armed_for_one_build_is_joined_by_no_other() {
    let mut memory = Box::new(Memory([0; 64 << 10]));
    let region = small(&mut memory);
    let mut control = region.control().unwrap();
    let lane = region.lane(0).unwrap();
    drop(lane);
    let parent = admitted(&region, &mut control);
    assert!(region.parent(parent).is_some());
    control.disarm(Nanos(3)).unwrap();
    // The newer build's only lane, with which the house is opened, goes; ours is the stale one.
    let lane = region.lane(0).unwrap();
    lane.slot.build_part.store(7, Relaxed);
    let fingerprints = [region.fingerprint()];
    let manifest = Manifest { fingerprints: &fingerprints, strategies: &[], lease: u64::MAX };
    control.arm(&manifest, Nanos(1_000_000), Nanos(4)).unwrap();
    drop(lane);
    assert_eq!(region.lane(0).err(), Some(Refusal::WrongFingerprint));
}

/// Whoever arms several regions asks each first, and nothing has changed when one says no.
#[test]
fn what_would_be_armed_is_armed_and_what_would_not_says_the_same() {
    let mut memory = Box::new(Memory([0; 64 << 10]));
    let region = small(&mut memory);
    let mut control = region.control().unwrap();
    admitted(&region, &mut control);
    control.disarm(Nanos(3)).unwrap();
    let fingerprints = [region.fingerprint()];
    let strange = [Fingerprint { limits: 1, ..region.fingerprint() }];
    let lease = 100;
    let [fits, strange] = [&fingerprints, &strange].map(|fingerprints| Manifest {
        fingerprints,
        strategies: &[],
        lease,
    });
    let unknown = [SessionStrategy::uncapped(9, 1)];
    let unknown = Manifest { strategies: &unknown, ..fits };
    for (manifest, until) in [(strange, 50), (unknown, 50), (fits, 3), (fits, 500)] {
        let would = control.would_arm(&manifest, Nanos(until), Nanos(4)).unwrap_err();
        assert_eq!(control.arm(&manifest, Nanos(until), Nanos(4)), Err(would));
    }
    assert_eq!(control.would_arm(&fits, Nanos(50), Nanos(4)), Ok(()));
    assert!(region.lease().is_none() && region.max_lease().is_none());
    region.kill(Scope::Firm, 1, Nanos(4)).unwrap();
    let would = control.would_arm(&fits, Nanos(50), Nanos(4)).unwrap_err();
    assert_eq!((would.refusal, would.field), (Refusal::KilledSince, Field::None));
    assert_eq!(control.arm(&fits, Nanos(50), Nanos(4)), Err(would));
}

#[test]
fn whoever_looks_sees_who_must_be_heard_and_who_waits_for_a_second_person() {
    let mut memory = Box::new(Memory([0; 64 << 10]));
    let region = small(&mut memory);
    assert!(!region.is_controlled() && region.monitors().count() == 0);
    let mut control = region.control().unwrap();
    assert!(region.is_controlled() && region.builds() == (BUILD.version, OLDEST_BUILD));
    for (person, key) in [(7, 11), (8, 22)] {
        control.define_key(person, key).unwrap();
    }
    admitted(&region, &mut control);
    assert_eq!((region.max_lease(), region.latched().count()), (Some(u64::MAX), 0));
    let monitor = control.define_monitor(10).unwrap();
    region.heartbeat(monitor, Nanos(5)).unwrap();
    let view = region.monitors().next().unwrap();
    assert_eq!((view.id, view.max_silence, view.until), (monitor, 10, Nanos(15)));
    assert_eq!(region.open_reset(), None);
    region.kill(Scope::Firm, 1, Nanos(6)).unwrap();
    let request = ResetRequest { scope: Scope::Firm, key: 11, why: [b'w'; 32] };
    let ticket = control.request_reset(&request, Nanos(7)).unwrap();
    let open = region.open_reset().unwrap();
    assert_eq!((open.nonce, open.scope, open.by), (ticket.nonce, Scope::Firm, 7));
    assert_eq!((open.why, open.at, open.is_void), ([b'w'; 32], Nanos(7), false));
    assert_eq!((open.not_before, open.not_after), (ticket.not_before, ticket.not_after));
    region.kill(Scope::Firm, 2, Nanos(8)).unwrap();
    assert!(region.open_reset().is_some_and(|open| open.is_void));
    let ticket = control.request_reset(&request, Nanos(9)).unwrap();
    let fingerprint = region.fingerprint();
    control.confirm_reset(ticket.nonce, 22, &fingerprint, Nanos(9)).unwrap();
    assert_eq!(region.open_reset(), None);
    assert_eq!(region.last_reset().map(|last| last.by), Some([7, 8]));
}

/// The kills of a lane's word wrap; a pass that they left behind would stand again.
#[test]
fn a_lane_that_was_refused_leaves_no_pass_behind() {
    let mut memory = Box::new(Memory([0; 64 << 10]));
    let region = small(&mut memory);
    let mut control = region.control().unwrap();
    let venue = control.define_venue(&VenueTerms::FIX44).unwrap();
    let parent = admitted(&region, &mut control);
    let mut lane = region.lane(0).unwrap();
    let (qty, price, time_in_force) = (Qty::saturating(1), Price(10), TimeInForce::Day);
    let child = NewChild { parent, venue, qty, price, time_in_force };
    lane.route(&child, Nanos(2)).unwrap();
    lane.route(&child, Nanos(2)).unwrap();
    region.kill(Scope::Account(AccountId(0)), 0, Nanos(2)).unwrap();
    assert_eq!(lane.route(&child, Nanos(2)), Err(Refusal::Halted));
    // As all kills that there can be, less the one, leave it.
    lane.slot.publish.fetch_sub(crate::stop::ONE_KILL, crate::sync::AcqRel);
    assert_eq!(lane.route(&child, Nanos(2)), Err(Refusal::Halted));
}

/// A lane that has a pass for a child's parent, and that child.
fn warm<'a>(region: &Region<'a>, control: &mut Control<'a>) -> (Lane<'a>, NewChild) {
    let venue = control.define_venue(&VenueTerms::FIX44).unwrap();
    let parent = admitted(region, control);
    let mut lane = region.lane(0).unwrap();
    let (qty, price, time_in_force) = (Qty::saturating(1), Price(10), TimeInForce::Day);
    let child = NewChild { parent, venue, qty, price, time_in_force };
    lane.route(&child, Nanos(2)).unwrap();
    lane.route(&child, Nanos(2)).unwrap();
    (lane, child)
}

/// A killer of each scope dies between the switch and the lanes' words.
#[test]
fn a_switch_that_is_thrown_halts_though_its_killer_died() {
    let scopes = [
        Scope::Firm,
        Scope::Account(AccountId(0)),
        Scope::Instrument(InstrumentId(0)),
        Scope::Venue(VenueId(0)),
        Scope::Strategy(StrategyId(1)),
        Scope::Lane(0),
    ];
    for scope in scopes {
        let mut memory = Box::new(Memory([0; 64 << 10]));
        let region = small(&mut memory);
        let mut control = region.control().unwrap();
        let (mut lane, child) = warm(&region, &mut control);
        forget(region.throw(scope, Level::NoNewOrders, &Cause::default()).unwrap());
        assert_eq!(region.is_halted(scope), Ok(true));
        assert_eq!(lane.route(&child, Nanos(2)), Err(Refusal::Halted), "{scope:?}");
    }
}

/// A throw that never ends stops nobody else, and a recovery forgets it.
#[test]
fn a_throw_that_is_under_way_stops_nothing_by_itself() {
    let mut memory = Box::new(Memory([0; 64 << 10]));
    let region = small(&mut memory);
    let mut control = region.control().unwrap();
    let (mut lane, child) = warm(&region, &mut control);
    let alive = region.begin_throw();
    forget(region.begin_throw());
    lane.route(&child, Nanos(2)).unwrap();
    assert!(region.is_throwing());
    control.recover(Nanos(2)).unwrap();
    assert!(!region.is_throwing());
    // One from before says nothing of those that came since.
    let since = region.begin_throw();
    drop(alive);
    assert!(region.is_throwing());
    drop(since);
    assert!(!region.is_throwing());
}

/// A control handle that dies in `define_strategy`, or in a disconnect, before the lanes' words.
#[test]
fn what_control_forbade_is_forbidden_though_it_died() {
    let mut memory = Box::new(Memory([0; 64 << 10]));
    let region = small(&mut memory);
    let mut control = region.control().unwrap();
    let (mut lane, child) = warm(&region, &mut control);
    forget(region.begin_throw());
    region.strategy(StrategyId(1)).unwrap().1.end_session();
    assert_eq!(lane.route(&child, Nanos(2)), Err(Refusal::NotInManifest));
    region.venue(child.venue).unwrap().lose_session();
    assert_eq!(lane.route(&child, Nanos(2)), Err(Refusal::VenueDown));
}

/// Only damage makes more of a child inferred than is reserved for it: here a child that was stated is void.
#[test]
fn what_is_inferred_past_what_is_reserved_is_a_finding() {
    let mut memory = Box::new(Memory([0; 64 << 10]));
    let region = small(&mut memory);
    let mut control = region.control().unwrap();
    let (mut lane, order) = warm(&region, &mut control);
    let child = lane.route(&order, Nanos(2)).unwrap();
    let filled = Report { cum_qty: Some(order.qty), ..Report::new(child, ExecType::OrderStatus) };
    control.status(&filled, Nanos(2)).unwrap();
    assert_eq!(region.child(child).map(|view| view.inferred_qty), Some(1));
    region.audit().unwrap();
    let slot = region.leaf(child).unwrap().slot;
    let void = slot.word().less(1).with_state(State::Void);
    slot.bound.store(0, Relaxed);
    slot.word.store(void.0, Relaxed);
    // Every other sum is made again from that.
    control.recover(Nanos(3)).unwrap();
    assert_eq!(region.audit(), Err(Finding::Inferred(child)));
}

/// A venue that tells sums executes a child that the gate had taken back: that is booked, once (L3, L4).
#[test]
fn a_sum_of_a_void_child_is_booked_once() {
    let mut memory = Box::new(Memory([0; 64 << 10]));
    let region = small(&mut memory);
    let mut control = region.control().unwrap();
    let (mut lane, order) = warm(&region, &mut control);
    let sums = VenueTerms { last_qty: LastQtyMeans::Cumulative, ..VenueTerms::FIX44 };
    control.set_venue_terms(order.venue, &sums).unwrap();
    let id = lane.route(&order, Nanos(2)).unwrap();
    let (leaf, book) = (region.leaf(id).unwrap(), region.book(order.parent).unwrap());
    // As the gate does where a kill overtakes a birth.
    leaf.slot.bound.store(0, Relaxed);
    leaf.slot.word.store(leaf.slot.word().less(1).with_state(State::Void).0, Relaxed);
    book.slot.word.store(book.slot.word().give(1).0, Relaxed);
    region.audit().unwrap();
    let headroom = region.parent(order.parent).unwrap().headroom;
    let mut before = 0;
    for (exec, cum, booked) in [(1, 1, 1), (1, 1, 1), (2, 1, 1), (3, 3, 3), (2, 2, 3)] {
        let qty = Qty::saturating(cum);
        let report =
            Report { cum_qty: Some(qty), ..Report::trade(id, ExecId(exec), qty, Price(10)) };
        let heard = lane.report(&report, Nanos(3)).unwrap();
        assert_eq!(heard.duplicate, before == booked, "{exec}: {cum}");
        assert!(heard.raised.contains(AlarmKind::ReportOnVoid));
        before = booked;
        let view = region.parent(order.parent).unwrap();
        assert_eq!((view.executed, view.headroom), (booked, headroom - booked), "{exec}: {cum}");
        assert_eq!((view.state, view.inferred), (ParentState::Held, 0));
        region.audit().unwrap();
    }
}
