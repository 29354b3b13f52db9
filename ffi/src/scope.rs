//! What can be stopped: the scopes, as two numbers.
//!
//! Uses: `status`. Used by: `stop`, `level`, `control`.

use crate::status::plim_status;
use plimsoll::{AccountId, InstrumentId, ParentId, PartyId, Scope, StrategyId, VenueId};

/// What a kill halts, or a restriction restricts.
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
    /// Every parent that carries a client, a trader or a desk; the scope_id is a plim_party_id.
    PLIM_SCOPE_PARTY = 7,
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
        7 => index(E::PLIM_E_UNKNOWN_PARTY).map(|id| Scope::Party(PartyId(id))),
        _ => Err(E::PLIM_E_ENUM),
    }
}

/// The kind and the number of a scope.
pub(crate) fn scope_words(scope: Scope) -> (u32, u64) {
    match scope {
        Scope::Firm => (0, 0),
        Scope::Account(id) => (1, u64::from(id.0)),
        Scope::Instrument(id) => (2, u64::from(id.0)),
        Scope::Venue(id) => (3, u64::from(id.0)),
        Scope::Strategy(id) => (4, u64::from(id.0)),
        Scope::Lane(index) => (5, u64::from(index)),
        Scope::Parent(id) => (6, id.to_bits()),
        Scope::Party(id) => (7, u64::from(id.0)),
    }
}
