//! *Property*: what a lane has found permitted for a parent does not outlive the permission (law L6):
//! whatever takes it away, the very next child is refused, and for that reason. *Method*: one row for each
//! thing that takes it away; each lane has routed before, so that it has a pass, and its throttles
//! have been looked at.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test")]

mod common;

use common::*;
use plimsoll::*;

const LATER: Nanos = Nanos(6);

/// A house in which every check binds, and a lane that has routed there.
struct Warm {
    world: World,
    lane: Lane<'static>,
    parent: ParentId,
}

fn warm() -> Warm {
    let mut world = World::open(Config { lanes: 2, children: 256, ..Config::SMALL });
    world.control.disarm(NOW).unwrap();
    world.control.define_party(PartyRole::Trader, 1).unwrap();
    world.control.define_monitor(1000).unwrap();
    world.control.set_throttles(&bounds(100, 100)).unwrap();
    let terms =
        StrategyTerms { code: 3, generation: 1, max_held: 9, max_ratio: 100, max_repeats: 2 };
    world.control.define_strategy(&terms).unwrap();
    arm_for(&mut world.control, &[SessionStrategy::uncapped(3, 1)], Nanos(1 << 50), NOW).unwrap();
    world.region.heartbeat(MonitorId(0), NOW).unwrap();
    let mut lane = world.region.lane(0).unwrap();
    let order = NewParent {
        account: world.account,
        instrument: world.instrument,
        client_id: ClientId(99),
        side: Side::Buy,
        qty: qty(1000),
        price: Some(Price(10)),
        strategy: StrategyId(3),
        generation: 1,
        fan_out: FanOut::WIDEST,
        expire_time: Some(Nanos(1 << 40)),
        lease: Some(1 << 30),
        parties: Parties { trader: Some(PartyId(0)), ..Parties::NONE },
        flags: 0,
    };
    let parent = lane.admit(&order, NOW).unwrap();
    let mut warm = Warm { world, lane, parent };
    for _ in 0..2 {
        warm.route(NOW).unwrap();
    }
    warm
}

fn bounds(orders: u32, max_ratio: u32) -> Throttles {
    Throttles { window: 1 << 30, max_ratio, orders, cancels: 100, max_rejects: 100 }
}

impl Warm {
    /// Routes a child, and has it acknowledged.
    fn route(&mut self, now: Nanos) -> Result<ChildId, Refusal> {
        let child = self.lane.route(&new_child(self.parent, 1), now)?;
        self.lane.sent(child, now).unwrap();
        self.lane.report(&Report::new(child, ExecType::New), now).unwrap();
        Ok(child)
    }

    fn restrict(&self, scope: Scope, level: Level) {
        self.world.region.restrict(scope, level, &Cause::default()).unwrap();
    }
}

/// Takes permission away from a warm house; when the next child is routed, and what it must be
/// answered.
fn refused(take: impl FnOnce(&mut Warm) -> Nanos, expected: Refusal) {
    let mut warm = warm();
    let now = take(&mut warm);
    let before = warm.world.parent(warm.parent);
    assert_eq!(warm.route(now), Err(expected));
    let after = warm.world.parent(warm.parent);
    assert_eq!((after.headroom, after.children), (before.headroom, before.children));
    warm.world.is_clean();
}

fn scopes(warm: &Warm) -> [Scope; 7] {
    [
        Scope::Firm,
        Scope::Account(warm.world.account),
        Scope::Instrument(warm.world.instrument),
        Scope::Venue(VENUE),
        Scope::Strategy(StrategyId(3)),
        Scope::Lane(0),
        Scope::Party(PartyId(0)),
    ]
}

#[test]
fn a_switch_thrown_in_any_scope() {
    for place in 0..7 {
        for level in [Level::NoNewOrders, Level::CancelAll] {
            let throw = |warm: &mut Warm| {
                warm.restrict(scopes(warm)[place], level);
                NOW
            };
            refused(throw, Refusal::Halted);
        }
        let reduce = |warm: &mut Warm| {
            warm.restrict(scopes(warm)[place], Level::ReduceOnly);
            NOW
        };
        refused(reduce, Refusal::ReduceOnly);
    }
}

#[test]
fn a_kill_that_was_reset_and_came_again() {
    let mut warm = warm();
    for _ in 0..3 {
        warm.restrict(Scope::Account(warm.world.account), Level::NoNewOrders);
        assert_eq!(warm.route(NOW), Err(Refusal::Halted));
        let scope = Scope::Account(warm.world.account);
        reset(&mut warm.world.control, scope, NOW).unwrap();
        warm.route(NOW).unwrap();
        warm.route(NOW).unwrap();
    }
}

#[test]
fn a_warning_takes_nothing_away() {
    let mut warm = warm();
    warm.restrict(Scope::Firm, Level::Warn);
    warm.route(NOW).unwrap();
}

#[test]
fn the_house_closed() {
    let close = |warm: &mut Warm| {
        warm.world.control.disarm(NOW).unwrap();
        NOW
    };
    refused(close, Refusal::NotArmed);
}

#[test]
fn a_session_in_which_the_strategy_is_not() {
    let rearm = |warm: &mut Warm| {
        warm.world.control.disarm(NOW).unwrap();
        arm(&mut warm.world.control, Nanos(1 << 50), NOW).unwrap();
        warm.world.region.heartbeat(MonitorId(0), NOW).unwrap();
        NOW
    };
    refused(rearm, Refusal::NotInManifest);
}

#[test]
fn the_venue_lost_or_being_found_out() {
    let lose = |warm: &mut Warm| {
        warm.world.control.disconnect(VENUE, NOW).unwrap();
        NOW
    };
    refused(lose, Refusal::VenueDown);
    let find = |warm: &mut Warm| {
        warm.world.control.disconnect(VENUE, NOW).unwrap();
        warm.world.control.reconnect(VENUE, NOW).unwrap();
        NOW
    };
    refused(find, Refusal::VenueRecovering);
}

#[test]
fn a_streak_of_executions() {
    let repeat = |warm: &mut Warm| {
        for place in 0..2 {
            let child = warm.lane.route(&new_child(warm.parent, 1), NOW).unwrap();
            warm.lane.report(&Report::trade(child, ExecId(place), qty(1), Price(10)), NOW).unwrap();
        }
        NOW
    };
    refused(repeat, Refusal::RepeatedExecutions);
}

#[test]
fn bounds_on_what_is_sent_made_narrower() {
    let fewer = |warm: &mut Warm| {
        warm.world.control.set_throttles(&bounds(2, 100)).unwrap();
        NOW
    };
    refused(fewer, Refusal::OrdersThrottled);
    let mut warm = warm();
    // Two units of the thousand that came in are out. At once the thousand may be sent, and no more.
    warm.world.control.set_throttles(&bounds(100, 1)).unwrap();
    let all = warm.world.headroom(warm.parent);
    warm.lane.route(&new_child(warm.parent, all), NOW).unwrap();
}

#[test]
fn orders_used_up_one_by_one() {
    let mut warm = warm();
    let sent = (0..200).filter(|_| warm.route(NOW).is_ok()).count();
    assert_eq!(sent, 98);
    assert_eq!(warm.route(NOW), Err(Refusal::OrdersThrottled));
    warm.world.is_clean();
}

#[test]
fn what_time_takes_away() {
    refused(|_| Nanos(4), Refusal::ClockBackwards);
    refused(|_| Nanos(1 << 50), Refusal::LeaseExpired);
    refused(|_| Nanos(2000), Refusal::MonitorSilent);
    let unheard = |warm: &mut Warm| {
        // Nobody knows the child, so the report is suspended: a critical alarm.
        warm.world.control.set_alarm_deadline(1).unwrap();
        let stray = Report::trade(ChildId::from_bits(7), ExecId(7), qty(1), Price(10));
        warm.lane.report(&stray, NOW).unwrap();
        LATER
    };
    refused(unheard, Refusal::AlarmUnacknowledged);
    for (now, expected) in
        [(1u64 << 40, Refusal::ParentExpired), ((1 << 30) + 5, Refusal::ParentLeaseExpired)]
    {
        let until = Nanos(now - 1);
        let pass_time = move |warm: &mut Warm| {
            warm.world.region.heartbeat(MonitorId(0), until).unwrap();
            if expected == Refusal::ParentExpired {
                warm.lane.refresh(warm.parent, until).unwrap();
            }
            Nanos(now)
        };
        refused(pass_time, expected);
    }
}

#[test]
fn a_journal_that_does_not_keep_up() {
    let mut warm = warm();
    let _journal = warm.world.region.journal(0).unwrap();
    let stalled = (0..90).find_map(|_| warm.route(NOW).err());
    assert_eq!(stalled, Some(Refusal::JournalStalled));
}

#[test]
fn a_parent_held_cancelled_or_used_up() {
    let hold = |warm: &mut Warm| {
        warm.lane.hold(warm.parent, NOW).unwrap();
        NOW
    };
    refused(hold, Refusal::Held);
    let close = |warm: &mut Warm| {
        warm.lane.cancel_parent(warm.parent, NOW).unwrap();
        NOW
    };
    refused(close, Refusal::Closed);
    let mut warm = warm();
    let all = warm.world.headroom(warm.parent);
    let more = new_child(warm.parent, all + 1);
    assert_eq!(warm.lane.route(&more, NOW), Err(Refusal::ExceedsHeadroom));
}

#[test]
fn terms_that_no_child_may_have() {
    let mut warm = warm();
    let child = new_child(warm.parent, 1);
    let rows = [
        (NewChild { qty: Qty::ZERO, ..child }, Refusal::ZeroQuantity),
        (NewChild { price: Price(11), ..child }, Refusal::PriceBeyondLimit),
        (NewChild { venue: VenueId(1), ..child }, Refusal::UnknownVenue),
        (NewChild { venue: VenueId(u32::MAX), ..child }, Refusal::UnknownVenue),
        (NewChild { parent: ParentId::from_bits(0), ..child }, Refusal::UnknownParent),
        (NewChild { parent: ParentId::from_bits(u64::MAX), ..child }, Refusal::UnknownParent),
    ];
    for (row, expected) in rows {
        assert_eq!(warm.lane.route(&row, NOW), Err(expected));
    }
}

#[test]
fn a_handle_that_was_taken_over() {
    let take = |warm: &mut Warm| {
        drop(warm.world.region.take_over_lane(0).unwrap());
        NOW
    };
    refused(take, Refusal::HandleLost);
}

#[test]
fn another_parent_in_the_same_slot_and_another_lane() {
    let mut warm = warm();
    let mut other = warm.world.region.lane(1).unwrap();
    warm.restrict(Scope::Lane(1), Level::NoNewOrders);
    warm.route(NOW).unwrap();
    assert_eq!(other.route(&new_child(warm.parent, 1), NOW), Err(Refusal::Halted));
    warm.route(NOW).unwrap();
}
