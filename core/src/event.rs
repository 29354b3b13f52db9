//! What happened, told once: a ring of fixed records for each lane, one writer, any number of
//! readers.
//!
//! ```text
//!  head ─► next sequence            slot = sequence mod length
//!  record: stamp │ kind │ time │ parent │ child │ qty │ price │ detail        stamp = sequence + 1; 0 while written
//! ```
//!
//! Law: a reader never takes a torn record for a whole one, and never misses one without being told
//! how many it missed. The writer never waits for a reader.
//!
//! Uses: `sync`, `units`, `id`. Used by: `region`, `lane`, `control`.

use crate::id::{ChildId, ParentId};
use crate::sync::{Acquire, AtomicU64, Relaxed, Release, fence};
use crate::units::Nanos;
use crate::wrong::{self, Design};
#[cfg(not(loom))]
use zerocopy::{FromBytes, IntoBytes, KnownLayout};

/// What kind of change an [`Event`] tells of. The numbers are part of the C interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
#[non_exhaustive]
pub enum EventKind {
    /// A parent was admitted; qty is its quantity, price its limit.
    Admitted = 1,
    /// A parent's quantity changed; qty is the new one.
    Amended = 2,
    /// A parent was cancelled: nothing is routed for it any more.
    Closed = 3,
    /// A parent is held until a person releases it; detail is the [`crate::AlarmKind`] that did it,
    /// 0 for a command.
    Held = 4,
    /// A parent is released.
    Released = 5,
    /// A parent has ended; qty is what was executed. Told once, and again if it was resumed.
    Done = 6,
    /// A parent's slot was given back.
    Retired = 7,
    /// A parent's expire time has come: nothing is routed for it any more.
    Lapsed = 8,
    /// A parent that had ended has not: an execution of it was taken back; qty is what is executed.
    /// It is held.
    Resumed = 9,
    /// A child was born; qty and price are its terms, detail its venue.
    Born = 16,
    /// A child was handed to its session.
    Sent = 17,
    /// A child changed its state; detail is the [`crate::State`], qty what is reserved for it: where
    /// the state is unknown, the quantity at risk.
    StateChanged = 18,
    /// An execution was booked; qty and price are its own, detail what of it was past the parent.
    Executed = 19,
    /// An execution came again; nothing was booked.
    Duplicate = 20,
    /// A cancel or replace was requested; qty is the new total, detail the request's number.
    Requested = 21,
    /// A request was answered; qty is the OrderQty in force, detail the request's number.
    Answered = 22,
    /// Reserved quantity went back to the parent; qty is how much.
    GivenBack = 23,
    /// A report went to suspense; qty is its LastQty.
    Suspended = 24,
    /// An execution counts for another quantity, by a bust or a correction: qty is what it counts
    /// for now, price its price, detail what it counted for.
    Corrected = 25,
    /// What a child is counted for beyond the executions that were reported is another quantity:
    /// qty now, detail before. A report that takes its place makes it smaller.
    Inferred = 26,
    /// A statement and the books differ: qty is ours, detail the other's.
    Difference = 27,
    /// Quantity of a child has cooled down; qty is how much.
    Cooled = 28,
    /// An execution in suspense was assigned to a child or a parent; qty is its own, detail its
    /// [`crate::SuspenseId`].
    Assigned = 29,
    /// Upstream stated what of a parent is executed elsewhere; qty is the new total, detail the old.
    Elsewhere = 30,
    /// A scope was killed; detail is the reason.
    Killed = 32,
    /// A scope was reset.
    Reset = 33,
    /// The region was armed; qty is the lease's end.
    Armed = 34,
    /// The region was disarmed.
    Disarmed = 35,
    /// An alarm was acknowledged; detail is the [`crate::AlarmKind`].
    Acknowledged = 36,
    /// The books were rebuilt after a restart; detail is the new epoch.
    Recovered = 37,
    /// A strategy may trade an instrument again; qty is its code, detail the instrument.
    Reenabled = 40,
    /// A position is not what was stated: qty is ours, detail the other's, price the account's and
    /// the instrument's place, 32 bits each.
    PositionDiffers = 39,
    /// A venue's session changed; qty is the venue's number, detail the [`crate::VenueSession`].
    SessionChanged = 38,
}

impl EventKind {
    const ALL: [EventKind; 33] = [
        EventKind::Admitted,
        EventKind::Amended,
        EventKind::Closed,
        EventKind::Held,
        EventKind::Released,
        EventKind::Done,
        EventKind::Retired,
        EventKind::Lapsed,
        EventKind::Resumed,
        EventKind::Born,
        EventKind::Sent,
        EventKind::StateChanged,
        EventKind::Executed,
        EventKind::Duplicate,
        EventKind::Requested,
        EventKind::Answered,
        EventKind::GivenBack,
        EventKind::Suspended,
        EventKind::Corrected,
        EventKind::Inferred,
        EventKind::Difference,
        EventKind::Cooled,
        EventKind::Assigned,
        EventKind::Elsewhere,
        EventKind::Killed,
        EventKind::Reset,
        EventKind::Armed,
        EventKind::Disarmed,
        EventKind::Acknowledged,
        EventKind::Recovered,
        EventKind::PositionDiffers,
        EventKind::SessionChanged,
        EventKind::Reenabled,
    ];

    fn from_code(code: u64) -> Option<EventKind> {
        EventKind::ALL.iter().copied().find(|kind| *kind as u64 == code)
    }
}

/// One change of state, as a reader gets it. Fields that a kind does not name are 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its place in its lane's ring, from 0.
    pub sequence: u64,
    /// What happened.
    pub kind: EventKind,
    /// When, on the caller's clock.
    pub time: Nanos,
    /// To which parent; bits 0 for none.
    pub parent: ParentId,
    /// To which child; bits 0 for none.
    pub child: ChildId,
    /// A quantity in units.
    pub qty: u64,
    /// A price in ticks.
    pub price: i64,
    /// What else the kind names.
    pub detail: u64,
}

/// One record's place in a ring.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C, align(64))]
pub(crate) struct EventSlot {
    stamp: AtomicU64,
    body: [AtomicU64; 7],
}

/// A lane's ring. `head` is written by the lane's owner only; a new owner goes on where the last
/// one was.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ring<'a> {
    pub(crate) slots: &'a [EventSlot],
    pub(crate) head: &'a AtomicU64,
}

/// What the writer gives.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Told {
    pub(crate) kind: EventKind,
    pub(crate) time: Nanos,
    pub(crate) parent: u64,
    pub(crate) child: u64,
    pub(crate) qty: u64,
    pub(crate) price: i64,
    pub(crate) detail: u64,
}

impl Told {
    pub(crate) const fn new(kind: EventKind, time: Nanos) -> Told {
        Told { kind, time, parent: 0, child: 0, qty: 0, price: 0, detail: 0 }
    }
}

#[inline(always)]
fn slot_of(slots: &[EventSlot], sequence: u64) -> Option<&EventSlot> {
    // The length is a power of two.
    slots.get((sequence & (slots.len() as u64).wrapping_sub(1)) as usize)
}

impl Ring<'_> {
    /// Writes the next record. Only the lane's owner may call it.
    #[inline]
    pub(crate) fn tell(&self, told: &Told) {
        let sequence = self.head.load(Relaxed);
        self.write(sequence, told);
        self.head.store(sequence.wrapping_add(1), Release);
    }

    /// Writes the record of a sequence. It is there for readers once the head is stored.
    #[inline(always)]
    pub(crate) fn write(&self, sequence: u64, told: &Told) {
        let Some(slot) = slot_of(self.slots, sequence) else { return };
        // A reader that sees any word of the new body must also see this 0, or a later stamp, when
        // it looks again.
        slot.stamp.store(0, Relaxed);
        if !wrong::is(Design::RingUnfenced) {
            fence(Release);
        }
        let body = [
            told.kind as u64,
            told.time.0,
            told.parent,
            told.child,
            told.qty,
            told.price as u64,
            told.detail,
        ];
        for (word, value) in slot.body.iter().zip(body) {
            word.store(value, Relaxed);
        }
        slot.stamp.store(sequence.wrapping_add(1), Release);
    }
}

/// What a reader finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Poll {
    /// Nothing new.
    Empty,
    /// The writer was faster: this many records are lost to this reader.
    Missed(u64),
    /// The next record.
    Event(Event),
}

/// Reads one lane's events, in order. Any thread; it writes nothing.
#[derive(Clone, Debug)]
pub struct EventReader<'a> {
    ring: Ring<'a>,
    next: u64,
}

impl<'a> EventReader<'a> {
    pub(crate) fn new(ring: Ring<'a>) -> EventReader<'a> {
        let next = ring.head.load(Acquire).saturating_sub(ring.slots.len() as u64);
        EventReader { ring, next }
    }

    /// A reader that goes on at `sequence`: what an earlier reader reached.
    #[must_use]
    pub fn starting_at(mut self, sequence: u64) -> EventReader<'a> {
        self.next = sequence.min(self.ring.head.load(Acquire));
        self
    }

    /// How many records the ring remembers.
    pub(crate) fn length(&self) -> u64 {
        self.ring.slots.len() as u64
    }

    /// The sequence of the record that [`EventReader::poll`] looks for next.
    #[must_use]
    pub fn position(&self) -> u64 {
        self.next
    }

    /// The next record, or why there is none.
    pub fn poll(&mut self) -> Poll {
        let head = self.ring.head.load(Acquire);
        if self.next >= head {
            return Poll::Empty;
        }
        let oldest = head.saturating_sub(self.ring.slots.len() as u64);
        if self.next < oldest {
            if wrong::is(Design::LossUntold) {
                self.next = oldest;
                return self.poll();
            }
            return self.skip_to(oldest);
        }
        match self.read(self.next) {
            Some(event) => {
                self.next = self.next.wrapping_add(1);
                Poll::Event(event)
            }
            // It was overwritten while we read: everything up to it is gone.
            None => self.skip_to(self.next.wrapping_add(1)),
        }
    }

    fn skip_to(&mut self, sequence: u64) -> Poll {
        let missed = sequence.saturating_sub(self.next);
        self.next = sequence;
        Poll::Missed(missed)
    }

    fn read(&self, sequence: u64) -> Option<Event> {
        let slot = slot_of(self.ring.slots, sequence)?;
        let stamp = sequence.wrapping_add(1);
        if slot.stamp.load(Acquire) != stamp {
            return None;
        }
        let [kind, time, parent, child, qty, price, detail] =
            core::array::from_fn(|place| slot.body.get(place).map_or(0, |word| word.load(Relaxed)));
        fence(Acquire);
        if slot.stamp.load(Relaxed) != stamp && !wrong::is(Design::TornRecord) {
            return None;
        }
        Some(Event {
            sequence,
            kind: EventKind::from_code(kind)?,
            time: Nanos(time),
            parent: ParentId::from_bits(parent),
            child: ChildId::from_bits(child),
            qty,
            price: price as i64,
            detail,
        })
    }
}

#[cfg(test)]
mod tests;
