//! The acts around that day: the fleet, the 97 warnings, the rollback, the switch. See
//! examples/fleet.
//!
//! Law: each act checks itself, and its check can say no: it is played a second time with one
//! thing done wrong, and must fail.
//!
//! Uses: `demo`, `place`. Used by: `demo`.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use xshell::{Shell, cmd};

use super::{compile, orders};
use crate::place;

/// The acts, in the order in which they are played.
const ACTS: [&str; 4] = ["stale", "warnings", "rollback", "kill"];
/// What an act's program says when something was otherwise than claimed; 2 is that it could not be
/// played.
const OTHERWISE: i32 = 1;

/// Builds what the acts need, plays them all, and prints what they show.
///
/// # Errors
///
/// An act was otherwise than claimed, or its check cannot fail.
pub fn run(shell: &Shell, library: &Path, folder: &Path) -> Result<()> {
    let began = Instant::now();
    let stage = Stage::build(shell, library, folder)?;
    println!("built in {:.0} s: {}\n", began.elapsed().as_secs_f64(), stage.program.display());
    for act in ACTS {
        stage.play(act)?;
        stage.check(act)?;
    }
    Ok(())
}

/// Where the acts are played.
struct Stage<'a> {
    shell: &'a Shell,
    /// The program of examples/fleet.
    program: PathBuf,
    /// What it is given: a folder for the region files, the operator's program, the orders.
    words: Vec<PathBuf>,
}

impl<'a> Stage<'a> {
    fn build(shell: &'a Shell, library: &Path, folder: &Path) -> Result<Stage<'a>> {
        let mut sources = super::sources("examples/fleet")?;
        sources.push(place::root().join("examples/gateway/orders.cpp"));
        let program = compile(shell, library, &sources, &folder.join("fleet"))?;
        cmd!(shell, "cargo build --quiet --package plimsoll-cli")
            .quiet()
            .run()
            .context("cannot build plimsoll")?;
        let regions = folder.join("regions");
        std::fs::create_dir_all(&regions)?;
        let mut words = vec![regions, place::target().join("debug/plimsoll")];
        words.extend(orders::paths());
        Ok(Stage { shell, program, words })
    }

    /// Plays an act and prints what it shows.
    fn play(&self, act: &str) -> Result<()> {
        let Stage { shell, program, words } = self;
        let shown = cmd!(shell, "{program} {act} {words...}")
            .quiet()
            .read()
            .with_context(|| format!("the act {act} is not what it claims"))?;
        println!("{shown}\n");
        Ok(())
    }

    /// Plays it again with one thing done wrong: its check must say so.
    fn check(&self, act: &str) -> Result<()> {
        let Stage { shell, program, words } = self;
        let broken = cmd!(shell, "{program} {act} {words...} --break")
            .quiet()
            .ignore_status()
            .ignore_stdout()
            .ignore_stderr();
        let ended = broken.output()?.status;
        let said_no = ended.code() == Some(OTHERWISE);
        ensure!(said_no, "the check of the act {act} cannot fail: broken, it ended with {ended}");
        Ok(())
    }
}

#[cfg(test)]
mod tests;
