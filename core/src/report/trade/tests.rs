//! *Property*: an ordinary price is never an impossible one. *Method*: limits and prices at every boundary
//! of either rule, on both sides.

use super::*;

#[test]
fn a_price_is_impossible_past_the_limit_across_zero_or_where_it_is_absurd() {
    let rows = [
        (Side::Buy, 10, 10, false),
        (Side::Buy, 10, 11, true),
        (Side::Buy, 10, 1, false),
        (Side::Buy, 10, -1, true),
        (Side::Buy, 10, 0, false),
        (Side::Buy, -10, -10, false),
        (Side::Buy, -10, -160, false),
        (Side::Buy, -10, -161, true),
        (Side::Buy, 0, -1000, false),
        (Side::Sell, 10, 9, true),
        (Side::Sell, 10, 160, false),
        (Side::Sell, 10, 161, true),
        (Side::Sell, 0, 1000, false),
        (Side::Sell, 0, 1, false),
        (Side::Sell, -10, -1, false),
        (Side::Sell, -10, 1, true),
    ];
    for (side, limit, price, impossible) in rows {
        let (limit, price) = (Price(limit), Price(price));
        assert_eq!(is_impossible((side, limit), price), impossible, "{side:?} {limit:?} {price:?}");
    }
}

#[test]
fn an_ordinary_price_is_possible_and_most_are_ordinary() {
    let edges = [-161, -160, -1, 0, 1, 9, 10, 11, 159, 160, 161, i64::MIN, i64::MAX];
    for (limit, price) in edges.iter().flat_map(|limit| edges.map(|price| (*limit, price))) {
        for side in [Side::Buy, Side::Sell] {
            let ordinary = is_ordinary((side.is_buy(), Price(limit)), Price(price));
            let impossible = is_impossible((side, Price(limit)), Price(price));
            assert!(!(ordinary && impossible), "{side:?} {limit} {price}");
        }
    }
    let ordinary = |buy, limit, price| is_ordinary((buy, Price(limit)), Price(price));
    assert!(ordinary(true, 10, 1) && ordinary(true, 10, 10));
    assert!(!ordinary(true, 10, 0) && !ordinary(true, 10, 11));
    assert!(ordinary(false, 10, 10) && ordinary(false, 10, 159));
    assert!(!ordinary(false, 10, 9) && !ordinary(false, 10, 160));
    assert!(!ordinary(false, 0, 0) && ordinary(false, 1, 1) && !ordinary(false, -1, -1));
}
