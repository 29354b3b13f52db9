//! What must be so after every call, whatever befell the gateway: the laws, the audit, and the model
//! where it can know what happened.
//!
//! A process that died in a call leaves it open whether the call took place. What it may have brought
//! is asked for only once it was handed in again.
//!
//! Uses: `laws`, `model`, `play`. Used by: `sim`.

use crate::call::{Answer, Call};
use crate::laws::{self, Booked};
use crate::model::{Model, is_correction};
use crate::play::{Scene, Verdict, must};
use crate::sim::dice::{Mix, Venues};
use crate::world::Snapshot;
use plimsoll::{
    AlarmKind, Breach, ChildId, ChildView, ExecType, LastQtyMeans, Level, NewParent, ParentId,
    ParentState, Refusal, Report, Scope, Target,
};
use std::collections::{HashMap, HashSet};

/// See the module's text.
pub struct Checks {
    booked: Booked,
    lives_on: HashSet<ChildId>,
    ids: HashSet<u64>,
    orders: HashMap<ParentId, NewParent>,
    retired: HashSet<ParentId>,
    model: Option<Model>,
    at_venues: bool,
    again: Option<Report>,
    full: bool,
}

impl Checks {
    /// The checks of a mix, before anything has happened.
    #[must_use]
    pub fn new(mix: &Mix) -> Checks {
        Checks {
            booked: Booked::default(),
            lives_on: HashSet::new(),
            ids: HashSet::new(),
            orders: HashMap::new(),
            retired: HashSet::new(),
            model: mix.model.then(|| Model::new(mix.setup)),
            at_venues: matches!(mix.venues, Venues::Honest | Venues::Orderly),
            again: None,
            full: false,
        }
    }

    /// Whether venues break their word.
    #[must_use]
    pub fn is_foul(&self) -> bool {
        !self.at_venues
    }

    /// The model looks on no more.
    pub fn let_model_go(&mut self) {
        self.model = None;
    }

    /// Looks at one call.
    ///
    /// # Errors
    ///
    /// The law that does not hold.
    pub fn look(&mut self, scene: &Scene<'_>) -> Verdict {
        laws::emission(scene.after)?;
        laws::conservation(scene.after)?;
        if self.at_venues {
            let now = scene.driver.world.now;
            laws::emission_at_venues(scene.after, &scene.driver.venue, now)?;
        }
        let audit = scene.driver.world.region().audit();
        audit.map_err(|finding| format!("L2: the audit found {finding:?}"))?;
        let raised = scene.answer.outcome().map(|outcome| outcome.raised);
        self.full |= raised.is_some_and(|raised| raised.contains(AlarmKind::ExecutionsFull));
        if let Some(died) = scene.driver.died() {
            if let Call::Assign { to: Target::Child(child), .. } = died.call {
                self.booked.excuse(child);
            }
            self.again = match died.call {
                Call::Report { report, .. } | Call::DropCopy { report } => Some(report),
                _ => None,
            };
            return self.identity(scene, None);
        }
        self.truth(scene)?;
        laws::note_terms(scene.call, scene.answer, &mut self.lives_on);
        if !matches!(scene.call, Call::Assign { .. } | Call::Rollback) {
            laws::proof(scene, &self.lives_on)?;
        }
        let tickets = &scene.driver.world.tickets;
        laws::latch(&scene.before.latched, scene.call, &scene.after.latched, tickets)?;
        self.stop(scene)?;
        self.identity(scene, Some(scene.answer))?;
        self.model.as_mut().map_or(Ok(()), |model| model.record(scene))
    }

    /// L3 and L4.
    fn truth(&mut self, scene: &Scene<'_>) -> Verdict {
        if let Call::Assign { to: Target::Child(child), .. } = scene.call {
            self.booked.excuse(*child);
        }
        let outcome = scene.answer.outcome();
        if self.again.take().is_some() {
            // It may have been booked before its process died, or not: now it is.
            if let Some(outcome) = outcome.filter(|it| it.breach != Some(Breach::Suspense)) {
                let full = outcome.raised.contains(AlarmKind::ExecutionsFull);
                laws::note_again(scene, &mut self.booked, full);
            }
            return laws::executed(scene.after, &self.booked);
        }
        laws::truth(scene, &mut self.booked)?;
        let repeated = |report: &Report| {
            let executes = report.exec_type == ExecType::Trade || is_correction(report);
            executes && outcome.is_some_and(|it| it.duplicate && it.breach.is_none())
        };
        match scene.call {
            Call::Report { report, .. } if repeated(report) => {
                laws::once(scene.before, scene.after)
            }
            _ => Ok(()),
        }
    }

    /// L6: what was killed is stopped when the call returns, and nothing is born there.
    fn stop(&self, scene: &Scene<'_>) -> Verdict {
        if let (Call::Kill { scope, .. }, None) = (scene.call, scene.answer.refusal())
            && !matches!(scope, Scope::Parent(_))
        {
            let level = scene.after.latched.level(*scope);
            must(level >= Level::NoNewOrders, || format!("L6: {scope:?} goes on after a kill"))?;
        }
        let (Call::Route { lane, order }, Answer::Child(Ok(child))) = (scene.call, scene.answer)
        else {
            return Ok(());
        };
        let Some(of) = self.orders.get(&order.parent) else {
            return Err(format!("L9: {child:?} of a parent that nobody admitted"));
        };
        let scopes = [
            Scope::Firm,
            Scope::Account(of.account),
            Scope::Instrument(of.instrument),
            Scope::Strategy(of.strategy),
            Scope::Venue(order.venue),
            Scope::Lane(*lane),
        ];
        let parties = of.parties.iter().map(|(_, party)| Scope::Party(party));
        let latched = &scene.before.latched;
        let stopped = |scope: &Scope| latched.level(*scope) >= Level::NoNewOrders;
        let halted = scopes.into_iter().chain(parties).find(stopped);
        must(halted.is_none(), || format!("L6: {child:?} was born though {halted:?} is stopped"))?;
        let open = scene.before.parent(order.parent).map(|(view, _)| view.state);
        must(open == Some(ParentState::Open), || format!("L6: {child:?} was born of {open:?}"))
    }

    /// L9: an id is new, and one that is stale names nothing.
    fn identity(&mut self, scene: &Scene<'_>, answer: Option<&Answer>) -> Verdict {
        let world = &scene.driver.world;
        let given = self.orders.len();
        for parent in world.parents.iter().skip(given) {
            must(self.ids.insert(parent.to_bits()), || format!("L9: {parent:?} is given twice"))?;
            let order = match (*scene.call, scene.driver.died().map(|died| died.call)) {
                (_, Some(Call::Admit { order, .. })) | (Call::Admit { order, .. }, None) => order,
                (call, _) => return Err(format!("L9: {parent:?} was admitted by {call:?}")),
            };
            self.orders.insert(*parent, order);
        }
        let children = self.ids.len() - self.orders.len();
        for child in world.children.iter().skip(children) {
            must(self.ids.insert(child.to_bits()), || format!("L9: {child:?} is given twice"))?;
        }
        if let (Call::Retire { parent, .. }, Some(answer)) = (scene.call, answer)
            && answer.refusal().is_none()
        {
            self.retired.insert(*parent);
        }
        let region = world.region();
        for parent in &world.parents {
            let seen = region.parent(*parent).map(|view| view.id);
            let stale = self.retired.contains(parent);
            must(seen.is_none_or(|seen| seen == *parent && !stale), || {
                format!("L9: {parent:?} shows {seen:?}, retired: {stale}")
            })?;
        }
        for child in &world.children {
            let seen = region.child(*child);
            must(
                seen.is_none_or(|view| view.id == *child && !self.retired.contains(&view.parent)),
                || format!("L9: {child:?} shows {seen:?}"),
            )?;
        }
        Ok(())
    }

    /// What must be so once the faults have stopped and everything was reconciled: nothing is
    /// promised any more, everything has ended, and what was executed is what was reported, and
    /// with honest venues what they executed.
    ///
    /// # Errors
    ///
    /// What is not at rest.
    pub fn rest(&self, scene: &crate::driver::Driver, after: &Snapshot) -> Verdict {
        for (parent, children) in &after.parents {
            let out = parent.working + parent.unknown + parent.cooling;
            must(out == 0, || {
                format!("liveness: {out} is still promised: {parent:?} {children:?}")
            })?;
            must(parent.state == ParentState::Done, || format!("liveness: no end: {parent:?}"))?;
            // A correction to less of which no record was left is not booked: it was told so.
            if self.at_venues && !self.full {
                let orders = scene.venue.orders().iter().filter(|order| order.parent == parent.id);
                let true_cum: u64 = orders.map(|order| order.cum).sum();
                must(parent.executed == true_cum && parent.overfill == 0, || {
                    format!("liveness: the venues executed {true_cum}: {parent:?}")
                })?;
                // A venue that tells sums never reports an execution.
                let venues = &scene.world.setup.venues;
                let sums = |child: &ChildView| {
                    let terms = venues.get(child.venue.0 as usize);
                    terms.is_some_and(|terms| terms.last_qty == LastQtyMeans::Cumulative)
                };
                let missing = children.iter().find(|child| child.inferred_qty > 0 && !sums(child));
                must(missing.is_none(), || format!("liveness: a fill is missing: {missing:?}"))?;
                must(parent.headroom == parent.qty.get() - true_cum, || {
                    format!("L2: not conserved: {parent:?}")
                })?;
            }
        }
        Ok(())
    }
}

/// What may stop a parent that is admitted into a house at rest: that some limit is used up for good.
#[must_use]
pub fn is_used_up(refusal: Refusal) -> bool {
    matches!(
        refusal,
        Refusal::ClientIdsFull
            | Refusal::ExceedsPositionLimit
            | Refusal::ExceedsAccountLimit
            | Refusal::ExceedsFirmLimit
            | Refusal::ExceedsSessionCap
            | Refusal::ExecutionsFull
            | Refusal::ThrottlesFull
    )
}
