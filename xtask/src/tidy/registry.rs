//! The history of core/registry.snapshot: what any commit gave a code, stays given.
//!
//! The compiler sees to it that the table of core continues the snapshot; this, that nobody edits
//! the snapshot together with the table.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::{File, Finding};

const PATH: &str = "core/registry.snapshot";

/// One row: kind and code, generation, name, whether it is retired.
#[derive(Debug, PartialEq, Eq)]
struct Row<'t> {
    kind: &'t str,
    code: &'t str,
    generation: u32,
    name: &'t str,
    retired: bool,
}

/// Compares the snapshot with each of its versions that git knows. Where there is no git there is
/// nothing to compare with, and that is said.
///
/// # Errors
///
/// The snapshot is missing or cannot be read.
pub fn check(root: &Path, files: &[File]) -> Result<Vec<Finding>> {
    let file = files.iter().find(|file| file.path == PATH);
    let file = file.with_context(|| format!("{PATH} is missing"))?;
    let Some(commits) = git(root, &["log", "--format=%H", "--", PATH]) else {
        return Ok(vec![Finding::warning(file, 1, "git tells no history to compare it with")]);
    };
    let mut findings = Vec::new();
    for commit in commits.lines() {
        // A commit that removed the file has none to show.
        if let Some(old) = git(root, &["show", &format!("{commit}:{PATH}")]) {
            let edits = edits(&old, &file.text);
            findings.extend(
                edits.into_iter().map(|says| {
                    Finding::error(file, 1, format!("since commit {commit:.12}: {says}"))
                }),
            );
        }
    }
    Ok(findings)
}

fn git(root: &Path, words: &[&str]) -> Option<String> {
    let output = Command::new("git").args(words).current_dir(root).output().ok()?;
    output.status.success().then(|| String::from_utf8(output.stdout).ok())?
}

/// What `new` no longer says of what `old` gave.
pub(super) fn edits(old: &str, new: &str) -> Vec<String> {
    let new: Vec<Row> = rows(new);
    let mut edits = Vec::new();
    for old in rows(old) {
        let Row { kind, code, .. } = old;
        let mut says = |what: &str| edits.push(format!("{kind} {code} ({}) {what}", old.name));
        match new.iter().find(|row| (row.kind, row.code) == (kind, code)) {
            None => says("was removed"),
            Some(row) if row.name != old.name => says("has another name"),
            Some(row) if row.generation < old.generation => says("has a lower generation"),
            Some(row) if old.retired && !row.retired => says("lives again"),
            Some(_) => {}
        }
    }
    edits
}

/// What is no row is left to the compiler.
fn rows(text: &str) -> Vec<Row<'_>> {
    let rows = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let words: Vec<&str> = line.split(' ').collect();
        let [kind, code, generation, name, ref rest @ ..] = words[..] else { return None };
        let generation = generation.parse().ok()?;
        Some(Row { kind, code, generation, name, retired: *rest == ["retired"] })
    });
    rows.collect()
}
