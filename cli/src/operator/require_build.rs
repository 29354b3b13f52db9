//! `plimsoll require-build`: an older build may not touch the region any more.
//!
//! Uses: `file`, `operator::answer`, `operator::claim`. Used by: `operator`.

use super::answer::{Answer, Failure, Speaker, exit};
use super::args;
use super::ask::confirm;
use super::claim::claim;
use crate::file::{self, Guard, Warning};
use crate::version::Version;
use serde::Serialize;
use std::io::{self, Write};
use std::process::ExitCode;

/// The oldest build from now on.
#[derive(Serialize)]
struct Required {
    oldest_build: String,
}

/// Runs `plimsoll require-build`.
pub fn run(options: &args::RequireBuild) -> ExitCode {
    let speaker = Speaker::new("require-build", &options.file, options.manner.json);
    exit(speaker.say(require(options)))
}

fn require(options: &args::RequireBuild) -> Result<(Required, Warning), Failure> {
    let (map, warning) = file::operate(&options.file, Guard::Refuse)?;
    let region = map.region().map_err(file::Fault::NoRegion)?;
    let (_, oldest) = region.builds();
    let version = options.version;
    let question = format!(
        "No build before {version} may touch this region any more, to trade, to look or to stop it \
         (now: {}). It cannot be taken back.",
        Version(oldest)
    );
    confirm(&question, &version.to_string(), options.manner.yes)?;
    claim(&region, options.manner)?.require_build(version.0)?;
    Ok((Required { oldest_build: version.to_string() }, warning))
}

impl Answer for Required {
    fn write(&self, output: &mut dyn Write) -> io::Result<()> {
        writeln!(output, "the oldest build is {} from now on", self.oldest_build)
    }
}
