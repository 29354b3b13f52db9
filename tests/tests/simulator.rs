//! *Property*: the simulator is what it says: a seed is a run, a fault between the core and the checks
//! is caught, and a process may die after any write of any call.
//!
//! *Method*: the same seeds twice; each fault of `sim::wrong` on as many seeds as it takes, a hundred at
//! most; a death after the first write of a call, the second, and so on to its last.

use plimsoll::{ChildId, Config, ExecType, OrdStatus, Report, State};
use plimsoll_tests::call::Call;
use plimsoll_tests::death;
use plimsoll_tests::driver::Driver;
use plimsoll_tests::orders::{child, ended, parent, qty, trade};
use plimsoll_tests::sim::shrink::shrink;
use plimsoll_tests::sim::wrong::{Fault, Wrong};
use plimsoll_tests::sim::{Options, run, run_steps};
use plimsoll_tests::world::{PLENTY, Setup, World};

#[test]
fn a_seed_is_a_run() {
    for seed in 0..12 {
        let made = [(); 2].map(|()| run(seed, &mut Options::default()).expect("it is right"));
        assert_eq!(made[0], made[1], "seed {seed}");
    }
    let other = [0, 1].map(|seed| run(seed, &mut Options::default()).map(|it| it.digest).ok());
    assert_ne!(other[0], other[1]);
}

#[test]
fn every_fault_is_caught_and_made_short() {
    for fault in Fault::ALL {
        let options = || Options { wrong: Some(Wrong::new(fault)), ..Options::default() };
        let caught = (0..100).find_map(|seed| Some((seed, run(seed, &mut options()).err()?)));
        let (seed, failed) = caught.unwrap_or_else(|| panic!("{fault:?} was not caught"));
        let (long, what) = (failed.steps.len(), failed.what.clone());
        let short = shrink(seed, failed, 60, options);
        let again = run_steps(seed, &short.steps, &mut options()).err();
        assert_eq!(again.map(|again| again.what), Some(short.what.clone()), "{fault:?}");
        assert!(short.steps.len() <= long, "{fault:?}: {what}");
        println!("{fault:?}: seed {seed}, {} of {long} steps: {}", short.steps.len(), short.what);
    }
}

/// A world with a parent of 100, a child of 60 of which 20 are executed.
fn begun() -> Driver {
    let config = Config { lanes: 3, parents: 4, children: 12, executions: 24, ..PLENTY.config };
    let config = Config { suspense: 4, client_ids: 8, events: 8, ..config };
    let mut driver = Driver::new(World::armed(Setup { config, ..PLENTY }));
    driver.make(&Call::Admit { lane: 0, order: parent(1, 100) });
    let order = child(driver.world.parents[0], 60);
    driver.make(&Call::Route { lane: 0, order });
    let child = driver.world.children[0];
    driver.make(&Call::Sent { lane: 0, child });
    driver.make(&Call::Report { lane: 0, report: trade(child, 1, 20) });
    driver
}

fn is_whole(driver: &Driver, label: &str) {
    let snapshot = driver.world.snapshot();
    let laws = plimsoll_tests::laws::conservation(&snapshot);
    let laws = laws.and_then(|()| plimsoll_tests::laws::emission(&snapshot));
    assert_eq!(laws, Ok(()), "{label}");
    let audit = driver.world.region().audit();
    assert!(audit.is_ok(), "{label}: {audit:?}");
}

#[test]
fn a_process_may_die_after_every_write_of_every_call() {
    if !death::EXACT {
        return;
    }
    let begun_with = begun();
    let (of, first) = (begun_with.world.parents[0], begun_with.world.children[0]);
    let status = Report {
        ord_status: Some(OrdStatus::PartiallyFilled),
        ..ended(first, ExecType::OrderStatus, 30)
    };
    let calls = [
        Call::Admit { lane: 1, order: parent(2, 50) },
        Call::Amend { lane: 0, parent: of, qty: qty(120) },
        Call::Route { lane: 1, order: child(of, 30) },
        Call::RequestReplace {
            lane: 0,
            child: first,
            qty: qty(80),
            price: plimsoll_tests::orders::PRICE,
        },
        Call::Doubt { lane: 0, child: first },
        Call::Report { lane: 2, report: trade(first, 2, 40) },
        Call::Report { lane: 2, report: trade(first, 3, 90) },
        Call::Report { lane: 2, report: ended(first, ExecType::Canceled, 25) },
        Call::Status { report: status },
        Call::CancelParent { lane: 0, parent: of },
        Call::Restart,
    ];
    let mut deaths = 0;
    for call in calls {
        let mut writes = 0;
        loop {
            let mut driver = begun();
            let (_, death) = driver.world.die_in(&call, writes);
            let label = format!("{call:?} after {writes} writes");
            assert_eq!(death.within, death.writes == writes, "{label}");
            is_whole(&driver, &label);
            let again = matches!(call, Call::Report { .. } | Call::Status { .. });
            if again {
                // Handed in again, it counts once, whatever it came to before.
                driver.make(&call);
                is_whole(&driver, &label);
                let mut calm = begun();
                calm.make(&call);
                let view = |driver: &Driver| driver.world.region().parent(of).map(|it| it.executed);
                assert_eq!(view(&driver), view(&calm), "{label}");
            }
            if !death.within {
                break;
            }
            deaths += 1;
            // `recover` writes every slot: after the first hundred not each of them.
            writes += 1 + writes / 100 * 7;
        }
    }
    assert!(deaths > 100, "only {deaths} deaths");
    println!("{deaths} deaths");
}

/// A child that was never published, since the process died in its birth.
fn void() -> (Driver, ChildId) {
    for writes in 0..100 {
        let mut driver = begun();
        let of = driver.world.parents[0];
        driver.world.die_in(&Call::Route { lane: 1, order: child(of, 30) }, writes);
        let region = driver.world.region();
        let is_void = |id: &ChildId| region.child(*id).map(|view| view.state) == Some(State::Void);
        if let Some(found) = region.children(of).find(is_void) {
            return (driver, found);
        }
    }
    panic!("no death left a void child");
}

#[test]
fn a_statement_of_a_void_child_moves_nothing() {
    if !death::EXACT {
        return;
    }
    let report = |child| Report {
        ord_status: Some(OrdStatus::Filled),
        ..ended(child, ExecType::OrderStatus, 30)
    };
    let calls: [fn(Report) -> Call; 2] =
        [|report| Call::Status { report }, |report| Call::DropCopy { report }];
    for call in calls {
        let (mut driver, child) = void();
        let before = driver.world.region().parent(driver.world.parents[0]).map(|it| it.executed);
        let outcome = driver.make(&call(report(child))).outcome().expect("it is heard");
        assert!(outcome.raised.contains(plimsoll::AlarmKind::ReportOnVoid), "{outcome:?}");
        is_whole(&driver, "a statement of a void child");
        let after = driver.world.region().parent(driver.world.parents[0]).map(|it| it.executed);
        assert_eq!(before, after);
    }
}
