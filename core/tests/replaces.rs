//! *Property*: at a venue whose replaces may add, and while an end cools, nothing is released that
//! may still be executed (law L5), and nothing is counted that nobody stated (law L3). *Method*: one
//! history a test, as a hostile reader found it, through the public interface. Each failed
//! before, or says what is meant instead.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use common::*;
use plimsoll::*;

/// A venue whose replaces ask for what remains, and whose CumQty begins anew with them.
const RESTARTS: VenueTerms = VenueTerms {
    replace_means: ReplaceMeans::Remaining,
    cum_qty: CumQtyMeans::Restarts,
    ..VenueTerms::FIX44
};

const COOLS: VenueTerms = VenueTerms { cooling: 100, ..VenueTerms::FIX44 };

/// 30 of 100, replaced to 50, 10 of those, canceled at 10; the end is heard before the replace (L5).
#[test]
fn an_end_before_its_replaced_releases_nothing_of_the_first_order() {
    let (world, mut lane, parent, child) = child_at(RESTARTS, 300, 100);
    lane.report(&counted(child, 1, 30, 30), NOW).unwrap();
    let up = lane.request_replace(child, qty(50), Price(10), NOW).unwrap();
    for report in [canceled(child, 10), replaced(up)] {
        lane.report(&report, NOW).unwrap();
        assert!(world.headroom(parent) <= 300 - 40);
    }
    world.is_clean();
}

/// 60 of 100, replaced twice to 50 each, 45 and 10 of those; the first answer is lost (L5).
#[test]
fn a_lost_answer_releases_nothing_of_the_order_between() {
    let (world, mut lane, parent, child) = child_at(RESTARTS, 400, 100);
    lane.report(&counted(child, 1, 60, 60), NOW).unwrap();
    lane.request_replace(child, qty(50), Price(10), NOW).unwrap();
    let second = lane.request_replace(child, qty(50), Price(10), NOW).unwrap();
    lane.report(&replaced(second), NOW).unwrap();
    lane.report(&canceled(child, 10), NOW).unwrap();
    assert!(world.headroom(parent) <= 400 - 115);
    world.is_clean();
}

/// 30 of 100, replaced to 50, 10 of those. A statement's CumQty is that of the whole life: 40, and
/// not the 10 that the venue counts.
#[test]
fn a_statement_counts_the_orders_before_the_last_replace() {
    let (mut world, mut lane, parent, child) = child_at(RESTARTS, 300, 100);
    lane.report(&counted(child, 1, 30, 30), NOW).unwrap();
    let up = lane.request_replace(child, qty(50), Price(10), NOW).unwrap();
    lane.report(&replaced(up), NOW).unwrap();
    world.state(child, OrdStatus::Canceled, 40);
    assert_eq!((world.headroom(parent), world.executed(parent)), (260, 40));
    lane.report(&counted(child, 2, 10, 10), NOW).unwrap();
    assert_eq!((world.headroom(parent), world.executed(parent)), (260, 40));
    world.is_clean();
}

/// 30 of 100, a replace to 50 on its way as a new order; the old one is canceled at 30 (L5).
#[test]
fn the_cancel_of_the_old_order_leaves_the_new_one_reserved() {
    let terms = VenueTerms { replace_is: ReplaceIs::CancelNew, ..VenueTerms::FIX44 };
    let (world, mut lane, parent, child) = child_at(terms, 300, 100);
    lane.report(&counted(child, 1, 30, 30), NOW).unwrap();
    lane.request_replace(child, qty(50), Price(10), NOW).unwrap();
    lane.report(&canceled(child, 30), NOW).unwrap();
    assert!(world.headroom(parent) <= 300 - 80);
    world.is_clean();
}

/// Executions told by a sum that begins anew with a replace: what came before nobody could say.
#[test]
fn sums_that_begin_anew_are_refused_as_terms() {
    let (mut world, _lane, _, _) = one_child(100);
    let terms = VenueTerms { last_qty: LastQtyMeans::Cumulative, ..RESTARTS };
    assert_eq!(world.control.set_venue_terms(VENUE, &terms), Err(Refusal::BadConfig));
    assert_eq!(world.control.define_venue(&terms), Err(Refusal::BadConfig));
}

/// 30 of 100 and so stated, replaced to 50, 10 of those, canceled at 10: what is reserved for the
/// worse reading is no execution (L3).
#[test]
fn what_is_read_for_the_worse_is_not_executed() {
    let (mut world, mut lane, parent, child) = child_at(RESTARTS, 300, 100);
    lane.report(&counted(child, 1, 30, 30), NOW).unwrap();
    world.state(child, OrdStatus::PartiallyFilled, 30);
    let up = lane.request_replace(child, qty(50), Price(10), NOW).unwrap();
    lane.report(&replaced(up), NOW).unwrap();
    lane.report(&counted(child, 2, 10, 10), NOW).unwrap();
    lane.report(&canceled(child, 10), NOW).unwrap();
    assert_eq!(world.executed(parent), 40);
    world.is_clean();
}

/// Canceled and cooling; then the venue says that the order was larger (L2).
#[test]
fn an_order_that_cools_and_is_said_to_be_larger_leaves_the_books_exact() {
    let (world, mut lane, _, child) = child_at(COOLS, 300, 100);
    lane.report(&canceled(child, 0), NOW).unwrap();
    lane.report(&Report { order_qty: Some(qty(150)), ..canceled(child, 0) }, NOW).unwrap();
    world.is_clean();
}

/// A replace to 150 open, canceled and cooling, then replaced; recovery makes the same books (L2).
#[test]
fn a_replaced_while_an_order_cools_is_recovered_as_it_was() {
    let (mut world, mut lane, parent, child) = child_at(COOLS, 300, 100);
    let up = lane.request_replace(child, qty(150), Price(10), NOW).unwrap();
    lane.report(&canceled(child, 0), NOW).unwrap();
    lane.report(&Report { order_qty: Some(qty(150)), ..replaced(up) }, NOW).unwrap();
    world.is_clean();
    let headroom = world.headroom(parent);
    world.control.recover(Nanos(6)).unwrap();
    assert_eq!(world.headroom(parent), headroom);
    world.is_clean();
}

/// A replace to 150 open at the cancel: it may have been granted before, and its answer be on its
/// way; so what it paid for cools with the rest (L5).
#[test]
fn what_an_open_replace_asked_for_cools_too() {
    let (world, mut lane, parent, child) = child_at(COOLS, 300, 100);
    lane.request_replace(child, qty(150), Price(10), NOW).unwrap();
    assert_eq!(world.headroom(parent), 150);
    lane.report(&canceled(child, 0), NOW).unwrap();
    assert_eq!((world.headroom(parent), world.parent(parent).cooling), (150, 150));
    world.is_clean();
}

/// Canceled and cooling; a restatement to 10 releases nothing before its time (L5).
#[test]
fn a_restatement_ends_no_cooling() {
    let (world, mut lane, parent, child) = child_at(COOLS, 300, 100);
    lane.report(&canceled(child, 0), NOW).unwrap();
    let restated = Report::new(child, ExecType::Restated);
    let restated = Report { exec_id: ExecId(9), order_qty: Some(qty(10)), ..restated };
    lane.report(&restated, NOW).unwrap();
    assert_eq!(world.parent(parent).cooling, 100);
    world.is_clean();
}
