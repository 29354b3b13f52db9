//! How fast the core is, beside what a processor takes for the least that could be done.
//!
//! ```text
//!   question ─▶ stage ─▶ seat ─▶ face: Rust, C, C++ ─▶ the core
//!       └─────▶ tables: rounds of all faces and of the floor by turns ─▶ figures
//! ```
//!
//! A figure means something only beside others of the same run: every run also times one
//! uncontended compare-and-swap, a cache line between two cores, and an empty call.

pub mod face;
pub mod figures;
pub mod floor;
pub mod house;
pub mod question;
pub mod stage;
pub mod work;
