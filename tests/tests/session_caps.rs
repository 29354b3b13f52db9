//! *Property* (DESIGN §7, the dark launch): a strategy takes no more parents in, and no more money,
//! than the session's manifest leaves it; what ended, was cancelled or retired gives nothing back.
//! One that the manifest does not name takes nothing in.
//!
//! *Method*: histories in a session with narrow caps, against the model, and against a count of
//! what was ever admitted since the house was opened. Then lanes that race for the last of a cap.

use plimsoll::{Manifest, Nanos, NewParent, Notional, Refusal, SessionStrategy, StrategyId};
use plimsoll_tests::call::{Answer, Call};
use plimsoll_tests::generator::{History, cases, histories};
use plimsoll_tests::model::Model;
use plimsoll_tests::orders::{child, parent, qty, trade};
use plimsoll_tests::play::{Verdict, must, play_in};
use plimsoll_tests::world::{FIRST_CODE, GENERATION, PLENTY, Setup, World, strategy};
use proptest::prelude::*;

const NARROW: Setup = Setup { session: (4, 200_000), ..PLENTY };

/// What each strategy has taken in since the house was opened.
#[derive(Default)]
struct Taken {
    parents: [u64; 2],
}

impl Taken {
    fn note(&mut self, call: &Call, answer: &Answer) {
        match (call, answer) {
            (Call::Arm { .. }, answer) if answer.refusal().is_none() => *self = Taken::default(),
            (Call::Admit { order, .. }, Answer::Parent(Ok(_))) => {
                self.parents[usize::from(order.strategy == strategy(1))] += 1;
            }
            _ => {}
        }
    }

    fn verdict(&self, most: u64) -> Verdict {
        must(self.parents.iter().all(|count| *count <= most), || {
            format!("{:?} were taken in, {most} may be", self.parents)
        })
    }
}

fn stays_within(history: &History) -> Verdict {
    let (mut model, mut taken) = (Model::new(NARROW), Taken::default());
    play_in(NARROW, history, |scene| {
        taken.note(scene.call, scene.answer);
        taken.verdict(NARROW.session.0)?;
        model.record(scene)
    })
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn no_strategy_takes_more_in_than_its_session_allows(history in histories(120)) {
        stays_within(&history).map_err(TestCaseError::fail)?;
    }
}

fn admit(world: &mut World, client: u128, units: u64) -> Option<Refusal> {
    world.apply(&Call::Admit { lane: 0, order: parent(client, units) }).refusal()
}

const CAP: Option<Refusal> = Some(Refusal::ExceedsSessionCap);

#[test]
fn what_ends_gives_nothing_back_and_the_next_session_begins_anew() {
    let mut world = World::armed(Setup { session: (2, 1 << 50), ..PLENTY });
    assert_eq!(admit(&mut world, 1, 10), None);
    let order = child(world.parents[0], 10);
    world.apply(&Call::Route { lane: 0, order });
    let report = trade(world.children[0], 1, 10);
    world.apply(&Call::Report { lane: 0, report });
    let retire = Call::Retire { lane: 0, parent: world.parents[0] };
    assert_eq!(world.apply(&retire).refusal(), None);
    assert_eq!(admit(&mut world, 2, 10), None);
    world.apply(&Call::CancelParent { lane: 0, parent: world.parents[1] });
    assert_eq!(admit(&mut world, 3, 10), CAP);
    let other = NewParent { strategy: strategy(1), ..parent(3, 10) };
    let answer = world.apply(&Call::Admit { lane: 0, order: other });
    assert_eq!(answer.refusal(), None, "the other strategy has a cap of its own");
    world.apply(&Call::Disarm);
    world.apply(&Call::Arm { lease_until: u64::MAX });
    assert_eq!(admit(&mut world, 4, 10), None);
}

#[test]
fn money_counts_at_its_worst_price_and_with_amendments() {
    let mut world = World::armed(Setup { session: (100, 10_000), ..PLENTY });
    assert_eq!(admit(&mut world, 1, 101), CAP, "101 at 100");
    assert_eq!(admit(&mut world, 1, 60), None);
    let parent = world.parents[0];
    let amend = |units| Call::Amend { lane: 0, parent, qty: qty(units) };
    assert_eq!(world.apply(&amend(101)).refusal(), CAP);
    assert_eq!(world.apply(&amend(90)).refusal(), None);
    assert_eq!(world.apply(&amend(10)).refusal(), None);
    assert_eq!(admit(&mut world, 2, 11), CAP, "an amendment down gives nothing back");
    assert_eq!(admit(&mut world, 2, 10), None);
    assert_eq!(admit(&mut world, 3, 1), CAP);
}

#[test]
fn one_that_the_manifest_does_not_name_takes_nothing_in() {
    let mut world = World::new(PLENTY);
    let fingerprints = [world.region().fingerprint()];
    let max_notional = Notional::MAX;
    let named = SessionStrategy {
        code: FIRST_CODE + 1,
        generation: GENERATION,
        max_parents: 1,
        max_notional,
    };
    let manifest = Manifest { fingerprints: &fingerprints, strategies: &[named], lease: u64::MAX };
    let now = Nanos(world.now);
    world.control().arm(&manifest, Nanos(u64::MAX), now).expect("armed");
    assert_eq!(admit(&mut world, 1, 10), Some(Refusal::NotInManifest));
    let order = NewParent { strategy: StrategyId(FIRST_CODE + 1), ..parent(1, 10) };
    assert_eq!(world.apply(&Call::Admit { lane: 0, order }).refusal(), None);
}

#[test]
fn lanes_that_race_for_the_last_of_a_cap_never_pass_it() {
    for round in 0..60u128 {
        let mut world = World::armed(Setup { session: (5, 1 << 50), ..PLENTY });
        let (region, now) = (world.region(), Nanos(world.now));
        world.let_go_of_lanes();
        let take = |index: u32| {
            let mut lane = region.lane(index).expect("free");
            let clients = (0..8).map(|turn| round << 64 | u128::from(index) << 32 | turn);
            clients.filter(|client| lane.admit(&parent(*client, 1), now).is_ok()).count()
        };
        let take = &take;
        let taken: usize = std::thread::scope(|threads| {
            let all: Vec<_> = (0..3).map(|lane| threads.spawn(move || take(lane))).collect();
            all.into_iter().map(|lane| lane.join().expect("no panic")).sum()
        });
        assert_eq!(taken, 5, "round {round}");
    }
}

#[test]
fn a_broken_copy_is_caught() {
    let mut taken = Taken::default();
    let call = Call::Admit { lane: 0, order: parent(1, 1) };
    let answer = Answer::Parent(Ok(plimsoll::ParentId::from_bits(1)));
    for _ in 0..4 {
        taken.note(&call, &answer);
    }
    assert_eq!(taken.verdict(4), Ok(()));
    // One that gives a place back when a parent is retired would take a fifth in.
    taken.note(&call, &answer);
    assert!(taken.verdict(4).is_err());
    taken.note(&Call::Arm { lease_until: 1 }, &Answer::Unit(Ok(())));
    assert_eq!(taken.verdict(4), Ok(()));
}
