//! What a person defines before trading: instruments, strategies, limits.
//!
//! Uses: `border`, `status`. Used by: `control`.

use crate::border::{Incoming, quantity};
use crate::status::plim_status;
use plimsoll::{Collar, InstrumentTerms, PositionLimit, StrategyTerms};

/// What bounds the price of an instrument's parents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum plim_collar {
    /// A parent's own limit price; a parent without one is refused.
    PLIM_COLLAR_LIMIT = 0,
    /// A band around the reference price, which plim_control_set_reference_price must keep fresh.
    PLIM_COLLAR_REFERENCE = 1,
}

/// An instrument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_instrument_terms {
    /// sizeof(plim_instrument_terms).
    pub struct_size: u32,
    /// A plim_collar.
    pub collar: u32,
    /// Units in a lot: at least 1. Every quantity of a command is a multiple of it.
    pub lot: u64,
    /// Money units that one unit at one tick is worth: at least 1.
    pub tick_value: u64,
    /// The most that one order, parent or child, may be, in units: 1 to PLIM_QTY_MAX.
    pub max_order_qty: u64,
    /// How far from the reference price a price may lie, in ticks; 0 for PLIM_COLLAR_LIMIT.
    pub band: u64,
    /// How old a reference price may be, in nanoseconds; 0 for PLIM_COLLAR_LIMIT.
    pub max_age: u64,
    /// Zero.
    pub reserved: [u64; 2],
}

// SAFETY: numbers without padding, struct_size first.
unsafe impl Incoming for plim_instrument_terms {
    fn reserved_is_zero(&self) -> bool {
        self.reserved == [0; 2]
    }
}

impl plim_instrument_terms {
    pub(crate) fn to_core(self) -> Result<InstrumentTerms, plim_status> {
        let collar = match self.collar {
            0 if self.band == 0 && self.max_age == 0 => Collar::Limit,
            0 => return Err(plim_status::PLIM_E_RESERVED),
            1 => Collar::Reference { band: self.band, max_age: self.max_age },
            _ => return Err(plim_status::PLIM_E_ENUM),
        };
        Ok(InstrumentTerms {
            lot: self.lot,
            tick_value: self.tick_value,
            max_order_qty: quantity(self.max_order_qty)?,
            collar,
        })
    }
}

/// A strategy: what makes parents. Codes below 1000 are the library's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_strategy_terms {
    /// sizeof(plim_strategy_terms).
    pub struct_size: u32,
    /// Its number, never used for another: 1 manual, 2 sweep, 3 TWAP, 4 VWAP, 1000 upwards your
    /// own.
    pub code: u32,
    /// How often its meaning has changed: at least 1. A parent that names another is refused.
    pub generation: u32,
    /// How many of its parents may be held by the core before its own switch is thrown: at least 1.
    pub max_held: u32,
    /// Zero.
    pub reserved: [u32; 4],
}

// SAFETY: numbers without padding, struct_size first.
unsafe impl Incoming for plim_strategy_terms {
    fn reserved_is_zero(&self) -> bool {
        self.reserved == [0; 4]
    }
}

impl plim_strategy_terms {
    pub(crate) fn to_core(self) -> StrategyTerms {
        StrategyTerms { code: self.code, generation: self.generation, max_held: self.max_held }
    }
}

/// How far an account may go in an instrument, executed and admitted together, either way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_position_limit {
    /// sizeof(plim_position_limit).
    pub struct_size: u32,
    /// Zero.
    pub reserved_word: u32,
    /// Net units bought, 0 to PLIM_QTY_MAX.
    pub long_qty: u64,
    /// Net units sold, 0 to PLIM_QTY_MAX.
    pub short_qty: u64,
    /// Zero.
    pub reserved: [u64; 2],
}

// SAFETY: numbers without padding, struct_size first.
unsafe impl Incoming for plim_position_limit {
    fn reserved_is_zero(&self) -> bool {
        self.reserved_word == 0 && self.reserved == [0; 2]
    }
}

impl plim_position_limit {
    pub(crate) fn to_core(self) -> Result<PositionLimit, plim_status> {
        Ok(PositionLimit { long: quantity(self.long_qty)?, short: quantity(self.short_qty)? })
    }
}
