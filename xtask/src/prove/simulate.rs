//! `cargo xtask prove --only simulate`: worlds from seeds, with every fault that the dice know.
//!
//! ```text
//!   short     a fixed number of seeds from 0 on           long      seeds from the clock on, for so many seconds
//!   then, in both: each fault between the core and the checks must be caught within a few seeds
//! ```
//!
//! Law: it fails where a seed fails, where a cell of the state × report table was not reached that can
//! be, and where a fault is not caught. What failed is printed with the command that replays it.
//!
//! Uses: `place`. Used by: `prove`, `prove::oracle`.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::Extent;
use crate::place;

/// Seeds of the short form.
const SEEDS: u64 = 3_000;
/// Faults that must be caught; as `simulate --wrong` names them.
const FAULTS: [&str; 5] =
    ["loses-fill", "books-twice", "frees-twice", "forgets-kill", "frees-on-time"];

/// Simulates.
///
/// # Errors
///
/// A seed fails, the table is not covered, or a fault is not caught.
pub fn run(extent: Extent) -> Result<()> {
    let simulate = build()?;
    let bound = match extent {
        Extent::Short => ["--seeds".to_owned(), SEEDS.to_string()],
        Extent::Long { seconds } => ["--seconds".to_owned(), seconds.to_string()],
    };
    let status = Command::new(&simulate).args(bound).status().context("simulate")?;
    ensure!(status.success(), "the simulation fails");
    for fault in FAULTS {
        let arguments = ["--wrong", fault, "--seeds", "100", "--partial", "--threads", "1"];
        let made = Command::new(&simulate).args(arguments).output().context("simulate")?;
        ensure!(!made.status.success(), "the fault {fault} is not caught");
        let said = String::from_utf8_lossy(&made.stdout);
        let caught = said.lines().find(|line| line.contains(" fails: "));
        let caught: String = caught.unwrap_or_default().chars().take(90).collect();
        ensure!(!caught.is_empty(), "the fault {fault}: {said}");
        println!("caught: {fault}: {caught}");
    }
    Ok(())
}

/// The simulator, built with every check that a debug build has.
///
/// # Errors
///
/// It is not built.
pub(super) fn build() -> Result<PathBuf> {
    let cargo = ["build", "--quiet", "--profile", "prove", "--package", "plimsoll-tests"];
    let status = Command::new("cargo")
        .args(cargo)
        .args(["--bin", "simulate"])
        .current_dir(place::root())
        .status()
        .context("cargo did not start")?;
    ensure!(status.success(), "the simulator is not built");
    Ok(place::target().join("prove").join("simulate"))
}
