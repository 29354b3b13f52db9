//! The gateway's own registry, as the region was formatted with it.

use super::{Region, RegistrySlot};
use crate::registry::{self, FLAGS, Kind, RegistryEntry};
use crate::sync::{Relaxed, Release};

impl RegistrySlot {
    fn write(&self, entry: &RegistryEntry) {
        self.kind.store(entry.kind as u64, Relaxed);
        self.code.store(u64::from(entry.code), Relaxed);
        self.generation.store(u64::from(entry.generation), Relaxed);
        self.retired.store(u64::from(entry.retired), Relaxed);
    }

    fn entry(&self) -> Option<RegistryEntry> {
        Some(RegistryEntry {
            kind: Kind::of(self.kind.load(Relaxed) as u32)?,
            code: self.code.load(Relaxed) as u32,
            generation: self.generation.load(Relaxed) as u32,
            retired: self.retired.load(Relaxed) != 0,
        })
    }
}

/// The bits of the flags that may be set, among `entries`.
fn permitted(entries: impl Iterator<Item = RegistryEntry>) -> u64 {
    let flags = entries.filter(|entry| entry.kind == Kind::Flag && !entry.retired);
    flags.fold(0, |flags, entry| flags | 1u64.checked_shl(entry.code).unwrap_or(0))
}

impl<'a> Region<'a> {
    /// Writes the gateway's registry: a table that is a register.
    pub(crate) fn write_registry(&self, entries: &[RegistryEntry]) {
        self.registry.iter().zip(entries).for_each(|(slot, entry)| slot.write(entry));
        self.note_flags();
    }

    /// Makes the word of the flags that may be set from the registry.
    pub(crate) fn note_flags(&self) {
        let own = FLAGS.iter().map(|entry| RegistryEntry {
            kind: entry.kind,
            code: entry.code,
            generation: entry.generation,
            retired: entry.retired,
        });
        self.control.flags.store(permitted(own.chain(self.registry())), Release);
    }

    /// Whether `entries` is what the region has, or what may come after it: every code is still
    /// there, generations only grew, and what is retired stays so.
    pub(crate) fn registry_continues(&self, entries: &[RegistryEntry]) -> bool {
        self.registry().all(|old| {
            let same = |new: &&RegistryEntry| (old.kind, old.code) == (new.kind, new.code);
            let new = entries.iter().find(same);
            new.is_some_and(|new| new.generation >= old.generation && (new.retired || !old.retired))
        })
    }

    /// The gateway's own codes, in the order of its registry.
    pub fn registry(&self) -> impl Iterator<Item = RegistryEntry> + use<'a> {
        self.registry.iter().map_while(RegistrySlot::entry)
    }

    /// The strategy of this code, of the core's own or of the gateway's registry.
    pub(crate) fn registered(&self, code: u32) -> Option<RegistryEntry> {
        if let Some(entry) = registry::find(code) {
            let (kind, generation, retired) = (entry.kind, entry.generation, entry.retired);
            return Some(RegistryEntry { kind, code, generation, retired });
        }
        self.registry().find(|entry| entry.kind == Kind::Strategy && entry.code == code)
    }
}
