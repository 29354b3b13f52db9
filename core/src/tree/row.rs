//! A tree that begins with a row: the first few records one after the other, the newest first.
//!
//! ```text
//!  head ──► record ──older──► record ──older──► oldest ──rest──► the tree of all others
//!
//!   63 …… 48    47 … 32   31 ………………… 0
//!  generation │  count  │ the newest one's index and 1
//! ```
//!
//! A link in the midst of a tree says nothing of whose tree it is: who puts a record there must know
//! that nobody gives the tree to another owner meanwhile. The head of a row carries its owner's
//! generation, and to give it up is a swap of that word. So a record goes into a row by one CAS, without
//! any other care: where the owner is not that one any more, the CAS fails.
//!
//! Law: as for the tree itself, a key is there once. A row only grows at its head, and who puts a record
//! there has looked at all others that the head leads to.

use super::{Inserted, Keyed, Node, find, put, vacancy, walk_from};
use crate::sync::{AcqRel, Acquire, AtomicU32, AtomicU64, Relaxed};

/// The most records of a row. Each is a line that a look-up reads, as in a tree of four.
const MOST: u64 = 4;
const COUNT: u32 = 32;
const GENERATION: u32 = 48;

impl Node {
    /// The index and 1 of the record before this one in a row; 0 for none.
    const fn older(&self) -> &AtomicU32 {
        let [older, ..] = &self.links;
        older
    }

    /// The root of the tree of what has no place in the row, at its oldest record.
    const fn rest(&self) -> &AtomicU32 {
        let [_, rest, ..] = &self.links;
        rest
    }
}

/// The head of a row, as a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Row(pub(crate) u64);

/// Where a record with a key would be put.
pub(crate) enum Place<'t> {
    /// At the head of this row.
    Row(Row),
    /// At this link, which was empty.
    Tree(&'t AtomicU32),
    /// One is there, or no link is left.
    None,
}

/// What a look at a row has found.
enum Look<'t> {
    /// The record, by its index.
    Known(u32),
    /// It is not in the row; the root of the tree of all others, where there may be one.
    Rest(Option<&'t AtomicU32>),
}

impl Row {
    /// Without a record, for an owner of this generation.
    pub(crate) const fn empty(generation: u16) -> Row {
        Row((generation as u64) << GENERATION)
    }

    pub(crate) const fn generation(self) -> u16 {
        (self.0 >> GENERATION) as u16
    }

    /// The index of the record that leads to all others.
    pub(crate) const fn newest(self) -> Option<u32> {
        (self.0 as u32).checked_sub(1)
    }

    const fn count(self) -> u64 {
        self.0 >> COUNT & 0xFFFF
    }

    /// Whether another record has a place in it.
    pub(crate) const fn has_place(self) -> bool {
        self.count() < MOST
    }

    const fn with(self, index: u32) -> Row {
        let more = (self.0 >> COUNT).wrapping_add(1) << COUNT;
        Row(more | index.wrapping_add(1) as u64)
    }

    /// Where a record with `key` would be put.
    #[inline]
    pub(crate) fn place<T: Keyed>(self, table: &[T], key: u128, owner: u64) -> Place<'_> {
        if self.count() == 0 { Place::Row(self) } else { self.place_among(table, key, owner) }
    }

    #[inline(never)]
    fn place_among<T: Keyed>(self, table: &[T], key: u128, owner: u64) -> Place<'_> {
        match self.look(table, key, owner) {
            Look::Known(_) => Place::None,
            Look::Rest(_) if self.has_place() => Place::Row(self),
            Look::Rest(rest) => {
                let link = rest.and_then(|root| vacancy(table, root, key, owner));
                link.map_or(Place::None, Place::Tree)
            }
        }
    }

    /// Puts a record that nobody else can see at the head, where this still stands there.
    #[inline]
    pub(crate) fn push(self, head: &AtomicU64, node: &Node, index: u32) -> bool {
        node.older().store(self.0 as u32, Relaxed);
        let pushed = head.compare_exchange(self.0, self.with(index).0, AcqRel, Acquire).is_ok();
        if !pushed {
            // What hangs below a record goes to the lane that takes it from a pool.
            node.older().store(0, Relaxed);
        }
        pushed
    }

    fn look<T: Keyed>(self, table: &[T], key: u128, owner: u64) -> Look<'_> {
        let mut next = self.newest();
        let mut rest = None;
        for _ in 0..self.count() {
            let Some(index) = next else { break };
            let Some(record) = table.get(index as usize) else { break };
            if record.node().key() == key && record.belongs_to(owner) {
                return Look::Known(index);
            }
            next = record.node().older().load(Relaxed).checked_sub(1);
            rest = Some(record.node().rest());
        }
        Look::Rest(if self.has_place() { None } else { rest })
    }

    /// Visits every record that the head leads to.
    pub(crate) fn walk<T: Keyed>(self, table: &[T], visit: impl FnMut(u32, &T)) {
        walk_from(table, self.newest(), visit);
    }

    /// The index of the record with `key`.
    pub(crate) fn find<T: Keyed>(self, table: &[T], key: u128, owner: u64) -> Option<u32> {
        match self.look(table, key, owner) {
            Look::Known(index) => Some(index),
            Look::Rest(rest) => find(table, rest?, key, owner),
        }
    }
}

/// The row whose head this is.
#[inline]
pub(crate) fn row(head: &AtomicU64) -> Row {
    Row(head.load(Acquire))
}

/// Puts a record with `key` under `head`, unless one is there; as [`insert`]. Nobody may give the row up
/// meanwhile.
pub(crate) fn insert_after<T: Keyed>(
    table: &[T],
    head: &AtomicU64,
    key: u128,
    owner: u64,
    fresh: impl FnOnce() -> Option<u32>,
    unused: impl FnOnce(u32),
) -> Inserted {
    let mut fresh = Some(fresh);
    let mut mine = None;
    loop {
        let row = row(head);
        let rest = match row.look(table, key, owner) {
            Look::Known(index) => {
                if let Some(index) = mine {
                    unused(index);
                }
                return Inserted::Present(index);
            }
            Look::Rest(rest) => rest,
        };
        if let Some(root) = rest {
            return put(table, root, (key, owner), (fresh, mine), unused);
        }
        if let Some(fresh) = fresh.take().filter(|_| row.has_place()) {
            mine = fresh();
        }
        let Some(index) = mine else { return Inserted::Full };
        let Some(record) = table.get(index as usize) else { return Inserted::Full };
        if row.push(head, record.node(), index) {
            return Inserted::New(index);
        }
    }
}
