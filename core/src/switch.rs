//! The switch: what halts a scope, and stays so until a person resets it.
//!
//! ```text
//!  kill_count  1 2 3 …  only grows, by one fetch_add a kill          halted while they differ; zeroed memory with
//!  armed_at    0 … 2    only grows, by one CAS a reset               kill_count 1 starts halted
//! ```
//!
//! Laws L6 and L7 rest here. Two words that only grow cannot lose a kill against a racing reset:
//! the reset moves `armed_at` to the count that the operator *saw*, so a kill in between leaves the
//! words different.
//!
//! Uses: `sync`, `units`, `refusal`, `id`. Used by: `region`, `gate`, `control`.

use crate::id::{AccountId, InstrumentId, ParentId, StrategyId, VenueId};
use crate::refusal::Refusal;
use crate::sync::{AcqRel, Acquire, AtomicU64, Relaxed};
use crate::units::Nanos;
#[cfg(not(loom))]
use zerocopy::{FromBytes, IntoBytes, KnownLayout};

/// What a kill halts (FIA 2024 §3.5 asks for firm, account, instrument and strategy at least).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Everything.
    Firm,
    /// Every parent of an account.
    Account(AccountId),
    /// Every parent in an instrument.
    Instrument(InstrumentId),
    /// Every child for a venue.
    Venue(VenueId),
    /// Every parent of a strategy.
    Strategy(StrategyId),
    /// Every child that this lane would route.
    Lane(u32),
    /// One parent.
    Parent(ParentId),
}

/// A scope's switch, with the cause of its last throw.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C)]
pub(crate) struct Switch {
    /// Written by any killer, by `fetch_add`. A route reads it after it has read its lane's word
    /// with `Acquire`; a killer adds here before it touches any lane's word.
    kill_count: AtomicU64,
    /// Written by the control handle.
    armed_at: AtomicU64,
    /// Why and when it was last thrown; kept for people, so relaxed.
    reason: AtomicU64,
    at: AtomicU64,
}

impl Switch {
    /// Throws the switch; returns the count, which a reset must name.
    pub(crate) fn kill(&self, reason: u32, now: Nanos) -> u64 {
        self.reason.store(u64::from(reason), Relaxed);
        self.at.store(now.0, Relaxed);
        self.kill_count.fetch_add(1, AcqRel).wrapping_add(1)
    }

    /// Closes the switch again, if nobody has thrown it since `seen`.
    pub(crate) fn reset(&self, seen: u64) -> Result<(), Refusal> {
        let armed_at = self.armed_at.load(Acquire);
        if self.kill_count.load(Acquire) != seen || armed_at > seen {
            return Err(Refusal::KilledSince);
        }
        match self.armed_at.compare_exchange(armed_at, seen, AcqRel, Relaxed) {
            Ok(_) => Ok(()),
            Err(_) => Err(Refusal::KilledSince),
        }
    }

    pub(crate) fn is_halted(&self) -> bool {
        self.kill_count.load(Acquire) != self.armed_at.load(Acquire)
    }

    pub(crate) fn kill_count(&self) -> u64 {
        self.kill_count.load(Acquire)
    }

    /// Why and when it was last thrown.
    pub(crate) fn cause(&self) -> (u32, Nanos) {
        (self.reason.load(Relaxed) as u32, Nanos(self.at.load(Relaxed)))
    }
}

#[cfg(test)]
mod tests;
