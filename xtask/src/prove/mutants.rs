//! Whether a test notices when a line of core or ffi is wrong: the mutants that `cargo mutants` finds,
//! many of them in one build, one after another at work.
//!
//! ```text
//!   cargo mutants --list ─▶ one build with all of them ─▶ tests, once a mutant ─▶ survivor ─▶ in xtask/mutants.list?
//!                              ├▶ does not compile            └▶ caught
//!                              └▶ cannot be built with the others: cargo mutants
//! ```
//!
//! Law: a survivor that the list does not excuse fails, and so does a row of the list that excuses
//! nothing. In the rooms of the ledger a row may only say why nobody can tell the mutant from the
//! function. What was not tried is counted and, in the short form, named.
//!
//! Uses: `setup`, `place`. Used by: `prove`.

mod build;
mod change;
mod design;
mod excuse;
mod stages;
mod tool;
mod tree;
mod trial;
mod weave;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use super::Extent;
use crate::{place, setup};
use excuse::{Excuses, Fate, Key};
use tool::Mutant;

/// The rooms in which no mutant may survive but those that do the same, in the order of the long
/// form.
const LEDGER: [&str; 8] =
    ["headroom", "switch", "registry", "parent", "child", "execution", "gate", "report"];

/// Which rooms the long form is to look at, with commas between; all where it is not set.
const ROOMS: &str = "PLIMSOLL_ROOMS";

/// The most that the short form tries.
const MOST: usize = 40;

/// Of those that it does not try, so many are named.
const NAMED: usize = 200;

/// How many the long form builds at a time; it looks at the clock in between.
const BATCH: usize = 1000;

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
    // Where git knows no commit before, that is all there are.
    rest.iter().take(NAMED).for_each(|mutant| println!("not tried: {}", mutant.name));
    if rest.len() > NAMED {
        println!("not tried: {} more", rest.len() - NAMED);
    }
    let keys = Keys::of(&all)?;
    let fates = stages::run(&touched, &keys.excused(excuses))?;
    finish(&keys, &fates, excuses, rest.len())
}

/// All mutants, the rooms of the ledger first, until the time is over.
fn long(excuses: &Excuses, bound: Duration) -> Result<()> {
    setup::mutants()?;
    let all = tool::list(None)?;
    let mut order: Vec<&Mutant> = all.iter().collect();
    if let Ok(rooms) = std::env::var(ROOMS) {
        let rooms: Vec<&str> = rooms.split(',').collect();
        order.retain(|mutant| rooms.contains(&mutant.room()));
        ensure!(!order.is_empty(), "{ROOMS}: no mutant is in {rooms:?}");
    }
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
        fates.extend(stages::run(&batch, &excused)?);
        println!("{} of {} tried, {} s", fates.len(), all.len(), began.elapsed().as_secs());
    }
    print_rooms(&all, &fates);
    finish(&keys, &fates, excuses, all.len() - fates.len())
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
