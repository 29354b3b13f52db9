//! Cooling: what an ended order releases is held back until late fills can no longer come.
//!
//! ```text
//!   end proven ─► child held back ─► lane's queue ─► tick: its time has come ─► bound drops ─► parent
//! ```
//!
//! Law: every child that is held back stands in a lane's queue, and in one at most. Its own link
//! says whether it stands in one; only that lane's owner takes it out. A slot that was given to
//! another child meanwhile is passed by.
//!
//! Uses: `region`, `lane`, `ledger`, `child`. Used by: `report`, `tick`, `statement`,
//! `recover`.

use crate::event::{EventKind, Told};
use crate::lane::{Book, Lane};
use crate::ledger::{Account, Leaf};
use crate::region::{LaneSlot, Region};
use crate::sync::{AcqRel, Relaxed};
use crate::units::Nanos;

/// Children that one `tick` looks at.
const LOOKS: u32 = 16;

/// The last in a queue.
const END: u64 = u32::MAX as u64;

/// The first of a queue's children (low half) and its last, each an index and 1.
#[derive(Clone, Copy)]
pub(crate) struct Ends(pub(crate) u64);

impl Ends {
    pub(crate) const fn first(self) -> Option<u32> {
        (self.0 as u32).checked_sub(1)
    }

    pub(crate) const fn last(self) -> Option<u32> {
        ((self.0 >> 32) as u32).checked_sub(1)
    }

    pub(crate) const fn new(first: u32, last: u32) -> Ends {
        Ends((last as u64).wrapping_add(1) << 32 | (first as u64).wrapping_add(1))
    }
}

impl Region<'_> {
    /// Puts a child's slot at the end of a lane's queue, unless it stands in one. Only for the
    /// lane's owner.
    pub(crate) fn queue(&self, lane: &LaneSlot, index: u32) {
        let Some(slot) = self.children.get(index as usize) else { return };
        while slot.cool_link.compare_exchange(0, END, AcqRel, Relaxed).is_err() {
            // It stands in a queue. Whoever takes it out there swaps the link, then looks whether it
            // is held back; we held it back, then look at the link by a read-modify-write: the later
            // one in its order sees what the other did.
            if slot.cool_link.fetch_add(0, AcqRel) != 0 {
                return;
            }
        }
        let ends = Ends(lane.cooling.load(Relaxed));
        let last = ends.last().and_then(|last| self.children.get(last as usize));
        let next = match (ends.first(), last) {
            (Some(first), Some(last)) => {
                last.cool_link.store(u64::from(index).wrapping_add(1), Relaxed);
                Ends::new(first, index)
            }
            (Some(_) | None, Some(_) | None) => Ends::new(index, index),
        };
        lane.cooling.store(next.0, Relaxed);
    }

    /// Takes the first child's slot out of a lane's queue. Only for the lane's owner.
    fn unqueue(&self, lane: &LaneSlot) -> Option<u32> {
        let ends = Ends(lane.cooling.load(Relaxed));
        let first = ends.first()?;
        let slot = self.children.get(first as usize)?;
        let link = slot.cool_link.load(Relaxed);
        let rest = match (link == END, (link as u32).checked_sub(1), ends.last()) {
            (false, Some(next), Some(last)) => Ends::new(next, last).0,
            (true | false, Some(_) | None, Some(_) | None) => 0,
        };
        lane.cooling.store(rest, Relaxed);
        slot.cool_link.swap(0, AcqRel);
        Some(first)
    }
}

impl<'a> Lane<'a> {
    pub(crate) fn queue_cooling(&self, leaf: Leaf<'a>) {
        if let Some(parts) = leaf.id.parts() {
            self.region.queue(self.slot, parts.index);
        }
    }

    /// Looks at the first few children of this lane's queue, and releases those whose time has
    /// come; how many.
    pub(crate) fn cool_some(&self, now: Nanos) -> u32 {
        let mut cooled = 0;
        for _ in 0..LOOKS {
            let Some(index) = self.region.unqueue(self.slot) else { break };
            let Some(slot) = self.region.children.get(index as usize) else { break };
            if !slot.is_held_back_now() {
                continue;
            }
            if now.0 < slot.cool_until.load(Relaxed) {
                self.region.queue(self.slot, index);
                continue;
            }
            let leaf = self.region.child_id(index).and_then(|id| self.region.leaf(id));
            let book = leaf.and_then(|leaf| self.region.book(leaf.slot.parent()));
            if let (Some(leaf), Some(book)) = (leaf, book) {
                cooled += u32::from(self.pin(&book) && self.cool_down(&leaf, &book, now));
                self.at_rest();
            }
        }
        cooled
    }

    /// Late fills of a child can no longer come: what was held back goes to its parent. Whether
    /// anything was.
    pub(crate) fn cool_down(&self, leaf: &Leaf<'a>, book: &Book<'a>, now: Nanos) -> bool {
        let qty = leaf.slot.word().cooling();
        if !leaf.slot.let_go() {
            return false;
        }
        let mut account = Account::default();
        self.rebound(leaf, book, now, &mut account);
        self.finish(book, now, &mut account);
        let told = Told::new(EventKind::Cooled, now);
        let (parent, child) = (book.id.to_bits(), leaf.id.to_bits());
        self.tell(&Told { parent, child, qty, ..told });
        true
    }
}

impl LaneSlot {
    /// Forgets the queue. Only for `recover`, while nothing else runs.
    pub(crate) fn forget_cooling(&self) {
        self.cooling.store(0, Relaxed);
    }
}
