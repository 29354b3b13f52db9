//! What the names of a scenario stand for.
//!
//! Law: each table grows only with names that are new.
//!
//! Uses: `names`, `line`. Used by: `session`.

use crate::decimal::{self, BadPrice};
use crate::line::{Fault, Name, Placed};
use crate::names::{Names, Place};
use plimsoll::slice::Level;
use plimsoll::{
    AccountId, ChildId, InstrumentId, Nanos, ParentId, Price, Qty, StrategyId, VenueId,
};
use rust_decimal::Decimal;
use std::collections::{HashMap, HashSet};

/// An instrument: what the tool must know of it to read prices and to plan.
pub struct InstrumentRow {
    pub id: Option<InstrumentId>,
    /// The tick in money units, 1 or more.
    pub tick: u64,
    pub lot: u64,
    pub bids: Vec<Level>,
    pub offers: Vec<Level>,
}

impl InstrumentRow {
    /// The price `decimal` in ticks; `key` is the key it stands at.
    pub fn price(&self, key: &str, decimal: &Placed<Decimal>) -> Result<Price, Fault> {
        price(self.tick, key, decimal)
    }
}

/// The price `decimal` in ticks of `tick` money units.
pub fn price(tick: u64, key: &str, decimal: &Placed<Decimal>) -> Result<Price, Fault> {
    decimal::ticks(decimal.value, tick).map(Price).map_err(|bad| {
        let message = match bad {
            BadPrice::OffTick => {
                let tick = decimal::price_text(1, tick);
                format!("`{key}` {} is not a multiple of the tick {tick}", decimal.value)
            }
            BadPrice::TooLarge => format!("`{key}` {} is out of range", decimal.value),
        };
        Fault::new(decimal.at, message)
    })
}

/// A strategy.
pub struct StrategyRow {
    pub id: Option<StrategyId>,
    pub generation: u32,
    pub planner: Planner,
}

/// Which of the core's slicers plans for a strategy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Planner {
    /// None: a person plans, or a strategy outside.
    None,
    Sweep,
    Twap,
    Vwap,
}

impl Planner {
    /// The one that plans for the core's own strategy `name`.
    pub fn named(name: &str) -> Planner {
        match name {
            "sweep" => Planner::Sweep,
            "twap" => Planner::Twap,
            "vwap" => Planner::Vwap,
            _ => Planner::None,
        }
    }
}

/// How a parent is planned for.
pub enum Method {
    None,
    Sweep,
    Schedule(Box<Times>),
}

/// The terms of a schedule.
pub struct Times {
    pub start: Nanos,
    pub end: Nanos,
    pub spread: Spread,
    pub catch_up: Qty,
}

/// How a schedule spreads quantity over its time.
pub enum Spread {
    /// Evenly, over so many slices.
    Even(u32),
    /// Along a curve of weights.
    Along(Vec<u32>),
}

/// A parent.
pub struct ParentRow {
    pub id: Option<ParentId>,
    pub instrument: Place,
    pub method: Method,
    /// How many of its children the tool has named.
    pub children_named: u64,
}

/// A child.
pub struct ChildRow {
    pub id: Option<ChildId>,
    pub parent: Place,
}

/// Every name, by its kind.
pub struct Tables {
    pub accounts: Names<Option<AccountId>>,
    pub instruments: Names<InstrumentRow>,
    pub venues: Names<Option<VenueId>>,
    pub strategies: Names<StrategyRow>,
    pub parents: Names<ParentRow>,
    pub children: Names<ChildRow>,
    /// The reasons of kills; the core is given their place plus one.
    pub reasons: Names<()>,
    /// The names of requests, whatever their child.
    pub requests: Names<()>,
    /// The core's number of a child's request of a name; none where it was refused.
    pub request_numbers: HashMap<(Place, Place), Option<u16>>,
    /// The pairs of account and instrument that have a position limit.
    pub positions: HashSet<(AccountId, InstrumentId)>,
    pub child_places: HashMap<ChildId, Place>,
    pub venue_places: HashMap<VenueId, Place>,
}

impl Tables {
    /// No names.
    pub fn new() -> Tables {
        Tables {
            accounts: Names::new(),
            instruments: Names::new(),
            venues: Names::new(),
            strategies: Names::new(),
            parents: Names::new(),
            children: Names::new(),
            reasons: Names::new(),
            requests: Names::new(),
            request_numbers: HashMap::new(),
            positions: HashSet::new(),
            child_places: HashMap::new(),
            venue_places: HashMap::new(),
        }
    }

    /// The id of the account `name`. One that the core refused has an id that the core does not
    /// know.
    pub fn account(&self, name: &Name<'_>) -> Result<AccountId, Fault> {
        let (_, row) = known(&self.accounts, "account", name)?;
        Ok(row.unwrap_or(AccountId(u32::MAX)))
    }

    /// The id of the instrument `name`, and what else is known of it.
    pub fn instrument(
        &self,
        name: &Name<'_>,
    ) -> Result<(Place, InstrumentId, &InstrumentRow), Fault> {
        let (place, row) = known(&self.instruments, "instrument", name)?;
        Ok((place, row.id.unwrap_or(InstrumentId(u32::MAX)), row))
    }

    /// The id of the venue `name`.
    pub fn venue(&self, name: &Name<'_>) -> Result<VenueId, Fault> {
        let (_, row) = known(&self.venues, "venue", name)?;
        Ok(row.unwrap_or(VenueId(u32::MAX)))
    }

    /// The id of the strategy `name`, and what else is known of it.
    pub fn strategy(&self, name: &Name<'_>) -> Result<(StrategyId, &StrategyRow), Fault> {
        let (_, row) = known(&self.strategies, "strategy", name)?;
        Ok((row.id.unwrap_or(StrategyId(u32::MAX)), row))
    }

    /// The id of the parent `name`, and where it is.
    pub fn parent(&self, name: &Name<'_>) -> Result<(Place, ParentId), Fault> {
        let (place, row) = known(&self.parents, "parent", name)?;
        Ok((place, row.id.unwrap_or(ParentId::from_bits(0))))
    }

    /// The id of the child `name`, where it is, and where its parent is.
    pub fn child(&self, name: &Name<'_>) -> Result<(Place, ChildId, Place), Fault> {
        let (place, row) = known(&self.children, "child", name)?;
        Ok((place, row.id.unwrap_or(ChildId::from_bits(0)), row.parent))
    }

    /// The tick of the instrument of the parent at `place`, in money units.
    pub fn tick_of(&self, place: Place) -> u64 {
        let instrument =
            self.parents.row(place).and_then(|row| self.instruments.row(row.instrument));
        instrument.map_or(1, |row| row.tick)
    }

    /// Gives `name` to the child `id` of the parent at `parent`.
    pub fn set_child(&mut self, name: &str, id: Option<ChildId>, parent: Place) -> Place {
        let place = self.children.set(name, ChildRow { id, parent });
        if let Some(id) = id {
            self.child_places.insert(id, place);
        }
        place
    }
}

/// Where `name` is and what it stands for; a fault where no line defined it.
fn known<'t, Row>(
    names: &'t Names<Row>,
    kind: &str,
    name: &Name<'_>,
) -> Result<(Place, &'t Row), Fault> {
    let found = names.find(&name.value).and_then(|place| Some((place, names.row(place)?)));
    found.ok_or_else(|| Fault::new(name.at, format!("there is no {kind} `{}`", name.value)))
}

/// Nothing; a fault where `name` stands for something already.
pub fn must_be_new<Row>(
    names: &Names<Row>,
    kind: &str,
    name: &Name<'_>,
    stands: fn(&Row) -> bool,
) -> Result<(), Fault> {
    let row = names.find(&name.value).and_then(|place| names.row(place));
    if row.is_some_and(stands) {
        let message = format!("the {kind} `{}` is defined already", name.value);
        return Err(Fault::new(name.at, message));
    }
    Ok(())
}
