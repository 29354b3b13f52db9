//! What a lane has found permitted: the pass in a parent's slot, and the venues of the lane.

use crate::gate::pass;
use crate::id::{ParentId, VenueId};
use crate::parent::ParentSlot;

#[inline(never)]
pub fn pass_of(id: u64, lane: u32, begun: u64) -> u64 {
    pass::pass_of(ParentId::from_bits(id), lane, begun)
}

#[inline(never)]
pub fn pass_has(slot: &ParentSlot, id: u64, lane: u32, begun: u64) -> bool {
    pass::has_pass(slot, ParentId::from_bits(id), lane, begun)
}

#[inline(never)]
pub fn pass_give(slot: &ParentSlot, id: u64, lane: u32, begun: u64) {
    pass::give_pass(slot, ParentId::from_bits(id), lane, begun);
}

#[inline(never)]
pub fn pass_with_venue(word: u64, venue: u32, begun: u64) -> u64 {
    pass::with_venue(word, VenueId(venue), begun)
}

#[inline(never)]
pub fn pass_has_venue(word: u64, venue: u32, begun: u64) -> bool {
    pass::has_venue(word, VenueId(venue), begun)
}
