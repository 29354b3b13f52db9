//! Plans of what to send: how much, where and at what price.
//!
//! ```text
//!   over time    total ── schedule ──► due now ─┐
//!   over venues                                 └─► sweep ──► plan ──► gate (children are born)
//!                            levels, limit, lot ────┘
//! ```
//!
//! Slicers are pure functions: the same arguments give the same plan, nothing is kept from one call
//! to the next, and no clock is read. They are trusted with nothing. A plan is a wish; the gate is
//! where children are born, and it holds a leg of ours to the same checks as one that a strategy in
//! C++ made up. A slicer that is wrong can trade badly, but never past the parent's headroom.
//!
//! Law: a plan never asks for more than it was given to spread (the proof is in `tests`).
//!
//! Uses: `id`, `units`. Used by: nobody in the core; its callers stand beside the gate's.

mod schedule;
mod sweep;

#[cfg(test)]
mod tests;

pub use schedule::{BadSchedule, MAX_CURVE, Schedule};
pub use sweep::{Level, sweep};

use crate::id::VenueId;
use crate::units::{Price, Qty};
use arrayvec::ArrayVec;
use core::num::NonZeroU64;

/// The most legs that a plan has.
pub const MAX_LEGS: usize = 64;

/// One order that a plan asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Leg {
    /// Where to send it.
    pub venue: VenueId,
    /// How much, in units; never zero in a plan that a slicer of this room made.
    pub qty: Qty,
    /// The limit price to send it with (FIX 44), in ticks.
    pub price: Price,
}

/// What to send, in the order in which to send it.
pub type Plan = ArrayVec<Leg, MAX_LEGS>;

/// `qty` without what is left over a whole number of lots.
fn whole_lots(qty: Qty, lot: NonZeroU64) -> Qty {
    qty.saturating_sub(Qty::saturating(qty.get() % lot))
}
