//! The ops `status`, `drop_copy`, `mass_status`, `check_position` and `proof`: what is known of
//! orders and positions by other ways than their session.
//!
//! Uses: `line`, `command::reports`. Used by: `command`.

use super::{Command, reports};
use crate::line::{Fault, Line, Name, Value};
use plimsoll::Nanos;

/// Where in a mass status a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// From here on a `status` of a child of the venue is a mention.
    Begin,
    /// What nobody mentioned is unknown.
    End,
}

/// Compares a position with what somebody else states of it.
pub struct PositionStated<'a> {
    pub account: Name<'a>,
    pub instrument: Name<'a>,
    /// In units, as is the next one.
    pub bought: u64,
    pub sold: u64,
}

/// Proves that no late fill can come.
pub enum Proof<'a> {
    /// Of a child.
    Child(Name<'a>),
    /// Of what ended at a venue until then; without a time, until now.
    Venue(Name<'a>, Option<Nanos>),
}

pub const CHECK_POSITION: &[&str] = &["account", "instrument", "bought", "sold"];

pub fn status<'a>(line: &Line<'a>) -> Result<Command<'a>, Fault> {
    reports::stated(line).map(|report| Command::Status(Box::new(report)))
}

pub fn drop_copy<'a>(line: &Line<'a>) -> Result<Command<'a>, Fault> {
    reports::told(line).map(|report| Command::DropCopy(Box::new(report)))
}

pub fn mass_status<'a>(line: &Line<'a>) -> Result<Command<'a>, Fault> {
    let phases = [("begin", Phase::Begin), ("end", Phase::End)];
    let venue = line.must("venue", Value::name)?;
    Ok(Command::MassStatus(venue, line.must("phase", |value| value.word(&phases))?))
}

pub fn check_position<'a>(line: &Line<'a>) -> Result<Command<'a>, Fault> {
    Ok(Command::CheckPosition(PositionStated {
        account: line.must("account", Value::name)?,
        instrument: line.must("instrument", Value::name)?,
        bought: line.must("bought", Value::number)?,
        sold: line.must("sold", Value::number)?,
    }))
}

pub fn proof<'a>(line: &Line<'a>) -> Result<Command<'a>, Fault> {
    let until = line.may("until", Value::nanos)?;
    let proof = match (line.find("child"), line.find("venue")) {
        (Some(child), None) => match line.find("until") {
            None => Proof::Child(child.name()?),
            Some(until) => return Err(until.fault("is for the proof of a venue")),
        },
        (None, Some(venue)) => Proof::Venue(venue.name()?, until),
        (Some(_), Some(venue)) => return Err(venue.fault("cannot stand beside `child`")),
        (None, None) => return Err(line.fault("the key `child` or `venue` is missing")),
    };
    Ok(Command::Proof(proof))
}
