//! *Property*: law L8. A journal misses an event only where its lane's switch is thrown.
//! *Method*: loom, two preemptions: the owner fills the ring and goes on while the journal takes.

use crate::event::{EventKind, Poll, Told};
use crate::lane::Lane;
use crate::scene::{TINY, explore_both, race};
use crate::{Config, Nanos, Region, Scope};

const LENGTH: u64 = 2;

fn told() -> Told {
    Told::new(EventKind::Executed, Nanos(1))
}

/// How many events are lost to the journal.
fn overflow(tell: fn(&Lane<'static>)) {
    explore_both(Some(2), move |turned| {
        let region = Region::leaked(&Config { events: LENGTH as u32, ..TINY });
        let mut journal = region.journal(0).unwrap();
        let lane = region.lane(0).unwrap();
        (0..LENGTH).for_each(|_| lane.tell(&told()));
        let keeper = move || {
            let mut missed = 0;
            for _ in 0..2 {
                if let Poll::Missed(count) = journal.poll() {
                    missed += count;
                }
                journal.keep();
            }
            missed
        };
        let (missed, ()) = race(turned, keeper, move || tell(&lane));
        assert!(missed == 0 || region.is_halted(Scope::Lane(0)).unwrap());
    });
}

#[test]
fn loom_no_event_is_lost_to_a_journal_in_silence() {
    overflow(|lane| lane.tell(&told()));
}

/// Wrong: writes over what the journal has not taken, and looks after.
#[test]
#[should_panic]
fn loom_wrong_owner_that_looks_after_it_has_written() {
    overflow(|lane| {
        lane.ring.tell(&told());
        lane.mind_journal(Nanos(1));
    });
}
