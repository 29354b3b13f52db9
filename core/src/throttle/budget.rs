//! Message budgets: how many orders, and how many cancels, one lane may send in a window.
//!
//! ```text
//!   high   63 … 53 │ 52 … 32 │ 31 … 0         the count of the step that stands
//!          spare   │ step s  │ s
//!   low    63      │ 62 … 42 │ 41 … 21 │ 20 … 0         those of the three before it
//!          unread  │ s−3     │ s−2     │ s−1            a later step moves them on
//! ```
//!
//! Law: in no span of one window, wherever it begins, do more than `max` messages pass. A window is
//! three steps, and a span of it touches at most four, so one more passes only while the four
//! counts together are less than `max`. Nothing is refused unless `max` have passed within the last
//! four steps: `max` at once always pass, and three quarters of `max` a window pass for ever. (A
//! token bucket cannot do that: it lets pass in a window its depth and its refill together.)
//!
//! Law L6 rests here with its second half: the budget of cancels is a word of its own, which no
//! order ever touches. A replace is an order: it may ask for more.
//!
//! Time that goes back begins anew. A command's never does; a cancel passes rather than waits.

use crate::sync::{AtomicU64, Relaxed};
#[cfg(not(loom))]
use zerocopy::{FromBytes, IntoBytes, KnownLayout};

const BITS: u32 = 21;

/// The most messages in a window that may be allowed: 2^21 − 1.
pub(crate) const MOST: u32 = (1 << BITS) - 1;

/// The two words: high and low.
pub(crate) type Words = (u64, u64);

const fn field(word: u64, place: u32) -> u64 {
    (word >> place) & MOST as u64
}

/// Messages of the step that stands and the three before it.
#[must_use]
pub(crate) const fn spent((high, low): Words) -> u64 {
    field(high, 32) + field(low, 0) + field(low, BITS) + field(low, 2 * BITS)
}

/// The words as they stand in `step`, with nothing sent in it yet if it is a later one.
#[must_use]
pub(crate) const fn in_step((high, low): Words, step: u64) -> Words {
    let step = step as u32;
    let ahead = step.wrapping_sub(high as u32);
    if ahead == 0 {
        return (high, low);
    }
    // This step's count goes below the others, then all move up: by one for the step that it was.
    let low = if ahead > 3 { 0 } else { (low << BITS | field(high, 32)) << ((ahead - 1) * BITS) };
    (step as u64, low)
}

/// One more message in `step`; `None` where that were more than `max` in some span of one window.
#[must_use]
pub(crate) const fn next(words: Words, step: u64, max: u32) -> Option<Words> {
    let (high, low) = in_step(words, step);
    let most = if max < MOST { max } else { MOST };
    if spent((high, low)) >= most as u64 { None } else { Some((high.wrapping_add(1 << 32), low)) }
}

/// How many more messages pass in `step`.
#[must_use]
pub(crate) const fn left(words: Words, step: u64, max: u32) -> u64 {
    let most = if max < MOST { max } else { MOST };
    (most as u64).saturating_sub(spent(in_step(words, step)))
}

/// A budget of one lane. One writer, so no lock prefix.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C)]
pub(crate) struct Budget {
    high: AtomicU64,
    low: AtomicU64,
}

impl Budget {
    fn words(&self) -> Words {
        (self.high.load(Relaxed), self.low.load(Relaxed))
    }

    /// How many more messages pass in `step`. Nothing changes: who asks may be refused for something else,
    /// and ask again at an earlier time.
    pub(crate) fn left(&self, step: u64, max: u32) -> u64 {
        left(self.words(), step, max)
    }

    /// Counts one message in `step`, which [`Budget::left`] said may pass.
    pub(crate) fn add_one(&self, step: u64) {
        let (high, low) = in_step(self.words(), step);
        self.write((high.wrapping_add(1 << 32), low));
    }

    /// Counts one message, if it passes; whether it does.
    pub(crate) fn spend(&self, step: u64, max: u32) -> bool {
        next(self.words(), step, max).inspect(|words| self.write(*words)).is_some()
    }

    fn write(&self, (high, low): Words) {
        // The older counts first: a thread that dies in between has counted too much.
        self.low.store(low, Relaxed);
        self.high.store(high, Relaxed);
    }

    /// Messages of the last four steps, as of `step`: for people.
    pub(crate) fn spent(&self, step: u64) -> u64 {
        spent(in_step(self.words(), step))
    }

    /// Forgets everything. Only for `recover`, while nothing else runs.
    pub(crate) fn restart(&self) {
        self.low.store(0, Relaxed);
        self.high.store(0, Relaxed);
    }
}

/// What one lane may send.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C)]
pub(crate) struct Messages {
    /// New orders and replaces.
    pub(crate) orders: Budget,
    /// Cancels, and nothing else.
    pub(crate) cancels: Budget,
}

const _: () = assert!(cfg!(loom) || size_of::<Messages>() == 32);
