//! *Property*: whatever bytes spell, the core does as the model says, and the laws hold.
//!
//! *Method*: the bytes are a history in the language of `plimsoll_tests::generator`; libFuzzer
//! looks for bytes that reach new code. Run: `cargo +nightly fuzz run histories -- -max_len=1600`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use plimsoll_tests::generator::History;
use plimsoll_tests::laws;
use plimsoll_tests::model::Model;
use plimsoll_tests::play::play;
use plimsoll_tests::world::SETUPS;

fuzz_target!(|bytes: &[u8]| {
    let history = History::from_bytes(bytes);
    let mut model = Model::new(SETUPS[usize::from(history.setup) % SETUPS.len()]);
    let played = play(&history, |scene| {
        laws::emission(scene.after)?;
        laws::conservation(scene.after)?;
        model.record(scene)
    });
    if let Err(what) = played {
        panic!("{what}");
    }
});
