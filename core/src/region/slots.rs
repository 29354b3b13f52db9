//! The slots that belong to no other room: the header, the control lines, the lanes.

use crate::headroom::Headroom;
use crate::limits::ThrottleSlot;
use crate::pool::{PoolOwn, PoolShared};
use crate::suspense::SuspenseTotals;
use crate::switch::Switch;
use crate::sync::{Acquire, AtomicU32, AtomicU64};
use crate::throttle::pace::PaceSlot;
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
    pub(crate) config: [AtomicU64; 16],
    /// The version of the build that formatted it.
    pub(crate) build: AtomicU64,
    /// The number that stands for that build's version and source.
    pub(crate) build_part: AtomicU64,
    pub(crate) checksum: AtomicU64,
    /// The oldest build that may touch the region; raised by the control handle, and so not under
    /// the checksum.
    pub(crate) oldest_build: AtomicU64,
    reserved: [AtomicU64; 9],
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
    pub(crate) parties: AtomicU64,
    pub(crate) monitors: AtomicU64,
    pub(crate) keys: AtomicU64,
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
    /// The earliest time at which a monitor counts as silent; `u64::MAX` while there is none.
    pub(crate) heard_until: AtomicU64,
    /// The latest time that anybody gave, as far as it was worth writing: see `throttle::clock`. Raised
    /// by `fetch_max`.
    pub(crate) latest: AtomicU64,
    /// Nanoseconds that a lane's clock may be behind others, and 1; 0 while unset.
    pub(crate) tolerance: AtomicU64,
    /// Nanoseconds that a critical alarm may wait, and 1; 0 while unset.
    pub(crate) patience: AtomicU64,
    /// What is being thrown at this moment: see `stop::Throw`. Written by any killer.
    pub(crate) throws: AtomicU64,

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
    /// How often the region was recovered.
    pub(crate) epoch: AtomicU64,
    /// The root of the tree of strategies in instruments.
    pub(crate) repeats: AtomicU32,
    pub(crate) unused: AtomicU32,
    /// The flags that a parent may carry: those of the core's registry and of the gateway's that are
    /// not retired. Written with the registry.
    pub(crate) flags: AtomicU64,
    /// The build that the house was opened for: [`super::Fingerprint::build`]. Written by the control handle.
    pub(crate) armed_build: AtomicU64,
    /// The longest lease that the manifest in force allows, in nanoseconds.
    pub(crate) max_lease: AtomicU64,
    line_of_books: [AtomicU64; 1],

    pub(crate) defined: Defined,

    pub(crate) throttles: ThrottleSlot,
    /// What venues have rejected lately. Written by every lane, by CAS.
    pub(crate) rejects: AtomicU64,
    line_of_rejects: [AtomicU64; 7],

    pub(crate) monitors: [MonitorSlot; MAX_MONITORS],
    pub(crate) keys: [KeySlot; MAX_KEYS],
    pub(crate) resets: ResetSlot,
}

/// The most monitors that a region may have.
pub const MAX_MONITORS: usize = 8;
/// The most persons who may hold a key.
pub const MAX_KEYS: usize = 8;

/// A monitor's place.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C)]
pub(crate) struct MonitorSlot {
    /// Nanoseconds that it may be silent. Written by the control handle.
    pub(crate) silence: AtomicU64,
    /// When it counts as silent; 0 until it was heard. Written by whoever is the monitor.
    pub(crate) until: AtomicU64,
}

/// A person's place. Written by the control handle while the house is closed.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C)]
pub(crate) struct KeySlot {
    pub(crate) person: AtomicU64,
    /// What the key hashes to, in two words.
    pub(crate) digest: [AtomicU64; 2],
    pub(crate) reserved: AtomicU64,
}

/// The reset that is requested, and the last one that was carried out. Written by the control
/// handle.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C)]
pub(crate) struct ResetSlot {
    /// Nanoseconds that must lie between a request and its confirmation, and 1; 0 while unset.
    pub(crate) least_delay: AtomicU64,
    /// Nanoseconds after which a request is worth nothing, and 1; 0 while unset.
    pub(crate) expiry: AtomicU64,
    /// How many resets were requested.
    pub(crate) requested: AtomicU64,
    /// The nonce of the open request; 0 for none.
    pub(crate) nonce: AtomicU64,
    pub(crate) scope: AtomicU64,
    pub(crate) kills: AtomicU64,
    pub(crate) restrictions: AtomicU64,
    pub(crate) at: AtomicU64,
    /// The place of the key that requested it.
    pub(crate) key: AtomicU64,
    pub(crate) why: [AtomicU64; 4],

    /// The last one: scope, the two persons, when, why. No time while there was none.
    pub(crate) last_scope: AtomicU64,
    pub(crate) last_by: [AtomicU64; 2],
    pub(crate) last_at: AtomicU64,
    pub(crate) last_why: [AtomicU64; 4],
    reserved: [AtomicU64; 3],
}

impl ControlSlot {
    pub(crate) fn is_armed(&self) -> bool {
        self.armed.load(Acquire) & 1 != 0
    }
}

/// A code of the gateway's registry. Written once, by `format`.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C, align(64))]
pub(crate) struct RegistrySlot {
    /// What kind of code it is; 0 where the table ends.
    pub(crate) kind: AtomicU64,
    pub(crate) code: AtomicU64,
    pub(crate) generation: AtomicU64,
    pub(crate) retired: AtomicU64,
    reserved: [AtomicU64; 4],
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
    pub(crate) repeats: PoolShared,
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
    /// The sequence from which on the owner looks how far the journal is. Written by the owner.
    pub(crate) ring_until: AtomicU64,
    /// The number that stands for the owner's build. Written with each claim.
    pub(crate) build_part: AtomicU64,
    /// The venues that were found to take orders: see `gate::pass`. Written by the owner.
    pub(crate) venues: AtomicU64,
    pub(crate) own: [AtomicU64; 1],

    pub(crate) switch: Switch,

    pub(crate) parents: PoolOwn,
    pub(crate) children: PoolOwn,
    pub(crate) executions: PoolOwn,
    pub(crate) clients: PoolOwn,
    pub(crate) suspense: PoolOwn,
    pub(crate) repeats: PoolOwn,

    /// The parent that is being retired, and what its tally was before; 0 otherwise.
    pub(crate) retiring: AtomicU64,
    pub(crate) retired_qty: AtomicU64,
    pub(crate) retired_money: AtomicU64,
    /// The lane's queue of children that are cooling: see `cool`.
    pub(crate) cooling: AtomicU64,
    /// The parent slot that the next tick looks at first. Written by the owner.
    pub(crate) cursor: AtomicU64,
    line_of_pools: [AtomicU64; 7],

    /// What it may send yet. Written by the owner.
    pub(crate) pace: PaceSlot,

    /// How far the journal has taken the lane's events, and 1; 0 while no journal is kept. Written by
    /// whoever keeps it.
    pub(crate) ring_taken: AtomicU64,
    line_of_journal: [AtomicU64; 7],
}

/// A line of nothing but words: how `format` sees memory that it clears.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[derive(Debug)]
#[repr(C, align(64))]
pub(crate) struct Line {
    pub(crate) words: [AtomicU64; 8],
}

const _: () = assert!(cfg!(loom) || size_of::<Header>() == 256);
const _: () = assert!(cfg!(loom) || size_of::<ControlSlot>() == 64 * 17);
const _: () = assert!(cfg!(loom) || size_of::<LaneSlot>() == 576);
const _: () = assert!(cfg!(loom) || size_of::<Pools>() == 384);
