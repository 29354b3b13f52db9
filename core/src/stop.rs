//! Stopping everything at once: `kill`, and the list of what had escaped.
//!
//! ```text
//!  killer  throws += 1 ──► kill_count += 1 ──► every lane's word += one kill ──► throws −= 1      ──► receipt
//!  lane    word ──► look at every switch ──► take ──► write ──► word: the same? + one child : void it
//! ```
//!
//! Law L6 rests here and in `gate`: a birth that began before the killer touched its lane's word
//! fails its CAS on it; one that begins after sees the switch, which was thrown before. Nothing
//! waits, nothing is called, no handle is needed.
//!
//! A killer may die between its switch and the lanes' words, which no birth would notice that goes by
//! what its lane has found before. So it says first that a throw is under way; while one is, every lane
//! looks at everything. One that never ends costs time until the region is recovered, and stops nobody
//! else.
//!
//! Uses: `region`, `switch`. Used by: `lane`, `control`.

use crate::child::{ChildSlot, State};
use crate::headroom::update;
use crate::id::ChildId;
use crate::inventory::ControlId;
use crate::parent::ParentWord;
use crate::party::Parties;
use crate::refusal::Refusal;
use crate::region::{MAX_LANES, Region};
use crate::switch::{Cause, Level, Scope, Switch};
use crate::sync::{AcqRel, Acquire, AtomicU64, Relaxed, Release};
use crate::units::Nanos;
use crate::wrong::{self, Design};

/// A lane's publish word: kills in the high 24 bits, children published in the low 40.
pub(crate) const ONE_KILL: u64 = 1 << 40;

/// The children that a publish word counts.
pub(crate) const fn published(word: u64) -> u64 {
    word & (ONE_KILL - 1)
}

/// The kills that a publish word counts.
pub(crate) const fn kills(word: u64) -> u64 {
    word >> 40
}

/// What a kill found: how many children each lane had published. No child of the scope beyond these
/// is ever born.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// What was halted.
    pub scope: Scope,
    /// How far.
    pub level: Level,
    /// How often the scope was killed, this time included; 0 for a parent.
    pub kill_count: u64,
    /// How many lanes there are.
    pub lanes: u32,
    /// Children that each lane had published, of any scope.
    pub published: [u64; MAX_LANES as usize],
}

/// A child that was out when its scope was killed, and is not proven dead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Escaped {
    /// The child.
    pub child: ChildId,
    /// Nobody has said yet that it left the process.
    pub in_doubt: bool,
}

/// A permission that is being taken away: from before the change itself until every lane's word shows
/// it. While there is one, no lane counts on what it has found before (see `gate::pass`): who sees the
/// change has seen this before it.
///
/// ```text
///   63 … 32   31 … 0
///     age   │ throws under way          age: how often they were forgotten, by a recovery
/// ```
pub(crate) struct Throw<'a> {
    throws: &'a AtomicU64,
    age: u64,
}

const AGE: u32 = 32;
const UNDER_WAY: u64 = (1 << AGE) - 1;

impl<'a> Region<'a> {
    /// Says that something is about to be forbidden. To be dropped after the lanes' words were touched.
    pub(crate) fn begin_throw(&self) -> Throw<'a> {
        let throws = &self.control.throws;
        // Whoever acquires the change, which is written after this with a release, has seen this too.
        Throw { throws, age: throws.fetch_add(1, AcqRel) >> AGE }
    }

    /// Whether something is being forbidden at this moment. Relaxed: whoever has seen the change itself
    /// sees what was written before it.
    pub(crate) fn is_throwing(&self) -> bool {
        self.control.throws.load(Relaxed) & UNDER_WAY != 0
    }

    /// Forgets the throws of dead processes. Only for `recover`: what they have thrown counts from the
    /// next arming on like anything else, for that touches every lane's word.
    pub(crate) fn forget_throws(&self) {
        let next = (self.control.throws.load(Relaxed) >> AGE).wrapping_add(1);
        self.control.throws.store(next << AGE, Release);
    }
}

impl Drop for Throw<'_> {
    fn drop(&mut self) {
        let ended = |word: u64| {
            let stands = word >> AGE == self.age && word & UNDER_WAY != 0;
            stands.then(|| word.wrapping_sub(1))
        };
        let _ = update(self.throws, ended);
    }
}

impl<'a> Region<'a> {
    pub(crate) fn switch(&self, scope: Scope) -> Result<Option<&'a Switch>, Refusal> {
        match scope {
            Scope::Firm => Ok(Some(&self.control.firm)),
            Scope::Account(id) => {
                self.account(id).map(|slot| Some(&slot.switch)).ok_or(Refusal::UnknownAccount)
            }
            Scope::Instrument(id) => {
                self.instrument(id).map(|slot| Some(&slot.switch)).ok_or(Refusal::UnknownInstrument)
            }
            Scope::Venue(id) => {
                self.venue(id).map(|slot| Some(&slot.switch)).ok_or(Refusal::UnknownVenue)
            }
            Scope::Strategy(id) => {
                let found = self.strategy(id).map(|(_, slot)| Some(&slot.switch));
                found.ok_or(Refusal::UnknownStrategy)
            }
            Scope::Lane(index) => {
                let slot = self.trading().get(index as usize).ok_or(Refusal::NoSuchLane)?;
                Ok(Some(&slot.switch))
            }
            Scope::Party(id) => {
                self.party(id).map(|slot| Some(&slot.switch)).ok_or(Refusal::UnknownParty)
            }
            Scope::Parent(_) => Ok(None),
        }
    }

    /// Halts a scope. When it returns, no child of the scope is born any more, in any thread or
    /// process.
    ///
    /// Any thread, any handle, a signal handler: it waits for nobody and calls nothing. `reason` is
    /// the caller's own number, kept with the switch for whoever looks next.
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails: the scope names an account, instrument, venue, strategy, lane,
    /// party or parent that there is not, and the answer is the refusal of that name.
    pub fn kill(&self, scope: Scope, reason: u32, now: Nanos) -> Result<Receipt, Refusal> {
        self.restrict(scope, Level::NoNewOrders, &Cause::of(reason, now))
    }

    /// Stops a scope as far as `level` says, if it is not stopped further already; what is stopped
    /// is never let go by it. When it returns, no child is born any more that the level forbids, in
    /// any thread or process. As [`Region::kill`] it may be called from anywhere. A parent has one
    /// level only, [`Level::NoNewOrders`]: it is held.
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails: as [`Region::kill`]; or [`Refusal::NothingToChange`]: the level is
    /// [`Level::Open`], or one that a parent does not have.
    pub fn restrict(&self, scope: Scope, level: Level, cause: &Cause) -> Result<Receipt, Refusal> {
        self.try_restrict(scope, level, cause)
            .inspect_err(|refusal| self.count_refusal(*refusal, cause.at))
    }

    fn try_restrict(&self, scope: Scope, level: Level, cause: &Cause) -> Result<Receipt, Refusal> {
        if level == Level::Open {
            return Err(Refusal::NothingToChange);
        }
        let (throw, kill_count) = self.throw(scope, level, cause)?;
        // A warning stops nothing, so no birth that has begun is void by it.
        let published = if level == Level::Warn { self.births(0) } else { self.void_births() };
        drop(throw);
        let lanes = self.trading().len() as u32;
        self.hit(ControlId::of_throw(scope, level), cause.at);
        Ok(Receipt { scope, level, kill_count, lanes, published })
    }

    /// Throws a scope's switch, and says before that it does; returns how often it was killed by now.
    pub(crate) fn throw(
        &self,
        scope: Scope,
        level: Level,
        cause: &Cause,
    ) -> Result<(Option<Throw<'a>>, u64), Refusal> {
        let switch = self.switch(scope)?;
        let throw = (level > Level::Warn).then(|| self.begin_throw());
        let kill_count = match (switch, scope) {
            (Some(switch), _) => switch.raise(level, cause),
            (None, Scope::Parent(id)) => {
                if level < Level::NoNewOrders {
                    return Err(Refusal::NothingToChange);
                }
                let (slot, parts) = self.parent_slot(id).ok_or(Refusal::UnknownParent)?;
                let hold = |word| {
                    let word = ParentWord(word);
                    word.is(parts.generation).then_some(word.hold().0)
                };
                update(&slot.word, hold).map_err(|_| Refusal::UnknownParent)?;
                0
            }
            (None, _) => 0,
        };
        Ok((throw, kill_count))
    }

    /// Makes every birth fail that has begun; returns how many children each lane had published.
    pub(crate) fn void_births(&self) -> [u64; MAX_LANES as usize] {
        self.births(if wrong::is(Design::KillWithoutVoid) { 0 } else { ONE_KILL })
    }

    /// Has every lane look anew at all that it has found permitted.
    pub(crate) fn look_anew(&self) {
        self.control.throttles.changed();
        self.void_births();
    }

    fn births(&self, kills: u64) -> [u64; MAX_LANES as usize] {
        let mut counts = [0; MAX_LANES as usize];
        // The control handle gives birth to nothing, so its word need not be touched.
        for (lane, count) in self.trading().iter().zip(&mut counts) {
            *count = published(lane.publish.fetch_add(kills, AcqRel));
        }
        counts
    }

    /// Closes the house: disarmed, the firm halted, every birth that had begun void.
    pub(crate) fn close(&self, now: Nanos) -> Result<(), Refusal> {
        let _throw = self.begin_throw();
        let firm = &self.control.firm;
        let before = firm.kill_count();
        let closed_before = self.control.armed.load(Acquire) >> 1;
        let ours = !firm.is_halted() || before == closed_before;
        let killed = firm.kill(&Cause::of(0, now));
        // Where somebody else had thrown the switch, before or in between, `arm` must not take it
        // for ours.
        let alone = ours && killed == before.wrapping_add(1);
        let closed_at = if alone { killed } else { 0 };
        self.control.armed.store(closed_at << 1, Release);
        // Last: whoever reads its lane's word after this finds the house closed.
        self.void_births();
        Ok(())
    }

    /// Lists what had escaped when `receipt` was written and is not proven dead yet: fills `out`
    /// and returns how many it wrote. Begin with a `cursor` of 0 and call until it returns 0; a
    /// later sweep with a new cursor finds what still lives.
    pub fn escaped(&self, receipt: &Receipt, cursor: &mut u32, out: &mut [Escaped]) -> usize {
        let used = self.pools.children.fresh.load(Acquire);
        let mut written = 0;
        while u64::from(*cursor) < used && written < out.len() {
            let index = *cursor;
            *cursor = cursor.saturating_add(1);
            let Some(found) = self.escaped_child(receipt, index) else { continue };
            let Some(place) = out.get_mut(written) else { break };
            *place = found;
            written += 1;
        }
        written
    }

    /// Whether a child was published: one that was not is on its way to be void.
    pub(crate) fn is_published(&self, child: &ChildSlot) -> bool {
        let (lane, number) = child.birth();
        let lane = self.lanes.get(lane as usize);
        lane.is_some_and(|lane| number <= published(lane.publish.load(Acquire)))
    }

    fn escaped_child(&self, receipt: &Receipt, index: u32) -> Option<Escaped> {
        let slot = self.children.get(index as usize)?;
        let word = slot.word();
        let state = word.state()?;
        let is_over = !state.is_alive() && slot.is_spent(word);
        if state == State::Void || is_over {
            return None;
        }
        let (lane, number) = slot.birth();
        let published = receipt.published.get(lane as usize).copied().unwrap_or(0);
        if number > published || !self.concerns(receipt.scope, index) {
            return None;
        }
        Some(Escaped { child: self.child_id(index)?, in_doubt: state == State::Born })
    }

    /// Whether the child in a slot belongs to a scope.
    pub(crate) fn concerns(&self, scope: Scope, index: u32) -> bool {
        let Some(child) = self.children.get(index as usize) else { return false };
        let parent = child.parent();
        let terms = self.parent_slot(parent).map(|(slot, _)| slot.terms());
        match scope {
            Scope::Firm => true,
            Scope::Account(id) => terms.is_some_and(|terms| terms.account == id.0),
            Scope::Instrument(id) => terms.is_some_and(|terms| terms.instrument == id.0),
            Scope::Strategy(id) => {
                let place = self.strategy(id).map(|(place, _)| place);
                terms.is_some_and(|terms| Some(terms.strategy) == place)
            }
            Scope::Party(id) => terms.is_some_and(|terms| {
                Parties::from_word(terms.parties).iter().any(|(_, party)| party == id)
            }),
            Scope::Venue(id) => child.venue() == id,
            Scope::Lane(lane) => child.birth().0 == lane,
            Scope::Parent(id) => parent == id,
        }
    }

    /// How often a scope was killed; a reset must name it. 0 for a parent.
    ///
    /// # Errors
    ///
    /// As [`Region::kill`].
    pub fn kill_count(&self, scope: Scope) -> Result<u64, Refusal> {
        Ok(self.switch(scope)?.map_or(0, Switch::kill_count))
    }

    /// Whether a scope's own switch is thrown; for a parent, whether it is held.
    ///
    /// # Errors
    ///
    /// As [`Region::kill`].
    pub fn is_halted(&self, scope: Scope) -> Result<bool, Refusal> {
        match (self.switch(scope)?, scope) {
            (Some(switch), _) => Ok(switch.is_halted()),
            (None, Scope::Parent(id)) => {
                let (slot, parts) = self.parent_slot(id).ok_or(Refusal::UnknownParent)?;
                let word = slot.word();
                if word.is(parts.generation) {
                    Ok(word.is_held())
                } else {
                    Err(Refusal::UnknownParent)
                }
            }
            (None, _) => Ok(false),
        }
    }

    /// How far a scope is stopped by its own switch. A parent that is held: [`Level::NoNewOrders`].
    ///
    /// # Errors
    ///
    /// As [`Region::kill`].
    pub fn level(&self, scope: Scope) -> Result<Level, Refusal> {
        match self.switch(scope)? {
            Some(switch) => Ok(switch.level()),
            None if self.is_halted(scope)? => Ok(Level::NoNewOrders),
            None => Ok(Level::Open),
        }
    }

    /// Why and when a scope's switch was thrown last. Zeroes for a parent.
    ///
    /// # Errors
    ///
    /// As [`Region::kill`].
    pub fn cause(&self, scope: Scope) -> Result<Cause, Refusal> {
        Ok(self.switch(scope)?.map_or(Cause::default(), Switch::cause))
    }
}

#[cfg(all(test, loom))]
mod loom;
