//! The switches as the facts leave them, and why somebody may not close one again.
//!
//! Law: a scope is stopped as far as the worst that happened to it since it was reset last, and
//! what happened to it since a reset was asked for makes that request worthless (L7).
//!
//! Uses: `plimsoll`, `model`. Used by: `model`.

use crate::call::{Answer, Call};
use crate::model::reasons::{Reasons, of_parent};
use crate::model::{Child, Fact, Held, Model, Parent};
use crate::play::{Scene, Verdict, must};
use crate::world::{KEYS, Snapshot};
use plimsoll::{Level, Nanos, NewChild, NewParent, Refusal, Scope, Severity, State};

/// A reset that somebody has asked for.
#[derive(Clone, Copy, Debug)]
struct Request {
    nonce: u64,
    scope: Scope,
    key: u128,
    at: u64,
    /// How many facts there were when it was made.
    place: usize,
}

/// What a fact stops, and how far.
fn throws(fact: &Fact) -> Option<(Scope, Level)> {
    match fact {
        Fact::Killed { scope } => Some((*scope, Level::NoNewOrders)),
        Fact::Restricted { scope, level } => Some((*scope, *level)),
        Fact::Tripped { strategy } => Some((Scope::Strategy(*strategy), Level::NoNewOrders)),
        Fact::Recovered { .. } => Some((Scope::Firm, Level::NoNewOrders)),
        _ => None,
    }
}

/// Whether a critical alarm is raised.
pub(super) fn is_critical_raised(snapshot: &Snapshot) -> bool {
    let mut alarms = snapshot.alarms.iter();
    alarms.any(|(kind, view)| view.raised && kind.severity() == Severity::Critical)
}

/// Whether nobody knows of a child that it was sent, or what became of it; `None` where the laws
/// leave its state open.
fn is_unproven(child: &Child) -> Option<bool> {
    match child.state? {
        State::Void => Some(false),
        State::Born | State::Unknown => Some(true),
        state => Some(!state.is_alive() && child.reserved() > 0 && child.cools.is_none()),
    }
}

impl Model {
    /// How far `scope` is stopped.
    #[must_use]
    pub fn level(&self, scope: Scope) -> Level {
        let mut levels: Vec<Level> = Vec::new();
        for fact in &self.facts {
            levels.extend(throws(fact).filter(|(of, _)| *of == scope).map(|(_, level)| level));
            match fact {
                Fact::Reset { scope: reset } if *reset == scope => levels.clear(),
                Fact::Armed { .. } if scope == Scope::Firm => {
                    levels.retain(|level| *level < Level::NoNewOrders);
                }
                _ => {}
            }
        }
        levels.into_iter().max().unwrap_or(Level::Open)
    }

    /// Whether `scope` is halted.
    #[must_use]
    pub fn is_halted(&self, scope: Scope) -> bool {
        self.level(scope) >= Level::NoNewOrders
    }

    /// Whether one of these permits only what reduces a position. What is halted besides may be
    /// restricted so too.
    pub(super) fn is_reduce_only(&self, scopes: &[Scope]) -> bool {
        scopes.iter().any(|scope| {
            let restricts = |fact: &Fact| throws(fact) == Some((*scope, Level::ReduceOnly));
            let resets = |fact: &Fact| matches!(fact, Fact::Reset { scope: of } if of == scope);
            let last = self.facts.iter().rposition(restricts);
            last.is_some_and(|last| !self.facts.iter().skip(last).any(resets))
        })
    }

    fn request(&self, nonce: u64) -> Option<Request> {
        let facts = self.facts.iter().enumerate();
        let open = facts.fold(None, |open, (place, fact)| match *fact {
            Fact::Asked { nonce, scope, key, at } => Some(Request { nonce, scope, key, at, place }),
            Fact::Confirmed | Fact::Recovered { .. } => None,
            _ => open,
        });
        open.filter(|open| open.nonce == nonce)
    }

    fn is_stopped_since(&self, request: &Request) -> bool {
        let since = self.facts.iter().skip(request.place + 1).filter_map(throws);
        since.into_iter().any(|(scope, _)| scope == request.scope)
    }

    fn concerns(&self, scope: Scope, parent: &Parent, child: &Child) -> bool {
        let order = &parent.order;
        match scope {
            Scope::Firm => true,
            Scope::Account(id) => order.account == id,
            Scope::Instrument(id) => order.instrument == id,
            Scope::Strategy(id) => order.strategy == id,
            Scope::Venue(id) => child.order.venue == id,
            Scope::Party(id) => order.parties.iter().any(|(_, party)| party == id),
            Scope::Parent(id) => parent.id == id,
            Scope::Lane(of) => self.facts.iter().any(|fact| {
                matches!(fact, Fact::Routed { child: id, lane, .. }
                    if *id == child.id && *lane == of)
            }),
        }
    }

    /// The reasons of what stops and what lets go on.
    pub(super) fn about_switches(
        &self,
        reasons: &mut Reasons,
        scene: &Scene<'_>,
        parents: &[Parent],
    ) -> Verdict {
        match *scene.call {
            Call::Kill { scope: Scope::Parent(parent), .. } => {
                of_parent(reasons, parents, parent);
            }
            Call::Restrict { scope: Scope::Parent(parent), level } => {
                reasons.early(Refusal::NothingToChange, level < Level::NoNewOrders);
                of_parent(reasons, parents, parent);
            }
            Call::Restrict { level, .. } => {
                reasons.sure(Refusal::NothingToChange, level == Level::Open);
            }
            Call::Release { parent } => {
                if let Some(parent) = of_parent(reasons, parents, parent) {
                    reasons.perhaps(Refusal::NothingToChange, parent.held == Held::Perhaps);
                    reasons.sure(Refusal::NothingToChange, parent.held == Held::No);
                    reasons.sure(Refusal::ExceedsHeadroom, parent.free() < 0);
                }
            }
            Call::RequestReset { scope, key } => {
                reasons.sure(Refusal::UnknownKey, !KEYS.contains(&key));
                let parent = matches!(scope, Scope::Parent(_));
                reasons.early(Refusal::NothingToChange, parent);
                let open = parent || self.level(scope) == Level::Open;
                reasons.sure(Refusal::NothingToChange, open);
                return self.expect_ticket(scene);
            }
            Call::ConfirmReset { nonce, key, fresh } => {
                self.confirm(reasons, scene, parents, (nonce, key, fresh));
            }
            _ => {}
        }
        Ok(())
    }

    fn expect_ticket(&self, scene: &Scene<'_>) -> Verdict {
        let Answer::Ticket(Ok(ticket)) = scene.answer else { return Ok(()) };
        let (now, terms) = (scene.driver.world.now, self.setup.resets);
        let between = (ticket.not_before, ticket.not_after);
        let should = (Nanos(now + terms.least_delay), Nanos(now + terms.expiry));
        let tickets = &scene.driver.world.tickets;
        let given = tickets.iter().filter(|(nonce, _)| *nonce == ticket.nonce).count();
        must(between == should && ticket.nonce != 0 && given == 1, || {
            format!("L7: {ticket:?}, given {given} times; it should be good {should:?}")
        })
    }

    fn confirm(
        &self,
        reasons: &mut Reasons,
        scene: &Scene<'_>,
        parents: &[Parent],
        (nonce, key, fresh): (u64, u128, bool),
    ) {
        let request = self.request(nonce);
        let stopped = request.is_some_and(|request| self.is_stopped_since(&request));
        reasons.sure(Refusal::KilledSince, stopped);
        reasons.sure(Refusal::UnknownKey, !KEYS.contains(&key));
        reasons.sure(Refusal::NoSuchRequest, request.is_none());
        reasons.sure(Refusal::WrongFingerprint, !fresh);
        reasons.sure(Refusal::AlarmsRaised, is_critical_raised(scene.before));
        let Some(request) = request else { return };
        reasons.sure(Refusal::SameKey, request.key == key);
        for parent in parents.iter().filter(|parent| !parent.retired) {
            for child in &parent.children {
                if self.concerns(request.scope, parent, child) {
                    let unproven = is_unproven(child);
                    reasons.sure(Refusal::ChildUnproven, unproven == Some(true));
                    reasons.perhaps(Refusal::ChildUnproven, unproven.is_none());
                }
            }
        }
        let suspense = &scene.before.suspense;
        reasons.sure(Refusal::SuspenseOpen, suspense.gross != suspense.assigned);
        let waited = scene.driver.world.now - request.at;
        reasons.sure(Refusal::TooSoon, waited < self.setup.resets.least_delay);
        reasons.sure(Refusal::TooLate, waited > self.setup.resets.expiry);
    }

    /// Whether a birth of `more` leaves what is out on its side of a position within what the
    /// position allows to reduce; `None` where the laws leave that open.
    pub(super) fn reduces(parents: &[Parent], order: &NewParent, more: u64) -> Option<bool> {
        let position = |parent: &&Parent| {
            (parent.order.account, parent.order.instrument) == (order.account, order.instrument)
        };
        let here: Vec<&Parent> = parents.iter().filter(position).collect();
        let buys = |parent: &&&Parent| parent.order.side.is_buy() == order.side.is_buy();
        let executed = |same: bool| -> u64 {
            let of = here.iter().filter(|parent| buys(parent) == same);
            of.map(|parent| parent.executed()).sum()
        };
        let reducible = executed(false).saturating_sub(executed(true));
        let side = here.iter().filter(buys).filter(|parent| !parent.retired);
        let mut children = side.clone().flat_map(|parent| &parent.children);
        let open = children.any(|child| child.state.is_none());
        let out: u64 = side.map(|parent| parent.reserved()).sum();
        (!open).then_some(out + more <= reducible)
    }
}

/// The scopes that a parent, and a child of it, is in.
pub(super) fn scopes_of(order: &NewParent, child: Option<&NewChild>, lane: u32) -> Vec<Scope> {
    let scopes = [
        Scope::Firm,
        Scope::Account(order.account),
        Scope::Instrument(order.instrument),
        Scope::Strategy(order.strategy),
    ];
    let venue = child.map(|child| Scope::Venue(child.venue));
    let parties = order.parties.iter().map(|(_, party)| Scope::Party(party));
    scopes.into_iter().chain(venue).chain(parties).chain([Scope::Lane(lane)]).collect()
}
