//! `cargo xtask loom`: the protocols of core under loom, every interleaving.
//!
//! Its tests are those of `core` whose names begin with `loom_`.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use crate::place;

/// Runs the loom tests.
///
/// # Errors
///
/// One fails, or none ran.
pub fn command() -> Result<()> {
    let began = Instant::now();
    let flags = match std::env::var("RUSTFLAGS") {
        Ok(given) => format!("{given} --cfg loom"),
        Err(_) => "--cfg loom".to_owned(),
    };
    // The release profile's whole-program optimisation is for the archive; here it would only cost
    // time.
    let mut child = Command::new("cargo")
        .args(["test", "--package", "plimsoll", "--release", "--lib", "loom_"])
        .current_dir(place::root())
        .env("RUSTFLAGS", flags)
        .env("CARGO_TARGET_DIR", place::target().join("loom"))
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .stdout(Stdio::piped())
        .spawn()
        .context("cargo did not start")?;
    let mut out = String::new();
    for line in BufReader::new(child.stdout.take().context("no output")?).lines() {
        let line = line?;
        println!("{line}");
        out.push_str(&line);
        out.push('\n');
    }
    ensure!(child.wait()?.success(), "a loom test fails");
    ensure!(passed(&out) > 0, "no loom test ran: core has no test named loom_…");
    println!("loom: {} tests in {:.1} s", passed(&out), began.elapsed().as_secs_f64());
    Ok(())
}

/// How many tests passed, from the closing line of cargo's test runner.
fn passed(out: &str) -> u64 {
    let counts = out.lines().filter_map(|line| {
        let rest = line.strip_prefix("test result: ok. ")?;
        rest.split_once(" passed")?.0.parse::<u64>().ok()
    });
    counts.sum()
}

#[cfg(test)]
mod tests;
