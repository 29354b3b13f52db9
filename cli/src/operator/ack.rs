//! `plimsoll ack`: a person has heard an alarm.
//!
//! The pattern for every command that lets trading go on: the file is its owner's alone, what is
//! about to happen is shown, a person says the word, and the control handle is claimed for the one
//! call and given up.
//!
//! Uses: `file`, `operator::answer`, `operator::ask`, `operator::claim`. Used by: `operator`.

use super::answer::{Answer, Failure, Speaker, exit, when};
use super::args::Ack;
use super::ask::confirm;
use super::claim::claim;
use super::now;
use crate::file::{self, Guard, Warning};
use plimsoll::{AlarmKind, Refusal, Region};
use serde::Serialize;
use std::io::{self, Write};
use std::process::ExitCode;

/// The alarms that were noted.
#[derive(Serialize)]
struct Noted {
    alarms: Vec<&'static str>,
}

/// Runs `plimsoll ack`.
pub fn run(options: &Ack) -> ExitCode {
    let speaker = Speaker::new("ack", &options.file, options.manner.json);
    exit(speaker.say(acknowledge(options)))
}

fn acknowledge(options: &Ack) -> Result<(Noted, Warning), Failure> {
    let (map, warning) = file::operate(&options.file, Guard::Refuse)?;
    let region = map.region().map_err(file::Fault::NoRegion)?;
    // Named twice is meant once.
    let named = |kind: &AlarmKind| options.alarms.contains(kind);
    let kinds: Vec<AlarmKind> = AlarmKind::ALL.into_iter().filter(named).collect();
    let counts = kinds.iter().map(|kind| region.alarm(*kind).count).collect::<Vec<_>>();
    confirm(&question(&region, &kinds)?, "ack", options.manner.yes)?;
    let mut control = claim(&region, options.manner)?;
    // What was raised again while the person read is not what they have heard.
    if kinds.iter().zip(counts).any(|(kind, count)| region.alarm(*kind).count != count) {
        return Err(Failure::Unconfirmed("raised again in the meantime: nothing was done"));
    }
    kinds.iter().try_for_each(|kind| control.acknowledge(*kind, now()))?;
    Ok((Noted { alarms: kinds.iter().map(|kind| kind.name()).collect() }, warning))
}

/// What is about to be noted. All of them must be raised: then all will be, or none.
fn question(region: &Region<'_>, kinds: &[AlarmKind]) -> Result<String, Failure> {
    let mut text = String::from("Trading may go on after this.");
    for kind in kinds {
        let alarm = region.alarm(*kind);
        if !alarm.raised {
            return Err(Refusal::NothingToChange.into());
        }
        let last = when(alarm.last_at.0, now().0);
        let line = format!(
            "\n{}: raised {} times in all, last {last}, value {}, other {}",
            kind.name(),
            alarm.count,
            alarm.value,
            alarm.other
        );
        text.push_str(&line);
    }
    Ok(text)
}

impl Answer for Noted {
    fn write(&self, output: &mut dyn Write) -> io::Result<()> {
        self.alarms.iter().try_for_each(|alarm| writeln!(output, "acknowledged {alarm}"))
    }
}
