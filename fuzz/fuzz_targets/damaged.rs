//! *Property*: a region whose bytes were damaged is refused, or it is joined without a crash and
//! without a loop that does not end; after `recover` the house is closed, and either its ledger
//! keeps the laws or the audit says that it does not. If people open the house all the same, no
//! child is born that its parent's headroom does not pay for.
//!
//! *Method*: the bytes are a history, played in small tables; then damage; then what people would
//! do with it. What damage cannot be seen: docs/proof.md. Run:
//! `cargo +nightly fuzz run damaged -- -max_len=1200`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use plimsoll_fuzz::bytes::Bytes;
use plimsoll_fuzz::restart::Restart;
use plimsoll_fuzz::{books, damage, setups};
use plimsoll_tests::driver::Driver;
use plimsoll_tests::generator::History;
use plimsoll_tests::memory::Memory;
use plimsoll_tests::world::{SETUPS, World};

/// The most steps of the history, ways of damage, and calls after it.
const STEPS: u8 = 128;
const WAYS: u8 = 4;
const CALLS: usize = 48;

fuzz_target!(|bytes: &[u8]| {
    let mut bytes = Bytes::new(bytes);
    let (number, steps) = (bytes.byte(), usize::from(bytes.byte() % STEPS));
    // Only small tables: what is damaged should matter.
    let turns = SETUPS.len() as u8;
    let setup = setups::of(turns + number % (2 * turns));
    let history = [&[0], bytes.take(steps * 8)].concat();
    let mut driver = Driver::new(World::armed(setup));
    let mut older = Vec::new();
    let history = History::from_bytes(&history);
    for (place, step) in history.steps.iter().enumerate() {
        if place == history.steps.len() * 3 / 4 {
            older = driver.world.image();
        }
        driver.begin(step);
        while let Some(call) = driver.next_call() {
            driver.make(&call);
        }
    }
    let mut image = driver.world.image();
    for _ in 0..=bytes.byte() % WAYS {
        damage::apply(&mut image, &older, &mut bytes);
    }
    let mut memory = Memory::new(image.len());
    memory.load(&image);
    let _ = memory.inspect();
    let Ok(region) = memory.attach() else { return };
    // What watches looks before anybody has recovered anything.
    books::look_at_all(region);
    let _ = (books::read(region), region.audit());
    let manner = bytes.byte();
    let Some(mut restart) = Restart::begin(region, &setup, driver.world.now) else { return };
    if manner < 240 {
        restart.recover().unwrap_or_else(|what| panic!("{what}"));
    }
    restart.open();
    for _ in 0..CALLS {
        if bytes.is_empty() {
            break;
        }
        restart.step(&mut bytes).unwrap_or_else(|what| panic!("{what}"));
    }
    if manner % 2 == 1 {
        restart.recover().unwrap_or_else(|what| panic!("again: {what}"));
    }
});
