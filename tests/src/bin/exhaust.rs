//! Searches every history of an alphabet, up to a length or for a time.
//!
//! Usage: `exhaust START DEPTH SECONDS THREADS`, with `empty`, `out` or `cooling` for the start.
//! Used by: `cargo xtask prove`.

use plimsoll_tests::exhaust::{Extent, Start, search};
use std::process::ExitCode;
use std::time::{Duration, Instant};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    let number = |place: usize| arguments.get(place).and_then(|text| text.parse::<u64>().ok());
    let named = |start: &Start| format!("{start:?}").to_lowercase() == arguments[1];
    let start = arguments.get(1).and_then(|_| Start::ALL.into_iter().find(named));
    let (Some(start), Some(depth), Some(seconds), Some(threads)) =
        (start, number(2), number(3), number(4))
    else {
        eprintln!("usage: exhaust START DEPTH SECONDS THREADS");
        return ExitCode::from(2);
    };
    let (began, time) = (Instant::now(), Duration::from_secs(seconds));
    let extent = Extent { depth: depth as usize, time, threads: threads as usize };
    let (mut states, mut transitions, mut whole) = (1, 0, 0);
    let searched = search(start, extent, |depth, level| {
        let so_far = if level.whole { "all" } else { "not all" };
        let (new, calls) = (level.states, level.transitions);
        println!(
            "  {start:?}, {depth} calls: {new} new states, {calls} transitions, {so_far} of it"
        );
        if level.whole {
            (states, whole) = (states + level.states, depth);
            transitions += level.transitions;
        }
    });
    if let Err(what) = searched {
        println!("{what}");
        return ExitCode::FAILURE;
    }
    let took = began.elapsed().as_secs_f64();
    println!(
        "{start:?}: every history of {whole} calls: {states} states, {transitions} transitions, {took:.1} s"
    );
    ExitCode::SUCCESS
}
