//! Parents: admitting, amending, refreshing, cancelling, holding and retiring them; ticks.
//!
//! Uses: `border`, `handle`, `id`, `lane`, `status`. Used by: C programs.

use crate::border::{Incoming, code, incoming, money, optional, outgoing, quantity};
use crate::handle::plim_lane;
use crate::id::{
    plim_account_id, plim_client_id, plim_instrument_id, plim_parent_id, plim_party_id,
    plim_strategy_id,
};
use crate::lane::with;
use crate::status::plim_status;
use plimsoll::{
    AccountId, FanOut, InstrumentId, Lane, Nanos, NewParent, ParentId, Parties, PartyId, Price,
    Side, StrategyId,
};

/// Which way a parent trades (FIX 54).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum plim_side {
    /// Buys.
    PLIM_SIDE_BUY = 1,
    /// Sells what is owned.
    PLIM_SIDE_SELL = 2,
    /// Sells what is borrowed.
    PLIM_SIDE_SELL_SHORT = 5,
}

impl From<Side> for plim_side {
    fn from(side: Side) -> plim_side {
        match side {
            Side::Buy => plim_side::PLIM_SIDE_BUY,
            Side::Sell => plim_side::PLIM_SIDE_SELL,
            Side::SellShort => plim_side::PLIM_SIDE_SELL_SHORT,
        }
    }
}

/// The side that a number names.
pub(crate) fn side(number: u32) -> Result<Side, plim_status> {
    let side = code(number).ok().and_then(Side::from_code);
    side.ok_or(plim_status::PLIM_E_BAD_SIDE)
}

/// Who stands behind a parent: each with a switch of its own, PLIM_SCOPE_PARTY. An id is zero where
/// its has_ field is 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C)]
pub struct plim_parties {
    /// 1 if `client` says whose order it is, else 0.
    pub has_client: u32,
    /// A party with PLIM_PARTY_CLIENT.
    pub client: plim_party_id,
    /// 1 if `trader` says who decided, else 0.
    pub has_trader: u32,
    /// A party with PLIM_PARTY_TRADER.
    pub trader: plim_party_id,
    /// 1 if `desk` says which desk works it, else 0.
    pub has_desk: u32,
    /// A party with PLIM_PARTY_DESK.
    pub desk: plim_party_id,
}

impl plim_parties {
    fn to_core(self) -> Result<Parties, plim_status> {
        Ok(Parties {
            client: optional(self.has_client, self.client)?.map(PartyId),
            trader: optional(self.has_trader, self.trader)?.map(PartyId),
            desk: optional(self.has_desk, self.desk)?.map(PartyId),
        })
    }

    pub(crate) fn from_core(parties: Parties) -> plim_parties {
        let words = |id: Option<PartyId>| (u32::from(id.is_some()), id.map_or(0, |id| id.0));
        let (has_client, client) = words(parties.client);
        let (has_trader, trader) = words(parties.trader);
        let (has_desk, desk) = words(parties.desk);
        plim_parties { has_client, client, has_trader, trader, has_desk, desk }
    }
}

/// A parent that is to be admitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_new_parent {
    /// sizeof(plim_new_parent).
    pub struct_size: u32,
    /// Whose order it is.
    pub account: plim_account_id,
    /// What it trades.
    pub instrument: plim_instrument_id,
    /// Which strategy works it.
    pub strategy: plim_strategy_id,
    /// The strategy's generation that the sender means; another one is refused.
    pub generation: u32,
    /// A plim_side.
    pub side: u32,
    /// 1 if `price` is its limit; 0 if it has none, and then the instrument's collar bounds it.
    pub has_price: u32,
    /// The most children it may ever have: 1 to 1048575.
    pub max_children: u32,
    /// The account's own name for it; one that the account used before is refused.
    pub client_id: plim_client_id,
    /// FIX 38 OrderQty, in units: 1 to PLIM_QTY_MAX, whole lots.
    pub qty: u64,
    /// FIX 44 Price, in ticks; 0 where has_price is 0.
    pub price: i64,
    /// The most quantity it may ever send, replaced and cancelled included, in units: 1 to 2^44 -
    /// 1.
    pub max_sent: u64,
    /// Routes refused past its headroom or its fan-out before it is held: at least 1.
    pub max_refused: u32,
    /// Zero.
    pub reserved: u32,
    /// FIX 126 ExpireTime, in nanoseconds on the caller's clock: from then on nothing is routed for
    /// it; 0 for never.
    pub expire_time: u64,
    /// For how many nanoseconds upstream vouches for it at a time: plim_refresh moves the end on; 0
    /// for as long as it lives.
    pub lease_ns: u64,
    /// The most money it may ever send, each child counted at the dearest price that it may have,
    /// in money units: 1 to PLIM_NOTIONAL_MAX, which leaves it to max_sent.
    pub max_notional: u64,
    /// The order flags that upstream has set, one bit a code of the registry; one that is not known
    /// here is refused.
    pub flags: u64,
    /// Who stands behind it.
    pub parties: plim_parties,
}

// SAFETY: numbers without padding, struct_size first.
unsafe impl Incoming for plim_new_parent {
    fn reserved_is_zero(&self) -> bool {
        self.reserved == 0
    }
}

impl plim_new_parent {
    fn to_core(self) -> Result<NewParent, plim_status> {
        Ok(NewParent {
            account: AccountId(self.account),
            instrument: InstrumentId(self.instrument),
            client_id: self.client_id.into(),
            side: side(self.side)?,
            qty: quantity(self.qty)?,
            price: optional(self.has_price, self.price)?.map(Price),
            strategy: StrategyId(self.strategy),
            generation: self.generation,
            fan_out: FanOut {
                max_children: self.max_children,
                max_sent: self.max_sent,
                max_refused: self.max_refused,
                max_notional: money(self.max_notional)?,
            },
            expire_time: (self.expire_time > 0).then_some(Nanos(self.expire_time)),
            lease: (self.lease_ns > 0).then_some(self.lease_ns),
            parties: self.parties.to_core()?,
            flags: self.flags,
        })
    }
}

/// Admits a parent, or refuses it: takes its worst case from the limits of its account, its
/// position and the firm.
///
/// @param lane   [in,out] from plim_lane_open; not NULL.
/// @param terms  [in]     the parent's terms; not NULL.
/// @param now    [in]     nanoseconds on the caller's steady clock; it never goes back.
/// @param parent [out]    the parent's id; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; or, with nothing changed, the first refusal that applies: see plim_status.
///
/// Thread: only the thread that holds `lane`. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_admit(
    lane: *mut plim_lane,
    terms: *const plim_new_parent,
    now: u64,
    parent: *mut plim_parent_id,
) -> plim_status {
    let admit = |lane: &mut Lane<'static>| {
        // SAFETY: the caller's duty: `terms` has struct_size readable bytes.
        let terms = unsafe { incoming(terms) }?.to_core()?;
        // SAFETY: the caller's duty: `parent` is writable.
        let out = unsafe { outgoing(parent) }?;
        out.write(lane.admit(&terms, Nanos(now))?.to_bits());
        Ok(())
    };
    // SAFETY: the caller's duty: `lane` is a lane handle's storage.
    unsafe { with(lane, admit) }
}

/// Changes a parent's quantity, up or down; down only as far as nothing is reserved. Below what is
/// executed it ends at what is executed, and the parent is done.
///
/// @param lane   [in,out] from plim_lane_open; not NULL. Any lane may amend any parent.
/// @param parent [in]     from plim_admit.
/// @param qty    [in]     the new OrderQty, in units: 1 to PLIM_QTY_MAX, whole lots.
/// @param now    [in]     nanoseconds on the caller's steady clock; it never goes back.
/// @return PLIM_OK; or, with nothing changed, the first refusal that applies: see plim_status.
///
/// Thread: only the thread that holds `lane`. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_amend(
    lane: *mut plim_lane,
    parent: plim_parent_id,
    qty: u64,
    now: u64,
) -> plim_status {
    let amend = |lane: &mut Lane<'static>| {
        Ok(lane.amend(ParentId::from_bits(parent), quantity(qty)?, Nanos(now))?)
    };
    // SAFETY: the caller's duty: `lane` is a lane handle's storage.
    unsafe { with(lane, amend) }
}

/// Says that upstream still vouches for a parent: its lease runs from `now` on. One that had run
/// out may be refreshed again, and routing goes on.
///
/// @param lane   [in,out] from plim_lane_open; not NULL. Any lane may refresh any parent.
/// @param parent [in]     from plim_admit, with a lease_ns.
/// @param now    [in]     nanoseconds on the caller's steady clock; it never goes back.
/// @return PLIM_OK; PLIM_E_NOTHING_TO_CHANGE, if it has no lease; or the first refusal that
///         applies: see plim_status.
///
/// Thread: only the thread that holds `lane`. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_refresh(
    lane: *mut plim_lane,
    parent: plim_parent_id,
    now: u64,
) -> plim_status {
    let refresh =
        |lane: &mut Lane<'static>| Ok(lane.refresh(ParentId::from_bits(parent), Nanos(now))?);
    // SAFETY: the caller's duty: `lane` is a lane handle's storage.
    unsafe { with(lane, refresh) }
}

/// What a tick has done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_ticked {
    /// Places of parents that it looked at: at most 64.
    pub looked: u32,
    /// Parents that it closed because their expire time has come.
    pub lapsed: u32,
    /// Children whose cooling quantity it gave back to their parents.
    pub cooled: u32,
    /// Zero.
    pub reserved: u32,
}

/// Carries out what has become due by time, a little of it at each call: looks at the next 64
/// parents, and closes those whose expire time has come, as plim_cancel_parent does; and at 16 of
/// the children that are cooling since this lane heard of their ends, and gives what they hold back
/// to their parents once its time has come. Call it often, on every lane. Each close is an event,
/// PLIM_EVENT_LAPSED; the children are the caller's to cancel.
///
/// @param lane   [in,out] from plim_lane_open; not NULL.
/// @param now    [in]     nanoseconds on the caller's steady clock; it never goes back.
/// @param ticked [out]    what was done; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; or, with nothing changed, the first refusal that applies: see plim_status.
///
/// Thread: only the thread that holds `lane`. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_tick(
    lane: *mut plim_lane,
    now: u64,
    ticked: *mut plim_ticked,
) -> plim_status {
    // SAFETY: the caller's duty: `ticked` is writable.
    let out = unsafe { outgoing(ticked) };
    let tick = |lane: &mut Lane<'static>| {
        let out = out?;
        let done = lane.tick(Nanos(now))?;
        out.write(plim_ticked {
            looked: done.looked,
            lapsed: done.lapsed,
            cooled: done.cooled,
            reserved: 0,
        });
        Ok(())
    };
    // SAFETY: the caller's duty: `lane` is a lane handle's storage.
    unsafe { with(lane, tick) }
}

/// Closes a parent: nothing is routed for it any more. Its children live on until the caller has
/// cancelled them: walk them with plim_children_open.
///
/// @param lane   [in,out] from plim_lane_open; not NULL. Any lane may cancel any parent.
/// @param parent [in]     from plim_admit.
/// @param now    [in]     nanoseconds on the caller's steady clock; it never goes back.
/// @return PLIM_OK; or, with nothing changed, the first refusal that applies: see plim_status.
///
/// Thread: only the thread that holds `lane`. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_cancel_parent(
    lane: *mut plim_lane,
    parent: plim_parent_id,
    now: u64,
) -> plim_status {
    let cancel =
        |lane: &mut Lane<'static>| Ok(lane.cancel_parent(ParentId::from_bits(parent), Nanos(now))?);
    // SAFETY: the caller's duty: `lane` is a lane handle's storage.
    unsafe { with(lane, cancel) }
}

/// Holds a parent: nothing is routed for it until a person releases it by
/// plim_control_release.
///
/// @param lane   [in,out] from plim_lane_open; not NULL. Any lane may hold any parent.
/// @param parent [in]     from plim_admit.
/// @param now    [in]     nanoseconds on the caller's steady clock; it never goes back.
/// @return PLIM_OK; or, with nothing changed, the first refusal that applies: see plim_status.
///
/// Thread: only the thread that holds `lane`. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_hold(
    lane: *mut plim_lane,
    parent: plim_parent_id,
    now: u64,
) -> plim_status {
    let hold = |lane: &mut Lane<'static>| Ok(lane.hold(ParentId::from_bits(parent), Nanos(now))?);
    // SAFETY: the caller's duty: `lane` is a lane handle's storage.
    unsafe { with(lane, hold) }
}

/// Gives the places of a parent that has ended, and of its children and executions, back. Their ids
/// name nothing from here on, and nothing else ever.
///
/// @param lane   [in,out] from plim_lane_open; not NULL. Any lane may retire any parent.
/// @param parent [in]     from plim_admit.
/// @param now    [in]     nanoseconds on the caller's steady clock; it never goes back.
/// @return PLIM_OK; PLIM_E_NOT_ENDED, if it has not, or a child is alive or reserves quantity, or
///         something of a child is inferred whose end was not stated, unless its venue tells sums
///         only; or the first refusal that applies: see plim_status.
///
/// Thread: only the thread that holds `lane`. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_retire(
    lane: *mut plim_lane,
    parent: plim_parent_id,
    now: u64,
) -> plim_status {
    let retire =
        |lane: &mut Lane<'static>| Ok(lane.retire(ParentId::from_bits(parent), Nanos(now))?);
    // SAFETY: the caller's duty: `lane` is a lane handle's storage.
    unsafe { with(lane, retire) }
}
