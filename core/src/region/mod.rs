//! One block of the caller's memory, and everything in it.
//!
//! ```text
//!  header │ control │ pools │ alarms │ controls │ lanes, control handle │ accounts │ instruments │ venues │ strategies │
//!  parties │ registry │ flows │ repeats │ positions │ tallies │
//!  parents │ children │ executions │ suspense │ client ids │ events (one ring a lane, and one for the control handle)
//! ```
//!
//! No pointers inside, only indices: any process may map it anywhere. A [`Region`] is the watch
//! handle: it may be copied to any thread, reads everything, changes nothing but a switch that it
//! throws.
//!
//! Law: `attach` joins only what `format` of the same interface and layout has made, whole.
//!
//! Uses: the rooms of all slots. Used by: `lane`, `gate`, `report`, `control`, `audit`, `recover`.

mod config;
mod controls;
mod fingerprint;
#[cfg(loom)]
mod leaked;
#[cfg(not(loom))]
mod memory;
#[cfg(not(loom))]
mod place;
mod registry;
mod slots;

pub use config::{Config, MAX_LANES};
pub(crate) use fingerprint::own_build;
pub use fingerprint::{Field, Fingerprint};
#[cfg(not(loom))]
pub use place::Inspection;
pub(crate) use slots::{ControlSlot, Header, KeySlot, LaneSlot, Pools, RegistrySlot};

use crate::alarm::{AlarmKind, AlarmSlot, Alarms};
use crate::child::ChildSlot;
use crate::event::{EventSlot, Ring};
use crate::execution::ExecutionSlot;
use crate::id::{AccountId, ChildId, InstrumentId, ParentId, Parts, PartyId, StrategyId, VenueId};
use crate::inventory::{ControlId, HitSlot};
use crate::limits::{AccountSlot, InstrumentSlot, PositionSlot, StrategySlot, Tally};
use crate::parent::{ClientSlot, ParentSlot};
use crate::party::PartySlot;
use crate::refusal::Refusal;
use crate::suspense::SuspenseSlot;
use crate::switch::Cause;
use crate::sync::{Acquire, AtomicU64, Relaxed, Release};
use crate::throttle::flow::FlowSlot;
use crate::throttle::streak::{self, RepeatSlot};
use crate::tree;
use crate::venue::VenueSlot;
use crate::version::BUILD;

/// 'PLIMSOLL', as a little-endian number.
const MAGIC: u64 = u64::from_le_bytes(*b"PLIMSOLL");

/// The version of the C interface and of the region's layout: they change together.
pub const ABI_VERSION: u32 = 3;

/// The oldest build that may touch a region which this one has formatted. Raised with every change
/// of what a word of the region means.
pub const OLDEST_BUILD: u64 = BUILD.version;

/// A region that was formatted or attached. The watch handle.
#[derive(Clone, Copy, Debug)]
pub struct Region<'a> {
    pub(crate) header: &'a Header,
    pub(crate) control: &'a ControlSlot,
    pub(crate) pools: &'a Pools,
    pub(crate) alarms: &'a [AlarmSlot],
    /// One for each of [`ControlId::ALL`].
    pub(crate) controls: &'a [HitSlot],
    /// One for each lane, and the last for the control handle, which reports but never routes.
    pub(crate) lanes: &'a [LaneSlot],
    pub(crate) accounts: &'a [AccountSlot],
    pub(crate) instruments: &'a [InstrumentSlot],
    pub(crate) venues: &'a [VenueSlot],
    pub(crate) strategies: &'a [StrategySlot],
    pub(crate) parties: &'a [PartySlot],
    pub(crate) registry: &'a [RegistrySlot],
    /// One for each place in `lanes` and each strategy, and one more for the firm: place by place.
    pub(crate) flows: &'a [FlowSlot],
    pub(crate) repeats: &'a [RepeatSlot],
    pub(crate) positions: &'a [PositionSlot],
    /// One for each place in `lanes` and each position: place by place.
    pub(crate) tallies: &'a [Tally],
    pub(crate) parents: &'a [ParentSlot],
    pub(crate) children: &'a [ChildSlot],
    pub(crate) executions: &'a [ExecutionSlot],
    pub(crate) suspense: &'a [SuspenseSlot],
    pub(crate) clients: &'a [ClientSlot],
    pub(crate) events: &'a [EventSlot],
    pub(crate) session: u16,
}

const fn mix(hash: u64, word: u64) -> u64 {
    let x = (hash ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    x ^ (x >> 29)
}

/// To be raised where a word of a slot comes to mean something else and no size changes.
const MEANING: usize = 2;

/// A number that changes with the size or the meaning of any slot, and with how many alarms and controls
/// there are.
const fn layout_hash() -> u64 {
    let sizes = [
        MEANING,
        size_of::<Header>(),
        size_of::<ControlSlot>(),
        size_of::<Pools>(),
        size_of::<AlarmSlot>(),
        AlarmKind::ALL.len(),
        size_of::<HitSlot>(),
        ControlId::ALL.len(),
        size_of::<LaneSlot>(),
        size_of::<AccountSlot>(),
        size_of::<InstrumentSlot>(),
        size_of::<VenueSlot>(),
        size_of::<StrategySlot>(),
        size_of::<PartySlot>(),
        size_of::<RegistrySlot>(),
        size_of::<FlowSlot>(),
        size_of::<RepeatSlot>(),
        size_of::<PositionSlot>(),
        size_of::<Tally>(),
        size_of::<ParentSlot>(),
        size_of::<ChildSlot>(),
        size_of::<ExecutionSlot>(),
        size_of::<SuspenseSlot>(),
        size_of::<ClientSlot>(),
        size_of::<EventSlot>(),
    ];
    let mut rest: &[usize] = &sizes;
    let mut hash = 1;
    while let [size, others @ ..] = rest {
        hash = mix(hash, *size as u64);
        rest = others;
    }
    hash
}

/// Bytes that a region of this configuration takes.
fn bytes(config: &Config) -> Option<usize> {
    let tables = [
        (1, size_of::<Header>() + size_of::<ControlSlot>() + size_of::<Pools>()),
        (AlarmKind::ALL.len(), size_of::<AlarmSlot>()),
        (ControlId::ALL.len(), size_of::<HitSlot>()),
        (places(config)?, size_of::<LaneSlot>()),
        (config.accounts as usize, size_of::<AccountSlot>()),
        (config.instruments as usize, size_of::<InstrumentSlot>()),
        (config.venues as usize, size_of::<VenueSlot>()),
        (config.strategies as usize, size_of::<StrategySlot>()),
        (config.parties as usize, size_of::<PartySlot>()),
        (config.registry as usize, size_of::<RegistrySlot>()),
        (flows(config)?, size_of::<FlowSlot>()),
        (config.repeats as usize, size_of::<RepeatSlot>()),
        (config.positions as usize, size_of::<PositionSlot>()),
        (tallies(config)?, size_of::<Tally>()),
        (config.parents as usize, size_of::<ParentSlot>()),
        (config.children as usize, size_of::<ChildSlot>()),
        (config.executions as usize, size_of::<ExecutionSlot>()),
        (config.suspense as usize, size_of::<SuspenseSlot>()),
        (config.client_ids as usize, size_of::<ClientSlot>()),
        (events(config)?, size_of::<EventSlot>()),
    ];
    tables.iter().try_fold(0usize, |sum, (count, size)| sum.checked_add(count.checked_mul(*size)?))
}

/// The lanes' places, and the control handle's after them.
fn places(config: &Config) -> Option<usize> {
    (config.lanes as usize).checked_add(1)
}

fn tallies(config: &Config) -> Option<usize> {
    places(config)?.checked_mul(config.positions as usize)
}

fn flows(config: &Config) -> Option<usize> {
    places(config)?.checked_mul((config.strategies as usize).checked_add(1)?)
}

fn events(config: &Config) -> Option<usize> {
    places(config)?.checked_mul(config.events as usize)
}

impl Header {
    fn checksum(&self) -> u64 {
        let words = [&self.abi, &self.layout, &self.build, &self.build_part];
        let words = words.into_iter().chain(&self.config);
        words.fold(MAGIC, |hash, word| mix(hash, word.load(Relaxed)))
    }

    fn write(&self, config: &Config) {
        self.abi.store(u64::from(ABI_VERSION), Relaxed);
        self.layout.store(layout_hash(), Relaxed);
        self.build.store(BUILD.version, Relaxed);
        self.build_part.store(fingerprint::own_build(), Relaxed);
        self.oldest_build.store(OLDEST_BUILD, Relaxed);
        for (word, value) in self.config.iter().zip(config.to_words()) {
            word.store(value, Relaxed);
        }
        self.checksum.store(self.checksum(), Relaxed);
    }

    fn config(&self) -> Config {
        let word = |place: usize| self.config.get(place).map_or(0, |word| word.load(Relaxed));
        Config::from_words(core::array::from_fn(word))
    }

    fn check(&self) -> Result<Config, Refusal> {
        if self.magic.load(Acquire) != MAGIC {
            return Err(Refusal::BadMagic);
        }
        if self.abi.load(Relaxed) != u64::from(ABI_VERSION) {
            return Err(Refusal::OtherAbi);
        }
        if self.layout.load(Relaxed) != layout_hash() {
            return Err(Refusal::OtherLayout);
        }
        if self.checksum.load(Relaxed) != self.checksum() {
            return Err(Refusal::DamagedHeader);
        }
        if self.oldest_build.load(Acquire) > BUILD.version {
            return Err(Refusal::BuildTooOld);
        }
        let config = self.config();
        config.check().map_err(|_| Refusal::DamagedHeader)?;
        Ok(config)
    }
}

impl<'a> Region<'a> {
    /// The few words of a new region that are not zero: the firm is halted, no alarm is due.
    fn begin(&self) {
        let closed_at = self.control.firm.kill(&Cause::default());
        self.control.armed.store(closed_at << 1, Relaxed);
        self.control.alarm_deadline.store(u64::MAX, Relaxed);
        self.control.heard_until.store(u64::MAX, Relaxed);
    }

    /// The capacities that the region was formatted with.
    #[must_use]
    pub fn config(&self) -> Config {
        self.header.config()
    }

    /// How often the region was recovered after a restart.
    #[must_use]
    pub fn epoch(&self) -> u64 {
        self.control.epoch.load(Acquire)
    }

    pub(crate) fn alarms(&self) -> Alarms<'a> {
        Alarms { slots: self.alarms, earliest: &self.control.alarm_deadline }
    }

    /// The ring of `lane`; of the control handle for the number after the last lane's.
    pub(crate) fn ring(&self, lane: u32) -> Option<Ring<'a>> {
        let place = self.lanes.get(lane as usize)?;
        let length = self.events.len().checked_div(self.lanes.len())?;
        let from = length.checked_mul(lane as usize)?;
        let slots = self.events.get(from..from.checked_add(length)?)?;
        Some(Ring { slots, head: &place.ring_head })
    }

    /// The places of the lanes that trade: all but the control handle's.
    pub(crate) fn trading(&self) -> &'a [LaneSlot] {
        self.lanes.split_last().map_or(&[], |(_, lanes)| lanes)
    }

    pub(crate) fn account(&self, id: AccountId) -> Option<&'a AccountSlot> {
        defined(self.accounts, &self.control.defined.accounts, id.0)
    }

    pub(crate) fn instrument(&self, id: InstrumentId) -> Option<&'a InstrumentSlot> {
        defined(self.instruments, &self.control.defined.instruments, id.0)
    }

    pub(crate) fn venue(&self, id: VenueId) -> Option<&'a VenueSlot> {
        defined(self.venues, &self.control.defined.venues, id.0)
    }

    /// The strategies that are defined, each with its place in the table.
    pub(crate) fn known_strategies(
        &self,
    ) -> impl Iterator<Item = (u32, &'a StrategySlot)> + use<'a> {
        let count = self.control.defined.strategies.load(Acquire) as usize;
        (0u32..).zip(self.strategies.iter().take(count))
    }

    /// A strategy, by its code: its place in the table, and its slot.
    pub(crate) fn strategy(&self, id: StrategyId) -> Option<(u32, &'a StrategySlot)> {
        self.known_strategies().find(|(_, slot)| slot.code() == id.0)
    }

    /// A strategy, by its place in the table.
    pub(crate) fn strategy_at(&self, place: u32) -> Option<&'a StrategySlot> {
        defined(self.strategies, &self.control.defined.strategies, place)
    }

    /// The place of a strategy in an instrument, once it was admitted there.
    pub(crate) fn repeat_of(
        &self,
        strategy: StrategyId,
        instrument: InstrumentId,
    ) -> Option<&'a RepeatSlot> {
        let key = streak::key(strategy.0, instrument.0);
        let place = tree::find(self.repeats, &self.control.repeats, key, 0)?;
        self.repeats.get(place as usize)
    }

    pub(crate) fn party(&self, id: PartyId) -> Option<&'a PartySlot> {
        defined(self.parties, &self.control.defined.parties, id.0)
    }

    /// The place of an account's position in an instrument.
    pub(crate) fn position(&self, account: AccountId, instrument: InstrumentId) -> Option<u32> {
        let key = PositionSlot::key(account.0, instrument.0);
        tree::find(self.positions, &self.control.positions, key, 0)
    }

    /// The tallies of a lane, or of the control handle's place.
    pub(crate) fn tallies_by(&self, place: u32) -> Option<&'a [Tally]> {
        let from = self.positions.len().checked_mul(place as usize)?;
        self.tallies.get(from..from.checked_add(self.positions.len())?)
    }

    /// The tallies of all lanes, and of the control handle, in a position.
    pub(crate) fn tallies_of(&self, position: u32) -> impl Iterator<Item = &'a Tally> {
        self.tallies
            .chunks(self.positions.len().max(1))
            .filter_map(move |lane| lane.get(position as usize))
    }

    /// The slot that `id` names, whether the parent still lives there or not.
    pub(crate) fn parent_slot(&self, id: ParentId) -> Option<(&'a ParentSlot, Parts)> {
        let parts = id.parts().filter(|parts| parts.session == self.session)?;
        Some((self.parents.get(parts.index as usize)?, parts))
    }

    /// The slot of the child that `id` names, while it is that child's.
    pub(crate) fn child_slot(&self, id: ChildId) -> Option<&'a ChildSlot> {
        let parts = id.parts().filter(|parts| parts.session == self.session)?;
        let slot = self.children.get(parts.index as usize)?;
        let word = slot.word();
        (word.generation() == parts.generation && word.state().is_some()).then_some(slot)
    }

    /// The id of the child in a slot.
    pub(crate) fn child_id(&self, index: u32) -> Option<ChildId> {
        let generation = self.children.get(index as usize)?.word().generation();
        Some(ChildId::from_parts(Parts { session: self.session, generation, index }))
    }

    /// The id of the parent in a slot.
    pub(crate) fn parent_id(&self, index: u32) -> Option<ParentId> {
        let generation = self.parents.get(index as usize)?.word().generation();
        Some(ParentId::from_parts(Parts { session: self.session, generation, index }))
    }
}

/// A slot that the control handle has defined.
fn defined<'a, T>(table: &'a [T], count: &AtomicU64, index: u32) -> Option<&'a T> {
    if u64::from(index) < count.load(Acquire) { table.get(index as usize) } else { None }
}
