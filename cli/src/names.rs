//! The names that a scenario gives to things, and what each of them stands for.
//!
//! ```text
//!   "C1" ──► place 0 ──► row 0 { id the core gave, … }
//!   "C2" ──► place 1 ──► row 1                             the text of a place is kept once
//! ```
//!
//! Law: a name stands for one thing from the line that first gave it to the end of the scenario.
//!
//! Uses: nothing. Used by: `session`.

use plimsoll::{ChildId, ClientId, ExecId};
use string_interner::backend::StringBackend;
use string_interner::symbol::SymbolU32;
use string_interner::{StringInterner, Symbol};

/// A row of a [`Names`] table: 0 for the first name, 1 for the next.
pub type Place = u32;

/// Names of one kind, and a row for each.
pub struct Names<Row> {
    texts: StringInterner<StringBackend<SymbolU32>>,
    rows: Vec<Row>,
}

impl<Row> Names<Row> {
    /// No names.
    pub fn new() -> Names<Row> {
        Names { texts: StringInterner::new(), rows: Vec::new() }
    }

    /// Where `name` is, if a line gave it before.
    pub fn find(&self, name: &str) -> Option<Place> {
        self.texts.get(name).and_then(|symbol| Place::try_from(symbol.to_usize()).ok())
    }

    /// The row of `place`, if there is one.
    pub fn row(&self, place: Place) -> Option<&Row> {
        self.rows.get(place as usize)
    }

    /// The row of `place`, to be changed.
    pub fn row_mut(&mut self, place: Place) -> Option<&mut Row> {
        self.rows.get_mut(place as usize)
    }

    /// Gives `name` the row `row`: a new one, or in place of what it had.
    pub fn set(&mut self, name: &str, row: Row) -> Place {
        let at = self.texts.get_or_intern(name).to_usize();
        match self.rows.get_mut(at) {
            Some(old) => *old = row,
            None => self.rows.push(row),
        }
        // The symbols have 32 bits, so the place has.
        at as Place
    }

    /// The name of `place`.
    pub fn text(&self, place: Place) -> &str {
        let symbol = SymbolU32::try_from_usize(place as usize);
        symbol.and_then(|symbol| self.texts.resolve(symbol)).unwrap_or("")
    }
}

/// The execution id that stands for `text`: the text itself up to 15 bytes, and a hash of more.
pub fn exec_id(text: &str) -> ExecId {
    ExecId::of_text(text)
}

/// The client id that stands for `text`: the text itself up to 15 bytes, and a hash of more.
pub fn client_id(text: &str) -> ClientId {
    ClientId::from_text(text).unwrap_or_else(|| ClientId(hashed_id(text)))
}

/// An id that the core never gives a child, for one that it never routed. Other names have others,
/// so that executions of two such children are not taken for one.
pub fn stray_id(text: &str) -> ChildId {
    /// The kind of an id stands in its top bits; the core gives none of kind 3.
    const KIND: u64 = 3 << 62;
    ChildId::from_bits(KIND | (hash(text) >> 66) as u64)
}

/// 120 bits of hash under a top byte that no exact id has: those have their length there, 0 to 15.
fn hashed_id(text: &str) -> u128 {
    0xFF << 120 | hash(text) >> 8
}

/// 128 bits of the BLAKE3 hash of `text`.
fn hash(text: &str) -> u128 {
    let digest = blake3::hash(text.as_bytes());
    digest.as_bytes().iter().take(16).fold(0, |sum, byte| sum << 8 | u128::from(*byte))
}

#[cfg(test)]
mod tests;
