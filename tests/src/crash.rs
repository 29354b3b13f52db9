//! A gateway to be killed: its shared memory, its log of what was acknowledged, and its work.
//!
//! ```text
//!   worker process ──lane 0, lane 1 …──▶ region (mapped file)      survives SIGKILL, as does the
//!         └────────before and after each call──▶ log (mapped file)      memory of both files
//! ```
//!
//! Law: an entry is marked `Intended` before the core is called and `Done` only after the call has
//! returned. So every execution marked `Done` was acknowledged, and at most one entry a lane is in
//! between.
//!
//! Uses: `plimsoll`. Used by: `bin/crash_worker.rs`, `tests/crash.rs`.

mod work;

pub use work::{CONFIG, now, work};

/// The venues: quantity that the second cancels cools for a moment.
pub const VENUES: [VenueTerms; 2] =
    [VenueTerms::FIX44, VenueTerms { cooling: 50_000, ..VenueTerms::FIX44 }];

use crate::world::REGISTRY;
use core::sync::atomic::{AtomicU64, Ordering::Acquire, Ordering::Relaxed, Ordering::Release};
use memmap2::{MmapOptions, MmapRaw};
use plimsoll::{
    ChildId, ClientId, Config, ExecId, ExecType, ParentId, Price, Qty, Refusal, Region, Report,
    VenueTerms,
};
use std::fs::OpenOptions;
use std::io;
use std::path::Path;

/// A file that is mapped into memory and shared with whoever maps it too.
pub struct Shared {
    map: MmapRaw,
}

impl Shared {
    /// Makes a file of `bytes` zeroes, in the place of any that was there, and maps it.
    ///
    /// # Errors
    ///
    /// What the operating system says.
    pub fn create(path: &Path, bytes: usize) -> io::Result<Shared> {
        let file =
            OpenOptions::new().read(true).write(true).create(true).truncate(true).open(path)?;
        file.set_len(bytes as u64)?;
        Ok(Shared { map: MmapOptions::new().map_raw(&file)? })
    }

    /// Maps a file that exists.
    ///
    /// # Errors
    ///
    /// What the operating system says.
    pub fn open(path: &Path) -> io::Result<Shared> {
        let file = OpenOptions::new().read(true).write(true).open(path)?;
        Ok(Shared { map: MmapOptions::new().map_raw(&file)? })
    }

    /// Formats a region in it, with the registry of `world`.
    ///
    /// # Errors
    ///
    /// As [`Region::format_with`].
    pub fn format(&self, config: &Config) -> Result<Region<'_>, Refusal> {
        let (start, bytes) = (self.map.as_mut_ptr(), self.map.len());
        // SAFETY: the map is valid for reads and writes for as long as `self`, which the region
        // borrows.
        unsafe { Region::format_raw_with(start, bytes, config, &REGISTRY) }
    }

    /// Joins the region that is in it.
    ///
    /// # Errors
    ///
    /// As [`Region::attach`].
    pub fn attach(&self) -> Result<Region<'_>, Refusal> {
        // SAFETY: as for `format`.
        unsafe { Region::attach_raw(self.map.as_mut_ptr(), self.map.len()) }
    }

    /// All of it, as words.
    pub(crate) fn words(&self) -> &[AtomicU64] {
        let start = self.map.as_mut_ptr().cast::<AtomicU64>();
        // SAFETY: a map is page-aligned and valid for as long as `self`; every bit pattern is an
        // `AtomicU64`.
        unsafe { core::slice::from_raw_parts(start, self.map.len() / 8) }
    }
}

/// What an entry of the log is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// A parent is admitted under a client id.
    Admit(ClientId, Option<ParentId>),
    /// A child is routed for a parent.
    Route(ParentId, Option<ChildId>),
    /// An execution is reported.
    Fill(ChildId, ExecId, Qty),
    /// An execution (the second id) counts for another quantity now: a bust where that is 0.
    Change(ChildId, ExecId, ExecId, Qty),
    /// A parent is retired; the flag says whether it was, once the call has returned.
    Retire(ParentId, bool),
}

/// One entry of the log.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// What it is about.
    pub deed: Deed,
    /// Whether the call had returned.
    pub done: bool,
}

const WORDS: usize = 8;
/// The lanes that a log has room for.
pub const LOG_LANES: usize = 4;
/// The entries that each lane may write.
pub const LOG_ENTRIES: usize = 1 << 17;
const LANE_WORDS: usize = WORDS * (LOG_ENTRIES + 1);

/// See the module's text.
pub struct Log {
    shared: Shared,
}

impl Deed {
    /// The report of a fill or a change.
    #[must_use]
    pub fn report(&self) -> Option<Report> {
        match *self {
            Deed::Fill(child, exec, qty) => Some(Report::trade(child, exec, qty, Price(100))),
            Deed::Change(child, exec, reference, qty) => Some(Report {
                exec_type: if qty.is_zero() {
                    ExecType::TradeCancel
                } else {
                    ExecType::TradeCorrect
                },
                exec_ref: Some(reference),
                ..Report::trade(child, exec, qty, Price(100))
            }),
            Deed::Admit(..) | Deed::Route(..) | Deed::Retire(..) => None,
        }
    }
}

impl Log {
    /// Makes an empty log.
    ///
    /// # Errors
    ///
    /// What the operating system says.
    pub fn create(path: &Path) -> io::Result<Log> {
        let bytes = (LANE_WORDS * LOG_LANES + WORDS) * 8;
        Ok(Log { shared: Shared::create(path, bytes)? })
    }

    /// Opens a log.
    ///
    /// # Errors
    ///
    /// What the operating system says.
    pub fn open(path: &Path) -> io::Result<Log> {
        Ok(Log { shared: Shared::open(path)? })
    }

    /// Asks the workers to stop in an orderly way.
    pub fn ask_to_stop(&self) {
        self.shared.words()[LANE_WORDS * LOG_LANES].store(1, Release);
    }

    /// Whether they were asked.
    #[must_use]
    pub fn is_asked_to_stop(&self) -> bool {
        self.shared.words()[LANE_WORDS * LOG_LANES].load(Acquire) != 0
    }

    fn lane(&self, lane: u32) -> &[AtomicU64] {
        &self.shared.words()[lane as usize * LANE_WORDS..][..LANE_WORDS]
    }

    /// The entry numbered `place`, as its words.
    fn slot(&self, lane: u32, place: u64) -> &[AtomicU64] {
        &self.lane(lane)[WORDS * (place as usize + 1)..][..WORDS]
    }

    /// How many entries `lane` has written.
    #[must_use]
    pub fn written(&self, lane: u32) -> u64 {
        self.lane(lane)[0].load(Acquire)
    }

    /// Writes down what is about to be done; the number is for [`Log::done`]. None when the log is
    /// full.
    #[must_use]
    pub fn intend(&self, lane: u32, deed: Deed) -> Option<u64> {
        let place = self.written(lane);
        if place as usize >= LOG_ENTRIES {
            return None;
        }
        let words = self.slot(lane, place);
        let [kind, first, second, high, low] = match deed {
            Deed::Admit(client, _) => [1, 0, 0, (client.0 >> 64) as u64, client.0 as u64],
            Deed::Route(parent, _) => [2, parent.to_bits(), 0, 0, 0],
            Deed::Fill(child, exec, qty) => {
                [3, child.to_bits(), qty.get(), (exec.0 >> 64) as u64, exec.0 as u64]
            }
            Deed::Retire(parent, _) => [4, parent.to_bits(), 0, 0, 0],
            Deed::Change(child, exec, _, qty) => {
                [5, child.to_bits(), qty.get(), (exec.0 >> 64) as u64, exec.0 as u64]
            }
        };
        // Both ids of a change are of one gateway: their upper halves are the same.
        let reference = match deed {
            Deed::Change(_, _, reference, _) => reference.0 as u64,
            Deed::Admit(..) | Deed::Route(..) | Deed::Fill(..) | Deed::Retire(..) => 0,
        };
        let values = [0, kind, first, second, high, low, 0, reference];
        words.iter().zip(values).for_each(|(word, value)| word.store(value, Relaxed));
        self.lane(lane)[0].store(place + 1, Release);
        Some(place)
    }

    /// Writes down that the call has returned, with the id that it brought, if it brought one.
    pub fn done(&self, lane: u32, place: u64, id: u64) {
        let words = self.slot(lane, place);
        if id != 0 {
            words[6].store(id, Relaxed);
        }
        words[0].store(1, Release);
    }

    /// The entries of `lane`, oldest first.
    #[must_use]
    pub fn entries(&self, lane: u32) -> Vec<Entry> {
        (0..self.written(lane)).filter_map(|place| self.entry(lane, place)).collect()
    }

    fn entry(&self, lane: u32, place: u64) -> Option<Entry> {
        let words = self.slot(lane, place);
        let word = |place: usize| words[place].load(Acquire);
        let done = word(0) == 1;
        let wide = u128::from(word(4)) << 64 | u128::from(word(5));
        let issued = Some(word(6)).filter(|bits| *bits != 0);
        let deed = match word(1) {
            1 => Deed::Admit(ClientId(wide), issued.map(ParentId::from_bits)),
            2 => Deed::Route(ParentId::from_bits(word(2)), issued.map(ChildId::from_bits)),
            3 => Deed::Fill(ChildId::from_bits(word(2)), ExecId(wide), Qty::saturating(word(3))),
            5 => {
                let reference = ExecId(u128::from(word(4)) << 64 | u128::from(word(7)));
                let qty = Qty::saturating(word(3));
                Deed::Change(ChildId::from_bits(word(2)), ExecId(wide), reference, qty)
            }
            4 => Deed::Retire(ParentId::from_bits(word(2)), issued.is_some()),
            _ => return None,
        };
        Some(Entry { deed, done })
    }
}
