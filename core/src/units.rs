//! Quantities, prices, money, time and sides: numbers that cannot be confused with one another.
//!
//! Law: a [`Qty`] is never above [`Qty::MAX`], and a [`Notional`] never above [`Notional::MAX`], so
//! every sum and product that the core forms from them has room.
//!
//! Uses: nothing. Used by: every room.

/// A quantity in units of the instrument (FIX 38 OrderQty, 32 LastQty …): 0 to 2^42 − 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Qty(u64);

impl Qty {
    /// Nothing.
    pub const ZERO: Qty = Qty(0);
    /// The bits of the largest quantity.
    pub(crate) const BITS: u32 = 42;
    /// The largest quantity: 2^42 − 1, about 4.4 million million units.
    pub const MAX: Qty = Qty((1 << 42) - 1);

    /// The quantity `units`, or `None` above [`Qty::MAX`].
    #[must_use]
    pub const fn new(units: u64) -> Option<Qty> {
        if units <= Qty::MAX.0 { Some(Qty(units)) } else { None }
    }

    /// The quantity `units`, or [`Qty::MAX`] where that is less.
    #[must_use]
    pub const fn saturating(units: u64) -> Qty {
        if units <= Qty::MAX.0 { Qty(units) } else { Qty::MAX }
    }

    /// The number of units.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }

    /// Whether this is nothing.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The sum, or `None` above [`Qty::MAX`].
    #[must_use]
    pub const fn checked_add(self, other: Qty) -> Option<Qty> {
        Qty::new(self.0 + other.0)
    }

    /// The difference, or nothing where `other` is more.
    #[must_use]
    pub const fn saturating_sub(self, other: Qty) -> Qty {
        Qty(self.0.saturating_sub(other.0))
    }

    /// The lesser of the two.
    #[must_use]
    pub const fn min(self, other: Qty) -> Qty {
        if self.0 <= other.0 { self } else { other }
    }

    /// The greater of the two.
    #[must_use]
    pub const fn max(self, other: Qty) -> Qty {
        if self.0 >= other.0 { self } else { other }
    }
}

/// A price in whole ticks of the instrument (FIX 44 Price, 31 LastPx). May be negative: spreads
/// trade below zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Price(pub i64);

/// Money in the smallest unit the operator accounts in, the same for a whole region: 0 to 2^60 − 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Notional(u64);

impl Notional {
    /// No money.
    pub const ZERO: Notional = Notional(0);
    /// The largest amount: 2^60 − 1.
    pub const MAX: Notional = Notional((1 << 60) - 1);

    /// The amount `money`, or `None` above [`Notional::MAX`].
    #[must_use]
    pub const fn new(money: u64) -> Option<Notional> {
        if money <= Notional::MAX.0 { Some(Notional(money)) } else { None }
    }

    /// `qty` units, each worth `unit`; `None` above [`Notional::MAX`].
    #[must_use]
    pub const fn of(qty: Qty, unit: u64) -> Option<Notional> {
        match qty.0.checked_mul(unit) {
            Some(money) => Notional::new(money),
            None => None,
        }
    }

    /// The amount in money units.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }
}

/// Nanoseconds on the caller's own steady clock. The core never reads a clock (law L11).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Nanos(pub u64);

/// Which way a parent trades (FIX 54).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Side {
    /// Buys.
    Buy = 1,
    /// Sells what is owned.
    Sell = 2,
    /// Sells what is borrowed.
    SellShort = 5,
}

impl Side {
    /// The side with FIX's number `code`: 1, 2 or 5.
    #[must_use]
    pub const fn from_code(code: u8) -> Option<Side> {
        match code {
            1 => Some(Side::Buy),
            2 => Some(Side::Sell),
            5 => Some(Side::SellShort),
            _ => None,
        }
    }

    /// Whether it adds to the position.
    #[must_use]
    pub const fn is_buy(self) -> bool {
        matches!(self, Side::Buy)
    }

    /// Whether `price` is worse for this side than `limit`: higher for a buyer, lower for a seller.
    #[must_use]
    pub const fn is_beyond(self, price: Price, limit: Price) -> bool {
        is_beyond(self.is_buy(), price, limit)
    }
}

/// Whether `price` is worse than `limit` for whoever buys, or else sells.
pub(crate) const fn is_beyond(buy: bool, price: Price, limit: Price) -> bool {
    if buy { price.0 > limit.0 } else { price.0 < limit.0 }
}

/// How long a child may rest at its venue (FIX 59).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum TimeInForce {
    /// Until the end of the session.
    #[default]
    Day = 0,
    /// Until it is cancelled, over as many sessions as it takes.
    GoodTillCancel = 1,
    /// What does not trade at once is cancelled.
    ImmediateOrCancel = 3,
    /// All at once, or nothing.
    FillOrKill = 4,
    /// Until a date, over as many sessions as it takes.
    GoodTillDate = 6,
}

impl TimeInForce {
    /// The value with FIX's number `code`: 0, 1, 3, 4 or 6.
    #[must_use]
    pub const fn from_code(code: u8) -> Option<TimeInForce> {
        match code {
            0 => Some(TimeInForce::Day),
            1 => Some(TimeInForce::GoodTillCancel),
            3 => Some(TimeInForce::ImmediateOrCancel),
            4 => Some(TimeInForce::FillOrKill),
            6 => Some(TimeInForce::GoodTillDate),
            _ => None,
        }
    }

    /// Whether the order lives past the session that it was sent in.
    #[must_use]
    pub const fn outlives_session(self) -> bool {
        matches!(self, TimeInForce::GoodTillCancel | TimeInForce::GoodTillDate)
    }
}
