//! What a person defines before trading: instruments, strategies, limits.
//!
//! Uses: `border`, `status`. Used by: `control`.

use crate::border::{Incoming, quantity};
use crate::status::plim_status;
use plimsoll::{
    Collar, CumQtyMeans, InstrumentTerms, LastQtyMeans, PositionLimit, ReplaceIs, ReplaceMeans,
    StrategyTerms, Throttles, VenueTerms,
};

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

/// What the OrderQty of a replace request means at a venue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum plim_replace_means {
    /// Nobody has said: the core reserves for the worse reading.
    PLIM_REPLACE_MEANS_UNSAID = 0,
    /// The order's new total, what is executed included: as FIX has it.
    PLIM_REPLACE_MEANS_TOTAL = 1,
    /// What is still to be executed, beside what was.
    PLIM_REPLACE_MEANS_REMAINING = 2,
}

/// What a venue does with a replace request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum plim_replace_is {
    /// Nobody has said: the core reserves for the worse reading.
    PLIM_REPLACE_IS_UNSAID = 0,
    /// One step: the order is never two.
    PLIM_REPLACE_IS_ATOMIC = 1,
    /// A cancel, then a new order: for a while both may be executed.
    PLIM_REPLACE_IS_CANCEL_NEW = 2,
}

/// What CumQty counts at a venue after a replace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum plim_cum_qty_means {
    /// Nobody has said: the core reserves for the worse reading.
    PLIM_CUM_QTY_MEANS_UNSAID = 0,
    /// Everything since the first order of the chain: as FIX has it.
    PLIM_CUM_QTY_MEANS_CARRIED_OVER = 1,
    /// What was executed since the last replace.
    PLIM_CUM_QTY_MEANS_RESTARTS = 2,
}

/// What the LastQty of a trade says at a venue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum plim_last_qty_means {
    /// The quantity of this execution: as FIX has it.
    PLIM_LAST_QTY_MEANS_SINGLE = 1,
    /// All that was executed so far: only with PLIM_CUM_QTY_MEANS_CARRIED_OVER.
    PLIM_LAST_QTY_MEANS_CUMULATIVE = 2,
}

/// How a venue means what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_venue_terms {
    /// sizeof(plim_venue_terms).
    pub struct_size: u32,
    /// A plim_replace_means.
    pub replace_means: u32,
    /// A plim_replace_is.
    pub replace_is: u32,
    /// A plim_cum_qty_means.
    pub cum_qty_means: u32,
    /// A plim_last_qty_means; never 0.
    pub last_qty_means: u32,
    /// Zero.
    pub reserved_word: u32,
    /// How long cancelled quantity is held back before it may be routed again, in nanoseconds; 0
    /// for not at all.
    pub cooling: u64,
    /// Zero.
    pub reserved: [u64; 2],
}

// SAFETY: numbers without padding, struct_size first.
unsafe impl Incoming for plim_venue_terms {
    fn reserved_is_zero(&self) -> bool {
        self.reserved_word == 0 && self.reserved == [0; 2]
    }
}

impl plim_venue_terms {
    pub(crate) fn to_core(self) -> Result<VenueTerms, plim_status> {
        fn meaning<T>(code: u32, known: fn(u8) -> Option<T>) -> Result<T, plim_status> {
            let meant = u8::try_from(code).ok().and_then(known);
            meant.ok_or(plim_status::PLIM_E_ENUM)
        }
        Ok(VenueTerms {
            cooling: self.cooling,
            replace_means: meaning(self.replace_means, ReplaceMeans::from_code)?,
            replace_is: meaning(self.replace_is, ReplaceIs::from_code)?,
            cum_qty: meaning(self.cum_qty_means, CumQtyMeans::from_code)?,
            last_qty: meaning(self.last_qty_means, LastQtyMeans::from_code)?,
        })
    }

    pub(crate) fn from_core(terms: &VenueTerms) -> plim_venue_terms {
        plim_venue_terms {
            struct_size: size_of::<plim_venue_terms>() as u32,
            replace_means: terms.replace_means as u32,
            replace_is: terms.replace_is as u32,
            cum_qty_means: terms.cum_qty as u32,
            last_qty_means: terms.last_qty as u32,
            reserved_word: 0,
            cooling: terms.cooling,
            reserved: [0; 2],
        }
    }
}

/// A strategy: what makes parents. Codes below 1000 are the library's own; yours are those of the
/// registry that the region was formatted with.
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
    /// Units that it may send for each unit that comes in, over the window of plim_throttles: at
    /// least 1; UINT32_MAX for no bound.
    pub max_ratio: u32,
    /// Executions on one side of one instrument, in one window, after which it is stopped there
    /// until plim_control_reenable: at least 1; UINT32_MAX for no bound.
    pub max_repeats: u32,
    /// Zero.
    pub reserved: [u32; 2],
}

// SAFETY: numbers without padding, struct_size first.
unsafe impl Incoming for plim_strategy_terms {
    fn reserved_is_zero(&self) -> bool {
        self.reserved == [0; 2]
    }
}

impl plim_strategy_terms {
    pub(crate) fn to_core(self) -> StrategyTerms {
        StrategyTerms {
            code: self.code,
            generation: self.generation,
            max_held: self.max_held,
            max_ratio: self.max_ratio,
            max_repeats: self.max_repeats,
        }
    }

    pub(crate) fn from_core(terms: &StrategyTerms) -> plim_strategy_terms {
        plim_strategy_terms {
            struct_size: size_of::<plim_strategy_terms>() as u32,
            code: terms.code,
            generation: terms.generation,
            max_held: terms.max_held,
            max_ratio: terms.max_ratio,
            max_repeats: terms.max_repeats,
            reserved: [0; 2],
        }
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

/// What the firm's messages and executions may come to in a window of time. None may be zero; of
/// each but the window UINT32_MAX says in so many words that there is no bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_throttles {
    /// sizeof(plim_throttles).
    pub struct_size: u32,
    /// Units that all strategies together may send for each unit that comes in: at least 1.
    pub max_ratio: u32,
    /// How long the window is, in nanoseconds: at least 16.
    pub window: u64,
    /// Orders and replaces that one lane may send in a window: at least 1.
    pub orders: u32,
    /// Cancels that one lane may send in a window: at least 1. Nothing else uses them up.
    pub cancels: u32,
    /// Orders that venues may reject in a window before an alarm is raised: at least 1.
    pub max_rejects: u32,
    /// Zero.
    pub reserved_word: u32,
    /// Zero.
    pub reserved: [u64; 2],
}

// SAFETY: numbers without padding, struct_size first.
unsafe impl Incoming for plim_throttles {
    fn reserved_is_zero(&self) -> bool {
        self.reserved_word == 0 && self.reserved == [0; 2]
    }
}

impl plim_throttles {
    pub(crate) fn to_core(self) -> Throttles {
        Throttles {
            window: self.window,
            max_ratio: self.max_ratio,
            orders: self.orders,
            cancels: self.cancels,
            max_rejects: self.max_rejects,
        }
    }
}
