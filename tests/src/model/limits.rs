//! Whether the levels above a parent have room for it: two sums, one that every reading of the
//! design allows for and one that none does.
//!
//! Law: a parent takes its worst case from every level; what it leaves unused comes back when it
//! ends (DESIGN §2).
//!
//! Uses: `plimsoll`, `parent`. Used by: `expect`.

use crate::model::reasons::Reasons;
use crate::model::{Child, Parent};
use crate::world::{BAND, REFERENCE, Setup};
use plimsoll::{NewParent, Refusal};

/// What `parent` holds of its position: its quantity, and what it is past that, while it lives;
/// then what it executed.
fn held_of_position(parent: &Parent) -> u64 {
    if parent.is_done() || parent.retired {
        parent.executed()
    } else {
        let load: u64 = parent.children.iter().map(Child::load).sum();
        load.max(parent.qty)
    }
}

pub(super) fn position(
    reasons: &mut Reasons,
    setup: &Setup,
    parents: &[Parent],
    order: &NewParent,
    more: u64,
    strays: u64,
) {
    let here = |parent: &&Parent| {
        (parent.order.account, parent.order.instrument) == (order.account, order.instrument)
    };
    let same: u64 = parents
        .iter()
        .filter(here)
        .filter(|parent| parent.order.side.is_buy() == order.side.is_buy())
        .map(held_of_position)
        .sum();
    let against: u64 = parents
        .iter()
        .filter(here)
        .filter(|parent| parent.order.side.is_buy() != order.side.is_buy())
        .map(Parent::executed)
        .sum();
    let surely = same + more > setup.position + against + strays;
    reasons.sure(Refusal::ExceedsPositionLimit, surely);
    let perhaps = same + more + strays > setup.position;
    reasons.perhaps(Refusal::ExceedsPositionLimit, perhaps);
}

/// The lowest and the highest worth that one unit of `order` may be reserved with.
fn worth(order: &NewParent) -> (u64, u64) {
    let cap = REFERENCE.unsigned_abs() + BAND;
    let own = order.price.map_or(cap, |price| price.0.unsigned_abs());
    (if order.instrument.0 == 0 { own } else { own.min(cap) }, own.max(cap))
}

/// What one unit of `order` costs at its worst price.
pub(super) fn dearest(order: &NewParent) -> u128 {
    let (low, high) = worth(order);
    u128::from(if order.instrument.0 == 0 { low } else { high })
}

pub(super) fn money(
    reasons: &mut Reasons,
    setup: &Setup,
    parents: &[Parent],
    order: &NewParent,
    more: u64,
    strays: u64,
) {
    let (low, high) = worth(order);
    let (low, high) = (u128::from(low), u128::from(high));
    let strays = u128::from(strays) * (u128::from(REFERENCE.unsigned_abs()) + 100);
    let sums = |of_account: bool| {
        let here =
            parents.iter().filter(|parent| !of_account || parent.order.account == order.account);
        here.fold((0u128, 0u128), |(least, most), parent| {
            let (low, high) = worth(&parent.order);
            let lives = !parent.is_done() && !parent.retired;
            let least_qty = if lives { parent.qty.max(parent.executed()) } else { 0 };
            let most_qty = held_of_position(parent).max(if lives { parent.qty } else { 0 });
            let least = least + u128::from(low) * u128::from(least_qty);
            (least, most + u128::from(high) * u128::from(most_qty))
        })
    };
    let levels = [
        (Refusal::ExceedsAccountLimit, sums(true), setup.account),
        (Refusal::ExceedsFirmLimit, sums(false), setup.firm),
    ];
    for (refusal, (least, most), limit) in levels {
        let more = u128::from(more);
        reasons.perhaps(refusal, most + high * more + strays > u128::from(limit));
        // An executed unit may be worth less than its worst case: nothing is sure but a worst case
        // past the whole limit.
        reasons.sure(refusal, least == 0 && low * more > u128::from(limit));
    }
}
