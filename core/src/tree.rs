//! Finding a key among many without a lock, and putting it there exactly once.
//!
//! ```text
//!  root ──► record ──► record          at depth d the mixed key's d-th pair of bits picks one of four links;
//!            │ │ │ └─► record          a key goes into the first empty link on its way, by one CAS
//!            …
//! ```
//!
//! Law L4 rests here: two records of one tree never have the same key, whoever inserts them.
//! Nothing is ever removed from a tree that is in use, so a reader needs no protection. The mixing
//! is a permutation of 128 bits: different keys stay different, so no path is longer than 64 links
//! whatever keys a venue sends; with n keys it is about log₄ n.
//!
//! Uses: `sync`. Used by: `execution`, `suspense`, `limits`, `parent`.

mod row;

pub(crate) use row::{Place, Row, insert_after, row};

use crate::sync::{AcqRel, Acquire, AtomicU32, AtomicU64, Relaxed};
#[cfg(not(loom))]
use zerocopy::{FromBytes, IntoBytes, KnownLayout};

/// The part of a record that a tree needs: its key, and its four links.
///
/// The key is written by the record's owner before the link to it exists (that CAS releases it) and
/// never after.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C)]
pub(crate) struct Node {
    key: [AtomicU64; 2],
    /// 0 for none, else the index of a record and 1.
    links: [AtomicU32; 4],
}

impl Node {
    /// Prepares a record that nobody can see yet.
    pub(crate) fn prepare(&self, key: u128) {
        let [low, high] = &self.key;
        low.store(key as u64, Relaxed);
        high.store((key >> 64) as u64, Relaxed);
        for link in &self.links {
            link.store(0, Relaxed);
        }
    }

    pub(crate) fn key(&self) -> u128 {
        let [low, high] = &self.key;
        u128::from(high.load(Relaxed)) << 64 | u128::from(low.load(Relaxed))
    }

    /// The indices of the records below this one.
    pub(crate) fn below(&self) -> impl Iterator<Item = u32> + '_ {
        self.links.iter().filter_map(|link| link.load(Acquire).checked_sub(1))
    }
}

/// A record that has a [`Node`].
pub(crate) trait Keyed {
    fn node(&self) -> &Node;

    /// Whether the record is this tree's own. A report that races with the retiring of its child
    /// may leave its record in a slot's next tree; there it is passed by.
    fn belongs_to(&self, _owner: u64) -> bool {
        true
    }
}

/// What became of an insertion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inserted {
    /// The record is now in the tree.
    New(u32),
    /// This record has had the key before.
    Present(u32),
    /// There was no record to insert.
    Full,
}

/// As deep as 128 bits reach, two at a time.
const DEPTH: u32 = 64;

const fn round(half: u64, salt: u64) -> u64 {
    let mut x = half ^ salt;
    x = (x ^ (x >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    x = (x ^ (x >> 29)).wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
    x ^ (x >> 32)
}

/// A permutation of all 128-bit numbers: three Feistel rounds with a multiply-mix. After two of them
/// the right half is what it will be, and that is as far as most keys go.
const fn two_rounds(key: u128) -> (u64, u64) {
    let (left, right) = ((key >> 64) as u64, key as u64);
    let left = left ^ round(right, 0x9E37_79B9_7F4A_7C15);
    (left, right ^ round(left, 0x2545_F491_4F6C_DD1D))
}

/// Seldom asked: a key that goes so deep is one of thousands of millions.
#[cold]
#[inline(never)]
const fn left_half(key: u128) -> u64 {
    let (left, right) = two_rounds(key);
    left ^ round(right, 0x6A09_E667_F3BC_C909)
}

/// Which link a key takes at each depth: the right half's pairs of bits, then the left half's. A key
/// that finds an empty root never asks.
struct Way {
    key: u128,
    depth: u32,
    rest: u64,
}

impl Way {
    const fn of(key: u128) -> Way {
        Way { key, depth: 0, rest: 0 }
    }

    #[inline]
    const fn turn(&mut self) -> usize {
        if self.depth == 0 {
            self.rest = two_rounds(self.key).1;
        } else if self.depth == DEPTH / 2 {
            self.rest = left_half(self.key);
        }
        let turn = self.rest & 3;
        self.rest >>= 2;
        self.depth += 1;
        turn as usize
    }
}

/// The index of the record with `key` under `root`.
pub(crate) fn find<T: Keyed>(table: &[T], root: &AtomicU32, key: u128, owner: u64) -> Option<u32> {
    find_where(table, root, key, |record| record.belongs_to(owner))
}

/// The index of the first record with `key` under `root` that `fits`.
pub(crate) fn find_where<T: Keyed>(
    table: &[T],
    root: &AtomicU32,
    key: u128,
    fits: impl Fn(&T) -> bool,
) -> Option<u32> {
    let mut way = Way::of(key);
    let mut link = root;
    for _ in 0..=DEPTH {
        let index = link.load(Acquire).checked_sub(1)?;
        let record = table.get(index as usize)?;
        if record.node().key() == key && fits(record) {
            return Some(index);
        }
        link = record.node().links.get(way.turn())?;
    }
    None
}

/// The empty link that a record with `key` would be put at. `None`: one is there, or no link is left.
#[inline]
pub(crate) fn vacancy<'t, T: Keyed>(
    table: &'t [T],
    root: &'t AtomicU32,
    key: u128,
    owner: u64,
) -> Option<&'t AtomicU32> {
    if root.load(Acquire) == 0 { Some(root) } else { vacancy_below(table, root, key, owner) }
}

#[inline(never)]
fn vacancy_below<'t, T: Keyed>(
    table: &'t [T],
    root: &'t AtomicU32,
    key: u128,
    owner: u64,
) -> Option<&'t AtomicU32> {
    let mut way = Way::of(key);
    let mut link = root;
    for _ in 0..=DEPTH {
        let Some(index) = link.load(Acquire).checked_sub(1) else { return Some(link) };
        let record = table.get(index as usize)?;
        if record.node().key() == key && record.belongs_to(owner) {
            return None;
        }
        link = record.node().links.get(way.turn())?;
    }
    None
}

/// Puts a record that nobody else can see at a link that was empty; whether it still was.
#[inline]
pub(crate) fn occupy(link: &AtomicU32, index: u32) -> bool {
    link.compare_exchange(0, index.wrapping_add(1), AcqRel, Acquire).is_ok()
}

/// Puts a record with `key` under `root`, unless one is there. `fresh` is asked at most once, for
/// the index of a record that nobody else can see and that has been [prepared](Node::prepare) with
/// the key.
pub(crate) fn insert<T: Keyed>(
    table: &[T],
    root: &AtomicU32,
    key: u128,
    owner: u64,
    fresh: impl FnOnce() -> Option<u32>,
    unused: impl FnOnce(u32),
) -> Inserted {
    put(table, root, (key, owner), (Some(fresh), None), unused)
}

/// The same, where the record may have been taken already: `mine`.
fn put<T: Keyed>(
    table: &[T],
    root: &AtomicU32,
    (key, owner): (u128, u64),
    (mut fresh, mut mine): (Option<impl FnOnce() -> Option<u32>>, Option<u32>),
    unused: impl FnOnce(u32),
) -> Inserted {
    let mut way = Way::of(key);
    let mut link = root;
    for _ in 0..=DEPTH {
        let mut seen = link.load(Acquire);
        if seen == 0 {
            if let Some(fresh) = fresh.take() {
                mine = fresh();
            }
            let Some(index) = mine else { return Inserted::Full };
            match link.compare_exchange(0, index.saturating_add(1), AcqRel, Acquire) {
                Ok(_) => return Inserted::New(index),
                Err(other) => seen = other,
            }
        }
        let Some(index) = seen.checked_sub(1) else { break };
        let Some(record) = table.get(index as usize) else { break };
        if record.node().key() == key && record.belongs_to(owner) {
            if let Some(index) = mine {
                unused(index);
            }
            return Inserted::Present(index);
        }
        let Some(next) = record.node().links.get(way.turn()) else { break };
        link = next;
    }
    if let Some(index) = mine {
        unused(index);
    }
    Inserted::Full
}

/// Visits every record under `root` once, without recursion. A damaged tree ends the walk after
/// `table.len()` records.
pub(crate) fn walk<T: Keyed>(table: &[T], root: &AtomicU32, visit: impl FnMut(u32, &T)) {
    walk_from(table, root.load(Acquire).checked_sub(1), visit);
}

/// The same, from its first record on.
fn walk_from<T: Keyed>(table: &[T], first: Option<u32>, mut visit: impl FnMut(u32, &T)) {
    // Depth first; each level leaves at most three siblings waiting.
    let mut waiting = arrayvec::ArrayVec::<u32, { 3 * DEPTH as usize + 8 }>::new();
    let Some(first) = first else { return };
    let _ = waiting.try_push(first);
    for _ in 0..table.len() {
        let Some(index) = waiting.pop() else { return };
        let Some(record) = table.get(index as usize) else { return };
        visit(index, record);
        for below in record.node().below() {
            let _ = waiting.try_push(below);
        }
    }
}

#[cfg(test)]
mod tests;
