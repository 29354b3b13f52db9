//! `plimsoll controls`: every control with the rule that asks for it, what it is set to, what it
//! has done, and when it was tested; with `--test`, tested now.
//!
//! Law: a test fires each control in memory of its own. Of the region nothing is touched but the
//! date and the result.
//!
//! Uses: `file`, `operator::answer`, `operator::claim`. Used by: `operator`.

use super::answer::{Answer, Failure, Speaker, exit, when};
use super::args;
use super::claim::claim;
use super::now;
use crate::file::{self, Guard, Warning, Watch};
use plimsoll::{Control, ControlInfo, Measure, SelfTest};
use serde::Serialize;
use std::io::{self, Write};
use std::process::ExitCode;

/// What is said of all of them.
#[derive(Serialize)]
struct Inventory {
    now: u64,
    controls: Vec<Line>,
    #[serde(skip_serializing_if = "Option::is_none")]
    test: Option<Test>,
}

#[derive(Serialize)]
struct Line {
    control: &'static str,
    /// The rule that asks for it.
    source: &'static str,
    measure: &'static str,
    /// What it is set to; 0 where there is nothing to set.
    setting: u64,
    set: bool,
    hits: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_hit: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_test: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    passed: Option<bool>,
}

/// What a test has found.
#[derive(Serialize)]
struct Test {
    controls: u32,
    passed: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_failure: Option<First>,
}

#[derive(Serialize)]
struct First {
    control: &'static str,
    flaw: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    found: Option<&'static str>,
}

/// Runs `plimsoll controls`.
pub fn run(options: &args::Controls) -> ExitCode {
    let speaker = Speaker::new("controls", &options.file, options.manner.json);
    let end = if options.test { test(options) } else { look(options) };
    let failed = |test: &Test| test.first_failure.is_some();
    let is_failed = end.as_ref().is_ok_and(|(all, _)| all.test.as_ref().is_some_and(failed));
    exit(speaker.say(end).max(u8::from(is_failed)))
}

fn look(options: &args::Controls) -> Result<(Inventory, Warning), Failure> {
    let (map, warning) = file::watch(&options.file)?;
    let watch = map.watch().map_err(file::Fault::NoRegion)?;
    Ok((inventory(&watch, None), warning))
}

fn test(options: &args::Controls) -> Result<(Inventory, Warning), Failure> {
    let (map, warning) = file::operate(&options.file, Guard::Refuse)?;
    let region = map.region().map_err(file::Fault::NoRegion)?;
    let mut control = claim(&region, options.manner)?;
    let bytes = Control::self_test_bytes();
    // A region begins on a line.
    let mut scratch = vec![0; bytes + LINE];
    let skip = scratch.as_ptr().align_offset(LINE);
    let scratch = scratch.get_mut(skip..).and_then(|rest| rest.get_mut(..bytes));
    let found = control.self_test(scratch.unwrap_or_default(), now())?;
    Ok((inventory(&Watch::new(region), Some(found)), warning))
}

/// The alignment of a region, in bytes.
const LINE: usize = 64;

fn inventory(watch: &Watch<'_>, found: Option<SelfTest>) -> Inventory {
    let test = found.map(|found| Test {
        controls: found.controls,
        passed: found.passed,
        first_failure: found.first_failure.map(|failure| First {
            control: failure.control.name(),
            flaw: failure.flaw.name(),
            expected: failure.expected.map(plimsoll::Refusal::name),
            found: failure.found.map(plimsoll::Refusal::name),
        }),
    });
    Inventory { now: now().0, controls: watch.controls().map(line).collect(), test }
}

fn line(info: ControlInfo) -> Line {
    Line {
        control: info.name,
        source: info.source,
        measure: info.measure.name(),
        setting: info.setting,
        set: info.is_set,
        hits: info.hits,
        last_hit: info.last_hit.map(|at| at.0),
        last_test: info.last_test.map(|(at, _)| at.0),
        passed: info.last_test.map(|(_, passed)| passed),
    }
}

impl Line {
    fn setting(&self) -> String {
        if !self.set {
            "NOT SET".to_owned()
        } else if self.measure == Measure::Always.name() {
            "always on".to_owned()
        } else {
            format!("{} {}", self.setting, self.measure)
        }
    }
}

impl Answer for Inventory {
    fn write(&self, output: &mut dyn Write) -> io::Result<()> {
        let width = self.controls.iter().map(|line| line.control.len()).max().unwrap_or(0);
        for line in &self.controls {
            write!(output, "{:width$}  {}, hits {}", line.control, line.setting(), line.hits)?;
            if let Some(at) = line.last_hit {
                write!(output, ", last {}", when(at, self.now))?;
            }
            match (line.last_test, line.passed) {
                (Some(at), Some(true)) => write!(output, ", tested {}", when(at, self.now))?,
                (Some(at), _) => write!(output, ", FAILED its test {}", when(at, self.now))?,
                (None, _) => write!(output, ", never tested")?,
            }
            writeln!(output, "  ({})", line.source)?;
        }
        let Some(test) = &self.test else { return Ok(()) };
        writeln!(output, "tested: {} of {} did what they are for", test.passed, test.controls)?;
        let Some(first) = &test.first_failure else { return Ok(()) };
        write!(output, "FAILED   {}: {}", first.control, first.flaw)?;
        let or_none = |refusal: Option<&'static str>| refusal.unwrap_or("none");
        writeln!(output, ", expected {}, found {}", or_none(first.expected), or_none(first.found))
    }
}
