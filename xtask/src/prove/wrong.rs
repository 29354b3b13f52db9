//! Wrong designs: each is caught by the harness that claims to catch it, for the reason that it
//! claims.
//!
//! ```text
//!   build with --cfg plimsoll_wrong, once for the tests and once for loom
//!     for each row of the table    PLIMSOLL_WRONG=design harness     must fail, and say why
//!     for each harness             (nothing named) harness           must pass
//! ```
//!
//! Law: a harness that passes a wrong design, or fails it for another reason, fails this; so does
//! one that also fails the right design.
//!
//! Uses: `loom`, `place`. Used by: `prove`.

mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use comfy_table::{Table, presets};

use super::Extent;
use crate::{loom, place};
use table::{DESIGNS, Harness, Wrong};

/// No harness takes as long to catch a design.
const PATIENCE: Duration = Duration::from_secs(120);
/// Nor to pass the right one.
const LONG_PATIENCE: Duration = Duration::from_secs(900);

/// What a run of a harness came to.
struct Ran {
    passed: bool,
    /// How many tests there were to pass.
    tests: usize,
    said: String,
    seconds: f64,
}

/// Plays each design to its harness, then the right one to all of them.
///
/// # Errors
///
/// A design is not caught, or not for its reason; a harness fails without one; the table names a
/// design that the core has not, or lacks one that it has.
pub fn run(extent: Extent) -> Result<()> {
    ensure_complete()?;
    let programs = build()?;
    let rows = DESIGNS.iter().filter(|row| !row.long || extent != Extent::Short);
    let rows: Vec<&Wrong> = rows.collect();
    let mut table = Table::new();
    table.load_style(presets::UTF8_BORDERS_ONLY).set_header([
        "design",
        "law",
        "caught by",
        "seconds",
    ]);
    let mut missed = Vec::new();
    for row in &rows {
        let ran = play(&programs, row.harness, &[row.test()], Some(row.design))?;
        let caught = !ran.passed && ran.tests == 1 && ran.said.contains(row.says);
        let seconds = format!("{:.1}", ran.seconds);
        table.add_row([row.design, row.law, &row.harness.shown(), &seconds]);
        if !caught {
            println!("{}", ran.said);
            missed.push(format!("{}: should say {:?}", row.design, row.says));
        }
    }
    println!("{table}");
    let mut controls: BTreeMap<&Path, (Harness, BTreeSet<&str>)> = BTreeMap::new();
    for row in &rows {
        let program = program(&programs, row.harness)?;
        controls.entry(program).or_insert((row.harness, BTreeSet::new())).1.insert(row.test());
    }
    let mut right = 0;
    for (harness, tests) in controls.into_values() {
        let tests: Vec<&str> = tests.into_iter().collect();
        let ran = play(&programs, harness, &tests, None)?;
        right += tests.len();
        if !ran.passed || ran.tests != tests.len() {
            println!("{}", ran.said);
            missed.push(format!("{} fails without a wrong design", harness.shown()));
        }
    }
    ensure!(
        missed.is_empty(),
        "not caught for its reason, or not alone:\n  {}",
        missed.join("\n  ")
    );
    println!("wrong: {} designs caught; {right} harnesses pass without one", rows.len());
    Ok(())
}

/// The table and the core name the same designs.
fn ensure_complete() -> Result<()> {
    let source = std::fs::read_to_string(place::root().join("core/src/wrong.rs"))?;
    let known: BTreeSet<&str> = designs(&source).collect();
    let played: BTreeSet<&str> = DESIGNS.iter().map(|row| row.design).collect();
    let missing: Vec<_> = known.symmetric_difference(&played).collect();
    ensure!(
        missing.is_empty() && known.len() >= 14,
        "in the core or in the table only: {missing:?}"
    );
    Ok(())
}

/// The designs that the core's enum has.
fn designs(source: &str) -> impl Iterator<Item = &str> {
    let body = source.split_once("enum Design {").map_or("", |(_, rest)| rest);
    let body = body.split_once('}').map_or("", |(body, _)| body);
    let lines = body.lines().map(str::trim);
    lines.filter(|line| !line.starts_with("//")).filter_map(|line| line.strip_suffix(','))
}

/// Builds both kinds of harness; says where each program is.
fn build() -> Result<BTreeMap<String, PathBuf>> {
    let files: BTreeSet<&str> = DESIGNS.iter().filter_map(|row| row.harness.file()).collect();
    let mut tests = Command::new("cargo");
    tests.args(["test", "--no-run", "--package", "plimsoll-tests"]);
    files.iter().for_each(|file| {
        tests.args(["--test", file]);
    });
    tests.env("RUSTFLAGS", "--cfg plimsoll_wrong");
    tests.env("CARGO_TARGET_DIR", place::target().join("wrong"));
    tests.env("CARGO_PROFILE_DEV_DEBUG", "0");
    let mut scenes = loom::cargo("--cfg loom --cfg plimsoll_wrong", "wrong");
    scenes.arg("--no-run").env("CARGO_PROFILE_RELEASE_DEBUG", "0");
    // Side by side: neither keeps two processors busy to its end.
    let other = thread::spawn(move || programs_of(&mut tests));
    let mut programs = programs_of(&mut scenes)?;
    let tests = other.join().map_err(|_| anyhow::anyhow!("the build of the tests panicked"))?;
    programs.extend(tests?);
    Ok(programs)
}

/// Runs cargo, and reads where it has put what.
fn programs_of(cargo: &mut Command) -> Result<BTreeMap<String, PathBuf>> {
    let output = cargo.current_dir(place::root()).output().context("cargo did not start")?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{said}");
    let lines = said.lines().filter_map(|line| line.trim().strip_prefix("Executable "));
    let found = lines.filter_map(|line| {
        let (name, path) = line.split_once(" (")?;
        let name = name.rsplit(['/', ' ']).next()?.trim_end_matches(".rs");
        let path = place::root().join(path.trim_end_matches(')'));
        Some((name.to_owned(), path))
    });
    Ok(found.collect())
}

fn program(programs: &BTreeMap<String, PathBuf>, harness: Harness) -> Result<&Path> {
    let name = harness.file().unwrap_or("lib");
    programs.get(name).map(PathBuf::as_path).with_context(|| format!("cargo built no {name}"))
}

/// Runs some tests of a harness, with a wrong design or without; ends it where it takes too long.
fn play(
    programs: &BTreeMap<String, PathBuf>,
    harness: Harness,
    tests: &[&str],
    design: Option<&str>,
) -> Result<Ran> {
    let began = Instant::now();
    let mut command = Command::new(program(programs, harness)?);
    command.arg("--exact").args(tests).env("RUST_BACKTRACE", "0");
    command.current_dir(place::root().join(harness.folder()));
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).env_remove("PLIMSOLL_WRONG");
    design.into_iter().for_each(|design| {
        command.env("PLIMSOLL_WRONG", design);
    });
    let mut child = command.spawn().context("the harness did not start")?;
    let (mut out, mut err) = (child.stdout.take(), child.stderr.take());
    let errors = thread::spawn(move || all(&mut err));
    let output = thread::spawn(move || all(&mut out));
    let patience = if design.is_some() { PATIENCE } else { LONG_PATIENCE };
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if began.elapsed() > patience {
            child.kill()?;
            child.wait()?;
            bail!("{} takes more than {patience:?} with {design:?}", harness.shown());
        }
        thread::sleep(Duration::from_millis(5));
    };
    let said = [output, errors].map(|read| read.join().unwrap_or_default()).concat();
    let seconds = began.elapsed().as_secs_f64();
    Ok(Ran { passed: status.success(), tests: counted(&said), said, seconds })
}

/// How many tests ran, from the closing line of cargo's test runner.
fn counted(said: &str) -> usize {
    let line = said.lines().find(|line| line.starts_with("running "));
    let count = line.and_then(|line| line.split(' ').nth(1));
    count.and_then(|count| count.parse().ok()).unwrap_or(0)
}

/// Everything that a pipe brings.
fn all(pipe: &mut Option<impl Read>) -> String {
    let mut bytes = Vec::new();
    if let Some(pipe) = pipe {
        let _ = pipe.read_to_end(&mut bytes);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests;
