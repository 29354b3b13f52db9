//! *Property*: a reader of a flow never finds too much sent or too little brought; a streak's latch
//! is neither lost nor taken twice.
//! *Method*: loom, every interleaving of the slots alone.

use super::super::flow::{FlowSlot, exceeds, sum};
use super::super::streak::RepeatSlot;
use crate::scene::explore;
use crate::units::{Nanos, Side};
use loom::sync::Arc;
use loom::thread;
use std::vec::Vec;

/// A lane sends a parent of one unit in step 0 and another in step 4, whose copies lie where those
/// of step 0 lay; each ends in its step. Another lane looks in between, with a parent of its own.
#[test]
fn loom_a_flow_that_is_read_never_shows_too_much() {
    explore(None, || {
        let lanes: Arc<Vec<FlowSlot>> = Arc::new((0..2).map(|_| FlowSlot::default()).collect());
        lanes[0].brings(1);
        lanes[0].sends(1, 0);
        lanes[0].ends(1, 0);
        lanes[1].brings(1);
        let writer = {
            let lanes = Arc::clone(&lanes);
            thread::spawn(move || {
                lanes[0].brings(1);
                lanes[0].sends(1, 4);
                lanes[0].ends(1, 4);
            })
        };
        for step in [3, 4] {
            if let Some(flow) = sum(lanes.iter(), step) {
                assert!(flow.out <= 1 && flow.brought > flow.out);
                assert!(!exceeds(flow.brought, flow.out + 1, 1));
            }
        }
        writer.join().unwrap();
        let flow = sum(lanes.iter(), 4).unwrap();
        assert_eq!((flow.brought, flow.out), (2, 1));
    });
}

/// A lane comes late out of step 1, sends there, and sends in step 4: a total that was read before is
/// older than the copy that is read after.
#[test]
fn loom_a_copy_may_be_younger_than_its_total() {
    explore(None, || {
        let lanes: Arc<Vec<FlowSlot>> = Arc::new((0..1).map(|_| FlowSlot::default()).collect());
        lanes[0].brings(3);
        lanes[0].sends(1, 1);
        let writer = {
            let lanes = Arc::clone(&lanes);
            thread::spawn(move || {
                lanes[0].sends(1, 1);
                lanes[0].ends(1, 1);
                lanes[0].sends(1, 4);
            })
        };
        if let Some(flow) = sum(lanes.iter(), 4) {
            assert!(flow.out <= 1 && (2..=3).contains(&flow.brought));
        }
        writer.join().unwrap();
    });
}

/// A parent is admitted on one lane and sent on another, which learns of it by a word: who sees it
/// sent sees it brought.
#[test]
fn loom_who_sees_it_sent_sees_it_brought() {
    use crate::sync::{Acquire, AtomicU64, Release};
    explore(None, || {
        let lanes: Arc<Vec<FlowSlot>> = Arc::new((0..2).map(|_| FlowSlot::default()).collect());
        let parent = Arc::new(AtomicU64::new(0));
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
                    lanes[1].sends(1, 4);
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
        let hear = |slot: &RepeatSlot| slot.executed(Side::Buy, 1, 2, Nanos(1));
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
