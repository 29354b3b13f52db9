//! The C interface of Plimsoll: include/plimsoll.h is generated from this crate.
//!
//! ```text
//!   C, C++ ──► border: NULL, alignment, sizes, reserved words, enumerations ──► core ──► one write
//! ```
//!
//! Law: it converts and calls; it decides nothing. It keeps no state of its own, never allocates,
//! blocks or panics, forms no reference to caller memory that outlives a call, and answers every
//! mistake of the calling program with a status of its own and nothing changed.
//!
//! Types, constants and enumerators carry their prefix here, so cbindgen adds none. The
//! documentation of what is exported is in Doxygen's words, because it is the header's.
//!
//! Uses: the core's public interface. Used by: C and C++ gateways.
#![cfg_attr(not(test), no_std)]
#![deny(
    clippy::indexing_slicing,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::unreachable,
    clippy::float_arithmetic
)]
#![cfg_attr(
    test,
    allow(clippy::indexing_slicing, clippy::expect_used, clippy::unwrap_used, clippy::panic)
)]
// The names are C's.
#![allow(non_camel_case_types)]
// Every exported function takes pointers; what the caller owes is in its `@param` lines, and the
// header is no place for a Rust heading. '[in]' in those lines is Doxygen's, not a link.
#![allow(clippy::missing_safety_doc, rustdoc::broken_intra_doc_links)]

mod border;
mod status;
mod text;

pub mod version;

pub mod id;

pub mod control;
pub mod fingerprint;
pub mod handle;
pub mod lane;
pub mod region;
pub mod registry;
pub mod terms;

pub mod child;
pub mod order;
pub mod report;
pub mod scope;

pub mod level;
pub mod stop;
pub mod suspense;

pub mod audit;
pub mod books;
pub mod event;
pub mod inventory;
pub mod journal;
pub mod state;
pub mod tables;
pub mod view;

pub mod slice;

pub use status::{plim_breach, plim_breach_text, plim_status, plim_status_text};

/// Never runs: the symbol that it calls exists nowhere, so an object that can get here cannot be
/// linked.
#[cfg(all(feature = "panic-handler", not(test)))]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    unsafe extern "C" {
        fn plim_panic_path_linked() -> !;
    }
    // SAFETY: it takes nothing and returns nothing; a program that defines it, for a build without
    // optimisation, must not return from it.
    unsafe { plim_panic_path_linked() }
}

#[cfg(test)]
mod tests;
