//! `cargo xtask c`: the C and C++ tests, the header matrix and the README's example, against the
//! archive.
//!
//! Every job compiles something, and most run it; they run side by side, one a processor.

mod job;
mod matrix;
mod programs;
mod readme;

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Result, bail, ensure};

use crate::{archive, place, setup};
use job::Job;

/// The warnings that C and C++ must be free of.
const WARNINGS: [&str; 5] = ["-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Werror"];

/// Compiles and runs everything.
///
/// # Errors
///
/// A job fails, or there are no C tests, no C++ tests, no header or no example.
pub fn command() -> Result<()> {
    setup::c_compilers()?;
    let built = archive::build()?;
    let scratch = scratch()?;
    let mut jobs = matrix::jobs(&scratch)?;
    jobs.extend(programs::jobs(&built, &scratch)?);
    jobs.extend(readme::jobs(&built, &scratch)?);
    run(&jobs)
}

fn run(jobs: &[Job]) -> Result<()> {
    let began = Instant::now();
    ensure!(!jobs.is_empty(), "there is nothing to compile");
    let failures = job::run_all(jobs);
    for failure in &failures {
        println!("{failure}\n");
    }
    let ran = jobs.iter().filter(|job| job.runs()).count();
    let seconds = began.elapsed().as_secs_f64();
    println!("c: {} compiled, {ran} of them run, in {seconds:.1} s", jobs.len());
    if !failures.is_empty() {
        bail!("{} of {} C and C++ jobs failed", failures.len(), jobs.len());
    }
    Ok(())
}

/// The folder for what the jobs write, emptied.
fn scratch() -> Result<PathBuf> {
    let folder = place::target().join("plimsoll/c");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

#[cfg(test)]
mod tests;
