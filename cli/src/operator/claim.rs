//! The control handle, for one call.
//!
//! Law: who holds it keeps it, unless a person says that its owner is dead.
//!
//! Uses: `operator::ask`. Used by: the commands of `operator` that let trading go on.

use super::answer::Failure;
use super::args::Manner;
use super::ask::confirm;
use plimsoll::{Control, Refusal, Region};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long another command of this program may hold it: each does for one call.
const PATIENCE: Duration = Duration::from_millis(250);

const QUESTION: &str = "\
Somebody holds the control handle. Take it only if that process is dead, or is stopped and will
never go on: one that still runs is refused from now on, and if it is in the middle of a call at
this moment its call may be carried out by half.";

/// Claims the control handle of `region`.
pub fn claim<'a>(region: &Region<'a>, manner: Manner) -> Result<Control<'a>, Failure> {
    let begun = Instant::now();
    while region.is_controlled() && begun.elapsed() < PATIENCE {
        sleep(Duration::from_millis(1));
    }
    match region.control() {
        Err(Refusal::AlreadyClaimed) if manner.take_over => {}
        claimed => return Ok(claimed?),
    }
    confirm(QUESTION, "take over", manner.yes)?;
    Ok(region.take_over_control()?)
}
