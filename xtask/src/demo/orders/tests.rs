//! Property: the committed orders are the seed's, and Power Peg makes the published totals of them.
//!
//! Method: write them again and compare; send the day's children by multiplication.

use super::{CHILDREN, EXECUTIONS, Order, PARENTS, Side, check, paths};
use std::collections::{BTreeMap, BTreeSet};

fn cents(order: &Order) -> u64 {
    order.limit_price.replace('.', "").parse().expect("a price with two decimals")
}

fn files() -> [Vec<Order>; 2] {
    paths().map(|path| {
        let mut reader = csv::Reader::from_path(path).expect("a file of orders");
        reader.deserialize().map(|line| line.expect("an order")).collect()
    })
}

#[test]
fn the_committed_files_are_the_seeds() {
    check().expect("the same");
}

#[test]
fn there_are_212_parents_in_154_stocks() {
    let [eighth, _] = files();
    let names: BTreeSet<&str> = eighth.iter().map(|order| order.client_id.as_str()).collect();
    let mut sides = BTreeMap::new();
    for order in &eighth {
        let side = *sides.entry(order.symbol.as_str()).or_insert(order.side);
        assert_eq!(side, order.side, "a stock has one side: {order:?}");
        assert_eq!(order.router, 8);
        assert!(order.peg_qty > 0 && order.qty >= order.peg_qty, "{order:?}");
    }
    assert_eq!((eighth.len(), names.len()), (212, 212));
    assert_eq!(sides.values().filter(|side| **side == Side::Buy).count(), 80);
    assert_eq!(sides.values().filter(|side| **side == Side::Sell).count(), 74);
}

#[test]
fn power_peg_makes_the_published_totals_of_them() {
    let [eighth, _] = files();
    let day = |measure: &dyn Fn(&Order) -> u64| {
        eighth.iter().map(|order| u128::from(measure(order) * CHILDREN)).sum::<u128>()
            / u128::from(PARENTS)
    };
    let of = |side: Side| {
        day(&|order| if order.side == side { order.peg_qty * cents(order) } else { 0 }) / 100
    };
    let shares = day(&|order| order.peg_qty);
    assert_eq!(EXECUTIONS, 4_000_000);
    assert!((397_000_000..398_000_000).contains(&shares), "{shares} shares");
    assert!(of(Side::Buy).abs_diff(3_500_000_000) < 3_500_000, "${} long", of(Side::Buy));
    assert!(of(Side::Sell).abs_diff(3_150_000_000) < 3_150_000, "${} short", of(Side::Sell));
}

#[test]
fn the_other_seven_have_30_each() {
    let [_, others] = files();
    let mut each = BTreeMap::new();
    for order in &others {
        *each.entry(order.router).or_insert(0) += 1;
        assert_eq!(order.peg_qty, 0);
    }
    assert_eq!(each, (1..=7).map(|router| (router, 30)).collect());
}
