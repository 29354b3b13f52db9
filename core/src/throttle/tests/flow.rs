//! Flow against the list of all that happened.
#![cfg(not(loom))]

use super::super::flow::{Flow, FlowSlot, exceeds, share, sum, sum_apart};
use super::super::step_of;
use super::*;
use std::vec::Vec;
use zerocopy::FromZeros;

const LANES: usize = 3;
/// In nanoseconds: a step is ten.
const WINDOW: u64 = 30;

/// What happens next: how long after the last, on which lane, what, to which parent, how much.
type Event = (u64, usize, u8, usize, u64);
/// The most in force, and how far each lane's clock is ahead.
type History = (u32, [u64; LANES], Vec<Event>);

fn histories(apart: u64) -> impl Strategy<Value = History> {
    let wait = prop_oneof![4 => Just(0u64), 3 => 1..12u64, 1 => 20..90u64];
    let event = (wait, 0..LANES, 0..6u8, 0..9usize, 1..50u64);
    let ahead = [0..=apart, 0..=apart, 0..=apart];
    (1..5u32, ahead, prop::collection::vec(event, 1..80))
}

#[derive(Clone, Copy)]
struct Parent {
    qty: u64,
    sent: u64,
    is_open: bool,
}

/// A strategy on three lanes, and everything that it has done, with its step.
struct World {
    lanes: Vec<FlowSlot>,
    max_ratio: u32,
    parents: Vec<Parent>,
    admitted: u64,
    sent: Vec<(u64, u64)>,
    ended: Vec<(u64, u64)>,
}

/// Whether a lane may send so much in a step.
type Permits = fn(&World, usize, u64, u64) -> bool;

impl World {
    fn new(max_ratio: u32) -> World {
        World {
            lanes: (0..LANES).map(|_| FlowSlot::new_zeroed()).collect(),
            max_ratio,
            parents: Vec::new(),
            admitted: 0,
            sent: Vec::new(),
            ended: Vec::new(),
        }
    }

    fn admit(&mut self, lane: usize, qty: u64) {
        self.lanes[lane].brings(qty);
        self.admitted += qty;
        self.parents.push(Parent { qty, sent: 0, is_open: true });
    }

    fn end(&mut self, lane: usize, pick: usize, step: u64) {
        let count = self.parents.len().max(1);
        let Some(parent) = self.parents.get_mut(pick % count).filter(|parent| parent.is_open)
        else {
            return;
        };
        parent.is_open = false;
        self.ended.push((step, parent.qty));
        self.lanes[lane].ends(parent.qty, step);
    }

    fn send(&mut self, lane: usize, pick: usize, qty: u64, step: u64) {
        let count = self.parents.len().max(1);
        self.parents[pick % count].sent += qty;
        sends(&self.lanes[lane], qty, step);
        self.sent.push((step, qty));
    }

    /// What the list says of the window that ends with `step`.
    fn truth(&self, step: u64) -> Flow {
        let of = |list: &[(u64, u64)], keep: &dyn Fn(u64) -> bool| {
            list.iter().filter(|(at, _)| keep(*at)).map(|(_, qty)| qty).sum::<u64>()
        };
        Flow {
            brought: self.admitted - of(&self.ended, &|at| at + 3 < step),
            out: of(&self.sent, &|at| at + 2 >= step),
        }
    }
}

fn ours(world: &World, lane: usize, qty: u64, step: u64) -> bool {
    let terms = (world.max_ratio, LANES as u32);
    world.lanes[lane].permits(world.lanes.iter(), (qty, step), terms).is_ok()
}

/// A strategy that sends each parent's quantity at most so many times is never stopped.
fn never_trips_the_lawful(permits: Permits, (max_ratio, ahead, events): History) -> TestCaseResult {
    let (mut world, mut now) = (World::new(max_ratio), 1000);
    for (wait, lane, what, pick, amount) in events {
        now += wait;
        let step = step_of(now + ahead[lane], WINDOW).unwrap();
        match what {
            0 => world.admit(lane, amount),
            1 => world.end(lane, pick, step),
            _ => {
                let count = world.parents.len().max(1);
                let parent = world.parents.get(pick % count).copied();
                let Some(parent) = parent.filter(|parent| parent.is_open) else { continue };
                let left = parent.qty * u64::from(max_ratio) - parent.sent;
                let qty = if pick % 2 == 0 { left } else { amount.min(left) };
                if qty > 0 {
                    prop_assert!(permits(&world, lane, qty, step));
                    world.send(lane, pick, qty, step);
                }
            }
        }
    }
    Ok(())
}

/// A strategy that sends without end is stopped before it is half past its ratio.
fn trips_the_endless(permits: Permits, (max_ratio, _, events): History) -> TestCaseResult {
    let (mut world, mut now) = (World::new(max_ratio), 1000);
    world.admit(0, 100);
    for (wait, lane, what, pick, amount) in events {
        now += wait;
        let step = step_of(now, WINDOW).unwrap();
        match what {
            0 => world.admit(lane, amount),
            1 => world.end(lane, pick, step),
            _ => {
                while permits(&world, lane, amount, step) {
                    world.send(lane, pick, amount, step);
                    let truth = world.truth(step);
                    let most = truth.brought * u64::from(max_ratio);
                    prop_assert!(truth.out <= most + most / 2);
                    if world.sent.len() % 7 == 0 {
                        break;
                    }
                }
            }
        }
    }
    Ok(())
}

#[test]
fn a_lawful_strategy_never_trips_whenever_its_parents_came() {
    // Clocks that are up to a step apart.
    holds(&histories(10), |history| never_trips_the_lawful(ours, history));
    let clocks_are_one: Permits = |world, _, qty, step| {
        let flow = sum_apart(world.lanes.iter(), step, 0).unwrap_or_default();
        !exceeds(flow.brought, flow.out + qty, world.max_ratio)
    };
    let one_too_few: Permits = |world, lane, qty, step| ours(world, lane, qty + 1, step);
    // Beside what is open now: what has just ended was sent too.
    let open_now: Permits = |world, _, qty, step| {
        let open = world.parents.iter().filter(|parent| parent.is_open);
        let open = open.map(|parent| parent.qty).sum();
        !exceeds(open, world.truth(step).out + qty, world.max_ratio)
    };
    for permits in [clocks_are_one, one_too_few, open_now] {
        is_caught(&histories(10), |history| never_trips_the_lawful(permits, history));
    }
}

/// What everybody thinks of first: what left in the window beside what entered in it.
#[test]
fn a_parent_of_this_morning_would_trip_the_simple_rule() {
    let mut world = World::new(1);
    world.admit(0, 100);
    assert!(ours(&world, 0, 100, 1000));
    let entered_in_the_window = 0;
    assert!(exceeds(entered_in_the_window, 100, 1));
}

#[test]
fn power_peg_is_stopped() {
    holds(&histories(0), |history| trips_the_endless(ours, history));
    // Beside all that ever came in: blind by noon.
    let for_ever: Permits = |world, _, qty, step| {
        let flow = sum(world.lanes.iter(), step).unwrap_or_default();
        !exceeds(world.admitted, flow.out + qty, world.max_ratio)
    };
    // Each lane by itself: as many times the ratio as there are lanes.
    let alone: Permits = |world, lane, qty, step| {
        let flow = sum(world.lanes[lane..=lane].iter(), step).unwrap_or_default();
        let all = sum(world.lanes.iter(), step).unwrap_or_default();
        !exceeds(all.brought, flow.out + qty, world.max_ratio)
    };
    // An allowance of all that is left, for every lane.
    let unshared: Permits = |world, lane, qty, step| {
        let terms = (world.max_ratio * LANES as u32 * 2, 1);
        world.lanes[lane].permits(world.lanes.iter(), (qty, step), terms).is_ok()
    };
    for permits in [for_ever, alone, unshared] {
        is_caught(&histories(0), |history| trips_the_endless(permits, history));
    }
}

/// Knight's numbers: 212 parents, one child of 100 every 0.9 ms, a window of one second.
#[test]
fn knights_212_parents_trip_in_a_second() {
    let mut world = World::new(3);
    (0..212).for_each(|_| world.admit(0, 100));
    let window = 1_000_000_000;
    let mut sent = 0u64;
    while ours(&world, 0, 100, step_of(sent * 900_000, window).unwrap()) {
        let step = step_of(sent * 900_000, window).unwrap();
        world.send(0, sent as usize, 100, step);
        sent += 1;
    }
    assert_eq!(sent, 3 * 212);
}

#[test]
fn the_sum_is_what_the_list_says() {
    let law = |apart: u64, (_, _, events): History| {
        let (mut world, mut now) = (World::new(1), 1000);
        for (wait, lane, what, pick, amount) in events {
            now += wait;
            let step = step_of(now, WINDOW).unwrap();
            match what {
                0 | 2 => world.admit(lane, amount),
                1 => world.end(lane, pick, step),
                _ if !world.parents.is_empty() => world.send(lane, pick, amount, step),
                _ => {}
            }
            let seen = sum_apart(world.lanes.iter(), step, apart);
            prop_assert_eq!(seen, Some(world.truth(step)));
        }
        Ok(())
    };
    holds(&histories(0), |history| law(1, history));
    is_caught(&histories(0), |history| law(0, history));
}

#[test]
fn any_numbers() {
    let cases = (any::<u64>(), any::<u64>(), any::<u32>(), any::<u32>());
    holds(&cases, |(brought, out, max_ratio, lanes)| {
        let share = share(Flow { brought, out }, max_ratio, lanes);
        if exceeds(brought, out, max_ratio) {
            prop_assert_eq!(share, 0);
        } else {
            let left = u128::from(brought) * u128::from(max_ratio) - u128::from(out);
            prop_assert!(u128::from(share) * u128::from(lanes) <= left);
        }
        prop_assert_eq!(exceeds(brought, out, 0), out > 0);
        prop_assert_eq!(exceeds(0, out, max_ratio), out > 0);
        Ok(())
    });
}

#[test]
fn a_lane_that_is_far_ahead_is_not_counted_wrongly() {
    let lanes = [FlowSlot::new_zeroed(), FlowSlot::new_zeroed()];
    lanes[0].brings(10);
    lanes[1].ends(0, 100);
    assert_eq!(sum(lanes.iter(), 98), None);
    assert_eq!(sum(lanes.iter(), 99), Some(Flow { brought: 10, out: 0 }));
    assert_eq!(lanes[0].permits(lanes.iter(), (99, 98), (1, 2)), Err(Flow { brought: 10, out: 0 }));
    assert_eq!(lanes[0].permits(lanes.iter(), (11, 99), (1, 2)), Err(Flow { brought: 10, out: 0 }));
}

/// Every lane looks while all is left, and then sends all that it has in hand.
#[test]
fn what_lanes_have_in_hand_is_less_than_half() {
    let mut world = World::new(1);
    world.admit(0, 1200);
    for lane in 0..LANES {
        assert!(ours(&world, lane, 1, 9));
        world.send(lane, 0, 1, 9);
    }
    for qty in [64, 8, 1] {
        (0..LANES).for_each(|lane| {
            while ours(&world, lane, qty, 9) {
                world.send(lane, 0, qty, 9);
            }
        });
    }
    let out = world.truth(9).out;
    assert!((1200..=1800).contains(&out), "{out}");
}

#[test]
fn what_is_allowed_needs_no_look() {
    let slot = FlowSlot::new_zeroed();
    slot.brings(100);
    let looks = |qty| slot.permits([].into_iter(), (qty, 5), (1, 1)).is_err();
    assert!(looks(1));
    assert_eq!(slot.permits([&slot].into_iter(), (10, 5), (1, 1)), Ok(()));
    sends(&slot, 10, 5);
    assert!(!looks(45) && looks(46));
    // Not in another step.
    assert!(slot.permits([].into_iter(), (1, 6), (1, 1)).is_err());
}

#[test]
fn time_that_goes_back_stays_in_its_step() {
    let slot = FlowSlot::new_zeroed();
    slot.brings(9);
    sends(&slot, 5, 10);
    sends(&slot, 5, 9);
    assert_eq!(sum([&slot].into_iter(), 10), Some(Flow { brought: 9, out: 10 }));
    // Its own later step stands, however far behind the time is that it is asked with.
    assert!(slot.permits([&slot].into_iter(), (1, 6), (1, 1)).is_err());
}

#[test]
fn a_restart_keeps_what_is_open() {
    let slot = FlowSlot::new_zeroed();
    slot.brings(100);
    assert_eq!(slot.permits([&slot].into_iter(), (100, 7), (1, 1)), Ok(()));
    sends(&slot, 100, 7);
    assert!(slot.permits([&slot].into_iter(), (1, 7), (1, 1)).is_err());
    slot.restart(40);
    // Another clock, which may begin anywhere.
    assert_eq!(sum([&slot].into_iter(), 0), Some(Flow { brought: 40, out: 0 }));
    assert!(slot.permits([&slot].into_iter(), (41, 0), (1, 1)).is_err());
    assert_eq!(slot.permits([&slot].into_iter(), (40, 0), (1, 1)), Ok(()));
}
