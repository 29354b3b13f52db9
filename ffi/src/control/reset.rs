//! Opening again what was stopped: two persons with a key each, and the record of who did it.
//!
//! Uses: `border`, `control`, `fingerprint`, `handle`, `id`, `scope`, `status`. Used by: C
//! programs.

use super::with;
use crate::border::{Incoming, incoming, outgoing, plain};
use crate::fingerprint::plim_fingerprint_parts;
use crate::handle::{Watch, plim_control, plim_region, region_of};
use crate::id::{plim_key, plim_parent_id};
use crate::scope::{scope, scope_words};
use crate::status::{answer, plim_status};
use core::ffi::c_char;
use plimsoll::{Control, Nanos, ParentId, ResetRecord, ResetRequest, ResetTerms, ResetTicket};

/// Sets how long a reset must be thought over, and how long the thought is good.
///
/// @param control     [in,out] from plim_control_open; not NULL.
/// @param least_delay [in]     nanoseconds that must lie between a request and its confirmation; 0
///                             is for tests.
/// @param expiry      [in]     nanoseconds after the request at which it is worth nothing any more:
///                             more than the delay.
/// @return PLIM_OK; PLIM_E_LIMIT_UNSET, if the expiry is not after the delay; or see plim_status.
///
/// Thread: one at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_set_reset_terms(
    control: *mut plim_control,
    least_delay: u64,
    expiry: u64,
) -> plim_status {
    let terms = ResetTerms { least_delay, expiry };
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, |control| Ok(control.set_reset_terms(&terms)?)) }
}

/// Gives a person a key for resets: up to 8 persons, while the region is disarmed. The region keeps
/// what the key hashes to, so that it is not read by accident; it is no secret from whoever may
/// write to the region's memory.
///
/// @param control [in,out] from plim_control_open; not NULL.
/// @param person  [in]     the person's number; kept for people.
/// @param key     [in]     not zero; not NULL.
/// @return PLIM_OK; PLIM_E_NOTHING_TO_CHANGE, if the region is armed; PLIM_E_UNKNOWN_KEY for a key
///         of 0; PLIM_E_ALREADY_DEFINED, if somebody has this key or the person has one;
///         PLIM_E_DEFINITIONS_FULL; or see plim_status.
///
/// Thread: one at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_define_key(
    control: *mut plim_control,
    person: u32,
    key: *const plim_key,
) -> plim_status {
    // SAFETY: the caller's duty: `key` is readable.
    let key = unsafe { plain(key) };
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, |control| Ok(control.define_key(person, key?.to_core())?)) }
}

/// A reset that one person asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_reset_request {
    /// sizeof(plim_reset_request).
    pub struct_size: u32,
    /// A plim_scope: what to open again. A parent is released instead: plim_control_release.
    pub scope: u32,
    /// Which one, as plim_scope says.
    pub scope_id: u64,
    /// The person's key.
    pub key: plim_key,
    /// Why, in the person's own words: text, filled up with zeroes.
    pub why: [c_char; 32],
    /// Zero.
    pub reserved: [u64; 2],
}

// SAFETY: numbers without padding, struct_size first.
unsafe impl Incoming for plim_reset_request {
    fn reserved_is_zero(&self) -> bool {
        self.reserved == [0; 2]
    }
}

impl plim_reset_request {
    fn to_core(self) -> Result<ResetRequest, plim_status> {
        Ok(ResetRequest {
            scope: scope(self.scope, self.scope_id)?,
            key: self.key.to_core(),
            why: self.why.map(|letter| letter as u8),
        })
    }
}

/// What the second person confirms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_reset_ticket {
    /// Names the request; never 0.
    pub nonce: u64,
    /// How often the scope had been killed when it was asked for.
    pub kills: u64,
    /// How often it had been warned or restricted.
    pub restrictions: u64,
    /// From when on it may be confirmed, in nanoseconds on the caller's clock.
    pub not_before: u64,
    /// Until when.
    pub not_after: u64,
}

impl plim_reset_ticket {
    fn from_core(ticket: &ResetTicket) -> plim_reset_ticket {
        plim_reset_ticket {
            nonce: ticket.nonce,
            kills: ticket.counts.kills,
            restrictions: ticket.counts.restrictions,
            not_before: ticket.not_before.0,
            not_after: ticket.not_after.0,
        }
    }
}

/// The first of two steps: a person asks for a scope to be opened again. It takes the place of a
/// request that was open before. A kill that comes now makes it worthless.
///
/// @param control [in,out] from plim_control_open; not NULL.
/// @param request [in]     not NULL.
/// @param now     [in]     nanoseconds on the caller's steady clock; it never goes back.
/// @param ticket  [out]    what is to be confirmed, and when; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_UNKNOWN_ACCOUNT and the like; PLIM_E_UNKNOWN_KEY; PLIM_E_LIMIT_UNSET, if
///         the terms of a reset were never set; PLIM_E_NOTHING_TO_CHANGE, if the scope is not
///         stopped, or is a parent; or see plim_status.
///
/// Thread: one at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_request_reset(
    control: *mut plim_control,
    request: *const plim_reset_request,
    now: u64,
    ticket: *mut plim_reset_ticket,
) -> plim_status {
    // SAFETY: the caller's duty: `request` has struct_size readable bytes.
    let request = unsafe { incoming(request) };
    // SAFETY: the caller's duty: `ticket` is writable.
    let out = unsafe { outgoing(ticket) };
    let ask = |control: &mut Control<'static>| {
        let (request, out) = (request?.to_core()?, out?);
        let ticket = control.request_reset(&request, Nanos(now))?;
        out.write(plim_reset_ticket::from_core(&ticket));
        Ok(())
    };
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, ask) }
}

/// The second step: another person confirms a request, and has looked at what runs here. When it
/// returns the scope is open, and the request is used up.
///
/// @param control     [in,out] from plim_control_open; not NULL.
/// @param nonce       [in]     from plim_control_request_reset.
/// @param key         [in]     of another person than the request's; not NULL.
/// @param fingerprint [in]     what the person has seen: plim_fingerprint; not NULL.
/// @param now         [in]     nanoseconds on the caller's steady clock; it never goes back.
/// @return PLIM_OK; PLIM_E_KILLED_SINCE, if the scope was stopped again since the request;
///         PLIM_E_UNKNOWN_KEY; PLIM_E_SAME_KEY; PLIM_E_NO_SUCH_REQUEST; PLIM_E_WRONG_FINGERPRINT;
///         PLIM_E_ALARMS_RAISED, while a critical one is not acknowledged; PLIM_E_CHILD_UNPROVEN,
///         if nobody knows of a child in the scope whether it was sent or what became of it;
///         PLIM_E_SUSPENSE_OPEN, while an execution in suspense is not assigned; PLIM_E_TOO_SOON;
///         PLIM_E_TOO_LATE; or see plim_status.
///
/// Thread: one at a time. Its time grows with the child slots that were ever used. Never allocates,
/// never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_confirm_reset(
    control: *mut plim_control,
    nonce: u64,
    key: *const plim_key,
    fingerprint: *const plim_fingerprint_parts,
    now: u64,
) -> plim_status {
    // SAFETY: the caller's duty: `key` is readable.
    let key = unsafe { plain(key) };
    // SAFETY: the caller's duty: `fingerprint` is readable.
    let fingerprint = unsafe { plain(fingerprint) };
    let confirm = |control: &mut Control<'static>| {
        let (key, fingerprint) = (key?.to_core(), fingerprint?.to_core());
        Ok(control.confirm_reset(nonce, key, &fingerprint, Nanos(now))?)
    };
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, confirm) }
}

/// Lets a parent that is held go on.
///
/// @param control [in,out] from plim_control_open; not NULL.
/// @param parent  [in]     from plim_admit.
/// @param now     [in]     nanoseconds on the caller's steady clock.
/// @return PLIM_OK; PLIM_E_UNKNOWN_PARENT; PLIM_E_EXCEEDS_HEADROOM, if it is overfilled and can
///         never be released; PLIM_E_NOTHING_TO_CHANGE, if it is not held; or see plim_status.
///
/// Thread: one at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_release(
    control: *mut plim_control,
    parent: plim_parent_id,
    now: u64,
) -> plim_status {
    let release = |control: &mut Control<'static>| {
        Ok(control.release(ParentId::from_bits(parent), Nanos(now))?)
    };
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, release) }
}

/// A reset that was carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_reset_record {
    /// Which one, as plim_scope says.
    pub scope_id: u64,
    /// When, in nanoseconds on the caller's clock.
    pub at: u64,
    /// A plim_scope: what was opened.
    pub scope: u32,
    /// The person who asked.
    pub requested_by: u32,
    /// The person who confirmed.
    pub confirmed_by: u32,
    /// Zero.
    pub reserved: u32,
    /// Why, in the first person's words: text, filled up with zeroes; it need not end in NUL.
    pub why: [c_char; 32],
}

impl plim_reset_record {
    fn from_core(record: &ResetRecord) -> plim_reset_record {
        let (scope, scope_id) = scope_words(record.scope);
        let [requested_by, confirmed_by] = record.by;
        plim_reset_record {
            scope_id,
            at: record.at.0,
            scope,
            requested_by,
            confirmed_by,
            reserved: 0,
            why: record.why.map(|letter| letter as c_char),
        }
    }
}

/// Looks at the last reset that was carried out.
///
/// @param region [in]  from plim_format or plim_attach; not NULL.
/// @param record [out] written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_NO_SUCH_REQUEST while there was none; or a border status.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_last_reset(
    region: *const plim_region,
    record: *mut plim_reset_record,
) -> plim_status {
    // SAFETY: the caller's duty: `region` is a region handle's storage.
    let region = unsafe { region_of::<Watch>(region) };
    // SAFETY: the caller's duty: `record` is writable.
    let out = unsafe { outgoing(record) };
    answer(region.and_then(|region| {
        let out = out?;
        let record = region.last_reset().ok_or(plim_status::PLIM_E_NO_SUCH_REQUEST)?;
        out.write(plim_reset_record::from_core(&record));
        Ok(())
    }))
}
