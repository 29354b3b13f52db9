//! *Property*: a price is read exactly or not at all, and reads back as the same price.
//! *Method*: named cases at the edges; then every tick of a few sizes, to and fro.

use super::*;

fn read(text: &str, tick: u64) -> Option<Result<i64, BadPrice>> {
    parse(text).map(|value| ticks(value, tick))
}

#[test]
fn prices_are_exact_or_refused() {
    let rows = [
        ("25.00", 10_000, Some(Ok(2500))),
        ("25", 10_000, Some(Ok(2500))),
        ("25.0000000", 10_000, Some(Ok(2500))),
        ("-0.01", 10_000, Some(Ok(-1))),
        ("-0", 10_000, Some(Ok(0))),
        ("0.005", 10_000, Some(Err(BadPrice::OffTick))),
        ("0.0000001", 1, Some(Err(BadPrice::OffTick))),
        ("0.000001", 1, Some(Ok(1))),
        ("0.75", 250_000, Some(Ok(3))),
        ("9223372036854775807", 1_000_000, Some(Ok(i64::MAX))),
        ("9223372036854775808", 1_000_000, Some(Err(BadPrice::TooLarge))),
        ("-9223372036854775808", 1_000_000, Some(Ok(i64::MIN))),
        ("79228162514264337593543950335", 1, Some(Err(BadPrice::TooLarge))),
        ("79228162514264337593543950336", 1, None),
        ("0.00000000000000000000000000001", 1, None),
        ("", 1, None),
        (".5", 1, None),
        ("5.", 1, None),
        ("+5", 1, None),
        ("1_000", 1, None),
        ("1e3", 1, None),
        (" 5", 1, None),
        ("--5", 1, None),
        ("NaN", 1, None),
    ];
    for (text, tick, expected) in rows {
        assert_eq!(read(text, tick), expected, "{text}");
    }
}

#[test]
fn prices_read_back() {
    assert_eq!(price_text(2500, 10_000), "25.00");
    assert_eq!(price_text(-1, 10_000), "-0.01");
    assert_eq!(price_text(3, 250_000), "0.75");
    assert_eq!(price_text(7, 1_000_000), "7");
    assert_eq!(price_text(7, 5_000_000), "35");
    for tick in [1, 5, 10_000, 250_000, 1_000_000, 12_500_000] {
        for count in [i64::MIN, -10_001, -1, 0, 1, 99, 123_456, i64::MAX] {
            let text = price_text(count, tick);
            assert_eq!(read(&text, tick), Some(Ok(count)), "{text} of {tick}");
        }
    }
}
