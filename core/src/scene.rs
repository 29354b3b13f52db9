//! What loom's scenes begin with: a small region of loom's atomics, one parent, and the search.
//!
//! Only in loom's builds.
//!
//! Uses: the crate's interface, `region`. Used by: the `loom.rs` of every room that has one.

use crate::*;
use std::borrow::ToOwned;
use std::string::ToString;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

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

/// A region that is set up, and not armed.
pub(crate) fn closed_world(config: &Config, cooling: u64) -> Region<'static> {
    let region = Region::leaked(config);
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

/// How long a scene may take in the short form: one that has become larger than its bound can bear
/// says so, and does not go on until somebody ends the run.
const PATIENCE: Duration = Duration::from_secs(240);

/// Whether this is the long form: `PLIMSOLL_LOOM=long`.
fn is_long() -> bool {
    std::env::var("PLIMSOLL_LOOM").is_ok_and(|form| form == "long")
}

/// The bound of a scene that takes minutes under the one it should have: `short`, or in the long form
/// `long`.
pub(crate) fn bound(short: usize, long: Option<usize>) -> Option<usize> {
    if is_long() { long } else { Some(short) }
}

/// Runs a scene in every interleaving that has no more preemptions than `bound`; says how many
/// those were.
pub(crate) fn explore(bound: Option<usize>, scene: impl Fn() + Sync + Send + 'static) {
    let mut model = loom::model::Builder::new();
    model.preemption_bound = bound;
    model.max_branches = 100_000;
    let (count, began) = (Arc::new(AtomicU64::new(0)), Instant::now());
    let (counter, patient) = (Arc::clone(&count), is_long());
    model.check(move || {
        let before = counter.fetch_add(1, Ordering::Relaxed);
        let late = !patient && began.elapsed() > PATIENCE;
        assert!(!late, "{before} interleavings and no end: give the scene a bound");
        scene();
    });
    let seconds = began.elapsed().as_secs_f64();
    let bound = bound.map_or("none".to_owned(), |bound| bound.to_string());
    let (name, count) = (thread::current(), count.load(Ordering::Relaxed));
    let name = name.name().unwrap_or_default();
    std::println!("{name}: bound {bound}, {count} interleavings in {seconds:.1} s");
}

/// As [`explore`], twice: loom finds a load that comes before another thread's write less well than
/// a write that comes before its load, so each of the two that race is the first thread once. A
/// scene gives the two to [`race`].
pub(crate) fn explore_both(bound: Option<usize>, scene: impl Fn(bool) + Sync + Send + 'static) {
    let (scene, turned) = (Arc::new(scene), false);
    let first = Arc::clone(&scene);
    explore(bound, move || first(turned));
    explore(bound, move || scene(!turned));
}

/// Two calls at once; where `turned`, the second is the one of the first thread.
pub(crate) fn race<A: 'static, B: 'static>(
    turned: bool,
    one: impl FnOnce() -> A + 'static,
    two: impl FnOnce() -> B + 'static,
) -> (A, B) {
    if turned {
        let one = loom::thread::spawn(one);
        let two = two();
        (one.join().unwrap(), two)
    } else {
        let two = loom::thread::spawn(two);
        let one = one();
        (one, two.join().unwrap())
    }
}
