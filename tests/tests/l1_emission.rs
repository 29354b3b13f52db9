//! *Property* (L1 Emission): nothing is sent that the parent's headroom does not pay for. However
//! the mail is delayed, swapped and doubled, the venues can never execute a parent past its
//! quantity unless a venue itself breaks the rules.
//!
//! *Method*: histories with an honest venue that keeps its own book; after every call its orders,
//! with every request in flight granted, must fit each parent. Histories with broken venues: what
//! is out is paid for by quantity or overfill.

use plimsoll::{ExecType, Refusal};
use plimsoll_tests::call::Call;
use plimsoll_tests::driver::Driver;
use plimsoll_tests::generator::{History, cases, histories};
use plimsoll_tests::orders::{PRICE, child, parent, qty};
use plimsoll_tests::play::play;
use plimsoll_tests::world::{PLENTY, World};
use plimsoll_tests::{laws, venue};
use proptest::prelude::*;

proptest! {
    #![proptest_config(cases(1_500))]

    #[test]
    fn the_venues_never_hold_more_than_a_parent(history in histories(160)) {
        honest_venues(&history.honest()).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn nor_when_everything_happens_to_two_children(history in histories(200)) {
        honest_venues(&history.honest().narrow()).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn nor_when_they_bust_and_correct(history in histories(160)) {
        honest_venues(&history.orderly()).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn what_is_out_is_paid_for(history in histories(160)) {
        let checked = play(&history, |scene| laws::emission(scene.after));
        checked.map_err(TestCaseError::fail)?;
    }
}

fn honest_venues(history: &History) -> Result<(), String> {
    play(history, |scene| {
        laws::emission(scene.after)?;
        laws::emission_at_venues(scene.after, &scene.driver.venue, scene.driver.world.now)
    })
}

#[test]
fn long_histories_with_honest_venues() {
    for seed in 0..60 {
        let history = History::from_seed(seed, 1_500).honest();
        honest_venues(&history).unwrap_or_else(|what| panic!("seed {seed}: {what}"));
        let narrow = History::from_seed(seed, 600).honest().narrow();
        honest_venues(&narrow).unwrap_or_else(|what| panic!("narrow seed {seed}: {what}"));
    }
}

/// A world with one parent of 100 and one child of 60 that the venue holds.
fn scene() -> Driver {
    let mut driver = Driver::new(World::armed(PLENTY));
    let admitted = driver.make(&Call::Admit { lane: 0, order: parent(1, 100) });
    assert!(admitted.refusal().is_none(), "{admitted:?}");
    let order = child(driver.world.parents[0], 60);
    let routed = driver.make(&Call::Route { lane: 0, order });
    assert!(routed.refusal().is_none(), "{routed:?}");
    driver
}

#[test]
fn the_line_holds_to_the_unit() {
    let mut driver = scene();
    let parent = driver.world.parents[0];
    let more = driver.make(&Call::Route { lane: 1, order: child(parent, 41) });
    assert_eq!(more.refusal(), Some(Refusal::ExceedsHeadroom));
    let rest = driver.make(&Call::Route { lane: 1, order: child(parent, 40) });
    assert_eq!(rest.refusal(), None);
    let up = Call::RequestReplace {
        lane: 0,
        child: driver.world.children[0],
        qty: qty(61),
        price: PRICE,
    };
    assert_eq!(driver.make(&up).refusal(), Some(Refusal::ExceedsHeadroom));
}

#[test]
fn a_broken_copy_is_caught() {
    let mut driver = scene();
    let good = driver.world.snapshot();
    assert_eq!(laws::emission(&good), Ok(()));
    assert_eq!(laws::emission_at_venues(&good, &driver.venue, driver.world.now), Ok(()));

    // A ledger that takes one unit too many for working.
    let mut wrong = good.clone();
    wrong.parents[0].0.working += 41;
    assert!(laws::emission(&wrong).is_err());

    // A gateway that sends a child which its ledger refused.
    let child = driver.world.children[0];
    let (tif, terms) = (plimsoll::TimeInForce::Day, plimsoll::VenueTerms::FIX44);
    driver.venue.arrive(child, good.parents[0].0.id, 41, PRICE, tif, terms);
    assert!(laws::emission_at_venues(&good, &driver.venue, driver.world.now).is_err());

    // A gateway that sends a replace-up which its ledger refused.
    let mut driver = scene();
    let request = plimsoll::RequestId { child: driver.world.children[0], number: 1 };
    driver.venue.ask(request, venue::Ask::Replace(101));
    assert!(laws::emission_at_venues(&good, &driver.venue, driver.world.now).is_err());
    let report = driver.venue.act(0, plimsoll_tests::step::Act::Grant, 0, 0xff, driver.world.now);
    assert_eq!(report.map(|report| report.exec_type), Some(ExecType::Replaced));
}
