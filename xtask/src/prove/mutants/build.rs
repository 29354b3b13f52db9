//! One build with many mutants in it, in a copy of the tree.
//!
//! ```text
//!   copy ─▶ weave ─▶ compile ─▶ programs of tests
//!             ▲         │ errors in an arm: its mutant does not compile, and is left out
//!             └─────────┘
//! ```
//!
//! Law: an error that lies in no arm is no mutant's fault. Where it lies in a function that has arms
//! (the compiler evaluates it, and cannot know which is at work), those are built one by one, by the
//! tool itself; anywhere else it fails.
//!
//! Uses: `place`, `tool`, `tree`, `weave`. Used by: `mutants`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use super::tool::{Mutant, Stage};
use super::tree;
use super::weave::{Numbered, Woven, weave};
use crate::place;

/// A program of tests, and the folder that it is run in.
#[derive(Clone, Debug)]
pub struct Program {
    /// Where it is.
    pub path: PathBuf,
    /// The folder of its package.
    pub folder: PathBuf,
}

/// A copy of the tree with mutants in it.
pub struct Build<'a> {
    numbered: Vec<Numbered<'a>>,
    /// Those that do not compile.
    pub unviable: BTreeSet<u32>,
    /// Those that cannot be built with the others.
    pub apart: BTreeSet<u32>,
}

impl<'a> Build<'a> {
    /// Makes the copy, and leaves out what does not compile. The first mutant has the number 1.
    ///
    /// # Errors
    ///
    /// The tree does not compile, whatever is left out.
    pub fn new(mutants: &[&'a Mutant]) -> Result<Build<'a>> {
        let folder = tree::folder();
        tree::copy(&place::root(), &folder)?;
        for package in ["core", "ffi"] {
            let manifest = folder.join(package).join("Cargo.toml");
            let text = fs::read_to_string(&manifest)?;
            let depends = "[dependencies]\nmutant = { path = \"../xtask/mutant\" }";
            fs::write(&manifest, text.replacen("[dependencies]", depends, 1))?;
        }
        let numbered = (1..).zip(mutants.iter().copied()).collect();
        Ok(Build { numbered, unviable: BTreeSet::new(), apart: BTreeSet::new() })
    }

    /// Compiles the tests of a stage, until all mutants that are left do.
    ///
    /// # Errors
    ///
    /// The tree does not compile, whatever is left out.
    pub fn programs(&mut self, stage: &Stage) -> Result<Vec<Program>> {
        let mut woven = self.weave()?;
        // A check finds most of what does not compile, and is fast.
        for words in [&["check"][..], &["test", "--no-run"]] {
            let mut rounds = 0;
            loop {
                let (done, said) = cargo(words, stage)?;
                if done {
                    if words.len() > 1 {
                        return programs(&said);
                    }
                    break;
                }
                rounds += 1;
                ensure!(rounds < 40, "the tree does not compile, whatever is left out");
                self.leave_out(&said, &woven)?;
                woven = self.weave()?;
            }
        }
        bail!("nothing was built")
    }

    /// Writes the files that have mutants.
    fn weave(&mut self) -> Result<BTreeMap<String, Woven>> {
        let mut files: BTreeMap<&str, Vec<Numbered<'_>>> = BTreeMap::new();
        for (number, mutant) in &self.numbered {
            let all = files.entry(&mutant.file).or_default();
            if !self.unviable.contains(number) && !self.apart.contains(number) {
                all.push((*number, mutant));
            }
        }
        let mut all = BTreeMap::new();
        for (file, mutants) in files {
            let source = fs::read_to_string(place::root().join(file))?;
            let woven = weave(&source, &mutants).with_context(|| file.to_owned())?;
            self.unviable.extend(&woven.unviable);
            self.apart.extend(&woven.apart);
            write(&tree::folder().join(file), &woven.text)?;
            all.insert(file.to_owned(), woven);
        }
        Ok(all)
    }

    /// Reads what the compiler has against it.
    fn leave_out(&mut self, said: &[Value], woven: &BTreeMap<String, Woven>) -> Result<()> {
        let before = (self.unviable.len(), self.apart.len());
        let errors = said.iter().map(|line| &line["message"]);
        let errors = errors.filter(|message| message["level"] == "error");
        for error in errors.filter(|error| error["spans"].as_array().is_some_and(|s| !s.is_empty()))
        {
            let (unviable, apart) = blame(error, woven)?;
            self.unviable.extend(unviable);
            self.apart.extend(apart);
        }
        let after = (self.unviable.len(), self.apart.len());
        let errors = said.iter().filter_map(|line| line["message"]["rendered"].as_str());
        ensure!(before != after, "no mutant's fault: {}", errors.collect::<String>());
        Ok(())
    }
}

/// The mutants that do not compile, and those that cannot be built with others, by one error.
///
/// # Errors
///
/// It is no mutant's fault.
pub fn blame(error: &Value, woven: &BTreeMap<String, Woven>) -> Result<(Vec<u32>, Vec<u32>)> {
    let places = places(error);
    let arm = places.iter().find_map(|(file, line)| woven.get(*file)?.arm(*line));
    let is_evaluated = error["code"]["code"] == "E0080";
    if let Some(number) = arm.filter(|_| !is_evaluated) {
        return Ok((vec![number], Vec::new()));
    }
    let functions = places.iter().filter_map(|(file, line)| woven.get(*file)?.function(*line));
    let functions: Vec<u32> = functions.flatten().copied().collect();
    let rendered = error["rendered"].as_str().unwrap_or_default();
    ensure!(!functions.is_empty(), "no mutant's fault: {rendered}");
    Ok((Vec::new(), functions))
}

/// The places that an error names, the chief ones first.
fn places(error: &Value) -> Vec<(&str, usize)> {
    let mut chief = Vec::new();
    let mut rest = Vec::new();
    let children = error["children"].as_array().into_iter().flatten();
    for message in [error].into_iter().chain(children) {
        for span in message["spans"].as_array().into_iter().flatten() {
            let mut span = span;
            loop {
                let line = span["line_start"].as_u64().and_then(|line| usize::try_from(line).ok());
                if let (Some(file), Some(line)) = (span["file_name"].as_str(), line) {
                    let is_chief = span["is_primary"] == true;
                    if is_chief { &mut chief } else { &mut rest }.push((file, line));
                }
                if span["expansion"].is_null() {
                    break;
                }
                span = &span["expansion"]["span"];
            }
        }
    }
    chief.append(&mut rest);
    chief
}

/// Runs cargo on the tests of a stage: whether it did, and what it said.
fn cargo(words: &[&str], stage: &Stage) -> Result<(bool, Vec<Value>)> {
    let mut command = Command::new("cargo");
    command.current_dir(tree::folder()).args(words);
    command.args(["--package", stage.tested]).args(stage.targets);
    command
        .arg("--message-format=json")
        .env("CARGO_TARGET_DIR", place::target().join("mutants/build"));
    command.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_INCREMENTAL", "1");
    let output = command.output().context("cargo did not start")?;
    let text = String::from_utf8_lossy(&output.stdout);
    let said: Vec<Value> =
        text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let wrong = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success() || !said.is_empty(), "cargo: {wrong}");
    Ok((output.status.success(), said))
}

/// Tests that read the source: what is woven is another one, and they call nothing.
const READERS: [&str; 2] = ["counted", "source_hash"];

/// The programs of tests that cargo says it made; it makes those that the tests start, too.
///
/// # Errors
///
/// It made none.
pub fn programs(said: &[Value]) -> Result<Vec<Program>> {
    let reads = |line: &Value| READERS.iter().any(|name| line["target"]["name"] == *name);
    let tests = said.iter().filter(|line| line["profile"]["test"] == true && !reads(line));
    let made = tests.filter_map(|line| {
        let path = PathBuf::from(line["executable"].as_str()?);
        let folder = Path::new(line["manifest_path"].as_str()?).parent()?.to_path_buf();
        Some(Program { path, folder })
    });
    let made: Vec<Program> = made.collect();
    ensure!(!made.is_empty(), "cargo made no program");
    Ok(made)
}

/// Writes a file, if it is another one than before.
fn write(path: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(path).is_ok_and(|there| there == text) {
        return Ok(());
    }
    fs::write(path, text).with_context(|| path.display().to_string())
}
