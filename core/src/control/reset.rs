//! Closing a thrown switch again: two persons, a delay between them, and nothing left in doubt.
//!
//! ```text
//!  request  key A ─► nonce, bound to the counts seen        least delay ─► confirm  key B, nonce, fingerprint ─► 1 CAS
//!                                                                          a kill in between: worthless
//! ```
//!
//! Law L7: what tripped stays tripped until both have asked for the same, through this handle. The
//! confirmation looks again at all that made somebody trip it.

use super::Control;
use crate::child::{ChildSlot, State};
use crate::event::EventKind;
use crate::hash;
use crate::headroom::update;
use crate::id::{AccountId, InstrumentId, ParentId, PartyId, StrategyId, VenueId};
use crate::parent::ParentWord;
use crate::refusal::Refusal;
use crate::region::{Fingerprint, Region};
use crate::switch::{Counts, Scope, Switch};
use crate::sync::{Acquire, AtomicU64, Relaxed, Release};
use crate::units::Nanos;

/// How long a reset must be thought over, and how long the thought is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResetTerms {
    /// Nanoseconds that must lie between a request and its confirmation. 0 is for tests.
    pub least_delay: u64,
    /// Nanoseconds after the request at which it is worth nothing any more; more than the delay.
    pub expiry: u64,
}

/// A reset that one person asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResetRequest {
    /// What to open again. A parent is released instead: [`Control::release`].
    pub scope: Scope,
    /// The person's key.
    pub key: u128,
    /// Why, in the person's own words: 32 bytes of text, filled up with zeroes.
    pub why: [u8; 32],
}

/// What the second person confirms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResetTicket {
    /// Names the request; never 0.
    pub nonce: u64,
    /// The counts of the switch that the request has seen.
    pub counts: Counts,
    /// From when on it may be confirmed.
    pub not_before: Nanos,
    /// Until when.
    pub not_after: Nanos,
}

/// The last reset that was carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResetRecord {
    /// What was opened.
    pub scope: Scope,
    /// The persons who asked and who confirmed.
    pub by: [u32; 2],
    /// Why, in the first person's words.
    pub why: [u8; 32],
    /// When.
    pub at: Nanos,
}

const SCOPE: u32 = 48;

/// A scope as one word; parents, which are not reset, have none.
fn scope_word(scope: Scope) -> Option<u64> {
    let (kind, id) = match scope {
        Scope::Firm => (1, 0),
        Scope::Account(id) => (2, id.0),
        Scope::Instrument(id) => (3, id.0),
        Scope::Venue(id) => (4, id.0),
        Scope::Strategy(id) => (5, id.0),
        Scope::Lane(index) => (6, index),
        Scope::Party(id) => (7, id.0),
        Scope::Parent(_) => return None,
    };
    Some(kind << SCOPE | u64::from(id))
}

pub(super) fn scope_of(word: u64) -> Option<Scope> {
    let id = word as u32;
    match word >> SCOPE {
        1 => Some(Scope::Firm),
        2 => Some(Scope::Account(AccountId(id))),
        3 => Some(Scope::Instrument(InstrumentId(id))),
        4 => Some(Scope::Venue(VenueId(id))),
        5 => Some(Scope::Strategy(StrategyId(id))),
        6 => Some(Scope::Lane(id)),
        7 => Some(Scope::Party(PartyId(id))),
        _ => None,
    }
}

fn write_text(words: &[AtomicU64; 4], text: [u8; 32]) {
    let (chunks, _) = text.as_chunks::<8>();
    for (word, chunk) in words.iter().zip(chunks) {
        word.store(u64::from_le_bytes(*chunk), Relaxed);
    }
}

pub(super) fn read_text(words: &[AtomicU64; 4]) -> [u8; 32] {
    let mut text = [0; 32];
    let (chunks, _) = text.as_chunks_mut::<8>();
    for (chunk, word) in chunks.iter_mut().zip(words) {
        *chunk = word.load(Relaxed).to_le_bytes();
    }
    text
}

impl Control<'_> {
    /// Sets how long a reset must be thought over. Without it the house does not open. An open request
    /// was made by other terms, and is worth nothing any more.
    ///
    /// # Errors
    ///
    /// [`Refusal::HandleLost`]; [`Refusal::LimitUnset`]: the expiry is not after the delay. Nothing
    /// changes.
    pub fn set_reset_terms(&mut self, terms: &ResetTerms) -> Result<(), Refusal> {
        self.try_set_reset_terms(terms)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, self.time()))
    }

    fn try_set_reset_terms(&mut self, terms: &ResetTerms) -> Result<(), Refusal> {
        self.enter()?;
        if terms.expiry <= terms.least_delay {
            return Err(Refusal::LimitUnset);
        }
        let resets = &self.lane.region.control.resets;
        resets.nonce.store(0, Release);
        resets.least_delay.store(terms.least_delay.saturating_add(1), Release);
        resets.expiry.store(terms.expiry.saturating_add(1), Release);
        Ok(())
    }

    /// The first of two steps: a person asks for a scope to be opened again. It takes the place of a
    /// request that was open before.
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails.
    ///
    /// | error                            | when                                                   |
    /// |----------------------------------|--------------------------------------------------------|
    /// | [`Refusal::HandleLost`]          | the handle was taken over                              |
    /// | [`Refusal::ClockBackwards`], [`Refusal::ClockStopped`] | as for [`Control::arm`]          |
    /// | [`Refusal::UnknownAccount`], …   | the scope names nothing                                |
    /// | [`Refusal::UnknownKey`]          | nobody has this key                                    |
    /// | [`Refusal::LimitUnset`]          | [`Control::set_reset_terms`] was never called          |
    /// | [`Refusal::NothingToChange`]     | the scope is not stopped, or it is a parent            |
    pub fn request_reset(
        &mut self,
        request: &ResetRequest,
        now: Nanos,
    ) -> Result<ResetTicket, Refusal> {
        self.try_request_reset(request, now)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, now))
    }

    fn try_request_reset(
        &mut self,
        request: &ResetRequest,
        now: Nanos,
    ) -> Result<ResetTicket, Refusal> {
        self.lane.enter(now)?;
        let region = self.lane.region;
        let scope = scope_word(request.scope).ok_or(Refusal::NothingToChange)?;
        let switch = region.switch(request.scope)?.ok_or(Refusal::NothingToChange)?;
        let key = region.key_place(request.key).ok_or(Refusal::UnknownKey)?;
        let resets = &region.control.resets;
        let (delay, expiry) = region.reset_terms().ok_or(Refusal::LimitUnset)?;
        if !switch.is_stopped() {
            return Err(Refusal::NothingToChange);
        }
        self.lane.passed(now);
        let counts = switch.counts();
        let number = resets.requested.load(Relaxed).wrapping_add(1);
        let words = [number, scope, counts.kills, counts.restrictions, now.0, key as u64];
        let nonce = words.iter().fold(hash::EMPTY, |sum, word| hash::add(sum, &word.to_le_bytes()));
        let nonce = nonce.max(1);
        // A request that is half written has no nonce, and cannot be confirmed.
        resets.nonce.store(0, Release);
        resets.requested.store(number, Relaxed);
        resets.scope.store(scope, Relaxed);
        resets.kills.store(counts.kills, Relaxed);
        resets.restrictions.store(counts.restrictions, Relaxed);
        resets.at.store(now.0, Relaxed);
        resets.key.store(key as u64, Relaxed);
        write_text(&resets.why, request.why);
        resets.nonce.store(nonce, Release);
        self.lane.passed(now);
        Ok(ResetTicket {
            nonce,
            counts,
            not_before: Nanos(now.0.saturating_add(delay)),
            not_after: Nanos(now.0.saturating_add(expiry)),
        })
    }

    /// The second step: another person confirms the request, and has looked at what runs here. The
    /// scope is open when it returns, and the request is used up.
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails.
    ///
    /// | error                            | when                                                        |
    /// |----------------------------------|-------------------------------------------------------------|
    /// | [`Refusal::HandleLost`]          | the handle was taken over                                   |
    /// | [`Refusal::ClockBackwards`], [`Refusal::ClockStopped`] | as for [`Control::arm`]               |
    /// | [`Refusal::KilledSince`]         | the scope was stopped again since the request               |
    /// | [`Refusal::UnknownKey`]          | nobody has this key                                         |
    /// | [`Refusal::SameKey`]             | it is that of the request                                   |
    /// | [`Refusal::NoSuchRequest`]       | no request with this nonce is open                          |
    /// | [`Refusal::WrongFingerprint`]    | what runs here has another fingerprint                      |
    /// | [`Refusal::AlarmsRaised`]        | a critical alarm is not acknowledged                        |
    /// | [`Refusal::ChildUnproven`]       | of a child in the scope nobody knows whether it was sent, or what became of it |
    /// | [`Refusal::SuspenseOpen`]        | an execution in suspense is not assigned                    |
    /// | [`Refusal::TooSoon`], [`Refusal::TooLate`] | the least delay, the expiry                       |
    pub fn confirm_reset(
        &mut self,
        nonce: u64,
        key: u128,
        fingerprint: &Fingerprint,
        now: Nanos,
    ) -> Result<(), Refusal> {
        self.try_confirm_reset(nonce, key, fingerprint, now)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, now))
    }

    fn try_confirm_reset(
        &mut self,
        nonce: u64,
        key: u128,
        fingerprint: &Fingerprint,
        now: Nanos,
    ) -> Result<(), Refusal> {
        self.lane.enter(now)?;
        let region = self.lane.region;
        let resets = &region.control.resets;
        let open = nonce != 0 && resets.nonce.load(Acquire) == nonce;
        let seen = Counts {
            kills: resets.kills.load(Relaxed),
            restrictions: resets.restrictions.load(Relaxed),
        };
        let scope = scope_of(resets.scope.load(Relaxed)).filter(|_| open);
        let switch = scope.and_then(|scope| region.switch(scope).ok().flatten());
        if switch.is_some_and(|switch| switch.counts() != seen) {
            return Err(Refusal::KilledSince);
        }
        let key = region.key_place(key).ok_or(Refusal::UnknownKey)?;
        let first = resets.key.load(Relaxed);
        if open && first == key as u64 {
            return Err(Refusal::SameKey);
        }
        let (Some(scope), Some(switch)) = (scope, switch) else {
            return Err(Refusal::NoSuchRequest);
        };
        region.permits_reset(scope, fingerprint)?;
        region.is_time_to_reset(now)?;
        switch.open(seen)?;
        if let Scope::Strategy(id) = scope
            && let Some((_, strategy)) = region.strategy(id)
        {
            strategy.held.store(0, Release);
        }
        self.lane.passed(now);
        resets.nonce.store(0, Release);
        self.lane.passed(now);
        let persons = region.record_reset((first as usize, key), now);
        self.tell(EventKind::Reset, now, persons, resets.scope.load(Relaxed));
        Ok(())
    }

    /// Lets a held parent go on.
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails.
    ///
    /// | error                           | when                                                |
    /// |---------------------------------|-----------------------------------------------------|
    /// | [`Refusal::HandleLost`]         | the handle was taken over                           |
    /// | [`Refusal::UnknownParent`]      | no such parent                                      |
    /// | [`Refusal::ExceedsHeadroom`]    | it is overfilled: it cannot be released             |
    /// | [`Refusal::NothingToChange`]    | it is not held                                      |
    pub fn release(&mut self, parent: ParentId, now: Nanos) -> Result<(), Refusal> {
        self.try_release(parent, now)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, now))
    }

    fn try_release(&mut self, parent: ParentId, now: Nanos) -> Result<(), Refusal> {
        self.enter()?;
        let region = self.lane.region;
        let (slot, parts) = region.parent_slot(parent).ok_or(Refusal::UnknownParent)?;
        let release = |bits| {
            let word = ParentWord(bits);
            let may = word.is(parts.generation) && word.is_held() && word.overfill() == 0;
            may.then_some(word.release().0)
        };
        if let Err(bits) = update(&slot.word, release) {
            let word = ParentWord(bits);
            return Err(if !word.is(parts.generation) {
                Refusal::UnknownParent
            } else if word.is_held() {
                Refusal::ExceedsHeadroom
            } else {
                Refusal::NothingToChange
            });
        }
        slot.refused.store(0, Release);
        self.tell(EventKind::Released, now, 0, 0);
        Ok(())
    }
}

impl Switch {
    fn is_stopped(&self) -> bool {
        let counts = self.counts();
        self.is_halted() || !self.is_eased(counts.restrictions)
    }
}

impl Region<'_> {
    /// The least delay and the expiry of a reset, if they are set.
    pub(super) fn reset_terms(&self) -> Option<(u64, u64)> {
        let resets = &self.control.resets;
        let delay = resets.least_delay.load(Acquire).checked_sub(1)?;
        Some((delay, resets.expiry.load(Acquire).checked_sub(1)?))
    }

    fn is_time_to_reset(&self, now: Nanos) -> Result<(), Refusal> {
        let (delay, expiry) = self.reset_terms().ok_or(Refusal::LimitUnset)?;
        let waited = now.0.saturating_sub(self.control.resets.at.load(Relaxed));
        if waited < delay {
            Err(Refusal::TooSoon)
        } else if waited > expiry {
            Err(Refusal::TooLate)
        } else {
            Ok(())
        }
    }

    /// Whether nothing is left that somebody should look at first.
    fn permits_reset(&self, scope: Scope, fingerprint: &Fingerprint) -> Result<(), Refusal> {
        if *fingerprint != self.fingerprint() {
            return Err(Refusal::WrongFingerprint);
        }
        if self.alarms().is_critical_raised() {
            return Err(Refusal::AlarmsRaised);
        }
        let used = self.pools.children.fresh.load(Acquire) as usize;
        let mut children = (0u32..).zip(self.children.iter().take(used));
        if children.any(|(index, child)| is_unproven(child) && self.concerns(scope, index)) {
            return Err(Refusal::ChildUnproven);
        }
        let suspended = &self.control.suspended;
        if suspended.gross.load(Acquire) != suspended.assigned.load(Acquire) {
            return Err(Refusal::SuspenseOpen);
        }
        Ok(())
    }

    /// Writes down who has opened what; returns the two persons as one word.
    fn record_reset(&self, keys: (usize, usize), now: Nanos) -> u64 {
        let resets = &self.control.resets;
        let person = |place| self.keys().nth(place).map_or(0, |key| key.person.load(Relaxed));
        let by = [person(keys.0), person(keys.1)];
        resets.last_at.store(0, Relaxed);
        resets.last_scope.store(resets.scope.load(Relaxed), Relaxed);
        resets.last_by.iter().zip(by).for_each(|(word, person)| word.store(person, Relaxed));
        write_text(&resets.last_why, read_text(&resets.why));
        resets.last_at.store(now.0.wrapping_add(1), Release);
        by[0] << 32 | by[1]
    }

    /// The last reset that was carried out; `None` while there was none.
    #[must_use]
    pub fn last_reset(&self) -> Option<ResetRecord> {
        let resets = &self.control.resets;
        let at = resets.last_at.load(Acquire).checked_sub(1)?;
        let [first, second] = &resets.last_by;
        Some(ResetRecord {
            scope: scope_of(resets.last_scope.load(Relaxed))?,
            by: [first.load(Relaxed) as u32, second.load(Relaxed) as u32],
            why: read_text(&resets.last_why),
            at: Nanos(at),
        })
    }
}

/// Whether nobody knows of a child that it was sent, or what became of it.
fn is_unproven(child: &ChildSlot) -> bool {
    let word = child.word();
    match word.state() {
        None | Some(State::Void) => false,
        Some(State::Born | State::Unknown) => true,
        Some(state) => !state.is_alive() && !child.is_spent(word),
    }
}
