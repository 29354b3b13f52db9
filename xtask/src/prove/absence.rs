//! Absence: what the shipped object lacks, the stack that it needs, and the controls of both.
//!
//! `cargo xtask test` runs it as `cargo xtask gates`; the long form prints the stack of every
//! function.
//!
//! Uses: `gates`. Used by: `prove`.

use anyhow::Result;

use super::Extent;
use crate::gates;

/// Runs the gates and their controls.
///
/// # Errors
///
/// As [`gates::command`].
pub fn run(extent: Extent) -> Result<()> {
    gates::run(extent != Extent::Short)
}
