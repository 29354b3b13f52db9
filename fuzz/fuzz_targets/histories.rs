//! *Property*: whatever bytes spell, the core does as the model says, the laws hold after every
//! call, and the audit finds nothing.
//!
//! *Method*: the bytes are a history in the language of `plimsoll_tests::generator`: many parents,
//! children, lanes and venues; duplicates, swaps, late and impossible reports, busts, replaces,
//! kills, resets, restarts; tables of every size down to two parents. libFuzzer looks for bytes
//! that reach new code. Run: `cargo +nightly fuzz run histories -- -max_len=640`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use plimsoll::LastQtyMeans;
use plimsoll_fuzz::{books, setups};
use plimsoll_tests::generator::History;
use plimsoll_tests::laws::{self, Booked};
use plimsoll_tests::model::Model;
use plimsoll_tests::play::{Scene, Verdict, must, play_in};
use plimsoll_tests::step::Step;
use plimsoll_tests::world::Setup;

/// Whether the model knows what must come of a history: not of what is forged in the name of a
/// venue that tells its executions by their sum.
fn is_known(setup: &Setup, history: &History) -> bool {
    let sums = setup.venues.iter().any(|venue| venue.last_qty == LastQtyMeans::Cumulative);
    !sums || !history.steps.iter().any(Step::is_foul)
}

/// What is looked at after every call.
fn check(scene: &Scene<'_>, model: Option<&mut Model>, booked: &mut Booked) -> Verdict {
    let region = scene.driver.world.region();
    laws::emission(scene.after)?;
    laws::conservation(scene.after)?;
    let tickets = &scene.driver.world.tickets;
    laws::latch(&scene.before.latched, scene.call, &scene.after.latched, tickets)?;
    laws::truth(scene, booked)?;
    model.map_or(Ok(()), |model| model.record(scene))?;
    let audit = region.audit();
    must(audit.is_ok(), || format!("the audit finds {audit:?}"))?;
    books::check(&books::read(region))
}

fuzz_target!(|bytes: &[u8]| {
    let history = History::from_bytes(bytes);
    let setup = setups::of(history.setup);
    let mut model = is_known(&setup, &history).then(|| Model::new(setup));
    let mut booked = Booked::default();
    let played = play_in(setup, &history, |scene| check(scene, model.as_mut(), &mut booked));
    if let Err(what) = played {
        panic!("{what}");
    }
});
