//! `plimsoll heartbeat`: a monitor says that it is listening.
//!
//! Uses: `file`, `operator::answer`. Used by: `operator`.

use super::answer::{Answer, Failure, Speaker, exit, span};
use super::args;
use super::now;
use crate::file::{self, Guard, Warning, Writable};
use plimsoll::MonitorId;
use serde::Serialize;
use std::io::{self, Write};
use std::process::ExitCode;
use std::thread::sleep;

/// A monitor that was heard.
#[derive(Clone, Copy, Serialize)]
struct Heard {
    monitor: u32,
    at: u64,
    /// When it counts as silent.
    until: u64,
}

/// Runs `plimsoll heartbeat`.
pub fn run(options: &args::Heartbeat) -> ExitCode {
    let speaker = Speaker::new("heartbeat", &options.file, options.json);
    let opened = open(options);
    let Some(every) = options.every else {
        return exit(
            speaker.say(opened.and_then(|(map, warning)| Ok((beat(&map, options)?, warning)))),
        );
    };
    let (map, warning) = match opened {
        Ok(opened) => opened,
        Err(failure) => return exit(speaker.say::<Heard>(Err(failure))),
    };
    let mut status = speaker.say(beat(&map, options).map(|heard| (heard, warning)));
    while status == 0 {
        sleep(every.duration());
        match beat(&map, options) {
            // A person is told once; a program of each.
            Ok(heard) if options.json && !speaker.say_again(Ok((heard, None))) => break,
            Ok(_) => {}
            Err(failure) => status = speaker.say::<Heard>(Err(failure)),
        }
    }
    exit(status)
}

fn open(options: &args::Heartbeat) -> Result<(Writable, Warning), Failure> {
    Ok(file::operate(&options.file, Guard::Refuse)?)
}

fn beat(map: &Writable, options: &args::Heartbeat) -> Result<Heard, Failure> {
    let region = map.region().map_err(file::Fault::NoRegion)?;
    let (monitor, at) = (MonitorId(options.monitor), now());
    region.heartbeat(monitor, at)?;
    let until = region.monitors().find(|view| view.id == monitor).map_or(at, |view| view.until);
    Ok(Heard { monitor: options.monitor, at: at.0, until: until.0 })
}

impl Answer for Heard {
    fn write(&self, output: &mut dyn Write) -> io::Result<()> {
        let Heard { monitor, at, until } = self;
        writeln!(output, "monitor {monitor} was heard: for {}", span(until.saturating_sub(*at)))
    }
}
