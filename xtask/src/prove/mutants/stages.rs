//! Which tests are asked about a mutant, the cheapest first.
//!
//! ```text
//!   tests of its room ─▶ unit tests, few cases ─▶ other tests of the package ─▶ the package tests, few cases ─▶ both, all cases ─▶ survivor
//!        caught │                     caught │                     caught │                        caught │           caught │
//! ```
//!
//! Law: each program of tests passes with no mutant at work, or the part fails: tests that fail
//! anyway catch nothing.
//!
//! Uses: `build`, `excuse`, `tool`, `tree`, `trial`. Used by: `mutants`.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use anyhow::{Result, ensure};

use super::build::{Build, Program};
use super::excuse::Fate;
use super::tool::{self, Mutant, Stage};
use super::tree;
use super::trial::{self, Bounds, Choice};
use crate::place;

/// The cheapest tests first; what survives them is given to the next.
static STAGES: [Stage; 8] = [
    Stage { own: true, quick: true, ..Stage::of("plimsoll", "plimsoll", &["--lib"]) },
    Stage { quick: true, ..Stage::of("plimsoll", "plimsoll", &["--lib"]) },
    Stage::of("plimsoll", "plimsoll", &["--test=*"]),
    Stage { quick: true, ..Stage::of("plimsoll", "plimsoll-tests", LAWS) },
    Stage::of("plimsoll", "plimsoll", &["--lib"]),
    Stage::of("plimsoll-ffi", "plimsoll-ffi", &["--lib"]),
    Stage::of("plimsoll", "plimsoll-tests", LAWS),
    Stage::of("plimsoll-ffi", "plimsoll-tests", LAWS),
];

/// So many stages are given the mutants that the list excuses: they survive all, and the later ones
/// take long.
const EXCUSED: usize = 3;

/// The files of the package `tests` that take seconds, not minutes, in a debug build.
const LAWS: &[&str] = &[
    "--test=alarms",
    "--test=arming",
    "--test=busts",
    "--test=cooling",
    "--test=eighth_server",
    "--test=events",
    "--test=exhaust",
    "--test=inferred",
    "--test=journal",
    "--test=l11_replay",
    "--test=l12_fan_out",
    "--test=l1_emission",
    "--test=l2_conservation",
    "--test=l3_truth",
    "--test=l4_once",
    "--test=l5_proof",
    "--test=l6_stop",
    "--test=l7_latch",
    "--test=l8_closed",
    "--test=l9_identity",
    "--test=model",
    "--test=monitors_and_clocks",
    "--test=no_false_alarm",
    "--test=parent_lapse",
    "--test=recycling",
    "--test=reduce_only",
    "--test=refusals",
    "--test=rollback",
    "--test=session_caps",
    "--test=small_device",
    "--test=suspense",
    "--test=venue_session",
];

/// What has become of each mutant so far, by its name.
pub type Fates = BTreeMap<String, Fate>;

/// Gives mutants to one stage after another while they survive.
///
/// # Errors
///
/// A program of tests fails with no mutant at work, or the tree does not compile.
pub fn run(mutants: &[Mutant], excused: &BTreeSet<&String>) -> Result<Fates> {
    let mut build = Build::new(&mutants.iter().collect::<Vec<_>>())?;
    let mut fates = Fates::new();
    for stage in &STAGES {
        let left = left(stage, mutants, excused, &fates);
        if left.iter().all(|(number, _)| build.apart.contains(number)) {
            continue;
        }
        let began = Instant::now();
        let programs = build.programs(stage)?;
        let seconds = began.elapsed().as_secs();
        println!("{}; built in {seconds} s", stage.describe(left.len()));
        let mut trials = Trials { stage, programs: &programs, bounds: BTreeMap::new() };
        for (number, mutant) in left {
            if build.apart.contains(&number) {
                continue;
            }
            let unviable = build.unviable.contains(&number);
            let fate = if unviable { Fate::Unviable } else { trials.fate(number, mutant)? };
            if matches!(fate, Fate::Survived | Fate::TimedOut) {
                println!("  {}: {}", fate.name(), mutant.name);
            }
            fates.insert(mutant.name.clone(), fate);
        }
        println!("  tried in {} s", began.elapsed().as_secs() - seconds);
    }
    let apart = (1..).zip(mutants).filter(|(number, _)| build.apart.contains(number));
    let apart: Vec<Mutant> = apart.map(|(_, mutant)| mutant.clone()).collect();
    fates.extend(one_by_one(&apart, excused)?);
    let gone = mutants.iter().find(|mutant| !fates.contains_key(&mutant.name));
    ensure!(gone.is_none(), "nothing is known of {:?}", gone.map(|mutant| &mutant.name));
    Ok(fates)
}

/// The mutants that a stage is given, with their numbers.
fn left<'a>(
    stage: &Stage,
    mutants: &'a [Mutant],
    excused: &BTreeSet<&String>,
    fates: &Fates,
) -> Vec<(u32, &'a Mutant)> {
    let late = STAGES.iter().skip(EXCUSED).any(|late| std::ptr::eq(late, stage));
    let is_left = |(_, mutant): &(u32, &Mutant)| {
        let known = fates.get(&mutant.name);
        mutant.package == stage.mutated
            && known.is_none_or(|fate| *fate == Fate::Survived)
            && !(late && excused.contains(&mutant.name))
    };
    (1..).zip(mutants).filter(is_left).collect()
}

/// The same by the tool itself, which builds each mutant: for those that cannot be built with others.
fn one_by_one(mutants: &[Mutant], excused: &BTreeSet<&String>) -> Result<Fates> {
    let mut fates = Fates::new();
    if !mutants.is_empty() {
        tree::copy(&place::root(), &tree::folder())?;
    }
    for stage in STAGES.iter().filter(|stage| !stage.own && !stage.quick) {
        let left = left(stage, mutants, excused, &fates);
        if !left.is_empty() {
            println!("one by one: {}", stage.describe(left.len()));
            let left: Vec<&Mutant> = left.into_iter().map(|(_, mutant)| mutant).collect();
            fates.extend(tool::run(stage, &left)?);
        }
    }
    Ok(fates)
}

/// The programs of a stage, and what each may take for which tests.
struct Trials<'a> {
    stage: &'a Stage,
    programs: &'a [Program],
    bounds: BTreeMap<(usize, Choice), Bounds>,
}

impl Trials<'_> {
    /// What becomes of a mutant.
    fn fate(&mut self, number: u32, mutant: &Mutant) -> Result<Fate> {
        let room = self.stage.own.then(|| format!("{}::", mutant.room()));
        let choice = Choice { room, quick: self.stage.quick };
        for (index, program) in self.programs.iter().enumerate() {
            let bounds = match self.bounds.entry((index, choice.clone())) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(empty) => *empty.insert(trial::bounds(program, &choice)?),
            };
            let fate = trial::run(program, number, &choice, bounds)?;
            if fate != Fate::Survived {
                return Ok(fate);
            }
        }
        Ok(Fate::Survived)
    }
}
