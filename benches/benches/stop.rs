//! *Question*: what do the checks cost a route, and how soon does a kill stop one on another core, by
//! the number of lanes?
//!
//! Everything is a ratio within one run: to one uncontended compare-and-swap, or to a cache line that
//! goes one way between two cores. Instructions are counted by callgrind over a second run of this
//! program, whose last argument is what to do and how often. Nothing here fails on a clock.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use anyhow::{Context, Result, ensure};
use nix::sched::{CpuSet, sched_setaffinity};
use nix::unistd::Pid;
use plimsoll::{Cause, Config, ExecType, Level, Nanos, ParentId, Qty, Refusal, Report, Scope};
use plimsoll_benches::{Checks, House, child};
use std::env;
use std::hint::{black_box, spin_loop};
use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicBool, AtomicU64};
use std::thread;
use std::time::Instant;
use xshell::{Shell, cmd};

/// Routes in one round: less than a parent's quantity, and than the order budget.
const ROUTES: u64 = 512;

fn config(lanes: u32) -> Config {
    Config { lanes, client_ids: 1 << 20, children: 1 << 16, ..Config::DEFAULT }
}

/// Routes `count` children of one unit for one parent.
fn route(house: &mut House, parent: ParentId, count: u64) {
    for _ in 0..count {
        black_box(house.lane.route(&child(parent, 1), Nanos(1)).unwrap());
    }
}

/// Brings a parent's children to their end and gives the slots back.
fn retire(house: &mut House, parent: ParentId) {
    let _ = house.lane.cancel_parent(parent, Nanos(1));
    for child in house.region.children(parent) {
        let cum_qty = Some(Qty::ZERO);
        let end = Report { cum_qty, ..Report::new(child, ExecType::Canceled) };
        house.lane.report(&end, Nanos(1)).unwrap();
    }
    house.lane.retire(parent, Nanos(1)).unwrap();
}

/// The least nanoseconds of a call in some rounds of many.
fn least(rounds: u32, each: u64, mut round: impl FnMut()) -> f64 {
    let times = (0..rounds).map(|_| {
        let start = Instant::now();
        round();
        start.elapsed().as_nanos() as f64 / each as f64
    });
    times.fold(f64::INFINITY, f64::min)
}

fn compare_and_swap() -> f64 {
    let word = AtomicU64::new(0);
    least(50, 10_000, || {
        for _ in 0..10_000 {
            let old = word.load(Relaxed);
            let _ = black_box(&word).compare_exchange(old, old + 1, AcqRel, Relaxed);
        }
    })
}

/// Keeps the calling thread on a core of its own.
fn stay_on(core: usize) {
    let mut cores = CpuSet::new();
    // Where there is no such core, or it is forbidden, the figures are worse and say so.
    if cores.set(core).is_ok() {
        let _ = sched_setaffinity(Pid::from_raw(0), &cores);
    }
}

/// One way of a cache line between two threads: half of a round trip, the least of many rounds.
fn line_one_way() -> f64 {
    const TRIPS: u64 = 2_000;
    let (there, back) = (&AtomicU64::new(0), &AtomicU64::new(0));
    thread::scope(|scope| {
        scope.spawn(|| {
            stay_on(1);
            let mut last = 0;
            while last != u64::MAX {
                let next = there.load(Acquire);
                if next != last {
                    back.store(next, Release);
                    last = next;
                } else {
                    spin_loop();
                }
            }
        });
        let mut number = 0;
        let trip = least(50, TRIPS * 2, || {
            for _ in 0..TRIPS {
                number += 1;
                there.store(number, Release);
                while back.load(Acquire) != number {
                    spin_loop();
                }
            }
        });
        there.store(u64::MAX, Release);
        trip
    })
}

fn checks(rounds: u32, cas: f64) {
    println!("\nroute, {ROUTES} a round, the least of {rounds} rounds       in compare-and-swaps");
    for (checks, name) in
        [(Checks::Unbounded, "no throttle binds"), (Checks::Every, "every check binds")]
    {
        // So few children that each round uses the slots of the last.
        let few = Config { children: 1 << 11, ..config(4) };
        let mut house = House::open_with(&few, checks).unwrap();
        let mut nanos = f64::INFINITY;
        for _ in 0..rounds {
            let parent = house.admit().unwrap();
            nanos = nanos.min(least(1, ROUTES, || route(&mut house, parent, ROUTES)));
            retire(&mut house, parent);
        }
        println!("  {name:<48} {:>8.1}", nanos / cas);
    }
}

/// Instructions of one call, by callgrind: the difference of two runs.
fn instructions(shell: &Shell, what: &str) -> Result<f64> {
    let this = env::current_exe()?;
    let folder = tempfile::tempdir()?;
    // Valgrind 3.19 cannot read all debug information that there is.
    let bare = folder.path().join("bare");
    cmd!(shell, "strip -o {bare} {this}").quiet().run().context("strip is of binutils")?;
    let count = |times: &str| -> Result<f64> {
        let out = folder.path().join("out");
        let tool = ["--tool=callgrind", "--callgrind-out-file"];
        let [tool, file] = tool;
        let told = cmd!(shell, "valgrind {tool} {file}={out} {bare} {what} {times}")
            .quiet()
            .ignore_stdout()
            .read_stderr()
            .context("valgrind is not installed")?;
        let line = told.lines().find_map(|line| line.split_once("Collected : "));
        Ok(line.context("callgrind said nothing")?.1.trim().parse()?)
    };
    Ok((count("3000")? - count("1000")?) / 2000.0)
}

/// What the program does when it is counted.
fn counted(what: &str, times: u64) -> Result<()> {
    let checks = if what == "every" { Checks::Every } else { Checks::Unbounded };
    let mut house = House::open_with(&Config::SMALL_BENCH, checks).unwrap();
    let parent = house.admit().unwrap();
    route(&mut house, parent, times);
    Ok(())
}

/// A config whose set-up is small beside what is counted.
trait Small {
    const SMALL_BENCH: Config;
}

impl Small for Config {
    const SMALL_BENCH: Config = Config {
        parents: 64,
        children: 8_192,
        executions: 64,
        client_ids: 64,
        parties: 4,
        ..Config::SMALL
    };
}

/// From the call of a kill to the first route that another core is refused; and the call's own
/// cost. In nanoseconds, sorted.
fn kills(lanes: u32, rounds: u32) -> (Vec<f64>, Vec<f64>) {
    let (mut until, mut calls) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let mut house = House::open(&config(lanes)).unwrap();
        let parent = house.admit().unwrap();
        let region = house.region;
        // So that no page is touched for the first time by the kill that is timed.
        region.restrict(Scope::Firm, Level::Warn, &Cause::of(0, Nanos(1))).unwrap();
        let (ready, refused_at) = (AtomicBool::new(false), AtomicU64::new(0));
        let began = Instant::now();
        thread::scope(|scope| {
            scope.spawn(|| {
                stay_on(1);
                ready.store(true, Release);
                for _ in 0..60_000 {
                    if house.lane.route(&child(parent, 1), Nanos(1)) == Err(Refusal::Halted) {
                        refused_at.store(began.elapsed().as_nanos() as u64, Release);
                        return;
                    }
                }
            });
            while !ready.load(Acquire) {
                spin_loop();
            }
            let warm = Instant::now();
            while warm.elapsed().as_micros() < 30 {
                spin_loop();
            }
            let call = began.elapsed().as_nanos() as f64;
            region.kill(Scope::Firm, 1, Nanos(2)).unwrap();
            calls.push(began.elapsed().as_nanos() as f64 - call);
            while refused_at.load(Acquire) == 0 && warm.elapsed().as_millis() < 100 {
                spin_loop();
            }
            let at = refused_at.load(Acquire) as f64;
            if at > 0.0 {
                until.push((at - call).max(0.0));
            }
        });
    }
    until.sort_by(f64::total_cmp);
    calls.sort_by(f64::total_cmp);
    (until, calls)
}

fn kill_latency(rounds: u32, line: f64) -> Result<()> {
    println!(
        "\nkill of the firm while lane 0 routes, {rounds} rounds        in cache lines one way"
    );
    println!(
        "  lanes     to the first refused route: p50      p99          the call: p50      p99"
    );
    for lanes in [1, 2, 4, 8, 16, 32, 64] {
        let (until, calls) = kills(lanes, rounds);
        ensure!(!until.is_empty(), "no route was ever refused");
        let at = |times: &[f64], part: usize| times[(times.len() - 1) * part / 100] / line;
        println!(
            "  {lanes:>5} {:>36.1} {:>8.1} {:>20.1} {:>8.1}",
            at(&until, 50),
            at(&until, 99),
            at(&calls, 50),
            at(&calls, 99)
        );
    }
    Ok(())
}

fn main() -> Result<()> {
    let words: Vec<String> = env::args().skip(1).collect();
    if let [what, times] = words.as_slice()
        && let Ok(times) = times.parse()
    {
        return counted(what, times);
    }
    // `cargo test` runs it small, so that it cannot rot.
    stay_on(0);
    let small = !words.iter().any(|word| word == "--bench");
    let (cas, line) = (compare_and_swap(), line_one_way());
    println!("one compare-and-swap {cas:.1} ns; a cache line one way {line:.1} ns");
    checks(if small { 1 } else { 60 }, cas);
    if !small {
        let shell = Shell::new()?;
        println!("\nroute                                              instructions");
        for (what, name) in [("none", "no throttle binds"), ("every", "every check binds")] {
            println!("  {name:<48} {:>8.0}", instructions(&shell, what)?);
        }
    }
    kill_latency(if small { 2 } else { 200 }, line)
}
