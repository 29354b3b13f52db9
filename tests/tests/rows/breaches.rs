//! Rows about what a report may break.

use plimsoll::{Breach, ChildId, Config, ExecType, Nanos, Outcome, Refusal, Report, Scope};
use plimsoll_tests::call::{Answer, Call};
use plimsoll_tests::orders::{child, ended, parent, trade};
use plimsoll_tests::world::{PLENTY, Setup, World};
use std::sync::atomic::{AtomicU64, Ordering::Acquire, Ordering::Release};

/// A breach, and what brings it about.
type Row = (Breach, fn() -> Outcome);

/// The rows.
pub const BREACHES: &[Row] = &[
    (Breach::Overfill, || {
        let (mut world, child) = stage(PLENTY);
        report(&mut world, trade(child, 1, 101))
    }),
    (Breach::ChildOverfill, || {
        let (mut world, child) = stage(PLENTY);
        report(&mut world, trade(child, 1, 61))
    }),
    (Breach::Suspense, || {
        let (mut world, child) = stage(PLENTY);
        report(&mut world, trade(ChildId::from_bits(child.to_bits() ^ 1 << 40), 1, 5))
    }),
    (Breach::ReportOnVoid, || on_void(|child| Report::new(child, ExecType::New)).1),
    (Breach::ConflictingExecution, || {
        let (mut world, child) = stage(PLENTY);
        report(&mut world, trade(child, 1, 5));
        report(&mut world, trade(child, 1, 6))
    }),
    (Breach::ImpossibleReport, || {
        let (mut world, child) = stage(PLENTY);
        report(&mut world, trade(child, 1, 0))
    }),
    (Breach::UnexpectedAnswer, || {
        let (mut world, child) = stage(PLENTY);
        report(&mut world, Report { request: Some(9), ..Report::new(child, ExecType::Replaced) })
    }),
    (Breach::CumQtyDisagrees, || {
        let (mut world, child) = stage(PLENTY);
        report(&mut world, trade(child, 1, 5));
        report(&mut world, ended(child, ExecType::Canceled, 4))
    }),
    (Breach::ImpossiblePrice, || {
        let (mut world, child) = stage(PLENTY);
        report(&mut world, Report { last_px: plimsoll::Price(1 << 40), ..trade(child, 1, 5) })
    }),
    (Breach::ExecutionsFull, || {
        let config = Config { lanes: 1, executions: 8, ..PLENTY.config };
        let (mut world, child) = stage(Setup { config, ..PLENTY });
        let fill = |exec| trade(child, exec, 1);
        (0..8).for_each(|exec| {
            report(&mut world, fill(exec));
        });
        report(&mut world, fill(9))
    }),
];

/// A parent of 100, a child of 60.
fn stage(setup: Setup) -> (World, ChildId) {
    let mut world = World::armed(setup);
    world.apply(&Call::Admit { lane: 0, order: parent(1, 100) });
    let order = child(world.parents[0], 60);
    world.apply(&Call::Route { lane: 0, order });
    let child = world.children[0];
    (world, child)
}

fn report(world: &mut World, report: Report) -> Outcome {
    let answer = world.apply(&Call::Report { lane: 0, report });
    match answer {
        Answer::Outcome(Ok(outcome)) => outcome,
        answer => panic!("a report is never refused: {answer:?}"),
    }
}

/// A report on a void child. One is void when a kill comes while it is being born, which takes two
/// threads and some luck; what its id would have been is known from a world in which nobody kills
/// (L11).
pub fn on_void(said: fn(ChildId) -> Report) -> (World, Outcome) {
    let config = Config { lanes: 1, children: 1 << 12, executions: 1 << 13, ..PLENTY.config };
    let setup = Setup { config, ..PLENTY };
    let mut calm = house(setup);
    let order = child(calm.parents[0], 1);
    while calm.apply(&Call::Route { lane: 0, order }).refusal().is_none() {}
    let found = (0..100).find_map(|seed| hunt(house(setup), &calm.children, said, seed));
    found.expect("no kill ever came while a child was being born")
}

fn house(setup: Setup) -> World {
    let mut world = World::armed(setup);
    world.apply(&Call::Admit { lane: 0, order: parent(1, 5_000) });
    world
}

/// Routes children one by one while another thread kills, until one is void or all are born.
fn hunt(
    mut world: World,
    names: &[ChildId],
    said: fn(ChildId) -> Report,
    seed: u64,
) -> Option<(World, Outcome)> {
    let (region, now) = (world.region(), Nanos(world.now));
    let (asked, answered) = (AtomicU64::new(0), AtomicU64::new(0));
    let order = child(world.parents[0], 1);
    let outcome = std::thread::scope(|threads| {
        threads.spawn(|| {
            for round in 1.. {
                while asked.load(Acquire) < round {
                    std::hint::spin_loop();
                }
                if asked.load(Acquire) == u64::MAX {
                    break;
                }
                (0..(round * 7 + seed) % 400).for_each(|_| std::hint::spin_loop());
                let killed = region.kill(Scope::Firm, 1, now);
                answered.store(if killed.is_ok() { round } else { 0 }, Release);
            }
        });
        let mut births = 0;
        let outcome = (1..).find_map(|round| {
            asked.store(round, Release);
            let refusal = world.apply(&Call::Route { lane: 0, order }).refusal();
            while answered.load(Acquire) < round {
                std::hint::spin_loop();
            }
            if refusal.is_none() {
                let child = world.children[births];
                world.apply(&Call::Sent { lane: 0, child });
                births += 1;
            }
            world.reset(Scope::Firm);
            let name = *names.get(births)?;
            let heard = (refusal == Some(Refusal::Halted)).then(|| report(&mut world, said(name)));
            let over = refusal.is_some_and(|refusal| refusal != Refusal::Halted).then_some(None);
            heard.filter(|heard| heard.breach != Some(Breach::Suspense)).map(Some).or(over)
        });
        asked.store(u64::MAX, Release);
        outcome
    });
    outcome.flatten().map(|outcome| (world, outcome))
}
