//! *Property*: busts and corrections count once, free nothing without proof, and lose no execution,
//! in whatever order they come (laws L3, L4, L5). *Method*: one history a test, as a hostile reader
//! found it, through the public interface. Nearly all of them failed before.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use common::*;
use plimsoll::*;

const SUMS: VenueTerms = VenueTerms { last_qty: LastQtyMeans::Cumulative, ..VenueTerms::FIX44 };

/// e1 60, its bust, e2 40, canceled at 40; e1 is heard last, with the CumQty of its own time, and e2
/// is still to come (L5).
#[test]
fn a_fill_after_its_bust_lowers_no_final_cum() {
    let (world, mut lane, parent, child) = one_child(200);
    lane.report(&bust(child, 11, 1, 60), NOW).unwrap();
    lane.report(&canceled(child, 40), NOW).unwrap();
    assert_eq!(world.headroom(parent), 160);
    lane.report(&counted(child, 1, 60, 60), NOW).unwrap();
    assert_eq!(world.headroom(parent), 160);
    world.is_clean();
}

/// e1 60, canceled at 40, which had left e1 out; then the bust of e1. By a report or by a statement
/// (L5).
#[test]
fn a_late_bust_lowers_no_final_cum_that_had_left_it_out() {
    for stated in [false, true] {
        let (mut world, mut lane, parent, child) = one_child(200);
        if stated {
            lane.report(&counted(child, 1, 60, 60), NOW).unwrap();
            world.state(child, OrdStatus::Canceled, 40);
        } else {
            lane.report(&trade(child, 1, 60), NOW).unwrap();
            lane.report(&canceled(child, 40), NOW).unwrap();
        }
        lane.report(&bust(child, 11, 1, 60), NOW).unwrap();
        assert!(world.headroom(parent) <= 160, "{stated}");
        world.is_clean();
    }
}

/// e1 60, its bust, stated at 0; e1 again: a duplicate, and nothing is inferred from it (L4).
#[test]
fn a_busted_trade_heard_again_executes_nothing() {
    let (mut world, mut lane, parent, child) = one_child(100);
    let first = counted(child, 1, 60, 60);
    lane.report(&first, NOW).unwrap();
    lane.report(&bust(child, 11, 1, 60), NOW).unwrap();
    world.state(child, OrdStatus::New, 0);
    assert_eq!(world.executed(parent), 0);
    lane.report(&first, NOW).unwrap();
    assert_eq!(world.executed(parent), 0);
    world.is_clean();
}

/// e1 60, its bust, canceled at 0; the whole session again: it reserves nothing (L4).
#[test]
fn a_session_heard_twice_reserves_nothing_for_a_busted_trade() {
    let (world, mut lane, parent, child) = one_child(100);
    for _ in 0..2 {
        lane.report(&counted(child, 1, 60, 60), NOW).unwrap();
        lane.report(&bust(child, 11, 1, 60), NOW).unwrap();
        lane.report(&canceled(child, 0), NOW).unwrap();
        assert_eq!((world.headroom(parent), world.executed(parent)), (100, 0));
    }
    world.is_clean();
}

/// e1 60, stated at 100; then the correction of e1 to 100 that explains it (L4).
#[test]
fn a_correction_that_was_stated_before_counts_once() {
    let (mut world, mut lane, parent, child) = one_child(200);
    lane.report(&counted(child, 1, 60, 60), NOW).unwrap();
    world.state(child, OrdStatus::PartiallyFilled, 100);
    assert_eq!(world.executed(parent), 100);
    lane.report(&with_cum(100, correct(child, 2, 1, 100)), NOW).unwrap();
    assert_eq!(world.executed(parent), 100);
    world.is_clean();
}

/// Stated at 50; the correction of e1 to 50, and only then e1 with 60 (L4).
#[test]
fn a_correction_that_was_stated_and_comes_before_its_fill_counts_once() {
    let (mut world, mut lane, parent, child) = one_child(200);
    world.state(child, OrdStatus::PartiallyFilled, 50);
    for report in [with_cum(50, correct(child, 2, 1, 50)), counted(child, 1, 60, 60)] {
        lane.report(&report, NOW).unwrap();
        assert_eq!(world.executed(parent), 50);
    }
    world.is_clean();
}

/// The correction of e1 to 50, canceled at 50, and only then e1 with 60: nothing stays reserved (L4).
#[test]
fn a_fill_after_its_correction_and_the_end_reserves_nothing() {
    let (world, mut lane, parent, child) = one_child(200);
    lane.report(&with_cum(50, correct(child, 2, 1, 50)), NOW).unwrap();
    lane.report(&canceled(child, 50), NOW).unwrap();
    lane.report(&counted(child, 1, 60, 60), NOW).unwrap();
    assert_eq!((world.headroom(parent), world.parent(parent).unknown), (150, 0));
    world.is_clean();
}

/// e1 60, canceled at 100, then the correction of e1 to 100 that the end had counted: nothing more
/// is reserved than it executed (L4).
#[test]
fn a_correction_up_that_the_end_had_counted_reserves_nothing() {
    let (world, mut lane, parent, child) = one_child(200);
    lane.report(&counted(child, 1, 60, 60), NOW).unwrap();
    lane.report(&canceled(child, 100), NOW).unwrap();
    lane.report(&with_cum(100, correct(child, 2, 1, 100)), NOW).unwrap();
    assert_eq!((world.headroom(parent), world.executed(parent)), (100, 100));
    world.is_clean();
}

/// A bust of 20 of e1's 60 under e1's own name, twice (L4).
#[test]
fn a_bust_of_a_part_by_its_fills_name_heard_again_takes_back_no_more() {
    let (world, mut lane, parent, child) = one_child(100);
    lane.report(&trade(child, 1, 60), NOW).unwrap();
    for _ in 0..2 {
        lane.report(&bust(child, 1, 1, 20), NOW).unwrap();
        assert_eq!(world.executed(parent), 40);
    }
    world.is_clean();
}

/// e7 and e8 of 40 are corrected to 30 each, with no ExecIDs of their own, at prices one tick apart; and
/// two whose ids differ in their upper halves are busted in part, by quantities that differ by one.
/// All four count (L3).
#[test]
fn corrections_of_neighbours_without_names_are_two() {
    let (world, mut lane, parent, child) = one_child(200);
    for (exec, price) in [(7, 10), (8, 9)] {
        lane.report(&trade(child, exec, 40), NOW).unwrap();
        let report = Report { last_px: Price(price), ..correct(child, 0, exec, 30) };
        let outcome = lane.report(&report, NOW).unwrap();
        assert_eq!((outcome.duplicate, outcome.breach), (false, None), "{exec}");
    }
    assert_eq!(world.executed(parent), 60);
    for (exec, less) in [(1 << 64, 6), (2 << 64, 5)] {
        lane.report(&trade(child, exec, 40), NOW).unwrap();
        let outcome = lane.report(&bust(child, 0, exec, less), NOW).unwrap();
        assert!(!outcome.duplicate, "{exec}");
    }
    assert_eq!(world.executed(parent), 60 + 34 + 35);
    world.is_clean();
}

/// A bust of 20, then its fill of 60: 40 are left (L3).
#[test]
fn a_bust_of_a_part_before_its_fill_takes_back_that_part() {
    let (world, mut lane, parent, child) = one_child(100);
    lane.report(&bust(child, 11, 1, 20), NOW).unwrap();
    lane.report(&trade(child, 1, 60), NOW).unwrap();
    assert_eq!(world.executed(parent), 40);
    world.is_clean();
}

/// e1 and e2 of 10; one ExecID busts the first, then the second (L4).
#[test]
fn one_bust_takes_back_one_trade() {
    let (world, mut lane, parent, child) = one_child(100);
    lane.report(&trade(child, 1, 10), NOW).unwrap();
    lane.report(&trade(child, 2, 10), NOW).unwrap();
    lane.report(&bust(child, 11, 1, 10), NOW).unwrap();
    let outcome = lane.report(&bust(child, 11, 2, 10), NOW).unwrap();
    assert_eq!(outcome.breach, Some(Breach::ConflictingExecution));
    assert_eq!(world.executed(parent), 10);
    world.is_clean();
}

/// One ExecID corrects e1, then e2; the correction of that correction moves one chain (L2).
#[test]
fn one_correction_of_two_trades_leaves_the_books_exact() {
    let (world, mut lane, parent, child) = one_child(100);
    lane.report(&trade(child, 1, 10), NOW).unwrap();
    lane.report(&trade(child, 2, 10), NOW).unwrap();
    for of in [1, 2] {
        lane.report(&correct(child, 11, of, 5), NOW).unwrap();
        world.is_clean();
    }
    lane.report(&correct(child, 12, 11, 8), NOW).unwrap();
    assert_eq!(world.executed(parent), 18);
    world.is_clean();
}

/// e1, corrected by 11, that by 12, and 12 by 11 again: the next report ends all the same (L10).
#[test]
fn a_correction_that_names_its_own_successor_makes_no_ring() {
    let (world, mut lane, parent, child) = one_child(100);
    lane.report(&trade(child, 1, 10), NOW).unwrap();
    lane.report(&correct(child, 11, 1, 5), NOW).unwrap();
    lane.report(&correct(child, 12, 11, 7), NOW).unwrap();
    lane.report(&correct(child, 11, 12, 5), NOW).unwrap();
    assert_eq!(world.executed(parent), 7);
    lane.report(&bust(child, 13, 1, 0), NOW).unwrap();
    assert_eq!(world.executed(parent), 0);
    world.is_clean();
}

/// e2 busts e1 by its name, which is a trade's: a conflict on the child, and not suspense (L3).
#[test]
fn a_bust_by_the_name_of_a_trade_is_a_conflict_on_its_child() {
    let (world, mut lane, parent, child) = one_child(100);
    lane.report(&trade(child, 1, 10), NOW).unwrap();
    lane.report(&trade(child, 2, 10), NOW).unwrap();
    let outcome = lane.report(&bust(child, 2, 1, 10), NOW).unwrap();
    assert_eq!(outcome.child, Some(child));
    assert_eq!(outcome.breach, Some(Breach::ConflictingExecution));
    assert_eq!(world.executed(parent), 20);
    world.is_clean();
}

/// 1 corrects 2, 2 corrects 1, and then 2 is a trade: it is not lost (L3).
#[test]
fn corrections_in_a_ring_lose_no_trade() {
    let (world, mut lane, parent, child) = one_child(100);
    lane.report(&correct(child, 1, 2, 5), NOW).unwrap();
    lane.report(&correct(child, 2, 1, 6), NOW).unwrap();
    world.is_clean();
    let outcome = lane.report(&trade(child, 2, 10), NOW).unwrap();
    assert_eq!(outcome.breach, None);
    assert_eq!(world.executed(parent), 5);
    world.is_clean();
}

/// A venue of sums: 100, busted to 40, and the first sum again (L4).
#[test]
fn a_sum_heard_again_undoes_no_bust() {
    let (world, mut lane, parent, child) = child_at(SUMS, 100, 100);
    let first = counted(child, 1, 100, 100);
    lane.report(&first, NOW).unwrap();
    lane.report(&with_cum(40, bust(child, 11, 1, 60)), NOW).unwrap();
    assert_eq!(world.executed(parent), 40);
    assert!(lane.report(&first, NOW).unwrap().duplicate);
    assert_eq!(world.executed(parent), 40);
    world.is_clean();
}

/// A venue of sums: 40, busted to 0, 70, canceled at 70, and the bust again (L3, L4, L5).
#[test]
fn a_bust_of_a_sum_heard_again_takes_back_no_newer_fill() {
    let (world, mut lane, parent, child) = child_at(SUMS, 100, 100);
    let ord_status = Some(OrdStatus::New);
    let bust = Report { ord_status, ..with_cum(0, bust(child, 11, 1, 40)) };
    lane.report(&counted(child, 1, 40, 40), NOW).unwrap();
    lane.report(&bust, NOW).unwrap();
    lane.report(&counted(child, 2, 70, 70), NOW).unwrap();
    lane.report(&canceled(child, 70), NOW).unwrap();
    assert!(lane.report(&bust, NOW).unwrap().duplicate);
    assert_eq!((world.executed(parent), world.headroom(parent)), (70, 30));
    world.is_clean();
}

/// A venue of sums: canceled at 90, and then the correction of a sum at 35: what had been claimed comes
/// free, so the parent is held (L5).
#[test]
fn a_correction_of_a_sum_that_lowers_a_claim_holds_the_parent() {
    let (world, mut lane, parent, child) = child_at(SUMS, 200, 100);
    lane.report(&canceled(child, 90), NOW).unwrap();
    lane.report(&counted(child, 1, 35, 35), NOW).unwrap();
    assert_eq!(world.headroom(parent), 110);
    lane.report(&with_cum(35, correct(child, 11, 1, 35)), NOW).unwrap();
    let held = world.region.parent(parent).map(|view| view.state) == Some(ParentState::Held);
    assert!(held || world.headroom(parent) <= 110);
    world.is_clean();
}

/// Filled by e1 and e2, e1 busted and alive, e3, e3 busted and over; what came free is routed, and
/// the first bust comes again (L4).
#[test]
fn a_bust_heard_again_revives_no_ended_order() {
    let (mut world, mut lane, parent, child) = one_child(100);
    let first = alive(60, with_cum(40, bust(child, 11, 1, 60)));
    lane.report(&counted(child, 1, 60, 60), NOW).unwrap();
    lane.report(&counted(child, 2, 40, 100), NOW).unwrap();
    lane.report(&first, NOW).unwrap();
    lane.report(&counted(child, 3, 60, 100), NOW).unwrap();
    let over = Report {
        ord_status: Some(OrdStatus::Filled),
        leaves_qty: Some(Qty::ZERO),
        ..with_cum(40, bust(child, 13, 3, 60))
    };
    lane.report(&over, NOW).unwrap();
    assert_eq!(world.headroom(parent), 60);
    world.control.release(parent, NOW).unwrap();
    lane.route(&new_child(parent, 60), NOW).unwrap();
    let outcome = lane.report(&first, NOW).unwrap();
    assert_eq!((outcome.duplicate, outcome.overfill), (true, Qty::ZERO));
    world.is_clean();
}

/// Two, then four executions of the largest quantity there is, all busted (L2).
#[test]
fn busts_of_more_than_a_word_can_count_leave_the_books_exact() {
    for count in [2, 4] {
        let (world, mut lane, _, child) = one_child(100);
        for exec in 1..=count {
            lane.report(&trade(child, exec, Qty::MAX.get()), NOW).unwrap();
            world.is_clean();
        }
        for exec in 1..=count {
            lane.report(&bust(child, 10 + exec, exec, 0), NOW).unwrap();
        }
        world.is_clean();
    }
}

/// e1 60 corrected to 50, that to 70; the drop copies of both corrections have their own names (L4).
#[test]
fn the_copies_of_old_corrections_count_for_what_the_last_one_says() {
    let (mut world, mut lane, parent, child) = one_child(100);
    let first = with_cum(50, correct(child, 2, 1, 50));
    let second = with_cum(70, correct(child, 3, 2, 70));
    lane.report(&counted(child, 1, 60, 60), NOW).unwrap();
    lane.report(&first, NOW).unwrap();
    lane.report(&second, NOW).unwrap();
    assert_eq!(world.executed(parent), 70);
    world.control.drop_copy(&Report { exec_id: ExecId(102), ..first }, NOW).unwrap();
    let (exec_id, exec_ref) = (ExecId(103), Some(ExecId(102)));
    world.control.drop_copy(&Report { exec_id, exec_ref, ..second }, NOW).unwrap();
    assert_eq!(world.executed(parent), 70);
    world.is_clean();
}

/// e1 60 of 60, its bust on the session, and the drop copy of e1 after both (L4).
#[test]
fn a_drop_copy_that_lags_behind_a_bust_executes_nothing() {
    let (mut world, mut lane, parent, child) = one_child(60);
    let first = counted(child, 1, 60, 60);
    lane.report(&first, NOW).unwrap();
    lane.report(&alive(60, with_cum(0, bust(child, 11, 1, 60))), NOW).unwrap();
    assert_eq!(world.executed(parent), 0);
    world.control.drop_copy(&first, NOW).unwrap();
    assert_eq!(world.executed(parent), 0);
    world.is_clean();
}

/// Filled by e1 and e2; the bust of e1 says nothing of the order, which may still work (L5).
#[test]
fn a_bust_that_is_silent_on_the_order_frees_nothing() {
    let (world, mut lane, parent, child) = one_child(100);
    lane.report(&trade(child, 1, 60), NOW).unwrap();
    lane.report(&trade(child, 2, 40), NOW).unwrap();
    lane.report(&bust(child, 11, 1, 60), NOW).unwrap();
    assert_eq!(world.headroom(parent), 0);
    world.is_clean();
}

/// Filled, its parent cancelled and so done; the bust says that the order works again.
#[test]
fn a_closed_parent_is_not_done_while_a_child_lives_again() {
    let (world, mut lane, parent, child) = child_at(VenueTerms::FIX44, 100, 60);
    lane.report(&trade(child, 1, 60), NOW).unwrap();
    lane.cancel_parent(parent, NOW).unwrap();
    assert_eq!(world.parent(parent).state, ParentState::Done);
    lane.report(&alive(60, with_cum(0, bust(child, 11, 1, 60))), NOW).unwrap();
    assert_eq!(world.parent(parent).state, ParentState::Closed);
    world.is_clean();
}
