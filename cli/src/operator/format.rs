//! `plimsoll format`: makes a region file.
//!
//! Uses: `file`, `registry`, `operator::answer`. Used by: `operator`.

use super::answer::{Answer, Failure, Speaker, exit};
use super::args::{Capacities, Format};
use crate::{file, registry};
use plimsoll::Config;
use serde::Serialize;
use std::fs;
use std::io::{self, Write};
use std::process::ExitCode;

/// What was made.
#[derive(Serialize)]
struct Made {
    bytes: u64,
    session: u16,
    lanes: u32,
    /// The gateway's own codes of strategies and flags.
    codes: usize,
}

/// Runs `plimsoll format`.
pub fn run(options: &Format) -> ExitCode {
    let speaker = Speaker::new("format", &options.file, options.json);
    exit(speaker.say(make(options).map(|made| (made, None))))
}

fn make(options: &Format) -> Result<Made, Failure> {
    let config = options.capacities.over(base(&options.config)?);
    let codes = match &options.codes {
        Some(path) => registry::entries(path).map_err(|wrong| Failure::Usage(wrong.to_string()))?,
        None => Vec::new(),
    };
    if codes.len() > config.registry as usize {
        let (codes, room) = (codes.len(), config.registry);
        let says =
            format!("the registry has {codes} codes, and the region room for {room}: --codes");
        return Err(Failure::Usage(says));
    }
    // Before there is a file: what the core refuses is no fault of the file's.
    plimsoll::Region::required_bytes(&config)?;
    let bytes = file::create(&options.file, &config, &codes)?;
    Ok(Made { bytes, session: config.session, lanes: config.lanes, codes: codes.len() })
}

/// The capacities that a name, or a file, stands for.
fn base(which: &str) -> Result<Config, Failure> {
    match which {
        "small" => return Ok(Config::SMALL),
        "default" => return Ok(Config::DEFAULT),
        _ => {}
    }
    let wrong =
        |error: &dyn std::fmt::Display| Failure::Usage(format!("--config {which}: {error}"));
    let text = fs::read_to_string(which).map_err(|error| wrong(&error))?;
    let capacities: Capacities = serde_json::from_str(&text).map_err(|error| wrong(&error))?;
    Ok(capacities.over(Config::DEFAULT))
}

impl Answer for Made {
    fn write(&self, output: &mut dyn Write) -> io::Result<()> {
        let Made { bytes, session, lanes, codes } = self;
        write!(output, "a region of {bytes} bytes, session {session}, lanes {lanes}")?;
        writeln!(output, ", codes {codes}: disarmed")
    }
}
