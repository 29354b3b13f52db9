//! An open house on which every check binds and none refuses: what the questions are asked of. As
//! c/house.h has it.

use anyhow::anyhow;
#[cfg(target_os = "linux")]
use memmap2::Advice;
use memmap2::MmapMut;
use plimsoll::{
    ClientId, Collar, Config, Control, FanOut, InstrumentTerms, Manifest, Nanos, NewParent,
    Notional, Parties, PartyRole, PositionLimit, Price, Qty, Refusal, Region, ResetTerms,
    SessionStrategy, Side, StrategyTerms, Throttles, VenueTerms,
};

use crate::work::Size;

/// The limit price of every order, in ticks.
pub const PRICE: Price = Price(100);

/// An answer of the core; a refusal becomes an error that says its word.
///
/// # Errors
///
/// It is a refusal.
pub fn allowed<T>(answer: Result<T, Refusal>) -> anyhow::Result<T> {
    answer.map_err(|refusal| anyhow!("refused: {}", refusal.name()))
}

/// Bounds that are looked at and never reached, over a second.
const RARELY: u32 = 1 << 20;
const BOUND: Throttles = Throttles {
    window: 1 << 30,
    max_ratio: RARELY,
    orders: 2 * RARELY - 1,
    cancels: 2 * RARELY - 1,
    max_rejects: RARELY,
};

/// Memory for a region, as a gateway has it that is in a hurry: in large pages where the kernel gives
/// them, and every page touched before anything is timed.
#[derive(Debug)]
pub struct Ground(MmapMut);

impl Ground {
    /// Memory for a region of these capacities.
    ///
    /// # Errors
    ///
    /// They suit no region, or there is not so much memory.
    pub fn for_config(config: &Config) -> anyhow::Result<Ground> {
        let mut memory = MmapMut::map_anon(allowed(Region::required_bytes(config))?)?;
        #[cfg(target_os = "linux")]
        memory.advise(Advice::HugePage)?;
        memory.fill(0);
        Ok(Ground(memory))
    }

    /// The memory itself.
    pub fn memory(&mut self) -> &mut [u8] {
        &mut self.0
    }
}

/// The capacities of a region of this size.
#[must_use]
pub fn config(size: &Size) -> Config {
    Config {
        lanes: size.lanes,
        parties: 4,
        parents: size.parents,
        children: size.children,
        executions: size.executions,
        client_ids: size.client_ids,
        events: 1 << 14,
        ..Config::SMALL
    }
}

/// An open house with one venue and one strategy; every lane is free.
#[derive(Debug)]
pub struct House<'m> {
    /// The region.
    pub region: Region<'m>,
    /// What every parent asks for; whose, and how much, is still to be said.
    pub parent: NewParent,
    _control: Control<'m>,
}

impl<'m> House<'m> {
    /// Opens one where every check binds, or only those that every parent has.
    ///
    /// # Errors
    ///
    /// The core's own refusal: the configuration does not suit the set-up.
    pub fn open(memory: &'m mut [u8], config: &Config, bound: bool) -> anyhow::Result<Self> {
        allowed(House::found(memory, config, bound))
    }

    fn found(memory: &'m mut [u8], config: &Config, bound: bool) -> Result<Self, Refusal> {
        let region = Region::format(memory, config)?;
        let mut control = region.control()?;
        let parties = limit(&region, &mut control, bound)?;
        let parent = define(&mut control, bound, parties)?;
        let fingerprints = [region.fingerprint()];
        let strategies = [SessionStrategy::uncapped(1, 1)];
        let manifest =
            Manifest { fingerprints: &fingerprints, strategies: &strategies, lease: u64::MAX };
        control.arm(&manifest, Nanos(u64::MAX), Nanos(0)).map_err(Refusal::from)?;
        Ok(House { region, parent, _control: control })
    }
}

/// The firm's limits; the parties, if they are to be looked at.
fn limit(region: &Region<'_>, control: &mut Control<'_>, bound: bool) -> Result<Parties, Refusal> {
    control.set_firm_limit(Notional::MAX)?;
    control.set_suspense_limit(Qty::MAX)?;
    control.set_alarm_deadline(u64::MAX)?;
    control.set_throttles(&if bound { BOUND } else { Throttles::WIDEST })?;
    control.set_clock_tolerance(1 << 60)?;
    control.set_reset_terms(&ResetTerms { least_delay: 1, expiry: 1 << 60 })?;
    if !bound {
        return Ok(Parties::NONE);
    }
    region.heartbeat(control.define_monitor(1 << 60)?, Nanos(1))?;
    Ok(Parties {
        client: Some(control.define_party(PartyRole::Client, 1)?),
        trader: Some(control.define_party(PartyRole::Trader, 2)?),
        desk: Some(control.define_party(PartyRole::Desk, 3)?),
    })
}

/// One of everything; what a parent names of it.
fn define(control: &mut Control<'_>, bound: bool, parties: Parties) -> Result<NewParent, Refusal> {
    let account = control.define_account(Notional::MAX)?;
    let instrument = control.define_instrument(&InstrumentTerms {
        lot: 1,
        tick_value: 1,
        max_order_qty: Qty::saturating(1_000_000),
        collar: Collar::Limit,
    })?;
    control.define_venue(&VenueTerms::FIX44)?;
    let terms = StrategyTerms {
        code: 1,
        generation: 1,
        max_held: 1,
        max_ratio: if bound { RARELY } else { u32::MAX },
        max_repeats: if bound { RARELY } else { u32::MAX },
    };
    let strategy = control.define_strategy(&terms)?;
    let limit = PositionLimit { long: Qty::MAX, short: Qty::MAX };
    control.set_position_limit(account, instrument, &limit)?;
    Ok(NewParent {
        account,
        instrument,
        client_id: ClientId(0),
        side: Side::Buy,
        qty: Qty::ZERO,
        price: Some(PRICE),
        strategy,
        generation: 1,
        fan_out: FanOut { max_refused: 1_000_000, ..FanOut::WIDEST },
        expire_time: None,
        lease: None,
        parties,
        flags: 0,
    })
}
