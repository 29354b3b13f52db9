//! *Property* (L8; the 97 e-mails): an alarm is written by the call that finds its cause, with that
//! call's time; it stays until a person takes note of it; a critical one that nobody reads before
//! its deadline stops admission and routing, and until it is read the house does not open. Whether
//! the market is open does not matter.
//!
//! *Method*: a row for each alarm that a gateway's call can find, each looked at right after that
//! call. Then the morning of 1 August 2012: 97 warnings before the open, that nobody reads.

use plimsoll::{
    AlarmKind, AlarmView, ChildId, ExecType, Nanos, NewParent, Refusal, Report, Severity, Throttles,
};
use plimsoll_tests::call::{Answer, Call};
use plimsoll_tests::orders::{child, ended, parent, qty, trade};
use plimsoll_tests::world::{PLENTY, Setup, World};

const DEADLINE: u64 = 5_000;

fn world() -> World {
    World::armed(Setup { alarm_deadline: DEADLINE, ..PLENTY })
}

/// A parent of 100, a child of 60.
fn stage(setup: Setup) -> World {
    let mut world = World::armed(Setup { alarm_deadline: DEADLINE, ..setup });
    world.apply(&Call::Admit { lane: 0, order: parent(1, 100) });
    let order = child(world.parents[0], 60);
    world.apply(&Call::Route { lane: 0, order });
    world
}

/// The call that finds the cause, once everything before it was done.
type Row = (AlarmKind, fn() -> (World, Call));

fn report(world: &World, report: fn(ChildId) -> Report) -> Call {
    Call::Report { lane: 0, report: report(world.children[0]) }
}

fn said(make: fn(ChildId) -> Report) -> (World, Call) {
    let world = stage(PLENTY);
    let call = report(&world, make);
    (world, call)
}

const ROWS: &[Row] = &[
    (AlarmKind::Overfill, || said(|child| trade(child, 1, 101))),
    (AlarmKind::ChildOverfill, || said(|child| trade(child, 1, 61))),
    (AlarmKind::Suspense, || said(|child| trade(ChildId::from_bits(child.to_bits() ^ 1), 1, 5))),
    (AlarmKind::ImpossibleReport, || said(|child| trade(child, 1, 0))),
    (AlarmKind::UnexpectedAnswer, || {
        said(|child| Report { request: Some(9), ..Report::new(child, ExecType::Replaced) })
    }),
    (AlarmKind::ImpossiblePrice, || {
        said(|child| Report { last_px: plimsoll::Price(1 << 40), ..trade(child, 1, 5) })
    }),
    (AlarmKind::CumQtyGap, || {
        said(|child| Report { cum_qty: Some(qty(9)), ..Report::new(child, ExecType::New) })
    }),
    (AlarmKind::ConflictingExecution, || {
        let (mut world, call) = said(|child| trade(child, 1, 5));
        world.apply(&call);
        let call = report(&world, |child| trade(child, 1, 6));
        (world, call)
    }),
    (AlarmKind::CumQtyDisagrees, || {
        let (mut world, call) = said(|child| trade(child, 1, 5));
        world.apply(&call);
        let call = report(&world, |child| ended(child, ExecType::Canceled, 4));
        (world, call)
    }),
    (AlarmKind::FanOut, || {
        let mut world = world();
        let fan_out = plimsoll::FanOut { max_children: 1, ..plimsoll::FanOut::WIDEST };
        world.apply(&Call::Admit { lane: 0, order: NewParent { fan_out, ..parent(1, 100) } });
        let order = child(world.parents[0], 10);
        world.apply(&Call::Route { lane: 0, order });
        (world, Call::Route { lane: 0, order })
    }),
    (AlarmKind::UnknownCode, || {
        let order = NewParent { flags: 1 << 63, ..parent(1, 10) };
        (world(), Call::Admit { lane: 0, order })
    }),
    (AlarmKind::Repeats, || {
        let mut world = stage(Setup { max_repeats: 2, ..PLENTY });
        let first = report(&world, |child| trade(child, 1, 1));
        world.apply(&first);
        let second = report(&world, |child| trade(child, 2, 1));
        (world, second)
    }),
    (AlarmKind::Rejects, || {
        let throttles = Throttles { max_rejects: 1, ..Throttles::WIDEST };
        let world = stage(Setup { throttles, ..PLENTY });
        let call = report(&world, |child| ended(child, ExecType::Rejected, 0));
        (world, call)
    }),
];

/// What is wrong with an alarm that a call at `now` was to raise for the first time.
fn verdict(was: AlarmView, is: AlarmView, now: u64, critical: bool) -> Result<(), String> {
    let deadline = if critical { now + DEADLINE } else { u64::MAX };
    let fits = !was.raised
        && is.raised
        && is.count == was.count + 1
        && (is.first_at, is.last_at) == (Nanos(now), Nanos(now))
        && is.deadline == Nanos(deadline);
    if fits { Ok(()) } else { Err(format!("{was:?} became {is:?} at {now}")) }
}

#[test]
fn an_alarm_is_written_by_the_call_that_finds_its_cause() {
    for (kind, make) in ROWS {
        let (mut world, call) = make();
        let region = world.region();
        let was = region.alarm(*kind);
        let answer = world.apply(&call);
        let critical = kind.severity() == Severity::Critical;
        verdict(was, region.alarm(*kind), world.now, critical)
            .unwrap_or_else(|what| panic!("{kind:?}: {what}; {answer:?}"));
        if let Answer::Outcome(Ok(outcome)) = answer {
            assert!(outcome.raised.contains(*kind), "{kind:?} is not told: {outcome:?}");
        }
    }
}

#[test]
fn a_second_cause_moves_neither_the_first_time_nor_the_deadline() {
    let (mut world, call) = said(|child| trade(child, 1, 0));
    world.apply(&call);
    let region = world.region();
    let first = region.alarm(AlarmKind::ImpossibleReport);
    world.apply(&Call::Wait { nanos: 1_000 });
    world.apply(&call);
    let second = region.alarm(AlarmKind::ImpossibleReport);
    assert_eq!((second.first_at, second.deadline), (first.first_at, first.deadline));
    assert_eq!((second.last_at, second.count), (Nanos(world.now), 2));
    // Once it is read, the next one begins anew.
    world.apply(&Call::Acknowledge { alarm: AlarmKind::ImpossibleReport });
    assert!(!region.alarm(AlarmKind::ImpossibleReport).raised);
    world.apply(&call);
    let third = region.alarm(AlarmKind::ImpossibleReport);
    assert_eq!((third.first_at, third.count), (Nanos(world.now), 3));
    assert_eq!(third.deadline, Nanos(world.now + DEADLINE));
}

/// 97 orders with a flag that is not known here, a nanosecond apart.
fn ninety_seven(world: &mut World) {
    for client in 1..=97 {
        let order = NewParent { flags: 1 << 9, ..parent(client, 100) };
        assert!(world.apply(&Call::Admit { lane: 0, order }).refusal().is_some());
    }
}

#[test]
fn ninety_seven_warnings_before_the_open_keep_the_house_closed() {
    let mut world = World::new(Setup { alarm_deadline: DEADLINE, ..PLENTY });
    ninety_seven(&mut world);
    let alarm = world.region().alarm(AlarmKind::UnknownCode);
    assert_eq!((alarm.raised, alarm.count), (true, 97));
    let arm = Call::Arm { lease_until: u64::MAX };
    assert_eq!(world.apply(&arm).refusal(), Some(Refusal::AlarmsRaised));
    let order = parent(200, 10);
    let closed = world.apply(&Call::Admit { lane: 1, order }).refusal();
    assert_eq!(closed, Some(Refusal::NotArmed));
    // Somebody reads it, and knows.
    world.apply(&Call::Acknowledge { alarm: AlarmKind::UnknownCode });
    assert_eq!(world.apply(&arm).refusal(), None);
    assert_eq!(world.apply(&Call::Admit { lane: 1, order }).refusal(), None);
}

#[test]
fn unread_they_stop_the_routing_of_a_house_that_is_open() {
    let mut world = stage(PLENTY);
    let first = world.now + 1;
    ninety_seven(&mut world);
    let order = child(world.parents[0], 1);
    let route = |world: &mut World, at: u64| {
        world.now = at - 1;
        world.apply(&Call::Route { lane: 1, order }).refusal()
    };
    assert_eq!(route(&mut world, first + DEADLINE - 1), None, "there is time to read them");
    let stopped = Some(Refusal::AlarmUnacknowledged);
    assert_eq!(route(&mut world, first + DEADLINE), stopped);
    let admit = Call::Admit { lane: 1, order: parent(200, 10) };
    assert_eq!(world.apply(&admit).refusal(), stopped);
    // What is out is reported and cancelled all the same.
    let child = world.children[0];
    let report = Report::new(child, ExecType::New);
    assert!(world.apply(&Call::Report { lane: 0, report }).outcome().is_some());
    assert_eq!(world.apply(&Call::RequestCancel { lane: 0, child }).refusal(), None);
    world.apply(&Call::Acknowledge { alarm: AlarmKind::UnknownCode });
    let now = world.now;
    assert_eq!(route(&mut world, now + 1), None);
}

#[test]
fn rejects_of_venues_are_heard_of_as_well() {
    let throttles = Throttles { max_rejects: 10, ..Throttles::WIDEST };
    let mut world = stage(Setup { throttles, ..PLENTY });
    for number in 0..97 {
        let report = ended(world.children[number], ExecType::Rejected, 0);
        world.apply(&Call::Report { lane: 0, report });
        let order = child(world.parents[0], 1);
        world.apply(&Call::Route { lane: 0, order });
        let raised = world.region().alarm(AlarmKind::Rejects).raised;
        assert_eq!(raised, number + 1 >= 10, "after {} rejects", number + 1);
    }
    world.apply(&Call::Wait { nanos: DEADLINE as u32 });
    let order = child(world.parents[0], 1);
    let refusal = world.apply(&Call::Route { lane: 0, order }).refusal();
    assert_eq!(refusal, Some(Refusal::AlarmUnacknowledged));
}

#[test]
fn a_broken_copy_is_caught() {
    let quiet = world().region().alarm(AlarmKind::Suspense);
    let good = AlarmView {
        raised: true,
        count: 1,
        first_at: Nanos(7),
        last_at: Nanos(7),
        deadline: Nanos(7 + DEADLINE),
        ..quiet
    };
    assert_eq!(verdict(quiet, good, 7, true), Ok(()));
    // One that a timer raises later; one that is told twice; one without a deadline; one that was
    // there before.
    assert!(verdict(quiet, AlarmView { first_at: Nanos(8), ..good }, 7, true).is_err());
    assert!(verdict(quiet, AlarmView { count: 2, ..good }, 7, true).is_err());
    assert!(verdict(quiet, AlarmView { deadline: Nanos(u64::MAX), ..good }, 7, true).is_err());
    assert!(verdict(good, good, 7, true).is_err());
    assert!(verdict(quiet, quiet, 7, true).is_err());
}
