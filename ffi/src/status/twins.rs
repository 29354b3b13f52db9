//! The tables that pair each refusal and breach of the core with its number at the border.
#![expect(clippy::indexing_slicing, reason = "only the compiler runs it")]

use super::{plim_breach as B, plim_status as E};
use crate::text::Row;
use plimsoll::{Breach, Refusal};

/// Every refusal of the core with its twin, in ascending order.
const REFUSALS: [(E, Refusal); 90] = [
    (E::PLIM_E_TOO_SHORT, Refusal::TooShort),
    (E::PLIM_E_UNALIGNED, Refusal::Unaligned),
    (E::PLIM_E_BAD_CONFIG, Refusal::BadConfig),
    (E::PLIM_E_ALREADY_FORMATTED, Refusal::AlreadyFormatted),
    (E::PLIM_E_BAD_MAGIC, Refusal::BadMagic),
    (E::PLIM_E_OTHER_ABI, Refusal::OtherAbi),
    (E::PLIM_E_OTHER_LAYOUT, Refusal::OtherLayout),
    (E::PLIM_E_DAMAGED_HEADER, Refusal::DamagedHeader),
    (E::PLIM_E_BUILD_TOO_OLD, Refusal::BuildTooOld),
    (E::PLIM_E_BAD_REGISTRY, Refusal::BadRegistry),
    (E::PLIM_E_NO_SUCH_LANE, Refusal::NoSuchLane),
    (E::PLIM_E_ALREADY_CLAIMED, Refusal::AlreadyClaimed),
    (E::PLIM_E_HANDLE_LOST, Refusal::HandleLost),
    (E::PLIM_E_CLOCK_BACKWARDS, Refusal::ClockBackwards),
    (E::PLIM_E_CLOCK_STOPPED, Refusal::ClockStopped),
    (E::PLIM_E_NOT_ARMED, Refusal::NotArmed),
    (E::PLIM_E_LEASE_EXPIRED, Refusal::LeaseExpired),
    (E::PLIM_E_ALARM_UNACKNOWLEDGED, Refusal::AlarmUnacknowledged),
    (E::PLIM_E_HALTED, Refusal::Halted),
    (E::PLIM_E_KILLED_SINCE, Refusal::KilledSince),
    (E::PLIM_E_VENUE_DOWN, Refusal::VenueDown),
    (E::PLIM_E_VENUE_RECOVERING, Refusal::VenueRecovering),
    (E::PLIM_E_MONITOR_SILENT, Refusal::MonitorSilent),
    (E::PLIM_E_JOURNAL_STALLED, Refusal::JournalStalled),
    (E::PLIM_E_REDUCE_ONLY, Refusal::ReduceOnly),
    (E::PLIM_E_UNKNOWN_ACCOUNT, Refusal::UnknownAccount),
    (E::PLIM_E_UNKNOWN_INSTRUMENT, Refusal::UnknownInstrument),
    (E::PLIM_E_UNKNOWN_VENUE, Refusal::UnknownVenue),
    (E::PLIM_E_UNKNOWN_STRATEGY, Refusal::UnknownStrategy),
    (E::PLIM_E_WRONG_GENERATION, Refusal::WrongGeneration),
    (E::PLIM_E_UNKNOWN_PARENT, Refusal::UnknownParent),
    (E::PLIM_E_UNKNOWN_CHILD, Refusal::UnknownChild),
    (E::PLIM_E_DUPLICATE_CLIENT_ID, Refusal::DuplicateClientId),
    (E::PLIM_E_ALREADY_DEFINED, Refusal::AlreadyDefined),
    (E::PLIM_E_NO_SUCH_ENTRY, Refusal::NoSuchEntry),
    (E::PLIM_E_ALREADY_ASSIGNED, Refusal::AlreadyAssigned),
    (E::PLIM_E_WRONG_TARGET, Refusal::WrongTarget),
    (E::PLIM_E_RETIRED_STRATEGY, Refusal::RetiredStrategy),
    (E::PLIM_E_UNKNOWN_FLAG, Refusal::UnknownFlag),
    (E::PLIM_E_NOT_IN_MANIFEST, Refusal::NotInManifest),
    (E::PLIM_E_UNKNOWN_PARTY, Refusal::UnknownParty),
    (E::PLIM_E_UNKNOWN_MONITOR, Refusal::UnknownMonitor),
    (E::PLIM_E_UNKNOWN_KEY, Refusal::UnknownKey),
    (E::PLIM_E_SAME_KEY, Refusal::SameKey),
    (E::PLIM_E_NO_SUCH_REQUEST, Refusal::NoSuchRequest),
    (E::PLIM_E_ZERO_QUANTITY, Refusal::ZeroQuantity),
    (E::PLIM_E_QUANTITY_TOO_LARGE, Refusal::QuantityTooLarge),
    (E::PLIM_E_OFF_LOT, Refusal::OffLot),
    (E::PLIM_E_BAD_SIDE, Refusal::BadSide),
    (E::PLIM_E_BAD_PRICE, Refusal::BadPrice),
    (E::PLIM_E_PRICE_BEYOND_LIMIT, Refusal::PriceBeyondLimit),
    (E::PLIM_E_OUTSIDE_COLLAR, Refusal::OutsideCollar),
    (E::PLIM_E_NO_REFERENCE_PRICE, Refusal::NoReferencePrice),
    (E::PLIM_E_STALE_REFERENCE_PRICE, Refusal::StaleReferencePrice),
    (E::PLIM_E_NOTIONAL_TOO_LARGE, Refusal::NotionalTooLarge),
    (E::PLIM_E_LIMIT_UNSET, Refusal::LimitUnset),
    (E::PLIM_E_BAD_FAN_OUT, Refusal::BadFanOut),
    (E::PLIM_E_BAD_TIME_IN_FORCE, Refusal::BadTimeInForce),
    (E::PLIM_E_PARENT_DONE, Refusal::ParentDone),
    (E::PLIM_E_CLOSED, Refusal::Closed),
    (E::PLIM_E_HELD, Refusal::Held),
    (E::PLIM_E_FAN_OUT_CHILDREN, Refusal::FanOutChildren),
    (E::PLIM_E_FAN_OUT_QUANTITY, Refusal::FanOutQuantity),
    (E::PLIM_E_EXCEEDS_HEADROOM, Refusal::ExceedsHeadroom),
    (E::PLIM_E_EXCEEDS_POSITION_LIMIT, Refusal::ExceedsPositionLimit),
    (E::PLIM_E_EXCEEDS_ACCOUNT_LIMIT, Refusal::ExceedsAccountLimit),
    (E::PLIM_E_EXCEEDS_FIRM_LIMIT, Refusal::ExceedsFirmLimit),
    (E::PLIM_E_PARENT_EXPIRED, Refusal::ParentExpired),
    (E::PLIM_E_PARENT_LEASE_EXPIRED, Refusal::ParentLeaseExpired),
    (E::PLIM_E_EXCEEDS_SESSION_CAP, Refusal::ExceedsSessionCap),
    (E::PLIM_E_ORDERS_THROTTLED, Refusal::OrdersThrottled),
    (E::PLIM_E_CANCELS_THROTTLED, Refusal::CancelsThrottled),
    (E::PLIM_E_REPEATED_EXECUTIONS, Refusal::RepeatedExecutions),
    (E::PLIM_E_CHILD_ENDED, Refusal::ChildEnded),
    (E::PLIM_E_TOO_MANY_REQUESTS, Refusal::TooManyRequests),
    (E::PLIM_E_NOT_ENDED, Refusal::NotEnded),
    (E::PLIM_E_NOTHING_TO_CHANGE, Refusal::NothingToChange),
    (E::PLIM_E_LEASE_TOO_LONG, Refusal::LeaseTooLong),
    (E::PLIM_E_WRONG_FINGERPRINT, Refusal::WrongFingerprint),
    (E::PLIM_E_ALARMS_RAISED, Refusal::AlarmsRaised),
    (E::PLIM_E_CHILD_UNPROVEN, Refusal::ChildUnproven),
    (E::PLIM_E_SUSPENSE_OPEN, Refusal::SuspenseOpen),
    (E::PLIM_E_TOO_SOON, Refusal::TooSoon),
    (E::PLIM_E_TOO_LATE, Refusal::TooLate),
    (E::PLIM_E_PARENTS_FULL, Refusal::ParentsFull),
    (E::PLIM_E_CHILDREN_FULL, Refusal::ChildrenFull),
    (E::PLIM_E_EXECUTIONS_FULL, Refusal::ExecutionsFull),
    (E::PLIM_E_CLIENT_IDS_FULL, Refusal::ClientIdsFull),
    (E::PLIM_E_DEFINITIONS_FULL, Refusal::DefinitionsFull),
    (E::PLIM_E_THROTTLES_FULL, Refusal::ThrottlesFull),
];

/// Every breach of the core with its twin, in ascending order.
const BREACHES: [(B, Breach); 10] = [
    (B::PLIM_B_OVERFILL, Breach::Overfill),
    (B::PLIM_B_CHILD_OVERFILL, Breach::ChildOverfill),
    (B::PLIM_B_SUSPENSE, Breach::Suspense),
    (B::PLIM_B_REPORT_ON_VOID, Breach::ReportOnVoid),
    (B::PLIM_B_CONFLICTING_EXECUTION, Breach::ConflictingExecution),
    (B::PLIM_B_IMPOSSIBLE_REPORT, Breach::ImpossibleReport),
    (B::PLIM_B_UNEXPECTED_ANSWER, Breach::UnexpectedAnswer),
    (B::PLIM_B_CUM_QTY_DISAGREES, Breach::CumQtyDisagrees),
    (B::PLIM_B_EXECUTIONS_FULL, Breach::ExecutionsFull),
    (B::PLIM_B_IMPOSSIBLE_PRICE, Breach::ImpossiblePrice),
];

/// What the core's numbers end before: refusals below, breaches from there on.
const REFUSALS_END: usize = 128;
const BREACHES_BEGIN: usize = 200;
const BREACHES_END: usize = 216;

/// The refusals by number, for a look-up in one step.
static BY_REFUSAL: [E; REFUSALS_END] = {
    let mut table = [E::PLIM_E_UNTRANSLATED; REFUSALS_END];
    let mut row = 0;
    while row < REFUSALS.len() {
        let (status, refusal) = REFUSALS[row];
        assert!(status as i32 == refusal as i32, "a refusal has another number at the border");
        table[refusal as usize] = status;
        row += 1;
    }
    table
};

/// The breaches by number, for a look-up in one step.
static BY_BREACH: [B; BREACHES_END - BREACHES_BEGIN] = {
    let mut table = [B::PLIM_B_UNTRANSLATED; BREACHES_END - BREACHES_BEGIN];
    let mut row = 0;
    while row < BREACHES.len() {
        let (twin, breach) = BREACHES[row];
        assert!(twin as i32 == breach as i32, "a breach has another number at the border");
        table[breach as usize - BREACHES_BEGIN] = twin;
        row += 1;
    }
    table
};

/// The status of `refusal`.
pub(super) fn status_of(refusal: Refusal) -> E {
    BY_REFUSAL.get(refusal as usize).copied().unwrap_or(E::PLIM_E_UNTRANSLATED)
}

/// The breach's twin.
pub(super) fn breach_of(breach: Breach) -> B {
    let place = (breach as usize).wrapping_sub(BREACHES_BEGIN);
    BY_BREACH.get(place).copied().unwrap_or(B::PLIM_B_UNTRANSLATED)
}

/// The words of the core's refusals.
pub(super) static REFUSAL_TEXTS: [Row; REFUSALS.len()] = {
    let mut rows = [Row::EMPTY; REFUSALS.len()];
    let mut row = 0;
    while row < REFUSALS.len() {
        let (status, refusal) = REFUSALS[row];
        rows[row] = Row::new(status as i32, refusal.name());
        row += 1;
    }
    rows
};

/// The words of the breaches, and of none.
pub(super) static BREACH_TEXTS: [Row; BREACHES.len() + 2] = {
    let mut rows = [Row::EMPTY; BREACHES.len() + 2];
    rows[0] = Row::new(B::PLIM_B_NONE as i32, "none");
    rows[1] = Row::new(B::PLIM_B_UNTRANSLATED as i32, "untranslated");
    let mut row = 0;
    while row < BREACHES.len() {
        let (twin, breach) = BREACHES[row];
        rows[row + 2] = Row::new(twin as i32, breach.name());
        row += 1;
    }
    rows
};

/// The words of the border's own statuses.
pub(super) static BORDER_TEXTS: [Row; 19] = [
    Row::new(E::PLIM_OK as i32, "ok"),
    Row::new(E::PLIM_E_NULL as i32, "null"),
    Row::new(E::PLIM_E_ALIGN as i32, "align"),
    Row::new(E::PLIM_E_STRUCT_SIZE as i32, "struct_size"),
    Row::new(E::PLIM_E_UNKNOWN_FIELD as i32, "unknown_field"),
    Row::new(E::PLIM_E_RESERVED as i32, "reserved"),
    Row::new(E::PLIM_E_ENUM as i32, "enum"),
    Row::new(E::PLIM_E_BOOL as i32, "bool"),
    Row::new(E::PLIM_E_CAPACITY as i32, "capacity"),
    Row::new(E::PLIM_E_HANDLE as i32, "handle"),
    Row::new(E::PLIM_E_BUSY as i32, "busy"),
    Row::new(E::PLIM_E_TEXT as i32, "text"),
    Row::new(E::PLIM_E_SCHEDULE_NO_TIME as i32, "schedule_no_time"),
    Row::new(E::PLIM_E_SCHEDULE_NO_SLICES as i32, "schedule_no_slices"),
    Row::new(E::PLIM_E_SCHEDULE_CURVE_TOO_LONG as i32, "schedule_curve_too_long"),
    Row::new(E::PLIM_E_SCHEDULE_NO_WEIGHT as i32, "schedule_no_weight"),
    Row::new(E::PLIM_E_SCHEDULE_NO_LOT as i32, "schedule_no_lot"),
    Row::new(E::PLIM_E_SCHEDULE_CATCH_UP_BELOW_LOT as i32, "schedule_catch_up_below_lot"),
    Row::new(E::PLIM_E_UNTRANSLATED as i32, "untranslated"),
];
