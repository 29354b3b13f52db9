//! `plimsoll release`: lets a parent that is held go on.
//!
//! Uses: `file`, `operator::answer`, `operator::claim`. Used by: `operator`.

use super::answer::{Answer, Failure, Speaker, exit};
use super::args::Release;
use super::ask::confirm;
use super::claim::claim;
use super::now;
use crate::file::{self, Guard, Warning};
use plimsoll::{ParentState, Refusal};
use serde::Serialize;
use std::io::{self, Write};
use std::process::ExitCode;

/// The parent that goes on.
#[derive(Serialize)]
struct Released {
    parent: String,
    headroom: u64,
}

/// Runs `plimsoll release`.
pub fn run(options: &Release) -> ExitCode {
    let speaker = Speaker::new("release", &options.file, options.manner.json);
    exit(speaker.say(release(options)))
}

fn release(options: &Release) -> Result<(Released, Warning), Failure> {
    let (map, warning) = file::operate(&options.file, Guard::Refuse)?;
    let region = map.region().map_err(file::Fault::NoRegion)?;
    let parent = options.parent;
    let view = region.parent(parent).ok_or(Refusal::UnknownParent)?;
    if view.state == ParentState::Held {
        let question = format!(
            "This parent goes on after this: strategy:{} for account:{} in instrument:{}, quantity \
             {}, executed {}, working {}, unknown {}, left {}, overfilled by {}.",
            view.strategy.0,
            view.account.0,
            view.instrument.0,
            view.qty.get(),
            view.executed,
            view.working,
            view.unknown,
            view.headroom,
            view.overfill
        );
        confirm(&question, "release", options.manner.yes)?;
    }
    claim(&region, options.manner)?.release(parent, now())?;
    let (parent, headroom) = (parent.to_text().to_string(), view.headroom);
    Ok((Released { parent, headroom }, warning))
}

impl Answer for Released {
    fn write(&self, output: &mut dyn Write) -> io::Result<()> {
        writeln!(output, "parent:{} goes on: {} left", self.parent, self.headroom)
    }
}
