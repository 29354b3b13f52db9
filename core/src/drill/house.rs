//! The house: arming, leases, who is listening, clocks, builds.

use super::scene::{LEASE, NEVER_SENT, OTHER, Scene, VENUE, WIDE, admit, money, registry, route};
use super::{Done, Drill, refuses};
use crate::alarm::AlarmKind;
use crate::child::ExecType;
use crate::control::SessionStrategy;
use crate::id::ChildId;
use crate::inventory::ControlId;
use crate::limits::StrategyTerms;
use crate::refusal::Refusal;
use crate::report::Report;
use crate::switch::{Level, Scope};
use crate::sync::{AtomicU64, Relaxed};
use crate::units::Nanos;

fn rearm(scene: &mut Scene<'_>) -> Done {
    scene.rearm(&[SessionStrategy::uncapped(WIDE.0, 1)])
}

/// Forgets a limit, as if nobody had ever set it.
fn unset(word: &AtomicU64) -> Done {
    word.store(0, Relaxed);
    Ok(())
}

fn define_strategy(scene: &mut Scene<'_>) -> Done {
    let max_held = 1u32.saturating_sub(scene.knob as u32);
    let terms = StrategyTerms { code: 3, generation: 1, max_held, max_ratio: 1, max_repeats: 1 };
    match scene.control.define_strategy(&terms) {
        // The table is full: that comes last, and what we look for was not found.
        Err(Refusal::DefinitionsFull) => Ok(()),
        defined => defined.map(|_| ()),
    }
}

/// Fills the lane's ring with `n` events of reports.
fn fill_ring(scene: &mut Scene<'_>, n: u32) -> Done {
    scene.region.journal(0)?;
    for _ in 0..n {
        scene.hear(&Report::new(ChildId::from_bits(NEVER_SENT), ExecType::New))?;
    }
    Ok(())
}

/// The registry again, its tombstone as `knob` has it.
fn extend(scene: &mut Scene<'_>) -> Done {
    scene.control.disarm(scene.now)?;
    scene.control.extend_registry(&registry(scene.knob == 0))
}

pub(super) const HOUSE: [Drill; 25] = [
    refuses(ControlId::Arming, Refusal::NotArmed, |s| s.control.disarm(s.now), admit),
    refuses(ControlId::Fingerprint, Refusal::WrongFingerprint, |s| s.turn(1), rearm),
    refuses(
        ControlId::Manifest,
        Refusal::NotInManifest,
        |s| s.rearm(&[SessionStrategy::uncapped(2, 1)]),
        admit,
    ),
    refuses(
        ControlId::SessionCaps,
        Refusal::ExceedsSessionCap,
        |s| s.rearm(&[SessionStrategy { max_parents: 0, ..SessionStrategy::uncapped(WIDE.0, 1) }]),
        admit,
    ),
    refuses(
        ControlId::SessionCaps,
        Refusal::ExceedsSessionCap,
        |s| {
            let max_notional = money(1);
            s.rearm(&[SessionStrategy { max_notional, ..SessionStrategy::uncapped(WIDE.0, 1) }])
        },
        admit,
    ),
    refuses(
        ControlId::LimitsSet,
        Refusal::LimitUnset,
        |s| unset(&s.region.control.suspended.limit),
        rearm,
    ),
    refuses(
        ControlId::LimitsSet,
        Refusal::LimitUnset,
        |s| unset(&s.region.control.patience),
        rearm,
    ),
    refuses(
        ControlId::LimitsSet,
        Refusal::LimitUnset,
        |s| unset(&s.region.control.tolerance),
        rearm,
    ),
    refuses(
        ControlId::LimitsSet,
        Refusal::LimitUnset,
        |s| unset(&s.region.control.resets.least_delay),
        rearm,
    ),
    refuses(
        ControlId::LimitsSet,
        Refusal::LimitUnset,
        |s| unset(&s.region.control.throttles.orders),
        rearm,
    ),
    refuses(
        ControlId::LimitsSet,
        Refusal::LimitUnset,
        |s| {
            s.region.control.headroom.unset();
            Ok(())
        },
        rearm,
    ),
    refuses(
        ControlId::LimitsSet,
        Refusal::LimitUnset,
        |s| s.offering(|offer| offer.instrument = OTHER),
        admit,
    ),
    refuses(
        ControlId::LimitsSet,
        Refusal::BadFanOut,
        |s| s.offering(|offer| offer.fan_out.max_children = 0),
        admit,
    ),
    refuses(ControlId::LimitsSet, Refusal::LimitUnset, |s| s.turn(1), define_strategy),
    refuses(ControlId::Lease, Refusal::LeaseExpired, |s| s.pass(LEASE), admit),
    refuses(
        ControlId::LeaseLength,
        Refusal::LeaseTooLong,
        |s| s.turn(1),
        |s| s.control.renew(s.after(LEASE.saturating_add(s.knob)), s.now),
    ),
    refuses(
        ControlId::Handle,
        Refusal::HandleLost,
        |s| s.region.take_over_lane(0).map(drop),
        admit,
    ),
    refuses(
        ControlId::Handle,
        Refusal::AlreadyClaimed,
        |s| {
            s.spare = Some(s.region.lane(1)?);
            Ok(())
        },
        |s| s.region.lane(1).map(drop),
    ),
    refuses(
        ControlId::Build,
        Refusal::BuildTooOld,
        |s| s.control.require_build(u64::MAX),
        |s| s.region.check(),
    ),
    refuses(
        ControlId::Layout,
        Refusal::BadMagic,
        |s| unset(&s.region.header.magic),
        |s| s.region.check(),
    ),
    refuses(
        ControlId::Layout,
        Refusal::OtherAbi,
        |s| unset(&s.region.header.abi),
        |s| s.region.check(),
    ),
    refuses(
        ControlId::Layout,
        Refusal::OtherLayout,
        |s| unset(&s.region.header.layout),
        |s| s.region.check(),
    ),
    refuses(
        ControlId::Layout,
        Refusal::DamagedHeader,
        |s| unset(&s.region.header.checksum),
        |s| s.region.check(),
    ),
    refuses(ControlId::History, Refusal::BadRegistry, |s| s.turn(1), extend),
    refuses(
        ControlId::VenueSession,
        Refusal::VenueDown,
        |s| s.control.disconnect(VENUE, s.now).map(|_| ()),
        route,
    ),
];

pub(super) const CLOCKS: [Drill; 8] = [
    refuses(
        ControlId::VenueSession,
        Refusal::VenueRecovering,
        |s| {
            s.control.disconnect(VENUE, s.now)?;
            s.control.reconnect(VENUE, s.now)
        },
        route,
    ),
    refuses(
        ControlId::Monitors,
        Refusal::MonitorSilent,
        |s| s.control.define_monitor(10).map(|_| ()),
        admit,
    )
    .with_alarm(AlarmKind::MonitorSilent),
    refuses(
        ControlId::Monitors,
        Refusal::MonitorSilent,
        |s| {
            let monitor = s.control.define_monitor(10)?;
            s.region.heartbeat(monitor, s.now)?;
            s.admit()?;
            s.pass(10)
        },
        route,
    )
    .with_alarm(AlarmKind::MonitorSilent),
    refuses(
        ControlId::AlarmDeadline,
        Refusal::AlarmUnacknowledged,
        |s| {
            s.control.set_alarm_deadline(5)?;
            s.stray(1)?;
            s.admit()?;
            s.pass(5)
        },
        route,
    ),
    refuses(
        ControlId::ClockBackwards,
        Refusal::ClockBackwards,
        |s| s.lane.tick(s.after(1)).map(|_| ()),
        admit,
    )
    .with_alarm(AlarmKind::ClockBackwards),
    refuses(
        ControlId::ClockStopped,
        Refusal::ClockStopped,
        |s| {
            s.control.set_clock_tolerance(5)?;
            let later = s.after(100);
            s.control.renew(Nanos(later.0.saturating_add(LEASE)), later)
        },
        admit,
    )
    .with_alarm(AlarmKind::ClockStopped),
    refuses(ControlId::Journal, Refusal::JournalStalled, |s| fill_ring(s, 6), admit),
    refuses(ControlId::Journal, Refusal::JournalStalled, |s| fill_ring(s, 9), admit)
        .with_alarm(AlarmKind::JournalStalled)
        .stopping(|_| Scope::Lane(0), Level::NoNewOrders),
];
