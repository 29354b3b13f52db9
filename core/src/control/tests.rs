//! Property: the control handle has a place of its own among the lanes, which nobody else is given;
//! and what a dead owner of it was in the middle of is ended as for a lane.
//!
//! Method: one region of the smallest size; the word that a call writes down is set by hand, and
//! the handle taken over.

use crate::*;
use core::mem::forget;
use std::boxed::Box;

#[repr(C, align(64))]
struct Memory([u8; 40 << 10]);

fn small(memory: &mut Memory) -> Region<'_> {
    Region::format(&mut memory.0, &Config::SMALL).unwrap()
}

fn admitted(region: &Region<'_>, control: &mut Control<'_>) -> ParentId {
    control.set_firm_limit(Notional::MAX).unwrap();
    control.set_suspense_limit(Qty::MAX).unwrap();
    control.set_alarm_deadline(1_000).unwrap();
    let account = control.define_account(Notional::MAX).unwrap();
    let (lot, tick_value, max_order_qty, collar) = (1, 1, Qty::MAX, Collar::Limit);
    let terms = InstrumentTerms { lot, tick_value, max_order_qty, collar };
    let instrument = control.define_instrument(&terms).unwrap();
    let terms = StrategyTerms { code: 1, generation: 1, max_held: 2 };
    let strategy = control.define_strategy(&terms).unwrap();
    let limit = PositionLimit { long: Qty::MAX, short: Qty::MAX };
    control.set_position_limit(account, instrument, &limit).unwrap();
    control.arm(Nanos(1_000_000), Nanos(1)).unwrap();
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
        fan_out: FanOut::WIDEST,
    };
    region.lane(0).unwrap().admit(&parent, Nanos(2)).unwrap()
}

#[test]
fn nobody_is_given_the_place_of_the_control_handle() {
    let mut memory = Box::new(Memory([0; 40 << 10]));
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
    let mut memory = Box::new(Memory([0; 40 << 10]));
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
    let mut memory = Box::new(Memory([0; 40 << 10]));
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
    let mut memory = Box::new(Memory([0; 40 << 10]));
    let region = small(&mut memory);
    let mut control = region.control().unwrap();
    let mut lane = region.lane(0).unwrap();
    control.recover(Nanos(9)).unwrap();
    assert_eq!(lane.sent(ChildId::from_bits(0), Nanos(9)), Err(Refusal::HandleLost));
    assert!(control.enter().is_ok());
    control.recover(Nanos(10)).unwrap();
    assert_eq!(region.control().err(), Some(Refusal::AlreadyClaimed));
}
