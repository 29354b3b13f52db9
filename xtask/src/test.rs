//! `cargo xtask test`: every test there is.

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

use crate::step::Steps;
use crate::{archive, c, gates, header, loom, place, setup};

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
        cargo(&shell, &["test", "--workspace", "--no-fail-fast"])
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
