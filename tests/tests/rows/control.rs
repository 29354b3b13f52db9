//! Rows about arming, codes, clocks, monitors, journals, levels, resets and throttles.

use crate::Row;
use plimsoll::{
    AlarmKind, ChildId, ExecType, Fingerprint, Level, Manifest, MonitorId, Nanos, NewParent,
    Parties, Refusal, Report, ResetRequest, ResetTerms, Scope, SessionStrategy, StrategyId,
    Throttles,
};
use plimsoll_tests::call::Call;
use plimsoll_tests::memory::Memory;
use plimsoll_tests::orders::{child, parent, trade};
use plimsoll_tests::world::{
    DESK, FIRST_CODE, FLAG, GENERATION, KEYS, PLENTY, REGISTRY, RETIRED_CODE, Setup, World, arm,
};

/// The rows.
pub const ROWS: &[Row] = &[
    (Refusal::BuildTooOld, || {
        let memory = Memory::for_config(&PLENTY.config);
        let region = memory.format_with(&PLENTY.config, &REGISTRY).ok()?;
        region.control().ok()?.require_build(plimsoll::BUILD.version + 1).ok()?;
        memory.attach().err()
    }),
    (Refusal::BadRegistry, || {
        let memory = Memory::for_config(&PLENTY.config);
        memory.format_with(&PLENTY.config, &REGISTRY[1..]).err()
    }),
    (Refusal::ClockStopped, || {
        let mut world = World::armed(Setup { tolerance: 10, ..PLENTY });
        world.apply(&Call::Wait { nanos: 1_000 });
        world.apply(&Call::Tick { lane: 0 });
        world.apply(&Call::LateTick { lane: 1, behind: 100 }).refusal()
    }),
    (Refusal::MonitorSilent, || {
        let mut world = World::armed(PLENTY);
        world.control().define_monitor(100).ok()?;
        admit(&mut world, parent(1, 10))
    }),
    (Refusal::JournalStalled, || {
        let config = plimsoll::Config { events: 8, ..PLENTY.config };
        let mut world = World::armed(Setup { config, ..PLENTY });
        let _journal = world.region().journal(0).ok()?;
        (1..9).find_map(|client| admit(&mut world, parent(client, 10)))
    }),
    (Refusal::ReduceOnly, || {
        let mut world = stage(PLENTY);
        world.apply(&Call::Restrict { scope: Scope::Firm, level: Level::ReduceOnly });
        let order = child(world.parents[0], 10);
        world.apply(&Call::Route { lane: 0, order }).refusal()
    }),
    (Refusal::RetiredStrategy, || {
        admit(&mut World::armed(PLENTY), NewParent { strategy: RETIRED, ..parent(1, 10) })
    }),
    (Refusal::UnknownFlag, || {
        admit(&mut World::armed(PLENTY), NewParent { flags: FLAG << 2, ..parent(1, 10) })
    }),
    (Refusal::UnknownParty, || {
        let parties = Parties { client: Some(DESK), ..Parties::NONE };
        admit(&mut World::armed(PLENTY), NewParent { parties, ..parent(1, 10) })
    }),
    (Refusal::NotInManifest, || {
        let mut world = World::new(PLENTY);
        let fingerprints = [world.region().fingerprint()];
        let manifest = Manifest { fingerprints: &fingerprints, strategies: &[], lease: 1 << 30 };
        let now = Nanos(world.now);
        world.control().arm(&manifest, Nanos(1 << 20), now).ok()?;
        admit(&mut world, parent(1, 10))
    }),
    (Refusal::UnknownMonitor, || {
        World::new(PLENTY).region().heartbeat(MonitorId(0), Nanos(1)).err()
    }),
    (Refusal::ExceedsSessionCap, || {
        let mut world = World::armed(Setup { session: (1, 1 << 50), ..PLENTY });
        admit(&mut world, parent(1, 10)).map_or_else(|| admit(&mut world, parent(2, 10)), |_| None)
    }),
    (Refusal::OrdersThrottled, || {
        let throttles = Throttles { orders: 1, ..Throttles::WIDEST };
        let mut world = stage(Setup { throttles, ..PLENTY });
        let order = child(world.parents[0], 10);
        world.apply(&Call::Route { lane: 0, order }).refusal()
    }),
    (Refusal::CancelsThrottled, || {
        let throttles = Throttles { cancels: 1, ..Throttles::WIDEST };
        let mut world = stage(Setup { throttles, ..PLENTY });
        let cancel = Call::RequestCancel { lane: 0, child: world.children[0] };
        world.apply(&cancel).refusal().map_or_else(|| world.apply(&cancel).refusal(), |_| None)
    }),
    (Refusal::RepeatedExecutions, || {
        let mut world = stage(Setup { max_repeats: 2, ..PLENTY });
        for exec in 1..4 {
            world.apply(&Call::Report { lane: 0, report: trade(world.children[0], exec, 1) });
        }
        let order = child(world.parents[0], 10);
        world.apply(&Call::Route { lane: 0, order }).refusal()
    }),
    (Refusal::ThrottlesFull, || {
        let config = plimsoll::Config { repeats: 1, ..PLENTY.config };
        let mut world = stage(Setup { config, max_repeats: 1 << 20, ..PLENTY });
        admit(&mut world, NewParent { strategy: StrategyId(FIRST_CODE + 1), ..parent(2, 10) })
    }),
    (Refusal::LeaseTooLong, || {
        let mut world = World::new(PLENTY);
        let fingerprints = [world.region().fingerprint()];
        let strategies = [SessionStrategy::uncapped(FIRST_CODE, GENERATION)];
        let manifest = Manifest { fingerprints: &fingerprints, strategies: &strategies, lease: 9 };
        let now = Nanos(world.now);
        let too_long = world.control().arm(&manifest, Nanos(now.0 + 10), now);
        too_long.err().map(Refusal::from)
    }),
    (Refusal::AlarmsRaised, || {
        let mut world = World::new(PLENTY);
        admit(&mut world, NewParent { flags: 1 << 63, ..parent(1, 10) });
        let now = Nanos(world.now);
        arm(world.control(), &PLENTY, Nanos(1 << 20), now).err().map(Refusal::from)
    }),
    (Refusal::KilledSince, || {
        reset(|world| {
            world.apply(&Call::Kill { lane: 1, scope: Scope::Firm, reason: 1 });
        })
    }),
    (Refusal::UnknownKey, || confirm(stopped(PLENTY), 3, |_| {}, |here| here)),
    (Refusal::SameKey, || confirm(stopped(PLENTY), KEYS[0], |_| {}, |here| here)),
    (Refusal::NoSuchRequest, || {
        reset(|world| {
            world.apply(&Call::RequestReset { scope: Scope::Firm, key: KEYS[0] });
        })
    }),
    (Refusal::WrongFingerprint, || {
        let other = |here: Fingerprint| Fingerprint { abi: here.abi + 1, ..here };
        confirm(stopped(PLENTY), KEYS[1], |_| {}, other)
    }),
    (Refusal::ChildUnproven, || {
        reset(|world| {
            world.apply(&Call::Doubt { lane: 0, child: world.children[0] });
        })
    }),
    (Refusal::SuspenseOpen, || {
        reset(|world| {
            let report = trade(ChildId::from_bits(7), 1, 5);
            world.apply(&Call::Report { lane: 0, report });
            world.apply(&Call::Acknowledge { alarm: AlarmKind::Suspense });
        })
    }),
    (Refusal::TooSoon, || {
        let resets = ResetTerms { least_delay: 50, expiry: 60 };
        confirm(stopped(Setup { resets, ..PLENTY }), KEYS[1], |_| {}, |here| here)
    }),
    (Refusal::TooLate, || {
        let resets = ResetTerms { least_delay: 1, expiry: 60 };
        let wait = |world: &mut World| world.now += 60;
        confirm(stopped(Setup { resets, ..PLENTY }), KEYS[1], wait, |here| here)
    }),
];

const RETIRED: StrategyId = StrategyId(RETIRED_CODE);

fn admit(world: &mut World, order: NewParent) -> Option<Refusal> {
    world.apply(&Call::Admit { lane: 0, order }).refusal()
}

/// A parent of 100, a child of 60 that the venue has acknowledged.
fn stage(setup: Setup) -> World {
    let mut world = World::armed(setup);
    admit(&mut world, parent(1, 100));
    let order = child(world.parents[0], 60);
    world.apply(&Call::Route { lane: 0, order });
    let report = Report::new(world.children[0], ExecType::New);
    world.apply(&Call::Report { lane: 0, report });
    world
}

/// The same, and the firm killed.
fn stopped(setup: Setup) -> World {
    let mut world = stage(setup);
    world.apply(&Call::Kill { lane: 0, scope: Scope::Firm, reason: 1 });
    world
}

/// A reset of the firm with something `between` its two steps.
fn reset(between: fn(&mut World)) -> Option<Refusal> {
    confirm(stopped(PLENTY), KEYS[1], between, |here| here)
}

fn confirm(
    mut world: World,
    key: u128,
    between: fn(&mut World),
    seen: fn(Fingerprint) -> Fingerprint,
) -> Option<Refusal> {
    let request = ResetRequest { scope: Scope::Firm, key: KEYS[0], why: [0; 32] };
    let now = Nanos(world.now);
    let ticket = world.control().request_reset(&request, now).ok()?;
    between(&mut world);
    let (now, fingerprint) = (Nanos(world.now + 1), seen(world.region().fingerprint()));
    world.control().confirm_reset(ticket.nonce, key, &fingerprint, now).err()
}
