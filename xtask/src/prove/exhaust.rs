//! Every history of a few calls on two parents and three children: `tests/src/exhaust.rs` says how.
//!
//! Law: a length counts only where all of its histories were tried; the short form fails where one
//! of its lengths was not.
//!
//! Uses: `place`. Used by: `prove`.

use std::process::Command;
use std::thread::available_parallelism;

use anyhow::{Context, Result, ensure};

use super::Extent;
use crate::place;

/// Where a search begins, and the calls that are added in the short form. The starts are named in
/// `tests/src/exhaust.rs`.
const SHORT: [(&str, u64); 3] = [("empty", 5), ("out", 3), ("cooling", 3)];

/// More than any search of the short form takes; one that is cut off says so, and fails.
const PATIENCE: u64 = 900;

/// Runs the searches; each prints its states by length.
///
/// # Errors
///
/// A history breaks a law: one of the shortest that do is printed.
pub fn run(extent: Extent) -> Result<()> {
    let threads = available_parallelism().map_or(1, std::num::NonZero::get).to_string();
    for (start, short) in SHORT {
        let (depth, seconds) = match extent {
            Extent::Short => (short, PATIENCE),
            // Deeper than it can go: the time ends it.
            Extent::Long { seconds } => (64, seconds),
        };
        let (depth, time) = (depth.to_string(), seconds.to_string());
        let words = ["run", "--quiet", "--release", "--package", "plimsoll-tests"];
        let mut cargo = Command::new("cargo");
        cargo.args(words).args(["--bin", "exhaust", "--", start, &depth, &time, &threads]);
        // The release profile's whole-program optimisation is for the archive; here it would only
        // cost time.
        cargo.env("CARGO_PROFILE_RELEASE_LTO", "off");
        cargo.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        let output = cargo.current_dir(place::root()).output().context("cargo did not start")?;
        let said = String::from_utf8_lossy(&output.stdout);
        print!("{said}");
        eprint!("{}", String::from_utf8_lossy(&output.stderr));
        ensure!(output.status.success(), "a history from {start} breaks a law");
        let whole = format!("every history of {depth} calls");
        let is_short = extent == Extent::Short;
        ensure!(!is_short || said.contains(&whole), "the search from {start} was cut off");
    }
    Ok(())
}
