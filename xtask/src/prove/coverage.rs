//! Which regions of the core's source no test reaches, by the counters that the compiler puts in.
//!
//! ```text
//!   tests of core and of the package tests ─┐
//!   the scenes of loom's that the list names ┴▶ counters ─▶ regions of core/src, by room
//! ```
//!
//! Law: in the rooms of the ledger every region that no test reaches stands in xtask/coverage.list with
//! why; one that is not there fails, and so does a row that is reached or gone. The tests that hit two
//! threads against each other at random are left out: what they reach is a matter of luck, and a list
//! must not be. Of what takes two threads the list names the scene that reaches it; that is run, and must.
//!
//! Uses: `setup`, `place`, `loom`. Used by: `prove`.

mod list;
mod programs;
mod regions;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use rayon::prelude::*;
use xshell::{Shell, cmd};

use super::Extent;
use crate::{place, setup};
use list::List;
use regions::{Region, Regions};

/// The rooms that must be reached whole.
const LEDGER: [&str; 9] =
    ["headroom", "registry", "switch", "parent", "child", "execution", "ledger", "gate", "report"];

/// Runs the tests and looks at what they reached. The short form runs nothing: it takes minutes.
///
/// # Errors
///
/// A test fails, or the list is not what was found.
pub fn run(extent: Extent) -> Result<()> {
    let list = List::read(&fs::read_to_string(place::root().join("xtask/coverage.list"))?)?;
    list.stands(source)?;
    if extent == Extent::Short {
        println!(
            "coverage: the list of {} stands in the source; --long runs the tests",
            list.len()
        );
        return Ok(());
    }
    setup::coverage()?;
    let folder = place::target().join("coverage");
    let mut plain = reached(&folder, "plain", &programs::run_tests(&folder)?)?;
    plain.without_braces(source)?;
    ensure!(plain.count() > 1000, "only {} regions of the core were found", plain.count());
    let mut both = plain.clone();
    both.reach(&reached(&folder, "loom", &programs::run_scenes(&folder, &list.scenes())?)?);
    let unreached = plain.unreached(source)?;
    print(&plain, &both, &unreached);
    let alone = both.unreached(source)?;
    let ledger = |at: &&Region| LEDGER.contains(&at.room());
    let of_ledger: Vec<&Region> = unreached.iter().filter(ledger).collect();
    let wrong = list.differences(&of_ledger, &alone.iter().collect::<Vec<_>>());
    ensure!(wrong.is_empty(), "xtask/coverage.list differs:\n  {}", wrong.join("\n  "));
    println!("coverage: the ledger's rooms are reached but for {} listed stretches", list.len());
    Ok(())
}

/// The text of a file of the repository.
fn source(file: &str) -> Result<String> {
    fs::read_to_string(place::root().join(file)).with_context(|| format!("there is no {file}"))
}

/// What these programs reached between them, by the counters that they wrote.
fn reached(folder: &Path, name: &str, programs: &[PathBuf]) -> Result<Regions> {
    let shell = place::shell()?;
    let profile = merge(&shell, &programs::counters(folder, name))?;
    let export = |program: &PathBuf| -> Result<Regions> {
        let shell = place::shell()?;
        let tool = place::llvm_tools(&shell)?.join("llvm-cov");
        let core = place::root().join("core/src");
        let words = ["export", "--format=text", "--skip-expansions"];
        let text = cmd!(shell, "{tool} {words...} --instr-profile={profile} {program} {core}")
            .quiet()
            .ignore_stderr()
            .read()
            .with_context(|| format!("llvm-cov cannot read {}", program.display()))?;
        Regions::read(&text, &place::root())
    };
    let parts: Vec<Result<Regions>> = programs.par_iter().map(export).collect();
    let mut all = Regions::default();
    for part in parts {
        all.add(part?);
    }
    Ok(all)
}

fn merge(shell: &Shell, counters: &Path) -> Result<PathBuf> {
    let tool = place::llvm_tools(shell)?.join("llvm-profdata");
    let all = counters.join("all.profdata");
    let found = fs::read_dir(counters)?.filter_map(|entry| Some(entry.ok()?.path()));
    let raw: Vec<PathBuf> =
        found.filter(|path| path.extension().is_some_and(|e| e == "profraw")).collect();
    ensure!(!raw.is_empty(), "no counters were written in {}", counters.display());
    cmd!(shell, "{tool} merge --sparse --failure-mode=all -o {all} {raw...}").quiet().run()?;
    Ok(all)
}

fn print(plain: &Regions, both: &Regions, unreached: &[Region]) {
    for region in unreached {
        let Region { file, line, function, text, .. } = region;
        println!("not reached: {file}:{line}: {function}: {text}");
    }
    let rooms: BTreeMap<String, (usize, usize)> = both.by_room();
    let alone = plain.by_room();
    println!("{:<12} {:>8} {:>8} {:>8} {:>8}", "room", "regions", "reached", "by loom", "not");
    for (room, (all, reached)) in &rooms {
        let loom = reached - alone.get(room).map_or(0, |(_, reached)| *reached);
        let mark = if LEDGER.contains(&room.as_str()) { "  ledger" } else { "" };
        println!("{room:<12} {all:>8} {reached:>8} {loom:>8} {:>8}{mark}", all - reached);
    }
    let (all, reached) = rooms.values().fold((0, 0), |sum, room| (sum.0 + room.0, sum.1 + room.1));
    println!("coverage: {reached} of {all} regions of core are reached");
}

#[cfg(test)]
mod tests;
