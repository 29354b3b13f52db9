//! *Property* (L3 Truth): an execution that a venue reports is booked once, in full, whatever the
//! state of child, parent, switch, alarm or capacity; what goes past the parent is overfill, the
//! parent is held, and an alarm is raised.
//!
//! *Method*: histories with broken venues, kills, full tables and restarts; a book of our own takes
//! in every trade as it is delivered. Then one case for each state that a child can be in, and for
//! each thing that may stand in the way.

use plimsoll::{AlarmKind, Breach, ChildId, ExecType, Outcome, ParentState, Report, Scope, State};
use plimsoll_tests::call::{Answer, Call};
use plimsoll_tests::generator::{History, cases, histories};
use plimsoll_tests::laws::{self, Booked};
use plimsoll_tests::orders::{PRICE, child, ended, parent, qty, trade};
use plimsoll_tests::play::play;
use plimsoll_tests::world::{PLENTY, World};
use proptest::prelude::*;

fn every_trade_is_booked(history: &History) -> Result<(), String> {
    let mut booked = Booked::default();
    play(history, |scene| laws::truth(scene, &mut booked))
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn what_is_reported_is_booked(history in histories(160)) {
        every_trade_is_booked(&history).map_err(TestCaseError::fail)?;
    }
}

#[test]
fn long_histories() {
    for seed in 200..220 {
        let history = History::from_seed(seed, 1_500);
        every_trade_is_booked(&history).unwrap_or_else(|what| panic!("seed {seed}: {what}"));
    }
}

/// A parent of 100 and a child of 60.
fn world() -> (World, ChildId) {
    let mut world = World::armed(PLENTY);
    world.apply(&Call::Admit { lane: 0, order: parent(1, 100) });
    let order = child(world.parents[0], 60);
    world.apply(&Call::Route { lane: 0, order });
    let child = world.children[0];
    world.apply(&Call::Sent { lane: 0, child });
    (world, child)
}

fn report(world: &mut World, report: Report) -> Outcome {
    match world.apply(&Call::Report { lane: 1, report }) {
        Answer::Outcome(Ok(outcome)) => outcome,
        answer => panic!("a report is never refused: {answer:?}"),
    }
}

#[test]
fn a_late_fill_is_booked_in_every_state() {
    let ends = [
        (ExecType::Canceled, State::Canceled),
        (ExecType::Expired, State::Expired),
        (ExecType::Rejected, State::Rejected),
        (ExecType::DoneForDay, State::DoneForDay),
    ];
    for (exec_type, state) in ends {
        let (mut world, child) = world();
        report(&mut world, ended(child, exec_type, 0));
        let view = world.region().child(child).expect("the child");
        assert_eq!((view.state, view.leaves_qty.get(), view.unknown_qty.get()), (state, 0, 0));
        let late = report(&mut world, trade(child, 1, 25));
        assert!(!late.duplicate);
        assert_eq!(
            (late.breach, late.overfill.get()),
            (Some(Breach::ChildOverfill), 0),
            "{exec_type:?}"
        );
        let parent = world.region().parent(world.parents[0]).expect("the parent");
        assert_eq!(
            (parent.executed, parent.headroom, parent.overfill),
            (25, 75, 0),
            "{exec_type:?}"
        );
    }
}

#[test]
fn a_fill_past_the_parent_is_overfill() {
    let (mut world, child) = world();
    let outcome = report(&mut world, trade(child, 1, 130));
    assert_eq!((outcome.breach, outcome.overfill.get()), (Some(Breach::Overfill), 30));
    assert!(outcome.raised.contains(AlarmKind::Overfill));
    assert!(world.region().alarm(AlarmKind::Overfill).raised);
    let view = world.region().parent(world.parents[0]).expect("the parent");
    assert_eq!((view.executed, view.headroom, view.overfill), (130, 0, 30));
    assert_ne!(view.state, ParentState::Open);
    let more = report(&mut world, trade(child, 2, 5));
    assert_eq!((more.breach, more.overfill.get()), (Some(Breach::Overfill), 5));
}

#[test]
fn a_graver_breach_hides_no_other() {
    let (mut world, child) = world();
    report(&mut world, trade(child, 1, 20));
    // The same id with another quantity, and a claim that commits the parent past its line.
    let claims = Report { order_qty: Some(qty(200)), ..trade(child, 1, 25) };
    let outcome = report(&mut world, claims);
    assert!(outcome.raised.contains(AlarmKind::ConflictingExecution), "{outcome:?}");
    let view = world.region().child(child).expect("the child");
    assert_eq!(view.cum_qty, 20);
}

#[test]
fn an_answer_that_nobody_asked_for_is_a_breach_whether_it_names_a_request_or_not() {
    for exec_type in [ExecType::Replaced, ExecType::ReplaceRejected, ExecType::CancelRejected] {
        for request in [None, Some(3)] {
            let (mut world, child) = world();
            let answer = Report { request, ..Report::new(child, exec_type) };
            let outcome = report(&mut world, answer);
            let said = (outcome.duplicate, outcome.breach);
            assert_eq!(said, (false, Some(Breach::UnexpectedAnswer)), "{exec_type:?} {request:?}");
        }
    }
}

#[test]
fn a_request_that_was_refused_was_never_made() {
    let (mut world, child) = world();
    let parent = world.parents[0];
    world.apply(&Call::Hold { lane: 0, parent });
    let up = Call::RequestReplace { lane: 0, child, qty: qty(70), price: PRICE };
    assert!(world.apply(&up).refusal().is_some(), "the parent is held");
    let answer = Report { request: Some(1), ..Report::new(child, ExecType::Replaced) };
    assert_eq!(report(&mut world, answer).breach, Some(Breach::UnexpectedAnswer));
}

#[test]
fn a_final_cum_qty_below_what_was_executed_is_a_breach_whatever_was_claimed_before() {
    for claimed in [None, Some(qty(20))] {
        let (mut world, child) = world();
        report(&mut world, Report { cum_qty: claimed, ..trade(child, 1, 20) });
        let outcome = report(&mut world, ended(child, ExecType::Canceled, 19));
        assert_eq!(outcome.breach, Some(Breach::CumQtyDisagrees), "claimed {claimed:?}");
        let view = world.region().child(child).expect("the child");
        assert_eq!(view.cum_qty, 20);
    }
}

#[test]
fn executions_are_booked_in_full_however_large() {
    let (mut world, child) = world();
    let most = plimsoll::Qty::MAX.get();
    let outcome = report(&mut world, trade(child, 1, most));
    assert_eq!(outcome.breach, Some(Breach::Overfill));
    let view = world.region().child(child).expect("the child");
    assert_eq!(view.cum_qty, most);
    let view = world.region().parent(world.parents[0]).expect("the parent");
    assert_eq!((view.executed, view.overfill), (most, most - 100));
    // Past the largest quantity beyond a child its word stops counting, and says so; what was
    // executed goes on.
    for exec in 2..=5 {
        let outcome = report(&mut world, trade(child, exec, most));
        assert!(outcome.breach.is_some(), "execution {exec}");
        assert!(outcome.raised.contains(plimsoll::AlarmKind::ImpossibleReport));
    }
    let view = world.region().parent(world.parents[0]).expect("the parent");
    assert_eq!((view.executed, view.headroom), (5 * most, 0));
    assert!(view.overfill >= 2 * most);
    let audit = world.region().audit();
    assert!(audit.is_ok(), "{audit:?}");
}

#[test]
fn nothing_stands_in_the_way_of_a_fill() {
    let (mut world, child) = world();
    let parent = world.parents[0];
    for scope in [Scope::Firm, Scope::Parent(parent), Scope::Lane(1)] {
        world.apply(&Call::Kill { lane: 0, scope, reason: 1 });
    }
    world.apply(&Call::Disarm);
    world.apply(&Call::CancelParent { lane: 2, parent });
    world.apply(&Call::Doubt { lane: 2, child });
    let outcome = report(&mut world, trade(child, 1, 60));
    assert_eq!((outcome.breach, outcome.parent_done), (None, true));
    let view = world.region().parent(parent).expect("the parent");
    assert_eq!((view.executed, view.unknown, view.working), (60, 0, 0));
}

#[test]
fn a_broken_copy_is_caught() {
    let (mut world, child) = world();
    let mut booked = Booked::default();
    let one = trade(child, 1, 25);
    report(&mut world, one);
    booked.note(&one, false);
    let good = world.snapshot();
    assert_eq!(laws::executed(&good, &booked), Ok(()));

    // A ledger that clamps, one that drops, and one that books a fill of its own.
    for cum in [24, 0, 50] {
        let mut wrong = good.clone();
        wrong.parents[0].1[0].cum_qty = cum;
        assert!(laws::executed(&wrong, &booked).is_err(), "{cum} of 25 was not seen");
    }
    booked.note(&trade(child, 2, 1), false);
    assert!(laws::executed(&good, &booked).is_err());
}
