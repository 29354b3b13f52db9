//! What a registry takes back of an older one.
//!
//! Law: every row of the older one is still there, with its kind, code and name; its generation has
//! not become lower; and if it was retired, it is.
//!
//! Uses: `file`. Used by: `registry`, `answer`.

use super::file::{Registry, Row, kind_name};
use plimsoll::registry::Kind;
use std::fmt;

/// One thing that was taken back.
pub struct Edit {
    /// The row as it was.
    pub old: Row,
    /// The line of the new file, where it has one.
    pub line: Option<usize>,
    /// What became of it.
    pub change: Change,
}

/// What became of a row.
#[derive(Debug, PartialEq, Eq)]
pub enum Change {
    /// It is not there any more.
    Removed,
    /// Its name has another kind or code.
    Renumbered(Kind, u32),
    /// Its code has another name.
    Renamed(String),
    /// Its generation is lower.
    Lowered(u32),
    /// It was retired and is not any more.
    Resurrected,
}

impl Change {
    /// Its name, for programs.
    pub fn name(&self) -> &'static str {
        match self {
            Change::Removed => "removed",
            Change::Renumbered(..) => "renumbered",
            Change::Renamed(_) => "renamed",
            Change::Lowered(_) => "lowered",
            Change::Resurrected => "resurrected",
        }
    }
}

impl fmt::Display for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Row { kind, code, generation, name, .. } = &self.old;
        write!(f, "{} {code} {name} ", kind_name(*kind))?;
        match &self.change {
            Change::Removed => f.write_str("was removed: a code that was given stays"),
            Change::Renumbered(kind, code) => {
                write!(f, "was renumbered to {} {code}: a name keeps its code", kind_name(*kind))
            }
            Change::Renamed(name) => {
                write!(f, "was renamed to {name}: the code may mean what it meant, and no more")
            }
            Change::Lowered(to) => write!(f, "went from generation {generation} back to {to}"),
            Change::Resurrected => f.write_str("was retired and lives again"),
        }
    }
}

/// All that `new` takes back of `old`.
pub fn edits(old: &Registry, new: &Registry) -> Vec<Edit> {
    old.rows.iter().flat_map(|row| edits_of(row, old, new)).collect()
}

fn edits_of(row: &Row, old: &Registry, new: &Registry) -> Vec<Edit> {
    let edit = |line, change| Edit { old: row.clone(), line, change };
    let (now, moved) = match (new.find(&row.name), new.of(row.kind).find(|n| n.code == row.code)) {
        (Some(same), _) if same.kind == row.kind && same.code == row.code => (same, None),
        (Some(other), _) => (other, Some(Change::Renumbered(other.kind, other.code))),
        // A name that stood elsewhere has moved here: this row did not become that one.
        (None, Some(heir)) if old.find(&heir.name).is_none() => {
            (heir, Some(Change::Renamed(heir.name.clone())))
        }
        (None, _) => return vec![edit(None, Change::Removed)],
    };
    let lowered = now.generation < row.generation;
    let lowered = lowered.then_some(Change::Lowered(now.generation));
    let resurrected = (row.retired && !now.retired).then_some(Change::Resurrected);
    let changes = [moved, lowered, resurrected].into_iter().flatten();
    changes.map(|change| edit(Some(now.line), change)).collect()
}
