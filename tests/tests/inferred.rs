//! *Property*: what a statement says was executed, and nobody has reported, counts as executed until
//! the report comes; the report takes its place and never adds to it, in any order, however often,
//! by session or drop copy.
//!
//! *Method*: the executions of one order are reported in any order and any number of times, with
//! statements and copies of the venue's own CumQty among them; after each the child was executed
//! exactly what the venue has told by then. Then single cases, and ledgers that get it wrong.

use plimsoll::{
    AlarmKind, ChildId, ExecId, ExecType, OrdStatus, Outcome, ParentState, Report, State,
};
use plimsoll_tests::call::{Answer, Call};
use plimsoll_tests::generator::{Random, cases};
use plimsoll_tests::laws;
use plimsoll_tests::orders::{PRICE, child, parent, qty, trade};
use plimsoll_tests::world::{PLENTY, SETUPS, Setup, World};
use proptest::prelude::*;
use std::collections::HashSet;

fn world(setup: Setup, venue: u32) -> (World, ChildId) {
    let mut world = World::armed(setup);
    world.apply(&Call::Admit { lane: 0, order: parent(1, 100) });
    let order =
        plimsoll::NewChild { venue: plimsoll::VenueId(venue), ..child(world.parents[0], 60) };
    world.apply(&Call::Route { lane: 0, order });
    let child = world.children[0];
    world.apply(&Call::Sent { lane: 0, child });
    (world, child)
}

fn hear(world: &mut World, call: &Call) -> Outcome {
    match world.apply(call) {
        Answer::Outcome(Ok(outcome)) => outcome,
        answer => panic!("a report is never refused: {answer:?}"),
    }
}

fn status(child: ChildId, cum: u64) -> Report {
    Report { cum_qty: Some(qty(cum)), ..Report::new(child, ExecType::OrderStatus) }
}

/// Executed, inferred and headroom of the child's parent.
fn books(world: &World) -> (u64, u64, u64) {
    let view = world.region().parent(world.parents[0]).expect("the parent");
    assert_eq!(world.region().audit().map(|_| ()), Ok(()));
    assert_eq!(laws::conservation(&world.snapshot()), Ok(()));
    (view.executed, view.inferred, view.headroom)
}

/// What of an order's history is told: an execution, by session or copy; or how it stood then.
#[derive(Clone, Copy, Debug)]
enum Told {
    BySession,
    ByCopy,
    Stated,
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn a_report_replaces_what_was_inferred_and_never_adds(
        sizes in proptest::collection::vec(1u64..10, 1..6),
        seed in any::<u64>(),
    ) {
        let (mut world, child) = world(PLENTY, 0);
        let sums: Vec<u64> =
            sizes.iter().scan(0, |sum, size| { *sum += size; Some(*sum) }).collect();
        let mut random = Random::new(seed);
        let mut draw = |most: usize| usize::try_from(random.below(most as u64)).expect("small");
        let (mut heard, mut stated) = (HashSet::new(), None::<u64>);
        for _ in 0..sizes.len() * 4 {
            let at = draw(sizes.len());
            let told = [Told::BySession, Told::ByCopy, Told::Stated][draw(3)];
            // Some sessions say CumQty, some do not.
            let cum_qty = (draw(2) == 0).then_some(qty(sums[at]));
            let one = trade(child, at as u128 + 1, sizes[at]);
            let call = match told {
                Told::BySession => Call::Report { lane: 0, report: Report { cum_qty, ..one } },
                Told::ByCopy => {
                    // Another session has other ids, and its own way to know them.
                    let exec_id = ExecId(at as u128 + 1 + (1 << 90));
                    let cum_qty = Some(qty(sums[at]));
                    Call::DropCopy { report: Report { exec_id, cum_qty, ..one } }
                }
                Told::Stated => Call::Status { report: status(child, sums[at]) },
            };
            hear(&mut world, &call);
            stated = match told {
                // What it says beyond what is stated may be its own, and no more than that.
                Told::BySession if heard.insert(at) && cum_qty.is_some() => {
                    stated.map(|was| was.max(sums[at].min(was + sizes[at])))
                }
                Told::BySession => stated,
                // A copy says the least that was executed, a statement exactly what was.
                Told::ByCopy => Some(stated.unwrap_or(0).max(sums[at])),
                Told::Stated => Some(sums[at]),
            };
            let reported: u64 = heard.iter().map(|at| sizes[*at]).sum();
            let (executed, inferred, headroom) = books(&world);
            prop_assert_eq!(headroom, 40);
            prop_assert_eq!(executed, reported.max(stated.unwrap_or(0)));
            prop_assert!(executed <= *sums.last().expect("one"), "{executed} of {sums:?}");
            prop_assert_eq!(executed - inferred, reported);
        }
        // In the end all of it is reported, and nothing is inferred.
        for (at, size) in sizes.iter().enumerate() {
            let report = trade(child, at as u128 + 1, *size);
            hear(&mut world, &Call::Report { lane: 2, report });
        }
        let all = *sums.last().expect("one");
        prop_assert_eq!(books(&world), (all, 0, 40));
    }
}

#[test]
fn a_statement_heard_again_changes_nothing() {
    let (mut world, child) = world(PLENTY, 0);
    for _ in 0..3 {
        hear(&mut world, &Call::Status { report: status(child, 25) });
        assert_eq!(books(&world), (25, 25, 40));
    }
    world.apply(&Call::Restart);
    assert_eq!(books(&world), (25, 25, 40));
}

#[test]
fn a_difference_is_told_and_raised() {
    let (mut world, child) = world(PLENTY, 0);
    let outcome = hear(&mut world, &Call::Status { report: status(child, 25) });
    assert!(outcome.raised.contains(AlarmKind::Difference));
    let alarm = world.region().alarm(AlarmKind::Difference);
    assert_eq!((alarm.value, alarm.other), (25, 0));
}

#[test]
fn a_parent_may_end_by_what_is_inferred_and_the_reports_change_nothing() {
    let mut world = World::armed(PLENTY);
    world.apply(&Call::Admit { lane: 0, order: parent(1, 60) });
    let order = child(world.parents[0], 60);
    world.apply(&Call::Route { lane: 0, order });
    let child = world.children[0];
    let filled = Report { ord_status: Some(OrdStatus::Filled), ..status(child, 60) };
    assert!(hear(&mut world, &Call::Status { report: filled }).parent_done);
    assert_eq!(world.region().child(child).map(|view| view.state), Some(State::Filled));
    for exec in 1..=3 {
        let report = Report { cum_qty: Some(qty(60)), ..trade(child, exec, 20) };
        let outcome = hear(&mut world, &Call::Report { lane: 1, report });
        assert_eq!((outcome.breach, outcome.parent_done), (None, false));
    }
    let view = world.region().parent(world.parents[0]).expect("the parent");
    assert_eq!((view.state, view.executed, view.inferred), (ParentState::Done, 60, 0));
}

#[test]
fn an_unknown_child_keeps_what_nobody_stated() {
    let (mut world, child) = world(PLENTY, 0);
    world.apply(&Call::Disconnect { venue: plimsoll::VenueId(0) });
    let copy = Report { cum_qty: Some(qty(25)), ..trade(child, 1 << 90, 25) };
    hear(&mut world, &Call::DropCopy { report: copy });
    let view = world.region().parent(world.parents[0]).expect("the parent");
    assert_eq!((view.executed, view.working + view.unknown, view.headroom), (25, 35, 40));
    let unheard = Report { unknown_order: true, ..Report::new(child, ExecType::OrderStatus) };
    hear(&mut world, &Call::Status { report: unheard });
    let view = world.region().parent(world.parents[0]).expect("the parent");
    assert_eq!((view.unknown, view.headroom), (35, 40), "'unknown order' proves nothing");
}

/// A venue that tells sums only: each counts for what it has beyond the last.
#[test]
fn sums_count_once_however_often_and_in_any_order() {
    let setup = SETUPS
        .into_iter()
        .find(|setup| setup.venues[1].last_qty == plimsoll::LastQtyMeans::Cumulative);
    let (mut world, child) = world(setup.expect("one has such a venue"), 1);
    for sum in [10, 10, 35, 20, 35, 60, 10] {
        let report = Report::trade(child, ExecId(sum.into()), qty(sum), PRICE);
        hear(&mut world, &Call::Report { lane: 0, report });
        assert_eq!(books(&world).2, 40);
    }
    assert_eq!(books(&world), (60, 60, 40));
}

#[test]
fn a_broken_copy_is_caught() {
    let (mut world, child) = world(PLENTY, 0);
    hear(&mut world, &Call::Status { report: status(child, 25) });
    let good = world.snapshot();
    let mut booked = laws::Booked::default();
    assert_eq!(laws::executed(&good, &booked), Ok(()));
    assert_eq!(laws::conservation(&good), Ok(()));

    // A ledger that adds the report to what it inferred.
    let one = trade(child, 1, 25);
    booked.note(&one, false);
    let mut wrong = good.clone();
    (wrong.parents[0].1[0].cum_qty, wrong.parents[0].1[0].inferred_qty) = (50, 0);
    assert!(laws::executed(&wrong, &booked).is_err());
    // One that forgets that it had inferred it.
    assert!(laws::executed(&good, &booked).is_err());
    hear(&mut world, &Call::Report { lane: 0, report: one });
    assert_eq!(laws::executed(&world.snapshot(), &booked), Ok(()));
    // One whose parent says that something else is inferred than its children.
    let mut wrong = good.clone();
    wrong.parents[0].0.inferred = 24;
    assert!(laws::conservation(&wrong).is_err());
}
