//! A switch against its resets.

use super::*;

fn switch() -> Switch {
    Switch {
        kill_count: AtomicU64::new(1),
        armed_at: AtomicU64::new(0),
        reason: AtomicU64::new(0),
        at: AtomicU64::new(0),
    }
}

#[cfg(not(loom))]
#[test]
fn starts_halted_and_stays_what_it_was_made() {
    let switch = switch();
    assert!(switch.is_halted());
    assert_eq!(switch.reset(1), Ok(()));
    assert!(!switch.is_halted());
    assert_eq!(switch.kill(7, Nanos(9)), 2);
    assert!(switch.is_halted());
    assert_eq!(switch.cause(), (7, Nanos(9)));
}

#[cfg(not(loom))]
#[test]
fn a_kill_that_the_operator_did_not_see_is_not_reset() {
    let switch = switch();
    let seen = switch.kill_count();
    switch.kill(0, Nanos(0));
    assert_eq!(switch.reset(seen), Err(Refusal::KilledSince));
    assert!(switch.is_halted());
    assert_eq!(switch.reset(99), Err(Refusal::KilledSince));
    assert_eq!(switch.reset(switch.kill_count()), Ok(()));
}

#[cfg(loom)]
#[test]
fn loom_no_kill_is_lost_against_a_racing_reset() {
    let mut model = loom::model::Builder::new();
    model.preemption_bound = None;
    model.check(|| {
        let switch = loom::sync::Arc::new(switch());
        let seen = switch.kill_count();
        let resetter = {
            let switch = switch.clone();
            loom::thread::spawn(move || switch.reset(seen))
        };
        let killer = {
            let switch = switch.clone();
            loom::thread::spawn(move || switch.kill(1, Nanos(1)))
        };
        switch.kill(2, Nanos(2));
        let _ = resetter.join().unwrap();
        killer.join().unwrap();
        assert!(switch.is_halted());
        assert_eq!(switch.kill_count(), 3);
    });
}
