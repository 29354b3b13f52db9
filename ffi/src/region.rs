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
    /// Clients, traders and desks that parents may carry: at most 65535.
    pub parties: u32,
    /// Codes in the gateway's own registry.
    pub registry: u32,
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
    /// Pairs of a strategy and an instrument that it trades: at most 2^24 - 1.
    pub repeats: u32,
    /// Events that each lane's ring holds: a power of two, at least 8.
    pub events: u32,
    /// Zero.
    pub reserved: [u32; 3],
}

// SAFETY: numbers without padding, struct_size first.
unsafe impl Incoming for plim_config {
    fn reserved_is_zero(&self) -> bool {
        self.reserved == [0; 3]
    }
}

impl plim_config {
    pub(crate) fn to_core(self) -> Result<Config, plim_status> {
        Ok(Config {
            session: u16::try_from(self.session).map_err(|_| plim_status::PLIM_E_BAD_CONFIG)?,
            lanes: self.lanes,
            accounts: self.accounts,
            instruments: self.instruments,
            venues: self.venues,
            strategies: self.strategies,
            parties: self.parties,
            registry: self.registry,
            positions: self.positions,
            parents: self.parents,
            children: self.children,
            executions: self.executions,
            suspense: self.suspense,
            client_ids: self.client_ids,
            repeats: self.repeats,
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
            parties: config.parties,
            registry: config.registry,
            positions: config.positions,
            parents: config.parents,
            children: config.children,
            executions: config.executions,
            suspense: config.suspense,
            client_ids: config.client_ids,
            repeats: config.repeats,
            events: config.events,
            reserved: [0; 3],
        }
    }
}

/// Gives the capacities for a small device: 16 parents, 64 children, 128 executions, in less than
/// 64 KiB.
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
/// before plim_control_arm. Its only strategies and flags are the library's own: see
/// plim_format_with_registry.
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
///         PLIM_E_OTHER_LAYOUT; PLIM_E_DAMAGED_HEADER; PLIM_E_BUILD_TOO_OLD, if a newer build has
///         used it: plim_inspect tells which; or a border status.
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

/// What a region says of itself, also to whoever may not touch it. A version has major, minor and
/// patch in the bits from 32, from 16 and from 0 up, so that later ones are greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_inspection {
    /// The version of the interface that it was formatted with: PLIM_ABI_VERSION, then.
    pub abi: u32,
    /// Zero.
    pub reserved: u32,
    /// The version of the build that formatted it: plim_build_version, then.
    pub build: u64,
    /// The oldest version that may touch it.
    pub oldest_build: u64,
}

/// Looks at what the header of a region says, also where plim_attach refuses it. Nothing is
/// written: the memory may be mapped for reading only.
///
/// @param memory     [in]  aligned to PLIM_LINE bytes; not NULL.
/// @param bytes      [in]  how long it is.
/// @param inspection [out] written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_TOO_SHORT; PLIM_E_UNALIGNED; PLIM_E_BAD_MAGIC; or a border status.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_inspect(
    memory: *const c_void,
    bytes: usize,
    inspection: *mut plim_inspection,
) -> plim_status {
    let memory = checked(memory.cast::<u8>());
    // SAFETY: the caller's duty: `inspection` is writable.
    let out = unsafe { outgoing(inspection) };
    answer(memory.and_then(|memory| {
        let out = out?;
        // SAFETY: the caller's duty: `bytes` readable bytes while the call lasts.
        let found = unsafe { Region::inspect_raw(memory.as_ptr(), bytes) }?;
        let (abi, build, oldest_build) = (found.abi, found.build, found.oldest_build);
        out.write(plim_inspection { abi, reserved: 0, build, oldest_build });
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
