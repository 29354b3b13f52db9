//! *Property* (L8, DESIGN §7): the house opens only for what its operator expects to find, and says
//! by how much it is not that: the field, what was expected, what is there. A number that was never
//! set keeps it closed; so does an alarm that nobody has read, and a kill that came since.
//!
//! *Method*: one region a case. Each part of the fingerprint is expected otherwise, one at a time;
//! then each is made otherwise by what would make it so, and the old fingerprint expected. Each
//! number is left out, one at a time. What lacks nothing must be armed.

use plimsoll::{
    AlarmKind, Config, Control, Field, Fingerprint, Manifest, Nanos, NewParent, Notional, Qty,
    Refusal, Region, ResetTerms, Scope, SessionStrategy, Throttles, Unarmed,
};
use plimsoll_tests::call::Call;
use plimsoll_tests::memory::Memory;
use plimsoll_tests::orders::{parent, qty};
use plimsoll_tests::world::{
    FIRST_CODE, GENERATION, KEYS, PLENTY, REGISTRY, Setup, World, define, session,
};

const UNTIL: Nanos = Nanos(1 << 40);

/// Arms `world` for these fingerprints and both strategies.
fn arm_for(world: &mut World, fingerprints: &[Fingerprint]) -> Result<(), Unarmed> {
    arm_with(world, fingerprints, &session(&PLENTY), u64::MAX)
}

fn arm_with(
    world: &mut World,
    fingerprints: &[Fingerprint],
    strategies: &[SessionStrategy],
    lease: u64,
) -> Result<(), Unarmed> {
    world.now += 1;
    let now = Nanos(world.now);
    let armed = world.control().arm(&Manifest { fingerprints, strategies, lease }, UNTIL, now);
    // A refusal changes nothing.
    let was = armed.is_ok() || armed == Err(Unarmed::from(Refusal::NothingToChange));
    assert_eq!(world.region().lease().is_some(), was, "{armed:?}");
    armed
}

fn part(fingerprint: Fingerprint, field: Field) -> u64 {
    let mut parts = fingerprint.parts().into_iter();
    parts.find(|(of, _)| *of == field).map_or(0, |(_, part)| part)
}

#[test]
fn each_part_that_is_expected_otherwise_is_named_with_both_values() {
    type Change = fn(Fingerprint) -> Fingerprint;
    let changes: [(Field, Change); 5] = [
        (Field::Layout, |it| Fingerprint { layout: it.layout ^ 8, ..it }),
        (Field::Abi, |it| Fingerprint { abi: it.abi + 1, ..it }),
        (Field::Registry, |it| Fingerprint { registry: it.registry ^ 1 << 63, ..it }),
        (Field::Limits, |it| Fingerprint { limits: !it.limits, ..it }),
        (Field::Build, |it| Fingerprint { build: it.build ^ 1, ..it }),
    ];
    for (field, change) in changes {
        let mut world = World::new(PLENTY);
        let here = world.region().fingerprint();
        let other = change(here);
        let (expected, found) = (part(other, field), part(here, field));
        assert_ne!(here.whole(), other.whole(), "{field:?}");
        let unarmed = Unarmed { refusal: Refusal::WrongFingerprint, field, expected, found };
        assert_eq!(arm_for(&mut world, &[other]), Err(unarmed), "{field:?}");
        // One of several is enough, wherever it stands.
        assert_eq!(arm_for(&mut world, &[other, here]), Ok(()), "{field:?}");
    }
    let mut world = World::new(PLENTY);
    let nothing = arm_for(&mut world, &[]).map_err(|unarmed| unarmed.refusal);
    assert_eq!(nothing, Err(Refusal::WrongFingerprint), "nothing that may run there");
}

/// The fingerprint of a region that is like another but for one thing.
fn built(config: Config, registry: usize, change: fn(&mut Control<'_>)) -> Fingerprint {
    let setup = Setup { config, ..PLENTY };
    let memory = Memory::for_config(&config);
    let region = memory.format_with(&config, &REGISTRY[..registry]).expect("fresh memory");
    let mut control = region.control().expect("free");
    define(&mut control, &setup).expect("definitions that fit");
    change(&mut control);
    region.fingerprint()
}

#[test]
fn each_thing_that_differs_shows_in_its_own_part() {
    let same = |_: &mut Control<'_>| {};
    let all = REGISTRY.len();
    let here = built(PLENTY.config, all, same);
    assert_eq!(built(PLENTY.config, all, same), here, "the same region has the same");
    let session = Config { session: 99, ..PLENTY.config };
    assert_eq!(built(session, all, same), here, "the session's number is no difference");
    let larger = Config { parents: 65, ..PLENTY.config };
    let changes: [fn(&mut Control<'_>); 9] = [
        |it| it.set_firm_limit(Notional::MAX).expect("set"),
        |it| it.set_suspense_limit(qty(7)).expect("set"),
        |it| it.set_alarm_deadline(7).expect("set"),
        |it| it.set_throttles(&Throttles { window: 16, ..Throttles::WIDEST }).expect("set"),
        |it| it.set_throttles(&Throttles { max_rejects: 97, ..Throttles::WIDEST }).expect("set"),
        |it| it.set_clock_tolerance(7).expect("set"),
        |it| it.set_reset_terms(&ResetTerms { least_delay: 7, expiry: 9 }).expect("set"),
        |it| {
            it.define_monitor(7).expect("room");
        },
        |it| {
            let terms = plimsoll::PositionLimit { long: qty(7), short: Qty::MAX };
            let (account, instrument) = (plimsoll::AccountId(0), plimsoll::InstrumentId(0));
            it.set_position_limit(account, instrument, &terms).expect("set");
        },
    ];
    let limits = changes.map(|change| (Field::Limits, built(PLENTY.config, all, change)));
    let others = [
        (Field::Layout, built(larger, all, same)),
        (Field::Registry, built(PLENTY.config, all - 1, same)),
    ];
    for (place, (field, other)) in limits.into_iter().chain(others).enumerate() {
        let differ: Vec<Field> = here.differences(other).map(|(field, ..)| field).collect();
        assert_eq!(differ, [field], "change {place}");
    }
}

#[test]
fn nothing_that_trading_does_is_a_difference() {
    let mut world = World::new(PLENTY);
    let here = world.region().fingerprint();
    assert_eq!(arm_for(&mut world, &[here]), Ok(()));
    world.apply(&Call::Admit { lane: 0, order: parent(1, 10) });
    world.apply(&Call::Kill { lane: 0, scope: Scope::Firm, reason: 1 });
    world.apply(&Call::Disarm);
    assert_eq!(world.region().fingerprint(), here);
    world.apply(&Call::Restart);
    assert_eq!(world.region().fingerprint(), here);
}

type Step = (&'static str, fn(&mut Control<'_>) -> Result<(), Refusal>);

/// Every number without which nothing opens.
const NUMBERS: [Step; 6] = [
    ("firm limit", |it| it.set_firm_limit(Notional::MAX)),
    ("suspense limit", |it| it.set_suspense_limit(Qty::MAX)),
    ("alarm deadline", |it| it.set_alarm_deadline(1_000)),
    ("throttles", |it| it.set_throttles(&Throttles::WIDEST)),
    ("clock tolerance", |it| it.set_clock_tolerance(1_000)),
    ("terms of a reset", |it| it.set_reset_terms(&ResetTerms { least_delay: 1, expiry: 2 })),
];

/// Arms a region in which the number at `missing` was never set.
fn without(missing: usize) -> Result<(), Unarmed> {
    let memory = Memory::for_config(&PLENTY.config);
    let region: Region<'_> = memory.format(&PLENTY.config)?;
    let mut control = region.control()?;
    for (_, set) in NUMBERS.iter().enumerate().filter(|(at, _)| *at != missing).map(|(_, it)| it) {
        set(&mut control)?;
    }
    let fingerprints = [region.fingerprint()];
    let manifest = Manifest { fingerprints: &fingerprints, strategies: &[], lease: u64::MAX };
    control.arm(&manifest, UNTIL, Nanos(5))
}

#[test]
fn a_number_that_was_never_set_keeps_the_house_closed() {
    for (place, (name, _)) in NUMBERS.iter().enumerate() {
        assert_eq!(without(place), Err(Unarmed::from(Refusal::LimitUnset)), "without {name}");
    }
    assert_eq!(without(NUMBERS.len()), Ok(()));
    // A number that means nothing cannot be set in its place.
    let mut world = World::new(PLENTY);
    let control = world.control();
    let wide = Throttles::WIDEST;
    for none in [
        Throttles { window: 15, ..wide },
        Throttles { max_ratio: 0, ..wide },
        Throttles { orders: 0, ..wide },
        Throttles { cancels: 0, ..wide },
        Throttles { max_rejects: 0, ..wide },
    ] {
        assert_eq!(control.set_throttles(&none), Err(Refusal::LimitUnset), "{none:?}");
    }
    let backwards = ResetTerms { least_delay: 9, expiry: 9 };
    assert_eq!(control.set_reset_terms(&backwards), Err(Refusal::LimitUnset));
    assert_eq!(control.define_monitor(0).err(), Some(Refusal::LimitUnset));
}

#[test]
fn strategies_of_the_manifest_are_there_and_of_the_generation_expected() {
    let mut world = World::new(PLENTY);
    let here = [world.region().fingerprint()];
    let absent = [SessionStrategy::uncapped(FIRST_CODE + 7, 1)];
    let (expected, found) = (u64::from(FIRST_CODE + 7), 0);
    let (refusal, field) = (Refusal::UnknownStrategy, Field::Strategy);
    let unarmed = Unarmed { refusal, field, expected, found };
    assert_eq!(arm_with(&mut world, &here, &absent, u64::MAX), Err(unarmed));
    let older = [SessionStrategy::uncapped(FIRST_CODE, GENERATION - 1)];
    let (expected, found) = (u64::from(GENERATION - 1), u64::from(GENERATION));
    let (refusal, field) = (Refusal::WrongGeneration, Field::Generation);
    let unarmed = Unarmed { refusal, field, expected, found };
    assert_eq!(arm_with(&mut world, &here, &older, u64::MAX), Err(unarmed));
}

#[test]
fn a_lease_is_no_longer_than_the_manifest_allows() {
    let mut world = World::new(PLENTY);
    let here = [world.region().fingerprint()];
    let length = UNTIL.0 - (world.now + 1);
    let (refusal, field) = (Refusal::LeaseTooLong, Field::Lease);
    let unarmed = Unarmed { refusal, field, expected: length - 1, found: length };
    assert_eq!(arm_with(&mut world, &here, &[], length - 1), Err(unarmed));
    assert_eq!(arm_with(&mut world, &here, &[], length - 1), Ok(()), "one nanosecond later");
    world.now += 1;
    let now = Nanos(world.now);
    let late = world.control().renew(Nanos(now.0 + length), now);
    assert_eq!(late, Err(Refusal::LeaseTooLong));
    assert_eq!(world.control().renew(Nanos(now.0 + length - 1), now), Ok(()));
    assert_eq!(world.control().renew(now, now), Err(Refusal::LeaseExpired));
    let twice = arm_for(&mut world, &here);
    assert_eq!(twice, Err(Unarmed::from(Refusal::NothingToChange)));
}

#[test]
fn an_unread_alarm_and_a_kill_since_keep_it_closed() {
    let mut world = World::new(PLENTY);
    let here = [world.region().fingerprint()];
    let order = NewParent { flags: 1 << 40, ..parent(1, 10) };
    world.apply(&Call::Admit { lane: 0, order });
    assert_eq!(arm_for(&mut world, &here), Err(Unarmed::from(Refusal::AlarmsRaised)));
    world.apply(&Call::Acknowledge { alarm: AlarmKind::UnknownCode });
    world.apply(&Call::Kill { lane: 0, scope: Scope::Firm, reason: 1 });
    assert_eq!(arm_for(&mut world, &here), Err(Unarmed::from(Refusal::KilledSince)));
    assert_eq!(world.reset(Scope::Firm), None);
    assert_eq!(arm_for(&mut world, &here), Ok(()));
    assert_eq!(KEYS.len(), 2);
}

#[test]
fn a_broken_copy_is_caught() {
    // An arming that looks at the whole alone would say nothing of the field; one that compares
    // only some parts lets the others through. `differences` is what the rows rest on.
    let here = World::new(PLENTY).region().fingerprint();
    assert_eq!(here.differences(here).count(), 0);
    let other = Fingerprint { abi: here.abi + 1, build: here.build + 1, ..here };
    let found: Vec<_> = here.differences(other).collect();
    assert_eq!(found.len(), 2);
    assert_eq!(found[0], (Field::Abi, here.abi, here.abi + 1));
    // And a table that misses a number would arm without it.
    assert_eq!((0..=NUMBERS.len()).filter(|missing| without(*missing).is_ok()).count(), 1);
}
