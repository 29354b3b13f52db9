//! Stopping: kill, what escaped it, and who is halted.
//!
//! Law: a kill is never refused because of what another thread is doing with the handle, and never
//! because its receipt is not wanted.
//!
//! Uses: `border`, `handle`, `id`, `level`, `scope`, `status`. Used by: `level`, C programs.

use crate::border::{Incoming, incoming, outgoing, outgoing_array, plain};
use crate::handle::{Watch, enter, plim_control, plim_lane, plim_region, region_of};
use crate::id::plim_child_id;
use crate::level::level;
use crate::scope::{scope, scope_words};
use crate::status::{answer, plim_status};
use core::array;
use plimsoll::{Control, Escaped, Lane, Nanos, Receipt, Scope};

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
    /// The scope's kill count after this kill; 0 for a parent.
    pub kill_count: u64,
    /// How many entries of `published` count.
    pub lanes: u32,
    /// A plim_stop_level: how far it was stopped.
    pub level: u32,
    /// Children that each lane had published.
    pub published: [u64; 64],
    /// Zero.
    pub reserved: [u64; 2],
}

// SAFETY: numbers without padding, struct_size first.
unsafe impl Incoming for plim_receipt {
    fn reserved_is_zero(&self) -> bool {
        self.reserved == [0; 2]
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
            level: receipt.level as u32,
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
            level: level(self.level)?,
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

/// Stops a scope by `how` and hands the receipt out, if it is wanted.
///
/// # Safety
///
/// Where it is neither NULL nor misaligned, `receipt` must be writable.
pub(crate) unsafe fn stop(
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
/// A birth that is under way at this moment in another scope is refused with PLIM_E_HALTED, too: it
/// may be tried again.
///
/// @param region     [in]  from plim_format or plim_attach; not NULL.
/// @param scope_kind [in]  a plim_scope.
/// @param scope_id   [in]  which one, as plim_scope says.
/// @param reason     [in]  any number; kept for people and told in the event.
/// @param now        [in]  nanoseconds on the caller's steady clock; kept for people.
/// @param receipt    [out] for plim_escaped; written only on PLIM_OK. NULL if it is not wanted.
/// @return PLIM_OK; PLIM_E_NO_SUCH_LANE; PLIM_E_UNKNOWN_ACCOUNT, _INSTRUMENT, _VENUE, _STRATEGY,
///         _PARENT or _PARTY; or a border status. Nothing else: a kill is never refused for the
///         state of anything.
///
/// Thread: any. Async-signal-safe: a signal handler may call it, whatever it interrupted, a call on
/// the same handle too; it waits for nobody, makes no system call and leaves errno alone. Never
/// allocates, never blocks.
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
    unsafe { stop((scope_kind, scope_id), receipt, how) }
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
    unsafe { stop((scope_kind, scope_id), receipt, how) }
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
    unsafe { stop((scope_kind, scope_id), receipt, how) }
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

/// Says how often a scope was killed.
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
