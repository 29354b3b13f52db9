//! miri: core and ffi in an interpreter that knows what the language allows.
//!
//! It refuses a read outside its object, a pointer made of a number, a word that is aligned by
//! luck, and a race; it preempts threads anywhere, and lets a load see an old value wherever the
//! orderings allow it, differently with each seed.
//!
//! Law: each run first sees its controls refused: three small programs, and the whole core with
//! every ordering `Relaxed`.
//!
//! Uses: `setup`, `place`, `relaxed`, `nightly`. Used by: `prove`.

use std::process::{Command, Output};
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use super::{Extent, nightly, relaxed};
use crate::{place, setup};

/// What it looks at.
const STRICT: [&str; 2] = ["-Zmiri-strict-provenance", "-Zmiri-symbolic-alignment-check"];

/// The scenes leave their regions to the end of the process.
const SCENES: &str = "-Zmiri-ignore-leaks";

/// Programs in xtask/negative, and what must be said of each.
const CONTROLS: [(&str, &str); 3] = [
    ("race", "Data race detected"),
    ("provenance", "not supported with `-Zmiri-strict-provenance`"),
    ("alignment", "but alignment 2 is required"),
];

/// Rooms of core whose tests the short form runs: those that threads share.
const SHARED: [&str; 5] = ["event::", "pool::", "region::", "switch::", "execution::"];

/// Tests of core that are not run at all, and why: they work on numbers alone, at every value of
/// small widths, or go on for minutes where no memory is shared.
const NOT_RUN: [&str; 7] = [
    // Every input at six bits; no memory.
    "headroom::",
    "throttle::",
    "child::",
    "parent::",
    // Pure planning.
    "slice::",
    // Each control of the house fired in scratch memory: a region formatted for each.
    "drill::",
    // Ten thousand executions of one child.
    "a_look_up_among_ten_thousand",
];

/// Files in core/tests that are run whole in the long form. Not: `counted`, `source_hash` and
/// `state_table`, which read the source tree or a table of pure functions.
const WHOLE: [&str; 7] =
    ["corrections", "life", "pace", "refuted", "refuted_control", "replaces", "statements"];

/// Runs it.
///
/// # Errors
///
/// A test fails, or a control does not.
pub fn run(extent: Extent) -> Result<()> {
    let began = Instant::now();
    setup::miri()?;
    let sysroot = sysroot()?;
    CONTROLS.iter().try_for_each(|(name, says)| control(&sysroot, name, says))?;
    relaxed_is_refused()?;
    let seeds = if extent == Extent::Short { 2 } else { 32 };
    let many = format!("-Zmiri-many-seeds=0..{seeds}");
    let mut tests = 0;
    tests += test(&many, &["--package", "plimsoll", "--test", "threads"])?;
    if extent == Extent::Short {
        let words = ["--package", "plimsoll", "--lib", "--"];
        tests += test("", &[&words[..], &SHARED].concat())?;
        tests += test("", &["--package", "plimsoll", "--test", "life"])?;
        tests += test("", &["--package", "plimsoll-ffi", "--lib", "life::"])?;
    } else {
        let skipped: Vec<&str> = NOT_RUN.iter().flat_map(|name| ["--skip", name]).collect();
        tests += test("", &[&["--package", "plimsoll", "--lib", "--"], &skipped[..]].concat())?;
        let whole: Vec<&str> = WHOLE.iter().flat_map(|name| ["--test", name]).collect();
        tests += test("", &[&["--package", "plimsoll"], &whole[..]].concat())?;
        tests += test("", &["--package", "plimsoll-ffi", "--lib"])?;
    }
    let seconds = began.elapsed().as_secs_f64();
    println!("miri: {tests} tests, those of threads with {seeds} seeds, {seconds:.0} s");
    Ok(())
}

/// Makes the interpreter's standard library, if there is none yet, and says where it is.
fn sysroot() -> Result<String> {
    let output = nightly::cargo().args(["miri", "setup", "--print-sysroot"]).output();
    let output = output.context("cargo did not start")?;
    ensure!(output.status.success(), "miri cannot be set up:\n{}", said(&output));
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn control(sysroot: &str, name: &str, says: &str) -> Result<()> {
    let mut command = Command::new("rustup");
    command.current_dir(place::root()).args(["run", "nightly", "miri", "--sysroot", sysroot]);
    command.args(["--edition", "2024"]).args(STRICT).arg(format!("xtask/negative/{name}.rs"));
    let output = command.output().context("miri did not start")?;
    refused(name, says, &output)
}

fn refused(name: &str, says: &str, output: &Output) -> Result<()> {
    let text = said(output);
    ensure!(!output.status.success(), "control {name} passes under miri:\n{text}");
    ensure!(text.contains(says), "control {name}: not a word of `{says}`:\n{text}");
    println!("miri: control {name} is refused: {says}");
    Ok(())
}

/// The tests of threads, over a core without an order.
fn relaxed_is_refused() -> Result<()> {
    let mut command = nightly::cargo();
    command.args(["miri", "test", "--package", "plimsoll", "--test", "threads"]);
    // The test that fails at once; and no seed is tried twice.
    command.arg("what_an_event_tells_of_is_there").current_dir(relaxed::copy()?);
    command.env("CARGO_TARGET_DIR", place::target().join("miri-relaxed"));
    let output = command.env("MIRIFLAGS", flags("")).output().context("cargo did not start")?;
    refused("core without orderings", "core/tests/threads.rs", &output)
}

/// Runs tests; how many passed.
fn test(more: &str, words: &[&str]) -> Result<u64> {
    let mut command = nightly::cargo();
    command.args(["miri", "test"]).args(words).env("MIRIFLAGS", flags(more));
    // Properties read the working directory, and are tried a few times only.
    command.env("PROPTEST_CASES", "2");
    let output = command.output().context("cargo did not start")?;
    let text = said(&output);
    ensure!(output.status.success(), "miri: {} fails:\n{text}", words.join(" "));
    let passed = passed(&text);
    ensure!(passed > 0, "miri: no test ran of {}", words.join(" "));
    println!("miri: {passed} passed of {}", words.join(" "));
    Ok(passed)
}

fn flags(more: &str) -> String {
    [&STRICT[..], &[SCENES, "-Zmiri-disable-isolation", more]].concat().join(" ")
}

/// How many tests passed, with each seed.
fn passed(text: &str) -> u64 {
    let count = |piece: &str| piece.split_once(" passed")?.0.parse::<u64>().ok();
    text.split("test result: ok. ").skip(1).filter_map(count).sum()
}

fn said(output: &Output) -> String {
    let both = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
    both.concat()
}

#[cfg(test)]
mod tests;
