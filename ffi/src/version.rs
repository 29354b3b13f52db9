//! Which build this is, and what its numbers may be at most.
//!
//! Uses: the core's constants. Used by: C programs.

use core::ffi::c_char;
use plimsoll::BUILD;

/// The version of this interface: a program that was compiled with another must not call.
pub const PLIM_ABI_VERSION: u32 = 3;
/// The alignment that the memory of a region needs, in bytes.
pub const PLIM_LINE: usize = 64;
/// The largest quantity, in units: 2^42 - 1.
pub const PLIM_QTY_MAX: u64 = 4398046511103;
/// The largest amount of money, in money units: 2^60 - 1.
pub const PLIM_NOTIONAL_MAX: u64 = 1152921504606846975;
/// The most lanes that a region has.
pub const PLIM_LANES_MAX: usize = 64;
/// Room for the text of any id, with its NUL.
pub const PLIM_TEXT_SIZE: usize = 21;
/// The most legs that a plan has.
pub const PLIM_LEGS_MAX: usize = 64;
/// The most levels that plim_sweep looks at.
pub const PLIM_LEVELS_MAX: usize = 256;
/// The most codes that plim_format_with_registry takes.
pub const PLIM_REGISTRY_MAX: usize = 1024;
/// The most fingerprints that a manifest has.
pub const PLIM_FINGERPRINTS_MAX: usize = 64;
/// The most strategies that a manifest has.
pub const PLIM_SESSION_STRATEGIES_MAX: usize = 256;
/// The most weights that a schedule has.
pub const PLIM_CURVE_MAX: usize = 86400;

const _: () = assert!(PLIM_ABI_VERSION == plimsoll::ABI_VERSION);
const _: () = assert!(PLIM_LANES_MAX == plimsoll::MAX_LANES as usize);
const _: () = assert!(PLIM_QTY_MAX == plimsoll::Qty::MAX.get());
const _: () = assert!(PLIM_NOTIONAL_MAX == plimsoll::Notional::MAX.get());
const _: () = assert!(PLIM_TEXT_SIZE == plimsoll::TEXT_MAX + 1);
const _: () = assert!(PLIM_LEGS_MAX == plimsoll::slice::MAX_LEGS);
const _: () = assert!(PLIM_CURVE_MAX == plimsoll::slice::MAX_CURVE);

/// Says which release of the library is linked: "0.1.0".
///
/// @return static text that ends in NUL. Never NULL.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn plim_version() -> *const c_char {
    concat!(env!("CARGO_PKG_VERSION"), "\0").as_ptr().cast()
}

/// Says which build is linked, as a number: major, minor and patch in the bits from 32, from 16 and
/// from 0 up, so that later ones are greater. See plim_inspect, plim_control_require_build.
///
/// @return the version.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn plim_build_version() -> u64 {
    BUILD.version
}

/// Says which source the build that is linked was made of: the same source, the same number,
/// wherever and whenever it was built.
///
/// @return the number; never 0.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn plim_build_source() -> u64 {
    BUILD.source
}

/// Says which version of this interface is linked; it must equal PLIM_ABI_VERSION.
///
/// @return the version.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn plim_abi_version() -> u32 {
    PLIM_ABI_VERSION
}
