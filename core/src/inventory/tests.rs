//! Property: the list is a list: numbers ascend and are never shared, names are words of their
//! own, every rule has a name; and every refusal and every alarm counts to a control that is in
//! it, or to none that anybody could name.
//!
//! Method: all of them, one by one; and the numbers as they were given, which never change.

use super::*;
use crate::alarm::AlarmKind;
use crate::id::{AccountId, InstrumentId, ParentId, PartyId, StrategyId, VenueId};
use crate::refusal::Refusal;
use crate::switch::{Level, Scope};
use std::collections::BTreeSet;
use std::vec::Vec;

/// The numbers of the C interface: a new control is added to them, nothing else.
const NUMBERS: [u16; 86] = [
    10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 30, 31, 32, 33, 34, 35, 36, 37, 38,
    39, 40, 50, 51, 52, 53, 54, 55, 56, 57, 60, 61, 62, 63, 64, 65, 70, 71, 72, 73, 80, 81, 82, 83,
    84, 85, 86, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 120, 130, 131, 132,
    133, 134, 135, 140, 141, 142, 143, 144, 145, 146, 147, 148, 160, 161, 162, 163, 164, 165, 166,
];

#[test]
fn numbers_are_never_shared_and_never_change() {
    let numbers = ControlId::ALL.map(|control| control as u16);
    assert!(numbers.is_sorted_by(|a, b| a < b), "{numbers:?}");
    assert_eq!(numbers.first_chunk(), Some(&NUMBERS));
    for control in ControlId::ALL {
        assert_eq!(ControlId::from_code(control as u16), Some(control));
    }
    assert_eq!(ControlId::from_code(0), None);
}

#[test]
fn names_are_words_and_every_rule_has_one() {
    let names = ControlId::ALL.map(ControlId::name);
    assert_eq!(BTreeSet::from(names).len(), names.len());
    for control in ControlId::ALL {
        let word = |c: char| c.is_ascii_lowercase() || c == '_';
        assert!(control.name().chars().all(word), "{control:?}");
        let rules: Vec<&str> = control.source().split("; ").collect();
        let known = ["SEC 15c3-5(", "RTS 6 Art. ", "FIA 2024", "law L", "DESIGN §"];
        for rule in rules {
            assert!(known.iter().any(|begin| rule.starts_with(begin)), "{control:?}: {rule}");
        }
    }
}

#[test]
fn what_no_refusal_alarm_or_throw_counts_to_is_counted_with_another() {
    let scopes = [
        Scope::Firm,
        Scope::Account(AccountId(0)),
        Scope::Instrument(InstrumentId(0)),
        Scope::Venue(VenueId(0)),
        Scope::Strategy(StrategyId(0)),
        Scope::Lane(0),
        Scope::Party(PartyId(0)),
        Scope::Parent(ParentId::from_bits(0)),
    ];
    let thrown = scopes.map(|scope| ControlId::of_throw(scope, Level::NoNewOrders));
    assert_eq!(BTreeSet::from(thrown).len(), scopes.len());
    assert_eq!(ControlId::of_throw(Scope::Firm, Level::Warn), ControlId::Levels);
    let refused = REFUSALS.into_iter().filter_map(ControlId::of_refusal);
    let raised = AlarmKind::ALL.into_iter().filter_map(ControlId::of_alarm);
    let mut counted: BTreeSet<ControlId> = refused.chain(raised).chain(thrown).collect();
    // These are counted by whoever throws the switch: one alarm stands for two of them.
    counted.extend([ControlId::StrategyRatio, ControlId::FirmRatio]);
    counted.extend([ControlId::SuspenseLimit, ControlId::PositionSuspense, ControlId::Levels]);
    for control in ControlId::ALL {
        assert!(counted.contains(&control.counted_with()), "{control:?} is never counted");
    }
}

#[test]
fn only_calls_at_the_wrong_time_count_to_nothing() {
    let none = REFUSALS.into_iter().filter(|refusal| ControlId::of_refusal(*refusal).is_none());
    let known = [Refusal::ChildEnded, Refusal::NotEnded, Refusal::NothingToChange];
    assert_eq!(none.collect::<Vec<_>>(), known);
}

/// Every refusal; the compiler sees to it that the mapping is total, this is for what it maps to.
const REFUSALS: [Refusal; 90] = [
    Refusal::TooShort,
    Refusal::Unaligned,
    Refusal::BadConfig,
    Refusal::AlreadyFormatted,
    Refusal::BadMagic,
    Refusal::OtherAbi,
    Refusal::OtherLayout,
    Refusal::DamagedHeader,
    Refusal::BuildTooOld,
    Refusal::BadRegistry,
    Refusal::NoSuchLane,
    Refusal::AlreadyClaimed,
    Refusal::HandleLost,
    Refusal::ClockBackwards,
    Refusal::ClockStopped,
    Refusal::NotArmed,
    Refusal::LeaseExpired,
    Refusal::MonitorSilent,
    Refusal::AlarmUnacknowledged,
    Refusal::JournalStalled,
    Refusal::Halted,
    Refusal::ReduceOnly,
    Refusal::KilledSince,
    Refusal::VenueDown,
    Refusal::VenueRecovering,
    Refusal::UnknownAccount,
    Refusal::UnknownInstrument,
    Refusal::UnknownVenue,
    Refusal::UnknownStrategy,
    Refusal::RetiredStrategy,
    Refusal::WrongGeneration,
    Refusal::UnknownFlag,
    Refusal::NotInManifest,
    Refusal::UnknownParty,
    Refusal::UnknownMonitor,
    Refusal::UnknownParent,
    Refusal::UnknownChild,
    Refusal::DuplicateClientId,
    Refusal::AlreadyDefined,
    Refusal::NoSuchEntry,
    Refusal::AlreadyAssigned,
    Refusal::WrongTarget,
    Refusal::UnknownKey,
    Refusal::SameKey,
    Refusal::NoSuchRequest,
    Refusal::ZeroQuantity,
    Refusal::QuantityTooLarge,
    Refusal::OffLot,
    Refusal::BadSide,
    Refusal::BadPrice,
    Refusal::PriceBeyondLimit,
    Refusal::OutsideCollar,
    Refusal::NoReferencePrice,
    Refusal::StaleReferencePrice,
    Refusal::NotionalTooLarge,
    Refusal::LimitUnset,
    Refusal::BadFanOut,
    Refusal::BadTimeInForce,
    Refusal::ParentDone,
    Refusal::Closed,
    Refusal::Held,
    Refusal::ParentExpired,
    Refusal::ParentLeaseExpired,
    Refusal::FanOutChildren,
    Refusal::FanOutQuantity,
    Refusal::ExceedsHeadroom,
    Refusal::ExceedsPositionLimit,
    Refusal::ExceedsAccountLimit,
    Refusal::ExceedsFirmLimit,
    Refusal::ExceedsSessionCap,
    Refusal::OrdersThrottled,
    Refusal::CancelsThrottled,
    Refusal::RepeatedExecutions,
    Refusal::ChildEnded,
    Refusal::TooManyRequests,
    Refusal::NotEnded,
    Refusal::NothingToChange,
    Refusal::LeaseTooLong,
    Refusal::WrongFingerprint,
    Refusal::AlarmsRaised,
    Refusal::ChildUnproven,
    Refusal::SuspenseOpen,
    Refusal::TooSoon,
    Refusal::TooLate,
    Refusal::ParentsFull,
    Refusal::ChildrenFull,
    Refusal::ExecutionsFull,
    Refusal::ClientIdsFull,
    Refusal::ThrottlesFull,
    Refusal::DefinitionsFull,
];
