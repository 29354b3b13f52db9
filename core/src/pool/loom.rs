//! *Property*: a slot that lanes hand to each other is in one place at most, and none is lost.
//! *Method*: loom, every schedule, on the shared half of a pool alone.

use super::{Pool, PoolOwn, PoolShared};
use crate::scene::{explore_both, race};
use crate::sync::{AtomicU64, Relaxed};
use std::boxed::Box;
use std::vec::Vec;

const SLOTS: u32 = 3;

/// A pool whose slots were all used and given back: slot 0 is the next.
struct Place {
    shared: PoolShared,
    own: [PoolOwn; 3],
    links: [AtomicU64; SLOTS as usize],
}

impl Place {
    fn used() -> &'static Place {
        let place = Place {
            shared: PoolShared::default(),
            own: Default::default(),
            links: Default::default(),
        };
        place.shared.fresh.store(u64::from(SLOTS), Relaxed);
        for slot in (0..SLOTS).rev() {
            place.shared.give(slot, &place.links[slot as usize]);
        }
        Box::leak(Box::new(place))
    }

    fn take(&'static self, lane: usize) -> Option<u32> {
        let own = &self.own[lane];
        let pool = Pool { shared: &self.shared, own, capacity: SLOTS, lanes: 2 };
        pool.take(|slot| self.links.get(slot as usize))
    }
}

/// One lane takes a slot while another takes two and gives the first of them back: to the one, the
/// stack looks as before, and is another. Seen to fail where the word has no tag.
#[test]
fn loom_a_slot_is_taken_while_another_comes_back() {
    explore_both(None, |turned| {
        let place = Place::used();
        let other = move || {
            let back = place.take(1).unwrap();
            let kept = place.take(1);
            place.shared.give(back, &place.links[back as usize]);
            kept
        };
        let (mine, theirs) = race(turned, move || place.take(0), other);
        let rest = std::iter::from_fn(|| place.take(2));
        let mut all: Vec<u32> = mine.into_iter().chain(theirs).chain(rest).take(9).collect();
        all.sort_unstable();
        assert_eq!(all, [0, 1, 2], "a slot is in two places, or lost");
    });
}
