//! Children: the birth of one, and what may be asked of it afterwards.
//!
//! Uses: `border`, `handle`, `id`, `lane`, `status`. Used by: `slice`, C programs.

use crate::border::{Incoming, by_field, code, incoming, outgoing, quantity};
use crate::handle::plim_lane;
use crate::id::{plim_child_id, plim_parent_id, plim_request_id, plim_venue_id};
use crate::lane::with;
use crate::status::plim_status;
use plimsoll::{ChildId, Lane, Nanos, NewChild, ParentId, Price, TimeInForce, VenueId};

/// How long a child may rest at its venue (FIX 59).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum plim_time_in_force {
    /// Until the end of the session.
    PLIM_TIF_DAY = 0,
    /// Until it is cancelled, over as many sessions as it takes.
    PLIM_TIF_GOOD_TILL_CANCEL = 1,
    /// What does not trade at once is cancelled.
    PLIM_TIF_IMMEDIATE_OR_CANCEL = 3,
    /// All at once, or nothing.
    PLIM_TIF_FILL_OR_KILL = 4,
    /// Until a date, over as many sessions as it takes.
    PLIM_TIF_GOOD_TILL_DATE = 6,
}

impl From<TimeInForce> for plim_time_in_force {
    fn from(value: TimeInForce) -> plim_time_in_force {
        match value {
            TimeInForce::Day => plim_time_in_force::PLIM_TIF_DAY,
            TimeInForce::GoodTillCancel => plim_time_in_force::PLIM_TIF_GOOD_TILL_CANCEL,
            TimeInForce::ImmediateOrCancel => plim_time_in_force::PLIM_TIF_IMMEDIATE_OR_CANCEL,
            TimeInForce::FillOrKill => plim_time_in_force::PLIM_TIF_FILL_OR_KILL,
            TimeInForce::GoodTillDate => plim_time_in_force::PLIM_TIF_GOOD_TILL_DATE,
        }
    }
}

/// The time in force that a number names.
pub(crate) fn time_in_force(number: u32) -> Result<TimeInForce, plim_status> {
    let value = code(number).ok().and_then(TimeInForce::from_code);
    value.ok_or(plim_status::PLIM_E_BAD_TIME_IN_FORCE)
}

/// A child that is to be routed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_new_child {
    /// sizeof(plim_new_child).
    pub struct_size: u32,
    /// Where it goes.
    pub venue: plim_venue_id,
    /// Whose child it is.
    pub parent: plim_parent_id,
    /// FIX 38 OrderQty, in units: 1 to PLIM_QTY_MAX, whole lots.
    pub qty: u64,
    /// FIX 44 Price, in ticks.
    pub price: i64,
    /// A plim_time_in_force.
    pub time_in_force: u32,
    /// Zero.
    pub reserved: [u32; 5],
}

// SAFETY: numbers without padding, struct_size first.
unsafe impl Incoming for plim_new_child {
    fn reserved_is_zero(&self) -> bool {
        self.reserved == [0; 5]
    }

    by_field!(struct_size, venue, parent, qty, price, time_in_force, reserved);
}

impl plim_new_child {
    fn to_core(self) -> Result<NewChild, plim_status> {
        Ok(NewChild {
            parent: ParentId::from_bits(self.parent),
            venue: VenueId(self.venue),
            qty: quantity(self.qty)?,
            price: Price(self.price),
            time_in_force: time_in_force(self.time_in_force)?,
        })
    }
}

/// Sends a child into the world, or refuses it. Call it immediately before the order leaves the
/// process, and plim_sent immediately after: in between the child is in doubt.
///
/// Refused attempts past the parent's headroom or fan-out are counted: too many, and the parent is
/// held; too many held, and its strategy is halted.
///
/// @param lane  [in,out] from plim_lane_open; not NULL.
/// @param order [in]     the child's terms; quantity in units, price in ticks; not NULL.
/// @param now   [in]     nanoseconds on the caller's steady clock; it never goes back.
/// @param child [out]    the child's id, for the wire; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; or, with nothing changed, the first refusal that applies: see plim_status.
///
/// Thread: only the thread that holds `lane`. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_route(
    lane: *mut plim_lane,
    order: *const plim_new_child,
    now: u64,
    child: *mut plim_child_id,
) -> plim_status {
    let route = |lane: &mut Lane<'static>| {
        // SAFETY: the caller's duty: `order` has struct_size readable bytes.
        let order = unsafe { incoming(order) }?.to_core()?;
        // SAFETY: the caller's duty: `child` is writable.
        let out = unsafe { outgoing(child) }?;
        out.write(lane.route(&order, Nanos(now))?.to_bits());
        Ok(())
    };
    // SAFETY: the caller's duty: `lane` is a lane handle's storage.
    unsafe { with(lane, route) }
}

/// Says that a child was handed to its session: it is no longer in doubt.
///
/// @param lane  [in,out] from plim_lane_open; not NULL.
/// @param child [in]     from plim_route.
/// @param now   [in]     nanoseconds on the caller's steady clock; it never goes back.
/// @return PLIM_OK; or, with nothing changed, the first refusal that applies: see plim_status.
///
/// Thread: only the thread that holds `lane`. Never allocates, never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plim_sent(
    lane: *mut plim_lane,
    child: plim_child_id,
    now: u64,
) -> plim_status {
    let sent = |lane: &mut Lane<'static>| Ok(lane.sent(ChildId::from_bits(child), Nanos(now))?);
    // SAFETY: the caller's duty: `lane` is a lane handle's storage.
    unsafe { with(lane, sent) }
}

/// Books a request to cancel a child. It frees nothing: only the venue's answer does. It passes
/// every switch.
///
/// @param lane    [in,out] from plim_lane_open; not NULL. Any lane may ask for any child.
/// @param child   [in]     from plim_route.
/// @param now     [in]     nanoseconds on the caller's steady clock; it never goes back.
/// @param request [out]    the request's id, for the wire; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_CHILD_ENDED; PLIM_E_TOO_MANY_REQUESTS; or see plim_status.
///
/// Thread: only the thread that holds `lane`. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_request_cancel(
    lane: *mut plim_lane,
    child: plim_child_id,
    now: u64,
    request: *mut plim_request_id,
) -> plim_status {
    // SAFETY: the caller's duty: `request` is writable.
    let out = unsafe { outgoing(request) };
    let ask = |lane: &mut Lane<'static>| {
        let out = out?;
        out.write(lane.request_cancel(ChildId::from_bits(child), Nanos(now))?.into());
        Ok(())
    };
    // SAFETY: the caller's duty: `lane` is a lane handle's storage.
    unsafe { with(lane, ask) }
}

/// Books a request to replace a child's quantity and price. More quantity is taken from the parent
/// before this returns; less is given back only when the venue says that it replaced.
///
/// @param lane    [in,out] from plim_lane_open; not NULL. Any lane may ask for any child.
/// @param child   [in]     from plim_route.
/// @param qty     [in]     the new total OrderQty, executed quantity included, in units; whole
///                         lots.
/// @param price   [in]     the new price, in ticks.
/// @param now     [in]     nanoseconds on the caller's steady clock; it never goes back.
/// @param request [out]    the request's id, for the wire; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; or, with nothing changed, the first refusal that applies: see plim_status.
///
/// Thread: only the thread that holds `lane`. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_request_replace(
    lane: *mut plim_lane,
    child: plim_child_id,
    qty: u64,
    price: i64,
    now: u64,
    request: *mut plim_request_id,
) -> plim_status {
    // SAFETY: the caller's duty: `request` is writable.
    let out = unsafe { outgoing(request) };
    let ask = |lane: &mut Lane<'static>| {
        let (id, qty, out) = (ChildId::from_bits(child), quantity(qty)?, out?);
        out.write(lane.request_replace(id, qty, Price(price), Nanos(now))?.into());
        Ok(())
    };
    // SAFETY: the caller's duty: `lane` is a lane handle's storage.
    unsafe { with(lane, ask) }
}

/// Says that nobody knows any more whether a child lives: a time-out, a lost session. Its quantity
/// stays reserved, as unknown, until a report or a person says what became of it.
///
/// @param lane  [in,out] from plim_lane_open; not NULL. Any lane may doubt any child.
/// @param child [in]     from plim_route.
/// @param now   [in]     nanoseconds on the caller's steady clock; it never goes back.
/// @return PLIM_OK; or, with nothing changed, the first refusal that applies: see plim_status.
///
/// Thread: only the thread that holds `lane`. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_doubt(
    lane: *mut plim_lane,
    child: plim_child_id,
    now: u64,
) -> plim_status {
    let doubt = |lane: &mut Lane<'static>| Ok(lane.doubt(ChildId::from_bits(child), Nanos(now))?);
    // SAFETY: the caller's duty: `lane` is a lane handle's storage.
    unsafe { with(lane, doubt) }
}
