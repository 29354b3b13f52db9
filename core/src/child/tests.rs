//! The words and the table of a child.

#[cfg(not(loom))]
mod plain;
#[cfg(not(loom))]
mod request;
#[cfg(not(loom))]
mod slot;
mod state;

use super::*;
use proptest::prelude::*;

#[test]
fn every_code_is_its_own() {
    for state in State::ALL {
        assert_eq!(State::from_code(state as u8), Some(state));
        let word = ChildWord::born(9, Qty::MAX).with_state(state);
        assert_eq!(word.state(), Some(state));
        assert_eq!(word.leaves(), Qty::MAX.get() as i64);
        assert_eq!(word.generation(), 9);
    }
    for report in ExecType::ALL {
        assert_eq!(ExecType::from_code(report as u8), Some(report));
    }
    for status in OrdStatus::ALL {
        assert_eq!(OrdStatus::from_code(status as u8), Some(status));
    }
    let free = ChildWord::free(9);
    assert_eq!((free.state(), free.generation(), free.leaves()), (None, 9, 0));
}

/// The words that a scenario says them by.
#[test]
fn no_two_states_reports_or_statuses_have_one_name() {
    fn differ(mut names: std::vec::Vec<&'static str>) {
        let is_word = |name: &&str| name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        assert!(names.iter().all(is_word));
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
    differ(State::ALL.into_iter().map(State::name).collect());
    differ(ExecType::ALL.into_iter().map(ExecType::name).collect());
    differ(OrdStatus::ALL.into_iter().map(OrdStatus::name).collect());
}

#[test]
fn void_and_the_final_states_are_never_left() {
    for report in ExecType::ALL {
        for progress in Progress::ALL {
            for state in [State::Void, State::Canceled, State::Expired, State::Rejected] {
                assert_eq!(next_state(state, report, progress), state);
            }
        }
    }
}

#[test]
fn no_report_makes_a_child_unborn_unknown_or_void() {
    for state in State::ALL {
        for report in ExecType::ALL {
            for progress in Progress::ALL {
                let next = next_state(state, report, progress);
                if next != state {
                    assert!(!matches!(next, State::Born | State::Unknown | State::Void));
                }
            }
        }
    }
}

#[test]
fn what_nobody_vouches_for_is_unknown() {
    let word = ChildWord::born(1, Qty::saturating(9));
    for state in State::ALL {
        let word = word.with_state(state);
        let unknown = if state.is_working() { 0 } else { 9 };
        assert_eq!((word.unknown(), word.cooling()), (unknown, 0), "{state:?}");
        let cooling = word.with_cooling(true);
        assert_eq!((cooling.unknown(), cooling.cooling()), (0, 9), "{state:?}");
        assert!(cooling.is_cooling() && !word.is_cooling());
        assert_eq!(cooling.with_cooling(true), cooling);
        assert_eq!(cooling.with_cooling(false), word);
        assert_eq!(cooling.less(10).cooling(), 0);
        assert_eq!((cooling.state(), cooling.generation()), (Some(state), 1));
    }
}

#[test]
fn a_plain_report_is_of_a_child_at_work_that_reserves_it() {
    use State::{Born, Filled, Live, PartiallyFilled, Sent};
    let word = ChildWord::born(3, Qty::saturating(9));
    for state in State::ALL {
        let word = word.with_state(state);
        let unheard = matches!(state, Born | Sent);
        let live = unheard.then_some(word.with_state(Live));
        assert_eq!(word.acknowledge(3), live, "{state:?}");
        let at_work = unheard || matches!(state, Live | PartiallyFilled);
        let part = at_work.then_some(word.less(8).with_state(PartiallyFilled));
        let whole = at_work.then_some(word.less(9).with_state(Filled));
        assert_eq!((word.execute(3, 8), word.execute(3, 9)), (part, whole), "{state:?}");
        let one = at_work.then_some(word.less(1).with_state(PartiallyFilled));
        assert_eq!((word.execute(3, 0), word.execute(3, 1)), (None, one), "{state:?}");
        for n in [10, u64::MAX, 1 << 63] {
            assert_eq!(word.execute(3, n), None, "{state:?} {n}");
        }
        for other in [word.with_cooling(true), word.with_state(state)] {
            let generation = if other == word { 2 } else { 3 };
            assert_eq!((other.acknowledge(generation), other.execute(generation, 1)), (None, None));
        }
    }
}

proptest! {
    #[test]
    fn fields_do_not_touch_one_another(bits: u64, n in 0u64..1 << 41) {
        let word = ChildWord(bits);
        for next in [word.less(n), word.more(n)] {
            prop_assert_eq!(next.0 >> WIDTH, word.0 >> WIDTH);
        }
    }

    #[test]
    fn leaves_count_both_ways(qty in 0u64..1 << 41, fills in proptest::collection::vec(0u64..1 << 38, 0..4)) {
        let mut word = ChildWord::born(1, Qty::new(qty).unwrap());
        let mut expected = qty as i64;
        for fill in fills {
            word = word.less(fill);
            expected -= fill as i64;
            prop_assert_eq!(word.leaves(), expected);
            prop_assert_eq!(word.reserved(), expected.max(0) as u64);
        }
    }
}
