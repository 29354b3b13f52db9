//! `plimsoll renew`: the dead man's handle. While it is moved, trading goes on.
//!
//! Law: a lease that has run out is a house that has closed. Only a person opens it again, so a
//! program that finds that it slept too long ends instead of going on.
//!
//! Uses: `file`, `operator::answer`, `operator::claim`. Used by: `operator`.

use super::answer::{Answer, Failure, Speaker, exit, span, when};
use super::args;
use super::ask::confirm;
use super::claim::claim;
use super::manifest::LEASE;
use super::now;
use crate::file::{self, Guard, Warning, Writable};
use plimsoll::{Field, Nanos, Refusal, Region, Unarmed};
use serde::Serialize;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::thread::sleep;

/// A lease that was moved.
#[derive(Serialize)]
struct Renewed {
    lease_until: u64,
    lease: u64,
    /// Whether it is moved again.
    #[serde(skip)]
    again: Option<u64>,
}

/// A region whose lease is renewed.
struct Held<'a> {
    speaker: Speaker<'a>,
    map: Writable,
}

/// Runs `plimsoll renew`.
pub fn run(options: &args::Renew) -> ExitCode {
    let (mut status, mut held) = (0, Vec::new());
    for speaker in Speaker::of("renew", &options.files, options.manner.json) {
        match first(speaker.file, options) {
            Ok((map, renewed, warning)) => {
                status = status.max(speaker.say(Ok((renewed, warning))));
                held.push(Held { speaker, map });
            }
            Err(failure) => status = status.max(speaker.say::<Renewed>(Err(failure))),
        }
    }
    let Some(every) = options.every else { return exit(status) };
    while !held.is_empty() {
        sleep(every.duration());
        held.retain(|held| match again(held, options) {
            // A person is told once; a program of each.
            Ok(renewed) => !held.speaker.json || held.speaker.say_again(Ok((renewed, None))),
            Err(failure) => {
                status = status.max(held.speaker.say::<Renewed>(Err(failure)));
                false
            }
        });
    }
    exit(status)
}

fn first(path: &Path, options: &args::Renew) -> Result<(Writable, Renewed, Warning), Failure> {
    let (map, warning) = file::operate(path, Guard::Refuse)?;
    let region = map.region().map_err(file::Fault::NoRegion)?;
    let lease = length(&region, options)?;
    if let Some(until) = region.lease().filter(|until| now() >= *until) {
        let ended = when(until.0, now().0);
        let question = format!("The lease ran out {ended}. Trading goes on after this.");
        confirm(&question, "renew", options.manner.yes)?;
    }
    let renewed = renew(&region, lease, options)?;
    Ok((map, renewed, warning))
}

fn again(held: &Held<'_>, options: &args::Renew) -> Result<Renewed, Failure> {
    let region = held.map.region().map_err(file::Fault::NoRegion)?;
    let lease = length(&region, options)?;
    // Slept too long, or was stopped: somebody has seen the house closed.
    if region.lease().is_some_and(|until| now() >= until) {
        return Err(Refusal::LeaseExpired.into());
    }
    renew(&region, lease, options)
}

/// How long the lease shall run.
fn length(region: &Region<'_>, options: &args::Renew) -> Result<u64, Failure> {
    let most = region.max_lease().ok_or(Refusal::NotArmed)?;
    let lease = options.lease.map_or(LEASE.min(most), |lease| lease.0);
    if lease > most {
        let (refusal, field) = (Refusal::LeaseTooLong, Field::Lease);
        return Err(Unarmed { refusal, field, expected: most, found: lease }.into());
    }
    match options.every {
        Some(every) if every.0 >= lease => Err(Failure::Usage(format!(
            "the lease of {} would run out before it is renewed: --every less than that",
            span(lease)
        ))),
        Some(_) | None => Ok(lease),
    }
}

fn renew(region: &Region<'_>, lease: u64, options: &args::Renew) -> Result<Renewed, Failure> {
    let mut control = claim(region, options.manner)?;
    let at = now();
    let until = Nanos(at.0.saturating_add(lease));
    control.renew(until, at)?;
    Ok(Renewed { lease_until: until.0, lease, again: options.every.map(|every| every.0) })
}

impl Answer for Renewed {
    fn write(&self, output: &mut dyn Write) -> io::Result<()> {
        write!(output, "the lease runs for {}", span(self.lease))?;
        match self.again {
            Some(every) => writeln!(output, ", and is renewed every {}", span(every)),
            None => writeln!(output),
        }
    }
}
