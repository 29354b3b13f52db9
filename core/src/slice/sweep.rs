//! Takes what is shown, best venue first: one quantity becomes legs over many venues at once.
//!
//! ```text
//!   levels ──► usable: holds a lot, not past the limit ──► best MAX_LEGS, in order ──► legs
//! ```
//!
//! Law: a leg is a whole number of lots, at its level's price, never past the limit and never more
//! than its level shows; all legs together are never more than the quantity.
//!
//! Uses: `id`, `units`. Used by: callers of the library, through `slice`.

use super::{Leg, MAX_LEGS, Plan, whole_lots};
use crate::id::VenueId;
use crate::units::{Price, Qty, Side};
use arrayvec::ArrayVec;
use core::cmp::Ordering;
use core::mem::swap;
use core::num::NonZeroU64;

/// A price at which a venue shows that it would trade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Level {
    /// The venue that shows it. A venue may show several levels; each is used for itself.
    pub venue: VenueId,
    /// The price, in ticks. Any value.
    pub price: Price,
    /// What is shown at that price, in units. Zero is never used.
    pub qty: Qty,
    /// What the venue charges, in money per unit; negative is a rebate. It only ranks levels of the
    /// same price, so its scale matters to nobody else. Any value.
    pub fee: i64,
    /// The caller's own preference where price, fee and size are equal: lower is better. Any value.
    pub rank: u32,
}

/// Plans how `qty` is sent at once to the venues that show `levels`, or as much of it as fits.
///
/// Levels are used by price (lowest first for a buyer, highest first for a seller), then by fee
/// (lower first), then by size (larger first), then by rank (lower first), then by venue (lower
/// first); where they stand in `levels` does not matter. Each level gives at most one leg, at its
/// own price. With `limit` none, no price is too bad.
///
/// Every leg is a multiple of `lot` units; a `lot` of 0 is taken as 1. What is less than a lot, in
/// a level or at the end of `qty`, is left out. After [`MAX_LEGS`] legs the plan ends; what it does
/// not cover is the caller's to plan again.
///
/// `levels` may have any length; the call takes at most [`MAX_LEGS`] steps for each.
#[must_use]
pub fn sweep(side: Side, limit: Option<Price>, qty: Qty, lot: u64, levels: &[Level]) -> Plan {
    let lot = NonZeroU64::new(lot).unwrap_or(NonZeroU64::MIN);
    let mut plan = Plan::new();
    let mut rest = qty;
    for level in best_levels(side, limit, lot, levels) {
        let taken = whole_lots(rest.min(level.qty), lot);
        // Every usable level holds a lot, so nothing taken means that the rest is less than one.
        if taken.is_zero() {
            break;
        }
        let leg = Leg { venue: level.venue, qty: taken, price: level.price };
        if plan.try_push(leg).is_err() {
            break;
        }
        rest = rest.saturating_sub(taken);
    }
    plan
}

/// The usable levels in the order of use, or the first [`MAX_LEGS`] of them. No plan needs more:
/// each of them becomes a leg, or finds less than a lot left and ends the plan.
fn best_levels(
    side: Side,
    limit: Option<Price>,
    lot: NonZeroU64,
    levels: &[Level],
) -> ArrayVec<&Level, MAX_LEGS> {
    let mut best = ArrayVec::<&Level, MAX_LEGS>::new();
    let usable = levels.iter().filter(|level| {
        let within = limit.is_none_or(|limit| !side.is_beyond(level.price, limit));
        within && !whole_lots(level.qty, lot).is_zero()
    });
    for mut level in usable {
        // Insertion without an index: each better one stays, each worse one moves down a place.
        for kept in &mut best {
            if in_order_of_use(side, level, kept).is_lt() {
                swap(&mut level, kept);
            }
        }
        // When the list is full, the worst of all falls off its end.
        let _ = best.try_push(level);
    }
    best
}

/// Which of two levels is used first. Equal means that the two are the same in every field.
fn in_order_of_use(side: Side, one: &Level, other: &Level) -> Ordering {
    let by_price = one.price.cmp(&other.price);
    let by_price = if side.is_buy() { by_price } else { by_price.reverse() };
    by_price
        .then(one.fee.cmp(&other.fee))
        .then(other.qty.cmp(&one.qty))
        .then(one.rank.cmp(&other.rank))
        .then(one.venue.cmp(&other.venue))
}
