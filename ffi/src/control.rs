//! The control handle: claiming it, alarms and recovery.
//!
//! Uses: `border`, `handle`, `status`. Used by: C programs.

pub mod arm;
pub mod define;
pub mod drill;
pub mod reset;
pub mod safeguard;
pub mod statement;
pub mod venue;

use crate::border::{code, outgoing};
use crate::handle::{Watch, enter, plim_control, plim_region, region_of, vacant};
use crate::status::{answer, plim_status};
use plimsoll::{AlarmKind, Control, Nanos, Refusal, Region};

/// Claims the control handle of a region, from whichever process comes first.
///
/// @param region  [in]  from plim_format or plim_attach; not NULL.
/// @param control [out] the handle; written only on PLIM_OK; not NULL. Close it before it is
///                      written again.
/// @return PLIM_OK; PLIM_E_ALREADY_CLAIMED; or a border status.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_open(
    region: *const plim_region,
    control: *mut plim_control,
) -> plim_status {
    // SAFETY: the caller's duty: both are storage of their kind.
    unsafe { claim(region, control, Region::control) }
}

/// Claims the control handle of a region whose owner is dead. A handle that its owner still has
/// gets PLIM_E_HANDLE_LOST from here on. If it may be inside a call at this moment, stop its
/// process first. Where it died inside a report, the parent that it worked on is held and
/// PLIM_ALARM_LANE_TAKEN_OVER raised.
///
/// @param region  [in]  from plim_format or plim_attach; not NULL.
/// @param control [out] the handle; written only on PLIM_OK; not NULL. Close it before it is
///                      written again.
/// @return PLIM_OK; or a border status.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_take_over(
    region: *const plim_region,
    control: *mut plim_control,
) -> plim_status {
    // SAFETY: the caller's duty: both are storage of their kind.
    unsafe { claim(region, control, Region::take_over_control) }
}

/// Claims the control handle by `how`.
///
/// # Safety
///
/// Each pointer that is neither NULL nor misaligned must lead to storage of its kind.
unsafe fn claim(
    region: *const plim_region,
    control: *mut plim_control,
    how: impl FnOnce(&Region<'static>) -> Result<Control<'static>, Refusal>,
) -> plim_status {
    // SAFETY: the caller vouches for it.
    let region = unsafe { region_of::<Watch>(region) };
    // SAFETY: the caller vouches for it.
    let storage = unsafe { vacant(control) };
    answer(region.and_then(|region| {
        let storage = storage?;
        storage.open(region, how(&region)?);
        Ok(())
    }))
}

/// Gives the control handle up, so that another may claim it. The lease is not touched: it runs
/// out.
///
/// @param control [in,out] from plim_control_open; not NULL. Afterwards it is no handle any more.
/// @return PLIM_OK; or a border status.
///
/// Thread: one at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plim_control_close(control: *mut plim_control) -> plim_status {
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    let entered = unsafe { enter::<Control>(control) };
    answer(entered.map(|control| control.close()))
}

/// Calls the core's control handle, where the handle that the caller points at is open.
///
/// # Safety
///
/// Where it is neither NULL nor misaligned, `control` must lead to a control handle's storage.
pub(crate) unsafe fn with(
    control: *mut plim_control,
    call: impl FnOnce(&mut Control<'static>) -> Result<(), plim_status>,
) -> plim_status {
    // SAFETY: the caller vouches for it.
    let entered = unsafe { enter::<Control>(control) };
    answer(entered.and_then(|mut control| call(&mut control)))
}

/// Acknowledges an alarm: a person has seen it, and its deadline is off.
///
/// @param control [in,out] from plim_control_open; not NULL.
/// @param alarm   [in]     a plim_alarm.
/// @param now     [in]     nanoseconds on the caller's steady clock.
/// @return PLIM_OK; PLIM_E_ENUM; PLIM_E_NOTHING_TO_CHANGE, if it is not raised; or see plim_status.
///
/// Thread: one at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_acknowledge(
    control: *mut plim_control,
    alarm: u32,
    now: u64,
) -> plim_status {
    let acknowledge = |control: &mut Control<'static>| {
        let kind = AlarmKind::from_code(code(alarm)?).ok_or(plim_status::PLIM_E_ENUM)?;
        Ok(control.acknowledge(kind, Nanos(now))?)
    };
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, acknowledge) }
}

/// What plim_control_recover found and did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_recovery {
    /// How often the region was recovered, this time included.
    pub epoch: u64,
    /// Parents that live.
    pub parents: u64,
    /// Children of those parents.
    pub children: u64,
    /// Executions of those children.
    pub executions: u64,
    /// Children that had not been published; they are void.
    pub voided: u64,
    /// Children that may or may not have left the process; their quantity stays reserved as
    /// unknown.
    pub in_doubt: u64,
}

/// Rebuilds every total from the records after a crash. Afterwards the region is disarmed, every
/// scope is halted, and every lane handle is lost: trading does not go on by itself.
///
/// @param control  [in,out] from plim_control_open or plim_control_take_over; not NULL.
/// @param now      [in]     nanoseconds on the caller's steady clock.
/// @param recovery [out]    what was found; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; or the first refusal that applies: see plim_status.
///
/// Thread: one, while no lane is used. Its time grows with the capacities. Never allocates, never
/// blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_recover(
    control: *mut plim_control,
    now: u64,
    recovery: *mut plim_recovery,
) -> plim_status {
    // SAFETY: the caller's duty: `recovery` is writable.
    let out = unsafe { outgoing(recovery) };
    let recover = |control: &mut Control<'static>| {
        let out = out?;
        let found = control.recover(Nanos(now))?;
        out.write(plim_recovery {
            epoch: found.epoch,
            parents: found.parents,
            children: found.children,
            executions: found.executions,
            voided: found.voided,
            in_doubt: found.in_doubt,
        });
        Ok(())
    };
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, recover) }
}
