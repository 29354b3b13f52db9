//! Parents and children: admit, amend, refresh, tick, hold, retire, route, sent, doubt, cancel, replace.
//!
//! Uses: `command`, `session::tables`. Used by: `session`.

use super::schedule::method;
use super::tables::{ParentRow, must_be_new, price};
use super::{Answer, Detail, Session};
use crate::command::{Admit, CancelChild, Replace, Route};
use crate::line::{Fault, Name, Placed};
use crate::names::{self, Place};
use plimsoll::{NewChild, NewParent, ParentId, Parties, Price, Qty, Refusal, RequestId};

impl Session<'_> {
    pub(super) fn admit(&mut self, admit: &Admit<'_>) -> Result<Answer, Fault> {
        must_be_new(&self.tables.parents, "parent", &admit.parent, |row| row.id.is_some())?;
        let account = self.tables.account(&admit.account)?;
        let (place, instrument, row) = self.tables.instrument(&admit.instrument)?;
        let manual = Placed { value: "manual".into(), at: 0 };
        let name = admit.strategy.as_ref().unwrap_or(&manual);
        let (strategy, strategy_row) = self.tables.strategy(name)?;
        let price = admit.price.as_ref().map(|price| row.price("price", price)).transpose()?;
        let method = method(strategy_row.planner, admit, row.lot)?;
        let client_name = admit.client_id.as_ref().unwrap_or(&admit.parent);
        let terms = NewParent {
            account,
            instrument,
            client_id: names::client_id(&client_name.value),
            side: admit.side,
            qty: admit.qty,
            price,
            strategy,
            generation: admit.generation.unwrap_or(strategy_row.generation),
            fan_out: admit.fan_out,
            expire_time: admit.expire_time,
            lease: admit.lease,
            parties: Parties::NONE,
            flags: admit.flags,
        };
        let id = self.try_admit(&terms);
        let row = ParentRow { id: id.ok(), instrument: place, method, children_named: 0 };
        let parent = self.tables.parents.set(&admit.parent.value, row);
        Ok(Answer::of(id).about(None, Some(parent)))
    }

    fn try_admit(&mut self, terms: &NewParent) -> Result<ParentId, Refusal> {
        // What the core does not know it refuses by that name; a position would hide it.
        match self.open_position(terms.account, terms.instrument) {
            Err(refusal @ Refusal::DefinitionsFull) => Err(refusal),
            Ok(()) | Err(_) => self.lane.admit(terms, self.now),
        }
    }

    pub(super) fn amend(&mut self, parent: &Name<'_>, qty: Qty) -> Result<Answer, Fault> {
        let (place, id) = self.tables.parent(parent)?;
        Ok(Answer::of(self.lane.amend(id, qty, self.now)).about(None, Some(place)))
    }

    pub(super) fn refresh(&mut self, parent: &Name<'_>) -> Result<Answer, Fault> {
        let (place, id) = self.tables.parent(parent)?;
        Ok(Answer::of(self.lane.refresh(id, self.now)).about(None, Some(place)))
    }

    pub(super) fn tick(&mut self) -> Answer {
        let ticked = self.lane.tick(self.now);
        let detail = ticked.map_or(Detail::None, Detail::Ticked);
        Answer { detail, ..Answer::of(ticked) }
    }

    pub(super) fn hold(&mut self, parent: &Name<'_>) -> Result<Answer, Fault> {
        let (place, id) = self.tables.parent(parent)?;
        Ok(Answer::of(self.lane.hold(id, self.now)).about(None, Some(place)))
    }

    pub(super) fn retire(&mut self, parent: &Name<'_>) -> Result<Answer, Fault> {
        let (place, id) = self.tables.parent(parent)?;
        Ok(Answer::of(self.lane.retire(id, self.now)).about(None, Some(place)))
    }

    pub(super) fn cancel_parent(&mut self, parent: &Name<'_>) -> Result<Answer, Fault> {
        let (place, id) = self.tables.parent(parent)?;
        Ok(Answer::of(self.lane.cancel_parent(id, self.now)).about(None, Some(place)))
    }

    pub(super) fn route(&mut self, route: &Route<'_>) -> Result<Answer, Fault> {
        let (parent_place, parent) = self.tables.parent(&route.parent)?;
        must_be_new(&self.tables.children, "child", &route.child, |row| row.id.is_some())?;
        let venue = self.tables.venue(&route.venue)?;
        let price = price(self.tables.tick_of(parent_place), "price", &route.price)?;
        let (qty, time_in_force) = (route.qty, route.time_in_force);
        let terms = NewChild { parent, venue, qty, price, time_in_force };
        let id = self.lane.route(&terms, self.now);
        let place = self.tables.set_child(&route.child.value, id.ok(), parent_place);
        let sent = match id {
            Ok(id) if !route.in_doubt => self.lane.sent(id, self.now),
            Ok(_) | Err(_) => id.map(|_| ()),
        };
        Ok(Answer::of(sent).about(Some(place), Some(parent_place)))
    }

    pub(super) fn sent(&mut self, child: &Name<'_>) -> Result<Answer, Fault> {
        let (place, id, parent) = self.tables.child(child)?;
        Ok(Answer::of(self.lane.sent(id, self.now)).about(Some(place), Some(parent)))
    }

    pub(super) fn doubt(&mut self, child: &Name<'_>) -> Result<Answer, Fault> {
        let (place, id, parent) = self.tables.child(child)?;
        Ok(Answer::of(self.lane.doubt(id, self.now)).about(Some(place), Some(parent)))
    }

    pub(super) fn cancel_child(&mut self, cancel: &CancelChild<'_>) -> Result<Answer, Fault> {
        let (place, id, parent) = self.tables.child(&cancel.child)?;
        self.request_must_be_new(place, cancel.request.as_ref())?;
        let request = self.lane.request_cancel(id, self.now);
        self.keep_request(place, cancel.request.as_ref(), request);
        Ok(Answer::of(request).about(Some(place), Some(parent)))
    }

    pub(super) fn replace(&mut self, replace: &Replace<'_>) -> Result<Answer, Fault> {
        let (place, id, parent) = self.tables.child(&replace.child)?;
        self.request_must_be_new(place, replace.request.as_ref())?;
        let price = match &replace.price {
            Some(decimal) => price(self.tables.tick_of(parent), "price", decimal)?,
            None => self.region.child(id).map_or(Price(0), |view| view.price),
        };
        let request = self.lane.request_replace(id, replace.qty, price, self.now);
        self.keep_request(place, replace.request.as_ref(), request);
        Ok(Answer::of(request).about(Some(place), Some(parent)))
    }

    fn request_must_be_new(&self, child: Place, name: Option<&Name<'_>>) -> Result<(), Fault> {
        let Some(name) = name else { return Ok(()) };
        let place = self.tables.requests.find(&name.value);
        let number = place.and_then(|place| self.tables.request_numbers.get(&(child, place)));
        match number {
            Some(Some(_)) => {
                let child = self.tables.children.text(child);
                let message = format!("`{child}` has a request `{}` already", name.value);
                Err(Fault::new(name.at, message))
            }
            Some(None) | None => Ok(()),
        }
    }

    fn keep_request(
        &mut self,
        child: Place,
        name: Option<&Name<'_>>,
        request: Result<RequestId, Refusal>,
    ) {
        if let Some(name) = name {
            let place = self.tables.requests.set(&name.value, ());
            let number = request.ok().map(|request| request.number);
            self.tables.request_numbers.insert((child, place), number);
        }
    }
}
