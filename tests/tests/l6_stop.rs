//! *Property* (L6 Stop): when `kill(scope)` returns, no child in that scope is born any more, on
//! any thread; the receipt counts exactly what was born before; cancels and reports still pass.
//!
//! *Method*: lanes route as fast as they can on threads of their own while another thread kills;
//! every lane writes down how many births it was granted. After the kill, that number is final, and
//! is the one on the receipt. Many rounds, every scope. Then, on one thread, what passes and what
//! does not.

use plimsoll::{
    AccountId, ExecType, InstrumentId, Nanos, ParentId, Refusal, Region, Report, Scope, VenueId,
};
use plimsoll_tests::call::Call;
use plimsoll_tests::generator::Random;
use plimsoll_tests::memory::Memory;
use plimsoll_tests::orders::{child, ended, parent};
use plimsoll_tests::world::{PLENTY, REGISTRY, START, Setup, World, arm, define, strategy};
use std::sync::atomic::{
    AtomicBool, AtomicU64, Ordering::Acquire, Ordering::Relaxed, Ordering::Release,
};

const NOW: Nanos = Nanos(START);
const LANES: usize = 3;
const ROUNDS: u64 = if cfg!(debug_assertions) { 150 } else { 600 };

/// A region with one parent a lane, armed.
fn ready(memory: &Memory, setup: &Setup) -> (Region<'static>, Vec<ParentId>) {
    let region = memory.format_with(&setup.config, &REGISTRY).expect("fresh memory");
    let mut control = region.control().expect("nobody holds it");
    define(&mut control, setup).expect("definitions that fit");
    arm(&mut control, &PLENTY, Nanos(u64::MAX), NOW).expect("armed");
    let mut lane = region.lane(0).expect("free");
    let parents = (0..LANES as u128).map(|client| lane.admit(&parent(client, 5_000), NOW));
    let parents = parents.collect::<Result<Vec<_>, _>>().expect("parents that fit");
    drop(lane);
    (region, parents)
}

/// What one round of killing saw.
struct Round {
    /// Births that each lane was granted when the kill had returned, and a while later.
    at_return: [u64; LANES],
    finally: [u64; LANES],
    receipt: [u64; LANES],
    refusal: Vec<Refusal>,
}

/// Lanes route their parents' units one by one while this thread kills `scope` after `wait` turns.
fn round(scope: impl Fn(&[ParentId]) -> Scope, wait: u64) -> Round {
    let config = plimsoll::Config { children: 1 << 12, ..PLENTY.config };
    let memory = Memory::for_config(&config);
    let (region, parents) = ready(&memory, &Setup { config, ..PLENTY });
    let births: [AtomicU64; LANES] = Default::default();
    let stop = AtomicBool::new(false);
    let work = |index: usize| {
        let mut lane = region.lane(index as u32).expect("free");
        let mut refusal = None;
        while !stop.load(Acquire) {
            match lane.route(&child(parents[index], 1), NOW) {
                Ok(_) => births[index].fetch_add(1, Release),
                Err(why) => {
                    refusal = Some(why);
                    0
                }
            };
        }
        refusal
    };
    let work = &work;
    std::thread::scope(|threads| {
        let threads: Vec<_> = (0..LANES).map(|index| threads.spawn(move || work(index))).collect();
        while births.iter().map(|count| count.load(Relaxed)).sum::<u64>() < 3 {
            std::hint::spin_loop();
        }
        (0..wait).for_each(|_| std::hint::spin_loop());
        let receipt = region.kill(scope(&parents), 7, NOW).expect("the scope exists");
        let count = || std::array::from_fn(|lane| births[lane].load(Acquire));
        // A birth that was granted before the kill may be written down a little after it: `finally`
        // counts those too.
        let at_return = count();
        std::thread::sleep(std::time::Duration::from_micros(300));
        stop.store(true, Release);
        let refusal =
            threads.into_iter().filter_map(|thread| thread.join().expect("no panic")).collect();
        let receipt = std::array::from_fn(|lane| receipt.published[lane]);
        Round { at_return, finally: count(), receipt, refusal }
    })
}

/// What is wrong with a round in which all lanes were in the killed scope.
fn verdict(round: &Round) -> Result<(), String> {
    for lane in 0..LANES {
        let (at_return, finally, told) =
            (round.at_return[lane], round.finally[lane], round.receipt[lane]);
        if finally != told {
            return Err(format!("lane {lane}: {finally} were born, the receipt says {told}"));
        }
        if finally > at_return + 1 {
            return Err(format!("lane {lane}: {} born after the kill", finally - at_return));
        }
    }
    // A lane that the machine left waiting may have been refused last for want of room.
    let full = [Refusal::Halted, Refusal::ChildrenFull, Refusal::ExecutionsFull];
    match round.refusal.iter().find(|why| !full.contains(why)) {
        Some(why) => Err(format!("refused with {why:?}")),
        None => Ok(()),
    }
}

#[test]
fn no_child_is_born_after_a_kill_and_the_receipt_is_exact() {
    let scopes: [fn(&[ParentId]) -> Scope; 5] = [
        |_| Scope::Firm,
        |_| Scope::Account(AccountId(0)),
        |_| Scope::Instrument(InstrumentId(0)),
        |_| Scope::Venue(VenueId(0)),
        |_| Scope::Strategy(strategy(0)),
    ];
    let mut random = Random::new(6);
    for number in 0..ROUNDS {
        let scope = scopes[number as usize % scopes.len()];
        let seen = round(scope, random.below(2_000));
        verdict(&seen).unwrap_or_else(|what| panic!("L6: round {number}: {what}"));
    }
}

#[test]
fn killing_one_lane_or_parent_stops_that_one_only() {
    for number in 0..ROUNDS / 5 {
        let seen = round(|_| Scope::Lane(1), number * 10);
        assert_eq!(seen.finally[1], seen.receipt[1], "round {number}");
        assert!(seen.refusal.iter().all(|why| *why != Refusal::Held), "{:?}", seen.refusal);
        let seen = round(|parents| Scope::Parent(parents[1]), number * 10);
        assert!(seen.finally[1] <= seen.at_return[1] + 1, "round {number}");
    }
}

#[test]
fn what_escaped_is_listed() {
    let mut world = World::armed(PLENTY);
    world.apply(&Call::Admit { lane: 0, order: parent(1, 1_000) });
    let parent = world.parents[0];
    for number in 0..10 {
        world.apply(&Call::Route { lane: number % 3, order: child(parent, 10) });
    }
    let ids = world.children.clone();
    // Two ended, one was never confirmed as sent.
    ids.iter().skip(1).for_each(|child| {
        world.apply(&Call::Sent { lane: 0, child: *child });
    });
    for child in &ids[8..] {
        world.apply(&Call::Report { lane: 0, report: ended(*child, ExecType::Canceled, 0) });
    }
    let region = world.region();
    let receipt = region.kill(Scope::Firm, 1, Nanos(world.now)).expect("the firm exists");
    let mut cursor = 0;
    let mut listed = Vec::new();
    loop {
        let none = plimsoll::Escaped { child: ids[0], in_doubt: false };
        let mut out = [none; 3];
        let count = region.escaped(&receipt, &mut cursor, &mut out);
        if count == 0 {
            break;
        }
        listed.extend_from_slice(&out[..count]);
    }
    let mut seen: Vec<_> = listed.iter().map(|escaped| escaped.child).collect();
    seen.sort_unstable();
    let mut alive = ids[..8].to_vec();
    alive.sort_unstable();
    assert_eq!(seen, alive);
    let in_doubt: Vec<_> = listed.iter().filter(|escaped| escaped.in_doubt).collect();
    assert_eq!(in_doubt.iter().map(|escaped| escaped.child).collect::<Vec<_>>(), [ids[0]]);
}

#[test]
fn cancels_and_reports_pass_a_kill_and_births_do_not() {
    let mut world = World::armed(PLENTY);
    world.apply(&Call::Admit { lane: 0, order: parent(1, 100) });
    let parent = world.parents[0];
    world.apply(&Call::Route { lane: 0, order: child(parent, 10) });
    let born = world.children[0];
    world.apply(&Call::Kill { lane: 0, scope: Scope::Firm, reason: 1 });
    let route = world.apply(&Call::Route { lane: 1, order: child(parent, 10) });
    assert_eq!(route.refusal(), Some(Refusal::Halted));
    for call in [
        Call::Sent { lane: 0, child: born },
        Call::RequestCancel { lane: 0, child: born },
        Call::Report { lane: 0, report: Report::new(born, ExecType::New) },
        Call::CancelParent { lane: 0, parent },
    ] {
        assert_eq!(world.apply(&call).refusal(), None, "{call:?}");
    }
}

#[test]
fn a_broken_copy_is_caught() {
    let good = Round {
        at_return: [5; LANES],
        finally: [5; LANES],
        receipt: [5; LANES],
        refusal: vec![Refusal::Halted],
    };
    assert_eq!(verdict(&good), Ok(()));
    // A gate that checks the switch and then births; a receipt that misses one.
    assert!(verdict(&Round { finally: [5, 7, 5], receipt: [5, 7, 5], ..good }).is_err());
    let good = Round { refusal: Vec::new(), ..round(|_| Scope::Firm, 10) };
    assert!(verdict(&Round { receipt: good.receipt.map(|count| count + 1), ..good }).is_err());
}
