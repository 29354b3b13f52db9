//! *Property* (L12 Fan-out): the children of a parent and the quantity it ever sent are bounded
//! when it is admitted; past the bound the parent is held, and after so many held parents the core
//! throws the strategy's switch.
//!
//! *Method*: any histories; after every call each parent must be within the bound that it was
//! admitted with. Then a strategy that never stops, as the eighth server of 1 August 2012 did: how
//! many children get out is counted.

use plimsoll::{AlarmKind, FanOut, NewParent, ParentId, ParentState, Refusal, Scope};
use plimsoll_tests::call::{Answer, Call};
use plimsoll_tests::generator::{History, cases, histories};
use plimsoll_tests::laws;
use plimsoll_tests::orders::{PRICE, child, ended, parent, qty};
use plimsoll_tests::play::{Verdict, play};
use plimsoll_tests::world::{PLENTY, Setup, World, strategy};
use proptest::prelude::*;
use std::collections::HashMap;

fn within_bounds(history: &History) -> Verdict {
    let mut bounds: HashMap<ParentId, FanOut> = HashMap::new();
    play(history, |scene| {
        if let (Call::Admit { order, .. }, Answer::Parent(Ok(parent))) = (scene.call, scene.answer)
        {
            bounds.insert(*parent, order.fan_out);
        }
        scene
            .after
            .parents
            .iter()
            .try_for_each(|(view, children)| laws::fan_out(view, children, &bounds[&view.id]))
    })
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn no_parent_fans_out_further_than_it_may(history in histories(160)) {
        within_bounds(&history).map_err(TestCaseError::fail)?;
    }
}

fn bounded(client: u128, fan_out: FanOut) -> NewParent {
    NewParent { fan_out, ..parent(client, 100) }
}

/// Routes and ends children of one unit for as long as it is let; says how many got out and what
/// the refusals were.
fn run_away(world: &mut World, parent: ParentId) -> (u32, Vec<Refusal>) {
    let (mut births, mut refusals) = (0, Vec::new());
    while refusals.len() < 20 {
        let order = child(parent, 1);
        match world.apply(&Call::Route { lane: 0, order }) {
            Answer::Child(Ok(child)) => {
                births += 1;
                let report = ended(child, plimsoll::ExecType::Canceled, 0);
                world.apply(&Call::Report { lane: 0, report });
            }
            answer => refusals.extend(answer.refusal()),
        }
    }
    (births, refusals)
}

#[test]
fn children_are_bounded_and_then_the_parent_is_held() {
    let mut world = World::armed(PLENTY);
    let fan_out = FanOut { max_children: 7, max_sent: 1_000, max_refused: 3, ..FanOut::WIDEST };
    world.apply(&Call::Admit { lane: 0, order: bounded(1, fan_out) });
    let parent = world.parents[0];
    let (births, refusals) = run_away(&mut world, parent);
    assert_eq!(births, 7);
    assert_eq!(refusals[0], Refusal::FanOutChildren);
    assert!(refusals[1..].iter().all(|why| *why == Refusal::Held), "{refusals:?}");
    let view = world.region().parent(parent).expect("the parent");
    assert_eq!((view.state, view.headroom, view.children), (ParentState::Held, 100, 7));
    assert!(world.region().alarm(AlarmKind::FanOut).raised);
}

#[test]
fn quantity_ever_sent_is_bounded_though_it_comes_back() {
    let mut world = World::armed(PLENTY);
    let fan_out = FanOut { max_children: 1_000, max_sent: 42, max_refused: 3, ..FanOut::WIDEST };
    world.apply(&Call::Admit { lane: 0, order: bounded(1, fan_out) });
    let parent = world.parents[0];
    let (births, refusals) = run_away(&mut world, parent);
    assert_eq!(births, 42);
    assert_eq!(refusals[0], Refusal::FanOutQuantity);
    assert!(refusals[1..].iter().all(|why| *why == Refusal::Held), "{refusals:?}");
    assert_eq!(world.region().parent(parent).map(|view| view.sent), Some(42));
}

#[test]
fn attempts_past_the_headroom_are_counted_and_then_the_parent_is_held() {
    let mut world = World::armed(PLENTY);
    let fan_out = FanOut { max_children: 10, max_sent: 1_000, max_refused: 3, ..FanOut::WIDEST };
    world.apply(&Call::Admit { lane: 0, order: bounded(1, fan_out) });
    let too_much = child(world.parents[0], 101);
    let refusals =
        [0, 1, 2, 0].map(|lane| world.apply(&Call::Route { lane, order: too_much }).refusal());
    let three = [Some(Refusal::ExceedsHeadroom); 3];
    assert_eq!(refusals[..3], three);
    assert_eq!(refusals[3], Some(Refusal::Held));
}

#[test]
fn a_replace_up_counts_as_sent() {
    let mut world = World::armed(PLENTY);
    let fan_out = FanOut { max_children: 10, max_sent: 50, max_refused: 9, ..FanOut::WIDEST };
    world.apply(&Call::Admit { lane: 0, order: bounded(1, fan_out) });
    let order = child(world.parents[0], 30);
    world.apply(&Call::Route { lane: 0, order });
    let child = world.children[0];
    let replace = |units| Call::RequestReplace { lane: 0, child, qty: qty(units), price: PRICE };
    assert_eq!(world.apply(&replace(50)).refusal(), None);
    assert_eq!(world.region().parent(world.parents[0]).map(|view| view.sent), Some(50));
    assert_eq!(world.apply(&replace(51)).refusal(), Some(Refusal::FanOutQuantity));
}

#[test]
fn enough_held_parents_trip_the_strategy() {
    let max_held = 3;
    let mut world = World::armed(Setup { max_held, ..PLENTY });
    let fan_out = FanOut { max_children: 2, max_sent: 1_000, max_refused: 1, ..FanOut::WIDEST };
    for client in 0..3 {
        let other = NewParent { strategy: strategy(1), ..bounded(100 + client, fan_out) };
        world.apply(&Call::Admit { lane: 0, order: bounded(client, fan_out) });
        world.apply(&Call::Admit { lane: 0, order: other });
    }
    let region = world.region();
    let scope = Scope::Strategy(strategy(0));
    for held in 0..3usize {
        assert_eq!(region.is_halted(scope), Ok(false), "after {held}");
        let parent = world.parents[held * 2];
        run_away(&mut world, parent);
    }
    assert_eq!(region.is_halted(scope), Ok(true));
    assert!(region.alarm(AlarmKind::StrategyTripped).raised);
    let more = world.apply(&Call::Admit { lane: 0, order: bounded(50, fan_out) });
    assert_eq!(more.refusal(), Some(Refusal::Halted));
    // The other strategy goes on.
    let order = child(world.parents[1], 1);
    assert_eq!(world.apply(&Call::Route { lane: 0, order }).refusal(), None);
}

#[test]
fn bounds_that_bound_nothing_are_refused() {
    let good = FanOut { max_children: 1, max_sent: 1, max_refused: 1, ..FanOut::WIDEST };
    let cases = [
        FanOut { max_children: 0, ..good },
        FanOut { max_children: 1 << 20, ..good },
        FanOut { max_sent: 0, ..good },
        FanOut { max_sent: 1 << 44, ..good },
        FanOut { max_refused: 0, ..good },
    ];
    let mut world = World::armed(PLENTY);
    for (client, fan_out) in (0..).zip(cases) {
        let answer = world.apply(&Call::Admit { lane: 0, order: bounded(client, fan_out) });
        assert_eq!(answer.refusal(), Some(Refusal::BadFanOut), "{fan_out:?}");
    }
    let answer = world.apply(&Call::Admit { lane: 0, order: bounded(9, good) });
    assert_eq!(answer.refusal(), None);
}

#[test]
fn a_broken_copy_is_caught() {
    let mut world = World::armed(PLENTY);
    let fan_out = FanOut { max_children: 2, max_sent: 20, max_refused: 3, ..FanOut::WIDEST };
    world.apply(&Call::Admit { lane: 0, order: bounded(1, fan_out) });
    for _ in 0..2 {
        let order = child(world.parents[0], 10);
        world.apply(&Call::Route { lane: 0, order });
    }
    let snapshot = world.snapshot();
    let (good, children) = &snapshot.parents[0];
    assert_eq!(laws::fan_out(good, children, &fan_out), Ok(()));
    let mut wrong = *good;
    wrong.children += 1;
    assert!(laws::fan_out(&wrong, children, &fan_out).is_err());
    let mut wrong = *good;
    wrong.sent += 1;
    assert!(laws::fan_out(&wrong, children, &fan_out).is_err());
    // A ledger that counts two and births three.
    let three = [children[0], children[1], children[1]];
    assert!(laws::fan_out(good, &three, &fan_out).is_err());
}
