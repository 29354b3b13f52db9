//! *Property*: a refused command leaves a lane's throttles as they were, whatever its time. *Method*: what a
//! hostile reader once broke; each failed before.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test")]

mod common;

use common::*;
use plimsoll::*;

fn house(orders: u32) -> (World, Lane<'static>, ParentId, ParentId) {
    let mut world = World::open(Config {
        lanes: 2,
        children: 64,
        instruments: 2,
        positions: 4,
        repeats: 4,
        strategies: 4,
        ..Config::SMALL
    });
    world.control.disarm(NOW).unwrap();
    let window = 1 << 10;
    let bounds = Throttles { window, max_ratio: u32::MAX, orders, cancels: 100, max_rejects: 100 };
    world.control.set_throttles(&bounds).unwrap();
    let terms =
        StrategyTerms { code: 3, generation: 1, max_held: 9, max_ratio: u32::MAX, max_repeats: 2 };
    world.control.define_strategy(&terms).unwrap();
    let terms =
        InstrumentTerms { lot: 1, tick_value: 1, max_order_qty: Qty::MAX, collar: Collar::Limit };
    let second = world.control.define_instrument(&terms).unwrap();
    let limit = PositionLimit { long: Qty::MAX, short: Qty::MAX };
    world.control.set_position_limit(world.account, second, &limit).unwrap();
    arm_for(&mut world.control, &[SessionStrategy::uncapped(3, 1)], Nanos(1 << 50), NOW).unwrap();
    let mut lane = world.region.lane(0).unwrap();
    let mut admit = |instrument| {
        let order = NewParent { instrument, strategy: StrategyId(3), ..world.order(1000) };
        lane.admit(&order, NOW).unwrap()
    };
    let (a, b) = (admit(InstrumentId(0)), admit(second));
    (world, lane, a, b)
}

#[test]
fn a_refused_route_of_a_later_time_leaves_the_window_as_it_was() {
    let (_world, mut lane, a, b) = house(4);
    for n in 0..2 {
        let child = lane.route(&new_child(a, 1), NOW).unwrap();
        lane.report(&Report::trade(child, ExecId(n), qty(1), Price(10)), NOW).unwrap();
    }
    lane.route(&new_child(b, 1), NOW).unwrap();
    lane.route(&new_child(b, 1), NOW).unwrap();
    assert_eq!(lane.route(&new_child(b, 1), NOW), Err(Refusal::OrdersThrottled));
    // A clock that jumps ahead for one call, which is refused: nothing changes by it.
    assert_eq!(lane.route(&new_child(a, 1), Nanos(1 << 20)), Err(Refusal::RepeatedExecutions));
    let more = (0..50).filter(|_| lane.route(&new_child(b, 1), NOW).is_ok()).count();
    assert_eq!(more, 0, "more than 4 orders in one window");
}

#[test]
fn a_refused_route_of_a_later_time_used_for_ever() {
    let (_world, mut lane, a, b) = house(4);
    for n in 0..2 {
        let child = lane.route(&new_child(a, 1), NOW).unwrap();
        lane.report(&Report::trade(child, ExecId(n), qty(1), Price(10)), NOW).unwrap();
    }
    let mut sent = 2;
    for turn in 0..10u64 {
        let _ = lane.route(&new_child(a, 1), Nanos((1 << 20) + (turn << 16)));
        sent += (0..50).filter(|_| lane.route(&new_child(b, 1), NOW).is_ok()).count();
    }
    assert!(sent <= 4, "{sent} orders in one window of 4");
}
