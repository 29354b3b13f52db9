//! A scope's switch: words that only grow, so that no throw is ever lost against a reset.
//!
//! ```text
//!  kill_count │ armed_at         halted while they differ          kill: +1        reset: armed_at := the count seen
//!  cancel_all_at                 above armed_at: cancel what is out, too
//!  restrict_count │ eased_at     warned while they differ          restrict: +1    reset: eased_at := the count seen
//!  reduce_at                     above eased_at: only what reduces a position passes
//! ```
//!
//! Law L6, L7, in part: halted is what `kill` leaves behind, until a reset names the very count
//! that it left; a kill in between makes that reset fail. The weaker levels have words of their own,
//! so that nothing which concerns them can weaken a kill.
//!
//! A switch starts halted with both counts at zero only where nobody looks: `format` and every
//! definition kill it once.
//!
//! Uses: `sync`, `units`, `refusal`, `id`. Used by: `region`, `gate`, `control`.

use crate::id::{AccountId, InstrumentId, ParentId, PartyId, StrategyId, VenueId};
use crate::refusal::Refusal;
use crate::sync::{AcqRel, Acquire, AtomicU64, Relaxed, Release};
use crate::units::Nanos;
use crate::wrong::{self, Design};
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
    /// Every parent that carries this party: a desk, a trader, a client.
    Party(PartyId),
    /// One parent.
    Parent(ParentId),
}

/// How far a scope is stopped. Each stops what the one before it stops, and more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[non_exhaustive]
pub enum Level {
    /// Not at all.
    Open = 0,
    /// Nothing is stopped; whoever looks sees the warning.
    Warn = 1,
    /// Only children that bring the position nearer to zero are born.
    ReduceOnly = 2,
    /// No child is born.
    NoNewOrders = 3,
    /// No child is born, and whatever is out is to be cancelled.
    CancelAll = 4,
}

impl Level {
    /// The level with this number.
    #[must_use]
    pub const fn from_code(code: u8) -> Option<Level> {
        match code {
            0 => Some(Level::Open),
            1 => Some(Level::Warn),
            2 => Some(Level::ReduceOnly),
            3 => Some(Level::NoNewOrders),
            4 => Some(Level::CancelAll),
            _ => None,
        }
    }

    /// The word for it, as the operator's program prints it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Level::Open => "open",
            Level::Warn => "warn",
            Level::ReduceOnly => "reduce_only",
            Level::NoNewOrders => "no_new_orders",
            Level::CancelAll => "cancel_all",
        }
    }
}

/// Why a scope was stopped last, and when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cause {
    /// The killer's own number; of a trip of the core's, the number of its [`crate::AlarmKind`].
    pub reason: u32,
    /// When, on the clock of whoever did it.
    pub at: Nanos,
    /// The value that tripped it; 0 for a person's kill.
    pub value: u64,
    /// What the value was compared with.
    pub other: u64,
}

impl Cause {
    /// A person's, or a program's, own reason.
    #[must_use]
    pub const fn of(reason: u32, at: Nanos) -> Cause {
        Cause { reason, at, value: 0, other: 0 }
    }
}

/// The two counts of a switch, as whoever wants to reset it has seen them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// How often the scope was killed.
    pub kills: u64,
    /// How often it was warned or restricted.
    pub restrictions: u64,
}

/// A scope's switch, with the cause of its last throw on a line of its own.
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
    /// The same two for what only restricts.
    restrict_count: AtomicU64,
    eased_at: AtomicU64,
    /// The `restrict_count` that the last restriction to reducing orders made; by `fetch_max`.
    reduce_at: AtomicU64,
    /// The `kill_count` that the last kill with a cancel of all made; by `fetch_max`.
    cancel_all_at: AtomicU64,
    reserved: [AtomicU64; 2],

    /// Kept for people, so relaxed.
    reason: AtomicU64,
    at: AtomicU64,
    value: AtomicU64,
    other: AtomicU64,
    unused: [AtomicU64; 4],
}

impl Switch {
    fn note(&self, cause: &Cause) {
        self.reason.store(u64::from(cause.reason), Relaxed);
        self.at.store(cause.at.0, Relaxed);
        self.value.store(cause.value, Relaxed);
        self.other.store(cause.other, Relaxed);
    }

    /// Throws the switch; returns the count, which a reset must name.
    pub(crate) fn kill(&self, cause: &Cause) -> u64 {
        self.note(cause);
        if wrong::is(Design::KillThatStores) {
            let next = self.kill_count().wrapping_add(1);
            self.kill_count.store(next, Release);
            return next;
        }
        self.kill_count.fetch_add(1, AcqRel).wrapping_add(1)
    }

    /// Raises the switch to a level, never lowers it; returns the count of kills that a reset must
    /// name.
    pub(crate) fn raise(&self, level: Level, cause: &Cause) -> u64 {
        match level {
            Level::Open => self.kill_count(),
            Level::Warn => {
                self.note(cause);
                self.restrict_count.fetch_add(1, AcqRel);
                self.kill_count()
            }
            Level::ReduceOnly => {
                self.note(cause);
                let count = self.restrict_count.fetch_add(1, AcqRel).wrapping_add(1);
                self.reduce_at.fetch_max(count, AcqRel);
                self.kill_count()
            }
            Level::NoNewOrders => self.kill(cause),
            Level::CancelAll => {
                let count = self.kill(cause);
                self.cancel_all_at.fetch_max(count, AcqRel);
                count
            }
        }
    }

    /// Closes the switch again, if nobody has thrown it since `seen`.
    pub(crate) fn reset(&self, seen: u64) -> Result<(), Refusal> {
        move_up(&self.armed_at, &self.kill_count, seen)
    }

    /// Lifts what only restricts, if nobody has restricted since `seen`.
    pub(crate) fn ease(&self, seen: u64) -> Result<(), Refusal> {
        move_up(&self.eased_at, &self.restrict_count, seen)
    }

    /// Closes it and lifts what restricts, if nobody has done either since `seen`; else neither.
    ///
    /// Where it is halted nothing is born in between, so what was lifted too early is put back in
    /// time. Where it is not, there is but one word to move.
    pub(crate) fn open(&self, seen: Counts) -> Result<(), Refusal> {
        if self.armed_at.load(Acquire) == seen.kills {
            self.reset(seen.kills)?;
            return self.ease(seen.restrictions);
        }
        let eased_at = self.eased_at.load(Acquire);
        self.ease(seen.restrictions)?;
        self.reset(seen.kills).inspect_err(|_| self.eased_at.store(eased_at, Release))
    }

    /// Halts the switch where its words are such as no call has made them, but damage: the one that
    /// follows is ahead, so that the next kill might bring them together. For use while nothing is
    /// born.
    pub(crate) fn mend(&self) {
        let pairs = [(&self.armed_at, &self.kill_count), (&self.eased_at, &self.restrict_count)];
        for (low, high) in pairs {
            let ahead = low.load(Acquire);
            if ahead > high.load(Acquire) {
                high.store(ahead.wrapping_add(1), Release);
            }
        }
    }

    pub(crate) fn is_halted(&self) -> bool {
        self.kill_count.load(Acquire) != self.armed_at.load(Acquire)
    }

    pub(crate) fn is_reduce_only(&self) -> bool {
        self.reduce_at.load(Acquire) > self.eased_at.load(Acquire)
    }

    /// Whether a child may be born; where one may, whether only one that reduces the position.
    pub(crate) fn permits(&self) -> Result<bool, Refusal> {
        if self.is_halted() { Err(Refusal::Halted) } else { Ok(self.is_reduce_only()) }
    }

    /// Whether no warning or restriction of the first `seen` stands.
    pub(crate) fn is_eased(&self, seen: u64) -> bool {
        self.eased_at.load(Acquire) == seen
    }

    pub(crate) fn level(&self) -> Level {
        if self.is_halted() {
            let all = self.cancel_all_at.load(Acquire) > self.armed_at.load(Acquire);
            return if all { Level::CancelAll } else { Level::NoNewOrders };
        }
        if self.is_reduce_only() {
            return Level::ReduceOnly;
        }
        let warned = self.restrict_count.load(Acquire) != self.eased_at.load(Acquire);
        if warned { Level::Warn } else { Level::Open }
    }

    pub(crate) fn kill_count(&self) -> u64 {
        self.kill_count.load(Acquire)
    }

    pub(crate) fn counts(&self) -> Counts {
        let restrictions = self.restrict_count.load(Acquire);
        Counts { kills: self.kill_count(), restrictions }
    }

    /// Why and when it was last thrown.
    pub(crate) fn cause(&self) -> Cause {
        Cause {
            reason: self.reason.load(Relaxed) as u32,
            at: Nanos(self.at.load(Relaxed)),
            value: self.value.load(Relaxed),
            other: self.other.load(Relaxed),
        }
    }
}

/// Moves `low` up to `seen`, if `high` is still there.
fn move_up(low: &AtomicU64, high: &AtomicU64, seen: u64) -> Result<(), Refusal> {
    if wrong::is(Design::ResetByStore) {
        low.store(high.load(Acquire), Release);
        return Ok(());
    }
    let before = low.load(Acquire);
    if high.load(Acquire) != seen || before > seen {
        return Err(Refusal::KilledSince);
    }
    match low.compare_exchange(before, seen, AcqRel, Relaxed) {
        Ok(_) => Ok(()),
        Err(_) => Err(Refusal::KilledSince),
    }
}

const _: () = assert!(cfg!(loom) || size_of::<Switch>() == 128);

#[cfg(test)]
mod tests;
