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
    run(cargo("--cfg loom", "loom").arg("loom_"))
}

/// Runs them all, also those that take minutes, under the bounds that they should have.
///
/// # Errors
///
/// As [`command`].
pub fn long() -> Result<()> {
    let mut cargo = cargo("--cfg loom", "loom");
    cargo.env("PLIMSOLL_LOOM", "long").args(["loom_", "--", "--include-ignored"]);
    run(&mut cargo)
}

/// `cargo test` of core's own tests with these flags, in a folder of the target folder.
pub fn cargo(flags: &str, folder: &str) -> Command {
    let flags = match std::env::var("RUSTFLAGS") {
        Ok(given) => format!("{given} {flags}"),
        Err(_) => flags.to_owned(),
    };
    let mut cargo = Command::new("cargo");
    // The release profile's whole-program optimisation is for the archive; here it would only cost
    // time.
    cargo
        .args(["test", "--package", "plimsoll", "--release", "--lib"])
        .current_dir(place::root())
        .env("RUSTFLAGS", flags)
        .env("CARGO_TARGET_DIR", place::target().join(folder))
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    cargo
}

fn run(cargo: &mut Command) -> Result<()> {
    let began = Instant::now();
    let mut child = cargo.stdout(Stdio::piped()).spawn().context("cargo did not start")?;
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
