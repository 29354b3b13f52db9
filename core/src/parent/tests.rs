//! The words of a parent.

use super::*;
use proptest::prelude::*;

fn word(qty: u64) -> ParentWord {
    ParentWord::admitted(3, Qty::new(qty).unwrap())
}

#[test]
fn a_word_says_why_it_refuses() {
    let open = word(10);
    assert_eq!(open.permits(3), Ok(()));
    assert_eq!(open.permits(4), Err(Refusal::UnknownParent));
    assert_eq!(ParentWord::free(3).permits(3), Err(Refusal::UnknownParent));
    assert_eq!(open.hold().permits(3), Err(Refusal::Held));
    assert_eq!(open.hold().close().permits(3), Err(Refusal::Closed));
    assert_eq!(open.hold().close().end().permits(3), Err(Refusal::ParentDone));
    assert_eq!(open.hold().release(), open);
}

#[test]
fn a_charge_past_zero_holds() {
    assert!(!word(10).charge(10).is_held());
    let over = word(10).charge(11);
    assert!(over.is_held());
    assert_eq!((over.headroom(), over.overfill()), (0, 1));
    assert_eq!(over.give(4).headroom(), 3);
}

#[test]
fn a_head_counts_children_and_replace_ups_apart() {
    let two = Head(0).with(6).with(7);
    let replaced = Head(two.0.wrapping_add(3 * Head::ONE_REPLACE_UP));
    assert_ne!(replaced, two);
    for head in [two, replaced] {
        assert_eq!((head.count(), head.newest(), head.link()), (2, Some(7), 8));
        assert_eq!((head.with(9).count(), head.with(9).newest()), (3, Some(9)));
    }
    assert_eq!(replaced.with(9).0 - two.with(9).0, replaced.0 - two.0);
    let full = Head(u64::from(FanOut::MOST_CHILDREN) << COUNT);
    assert_eq!(full.count(), FanOut::MOST_CHILDREN);
    assert_eq!(Head(full.0.wrapping_add(Head::ONE_REPLACE_UP)).count(), FanOut::MOST_CHILDREN);
}

#[test]
fn what_has_ended_or_is_anothers_is_not_made_smaller() {
    assert_eq!(word(10).shrink(3, 4).map(ParentWord::headroom), Some(6));
    assert_eq!(word(10).hold().close().shrink(3, 4).map(ParentWord::headroom), Some(6));
    assert_eq!(word(10).shrink(3, 11), None);
    assert_eq!(word(10).end().shrink(3, 4), None);
    assert_eq!(word(10).shrink(4, 4), None);
}

#[test]
fn no_two_states_have_one_name() {
    let all = [ParentState::Open, ParentState::Held, ParentState::Closed, ParentState::Done];
    let names = all.map(ParentState::name);
    assert_eq!(names, ["open", "held", "closed", "done"]);
}

proptest! {
    #[test]
    fn a_take_never_passes_what_is_left(bits: u64, n in 0u64..1 << 45, generation: u16) {
        let word = ParentWord(bits);
        match word.take(generation, n) {
            Some(next) => {
                prop_assert!(word.permits(generation).is_ok());
                prop_assert_eq!(next.balance(), word.balance() - n as i64);
                prop_assert!(next.balance() >= 0);
                prop_assert_eq!(next.0 >> WIDTH, word.0 >> WIDTH);
            }
            None => prop_assert!(word.permits(generation).is_err() || n > word.headroom()),
        }
    }

    #[test]
    fn tags_leave_the_balance_alone(bits: u64) {
        let word = ParentWord(bits);
        for next in [word.close(), word.hold(), word.release(), word.end()] {
            prop_assert_eq!(next.balance(), word.balance());
            prop_assert_eq!(next.generation(), word.generation());
        }
    }
}
