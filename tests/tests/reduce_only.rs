//! *Property*: where a scope is restricted to what reduces, no child is born that could bring a
//! position further from zero, or past it to the other side; whatever races. Cancels and reports
//! pass. A restriction is weaker than a kill, lowers nothing, and is lifted only by two persons.
//!
//! *Method*: any histories, with every scope restricted at some time: after each birth under a
//! restriction, what is out on that side is within the position on the other. Then two lanes that
//! race for the last of a position, many times; and, on one thread, what passes and what does not.

use plimsoll::{
    AccountId, Cause, InstrumentId, Level, Nanos, NewChild, NewParent, ParentId, Refusal, Scope,
    Side, VenueId,
};
use plimsoll_tests::call::Call;
use plimsoll_tests::generator::{History, cases, histories};
use plimsoll_tests::model::Model;
use plimsoll_tests::orders::{child, parent, qty, trade};
use plimsoll_tests::play::{Scene, Verdict, must, play_in};
use plimsoll_tests::step::Step;
use plimsoll_tests::world::{DESK, PLENTY, Snapshot, World, scopes, strategy};
use proptest::prelude::*;
use std::sync::Barrier;

/// What is out on one side of the position of a parent, and what the position allows to be.
fn out_and_room(snapshot: &Snapshot, net: i64, of: &NewParent) -> (u64, u64) {
    let buys = of.side.is_buy();
    let same = snapshot.parents.iter().map(|(view, _)| view).filter(|view| {
        (view.account, view.instrument) == (of.account, of.instrument) && view.side.is_buy() == buys
    });
    let out = same.map(|view| view.working + view.unknown + view.cooling).sum();
    let room = if buys { -net } else { net };
    (out, room.max(0) as u64)
}

/// After a birth under a restriction: what is out only reduces.
fn reduces(out: u64, room: u64) -> Verdict {
    must(out <= room, || format!("{out} is out against a position of {room}"))
}

/// The position as the books have it.
fn net(scene: &Scene<'_>, account: AccountId, instrument: InstrumentId) -> i64 {
    let exposure = scene.driver.world.region().exposure(account, instrument);
    exposure.map_or(0, |it| it.bought as i64 - it.sold as i64)
}

fn only_reduces(history: &History) -> Verdict {
    let mut model = Model::new(PLENTY);
    play_in(PLENTY, history, |scene| {
        model.record(scene)?;
        let (Call::Route { lane, order }, None) = (scene.call, scene.answer.refusal()) else {
            return Ok(());
        };
        let Some((view, _)) = scene.after.parent(order.parent) else { return Ok(()) };
        let of = NewParent {
            account: view.account,
            instrument: view.instrument,
            side: view.side,
            ..parent(1, 1)
        };
        let scopes = [
            Scope::Firm,
            Scope::Lane(*lane),
            Scope::Account(view.account),
            Scope::Instrument(view.instrument),
            Scope::Strategy(view.strategy),
            Scope::Venue(order.venue),
        ];
        let parties = view.parties.iter().map(|(_, party)| Scope::Party(party));
        let mut scopes = scopes.into_iter().chain(parties);
        if !scopes.any(|scope| scene.before.latched.level(scope) == Level::ReduceOnly) {
            return Ok(());
        }
        let net = net(scene, view.account, view.instrument);
        let (out, room) = out_and_room(scene.after, net, &of);
        reduces(out, room)
    })
}

/// The same history with a restriction of some scope after every eighth step.
fn restricted(mut history: History) -> History {
    let count = history.steps.len();
    for place in (0..count).rev().filter(|place| place % 8 == 7) {
        let scope = (place * 5 % 12) as u8;
        let restrict = Step::Kill { lane: 0, scope, which: place as u8, level: 2 };
        history.steps.insert(place, restrict);
    }
    history
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn what_is_born_under_a_restriction_only_reduces(history in histories(160)) {
        only_reduces(&restricted(history.honest())).map_err(TestCaseError::fail)?;
    }
}

/// A world that is long 100, with a parent of 1,000 on each side, and one more seller.
fn long() -> World {
    let mut world = World::armed(PLENTY);
    let sell = |client| NewParent { side: Side::Sell, ..parent(client, 1_000) };
    for order in [parent(1, 1_000), sell(2), sell(3)] {
        assert_eq!(world.apply(&Call::Admit { lane: 0, order }).refusal(), None);
    }
    let order = child(world.parents[0], 100);
    world.apply(&Call::Route { lane: 0, order });
    let report = trade(world.children[0], 1, 100);
    world.apply(&Call::Report { lane: 0, report });
    world
}

fn route(world: &mut World, parent: usize, units: u64) -> Option<Refusal> {
    let order = child(world.parents[parent], units);
    world.apply(&Call::Route { lane: 0, order }).refusal()
}

const REDUCE: Option<Refusal> = Some(Refusal::ReduceOnly);

#[test]
fn only_the_side_that_reduces_passes_and_only_down_to_zero() {
    let mut world = long();
    world.apply(&Call::Restrict { scope: Scope::Firm, level: Level::ReduceOnly });
    assert_eq!(route(&mut world, 0, 1), REDUCE, "a buyer of a long position");
    assert_eq!(route(&mut world, 1, 101), REDUCE, "past zero");
    assert_eq!(route(&mut world, 1, 60), None);
    assert_eq!(route(&mut world, 2, 41), REDUCE, "another parent, past what is out");
    assert_eq!(route(&mut world, 2, 40), None);
    assert_eq!(route(&mut world, 2, 1), REDUCE);
    // A replace to more is a birth of the difference; one to less passes.
    let child = *world.children.last().expect("routed");
    let replace = |units| {
        let price = plimsoll_tests::orders::PRICE;
        Call::RequestReplace { lane: 0, child, qty: qty(units), price }
    };
    assert_eq!(world.apply(&replace(41)).refusal(), REDUCE);
    assert_eq!(world.apply(&replace(30)).refusal(), None);
    assert_eq!(world.apply(&Call::RequestCancel { lane: 0, child }).refusal(), None);
    // What is sold is gone from the position and from what is out alike.
    let report = trade(child, 9, 40);
    world.apply(&Call::Report { lane: 0, report });
    assert_eq!(route(&mut world, 1, 1), REDUCE);
}

#[test]
fn every_scope_restricts_what_is_in_it_and_nothing_else() {
    for scope in scopes(PLENTY.config.lanes) {
        let mut world = long();
        world.apply(&Call::Restrict { scope, level: Level::ReduceOnly });
        let concerned = [
            Scope::Firm,
            Scope::Lane(0),
            Scope::Account(AccountId(0)),
            Scope::Instrument(InstrumentId(0)),
            Scope::Strategy(strategy(0)),
            Scope::Venue(VenueId(0)),
        ];
        let expected = if concerned.contains(&scope) { REDUCE } else { None };
        assert_eq!(route(&mut world, 0, 1), expected, "{scope:?}");
        assert_eq!(route(&mut world, 1, 1), None, "{scope:?}");
        // Admissions load nothing yet, so they pass; but what they send does not.
        let order = parent(9, 10);
        assert_eq!(world.apply(&Call::Admit { lane: 0, order }).refusal(), None, "{scope:?}");
    }
}

#[test]
fn a_party_restricts_the_parents_that_carry_it() {
    let mut world = long();
    let parties = plimsoll::Parties { desk: Some(DESK), ..plimsoll::Parties::NONE };
    let order = NewParent { parties, ..parent(9, 100) };
    world.apply(&Call::Admit { lane: 0, order });
    world.apply(&Call::Restrict { scope: Scope::Party(DESK), level: Level::ReduceOnly });
    assert_eq!(route(&mut world, 3, 1), REDUCE);
    assert_eq!(route(&mut world, 0, 1), None, "one without a desk");
    world.apply(&Call::Restrict { scope: Scope::Party(DESK), level: Level::NoNewOrders });
    assert_eq!(route(&mut world, 3, 1), Some(Refusal::Halted));
}

#[test]
fn levels_only_rise_until_two_persons_lower_them() {
    let mut world = long();
    let region = world.region();
    let firm = Scope::Firm;
    let levels = [Level::Warn, Level::ReduceOnly, Level::NoNewOrders, Level::CancelAll];
    for level in levels {
        let cause = Cause { reason: 7, at: Nanos(world.now), value: 1, other: 2 };
        let receipt = region.restrict(firm, level, &cause).expect("the firm exists");
        assert_eq!((receipt.level, region.level(firm)), (level, Ok(level)));
        assert_eq!(region.cause(firm), Ok(cause));
        let expected = match level {
            Level::Warn => None,
            Level::ReduceOnly => REDUCE,
            _ => Some(Refusal::Halted),
        };
        assert_eq!(route(&mut world, 0, 1), expected, "{level:?}");
        for lower in levels.into_iter().filter(|lower| *lower < level) {
            region.restrict(firm, lower, &cause).expect("the firm exists");
            assert_eq!(region.level(firm), Ok(level), "{lower:?} after {level:?}");
        }
    }
    let open = region.restrict(firm, Level::Open, &Cause::default());
    assert_eq!(open, Err(Refusal::NothingToChange));
    for child in world.children.clone() {
        world.apply(&Call::Sent { lane: 0, child });
    }
    assert_eq!(world.reset(firm), None);
    assert_eq!(region.level(firm), Ok(Level::Open));
    // A parent has one level only.
    let held = Scope::Parent(world.parents[0]);
    let cause = Cause::of(1, Nanos(world.now));
    for level in [Level::Warn, Level::ReduceOnly] {
        assert_eq!(region.restrict(held, level, &cause).err(), Some(Refusal::NothingToChange));
    }
    region.restrict(held, Level::CancelAll, &cause).expect("it lives");
    assert_eq!(region.level(held), Ok(Level::NoNewOrders));
}

const ROUNDS: u64 = if cfg!(debug_assertions) { 400 } else { 2_000 };

/// Two lanes race to sell what is left of a long position of 100; what was born in all.
fn race(round: u64) -> u64 {
    let mut world = long();
    world.apply(&Call::Restrict { scope: Scope::Account(AccountId(0)), level: Level::ReduceOnly });
    let (region, now, parents) = (world.region(), Nanos(world.now), world.parents.clone());
    world.let_go_of_lanes();
    let start = Barrier::new(2);
    let sell = |lane: u32, of: ParentId, units: u64| {
        let mut lane = region.lane(lane).expect("free");
        start.wait();
        let order: NewChild = child(of, units);
        std::iter::from_fn(|| Some(lane.route(&order, now))).take(12).filter(Result::is_ok).count()
            as u64
            * units
    };
    let sell = &sell;
    std::thread::scope(|threads| {
        let other = threads.spawn(move || sell(1, parents[2], 7 + round % 9));
        sell(0, world.parents[1], 11 + round % 5) + other.join().expect("no panic")
    })
}

#[test]
fn two_lanes_that_race_never_sell_more_than_there_is() {
    let mut most = 0;
    for round in 0..ROUNDS {
        let sold = race(round);
        reduces(sold, 100).unwrap_or_else(|what| panic!("round {round}: {what}"));
        most = most.max(sold);
    }
    assert!(most > 80, "no race ever came near the edge: {most}");
}

#[test]
fn a_broken_copy_is_caught() {
    assert_eq!(reduces(100, 100), Ok(()));
    assert!(reduces(101, 100).is_err());
    // A check that looks at one parent alone lets each of two sell it all.
    let mut world = long();
    assert_eq!((route(&mut world, 1, 100), route(&mut world, 2, 100)), (None, None));
    let of = NewParent { side: Side::Sell, ..parent(1, 1) };
    let (out, room) = out_and_room(&world.snapshot(), 100, &of);
    assert!(reduces(out, room).is_err());
    // One that looks at the wrong side lets a buyer through.
    let of = parent(1, 1);
    assert_eq!(route(&mut world, 0, 1), None);
    let (out, room) = out_and_room(&world.snapshot(), 100, &of);
    assert!(reduces(out, room).is_err());
}
