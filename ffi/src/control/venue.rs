//! The sessions with venues: lost, and found again.
//!
//! Uses: `border`, `control`, `handle`, `id`, `status`, `terms`. Used by: C programs.

use super::with;
use crate::border::outgoing;
use crate::handle::{Watch, plim_control, plim_region, region_of};
use crate::id::plim_venue_id;
use crate::status::{answer, plim_status};
use crate::terms::plim_venue_terms;
use plimsoll::{Control, Nanos, VenueId};

/// Whether anybody can hear a venue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum plim_session {
    /// Connected, and what is open there is known.
    PLIM_SESSION_UP = 1,
    /// Not connected: what is open there nobody knows.
    PLIM_SESSION_DOWN = 2,
    /// Connected again; what is open there is still being found out, by a mass status.
    PLIM_SESSION_RECOVERING = 3,
}

/// What a disconnect left open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_disconnected {
    /// Children at the venue of which nobody knows whether they live.
    pub unknown: u64,
    /// What is reserved for them, in units.
    pub at_risk: u64,
}

/// Says that the session with a venue is lost. When it returns, nothing is born there any more, in
/// any thread or process, and every living child there is unknown: what it reserves stays reserved,
/// and its event tells how much that is. Cancels and reports pass as ever.
///
/// A birth that is under way at this moment, at any venue, is refused with PLIM_E_HALTED: it may be
/// tried again. Takes time in proportion to the child slots that were ever used.
///
/// @param control [in,out] from plim_control_open; not NULL.
/// @param venue   [in]     from plim_control_define_venue.
/// @param now     [in]     nanoseconds on the caller's steady clock.
/// @param left    [out]    what is open there; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_UNKNOWN_VENUE; or see plim_status.
///
/// Thread: one at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_disconnect(
    control: *mut plim_control,
    venue: plim_venue_id,
    now: u64,
    left: *mut plim_disconnected,
) -> plim_status {
    // SAFETY: the caller's duty: `left` is writable.
    let out = unsafe { outgoing(left) };
    let disconnect = |control: &mut Control<'static>| {
        let out = out?;
        let left = control.disconnect(VenueId(venue), Nanos(now))?;
        out.write(plim_disconnected { unknown: left.unknown, at_risk: left.at_risk });
        Ok(())
    };
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, disconnect) }
}

/// Says that a venue is heard again. It is recovering from here on: nothing is born there before
/// what is open there has been found out, by a mass status: plim_control_end_mass_status.
///
/// @param control [in,out] from plim_control_open; not NULL.
/// @param venue   [in]     from plim_control_define_venue.
/// @param now     [in]     nanoseconds on the caller's steady clock.
/// @return PLIM_OK; PLIM_E_UNKNOWN_VENUE; PLIM_E_NOTHING_TO_CHANGE, if its session is not down; or
///         see plim_status.
///
/// Thread: one at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_reconnect(
    control: *mut plim_control,
    venue: plim_venue_id,
    now: u64,
) -> plim_status {
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, |control| Ok(control.reconnect(VenueId(venue), Nanos(now))?)) }
}

/// Gives the terms of a venue, as it was defined with or as they were set last. They may be changed
/// and given to plim_control_set_venue_terms.
///
/// @param region [in]  from plim_format or plim_attach; not NULL.
/// @param venue  [in]  from plim_control_define_venue.
/// @param terms  [out] written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_UNKNOWN_VENUE; or a border status.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_view_venue_terms(
    region: *const plim_region,
    venue: plim_venue_id,
    terms: *mut plim_venue_terms,
) -> plim_status {
    // SAFETY: the caller's duty: `region` is a region handle's storage.
    let region = unsafe { region_of::<Watch>(region) };
    // SAFETY: the caller's duty: `terms` is writable.
    let out = unsafe { outgoing(terms) };
    answer(region.and_then(|region| {
        let out = out?;
        let terms = region.venue_terms(VenueId(venue)).ok_or(plim_status::PLIM_E_UNKNOWN_VENUE)?;
        out.write(plim_venue_terms::from_core(&terms));
        Ok(())
    }))
}

/// Says whether a venue is heard.
///
/// @param region  [in]  from plim_format or plim_attach; not NULL.
/// @param venue   [in]  from plim_control_define_venue.
/// @param session [out] a plim_session; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_UNKNOWN_VENUE; or a border status.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_venue_session(
    region: *const plim_region,
    venue: plim_venue_id,
    session: *mut u32,
) -> plim_status {
    // SAFETY: the caller's duty: `region` is a region handle's storage.
    let region = unsafe { region_of::<Watch>(region) };
    // SAFETY: the caller's duty: `session` is writable.
    let out = unsafe { outgoing(session) };
    answer(region.and_then(|region| {
        let out = out?;
        let session = region.venue_session(VenueId(venue));
        out.write(session.ok_or(plim_status::PLIM_E_UNKNOWN_VENUE)? as u32);
        Ok(())
    }))
}
