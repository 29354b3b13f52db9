//! Stopping: kill, what escaped it, and who is halted.
//!
//! Law: a kill is never refused because of what another thread is doing with the handle, and never
//! because its receipt is not wanted.
//!
//! Uses: `border`, `handle`, `id`, `status`. Used by: `control`, C programs.

use crate::border::{Incoming, incoming, outgoing, outgoing_array, plain};
use crate::handle::{Watch, enter, plim_control, plim_lane, plim_region, region_of};
use crate::id::plim_child_id;
use crate::status::{answer, plim_status};
use core::array;
use plimsoll::{
    AccountId, Control, Escaped, InstrumentId, Lane, Nanos, ParentId, Receipt, Scope, StrategyId,
    VenueId,
};

/// What a kill halts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum plim_scope {
    /// Everything; the scope_id is 0.
    PLIM_SCOPE_FIRM = 0,
    /// Every parent of an account; the scope_id is a plim_account_id.
    PLIM_SCOPE_ACCOUNT = 1,
    /// Every parent in an instrument; the scope_id is a plim_instrument_id.
    PLIM_SCOPE_INSTRUMENT = 2,
    /// Every child for a venue; the scope_id is a plim_venue_id.
    PLIM_SCOPE_VENUE = 3,
    /// Every parent of a strategy; the scope_id is a plim_strategy_id.
    PLIM_SCOPE_STRATEGY = 4,
    /// Every child that a lane would route; the scope_id is the lane's index.
    PLIM_SCOPE_LANE = 5,
    /// One parent; the scope_id is a plim_parent_id.
    PLIM_SCOPE_PARENT = 6,
}

/// The scope that a kind and a number name.
pub(crate) fn scope(kind: u32, id: u64) -> Result<Scope, plim_status> {
    use plim_status as E;
    let index = |absent: plim_status| u32::try_from(id).map_err(|_| absent);
    match kind {
        0 if id == 0 => Ok(Scope::Firm),
        0 => Err(E::PLIM_E_RESERVED),
        1 => index(E::PLIM_E_UNKNOWN_ACCOUNT).map(|id| Scope::Account(AccountId(id))),
        2 => index(E::PLIM_E_UNKNOWN_INSTRUMENT).map(|id| Scope::Instrument(InstrumentId(id))),
        3 => index(E::PLIM_E_UNKNOWN_VENUE).map(|id| Scope::Venue(VenueId(id))),
        4 => index(E::PLIM_E_UNKNOWN_STRATEGY).map(|id| Scope::Strategy(StrategyId(id))),
        5 => index(E::PLIM_E_NO_SUCH_LANE).map(Scope::Lane),
        6 => Ok(Scope::Parent(ParentId::from_bits(id))),
        _ => Err(E::PLIM_E_ENUM),
    }
}

fn scope_words(scope: Scope) -> (u32, u64) {
    match scope {
        Scope::Firm => (0, 0),
        Scope::Account(id) => (1, u64::from(id.0)),
        Scope::Instrument(id) => (2, u64::from(id.0)),
        Scope::Venue(id) => (3, u64::from(id.0)),
        Scope::Strategy(id) => (4, u64::from(id.0)),
        Scope::Lane(index) => (5, u64::from(index)),
        Scope::Parent(id) => (6, id.to_bits()),
    }
}

/// What a kill leaves in the killer's hand: how many children each lane had published when it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_receipt {
    /// sizeof(plim_receipt).
    pub struct_size: u32,
    /// A plim_scope: what was killed.
    pub scope: u32,
    /// Which one.
    pub scope_id: u64,
    /// The scope's kill count after this kill: what plim_control_reset asks for.
    pub kill_count: u64,
    /// How many entries of `published` count.
    pub lanes: u32,
    /// Zero.
    pub reserved_word: u32,
    /// Children that each lane had published.
    pub published: [u64; 64],
    /// Zero.
    pub reserved: [u64; 2],
}

// SAFETY: numbers without padding, struct_size first.
unsafe impl Incoming for plim_receipt {
    fn reserved_is_zero(&self) -> bool {
        self.reserved_word == 0 && self.reserved == [0; 2]
    }
}

impl plim_receipt {
    fn from_core(receipt: &Receipt) -> plim_receipt {
        let (scope, scope_id) = scope_words(receipt.scope);
        plim_receipt {
            struct_size: size_of::<plim_receipt>() as u32,
            scope,
            scope_id,
            kill_count: receipt.kill_count,
            lanes: receipt.lanes,
            reserved_word: 0,
            published: receipt.published,
            reserved: [0; 2],
        }
    }

    fn to_core(self) -> Result<Receipt, plim_status> {
        if usize::try_from(self.lanes).is_ok_and(|lanes| lanes > self.published.len()) {
            return Err(plim_status::PLIM_E_CAPACITY);
        }
        Ok(Receipt {
            scope: scope(self.scope, self.scope_id)?,
            lanes: self.lanes,
            kill_count: self.kill_count,
            published: self.published,
        })
    }
}

/// A child that was published before a kill and is not proven dead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_escaped_child {
    /// The child: ask its venue to cancel it.
    pub child: plim_child_id,
    /// 1 if nobody has said that it left the process: it may or may not be at the venue. Otherwise
    /// 0.
    pub in_doubt: u32,
    /// Zero.
    pub reserved: u32,
}

impl plim_escaped_child {
    const NONE: Escaped = Escaped { child: plimsoll::ChildId::from_bits(0), in_doubt: false };

    fn from_core(escaped: &Escaped) -> plim_escaped_child {
        plim_escaped_child {
            child: escaped.child.to_bits(),
            in_doubt: u32::from(escaped.in_doubt),
            reserved: 0,
        }
    }
}

/// Kills a scope by `how` and hands the receipt out, if it is wanted.
///
/// # Safety
///
/// Where it is neither NULL nor misaligned, `receipt` must be writable.
unsafe fn kill(
    (kind, id): (u32, u64),
    receipt: *mut plim_receipt,
    how: impl FnOnce(Scope) -> Result<Receipt, plim_status>,
) -> plim_status {
    let out = if receipt.is_null() {
        Ok(None)
    } else {
        // SAFETY: the caller vouches for it.
        unsafe { outgoing(receipt) }.map(Some)
    };
    answer(out.and_then(|out| {
        let made = how(scope(kind, id)?)?;
        if let Some(out) = out {
            out.write(plim_receipt::from_core(&made));
        }
        Ok(())
    }))
}

/// Kills a scope: when it returns, no child in that scope is born any more, in any thread or
/// process. Cancels and reports still pass.
///
/// @param region     [in]  from plim_format or plim_attach; not NULL.
/// @param scope_kind [in]  a plim_scope.
/// @param scope_id   [in]  which one, as plim_scope says.
/// @param reason     [in]  any number; kept for people and told in the event.
/// @param now        [in]  nanoseconds on the caller's steady clock; kept for people.
/// @param receipt    [out] for plim_escaped; written only on PLIM_OK. NULL if it is not wanted.
/// @return PLIM_OK; PLIM_E_NO_SUCH_LANE; PLIM_E_UNKNOWN_ACCOUNT, _INSTRUMENT, _VENUE, _STRATEGY or
///         _PARENT; or a border status. Nothing else: a kill is never refused for the state of
///         anything.
///
/// Thread: any, also in a signal handler. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_kill(
    region: *const plim_region,
    scope_kind: u32,
    scope_id: u64,
    reason: u32,
    now: u64,
    receipt: *mut plim_receipt,
) -> plim_status {
    // SAFETY: the caller's duty: `region` is a region handle's storage.
    let region = unsafe { region_of::<Watch>(region) };
    let how = |scope| Ok(region?.kill(scope, reason, Nanos(now))?);
    // SAFETY: the caller's duty: `receipt` is NULL or writable.
    unsafe { kill((scope_kind, scope_id), receipt, how) }
}

/// Kills a scope through a lane's handle, also while a call is inside it. As plim_kill.
///
/// @param lane       [in]  from plim_lane_open; not NULL. It must not be closed meanwhile.
/// @param scope_kind [in]  a plim_scope.
/// @param scope_id   [in]  which one, as plim_scope says.
/// @param reason     [in]  any number; kept for people and told in the event.
/// @param now        [in]  nanoseconds on the caller's steady clock; kept for people.
/// @param receipt    [out] for plim_escaped; written only on PLIM_OK. NULL if it is not wanted.
/// @return as plim_kill.
///
/// Thread: any, also in a signal handler. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_lane_kill(
    lane: *const plim_lane,
    scope_kind: u32,
    scope_id: u64,
    reason: u32,
    now: u64,
    receipt: *mut plim_receipt,
) -> plim_status {
    // SAFETY: the caller's duty: `lane` is a lane handle's storage.
    let region = unsafe { region_of::<Lane>(lane) };
    let how = |scope| Ok(region?.kill(scope, reason, Nanos(now))?);
    // SAFETY: the caller's duty: `receipt` is NULL or writable.
    unsafe { kill((scope_kind, scope_id), receipt, how) }
}

/// Kills a scope through the control handle, also while a call is inside it. As plim_kill; and
/// where no call is inside it, the control handle's events tell of it.
///
/// @param control    [in,out] from plim_control_open; not NULL. It must not be closed meanwhile.
/// @param scope_kind [in]  a plim_scope.
/// @param scope_id   [in]  which one, as plim_scope says.
/// @param reason     [in]  any number; kept for people and told in the event.
/// @param now        [in]  nanoseconds on the caller's steady clock; kept for people.
/// @param receipt    [out] for plim_escaped; written only on PLIM_OK. NULL if it is not wanted.
/// @return as plim_kill.
///
/// Thread: any, also in a signal handler. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_kill(
    control: *mut plim_control,
    scope_kind: u32,
    scope_id: u64,
    reason: u32,
    now: u64,
    receipt: *mut plim_receipt,
) -> plim_status {
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    let region = unsafe { region_of::<Control>(control) };
    // SAFETY: as above.
    let entered = unsafe { enter::<Control>(control) };
    let how = |scope| match entered {
        Ok(control) => Ok(control.kill(scope, reason, Nanos(now))?),
        // Somebody is inside, perhaps the code under this signal handler: kill all the same.
        Err(_) => Ok(region?.kill(scope, reason, Nanos(now))?),
    };
    // SAFETY: the caller's duty: `receipt` is NULL or writable.
    unsafe { kill((scope_kind, scope_id), receipt, how) }
}

/// Lists what escaped a kill: children in its scope that were published before it and are not
/// proven dead. Call it with the same cursor until it gives none.
///
/// @param region   [in]     from plim_format or plim_attach; not NULL.
/// @param receipt  [in]     from a kill; not NULL.
/// @param cursor   [in,out] 0 at first; then as this function left it; not NULL.
/// @param out      [out]    the next children, `count` of them; not NULL.
/// @param capacity [in]     how many `out` has room for, at least 1.
/// @param count    [out]    how many were written; 0 at the end; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_CAPACITY; or another border status.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_escaped(
    region: *const plim_region,
    receipt: *const plim_receipt,
    cursor: *mut u32,
    out: *mut plim_escaped_child,
    capacity: usize,
    count: *mut usize,
) -> plim_status {
    // SAFETY: the caller's duty: `region` is a region handle's storage.
    let region = unsafe { region_of::<Watch>(region) };
    // SAFETY: the caller's duty: `receipt` has struct_size readable bytes.
    let receipt = unsafe { incoming(receipt) };
    // SAFETY: the caller's duty: `cursor` is readable.
    let from = unsafe { plain(cursor) };
    // SAFETY: the caller's duty: `cursor` is writable.
    let cursor = unsafe { outgoing(cursor) };
    // SAFETY: the caller's duty: `out` has room for `capacity` elements.
    let out = unsafe { outgoing_array(out, capacity) };
    // SAFETY: the caller's duty: `count` is writable.
    let count = unsafe { outgoing(count) };
    answer(region.and_then(|region| {
        let (receipt, mut place, cursor) = (receipt?.to_core()?, from?, cursor?);
        let (mut out, count) = (out?, count?);
        let mut found: [Escaped; 64] = array::from_fn(|_| plim_escaped_child::NONE);
        while out.room() > 0 {
            let wanted = out.room().min(found.len());
            let batch = found.get_mut(..wanted).unwrap_or_default();
            let given = region.escaped(&receipt, &mut place, batch);
            if given == 0 {
                break;
            }
            for escaped in found.iter().take(given) {
                out.push(plim_escaped_child::from_core(escaped));
            }
        }
        cursor.write(place);
        count.write(out.written());
        Ok(())
    }))
}

/// Says how often a scope was killed: what plim_control_reset asks for.
///
/// @param region     [in]  from plim_format or plim_attach; not NULL.
/// @param scope_kind [in]  a plim_scope.
/// @param scope_id   [in]  which one, as plim_scope says.
/// @param count      [out] written only on PLIM_OK; not NULL.
/// @return PLIM_OK; the refusals of plim_kill; or a border status.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_kill_count(
    region: *const plim_region,
    scope_kind: u32,
    scope_id: u64,
    count: *mut u64,
) -> plim_status {
    // SAFETY: the caller's duty: `region` is a region handle's storage.
    let region = unsafe { region_of::<Watch>(region) };
    // SAFETY: the caller's duty: `count` is writable.
    let out = unsafe { outgoing(count) };
    answer(region.and_then(|region| {
        let scope = scope(scope_kind, scope_id)?;
        out?.write(region.kill_count(scope)?);
        Ok(())
    }))
}

/// Says whether a scope is halted by its own switch.
///
/// @param region     [in]  from plim_format or plim_attach; not NULL.
/// @param scope_kind [in]  a plim_scope.
/// @param scope_id   [in]  which one, as plim_scope says.
/// @param halted     [out] 1 if it is, else 0; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; the refusals of plim_kill; or a border status.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_is_halted(
    region: *const plim_region,
    scope_kind: u32,
    scope_id: u64,
    halted: *mut u32,
) -> plim_status {
    // SAFETY: the caller's duty: `region` is a region handle's storage.
    let region = unsafe { region_of::<Watch>(region) };
    // SAFETY: the caller's duty: `halted` is writable.
    let out = unsafe { outgoing(halted) };
    answer(region.and_then(|region| {
        let scope = scope(scope_kind, scope_id)?;
        out?.write(u32::from(region.is_halted(scope)?));
        Ok(())
    }))
}
