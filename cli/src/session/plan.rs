//! Plans, and their routing.
//!
//! ```text
//!   sweep            headroom ─────────────► sweep of the quotes ──┐
//!   twap, vwap       due by now ──┬────────► sweep of the quotes ──┼─► plan ──► children, if asked
//!                                 └ venue ─► one leg there ────────┘
//! ```
//!
//! Uses: `command`, `session::tables`. Used by: `session`.

use super::tables::{InstrumentRow, Method, ParentRow, must_be_new, price};
use super::{Answer, Detail, PlannedLeg, Session};
use crate::command::{Plan, PlanRoute};
use crate::decimal;
use crate::line::{self, Fault};
use crate::names::Place;
use plimsoll::slice::{self, Leg};
use plimsoll::{ChildId, Nanos, ParentId, ParentView, Placed, Price, Qty, Refusal, VenueId};

impl Session<'_> {
    pub(super) fn plan(&mut self, plan: &Plan<'_>) -> Result<Answer, Fault> {
        let (place, id) = self.tables.parent(&plan.parent)?;
        let venue = plan.venue.as_ref().map(|name| self.tables.venue(name)).transpose()?;
        let tick = self.tables.tick_of(place);
        let given = plan.price.as_ref().map(|given| price(tick, "price", given)).transpose()?;
        self.check_children(plan)?;
        self.check_venue(plan, place)?;
        let refused = |refusal| Answer::of::<()>(Err(refusal)).about(None, Some(place));
        if venue.is_some_and(|venue| !self.tables.venue_places.contains_key(&venue)) {
            return Ok(refused(Refusal::UnknownVenue));
        }
        let Some(view) = self.region.parent(id) else {
            return Ok(refused(Refusal::UnknownParent));
        };
        let fixed = venue.map(|venue| (venue, given.unwrap_or(view.price)));
        let legs = self.legs(place, &view, fixed);
        let shown = legs.iter().map(|leg| self.shown(leg, tick)).collect();
        let (outcome, routed) = match &plan.route {
            None => (Ok(()), None),
            Some(route) => {
                let (children, refusal) = self.route_legs(place, id, &legs, route);
                (refusal.map_or(Ok(()), Err), Some(children))
            }
        };
        let mut answer = Answer::of(outcome).about(None, Some(place));
        answer.detail = Detail::Plan { legs: shown, routed };
        Ok(answer)
    }

    /// Refuses names for children that stand for a child already, or stand twice.
    fn check_children(&self, plan: &Plan<'_>) -> Result<(), Fault> {
        let names = plan.route.as_ref().map_or(&[][..], |route| &route.children);
        for (index, name) in names.iter().enumerate() {
            must_be_new(&self.tables.children, "child", name, |row| row.id.is_some())?;
            if names.iter().take(index).any(|before| before.value == name.value) {
                return Err(Fault::new(name.at, format!("`{}` stands twice", name.value)));
            }
        }
        Ok(())
    }

    /// Refuses a venue where the parent's method chooses venues itself, or plans nothing.
    fn check_venue(&self, plan: &Plan<'_>, place: Place) -> Result<(), Fault> {
        let method = self.tables.parents.row(place).map(|row| &row.method);
        match (&plan.venue, method) {
            (None, _) | (Some(_), Some(Method::Schedule(_))) => Ok(()),
            (Some(venue), _) => {
                Err(Fault::new(venue.at, "`venue` has no meaning for this strategy"))
            }
        }
    }

    fn legs(
        &self,
        place: Place,
        view: &ParentView,
        fixed: Option<(VenueId, Price)>,
    ) -> slice::Plan {
        let row = self.tables.parents.row(place);
        let instrument = row.and_then(|row| self.tables.instruments.row(row.instrument));
        let (Some(row), Some(instrument)) = (row, instrument) else { return slice::Plan::new() };
        let (lot, limit) = (instrument.lot, Some(view.price));
        let qty = Qty::saturating(due(row, view, lot, self.now));
        match fixed {
            Some(_) if qty.is_zero() => slice::Plan::new(),
            Some((venue, price)) => [Leg { venue, qty, price }].into_iter().collect(),
            None => slice::sweep(view.side, limit, qty, lot, facing(instrument, view)),
        }
    }

    fn shown(&self, leg: &Leg, tick: u64) -> PlannedLeg {
        let venue = self.tables.venue_places.get(&leg.venue).copied().unwrap_or(Place::MAX);
        PlannedLeg { venue, qty: leg.qty, price: decimal::price_text(leg.price.0, tick) }
    }

    /// Routes `legs`, names the children, and says which refusal ended it, if one did.
    fn route_legs(
        &mut self,
        place: Place,
        parent: ParentId,
        legs: &slice::Plan,
        route: &PlanRoute<'_>,
    ) -> (Vec<Place>, Option<Refusal>) {
        let nothing = Placed {
            child: ChildId::from_bits(0),
            leg: Leg { venue: VenueId(0), qty: Qty::ZERO, price: Price(0) },
        };
        let mut out = [nothing; slice::MAX_LEGS];
        let driven = self.lane.route_plan(parent, legs, route.time_in_force, self.now, &mut out);
        let mut refusal = driven.refused;
        let mut names = route.children.iter();
        let mut children = Vec::with_capacity(driven.placed);
        for placed in out.iter().take(driven.placed) {
            let name = match names.next() {
                Some(name) => name.value.to_string(),
                None => self.next_child_name(place),
            };
            children.push(self.tables.set_child(&name, Some(placed.child), place));
            if !route.in_doubt {
                refusal = refusal.or(self.lane.sent(placed.child, self.now).err());
            }
        }
        (children, refusal)
    }

    /// The parent's name, a dot and the next number that makes a name which stands for nothing yet.
    fn next_child_name(&mut self, place: Place) -> String {
        loop {
            let Some(row) = self.tables.parents.row_mut(place) else { return String::new() };
            row.children_named += 1;
            let number = row.children_named;
            let name = format!("{}.{number}", self.tables.parents.text(place));
            let name_in_line = line::Placed { value: name.as_str().into(), at: 0 };
            let names = &self.tables.children;
            if must_be_new(names, "child", &name_in_line, |row| row.id.is_some()).is_ok() {
                return name;
            }
        }
    }
}

/// How much a parent's method would send now, in units.
fn due(row: &ParentRow, view: &ParentView, lot: u64, now: Nanos) -> u64 {
    match &row.method {
        Method::None => 0,
        Method::Sweep => view.headroom,
        Method::Schedule(times) => {
            let sent = view.executed + view.working + view.unknown + view.cooling;
            let due = times
                .schedule(lot)
                .map(|schedule| schedule.due(view.qty, Qty::saturating(sent), now).get());
            due.unwrap_or(0)
        }
    }
}

/// The quotes that a parent would trade with.
fn facing<'i>(instrument: &'i InstrumentRow, view: &ParentView) -> &'i [slice::Level] {
    if view.side.is_buy() { &instrument.offers } else { &instrument.bids }
}
