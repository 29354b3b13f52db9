//! What venues say.
//!
//! Law: a report of a child that nobody routed is handed to the core all the same, under an id that
//! the core never gave.
//!
//! Uses: `command`, `session::tables`. Used by: `session`.

use super::tables::price;
use super::{Answer, Outcome, Session};
use crate::command;
use crate::line::{Fault, Name};
use crate::names::{self, Place};
use plimsoll::{Hint, Price, Report};

/// Stands for a request that the core refused: a child has this number only after 65,534 others.
const NEVER_GIVEN: u16 = u16::MAX;

impl Session<'_> {
    pub(super) fn report(&mut self, said: &command::Report<'_>) -> Result<Answer, Fault> {
        let place = self.tables.children.find(&said.child.value);
        let row = place.and_then(|place| self.tables.children.row(place));
        let parent = row.map(|row| row.parent);
        let id = row.and_then(|row| row.id);
        let report = Report {
            child: id.unwrap_or_else(|| names::stray_id(&said.child.value)),
            exec_type: said.exec_type,
            exec_id: names::exec_id(said.exec_id.as_ref().map_or("", |id| &id.value)),
            last_qty: said.last_qty,
            last_px: self.last_px(said, parent)?,
            cum_qty: said.cum_qty,
            leaves_qty: said.leaves_qty,
            order_qty: said.order_qty,
            ord_status: said.ord_status,
            request: self.request(place, said.request.as_ref())?,
            unknown_order: said.unknown_order,
            hint: self.hint(said)?,
        };
        let outcome = match self.lane.report(&report, self.now) {
            Ok(outcome) => outcome,
            Err(refusal) => return Ok(Answer::of::<()>(Err(refusal)).about(place, parent)),
        };
        // What went to suspense is about no child, though a line may have named one.
        let known = outcome.child.is_some();
        let mut answer = Answer::ok().about(place.filter(|_| known), parent.filter(|_| known));
        answer.outcome = match outcome.breach {
            Some(breach) => Outcome::Breach(breach.name()),
            None => Outcome::Ok,
        };
        answer.duplicate = outcome.duplicate;
        Ok(answer)
    }

    /// The price, by the tick of the child's instrument, or of the one that the report names, or in
    /// money units where nobody knows the instrument.
    fn last_px(&self, said: &command::Report<'_>, parent: Option<Place>) -> Result<Price, Fault> {
        let Some(decimal) = &said.last_px else { return Ok(Price(0)) };
        let tick = match (parent, &said.instrument) {
            (Some(parent), _) => self.tables.tick_of(parent),
            (None, Some(instrument)) => self.tables.instrument(instrument)?.2.tick,
            (None, None) => 1,
        };
        price(tick, "last_px", decimal)
    }

    /// The number of the request that the report answers.
    fn request(&self, child: Option<Place>, name: Option<&Name<'_>>) -> Result<Option<u16>, Fault> {
        let (Some(child), Some(name)) = (child, name) else { return Ok(None) };
        let place = self.tables.requests.find(&name.value);
        let number = place.and_then(|place| self.tables.request_numbers.get(&(child, place)));
        let number = number.ok_or_else(|| {
            let child = self.tables.children.text(child);
            Fault::new(name.at, format!("`{child}` has no request `{}`", name.value))
        })?;
        Ok(Some(number.unwrap_or(NEVER_GIVEN)))
    }

    /// What the report says of an order that the core may not know.
    fn hint(&self, said: &command::Report<'_>) -> Result<Option<Hint>, Fault> {
        let account = said.account.as_ref().map(|name| self.tables.account(name)).transpose()?;
        let instrument =
            said.instrument.as_ref().map(|name| self.tables.instrument(name)).transpose()?;
        Ok(match (account, instrument, said.side) {
            (Some(account), Some((_, instrument, _)), Some(side)) => {
                Some(Hint { account, instrument, side })
            }
            _ => None,
        })
    }
}
