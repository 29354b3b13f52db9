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
    NoSuchLane = PLIM_E_NO_SUCH_LANE,
    AlreadyClaimed = PLIM_E_ALREADY_CLAIMED,
    HandleLost = PLIM_E_HANDLE_LOST,
    ClockBackwards = PLIM_E_CLOCK_BACKWARDS,
    NotArmed = PLIM_E_NOT_ARMED,
    LeaseExpired = PLIM_E_LEASE_EXPIRED,
    AlarmUnacknowledged = PLIM_E_ALARM_UNACKNOWLEDGED,
    Halted = PLIM_E_HALTED,
    KilledSince = PLIM_E_KILLED_SINCE,
    VenueDown = PLIM_E_VENUE_DOWN,
    VenueRecovering = PLIM_E_VENUE_RECOVERING,
    UnknownAccount = PLIM_E_UNKNOWN_ACCOUNT,
    UnknownInstrument = PLIM_E_UNKNOWN_INSTRUMENT,
    UnknownVenue = PLIM_E_UNKNOWN_VENUE,
    UnknownStrategy = PLIM_E_UNKNOWN_STRATEGY,
    WrongGeneration = PLIM_E_WRONG_GENERATION,
    UnknownParent = PLIM_E_UNKNOWN_PARENT,
    UnknownChild = PLIM_E_UNKNOWN_CHILD,
    DuplicateClientId = PLIM_E_DUPLICATE_CLIENT_ID,
    AlreadyDefined = PLIM_E_ALREADY_DEFINED,
    NoSuchEntry = PLIM_E_NO_SUCH_ENTRY,
    AlreadyAssigned = PLIM_E_ALREADY_ASSIGNED,
    WrongTarget = PLIM_E_WRONG_TARGET,
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
    ChildEnded = PLIM_E_CHILD_ENDED,
    TooManyRequests = PLIM_E_TOO_MANY_REQUESTS,
    NotEnded = PLIM_E_NOT_ENDED,
    NothingToChange = PLIM_E_NOTHING_TO_CHANGE,
    ParentsFull = PLIM_E_PARENTS_FULL,
    ChildrenFull = PLIM_E_CHILDREN_FULL,
    ExecutionsFull = PLIM_E_EXECUTIONS_FULL,
    ClientIdsFull = PLIM_E_CLIENT_IDS_FULL,
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

/// A strategy.
class StrategyId : public detail::Strong<StrategyId, plim_strategy_id> {
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

    /// For a small device: less than 48 KiB.
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
};

/// What must be set before a region can be armed.
struct Limits {
    /// What all parents together may be worth.
    Notional firm;
    /// Units in suspense that throw the firm's switch.
    Qty suspense;
    /// How long a critical alarm may stand before it stops trading.
    Nanos alarm_deadline;
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

/// The alarms that one report raised.
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
          overfill(raw.overfill), sent(raw.sent), children(raw.children) {}

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

    /// A plim_scope.
    constexpr std::uint32_t kind() const noexcept { return kind_; }
    /// Which one.
    constexpr std::uint64_t id() const noexcept { return id_; }

private:
    constexpr Scope(std::uint32_t kind, std::uint64_t id) noexcept : kind_(kind), id_(id) {}
    std::uint32_t kind_;
    std::uint64_t id_;
};

/// What a kill leaves in the killer's hand: plim_receipt.
class Receipt {
public:
    explicit Receipt(const plim_receipt& raw) noexcept : raw_(raw) {}
    /// What Control::reset asks for.
    std::uint64_t kill_count() const noexcept { return raw_.kill_count; }
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

/// A reader of one lane's events. One thread at a time.
class EventReader {
public:
    explicit EventReader(const plim_events& raw) noexcept : raw_(raw) {}

    /// Reads up to `capacity` events; how many it read. What was overwritten unread is added to
    /// `missed`.
    Result<std::size_t> read(Event* out, std::size_t capacity, std::uint64_t& missed) noexcept {
        std::size_t read = 0;
        while (read < capacity) {
            plim_event batch[16];
            const std::size_t room = capacity - read < 16 ? capacity - read : 16;
            std::size_t count = 0;
            std::uint64_t lost = 0;
            const plim_status status = plim_events_read(&raw_, batch, room, &count, &lost);
            if (status != PLIM_OK) return static_cast<Status>(status);
            for (std::size_t place = 0; place < count; ++place) {
                out[read + place] = Event(batch[place]);
            }
            read += count;
            missed += lost;
            if (count < room) break;
        }
        return detail::result<std::size_t>(PLIM_OK, read);
    }

private:
    plim_events raw_;
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
        plim_status status = plim_control_set_firm_limit(&raw_, limits.firm.get());
        if (status == PLIM_OK) {
            status = plim_control_set_suspense_limit(&raw_, limits.suspense.get());
        }
        if (status == PLIM_OK) {
            status = plim_control_set_alarm_deadline(&raw_, limits.alarm_deadline.get());
        }
        return detail::result(status);
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
        plim_strategy_id id = 0;
        const plim_status status = plim_control_define_strategy(&raw_, &raw, &id);
        return detail::result<StrategyId>(status, id);
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

    /// Opens the house until the lease runs out.
    Result<void> arm(Nanos lease_until, Nanos now) noexcept {
        return detail::result(plim_control_arm(&raw_, lease_until.get(), now.get()));
    }
    /// Somebody is still listening.
    Result<void> renew(Nanos lease_until) noexcept {
        return detail::result(plim_control_renew(&raw_, lease_until.get()));
    }
    /// Closes the house and kills the firm.
    Result<void> disarm(Nanos now) noexcept {
        return detail::result(plim_control_disarm(&raw_, now.get()));
    }
    Result<void> acknowledge(Alarm alarm, Nanos now) noexcept {
        return detail::result(plim_control_acknowledge(&raw_, detail::number(alarm), now.get()));
    }
    /// Resets a scope, if nobody has killed it since the operator looked.
    Result<void> reset(Scope scope, std::uint64_t kill_count_seen, Nanos now) noexcept {
        return detail::result(
            plim_control_reset(&raw_, scope.kind(), scope.id(), kill_count_seen, now.get()));
    }
    /// Releases a parent that is held.
    Result<void> release(ParentId parent, Nanos now) noexcept { return reset(parent, 0, now); }
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
