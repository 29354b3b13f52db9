//! `plimsoll arm`: opens the house of every region that is named, or of none.
//!
//! ```text
//!   look  each file: open ─► claim ─► would it be armed? ─► give up     one not: none is
//!   ask   the person
//!   arm   each file: claim ─► would it still?                           one not: none is
//!         each file: arm                                                one not: all closed again
//! ```
//!
//! Law: there is no quorum. Seven of eight servers that are as they should be are none. Where one
//! is stopped while the others are being armed, those are closed again.
//!
//! Uses: `file`, `operator::answer`, `operator::claim`, `operator::manifest`. Used by: `operator`.

use super::answer::{Answer, Failure, Speaker, exit, span};
use super::args::{self, Manner};
use super::ask::confirm;
use super::claim::claim;
use super::hex::Hex;
use super::manifest::{self, Expected};
use super::now;
use crate::file::{self, Guard, Warning, Writable};
use plimsoll::{Control, Manifest, Nanos};
use serde::Serialize;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::process::ExitCode;

/// A region that was armed.
#[derive(Serialize)]
struct Armed {
    whole: Hex,
    lease_until: u64,
    lease: u64,
}

/// What became of each file, in their order.
type Ends = Vec<Result<(Armed, Warning), Failure>>;

/// Runs `plimsoll arm`.
pub fn run(options: &args::Arm) -> ExitCode {
    let ends = arm(options).unwrap_or_else(|failure| vec![Err(failure)]);
    let speakers = Speaker::of("arm", &options.files, options.manner.json);
    let says = speakers.zip(ends).map(|(speaker, end)| speaker.say(end));
    exit(says.fold(0, u8::max))
}

/// A failure is about the first file, or about all of them.
fn arm(options: &args::Arm) -> Result<Ends, Failure> {
    let expected = manifest::read(&options.manifest)?;
    check_names(&options.files)?;
    let lease = options.lease.map_or(expected.lease, |lease| lease.0);
    let manner = options.manner;
    let opened = options.files.iter().map(|file| file::operate(file, Guard::Refuse));
    let opened: Vec<_> = opened.map(|opened| opened.map_err(Failure::File)).collect();
    // Looked at, and given up while a person reads: alarms can be acknowledged meanwhile.
    let looked: Vec<Result<(), Failure>> = opened
        .iter()
        .map(|opened| match opened {
            Ok((map, _)) => {
                controlled(map, manner).and_then(|control| would(&control, &expected, lease))
            }
            Err(_) => Ok(()),
        })
        .collect();
    if opened.iter().any(Result::is_err) || looked.iter().any(Result::is_err) {
        let ends = opened
            .into_iter()
            .zip(looked)
            .map(|(opened, looked)| opened.and(looked).and(Err(Failure::NotAll)));
        return Ok(ends.collect());
    }
    let opened: Vec<(Writable, Warning)> = opened.into_iter().flatten().collect();
    confirm(&question(&options.files, &expected, lease), "arm", manner.yes)?;
    Ok(arm_all(&opened, manner, &expected, lease))
}

fn arm_all(
    opened: &[(Writable, Warning)],
    manner: Manner,
    expected: &Expected,
    lease: u64,
) -> Ends {
    let mut controls: Vec<_> = opened.iter().map(|(map, _)| controlled(map, manner)).collect();
    let would = |control: &mut Result<Control<'_>, Failure>| -> Result<(), Failure> {
        match control {
            Ok(control) => would(control, expected, lease),
            Err(_) => Ok(()),
        }
    };
    let looked: Vec<_> = controls.iter_mut().map(would).collect();
    if controls.iter().any(Result::is_err) || looked.iter().any(Result::is_err) {
        let ends = controls.into_iter().zip(looked);
        return ends
            .map(|(control, looked)| control.and(looked).and(Err(Failure::NotAll)))
            .collect();
    }
    let mut controls: Vec<Control<'_>> = controls.into_iter().flatten().collect();
    let mut ends = Ends::new();
    for (control, (_, warning)) in controls.iter_mut().zip(opened) {
        let manifest = manifest(expected);
        let (at, whole) = (now(), Hex(control.region().fingerprint().whole()));
        let until = Nanos(at.0.saturating_add(lease));
        let armed = control.arm(&manifest, until, at).map_err(Failure::from);
        let is_armed = armed.is_ok();
        let armed = armed.map(|()| (Armed { whole, lease_until: until.0, lease }, warning.clone()));
        ends.push(armed);
        if !is_armed {
            return close_again(&mut controls, ends);
        }
    }
    ends
}

/// One was stopped in the very moment: those before it are closed, those after it not opened.
fn close_again(controls: &mut [Control<'_>], ends: Ends) -> Ends {
    let mut ends: Ends = ends
        .into_iter()
        .zip(controls.iter_mut())
        .map(|(end, control)| match end {
            Ok(_) => control.disarm(now()).map_err(Failure::from).and(Err(Failure::NotAll)),
            Err(failure) => Err(failure),
        })
        .collect();
    ends.resize_with(controls.len(), || Err(Failure::NotAll));
    ends
}

fn controlled(map: &Writable, manner: Manner) -> Result<Control<'_>, Failure> {
    let region = map.region().map_err(file::Fault::NoRegion)?;
    claim(&region, manner)
}

fn manifest(expected: &Expected) -> Manifest<'_> {
    let Expected { fingerprints, strategies, lease } = expected;
    Manifest { fingerprints, strategies, lease: *lease }
}

fn would(control: &Control<'_>, expected: &Expected, lease: u64) -> Result<(), Failure> {
    let at = now();
    let until = Nanos(at.0.saturating_add(lease));
    Ok(control.would_arm(&manifest(expected), until, at)?)
}

/// One file by two names would be claimed twice.
fn check_names(files: &[PathBuf]) -> Result<(), Failure> {
    let mut seen = BTreeSet::new();
    for file in files {
        // What is not there is said when it is opened.
        let Ok(metadata) = fs::metadata(file) else { continue };
        if !seen.insert((metadata.dev(), metadata.ino())) {
            return Err(Failure::Usage(format!("{} is named twice", file.display())));
        }
    }
    Ok(())
}

fn question(files: &[PathBuf], expected: &Expected, lease: u64) -> String {
    let mut text = format!("Trading goes on after this, for {}, in", span(lease));
    files.iter().for_each(|file| text.push_str(&format!("\n  {}", file.display())));
    text.push_str("\nwith");
    for strategy in &expected.strategies {
        text.push_str(&format!(
            "\n  strategy:{} of generation {}, at most {} parents and {} of money",
            strategy.code,
            strategy.generation,
            strategy.max_parents,
            strategy.max_notional.get()
        ));
    }
    if expected.strategies.is_empty() {
        text.push_str(" no strategy at all: every parent is refused");
    }
    text
}

impl Answer for Armed {
    fn write(&self, output: &mut dyn Write) -> io::Result<()> {
        writeln!(output, "armed: fingerprint {}, lease {}", self.whole, span(self.lease))
    }
}
