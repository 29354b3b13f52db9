//! What must hold after every call, and in every state.
//!
//! Law: the checks are those of `laws`, and a few that only a search can make: it sees the same
//! state before every call.
//!
//! Uses: `laws`, `world`, `memory`, `letter`. Used by: `exhaust`.

use super::canon::{image, raised};
use super::letter::Letter;
use crate::call::{Answer, Call};
use crate::driver::Driver;
use crate::laws::{self, Booked};
use crate::memory::Memory;
use crate::play::{Scene, Verdict, must};
use crate::world::{Latched, Setup, Snapshot, World};
use plimsoll::{AccountId, ChildId, ChildView, Nanos, ParentId, ParentView, Region, Scope, State};
use std::collections::HashSet;
use std::sync::atomic::Ordering::Relaxed;

/// Everything that a search goes back to.
pub(super) struct Moment {
    image: Vec<u64>,
    parents: Vec<ParentId>,
    children: Vec<ChildId>,
    tickets: Vec<(u64, Scope)>,
    booked: Booked,
    taken_back: bool,
}

impl Moment {
    pub(super) fn of(world: &World, judge: &Judge) -> Moment {
        Moment {
            image: image(world),
            parents: world.parents.clone(),
            children: world.children.clone(),
            tickets: world.tickets.clone(),
            booked: judge.booked.clone(),
            taken_back: judge.taken_back,
        }
    }

    /// Makes the world what it was.
    pub(super) fn restore(&self, world: &mut World, judge: &mut Judge) {
        let words = world.words().iter().zip(&self.image);
        words.for_each(|(word, was)| word.store(*was, Relaxed));
        world.parents.clone_from(&self.parents);
        world.children.clone_from(&self.children);
        world.tickets.clone_from(&self.tickets);
        judge.booked.clone_from(&self.booked);
        judge.taken_back = self.taken_back;
    }
}

/// What is seen before a call.
pub(super) struct Look {
    snapshot: Snapshot,
    raised: u64,
    halted: [bool; 2],
    armed: bool,
}

/// See the module's text.
pub(super) struct Judge {
    booked: Booked,
    /// Whether the history takes anything back that a venue had claimed.
    taken_back: bool,
    lives_on: HashSet<ChildId>,
    /// What `laws` wants to see of a driver: its set-up.
    driver: Driver,
    /// Where the process dies.
    grave: Memory,
}

/// What parents and children show; nothing of alarms and switches, which are looked at apart.
fn snapshot(region: Region<'_>, parents: &[ParentId]) -> Snapshot {
    let views = parents.iter().filter_map(|id| region.parent(*id));
    let parents = views.map(|view| {
        let children = region.children(view.id).filter_map(|child| region.child(child));
        (view, children.collect())
    });
    let latched = Latched { stopped: Vec::new(), raised: Vec::new() };
    let parents = parents.collect();
    Snapshot { parents, suspense: region.suspense(), latched, alarms: Vec::new() }
}

impl Judge {
    pub(super) fn new(setup: Setup) -> Judge {
        Judge {
            booked: Booked::default(),
            taken_back: false,
            lives_on: HashSet::new(),
            driver: Driver::new(World::armed(setup)),
            grave: Memory::for_config(&setup.config),
        }
    }

    pub(super) fn look(&self, world: &World) -> Look {
        let region = world.region();
        let halted = [Scope::Firm, Scope::Account(AccountId(0))];
        Look {
            snapshot: snapshot(region, &world.parents),
            raised: raised(world),
            halted: halted.map(|scope| region.is_halted(scope) == Ok(true)),
            armed: region.lease().is_some(),
        }
    }

    /// What must hold after every call.
    pub(super) fn note(
        &mut self,
        before: &Look,
        (letter, call, answer): (Letter, &Call, &Answer),
        world: &World,
    ) -> Verdict {
        let after = self.look(world);
        self.taken_back |= letter.takes_back();
        let scene = Scene {
            before: &before.snapshot,
            call,
            answer,
            after: &after.snapshot,
            driver: &self.driver,
        };
        laws::emission(scene.after)?;
        laws::conservation(scene.after)?;
        laws::truth(&scene, &mut self.booked)?;
        laws::proof(&scene, &self.lives_on)?;
        if answer.outcome().is_some_and(|outcome| outcome.duplicate && outcome.child.is_some())
            && matches!(letter, Letter::Say(_, super::letter::Word::Trade(_, _, None)))
        {
            laws::once(scene.before, scene.after)?;
        }
        births(before, call, answer)?;
        latched(before, letter, &after)?;
        if answer.refusal().is_some() {
            unchanged(&before.snapshot, &after.snapshot)?;
        }
        self.kept(letter, scene.after, world)
    }

    /// L5: what a venue says that it executed is executed or reserved, until it takes that back.
    fn kept(&self, letter: Letter, after: &Snapshot, world: &World) -> Verdict {
        let Some((place, cum)) = letter.ends_with().filter(|_| !self.taken_back) else {
            return Ok(());
        };
        let child = world.children.get(place).and_then(|id| after.child(*id));
        let Some(child) = child.filter(|child| child.state != State::Void) else { return Ok(()) };
        must(child.cum_qty + laws::reserved(child) >= cum, || {
            format!("L5: it ended with {cum}, and is kept for less: {child:?}")
        })
    }

    /// What must hold in a state: the audit, and what is left after the process dies in it.
    pub(super) fn state(&self, world: &World) -> Verdict {
        let region = world.region();
        region.audit().map_err(|finding| format!("L2: the audit found {finding:?}"))?;
        let alive = snapshot(region, &world.parents);
        let words = self.grave.words().iter().zip(world.words());
        words.for_each(|(to, from)| to.store(from.load(Relaxed), Relaxed));
        let region = self.grave.attach().map_err(|refusal| format!("attach: {refusal:?}"))?;
        let mut control = region.take_over_control().map_err(|r| format!("control: {r:?}"))?;
        control.recover(Nanos(world.now)).map_err(|refusal| format!("recover: {refusal:?}"))?;
        let found = region.audit();
        found.map_err(|finding| format!("L2: after a death the audit found {finding:?}"))?;
        let dead = snapshot(region, &world.parents);
        laws::emission(&dead)?;
        laws::conservation(&dead)?;
        laws::executed(&dead, &self.booked)?;
        must(region.is_halted(Scope::Firm) == Ok(true) && region.lease().is_none(), || {
            "L8: a death has left the house open".to_owned()
        })?;
        alive.parents.iter().try_for_each(|(was, _)| {
            let now = dead.parent(was.id).map(|(view, _)| view);
            must(now.is_some_and(|now| laws::free(now) <= laws::free(was)), || {
                format!("L5: a death frees: {was:?} to {now:?}")
            })
        })
    }
}

/// L6, L8, L9: nothing is born while anything forbids it, and under a name that was another's.
fn births(before: &Look, call: &Call, answer: &Answer) -> Verdict {
    let (Call::Route { order, .. }, Answer::Child(Ok(child))) = (call, answer) else {
        return Ok(());
    };
    let stopped = before.halted[0] || before.halted[1] || !before.armed;
    must(!stopped, || format!("L6: a child is born while its scope is stopped: {child:?}"))?;
    let parent = before.snapshot.parent(order.parent).map(|(view, _)| view);
    must(parent.is_some_and(|view| view.headroom >= order.qty.get()), || {
        format!("L1: {child:?} is born, of {} where there is: {parent:?}", order.qty.get())
    })?;
    must(before.snapshot.child(*child).is_none(), || format!("L9: {child:?} was another"))
}

/// L7: what is latched stays so, but by the operator's letters.
fn latched(before: &Look, letter: Letter, after: &Look) -> Verdict {
    if letter.unlatches() {
        return Ok(());
    }
    must(before.raised & !after.raised == 0, || format!("L7: {letter:?} silenced an alarm"))?;
    let halted = before.halted.iter().zip(after.halted);
    must(halted.clone().all(|(was, is)| is || !was), || format!("L7: {letter:?} reset a scope"))
}

/// What a call that was refused may have changed of parents and children: whether they are held.
fn unchanged(before: &Snapshot, after: &Snapshot) -> Verdict {
    let numbers = |view: &ParentView| {
        let promised = (view.working, view.unknown, view.cooling, view.inferred);
        (view.id, view.qty, view.headroom, view.overfill, view.executed, promised)
    };
    let plain = |snapshot: &Snapshot| {
        let views = snapshot.parents.iter();
        let views = views.map(|(view, children)| (numbers(view), children.clone()));
        views.collect::<Vec<(_, Vec<ChildView>)>>()
    };
    must(plain(before) == plain(after), || "a refusal has changed something".to_owned())
}
