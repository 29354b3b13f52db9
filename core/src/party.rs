//! Parties that a parent carries: the desk that works it, the trader who decided, the client whose
//! order it is; each with a switch of its own.
//!
//! The roles are those of FIX 452 PartyRole, with its numbers.
//!
//! Uses: `sync`, `id`, `switch`. Used by: `region`, `gate`, `desk`, `control`.

use crate::id::PartyId;
use crate::switch::Switch;
use crate::sync::{AtomicU64, Relaxed};
#[cfg(not(loom))]
use zerocopy::{FromBytes, IntoBytes, KnownLayout};

/// What a party is to a parent (FIX 452 PartyRole).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum PartyRole {
    /// Client ID.
    Client = 3,
    /// Order origination trader.
    Trader = 11,
    /// Desk ID (FIX 5.0 SP2).
    Desk = 76,
}

impl PartyRole {
    /// The role with this number.
    #[must_use]
    pub const fn from_code(code: u8) -> Option<PartyRole> {
        match code {
            3 => Some(PartyRole::Client),
            11 => Some(PartyRole::Trader),
            76 => Some(PartyRole::Desk),
            _ => None,
        }
    }

    /// The word for it, as the operator's program prints it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            PartyRole::Client => "client",
            PartyRole::Trader => "trader",
            PartyRole::Desk => "desk",
        }
    }
}

/// The parties that a parent carries, each of its own role.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parties {
    /// Whose order it is.
    pub client: Option<PartyId>,
    /// Who decided.
    pub trader: Option<PartyId>,
    /// Which desk works it.
    pub desk: Option<PartyId>,
}

impl Parties {
    /// None of them.
    pub const NONE: Parties = Parties { client: None, trader: None, desk: None };

    /// Each that is there, with its role.
    pub fn iter(self) -> impl Iterator<Item = (PartyRole, PartyId)> {
        let client = self.client.map(|id| (PartyRole::Client, id));
        let trader = self.trader.map(|id| (PartyRole::Trader, id));
        let desk = self.desk.map(|id| (PartyRole::Desk, id));
        [client, trader, desk].into_iter().flatten()
    }

    /// As one word: 16 bits each, place and 1.
    pub(crate) fn to_word(self) -> u64 {
        let place =
            |id: Option<PartyId>| id.map_or(0, |id| u64::from(id.0).wrapping_add(1) & 0xFFFF);
        place(self.client) | place(self.trader) << 16 | place(self.desk) << 32
    }

    pub(crate) const fn from_word(word: u64) -> Parties {
        const fn id(place: u64) -> Option<PartyId> {
            match ((place & 0xFFFF) as u32).checked_sub(1) {
                Some(place) => Some(PartyId(place)),
                None => None,
            }
        }
        Parties { client: id(word), trader: id(word >> 16), desk: id(word >> 32) }
    }
}

/// A party's place. Written once, but for its switch.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C, align(64))]
pub(crate) struct PartySlot {
    pub(crate) switch: Switch,
    role: AtomicU64,
    key: AtomicU64,
    reserved: [AtomicU64; 6],
}

impl PartySlot {
    pub(crate) fn define(&self, role: PartyRole, key: u64) {
        self.role.store(role as u64, Relaxed);
        self.key.store(key, Relaxed);
    }

    pub(crate) fn role(&self) -> Option<PartyRole> {
        PartyRole::from_code(self.role.load(Relaxed) as u8)
    }

    pub(crate) fn key(&self) -> u64 {
        self.key.load(Relaxed)
    }
}

const _: () = assert!(cfg!(loom) || size_of::<PartySlot>() == 192);
