//! Prefetching changes nothing, whatever the ids are.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use common::{child_at, qty};
use plimsoll::*;

#[test]
fn nothing_changes_and_no_id_is_wrong() {
    let (world, mut lane, parent, child) = child_at(VenueTerms::FIX44, 100, 10);
    lane.report(&Report::trade(child, ExecId(1), qty(4), Price(1)), common::NOW).unwrap();
    let before = (world.region.parent(parent), world.region.child(child));
    let nonsense = [0, 1, u64::MAX, 1 << 63, parent.to_bits(), child.to_bits()];
    world.region.prefetch_children(nonsense.iter().map(|bits| ChildId::from_bits(*bits)));
    world.region.prefetch_parents(nonsense.iter().map(|bits| ParentId::from_bits(*bits)));
    world.region.prefetch_children(std::iter::empty());
    assert_eq!((world.region.parent(parent), world.region.child(child)), before);
    world.region.audit().unwrap();
}
