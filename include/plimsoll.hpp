/* SPDX-License-Identifier: MIT OR Apache-2.0 */

/**
 * @file
 * Plimsoll for C++14 and later: the functions of plimsoll.h with types that cannot be confused,
 * handles that close themselves, and answers that must be looked at.
 *
 *     Result<ChildId> child = lane.route({parent, venue, Qty(100), Price(2500)}, now);
 *     if (!child) return log(child.text());  // "exceeds_headroom": nothing changed
 *     session.send(text(*child).c_str());     // its ClOrdID
 *
 * Everything here is a thin inline call. It throws nothing, allocates nothing, and needs no
 * exceptions, no RTTI and no library of its own but the C one. What a function does, its units and
 * who may call it from which thread are written once, in plimsoll.h, at the function of the same
 * name: plimsoll::Lane::route is plim_route.
 */

#ifndef PLIMSOLL_HPP
#define PLIMSOLL_HPP

#include "plimsoll.h"

#if !defined(__cplusplus) || __cplusplus < 201402L
#  error "plimsoll.hpp needs C++14; plimsoll.h does with C99 or C++11"
#endif

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <new>
#include <type_traits>
#include <utility>
#if __cplusplus >= 201703L
#  include <string_view>
#endif

/// What a program does that uses what it does not have. Define it before the include to do
/// something else; it must not return.
#if !defined(PLIMSOLL_FAIL)
#  define PLIMSOLL_FAIL(what) (assert(false && what), std::abort())
#endif

#if __cplusplus >= 201703L || (defined(__GNUC__) && !defined(__clang__))
#  define PLIMSOLL_NODISCARD [[nodiscard]]
#elif defined(__clang__)
#  define PLIMSOLL_NODISCARD __attribute__((warn_unused_result))
#else
#  define PLIMSOLL_NODISCARD
#endif

namespace plimsoll {

/// What a call answers: plim_status. Text of it: text(Status).
enum class Status : std::int32_t {
    Ok = PLIM_OK,
    Null = PLIM_E_NULL,
    Align = PLIM_E_ALIGN,
    StructSize = PLIM_E_STRUCT_SIZE,
    UnknownField = PLIM_E_UNKNOWN_FIELD,
    Reserved = PLIM_E_RESERVED,
    Enum = PLIM_E_ENUM,
    Bool = PLIM_E_BOOL,
    Capacity = PLIM_E_CAPACITY,
    Handle = PLIM_E_HANDLE,
    TooShort = PLIM_E_TOO_SHORT,
    Unaligned = PLIM_E_UNALIGNED,
    BadConfig = PLIM_E_BAD_CONFIG,
    AlreadyFormatted = PLIM_E_ALREADY_FORMATTED,
    BadMagic = PLIM_E_BAD_MAGIC,
    OtherAbi = PLIM_E_OTHER_ABI,
    OtherLayout = PLIM_E_OTHER_LAYOUT,
    DamagedHeader = PLIM_E_DAMAGED_HEADER,
    BuildTooOld = PLIM_E_BUILD_TOO_OLD,
    BadRegistry = PLIM_E_BAD_REGISTRY,
    NoSuchLane = PLIM_E_NO_SUCH_LANE,
    AlreadyClaimed = PLIM_E_ALREADY_CLAIMED,
    HandleLost = PLIM_E_HANDLE_LOST,
    ClockBackwards = PLIM_E_CLOCK_BACKWARDS,
    ClockStopped = PLIM_E_CLOCK_STOPPED,
    NotArmed = PLIM_E_NOT_ARMED,
    LeaseExpired = PLIM_E_LEASE_EXPIRED,
    MonitorSilent = PLIM_E_MONITOR_SILENT,
    AlarmUnacknowledged = PLIM_E_ALARM_UNACKNOWLEDGED,
    JournalStalled = PLIM_E_JOURNAL_STALLED,
    Halted = PLIM_E_HALTED,
    ReduceOnly = PLIM_E_REDUCE_ONLY,
    KilledSince = PLIM_E_KILLED_SINCE,
    VenueDown = PLIM_E_VENUE_DOWN,
    VenueRecovering = PLIM_E_VENUE_RECOVERING,
    UnknownAccount = PLIM_E_UNKNOWN_ACCOUNT,
    UnknownInstrument = PLIM_E_UNKNOWN_INSTRUMENT,
    UnknownVenue = PLIM_E_UNKNOWN_VENUE,
    UnknownStrategy = PLIM_E_UNKNOWN_STRATEGY,
    RetiredStrategy = PLIM_E_RETIRED_STRATEGY,
    WrongGeneration = PLIM_E_WRONG_GENERATION,
    UnknownFlag = PLIM_E_UNKNOWN_FLAG,
    NotInManifest = PLIM_E_NOT_IN_MANIFEST,
    UnknownParty = PLIM_E_UNKNOWN_PARTY,
    UnknownMonitor = PLIM_E_UNKNOWN_MONITOR,
    UnknownParent = PLIM_E_UNKNOWN_PARENT,
    UnknownChild = PLIM_E_UNKNOWN_CHILD,
    DuplicateClientId = PLIM_E_DUPLICATE_CLIENT_ID,
    AlreadyDefined = PLIM_E_ALREADY_DEFINED,
    NoSuchEntry = PLIM_E_NO_SUCH_ENTRY,
    AlreadyAssigned = PLIM_E_ALREADY_ASSIGNED,
    WrongTarget = PLIM_E_WRONG_TARGET,
    UnknownKey = PLIM_E_UNKNOWN_KEY,
    SameKey = PLIM_E_SAME_KEY,
    NoSuchRequest = PLIM_E_NO_SUCH_REQUEST,
    ZeroQuantity = PLIM_E_ZERO_QUANTITY,
    QuantityTooLarge = PLIM_E_QUANTITY_TOO_LARGE,
    OffLot = PLIM_E_OFF_LOT,
    BadSide = PLIM_E_BAD_SIDE,
    BadPrice = PLIM_E_BAD_PRICE,
    PriceBeyondLimit = PLIM_E_PRICE_BEYOND_LIMIT,
    OutsideCollar = PLIM_E_OUTSIDE_COLLAR,
    NoReferencePrice = PLIM_E_NO_REFERENCE_PRICE,
    StaleReferencePrice = PLIM_E_STALE_REFERENCE_PRICE,
    NotionalTooLarge = PLIM_E_NOTIONAL_TOO_LARGE,
    LimitUnset = PLIM_E_LIMIT_UNSET,
    BadFanOut = PLIM_E_BAD_FAN_OUT,
    BadTimeInForce = PLIM_E_BAD_TIME_IN_FORCE,
    ParentDone = PLIM_E_PARENT_DONE,
    Closed = PLIM_E_CLOSED,
    Held = PLIM_E_HELD,
    ParentExpired = PLIM_E_PARENT_EXPIRED,
    ParentLeaseExpired = PLIM_E_PARENT_LEASE_EXPIRED,
    FanOutChildren = PLIM_E_FAN_OUT_CHILDREN,
    FanOutQuantity = PLIM_E_FAN_OUT_QUANTITY,
    ExceedsHeadroom = PLIM_E_EXCEEDS_HEADROOM,
    ExceedsPositionLimit = PLIM_E_EXCEEDS_POSITION_LIMIT,
    ExceedsAccountLimit = PLIM_E_EXCEEDS_ACCOUNT_LIMIT,
    ExceedsFirmLimit = PLIM_E_EXCEEDS_FIRM_LIMIT,
    ExceedsSessionCap = PLIM_E_EXCEEDS_SESSION_CAP,
    OrdersThrottled = PLIM_E_ORDERS_THROTTLED,
    CancelsThrottled = PLIM_E_CANCELS_THROTTLED,
    RepeatedExecutions = PLIM_E_REPEATED_EXECUTIONS,
    ChildEnded = PLIM_E_CHILD_ENDED,
    TooManyRequests = PLIM_E_TOO_MANY_REQUESTS,
    NotEnded = PLIM_E_NOT_ENDED,
    NothingToChange = PLIM_E_NOTHING_TO_CHANGE,
    LeaseTooLong = PLIM_E_LEASE_TOO_LONG,
    WrongFingerprint = PLIM_E_WRONG_FINGERPRINT,
    AlarmsRaised = PLIM_E_ALARMS_RAISED,
    ChildUnproven = PLIM_E_CHILD_UNPROVEN,
    SuspenseOpen = PLIM_E_SUSPENSE_OPEN,
    TooSoon = PLIM_E_TOO_SOON,
    TooLate = PLIM_E_TOO_LATE,
    ParentsFull = PLIM_E_PARENTS_FULL,
    ChildrenFull = PLIM_E_CHILDREN_FULL,
    ExecutionsFull = PLIM_E_EXECUTIONS_FULL,
    ClientIdsFull = PLIM_E_CLIENT_IDS_FULL,
    ThrottlesFull = PLIM_E_THROTTLES_FULL,
    DefinitionsFull = PLIM_E_DEFINITIONS_FULL,
    Busy = PLIM_E_BUSY,
    Text = PLIM_E_TEXT,
    ScheduleNoTime = PLIM_E_SCHEDULE_NO_TIME,
    ScheduleNoSlices = PLIM_E_SCHEDULE_NO_SLICES,
    ScheduleCurveTooLong = PLIM_E_SCHEDULE_CURVE_TOO_LONG,
    ScheduleNoWeight = PLIM_E_SCHEDULE_NO_WEIGHT,
    ScheduleNoLot = PLIM_E_SCHEDULE_NO_LOT,
    ScheduleCatchUpBelowLot = PLIM_E_SCHEDULE_CATCH_UP_BELOW_LOT,
    Untranslated = PLIM_E_UNTRANSLATED,
};

/// What a report broke, though it was booked: plim_breach.
enum class Breach : std::int32_t {
    None = PLIM_B_NONE,
    Overfill = PLIM_B_OVERFILL,
    ChildOverfill = PLIM_B_CHILD_OVERFILL,
    Suspense = PLIM_B_SUSPENSE,
    ReportOnVoid = PLIM_B_REPORT_ON_VOID,
    ConflictingExecution = PLIM_B_CONFLICTING_EXECUTION,
    ImpossibleReport = PLIM_B_IMPOSSIBLE_REPORT,
    UnexpectedAnswer = PLIM_B_UNEXPECTED_ANSWER,
    CumQtyDisagrees = PLIM_B_CUM_QTY_DISAGREES,
    ExecutionsFull = PLIM_B_EXECUTIONS_FULL,
    ImpossiblePrice = PLIM_B_IMPOSSIBLE_PRICE,
    Untranslated = PLIM_B_UNTRANSLATED,
};

/// Which way a parent trades: plim_side.
enum class Side : std::uint32_t {
    Buy = PLIM_SIDE_BUY,
    Sell = PLIM_SIDE_SELL,
    SellShort = PLIM_SIDE_SELL_SHORT,
};

/// How long a child may rest: plim_time_in_force.
enum class TimeInForce : std::uint32_t {
    Day = PLIM_TIF_DAY,
    GoodTillCancel = PLIM_TIF_GOOD_TILL_CANCEL,
    ImmediateOrCancel = PLIM_TIF_IMMEDIATE_OR_CANCEL,
    FillOrKill = PLIM_TIF_FILL_OR_KILL,
    GoodTillDate = PLIM_TIF_GOOD_TILL_DATE,
};

/// What a report is about: plim_exec_type.
enum class ExecType : std::uint32_t {
    PendingNew = PLIM_EXEC_PENDING_NEW,
    New = PLIM_EXEC_NEW,
    Trade = PLIM_EXEC_TRADE,
    PendingCancel = PLIM_EXEC_PENDING_CANCEL,
    Canceled = PLIM_EXEC_CANCELED,
    PendingReplace = PLIM_EXEC_PENDING_REPLACE,
    Replaced = PLIM_EXEC_REPLACED,
    Rejected = PLIM_EXEC_REJECTED,
    Expired = PLIM_EXEC_EXPIRED,
    DoneForDay = PLIM_EXEC_DONE_FOR_DAY,
    Suspended = PLIM_EXEC_SUSPENDED,
    Stopped = PLIM_EXEC_STOPPED,
    Calculated = PLIM_EXEC_CALCULATED,
    Restated = PLIM_EXEC_RESTATED,
    TradeCorrect = PLIM_EXEC_TRADE_CORRECT,
    TradeCancel = PLIM_EXEC_TRADE_CANCEL,
    OrderStatus = PLIM_EXEC_ORDER_STATUS,
    CancelRejected = PLIM_EXEC_CANCEL_REJECTED,
    ReplaceRejected = PLIM_EXEC_REPLACE_REJECTED,
};

/// What a venue says that an order's status is: plim_ord_status.
enum class OrdStatus : std::uint32_t {
    None = PLIM_ORD_NONE,
    New = PLIM_ORD_NEW,
    PartiallyFilled = PLIM_ORD_PARTIALLY_FILLED,
    Filled = PLIM_ORD_FILLED,
    DoneForDay = PLIM_ORD_DONE_FOR_DAY,
    Canceled = PLIM_ORD_CANCELED,
    PendingCancel = PLIM_ORD_PENDING_CANCEL,
    Stopped = PLIM_ORD_STOPPED,
    Rejected = PLIM_ORD_REJECTED,
    Suspended = PLIM_ORD_SUSPENDED,
    PendingNew = PLIM_ORD_PENDING_NEW,
    Calculated = PLIM_ORD_CALCULATED,
    Expired = PLIM_ORD_EXPIRED,
    PendingReplace = PLIM_ORD_PENDING_REPLACE,
};

/// Where a parent is in its life: plim_parent_state.
enum class ParentState : std::int32_t {
    Open = PLIM_PARENT_OPEN,
    Held = PLIM_PARENT_HELD,
    Closed = PLIM_PARENT_CLOSED,
    Done = PLIM_PARENT_DONE,
};

/// Where a child is in its life: plim_child_state.
enum class ChildState : std::int32_t {
    Born = PLIM_CHILD_BORN,
    Sent = PLIM_CHILD_SENT,
    Live = PLIM_CHILD_LIVE,
    PartiallyFilled = PLIM_CHILD_PARTIALLY_FILLED,
    Filled = PLIM_CHILD_FILLED,
    DoneForDay = PLIM_CHILD_DONE_FOR_DAY,
    Canceled = PLIM_CHILD_CANCELED,
    Expired = PLIM_CHILD_EXPIRED,
    Rejected = PLIM_CHILD_REJECTED,
    Suspended = PLIM_CHILD_SUSPENDED,
    Stopped = PLIM_CHILD_STOPPED,
    Calculated = PLIM_CHILD_CALCULATED,
    Unknown = PLIM_CHILD_UNKNOWN,
    Void = PLIM_CHILD_VOID,
};

/// What an alarm is about: plim_alarm.
enum class Alarm : std::uint32_t {
    Overfill = PLIM_ALARM_OVERFILL,
    ChildOverfill = PLIM_ALARM_CHILD_OVERFILL,
    Suspense = PLIM_ALARM_SUSPENSE,
    ReportOnVoid = PLIM_ALARM_REPORT_ON_VOID,
    ConflictingExecution = PLIM_ALARM_CONFLICTING_EXECUTION,
    ImpossibleReport = PLIM_ALARM_IMPOSSIBLE_REPORT,
    UnexpectedAnswer = PLIM_ALARM_UNEXPECTED_ANSWER,
    CumQtyDisagrees = PLIM_ALARM_CUM_QTY_DISAGREES,
    ExecutionsFull = PLIM_ALARM_EXECUTIONS_FULL,
    ImpossiblePrice = PLIM_ALARM_IMPOSSIBLE_PRICE,
    FanOut = PLIM_ALARM_FAN_OUT,
    StrategyTripped = PLIM_ALARM_STRATEGY_TRIPPED,
    SuspenseLimit = PLIM_ALARM_SUSPENSE_LIMIT,
    LaneTakenOver = PLIM_ALARM_LANE_TAKEN_OVER,
    CumQtyGap = PLIM_ALARM_CUM_QTY_GAP,
    Bust = PLIM_ALARM_BUST,
    ExecutionAwaited = PLIM_ALARM_EXECUTION_AWAITED,
    Difference = PLIM_ALARM_DIFFERENCE,
    PositionDiffers = PLIM_ALARM_POSITION_DIFFERS,
    ChildUnknown = PLIM_ALARM_CHILD_UNKNOWN,
    UnknownCode = PLIM_ALARM_UNKNOWN_CODE,
    ClockBackwards = PLIM_ALARM_CLOCK_BACKWARDS,
    ClockStopped = PLIM_ALARM_CLOCK_STOPPED,
    MonitorSilent = PLIM_ALARM_MONITOR_SILENT,
    JournalStalled = PLIM_ALARM_JOURNAL_STALLED,
    Repeats = PLIM_ALARM_REPEATS,
    Ratio = PLIM_ALARM_RATIO,
    Rejects = PLIM_ALARM_REJECTS,
};

/// What an audit finds that does not agree: plim_finding.
enum class Finding : std::int32_t {
    None = PLIM_FINDING_NONE,
    Conservation = PLIM_FINDING_CONSERVATION,
    Executed = PLIM_FINDING_EXECUTED,
    End = PLIM_FINDING_END,
    Settled = PLIM_FINDING_SETTLED,
    List = PLIM_FINDING_LIST,
    Leaves = PLIM_FINDING_LEAVES,
    Bound = PLIM_FINDING_BOUND,
    Execution = PLIM_FINDING_EXECUTION,
    Position = PLIM_FINDING_POSITION,
    Account = PLIM_FINDING_ACCOUNT,
    Firm = PLIM_FINDING_FIRM,
    Suspense = PLIM_FINDING_SUSPENSE,
    Unknown = PLIM_FINDING_UNKNOWN,
    Cooling = PLIM_FINDING_COOLING,
    Inferred = PLIM_FINDING_INFERRED,
    Untranslated = PLIM_FINDING_UNTRANSLATED,
};

/// What kind of change an event tells of: plim_event_kind.
enum class EventKind : std::uint32_t {
    Admitted = PLIM_EVENT_ADMITTED,
    Amended = PLIM_EVENT_AMENDED,
    Closed = PLIM_EVENT_CLOSED,
    Held = PLIM_EVENT_HELD,
    Released = PLIM_EVENT_RELEASED,
    Done = PLIM_EVENT_DONE,
    Retired = PLIM_EVENT_RETIRED,
    Lapsed = PLIM_EVENT_LAPSED,
    Resumed = PLIM_EVENT_RESUMED,
    Born = PLIM_EVENT_BORN,
    Sent = PLIM_EVENT_SENT,
    StateChanged = PLIM_EVENT_STATE_CHANGED,
    Executed = PLIM_EVENT_EXECUTED,
    Duplicate = PLIM_EVENT_DUPLICATE,
    Requested = PLIM_EVENT_REQUESTED,
    Answered = PLIM_EVENT_ANSWERED,
    GivenBack = PLIM_EVENT_GIVEN_BACK,
    Suspended = PLIM_EVENT_SUSPENDED,
    Corrected = PLIM_EVENT_CORRECTED,
    Inferred = PLIM_EVENT_INFERRED,
    Difference = PLIM_EVENT_DIFFERENCE,
    Cooled = PLIM_EVENT_COOLED,
    Assigned = PLIM_EVENT_ASSIGNED,
    Elsewhere = PLIM_EVENT_ELSEWHERE,
    Killed = PLIM_EVENT_KILLED,
    Reset = PLIM_EVENT_RESET,
    Armed = PLIM_EVENT_ARMED,
    Disarmed = PLIM_EVENT_DISARMED,
    Acknowledged = PLIM_EVENT_ACKNOWLEDGED,
    Recovered = PLIM_EVENT_RECOVERED,
    SessionChanged = PLIM_EVENT_SESSION_CHANGED,
    PositionDiffers = PLIM_EVENT_POSITION_DIFFERS,
    Reenabled = PLIM_EVENT_REENABLED,
};

/// What OrderQty of a replace request means at a venue: plim_replace_means.
enum class ReplaceMeans : std::uint32_t {
    Unsaid = PLIM_REPLACE_MEANS_UNSAID,
    Total = PLIM_REPLACE_MEANS_TOTAL,
    Remaining = PLIM_REPLACE_MEANS_REMAINING,
};

/// What a venue does with a replace request: plim_replace_is.
enum class ReplaceIs : std::uint32_t {
    Unsaid = PLIM_REPLACE_IS_UNSAID,
    Atomic = PLIM_REPLACE_IS_ATOMIC,
    CancelNew = PLIM_REPLACE_IS_CANCEL_NEW,
};

/// What CumQty counts after a replace: plim_cum_qty_means.
enum class CumQtyMeans : std::uint32_t {
    Unsaid = PLIM_CUM_QTY_MEANS_UNSAID,
    CarriedOver = PLIM_CUM_QTY_MEANS_CARRIED_OVER,
    Restarts = PLIM_CUM_QTY_MEANS_RESTARTS,
};

/// What LastQty of a trade says: plim_last_qty_means.
enum class LastQtyMeans : std::uint32_t {
    Single = PLIM_LAST_QTY_MEANS_SINGLE,
    Cumulative = PLIM_LAST_QTY_MEANS_CUMULATIVE,
};

/// Whether anybody can hear a venue: plim_session.
enum class VenueSession : std::uint32_t {
    Up = PLIM_SESSION_UP,
    Down = PLIM_SESSION_DOWN,
    Recovering = PLIM_SESSION_RECOVERING,
};

/// How far a scope is stopped: plim_stop_level. Each stops what the one before it stops, and more.
enum class StopLevel : std::uint32_t {
    Open = PLIM_STOP_OPEN,
    Warn = PLIM_STOP_WARN,
    ReduceOnly = PLIM_STOP_REDUCE_ONLY,
    NoNewOrders = PLIM_STOP_NO_NEW_ORDERS,
    CancelAll = PLIM_STOP_CANCEL_ALL,
};

/// What a party is to a parent: plim_party_role.
enum class PartyRole : std::uint32_t {
    Client = PLIM_PARTY_CLIENT,
    Trader = PLIM_PARTY_TRADER,
    Desk = PLIM_PARTY_DESK,
};

/// What a code is a code of: plim_registry_kind.
enum class RegistryKind : std::uint32_t {
    Strategy = PLIM_REGISTRY_STRATEGY,
    Flag = PLIM_REGISTRY_FLAG,
};

/// A part of a fingerprint, or another field of a manifest: plim_field.
enum class Field : std::int32_t {
    None = PLIM_FIELD_NONE,
    Layout = PLIM_FIELD_LAYOUT,
    Abi = PLIM_FIELD_ABI,
    Registry = PLIM_FIELD_REGISTRY,
    Limits = PLIM_FIELD_LIMITS,
    Build = PLIM_FIELD_BUILD,
    Strategy = PLIM_FIELD_STRATEGY,
    Generation = PLIM_FIELD_GENERATION,
    Lease = PLIM_FIELD_LEASE,
    Untranslated = PLIM_FIELD_UNTRANSLATED,
};

/// A control of the library's: plim_control_id.
enum class ControlId : std::int32_t {
    None = PLIM_CONTROL_NONE,
    Arming = PLIM_CONTROL_ARMING,
    Fingerprint = PLIM_CONTROL_FINGERPRINT,
    Manifest = PLIM_CONTROL_MANIFEST,
    SessionCaps = PLIM_CONTROL_SESSION_CAPS,
    LimitsSet = PLIM_CONTROL_LIMITS_SET,
    Lease = PLIM_CONTROL_LEASE,
    LeaseLength = PLIM_CONTROL_LEASE_LENGTH,
    Monitors = PLIM_CONTROL_MONITORS,
    AlarmDeadline = PLIM_CONTROL_ALARM_DEADLINE,
    ClockBackwards = PLIM_CONTROL_CLOCK_BACKWARDS,
    ClockStopped = PLIM_CONTROL_CLOCK_STOPPED,
    Journal = PLIM_CONTROL_JOURNAL,
    Handle = PLIM_CONTROL_HANDLE,
    Build = PLIM_CONTROL_BUILD,
    Layout = PLIM_CONTROL_LAYOUT,
    Halted = PLIM_CONTROL_HALTED,
    KillFirm = PLIM_CONTROL_KILL_FIRM,
    KillAccount = PLIM_CONTROL_KILL_ACCOUNT,
    KillInstrument = PLIM_CONTROL_KILL_INSTRUMENT,
    KillVenue = PLIM_CONTROL_KILL_VENUE,
    KillStrategy = PLIM_CONTROL_KILL_STRATEGY,
    KillLane = PLIM_CONTROL_KILL_LANE,
    KillParty = PLIM_CONTROL_KILL_PARTY,
    KillParent = PLIM_CONTROL_KILL_PARENT,
    ReduceOnly = PLIM_CONTROL_REDUCE_ONLY,
    Levels = PLIM_CONTROL_LEVELS,
    ResetKeys = PLIM_CONTROL_RESET_KEYS,
    ResetRequest = PLIM_CONTROL_RESET_REQUEST,
    ResetDelay = PLIM_CONTROL_RESET_DELAY,
    ResetExpiry = PLIM_CONTROL_RESET_EXPIRY,
    ResetSinceKill = PLIM_CONTROL_RESET_SINCE_KILL,
    ResetAlarms = PLIM_CONTROL_RESET_ALARMS,
    ResetUnproven = PLIM_CONTROL_RESET_UNPROVEN,
    ResetSuspense = PLIM_CONTROL_RESET_SUSPENSE,
    Strategy = PLIM_CONTROL_STRATEGY,
    Retired = PLIM_CONTROL_RETIRED,
    Generation = PLIM_CONTROL_GENERATION,
    Flag = PLIM_CONTROL_FLAG,
    Party = PLIM_CONTROL_PARTY,
    History = PLIM_CONTROL_HISTORY,
    Definitions = PLIM_CONTROL_DEFINITIONS,
    Identity = PLIM_CONTROL_IDENTITY,
    Duplicate = PLIM_CONTROL_DUPLICATE,
    Assignment = PLIM_CONTROL_ASSIGNMENT,
    OrderFields = PLIM_CONTROL_ORDER_FIELDS,
    MaxOrderQty = PLIM_CONTROL_MAX_ORDER_QTY,
    Lot = PLIM_CONTROL_LOT,
    MaxNotional = PLIM_CONTROL_MAX_NOTIONAL,
    PriceLimit = PLIM_CONTROL_PRICE_LIMIT,
    PriceCollar = PLIM_CONTROL_PRICE_COLLAR,
    ReferencePrice = PLIM_CONTROL_REFERENCE_PRICE,
    PositionLimit = PLIM_CONTROL_POSITION_LIMIT,
    AccountLimit = PLIM_CONTROL_ACCOUNT_LIMIT,
    FirmLimit = PLIM_CONTROL_FIRM_LIMIT,
    Headroom = PLIM_CONTROL_HEADROOM,
    ParentState = PLIM_CONTROL_PARENT_STATE,
    ParentExpiry = PLIM_CONTROL_PARENT_EXPIRY,
    ParentLease = PLIM_CONTROL_PARENT_LEASE,
    FanOutChildren = PLIM_CONTROL_FAN_OUT_CHILDREN,
    FanOutQuantity = PLIM_CONTROL_FAN_OUT_QUANTITY,
    FanOutNotional = PLIM_CONTROL_FAN_OUT_NOTIONAL,
    FanOutRefused = PLIM_CONTROL_FAN_OUT_REFUSED,
    MaxHeld = PLIM_CONTROL_MAX_HELD,
    VenueSession = PLIM_CONTROL_VENUE_SESSION,
    OrderThrottle = PLIM_CONTROL_ORDER_THROTTLE,
    CancelThrottle = PLIM_CONTROL_CANCEL_THROTTLE,
    RepeatedExecutions = PLIM_CONTROL_REPEATED_EXECUTIONS,
    StrategyRatio = PLIM_CONTROL_STRATEGY_RATIO,
    FirmRatio = PLIM_CONTROL_FIRM_RATIO,
    VenueRejects = PLIM_CONTROL_VENUE_REJECTS,
    SuspenseLimit = PLIM_CONTROL_SUSPENSE_LIMIT,
    PositionSuspense = PLIM_CONTROL_POSITION_SUSPENSE,
    Suspense = PLIM_CONTROL_SUSPENSE,
    Overfill = PLIM_CONTROL_OVERFILL,
    ReportChecks = PLIM_CONTROL_REPORT_CHECKS,
    Reconciliation = PLIM_CONTROL_RECONCILIATION,
    Corrections = PLIM_CONTROL_CORRECTIONS,
    UnknownChildren = PLIM_CONTROL_UNKNOWN_CHILDREN,
    TakeOver = PLIM_CONTROL_TAKE_OVER,
    ParentSlots = PLIM_CONTROL_PARENT_SLOTS,
    ChildSlots = PLIM_CONTROL_CHILD_SLOTS,
    ExecutionRecords = PLIM_CONTROL_EXECUTION_RECORDS,
    ClientIds = PLIM_CONTROL_CLIENT_IDS,
    RepeatSlots = PLIM_CONTROL_REPEAT_SLOTS,
    DefinitionSlots = PLIM_CONTROL_DEFINITION_SLOTS,
    RequestSlots = PLIM_CONTROL_REQUEST_SLOTS,
};

/// What the number is that a control is set to: plim_measure.
enum class Measure : std::uint32_t {
    Always = PLIM_MEASURE_ALWAYS,
    Money = PLIM_MEASURE_MONEY,
    Units = PLIM_MEASURE_UNITS,
    Nanoseconds = PLIM_MEASURE_NANOSECONDS,
    Number = PLIM_MEASURE_NUMBER,
    Scopes = PLIM_MEASURE_SCOPES,
    Thrown = PLIM_MEASURE_THROWN,
};

/// How a control failed its test: plim_flaw.
enum class Flaw : std::uint32_t {
    None = PLIM_FLAW_NONE,
    LetThrough = PLIM_FLAW_LET_THROUGH,
    StoppedAll = PLIM_FLAW_STOPPED_ALL,
    OtherRefusal = PLIM_FLAW_OTHER_REFUSAL,
    NoAlarm = PLIM_FLAW_NO_ALARM,
    OtherLevel = PLIM_FLAW_OTHER_LEVEL,
    Unfounded = PLIM_FLAW_UNFOUNDED,
    NotCounted = PLIM_FLAW_NOT_COUNTED,
    NoScene = PLIM_FLAW_NO_SCENE,
    Untested = PLIM_FLAW_UNTESTED,
};

namespace detail {

/// The number of an enumerator, for C.
template <class Enum>
constexpr typename std::underlying_type<Enum>::type number(Enum value) noexcept {
    return static_cast<typename std::underlying_type<Enum>::type>(value);
}

/// A number that is only ever compared with its own kind.
template <class Self, class Number>
class Strong {
public:
    using Rep = Number;

    constexpr Strong() noexcept : value_() {}
    explicit constexpr Strong(Rep value) noexcept : value_(value) {}

    /// The bare number.
    constexpr Rep get() const noexcept { return value_; }

    friend constexpr bool operator==(Self a, Self b) noexcept { return a.get() == b.get(); }
    friend constexpr bool operator!=(Self a, Self b) noexcept { return a.get() != b.get(); }
    friend constexpr bool operator<(Self a, Self b) noexcept { return a.get() < b.get(); }
    friend constexpr bool operator<=(Self a, Self b) noexcept { return a.get() <= b.get(); }
    friend constexpr bool operator>(Self a, Self b) noexcept { return a.get() > b.get(); }
    friend constexpr bool operator>=(Self a, Self b) noexcept { return a.get() >= b.get(); }

private:
    Rep value_;
};

/// 128 bits that are only ever compared with their own kind.
template <class Self, class Raw>
class Strong128 {
public:
    constexpr Strong128() noexcept : raw_{0, 0} {}
    explicit constexpr Strong128(std::uint64_t low) noexcept : raw_{0, low} {}
    constexpr Strong128(std::uint64_t high, std::uint64_t low) noexcept : raw_{high, low} {}
    explicit constexpr Strong128(const Raw& raw) noexcept : raw_(raw) {}

    /// As C has it.
    constexpr const Raw& raw() const noexcept { return raw_; }

    friend constexpr bool operator==(const Self& a, const Self& b) noexcept {
        return a.raw().high == b.raw().high && a.raw().low == b.raw().low;
    }
    friend constexpr bool operator!=(const Self& a, const Self& b) noexcept { return !(a == b); }

private:
    Raw raw_;
};

}  // namespace detail

/// A quantity in units of the instrument. One above Qty::max() can be made, and is refused where it
/// is used.
class Qty : public detail::Strong<Qty, std::uint64_t> {
public:
    using Strong::Strong;

    /// The largest that any call takes.
    static constexpr Qty max() noexcept { return Qty(PLIM_QTY_MAX); }

    friend constexpr Qty operator+(Qty a, Qty b) noexcept { return Qty(a.get() + b.get()); }
    /// Nothing, where b is more.
    friend constexpr Qty operator-(Qty a, Qty b) noexcept {
        return Qty(a < b ? 0 : a.get() - b.get());
    }
};

/// A price in whole ticks of the instrument; it may be negative.
class Price : public detail::Strong<Price, std::int64_t> {
public:
    using Strong::Strong;
};

/// Money in the smallest unit that the region accounts in.
class Notional : public detail::Strong<Notional, std::uint64_t> {
public:
    using Strong::Strong;

    /// The largest that any call takes.
    static constexpr Notional max() noexcept { return Notional(PLIM_NOTIONAL_MAX); }
};

/// Nanoseconds on the program's own steady clock.
class Nanos : public detail::Strong<Nanos, std::uint64_t> {
public:
    using Strong::Strong;

    /// The time that never comes.
    static constexpr Nanos never() noexcept { return Nanos(UINT64_MAX); }

    friend constexpr Nanos operator+(Nanos a, Nanos b) noexcept { return Nanos(a.get() + b.get()); }
};

/// An account.
class AccountId : public detail::Strong<AccountId, plim_account_id> {
public:
    using Strong::Strong;
};

/// An instrument.
class InstrumentId : public detail::Strong<InstrumentId, plim_instrument_id> {
public:
    using Strong::Strong;
};

/// A venue.
class VenueId : public detail::Strong<VenueId, plim_venue_id> {
public:
    using Strong::Strong;
};

/// A strategy: its code, the same on every server.
class StrategyId : public detail::Strong<StrategyId, plim_strategy_id> {
public:
    using Strong::Strong;
};

/// A client, a trader or a desk.
class PartyId : public detail::Strong<PartyId, plim_party_id> {
public:
    using Strong::Strong;
};

/// A program that must be listening.
class MonitorId : public detail::Strong<MonitorId, plim_monitor_id> {
public:
    using Strong::Strong;
};

/// A lane, by its place.
class LaneIndex : public detail::Strong<LaneIndex, std::uint32_t> {
public:
    using Strong::Strong;
};

/// A parent order; 0 names none.
class ParentId : public detail::Strong<ParentId, plim_parent_id> {
public:
    using Strong::Strong;
};

/// A child order, through all its replaces; 0 names none.
class ChildId : public detail::Strong<ChildId, plim_child_id> {
public:
    using Strong::Strong;
};

/// An account's own name for a parent.
class ClientId : public detail::Strong128<ClientId, plim_client_id> {
public:
    using Strong128::Strong128;
};

/// A venue's name for an execution.
class ExecId : public detail::Strong128<ExecId, plim_exec_id> {
public:
    using Strong128::Strong128;
};

/// A person's key for resets, known to that person only.
class Key : public detail::Strong128<Key, plim_key> {
public:
    using Strong128::Strong128;
};

/// A cancel or replace request on a child.
struct RequestId {
    ChildId child;
    /// 1 to 65535: what Report::request names.
    std::uint16_t number;

    friend constexpr bool operator==(const RequestId& a, const RequestId& b) noexcept {
        return a.child == b.child && a.number == b.number;
    }
    friend constexpr bool operator!=(const RequestId& a, const RequestId& b) noexcept {
        return !(a == b);
    }
};

/// A value, or none.
template <class T>
class Maybe {
public:
    constexpr Maybe() noexcept : value_(), has_(false) {}
    constexpr Maybe(T value) noexcept : value_(value), has_(true) {}

    constexpr bool has_value() const noexcept { return has_; }
    explicit constexpr operator bool() const noexcept { return has_; }

    /// The value; none is a fault of the program.
    constexpr const T& value() const noexcept {
        return has_ ? value_ : (PLIMSOLL_FAIL("no value"), value_);
    }
    constexpr const T& operator*() const noexcept { return value(); }
    constexpr const T* operator->() const noexcept { return &value(); }
    constexpr T value_or(T other) const noexcept { return has_ ? value_ : other; }

private:
    T value_;
    bool has_;
};

/// The word for a status, as `plimsoll replay` prints it. Static; never null.
inline const char* text(Status status) noexcept { return plim_status_text(detail::number(status)); }
/// The word for a breach.
inline const char* text(Breach breach) noexcept { return plim_breach_text(detail::number(breach)); }
/// The word for a parent's state.
inline const char* text(ParentState state) noexcept {
    return plim_parent_state_text(detail::number(state));
}
/// The word for a child's state.
inline const char* text(ChildState state) noexcept {
    return plim_child_state_text(detail::number(state));
}
/// The word for an alarm.
inline const char* text(Alarm alarm) noexcept {
    return plim_alarm_text(static_cast<std::int32_t>(detail::number(alarm)));
}

/// The word for what an audit found.
inline const char* text(Finding finding) noexcept {
    return plim_finding_text(detail::number(finding));
}

/// The word for a level.
inline const char* text(StopLevel level) noexcept {
    return plim_stop_level_text(static_cast<std::int32_t>(detail::number(level)));
}
/// The word for a field.
inline const char* text(Field field) noexcept { return plim_field_text(detail::number(field)); }
/// The word for a control.
inline const char* text(ControlId control) noexcept {
    return plim_controls_name(detail::number(control));
}
/// The rule that a control is there for.
inline const char* source(ControlId control) noexcept {
    return plim_controls_source(detail::number(control));
}
/// The word for a measure.
inline const char* text(Measure measure) noexcept {
    return plim_measure_text(static_cast<std::int32_t>(detail::number(measure)));
}
/// The word for a flaw.
inline const char* text(Flaw flaw) noexcept {
    return plim_flaw_text(static_cast<std::int32_t>(detail::number(flaw)));
}

/// What a call gives, or why it was refused. It must be looked at: dropping one that was not stops
/// the program, unless NDEBUG is defined.
template <class T>
class PLIMSOLL_NODISCARD Result {
public:
    /// A refusal.
    Result(Status refusal) noexcept : status_(refusal) {
        if (refusal == Status::Ok) PLIMSOLL_FAIL("a result without its value");
    }
    /// A value.
    Result(T&& value) noexcept : status_(Status::Ok) { new (place_) T(std::move(value)); }
    Result(Result&& other) noexcept : status_(other.status_), looked_(other.looked_) {
        other.looked_ = true;
        if (status_ == Status::Ok) new (place_) T(std::move(other.held()));
    }
    Result(const Result&) = delete;
    Result& operator=(const Result&) = delete;
    Result& operator=(Result&&) = delete;
    ~Result() {
#if !defined(NDEBUG)
        if (!looked_) PLIMSOLL_FAIL("a result that nobody looked at");
#endif
        if (status_ == Status::Ok) held().~T();
    }

    /// Whether there is a value.
    bool ok() const noexcept { return status() == Status::Ok; }
    explicit operator bool() const noexcept { return ok(); }
    /// Status::Ok, or why there is no value.
    Status status() const noexcept {
        looked_ = true;
        return status_;
    }
    /// The status in a word.
    const char* text() const noexcept { return plimsoll::text(status()); }

    /// The value. Asking for it after a refusal stops the program, in every build.
    T& value() & noexcept {
        check();
        return held();
    }
    const T& value() const& noexcept {
        check();
        return const_cast<Result*>(this)->held();
    }
    T value() && noexcept {
        check();
        return std::move(held());
    }
    T& operator*() & noexcept { return value(); }
    const T& operator*() const& noexcept { return value(); }
    T operator*() && noexcept { return std::move(*this).value(); }
    T* operator->() noexcept { return &value(); }
    const T* operator->() const noexcept { return &value(); }

private:
    void check() const noexcept {
        if (status() != Status::Ok) PLIMSOLL_FAIL("the value of a refusal");
    }
    T& held() noexcept { return *reinterpret_cast<T*>(place_); }

    alignas(T) unsigned char place_[sizeof(T)];
    Status status_;
    mutable bool looked_ = false;
};

/// Whether a call was refused, and why. It must be looked at, as any result.
template <>
class PLIMSOLL_NODISCARD Result<void> {
public:
    Result(Status status) noexcept : status_(status) {}
    Result(Result&& other) noexcept : status_(other.status_), looked_(other.looked_) {
        other.looked_ = true;
    }
    Result(const Result&) = delete;
    Result& operator=(const Result&) = delete;
    Result& operator=(Result&&) = delete;
    ~Result() {
#if !defined(NDEBUG)
        if (!looked_) PLIMSOLL_FAIL("a result that nobody looked at");
#endif
    }

    bool ok() const noexcept { return status() == Status::Ok; }
    explicit operator bool() const noexcept { return ok(); }
    Status status() const noexcept {
        looked_ = true;
        return status_;
    }
    const char* text() const noexcept { return plimsoll::text(status()); }
    /// Stops the program if it was refused, in every build.
    void value() const noexcept {
        if (status() != Status::Ok) PLIMSOLL_FAIL("the value of a refusal");
    }

private:
    Status status_;
    mutable bool looked_ = false;
};

namespace detail {

inline Result<void> result(plim_status status) noexcept { return static_cast<Status>(status); }

template <class T, class... From>
Result<T> result(plim_status status, From&&... from) noexcept {
    if (status != PLIM_OK) return static_cast<Status>(status);
    return T(std::forward<From>(from)...);
}

/// What comes in batches, one at a time: `for (ChildId child : region.children(parent))`. One pass.
template <class Self, class Value>
class Range {
public:
    class iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = Value;
        using difference_type = std::ptrdiff_t;
        using pointer = const Value*;
        using reference = const Value&;

        explicit iterator(Range* range) noexcept : range_(range) {}
        reference operator*() const noexcept { return range_->batch_[range_->at_]; }
        pointer operator->() const noexcept { return &**this; }
        iterator& operator++() noexcept {
            if (++range_->at_ == range_->size_ && !range_->refill()) range_ = nullptr;
            return *this;
        }
        void operator++(int) noexcept { ++*this; }
        friend bool operator==(iterator a, iterator b) noexcept { return a.range_ == b.range_; }
        friend bool operator!=(iterator a, iterator b) noexcept { return a.range_ != b.range_; }

    private:
        Range* range_;
    };

    iterator begin() noexcept { return iterator(at_ < size_ || refill() ? this : nullptr); }
    iterator end() noexcept { return iterator(nullptr); }

protected:
    static constexpr std::size_t batch = 16;

private:
    bool refill() noexcept {
        at_ = 0;
        size_ = static_cast<Self*>(this)->fill(batch_);
        return size_ > 0;
    }

    Value batch_[batch];
    std::size_t at_ = 0;
    std::size_t size_ = 0;
};

}  // namespace detail

/// An id as text, with its NUL.
class Text {
public:
    const char* c_str() const noexcept { return text_; }
    std::size_t size() const noexcept { return std::strlen(text_); }
#if __cplusplus >= 201703L
    operator std::string_view() const noexcept { return text_; }
#endif

private:
    friend Text text(ChildId) noexcept;
    friend Text text(ParentId) noexcept;
    friend Text text(const RequestId&) noexcept;
    Text() noexcept : text_() {}
    char text_[PLIM_TEXT_SIZE];
};

/// A child's ClOrdID: 14 characters with a check character.
inline Text text(ChildId child) noexcept {
    Text made;
    plim_child_text(child.get(), made.text_, sizeof made.text_);
    return made;
}

/// A parent's id: 14 characters with a check character.
inline Text text(ParentId parent) noexcept {
    Text made;
    plim_parent_text(parent.get(), made.text_, sizeof made.text_);
    return made;
}

/// A request's ClOrdID: at most 20 characters.
inline Text text(const RequestId& request) noexcept {
    Text made;
    const plim_request_id raw = {request.child.get(), request.number, {0, 0, 0}};
    plim_request_text(&raw, made.text_, sizeof made.text_);
    return made;
}

/// Reads an id from the characters of a FIX field; they need not end in NUL. Status::Text where
/// they spell none.
template <class Id>
Result<Id> parse(const char* characters, std::size_t length) noexcept;

template <>
inline Result<ChildId> parse<ChildId>(const char* characters, std::size_t length) noexcept {
    plim_child_id id = 0;
    const plim_status status = plim_child_from_text(characters, length, &id);
    return detail::result<ChildId>(status, ChildId(id));
}

template <>
inline Result<ParentId> parse<ParentId>(const char* characters, std::size_t length) noexcept {
    plim_parent_id id = 0;
    const plim_status status = plim_parent_from_text(characters, length, &id);
    return detail::result<ParentId>(status, ParentId(id));
}

template <>
inline Result<RequestId> parse<RequestId>(const char* characters, std::size_t length) noexcept {
    plim_request_id id = {0, 0, {0, 0, 0}};
    const plim_status status = plim_request_from_text(characters, length, &id);
    return detail::result<RequestId>(status, RequestId{ChildId(id.child), id.number});
}

/// Exact for up to 15 characters; for more, a hash that is never an exact one.
template <>
inline Result<ExecId> parse<ExecId>(const char* characters, std::size_t length) noexcept {
    plim_exec_id id = {0, 0};
    const plim_status status = plim_exec_id_from_text(characters, length, &id);
    return detail::result<ExecId>(status, ExecId(id));
}

/// Exact for up to 15 characters; Status::Text for more.
template <>
inline Result<ClientId> parse<ClientId>(const char* characters, std::size_t length) noexcept {
    plim_client_id id = {0, 0};
    const plim_status status = plim_client_id_from_text(characters, length, &id);
    return detail::result<ClientId>(status, ClientId(id));
}

#if __cplusplus >= 201703L
/// Reads an id from text.
template <class Id>
Result<Id> parse(std::string_view characters) noexcept {
    return parse<Id>(characters.data(), characters.size());
}
#else
/// Reads an id from text that ends in NUL.
template <class Id>
Result<Id> parse(const char* characters) noexcept {
    return parse<Id>(characters, std::strlen(characters));
}
#endif

/// The capacities of a region: plim_config, field for field.
struct Config : plim_config {
    /// All zero, which plim_format refuses.
    Config() noexcept : plim_config() { struct_size = sizeof(plim_config); }

    /// For a small device: less than 64 KiB.
    static Config small() noexcept {
        Config config;
        plim_config_small(&config);
        return config;
    }
    /// For a gateway: tens of thousands of parents.
    static Config standard() noexcept {
        Config config;
        plim_config_default(&config);
        return config;
    }
};

/// Memory for a region: aligned, zero, and part of whatever holds it. Too large for most stacks.
template <std::size_t Bytes>
class Memory {
public:
    Memory() noexcept : bytes_() {}
    Memory(const Memory&) = delete;
    Memory& operator=(const Memory&) = delete;

    void* data() noexcept { return bytes_; }
    static constexpr std::size_t size() noexcept { return Bytes; }

private:
    alignas(PLIM_LINE) unsigned char bytes_[Bytes];
};

/// What bounds the price of an instrument's parents.
class Collar {
public:
    /// A parent's own limit; a parent without one is refused.
    static constexpr Collar limit() noexcept { return Collar(PLIM_COLLAR_LIMIT, 0, 0); }
    /// So many ticks around a reference price that is at most so many nanoseconds old.
    static constexpr Collar reference(std::uint64_t band, Nanos max_age) noexcept {
        return Collar(PLIM_COLLAR_REFERENCE, band, max_age.get());
    }

private:
    friend class Control;
    constexpr Collar(std::uint32_t kind, std::uint64_t band, std::uint64_t max_age) noexcept
        : kind_(kind), band_(band), max_age_(max_age) {}
    std::uint32_t kind_;
    std::uint64_t band_;
    std::uint64_t max_age_;
};

/// An instrument: plim_instrument_terms.
struct InstrumentTerms {
    /// Units in a lot: every quantity of a command is a multiple of it.
    std::uint64_t lot = 1;
    /// What one unit at one tick is worth.
    std::uint64_t tick_value = 1;
    /// The most that one order may be.
    Qty max_order_qty;
    Collar collar = Collar::limit();
};

/// How a venue means what it says: plim_venue_terms. As it stands, a venue that keeps to FIX 4.4,
/// where cancelled quantity need not cool.
struct VenueTerms {
    /// How long cancelled quantity is held back, in nanoseconds.
    std::uint64_t cooling = 0;
    ReplaceMeans replace_means = ReplaceMeans::Total;
    ReplaceIs replace_is = ReplaceIs::Atomic;
    CumQtyMeans cum_qty_means = CumQtyMeans::CarriedOver;
    LastQtyMeans last_qty_means = LastQtyMeans::Single;
};

/// A strategy: plim_strategy_terms.
struct StrategyTerms {
    /// 1 manual, 2 sweep, 3 TWAP, 4 VWAP, 1000 upwards your own. Never used for another.
    std::uint32_t code = 0;
    std::uint32_t generation = 0;
    /// Held parents that throw its switch.
    std::uint32_t max_held = 0;
    /// Units that it may send for each unit that comes in, over the window of the throttles.
    std::uint32_t max_ratio = 0;
    /// Executions on one side of one instrument, in one window, that stop it there.
    std::uint32_t max_repeats = 0;
};

/// What may be sent in a window of time: plim_throttles. What is not set is refused.
struct Throttles {
    /// How long the window is: at least 16.
    Nanos window;
    /// Units that the firm may send for each unit that comes in.
    std::uint32_t max_ratio = 0;
    /// Orders and replaces of one lane.
    std::uint32_t orders = 0;
    /// Cancels of one lane; nothing else uses them up.
    std::uint32_t cancels = 0;
    /// Orders that venues may reject before an alarm is raised.
    std::uint32_t max_rejects = 0;

    /// As wide as they can be: for programs that test something else.
    static constexpr Throttles widest() noexcept {
        return {Nanos(1000000000), UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX};
    }

    constexpr Throttles() noexcept = default;
    constexpr Throttles(Nanos over, std::uint32_t ratio, std::uint32_t most_orders,
                        std::uint32_t most_cancels, std::uint32_t most_rejects) noexcept
        : window(over), max_ratio(ratio), orders(most_orders), cancels(most_cancels),
          max_rejects(most_rejects) {}
};

/// How long a reset must be thought over, and how long the thought is good.
struct ResetTerms {
    /// Between a request and its confirmation.
    Nanos least_delay;
    /// After the request; more than the delay.
    Nanos expiry;
};

/// What must be set before a region can be armed.
struct Limits {
    /// What all parents together may be worth.
    Notional firm;
    /// Units in suspense that throw the firm's switch.
    Qty suspense;
    /// How long a critical alarm may stand before it stops trading.
    Nanos alarm_deadline;
    /// What may be sent in a window of time.
    Throttles throttles;
    /// How far a lane's clock may be behind the latest time that anybody gave.
    Nanos clock_tolerance;
    /// How a reset is asked for and confirmed.
    ResetTerms resets;
};

/// A code of a gateway's own: plim_registry_entry. An array of them is what the region is formatted
/// with.
struct RegistryEntry : plim_registry_entry {
    RegistryEntry() noexcept : plim_registry_entry() {}
    explicit RegistryEntry(const plim_registry_entry& raw) noexcept : plim_registry_entry(raw) {}
    RegistryEntry(RegistryKind what, std::uint32_t number, std::uint32_t generation_of_it = 1,
                  bool is_retired = false) noexcept
        : plim_registry_entry() {
        kind = detail::number(what);
        code = number;
        generation = generation_of_it;
        retired = is_retired;
    }
};
static_assert(sizeof(RegistryEntry) == sizeof(plim_registry_entry), "an array of it is an array");

namespace detail {

/// Rows of kind, code, generation and retired, as `plimsoll registry header` writes them.
inline const plim_registry_entry* registry(const std::uint32_t (*rows)[4]) noexcept {
    static_assert(sizeof *rows == sizeof(plim_registry_entry), "a row is an entry");
    return reinterpret_cast<const plim_registry_entry*>(rows);
}

}  // namespace detail

/// What runs in a region, part by part: plim_fingerprint_parts.
struct Fingerprint : plim_fingerprint_parts {
    Fingerprint() noexcept : plim_fingerprint_parts() {}
    explicit Fingerprint(const plim_fingerprint_parts& raw) noexcept
        : plim_fingerprint_parts(raw) {}

    /// One number for all parts.
    std::uint64_t whole() const noexcept {
        std::uint64_t made = 0;
        (void)!plim_fingerprint_whole(this, &made);
        return made;
    }
    friend bool operator==(const Fingerprint& a, const Fingerprint& b) noexcept {
        return a.layout == b.layout && a.abi == b.abi && a.registry == b.registry &&
               a.limits == b.limits && a.build == b.build;
    }
    friend bool operator!=(const Fingerprint& a, const Fingerprint& b) noexcept {
        return !(a == b);
    }
};
static_assert(sizeof(Fingerprint) == sizeof(plim_fingerprint_parts), "an array of it is an array");

/// A strategy that a session allows, and how much: plim_session_strategy.
struct SessionStrategy : plim_session_strategy {
    SessionStrategy(StrategyId strategy, std::uint32_t generation_here,
                    std::uint64_t most_parents = UINT64_MAX,
                    Notional most_money = Notional::max()) noexcept
        : plim_session_strategy() {
        code = strategy.get();
        generation = generation_here;
        max_parents = most_parents;
        max_notional = most_money.get();
    }
};
static_assert(sizeof(SessionStrategy) == sizeof(plim_session_strategy),
              "an array of it is an array");

/// What the operator expects of a session: plim_manifest. The arrays must live as long as it is
/// used: `control.arm({{region.fingerprint()}, {{twap, 1}}, lease}, until, now)`.
class Manifest {
public:
    Manifest(const Fingerprint* fingerprints, std::size_t fingerprint_count,
             const SessionStrategy* strategies, std::size_t strategy_count, Nanos lease) noexcept
        : raw_() {
        raw_.struct_size = sizeof raw_;
        raw_.fingerprints = fingerprints;
        raw_.fingerprint_count = narrow(fingerprint_count);
        raw_.strategies = strategies;
        raw_.strategy_count = narrow(strategy_count);
        raw_.lease = lease.get();
    }
    template <std::size_t Fingerprints, std::size_t Strategies>
    Manifest(const Fingerprint (&fingerprints)[Fingerprints],
             const SessionStrategy (&strategies)[Strategies], Nanos lease) noexcept
        : Manifest(fingerprints, Fingerprints, strategies, Strategies, lease) {}

private:
    friend class Control;
    // What has no room is more than plim_control_arm takes in any case.
    static std::uint32_t narrow(std::size_t count) noexcept {
        return count > UINT32_MAX ? UINT32_MAX : static_cast<std::uint32_t>(count);
    }
    plim_manifest raw_;
};

/// By how little a region differs from what a manifest expects: plim_difference.
struct Difference {
    /// None: the status says all.
    Field field = Field::None;
    std::uint64_t expected = 0;
    std::uint64_t found = 0;
};

/// Whether a region was armed, why not, and what differs.
class PLIMSOLL_NODISCARD Armed : public Result<void> {
public:
    Armed(Status status, const Difference& difference) noexcept
        : Result<void>(status), difference_(difference) {}
    /// What differs from the manifest; of Field::None on success.
    const Difference& difference() const noexcept { return difference_; }

private:
    Difference difference_;
};

/// What a region says of itself: plim_inspection.
struct Inspection {
    std::uint32_t abi;
    /// The version that formatted it: plim_build_version.
    std::uint64_t build;
    /// The oldest version that may touch it.
    std::uint64_t oldest_build;
};

/// How far an account may go in an instrument: plim_position_limit.
struct PositionLimit {
    Qty long_qty;
    Qty short_qty;
};

/// How much may ever come out of one parent. What is not set is refused.
struct FanOut {
    /// Children: 1 to 1048575.
    std::uint32_t max_children = 0;
    /// Units ever sent: 1 to 2^44 - 1.
    std::uint64_t max_sent = 0;
    /// Refused routes before it is held: at least 1.
    std::uint32_t max_refused = 0;
    /// Money ever sent, at the dearest price: at least 1; Notional::max() leaves it to max_sent.
    Notional max_notional;
};

/// Who stands behind a parent: plim_parties.
struct Parties {
    Maybe<PartyId> client;
    Maybe<PartyId> trader;
    Maybe<PartyId> desk;
};

/// A parent to admit: plim_new_parent.
struct NewParent {
    AccountId account;
    InstrumentId instrument;
    StrategyId strategy;
    ClientId client_id;
    Side side;
    Qty qty;
    /// None: the instrument's collar bounds it.
    Maybe<Price> price;
    FanOut fan_out;
    /// The strategy's generation that the sender means.
    std::uint32_t generation = 1;
    /// FIX 126 ExpireTime: from then on nothing is routed for it; 0: never.
    Nanos expire_time = Nanos(0);
    /// For how many nanoseconds upstream vouches for it at a time; 0: for as long as it lives.
    std::uint64_t lease_ns = 0;
    Parties parties = Parties();
    /// The order flags that upstream has set: one bit a code of the registry.
    std::uint64_t flags = 0;
};

/// What a tick has done: plim_ticked.
struct Ticked {
    /// Places of parents that it looked at.
    std::uint32_t looked;
    /// Parents that it closed because their expire time has come.
    std::uint32_t lapsed;
    /// Children whose cooling quantity it gave back.
    std::uint32_t cooled;
};

/// A child to route: plim_new_child.
struct NewChild {
    ParentId parent;
    VenueId venue;
    Qty qty;
    Price price;
    TimeInForce time_in_force = TimeInForce::Day;
};

/// Whose a report probably is, should it go to suspense.
struct Hint {
    AccountId account;
    InstrumentId instrument;
    Side side = Side::Buy;
};

/// What a venue says of a child: plim_venue_report. What it does not say stays empty.
struct Report {
    Report(ChildId named, ExecType what) noexcept : child(named), exec_type(what) {}

    /// A fill.
    static Report trade(ChildId child, const ExecId& exec_id, Qty last_qty,
                        Price last_px) noexcept {
        Report report(child, ExecType::Trade);
        report.exec_id = exec_id;
        report.last_qty = last_qty;
        report.last_px = last_px;
        return report;
    }
    /// An execution that is taken back, in whole.
    static Report bust(ChildId child, const ExecId& exec_id, const ExecId& exec_ref) noexcept {
        Report report(child, ExecType::TradeCancel);
        report.exec_id = exec_id;
        report.exec_ref = exec_ref;
        return report;
    }
    /// An execution whose quantity and price are other ones now.
    static Report correction(ChildId child, const ExecId& exec_id, const ExecId& exec_ref,
                             Qty last_qty, Price last_px) noexcept {
        Report report = trade(child, exec_id, last_qty, last_px);
        report.exec_type = ExecType::TradeCorrect;
        report.exec_ref = exec_ref;
        return report;
    }

    ChildId child;
    ExecType exec_type;
    ExecId exec_id;
    /// FIX 19: the execution that a bust or a correction is about.
    Maybe<ExecId> exec_ref;
    Qty last_qty;
    Price last_px;
    Maybe<Qty> cum_qty;
    Maybe<Qty> leaves_qty;
    Maybe<Qty> order_qty;
    OrdStatus ord_status = OrdStatus::None;
    /// RequestId::number of the request that it answers; 0: the oldest open one of its kind.
    std::uint16_t request = 0;
    /// FIX 102=1 on a cancel or replace reject.
    bool unknown_order = false;
    Maybe<Hint> hint;
};

/// Some of the alarms: those that one report raised, or that stand.
class AlarmSet {
public:
    constexpr AlarmSet() noexcept : bits_(0) {}
    explicit constexpr AlarmSet(std::uint32_t bits) noexcept : bits_(bits) {}
    constexpr bool empty() const noexcept { return bits_ == 0; }
    constexpr bool contains(Alarm alarm) const noexcept {
        return ((bits_ >> detail::number(alarm)) & 1) != 0;
    }

private:
    std::uint32_t bits_;
};

/// What a report did: plim_outcome. It was booked, whatever it broke.
struct Outcome {
    /// None: it went to suspense.
    Maybe<ChildId> child;
    Maybe<ParentId> parent;
    /// A person must look, unless it is Breach::None.
    Breach breach = Breach::None;
    /// It had been heard before; no quantity moved.
    bool duplicate = false;
    /// The parent ended with it.
    bool parent_done = false;
    /// A cancel that was wanted was refused beside a replace: request it again.
    bool cancel_wanted = false;
    /// What of it was past the parent.
    Qty overfill;
    AlarmSet raised;
};

namespace detail {

/// A report as C has it.
inline plim_venue_report as_c(const Report& report) noexcept {
    plim_venue_report raw = {};
    raw.struct_size = sizeof raw;
    raw.exec_type = number(report.exec_type);
    raw.child = report.child.get();
    raw.exec_id = report.exec_id.raw();
    raw.has_exec_ref = report.exec_ref.has_value();
    raw.exec_ref = report.exec_ref.value_or(ExecId()).raw();
    raw.last_qty = report.last_qty.get();
    raw.last_px = report.last_px.get();
    raw.has_cum_qty = report.cum_qty.has_value();
    raw.cum_qty = report.cum_qty.value_or(Qty(0)).get();
    raw.has_leaves_qty = report.leaves_qty.has_value();
    raw.leaves_qty = report.leaves_qty.value_or(Qty(0)).get();
    raw.has_order_qty = report.order_qty.has_value();
    raw.order_qty = report.order_qty.value_or(Qty(0)).get();
    raw.ord_status = number(report.ord_status);
    raw.request = report.request;
    raw.unknown_order = report.unknown_order;
    raw.has_hint = report.hint.has_value();
    const Hint hint = report.hint.value_or(Hint());
    raw.hint_account = hint.account.get();
    raw.hint_instrument = hint.instrument.get();
    raw.hint_side = number(hint.side);
    return raw;
}

/// An outcome from C's.
inline Result<Outcome> outcome(plim_status status, const plim_outcome& done) noexcept {
    Outcome outcome;
    if (done.child != 0) outcome.child = ChildId(done.child);
    if (done.parent != 0) outcome.parent = ParentId(done.parent);
    outcome.breach = static_cast<Breach>(done.breach);
    outcome.duplicate = done.duplicate != 0;
    outcome.parent_done = done.parent_done != 0;
    outcome.cancel_wanted = done.cancel_wanted != 0;
    outcome.overfill = Qty(done.overfill);
    outcome.raised = AlarmSet(done.raised);
    return result<Outcome>(status, outcome);
}

}  // namespace detail

/// What a mass status came to: plim_mass_status.
struct MassStatus {
    /// Children of the venue that it mentioned.
    std::uint64_t mentioned;
    /// Living children that it did not mention: unknown now.
    std::uint64_t absent;
    /// What is reserved for those.
    Qty at_risk;
    /// Children of the venue that nobody can vouch for yet, absent ones included.
    std::uint64_t unresolved;
    /// Whether the venue's session is up now.
    bool is_up;
};

/// How a position is by the books: plim_position_check.
struct PositionCheck {
    Qty bought;
    Qty sold;
    /// Whether both are what was stated.
    bool agrees;
};

/// An execution in suspense, by its place; never another's.
class SuspenseId : public detail::Strong<SuspenseId, plim_suspense_id> {
public:
    using Strong::Strong;
};

/// An execution that fits no child: plim_suspense_entry.
struct SuspenseEntry {
    SuspenseEntry() noexcept : SuspenseEntry(plim_suspense_entry()) {}
    explicit SuspenseEntry(const plim_suspense_entry& raw) noexcept
        : entry(raw.entry), exec_id(raw.exec_id), child(raw.child), qty(raw.qty),
          price(raw.price), time(raw.time), assigned(raw.assigned) {
        if (raw.account != PLIM_NOT_SAID) account = AccountId(raw.account);
        if (raw.instrument != PLIM_NOT_SAID) instrument = InstrumentId(raw.instrument);
        if (raw.side != 0) side = static_cast<Side>(raw.side);
    }

    SuspenseId entry;
    ExecId exec_id;
    /// The child as the report named it; it need not be one.
    ChildId child;
    Qty qty;
    Price price;
    Nanos time;
    /// The number of the child or parent that it was assigned to; 0 while it is open.
    std::uint64_t assigned;
    /// None: nobody said it.
    Maybe<AccountId> account;
    Maybe<InstrumentId> instrument;
    Maybe<Side> side;
};

/// A parent as it stands: plim_parent_view.
struct ParentView {
    explicit ParentView(const plim_parent_view& raw) noexcept
        : id(raw.id), client_id(raw.client_id), account(raw.account), instrument(raw.instrument),
          strategy(raw.strategy), side(static_cast<Side>(raw.side)),
          state(static_cast<ParentState>(raw.state)),
          price(raw.price), qty(raw.qty),
          executed(raw.executed), inferred(raw.inferred), working(raw.working),
          unknown(raw.unknown), cooling(raw.cooling), headroom(raw.headroom),
          overfill(raw.overfill), sent(raw.sent), children(raw.children), flags(raw.flags) {
        if (raw.parties.has_client != 0) parties.client = PartyId(raw.parties.client);
        if (raw.parties.has_trader != 0) parties.trader = PartyId(raw.parties.trader);
        if (raw.parties.has_desk != 0) parties.desk = PartyId(raw.parties.desk);
    }

    ParentId id;
    ClientId client_id;
    AccountId account;
    InstrumentId instrument;
    StrategyId strategy;
    Side side;
    ParentState state;
    /// The worst price of any child: its own limit, or what the collar made of it.
    Price price;
    Qty qty;
    Qty executed;
    /// What of it venues have stated and not reported.
    Qty inferred;
    Qty working;
    Qty unknown;
    Qty cooling;
    Qty headroom;
    Qty overfill;
    Qty sent;
    std::uint32_t children;
    Parties parties;
    std::uint64_t flags;
};

/// A child as it stands: plim_child_view.
struct ChildView {
    explicit ChildView(const plim_child_view& raw) noexcept
        : id(raw.id), parent(raw.parent), venue(raw.venue),
          state(static_cast<ChildState>(raw.state)),
          time_in_force(static_cast<TimeInForce>(raw.time_in_force)),
          pending_cancel(raw.pending_cancel != 0), pending_replace(raw.pending_replace != 0),
          cancel_wanted(raw.cancel_wanted != 0), order_qty(raw.order_qty), cum_qty(raw.cum_qty),
          inferred_qty(raw.inferred_qty), leaves_qty(raw.leaves_qty),
          unknown_qty(raw.unknown_qty), cooling_qty(raw.cooling_qty), price(raw.price) {}

    ChildId id;
    ParentId parent;
    VenueId venue;
    ChildState state;
    TimeInForce time_in_force;
    bool pending_cancel;
    bool pending_replace;
    /// A cancel was refused while a replace was open: request it again.
    bool cancel_wanted;
    Qty order_qty;
    Qty cum_qty;
    /// What of it the venue has stated and not reported.
    Qty inferred_qty;
    Qty leaves_qty;
    Qty unknown_qty;
    /// What is reserved until late fills can no longer come.
    Qty cooling_qty;
    Price price;
};

/// What an audit found: plim_audit_result.
struct Audit {
    explicit Audit(const plim_audit_result& raw) noexcept
        : finding(static_cast<Finding>(raw.finding)), parents(raw.parents),
          children(raw.children), executions(raw.executions), subject(raw.subject),
          difference(raw.difference) {}

    /// Whether the books are right.
    bool clean() const noexcept { return finding == Finding::None; }

    /// The first disagreement.
    Finding finding;
    std::uint64_t parents;
    std::uint64_t children;
    std::uint64_t executions;
    /// Where the disagreement is, as plim_finding says.
    std::uint64_t subject;
    std::int64_t difference;
};

/// One change of state: plim_event.
struct Event {
    Event() noexcept : Event(plim_event()) {}
    explicit Event(const plim_event& raw) noexcept
        : sequence(raw.sequence), kind(static_cast<EventKind>(raw.kind)), time(raw.time),
          parent(raw.parent), child(raw.child), qty(raw.qty), price(raw.price),
          detail(raw.detail) {}

    std::uint64_t sequence;
    EventKind kind;
    Nanos time;
    ParentId parent;
    ChildId child;
    Qty qty;
    Price price;
    std::uint64_t detail;
};

/// A control, as it stands: plim_control_info.
struct ControlInfo {
    ControlInfo() noexcept : ControlInfo(plim_control_info()) {}
    explicit ControlInfo(const plim_control_info& raw) noexcept
        : id(static_cast<ControlId>(raw.id)), measure(static_cast<Measure>(raw.measure)),
          hits(raw.hits), passed(raw.passed != 0) {
        if (raw.is_set != 0) setting = Maybe<std::uint64_t>(raw.setting);
        if (raw.was_hit != 0) last_hit = Maybe<Nanos>(Nanos(raw.last_hit));
        if (raw.was_tested != 0) last_test = Maybe<Nanos>(Nanos(raw.last_test));
    }

    ControlId id;
    /// What the setting is.
    Measure measure;
    /// None while it is not set; 0 where there is nothing to set.
    Maybe<std::uint64_t> setting;
    /// How often it has acted.
    std::uint64_t hits;
    /// None if it never has.
    Maybe<Nanos> last_hit;
    /// None if it was never tested.
    Maybe<Nanos> last_test;
    /// Whether it passed the last test.
    bool passed;
};

/// What a self-test has found: plim_self_test.
struct SelfTest {
    std::uint32_t controls;
    std::uint32_t passed;
    /// The first that failed, and how; None where all passed.
    ControlId control;
    Flaw flaw;
    /// The refusals that were to come, and came; Ok for none.
    Status expected;
    Status found;
};

/// What a kill halts. An id is a scope.
class Scope {
public:
    /// Everything.
    static constexpr Scope firm() noexcept { return Scope(PLIM_SCOPE_FIRM, 0); }
    constexpr Scope(AccountId id) noexcept : Scope(PLIM_SCOPE_ACCOUNT, id.get()) {}
    constexpr Scope(InstrumentId id) noexcept : Scope(PLIM_SCOPE_INSTRUMENT, id.get()) {}
    constexpr Scope(VenueId id) noexcept : Scope(PLIM_SCOPE_VENUE, id.get()) {}
    constexpr Scope(StrategyId id) noexcept : Scope(PLIM_SCOPE_STRATEGY, id.get()) {}
    constexpr Scope(LaneIndex id) noexcept : Scope(PLIM_SCOPE_LANE, id.get()) {}
    constexpr Scope(ParentId id) noexcept : Scope(PLIM_SCOPE_PARENT, id.get()) {}
    constexpr Scope(PartyId id) noexcept : Scope(PLIM_SCOPE_PARTY, id.get()) {}

    /// A plim_scope.
    constexpr std::uint32_t kind() const noexcept { return kind_; }
    /// Which one.
    constexpr std::uint64_t id() const noexcept { return id_; }

    friend constexpr bool operator==(Scope a, Scope b) noexcept {
        return a.kind_ == b.kind_ && a.id_ == b.id_;
    }
    friend constexpr bool operator!=(Scope a, Scope b) noexcept { return !(a == b); }

private:
    friend struct ResetRecord;
    constexpr Scope(std::uint32_t kind, std::uint64_t id) noexcept : kind_(kind), id_(id) {}
    std::uint32_t kind_;
    std::uint64_t id_;
};

/// What a kill leaves in the killer's hand: plim_receipt.
class Receipt {
public:
    explicit Receipt(const plim_receipt& raw) noexcept : raw_(raw) {}
    /// How often the scope was killed, this time included.
    std::uint64_t kill_count() const noexcept { return raw_.kill_count; }
    /// How far it was stopped.
    StopLevel level() const noexcept { return static_cast<StopLevel>(raw_.level); }
    /// As C has it.
    const plim_receipt& raw() const noexcept { return raw_; }

private:
    plim_receipt raw_;
};

/// A child that was published before a kill and is not proven dead: ask its venue to cancel it.
struct Escaped {
    ChildId child;
    /// Nobody has said that it left the process.
    bool in_doubt = false;
};

/// Why and when a scope was stopped: plim_cause.
struct Cause {
    /// The program's own number; of a trip of the core's, the number of its Alarm.
    std::uint32_t reason = 0;
    Nanos at = Nanos(0);
    /// What tripped it, and what that was compared with; 0 for a person's kill.
    std::uint64_t value = 0;
    std::uint64_t other = 0;

    constexpr Cause() noexcept = default;
    constexpr Cause(std::uint32_t why, Nanos when, std::uint64_t tripped_by = 0,
                    std::uint64_t compared_with = 0) noexcept
        : reason(why), at(when), value(tripped_by), other(compared_with) {}
};

/// What the second person confirms: plim_reset_ticket.
struct ResetTicket {
    /// Names the request.
    std::uint64_t nonce;
    /// The counts of the switch that the request has seen.
    std::uint64_t kills;
    std::uint64_t restrictions;
    Nanos not_before;
    Nanos not_after;
};

/// A reset that was carried out: plim_reset_record.
struct ResetRecord {
    explicit ResetRecord(const plim_reset_record& raw) noexcept
        : scope(raw.scope, raw.scope_id), requested_by(raw.requested_by),
          confirmed_by(raw.confirmed_by), at(raw.at), why() {
        std::memcpy(why, raw.why, sizeof raw.why);
    }

    Scope scope;
    /// The two persons.
    std::uint32_t requested_by;
    std::uint32_t confirmed_by;
    Nanos at;
    /// In the first person's words; ends in NUL.
    char why[33];
};

/// A price at which a venue shows that it would trade: plim_level.
struct Level : plim_level {
    Level(VenueId venue_id, Price at, Qty shown, std::int64_t fee_per_unit = 0,
          std::uint32_t rank_of_ours = 0) noexcept
        : plim_level() {
        venue = venue_id.get();
        rank = rank_of_ours;
        price = at.get();
        qty = shown.get();
        fee = fee_per_unit;
    }
};
static_assert(sizeof(Level) == sizeof(plim_level), "an array of Level is an array of plim_level");

/// One order that a plan asks for.
struct Leg {
    VenueId venue;
    Qty qty;
    Price price;
};

/// What to send, in the order to send it.
class Plan {
public:
    std::size_t size() const noexcept { return size_; }
    bool empty() const noexcept { return size_ == 0; }
    Leg operator[](std::size_t place) const noexcept {
        if (place >= size_) PLIMSOLL_FAIL("past the end of a plan");
        return {VenueId(legs_[place].venue), Qty(legs_[place].qty), Price(legs_[place].price)};
    }
    /// Adds a leg of the program's own; false when the plan is full.
    bool add(const Leg& leg) noexcept {
        if (size_ == PLIM_LEGS_MAX) return false;
        legs_[size_++] = {leg.venue.get(), 0, leg.qty.get(), leg.price.get()};
        return true;
    }

private:
    friend class Lane;
    friend Result<Plan> sweep(Side, Maybe<Price>, Qty, std::uint64_t, const Level*,
                              std::size_t) noexcept;
    plim_leg legs_[PLIM_LEGS_MAX] = {};
    std::size_t size_ = 0;
};

/// Plans how to take `qty` from what venues show, in lots, at no worse than `limit`: plim_sweep.
inline Result<Plan> sweep(Side side, Maybe<Price> limit, Qty qty, std::uint64_t lot,
                          const Level* levels, std::size_t count) noexcept {
    plim_sweep_terms terms = {};
    terms.struct_size = sizeof terms;
    terms.side = detail::number(side);
    terms.qty = qty.get();
    terms.lot = lot;
    terms.limit = limit.value_or(Price(0)).get();
    terms.has_limit = limit.has_value();
    const plim_level none = {};
    Plan plan;
    const plim_level* first = count == 0 ? &none : levels;
    const plim_status status =
        plim_sweep(&terms, first, count, plan.legs_, PLIM_LEGS_MAX, &plan.size_);
    return detail::result<Plan>(status, plan);
}

/// Plans for an array of levels.
template <std::size_t Count>
Result<Plan> sweep(Side side, Maybe<Price> limit, Qty qty, std::uint64_t lot,
                   const Level (&levels)[Count]) noexcept {
    return sweep(side, limit, qty, lot, levels, Count);
}

/// When how much of a quantity is to be sent: plim_schedule. It keeps no progress.
class Schedule {
public:
    /// Equal slices. `catch_up` is the most that one step sends.
    static Schedule twap(Nanos start, Nanos end, std::uint32_t slices, std::uint64_t lot,
                         Qty catch_up) noexcept {
        return Schedule(start, end, nullptr, slices, lot, catch_up);
    }
    /// Slices along a curve of expected volume, which must live as long as the schedule is used.
    static Schedule vwap(Nanos start, Nanos end, const std::uint32_t* weights, std::uint32_t count,
                         std::uint64_t lot, Qty catch_up) noexcept {
        return Schedule(start, end, weights, count, lot, catch_up);
    }

    /// How much of `total` is to be sent now, when `sent` went before.
    Result<Qty> due(Qty total, Qty sent, Nanos now) const noexcept {
        std::uint64_t due = 0;
        const plim_status status =
            plim_schedule_due(&raw_, total.get(), sent.get(), now.get(), &due);
        return detail::result<Qty>(status, Qty(due));
    }
    /// How much of `total` should have been sent by now.
    Result<Qty> target(Qty total, Nanos now) const noexcept {
        std::uint64_t target = 0;
        const plim_status status = plim_schedule_target(&raw_, total.get(), now.get(), &target);
        return detail::result<Qty>(status, Qty(target));
    }

private:
    Schedule(Nanos start, Nanos end, const std::uint32_t* weights, std::uint32_t slices,
             std::uint64_t lot, Qty catch_up) noexcept
        : raw_() {
        raw_.struct_size = sizeof raw_;
        raw_.slices = slices;
        raw_.start = start.get();
        raw_.end = end.get();
        raw_.lot = lot;
        raw_.catch_up = catch_up.get();
        raw_.weights = weights;
    }
    plim_schedule raw_;
};

/// A leg that became a child: write its message, then call Lane::sent.
struct Placed {
    ChildId child;
    Leg leg;
};

/// How far a plan was routed.
class Driven {
public:
    /// Legs that became children: the first so many.
    std::size_t size() const noexcept { return size_; }
    Placed operator[](std::size_t place) const noexcept {
        if (place >= size_) PLIMSOLL_FAIL("past the end of what was placed");
        const plim_leg& leg = placed_[place].leg;
        return {ChildId(placed_[place].child),
                {VenueId(leg.venue), Qty(leg.qty), Price(leg.price)}};
    }
    /// Why the next leg was refused; Status::Ok if none was.
    Status refused() const noexcept { return refused_; }

private:
    friend class Lane;
    plim_placed placed_[PLIM_LEGS_MAX] = {};
    std::size_t size_ = 0;
    Status refused_ = Status::Ok;
};

/// The children of one parent, newest first.
class Children : public detail::Range<Children, ChildId> {
private:
    friend class Region;
    friend class detail::Range<Children, ChildId>;
    Children(const plim_region& region, ParentId parent) noexcept : walk_() {
        const plim_status status = plim_children_open(&region, parent.get(), &walk_);
        if (status != PLIM_OK) PLIMSOLL_FAIL("a walk through a region that is not open");
    }
    std::size_t fill(ChildId* out) noexcept {
        plim_child_id raw[batch];
        std::size_t count = 0;
        if (plim_children_next(&walk_, raw, batch, &count) != PLIM_OK) return 0;
        for (std::size_t place = 0; place < count; ++place) out[place] = ChildId(raw[place]);
        return count;
    }
    plim_children walk_;
};

/// What escaped a kill.
class EscapedChildren : public detail::Range<EscapedChildren, Escaped> {
private:
    friend class Region;
    friend class detail::Range<EscapedChildren, Escaped>;
    EscapedChildren(const plim_region& region, const Receipt& receipt) noexcept
        : region_(region), receipt_(receipt.raw()) {}
    std::size_t fill(Escaped* out) noexcept {
        plim_escaped_child raw[batch];
        std::size_t count = 0;
        if (plim_escaped(&region_, &receipt_, &cursor_, raw, batch, &count) != PLIM_OK) return 0;
        for (std::size_t place = 0; place < count; ++place) {
            out[place].child = ChildId(raw[place].child);
            out[place].in_doubt = raw[place].in_doubt != 0;
        }
        return count;
    }
    plim_region region_;
    plim_receipt receipt_;
    std::uint32_t cursor_ = 0;
};

/// The executions in suspense, assigned ones too.
class SuspenseEntries : public detail::Range<SuspenseEntries, SuspenseEntry> {
private:
    friend class Region;
    friend class detail::Range<SuspenseEntries, SuspenseEntry>;
    explicit SuspenseEntries(const plim_region& region) noexcept : region_(region) {}
    std::size_t fill(SuspenseEntry* out) noexcept {
        plim_suspense_entry raw[batch];
        std::size_t count = 0;
        if (plim_suspense_entries(&region_, &cursor_, raw, batch, &count) != PLIM_OK) return 0;
        for (std::size_t place = 0; place < count; ++place) out[place] = SuspenseEntry(raw[place]);
        return count;
    }
    plim_region region_;
    std::uint32_t cursor_ = 0;
};

namespace detail {

/// A table of a region, by a function that goes on from a cursor.
template <class Raw, class Value, plim_status (*Next)(const plim_region*, std::uint32_t*, Raw*,
                                                      std::size_t, std::size_t*)>
class Table : public Range<Table<Raw, Value, Next>, Value> {
public:
    explicit Table(const plim_region& region) noexcept : region_(region) {}

private:
    friend class Range<Table, Value>;
    std::size_t fill(Value* out) noexcept {
        Raw raw[Table::batch];
        std::size_t count = 0;
        if (Next(&region_, &cursor_, raw, Table::batch, &count) != PLIM_OK) return 0;
        for (std::size_t place = 0; place < count; ++place) out[place] = Value(raw[place]);
        return count;
    }
    plim_region region_;
    std::uint32_t cursor_ = 0;
};

}  // namespace detail

/// The codes that a region has.
using RegistryEntries = detail::Table<plim_registry_entry, RegistryEntry, plim_registry_entries>;
/// The parents that are not retired.
using Parents = detail::Table<plim_parent_id, ParentId, plim_parent_entries>;
/// The parties that are defined.
using PartyEntries = detail::Table<plim_party, plim_party, plim_party_entries>;
/// The strategies that are defined.
using StrategyEntries =
    detail::Table<plim_strategy_terms, plim_strategy_terms, plim_strategy_entries>;
/// Every control.
using Controls = detail::Table<plim_control_info, ControlInfo, plim_controls>;

namespace detail {

/// Reads up to `capacity` events, batch by batch.
template <class Raw>
Result<std::size_t> read_events(plim_status (*next)(Raw*, plim_event*, std::size_t, std::size_t*,
                                                    std::uint64_t*),
                                Raw* raw, Event* out, std::size_t capacity,
                                std::uint64_t& missed) noexcept {
    std::size_t read = 0;
    while (read < capacity) {
        plim_event batch[16];
        const std::size_t room = capacity - read < 16 ? capacity - read : 16;
        std::size_t count = 0;
        std::uint64_t lost = 0;
        const plim_status status = next(raw, batch, room, &count, &lost);
        if (status != PLIM_OK) return static_cast<Status>(status);
        for (std::size_t place = 0; place < count; ++place) out[read + place] = Event(batch[place]);
        read += count;
        missed += lost;
        if (count < room) break;
    }
    return result<std::size_t>(PLIM_OK, read);
}

}  // namespace detail

/// A reader of one lane's events. One thread at a time.
class EventReader {
public:
    explicit EventReader(const plim_events& raw) noexcept : raw_(raw) {}

    /// Reads up to `capacity` events; how many it read. What was overwritten unread is added to
    /// `missed`.
    Result<std::size_t> read(Event* out, std::size_t capacity, std::uint64_t& missed) noexcept {
        return detail::read_events(plim_events_read, &raw_, out, capacity, missed);
    }

private:
    plim_events raw_;
};

/// Whoever keeps a lane's events, which the lane waits for. One thread at a time. It is kept on
/// when this goes, until Journal::end or Control::end_journal.
class Journal {
public:
    Journal(Journal&& other) noexcept : raw_(other.raw_) { other.raw_ = plim_journal(); }
    Journal& operator=(Journal&& other) noexcept {
        if (this != &other) {
            raw_ = other.raw_;
            other.raw_ = plim_journal();
        }
        return *this;
    }
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;

    /// Reads up to `capacity` events; how many it read. What was overwritten unread is added to
    /// `missed`.
    Result<std::size_t> read(Event* out, std::size_t capacity, std::uint64_t& missed) noexcept {
        return detail::read_events(plim_journal_read, &raw_, out, capacity, missed);
    }
    /// Everything that was read so far is kept: the lane may write over it.
    Result<void> keep() noexcept { return detail::result(plim_journal_keep(&raw_)); }
    /// The lane waits for no journal any more.
    Result<void> end() noexcept { return detail::result(plim_journal_end(&raw_)); }

private:
    friend class Region;
    explicit Journal(const plim_journal& raw) noexcept : raw_(raw) {}
    plim_journal raw_;
};

class Lane;
class Control;

/// A joined region: reads, audits and kills, from any thread. It may be copied; it owns nothing.
/// The memory must stay where it is for as long as any handle is used.
class Region {
public:
    /// How much memory a region of these capacities takes.
    static Result<std::size_t> required_bytes(const Config& config) noexcept {
        std::size_t bytes = 0;
        const plim_status status = plim_required_bytes(&config, &bytes);
        return detail::result<std::size_t>(status, bytes);
    }
    /// Lays a new region out in memory aligned to PLIM_LINE bytes.
    static Result<Region> format(void* memory, std::size_t bytes, const Config& config) noexcept {
        if (plim_abi_version() != PLIM_ABI_VERSION) return Status::OtherAbi;
        plim_region raw;
        const plim_status status = plim_format(memory, bytes, &config, &raw);
        return made(status, raw);
    }
    template <std::size_t Bytes>
    static Result<Region> format(Memory<Bytes>& memory, const Config& config) noexcept {
        return format(memory.data(), memory.size(), config);
    }
    /// Lays a new region out with the gateway's own codes.
    static Result<Region> format(void* memory, std::size_t bytes, const Config& config,
                                 const RegistryEntry* registry, std::size_t count) noexcept {
        if (plim_abi_version() != PLIM_ABI_VERSION) return Status::OtherAbi;
        plim_region raw;
        const plim_status status =
            plim_format_with_registry(memory, bytes, &config, registry, count, &raw);
        return made(status, raw);
    }
    template <std::size_t Bytes, std::size_t Codes>
    static Result<Region> format(Memory<Bytes>& memory, const Config& config,
                                 const RegistryEntry (&registry)[Codes]) noexcept {
        return format(memory.data(), memory.size(), config, registry, Codes);
    }
    /// Lays a new region out with the table that `plimsoll registry header` makes.
    static Result<Region> format(void* memory, std::size_t bytes, const Config& config,
                                 const std::uint32_t (*registry)[4], std::size_t count) noexcept {
        if (plim_abi_version() != PLIM_ABI_VERSION) return Status::OtherAbi;
        plim_region raw;
        const plim_status status = plim_format_with_registry(
            memory, bytes, &config, detail::registry(registry), count, &raw);
        return made(status, raw);
    }
    /// What the header of a region says, also where `attach` refuses it.
    static Result<Inspection> inspect(const void* memory, std::size_t bytes) noexcept {
        plim_inspection raw = {};
        const plim_status status = plim_inspect(memory, bytes, &raw);
        const Inspection found = {raw.abi, raw.build, raw.oldest_build};
        return detail::result<Inspection>(status, found);
    }
    /// Joins a region that exists.
    static Result<Region> attach(void* memory, std::size_t bytes) noexcept {
        if (plim_abi_version() != PLIM_ABI_VERSION) return Status::OtherAbi;
        plim_region raw;
        const plim_status status = plim_attach(memory, bytes, &raw);
        return made(status, raw);
    }
    template <std::size_t Bytes>
    static Result<Region> attach(Memory<Bytes>& memory) noexcept {
        return attach(memory.data(), memory.size());
    }

    /// Whether a venue is heard.
    Result<VenueSession> venue_session(VenueId venue) const noexcept {
        std::uint32_t session = 0;
        const plim_status status = plim_venue_session(&raw_, venue.get(), &session);
        return detail::result<VenueSession>(status, static_cast<VenueSession>(session));
    }

    /// A venue's terms, as they were set last.
    Result<VenueTerms> venue_terms(VenueId venue) const noexcept {
        plim_venue_terms raw = {};
        const plim_status status = plim_view_venue_terms(&raw_, venue.get(), &raw);
        VenueTerms terms;
        terms.cooling = raw.cooling;
        terms.replace_means = static_cast<ReplaceMeans>(raw.replace_means);
        terms.replace_is = static_cast<ReplaceIs>(raw.replace_is);
        terms.cum_qty_means = static_cast<CumQtyMeans>(raw.cum_qty_means);
        terms.last_qty_means = static_cast<LastQtyMeans>(raw.last_qty_means);
        return detail::result<VenueTerms>(status, terms);
    }

    Config config() const noexcept {
        Config config;
        plim_region_config(&raw_, &config);
        return config;
    }
    std::uint64_t epoch() const noexcept {
        std::uint64_t epoch = 0;
        plim_region_epoch(&raw_, &epoch);
        return epoch;
    }

    /// What runs here, part by part.
    Fingerprint fingerprint() const noexcept {
        Fingerprint parts;
        (void)!plim_fingerprint(&raw_, &parts);
        return parts;
    }
    /// The codes that it was formatted with, in order.
    RegistryEntries registry() const noexcept { return RegistryEntries(raw_); }
    /// A lane as whoever only looks sees it.
    Result<plim_lane_view> lane_view(LaneIndex lane) const noexcept {
        plim_lane_view view = {};
        const plim_status status = plim_view_lane(&raw_, lane.get(), &view);
        return detail::result<plim_lane_view>(status, view);
    }
    /// The parents that are not retired: `for (ParentId parent : region.parents())`.
    Parents parents() const noexcept { return Parents(raw_); }
    /// The parties that are defined.
    PartyEntries parties() const noexcept { return PartyEntries(raw_); }
    /// The strategies that are defined.
    StrategyEntries strategies() const noexcept { return StrategyEntries(raw_); }
    /// Every control: what it is set to, how often it has acted, when it was tested.
    Controls controls() const noexcept { return Controls(raw_); }
    /// When the first monitor counts as silent.
    Nanos heard_until() const noexcept {
        std::uint64_t until = 0;
        (void)!plim_heard_until(&raw_, &until);
        return Nanos(until);
    }
    /// A monitor says that it is listening.
    Result<void> heartbeat(MonitorId monitor, Nanos now) const noexcept {
        return detail::result(plim_heartbeat(&raw_, monitor.get(), now.get()));
    }

    /// Claims a lane: one for each thread that trades.
    Result<Lane> lane(LaneIndex index) const noexcept;
    /// Claims a lane whose owner is dead.
    Result<Lane> take_over_lane(LaneIndex index) const noexcept;
    /// Claims the control handle.
    Result<Control> control() const noexcept;
    /// Claims the control handle of an owner that is dead.
    Result<Control> take_over_control() const noexcept;

    /// When it returns, no child of the scope is born any more. Also from a signal handler.
    Result<Receipt> kill(Scope scope, std::uint32_t reason, Nanos now) const noexcept {
        plim_receipt receipt;
        const plim_status status =
            plim_kill(&raw_, scope.kind(), scope.id(), reason, now.get(), &receipt);
        if (status != PLIM_OK) return static_cast<Status>(status);
        return Receipt(receipt);
    }
    /// Stops a scope as far as a level says; nothing is ever let go by it. Also from a signal
    /// handler.
    Result<Receipt> restrict_to(Scope scope, StopLevel level, const Cause& cause) const noexcept {
        plim_cause raw = {};
        raw.struct_size = sizeof raw;
        raw.reason = cause.reason;
        raw.at = cause.at.get();
        raw.value = cause.value;
        raw.other = cause.other;
        plim_receipt receipt;
        const plim_status status = plim_restrict(&raw_, scope.kind(), scope.id(),
                                                 detail::number(level), &raw, &receipt);
        if (status != PLIM_OK) return static_cast<Status>(status);
        return Receipt(receipt);
    }
    /// How far a scope is stopped by its own switch.
    Result<StopLevel> level(Scope scope) const noexcept {
        std::uint32_t level = 0;
        const plim_status status = plim_view_level(&raw_, scope.kind(), scope.id(), &level);
        return detail::result<StopLevel>(status, static_cast<StopLevel>(level));
    }
    /// Why and when a scope's switch was thrown last.
    Result<Cause> cause(Scope scope) const noexcept {
        plim_cause raw = {};
        const plim_status status = plim_view_cause(&raw_, scope.kind(), scope.id(), &raw);
        return detail::result<Cause>(status, raw.reason, Nanos(raw.at), raw.value, raw.other);
    }
    /// The last reset that was carried out; Status::NoSuchRequest while there was none.
    Result<ResetRecord> last_reset() const noexcept {
        plim_reset_record raw = {};
        const plim_status status = plim_last_reset(&raw_, &raw);
        return detail::result<ResetRecord>(status, raw);
    }
    /// The children that escaped a kill: `for (Escaped escaped : region.escaped(receipt))`.
    EscapedChildren escaped(const Receipt& receipt) const noexcept {
        return EscapedChildren(raw_, receipt);
    }
    Result<std::uint64_t> kill_count(Scope scope) const noexcept {
        std::uint64_t count = 0;
        const plim_status status = plim_kill_count(&raw_, scope.kind(), scope.id(), &count);
        return detail::result<std::uint64_t>(status, count);
    }
    Result<bool> is_halted(Scope scope) const noexcept {
        std::uint32_t halted = 0;
        const plim_status status = plim_is_halted(&raw_, scope.kind(), scope.id(), &halted);
        return detail::result<bool>(status, halted != 0);
    }

    Result<ParentView> parent(ParentId parent) const noexcept {
        plim_parent_view view = {};
        const plim_status status = plim_view_parent(&raw_, parent.get(), &view);
        return detail::result<ParentView>(status, view);
    }
    Result<ChildView> child(ChildId child) const noexcept {
        plim_child_view view = {};
        const plim_status status = plim_view_child(&raw_, child.get(), &view);
        return detail::result<ChildView>(status, view);
    }
    /// A parent's children, newest first: `for (ChildId child : region.children(parent))`.
    Children children(ParentId parent) const noexcept { return Children(raw_, parent); }
    /// A parent by the account's own name for it.
    Result<ParentId> find_parent(AccountId account, const ClientId& client_id) const noexcept {
        plim_parent_id parent = 0;
        const plim_status status =
            plim_find_parent(&raw_, account.get(), &client_id.raw(), &parent);
        return detail::result<ParentId>(status, parent);
    }

    /// Fetches what reports on these children will touch: before the first of a batch is booked.
    Result<void> prefetch(const ChildId* children, std::size_t count) const noexcept {
        const auto* raw = reinterpret_cast<const plim_child_id*>(children);
        return detail::result(plim_prefetch_children(&raw_, raw, count));
    }
    /// Fetches what routes of these parents will touch: before the first of a batch is routed.
    Result<void> prefetch(const ParentId* parents, std::size_t count) const noexcept {
        const auto* raw = reinterpret_cast<const plim_parent_id*>(parents);
        return detail::result(plim_prefetch_parents(&raw_, raw, count));
    }

    Result<plim_suspense> suspense() const noexcept {
        plim_suspense view = {};
        const plim_status status = plim_view_suspense(&raw_, &view);
        return detail::result<plim_suspense>(status, view);
    }
    /// What came to suspense of an account in an instrument.
    Result<plim_suspense_of_position> suspense_of(AccountId account,
                                                  InstrumentId instrument) const noexcept {
        plim_suspense_of_position view = {};
        const plim_status status =
            plim_suspense_of(&raw_, account.get(), instrument.get(), &view);
        return detail::result<plim_suspense_of_position>(status, view);
    }
    /// What lies in suspense: `for (const SuspenseEntry& entry : region.suspense_entries())`.
    SuspenseEntries suspense_entries() const noexcept { return SuspenseEntries(raw_); }
    /// The first open execution in suspense of an id that names this child.
    Result<SuspenseId> find_suspense(const ExecId& exec_id, ChildId child) const noexcept {
        plim_suspense_id entry = 0;
        const plim_status status =
            plim_find_suspense(&raw_, &exec_id.raw(), child.get(), &entry);
        return detail::result<SuspenseId>(status, SuspenseId(entry));
    }
    Result<plim_alarm_view> alarm(Alarm alarm) const noexcept {
        plim_alarm_view view = {};
        const plim_status status = plim_view_alarm(&raw_, detail::number(alarm), &view);
        return detail::result<plim_alarm_view>(status, view);
    }
    /// The alarms that are raised and not acknowledged.
    AlarmSet alarms() const noexcept {
        std::uint32_t raised = 0;
        (void)!plim_alarms(&raw_, &raised);
        return AlarmSet(raised);
    }
    Result<plim_exposure> exposure(AccountId account, InstrumentId instrument) const noexcept {
        plim_exposure view = {};
        const plim_status status =
            plim_view_exposure(&raw_, account.get(), instrument.get(), &view);
        return detail::result<plim_exposure>(status, view);
    }
    /// What the firm and an account may still commit.
    Result<plim_money> money(AccountId account) const noexcept {
        plim_money view = {};
        const plim_status status = plim_view_money(&raw_, account.get(), &view);
        return detail::result<plim_money>(status, view);
    }
    /// Until when the region is armed; Status::NotArmed if it is not.
    Result<Nanos> lease() const noexcept {
        std::uint64_t until = 0;
        const plim_status status = plim_view_lease(&raw_, &until);
        return detail::result<Nanos>(status, until);
    }
    /// Checks the books against themselves; exact only at rest.
    Result<Audit> audit() const noexcept {
        plim_audit_result found = {};
        const plim_status status = plim_audit(&raw_, &found);
        return detail::result<Audit>(status, found);
    }
    /// A reader of a lane's events, from the oldest that is still there.
    Result<EventReader> events(LaneIndex lane) const noexcept {
        plim_events reader = {};
        const plim_status status = plim_events_open(&raw_, lane.get(), &reader);
        return detail::result<EventReader>(status, reader);
    }
    /// Keeps the journal of a lane from now on, or goes on where the one before had stopped.
    Result<Journal> journal(LaneIndex lane) const noexcept {
        plim_journal raw;
        const plim_status status = plim_journal_open(&raw_, lane.get(), &raw);
        if (status != PLIM_OK) return static_cast<Status>(status);
        return Journal(raw);
    }

    /// For plimsoll.h.
    const plim_region* raw() const noexcept { return &raw_; }

private:
    explicit Region(const plim_region& raw) noexcept : raw_(raw) {}
    static Result<Region> made(plim_status status, const plim_region& raw) noexcept {
        if (status != PLIM_OK) return static_cast<Status>(status);
        return Region(raw);
    }
    plim_region raw_;
};

namespace detail {

/// A handle that gives its claim up when it is destroyed. It may be moved, but not while a call is
/// inside.
template <class Raw, plim_status (*Close)(Raw*)>
class Owned {
public:
    Owned(Owned&& other) noexcept : raw_(other.raw_) { other.raw_ = Raw(); }
    Owned& operator=(Owned&& other) noexcept {
        if (this != &other) {
            close();
            raw_ = other.raw_;
            other.raw_ = Raw();
        }
        return *this;
    }
    Owned(const Owned&) = delete;
    Owned& operator=(const Owned&) = delete;
    ~Owned() { close(); }

    /// Gives the claim up now. A handle that was closed or moved from is refused with
    /// Status::Handle.
    void close() noexcept { Close(&raw_); }
    /// For plimsoll.h.
    Raw* raw() noexcept { return &raw_; }
    const Raw* raw() const noexcept { return &raw_; }

protected:
    explicit Owned(const Raw& raw) noexcept : raw_(raw) {}
    Raw raw_;
};

}  // namespace detail

/// A claimed lane: admits, routes and reports. One thread at a time; a second one gets
/// Status::Busy.
class Lane : public detail::Owned<plim_lane, plim_lane_close> {
public:
    LaneIndex index() noexcept {
        std::uint32_t index = 0;
        plim_lane_index(&raw_, &index);
        return LaneIndex(index);
    }

    /// Admits a parent, or refuses it.
    Result<ParentId> admit(const NewParent& terms, Nanos now) noexcept {
        plim_new_parent raw = {};
        raw.struct_size = sizeof raw;
        raw.account = terms.account.get();
        raw.instrument = terms.instrument.get();
        raw.strategy = terms.strategy.get();
        raw.generation = terms.generation;
        raw.side = detail::number(terms.side);
        raw.has_price = terms.price.has_value();
        raw.price = terms.price.value_or(Price(0)).get();
        raw.client_id = terms.client_id.raw();
        raw.qty = terms.qty.get();
        raw.max_children = terms.fan_out.max_children;
        raw.max_sent = terms.fan_out.max_sent;
        raw.max_refused = terms.fan_out.max_refused;
        raw.expire_time = terms.expire_time.get();
        raw.lease_ns = terms.lease_ns;
        raw.max_notional = terms.fan_out.max_notional.get();
        raw.flags = terms.flags;
        raw.parties.has_client = terms.parties.client.has_value();
        raw.parties.client = terms.parties.client.value_or(PartyId(0)).get();
        raw.parties.has_trader = terms.parties.trader.has_value();
        raw.parties.trader = terms.parties.trader.value_or(PartyId(0)).get();
        raw.parties.has_desk = terms.parties.desk.has_value();
        raw.parties.desk = terms.parties.desk.value_or(PartyId(0)).get();
        plim_parent_id parent = 0;
        const plim_status status = plim_admit(&raw_, &raw, now.get(), &parent);
        return detail::result<ParentId>(status, parent);
    }
    /// Changes a parent's quantity.
    Result<void> amend(ParentId parent, Qty qty, Nanos now) noexcept {
        return detail::result(plim_amend(&raw_, parent.get(), qty.get(), now.get()));
    }
    /// Says that upstream still vouches for a parent: its lease runs from now on.
    Result<void> refresh(ParentId parent, Nanos now) noexcept {
        return detail::result(plim_refresh(&raw_, parent.get(), now.get()));
    }
    /// Carries out what has become due by time: expired parents are closed, what has cooled is
    /// given back. Call it often, on every lane.
    Result<Ticked> tick(Nanos now) noexcept {
        plim_ticked done = {};
        const plim_status status = plim_tick(&raw_, now.get(), &done);
        return detail::result<Ticked>(status, Ticked{done.looked, done.lapsed, done.cooled});
    }
    /// Closes a parent; its children are the program's to cancel.
    Result<void> cancel(ParentId parent, Nanos now) noexcept {
        return detail::result(plim_cancel_parent(&raw_, parent.get(), now.get()));
    }
    /// Holds a parent until a person releases it.
    Result<void> hold(ParentId parent, Nanos now) noexcept {
        return detail::result(plim_hold(&raw_, parent.get(), now.get()));
    }
    /// Gives back the places of a parent that has ended.
    Result<void> retire(ParentId parent, Nanos now) noexcept {
        return detail::result(plim_retire(&raw_, parent.get(), now.get()));
    }

    /// Sends a child into the world, or refuses it. The last call before its message is written.
    Result<ChildId> route(const NewChild& terms, Nanos now) noexcept {
        plim_new_child raw = {};
        raw.struct_size = sizeof raw;
        raw.venue = terms.venue.get();
        raw.parent = terms.parent.get();
        raw.qty = terms.qty.get();
        raw.price = terms.price.get();
        raw.time_in_force = detail::number(terms.time_in_force);
        plim_child_id child = 0;
        const plim_status status = plim_route(&raw_, &raw, now.get(), &child);
        return detail::result<ChildId>(status, child);
    }
    /// Says that its message was written. The first call after.
    Result<void> sent(ChildId child, Nanos now) noexcept {
        return detail::result(plim_sent(&raw_, child.get(), now.get()));
    }
    /// Routes the legs of a plan in order, until one is refused.
    Result<Driven> route(ParentId parent, const Plan& plan, TimeInForce time_in_force,
                         Nanos now) noexcept {
        Driven driven;
        plim_driven done = {};
        const plim_status status =
            plim_route_plan(&raw_, parent.get(), plan.legs_, plan.size_,
                            detail::number(time_in_force), now.get(), driven.placed_,
                            PLIM_LEGS_MAX, &done);
        driven.size_ = done.placed;
        driven.refused_ = static_cast<Status>(done.refused);
        return detail::result<Driven>(status, driven);
    }
    /// Books a request to cancel a child.
    Result<RequestId> request_cancel(ChildId child, Nanos now) noexcept {
        plim_request_id id = {};
        const plim_status status = plim_request_cancel(&raw_, child.get(), now.get(), &id);
        return requested(status, id);
    }
    /// Books a request to replace a child's total quantity and price.
    Result<RequestId> request_replace(ChildId child, Qty qty, Price price, Nanos now) noexcept {
        plim_request_id id = {};
        const plim_status status =
            plim_request_replace(&raw_, child.get(), qty.get(), price.get(), now.get(), &id);
        return requested(status, id);
    }
    /// Says that nobody knows any more whether a child lives.
    Result<void> doubt(ChildId child, Nanos now) noexcept {
        return detail::result(plim_doubt(&raw_, child.get(), now.get()));
    }
    /// Books what a venue says. Look at the outcome's breach.
    Result<Outcome> report(const Report& report, Nanos now) noexcept {
        const plim_venue_report raw = detail::as_c(report);
        plim_outcome done = {};
        const plim_status status = plim_report(&raw_, &raw, now.get(), &done);
        return detail::outcome(status, done);
    }

    /// As Region::kill; also while another thread is inside a call on this lane.
    Result<Receipt> kill(Scope scope, std::uint32_t reason, Nanos now) const noexcept {
        plim_receipt receipt;
        const plim_status status =
            plim_lane_kill(&raw_, scope.kind(), scope.id(), reason, now.get(), &receipt);
        if (status != PLIM_OK) return static_cast<Status>(status);
        return Receipt(receipt);
    }

private:
    friend class Region;
    explicit Lane(const plim_lane& raw) noexcept : Owned(raw) {}

    static Result<RequestId> requested(plim_status status, const plim_request_id& id) noexcept {
        return detail::result<RequestId>(status, RequestId{ChildId(id.child), id.number});
    }
};

/// The claimed control handle: defines, arms, acknowledges and resets. One thread at a time.
class Control : public detail::Owned<plim_control, plim_control_close> {
public:
    /// Sets all that must be set before the region can be armed; stops at the first refusal.
    Result<void> set_limits(const Limits& limits) noexcept {
        Status status = set_firm_limit(limits.firm).status();
        if (status == Status::Ok) status = set_suspense_limit(limits.suspense).status();
        if (status == Status::Ok) status = set_alarm_deadline(limits.alarm_deadline).status();
        if (status == Status::Ok) status = set_throttles(limits.throttles).status();
        if (status == Status::Ok) status = set_clock_tolerance(limits.clock_tolerance).status();
        if (status == Status::Ok) status = set_reset_terms(limits.resets).status();
        return status;
    }
    Result<void> set_firm_limit(Notional limit) noexcept {
        return detail::result(plim_control_set_firm_limit(&raw_, limit.get()));
    }
    /// Units in suspense that throw the firm's switch.
    Result<void> set_suspense_limit(Qty gross) noexcept {
        return detail::result(plim_control_set_suspense_limit(&raw_, gross.get()));
    }
    /// How long a critical alarm may stand before it stops trading.
    Result<void> set_alarm_deadline(Nanos after) noexcept {
        return detail::result(plim_control_set_alarm_deadline(&raw_, after.get()));
    }
    /// What may be sent in a window of time.
    Result<void> set_throttles(const Throttles& throttles) noexcept {
        plim_throttles raw = {};
        raw.struct_size = sizeof raw;
        raw.window = throttles.window.get();
        raw.max_ratio = throttles.max_ratio;
        raw.orders = throttles.orders;
        raw.cancels = throttles.cancels;
        raw.max_rejects = throttles.max_rejects;
        return detail::result(plim_control_set_throttles(&raw_, &raw));
    }
    /// How far a lane's clock may be behind the latest time that anybody gave.
    Result<void> set_clock_tolerance(Nanos behind) noexcept {
        return detail::result(plim_control_set_clock_tolerance(&raw_, behind.get()));
    }
    /// How long a reset must be thought over, and how long the thought is good.
    Result<void> set_reset_terms(const ResetTerms& terms) noexcept {
        return detail::result(
            plim_control_set_reset_terms(&raw_, terms.least_delay.get(), terms.expiry.get()));
    }
    Result<AccountId> define_account(Notional limit) noexcept {
        plim_account_id id = 0;
        const plim_status status = plim_control_define_account(&raw_, limit.get(), &id);
        return detail::result<AccountId>(status, id);
    }
    /// Moves an account's limit.
    Result<void> set_account_limit(AccountId account, Notional limit) noexcept {
        return detail::result(plim_control_set_account_limit(&raw_, account.get(), limit.get()));
    }
    Result<InstrumentId> define_instrument(const InstrumentTerms& terms) noexcept {
        plim_instrument_terms raw = {};
        raw.struct_size = sizeof raw;
        raw.collar = terms.collar.kind_;
        raw.lot = terms.lot;
        raw.tick_value = terms.tick_value;
        raw.max_order_qty = terms.max_order_qty.get();
        raw.band = terms.collar.band_;
        raw.max_age = terms.collar.max_age_;
        plim_instrument_id id = 0;
        const plim_status status = plim_control_define_instrument(&raw_, &raw, &id);
        return detail::result<InstrumentId>(status, id);
    }
    /// Its session is up. Cumulative executions need CumQtyMeans::CarriedOver: Status::BadConfig.
    Result<VenueId> define_venue(const VenueTerms& terms = VenueTerms()) noexcept {
        const plim_venue_terms raw = raw_terms(terms);
        plim_venue_id id = 0;
        const plim_status status = plim_control_define_venue(&raw_, &raw, &id);
        return detail::result<VenueId>(status, id);
    }
    /// Says anew how a venue means what it says; refused as by define_venue.
    Result<void> set_venue_terms(VenueId venue, const VenueTerms& terms) noexcept {
        const plim_venue_terms raw = raw_terms(terms);
        return detail::result(plim_control_set_venue_terms(&raw_, venue.get(), &raw));
    }
    /// The session with a venue is lost: nothing is born there, and its living children are
    /// unknown.
    Result<plim_disconnected> disconnect(VenueId venue, Nanos now) noexcept {
        plim_disconnected left = {};
        const plim_status status = plim_control_disconnect(&raw_, venue.get(), now.get(), &left);
        return detail::result<plim_disconnected>(status, left);
    }
    /// A venue is heard again: it is recovering until what is open there has been found out.
    Result<void> reconnect(VenueId venue, Nanos now) noexcept {
        return detail::result(plim_control_reconnect(&raw_, venue.get(), now.get()));
    }

    /// Books what a venue states of one order, with authority.
    Result<Outcome> status(const Report& report, Nanos now) noexcept {
        const plim_venue_report raw = detail::as_c(report);
        plim_outcome done = {};
        const plim_status status = plim_control_status(&raw_, &raw, now.get(), &done);
        return detail::outcome(status, done);
    }
    /// Books an execution, a bust or a correction that another session of the venue copied.
    Result<Outcome> drop_copy(const Report& report, Nanos now) noexcept {
        const plim_venue_report raw = detail::as_c(report);
        plim_outcome done = {};
        const plim_status status = plim_control_drop_copy(&raw_, &raw, now.get(), &done);
        return detail::outcome(status, done);
    }
    /// From now on every status of a child at the venue counts as a mention.
    Result<void> begin_mass_status(VenueId venue, Nanos now) noexcept {
        return detail::result(plim_control_begin_mass_status(&raw_, venue.get(), now.get()));
    }
    /// What was not mentioned is unknown; where nothing is left in doubt, the session is up.
    Result<MassStatus> end_mass_status(VenueId venue, Nanos now) noexcept {
        plim_mass_status raw = {};
        const plim_status status =
            plim_control_end_mass_status(&raw_, venue.get(), now.get(), &raw);
        const MassStatus found = {raw.mentioned, raw.absent, Qty(raw.at_risk), raw.unresolved,
                                  raw.is_up != 0};
        return detail::result<MassStatus>(status, found);
    }
    /// No late fill of a child can come: what was cooling goes back to its parent.
    Result<void> prove_cooled(ChildId child, Nanos now) noexcept {
        return detail::result(plim_control_prove_cooled(&raw_, child.get(), now.get()));
    }
    /// Every report of a venue up to a time was heard: what has been cooling since before then goes
    /// back to its parents. Returns how many children that were.
    Result<std::uint32_t> prove_heard(VenueId venue, Nanos until, Nanos now) noexcept {
        std::uint32_t cooled = 0;
        const plim_status status = plim_control_prove_heard(&raw_, venue.get(), until.get(),
                                                            now.get(), &cooled);
        return detail::result<std::uint32_t>(status, cooled);
    }
    /// Compares a position with what somebody else states of it.
    Result<PositionCheck> check_position(AccountId account, InstrumentId instrument, Qty bought,
                                         Qty sold, Nanos now) noexcept {
        plim_position_check raw = {};
        const plim_status status =
            plim_control_check_position(&raw_, account.get(), instrument.get(), bought.get(),
                                        sold.get(), now.get(), &raw);
        const PositionCheck check = {Qty(raw.bought), Qty(raw.sold), raw.agrees != 0};
        return detail::result<PositionCheck>(status, check);
    }

    /// Units of one account in one instrument in suspense that throw the firm's switch.
    Result<void> set_position_suspense_limit(AccountId account, InstrumentId instrument,
                                             Qty gross) noexcept {
        return detail::result(plim_control_set_position_suspense_limit(
            &raw_, account.get(), instrument.get(), gross.get()));
    }
    /// An execution in suspense is a child's.
    Result<Outcome> assign(SuspenseId entry, ChildId child, Nanos now) noexcept {
        plim_outcome done = {};
        const plim_status status =
            plim_control_assign_to_child(&raw_, entry.get(), child.get(), now.get(), &done);
        return detail::outcome(status, done);
    }
    /// An execution in suspense is a parent's, of no child that is known.
    Result<Outcome> assign(SuspenseId entry, ParentId parent, Nanos now) noexcept {
        plim_outcome done = {};
        const plim_status status =
            plim_control_assign_to_parent(&raw_, entry.get(), parent.get(), now.get(), &done);
        return detail::outcome(status, done);
    }
    /// So much of a parent was executed where this router sees nothing, in all.
    Result<void> filled_elsewhere(ParentId parent, Qty total, Nanos now) noexcept {
        return detail::result(
            plim_control_filled_elsewhere(&raw_, parent.get(), total.get(), now.get()));
    }
    Result<StrategyId> define_strategy(const StrategyTerms& terms) noexcept {
        plim_strategy_terms raw = {};
        raw.struct_size = sizeof raw;
        raw.code = terms.code;
        raw.generation = terms.generation;
        raw.max_held = terms.max_held;
        raw.max_ratio = terms.max_ratio;
        raw.max_repeats = terms.max_repeats;
        plim_strategy_id id = 0;
        const plim_status status = plim_control_define_strategy(&raw_, &raw, &id);
        return detail::result<StrategyId>(status, id);
    }
    /// A client, a trader or a desk that parents may carry; `key` is the program's own number.
    Result<PartyId> define_party(PartyRole role, std::uint64_t key) noexcept {
        plim_party_id id = 0;
        const plim_status status =
            plim_control_define_party(&raw_, detail::number(role), key, &id);
        return detail::result<PartyId>(status, id);
    }
    /// A program that must be heard this often, or nothing is routed: Region::heartbeat.
    Result<MonitorId> define_monitor(Nanos max_silence) noexcept {
        plim_monitor_id id = 0;
        const plim_status status = plim_control_define_monitor(&raw_, max_silence.get(), &id);
        return detail::result<MonitorId>(status, id);
    }
    /// Gives a person a key for resets, while the region is disarmed.
    Result<void> define_key(std::uint32_t person, const Key& key) noexcept {
        return detail::result(plim_control_define_key(&raw_, person, &key.raw()));
    }
    /// Lets a strategy trade an instrument again that was executed there too often.
    Result<void> reenable(StrategyId strategy, InstrumentId instrument, Nanos now) noexcept {
        return detail::result(
            plim_control_reenable(&raw_, strategy.get(), instrument.get(), now.get()));
    }
    /// Gives the region a newer state of the gateway's registry, while it is disarmed.
    Result<void> extend_registry(const RegistryEntry* entries, std::size_t count) noexcept {
        return detail::result(plim_control_extend_registry(&raw_, entries, count));
    }
    template <std::size_t Codes>
    Result<void> extend_registry(const RegistryEntry (&entries)[Codes]) noexcept {
        return extend_registry(entries, Codes);
    }
    /// With the table that `plimsoll registry header` makes.
    Result<void> extend_registry(const std::uint32_t (*entries)[4], std::size_t count) noexcept {
        return detail::result(
            plim_control_extend_registry(&raw_, detail::registry(entries), count));
    }
    /// Says what time it is, while the region is disarmed: the way back from a time far ahead.
    Result<void> correct_clock(Nanos now) noexcept {
        return detail::result(plim_control_correct_clock(&raw_, now.get()));
    }
    /// Fires every control once in scratch memory of at least plim_self_test_bytes(), which is no
    /// part of a region; dates and results are in Region::controls.
    Result<SelfTest> self_test(void* scratch, std::size_t bytes, Nanos now) noexcept {
        plim_self_test raw = {};
        const plim_status status =
            plim_control_self_test(&raw_, scratch, bytes, now.get(), &raw);
        const SelfTest found = {raw.controls, raw.passed, static_cast<ControlId>(raw.control),
                                static_cast<Flaw>(raw.flaw), static_cast<Status>(raw.expected),
                                static_cast<Status>(raw.found)};
        return detail::result<SelfTest>(status, found);
    }
    template <std::size_t Bytes>
    Result<SelfTest> self_test(Memory<Bytes>& scratch, Nanos now) noexcept {
        return self_test(scratch.data(), scratch.size(), now);
    }
    /// Raises the oldest build that may touch the region: plim_build_version.
    Result<void> require_build(std::uint64_t version) noexcept {
        return detail::result(plim_control_require_build(&raw_, version));
    }
    /// Ends the journal of a lane whose keeper is gone for good.
    Result<void> end_journal(LaneIndex lane) noexcept {
        return detail::result(plim_control_end_journal(&raw_, lane.get()));
    }
    /// Sets, or moves, how far an account may go in an instrument.
    Result<void> set_position_limit(AccountId account, InstrumentId instrument,
                                    const PositionLimit& limit) noexcept {
        plim_position_limit raw = {};
        raw.struct_size = sizeof raw;
        raw.long_qty = limit.long_qty.get();
        raw.short_qty = limit.short_qty.get();
        return detail::result(
            plim_control_set_position_limit(&raw_, account.get(), instrument.get(), &raw));
    }
    Result<void> set_reference_price(InstrumentId instrument, Price price, Nanos now) noexcept {
        return detail::result(
            plim_control_set_reference_price(&raw_, instrument.get(), price.get(), now.get()));
    }

    /// Opens the house until the lease runs out, if what is here is what the manifest expects.
    Armed arm(const Manifest& manifest, Nanos lease_until, Nanos now) noexcept {
        plim_difference raw = {};
        const plim_status status =
            plim_control_arm(&raw_, &manifest.raw_, lease_until.get(), now.get(), &raw);
        Difference difference;
        difference.field = static_cast<Field>(raw.field);
        difference.expected = raw.expected;
        difference.found = raw.found;
        return Armed(static_cast<Status>(status), difference);
    }
    /// Somebody is still listening.
    Result<void> renew(Nanos lease_until, Nanos now) noexcept {
        return detail::result(plim_control_renew(&raw_, lease_until.get(), now.get()));
    }
    /// Closes the house and kills the firm.
    Result<void> disarm(Nanos now) noexcept {
        return detail::result(plim_control_disarm(&raw_, now.get()));
    }
    Result<void> acknowledge(Alarm alarm, Nanos now) noexcept {
        return detail::result(plim_control_acknowledge(&raw_, detail::number(alarm), now.get()));
    }
    /// A person asks for a scope to be opened again. `why` is at most 32 characters:
    /// Status::Text for more.
    Result<ResetTicket> request_reset(Scope scope, const Key& key, const char* why,
                                      Nanos now) noexcept {
        plim_reset_request raw = {};
        const std::size_t length = std::strlen(why);
        if (length > sizeof raw.why) return Status::Text;
        raw.struct_size = sizeof raw;
        raw.scope = scope.kind();
        raw.scope_id = scope.id();
        raw.key = key.raw();
        std::memcpy(raw.why, why, length);
        plim_reset_ticket made = {};
        const plim_status status = plim_control_request_reset(&raw_, &raw, now.get(), &made);
        const ResetTicket ticket = {made.nonce, made.kills, made.restrictions,
                                    Nanos(made.not_before), Nanos(made.not_after)};
        return detail::result<ResetTicket>(status, ticket);
    }
    /// Another person confirms it, and has seen the fingerprint of what runs here.
    Result<void> confirm_reset(std::uint64_t nonce, const Key& key, const Fingerprint& fingerprint,
                               Nanos now) noexcept {
        return detail::result(
            plim_control_confirm_reset(&raw_, nonce, &key.raw(), &fingerprint, now.get()));
    }
    /// Releases a parent that is held.
    Result<void> release(ParentId parent, Nanos now) noexcept {
        return detail::result(plim_control_release(&raw_, parent.get(), now.get()));
    }
    /// Rebuilds every total from the records after a crash.
    Result<plim_recovery> recover(Nanos now) noexcept {
        plim_recovery found = {};
        const plim_status status = plim_control_recover(&raw_, now.get(), &found);
        return detail::result<plim_recovery>(status, found);
    }

    /// As Region::kill; also while another thread is inside a call on this handle.
    Result<Receipt> kill(Scope scope, std::uint32_t reason, Nanos now) noexcept {
        plim_receipt receipt;
        const plim_status status =
            plim_control_kill(&raw_, scope.kind(), scope.id(), reason, now.get(), &receipt);
        if (status != PLIM_OK) return static_cast<Status>(status);
        return Receipt(receipt);
    }

private:
    static plim_venue_terms raw_terms(const VenueTerms& terms) noexcept {
        plim_venue_terms raw = {};
        raw.struct_size = sizeof raw;
        raw.replace_means = detail::number(terms.replace_means);
        raw.replace_is = detail::number(terms.replace_is);
        raw.cum_qty_means = detail::number(terms.cum_qty_means);
        raw.last_qty_means = detail::number(terms.last_qty_means);
        raw.cooling = terms.cooling;
        return raw;
    }

    friend class Region;
    explicit Control(const plim_control& raw) noexcept : Owned(raw) {}
};

inline Result<Lane> Region::lane(LaneIndex index) const noexcept {
    plim_lane raw;
    const plim_status status = plim_lane_open(&raw_, index.get(), &raw);
    if (status != PLIM_OK) return static_cast<Status>(status);
    return Lane(raw);
}

inline Result<Lane> Region::take_over_lane(LaneIndex index) const noexcept {
    plim_lane raw;
    const plim_status status = plim_lane_take_over(&raw_, index.get(), &raw);
    if (status != PLIM_OK) return static_cast<Status>(status);
    return Lane(raw);
}

inline Result<Control> Region::control() const noexcept {
    plim_control raw;
    const plim_status status = plim_control_open(&raw_, &raw);
    if (status != PLIM_OK) return static_cast<Status>(status);
    return Control(raw);
}

inline Result<Control> Region::take_over_control() const noexcept {
    plim_control raw;
    const plim_status status = plim_control_take_over(&raw_, &raw);
    if (status != PLIM_OK) return static_cast<Status>(status);
    return Control(raw);
}

}  // namespace plimsoll

#endif  // PLIMSOLL_HPP
