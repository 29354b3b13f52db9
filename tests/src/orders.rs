//! Plain orders: what a test means by 'a parent' and 'a child' when nothing else matters.
//!
//! Law: they are accepted in every world of `world` that has room for them.
//!
//! Uses: `plimsoll`, `world`. Used by: the tests in `tests/`.

use crate::world::{GENERATION, strategy};
use plimsoll::{
    AccountId, ChildId, ClientId, ExecId, ExecType, FanOut, InstrumentId, NewChild, NewParent,
    ParentId, Parties, Price, Qty, Report, Side, TimeInForce, VenueId,
};

/// The price of every plain order, in ticks.
pub const PRICE: Price = Price(100);

/// The quantity `units`; the largest where that is more.
#[must_use]
pub fn qty(units: u64) -> Qty {
    Qty::saturating(units)
}

/// A parent that buys `units`, under the client id `client`, with all the fan-out there can be.
#[must_use]
pub fn parent(client: u128, units: u64) -> NewParent {
    NewParent {
        account: AccountId(0),
        instrument: InstrumentId(0),
        client_id: ClientId(client),
        side: Side::Buy,
        qty: qty(units),
        price: Some(PRICE),
        strategy: strategy(0),
        generation: GENERATION,
        fan_out: FanOut::WIDEST,
        expire_time: None,
        lease: None,
        parties: Parties::NONE,
        flags: 0,
    }
}

/// A child of `parent` over `units`.
#[must_use]
pub fn child(parent: ParentId, units: u64) -> NewChild {
    NewChild {
        parent,
        venue: VenueId(0),
        qty: qty(units),
        price: PRICE,
        time_in_force: TimeInForce::Day,
    }
}

/// The execution `exec` of `child` over `units`.
#[must_use]
pub fn trade(child: ChildId, exec: u128, units: u64) -> Report {
    Report::trade(child, ExecId(exec), qty(units), PRICE)
}

/// A report of the kind, with the venue's CumQty.
#[must_use]
pub fn ended(child: ChildId, exec_type: ExecType, cum: u64) -> Report {
    Report { cum_qty: Some(qty(cum)), ..Report::new(child, exec_type) }
}
