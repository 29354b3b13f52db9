//! The questions of a live book through criterion, for people: Rust, a thousand live children.
#![allow(missing_docs, clippy::unwrap_used)]

use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use plimsoll_benches::face::Native;
use plimsoll_benches::floor;
use plimsoll_benches::house::{Ground, House, config};
use plimsoll_benches::question::QUESTIONS;
use plimsoll_benches::stage::{Stage, Taken, size};
use plimsoll_benches::work::Face;

const LIVE: usize = 1_000;
/// Rounds that a book has client ids for.
const ROUNDS: usize = 500;

fn bench(criterion: &mut Criterion) {
    floor::stay_on(0);
    criterion.bench_function("compare-and-swap", |bencher| {
        bencher.iter_custom(|times| {
            let nanos = floor::compare_and_swap(1_000) * times as f64;
            Duration::from_nanos(nanos as u64)
        });
    });
    for question in &QUESTIONS {
        criterion.bench_function(question.name, |bencher| {
            bencher.iter_custom(|times| {
                let config = config(&size(question, LIVE, ROUNDS));
                let mut ground = Ground::for_config(&config).unwrap();
                let face = Native::new(House::open(ground.memory(), &config, true).unwrap());
                let seat = face.seat(0).unwrap();
                let pace = floor::pace(&*seat);
                let mut stage = Stage::fill(seat, question, LIVE, pace).unwrap();
                // A round is hundreds of calls; what is asked for is so many calls.
                let rounds = times.div_ceil(500).clamp(2, ROUNDS as u64);
                let taken = (0..rounds).map(|_| match stage.round(question, false).unwrap() {
                    Taken::Together(nanos) => nanos,
                    Taken::Each(_) => 0.0,
                });
                let nanos = taken.sum::<f64>() / rounds as f64 * times as f64;
                Duration::from_nanos(nanos as u64)
            });
        });
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10).measurement_time(Duration::from_secs(1));
    targets = bench
}
criterion_main!(benches);
