//! Property: every control has a test, and each test finds its control working; and it finds the
//! control broken that lets everything through, and the one that stops everything. The region whose
//! controls are tested keeps all but dates and results.
//!
//! Method: each row of the tables as it is, never arranged, and always arranged; a region with a
//! living order, before and after; scratch memory of every wrong kind.

use super::*;
use crate::sync::Relaxed;
use crate::units::Qty;
use std::boxed::Box;
use std::collections::BTreeSet;
use std::vec::Vec;

const BYTES: usize = 64 << 10;

#[repr(C, align(64))]
struct Memory([u8; BYTES]);

fn memory() -> Box<Memory> {
    Box::new(Memory([0; BYTES]))
}

/// Fires a row by its pointers, so that a changed one can be.
fn fire(drill: &Drill, memory: &mut [u8], arranged: [bool; 2]) -> Result<(), Failure> {
    let step = |step, scene: &mut Scene<'_>| drill.step(step, scene);
    Fired { drill, step }.fire(memory, arranged)
}

/// What fails, of every row.
fn failures(arranged: [bool; 2]) -> Vec<(Drill, Option<Flaw>)> {
    let mut memory = memory();
    let mut found = Vec::new();
    for drill in &ROWS {
        found.push((*drill, fire(drill, &mut memory.0, arranged).err().map(|it| it.flaw)));
    }
    found
}

#[test]
fn every_control_has_a_row_and_works() {
    let mut memory = memory();
    let failed: Vec<Failure> =
        ControlId::ALL.iter().filter_map(|id| test(*id, &mut memory.0).err()).collect();
    assert_eq!(failed, []);
    let rows: BTreeSet<ControlId> = ROWS.iter().map(|drill| drill.control).collect();
    assert_eq!(rows.len(), ControlId::ALL.len());
}

#[test]
fn a_control_that_lets_everything_through_is_found() {
    for (drill, flaw) in failures([false, false]) {
        let expected = if drill.refusal.is_some() { Flaw::LetThrough } else { Flaw::NoAlarm };
        assert_eq!(flaw, Some(expected), "{:?} {:?}", drill.control, drill.refusal);
    }
}

#[test]
fn a_control_that_stops_everything_is_found() {
    for (drill, flaw) in failures([true, true]) {
        let expected = if drill.refusal.is_some() { Flaw::StoppedAll } else { Flaw::Unfounded };
        assert_eq!(flaw, Some(expected), "{:?} {:?}", drill.control, drill.refusal);
    }
}

/// A row that was changed in one respect: what is found then.
fn changed(control: ControlId, change: impl FnOnce(&mut Drill)) -> Flaw {
    let mut memory = memory();
    let mut drill = *ROWS.iter().find(|drill| drill.control == control).unwrap();
    assert_eq!(fire(&drill, &mut memory.0, [false, true]), Ok(()));
    change(&mut drill);
    fire(&drill, &mut memory.0, [false, true]).unwrap_err().flaw
}

#[test]
fn a_wrong_answer_alarm_switch_or_count_is_found() {
    use ControlId::{FanOutChildren, FirmLimit, KillFirm, Lease, Strategy};
    let other = Some(Refusal::Halted);
    assert_eq!(changed(Lease, |drill| drill.refusal = other), Flaw::OtherRefusal);
    assert_eq!(changed(Lease, |drill| drill.alarm = Some(AlarmKind::Ratio)), Flaw::NoAlarm);
    let unthrown = |drill: &mut Drill| drill.stops = Some((|_| Scope::Lane(0), Level::CancelAll));
    assert_eq!(changed(KillFirm, unthrown), Flaw::OtherLevel);
    assert_eq!(changed(FirmLimit, |drill| drill.control = KillFirm), Flaw::NotCounted);
    assert_eq!(changed(Strategy, |drill| drill.arrange = |_| Err(Refusal::Held)), Flaw::NoScene);
    let noisy = |drill: &mut Drill| {
        drill.act = |scene| {
            scene.region.alarms().raise(AlarmKind::FanOut, (0, 0), scene.now, 1);
            Ok(())
        };
    };
    assert_eq!(changed(FanOutChildren, noisy), Flaw::Unfounded);
    assert_eq!(test(Lease, &mut []).unwrap_err().flaw, Flaw::NoScene);
}

#[test]
fn the_first_failure_is_told_and_no_other_control_suffers() {
    let mut memory = memory();
    // The last line of the children's table is missing: only what fills tables would see it, but
    // nothing can be laid out at all.
    let bytes = Control::self_test_bytes() - 64;
    let failure = test(ControlId::Arming, &mut memory.0[..bytes]).unwrap_err();
    assert_eq!((failure.control, failure.flaw), (ControlId::Arming, Flaw::NoScene));
    assert_eq!(failure.found, Some(Refusal::TooShort));
}

#[test]
fn a_self_test_dates_every_control_and_touches_nothing_else() {
    let (mut ours, mut scratch) = (memory(), memory());
    let mut scene = Scene::open(&mut ours.0).unwrap();
    scene.route().unwrap();
    let region = scene.region;
    let parent = scene.parent.unwrap();
    let before = (region.parent(parent), region.fingerprint(), region.audit(), region.lease());
    let words = |region: &Region<'_>| {
        let lanes = region.lanes.iter().map(|lane| lane.publish.load(Relaxed));
        lanes.chain([region.control.firm.kill_count()]).collect::<Vec<_>>()
    };
    let counts = words(&region);
    assert!(region.controls().all(|info| info.last_test.is_none()));

    let bytes = Control::self_test_bytes();
    let now = Nanos(77);
    let found = scene.control.self_test(&mut scratch.0[..bytes], now).unwrap();
    let all = ControlId::ALL.len() as u32;
    assert_eq!(found, SelfTest { controls: all, passed: all, first_failure: None });
    assert!(region.controls().all(|info| info.last_test == Some((now, true))));

    let after = (region.parent(parent), region.fingerprint(), region.audit(), region.lease());
    assert_eq!(before, after);
    assert_eq!(counts, words(&region));
    assert!(region.controls().all(|info| info.hits == 0), "nothing of ours has acted");
    scene.route().unwrap();

    // Again, in the same memory: it holds no region afterwards.
    let again = scene.control.self_test(&mut scratch.0, Nanos(78)).unwrap();
    assert_eq!(again, found);
    assert!(region.controls().all(|info| info.last_test == Some((Nanos(78), true))));
}

#[test]
fn bad_scratch_is_refused_and_stays_as_it_was() {
    let (mut ours, mut scratch) = (memory(), memory());
    let mut scene = Scene::open(&mut ours.0).unwrap();
    let (bytes, now) = (Control::self_test_bytes(), Nanos(5));
    let control = &mut scene.control;
    let short = control.self_test(&mut scratch.0[..bytes - 1], now);
    assert_eq!(short, Err(Refusal::TooShort));
    assert_eq!(control.self_test(&mut [], now), Err(Refusal::TooShort));
    let unaligned = control.self_test(&mut scratch.0[8..bytes + 8], now);
    assert_eq!(unaligned, Err(Refusal::Unaligned));
    Region::format(&mut scratch.0, &scene::CONFIG).unwrap();
    assert_eq!(control.self_test(&mut scratch.0, now), Err(Refusal::AlreadyFormatted));
    assert!(Region::attach(&mut scratch.0).is_ok());
    assert!(scene.region.controls().all(|info| info.last_test.is_none()));
    assert_eq!(scene.hits(ControlId::Layout), 4);
}

#[test]
fn memory_within_the_region_is_no_scratch() {
    let mut ours = memory();
    let range = ours.0.as_ptr_range();
    let scene = Scene::open(&mut ours.0).unwrap();
    let used = Control::self_test_bytes();
    let begin = core::ptr::from_ref(scene.region.header).cast::<u8>();
    assert_eq!(begin, range.start);
    // Only the places are compared: nothing is read.
    let elsewhere = memory();
    assert!(!scene.region.overlaps_range(elsewhere.0.as_ptr().addr(), BYTES));
    let words: [&[crate::inventory::HitSlot]; 1] = [scene.region.controls];
    let [table] = words;
    assert!(used > size_of_val(table));
    assert!(scene.region.overlaps_range(begin.addr() + 64, 1));
    assert!(scene.region.overlaps_range(begin.addr() + used - 1, 1));
    assert!(!scene.region.overlaps_range(begin.addr() + used, 64));
    assert!(scene.region.overlaps_range(begin.addr() - 64, 65));
    assert!(!scene.region.overlaps_range(begin.addr() - 64, 64));
}

#[test]
fn the_self_test_is_refused_to_a_handle_that_was_taken_over() {
    let (mut ours, mut scratch) = (memory(), memory());
    let mut scene = Scene::open(&mut ours.0).unwrap();
    drop(scene.region.take_over_control().unwrap());
    let refused = scene.control.self_test(&mut scratch.0, Nanos(5));
    assert_eq!(refused, Err(Refusal::HandleLost));
    assert_eq!(scene.hits(ControlId::Handle), 1);
}

#[test]
fn a_refusal_counts_once_and_to_one_control() {
    let mut memory = memory();
    let mut scene = Scene::open(&mut memory.0).unwrap();
    scene.route().unwrap();
    let hits = |scene: &Scene<'_>| scene.region.controls().map(|info| info.hits).sum::<u64>();
    assert_eq!(hits(&scene), 0, "a success counts to nothing");
    scene.child_of(1_000).unwrap();
    assert_eq!(scene.route(), Err(Refusal::QuantityTooLarge));
    assert_eq!((hits(&scene), scene.hits(ControlId::MaxOrderQty)), (1, 1));
    let info = scene.region.control_info(ControlId::MaxOrderQty);
    assert_eq!(info.last_hit, Some(scene.now));
    // A kill counts as one; what it refuses counts to another.
    scene.kill(Scope::Firm).unwrap();
    assert_eq!(scene.route(), Err(Refusal::Halted));
    assert_eq!((hits(&scene), scene.hits(ControlId::KillFirm)), (3, 1));
    assert_eq!(scene.hits(ControlId::Halted), 1);
    // The same through the control handle.
    scene.control.kill(Scope::Lane(9), 0, scene.now).unwrap_err();
    assert_eq!((hits(&scene), scene.hits(ControlId::Identity)), (4, 1));
}

#[test]
fn settings_are_what_was_set() {
    let mut memory = memory();
    let mut scene = Scene::open(&mut memory.0).unwrap();
    let setting = |scene: &Scene<'_>, id: ControlId| {
        let info = scene.region.control_info(id);
        info.is_set.then_some(info.setting)
    };
    assert_eq!(setting(&scene, ControlId::SuspenseLimit), Some(1_000));
    scene.control.set_suspense_limit(Qty::saturating(9)).unwrap();
    assert_eq!(setting(&scene, ControlId::SuspenseLimit), Some(9));
    assert_eq!(setting(&scene, ControlId::ResetDelay), Some(scene::DELAY));
    assert_eq!(setting(&scene, ControlId::ResetKeys), Some(2));
    assert_eq!(setting(&scene, ControlId::Definitions), Some(4));
    assert_eq!(setting(&scene, ControlId::PriceCollar), Some(1));
    assert_eq!(setting(&scene, ControlId::Monitors), None);
    assert_eq!(setting(&scene, ControlId::PositionSuspense), None);
    assert_eq!(setting(&scene, ControlId::KillAccount), Some(0));
    scene.kill(Scope::Account(scene::ACCOUNT)).unwrap();
    assert_eq!(setting(&scene, ControlId::KillAccount), Some(1));
    assert_eq!(setting(&scene, ControlId::ChildSlots), Some(4));
    scene.control.disarm(scene.now).unwrap();
    assert_eq!(setting(&scene, ControlId::Lease), None);
}
