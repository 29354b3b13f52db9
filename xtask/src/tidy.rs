//! `cargo xtask tidy`: the rules of the house that a program can check.
//!
//! ```text
//! text      every file       forgotten notes, host paths, long lines and files, commands that
//!                            do not exist
//! rust      Rust files       module docs, unsafe outside its rooms, long functions, arms that
//!                            hide a variant
//! ladder    core/src         a room uses only rooms to its left
//! registry  core's snapshot  no commit's code is taken back
//! ```
//!
//! Law: a ceiling warns, a rule fails.

mod ladder;
mod registry;
mod rust;
mod text;

use std::fmt;
use std::path::Path;

use anyhow::{Result, bail, ensure};
use ignore::WalkBuilder;

use crate::place;

/// A file of the tree, by its path from the root.
pub struct File {
    /// With `/` between its parts.
    pub path: String,
    /// All of it.
    pub text: String,
}

/// What was found, and where.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    /// Whether it fails the command.
    pub is_error: bool,
    /// The file.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub says: String,
}

impl Finding {
    fn error(file: &File, line: usize, says: impl Into<String>) -> Finding {
        Finding { is_error: true, path: file.path.clone(), line, says: says.into() }
    }

    fn warning(file: &File, line: usize, says: impl Into<String>) -> Finding {
        Finding { is_error: false, path: file.path.clone(), line, says: says.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = if self.is_error { "error" } else { "warning" };
        write!(f, "{level}: {}:{}: {}", self.path, self.line, self.says)
    }
}

/// Checks the tree and prints all that was found.
///
/// # Errors
///
/// A rule is broken. Ceilings only warn.
pub fn command() -> Result<()> {
    check(true)
}

/// Checks the tree and prints the errors; the warnings are counted.
///
/// # Errors
///
/// As [`command`].
pub fn errors() -> Result<()> {
    check(false)
}

fn check(warnings_too: bool) -> Result<()> {
    let root = place::root();
    let files = files(&root)?;
    ensure!(files.iter().any(|file| file.path == "Cargo.toml"), "the tree was not found");
    let mut findings = findings(&files)?;
    findings.extend(registry::check(&root, &files)?);
    for finding in findings.iter().filter(|finding| !finding.is_error && warnings_too) {
        println!("{finding}");
    }
    for finding in findings.iter().filter(|finding| finding.is_error) {
        println!("{finding}");
    }
    let errors = findings.iter().filter(|finding| finding.is_error).count();
    println!("tidy: {} files, {errors} errors, {} warnings", files.len(), findings.len() - errors);
    if errors > 0 {
        bail!("{errors} rules broken");
    }
    Ok(())
}

/// What all checks say of `files`.
fn findings(files: &[File]) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for file in files {
        findings.extend(text::check(file));
        if file.path.ends_with(".rs") {
            findings.extend(rust::check(file)?);
        }
    }
    findings.extend(ladder::check(files)?);
    Ok(findings)
}

/// The text files of the tree: all but what .gitignore names.
fn files(root: &Path) -> Result<Vec<File>> {
    let mut files = Vec::new();
    let walk = WalkBuilder::new(root)
        .hidden(false)
        .require_git(false)
        .filter_entry(|entry| entry.file_name() != ".git")
        .sort_by_file_path(Path::cmp)
        .build();
    for entry in walk {
        let entry = entry?;
        if !entry.file_type().is_some_and(|kind| kind.is_file()) {
            continue;
        }
        // What is not UTF-8 is a corpus or a picture.
        if let Ok(text) = std::fs::read_to_string(entry.path()) {
            let path = entry.path().strip_prefix(root)?.to_string_lossy().replace('\\', "/");
            files.push(File { path, text });
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests;
