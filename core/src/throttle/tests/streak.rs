//! Streaks against a model that keeps what the word packs.

use super::super::streak::{MOST, after_restart, again, count, is_latched, next, window};
use super::*;
use crate::units::Side;

type Next = fn(u64, Side, u64, u32) -> u64;
/// A side, how far the window moves on (or lags behind, below zero), the most in force.
type Executed = (bool, i64, u32);

fn histories() -> impl Strategy<Value = Vec<Executed>> {
    let moves = prop_oneof![6 => Just(0i64), 2 => Just(1), 1 => Just(-1), 1 => 2..9i64];
    let max = prop_oneof![8 => Just(4u32), 1 => 1..9u32];
    prop::collection::vec((prop::bool::weighted(0.8), moves, max), 1..40)
}

const fn side(buy: bool) -> Side {
    if buy { Side::Buy } else { Side::SellShort }
}

/// The word says what a list of the row that stands says.
fn law(next: Next, history: Vec<Executed>) -> TestCaseResult {
    let mut word = 0;
    let (mut row, mut latched) = (Vec::new(), false);
    let (mut stands, mut here) = (None, 100u64);
    for (buy, moved, max) in history {
        // A lag is of this execution alone.
        here += moved.max(0) as u64;
        let window = if moved < 0 { here - 1 } else { here };
        let later = stands.is_none_or(|stands| window > stands);
        let last = row.last().copied();
        stands = stands.max(Some(window));
        word = next(word, side(buy), window, max);
        if latched {
            prop_assert!(is_latched(word));
            continue;
        }
        if later || last.is_some_and(|last| last != buy) {
            row.clear();
        }
        row.push(buy);
        latched = row.len() >= max as usize;
        prop_assert_eq!((count(word) as usize, is_latched(word)), (row.len(), latched));
    }
    Ok(())
}

#[test]
fn a_row_of_the_same_side_in_one_window_latches() {
    holds(&histories(), |history| law(next, history));
}

#[test]
fn once_again_is_the_next_in_the_window_that_stands() {
    let counts = prop_oneof![Just(0u64), 1..9u64, Just(u64::from(MOST)), Just(u64::from(MOST) - 1)];
    let cases = (0..4u64, counts, any::<u32>(), any::<bool>(), prop_oneof![1..9u32, any::<u32>()]);
    holds(&cases, |(top, counted, stands, buy, max)| {
        let word = top << 62 | counted << 40 | u64::from(stands);
        let after = next(word, side(buy), window(word), max);
        let ordinary = !is_latched(after) && count(after) == count(word) + 1 && count(word) > 0;
        prop_assert_eq!(again(word, buy, max), ordinary.then_some(after));
        Ok(())
    });
}

#[test]
fn broken_copies_are_caught() {
    let deaf_to_the_side: Next = |word, _, window, max| next(word, Side::Buy, window, max);
    let deaf_to_the_window: Next = |word, side, _, max| next(word, side, 100, max);
    let one_too_late: Next = |word, side, window, max| next(word, side, window, max + 1);
    let lags_begin_anew: Next = |word, side, window, max| {
        let stands = word & ((1 << 40) - 1) == window || is_latched(word);
        next(if stands { word } else { 0 }, side, window, max)
    };
    let the_other_side_unlatches: Next = |word, side, window, max| {
        let other = (word >> 63 == 0) != side.is_buy();
        next(if other { 0 } else { word }, side, window, max)
    };
    let a_window_unlatches: Next = |word, side, window, max| {
        let other = word & ((1 << 40) - 1) != window;
        next(if other { 0 } else { word }, side, window, max)
    };
    let broken = [
        deaf_to_the_side,
        deaf_to_the_window,
        one_too_late,
        lags_begin_anew,
        the_other_side_unlatches,
        a_window_unlatches,
    ];
    for next in broken {
        is_caught(&histories(), |history| law(next, history));
    }
}

#[test]
fn any_word_any_number() {
    let cases = (any::<u64>(), any::<bool>(), any::<u64>(), any::<u32>());
    holds(&cases, |(word, buy, window, max)| {
        let after = next(word, side(buy), window, max);
        if is_latched(word) {
            prop_assert_eq!(after, word);
            prop_assert_eq!(after_restart(word), word);
        } else {
            prop_assert!((1..=MOST).contains(&count(after)));
            prop_assert_eq!(is_latched(after), count(after) >= max.min(MOST));
            prop_assert_eq!(after >> 63 == 0, buy);
            prop_assert_eq!(after_restart(word), 0);
        }
        Ok(())
    });
}

#[test]
fn a_limit_that_was_never_set_latches_at_once() {
    assert!(is_latched(next(0, Side::Buy, 0, 0)));
}

#[test]
fn the_first_execution_stands_in_its_window() {
    // However the number wraps, whatever the word was that nobody had counted in.
    for window in [0, 5, (1 << 39) + 5, (1 << 40) - 1] {
        assert_eq!(next(0, Side::Buy, window, 9), 1 << 40 | window);
        assert_eq!(next(7, Side::Buy, window, 9), 1 << 40 | window);
    }
}

#[test]
fn the_count_does_not_wrap() {
    let mut word = next(0, Side::Buy, 7, u32::MAX) | u64::from(MOST - 1) << 40;
    for _ in 0..3 {
        word = next(word, Side::Buy, 7, u32::MAX);
    }
    assert!(is_latched(word) && count(word) == MOST);
}

#[cfg(not(loom))]
mod slot {
    use super::super::super::streak::{RepeatSlot, key, place};
    use crate::pool::{Pool, PoolOwn, PoolShared};
    use crate::refusal::Refusal;
    use crate::sync::AtomicU32;
    use crate::tree::Keyed;
    use crate::units::{Nanos, Side};
    use std::vec::Vec;
    use zerocopy::FromZeros;

    #[test]
    fn a_latch_waits_for_a_person() {
        let slot = RepeatSlot::new_zeroed();
        let at = |window| Nanos(50 + window);
        let buy = |window| slot.executed(Side::Buy, (window, 2), at(window), || ()).is_some();
        assert_eq!((buy(1), buy(1), buy(1), buy(9)), (false, true, false, false));
        assert!(slot.is_latched());
        slot.restart();
        assert_eq!(slot.view(), (2, 1, Nanos(51)));
        assert_eq!(slot.reenable(), Ok(1));
        assert_eq!(slot.reenable(), Err(Refusal::NothingToChange));
        assert_eq!((slot.is_latched(), buy(9), buy(9)), (false, false, true));
        assert_eq!(slot.reenable(), Ok(2));
    }

    #[test]
    fn what_latching_takes_is_asked_for_before_the_word_shows_it() {
        let slot = RepeatSlot::new_zeroed();
        let buy = |max| {
            slot.executed(Side::Buy, (1, max), Nanos(1), || assert!(!slot.is_latched())).is_some()
        };
        assert_eq!((buy(3), buy(3), buy(3), buy(3)), (false, false, true, false));
    }

    #[test]
    fn one_place_a_pair_until_the_table_is_full() {
        let table: Vec<RepeatSlot> = (0..2).map(|_| RepeatSlot::new_zeroed()).collect();
        let (shared, own) = (PoolShared::new_zeroed(), PoolOwn::new_zeroed());
        let pool = Pool { shared: &shared, own: &own, capacity: 2, lanes: 1 };
        let root = AtomicU32::new(0);
        let at = |pair| place(&table, &root, &pool, pair);
        let first = at((1, 7)).unwrap();
        let second = at((7, 1)).unwrap();
        assert_ne!(first, second);
        assert_eq!(at((1, 7)), Ok(first));
        assert_eq!(at((1, 8)), Err(Refusal::DefinitionsFull));
        assert_eq!(at((7, 1)), Ok(second));
        assert_eq!(table[second as usize].node().key(), key(7, 1));
    }
}
