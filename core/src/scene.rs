//! What loom's scenes, and the unit tests of the rooms that move quantity, begin with: a small region,
//! one parent; in loom's builds of loom's atomics, and the search.
//!
//! Uses: the crate's interface, `region`. Used by: the `loom.rs` of every room that has one, `tests.rs`
//! of some.

#[cfg(loom)]
mod search;

use crate::*;
#[cfg(loom)]
pub(crate) use search::*;

pub(crate) const TINY: Config = Config {
    session: 1,
    lanes: 2,
    accounts: 1,
    instruments: 1,
    venues: 1,
    strategies: 1,
    parties: 1,
    registry: 1,
    positions: 1,
    parents: 2,
    children: 4,
    executions: 4,
    suspense: 1,
    client_ids: 2,
    repeats: 1,
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
    let region = closed_world(&TINY, cooling);
    arm(&mut region.control().unwrap(), Nanos(1_000_000), Nanos(0)).unwrap();
    (region, admit(region, 1, quantity))
}

/// A new region, in memory that nobody gives back.
#[cfg(not(loom))]
fn leaked(config: &Config) -> Region<'static> {
    let bytes = Region::required_bytes(config).unwrap();
    let memory: &'static mut [u8] = std::vec::Vec::leak(std::vec![0; bytes + 64]);
    let skip = memory.as_ptr().align_offset(64);
    Region::format(&mut memory[skip..], config).unwrap()
}

/// A region that is set up, and not armed.
pub(crate) fn closed_world(config: &Config, cooling: u64) -> Region<'static> {
    #[cfg(loom)]
    let region = Region::leaked(config);
    #[cfg(not(loom))]
    let region = leaked(config);
    let mut control = region.control().unwrap();
    control.set_firm_limit(Notional::MAX).unwrap();
    control.set_suspense_limit(qty(1000)).unwrap();
    control.set_alarm_deadline(1000).unwrap();
    control.set_throttles(&Throttles::WIDEST).unwrap();
    control.set_clock_tolerance(1 << 60).unwrap();
    let terms = ResetTerms { least_delay: 0, expiry: u64::MAX - 1 };
    control.set_reset_terms(&terms).unwrap();
    let account = control.define_account(Notional::MAX).unwrap();
    let terms =
        InstrumentTerms { lot: 1, tick_value: 1, max_order_qty: Qty::MAX, collar: Collar::Limit };
    let instrument = control.define_instrument(&terms).unwrap();
    control.define_venue(&VenueTerms { cooling, ..VenueTerms::FIX44 }).unwrap();
    let terms = StrategyTerms {
        code: 1,
        generation: 1,
        max_held: 1,
        max_ratio: u32::MAX,
        max_repeats: u32::MAX,
    };
    let strategy = control.define_strategy(&terms).unwrap();
    let limit = PositionLimit { long: Qty::MAX, short: Qty::MAX };
    control.set_position_limit(account, instrument, &limit).unwrap();
    control.define_party(PartyRole::Trader, 7).unwrap();
    assert_eq!((account.0, instrument.0, strategy.0), (0, 0, 1));
    region
}

/// Arms a region for whatever runs there, and for strategy 1.
pub(crate) fn arm(
    control: &mut Control<'_>,
    lease_until: Nanos,
    now: Nanos,
) -> Result<(), Refusal> {
    let expected = control.region().fingerprint();
    arm_for(control, expected, lease_until, now)
}

/// Arms a region for this fingerprint, and for strategy 1.
pub(crate) fn arm_for(
    control: &mut Control<'_>,
    expected: Fingerprint,
    lease_until: Nanos,
    now: Nanos,
) -> Result<(), Refusal> {
    let (fingerprints, lease) = (&[expected], u64::MAX);
    let strategies = &[SessionStrategy::uncapped(1, 1)];
    let manifest = Manifest { fingerprints, strategies, lease };
    control.arm(&manifest, lease_until, now).map_err(Refusal::from)
}

/// Admits a parent that buys `quantity`.
pub(crate) fn admit(region: Region<'static>, name: u128, quantity: u64) -> ParentId {
    let parent = order(name, Side::Buy, quantity);
    region.lane(0).unwrap().admit(&parent, Nanos(1)).unwrap()
}

/// A parent of the only trader.
pub(crate) fn order(name: u128, side: Side, quantity: u64) -> NewParent {
    NewParent {
        account: AccountId(0),
        instrument: InstrumentId(0),
        client_id: ClientId(name),
        side,
        qty: qty(quantity),
        price: Some(Price(1)),
        strategy: StrategyId(1),
        generation: 1,
        fan_out: FanOut::WIDEST,
        expire_time: None,
        lease: None,
        parties: Parties { trader: Some(PartyId(0)), ..Parties::NONE },
        flags: 0,
    }
}

/// A child of `n` at the only venue.
pub(crate) fn child(parent: ParentId, n: u64) -> NewChild {
    let (venue, price) = (VenueId(0), Price(1));
    NewChild { parent, venue, qty: qty(n), price, time_in_force: TimeInForce::Day }
}

/// That the venue has cancelled a child of which `cum` was executed.
#[cfg(loom)]
pub(crate) fn canceled(id: ChildId, cum: u64) -> Report {
    Report { cum_qty: Some(qty(cum)), ..Report::new(id, ExecType::Canceled) }
}

/// Routes a child of `n` some times; how many of them were born.
#[cfg(loom)]
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
