//! What venues report: booked, and heard of where it cannot be.

use super::scene::{ACCOUNT, INSTRUMENT, LOT, NEVER_SENT, PARENT_QTY, PRICE, Scene, VENUE, qty};
use super::stop::parent;
use super::{Done, Drill, raises};
use crate::alarm::AlarmKind;
use crate::child::{ExecType, OrdStatus};
use crate::id::{ChildId, ExecId};
use crate::inventory::ControlId;
use crate::report::Report;
use crate::switch::Level;
use crate::sync::Relaxed;
use crate::units::{Price, Qty};

/// A trade of the child that is as it should be, but for what is changed.
fn trade(scene: &mut Scene<'_>, change: impl FnOnce(&mut Report)) -> Done {
    let child = scene.child()?;
    scene.executions = scene.executions.saturating_add(1);
    let mut trade = Report::trade(child, ExecId(scene.executions), qty(1), PRICE);
    change(&mut trade);
    scene.hear(&trade).map(|_| ())
}

/// A check of reports: a trade that `change` makes impossible where `knob` is turned.
const fn check(kind: AlarmKind, act: fn(&mut Scene<'_>) -> Done) -> Drill {
    raises(ControlId::ReportChecks, kind, |s| s.turn(1), act)
}

/// A bust of an execution that `knob` says was never reported, or was.
fn bust(scene: &mut Scene<'_>) -> Done {
    if scene.executions == 0 {
        scene.trade(1)?;
    }
    let child = scene.child()?;
    let of = ExecId(u128::from(scene.knob));
    let report = Report::new(child, ExecType::TradeCancel);
    let (exec_id, exec_ref) = (ExecId(99), Some(of));
    scene.hear(&Report { exec_id, exec_ref, ..report }).map(|_| ())
}

/// The venue states the order, `knob` units of it executed.
fn state(scene: &mut Scene<'_>) -> Done {
    let child = scene.child()?;
    scene.lane.sent(child, scene.now)?;
    let report = Report::new(child, ExecType::OrderStatus);
    let (ord_status, cum_qty) = (Some(OrdStatus::New), Some(qty(scene.knob)));
    scene.control.status(&Report { ord_status, cum_qty, ..report }, scene.now).map(|_| ())
}

pub(super) const REPORTS: [Drill; 15] = [
    raises(
        ControlId::Suspense,
        AlarmKind::Suspense,
        |s| {
            s.child = Some(ChildId::from_bits(NEVER_SENT));
            Ok(())
        },
        |s| s.trade(1),
    ),
    raises(
        ControlId::Overfill,
        AlarmKind::Overfill,
        |s| s.turn(PARENT_QTY),
        |s| s.trade(1 + s.knob),
    )
    .stopping(parent, Level::NoNewOrders),
    check(AlarmKind::ChildOverfill, |s| s.trade(LOT + s.knob)),
    check(AlarmKind::ConflictingExecution, |s| {
        trade(s, |_| {})?;
        let again = s.knob;
        s.executions = 0;
        trade(s, |report| report.last_qty = qty(1 + again))
    }),
    check(AlarmKind::ImpossibleReport, |s| {
        let spoilt = s.knob == 1;
        trade(s, |report| report.last_qty = if spoilt { Qty::ZERO } else { report.last_qty })
    }),
    check(AlarmKind::UnexpectedAnswer, |s| {
        if s.knob == 0 {
            s.replace(LOT, Price(99))?;
        }
        s.says(ExecType::Replaced, 0)
    }),
    check(AlarmKind::CumQtyDisagrees, |s| {
        s.trade(2)?;
        s.says(ExecType::Canceled, 2 - s.knob)
    }),
    check(AlarmKind::ImpossiblePrice, |s| {
        let worse = s.knob as i64;
        trade(s, |report| report.last_px = Price(PRICE.0 + worse))
    }),
    raises(
        ControlId::Reconciliation,
        AlarmKind::CumQtyGap,
        |s| s.turn(1),
        |s| {
            let more = s.knob;
            trade(s, |report| report.cum_qty = Some(qty(1 + more)))
        },
    ),
    raises(ControlId::Reconciliation, AlarmKind::Difference, |s| s.turn(1), state),
    raises(
        ControlId::Reconciliation,
        AlarmKind::PositionDiffers,
        |s| s.turn(1),
        |s| s.control.check_position(ACCOUNT, INSTRUMENT, (s.knob, 0), s.now).map(|_| ()),
    ),
    raises(
        ControlId::Corrections,
        AlarmKind::Bust,
        |s| s.turn(1),
        |s| {
            if s.knob == 0 { s.trade(1) } else { bust(s) }
        },
    ),
    raises(
        ControlId::Corrections,
        AlarmKind::ExecutionAwaited,
        |s| s.turn(1),
        |s| {
            if s.knob == 1 {
                s.turn(7)?;
                bust(s)
            } else {
                s.trade(1)
            }
        },
    ),
    raises(
        ControlId::UnknownChildren,
        AlarmKind::ChildUnknown,
        |s| s.child().map(|_| ()),
        |s| s.control.disconnect(VENUE, s.now).map(|_| ()),
    ),
    raises(
        ControlId::TakeOver,
        AlarmKind::LaneTakenOver,
        |s| {
            let parent = s.parent()?;
            s.lane.slot.working.store(parent.to_bits(), Relaxed);
            Ok(())
        },
        |s| s.region.take_over_lane(0).map(drop),
    ),
];
