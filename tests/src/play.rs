//! Plays a history, and shows each call with what could be seen before and after it.
//!
//! Law: nothing is left out: every call that the driver makes comes as one [`Scene`], in order.
//!
//! Uses: `driver`, `generator`, `world`. Used by: the properties in `tests/`, the fuzzers.

use crate::call::{Answer, Call};
use crate::driver::Driver;
use crate::generator::History;
use crate::world::{SETUPS, Setup, Snapshot, World};

/// One call, and what could be seen around it.
pub struct Scene<'a> {
    /// What could be seen before.
    pub before: &'a Snapshot,
    /// The call.
    pub call: &'a Call,
    /// The answer.
    pub answer: &'a Answer,
    /// What can be seen after.
    pub after: &'a Snapshot,
    /// The world, the venue and the mail, after.
    pub driver: &'a Driver,
}

/// What a check says: nothing, or what is wrong.
pub type Verdict = Result<(), String>;

/// Says `what` where `holds` does not.
///
/// # Errors
///
/// The text, where the condition does not hold.
pub fn must(holds: bool, what: impl FnOnce() -> String) -> Verdict {
    if holds { Ok(()) } else { Err(what()) }
}

/// Plays `history` in the set-up that it names, in an armed world, and lets `check` look at every
/// call.
///
/// # Errors
///
/// What `check` says, with the calls that led to it.
pub fn play(history: &History, check: impl FnMut(&Scene<'_>) -> Verdict) -> Verdict {
    play_in(SETUPS[usize::from(history.setup) % SETUPS.len()], history, check)
}

/// As [`play`], in the set-up given.
///
/// # Errors
///
/// As [`play`].
pub fn play_in(
    setup: Setup,
    history: &History,
    mut check: impl FnMut(&Scene<'_>) -> Verdict,
) -> Verdict {
    let mut driver = Driver::new(World::armed(setup));
    let mut before = driver.world.snapshot();
    let mut trace = Vec::new();
    for step in &history.steps {
        driver.begin(step);
        while let Some(call) = driver.next_call() {
            let answer = driver.make(&call);
            let after = driver.world.snapshot();
            trace.push((call, answer));
            let scene = Scene {
                before: &before,
                call: &call,
                answer: &answer,
                after: &after,
                driver: &driver,
            };
            check(&scene).map_err(|what| explain(&what, &trace, &scene))?;
            before = after;
        }
    }
    Ok(())
}

fn explain(what: &str, trace: &[(Call, Answer)], scene: &Scene<'_>) -> String {
    let calls = trace.iter().map(|(call, answer)| format!("  {call:?}\n    -> {}", brief(answer)));
    let calls: Vec<String> = calls.collect();
    let (before, after) = (raised(scene.before), raised(scene.after));
    format!("{what}\ncalls:\n{}\nbefore: {before:?}\nafter: {after:?}", calls.join("\n"))
}

/// The same, without the alarms that are silent.
fn raised(snapshot: &Snapshot) -> Snapshot {
    let mut snapshot = snapshot.clone();
    snapshot.alarms.retain(|(_, view)| view.raised);
    snapshot
}

fn brief(answer: &Answer) -> String {
    match answer {
        Answer::Receipt(Ok(receipt)) => format!("kill_count {}", receipt.kill_count),
        answer => format!("{answer:?}"),
    }
}
