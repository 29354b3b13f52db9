//! *Property*: a pass names one parent, one lane and one count of kills. *Method*: each part changed by
//! itself.

use super::pass_of;
use crate::id::{ParentId, Parts};

fn parent(session: u16, generation: u16) -> ParentId {
    ParentId::from_parts(Parts { session, generation, index: 9 })
}

#[test]
fn no_two_parents_of_a_slot_and_no_two_lanes_or_kills_share_a_pass() {
    let begun = 5 << 40 | 77;
    let ours = pass_of(parent(1, 3), 0, begun);
    assert_ne!(ours, 0);
    assert_ne!(ours, pass_of(parent(1, 4), 0, begun));
    assert_ne!(ours, pass_of(parent(2, 3), 0, begun));
    assert_ne!(ours, pass_of(parent(1, 3), 1, begun));
    assert_ne!(ours, pass_of(parent(1, 3), 63, begun));
    assert_ne!(ours, pass_of(parent(1, 3), 0, 6 << 40 | 77));
}

#[test]
fn births_do_not_change_a_pass() {
    let begun = 5 << 40 | 77;
    assert_eq!(pass_of(parent(1, 3), 0, begun), pass_of(parent(1, 3), 0, begun + 1));
}
