//! A gateway that works as hard as it can on a shared region, until somebody kills it.
//!
//! Usage: `crash-worker REGION LOG SEED FIRST_LANE LANES`. Used by: `tests/crash.rs`.

use plimsoll_tests::crash::{Log, Shared, work};

fn main() {
    // One thread that meets with something that cannot be ends the process, so that the test sees
    // it.
    let say = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |what| {
        say(what);
        std::process::abort();
    }));
    let arguments: Vec<String> = std::env::args().collect();
    let number = |place: usize| arguments.get(place).and_then(|text| text.parse::<u64>().ok());
    let (Some(region), Some(log), Some(seed), Some(first), Some(lanes)) =
        (arguments.get(1), arguments.get(2), number(3), number(4), number(5))
    else {
        eprintln!("usage: crash-worker REGION LOG SEED FIRST_LANE LANES");
        std::process::exit(2);
    };
    let region = Shared::open(region.as_ref()).expect("the region's file can be mapped");
    let log = Log::open(log.as_ref()).expect("the log's file can be mapped");
    work(&region, &log, seed, first as u32, lanes as u32);
}
