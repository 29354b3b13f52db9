//! Suspense, execution by execution: what lies there, how much of it may, and whose it turns out to
//! be.
//!
//! Uses: `border`, `control`, `handle`, `id`, `report`, `status`. Used by: C programs.

use crate::border::{outgoing, outgoing_array, plain, quantity};
use crate::control::with;
use crate::handle::{Watch, plim_control, plim_region, region_of};
use crate::id::{plim_account_id, plim_child_id, plim_exec_id, plim_instrument_id, plim_parent_id};
use crate::report::plim_outcome;
use crate::status::{answer, plim_status};
use plimsoll::{
    AccountId, ChildId, Control, InstrumentId, Nanos, ParentId, SuspenseEntry, SuspenseId, Target,
};

/// An execution in suspense, by its place in the table; never another's.
pub type plim_suspense_id = u32;

/// Stands for an account or an instrument that nobody named.
pub const PLIM_NOT_SAID: u32 = u32::MAX;

/// An execution that fits no child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_suspense_entry {
    /// FIX 17 ExecID.
    pub exec_id: plim_exec_id,
    /// The child as the report named it; it need not be one.
    pub child: plim_child_id,
    /// FIX 32 LastQty, in units.
    pub qty: u64,
    /// FIX 31 LastPx, in ticks.
    pub price: i64,
    /// When it was reported, in nanoseconds on the caller's clock.
    pub time: u64,
    /// The child or parent that it was assigned to; 0 while it is open.
    pub assigned: u64,
    /// Its place.
    pub entry: plim_suspense_id,
    /// The account, or PLIM_NOT_SAID.
    pub account: plim_account_id,
    /// The instrument, or PLIM_NOT_SAID.
    pub instrument: plim_instrument_id,
    /// A plim_side; 0 where nobody said it.
    pub side: u32,
}

impl plim_suspense_entry {
    fn from_core(entry: &SuspenseEntry) -> plim_suspense_entry {
        plim_suspense_entry {
            exec_id: entry.exec_id.into(),
            child: entry.child.to_bits(),
            qty: entry.qty.get(),
            price: entry.price.0,
            time: entry.time.0,
            assigned: entry.assigned.unwrap_or(0),
            entry: entry.entry.0,
            account: entry.account.map_or(PLIM_NOT_SAID, |id| id.0),
            instrument: entry.instrument.map_or(PLIM_NOT_SAID, |id| id.0),
            side: entry.side.map_or(0, |side| side as u32),
        }
    }
}

/// What came to suspense of one account in one instrument, where the session knew both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_suspense_of_position {
    /// Executions.
    pub executions: u64,
    /// Units executed in them, bought and sold added up.
    pub gross: u64,
    /// Units of them that were assigned to a child or a parent; the rest lies open.
    pub assigned: u64,
}

/// Looks at what came to suspense of an account in an instrument.
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
pub unsafe extern "C" fn plim_suspense_of(
    region: *const plim_region,
    account: plim_account_id,
    instrument: plim_instrument_id,
    view: *mut plim_suspense_of_position,
) -> plim_status {
    // SAFETY: the caller's duty: `region` is a region handle's storage.
    let region = unsafe { region_of::<Watch>(region) };
    // SAFETY: the caller's duty: `view` is writable.
    let out = unsafe { outgoing(view) };
    answer(region.and_then(|region| {
        let out = out?;
        let found = region.suspense_of(AccountId(account), InstrumentId(instrument));
        let found = found.ok_or(plim_status::PLIM_E_LIMIT_UNSET)?;
        let (executions, gross, assigned) = (found.executions, found.gross, found.assigned);
        out.write(plim_suspense_of_position { executions, gross, assigned });
        Ok(())
    }))
}

/// Lists executions in suspense, assigned ones too. Begin with a cursor of 0 and call again until
/// `count` is 0. One that comes while this goes on may be passed by.
///
/// @param region   [in]     from plim_format or plim_attach; not NULL.
/// @param cursor   [in,out] where to go on; moved only on PLIM_OK; not NULL.
/// @param out      [out]    the entries, `count` of them; not NULL.
/// @param capacity [in]     how many `out` has room for, at least 1.
/// @param count    [out]    how many were written; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_CAPACITY; or another border status.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_suspense_entries(
    region: *const plim_region,
    cursor: *mut u32,
    out: *mut plim_suspense_entry,
    capacity: usize,
    count: *mut usize,
) -> plim_status {
    // SAFETY: the caller's duty: `region` is a region handle's storage.
    let region = unsafe { region_of::<Watch>(region) };
    // SAFETY: the caller's duty: `cursor` is readable.
    let from = unsafe { plain(cursor.cast_const()) };
    // SAFETY: the caller's duty: `cursor` is writable.
    let cursor = unsafe { outgoing(cursor) };
    // SAFETY: the caller's duty: `out` has room for `capacity` elements.
    let out = unsafe { outgoing_array(out, capacity) };
    // SAFETY: the caller's duty: `count` is writable.
    let count = unsafe { outgoing(count) };
    answer(region.and_then(|region| {
        let (mut next, cursor, mut out, count) = (from?, cursor?, out?, count?);
        while out.room() > 0
            && let Some(entry) = region.next_suspense(&mut next)
        {
            out.push(plim_suspense_entry::from_core(&entry));
        }
        cursor.write(next);
        count.write(out.written());
        Ok(())
    }))
}

/// Finds the first open execution in suspense of an id, that names this child.
///
/// @param region  [in]  from plim_format or plim_attach; not NULL.
/// @param exec_id [in]  FIX 17 ExecID; not NULL.
/// @param child   [in]  the child as the report named it.
/// @param entry   [out] its place; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_NO_SUCH_ENTRY: there is none, or all are assigned; or a border status.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_find_suspense(
    region: *const plim_region,
    exec_id: *const plim_exec_id,
    child: plim_child_id,
    entry: *mut plim_suspense_id,
) -> plim_status {
    // SAFETY: the caller's duty: `region` is a region handle's storage.
    let region = unsafe { region_of::<Watch>(region) };
    // SAFETY: the caller's duty: `exec_id` is readable.
    let exec_id = unsafe { plain(exec_id) };
    // SAFETY: the caller's duty: `entry` is writable.
    let out = unsafe { outgoing(entry) };
    answer(region.and_then(|region| {
        let (exec_id, out) = (exec_id?, out?);
        let found = region.find_suspense(exec_id.into(), ChildId::from_bits(child));
        out.write(found.ok_or(plim_status::PLIM_E_NO_SUCH_ENTRY)?.0);
        Ok(())
    }))
}

/// Sets how many units of one account in one instrument may lie open in suspense before the firm's
/// switch is thrown. Until it is set only the firm's limit counts.
///
/// @param control    [in,out] from plim_control_open; not NULL.
/// @param account    [in]     from plim_control_define_account.
/// @param instrument [in]     from plim_control_define_instrument.
/// @param gross      [in]     in units, bought and sold added up, 0 to PLIM_QTY_MAX.
/// @return PLIM_OK; PLIM_E_UNKNOWN_ACCOUNT; PLIM_E_UNKNOWN_INSTRUMENT; PLIM_E_QUANTITY_TOO_LARGE;
///         PLIM_E_LIMIT_UNSET where no position limit is set for the pair; or see plim_status.
///
/// Thread: one at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_set_position_suspense_limit(
    control: *mut plim_control,
    account: plim_account_id,
    instrument: plim_instrument_id,
    gross: u64,
) -> plim_status {
    let set = |control: &mut Control<'static>| {
        let (account, instrument) = (AccountId(account), InstrumentId(instrument));
        Ok(control.set_position_suspense_limit(account, instrument, quantity(gross)?)?)
    };
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, set) }
}

/// Says that an execution in suspense is a child's. It is booked there once, in full, as if it had
/// been reported there.
///
/// @param control [in,out] from plim_control_open; not NULL.
/// @param entry   [in]     from plim_find_suspense or plim_suspense_entries.
/// @param child   [in]     whose it is.
/// @param now     [in]     nanoseconds on the caller's steady clock.
/// @param outcome [out]    what it did; written only on PLIM_OK; not NULL. With
///                         PLIM_B_CONFLICTING_EXECUTION nothing was booked: the entry stays open.
/// @return PLIM_OK, also for a breach; PLIM_E_UNKNOWN_CHILD; PLIM_E_NO_SUCH_ENTRY;
///         PLIM_E_ALREADY_ASSIGNED; PLIM_E_WRONG_TARGET; or see plim_status.
///
/// Thread: one at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_assign_to_child(
    control: *mut plim_control,
    entry: plim_suspense_id,
    child: plim_child_id,
    now: u64,
    outcome: *mut plim_outcome,
) -> plim_status {
    // SAFETY: the caller vouches for it.
    unsafe { assign(control, entry, Target::Child(ChildId::from_bits(child)), now, outcome) }
}

/// Says that an execution in suspense is a parent's, of no child that is known. It costs the parent
/// headroom; what is past that is an overfill.
///
/// @param control [in,out] from plim_control_open; not NULL.
/// @param entry   [in]     from plim_find_suspense or plim_suspense_entries.
/// @param parent  [in]     whose it is.
/// @param now     [in]     nanoseconds on the caller's steady clock.
/// @param outcome [out]    what it did; written only on PLIM_OK; not NULL.
/// @return PLIM_OK, also for a breach; PLIM_E_UNKNOWN_PARENT; PLIM_E_NO_SUCH_ENTRY;
///         PLIM_E_ALREADY_ASSIGNED; PLIM_E_WRONG_TARGET; or see plim_status.
///
/// Thread: one at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_assign_to_parent(
    control: *mut plim_control,
    entry: plim_suspense_id,
    parent: plim_parent_id,
    now: u64,
    outcome: *mut plim_outcome,
) -> plim_status {
    // SAFETY: the caller vouches for it.
    unsafe { assign(control, entry, Target::Parent(ParentId::from_bits(parent)), now, outcome) }
}

/// # Safety
///
/// Where they are neither NULL nor misaligned, `control` must lead to a control handle's storage
/// and `outcome` to a writable place.
unsafe fn assign(
    control: *mut plim_control,
    entry: plim_suspense_id,
    to: Target,
    now: u64,
    outcome: *mut plim_outcome,
) -> plim_status {
    // SAFETY: the caller vouches for it.
    let out = unsafe { outgoing(outcome) };
    let assign = |control: &mut Control<'static>| {
        let out = out?;
        let assigned = control.assign(SuspenseId(entry), to, Nanos(now))?;
        out.write(plim_outcome::from_core(&assigned, false));
        Ok(())
    };
    // SAFETY: the caller vouches for it.
    unsafe { with(control, assign) }
}

/// States how much of a parent was executed elsewhere, in all: where this router neither routed it
/// nor hears of it. What is new of it is booked, past the parent too; a smaller total takes back
/// the difference, and the parent is held. It may be repeated.
///
/// @param control [in,out] from plim_control_open; not NULL.
/// @param parent  [in]     which parent.
/// @param total   [in]     in units, 0 to PLIM_QTY_MAX: everything, not what is new.
/// @param now     [in]     nanoseconds on the caller's steady clock.
/// @return PLIM_OK; PLIM_E_UNKNOWN_PARENT; PLIM_E_QUANTITY_TOO_LARGE; PLIM_E_NOTHING_TO_CHANGE
///         where it is the total that was stated before; or see plim_status.
///
/// Thread: one at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_filled_elsewhere(
    control: *mut plim_control,
    parent: plim_parent_id,
    total: u64,
    now: u64,
) -> plim_status {
    let state = |control: &mut Control<'static>| {
        let parent = ParentId::from_bits(parent);
        Ok(control.filled_elsewhere(parent, quantity(total)?, Nanos(now))?)
    };
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, state) }
}
