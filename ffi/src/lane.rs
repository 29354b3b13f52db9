//! Lanes: claiming one, and giving it up.
//!
//! Uses: `border`, `handle`, `status`. Used by: `order`, `child`, `report`, `slice`, C programs.

use crate::border::outgoing;
use crate::handle::{Watch, enter, plim_lane, plim_region, region_of, vacant};
use crate::status::{answer, plim_status};
use plimsoll::{Lane, Refusal, Region};

/// Claims a lane: one for each thread that trades.
///
/// @param region [in]  from plim_format or plim_attach; not NULL.
/// @param index  [in]  which lane, from 0.
/// @param lane   [out] the handle; written only on PLIM_OK; not NULL. Close it before it is written
///                     again.
/// @return PLIM_OK; PLIM_E_NO_SUCH_LANE; PLIM_E_ALREADY_CLAIMED; or a border status.
///
/// Thread: any; the handle is then for one thread at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_lane_open(
    region: *const plim_region,
    index: u32,
    lane: *mut plim_lane,
) -> plim_status {
    // SAFETY: the caller's duty: both are storage of their kind.
    unsafe { claim(region, lane, |region| region.lane(index)) }
}

/// Claims a lane whose owner is dead. A handle that its owner still has gets PLIM_E_HANDLE_LOST
/// from here on; if it may be inside a call at this moment, stop its process first.
///
/// The lane's switch is thrown. Where the owner died inside a call, the parent that it worked on is
/// held, and PLIM_ALARM_LANE_TAKEN_OVER is raised.
///
/// @param region [in]  from plim_format or plim_attach; not NULL.
/// @param index  [in]  which lane, from 0.
/// @param lane   [out] the handle; written only on PLIM_OK; not NULL. Close it before it is written
///                     again.
/// @return PLIM_OK; PLIM_E_NO_SUCH_LANE; or a border status.
///
/// Thread: any; the handle is then for one thread at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_lane_take_over(
    region: *const plim_region,
    index: u32,
    lane: *mut plim_lane,
) -> plim_status {
    // SAFETY: the caller's duty: both are storage of their kind.
    unsafe { claim(region, lane, |region| region.take_over_lane(index)) }
}

/// Claims a lane by `how`.
///
/// # Safety
///
/// Each pointer that is neither NULL nor misaligned must lead to storage of its kind.
unsafe fn claim(
    region: *const plim_region,
    lane: *mut plim_lane,
    how: impl FnOnce(&Region<'static>) -> Result<Lane<'static>, Refusal>,
) -> plim_status {
    // SAFETY: the caller vouches for it.
    let region = unsafe { region_of::<Watch>(region) };
    // SAFETY: the caller vouches for it.
    let storage = unsafe { vacant(lane) };
    answer(region.and_then(|region| {
        let storage = storage?;
        storage.open(region, how(&region)?);
        Ok(())
    }))
}

/// Gives a lane up, so that another thread may claim it. What it routed lives on.
///
/// @param lane [in,out] from plim_lane_open; not NULL. Afterwards it is no handle any more.
/// @return PLIM_OK; or a border status.
///
/// Thread: only the thread that holds `lane`. Never allocates, never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plim_lane_close(lane: *mut plim_lane) -> plim_status {
    // SAFETY: the caller's duty: `lane` is a lane handle's storage.
    let entered = unsafe { enter::<Lane>(lane) };
    answer(entered.map(|lane| lane.close()))
}

/// Says which lane a handle holds.
///
/// @param lane  [in]  from plim_lane_open; not NULL.
/// @param index [out] from 0; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; or a border status.
///
/// Thread: only the thread that holds `lane`. Never allocates, never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plim_lane_index(lane: *mut plim_lane, index: *mut u32) -> plim_status {
    // SAFETY: the caller's duty: `index` is writable.
    let out = unsafe { outgoing(index) };
    let look = |lane: &mut Lane<'static>| {
        out?.write(lane.index());
        Ok(())
    };
    // SAFETY: the caller's duty: `lane` is a lane handle's storage.
    unsafe { with(lane, look) }
}

/// Calls the core's lane, where the handle that the caller points at is open.
///
/// # Safety
///
/// Where it is neither NULL nor misaligned, `lane` must lead to a lane handle's storage.
pub(crate) unsafe fn with(
    lane: *mut plim_lane,
    call: impl FnOnce(&mut Lane<'static>) -> Result<(), plim_status>,
) -> plim_status {
    // SAFETY: the caller vouches for it.
    let entered = unsafe { enter::<Lane>(lane) };
    answer(entered.and_then(|mut lane| call(&mut lane)))
}
