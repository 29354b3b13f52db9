//! The ops of a scenario: which keys each has, and what they are read as.
//!
//! Law: an op is read whole, every key of it, before anything is done.
//!
//! Uses: `line`. Used by: `session`.

mod orders;
mod reports;
mod setup;
mod statements;

pub use orders::{Admit, CancelChild, Plan, PlanRoute, Replace, Route, Times};
pub use reports::{Assign, AssignTo, Report};
pub use setup::{
    Account, Firm, Instrument, Position, Quote, QuoteSide, Reference, StrategyCode, Venue,
};
pub use statements::{Phase, PositionStated, Proof};

use crate::line::{Fault, Line, Name, Placed, ScopeName, Value};
use crate::version::Version;
use plimsoll::{AlarmKind, BUILD, Nanos, Qty};

/// What a line says is to be done.
pub enum Command<'a> {
    /// Sets the firm's limits.
    Firm(Firm),
    /// Defines an account.
    Account(Account<'a>),
    /// Defines an instrument.
    Instrument(Instrument<'a>),
    /// Defines a venue.
    Venue(Venue<'a>),
    /// Defines a strategy.
    Strategy(StrategyCode<'a>),
    /// Sets the limits of an account in an instrument.
    Position(Position<'a>),
    /// Sets the reference price of an instrument.
    Reference(Reference<'a>),
    /// Sets one level that a venue shows.
    Quote(Quote<'a>),
    /// Arms the region.
    Arm(Nanos),
    /// Renews the lease.
    Renew(Nanos),
    /// Disarms the region.
    Disarm,
    /// Admits a parent.
    Admit(Box<Admit<'a>>),
    /// Changes a parent's quantity.
    Amend(Name<'a>, Qty),
    /// Says that upstream still vouches for a parent.
    Refresh(Name<'a>),
    /// Holds a parent.
    Hold(Name<'a>),
    /// Gives a parent's slot back.
    Retire(Name<'a>),
    /// Cancels a parent.
    CancelParent(Name<'a>),
    /// Plans for a parent, and may route the plan.
    Plan(Plan<'a>),
    /// Routes a child.
    Route(Route<'a>),
    /// Says that a child was written to the wire.
    Sent(Name<'a>),
    /// Says that nobody knows how a child stands.
    Doubt(Name<'a>),
    /// Requests a cancel.
    CancelChild(CancelChild<'a>),
    /// Requests a replace.
    Replace(Replace<'a>),
    /// Says that the session with a venue is lost.
    Disconnect(Name<'a>),
    /// Says that a venue is heard again.
    Reconnect(Name<'a>),
    /// Says what a venue said.
    Report(Box<Report<'a>>),
    /// Says what a venue states of an order, with authority.
    Status(Box<Report<'a>>),
    /// Says what another session of a venue copied.
    DropCopy(Box<Report<'a>>),
    /// Begins or ends a mass status of a venue.
    MassStatus(Name<'a>, Phase),
    /// Compares a position with a statement.
    CheckPosition(PositionStated<'a>),
    /// Proves that no late fill can come.
    Proof(Proof<'a>),
    /// Says whose an execution in suspense is.
    Assign(Assign<'a>),
    /// Says how much of a parent was executed elsewhere.
    FilledElsewhere(Name<'a>, Qty),
    /// Moves time on, and carries out what has become due.
    Tick,
    /// Throws a switch.
    Kill(Placed<ScopeName<'a>>, Option<Name<'a>>),
    /// Puts a switch back.
    Reset(Placed<ScopeName<'a>>),
    /// Acknowledges an alarm.
    Acknowledge(AlarmKind),
    /// Proves that all totals agree with the records.
    Audit,
    /// Rebuilds all totals from the records.
    Recover,
    /// Says the oldest build that may play what follows.
    RequireBuild(u64),
}

/// A line that was read.
pub struct Entry<'a> {
    /// The word for the op.
    pub op: &'static str,
    /// The time, where the line has one.
    pub time: Option<Placed<Nanos>>,
    /// What is to be done.
    pub command: Command<'a>,
}

/// One row of the table of ops.
struct Op {
    name: &'static str,
    /// The keys that it has besides `op` and `t`.
    keys: &'static [&'static str],
    read: for<'a> fn(&Line<'a>) -> Result<Command<'a>, Fault>,
}

/// Every op there is. The ones that a long scenario has most of stand first.
#[rustfmt::skip]
const OPS: &[Op] = &[
    Op { name: "report", keys: reports::REPORT, read: reports::report },
    Op { name: "route", keys: orders::ROUTE, read: orders::route },
    Op { name: "sent", keys: &["child"], read: orders::sent },
    Op { name: "cancel", keys: &["child", "parent", "request"], read: orders::cancel },
    Op { name: "replace", keys: &["child", "request", "qty", "price"], read: orders::replace },
    Op { name: "admit", keys: orders::ADMIT, read: orders::admit },
    Op { name: "plan", keys: orders::PLAN, read: orders::plan },
    Op { name: "quote", keys: setup::QUOTE, read: setup::quote },
    Op { name: "tick", keys: &[], read: tick },
    Op { name: "amend", keys: &["parent", "qty"], read: orders::amend },
    Op { name: "refresh", keys: &["parent"], read: orders::refresh },
    Op { name: "hold", keys: &["parent"], read: orders::hold },
    Op { name: "retire", keys: &["parent"], read: orders::retire },
    Op { name: "doubt", keys: &["child"], read: orders::doubt },
    Op { name: "kill", keys: &["scope", "reason"], read: kill },
    Op { name: "reset", keys: &["scope"], read: reset },
    Op { name: "status", keys: reports::REPORT, read: statements::status },
    Op { name: "drop_copy", keys: reports::REPORT, read: statements::drop_copy },
    Op { name: "mass_status", keys: &["venue", "phase"], read: statements::mass_status },
    Op { name: "check_position", keys: statements::CHECK_POSITION, read: statements::check_position },
    Op { name: "proof", keys: &["child", "venue", "until"], read: statements::proof },
    Op { name: "assign", keys: reports::ASSIGN, read: reports::assign },
    Op { name: "filled_elsewhere", keys: &["parent", "qty"], read: reports::filled_elsewhere },
    Op { name: "ack", keys: &["alarm"], read: acknowledge },
    Op { name: "audit", keys: &[], read: |_| Ok(Command::Audit) },
    Op { name: "recover", keys: &[], read: |_| Ok(Command::Recover) },
    Op { name: "require_build", keys: &["version"], read: require_build },
    Op { name: "arm", keys: &["lease_until"], read: |line| lease(line).map(Command::Arm) },
    Op { name: "renew", keys: &["lease_until"], read: |line| lease(line).map(Command::Renew) },
    Op { name: "disarm", keys: &[], read: |_| Ok(Command::Disarm) },
    Op { name: "account", keys: &["account", "limit"], read: setup::account },
    Op { name: "instrument", keys: setup::INSTRUMENT, read: setup::instrument },
    Op { name: "venue", keys: setup::VENUE, read: setup::venue },
    Op { name: "disconnect", keys: &["venue"], read: setup::disconnect },
    Op { name: "reconnect", keys: &["venue"], read: setup::reconnect },
    Op { name: "strategy", keys: setup::STRATEGY, read: setup::strategy },
    Op { name: "position", keys: setup::POSITION, read: setup::position },
    Op { name: "reference", keys: &["instrument", "price"], read: setup::reference },
    Op { name: "firm", keys: &["limit", "suspense_limit", "alarm_deadline_ns"], read: setup::firm },
];

/// Reads `line` as one of the ops.
pub fn read<'a>(line: &Line<'a>) -> Result<Entry<'a>, Fault> {
    let value = line.op()?;
    let name = value.text()?;
    let op = OPS.iter().find(|op| op.name == name);
    let op = op.ok_or_else(|| Fault::new(value.at(), format!("there is no op `{name}`")))?;
    line.check_keys(op.name, op.keys)?;
    let time = line.may("t", |value| Ok(Placed { value: value.nanos()?, at: value.at() }))?;
    Ok(Entry { op: op.name, time, command: (op.read)(line)? })
}

fn tick<'a>(line: &Line<'a>) -> Result<Command<'a>, Fault> {
    line.must("t", Value::nanos).map(|_| Command::Tick)
}

/// A build that is older than the line says must not go on: what it would print is another core's.
fn require_build<'a>(line: &Line<'a>) -> Result<Command<'a>, Fault> {
    line.must("version", |value| {
        let text = value.text()?;
        let version = Version::read(&text)
            .ok_or_else(|| value.fault("must be as 1.2.3, each part at most 65535"))?;
        let own = Version(BUILD.version);
        if version > own {
            let message = format!("needs build {version} or a later one; this is {own}");
            return Err(value.fault(&message));
        }
        Ok(Command::RequireBuild(version.0))
    })
}

/// The end of the lease: never, where the line does not say.
fn lease(line: &Line<'_>) -> Result<Nanos, Fault> {
    Ok(line.may("lease_until", Value::nanos)?.unwrap_or(Nanos(u64::MAX)))
}

fn kill<'a>(line: &Line<'a>) -> Result<Command<'a>, Fault> {
    Ok(Command::Kill(line.must("scope", Value::scope)?, line.may("reason", Value::name)?))
}

fn reset<'a>(line: &Line<'a>) -> Result<Command<'a>, Fault> {
    Ok(Command::Reset(line.must("scope", Value::scope)?))
}

fn acknowledge<'a>(line: &Line<'a>) -> Result<Command<'a>, Fault> {
    line.must("alarm", |value| {
        let words: Vec<_> = AlarmKind::ALL.iter().map(|kind| (kind.name(), *kind)).collect();
        value.word(&words).map(Command::Acknowledge)
    })
}
