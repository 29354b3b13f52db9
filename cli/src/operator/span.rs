//! Spans of time as people write them: 250ms, 60s, 10m.
//!
//! Uses: nothing. Used by: `operator`.

use std::str::FromStr;
use std::time::Duration;

/// A span of time, never none, in nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span(pub u64);

impl Span {
    /// The same for the machine's own sleep.
    pub fn duration(self) -> Duration {
        Duration::from_nanos(self.0)
    }
}

impl FromStr for Span {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Span, &'static str> {
        let expected = "expected a time as 500us, 250ms, 60s, 10m or 8h, and more than none";
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = text.split_at(digits);
        let unit = match unit {
            "ns" => 1,
            "us" => 1_000,
            "ms" => 1_000_000,
            "s" => 1_000_000_000,
            "m" => 60_000_000_000,
            "h" => 3_600_000_000_000,
            _ => return Err(expected),
        };
        let number: u64 = number.parse().map_err(|_| expected)?;
        let nanos = number.checked_mul(unit).ok_or("this is longer than any clock runs")?;
        if nanos == 0 { Err(expected) } else { Ok(Span(nanos)) }
    }
}

#[cfg(test)]
mod tests {
    //! *Property*: a span is read as it is meant, and nothing else is one. *Method*: a table.

    use super::*;

    #[test]
    fn spans_are_read_as_people_write_them() {
        let rows = [
            ("1ns", 1),
            ("500us", 500_000),
            ("250ms", 250_000_000),
            ("60s", 60_000_000_000),
            ("1m", 60_000_000_000),
            ("8h", 28_800_000_000_000),
            ("18446744073s", 18_446_744_073_000_000_000),
        ];
        for (text, nanos) in rows {
            assert_eq!(text.parse(), Ok(Span(nanos)), "{text}");
        }
        for text in [
            "",
            "60",
            "s",
            "0s",
            "-1s",
            "+1s",
            "1.5s",
            "1 s",
            "18446744074s",
            "99999999999999999999s",
            "1d",
        ] {
            assert!(text.parse::<Span>().is_err(), "{text}");
        }
    }
}
