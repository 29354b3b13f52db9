//! How large a region is, and where each of its tables lies.

use crate::id::INDEX_LIMIT;
use crate::refusal::Refusal;

/// The capacities of a region; chosen once, when it is formatted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Config {
    /// Goes into every id. Choose one that no id still known anywhere carries: the day's number,
    /// say.
    pub session: u16,
    /// Lanes: 1 to 64.
    pub lanes: u32,
    /// Accounts: 1 to 2^30.
    pub accounts: u32,
    /// Instruments: 1 to 2^30.
    pub instruments: u32,
    /// Venues: 1 to 2^30.
    pub venues: u32,
    /// Strategies: 1 to 2^30.
    pub strategies: u32,
    /// Parties that parents may carry: 1 to 65,535.
    pub parties: u32,
    /// Codes in the gateway's own registry: 1 to 2^30.
    pub registry: u32,
    /// Positions: pairs of account and instrument, 1 to 2^30. Each takes two lines, and one more for
    /// every lane.
    pub positions: u32,
    /// Parents that live at a time: 1 to 2^30.
    pub parents: u32,
    /// Children that live at a time, or ended under a parent that is not retired: 1 to 2^30.
    pub children: u32,
    /// Executions under parents that are not retired: 1 to 2^30.
    pub executions: u32,
    /// Executions in suspense, in all: they are never given back. 1 to 2^30.
    pub suspense: u32,
    /// Client ids in all; they are never given back: 1 to 2^30.
    pub client_ids: u32,
    /// Pairs of strategy and instrument that are traded: 1 to 2^24 − 1.
    pub repeats: u32,
    /// Events that each lane's ring remembers: a power of two, 8 to 2^30.
    pub events: u32,
}

/// The most lanes a region may have.
pub const MAX_LANES: u32 = 64;

impl Config {
    /// A device with little memory: 16 parents, 64 children, 128 executions in 64 KiB.
    pub const SMALL: Config = Config {
        session: 1,
        lanes: 1,
        accounts: 1,
        instruments: 4,
        venues: 4,
        strategies: 4,
        parties: 2,
        registry: 4,
        positions: 4,
        parents: 16,
        children: 64,
        executions: 128,
        suspense: 16,
        client_ids: 32,
        repeats: 4,
        events: 8,
    };

    /// A gateway of ordinary size: 4 lanes, 16,384 parents, 262,144 children, a million executions.
    pub const DEFAULT: Config = Config {
        session: 1,
        lanes: 4,
        accounts: 64,
        instruments: 4096,
        venues: 64,
        strategies: 64,
        parties: 256,
        registry: 256,
        positions: 8192,
        parents: 1 << 14,
        children: 1 << 18,
        executions: 1 << 20,
        suspense: 1 << 14,
        client_ids: 1 << 16,
        repeats: 1 << 12,
        events: 1 << 12,
    };

    pub(crate) fn check(&self) -> Result<(), Refusal> {
        let counts = [
            self.lanes,
            self.accounts,
            self.instruments,
            self.venues,
            self.strategies,
            self.parties,
            self.registry,
            self.positions,
            self.parents,
            self.children,
            self.executions,
            self.suspense,
            self.client_ids,
            self.repeats,
            self.events,
        ];
        let fit = counts.iter().all(|count| (1..=INDEX_LIMIT).contains(count));
        let ring = self.events.is_power_of_two() && self.events >= 8;
        let narrow = self.lanes <= MAX_LANES && self.parties < 1 << 16 && self.repeats < 1 << 24;
        if fit && ring && narrow { Ok(()) } else { Err(Refusal::BadConfig) }
    }

    /// The sixteen numbers in a fixed order, as the header keeps them.
    pub(crate) const fn to_words(self) -> [u64; 16] {
        [
            self.session as u64,
            self.lanes as u64,
            self.accounts as u64,
            self.instruments as u64,
            self.venues as u64,
            self.strategies as u64,
            self.parties as u64,
            self.registry as u64,
            self.positions as u64,
            self.parents as u64,
            self.children as u64,
            self.executions as u64,
            self.suspense as u64,
            self.client_ids as u64,
            self.repeats as u64,
            self.events as u64,
        ]
    }

    pub(crate) const fn from_words(words: [u64; 16]) -> Config {
        let [session, lanes, accounts, instruments, venues, strategies, rest @ ..] = words;
        let [parties, registry, positions, parents, children, rest @ ..] = rest;
        let [executions, suspense, client_ids, repeats, events] = rest;
        Config {
            session: session as u16,
            lanes: lanes as u32,
            accounts: accounts as u32,
            instruments: instruments as u32,
            venues: venues as u32,
            strategies: strategies as u32,
            parties: parties as u32,
            registry: registry as u32,
            positions: positions as u32,
            parents: parents as u32,
            children: children as u32,
            executions: executions as u32,
            suspense: suspense as u32,
            client_ids: client_ids as u32,
            repeats: repeats as u32,
            events: events as u32,
        }
    }
}
