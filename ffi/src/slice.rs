//! Slicers: plans of what to send, and the call that routes a plan.
//!
//! Law: a plan is a wish; plim_route_plan holds each of its legs to the same checks as plim_route.
//!
//! Uses: `border`, `child`, `handle`, `id`, `lane`, `order`, `status`, `version`. Used by: C
//! programs.

use crate::border::{Incoming, array, incoming, optional, outgoing, outgoing_array, quantity};
use crate::child::time_in_force;
use crate::handle::plim_lane;
use crate::id::{plim_child_id, plim_parent_id, plim_venue_id};
use crate::lane::with;
use crate::order::side;
use crate::status::{answer, plim_status};
use crate::version::{PLIM_CURVE_MAX, PLIM_LEVELS_MAX};
use arrayvec::ArrayVec;
use plimsoll::slice::{self, Leg, Level, MAX_LEGS, Plan, Schedule};
use plimsoll::{ChildId, Lane, Nanos, ParentId, Placed, Price, Qty, VenueId};

/// A price at which a venue shows that it would trade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_level {
    /// Who shows it; a venue may show several.
    pub venue: plim_venue_id,
    /// The caller's preference where price, fee and size are equal: lower first.
    pub rank: u32,
    /// The price, in ticks.
    pub price: i64,
    /// What is shown, in units, 0 to PLIM_QTY_MAX.
    pub qty: u64,
    /// What the venue charges, in money per unit; negative is a rebate. It only ranks levels of one
    /// price.
    pub fee: i64,
}

/// One order that a plan asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_leg {
    /// Where to send it.
    pub venue: plim_venue_id,
    /// Zero.
    pub reserved: u32,
    /// How much, in units.
    pub qty: u64,
    /// The limit price to send it with, in ticks.
    pub price: i64,
}

impl plim_leg {
    fn from_core(leg: &Leg) -> plim_leg {
        plim_leg { venue: leg.venue.0, reserved: 0, qty: leg.qty.get(), price: leg.price.0 }
    }

    fn to_core(self) -> Result<Leg, plim_status> {
        if self.reserved != 0 {
            return Err(plim_status::PLIM_E_RESERVED);
        }
        let qty = quantity(self.qty)?;
        Ok(Leg { venue: VenueId(self.venue), qty, price: Price(self.price) })
    }
}

/// What to sweep for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_sweep_terms {
    /// sizeof(plim_sweep_terms).
    pub struct_size: u32,
    /// A plim_side.
    pub side: u32,
    /// How much, in units, 0 to PLIM_QTY_MAX.
    pub qty: u64,
    /// Units in a lot; 0 counts as 1. Every leg is a multiple of it.
    pub lot: u64,
    /// The worst price, in ticks; 0 where has_limit is 0.
    pub limit: i64,
    /// 1 if `limit` counts; 0 if no price is too bad.
    pub has_limit: u32,
    /// Zero.
    pub reserved: [u32; 3],
}

// SAFETY: numbers without padding, struct_size first.
unsafe impl Incoming for plim_sweep_terms {
    fn reserved_is_zero(&self) -> bool {
        self.reserved == [0; 3]
    }
}

fn core_level(level: &plim_level) -> Result<Level, plim_status> {
    Ok(Level {
        venue: VenueId(level.venue),
        price: Price(level.price),
        qty: quantity(level.qty)?,
        fee: level.fee,
        rank: level.rank,
    })
}

/// Plans how to take a quantity from what venues show: by price, then fee, then size, then rank,
/// then venue. A leg is never past the limit and never more than its level shows. It routes
/// nothing.
///
/// @param terms       [in]  what to sweep for; not NULL.
/// @param levels      [in]  what is shown, in any order; not NULL, also where there are none.
/// @param level_count [in]  how many, 0 to PLIM_LEVELS_MAX.
/// @param legs        [out] the plan, `leg_count` legs in the order to send them; not NULL.
/// @param capacity    [in]  how many `legs` has room for: PLIM_LEGS_MAX is always enough.
/// @param leg_count   [out] written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_BAD_SIDE; PLIM_E_QUANTITY_TOO_LARGE; PLIM_E_CAPACITY; or another border
///         status.
///
/// Thread: any. It needs about 16 KiB of stack. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_sweep(
    terms: *const plim_sweep_terms,
    levels: *const plim_level,
    level_count: usize,
    legs: *mut plim_leg,
    capacity: usize,
    leg_count: *mut usize,
) -> plim_status {
    // SAFETY: the caller's duty: `terms` has struct_size readable bytes.
    let terms = unsafe { incoming(terms) };
    // SAFETY: the caller's duty: `levels` has `level_count` elements, which nobody writes
    // meanwhile.
    let levels = unsafe { array(levels, level_count) };
    // SAFETY: the caller's duty: `legs` has room for `capacity` elements.
    let out = unsafe { outgoing_array(legs, capacity) };
    // SAFETY: the caller's duty: `leg_count` is writable.
    let count = unsafe { outgoing(leg_count) };
    answer(terms.and_then(|terms| {
        let (levels, mut out, count) = (levels?, out?, count?);
        let (side, qty) = (side(terms.side)?, quantity(terms.qty)?);
        let limit = optional(terms.has_limit, terms.limit)?.map(Price);
        let mut shown = ArrayVec::<Level, PLIM_LEVELS_MAX>::new();
        for level in levels {
            let level = core_level(level)?;
            shown.try_push(level).map_err(|_| plim_status::PLIM_E_CAPACITY)?;
        }
        let plan = slice::sweep(side, limit, qty, terms.lot, &shown);
        if plan.len() > out.room() {
            return Err(plim_status::PLIM_E_CAPACITY);
        }
        for leg in &plan {
            out.push(plim_leg::from_core(leg));
        }
        count.write(out.written());
        Ok(())
    }))
}

/// When how much of a quantity is to be sent: evenly (TWAP), or along a curve of expected volume
/// (VWAP).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_schedule {
    /// sizeof(plim_schedule).
    pub struct_size: u32,
    /// Into how many equal spans the time from start to end is cut; with weights at most
    /// PLIM_CURVE_MAX.
    pub slices: u32,
    /// When the first slice opens, in nanoseconds on the caller's clock.
    pub start: u64,
    /// When the last one ends; after start.
    pub end: u64,
    /// Units in a lot: at least 1.
    pub lot: u64,
    /// The most that one step may send, be it late or not, in units: at least a lot.
    pub catch_up: u64,
    /// As many weights as there are slices, the volume expected in each, in any measure. NULL for
    /// TWAP: every weight is 1. It is only looked at while a call lasts.
    pub weights: *const u32,
    /// Zero.
    pub reserved: [u64; 2],
}

// SAFETY: struct_size first; numbers and a pointer, any bits of which are a value; no padding where
// a pointer has 64 bits, and where it has 32, padding that is not looked at.
unsafe impl Incoming for plim_schedule {
    fn reserved_is_zero(&self) -> bool {
        self.reserved == [0; 2]
    }
}

impl plim_schedule {
    /// # Safety
    ///
    /// Where they are neither NULL nor misaligned, the weights must be `slices` readable numbers,
    /// which nobody writes until `'a` ends.
    unsafe fn to_core<'a>(self) -> Result<Schedule<'a>, plim_status> {
        let (start, end) = (Nanos(self.start), Nanos(self.end));
        let catch_up = quantity(self.catch_up)?;
        if self.weights.is_null() {
            return Ok(Schedule::twap(start, end, self.slices, self.lot, catch_up)?);
        }
        let slices = usize::try_from(self.slices).unwrap_or(usize::MAX);
        if slices > PLIM_CURVE_MAX {
            return Err(plim_status::PLIM_E_SCHEDULE_CURVE_TOO_LONG);
        }
        // SAFETY: the caller vouches for the weights.
        let curve = unsafe { array(self.weights, slices) }?;
        Ok(Schedule::vwap(start, end, curve, self.lot, catch_up)?)
    }
}

/// Says how much of a quantity is to be sent now. It keeps nothing: what is due follows from the
/// schedule, the quantity, what was sent and the time.
///
/// @param schedule [in]  when how much; not NULL.
/// @param total    [in]  the whole quantity, in units, 0 to PLIM_QTY_MAX.
/// @param sent     [in]  what of it is executed or may still execute, in units, 0 to PLIM_QTY_MAX.
/// @param now      [in]  nanoseconds on the caller's clock.
/// @param due      [out] in units; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_QUANTITY_TOO_LARGE; one of PLIM_E_SCHEDULE_NO_TIME and the following; or
///         a border status.
///
/// Thread: any. Its time grows with the weights. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_schedule_due(
    schedule: *const plim_schedule,
    total: u64,
    sent: u64,
    now: u64,
    due: *mut u64,
) -> plim_status {
    // SAFETY: the caller's duty: `schedule` has struct_size readable bytes.
    let schedule = unsafe { incoming(schedule) };
    // SAFETY: the caller's duty: `due` is writable.
    let out = unsafe { outgoing(due) };
    answer(schedule.and_then(|schedule| {
        let out = out?;
        // SAFETY: the caller's duty: `weights` has `slices` elements, which nobody writes
        // meanwhile.
        let schedule = unsafe { schedule.to_core() }?;
        let (total, sent) = (quantity(total)?, quantity(sent)?);
        out.write(schedule.due(total, sent, Nanos(now)).get());
        Ok(())
    }))
}

/// Says how much of a quantity should have been sent by now.
///
/// @param schedule [in]  when how much; not NULL.
/// @param total    [in]  the whole quantity, in units, 0 to PLIM_QTY_MAX.
/// @param now      [in]  nanoseconds on the caller's clock.
/// @param target   [out] in units; written only on PLIM_OK; not NULL.
/// @return as plim_schedule_due.
///
/// Thread: any. Its time grows with the weights. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_schedule_target(
    schedule: *const plim_schedule,
    total: u64,
    now: u64,
    target: *mut u64,
) -> plim_status {
    // SAFETY: the caller's duty: `schedule` has struct_size readable bytes.
    let schedule = unsafe { incoming(schedule) };
    // SAFETY: the caller's duty: `target` is writable.
    let out = unsafe { outgoing(target) };
    answer(schedule.and_then(|schedule| {
        let out = out?;
        // SAFETY: the caller's duty: `weights` has `slices` elements, which nobody writes
        // meanwhile.
        let schedule = unsafe { schedule.to_core() }?;
        out.write(schedule.target(quantity(total)?, Nanos(now)).get());
        Ok(())
    }))
}

/// A leg of a plan that was routed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_placed {
    /// The child that was born for it: write its message, then call plim_sent.
    pub child: plim_child_id,
    /// The leg.
    pub leg: plim_leg,
}

/// How far a plan was routed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_driven {
    /// Legs that became children: the first so many of the plan.
    pub placed: u32,
    /// Why the next leg was refused; PLIM_OK if none was.
    pub refused: plim_status,
}

/// Routes the legs of a plan in order, until one is refused.
///
/// @param lane          [in,out] from plim_lane_open; not NULL.
/// @param parent        [in]     from plim_admit.
/// @param legs          [in]     the plan, from plim_sweep or the caller's own; not NULL.
/// @param leg_count     [in]     how many, 0 to PLIM_LEGS_MAX.
/// @param time_in_force [in]     a plim_time_in_force, for every leg.
/// @param now           [in]     nanoseconds on the caller's steady clock; it never goes back.
/// @param placed        [out]    the children; not NULL.
/// @param capacity      [in]     how many `placed` has room for: at least leg_count, and at least
///                               1.
/// @param driven        [out]    how far it went; written only on PLIM_OK; not NULL.
/// @return PLIM_OK, also where a leg was refused; PLIM_E_BAD_TIME_IN_FORCE;
///         PLIM_E_QUANTITY_TOO_LARGE; PLIM_E_CAPACITY; or another border status.
///
/// Thread: only the thread that holds `lane`. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_route_plan(
    lane: *mut plim_lane,
    parent: plim_parent_id,
    legs: *const plim_leg,
    leg_count: usize,
    time_in_force: u32,
    now: u64,
    placed: *mut plim_placed,
    capacity: usize,
    driven: *mut plim_driven,
) -> plim_status {
    // SAFETY: the caller's duty: `legs` has `leg_count` elements, which nobody writes meanwhile.
    let legs = unsafe { array(legs, leg_count) };
    // SAFETY: the caller's duty: `placed` has room for `capacity` elements.
    let out = unsafe { outgoing_array(placed, capacity) };
    // SAFETY: the caller's duty: `driven` is writable.
    let driven = unsafe { outgoing(driven) };
    let drive = |lane: &mut Lane<'static>| {
        let (plan, mut out, driven) = (plan(legs?)?, out?, driven?);
        let tif = self::time_in_force(time_in_force)?;
        if out.room() < plan.len() {
            return Err(plim_status::PLIM_E_CAPACITY);
        }
        let mut children = [NOTHING; MAX_LEGS];
        let parent = ParentId::from_bits(parent);
        let done = lane.route_plan(parent, &plan, tif, Nanos(now), &mut children);
        for born in children.iter().take(done.placed) {
            out.push(plim_placed {
                child: born.child.to_bits(),
                leg: plim_leg::from_core(&born.leg),
            });
        }
        driven.write(plim_driven {
            placed: out.written() as u32,
            refused: done.refused.map_or(plim_status::PLIM_OK, plim_status::from),
        });
        Ok(())
    };
    // SAFETY: the caller's duty: `lane` is a lane handle's storage.
    unsafe { with(lane, drive) }
}

/// What a place in the list of children holds before one is born.
const NOTHING: Placed = Placed {
    child: ChildId::from_bits(0),
    leg: Leg { venue: VenueId(0), qty: Qty::ZERO, price: Price(0) },
};

/// The core's plan of what the caller gave.
fn plan(legs: &[plim_leg]) -> Result<Plan, plim_status> {
    let mut plan = Plan::new();
    for leg in legs {
        plan.try_push(leg.to_core()?).map_err(|_| plim_status::PLIM_E_CAPACITY)?;
    }
    Ok(plan)
}
