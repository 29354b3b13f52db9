//! Property: a plan keeps to its limit, its lots, what is shown and what it was given; a schedule
//! pays out all of its total, never early and never more than its cap in one step.
//!
//! Method: one table a rule; then properties, against models that are slow and obvious: a sort of
//! all levels, and a search through every quantity that could be due.

mod schedule;
mod sweep;

use super::whole_lots;
use crate::units::Qty;
use core::num::NonZeroU64;

fn qty(units: u64) -> Qty {
    Qty::saturating(units)
}

#[test]
fn whole_lots_drop_what_is_left_over() {
    let max = Qty::MAX.get();
    let rows = [
        (0, 1, 0),
        (7, 1, 7),
        (99, 100, 0),
        (100, 100, 100),
        (299, 100, 200),
        (max, max, max),
        (max, max - 1, max - 1),
        (max, u64::MAX, 0),
    ];
    for (units, lot, whole) in rows {
        let lot = NonZeroU64::new(lot).unwrap_or(NonZeroU64::MAX);
        assert_eq!(whole_lots(qty(units), lot), qty(whole), "{units} in lots of {lot}");
    }
}
