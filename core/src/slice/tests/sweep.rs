//! Property: best venue first, by price, fee, size, rank, venue; never past limit, size, quantity.
//!
//! Method: tables of venues in the order of use, and a model that sorts.

use super::super::{Leg, Level, MAX_LEGS, Plan, sweep};
use super::qty;
use crate::id::VenueId;
use crate::units::{Price, Qty, Side};
use core::cmp::Reverse;
use proptest::collection::vec;
use proptest::prelude::*;

fn level(venue: u32, price: i64, size: u64, fee: i64, rank: u32) -> Level {
    Level { venue: VenueId(venue), price: Price(price), qty: qty(size), fee, rank }
}

fn leg(venue: u32, size: u64, price: i64) -> Leg {
    Leg { venue: VenueId(venue), qty: qty(size), price: Price(price) }
}

fn plan(legs: &[Leg]) -> Plan {
    legs.iter().copied().collect()
}

fn venues(side: Side, limit: Option<i64>, levels: &[Level]) -> Vec<u32> {
    let plan = sweep(side, limit.map(Price), Qty::MAX, 1, levels);
    plan.iter().map(|leg| leg.venue.0).collect()
}

fn total(plan: &Plan) -> u64 {
    plan.iter().map(|leg| leg.qty.get()).sum()
}

/// The same, with a sort over everything and no bound on its work.
fn model(side: Side, limit: Option<Price>, total: Qty, lot: u64, levels: &[Level]) -> Vec<Leg> {
    let lot = lot.max(1);
    let sign = if side == Side::Buy { 1 } else { -1 };
    let worth = |price: Price| sign * i128::from(price.0);
    let mut sorted = levels.to_vec();
    sorted.sort_by_key(|level| {
        (worth(level.price), level.fee, Reverse(level.qty), level.rank, level.venue)
    });
    let mut rest = total.get();
    let mut legs = Vec::new();
    for level in sorted {
        let size = rest.min(level.qty.get()) / lot * lot;
        let past = limit.is_some_and(|limit| worth(level.price) > worth(limit));
        if size > 0 && !past && legs.len() < MAX_LEGS {
            legs.push(Leg { venue: level.venue, qty: qty(size), price: level.price });
            rest -= size;
        }
    }
    legs
}

#[test]
fn the_best_price_for_the_side_comes_first() {
    let levels = [level(1, 101, 5, 0, 0), level(2, 99, 5, 0, 0), level(3, 100, 5, 0, 0)];
    assert_eq!(venues(Side::Buy, None, &levels), [2, 3, 1]);
    assert_eq!(venues(Side::Sell, None, &levels), [1, 3, 2]);
    assert_eq!(venues(Side::SellShort, None, &levels), [1, 3, 2]);
}

#[test]
fn equal_prices_go_by_fee_then_size_then_rank_then_venue() {
    // In each row the first level wins by one rule, and would lose by every rule after it.
    let rows = [
        ("price", level(9, 7, 1, 9, 9), level(1, 8, 5, -5, 1)),
        ("fee", level(9, 7, 1, -1, 9), level(1, 7, 5, 0, 1)),
        ("size", level(9, 7, 5, 0, 9), level(1, 7, 4, 0, 1)),
        ("rank", level(9, 7, 5, 0, 1), level(1, 7, 5, 0, 2)),
        ("venue", level(1, 7, 5, 0, 1), level(9, 7, 5, 0, 1)),
    ];
    for (rule, first, second) in rows {
        let order = [first.venue.0, second.venue.0];
        assert_eq!(venues(Side::Buy, None, &[first, second]), order, "{rule}");
        assert_eq!(venues(Side::Buy, None, &[second, first]), order, "{rule}, other way round");
    }
}

#[test]
fn the_limit_itself_is_within_and_a_tick_further_is_not() {
    let levels = [level(1, 99, 5, 0, 0), level(2, 100, 5, 0, 0), level(3, 101, 5, 0, 0)];
    let rows = [
        (Side::Buy, Some(100), &[1, 2][..]),
        (Side::Buy, Some(98), &[]),
        (Side::Sell, Some(100), &[3, 2]),
        (Side::SellShort, Some(100), &[3, 2]),
        (Side::Sell, Some(102), &[]),
        (Side::Buy, None, &[1, 2, 3]),
    ];
    for (side, limit, expected) in rows {
        assert_eq!(venues(side, limit, &levels), expected, "{side:?} {limit:?}");
    }
}

#[test]
fn legs_are_whole_lots_within_size_and_quantity() {
    let levels = [level(1, 10, 250, 0, 0), level(2, 11, 99, 0, 0), level(3, 12, 500, 0, 0)];
    let rows = [
        (0, 100, plan(&[])),
        (99, 100, plan(&[])),
        (100, 100, plan(&[leg(1, 100, 10)])),
        (450, 100, plan(&[leg(1, 200, 10), leg(3, 200, 12)])),
        (450, 1, plan(&[leg(1, 250, 10), leg(2, 99, 11), leg(3, 101, 12)])),
        (450, 0, plan(&[leg(1, 250, 10), leg(2, 99, 11), leg(3, 101, 12)])),
        (450, u64::MAX, plan(&[])),
        (9999, 100, plan(&[leg(1, 200, 10), leg(3, 500, 12)])),
    ];
    for (units, lot, expected) in rows {
        let found = sweep(Side::Buy, None, qty(units), lot, &levels);
        assert_eq!(found, expected, "{units} in lots of {lot}");
    }
}

#[test]
fn a_level_is_used_once_and_a_venue_as_often_as_it_shows() {
    let twins = [level(1, 10, 5, 0, 0); 2];
    let found = sweep(Side::Buy, None, qty(100), 1, &twins);
    assert_eq!(found, plan(&[leg(1, 5, 10), leg(1, 5, 10)]));
    let deep = [level(1, 11, 7, 0, 0), level(1, 10, 5, 0, 0)];
    let found = sweep(Side::Buy, None, qty(100), 1, &deep);
    assert_eq!(found, plan(&[leg(1, 5, 10), leg(1, 7, 11)]));
    assert_eq!(sweep(Side::Buy, None, qty(100), 1, &[]), plan(&[]));
}

#[test]
fn of_many_levels_the_best_make_the_plan_wherever_they_stand() {
    let rising: Vec<Level> = (0..300).map(|step| level(step, step.into(), 2, 0, 0)).collect();
    let falling: Vec<Level> = rising.iter().rev().copied().collect();
    let best: Vec<u32> = (0..300).take(MAX_LEGS).collect();
    assert_eq!(venues(Side::Buy, None, &rising), best);
    assert_eq!(venues(Side::Buy, None, &falling), best);
    // What cannot be used does not crowd out what can.
    let dust = vec![level(0, -1, 99, 0, 0); 300];
    let levels = [dust, vec![level(1, 5, 100, 0, 0)]].concat();
    assert_eq!(sweep(Side::Buy, None, qty(100), 100, &levels), plan(&[leg(1, 100, 5)]));
}

#[test]
fn extremes_are_numbers_like_others() {
    let (low, high) = (i64::MIN, i64::MAX);
    let top = Qty::MAX.get();
    let levels = [level(1, high, top, low, u32::MAX), level(u32::MAX, low, top, high, 0)];
    assert_eq!(venues(Side::Buy, None, &levels), [u32::MAX]);
    assert_eq!(venues(Side::Sell, None, &levels), [1]);
    assert_eq!(venues(Side::Buy, Some(low), &levels), [u32::MAX]);
    assert_eq!(venues(Side::Sell, Some(high), &levels), [1]);
    let found = sweep(Side::Buy, None, Qty::MAX, top - 1, &levels);
    assert_eq!(found, plan(&[leg(u32::MAX, top - 1, low)]));
    let fees = [level(1, 0, 1, high, 0), level(2, 0, 1, low, 0)];
    assert_eq!(venues(Side::Buy, None, &fees), [2, 1]);
}

fn any_side() -> impl Strategy<Value = Side> {
    prop_oneof![Just(Side::Buy), Just(Side::Sell), Just(Side::SellShort)]
}

fn crowded_level() -> impl Strategy<Value = Level> {
    (0u32..4, -3i64..4, 0u64..60, -1i64..2, 0u32..3)
        .prop_map(|(venue, price, size, fee, rank)| level(venue, price, size, fee, rank))
}

fn any_level() -> impl Strategy<Value = Level> {
    let price = prop_oneof![any::<i64>(), Just(i64::MIN), Just(i64::MAX)];
    let size = prop_oneof![any::<u64>(), 0u64..1000];
    (any::<u32>(), price, size, any::<i64>(), any::<u32>())
        .prop_map(|(venue, price, size, fee, rank)| level(venue, price, size, fee, rank))
}

proptest! {
    #[test]
    fn it_plans_what_a_sort_would(
        side in any_side(),
        limit in proptest::option::of(-3i64..4),
        units in prop_oneof![0u64..300, Just(u64::MAX)],
        lot in 0u64..20,
        levels in vec(crowded_level(), 0..200),
    ) {
        let limit = limit.map(Price);
        let found = sweep(side, limit, qty(units), lot, &levels);
        let expected = model(side, limit, qty(units), lot, &levels);
        prop_assert_eq!(found.as_slice(), expected.as_slice());
    }

    #[test]
    fn extremes_go_as_a_sort_would(
        side in any_side(),
        limit: Option<i64>,
        units in prop_oneof![any::<u64>(), 0u64..5000],
        lot in prop_oneof![any::<u64>(), 0u64..100],
        levels in vec(any_level(), 0..100),
    ) {
        let limit = limit.map(Price);
        let found = sweep(side, limit, qty(units), lot, &levels);
        let expected = model(side, limit, qty(units), lot, &levels);
        prop_assert_eq!(found.as_slice(), expected.as_slice());
    }

    #[test]
    fn no_leg_is_past_limit_size_or_quantity(
        side in any_side(),
        limit in proptest::option::of(-3i64..4),
        units in 0u64..300,
        lot in 0u64..20,
        levels in vec(crowded_level(), 0..100),
    ) {
        let found = sweep(side, limit.map(Price), qty(units), lot, &levels);
        prop_assert!(total(&found) <= units);
        let mut shown = levels;
        for leg in &found {
            prop_assert!(!leg.qty.is_zero());
            prop_assert_eq!(leg.qty.get() % lot.max(1), 0);
            if let Some(limit) = limit {
                let price = leg.price.0;
                let past = if side == Side::Buy { price > limit } else { price < limit };
                prop_assert!(!past);
            }
            // Each leg needs a level of its own that shows as much.
            let fits = |level: &Level| {
                level.venue == leg.venue && level.price == leg.price && level.qty >= leg.qty
            };
            let smallest = shown.iter().enumerate().filter(|(_, level)| fits(level));
            let place = smallest.min_by_key(|(_, level)| level.qty).map(|(place, _)| place);
            prop_assert!(place.is_some());
            shown.remove(place.unwrap_or_default());
        }
    }
}
