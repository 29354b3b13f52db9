//! `plimsoll registry`: keeps a gateway's own codes of strategies and flags, so that none is ever
//! used again.
//!
//! ```text
//!   plimsoll.registry ──► file ──► history ──► is it continued?
//!   (text)                 │  ╲──► change ───► the text with one row more, or one row changed
//!                          └─────► header ───► constants for C++
//! ```
//!
//! Law: no command takes a code back, lowers a generation or revives what was retired; and each
//! that refuses leaves the file as it was.
//!
//! Uses: the core's `registry`. Used by: `args`, `main`, `operator`.

mod answer;
mod change;
mod disk;
mod file;
mod header;
mod history;
mod options;

pub use options::Options;

pub use answer::Stop;

use answer::Answer;
use file::{Registry, Row};
use options::Command;
use plimsoll::registry::{Kind, RegistryEntry};
use std::path::Path;
use std::process::ExitCode;

/// Runs `plimsoll registry`, prints what it came to, and tells the status of the process.
pub fn run(options: &Options) -> ExitCode {
    answer::print(options.json, &command(&options.command))
}

fn command(command: &Command) -> Result<Answer, Stop> {
    match command {
        Command::Check { file, against } => {
            let (_, registry) = read(file)?;
            if let Some(old) = against {
                let (_, before) = read(old)?;
                continues(old, &before, file, &registry)?;
            }
            Ok(Answer::Registry { file: file.clone(), sums: registry.sums() })
        }
        Command::Add { file, kind, name } => {
            edit(file, |text, registry| change::add(text, registry, *kind, name))
        }
        Command::Raise { file, name } => {
            edit(file, |text, registry| change::raise(text, registry, name))
        }
        Command::Retire { file, name } => {
            edit(file, |text, registry| change::retire(text, registry, name))
        }
        Command::Header { file, out } => {
            let (_, registry) = read(file)?;
            let text = header::text(file, &registry);
            match out {
                None => Ok(Answer::Text(text)),
                Some(out) => {
                    disk::write(out, &text)?;
                    Ok(Answer::Header { file: out.clone(), sums: registry.sums() })
                }
            }
        }
    }
}

/// A line and a column, from 1, and what is wrong there.
pub type Place = (usize, usize, String);

fn places(faults: Vec<file::Fault>) -> Vec<Place> {
    faults.into_iter().map(|fault| (fault.line, fault.column, fault.message)).collect()
}

/// The texts that the registry in `bytes` may become by one command, and the C++ header that it
/// has.
///
/// # Errors
///
/// All that is wrong with it.
pub fn registry_changes(bytes: &[u8]) -> Result<(Vec<String>, String), Vec<Place>> {
    let (text, registry) = file::parse(bytes).map_err(places)?;
    let mut changes = vec![
        change::add(&text, &registry, Kind::Strategy, "one_more"),
        change::add(&text, &registry, Kind::Flag, "one_more"),
    ];
    for row in &registry.rows {
        changes.push(change::raise(&text, &registry, &row.name));
        changes.push(change::retire(&text, &registry, &row.name));
    }
    let header = header::text(Path::new("plimsoll.registry"), &registry);
    Ok((changes.into_iter().flatten().collect(), header))
}

/// Whether the registry in `after` keeps all that the one in `before` gave.
///
/// # Errors
///
/// All that is wrong with the first of them that is none.
pub fn registry_continues(before: &[u8], after: &[u8]) -> Result<bool, Vec<Place>> {
    let (_, before) = file::parse(before).map_err(places)?;
    let (_, after) = file::parse(after).map_err(places)?;
    Ok(history::edits(&before, &after).is_empty())
}

/// The codes in a registry's file, as a region is formatted with them.
pub fn entries(path: &Path) -> Result<Vec<RegistryEntry>, Stop> {
    Ok(read(path)?.1.entries())
}

/// Reads a file and the registry in it.
fn read(path: &Path) -> Result<(String, Registry), Stop> {
    let bytes = disk::read(path)?;
    file::parse(&bytes).map_err(|faults| Stop::NoRegistry { file: path.to_owned(), faults })
}

/// Whether `after` keeps all that `before` gave.
fn continues(old: &Path, before: &Registry, new: &Path, after: &Registry) -> Result<(), Stop> {
    let edits = history::edits(before, after);
    if edits.is_empty() {
        return Ok(());
    }
    Err(Stop::Edited { old: old.to_owned(), new: new.to_owned(), edits })
}

/// Changes a file by `change`, and answers with the row that was added or changed.
fn edit(
    path: &Path,
    change: impl FnOnce(&str, &Registry) -> Result<String, change::Refused>,
) -> Result<Answer, Stop> {
    let (text, before) = read(path)?;
    let changed = change(&text, &before)
        .map_err(|refused| Stop::Refused { file: path.to_owned(), refused })?;
    // What is about to be written must pass what a user's CI will ask of it.
    let (_, after) = file::parse(changed.as_bytes())
        .map_err(|faults| Stop::NoRegistry { file: path.to_owned(), faults })?;
    continues(path, &before, path, &after)?;
    let is_new = |row: &&Row| !before.rows.iter().any(|old| old.says_the_same(row));
    let row = after.rows.iter().find(is_new).cloned();
    disk::write(path, &changed)?;
    Ok(Answer::Changed { file: path.to_owned(), row, sums: after.sums() })
}

#[cfg(test)]
mod tests;
