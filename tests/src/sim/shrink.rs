//! A failed run made short: steps are left out, many at once and then one by one, as long as what is
//! left still fails in the same way.
//!
//! Uses: `sim`. Used by: `bin/simulate.rs`.

use crate::sim::{Failed, Options, run_steps};
use crate::step::Step;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The shortest run that was found, with no more than so many runs, which fails as `failed` did.
#[must_use]
pub fn shrink(seed: u64, failed: Failed, most: usize, options: impl Fn() -> Options) -> Failed {
    let sort = sort_of(&failed.what).to_owned();
    let mut best = failed;
    let mut tries = 0;
    let mut size = best.steps.len().div_ceil(2);
    while size > 0 && tries < most {
        let mut from = 0;
        while from < best.steps.len() && tries < most {
            tries += 1;
            match fails(seed, &without(&best.steps, from, size), &options).filter(|shorter| {
                sort_of(&shorter.what) == sort && shorter.steps.len() < best.steps.len()
            }) {
                Some(shorter) => best = shorter,
                None => from += size,
            }
        }
        size /= 2;
    }
    best
}

fn without(steps: &[Step], from: usize, size: usize) -> Vec<Step> {
    let kept = |(place, _): &(usize, &Step)| !(from..from + size).contains(place);
    steps.iter().enumerate().filter(kept).map(|(_, step)| *step).collect()
}

fn fails(seed: u64, steps: &[Step], options: &impl Fn() -> Options) -> Option<Failed> {
    let mut given = options();
    let made = catch_unwind(AssertUnwindSafe(|| run_steps(seed, steps, &mut given)));
    made.ok()?.err()
}

/// What a failure is called, without the numbers in it.
fn sort_of(what: &str) -> &str {
    what.split_once(':').map_or(what, |(sort, _)| sort)
}
