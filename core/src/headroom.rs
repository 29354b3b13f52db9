//! What may still be done: one word, and the only arithmetic that may change it.
//!
//! ```text
//!   63       62    61 …………………………………… 0
//!  closed │ set │ amount, signed            take: amount −= n, if open, set and n ≤ amount (+ credit)
//!                                           give: amount += n      charge: amount −= n, always
//! ```
//!
//! Law L1 rests here: no *command* can bring the amount below zero, and a closed word gives nothing
//! out. A *fact* that a venue reports is charged whatever is left (law L3); how far the amount is
//! then below zero is the overfill. So one word says both what is left and what is too much, and
//! conservation (law L2) is exact at every instant.
//!
//! The functions on plain words are pure and total; the atomic layer only does
//! `compare_exchange(old, next(old))`. Parents and children keep their amounts in narrower fields
//! of their own tagged words, by the same functions.
//!
//! Uses: `sync`, `units`, `refusal`. Used by: `parent`, `child`, `limits`.

use crate::refusal::Refusal;
use crate::sync::{AcqRel, Acquire, AtomicU64, Relaxed, Release};
#[cfg(not(loom))]
use zerocopy::{FromBytes, IntoBytes, KnownLayout};

/// The signed amount in the low `BITS` bits of `word`.
#[must_use]
pub const fn amount<const BITS: u32>(word: u64) -> i64 {
    ((word << (64 - BITS)) as i64) >> (64 - BITS)
}

/// The largest amount that `BITS` bits hold; the least is one further below zero.
#[must_use]
pub const fn largest<const BITS: u32>() -> i64 {
    i64::MAX >> (64 - BITS)
}

/// `word` with another amount; amounts past what the bits hold stay at the end of the range.
#[must_use]
pub const fn with_amount<const BITS: u32>(word: u64, amount: i64) -> u64 {
    let most = largest::<BITS>();
    let held = if amount > most {
        most
    } else if amount < -most - 1 {
        -most - 1
    } else {
        amount
    };
    let mask = u64::MAX >> (64 - BITS);
    (word & !mask) | (held as u64 & mask)
}

/// Takes `n` where amount and `credit` together cover it; `None` where they do not.
///
/// With no credit the amount never goes below zero; with credit, never below −credit.
#[must_use]
pub const fn take<const BITS: u32>(word: u64, n: u64, credit: u64) -> Option<u64> {
    let left = amount::<BITS>(word);
    if left >= 0 && n <= left as u64 {
        // No borrow leaves the field.
        return Some(word.wrapping_sub(n));
    }
    if n > i64::MAX as u64 || credit > i64::MAX as u64 {
        return None;
    }
    if (n as i128) > left as i128 + credit as i128 {
        return None;
    }
    let next = left.saturating_sub(n as i64);
    if next < -largest::<BITS>() { None } else { Some(with_amount::<BITS>(word, next)) }
}

/// Gives `n` back. A word at the bottom of its range stays there: it lost count, and says so for
/// ever.
#[must_use]
pub const fn give<const BITS: u32>(word: u64, n: u64) -> u64 {
    let left = amount::<BITS>(word);
    if left < -largest::<BITS>() {
        return word;
    }
    let n = if n > i64::MAX as u64 { i64::MAX } else { n as i64 };
    with_amount::<BITS>(word, left.saturating_add(n))
}

/// Takes `n` whatever is left: a fact. Past the bottom of its range the word stays there for ever.
#[must_use]
pub const fn charge<const BITS: u32>(word: u64, n: u64) -> u64 {
    let n = if n > i64::MAX as u64 { i64::MAX } else { n as i64 };
    with_amount::<BITS>(word, amount::<BITS>(word).saturating_sub(n))
}

/// The part of an amount above zero: what is left.
#[must_use]
pub const fn above(amount: i64) -> u64 {
    if amount > 0 { amount as u64 } else { 0 }
}

/// The part of an amount below zero, as a positive number: what is too much.
#[must_use]
pub const fn below(amount: i64) -> u64 {
    if amount < 0 { amount.unsigned_abs() } else { 0 }
}

/// Repeats `compare_exchange(old, next(old))` until it succeeds or `next` refuses; returns the old
/// and the new word.
///
/// Lock-free: an attempt fails only because another thread's succeeded.
pub(crate) fn update(
    word: &AtomicU64,
    next: impl Fn(u64) -> Option<u64>,
) -> Result<(u64, u64), u64> {
    let mut old = word.load(Acquire);
    loop {
        let Some(new) = next(old) else { return Err(old) };
        match word.compare_exchange(old, new, AcqRel, Acquire) {
            Ok(_) => return Ok((old, new)),
            Err(seen) => old = seen,
        }
    }
}

/// The same, where `next` never refuses.
pub(crate) fn change(word: &AtomicU64, next: impl Fn(u64) -> u64) -> (u64, u64) {
    let mut old = word.load(Acquire);
    loop {
        let new = next(old);
        match word.compare_exchange(old, new, AcqRel, Acquire) {
            Ok(_) => return (old, new),
            Err(seen) => old = seen,
        }
    }
}

/// The amount's width in a [`Headroom`].
pub const WIDTH: u32 = 62;
const CLOSED: u64 = 1 << 63;
const SET: u64 = 1 << 62;

/// A limit on what may still be done, for the levels above a parent. Zeroed memory is a limit that
/// was never set.
///
/// Written by every lane that admits, ends or overfills; `AcqRel` so that who takes what another
/// gave back also sees what the other did before.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(transparent)]
pub struct Headroom(AtomicU64);

impl Headroom {
    /// Takes `n` from what may still be spent.
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails.
    ///
    /// | error                        | when                                          |
    /// |------------------------------|-----------------------------------------------|
    /// | [`Refusal::LimitUnset`]      | nobody has set this limit                     |
    /// | [`Refusal::Closed`]          | the word is closed                            |
    /// | [`Refusal::ExceedsHeadroom`] | `n` is more than what is left and the credit  |
    pub fn take(&self, n: u64, credit: u64) -> Result<(), Refusal> {
        let refused = |word: u64| {
            if word & SET == 0 {
                Refusal::LimitUnset
            } else if word & CLOSED != 0 {
                Refusal::Closed
            } else {
                Refusal::ExceedsHeadroom
            }
        };
        let next = |word: u64| {
            if word & SET == 0 || word & CLOSED != 0 {
                None
            } else {
                take::<WIDTH>(word, n, credit)
            }
        };
        update(&self.0, next).map(|_| ()).map_err(refused)
    }

    /// Gives `n` back.
    pub fn give(&self, n: u64) {
        change(&self.0, |word| give::<WIDTH>(word, n));
    }

    /// Books a fact of `n`, whatever is left.
    pub fn charge(&self, n: u64) {
        change(&self.0, |word| charge::<WIDTH>(word, n));
    }

    /// Gives nothing out any more until it is reopened.
    pub fn close(&self) {
        change(&self.0, |word| word | CLOSED);
    }

    /// Gives out again.
    pub fn reopen(&self) {
        change(&self.0, |word| word & !CLOSED);
    }

    /// Moves the limit from `from` to `to`: what is left moves by the difference, and may be less
    /// than nothing.
    pub(crate) fn move_limit(&self, from: u64, to: u64) {
        change(&self.0, |word| {
            let moved = if to >= from {
                give::<WIDTH>(word, to - from)
            } else {
                charge::<WIDTH>(word, from - to)
            };
            moved | SET
        });
    }

    /// Sets a limit that nobody has taken from yet.
    pub(crate) fn begin(&self, limit: u64) {
        self.0.store(with_amount::<WIDTH>(SET, limit as i64), Release);
    }

    /// Forgets the limit: nothing is given out until it is set again.
    pub(crate) fn unset(&self) {
        self.0.store(0, Release);
    }

    /// Sets the amount outright, open. Only for `recover`, while nothing else runs.
    pub(crate) fn rebuild(&self, amount: i64) {
        let word = self.0.load(Relaxed);
        if word & SET != 0 {
            self.0.store(with_amount::<WIDTH>(word, amount), Relaxed);
        }
    }

    /// What is left; below zero, what is too much.
    #[must_use]
    pub fn amount(&self) -> i64 {
        amount::<WIDTH>(self.0.load(Acquire))
    }

    /// Whether facts have brought it to the bottom of its range, where it stays.
    #[must_use]
    pub fn has_lost_count(&self) -> bool {
        self.amount() < -largest::<WIDTH>()
    }

    /// Whether the limit was ever set.
    #[must_use]
    pub fn is_set(&self) -> bool {
        self.0.load(Acquire) & SET != 0
    }
}

#[cfg(test)]
mod tests;
