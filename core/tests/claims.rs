//! *Property*: what a report claims beyond the order is told, and nothing else is; a statement that lowers
//! what was inferred holds its parent, and one that lowers nothing does not. *Method*: one history a
//! row, through the public interface.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use common::*;
use plimsoll::*;

/// What a report says of a child that says no more than this.
fn says(child: ChildId, cum: u64) -> Report {
    with_cum(cum, Report::new(child, ExecType::PendingCancel))
}

#[test]
fn a_cum_qty_past_the_order_is_impossible() {
    for (cum, breach) in [(99, None), (100, None), (101, Some(Breach::ImpossibleReport))] {
        let (world, mut lane, parent, child) = child_at(VenueTerms::FIX44, 300, 100);
        let outcome = lane.report(&says(child, cum), NOW).unwrap();
        assert_eq!(outcome.breach, breach, "{cum}");
        assert_eq!(world.headroom(parent), 300 - cum.max(100));
        world.is_clean();
    }
}

/// An order that was made smaller may not be executed as far as it once could.
#[test]
fn a_cum_qty_past_an_order_that_was_made_smaller_is_impossible() {
    let (world, mut lane, parent, child) = child_at(VenueTerms::FIX44, 300, 100);
    let down = lane.request_replace(child, qty(50), Price(10), NOW).unwrap();
    lane.report(&replaced(down), NOW).unwrap();
    assert_eq!(world.headroom(parent), 250);
    let outcome = lane.report(&says(child, 80), NOW).unwrap();
    assert_eq!(outcome.breach, Some(Breach::ImpossibleReport));
    assert_eq!(world.headroom(parent), 220);
}

/// After a bust an order that had ended may be executed again, as far as it ever was.
#[test]
fn a_cum_qty_past_an_end_is_possible_after_a_bust() {
    for (cum, breach) in [(100, None), (101, Some(Breach::ImpossibleReport))] {
        let (world, mut lane, _, child) = child_at(VenueTerms::FIX44, 300, 100);
        lane.report(&counted(child, 1, 60, 60), NOW).unwrap();
        lane.report(&canceled(child, 60), NOW).unwrap();
        lane.report(&bust(child, 11, 1, 0), NOW).unwrap();
        let outcome = lane.report(&says(child, cum), NOW).unwrap();
        assert_eq!(outcome.breach, breach, "{cum}");
        world.is_clean();
    }
}

/// That a cancel is still wanted is told with the answer to a request, and only where one is.
#[test]
fn a_cancel_that_is_still_wanted_is_told_with_an_answer() {
    let (_world, mut lane, _, child) = one_child(100);
    let rejected = |request: RequestId, exec_type| Report {
        request: Some(request.number),
        ..Report::new(child, exec_type)
    };
    let replace = lane.request_replace(child, qty(50), Price(10), NOW).unwrap();
    let answer = rejected(replace, ExecType::ReplaceRejected);
    assert!(!lane.report(&answer, NOW).unwrap().cancel_wanted, "nobody asked for one");
    let replace = lane.request_replace(child, qty(60), Price(10), NOW).unwrap();
    let cancel = lane.request_cancel(child, NOW).unwrap();
    lane.report(&rejected(cancel, ExecType::CancelRejected), NOW).unwrap();
    assert!(!lane.report(&says(child, 0), NOW).unwrap().cancel_wanted, "it answers nothing");
    let answer = rejected(replace, ExecType::ReplaceRejected);
    assert!(lane.report(&answer, NOW).unwrap().cancel_wanted);
}

/// What was inferred and turns out not to be executed comes free only to a parent that is held; where
/// a statement takes nothing back, nothing is held.
#[test]
fn a_statement_holds_a_parent_only_where_it_takes_back_what_was_inferred() {
    for (again, held) in [(40, false), (50, false), (39, true)] {
        let (mut world, _lane, parent, child) = child_at(VenueTerms::FIX44, 300, 100);
        world.state(child, OrdStatus::PartiallyFilled, 40);
        world.state(child, OrdStatus::PartiallyFilled, again);
        assert_eq!((world.executed(parent), world.is_held(parent)), (again, held));
        world.is_clean();
    }
    let (mut world, mut lane, parent, child) = child_at(VenueTerms::FIX44, 300, 100);
    lane.report(&counted(child, 1, 40, 40), NOW).unwrap();
    world.state(child, OrdStatus::PartiallyFilled, 30);
    assert_eq!((world.executed(parent), world.is_held(parent)), (40, false));
    world.is_clean();
}
