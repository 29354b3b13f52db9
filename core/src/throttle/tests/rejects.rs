//! Rejects against a list of their times.

use super::super::rejects::{MOST, count, count_one, is_alarming, next};
use super::super::{step_of, window_of};
use super::*;
use crate::sync::AtomicU64;

type Next = fn(u64, u64) -> u64;
/// The window, the most, and the times between rejects.
type History = (u64, u32, Vec<u64>);

fn histories() -> impl Strategy<Value = History> {
    let waits = prop_oneof![6 => 0..4u64, 2 => 0..40u64, 1 => 0..400u64];
    (1..50u64, 1..12u32, prop::collection::vec(waits, 1..80))
}

/// As many as the most in any span of a window alarm; fewer in two windows do not.
fn law(next: Next, (window, max, waits): History) -> TestCaseResult {
    let (mut word, mut now, mut times) = (0, 1000u64, Vec::new());
    let place = |at| window_of(step_of(at, window).unwrap());
    for wait in waits {
        now += wait;
        times.push(now);
        word = next(word, place(now));
        let within = times.iter().filter(|at| now - **at <= window).count();
        let near = times.iter().filter(|at| place(**at) + 1 >= place(now)).count();
        prop_assert!(is_alarming(word, max) || within < max as usize);
        prop_assert!(!is_alarming(word, max) || near >= max as usize);
    }
    Ok(())
}

#[test]
fn as_many_as_the_most_in_any_span_are_heard() {
    holds(&histories(), |history| law(next, history));
    let alone: Next = |word, window| next(word, window) & !(0xFFFF << 48);
    let for_ever: Next = |word, _| next(word, 300);
    let deaf: Next = |word, _| word;
    for next in [alone, for_ever, deaf] {
        is_caught(&histories(), |history| law(next, history));
    }
}

#[test]
fn any_word_any_number() {
    holds(&(any::<u64>(), any::<u64>()), |(word, window)| {
        let after = next(word, window);
        prop_assert!(count(after) >= 1 && is_alarming(after, 0));
        let lags = next(after, window.wrapping_sub(1));
        prop_assert!(count(lags) > count(after) || count(after) >= MOST);
        Ok(())
    });
}

#[test]
fn the_last_of_them_says_so() {
    let word = AtomicU64::new(0);
    assert_eq!(
        [5, 5, 6, 6].map(|window| count_one(&word, window, 3)),
        [None, None, Some(3), Some(4)]
    );
    assert_eq!(count_one(&word, 9, 3), None);
    let full = (0..=MOST).fold(0, |word, _| next(word, 5));
    assert!(is_alarming(full, u32::MAX) && count(full) == MOST);
}
