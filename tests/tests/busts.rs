//! *Property*: a chain of executions counts for what its last correction says, in whatever order its
//! reports come and however often; what a bust takes back is never routed again before a person
//! says so; and a bust that cannot be is a breach, and the books still agree.
//!
//! *Method*: a trade and its corrections, each naming the one before it, are delivered in every order
//! to orders in every standing, doubled, on any lane, and with a restart in between; then single
//! cases by name. The checkers are shown ledgers that get it wrong.

use plimsoll::{
    AlarmKind, Breach, ChildId, ExecId, ExecType, NewChild, OrdStatus, Outcome, ParentState, Price,
    Refusal, Report, State,
};
use plimsoll_tests::call::{Answer, Call};
use plimsoll_tests::generator::{Random, cases, histories};
use plimsoll_tests::laws::{self, Booked};
use plimsoll_tests::orders::{PRICE, child, ended, parent, qty, trade};
use plimsoll_tests::play::{Scene, Verdict, must, play};
use plimsoll_tests::world::{PLENTY, World};
use proptest::prelude::*;

/// A parent of 100 and a child of 60.
fn world() -> (World, ChildId) {
    world_of(100, 60)
}

fn world_of(whole: u64, part: u64) -> (World, ChildId) {
    let mut world = World::armed(PLENTY);
    world.apply(&Call::Admit { lane: 0, order: parent(1, whole) });
    let order = child(world.parents[0], part);
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

/// The correction `exec` of what `of` says, to `units`; a bust of all of it where there are none.
fn correction(child: ChildId, exec: u128, of: u128, units: u64) -> Report {
    let kind = if units == 0 { ExecType::TradeCancel } else { ExecType::TradeCorrect };
    Report {
        exec_id: ExecId(exec),
        exec_ref: Some(ExecId(of)),
        last_qty: qty(units),
        last_px: if units == 0 { Price(0) } else { PRICE },
        ..Report::new(child, kind)
    }
}

/// Executed, headroom and overfill of the only parent, and what the child was executed.
fn books(world: &World, child: ChildId) -> (u64, u64, u64, u64) {
    let view = world.region().parent(world.parents[0]).expect("the parent");
    let of_child = world.region().child(child).expect("the child");
    assert_eq!(world.region().audit().map(|_| ()), Ok(()));
    (view.executed, view.headroom, view.overfill, of_child.cum_qty)
}

fn shuffle<T>(list: &mut [T], random: &mut Random) {
    for last in (1..list.len()).rev() {
        let place = usize::try_from(random.below(last as u64 + 1)).expect("it is small");
        list.swap(place, last);
    }
}

/// How the order stands when the chain's reports come.
#[derive(Clone, Copy, Debug)]
enum Standing {
    Live,
    Canceled,
}

/// Delivers a chain in an order that `seed` gives, doubled where it says so, and returns the books.
fn deliver(standing: Standing, sizes: &[u64], seed: Option<u64>) -> (u64, u64, u64, u64) {
    // Large enough for what counts twice until the report between two corrections comes.
    let (mut world, child) = world_of(2_000, 1_000);
    report(&mut world, Report::new(child, ExecType::New));
    if matches!(standing, Standing::Canceled) {
        report(&mut world, ended(child, ExecType::Canceled, 0));
    }
    let mut mail = vec![trade(child, 1, 40)];
    for (at, units) in (1u128..).zip(sizes) {
        mail.push(correction(child, at + 1, at, *units));
    }
    let mut random = Random::new(seed.unwrap_or(0));
    if seed.is_some() {
        let again: Vec<Report> = mail.iter().filter(|_| random.below(2) == 0).copied().collect();
        mail.extend(again);
        shuffle(&mut mail, &mut random);
    }
    for piece in mail {
        report(&mut world, piece);
        books(&world, child);
        if seed.is_some() && random.below(8) == 0 {
            world.apply(&Call::Restart);
        }
    }
    books(&world, child)
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn any_order_of_a_chain_ends_in_the_same_books(
        sizes in proptest::collection::vec(0u64..60, 1..5),
        seed in any::<u64>(),
        canceled in any::<bool>(),
    ) {
        let standing = if canceled { Standing::Canceled } else { Standing::Live };
        let plain = deliver(standing, &sizes, None);
        let last = *sizes.last().expect("there is one");
        prop_assert_eq!((plain.0, plain.3), (last, last));
        prop_assert_eq!(deliver(standing, &sizes, Some(seed)), plain);
    }

    #[test]
    fn histories_of_busts_are_booked_as_told(history in histories(160)) {
        let mut booked = Booked::default();
        let checked = play(&history.orderly(), |scene| {
            laws::truth(scene, &mut booked)?;
            held(scene)
        });
        checked.map_err(TestCaseError::fail)?;
    }

    #[test]
    fn and_so_are_histories_in_which_everything_meets(history in histories(160)) {
        let mut booked = Booked::default();
        let checked = play(&history.narrow(), |scene| {
            laws::truth(scene, &mut booked)?;
            held(scene)
        });
        checked.map_err(TestCaseError::fail)?;
    }
}

/// Where something executed is taken back, the parent is open no more.
fn held(scene: &Scene<'_>) -> Verdict {
    let Call::Report { report, .. } = scene.call else { return Ok(()) };
    let corrects = matches!(report.exec_type, ExecType::TradeCancel | ExecType::TradeCorrect);
    for (was, _) in scene.before.parents.iter().filter(|_| corrects) {
        let Some((now, _)) = scene.after.parent(was.id) else { continue };
        let less = now.executed < was.executed || laws::free(now) > laws::free(was);
        must(!less || now.state != ParentState::Open, || {
            format!("a bust let {now:?} go on; it was {was:?}")
        })?;
    }
    Ok(())
}

#[test]
fn what_a_bust_frees_is_not_routed_before_a_person_says_so() {
    let (mut world, child) = world();
    report(&mut world, trade(child, 1, 40));
    report(&mut world, ended(child, ExecType::Canceled, 40));
    let outcome = report(&mut world, correction(child, 2, 1, 0));
    assert!(outcome.raised.contains(AlarmKind::Bust));
    assert_eq!(books(&world, child), (0, 100, 0, 0));
    let parent = world.parents[0];
    let order = NewChild { qty: qty(100), ..plimsoll_tests::orders::child(parent, 1) };
    let answer = world.apply(&Call::Route { lane: 0, order });
    assert_eq!(answer.refusal(), Some(Refusal::Held));
    world.apply(&Call::Release { parent });
    assert_eq!(world.apply(&Call::Route { lane: 0, order }).refusal(), None);
}

#[test]
fn a_bust_of_a_live_order_goes_back_to_its_leaves() {
    let (mut world, child) = world();
    report(&mut world, trade(child, 1, 40));
    report(&mut world, correction(child, 2, 1, 0));
    let view = world.region().child(child).expect("the child");
    assert_eq!((view.state, view.cum_qty, view.leaves_qty.get()), (State::Live, 0, 60));
    assert_eq!(books(&world, child), (0, 40, 0, 0));
    let parent = world.region().parent(world.parents[0]).expect("the parent");
    assert_eq!(parent.state, ParentState::Held);
}

#[test]
fn a_filled_order_lives_again_unless_the_bust_says_that_it_does_not() {
    let none = Some(qty(0));
    for (ord_status, leaves_qty, lives) in [
        (None, None, true),
        (Some(OrdStatus::PartiallyFilled), None, true),
        (Some(OrdStatus::PartiallyFilled), none, true),
        (Some(OrdStatus::Filled), Some(qty(20)), true),
        (Some(OrdStatus::Filled), None, false),
        (Some(OrdStatus::Canceled), none, false),
        (None, none, false),
    ] {
        let (mut world, child) = world();
        report(&mut world, trade(child, 1, 40));
        report(&mut world, trade(child, 2, 20));
        report(&mut world, Report { ord_status, leaves_qty, ..correction(child, 3, 2, 0) });
        let view = world.region().child(child).expect("the child");
        let (state, headroom) =
            if lives { (State::PartiallyFilled, 40) } else { (State::Filled, 60) };
        assert_eq!(view.state, state, "{ord_status:?} {leaves_qty:?}");
        assert_eq!(books(&world, child), (40, headroom, 0, 40));
    }
}

#[test]
fn a_parent_that_was_done_is_not_any_more() {
    let mut world = World::armed(PLENTY);
    world.apply(&Call::Admit { lane: 0, order: parent(1, 60) });
    let order = child(world.parents[0], 60);
    world.apply(&Call::Route { lane: 0, order });
    let child = world.children[0];
    let done = report(&mut world, trade(child, 1, 60));
    assert!(done.parent_done);
    report(&mut world, correction(child, 2, 1, 50));
    let view = world.region().parent(world.parents[0]).expect("the parent");
    // The order lives again: what came free stays with it.
    assert_eq!((view.state, view.executed, view.headroom), (ParentState::Held, 50, 0));
    let again = report(&mut world, correction(child, 3, 2, 60));
    assert!(again.parent_done, "it says so once more");
    books(&world, child);
}

#[test]
fn a_bust_of_more_than_the_fill_is_a_breach() {
    for taken in [41, 60, 1 << 40] {
        let (mut world, child) = world();
        report(&mut world, trade(child, 1, 40));
        let bust = Report { last_qty: qty(taken), ..correction(child, 2, 1, 0) };
        let outcome = report(&mut world, bust);
        assert_eq!(outcome.breach, Some(Breach::ImpossibleReport), "{taken}");
        assert_eq!(books(&world, child), (0, 40, 0, 0));
    }
}

#[test]
fn a_bust_of_a_part_takes_back_that_much_whatever_comes_first() {
    for first in [true, false] {
        let (mut world, child) = world();
        let bust = Report { last_qty: qty(15), ..correction(child, 2, 1, 0) };
        let mail = [trade(child, 1, 40), bust];
        let mail = if first { [mail[1], mail[0]] } else { mail };
        let breaches = mail.map(|piece| report(&mut world, piece).breach);
        // It is of another quantity than it names; before that comes nobody can tell.
        let breach = (!first).then_some(Breach::ImpossibleReport);
        assert_eq!(breaches, [None, breach]);
        assert_eq!(books(&world, child), (25, 40, 0, 25));
        let parent = world.region().parent(world.parents[0]).expect("the parent");
        assert_eq!(parent.state, ParentState::Held);
    }
}

#[test]
fn a_closed_parent_resumes_by_a_bust_that_makes_its_child_live_again() {
    let (mut world, child) = world_of(60, 60);
    let parent = world.parents[0];
    report(&mut world, trade(child, 1, 40));
    world.apply(&Call::CancelParent { lane: 0, parent });
    assert!(report(&mut world, trade(child, 2, 20)).parent_done);
    report(&mut world, correction(child, 3, 2, 0));
    let view = world.region().parent(parent).expect("the parent");
    assert_eq!((view.state, view.executed, view.working), (ParentState::Closed, 40, 20));
    assert!(report(&mut world, ended(child, ExecType::Canceled, 40)).parent_done, "once more");
    books(&world, child);
}

#[test]
fn a_bust_of_nothing_that_is_known_is_a_breach() {
    let (mut world, child) = world();
    report(&mut world, trade(child, 1, 40));
    let bust = Report { exec_ref: None, ..correction(child, 9, 0, 0) };
    assert_eq!(report(&mut world, bust).breach, Some(Breach::ImpossibleReport));
    assert_eq!(books(&world, child), (40, 40, 0, 40));
}

#[test]
fn a_price_alone_may_be_corrected() {
    let (mut world, child) = world();
    report(&mut world, trade(child, 1, 40));
    let dearer = Report { last_px: Price(PRICE.0 - 3), ..correction(child, 2, 1, 40) };
    let outcome = report(&mut world, dearer);
    assert_eq!((outcome.breach, outcome.duplicate), (None, false));
    let view = world.region().parent(world.parents[0]).expect("the parent");
    assert_eq!(view.state, ParentState::Open, "nothing came free");
    let absurd = Report { last_px: Price(-1), ..correction(child, 3, 2, 40) };
    assert_eq!(report(&mut world, absurd).breach, Some(Breach::ImpossiblePrice));
    assert_eq!(books(&world, child), (40, 40, 0, 40));
}

#[test]
fn a_correction_past_the_parent_is_overfill() {
    let (mut world, child) = world();
    report(&mut world, trade(child, 1, 40));
    let outcome = report(&mut world, correction(child, 2, 1, 130));
    assert_eq!((outcome.breach, outcome.overfill.get()), (Some(Breach::Overfill), 30));
    assert_eq!(books(&world, child), (130, 0, 30, 130));
    report(&mut world, correction(child, 3, 2, 30));
    // It was filled, and lives again: of its own quantity nothing goes back.
    assert_eq!(books(&world, child), (30, 40, 0, 30));
}

#[test]
fn a_broken_copy_is_caught() {
    let (mut world, child) = world();
    report(&mut world, trade(child, 1, 40));
    report(&mut world, ended(child, ExecType::Canceled, 40));
    let before = world.snapshot();
    let bust = correction(child, 2, 1, 0);
    report(&mut world, bust);
    let good = world.snapshot();
    let mut booked = Booked::default();
    booked.note(&trade(child, 1, 40), false);
    assert!(laws::executed(&good, &booked).is_err(), "a ledger that busts what nobody busted");
    booked.note(&bust, false);
    assert_eq!(laws::executed(&good, &booked), Ok(()));
    assert!(laws::executed(&before, &booked).is_err(), "a ledger that does not hear the bust");

    let call = Call::Report { lane: 1, report: bust };
    let answer = Answer::Unit(Ok(()));
    let driver = plimsoll_tests::driver::Driver::new(world);
    let judge = |after: &plimsoll_tests::world::Snapshot| {
        let scene = Scene { before: &before, call: &call, answer: &answer, after, driver: &driver };
        held(&scene)
    };
    assert_eq!(judge(&good), Ok(()));
    let mut wrong = good.clone();
    wrong.parents[0].0.state = ParentState::Open;
    assert!(judge(&wrong).is_err(), "a ledger that goes on routing what was busted");
}
