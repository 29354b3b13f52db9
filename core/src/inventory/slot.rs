//! What is kept of each control, and what is said of it.

use super::{ControlId, Measure};
use crate::sync::{Acquire, AtomicU64, Relaxed, Release};
use crate::units::Nanos;
#[cfg(not(loom))]
use zerocopy::{FromBytes, IntoBytes, KnownLayout};

/// A control, as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ControlInfo {
    /// Which.
    pub id: ControlId,
    /// Its name.
    pub name: &'static str,
    /// The rule that asks for it.
    pub source: &'static str,
    /// What `setting` is.
    pub measure: Measure,
    /// What it is set to; 0 while it is not set, and where there is nothing to set.
    pub setting: u64,
    /// Whether it is set. What may not be left unset keeps the house closed until it is.
    pub is_set: bool,
    /// How often it has acted.
    pub hits: u64,
    /// When it acted last, on the clock of whoever was refused.
    pub last_hit: Option<Nanos>,
    /// When it was tested last, and whether it passed.
    pub last_test: Option<(Nanos, bool)>,
}

/// What a region keeps of a control. Written by whoever is refused; the test by the control handle.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C, align(64))]
pub(crate) struct HitSlot {
    hits: AtomicU64,
    /// When it acted last, and 1; 0 for never.
    hit_at: AtomicU64,
    /// When it was tested last, and 1; 0 for never.
    tested_at: AtomicU64,
    /// Whether it passed.
    passed: AtomicU64,
    reserved: [AtomicU64; 4],
}

const _: () = assert!(cfg!(loom) || size_of::<HitSlot>() == 64);

impl HitSlot {
    /// It has acted. Nothing depends on these words, so the models of threads do without them.
    pub(crate) fn hit(&self, now: Nanos) {
        if cfg!(loom) {
            return;
        }
        self.hits.fetch_add(1, Relaxed);
        self.hit_at.store(now.0.saturating_add(1), Relaxed);
    }

    pub(crate) fn hits(&self) -> u64 {
        self.hits.load(Relaxed)
    }

    pub(crate) fn last_hit(&self) -> Option<Nanos> {
        self.hit_at.load(Relaxed).checked_sub(1).map(Nanos)
    }

    pub(crate) fn note_test(&self, passed: bool, now: Nanos) {
        self.tested_at.store(0, Relaxed);
        self.passed.store(u64::from(passed), Relaxed);
        self.tested_at.store(now.0.saturating_add(1), Release);
    }

    pub(crate) fn last_test(&self) -> Option<(Nanos, bool)> {
        let at = self.tested_at.load(Acquire).checked_sub(1).map(Nanos)?;
        Some((at, self.passed.load(Relaxed) != 0))
    }
}
