//! *Question*: how soon does a kill of the firm stop the routes of another core, and what does the
//! call cost, by the number of lanes?

use std::hint::{black_box, spin_loop};
use std::sync::atomic::Ordering::{Acquire, Release};
use std::sync::atomic::{AtomicBool, AtomicU64};
use std::thread;
use std::time::Instant;

use anyhow::{Result, ensure};
use plimsoll::{Cause, ClientId, Level, NewChild, Qty, Refusal, Scope, TimeInForce, VenueId};
use plimsoll::{Nanos, NewParent};

use crate::figures::Figures;
use crate::floor::stay_on;
use crate::house::{Ground, House, PRICE, allowed, config};
use crate::work::Size;

/// How many lanes there may be.
pub const LANES: [u32; 7] = [1, 2, 4, 8, 16, 32, 64];

/// Asks it for each number of lanes.
///
/// # Errors
///
/// The core refused something else, or never refused a route.
pub fn ask(figures: &mut Figures, rounds: u32) -> Result<()> {
    for lanes in LANES {
        let (until, calls) = kills(lanes, rounds)?;
        figures.add_calls(("kill", "to the first refused route", lanes as usize), until, 0.0);
        figures.add_calls(("kill", "the call", lanes as usize), calls, 0.0);
    }
    Ok(())
}

/// From the call of a kill to the first route that another core is refused; and the call's own
/// cost. In nanoseconds.
fn kills(lanes: u32, rounds: u32) -> Result<(Vec<f64>, Vec<f64>)> {
    let size =
        Size { lanes, parents: 64, children: 1 << 14, executions: 1024, client_ids: 64, checks: 1 };
    let config = config(&size);
    let (mut until, mut calls) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let mut ground = Ground::for_config(&config)?;
        let house = House::open(ground.memory(), &config, true)?;
        let (at, call) = one_kill(&house)?;
        calls.push(call);
        until.extend(at);
    }
    ensure!(!until.is_empty(), "no route was ever refused");
    Ok((until, calls))
}

fn one_kill(house: &House<'_>) -> Result<(Option<f64>, f64)> {
    let region = house.region;
    let mut lane = allowed(region.lane(0))?;
    let mut admit = |client| {
        let (client_id, qty) = (ClientId(client), Qty::saturating(1_000_000));
        allowed(lane.admit(&NewParent { client_id, qty, ..house.parent }, Nanos(1)))
    };
    let (other, parent) = (admit(1)?, admit(2)?);
    let child = NewChild {
        parent,
        venue: VenueId(0),
        qty: Qty::saturating(1),
        price: PRICE,
        time_in_force: TimeInForce::Day,
    };
    // So that nothing is touched for the first time by the kill that is timed.
    allowed(region.restrict(Scope::Firm, Level::Warn, &Cause::of(0, Nanos(1))))?;
    allowed(region.kill(Scope::Parent(other), 1, Nanos(1)))?;
    let (ready, refused_at) = (&AtomicBool::new(false), &AtomicU64::new(0));
    let began = Instant::now();
    thread::scope(|scope| {
        scope.spawn(move || {
            stay_on(1);
            ready.store(true, Release);
            for _ in 0..15_000 {
                if black_box(lane.route(&child, Nanos(1))) == Err(Refusal::Halted) {
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
        let called_at = began.elapsed().as_nanos() as f64;
        allowed(region.kill(Scope::Firm, 1, Nanos(2)))?;
        let call = began.elapsed().as_nanos() as f64 - called_at;
        while refused_at.load(Acquire) == 0 && warm.elapsed().as_millis() < 100 {
            spin_loop();
        }
        let at = refused_at.load(Acquire) as f64;
        Ok(((at > 0.0).then_some((at - called_at).max(0.0)), call))
    })
}
