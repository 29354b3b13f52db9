//! *Property*: what a report changes is told with every number that a reader needs; what lies in suspense
//! can be listed. *Method*: the newest event of a kind, field by field, after one report.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use common::*;
use plimsoll::*;

/// A child that no lane ever routed.
const NOBODY: ChildId = ChildId::from_bits(77);
const NO_PARENT: ParentId = ParentId::from_bits(0);

/// Parent, child, quantity, price and detail.
type Fields = (ParentId, ChildId, u64, i64, u64);

/// The newest event of a kind on lane 0.
fn told(world: &World, kind: EventKind) -> Fields {
    let mut reader = world.region.events(0).unwrap();
    let mut found = None;
    while let Poll::Event(event) = reader.poll() {
        found = if event.kind == kind { Some(event) } else { found };
    }
    let event = found.unwrap();
    (event.parent, event.child, event.qty, event.price, event.detail)
}

#[test]
fn an_execution_its_repeat_and_what_it_is_past_its_parent() {
    let (world, mut lane, parent, child) = child_at(VenueTerms::FIX44, 100, 100);
    lane.report(&counted(child, 1, 40, 40), NOW).unwrap();
    assert_eq!(told(&world, EventKind::Executed), (parent, child, 40, 10, 0));
    let partly = State::PartiallyFilled as u64;
    assert_eq!(told(&world, EventKind::StateChanged), (parent, child, 60, 0, partly));
    lane.report(&counted(child, 1, 40, 40), NOW).unwrap();
    assert_eq!(told(&world, EventKind::Duplicate), (parent, child, 40, 10, 0));
    lane.report(&trade(child, 2, 75), NOW).unwrap();
    assert_eq!(told(&world, EventKind::Executed), (parent, child, 75, 10, 15));
}

#[test]
fn an_end_and_what_it_gives_back() {
    for (exec_type, state) in
        [(ExecType::Canceled, State::Canceled), (ExecType::Expired, State::Expired)]
    {
        let (world, mut lane, parent, child) = child_at(VenueTerms::FIX44, 300, 100);
        lane.report(&counted(child, 1, 40, 40), NOW).unwrap();
        lane.report(&with_cum(40, Report::new(child, exec_type)), NOW).unwrap();
        let changed = told(&world, EventKind::StateChanged);
        assert_eq!(changed, (parent, child, 60, 0, state as u64));
        assert_eq!(told(&world, EventKind::GivenBack), (parent, child, 60, 0, 0));
    }
}

#[test]
fn an_answer_to_a_replace() {
    let (world, mut lane, parent, child) = child_at(VenueTerms::FIX44, 300, 100);
    lane.request_cancel(child, NOW).unwrap();
    let down = lane.request_replace(child, qty(70), Price(10), NOW).unwrap();
    lane.report(&replaced(down), NOW).unwrap();
    assert_eq!(told(&world, EventKind::Answered), (parent, child, 70, 0, 2));
}

#[test]
fn a_correction_and_a_bust() {
    let (world, mut lane, parent, child) = child_at(VenueTerms::FIX44, 300, 100);
    lane.report(&counted(child, 1, 40, 40), NOW).unwrap();
    lane.report(&correct(child, 11, 1, 30), NOW).unwrap();
    assert_eq!(told(&world, EventKind::Corrected), (parent, child, 30, 0, 40));
    lane.report(&bust(child, 12, 11, 0), NOW).unwrap();
    assert_eq!(told(&world, EventKind::Corrected), (parent, child, 0, 0, 30));
}

/// An execution of nobody's child, its correction, and the bust of that.
#[test]
fn what_lies_in_suspense_and_what_becomes_of_it() {
    let (world, mut lane, _, _) = one_child(100);
    lane.report(&trade(NOBODY, 1, 60), NOW).unwrap();
    let trade_code = ExecType::Trade as u64;
    assert_eq!(told(&world, EventKind::Suspended), (NO_PARENT, NOBODY, 60, 10, trade_code));
    let open = |world: &World| {
        let mut entries = [world.region.next_suspense(&mut 0).unwrap(); 4];
        let mut cursor = 0;
        let count = world.region.suspense_entries(&mut cursor, &mut entries);
        assert_eq!(world.region.suspense_entries(&mut cursor, &mut entries[..1]), 0);
        entries.iter().take(count).map(|entry| entry.qty.get()).collect::<Vec<_>>()
    };
    assert_eq!(open(&world), [60]);
    let corrected = Report { last_px: Price(9), ..correct(NOBODY, 11, 1, 50) };
    lane.report(&corrected, NOW).unwrap();
    assert_eq!(told(&world, EventKind::Corrected), (NO_PARENT, NOBODY, 50, 9, 60));
    assert_eq!(open(&world), [60, 50]);
    assert!(world.region.find_suspense(ExecId(1), NOBODY).is_none());
    assert!(world.region.find_suspense(ExecId(11), NOBODY).is_some());
    assert!(world.region.find_suspense(ExecId(11), ChildId::from_bits(78)).is_none());
    assert!(lane.report(&corrected, NOW).unwrap().duplicate);
    let part = Report { last_px: Price(9), ..bust(NOBODY, 12, 11, 20) };
    lane.report(&part, NOW).unwrap();
    assert_eq!(open(&world), [60, 50, 30], "what is left of it");
    lane.report(&bust(NOBODY, 13, 12, 0), NOW).unwrap();
    assert_eq!(open(&world), [60, 50, 30], "nothing is left");
    world.is_clean();
}

/// What is of no execution, or of none of any quantity, lies nowhere.
#[test]
fn only_executions_lie_in_suspense() {
    let (world, mut lane, _, _) = one_child(100);
    lane.report(&trade(NOBODY, 1, 0), NOW).unwrap();
    lane.report(&Report { last_qty: qty(5), ..Report::new(NOBODY, ExecType::New) }, NOW).unwrap();
    assert!(world.region.next_suspense(&mut 0).is_none());
    assert_eq!(world.region.suspense().reports, 2);
}

/// What came to suspense of an account in an instrument, where the report says whose it was.
#[test]
fn suspense_is_counted_for_its_position() {
    let (world, mut lane, _, _) = one_child(100);
    let of = |instrument| world.region.suspense_of(world.account, instrument);
    assert!(of(InstrumentId(9)).is_none());
    let none = of(world.instrument).unwrap();
    assert_eq!((none.executions, none.gross, none.assigned), (0, 0, 0));
    let (account, instrument, side) = (world.account, world.instrument, Side::Buy);
    let hint = Some(Hint { account, instrument, side });
    lane.report(&Report { hint, ..trade(NOBODY, 1, 60) }, NOW).unwrap();
    let some = of(world.instrument).unwrap();
    assert_eq!((some.executions, some.gross, some.assigned), (1, 60, 0));
}
