//! Which regions of the core's source no test reaches, by the counters that the compiler puts in.
//!
//! ```text
//!   tests of core, of the package tests, of cli ─▶ counters ─▶ regions of core/src, by room
//! ```
//!
//! Law: in the rooms of the ledger a line with a region that nobody reaches stands in
//! xtask/coverage.list with why; one that is not there fails, and so does a row that is reached or
//! gone.
//!
//! Uses: `setup`, `place`. Used by: `prove`.

mod regions;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use rayon::prelude::*;
use xshell::{Shell, cmd};

use super::Extent;
use crate::{place, setup};
use regions::{Region, Regions};

/// The rooms that must be reached whole.
const LEDGER: [&str; 9] =
    ["headroom", "registry", "switch", "parent", "child", "execution", "ledger", "gate", "report"];

/// The packages whose tests are run.
const PACKAGES: [&str; 3] = ["plimsoll", "plimsoll-tests", "plimsoll-cli"];

/// Runs the tests and looks at what they reached. The short form runs nothing: it takes minutes.
///
/// # Errors
///
/// A test fails, or the list is not what was found.
pub fn run(extent: Extent) -> Result<()> {
    let list = fs::read_to_string(place::root().join("xtask/coverage.list"))?;
    let excused = excuses(&list)?;
    if extent == Extent::Short {
        return sources_exist(&excused);
    }
    setup::coverage()?;
    let shell = place::shell()?;
    let folder = place::target().join("coverage");
    let profiles = folder.join("profiles");
    let _ = fs::remove_dir_all(&profiles);
    fs::create_dir_all(&profiles)?;
    let programs = run_tests(&folder, &profiles)?;
    let profile = merge(&shell, &profiles)?;
    let regions = reached(&profile, &programs)?;
    print(&regions)?;
    let wrong = differences(&regions.unreached(&LEDGER)?, &excused);
    ensure!(wrong.is_empty(), "xtask/coverage.list differs:\n  {}", wrong.join("\n  "));
    Ok(())
}

/// Builds with counters, runs the tests, and says where the programs are.
fn run_tests(folder: &Path, profiles: &Path) -> Result<Vec<PathBuf>> {
    let packages = PACKAGES.iter().flat_map(|name| ["--package", name]);
    let cargo = |words: &[&str]| {
        let mut command = Command::new("cargo");
        command.current_dir(place::root()).args(["test", "--no-fail-fast"]);
        command.args(packages.clone()).args(["--lib", "--bins", "--tests"]).args(words);
        // Programs that the tests start, and that are killed, tell less than they did.
        command.env("LLVM_PROFILE_FILE", profiles.join("%8m.profraw"));
        command.env("CARGO_TARGET_DIR", folder).env("RUSTFLAGS", "-Cinstrument-coverage");
        command.env("PROPTEST_RNG_SEED", "20120801");
        command
    };
    let built = cargo(&["--no-run", "--message-format=json"]).output()?;
    ensure!(built.status.success(), "the tests do not build with counters");
    ensure!(cargo(&[]).status()?.success(), "a test fails");
    let text = String::from_utf8_lossy(&built.stdout);
    let programs = text.lines().filter_map(|line| {
        let message: serde_json::Value = serde_json::from_str(line).ok()?;
        Some(PathBuf::from(message.get("executable")?.as_str()?))
    });
    Ok(programs.collect::<BTreeSet<_>>().into_iter().collect())
}

fn merge(shell: &Shell, profiles: &Path) -> Result<PathBuf> {
    let tool = place::llvm_tools(shell)?.join("llvm-profdata");
    let all = profiles.join("all.profdata");
    let found = fs::read_dir(profiles)?.filter_map(|entry| Some(entry.ok()?.path()));
    let raw: Vec<PathBuf> =
        found.filter(|path| path.extension().is_some_and(|e| e == "profraw")).collect();
    ensure!(!raw.is_empty(), "no counters were written");
    cmd!(shell, "{tool} merge --sparse --failure-mode=all -o {all} {raw...}").quiet().run()?;
    Ok(all)
}

/// What the programs reached between them.
fn reached(profile: &Path, programs: &[PathBuf]) -> Result<Regions> {
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
    ensure!(all.count() > 1000, "only {} regions of the core were found", all.count());
    Ok(all)
}

fn print(regions: &Regions) -> Result<()> {
    let rooms: BTreeMap<String, (usize, usize)> = regions.by_room();
    println!("{:<12} {:>8} {:>8}", "room", "regions", "reached");
    for (room, (all, reached)) in &rooms {
        let mark = if LEDGER.contains(&room.as_str()) { "  ledger" } else { "" };
        println!("{room:<12} {all:>8} {reached:>8}{mark}");
    }
    for region in regions.unreached(&[])? {
        println!("not reached: {}:{}: {}", region.file, region.line, region.text);
    }
    let (all, reached) = rooms.values().fold((0, 0), |sum, room| (sum.0 + room.0, sum.1 + room.1));
    println!("coverage: {reached} of {all} regions of core are reached");
    Ok(())
}

/// A row of the list: `file | what stands there | why`.
type Excuse = (String, String);

/// Reads the list.
///
/// # Errors
///
/// A row has no reason, or is not a row.
fn excuses(list: &str) -> Result<BTreeSet<Excuse>> {
    let rows = list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let row = |line: &str| -> Result<Excuse> {
        let (file, rest) = line.split_once(" | ").context("coverage.list: not a row")?;
        let (text, why) = rest.rsplit_once(" | ").unwrap_or((rest, ""));
        ensure!(why.len() > 8, "coverage.list gives no reason: {line}");
        Ok((file.to_owned(), text.to_owned()))
    };
    rows.map(row).collect()
}

/// Without running a test: what the list names must stand in the source.
fn sources_exist(excused: &BTreeSet<Excuse>) -> Result<()> {
    for (file, text) in excused {
        let source = fs::read_to_string(place::root().join(file));
        let source = source.with_context(|| format!("coverage.list names {file}"))?;
        ensure!(source.contains(text.as_str()), "coverage.list is stale: {file} | {text}");
    }
    println!("coverage: the list of {} stands in the source; --long runs the tests", excused.len());
    Ok(())
}

fn differences(unreached: &[Region], excused: &BTreeSet<Excuse>) -> Vec<String> {
    let key = |region: &Region| (region.file.clone(), region.text.clone());
    let found: BTreeSet<Excuse> = unreached.iter().map(key).collect();
    let new = unreached.iter().filter(|region| !excused.contains(&key(region)));
    let new = new.map(|at| format!("not reached: {}:{} | {}", at.file, at.line, at.text));
    let gone = excused.difference(&found);
    new.chain(gone.map(|(file, text)| format!("reached, or gone: {file} | {text}"))).collect()
}

#[cfg(test)]
mod tests;
