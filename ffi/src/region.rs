//! Regions: how much memory, laying it out, joining it.
//!
//! Uses: `border`, `handle`, `status`. Used by: C programs.

use crate::border::{Incoming, checked, incoming, outgoing};
use crate::handle::{Watch, plim_region, region_of, vacant};
use crate::status::{answer, plim_status};
use core::ffi::c_void;
use plimsoll::{Config, Region};

/// The capacities of a region. Nothing grows after plim_format; each must be at least 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_config {
    /// sizeof(plim_config).
    pub struct_size: u32,
    /// 0 to 65535; part of every id. One that no id still in use anywhere carries: the day's number
    /// will do.
    pub session: u32,
    /// Threads that trade, 1 to PLIM_LANES_MAX.
    pub lanes: u32,
    /// Accounts.
    pub accounts: u32,
    /// Instruments.
    pub instruments: u32,
    /// Venues.
    pub venues: u32,
    /// Strategies.
    pub strategies: u32,
    /// Pairs of an account and an instrument that it may trade.
    pub positions: u32,
    /// Parents at one time; a retired one gives its place back.
    pub parents: u32,
    /// Children of all the parents that are not retired.
    pub children: u32,
    /// Executions of all those children.
    pub executions: u32,
    /// Executions that fit no child; they are never given back.
    pub suspense: u32,
    /// Client ids that are remembered, so that none is admitted twice.
    pub client_ids: u32,
    /// Events that each lane's ring holds: a power of two, at least 8.
    pub events: u32,
    /// Zero.
    pub reserved: [u32; 2],
}

// SAFETY: numbers without padding, struct_size first.
unsafe impl Incoming for plim_config {
    fn reserved_is_zero(&self) -> bool {
        self.reserved == [0; 2]
    }
}

impl plim_config {
    fn to_core(self) -> Result<Config, plim_status> {
        Ok(Config {
            session: u16::try_from(self.session).map_err(|_| plim_status::PLIM_E_BAD_CONFIG)?,
            lanes: self.lanes,
            accounts: self.accounts,
            instruments: self.instruments,
            venues: self.venues,
            strategies: self.strategies,
            positions: self.positions,
            parents: self.parents,
            children: self.children,
            executions: self.executions,
            suspense: self.suspense,
            client_ids: self.client_ids,
            events: self.events,
        })
    }

    fn from_core(config: &Config) -> plim_config {
        plim_config {
            struct_size: size_of::<plim_config>() as u32,
            session: u32::from(config.session),
            lanes: config.lanes,
            accounts: config.accounts,
            instruments: config.instruments,
            venues: config.venues,
            strategies: config.strategies,
            positions: config.positions,
            parents: config.parents,
            children: config.children,
            executions: config.executions,
            suspense: config.suspense,
            client_ids: config.client_ids,
            events: config.events,
            reserved: [0; 2],
        }
    }
}

/// Gives the capacities for a small device: 16 parents, 64 children, 128 executions, in less than
/// 48 KiB.
///
/// @param config [out] written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_NULL; PLIM_E_ALIGN.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plim_config_small(config: *mut plim_config) -> plim_status {
    // SAFETY: the caller's duty: `config` is writable.
    let out = unsafe { outgoing(config) };
    answer(out.map(|out| out.write(plim_config::from_core(&Config::SMALL))))
}

/// Gives the capacities for a gateway: tens of thousands of parents.
///
/// @param config [out] written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_NULL; PLIM_E_ALIGN.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plim_config_default(config: *mut plim_config) -> plim_status {
    // SAFETY: the caller's duty: `config` is writable.
    let out = unsafe { outgoing(config) };
    answer(out.map(|out| out.write(plim_config::from_core(&Config::DEFAULT))))
}

/// Says how much memory a region of these capacities takes.
///
/// @param config [in]  the capacities; not NULL.
/// @param bytes  [out] what plim_format needs; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_BAD_CONFIG; or a border status.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_required_bytes(
    config: *const plim_config,
    bytes: *mut usize,
) -> plim_status {
    // SAFETY: the caller's duty: `config` has struct_size readable bytes.
    let config = unsafe { incoming(config) };
    // SAFETY: the caller's duty: `bytes` is writable.
    let out = unsafe { outgoing(bytes) };
    answer(config.and_then(|config| {
        out?.write(Region::required_bytes(&config.to_core()?)?);
        Ok(())
    }))
}

/// Lays a new region out in the caller's memory. It is disarmed: nothing is admitted or routed
/// before plim_control_arm.
///
/// The memory stays the caller's, and must stay where it is for as long as any handle on it is
/// used: a static array, the heap, huge pages, or a file mapped by several processes. It is written
/// in full; that is the one call whose time grows with the capacities.
///
/// @param memory [in,out] aligned to PLIM_LINE bytes; not NULL; nobody else uses it now.
/// @param bytes  [in]     how long it is: at least what plim_required_bytes says.
/// @param config [in]     the capacities; not NULL.
/// @param region [out]    the handle; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_TOO_SHORT; PLIM_E_UNALIGNED; PLIM_E_BAD_CONFIG;
///         PLIM_E_ALREADY_FORMATTED, where the memory already holds a region; or a border status.
///         Otherwise the memory is as it was.
///
/// Thread: one, while no other uses the memory. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_format(
    memory: *mut c_void,
    bytes: usize,
    config: *const plim_config,
    region: *mut plim_region,
) -> plim_status {
    let memory = checked(memory.cast::<u8>());
    // SAFETY: the caller's duty: `config` has struct_size readable bytes.
    let config = unsafe { incoming(config) };
    // SAFETY: the caller's duty: `region` is writable.
    let storage = unsafe { vacant(region) };
    answer(memory.and_then(|memory| {
        let (config, storage) = (config?.to_core()?, storage?);
        // SAFETY: the caller's duty: `bytes` readable and writable bytes that outlive every handle.
        let made: Region<'static> = unsafe { Region::format_raw(memory.as_ptr(), bytes, &config) }?;
        storage.open(made, Watch);
        Ok(())
    }))
}

/// Joins a region that exists: from another thread, another process, or the process after a crash.
///
/// After a crash, nothing may be trusted or traded before plim_control_recover.
///
/// @param memory [in,out] aligned to PLIM_LINE bytes; not NULL. Each process may map it elsewhere.
/// @param bytes  [in]     how long it is.
/// @param region [out]    the handle; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_TOO_SHORT; PLIM_E_UNALIGNED; PLIM_E_BAD_MAGIC; PLIM_E_OTHER_ABI;
///         PLIM_E_OTHER_LAYOUT; PLIM_E_DAMAGED_HEADER; or a border status.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_attach(
    memory: *mut c_void,
    bytes: usize,
    region: *mut plim_region,
) -> plim_status {
    let memory = checked(memory.cast::<u8>());
    // SAFETY: the caller's duty: `region` is writable.
    let storage = unsafe { vacant(region) };
    answer(memory.and_then(|memory| {
        let storage = storage?;
        // SAFETY: the caller's duty: `bytes` readable and writable bytes that outlive every handle.
        let joined: Region<'static> = unsafe { Region::attach_raw(memory.as_ptr(), bytes) }?;
        storage.open(joined, Watch);
        Ok(())
    }))
}

/// Says with which capacities a region was formatted.
///
/// @param region [in]  from plim_format or plim_attach; not NULL.
/// @param config [out] written only on PLIM_OK; not NULL.
/// @return PLIM_OK; or a border status.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plim_region_config(
    region: *const plim_region,
    config: *mut plim_config,
) -> plim_status {
    // SAFETY: the caller's duty: `region` is a region handle's storage.
    let region = unsafe { region_of::<Watch>(region) };
    // SAFETY: the caller's duty: `config` is writable.
    let out = unsafe { outgoing(config) };
    answer(region.and_then(|region| {
        out?.write(plim_config::from_core(&region.config()));
        Ok(())
    }))
}

/// Says how often a region was recovered after a crash.
///
/// @param region [in]  from plim_format or plim_attach; not NULL.
/// @param epoch  [out] written only on PLIM_OK; not NULL.
/// @return PLIM_OK; or a border status.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plim_region_epoch(
    region: *const plim_region,
    epoch: *mut u64,
) -> plim_status {
    // SAFETY: the caller's duty: `region` is a region handle's storage.
    let region = unsafe { region_of::<Watch>(region) };
    // SAFETY: the caller's duty: `epoch` is writable.
    let out = unsafe { outgoing(epoch) };
    answer(region.and_then(|region| {
        out?.write(region.epoch());
        Ok(())
    }))
}
