//! *Property*: what is stated with authority counts once, proves no more than it says, and lets
//! every session come up again. *Method*: one history a test, as a hostile reader found it, through
//! the public interface. Each failed before, or says what is meant instead.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use common::*;
use plimsoll::*;

/// Disconnected and connected again, with a mass status begun.
fn begin_again(world: &mut World) {
    world.control.disconnect(VENUE, Nanos(9)).unwrap();
    world.control.reconnect(VENUE, Nanos(10)).unwrap();
    world.control.begin_mass_status(VENUE, Nanos(11)).unwrap();
}

/// States `report` of its order, then ends the mass status; whether the session is up.
fn is_up_after(world: &mut World, report: &Report) -> bool {
    world.control.status(report, Nanos(12)).unwrap();
    let found = world.control.end_mass_status(VENUE, Nanos(13)).unwrap();
    world.is_clean();
    found.is_up
}

/// A drop copy of all of it ends the parent; then stated as canceled at 60: the parent lives again,
/// held.
#[test]
fn a_statement_of_less_than_was_inferred_resumes_the_parent() {
    let (mut world, _lane, parent, child) = one_child(100);
    world.control.drop_copy(&counted(child, 1, 100, 100), NOW).unwrap();
    assert_eq!(world.parent(parent).state, ParentState::Done);
    world.state(child, OrdStatus::Canceled, 60);
    assert_eq!((world.executed(parent), world.headroom(parent)), (60, 40));
    assert!(world.is_held(parent));
    world.is_clean();
}

/// The same of a parent that has more to do: what comes free is held first.
#[test]
fn a_statement_of_less_than_was_inferred_holds_the_parent() {
    let (mut world, _lane, parent, child) = child_at(VenueTerms::FIX44, 200, 100);
    world.control.drop_copy(&counted(child, 1, 100, 100), NOW).unwrap();
    world.state(child, OrdStatus::Canceled, 60);
    assert_eq!((world.executed(parent), world.headroom(parent)), (60, 140));
    assert!(world.is_held(parent));
    world.is_clean();
}

/// Filled at 50 and so stated; replaced to 100 meanwhile, and only then heard (L5).
#[test]
fn a_statement_of_the_smaller_order_releases_nothing_of_the_larger() {
    let (mut world, mut lane, parent, child) = child_at(VenueTerms::FIX44, 100, 50);
    lane.report(&counted(child, 1, 50, 50), NOW).unwrap();
    let stated = Report {
        order_qty: Some(qty(50)),
        leaves_qty: Some(Qty::ZERO),
        ..status(child, OrdStatus::Filled, 50)
    };
    let up = lane.request_replace(child, qty(100), Price(10), NOW).unwrap();
    lane.report(&Report { order_qty: Some(qty(100)), ..replaced(up) }, NOW).unwrap();
    world.control.status(&stated, NOW).unwrap();
    assert_eq!(world.headroom(parent), 0);
    world.is_clean();
}

/// A mass status of an earlier session, ended a second time after the next one began (L5).
#[test]
fn an_old_mass_status_opens_no_new_session() {
    let (mut world, mut lane, parent, child) = child_at(VenueTerms::FIX44, 100, 50);
    world.control.begin_mass_status(VENUE, Nanos(6)).unwrap();
    world.control.end_mass_status(VENUE, Nanos(7)).unwrap();
    lane.report(&Report::new(child, ExecType::New), Nanos(7)).unwrap();
    let second = lane.route(&new_child(parent, 10), Nanos(8)).unwrap();
    world.control.disconnect(VENUE, Nanos(9)).unwrap();
    world.control.reconnect(VENUE, Nanos(10)).unwrap();
    for child in [child, second] {
        lane.report(&Report::new(child, ExecType::New), Nanos(10)).unwrap();
    }
    let ended = world.control.end_mass_status(VENUE, Nanos(11));
    assert!(ended.is_err() || ended.is_ok_and(|found| !found.is_up));
    world.is_clean();
}

/// An order that outlives the session, stated as done for the day: it is resolved.
#[test]
fn a_session_comes_up_with_an_order_done_for_the_day() {
    let (mut world, mut lane, parent, child) = child_at(VenueTerms::FIX44, 100, 50);
    let time_in_force = TimeInForce::GoodTillCancel;
    let lasting = NewChild { time_in_force, ..new_child(parent, 10) };
    let lasting = lane.route(&lasting, NOW).unwrap();
    lane.report(&canceled(child, 0), NOW).unwrap();
    begin_again(&mut world);
    let leaves_qty = Some(qty(10));
    let stated = Report { leaves_qty, ..status(lasting, OrdStatus::DoneForDay, 0) };
    assert!(is_up_after(&mut world, &stated));
}

/// Filled, with a replace open that got lost, and stated so: it is resolved.
#[test]
fn a_session_comes_up_with_a_filled_order_whose_replace_is_open() {
    let (mut world, mut lane, _, child) = child_at(VenueTerms::FIX44, 100, 50);
    lane.report(&counted(child, 1, 50, 50), NOW).unwrap();
    lane.request_replace(child, qty(100), Price(10), NOW).unwrap();
    begin_again(&mut world);
    let stated = Report {
        order_qty: Some(qty(50)),
        leaves_qty: Some(Qty::ZERO),
        ..status(child, OrdStatus::Filled, 50)
    };
    assert!(is_up_after(&mut world, &stated));
}

/// Stated as calculated, which is no proof of an end: it is resolved all the same.
#[test]
fn a_session_comes_up_with_a_calculated_order() {
    let (mut world, _lane, _, child) = child_at(VenueTerms::FIX44, 100, 50);
    begin_again(&mut world);
    let leaves_qty = Some(Qty::ZERO);
    let stated = Report { leaves_qty, ..status(child, OrdStatus::Calculated, 20) };
    assert!(is_up_after(&mut world, &stated));
}

/// Filled by a statement, without an end at a CumQty of its own: retired only once the session has
/// reported it, or its end is stated. So nobody counts the report a second time (L4).
#[test]
fn a_parent_is_not_retired_while_executions_of_it_are_inferred() {
    let (mut world, mut lane, parent, child) = one_child(100);
    world.state(child, OrdStatus::Filled, 100);
    assert_eq!(world.parent(parent).state, ParentState::Done);
    assert_eq!(lane.retire(parent, NOW), Err(Refusal::NotEnded));
    lane.report(&trade(child, 1, 100), NOW).unwrap();
    assert_eq!(world.executed(parent), 100);
    lane.retire(parent, NOW).unwrap();
    world.is_clean();
    let exposure = world.region.exposure(world.account, world.instrument).unwrap();
    assert_eq!(exposure.bought, 100);
}

/// The end stated with authority is enough: the quantity stays in the books when the parent goes.
#[test]
fn a_parent_is_retired_once_the_end_is_stated() {
    let (mut world, mut lane, parent, child) = one_child(100);
    world.state(child, OrdStatus::Canceled, 60);
    lane.cancel_parent(parent, NOW).unwrap();
    lane.retire(parent, NOW).unwrap();
    let exposure = world.region.exposure(world.account, world.instrument).unwrap();
    assert_eq!(exposure.bought, 60);
    world.is_clean();
}

/// A parent of 200 with one child of it all, of which 37 are inferred, where no record of an execution
/// is left.
fn out_of_records() -> (World, Lane<'static>, ParentId, ChildId) {
    let (mut world, mut lane, parent, child) = one_child(200);
    let other = world.admit(&mut lane, 1_000);
    let other = lane.route(&new_child(other, 1_000), NOW).unwrap();
    world.state(child, OrdStatus::PartiallyFilled, 37);
    for exec in 0..u128::from(Config::SMALL.executions) {
        assert_eq!(lane.report(&trade(other, 1 << 64 | exec, 1), NOW).unwrap().breach, None);
    }
    assert_eq!((world.child(child).cum_qty, world.child(child).inferred_qty), (37, 37));
    (world, lane, parent, child)
}

/// An execution of which no record is left takes the place of what was inferred, and what it has more
/// is booked besides (L3).
#[test]
fn an_execution_without_a_record_takes_the_place_of_what_was_inferred() {
    for (last, cum, inferred) in [(37, 37, 0), (20, 20, 17), (136, 136, 0), (99, 136, 37)] {
        let (world, mut lane, parent, child) = out_of_records();
        let heard = lane.report(&counted(child, 1, last, cum), NOW).unwrap();
        assert_eq!((heard.breach, heard.duplicate), (Some(Breach::ExecutionsFull), false));
        let view = world.child(child);
        let total = last.max(cum).max(37);
        assert_eq!((view.cum_qty, view.inferred_qty), (total, inferred), "{last} of {cum}");
        assert_eq!(world.executed(parent), total);
        world.is_clean();
        // Told again, it changes nothing more of what is executed (L4).
        lane.report(&counted(child, 1, last, cum), NOW).unwrap();
        assert_eq!(world.executed(parent), total, "{last} of {cum}, again");
        world.is_clean();
    }
}

/// The same where the venue does not say its CumQty.
#[test]
fn an_execution_without_a_record_and_a_cum_qty_takes_the_place_of_what_was_inferred() {
    let (world, mut lane, parent, child) = out_of_records();
    lane.report(&trade(child, 1, 37), NOW).unwrap();
    assert_eq!((world.child(child).cum_qty, world.child(child).inferred_qty), (37, 0));
    lane.report(&trade(child, 2, 10), NOW).unwrap();
    assert_eq!(world.executed(parent), 47);
    world.is_clean();
}

/// A CumQty that began anew with a replace does not cut what is executed since (L3).
#[test]
fn an_execution_without_a_record_after_a_new_count_is_booked_in_full() {
    let terms = VenueTerms { cum_qty: CumQtyMeans::Restarts, ..VenueTerms::FIX44 };
    let (mut world, mut lane, parent, child) = child_at(terms, 300, 100);
    lane.report(&counted(child, 1, 50, 50), NOW).unwrap();
    let request = lane.request_replace(child, qty(60), Price(10), NOW).unwrap();
    lane.report(&replaced(request), NOW).unwrap();
    let other = world.admit(&mut lane, 1_000);
    let other = lane.route(&new_child(other, 1_000), NOW).unwrap();
    for exec in 1..u128::from(Config::SMALL.executions) {
        lane.report(&trade(other, 1 << 64 | exec, 1), NOW).unwrap();
    }
    let heard = lane.report(&counted(child, 2, 20, 20), NOW).unwrap();
    assert_eq!(heard.breach, Some(Breach::ExecutionsFull));
    assert_eq!(world.executed(parent), 70);
    world.is_clean();
}
