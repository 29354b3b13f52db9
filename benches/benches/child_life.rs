//! *Question*: what do route, acknowledgement, fill, a repeated fill and a cancel cost, in units of
//! one compare-and-swap?
#![allow(missing_docs, clippy::unwrap_used)]

use criterion::{Criterion, criterion_group, criterion_main};
use plimsoll::{ChildId, Config, ExecId, ExecType, Nanos, ParentId, Price, Qty, Report};
use plimsoll_benches::{House, child};
use std::hint::black_box;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::{AcqRel, Relaxed};
use std::time::{Duration, Instant};

/// Children in one batch; a batch's parent is retired when the batch is over.
const BATCH: u64 = 512;

/// One batch of children of one parent, and what is timed on it.
struct Batch<'h> {
    house: &'h mut House,
    parent: ParentId,
    ids: Vec<ChildId>,
}

impl Batch<'_> {
    fn begin(house: &mut House) -> Batch<'_> {
        let parent = house.admit().unwrap();
        Batch { house, parent, ids: Vec::with_capacity(BATCH as usize) }
    }

    fn route(&mut self) {
        for _ in 0..BATCH {
            let id = self.house.lane.route(&child(self.parent, 100), Nanos(1)).unwrap();
            self.ids.push(id);
        }
    }

    fn report(&mut self, report: impl Fn(ChildId) -> Report) {
        for id in &self.ids {
            black_box(self.house.lane.report(&report(*id), Nanos(1)).unwrap());
        }
    }

    fn request_cancels(&mut self) {
        for id in &self.ids {
            black_box(self.house.lane.request_cancel(*id, Nanos(1)).unwrap());
        }
    }

    /// Brings every child to its end and gives the slots back.
    fn end(mut self) {
        let _ = self.house.lane.cancel_parent(self.parent, Nanos(1));
        let region = self.house.region;
        self.report(|id| Report {
            cum_qty: region.child(id).map(|view| Qty::saturating(view.cum_qty)),
            ..Report::new(id, ExecType::Canceled)
        });
        self.house.lane.retire(self.parent, Nanos(1)).unwrap();
    }
}

fn ack(id: ChildId) -> Report {
    Report::new(id, ExecType::New)
}

fn fill(id: ChildId) -> Report {
    Report::trade(id, ExecId(1), Qty::saturating(10), Price(100))
}

/// Times `step` alone, on a batch that `before` has prepared.
fn time(
    criterion: &mut Criterion,
    house: &mut House,
    name: &str,
    before: impl Fn(&mut Batch<'_>),
    step: impl Fn(&mut Batch<'_>),
) {
    criterion.bench_function(&format!("{name} × {BATCH}"), |bencher| {
        bencher.iter_custom(|iterations| {
            let mut spent = Duration::ZERO;
            for _ in 0..iterations {
                let mut batch = Batch::begin(house);
                before(&mut batch);
                let start = Instant::now();
                step(&mut batch);
                spent += start.elapsed();
                batch.end();
            }
            spent
        });
    });
}

fn compare_and_swap(criterion: &mut Criterion) {
    let word = AtomicU64::new(0);
    criterion.bench_function(&format!("compare-and-swap × {BATCH}"), |bencher| {
        bencher.iter(|| {
            for _ in 0..BATCH {
                let old = word.load(Relaxed);
                let _ = black_box(&word).compare_exchange(old, old + 1, AcqRel, Relaxed);
            }
        });
    });
}

fn bench(criterion: &mut Criterion) {
    compare_and_swap(criterion);
    let config = Config { client_ids: 1 << 22, ..Config::DEFAULT };
    let house = &mut House::open(&config).unwrap();
    time(criterion, house, "route", |_| {}, |batch| batch.route());
    time(criterion, house, "ack", |batch| batch.route(), |batch| batch.report(ack));
    time(criterion, house, "fill", |batch| batch.route(), |batch| batch.report(fill));
    let filled = |batch: &mut Batch<'_>| {
        batch.route();
        batch.report(fill);
    };
    time(criterion, house, "repeated fill", filled, |batch| batch.report(fill));
    time(
        criterion,
        house,
        "cancel request",
        |batch| batch.route(),
        |batch| batch.request_cancels(),
    );
}

criterion_group!(benches, bench);
criterion_main!(benches);
