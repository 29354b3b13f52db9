//! Switches and the way back.

use super::scene::{
    ACCOUNT, DELAY, EXPIRY, INSTRUMENT, SPOILT, Scene, VENUE, WIDE, admit, reset, route,
};
use super::{Done, Drill, Where, refuses};
use crate::alarm::AlarmKind;
use crate::control::SessionStrategy;
use crate::id::PartyId;
use crate::inventory::ControlId;
use crate::refusal::Refusal;
use crate::switch::{Cause, Level, Scope};
use crate::units::Price;

fn firm(_: &Scene<'_>) -> Scope {
    Scope::Firm
}

fn account(_: &Scene<'_>) -> Scope {
    Scope::Account(ACCOUNT)
}

fn instrument(_: &Scene<'_>) -> Scope {
    Scope::Instrument(INSTRUMENT)
}

fn venue(_: &Scene<'_>) -> Scope {
    Scope::Venue(VENUE)
}

fn strategy(_: &Scene<'_>) -> Scope {
    Scope::Strategy(WIDE)
}

fn lane(_: &Scene<'_>) -> Scope {
    Scope::Lane(0)
}

fn desk(_: &Scene<'_>) -> Scope {
    Scope::Party(PartyId(0))
}

/// The parent; the firm, which is open, where there is none.
pub(super) fn parent(scene: &Scene<'_>) -> Scope {
    scene.parent.map_or(Scope::Firm, Scope::Parent)
}

/// A switch of one kind: thrown, no child of the scope is born.
const fn kill(control: ControlId, scope: Where, arrange: fn(&mut Scene<'_>) -> Done) -> Drill {
    refuses(control, Refusal::Halted, arrange, route).stopping(scope, Level::NoNewOrders)
}

fn restrict(scene: &mut Scene<'_>, scope: Scope, level: Level) -> Done {
    scene.region.restrict(scope, level, &Cause::of(0, scene.now)).map(|_| ())
}

/// Throws the parent's switch, with the parent there.
fn kill_with_parent(scene: &mut Scene<'_>, scope: Where) -> Done {
    scene.parent()?;
    scene.kill(scope(scene))
}

pub(super) const SWITCHES: [Drill; 13] = [
    refuses(
        ControlId::Halted,
        Refusal::Halted,
        |s| {
            s.child()?;
            s.kill(Scope::Account(ACCOUNT))
        },
        |s| s.replace(10, Price(99)),
    ),
    refuses(
        ControlId::Halted,
        Refusal::Held,
        |s| {
            let parent = s.parent()?;
            s.lane.hold(parent, s.now)
        },
        route,
    ),
    kill(ControlId::KillFirm, firm, |s| kill_with_parent(s, firm)),
    kill(ControlId::KillAccount, account, |s| kill_with_parent(s, account)),
    kill(ControlId::KillInstrument, instrument, |s| kill_with_parent(s, instrument)),
    kill(ControlId::KillVenue, venue, |s| kill_with_parent(s, venue)),
    kill(ControlId::KillStrategy, strategy, |s| kill_with_parent(s, strategy)),
    kill(ControlId::KillLane, lane, |s| kill_with_parent(s, lane)),
    kill(ControlId::KillParty, desk, |s| kill_with_parent(s, desk)),
    refuses(ControlId::KillParent, Refusal::Held, |s| kill_with_parent(s, parent), route)
        .stopping(parent, Level::NoNewOrders),
    refuses(
        ControlId::ReduceOnly,
        Refusal::ReduceOnly,
        |s| restrict(s, Scope::Firm, Level::ReduceOnly),
        route,
    )
    .stopping(firm, Level::ReduceOnly),
    refuses(
        ControlId::Levels,
        Refusal::Halted,
        |s| {
            restrict(s, Scope::Firm, Level::CancelAll)?;
            restrict(s, Scope::Firm, Level::Warn)?;
            restrict(s, Scope::Firm, Level::ReduceOnly)
        },
        admit,
    )
    .stopping(firm, Level::CancelAll),
    refuses(
        ControlId::Levels,
        Refusal::ReduceOnly,
        |s| {
            restrict(s, Scope::Instrument(INSTRUMENT), Level::ReduceOnly)?;
            restrict(s, Scope::Instrument(INSTRUMENT), Level::Warn)
        },
        route,
    )
    .stopping(instrument, Level::ReduceOnly),
];

/// A reset that is spoilt by `knob`.
const fn spoilt(
    control: ControlId,
    refusal: Refusal,
    arrange: fn(&mut Scene<'_>) -> Done,
) -> Drill {
    refuses(control, refusal, arrange, reset)
}

pub(super) const RESETS: [Drill; 14] = [
    spoilt(ControlId::ResetKeys, Refusal::UnknownKey, |s| s.with_keys([99, 22])),
    spoilt(ControlId::ResetKeys, Refusal::UnknownKey, |s| s.with_keys([11, 99])),
    spoilt(ControlId::ResetKeys, Refusal::SameKey, |s| s.with_keys([11, 11])),
    spoilt(ControlId::ResetRequest, Refusal::NoSuchRequest, |s| s.turn(SPOILT.nonce)),
    spoilt(ControlId::ResetDelay, Refusal::TooSoon, |s| s.waiting(DELAY.saturating_sub(1))),
    spoilt(ControlId::ResetExpiry, Refusal::TooLate, |s| s.waiting(EXPIRY.saturating_add(1))),
    spoilt(ControlId::ResetSinceKill, Refusal::KilledSince, |s| s.turn(SPOILT.killed)),
    refuses(
        ControlId::ResetSinceKill,
        Refusal::KilledSince,
        |s| s.kill(Scope::Firm),
        |s| s.rearm(&[SessionStrategy::uncapped(WIDE.0, 1)]),
    ),
    spoilt(ControlId::ResetAlarms, Refusal::AlarmsRaised, |s| s.stray(1)),
    refuses(
        ControlId::ResetAlarms,
        Refusal::AlarmsRaised,
        |s| s.stray(1),
        |s| s.rearm(&[SessionStrategy::uncapped(WIDE.0, 1)]),
    ),
    // A child of which nobody has said that it was sent.
    spoilt(ControlId::ResetUnproven, Refusal::ChildUnproven, route),
    spoilt(ControlId::ResetUnproven, Refusal::ChildUnproven, |s| {
        let child = s.child()?;
        s.lane.sent(child, s.now)?;
        s.lane.doubt(child, s.now)
    }),
    spoilt(ControlId::ResetSuspense, Refusal::SuspenseOpen, |s| {
        s.stray(1)?;
        s.control.acknowledge(AlarmKind::Suspense, s.now)
    }),
    spoilt(ControlId::Fingerprint, Refusal::WrongFingerprint, |s| s.turn(SPOILT.fingerprint)),
];
