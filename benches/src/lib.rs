//! What the benches share: an armed region with one parent that never runs dry.
//!
//! Timings mean something only beside one another in one run: every bench also times one
//! uncontended compare-and-swap.

use plimsoll::{
    ClientId, Collar, Config, Control, FanOut, InstrumentTerms, Lane, Nanos, NewChild, NewParent,
    Notional, ParentId, PositionLimit, Price, Qty, Refusal, Region, Side, StrategyTerms,
    TimeInForce, VenueId, VenueTerms,
};

/// A region on the heap, aligned, for as long as the process runs.
fn region(config: &Config) -> Result<Region<'static>, Refusal> {
    let bytes = Region::required_bytes(config)?;
    let memory: &'static mut [u8] = Vec::leak(vec![0; bytes + 64]);
    let skip = memory.as_ptr().align_offset(64);
    Region::format(memory.get_mut(skip..).unwrap_or_default(), config)
}

/// An open house with one venue and one strategy.
#[derive(Debug)]
pub struct House {
    /// The region.
    pub region: Region<'static>,
    /// Its lane 0.
    pub lane: Lane<'static>,
    parent: NewParent,
    _control: Control<'static>,
}

impl House {
    /// Opens one of this size.
    ///
    /// # Errors
    ///
    /// The core's own refusal: the configuration does not suit the set-up.
    pub fn open(config: &Config) -> Result<House, Refusal> {
        let region = region(config)?;
        let mut control = region.control()?;
        control.set_firm_limit(Notional::MAX)?;
        control.set_suspense_limit(Qty::MAX)?;
        control.set_alarm_deadline(u64::MAX)?;
        let account = control.define_account(Notional::MAX)?;
        let instrument = control.define_instrument(&InstrumentTerms {
            lot: 1,
            tick_value: 1,
            max_order_qty: Qty::MAX,
            collar: Collar::Limit,
        })?;
        control.define_venue(&VenueTerms::FIX44)?;
        let terms = StrategyTerms { code: 1, generation: 1, max_held: 1 };
        let strategy = control.define_strategy(&terms)?;
        let limit = PositionLimit { long: Qty::MAX, short: Qty::MAX };
        control.set_position_limit(account, instrument, &limit)?;
        control.arm(Nanos(u64::MAX), Nanos(0))?;
        let parent = NewParent {
            account,
            instrument,
            client_id: ClientId(0),
            side: Side::Buy,
            qty: Qty::saturating(1 << 20),
            price: Some(Price(100)),
            strategy,
            generation: 1,
            fan_out: FanOut::WIDEST,
            expire_time: None,
            lease: None,
        };
        let lane = region.lane(0)?;
        Ok(House { region, lane, parent, _control: control })
    }

    /// Admits another parent of 2^20 units.
    ///
    /// # Errors
    ///
    /// The core's own refusal.
    pub fn admit(&mut self) -> Result<ParentId, Refusal> {
        self.parent.client_id.0 += 1;
        self.lane.admit(&self.parent, Nanos(1))
    }
}

/// A child of `parent`.
#[must_use]
pub fn child(parent: ParentId, units: u64) -> NewChild {
    NewChild {
        parent,
        venue: VenueId(0),
        qty: Qty::saturating(units),
        price: Price(100),
        time_in_force: TimeInForce::Day,
    }
}
