//! *Property*: every change of state is an event, in order, on the ring of the lane that made it; a
//! reader that is too slow learns how many it missed, and what it gets is never torn.
//!
//! *Method*: any histories: what the events say is added up and compared with the views. A reader
//! on its own thread against a writer at full speed: sequence numbers go up, and what was missed
//! makes up the difference.

use plimsoll::{Config, Event, EventKind, ExecType, Nanos, Poll, Qty, Region, Report};
use plimsoll_tests::call::Call;
use plimsoll_tests::generator::{History, cases, histories};
use plimsoll_tests::memory::Memory;
use plimsoll_tests::orders::{child, ended, parent, trade};
use plimsoll_tests::play::{Scene, Verdict, must, play_in};
use plimsoll_tests::world::{PLENTY, REGISTRY, START, Setup, Snapshot, World, arm, define};
use proptest::prelude::*;
use std::sync::atomic::{AtomicBool, Ordering::Acquire, Ordering::Release};

const NOW: Nanos = Nanos(START);

/// Every event of every lane, oldest first within each lane.
fn all(region: Region<'_>, lanes: u32) -> Vec<Event> {
    let mut events = Vec::new();
    // The control handle's ring is the one after the lanes'.
    for lane in 0..=lanes {
        let mut reader = region.events(lane).expect("the lane exists");
        loop {
            match reader.poll() {
                Poll::Event(event) => events.push(event),
                Poll::Missed(_) => {}
                Poll::Empty => break,
            }
        }
    }
    events
}

/// What a call must have left among the events that are new since the call before.
fn wanted(scene: &Scene<'_>) -> Option<EventKind> {
    if scene.answer.refusal().is_some() {
        return None;
    }
    match scene.call {
        Call::Admit { .. } => Some(EventKind::Admitted),
        Call::Amend { .. } => Some(EventKind::Amended),
        Call::CancelParent { .. } => Some(EventKind::Closed),
        Call::Hold { .. } => Some(EventKind::Held),
        Call::Retire { .. } => Some(EventKind::Retired),
        Call::Route { .. } => Some(EventKind::Born),
        Call::RequestCancel { .. } | Call::RequestReplace { .. } => Some(EventKind::Requested),
        Call::Report { report, .. } => {
            let outcome = scene.answer.outcome()?;
            let trade = report.exec_type == ExecType::Trade;
            match outcome.breach {
                Some(plimsoll::Breach::Suspense) => Some(EventKind::Suspended),
                Some(plimsoll::Breach::ConflictingExecution) => None,
                _ if trade && outcome.duplicate => Some(EventKind::Duplicate),
                // What was busted before it came, in part or whole, and what was inferred is told as
                // that: see the sum of all events.
                _ if trade && !counts_in_full(scene, report.last_qty) => None,
                _ if trade && !report.last_qty.is_zero() => Some(EventKind::Executed),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether an execution of `qty` made what is executed more by just that.
fn counts_in_full(scene: &Scene<'_>, qty: Qty) -> bool {
    executed(scene.before).checked_add(qty.get()) == Some(executed(scene.after))
}

/// What all parents that can be seen were executed.
fn executed(snapshot: &Snapshot) -> u64 {
    snapshot.parents.iter().map(|(view, _)| view.executed).sum()
}

/// What was executed, as events tell it: each says by how much it became more, or from what to what.
fn told(events: &[Event]) -> i128 {
    let units = events.iter().map(|event| match event.kind {
        EventKind::Executed => i128::from(event.qty),
        EventKind::Inferred | EventKind::Corrected => {
            i128::from(event.qty) - i128::from(event.detail)
        }
        _ => 0,
    });
    units.sum()
}

fn every_change_shows(history: &History) -> Verdict {
    let setup = Setup { config: Config { events: 1 << 12, ..PLENTY.config }, ..PLENTY };
    let mut count = None;
    play_in(setup, history, |scene| {
        let events = all(scene.driver.world.region(), setup.config.lanes);
        let before = count.replace(events.len()).unwrap_or(0);
        if let Some(kind) = wanted(scene) {
            let told = |event: &Event| {
                let corrected = kind == EventKind::Executed && event.kind == EventKind::Corrected;
                event.kind == kind || corrected
            };
            let grew = events.len() > before && events.iter().any(told);
            must(grew, || format!("no {kind:?} among {} new events", events.len() - before))?;
        }
        let executed = told(&events);
        let shown = i128::from(self::executed(scene.after));
        must(executed >= shown, || format!("{executed} units in events, {shown} in views"))?;
        let states = scene.after.parents.iter().flat_map(|(_, children)| children);
        states.clone().try_for_each(|child| {
            let born = of_kind(&events, EventKind::Born).any(|event| event.child == child.id);
            must(born, || format!("no event of the birth of {child:?}"))
        })
    })
}

fn of_kind(events: &[Event], kind: EventKind) -> impl Iterator<Item = &Event> {
    events.iter().filter(move |event| event.kind == kind)
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn every_change_of_state_is_an_event(history in histories(120)) {
        every_change_shows(&history).map_err(TestCaseError::fail)?;
    }
}

#[test]
fn the_life_of_a_parent_reads_as_a_story() {
    let mut world = World::armed(PLENTY);
    world.apply(&Call::Admit { lane: 1, order: parent(1, 100) });
    let (owner, lane) = (world.parents[0], 1);
    let order = child(owner, 60);
    world.apply(&Call::Route { lane, order });
    let born = world.children[0];
    world.apply(&Call::Sent { lane, child: born });
    world.apply(&Call::Report { lane, report: Report::new(born, ExecType::New) });
    world.apply(&Call::Report { lane, report: trade(born, 1, 20) });
    world.apply(&Call::Report { lane, report: trade(born, 1, 20) });
    world.apply(&Call::RequestCancel { lane, child: born });
    world.apply(&Call::CancelParent { lane, parent: owner });
    world.apply(&Call::Report { lane, report: ended(born, ExecType::Canceled, 20) });
    world.apply(&Call::Retire { lane, parent: owner });
    let mut reader = world.region().events(1).expect("the lane exists");
    let mut kinds = Vec::new();
    while let Poll::Event(event) = reader.poll() {
        assert_eq!(event.sequence as usize, kinds.len());
        assert!(event.parent == owner || event.parent.to_bits() == 0, "{event:?}");
        kinds.push(event.kind);
    }
    let story = [
        EventKind::Admitted,
        EventKind::Born,
        EventKind::Sent,
        EventKind::StateChanged,
        EventKind::Executed,
        EventKind::Duplicate,
        EventKind::Requested,
        EventKind::Closed,
        EventKind::GivenBack,
        EventKind::Done,
        EventKind::Retired,
    ];
    let mut told = kinds.iter();
    for kind in story {
        assert!(told.any(|seen| *seen == kind), "no {kind:?} in its place: {kinds:?}");
    }
    assert_eq!(kinds.iter().filter(|kind| **kind == EventKind::Done).count(), 1);
}

#[test]
fn a_slow_reader_learns_what_it_missed() {
    let config = Config { events: 8, ..PLENTY.config };
    let memory = Memory::for_config(&config);
    let region = memory.format_with(&config, &REGISTRY).expect("fresh memory");
    let mut control = region.control().expect("free");
    define(&mut control, &Setup { config, ..PLENTY }).expect("definitions that fit");
    arm(&mut control, &PLENTY, Nanos(u64::MAX), NOW).expect("armed");
    let mut lane = region.lane(0).expect("free");
    let owner = lane.admit(&parent(1, 5_000), NOW).expect("room");
    let born = lane.route(&child(owner, 5_000), NOW).expect("room");
    let stop = AtomicBool::new(false);
    let (events, missed, position) = std::thread::scope(|threads| {
        let stop = &stop;
        let mut reader = region.events(0).expect("the lane exists");
        let reader = threads.spawn(move || {
            let (mut events, mut missed, start) = (0u64, 0u64, reader.position());
            loop {
                let last = stop.load(Acquire);
                match reader.poll() {
                    Poll::Event(event) => {
                        assert_eq!(event.sequence, start + events + missed, "out of order");
                        // Each execution says its own number in its quantity and its time.
                        let whole = event.kind != EventKind::Executed || event.time.0 == event.qty;
                        assert!(whole, "torn: {event:?}");
                        events += 1;
                    }
                    Poll::Missed(count) => missed += count,
                    Poll::Empty if last => break (events, missed, reader.position() - start),
                    Poll::Empty => {}
                }
            }
        });
        for number in 3..1_500u64 {
            // Past the child and past the parent: booked and told all the same.
            let report = trade(born, u128::from(number), number + START);
            lane.report(&report, Nanos(number + START)).expect("never refused");
        }
        stop.store(true, Release);
        reader.join().expect("nothing torn")
    });
    assert_eq!(events + missed, position);
    assert!(position >= 1_497, "{position} events");
    assert!(missed > 0 || events == position, "{missed} missed");
}
