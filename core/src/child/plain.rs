//! What plain reports look at in a child, and what they make of its word: see `report/plain.rs`.
//!
//! Law: a word's next value is what [`ChildWord::less`] and [`super::next_state`] come to for such
//! a child, and `None` for any other.

use super::{ChildSlot, ChildWord, GENERATION, PROVEN, SAID, STATE, State, VERSION, claimed};
use crate::headroom;
use crate::sync::{AcqRel, Acquire, Relaxed};
use crate::units::Qty;

/// What a venue has claimed of its CumQty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Claim {
    /// What it has reported.
    AsReported,
    /// That much.
    Said(u64),
}

/// Whether a word of claims holds nothing but what is claimed: no end, no statement, no correction.
#[inline]
const fn only_claims(word: u64) -> bool {
    (word & !SAID) >> Qty::BITS == 0
}

impl ChildWord {
    /// The number of its state, for a child of this generation that is not cooling; a number that no
    /// state has for anything else.
    const fn plain_state(self, generation: u16) -> u64 {
        (self.0 >> STATE) ^ ((generation as u64) << (GENERATION - STATE))
    }

    /// The venue has an order that it had not acknowledged: nothing of it is executed.
    #[must_use]
    pub const fn acknowledge(self, generation: u16) -> Option<ChildWord> {
        let state = self.plain_state(generation);
        if state == State::Born as u64 || state == State::Sent as u64 {
            Some(self.with_state(State::Live))
        } else {
            None
        }
    }

    /// Books an execution of `n` within what an order at work reserves, whose bound is its OrderQty.
    #[must_use]
    pub const fn execute(self, generation: u16, n: u64) -> Option<ChildWord> {
        let (leaves, qty) = (self.leaves(), n as i64);
        if !self.is_plainly_at_work(generation) || qty < 1 || qty > leaves {
            return None;
        }
        let state = if qty == leaves { State::Filled } else { State::PartiallyFilled };
        // The leaves cover it: nothing is borrowed from the bits above them.
        Some(ChildWord(self.0.wrapping_sub(n)).with_state(state))
    }

    /// Whether a child of this generation is in that state, and not cooling.
    pub(crate) const fn is_plainly(self, generation: u16, state: State) -> bool {
        self.plain_state(generation) == state as u64
    }

    /// Whether a child of this generation is at work in the ordinary way.
    pub(crate) const fn is_plainly_at_work(self, generation: u16) -> bool {
        let state = self.plain_state(generation);
        state >= State::Born as u64 && state <= State::PartiallyFilled as u64
    }

    /// Ended in that state, with nothing left.
    #[inline]
    const fn ended(self, state: State) -> ChildWord {
        self.less(self.reserved()).with_state(state)
    }

    /// The number of its state; 0 where the slot is free.
    pub(crate) const fn state_code(self) -> u64 {
        self.0 >> STATE & 15
    }
}

impl ChildSlot {
    /// What the venue claimed of its CumQty, where nothing else is known of it: its end, a statement,
    /// or a correction.
    #[inline]
    pub(crate) fn plain_claim(&self) -> Option<Claim> {
        let word = self.venue_cum.load(Acquire);
        match word {
            0 => Some(Claim::AsReported),
            _ if only_claims(word) => Some(Claim::Said(claimed(word))),
            _ => None,
        }
    }

    /// Whether the venue claims nothing of a child of which nothing is executed, and nothing else is known.
    #[inline]
    pub(crate) fn claims_nothing(&self) -> bool {
        self.venue_cum.load(Acquire) & !SAID == 0
    }

    /// Whether nothing of that has changed; where the claim is what was reported, whether it still is.
    #[inline]
    pub(crate) fn is_still_plain(&self, as_reported: bool) -> bool {
        let word = self.venue_cum.load(Acquire);
        if as_reported { word == 0 } else { only_claims(word) }
    }

    /// Takes note that its end is proven at `cum`, where nothing else is known of it that says otherwise.
    pub(crate) fn prove_plainly(&self, cum: Qty) -> bool {
        self.end_cum.store(cum.get(), Relaxed);
        let proven = |word: u64| {
            let is_plain = only_claims(word) && claimed(word) <= cum.get();
            is_plain.then_some(PROVEN | SAID | cum.get())
        };
        headroom::update(&self.venue_cum, proven).is_ok()
    }

    /// Ends it with nothing left, if its word is still `old`.
    pub(crate) fn end(&self, old: ChildWord, state: State) -> bool {
        self.word.compare_exchange(old.0, old.ended(state).0, AcqRel, Acquire).is_ok()
    }

    /// Whether nobody has touched it since [`ChildSlot::end`], by a read-modify-write of its word: whoever
    /// changes it after this sees the bound at rest.
    pub(crate) fn has_ended_so(&self, old: ChildWord, state: State, cum: Qty) -> bool {
        self.word.fetch_add(0, AcqRel) == old.ended(state).0
            && self.venue_cum.load(Acquire) == PROVEN | SAID | cum.get()
    }

    /// Its OrderQty, where that is also what it is bound to and nobody is about to move its leaves.
    pub(crate) fn plain_size(&self) -> Option<u64> {
        let bound = self.bound.load(Acquire) << (64 - VERSION);
        let confirmed = self.confirmed.load(Acquire) << 16;
        // In both the quantity's low 42 bits, and above it what must be nothing: who moves.
        (bound >> (64 - VERSION) == confirmed >> 16).then_some(confirmed >> 16)
    }
}
