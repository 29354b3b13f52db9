//! `plimsoll kill`: the big red switch.
//!
//! Law: the switch is thrown before anything else is looked at, asked or said. Of several files
//! each is killed, whatever became of the one before.
//!
//! Uses: `file`, `operator::answer`, `operator::scope`. Used by: `operator`.

use super::answer::{Answer, Failure, Speaker, exit};
use super::args::Kill;
use super::now;
use super::scope::ScopeName;
use crate::file::{self, Guard, Warning, Watch};
use plimsoll::Cause;
use serde::Serialize;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

/// What a kill found.
#[derive(Serialize)]
struct Killed {
    scope: ScopeName,
    level: &'static str,
    kill_count: u64,
    reason: u32,
    at: u64,
    lanes: Vec<Lane>,
    /// Children that are out and not proven dead.
    escaped: u64,
    /// Those of them of which nobody has said that they left the process.
    in_doubt: u64,
}

#[derive(Serialize)]
struct Lane {
    lane: u32,
    published: u64,
}

/// Runs `plimsoll kill`.
pub fn run(options: &Kill) -> ExitCode {
    let speakers = Speaker::of("kill", &options.files, options.json);
    let each = speakers.map(|speaker| speaker.say(kill(speaker.file, options)));
    exit(each.fold(0, u8::max))
}

fn kill(path: &Path, options: &Kill) -> Result<(Killed, Warning), Failure> {
    let (map, warning) = file::operate(path, Guard::Warn)?;
    let region = map.region().map_err(file::Fault::NoRegion)?;
    let watch = Watch::new(region);
    let scope = options.scope.find(&watch)?;
    let cause = Cause::of(options.reason, now());
    let receipt = region.restrict(scope, options.level, &cause)?;
    let counts = (0..receipt.lanes).zip(receipt.published);
    let lanes = counts.map(|(lane, published)| Lane { lane, published }).collect();
    let mut killed = Killed {
        scope: options.scope,
        level: options.level.name(),
        kill_count: receipt.kill_count,
        reason: cause.reason,
        at: cause.at.0,
        lanes,
        escaped: 0,
        in_doubt: 0,
    };
    // A parent may have been retired since; then nothing of it is out.
    if let Ok(outstanding) = watch.outstanding(scope, 0) {
        for child in outstanding {
            killed.escaped += 1;
            killed.in_doubt += u64::from(child.in_doubt);
        }
    }
    Ok((killed, warning))
}

impl Answer for Killed {
    fn write(&self, output: &mut dyn Write) -> io::Result<()> {
        let Killed { scope, level, kill_count, reason, .. } = self;
        writeln!(output, "stopped {scope}: {level}, reason {reason}, kills {kill_count}")?;
        for lane in &self.lanes {
            writeln!(output, "lane {}: {} published in all", lane.lane, lane.published)?;
        }
        let Killed { scope, escaped, in_doubt, .. } = self;
        writeln!(output, "out and not proven dead: {escaped}, in doubt {in_doubt}")?;
        if *escaped > 0 {
            writeln!(output, "to list them: plimsoll escaped FILE --scope {scope}")?;
        }
        Ok(())
    }
}
