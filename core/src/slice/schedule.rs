//! Spreads one quantity over time: TWAP evenly, VWAP along a curve of expected volume.
//!
//! ```text
//!   start                                                end
//!     │ slice 0  │ slice 1  │ slice 2  │ … │ slice n − 1   │          n equal spans of time
//!     │ weight 0 │ weight 1 │ weight 2 │ … │ weight n − 1  │          TWAP: every weight is 1
//!     ▲ target 0 ▲ target 1 ▲ target 2                                a slice is due when it opens
//!
//!   target i = total · (weight 0 + … + weight i) / (all weights), rounded down to whole lots;
//!              the total itself, odd units and all, once no weight is left
//! ```
//!
//! Targets are cumulative, so rounding never adds up: what one slice rounds off, a later one gets.
//! Nothing is remembered. What is due follows from the schedule, the total, what was sent and the
//! time, so a restart, a lost step or an amended total needs no repair.
//!
//! Law: a step that sends what is due never brings the sum above the target, and never sends more
//! than the cap, however late it comes.
//!
//! Uses: `units`. Used by: callers of the library, through `slice`.

use super::whole_lots;
use crate::units::{Nanos, Qty};
use core::num::NonZeroU64;

/// The most weights that a curve has: one a second for a whole day. It bounds the steps of a call.
pub const MAX_CURVE: usize = 86_400;

// All weights together fit 64 bits, so a quantity times weights, and a time times slices, fit 128.
const _: () = assert!(MAX_CURVE as u64 <= u64::MAX / u32::MAX as u64);
const _: () = assert!(MAX_CURVE as u64 <= u32::MAX as u64);

/// Why a schedule cannot be. The first that applies, in this order, is the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum BadSchedule {
    /// The end is not after the start.
    NoTime = 1,
    /// There are no slices: their number is zero, or the curve is empty.
    NoSlices = 2,
    /// The curve has more than [`MAX_CURVE`] weights.
    CurveTooLong = 3,
    /// Every weight of the curve is zero.
    NoWeight = 4,
    /// The lot is zero.
    NoLot = 5,
    /// A step may catch up less than one lot, so nothing could ever be sent.
    CatchUpBelowLot = 6,
}

/// When how much of a quantity is to be sent. It holds no progress; it may be copied and shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule<'a> {
    /// When the first slice opens.
    start: Nanos,
    /// From the start to the end, in nanoseconds.
    span: NonZeroU64,
    /// The number of slices: at least 1.
    slices: u32,
    /// A weight a slice, as many as `slices`; `None` where every weight is 1.
    curve: Option<&'a [u32]>,
    /// The sum of all weights.
    weight: NonZeroU64,
    /// In units: what is sent is a multiple of it, but for the rest at the very end.
    lot: NonZeroU64,
    /// The most that one step sends, in units: at least a lot.
    catch_up: Qty,
}

impl Schedule<'static> {
    /// Equal slices (TWAP): `slices` of them, from `start` until `end`.
    ///
    /// `lot` is in units. `catch_up`, in units, is the most that one step may send, late or not:
    /// where it is less than a slice, one step a slice falls behind and goes on after `end`.
    ///
    /// # Errors
    ///
    /// | error                              | when                              |
    /// |------------------------------------|-----------------------------------|
    /// | [`BadSchedule::NoTime`]            | `end` is not after `start`        |
    /// | [`BadSchedule::NoSlices`]          | `slices` is zero                  |
    /// | [`BadSchedule::NoLot`]             | `lot` is zero                     |
    /// | [`BadSchedule::CatchUpBelowLot`]   | `catch_up` is less than `lot`     |
    pub fn twap(
        start: Nanos,
        end: Nanos,
        slices: u32,
        lot: u64,
        catch_up: Qty,
    ) -> Result<Schedule<'static>, BadSchedule> {
        let span = span(start, end)?;
        let weight = NonZeroU64::new(u64::from(slices)).ok_or(BadSchedule::NoSlices)?;
        let lot = lot_within(lot, catch_up)?;
        Ok(Schedule { start, span, slices, curve: None, weight, lot, catch_up })
    }
}

impl<'a> Schedule<'a> {
    /// Slices along a volume curve (VWAP): one for each weight of `curve`, each for an equal part
    /// of the time from `start` until `end`.
    ///
    /// A weight is the volume expected in its slice, in any measure, 0 to 2^32 − 1: only
    /// proportions count. A slice of weight zero sends nothing of its own, though a late step may
    /// fall into it.
    /// `lot` and `catch_up` are as for [`Schedule::twap`].
    ///
    /// # Errors
    ///
    /// | error                              | when                                            |
    /// |------------------------------------|-------------------------------------------------|
    /// | [`BadSchedule::NoTime`]            | `end` is not after `start`                      |
    /// | [`BadSchedule::NoSlices`]          | `curve` is empty                                |
    /// | [`BadSchedule::CurveTooLong`]      | `curve` has more than [`MAX_CURVE`] weights     |
    /// | [`BadSchedule::NoWeight`]          | every weight is zero                            |
    /// | [`BadSchedule::NoLot`]             | `lot` is zero                                   |
    /// | [`BadSchedule::CatchUpBelowLot`]   | `catch_up` is less than `lot`                   |
    pub fn vwap(
        start: Nanos,
        end: Nanos,
        curve: &'a [u32],
        lot: u64,
        catch_up: Qty,
    ) -> Result<Schedule<'a>, BadSchedule> {
        let span = span(start, end)?;
        if curve.is_empty() {
            return Err(BadSchedule::NoSlices);
        }
        if curve.len() > MAX_CURVE {
            return Err(BadSchedule::CurveTooLong);
        }
        let slices = u32::try_from(curve.len()).map_err(|_| BadSchedule::CurveTooLong)?;
        let weight = NonZeroU64::new(sum(curve)).ok_or(BadSchedule::NoWeight)?;
        let lot = lot_within(lot, catch_up)?;
        Ok(Schedule { start, span, slices, curve: Some(curve), weight, lot, catch_up })
    }

    /// How much of `total` should have been sent by `now`.
    ///
    /// Nothing before the start; a multiple of the lot until the last slice that has weight opens;
    /// `total` from then on. It never falls as time goes on. At most [`MAX_CURVE`] steps.
    #[must_use]
    pub fn target(&self, total: Qty, now: Nanos) -> Qty {
        let opened = self.weight_opened(now);
        if opened >= self.weight.get() {
            return total;
        }
        whole_lots(Qty::saturating(share(total.get(), opened, self.weight)), self.lot)
    }

    /// How much of `total` is to be sent now, when `sent` went before.
    ///
    /// `sent` is what is executed or may still execute: whatever came back unexecuted counts as not
    /// sent. It may be anything, even more than `total`. The answer is
    ///
    /// - never more than the target for `now` less `sent`, so nothing is sent early;
    /// - never more than the catch-up, not in the last slice and not after the end: what is late is
    ///   paid out over as many steps as it takes, and the caller sets their pace;
    /// - a multiple of the lot, unless it is all that is left of `total`.
    #[must_use]
    pub fn due(&self, total: Qty, sent: Qty, now: Nanos) -> Qty {
        let late = self.target(total, now).saturating_sub(sent);
        let step = late.min(self.catch_up);
        // Only the target of the last slice reaches the total, so only there may odd units go.
        if step == total.saturating_sub(sent) { step } else { whole_lots(step, self.lot) }
    }

    /// The weights, added up, of the slices that have opened by `now`.
    fn weight_opened(&self, now: Nanos) -> u64 {
        let opened = self.slices_opened(now);
        match self.curve {
            None => u64::from(opened),
            Some(curve) => {
                let opened = usize::try_from(opened).unwrap_or(usize::MAX);
                sum(curve.get(..opened).unwrap_or(curve))
            }
        }
    }

    /// How many slices have opened by `now`: slice i opens i / slices of the span after the start.
    /// After the end it counts on; who asks takes no more slices than there are.
    fn slices_opened(&self, now: Nanos) -> u32 {
        let Some(elapsed) = now.0.checked_sub(self.start.0) else {
            return 0;
        };
        let passed = share(elapsed, u64::from(self.slices), self.span);
        let passed = u32::try_from(passed).unwrap_or(u32::MAX);
        passed.saturating_add(1)
    }
}

/// `amount · part / whole`, rounded down, exact; 2^64 − 1 where that is less.
///
/// Long division, a bit at a time: the compiler's own of 128 bits is a library call, and the core
/// makes none.
fn share(amount: u64, part: u64, whole: NonZeroU64) -> u64 {
    let product = u128::from(amount).wrapping_mul(u128::from(part));
    let (high, low) = ((product >> 64) as u64, product as u64);
    if high >= whole.get() {
        return u64::MAX;
    }
    let mut rest = u128::from(high);
    let mut quotient = 0u64;
    for bit in (0..64).rev() {
        rest = rest << 1 | u128::from(low >> bit & 1);
        if rest >= u128::from(whole.get()) {
            rest = rest.wrapping_sub(u128::from(whole.get()));
            quotient |= 1 << bit;
        }
    }
    quotient
}

/// The time from `start` to `end`.
fn span(start: Nanos, end: Nanos) -> Result<NonZeroU64, BadSchedule> {
    let span = end.0.checked_sub(start.0).and_then(NonZeroU64::new);
    span.ok_or(BadSchedule::NoTime)
}

/// The lot, where a step of `catch_up` can hold one.
fn lot_within(lot: u64, catch_up: Qty) -> Result<NonZeroU64, BadSchedule> {
    let lot = NonZeroU64::new(lot).ok_or(BadSchedule::NoLot)?;
    if catch_up.get() < lot.get() { Err(BadSchedule::CatchUpBelowLot) } else { Ok(lot) }
}

/// The sum of weights. It is exact: a curve is too short to fill 64 bits.
fn sum(weights: &[u32]) -> u64 {
    weights.iter().fold(0, |sum, weight| sum.saturating_add(u64::from(*weight)))
}
