//! One record a fill: the truth that every total is a cache of.
//!
//! A record is written by the lane that heard the report, and counts from the moment its link
//! stands in its child's tree (law L4: there exactly once). Nothing in it changes after that.
//!
//! Uses: `sync`, `units`, `tree`. Used by: `region`, `report`, `audit`.

use crate::sync::{AtomicU64, Relaxed};
use crate::tree::{Keyed, Node};
use crate::units::{Nanos, Price, Qty};
#[cfg(not(loom))]
use zerocopy::{FromBytes, IntoBytes, KnownLayout};

/// An execution, or a place for one.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C, align(64))]
pub(crate) struct ExecutionSlot {
    /// Key: the venue's execution id.
    node: Node,
    /// The child's id; 0 in suspense.
    child: AtomicU64,
    /// FIX 32 LastQty.
    qty: AtomicU64,
    /// FIX 31 LastPx, in ticks.
    price: AtomicU64,
    /// When it was reported; in a free record, the next one in its pool.
    time: AtomicU64,
}

const _: () = assert!(cfg!(loom) || size_of::<ExecutionSlot>() == 64);

impl Keyed for ExecutionSlot {
    fn node(&self) -> &Node {
        &self.node
    }

    fn belongs_to(&self, owner: u64) -> bool {
        self.child.load(Relaxed) == owner
    }
}

impl ExecutionSlot {
    pub(crate) fn child(&self) -> u64 {
        self.child.load(Relaxed)
    }

    /// Writes a record that nobody can see yet.
    pub(crate) fn prepare(&self, key: u128, child: u64, qty: Qty, price: Price, time: Nanos) {
        self.node.prepare(key);
        self.child.store(child, Relaxed);
        self.qty.store(qty.get(), Relaxed);
        self.price.store(price.0 as u64, Relaxed);
        self.time.store(time.0, Relaxed);
    }

    pub(crate) fn qty(&self) -> u64 {
        self.qty.load(Relaxed)
    }

    /// Whether the numbers are these.
    pub(crate) fn agrees(&self, qty: Qty, price: Price) -> bool {
        self.qty() == qty.get() && self.price.load(Relaxed) == price.0 as u64
    }

    /// The link that a pool uses while the record is free.
    pub(crate) fn pool_link(&self) -> &AtomicU64 {
        &self.time
    }
}
