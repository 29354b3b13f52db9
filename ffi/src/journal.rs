//! Journals: a lane's events, kept by somebody who must keep up.
//!
//! Uses: `border`, `event`, `handle`, `status`. Used by: C programs.

use crate::border::{outgoing, outgoing_array};
use crate::event::{plim_event, read_into};
use crate::handle::{Watch, enter, plim_journal, plim_region, region_of, vacant};
use crate::status::{answer, plim_status};
use plimsoll::Journal;

/// Keeps the journal of a lane from now on, or goes on where the one before had stopped; whoever
/// kept it before must have ended. Once it is kept, nothing is born on the lane that it might miss:
/// PLIM_E_JOURNAL_STALLED from three quarters of the ring on; and an event that is overwritten
/// before it was kept throws the lane's switch and raises PLIM_ALARM_JOURNAL_STALLED.
///
/// @param region  [in]  from plim_format or plim_attach; not NULL.
/// @param lane    [in]  which lane, from 0.
/// @param journal [out] the handle; written only on PLIM_OK; not NULL. It needs no closing: a
///                      journal goes on being kept until plim_journal_end.
/// @return PLIM_OK; PLIM_E_NO_SUCH_LANE; or a border status.
///
/// Thread: any; the handle is then for one thread at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_journal_open(
    region: *const plim_region,
    lane: u32,
    journal: *mut plim_journal,
) -> plim_status {
    // SAFETY: the caller's duty: `region` is a region handle's storage.
    let region = unsafe { region_of::<Watch>(region) };
    // SAFETY: the caller's duty: `journal` is writable.
    let storage = unsafe { vacant(journal) };
    answer(region.and_then(|region| {
        let storage = storage?;
        storage.open((), region.journal(lane)?);
        Ok(())
    }))
}

/// Reads the next events, in order: as plim_events_read. Write them where they last, then call
/// plim_journal_keep.
///
/// @param journal  [in,out] from plim_journal_open; not NULL.
/// @param out      [out]    the events, `count` of them; not NULL.
/// @param capacity [in]     how many `out` has room for, at least 1.
/// @param count    [out]    how many were written; 0 if there is none yet; written only on PLIM_OK;
///                          not NULL.
/// @param missed   [out]    how many were overwritten before they could be read, from before the
///                          first of these to before the last; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_CAPACITY; or another border status.
///
/// Thread: only the thread that holds `journal`. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_journal_read(
    journal: *mut plim_journal,
    out: *mut plim_event,
    capacity: usize,
    count: *mut usize,
    missed: *mut u64,
) -> plim_status {
    // SAFETY: the caller's duty: `journal` is a journal's storage.
    let journal = unsafe { enter::<Journal>(journal) };
    // SAFETY: the caller's duty: `out` has room for `capacity` elements.
    let out = unsafe { outgoing_array(out, capacity) };
    // SAFETY: the caller's duty: `count` is writable.
    let count = unsafe { outgoing(count) };
    // SAFETY: the caller's duty: `missed` is writable.
    let missed = unsafe { outgoing(missed) };
    answer(journal.and_then(|mut journal| {
        let (mut out, count, missed) = (out?, count?, missed?);
        let lost = read_into(&mut out, || journal.poll());
        count.write(out.written());
        missed.write(lost);
        Ok(())
    }))
}

/// Says that everything that was read so far is kept: the lane may write over it.
///
/// @param journal [in,out] from plim_journal_open; not NULL.
/// @return PLIM_OK; or a border status.
///
/// Thread: only the thread that holds `journal`. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_journal_keep(journal: *mut plim_journal) -> plim_status {
    // SAFETY: the caller's duty: `journal` is a journal's storage.
    let journal = unsafe { enter::<Journal>(journal) };
    answer(journal.map(|journal| journal.keep()))
}

/// Says that no journal is kept of the lane any more: it does not wait for one.
///
/// @param journal [in,out] from plim_journal_open; not NULL. Afterwards it is no handle any more.
/// @return PLIM_OK; or a border status.
///
/// Thread: only the thread that holds `journal`. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_journal_end(journal: *mut plim_journal) -> plim_status {
    // SAFETY: the caller's duty: `journal` is a journal's storage.
    let journal = unsafe { enter::<Journal>(journal) };
    answer(journal.map(|journal| journal.take().end()))
}
