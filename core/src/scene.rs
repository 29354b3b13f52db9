//! What loom's scenes begin with: a small region of loom's atomics, one parent, and the search.
//!
//! Only in loom's builds.
//!
//! Uses: the crate's interface, `region`. Used by: `gate/loom.rs`, `report/loom.rs`.

use crate::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

const TINY: Config = Config {
    session: 1,
    lanes: 2,
    accounts: 1,
    instruments: 1,
    venues: 1,
    strategies: 1,
    positions: 1,
    parents: 2,
    children: 4,
    executions: 4,
    suspense: 1,
    client_ids: 2,
    events: 8,
};

/// The quantity `n`.
pub(crate) fn qty(n: u64) -> Qty {
    Qty::new(n).unwrap()
}

/// An armed region with one parent.
pub(crate) fn world(quantity: u64) -> (Region<'static>, ParentId) {
    cooling_world(quantity, 0)
}

/// An armed region with one parent, whose venue has quantity cool for some nanoseconds.
pub(crate) fn cooling_world(quantity: u64, cooling: u64) -> (Region<'static>, ParentId) {
    let region = Region::leaked(&TINY);
    let mut control = region.control().unwrap();
    control.set_firm_limit(Notional::MAX).unwrap();
    control.set_suspense_limit(qty(1000)).unwrap();
    control.set_alarm_deadline(1000).unwrap();
    let account = control.define_account(Notional::MAX).unwrap();
    let terms =
        InstrumentTerms { lot: 1, tick_value: 1, max_order_qty: Qty::MAX, collar: Collar::Limit };
    let instrument = control.define_instrument(&terms).unwrap();
    control.define_venue(&VenueTerms { cooling, ..VenueTerms::FIX44 }).unwrap();
    let terms = StrategyTerms { code: 1, generation: 1, max_held: 9 };
    let strategy = control.define_strategy(&terms).unwrap();
    let limit = PositionLimit { long: Qty::MAX, short: Qty::MAX };
    control.set_position_limit(account, instrument, &limit).unwrap();
    control.arm(Nanos(1_000_000), Nanos(0)).unwrap();
    assert_eq!((account.0, instrument.0, strategy.0), (0, 0, 0));
    (region, admit(region, 1, quantity))
}

/// Admits a parent that buys `quantity`.
pub(crate) fn admit(region: Region<'static>, name: u128, quantity: u64) -> ParentId {
    let parent = NewParent {
        account: AccountId(0),
        instrument: InstrumentId(0),
        client_id: ClientId(name),
        side: Side::Buy,
        qty: qty(quantity),
        price: Some(Price(1)),
        strategy: StrategyId(0),
        generation: 1,
        fan_out: FanOut::WIDEST,
        expire_time: None,
        lease: None,
    };
    region.lane(0).unwrap().admit(&parent, Nanos(1)).unwrap()
}

/// A child of `n` at the only venue.
pub(crate) fn child(parent: ParentId, n: u64) -> NewChild {
    let (venue, price) = (VenueId(0), Price(1));
    NewChild { parent, venue, qty: qty(n), price, time_in_force: TimeInForce::Day }
}

/// Routes a child of `n` some times; how many of them were born.
pub(crate) fn route(
    region: Region<'static>,
    lane: u32,
    parent: ParentId,
    n: u64,
    times: u32,
) -> u64 {
    let mut lane = region.lane(lane).unwrap();
    (0..times).filter(|_| lane.route(&child(parent, n), Nanos(2)).is_ok()).count() as u64
}

/// Runs a scene in every interleaving that has no more preemptions than `bound`; says how many
/// those were.
pub(crate) fn explore(bound: Option<usize>, scene: impl Fn() + Sync + Send + 'static) {
    let mut model = loom::model::Builder::new();
    model.preemption_bound = bound;
    model.max_branches = 100_000;
    let (count, began) = (Arc::new(AtomicU64::new(0)), Instant::now());
    let counter = Arc::clone(&count);
    model.check(move || {
        counter.fetch_add(1, Ordering::Relaxed);
        scene();
    });
    let seconds = began.elapsed().as_secs_f64();
    std::println!("{} interleavings in {seconds:.1} s", count.load(Ordering::Relaxed));
}
