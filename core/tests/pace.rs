//! *Property*: what is sent is bounded by what came in, by messages, and by repeats; and a lawful
//! strategy notices none of it.
//!
//! *Method*: one region with narrow throttles a test; what must pass is shown beside what must not.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test")]

mod common;

use common::*;
use plimsoll::*;

/// A window of these tests, in nanoseconds.
const WINDOW: u64 = 3_000;

fn throttled(throttles: Throttles, terms: StrategyTerms) -> World {
    let mut world = World::open(Config::SMALL);
    world.control.disarm(NOW).unwrap();
    world.control.set_throttles(&throttles).unwrap();
    // The common strategy cannot be redefined; another of the core's own takes its place here.
    world.control.define_strategy(&terms).unwrap();
    arm_for(&mut world.control, &[SessionStrategy::uncapped(terms.code, 1)], Nanos(1 << 50), NOW)
        .unwrap();
    world
}

fn twap(max_ratio: u32, max_repeats: u32) -> StrategyTerms {
    StrategyTerms { code: 3, generation: 1, max_held: 1000, max_ratio, max_repeats }
}

fn admit(world: &mut World, lane: &mut Lane<'_>, n: u64, now: Nanos) -> ParentId {
    let parent = NewParent { strategy: StrategyId(3), ..world.order(n) };
    lane.admit(&parent, now).unwrap()
}

fn route(lane: &mut Lane<'_>, parent: ParentId, n: u64, now: Nanos) -> Result<ChildId, Refusal> {
    lane.route(&new_child(parent, n), now)
}

/// A venue that takes nothing: what was routed comes back.
fn send_back(lane: &mut Lane<'_>, child: ChildId, now: Nanos) {
    let end = Report {
        cum_qty: Some(Qty::ZERO),
        leaves_qty: Some(Qty::ZERO),
        ..Report::new(child, ExecType::Canceled)
    };
    lane.report(&end, now).unwrap();
}

#[test]
fn quantity_that_is_sent_again_and_again_trips_its_strategy() {
    let throttles = Throttles { window: WINDOW, ..Throttles::WIDEST };
    let mut world = throttled(throttles, twap(4, u32::MAX));
    let mut lane = world.region.lane(0).unwrap();
    let parent = admit(&mut world, &mut lane, 100, NOW);
    let mut sent = 0;
    let refusal = loop {
        match route(&mut lane, parent, 100, NOW) {
            Ok(child) => send_back(&mut lane, child, NOW),
            Err(refusal) => break refusal,
        }
        sent += 100;
        assert!(sent <= 400, "Power Peg");
    };
    assert_eq!(refusal, Refusal::Halted);
    assert_eq!(sent, 400, "no less than the ratio allows");
    let scope = Scope::Strategy(StrategyId(3));
    assert_eq!(world.region.level(scope), Ok(Level::NoNewOrders));
    let cause = world.region.cause(scope).unwrap();
    assert_eq!((cause.reason, cause.value, cause.other), (AlarmKind::Ratio as u32, 500, 100));
    let alarm = world.region.alarm(AlarmKind::Ratio);
    assert_eq!((alarm.raised, alarm.first_at, alarm.value, alarm.other), (true, NOW, 500, 100));
    assert!(!world.region.is_halted(Scope::Firm).unwrap());
}

#[test]
fn the_firm_trips_by_its_own_ratio() {
    let throttles = Throttles { window: WINDOW, max_ratio: 2, ..Throttles::WIDEST };
    let mut world = throttled(throttles, twap(u32::MAX, u32::MAX));
    let mut lane = world.region.lane(0).unwrap();
    let parent = admit(&mut world, &mut lane, 100, NOW);
    for _ in 0..2 {
        let child = route(&mut lane, parent, 100, NOW).unwrap();
        send_back(&mut lane, child, NOW);
    }
    assert_eq!(route(&mut lane, parent, 100, NOW), Err(Refusal::Halted));
    assert!(world.region.is_halted(Scope::Firm).unwrap());
}

#[test]
fn a_parent_of_this_morning_is_routed_in_the_evening() {
    let throttles = Throttles { window: WINDOW, max_ratio: 1, ..Throttles::WIDEST };
    let mut world = throttled(throttles, twap(1, u32::MAX));
    let mut lane = world.region.lane(0).unwrap();
    let parent = admit(&mut world, &mut lane, 1_000, NOW);
    for slice in 0..10 {
        let now = Nanos(1_000_000 + slice * WINDOW);
        route(&mut lane, parent, 100, now).unwrap();
    }
    assert_eq!(world.parent(parent).headroom, 0);
}

#[test]
fn orders_are_as_many_as_the_window_allows_and_cancels_have_their_own() {
    let throttles = Throttles { window: WINDOW, orders: 3, cancels: 2, ..Throttles::WIDEST };
    let mut world = throttled(throttles, twap(u32::MAX, u32::MAX));
    let mut lane = world.region.lane(0).unwrap();
    let parent = admit(&mut world, &mut lane, 1_000, NOW);
    let children: Vec<_> = (0..3).map(|_| route(&mut lane, parent, 10, NOW).unwrap()).collect();
    assert_eq!(route(&mut lane, parent, 10, NOW), Err(Refusal::OrdersThrottled));
    let up = lane.request_replace(children[0], qty(20), Price(10), NOW);
    assert_eq!(up.map(|_| ()), Err(Refusal::OrdersThrottled));
    assert_eq!(world.child(children[0]).leaves_qty, qty(10), "nothing changed");
    lane.request_cancel(children[0], NOW).unwrap();
    lane.request_cancel(children[1], NOW).unwrap();
    let third = lane.request_cancel(children[2], NOW);
    assert_eq!(third.map(|_| ()), Err(Refusal::CancelsThrottled));
    let later = Nanos(NOW.0 + 3 * WINDOW);
    route(&mut lane, parent, 10, later).unwrap();
    lane.request_cancel(children[2], later).unwrap();
    world.is_clean();
}

#[test]
fn repeated_executions_stop_a_strategy_in_an_instrument_until_a_person_enables_it() {
    let throttles = Throttles { window: WINDOW, ..Throttles::WIDEST };
    let mut world = throttled(throttles, twap(u32::MAX, 3));
    let mut lane = world.region.lane(0).unwrap();
    let parent = admit(&mut world, &mut lane, 1_000, NOW);
    let child = route(&mut lane, parent, 100, NOW).unwrap();
    for exec in 1..=3u128 {
        assert!(!world.region.alarm(AlarmKind::Repeats).raised);
        let fill = Report {
            exec_id: ExecId(exec),
            last_qty: qty(1),
            last_px: Price(10),
            ..Report::new(child, ExecType::Trade)
        };
        lane.report(&fill, NOW).unwrap();
        lane.report(&fill, NOW).unwrap();
    }
    assert!(world.region.alarm(AlarmKind::Repeats).raised);
    let far = Nanos(NOW.0 + 100 * WINDOW);
    assert_eq!(route(&mut lane, parent, 1, far), Err(Refusal::RepeatedExecutions));
    assert_eq!(world.executed(parent), 3, "facts are booked all the same");
    let other = InstrumentId(7);
    let (strategy, instrument) = (StrategyId(3), world.instrument);
    assert_eq!(world.control.reenable(strategy, other, far), Err(Refusal::UnknownInstrument));
    world.control.reenable(strategy, instrument, far).unwrap();
    assert_eq!(world.control.reenable(strategy, instrument, far), Err(Refusal::NothingToChange));
    route(&mut lane, parent, 1, far).unwrap();
}

#[test]
fn executions_that_are_told_by_their_sum_repeat_too() {
    let throttles = Throttles { window: WINDOW, ..Throttles::WIDEST };
    let mut world = throttled(throttles, twap(u32::MAX, 3));
    let sums = VenueTerms { last_qty: LastQtyMeans::Cumulative, ..VenueTerms::FIX44 };
    let venue = world.control.define_venue(&sums).unwrap();
    let mut lane = world.region.lane(0).unwrap();
    let parent = admit(&mut world, &mut lane, 1_000, NOW);
    let child = lane.route(&NewChild { venue, ..new_child(parent, 100) }, NOW).unwrap();
    for sum in [1, 2, 2, 3] {
        assert!(!world.region.alarm(AlarmKind::Repeats).raised);
        let told = Report {
            last_qty: qty(sum),
            last_px: Price(10),
            ..Report::new(child, ExecType::Trade)
        };
        lane.report(&told, NOW).unwrap();
    }
    assert!(world.region.alarm(AlarmKind::Repeats).raised);
    assert_eq!(world.executed(parent), 3);
}

#[test]
fn rejects_one_after_the_other_are_heard_before_the_open() {
    let throttles = Throttles { window: WINDOW, max_rejects: 3, ..Throttles::WIDEST };
    let mut world = throttled(throttles, twap(u32::MAX, u32::MAX));
    let mut lane = world.region.lane(0).unwrap();
    let parent = admit(&mut world, &mut lane, 1_000, NOW);
    let children: Vec<_> = (0..3).map(|_| route(&mut lane, parent, 10, NOW).unwrap()).collect();
    world.control.disarm(NOW).unwrap();
    for (count, child) in (1u64..).zip(&children) {
        assert!(!world.region.alarm(AlarmKind::Rejects).raised);
        let reject = Report { cum_qty: Some(Qty::ZERO), ..Report::new(*child, ExecType::Rejected) };
        let outcome = lane.report(&reject, Nanos(NOW.0 + count)).unwrap();
        assert_eq!(outcome.raised.contains(AlarmKind::Rejects), count == 3);
        // Told again it is the same one.
        lane.report(&reject, Nanos(NOW.0 + count)).unwrap();
    }
    let alarm = world.region.alarm(AlarmKind::Rejects);
    assert_eq!((alarm.count, alarm.value, alarm.other), (1, 3, 3));
    assert_eq!(alarm.first_at, Nanos(NOW.0 + 3), "written by the call that finds it");
}
