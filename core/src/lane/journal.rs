//! The journal of a lane's events: a reader that must keep up.
//!
//! ```text
//!  taken ……………… head            what lies between is not kept yet: births stop at three quarters of the ring,
//!                               and an event that is overwritten before it was taken throws the lane's switch
//! ```
//!
//! Law L8, in part: once a journal is kept of a lane, nothing is born there that it might miss. The
//! owner looks at how far it is only when the ring seems to be full, so it costs one comparison an
//! event.

use super::Lane;
use crate::alarm::{AlarmKind, AlarmSet};
use crate::event::{EventReader, Poll};
use crate::headroom::update;
use crate::refusal::Refusal;
use crate::region::{LaneSlot, Region};
use crate::switch::{Cause, Level, Scope};
use crate::sync::{AcqRel, Acquire, Relaxed, Release};
use crate::units::Nanos;

/// Whoever keeps a lane's events. One at a time; any thread or process.
#[derive(Debug)]
pub struct Journal<'a> {
    reader: EventReader<'a>,
    slot: &'a LaneSlot,
}

impl<'a> Region<'a> {
    /// Keeps the journal of a lane from now on, with as many of the events before as fill half a ring; or
    /// goes on where the one before had stopped: events that were overwritten since are told as
    /// [`Poll::Missed`]. Whoever kept it before must have ended.
    ///
    /// # Errors
    ///
    /// [`Refusal::NoSuchLane`]: there are not so many. Nothing changes.
    pub fn journal(&self, lane: u32) -> Result<Journal<'a>, Refusal> {
        let slot = self.trading().get(lane as usize).ok_or(Refusal::NoSuchLane)?;
        let reader = self.events(lane)?;
        let head = slot.ring_head.load(Acquire);
        // From the oldest that is there the ring would be full, and the lane stopped, at once.
        let half = reader.length() >> 1;
        let begin = reader.position().max(head.saturating_sub(half)).wrapping_add(1);
        let taken = match slot.ring_taken.compare_exchange(0, begin, AcqRel, Acquire) {
            Ok(_) => begin,
            Err(taken) => taken,
        };
        // The owner may think that there is none, until it looks: it looks within one ring.
        Ok(Journal { reader: reader.starting_at(taken.wrapping_sub(1)), slot })
    }
}

impl Journal<'_> {
    /// The next event, or why there is none.
    pub fn poll(&mut self) -> Poll {
        self.reader.poll()
    }

    /// Everything that was polled so far is kept: the lane may write over it. Where the journal was
    /// ended ([`crate::Control::end_journal`]) nothing is kept any more, and nothing waits for it.
    pub fn keep(&self) {
        let taken = self.reader.position().wrapping_add(1);
        let _ = update(&self.slot.ring_taken, |before| (before != 0).then_some(taken));
    }

    /// No journal is kept of the lane any more.
    pub fn end(self) {
        self.slot.ring_taken.store(0, Release);
    }
}

/// The most events that a plain report tells.
const FEW: u64 = 3;

impl Lane<'_> {
    /// Whether three quarters of the ring are not kept, as far as the owner has seen: then it looks at
    /// the journal's own word.
    #[inline(always)]
    pub(super) fn is_far_ahead(&self) -> bool {
        self.ring.head.load(Relaxed) >= self.slot.ring_until.load(Relaxed)
    }

    /// Whether there is room for the few events of a plain report, all of them.
    #[inline(always)]
    pub(crate) fn has_room(&self) -> bool {
        self.has_room_seen() || self.makes_room()
    }

    #[inline(always)]
    fn has_room_seen(&self) -> bool {
        self.ring.head.load(Relaxed).wrapping_add(FEW) <= self.slot.ring_until.load(Relaxed)
    }

    #[cold]
    #[inline(never)]
    fn makes_room(&self) -> bool {
        self.unkept();
        self.has_room_seen()
    }

    /// Events that nobody has kept yet; 0 where no journal is kept.
    fn unkept(&self) -> u64 {
        let head = self.ring.head.load(Relaxed);
        // Acquire: what the journal has read lies before what we write over it.
        let taken = self.slot.ring_taken.load(Acquire);
        let taken = taken.checked_sub(1).unwrap_or(head);
        self.slot.ring_until.store(taken.saturating_add(self.three_quarters()), Relaxed);
        head.wrapping_sub(taken)
    }

    fn three_quarters(&self) -> u64 {
        let length = self.ring.slots.len() as u64;
        length.saturating_sub(length >> 2)
    }

    /// Whether the journal leaves a quarter of the ring for what venues may report.
    pub(super) fn journal_keeps_up(&self) -> bool {
        !self.is_far_ahead() || self.unkept() < self.three_quarters()
    }

    /// Before an event: whether it will be written over one that nobody has kept. After it the
    /// journal may have been told of the loss, and have gone on.
    #[cold]
    #[inline(never)]
    pub(super) fn mind_journal(&self, now: Nanos) {
        let length = self.ring.slots.len() as u64;
        let unkept = if self.is_far_ahead() { self.unkept() } else { 0 };
        if unkept < length || self.index as usize >= self.region.trading().len() {
            return;
        }
        let lane = u64::from(self.index);
        self.raise_both(AlarmKind::JournalStalled, (lane, unkept), now, &mut AlarmSet::default());
        // The first one throws it whatever it is: a reset that is under way has not seen this.
        if unkept == length || !self.slot.switch.is_halted() {
            let reason = AlarmKind::JournalStalled as u32;
            let cause = Cause { reason, at: now, value: unkept, other: length };
            let _ = self.region.restrict(Scope::Lane(self.index), Level::NoNewOrders, &cause);
        }
    }
}

#[cfg(all(test, loom))]
mod loom;
