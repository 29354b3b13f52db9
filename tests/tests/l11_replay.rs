//! *Property* (L11 Replay): time and seeds are arguments; the same calls on the same lanes leave
//! the same bytes.
//!
//! *Method*: a history is played and its calls are written down; the calls are made again in fresh
//! memory, and every byte of the two regions is compared, as is every answer. Nothing of the region
//! may depend on where it lies.

use plimsoll_tests::call::{Answer, Call};
use plimsoll_tests::driver::Driver;
use plimsoll_tests::generator::{History, cases, histories};
use plimsoll_tests::memory::digest;
use plimsoll_tests::world::{SETUPS, Setup, World};
use proptest::prelude::*;

/// The calls of a history, what was answered, and the region in the end.
struct Run {
    calls: Vec<Call>,
    answers: Vec<String>,
    image: Vec<u8>,
}

fn setup(history: &History) -> Setup {
    SETUPS[usize::from(history.setup) % SETUPS.len()]
}

fn text(answer: &Answer) -> String {
    format!("{answer:?}")
}

fn first(history: &History) -> Run {
    let mut driver = Driver::new(World::armed(setup(history)));
    let (mut calls, mut answers) = (Vec::new(), Vec::new());
    for step in &history.steps {
        driver.begin(step);
        while let Some(call) = driver.next_call() {
            answers.push(text(&driver.make(&call)));
            calls.push(call);
        }
    }
    Run { calls, answers, image: driver.world.image() }
}

fn again(history: &History, calls: &[Call]) -> Run {
    let mut world = World::armed(setup(history));
    let answers = calls.iter().map(|call| text(&world.apply(call))).collect();
    Run { calls: calls.to_vec(), answers, image: world.image() }
}

/// Where two runs differ.
fn difference(one: &Run, other: &Run) -> Option<String> {
    if one.answers != other.answers {
        let place = one.answers.iter().zip(&other.answers).position(|(one, other)| one != other);
        return Some(format!("L11: call {place:?} was answered otherwise"));
    }
    if one.image.len() != other.image.len() || digest(&one.image) != digest(&other.image) {
        let differ = one.image.iter().zip(&other.image).enumerate();
        let places = differ.filter(|(_, (one, other))| one != other).map(|(place, _)| place);
        let places: Vec<usize> = places.take(8).collect();
        return Some(format!("L11: after {} calls bytes {places:?} differ", one.calls.len()));
    }
    None
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn the_same_calls_leave_the_same_bytes(history in histories(160)) {
        let one = first(&history);
        let other = again(&history, &one.calls);
        prop_assert_eq!(difference(&one, &other), None);
    }
}

#[test]
fn a_broken_copy_is_caught() {
    let history = History::from_seed(11, 200);
    let one = first(&history);
    let mut other = again(&history, &one.calls);
    assert_eq!(difference(&one, &other), None);
    let place = other.image.len() / 2;
    other.image[place] ^= 1;
    assert!(difference(&one, &other).is_some(), "one bit in the middle");
    let shorter = again(&history, &one.calls[..one.calls.len() / 2]);
    let as_long = Run { answers: one.answers.clone(), ..shorter };
    assert!(difference(&one, &as_long).is_some(), "half of the calls leave the same bytes");
}
