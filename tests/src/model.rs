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

mod alarms;
pub mod chain;
mod child;
mod compare;
mod expect;
mod limits;
mod parent;
mod reasons;
mod report;
mod stop;

pub use child::{Child, Meaning};
pub use parent::{Held, Parent};

use crate::call::{Answer, Call};
use crate::play::{Scene, Verdict};
use crate::world::Setup;
use plimsoll::{
    AlarmKind, ChildId, ExecType, Level, NewChild, NewParent, OrdStatus, Outcome, ParentId,
    ParentState, Refusal, Report, Scope, State, StrategyId, VenueId, VenueSession,
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
    Routed { child: ChildId, order: NewChild, lane: u32, at: u64 },
    /// A child was handed to its session.
    Sent { child: ChildId },
    /// A request was made: for a replace with a target, for a cancel with none.
    Requested { child: ChildId, number: u16, target: Option<u64> },
    /// A child was doubted.
    Doubted { child: ChildId },
    /// A report was delivered on a lane; `recorded` says whether a record of its execution was
    /// left.
    Reported { report: Report, recorded: bool, lane: u32, at: u64, word: Word },
    /// A lane carried out what was due.
    Ticked { lane: u32, at: u64 },
    /// No late fill of a child can come.
    Cooled { child: ChildId },
    /// Nobody hears a venue: nobody can vouch for its living children.
    Lost { venue: VenueId },
    /// Nobody can vouch for a child: a mass status did not mention it.
    Missed { child: ChildId },
    /// A mass status of a venue was begun: what was mentioned before counts no more.
    Begun { venue: VenueId, at: u64 },
    /// A venue's session is so.
    Session { venue: VenueId, session: VenueSession },
    /// A parent that had ended has not, since an execution of it was taken back.
    Resumed { parent: ParentId },
    /// What the core chose where the laws left a choice.
    Settled { child: ChildId, bound: u64, state: State, replacing: bool },
    /// The region was armed until then.
    Armed { until: u64 },
    /// The lease was moved.
    Renewed { until: u64, at: u64 },
    /// The region was disarmed.
    Disarmed,
    /// A scope was killed.
    Killed { scope: Scope },
    /// A scope was stopped as far as that.
    Restricted { scope: Scope, level: Level },
    /// A reset was asked for.
    Asked { nonce: u64, scope: Scope, key: u128, at: u64 },
    /// The reset that was asked for was confirmed.
    Confirmed,
    /// A scope was reset.
    Reset { scope: Scope },
    /// A strategy's switch was thrown by the core.
    Tripped { strategy: StrategyId },
    /// The books were rebuilt.
    Recovered { at: u64 },
}

/// Whose word a report is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// The order's own session: what it claims is reserved for.
    Session,
    /// Another session of the venue: at least so much was executed as it says.
    Copy,
    /// A statement: exactly so much was, and an end is final.
    Statement,
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
            | Fact::Resumed { parent }
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
            | Fact::Cooled { child }
            | Fact::Missed { child }
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
            if let Fact::Routed { child, order, at, .. } = fact
                && let Some(parent) = parents.iter_mut().find(|parent| parent.id == order.parent)
            {
                let terms = self.setup.venues[order.venue.0 as usize % self.setup.venues.len()];
                parent.children.push(Child::born(*child, *order, terms, *at));
            }
            for parent in &mut parents {
                if fact.parent() == Some(parent.id) || matches!(fact, Fact::Recovered { .. }) {
                    parent.take_in(fact);
                }
                let about = |child: &&mut Child| {
                    let here = matches!(fact, Fact::Lost { venue } | Fact::Begun { venue, .. }
                        if *venue == child.order.venue);
                    let all = matches!(fact, Fact::Recovered { .. } | Fact::Ticked { .. });
                    fact.child() == Some(child.id) || here || all
                };
                parent.children.iter_mut().filter(about).for_each(|child| child.take_in(fact));
            }
        }
        parents
    }

    /// Until when the region is armed, if it is.
    #[must_use]
    pub fn armed_until(&self) -> Option<u64> {
        self.facts.iter().fold(None, |armed, fact| match fact {
            Fact::Armed { until } | Fact::Renewed { until, .. } => Some(*until),
            Fact::Disarmed | Fact::Recovered { .. } => None,
            _ => armed,
        })
    }

    /// How the session with a venue is.
    #[must_use]
    pub fn session(&self, of: VenueId) -> VenueSession {
        self.facts.iter().fold(VenueSession::Up, |was, fact| match fact {
            Fact::Session { venue, session } if *venue == of => *session,
            _ => was,
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
                // What is executed cannot be taken back: an amendment to less ends there.
                let was = parents.iter().find(|known| known.id == parent);
                let down = was.is_some_and(|was| qty.get() < was.qty);
                let least = if down { executed(parents, parent) } else { 0 };
                Fact::Amended { parent, qty: qty.get().max(least) }
            }
            (Call::Refresh { parent, .. }, _) => Fact::Refreshed { parent, at: now },
            (Call::Tick { lane }, _) => {
                self.facts.extend(lapsed(scene, parents));
                Fact::Ticked { lane, at: now }
            }
            (Call::LateTick { lane, behind }, _) => {
                self.facts.extend(lapsed(scene, parents));
                Fact::Ticked { lane, at: now - behind }
            }
            (Call::CancelParent { parent, .. }, _) => Fact::Closed { parent },
            (Call::Hold { parent, .. }, _) => Fact::Held { parent },
            (Call::Retire { parent, .. }, _) => Fact::Retired { parent },
            (Call::Route { lane, order }, Answer::Child(Ok(child))) => {
                Fact::Routed { child: *child, order, lane, at: now }
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
            (Call::Report { lane, report }, Answer::Outcome(Ok(outcome))) => {
                let full = outcome.raised.contains(plimsoll::AlarmKind::ExecutionsFull);
                Fact::Reported { report, recorded: !full, lane, at: now, word: Word::Session }
            }
            (Call::Status { report }, Answer::Outcome(Ok(_))) => {
                let (report, word) = (stated(&report), Word::Statement);
                Fact::Reported { report, recorded: true, lane: CONTROL, at: now, word }
            }
            (Call::DropCopy { report }, _) if is_stale(parents, &report) => return,
            (Call::DropCopy { report }, Answer::Outcome(Ok(outcome))) => {
                let full = outcome.raised.contains(plimsoll::AlarmKind::ExecutionsFull);
                let (report, word) = copied_to(parents, &report);
                Fact::Reported { report, recorded: !full, lane: CONTROL, at: now, word }
            }
            (Call::ProveCooled { child }, _) => Fact::Cooled { child },
            (Call::Disconnect { venue }, _) => {
                self.facts.push(Fact::Lost { venue });
                Fact::Session { venue, session: VenueSession::Down }
            }
            (Call::Reconnect { venue }, _) => {
                Fact::Session { venue, session: VenueSession::Recovering }
            }
            (Call::BeginMassStatus { venue }, _) => Fact::Begun { venue, at: now },
            (Call::EndMassStatus { venue }, _) => {
                let missed = self.missed(parents, venue).map(|(_, child)| child.id);
                let missed: Vec<Fact> = missed.map(|child| Fact::Missed { child }).collect();
                self.facts.extend(missed);
                let up = self.unresolved(parents, venue) == 0;
                let up = up || self.session(venue) == VenueSession::Up;
                let session = if up { VenueSession::Up } else { VenueSession::Recovering };
                Fact::Session { venue, session }
            }
            (Call::Kill { scope: Scope::Parent(parent), .. }, _)
            | (Call::Restrict { scope: Scope::Parent(parent), .. }, _) => Fact::Held { parent },
            (Call::Release { parent }, _) => Fact::Released { parent },
            (Call::Kill { scope, .. }, _) => Fact::Killed { scope },
            (Call::Restrict { scope, level }, _) => Fact::Restricted { scope, level },
            (Call::RequestReset { scope, key }, Answer::Ticket(Ok(ticket))) => {
                Fact::Asked { nonce: ticket.nonce, scope, key, at: now }
            }
            (Call::ConfirmReset { nonce, .. }, _) => {
                let tickets = &scene.driver.world.tickets;
                let Some((_, scope)) = tickets.iter().find(|(given, _)| *given == nonce) else {
                    return;
                };
                self.facts.push(Fact::Confirmed);
                Fact::Reset { scope: *scope }
            }
            (Call::Arm { lease_until }, _) => Fact::Armed { until: lease_until },
            (Call::Renew { lease_until }, _) => Fact::Renewed { until: lease_until, at: now },
            (Call::Disarm, _) => {
                self.facts.push(Fact::Killed { scope: Scope::Firm });
                Fact::Disarmed
            }
            (Call::TakeOver { lane }, _) => Fact::Killed { scope: Scope::Lane(lane) },
            (Call::Restart | Call::Rollback, _) => Fact::Recovered { at: now },
            _ => return,
        };
        self.facts.push(fact);
        self.note_busts(fact);
        // What is executed and cannot be kept stops the house: somebody must look at the capacities.
        let full = |outcome: Outcome| outcome.raised.contains(AlarmKind::ExecutionsFull);
        if scene.answer.outcome().is_some_and(full) {
            self.facts.push(Fact::Killed { scope: Scope::Firm });
        }
    }

    /// Whoever counts for less holds its parent; and a parent that has ended has not any more where
    /// something may still come of it, closed or not.
    fn note_busts(&mut self, fact: Fact) {
        let Fact::Reported { report, .. } = fact else { return };
        for parent in self.parents().iter().filter(|parent| !parent.retired) {
            let Some(child) = parent.children.iter().find(|child| child.id == report.child) else {
                continue;
            };
            if child.busted {
                self.facts.push(Fact::Held { parent: parent.id });
            }
            let over = parent.reserved() == 0 && (parent.closed || parent.executed() >= parent.qty);
            if child.resumes && parent.told_done && !over {
                self.facts.push(Fact::Resumed { parent: parent.id });
            }
        }
    }

    /// When the mass status of a venue was begun that a call would end, if one was since the venue
    /// was heard.
    fn begun(&self, of: VenueId) -> Option<u64> {
        self.facts.iter().fold(None, |begun, fact| match fact {
            Fact::Begun { venue, at } if *venue == of => Some(*at),
            Fact::Lost { venue } if *venue == of => None,
            _ => begun,
        })
    }

    /// What a mass status that ends now has not mentioned: living children that were there when it
    /// began. Each is unknown from now on.
    fn missed<'a>(
        &self,
        parents: &'a [Parent],
        venue: VenueId,
    ) -> impl Iterator<Item = (&'a Parent, &'a Child)> {
        let begun = self.begun(venue).unwrap_or(0);
        let alive = |child: &Child| child.state.is_some_and(State::is_alive);
        at_venue(parents, venue)
            .filter(move |(_, child)| alive(child) && !child.mentioned && child.born_at <= begun)
    }

    /// How many children of a venue nobody can vouch for when a mass status ends: those that are
    /// unknown then; and those that have ended, nobody knows with how much, and that it has not
    /// mentioned.
    fn unresolved(&self, parents: &[Parent], venue: VenueId) -> usize {
        let missed: Vec<ChildId> = self.missed(parents, venue).map(|(_, it)| it.id).collect();
        let open = |child: &Child| {
            let alive = child.state.is_none_or(State::is_alive);
            let unknown = child.state == Some(State::Unknown) || missed.contains(&child.id);
            unknown || (!alive && !child.proven && child.reserved() > 0 && !child.mentioned)
        };
        at_venue(parents, venue).filter(|(_, child)| open(child)).count()
    }
}

/// The children at a venue that can be seen.
fn at_venue(parents: &[Parent], venue: VenueId) -> impl Iterator<Item = (&Parent, &Child)> {
    let live = parents.iter().filter(|parent| !parent.retired);
    live.flat_map(|parent| parent.children.iter().map(move |child| (parent, child)))
        .filter(move |(_, child)| child.order.venue == venue)
}

/// Stands for the control handle where a lane is named.
const CONTROL: u32 = u32::MAX;

/// Whether a report takes back an execution, or changes one.
#[must_use]
pub fn is_correction(report: &Report) -> bool {
    matches!(report.exec_type, ExecType::TradeCancel | ExecType::TradeCorrect)
}

/// A status report as what it states: the end that its OrdStatus names, or how the order stands.
#[must_use]
pub fn stated(report: &Report) -> Report {
    if report.unknown_order {
        let plain = Report::new(report.child, ExecType::OrderStatus);
        return Report { unknown_order: true, ..plain };
    }
    let exec_type = match report.ord_status {
        Some(OrdStatus::Canceled) => ExecType::Canceled,
        Some(OrdStatus::Expired) => ExecType::Expired,
        Some(OrdStatus::Rejected) => ExecType::Rejected,
        Some(OrdStatus::DoneForDay) => ExecType::DoneForDay,
        Some(OrdStatus::Calculated) => ExecType::Calculated,
        _ => ExecType::OrderStatus,
    };
    let none = Report::new(report.child, exec_type);
    Report {
        cum_qty: report.cum_qty,
        leaves_qty: report.leaves_qty,
        order_qty: report.order_qty,
        ord_status: report.ord_status,
        request: report.request,
        hint: report.hint,
        ..none
    }
}

/// Whether a drop copy says nothing any more.
fn is_stale(parents: &[Parent], copy: &Report) -> bool {
    let live = parents.iter().filter(|parent| !parent.retired);
    let mut children = live.flat_map(|parent| &parent.children);
    children.any(|child| child.id == copy.child && child.is_stale_copy(copy))
}

/// What a drop copy states, and whose word that is: the least that was executed where it says a
/// CumQty, else a report like the session's. What is no execution is compared only.
#[must_use]
pub fn copied(report: &Report) -> (Report, Word) {
    let word = if report.cum_qty.is_some() { Word::Copy } else { Word::Session };
    if report.exec_type == ExecType::Trade && word == Word::Copy {
        let sum = Report::new(report.child, ExecType::OrderStatus);
        return (Report { cum_qty: report.cum_qty, ..sum }, word);
    }
    if report.exec_type == ExecType::Trade || is_correction(report) {
        return (*report, word);
    }
    (Report::new(report.child, ExecType::PendingCancel), word)
}

/// The same to a child of these: a CumQty that begins anew with a replace is no sum over its life.
fn copied_to(parents: &[Parent], report: &Report) -> (Report, Word) {
    let live = parents.iter().filter(|parent| !parent.retired);
    let child = live.flat_map(|parent| &parent.children).find(|child| child.id == report.child);
    let executes = report.exec_type == ExecType::Trade || is_correction(report);
    match child {
        Some(child) if child.base > 0 && executes => (*report, Word::Session),
        _ => copied(report),
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
