//! The slots that belong to no other room: the header, the control lines, the lanes.

use crate::headroom::Headroom;
use crate::pool::{PoolOwn, PoolShared};
use crate::suspense::SuspenseTotals;
use crate::switch::Switch;
use crate::sync::{Acquire, AtomicU32, AtomicU64};
#[cfg(not(loom))]
use zerocopy::{FromBytes, IntoBytes, KnownLayout};

/// What a region is; written once, by `format`. The checksum covers every word but the magic, which
/// is written last.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C, align(64))]
pub(crate) struct Header {
    pub(crate) magic: AtomicU64,
    pub(crate) abi: AtomicU64,
    pub(crate) layout: AtomicU64,
    pub(crate) config: [AtomicU64; 13],
    pub(crate) checksum: AtomicU64,
    reserved: [AtomicU64; 7],
}

/// A table that the control handle fills from the front: how many of its slots are defined. Only
/// the control handle writes.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C)]
pub(crate) struct Defined {
    pub(crate) accounts: AtomicU64,
    pub(crate) instruments: AtomicU64,
    pub(crate) venues: AtomicU64,
    pub(crate) strategies: AtomicU64,
    pub(crate) positions: AtomicU64,
}

/// What the control handle writes and every command reads, and the books of the firm.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C, align(64))]
pub(crate) struct ControlSlot {
    /// 1 while armed; else twice the firm's kill count at which it was closed. Written by the
    /// control handle.
    pub(crate) armed: AtomicU64,
    /// When the lease ends. Written by the control handle.
    pub(crate) lease_until: AtomicU64,
    /// The earliest deadline of an unacknowledged critical alarm.
    pub(crate) alarm_deadline: AtomicU64,
    /// Nanoseconds that a critical alarm may wait, and 1; 0 while unset.
    pub(crate) patience: AtomicU64,
    /// The firm's switch.
    pub(crate) firm: Switch,

    /// Money that the firm may still commit; taken from by every admission.
    pub(crate) headroom: Headroom,
    pub(crate) limit: AtomicU64,
    pub(crate) suspense_reports: AtomicU64,
    /// What came to suspense, and the limit on it.
    pub(crate) suspended: SuspenseTotals,
    /// The root of the tree of executions in suspense.
    pub(crate) suspense: AtomicU32,
    /// The root of the tree of positions.
    pub(crate) positions: AtomicU32,

    pub(crate) defined: Defined,
    /// How often the region was recovered.
    pub(crate) epoch: AtomicU64,
}

impl ControlSlot {
    pub(crate) fn is_armed(&self) -> bool {
        self.armed.load(Acquire) & 1 != 0
    }
}

/// The pools that all lanes share.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C, align(64))]
pub(crate) struct Pools {
    pub(crate) parents: PoolShared,
    pub(crate) children: PoolShared,
    pub(crate) executions: PoolShared,
    pub(crate) suspense: PoolShared,
    pub(crate) clients: PoolShared,
}

/// A lane's place, or the control handle's. The publish word has a line of its own: killers write it too.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C, align(64))]
pub(crate) struct LaneSlot {
    /// Kills (high 24 bits) and children published (low 40 bits). The owner adds by CAS, a killer
    /// by `fetch_add`.
    pub(crate) publish: AtomicU64,
    line0: [AtomicU64; 7],

    /// The odd token of the owner; even while nobody holds it.
    pub(crate) claim: AtomicU64,
    /// The latest time that the owner was given.
    pub(crate) clock: AtomicU64,
    /// The parent that a call is working on; 0 between calls.
    pub(crate) working: AtomicU64,
    /// The next sequence of the lane's events.
    pub(crate) ring_head: AtomicU64,
    pub(crate) switch: Switch,

    pub(crate) parents: PoolOwn,
    pub(crate) children: PoolOwn,
    pub(crate) executions: PoolOwn,
    pub(crate) clients: PoolOwn,
    pub(crate) suspense: PoolOwn,

    /// The parent that is being retired, and what its tally was before; 0 otherwise.
    pub(crate) retiring: AtomicU64,
    pub(crate) retired_qty: AtomicU64,
    pub(crate) retired_money: AtomicU64,
    /// The lane's queue of children that are cooling: see `cool`.
    pub(crate) cooling: AtomicU64,
    /// The parent slot that the next tick looks at first. Written by the owner.
    pub(crate) cursor: AtomicU64,
    line3: [AtomicU64; 1],
}

/// A line of nothing but words: how `format` sees memory that it clears.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[derive(Debug)]
#[repr(C, align(64))]
pub(crate) struct Line {
    pub(crate) words: [AtomicU64; 8],
}

const _: () = assert!(cfg!(loom) || size_of::<Header>() == 192);
const _: () = assert!(cfg!(loom) || size_of::<ControlSlot>() == 192);
const _: () = assert!(cfg!(loom) || size_of::<LaneSlot>() == 256);
const _: () = assert!(cfg!(loom) || size_of::<Pools>() == 320);
