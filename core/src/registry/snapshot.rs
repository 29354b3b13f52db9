//! What was given before: the committed copy of the core's table, and the compiler's refusal of a
//! table that does not continue it.
//!
//! The copy is `registry.snapshot`, in the form of a gateway's own file: rows are added at its end,
//! a generation grows, `retired` is added, and nothing else ever happens to it. Its own history is
//! compared by `cargo xtask tidy`.
//!
//! Law: no row of the copy is missing from the table, and none has another name, a lower generation
//! or, once retired, a second life.
//!
//! Uses: nothing. Used by: the compiler.

use super::{Entry, FLAGS, Kind, STRATEGIES};

/// The committed copy.
pub(super) const SNAPSHOT: &str = include_str!("../../registry.snapshot");

/// How a table departs from what was given before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edit {
    /// A line of the copy is no row.
    Unreadable,
    /// A row is missing, or has another code.
    Removed,
    /// A code has another name.
    Renamed,
    /// A generation is lower.
    Lowered,
    /// A retired code lives.
    Resurrected,
}

/// One row of the copy.
struct Row<'t> {
    kind: Kind,
    code: u32,
    generation: u32,
    name: &'t [u8],
    retired: bool,
}

/// The first departure of the two tables from `snapshot`, if there is one.
pub(super) const fn edit(snapshot: &str, strategies: &[Entry], flags: &[Entry]) -> Option<Edit> {
    let (mut strategies, mut flags) = (strategies, flags);
    let mut text = snapshot.as_bytes();
    while !text.is_empty() {
        let (line, rest) = cut(text, b'\n');
        text = rest;
        if matches!(line, [] | [b'#', ..]) {
            continue;
        }
        let Some(row) = read(line) else { return Some(Edit::Unreadable) };
        let table = match row.kind {
            Kind::Strategy => &mut strategies,
            Kind::Flag => &mut flags,
        };
        let [entry, others @ ..] = *table else { return Some(Edit::Removed) };
        *table = others;
        let departs = departure(&row, entry);
        if departs.is_some() {
            return departs;
        }
    }
    None
}

/// How `entry` departs from the row that was in its place.
const fn departure(row: &Row<'_>, entry: &Entry) -> Option<Edit> {
    if entry.code != row.code {
        return Some(Edit::Removed);
    }
    if !is_same(entry.name.as_bytes(), row.name) {
        return Some(Edit::Renamed);
    }
    if entry.generation < row.generation {
        return Some(Edit::Lowered);
    }
    if row.retired && !entry.retired {
        return Some(Edit::Resurrected);
    }
    None
}

/// `strategy 3 1 twap`, or with ` retired` behind it.
const fn read(line: &[u8]) -> Option<Row<'_>> {
    let (kind, rest) = cut(line, b' ');
    let (code, rest) = cut(rest, b' ');
    let (generation, rest) = cut(rest, b' ');
    let (name, rest) = cut(rest, b' ');
    let kind = match kind {
        b"strategy" => Kind::Strategy,
        b"flag" => Kind::Flag,
        _ => return None,
    };
    let retired = match rest {
        b"" => false,
        b"retired" => true,
        _ => return None,
    };
    match (number(code), number(generation)) {
        (Some(code), Some(generation)) => Some(Row { kind, code, generation, name, retired }),
        _ => None,
    }
}

const fn number(digits: &[u8]) -> Option<u32> {
    let Ok(digits) = core::str::from_utf8(digits) else { return None };
    match u32::from_str_radix(digits, 10) {
        Ok(number) => Some(number),
        Err(_) => None,
    }
}

/// What stands before the first `mark`, and what stands behind it; all, and nothing, where there is
/// none.
const fn cut(text: &[u8], mark: u8) -> (&[u8], &[u8]) {
    let (mut rest, mut before) = (text, 0);
    while let [byte, others @ ..] = rest {
        if *byte == mark {
            return (text.split_at(before).0, others);
        }
        before += 1;
        rest = others;
    }
    (text, rest)
}

const fn is_same(left: &[u8], right: &[u8]) -> bool {
    let (mut left, mut right) = (left, right);
    while let ([a, rest_of_left @ ..], [b, rest_of_right @ ..]) = (left, right) {
        if *a != *b {
            return false;
        }
        (left, right) = (rest_of_left, rest_of_right);
    }
    left.is_empty() && right.is_empty()
}

const FOUND: Option<Edit> = edit(SNAPSHOT, &STRATEGIES, &FLAGS);
const _: () = assert!(!matches!(FOUND, Some(Edit::Unreadable)), "registry.snapshot has a bad row");
const _: () =
    assert!(!matches!(FOUND, Some(Edit::Removed)), "a code was taken out of the registry");
const _: () = assert!(!matches!(FOUND, Some(Edit::Renamed)), "a code was given another name");
const _: () = assert!(!matches!(FOUND, Some(Edit::Lowered)), "a generation was lowered");
const _: () = assert!(!matches!(FOUND, Some(Edit::Resurrected)), "a retired code lives again");
const _: () = assert!(FOUND.is_none(), "the registry does not continue registry.snapshot");
