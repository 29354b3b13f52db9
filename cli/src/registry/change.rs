//! A registry's text with one row more, or with one row changed; every other byte stays.
//!
//! Uses: `file`. Used by: `registry`.

use super::file::{Registry, Row, first, kind_name};
use plimsoll::registry::{FLAGS, FLAGS_MAX, Kind, STRATEGIES};
use thiserror::Error;

/// Why nothing was changed.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum Refused {
    #[error("line {line} has the name {name} already")]
    Taken { name: String, line: usize },
    #[error("the core has a {kind} {code} of the name {name}", kind = kind_name(*.kind))]
    OfTheCore { name: String, kind: Kind, code: u32 },
    #[error("all {FLAGS_MAX} flags are given")]
    NoFlagLeft,
    #[error("nothing has the name {name}")]
    Unknown { name: String },
    #[error("{name} is retired in line {line}, and that is for ever")]
    Retired { name: String, line: usize },
    #[error("{name} is a flag: another meaning is another flag")]
    Flag { name: String },
    #[error("{name} has reached the last generation")]
    NoGenerationLeft { name: String },
}

impl Refused {
    /// Its name, for programs.
    pub fn name(&self) -> &'static str {
        match self {
            Refused::Taken { .. } => "name_taken",
            Refused::OfTheCore { .. } => "name_of_the_core",
            Refused::NoFlagLeft => "no_flag_left",
            Refused::Unknown { .. } => "unknown_name",
            Refused::Retired { .. } => "retired",
            Refused::Flag { .. } => "flag_has_one_meaning",
            Refused::NoGenerationLeft { .. } => "no_generation_left",
        }
    }
}

/// Gives the next code of `kind` to `name`, in a line behind the last of its kind.
pub fn add(text: &str, registry: &Registry, kind: Kind, name: &str) -> Result<String, Refused> {
    if let Some(row) = registry.find(name) {
        return Err(Refused::Taken { name: name.to_owned(), line: row.line });
    }
    let mut of_the_core = STRATEGIES.iter().chain(&FLAGS);
    if let Some(entry) = of_the_core.find(|entry| entry.name == name) {
        let (kind, code) = (entry.kind, entry.code);
        return Err(Refused::OfTheCore { name: name.to_owned(), kind, code });
    }
    let last = registry.of(kind).last();
    let code = last.map_or(first(kind), |row| row.code.saturating_add(1));
    if kind == Kind::Flag && code >= FLAGS_MAX {
        return Err(Refused::NoFlagLeft);
    }
    let row = format!("{} {code} 1 {name}", kind_name(kind));
    Ok(insert(text, last.map(|row| row.line), &row))
}

/// Raises the generation of the strategy `name` by one.
pub fn raise(text: &str, registry: &Registry, name: &str) -> Result<String, Refused> {
    let row = living(registry, name)?;
    if row.kind == Kind::Flag {
        return Err(Refused::Flag { name: name.to_owned() });
    }
    let raised = row.generation.checked_add(1);
    let raised = raised.ok_or_else(|| Refused::NoGenerationLeft { name: name.to_owned() })?;
    Ok(change(text, row.line, |line| {
        let (before, rest) = line.split_at(row.generation_at.start);
        let (_, after) = rest.split_at(row.generation_at.len());
        format!("{before}{raised}{after}")
    }))
}

/// Retires `name`.
pub fn retire(text: &str, registry: &Registry, name: &str) -> Result<String, Refused> {
    let row = living(registry, name)?;
    Ok(change(text, row.line, |line| {
        let (before, after) = line.split_at(row.name_end);
        format!("{before} retired{after}")
    }))
}

/// The row of `name`, if it is there and not retired.
fn living<'r>(registry: &'r Registry, name: &str) -> Result<&'r Row, Refused> {
    let row = registry.find(name).ok_or_else(|| Refused::Unknown { name: name.to_owned() })?;
    match row.retired {
        true => Err(Refused::Retired { name: name.to_owned(), line: row.line }),
        false => Ok(row),
    }
}

/// `text` with its line `number` changed.
fn change(text: &str, number: usize, change: impl Fn(&str) -> String) -> String {
    let lines = (1..).zip(text.split_inclusive('\n'));
    lines.map(|(n, line)| if n == number { change(line) } else { line.to_owned() }).collect()
}

/// `text` with the line `row` behind the line `after`, or at the end. It ends as the lines before.
fn insert(text: &str, after: Option<usize>, row: &str) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let place = after.unwrap_or(lines.len()).min(lines.len());
    let (before, behind) = lines.split_at(place);
    let mut changed = before.concat();
    if changed.ends_with('\r') {
        // The last line has ended as far as it is read; only the rest of its end is missing.
        changed.push('\n');
    } else if !changed.is_empty() && !changed.ends_with('\n') {
        changed.push_str(end);
    }
    changed.push_str(row);
    changed.push_str(end);
    changed.push_str(&behind.concat());
    changed
}
