//! The gateway's own codes: a region is formatted with them, and refuses every other.
//!
//! Uses: `border`, `control`, `handle`, `region`, `status`, `version`. Used by: C programs.

use crate::border::{array_or_none, checked, incoming, outgoing, outgoing_array, plain, truth};
use crate::control::with;
use crate::handle::{Watch, plim_control, plim_region, region_of, vacant};
use crate::region::plim_config;
use crate::status::{answer, plim_status};
use crate::version::PLIM_REGISTRY_MAX;
use arrayvec::ArrayVec;
use core::ffi::c_void;
use plimsoll::Region;
use plimsoll::registry::{Kind, RegistryEntry};

/// What a code is a code of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum plim_registry_kind {
    /// Something that slices parents.
    PLIM_REGISTRY_STRATEGY = 1,
    /// A bit of an order's flags; its code is the number of the bit.
    PLIM_REGISTRY_FLAG = 2,
}

/// One code of a gateway's own. `plimsoll registry header` makes an array of them from the file
/// that the gateway's repository keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_registry_entry {
    /// A plim_registry_kind.
    pub kind: u32,
    /// Its number: 1000 or more for a strategy, 8 to 63 for a flag; never used for another of its
    /// kind.
    pub code: u32,
    /// The generation of its meaning: 1 or more for a strategy, 1 for a flag.
    pub generation: u32,
    /// 1 if it may not be used any more, else 0.
    pub retired: u32,
}

impl plim_registry_entry {
    fn to_core(self) -> Result<RegistryEntry, plim_status> {
        Ok(RegistryEntry {
            kind: Kind::of(self.kind).ok_or(plim_status::PLIM_E_ENUM)?,
            code: self.code,
            generation: self.generation,
            retired: truth(self.retired)?,
        })
    }

    fn from_core(entry: &RegistryEntry) -> plim_registry_entry {
        plim_registry_entry {
            kind: entry.kind as u32,
            code: entry.code,
            generation: entry.generation,
            retired: u32::from(entry.retired),
        }
    }
}

/// The codes that the caller points at, in storage of our own.
///
/// # Safety
///
/// Where it is neither NULL nor misaligned, `entries` must lead to `count` readable elements, which
/// nobody writes until this returns.
unsafe fn register(
    entries: *const plim_registry_entry,
    count: usize,
) -> Result<ArrayVec<RegistryEntry, PLIM_REGISTRY_MAX>, plim_status> {
    if count > PLIM_REGISTRY_MAX {
        checked(entries)?;
        return Err(plim_status::PLIM_E_CAPACITY);
    }
    // SAFETY: the caller vouches for the array.
    let entries = unsafe { array_or_none(entries, count) }?;
    let mut register = ArrayVec::new();
    for entry in entries {
        let entry = entry.to_core()?;
        register.try_push(entry).map_err(|_| plim_status::PLIM_E_CAPACITY)?;
    }
    Ok(register)
}

/// Lays a new region out, as plim_format, with the gateway's own codes, which stay as they are for
/// as long as the region lives: all strategies first, from 1000 up without a gap, then all flags,
/// from 8 up without a gap.
///
/// @param memory  [in,out] aligned to PLIM_LINE bytes; not NULL; nobody else uses it now.
/// @param bytes   [in]     how long it is: at least what plim_required_bytes says.
/// @param config  [in]     the capacities; not NULL.
/// @param entries [in]     the codes; NULL only if there are none.
/// @param count   [in]     how many: 0 to PLIM_REGISTRY_MAX, and to the configuration's `registry`.
/// @param region  [out]    the handle; written only on PLIM_OK; not NULL.
/// @return as plim_format; PLIM_E_BAD_REGISTRY, if the codes skip, repeat, or are more than
///         configured; PLIM_E_ENUM; PLIM_E_BOOL; PLIM_E_CAPACITY.
///
/// Thread: one, while no other uses the memory. It needs about 20 KiB of stack. Never allocates,
/// never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_format_with_registry(
    memory: *mut c_void,
    bytes: usize,
    config: *const plim_config,
    entries: *const plim_registry_entry,
    count: usize,
    region: *mut plim_region,
) -> plim_status {
    let memory = checked(memory.cast::<u8>());
    // SAFETY: the caller's duty: `config` has struct_size readable bytes.
    let config = unsafe { incoming(config) };
    // SAFETY: the caller's duty: `entries` has `count` elements, which nobody writes meanwhile.
    let register = unsafe { register(entries, count) };
    // SAFETY: the caller's duty: `region` is writable.
    let storage = unsafe { vacant(region) };
    answer(memory.and_then(|memory| {
        let (config, register, storage) = (config?.to_core()?, register?, storage?);
        // SAFETY: the caller's duty: `bytes` readable and writable bytes that outlive every handle.
        let made: Region<'static> =
            unsafe { Region::format_raw_with(memory.as_ptr(), bytes, &config, &register) }?;
        storage.open(made, Watch);
        Ok(())
    }))
}

/// Gives the region a newer state of the gateway's registry, while it is disarmed: the same codes,
/// each of the same generation or a greater one, retired where they were or are now, and more codes
/// after them. Define strategies whose generation has changed after it.
///
/// @param control [in,out] from plim_control_open; not NULL.
/// @param entries [in]     all the codes; NULL only if there are none.
/// @param count   [in]     how many: 0 to PLIM_REGISTRY_MAX, and to the configuration's `registry`.
/// @return PLIM_OK; PLIM_E_NOTHING_TO_CHANGE, if the region is armed; PLIM_E_BAD_REGISTRY, if it
///         has no room or takes anything back; PLIM_E_ENUM; PLIM_E_BOOL; PLIM_E_CAPACITY; or see
///         plim_status.
///
/// Thread: one at a time. It needs about 20 KiB of stack. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_extend_registry(
    control: *mut plim_control,
    entries: *const plim_registry_entry,
    count: usize,
) -> plim_status {
    // SAFETY: the caller's duty: `entries` has `count` elements, which nobody writes meanwhile.
    let register = unsafe { register(entries, count) };
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, |control| Ok(control.extend_registry(&register?)?)) }
}

/// Lists the codes that a region has, in order. Begin with a cursor of 0 and call
/// again until `count` is 0.
///
/// @param region   [in]     from plim_format or plim_attach; not NULL.
/// @param cursor   [in,out] where to go on; moved only on PLIM_OK; not NULL.
/// @param out      [out]    the codes, `count` of them; not NULL.
/// @param capacity [in]     how many `out` has room for, at least 1.
/// @param count    [out]    how many were written; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_CAPACITY; or another border status.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_registry_entries(
    region: *const plim_region,
    cursor: *mut u32,
    out: *mut plim_registry_entry,
    capacity: usize,
    count: *mut usize,
) -> plim_status {
    // SAFETY: the caller's duty: `region` is a region handle's storage.
    let region = unsafe { region_of::<Watch>(region) };
    // SAFETY: the caller's duty: `cursor` is readable.
    let from = unsafe { plain(cursor.cast_const()) };
    // SAFETY: the caller's duty: `cursor` is writable.
    let cursor = unsafe { outgoing(cursor) };
    // SAFETY: the caller's duty: `out` has room for `capacity` elements.
    let out = unsafe { outgoing_array(out, capacity) };
    // SAFETY: the caller's duty: `count` is writable.
    let count = unsafe { outgoing(count) };
    answer(region.and_then(|region| {
        let (from, cursor, mut out, count) = (from?, cursor?, out?, count?);
        let skipped = usize::try_from(from).unwrap_or(usize::MAX);
        for entry in region.registry().skip(skipped).take(out.room()) {
            out.push(plim_registry_entry::from_core(&entry));
        }
        cursor.write(from.saturating_add(u32::try_from(out.written()).unwrap_or(u32::MAX)));
        count.write(out.written());
        Ok(())
    }))
}
