//! Laying a region over bytes.

use super::memory::Memory;
use super::slots::Line;
use super::{
    AlarmKind, Config, Header, MAGIC, Refusal, Region, Relaxed, Release, bytes, events, places,
    tallies,
};

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
        Region::lay_out(Memory::from_slice(memory)?, config)
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
    pub fn attach(memory: &'a mut [u8]) -> Result<Region<'a>, Refusal> {
        Region::join(Memory::from_slice(memory)?)
    }

    pub(super) fn lay_out(memory: Memory<'a>, config: &Config) -> Result<Region<'a>, Refusal> {
        let needed = Region::required_bytes(config)?;
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
        region.header.write(config);
        region.header.magic.store(MAGIC, Release);
        Ok(region)
    }

    pub(super) fn join(memory: Memory<'a>) -> Result<Region<'a>, Refusal> {
        let mut front = memory;
        let [header] = front.table::<Header>(1)? else { return Err(Refusal::TooShort) };
        Region::divide(memory, &header.check()?)
    }

    fn divide(mut memory: Memory<'a>, config: &Config) -> Result<Region<'a>, Refusal> {
        Ok(Region {
            header: memory.table(1)?.first().ok_or(Refusal::TooShort)?,
            control: memory.table(1)?.first().ok_or(Refusal::TooShort)?,
            pools: memory.table(1)?.first().ok_or(Refusal::TooShort)?,
            alarms: memory.table(AlarmKind::ALL.len())?,
            lanes: memory.table(places(config).ok_or(Refusal::TooShort)?)?,
            accounts: memory.table(config.accounts as usize)?,
            instruments: memory.table(config.instruments as usize)?,
            venues: memory.table(config.venues as usize)?,
            strategies: memory.table(config.strategies as usize)?,
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
