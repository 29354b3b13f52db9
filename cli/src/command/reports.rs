//! The ops `report`, `assign` and `filled_elsewhere`: what a venue says, and what an operator knows
//! better.
//!
//! Uses: `line`. Used by: `command`.

use super::Command;
use crate::line::{Fault, Line, Name, Placed, Value};
use plimsoll::{ExecType, OrdStatus, Qty, Side};
use rust_decimal::Decimal;

/// What a venue says of a child.
pub struct Report<'a> {
    pub child: Name<'a>,
    pub exec_type: ExecType,
    pub exec_id: Option<Name<'a>>,
    /// The execution that a bust or a correction is about.
    pub exec_ref: Option<Name<'a>>,
    pub last_qty: Qty,
    pub last_px: Option<Placed<Decimal>>,
    pub cum_qty: Option<Qty>,
    pub leaves_qty: Option<Qty>,
    pub order_qty: Option<Qty>,
    pub ord_status: Option<OrdStatus>,
    pub request: Option<Name<'a>>,
    /// Whether the venue rejects because it does not know the order (FIX 102 = 1).
    pub unknown_order: bool,
    pub account: Option<Name<'a>>,
    pub instrument: Option<Name<'a>>,
    pub side: Option<Side>,
}

/// Whose an execution is.
pub enum AssignTo<'a> {
    Child(Name<'a>),
    Parent(Name<'a>),
}

/// Says whose an execution in suspense is.
pub struct Assign<'a> {
    pub exec_id: Name<'a>,
    /// The child that the stray report named.
    pub child: Name<'a>,
    pub to: AssignTo<'a>,
}

pub const ASSIGN: &[&str] = &["exec_id", "child", "to_child", "to_parent"];
pub const REPORT: &[&str] = &[
    "child",
    "exec_type",
    "exec_id",
    "last_qty",
    "last_px",
    "cum_qty",
    "leaves_qty",
    "order_qty",
    "ord_status",
    "request",
    "unknown_order",
    "exec_ref",
    "account",
    "instrument",
    "side",
];

/// The words of `exec_type`.
const EXEC_TYPES: &[(&str, ExecType)] = &[
    ("pending_new", ExecType::PendingNew),
    ("new", ExecType::New),
    ("trade", ExecType::Trade),
    ("pending_cancel", ExecType::PendingCancel),
    ("canceled", ExecType::Canceled),
    ("pending_replace", ExecType::PendingReplace),
    ("replaced", ExecType::Replaced),
    ("rejected", ExecType::Rejected),
    ("expired", ExecType::Expired),
    ("done_for_day", ExecType::DoneForDay),
    ("suspended", ExecType::Suspended),
    ("stopped", ExecType::Stopped),
    ("calculated", ExecType::Calculated),
    ("restated", ExecType::Restated),
    ("trade_correct", ExecType::TradeCorrect),
    ("trade_cancel", ExecType::TradeCancel),
    ("order_status", ExecType::OrderStatus),
    ("cancel_rejected", ExecType::CancelRejected),
    ("replace_rejected", ExecType::ReplaceRejected),
];

/// The words of `ord_status` (FIX 39).
const ORD_STATUSES: &[(&str, OrdStatus)] = &[
    ("new", OrdStatus::New),
    ("partially_filled", OrdStatus::PartiallyFilled),
    ("filled", OrdStatus::Filled),
    ("done_for_day", OrdStatus::DoneForDay),
    ("canceled", OrdStatus::Canceled),
    ("pending_cancel", OrdStatus::PendingCancel),
    ("stopped", OrdStatus::Stopped),
    ("rejected", OrdStatus::Rejected),
    ("suspended", OrdStatus::Suspended),
    ("pending_new", OrdStatus::PendingNew),
    ("calculated", OrdStatus::Calculated),
    ("expired", OrdStatus::Expired),
    ("pending_replace", OrdStatus::PendingReplace),
];

pub fn report<'a>(line: &Line<'a>) -> Result<Command<'a>, Fault> {
    told(line).map(|report| Command::Report(Box::new(report)))
}

/// What a session says, or a copy of it. An execution must say how much it is: by itself, or as the
/// sum so far.
pub fn told<'a>(line: &Line<'a>) -> Result<Report<'a>, Fault> {
    let exec_type = line.must("exec_type", exec_type)?;
    if exec_type == ExecType::Trade {
        line.must("exec_id", Value::name)?;
        if line.find("cum_qty").is_none() {
            line.must("last_qty", Value::qty)?;
        }
        line.must("last_px", Value::decimal)?;
    }
    if matches!(exec_type, ExecType::TradeCancel | ExecType::TradeCorrect) {
        line.must("exec_ref", Value::name)?;
    }
    if exec_type == ExecType::TradeCorrect {
        line.must("last_qty", Value::qty)?;
    }
    said(line, exec_type)
}

/// What an order status report says. It need not say what happened.
pub fn stated<'a>(line: &Line<'a>) -> Result<Report<'a>, Fault> {
    let exec_type = line.may("exec_type", exec_type)?.unwrap_or(ExecType::OrderStatus);
    said(line, exec_type)
}

fn said<'a>(line: &Line<'a>, exec_type: ExecType) -> Result<Report<'a>, Fault> {
    Ok(Report {
        child: line.must("child", Value::name)?,
        exec_type,
        exec_id: line.may("exec_id", Value::name)?,
        exec_ref: line.may("exec_ref", Value::name)?,
        last_qty: line.may("last_qty", Value::qty)?.unwrap_or(Qty::ZERO),
        last_px: line.may("last_px", Value::decimal)?,
        cum_qty: line.may("cum_qty", Value::qty)?,
        leaves_qty: line.may("leaves_qty", Value::qty)?,
        order_qty: line.may("order_qty", Value::qty)?,
        ord_status: line.may("ord_status", |value| value.word(ORD_STATUSES))?,
        request: line.may("request", Value::name)?,
        unknown_order: line.may("unknown_order", Value::flag)?.unwrap_or(false),
        account: line.may("account", Value::name)?,
        instrument: line.may("instrument", Value::name)?,
        side: line.may("side", Value::side)?,
    })
}

pub fn assign<'a>(line: &Line<'a>) -> Result<Command<'a>, Fault> {
    let to = match (line.find("to_child"), line.find("to_parent")) {
        (Some(child), None) => AssignTo::Child(child.name()?),
        (None, Some(parent)) => AssignTo::Parent(parent.name()?),
        (Some(_), Some(parent)) => return Err(parent.fault("cannot stand beside `to_child`")),
        (None, None) => {
            return Err(line.fault("the key `to_child` or `to_parent` is missing"));
        }
    };
    Ok(Command::Assign(Assign {
        exec_id: line.must("exec_id", Value::name)?,
        child: line.must("child", Value::name)?,
        to,
    }))
}

pub fn filled_elsewhere<'a>(line: &Line<'a>) -> Result<Command<'a>, Fault> {
    let parent = line.must("parent", Value::name)?;
    Ok(Command::FilledElsewhere(parent, line.must("qty", Value::qty)?))
}

fn exec_type(value: &Value<'_>) -> Result<ExecType, Fault> {
    value.word(EXEC_TYPES)
}
