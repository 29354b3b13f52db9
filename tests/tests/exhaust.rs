//! *Property*: no history of a few calls on two parents and three children breaks a law, also if the
//! process dies at its end.
//!
//! *Method*: all of them, breadth first, every state's laws looked at; deeper ones are `cargo xtask
//! prove --only exhaust`. What the search is seen to find is in `xtask/src/prove/wrong.rs`.

use plimsoll_tests::exhaust::canon::{Canon, image};
use plimsoll_tests::exhaust::letter::{Letter, Word, alphabet};
use plimsoll_tests::exhaust::{Extent, Level, Start, search};
use plimsoll_tests::world::{PLENTY, World};
use std::collections::HashSet;
use std::time::Duration;

fn levels(start: Start, depth: usize, threads: usize) -> Vec<Level> {
    let extent = Extent { depth, time: Duration::from_secs(600), threads };
    let mut levels = Vec::new();
    let searched = search(start, extent, |_, level| levels.push(*level));
    searched.unwrap_or_else(|what| panic!("{what}"));
    levels
}

#[test]
fn every_short_history_keeps_the_laws() {
    for (start, depth) in [(Start::Empty, 3), (Start::Out, 2), (Start::Cooling, 2)] {
        let found = levels(start, depth, 1);
        assert!(found.len() == depth && found.iter().all(|level| level.whole), "{found:?}");
        // An alphabet that spells nothing would keep every law.
        let last = found.last().expect("a length");
        assert!(last.states > 500 && last.transitions > last.states, "{start:?}: {found:?}");
    }
}

#[test]
fn two_threads_find_the_same_states_as_one() {
    let (one, two) = (levels(Start::Out, 2, 1), levels(Start::Out, 2, 2));
    assert_eq!(one, two);
}

#[test]
fn every_letter_is_spelled_somewhere_and_no_two_are_the_same() {
    let letters = alphabet();
    let named: HashSet<String> = letters.iter().map(|letter| format!("{letter:?}")).collect();
    assert_eq!(named.len(), letters.len());
    let mut world = World::armed(PLENTY);
    for letter in [Letter::Admit(3), Letter::Route(0, 1), Letter::Admit(3), Letter::Route(1, 1)] {
        assert!(letter.spell(&mut world).is_some(), "{letter:?}");
    }
    assert!(Letter::Route(0, 1).spell(&mut world).is_some());
    // Something is raised by it, for the letter that acknowledges.
    assert!(Letter::Stray(1).spell(&mut world).is_some());
    // Both parents and all children are there: no other may come.
    let unspelled: Vec<&Letter> =
        letters.iter().filter(|letter| letter.spell(&mut world).is_none()).collect();
    let births = |letter: &&Letter| matches!(letter, Letter::Admit(_) | Letter::Route(..));
    assert!(unspelled.iter().all(births), "{unspelled:?}");
    assert_eq!(unspelled.len(), letters.iter().filter(births).count());
}

#[test]
fn what_only_keeps_count_makes_no_other_state_and_all_else_does() {
    let canon = Canon::learn(World::armed(PLENTY));
    let mut world = World::armed(PLENTY);
    for letter in [Letter::Admit(3), Letter::Route(0, 3), Letter::Sent(0)] {
        letter.spell(&mut world);
    }
    let trade = Letter::Say(0, Word::Trade(1, 1, None));
    trade.spell(&mut world);
    let (known, before) = (canon.of(&world), image(&world));
    trade.spell(&mut world);
    assert_ne!(image(&world), before, "the event is told again");
    assert_eq!(canon.of(&world), known, "and nothing else is different");
    // What is refused is counted for people.
    Letter::Route(0, 3).spell(&mut world);
    assert_eq!(canon.of(&world), known);
    let changes = [
        Letter::Say(0, Word::Trade(2, 1, None)),
        Letter::Doubt(0),
        Letter::RequestCancel(0),
        Letter::Hold(0),
        Letter::Stray(1),
        Letter::Acknowledge,
        Letter::Disconnect,
    ];
    let mut states = HashSet::from([known]);
    for letter in changes {
        letter.spell(&mut world);
        assert!(states.insert(canon.of(&world)), "{letter:?} changes nothing");
    }
}
