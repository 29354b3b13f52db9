//! The books of a region that nobody has told us anything about: what can be seen of it, and the
//! laws that hold of that alone.
//!
//! Law: everything that can be looked at is looked at, so that no reader is left out.
//!
//! Uses: `plimsoll`. Used by: the targets.

use crate::plant::is_planted;
use plimsoll::{
    AccountId, AlarmKind, ChildView, InstrumentId, Level, ParentId, ParentView, Poll, Region,
    Scope, StrategyId, VenueId,
};

/// The most parents, and children of each, that are looked at one by one.
const MOST: usize = 1 << 13;

/// What can be seen of the parents and their children.
pub type Books = Vec<(ParentView, Vec<ChildView>)>;

/// The books of `region`.
#[must_use]
pub fn read(region: Region<'_>) -> Books {
    let parents = region.parents().take(MOST).filter_map(|id| region.parent(id));
    let with_children = |view: ParentView| {
        let children = region.children(view.id).take(MOST);
        (view, children.filter_map(|child| region.child(child)).collect())
    };
    let mut books: Books = parents.map(with_children).collect();
    if is_planted("headroom")
        && let Some((parent, _)) = books.iter_mut().find(|(parent, _)| parent.executed > 0)
    {
        parent.headroom += 1;
    }
    books
}

/// L1 and L2 as the books show them: nothing is out that the quantity, or a recorded overfill, does
/// not pay for, and every unit is in exactly one place.
///
/// # Errors
///
/// The parent that breaks one.
pub fn check(books: &Books) -> Result<(), String> {
    books.iter().try_for_each(|(parent, children)| {
        let sum = |part: fn(&ChildView) -> u64| -> u128 {
            children.iter().map(|child| u128::from(part(child))).sum()
        };
        let (working, unknown) =
            (sum(|child| child.leaves_qty.get()), sum(|child| child.unknown_qty.get()));
        let (cooling, inferred) =
            (sum(|child| child.cooling_qty.get()), sum(|child| child.inferred_qty));
        let executed = u128::from(parent.executed);
        let out = executed + working + unknown + cooling;
        let line = u128::from(parent.qty.get()) + u128::from(parent.overfill);
        let rules = [
            ("L1: more is out than is paid for", out <= line),
            ("L2: units are in no place, or in two", out + u128::from(parent.headroom) == line),
            ("L2: both free and past the line", parent.headroom == 0 || parent.overfill == 0),
            ("L2: working", working == u128::from(parent.working)),
            ("L2: unknown", unknown == u128::from(parent.unknown)),
            ("L2: cooling", cooling == u128::from(parent.cooling)),
            ("L2: inferred", inferred == u128::from(parent.inferred)),
            // What was executed elsewhere, or assigned from suspense, has no child.
            ("L2: executed", executed >= sum(|child| child.cum_qty)),
        ];
        let broken = rules.iter().find(|(_, holds)| !holds);
        broken.map_or(Ok(()), |(rule, _)| Err(format!("{rule}: {parent:?}: {children:?}")))
    })
}

/// Whether a parent's words have stopped counting: past the largest quantity the core says so once,
/// and its sums mean nothing from then on.
#[must_use]
pub fn has_lost_count(region: Region<'_>) -> bool {
    region.alarm(AlarmKind::ImpossibleReport).count > 0
}

/// Looks at everything else that a region shows; only that it comes to an end counts.
pub fn look_at_all(region: Region<'_>) {
    let config = region.config();
    let _ = (region.epoch(), region.fingerprint(), region.builds(), region.lease());
    let _ = (region.max_lease(), region.is_controlled(), region.heard_until());
    let _ = (region.firm_headroom(), region.suspense());
    let _ = region.controls().count() + region.registry().count() + region.strategies().count();
    let _ = region.parties().count() + region.monitors().count() + region.latched().count();
    for kind in AlarmKind::ALL {
        let _ = region.alarm(kind);
    }
    for number in 0..4 {
        let (account, instrument) = (AccountId(number), InstrumentId(number % 2));
        let _ = (region.exposure(account, instrument), region.suspense_of(account, instrument));
        let _ = (region.account_headroom(account), region.lane_view(number));
        let venue = VenueId(number);
        let _ = (region.venue_session(venue), region.venue_terms(venue));
    }
    for scope in scopes(config.lanes) {
        let _ = (region.level(scope), region.cause(scope), region.kill_count(scope));
        let _ = region.is_halted(scope).is_ok_and(|halted| halted);
    }
    if let Some(entry) = region.next_suspense(&mut 0) {
        let (mut cursor, mut entries) = (0, [entry; 8]);
        while region.suspense_entries(&mut cursor, &mut entries) > 0 {}
        let _ = region.find_suspense(entry.exec_id, entry.child);
    }
    events(region);
}

fn events(region: Region<'_>) {
    for lane in 0..=region.config().lanes {
        let Ok(mut reader) = region.events(lane) else { continue };
        // A ring holds so many; more would be a loop without an end.
        for _ in 0..=region.config().events {
            if !matches!(reader.poll(), Poll::Event(_)) {
                break;
            }
        }
    }
}

/// Some scopes of every kind.
#[must_use]
pub fn scopes(lanes: u32) -> Vec<Scope> {
    let mut scopes = plimsoll_tests::world::scopes(lanes.min(8));
    scopes.extend([Scope::Strategy(StrategyId(u32::MAX)), Scope::Parent(ParentId::from_bits(1))]);
    scopes
}

/// Whether nothing may be born in `region`, whatever is asked for.
#[must_use]
pub fn is_closed(region: Region<'_>) -> bool {
    let halted = region.level(Scope::Firm).is_ok_and(|level| level >= Level::NoNewOrders);
    halted || region.lease().is_none()
}
