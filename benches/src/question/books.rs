//! *Question*: what do attaching a region, recovering it and auditing it cost, a million records?

use std::time::Instant;

use anyhow::{Result, anyhow};
use plimsoll::{Nanos, Region};

use super::QUESTIONS;
use crate::face::Native;
use crate::figures::Figures;
use crate::floor;
use crate::house::{Ground, House, allowed, config};
use crate::stage::{Stage, size};
use crate::work::Face;

/// Asks it of a region with so many live children, each of which was executed once.
///
/// # Errors
///
/// The core refused something, or the books do not agree.
pub fn ask(figures: &mut Figures, live: usize, rounds: u32) -> Result<()> {
    let question = QUESTIONS.iter().find(|one| one.name == "duplicate");
    let question = question.ok_or_else(|| anyhow!("no such question"))?;
    let config = config(&size(question, live, 0));
    let mut ground = Ground::for_config(&config)?;
    {
        let face = Native::new(House::open(ground.memory(), &config, true)?);
        let seat = face.seat(0)?;
        let pace = floor::pace(&*seat);
        Stage::fill(seat, question, live, pace)?;
    }
    let (mut attached, mut recovered, mut audited) = (Vec::new(), Vec::new(), Vec::new());
    let mut records = 0;
    for round in 0..rounds {
        let began = Instant::now();
        let region = allowed(Region::attach(ground.memory()))?;
        attached.push(began.elapsed().as_nanos() as f64);
        let mut control = allowed(region.take_over_control())?;
        let began = Instant::now();
        allowed(control.recover(Nanos(u64::from(round) + (1 << 50))))?;
        recovered.push(began.elapsed().as_nanos() as f64);
        let began = Instant::now();
        let audit = region.audit().map_err(|finding| anyhow!("the books: {finding:?}"))?;
        audited.push(began.elapsed().as_nanos() as f64);
        records = audit.parents + audit.children + audit.executions;
    }
    let a_million = |nanos: Vec<f64>| nanos.iter().map(|one| one * 1e6 / records as f64).collect();
    figures.add_rounds(("attach", "Rust", live), attached);
    figures.add_rounds(("recover", "a million records", live), a_million(recovered));
    figures.add_rounds(("audit", "a million records", live), a_million(audited));
    figures.tell(("recover", "Rust", live), "records", records.to_string());
    Ok(())
}
