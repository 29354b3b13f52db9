//! A gateway that routes on one lane, kills by itself, and kills when it is sent SIGUSR1.
//!
//! Usage: `stress-worker FOLDER LANE SEED`. Used by: `tests/kill_stress.rs`.

use plimsoll_tests::stress::{House, routes};

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let number = |place: usize| arguments.get(place).and_then(|text| text.parse::<u64>().ok());
    let (Some(folder), Some(lane), Some(seed)) = (arguments.get(1), number(2), number(3)) else {
        eprintln!("usage: stress-worker FOLDER LANE SEED");
        std::process::exit(2);
    };
    let house = House::join(folder.as_ref()).expect("the folder holds a region and a board");
    house.kill_on_signal();
    house.board.listen();
    std::thread::scope(|threads| {
        threads.spawn(move || house.kill_on(seed ^ 1, 1));
        routes(&house, lane as u32, seed);
    });
}
