//! Statements: what is known of orders and positions by other ways than their session.
//!
//! Uses: `border`, `control`, `handle`, `id`, `report`, `status`. Used by: C programs.

use super::with;
use crate::border::outgoing;
use crate::handle::plim_control;
use crate::id::{plim_account_id, plim_child_id, plim_instrument_id, plim_venue_id};
use crate::report::{book, plim_outcome, plim_venue_report};
use crate::status::plim_status;
use plimsoll::{
    AccountId, ChildId, Control, InstrumentId, MassStatus, Nanos, Outcome, PositionCheck, Refusal,
    Report, VenueId,
};

/// Books what a venue states of one order (FIX 150=I), with authority: its state; that it has
/// ended, at which CumQty; and what was executed of it, reported or not. What it states beyond the
/// executions that were reported is inferred: the report that comes later takes its place. It may
/// be repeated, and changes nothing the second time.
///
/// CumQty is that of the child's whole life: where the venue counts it from the last replace on,
/// add what came before. exec_type and the numbers of executions are not looked at. With
/// unknown_order: the venue does not know the order, which proves nothing; it is
/// PLIM_CHILD_UNKNOWN. An order that the statement says has ended does not cool down: it is proof.
/// What it says otherwise than the books did is told and raised, PLIM_ALARM_DIFFERENCE, with both
/// values.
///
/// @param control [in,out] from plim_control_open; not NULL.
/// @param report  [in]     what the venue stated; not NULL.
/// @param now     [in]     nanoseconds on the caller's steady clock; it never goes back.
/// @param outcome [out]    what it did; written only on PLIM_OK; not NULL.
/// @return PLIM_OK, also for a breach; PLIM_E_UNKNOWN_CHILD; the answers of plim_report to a report
///         that is none; or, with nothing changed, the first refusal that applies: see plim_status.
///
/// Thread: one at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_status(
    control: *mut plim_control,
    report: *const plim_venue_report,
    now: u64,
    outcome: *mut plim_outcome,
) -> plim_status {
    // SAFETY: the caller's duty: `control` is a control handle's storage, `report` has struct_size
    // readable bytes, `outcome` is writable.
    unsafe { state(control, report, now, outcome, Control::status) }
}

/// Books an execution, a bust or a correction that another session of the venue copied. It books
/// what the order's own session missed, and nothing twice: where the copy says CumQty, what that
/// has beyond the executions that were reported is inferred, and the session's own report takes its
/// place; where it does not, its ExecID must be the session's. Anything else that it says is
/// compared and not booked.
///
/// @param control [in,out] from plim_control_open; not NULL.
/// @param report  [in]     the copy; not NULL. One of a child that the region does not know goes to
///                         suspense.
/// @param now     [in]     nanoseconds on the caller's steady clock; it never goes back.
/// @param outcome [out]    what it did; written only on PLIM_OK; not NULL.
/// @return PLIM_OK, also for a breach; the answers of plim_report to a report that is none; or,
///         with nothing changed, the first refusal that applies: see plim_status.
///
/// Thread: one at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_drop_copy(
    control: *mut plim_control,
    report: *const plim_venue_report,
    now: u64,
    outcome: *mut plim_outcome,
) -> plim_status {
    // SAFETY: the caller's duty: `control` is a control handle's storage, `report` has struct_size
    // readable bytes, `outcome` is writable.
    unsafe { state(control, report, now, outcome, Control::drop_copy) }
}

/// Books a statement by `how`.
///
/// # Safety
///
/// Where they are neither NULL nor misaligned, `control` must lead to a control handle's storage,
/// `report` to as many readable bytes as its struct_size says, and `outcome` to a writable place.
unsafe fn state(
    control: *mut plim_control,
    report: *const plim_venue_report,
    now: u64,
    outcome: *mut plim_outcome,
    how: impl FnOnce(&mut Control<'static>, &Report, Nanos) -> Result<Outcome, Refusal>,
) -> plim_status {
    let book = |control: &mut Control<'static>| {
        // SAFETY: the caller vouches for both.
        unsafe { book(report, outcome, |report| how(control, report, Nanos(now))) }
    };
    // SAFETY: the caller vouches for it.
    unsafe { with(control, book) }
}

/// What a mass status came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_mass_status {
    /// Children of the venue that it mentioned.
    pub mentioned: u64,
    /// Living children that it did not mention: unknown now.
    pub absent: u64,
    /// What is reserved for those, in units.
    pub at_risk: u64,
    /// Children of the venue that nobody can vouch for yet, absent ones included.
    pub unresolved: u64,
    /// 1 if the venue's session is up now, else 0.
    pub is_up: u32,
    /// Zero.
    pub reserved: u32,
}

impl plim_mass_status {
    fn from_core(found: &MassStatus) -> plim_mass_status {
        plim_mass_status {
            mentioned: found.mentioned,
            absent: found.absent,
            at_risk: found.at_risk,
            unresolved: found.unresolved,
            is_up: u32::from(found.is_up),
            reserved: 0,
        }
    }
}

/// Begins a mass status of a venue: from now on every plim_control_status of a child there counts
/// as a mention. Begun again, it forgets what was mentioned.
///
/// @param control [in,out] from plim_control_open; not NULL.
/// @param venue   [in]     from plim_control_define_venue.
/// @param now     [in]     nanoseconds on the caller's steady clock; it never goes back.
/// @return PLIM_OK; PLIM_E_UNKNOWN_VENUE; PLIM_E_VENUE_DOWN, if nobody hears it; or, with nothing
///         changed, the first refusal that applies: see plim_status.
///
/// Thread: one at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_begin_mass_status(
    control: *mut plim_control,
    venue: plim_venue_id,
    now: u64,
) -> plim_status {
    let begin =
        |control: &mut Control<'static>| Ok(control.begin_mass_status(VenueId(venue), Nanos(now))?);
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, begin) }
}

/// Ends a mass status. A living child of the venue that was born before it began and that nobody
/// mentioned is unknown now; what it reserves stays reserved. Where nobody is left that cannot be
/// vouched for, a session that was recovering is up: children may be born there again. Otherwise
/// state each of those, then end it once more.
///
/// @param control [in,out] from plim_control_open; not NULL.
/// @param venue   [in]     from plim_control_define_venue.
/// @param now     [in]     nanoseconds on the caller's steady clock; it never goes back.
/// @param found   [out]    what it came to; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_UNKNOWN_VENUE; PLIM_E_VENUE_DOWN, if nobody hears it;
///         PLIM_E_NOTHING_TO_CHANGE, if none was begun since it was heard; or, with nothing
///         changed, the first refusal that applies: see plim_status.
///
/// Thread: one at a time. Its time grows with the child slots that were ever used. Never allocates,
/// never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_end_mass_status(
    control: *mut plim_control,
    venue: plim_venue_id,
    now: u64,
    found: *mut plim_mass_status,
) -> plim_status {
    // SAFETY: the caller's duty: `found` is writable.
    let out = unsafe { outgoing(found) };
    let end = |control: &mut Control<'static>| {
        let out = out?;
        let found = control.end_mass_status(VenueId(venue), Nanos(now))?;
        out.write(plim_mass_status::from_core(&found));
        Ok(())
    };
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, end) }
}

/// Says that a drop copy or a sequence number proves that no late fill of a child can come: what
/// was cooling goes back to its parent.
///
/// @param control [in,out] from plim_control_open; not NULL.
/// @param child   [in]     which child.
/// @param now     [in]     nanoseconds on the caller's steady clock; it never goes back.
/// @return PLIM_OK; PLIM_E_UNKNOWN_CHILD; PLIM_E_NOTHING_TO_CHANGE, if it is not cooling; or, with
///         nothing changed, the first refusal that applies: see plim_status.
///
/// Thread: one at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_prove_cooled(
    control: *mut plim_control,
    child: plim_child_id,
    now: u64,
) -> plim_status {
    let prove = |control: &mut Control<'static>| {
        Ok(control.prove_cooled(ChildId::from_bits(child), Nanos(now))?)
    };
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, prove) }
}

/// Says that a sequence number proves that every report of a venue up to a time has been heard:
/// what has been cooling since before then goes back to its parents.
///
/// @param control [in,out] from plim_control_open; not NULL.
/// @param venue   [in]     from plim_control_define_venue.
/// @param until   [in]     up to when, that included, in nanoseconds on the caller's steady clock:
///                         what ended later goes on cooling; any number.
/// @param now     [in]     nanoseconds on the caller's steady clock; it never goes back.
/// @param count   [out]    how many children that were, 0 too; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_UNKNOWN_VENUE; or, with nothing changed, the first refusal that applies:
///         see plim_status.
///
/// Thread: one at a time. Its time grows with the child slots that were ever used. Never allocates,
/// never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_prove_heard(
    control: *mut plim_control,
    venue: plim_venue_id,
    until: u64,
    now: u64,
    count: *mut u32,
) -> plim_status {
    // SAFETY: the caller's duty: `count` is writable.
    let out = unsafe { outgoing(count) };
    let prove = |control: &mut Control<'static>| {
        let out = out?;
        out.write(control.prove_heard(VenueId(venue), Nanos(until), Nanos(now))?);
        Ok(())
    };
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, prove) }
}

/// How a position is by the books, beside what was stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_position_check {
    /// Units bought, by the books.
    pub bought: u64,
    /// Units sold, by the books.
    pub sold: u64,
    /// 1 if both are what was stated, else 0.
    pub agrees: u32,
    /// Zero.
    pub reserved: u32,
}

impl plim_position_check {
    fn from_core(check: &PositionCheck) -> plim_position_check {
        plim_position_check {
            bought: check.bought,
            sold: check.sold,
            agrees: u32::from(check.agrees),
            reserved: 0,
        }
    }
}

/// Compares a position with what somebody else states of it. It changes no quantity: what differs
/// is told and raised, PLIM_ALARM_POSITION_DIFFERS, with both values. What lies in suspense is not
/// in the books' figures: see plim_suspense_of.
///
/// @param control    [in,out] from plim_control_open; not NULL.
/// @param account    [in]     from plim_control_define_account.
/// @param instrument [in]     from plim_control_define_instrument.
/// @param bought     [in]     what is stated as bought, in units; any number.
/// @param sold       [in]     what is stated as sold, in units; any number.
/// @param now        [in]     nanoseconds on the caller's steady clock; it never goes back.
/// @param check      [out]    the books' figures; written only on PLIM_OK; not NULL.
/// @return PLIM_OK, also where it differs: look at `agrees`; PLIM_E_UNKNOWN_ACCOUNT;
///         PLIM_E_UNKNOWN_INSTRUMENT; PLIM_E_LIMIT_UNSET where no position limit is set for the
///         pair; or, with nothing changed, the first refusal that applies: see plim_status.
///
/// Thread: one at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_check_position(
    control: *mut plim_control,
    account: plim_account_id,
    instrument: plim_instrument_id,
    bought: u64,
    sold: u64,
    now: u64,
    check: *mut plim_position_check,
) -> plim_status {
    // SAFETY: the caller's duty: `check` is writable.
    let out = unsafe { outgoing(check) };
    let compare = |control: &mut Control<'static>| {
        let out = out?;
        let (account, instrument) = (AccountId(account), InstrumentId(instrument));
        let found = control.check_position(account, instrument, (bought, sold), Nanos(now))?;
        out.write(plim_position_check::from_core(&found));
        Ok(())
    };
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, compare) }
}
