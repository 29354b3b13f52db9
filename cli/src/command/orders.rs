//! The ops that command: admit, amend, refresh, hold, retire, plan, route, sent, doubt, cancel, replace.
//!
//! Uses: `line`. Used by: `command`.

use super::Command;
use super::setup::money;
use crate::line::{Fault, Line, Name, Placed, Value};
use plimsoll::{FanOut, Nanos, Qty, Side, TimeInForce};
use rust_decimal::Decimal;

/// Admits a parent.
pub struct Admit<'a> {
    pub parent: Name<'a>,
    pub account: Name<'a>,
    pub instrument: Name<'a>,
    pub side: Side,
    pub qty: Qty,
    /// None at the market.
    pub price: Option<Placed<Decimal>>,
    /// `manual` where the line does not say.
    pub strategy: Option<Name<'a>>,
    /// The strategy's own where the line does not say.
    pub generation: Option<u32>,
    /// The account's name for the parent: the scenario's where the line does not say.
    pub client_id: Option<Name<'a>>,
    pub fan_out: FanOut,
    /// The order flags, a bit each.
    pub flags: u64,
    /// Never where the line does not say.
    pub expire_time: Option<Nanos>,
    /// In nanoseconds; for as long as the parent lives where the line does not say.
    pub lease: Option<u64>,
    /// When to trade, for the strategies that slice over time.
    pub times: Times,
}

/// When a strategy that slices over time is to trade.
pub struct Times {
    pub start: Option<Placed<Nanos>>,
    pub end: Option<Placed<Nanos>>,
    pub slices: Option<Placed<u32>>,
    pub curve: Option<Placed<Vec<u32>>>,
    /// The most that one step may send.
    pub catch_up: Option<Placed<Qty>>,
    /// Where the op stands, for what is missing.
    pub at: usize,
}

/// Routes a child.
pub struct Route<'a> {
    pub parent: Name<'a>,
    pub child: Name<'a>,
    pub venue: Name<'a>,
    pub qty: Qty,
    pub price: Placed<Decimal>,
    pub time_in_force: TimeInForce,
    /// Whether it stays in doubt until a line says `sent`.
    pub in_doubt: bool,
}

/// Plans for a parent.
pub struct Plan<'a> {
    pub parent: Name<'a>,
    /// One leg goes there, in place of a sweep of the quotes.
    pub venue: Option<Name<'a>>,
    /// The price of that leg: the parent's limit where the line does not say.
    pub price: Option<Placed<Decimal>>,
    /// How the plan is to be routed, if it is.
    pub route: Option<PlanRoute<'a>>,
}

/// How a plan is to be routed.
pub struct PlanRoute<'a> {
    /// Names for the children, as far as they go.
    pub children: Vec<Name<'a>>,
    pub time_in_force: TimeInForce,
    pub in_doubt: bool,
}

/// Requests a cancel.
pub struct CancelChild<'a> {
    pub child: Name<'a>,
    pub request: Option<Name<'a>>,
}

/// Requests a replace.
pub struct Replace<'a> {
    pub child: Name<'a>,
    pub request: Option<Name<'a>>,
    /// The new total.
    pub qty: Qty,
    /// The price as it is, where the line does not say.
    pub price: Option<Placed<Decimal>>,
}

pub const ADMIT: &[&str] = &[
    "parent",
    "account",
    "instrument",
    "side",
    "qty",
    "price",
    "strategy",
    "generation",
    "client_id",
    "max_children",
    "max_sent",
    "max_refused",
    "max_notional",
    "flags",
    "expire_time",
    "lease_ns",
    "start",
    "end",
    "slices",
    "curve",
    "catch_up",
];
pub const ROUTE: &[&str] =
    &["parent", "child", "venue", "qty", "price", "time_in_force", "in_doubt"];
pub const PLAN: &[&str] =
    &["parent", "venue", "price", "route", "children", "time_in_force", "in_doubt"];

/// The bounds that a line may leave out: the largest that the core can count.
const WIDEST: FanOut = FanOut::WIDEST;

pub fn admit<'a>(line: &Line<'a>) -> Result<Command<'a>, Fault> {
    Ok(Command::Admit(Box::new(Admit {
        parent: line.must("parent", Value::name)?,
        account: line.must("account", Value::name)?,
        instrument: line.must("instrument", Value::name)?,
        side: line.must("side", Value::side)?,
        qty: line.must("qty", Value::qty)?,
        price: line.may("price", Value::decimal)?,
        strategy: line.may("strategy", Value::name)?,
        generation: line.may("generation", Value::count)?,
        client_id: line.may("client_id", Value::name)?,
        fan_out: FanOut {
            max_children: line.may("max_children", Value::count)?.unwrap_or(WIDEST.max_children),
            max_sent: line.may("max_sent", Value::number)?.unwrap_or(WIDEST.max_sent),
            max_refused: line.may("max_refused", Value::count)?.unwrap_or(WIDEST.max_refused),
            max_notional: line.may("max_notional", money)?.unwrap_or(WIDEST.max_notional),
        },
        flags: line.may("flags", Value::number)?.unwrap_or(0),
        expire_time: line.may("expire_time", Value::nanos)?,
        lease: line.may("lease_ns", Value::number)?,
        times: times(line)?,
    })))
}

fn times(line: &Line<'_>) -> Result<Times, Fault> {
    Ok(Times {
        start: line.may("start", |value| placed(value, Value::nanos))?,
        end: line.may("end", |value| placed(value, Value::nanos))?,
        slices: line.may("slices", |value| placed(value, Value::count))?,
        curve: line.may("curve", |value| placed(value, Value::weights))?,
        catch_up: line.may("catch_up", |value| placed(value, Value::qty))?,
        at: line.op()?.at(),
    })
}

fn placed<'a, T>(
    value: &Value<'a>,
    read: fn(&Value<'a>) -> Result<T, Fault>,
) -> Result<Placed<T>, Fault> {
    Ok(Placed { value: read(value)?, at: value.at() })
}

pub fn route<'a>(line: &Line<'a>) -> Result<Command<'a>, Fault> {
    Ok(Command::Route(Route {
        parent: line.must("parent", Value::name)?,
        child: line.must("child", Value::name)?,
        venue: line.must("venue", Value::name)?,
        qty: line.must("qty", Value::qty)?,
        price: line.must("price", Value::decimal)?,
        time_in_force: line.may("time_in_force", Value::time_in_force)?.unwrap_or_default(),
        in_doubt: line.may("in_doubt", Value::flag)?.unwrap_or(false),
    }))
}

pub fn plan<'a>(line: &Line<'a>) -> Result<Command<'a>, Fault> {
    let is_routed = line.may("route", Value::flag)?.unwrap_or(false);
    let only_routed = ["children", "time_in_force", "in_doubt"];
    match only_routed.iter().find_map(|key| line.find(key)) {
        Some(value) if !is_routed => {
            return Err(value.fault("has no meaning without \"route\":true"));
        }
        Some(_) | None => {}
    }
    let route = PlanRoute {
        children: line.may("children", Value::names)?.unwrap_or_default(),
        time_in_force: line.may("time_in_force", Value::time_in_force)?.unwrap_or_default(),
        in_doubt: line.may("in_doubt", Value::flag)?.unwrap_or(false),
    };
    let venue = line.may("venue", Value::name)?;
    let price = line.may("price", |value| match venue {
        Some(_) => value.decimal(),
        None => Err(value.fault("has no meaning without `venue`")),
    })?;
    let parent = line.must("parent", Value::name)?;
    Ok(Command::Plan(Plan { parent, venue, price, route: is_routed.then_some(route) }))
}

pub fn amend<'a>(line: &Line<'a>) -> Result<Command<'a>, Fault> {
    Ok(Command::Amend(line.must("parent", Value::name)?, line.must("qty", Value::qty)?))
}

pub fn hold<'a>(line: &Line<'a>) -> Result<Command<'a>, Fault> {
    Ok(Command::Hold(line.must("parent", Value::name)?))
}

pub fn refresh<'a>(line: &Line<'a>) -> Result<Command<'a>, Fault> {
    Ok(Command::Refresh(line.must("parent", Value::name)?))
}

pub fn retire<'a>(line: &Line<'a>) -> Result<Command<'a>, Fault> {
    Ok(Command::Retire(line.must("parent", Value::name)?))
}

pub fn sent<'a>(line: &Line<'a>) -> Result<Command<'a>, Fault> {
    Ok(Command::Sent(line.must("child", Value::name)?))
}

pub fn doubt<'a>(line: &Line<'a>) -> Result<Command<'a>, Fault> {
    Ok(Command::Doubt(line.must("child", Value::name)?))
}

pub fn cancel<'a>(line: &Line<'a>) -> Result<Command<'a>, Fault> {
    let request = line.may("request", Value::name)?;
    match (line.find("child"), line.find("parent")) {
        (Some(child), None) => {
            Ok(Command::CancelChild(CancelChild { child: child.name()?, request }))
        }
        (None, Some(parent)) => match line.find("request") {
            None => Ok(Command::CancelParent(parent.name()?)),
            Some(request) => Err(request.fault("is for the cancel of a child")),
        },
        (Some(_), Some(parent)) => Err(parent.fault("cannot stand beside `child`")),
        (None, None) => Err(line.fault("the key `child` or `parent` is missing")),
    }
}

pub fn replace<'a>(line: &Line<'a>) -> Result<Command<'a>, Fault> {
    Ok(Command::Replace(Replace {
        child: line.must("child", Value::name)?,
        request: line.may("request", Value::name)?,
        qty: line.must("qty", Value::qty)?,
        price: line.may("price", Value::decimal)?,
    }))
}
