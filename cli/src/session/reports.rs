//! What venues say.
//!
//! Law: a report of a child that nobody routed is handed to the core all the same, under an id that
//! the core never gave.
//!
//! Uses: `command`, `session::tables`. Used by: `session`.

use super::tables::price;
use super::{Answer, Outcome, Session};
use crate::command::{self, AssignTo};
use crate::line::{Fault, Name};
use crate::names::{self, Place};
use plimsoll::{ExecId, Hint, Price, Qty, Refusal, Report, SuspenseId, Target};

/// Stands for a request that the core refused: a child has this number only after 65,534 others.
const NEVER_GIVEN: u16 = u16::MAX;

/// What the core answered to a report, or to what is booked as one.
fn heard_of(heard: Result<plimsoll::Outcome, Refusal>) -> Answer {
    let mut answer = Answer::of(heard);
    if let Ok(outcome) = heard {
        answer.duplicate = outcome.duplicate;
        if let Some(breach) = outcome.breach {
            answer.outcome = Outcome::Breach(breach.name());
        }
    }
    answer
}

impl Session<'_> {
    pub(super) fn report(&mut self, said: &command::Report<'_>) -> Result<Answer, Fault> {
        let heard = |session: &mut Self, report: &Report| session.lane.report(report, session.now);
        self.hear(said, heard)
    }

    /// Gives what is said to `hear`, and says what came of it.
    pub(super) fn hear(
        &mut self,
        said: &command::Report<'_>,
        hear: impl FnOnce(&mut Self, &Report) -> Result<plimsoll::Outcome, Refusal>,
    ) -> Result<Answer, Fault> {
        let place = self.tables.children.find(&said.child.value);
        let row = place.and_then(|place| self.tables.children.row(place));
        let parent = row.map(|row| row.parent);
        let id = row.and_then(|row| row.id);
        let report = Report {
            child: id.unwrap_or_else(|| names::stray_id(&said.child.value)),
            exec_type: said.exec_type,
            exec_id: names::exec_id(said.exec_id.as_ref().map_or("", |id| &id.value)),
            exec_ref: said.exec_ref.as_ref().map(|id| names::exec_id(&id.value)),
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
        let heard = hear(self, &report);
        // What went to suspense is about no child, though a line may have named one.
        let stray = heard.is_ok_and(|outcome| outcome.child.is_none());
        Ok(heard_of(heard).about(place.filter(|_| !stray), parent.filter(|_| !stray)))
    }

    pub(super) fn assign(&mut self, assign: &command::Assign<'_>) -> Result<Answer, Fault> {
        let (to, child, parent) = match &assign.to {
            AssignTo::Child(name) => {
                let (place, id, parent) = self.tables.child(name)?;
                (Target::Child(id), Some(place), parent)
            }
            AssignTo::Parent(name) => {
                let (place, id) = self.tables.parent(name)?;
                (Target::Parent(id), None, place)
            }
        };
        let entry = self.entry(names::exec_id(&assign.exec_id.value), &assign.child);
        let assigned = self.control.assign(entry, to, self.now);
        Ok(heard_of(assigned).about(child, Some(parent)))
    }

    /// The open execution in suspense of this id, that names this child; else one that was
    /// assigned; else one that cannot be.
    fn entry(&self, exec_id: ExecId, child: &Name<'_>) -> SuspenseId {
        let named = self.tables.children.find(&child.value);
        let named = named.and_then(|place| self.tables.children.row(place)?.id);
        let named = named.unwrap_or_else(|| names::stray_id(&child.value));
        let mut cursor = 0;
        let mut all = core::iter::from_fn(|| self.region.next_suspense(&mut cursor));
        let open = self.region.find_suspense(exec_id, named);
        open.or_else(|| {
            let found = all.find(|entry| entry.exec_id == exec_id && entry.child == named);
            found.map(|entry| entry.entry)
        })
        .unwrap_or(SuspenseId(u32::MAX))
    }

    pub(super) fn filled_elsewhere(
        &mut self,
        parent: &Name<'_>,
        total: Qty,
    ) -> Result<Answer, Fault> {
        let (place, id) = self.tables.parent(parent)?;
        let stated = self.control.filled_elsewhere(id, total, self.now);
        Ok(Answer::of(stated).about(None, Some(place)))
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
