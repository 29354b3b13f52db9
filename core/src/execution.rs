//! One record a fill: the truth that every total is a cache of.
//!
//! ```text
//!   trade ──successor──► correction ──successor──► correction       the last one's quantity counts, once, at the trade
//! ```
//!
//! A record is written by the lane that heard the report, and counts from the moment its link
//! stands in its child's tree (law L4: there exactly once). A bust or a correction is a record of
//! its own, which takes the place of the one that it refers to by one CAS on that one's successor.
//! One that comes before its fill refers to a record that is *awaited*: it counts for nothing, and
//! becomes the fill when that comes.
//!
//! What a chain has been counted for so far stands in its first record (`booked`); whoever changes
//! that by CAS moves the difference, so it is moved once.
//!
//! Uses: `sync`, `units`, `id`, `tree`. Used by: `region`, `report`, `audit`.

use crate::headroom;
use crate::sync::{AcqRel, Acquire, AtomicU32, AtomicU64, Relaxed, Release};
use crate::tree::{Keyed, Node};
use crate::units::{Price, Qty};
use crate::wrong::{self, Design};
#[cfg(not(loom))]
use zerocopy::{FromBytes, IntoBytes, KnownLayout};

/// What a record stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An execution that was reported.
    Trade = 1,
    /// One that a bust or a correction refers to, and that was not reported yet.
    Awaited = 2,
    /// What another record's numbers are now.
    Correction = 3,
    /// A restatement, or one of a venue's sums: kept so that it is known again.
    Mark = 4,
    /// What is taken back of another record's quantity; 0 for all of it.
    Bust = 5,
}

/// A record's kind, its child's generation and the quantity that it says, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stated(u64);

const GENERATION: u32 = 44;
const KIND: u32 = 60;

impl Stated {
    const fn new(kind: Kind, generation: u16, qty: Qty) -> Stated {
        Stated((kind as u64) << KIND | (generation as u64) << GENERATION | qty.get())
    }

    const fn qty(self) -> u64 {
        self.0 & Qty::MAX.get()
    }

    const fn generation(self) -> u16 {
        (self.0 >> GENERATION) as u16
    }

    const fn is(self, kind: Kind) -> bool {
        self.0 >> KIND == kind as u64
    }

    /// Whether what counts of a chain is booked here.
    const fn is_first(self) -> bool {
        self.is(Kind::Trade) || self.is(Kind::Awaited)
    }
}

/// A correction's `booked` word holds the record before it instead.
const BEFORE: u64 = 1 << 63;

/// An execution, or a place for one.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C, align(64))]
pub(crate) struct ExecutionSlot {
    /// Key: the venue's execution id.
    node: Node,
    /// The child's slot.
    child: AtomicU32,
    /// The index and 1 of the record whose numbers count instead of these; 0 for none. Set once, by
    /// CAS.
    successor: AtomicU32,
    /// [`Stated`]: FIX 32 LastQty. Changes once, where an awaited execution is reported.
    stated: AtomicU64,
    /// What was booked for the chain that begins here, by CAS; or [`BEFORE`] and the index of the
    /// record that this one corrects. In a free record, the next one in its pool.
    booked: AtomicU64,
    /// FIX 31 LastPx, in ticks; of an awaited execution, whether the venue has said what it counts
    /// after the correction.
    price: AtomicU64,
}

const _: () = assert!(cfg!(loom) || size_of::<ExecutionSlot>() == 64);

/// The child's slot and generation, as its id has them: what a tree of executions knows its own by.
const fn owner_parts(owner: u64) -> (u32, u16) {
    ((owner & 0x3FFF_FFFF) as u32, (owner >> 30) as u16)
}

impl Keyed for ExecutionSlot {
    fn node(&self) -> &Node {
        &self.node
    }

    fn belongs_to(&self, owner: u64) -> bool {
        (self.child(), self.generation()) == owner_parts(owner)
    }
}

impl ExecutionSlot {
    /// The slot of its child.
    pub(crate) fn child(&self) -> u32 {
        self.child.load(Relaxed)
    }

    /// The generation of its child.
    pub(crate) fn generation(&self) -> u16 {
        Stated(self.stated.load(Relaxed)).generation()
    }

    /// Its child, as trees know it.
    pub(crate) fn owner(&self) -> u64 {
        u64::from(self.generation()) << 30 | u64::from(self.child())
    }

    /// Whether it is an execution that was reported.
    pub(crate) fn is_trade(&self) -> bool {
        self.stated().is(Kind::Trade)
    }

    /// Writes a record that nobody can see yet. A trade is counted at once, by its link.
    pub(crate) fn prepare(&self, key: u128, owner: u64, kind: Kind, qty: Qty, price: Price) {
        let (child, generation) = owner_parts(owner);
        self.node.prepare(key);
        self.child.store(child, Relaxed);
        self.successor.store(0, Relaxed);
        self.stated.store(Stated::new(kind, generation, qty).0, Relaxed);
        self.booked.store(if kind == Kind::Trade { qty.get() } else { 0 }, Relaxed);
        self.price.store(price.0 as u64, Relaxed);
    }

    /// Makes a free record one that belongs to nobody.
    pub(crate) fn clear(&self) {
        self.prepare(0, 0, Kind::Mark, Qty::ZERO, Price(0));
    }

    fn stated(&self) -> Stated {
        Stated(self.stated.load(Acquire))
    }

    /// Whether the report of the execution itself has not come yet.
    pub(crate) fn is_awaited(&self) -> bool {
        self.stated().is(Kind::Awaited)
    }

    /// Whether the numbers are these.
    pub(crate) fn agrees(&self, kind: Kind, qty: Qty, price: Price) -> bool {
        let stated = self.stated();
        let same_price = self.price.load(Relaxed) == price.0 as u64;
        stated.is(kind) && stated.qty() == qty.get() && same_price
    }

    /// Takes note that the venue has said its CumQty since this awaited execution was corrected.
    pub(crate) fn note_counted(&self) {
        self.price.store(u64::from(self.is_awaited()), Relaxed);
    }

    /// Whether it has.
    pub(crate) fn is_counted(&self) -> bool {
        self.is_awaited() && self.price.load(Relaxed) != 0
    }

    /// The report of an awaited execution has come: whether this call was the one that noted it.
    pub(crate) fn arrive(&self, kind: Kind, qty: Qty, price: Price) -> bool {
        let come = |bits| {
            let stated = Stated(bits);
            stated.is(Kind::Awaited).then(|| Stated::new(kind, stated.generation(), qty).0)
        };
        if headroom::update(&self.stated, come).is_err() {
            return false;
        }
        self.price.store(price.0 as u64, Relaxed);
        true
    }

    /// What is counted for the chain that begins here; 0 for a record that begins none.
    pub(crate) fn booked(&self) -> u64 {
        let word = self.booked.load(Acquire);
        if word & BEFORE == 0 { word } else { 0 }
    }

    /// As [`ExecutionSlot::booked`], by a read-modify-write. Who changes a chain reads so after, and
    /// who moves what is booked does so by CAS: of the two the later one in the order of this word
    /// sees both.
    pub(crate) fn booked_now(&self) -> u64 {
        let word = self.booked.fetch_add(0, AcqRel);
        if word & BEFORE == 0 { word } else { 0 }
    }

    /// The record that this one corrects.
    fn before(&self) -> Option<u32> {
        let word = self.booked.fetch_add(0, AcqRel);
        (word & BEFORE != 0).then_some(word as u32)
    }

    /// Whether another record's numbers count instead of these.
    pub(crate) fn is_corrected(&self) -> bool {
        self.after().is_some()
    }

    fn after(&self) -> Option<u32> {
        self.successor.load(Acquire).checked_sub(1)
    }

    /// Moves what is booked; whether it was this thread's move.
    pub(crate) fn rebook(&self, from: u64, to: u64) -> bool {
        if wrong::is(Design::CorrectByStore) {
            self.booked.store(to, Release);
            return true;
        }
        self.booked.compare_exchange(from, to, AcqRel, Acquire).is_ok()
    }

    /// Sets what is booked. Only for `recover`, while nothing else runs.
    pub(crate) fn rebuild(&self, booked: u64) {
        if self.booked.load(Relaxed) & BEFORE == 0 {
            self.booked.store(booked, Relaxed);
        }
    }

    /// The link that a pool uses while the record is free.
    pub(crate) fn pool_link(&self) -> &AtomicU64 {
        &self.booked
    }
}

/// The first record of a chain that `index` stands in. A damaged chain ends after as many steps as
/// there are records.
pub(crate) fn first(table: &[ExecutionSlot], mut index: u32) -> u32 {
    for _ in 0..table.len() {
        match table.get(index as usize).and_then(ExecutionSlot::before) {
            Some(before) => index = before,
            None => break,
        }
    }
    index
}

/// The last record from `index` on, and whether `looked_for` was met on the way.
fn last(table: &[ExecutionSlot], mut index: u32, looked_for: u32) -> (u32, bool) {
    let mut met = index == looked_for;
    for _ in 0..table.len() {
        match table.get(index as usize).and_then(ExecutionSlot::after) {
            Some(after) => index = after,
            None => break,
        }
        met |= index == looked_for;
    }
    (index, met)
}

/// The quantity that a chain is to be counted for, at its first record; 0 for any other.
pub(crate) fn due(table: &[ExecutionSlot], mut index: u32) -> u64 {
    let Some(first) = table.get(index as usize) else { return 0 };
    if !first.stated().is_first() {
        return 0;
    }
    let mut counts = if first.is_awaited() { 0 } else { first.stated().qty() };
    for _ in 0..table.len() {
        let next = table.get(index as usize).and_then(ExecutionSlot::after);
        let Some(record) = next.and_then(|next| table.get(next as usize)) else { break };
        index = next.unwrap_or(index);
        let stated = record.stated();
        counts = match (stated.is(Kind::Bust), stated.qty()) {
            (true, 0) => 0,
            (true, taken) => counts.saturating_sub(taken),
            (false, qty) => qty,
        };
    }
    counts
}

/// What became of an attempt to put a correction at the end of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Attached {
    /// It stands there now.
    Now,
    /// It stood there before.
    Before,
    /// It would correct itself.
    Circle,
    /// It stands in another chain.
    Elsewhere,
    /// Something is booked at it, from when it was awaited: that goes first.
    Booked,
}

/// Whether a correction is the successor of the record before it.
fn is_linked(table: &[ExecutionSlot], index: u32) -> bool {
    let before = table.get(index as usize).and_then(ExecutionSlot::before);
    let before = before.and_then(|before| table.get(before as usize));
    before.is_some_and(|before| before.after() == Some(index))
}

/// Puts the correction at `index` at the end of the chain of `target`.
pub(crate) fn attach(table: &[ExecutionSlot], index: u32, target: u32) -> Attached {
    let Some(record) = table.get(index as usize) else { return Attached::Circle };
    loop {
        if first(table, target) == index {
            return Attached::Circle;
        }
        let (end, met) = last(table, target, index);
        if met {
            return Attached::Before;
        }
        // Two threads that attach the same record write the same here, or a record further up the
        // same chain.
        let old = record.booked.load(Acquire);
        if is_linked(table, index) {
            let here = first(table, index) == first(table, target);
            return if here { Attached::Before } else { Attached::Elsewhere };
        }
        if old != 0 && old & BEFORE == 0 {
            return Attached::Booked;
        }
        if !record.rebook(old, BEFORE | u64::from(end)) {
            continue;
        }
        let Some(end) = table.get(end as usize) else { return Attached::Circle };
        let linked =
            end.successor.compare_exchange(0, index.wrapping_add(1), AcqRel, Acquire).is_ok();
        if linked {
            return Attached::Now;
        }
    }
}

#[cfg(all(test, not(loom)))]
mod tests;
