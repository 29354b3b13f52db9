//! *Question*: what does a plan cost: a sweep over sixteen venues, a step of a TWAP schedule?

use std::hint::black_box;
use std::time::Instant;

use anyhow::{Result, ensure};
use plimsoll::slice::{Level, Schedule, sweep};
use plimsoll::{Nanos, Price, Qty, Side, VenueId};

use crate::figures::Figures;

/// Plans in a round.
const TIMES: u64 = 1_000;

/// Asks it.
///
/// # Errors
///
/// There is no such schedule.
pub fn ask(figures: &mut Figures, rounds: u32) -> Result<()> {
    let mut dice = fastrand::Rng::with_seed(20_120_801);
    let books: Vec<Vec<Level>> = (0..64).map(|_| book(&mut dice)).collect();
    let (mut hash, mut sweeps, mut steps) = (0u64, Vec::new(), Vec::new());
    let twap = Schedule::twap(Nanos(0), Nanos(1 << 40), 390, 100, Qty::saturating(10_000));
    let twap = twap.map_err(|bad| anyhow::anyhow!("no schedule: {bad:?}"))?;
    for _ in 0..rounds {
        let began = Instant::now();
        for levels in books.iter().cycle().take(TIMES as usize) {
            let limit = Some(Price(110));
            let plan = sweep(Side::Buy, limit, Qty::saturating(20_000), 100, black_box(levels));
            hash = plan.iter().fold(hash, |hash, leg| hash.rotate_left(7) ^ leg.qty.get());
        }
        sweeps.push(began.elapsed().as_nanos() as f64 / TIMES as f64);
        let began = Instant::now();
        for step in 0..TIMES {
            let due = twap.due(Qty::saturating(1_000_000), Qty::ZERO, black_box(Nanos(step << 30)));
            hash = hash.rotate_left(7) ^ due.get();
        }
        steps.push(began.elapsed().as_nanos() as f64 / TIMES as f64);
    }
    ensure!(hash != 0, "nothing was planned");
    figures.add_rounds(("sweep", "Rust", 16), sweeps);
    figures.add_rounds(("twap-step", "Rust", 390), steps);
    figures.tell(("plan", "Rust", 0), "hash", format!("{hash:016x}"));
    Ok(())
}

/// What sixteen venues show: a level each.
fn book(dice: &mut fastrand::Rng) -> Vec<Level> {
    let level = |venue| Level {
        venue: VenueId(venue),
        price: Price(dice.i64(95..115)),
        qty: Qty::saturating(dice.u64(1..50) * 100),
        fee: dice.i64(-3..3),
        rank: venue,
    };
    (0..16).map(level).collect()
}
