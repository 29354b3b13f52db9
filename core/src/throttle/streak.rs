//! Repeated executions: how often one strategy has traded one instrument the same way in a row.
//!
//! ```text
//!   63    62        61 …… 40   39 ………………… 0
//!  side │ latched │ count    │ window             +1 on the same side in the same window
//!                                                 1 on the other side, or in a later window
//! ```
//!
//! Law: the count that reaches its most latches the word, and nothing but [`RepeatSlot::reenable`]
//! unlatches it: not the other side, not a later window, not a higher most, not a restart. RTS 6
//! Art. 15(3) and FIA §3.2 ask for it: after so many repeated executions the strategy stays
//! disabled until a designated person enables it again. A latched pair is refused new orders; its
//! reports are booked like any other (law L3).
//!
//! Windows stand side by side, so a row that lies across two may have twice the most, less two.
//! A report may bear an earlier time than the one before it, of another lane. It counts in the
//! window that stands: a clock that lags never begins a count anew.

use super::is_in_window;
use crate::headroom::{change, update};
use crate::pool::Pool;
use crate::refusal::Refusal;
use crate::sync::{AcqRel, Acquire, AtomicU32, AtomicU64, Relaxed};
use crate::tree::{self, Inserted, Keyed, Node};
use crate::units::{Nanos, Side};
#[cfg(not(loom))]
use zerocopy::{FromBytes, IntoBytes, KnownLayout};

const SELLS: u64 = 1 << 63;
const LATCHED: u64 = 1 << 62;
const COUNT: u32 = 40;
const WINDOW: u64 = (1 << COUNT) - 1;

/// The most repeats that may be allowed: 2^22 − 1.
pub(crate) const MOST: u32 = (1 << 22) - 1;

/// Executions in a row.
#[must_use]
pub(crate) const fn count(word: u64) -> u32 {
    (word >> COUNT) as u32 & MOST
}

/// Whether a person must look first.
#[must_use]
pub(crate) const fn is_latched(word: u64) -> bool {
    word & LATCHED != 0
}

/// One more execution on `side` in `window`; `max` in a row latch the word, or [`MOST`] where that
/// is less. A latched word stays as it is.
#[must_use]
pub(crate) const fn next(word: u64, side: Side, window: u64, max: u32) -> u64 {
    if is_latched(word) {
        return word;
    }
    let ahead = window.wrapping_sub(word) & WINDOW;
    // The window number wraps: less than half way round is later, the rest was before.
    let later = count(word) == 0 || (ahead != 0 && ahead <= WINDOW / 2);
    let same_side = (word & SELLS == 0) == side.is_buy();
    let count = if later || !same_side {
        1
    } else if count(word) < MOST {
        count(word) + 1
    } else {
        MOST
    };
    let window = if later { window & WINDOW } else { word & WINDOW };
    let sells = if side.is_buy() { 0 } else { SELLS };
    let most = if max < MOST { max } else { MOST };
    let latched = if count >= most { LATCHED } else { 0 };
    sells | latched | (count as u64) << COUNT | window
}

/// What [`next`] comes to in the window that stands, where that is one more in a row and does not latch.
#[must_use]
pub(crate) const fn again(word: u64, buy: bool, max: u32) -> Option<u64> {
    let most = if max < MOST { max } else { MOST };
    // The side, and nothing latched.
    let same = word >> 62 == if buy { 0 } else { SELLS >> 62 };
    if same && count(word) > 0 && count(word) + 1 < most { Some(word + (1 << COUNT)) } else { None }
}

/// The window that stands in a word.
#[must_use]
pub(crate) const fn window(word: u64) -> u64 {
    word & WINDOW
}

/// The word after a restart, whose clock is another: a latch stays, a count begins anew.
#[must_use]
pub(crate) const fn after_restart(word: u64) -> u64 {
    if is_latched(word) { word } else { 0 }
}

/// The streak of one strategy in one instrument. Made by the first admission of such a parent, and
/// never given back.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C, align(64))]
pub(crate) struct RepeatSlot {
    /// Key: strategy and instrument.
    node: Node,
    /// The word above. Written by whoever reports an execution, by CAS; cleared by the control
    /// handle, by CAS. Read by every route: `Acquire`, so that who sees the latch gone sees what
    /// the control handle had done before.
    word: AtomicU64,
    /// When it latched last, and how often it did: for people, so relaxed.
    latched_at: AtomicU64,
    latches: AtomicU64,
    /// The next free slot, while this one is in a pool.
    link: AtomicU64,
}

const _: () = assert!(cfg!(loom) || size_of::<RepeatSlot>() == 64);

impl Keyed for RepeatSlot {
    fn node(&self) -> &Node {
        &self.node
    }
}

/// The key of a strategy's code and an instrument's number.
#[must_use]
pub(crate) const fn key(strategy: u32, instrument: u32) -> u128 {
    (strategy as u128) << 32 | instrument as u128
}

/// The place of a strategy in an instrument, made where there is none: exactly one of several that
/// race makes it.
///
/// # Errors
///
/// [`Refusal::DefinitionsFull`]: the table is full.
pub(crate) fn place(
    table: &[RepeatSlot],
    root: &AtomicU32,
    pool: &Pool<'_>,
    (strategy, instrument): (u32, u32),
) -> Result<u32, Refusal> {
    let key = key(strategy, instrument);
    let fresh = || {
        let index = pool.take(|index| table.get(index as usize).map(|slot| &slot.link))?;
        table.get(index as usize)?.prepare(key);
        Some(index)
    };
    let unused = |index: u32| {
        if let Some(slot) = table.get(index as usize) {
            pool.put_own(index, &slot.link);
        }
    };
    match tree::insert(table, root, key, 0, fresh, unused) {
        Inserted::New(index) | Inserted::Present(index) => Ok(index),
        Inserted::Full => Err(Refusal::DefinitionsFull),
    }
}

impl RepeatSlot {
    /// Writes a slot that nobody can see yet.
    fn prepare(&self, key: u128) {
        self.node.prepare(key);
        self.word.store(0, Relaxed);
        self.latched_at.store(0, Relaxed);
        self.latches.store(0, Relaxed);
    }

    /// Whether new orders of this strategy in this instrument wait for a person.
    pub(crate) fn is_latched(&self) -> bool {
        is_latched(self.word.load(Acquire))
    }

    /// Counts an execution in the window that stands, if `now` lies in it, and it is one more in a row. A
    /// step is so long.
    #[inline]
    pub(crate) fn goes_on(&self, buy: bool, (now, length): (Nanos, u64), max: u32) -> bool {
        let word = self.word.load(Acquire);
        let next = again(word, buy, max).filter(|_| is_in_window(now.0, window(word), length));
        next.is_some_and(|next| self.word.compare_exchange(word, next, AcqRel, Acquire).is_ok())
    }

    /// Counts an execution. Where it is the one that latches, what `latching` gave just before; that may
    /// be asked for in vain. One locked operation, none where it is latched already.
    pub(crate) fn executed<T>(
        &self,
        side: Side,
        (window, max): (u64, u32),
        now: Nanos,
        latching: impl Fn() -> T,
    ) -> Option<T> {
        let mut prepared = None;
        let mut old = self.word.load(Acquire);
        while !is_latched(old) {
            let new = next(old, side, window, max);
            if is_latched(new) && prepared.is_none() {
                prepared = Some(latching());
            }
            match self.word.compare_exchange(old, new, AcqRel, Acquire) {
                Err(seen) => old = seen,
                Ok(_) if is_latched(new) => {
                    self.latched_at.store(now.0, Relaxed);
                    self.latches.fetch_add(1, Relaxed);
                    return prepared;
                }
                Ok(_) => break,
            }
        }
        None
    }

    /// Lets it trade again, from a count of nothing; returns how often it had latched. For the
    /// control handle.
    ///
    /// # Errors
    ///
    /// [`Refusal::NothingToChange`]: it is not latched.
    pub(crate) fn reenable(&self) -> Result<u64, Refusal> {
        update(&self.word, |word| is_latched(word).then_some(0))
            .map(|_| self.latches.load(Relaxed))
            .map_err(|_| Refusal::NothingToChange)
    }

    /// Forgets a count that was not latched.
    pub(crate) fn restart(&self) {
        change(&self.word, after_restart);
    }

    /// How many in a row it stands at, how often it has latched, and when last: for people.
    pub(crate) fn view(&self) -> (u32, u64, Nanos) {
        let word = self.word.load(Acquire);
        (count(word), self.latches.load(Relaxed), Nanos(self.latched_at.load(Relaxed)))
    }
}
