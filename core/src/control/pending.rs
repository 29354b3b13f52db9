//! Looking at a reset that waits for its second person.

use super::reset::{read_text, scope_of};
use crate::region::Region;
use crate::switch::Scope;
use crate::sync::{Acquire, Relaxed};
use crate::units::Nanos;

/// A reset that was asked for and not confirmed yet, for the second person to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenReset {
    /// Names it.
    pub nonce: u64,
    /// What is to be opened.
    pub scope: Scope,
    /// The person who asked.
    pub by: u32,
    /// Why, in that person's words.
    pub why: [u8; 32],
    /// When it was asked for.
    pub at: Nanos,
    /// From when on it may be confirmed.
    pub not_before: Nanos,
    /// Until when.
    pub not_after: Nanos,
    /// Whether the scope was stopped again since: then it is worth nothing.
    pub is_void: bool,
}

impl Region<'_> {
    /// The reset that waits for its confirmation; `None` while there is none.
    #[must_use]
    pub fn open_reset(&self) -> Option<OpenReset> {
        let resets = &self.control.resets;
        let nonce = Some(resets.nonce.load(Acquire)).filter(|nonce| *nonce != 0)?;
        let (delay, expiry) = self.reset_terms()?;
        let scope = scope_of(resets.scope.load(Relaxed))?;
        let by = self.keys().nth(resets.key.load(Relaxed) as usize)?;
        let at = resets.at.load(Relaxed);
        let counts = self.switch(scope).ok().flatten()?.counts();
        let seen = (resets.kills.load(Relaxed), resets.restrictions.load(Relaxed));
        let open = OpenReset {
            nonce,
            scope,
            by: by.person.load(Relaxed) as u32,
            why: read_text(&resets.why),
            at: Nanos(at),
            not_before: Nanos(at.saturating_add(delay)),
            not_after: Nanos(at.saturating_add(expiry)),
            is_void: (counts.kills, counts.restrictions) != seen,
        };
        // One that took its place meanwhile is shown at the next look.
        (resets.nonce.load(Acquire) == nonce).then_some(open)
    }
}
