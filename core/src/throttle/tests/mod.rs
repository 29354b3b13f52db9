//! *Property*: each throttle keeps its law, whatever the order and the times of what happens.
//! *Method*: a law is a function of the throttle's own `next`. It must hold for ours against a slow
//! and obvious model, over random histories, and fail for each broken copy: a law that nothing can
//! break says nothing.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseResult, TestError, TestRng, TestRunner};

mod budget;
mod clock;
mod flow;
#[cfg(loom)]
mod loom;
mod rejects;
mod streak;

/// Runs a law on random histories, the same each time.
fn search<S: Strategy>(
    histories: &S,
    law: impl Fn(S::Value) -> TestCaseResult,
) -> Result<(), TestError<S::Value>> {
    let config = Config { cases: 512, failure_persistence: None, ..Config::default() };
    let random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    TestRunner::new_with_rng(config, random).run(histories, law)
}

/// What a birth does with a flow once it is published.
fn sends(slot: &super::flow::FlowSlot, qty: u64, step: u64) {
    slot.begin(step);
    slot.sent(qty);
}

/// The law holds.
fn holds<S: Strategy>(histories: &S, law: impl Fn(S::Value) -> TestCaseResult) {
    if let Err(error) = search(histories, law) {
        panic!("{error}");
    }
}

/// The law does not hold of something broken.
fn is_caught<S: Strategy>(histories: &S, law: impl Fn(S::Value) -> TestCaseResult) {
    assert!(matches!(search(histories, law), Err(TestError::Fail(..))), "it was not caught");
}

#[test]
fn a_time_lies_in_the_window_that_a_division_says() {
    let lengths = prop_oneof![1..9u64, 1..1u64 << 40, Just(u64::MAX), Just(0)];
    let cases = (0..u64::MAX, 0..4u64, lengths, 0..3u64);
    holds(&cases, |(now, off, length, small)| {
        let now = if small == 0 { now } else { now >> 40 };
        let window = now.checked_div(length).map_or(0, super::window_of);
        for number in [window, window.wrapping_sub(off), window.wrapping_add(off), off] {
            let is_in = super::is_in_window(now, number, length);
            prop_assert!(!is_in || (number == window && length > 0));
            let fits = u128::from(length) * 3 <= u128::from(u64::MAX);
            prop_assert!(is_in || number != window || length == 0 || !fits);
        }
        Ok(())
    });
}

#[test]
fn a_step_is_a_third_of_the_window_or_more() {
    assert_eq!(super::step_of(5, 0), None);
    let cases = (0..u64::MAX, 1..u64::MAX);
    holds(&cases, |(now, window)| {
        let (step, length) = (super::step_of(now, window).unwrap(), window.div_ceil(3));
        prop_assert!(u128::from(step) * u128::from(length) <= u128::from(now));
        prop_assert!((u128::from(step) + 1) * u128::from(length) > u128::from(now));
        prop_assert!(u128::from(length) * 3 >= u128::from(window));
        // A span of one window touches no more than four steps.
        let end = super::step_of(now.saturating_add(window), window).unwrap();
        prop_assert!(end - step <= 3);
        prop_assert!(super::window_of(end) - super::window_of(step) <= 1);
        Ok(())
    });
}
