//! The numbers without which nothing opens: throttles, clocks, monitors, keys, builds.

use super::{Control, next};
use crate::event::EventKind;
use crate::hash;
use crate::id::{InstrumentId, MonitorId, StrategyId};
use crate::limits::Throttles;
use crate::refusal::Refusal;
use crate::region::{KeySlot, Region};
use crate::registry::{Kind, RegistryEntry, is_register};
use crate::sync::{AcqRel, Acquire, Relaxed, Release};
use crate::units::Nanos;

impl Control<'_> {
    /// Sets or moves what the firm may send in a window of time. The window itself is moved only while
    /// the house is closed: throttles begin new ones then, and what is latched stays latched.
    ///
    /// # Errors
    ///
    /// [`Refusal::HandleLost`]; [`Refusal::LimitUnset`]: a number is below its least;
    /// [`Refusal::NothingToChange`]: it is another window, and the house is open. Nothing changes.
    pub fn set_throttles(&mut self, throttles: &Throttles) -> Result<(), Refusal> {
        self.try_set_throttles(throttles)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, self.time()))
    }

    fn try_set_throttles(&mut self, throttles: &Throttles) -> Result<(), Refusal> {
        self.enter()?;
        if !throttles.is_valid() {
            return Err(Refusal::LimitUnset);
        }
        let region = self.lane.region;
        let before = region.control.throttles.get();
        if before.is_some_and(|before| before.window != throttles.window) {
            if region.control.is_armed() {
                return Err(Refusal::NothingToChange);
            }
            // The numbers of windows and steps mean other times from now on.
            region.forget_windows();
        }
        region.control.throttles.set(throttles);
        Ok(())
    }

    /// Sets how far a lane's clock may be behind the latest time that anybody gave, in nanoseconds.
    ///
    /// # Errors
    ///
    /// [`Refusal::HandleLost`]: the handle was taken over. Nothing changes.
    pub fn set_clock_tolerance(&mut self, behind: u64) -> Result<(), Refusal> {
        self.try_set_clock_tolerance(behind)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, self.time()))
    }

    fn try_set_clock_tolerance(&mut self, behind: u64) -> Result<(), Refusal> {
        self.enter()?;
        self.lane.region.control.tolerance.store(behind.saturating_add(1), Release);
        Ok(())
    }

    /// Says what time it is, while the house is closed: the way back where somebody gave a time that
    /// was far ahead. Every lane's clock that is later is set back to it. What was heard and counted
    /// by the wrong clock is forgotten, as by [`Control::recover`]: monitors must be heard anew,
    /// reference prices told and leases of parents refreshed anew, an open request of a reset is
    /// worth nothing, and throttles begin new windows. What is latched stays latched.
    ///
    /// # Errors
    ///
    /// [`Refusal::HandleLost`]; [`Refusal::NothingToChange`]: the house is open. Nothing changes.
    pub fn correct_clock(&mut self, now: Nanos) -> Result<(), Refusal> {
        self.try_correct_clock(now)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, now))
    }

    fn try_correct_clock(&mut self, now: Nanos) -> Result<(), Refusal> {
        self.enter()?;
        let region = self.lane.region;
        if region.control.is_armed() {
            return Err(Refusal::NothingToChange);
        }
        region.control.lease_until.store(0, Release);
        region.forget_times();
        for lane in region.lanes {
            lane.clock.fetch_min(now.0, AcqRel);
        }
        region.instruments.iter().for_each(|slot| slot.forget_reference());
        region.parents.iter().for_each(|slot| slot.end_lease());
        region.forget_windows();
        let patience = region.control.patience.load(Relaxed).saturating_sub(1);
        region.alarms().restart(now, patience);
        self.lane.passed(now);
        Ok(())
    }

    /// Defines a program that must be listening: from now on nothing is admitted or routed unless it
    /// was heard ([`Region::heartbeat`]) within the last `max_silence` nanoseconds. Up to 8.
    ///
    /// # Errors
    ///
    /// [`Refusal::HandleLost`]; [`Refusal::LimitUnset`]: `max_silence` is 0;
    /// [`Refusal::DefinitionsFull`]. Nothing changes.
    pub fn define_monitor(&mut self, max_silence: u64) -> Result<MonitorId, Refusal> {
        self.try_define_monitor(max_silence)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, self.time()))
    }

    fn try_define_monitor(&mut self, max_silence: u64) -> Result<MonitorId, Refusal> {
        self.enter()?;
        if max_silence == 0 {
            return Err(Refusal::LimitUnset);
        }
        let region = self.lane.region;
        let count = &region.control.defined.monitors;
        let (index, slot) = next(&region.control.monitors, count)?;
        slot.silence.store(max_silence, Relaxed);
        slot.until.store(0, Relaxed);
        count.store(u64::from(index).wrapping_add(1), Release);
        region.find_silent();
        Ok(MonitorId(index))
    }

    /// Gives a person a key: a number that only that person knows, for [`Control::request_reset`] and
    /// [`Control::confirm_reset`]. Up to 8, while the house is closed. The region keeps what the key
    /// hashes to: that keeps it from being read by accident. Whoever may write to the region's memory
    /// could do without a key.
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails.
    ///
    /// | error                           | when                                      |
    /// |---------------------------------|-------------------------------------------|
    /// | [`Refusal::HandleLost`]         | the handle was taken over                 |
    /// | [`Refusal::NothingToChange`]    | the house is open                         |
    /// | [`Refusal::UnknownKey`]         | the key is 0                              |
    /// | [`Refusal::AlreadyDefined`]     | somebody has this key, or the person has one |
    /// | [`Refusal::DefinitionsFull`]    | eight persons have one                    |
    pub fn define_key(&mut self, person: u32, key: u128) -> Result<(), Refusal> {
        self.try_define_key(person, key)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, self.time()))
    }

    fn try_define_key(&mut self, person: u32, key: u128) -> Result<(), Refusal> {
        self.enter()?;
        let region = self.lane.region;
        if region.control.is_armed() {
            return Err(Refusal::NothingToChange);
        }
        if key == 0 {
            return Err(Refusal::UnknownKey);
        }
        let has_one = |slot: &KeySlot| slot.person.load(Relaxed) == u64::from(person);
        if region.key_place(key).is_some() || region.keys().any(has_one) {
            return Err(Refusal::AlreadyDefined);
        }
        let count = &region.control.defined.keys;
        let (index, slot) = next(&region.control.keys, count)?;
        slot.person.store(u64::from(person), Relaxed);
        for (word, part) in slot.digest.iter().zip(digest(key)) {
            word.store(part, Relaxed);
        }
        count.store(u64::from(index).wrapping_add(1), Release);
        Ok(())
    }

    /// Raises the oldest build that may touch the region, never lowers it: what an older one would
    /// misread is behind it now, and a rollback is refused. The version is as [`crate::Build`] has it.
    ///
    /// # Errors
    ///
    /// [`Refusal::HandleLost`]; [`Refusal::NothingToChange`]: it is that, or newer, already. Nothing
    /// changes.
    pub fn require_build(&mut self, version: u64) -> Result<(), Refusal> {
        self.try_require_build(version)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, self.time()))
    }

    fn try_require_build(&mut self, version: u64) -> Result<(), Refusal> {
        self.enter()?;
        let before = self.lane.region.header.oldest_build.fetch_max(version, AcqRel);
        if before >= version { Err(Refusal::NothingToChange) } else { Ok(()) }
    }

    /// Gives the region a newer state of the gateway's registry, while the house is closed: the same
    /// codes, each of the same generation or a greater one, retired where they were or are now, and
    /// more codes after them. What a defined strategy's generation is does not change by it: define
    /// strategies after.
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails.
    ///
    /// | error                           | when                                                           |
    /// |---------------------------------|----------------------------------------------------------------|
    /// | [`Refusal::HandleLost`]         | the handle was taken over                                      |
    /// | [`Refusal::NothingToChange`]    | the house is open                                              |
    /// | [`Refusal::BadRegistry`]        | it is no register, longer than the table, or edits the history |
    pub fn extend_registry(&mut self, entries: &[RegistryEntry]) -> Result<(), Refusal> {
        self.try_extend_registry(entries)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, self.time()))
    }

    fn try_extend_registry(&mut self, entries: &[RegistryEntry]) -> Result<(), Refusal> {
        self.enter()?;
        let region = self.lane.region;
        if region.control.is_armed() {
            return Err(Refusal::NothingToChange);
        }
        let fits = entries.len() <= region.registry.len() && is_register(entries);
        if !fits || !region.registry_continues(entries) {
            return Err(Refusal::BadRegistry);
        }
        region.write_registry(entries);
        for entry in entries.iter().filter(|entry| entry.retired && entry.kind == Kind::Strategy) {
            if let Some((_, slot)) = region.strategy(StrategyId(entry.code)) {
                slot.retire();
            }
        }
        Ok(())
    }

    /// Lets a strategy trade an instrument again that was executed there too often (RTS 6 Art. 15(3): a
    /// designated person does it).
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails.
    ///
    /// | error                           | when                                          |
    /// |---------------------------------|-----------------------------------------------|
    /// | [`Refusal::HandleLost`]         | the handle was taken over                     |
    /// | [`Refusal::UnknownStrategy`]    | no such strategy                              |
    /// | [`Refusal::UnknownInstrument`]  | no such instrument                            |
    /// | [`Refusal::NothingToChange`]    | it is not stopped there                       |
    pub fn reenable(
        &mut self,
        strategy: StrategyId,
        instrument: InstrumentId,
        now: Nanos,
    ) -> Result<(), Refusal> {
        self.try_reenable(strategy, instrument, now)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, now))
    }

    fn try_reenable(
        &mut self,
        strategy: StrategyId,
        instrument: InstrumentId,
        now: Nanos,
    ) -> Result<(), Refusal> {
        self.enter()?;
        let region = self.lane.region;
        region.strategy(strategy).ok_or(Refusal::UnknownStrategy)?;
        region.instrument(instrument).ok_or(Refusal::UnknownInstrument)?;
        let slot = region.repeat_of(strategy, instrument).ok_or(Refusal::NothingToChange)?;
        slot.reenable()?;
        let detail = u64::from(instrument.0);
        self.tell(EventKind::Reenabled, now, u64::from(strategy.0), detail);
        Ok(())
    }

    /// Ends the journal of a lane whose keeper is gone for good.
    ///
    /// # Errors
    ///
    /// [`Refusal::HandleLost`], [`Refusal::NoSuchLane`]. Nothing changes.
    pub fn end_journal(&mut self, lane: u32) -> Result<(), Refusal> {
        self.try_end_journal(lane)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, self.time()))
    }

    fn try_end_journal(&mut self, lane: u32) -> Result<(), Refusal> {
        self.enter()?;
        let lanes = self.lane.region.trading();
        let slot = lanes.get(lane as usize).ok_or(Refusal::NoSuchLane)?;
        slot.ring_taken.store(0, Release);
        Ok(())
    }
}

/// What a key hashes to.
fn digest(key: u128) -> [u64; 2] {
    let once = hash::add(hash::EMPTY, &key.to_le_bytes());
    let twice = hash::add(once, &key.to_be_bytes());
    [twice, hash::add(twice, &once.to_le_bytes())]
}

impl<'a> Region<'a> {
    pub(crate) fn keys(&self) -> impl Iterator<Item = &'a KeySlot> + use<'a> {
        let count = self.control.defined.keys.load(Acquire) as usize;
        self.control.keys.iter().take(count)
    }

    /// The place of the person who has a key.
    pub(crate) fn key_place(&self, key: u128) -> Option<usize> {
        let digest = digest(key);
        let mut keys = self.keys();
        keys.position(|slot| {
            slot.digest.iter().zip(digest).all(|(word, part)| word.load(Relaxed) == part)
        })
    }

    /// A monitor says that it is listening, at `now`. Any thread or process. The last time that it
    /// gave counts, so one that was wrong is mended by the next; and while the house is open none
    /// counts as later than the end of the lease.
    ///
    /// # Errors
    ///
    /// [`Refusal::UnknownMonitor`]: no such monitor. Nothing changes.
    pub fn heartbeat(&self, monitor: MonitorId, now: Nanos) -> Result<(), Refusal> {
        let count = self.control.defined.monitors.load(Acquire);
        let slot = self.control.monitors.get(monitor.0 as usize);
        let Some(slot) = slot.filter(|_| u64::from(monitor.0) < count) else {
            self.count_refusal(Refusal::UnknownMonitor, now);
            return Err(Refusal::UnknownMonitor);
        };
        let lease = self.control.lease_until.load(Acquire);
        let armed = self.control.is_armed();
        let heard = if armed { now.0.min(lease) } else { now.0 };
        let until = heard.saturating_add(slot.silence.load(Relaxed)).min(u64::MAX - 1);
        slot.until.swap(until, AcqRel);
        if armed {
            self.saw_time(now);
        }
        self.find_silent();
        Ok(())
    }

    /// No monitor can have been heard later than now.
    pub(crate) fn hear_none_after(&self, now: Nanos) {
        for slot in &self.control.monitors {
            let most = now.0.saturating_add(slot.silence.load(Relaxed)).min(u64::MAX - 1);
            slot.until.fetch_min(most, AcqRel);
        }
        self.find_silent();
    }

    /// Sets the word that every route reads to the time at which the first monitor counts as silent.
    /// A thread looks again after its own swap, which acquired what every earlier one had seen, so
    /// the last of several sees every heartbeat, and every monitor that was defined meanwhile.
    fn find_silent(&self) {
        let word = &self.control.heard_until;
        loop {
            let (seen, first) = (word.load(Acquire), self.first_silent());
            let swapped = word.compare_exchange(seen, first, AcqRel, Acquire);
            if swapped.is_ok() && self.first_silent() == first {
                return;
            }
        }
    }

    fn first_silent(&self) -> u64 {
        let count = self.control.defined.monitors.load(Acquire) as usize;
        let monitors = self.control.monitors.iter().take(count);
        monitors.map(|slot| slot.until.load(Acquire)).min().unwrap_or(u64::MAX)
    }

    /// Forgets every time that was heard: another clock may have begun. Only for `recover`.
    pub(crate) fn forget_times(&self) {
        self.control.latest.store(0, Release);
        self.control.resets.nonce.store(0, Release);
        self.control.monitors.iter().for_each(|slot| slot.until.store(0, Relaxed));
        self.find_silent();
    }
}
