//! Lanes that route as fast as they can, on threads and in processes, while others kill; and what
//! everybody has seen of it, in memory that they share.
//!
//! ```text
//!   router ──route──▶ region     births of each lane, in order: what scopes each was in
//!   killer ──kill───▶ region     kills: scope, count, what the receipt says of each lane
//!   operator ─reset─▶ region     resets: scope, count that was seen, what each lane had before
//! ```
//!
//! Law: a birth is noted under its number in its lane, which is the number that receipts speak of.
//! So whether one came between a kill's receipt and the reset that took that kill back is a
//! question about numbers, not about time.
//!
//! Uses: `plimsoll`, `crash`. Used by: `bin/stress_worker.rs`, `tests/kill_stress.rs`.

mod board;
mod judge;
mod route;

pub use board::{Board, KILLERS, Kill, Reset, slot_of};
pub use judge::{Findings, Seen, judge};
pub use route::{routes, tag_of};

use crate::crash::{Shared, now};
use crate::generator::Random;
use crate::signal;
use crate::world::strategy;
use plimsoll::{
    AccountId, Config, InstrumentId, Level, PartyId, Receipt, Refusal, Region, Scope, VenueId,
};
use std::io;
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// Lanes that route; one more is only ever killed to read the counts of the others.
pub const ROUTERS: u32 = 3;

/// The capacities of the region.
pub const CONFIG: Config = Config {
    session: 5,
    lanes: ROUTERS + 1,
    accounts: 2,
    instruments: 2,
    venues: 2,
    strategies: 2,
    parties: 2,
    registry: 8,
    positions: 4,
    parents: 256,
    children: 1 << 12,
    executions: 1 << 10,
    suspense: 8,
    client_ids: 1 << 20,
    repeats: 4,
    events: 64,
};

/// Everything that a process needs.
#[derive(Clone, Copy)]
pub struct House {
    /// The region.
    pub region: Region<'static>,
    /// What was seen.
    pub board: &'static Board,
}

/// What the handler of the signal works on.
static HOUSE: OnceLock<House> = OnceLock::new();
/// Which scope the next signal kills.
static NEXT: AtomicU64 = AtomicU64::new(0);

impl House {
    /// Joins the region and the board in a folder, for as long as the process runs.
    ///
    /// # Errors
    ///
    /// What the operating system says, or that there is no region.
    pub fn join(folder: &Path) -> io::Result<House> {
        let shared: &'static Shared = Box::leak(Box::new(Shared::open(&folder.join("region"))?));
        let region = shared.attach().map_err(|why| io::Error::other(format!("{why:?}")))?;
        let board = Box::leak(Box::new(Board::open(&folder.join("board"))?));
        Ok(House { region, board })
    }

    /// Kills a scope, more or less far, and notes what the receipt says. Nothing here allocates,
    /// locks or waits: the handler of a signal calls it.
    ///
    /// # Errors
    ///
    /// As [`Region::kill`].
    pub fn kill(&self, scope: Scope, by: usize) -> Result<Receipt, Refusal> {
        let receipt = match by % 2 {
            0 => self.region.kill(scope, by as u32, now()),
            _ => {
                let cause = plimsoll::Cause::of(by as u32, now());
                self.region.restrict(scope, Level::CancelAll, &cause)
            }
        }?;
        let published = std::array::from_fn(|lane| receipt.published[lane]);
        self.board.note_kill(&Kill { scope, count: receipt.kill_count, published, by });
        Ok(receipt)
    }

    /// From now on SIGUSR1 kills one scope after the other, whatever its thread was doing.
    pub fn kill_on_signal(self) {
        let _ = HOUSE.set(self);
        // It calls nothing but `Region::kill`, atomics and `clock_gettime`.
        signal::on_usr1_do(on_signal);
    }

    /// Kills scopes as they come, with a breath between, until everybody is to stop.
    pub fn kill_on(&self, seed: u64, by: usize) {
        let mut random = Random::new(seed);
        while !self.board.is_over() {
            let scope = scope_number(random.draw());
            let _ = self.kill(scope, by);
            std::thread::sleep(std::time::Duration::from_micros(2_000 + random.below(12_000)));
        }
    }
}

fn on_signal() {
    if let Some(house) = HOUSE.get() {
        let _ = house.kill(scope_number(NEXT.fetch_add(1, Relaxed)), board::BY_SIGNAL);
    }
}

/// Every scope that a birth may be in, but parents.
#[must_use]
pub fn scope_number(number: u64) -> Scope {
    let index = number as u32 & 1;
    match (number >> 1) % 7 {
        0 if index == 0 => Scope::Firm,
        0 => Scope::Lane(2),
        1 => Scope::Account(AccountId(index)),
        2 => Scope::Instrument(InstrumentId(index)),
        3 => Scope::Venue(VenueId(index)),
        4 => Scope::Strategy(strategy(index)),
        5 => Scope::Lane(index),
        _ => Scope::Party(PartyId(index)),
    }
}
