//! How a parent is planned for: which slicer, and over what time.
//!
//! Law: a schedule that cannot be is a fault of the line that admits its parent.
//!
//! Uses: `command`, `session::tables`. Used by: `session::orders`, `session::plan`.

use super::tables::{Method, Planner, Spread, Times};
use crate::command::{self, Admit};
use crate::line::Fault;
use plimsoll::Qty;
use plimsoll::slice::{BadSchedule, Schedule};

/// A key, and where its value stands.
type KeyAt = (&'static str, usize);

/// How a parent is planned for, by the slicer of its strategy and the times in its line.
pub(super) fn method(planner: Planner, admit: &Admit<'_>, lot: u64) -> Result<Method, Fault> {
    let said = &admit.times;
    if let Some((key, at)) = out_of_place(planner, said) {
        return Err(Fault::new(at, format!("`{key}` has no meaning for this strategy")));
    }
    let missing = |key| Fault::new(said.at, format!("the key `{key}` is missing"));
    let spread = match planner {
        Planner::None => return Ok(Method::None),
        Planner::Sweep => return Ok(Method::Sweep),
        Planner::Twap => said.slices.as_ref().map(|slices| Spread::Even(slices.value)),
        Planner::Vwap => said.curve.as_ref().map(|curve| Spread::Along(curve.value.clone())),
    };
    let shape = if planner == Planner::Vwap { "curve" } else { "slices" };
    let spread = spread.ok_or_else(|| missing(shape))?;
    let start = said.start.as_ref().ok_or_else(|| missing("start"))?;
    let end = said.end.as_ref().ok_or_else(|| missing("end"))?;
    let catch_up = said.catch_up.as_ref().map_or(Qty::MAX, |catch_up| catch_up.value);
    let times = Times { start: start.value, end: end.value, spread, catch_up };
    times.schedule(lot).map_err(|bad| {
        let (key, at) = place(bad, said).unwrap_or(("end", end.at));
        Fault::new(at, format!("`{key}` makes no schedule: {}", reason(bad)))
    })?;
    Ok(Method::Schedule(Box::new(times)))
}

/// The first key that means nothing to the slicer.
fn out_of_place(planner: Planner, said: &command::Times) -> Option<KeyAt> {
    let slices = said.slices.as_ref().map(|slices| ("slices", slices.at));
    let curve = said.curve.as_ref().map(|curve| ("curve", curve.at));
    match planner {
        Planner::Twap => curve,
        Planner::Vwap => slices,
        Planner::None | Planner::Sweep => {
            let start = said.start.as_ref().map(|start| ("start", start.at));
            let end = said.end.as_ref().map(|end| ("end", end.at));
            let catch_up = said.catch_up.as_ref().map(|catch_up| ("catch_up", catch_up.at));
            start.or(end).or(slices).or(curve).or(catch_up)
        }
    }
}

/// The key that is to blame; none where it is the end.
fn place(bad: BadSchedule, said: &command::Times) -> Option<KeyAt> {
    match bad {
        BadSchedule::NoTime => None,
        BadSchedule::NoSlices | BadSchedule::CurveTooLong | BadSchedule::NoWeight => {
            let slices = said.slices.as_ref().map(|slices| ("slices", slices.at));
            slices.or(said.curve.as_ref().map(|curve| ("curve", curve.at)))
        }
        BadSchedule::NoLot | BadSchedule::CatchUpBelowLot => {
            said.catch_up.as_ref().map(|catch_up| ("catch_up", catch_up.at))
        }
    }
}

fn reason(bad: BadSchedule) -> &'static str {
    match bad {
        BadSchedule::NoTime => "the end is not after the start",
        BadSchedule::NoSlices => "there are no slices",
        BadSchedule::CurveTooLong => "the curve is too long",
        BadSchedule::NoWeight => "every weight is zero",
        BadSchedule::NoLot => "the lot is zero",
        BadSchedule::CatchUpBelowLot => "a step may catch up less than one lot",
    }
}

impl Times {
    /// The schedule, in lots of `lot`.
    pub(super) fn schedule(&self, lot: u64) -> Result<Schedule<'_>, BadSchedule> {
        // The core refuses an instrument whose lot is zero; such a parent is never planned for.
        let lot = lot.max(1);
        match &self.spread {
            Spread::Even(slices) => {
                Schedule::twap(self.start, self.end, *slices, lot, self.catch_up)
            }
            Spread::Along(curve) => Schedule::vwap(self.start, self.end, curve, lot, self.catch_up),
        }
    }
}
