//! *Property* (L8 Closed): what is not known is refused: an unset limit, an unknown code, an
//! unarmed region, a lease that ran out, a missing or stale reference price, an alarm that nobody
//! read.
//!
//! *Method*: one world a case, complete but for one thing; admission or routing must say so. The
//! same case with the thing in its place must pass, so that a core which refuses everything fails
//! too.

use plimsoll::{
    AccountId, AlarmKind, Collar, Control, InstrumentId, InstrumentTerms, Manifest, Nanos,
    NewParent, Notional, PositionLimit, Price, Refusal, ResetTerms, Scope, SessionStrategy,
    StrategyId, StrategyTerms, Throttles, VenueId, VenueTerms,
};
use plimsoll_tests::call::Call;
use plimsoll_tests::memory::Memory;
use plimsoll_tests::orders::{child, parent, qty, trade};
use plimsoll_tests::world::{
    FIRST_CODE, GENERATION, PLENTY, REFERENCE, REGISTRY, Setup, World, arm, strategy,
};

const LATE: u64 = u64::MAX / 2;

/// What it is, what a command says without it, and how it is defined.
type Step = (&'static str, Refusal, fn(&mut Control<'_>) -> Result<(), Refusal>);

/// What is defined, step by step, in the order in which an operator would.
const STEPS: [Step; 13] = [
    ("account", Refusal::UnknownAccount, |control| {
        control.define_account(Notional::MAX).map(|_| ())
    }),
    ("instrument", Refusal::UnknownInstrument, |control| {
        let terms = InstrumentTerms {
            lot: 1,
            tick_value: 1,
            max_order_qty: qty(1_000),
            collar: Collar::Limit,
        };
        control.define_instrument(&terms).map(|_| ())
    }),
    ("strategy", Refusal::UnknownStrategy, |control| {
        let (max_ratio, max_repeats) = (u32::MAX, u32::MAX);
        let (code, generation, max_held) = (FIRST_CODE, GENERATION, 5);
        let terms = StrategyTerms { code, generation, max_held, max_ratio, max_repeats };
        control.define_strategy(&terms).map(|_| ())
    }),
    ("firm limit", Refusal::LimitUnset, |control| control.set_firm_limit(Notional::MAX)),
    ("suspense limit", Refusal::LimitUnset, |control| control.set_suspense_limit(qty(100))),
    ("alarm deadline", Refusal::LimitUnset, |control| control.set_alarm_deadline(1_000)),
    ("throttles", Refusal::LimitUnset, |control| control.set_throttles(&Throttles::WIDEST)),
    ("clock tolerance", Refusal::LimitUnset, |control| control.set_clock_tolerance(1_000)),
    ("terms of a reset", Refusal::LimitUnset, |control| {
        control.set_reset_terms(&ResetTerms { least_delay: 1, expiry: 9 })
    }),
    ("position limit", Refusal::LimitUnset, |control| {
        let limit = PositionLimit { long: qty(1_000), short: qty(1_000) };
        control.set_position_limit(AccountId(0), InstrumentId(0), &limit)
    }),
    ("venue", Refusal::UnknownVenue, |control| {
        control.define_venue(&VenueTerms::FIX44).map(|_| ())
    }),
    ("arm", Refusal::NotArmed, |control| {
        let fingerprints = [control.region().fingerprint()];
        // Of a strategy that is not there nothing can be expected.
        let there = control.region().is_halted(Scope::Strategy(strategy(0))).is_ok();
        let strategies = [SessionStrategy::uncapped(FIRST_CODE, GENERATION)];
        let strategies = &strategies[..usize::from(there)];
        let manifest = Manifest { fingerprints: &fingerprints, strategies, lease: u64::MAX };
        control.arm(&manifest, Nanos(LATE), Nanos(5)).map_err(Refusal::from)
    }),
    ("nothing", Refusal::NotArmed, |_| Ok(())),
];

/// Admits and routes in a world that lacks the step numbered `missing`.
fn without(missing: usize) -> Result<(), Refusal> {
    let memory = Memory::for_config(&PLENTY.config);
    let region = memory.format_with(&PLENTY.config, &REGISTRY)?;
    let mut control = region.control()?;
    let mut lane = region.lane(0)?;
    for (place, (_, _, step)) in STEPS.iter().enumerate() {
        // What rests on the thing that is missing cannot be defined either.
        let rests = STEPS[place].0 == "position limit" && missing < 2;
        if place != missing && !rests {
            step(&mut control)?;
        }
    }
    let parent = lane.admit(&parent(1, 10), Nanos(10))?;
    lane.route(&child(parent, 10), Nanos(11)).map(|_| ())
}

#[test]
fn whatever_is_missing_is_named() {
    for (place, (name, refusal, _)) in STEPS.iter().enumerate() {
        let expected = if *name == "nothing" { Ok(()) } else { Err(*refusal) };
        assert_eq!(without(place), expected, "without {name}");
    }
}

/// A world of `PLENTY` but for what `change` makes of the order: what admission says to it.
fn admit(setup: Setup, change: fn(&mut NewParent), wait: u32) -> Option<Refusal> {
    let mut world = World::armed(setup);
    let mut order = NewParent { instrument: InstrumentId(1), price: None, ..parent(1, 10) };
    change(&mut order);
    world.apply(&Call::Wait { nanos: wait });
    world.apply(&Call::Admit { lane: 0, order }).refusal()
}

#[test]
fn a_reference_price_must_be_there_and_fresh() {
    assert_eq!(admit(PLENTY, |_| {}, 0), None);
    // The first instrument has no collar but the parent's own limit.
    let bare = |order: &mut NewParent| order.instrument = InstrumentId(0);
    assert_eq!(admit(PLENTY, bare, 0), Some(Refusal::NoReferencePrice));

    let mut world = World::armed(PLENTY);
    world.now += plimsoll_tests::world::REFERENCE_AGE * 2;
    let order = NewParent { instrument: InstrumentId(1), price: None, ..parent(1, 10) };
    let stale = world.apply(&Call::Admit { lane: 0, order });
    assert_eq!(stale.refusal(), Some(Refusal::StaleReferencePrice));
    let now = Nanos(world.now);
    world.control().set_reference_price(InstrumentId(1), Price(REFERENCE), now).expect("a price");
    assert_eq!(world.apply(&Call::Admit { lane: 0, order }).refusal(), None);
}

#[test]
fn a_reference_price_that_was_never_set_is_missing() {
    let mut world = World::armed(PLENTY);
    let collar = Collar::Reference { band: 5, max_age: 1 << 40 };
    // The table of instruments is full: a region with room for a third one.
    let config = plimsoll::Config { instruments: 3, positions: 6, ..PLENTY.config };
    let memory = Memory::for_config(&config);
    let region = memory.format_with(&config, &REGISTRY).expect("fresh memory");
    let mut control = region.control().expect("nobody holds it");
    plimsoll_tests::world::define(&mut control, &PLENTY).expect("definitions that fit");
    let terms = InstrumentTerms { lot: 1, tick_value: 1, max_order_qty: qty(1_000), collar };
    let third = control.define_instrument(&terms).expect("room for a third");
    let limit = PositionLimit { long: qty(1_000), short: qty(1_000) };
    control.set_position_limit(AccountId(0), third, &limit).expect("room for a fifth");
    arm(&mut control, &PLENTY, Nanos(LATE), Nanos(5_000)).expect("armed");
    let mut lane = region.lane(0).expect("free");
    for price in [None, Some(Price(REFERENCE))] {
        let order = NewParent { instrument: third, price, ..parent(1, 10) };
        assert_eq!(lane.admit(&order, Nanos(6_000)), Err(Refusal::NoReferencePrice), "{price:?}");
    }
    assert_eq!(world.apply(&Call::Disarm).refusal(), None);
}

#[test]
fn unknown_codes_are_refused() {
    type Case = (fn(&mut NewParent), Refusal);
    let cases: [Case; 5] = [
        (|order| order.account = AccountId(2), Refusal::UnknownAccount),
        (|order| order.account = AccountId(u32::MAX), Refusal::UnknownAccount),
        (|order| order.instrument = InstrumentId(u32::MAX), Refusal::UnknownInstrument),
        (|order| order.strategy = StrategyId(2), Refusal::UnknownStrategy),
        (|order| order.generation = GENERATION + 1, Refusal::WrongGeneration),
    ];
    for (change, refusal) in cases {
        assert_eq!(admit(PLENTY, change, 0), Some(refusal));
    }
    let older = |order: &mut NewParent| order.generation = GENERATION - 1;
    assert_eq!(admit(PLENTY, older, 0), Some(Refusal::WrongGeneration));
    let mut world = World::armed(PLENTY);
    world.apply(&Call::Admit { lane: 0, order: parent(1, 10) });
    let mut order = child(world.parents[0], 1);
    order.venue = VenueId(2);
    assert_eq!(world.apply(&Call::Route { lane: 0, order }).refusal(), Some(Refusal::UnknownVenue));
}

#[test]
fn a_lease_that_ran_out_stops_routing_until_it_is_renewed() {
    let mut world = World::new(PLENTY);
    let until = world.now + 100;
    world.apply(&Call::Arm { lease_until: until });
    world.apply(&Call::Admit { lane: 0, order: parent(1, 10) });
    let order = child(world.parents[0], 1);
    assert_eq!(world.apply(&Call::Route { lane: 0, order }).refusal(), None);
    world.apply(&Call::Wait { nanos: 200 });
    let late = world.apply(&Call::Route { lane: 0, order });
    assert_eq!(late.refusal(), Some(Refusal::LeaseExpired));
    assert_eq!(world.apply(&Call::Renew { lease_until: until + 1_000 }).refusal(), None);
    assert_eq!(world.apply(&Call::Route { lane: 0, order }).refusal(), None);
}

#[test]
fn an_alarm_that_nobody_reads_stops_routing() {
    let mut world = World::armed(Setup { alarm_deadline: 1_000, ..PLENTY });
    for client in [1, 2] {
        world.apply(&Call::Admit { lane: 0, order: parent(client, 10) });
    }
    let order = child(world.parents[0], 10);
    world.apply(&Call::Route { lane: 0, order });
    let report = trade(world.children[0], 1, 11);
    world.apply(&Call::Report { lane: 0, report });
    let order = child(world.parents[1], 1);
    assert_eq!(
        world.apply(&Call::Route { lane: 0, order }).refusal(),
        None,
        "there is time to read it"
    );
    world.apply(&Call::Wait { nanos: 1_100 });
    let unread = world.apply(&Call::Route { lane: 0, order });
    assert_eq!(unread.refusal(), Some(Refusal::AlarmUnacknowledged));
    let raised = world.snapshot().latched.raised;
    assert!(raised.contains(&AlarmKind::Overfill));
    for alarm in raised {
        let unread = world.apply(&Call::Route { lane: 0, order });
        assert_eq!(
            unread.refusal(),
            Some(Refusal::AlarmUnacknowledged),
            "before {alarm:?} is read"
        );
        world.apply(&Call::Acknowledge { alarm });
    }
    assert_eq!(world.apply(&Call::Route { lane: 0, order }).refusal(), None);
}

#[test]
fn a_broken_copy_is_caught() {
    // The table itself: a step that is not missed by anybody would be answered with `Ok`, which no
    // row but the last allows; and a world that lacks nothing must not be refused.
    assert_eq!(without(STEPS.len()), Ok(()));
    let rows = STEPS.iter().enumerate().filter(|(place, _)| without(*place).is_ok());
    assert_eq!(rows.count(), 1, "only the row that lacks nothing passes");
}
