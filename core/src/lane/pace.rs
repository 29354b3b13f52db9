//! What a lane may send and when: its messages, the flow of its strategies, their repeats, its clock.
//!
//! Law L12, in part: what is sent is looked at beside what came in, for each strategy and for the
//! firm, with every birth and every replace-up; past the ratio the scope trips by itself. A bound of
//! [`u32::MAX`] is none.

use super::{Book, Lane};
use crate::alarm::{AlarmKind, AlarmSet};
use crate::id::StrategyId;
use crate::inventory::ControlId;
use crate::limits::{StrategySlot, ThrottleSlot};
use crate::parent::{ParentSlot, Terms};
use crate::refusal::Refusal;
use crate::region::Region;
use crate::switch::{Cause, Level, Scope};
use crate::sync::{AcqRel, Acquire, Relaxed, Release};
use crate::throttle::flow::{Flow, FlowSlot, caught_up};
use crate::throttle::streak::{self, RepeatSlot};
use crate::throttle::{clock, length_of, pace, rejects, step_of, window_of};
use crate::units::Nanos;

/// A number that says that there is no bound.
const UNBOUNDED: u64 = u32::MAX as u64;

/// What an order that may be sent is counted in, once it is.
pub(crate) struct Sending<'a> {
    strategy: &'a FlowSlot,
    firm: &'a FlowSlot,
}

impl ThrottleSlot {
    fn step(&self, now: Nanos) -> u64 {
        step_of(now.0, self.window.load(Relaxed)).unwrap_or(0)
    }
}

impl<'a> Region<'a> {
    /// The latest time that anybody gave, and how far behind it a clock may be.
    pub(crate) fn latest(&self) -> (u64, u64) {
        let tolerance = self.control.tolerance.load(Relaxed);
        (self.control.latest.load(Relaxed), tolerance.checked_sub(1).unwrap_or(u64::MAX))
    }

    /// A lane, or while the house is open a monitor, gave this time. Past the lease nothing trades, so
    /// whoever says that it is later than that may stop himself, but nobody else.
    pub(crate) fn saw_time(&self, now: Nanos) {
        if !self.control.is_armed() || now.0 < self.control.lease_until.load(Acquire) {
            self.is_time(now);
        }
    }

    /// It is this time: whoever is far behind it from now on has a clock that stands still.
    pub(crate) fn is_time(&self, now: Nanos) {
        let (latest, tolerance) = self.latest();
        if clock::leads(now.0, latest, tolerance) {
            self.control.latest.fetch_max(now.0, AcqRel);
        }
    }

    /// The place of the firm among the flows of a lane: after all strategies.
    fn firm_flow(&self) -> u32 {
        self.strategies.len() as u32
    }

    /// The flows of one lane.
    pub(super) fn flows_by(&self, lane: u32) -> Option<&'a [FlowSlot]> {
        let each = self.strategies.len().checked_add(1)?;
        let from = each.checked_mul(lane as usize)?;
        self.flows.get(from..from.checked_add(each)?)
    }

    /// The flows of all lanes for a strategy, or for the firm.
    fn flows_of(&self, strategy: u32) -> impl Iterator<Item = &'a FlowSlot> + Clone + use<'a> {
        let each = self.strategies.len().saturating_add(1);
        self.flows.iter().skip(strategy as usize).step_by(each)
    }

    /// Forgets what was sent, but for what open parents have brought: their quantity by strategy's
    /// place. Only for `recover`.
    pub(crate) fn restart_pace(&self) {
        self.flows.iter().for_each(|flow| flow.restart(0));
        self.forget_windows();
        for lane in self.lanes {
            lane.pace.restart();
        }
        for slot in self.parents {
            let word = slot.word();
            if word.is_live() && !word.is_done() {
                let qty = slot.quantity.load(Relaxed);
                for place in [slot.terms().strategy, self.firm_flow()] {
                    self.flows_of(place).take(1).for_each(|flow| flow.brings(qty));
                }
            }
        }
    }
}

impl Region<'_> {
    /// Forgets in which window anything was counted: another clock has begun, or other windows. What
    /// is latched stays so.
    pub(crate) fn forget_windows(&self) {
        self.flows.iter().for_each(FlowSlot::forget_steps);
        self.repeats.iter().for_each(RepeatSlot::restart);
        self.control.rejects.store(0, Release);
        self.control.throttles.changed();
    }
}

impl<'a> Lane<'a> {
    fn flow(&self, strategy: u32) -> Option<&'a FlowSlot> {
        self.flows.get(strategy as usize)
    }

    fn both_flows(&self, terms: &Terms) -> impl Iterator<Item = &'a FlowSlot> {
        let places = [terms.strategy, self.region.firm_flow()];
        places.into_iter().filter_map(|place| self.flow(place))
    }

    /// A parent brings `qty`; before anybody can route it.
    pub(crate) fn flow_brings(&self, terms: &Terms, qty: u64) {
        self.both_flows(terms).for_each(|flow| flow.brings(qty));
    }

    /// `qty` of a parent has left: it has ended, or was made smaller.
    pub(crate) fn flow_ends(&self, terms: &Terms, qty: u64, now: Nanos) {
        // A report's time, perhaps: it must not carry the window away.
        let step = self.region.control.throttles.step(self.believed(now));
        for place in [terms.strategy, self.region.firm_flow()] {
            if let Some(flow) = self.flow(place) {
                flow.ends(qty, caught_up(self.region.flows_of(place), step));
            }
        }
    }

    /// Whether one more order, or replace, of `qty` more may be sent. `unlatched`: its strategy is known not
    /// to be latched in its instrument. Nothing changes but that a step
    /// begins; past a ratio the scope is halted.
    pub(crate) fn permits_sending(
        &self,
        book: &Book<'_>,
        qty: u64,
        unlatched: bool,
        now: Nanos,
    ) -> Result<Sending<'a>, Refusal> {
        let place = book.slot.strategy();
        let strategy = self.flow(place).ok_or(Refusal::UnknownStrategy)?;
        let firm = self.flows.last().ok_or(Refusal::LimitUnset)?;
        let throttles = &self.region.control.throttles;
        let version = throttles.version.load(Acquire);
        let length = length_of(throttles.window.load(Relaxed));
        let step = self.slot.pace.step_at(now.0, length, version);
        let allowed = step.is_some_and(|step| strategy.allows(qty, step) && firm.allows(qty, step));
        if !allowed || !unlatched {
            self.look_at_throttles(book, (strategy, firm), qty, now)?;
        }
        Ok(Sending { strategy, firm })
    }

    /// Looks at every throttle, and takes note of what they leave for the step.
    #[cold]
    #[inline(never)]
    fn look_at_throttles(
        &self,
        book: &Book<'_>,
        (strategy, firm): (&FlowSlot, &FlowSlot),
        qty: u64,
        now: Nanos,
    ) -> Result<(), Refusal> {
        let (throttles, pace) = (&self.region.control.throttles, &self.slot.pace);
        // Acquire, and first: bounds that are changed after it have another version.
        let version = throttles.version.load(Acquire);
        let window = throttles.window.load(Relaxed);
        let step = step_of(now.0, window).unwrap_or(0);
        let orders = throttles.orders.load(Relaxed);
        let left = if orders == UNBOUNDED {
            pace::UNBOUNDED
        } else {
            pace.messages.orders.left(step, orders as u32)
        };
        if left == 0 {
            return Err(Refusal::OrdersThrottled);
        }
        if self.region.is_latched(book) {
            return Err(Refusal::RepeatedExecutions);
        }
        let place = book.slot.strategy();
        let slot = self.region.strategy_at(place).ok_or(Refusal::UnknownStrategy)?;
        if !pace.is_of(version) {
            self.flows.iter().for_each(FlowSlot::forget_allowance);
        }
        let of_strategy = u64::from(slot.max_ratio());
        let scope = Scope::Strategy(StrategyId(slot.code()));
        self.permits_flow((place, strategy), of_strategy, scope, (qty, step), now)?;
        let of_firm = throttles.max_ratio.load(Relaxed);
        let place = self.region.firm_flow();
        self.permits_flow((place, firm), of_firm, Scope::Firm, (qty, step), now)?;
        pace.found(version, (step, step.wrapping_mul(length_of(window))), left);
        Ok(())
    }

    fn permits_flow(
        &self,
        (place, flow): (u32, &FlowSlot),
        max_ratio: u64,
        scope: Scope,
        (qty, step): (u64, u64),
        now: Nanos,
    ) -> Result<(), Refusal> {
        if max_ratio == UNBOUNDED {
            flow.allow_all(step);
            return Ok(());
        }
        let lanes = self.region.trading().len() as u32;
        let all = self.region.flows_of(place);
        flow.permits(all, (qty, step), (max_ratio as u32, lanes))
            .map_err(|found| self.trip_for_flow(scope, found, qty, now))
    }

    #[cold]
    fn trip_for_flow(&self, scope: Scope, found: Flow, qty: u64, now: Nanos) -> Refusal {
        let (value, other) = (found.out.saturating_add(qty), found.brought);
        self.raise_both(AlarmKind::Ratio, (value, other), now, &mut AlarmSet::default());
        let firm = scope == Scope::Firm;
        self.region.hit(if firm { ControlId::FirmRatio } else { ControlId::StrategyRatio }, now);
        let cause = Cause { reason: AlarmKind::Ratio as u32, at: now, value, other };
        let _ = self.region.restrict(scope, Level::NoNewOrders, &cause);
        Refusal::Halted
    }

    /// Counts an order, or a replace, that was published; `qty` is what it asks for more.
    pub(crate) fn count_sending(&self, sending: &Sending<'_>, qty: u64) {
        self.slot.pace.sent();
        sending.strategy.sent(qty);
        sending.firm.sent(qty);
    }

    /// Counts a cancel.
    ///
    /// # Errors
    ///
    /// [`Refusal::CancelsThrottled`]: so many were sent lately.
    pub(crate) fn spend_cancel(&self, now: Nanos) -> Result<(), Refusal> {
        let throttles = &self.region.control.throttles;
        // Whatever its time is: one that were held back to a wrong clock's would be refused for ever.
        let (cancels, step) = (throttles.cancels.load(Relaxed), throttles.step(now));
        // A region whose throttles nobody has set has nothing to cancel.
        let free = cancels == UNBOUNDED || cancels == 0;
        if free || self.slot.pace.messages.cancels.spend(step, cancels as u32) {
            Ok(())
        } else {
            Err(Refusal::CancelsThrottled)
        }
    }

    /// The time of a report as far as it is believed: it is not refused for its time.
    pub(crate) fn believed(&self, now: Nanos) -> Nanos {
        let (latest, tolerance) = self.region.latest();
        Nanos(clock::believed(now.0, self.slot.clock.load(Relaxed), latest, tolerance))
    }

    /// The place of a strategy in an instrument, made where there is none.
    pub(crate) fn repeat_place(&self, strategy: u32, instrument: u32) -> Result<u32, Refusal> {
        let root = &self.region.control.repeats;
        let pair = (strategy, instrument);
        streak::place(self.region.repeats, root, &self.repeat_pool(), pair)
            .map_err(|_| Refusal::ThrottlesFull)
    }

    /// Counts an execution on a parent's side.
    #[inline]
    pub(crate) fn count_execution(&self, parent: &ParentSlot, now: Nanos, raised: &mut AlarmSet) {
        let Some(strategy) = self.region.strategies.get(parent.strategy() as usize) else { return };
        if u64::from(strategy.max_repeats()) != UNBOUNDED {
            self.count_repeat(parent, strategy, now, raised);
        }
    }

    #[inline(never)]
    fn count_repeat(
        &self,
        parent: &ParentSlot,
        strategy: &StrategySlot,
        now: Nanos,
        raised: &mut AlarmSet,
    ) {
        let Some(slot) = self.region.repeats.get(parent.repeat() as usize) else { return };
        let max = strategy.max_repeats();
        let (throttles, time) = (&self.region.control.throttles, self.believed(now));
        let length = length_of(throttles.window.load(Relaxed));
        if slot.goes_on(parent.is_buy(), (time, length), max) {
            return;
        }
        let (side, window) = (parent.side(), window_of(throttles.step(time)));
        let latched = slot.executed(side, (window, max), now, || self.region.begin_throw());
        if let Some(throw) = latched {
            // What a lane has found permitted is not any more.
            self.region.void_births();
            drop(throw);
            let values = (u64::from(strategy.code()), u64::from(parent.instrument().0));
            self.raise_both(AlarmKind::Repeats, values, now, raised);
        }
    }

    /// Counts an order that a venue has rejected.
    pub(crate) fn count_reject(&self, now: Nanos, raised: &mut AlarmSet) {
        let throttles = &self.region.control.throttles;
        let max = throttles.max_rejects.load(Relaxed);
        if max == UNBOUNDED || max == 0 {
            return;
        }
        let window = window_of(throttles.step(self.believed(now)));
        let count = rejects::count_one(&self.region.control.rejects, window, max as u32);
        if let Some(count) = count {
            self.raise_both(AlarmKind::Rejects, (u64::from(count), max), now, raised);
        }
    }
}

impl<'a> Region<'a> {
    /// Whether a parent's strategy waits for a person in its instrument.
    pub(crate) fn is_latched(&self, book: &Book<'_>) -> bool {
        let slot = self.repeats.get(book.slot.repeat() as usize);
        slot.is_some_and(RepeatSlot::is_latched)
    }
}
