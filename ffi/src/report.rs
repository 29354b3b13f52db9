//! Reports: what a venue says. They are facts; none is refused for what it says.
//!
//! Uses: `border`, `handle`, `id`, `lane`, `order`, `status`. Used by: C programs.

use crate::border::{Incoming, by_field, code, incoming, outgoing, truth};
use crate::handle::plim_lane;
use crate::id::{plim_account_id, plim_child_id, plim_exec_id, plim_instrument_id, plim_parent_id};
use crate::lane::with;
use crate::order::side;
use crate::status::{plim_breach, plim_status};
use plimsoll::{
    AccountId, ChildId, ExecType, Hint, InstrumentId, Lane, Nanos, OrdStatus, Outcome, ParentId,
    Price, Qty, Refusal, Report,
};

/// What a report is about (FIX 150 ExecType; the last two are 35=9, OrderCancelReject).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum plim_exec_type {
    /// 150=A.
    PLIM_EXEC_PENDING_NEW = 1,
    /// 150=0.
    PLIM_EXEC_NEW = 2,
    /// 150=F, and in FIX 4.2 150=1 and 150=2.
    PLIM_EXEC_TRADE = 3,
    /// 150=6.
    PLIM_EXEC_PENDING_CANCEL = 4,
    /// 150=4.
    PLIM_EXEC_CANCELED = 5,
    /// 150=E.
    PLIM_EXEC_PENDING_REPLACE = 6,
    /// 150=5.
    PLIM_EXEC_REPLACED = 7,
    /// 150=8.
    PLIM_EXEC_REJECTED = 8,
    /// 150=C.
    PLIM_EXEC_EXPIRED = 9,
    /// 150=3.
    PLIM_EXEC_DONE_FOR_DAY = 10,
    /// 150=9.
    PLIM_EXEC_SUSPENDED = 11,
    /// 150=7.
    PLIM_EXEC_STOPPED = 12,
    /// 150=B.
    PLIM_EXEC_CALCULATED = 13,
    /// 150=D.
    PLIM_EXEC_RESTATED = 14,
    /// 150=G: another quantity or price for an execution.
    PLIM_EXEC_TRADE_CORRECT = 15,
    /// 150=H: a bust, in whole or in part.
    PLIM_EXEC_TRADE_CANCEL = 16,
    /// 150=I.
    PLIM_EXEC_ORDER_STATUS = 17,
    /// 35=9 with 434=1.
    PLIM_EXEC_CANCEL_REJECTED = 18,
    /// 35=9 with 434=2.
    PLIM_EXEC_REPLACE_REJECTED = 19,
}

/// What a venue says that an order's status is (FIX 39 OrdStatus).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum plim_ord_status {
    /// It does not say.
    PLIM_ORD_NONE = 0,
    /// 39=0.
    PLIM_ORD_NEW = 1,
    /// 39=1.
    PLIM_ORD_PARTIALLY_FILLED = 2,
    /// 39=2.
    PLIM_ORD_FILLED = 3,
    /// 39=3.
    PLIM_ORD_DONE_FOR_DAY = 4,
    /// 39=4.
    PLIM_ORD_CANCELED = 5,
    /// 39=6.
    PLIM_ORD_PENDING_CANCEL = 6,
    /// 39=7.
    PLIM_ORD_STOPPED = 7,
    /// 39=8.
    PLIM_ORD_REJECTED = 8,
    /// 39=9.
    PLIM_ORD_SUSPENDED = 9,
    /// 39=A.
    PLIM_ORD_PENDING_NEW = 10,
    /// 39=B.
    PLIM_ORD_CALCULATED = 11,
    /// 39=C.
    PLIM_ORD_EXPIRED = 12,
    /// 39=E.
    PLIM_ORD_PENDING_REPLACE = 13,
}

/// What a venue says of a child. What it does not say is 0; a value whose has_ field is 0 is not
/// looked at.
///
/// A quantity above PLIM_QTY_MAX counts as PLIM_QTY_MAX: the report is booked, and the outcome
/// names PLIM_B_IMPOSSIBLE_REPORT, without an alarm, where there is no other breach in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_venue_report {
    /// sizeof(plim_venue_report).
    pub struct_size: u32,
    /// A plim_exec_type.
    pub exec_type: u32,
    /// The child that it names, from plim_route or plim_child_from_text. One that the region does
    /// not know goes to suspense.
    pub child: plim_child_id,
    /// FIX 17 ExecID; 0 where it does not say. A trade, a bust, a correction and a restatement are
    /// known again by it; a restatement without one never makes an order smaller.
    pub exec_id: plim_exec_id,
    /// FIX 19 ExecRefID: the execution that a bust or a correction is about, or the correction of
    /// it that stands.
    pub exec_ref: plim_exec_id,
    /// FIX 32 LastQty, in units; counts for a trade, a bust and a correction only. A correction's
    /// is the whole new quantity; a bust's the quantity taken back, or 0 for all of it. A filled
    /// child that is busted lives again, unless `ord_status` or `leaves_qty` says that it has
    /// ended.
    pub last_qty: u64,
    /// FIX 31 LastPx, in ticks; counts for a trade and a correction only. 0 where it does not say.
    pub last_px: i64,
    /// FIX 14 CumQty, in units.
    pub cum_qty: u64,
    /// FIX 151 LeavesQty, in units.
    pub leaves_qty: u64,
    /// FIX 38 OrderQty, in units.
    pub order_qty: u64,
    /// A plim_ord_status.
    pub ord_status: u32,
    /// The number of the request that it answers, 1 to 65535; 0 where it does not say: then the
    /// oldest open one of its kind.
    pub request: u16,
    /// 1 if `cum_qty` is given. A cancel or expiry without it frees nothing.
    pub has_cum_qty: u8,
    /// 1 if `leaves_qty` is given.
    pub has_leaves_qty: u8,
    /// 1 if `order_qty` is given.
    pub has_order_qty: u8,
    /// 1 for a cancel or replace reject with 102=1: the venue knows no such order. It frees
    /// nothing.
    pub unknown_order: u8,
    /// 1 if the three hints are given: whose it probably is, should it go to suspense.
    pub has_hint: u8,
    /// 1 if `exec_ref` is given.
    pub has_exec_ref: u8,
    /// An account.
    pub hint_account: plim_account_id,
    /// An instrument.
    pub hint_instrument: plim_instrument_id,
    /// A plim_side.
    pub hint_side: u32,
    /// Zero.
    pub reserved: [u32; 4],
}

// SAFETY: numbers without padding, struct_size first.
unsafe impl Incoming for plim_venue_report {
    fn reserved_is_zero(&self) -> bool {
        self.reserved == [0; 4]
    }

    by_field!(
        struct_size,
        exec_type,
        child,
        exec_id,
        exec_ref,
        last_qty,
        last_px,
        cum_qty,
        leaves_qty,
        order_qty,
        ord_status,
        request,
        has_cum_qty,
        has_leaves_qty,
        has_order_qty,
        unknown_order,
        has_hint,
        has_exec_ref,
        hint_account,
        hint_instrument,
        hint_side,
        reserved
    );
}

impl plim_venue_report {
    /// What it says, for the core; `report` is written over. Not an answer by value: a copy of so large
    /// a one costs more than the rest.
    #[inline(always)]
    pub(crate) fn tell(&self, report: &mut Report) -> Result<(), plim_status> {
        let exec_type = ExecType::from_code(code(self.exec_type)?);
        report.child = ChildId::from_bits(self.child);
        report.exec_type = exec_type.ok_or(plim_status::PLIM_E_ENUM)?;
        report.exec_id = self.exec_id.into();
        let has_exec_ref = truth(u32::from(self.has_exec_ref))?;
        report.exec_ref = has_exec_ref.then(|| self.exec_ref.into());
        report.last_qty = Qty::saturating(self.last_qty);
        report.last_px = Price(self.last_px);
        report.cum_qty = claim(self.has_cum_qty, self.cum_qty)?;
        report.leaves_qty = claim(self.has_leaves_qty, self.leaves_qty)?;
        report.order_qty = claim(self.has_order_qty, self.order_qty)?;
        report.ord_status = match self.ord_status {
            0 => None,
            number => {
                let status = OrdStatus::from_code(code(number)?);
                Some(status.ok_or(plim_status::PLIM_E_ENUM)?)
            }
        };
        report.request = (self.request != 0).then_some(self.request);
        report.unknown_order = truth(u32::from(self.unknown_order))?;
        report.hint = self.hint()?;
        Ok(())
    }

    fn hint(&self) -> Result<Option<Hint>, plim_status> {
        if !truth(u32::from(self.has_hint))? {
            return Ok(None);
        }
        Ok(Some(Hint {
            account: AccountId(self.hint_account),
            instrument: InstrumentId(self.hint_instrument),
            side: side(self.hint_side)?,
        }))
    }

    /// Whether a quantity that counts is more than the core can hold.
    pub(crate) fn is_past_counting(&self) -> bool {
        let given = |has: u8, units: u64| if has == 0 { 0 } else { units };
        let all = self.last_qty
            | given(self.has_cum_qty, self.cum_qty)
            | given(self.has_leaves_qty, self.leaves_qty)
            | given(self.has_order_qty, self.order_qty);
        all & !Qty::MAX.get() != 0
    }
}

/// A quantity that the venue claims, where it claims one.
fn claim(has: u8, units: u64) -> Result<Option<Qty>, plim_status> {
    Ok(truth(u32::from(has))?.then_some(Qty::saturating(units)))
}

/// What a report did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_outcome {
    /// The child that it was booked on; 0 if it went to suspense, or was assigned to a parent.
    pub child: plim_child_id,
    /// That child's parent; 0 if it went to suspense.
    pub parent: plim_parent_id,
    /// What of its quantity was past the parent, in units.
    pub overfill: u64,
    /// The alarms that it raised: bit n for the plim_alarm n.
    pub raised: u32,
    /// What it broke: a person must look. PLIM_B_NONE in the ordinary way.
    pub breach: plim_breach,
    /// 1 if it had been heard before; then no quantity moved.
    pub duplicate: u8,
    /// 1 if the parent ended with it. Said once, and again if it was resumed.
    pub parent_done: u8,
    /// 1 if a cancel that was wanted was refused beside a replace: request it again.
    pub cancel_wanted: u8,
    /// Zero.
    pub reserved: [u8; 5],
}

impl plim_outcome {
    pub(crate) fn from_core(outcome: &Outcome, past_counting: bool) -> plim_outcome {
        let breach = match plim_breach::from(outcome.breach) {
            plim_breach::PLIM_B_NONE if past_counting => plim_breach::PLIM_B_IMPOSSIBLE_REPORT,
            breach => breach,
        };
        plim_outcome {
            child: outcome.child.map_or(0, ChildId::to_bits),
            parent: outcome.parent.map_or(0, ParentId::to_bits),
            overfill: outcome.overfill.get(),
            raised: outcome.raised.to_bits(),
            breach,
            duplicate: u8::from(outcome.duplicate),
            parent_done: u8::from(outcome.parent_done),
            cancel_wanted: u8::from(outcome.cancel_wanted),
            reserved: [0; 5],
        }
    }
}

/// Books what a venue says, in full and once, whatever the state of child, parent, switches and
/// alarms.
///
/// Look at the outcome's breach: the report was booked, and something is wrong.
///
/// @param lane    [in,out] from plim_lane_open; not NULL. Any lane may book a report on any child.
/// @param report  [in]     what the venue said; not NULL.
/// @param now     [in]     nanoseconds on the caller's steady clock; it never goes back.
/// @param outcome [out]    what it did; written only on PLIM_OK; not NULL.
/// @return PLIM_OK, also for a breach; PLIM_E_HANDLE_LOST, when it must be booked through another
///         lane; PLIM_E_ENUM for an exec_type or ord_status, and PLIM_E_BAD_SIDE for a hint, that
///         is none: nothing was booked, and the caller must translate FIX's word for it; or another
///         border status.
///
/// Thread: only the thread that holds `lane`. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_report(
    lane: *mut plim_lane,
    report: *const plim_venue_report,
    now: u64,
    outcome: *mut plim_outcome,
) -> plim_status {
    let book = |lane: &mut Lane<'static>| {
        // SAFETY: the caller's duty: `report` has struct_size readable bytes, `outcome` is writable.
        unsafe { book(report, outcome, |report| lane.report(report, Nanos(now))) }
    };
    // SAFETY: the caller's duty: `lane` is a lane handle's storage.
    unsafe { with(lane, book) }
}

/// Books what the caller points at by `how`, and writes down what it did.
///
/// # Safety
///
/// Where they are neither NULL nor misaligned, `report` must lead to as many readable bytes as its
/// struct_size says, and `outcome` to a writable place.
#[inline(always)]
pub(crate) unsafe fn book(
    report: *const plim_venue_report,
    outcome: *mut plim_outcome,
    how: impl FnOnce(&Report) -> Result<Outcome, Refusal>,
) -> Result<(), plim_status> {
    // SAFETY: the caller's duty is ours.
    let said = unsafe { incoming(report) }?;
    // SAFETY: as above.
    let out = unsafe { outgoing(outcome) }?;
    let mut report = Report::new(ChildId::from_bits(0), ExecType::New);
    said.tell(&mut report)?;
    let booked = how(&report)?;
    out.write(plim_outcome::from_core(&booked, said.is_past_counting()));
    Ok(())
}
