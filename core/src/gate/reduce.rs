//! The weaker stop: only what brings a position nearer to zero passes.
//!
//! Law: while a scope is restricted so, all that its account's parents have out on one side of an
//! instrument is no more than the position on the other side, less what lies in suspense and may be
//! this position's: nobody knows which way it went. It is looked at after the child's
//! quantity is taken: of two lanes that race, the later in the order of the position's word sees what
//! the earlier has taken, so one of them is refused. The cost is a look at every parent: the state
//! is one of emergency, and a birth outside it pays nothing.

use crate::headroom::above;
use crate::lane::{Book, Lane};
use crate::parent::{ParentSlot, Terms};
use crate::refusal::Refusal;
use crate::region::Region;
use crate::sync::Acquire;

impl Lane<'_> {
    /// Whether what is out for `book`'s side, this child included, only reduces the position.
    pub(super) fn permits_reducing(&self, book: &Book<'_>, terms: &Terms) -> Result<(), Refusal> {
        let region = &self.region;
        let position = region.positions.get(terms.position as usize).ok_or(Refusal::LimitUnset)?;
        // By a read-modify-write: of two that race, the later sees what the earlier took.
        position.room(terms.side.is_buy()).give(0);
        debug_assert!(book.slot.word().is_here(book.parts.generation));
        // A fill is counted with the position before it is with its parent, so it is not missed if
        // the position is looked at last; a bust the other way round, so neither is that if it is
        // looked at first.
        let (place, buy) = (terms.position, terms.side.is_buy());
        let before = region.reducible(place, buy);
        let out = region.out_of(place, buy);
        if out > before.min(region.reducible(place, buy)) {
            return Err(Refusal::ReduceOnly);
        }
        Ok(())
    }
}

impl Region<'_> {
    /// Units that one side may trade before the position changes its sign.
    fn reducible(&self, position: u32, buy: bool) -> u64 {
        let (mut bought, mut sold) = (0u64, 0u64);
        for tally in self.tallies_of(position) {
            bought = bought.wrapping_add(tally.bought.load(Acquire));
            sold = sold.wrapping_add(tally.sold.load(Acquire));
        }
        let net = (bought as i64).wrapping_sub(sold as i64);
        above(if buy { net.wrapping_neg() } else { net }).saturating_sub(self.strays_of(position))
    }

    /// Units in suspense that are this position's, or of none that is known.
    fn strays_of(&self, position: u32) -> u64 {
        let others =
            self.positions.iter().enumerate().filter(|(place, _)| *place as u32 != position);
        let placed = others.fold(0u64, |sum, (_, slot)| sum.saturating_add(slot.suspended.open()));
        self.control.suspended.open().saturating_sub(placed)
    }

    /// What children reserve on one side of a position.
    fn out_of(&self, position: u32, buy: bool) -> u64 {
        let used = self.pools.parents.fresh.load(Acquire) as usize;
        let parents = self.parents.iter().take(used);
        parents.fold(0, |sum, slot| sum.saturating_add(reserved(slot, position, buy)))
    }
}

/// What a parent's children reserve, where it is one of this side of the position.
fn reserved(slot: &ParentSlot, position: u32, buy: bool) -> u64 {
    let word = slot.word();
    if !word.is_live() {
        return 0;
    }
    let terms = slot.terms();
    if terms.position != position || terms.side.is_buy() != buy {
        return 0;
    }
    let quantity = slot.quantity.load(Acquire) as i64;
    let executed = slot.executed.load(Acquire) as i64;
    above(quantity.saturating_sub(executed).saturating_sub(slot.word().balance()))
}

#[cfg(all(test, loom))]
mod loom;
#[cfg(all(test, not(loom)))]
mod tests;
