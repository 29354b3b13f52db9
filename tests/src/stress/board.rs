//! The board: births, kills and resets as words in a mapped file.
//!
//! Law: an entry is there once its first word is not 0, and that word is written last.
//!
//! Uses: `crash`. Used by: `stress`.

use crate::crash::Shared;
use crate::stress::ROUTERS;
use crate::world::strategy;
use core::sync::atomic::{
    AtomicU64, Ordering::AcqRel, Ordering::Acquire, Ordering::Relaxed, Ordering::Release,
};
use plimsoll::{AccountId, InstrumentId, PartyId, Scope, VenueId};
use std::io;
use std::path::Path;

const LANES: usize = ROUTERS as usize;
/// Births that each lane may note.
const BIRTHS: usize = 1 << 24;
const ENTRIES: usize = 1 << 16;
const WORDS: usize = 8;
const KILLS: usize = BIRTHS / 8 * LANES + 64;
const RESETS: usize = KILLS + ENTRIES * WORDS;
const END: usize = RESETS + ENTRIES * WORDS;

/// Who kills: a thread, another process, a signal's handler, somebody who stopped the process.
pub const KILLERS: [&str; 4] = ["thread", "process", "signal", "stopped"];
pub(super) const BY_SIGNAL: usize = 2;

/// A kill that has returned.
#[derive(Clone, Copy, Debug)]
pub struct Kill {
    /// What was killed.
    pub scope: Scope,
    /// How often it was, this time included.
    pub count: u64,
    /// Children that each lane had published.
    pub published: [u64; LANES],
    /// Who did it.
    pub by: usize,
}

/// A reset that was carried out.
#[derive(Clone, Copy, Debug)]
pub struct Reset {
    /// What was opened.
    pub scope: Scope,
    /// The count that it has seen.
    pub count: u64,
    /// Children that each lane had published a moment before.
    pub published: [u64; LANES],
}

/// See the module's text.
pub struct Board {
    shared: Shared,
}

/// A scope as a number, never 0.
#[must_use]
pub fn slot_of(scope: Scope) -> u64 {
    let (kind, id) = match scope {
        Scope::Firm => (1, 0),
        Scope::Account(id) => (2, id.0),
        Scope::Instrument(id) => (3, id.0),
        Scope::Venue(id) => (4, id.0),
        Scope::Strategy(id) => (5, id.0 - strategy(0).0),
        Scope::Lane(index) => (6, index),
        Scope::Party(id) => (7, id.0),
        Scope::Parent(_) => (8, 0),
    };
    kind << 8 | u64::from(id)
}

fn scope_of(slot: u64) -> Scope {
    let id = slot as u32 & 255;
    match slot >> 8 {
        2 => Scope::Account(AccountId(id)),
        3 => Scope::Instrument(InstrumentId(id)),
        4 => Scope::Venue(VenueId(id)),
        5 => Scope::Strategy(strategy(id)),
        6 => Scope::Lane(id),
        7 => Scope::Party(PartyId(id)),
        _ => Scope::Firm,
    }
}

impl Board {
    /// Makes an empty board.
    ///
    /// # Errors
    ///
    /// What the operating system says.
    pub fn create(path: &Path) -> io::Result<Board> {
        Ok(Board { shared: Shared::create(path, END * 8)? })
    }

    /// Opens one.
    ///
    /// # Errors
    ///
    /// What the operating system says.
    pub fn open(path: &Path) -> io::Result<Board> {
        Ok(Board { shared: Shared::open(path)? })
    }

    fn word(&self, place: usize) -> &AtomicU64 {
        &self.shared.words()[BIRTHS / 8 * LANES + place]
    }

    /// Asks everybody to stop.
    pub fn finish(&self) {
        self.word(0).store(1, Release);
    }

    /// Whether everybody was asked to stop.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.word(0).load(Acquire) != 0
    }

    /// A gateway says that it may be sent signals.
    pub fn listen(&self) {
        self.word(1).store(1, Release);
    }

    /// Whether the other gateway may be sent signals.
    #[must_use]
    pub fn hears(&self) -> bool {
        self.word(1).load(Acquire) != 0
    }

    fn births(&self, lane: usize) -> &[AtomicU64] {
        &self.shared.words()[BIRTHS / 8 * lane..][..BIRTHS / 8]
    }

    /// Notes the scopes of a lane's birth of this number, from 1; whether there was room.
    pub(super) fn note_birth(&self, lane: u32, number: u64, tag: u8) -> bool {
        let Some(word) = self.births(lane as usize).get(number as usize / 8) else { return false };
        word.fetch_or(u64::from(tag) << (number % 8 * 8), Relaxed);
        true
    }

    /// The scopes of every birth of a lane, by number; the first has number 1.
    #[must_use]
    pub fn tags(&self, lane: usize) -> Vec<u8> {
        let bytes = self.births(lane).iter().flat_map(|word| word.load(Acquire).to_le_bytes());
        let mut tags: Vec<u8> = bytes.collect();
        let last = tags.iter().rposition(|tag| *tag != 0).unwrap_or(0);
        tags.truncate(last + 1);
        tags
    }

    fn note(&self, table: usize, counter: usize, words: [u64; WORDS]) {
        let place = self.word(counter).fetch_add(1, AcqRel) as usize % ENTRIES;
        let entry = &self.shared.words()[table + place * WORDS..][..WORDS];
        for (word, value) in entry.iter().zip(words).skip(1) {
            word.store(value, Relaxed);
        }
        entry[0].store(words[0], Release);
    }

    pub(super) fn note_kill(&self, kill: &Kill) {
        let [one, two, three] = kill.published;
        let words = [slot_of(kill.scope), kill.count, one, two, three, kill.by as u64, 0, 0];
        self.note(KILLS, 8, words);
    }

    /// Notes a reset.
    pub fn note_reset(&self, reset: &Reset) {
        let [one, two, three] = reset.published;
        self.note(RESETS, 9, [slot_of(reset.scope), reset.count, one, two, three, 0, 0, 0]);
    }

    fn entries(&self, table: usize) -> impl Iterator<Item = [u64; WORDS]> {
        let words = &self.shared.words()[table..][..ENTRIES * WORDS];
        let read = |entry: &[AtomicU64]| {
            let first = entry[0].load(Acquire);
            let mut read: [u64; WORDS] = std::array::from_fn(|place| entry[place].load(Relaxed));
            read[0] = first;
            read
        };
        words.chunks_exact(WORDS).map(read).filter(|words| words[0] != 0)
    }

    /// Every kill, in no order.
    #[must_use]
    pub fn kills(&self) -> Vec<Kill> {
        let kill = |[scope, count, one, two, three, by, ..]: [u64; WORDS]| Kill {
            scope: scope_of(scope),
            count,
            published: [one, two, three],
            by: by as usize,
        };
        self.entries(KILLS).map(kill).collect()
    }

    /// Every reset, in no order.
    #[must_use]
    pub fn resets(&self) -> Vec<Reset> {
        let reset = |[scope, count, one, two, three, ..]: [u64; WORDS]| Reset {
            scope: scope_of(scope),
            count,
            published: [one, two, three],
        };
        self.entries(RESETS).map(reset).collect()
    }
}
