//! `cargo xtask demo`: the day of 1 August 2012 without Plimsoll and with it, and what is around.
//!
//! ```text
//!   examples/data ─┬─► gateway without ──► until 4,000,000 executions ──┐
//!                  ├─► gateway with ─────► for as long ─────────────────┴─► table, chart, verdict
//!                  └─► fleet: the stale server, 97 warnings, the rollback, the switch ──► verdict
//! ```
//!
//! Law: it fails unless, with Plimsoll, no parent is passed by one share, the eighth router is
//! tripped by the core, routers 1 to 7 do just what they do without it, and every audit is clean;
//! and unless every act is what it claims.
//!
//! Uses: `archive`, `place`, `setup`. Used by: `main`, `ci`.

mod acts;
mod chart;
mod day;
mod orders;
mod table;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use xshell::{Shell, cmd};

use crate::{archive, place, setup};
use day::{Day, Gate, Plug, Router};

/// Executions of a small run: enough that the trip is well inside.
const SMALL: u64 = 100_000;
/// With fewer executions Power Peg would end before the core can trip it.
const FEWEST: u64 = 20_000;
/// No run without Plimsoll is as long, on the simulated clock; the executions end it.
const FAR_AWAY: u64 = 24 * 60 * 60;

/// What the demonstration can be asked for.
#[derive(clap::Args, Default)]
pub struct Options {
    /// A small run, for CI: 100,000 executions in place of 4,000,000.
    #[arg(long)]
    pub small: bool,
    /// Pulls the eighth router's plug after so many executions.
    #[arg(long, conflicts_with = "small", value_parser = clap::value_parser!(u64).range(FEWEST..))]
    pub executions: Option<u64>,
    /// Plays only the acts: the fleet, the 97 warnings, the rollback, the switch.
    #[arg(long, conflicts_with_all = ["small", "executions"])]
    pub acts: bool,
    /// Writes examples/data/knight-2012-08-01*.csv from their seed, and runs nothing.
    #[arg(long)]
    pub generate: bool,
}

impl Options {
    fn executions(&self) -> u64 {
        match self.executions {
            Some(executions) => executions,
            None if self.small => SMALL,
            None => orders::EXECUTIONS,
        }
    }
}

/// Runs the demonstration.
pub fn command(options: &Options) -> Result<()> {
    if options.generate {
        return orders::write();
    }
    orders::check()?;
    setup::cpp_compiler()?;
    let shell = place::shell()?;
    let folder = place::target().join("demo");
    let built = archive::build()?;
    fs::create_dir_all(&folder)?;
    if !options.acts {
        minimal(&shell, &built.folder, &folder)?;
        day(&shell, &built.folder, &folder, options)?;
    }
    acts::run(&shell, &built.folder, &folder)
}

/// The day, without Plimsoll and with it.
fn day(shell: &Shell, library: &Path, folder: &Path, options: &Options) -> Result<()> {
    let began = Instant::now();
    let sources = sources("examples/gateway")?;
    let gateway = compile(shell, library, &sources, &folder.join("gateway"))?;
    println!("built in {:.0} s: {}", began.elapsed().as_secs_f64(), gateway.display());

    let began = Instant::now();
    let plug = Plug { executions: options.executions(), seconds: FAR_AWAY };
    let without = Day::run(shell, &gateway, Gate::Open, &plug, &folder.join("without"))?;
    let plug = Plug { executions: options.executions(), seconds: without.seconds() };
    let with = Day::run(shell, &gateway, Gate::Plimsoll, &plug, &folder.join("with"))?;
    println!("ran both days in {:.1} s\n", began.elapsed().as_secs_f64());
    println!("{}\n", table::table(&without, &with));
    let picture = folder.join("knight.svg");
    chart::draw(&picture, &without, &with)?;
    verify(&without, &with, options.executions())?;
    println!("{}\n\nchart: {}\n", table::sentences(&without, &with), picture.display());
    Ok(())
}

/// The C++ files of a folder of the repository, in order of name.
fn sources(folder: &str) -> Result<Vec<PathBuf>> {
    let mut sources = Vec::new();
    for entry in fs::read_dir(place::root().join(folder))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "cpp") {
            sources.push(path);
        }
    }
    sources.sort();
    Ok(sources)
}

/// Compiles a program as its engineer would.
fn compile(shell: &Shell, library: &Path, sources: &[PathBuf], program: &Path) -> Result<PathBuf> {
    let options = ["-std=c++17", "-O2", "-pthread", "-Wall", "-Wextra", "-Wpedantic", "-Werror"];
    let archive = library.join("libplimsoll.a");
    cmd!(shell, "g++ {options...} -I {library} {sources...} {archive} -o {program}")
        .quiet()
        .run()
        .with_context(|| format!("cannot compile {}", program.display()))?;
    Ok(program.to_path_buf())
}

/// Compiles and runs the smallest example: one parent, one child, one fill.
fn minimal(shell: &Shell, library: &Path, folder: &Path) -> Result<()> {
    let program = folder.join("minimal");
    let source = place::root().join("examples/minimal.c");
    let options = ["-std=c99", "-O2", "-Wall", "-Wextra", "-Wpedantic", "-Werror"];
    let archive = library.join("libplimsoll.a");
    cmd!(shell, "gcc {options...} -I {library} {source} {archive} -o {program}")
        .quiet()
        .run()
        .context("cannot compile examples/minimal.c")?;
    let said = cmd!(shell, "{program}").quiet().read().context("examples/minimal.c failed")?;
    println!("examples/minimal.c:\n  {}", said.replace('\n', "\n  "));
    Ok(())
}

/// Says no unless the demonstration shows what it is for.
fn verify(without: &Day, with: &Day, executions: u64) -> Result<()> {
    let (wild, held) = (&without.eighth, &with.eighth);
    ensure!(wild.executions == executions, "without Plimsoll: {} executions", wild.executions);
    ensure!(wild.overfill > 0, "without Plimsoll: no over-fill, so nothing was shown");
    ensure!(wild.children == wild.attempts, "without Plimsoll: a child was refused");
    ensure!(held.overfill == 0, "with Plimsoll: {} shares past their parents", held.overfill);
    ensure!(held.shares <= held.parent_qty, "with Plimsoll: more executed than ordered");
    ensure!(held.first_refused_at.is_some(), "with Plimsoll: Power Peg was never refused");
    ensure!(held.tripped_at.is_some(), "with Plimsoll: the eighth router was not tripped");
    ensure!(without.seven.len() == 7 && with.seven.len() == 7, "there are not seven slicers");
    for (one, other) in without.seven.iter().zip(&with.seven) {
        for router in [one, other] {
            let filled = router.shares == router.parent_qty && router.overfill == 0;
            ensure!(filled, "router {} did not fill its orders", router.router);
            ensure!(router.attempts == router.children, "router {} was refused", router.router);
        }
        ensure!(same_work(one, other), "router {} works otherwise with Plimsoll", one.router);
    }
    Ok(())
}

/// Whether two slicers did the same but for the real time that it took.
fn same_work(one: &Router, other: &Router) -> bool {
    let timeless = |router: &Router| Router { elapsed: 0, ..router.clone() };
    timeless(one) == timeless(other)
}
