//! Whether a test notices when a line of core or ffi is wrong: `cargo mutants`, one mutant after
//! another, in a copy of the tree.
//!
//! ```text
//!   mutants ─▶ unit tests of the package ─▶ its other tests ─▶ the package tests ─▶ survivor
//!                 caught │                     caught │              caught │          └▶ in xtask/mutants.list?
//! ```
//!
//! Law: a survivor that the list does not excuse fails, and so does a row of the list that excuses
//! nothing. In the rooms of the ledger a row may only say why nobody can tell the mutant from the
//! function. What was not tried is counted and, in the short form, named.
//!
//! Uses: `setup`, `place`. Used by: `prove`.

mod change;
mod excuse;
mod tool;
mod tree;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use super::Extent;
use crate::{place, setup};
use excuse::{Excuses, Fate, Key};
use tool::{Mutant, Stage};

/// The rooms in which no mutant may survive but those that do the same, in the order of the long
/// form.
const LEDGER: [&str; 8] =
    ["headroom", "switch", "registry", "parent", "child", "execution", "gate", "report"];

/// The most that the short form tries.
const MOST: usize = 12;

/// How many the long form gives the tool at a time; it looks at the clock in between.
const BATCH: usize = 40;

/// The cheapest tests first; what survives them is given to the next.
const STAGES: [Stage; 5] = [
    Stage { mutated: "plimsoll", tested: "plimsoll", targets: &["--lib"] },
    Stage { mutated: "plimsoll-ffi", tested: "plimsoll-ffi", targets: &["--lib"] },
    Stage { mutated: "plimsoll", tested: "plimsoll", targets: &["--tests"] },
    Stage { mutated: "plimsoll", tested: "plimsoll-tests", targets: LAWS },
    Stage { mutated: "plimsoll-ffi", tested: "plimsoll-tests", targets: LAWS },
];

/// So many stages are given the mutants that the list excuses, in the short and in the long form:
/// they survive all, and the last ones take long.
const EXCUSED_STAGES: [usize; 2] = [2, 3];

/// The files of the package `tests` that take seconds, not minutes, in a debug build.
const LAWS: &[&str] = &[
    "--test=l2_conservation",
    "--test=l3_truth",
    "--test=l4_once",
    "--test=l5_proof",
    "--test=l6_stop",
    "--test=l7_latch",
    "--test=l8_closed",
    "--test=l9_identity",
    "--test=l12_fan_out",
    "--test=busts",
    "--test=cooling",
    "--test=suspense",
    "--test=refusals",
    "--test=recycling",
    "--test=venue_session",
];

/// Tries mutants: of the lines that a change touches, or of all.
///
/// # Errors
///
/// A mutant survives that is not listed, a row of the list is stale, or the tests fail as they are.
pub fn run(extent: Extent) -> Result<()> {
    let excuses = Excuses::read(&fs::read_to_string(place::root().join("xtask/mutants.list"))?)?;
    excuses.stand_in(&place::root())?;
    match extent {
        Extent::Short => short(&excuses),
        Extent::Long { seconds } => long(&excuses, Duration::from_secs(seconds)),
    }
}

/// The mutants of what a change touches.
fn short(excuses: &Excuses) -> Result<()> {
    let shell = place::shell()?;
    let change = change::since_base(&shell)?;
    println!("mutants: {} lines of code of core and ffi, {}", change.lines, change.since);
    if change.lines == 0 {
        println!("mutants: none of them can have a mutant, so there is nothing to try");
        return Ok(());
    }
    setup::mutants()?;
    let all = tool::list(None)?;
    let mut touched = tool::list(change.diff.as_deref())?;
    touched.sort_by_key(|mutant| hash(&mutant.name));
    let rest = touched.split_off(touched.len().min(MOST));
    for mutant in &rest {
        println!("not tried: {}", mutant.name);
    }
    let keys = Keys::of(&all)?;
    let fates = try_stages(&touched, &keys.excused(excuses), EXCUSED_STAGES[0])?;
    finish(&keys, &fates, excuses, rest.len())
}

/// All mutants, the rooms of the ledger first, until the time is over.
fn long(excuses: &Excuses, bound: Duration) -> Result<()> {
    setup::mutants()?;
    let all = tool::list(None)?;
    let mut order: Vec<&Mutant> = all.iter().collect();
    // The rooms of the ledger whole and one after another; of the rest, any part is a fair sample.
    order.sort_by_key(|mutant| {
        let room = LEDGER.iter().position(|room| *room == mutant.room());
        (room.unwrap_or(LEDGER.len()), room.map_or(hash(&mutant.name), |_| 0))
    });
    let began = Instant::now();
    let mut fates = BTreeMap::new();
    let keys = Keys::of(&all)?;
    let excused = keys.excused(excuses);
    for batch in order.chunks(BATCH) {
        if began.elapsed() >= bound {
            break;
        }
        let batch: Vec<Mutant> = batch.iter().map(|mutant| (*mutant).clone()).collect();
        fates.extend(try_stages(&batch, &excused, EXCUSED_STAGES[1])?);
        println!("{} of {} tried, {} s", fates.len(), all.len(), began.elapsed().as_secs());
    }
    print_rooms(&all, &fates);
    finish(&keys, &fates, excuses, all.len() - fates.len())
}

/// Gives mutants to one stage after another while they survive; those that are excused to the first
/// few.
fn try_stages(
    mutants: &[Mutant],
    excused: &BTreeSet<&String>,
    excused_stages: usize,
) -> Result<BTreeMap<String, Fate>> {
    tree::copy(&place::root(), &tree::folder())?;
    let mut fates = BTreeMap::new();
    for (index, stage) in STAGES.iter().enumerate() {
        let is_left = |mutant: &&Mutant| {
            let fate = fates.get(&mutant.name);
            mutant.package == stage.mutated
                && fate.is_none_or(|fate| *fate == Fate::Survived)
                && (index < excused_stages || !excused.contains(&mutant.name))
        };
        let left: Vec<&Mutant> = mutants.iter().filter(is_left).collect();
        if !left.is_empty() {
            println!("{}", stage.describe(left.len()));
            fates.extend(tool::run(stage, &left)?);
        }
    }
    let gone = mutants.iter().find(|mutant| !fates.contains_key(&mutant.name));
    ensure!(gone.is_none(), "the tool said nothing about {:?}", gone.map(|mutant| &mutant.name));
    Ok(fates)
}

/// What each mutant is called in the list: its line and column change too often.
struct Keys(BTreeMap<String, Key>);

impl Keys {
    fn of(all: &[Mutant]) -> Result<Keys> {
        let mut seen: BTreeMap<Key, u32> = BTreeMap::new();
        let mut keys = BTreeMap::new();
        for mutant in all {
            let mut key = mutant.key()?;
            let times = seen.entry(key.clone()).or_default();
            *times += 1;
            if *times > 1 {
                key.what = format!("{} (number {times})", key.what);
            }
            keys.insert(mutant.name.clone(), key);
        }
        Ok(Keys(keys))
    }

    /// The names of those that the list excuses.
    fn excused(&self, excuses: &Excuses) -> BTreeSet<&String> {
        let listed = self.0.iter().filter(|(_, key)| excuses.has(key));
        listed.map(|(name, _)| name).collect()
    }
}

fn finish(
    keys: &Keys,
    fates: &BTreeMap<String, Fate>,
    excuses: &Excuses,
    not_tried: usize,
) -> Result<()> {
    let count = |fate: Fate| fates.values().filter(|it| **it == fate).count();
    let known: BTreeSet<&Key> = keys.0.values().collect();
    let tried = fates.iter().filter_map(|(name, fate)| Some((keys.0.get(name)?, name, *fate)));
    let wrong = excuses.differences(&known, &tried.collect::<Vec<_>>());
    println!(
        "mutants: {} tried: {} caught, {} caught by time, {} do not compile, {} survived; {} not tried",
        fates.len(),
        count(Fate::Caught),
        count(Fate::TimedOut),
        count(Fate::Unviable),
        count(Fate::Survived),
        not_tried
    );
    ensure!(wrong.is_empty(), "xtask/mutants.list differs:\n  {}", wrong.join("\n  "));
    Ok(())
}

fn print_rooms(all: &[Mutant], fates: &BTreeMap<String, Fate>) {
    let mut rooms: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for mutant in all {
        let room = rooms.entry(mutant.room()).or_default();
        let [mutants, tried, survived] = room;
        *mutants += 1;
        if let Some(fate) = fates.get(&mutant.name) {
            *tried += 1;
            *survived += usize::from(*fate == Fate::Survived);
        }
    }
    println!("{:<14} {:>8} {:>8} {:>9}", "room", "mutants", "tried", "survived");
    for (room, [mutants, tried, survived]) in rooms {
        println!("{room:<14} {mutants:>8} {tried:>8} {survived:>9}");
    }
}

/// FNV-1a: the same choice on every machine.
fn hash(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests;
