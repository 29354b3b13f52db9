//! *Property*: a pass names one parent, one lane and one count of kills; what is known of a venue stands
//! for one count of kills. *Method*: each part changed by itself.

use super::{has_venue, pass_of, with_venue};
use crate::id::{ParentId, Parts, VenueId};

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

#[test]
fn what_a_lane_knows_of_venues_stands_for_one_count_of_kills() {
    let (begun, killed) = (5 << 40 | 77, 6 << 40 | 77);
    let first = with_venue(0, VenueId(3), begun);
    let both = with_venue(first, VenueId(39), begun);
    for venue in [VenueId(3), VenueId(39)] {
        assert!(has_venue(both, venue, begun));
        assert!(!has_venue(both, venue, killed));
    }
    assert!(!has_venue(both, VenueId(4), begun));
    let anew = with_venue(both, VenueId(4), killed);
    assert!(has_venue(anew, VenueId(4), killed));
    assert!(!has_venue(anew, VenueId(3), killed), "it was known before the kill");
}

#[test]
fn a_venue_after_the_first_forty_is_looked_at_each_time() {
    let begun = 5 << 40 | 77;
    let word = with_venue(with_venue(0, VenueId(0), begun), VenueId(40), begun);
    assert!(has_venue(word, VenueId(0), begun));
    assert!(!has_venue(word, VenueId(40), begun));
}
