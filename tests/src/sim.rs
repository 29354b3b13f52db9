//! A whole world from one number: gateways, venues, drop copy, an operator, and everything that can
//! befall them.
//!
//! ```text
//!   seed ──dice──▶ steps ──driver──▶ calls ──▶ core ──▶ checks: laws, audit, model, after every call
//!                    │                                       │
//!                    └── the faults stop ── calm ──▶ everything is at rest, exactly
//! ```
//!
//! Law: a seed is a run: the same seed on the same program makes the same calls and gets the same
//! answers. What failed is replayed by its number.
//!
//! Uses: `driver`, `world`, `laws`, `model`, `death`. Used by: `bin/simulate.rs`.

pub mod check;
pub mod dice;
pub mod log;
pub mod shrink;
pub mod table;
pub mod wrong;

mod calm;

use crate::call::{Answer, Call};
use crate::driver::Driver;
use crate::generator::Random;
use crate::play::{Scene, Verdict};
use crate::step::Step;
use crate::world::{Snapshot, World};
use check::Checks;
use dice::Mix;
use log::Log;
use plimsoll::Refusal;
use std::collections::BTreeMap;
use table::Table;
use wrong::Wrong;

/// What came of one or many runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Runs.
    pub runs: u64,
    /// Runs in which the model looked on.
    pub with_model: u64,
    /// Steps that were drawn.
    pub steps: u64,
    /// Calls on the core.
    pub calls: u64,
    /// Reports among them.
    pub reports: u64,
    /// Deaths within a call, and right after one.
    pub deaths: [u64; 2],
    /// Executions that went to suspense.
    pub strays: u64,
    /// Runs whose house could not be opened again, since what lies in suspense has no parent left.
    pub left_closed: u64,
    /// Runs whose limits were used up at the end.
    pub used_up: u64,
    /// What children's states and their reports came to.
    pub table: Table,
    /// How often each word of 'no' was said.
    pub refusals: BTreeMap<u16, u64>,
    /// A number made of every call and every answer.
    pub digest: u64,
}

impl Outcome {
    /// Adds another's counts.
    pub fn add(&mut self, other: &Outcome) {
        self.runs += other.runs;
        self.with_model += other.with_model;
        self.steps += other.steps;
        self.calls += other.calls;
        self.reports += other.reports;
        self.deaths[0] += other.deaths[0];
        self.deaths[1] += other.deaths[1];
        self.strays += other.strays;
        self.left_closed += other.left_closed;
        self.used_up += other.used_up;
        self.table.add(&other.table);
        for (refusal, count) in &other.refusals {
            *self.refusals.entry(*refusal).or_default() += count;
        }
        // The order of runs does not matter.
        self.digest = self.digest.wrapping_add(other.digest);
    }
}

/// A run that broke a law.
#[derive(Clone, Debug)]
pub struct Failed {
    /// What is wrong.
    pub what: String,
    /// The last calls that led to it, newest last.
    pub trace: Vec<String>,
    /// The steps that were drawn.
    pub steps: Vec<Step>,
}

/// How a run is made.
#[derive(Default)]
pub struct Options {
    /// What stands between the core and the checks, to be caught.
    pub wrong: Option<Wrong>,
    /// Where every call is written down.
    pub log: Option<Log>,
    /// Keep the trace of calls.
    pub trace: bool,
}

/// One run.
pub(crate) struct Run<'a> {
    driver: Driver,
    checks: Checks,
    before: Snapshot,
    outcome: Outcome,
    options: &'a mut Options,
    trace: Vec<(Call, Answer)>,
}

/// The calls of a trace that are shown.
const SHOWN: usize = 60;

/// Makes the run of a seed.
///
/// # Errors
///
/// The law that was broken.
pub fn run(seed: u64, options: &mut Options) -> Result<Outcome, Failed> {
    let mut random = Random::new(seed);
    let mix = Mix::of(&mut random);
    let mut steps = Vec::with_capacity(mix.length);
    play(seed, &mix, options, &mut steps, |world, done| {
        (done < mix.length).then(|| mix.draw(&mut random, world))
    })
}

/// Makes the run of a seed with other steps than its own.
///
/// # Errors
///
/// The law that was broken.
pub fn run_steps(seed: u64, steps: &[Step], options: &mut Options) -> Result<Outcome, Failed> {
    let mix = Mix::of(&mut Random::new(seed));
    let mut made = Vec::with_capacity(steps.len());
    play(seed, &mix, options, &mut made, |_, done| steps.get(done).copied())
}

fn play(
    seed: u64,
    mix: &Mix,
    options: &mut Options,
    steps: &mut Vec<Step>,
    mut next: impl FnMut(&World, usize) -> Option<Step>,
) -> Result<Outcome, Failed> {
    let driver = Driver::new(World::armed(mix.setup));
    let before = driver.world.snapshot();
    if let Some(log) = &mut options.log {
        log.begin(seed, mix);
    }
    let outcome = Outcome { runs: 1, with_model: mix.model.into(), ..Outcome::default() };
    let mut run =
        Run { driver, checks: Checks::new(mix), before, outcome, options, trace: Vec::new() };
    let mut verdict = Ok(());
    while let Some(step) = next(&run.driver.world, steps.len()) {
        steps.push(step);
        run.outcome.steps += 1;
        verdict = run.step(&step);
        if verdict.is_err() {
            break;
        }
    }
    let verdict = verdict.and_then(|()| run.calm());
    run.finish();
    let Run { outcome, trace, .. } = run;
    verdict.map(|()| outcome).map_err(|what| {
        let shown = trace.iter().skip(trace.len().saturating_sub(SHOWN));
        let trace = shown.map(|(call, answer)| format!("{call:?}\n    -> {answer:?}")).collect();
        Failed { what, trace, steps: core::mem::take(steps) }
    })
}

impl Run<'_> {
    fn step(&mut self, step: &Step) -> Verdict {
        self.driver.begin(step);
        self.make_all()
    }

    fn make_all(&mut self) -> Verdict {
        while let Some(call) = self.driver.next_call() {
            self.call_now(call)?;
        }
        Ok(())
    }

    fn make_all_unchecked(&mut self) {
        while let Some(call) = self.driver.next_call() {
            self.call_unchecked(&call);
        }
    }

    /// Makes a call, and what follows from it.
    fn call(&mut self, call: Call) -> Verdict {
        self.driver.call_next(call);
        self.make_all()
    }

    fn call_now(&mut self, call: Call) -> Verdict {
        let answer = match &mut self.options.wrong {
            Some(wrong) => wrong.make(&mut self.driver, &call),
            None => self.driver.make(&call),
        };
        let mut after = self.driver.world.snapshot();
        if let Some(wrong) = &mut self.options.wrong {
            wrong.show(&call, &mut after);
        }
        self.note(&call, &answer, &after);
        let (before, driver) = (&self.before, &self.driver);
        let scene = Scene { before, call: &call, answer: &answer, after: &after, driver };
        let verdict = self.checks.look(&scene);
        if let Some(log) = &mut self.options.log {
            log.scene(&scene);
        }
        self.before = after;
        verdict
    }

    fn call_unchecked(&mut self, call: &Call) -> Answer {
        let answer = self.driver.make(call);
        let after = self.driver.world.snapshot();
        self.note(call, &answer, &after);
        self.before = after;
        answer
    }

    fn note(&mut self, call: &Call, answer: &Answer, after: &Snapshot) {
        self.outcome.calls += u64::from(!matches!(call, Call::Wait { .. }));
        let text = format!("{call:?}{answer:?}");
        let seen = crate::memory::digest(text.as_bytes());
        self.outcome.digest = self.outcome.digest.rotate_left(5) ^ seen;
        if self.options.trace {
            self.trace.push((*call, *answer));
        }
        if let Some(refusal) = answer.refusal() {
            *self.outcome.refusals.entry(refusal as u16).or_default() += 1;
        }
        if let Some(died) = self.driver.died() {
            self.outcome.deaths[usize::from(!died.within)] += 1;
            return;
        }
        if let Call::Report { report, .. } = call {
            self.outcome.reports += 1;
            let (was, is) = (self.before.child(report.child), after.child(report.child));
            if let (Some(was), Some(is)) = (was, is) {
                self.outcome.table.note(was.state, report.exec_type, is.state);
            }
        }
    }

    fn finish(&mut self) {
        self.outcome.strays = self.driver.world.region().suspense().executions;
        if let Some(log) = &mut self.options.log {
            log.end();
        }
    }
}

/// The words of 'no' that a run of many seeds must have heard: tables that are full, limits that are
/// used up, and whatever else the faults are there for.
pub const MUST: [Refusal; 24] = [
    Refusal::ParentsFull,
    Refusal::ChildrenFull,
    Refusal::ExecutionsFull,
    Refusal::ClientIdsFull,
    Refusal::NotArmed,
    Refusal::LeaseExpired,
    Refusal::MonitorSilent,
    Refusal::AlarmUnacknowledged,
    Refusal::JournalStalled,
    Refusal::Halted,
    Refusal::ReduceOnly,
    Refusal::KilledSince,
    Refusal::VenueDown,
    Refusal::VenueRecovering,
    Refusal::ExceedsHeadroom,
    Refusal::ExceedsPositionLimit,
    Refusal::ExceedsAccountLimit,
    Refusal::ExceedsFirmLimit,
    Refusal::ExceedsSessionCap,
    Refusal::ParentExpired,
    Refusal::FanOutChildren,
    Refusal::FanOutQuantity,
    Refusal::ChildUnproven,
    Refusal::SuspenseOpen,
];

/// The words of [`MUST`] that nobody said.
#[must_use]
pub fn unsaid(outcome: &Outcome) -> Vec<Refusal> {
    MUST.into_iter().filter(|word| !outcome.refusals.contains_key(&(*word as u16))).collect()
}
