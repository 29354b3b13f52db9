//! How far a scope is stopped, and why: the weaker and the stronger steps beside a kill.
//!
//! Uses: `border`, `handle`, `scope`, `status`, `stop`, `text`. Used by: `stop`, C programs.

use crate::border::{Incoming, code, incoming, outgoing};
use crate::handle::{Watch, plim_region, region_of};
use crate::scope::scope;
use crate::status::{answer, plim_status};
use crate::stop::{plim_receipt, stop};
use crate::text::{self, Row};
use core::ffi::c_char;
use plimsoll::{Cause, Level, Nanos};

/// How far a scope is stopped. Each stops what the one before it stops, and more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum plim_stop_level {
    /// Not at all.
    PLIM_STOP_OPEN = 0,
    /// Nothing is stopped; whoever looks sees the warning.
    PLIM_STOP_WARN = 1,
    /// Only children that bring the position nearer to zero are born.
    PLIM_STOP_REDUCE_ONLY = 2,
    /// No child is born: what plim_kill does.
    PLIM_STOP_NO_NEW_ORDERS = 3,
    /// No child is born, and whatever is out is to be cancelled: see plim_escaped.
    PLIM_STOP_CANCEL_ALL = 4,
}

/// The level that a number names.
pub(crate) fn level(number: u32) -> Result<Level, plim_status> {
    Level::from_code(code(number)?).ok_or(plim_status::PLIM_E_ENUM)
}

#[expect(clippy::indexing_slicing, reason = "only the compiler runs it")]
static LEVELS: [Row; 5] = {
    let levels =
        [Level::Open, Level::Warn, Level::ReduceOnly, Level::NoNewOrders, Level::CancelAll];
    let mut rows = [Row::EMPTY; 5];
    let mut row = 0;
    while row < levels.len() {
        rows[row] = Row::new(levels[row] as i32, levels[row].name());
        row += 1;
    }
    rows
};

/// Says a level in one word, as the operator's program prints it: "reduce_only".
///
/// @param level [in] a plim_stop_level, or any other number.
/// @return static text that ends in NUL; "no_level" for a number that is none. Never NULL.
///
/// Thread: any, also in a signal handler. Never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn plim_stop_level_text(level: i32) -> *const c_char {
    text::find(&[&LEVELS], level, c"no_level")
}

/// Why and when a scope was stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_cause {
    /// sizeof(plim_cause).
    pub struct_size: u32,
    /// The caller's own number; of a trip of the core's, the plim_alarm.
    pub reason: u32,
    /// When, in nanoseconds on the clock of whoever did it; kept for people.
    pub at: u64,
    /// The value that tripped it; 0 for a person's kill.
    pub value: u64,
    /// What the value was compared with.
    pub other: u64,
    /// Zero.
    pub reserved: [u64; 2],
}

// SAFETY: numbers without padding, struct_size first.
unsafe impl Incoming for plim_cause {
    fn reserved_is_zero(&self) -> bool {
        self.reserved == [0; 2]
    }
}

impl plim_cause {
    const fn to_core(self) -> Cause {
        let (reason, at) = (self.reason, Nanos(self.at));
        Cause { reason, at, value: self.value, other: self.other }
    }

    const fn from_core(cause: &Cause) -> plim_cause {
        plim_cause {
            struct_size: size_of::<plim_cause>() as u32,
            reason: cause.reason,
            at: cause.at.0,
            value: cause.value,
            other: cause.other,
            reserved: [0; 2],
        }
    }
}

/// Stops a scope as far as a level says, if it is not stopped further already; nothing is ever let
/// go by it. When it returns, no child is born any more that the level forbids, in any thread or
/// process. A parent has one level only: it is held from PLIM_STOP_NO_NEW_ORDERS upwards.
///
/// A birth that is under way at this moment, in whatever scope, is refused with PLIM_E_HALTED: it
/// may be tried again.
///
/// @param region     [in]  from plim_format or plim_attach; not NULL.
/// @param scope_kind [in]  a plim_scope.
/// @param scope_id   [in]  which one, as plim_scope says.
/// @param level      [in]  a plim_stop_level, but not PLIM_STOP_OPEN.
/// @param cause      [in]  why and when; not NULL.
/// @param receipt    [out] for plim_escaped; written only on PLIM_OK. NULL if it is not wanted.
/// @return as plim_kill; or PLIM_E_ENUM; or PLIM_E_NOTHING_TO_CHANGE for PLIM_STOP_OPEN and for a
///         level that a parent does not have.
///
/// Thread: any. Async-signal-safe, as plim_kill. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_restrict(
    region: *const plim_region,
    scope_kind: u32,
    scope_id: u64,
    level: u32,
    cause: *const plim_cause,
    receipt: *mut plim_receipt,
) -> plim_status {
    // SAFETY: the caller's duty: `region` is a region handle's storage.
    let region = unsafe { region_of::<Watch>(region) };
    // SAFETY: the caller's duty: `cause` has struct_size readable bytes.
    let cause = unsafe { incoming(cause) };
    let how = |scope| {
        let (region, cause) = (region?, cause?);
        Ok(region.restrict(scope, self::level(level)?, &cause.to_core())?)
    };
    // SAFETY: the caller's duty: `receipt` is NULL or writable.
    unsafe { stop((scope_kind, scope_id), receipt, how) }
}

/// Says how far a scope is stopped by its own switch. A parent that is held is at
/// PLIM_STOP_NO_NEW_ORDERS.
///
/// @param region     [in]  from plim_format or plim_attach; not NULL.
/// @param scope_kind [in]  a plim_scope.
/// @param scope_id   [in]  which one, as plim_scope says.
/// @param level      [out] a plim_stop_level; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; the refusals of plim_kill; or a border status.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_view_level(
    region: *const plim_region,
    scope_kind: u32,
    scope_id: u64,
    level: *mut u32,
) -> plim_status {
    // SAFETY: the caller's duty: `region` is a region handle's storage.
    let region = unsafe { region_of::<Watch>(region) };
    // SAFETY: the caller's duty: `level` is writable.
    let out = unsafe { outgoing(level) };
    answer(region.and_then(|region| {
        let scope = scope(scope_kind, scope_id)?;
        out?.write(region.level(scope)? as u32);
        Ok(())
    }))
}

/// Says why and when a scope's switch was thrown last: zeroes for a parent.
///
/// @param region     [in]  from plim_format or plim_attach; not NULL.
/// @param scope_kind [in]  a plim_scope.
/// @param scope_id   [in]  which one, as plim_scope says.
/// @param cause      [out] written only on PLIM_OK; not NULL.
/// @return PLIM_OK; the refusals of plim_kill; or a border status.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_view_cause(
    region: *const plim_region,
    scope_kind: u32,
    scope_id: u64,
    cause: *mut plim_cause,
) -> plim_status {
    // SAFETY: the caller's duty: `region` is a region handle's storage.
    let region = unsafe { region_of::<Watch>(region) };
    // SAFETY: the caller's duty: `cause` is writable.
    let out = unsafe { outgoing(cause) };
    answer(region.and_then(|region| {
        let scope = scope(scope_kind, scope_id)?;
        out?.write(plim_cause::from_core(&region.cause(scope)?));
        Ok(())
    }))
}
