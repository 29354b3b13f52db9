//! Laying a region over bytes.

use super::memory::Memory;
use super::slots::Line;
use super::{
    Acquire, AlarmKind, Config, Header, MAGIC, Refusal, Region, Relaxed, Release, bytes, events,
    flows, places, tallies,
};
use crate::inventory::ControlId;
use crate::registry::{RegistryEntry, is_register};

/// What a region says of itself to whoever may not touch it. Versions are as [`crate::Build`] has
/// them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inspection {
    /// The version of the interface that it was formatted with.
    pub abi: u32,
    /// The version of the build that formatted it.
    pub build: u64,
    /// The oldest version that may touch it.
    pub oldest_build: u64,
}

impl<'a> Region<'a> {
    /// Bytes that a region of these capacities takes; a multiple of 64.
    ///
    /// # Errors
    ///
    /// | error                    | when                                                              |
    /// |--------------------------|-------------------------------------------------------------------|
    /// | [`Refusal::BadConfig`]   | a capacity is outside its range, or the sum more than memory has  |
    pub fn required_bytes(config: &Config) -> Result<usize, Refusal> {
        config.check()?;
        bytes(config).ok_or(Refusal::BadConfig)
    }

    /// Lays out a new region, disarmed, in memory that holds none. What is longer than needed is
    /// left alone.
    ///
    /// # Errors
    ///
    /// | error                         | when                                                   |
    /// |-------------------------------|--------------------------------------------------------|
    /// | [`Refusal::BadConfig`]        | as [`Region::required_bytes`]                          |
    /// | [`Refusal::TooShort`]         | fewer bytes than [`Region::required_bytes`]            |
    /// | [`Refusal::Unaligned`]        | it does not begin on a 64-byte line                    |
    /// | [`Refusal::AlreadyFormatted`] | it holds a region; zero its first line to give that up |
    pub fn format(memory: &'a mut [u8], config: &Config) -> Result<Region<'a>, Refusal> {
        Region::format_with(memory, config, &[])
    }

    /// As [`Region::format`], with the gateway's own registry: the codes of its strategies and flags,
    /// which stay as they are for as long as the region lives. `plimsoll registry header` makes the
    /// table from the file that the gateway's repository keeps.
    ///
    /// # Errors
    ///
    /// As [`Region::format`]; and [`Refusal::BadRegistry`]: the codes skip, repeat, or are more than
    /// [`Config::registry`].
    pub fn format_with(
        memory: &'a mut [u8],
        config: &Config,
        registry: &[RegistryEntry],
    ) -> Result<Region<'a>, Refusal> {
        Region::lay_out(Memory::from_slice(memory)?, config, registry)
    }

    /// Joins a region: another thread's, another process's, or that of a process that died.
    ///
    /// # Errors
    ///
    /// | error                      | when                                                        |
    /// |----------------------------|-------------------------------------------------------------|
    /// | [`Refusal::TooShort`]      | shorter than a header, or than the header's region          |
    /// | [`Refusal::Unaligned`]     | it does not begin on a 64-byte line                         |
    /// | [`Refusal::BadMagic`]      | it holds no region                                          |
    /// | [`Refusal::OtherAbi`]      | its interface is another version                            |
    /// | [`Refusal::OtherLayout`]   | its tables have other sizes                                 |
    /// | [`Refusal::DamagedHeader`] | its header's checksum is wrong                              |
    /// | [`Refusal::BuildTooOld`]   | a newer build has used it: [`Region::inspect`] tells which  |
    pub fn attach(memory: &'a mut [u8]) -> Result<Region<'a>, Refusal> {
        Region::join(Memory::from_slice(memory)?)
    }

    pub(super) fn lay_out(
        memory: Memory<'a>,
        config: &Config,
        registry: &[RegistryEntry],
    ) -> Result<Region<'a>, Refusal> {
        let needed = Region::required_bytes(config)?;
        if registry.len() > config.registry as usize || !is_register(registry) {
            return Err(Refusal::BadRegistry);
        }
        let mut lines = memory;
        let lines = lines.table::<Line>(needed / 64)?;
        let region = Region::divide(memory, config)?;
        if region.header.magic.load(Relaxed) == MAGIC {
            return Err(Refusal::AlreadyFormatted);
        }
        // Only what is not zero is written, so that untouched pages stay untouched.
        let words = lines.iter().flat_map(|line| &line.words);
        words.filter(|word| word.load(Relaxed) != 0).for_each(|word| word.store(0, Relaxed));
        region.begin();
        region.write_registry(registry);
        region.header.write(config);
        region.header.magic.store(MAGIC, Release);
        Ok(region)
    }

    /// What the header says of itself, also where [`Region::attach`] refuses it.
    ///
    /// # Errors
    ///
    /// [`Refusal::TooShort`], [`Refusal::Unaligned`], [`Refusal::BadMagic`], as [`Region::attach`].
    pub fn inspect(memory: &'a mut [u8]) -> Result<Inspection, Refusal> {
        Region::look(Memory::from_slice(memory)?)
    }

    pub(super) fn look(memory: Memory<'a>) -> Result<Inspection, Refusal> {
        let mut front = memory;
        let [header] = front.table::<Header>(1)? else { return Err(Refusal::TooShort) };
        if header.magic.load(Acquire) != MAGIC {
            return Err(Refusal::BadMagic);
        }
        Ok(Inspection {
            abi: header.abi.load(Relaxed) as u32,
            build: header.build.load(Relaxed),
            oldest_build: header.oldest_build.load(Acquire),
        })
    }

    pub(super) fn join(memory: Memory<'a>) -> Result<Region<'a>, Refusal> {
        let mut front = memory;
        let [header] = front.table::<Header>(1)? else { return Err(Refusal::TooShort) };
        Region::divide(memory, &header.check()?)
    }

    /// Whether whoever joins now is let in: what [`Region::attach`] looks at.
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        self.header.check().map(|_| ())
    }

    /// Whether some bytes lie within the region's own, where it is mapped here.
    pub(crate) fn overlaps_range(&self, from: usize, length: usize) -> bool {
        let begin = core::ptr::from_ref(self.header).addr();
        let end = begin.saturating_add(super::bytes(&self.config()).unwrap_or(usize::MAX));
        from < end && from.saturating_add(length) > begin
    }

    fn divide(mut memory: Memory<'a>, config: &Config) -> Result<Region<'a>, Refusal> {
        Ok(Region {
            header: memory.table(1)?.first().ok_or(Refusal::TooShort)?,
            control: memory.table(1)?.first().ok_or(Refusal::TooShort)?,
            pools: memory.table(1)?.first().ok_or(Refusal::TooShort)?,
            alarms: memory.table(AlarmKind::ALL.len())?,
            controls: memory.table(ControlId::ALL.len())?,
            lanes: memory.table(places(config).ok_or(Refusal::TooShort)?)?,
            accounts: memory.table(config.accounts as usize)?,
            instruments: memory.table(config.instruments as usize)?,
            venues: memory.table(config.venues as usize)?,
            strategies: memory.table(config.strategies as usize)?,
            parties: memory.table(config.parties as usize)?,
            registry: memory.table(config.registry as usize)?,
            flows: memory.table(flows(config).ok_or(Refusal::TooShort)?)?,
            repeats: memory.table(config.repeats as usize)?,
            positions: memory.table(config.positions as usize)?,
            tallies: memory.table(tallies(config).ok_or(Refusal::TooShort)?)?,
            parents: memory.table(config.parents as usize)?,
            children: memory.table(config.children as usize)?,
            executions: memory.table(config.executions as usize)?,
            suspense: memory.table(config.suspense as usize)?,
            clients: memory.table(config.client_ids as usize)?,
            events: memory.table(events(config).ok_or(Refusal::TooShort)?)?,
            session: config.session,
        })
    }
}
