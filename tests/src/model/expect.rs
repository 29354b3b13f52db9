//! Which answers to a command are allowed: the refusals that apply, in their order of precedence.
//!
//! Law: the first refusal that surely applies is the answer, unless one before it may apply too.
//!
//! Uses: `plimsoll`, `model`. Used by: `model`.

use crate::call::{Answer, Call};
use crate::model::reasons::{
    Reasons, about_child, about_parent, of_child, of_parent, replaceless, time,
};
use crate::model::stop::scopes_of;
use crate::model::{Child, Fact, Held, Model, Parent, Word, alarms, at_venue, limits};
use crate::play::{Scene, Verdict, must};
use crate::world::{
    BAND, FIRST_CODE, FLAG, GENERATION, LOTS, MAX_ORDER_QTY, REFERENCE, RETIRED_CODE,
};
use plimsoll::{
    AlarmKind, ChildId, InstrumentId, MassStatus, NewChild, NewParent, ParentId, ParentState,
    Price, Qty, Refusal, Scope, Severity, Side, State, StrategyId, VenueId, VenueSession,
};

impl Model {
    /// Says what is wrong with the answer to a call.
    pub(super) fn expect(&self, scene: &Scene<'_>, parents: &[Parent]) -> Verdict {
        let mut reasons = Reasons::default();
        match scene.call {
            Call::Admit { lane, order } => self.admit(&mut reasons, scene, parents, *lane, order),
            Call::Amend { lane, parent, qty } => {
                self.amend(&mut reasons, scene, parents, (*lane, *parent, *qty));
            }
            Call::Route { lane, order } => self.route(&mut reasons, scene, parents, *lane, order),
            Call::RequestReplace { lane, child, qty, price } => {
                self.replace(&mut reasons, scene, parents, (*lane, *child, *qty, *price));
            }
            Call::Report { report, .. } => {
                return self.expect_report(scene, parents, report, Word::Session);
            }
            Call::DropCopy { report } if crate::model::is_stale(parents, report) => {
                let outcome = scene.answer.outcome();
                let again = outcome.is_some_and(|outcome| outcome.duplicate);
                return must(again, || format!("L4: a copy is not known again: {outcome:?}"));
            }
            Call::DropCopy { report } => {
                let (said, word) = crate::model::copied_to(parents, report);
                return self.expect_report(scene, parents, &said, word);
            }
            Call::Status { report } => {
                if of_child(&mut reasons, parents, report.child).is_some() {
                    let said = crate::model::stated(report);
                    return self.expect_report(scene, parents, &said, Word::Statement);
                }
            }
            Call::ProveCooled { child } => {
                if let Some((_, child)) = of_child(&mut reasons, parents, *child) {
                    reasons.sure(Refusal::NothingToChange, child.cools.is_none());
                }
            }
            Call::Disconnect { .. } => {}
            Call::Reconnect { venue } => {
                let down = self.session(*venue) == VenueSession::Down;
                reasons.sure(Refusal::NothingToChange, !down);
            }
            Call::BeginMassStatus { venue } => {
                let down = self.session(*venue) == VenueSession::Down;
                reasons.sure(Refusal::VenueDown, down);
            }
            Call::EndMassStatus { venue } => {
                let down = self.session(*venue) == VenueSession::Down;
                reasons.sure(Refusal::VenueDown, down);
                reasons.sure(Refusal::NothingToChange, self.begun(*venue).is_none());
                self.expect_mass_status(scene, parents, *venue)?;
            }
            Call::Refresh { .. }
            | Call::CancelParent { .. }
            | Call::Hold { .. }
            | Call::Retire { .. } => {
                about_parent(&mut reasons, parents, scene.call, scene.driver.world.now);
            }
            Call::Sent { .. } | Call::RequestCancel { .. } | Call::Doubt { .. } => {
                about_child(&mut reasons, parents, scene.call);
            }
            Call::Kill { .. }
            | Call::Restrict { .. }
            | Call::Release { .. }
            | Call::RequestReset { .. }
            | Call::ConfirmReset { .. } => self.about_switches(&mut reasons, scene, parents)?,
            Call::Renew { .. } | Call::Acknowledge { .. } | Call::Arm { .. } => {
                self.about_control(&mut reasons, scene);
            }
            Call::Tick { .. } => expect_tick(scene, parents, scene.driver.world.now)?,
            Call::LateTick { lane, behind } => {
                let now = scene.driver.world.now;
                let late = now - behind;
                self.clock(&mut reasons, *lane, (late, now));
                if scene.answer.refusal().is_none() {
                    expect_tick(scene, parents, late)?;
                }
            }
            Call::Wait { .. }
            | Call::Disarm
            | Call::TakeOver { .. }
            | Call::Restart
            | Call::Rollback
            | Call::Beat { .. }
            | Call::Keep { .. } => {}
            Call::Assign { .. } => return Err("model: it knows nothing of assignments".into()),
        }
        let said = reasons.to_text();
        must(reasons.allows(scene.answer.refusal()), || {
            format!("model: {:?} answered {:?}; the reasons are {said}", scene.call, scene.answer)
        })
    }

    /// What was not mentioned is counted, and the session is up once all of it can be vouched for.
    fn expect_mass_status(&self, scene: &Scene<'_>, parents: &[Parent], venue: VenueId) -> Verdict {
        let Answer::MassStatus(answer) = *scene.answer else {
            return Err(format!("model: a mass status answered {:?}", scene.answer));
        };
        let Ok(found) = answer else { return Ok(()) };
        let mentioned = at_venue(parents, venue).filter(|(_, child)| child.mentioned).count();
        let missed: Vec<&Child> = self.missed(parents, venue).map(|(_, child)| child).collect();
        let at_risk: u64 = missed.iter().map(|child| child.reserved()).sum();
        let unresolved = self.unresolved(parents, venue);
        let up = unresolved == 0 || self.session(venue) == VenueSession::Up;
        let counts = (mentioned, missed.len(), at_risk, unresolved, up);
        let should = MassStatus {
            mentioned: mentioned as u64,
            absent: missed.len() as u64,
            at_risk,
            unresolved: unresolved as u64,
            is_up: up,
        };
        must(found == should, || format!("model: {found:?} of {venue:?}, should be {counts:?}"))
    }

    /// What a clock that is behind is refused for: a lane's last tick is later; somebody gave a
    /// time so much later that it must stand still.
    fn clock(&self, reasons: &mut Reasons, of: u32, (late, now): (u64, u64)) {
        let mut ticked = self.facts.iter().filter_map(|fact| match fact {
            Fact::Ticked { lane, at } if *lane == of => Some(*at),
            Fact::Recovered { at } => Some(*at),
            _ => None,
        });
        reasons.sure(Refusal::ClockBackwards, ticked.any(|at| late < at));
        reasons.perhaps(Refusal::ClockBackwards, true);
        // A lane that says that it is later than the lease's end is believed by nobody.
        let (seen, _) = self.facts.iter().fold((0, 0), |(seen, lease), fact| match fact {
            Fact::Armed { until } => (seen, *until),
            Fact::Renewed { at, until } => (seen.max(*at), *until),
            Fact::Ticked { at, .. } if *at < lease => (seen.max(*at), lease),
            Fact::Recovered { .. } => (0, 0),
            _ => (seen, lease),
        });
        // The latest time is written down once somebody is further ahead than a quarter.
        let tolerance = self.setup.tolerance;
        let floor = seen.saturating_sub(tolerance + tolerance / 4);
        reasons.sure(Refusal::ClockStopped, late < floor);
        let most = now.saturating_sub(tolerance);
        reasons.perhaps(Refusal::ClockStopped, late < most);
    }

    /// What stops a command that may load a parent, whatever it is about.
    fn stops(&self, reasons: &mut Reasons, scene: &Scene<'_>, scopes: &[Scope], sure: bool) {
        let now = scene.driver.world.now;
        let until = self.armed_until();
        let late = |kind: AlarmKind, deadline: u64| {
            kind.severity() == Severity::Critical && now > deadline
        };
        let unread = scene.before.alarms.iter().any(|(kind, view)| late(*kind, view.deadline.0));
        let halted = scopes.iter().any(|scope| self.is_halted(*scope));
        let conditions = [
            (Refusal::NotArmed, until.is_none()),
            (Refusal::LeaseExpired, until.is_some_and(|until| now > until)),
            (Refusal::AlarmUnacknowledged, unread),
            (Refusal::Halted, halted),
        ];
        for (refusal, holds) in conditions {
            if sure {
                reasons.sure(refusal, holds);
            }
            reasons.perhaps(refusal, holds);
        }
        reasons.perhaps(Refusal::LeaseExpired, until == Some(now));
        let edge = scene.before.alarms.iter().any(|(_, view)| view.deadline.0 == now);
        reasons.perhaps(Refusal::AlarmUnacknowledged, edge);
    }

    fn admit(
        &self,
        reasons: &mut Reasons,
        scene: &Scene<'_>,
        parents: &[Parent],
        lane: u32,
        order: &NewParent,
    ) {
        self.stops(reasons, scene, &scopes_of(order, None, lane), true);
        reasons.sure(Refusal::UnknownAccount, order.account.0 > 1);
        reasons.sure(Refusal::UnknownInstrument, order.instrument.0 > 1);
        let (code, known) = (order.strategy.0, FIRST_CODE..FIRST_CODE + 2);
        let retired = code == RETIRED_CODE;
        reasons.sure(Refusal::UnknownStrategy, !known.contains(&code) && !retired);
        reasons.sure(Refusal::RetiredStrategy, retired);
        reasons.sure(Refusal::WrongGeneration, order.generation != GENERATION);
        reasons.sure(Refusal::UnknownFlag, order.flags & !FLAG != 0);
        reasons.sure(Refusal::UnknownParty, alarms::strange(order.parties));
        let same = |parent: &&Parent| {
            (parent.order.account, parent.order.client_id) == (order.account, order.client_id)
        };
        reasons.sure(Refusal::DuplicateClientId, parents.iter().any(|parent| same(&parent)));
        quantity(reasons, order.instrument, order.qty);
        let collared = order.instrument.0 == 1;
        reasons.sure(Refusal::NoReferencePrice, order.price.is_none() && !collared);
        let price = order.price.unwrap_or(Price(REFERENCE));
        reasons.perhaps(Refusal::BadPrice, price.0 <= 0 || price.0 > 1 << 40);
        let far = price.0.abs_diff(REFERENCE) > BAND;
        reasons.perhaps(Refusal::OutsideCollar, collared && far);
        let worst = u128::from(order.qty.get()) * u128::from(price.0.unsigned_abs());
        reasons.sure(Refusal::NotionalTooLarge, worst >= 1 << 60 && !far);
        reasons.perhaps(Refusal::NotionalTooLarge, worst >= 1 << 55);
        reasons.sure(Refusal::LimitUnset, order.lease == Some(0));
        let late = order.expire_time.is_some_and(|time| time.0 <= scene.driver.world.now);
        reasons.sure(Refusal::ParentExpired, late);
        self.limits(reasons, scene, parents, order, order.qty.get());
        let live = parents.iter().filter(|parent| !parent.retired).count();
        let config = self.setup.config;
        reasons.sure(Refusal::ParentsFull, live >= config.parents as usize);
        reasons.sure(Refusal::ClientIdsFull, parents.len() >= config.client_ids as usize);
        let half = config.client_ids as usize / 2;
        reasons.perhaps(Refusal::ClientIdsFull, parents.len() >= half);
        let spread = live + config.lanes as usize > config.parents as usize;
        reasons.perhaps(Refusal::ParentsFull, spread);
    }

    fn amend(
        &self,
        reasons: &mut Reasons,
        scene: &Scene<'_>,
        parents: &[Parent],
        (lane, parent, qty): (u32, ParentId, Qty),
    ) {
        let Some(parent) = of_parent(reasons, parents, parent) else {
            self.stops(reasons, scene, &[Scope::Firm], false);
            reasons.perhaps(Refusal::ZeroQuantity, qty.is_zero());
            return;
        };
        let order = &parent.order;
        quantity(reasons, order.instrument, qty);
        reasons.sure(Refusal::ParentDone, parent.is_done());
        reasons.sure(Refusal::Closed, parent.closed);
        reasons.perhaps(Refusal::NothingToChange, qty.get() == parent.qty);
        reasons.perhaps(Refusal::Held, parent.held != Held::No);
        let more = qty.get().saturating_sub(parent.qty);
        if qty.get() < parent.qty {
            // It goes down to what is executed, and no further; something must go.
            let less = parent.qty.saturating_sub(qty.get().max(parent.executed()));
            let too_much = less == 0 || i128::from(less) > parent.free();
            reasons.sure(Refusal::ExceedsHeadroom, too_much);
        }
        if more > 0 {
            time(reasons, parent, scene.driver.world.now);
            self.stops(reasons, scene, &scopes_of(order, None, lane), true);
            self.limits(reasons, scene, parents, order, more);
            let worst = u128::from(qty.get())
                * order.price.map_or(0, |price| price.0.unsigned_abs().into());
            reasons.perhaps(Refusal::NotionalTooLarge, worst >= 1 << 55);
        }
    }

    fn limits(
        &self,
        reasons: &mut Reasons,
        scene: &Scene<'_>,
        parents: &[Parent],
        order: &NewParent,
        more: u64,
    ) {
        let strays = scene.before.suspense.gross;
        limits::position(reasons, &self.setup, parents, order, more, strays);
        limits::money(reasons, &self.setup, parents, order, more, strays);
        let (before, money) = self.session_of(order.strategy);
        let (most, cap) = self.setup.session;
        let admits = matches!(scene.call, Call::Admit { .. });
        let worth = limits::dearest(order) * u128::from(more);
        let past = (admits && before >= most) || money + worth > u128::from(cap);
        // Whether the session or the limits are looked at first is open.
        reasons.early(Refusal::ExceedsSessionCap, past);
        reasons.sure(Refusal::ExceedsSessionCap, past);
    }

    /// Parents, and money, that a strategy has taken in since the house was opened.
    fn session_of(&self, strategy: StrategyId) -> (u64, u128) {
        let mut orders: Vec<(ParentId, NewParent, u64)> = Vec::new();
        let (mut parents, mut money) = (0, 0);
        for fact in &self.facts {
            match *fact {
                Fact::Armed { .. } => (parents, money) = (0, 0),
                Fact::Admitted { parent, order, .. } if order.strategy == strategy => {
                    parents += 1;
                    money += limits::dearest(&order) * u128::from(order.qty.get());
                    orders.push((parent, order, order.qty.get()));
                }
                Fact::Amended { parent, qty } => {
                    for (_, order, was) in orders.iter_mut().filter(|(id, ..)| *id == parent) {
                        money += limits::dearest(order) * u128::from(qty.saturating_sub(*was));
                        *was = qty;
                    }
                }
                _ => {}
            }
        }
        (parents, money)
    }

    fn route(
        &self,
        reasons: &mut Reasons,
        scene: &Scene<'_>,
        parents: &[Parent],
        lane: u32,
        order: &NewChild,
    ) {
        reasons.sure(Refusal::UnknownVenue, order.venue.0 > 1);
        self.unheard(reasons, order.venue, true);
        let Some(parent) = of_parent(reasons, parents, order.parent) else {
            self.stops(reasons, scene, &[Scope::Firm, Scope::Lane(lane)], true);
            self.stops(reasons, scene, &[Scope::Venue(order.venue)], false);
            return;
        };
        let scopes = scopes_of(&parent.order, Some(order), lane);
        self.stops(reasons, scene, &scopes, true);
        if self.is_reduce_only(&scopes) {
            let reduces = Model::reduces(parents, &parent.order, order.qty.get());
            reasons.sure(Refusal::ReduceOnly, reduces == Some(false));
            // What lies in suspense may be of this position.
            let strays = scene.before.suspense.gross > 0;
            reasons.perhaps(Refusal::ReduceOnly, reduces.is_none() || strays);
        }
        quantity(reasons, parent.order.instrument, order.qty);
        price(reasons, &parent.order, order.price);
        reasons.sure(Refusal::ParentDone, parent.is_done());
        reasons.sure(Refusal::Closed, parent.closed);
        reasons.sure(Refusal::Held, parent.held == Held::Yes);
        reasons.perhaps(Refusal::Held, parent.held == Held::Perhaps);
        time(reasons, parent, scene.driver.world.now);
        let bound = &parent.order.fan_out;
        let births = parent.children.len() as u64;
        reasons.sure(Refusal::FanOutChildren, births >= u64::from(bound.max_children));
        reasons.sure(Refusal::FanOutQuantity, parent.sent() + order.qty.get() > bound.max_sent);
        reasons.sure(Refusal::ExceedsHeadroom, i128::from(order.qty.get()) > parent.free());
        self.tables(reasons, parents);
    }

    /// Nothing is born, or made larger, at a venue whose session is not up.
    fn unheard(&self, reasons: &mut Reasons, venue: VenueId, larger: bool) {
        let session = self.session(venue);
        reasons.sure(Refusal::VenueDown, larger && session == VenueSession::Down);
        reasons.sure(Refusal::VenueRecovering, larger && session == VenueSession::Recovering);
    }

    /// A table shared by lanes may be empty for one lane a little before it is empty for all.
    fn tables(&self, reasons: &mut Reasons, parents: &[Parent]) {
        let config = self.setup.config;
        let live = parents.iter().filter(|parent| !parent.retired);
        let children: usize = live.map(|parent| parent.children.len()).sum();
        reasons.sure(Refusal::ChildrenFull, children >= config.children as usize);
        let spread = children * 4 >= config.children as usize;
        reasons.perhaps(Refusal::ChildrenFull, spread);
        let all = parents.iter().flat_map(|parent| &parent.children);
        let fills: usize = all.map(|child| child.chains.records()).sum();
        let few = (fills + children) * 2 >= config.executions as usize;
        reasons.perhaps(Refusal::ExecutionsFull, few);
    }

    fn replace(
        &self,
        reasons: &mut Reasons,
        scene: &Scene<'_>,
        parents: &[Parent],
        (lane, child, qty, to): (u32, ChildId, Qty, Price),
    ) {
        let Some((parent, child)) = of_child(reasons, parents, child) else {
            self.stops(reasons, scene, &[Scope::Firm, Scope::Lane(lane)], false);
            return;
        };
        // Where it may be a new order, it comes on top of the one that is there.
        let on_top = if child.adds() { child.bound() } else { 0 };
        let whole = on_top + qty.get();
        let up = whole.saturating_sub(child.load());
        let scopes = scopes_of(&parent.order, Some(&child.order), lane);
        self.stops(reasons, scene, &scopes, up > 0);
        // What it adds beyond what an overfilled child had may be looked at differently.
        let grows = whole > child.bound() && self.is_reduce_only(&scopes);
        let reduces = Model::reduces(parents, &parent.order, up);
        reasons.perhaps(Refusal::ReduceOnly, grows && reduces != Some(true));
        reasons.sure(Refusal::ReduceOnly, grows && up > 0 && reduces == Some(false));
        self.unheard(reasons, child.order.venue, whole > child.bound());
        quantity(reasons, parent.order.instrument, qty);
        price(reasons, &parent.order, to);
        replaceless(reasons, child);
        // Whether the child or the parent is looked at first is open.
        let dead = child.state.is_none_or(|state| !state.is_alive());
        let filled = child.state == Some(State::Filled);
        reasons.early(Refusal::ChildEnded, child.proven || (dead && !filled));
        let replaces = child.open.iter().filter(|open| open.target.is_some()).count();
        reasons.sure(Refusal::TooManyRequests, replaces >= 3);
        reasons.early(Refusal::TooManyRequests, replaces >= 3);
        // What a venue claims of an order may be believed.
        let shown = scene.before.child(child.id).map(|view| view.order_qty);
        let same = qty.get() == child.order_qty
            || shown == Some(qty)
            || child.open.iter().any(|open| open.target == Some(qty.get()));
        reasons.perhaps(Refusal::NothingToChange, same || qty.get() <= child.cum());
        reasons.early(Refusal::NothingToChange, same);
        reasons.perhaps(Refusal::ParentDone, parent.is_done());
        reasons.sure(Refusal::Closed, parent.closed && up > 0);
        reasons.perhaps(Refusal::Closed, parent.closed);
        reasons.sure(Refusal::Held, parent.held == Held::Yes && up > 0);
        reasons.perhaps(Refusal::Held, parent.held != Held::No);
        time(reasons, parent, scene.driver.world.now);
        let sent = whole.saturating_sub(child.bound());
        // What an overfilled child had past its size may have to be there before it is given back.
        reasons.early(Refusal::ExceedsHeadroom, sent > 0 && i128::from(sent) > parent.free());
        let too_much = parent.sent() + sent > parent.order.fan_out.max_sent;
        reasons.sure(Refusal::FanOutQuantity, sent > 0 && too_much);
        reasons.early(Refusal::ExceedsHeadroom, up > 0 && i128::from(up) > parent.free());
        reasons.sure(Refusal::ExceedsHeadroom, up > 0 && i128::from(up) > parent.free());
    }
}

/// A tick closes nothing but open parents whose expire time has come, counts them, and looks at all
/// of them where there are no more than it looks at.
fn expect_tick(scene: &Scene<'_>, parents: &[Parent], now: u64) -> Verdict {
    let Answer::Ticked(Ok(ticked)) = *scene.answer else {
        return Err(format!("model: a tick answered {:?}", scene.answer));
    };
    let open = |parent: &&Parent| parent.is_open();
    let due = parents.iter().filter(open).filter(|it| it.has_expired(now));
    let due: Vec<&Parent> = due.collect();
    let still_open = due.iter().filter(|parent| {
        let view = scene.after.parent(parent.id).map(|(view, _)| view.state);
        matches!(view, Some(ParentState::Open | ParentState::Held))
    });
    let all = scene.driver.world.setup.config.parents <= 64;
    let left = still_open.count();
    must(!all || left == 0, || format!("model: {left} of {due:?} are open after {ticked:?}"))?;
    let closed = due.len() - left;
    must(ticked.lapsed as usize == closed && ticked.looked <= 64, || {
        format!("model: {ticked:?}, and {closed} were closed")
    })
}

fn quantity(reasons: &mut Reasons, instrument: InstrumentId, qty: Qty) {
    let lot = LOTS.get(instrument.0 as usize).copied().unwrap_or(1);
    reasons.sure(Refusal::ZeroQuantity, qty.is_zero());
    reasons.sure(Refusal::QuantityTooLarge, qty.get() > MAX_ORDER_QTY);
    reasons.sure(Refusal::OffLot, !qty.get().is_multiple_of(lot));
}

fn price(reasons: &mut Reasons, order: &NewParent, price: Price) {
    let beyond = order.price.is_some_and(|limit| order.side.is_beyond(price, limit));
    reasons.sure(Refusal::PriceBeyondLimit, beyond);
    reasons.perhaps(Refusal::BadPrice, price.0 <= 0);
    let far = price.0.abs_diff(REFERENCE) > BAND;
    let worse = match order.side {
        Side::Buy => price.0 > REFERENCE,
        Side::Sell | Side::SellShort => price.0 < REFERENCE,
    };
    // A parent without a limit has its cap from the collar: either word fits.
    reasons.perhaps(Refusal::PriceBeyondLimit, order.price.is_none() && far && worse);
    reasons.sure(Refusal::OutsideCollar, order.instrument.0 == 1 && far && worse);
    reasons.perhaps(Refusal::OutsideCollar, order.instrument.0 == 1 && far);
}
