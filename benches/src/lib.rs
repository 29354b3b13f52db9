//! What the benches share: an armed region with one parent that never runs dry.
//!
//! Timings mean something only beside one another in one run: every bench also times one
//! uncontended compare-and-swap.

use plimsoll::{
    ClientId, Collar, Config, Control, FanOut, InstrumentTerms, Lane, Manifest, Nanos, NewChild,
    NewParent, Notional, ParentId, Parties, PartyRole, PositionLimit, Price, Qty, Refusal, Region,
    ResetTerms, SessionStrategy, Side, StrategyTerms, Throttles, TimeInForce, VenueId, VenueTerms,
};

/// A region on the heap, aligned, for as long as the process runs.
fn region(config: &Config) -> Result<Region<'static>, Refusal> {
    let bytes = Region::required_bytes(config)?;
    let memory: &'static mut [u8] = Vec::leak(vec![0; bytes + 64]);
    let skip = memory.as_ptr().align_offset(64);
    Region::format(memory.get_mut(skip..).unwrap_or_default(), config)
}

/// Which checks bind in a house.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checks {
    /// Only those that every parent has.
    Unbounded,
    /// Every throttle, three parties to each parent, a monitor.
    Every,
}

/// Bounds that are looked at and never reached.
const MOST: u32 = 1 << 20;
const BOUND: Throttles = Throttles {
    window: 1 << 50,
    max_ratio: MOST,
    orders: (1 << 21) - 1,
    cancels: (1 << 21) - 1,
    max_rejects: MOST,
};

fn parties(control: &mut Control<'_>) -> Result<Parties, Refusal> {
    Ok(Parties {
        client: Some(control.define_party(PartyRole::Client, 1)?),
        trader: Some(control.define_party(PartyRole::Trader, 2)?),
        desk: Some(control.define_party(PartyRole::Desk, 3)?),
    })
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
        House::open_with(config, Checks::Unbounded)
    }

    /// Opens one of this size, where `checks` bind.
    ///
    /// # Errors
    ///
    /// The core's own refusal: the configuration does not suit the set-up.
    pub fn open_with(config: &Config, checks: Checks) -> Result<House, Refusal> {
        let region = region(config)?;
        let bound = checks == Checks::Every;
        let mut control = region.control()?;
        control.set_firm_limit(Notional::MAX)?;
        control.set_suspense_limit(Qty::MAX)?;
        control.set_alarm_deadline(u64::MAX)?;
        control.set_throttles(&if bound { BOUND } else { Throttles::WIDEST })?;
        control.set_clock_tolerance(1 << 60)?;
        control.set_reset_terms(&ResetTerms { least_delay: 1, expiry: 1 << 60 })?;
        let account = control.define_account(Notional::MAX)?;
        let instrument = control.define_instrument(&InstrumentTerms {
            lot: 1,
            tick_value: 1,
            max_order_qty: Qty::MAX,
            collar: Collar::Limit,
        })?;
        control.define_venue(&VenueTerms::FIX44)?;
        let terms = StrategyTerms {
            code: 1,
            generation: 1,
            max_held: 1,
            max_ratio: if bound { MOST } else { u32::MAX },
            max_repeats: if bound { MOST } else { u32::MAX },
        };
        let strategy = control.define_strategy(&terms)?;
        let limit = PositionLimit { long: Qty::MAX, short: Qty::MAX };
        control.set_position_limit(account, instrument, &limit)?;
        let parties = if bound { parties(&mut control)? } else { Parties::NONE };
        if bound {
            region.heartbeat(control.define_monitor(1 << 60)?, Nanos(1))?;
        }
        let fingerprints = [region.fingerprint()];
        let strategies = [SessionStrategy::uncapped(1, 1)];
        let manifest =
            Manifest { fingerprints: &fingerprints, strategies: &strategies, lease: u64::MAX };
        control.arm(&manifest, Nanos(u64::MAX), Nanos(0)).map_err(Refusal::from)?;
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
            parties,
            flags: 0,
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
