//! The floor: the least that a processor takes for the least that could be done.

use std::hint::{black_box, spin_loop};
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release};
use std::thread;
use std::time::{Duration, Instant};

use nix::sched::{CpuSet, sched_setaffinity};
use nix::unistd::Pid;

use crate::work::Seat;

/// Keeps the calling thread on a core of its own.
pub fn stay_on(core: usize) {
    let mut cores = CpuSet::new();
    // Where there is no such core, or it is forbidden, the figures are worse and say so.
    if cores.set(core).is_ok() {
        let _ = sched_setaffinity(Pid::from_raw(0), &cores);
    }
}

/// One uncontended compare-and-swap, in nanoseconds, over some.
#[must_use]
pub fn compare_and_swap(times: u32) -> f64 {
    let word = AtomicU64::new(0);
    let began = Instant::now();
    for _ in 0..times {
        let old = word.load(Relaxed);
        let _ = black_box(&word).compare_exchange(old, old + 1, AcqRel, Relaxed);
    }
    began.elapsed().as_nanos() as f64 / f64::from(times)
}

/// How far the counter of a seat goes in a nanosecond.
#[must_use]
pub fn pace(seat: &dyn Seat) -> f64 {
    let (began, first) = (Instant::now(), seat.stamp());
    while began.elapsed() < Duration::from_millis(20) {
        spin_loop();
    }
    seat.stamp().wrapping_sub(first) as f64 / began.elapsed().as_nanos() as f64
}

/// The least that lies between two stamps, in nanoseconds.
#[must_use]
pub fn stamping(seat: &dyn Seat, pace: f64) -> f64 {
    let between = || {
        let first = seat.stamp();
        seat.stamp().wrapping_sub(first)
    };
    (0..10_000).map(|_| between()).min().unwrap_or(0) as f64 / pace
}

/// One way of a cache line between two threads: half of a round trip, over some.
#[must_use]
pub fn line_one_way(rounds: u32) -> Vec<f64> {
    const TRIPS: u64 = 1_000;
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
        let trips = (0..rounds).map(|_| {
            let began = Instant::now();
            for _ in 0..TRIPS {
                number += 1;
                there.store(number, Release);
                while back.load(Acquire) != number {
                    spin_loop();
                }
            }
            began.elapsed().as_nanos() as f64 / (2 * TRIPS) as f64
        });
        let trips = trips.collect();
        there.store(u64::MAX, Release);
        trips
    })
}
