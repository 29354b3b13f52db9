//! *Property*: the core answers every call, and shows every parent and child, as the slow, obvious
//! ledger does.
//!
//! *Method*: differential: histories of every kind, with broken venues, venues of other ways, full
//! tables, narrow limits, kills, takeovers and restarts, are played on the core and recorded in the model, which allows
//! one answer wherever the design does.

use plimsoll::{Outcome, ParentView, Refusal, ReplaceIs, VenueTerms};
use plimsoll_tests::call::{Answer, Call};
use plimsoll_tests::driver::Driver;
use plimsoll_tests::generator::{History, cases, histories};
use plimsoll_tests::model::Model;
use plimsoll_tests::orders::{child, ended, parent, trade};
use plimsoll_tests::play::{Scene, Verdict, play, play_in};
use plimsoll_tests::world::{PLENTY, SETUPS, Setup, Snapshot, World};
use proptest::prelude::*;

fn agrees(history: &History) -> Verdict {
    let mut model = Model::new(SETUPS[usize::from(history.setup) % SETUPS.len()]);
    play(history, |scene| model.record(scene))
}

/// Venues that leave unsaid what a replace means, and whether CumQty begins anew with it.
const UNSAID: Setup = Setup { venues: [VenueTerms::UNSAID, CANCELS], ..PLENTY };
/// A venue whose replace is a cancel and a new order, with one CumQty over both.
const CANCELS: VenueTerms = VenueTerms { replace_is: ReplaceIs::CancelNew, ..VenueTerms::FIX44 };

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn and_so_it_does_where_replaces_may_add(history in histories(120)) {
        let mut model = Model::new(UNSAID);
        let played = play_in(UNSAID, &history, |scene| model.record(scene));
        played.map_err(TestCaseError::fail)?;
    }

    #[test]
    fn the_core_does_as_the_model_says(history in histories(120)) {
        agrees(&history).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn and_so_it_does_with_honest_venues(history in histories(160)) {
        agrees(&history.honest()).map_err(TestCaseError::fail)?;
    }
}

/// A parent's end was told a moment before a restated child reserved of it again.
#[test]
fn no_end_is_told_of_a_parent_of_which_a_restated_order_reserves() {
    agrees(&History::from_seed(111_726, 150)).unwrap_or_else(|what| panic!("{what}"));
}

#[test]
fn long_histories() {
    for seed in 300..306 {
        let history = History::from_seed(seed, 500);
        agrees(&history).unwrap_or_else(|what| panic!("seed {seed}: {what}"));
    }
}

/// What histories must bring about, or the model would be right about nothing.
const MUST: [Refusal; 21] = [
    Refusal::ClockBackwards,
    Refusal::ClockStopped,
    Refusal::Halted,
    Refusal::ReduceOnly,
    Refusal::KilledSince,
    Refusal::UnknownStrategy,
    Refusal::RetiredStrategy,
    Refusal::WrongGeneration,
    Refusal::UnknownFlag,
    Refusal::UnknownParty,
    Refusal::UnknownKey,
    Refusal::SameKey,
    Refusal::NoSuchRequest,
    Refusal::ExceedsSessionCap,
    Refusal::WrongFingerprint,
    Refusal::AlarmsRaised,
    Refusal::ChildUnproven,
    Refusal::SuspenseOpen,
    Refusal::TooSoon,
    Refusal::TooLate,
    Refusal::NothingToChange,
];

#[test]
fn histories_bring_about_what_the_model_has_reasons_for() {
    let (mut refused, mut confirmed) = (Vec::new(), 0);
    for seed in 1_000..1_400 {
        let played = play(&History::from_seed(seed, 200), |scene| {
            refused.extend(scene.answer.refusal());
            let confirms = matches!(scene.call, Call::ConfirmReset { .. });
            confirmed += u32::from(confirms && scene.answer.refusal().is_none());
            Ok(())
        });
        assert_eq!(played, Ok(()));
    }
    let missing: Vec<_> = MUST.iter().filter(|refusal| !refused.contains(refusal)).collect();
    assert!(missing.is_empty(), "no history was refused for {missing:?}");
    assert!(confirmed > 100, "only {confirmed} resets were carried out");
}

/// Plays a few plain calls, with `wrong` between the core and the model; says whether the model
/// sees it.
fn sees(wrong: impl Fn(usize, &mut Answer, &mut Snapshot)) -> bool {
    let mut driver = Driver::new(World::armed(PLENTY));
    let mut model = Model::new(PLENTY);
    let mut before = driver.world.snapshot();
    let calls: [fn(&World) -> Call; 6] = [
        |_| Call::Admit { lane: 0, order: parent(1, 100) },
        |world| Call::Route { lane: 0, order: child(world.parents[0], 60) },
        |world| Call::Report { lane: 0, report: trade(world.children[0], 1, 20) },
        |world| Call::Report { lane: 1, report: trade(world.children[0], 1, 20) },
        |world| Call::Route { lane: 0, order: child(world.parents[0], 41) },
        |world| {
            let report = ended(world.children[0], plimsoll::ExecType::Canceled, 20);
            Call::Report { lane: 0, report }
        },
    ];
    for (place, call) in calls.into_iter().enumerate() {
        let call = call(&driver.world);
        let mut answer = driver.make(&call);
        let mut after = driver.world.snapshot();
        wrong(place, &mut answer, &mut after);
        let scene =
            Scene { before: &before, call: &call, answer: &answer, after: &after, driver: &driver };
        if model.record(&scene).is_err() {
            return true;
        }
        before = after;
    }
    false
}

#[test]
fn a_broken_copy_is_caught() {
    assert!(!sees(|_, _, _| {}), "the core as it is");
    let view = |change: fn(&mut ParentView)| {
        sees(move |place, _, after| {
            if place >= 2 {
                change(&mut after.parents[0].0);
            }
        })
    };
    assert!(view(|view| view.headroom += 1), "headroom out of nothing");
    assert!(view(|view| view.executed += 20), "a fill booked twice");
    assert!(view(|view| view.sent -= 1), "less sent than was");
    let outcome = |at: usize, change: fn(&mut Outcome)| {
        sees(move |place, answer, _| {
            if let (true, Answer::Outcome(Ok(outcome))) = (place == at, answer) {
                change(outcome);
            }
        })
    };
    assert!(outcome(3, |outcome| outcome.duplicate = false), "a duplicate not called so");
    assert!(outcome(2, |outcome| outcome.duplicate = true), "a first report called a duplicate");
    assert!(outcome(2, |outcome| outcome.breach = Some(plimsoll::Breach::Overfill)));
    assert!(outcome(2, |outcome| outcome.parent_done = true), "an end that is none");
    let routed = sees(|place, answer, _| {
        if place == 4 {
            *answer = Answer::Child(Err(Refusal::Held));
        }
    });
    assert!(routed, "the wrong refusal");
    let freed_twice = sees(|place, _, after| {
        if place == 5 {
            after.parents[0].0.headroom += 40;
        }
    });
    assert!(freed_twice, "a reservation given back twice");
}
