//! One run of the gateway: how it is started, and what it left behind.
//!
//! Law: the numbers are read, never worked out again. What the gateway's own checks found wrong
//! fails the run.
//!
//! Uses: `orders`. Used by: `demo`, `chart`, `table`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use xshell::{Shell, cmd};

use super::orders;

/// The router that runs Power Peg.
const EIGHTH: u64 = 8;

/// What one router did; times in nanoseconds since 09:30 on the simulated clock.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Router {
    /// 1 to 8.
    pub router: u64,
    /// `slicer` or `power_peg`.
    pub strategy: String,
    /// Parents that it was given.
    pub parents: u64,
    /// Shares that they ask for together.
    pub parent_qty: u64,
    /// Children that the strategy wanted to send.
    pub attempts: u64,
    /// Children that were born at the gate.
    pub children: u64,
    /// Children that executed, at least in part.
    pub orders_executed: u64,
    /// Executions at the venues.
    pub executions: u64,
    /// Shares executed at the venues.
    pub shares: u64,
    /// Shares executed past their parents.
    pub overfill: u64,
    /// Stocks with more bought than sold.
    pub stocks_long: u64,
    /// Stocks with more sold than bought.
    pub stocks_short: u64,
    /// What is in the former, in cents.
    pub long_cents: u64,
    /// What is in the latter, in cents.
    pub short_cents: u64,
    /// The first time the gate said no.
    pub first_refused_at: Option<u64>,
    /// When the core threw the strategy's switch.
    pub tripped_at: Option<u64>,
    /// The last execution.
    pub last_execution_at: u64,
    /// Real nanoseconds from the open until the last report was read.
    pub elapsed: u64,
}

/// How often the gate gave a reason.
#[derive(Clone, Debug, Deserialize)]
pub struct Refusals {
    /// Whose strategy was refused.
    pub router: u64,
    /// The word of the refusal.
    pub refusal: String,
    /// Attempts that it was said to.
    pub count: u64,
}

/// Shares that the eighth router executed up to a time.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Point {
    /// Nanoseconds since 09:30 on the simulated clock.
    pub until: u64,
    /// Shares since 09:30.
    pub shares: u64,
}

/// One run: eight routers, without Plimsoll or with it.
pub struct Day {
    /// Routers 1 to 7.
    pub seven: Vec<Router>,
    /// Router 8.
    pub eighth: Router,
    /// The eighth router's refusals, the most frequent first.
    pub refusals: Vec<Refusals>,
    /// The eighth router's executions against time.
    pub curve: Vec<Point>,
}

/// Which of the two runs.
#[derive(Clone, Copy)]
pub enum Gate {
    /// Without Plimsoll.
    Open,
    /// With it.
    Plimsoll,
}

/// When somebody pulls the eighth router's plug: at whichever comes first.
pub struct Plug {
    /// After so many executions.
    pub executions: u64,
    /// After so many seconds on the simulated clock.
    pub seconds: u64,
}

impl Day {
    /// Runs `program` and reads what it wrote into `folder`.
    ///
    /// # Errors
    ///
    /// It could not run, or one of its own checks failed; it has said so on standard error.
    pub fn run(
        shell: &Shell,
        program: &Path,
        gate: Gate,
        plug: &Plug,
        folder: &Path,
    ) -> Result<Day> {
        let word = match gate {
            Gate::Open => "without",
            Gate::Plimsoll => "with",
        };
        let (executions, seconds) = (plug.executions.to_string(), plug.seconds.to_string());
        let orders = orders::paths();
        fs::create_dir_all(folder)?;
        cmd!(shell, "{program} {word} {executions} {seconds} {folder} {orders...}")
            .quiet()
            .run()
            .with_context(|| format!("the day {word} Plimsoll failed"))?;
        Day::read(folder)
    }

    fn read(folder: &Path) -> Result<Day> {
        let routers: Vec<Router> = lines(&folder.join("routers.csv"))?;
        let (eighth, seven): (Vec<_>, Vec<_>) =
            routers.into_iter().partition(|router| router.router == EIGHTH);
        let eighth = eighth.into_iter().next().context("the eighth router left no result")?;
        let mut refusals: Vec<Refusals> = lines(&folder.join("refusals.csv"))?;
        refusals.retain(|line| line.router == EIGHTH);
        refusals.sort_by_key(|line| std::cmp::Reverse(line.count));
        Ok(Day { seven, eighth, refusals, curve: lines(&folder.join("curve.csv"))? })
    }

    /// The whole second in which the eighth router's day ended.
    pub fn seconds(&self) -> u64 {
        self.eighth.last_execution_at.div_ceil(1_000_000_000)
    }
}

fn lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>> {
    let mut reader =
        csv::Reader::from_path(path).with_context(|| format!("no {}", path.display()))?;
    reader.deserialize().map(|line| line.with_context(|| path.display().to_string())).collect()
}
