//! One record an execution that fits no child: what the venue said, and what became of it.
//!
//! ```text
//!  report ─► entry ─► totals of the firm, and of its position        open = gross − assigned
//!              └ assigned: 0 ─► the id of a child or a parent        one CAS: once
//! ```
//!
//! An entry counts from the moment its link stands in the tree of suspense, and stays there for as
//! long as the region lives. Nothing in it changes after that but `assigned`. Two venues may use
//! one execution id: an entry is the same only if its id, the child that it names, its quantity and
//! its price agree.
//!
//! Uses: `sync`, `id`, `units`, `headroom`, `tree`. Used by: `limits`, `region`, `report`,
//! `reconcile`, `audit`, `recover`.

use crate::headroom::change;
use crate::id::{AccountId, ChildId, ExecId, InstrumentId};
use crate::sync::{AcqRel, Acquire, AtomicU64, Relaxed, Release};
use crate::tree::{Keyed, Node};
use crate::units::{Nanos, Price, Qty, Side};
#[cfg(not(loom))]
use zerocopy::{FromBytes, IntoBytes, KnownLayout};

/// An execution in suspense, by its place in the region's table; never another's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SuspenseId(pub u32);

/// An execution in suspense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SuspenseEntry {
    /// Its place.
    pub entry: SuspenseId,
    /// FIX 17 ExecID.
    pub exec_id: ExecId,
    /// The child as the report named it; it need not be one.
    pub child: ChildId,
    /// The account, where the session knew it.
    pub account: Option<AccountId>,
    /// The instrument, where the session knew it.
    pub instrument: Option<InstrumentId>,
    /// The side, where the session knew it.
    pub side: Option<Side>,
    /// FIX 32 LastQty, in units.
    pub qty: Qty,
    /// FIX 31 LastPx, in ticks.
    pub price: Price,
    /// When it was reported.
    pub time: Nanos,
    /// The bits of the child's or parent's id that it was assigned to; `None` while it is open.
    pub assigned: Option<u64>,
}

/// Stands for an account or an instrument that nobody named.
pub(crate) const NOT_SAID: u32 = u32::MAX;

/// What an entry is made of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stray {
    pub(crate) exec_id: ExecId,
    pub(crate) child: ChildId,
    pub(crate) qty: Qty,
    pub(crate) price: Price,
    pub(crate) account: u32,
    pub(crate) instrument: u32,
    pub(crate) side: Option<Side>,
    /// The place of the account's position in the instrument, if it has one.
    pub(crate) position: Option<u32>,
    pub(crate) time: Nanos,
}

/// What tells an execution from another of the same id: its child's name, quantity and price. The
/// id goes in too, so that the audit sees one that is not what was written.
fn owner_of(key: u128, words: [u64; 3]) -> u64 {
    let key = [key as u64, (key >> 64) as u64];
    key.into_iter().chain(words).fold(0x9E37_79B9_7F4A_7C15, |hash: u64, word| {
        let mixed = (hash ^ word).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        mixed ^ (mixed >> 32)
    })
}

impl Stray {
    /// What tells it from another of the same id.
    pub(crate) fn owner(&self) -> u64 {
        let words = [self.child.to_bits(), self.qty.get(), self.price.0 as u64];
        owner_of(self.exec_id.0, words)
    }
}

/// What an entry is assigned to whose execution was busted or corrected: nothing.
pub(crate) const BUSTED: u64 = 1;

/// An entry, or a place for one.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C, align(64))]
pub(crate) struct SuspenseSlot {
    /// Key: the venue's execution id.
    node: Node,
    /// What tells it from another of the same id.
    owner: AtomicU64,
    /// The child as the report named it.
    child: AtomicU64,
    /// FIX 32 LastQty.
    qty: AtomicU64,
    /// FIX 31 LastPx, in ticks.
    price: AtomicU64,

    /// Account (high half) and instrument, as the session knew them.
    place: AtomicU64,
    /// Side (high half), 0 for none; the position's place and 1 (low half), 0 for none.
    whose: AtomicU64,
    /// When it was reported; in a free record, the next one in its pool.
    time: AtomicU64,
    /// 0 while it is open; [`BUSTED`]; else the bits of the id that it was assigned to. Written once,
    /// by CAS: by the control handle, or by the lane that heard a bust.
    assigned: AtomicU64,
    reserved: [AtomicU64; 4],
}

const _: () = assert!(cfg!(loom) || size_of::<SuspenseSlot>() == 128);

impl Keyed for SuspenseSlot {
    fn node(&self) -> &Node {
        &self.node
    }

    fn belongs_to(&self, owner: u64) -> bool {
        self.owner() == owner
    }
}

impl SuspenseSlot {
    /// Writes an entry that nobody can see yet.
    pub(crate) fn prepare(&self, stray: &Stray) {
        self.node.prepare(stray.exec_id.0);
        self.owner.store(stray.owner(), Relaxed);
        self.child.store(stray.child.to_bits(), Relaxed);
        self.qty.store(stray.qty.get(), Relaxed);
        self.price.store(stray.price.0 as u64, Relaxed);
        let place = u64::from(stray.account) << 32 | u64::from(stray.instrument);
        self.place.store(place, Relaxed);
        let side = stray.side.map_or(0, |side| side as u64);
        let position = stray.position.map_or(0, |index| index.saturating_add(1));
        self.whose.store(side << 32 | u64::from(position), Relaxed);
        self.time.store(stray.time.0, Relaxed);
        self.assigned.store(0, Relaxed);
    }

    pub(crate) fn owner(&self) -> u64 {
        self.owner.load(Relaxed)
    }

    /// Whether its words are still those that it was written with.
    pub(crate) fn is_whole(&self) -> bool {
        let words = [self.child(), self.qty(), self.price.load(Relaxed)];
        self.owner() == owner_of(self.node.key(), words)
    }

    pub(crate) fn child(&self) -> u64 {
        self.child.load(Relaxed)
    }

    pub(crate) fn qty(&self) -> u64 {
        self.qty.load(Relaxed)
    }

    /// The place of the position that it counts in.
    pub(crate) fn position(&self) -> Option<u32> {
        (self.whose.load(Relaxed) as u32).checked_sub(1)
    }

    /// What stands in the place of this entry: a correction that may not say whose it is.
    pub(crate) fn instead(&self, stray: Stray) -> Stray {
        let (place, whose) = (self.place.load(Relaxed), self.whose.load(Relaxed));
        Stray {
            account: (place >> 32) as u32,
            instrument: place as u32,
            side: Side::from_code((whose >> 32) as u8),
            position: self.position(),
            ..stray
        }
    }

    /// The bits of what it was assigned to; 0 while it is open.
    pub(crate) fn assigned(&self) -> u64 {
        self.assigned.load(Acquire)
    }

    /// Assigns it; whether it was open.
    pub(crate) fn assign(&self, to: u64) -> bool {
        self.assigned.compare_exchange(0, to, AcqRel, Acquire).is_ok()
    }

    /// Opens it again: it was not booked where it was assigned to.
    pub(crate) fn reopen(&self) {
        self.assigned.store(0, Release);
    }

    /// The link that a pool uses while the record is free.
    pub(crate) fn pool_link(&self) -> &AtomicU64 {
        &self.time
    }

    /// What stands in it.
    pub(crate) fn view(&self, entry: SuspenseId) -> SuspenseEntry {
        let (place, whose) = (self.place.load(Relaxed), self.whose.load(Relaxed));
        let said = |number: u32| (number != NOT_SAID).then_some(number);
        let assigned = self.assigned();
        SuspenseEntry {
            entry,
            exec_id: ExecId(self.node.key()),
            child: ChildId::from_bits(self.child()),
            account: said((place >> 32) as u32).map(AccountId),
            instrument: said(place as u32).map(InstrumentId),
            side: Side::from_code((whose >> 32) as u8),
            qty: Qty::saturating(self.qty()),
            price: Price(self.price.load(Relaxed) as i64),
            time: Nanos(self.time.load(Relaxed)),
            assigned: (assigned != 0).then_some(assigned),
        }
    }
}

/// What came to suspense, of the firm or of one position. Every lane adds to it; all but the limit
/// and what has no entry is made again from the entries by `recover`.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C)]
pub(crate) struct SuspenseTotals {
    /// Gross quantity that may lie open, and 1; 0 while unset. Written by the control handle.
    pub(crate) limit: AtomicU64,
    /// Executions that ever came.
    pub(crate) executions: AtomicU64,
    /// Their quantity.
    pub(crate) gross: AtomicU64,
    /// What of the quantity was assigned.
    pub(crate) assigned: AtomicU64,
    /// Executions that were counted without an entry.
    pub(crate) lost_executions: AtomicU64,
    /// Their quantity.
    pub(crate) lost_gross: AtomicU64,
}

fn add(word: &AtomicU64, n: u64) {
    change(word, |sum| sum.saturating_add(n));
}

impl SuspenseTotals {
    /// Counts an execution that has an entry.
    pub(crate) fn count(&self, qty: u64) {
        self.executions.fetch_add(1, AcqRel);
        add(&self.gross, qty);
    }

    /// Counts an execution that no entry was left for.
    pub(crate) fn count_lost(&self, qty: u64) {
        self.lost_executions.fetch_add(1, AcqRel);
        add(&self.lost_gross, qty);
        self.count(qty);
    }

    /// Counts an assignment.
    pub(crate) fn count_assigned(&self, qty: u64) {
        add(&self.assigned, qty);
    }

    /// The quantity that lies open, if it is past the limit; `unset` stands for a limit that nobody
    /// has set. While another thread assigns, it shows too much rather than too little.
    pub(crate) fn past(&self, unset: u64) -> Option<u64> {
        let limit = self.limit.load(Acquire).checked_sub(1).unwrap_or(unset);
        let open = self.open();
        (open > limit).then_some(open)
    }

    /// The quantity that lies open.
    pub(crate) fn open(&self) -> u64 {
        let assigned = self.assigned.load(Acquire);
        self.gross.load(Acquire).saturating_sub(assigned)
    }

    /// Sets the totals to what has no entry. Only for `recover`, while nothing else runs.
    pub(crate) fn begin_again(&self) {
        self.executions.store(self.lost_executions.load(Relaxed), Relaxed);
        self.gross.store(self.lost_gross.load(Relaxed), Relaxed);
        self.assigned.store(0, Relaxed);
    }
}
