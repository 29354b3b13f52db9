//! A switch against its resets.

use super::*;

fn switch() -> Switch {
    let word = || AtomicU64::new(0);
    Switch {
        kill_count: AtomicU64::new(1),
        armed_at: word(),
        restrict_count: word(),
        eased_at: word(),
        reduce_at: word(),
        cancel_all_at: word(),
        reserved: [word(), word()],
        reason: word(),
        at: word(),
        value: word(),
        other: word(),
        unused: [word(), word(), word(), word()],
    }
}

fn cause(reason: u32) -> Cause {
    Cause::of(reason, Nanos(u64::from(reason)))
}

#[cfg(not(loom))]
#[test]
fn starts_halted_and_stays_what_it_was_made() {
    let switch = switch();
    assert!(switch.is_halted());
    assert_eq!(switch.reset(1), Ok(()));
    assert!(!switch.is_halted());
    let tripped = Cause { reason: 7, at: Nanos(9), value: 3, other: 2 };
    assert_eq!(switch.kill(&tripped), 2);
    assert!(switch.is_halted());
    assert_eq!(switch.cause(), tripped);
}

#[cfg(not(loom))]
#[test]
fn no_kill_brings_damaged_words_together() {
    for ahead in [2, 3, 1 << 40, u64::MAX] {
        let switch = switch();
        switch.armed_at.store(ahead, Relaxed);
        switch.eased_at.store(ahead, Relaxed);
        switch.mend();
        for _ in 0..3 {
            assert_eq!(switch.level(), Level::NoNewOrders, "{ahead}");
            switch.kill(&cause(0));
            switch.raise(Level::Warn, &cause(0));
            assert!(!switch.is_eased(switch.counts().restrictions));
        }
    }
    let switch = switch();
    assert_eq!(switch.open(switch.counts()), Ok(()));
    switch.mend();
    assert_eq!(switch.level(), Level::Open);
}

#[cfg(not(loom))]
#[test]
fn a_kill_that_the_operator_did_not_see_is_not_reset() {
    let switch = switch();
    let seen = switch.kill_count();
    switch.kill(&cause(0));
    assert_eq!(switch.reset(seen), Err(Refusal::KilledSince));
    assert!(switch.is_halted());
    assert_eq!(switch.reset(99), Err(Refusal::KilledSince));
    assert_eq!(switch.reset(switch.kill_count()), Ok(()));
}

#[cfg(not(loom))]
#[test]
fn levels_only_rise_until_both_counts_are_reset() {
    let switch = switch();
    assert_eq!(switch.reset(1), Ok(()));
    assert_eq!(switch.level(), Level::Open);
    let rising = [Level::Warn, Level::ReduceOnly, Level::NoNewOrders, Level::CancelAll];
    for level in rising {
        switch.raise(level, &cause(1));
        assert_eq!(switch.level(), level);
    }
    for lower in rising {
        switch.raise(lower, &cause(2));
        assert_eq!(switch.level(), Level::CancelAll, "after {lower:?}");
    }
    let seen = switch.counts();
    assert_eq!(switch.reset(seen.kills), Ok(()));
    assert_eq!(switch.level(), Level::ReduceOnly);
    assert_eq!(switch.ease(seen.restrictions), Ok(()));
    assert_eq!(switch.level(), Level::Open);
}

#[cfg(not(loom))]
#[test]
fn a_restriction_that_the_operator_did_not_see_is_not_lifted() {
    let switch = switch();
    let seen = switch.counts();
    switch.raise(Level::ReduceOnly, &cause(1));
    assert_eq!(switch.ease(seen.restrictions), Err(Refusal::KilledSince));
    assert!(switch.is_reduce_only());
}

#[cfg(not(loom))]
#[test]
fn a_level_has_one_number_and_one_word() {
    let words = ["open", "warn", "reduce_only", "no_new_orders", "cancel_all"];
    for (code, word) in (0u8..).zip(words) {
        let level = Level::from_code(code).unwrap();
        assert_eq!((level as u8, level.name()), (code, word));
    }
    assert_eq!(Level::from_code(5), None);
}

#[cfg(not(loom))]
#[test]
fn opening_moves_both_words_or_neither() {
    for halted in [false, true] {
        let switch = switch();
        assert_eq!(switch.reset(1), Ok(()));
        switch.raise(Level::ReduceOnly, &cause(1));
        if halted {
            switch.kill(&cause(1));
        }
        let seen = switch.counts();
        assert_eq!(seen, Counts { kills: 1 + u64::from(halted), restrictions: 1 });
        let level = switch.level();
        let stale = Counts { restrictions: 0, ..seen };
        assert_eq!(switch.open(stale), Err(Refusal::KilledSince));
        let stale = Counts { kills: seen.kills - 1, ..seen };
        assert_eq!(switch.open(stale), Err(Refusal::KilledSince));
        assert_eq!((switch.level(), switch.is_eased(1)), (level, false));
        assert_eq!(switch.permits(), if halted { Err(Refusal::Halted) } else { Ok(true) });
        assert_eq!(switch.open(seen), Ok(()));
        assert_eq!((switch.level(), switch.is_eased(1)), (Level::Open, true));
        assert_eq!(switch.permits(), Ok(false));
    }
}

#[cfg(not(loom))]
#[test]
fn a_cancel_of_all_that_was_reset_says_nothing_of_a_later_kill() {
    let switch = switch();
    assert_eq!(switch.level(), Level::NoNewOrders);
    let count = switch.raise(Level::CancelAll, &cause(1));
    assert_eq!(switch.level(), Level::CancelAll);
    assert_eq!(switch.reset(count), Ok(()));
    switch.kill(&cause(1));
    assert_eq!(switch.level(), Level::NoNewOrders);
}

#[cfg(not(loom))]
#[test]
fn a_raise_names_the_count_of_kills() {
    let switch = switch();
    for (level, count) in [(Level::Open, 1), (Level::Warn, 1), (Level::ReduceOnly, 1)] {
        assert_eq!(switch.raise(level, &cause(3)), count, "{level:?}");
    }
    assert_eq!(switch.raise(Level::NoNewOrders, &cause(3)), 2);
    assert_eq!(switch.raise(Level::CancelAll, &cause(3)), 3);
    assert_eq!(switch.cause(), cause(3));
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
            loom::thread::spawn(move || switch.kill(&cause(1)))
        };
        switch.kill(&cause(2));
        let _ = resetter.join().unwrap();
        killer.join().unwrap();
        assert!(switch.is_halted(), "L7: a reset has lost a kill");
        assert_eq!(switch.kill_count(), 3, "L6: two kills were counted as one");
    });
}

#[cfg(loom)]
#[test]
fn loom_no_restriction_weakens_a_kill() {
    let mut model = loom::model::Builder::new();
    model.preemption_bound = None;
    model.check(|| {
        let switch = loom::sync::Arc::new(switch());
        let seen = switch.counts();
        let resetter = {
            let switch = switch.clone();
            loom::thread::spawn(move || {
                let _ = switch.ease(seen.restrictions);
                let _ = switch.reset(seen.kills);
            })
        };
        let restricter = {
            let switch = switch.clone();
            loom::thread::spawn(move || switch.raise(Level::ReduceOnly, &cause(1)))
        };
        switch.raise(Level::CancelAll, &cause(2));
        resetter.join().unwrap();
        restricter.join().unwrap();
        assert_eq!(switch.level(), Level::CancelAll);
        assert!(switch.is_reduce_only());
    });
}
