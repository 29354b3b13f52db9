//! What runs here, in five numbers, and the names of what may differ.
//!
//! Uses: `border`, `handle`, `status`, `text`. Used by: `control`, C programs.

use crate::border::{outgoing, plain};
use crate::handle::{Watch, plim_region, region_of};
use crate::status::{answer, plim_status};
use crate::text::{self, Row};
use core::ffi::c_char;
use plimsoll::{Field, Fingerprint};

/// What a region is, part by part, so that a difference can be named. It changes with every
/// definition and every limit, and with nothing that trading does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_fingerprint_parts {
    /// The sizes of the tables, and the capacities, but for the session's number.
    pub layout: u64,
    /// PLIM_ABI_VERSION that it was formatted with.
    pub abi: u64,
    /// The library's codes and those of the registry that it was formatted with.
    pub registry: u64,
    /// Every definition, limit and throttle.
    pub limits: u64,
    /// The build that runs here: version and source.
    pub build: u64,
}

impl plim_fingerprint_parts {
    pub(crate) const fn from_core(parts: Fingerprint) -> plim_fingerprint_parts {
        let Fingerprint { layout, abi, registry, limits, build } = parts;
        plim_fingerprint_parts { layout, abi, registry, limits, build }
    }

    pub(crate) const fn to_core(self) -> Fingerprint {
        let plim_fingerprint_parts { layout, abi, registry, limits, build } = self;
        Fingerprint { layout, abi, registry, limits, build }
    }
}

/// A part of a fingerprint, or another field of a manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum plim_field {
    /// None of them: what was refused is not about a field.
    PLIM_FIELD_NONE = 0,
    /// plim_fingerprint_parts.layout.
    PLIM_FIELD_LAYOUT = 1,
    /// plim_fingerprint_parts.abi.
    PLIM_FIELD_ABI = 2,
    /// plim_fingerprint_parts.registry.
    PLIM_FIELD_REGISTRY = 3,
    /// plim_fingerprint_parts.limits.
    PLIM_FIELD_LIMITS = 4,
    /// plim_fingerprint_parts.build.
    PLIM_FIELD_BUILD = 5,
    /// A strategy of the manifest: its code. Found: 0, for it is not defined here.
    PLIM_FIELD_STRATEGY = 6,
    /// A strategy's generation.
    PLIM_FIELD_GENERATION = 7,
    /// How long the lease is.
    PLIM_FIELD_LEASE = 8,

    /// The core named a field that this build of the border does not know. Never in a tested
    /// build.
    PLIM_FIELD_UNTRANSLATED = 99,
}

/// Every field of the core with its twin.
const FIELDS: [(plim_field, Field); 9] = [
    (plim_field::PLIM_FIELD_NONE, Field::None),
    (plim_field::PLIM_FIELD_LAYOUT, Field::Layout),
    (plim_field::PLIM_FIELD_ABI, Field::Abi),
    (plim_field::PLIM_FIELD_REGISTRY, Field::Registry),
    (plim_field::PLIM_FIELD_LIMITS, Field::Limits),
    (plim_field::PLIM_FIELD_BUILD, Field::Build),
    (plim_field::PLIM_FIELD_STRATEGY, Field::Strategy),
    (plim_field::PLIM_FIELD_GENERATION, Field::Generation),
    (plim_field::PLIM_FIELD_LEASE, Field::Lease),
];

#[expect(clippy::indexing_slicing, reason = "only the compiler runs it")]
static FIELD_TEXTS: [Row; FIELDS.len() + 1] = {
    let untranslated = plim_field::PLIM_FIELD_UNTRANSLATED as i32;
    let mut rows = [Row::new(untranslated, "untranslated"); FIELDS.len() + 1];
    let mut row = 0;
    while row < FIELDS.len() {
        let (twin, field) = FIELDS[row];
        assert!(twin as i32 == field as i32, "a field has another number at the border");
        rows[row] = Row::new(twin as i32, field.name());
        row += 1;
    }
    rows
};

impl plim_field {
    pub(crate) fn from_core(field: Field) -> plim_field {
        let twin = FIELDS.iter().find(|(_, known)| *known == field);
        twin.map_or(plim_field::PLIM_FIELD_UNTRANSLATED, |(twin, _)| *twin)
    }
}

/// Says a field in one word, as the operator's program prints it: "limits".
///
/// @param field [in] a plim_field, or any other number.
/// @return static text that ends in NUL; "no_field" for a number that is none. Never NULL.
///
/// Thread: any, also in a signal handler. Never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn plim_field_text(field: i32) -> *const c_char {
    text::find(&[&FIELD_TEXTS], field, c"no_field")
}

/// Says what runs in a region, part by part. It is made anew at each call, from the tables.
///
/// @param region [in]  from plim_format or plim_attach; not NULL.
/// @param parts  [out] written only on PLIM_OK; not NULL.
/// @return PLIM_OK; or a border status.
///
/// Thread: any. Its time grows with the definitions. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_fingerprint(
    region: *const plim_region,
    parts: *mut plim_fingerprint_parts,
) -> plim_status {
    // SAFETY: the caller's duty: `region` is a region handle's storage.
    let region = unsafe { region_of::<Watch>(region) };
    // SAFETY: the caller's duty: `parts` is writable.
    let out = unsafe { outgoing(parts) };
    answer(region.and_then(|region| {
        out?.write(plim_fingerprint_parts::from_core(region.fingerprint()));
        Ok(())
    }))
}

/// Makes one number of all parts of a fingerprint: what two people read to each other.
///
/// @param parts [in]  from plim_fingerprint; not NULL.
/// @param whole [out] written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_NULL; PLIM_E_ALIGN.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_fingerprint_whole(
    parts: *const plim_fingerprint_parts,
    whole: *mut u64,
) -> plim_status {
    // SAFETY: the caller's duty: `parts` is readable.
    let parts = unsafe { plain(parts) };
    // SAFETY: the caller's duty: `whole` is writable.
    let out = unsafe { outgoing(whole) };
    answer(parts.and_then(|parts| {
        out?.write(parts.to_core().whole());
        Ok(())
    }))
}
