//! *Property*: a reader of a flow never finds too much sent or too little brought; a streak's latch
//! is neither lost nor taken twice.
//! *Method*: loom, on the slots alone; the scenes of flow read some thirty words, so they have a
//! bound of two preemptions.

use super::super::flow::{FlowSlot, sum, sum_apart};
use super::super::streak::RepeatSlot;
use super::sends;
use crate::scene::explore;
use crate::units::{Nanos, Side};
use loom::sync::Arc;
use loom::thread;
use std::vec::Vec;

/// A lane has sent in step 0, and begins step 4, whose copy lies where that of step 0 lay, to send
/// there and to end. Who looks meanwhile finds all of it or none, or that a step began.
#[test]
fn loom_a_flow_that_is_read_never_shows_too_much() {
    explore(Some(2), || {
        let lane = Arc::new(FlowSlot::default());
        lane.brings(3);
        sends(&lane, 1, 0);
        lane.ends(1, 0);
        let writer = {
            let lane = Arc::clone(&lane);
            thread::spawn(move || {
                sends(&lane, 1, 4);
                lane.ends(1, 4);
            })
        };
        if let Some(flow) = sum(core::iter::once(&*lane), 4) {
            assert!(flow.out <= 1 && flow.brought == 2);
        }
        writer.join().unwrap();
    });
}

/// The same, for one who is in step 2 still: the copy of step 0 is its own, and is about to go.
#[test]
fn loom_a_copy_that_goes_is_not_read() {
    explore(Some(2), || {
        let lane = Arc::new(FlowSlot::default());
        lane.brings(3);
        sends(&lane, 1, 0);
        lane.ends(1, 0);
        let writer = {
            let lane = Arc::clone(&lane);
            thread::spawn(move || {
                sends(&lane, 1, 4);
                lane.ends(1, 4);
            })
        };
        if let Some(flow) = sum_apart(core::iter::once(&*lane), 2, 0) {
            assert_eq!((flow.brought, flow.out), (3, 1));
        }
        writer.join().unwrap();
    });
}

/// A lane comes late out of step 1: it sends there, and goes on to step 4. A total that was read
/// before is older than the copy that is read after.
#[test]
fn loom_a_copy_may_be_younger_than_its_total() {
    explore(Some(2), || {
        let lane = Arc::new(FlowSlot::default());
        lane.brings(3);
        sends(&lane, 1, 1);
        let writer = {
            let lane = Arc::clone(&lane);
            thread::spawn(move || {
                sends(&lane, 1, 1);
                sends(&lane, 1, 4);
            })
        };
        if let Some(flow) = sum(core::iter::once(&*lane), 4) {
            assert!(flow.out <= 1 && flow.brought == 3);
        }
        writer.join().unwrap();
    });
}

/// A parent is admitted on one lane and sent on another, which learns of it by a word: who sees it
/// sent sees it brought.
#[test]
fn loom_who_sees_it_sent_sees_it_brought() {
    use crate::sync::{Acquire, AtomicU64, Release};
    explore(Some(2), || {
        let lanes: Arc<Vec<FlowSlot>> = Arc::new((0..2).map(|_| FlowSlot::default()).collect());
        let parent = Arc::new(AtomicU64::new(0));
        // No step begins meanwhile: its fence would stand in for the count's own order.
        lanes[1].begin(4);
        let admitting = {
            let (lanes, parent) = (Arc::clone(&lanes), Arc::clone(&parent));
            thread::spawn(move || {
                lanes[0].brings(1);
                parent.store(1, Release);
            })
        };
        let sending = {
            let (lanes, parent) = (Arc::clone(&lanes), Arc::clone(&parent));
            thread::spawn(move || {
                if parent.load(Acquire) == 1 {
                    sends(&lanes[1], 1, 4);
                }
            })
        };
        if let Some(flow) = sum(lanes.iter(), 4) {
            assert!(flow.brought >= flow.out);
        }
        admitting.join().unwrap();
        sending.join().unwrap();
    });
}

/// Two executions latch, whatever comes between; one of the two says so; and a person who
/// re-enables takes away just what had latched.
#[test]
fn loom_a_latch_is_taken_away_once() {
    explore(None, || {
        let slot = Arc::new(RepeatSlot::default());
        let hear = |slot: &RepeatSlot| slot.executed(Side::Buy, (1, 2), Nanos(1), || ()).is_some();
        let heard = {
            let slot = Arc::clone(&slot);
            thread::spawn(move || [hear(&slot), hear(&slot)])
        };
        let mine = hear(&slot);
        let person = slot.reenable().is_ok();
        let heard = heard.join().unwrap();
        let latched = [heard[0], heard[1], mine].into_iter().filter(|latched| *latched).count();
        assert_eq!(latched as u64, slot.view().1);
        assert_eq!(latched, usize::from(person) + usize::from(slot.is_latched()));
        assert_eq!(latched, 1);
    });
}
