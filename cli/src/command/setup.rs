//! The ops that define and limit: firm, account, instrument, venue, strategy, position, reference
//! and quote.
//!
//! Law: a limit that a line leaves out is the largest there is, so nothing stops a scenario that
//! sets none.
//!
//! Uses: `line`. Used by: `command`.

use super::Command;
use crate::decimal;
use crate::line::{Fault, Line, Name, Placed, Value};
use plimsoll::{CumQtyMeans, LastQtyMeans, Notional, Qty, ReplaceIs, ReplaceMeans, VenueTerms};
use rust_decimal::Decimal;

/// Sets the firm's limits: those that are there.
pub struct Firm {
    /// The most that all parents together may be worth.
    pub limit: Option<Notional>,
    /// The most that suspense may hold.
    pub suspense_limit: Option<Qty>,
    /// How long a critical alarm may wait, in nanoseconds.
    pub alarm_deadline: Option<u64>,
}

/// Defines an account.
pub struct Account<'a> {
    pub account: Name<'a>,
    /// The most that its parents together may be worth.
    pub limit: Notional,
}

/// Defines an instrument.
pub struct Instrument<'a> {
    pub instrument: Name<'a>,
    /// The tick in money units, 1 or more.
    pub tick: u64,
    /// The lot in units.
    pub lot: u64,
    /// The most that an order may be.
    pub max_order_qty: Qty,
    /// How far a price may be from the reference price.
    pub band: Option<Placed<Decimal>>,
    /// How old the reference price may be, in nanoseconds.
    pub max_age: u64,
}

/// Defines a venue.
pub struct Venue<'a> {
    pub venue: Name<'a>,
    /// How it means what it says.
    pub terms: VenueTerms,
}

/// Defines a strategy.
pub struct StrategyCode<'a> {
    pub strategy: Name<'a>,
    pub code: u32,
    pub generation: u32,
    /// How many held parents throw its switch.
    pub max_held: u32,
}

/// Sets the limits of an account in an instrument.
pub struct Position<'a> {
    pub account: Name<'a>,
    pub instrument: Name<'a>,
    pub long: Qty,
    pub short: Qty,
    /// The most of it that suspense may hold.
    pub suspense_limit: Option<Qty>,
}

/// Sets the reference price of an instrument.
pub struct Reference<'a> {
    pub instrument: Name<'a>,
    pub price: Placed<Decimal>,
}

/// Whether a venue would buy or sell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoteSide {
    /// The venue would buy: sellers use it.
    Bid,
    /// The venue would sell: buyers use it.
    Offer,
}

/// Sets one level that a venue shows.
pub struct Quote<'a> {
    pub venue: Name<'a>,
    pub instrument: Name<'a>,
    pub side: QuoteSide,
    pub price: Placed<Decimal>,
    /// What is shown; zero takes the level away.
    pub qty: Qty,
    /// The venue's charge per unit, in money units.
    pub fee: i64,
    /// The preference among equals: lower is better.
    pub rank: u32,
}

pub const INSTRUMENT: &[&str] =
    &["instrument", "tick", "lot", "max_order_qty", "band", "max_age_ns"];
pub const VENUE: &[&str] =
    &["venue", "cooling_ns", "replace_means", "replace_is", "cum_qty_means", "last_qty_means"];
pub const POSITION: &[&str] = &["account", "instrument", "long", "short", "suspense_limit"];
pub const STRATEGY: &[&str] = &["strategy", "code", "generation", "max_held"];
pub const QUOTE: &[&str] = &["venue", "instrument", "side", "price", "qty", "fee", "rank"];

pub fn firm<'a>(line: &Line<'a>) -> Result<Command<'a>, Fault> {
    Ok(Command::Firm(Firm {
        limit: line.may("limit", money)?,
        suspense_limit: line.may("suspense_limit", Value::qty)?,
        alarm_deadline: line.may("alarm_deadline_ns", Value::number)?,
    }))
}

pub fn account<'a>(line: &Line<'a>) -> Result<Command<'a>, Fault> {
    Ok(Command::Account(Account {
        account: line.must("account", Value::name)?,
        limit: line.may("limit", money)?.unwrap_or(Notional::MAX),
    }))
}

pub fn instrument<'a>(line: &Line<'a>) -> Result<Command<'a>, Fault> {
    let band = line.may("band", Value::decimal)?;
    let max_age = line.may("max_age_ns", |value| match band {
        Some(_) => value.number(),
        None => Err(value.fault("has no meaning without `band`")),
    })?;
    Ok(Command::Instrument(Instrument {
        instrument: line.must("instrument", Value::name)?,
        tick: line.must("tick", tick)?,
        lot: line.may("lot", Value::number)?.unwrap_or(1),
        max_order_qty: line.may("max_order_qty", Value::qty)?.unwrap_or(Qty::MAX),
        band,
        max_age: max_age.unwrap_or(u64::MAX),
    }))
}

pub fn venue<'a>(line: &Line<'a>) -> Result<Command<'a>, Fault> {
    let means = [
        ("total", ReplaceMeans::Total),
        ("remaining", ReplaceMeans::Remaining),
        ("unsaid", ReplaceMeans::Unsaid),
    ];
    let is = [
        ("atomic", ReplaceIs::Atomic),
        ("cancel_new", ReplaceIs::CancelNew),
        ("unsaid", ReplaceIs::Unsaid),
    ];
    let cum = [
        ("carried_over", CumQtyMeans::CarriedOver),
        ("restarts", CumQtyMeans::Restarts),
        ("unsaid", CumQtyMeans::Unsaid),
    ];
    let last = [("single", LastQtyMeans::Single), ("cumulative", LastQtyMeans::Cumulative)];
    let usual = VenueTerms::FIX44;
    let terms = VenueTerms {
        cooling: line.may("cooling_ns", Value::number)?.unwrap_or(usual.cooling),
        replace_means: word(line, "replace_means", &means)?.unwrap_or(usual.replace_means),
        replace_is: word(line, "replace_is", &is)?.unwrap_or(usual.replace_is),
        cum_qty: word(line, "cum_qty_means", &cum)?.unwrap_or(usual.cum_qty),
        last_qty: word(line, "last_qty_means", &last)?.unwrap_or(usual.last_qty),
    };
    Ok(Command::Venue(Venue { venue: line.must("venue", Value::name)?, terms }))
}

/// One of the words in `words`, where the line has the key.
fn word<T: Copy>(line: &Line<'_>, key: &str, words: &[(&str, T)]) -> Result<Option<T>, Fault> {
    line.may(key, |value| value.word(words))
}

pub fn disconnect<'a>(line: &Line<'a>) -> Result<Command<'a>, Fault> {
    Ok(Command::Disconnect(line.must("venue", Value::name)?))
}

pub fn reconnect<'a>(line: &Line<'a>) -> Result<Command<'a>, Fault> {
    Ok(Command::Reconnect(line.must("venue", Value::name)?))
}

pub fn strategy<'a>(line: &Line<'a>) -> Result<Command<'a>, Fault> {
    Ok(Command::Strategy(StrategyCode {
        strategy: line.must("strategy", Value::name)?,
        code: line.must("code", Value::count)?,
        generation: line.may("generation", Value::count)?.unwrap_or(1),
        max_held: line.may("max_held", Value::count)?.unwrap_or(u32::MAX),
    }))
}

pub fn position<'a>(line: &Line<'a>) -> Result<Command<'a>, Fault> {
    Ok(Command::Position(Position {
        account: line.must("account", Value::name)?,
        instrument: line.must("instrument", Value::name)?,
        long: line.may("long", Value::qty)?.unwrap_or(Qty::MAX),
        short: line.may("short", Value::qty)?.unwrap_or(Qty::MAX),
        suspense_limit: line.may("suspense_limit", Value::qty)?,
    }))
}

pub fn reference<'a>(line: &Line<'a>) -> Result<Command<'a>, Fault> {
    Ok(Command::Reference(Reference {
        instrument: line.must("instrument", Value::name)?,
        price: line.must("price", Value::decimal)?,
    }))
}

pub fn quote<'a>(line: &Line<'a>) -> Result<Command<'a>, Fault> {
    let sides = [("bid", QuoteSide::Bid), ("offer", QuoteSide::Offer)];
    Ok(Command::Quote(Quote {
        venue: line.must("venue", Value::name)?,
        instrument: line.must("instrument", Value::name)?,
        side: line.must("side", |value| value.word(&sides))?,
        price: line.must("price", Value::decimal)?,
        qty: line.must("qty", Value::qty)?,
        fee: line.may("fee", fee)?.unwrap_or(0),
        rank: line.may("rank", Value::count)?.unwrap_or(0),
    }))
}

/// An amount of money.
pub(super) fn money(value: &Value<'_>) -> Result<Notional, Fault> {
    let units = units(value)?;
    let amount = u64::try_from(units).ok().and_then(Notional::new);
    amount.ok_or_else(|| value.fault("must be from 0 to 1152921504606.846975"))
}

/// The tick in money units.
fn tick(value: &Value<'_>) -> Result<u64, Fault> {
    let tick = u64::try_from(units(value)?).ok().filter(|tick| *tick > 0);
    tick.ok_or_else(|| value.fault("must be above 0 and at most 18446744073709.551615"))
}

/// A charge in money units; negative is a rebate.
fn fee(value: &Value<'_>) -> Result<i64, Fault> {
    i64::try_from(units(value)?).map_err(|_| value.fault("is out of range"))
}

fn units(value: &Value<'_>) -> Result<i128, Fault> {
    let decimal = value.decimal()?.value;
    decimal::money_units(decimal)
        .ok_or_else(|| value.fault("is finer than 0.000001, the smallest unit of money"))
}
