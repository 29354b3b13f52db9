//! What a lane may send without another look: the throttles' answer for the step that stands.
//!
//! Law: it says no more than a look at all of them would. It stands for one step and one version of
//! the bounds; who changes a bound, or a clock, raises the version after it. An order uses up one of
//! `orders_left`, and its quantity of the allowances of its two flows; where one is used up, all is
//! looked at anew.

use super::budget::Messages;
use crate::sync::{AtomicU64, Relaxed};
#[cfg(not(loom))]
use zerocopy::{FromBytes, IntoBytes, KnownLayout};

/// There is no bound on orders.
pub(crate) const UNBOUNDED: u64 = u64::MAX;

/// One lane's pace: one line, one writer.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C)]
pub(crate) struct PaceSlot {
    /// The version of the throttles that it was found by.
    version: AtomicU64,
    /// The first nanosecond of the step. A time before it is looked at anew: an order that was refused has
    /// not moved the lane's clock.
    from: AtomicU64,
    step: AtomicU64,
    /// Orders that may still be sent in the step; [`UNBOUNDED`] where nobody counts them.
    orders_left: AtomicU64,
    /// What was sent lately.
    pub(crate) messages: Messages,
}

const _: () = assert!(cfg!(loom) || size_of::<PaceSlot>() == 64);

impl PaceSlot {
    /// The step that `now` lies in, where what was found stands and one more order may be sent. A step is
    /// `length` nanoseconds long.
    pub(crate) fn step_at(&self, now: u64, length: u64, version: u64) -> Option<u64> {
        let stands = now.wrapping_sub(self.from.load(Relaxed)) < length
            && self.is_of(version)
            && self.orders_left.load(Relaxed) > 0;
        stands.then(|| self.step.load(Relaxed))
    }

    /// Whether what was found was found by this version.
    pub(crate) fn is_of(&self, version: u64) -> bool {
        version == self.version.load(Relaxed)
    }

    /// Takes note of what was found for a step.
    pub(crate) fn found(&self, version: u64, (step, from): (u64, u64), orders_left: u64) {
        self.from.store(from, Relaxed);
        self.step.store(step, Relaxed);
        self.orders_left.store(orders_left, Relaxed);
        self.version.store(version, Relaxed);
    }

    /// Counts an order, in the step that stands.
    pub(crate) fn sent(&self) {
        let left = self.orders_left.load(Relaxed);
        if left != UNBOUNDED {
            self.messages.orders.add_one(self.step.load(Relaxed));
            self.orders_left.store(left.saturating_sub(1), Relaxed);
        }
    }

    /// Forgets everything. Only for `recover`, while nothing else runs.
    pub(crate) fn restart(&self) {
        self.orders_left.store(0, Relaxed);
        self.messages.orders.restart();
        self.messages.cancels.restart();
    }
}
