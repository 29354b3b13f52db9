//! *Property* (L8): whoever must be listening is heard of in time, or nothing is sent; a clock that
//! goes backwards, or stands still while others go on, is refused and raises an alarm. Reports and
//! cancels pass all the same.
//!
//! *Method*: one world a case, step by step along its own clock; at each edge one nanosecond before
//! must pass what one nanosecond later is refused. Then many clocks at random: whatever a lane is
//! refused for must follow from the times that were given before.

use plimsoll::{AlarmKind, ExecType, MonitorId, Nanos, Refusal, Report};
use plimsoll_tests::call::Call;
use plimsoll_tests::generator::Random;
use plimsoll_tests::orders::{child, parent, trade};
use plimsoll_tests::world::{PLENTY, Setup, World};

const SILENCE: u64 = 1_000;

/// A world with a parent and two monitors that were heard a moment ago.
fn watched() -> (World, [MonitorId; 2]) {
    let mut world = World::armed(PLENTY);
    world.apply(&Call::Admit { lane: 0, order: parent(1, 1_000) });
    let monitors = [SILENCE, SILENCE * 2]
        .map(|silence| world.control().define_monitor(silence).expect("room"));
    (world, monitors)
}

fn route(world: &mut World, at: u64) -> Option<Refusal> {
    world.now = at - 1;
    let order = child(world.parents[0], 1);
    world.apply(&Call::Route { lane: 0, order }).refusal()
}

#[test]
fn nothing_is_sent_once_one_that_must_listen_is_silent() {
    let (mut world, [quick, slow]) = watched();
    let region = world.region();
    let start = world.now;
    assert_eq!(route(&mut world, start + 1), Some(Refusal::MonitorSilent), "never heard");
    let beat = |monitor, at| region.heartbeat(monitor, Nanos(at)).expect("it is defined");
    beat(quick, start);
    assert_eq!(route(&mut world, start + 2), Some(Refusal::MonitorSilent), "one of two");
    beat(slow, start);
    assert_eq!(route(&mut world, start + 3), None);
    assert_eq!(route(&mut world, start + SILENCE - 1), None);
    let raised = region.alarm(AlarmKind::MonitorSilent).count;
    assert_eq!(route(&mut world, start + SILENCE), Some(Refusal::MonitorSilent));
    let alarm = region.alarm(AlarmKind::MonitorSilent);
    assert_eq!((alarm.count, alarm.last_at), (raised + 1, Nanos(start + SILENCE)));
    assert_eq!(alarm.value, start + SILENCE, "the time by which it was to be heard");
    // What expires stops births, never reports, nor cancels.
    let born = world.children[0];
    let report = Report::new(born, ExecType::New);
    assert!(world.apply(&Call::Report { lane: 0, report }).outcome().is_some());
    assert_eq!(world.apply(&Call::RequestCancel { lane: 0, child: born }).refusal(), None);
    let replace = Call::Admit { lane: 1, order: parent(2, 10) };
    assert_eq!(world.apply(&replace).refusal(), Some(Refusal::MonitorSilent));
    beat(quick, start + SILENCE + 10);
    assert_eq!(route(&mut world, start + SILENCE + 10), None);
    // The slower one is next, however often the other is heard.
    beat(quick, start + SILENCE * 2 - 1);
    assert_eq!(route(&mut world, start + SILENCE * 2), Some(Refusal::MonitorSilent));
    // The last time that it gave counts: one that was wrong is mended by the next.
    beat(slow, start);
    assert_eq!(route(&mut world, start + SILENCE * 2 + 1), Some(Refusal::MonitorSilent));
    beat(slow, start + SILENCE * 2);
    assert_eq!(route(&mut world, start + SILENCE * 2 + 2), None);
    assert_eq!(region.heartbeat(MonitorId(2), Nanos(1)), Err(Refusal::UnknownMonitor));
}

#[test]
fn eight_may_be_defined() {
    let mut world = World::new(PLENTY);
    for _ in 0..8 {
        world.control().define_monitor(SILENCE).expect("room");
    }
    assert_eq!(world.control().define_monitor(SILENCE).err(), Some(Refusal::DefinitionsFull));
}

#[test]
fn a_clock_that_goes_backwards_is_refused_and_heard() {
    let mut world = World::armed(PLENTY);
    world.apply(&Call::Admit { lane: 0, order: parent(1, 1_000) });
    let (at, region) = (world.now, world.region());
    world.apply(&Call::Wait { nanos: 500 });
    let late = Call::LateTick { lane: 0, behind: world.now - (at - 1) + 1 };
    assert_eq!(world.apply(&late).refusal(), Some(Refusal::ClockBackwards));
    let alarm = region.alarm(AlarmKind::ClockBackwards);
    assert_eq!((alarm.raised, alarm.count), (true, 1));
    // The time that was given; the deadline is counted from one that may be true.
    assert_eq!((alarm.value, alarm.other, alarm.last_at), (at - 1, at, Nanos(at - 1)));
    let same = Call::LateTick { lane: 0, behind: world.now - at + 1 };
    assert_eq!(world.apply(&same).refusal(), None, "the same time again is none");
    assert_eq!(region.alarm(AlarmKind::ClockBackwards).count, 1);
}

/// How far a clock may be behind in these tests.
const TOLERANCE: u64 = 1_000;

#[test]
fn a_clock_that_stands_still_is_refused_once_others_are_far_ahead() {
    let mut world = World::armed(Setup { tolerance: TOLERANCE, ..PLENTY });
    world.apply(&Call::Admit { lane: 0, order: parent(1, 1_000) });
    world.apply(&Call::Wait { nanos: 100_000 });
    // The other lane goes on.
    world.apply(&Call::Tick { lane: 1 });
    let ahead = world.now;
    let order = child(world.parents[0], 1);
    let region = world.region();
    let at = |world: &mut World, time: u64| {
        world.now = time - 1;
        world.apply(&Call::Route { lane: 0, order }).refusal()
    };
    assert_eq!(at(&mut world, ahead - TOLERANCE - 1), Some(Refusal::ClockStopped));
    let alarm = region.alarm(AlarmKind::ClockStopped);
    assert_eq!((alarm.raised, alarm.count), (true, 1));
    assert_eq!((alarm.value, alarm.other), (ahead - TOLERANCE - 1, ahead - TOLERANCE));
    // Executions are facts, whatever the clock says.
    world.now = ahead - TOLERANCE - 50;
    assert_eq!(at(&mut world, ahead - TOLERANCE), None);
    let born = world.children[0];
    let report = trade(born, 1, 1);
    world.now = 5;
    assert!(world.apply(&Call::Report { lane: 0, report }).outcome().is_some());
    assert_eq!(region.alarm(AlarmKind::ClockStopped).count, 1);
}

#[test]
fn a_lane_is_refused_only_for_what_the_times_before_it_say() {
    let mut random = Random::new(0xC10C);
    for round in 0..40 {
        let mut world = World::armed(Setup { tolerance: TOLERANCE, ..PLENTY });
        let mut own = [0; 3];
        let mut latest = world.now;
        for _ in 0..200 {
            let lane = random.below(3) as usize;
            let base = if random.below(2) == 0 { own[lane] } else { latest };
            let time = (base + random.below(TOLERANCE * 2)).saturating_sub(TOLERANCE);
            let refusal = world.lane(lane as u32).tick(Nanos(time)).err();
            // The latest time is written once somebody is further ahead than a quarter.
            let surely_stopped = time < latest.saturating_sub(TOLERANCE + TOLERANCE / 4);
            match refusal {
                None => {
                    assert!(time >= own[lane] && !surely_stopped, "round {round}: {time} passed");
                    own[lane] = time;
                    latest = latest.max(time);
                }
                Some(Refusal::ClockBackwards) => assert!(time < own[lane], "round {round}: {time}"),
                Some(Refusal::ClockStopped) => {
                    assert!(time < latest - TOLERANCE, "round {round}: {time} of {latest}");
                }
                Some(other) => panic!("round {round}: {other:?}"),
            }
        }
    }
}

#[test]
fn a_broken_copy_is_caught() {
    // The edges: with another silence, or another tolerance, the same times are answered
    // otherwise, so a core that is one off at an edge fails above.
    let (mut world, [quick, slow]) = watched();
    let start = world.now;
    for monitor in [quick, slow] {
        world.region().heartbeat(monitor, Nanos(start + 1)).expect("it is defined");
    }
    assert_eq!(route(&mut world, start + SILENCE), None, "heard one nanosecond later");
    let mut world = World::armed(Setup { tolerance: TOLERANCE + 1, ..PLENTY });
    world.apply(&Call::Wait { nanos: 100_000 });
    world.apply(&Call::Tick { lane: 1 });
    let behind = TOLERANCE + 2;
    assert_eq!(world.apply(&Call::LateTick { lane: 0, behind }).refusal(), None);
}
