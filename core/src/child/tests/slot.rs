//! A child's slot: what is written to it, and what its words come to together.

use super::super::*;
use crate::tree::Row;
use zerocopy::FromZeros;

fn qty(n: u64) -> Qty {
    Qty::new(n).unwrap()
}

/// A child of `n` that the venue works.
fn child(n: u64) -> ChildSlot {
    let slot = ChildSlot::new_zeroed();
    slot.prepare(&Birth {
        generation: 2,
        parent: ParentId::from_bits(0x7_0000_0006),
        venue: VenueId(5),
        qty: qty(n),
        price: Price(-4),
        time_in_force: TimeInForce::GoodTillDate,
        lane: 0xFE,
        number: u64::MAX >> 8,
        at: 3,
    });
    slot.word.store(ChildWord::born(2, qty(n)).with_state(State::Live).0, Relaxed);
    slot
}

/// Books an execution of `n`.
fn fill(slot: &ChildSlot, n: u64) {
    slot.word.store(slot.word().less(n).0, Relaxed);
}

/// Binds it to what it is due.
fn settle(slot: &ChildSlot) {
    let (from, to) = (slot.bound().qty(), slot.due_bound());
    slot.bound.store(slot.bound().at_rest(to).0, Relaxed);
    let word = slot.word();
    let next = if to < from { word.less(from - to) } else { word.more(to - from) };
    slot.word.store(next.0, Relaxed);
}

#[test]
fn a_slot_says_what_was_written() {
    let slot = child(9);
    assert_eq!((slot.parent(), slot.venue()), (ParentId::from_bits(0x7_0000_0006), VenueId(5)));
    assert_eq!((slot.price(), slot.time_in_force()), (Price(-4), TimeInForce::GoodTillDate));
    assert_eq!((slot.birth(), slot.born_at()), ((0xFE, u64::MAX >> 8), 3));
    assert_eq!((slot.bound(), slot.order_qty(), slot.peak()), (Bound::first(qty(9)), 9, 9));
    assert_eq!((slot.confirmed_by(), slot.base_qty(), slot.shown_order_qty()), (0, 0, 9));
    slot.set_price(Price(8));
    assert_eq!(slot.price(), Price(8));
}

#[test]
fn nothing_of_the_child_before_is_left() {
    let slot = child(9);
    slot.state_exactly(4);
    slot.inferred.store(4, Relaxed);
    slot.prove(qty(4), true, true);
    let words = [&slot.base, &slot.statement, &slot.unrecorded];
    words.iter().for_each(|word| word.store(7, Relaxed));
    slot.executions.store(7, Relaxed);
    slot.requests.open_cancel().unwrap();
    slot.clear();
    assert_eq!((slot.end_cum(), slot.inferred.load(Relaxed)), (0, 0));
    assert_eq!((slot.base.load(Relaxed), slot.statement.load(Relaxed)), (0, 0));
    assert_eq!(slot.stated.load(Relaxed), 0);
    assert_eq!(slot.requests.pending(), (false, false));
    let birth = Birth {
        generation: 3,
        parent: slot.parent(),
        venue: slot.venue(),
        qty: qty(6),
        price: Price(1),
        time_in_force: TimeInForce::Day,
        lane: 0,
        number: 1,
        at: 0,
    };
    slot.prepare(&birth);
    assert_eq!(slot.unrecorded.load(Relaxed), 0);
    assert_eq!(slot.executions.load(Relaxed), Row::empty(3).0);
    assert_eq!((slot.claimed_cum(), slot.proven_cum(), slot.is_stated()), (0, None, false));
    assert!(!slot.is_settled() && !slot.is_held_back() && !slot.was_corrected());
}

#[test]
fn a_bound_counts_its_changes_and_who_moves() {
    let first = Bound::first(qty(9));
    let sealed = first.sealed();
    assert_eq!((sealed.qty(), sealed.is_moving(), sealed == first), (9, false, false));
    let moving = first.moving_to(5);
    assert_eq!((moving.qty(), moving.is_moving()), (5, true));
    let both = moving.moving_to(u64::MAX);
    assert_eq!((both.qty(), both.is_moving()), (Qty::MAX.get(), true));
    assert_eq!((both.0 >> 42) & 0xFF, 2, "two of them");
    assert_eq!(both.0 >> 50, 2, "two changes");
    assert_eq!(both.sealed().0 & ((1 << 50) - 1), both.0 & ((1 << 50) - 1));
    let rest = both.at_rest(3);
    assert_eq!((rest.qty(), rest.is_moving(), rest.0 >> 50), (3, false, 3));
    assert_eq!(Bound(u64::MAX << 50).sealed(), Bound(0), "the count goes round");
}

#[test]
fn who_moves_says_when_it_is_done() {
    let slot = child(9);
    fill(&slot, 2);
    assert_eq!((slot.reported_if_still(), slot.due_inferred_now()), (Some(2), Some(0)));
    slot.bound.store(slot.bound().moving_to(5).0, Relaxed);
    assert_eq!((slot.reported_if_still(), slot.due_inferred_now()), (None, None));
    slot.word.store(slot.word().less(4).0, Relaxed);
    slot.moved();
    assert_eq!((slot.reported_if_still(), slot.reported_qty()), (Some(2), 2));
    assert_eq!(slot.word().leaves(), 3);
}

#[test]
fn an_order_quantity_is_confirmed_by_the_newest_request() {
    let slot = child(9);
    slot.confirm(3, qty(12));
    slot.confirm(2, qty(20));
    assert_eq!((slot.confirmed_by(), slot.order_qty(), slot.peak()), (3, 12, 20));
    slot.confirm(3, qty(4));
    assert_eq!((slot.order_qty(), slot.peak()), (4, 20));
    slot.note_peak(21);
    slot.note_peak(5);
    assert_eq!(slot.peak(), 21);
    slot.base.store(7, Relaxed);
    assert_eq!(slot.base_qty(), 7);
    assert_eq!(child(9).base_qty(), 0);
    fill(&slot, 6);
    assert_eq!(slot.shown_order_qty(), 6, "replaced to less than is executed");
    let as_born = child(9);
    fill(&as_born, 11);
    assert_eq!((as_born.shown_order_qty(), as_born.cum_qty()), (9, 11));
}

#[test]
fn a_claim_rises_and_is_lowered_by_a_correction_alone() {
    let slot = child(9);
    for (cum, claimed) in [(5, 5), (5, 5), (3, 5), (6, 6)] {
        slot.claim_cum(qty(cum));
        assert_eq!(slot.claimed_cum(), claimed);
    }
    assert!(!slot.was_corrected());
    slot.lower_claim(8);
    assert_eq!((slot.claimed_cum(), slot.was_corrected()), (6, true));
    slot.lower_claim(2);
    slot.claim_cum(qty(3));
    assert_eq!((slot.claimed_cum(), slot.was_corrected()), (3, true));
    let noted = child(9);
    noted.note_corrected();
    noted.note_corrected();
    assert!(noted.was_corrected() && noted.claimed_cum() == 0);
}

#[test]
fn an_end_is_final_until_it_is_taken_back() {
    let slot = child(9);
    slot.claim_cum(qty(5));
    assert!(!slot.prove(qty(4), false, false));
    assert_eq!((slot.proven_cum(), slot.end_cum(), slot.claimed_cum()), (Some(5), 4, 5));
    assert!(!slot.is_held_back() && !slot.is_settled());
    assert!(!slot.prove(qty(6), false, true), "it was proven before: nothing cools");
    assert_eq!((slot.proven_cum(), slot.is_held_back()), (Some(6), false));
    assert!(!slot.prove(qty(2), true, true));
    assert_eq!((slot.proven_cum(), slot.is_settled()), (Some(2), true));
    slot.lower_end(1);
    assert_eq!(slot.end_cum(), 1);
    slot.unprove();
    assert_eq!((slot.proven_cum(), slot.claimed_cum()), (None, 2));
    assert!(!slot.is_settled());
}

#[test]
fn what_an_end_releases_is_held_back_once() {
    let slot = child(9);
    assert!(slot.prove(qty(4), false, true));
    assert!(slot.is_held_back() && slot.is_held_back_now());
    assert!(!slot.prove(qty(4), false, true), "another call noted it");
    assert!(slot.is_held_back());
    assert!(slot.let_go());
    assert!(!slot.let_go() && !slot.is_held_back() && !slot.is_held_back_now());
    let again = child(9);
    assert!(again.prove(qty(4), false, true));
    assert!(!again.prove(qty(4), true, false));
    assert!(!again.is_held_back() && again.is_settled());
    let back = child(9);
    assert!(back.prove(qty(4), false, true));
    back.unprove();
    assert!(!back.is_held_back());
}

#[test]
fn what_is_stated_counts_beside_what_was_reported() {
    let slot = child(9);
    slot.state_with(qty(3), qty(3));
    slot.restate(3, 1);
    slot.stated.store(8, Relaxed);
    slot.inferred.store(8, Relaxed);
    assert!(!slot.is_stated());
    assert_eq!((slot.due_inferred(), slot.inferred_qty(), slot.cum_qty()), (0, 0, 0));
    slot.state_exactly(5);
    slot.state_at_least(4);
    assert_eq!((slot.due_inferred(), slot.due_inferred_now()), (5, Some(5)));
    slot.state_at_least(6);
    fill(&slot, 2);
    assert_eq!((slot.due_inferred(), slot.due_inferred_now()), (4, Some(4)));
    assert_eq!((slot.inferred_qty(), slot.cum_qty()), (8, 10));
    slot.state_exactly(1);
    assert_eq!(slot.due_inferred(), 0);
}

#[test]
fn of_a_child_that_was_taken_back_nothing_is_stated() {
    let slot = child(9);
    slot.word.store(slot.word().with_state(State::Void).0, Relaxed);
    slot.state_exactly(5);
    assert!(!slot.is_stated());
}

#[test]
fn a_correction_of_what_was_stated_takes_its_part() {
    let slot = child(20);
    slot.state_exactly(10);
    for (from, to, stated) in [(6, 4, 8), (4, 6, 8), (5, 5, 8), (9, 0, 0)] {
        slot.restate(from, to);
        assert_eq!(slot.due_inferred(), stated, "{from} {to}");
    }
}

#[test]
fn a_new_execution_adds_to_what_was_stated_no_more_than_its_cum() {
    let slot = child(50);
    slot.state_exactly(10);
    for (qty_, cum, stated) in [(5, 12, 12), (5, 40, 17), (5, 3, 17)] {
        slot.state_with(qty(qty_), qty(cum));
        assert_eq!(slot.due_inferred(), stated, "{qty_} {cum}");
    }
}

#[test]
fn a_child_is_bound_to_what_it_may_come_to() {
    let slot = child(9);
    assert_eq!((slot.fact_bound(), slot.due_bound()), (9, 9));
    slot.claim_cum(qty(11));
    assert_eq!(slot.fact_bound(), 11);
    slot.state_exactly(12);
    assert_eq!((slot.fact_bound(), slot.due_bound()), (12, 12));
    let (place, number) = slot.requests.claim_replace(qty(15), Price(1)).unwrap();
    slot.requests.open_claim(place, number, qty(15));
    assert_eq!((slot.fact_bound(), slot.due_bound()), (12, 15));
    slot.prove(qty(4), true, false);
    assert_eq!((slot.fact_bound(), slot.due_bound()), (12, 12), "what was stated binds");
    slot.state_exactly(3);
    assert_eq!((slot.fact_bound(), slot.due_bound()), (4, 4));
}

#[test]
fn a_child_that_cools_is_bound_to_what_it_was() {
    let slot = child(9);
    slot.held_bound.store(14, Relaxed);
    assert_eq!(slot.fact_bound(), 9);
    slot.prove(qty(4), false, true);
    assert_eq!((slot.fact_bound(), slot.due_bound()), (14, 14));
    slot.held_bound.store(2, Relaxed);
    assert_eq!(slot.fact_bound(), 9);
    slot.let_go();
    assert_eq!(slot.fact_bound(), 4);
}

#[test]
fn a_cancel_is_wanted_of_what_is_alive() {
    let slot = child(9);
    let (place, number) = slot.requests.claim_replace(qty(15), Price(1)).unwrap();
    slot.requests.open_claim(place, number, qty(15));
    slot.requests.open_cancel().unwrap();
    assert!(!slot.wants_cancel());
    slot.requests.answer_cancel(None, slot.requests.refused_cancel());
    assert!(slot.wants_cancel());
    slot.word.store(slot.word().with_state(State::Filled).0, Relaxed);
    assert!(!slot.wants_cancel());
}

#[test]
fn a_child_is_spent_where_only_what_cools_or_was_stated_is_reserved() {
    let slot = child(9);
    assert!(!slot.is_spent(slot.word()));
    assert!(slot.is_spent(slot.word().with_cooling(true)));
    slot.state_exactly(8);
    slot.inferred.store(8, Relaxed);
    assert!(!slot.is_spent(slot.word()));
    slot.inferred.store(9, Relaxed);
    assert!(slot.is_spent(slot.word()));
}

#[test]
fn progress_counts_what_was_reported_or_stated() {
    let slot = child(9);
    let progress = || slot.progress(slot.word());
    assert_eq!(progress(), Progress::None);
    slot.state_exactly(1);
    assert_eq!(progress(), Progress::Part);
    fill(&slot, 8);
    assert_eq!(progress(), Progress::Part);
    slot.state_exactly(9);
    assert_eq!(progress(), Progress::Whole);
    fill(&slot, 3);
    slot.state_exactly(0);
    assert_eq!(progress(), Progress::Whole);
}

#[test]
fn a_slot_is_of_the_child_whose_generation_it_has() {
    let word = ChildWord::born(7, qty(1));
    assert!(ChildSlot::is_of(word, 7) && !ChildSlot::is_of(word, 8));
    assert!(!ChildSlot::is_of(ChildWord::free(7), 7));
    for state in State::ALL {
        assert!(ChildSlot::is_of(word.with_state(state), 7));
        assert_eq!(word.with_state(state).state_code(), state as u64);
    }
    assert_eq!(ChildWord(!(15 << 43)).state_code(), 0);
}

#[test]
fn a_plain_child_is_one_of_which_nothing_else_is_known() {
    let slot = child(9);
    assert_eq!(slot.plain_claim(), Some(Claim::AsReported));
    slot.say_claim();
    slot.claim_cum(qty(5));
    assert_eq!((slot.plain_claim(), slot.plain_size()), (Some(Claim::Said(5)), Some(9)));
    slot.note_corrected();
    assert_eq!(slot.plain_claim(), None);
    slot.bound.store(slot.bound().sealed().0, Relaxed);
    assert_eq!(slot.plain_size(), Some(9));
    slot.bound.store(slot.bound().moving_to(9).0, Relaxed);
    assert_eq!(slot.plain_size(), None);
    slot.moved();
    slot.confirm(u16::MAX, qty(9));
    assert_eq!(slot.plain_size(), Some(9));
    slot.confirm(u16::MAX, qty(8));
    assert_eq!(slot.plain_size(), None);
    settle(&slot);
    assert_eq!((slot.plain_size(), slot.word().leaves()), (Some(8), 8));
    for bit in [59, 60, 61, 62, 63, 42] {
        let known = child(9);
        known.venue_cum.store(1 << bit | 5, Relaxed);
        assert_eq!(known.plain_claim(), None, "{bit}");
    }
}
