//! A pass: what a lane has found permitted for a parent, and may count on until its word shows a kill.
//!
//! ```text
//!   63 ……………… 30                       29 … 24   23 … 0
//!  the parent's id without its index │  lane  │  kills         in the parent's slot; 0: none
//! ```
//!
//! Law L6 is kept with it as without it. Whatever takes permission away from an open house (a switch
//! that is thrown in any scope, a venue that is lost, the end of a session, a strategy defined anew, a
//! streak of executions) first writes what it
//! changes, then adds a kill to every lane's word. So what a lane has looked at *after* it read its
//! word stands for as long as the word shows the same kills; and where the word changes after that,
//! the birth's own CAS on it fails. A birth that counts on a pass is one that began when the pass was
//! written, and no more.
//!
//! Who dies between the two has changed something, and no word shows it. Therefore each says first that
//! it is about to (`stop::Throw`), and while anybody is, no pass counts: a lane that has seen a switch
//! thrown sees that too.
//!
//! The kills of a word wrap after 2^24. So whoever has no pass, or one that does not stand, leaves none
//! behind before it looks at everything: a pass can be mistaken for a new one only where its lane did
//! not try to route the parent during exactly 2^24 kills, or a multiple of it.
//!
//! What changes without a kill, a pass says nothing of: times, prices, quantities, the parent's own
//! word. What is found of a venue is kept by the lane, for all its parents:
//!
//! ```text
//!   63 ………… 24   23 … 0
//!  a bit a venue │  kills         venues after the first 40 are looked at each time
//! ```

use crate::id::{ParentId, VenueId};
use crate::lane::Lane;
use crate::parent::ParentSlot;
use crate::region::MAX_LANES;
use crate::stop::kills;
use crate::sync::Relaxed;
use crate::venue::VenueSlot;
use crate::wrong::{self, Design};

const _: () = assert!(MAX_LANES <= 1 << 6);
/// The kills of a word.
const KILLS: u64 = (1 << 24) - 1;
/// The venues that have a bit.
const VENUES: u32 = 40;

/// The pass of a parent for the lane whose word is `begun`.
pub(crate) const fn pass_of(id: ParentId, lane: u32, begun: u64) -> u64 {
    id.without_index() | (lane as u64) << 24 | kills(begun)
}

/// Whether the lane has a pass for the parent that `id` names, if the slot is that one's.
pub(crate) fn has_pass(slot: &ParentSlot, id: ParentId, lane: u32, begun: u64) -> bool {
    let (pass, mine) = (slot.pass.load(Relaxed), pass_of(id, lane, begun));
    if wrong::is(Design::PassOutlivesKill) {
        return pass & !KILLS == mine & !KILLS;
    }
    pass == mine
}

/// Gives the lane a pass, for what it has looked at since it read `begun`. Relaxed: only the lane
/// that wrote it goes by it.
pub(crate) fn give_pass(slot: &ParentSlot, id: ParentId, lane: u32, begun: u64) {
    slot.pass.store(pass_of(id, lane, begun), Relaxed);
}

/// The word with a venue in it, for the lane whose word is `begun`; 0 where it has no bit.
pub(crate) const fn with_venue(word: u64, venue: VenueId, begun: u64) -> u64 {
    let others = if word & KILLS == kills(begun) { word } else { kills(begun) };
    if venue.0 < VENUES { others | 1 << 24 << venue.0 } else { others }
}

/// Whether the word has a venue in it.
pub(crate) const fn has_venue(word: u64, venue: VenueId, begun: u64) -> bool {
    word & KILLS == kills(begun) && venue.0 < VENUES && word >> 24 >> venue.0 & 1 != 0
}

impl Lane<'_> {
    /// Leaves no pass for the parent behind, and none of a venue from before `begun`.
    pub(super) fn drop_pass(&self, slot: &ParentSlot, begun: u64) {
        slot.pass.store(0, Relaxed);
        if self.slot.venues.load(Relaxed) & KILLS != kills(begun) {
            self.slot.venues.store(kills(begun), Relaxed);
        }
    }

    /// Whether a child may be born at the venue, whatever its parent.
    pub(super) fn takes_orders(&self, venue: VenueId, begun: u64) -> bool {
        let word = self.slot.venues.load(Relaxed);
        if has_venue(word, venue, begun) {
            return true;
        }
        let takes = self.region.venue(venue).is_some_and(VenueSlot::takes_orders);
        if takes {
            self.slot.venues.store(with_venue(word, venue, begun), Relaxed);
        }
        takes
    }
}

#[cfg(test)]
mod tests;
