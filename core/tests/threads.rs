//! *Property*: two lanes on two threads never load a parent past its quantity; whoever learns of a
//! child, or of a fill, from a lane's events finds the child's record whole; an execution that
//! both report counts once; and after a kill has returned no child is born.
//!
//! *Method*: small scenes, made to be run under miri with many seeds: it preempts anywhere, and
//! lets a load see an old value wherever the orderings allow it.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use common::*;
use plimsoll::*;
use std::thread;

/// The quantities of the children, told apart by them.
const CHILDREN: std::ops::RangeInclusive<u64> = 1..=3;
const CONFIG: Config = Config { lanes: 2, events: 64, ..Config::SMALL };

/// The next event of a lane.
fn next(reader: &mut EventReader<'_>) -> Event {
    loop {
        match reader.poll() {
            Poll::Event(event) => return event,
            Poll::Empty => thread::yield_now(),
            Poll::Missed(count) => panic!("missed {count} of a long ring"),
        }
    }
}

#[test]
fn what_an_event_tells_of_is_there() {
    let mut world = World::open(CONFIG);
    let mut lane = world.region.lane(0).unwrap();
    let parent = world.admit(&mut lane, 100);
    let region = world.region;
    let reader = thread::spawn(move || {
        let mut reader = region.events(0).unwrap();
        let mut born = CHILDREN;
        let mut executed = CHILDREN;
        while executed.clone().next().is_some() {
            let event = next(&mut reader);
            let child = region.child(event.child);
            if event.kind == EventKind::Born {
                let child = child.expect("a child that was told is there");
                assert_eq!(Some(child.order_qty.get()), born.next());
                assert_eq!(child.parent, parent);
            } else if event.kind == EventKind::Executed {
                assert_eq!(Some(child.unwrap().cum_qty), executed.next());
                assert!(region.parent(parent).unwrap().executed >= event.qty);
            }
        }
    });
    for n in CHILDREN {
        let child = lane.route(&new_child(parent, n), NOW).unwrap();
        lane.report(&trade(child, 1, n), NOW).unwrap();
    }
    reader.join().unwrap();
    world.is_clean();
}

#[test]
fn two_lanes_share_one_parent() {
    let mut world = World::open(CONFIG);
    let mut lanes = [0, 1].map(|index| world.region.lane(index).unwrap());
    let parent = world.admit(&mut lanes[0], 3);
    let routers = lanes.map(|mut lane| {
        thread::spawn(move || {
            let mut children = Vec::new();
            while let Ok(child) = lane.route(&new_child(parent, 1), NOW) {
                children.push(child);
            }
            (lane, children)
        })
    });
    let [(one, mut children), (two, others)] = routers.map(|router| router.join().unwrap());
    children.extend(others);
    assert_eq!(children.len(), 3);
    // Both report every execution.
    let counted = [one, two].map(|mut lane| {
        let children = children.clone();
        thread::spawn(move || {
            let reports = children.iter().map(|child| trade(*child, 1, 1));
            reports.filter(|report| !lane.report(report, NOW).unwrap().duplicate).count()
        })
    });
    assert_eq!(counted.map(|thread| thread.join().unwrap()).iter().sum::<usize>(), 3);
    assert_eq!(world.executed(parent), 3);
    world.is_clean();
}

#[test]
fn nothing_is_born_after_a_kill_has_returned() {
    let mut world = World::open(CONFIG);
    let mut lane = world.region.lane(0).unwrap();
    let parent = world.admit(&mut lane, 100);
    let region = world.region;
    let killer = thread::spawn(move || region.kill(Scope::Firm, 1, NOW).unwrap());
    let mut born = 0;
    while lane.route(&new_child(parent, 1), NOW).is_ok() {
        born += 1;
        if born > 8 {
            break;
        }
    }
    let receipt = killer.join().unwrap();
    let after = lane.route(&new_child(parent, 1), NOW);
    assert_eq!(after, Err(Refusal::Halted));
    assert!(born > 8 || receipt.published[0] == born, "{born} of {:?}", receipt.published[0]);
    world.is_clean();
}
