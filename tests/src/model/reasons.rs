//! Why a command may be refused: the reasons, and the commands that have few.
//!
//! Law: the first refusal that surely applies is the answer, unless one before it may apply too.
//!
//! Uses: `plimsoll`, `model`. Used by: `model`.

use crate::call::Call;
use crate::model::stop::is_critical_raised;
use crate::model::{Child, Held, Model, Parent};
use crate::play::Scene;
use plimsoll::{ChildId, ParentId, Refusal, Scope, State};

/// Where a refusal stands among the others. The numbers ascend, but for those that were added
/// between others later; and whether a child only reduces a position is looked at once its parent
/// has paid for it.
fn rank(refusal: Refusal) -> (u16, u16) {
    let number = refusal as u16;
    let after = match refusal {
        Refusal::ParentExpired | Refusal::ParentLeaseExpired => Refusal::Held,
        Refusal::MonitorSilent => Refusal::LeaseExpired,
        Refusal::JournalStalled => Refusal::AlarmUnacknowledged,
        Refusal::ReduceOnly => Refusal::ExceedsHeadroom,
        Refusal::RetiredStrategy => Refusal::UnknownStrategy,
        Refusal::UnknownFlag | Refusal::NotInManifest | Refusal::UnknownParty => {
            Refusal::WrongGeneration
        }
        _ => return (number, 0),
    };
    (after as u16, number)
}

/// The refusals that apply to a command, surely or perhaps.
#[derive(Default)]
pub(super) struct Reasons(Vec<(Refusal, bool)>, Vec<Refusal>);

impl Reasons {
    /// `refusal` applies where `condition` holds.
    pub(super) fn sure(&mut self, refusal: Refusal, condition: bool) {
        if condition {
            self.0.push((refusal, true));
        }
    }

    /// `refusal` may apply where `condition` holds.
    pub(super) fn perhaps(&mut self, refusal: Refusal, condition: bool) {
        if condition {
            self.0.push((refusal, false));
        }
    }

    /// `refusal` may be the answer where `condition` holds, whatever else applies.
    pub(super) fn early(&mut self, refusal: Refusal, condition: bool) {
        if condition {
            self.1.push(refusal);
        }
    }

    /// As text, for whoever reads a failure.
    pub(super) fn to_text(&self) -> String {
        format!("{:?}, or early {:?}", self.0, self.1)
    }

    /// Whether `answer` is one of those that may be given.
    pub(super) fn allows(mut self, answer: Option<Refusal>) -> bool {
        if answer.is_some_and(|answer| self.1.contains(&answer)) {
            return true;
        }
        self.0.sort_by_key(|(refusal, sure)| (rank(*refusal), !*sure));
        for (refusal, sure) in self.0 {
            if answer == Some(refusal) {
                return true;
            }
            if sure {
                return false;
            }
        }
        answer.is_none()
    }
}

impl Model {
    /// The reasons of the control handle.
    pub(super) fn about_control(&self, reasons: &mut Reasons, scene: &Scene<'_>) {
        match scene.call {
            Call::Renew { lease_until } => {
                reasons.sure(Refusal::NotArmed, self.armed_until().is_none());
                reasons.sure(Refusal::LeaseExpired, *lease_until <= scene.driver.world.now);
            }
            Call::Acknowledge { alarm } => {
                let raised = scene.before.alarm(*alarm).is_some_and(|view| view.raised);
                reasons.sure(Refusal::NothingToChange, !raised);
            }
            Call::Arm { lease_until } => {
                let late = *lease_until <= scene.driver.world.now;
                reasons.sure(Refusal::LeaseExpired, late);
                reasons.sure(Refusal::NothingToChange, self.armed_until().is_some());
                reasons.sure(Refusal::AlarmsRaised, is_critical_raised(scene.before));
                reasons.perhaps(Refusal::KilledSince, self.is_halted(Scope::Firm));
            }
            _ => {}
        }
    }
}

/// A parent's time stops whatever might send more for it.
pub(super) fn time(reasons: &mut Reasons, parent: &Parent, now: u64) {
    reasons.sure(Refusal::ParentExpired, parent.has_expired(now));
    reasons.sure(Refusal::ParentLeaseExpired, parent.is_out_of_lease(now));
}

/// The reasons of the commands that only end things, and of a refresh: no switch stops them.
pub(super) fn about_parent(reasons: &mut Reasons, parents: &[Parent], call: &Call, now: u64) {
    match call {
        Call::CancelParent { parent, .. } => {
            if let Some(parent) = of_parent(reasons, parents, *parent) {
                reasons.sure(Refusal::ParentDone, parent.is_done());
                reasons.sure(Refusal::Closed, parent.closed);
            }
        }
        Call::Refresh { parent, .. } => {
            if let Some(parent) = of_parent(reasons, parents, *parent) {
                reasons.sure(Refusal::ParentDone, parent.is_done());
                reasons.sure(Refusal::Closed, parent.closed);
                reasons.sure(Refusal::ParentExpired, parent.has_expired(now));
                reasons.sure(Refusal::NothingToChange, parent.order.lease.is_none());
            }
        }
        Call::Hold { parent, .. } => {
            if let Some(parent) = of_parent(reasons, parents, *parent) {
                reasons.perhaps(Refusal::ParentDone, parent.is_done());
                reasons.sure(Refusal::Held, parent.held == Held::Yes);
                reasons.perhaps(Refusal::Held, parent.held == Held::Perhaps);
            }
        }
        Call::Retire { parent, .. } => {
            if let Some(parent) = of_parent(reasons, parents, *parent) {
                // A fact may bind a parent again that has ended.
                reasons.sure(Refusal::NotEnded, !parent.is_done() || parent.reserved() > 0);
                // What is merely stated may be reported yet, and would find no child then.
                let awaited = |child: &Child| {
                    child.cum() > child.told() && !child.settled_end && !child.tells_sums()
                };
                reasons.sure(Refusal::NotEnded, parent.children.iter().any(awaited));
                reasons.perhaps(Refusal::NotEnded, parent.held != Held::No);
            }
        }
        _ => {}
    }
}

/// The reasons of the commands that give nothing away.
pub(super) fn about_child(reasons: &mut Reasons, parents: &[Parent], call: &Call) {
    match call {
        Call::Sent { child, .. } => {
            if let Some((_, child)) = of_child(reasons, parents, *child) {
                let fresh = child.state == Some(State::Born);
                reasons.perhaps(Refusal::NothingToChange, !fresh);
                reasons.perhaps(Refusal::ChildEnded, child.is_over());
            }
        }
        Call::RequestCancel { child, .. } => {
            if let Some((_, child)) = of_child(reasons, parents, *child) {
                over(reasons, child);
            }
        }
        Call::Doubt { child, .. } => {
            if let Some((_, child)) = of_child(reasons, parents, *child) {
                doubtless(reasons, child);
                let doubted = child.state.is_none_or(|state| state == State::Unknown);
                reasons.perhaps(Refusal::NothingToChange, doubted);
            }
        }
        _ => {}
    }
}

pub(super) fn of_parent<'a>(
    reasons: &mut Reasons,
    parents: &'a [Parent],
    id: ParentId,
) -> Option<&'a Parent> {
    let found = parents.iter().find(|parent| parent.id == id && !parent.retired);
    reasons.sure(Refusal::UnknownParent, found.is_none());
    found
}

pub(super) fn of_child<'a>(
    reasons: &mut Reasons,
    parents: &'a [Parent],
    id: ChildId,
) -> Option<(&'a Parent, &'a Child)> {
    let live = parents.iter().filter(|parent| !parent.retired);
    let mut children =
        live.flat_map(|parent| parent.children.iter().map(move |child| (parent, child)));
    let found = children.find(|(_, child)| child.id == id);
    reasons.sure(Refusal::UnknownChild, found.is_none());
    found
}

/// A child that has ended, and holds on to nothing, is past every request.
fn over(reasons: &mut Reasons, child: &Child) {
    let replacing = child.open.iter().any(|open| open.target.is_some());
    if child.reserved() > 0 || replacing || child.cum() > child.told() {
        return;
    }
    reasons.sure(Refusal::ChildEnded, child.state.is_some_and(|state| !state.is_alive()));
    reasons.sure(Refusal::ChildEnded, child.ended && child.proven);
    reasons.perhaps(Refusal::ChildEnded, child.state.is_none() || child.is_over());
}

/// One that has ended can be replaced no more, but that a filled one may live again.
pub(super) fn replaceless(reasons: &mut Reasons, child: &Child) {
    let ended = |state: State| !state.is_alive() && state != State::Filled;
    reasons.sure(Refusal::ChildEnded, child.proven || child.state.is_some_and(ended));
    reasons.perhaps(Refusal::ChildEnded, child.state.is_none());
}

/// One that has ended can be doubted no more, whatever it still holds on to.
fn doubtless(reasons: &mut Reasons, child: &Child) {
    let dead = child.state.map(|state| !state.is_alive());
    reasons.sure(Refusal::ChildEnded, dead == Some(true));
    reasons.perhaps(Refusal::ChildEnded, dead.is_none() || child.is_over());
}
