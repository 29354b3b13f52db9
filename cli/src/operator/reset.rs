//! `plimsoll reset`: two persons open again what was stopped.
//!
//! Law: the second person sees what is confirmed, and the fingerprint that is confirmed is the one
//! that they saw.
//!
//! Uses: `file`, `operator::answer`, `operator::claim`, `operator::keyfile`. Used by: `operator`.

use super::answer::{Answer, Failure, Speaker, exit, span, when};
use super::args::{Confirm, Request, Reset, ResetCommand};
use super::ask::confirm as ask;
use super::claim::claim;
use super::hex::Hex;
use super::keyfile;
use super::now;
use super::scope::{ScopeName, readable};
use crate::file::{self, Guard, Warning, Watch};
use plimsoll::{Fingerprint, OpenReset, Region, ResetRequest};
use serde::Serialize;
use std::io::{self, Write};
use std::process::ExitCode;

/// What the second person needs.
#[derive(Serialize)]
struct Requested {
    scope: ScopeName,
    nonce: Hex,
    kill_count: u64,
    at: u64,
    not_before: u64,
    not_after: u64,
    /// What runs here, to be looked at.
    whole: Hex,
}

/// What was opened.
#[derive(Serialize)]
struct Opened {
    scope: ScopeName,
    /// Who asked, and who confirmed.
    by: [u32; 2],
    why: String,
    at: u64,
}

/// Runs `plimsoll reset`.
pub fn run(options: &Reset) -> ExitCode {
    match &options.command {
        ResetCommand::Request(options) => {
            let (file, json) = (&options.file, options.manner.json);
            exit(Speaker::new("reset request", file, json).say(request(options)))
        }
        ResetCommand::Confirm(options) => {
            let (file, json) = (&options.file, options.manner.json);
            exit(Speaker::new("reset confirm", file, json).say(confirm(options)))
        }
    }
}

fn request(options: &Request) -> Result<(Requested, Warning), Failure> {
    let key = keyfile::read(&options.key_file)?;
    let (map, warning) = file::operate(&options.file, Guard::Refuse)?;
    let region = map.region().map_err(file::Fault::NoRegion)?;
    let scope = options.scope.find(&Watch::new(region))?;
    let mut control = claim(&region, options.manner)?;
    let at = now();
    let ticket = control.request_reset(&ResetRequest { scope, key, why: options.why }, at)?;
    let requested = Requested {
        scope: options.scope,
        nonce: Hex(ticket.nonce),
        kill_count: ticket.counts.kills,
        at: at.0,
        not_before: ticket.not_before.0,
        not_after: ticket.not_after.0,
        whole: Hex(region.fingerprint().whole()),
    };
    Ok((requested, warning))
}

fn confirm(options: &Confirm) -> Result<(Opened, Warning), Failure> {
    let key = keyfile::read(&options.key_file)?;
    let (map, warning) = file::operate(&options.file, Guard::Refuse)?;
    let region = map.region().map_err(file::Fault::NoRegion)?;
    let watch = Watch::new(region);
    let manner = options.manner;
    let found = region.fingerprint();
    let expected = match (options.fingerprint, manner.yes) {
        (Some(parts), _) => parts.expected(found),
        (None, true) => {
            let says = "say --fingerprint, and what it was when it was looked at, with --yes";
            return Err(Failure::Usage(says.to_owned()));
        }
        (None, false) => found,
    };
    // A nonce that names nothing is for the core to refuse.
    if let Some(open) = watch.open_reset().filter(|open| open.nonce == options.nonce.0) {
        ask(&question(&watch, &open, &expected), "reset", manner.yes)?;
    }
    let mut control = claim(&region, manner)?;
    control.confirm_reset(options.nonce.0, key, &expected, now())?;
    Ok((opened(&region)?, warning))
}

/// What is about to be opened, and what runs there.
fn question(watch: &Watch<'_>, open: &OpenReset, expected: &Fingerprint) -> String {
    let scope = ScopeName::of(open.scope, watch);
    let (asked, why) = (when(open.at.0, now().0), readable(&open.why));
    let mut text =
        format!("{scope} trades again after this.\nPerson {} asked for it {asked}: {why}", open.by);
    if let (Ok(level), Ok(cause)) = (watch.level(open.scope), watch.cause(open.scope)) {
        let since = when(cause.at.0, now().0);
        text.push_str(&format!(
            "\nIt is stopped ({}) since {since}, reason {}, value {}, other {}",
            level.name(),
            cause.reason,
            cause.value,
            cause.other
        ));
    }
    text.push_str(&format!("\nWhat runs here: {}", Hex(expected.whole())));
    text
}

/// What the core has written down.
fn opened(region: &Region<'_>) -> Result<Opened, Failure> {
    let record = region.last_reset().ok_or(plimsoll::Refusal::NoSuchRequest)?;
    let scope = ScopeName::of(record.scope, &Watch::new(*region));
    Ok(Opened { scope, by: record.by, why: readable(&record.why), at: record.at.0 })
}

impl Answer for Requested {
    fn write(&self, output: &mut dyn Write) -> io::Result<()> {
        let Requested { scope, nonce, kill_count, at, not_before, not_after, whole } = self;
        let from = match not_before.saturating_sub(*at) {
            0 => "now".to_owned(),
            wait => format!("in {}", span(wait)),
        };
        writeln!(output, "{scope}, kills {kill_count}: another person may confirm")?;
        writeln!(output, "nonce        {nonce}")?;
        writeln!(output, "from         {from}")?;
        writeln!(output, "until        {}", when(*not_after, *at))?;
        writeln!(output, "fingerprint  {whole}")
    }
}

impl Answer for Opened {
    fn write(&self, output: &mut dyn Write) -> io::Result<()> {
        let Opened { scope, by: [first, second], why, .. } = self;
        writeln!(output, "{scope} is open again: persons {first} and {second}: {why}")
    }
}
