//! *Property* (L4 Once): the same execution reported again, any number of times, on any lane, after
//! a takeover or a restart, changes no quantity, and the answer calls it a duplicate.
//!
//! *Method*: histories in which every piece of mail is delivered twice, the second time on another
//! lane and somewhere later; whatever the answer calls a duplicate is compared field by field. One
//! child with ten thousand executions.

use plimsoll::{Breach, ChildId, Config, ExecId, ExecType, Outcome, Report};
use plimsoll_tests::call::{Answer, Call};
use plimsoll_tests::generator::{History, cases, histories};
use plimsoll_tests::laws::{self, Booked};
use plimsoll_tests::model::is_correction;
use plimsoll_tests::orders::{PRICE, child, parent, qty, trade};
use plimsoll_tests::play::{Scene, Verdict, play};
use plimsoll_tests::step::Step;
use plimsoll_tests::world::{PLENTY, Setup, World};
use proptest::prelude::*;

/// Every delivery is followed by another of the same piece, at once or a little later.
fn doubled(mut history: History) -> History {
    let twice = |step: Step| match step {
        Step::Deliver { lane, .. } => {
            vec![step, Step::Again { lane: lane.wrapping_add(1), mail: 0 }]
        }
        step => vec![step],
    };
    history.steps = history.steps.into_iter().flat_map(twice).collect();
    history
}

fn once(scene: &Scene<'_>, booked: &mut Booked) -> Verdict {
    laws::truth(scene, booked)?;
    match (scene.call, scene.answer.outcome()) {
        (Call::Report { report, .. }, Some(outcome))
            if (report.exec_type == ExecType::Trade || is_correction(report))
                && outcome.duplicate
                && outcome.breach.is_none() =>
        {
            laws::once(scene.before, scene.after)
        }
        _ => Ok(()),
    }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn a_repetition_moves_nothing(history in histories(120)) {
        let mut booked = Booked::default();
        let history = doubled(history);
        play(&history, |scene| once(scene, &mut booked)).map_err(TestCaseError::fail)?;
    }
}

fn world(config: Config) -> (World, ChildId) {
    let setup = Setup { config, ..PLENTY };
    let mut world = World::armed(setup);
    world.apply(&Call::Admit { lane: 0, order: parent(1, 5_000) });
    let order = child(world.parents[0], 5_000);
    world.apply(&Call::Route { lane: 0, order });
    let child = world.children[0];
    world.apply(&Call::Sent { lane: 0, child });
    (world, child)
}

fn report(world: &mut World, lane: u32, report: Report) -> Outcome {
    match world.apply(&Call::Report { lane, report }) {
        Answer::Outcome(Ok(outcome)) => outcome,
        answer => panic!("a report is never refused: {answer:?}"),
    }
}

#[test]
fn all_of_the_128_bits_count() {
    let (mut world, child) = world(PLENTY.config);
    let ids = (0..128).map(|bit| 1u128 << bit).chain([0, u128::MAX]);
    for id in ids.clone() {
        assert!(!report(&mut world, 0, trade(child, id, 1)).duplicate, "{id:#x}");
    }
    for id in ids {
        assert!(report(&mut world, 1, trade(child, id, 1)).duplicate, "{id:#x}");
    }
    assert_eq!(world.region().child(child).map(|view| view.cum_qty), Some(130));
}

#[test]
fn a_child_with_five_thousand_executions_knows_each_of_them() {
    let config = Config { executions: 1 << 14, ..PLENTY.config };
    let (mut world, child) = world(config);
    let id = |number: u128| (number << 64) | (number % 3);
    for number in 0..5_000 {
        assert!(!report(&mut world, 0, trade(child, id(number), 1)).duplicate, "{number}");
    }
    world.apply(&Call::Restart);
    for number in (0..5_000).rev() {
        assert!(report(&mut world, 2, trade(child, id(number), 1)).duplicate, "{number}");
    }
    let view = world.region().parent(world.parents[0]).expect("the parent");
    assert_eq!((view.executed, view.overfill), (5_000, 0));
}

#[test]
fn a_repetition_that_comes_after_a_replace_moves_nothing() {
    let (mut world, child) = world(PLENTY.config);
    // The drop copy of an execution tells what was so when it happened: an order of 5,000.
    let old = Report {
        cum_qty: Some(qty(20)),
        leaves_qty: Some(qty(4_980)),
        order_qty: Some(qty(5_000)),
        ..trade(child, 1, 20)
    };
    report(&mut world, 0, old);
    world.apply(&Call::RequestReplace { lane: 0, child, qty: qty(4_000), price: PRICE });
    report(&mut world, 0, Report { request: Some(1), ..Report::new(child, ExecType::Replaced) });
    let before = world.snapshot();
    assert_eq!(before.parents[0].0.headroom, 1_000);
    let again = report(&mut world, 1, old);
    assert_eq!((again.duplicate, again.breach), (true, None));
    assert_eq!(laws::once(&before, &world.snapshot()), Ok(()));
}

#[test]
fn the_same_id_with_other_numbers_is_a_conflict_and_is_not_booked() {
    let (mut world, child) = world(PLENTY.config);
    report(&mut world, 0, trade(child, 9, 10));
    let other = report(&mut world, 0, trade(child, 9, 11));
    assert_eq!((other.duplicate, other.breach), (true, Some(Breach::ConflictingExecution)));
    assert_eq!(world.region().child(child).map(|view| view.cum_qty), Some(10));
}

#[test]
fn the_same_id_on_two_children_is_two_executions() {
    let (mut world, first) = world(PLENTY.config);
    world.apply(&Call::Admit { lane: 0, order: parent(2, 100) });
    let order = child(world.parents[1], 10);
    world.apply(&Call::Route { lane: 0, order });
    let second = world.children[1];
    assert!(!report(&mut world, 0, trade(first, 9, 10)).duplicate);
    assert!(!report(&mut world, 0, trade(second, 9, 10)).duplicate);
}

#[test]
fn a_broken_copy_is_caught() {
    let (mut world, child) = world(PLENTY.config);
    let one = trade(child, 1, 25);
    report(&mut world, 0, one);
    let good = world.snapshot();
    assert_eq!(laws::once(&good, &good), Ok(()));

    // A fill booked twice, in the child or in the parent; a repetition that frees, or takes,
    // headroom.
    let mut wrong = good.clone();
    wrong.parents[0].1[0].cum_qty += 25;
    assert!(laws::once(&good, &wrong).is_err());
    let changes: [fn(&mut plimsoll::ParentView); 2] =
        [|view| view.executed += 25, |view| view.headroom += 1];
    for change in changes {
        let mut wrong = good.clone();
        change(&mut wrong.parents[0].0);
        assert!(laws::once(&good, &wrong).is_err());
    }

    // A ledger that forgets ids, and one that knows them by their low half only.
    let mut booked = Booked::default();
    assert_eq!(booked.note(&one, false), None);
    assert_eq!(booked.note(&one, false), Some(true));
    let high = Report { exec_id: ExecId(1 << 64 | 1), ..one };
    assert_eq!(booked.note(&high, false), None);
}
