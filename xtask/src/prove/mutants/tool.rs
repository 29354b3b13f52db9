//! `cargo mutants`: the list of what it could change, and what became of what it did.
//!
//! Uses: `design`, `place`, `tree`. Used by: `mutants`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

use super::design;
use super::excuse::{Fate, Key};
use super::tree;
use crate::place;

/// A change to one function that compiles, if it does, into a wrong program.
#[derive(Clone, Debug, Deserialize)]
pub struct Mutant {
    /// `file:line:column: what`.
    pub name: String,
    /// The package that it is in.
    pub package: String,
    /// Its file.
    pub file: String,
    /// What is taken out.
    pub span: Span,
    /// What is put there.
    pub replacement: String,
}

/// A part of a file.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Span {
    /// Its first character.
    pub start: Position,
    /// The character after its last one.
    pub end: Position,
}

/// A character of a file.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
}

impl Mutant {
    /// The room that it is in; all of ffi is one.
    pub fn room(&self) -> &str {
        match self.file.strip_prefix("core/src/") {
            Some(path) => path.split(['/', '.']).next().unwrap_or(path),
            None => "ffi",
        }
    }

    /// What it is called in the list.
    ///
    /// # Errors
    ///
    /// Its line is not in the source.
    pub fn key(&self) -> Result<Key> {
        let source = fs::read_to_string(place::root().join(&self.file))?;
        let text = source.lines().nth(self.span.start.line - 1);
        let text = text.with_context(|| format!("{} is past its file", self.name))?;
        let what = self.name.split(": ").nth(1);
        let what = what.with_context(|| format!("{} is no name", self.name))?;
        Ok(Key { file: self.file.clone(), what: what.to_owned(), text: text.trim().to_owned() })
    }
}

/// Which tests are given to the mutants of a package.
pub struct Stage {
    /// The package that is changed.
    pub mutated: &'static str,
    /// The package whose tests are run.
    pub tested: &'static str,
    /// Which of its tests.
    pub targets: &'static [&'static str],
    /// Whether of those only the tests of the mutant's own room are run.
    pub own: bool,
    /// Whether properties are tried with few cases, and those that take long left out.
    pub quick: bool,
}

impl Stage {
    /// All tests of some targets.
    pub const fn of(
        mutated: &'static str,
        tested: &'static str,
        targets: &'static [&'static str],
    ) -> Stage {
        Stage { mutated, tested, targets, own: false, quick: false }
    }

    /// For people.
    pub fn describe(&self, count: usize) -> String {
        let Stage { mutated, tested, targets, own, quick } = self;
        let some = if *own { " ROOM::" } else { "" };
        let targets = targets.join(" ") + some + if *quick { " (few cases)" } else { "" };
        format!("{count} mutants of {mutated}: cargo test --package {tested} {targets}")
    }
}

/// Whether the mutants of a file are made: not of tests, nor of what only loom, the proof of the
/// words or the wrong designs compile.
pub fn is_subject(path: &str) -> bool {
    let is_source = path.starts_with("core/src/") || path.starts_with("ffi/src/");
    let apart = [
        "core/src/words/",
        "core/src/scene",
        "core/src/wrong.rs",
        "core/src/region/leaked.rs",
        "/tests/",
        "/tests.rs",
        "loom.rs",
        "/loom/",
    ];
    is_source && path.ends_with(".rs") && !apart.iter().any(|part| path.contains(part))
}

/// The mutants of core and ffi; of the lines of a diff only, where one is given.
///
/// # Errors
///
/// The tool fails.
pub fn list(diff: Option<&Path>) -> Result<Vec<Mutant>> {
    let mut command = tool(&place::root());
    command.args(["--list", "--json", "--package", "plimsoll", "--package", "plimsoll-ffi"]);
    if let Some(diff) = diff {
        command.arg("--in-diff").arg(diff);
    }
    let output = command.output().context("cargo mutants did not start")?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "cargo mutants --list: {said}");
    let text = String::from_utf8(output.stdout)?;
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let all: Vec<Mutant> = serde_json::from_str(&text).context("cargo mutants --list")?;
    ensure!(diff.is_some() || all.len() > 1000, "only {} mutants were found", all.len());
    let subjects = all.into_iter().filter(|mutant| is_subject(&mutant.file)).collect();
    design::leave_out(subjects)
}

/// Gives mutants to tests, after the tree as it is.
///
/// # Errors
///
/// The tests fail as they are, or the tool does.
pub fn run(stage: &Stage, mutants: &[&Mutant]) -> Result<BTreeMap<String, Fate>> {
    let folder = place::target().join("mutants");
    let out = folder.join("out");
    let _ = fs::remove_dir_all(&out);
    fs::create_dir_all(&out)?;
    let mut command = tool(&tree::folder());
    command.args(["--in-place", "--timeout", "300", "--build-timeout", "600", "--colors", "never"]);
    command.args(["--package", stage.mutated]);
    if stage.tested != stage.mutated {
        // Not `--test-package`, which the run on the tree as it is does not look at (27.1.0).
        command.arg(format!("--cargo-arg=--package={}", stage.tested));
    }
    command.args(stage.targets.iter().map(|target| format!("--cargo-arg={target}")));
    command.arg("--output").arg(&out);
    // The tool lets deleted fields pass whatever names it is given (27.1.0), so it is given lines, too.
    let lines = folder.join("lines.diff");
    fs::write(&lines, diff_of(mutants)?)?;
    command.arg("--in-diff").arg(&lines);
    for mutant in mutants {
        command.arg("--re").arg(format!("^{}$", escape(&mutant.name)));
    }
    // The same cases every time, and no time spent on making a failure small.
    command.env("PROPTEST_RNG_SEED", "20120801").env("PROPTEST_MAX_SHRINK_ITERS", "0");
    command.env("CARGO_TARGET_DIR", folder.join("build"));
    command.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_INCREMENTAL", "1");
    let output = command.output().context("cargo mutants did not start")?;
    // 0: all caught; 2: some survived; 3: some ran out of time.
    if !matches!(output.status.code(), Some(0 | 2 | 3)) {
        let (said, wrong) = (&output.stdout, &output.stderr);
        bail!("{}{}", String::from_utf8_lossy(said), String::from_utf8_lossy(wrong));
    }
    let mut fates = fates(&fs::read_to_string(out.join("mutants.out/outcomes.json"))?)?;
    fates.retain(|name, _| mutants.iter().any(|mutant| mutant.name == *name));
    Ok(fates)
}

/// A diff that adds the lines on which these mutants begin, and no other.
fn diff_of(mutants: &[&Mutant]) -> Result<String> {
    let mut files: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for mutant in mutants {
        files.entry(&mutant.file).or_default().insert(mutant.span.start.line);
    }
    let mut diff = String::new();
    for (file, lines) in files {
        let source = fs::read_to_string(tree::folder().join(file))?;
        let source: Vec<&str> = source.lines().collect();
        diff.push_str(&format!("--- a/{file}\n+++ b/{file}\n"));
        for (before, line) in lines.into_iter().enumerate() {
            let text = source.get(line - 1).context("a mutant past its file")?;
            diff.push_str(&format!("@@ -{},0 +{line},1 @@\n+{text}\n", line - before - 1));
        }
    }
    Ok(diff)
}

/// What became of each mutant, in the tool's own words.
///
/// # Errors
///
/// The tests were not run on the tree as it is, or a word is not known.
pub fn fates(outcomes: &str) -> Result<BTreeMap<String, Fate>> {
    let all: serde_json::Value = serde_json::from_str(outcomes)?;
    let all = all["outcomes"].as_array().context("no outcomes")?;
    let (mut fates, mut passed_as_it_is) = (BTreeMap::new(), false);
    for outcome in all {
        let summary = outcome["summary"].as_str().context("an outcome without a summary")?;
        if outcome["scenario"] == "Baseline" {
            passed_as_it_is = summary == "Success";
            continue;
        }
        let name = outcome["scenario"]["Mutant"]["name"].as_str().context("no name")?;
        let fate = match summary {
            "CaughtMutant" => Fate::Caught,
            "MissedMutant" => Fate::Survived,
            "Timeout" => Fate::TimedOut,
            "Unviable" => Fate::Unviable,
            _ => bail!("{name}: {summary} is not known"),
        };
        fates.insert(name.to_owned(), fate);
    }
    ensure!(passed_as_it_is, "the tests fail, or were not run, on the tree as it is");
    Ok(fates)
}

fn tool(root: &Path) -> Command {
    let mut command = Command::new("cargo");
    command.args(["mutants", "--no-config"]).current_dir(root);
    command
}

/// A name as a regular expression that matches only it.
pub fn escape(name: &str) -> String {
    let special =
        |letter: char| letter.is_ascii_punctuation() && !"_-:,/'\"<>=&%#@!~`;".contains(letter);
    let letters =
        name.chars().flat_map(|letter| special(letter).then_some('\\').into_iter().chain([letter]));
    letters.collect()
}
