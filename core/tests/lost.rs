//! *Property*: a handle that was taken over can do nothing any more, whatever it calls (laws L7, L9),
//! and a command whose time goes backwards changes nothing (law L11). *Method*: each call of a lane,
//! and of the control handle, on a house with orders out; nothing that can be seen changes.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use common::*;
use plimsoll::*;

/// A call, by what it answers where it is refused.
type Call<T> = (&'static str, Box<dyn Fn(&mut T) -> Option<Refusal>>);
type OnLane = Call<Lane<'static>>;
type OnControl = Call<Control<'static>>;

fn lane<R>(
    name: &'static str,
    call: impl Fn(&mut Lane<'static>) -> Result<R, Refusal> + 'static,
) -> OnLane {
    (name, Box::new(move |lane| call(lane).err()))
}

fn control<R>(
    name: &'static str,
    call: impl Fn(&mut Control<'static>) -> Result<R, Refusal> + 'static,
) -> OnControl {
    (name, Box::new(move |control| call(control).err()))
}

/// What can be seen of a parent and its child.
fn seen(world: &World, parent: ParentId, child: ChildId) -> (ParentView, ChildView, Suspense) {
    (world.parent(parent), world.child(child), world.region.suspense())
}

/// Reports, requests and the rest on a lane that another has now.
#[test]
fn a_lane_that_was_taken_over_does_nothing() {
    let (mut world, mut lost, parent, child) = one_child(100);
    lost.report(&trade(child, 1, 10), NOW).unwrap();
    let before = seen(&world, parent, child);
    let _owner = world.region.take_over_lane(0).unwrap();
    let order = world.order(5);
    let new = Report::new(child, ExecType::New);
    let calls: Vec<OnLane> = vec![
        lane("admit", move |lane| lane.admit(&order, NOW)),
        lane("route", move |lane| lane.route(&new_child(parent, 1), NOW)),
        lane("sent", move |lane| lane.sent(child, NOW)),
        lane("request_cancel", move |lane| lane.request_cancel(child, NOW)),
        lane("request_replace", move |lane| lane.request_replace(child, qty(20), Price(9), NOW)),
        lane("doubt", move |lane| lane.doubt(child, NOW)),
        lane("amend", move |lane| lane.amend(parent, qty(200), NOW)),
        lane("refresh", move |lane| lane.refresh(parent, NOW)),
        lane("cancel_parent", move |lane| lane.cancel_parent(parent, NOW)),
        lane("hold", move |lane| lane.hold(parent, NOW)),
        lane("retire", move |lane| lane.retire(parent, NOW)),
        lane("tick", move |lane| lane.tick(NOW)),
        lane("new", move |lane| lane.report(&new, NOW)),
        lane("trade", move |lane| lane.report(&trade(child, 2, 10), NOW)),
        lane("canceled", move |lane| lane.report(&canceled(child, 10), NOW)),
        lane("bust", move |lane| lane.report(&bust(child, 3, 1, 0), NOW)),
    ];
    for (name, call) in calls {
        assert_eq!(call(&mut lost), Some(Refusal::HandleLost), "{name}");
        assert_eq!(seen(&world, parent, child), before, "{name}");
    }
    world.is_clean();
}

/// The calls of the control handle that ask whether their time goes on; others must work at any.
fn timed(world: &World, parent: ParentId, child: ChildId, now: Nanos) -> Vec<OnControl> {
    let (account, instrument) = (world.account, world.instrument);
    let (stated, copied) = (status(child, OrdStatus::Canceled, 10), trade(child, 2, 10));
    let reset = ResetRequest { scope: Scope::Firm, key: 11, why: [0; 32] };
    vec![
        control("status", move |control| control.status(&stated, now)),
        control("drop_copy", move |control| control.drop_copy(&copied, now)),
        control("begin_mass_status", move |control| control.begin_mass_status(VENUE, now)),
        control("end_mass_status", move |control| control.end_mass_status(VENUE, now)),
        control("prove_cooled", move |control| control.prove_cooled(child, now)),
        control("prove_heard", move |control| control.prove_heard(VENUE, now, now)),
        control("check_position", move |control| {
            control.check_position(account, instrument, (10, 0), now)
        }),
        control("filled_elsewhere", move |control| control.filled_elsewhere(parent, qty(5), now)),
        control("assign", move |control| {
            control.assign(SuspenseId(0), Target::Parent(parent), now)
        }),
        control("set_reference_price", move |control| {
            control.set_reference_price(instrument, Price(10), now)
        }),
        control("request_reset", move |control| control.request_reset(&reset, now)),
        control("renew", move |control| control.renew(Nanos(1 << 51), now)),
    ]
}

/// The operator's handle, after somebody else has taken it.
#[test]
fn a_control_handle_that_was_taken_over_does_nothing() {
    let (mut world, mut lane, parent, child) = one_child(100);
    lane.report(&trade(child, 1, 10), NOW).unwrap();
    let _owner = world.region.take_over_control().unwrap();
    let before = seen(&world, parent, child);
    let (account, instrument) = (world.account, world.instrument);
    let fingerprint = world.region.fingerprint();
    let limit = PositionLimit { long: Qty::MAX, short: Qty::MAX };
    let mut calls = timed(&world, parent, child, Nanos(9));
    calls.extend([
        control("disconnect", move |control| control.disconnect(VENUE, Nanos(9))),
        control("reconnect", move |control| control.reconnect(VENUE, Nanos(9))),
        control("release", move |control| control.release(parent, Nanos(9))),
        control("reenable", move |control| control.reenable(StrategyId(1), instrument, Nanos(9))),
        control("acknowledge", move |control| control.acknowledge(AlarmKind::Suspense, Nanos(9))),
        control("disarm", move |control| control.disarm(Nanos(9))),
        control("recover", move |control| control.recover(Nanos(9))),
        control("set_firm_limit", |control| control.set_firm_limit(Notional::MAX)),
        control("set_suspense_limit", |control| control.set_suspense_limit(qty(1))),
        control("set_position_suspense_limit", move |control| {
            control.set_position_suspense_limit(account, instrument, qty(1))
        }),
        control("set_alarm_deadline", |control| control.set_alarm_deadline(1)),
        control("define_account", |control| control.define_account(Notional::MAX)),
        control("set_account_limit", move |control| {
            control.set_account_limit(account, Notional::MAX)
        }),
        control("define_party", |control| control.define_party(PartyRole::Trader, 7)),
        control("set_position_limit", move |control| {
            control.set_position_limit(account, instrument, &limit)
        }),
        control("define_venue", |control| control.define_venue(&VenueTerms::FIX44)),
        control("set_venue_terms", |control| control.set_venue_terms(VENUE, &VenueTerms::UNSAID)),
        control("set_throttles", |control| control.set_throttles(&Throttles::WIDEST)),
        control("set_clock_tolerance", |control| control.set_clock_tolerance(1)),
        control("correct_clock", |control| control.correct_clock(Nanos(9))),
        control("define_monitor", |control| control.define_monitor(1)),
        control("define_key", |control| control.define_key(3, 33)),
        control("require_build", |control| control.require_build(1)),
        control("extend_registry", |control| control.extend_registry(&[])),
        control("end_journal", |control| control.end_journal(0)),
        control("confirm_reset", move |control| {
            control.confirm_reset(1, 22, &fingerprint, Nanos(9))
        }),
        control("arm", |control| arm(control, Nanos(1 << 51), Nanos(9))),
    ]);
    for (name, call) in calls {
        assert_eq!(call(&mut world.control), Some(Refusal::HandleLost), "{name}");
        assert_eq!(seen(&world, parent, child), before, "{name}");
    }
    world.is_clean();
}

/// The operator's clock goes back.
#[test]
fn an_operators_call_from_before_the_last_one_changes_nothing() {
    let (mut world, mut lane, parent, child) = one_child(100);
    lane.report(&trade(child, 1, 10), NOW).unwrap();
    world.control.set_reference_price(world.instrument, Price(10), Nanos(50)).unwrap();
    let before = seen(&world, parent, child);
    for (name, call) in timed(&world, parent, child, Nanos(49)) {
        assert_eq!(call(&mut world.control), Some(Refusal::ClockBackwards), "{name}");
        assert_eq!(seen(&world, parent, child), before, "{name}");
    }
    world.is_clean();
}
