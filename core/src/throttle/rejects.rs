//! Rejects: how many orders venues have refused lately, until somebody is told.
//!
//! ```text
//!   63 …… 48           47 …… 32     31 …… 0
//!  window before     │ this window │ window
//! ```
//!
//! Law: `max` rejects within any span of one window raise the alarm, at the last of them; fewer
//! than `max` within two windows never do. It counts whether the region is armed or not: what goes
//! wrong before the open is heard before the open, as Knight's 97 warnings were not.
//!
//! A report that bears an earlier time counts in the window that stands.

use crate::headroom::change;
use crate::sync::AtomicU64;

/// The most rejects that may be allowed: 2^16 − 1.
pub(crate) const MOST: u32 = u16::MAX as u32;

/// Rejects of the window that stands and of the one before.
#[must_use]
pub(crate) const fn count(word: u64) -> u32 {
    (word >> 48) as u32 + (word >> 32 & 0xFFFF) as u32
}

/// One more reject in `window`.
#[must_use]
pub(crate) const fn next(word: u64, window: u64) -> u64 {
    let (before, now) = ((word >> 48) as u16, (word >> 32) as u16);
    // The window number wraps: less than half way round is later, the rest was before.
    let ahead = (window as u32).wrapping_sub(word as u32) as i32;
    let (before, now, window) = match ahead {
        1 => (now, 0, window as u32),
        2.. => (0, 0, window as u32),
        _ => (before, now, word as u32),
    };
    (before as u64) << 48 | (now.saturating_add(1) as u64) << 32 | window as u64
}

/// Whether somebody must be told.
#[must_use]
pub(crate) const fn is_alarming(word: u64, max: u32) -> bool {
    count(word) >= (if max < MOST { max } else { MOST })
}

/// Counts a reject in a word that several lanes write, by CAS; how many there are lately, where
/// somebody must be told.
pub(crate) fn count_one(word: &AtomicU64, window: u64, max: u32) -> Option<u32> {
    let (_, word) = change(word, |word| next(word, window));
    is_alarming(word, max).then_some(count(word))
}
