//! Clocks: whether a lane's time can be true, seen beside its own last time and the others'.
//!
//! ```text
//!                    floor                      latest
//!   ───────────────────┼────── tolerance ─────────┼──────────────►
//!        stopped       │          right           │   right: it leads
//! ```
//!
//! Law: a time before the lane's own last one is refused, and one that is further behind the latest
//! time of all lanes than the tolerance. A clock that stands still is found as soon as another
//! lane, or the control handle, has gone on for longer than the tolerance and a quarter of it.
//!
//! The word of the latest time is read by every command and written seldom: only by who is further
//! ahead than a quarter of the tolerance. Of two that write at once the earlier may win; the next
//! command of the later one writes again.

/// What is wrong with a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It is before the lane's own last time.
    Backwards,
    /// The others went on without it.
    Stopped,
}

/// Whether a command of this time may be carried out; all in nanoseconds. `own` is the lane's last
/// time, `latest` the latest of all lanes.
pub(crate) const fn check(now: u64, own: u64, latest: u64, tolerance: u64) -> Result<(), Fault> {
    if now < own {
        Err(Fault::Backwards)
    } else if now < latest.saturating_sub(tolerance) {
        Err(Fault::Stopped)
    } else {
        Ok(())
    }
}

/// Whether `now` is to be written as the latest time.
#[must_use]
pub(crate) const fn leads(now: u64, latest: u64, tolerance: u64) -> bool {
    now > latest.saturating_add(tolerance / 4)
}

/// The time of a report as far as it is believed: not before the lane's last, and never further ahead
/// of all lanes than the tolerance, also where the lane's own last time was. A report is never refused
/// for its time (law L3), but its time must not carry the windows of the throttles away.
#[must_use]
pub(crate) const fn believed(now: u64, own: u64, latest: u64, tolerance: u64) -> u64 {
    let most = latest.saturating_add(tolerance);
    let now = if now < own { own } else { now };
    if now > most { most } else { now }
}
