//! The words of the throttles.

use super::side;
use crate::throttle::{budget, clock, flow, length_of, rejects, step_of, streak, window_of};

#[inline(never)]
pub fn throttle_step(now: u64, window: u64) -> Option<u64> {
    step_of(now, window)
}

#[inline(never)]
pub fn throttle_length(window: u64) -> u64 {
    length_of(window)
}

#[inline(never)]
pub fn throttle_window(step: u64) -> u64 {
    window_of(step)
}

#[inline(never)]
pub fn budget_spent(high: u64, low: u64) -> u64 {
    budget::spent((high, low))
}

#[inline(never)]
pub fn budget_in_step(high: u64, low: u64, step: u64) -> (u64, u64) {
    budget::in_step((high, low), step)
}

#[inline(never)]
pub fn budget_permits(high: u64, low: u64, step: u64, max: u32) -> bool {
    budget::next((high, low), step, max).is_some()
}

/// The words after one more message; as they were where it does not pass.
#[inline(never)]
pub fn budget_next(high: u64, low: u64, step: u64, max: u32) -> (u64, u64) {
    budget::next((high, low), step, max).unwrap_or((high, low))
}

#[inline(never)]
pub fn budget_left(high: u64, low: u64, step: u64, max: u32) -> u64 {
    budget::left((high, low), step, max)
}

/// 0 for a right clock, 1 for one that goes back, 2 for one that stands still.
#[inline(never)]
pub fn clock_check(now: u64, own: u64, latest: u64, tolerance: u64) -> u8 {
    match clock::check(now, own, latest, tolerance) {
        Ok(()) => 0,
        Err(clock::Fault::Backwards) => 1,
        Err(clock::Fault::Stopped) => 2,
    }
}

#[inline(never)]
pub fn clock_leads(now: u64, latest: u64, tolerance: u64) -> bool {
    clock::leads(now, latest, tolerance)
}

#[inline(never)]
pub fn clock_believed(now: u64, own: u64, latest: u64, tolerance: u64) -> u64 {
    clock::believed(now, own, latest, tolerance)
}

#[inline(never)]
pub fn flow_exceeds(brought: u64, out: u64, max_ratio: u32) -> bool {
    flow::exceeds(brought, out, max_ratio)
}

#[inline(never)]
pub fn flow_share(brought: u64, out: u64, max_ratio: u32, lanes: u32) -> u64 {
    flow::share(flow::Flow { brought, out }, max_ratio, lanes)
}

#[inline(never)]
pub fn flow_since(total: u64, before: u64) -> u64 {
    flow::since(total, before)
}

#[inline(never)]
pub fn flow_tag(step: u64) -> u64 {
    flow::tag_of(step)
}

#[inline(never)]
pub fn rejects_count(word: u64) -> u32 {
    rejects::count(word)
}

#[inline(never)]
pub fn rejects_next(word: u64, window: u64) -> u64 {
    rejects::next(word, window)
}

#[inline(never)]
pub fn rejects_is_alarming(word: u64, max: u32) -> bool {
    rejects::is_alarming(word, max)
}

#[inline(never)]
pub fn streak_count(word: u64) -> u32 {
    streak::count(word)
}

#[inline(never)]
pub fn streak_next(word: u64, buy: bool, window: u64, max: u32) -> u64 {
    streak::next(word, side(buy), window, max)
}

#[inline(never)]
pub fn streak_after_restart(word: u64) -> u64 {
    streak::after_restart(word)
}
