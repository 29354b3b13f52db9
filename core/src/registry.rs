//! The codes of strategies and of order flags, and the promise that no code is ever used again.
//!
//! ```text
//!               the core's own    the gateway's own
//!   strategies  0 … 999           1000 …               in both, codes ascend without a gap, and a
//!   flags       bit 0 … 7         bit 8 … 63           retired one keeps its row as a tombstone
//! ```
//!
//! Law: a code once given stays for ever, and a retired one never comes back. The compiler refuses
//! a table of the core whose codes do not ascend without a gap, and one that does not continue
//! `registry.snapshot`, the committed copy of what was given before.
//!
//! Uses: `hash`. Used by: `region`, `control`, `limits`.

mod snapshot;

use crate::hash;

/// What a code is a code of. The numbers are those of the C interface and of the hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u32)]
pub enum Kind {
    /// Something that slices parents.
    Strategy = 1,
    /// A bit of an order's flags; its code is the number of the bit.
    Flag = 2,
}

impl Kind {
    /// The kind with this number, if there is one.
    #[must_use]
    pub const fn of(number: u32) -> Option<Kind> {
        match number {
            1 => Some(Kind::Strategy),
            2 => Some(Kind::Flag),
            _ => None,
        }
    }
}

/// One code of the core's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is a code of.
    pub kind: Kind,
    /// Its number, never used for another of its kind.
    pub code: u32,
    /// How often its meaning has changed; a server that knows another generation refuses its
    /// parents. Always 1 for a flag: another meaning is another bit.
    pub generation: u32,
    /// Its name.
    pub name: &'static str,
    /// Whether it may not be used any more.
    pub retired: bool,
}

/// One code of a gateway's own, as its region keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RegistryEntry {
    /// What it is a code of.
    pub kind: Kind,
    /// Its number: [`RESERVED`] or more for a strategy, [`RESERVED_FLAGS`] to 63 for a flag.
    pub code: u32,
    /// The generation of its meaning: 1 or more for a strategy, 1 for a flag.
    pub generation: u32,
    /// Whether it may not be used any more.
    pub retired: bool,
}

const fn strategy(code: u32, generation: u32, name: &'static str) -> Entry {
    Entry { kind: Kind::Strategy, code, generation, name, retired: false }
}

const fn flag(code: u32, name: &'static str) -> Entry {
    Entry { kind: Kind::Flag, code, generation: 1, name, retired: false }
}

const fn retired(entry: Entry) -> Entry {
    Entry { retired: true, ..entry }
}

/// Every strategy that this build gives a meaning to. A row is only ever added at the end, here and
/// in `registry.snapshot`.
pub const STRATEGIES: [Entry; 5] = [
    // The code that SMARS's reused flag woke on 1 August 2012. Its number is here so that nothing
    // else ever gets it.
    retired(strategy(0, 1, "power_peg")),
    strategy(1, 1, "manual"),
    strategy(2, 1, "sweep"),
    strategy(3, 1, "twap"),
    strategy(4, 1, "vwap"),
];

/// Every flag that this build gives a meaning to. A row is only ever added at the end, here and in
/// `registry.snapshot`.
pub const FLAGS: [Entry; 1] = [
    // The flag that was reused.
    retired(flag(0, "power_peg")),
];

/// Strategies below this are the core's; a gateway's own begin here.
pub const RESERVED: u32 = 1000;

/// Flags below this are the core's; a gateway's own begin here.
pub const RESERVED_FLAGS: u32 = 8;

/// How many flags there can be: the bits of a word.
pub const FLAGS_MAX: u32 = u64::BITS;

/// The strategy of the core's own with this code, if this build has one.
#[must_use]
pub fn find(code: u32) -> Option<&'static Entry> {
    STRATEGIES.iter().find(|entry| entry.code == code)
}

/// The flag of the core's own with this bit, if this build has one.
#[must_use]
pub fn find_flag(bit: u32) -> Option<&'static Entry> {
    FLAGS.iter().find(|entry| entry.code == bit)
}

/// Whether `entries` is a gateway's register: all strategies first, from [`RESERVED`] up without a
/// gap, each of generation 1 or more; then all flags, from [`RESERVED_FLAGS`] up to bit 63 without
/// a gap, each of generation 1. An empty one is a register.
///
/// It is `const`, so that a gateway in Rust can let the compiler refuse its table:
///
/// ```
/// use plimsoll::registry::{Kind, RegistryEntry, is_register};
/// const OURS: [RegistryEntry; 2] = [
///     RegistryEntry { kind: Kind::Strategy, code: 1000, generation: 1, retired: true },
///     RegistryEntry { kind: Kind::Strategy, code: 1001, generation: 2, retired: false },
/// ];
/// const _: () = assert!(is_register(&OURS));
/// ```
///
/// A code that was given before:
///
/// ```compile_fail,E0080
/// use plimsoll::registry::{Kind, RegistryEntry, is_register};
/// const OURS: [RegistryEntry; 2] = [
///     RegistryEntry { kind: Kind::Strategy, code: 1000, generation: 1, retired: true },
///     RegistryEntry { kind: Kind::Strategy, code: 1000, generation: 2, retired: false },
/// ];
/// const _: () = assert!(is_register(&OURS));
/// ```
#[must_use]
pub const fn is_register(entries: &[RegistryEntry]) -> bool {
    let (mut strategy, mut flag) = (RESERVED, RESERVED_FLAGS);
    let mut rest = entries;
    while let [entry, others @ ..] = rest {
        match entry.kind {
            Kind::Strategy => {
                if entry.code != strategy || entry.generation == 0 || flag != RESERVED_FLAGS {
                    return false;
                }
                strategy = strategy.wrapping_add(1);
            }
            Kind::Flag => {
                if entry.code != flag || entry.generation != 1 || flag >= FLAGS_MAX {
                    return false;
                }
                flag = flag.wrapping_add(1);
            }
        }
        rest = others;
    }
    true
}

/// The number that stands for the core's own table: strategies, then flags.
pub const BUILT_IN: u64 = of_built_in(of_built_in(hash::EMPTY, &STRATEGIES), &FLAGS);

/// The number that stands for a whole registry: the core's own table, then `entries` in order. It
/// is FNV-1a over kind, code, generation and retired (0 or 1) of each, as four little-endian 32-bit
/// words.
#[must_use]
pub const fn hash(entries: &[RegistryEntry]) -> u64 {
    let (mut hash, mut rest) = (BUILT_IN, entries);
    while let [entry, others @ ..] = rest {
        hash = mix(hash, entry);
        rest = others;
    }
    hash
}

/// The number of the registry that `hash` stands for, with `entry` at its end: begin with
/// [`BUILT_IN`].
#[must_use]
pub const fn mix(hash: u64, entry: &RegistryEntry) -> u64 {
    let hash = hash::add(hash, &(entry.kind as u32).to_le_bytes());
    let hash = hash::add(hash, &entry.code.to_le_bytes());
    let hash = hash::add(hash, &entry.generation.to_le_bytes());
    hash::add(hash, &(entry.retired as u32).to_le_bytes())
}

const fn of_built_in(hash: u64, table: &[Entry]) -> u64 {
    let (mut hash, mut rest) = (hash, table);
    while let [entry, others @ ..] = rest {
        let Entry { kind, code, generation, name: _, retired } = *entry;
        hash = mix(hash, &RegistryEntry { kind, code, generation, retired });
        rest = others;
    }
    hash
}

/// Whether `table` is the core's table of `kind`: codes ascend from 0 without a gap and end before
/// `end`, every generation is at least 1, and that of a flag 1.
const fn is_built_in(kind: Kind, table: &[Entry], end: u32) -> bool {
    let (mut expected, mut rest) = (0, table);
    while let [entry, others @ ..] = rest {
        let of_kind = entry.kind as u32 == kind as u32;
        let generation_fits = match kind {
            Kind::Strategy => entry.generation >= 1,
            Kind::Flag => entry.generation == 1,
        };
        if !of_kind || !generation_fits || entry.code != expected || expected >= end {
            return false;
        }
        expected += 1;
        rest = others;
    }
    true
}

const _: () = assert!(
    is_built_in(Kind::Strategy, &STRATEGIES, RESERVED),
    "the code of a strategy was reused, skipped or reordered, or its generation is 0"
);
const _: () = assert!(
    is_built_in(Kind::Flag, &FLAGS, RESERVED_FLAGS),
    "a flag was reused, skipped or reordered, or its generation is not 1"
);

#[cfg(test)]
mod tests;
