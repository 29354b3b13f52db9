//! The nightly compiler: the sanitizers and miri need it; nothing that ships is built by it.
//!
//! Uses: nothing. Used by: `sanitize`, `miri`.

use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::place;

/// Nightly's cargo, in the root.
pub fn cargo() -> Command {
    let mut command = Command::new("rustup");
    // This program was started by the stable cargo, which names itself to whatever it starts.
    command.args(["run", "nightly", "cargo"]).current_dir(place::root()).env_remove("CARGO");
    command
}

/// The name of this machine, as the compiler has it.
pub fn host() -> Result<String> {
    let output = Command::new("rustup").args(["run", "nightly", "rustc", "-vV"]).output();
    let output = output.context("rustup did not start")?;
    ensure!(output.status.success(), "the nightly compiler does not start");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("rustc does not name its host")
}
