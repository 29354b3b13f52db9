//! `plimsoll status`: how a region stands, read without the right to write and without a word to
//! the gateway.
//!
//! Law: what is shown was read from one mapping in one look; while lanes work each figure is one
//! that stood a moment ago. The file is opened anew for every look, so one that took its place is
//! seen.
//!
//! Uses: `file`, `operator::answer`, `operator::scope`. Used by: `operator`.

mod look;
mod text;

use super::answer::{Answer, Failure, Speaker, exit};
use super::args;
use super::hex::Hex;
use super::scope::ScopeName;
use crate::file::{self, Warning};
use serde::Serialize;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

/// Everything that is shown.
#[derive(Serialize)]
struct Status {
    now: u64,
    /// Whether a route would find the house open; what else may refuse it is below.
    open: bool,
    /// Why it is not, in the order in which the core asks.
    closed_by: Vec<&'static str>,
    armed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    lease_until: Option<u64>,
    /// Nanoseconds left of the lease; 0 once it has run out.
    #[serde(skip_serializing_if = "Option::is_none")]
    lease_left: Option<u64>,
    session: u16,
    epoch: u64,
    /// What runs here: the whole of `plimsoll fingerprint`.
    fingerprint: Hex,
    /// The build that formatted it, and the oldest that may touch it.
    build: String,
    oldest_build: String,
    /// Whether somebody holds the control handle.
    controlled: bool,
    switches: Vec<Stopped>,
    alarms: Vec<Alarm>,
    monitors: Vec<Monitor>,
    /// Strategies that wait for a person in an instrument.
    latched: Vec<Latched>,
    #[serde(skip_serializing_if = "Option::is_none")]
    open_reset: Option<OpenReset>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_reset: Option<LastReset>,
    lanes: Vec<Lane>,
    venues: Vec<Venue>,
    parents: Parents,
    children: Children,
    strategies: Vec<Strategy>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    doubts: Vec<String>,
}

/// A scope that its own switch stops, or warns of.
#[derive(Serialize)]
struct Stopped {
    scope: ScopeName,
    level: &'static str,
    kill_count: u64,
    reason: u32,
    at: u64,
    value: u64,
    other: u64,
}

/// An alarm that nobody has acknowledged.
#[derive(Serialize)]
struct Alarm {
    alarm: &'static str,
    severity: &'static str,
    count: u64,
    first_at: u64,
    last_at: u64,
    value: u64,
    other: u64,
    /// When trading stops; absent for a warning.
    #[serde(skip_serializing_if = "Option::is_none")]
    deadline: Option<u64>,
}

#[derive(Serialize)]
struct Monitor {
    monitor: u32,
    max_silence: u64,
    /// When it counts as silent; 0 until it was heard.
    until: u64,
    silent: bool,
}

#[derive(Serialize)]
struct Latched {
    strategy: u32,
    instrument: u32,
    /// Executions on one side when it was stopped.
    count: u32,
    /// How often it was stopped, ever.
    latches: u64,
    at: u64,
}

/// A reset that waits for its second person. Its nonce is for the first to tell.
#[derive(Serialize)]
struct OpenReset {
    scope: ScopeName,
    by: u32,
    why: String,
    at: u64,
    not_before: u64,
    not_after: u64,
    /// Whether it can come to nothing any more: stopped again since, or too late.
    void: bool,
}

/// The last reset that was carried out.
#[derive(Serialize)]
struct LastReset {
    scope: ScopeName,
    by: [u32; 2],
    why: String,
    at: u64,
}

#[derive(Serialize)]
struct Lane {
    lane: u32,
    claimed: bool,
    /// Children, and replaces for more, that it has ever published.
    published: u64,
    /// The latest time that its owner passed.
    clock: u64,
}

#[derive(Serialize)]
struct Venue {
    venue: u32,
    session: &'static str,
}

/// Parents that are not retired, by state, and what they reserve in units.
#[derive(Default, Serialize)]
struct Parents {
    open: u64,
    held: u64,
    closed: u64,
    done: u64,
    working: u64,
    unknown: u64,
    cooling: u64,
}

/// Children that are out and not proven dead.
#[derive(Default, Serialize)]
struct Children {
    out: u64,
    in_doubt: u64,
}

#[derive(Default, Serialize)]
struct Strategy {
    strategy: u32,
    /// Parents that have not ended.
    parents: u64,
    working: u64,
    unknown: u64,
    /// Quantity ever sent for the parents that are not retired.
    sent: u64,
}

/// Runs `plimsoll status`.
pub fn run(options: &args::Status) -> ExitCode {
    let speaker = Speaker::new("status", &options.file, options.json);
    let first = look(options);
    if !options.watch || first.is_err() {
        return exit(speaker.say(first));
    }
    let every = Duration::from_millis(options.every.max(1));
    let redraws = !options.json && io::stdout().is_terminal();
    loop {
        if redraws {
            // Clear the screen, and begin at its top.
            print!("\x1b[2J\x1b[H");
        }
        if !speaker.say_again(look(options)) {
            return exit(0);
        }
        thread::sleep(every);
    }
}

fn look(options: &args::Status) -> Result<(Status, Warning), Failure> {
    let (map, warning) = file::watch(&options.file)?;
    let watch = map.watch().map_err(file::Fault::NoRegion)?;
    Ok((Status::of(&watch, super::now()), warning))
}

impl Answer for Status {
    fn write(&self, output: &mut dyn Write) -> io::Result<()> {
        text::write(self, output)
    }
}
