//! The numbers without which nothing opens: throttles, clocks, monitors, builds; and the journals.
//!
//! Uses: `border`, `control`, `handle`, `id`, `status`, `terms`. Used by: C programs.

use super::with;
use crate::border::{incoming, outgoing};
use crate::handle::{Watch, plim_control, plim_region, region_of};
use crate::id::{plim_instrument_id, plim_monitor_id, plim_strategy_id};
use crate::status::{answer, plim_status};
use crate::terms::plim_throttles;
use plimsoll::{Control, InstrumentId, MonitorId, Nanos, StrategyId};

/// Sets or moves what the firm may send in a window of time.
///
/// @param control   [in,out] from plim_control_open; not NULL.
/// @param throttles [in]     not NULL.
/// @return PLIM_OK; PLIM_E_LIMIT_UNSET, if a number is below its least; or see plim_status.
///
/// Thread: one at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_set_throttles(
    control: *mut plim_control,
    throttles: *const plim_throttles,
) -> plim_status {
    // SAFETY: the caller's duty: `throttles` has struct_size readable bytes.
    let throttles = unsafe { incoming(throttles) };
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, |control| Ok(control.set_throttles(&throttles?.to_core())?)) }
}

/// Sets how far a lane's clock may be behind the latest time that anybody gave.
///
/// @param control [in,out] from plim_control_open; not NULL.
/// @param behind  [in]     in nanoseconds.
/// @return PLIM_OK; or the first refusal that applies: see plim_status.
///
/// Thread: one at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_set_clock_tolerance(
    control: *mut plim_control,
    behind: u64,
) -> plim_status {
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, |control| Ok(control.set_clock_tolerance(behind)?)) }
}

/// Says what time it is, while the region is disarmed: the way back where somebody gave a time that
/// was far ahead. Every lane's clock that is later is set back to it. What was heard and counted by
/// the wrong clock is forgotten: monitors must be heard, reference prices told and leases of
/// parents refreshed anew, an open request of a reset is worth nothing, and throttles begin new
/// windows. What is latched stays latched.
///
/// @param control [in,out] from plim_control_open; not NULL.
/// @param now     [in]     nanoseconds on the caller's steady clock; it may go back.
/// @return PLIM_OK; PLIM_E_NOTHING_TO_CHANGE, if the region is armed; or see plim_status.
///
/// Thread: one, while no lane is used. Its time grows with the capacities. Never allocates, never
/// blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_correct_clock(
    control: *mut plim_control,
    now: u64,
) -> plim_status {
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, |control| Ok(control.correct_clock(Nanos(now))?)) }
}

/// Defines a program that must be listening: from now on nothing is admitted or routed unless it
/// was heard within so many nanoseconds. Up to 8.
///
/// @param control     [in,out] from plim_control_open; not NULL.
/// @param max_silence [in]     in nanoseconds: at least 1.
/// @param monitor     [out]    its id, for plim_heartbeat; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_LIMIT_UNSET for 0; PLIM_E_DEFINITIONS_FULL; or see plim_status.
///
/// Thread: one at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_define_monitor(
    control: *mut plim_control,
    max_silence: u64,
    monitor: *mut plim_monitor_id,
) -> plim_status {
    // SAFETY: the caller's duty: `monitor` is writable.
    let out = unsafe { outgoing(monitor) };
    let define = |control: &mut Control<'static>| {
        let out = out?;
        out.write(control.define_monitor(max_silence)?.0);
        Ok(())
    };
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, define) }
}

/// Says when the first monitor counts as silent.
///
/// @param region [in]  from plim_format or plim_attach; not NULL.
/// @param until  [out] in nanoseconds on the caller's clock, UINT64_MAX while there is no monitor;
///                     written only on PLIM_OK; not NULL.
/// @return PLIM_OK; or a border status.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_heard_until(
    region: *const plim_region,
    until: *mut u64,
) -> plim_status {
    // SAFETY: the caller's duty: `region` is a region handle's storage.
    let region = unsafe { region_of::<Watch>(region) };
    // SAFETY: the caller's duty: `until` is writable.
    let out = unsafe { outgoing(until) };
    answer(region.and_then(|region| {
        out?.write(region.heard_until().0);
        Ok(())
    }))
}

/// A monitor says that it is listening.
///
/// @param region  [in] from plim_format or plim_attach; not NULL.
/// @param monitor [in] from plim_control_define_monitor.
/// @param now     [in] nanoseconds on the clock that the lanes use.
/// @return PLIM_OK; PLIM_E_UNKNOWN_MONITOR; or a border status.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_heartbeat(
    region: *const plim_region,
    monitor: plim_monitor_id,
    now: u64,
) -> plim_status {
    // SAFETY: the caller's duty: `region` is a region handle's storage.
    let region = unsafe { region_of::<Watch>(region) };
    answer(region.and_then(|region| Ok(region.heartbeat(MonitorId(monitor), Nanos(now))?)))
}

/// Lets a strategy trade an instrument again that was executed there too often: a person has looked
/// (PLIM_E_REPEATED_EXECUTIONS, PLIM_ALARM_REPEATS).
///
/// @param control    [in,out] from plim_control_open; not NULL.
/// @param strategy   [in]     from plim_control_define_strategy.
/// @param instrument [in]     from plim_control_define_instrument.
/// @param now        [in]     nanoseconds on the caller's steady clock.
/// @return PLIM_OK; PLIM_E_UNKNOWN_STRATEGY; PLIM_E_UNKNOWN_INSTRUMENT; PLIM_E_NOTHING_TO_CHANGE,
///         if it is not stopped there; or see plim_status.
///
/// Thread: one at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_reenable(
    control: *mut plim_control,
    strategy: plim_strategy_id,
    instrument: plim_instrument_id,
    now: u64,
) -> plim_status {
    let reenable = |control: &mut Control<'static>| {
        let (strategy, instrument) = (StrategyId(strategy), InstrumentId(instrument));
        Ok(control.reenable(strategy, instrument, Nanos(now))?)
    };
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, reenable) }
}

/// Raises the oldest build that may touch the region, never lowers it: an older one is refused by
/// plim_attach from now on.
///
/// @param control [in,out] from plim_control_open; not NULL.
/// @param version [in]     as plim_build_version has it.
/// @return PLIM_OK; PLIM_E_NOTHING_TO_CHANGE, if it is that, or newer, already; or see plim_status.
///
/// Thread: one at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_require_build(
    control: *mut plim_control,
    version: u64,
) -> plim_status {
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, |control| Ok(control.require_build(version)?)) }
}

/// Ends the journal of a lane whose keeper is gone for good: see plim_journal_open.
///
/// @param control [in,out] from plim_control_open; not NULL.
/// @param lane    [in]     which lane, from 0.
/// @return PLIM_OK; PLIM_E_NO_SUCH_LANE; or see plim_status.
///
/// Thread: one at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_end_journal(
    control: *mut plim_control,
    lane: u32,
) -> plim_status {
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, |control| Ok(control.end_journal(lane)?)) }
}
