//! Budgets against a list of every time at which a message passed.

use super::super::budget::{MOST, Words, in_step, next, spent};
use super::super::step_of;
use super::*;

type Next = fn(Words, u64, u32) -> Option<Words>;
/// The window, the most, and the times between messages.
type History = (u64, u32, Vec<u64>);

fn histories() -> impl Strategy<Value = History> {
    let waits = prop_oneof![6 => 0..4u64, 2 => 0..40u64, 1 => 0..400u64];
    (1..50u64, 0..12u32, prop::collection::vec(waits, 1..120))
}

/// Which messages passed, and when they came.
fn run(next: Next, (window, max, waits): &History) -> Vec<(u64, bool)> {
    let (mut words, mut now, mut passed) = ((0, 0), 1000u64, Vec::new());
    for wait in waits {
        now += wait;
        let after = next(words, step_of(now, *window).unwrap(), *max);
        words = after.unwrap_or(words);
        passed.push((now, after.is_some()));
    }
    passed
}

/// No span of one window has more than the most: both its ends count.
fn never_too_many(next: Next, history: History) -> TestCaseResult {
    let passed: Vec<u64> =
        run(next, &history).into_iter().filter(|(_, passed)| *passed).map(|(at, _)| at).collect();
    for (index, from) in passed.iter().enumerate() {
        let span = passed.iter().skip(index).filter(|at| **at - from <= history.0);
        prop_assert!(span.count() <= history.1 as usize);
    }
    Ok(())
}

/// Nothing is refused without cause: the most have passed within four steps.
fn never_too_few(next: Next, history: History) -> TestCaseResult {
    let all = run(next, &history);
    let step = |at| step_of(at, history.0).unwrap();
    for (index, (at, passed)) in all.iter().enumerate() {
        let before =
            all.iter().take(index).filter(|(then, passed)| *passed && step(*then) + 3 >= step(*at));
        prop_assert!(*passed || before.count() >= history.1 as usize);
    }
    Ok(())
}

#[test]
fn no_span_of_one_window_has_more_than_the_most() {
    holds(&histories(), |history| never_too_many(next, history));
    holds(&histories(), |history| never_too_few(next, history));
}

#[test]
fn broken_copies_are_caught() {
    // Each window by itself: two bursts meet where one ends and the other begins.
    let side_by_side: Next = |(high, low), step, max| next((high, low), step / 3 * 8, max);
    // Three steps only: a span that begins inside one reaches into a fourth.
    let three_steps: Next = |words, step, max| {
        let (high, low) = in_step(words, step);
        next((high, low & !(u64::from(MOST) << 42)), step, max)
    };
    let one_too_many: Next = |words, step, max| next(words, step, max + 1);
    let forgets: Next = |(high, _), step, max| next((high, 0), step, max);
    for next in [side_by_side, three_steps, one_too_many, forgets] {
        is_caught(&histories(), |history| never_too_many(next, history));
    }
    let deaf: Next = |_, _, _| None;
    let one_too_few: Next = |words, step, max| next(words, step, max.saturating_sub(1));
    let never_forgets: Next = |words, _, max| next(words, 1, max);
    for next in [deaf, one_too_few, never_forgets] {
        is_caught(&histories(), |history| never_too_few(next, history));
    }
}

#[test]
fn any_words_any_number() {
    let cases = (any::<u64>(), any::<u64>(), any::<u64>(), any::<u32>());
    holds(&cases, |(high, low, step, max)| {
        if let Some(after) = next((high, low), step, max) {
            prop_assert!((1..=u64::from(max.min(MOST))).contains(&spent(after)));
            prop_assert_eq!(after.0 as u32, step as u32);
        }
        prop_assert_eq!(next((high, low), step, 0), None);
        Ok(())
    });
}

#[test]
fn three_quarters_of_the_most_pass_for_ever() {
    // One message a step of time where twelve may pass in a window of sixteen: none is refused.
    let history: History = (48, 16, std::vec![4; 500]);
    assert!(run(next, &history).iter().all(|(_, passed)| *passed));
}

#[test]
fn time_that_goes_back_begins_anew() {
    let full = next((0, 0), 9, 1).unwrap();
    assert_eq!(next(full, 9, 1), None);
    assert!(next(full, 8, 1).is_some());
}

#[cfg(not(loom))]
mod lane {
    use super::super::super::budget::Messages;
    use super::*;
    use zerocopy::FromZeros;

    /// Whether each message was a cancel, and how many steps later than the one before.
    type Sent = Vec<(bool, u64)>;

    /// What the cancels were told, by a lane that may count an order somewhere too.
    fn cancels(sent: &Sent, count_order: impl Fn(&Messages, u64)) -> Vec<bool> {
        let (lane, mut step, mut told) = (Messages::new_zeroed(), 0, Vec::new());
        for (cancel, later) in sent {
            step += later;
            if *cancel {
                let may = lane.cancels.left(step, 3) > 0;
                told.push(lane.cancels.spend(step, 3));
                assert_eq!(may, *told.last().unwrap());
            } else {
                count_order(&lane, step);
            }
        }
        told
    }

    fn law(sent: Sent, count_order: impl Fn(&Messages, u64)) -> TestCaseResult {
        prop_assert_eq!(cancels(&sent, count_order), cancels(&sent, |_, _| {}));
        Ok(())
    }

    #[test]
    fn an_order_never_eats_what_cancels_may_send() {
        let sent = prop::collection::vec((any::<bool>(), 0..3u64), 1..60);
        let apart = |lane: &Messages, step| assert!(lane.orders.spend(step, MOST));
        let together = |lane: &Messages, step| {
            lane.cancels.spend(step, 3);
        };
        holds(&sent, |sent| law(sent, apart));
        is_caught(&sent, |sent| law(sent, together));
    }

    #[test]
    fn a_restart_forgets() {
        let lane = Messages::new_zeroed();
        assert!(lane.orders.spend(5, 1) && lane.orders.left(6, 1) == 0);
        assert_eq!((lane.orders.spent(6), lane.orders.spent(9)), (1, 0));
        lane.orders.restart();
        assert!(lane.orders.left(6, 1) > 0);
    }
}
