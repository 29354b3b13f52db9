//! Runs the program as a user would.

#[allow(dead_code, reason = "not every test needs it")]
pub mod place;
#[allow(dead_code, reason = "not every test needs it")]
pub mod repo;
#[allow(dead_code, reason = "not every test needs it")]
pub mod terminal;

use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The program, to be given arguments.
pub fn plimsoll() -> Command {
    Command::new(env!("CARGO_BIN_EXE_plimsoll"))
}

/// The folder of the scenarios that come with their expected output.
#[allow(dead_code, reason = "not every test needs it")]
pub fn scenarios() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/scenarios")
}

/// Capacities that are enough for a short scenario. A region is looked through once when it is
/// made, which a debug build takes a second for with those that the program has otherwise; and of
/// what a mutant takes, most is that.
#[allow(dead_code, reason = "not every test needs it")]
pub const SMALL: [&str; 20] = [
    "--accounts",
    "64",
    "--venues",
    "64",
    "--strategies",
    "64",
    "--positions",
    "64",
    "--instruments",
    "64",
    "--parents",
    "64",
    "--children",
    "256",
    "--executions",
    "1024",
    "--suspense",
    "256",
    "--client-ids",
    "64",
];

/// What `plimsoll replay` with `options` makes of `text` on standard input.
#[allow(dead_code, reason = "not every test needs it")]
pub fn replay(options: &[&str], text: impl AsRef<[u8]>) -> Output {
    let mut file: File = tempfile::tempfile().expect("a file");
    file.write_all(text.as_ref()).expect("written");
    file.seek(SeekFrom::Start(0)).expect("back at the start");
    let mut command = plimsoll();
    command.arg("replay").args(options).arg("-").stdin(Stdio::from(file));
    command.output().expect("the program runs")
}

/// `bytes` as text.
#[allow(dead_code, reason = "not every test needs it")]
pub fn text(bytes: &[u8]) -> &str {
    str::from_utf8(bytes).expect("the program prints UTF-8")
}
