//! What the tests of Plimsoll share: a model of the ledger that is slow and obvious, and a
//! generator of histories.
//!
//! ```text
//!   bytes ──generator──▶ steps ──driver──▶ calls ──world──▶ answers and views
//!                           │                │                     │
//!                           ▼                └──────▶ model ◀──────┘   laws: one checker each
//!                         venue (an honest one, and what it would do to a gateway that trusts it)
//! ```
//!
//! Law: nothing here reads the core's source; expectations come from the laws (DESIGN §1, §5, §6).
//!
//! Uses: the public interface of `plimsoll`. Used by: the tests in `tests/`, the fuzzers, the
//! simulator.

pub mod call;
pub mod crash;
pub mod death;
pub mod driver;
pub mod exhaust;
pub mod generator;
pub mod laws;
pub mod memory;
pub mod model;
pub mod orders;
pub mod play;
pub mod signal;
pub mod sim;
pub mod step;
pub mod stress;
pub mod venue;
pub mod world;

/// The README's program in Rust, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
