//! Simulates worlds from seeds and says what came of them: `simulate --help`.
//!
//! ```text
//!   simulate --seeds 400              seeds 0 … 399: what CI runs
//!   simulate --seconds 600            from a seed of the clock on, which is printed
//!   simulate --seed 1234              one of them, with its calls where it fails
//!   simulate --seeds 50 --log FILE    every call and view as lines of JSON, for the oracle
//!   simulate --seeds 50 --wrong …     with a fault between the core and the checks: it must be caught
//! ```
//!
//! Law: it fails where a seed breaks a law, where a cell of the state × report table was not reached
//! that can be, and where a word of 'no' was not said that must be.
//!
//! Uses: `sim`. Used by: `cargo xtask prove`.

use clap::{Parser, ValueEnum};
use plimsoll_tests::death;
use plimsoll_tests::sim::log::Log;
use plimsoll_tests::sim::shrink::shrink;
use plimsoll_tests::sim::wrong::{Fault, Wrong};
use plimsoll_tests::sim::{self, Failed, Options, Outcome};
use std::fs::File;
use std::io::BufWriter;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Simulates worlds, each from one seed.
#[derive(Parser)]
struct Arguments {
    /// One seed; its calls are printed where it fails.
    #[arg(long)]
    seed: Option<u64>,
    /// The first of many seeds; without it 0, or one of the clock with `--seconds`.
    #[arg(long)]
    from: Option<u64>,
    /// How many seeds.
    #[arg(long)]
    seeds: Option<u64>,
    /// For how long, where no number of seeds is given.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Where every call and view is written; on one thread then.
    #[arg(long)]
    log: Option<PathBuf>,
    /// A fault that must be caught.
    #[arg(long, value_enum)]
    wrong: Option<Kind>,
    /// Do not ask for the whole table: of a few seeds.
    #[arg(long)]
    partial: bool,
    /// Go on after a failure, and name every seed that fails.
    #[arg(long)]
    all: bool,
    /// Threads; as many as there are cores where it is 0.
    #[arg(long, default_value_t = 0)]
    threads: usize,
    /// Print the table.
    #[arg(long)]
    table: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    LosesFill,
    BooksTwice,
    FreesTwice,
    ForgetsKill,
    FreesOnTime,
}

impl Kind {
    fn fault(self) -> Fault {
        match self {
            Kind::LosesFill => Fault::LosesFill,
            Kind::BooksTwice => Fault::BooksTwice,
            Kind::FreesTwice => Fault::FreesTwice,
            Kind::ForgetsKill => Fault::ForgetsKill,
            Kind::FreesOnTime => Fault::FreesOnTime,
        }
    }
}

/// Runs that are spent on making a failed one short.
const TRIES: usize = 3_000;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // A check that panics is a failed run; its words are in the report.
    std::panic::set_hook(Box::new(|_| {}));
    if !death::EXACT {
        eprintln!("simulate: on this machine no death comes between two writes of a call");
    }
    match arguments.seed {
        Some(seed) => one(seed, &arguments),
        None => many(&arguments),
    }
}

fn options(arguments: &Arguments, trace: bool) -> Options {
    let wrong = arguments.wrong.map(|kind| Wrong::new(kind.fault()));
    Options { wrong, log: None, trace }
}

/// A run, in which a panic is a failure like any other.
fn attempt(seed: u64, options: &mut Options) -> Result<Outcome, Failed> {
    let run = std::panic::AssertUnwindSafe(|| sim::run(seed, options));
    std::panic::catch_unwind(run).unwrap_or_else(|cause| {
        let text = cause.downcast_ref::<String>().cloned();
        let text = text.or_else(|| cause.downcast_ref::<&str>().map(ToString::to_string));
        let what = format!("panic: {}", text.unwrap_or_default());
        Err(Failed { what, trace: Vec::new(), steps: Vec::new() })
    })
}

fn one(seed: u64, arguments: &Arguments) -> ExitCode {
    let mut given = options(arguments, true);
    given.log = match arguments.log.as_ref().map(open) {
        Some(Err(error)) => return refuse(&error),
        Some(Ok(log)) => Some(log),
        None => None,
    };
    match attempt(seed, &mut given) {
        Ok(outcome) => {
            println!("seed {seed}: {} calls, digest {:016x}", outcome.calls, outcome.digest);
            ExitCode::SUCCESS
        }
        Err(failed) => {
            println!("seed {seed} fails: {}", failed.what);
            let steps = failed.steps.len();
            let shorter = shrink(seed, failed, TRIES, || options(arguments, true));
            println!(
                "{} of its {steps} steps do the same: {:#?}",
                shorter.steps.len(),
                shorter.steps
            );
            println!("{}\n{}", shorter.trace.join("\n"), shorter.what);
            ExitCode::FAILURE
        }
    }
}

fn open(path: &PathBuf) -> std::io::Result<Log> {
    Ok(Log::new(Box::new(BufWriter::new(File::create(path)?))))
}

fn refuse(error: &std::io::Error) -> ExitCode {
    eprintln!("simulate: {error}");
    ExitCode::FAILURE
}

/// What the threads share.
struct Shared {
    next: AtomicU64,
    stop: AtomicBool,
    sum: Mutex<(Outcome, Option<(u64, Failed)>)>,
}

fn many(arguments: &Arguments) -> ExitCode {
    let began = Instant::now();
    let clock =
        || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |it| it.as_nanos() as u64);
    let timed = arguments.seeds.is_none();
    let from = arguments.from.unwrap_or_else(|| if timed { clock() >> 8 } else { 0 });
    let until = arguments.seeds.map_or(u64::MAX, |seeds| from.saturating_add(seeds));
    let deadline = timed.then(|| began + Duration::from_secs(arguments.seconds));
    println!("simulate: from seed {from}");
    let mut log = match arguments.log.as_ref().map(open) {
        Some(Err(error)) => return refuse(&error),
        Some(Ok(log)) => Some(log),
        None => None,
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = match (log.is_some(), arguments.threads) {
        (true, _) => 1,
        (false, 0) => cores,
        (false, threads) => threads,
    };
    let shared = Shared {
        next: AtomicU64::new(from),
        stop: AtomicBool::new(false),
        sum: Mutex::new((Outcome::default(), None)),
    };
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let log = log.take();
            scope.spawn(|| work(&shared, arguments, log, until, deadline));
        }
    });
    let (outcome, failed) = match shared.sum.into_inner() {
        Ok(sum) => sum,
        Err(poisoned) => poisoned.into_inner(),
    };
    say(&outcome, began.elapsed(), threads, arguments.table);
    match failed {
        Some((seed, failed)) => tell(seed, &failed, arguments),
        None if arguments.partial => ExitCode::SUCCESS,
        None => whole(&outcome),
    }
}

fn work(
    shared: &Shared,
    arguments: &Arguments,
    mut log: Option<Log>,
    until: u64,
    deadline: Option<Instant>,
) {
    let late = || deadline.is_some_and(|deadline| Instant::now() >= deadline);
    while !shared.stop.load(Relaxed) && !late() {
        let seed = shared.next.fetch_add(1, Relaxed);
        if seed >= until {
            return;
        }
        let mut given = options(arguments, false);
        given.log = log.take();
        let made = attempt(seed, &mut given);
        log = given.log.take();
        let Ok(mut sum) = shared.sum.lock() else { return };
        match made {
            Ok(outcome) => sum.0.add(&outcome),
            Err(failed) => {
                shared.stop.store(!arguments.all, Relaxed);
                if arguments.all {
                    println!("seed {seed}: {}", failed.what);
                }
                // The first of them, so that two threads tell the same.
                if sum.1.as_ref().is_none_or(|(first, _)| seed < *first) {
                    sum.1 = Some((seed, failed));
                }
            }
        }
    }
}

fn say(outcome: &Outcome, took: Duration, threads: usize, table: bool) {
    let seconds = took.as_secs_f64().max(0.001);
    let [cells, arrows] = outcome.table.coverage();
    println!(
        "simulate: {} seeds ({} with the model), {} steps, {} calls, {} reports, {} strays in {seconds:.1} s \
         on {threads} threads: {:.0} calls a second",
        outcome.runs,
        outcome.with_model,
        outcome.steps,
        outcome.calls,
        outcome.reports,
        outcome.strays,
        outcome.calls as f64 / seconds,
    );
    println!(
        "simulate: {} deaths within a call, {} right after one; cells of the state × report table {} of {}, \
         its arrows {} of {}; {} words of 'no'; {} houses left closed, {} used up; digest {:016x}",
        outcome.deaths[0],
        outcome.deaths[1],
        cells.0,
        cells.1,
        arrows.0,
        arrows.1,
        outcome.refusals.len(),
        outcome.left_closed,
        outcome.used_up,
        outcome.digest,
    );
    if table {
        println!("{}", outcome.table.to_text());
        for (from, report, to) in outcome.table.unwalked() {
            println!("not walked: {} ─{}→ {}", from.name(), report.name(), to.name());
        }
    }
}

/// What failed, and how to see it again.
fn tell(seed: u64, failed: &Failed, arguments: &Arguments) -> ExitCode {
    println!("simulate: seed {seed} fails: {}", failed.what);
    let wrong = arguments.wrong.and_then(|kind| kind.to_possible_value());
    let wrong = wrong.map(|value| format!(" --wrong {}", value.get_name())).unwrap_or_default();
    println!(
        "replay: cargo run --profile prove -p plimsoll-tests --bin simulate -- --seed {seed}{wrong}"
    );
    ExitCode::FAILURE
}

/// Whether everything was reached that can be.
fn whole(outcome: &Outcome) -> ExitCode {
    let (missing, unsaid) = (outcome.table.missing(), sim::unsaid(outcome));
    for (from, report) in &missing {
        println!("simulate: no {} came to a child that was {}", report.name(), from.name());
    }
    for (from, report) in outcome.table.unexpected() {
        println!(
            "simulate: {} came to {}, which was thought to be impossible",
            report.name(),
            from.name()
        );
    }
    unsaid.iter().for_each(|word| println!("simulate: nothing was refused for {word:?}"));
    let whole = missing.is_empty() && unsaid.is_empty() && outcome.table.unexpected().is_empty();
    if whole { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
