//! `plimsoll disarm`: closes the house until it is armed again.
//!
//! It needs the control handle, and a kill needs nothing: in an emergency, kill.
//!
//! Uses: `file`, `operator::answer`, `operator::claim`. Used by: `operator`.

use super::answer::{Answer, Failure, Speaker, exit};
use super::args;
use super::claim::claim;
use super::now;
use crate::file::{self, Guard, Warning};
use serde::Serialize;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

/// A house that was closed.
#[derive(Serialize)]
struct Disarmed {
    at: u64,
}

/// Runs `plimsoll disarm`.
pub fn run(options: &args::Disarm) -> ExitCode {
    let speakers = Speaker::of("disarm", &options.files, options.manner.json);
    let each = speakers.map(|speaker| speaker.say(disarm(speaker.file, options)));
    exit(each.fold(0, u8::max))
}

fn disarm(path: &Path, options: &args::Disarm) -> Result<(Disarmed, Warning), Failure> {
    let (map, warning) = file::operate(path, Guard::Warn)?;
    let region = map.region().map_err(file::Fault::NoRegion)?;
    let mut control = claim(&region, options.manner)?;
    let at = now();
    control.disarm(at)?;
    Ok((Disarmed { at: at.0 }, warning))
}

impl Answer for Disarmed {
    fn write(&self, output: &mut dyn Write) -> io::Result<()> {
        writeln!(output, "closed until it is armed again")
    }
}
