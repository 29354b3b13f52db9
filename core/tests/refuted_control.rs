//! *Property*: what a hostile reader once broke of the control plane stays mended. *Method*: one test a
//! finding, through the public interface, each ending in a clean audit. Every one of them failed
//! before.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test")]

mod common;

use common::*;
use plimsoll::registry::RegistryEntry;
use plimsoll::*;

/// A window of the throttles, in nanoseconds; three steps of 1000.
const WINDOW: u64 = 3_000;

/// Closes the house, changes something, and opens it again for strategy 3.
fn rearmed(config: Config, change: impl FnOnce(&mut Control<'_>)) -> World {
    let mut world = World::open(config);
    world.control.disarm(NOW).unwrap();
    change(&mut world.control);
    arm_for(&mut world.control, &[SessionStrategy::uncapped(3, 1)], Nanos(1 << 50), NOW).unwrap();
    world
}

/// Two lanes, a narrow window, and strategy 3 with these bounds.
fn paced(max_ratio: u32, max_repeats: u32) -> World {
    rearmed(Config { lanes: 2, ..Config::SMALL }, |control| {
        control.set_throttles(&Throttles { window: WINDOW, ..Throttles::WIDEST }).unwrap();
        control.define_strategy(&twap(max_ratio, max_repeats)).unwrap();
    })
}

fn twap(max_ratio: u32, max_repeats: u32) -> StrategyTerms {
    StrategyTerms { code: 3, generation: 1, max_held: 1000, max_ratio, max_repeats }
}

fn new_parent(world: &mut World, n: u64) -> NewParent {
    NewParent { strategy: StrategyId(3), ..world.order(n) }
}

fn admit(world: &mut World, lane: &mut Lane<'_>, n: u64, now: Nanos) -> ParentId {
    lane.admit(&new_parent(world, n), now).unwrap()
}

/// Routes all of a parent and has it cancelled, over and over; how often until it is refused.
fn power_peg(lane: &mut Lane<'_>, parent: ParentId, n: u64, now: Nanos) -> (u32, Option<Refusal>) {
    for round in 0..50 {
        match lane.route(&new_child(parent, n), now) {
            Ok(child) => lane.report(&canceled(child, 0), now).unwrap(),
            Err(refusal) => return (round, Some(refusal)),
        };
    }
    (50, None)
}

#[test]
fn a_lane_whose_clock_is_behind_is_bounded_by_the_ratio_too() {
    let mut world = paced(4, u32::MAX);
    let (mut slow, mut fast) = (world.region.lane(0).unwrap(), world.region.lane(1).unwrap());
    let parent = admit(&mut world, &mut slow, 100, Nanos(5_000));
    let other = admit(&mut world, &mut fast, 100, Nanos(9_000));
    let child = fast.route(&new_child(other, 100), Nanos(9_000)).unwrap();
    fast.report(&canceled(child, 0), Nanos(9_000)).unwrap();
    let (rounds, refusal) = power_peg(&mut slow, parent, 100, Nanos(5_000));
    assert!(rounds <= 8, "Power Peg: {rounds}");
    assert_eq!(refusal, Some(Refusal::Halted));
    world.is_clean();
}

#[test]
fn a_report_of_another_century_blinds_no_throttle() {
    let mut world = paced(4, u32::MAX);
    // Only a clock that is believed may be ahead, and by this much.
    world.control.set_clock_tolerance(100).unwrap();
    let (mut lane, mut other) = (world.region.lane(0).unwrap(), world.region.lane(1).unwrap());
    let ended = admit(&mut world, &mut other, 100, Nanos(5_000));
    let child = other.route(&new_child(ended, 100), Nanos(5_000)).unwrap();
    other.report(&trade(child, 1, 100), Nanos(1 << 60)).unwrap();
    let parent = admit(&mut world, &mut lane, 100, Nanos(5_000));
    let (rounds, refusal) = power_peg(&mut lane, parent, 100, Nanos(5_000));
    assert!(rounds <= 8, "Power Peg: {rounds}");
    assert_eq!(refusal, Some(Refusal::Halted));
    world.is_clean();
}

/// What the fast lane sent belongs to a parent that the slow one says has ended.
#[test]
fn a_lawful_strategy_may_end_on_a_lane_whose_clock_is_behind() {
    let mut world = paced(1, u32::MAX);
    let (mut slow, mut fast) = (world.region.lane(0).unwrap(), world.region.lane(1).unwrap());
    for exec in 0..8 {
        let parent = admit(&mut world, &mut fast, 100, Nanos(9_000));
        let child = fast.route(&new_child(parent, 100), Nanos(9_000)).unwrap();
        slow.report(&trade(child, exec, 100), Nanos(5_000)).unwrap();
    }
    world.is_clean();
}

/// Far from now, on a clock that counts from somewhere else.
const ELSEWHERE: Nanos = Nanos(1 << 55);

/// A world in which nobody may be further behind than 1000, and the lease is short.
fn punctual() -> (World, Lane<'static>, Lane<'static>) {
    let mut world = World::open(Config { lanes: 2, ..Config::SMALL });
    world.control.set_clock_tolerance(1_000).unwrap();
    world.control.renew(Nanos(5_000), NOW).unwrap();
    let (one, two) = (world.region.lane(0).unwrap(), world.region.lane(1).unwrap());
    (world, one, two)
}

#[test]
fn a_refused_command_of_the_operator_stops_no_lane() {
    let (mut world, mut lane, _two) = punctual();
    let fingerprint = world.region.fingerprint();
    let control = &mut world.control;
    assert_eq!(control.renew(NOW, ELSEWHERE), Err(Refusal::LeaseExpired));
    assert_eq!(arm(control, NOW, ELSEWHERE), Err(Refusal::LeaseExpired));
    let request = ResetRequest { scope: Scope::Firm, key: 1, why: [0; 32] };
    assert_eq!(control.request_reset(&request, ELSEWHERE), Err(Refusal::UnknownKey));
    assert!(control.confirm_reset(1, 11, &fingerprint, ELSEWHERE).is_err());
    let unknown = control.set_reference_price(InstrumentId(9), Price(1), ELSEWHERE);
    assert_eq!(unknown, Err(Refusal::UnknownInstrument));
    world.admit(&mut lane, 100);
    world.control.renew(Nanos(5_000), NOW).unwrap();
    world.is_clean();
}

#[test]
fn a_heartbeat_by_another_clock_stops_no_lane_and_is_not_heard_for_ever() {
    let (mut world, mut lane, _two) = punctual();
    let monitor = world.control.define_monitor(100).unwrap();
    world.region.heartbeat(monitor, ELSEWHERE).unwrap();
    let parent = world.admit(&mut lane, 100);
    // No more than the lease lasts is that heartbeat good for.
    assert!(world.region.heard_until() <= Nanos(5_100));
    // And the next one, by the right clock, mends it.
    world.region.heartbeat(monitor, Nanos(10)).unwrap();
    lane.route(&new_child(parent, 10), Nanos(109)).unwrap();
    let refusal = lane.route(&new_child(parent, 10), Nanos(110));
    assert_eq!(refusal, Err(Refusal::MonitorSilent));
    world.is_clean();
}

#[test]
fn a_heartbeat_before_the_opening_is_heard_no_later_than_the_opening() {
    let (mut world, mut lane, _two) = punctual();
    let monitor = world.control.define_monitor(100).unwrap();
    world.control.disarm(NOW).unwrap();
    world.region.heartbeat(monitor, ELSEWHERE).unwrap();
    arm(&mut world.control, Nanos(5_000), Nanos(10)).unwrap();
    let parent = world.admit(&mut lane, 100);
    let refusal = lane.route(&new_child(parent, 10), Nanos(110));
    assert_eq!(refusal, Err(Refusal::MonitorSilent));
    world.is_clean();
}

#[test]
fn a_lane_by_another_clock_stops_only_itself_and_comes_back() {
    let (mut world, mut lane, mut wrong) = punctual();
    let parent = world.admit(&mut lane, 100);
    wrong.tick(ELSEWHERE).unwrap();
    let child = lane.route(&new_child(parent, 10), Nanos(6)).unwrap();
    assert_eq!(wrong.route(&new_child(parent, 10), Nanos(6)), Err(Refusal::ClockBackwards));
    assert_eq!(world.control.correct_clock(Nanos(7)), Err(Refusal::NothingToChange));
    world.control.disarm(Nanos(7)).unwrap();
    world.control.correct_clock(Nanos(7)).unwrap();
    world.control.acknowledge(AlarmKind::ClockBackwards, Nanos(7)).unwrap();
    arm(&mut world.control, Nanos(5_000), Nanos(8)).unwrap();
    wrong.route(&new_child(parent, 10), Nanos(9)).unwrap();
    lane.report(&canceled(child, 0), Nanos(9)).unwrap();
    world.is_clean();
}

#[test]
fn an_operator_by_another_clock_comes_back() {
    let (mut world, mut lane, _two) = punctual();
    let parent = world.admit(&mut lane, 100);
    let until = Nanos(ELSEWHERE.0 + 100);
    world.control.renew(until, ELSEWHERE).unwrap();
    assert_eq!(lane.route(&new_child(parent, 10), Nanos(6)), Err(Refusal::ClockStopped));
    world.control.disarm(Nanos(7)).unwrap();
    world.control.correct_clock(Nanos(7)).unwrap();
    world.control.acknowledge(AlarmKind::ClockStopped, Nanos(7)).unwrap();
    arm(&mut world.control, Nanos(5_000), Nanos(8)).unwrap();
    lane.route(&new_child(parent, 10), Nanos(9)).unwrap();
    world.is_clean();
}

#[test]
fn a_critical_alarm_by_another_clock_stops_trading_in_its_time() {
    // A report by a clock that is far ahead, and one by a clock that stands at zero.
    for at in [ELSEWHERE, Nanos(0)] {
        let (mut world, mut lane, mut other) = punctual();
        world.control.set_alarm_deadline(100).unwrap();
        let parent = world.admit(&mut lane, 100);
        world.control.renew(Nanos(5_000), Nanos(1_000)).unwrap();
        let child = other.route(&new_child(parent, 10), Nanos(1_000)).unwrap();
        other.report(&trade(child, 1, 11), at).unwrap();
        // Nobody is punished at once, and nobody is let off.
        lane.route(&new_child(parent, 10), Nanos(1_050)).unwrap();
        let refusal = lane.route(&new_child(parent, 10), Nanos(2_200));
        assert_eq!(refusal, Err(Refusal::AlarmUnacknowledged), "{at:?}");
        world.is_clean();
    }
}

#[test]
fn a_clock_that_goes_back_gives_its_alarm_a_time_to_be_heard() {
    let (mut world, mut lane, mut other) = punctual();
    world.control.set_alarm_deadline(100).unwrap();
    world.control.renew(Nanos(5_000), Nanos(1_000)).unwrap();
    other.tick(Nanos(1_000)).unwrap();
    lane.tick(Nanos(1_000)).unwrap();
    assert_eq!(other.tick(Nanos(0)), Err(Refusal::ClockBackwards));
    let parent = lane.admit(&new_parent_of(&mut world, 1, 100), Nanos(1_001)).unwrap();
    lane.route(&new_child(parent, 10), Nanos(1_050)).unwrap();
    assert!(world.region.alarm(AlarmKind::ClockBackwards).raised);
    world.is_clean();
}

#[test]
fn what_cools_does_so_by_a_clock_that_is_believed() {
    let terms = VenueTerms { cooling: 500, ..VenueTerms::FIX44 };
    let (world, mut lane, parent, child) = child_at(terms, 100, 100);
    lane.tick(Nanos(10_000)).unwrap();
    lane.report(&canceled(child, 0), Nanos(0)).unwrap();
    lane.tick(Nanos(10_400)).unwrap();
    assert_eq!(world.headroom(parent), 0);
    lane.tick(Nanos(10_500)).unwrap();
    assert_eq!(world.headroom(parent), 100);
    world.is_clean();
}

#[test]
fn what_cools_is_not_cut_short_by_a_lane_that_was_silent() {
    let terms = VenueTerms { cooling: 500, ..VenueTerms::FIX44 };
    let (mut world, mut lane, parent, child) = child_at(terms, 100, 100);
    world.control.set_clock_tolerance(50).unwrap();
    lane.tick(Nanos(100)).unwrap();
    // Nobody has told the time since.
    lane.report(&canceled(child, 0), Nanos(10_000)).unwrap();
    lane.tick(Nanos(10_499)).unwrap();
    assert_eq!(world.headroom(parent), 0);
    lane.tick(Nanos(10_500)).unwrap();
    assert_eq!(world.headroom(parent), 100);
    world.is_clean();
}

fn new_parent_of(world: &mut World, strategy: u32, n: u64) -> NewParent {
    NewParent { strategy: StrategyId(strategy), ..new_parent(world, n) }
}

const OURS: [RegistryEntry; 1] = [own(1, false)];

const fn own(generation: u32, retired: bool) -> RegistryEntry {
    RegistryEntry { kind: registry::Kind::Strategy, code: 1000, generation, retired }
}

/// Strategy 1000 of the gateway's own registry, and an open parent of it with a child of 10.
fn with_own_strategy() -> (World, Lane<'static>, ParentId, ChildId) {
    let mut world = rearmed(Config::SMALL, |control| {
        control.extend_registry(&OURS).unwrap();
        control.define_strategy(&twap(u32::MAX, u32::MAX)).unwrap();
        control.define_strategy(&StrategyTerms { code: 1000, ..twap(u32::MAX, u32::MAX) }).unwrap();
    });
    world.control.disarm(NOW).unwrap();
    arm_for(&mut world.control, &[SessionStrategy::uncapped(1000, 1)], Nanos(1 << 50), NOW)
        .unwrap();
    let mut lane = world.region.lane(0).unwrap();
    let parent = lane.admit(&new_parent_of(&mut world, 1000, 100), NOW).unwrap();
    let child = lane.route(&new_child(parent, 10), NOW).unwrap();
    (world, lane, parent, child)
}

#[test]
fn a_parent_of_a_session_before_sends_nothing_that_the_manifest_does_not_name() {
    let (mut world, mut lane, parent, child) = with_own_strategy();
    world.control.disarm(NOW).unwrap();
    arm_for(&mut world.control, &[SessionStrategy::uncapped(3, 1)], Nanos(1 << 50), NOW).unwrap();
    let refusal = lane.route(&new_child(parent, 10), NOW);
    assert_eq!(refusal, Err(Refusal::NotInManifest));
    let up = lane.request_replace(child, qty(20), Price(10), NOW);
    assert_eq!(up, Err(Refusal::NotInManifest));
    lane.request_replace(child, qty(5), Price(10), NOW).unwrap();
    lane.request_cancel(child, NOW).unwrap();
    world.is_clean();
}

#[test]
fn a_parent_of_a_tombstone_sends_nothing() {
    let (mut world, mut lane, parent, _child) = with_own_strategy();
    world.control.disarm(NOW).unwrap();
    world.control.extend_registry(&[own(1, true)]).unwrap();
    arm_for(&mut world.control, &[SessionStrategy::uncapped(3, 1)], Nanos(1 << 50), NOW).unwrap();
    let refusal = lane.route(&new_child(parent, 10), NOW);
    assert_eq!(refusal, Err(Refusal::RetiredStrategy));
    world.is_clean();
}

#[test]
fn a_manifest_of_one_generation_lets_no_other_in() {
    let (mut world, mut lane, parent, _child) = with_own_strategy();
    world.control.disarm(NOW).unwrap();
    world.control.extend_registry(&[own(2, false)]).unwrap();
    arm_for(&mut world.control, &[SessionStrategy::uncapped(1000, 1)], Nanos(1 << 50), NOW)
        .unwrap();
    let terms = StrategyTerms { code: 1000, generation: 2, ..twap(u32::MAX, u32::MAX) };
    world.control.define_strategy(&terms).unwrap();
    let newer = NewParent { generation: 2, ..new_parent_of(&mut world, 1000, 100) };
    assert_eq!(lane.admit(&newer, NOW), Err(Refusal::NotInManifest));
    assert_eq!(lane.route(&new_child(parent, 10), NOW), Err(Refusal::NotInManifest));
    world.is_clean();
}

/// A step's number means another time in another window, and would stand there for ever.
#[test]
fn a_wider_window_latches_nothing_lawful_and_hides_nothing() {
    let mut world = paced(2, 3);
    let mut lane = world.region.lane(0).unwrap();
    let wider = Throttles { window: 1_000 * WINDOW, ..Throttles::WIDEST };
    let mut now = Nanos(1_000_000);
    let parent = admit(&mut world, &mut lane, 100, now);
    for exec in 0..6 {
        let child = lane.route(&new_child(parent, 10), now).unwrap();
        lane.report(&trade(child, exec, 10), now).unwrap();
        now = Nanos(now.0 + 2 * WINDOW);
    }
    assert_eq!(world.control.set_throttles(&wider), Err(Refusal::NothingToChange));
    world.control.disarm(now).unwrap();
    world.control.set_throttles(&wider).unwrap();
    arm_for(&mut world.control, &[SessionStrategy::uncapped(3, 1)], Nanos(1 << 50), now).unwrap();
    for exec in 6..10 {
        let child = lane.route(&new_child(parent, 10), now).unwrap();
        lane.report(&trade(child, exec, 10), now).unwrap();
        now = Nanos(now.0 + 1_000 * 2 * WINDOW);
    }
    world.is_clean();
}

/// As on a machine that was started anew: its clock begins at nothing.
#[test]
fn rejects_before_a_restart_are_no_rejects_of_today() {
    let mut world = rearmed(Config::SMALL, |control| {
        let throttles = Throttles { window: WINDOW, max_rejects: 3, ..Throttles::WIDEST };
        control.set_throttles(&throttles).unwrap();
        control.define_strategy(&twap(u32::MAX, u32::MAX)).unwrap();
    });
    let reject = |world: &mut World, now| {
        let mut lane = world.region.lane(0).unwrap();
        let parent = admit(world, &mut lane, 100, now);
        let child = lane.route(&new_child(parent, 10), now).unwrap();
        lane.report(&Report::new(child, ExecType::Rejected), now).unwrap();
    };
    reject(&mut world, Nanos(1 << 40));
    world.control.recover(Nanos(1)).unwrap();
    arm_for(&mut world.control, &[SessionStrategy::uncapped(3, 1)], Nanos(1 << 50), NOW).unwrap();
    for window in 1..6 {
        reject(&mut world, Nanos(window * 3 * WINDOW));
    }
    assert!(!world.region.alarm(AlarmKind::Rejects).raised);
    world.is_clean();
}

#[test]
fn whoever_begins_a_journal_stops_no_lane() {
    for events in 1..24 {
        let mut world = World::open(Config::SMALL);
        let mut lane = world.region.lane(0).unwrap();
        let parent = world.admit(&mut lane, 100);
        for _ in 0..events {
            lane.amend(parent, qty(100 + events), NOW).ok();
            lane.amend(parent, qty(100), NOW).ok();
        }
        let mut journal = world.region.journal(0).unwrap();
        lane.route(&new_child(parent, 10), NOW).unwrap();
        lane.route(&new_child(parent, 10), NOW).unwrap();
        assert!(!world.region.alarm(AlarmKind::JournalStalled).raised, "{events}");
        while journal.poll() != Poll::Empty {}
        journal.keep();
        world.is_clean();
    }
}

#[test]
fn a_keeper_that_was_given_up_stops_nothing_when_it_wakes() {
    let mut world = World::open(Config::SMALL);
    let mut lane = world.region.lane(0).unwrap();
    let journal = world.region.journal(0).unwrap();
    world.control.end_journal(0).unwrap();
    journal.keep();
    let parent = world.admit(&mut lane, 100);
    for _ in 0..20 {
        lane.route(&new_child(parent, 5), NOW).unwrap();
    }
    world.is_clean();
}

#[test]
fn terms_that_are_shortened_shorten_no_open_request() {
    let mut world = World::open(Config::SMALL);
    let terms = ResetTerms { least_delay: 1_000, expiry: 10_000 };
    world.control.set_reset_terms(&terms).unwrap();
    world.region.kill(Scope::Firm, 1, NOW).unwrap();
    let request = ResetRequest { scope: Scope::Firm, key: 11, why: [0; 32] };
    let ticket = world.control.request_reset(&request, NOW).unwrap();
    let none = ResetTerms { least_delay: 0, ..terms };
    world.control.set_reset_terms(&none).unwrap();
    let fingerprint = world.region.fingerprint();
    let confirmed = world.control.confirm_reset(ticket.nonce, 22, &fingerprint, NOW);
    assert_eq!(confirmed, Err(Refusal::NoSuchRequest));
    assert!(world.region.is_halted(Scope::Firm).unwrap());
}

#[test]
fn who_may_reset_shows_in_the_fingerprint() {
    let mut world = World::open(Config::SMALL);
    let before = world.region.fingerprint();
    world.control.disarm(NOW).unwrap();
    world.control.define_key(3, 33).unwrap();
    let fields: Vec<Field> =
        before.differences(world.region.fingerprint()).map(|it| it.0).collect();
    assert_eq!(fields, [Field::Limits]);
}

#[test]
fn a_row_of_one_table_does_not_pass_for_one_of_another() {
    let config = Config { accounts: 5, ..Config::SMALL };
    let mut memories = [(); 2].map(|()| vec![0; Region::required_bytes(&config).unwrap() + 64]);
    let shown = memories.each_mut().map(|memory| {
        let skip = memory.as_ptr().align_offset(64);
        Region::format(memory.get_mut(skip..).unwrap(), &config).unwrap()
    });
    let [accounts, instrument] = &shown;
    for limit in [1, 1, 1_000, 0, 0] {
        let limit = Notional::new(limit).unwrap();
        accounts.control().unwrap().define_account(limit).unwrap();
    }
    let (max_order_qty, collar) = (qty(1_000), Collar::Limit);
    let terms = InstrumentTerms { lot: 1, tick_value: 1, max_order_qty, collar };
    instrument.control().unwrap().define_instrument(&terms).unwrap();
    assert_ne!(accounts.fingerprint().limits, instrument.fingerprint().limits);
}

/// Of 100 bought, 60 may have been sold by somebody whose order nobody knows.
#[test]
fn what_lies_in_suspense_reduces_no_position_twice() {
    for placed in [true, false] {
        let (mut world, mut lane, _parent, child) = one_child(100);
        lane.report(&trade(child, 1, 100), NOW).unwrap();
        let (account, instrument) = (world.account, world.instrument);
        let hint = placed.then_some(Hint { account, instrument, side: Side::Sell });
        let stray = Report { hint, ..trade(ChildId::from_bits(77), 2, 60) };
        lane.report(&stray, NOW).unwrap();
        let cause = Cause::of(1, NOW);
        world.region.restrict(Scope::Firm, Level::ReduceOnly, &cause).unwrap();
        let sell = NewParent { side: Side::Sell, ..new_parent_of(&mut world, 1, 100) };
        let sell = lane.admit(&sell, NOW).unwrap();
        assert_eq!(lane.route(&new_child(sell, 41), NOW), Err(Refusal::ReduceOnly));
        lane.route(&new_child(sell, 40), NOW).unwrap();
        assert_eq!(lane.route(&new_child(sell, 1), NOW), Err(Refusal::ReduceOnly));
        world.is_clean();
    }
}

/// Every number at its least and at its most, and every time: nothing panics, and the books stay right.
#[test]
fn numbers_at_their_ends_break_nothing() {
    let ends = [0, 1, 16, 1 << 40, u64::MAX - 1, u64::MAX];
    for window in [16, 17, 1 << 40, u64::MAX] {
        for other in ends {
            let mut world = paced(1, 2);
            let control = &mut world.control;
            control.disarm(NOW).unwrap();
            let narrow = Throttles { window, max_ratio: 1, orders: 2, cancels: 1, max_rejects: 1 };
            control.set_throttles(&narrow).unwrap();
            control.set_clock_tolerance(other).unwrap();
            control.set_alarm_deadline(other).unwrap();
            control.set_position_suspense_limit(world.account, world.instrument, qty(1)).unwrap();
            let monitor = control.define_monitor(other.max(1)).unwrap();
            arm_for(&mut world.control, &[SessionStrategy::uncapped(3, 1)], Nanos(1 << 50), NOW)
                .unwrap();
            let mut lanes = [0, 1].map(|lane| world.region.lane(lane).unwrap());
            let mut exec = 0;
            for now in ends.into_iter().chain(ends.into_iter().rev()).map(Nanos) {
                let _ = world.region.heartbeat(monitor, now);
                for lane in &mut lanes {
                    let _ = lane.tick(now);
                    let parent = new_parent(&mut world, 10);
                    let Ok(parent) = lane.admit(&parent, now) else { continue };
                    while let Ok(child) = lane.route(&new_child(parent, 5), now) {
                        exec += 1;
                        let _ = lane.request_replace(child, qty(6), Price(9), now);
                        let _ = lane.request_cancel(child, now);
                        lane.report(&trade(child, exec, 2), now).unwrap();
                        lane.report(&Report::new(child, ExecType::Rejected), now).unwrap();
                    }
                    let _ = lane.amend(parent, qty(12), now);
                    let _ = lane.amend(parent, qty(2), now);
                }
                let _ = world.control.renew(Nanos(now.0.saturating_add(1)), now);
            }
            world.is_clean();
            world.control.disarm(NOW).unwrap();
            world.control.correct_clock(Nanos(other)).unwrap();
            world.control.recover(Nanos(other)).unwrap();
            world.is_clean();
        }
    }
}

/// A lane whose clock was wrong once.
fn astray() -> (World, Lane<'static>, Lane<'static>) {
    let (mut world, lane, mut wrong) = punctual();
    world.control.disarm(NOW).unwrap();
    let narrow = Throttles { window: WINDOW, cancels: 2, ..Throttles::WIDEST };
    world.control.set_throttles(&narrow).unwrap();
    world.control.set_alarm_deadline(100).unwrap();
    world.control.define_strategy(&twap(u32::MAX, 3)).unwrap();
    arm_for(&mut world.control, &[SessionStrategy::uncapped(3, 1)], Nanos(1 << 50), NOW).unwrap();
    world.control.renew(Nanos(100_000), NOW).unwrap();
    wrong.tick(ELSEWHERE).unwrap();
    (world, lane, wrong)
}

#[test]
fn a_lane_that_was_astray_cancels_whatever_its_clock_was() {
    let (mut world, mut lane, mut wrong) = astray();
    let parent = admit(&mut world, &mut lane, 100, NOW);
    let child = lane.route(&new_child(parent, 10), NOW).unwrap();
    for window in 1..9 {
        wrong.request_cancel(child, Nanos(2 * window * WINDOW)).unwrap();
    }
    world.is_clean();
}

#[test]
fn a_lane_that_was_astray_carries_no_window_and_no_alarm_away() {
    let (mut world, mut lane, mut wrong) = astray();
    let mut exec = 0;
    for window in 1..9 {
        let now = Nanos(2 * window * WINDOW);
        lane.tick(now).unwrap();
        let parent = admit(&mut world, &mut lane, 10, now);
        let child = lane.route(&new_child(parent, 10), now).unwrap();
        exec += 1;
        wrong.report(&trade(child, exec, 10), now).unwrap();
    }
    let now = Nanos(18 * WINDOW);
    lane.tick(now).unwrap();
    let parent = admit(&mut world, &mut lane, 100, now);
    let child = lane.route(&new_child(parent, 10), now).unwrap();
    wrong.report(&trade(child, 100, 11), now).unwrap();
    let refusal = lane.route(&new_child(parent, 10), Nanos(now.0 + 1_200));
    assert_eq!(refusal, Err(Refusal::AlarmUnacknowledged));
    world.is_clean();
}

#[test]
fn a_manifest_that_names_a_strategy_twice_caps_nothing_away() {
    let mut world = paced(u32::MAX, u32::MAX);
    world.control.disarm(NOW).unwrap();
    let uncapped = SessionStrategy::uncapped(3, 1);
    let dark = SessionStrategy { max_parents: 1, ..uncapped };
    for twice in [[dark, uncapped], [uncapped, dark]] {
        assert_eq!(
            arm_for(&mut world.control, &twice, Nanos(1 << 50), NOW),
            Err(Refusal::AlreadyDefined)
        );
    }
    arm_for(&mut world.control, &[dark], Nanos(1 << 50), NOW).unwrap();
}
