//! Property: never early, never more than the cap in a step, whole lots but for the last, and in
//! the end all of it.
//!
//! Method: tables of targets and steps; walks with steps of any length, against targets counted
//! slice by slice and dues found by trying every quantity.

use super::super::{BadSchedule, MAX_CURVE, Schedule};
use super::qty;
use crate::units::{Nanos, Qty};
use proptest::collection::vec;
use proptest::prelude::*;

fn twap(start: u64, end: u64, slices: u32, lot: u64, catch_up: u64) -> Schedule<'static> {
    match Schedule::twap(Nanos(start), Nanos(end), slices, lot, qty(catch_up)) {
        Ok(schedule) => schedule,
        Err(error) => panic!("{error:?}"),
    }
}

fn vwap(start: u64, end: u64, curve: &[u32], lot: u64, catch_up: u64) -> Schedule<'_> {
    match Schedule::vwap(Nanos(start), Nanos(end), curve, lot, qty(catch_up)) {
        Ok(schedule) => schedule,
        Err(error) => panic!("{error:?}"),
    }
}

fn target(schedule: &Schedule, total: u64, now: u64) -> u64 {
    schedule.target(qty(total), Nanos(now)).get()
}

fn due(schedule: &Schedule, total: u64, sent: u64, now: u64) -> u64 {
    schedule.due(qty(total), qty(sent), Nanos(now)).get()
}

/// The target, slice by slice: what a reader of the module's picture would write down.
fn model_target(start: u64, end: u64, curve: &[u32], lot: u64, total: u64, now: u64) -> u64 {
    let (start, end, now) = (u128::from(start), u128::from(end), u128::from(now));
    let count = curve.len() as u128;
    let whole: u128 = curve.iter().map(|weight| u128::from(*weight)).sum();
    let mut opened = 0;
    for (place, weight) in curve.iter().enumerate() {
        // Slice i opens at start + i · (end − start) / count, and so before anything is divided:
        if now >= start && (now - start) * count >= place as u128 * (end - start) {
            opened += u128::from(*weight);
        }
    }
    let share = (u128::from(total) * opened / whole) as u64;
    if opened == whole { total } else { share / lot * lot }
}

/// What is due: the largest quantity that breaks no rule, found by trying them all.
fn model_due(target: u64, lot: u64, catch_up: u64, total: u64, sent: u64) -> u64 {
    let allowed = |step: u64| {
        step <= catch_up
            && (step == 0 || sent + step <= target)
            && (step.is_multiple_of(lot) || sent + step == total)
    };
    (0..=total).rev().find(|step| allowed(*step)).unwrap_or_default()
}

#[test]
fn a_bad_schedule_is_refused_with_the_first_reason() {
    use BadSchedule::*;
    let long = [1; MAX_CURVE + 1];
    let rows: [(_, _, &[u32], _, _, _); 9] = [
        (5, 5, &[], 0, 0, NoTime),
        (6, 5, &[], 0, 0, NoTime),
        (u64::MAX, 0, &[1], 1, 1, NoTime),
        (5, 6, &[], 0, 0, NoSlices),
        (5, 6, &long, 0, 0, CurveTooLong),
        (5, 6, &[0, 0], 0, 0, NoWeight),
        (5, 6, &[0, 1], 0, 0, NoLot),
        (5, 6, &[0, 1], 10, 9, CatchUpBelowLot),
        (5, 6, &[0, 1], u64::MAX, u64::MAX, CatchUpBelowLot),
    ];
    for (start, end, curve, lot, catch_up, error) in rows {
        let (start, end, catch_up) = (Nanos(start), Nanos(end), qty(catch_up));
        let found = Schedule::vwap(start, end, curve, lot, catch_up);
        assert_eq!(found, Err(error));
        if !matches!(error, CurveTooLong | NoWeight) {
            let slices = curve.len() as u32;
            assert_eq!(Schedule::twap(start, end, slices, lot, catch_up), Err(error));
        }
    }
    assert!(Schedule::vwap(Nanos(5), Nanos(6), &long[1..], 10, qty(10)).is_ok());
    assert!(Schedule::twap(Nanos(5), Nanos(6), 1, 10, qty(10)).is_ok());
}

#[test]
fn equal_slices_open_one_after_the_other() {
    // Ten nanoseconds in three slices: they open at 0, 3⅓ and 6⅔, in whole nanoseconds 0, 4 and 7.
    let schedule = twap(100, 110, 3, 1, 1000);
    let rows = [
        (0, 0),
        (99, 0),
        (100, 30),
        (103, 30),
        (104, 60),
        (106, 60),
        (107, 90),
        (110, 90),
        (u64::MAX, 90),
    ];
    for (now, expected) in rows {
        assert_eq!(target(&schedule, 90, now), expected, "at {now}");
    }
}

#[test]
fn targets_are_rounded_down_and_the_last_takes_the_rest() {
    let schedule = twap(0, 400, 4, 100, 1000);
    // 262½, 525, 787½: in lots 200, 500, 700; then all of it, odd units too.
    for (now, expected) in [(0, 200), (100, 500), (200, 700), (299, 700), (300, 1050)] {
        assert_eq!(target(&schedule, 1050, now), expected, "at {now}");
    }
    let steps = [(0, 0, 200), (100, 200, 300), (200, 500, 200), (300, 700, 350), (301, 1050, 0)];
    for (now, sent, expected) in steps {
        assert_eq!(due(&schedule, 1050, sent, now), expected, "at {now}");
    }
    // Less than a lot in all: nothing until the last slice.
    assert_eq!(due(&schedule, 99, 0, 299), 0);
    assert_eq!(due(&schedule, 99, 0, 300), 99);
}

#[test]
fn a_curve_weighs_its_slices_and_zero_sends_nothing() {
    let schedule = vwap(0, 50, &[0, 3, 0, 1, 0], 10, 1000);
    let rows = [(0, 0), (9, 0), (10, 90), (20, 90), (29, 90), (30, 125), (40, 125), (50, 125)];
    for (now, expected) in rows {
        assert_eq!(target(&schedule, 125, now), expected, "at {now}");
    }
    let heavy = vwap(0, 2, &[u32::MAX, u32::MAX], 1, 1000);
    assert_eq!(target(&heavy, 9, 0), 4);
}

#[test]
fn a_late_step_sends_the_cap_and_no_more() {
    let schedule = twap(0, 400, 4, 10, 25);
    let rows = [
        ("before the start", 1000, 0, 0, 0),
        ("first seen in the third slice", 201, 1000, 0, 20),
        ("in the last slice", 301, 1000, 0, 20),
        ("after the end", 10_000, 1000, 0, 20),
        ("at the end of time", u64::MAX, 1000, 0, 20),
        ("the cap holds the rest", 10_000, 1000, 975, 25),
        ("the cap does not hold the rest", 10_000, 1000, 974, 20),
        ("odd units alone", 10_000, 1000, 994, 6),
        ("odd units wait for the last slice", 201, 1000, 748, 0),
        ("done", 10_000, 1000, 1000, 0),
        ("more sent than the target", 0, 1000, 990, 0),
        ("more sent than the total", 10_000, 1000, 1001, 0),
        ("nothing to send", 10_000, 0, 0, 0),
    ];
    let early = twap(1001, 2000, 4, 10, 25);
    for (case, now, total, sent, expected) in rows {
        let schedule = if case == "before the start" { &early } else { &schedule };
        assert_eq!(due(schedule, total, sent, now), expected, "{case}");
    }
}

#[test]
fn extremes_are_exact() {
    let max = Qty::MAX.get();
    let schedule = twap(0, u64::MAX, u32::MAX, 1, max);
    assert_eq!(target(&schedule, max, 0), max / u64::from(u32::MAX));
    // Slices are (2^64 − 1) / (2^32 − 1) = 2^32 + 1 nanoseconds long: all but the last are open.
    let before_last = (u64::from(u32::MAX) - 1) * ((1 << 32) + 1) - 1;
    let share = u128::from(max) * u128::from(u32::MAX - 1) / u128::from(u32::MAX);
    assert_eq!(u128::from(target(&schedule, max, before_last)), share);
    assert_eq!(target(&schedule, max, before_last + 1), max);
    assert_eq!(due(&schedule, max, 0, u64::MAX), max);
    let curve = [u32::MAX; MAX_CURVE];
    let schedule = vwap(u64::MAX - 1, u64::MAX, &curve, max, max);
    assert_eq!(due(&schedule, max, 0, u64::MAX - 2), 0);
    assert_eq!(due(&schedule, max, 0, u64::MAX - 1), 0);
    assert_eq!(due(&schedule, max, 0, u64::MAX), max);
}

fn any_curve() -> impl Strategy<Value = Vec<u32>> {
    let weight = prop_oneof![Just(0), 0u32..10, any::<u32>(), Just(u32::MAX)];
    vec(weight, 1..12).prop_filter("a weight", |curve| curve.iter().any(|weight| *weight > 0))
}

proptest! {
    #[test]
    fn targets_are_those_counted_slice_by_slice(
        curve in any_curve(),
        start in prop_oneof![0u64..100, any::<u64>()],
        span in prop_oneof![1u64..100, 1u64..],
        after in prop_oneof![0u64..100, any::<u64>()],
        total in prop_oneof![0u64..2000, 0..=Qty::MAX.get()],
        lot in 1u64..200,
    ) {
        let end = start.saturating_add(span).max(1);
        let start = start.min(end - 1);
        let now = start.saturating_add(after);
        let schedule = vwap(start, end, &curve, lot, 200);
        let expected = model_target(start, end, &curve, lot, total, now);
        prop_assert_eq!(target(&schedule, total, now), expected);
        let even = twap(start, end, curve.len() as u32, lot, 200);
        let expected = model_target(start, end, &vec![1; curve.len()], lot, total, now);
        prop_assert_eq!(target(&even, total, now), expected);
        let before = now.min(start).saturating_sub(1);
        prop_assert_eq!(target(&schedule, total, before), if before < start { 0 } else {
            model_target(start, end, &curve, lot, total, before)
        });
    }

    #[test]
    fn what_is_due_is_the_most_that_no_rule_forbids(
        curve in any_curve(),
        now in 0u64..150,
        total in 0u64..200,
        sent in 0u64..250,
        lot in 1u64..20,
        more in 0u64..60,
    ) {
        let catch_up = lot + more;
        let schedule = vwap(20, 120, &curve, lot, catch_up);
        let target = model_target(20, 120, &curve, lot, total, now);
        let expected = model_due(target, lot, catch_up, total, sent);
        prop_assert_eq!(due(&schedule, total, sent, now), expected);
    }

    #[test]
    fn every_walk_ends_with_the_total_and_no_step_breaks_a_rule(
        curve in any_curve(),
        steps in vec(prop_oneof![0u64..5, 0u64..60], 0..60),
        total in 0u64..2000,
        lot in 1u64..50,
        more in 0u64..100,
    ) {
        let catch_up = lot + more;
        let schedule = vwap(20, 120, &curve, lot, catch_up);
        // A step that can send sends a lot or the rest, so this many after the end are enough.
        let tail = vec![500; (total / lot) as usize + 1];
        let (mut now, mut sent, mut target_before) = (0, 0, 0);
        for step in steps.into_iter().chain(tail) {
            now += step;
            let amount = due(&schedule, total, sent, now);
            sent += amount;
            let target = target(&schedule, total, now);
            prop_assert!(amount <= catch_up, "{} past the cap", amount);
            prop_assert!(sent <= target, "{} ahead of {}", sent, target);
            prop_assert!(amount.is_multiple_of(lot) || sent == total, "{} is no lot", amount);
            prop_assert!(target >= target_before, "the target fell");
            prop_assert!(now >= 20 || sent == 0, "before the start");
            target_before = target;
        }
        prop_assert_eq!(sent, total);
    }

    #[test]
    fn nothing_is_too_large(
        start: u64, end: u64, slices: u32, lot: u64, catch_up: u64,
        total: u64, sent: u64, now: u64,
    ) {
        let (start, end, now) = (Nanos(start), Nanos(end), Nanos(now));
        let (total, sent, catch_up) = (qty(total), qty(sent), qty(catch_up));
        let lot = lot >> (lot % 64);
        if let Ok(schedule) = Schedule::twap(start, end, slices, lot, catch_up) {
            let amount = schedule.due(total, sent, now);
            prop_assert!(amount <= catch_up && amount <= total.saturating_sub(sent));
            prop_assert!(schedule.target(total, now) <= total);
        }
    }
}
