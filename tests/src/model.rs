//! The slow, obvious ledger: a list of facts, and sums that are formed afresh every time somebody
//! asks.
//!
//! ```text
//!   call ──expect──▶ the answers that are allowed
//!   answer ──record──▶ facts ──sum──▶ views that must be shown
//! ```
//!
//! Law: where the design leaves no choice the model allows one answer and one view; where it leaves
//! one, the model allows what no law forbids and takes what the core chose for a fact
//! ([`Fact::Settled`]).
//!
//! Uses: `plimsoll`, `call`, `play`. Used by: `tests/model.rs`, the fuzzers.

mod child;
mod compare;
mod expect;
mod limits;
mod parent;
mod reasons;
mod report;

pub use child::{Child, Meaning};
pub use parent::{Held, Parent};

use crate::call::{Answer, Call};
use crate::play::{Scene, Verdict};
use crate::world::Setup;
use plimsoll::{
    ChildId, NewChild, NewParent, ParentId, ParentState, Refusal, Report, Scope, State, StrategyId,
};

/// One thing that is so.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "fields are named as in the calls that made them so")]
pub enum Fact {
    /// A parent was admitted.
    Admitted { parent: ParentId, order: NewParent, at: u64 },
    /// Its lease runs from then on.
    Refreshed { parent: ParentId, at: u64 },
    /// Its quantity was changed.
    Amended { parent: ParentId, qty: u64 },
    /// It was cancelled.
    Closed { parent: ParentId },
    /// It was held.
    Held { parent: ParentId },
    /// It may have been held.
    HeldPerhaps { parent: ParentId },
    /// It was seen to be held or not, where the laws leave it open.
    HeldSeen { parent: ParentId, held: bool },
    /// It was released.
    Released { parent: ParentId },
    /// It was said to have ended.
    Done { parent: ParentId },
    /// Its slot was given back.
    Retired { parent: ParentId },
    /// Something was refused to it.
    Refused { parent: ParentId, why: Refusal },
    /// A child was born.
    Routed { child: ChildId, order: NewChild },
    /// A child was handed to its session.
    Sent { child: ChildId },
    /// A request was made: for a replace with a target, for a cancel with none.
    Requested { child: ChildId, number: u16, target: Option<u64> },
    /// A child was doubted.
    Doubted { child: ChildId },
    /// A report was delivered; `recorded` says whether a record of its execution was left.
    Reported { report: Report, recorded: bool },
    /// What the core chose where the laws left a choice.
    Settled { child: ChildId, bound: u64, state: State, replacing: bool },
    /// The region was armed until then.
    Armed { until: u64 },
    /// The lease was moved.
    Renewed { until: u64 },
    /// The region was disarmed.
    Disarmed,
    /// A scope was killed.
    Killed { scope: Scope },
    /// A scope was reset.
    Reset { scope: Scope },
    /// A strategy's switch was thrown by the core.
    Tripped { strategy: StrategyId },
    /// The books were rebuilt.
    Recovered,
}

/// See the module's text.
pub struct Model {
    setup: Setup,
    facts: Vec<Fact>,
}

impl Fact {
    /// The parent that it is about, or the child.
    fn parent(&self) -> Option<ParentId> {
        match *self {
            Fact::Admitted { parent, .. }
            | Fact::Refreshed { parent, .. }
            | Fact::Amended { parent, .. }
            | Fact::Closed { parent }
            | Fact::Held { parent }
            | Fact::HeldPerhaps { parent }
            | Fact::HeldSeen { parent, .. }
            | Fact::Released { parent }
            | Fact::Done { parent }
            | Fact::Retired { parent }
            | Fact::Refused { parent, .. } => Some(parent),
            _ => None,
        }
    }

    fn child(&self) -> Option<ChildId> {
        match *self {
            Fact::Sent { child }
            | Fact::Requested { child, .. }
            | Fact::Doubted { child }
            | Fact::Settled { child, .. } => Some(child),
            Fact::Reported { report, .. } => Some(report.child),
            _ => None,
        }
    }
}

impl Model {
    /// The ledger of an armed world in which nothing has happened yet.
    #[must_use]
    pub fn new(setup: Setup) -> Model {
        Model { setup, facts: vec![Fact::Armed { until: u64::MAX }] }
    }

    /// Every parent ever admitted, oldest first.
    #[must_use]
    pub fn parents(&self) -> Vec<Parent> {
        let mut parents: Vec<Parent> = Vec::new();
        for fact in &self.facts {
            if let Fact::Admitted { parent, order, at } = fact {
                parents.push(Parent::admitted(*parent, *order, *at));
            }
            if let Fact::Routed { child, order } = fact
                && let Some(parent) = parents.iter_mut().find(|parent| parent.id == order.parent)
            {
                parent.children.push(Child::born(*child, *order));
            }
            for parent in &mut parents {
                if fact.parent() == Some(parent.id) || matches!(fact, Fact::Recovered) {
                    parent.take_in(fact);
                }
                let about = |child: &&mut Child| {
                    fact.child() == Some(child.id) || matches!(fact, Fact::Recovered)
                };
                parent.children.iter_mut().filter(about).for_each(|child| child.take_in(fact));
            }
        }
        parents
    }

    /// Whether `scope` is halted.
    #[must_use]
    pub fn is_halted(&self, scope: Scope) -> bool {
        self.facts.iter().fold(false, |halted, fact| match fact {
            Fact::Killed { scope: killed } => halted || *killed == scope,
            Fact::Reset { scope: reset } => halted && *reset != scope,
            Fact::Armed { .. } => halted && scope != Scope::Firm,
            Fact::Tripped { strategy } => halted || scope == Scope::Strategy(*strategy),
            Fact::Recovered => halted || scope == Scope::Firm,
            _ => halted,
        })
    }

    /// Until when the region is armed, if it is.
    #[must_use]
    pub fn armed_until(&self) -> Option<u64> {
        self.facts.iter().fold(None, |armed, fact| match fact {
            Fact::Armed { until } | Fact::Renewed { until } => Some(*until),
            Fact::Disarmed | Fact::Recovered => None,
            _ => armed,
        })
    }

    /// Compares what the core answered and shows with what the facts say, and adds what happened to
    /// the facts.
    ///
    /// # Errors
    ///
    /// The first difference.
    pub fn record(&mut self, scene: &Scene<'_>) -> Verdict {
        let parents = self.parents();
        self.expect(scene, &parents)?;
        let first = self.facts.len();
        self.note(scene, &parents);
        self.compare(scene, &parents, first)
    }

    /// What the call and its answer make of the facts.
    fn note(&mut self, scene: &Scene<'_>, parents: &[Parent]) {
        if let Some(why) = scene.answer.refusal() {
            let parent = match *scene.call {
                Call::Route { order, .. } => Some(order.parent),
                Call::RequestReplace { child, .. } => owner(parents, child),
                _ => None,
            };
            self.facts.extend(parent.map(|parent| Fact::Refused { parent, why }));
            return;
        }
        let now = scene.driver.world.now;
        let fact = match (*scene.call, scene.answer) {
            (Call::Admit { order, .. }, Answer::Parent(Ok(parent))) => {
                Fact::Admitted { parent: *parent, order, at: now }
            }
            (Call::Amend { parent, qty, .. }, _) => {
                Fact::Amended { parent, qty: qty.get().max(executed(parents, parent)) }
            }
            (Call::Refresh { parent, .. }, _) => Fact::Refreshed { parent, at: now },
            (Call::Tick { .. }, _) => {
                self.facts.extend(lapsed(scene, parents));
                return;
            }
            (Call::CancelParent { parent, .. }, _) => Fact::Closed { parent },
            (Call::Hold { parent, .. }, _) => Fact::Held { parent },
            (Call::Retire { parent, .. }, _) => Fact::Retired { parent },
            (Call::Route { order, .. }, Answer::Child(Ok(child))) => {
                Fact::Routed { child: *child, order }
            }
            (Call::Sent { child, .. }, _) => Fact::Sent { child },
            (Call::RequestCancel { .. }, Answer::Request(Ok(request))) => {
                Fact::Requested { child: request.child, number: request.number, target: None }
            }
            (Call::RequestReplace { qty, .. }, Answer::Request(Ok(request))) => {
                let target = Some(qty.get());
                Fact::Requested { child: request.child, number: request.number, target }
            }
            (Call::Doubt { child, .. }, _) => Fact::Doubted { child },
            (Call::Report { report, .. }, Answer::Outcome(Ok(outcome))) => {
                let full = outcome.breach == Some(plimsoll::Breach::ExecutionsFull);
                Fact::Reported { report, recorded: !full }
            }
            (Call::Kill { scope: Scope::Parent(parent), .. }, _) => Fact::Held { parent },
            (Call::Reset { scope: Scope::Parent(parent), .. }, _) => Fact::Released { parent },
            (Call::Kill { scope, .. }, _) => Fact::Killed { scope },
            (Call::Reset { scope, .. }, _) => Fact::Reset { scope },
            (Call::Arm { lease_until }, _) => Fact::Armed { until: lease_until },
            (Call::Renew { lease_until }, _) => Fact::Renewed { until: lease_until },
            (Call::Disarm, _) => {
                self.facts.push(Fact::Killed { scope: Scope::Firm });
                Fact::Disarmed
            }
            (Call::TakeOver { lane }, _) => Fact::Killed { scope: Scope::Lane(lane) },
            (Call::Restart, _) => Fact::Recovered,
            _ => return,
        };
        self.facts.push(fact);
    }
}

/// The parents that a tick has closed: which ones it looks at first is the core's affair.
fn lapsed(scene: &Scene<'_>, parents: &[Parent]) -> Vec<Fact> {
    let shown = |parent: &&Parent| {
        let view = scene.after.parent(parent.id).map(|(view, _)| view.state);
        matches!(view, Some(ParentState::Closed | ParentState::Done))
    };
    let open = parents.iter().filter(|parent| parent.is_open());
    open.filter(shown).map(|parent| Fact::Closed { parent: parent.id }).collect()
}

/// What was executed of a parent: an amendment goes no further down.
fn executed(parents: &[Parent], id: ParentId) -> u64 {
    parents.iter().find(|parent| parent.id == id).map_or(0, Parent::executed)
}

/// The parent of `child`, if it can be seen.
fn owner(parents: &[Parent], child: ChildId) -> Option<ParentId> {
    let parent = parents.iter().filter(|parent| !parent.retired);
    let mut of = parent.filter(|parent| parent.children.iter().any(|known| known.id == child));
    of.next().map(|parent| parent.id)
}
