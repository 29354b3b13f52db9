//! *Property*: at rest, an alarm that is raised stops trading at its deadline or before, and where
//! none is raised nothing does.
//! *Method*: loom, every schedule, on the alarms alone.

use super::*;
use crate::scene::{TINY, explore, explore_both, race};
use crate::{Region, Severity};
use ::loom::thread;

const PATIENCE: u64 = 100;

fn alarms() -> Alarms<'static> {
    let region = Region::leaked(&TINY);
    region.alarms()
}

fn raise(alarms: Alarms<'static>, kind: AlarmKind, at: u64) {
    alarms.raise(kind, (0, 0), Nanos(at), at + PATIENCE);
}

fn earliest(alarms: Alarms<'static>) -> u64 {
    alarms.earliest.load(Acquire)
}

type Acknowledge = fn(Alarms<'static>, AlarmKind) -> bool;

/// One is acknowledged while another is raised, whose deadline is the same or a later one.
fn another(acknowledge: Acknowledge) {
    explore_both(None, move |turned| {
        let alarms = alarms();
        raise(alarms, AlarmKind::Overfill, 10);
        let raiser = move || raise(alarms, AlarmKind::FanOut, 10);
        let (known, ()) = race(turned, move || acknowledge(alarms, AlarmKind::Overfill), raiser);
        assert!(known);
        assert_eq!(earliest(alarms), 10 + PATIENCE, "L8: an alarm's deadline is lost");
    });
}

#[test]
fn loom_an_alarm_against_the_acknowledgement_of_another() {
    another(|alarms, kind| alarms.acknowledge(kind));
}

/// Wrong: looks once.
#[test]
#[should_panic]
fn loom_wrong_acknowledgement_that_looks_once() {
    another(|alarms, kind| {
        let slot = alarms.slot(kind).unwrap();
        slot.acknowledged.store(slot.count.load(Acquire), Release);
        let seen = alarms.earliest.load(Acquire);
        let _ = alarms.earliest.compare_exchange(seen, alarms.scan(), AcqRel, Acquire);
        true
    });
}

/// Seen to fail where whoever raises does not look whether it was acknowledged in between: trading
/// then stopped for an alarm that nobody could acknowledge.
#[test]
fn loom_an_alarm_against_its_own_acknowledgement() {
    explore_both(None, |turned| {
        let alarms = alarms();
        raise(alarms, AlarmKind::Overfill, 10);
        let raiser = move || raise(alarms, AlarmKind::Overfill, 50);
        let (known, ()) = race(turned, move || alarms.acknowledge(AlarmKind::Overfill), raiser);
        assert!(known);
        let view = alarms.view(AlarmKind::Overfill).unwrap();
        assert_eq!(view.count, 2);
        assert_eq!(AlarmKind::Overfill.severity(), Severity::Critical);
        if view.raised {
            assert!(earliest(alarms) <= 50 + PATIENCE);
        } else {
            assert_eq!(earliest(alarms), u64::MAX);
        }
    });
}

/// Two are raised while a third is acknowledged. Three threads: three preemptions.
#[test]
fn loom_two_alarms_against_an_acknowledgement() {
    explore(Some(3), || {
        let alarms = alarms();
        raise(alarms, AlarmKind::Overfill, 10);
        let one = thread::spawn(move || raise(alarms, AlarmKind::FanOut, 10));
        let two = thread::spawn(move || raise(alarms, AlarmKind::Ratio, 20));
        assert!(alarms.acknowledge(AlarmKind::Overfill));
        one.join().unwrap();
        two.join().unwrap();
        assert_eq!(earliest(alarms), 10 + PATIENCE);
        assert!(alarms.acknowledge(AlarmKind::FanOut));
        assert_eq!(earliest(alarms), 20 + PATIENCE);
        assert!(alarms.acknowledge(AlarmKind::Ratio));
        assert_eq!(earliest(alarms), u64::MAX);
    });
}
