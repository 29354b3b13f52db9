//! What a batch of reports or routes will touch, asked for before the first of them.
//!
//! ```text
//!   thirty reports decoded ─► their children's lines, all at once ─► what those name, all at once ─► report, report, …
//! ```
//!
//! In a book of a million orders nearly every report meets its child, its parent and its executions in
//! memory, one after the other. The loads here wait for none of each other, so a batch waits about as
//! long as one report would.
//!
//! Law: nothing is changed, and no id is wrong: one that names nothing is passed by.
//!
//! Uses: `region`, `gate`. Used by: gateways that decode several messages before they book the first.

use crate::child::ChildSlot;
use crate::id::{ChildId, ParentId};
use crate::parent::{Head, ParentSlot};
use crate::region::Region;
use crate::sync::Relaxed;
use crate::tree;
use core::hint::black_box;

impl Region<'_> {
    /// Fetches what reports on these children will touch. Ids that name nothing are passed by; at
    /// most as many as fit into the first cache are of use, some dozens.
    pub fn prefetch_children(&self, children: impl Iterator<Item = ChildId> + Clone) {
        let slots = children.filter_map(|child| self.child_place(child));
        black_box(slots.clone().fold(0, |seen, slot| seen ^ slot.word.load(Relaxed)));
        let named = slots.fold(0, |seen, slot| {
            let newest = tree::row(&slot.executions).newest();
            let record = newest.and_then(|index| self.executions.get(index as usize));
            seen ^ record.map_or(0, |record| u64::from(record.child()))
                ^ self.parent_place(slot.parent()).map_or(0, ParentSlot::touch)
        });
        black_box(named);
    }

    /// Fetches what routes of these parents will touch. Ids that name nothing are passed by.
    pub fn prefetch_parents(&self, parents: impl Iterator<Item = ParentId> + Clone) {
        let slots = parents.filter_map(|parent| self.parent_place(parent));
        black_box(slots.clone().fold(0, |seen, slot| seen ^ slot.touch()));
        let newest = |slot: &ParentSlot| self.sent_by(Head(slot.head.load(Relaxed)));
        black_box(slots.fold(0, |seen, slot| seen ^ newest(slot)));
    }

    /// The place that an id names, whoever has it now.
    fn child_place(&self, id: ChildId) -> Option<&ChildSlot> {
        self.children.get(id.parts()?.index as usize)
    }

    fn parent_place(&self, id: ParentId) -> Option<&ParentSlot> {
        self.parents.get(id.parts()?.index as usize)
    }
}

impl ParentSlot {
    /// Reads from each line that routes and reports touch.
    fn touch(&self) -> u64 {
        let lines = [&self.word, &self.quantity, &self.executed];
        lines.iter().fold(0, |seen, word| seen ^ word.load(Relaxed))
    }
}
