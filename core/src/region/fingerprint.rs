//! What runs here, in five numbers: two regions that show the same are the same.

use super::{Header, Region, layout_hash};
use crate::hash;
use crate::limits::Collar;
use crate::registry::{self, BUILT_IN};
use crate::sync::{Acquire, AtomicU64, Relaxed};
use crate::version::BUILD;

/// What a region is, part by part, so that a difference can be named (DESIGN §7). It changes with
/// every definition and every limit, and with nothing that trading does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Fingerprint {
    /// The sizes of the tables, and the capacities, but for the session's number.
    pub layout: u64,
    /// [`crate::ABI_VERSION`] that it was formatted with.
    pub abi: u64,
    /// [`crate::registry::hash`] of the gateway's registry.
    pub registry: u64,
    /// Every definition, limit and throttle, and who may reset.
    pub limits: u64,
    /// The build that runs here, [`crate::BUILD`]: that of the lanes which are held; where they are of
    /// several builds, a number that is none of them; where none is held, the one that formatted it.
    pub build: u64,
}

/// A part of a [`Fingerprint`], or another field of a manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
#[non_exhaustive]
pub enum Field {
    /// None of them: what was refused is not about a field.
    None = 0,
    /// [`Fingerprint::layout`].
    Layout = 1,
    /// [`Fingerprint::abi`].
    Abi = 2,
    /// [`Fingerprint::registry`].
    Registry = 3,
    /// [`Fingerprint::limits`].
    Limits = 4,
    /// [`Fingerprint::build`].
    Build = 5,
    /// A strategy of the manifest: its code. Found: 0, for it is not defined here.
    Strategy = 6,
    /// A strategy's generation.
    Generation = 7,
    /// How long the lease is.
    Lease = 8,
}

impl Field {
    /// The word for it, as the operator's program prints it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Field::None => "none",
            Field::Layout => "layout",
            Field::Abi => "abi",
            Field::Registry => "registry",
            Field::Limits => "limits",
            Field::Build => "build",
            Field::Strategy => "strategy",
            Field::Generation => "generation",
            Field::Lease => "lease",
        }
    }
}

impl Fingerprint {
    /// The parts, each with its name.
    #[must_use]
    pub const fn parts(self) -> [(Field, u64); 5] {
        [
            (Field::Layout, self.layout),
            (Field::Abi, self.abi),
            (Field::Registry, self.registry),
            (Field::Limits, self.limits),
            (Field::Build, self.build),
        ]
    }

    /// One number for all parts.
    #[must_use]
    pub fn whole(self) -> u64 {
        self.parts().into_iter().fold(hash::EMPTY, |sum, (_, part)| add(sum, part))
    }

    /// The parts in which `other` differs: field, ours, the other's.
    pub fn differences(self, other: Fingerprint) -> impl Iterator<Item = (Field, u64, u64)> {
        let pairs = self.parts().into_iter().zip(other.parts());
        pairs.filter(|(a, b)| a.1 != b.1).map(|((field, ours), (_, theirs))| (field, ours, theirs))
    }
}

fn add(sum: u64, word: u64) -> u64 {
    hash::add(sum, &word.to_le_bytes())
}

fn add_all(sum: u64, words: &[&AtomicU64]) -> u64 {
    words.iter().fold(sum, |sum, word| add(sum, word.load(Relaxed)))
}

impl Header {
    fn layout_part(&self) -> u64 {
        let capacities = self.config.iter().skip(1).map(|word| word.load(Relaxed));
        capacities.fold(add(hash::EMPTY, layout_hash()), add)
    }
}

/// The number that stands for this build.
pub(crate) fn own_build() -> u64 {
    add(add(hash::EMPTY, BUILD.version), BUILD.source)
}

impl Region<'_> {
    /// [`Fingerprint::build`]. A lane that is being claimed for the first time has not said its
    /// build yet; it looks for itself, once it has.
    pub(crate) fn build_part(&self) -> u64 {
        let formatted_by = self.header.build_part.load(Relaxed);
        let held = self.trading().iter().filter(|lane| lane.claim.load(Acquire) & 1 != 0);
        // One that is just being claimed has not said yet whose it is.
        let mut builds = held.map(|lane| lane.build_part.load(Relaxed)).filter(|build| *build != 0);
        let Some(first) = builds.next() else { return formatted_by };
        builds.filter(|build| *build != first).fold(first, add)
    }

    /// What runs here. Made anew at each call, from the tables.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint {
            layout: self.header.layout_part(),
            abi: self.header.abi.load(Relaxed),
            registry: self.registry().fold(BUILT_IN, |sum, entry| registry::mix(sum, &entry)),
            limits: self.limits_part(),
            build: self.build_part(),
        }
    }

    fn limits_part(&self) -> u64 {
        let control = self.control;
        let firm =
            [&control.limit, &control.suspended.limit, &control.patience, &control.tolerance];
        let resets = [&control.resets.least_delay, &control.resets.expiry];
        let mut sum = add_all(add_all(hash::EMPTY, &firm), &resets);
        if let Some(throttles) = control.throttles.get() {
            let counts = [throttles.max_ratio, throttles.orders, throttles.cancels];
            sum = counts.into_iter().fold(sum, |sum, count| add(sum, u64::from(count)));
            sum = add(add(sum, throttles.window), u64::from(throttles.max_rejects));
        }
        // How many there are of each, so that no row of one table passes for one of another.
        let defined = &control.defined;
        let counts = [
            &defined.accounts,
            &defined.instruments,
            &defined.venues,
            &defined.strategies,
            &defined.parties,
            &defined.positions,
            &defined.monitors,
            &defined.keys,
        ];
        sum = add_all(sum, &counts);
        let silences = control.monitors.iter().map(|slot| slot.silence.load(Relaxed));
        sum = silences.fold(sum, add);
        for slot in self.keys() {
            let [first, second] = &slot.digest;
            sum = add_all(sum, &[&slot.person, first, second]);
        }
        for slot in known(self.accounts, &control.defined.accounts) {
            sum = add_all(sum, &[&slot.limit]);
        }
        for slot in known(self.instruments, &control.defined.instruments) {
            let terms = slot.terms();
            let (band, age) = match terms.collar {
                Collar::Limit => (0, 0),
                Collar::Reference { band, max_age } => (band.wrapping_add(1), max_age),
            };
            let words = [terms.lot, terms.tick_value, terms.max_order_qty.get(), band, age];
            sum = words.into_iter().fold(sum, add);
        }
        for slot in known(self.venues, &control.defined.venues) {
            sum = slot.terms_words().into_iter().fold(sum, add);
        }
        for (_, slot) in self.known_strategies() {
            let terms = slot.terms();
            let words = [terms.code, terms.generation, terms.max_held, terms.max_ratio];
            sum = words.into_iter().fold(sum, |sum, word| add(sum, u64::from(word)));
            sum = add(sum, u64::from(terms.max_repeats));
        }
        for slot in known(self.parties, &control.defined.parties) {
            sum = add(add(sum, slot.role().map_or(0, |role| role as u64)), slot.key());
        }
        for slot in known(self.positions, &control.defined.positions) {
            let key = crate::tree::Keyed::node(slot).key();
            sum = add(add(sum, key as u64), (key >> 64) as u64);
            sum = add_all(sum, &[&slot.long, &slot.short, &slot.suspended.limit]);
        }
        sum
    }
}

/// The slots of a table that are defined.
pub(super) fn known<'a, T>(table: &'a [T], count: &AtomicU64) -> impl Iterator<Item = &'a T> {
    table.iter().take(count.load(Acquire) as usize)
}
