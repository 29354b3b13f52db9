//! *Property* (L7 Latch): what tripped stays tripped until the control handle resets it: a switch,
//! a held parent, an alarm. A reset that looked too early resets nothing.
//!
//! *Method*: any histories; after every call that is not the reset of just this thing, it must
//! still be tripped. Threads that reset what they have not seen while another kills: every kill
//! stands in the end.

use plimsoll::{AlarmKind, Nanos, ParentState, Refusal, Scope};
use plimsoll_tests::call::Call;
use plimsoll_tests::generator::{History, cases, histories};
use plimsoll_tests::laws;
use plimsoll_tests::orders::{child, parent, trade};
use plimsoll_tests::play::{Scene, Verdict, must, play};
use plimsoll_tests::world::{Latched, PLENTY, World};
use proptest::prelude::*;

/// A held parent is released by the control handle, or ends; nothing else.
fn held(scene: &Scene<'_>) -> Verdict {
    scene.before.parents.iter().try_for_each(|(was, _)| {
        let reset =
            matches!(scene.call, Call::Reset { scope: Scope::Parent(id), .. } if *id == was.id);
        let now = scene.after.parent(was.id).map(|(now, _)| now.state);
        let opened = was.state == ParentState::Held && now == Some(ParentState::Open);
        must(reset || !opened, || format!("L7: {:?} released {was:?}", scene.call))
    })
}

fn stays_tripped(history: &History) -> Verdict {
    play(history, |scene| {
        laws::latch(&scene.before.latched, scene.call, &scene.after.latched)?;
        held(scene)
    })
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn what_tripped_stays_tripped(history in histories(160)) {
        stays_tripped(&history).map_err(TestCaseError::fail)?;
    }
}

#[test]
fn a_reset_that_looked_too_early_resets_nothing() {
    let mut world = World::armed(PLENTY);
    let region = world.region();
    for scope in plimsoll_tests::world::scopes(PLENTY.config.lanes) {
        world.apply(&Call::Kill { lane: 0, scope, reason: 1 });
        let seen = region.kill_count(scope).expect("the scope exists");
        world.apply(&Call::Kill { lane: 1, scope, reason: 1 });
        let early = world.apply(&Call::Reset { scope, seen });
        assert_eq!(early.refusal(), Some(Refusal::KilledSince), "{scope:?}");
        assert_eq!(region.is_halted(scope), Ok(true), "{scope:?}");
        let seen = region.kill_count(scope).expect("the scope exists");
        assert_eq!(world.apply(&Call::Reset { scope, seen }).refusal(), None, "{scope:?}");
        assert_eq!(region.is_halted(scope), Ok(false), "{scope:?}");
        // A number from the future is as wrong as one from the past.
        let late = world.apply(&Call::Reset { scope, seen: seen + 1 });
        assert_eq!(region.is_halted(scope), Ok(false), "{scope:?}: {late:?}");
        world.apply(&Call::Kill { lane: 0, scope, reason: 1 });
        assert_eq!(region.is_halted(scope), Ok(true), "{scope:?}: a kill was lost");
        world.apply(&Call::Reset { scope, seen: seen + 1 });
    }
}

#[test]
fn no_kill_is_lost_against_a_racing_reset() {
    let mut world = World::armed(PLENTY);
    let region = world.region();
    for round in 0..300u64 {
        let kills = 1 + round % 4;
        let mut granted = None;
        std::thread::scope(|threads| {
            threads.spawn(move || {
                for _ in 0..kills {
                    region.kill(Scope::Firm, 1, Nanos(1)).expect("the firm exists");
                }
            });
            for _ in 0..20 {
                let seen = region.kill_count(Scope::Firm).expect("the firm exists");
                if world.control().reset(Scope::Firm, seen, Nanos(1)).is_ok() {
                    granted = Some(seen);
                }
            }
        });
        // Whatever came in between: the firm is open only if the operator had seen the very last
        // kill.
        let last = region.kill_count(Scope::Firm).expect("the firm exists");
        let open = granted == Some(last);
        assert_eq!(
            region.is_halted(Scope::Firm),
            Ok(!open),
            "round {round}: {granted:?} of {last}"
        );
        let seen = region.kill_count(Scope::Firm).expect("the firm exists");
        let _ = world.control().reset(Scope::Firm, seen, Nanos(1));
        assert_eq!(region.is_halted(Scope::Firm), Ok(false));
    }
}

#[test]
fn an_alarm_stays_until_it_is_acknowledged() {
    let mut world = World::armed(PLENTY);
    world.apply(&Call::Admit { lane: 0, order: parent(1, 10) });
    let order = child(world.parents[0], 10);
    world.apply(&Call::Route { lane: 0, order });
    let report = trade(world.children[0], 1, 12);
    world.apply(&Call::Report { lane: 0, report });
    let region = world.region();
    assert!(region.alarm(AlarmKind::Overfill).raised);
    world.apply(&Call::Wait { nanos: 1_000_000 });
    world.apply(&Call::Restart);
    world.apply(&Call::Arm { lease_until: u64::MAX });
    assert!(world.region().alarm(AlarmKind::Overfill).raised);
    world.apply(&Call::Acknowledge { alarm: AlarmKind::Overfill });
    assert!(!world.region().alarm(AlarmKind::Overfill).raised);
}

#[test]
fn a_broken_copy_is_caught() {
    let tripped = Latched {
        halted: vec![Scope::Firm, Scope::Lane(1)],
        raised: vec![AlarmKind::Overfill, AlarmKind::Suspense],
    };
    let calm = Latched { halted: Vec::new(), raised: Vec::new() };
    let half = Latched { halted: vec![Scope::Lane(1)], ..tripped.clone() };
    let reset = Call::Reset { scope: Scope::Firm, seen: 1 };
    assert_eq!(laws::latch(&tripped, &reset, &half), Ok(()));
    assert_eq!(laws::latch(&calm, &reset, &tripped), Ok(()));
    // A switch that opens by itself, one that another scope's reset opens, an alarm that time
    // silences.
    assert!(laws::latch(&tripped, &Call::Wait { nanos: 1 }, &half).is_err());
    assert!(laws::latch(&tripped, &reset, &calm).is_err());
    let silent = Latched { raised: vec![AlarmKind::Overfill], ..tripped.clone() };
    assert!(laws::latch(&tripped, &Call::Wait { nanos: 1 }, &silent).is_err());
    let other = Call::Acknowledge { alarm: AlarmKind::Overfill };
    assert!(laws::latch(&tripped, &other, &silent).is_err());
}
