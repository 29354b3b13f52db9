//! *Property*: where a venue's cancelled quantity cools, it cannot be routed again before its time
//! has come or somebody proved that no late fill can come; a late fill in that time costs the parent
//! nothing; and a tick takes a bounded number of steps, however much is cooling.
//!
//! *Method*: histories at such venues, which fill late as long as they may and never later: what
//! they may come to stays within each parent. Then cases by name, with many children at once, and
//! ledgers that get it wrong.

use plimsoll::{AlarmKind, Breach, ChildId, ExecType, OrdStatus, Outcome, Refusal, Report, Ticked};
use plimsoll_tests::call::{Answer, Call};
use plimsoll_tests::generator::{History, cases, histories};
use plimsoll_tests::laws;
use plimsoll_tests::orders::{child, ended, parent, qty, trade};
use plimsoll_tests::play::{Scene, Verdict, must, play_in};
use plimsoll_tests::world::{COOLING, SETUPS, Setup, World};
use proptest::prelude::*;

fn setup() -> Setup {
    let cools = |setup: &Setup| setup.venues.iter().all(|terms| terms.cooling == COOLING);
    SETUPS.into_iter().find(cools).expect("one has venues that cool")
}

/// A parent of 100 and a child of 60, of which 10 are executed.
fn world() -> (World, ChildId) {
    let mut world = World::armed(setup());
    world.apply(&Call::Admit { lane: 0, order: parent(1, 100) });
    let order = child(world.parents[0], 60);
    world.apply(&Call::Route { lane: 0, order });
    let child = world.children[0];
    world.apply(&Call::Sent { lane: 0, child });
    report(&mut world, trade(child, 1, 10));
    (world, child)
}

fn report(world: &mut World, report: Report) -> Outcome {
    match world.apply(&Call::Report { lane: 1, report }) {
        Answer::Outcome(Ok(outcome)) => outcome,
        answer => panic!("a report is never refused: {answer:?}"),
    }
}

fn tick(world: &mut World, lane: u32) -> Ticked {
    match world.apply(&Call::Tick { lane }) {
        Answer::Ticked(Ok(ticked)) => ticked,
        answer => panic!("{answer:?}"),
    }
}

fn wait(world: &mut World, nanos: u64) {
    world.apply(&Call::Wait { nanos: u32::try_from(nanos).expect("it is short") });
}

/// Headroom and cooling of the only parent.
fn view(world: &World) -> (u64, u64) {
    let view = world.region().parent(world.parents[0]).expect("the parent");
    assert_eq!(world.region().audit().map(|_| ()), Ok(()));
    assert_eq!(view.overfill, 0);
    (view.headroom, view.cooling)
}

fn within_the_line(history: &History) -> Verdict {
    play_in(setup(), history, |scene| {
        laws::emission(scene.after)?;
        laws::conservation(scene.after)?;
        not_yet(scene)?;
        let now = scene.driver.world.now;
        laws::emission_at_venues(scene.after, &scene.driver.venue, now)
    })
}

/// What cools comes free by a tick, a proof or a statement alone, and is otherwise executed, or
/// reserved for an order that lives again.
fn not_yet(scene: &Scene<'_>) -> Verdict {
    let frees = matches!(
        scene.call,
        Call::Tick { .. }
            | Call::LateTick { .. }
            | Call::ProveCooled { .. }
            | Call::Status { .. }
            | Call::Retire { .. }
    );
    for (was, _) in scene.before.parents.iter().filter(|_| !frees) {
        let Some((now, _)) = scene.after.parent(was.id) else { continue };
        let less = was.cooling.saturating_sub(now.cooling);
        let executed = now.executed.saturating_sub(was.executed);
        let reserved = (now.working + now.unknown).saturating_sub(was.working + was.unknown);
        must(less <= executed + reserved, || {
            format!("{less} stopped cooling: {was:?} to {now:?}")
        })?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn late_fills_stay_within_the_parent(history in histories(160)) {
        within_the_line(&history.honest()).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn and_so_they_do_where_everything_meets(history in histories(200)) {
        within_the_line(&history.honest().narrow()).map_err(TestCaseError::fail)?;
    }
}

#[test]
fn cancelled_quantity_is_not_routed_before_its_time() {
    let (mut world, child) = world();
    report(&mut world, ended(child, ExecType::Canceled, 10));
    assert_eq!(view(&world), (40, 50));
    let order = plimsoll_tests::orders::child(world.parents[0], 41);
    let route = Call::Route { lane: 0, order };
    assert_eq!(world.apply(&route).refusal(), Some(Refusal::ExceedsHeadroom));
    wait(&mut world, COOLING - 100);
    assert_eq!(tick(&mut world, 1).cooled, 0);
    assert_eq!(world.apply(&route).refusal(), Some(Refusal::ExceedsHeadroom));
    wait(&mut world, 200);
    // Its time has come; but only a tick of the lane that heard of the end gives it back.
    assert_eq!(world.apply(&route).refusal(), Some(Refusal::ExceedsHeadroom));
    assert_eq!(tick(&mut world, 0).cooled, 0);
    assert_eq!(tick(&mut world, 1).cooled, 1);
    assert_eq!(view(&world), (90, 0));
    assert_eq!(world.apply(&route).refusal(), None);
}

#[test]
fn a_late_fill_costs_nothing_while_it_cools() {
    let (mut world, child) = world();
    report(&mut world, ended(child, ExecType::Canceled, 10));
    let late = report(&mut world, Report { cum_qty: Some(qty(30)), ..trade(child, 2, 20) });
    assert_eq!(late.overfill.get(), 0);
    assert_ne!(late.breach, Some(Breach::ChildOverfill));
    assert_eq!(view(&world), (40, 30));
    wait(&mut world, COOLING + 10);
    tick(&mut world, 1);
    assert_eq!(view(&world), (70, 0));
    // After its time it costs the parent, as at any venue.
    let later = report(&mut world, trade(child, 3, 5));
    assert_eq!(later.breach, Some(Breach::ChildOverfill));
    assert_eq!(view(&world), (65, 0));
}

#[test]
fn a_proof_ends_it_at_once() {
    let (mut world, child) = world();
    report(&mut world, ended(child, ExecType::Canceled, 10));
    assert_eq!(world.apply(&Call::ProveCooled { child }).refusal(), None);
    assert_eq!(view(&world), (90, 0));
    let again = world.apply(&Call::ProveCooled { child });
    assert_eq!(again.refusal(), Some(Refusal::NothingToChange));
    wait(&mut world, COOLING + 10);
    assert_eq!(tick(&mut world, 1).cooled, 0);
}

#[test]
fn a_statement_of_the_end_is_proof() {
    let (mut world, child) = world();
    let plain = Report::new(child, ExecType::OrderStatus);
    let (cum_qty, ord_status) = (Some(qty(10)), Some(OrdStatus::Canceled));
    world.apply(&Call::Status { report: Report { cum_qty, ord_status, ..plain } });
    assert_eq!(view(&world), (90, 0));
}

#[test]
fn the_same_end_heard_again_does_not_begin_anew() {
    let (mut world, child) = world();
    report(&mut world, ended(child, ExecType::Canceled, 10));
    wait(&mut world, COOLING + 10);
    report(&mut world, ended(child, ExecType::Canceled, 10));
    tick(&mut world, 1);
    assert_eq!(view(&world), (90, 0));
    report(&mut world, ended(child, ExecType::Canceled, 10));
    assert_eq!(view(&world), (90, 0));
}

#[test]
fn an_end_without_cum_qty_does_not_cool_off() {
    let (mut world, child) = world();
    report(&mut world, Report::new(child, ExecType::Canceled));
    wait(&mut world, COOLING + 10);
    tick(&mut world, 1);
    assert_eq!(view(&world), (40, 0), "nothing was proven");
}

#[test]
fn a_restart_forgets_nothing_that_cools() {
    let (mut world, child) = world();
    report(&mut world, ended(child, ExecType::Canceled, 10));
    wait(&mut world, COOLING / 2);
    world.apply(&Call::Restart);
    assert_eq!(view(&world), (40, 50));
    for lane in 0..3 {
        assert_eq!(tick(&mut world, lane).cooled, 0);
    }
    wait(&mut world, COOLING + 10);
    let cooled: u32 = (0..3).map(|lane| tick(&mut world, lane).cooled).sum();
    assert_eq!((cooled, view(&world)), (1, (90, 0)));
}

#[test]
fn a_tick_is_bounded_and_as_many_as_are_needed_reach_everything() {
    let mut world = World::armed(setup());
    world.apply(&Call::Admit { lane: 0, order: parent(1, 1_000) });
    for _ in 0..100 {
        let order = child(world.parents[0], 10);
        world.apply(&Call::Route { lane: 0, order });
    }
    for child in world.children.clone() {
        report(&mut world, ended(child, ExecType::Canceled, 0));
    }
    assert_eq!(view(&world), (0, 1_000));
    wait(&mut world, COOLING + 1_000);
    let mut cooled = 0;
    for calls in 1.. {
        let ticked = tick(&mut world, 1);
        assert!(ticked.cooled <= 16 && ticked.looked <= 64, "{ticked:?}");
        cooled += ticked.cooled;
        assert_eq!(view(&world), (u64::from(cooled) * 10, 1_000 - u64::from(cooled) * 10));
        if cooled == 100 {
            assert!(calls <= 7, "{calls} ticks for 100 children");
            break;
        }
        assert!(calls < 100, "ticks do not reach everything");
    }
}

#[test]
fn nothing_stops_a_tick() {
    let (mut world, child) = world();
    report(&mut world, ended(child, ExecType::Canceled, 10));
    wait(&mut world, COOLING + 10);
    world.apply(&Call::Kill { lane: 0, scope: plimsoll::Scope::Firm, reason: 1 });
    world.apply(&Call::Disarm);
    assert_eq!(tick(&mut world, 1).cooled, 1);
    assert!(!world.region().alarm(AlarmKind::Overfill).raised);
}

#[test]
fn a_broken_copy_is_caught() {
    let (mut world, child) = world();
    report(&mut world, ended(child, ExecType::Canceled, 10));
    let before = world.snapshot();
    wait(&mut world, 5);
    let good = world.snapshot();
    let call = Call::Wait { nanos: 5 };
    let answer = Answer::Unit(Ok(()));
    let driver = plimsoll_tests::driver::Driver::new(world);
    let judge = |after: &plimsoll_tests::world::Snapshot| {
        let scene = Scene { before: &before, call: &call, answer: &answer, after, driver: &driver };
        not_yet(&scene)?;
        laws::conservation(after)
    };
    assert_eq!(judge(&good), Ok(()));
    // A ledger that lets it go by itself, and one whose child and parent disagree.
    let mut wrong = good.clone();
    wrong.parents[0].0.cooling = 0;
    wrong.parents[0].0.headroom = 90;
    wrong.parents[0].1[0].cooling_qty = qty(0);
    assert!(judge(&wrong).is_err());
    let mut wrong = good.clone();
    wrong.parents[0].1[0].cooling_qty = qty(49);
    assert!(judge(&wrong).is_err());
}
