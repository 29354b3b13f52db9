//! Answers to an operator: text, or one JSON object.
//!
//! Law: with `--json` every end is one JSON object on standard output, a failure too; what went
//! wrong is said on standard error besides.
//!
//! Uses: `file`, `operator::ask`. Used by: `operator`.

use super::hex::Hex;
use super::keyfile::KeyFault;
use crate::file::{Fault, Warning};
use plimsoll::{Field, Refusal, Unarmed};
use serde::Serialize;
use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use thiserror::Error;

/// Why a command was not carried out.
#[derive(Debug, Error)]
pub enum Failure {
    /// The core says no.
    #[error("refused: {}", .0.name())]
    Refused(Refusal),
    /// The core does not open the house.
    #[error("{}", unarmed(.0))]
    Unarmed(Unarmed),
    /// This file is as it should be, and another is not.
    #[error("it is as the manifest says, but others are not: nothing was armed")]
    NotAll,
    /// The file will not do.
    #[error("{0}")]
    File(#[from] Fault),
    /// A key's file will not do.
    #[error("{}: {fault}", .path.display())]
    Key { path: PathBuf, fault: KeyFault },
    /// What was asked for makes no sense.
    #[error("{0}")]
    Usage(String),
    /// The person said no, or there was nobody to ask.
    #[error("{0}")]
    Unconfirmed(&'static str),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Failure {
        Failure::Refused(refusal)
    }
}

impl From<Unarmed> for Failure {
    fn from(unarmed: Unarmed) -> Failure {
        Failure::Unarmed(unarmed)
    }
}

impl Failure {
    fn status(&self) -> u8 {
        match self {
            Failure::Refused(_) | Failure::Unarmed(_) | Failure::NotAll => 1,
            Failure::File(fault) if fault.is_forbidden() => 3,
            Failure::Key { fault, .. } if fault.is_forbidden() => 3,
            Failure::File(_)
            | Failure::Key { .. }
            | Failure::Usage(_)
            | Failure::Unconfirmed(_) => 2,
        }
    }

    fn result(&self) -> &'static str {
        match self {
            Failure::Refused(_) | Failure::Unarmed(_) | Failure::NotAll => "refused",
            Failure::File(_)
            | Failure::Key { .. }
            | Failure::Usage(_)
            | Failure::Unconfirmed(_) => "failed",
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Failure::Refused(refusal) => refusal.name(),
            Failure::Unarmed(unarmed) => unarmed.refusal.name(),
            Failure::NotAll => "not_all",
            Failure::File(fault) => fault.name(),
            Failure::Key { fault, .. } => fault.name(),
            Failure::Usage(_) => "usage",
            Failure::Unconfirmed(_) => "unconfirmed",
        }
    }

    fn said(&self) -> Said<'_> {
        let difference = match self {
            Failure::Unarmed(unarmed) => Difference::of(unarmed),
            Failure::Refused(_)
            | Failure::NotAll
            | Failure::File(_)
            | Failure::Key { .. }
            | Failure::Usage(_)
            | Failure::Unconfirmed(_) => None,
        };
        Said { code: self.code(), message: self.to_string(), difference }
    }
}

/// What differs from a manifest, where it is a field.
#[derive(Serialize)]
struct Difference {
    field: &'static str,
    expected: Word,
    found: Word,
}

/// A number, or the name of what it stands for.
#[derive(Serialize)]
#[serde(untagged)]
enum Word {
    Name(Hex),
    Number(u64),
}

fn unarmed(unarmed: &Unarmed) -> String {
    let refusal = unarmed.refusal.name();
    match Difference::of(unarmed) {
        None => format!("refused: {refusal}"),
        Some(difference) => format!("refused: {refusal}: {difference}"),
    }
}

impl Difference {
    fn of(unarmed: &Unarmed) -> Option<Difference> {
        let is_name = matches!(
            unarmed.field,
            Field::Layout | Field::Abi | Field::Registry | Field::Limits | Field::Build
        );
        let word = |number| if is_name { Word::Name(Hex(number)) } else { Word::Number(number) };
        (unarmed.field != Field::None).then(|| Difference {
            field: unarmed.field.name(),
            expected: word(unarmed.expected),
            found: word(unarmed.found),
        })
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Difference { field, expected, found } = self;
        write!(f, "{field}: expected {expected}, found {found}")
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Word::Name(name) => name.fmt(f),
            Word::Number(number) => number.fmt(f),
        }
    }
}

/// What a command has to say when it was carried out.
pub trait Answer: Serialize {
    /// The same for a person.
    fn write(&self, output: &mut dyn Write) -> io::Result<()>;
}

/// One JSON object.
#[derive(Serialize)]
struct Record<'a, T: Serialize> {
    command: &'a str,
    file: String,
    result: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    warning: Option<&'a str>,
    #[serde(flatten)]
    body: T,
}

#[derive(Serialize)]
struct Said<'a> {
    code: &'a str,
    message: String,
    #[serde(flatten)]
    difference: Option<Difference>,
}

/// Where the answers of one command go.
#[derive(Clone, Copy, Debug)]
pub struct Speaker<'a> {
    /// The command's name.
    pub command: &'static str,
    /// The file that it is about.
    pub file: &'a Path,
    /// Whether it is said in JSON.
    pub json: bool,
    /// Whether it is one of several files: then a person is told which.
    pub is_one_of_many: bool,
}

impl<'a> Speaker<'a> {
    /// For a command about one file.
    pub fn new(command: &'static str, file: &'a Path, json: bool) -> Speaker<'a> {
        Speaker { command, file, json, is_one_of_many: false }
    }

    /// For a command about each of `files`.
    pub fn of(
        command: &'static str,
        files: &'a [PathBuf],
        json: bool,
    ) -> impl Iterator<Item = Speaker<'a>> {
        let is_one_of_many = files.len() > 1;
        files.iter().map(move |file| Speaker { command, file, json, is_one_of_many })
    }

    /// Says what `end` came to; the status of the process.
    pub fn say<T: Answer>(&self, end: Result<(T, Warning), Failure>) -> u8 {
        match end {
            Ok((answer, warning)) => {
                if let Some(warning) = &warning {
                    eprintln!("{}: warning: {warning}", self.file.display());
                }
                lost(self.answer(&answer, warning.as_deref()), 0)
            }
            Err(failure) => self.fail(&failure),
        }
    }

    /// As [`Speaker::say`], for one look of many: whether somebody still listens.
    pub fn say_again<T: Answer>(&self, end: Result<(T, Warning), Failure>) -> bool {
        match end {
            Ok((answer, warning)) => self.answer(&answer, warning.as_deref()).is_ok(),
            Err(failure) => {
                // The file may be back at the next look.
                let said = failure.said();
                let mut output = io::stdout().lock();
                let written = if self.json {
                    self.write_json(&mut output, failure.result(), None, &said)
                } else {
                    writeln!(output, "{}: {failure}", self.file.display())
                };
                written.and_then(|()| output.flush()).is_ok()
            }
        }
    }

    fn answer<T: Answer>(&self, answer: &T, warning: Option<&str>) -> io::Result<()> {
        let mut output = io::BufWriter::new(io::stdout().lock());
        if self.json {
            self.write_json(&mut output, "ok", warning, answer)?;
        } else {
            if self.is_one_of_many {
                write!(output, "{}: ", self.file.display())?;
            }
            answer.write(&mut output)?;
        }
        output.flush()
    }

    fn fail(&self, failure: &Failure) -> u8 {
        eprintln!("{}: {failure}", self.file.display());
        let status = failure.status();
        if !self.json {
            return status;
        }
        let said = failure.said();
        let mut output = io::stdout().lock();
        lost(self.write_json(&mut output, failure.result(), None, &said), status)
    }

    fn write_json(
        &self,
        output: &mut impl Write,
        result: &str,
        warning: Option<&str>,
        body: &impl Serialize,
    ) -> io::Result<()> {
        let file = self.file.display().to_string();
        let record = Record { command: self.command, file, result, warning, body };
        serde_json::to_writer(&mut *output, &record)?;
        output.write_all(b"\n")
    }
}

/// The status of a command that was to end with `status`, once its answer was written or not: what
/// was done is done, whoever hears of it.
fn lost(written: io::Result<()>, status: u8) -> u8 {
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            eprintln!("standard output: {error}");
            status.max(2)
        }
        Ok(()) | Err(_) => status,
    }
}

/// The status of the process.
pub fn exit(status: u8) -> ExitCode {
    ExitCode::from(status)
}

/// A span of nanoseconds, as a person reads it.
pub fn span(nanos: u64) -> String {
    let tenths = |unit: u64| format!("{}.{}", nanos / unit, nanos % unit / (unit / 10));
    match nanos {
        0..1_000 => format!("{nanos} ns"),
        1_000..1_000_000 => format!("{} µs", tenths(1_000)),
        1_000_000..1_000_000_000 => format!("{} ms", tenths(1_000_000)),
        1_000_000_000..120_000_000_000 => format!("{} s", tenths(1_000_000_000)),
        _ => format!("{} min", nanos / 60_000_000_000),
    }
}

/// When `then` was, or will be, seen from `now`.
pub fn when(then: u64, now: u64) -> String {
    if then > now {
        format!("in {}", span(then - now))
    } else {
        format!("{} ago", span(now - then))
    }
}
