//! Property: a figure reads as the number that it is.
//!
//! Method: examples at each change of unit.

use super::{dollars, moment, thousands};

#[test]
fn numbers_have_a_comma_every_three_digits() {
    let shown = [0, 12, 999, 1_000, 190_635, 4_000_000].map(thousands);
    assert_eq!(shown, ["0", "12", "999", "1,000", "190,635", "4,000,000"]);
}

#[test]
fn money_is_shown_in_a_fitting_unit() {
    let shown = [0, 99_999_999, 100_000_000, 315_000_000_000].map(dollars);
    assert_eq!(shown, ["$0", "$999,999", "$1.00 m", "$3.15 bn"]);
}

#[test]
fn times_are_shown_in_a_fitting_unit() {
    let shown = [None, Some(190_800_000), Some(2_700_000_000_000)].map(moment);
    assert_eq!(shown, ["never", "0.19 s", "45.0 min"]);
}
