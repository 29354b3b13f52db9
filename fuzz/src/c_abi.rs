//! The whole C interface, called with arguments that bytes spell.
//!
//! ```text
//!   ffi/src ──build.rs──► table: a row a function     bytes ──► which function
//!                                                           ──► which of its arguments is hostile
//!                                                           ──► the others, such as a program has
//! ```
//!
//! Law: what a caller owes is kept, and nothing else: memory is as long as it is said to be, and a
//! handle that bears a tag was opened. Everything that the header says is refused is tried.
//!
//! Uses: `plimsoll_ffi`. Used by: `fuzz_targets/c_abi.rs`.

mod desk;
mod draw;
mod house;

pub use desk::{Desk, Function};
pub use house::{House, run};

/// Made by `build.rs`.
#[allow(clippy::unnecessary_cast, clippy::used_underscore_binding, clippy::wildcard_imports)]
mod table {
    use super::desk::{Desk, Function};
    use super::draw::{Draw, Tune, Zero};
    include!(concat!(env!("OUT_DIR"), "/table.rs"));
}

pub use table::FUNCTIONS;
