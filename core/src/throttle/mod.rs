//! Throttles: how often, how much and how fast something may happen, whoever asked for it.
//!
//! | part      | bounds                                    | kept for           | source       |
//! |-----------|-------------------------------------------|--------------------|--------------|
//! | `streak`  | executions in a row on one side           | strategy, instrument | RTS 6 15(3) |
//! | `flow`    | what is sent against what came in for it  | strategy, firm     | law L12      |
//! | `budget`  | messages, orders and cancels apart        | lane               | RTS 6 15(1)(d) |
//! | `rejects` | rejects of venues until somebody is told  | firm               | 97 warnings  |
//! | `pace`    | what of all this one lane may use up before it looks again | lane | |
//! | `clock`   | how far a lane's time is from the others' | lane               | law L8       |
//!
//! ```text
//!   time ──┬───────┬───────┬───────┬───────┬──►
//!   step   │  s−3  │  s−2  │  s−1  │   s   │      a step is a third of the window, rounded up
//!          └─ one window touches no more ──┘
//! ```
//!
//! Law: whatever decides is a pure, total function of words and arguments; a bound that was never
//! set, which is zero, lets nothing through (law L8). Time is counted in steps, by one division a
//! call.
//!
//! Uses: `sync`, `units`, `refusal`, `headroom`, `tree`, `pool`. Used by: `region`, `lane`, `gate`,
//! `desk`, `report`, `control`.

pub(crate) mod budget;
pub(crate) mod clock;
pub(crate) mod flow;
pub(crate) mod pace;
pub(crate) mod rejects;
pub(crate) mod streak;

/// Steps in a window.
pub(crate) const STEPS: u64 = 3;

/// The step that `now` lies in, both in nanoseconds; `None` while no window is set.
#[must_use]
pub(crate) const fn step_of(now: u64, window: u64) -> Option<u64> {
    now.checked_div(length_of(window))
}

/// How long a step is, in nanoseconds; 0 while no window is set.
#[must_use]
pub(crate) const fn length_of(window: u64) -> u64 {
    window.div_ceil(STEPS)
}

/// The window that a step lies in. Windows stand side by side and are no shorter than they were
/// set.
#[must_use]
pub(crate) const fn window_of(step: u64) -> u64 {
    step / STEPS
}

/// Whether `now` lies in a window of steps that are `length` long: what [`window_of`] says, without a
/// division.
#[must_use]
pub(crate) const fn is_in_window(now: u64, number: u64, length: u64) -> bool {
    match (number.checked_mul(STEPS), length.checked_mul(STEPS)) {
        (Some(first), Some(span)) => match first.checked_mul(length) {
            Some(from) => from <= now && now - from < span,
            None => false,
        },
        (Some(_) | None, Some(_) | None) => false,
    }
}

#[cfg(test)]
mod tests;
