//! The books as a whole: alarms, suspense, exposure, and the audit.
//!
//! Uses: `border`, `handle`, `id`, `status`, `text`. Used by: C programs.

use crate::border::{code, outgoing};
use crate::handle::{Watch, plim_region, region_of};
use crate::id::{plim_account_id, plim_instrument_id};
use crate::status::{answer, plim_status};
use crate::text::{self, Row};
use core::ffi::c_char;
use plimsoll::{AccountId, AlarmKind, AlarmView, InstrumentId};

/// What an alarm is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum plim_alarm {
    /// A parent is executed or committed past its quantity; value: by how much.
    PLIM_ALARM_OVERFILL = 1,
    /// A child was executed past its own quantity; value: by how much.
    PLIM_ALARM_CHILD_OVERFILL = 2,
    /// A report fits no child; value: its LastQty.
    PLIM_ALARM_SUSPENSE = 3,
    /// A venue reports on a child that the gate refused; value: the child.
    PLIM_ALARM_REPORT_ON_VOID = 4,
    /// An execution id came again with other numbers; value: the child.
    PLIM_ALARM_CONFLICTING_EXECUTION = 5,
    /// A report contradicts itself; value: the child.
    PLIM_ALARM_IMPOSSIBLE_REPORT = 6,
    /// A report answers a request that is not open; value: the child.
    PLIM_ALARM_UNEXPECTED_ANSWER = 7,
    /// A venue's final CumQty is not the sum of its executions; value: the CumQty.
    PLIM_ALARM_CUM_QTY_DISAGREES = 8,
    /// No execution record was left; value: the quantity booked without one.
    PLIM_ALARM_EXECUTIONS_FULL = 9,
    /// An execution at a price that cannot be; value: the child.
    PLIM_ALARM_IMPOSSIBLE_PRICE = 10,
    /// A parent went past its fan-out; value: the parent.
    PLIM_ALARM_FAN_OUT = 16,
    /// The core threw a strategy's switch; value: the strategy.
    PLIM_ALARM_STRATEGY_TRIPPED = 17,
    /// Suspense is past its limit, and the firm's switch is thrown; value: the gross quantity.
    PLIM_ALARM_SUSPENSE_LIMIT = 18,
    /// A lane, or the control handle, was taken over while its owner was inside a call; value: the
    /// parent it worked on, which is held.
    PLIM_ALARM_LANE_TAKEN_OVER = 19,
    /// A venue claims more executions than it has reported so far; value: how many units. A
    /// warning.
    PLIM_ALARM_CUM_QTY_GAP = 20,
    /// An execution was busted, or corrected to less; value: what it counted for, other: what it
    /// counts for now. Its parent is held. A warning.
    PLIM_ALARM_BUST = 21,
    /// A bust or a correction came before its execution; value: the child. A warning.
    PLIM_ALARM_EXECUTION_AWAITED = 22,
    /// A statement, or a drop copy, differs from the books; value: theirs, other: ours. A warning.
    PLIM_ALARM_DIFFERENCE = 23,
    /// A position is not what a statement says; value: theirs, other: ours.
    PLIM_ALARM_POSITION_DIFFERS = 24,
    /// Nobody knows what became of a child; value: the quantity at risk, other: the child. A
    /// warning.
    PLIM_ALARM_CHILD_UNKNOWN = 25,
    /// A parent carries a code, a generation or a flag that is not known here: a server of the
    /// fleet is stale; value: the strategy's code, other: the flags.
    PLIM_ALARM_UNKNOWN_CODE = 26,
    /// A lane's clock went backwards; value: the time given, other: the time before.
    PLIM_ALARM_CLOCK_BACKWARDS = 27,
    /// A lane's clock stands still while others advance; value: the time given, other: the least
    /// that is believed.
    PLIM_ALARM_CLOCK_STOPPED = 28,
    /// A monitor that must be listening is silent; value: the time by which it was to be heard.
    PLIM_ALARM_MONITOR_SILENT = 29,
    /// A lane's events were overwritten before its journal had taken them, and the lane's switch is
    /// thrown; value: the lane.
    PLIM_ALARM_JOURNAL_STALLED = 30,
    /// A strategy was executed on one side of an instrument too often; value: its code, other: the
    /// instrument.
    PLIM_ALARM_REPEATS = 31,
    /// More was sent than the orders that came in account for, and the scope is halted; value:
    /// units out, other: units in.
    PLIM_ALARM_RATIO = 12,
    /// Venues reject orders one after the other; value: how many.
    PLIM_ALARM_REJECTS = 13,
}

#[expect(clippy::indexing_slicing, reason = "only the compiler runs it")]
static ALARMS: [Row; AlarmKind::ALL.len()] = {
    let mut rows = [Row::EMPTY; AlarmKind::ALL.len()];
    let mut row = 0;
    while row < AlarmKind::ALL.len() {
        rows[row] = Row::new(AlarmKind::ALL[row] as i32, AlarmKind::ALL[row].name());
        row += 1;
    }
    rows
};

/// Says an alarm in one word, as `plimsoll replay` prints it: "overfill".
///
/// @param alarm [in] a plim_alarm, or any other number.
/// @return static text that ends in NUL; "no_alarm" for a number that is none. Never NULL.
///
/// Thread: any, also in a signal handler. Never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn plim_alarm_text(alarm: i32) -> *const c_char {
    text::find(&[&ALARMS], alarm, c"no_alarm")
}

/// What an alarm says now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_alarm_view {
    /// How often it was raised, ever.
    pub count: u64,
    /// When it was raised first since the last acknowledgement, in nanoseconds on the caller's
    /// clock.
    pub first_at: u64,
    /// When it was raised last.
    pub last_at: u64,
    /// What plim_alarm says: a quantity, a child, a parent.
    pub value: u64,
    /// What it was compared with, for those that plim_alarm says it of; otherwise 0.
    pub other: u64,
    /// When trading stops if nobody acknowledges it; UINT64_MAX for never.
    pub deadline: u64,
    /// 1 if it was raised and not acknowledged since, else 0.
    pub raised: u32,
    /// Zero.
    pub reserved: u32,
}

impl plim_alarm_view {
    fn from_core(view: &AlarmView) -> plim_alarm_view {
        plim_alarm_view {
            count: view.count,
            first_at: view.first_at.0,
            last_at: view.last_at.0,
            value: view.value,
            other: view.other,
            deadline: view.deadline.0,
            raised: u32::from(view.raised),
            reserved: 0,
        }
    }
}

/// Looks at an alarm.
///
/// @param region [in]  from plim_format or plim_attach; not NULL.
/// @param alarm  [in]  a plim_alarm.
/// @param view   [out] written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_ENUM; or another border status.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_view_alarm(
    region: *const plim_region,
    alarm: u32,
    view: *mut plim_alarm_view,
) -> plim_status {
    // SAFETY: the caller's duty: `region` is a region handle's storage.
    let region = unsafe { region_of::<Watch>(region) };
    // SAFETY: the caller's duty: `view` is writable.
    let out = unsafe { outgoing(view) };
    answer(region.and_then(|region| {
        let kind = AlarmKind::from_code(code(alarm)?).ok_or(plim_status::PLIM_E_ENUM)?;
        out?.write(plim_alarm_view::from_core(&region.alarm(kind)));
        Ok(())
    }))
}

/// Says which alarms are raised and not acknowledged.
///
/// @param region [in]  from plim_format or plim_attach; not NULL.
/// @param raised [out] one bit for each plim_alarm, at the place of its number; written only on
///                     PLIM_OK; not NULL.
/// @return PLIM_OK; or a border status.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_alarms(region: *const plim_region, raised: *mut u32) -> plim_status {
    // SAFETY: the caller's duty: `region` is a region handle's storage.
    let region = unsafe { region_of::<Watch>(region) };
    // SAFETY: the caller's duty: `raised` is writable.
    let out = unsafe { outgoing(raised) };
    answer(region.and_then(|region| {
        let raised = AlarmKind::ALL.iter().filter(|kind| region.alarm(**kind).raised);
        let bit = |kind: &AlarmKind| 1u32.checked_shl(*kind as u32).unwrap_or(0);
        out?.write(raised.fold(0, |bits, kind| bits | bit(kind)));
        Ok(())
    }))
}

/// What went to suspense: reports that fit no child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_suspense {
    /// Reports.
    pub reports: u64,
    /// Executions among them.
    pub executions: u64,
    /// Units executed in them, bought and sold added up.
    pub gross: u64,
    /// Units of them that were assigned to a child or a parent; the rest lies open.
    pub assigned: u64,
}

/// Looks at the suspense account.
///
/// @param region [in]  from plim_format or plim_attach; not NULL.
/// @param view   [out] written only on PLIM_OK; not NULL.
/// @return PLIM_OK; or a border status.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_view_suspense(
    region: *const plim_region,
    view: *mut plim_suspense,
) -> plim_status {
    // SAFETY: the caller's duty: `region` is a region handle's storage.
    let region = unsafe { region_of::<Watch>(region) };
    // SAFETY: the caller's duty: `view` is writable.
    let out = unsafe { outgoing(view) };
    answer(region.and_then(|region| {
        let found = region.suspense();
        out?.write(plim_suspense {
            reports: found.reports,
            executions: found.executions,
            gross: found.gross,
            assigned: found.assigned,
        });
        Ok(())
    }))
}

/// How an account stands in an instrument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_exposure {
    /// Units bought.
    pub bought: u64,
    /// Units sold.
    pub sold: u64,
    /// Units that may still be bought before any sale is counted; below zero, what is too much.
    pub buy_room: i64,
    /// Units that may still be sold before any purchase is counted; below zero, what is too much.
    pub sell_room: i64,
}

/// Looks at how an account stands in an instrument.
///
/// @param region     [in]  from plim_format or plim_attach; not NULL.
/// @param account    [in]  from plim_control_define_account.
/// @param instrument [in]  from plim_control_define_instrument.
/// @param view       [out] written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_LIMIT_UNSET where no position limit is set for the pair; or a border
///         status.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_view_exposure(
    region: *const plim_region,
    account: plim_account_id,
    instrument: plim_instrument_id,
    view: *mut plim_exposure,
) -> plim_status {
    // SAFETY: the caller's duty: `region` is a region handle's storage.
    let region = unsafe { region_of::<Watch>(region) };
    // SAFETY: the caller's duty: `view` is writable.
    let out = unsafe { outgoing(view) };
    answer(region.and_then(|region| {
        let out = out?;
        let found = region.exposure(AccountId(account), InstrumentId(instrument));
        let found = found.ok_or(plim_status::PLIM_E_LIMIT_UNSET)?;
        out.write(plim_exposure {
            bought: found.bought,
            sold: found.sold,
            buy_room: found.buy_room,
            sell_room: found.sell_room,
        });
        Ok(())
    }))
}

/// What is left of the limits above the positions, in money units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_money {
    /// What the firm may still commit; below zero, what is too much.
    pub firm: i64,
    /// What the account may still commit; below zero, what is too much.
    pub account: i64,
}

/// Looks at what the firm and an account may still commit.
///
/// @param region  [in]  from plim_format or plim_attach; not NULL.
/// @param account [in]  from plim_control_define_account.
/// @param view    [out] written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_UNKNOWN_ACCOUNT; or a border status.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_view_money(
    region: *const plim_region,
    account: plim_account_id,
    view: *mut plim_money,
) -> plim_status {
    // SAFETY: the caller's duty: `region` is a region handle's storage.
    let region = unsafe { region_of::<Watch>(region) };
    // SAFETY: the caller's duty: `view` is writable.
    let out = unsafe { outgoing(view) };
    answer(region.and_then(|region| {
        let out = out?;
        let left = region.account_headroom(AccountId(account));
        let left = left.ok_or(plim_status::PLIM_E_UNKNOWN_ACCOUNT)?;
        out.write(plim_money { firm: region.firm_headroom(), account: left });
        Ok(())
    }))
}

/// Says whether the region is armed, and until when.
///
/// @param region [in]  from plim_format or plim_attach; not NULL.
/// @param until  [out] the lease's end, in nanoseconds on the caller's clock; written only on
///                     PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_NOT_ARMED; or a border status.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_view_lease(
    region: *const plim_region,
    until: *mut u64,
) -> plim_status {
    // SAFETY: the caller's duty: `region` is a region handle's storage.
    let region = unsafe { region_of::<Watch>(region) };
    // SAFETY: the caller's duty: `until` is writable.
    let out = unsafe { outgoing(until) };
    answer(region.and_then(|region| {
        let out = out?;
        out.write(region.lease().ok_or(plim_status::PLIM_E_NOT_ARMED)?.0);
        Ok(())
    }))
}
