//! What stands above a parent: firm, account, position; and what it trades by: instrument and
//! strategy.
//!
//! ```text
//!   firm ── account ── position (account, instrument) ── parent ── child
//!   money    money      quantity, buy room and sell room
//! ```
//!
//! Admitting a parent takes its worst case from every level above it; what it leaves unused is
//! given back when it ends. A limit that nobody has set gives nothing out (law L8).
//!
//! Uses: `sync`, `units`, `id`, `refusal`, `headroom`, `tree`, `suspense`, `switch`. Used by: `region`, `lane`,
//! `gate`, `control`.

use crate::headroom::Headroom;
use crate::refusal::Refusal;
use crate::suspense::SuspenseTotals;
use crate::switch::Switch;
use crate::sync::{AcqRel, Acquire, AtomicU64, Relaxed, Release};
use crate::tree::{Keyed, Node};
use crate::units::{Nanos, Price, Qty};
#[cfg(not(loom))]
use zerocopy::{FromBytes, IntoBytes, KnownLayout};

/// How far a price may be from what is sane (SEC 15c3-5(c)(1)(ii); RTS 6 Art. 15(1)(a)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Collar {
    /// A parent's own limit price is the collar; one without a limit is refused.
    Limit,
    /// Around a reference price that must be fresh.
    Reference {
        /// How far a price may be worse than the reference, in ticks.
        band: u64,
        /// How old the reference may be, in nanoseconds.
        max_age: u64,
    },
}

impl Collar {
    /// The collar that the C border spells as two numbers: no band is the limit price alone.
    #[must_use]
    pub const fn from_parts(band: Option<u64>, max_age: u64) -> Collar {
        match band {
            Some(band) => Collar::Reference { band, max_age },
            None => Collar::Limit,
        }
    }
}

/// What is traded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InstrumentTerms {
    /// Every quantity is a multiple of this: 1 to [`Qty::MAX`] units.
    pub lot: u64,
    /// Money units that one tick of one unit is worth; at least 1.
    pub tick_value: u64,
    /// The most that one parent or child may ask for.
    pub max_order_qty: Qty,
    /// How far prices may go.
    pub collar: Collar,
}

/// What the firm's messages and executions may come to in a window of time (RTS 6 Art. 15(1)(d)
/// and (3); FIA 2024 §3.2). None may be left unset; [`u32::MAX`] says in so many words that there is
/// no bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Throttles {
    /// How long the window is, in nanoseconds: at least 16.
    pub window: u64,
    /// Units that all strategies together may send for each unit that comes in; at least 1.
    pub max_ratio: u32,
    /// Orders and replaces that one lane may send in a window; at least 1.
    pub orders: u32,
    /// Cancels that one lane may send in a window; at least 1. Nothing else uses them up.
    pub cancels: u32,
    /// Rejects by venues in a window at which an alarm is raised; at least 1.
    pub max_rejects: u32,
}

impl Throttles {
    /// No bounds: for programs that test something else.
    pub const WIDEST: Throttles = Throttles {
        window: 1_000_000_000,
        max_ratio: u32::MAX,
        orders: u32::MAX,
        cancels: u32::MAX,
        max_rejects: u32::MAX,
    };

    pub(crate) const fn is_valid(self) -> bool {
        self.window >= 16
            && self.max_ratio >= 1
            && self.orders >= 1
            && self.cancels >= 1
            && self.max_rejects >= 1
    }
}

/// [`Throttles`], as the region keeps them. Written by the control handle, each word alone: they do
/// not depend on each other. All 0 while unset.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C)]
pub(crate) struct ThrottleSlot {
    pub(crate) window: AtomicU64,
    pub(crate) max_ratio: AtomicU64,
    pub(crate) orders: AtomicU64,
    pub(crate) cancels: AtomicU64,
    pub(crate) max_rejects: AtomicU64,
    /// How often any bound on what is sent was changed, a strategy's too, or a clock; raised after it.
    pub(crate) version: AtomicU64,
    reserved: [AtomicU64; 2],
}

impl ThrottleSlot {
    pub(crate) fn set(&self, throttles: &Throttles) {
        self.window.store(throttles.window, Relaxed);
        self.max_ratio.store(u64::from(throttles.max_ratio), Relaxed);
        self.orders.store(u64::from(throttles.orders), Relaxed);
        self.cancels.store(u64::from(throttles.cancels), Relaxed);
        self.max_rejects.store(u64::from(throttles.max_rejects), Release);
        self.changed();
    }

    /// What lanes have found does not stand any more.
    pub(crate) fn changed(&self) {
        self.version.fetch_add(1, AcqRel);
    }

    /// `None` while unset.
    pub(crate) fn get(&self) -> Option<Throttles> {
        let throttles = Throttles {
            max_rejects: self.max_rejects.load(Acquire) as u32,
            window: self.window.load(Relaxed),
            max_ratio: self.max_ratio.load(Relaxed) as u32,
            orders: self.orders.load(Relaxed) as u32,
            cancels: self.cancels.load(Relaxed) as u32,
        };
        throttles.is_valid().then_some(throttles)
    }
}

/// What slices parents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StrategyTerms {
    /// Its number: one of [`crate::registry`], or the gateway's own from
    /// [`crate::registry::RESERVED`] up.
    pub code: u32,
    /// The generation of its meaning; at least 1.
    pub generation: u32,
    /// Parents of it that may be held for their fan-out before its switch is thrown; at least 1.
    pub max_held: u32,
    /// Units that it may send for each unit that comes in, over the sliding window of
    /// [`crate::Throttles`]; at least 1.
    pub max_ratio: u32,
    /// Executions on one side of one instrument, in one window, after which it is stopped there
    /// until a person enables it again (RTS 6 Art. 15(3), FIA 2024 §3.2); at least 1.
    pub max_repeats: u32,
}

/// How far a position may go (SEC 15c3-5(c)(1)(i)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PositionLimit {
    /// Units that may be owned.
    pub long: Qty,
    /// Units that may be owed.
    pub short: Qty,
}

/// How a position stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exposure {
    /// Units bought.
    pub bought: u64,
    /// Units sold.
    pub sold: u64,
    /// Units that may still be bought before any sale is counted; below zero, what is too much.
    pub buy_room: i64,
    /// Units that may still be sold before any purchase is counted; below zero, what is too much.
    pub sell_room: i64,
}

/// An account's place.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C, align(64))]
pub(crate) struct AccountSlot {
    pub(crate) switch: Switch,
    /// Money that its parents may still commit.
    pub(crate) headroom: Headroom,
    pub(crate) limit: AtomicU64,
    /// The root of the tree of its client ids, in the low half.
    pub(crate) clients: crate::sync::AtomicU32,
    pub(crate) unused: crate::sync::AtomicU32,
    reserved: [AtomicU64; 5],
}

/// An instrument's place. All but the reference price is written once.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C, align(64))]
pub(crate) struct InstrumentSlot {
    pub(crate) switch: Switch,
    lot: AtomicU64,
    tick_value: AtomicU64,
    max_order_qty: AtomicU64,
    /// 0 where the limit price is the collar, else the band and 1.
    band: AtomicU64,
    max_age: AtomicU64,
    /// The reference price, and the time of it and 1; 0 while there is none. Written by the control
    /// handle, price first.
    reference: AtomicU64,
    reference_at: AtomicU64,
    reserved: AtomicU64,
}

impl InstrumentSlot {
    pub(crate) fn define(&self, terms: &InstrumentTerms) {
        self.lot.store(terms.lot, Relaxed);
        self.tick_value.store(terms.tick_value, Relaxed);
        self.max_order_qty.store(terms.max_order_qty.get(), Relaxed);
        let (band, max_age) = match terms.collar {
            Collar::Limit => (0, 0),
            Collar::Reference { band, max_age } => (band.saturating_add(1), max_age),
        };
        self.band.store(band, Relaxed);
        self.max_age.store(max_age, Relaxed);
        self.reference_at.store(0, Relaxed);
    }

    /// Forgets the reference price: its time was another clock's.
    pub(crate) fn forget_reference(&self) {
        self.reference_at.store(0, Release);
    }

    pub(crate) fn terms(&self) -> InstrumentTerms {
        let band = self.band.load(Relaxed).checked_sub(1);
        InstrumentTerms {
            lot: self.lot.load(Relaxed),
            tick_value: self.tick_value.load(Relaxed),
            max_order_qty: Qty::saturating(self.max_order_qty.load(Relaxed)),
            collar: Collar::from_parts(band, self.max_age.load(Relaxed)),
        }
    }

    pub(crate) fn tick_value(&self) -> u64 {
        self.tick_value.load(Relaxed)
    }

    pub(crate) fn set_reference(&self, price: Price, now: Nanos) {
        self.reference_at.store(0, Relaxed);
        crate::sync::fence(Release);
        self.reference.store(price.0 as u64, Relaxed);
        self.reference_at.store(now.0.saturating_add(1), Release);
    }

    /// The fresh reference price; `None` where the limit price is the collar.
    fn reference(&self, now: Nanos) -> Result<Option<(Price, u64)>, Refusal> {
        let Some(band) = self.band.load(Relaxed).checked_sub(1) else { return Ok(None) };
        let at = self.reference_at.load(Acquire);
        let price = Price(self.reference.load(Relaxed) as i64);
        crate::sync::fence(Acquire);
        // A reference that is being replaced is none: the next call will find the new one.
        let Some(time) = at.checked_sub(1).filter(|_| self.reference_at.load(Relaxed) == at) else {
            return Err(Refusal::NoReferencePrice);
        };
        if now.0.saturating_sub(time) > self.max_age.load(Relaxed) {
            return Err(Refusal::StaleReferencePrice);
        }
        Ok(Some((price, band)))
    }

    /// Whether the quantity may be ordered at all.
    pub(crate) fn permits_qty(&self, qty: Qty) -> Result<(), Refusal> {
        if qty.is_zero() {
            return Err(Refusal::ZeroQuantity);
        }
        if qty.get() > self.max_order_qty.load(Relaxed) {
            return Err(Refusal::QuantityTooLarge);
        }
        let lot = self.lot.load(Relaxed);
        // Most lots are one unit, and a division is dear.
        if lot == 1 || qty.get().checked_rem(lot) == Some(0) {
            Ok(())
        } else {
            Err(Refusal::OffLot)
        }
    }

    /// Whether the price is inside the collar for a buyer or a seller.
    pub(crate) fn permits_price(&self, buy: bool, price: Price, now: Nanos) -> Result<(), Refusal> {
        let Some((reference, band)) = self.reference(now)? else { return Ok(()) };
        let worse = if buy {
            i128::from(price.0) - i128::from(reference.0)
        } else {
            i128::from(reference.0) - i128::from(price.0)
        };
        if worse > i128::from(band) { Err(Refusal::OutsideCollar) } else { Ok(()) }
    }

    /// The price, whatever its sign, at which a parent capped at `price` costs the most money: the
    /// cap itself, or the edge of the collar where that is dearer. Under [`Collar::Limit`] a
    /// seller's gains past its limit are not counted.
    pub(crate) fn dearest(&self, price: Price, now: Nanos) -> Result<u64, Refusal> {
        let cap = price.0.unsigned_abs();
        let Some((reference, band)) = self.reference(now)? else { return Ok(cap) };
        Ok(cap.max(reference.0.unsigned_abs().saturating_add(band)))
    }

    /// The worst price that a parent may trade at: its limit, or as far as the collar reaches.
    pub(crate) fn cap_price(
        &self,
        buy: bool,
        limit: Option<Price>,
        now: Nanos,
    ) -> Result<Price, Refusal> {
        if let Some(limit) = limit {
            self.permits_price(buy, limit, now)?;
            return Ok(limit);
        }
        let (reference, band) = self.reference(now)?.ok_or(Refusal::NoReferencePrice)?;
        let reference = i128::from(reference.0);
        let cap = if buy { reference + i128::from(band) } else { reference - i128::from(band) };
        i64::try_from(cap).map(Price).map_err(|_| Refusal::BadPrice)
    }
}

/// A strategy's place.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C, align(64))]
pub(crate) struct StrategySlot {
    pub(crate) switch: Switch,
    /// Code (high half) and generation.
    code: AtomicU64,
    pub(crate) max_held: AtomicU64,
    /// Parents that were held for their fan-out since the last reset; by `fetch_add`.
    pub(crate) held: AtomicU64,
    /// The ratio (high half) and the repeats.
    throttles: AtomicU64,
    /// Parents, and money, that the manifest in force leaves it; unset where it is not in it. Set by
    /// the control handle, taken from by every admission, never given back.
    pub(crate) session_parents: Headroom,
    pub(crate) session_money: Headroom,
    reserved: [AtomicU64; 2],
}

impl StrategySlot {
    pub(crate) fn define(&self, terms: &StrategyTerms) {
        self.code.store(u64::from(terms.code) << 32 | u64::from(terms.generation), Relaxed);
        self.max_held.store(u64::from(terms.max_held), Relaxed);
        let throttles = u64::from(terms.max_ratio) << 32 | u64::from(terms.max_repeats);
        self.throttles.store(throttles, Relaxed);
    }

    /// Takes no parent in any more: its code is a tombstone. No sender's generation is 0.
    pub(crate) fn retire(&self) {
        self.code.store(u64::from(self.code()) << 32, Relaxed);
    }

    /// No manifest allows it anything.
    pub(crate) fn end_session(&self) {
        self.session_parents.unset();
        self.session_money.unset();
    }

    pub(crate) fn is_retired(&self) -> bool {
        self.generation() == 0
    }

    pub(crate) fn code(&self) -> u32 {
        (self.code.load(Relaxed) >> 32) as u32
    }

    pub(crate) fn generation(&self) -> u32 {
        self.code.load(Relaxed) as u32
    }

    pub(crate) fn max_ratio(&self) -> u32 {
        (self.throttles.load(Relaxed) >> 32) as u32
    }

    pub(crate) fn max_repeats(&self) -> u32 {
        self.throttles.load(Relaxed) as u32
    }

    pub(crate) fn terms(&self) -> StrategyTerms {
        StrategyTerms {
            code: self.code(),
            generation: self.generation(),
            max_held: self.max_held.load(Relaxed) as u32,
            max_ratio: self.max_ratio(),
            max_repeats: self.max_repeats(),
        }
    }
}

/// A position's place: what an account may still buy and sell of an instrument.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C, align(64))]
pub(crate) struct PositionSlot {
    /// Key: account and instrument.
    pub(crate) node: Node,
    /// Long limit less bought less what open buyers may still buy.
    pub(crate) buy_room: Headroom,
    /// Short limit less sold less what open sellers may still sell.
    pub(crate) sell_room: Headroom,
    pub(crate) long: AtomicU64,
    pub(crate) short: AtomicU64,

    /// What came to suspense of it, and the limit on it.
    pub(crate) suspended: SuspenseTotals,
    reserved: [AtomicU64; 2],
}

impl Keyed for PositionSlot {
    fn node(&self) -> &Node {
        &self.node
    }
}

impl PositionSlot {
    pub(crate) const fn key(account: u32, instrument: u32) -> u128 {
        (account as u128) << 32 | instrument as u128
    }

    pub(crate) fn room(&self, buy: bool) -> &Headroom {
        if buy { &self.buy_room } else { &self.sell_room }
    }
}

/// What one lane has booked in one position. One writer, so no lock prefix; a reader adds up all
/// lanes.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C, align(64))]
pub(crate) struct Tally {
    pub(crate) bought: AtomicU64,
    pub(crate) sold: AtomicU64,
    /// The same of parents that were retired: what `recover` cannot add up from records any more.
    pub(crate) retired_bought: AtomicU64,
    pub(crate) retired_sold: AtomicU64,
    /// Money that retired parents have used up.
    pub(crate) retired_money: AtomicU64,
    reserved: [AtomicU64; 3],
}

impl Tally {
    pub(crate) fn executed(&self, buy: bool) -> &AtomicU64 {
        if buy { &self.bought } else { &self.sold }
    }

    pub(crate) fn retired(&self, buy: bool) -> &AtomicU64 {
        if buy { &self.retired_bought } else { &self.retired_sold }
    }
}

/// Adds to a word that only this thread writes. Release: who reads it sees what was done before.
pub(crate) fn add_own(word: &AtomicU64, n: u64) {
    word.store(word.load(Relaxed).wrapping_add(n), Release);
}

const _: () = assert!(cfg!(loom) || size_of::<AccountSlot>() == 192);
const _: () = assert!(cfg!(loom) || size_of::<InstrumentSlot>() == 192);
const _: () = assert!(cfg!(loom) || size_of::<StrategySlot>() == 192);
const _: () = assert!(cfg!(loom) || size_of::<PositionSlot>() == 128);
const _: () = assert!(cfg!(loom) || size_of::<Tally>() == 64);
