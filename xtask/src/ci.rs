//! `cargo xtask ci`: what CI runs on a submission, and what a developer runs before one.

use anyhow::{Context, Result};
use xshell::cmd;

use crate::step::Steps;
use crate::test::cargo;
use crate::{bench, demo, place, prove, setup, test, tidy};

/// Runs every check.
///
/// # Errors
///
/// A step failed.
pub fn command() -> Result<()> {
    let shell = place::shell()?;
    let small = demo::Options { small: true, ..demo::Options::default() };
    let mut steps = Steps::begin();
    steps.run("setup for lints", setup::lints);
    steps.run("format", || cargo(&shell, &["fmt", "--all", "--check"]));
    steps.run("clippy", || {
        cargo(&shell, &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])
    });
    steps.run("clippy on the archive's crate as it ships", || {
        let ships = ["--package", "plimsoll-ffi", "--features", "panic-handler"];
        cmd!(shell, "cargo clippy {ships...} -- -D warnings").run().context("cargo clippy failed")
    });
    steps.run("tidy", tidy::errors);
    test::run(&mut steps)?;
    prove::run(&mut steps);
    steps.run("bench: instructions as committed", bench::check);
    steps.run("peers: equal to the core, and beside it, small", || bench::peers(true));
    steps.run("demo, small", || demo::command(&small));
    // Libraries only: the program has the same name as the core, and would overwrite its pages.
    steps.run("documentation", || {
        cmd!(shell, "cargo doc --workspace --no-deps --lib")
            .env("RUSTDOCFLAGS", "-D warnings")
            .run()
            .context("cargo doc failed")
    });
    steps.finish()
}
