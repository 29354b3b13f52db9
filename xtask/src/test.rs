//! `cargo xtask test`: every test there is.

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

use crate::step::Steps;
use crate::{archive, c, gates, header, loom, place, setup};

/// Where the random histories of the tests begin: the day of Knight.
const SEED: &str = "20120801";

/// Runs every test.
///
/// # Errors
///
/// A step failed.
pub fn command() -> Result<()> {
    let mut steps = Steps::begin();
    run(&mut steps)?;
    steps.finish()
}

/// Adds the steps of the tests to `steps`.
pub fn run(steps: &mut Steps) -> Result<()> {
    let shell = place::shell()?;
    steps.run("setup", setup::test);
    steps.run("header: generated and committed agree", header::check);
    steps.run("cargo test: units, properties, documentation", || {
        // The same random histories each time, so that what passes for one tree passes again; set
        // the variable, or run a package's tests by hand, for others.
        let seed = std::env::var("PROPTEST_RNG_SEED").unwrap_or_else(|_| SEED.to_owned());
        let words = ["test", "--workspace", "--no-fail-fast"];
        cmd!(shell, "cargo {words...}").env("PROPTEST_RNG_SEED", seed).run().context("cargo failed")
    });
    steps.run("benches: one pass each", || {
        cargo(&shell, &["test", "--package", "plimsoll-benches", "--benches"])
    });
    steps.run("archive", archive::command);
    steps.run("gates on the archive", gates::command);
    steps.run("C and C++", c::command);
    steps.run("loom", loom::command);
    Ok(())
}

/// Runs cargo with `words`.
pub fn cargo(shell: &Shell, words: &[&str]) -> Result<()> {
    cmd!(shell, "cargo {words...}").run().context("cargo failed")
}
