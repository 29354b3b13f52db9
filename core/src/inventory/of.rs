//! Which control stands behind a refusal, an alarm, a throw of a switch.

use super::ControlId;
use crate::alarm::AlarmKind;
use crate::refusal::Refusal;
use crate::switch::{Level, Scope};

impl ControlId {
    /// The control that a refusal counts to. `None`: none has acted; the call came too early, too
    /// late, or twice.
    #[must_use]
    pub const fn of_refusal(refusal: Refusal) -> Option<ControlId> {
        Some(match refusal {
            Refusal::NothingToChange | Refusal::ChildEnded | Refusal::NotEnded => return None,
            Refusal::TooShort
            | Refusal::Unaligned
            | Refusal::BadConfig
            | Refusal::AlreadyFormatted
            | Refusal::BadMagic
            | Refusal::OtherAbi
            | Refusal::OtherLayout
            | Refusal::DamagedHeader => ControlId::Layout,
            Refusal::BuildTooOld => ControlId::Build,
            Refusal::BadRegistry => ControlId::History,
            Refusal::AlreadyClaimed | Refusal::HandleLost => ControlId::Handle,
            Refusal::ClockBackwards => ControlId::ClockBackwards,
            Refusal::ClockStopped => ControlId::ClockStopped,
            Refusal::NotArmed => ControlId::Arming,
            Refusal::LeaseExpired => ControlId::Lease,
            Refusal::MonitorSilent => ControlId::Monitors,
            Refusal::AlarmUnacknowledged => ControlId::AlarmDeadline,
            Refusal::JournalStalled => ControlId::Journal,
            Refusal::Halted | Refusal::Held => ControlId::Halted,
            Refusal::ReduceOnly => ControlId::ReduceOnly,
            Refusal::KilledSince => ControlId::ResetSinceKill,
            Refusal::VenueDown | Refusal::VenueRecovering => ControlId::VenueSession,
            Refusal::UnknownAccount
            | Refusal::UnknownInstrument
            | Refusal::UnknownVenue
            | Refusal::UnknownMonitor
            | Refusal::AlreadyDefined => ControlId::Definitions,
            Refusal::UnknownStrategy => ControlId::Strategy,
            Refusal::RetiredStrategy => ControlId::Retired,
            Refusal::WrongGeneration => ControlId::Generation,
            Refusal::UnknownFlag => ControlId::Flag,
            Refusal::NotInManifest => ControlId::Manifest,
            Refusal::UnknownParty => ControlId::Party,
            Refusal::UnknownParent | Refusal::UnknownChild | Refusal::NoSuchLane => {
                ControlId::Identity
            }
            Refusal::DuplicateClientId => ControlId::Duplicate,
            Refusal::NoSuchEntry | Refusal::AlreadyAssigned | Refusal::WrongTarget => {
                ControlId::Assignment
            }
            Refusal::UnknownKey | Refusal::SameKey => ControlId::ResetKeys,
            Refusal::NoSuchRequest => ControlId::ResetRequest,
            Refusal::ZeroQuantity
            | Refusal::BadSide
            | Refusal::BadPrice
            | Refusal::BadTimeInForce => ControlId::OrderFields,
            Refusal::QuantityTooLarge => ControlId::MaxOrderQty,
            Refusal::OffLot => ControlId::Lot,
            Refusal::PriceBeyondLimit => ControlId::PriceLimit,
            Refusal::OutsideCollar => ControlId::PriceCollar,
            Refusal::NoReferencePrice | Refusal::StaleReferencePrice => ControlId::ReferencePrice,
            Refusal::NotionalTooLarge => ControlId::MaxNotional,
            Refusal::LimitUnset | Refusal::BadFanOut => ControlId::LimitsSet,
            Refusal::ParentDone | Refusal::Closed => ControlId::ParentState,
            Refusal::ParentExpired => ControlId::ParentExpiry,
            Refusal::ParentLeaseExpired => ControlId::ParentLease,
            Refusal::FanOutChildren => ControlId::FanOutChildren,
            Refusal::FanOutQuantity => ControlId::FanOutQuantity,
            Refusal::ExceedsHeadroom => ControlId::Headroom,
            Refusal::ExceedsPositionLimit => ControlId::PositionLimit,
            Refusal::ExceedsAccountLimit => ControlId::AccountLimit,
            Refusal::ExceedsFirmLimit => ControlId::FirmLimit,
            Refusal::ExceedsSessionCap => ControlId::SessionCaps,
            Refusal::OrdersThrottled => ControlId::OrderThrottle,
            Refusal::CancelsThrottled => ControlId::CancelThrottle,
            Refusal::RepeatedExecutions => ControlId::RepeatedExecutions,
            Refusal::TooManyRequests => ControlId::RequestSlots,
            Refusal::LeaseTooLong => ControlId::LeaseLength,
            Refusal::WrongFingerprint => ControlId::Fingerprint,
            Refusal::AlarmsRaised => ControlId::ResetAlarms,
            Refusal::ChildUnproven => ControlId::ResetUnproven,
            Refusal::SuspenseOpen => ControlId::ResetSuspense,
            Refusal::TooSoon => ControlId::ResetDelay,
            Refusal::TooLate => ControlId::ResetExpiry,
            Refusal::ParentsFull => ControlId::ParentSlots,
            Refusal::ChildrenFull => ControlId::ChildSlots,
            Refusal::ExecutionsFull => ControlId::ExecutionRecords,
            Refusal::ClientIdsFull => ControlId::ClientIds,
            Refusal::ThrottlesFull => ControlId::RepeatSlots,
            Refusal::DefinitionsFull => ControlId::DefinitionSlots,
        })
    }

    /// The control that an alarm counts to. `None`: the same call is counted by its refusal; or, of
    /// the ratio and of suspense, where it is thrown, for there are two controls behind each.
    #[must_use]
    pub const fn of_alarm(kind: AlarmKind) -> Option<ControlId> {
        Some(match kind {
            AlarmKind::UnknownCode
            | AlarmKind::ClockBackwards
            | AlarmKind::ClockStopped
            | AlarmKind::MonitorSilent
            | AlarmKind::Ratio
            | AlarmKind::SuspenseLimit => return None,
            AlarmKind::Overfill => ControlId::Overfill,
            AlarmKind::Suspense => ControlId::Suspense,
            AlarmKind::ExecutionsFull => ControlId::ExecutionRecords,
            AlarmKind::ChildOverfill
            | AlarmKind::ReportOnVoid
            | AlarmKind::ConflictingExecution
            | AlarmKind::ImpossibleReport
            | AlarmKind::UnexpectedAnswer
            | AlarmKind::CumQtyDisagrees
            | AlarmKind::ImpossiblePrice => ControlId::ReportChecks,
            AlarmKind::FanOut => ControlId::FanOutRefused,
            AlarmKind::StrategyTripped => ControlId::MaxHeld,
            AlarmKind::LaneTakenOver => ControlId::TakeOver,
            AlarmKind::CumQtyGap | AlarmKind::Difference | AlarmKind::PositionDiffers => {
                ControlId::Reconciliation
            }
            AlarmKind::Bust | AlarmKind::ExecutionAwaited => ControlId::Corrections,
            AlarmKind::ChildUnknown => ControlId::UnknownChildren,
            AlarmKind::JournalStalled => ControlId::Journal,
            AlarmKind::Repeats => ControlId::RepeatedExecutions,
            AlarmKind::Rejects => ControlId::VenueRejects,
        })
    }

    /// The control that a throw of a switch counts to.
    #[must_use]
    pub const fn of_throw(scope: Scope, level: Level) -> ControlId {
        match level {
            Level::Open | Level::Warn | Level::ReduceOnly => return ControlId::Levels,
            Level::NoNewOrders | Level::CancelAll => {}
        }
        match scope {
            Scope::Firm => ControlId::KillFirm,
            Scope::Account(_) => ControlId::KillAccount,
            Scope::Instrument(_) => ControlId::KillInstrument,
            Scope::Venue(_) => ControlId::KillVenue,
            Scope::Strategy(_) => ControlId::KillStrategy,
            Scope::Lane(_) => ControlId::KillLane,
            Scope::Party(_) => ControlId::KillParty,
            Scope::Parent(_) => ControlId::KillParent,
        }
    }

    /// The control whose hits are this one's, too: money that a parent may send is bounded as
    /// quantity.
    #[must_use]
    pub const fn counted_with(self) -> ControlId {
        if matches!(self, ControlId::FanOutNotional) { ControlId::FanOutQuantity } else { self }
    }

    /// Whether its hits can be counted: who may not touch the region cannot write there.
    #[must_use]
    pub const fn is_counted(self) -> bool {
        !matches!(self, ControlId::Build | ControlId::Layout)
    }
}
