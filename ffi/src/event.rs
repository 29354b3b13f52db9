//! Events: every change of state, lane by lane, as any reader may follow it.
//!
//! Uses: `border`, `handle`, `id`, `status`. Used by: `journal`, C programs.

use crate::border::{OutArray, outgoing, outgoing_array};
use crate::handle::{Watch, enter, plim_events, plim_region, region_of, vacant};
use crate::id::{plim_child_id, plim_parent_id};
use crate::status::{answer, plim_status};
use plimsoll::{Event, EventReader, Poll};

/// What kind of change an event tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum plim_event_kind {
    /// A parent was admitted; qty is its quantity, price its limit.
    PLIM_EVENT_ADMITTED = 1,
    /// A parent's quantity changed; qty is the new one.
    PLIM_EVENT_AMENDED = 2,
    /// A parent was cancelled: nothing is routed for it any more.
    PLIM_EVENT_CLOSED = 3,
    /// A parent is held until a person releases it; detail is the plim_alarm that did it, 0 for a
    /// command.
    PLIM_EVENT_HELD = 4,
    /// A parent is released.
    PLIM_EVENT_RELEASED = 5,
    /// A parent has ended; qty is what was executed. Told once, and again if it was resumed.
    PLIM_EVENT_DONE = 6,
    /// A parent's place was given back.
    PLIM_EVENT_RETIRED = 7,
    /// A parent's expire time has come: nothing is routed for it any more.
    PLIM_EVENT_LAPSED = 8,
    /// A parent that had ended has not: an execution of it was taken back; qty is what is executed.
    /// It is held.
    PLIM_EVENT_RESUMED = 9,
    /// A child was born; qty and price are its terms, detail its venue.
    PLIM_EVENT_BORN = 16,
    /// A child was handed to its session.
    PLIM_EVENT_SENT = 17,
    /// A child changed its state; detail is the plim_child_state, qty what is reserved for it:
    /// where the state is unknown, the quantity at risk.
    PLIM_EVENT_STATE_CHANGED = 18,
    /// An execution was booked; qty and price are its own, detail what of it was past the parent.
    PLIM_EVENT_EXECUTED = 19,
    /// An execution came again; nothing was booked.
    PLIM_EVENT_DUPLICATE = 20,
    /// A cancel or replace was requested; qty is the new total, detail the request's number.
    PLIM_EVENT_REQUESTED = 21,
    /// A request was answered; qty is the OrderQty in force, detail the request's number.
    PLIM_EVENT_ANSWERED = 22,
    /// Reserved quantity went back to the parent; qty is how much.
    PLIM_EVENT_GIVEN_BACK = 23,
    /// A report went to suspense; qty is its LastQty.
    PLIM_EVENT_SUSPENDED = 24,
    /// An execution counts for another quantity, by a bust or a correction: qty is what it counts
    /// for now, price its price, detail what it counted for.
    PLIM_EVENT_CORRECTED = 25,
    /// What a child is counted for beyond the executions that were reported is another quantity:
    /// qty now, detail before. A report that takes its place makes it smaller.
    PLIM_EVENT_INFERRED = 26,
    /// A statement and the books differ: qty is ours, detail the other's.
    PLIM_EVENT_DIFFERENCE = 27,
    /// Quantity of a child has cooled down; qty is how much.
    PLIM_EVENT_COOLED = 28,
    /// An execution in suspense was assigned to a child or a parent; qty is its own, detail its
    /// plim_suspense_id.
    PLIM_EVENT_ASSIGNED = 29,
    /// Upstream stated what of a parent is executed elsewhere; qty is the new total, detail the
    /// old.
    PLIM_EVENT_ELSEWHERE = 30,
    /// A scope was killed; detail is the reason.
    PLIM_EVENT_KILLED = 32,
    /// A scope was reset; qty is who asked for it (upper 32 bits) and who confirmed it.
    PLIM_EVENT_RESET = 33,
    /// The region was armed; qty is the lease's end.
    PLIM_EVENT_ARMED = 34,
    /// The region was disarmed.
    PLIM_EVENT_DISARMED = 35,
    /// An alarm was acknowledged; detail is the plim_alarm.
    PLIM_EVENT_ACKNOWLEDGED = 36,
    /// The books were rebuilt after a restart; detail is the new epoch.
    PLIM_EVENT_RECOVERED = 37,
    /// A venue's session changed; qty is the plim_venue_id, detail the plim_session.
    PLIM_EVENT_SESSION_CHANGED = 38,
    /// A position is not what was stated: qty is ours, detail the other's, price the
    /// plim_account_id in the upper 32 bits and the plim_instrument_id in the lower.
    PLIM_EVENT_POSITION_DIFFERS = 39,
    /// A strategy may trade an instrument again; qty is its code, detail the plim_instrument_id.
    PLIM_EVENT_REENABLED = 40,
}

/// One change of state. What a kind does not name is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_event {
    /// Its place in its lane's ring, from 0.
    pub sequence: u64,
    /// When, in nanoseconds on the caller's clock.
    pub time: u64,
    /// To which parent; 0 for none.
    pub parent: plim_parent_id,
    /// To which child; 0 for none.
    pub child: plim_child_id,
    /// A quantity, in units.
    pub qty: u64,
    /// A price, in ticks.
    pub price: i64,
    /// What else the kind names.
    pub detail: u64,
    /// A plim_event_kind.
    pub kind: u32,
    /// Zero.
    pub reserved: u32,
}

impl plim_event {
    fn from_core(event: &Event) -> plim_event {
        plim_event {
            sequence: event.sequence,
            time: event.time.0,
            parent: event.parent.to_bits(),
            child: event.child.to_bits(),
            qty: event.qty,
            price: event.price,
            detail: event.detail,
            kind: event.kind as u32,
            reserved: 0,
        }
    }
}

/// Begins to read a lane's events, with the oldest that is still there. Reading disturbs nobody.
///
/// @param region [in]  from plim_format or plim_attach; not NULL.
/// @param lane   [in]  which lane, from 0; the number of lanes for what the control handle did.
/// @param events [out] the reader; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_NO_SUCH_LANE; or a border status.
///
/// Thread: any; the reader is then for one thread at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_events_open(
    region: *const plim_region,
    lane: u32,
    events: *mut plim_events,
) -> plim_status {
    // SAFETY: the caller's duty: `region` is a region handle's storage.
    let region = unsafe { region_of::<Watch>(region) };
    // SAFETY: the caller's duty: `events` is writable.
    let storage = unsafe { vacant(events) };
    answer(region.and_then(|region| {
        let storage = storage?;
        storage.open((), region.events(lane)?);
        Ok(())
    }))
}

/// Reads the next events, in order.
///
/// @param events   [in,out] from plim_events_open; not NULL.
/// @param out      [out]    the events, `count` of them; not NULL.
/// @param capacity [in]     how many `out` has room for, at least 1.
/// @param count    [out]    how many were written; 0 if there is none yet; written only on PLIM_OK;
///                          not NULL.
/// @param missed   [out]    how many were overwritten before they could be read, from before the
///                          first of these to before the last; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_CAPACITY; or another border status.
///
/// Thread: only the thread that reads. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_events_read(
    events: *mut plim_events,
    out: *mut plim_event,
    capacity: usize,
    count: *mut usize,
    missed: *mut u64,
) -> plim_status {
    // SAFETY: the caller's duty: `events` is a reader's storage.
    let reader = unsafe { enter::<EventReader>(events) };
    // SAFETY: the caller's duty: `out` has room for `capacity` elements.
    let out = unsafe { outgoing_array(out, capacity) };
    // SAFETY: the caller's duty: `count` is writable.
    let count = unsafe { outgoing(count) };
    // SAFETY: the caller's duty: `missed` is writable.
    let missed = unsafe { outgoing(missed) };
    answer(reader.and_then(|mut reader| {
        let (mut out, count, missed) = (out?, count?, missed?);
        let lost = read_into(&mut out, || reader.poll());
        count.write(out.written());
        missed.write(lost);
        Ok(())
    }))
}

/// Reads events as long as there are some and they fit; how many were missed.
pub(crate) fn read_into(out: &mut OutArray<plim_event>, mut poll: impl FnMut() -> Poll) -> u64 {
    let mut lost = 0u64;
    // A writer that is faster than we are may make any of these turns a miss: so their number is
    // set.
    for _ in 0..out.room().saturating_mul(2) {
        if out.room() == 0 {
            break;
        }
        match poll() {
            Poll::Empty => break,
            Poll::Missed(number) => lost = lost.saturating_add(number),
            Poll::Event(event) => out.push(plim_event::from_core(&event)),
        }
    }
    lost
}
