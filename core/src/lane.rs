//! A lane: one thread's right to trade.
//!
//! Law: a lane has one owner. It is claimed by a CAS on its claim word, whose value is the owner's
//! token: odd while held, and never the same twice. Every call compares the token first, so an
//! owner that was replaced is refused from then on.
//!
//! The control handle has a place of its own at the end of the table of lanes, with a claim, a
//! clock, pools, tallies and a ring like any other. It reports from there and never routes, so it is
//! no lane to anybody outside.
//!
//! Uses: `region`, `event`, `alarm`, `stop`. Used by: `ledger`, `gate`, `desk`, `report`,
//! `control`.

mod journal;
mod pace;

pub use journal::Journal;

use crate::alarm::{AlarmKind, AlarmSet};
use crate::event::{Ring, Told};
use crate::headroom::update;
use crate::id::{ParentId, Parts};
use crate::inventory::ControlId;
use crate::limits::Tally;
use crate::parent::{ParentSlot, ParentWord};
use crate::pool::{Pool, PoolOwn, PoolShared};
use crate::refusal::Refusal;
use crate::region::{LaneSlot, Region, own_build};
use crate::stop::{ONE_KILL, Receipt};
use crate::switch::Scope;
use crate::sync::{AcqRel, Acquire, AtomicU64, Relaxed, Release};
use crate::throttle::clock;
use crate::throttle::flow::FlowSlot;
use crate::units::Nanos;
use crate::wrong::{self, Design};

/// The trading handle: admits, routes, amends, cancels, replaces and reports. One thread at a time;
/// as many lanes as threads.
#[derive(Debug)]
pub struct Lane<'a> {
    pub(crate) region: Region<'a>,
    pub(crate) slot: &'a LaneSlot,
    pub(crate) ring: Ring<'a>,
    pub(crate) index: u32,
    /// What it has sent, for each strategy, and last for the firm.
    pub(crate) flows: &'a [FlowSlot],
    /// What it has booked, in each position.
    pub(crate) tallies: &'a [Tally],
    token: u64,
}

/// A parent that a call works on.
#[derive(Clone, Copy)]
pub(crate) struct Book<'a> {
    pub(crate) id: ParentId,
    pub(crate) slot: &'a ParentSlot,
    pub(crate) parts: Parts,
}

/// Claims a word that nobody holds.
pub(crate) fn claim(word: &AtomicU64) -> Result<u64, Refusal> {
    update(word, |held| (held & 1 == 0).then_some(held.wrapping_add(1)))
        .map(|(_, token)| token)
        .map_err(|_| Refusal::AlreadyClaimed)
}

/// Claims a word whoever holds it; the holder's token is worth nothing from now on.
pub(crate) fn take_over(word: &AtomicU64) -> u64 {
    let newer = if wrong::is(Design::TakeOverKeepsToken) { 0 } else { 1 };
    let next = |held: u64| Some(held.wrapping_add(newer + (held & 1)));
    match update(word, next) {
        Ok((_, token)) | Err(token) => token,
    }
}

/// Gives a claim up, if it is still the caller's.
pub(crate) fn give_up(word: &AtomicU64, token: u64) {
    let _ = word.compare_exchange(token, token.wrapping_add(1), AcqRel, Relaxed);
}

/// Counts one more on a publish word, unless a kill came since `begun` was read.
#[inline]
pub(crate) fn publish(word: &AtomicU64, begun: u64) -> Result<(), Refusal> {
    if wrong::is(Design::PublishUnchecked) {
        word.fetch_add(1, AcqRel);
        return Ok(());
    }
    // Release: who reads the count finds the record. Acquire is not needed: nothing follows
    // that depends on a killer.
    word.compare_exchange(begun, begun.wrapping_add(1), AcqRel, Relaxed)
        .map(|_| ())
        .map_err(|_| Refusal::Halted)
}

impl<'a> Region<'a> {
    fn lane_with(
        &self,
        index: u32,
        claim: impl FnOnce(&AtomicU64) -> Result<u64, Refusal>,
    ) -> Result<Lane<'a>, Refusal> {
        self.trading().get(index as usize).ok_or(Refusal::NoSuchLane)?;
        // What was armed is what the operator has seen: no other build trades in it.
        if self.is_of_another_build() {
            return Err(Refusal::WrongFingerprint);
        }
        let lane = self.place_with(index, claim)?;
        lane.slot.build_part.store(own_build(), Relaxed);
        // `arm` reads every claim by a read-modify-write after it has opened: the later of the two
        // in the order of that word sees what the other did.
        lane.slot.claim.fetch_add(0, AcqRel);
        if self.is_of_another_build() {
            return Err(Refusal::WrongFingerprint);
        }
        Ok(lane)
    }

    /// Whether the house was opened for another build than this one.
    fn is_of_another_build(&self) -> bool {
        let control = self.control;
        control.is_armed() && control.armed_build.load(Relaxed) != own_build()
    }

    /// A place of the table of lanes: a lane's, or the control handle's, which is the last.
    fn place_with(
        &self,
        index: u32,
        claim: impl FnOnce(&AtomicU64) -> Result<u64, Refusal>,
    ) -> Result<Lane<'a>, Refusal> {
        let slot = self.lanes.get(index as usize).ok_or(Refusal::NoSuchLane)?;
        let ring = self.ring(index).ok_or(Refusal::NoSuchLane)?;
        let flows = self.flows_by(index).ok_or(Refusal::NoSuchLane)?;
        let tallies = self.tallies_by(index).ok_or(Refusal::NoSuchLane)?;
        let token = claim(&slot.claim)?;
        Ok(Lane { region: *self, slot, ring, index, flows, tallies, token })
    }

    /// Claims a lane for the calling thread.
    ///
    /// # Errors
    ///
    /// | error                         | when                    |
    /// |-------------------------------|-------------------------|
    /// | [`Refusal::NoSuchLane`]       | there are not so many   |
    /// | [`Refusal::AlreadyClaimed`]   | somebody holds it       |
    /// | [`Refusal::WrongFingerprint`] | the region was armed for another build  |
    pub fn lane(&self, index: u32) -> Result<Lane<'a>, Refusal> {
        let claimed = self.lane_with(index, claim);
        claimed.inspect_err(|refusal| self.count_refusal(*refusal, Nanos(self.latest().0)))
    }

    /// Claims a lane whose owner is dead. An owner that still lives gets [`Refusal::HandleLost`] at
    /// its next call; if it may be inside a call at this moment, do not take its lane: stop the
    /// process first.
    ///
    /// The lane's switch is thrown. Where the owner died inside a call, the parent it worked on is
    /// held and the alarm [`AlarmKind::LaneTakenOver`] raised: until [`crate::Control::recover`]
    /// its books may show too little headroom.
    ///
    /// # Errors
    ///
    /// | error                         | when                    |
    /// |-------------------------------|-------------------------|
    /// | [`Refusal::NoSuchLane`]       | there are not so many   |
    pub fn take_over_lane(&self, index: u32) -> Result<Lane<'a>, Refusal> {
        let lane = self.lane_with(index, |word| Ok(take_over(word)))?;
        let now = Nanos(lane.slot.clock.load(Relaxed));
        self.kill(Scope::Lane(index), 0, now)?;
        self.end_call(&lane, now);
        Ok(lane)
    }

    /// The control handle's place, claimed.
    pub(crate) fn control_place(&self) -> Result<Lane<'a>, Refusal> {
        self.place_with(self.trading().len() as u32, claim)
    }

    /// The control handle's place, taken over from an owner that is dead.
    pub(crate) fn take_over_control_place(&self) -> Result<Lane<'a>, Refusal> {
        let place = self.place_with(self.trading().len() as u32, |word| Ok(take_over(word)))?;
        self.end_call(&place, Nanos(place.slot.clock.load(Relaxed)));
        Ok(place)
    }

    /// Ends what a dead owner may have been in the middle of: its retirement is carried out or
    /// forgotten, and the parent that it worked on is held.
    fn end_call(&self, lane: &Lane<'a>, now: Nanos) {
        let working = lane.slot.working.load(Acquire);
        self.end_retirement(lane.index, lane.slot);
        if working != 0 {
            let parent = ParentId::from_bits(working);
            self.bring_back(parent);
            let _ = self.kill(Scope::Parent(parent), 0, now);
            lane.raise(AlarmKind::LaneTakenOver, working, now, &mut AlarmSet::default());
            lane.slot.working.store(0, Relaxed);
        }
    }
}

impl<'a> Lane<'a> {
    /// The region it belongs to.
    #[must_use]
    pub fn region(&self) -> Region<'a> {
        self.region
    }

    /// Its number.
    #[must_use]
    pub fn index(&self) -> u32 {
        self.index
    }

    /// As [`Region::kill`].
    ///
    /// # Errors
    ///
    /// As [`Region::kill`].
    pub fn kill(&self, scope: Scope, reason: u32, now: Nanos) -> Result<Receipt, Refusal> {
        self.region.kill(scope, reason, now)
    }

    /// Whether the handle is still the lane's owner.
    pub(crate) fn is_owner(&self) -> Result<(), Refusal> {
        if self.slot.claim.load(Acquire) == self.token { Ok(()) } else { Err(Refusal::HandleLost) }
    }

    /// Whether the handle and its clock are right: time never goes backwards for a command that may
    /// commit anything, nor stands still while others' goes on.
    pub(crate) fn enter(&self, now: Nanos) -> Result<(), Refusal> {
        self.is_owner()?;
        let own = self.slot.clock.load(Relaxed);
        let (latest, tolerance) = self.region.latest();
        clock::check(now.0, own, latest, tolerance).map_err(|fault| {
            let floor = latest.saturating_sub(tolerance);
            self.clock_is_wrong(fault, (now, own.max(floor)))
        })
    }

    #[cold]
    fn clock_is_wrong(&self, fault: clock::Fault, (now, least): (Nanos, u64)) -> Refusal {
        let (kind, refusal) = match fault {
            clock::Fault::Backwards => (AlarmKind::ClockBackwards, Refusal::ClockBackwards),
            clock::Fault::Stopped => (AlarmKind::ClockStopped, Refusal::ClockStopped),
        };
        self.raise_both(kind, (now.0, least), now, &mut AlarmSet::default());
        refusal
    }

    /// Takes note of the time of a command that was carried out; a refused one changes nothing.
    pub(crate) fn passed(&self, now: Nanos) {
        self.slot.clock.store(now.0, Relaxed);
        if self.index as usize == self.region.trading().len() {
            // The operator says what time it is.
            self.region.is_time(now);
        } else {
            self.region.saw_time(now);
        }
    }

    /// The same for one that has found the house open.
    pub(crate) fn passed_open(&self, now: Nanos) {
        self.slot.clock.store(now.0, Relaxed);
        self.region.is_time(now);
    }

    /// Whether nothing has run out by `now`: the lease, a monitor's silence, an alarm's deadline, the
    /// journal's ring.
    pub(crate) fn is_in_time(&self, now: Nanos) -> bool {
        let control = self.region.control;
        now.0 < control.lease_until.load(Acquire)
            && now.0 < control.heard_until.load(Acquire)
            && now.0 < control.alarm_deadline.load(Acquire)
            && self.journal_keeps_up()
    }

    /// Whether the house is open at all: armed, the lease running, every monitor heard, nobody deaf
    /// to an alarm, this lane's clock and journal going on; where it is, whether only what reduces a
    /// position passes.
    pub(crate) fn is_open(&self, now: Nanos) -> Result<bool, Refusal> {
        let control = self.region.control;
        if !control.is_armed() {
            return Err(Refusal::NotArmed);
        }
        if now.0 >= control.lease_until.load(Acquire) {
            return Err(Refusal::LeaseExpired);
        }
        if now.0 >= control.heard_until.load(Acquire) {
            return Err(self.monitor_silent(now));
        }
        if now.0 >= control.alarm_deadline.load(Acquire) {
            return Err(Refusal::AlarmUnacknowledged);
        }
        if !self.journal_keeps_up() {
            return Err(Refusal::JournalStalled);
        }
        if control.firm.is_halted() || self.slot.switch.is_halted() {
            return Err(Refusal::Halted);
        }
        Ok(control.firm.is_reduce_only() || self.slot.switch.is_reduce_only())
    }

    #[cold]
    fn monitor_silent(&self, now: Nanos) -> Refusal {
        let until = self.region.control.heard_until.load(Acquire);
        self.raise_both(AlarmKind::MonitorSilent, (until, now.0), now, &mut AlarmSet::default());
        Refusal::MonitorSilent
    }

    /// Says which parent a call is about to change, for whoever takes over should this thread die
    /// in it. Release: who sees this instead of the end of the call before sees all that that call did.
    pub(crate) fn working_on(&self, parent: u64) {
        self.slot.working.store(parent, Release);
    }

    /// Keeps a parent from being retired while this call works on it; whether it is still there.
    ///
    /// Who retires takes the parent out of sight by a read-modify-write of its word, then looks here. We
    /// say what we work on, then read that word by a read-modify-write. Of the two the later one in the
    /// order of the parent's word sees what the other did: we find the parent gone, or it finds us. (A
    /// swap here in place of that would prove nothing: the store that ended our call before may lie
    /// between its look and our swap.)
    pub(crate) fn pin(&self, book: &Book<'_>) -> bool {
        self.working_on(book.id.to_bits());
        // One that is only on its way out is brought back: its retirement fails, and comes again.
        let back = |bits| {
            let word = ParentWord(bits);
            let retiring = word.is_retiring() && word.generation() == book.parts.generation;
            Some(if retiring { word.unretire().0 } else { bits })
        };
        // Another attempt to retire it may begin now; that one finds us here, and fails.
        let seen = update(&book.slot.word, back);
        seen.is_ok_and(|(_, word)| ParentWord(word).is_here(book.parts.generation))
    }

    /// Whether another lane is at work on a parent that is out of sight already.
    pub(crate) fn is_pinned(&self, parent: u64) -> bool {
        let mut others = self.region.lanes.iter().filter(|lane| !core::ptr::eq(*lane, self.slot));
        others.any(|lane| lane.working.load(Acquire) == parent)
    }

    pub(crate) fn at_rest(&self) {
        self.slot.working.store(0, Release);
    }

    #[inline(never)]
    pub(crate) fn tell(&self, told: &Told) {
        if self.is_far_ahead() {
            self.mind_journal(told.time);
        }
        self.ring.tell(told);
    }

    pub(crate) fn raise(&self, kind: AlarmKind, value: u64, now: Nanos, raised: &mut AlarmSet) {
        self.raise_both(kind, (value, 0), now, raised);
    }

    /// Raises an alarm about a value beside another. Its deadline is counted from `now` as far as that
    /// is believed: a clock that is far ahead would never be answered for, and one that is far behind
    /// would leave no time to answer. Up to the lease's end any time may be true: it may have been
    /// quiet for long.
    pub(crate) fn raise_both(
        &self,
        kind: AlarmKind,
        values: (u64, u64),
        now: Nanos,
        raised: &mut AlarmSet,
    ) {
        let patience = self.region.control.patience.load(Relaxed).saturating_sub(1);
        let may_be = now.0 < self.region.control.lease_until.load(Acquire);
        let from = if may_be { self.believed(now).max(now) } else { self.believed(now) };
        let deadline = from.0.saturating_add(patience);
        self.region.alarms().raise(kind, values, now, deadline);
        if let Some(control) = ControlId::of_alarm(kind) {
            self.region.hit(control, now);
        }
        raised.insert(kind);
    }

    /// One more child or replace-up is out, unless a kill came since `begun` was read.
    pub(crate) fn publish(&self, begun: u64) -> Result<(), Refusal> {
        debug_assert!(crate::stop::published(begun) < ONE_KILL - 1);
        publish(&self.slot.publish, begun)
    }

    fn pool(&self, shared: &'a PoolShared, own: &'a PoolOwn, capacity: usize) -> Pool<'a> {
        let lanes = (self.region.lanes.len() as u32).max(1);
        Pool { shared, own, capacity: capacity as u32, lanes }
    }

    pub(crate) fn parent_pool(&self) -> Pool<'a> {
        self.pool(&self.region.pools.parents, &self.slot.parents, self.region.parents.len())
    }

    pub(crate) fn child_pool(&self) -> Pool<'a> {
        self.pool(&self.region.pools.children, &self.slot.children, self.region.children.len())
    }

    pub(crate) fn execution_pool(&self) -> Pool<'a> {
        let capacity = self.region.executions.len();
        self.pool(&self.region.pools.executions, &self.slot.executions, capacity)
    }

    pub(crate) fn suspense_pool(&self) -> Pool<'a> {
        let capacity = self.region.suspense.len();
        self.pool(&self.region.pools.suspense, &self.slot.suspense, capacity)
    }

    pub(crate) fn repeat_pool(&self) -> Pool<'a> {
        self.pool(&self.region.pools.repeats, &self.slot.repeats, self.region.repeats.len())
    }

    pub(crate) fn client_pool(&self) -> Pool<'a> {
        self.pool(&self.region.pools.clients, &self.slot.clients, self.region.clients.len())
    }

    /// Holds a parent if it is not held yet; whether this call did it.
    pub(crate) fn hold_word(word: &AtomicU64, generation: u16) -> bool {
        let hold = |bits| {
            let word = ParentWord(bits);
            (word.is_here(generation) && !word.is_held()).then_some(word.hold().0)
        };
        update(word, hold).is_ok()
    }
}

impl Drop for Lane<'_> {
    fn drop(&mut self) {
        give_up(&self.slot.claim, self.token);
    }
}
