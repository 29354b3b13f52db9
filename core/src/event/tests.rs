//! Rings: order, loss, and readers that race a writer.

use super::*;
#[cfg(loom)]
use crate::scene::{bound, explore};
use std::boxed::Box;
use std::vec::Vec;

fn ring(length: usize) -> Ring<'static> {
    let slot = || EventSlot {
        stamp: AtomicU64::new(0),
        body: core::array::from_fn(|_| AtomicU64::new(0)),
    };
    let slots: Vec<EventSlot> = (0..length).map(|_| slot()).collect();
    Ring {
        slots: Box::leak(slots.into_boxed_slice()),
        head: Box::leak(Box::new(AtomicU64::new(0))),
    }
}

fn told(qty: u64) -> Told {
    Told { qty, child: qty, detail: qty, ..Told::new(EventKind::Executed, Nanos(qty)) }
}

#[cfg(not(loom))]
#[test]
fn in_order_and_then_empty() {
    let ring = ring(8);
    let mut reader = EventReader::new(ring);
    assert_eq!(reader.poll(), Poll::Empty);
    for qty in 0..8 {
        ring.tell(&told(qty));
    }
    for qty in 0..8 {
        assert!(matches!(reader.poll(), Poll::Event(event) if event.qty == qty));
    }
    assert_eq!(reader.poll(), Poll::Empty);
}

#[cfg(not(loom))]
#[test]
fn a_slow_reader_is_told_what_it_missed() {
    let ring = ring(8);
    let mut reader = EventReader::new(ring);
    for qty in 0..21 {
        ring.tell(&told(qty));
    }
    assert_eq!(reader.poll(), Poll::Missed(13));
    assert!(matches!(reader.poll(), Poll::Event(event) if event.qty == 13));
}

#[cfg(loom)]
#[test]
fn loom_a_record_is_whole_or_missed() {
    explore(bound(3, None), || {
        let ring = ring(1);
        ring.tell(&told(1));
        let writer = loom::thread::spawn(move || ring.tell(&told(2)));
        let mut reader = EventReader::new(ring).starting_at(0);
        let heard = |poll| match poll {
            Poll::Event(event) => {
                let said = (event.child.to_bits(), event.detail, event.time.0);
                assert_eq!(said, (event.qty, event.qty, event.qty), "a torn record");
                assert_eq!(event.sequence + 1, event.qty);
                1
            }
            Poll::Missed(missed) => missed,
            Poll::Empty => 0,
        };
        let first = heard(reader.poll());
        writer.join().unwrap();
        // What was not heard was said to be missed.
        let rest: u64 =
            core::iter::from_fn(|| Some(reader.poll()).filter(|poll| *poll != Poll::Empty))
                .map(heard)
                .sum();
        assert_eq!(first + rest, 2, "a loss that was not told");
    });
}
