//! Compares what the core shows with what the facts sum up to.
//!
//! Law: executed and free quantity are exact after every call; where a report is odd, they stay
//! within what it says.
//!
//! Uses: `plimsoll`, `model`, `laws`. Used by: `model`.

use crate::call::Call;
use crate::laws::{free, reserved};
use crate::model::{Child, Fact, Held, Meaning, Model, Parent, Word};
use crate::play::{Scene, Verdict, must};
use crate::world::strategy;
use plimsoll::{ChildView, Level, ParentState, ParentView, Scope, State};

impl Model {
    pub(super) fn compare(&mut self, scene: &Scene<'_>, was: &[Parent], first: usize) -> Verdict {
        self.settle_odd(scene, was)?;
        self.settle_claims(scene)?;
        self.note_done(scene, was)?;
        self.note_held(scene, was);
        self.note_trips(scene)?;
        let parents = self.parents();
        let live: Vec<&Parent> = parents.iter().filter(|parent| !parent.retired).collect();
        must(live.len() == scene.after.parents.len(), || {
            format!("model: {} parents, {} are shown", live.len(), scene.after.parents.len())
        })?;
        for parent in live {
            let Some((view, children)) = scene.after.parent(parent.id) else {
                return Err(format!("model: a parent is gone: {parent:?}"));
            };
            let facts = || format!("{:?}", &self.facts[first..]);
            compare_parent(parent, view)
                .map_err(|what| format!("{what}; new facts {}", facts()))?;
            for child in &parent.children {
                let Some(view) = children.iter().find(|view| view.id == child.id) else {
                    return Err(format!("model: a child is gone: {child:?}"));
                };
                compare_child(child, view)
                    .map_err(|what| format!("{what}; new facts {}", facts()))?;
            }
        }
        self.settle_states(scene, &parents);
        crate::model::alarms::agree(scene)?;
        self.levels_agree(scene)
    }

    fn levels_agree(&self, scene: &Scene<'_>) -> Verdict {
        crate::world::scopes(self.setup.config.lanes).into_iter().try_for_each(|scope| {
            let (should, is) = (self.level(scope), scene.after.latched.level(scope));
            must(should == is, || format!("model: {scope:?} is {is:?}, should be {should:?}"))
        })
    }

    /// Where a report is odd, what the core made of it must lie within bounds, and is then a fact.
    fn settle_odd(&mut self, scene: &Scene<'_>, was: &[Parent]) -> Verdict {
        let Call::Report { report, .. } = scene.call else {
            return Ok(());
        };
        let find = |parents: &[Parent]| {
            let live = parents.iter().filter(|parent| !parent.retired);
            live.flat_map(|parent| &parent.children).find(|child| child.id == report.child).cloned()
        };
        let (Some(old), Some(child)) = (find(was), find(&self.parents())) else {
            return Ok(());
        };
        if old.meaning(report, Word::Session) != Meaning::Odd {
            return Ok(());
        }
        // What contradicts itself proves nothing, so it frees nothing.
        self.settle(scene, &child, child.load())
    }

    /// A venue that claimed more than a child is bound to may be believed, up to its claim, from
    /// then on.
    fn settle_claims(&mut self, scene: &Scene<'_>) -> Verdict {
        for parent in self.parents().iter().filter(|parent| !parent.retired) {
            for child in parent.children.iter().filter(|child| child.claimed > child.load()) {
                self.settle(scene, child, child.load())?;
            }
        }
        Ok(())
    }

    fn settle(&mut self, scene: &Scene<'_>, child: &Child, least: u64) -> Verdict {
        let Some(view) = scene.after.child(child.id) else {
            return Err(format!("model: a child is gone: {child:?}"));
        };
        let bound = view.cum_qty + reserved(view);
        let most = child.claimed.max(child.load());
        must((least..=most).contains(&bound), || {
            format!("model: {bound} is held for {child:?}, may be {least} to {most}: {view:?}")
        })?;
        if bound != child.load() || child.state.is_none() {
            let (state, replacing) = (view.state, view.pending_replace);
            self.facts.push(Fact::Settled { child: child.id, bound, state, replacing });
        }
        Ok(())
    }

    /// States that the laws leave open are taken as shown.
    fn settle_states(&mut self, scene: &Scene<'_>, parents: &[Parent]) {
        for child in
            parents.iter().filter(|parent| !parent.retired).flat_map(|parent| &parent.children)
        {
            if let (None, Some(view)) = (child.state, scene.after.child(child.id)) {
                let (bound, state, replacing) = (child.bound(), view.state, view.pending_replace);
                self.facts.push(Fact::Settled { child: child.id, bound, state, replacing });
            }
        }
    }

    /// A parent says once that it has ended, and does so when it has.
    fn note_done(&mut self, scene: &Scene<'_>, was: &[Parent]) -> Verdict {
        let told = scene.answer.outcome().filter(|outcome| outcome.parent_done);
        let told = told.and_then(|outcome| outcome.parent);
        let now = self.parents();
        for parent in now.iter().filter(|parent| !parent.retired) {
            let before = was.iter().find(|old| old.id == parent.id);
            let ended = before.is_some_and(|old| !old.told_done) && parent.is_done();
            if told == Some(parent.id) {
                must(ended, || format!("model: it has not ended, or said so before: {parent:?}"))?;
            } else if matches!(scene.call, Call::Report { .. }) {
                must(!ended, || format!("model: it has ended and does not say so: {parent:?}"))?;
            }
            if ended {
                self.facts.push(Fact::Done { parent: parent.id });
            }
        }
        Ok(())
    }

    /// What is past its quantity is held; what a breach touched may be.
    fn note_held(&mut self, scene: &Scene<'_>, was: &[Parent]) {
        for parent in self.parents().iter().filter(|parent| !parent.retired) {
            let before = was.iter().find(|old| old.id == parent.id);
            let deeper = before.is_some_and(|old| parent.free() < old.free().min(0));
            let breach = scene.answer.outcome().and_then(|outcome| outcome.breach);
            let id = parent.id;
            if deeper && !matches!(scene.call, Call::Amend { .. }) {
                self.facts.push(Fact::Held { parent: id });
            } else if breach.is_some()
                && scene.answer.outcome().and_then(|outcome| outcome.parent) == Some(id)
                || matches!(scene.call, Call::Restart | Call::Rollback)
            {
                self.facts.push(Fact::HeldPerhaps { parent: id });
            }
            let shown = scene.after.parent(id).map(|(view, _)| view.state);
            let perhaps =
                self.parents().iter().any(|now| now.id == id && now.held == Held::Perhaps);
            if perhaps && matches!(shown, Some(ParentState::Open | ParentState::Held)) {
                let held = shown == Some(ParentState::Held);
                self.facts.push(Fact::HeldSeen { parent: id, held });
            }
        }
    }

    /// A strategy may trip by itself, and must once enough of its parents are held for their
    /// fan-out (L12).
    fn note_trips(&mut self, scene: &Scene<'_>) -> Verdict {
        for strategy in [strategy(0), strategy(1)] {
            let scope = Scope::Strategy(strategy);
            let now = scene.after.latched.level(scope) >= Level::NoNewOrders;
            let parents = self.parents();
            let of = parents.iter().filter(|parent| parent.order.strategy == strategy);
            let ever: usize = of.map(|parent| self.times_held(parent)).sum();
            if now && !self.is_halted(scope) {
                must(ever >= self.setup.max_held as usize, || {
                    format!("L12: {strategy:?} tripped with {ever} held")
                })?;
                self.facts.push(Fact::Tripped { strategy });
            }
        }
        Ok(())
    }

    /// How often a parent may have been held, at most.
    fn times_held(&self, parent: &Parent) -> usize {
        let about = |fact: &&Fact| {
            matches!(fact, Fact::Held { parent: id } | Fact::HeldPerhaps { parent: id }
                | Fact::Refused { parent: id, .. } if *id == parent.id)
        };
        self.facts.iter().filter(about).count()
    }
}

fn compare_parent(parent: &Parent, view: &ParentView) -> Verdict {
    let what = |field: &str| format!("model: {field}: {parent:?}\nis shown as {view:?}");
    must(view.qty.get() == parent.qty, || what("qty"))?;
    must(view.executed == parent.executed(), || what("executed"))?;
    must(free(view) == parent.free(), || what("headroom and overfill"))?;
    must(view.headroom == 0 || view.overfill == 0, || what("headroom with overfill"))?;
    must(view.working + view.unknown + view.cooling == parent.reserved(), || what("reserved"))?;
    must(view.cooling == parent.cooling(), || what("cooling"))?;
    must(view.inferred == parent.inferred(), || what("inferred"))?;
    must(view.children as usize == parent.children.len(), || what("children"))?;
    must(view.sent == parent.sent(), || what("sent"))?;
    let order = &parent.order;
    must((view.account, view.instrument) == (order.account, order.instrument), || what("names"))?;
    must((view.client_id, view.side) == (order.client_id, order.side), || what("terms"))?;
    must(parent.allows(view.state), || what("state"))
}

fn compare_child(child: &Child, view: &ChildView) -> Verdict {
    let what = |field: &str| format!("model: {field}: {child:?}\nis shown as {view:?}");
    must(view.cum_qty == child.cum(), || what("cum_qty"))?;
    must(view.inferred_qty == child.cum() - child.told(), || what("inferred_qty"))?;
    must(reserved(view) == child.reserved(), || what("reserved"))?;
    must(view.cooling_qty.get() == child.cooling(), || what("cooling_qty"))?;
    must(view.parent == child.order.parent && view.venue == child.order.venue, || what("names"))?;
    must(child.state.is_none_or(|state| state == view.state), || what("state"))?;
    let ended = matches!(
        view.state,
        State::Canceled
            | State::Expired
            | State::Rejected
            | State::DoneForDay
            | State::Filled
            | State::Void
    );
    if view.state == State::Unknown || (ended && child.ended) {
        must(view.leaves_qty.is_zero(), || what("working though ended or unknown"))?;
    }
    // What is proven dead stays dead, however late the rest of its mail comes.
    let proven = child.ended && child.proven && child.claimed == 0;
    must(!proven || !view.state.is_alive(), || what("alive after its end was proven"))?;
    if matches!(child.state, Some(State::Born | State::Sent | State::Live | State::PartiallyFilled))
    {
        must(view.unknown_qty.is_zero(), || what("unknown though live"))?;
        let open = |cancel: bool| child.open.iter().any(|open| open.target.is_none() == cancel);
        must(view.pending_cancel == open(true), || what("pending_cancel"))?;
        must(view.pending_replace == open(false), || what("pending_replace"))?;
        // What is executed past it may show.
        let shown = [child.order_qty, child.order_qty.max(child.cum())];
        let claimed = child.claimed > 0 && view.order_qty.get() <= child.claimed;
        must(child.settled || claimed || shown.contains(&view.order_qty.get()), || {
            what("order_qty")
        })?;
    }
    Ok(())
}
