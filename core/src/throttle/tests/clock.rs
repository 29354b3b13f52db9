//! Clocks, at any numbers.

use super::super::clock::{Fault, believed, check, leads};
use super::*;

type Check = fn(u64, u64, u64, u64) -> Result<(), Fault>;

fn law(check: Check, (now, own, latest, tolerance): (u64, u64, u64, u64)) -> TestCaseResult {
    let behind = i128::from(latest) - i128::from(now);
    let expected = if now < own {
        Err(Fault::Backwards)
    } else if behind > i128::from(tolerance) {
        Err(Fault::Stopped)
    } else {
        Ok(())
    };
    prop_assert_eq!(check(now, own, latest, tolerance), expected);
    Ok(())
}

/// Numbers that are near one another, and numbers that are not.
fn times() -> impl Strategy<Value = (u64, u64, u64, u64)> {
    let time = || prop_oneof![3 => 0..20u64, 1 => any::<u64>()];
    (time(), time(), time(), time())
}

#[test]
fn a_clock_is_neither_back_nor_left_behind() {
    holds(&times(), |times| law(check, times));
    let wraps: Check =
        |now, own, latest, tolerance| check(now, own, latest.wrapping_sub(tolerance), 0);
    let deaf: Check = |now, own, _, _| check(now, own, 0, 0);
    let one_off: Check =
        |now, own, latest, tolerance| check(now, own, latest.saturating_add(1), tolerance);
    let stands_still: Check =
        |now, own, latest, tolerance| check(now, own.saturating_add(1), latest, tolerance);
    for check in [wraps, deaf, one_off, stands_still] {
        is_caught(&times(), |times| law(check, times));
    }
}

type Leads = fn(u64, u64, u64) -> bool;

/// A clock that stands still is found before the others are further than five quarters of the
/// tolerance, though they write the latest time only now and then.
fn is_found(leads: Leads, (tolerance, stops, steps): (u64, usize, Vec<u64>)) -> TestCaseResult {
    let (mut stopped, mut latest, mut now) = (1000u64, 1000u64, 1000u64);
    for (index, step) in steps.into_iter().enumerate() {
        now += step;
        if index <= stops {
            stopped = now;
        }
        if leads(now, latest, tolerance) {
            latest = now;
        }
        let found = check(stopped, stopped, latest, tolerance).is_err();
        prop_assert!(found || now - stopped <= tolerance + tolerance / 4);
        prop_assert!(!found || now - stopped > tolerance);
    }
    Ok(())
}

#[test]
fn a_clock_that_stands_still_is_found() {
    let cases = (0..100u64, 0..50usize, prop::collection::vec(0..9u64, 1..99));
    holds(&cases, |case| is_found(leads, case));
    let never: Leads = |_, _, _| false;
    let seldom: Leads = |now, latest, tolerance| now > latest + tolerance;
    is_caught(&cases, |case| is_found(never, case));
    is_caught(&cases, |case| is_found(seldom, case));
}

#[test]
fn a_report_is_believed_as_far_as_the_others_go() {
    holds(&times(), |(now, own, latest, tolerance)| {
        let taken = believed(now, own, latest, tolerance);
        let most = latest.saturating_add(tolerance);
        prop_assert!(taken <= most);
        prop_assert!(taken >= own || taken == most);
        let plausible = now >= own && now <= latest.saturating_add(tolerance);
        prop_assert!(!plausible || taken == now);
        Ok(())
    });
}
