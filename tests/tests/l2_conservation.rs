//! *Property* (L2 Conservation): headroom and reservations and executions, less overfill, are the
//! parent's quantity; and each of a parent's sums is the sum of its children's.
//!
//! *Method*: any histories, with broken venues and restarts among them; the views are added up
//! after every call, and the core's own audit must agree. While threads move quantity a reader may
//! see too little, never too much.

use plimsoll_tests::call::Call;
use plimsoll_tests::generator::{History, cases, histories};
use plimsoll_tests::laws;
use plimsoll_tests::orders::{child, parent};
use plimsoll_tests::play::{Scene, Verdict, play};
use plimsoll_tests::world::{PLENTY, Snapshot, World};
use proptest::prelude::*;

fn adds_up(scene: &Scene<'_>) -> Verdict {
    laws::conservation(scene.after)?;
    let audit = scene.driver.world.region().audit();
    audit.map(|_| ()).map_err(|finding| format!("L2: the audit found {finding:?}"))
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn every_unit_is_in_one_place(history in histories(160)) {
        play(&history, adds_up).map_err(TestCaseError::fail)?;
    }
}

#[test]
fn long_histories() {
    for seed in 100..120 {
        let history = History::from_seed(seed, 1_500);
        play(&history, adds_up).unwrap_or_else(|what| panic!("seed {seed}: {what}"));
    }
}

fn snapshot() -> Snapshot {
    let mut world = World::armed(PLENTY);
    world.apply(&Call::Admit { lane: 0, order: parent(1, 100) });
    for units in [30, 20] {
        let order = child(world.parents[0], units);
        world.apply(&Call::Route { lane: 0, order });
    }
    world.apply(&Call::Doubt { lane: 0, child: world.children[1] });
    let report = plimsoll_tests::orders::trade(world.children[0], 1, 10);
    world.apply(&Call::Report { lane: 1, report });
    world.snapshot()
}

#[test]
fn a_parent_that_has_ended_has_nothing_reserved() {
    let mut world = World::armed(PLENTY);
    world.apply(&Call::Admit { lane: 0, order: parent(1, 10) });
    let order = child(world.parents[0], 10);
    world.apply(&Call::Route { lane: 0, order });
    // The last fill, and with it the claim of a larger order.
    let last = plimsoll_tests::orders::trade(world.children[0], 1, 10);
    let report = plimsoll::Report { order_qty: plimsoll::Qty::new(30), ..last };
    let answer = world.apply(&Call::Report { lane: 0, report });
    let view = world.region().parent(world.parents[0]).expect("the parent");
    let reserved = view.working + view.unknown;
    let done = view.state == plimsoll::ParentState::Done;
    assert!(!done || reserved == 0, "{view:?} after {answer:?}");
    let audit = world.region().audit();
    assert!(audit.is_ok(), "{audit:?}");
}

#[test]
fn a_broken_copy_is_caught() {
    let good = snapshot();
    assert_eq!(laws::conservation(&good), Ok(()));
    let breaks: [fn(&mut Snapshot); 10] = [
        |wrong| wrong.parents[0].0.headroom += 1,
        |wrong| wrong.parents[0].0.headroom -= 1,
        |wrong| wrong.parents[0].0.executed += 1,
        |wrong| wrong.parents[0].0.working -= 1,
        |wrong| wrong.parents[0].0.overfill += 1,
        // Moved from working to free, or from working to executed, with no child that says so.
        |wrong| {
            wrong.parents[0].0.working -= 5;
            wrong.parents[0].0.headroom += 5;
        },
        |wrong| {
            wrong.parents[0].0.working -= 5;
            wrong.parents[0].0.executed += 5;
        },
        // Cooling, or inferred, with no child that says so.
        |wrong| {
            wrong.parents[0].0.working -= 5;
            wrong.parents[0].0.cooling += 5;
        },
        |wrong| wrong.parents[0].0.inferred += 5,
        // The same number added to headroom and to overfill: the sum holds, the view lies.
        |wrong| {
            wrong.parents[0].0.headroom += 5;
            wrong.parents[0].0.overfill += 5;
        },
    ];
    for (place, break_it) in breaks.into_iter().enumerate() {
        let mut wrong = good.clone();
        break_it(&mut wrong);
        assert!(laws::conservation(&wrong).is_err(), "break {place} was not seen");
    }
}
