//! Arming: the manifest of a session, the lease, and the difference that a refusal names.
//!
//! Uses: `border`, `control`, `fingerprint`, `handle`, `id`, `status`,
//! `version`. Used by: C programs.

use super::with;
use crate::border::{Incoming, array_or_none, incoming, money, outgoing};
use crate::fingerprint::{plim_field, plim_fingerprint_parts};
use crate::handle::plim_control;
use crate::id::plim_strategy_id;
use crate::status::plim_status;
use crate::version::{PLIM_FINGERPRINTS_MAX, PLIM_SESSION_STRATEGIES_MAX};
use arrayvec::ArrayVec;
use plimsoll::{Control, Fingerprint, Manifest, Nanos, SessionStrategy, Unarmed};

/// A strategy that a session allows, and how much: a new one is launched with a small cap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_session_strategy {
    /// Its code.
    pub code: plim_strategy_id,
    /// The generation that is expected here.
    pub generation: u32,
    /// Parents that it may take in this session; 0 for none.
    pub max_parents: u64,
    /// Money that they may come to in all, each at its worst price, amendments included, in money
    /// units: 0 to PLIM_NOTIONAL_MAX.
    pub max_notional: u64,
}

/// What the operator expects of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_manifest {
    /// sizeof(plim_manifest).
    pub struct_size: u32,
    /// How many fingerprints there are, 0 to PLIM_FINGERPRINTS_MAX. With none, nothing is armed.
    pub fingerprint_count: u32,
    /// What may run here: any of these. NULL only if there are none. It is only looked at while the
    /// call lasts.
    pub fingerprints: *const plim_fingerprint_parts,
    /// The strategies that may take parents in; all others are refused. NULL only if there are
    /// none. It is only looked at while the call lasts.
    pub strategies: *const plim_session_strategy,
    /// How many strategies there are, 0 to PLIM_SESSION_STRATEGIES_MAX.
    pub strategy_count: u32,
    /// Zero.
    pub reserved_word: u32,
    /// The longest lease, in nanoseconds: at least 1.
    pub lease: u64,
    /// Zero.
    pub reserved: [u64; 2],
}

// SAFETY: struct_size first; numbers and pointers, any bits of which are a value; no padding.
unsafe impl Incoming for plim_manifest {
    fn reserved_is_zero(&self) -> bool {
        self.reserved_word == 0 && self.reserved == [0; 2]
    }
}

/// What a manifest's arrays come to, in storage of our own.
struct Expected {
    fingerprints: ArrayVec<Fingerprint, PLIM_FINGERPRINTS_MAX>,
    strategies: ArrayVec<SessionStrategy, PLIM_SESSION_STRATEGIES_MAX>,
}

impl plim_manifest {
    /// # Safety
    ///
    /// Where they are neither NULL nor misaligned, the arrays must have as many readable elements
    /// as their counts say, which nobody writes until this returns.
    unsafe fn expected(&self) -> Result<Expected, plim_status> {
        let counts = (self.fingerprint_count as usize, self.strategy_count as usize);
        if counts.0 > PLIM_FINGERPRINTS_MAX || counts.1 > PLIM_SESSION_STRATEGIES_MAX {
            return Err(plim_status::PLIM_E_CAPACITY);
        }
        // SAFETY: the caller vouches for the array.
        let fingerprints = unsafe { array_or_none(self.fingerprints, counts.0) }?;
        // SAFETY: the caller vouches for the array.
        let strategies = unsafe { array_or_none(self.strategies, counts.1) }?;
        let (mut some, mut others) = (ArrayVec::new(), ArrayVec::new());
        for parts in fingerprints {
            some.try_push(parts.to_core()).map_err(|_| plim_status::PLIM_E_CAPACITY)?;
        }
        for strategy in strategies {
            let strategy = SessionStrategy {
                code: strategy.code,
                generation: strategy.generation,
                max_parents: strategy.max_parents,
                max_notional: money(strategy.max_notional)?,
            };
            others.try_push(strategy).map_err(|_| plim_status::PLIM_E_CAPACITY)?;
        }
        Ok(Expected { fingerprints: some, strategies: others })
    }
}

/// By how little a region differs from what a manifest expects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_difference {
    /// What differs; PLIM_FIELD_NONE where the status says all.
    pub field: plim_field,
    /// Zero.
    pub reserved: u32,
    /// What the manifest has.
    pub expected: u64,
    /// What is here.
    pub found: u64,
}

impl plim_difference {
    const NONE: plim_difference =
        plim_difference { field: plim_field::PLIM_FIELD_NONE, reserved: 0, expected: 0, found: 0 };

    fn from_core(unarmed: &Unarmed) -> plim_difference {
        plim_difference {
            field: plim_field::from_core(unarmed.field),
            reserved: 0,
            expected: unarmed.expected,
            found: unarmed.found,
        }
    }
}

/// Arms the region: from here on parents are admitted and children routed, until the lease runs
/// out. It resets the firm's switch, if nobody threw it since the region was closed; those of other
/// scopes stay as they are.
///
/// @param control     [in,out] from plim_control_open; not NULL.
/// @param manifest    [in]     what is expected here; not NULL.
/// @param lease_until [in]     when routing stops by itself, in nanoseconds on the caller's steady
///                             clock: after now, by no more than the manifest's lease.
/// @param now         [in]     nanoseconds on the same clock; it never goes back.
/// @param difference  [out]    what differs; written on PLIM_OK, then it is none, and wherever the
///                             core refuses: not with a border status. NULL if it is not wanted.
/// @return PLIM_OK; PLIM_E_LEASE_EXPIRED, if lease_until is not after now; PLIM_E_LEASE_TOO_LONG;
///         PLIM_E_LIMIT_UNSET, if the firm's or the suspense limit, the alarm deadline, the
///         throttles, the clock's tolerance or the terms of a reset were never set;
///         PLIM_E_NOTHING_TO_CHANGE, if it is armed: renew the lease; PLIM_E_WRONG_FINGERPRINT,
///         with the first difference from the nearest one; PLIM_E_UNKNOWN_STRATEGY or
///         PLIM_E_WRONG_GENERATION, if a strategy is not here as the manifest has it;
///         PLIM_E_ALARMS_RAISED, while a critical one is not acknowledged; PLIM_E_KILLED_SINCE, if
///         the firm was killed since it was closed: reset it first; PLIM_E_CAPACITY; or see
///         plim_status.
///
/// Thread: one at a time. It needs about 20 KiB of stack. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_arm(
    control: *mut plim_control,
    manifest: *const plim_manifest,
    lease_until: u64,
    now: u64,
    difference: *mut plim_difference,
) -> plim_status {
    // SAFETY: the caller's duty: `manifest` has struct_size readable bytes.
    let manifest = unsafe { incoming(manifest) };
    let out = if difference.is_null() {
        Ok(None)
    } else {
        // SAFETY: the caller's duty: it is writable.
        unsafe { outgoing(difference) }.map(Some)
    };
    let arm = |control: &mut Control<'static>| {
        let (manifest, out) = (manifest?, out?);
        // SAFETY: the caller's duty: the manifest's arrays are as long as it says.
        let expected = unsafe { manifest.expected() }?;
        let manifest = Manifest {
            fingerprints: &expected.fingerprints,
            strategies: &expected.strategies,
            lease: manifest.lease,
        };
        let armed = control.arm(&manifest, Nanos(lease_until), Nanos(now));
        let difference =
            armed.as_ref().map_or_else(plim_difference::from_core, |()| plim_difference::NONE);
        if let Some(out) = out {
            out.write(difference);
        }
        armed.map_err(|unarmed| unarmed.refusal.into())
    };
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, arm) }
}

/// Renews the lease: somebody is still listening.
///
/// @param control     [in,out] from plim_control_open; not NULL.
/// @param lease_until [in]     when routing stops by itself, in nanoseconds on the caller's steady
///                             clock: after now, by no more than the manifest's lease.
/// @param now         [in]     nanoseconds on the same clock; it never goes back.
/// @return PLIM_OK; PLIM_E_NOT_ARMED; PLIM_E_LEASE_EXPIRED; PLIM_E_LEASE_TOO_LONG; or see
///         plim_status.
///
/// Thread: one at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_renew(
    control: *mut plim_control,
    lease_until: u64,
    now: u64,
) -> plim_status {
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, |control| Ok(control.renew(Nanos(lease_until), Nanos(now))?)) }
}

/// Disarms the region and kills the firm: nothing is admitted or routed until it is armed again.
/// Cancels and reports still pass.
///
/// @param control [in,out] from plim_control_open; not NULL.
/// @param now     [in]     nanoseconds on the caller's steady clock.
/// @return PLIM_OK; or the first refusal that applies: see plim_status.
///
/// Thread: one at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_disarm(control: *mut plim_control, now: u64) -> plim_status {
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, |control| Ok(control.disarm(Nanos(now))?)) }
}
