//! A program of tests, run with one of its mutants at work.
//!
//! Law: what is limited is the time that the program works, not the time that passes, so that a
//! busy machine catches nothing; and memory, so that a mutant harms nobody else.
//!
//! Uses: `build`, `excuse`. Used by: `mutants`.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::build::Program;
use super::excuse::Fate;

/// Which tests of a program are run.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Choice {
    /// Those whose names have this in them; where it is none, all.
    pub room: Option<String>,
    /// With few cases of each property; of all rooms, without those that take long.
    pub quick: bool,
}

/// Tests that take seconds with few cases, too.
const SLOW: [&str; 3] = ["slice::", "throttle::", "long_histories"];

impl Choice {
    fn on(&self, command: &mut Command) {
        command.args(&self.room);
        if self.quick {
            command.env("PROPTEST_CASES", "4");
        }
        if self.quick && self.room.is_none() {
            command.args(SLOW.iter().flat_map(|name| ["--skip", name]));
        }
    }
}

/// What a program may take.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Seconds of work.
    work: u64,
    /// Seconds that pass, for a program that waits for ever.
    wait: u64,
}

/// The bounds of the tree as it is.
const AS_IT_IS: Bounds = Bounds { work: 600, wait: 3600 };

/// Runs tests with no mutant at work, and says what they may take with one.
///
/// # Errors
///
/// They fail, or cannot be run.
pub fn bounds(program: &Program, choice: &Choice) -> Result<Bounds> {
    let (began, before) = (Instant::now(), worked()?);
    let fate = run(program, 0, choice, AS_IT_IS)?;
    ensure!(fate == Fate::Survived, "{} fails as it is", program.path.display());
    let (work, wait) = (worked()? - before, began.elapsed().as_secs_f64());
    Ok(Bounds { work: 1 + (work * 6.0) as u64, wait: 120 + (wait * 10.0) as u64 })
}

/// The seconds that programs which this one started, and which have ended, have worked.
fn worked() -> Result<f64> {
    let status = fs::read_to_string("/proc/self/stat").context("/proc/self/stat")?;
    // The name, in parentheses, may hold spaces; the 16th and the 17th word are hundredths.
    let after = status.rsplit_once(')').context("/proc/self/stat has no name")?.1;
    let hundredths = after.split_whitespace().skip(13).take(2).map(str::parse::<f64>);
    Ok(hundredths.sum::<Result<f64, _>>().context("/proc/self/stat has no times")? / 100.0)
}

/// Memory, in kilobytes.
const MEMORY: u64 = 8 << 20;

/// Signals that the system sends to what has worked too long.
const TOO_LONG: [i32; 2] = [9, 24];

/// What becomes of a mutant, by those tests of a program.
///
/// # Errors
///
/// The program cannot be run.
pub fn run(program: &Program, number: u32, choice: &Choice, bounds: Bounds) -> Result<Fate> {
    // One limit a call: a plain shell takes no more.
    let limits = format!("ulimit -t {} && ulimit -v {MEMORY} && exec \"$0\" \"$@\"", bounds.work);
    let mut command = Command::new("sh");
    command.args(["-c", &limits]).arg(&program.path);
    choice.on(&mut command);
    command.current_dir(&program.folder).env("PLIMSOLL_MUTANT", number.to_string());
    // The same cases every time, and no time spent on making a failure small.
    command.env("PROPTEST_RNG_SEED", "20120801").env("PROPTEST_MAX_SHRINK_ITERS", "0");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().context("sh did not start")?;
    let until = Instant::now() + Duration::from_secs(bounds.wait);
    loop {
        if let Some(status) = child.try_wait()? {
            let too_long = status.signal().is_some_and(|signal| TOO_LONG.contains(&signal));
            return Ok(match (status.success(), too_long) {
                (true, _) => Fate::Survived,
                (false, true) => Fate::TimedOut,
                (false, false) => Fate::Caught,
            });
        }
        if Instant::now() > until {
            child.kill()?;
            child.wait()?;
            return Ok(Fate::TimedOut);
        }
        thread::sleep(Duration::from_millis(2));
    }
}
