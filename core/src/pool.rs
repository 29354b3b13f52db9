//! Free slots: where a lane gets one, and where it puts one back.
//!
//! ```text
//!  never used:  0 …… fresh ─────────► capacity      a lane takes a handful at a time, by one CAS
//!  given back:  shared ─► slot ─► slot ─► …         any lane pushes; a lane takes a handful, by one CAS
//!  a lane's:    own ─► slot ─► …                    one owner, no lock prefix
//! ```
//!
//! Law: a slot is in at most one place. The shared word carries a tag that grows with every change,
//! so a chain that was read while somebody else took it is never taken again. A slot that a dying
//! process had in its hand is found by `recover`.
//!
//! Uses: `sync`, `headroom`. Used by: `region`, `lane`.

use crate::headroom::update;
use crate::sync::{AcqRel, Acquire, AtomicU64, Relaxed};
use crate::wrong::{self, Design};
#[cfg(not(loom))]
use zerocopy::{FromBytes, IntoBytes, KnownLayout};

/// The most never-used slots that a lane takes at a time.
const HANDFUL: u64 = 64;
/// The most given-back slots that it takes at a time. Each is a step along a link that another core
/// may have written last, and the one birth that takes them all waits for each.
const STEPS: u64 = 8;

/// A pool's shared half: one line.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C, align(64))]
pub(crate) struct PoolShared {
    /// Slots that were ever handed out: 0 to the capacity. Grows by CAS.
    pub(crate) fresh: AtomicU64,
    /// Tag (high half), and the first given-back slot's index and 1.
    pub(crate) stack: AtomicU64,
    reserved: [AtomicU64; 6],
}

/// A pool's half that belongs to one lane.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C)]
pub(crate) struct PoolOwn {
    /// The first slot's index and 1.
    pub(crate) stack: AtomicU64,
    /// Never-used slots: the end (high half) and the next.
    pub(crate) fresh: AtomicU64,
}

/// The tag of a shared word that comes after `word`'s.
fn next_tag(word: u64) -> u64 {
    let tag = word >> 32;
    if wrong::is(Design::PoolUntagged) { tag } else { tag.wrapping_add(1) }
}

/// One lane's view of one pool.
#[derive(Clone, Copy)]
pub(crate) struct Pool<'a> {
    pub(crate) shared: &'a PoolShared,
    pub(crate) own: &'a PoolOwn,
    pub(crate) capacity: u32,
    pub(crate) lanes: u32,
}

impl Pool<'_> {
    /// The index of a slot that is now the caller's alone. `link_of` gives the word that links slot
    /// `index` while free.
    pub(crate) fn take<'s>(&self, link_of: impl Fn(u32) -> Option<&'s AtomicU64>) -> Option<u32> {
        if let Some(index) = (self.own.stack.load(Relaxed) as u32).checked_sub(1) {
            let next = link_of(index)?.load(Relaxed);
            self.own.stack.store(next, Relaxed);
            return Some(index);
        }
        if let Some(index) = self.take_fresh() {
            return Some(index);
        }
        self.take_shared(link_of)
    }

    /// The index of a slot that nobody has ever used and that this lane has already set aside. `None`:
    /// there is none, or one that was used before comes first.
    #[inline]
    pub(crate) fn take_untouched(&self) -> Option<u32> {
        let own = self.own.fresh.load(Relaxed);
        let next = own & 0xFFFF_FFFF;
        if self.own.stack.load(Relaxed) != 0 || next >= own >> 32 {
            return None;
        }
        self.own.fresh.store(own.wrapping_add(1), Relaxed);
        Some(next as u32)
    }

    fn take_fresh(&self) -> Option<u32> {
        let own = self.own.fresh.load(Relaxed);
        let (next, end) = (own & 0xFFFF_FFFF, own >> 32);
        if next < end {
            self.own.fresh.store(own.wrapping_add(1), Relaxed);
            return u32::try_from(next).ok();
        }
        let capacity = u64::from(self.capacity);
        let handful = self.handful();
        let grow = |fresh: u64| (fresh < capacity).then_some((fresh + handful).min(capacity));
        let (next, end) = update(&self.shared.fresh, grow).ok()?;
        self.own.fresh.store(end << 32 | next.wrapping_add(1), Relaxed);
        u32::try_from(next).ok()
    }

    /// An eighth of a lane's share, so that a small pool does not strand in one lane's hands.
    fn handful(&self) -> u64 {
        let share = u64::from(self.capacity) >> 3 >> self.lanes.checked_ilog2().unwrap_or(0);
        share.clamp(1, HANDFUL)
    }

    /// Takes the first slot for the caller, and what follows it, up to a handful, for later.
    fn take_shared<'s>(&self, link_of: impl Fn(u32) -> Option<&'s AtomicU64>) -> Option<u32> {
        let mut old = self.shared.stack.load(Acquire);
        loop {
            let first = (old as u32).checked_sub(1)?;
            let chain = self.chain(first, &link_of);
            // While we walked, somebody may have taken the slots and used their links for other
            // things. The tag shows it.
            let seen = match chain {
                Some((last, rest)) => {
                    let new = next_tag(old) << 32 | u64::from(rest);
                    match self.shared.stack.compare_exchange(old, new, AcqRel, Acquire) {
                        Ok(_) => {
                            if last != first {
                                link_of(last)?.store(0, Relaxed);
                                self.own.stack.store(link_of(first)?.load(Relaxed), Relaxed);
                            }
                            return Some(first);
                        }
                        Err(seen) => seen,
                    }
                }
                // A read-modify-write reads the newest value.
                None => match self.shared.stack.compare_exchange(old, old, AcqRel, Acquire) {
                    Ok(seen) | Err(seen) => seen,
                },
            };
            if seen == old {
                // Nobody took anything: the chain itself is broken.
                return None;
            }
            old = seen;
        }
    }

    /// From `first` on, the last slot of a handful, and what comes after it. `None` where a link
    /// leads nowhere.
    fn chain<'s>(
        &self,
        first: u32,
        link_of: impl Fn(u32) -> Option<&'s AtomicU64>,
    ) -> Option<(u32, u32)> {
        let mut last = first;
        for _ in 1..self.handful().min(STEPS) {
            match (link_of(last)?.load(Relaxed) as u32).checked_sub(1) {
                Some(next) => last = next,
                None => break,
            }
        }
        let rest = link_of(last)?.load(Relaxed) as u32;
        Some((last, rest))
    }

    /// Puts back a slot that the caller took and did not use: it stays with the lane.
    pub(crate) fn put_own(&self, index: u32, link: &AtomicU64) {
        link.store(self.own.stack.load(Relaxed), Relaxed);
        self.own.stack.store(u64::from(index).wrapping_add(1), Relaxed);
    }

    /// Gives a slot back for every lane.
    pub(crate) fn give(&self, index: u32, link: &AtomicU64) {
        self.shared.give(index, link);
    }

    /// Whether slots are left that this lane could take, other than the last `reserve` never-used
    /// ones.
    pub(crate) fn has_more_than(&self, reserve: u64) -> bool {
        let fresh = self.shared.fresh.load(Relaxed);
        fresh.saturating_add(reserve) < u64::from(self.capacity)
            || self.shared.stack.load(Relaxed) as u32 != 0
            || self.own.stack.load(Relaxed) != 0
    }
}

impl PoolShared {
    /// Pushes a slot.
    pub(crate) fn give(&self, index: u32, link: &AtomicU64) {
        let _ = update(&self.stack, |old| {
            link.store(old & 0xFFFF_FFFF, Relaxed);
            Some(next_tag(old) << 32 | u64::from(index).wrapping_add(1))
        });
    }

    /// Forgets every given-back slot. Only for `recover`, while nothing else runs.
    pub(crate) fn forget(&self) {
        let tag = (self.stack.load(Relaxed) >> 32).wrapping_add(1);
        self.stack.store(tag << 32, Relaxed);
    }
}

impl PoolOwn {
    /// Forgets what the lane had. Only for `recover`, while nothing else runs.
    pub(crate) fn forget(&self) {
        self.stack.store(0, Relaxed);
        self.fresh.store(0, Relaxed);
    }
}

#[cfg(all(test, loom))]
mod loom;
