//! Definitions and limits, through the control handle. What is not defined, or has no limit, is
//! refused.
//!
//! Uses: `border`, `control`, `id`, `terms`. Used by: C programs.

use super::with;
use crate::border::{code, incoming, money, outgoing, quantity};
use crate::handle::plim_control;
use crate::id::{
    plim_account_id, plim_instrument_id, plim_party_id, plim_strategy_id, plim_venue_id,
};
use crate::status::plim_status;
use crate::terms::{
    plim_instrument_terms, plim_position_limit, plim_strategy_terms, plim_venue_terms,
};
use plimsoll::{AccountId, Control, InstrumentId, Nanos, PartyRole, Price, VenueId, VenueTerms};

/// Sets the firm's limit: what all its parents together may be worth, executed and admitted.
///
/// @param control [in,out] from plim_control_open; not NULL.
/// @param limit   [in]     in money units, 0 to PLIM_NOTIONAL_MAX.
/// @return PLIM_OK; PLIM_E_NOTIONAL_TOO_LARGE; or the first refusal that applies: see plim_status.
///
/// Thread: one at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_set_firm_limit(
    control: *mut plim_control,
    limit: u64,
) -> plim_status {
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, |control| Ok(control.set_firm_limit(money(limit)?)?)) }
}

/// Sets how many units may go to suspense before the firm's switch is thrown.
///
/// @param control [in,out] from plim_control_open; not NULL.
/// @param gross   [in]     in units, bought and sold added up, 0 to PLIM_QTY_MAX.
/// @return PLIM_OK; PLIM_E_QUANTITY_TOO_LARGE; or the first refusal that applies: see plim_status.
///
/// Thread: one at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_set_suspense_limit(
    control: *mut plim_control,
    gross: u64,
) -> plim_status {
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, |control| Ok(control.set_suspense_limit(quantity(gross)?)?)) }
}

/// Sets how long a critical alarm may stand before it stops trading.
///
/// @param control [in,out] from plim_control_open; not NULL.
/// @param after   [in]     in nanoseconds.
/// @return PLIM_OK; or the first refusal that applies: see plim_status.
///
/// Thread: one at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_set_alarm_deadline(
    control: *mut plim_control,
    after: u64,
) -> plim_status {
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, |control| Ok(control.set_alarm_deadline(after)?)) }
}

/// Defines an account.
///
/// @param control [in,out] from plim_control_open; not NULL.
/// @param limit   [in]     what its parents together may be worth, in money units, 0 to
///                         PLIM_NOTIONAL_MAX.
/// @param account [out]    its id; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_NOTIONAL_TOO_LARGE; PLIM_E_DEFINITIONS_FULL; or see plim_status.
///
/// Thread: one at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_define_account(
    control: *mut plim_control,
    limit: u64,
    account: *mut plim_account_id,
) -> plim_status {
    // SAFETY: the caller's duty: `account` is writable.
    let out = unsafe { outgoing(account) };
    let define = |control: &mut Control<'static>| {
        let (limit, out) = (money(limit)?, out?);
        out.write(control.define_account(limit)?.0);
        Ok(())
    };
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, define) }
}

/// Moves what an account's parents together may be worth.
///
/// @param control [in,out] from plim_control_open; not NULL.
/// @param account [in]     from plim_control_define_account.
/// @param limit   [in]     in money units, 0 to PLIM_NOTIONAL_MAX.
/// @return PLIM_OK; PLIM_E_UNKNOWN_ACCOUNT; PLIM_E_NOTIONAL_TOO_LARGE; or see plim_status.
///
/// Thread: one at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_set_account_limit(
    control: *mut plim_control,
    account: plim_account_id,
    limit: u64,
) -> plim_status {
    let set = |control: &mut Control<'static>| {
        Ok(control.set_account_limit(AccountId(account), money(limit)?)?)
    };
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, set) }
}

/// Defines an instrument.
///
/// @param control    [in,out] from plim_control_open; not NULL.
/// @param terms      [in]     its terms; not NULL.
/// @param instrument [out]    its id; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_ENUM; PLIM_E_ZERO_QUANTITY; PLIM_E_QUANTITY_TOO_LARGE;
///         PLIM_E_DEFINITIONS_FULL; or see plim_status.
///
/// Thread: one at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_define_instrument(
    control: *mut plim_control,
    terms: *const plim_instrument_terms,
    instrument: *mut plim_instrument_id,
) -> plim_status {
    // SAFETY: the caller's duty: `terms` has struct_size readable bytes.
    let terms = unsafe { incoming(terms) };
    // SAFETY: the caller's duty: `instrument` is writable.
    let out = unsafe { outgoing(instrument) };
    let define = |control: &mut Control<'static>| {
        let (terms, out) = (terms?.to_core()?, out?);
        out.write(control.define_instrument(&terms)?.0);
        Ok(())
    };
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, define) }
}

/// The terms that the caller points at, or FIX 4.4's where it points at nothing.
///
/// # Safety
///
/// Where it is neither NULL nor misaligned, `terms` must lead to as many readable bytes as the
/// `u32` that it begins with says.
unsafe fn venue_terms(terms: *const plim_venue_terms) -> Result<VenueTerms, plim_status> {
    if terms.is_null() {
        return Ok(VenueTerms::FIX44);
    }
    // SAFETY: the caller vouches for it.
    unsafe { incoming(terms) }?.to_core()
}

/// Defines a venue. Its session is up.
///
/// @param control [in,out] from plim_control_open; not NULL.
/// @param terms   [in]     how it means what it says; NULL for a venue that keeps to FIX 4.4, where
///                         cancelled quantity need not cool.
/// @param venue   [out]    its id; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_ENUM; PLIM_E_BAD_CONFIG, if its executions are told by a sum that may
///         begin anew with a replace: PLIM_LAST_QTY_MEANS_CUMULATIVE needs
///         PLIM_CUM_QTY_MEANS_CARRIED_OVER; PLIM_E_DEFINITIONS_FULL; or see plim_status.
///
/// Thread: one at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_define_venue(
    control: *mut plim_control,
    terms: *const plim_venue_terms,
    venue: *mut plim_venue_id,
) -> plim_status {
    // SAFETY: the caller's duty: `terms` is NULL or has struct_size readable bytes.
    let terms = unsafe { venue_terms(terms) };
    // SAFETY: the caller's duty: `venue` is writable.
    let out = unsafe { outgoing(venue) };
    let define = |control: &mut Control<'static>| {
        let (terms, out) = (terms?, out?);
        out.write(control.define_venue(&terms)?.0);
        Ok(())
    };
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, define) }
}

/// Says anew how a venue means what it says: whatever it reports from now on is read that way; what
/// is reserved and what cools already stays as it is.
///
/// @param control [in,out] from plim_control_open; not NULL.
/// @param venue   [in]     from plim_control_define_venue.
/// @param terms   [in]     as for plim_control_define_venue.
/// @return PLIM_OK; PLIM_E_ENUM; PLIM_E_BAD_CONFIG, as for plim_control_define_venue;
///         PLIM_E_UNKNOWN_VENUE; or see plim_status.
///
/// Thread: one at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_set_venue_terms(
    control: *mut plim_control,
    venue: plim_venue_id,
    terms: *const plim_venue_terms,
) -> plim_status {
    // SAFETY: the caller's duty: `terms` is NULL or has struct_size readable bytes.
    let terms = unsafe { venue_terms(terms) };
    let set =
        |control: &mut Control<'static>| Ok(control.set_venue_terms(VenueId(venue), &terms?)?);
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, set) }
}

/// Defines a strategy, with the generation that the registry has. One that is defined with an
/// earlier generation gets these terms, and from now on only parents of the new one are taken.
///
/// @param control  [in,out] from plim_control_open; not NULL.
/// @param terms    [in]     its terms; not NULL.
/// @param strategy [out]    its id; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_UNKNOWN_STRATEGY for a code that no registry has or that is retired;
///         PLIM_E_ALREADY_DEFINED, with this generation or a later one; PLIM_E_WRONG_GENERATION;
///         PLIM_E_LIMIT_UNSET for a bound of 0; PLIM_E_DEFINITIONS_FULL; or see plim_status.
///
/// Thread: one at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_define_strategy(
    control: *mut plim_control,
    terms: *const plim_strategy_terms,
    strategy: *mut plim_strategy_id,
) -> plim_status {
    // SAFETY: the caller's duty: `terms` has struct_size readable bytes.
    let terms = unsafe { incoming(terms) };
    // SAFETY: the caller's duty: `strategy` is writable.
    let out = unsafe { outgoing(strategy) };
    let define = |control: &mut Control<'static>| {
        let (terms, out) = (terms?.to_core(), out?);
        out.write(control.define_strategy(&terms)?.0);
        Ok(())
    };
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, define) }
}

/// What a party is to a parent (FIX 452 PartyRole).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum plim_party_role {
    /// Whose order it is.
    PLIM_PARTY_CLIENT = 3,
    /// Who decided.
    PLIM_PARTY_TRADER = 11,
    /// The desk that works it.
    PLIM_PARTY_DESK = 76,
}

/// Defines a party that parents may carry.
///
/// @param control [in,out] from plim_control_open; not NULL.
/// @param role    [in]     a plim_party_role.
/// @param key     [in]     the caller's own number for it, given once in a role; any.
/// @param party   [out]    its id; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_ENUM; PLIM_E_ALREADY_DEFINED, if there is one of the role and key;
///         PLIM_E_DEFINITIONS_FULL; or see plim_status.
///
/// Thread: one at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_define_party(
    control: *mut plim_control,
    role: u32,
    key: u64,
    party: *mut plim_party_id,
) -> plim_status {
    // SAFETY: the caller's duty: `party` is writable.
    let out = unsafe { outgoing(party) };
    let define = |control: &mut Control<'static>| {
        let role = PartyRole::from_code(code(role)?).ok_or(plim_status::PLIM_E_ENUM)?;
        let out = out?;
        out.write(control.define_party(role, key)?.0);
        Ok(())
    };
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, define) }
}

/// Sets how far an account may go in an instrument; before that it may not trade it. Called again,
/// it moves the limit.
///
/// @param control    [in,out] from plim_control_open; not NULL.
/// @param account    [in]     from plim_control_define_account.
/// @param instrument [in]     from plim_control_define_instrument.
/// @param limit      [in]     the limit; not NULL.
/// @return PLIM_OK; PLIM_E_UNKNOWN_ACCOUNT; PLIM_E_UNKNOWN_INSTRUMENT; PLIM_E_QUANTITY_TOO_LARGE;
///         PLIM_E_DEFINITIONS_FULL; or see plim_status.
///
/// Thread: one at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_set_position_limit(
    control: *mut plim_control,
    account: plim_account_id,
    instrument: plim_instrument_id,
    limit: *const plim_position_limit,
) -> plim_status {
    // SAFETY: the caller's duty: `limit` has struct_size readable bytes.
    let limit = unsafe { incoming(limit) };
    let set = |control: &mut Control<'static>| {
        let limit = limit?.to_core()?;
        let (account, instrument) = (AccountId(account), InstrumentId(instrument));
        Ok(control.set_position_limit(account, instrument, &limit)?)
    };
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, set) }
}

/// Sets the price that an instrument's collar is measured from.
///
/// @param control    [in,out] from plim_control_open; not NULL.
/// @param instrument [in]     from plim_control_define_instrument.
/// @param price      [in]     in ticks.
/// @param now        [in]     nanoseconds on the caller's steady clock: from when its age counts.
/// @return PLIM_OK; PLIM_E_UNKNOWN_INSTRUMENT; PLIM_E_CLOCK_BACKWARDS; or see plim_status.
///
/// Thread: one at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_set_reference_price(
    control: *mut plim_control,
    instrument: plim_instrument_id,
    price: i64,
    now: u64,
) -> plim_status {
    let set = |control: &mut Control<'static>| {
        Ok(control.set_reference_price(InstrumentId(instrument), Price(price), Nanos(now))?)
    };
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, set) }
}
