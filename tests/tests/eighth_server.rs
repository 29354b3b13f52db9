//! *Property* (DESIGN §7): a server refuses a parent that carries anything it does not know, before
//! any child, and raises an alarm each time; also while its house is closed. So the eighth server
//! of a fleet, which was not updated, is heard of before it trades: it cannot even be armed for the
//! others' manifest.
//!
//! *Method*: a fleet of eight regions, seven with the newer registry, one with the older; orders
//! with the new flag and the new strategy are sent to all. Then each thing that may be unknown, one
//! at a time, while the house is open and while it is closed. The same order without it must pass.

use plimsoll::registry::{Kind, RegistryEntry};
use plimsoll::{
    AlarmKind, Config, Control, Field, Manifest, Nanos, NewParent, Parties, PartyId, Refusal,
    Region, SessionStrategy, StrategyId, StrategyTerms,
};
use plimsoll_tests::call::Call;
use plimsoll_tests::memory::Memory;
use plimsoll_tests::orders::{child, parent};
use plimsoll_tests::world::{
    DESK, FIRST_CODE, FLAG, GENERATION, PLENTY, REGISTRY, RETIRED_CODE, RETIRED_FLAG, TRADER,
    World, define,
};

const NOW: Nanos = Nanos(5_000);
const UNTIL: Nanos = Nanos(1 << 40);

/// The new release: one flag more.
const NEW_FLAG: u64 = RETIRED_FLAG << 1;
const NEWER: RegistryEntry = RegistryEntry {
    kind: Kind::Flag,
    code: NEW_FLAG.trailing_zeros(),
    generation: 1,
    retired: false,
};

/// A server: its region, closed, and its control handle.
struct Server {
    region: Region<'static>,
    control: Control<'static>,
    _memory: Memory,
}

fn server(is_new: bool) -> Server {
    let memory = Memory::for_config(&PLENTY.config);
    let registry: Vec<_> = REGISTRY.into_iter().chain(is_new.then_some(NEWER)).collect();
    let region = memory.format_with(&PLENTY.config, &registry).expect("fresh memory");
    let mut control = region.control().expect("free");
    define(&mut control, &PLENTY).expect("definitions that fit");
    Server { region, control, _memory: memory }
}

fn published(region: Region<'_>) -> u64 {
    let receipt = region.kill(plimsoll::Scope::Lane(2), 1, NOW).expect("there is such a lane");
    receipt.published.iter().sum()
}

fn strategies() -> [SessionStrategy; 1] {
    [SessionStrategy::uncapped(FIRST_CODE, GENERATION)]
}

#[test]
fn the_eighth_server_is_neither_armed_nor_does_it_trade() {
    let mut fleet: Vec<Server> = (0..8).map(|number| server(number != 7)).collect();
    let released = fleet[0].region.fingerprint();
    let stale = fleet[7].region.fingerprint();
    let order = NewParent { flags: NEW_FLAG, ..parent(1, 100) };
    for (number, server) in fleet.iter_mut().enumerate() {
        let fingerprints = [released];
        let manifest =
            Manifest { fingerprints: &fingerprints, strategies: &strategies(), lease: u64::MAX };
        let armed = server.control.arm(&manifest, UNTIL, NOW);
        let mut lane = server.region.lane(0).expect("free");
        let admitted = lane.admit(&order, NOW);
        let alarm = server.region.alarm(AlarmKind::UnknownCode);
        if number < 7 {
            assert_eq!(armed, Ok(()), "server {number}");
            let order = child(admitted.expect("it is known here"), 10);
            assert!(lane.route(&order, NOW).is_ok(), "server {number}");
            assert!(!alarm.raised, "server {number}");
            continue;
        }
        let unarmed = armed.expect_err("the stale one");
        assert_eq!((unarmed.refusal, unarmed.field), (Refusal::WrongFingerprint, Field::Registry));
        assert_eq!((unarmed.expected, unarmed.found), (released.registry, stale.registry));
        assert_eq!(admitted, Err(Refusal::NotArmed));
        assert!(alarm.raised, "it is heard of while the house is closed");
        assert_eq!((alarm.value, alarm.other), (u64::from(FIRST_CODE), NEW_FLAG));
        assert_eq!(alarm.first_at, NOW);
        assert_eq!(published(server.region), 0);
    }
}

#[test]
fn nor_where_its_operator_takes_it_for_what_it_is() {
    let mut server = server(false);
    let fingerprints = [server.region.fingerprint()];
    let manifest =
        Manifest { fingerprints: &fingerprints, strategies: &strategies(), lease: u64::MAX };
    server.control.arm(&manifest, UNTIL, NOW).expect("it is what it is");
    let mut lane = server.region.lane(0).expect("free");
    for client in 1..=97 {
        let order = NewParent { flags: NEW_FLAG, ..parent(client, 100) };
        assert_eq!(lane.admit(&order, NOW), Err(Refusal::UnknownFlag));
        assert_eq!(server.region.alarm(AlarmKind::UnknownCode).count as u128, client);
    }
    assert_eq!(published(server.region), 0);
    assert!(lane.admit(&parent(1, 100), NOW).is_ok(), "what it knows it takes in");
}

/// What an order may carry that is not known, and what it is refused for.
type Row = (&'static str, fn(&mut NewParent), Refusal);
const ROWS: [Row; 10] = [
    ("a code that nobody has", |it| it.strategy = StrategyId(77), Refusal::UnknownStrategy),
    (
        "a code of the core's own that is not defined",
        |it| it.strategy = StrategyId(3),
        Refusal::UnknownStrategy,
    ),
    ("the code of 2003", |it| it.strategy = StrategyId(0), Refusal::RetiredStrategy),
    ("a tombstone", |it| it.strategy = StrategyId(RETIRED_CODE), Refusal::RetiredStrategy),
    ("an older generation", |it| it.generation -= 1, Refusal::WrongGeneration),
    ("a newer generation", |it| it.generation += 1, Refusal::WrongGeneration),
    ("a flag that is retired", |it| it.flags = FLAG | RETIRED_FLAG, Refusal::UnknownFlag),
    ("the flag of 2003", |it| it.flags = 1, Refusal::UnknownFlag),
    ("a party that nobody has", |it| it.parties.client = Some(PartyId(9)), Refusal::UnknownParty),
    ("a desk for a trader", |it| it.parties.trader = Some(DESK), Refusal::UnknownParty),
];

#[test]
fn whatever_is_unknown_is_refused_and_heard_each_time() {
    for (name, change, refusal) in ROWS {
        let mut order = parent(1, 10);
        change(&mut order);
        for (armed, expected) in [(true, refusal), (false, Refusal::NotArmed)] {
            let mut world = if armed { World::armed(PLENTY) } else { World::new(PLENTY) };
            for time in 1..4 {
                let answer = world.apply(&Call::Admit { lane: 0, order });
                assert_eq!(answer.refusal(), Some(expected), "{name}");
                let alarm = world.region().alarm(AlarmKind::UnknownCode);
                assert_eq!((alarm.raised, alarm.count), (true, time), "{name}");
                assert_eq!(alarm.last_at, Nanos(world.now), "{name}");
                assert_eq!(alarm.value, u64::from(order.strategy.0), "{name}");
                assert_eq!(alarm.other, order.flags, "{name}");
            }
            assert!(world.snapshot().parents.is_empty(), "{name}");
        }
    }
}

#[test]
fn what_is_known_passes_and_raises_nothing() {
    let mut world = World::armed(PLENTY);
    let parties = Parties { desk: Some(DESK), trader: Some(TRADER), client: None };
    let order = NewParent { flags: FLAG, parties, ..parent(1, 10) };
    assert_eq!(world.apply(&Call::Admit { lane: 0, order }).refusal(), None);
    let view = world.snapshot().parents[0].0;
    assert_eq!((view.flags, view.parties), (FLAG, parties));
    assert_eq!(world.region().alarm(AlarmKind::UnknownCode).count, 0);
}

#[test]
fn a_registry_is_only_ever_continued() {
    let entry = |kind, code, generation, retired| RegistryEntry { kind, code, generation, retired };
    let mut world = World::new(PLENTY);
    let before = world.region().fingerprint();
    let refused = |world: &mut World, change: fn(&mut Vec<RegistryEntry>)| {
        let mut entries = REGISTRY.to_vec();
        change(&mut entries);
        world.control().extend_registry(&entries)
    };
    let rows: [fn(&mut Vec<RegistryEntry>); 6] = [
        |it| {
            it.remove(0);
        },
        |it| it[0].generation -= 1,
        |it| it[2].retired = false,
        |it| it.swap(0, 1),
        |it| it[4].retired = false,
        |it| it.truncate(4),
    ];
    for (place, change) in rows.into_iter().enumerate() {
        assert_eq!(refused(&mut world, change), Err(Refusal::BadRegistry), "row {place}");
        assert_eq!(world.region().fingerprint(), before, "row {place}");
    }
    // A retirement is heard of at once, and a new row is known.
    let retires = |it: &mut Vec<RegistryEntry>| {
        it[0].retired = true;
        it.push(NEWER);
    };
    assert_eq!(refused(&mut world, retires), Ok(()));
    assert_ne!(world.region().fingerprint().registry, before.registry);
    let fingerprints = [world.region().fingerprint()];
    let strategies = [SessionStrategy::uncapped(FIRST_CODE + 1, GENERATION)];
    let manifest =
        Manifest { fingerprints: &fingerprints, strategies: &strategies, lease: u64::MAX };
    world.control().arm(&manifest, UNTIL, NOW).expect("armed for the other one");
    assert_eq!(refused(&mut world, |_| {}), Err(Refusal::NothingToChange), "while it is open");
    world.now = NOW.0;
    let answer = world.apply(&Call::Admit { lane: 0, order: parent(1, 10) }).refusal();
    assert_eq!(answer, Some(Refusal::RetiredStrategy));
    let small = Config { registry: 5, ..PLENTY.config };
    let memory = Memory::for_config(&small);
    let region = memory.format_with(&small, &REGISTRY).expect("they fit");
    let mut longer = REGISTRY.to_vec();
    longer.push(entry(Kind::Flag, NEWER.code, 1, false));
    let full = region.control().expect("free").extend_registry(&longer);
    assert_eq!(full, Err(Refusal::BadRegistry), "no place is left for it");
}

#[test]
fn a_strategy_is_defined_only_as_the_registry_has_it() {
    let mut world = World::new(PLENTY);
    let terms = |code, generation| StrategyTerms {
        code,
        generation,
        max_held: 1,
        max_ratio: 1,
        max_repeats: 1,
    };
    let rows = [
        (terms(FIRST_CODE + 9, 1), Refusal::UnknownStrategy),
        (terms(RETIRED_CODE, 1), Refusal::UnknownStrategy),
        (terms(0, 1), Refusal::UnknownStrategy),
        (terms(FIRST_CODE, GENERATION + 1), Refusal::WrongGeneration),
        (terms(FIRST_CODE, GENERATION), Refusal::AlreadyDefined),
    ];
    for (terms, refusal) in rows {
        assert_eq!(world.control().define_strategy(&terms).err(), Some(refusal), "{terms:?}");
    }
}

#[test]
fn a_broken_copy_is_caught() {
    // The same orders at a server that knows them: each row's order is refused for what is in the
    // row and nothing else, so a core that lets the row through fails.
    let mut newer = server(true);
    let fingerprints = [newer.region.fingerprint()];
    let manifest =
        Manifest { fingerprints: &fingerprints, strategies: &strategies(), lease: u64::MAX };
    newer.control.arm(&manifest, UNTIL, NOW).expect("armed");
    let mut lane = newer.region.lane(0).expect("free");
    let order = NewParent { flags: NEW_FLAG, ..parent(1, 100) };
    assert!(lane.admit(&order, NOW).is_ok());
    for (place, (name, change, _)) in (2..).zip(ROWS) {
        let plain = parent(place, 10);
        let mut order = plain;
        change(&mut order);
        assert_ne!(format!("{order:?}"), format!("{plain:?}"), "{name} changes nothing");
        assert!(lane.admit(&order, NOW).is_err() && lane.admit(&plain, NOW).is_ok(), "{name}");
    }
}
