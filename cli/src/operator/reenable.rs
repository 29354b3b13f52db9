//! `plimsoll reenable`: a designated person lets a strategy trade an instrument again (RTS 6
//! Art. 15(3)).
//!
//! Uses: `file`, `operator::answer`, `operator::claim`. Used by: `operator`.

use super::answer::{Answer, Failure, Speaker, exit, when};
use super::args::Reenable;
use super::ask::confirm;
use super::claim::claim;
use super::now;
use crate::file::{self, Guard, Warning};
use plimsoll::{InstrumentId, StrategyId};
use serde::Serialize;
use std::io::{self, Write};
use std::process::ExitCode;

/// What may be traded again.
#[derive(Serialize)]
struct Enabled {
    strategy: u32,
    instrument: u32,
}

/// Runs `plimsoll reenable`.
pub fn run(options: &Reenable) -> ExitCode {
    let speaker = Speaker::new("reenable", &options.file, options.manner.json);
    exit(speaker.say(reenable(options)))
}

fn reenable(options: &Reenable) -> Result<(Enabled, Warning), Failure> {
    let (map, warning) = file::operate(&options.file, Guard::Refuse)?;
    let region = map.region().map_err(file::Fault::NoRegion)?;
    let (strategy, instrument) = (StrategyId(options.strategy), InstrumentId(options.instrument));
    let is_it = |it: &plimsoll::Latched| (it.strategy, it.instrument) == (strategy, instrument);
    // Where it is not stopped the core says so.
    if let Some(latched) = region.latched().find(is_it) {
        let question = format!(
            "strategy:{} trades instrument:{} again after this. It was stopped {}, {} times, \
             last by {} executions on one side.",
            strategy.0,
            instrument.0,
            when(latched.at.0, now().0),
            latched.latches,
            latched.count
        );
        confirm(&question, "reenable", options.manner.yes)?;
    }
    claim(&region, options.manner)?.reenable(strategy, instrument, now())?;
    Ok((Enabled { strategy: strategy.0, instrument: instrument.0 }, warning))
}

impl Answer for Enabled {
    fn write(&self, output: &mut dyn Write) -> io::Result<()> {
        writeln!(output, "strategy:{} trades instrument:{} again", self.strategy, self.instrument)
    }
}
