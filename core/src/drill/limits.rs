//! Limits, fan-out, throttles, and room.

use super::scene::{
    ACCOUNT, BAND, INSTRUMENT, LOT, OTHER, PARENT_QTY, Scene, TIGHT, UNBOUND, admit, cancel, money,
    qty, route,
};
use super::stop::parent;
use super::{Done, Drill, raises, refuses};
use crate::alarm::AlarmKind;
use crate::child::ExecType;
use crate::inventory::ControlId;
use crate::limits::{PositionLimit, Throttles};
use crate::parent::FanOut;
use crate::refusal::Refusal;
use crate::switch::{Level, Scope};
use crate::units::{Notional, Price, Qty};

fn tight(_: &Scene<'_>) -> Scope {
    Scope::Strategy(TIGHT)
}

/// A parent with these bounds, that has a child.
fn spread(scene: &mut Scene<'_>, fan_out: FanOut) -> Done {
    scene.offer.fan_out = fan_out;
    scene.route()
}

/// A parent is refused once for what it has not, then routes what it has.
fn overreach(scene: &mut Scene<'_>) -> Done {
    scene.parent()?;
    scene.try_route(PARENT_QTY + LOT);
    scene.route()
}

/// One parent goes past its fan-out, and another comes in.
fn hold_one(scene: &mut Scene<'_>) -> Done {
    let usual = scene.offer.fan_out;
    spread(scene, FanOut { max_children: 1, ..FanOut::WIDEST })?;
    scene.try_route(LOT);
    scene.offer.fan_out = usual;
    scene.admit()
}

/// Sends a parent's quantity, gets all of it back, and sends it again: as Power Peg did.
fn send_twice(scene: &mut Scene<'_>) -> Done {
    scene.child_qty = qty(PARENT_QTY);
    scene.route()?;
    scene.says(ExecType::Canceled, 0)?;
    scene.route()
}

fn retire(scene: &mut Scene<'_>) -> Done {
    let parent = scene.parent()?;
    scene.lane.cancel_parent(parent, scene.now)?;
    scene.lane.retire(parent, scene.now)
}

/// The same, `n` times.
fn often(scene: &mut Scene<'_>, n: u32, act: fn(&mut Scene<'_>) -> Done) -> Done {
    for _ in 0..n {
        act(scene)?;
    }
    Ok(())
}

/// Asks for another price each time.
fn reprice(scene: &mut Scene<'_>) -> Done {
    scene.knob = scene.knob.saturating_add(1);
    scene.replace(LOT, Price(99i64.saturating_sub(scene.knob as i64)))
}

pub(super) const LIMITS: [Drill; 16] = [
    refuses(
        ControlId::PositionLimit,
        Refusal::ExceedsPositionLimit,
        |s| {
            let limit = PositionLimit { long: qty(PARENT_QTY - 1), short: Qty::MAX };
            s.control.set_position_limit(ACCOUNT, INSTRUMENT, &limit)
        },
        admit,
    ),
    refuses(
        ControlId::AccountLimit,
        Refusal::ExceedsAccountLimit,
        |s| s.control.set_account_limit(ACCOUNT, money(1)),
        admit,
    ),
    refuses(
        ControlId::FirmLimit,
        Refusal::ExceedsFirmLimit,
        |s| s.control.set_firm_limit(money(1)),
        admit,
    ),
    refuses(ControlId::Headroom, Refusal::ExceedsHeadroom, |s| s.child_of(PARENT_QTY + LOT), route),
    refuses(
        ControlId::Headroom,
        Refusal::ExceedsHeadroom,
        |s| s.turn(PARENT_QTY),
        |s| s.replace(LOT + s.knob, Price(99)),
    ),
    refuses(
        ControlId::ParentState,
        Refusal::ParentDone,
        |s| {
            let parent = s.parent()?;
            s.lane.cancel_parent(parent, s.now)
        },
        route,
    ),
    refuses(
        ControlId::ParentState,
        Refusal::Closed,
        |s| {
            s.child()?;
            let parent = s.parent()?;
            s.lane.cancel_parent(parent, s.now)
        },
        route,
    ),
    refuses(
        ControlId::ParentExpiry,
        Refusal::ParentExpired,
        |s| {
            s.offer.expire_time = Some(s.after(10));
            s.parent()?;
            s.pass(10)
        },
        route,
    ),
    refuses(
        ControlId::ParentLease,
        Refusal::ParentLeaseExpired,
        |s| {
            s.offer.lease = Some(10);
            s.parent()?;
            s.pass(11)
        },
        route,
    ),
    refuses(
        ControlId::FanOutChildren,
        Refusal::FanOutChildren,
        |s| spread(s, FanOut { max_children: 1, ..FanOut::WIDEST }),
        route,
    )
    .with_alarm(AlarmKind::FanOut)
    .stopping(parent, Level::NoNewOrders),
    refuses(
        ControlId::FanOutQuantity,
        Refusal::FanOutQuantity,
        |s| spread(s, FanOut { max_sent: LOT, ..FanOut::WIDEST }),
        route,
    )
    .with_alarm(AlarmKind::FanOut)
    .stopping(parent, Level::NoNewOrders),
    refuses(
        ControlId::FanOutQuantity,
        Refusal::FanOutQuantity,
        |s| spread(s, FanOut { max_sent: LOT, ..FanOut::WIDEST }),
        |s| s.replace(LOT + LOT, Price(99)),
    )
    .with_alarm(AlarmKind::FanOut),
    // A unit counts at the edge of the collar; two lots do not fit in less than twice that.
    refuses(
        ControlId::FanOutNotional,
        Refusal::FanOutQuantity,
        |s| {
            let max_notional = money((100 + BAND) * LOT * 2 - 1);
            spread(s, FanOut { max_notional, ..FanOut::WIDEST })
        },
        route,
    )
    .with_alarm(AlarmKind::FanOut)
    .stopping(parent, Level::NoNewOrders),
    refuses(
        ControlId::FanOutRefused,
        Refusal::Held,
        |s| s.offering(|offer| offer.fan_out.max_refused = 1),
        overreach,
    )
    .with_alarm(AlarmKind::FanOut)
    .stopping(parent, Level::NoNewOrders),
    refuses(
        ControlId::MaxHeld,
        Refusal::Halted,
        |s| s.offering(|offer| offer.strategy = TIGHT),
        hold_one,
    )
    .with_alarm(AlarmKind::StrategyTripped)
    .stopping(tight, Level::NoNewOrders),
    refuses(ControlId::RequestSlots, Refusal::TooManyRequests, |s| often(s, 3, reprice), reprice),
];

pub(super) const THROTTLES: [Drill; 15] = [
    refuses(
        ControlId::OrderThrottle,
        Refusal::OrdersThrottled,
        |s| {
            s.throttle(Throttles { orders: 1, ..UNBOUND })?;
            s.route()
        },
        route,
    ),
    refuses(
        ControlId::OrderThrottle,
        Refusal::OrdersThrottled,
        |s| {
            s.throttle(Throttles { orders: 1, ..UNBOUND })?;
            s.route()
        },
        |s| s.replace(LOT, Price(99)),
    ),
    refuses(
        ControlId::CancelThrottle,
        Refusal::CancelsThrottled,
        |s| {
            s.throttle(Throttles { cancels: 1, ..UNBOUND })?;
            s.cancel()
        },
        cancel,
    ),
    refuses(
        ControlId::RepeatedExecutions,
        Refusal::RepeatedExecutions,
        |s| s.offering(|offer| offer.strategy = TIGHT),
        |s| {
            s.trade(1)?;
            s.route()
        },
    )
    .with_alarm(AlarmKind::Repeats),
    refuses(
        ControlId::StrategyRatio,
        Refusal::Halted,
        |s| s.offering(|offer| offer.strategy = TIGHT),
        send_twice,
    )
    .with_alarm(AlarmKind::Ratio)
    .stopping(tight, Level::NoNewOrders),
    refuses(
        ControlId::FirmRatio,
        Refusal::Halted,
        |s| s.throttle(Throttles { max_ratio: 1, ..UNBOUND }),
        send_twice,
    )
    .with_alarm(AlarmKind::Ratio)
    .stopping(|_| Scope::Firm, Level::NoNewOrders),
    raises(
        ControlId::VenueRejects,
        AlarmKind::Rejects,
        |s| s.throttle(Throttles { max_rejects: 1, ..UNBOUND }),
        |s| {
            s.says(ExecType::Rejected, 0)?;
            s.route()?;
            s.says(ExecType::Rejected, 0)
        },
    ),
    refuses(ControlId::ParentSlots, Refusal::ParentsFull, |s| often(s, 3, admit), admit),
    refuses(
        ControlId::ChildSlots,
        Refusal::ChildrenFull,
        |s| {
            often(s, 4, route)?;
            s.admit()
        },
        route,
    ),
    refuses(
        ControlId::ExecutionRecords,
        Refusal::ExecutionsFull,
        |s| often(s, 7, |s| s.trade(1)),
        |s| {
            s.child_qty = qty(LOT);
            s.route()
        },
    ),
    refuses(
        ControlId::ClientIds,
        Refusal::ClientIdsFull,
        |s| {
            often(s, 5, |s| {
                s.admit()?;
                retire(s)
            })
        },
        admit,
    ),
    refuses(
        ControlId::RepeatSlots,
        Refusal::ThrottlesFull,
        |s| {
            let limit = PositionLimit { long: Qty::MAX, short: Qty::MAX };
            s.control.set_position_limit(ACCOUNT, OTHER, &limit)?;
            s.offer.instrument = OTHER;
            s.admit()?;
            s.offering(|offer| offer.instrument = INSTRUMENT)
        },
        admit,
    ),
    refuses(
        ControlId::DefinitionSlots,
        Refusal::DefinitionsFull,
        |s| s.control.define_account(Notional::MAX).map(|_| ()),
        |s| s.control.define_account(Notional::MAX).map(|_| ()),
    ),
    refuses(
        ControlId::SuspenseLimit,
        Refusal::Halted,
        |s| s.control.set_suspense_limit(qty(LOT - 1)),
        |s| {
            s.stray(LOT)?;
            s.route()
        },
    )
    .with_alarm(AlarmKind::SuspenseLimit)
    .stopping(|_| Scope::Firm, Level::NoNewOrders),
    refuses(
        ControlId::PositionSuspense,
        Refusal::Halted,
        |s| s.control.set_position_suspense_limit(ACCOUNT, INSTRUMENT, qty(LOT - 1)),
        |s| {
            s.hint_all();
            s.stray(LOT)?;
            s.route()
        },
    )
    .with_alarm(AlarmKind::SuspenseLimit)
    .stopping(|_| Scope::Firm, Level::NoNewOrders),
];
