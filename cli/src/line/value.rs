//! A value of a line, and what it is read as.
//!
//! Law: a value is read whole and exactly, or the fault names its key and its place.
//!
//! Uses: `line`, `decimal`. Used by: `command`, `session`.

use super::{Fault, offset};
use crate::decimal;
use plimsoll::{Nanos, Qty, Side, TimeInForce};
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// A value that was read, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// The offset in the line, in bytes.
    pub at: usize,
}

/// A name, as the scenario writes it.
pub type Name<'a> = Placed<Cow<'a, str>>;

/// A scope, as the scenario writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScopeName<'a> {
    /// `firm`
    Firm,
    /// `account:A1`
    Account(Name<'a>),
    /// `instrument:XYZ`
    Instrument(Name<'a>),
    /// `venue:NYSE`
    Venue(Name<'a>),
    /// `strategy:manual`
    Strategy(Name<'a>),
    /// `parent:P1`
    Parent(Name<'a>),
    /// `lane:0`
    Lane(u32),
}

/// A value as it stands in the line.
pub struct Value<'a> {
    at: usize,
    key: Cow<'a, str>,
    raw: &'a str,
}

#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'a> Value<'a> {
    pub(super) fn new(at: usize, key: impl Into<Cow<'a, str>>, raw: &'a str) -> Value<'a> {
        Value { at, key: key.into(), raw }
    }

    /// Where it stands.
    pub fn at(&self) -> usize {
        self.at
    }

    /// A fault at this value: `message` follows the name of its key.
    pub fn fault(&self, message: impl AsRef<str>) -> Fault {
        Fault::new(self.at, format!("`{}` {}", self.key, message.as_ref()))
    }

    /// A string.
    pub fn text(&self) -> Result<Cow<'a, str>, Fault> {
        let inner = self.raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        match inner {
            None => Err(self.fault("must be a string")),
            Some(plain) if !plain.contains('\\') => Ok(Cow::Borrowed(plain)),
            Some(_) => serde_json::from_str::<Text<'a>>(self.raw)
                .map(|text| text.0)
                .map_err(|error| Fault::from_json(self.at, self.raw.len(), &error)),
        }
    }

    /// A name: a string that is not empty.
    pub fn name(&self) -> Result<Name<'a>, Fault> {
        let value = self.text()?;
        if value.is_empty() {
            return Err(self.fault("must not be empty"));
        }
        Ok(Placed { value, at: self.at })
    }

    /// An array of names.
    pub fn names(&self) -> Result<Vec<Name<'a>>, Fault> {
        self.elements("names")?.iter().map(Value::name).collect()
    }

    /// An array of weights.
    pub fn weights(&self) -> Result<Vec<u32>, Fault> {
        self.elements("whole numbers")?.iter().map(Value::count).collect()
    }

    fn elements(&self, what: &str) -> Result<Vec<Value<'a>>, Fault> {
        if !self.raw.starts_with('[') {
            return Err(self.fault(format!("must be an array of {what}")));
        }
        let raws: Vec<&'a RawValue> = serde_json::from_str(self.raw)
            .map_err(|error| Fault::from_json(self.at, self.raw.len(), &error))?;
        let place = |raw: &'a RawValue| self.at + offset(self.raw, raw.get());
        Ok(raws.iter().map(|raw| Value::new(place(raw), self.key.clone(), raw.get())).collect())
    }

    /// `true` or `false`.
    pub fn flag(&self) -> Result<bool, Fault> {
        match self.raw {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(self.fault("must be true or false")),
        }
    }

    /// A whole number, 0 to 2^32 − 1.
    pub fn count(&self) -> Result<u32, Fault> {
        let number = self.whole(u64::from(u32::MAX))?;
        u32::try_from(number).map_err(|_| self.fault("is out of range"))
    }

    /// A whole number, 0 to 2^64 − 1.
    pub fn number(&self) -> Result<u64, Fault> {
        self.whole(u64::MAX)
    }

    /// A quantity in units.
    pub fn qty(&self) -> Result<Qty, Fault> {
        let number = self.whole(Qty::MAX.get())?;
        Qty::new(number).ok_or_else(|| self.fault("is out of range"))
    }

    /// A time in nanoseconds.
    pub fn nanos(&self) -> Result<Nanos, Fault> {
        self.whole(u64::MAX).map(Nanos)
    }

    fn whole(&self, most: u64) -> Result<u64, Fault> {
        // JSON was checked before: no sign but a minus, no leading zero.
        let number = self.raw.parse::<u64>().ok().filter(|number| *number <= most);
        number.ok_or_else(|| self.fault(format!("must be a whole number, 0 to {most}")))
    }

    /// A decimal in a string.
    pub fn decimal(&self) -> Result<Placed<Decimal>, Fault> {
        let number = self.text().ok().as_deref().and_then(decimal::parse);
        let value =
            number.ok_or_else(|| self.fault("must be a decimal in a string, such as \"25.00\""))?;
        Ok(Placed { value, at: self.at })
    }

    /// One of the `words`, and what stands beside it.
    pub fn word<T: Copy>(&self, words: &[(&str, T)]) -> Result<T, Fault> {
        let text = self.text()?;
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, meaning)| *meaning);
        found.ok_or_else(|| {
            let all: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.fault(format!("must be one of {}; it is `{text}`", all.join(", ")))
        })
    }

    /// The side of a parent.
    pub fn side(&self) -> Result<Side, Fault> {
        self.word(&[("buy", Side::Buy), ("sell", Side::Sell), ("sell_short", Side::SellShort)])
    }

    /// How long a child may rest.
    pub fn time_in_force(&self) -> Result<TimeInForce, Fault> {
        self.word(&[
            ("day", TimeInForce::Day),
            ("good_till_cancel", TimeInForce::GoodTillCancel),
            ("immediate_or_cancel", TimeInForce::ImmediateOrCancel),
            ("fill_or_kill", TimeInForce::FillOrKill),
            ("good_till_date", TimeInForce::GoodTillDate),
        ])
    }

    /// A scope of a switch.
    pub fn scope(&self) -> Result<Placed<ScopeName<'a>>, Fault> {
        let text = self.text()?;
        let value = scope(&text, self.at).ok_or_else(|| {
            self.fault(format!(
                "must be firm, or account:, instrument:, venue:, strategy:, parent: or lane: \
                 and a name; it is `{text}`"
            ))
        })?;
        Ok(Placed { value, at: self.at })
    }
}

fn scope<'a>(text: &str, at: usize) -> Option<ScopeName<'a>> {
    if text == "firm" {
        return Some(ScopeName::Firm);
    }
    let (kind, name) = text.split_once(':').filter(|(_, name)| !name.is_empty())?;
    let placed = Placed { value: Cow::Owned(name.to_owned()), at };
    match kind {
        "account" => Some(ScopeName::Account(placed)),
        "instrument" => Some(ScopeName::Instrument(placed)),
        "venue" => Some(ScopeName::Venue(placed)),
        "strategy" => Some(ScopeName::Strategy(placed)),
        "parent" => Some(ScopeName::Parent(placed)),
        "lane" => name.parse().ok().map(ScopeName::Lane),
        _ => None,
    }
}
