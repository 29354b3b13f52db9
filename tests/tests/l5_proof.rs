//! *Property* (L5 Proof): what is reserved is given back on proof only: a terminal report with the
//! venue's CumQty, or the answer to a request. Time, doubt, 'unknown order', a restart and silence
//! give nothing back.
//!
//! *Method*: any histories; after every call that is no proof, nothing may be freer than before,
//! and no child may hold less than before but for what it executed. Then each way out, by name.

use plimsoll::{ChildId, ExecType, Report, RequestId, State};
use plimsoll_tests::call::{Answer, Call};
use plimsoll_tests::generator::{History, cases, histories};
use plimsoll_tests::laws;
use plimsoll_tests::orders::{PRICE, child, ended, parent, qty, trade};
use plimsoll_tests::play::{Scene, play};
use plimsoll_tests::world::{PLENTY, World};
use proptest::prelude::*;
use std::collections::HashSet;

fn only_proof_frees(history: &History) -> Result<(), String> {
    let mut lives_on = HashSet::new();
    play(history, |scene| {
        laws::note_terms(scene.call, scene.answer, &mut lives_on);
        laws::proof(scene, &lives_on)
    })
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn nothing_is_freed_without_proof(history in histories(160)) {
        only_proof_frees(&history).map_err(TestCaseError::fail)?;
    }
}

/// A parent of 100, a child of 60 of which 20 are executed.
fn world() -> (World, ChildId) {
    let mut world = World::armed(PLENTY);
    world.apply(&Call::Admit { lane: 0, order: parent(1, 100) });
    let order = child(world.parents[0], 60);
    world.apply(&Call::Route { lane: 0, order });
    let child = world.children[0];
    world.apply(&Call::Sent { lane: 0, child });
    report(&mut world, Report::new(child, ExecType::New));
    report(&mut world, trade(child, 1, 20));
    (world, child)
}

fn report(world: &mut World, report: Report) {
    let answer = world.apply(&Call::Report { lane: 1, report });
    assert!(answer.refusal().is_none(), "{answer:?}");
}

/// Headroom, working and unknown of the only parent.
fn view(world: &World) -> (u64, u64, u64) {
    let view = world.region().parent(world.parents[0]).expect("the parent");
    assert_eq!(view.overfill, 0);
    (view.headroom, view.working, view.unknown)
}

fn replace(world: &mut World, child: ChildId, units: u64) -> RequestId {
    match world.apply(&Call::RequestReplace { lane: 0, child, qty: qty(units), price: PRICE }) {
        Answer::Request(Ok(request)) => request,
        answer => panic!("{answer:?}"),
    }
}

fn answer(request: RequestId, exec_type: ExecType) -> Report {
    Report { request: Some(request.number), ..Report::new(request.child, exec_type) }
}

#[test]
fn doubt_and_time_and_restart_free_nothing() {
    let (mut world, child) = world();
    assert_eq!(view(&world), (40, 40, 0));
    world.apply(&Call::Doubt { lane: 2, child });
    assert_eq!(view(&world), (40, 0, 40));
    world.apply(&Call::Wait { nanos: u32::MAX });
    world.apply(&Call::Restart);
    assert_eq!(view(&world), (40, 0, 40));
}

#[test]
fn a_child_that_was_not_sent_is_unknown_after_a_restart() {
    let mut world = World::armed(PLENTY);
    world.apply(&Call::Admit { lane: 0, order: parent(1, 100) });
    let order = child(world.parents[0], 60);
    world.apply(&Call::Route { lane: 0, order });
    world.apply(&Call::Restart);
    assert_eq!(view(&world), (40, 0, 60));
    let state = world.region().child(world.children[0]).map(|view| view.state);
    assert_eq!(state, Some(State::Unknown));
}

#[test]
fn an_end_without_cum_qty_proves_nothing() {
    for exec_type in [ExecType::Canceled, ExecType::Expired, ExecType::DoneForDay] {
        let (mut world, child) = world();
        report(&mut world, Report::new(child, exec_type));
        assert_eq!(view(&world), (40, 0, 40), "{exec_type:?}");
    }
}

#[test]
fn an_end_frees_what_the_venue_says_not_what_we_have() {
    let (mut world, child) = world();
    // The venue has executed 35; 15 of them are still on their way to us.
    report(&mut world, ended(child, ExecType::Canceled, 35));
    assert_eq!(view(&world).0, 65);
    let (_, working, unknown) = view(&world);
    assert_eq!(working + unknown, 15);
    report(&mut world, trade(child, 2, 15));
    assert_eq!(view(&world), (65, 0, 0));
    // The same report once more frees nothing more.
    report(&mut world, ended(child, ExecType::Canceled, 35));
    assert_eq!(view(&world), (65, 0, 0));
}

#[test]
fn unknown_order_is_no_proof() {
    for exec_type in [ExecType::CancelRejected, ExecType::ReplaceRejected] {
        let (mut world, child) = world();
        let request = match exec_type {
            ExecType::CancelRejected => {
                match world.apply(&Call::RequestCancel { lane: 0, child }) {
                    Answer::Request(Ok(request)) => request,
                    answer => panic!("{answer:?}"),
                }
            }
            _ => replace(&mut world, child, 50),
        };
        let refused = Report { unknown_order: true, ..answer(request, exec_type) };
        report(&mut world, refused);
        assert_eq!(view(&world), (40, 0, 40), "{exec_type:?}");
    }
}

#[test]
fn a_replace_up_pays_first_and_a_replace_down_frees_last() {
    let (mut world, child) = world();
    let up = replace(&mut world, child, 90);
    assert_eq!(view(&world).0, 10);
    report(&mut world, answer(up, ExecType::ReplaceRejected));
    assert_eq!(view(&world).0, 40);
    let down = replace(&mut world, child, 50);
    assert_eq!(view(&world).0, 40);
    report(&mut world, answer(down, ExecType::PendingReplace));
    assert_eq!(view(&world).0, 40);
    report(&mut world, answer(down, ExecType::Replaced));
    assert_eq!(view(&world).0, 50);
    // The answer comes again: it names a request that is closed, so it frees nothing more.
    report(&mut world, answer(down, ExecType::Replaced));
    assert_eq!(view(&world).0, 50);
}

#[test]
fn a_repeated_answer_is_not_taken_for_the_next_request() {
    let (mut world, child) = world();
    let first = replace(&mut world, child, 50);
    report(&mut world, answer(first, ExecType::Replaced));
    let second = replace(&mut world, child, 30);
    report(&mut world, answer(first, ExecType::Replaced));
    assert_eq!(view(&world).0, 50, "the first answer was taken for the second");
    report(&mut world, answer(second, ExecType::Replaced));
    assert_eq!(view(&world).0, 70);
}

#[test]
fn answers_that_overtake_each_other_leave_the_last_word_to_the_later_request() {
    let (mut world, child) = world();
    let down = replace(&mut world, child, 30);
    let up = replace(&mut world, child, 80);
    assert_eq!(view(&world).0, 20);
    report(&mut world, answer(up, ExecType::Replaced));
    report(&mut world, answer(down, ExecType::Replaced));
    assert_eq!(view(&world).0, 20, "the venue works 80: it granted 30 first and 80 then");
}

#[test]
fn an_answer_to_what_nobody_asked_frees_nothing() {
    for request in [None, Some(1), Some(9)] {
        let (mut world, child) = world();
        let cancel = world.apply(&Call::RequestCancel { lane: 0, child });
        assert!(cancel.refusal().is_none(), "{cancel:?}");
        let smaller = Some(qty(30));
        let replaced =
            Report { request, order_qty: smaller, ..Report::new(child, ExecType::Replaced) };
        report(&mut world, replaced);
        assert_eq!(view(&world).0, 40, "Replaced to 30, naming {request:?}: 1 is a cancel");
    }
}

#[test]
fn a_repeated_answer_frees_nothing_though_it_names_a_quantity() {
    let (mut world, child) = world();
    let with_qty = |request: RequestId, units| Report {
        order_qty: Some(qty(units)),
        ..answer(request, ExecType::Replaced)
    };
    let first = replace(&mut world, child, 30);
    report(&mut world, with_qty(first, 30));
    assert_eq!(view(&world).0, 70);
    let second = replace(&mut world, child, 80);
    report(&mut world, with_qty(second, 80));
    assert_eq!(view(&world).0, 20);
    for request in [Some(1), None] {
        report(&mut world, Report { request, ..with_qty(first, 30) });
        assert_eq!(view(&world).0, 20, "the venue works 80; the answer named {request:?}");
    }
}

#[test]
fn an_answer_that_comes_after_the_end_neither_frees_nor_revives() {
    for exec_type in [ExecType::Canceled, ExecType::Expired, ExecType::DoneForDay] {
        for (target, said) in [(30, None), (30, Some(30)), (90, None), (90, Some(90))] {
            let (mut world, child) = world();
            let request = replace(&mut world, child, target);
            // 50 are executed, 30 of them on their way to us: they stay reserved.
            report(&mut world, ended(child, exec_type, 50));
            assert_eq!(view(&world), (50, 0, 30), "{exec_type:?}");
            let late = Report { order_qty: said.map(qty), ..answer(request, ExecType::Replaced) };
            report(&mut world, late);
            let state = world.region().child(child).map(|view| view.state.is_alive());
            assert_eq!((view(&world).0, state), (50, Some(false)), "{exec_type:?} {late:?}");
        }
    }
}

#[test]
fn a_restatement_that_comes_late_frees_nothing() {
    let (mut world, child) = world();
    let restated = Report { order_qty: Some(qty(50)), ..Report::new(child, ExecType::Restated) };
    report(&mut world, restated);
    let up = replace(&mut world, child, 80);
    report(&mut world, answer(up, ExecType::Replaced));
    assert_eq!(view(&world).0, 20, "the venue works 80");
    report(&mut world, restated);
    assert_eq!(view(&world).0, 20, "the venue still works 80");
}

#[test]
fn a_broken_copy_is_caught() {
    let (mut world, child) = world();
    let before = world.snapshot();
    world.apply(&Call::Doubt { lane: 2, child });
    let good = world.snapshot();
    let call = Call::Doubt { lane: 2, child };
    let answer = Answer::Unit(Ok(()));
    let driver = plimsoll_tests::driver::Driver::new(world);
    let none = HashSet::new();
    let judge = |after: &plimsoll_tests::world::Snapshot| {
        let scene = Scene { before: &before, call: &call, answer: &answer, after, driver: &driver };
        laws::proof(&scene, &none)
    };
    assert_eq!(judge(&good), Ok(()));

    // One that lets go, by a report of an execution, of what nobody busted.
    let report = trade(child, 2, 5);
    let heard = Call::Report { lane: 1, report };
    let mut wrong = good.clone();
    wrong.parents[0].0.headroom += 40;
    wrong.parents[0].0.unknown -= 40;
    let of = |after: &plimsoll_tests::world::Snapshot| {
        let scene =
            Scene { before: &before, call: &heard, answer: &answer, after, driver: &driver };
        laws::proof(&scene, &none)
    };
    assert!(of(&wrong).is_err());
    wrong.parents[0].0.state = plimsoll::ParentState::Held;
    assert_eq!(of(&wrong), Ok(()), "a bust frees, and holds");

    // A ledger that frees what it doubts, one that forgets it, and one that loses the child.
    let mut wrong = good.clone();
    wrong.parents[0].0.headroom += 40;
    assert!(judge(&wrong).is_err());
    let mut wrong = good.clone();
    wrong.parents[0].1[0].unknown_qty = qty(39);
    assert!(judge(&wrong).is_err());
    let mut wrong = good.clone();
    wrong.parents[0].1.clear();
    assert!(judge(&wrong).is_err());
}
