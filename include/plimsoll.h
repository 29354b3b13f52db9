/* SPDX-License-Identifier: MIT OR Apache-2.0 */

#ifndef PLIMSOLL_H
#define PLIMSOLL_H

/* Generated from ffi/src by `cargo xtask header`. Do not edit. C99 or later, C++11 or later. */

#include <stddef.h>
#include <stdint.h>
#include <stdbool.h>

/* The linkage of every function: visible, from a static or a shared library. */
#if defined(PLIM_API)
#elif defined(__GNUC__)
#  define PLIM_API __attribute__((visibility("default")))
#else
#  define PLIM_API
#endif

/* No function throws or unwinds. */
#if defined(__cplusplus)
#  define PLIM_NOEXCEPT noexcept
#else
#  define PLIM_NOEXCEPT
#endif

/* An answer that must be looked at: the compiler warns where it is not. */
#if defined(__GNUC__)
#  define PLIM_NODISCARD __attribute__((warn_unused_result))
#else
#  define PLIM_NODISCARD
#endif

/**
 * The version of this interface: a program that was compiled with another must not call.
 */
#define PLIM_ABI_VERSION 1

/**
 * The alignment that the memory of a region needs, in bytes.
 */
#define PLIM_LINE 64

/**
 * The largest quantity, in units: 2^42 - 1.
 */
#define PLIM_QTY_MAX 4398046511103

/**
 * The largest amount of money, in money units: 2^60 - 1.
 */
#define PLIM_NOTIONAL_MAX 1152921504606846975

/**
 * The most lanes that a region has.
 */
#define PLIM_LANES_MAX 64

/**
 * Room for the text of any id, with its NUL.
 */
#define PLIM_TEXT_SIZE 21

/**
 * The most legs that a plan has.
 */
#define PLIM_LEGS_MAX 64

/**
 * The most levels that plim_sweep looks at.
 */
#define PLIM_LEVELS_MAX 256

/**
 * The most weights that a schedule has.
 */
#define PLIM_CURVE_MAX 86400

/**
 * What a function answers. After anything but PLIM_OK nothing has changed and no output is
 * written.
 *
 * 1 to 9 and 300 upwards are the border's own: a mistake in the calling program. 10 to 199 are
 * refusals of the core: the answer of a limit, a switch or a state.
 *
 * The border looks first, whatever the core would say: at pointers, structs and numbers, among
 * them quantities, money, sides and times in force that are none. Where several refusals of the
 * core apply, the answer is the one that stands first here.
 */
enum plim_status
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Done.
     */
    PLIM_OK = 0,
    /**
     * A pointer is NULL that must not be.
     */
    PLIM_E_NULL = 1,
    /**
     * A pointer is not aligned for what it points to.
     */
    PLIM_E_ALIGN = 2,
    /**
     * struct_size is less than the struct, or above 4096.
     */
    PLIM_E_STRUCT_SIZE = 3,
    /**
     * struct_size is more than this version knows, and a byte past what it knows is not zero.
     */
    PLIM_E_UNKNOWN_FIELD = 4,
    /**
     * A reserved word, or a value whose has_ field is 0, is not zero.
     */
    PLIM_E_RESERVED = 5,
    /**
     * A number is none of its enumeration's.
     */
    PLIM_E_ENUM = 6,
    /**
     * A truth value is neither 0 nor 1.
     */
    PLIM_E_BOOL = 7,
    /**
     * An array or text is too short for what goes in, or longer than the function takes.
     */
    PLIM_E_CAPACITY = 8,
    /**
     * The handle was never opened, was closed, or is of another kind.
     */
    PLIM_E_HANDLE = 9,
    /**
     * The block of memory is shorter than its configuration or its header says.
     */
    PLIM_E_TOO_SHORT = 10,
    /**
     * The block of memory does not begin on a 64-byte line.
     */
    PLIM_E_UNALIGNED = 11,
    /**
     * A capacity is zero, above its bound, or not a power of two where it must be.
     */
    PLIM_E_BAD_CONFIG = 12,
    /**
     * The memory already holds a region; it is never formatted over.
     */
    PLIM_E_ALREADY_FORMATTED = 13,
    /**
     * The memory holds no region.
     */
    PLIM_E_BAD_MAGIC = 14,
    /**
     * The region was formatted for another version of the interface.
     */
    PLIM_E_OTHER_ABI = 15,
    /**
     * The region was formatted with another layout of its tables.
     */
    PLIM_E_OTHER_LAYOUT = 16,
    /**
     * The header's checksum does not agree with its words.
     */
    PLIM_E_DAMAGED_HEADER = 17,
    /**
     * No such lane was configured.
     */
    PLIM_E_NO_SUCH_LANE = 20,
    /**
     * Somebody else holds this handle.
     */
    PLIM_E_ALREADY_CLAIMED = 21,
    /**
     * This handle was taken over, or the region was recovered; it may do nothing any more.
     */
    PLIM_E_HANDLE_LOST = 22,
    /**
     * The time given is before the time of the call before.
     */
    PLIM_E_CLOCK_BACKWARDS = 23,
    /**
     * Nobody has armed the region.
     */
    PLIM_E_NOT_ARMED = 30,
    /**
     * The control handle has not renewed its lease in time.
     */
    PLIM_E_LEASE_EXPIRED = 31,
    /**
     * A critical alarm was not acknowledged in time.
     */
    PLIM_E_ALARM_UNACKNOWLEDGED = 32,
    /**
     * A switch of one of the scopes is thrown.
     */
    PLIM_E_HALTED = 33,
    /**
     * The scope was killed again after the operator looked.
     */
    PLIM_E_KILLED_SINCE = 34,
    /**
     * No such account.
     */
    PLIM_E_UNKNOWN_ACCOUNT = 40,
    /**
     * No such instrument.
     */
    PLIM_E_UNKNOWN_INSTRUMENT = 41,
    /**
     * No such venue.
     */
    PLIM_E_UNKNOWN_VENUE = 42,
    /**
     * No such strategy, or its code is retired.
     */
    PLIM_E_UNKNOWN_STRATEGY = 43,
    /**
     * The strategy is known here with another generation.
     */
    PLIM_E_WRONG_GENERATION = 44,
    /**
     * No such parent: never admitted, or retired.
     */
    PLIM_E_UNKNOWN_PARENT = 45,
    /**
     * No such child: never routed, or retired with its parent.
     */
    PLIM_E_UNKNOWN_CHILD = 46,
    /**
     * The account has used this client id before.
     */
    PLIM_E_DUPLICATE_CLIENT_ID = 47,
    /**
     * Something with this code or key is defined already.
     */
    PLIM_E_ALREADY_DEFINED = 48,
    /**
     * The quantity is zero.
     */
    PLIM_E_ZERO_QUANTITY = 60,
    /**
     * The quantity is above what the instrument allows.
     */
    PLIM_E_QUANTITY_TOO_LARGE = 61,
    /**
     * The quantity is not a multiple of the lot.
     */
    PLIM_E_OFF_LOT = 62,
    /**
     * The side is not one of FIX's that the core knows.
     */
    PLIM_E_BAD_SIDE = 63,
    /**
     * The price is missing where one is needed, or absurd.
     */
    PLIM_E_BAD_PRICE = 64,
    /**
     * The child's price is worse than its parent's limit.
     */
    PLIM_E_PRICE_BEYOND_LIMIT = 65,
    /**
     * The price lies outside the collar around the reference price.
     */
    PLIM_E_OUTSIDE_COLLAR = 66,
    /**
     * The instrument has no reference price.
     */
    PLIM_E_NO_REFERENCE_PRICE = 67,
    /**
     * The reference price is older than the collar allows.
     */
    PLIM_E_STALE_REFERENCE_PRICE = 68,
    /**
     * Quantity times price is more than the core can count.
     */
    PLIM_E_NOTIONAL_TOO_LARGE = 69,
    /**
     * A limit that must be set is not.
     */
    PLIM_E_LIMIT_UNSET = 70,
    /**
     * The fan-out bounds are zero or above what the core can count.
     */
    PLIM_E_BAD_FAN_OUT = 71,
    /**
     * The time in force is not one of FIX's that the core knows.
     */
    PLIM_E_BAD_TIME_IN_FORCE = 72,
    /**
     * The parent has ended.
     */
    PLIM_E_PARENT_DONE = 80,
    /**
     * The parent is closed: cancelled, and only waiting for its children.
     */
    PLIM_E_CLOSED = 81,
    /**
     * The parent is held until a person releases it.
     */
    PLIM_E_HELD = 82,
    /**
     * The parent's expire time has come.
     */
    PLIM_E_PARENT_EXPIRED = 89,
    /**
     * Upstream has not refreshed the parent's lease in time.
     */
    PLIM_E_PARENT_LEASE_EXPIRED = 90,
    /**
     * The parent has had as many children as it may ever have.
     */
    PLIM_E_FAN_OUT_CHILDREN = 83,
    /**
     * The parent has sent as much quantity as it may ever send.
     */
    PLIM_E_FAN_OUT_QUANTITY = 84,
    /**
     * More than what is left.
     */
    PLIM_E_EXCEEDS_HEADROOM = 85,
    /**
     * More than the position limit leaves.
     */
    PLIM_E_EXCEEDS_POSITION_LIMIT = 86,
    /**
     * More than the account's limit leaves.
     */
    PLIM_E_EXCEEDS_ACCOUNT_LIMIT = 87,
    /**
     * More than the firm's limit leaves.
     */
    PLIM_E_EXCEEDS_FIRM_LIMIT = 88,
    /**
     * The child has ended; there is nothing to cancel or replace.
     */
    PLIM_E_CHILD_ENDED = 100,
    /**
     * The child has as many open requests as it can hold.
     */
    PLIM_E_TOO_MANY_REQUESTS = 101,
    /**
     * The parent has not ended, or a child of it is not proven dead.
     */
    PLIM_E_NOT_ENDED = 102,
    /**
     * Nothing would change.
     */
    PLIM_E_NOTHING_TO_CHANGE = 103,
    /**
     * The table of parents is full.
     */
    PLIM_E_PARENTS_FULL = 120,
    /**
     * The table of children is full.
     */
    PLIM_E_CHILDREN_FULL = 121,
    /**
     * So few execution records are left that a fill might find none.
     */
    PLIM_E_EXECUTIONS_FULL = 122,
    /**
     * The table of client ids is full.
     */
    PLIM_E_CLIENT_IDS_FULL = 123,
    /**
     * The table of this kind of definition is full.
     */
    PLIM_E_DEFINITIONS_FULL = 124,
    /**
     * Another thread, or the code that this signal handler interrupted, is inside a call on the
     * handle.
     */
    PLIM_E_BUSY = 300,
    /**
     * The text is not one that this kind of id has.
     */
    PLIM_E_TEXT = 301,
    /**
     * The schedule's end is not after its start.
     */
    PLIM_E_SCHEDULE_NO_TIME = 310,
    /**
     * The schedule has no slices.
     */
    PLIM_E_SCHEDULE_NO_SLICES = 311,
    /**
     * The schedule has more weights than PLIM_CURVE_MAX.
     */
    PLIM_E_SCHEDULE_CURVE_TOO_LONG = 312,
    /**
     * Every weight of the schedule is zero.
     */
    PLIM_E_SCHEDULE_NO_WEIGHT = 313,
    /**
     * The schedule's lot is zero.
     */
    PLIM_E_SCHEDULE_NO_LOT = 314,
    /**
     * The schedule's catch_up is less than its lot, so nothing could ever be sent.
     */
    PLIM_E_SCHEDULE_CATCH_UP_BELOW_LOT = 315,
    /**
     * The core gave an answer that this build of the border does not know. Never in a tested
     * build.
     */
    PLIM_E_UNTRANSLATED = 399,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum plim_status plim_status;
#else
typedef int32_t plim_status;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What a report broke. It was booked all the same, and an alarm of the same name is raised.
 */
enum plim_breach
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Nothing.
     */
    PLIM_B_NONE = 0,
    /**
     * The parent was executed, or is committed, past its quantity. It is held.
     */
    PLIM_B_OVERFILL = 200,
    /**
     * The child was executed past its own quantity; the parent had room for it.
     */
    PLIM_B_CHILD_OVERFILL = 201,
    /**
     * The report fits no child. It went to suspense.
     */
    PLIM_B_SUSPENSE = 202,
    /**
     * The venue reports on a child that the gate refused: it was sent all the same. The parent is
     * held.
     */
    PLIM_B_REPORT_ON_VOID = 203,
    /**
     * An execution id came again with other numbers. Nothing was booked for it; the first numbers
     * stand.
     */
    PLIM_B_CONFLICTING_EXECUTION = 204,
    /**
     * The report contradicts itself or FIX: a trade of nothing, more last than cumulative, a
     * rejection of a live order.
     */
    PLIM_B_IMPOSSIBLE_REPORT = 205,
    /**
     * The report answers a request that nobody made, or that was answered before.
     */
    PLIM_B_UNEXPECTED_ANSWER = 206,
    /**
     * The venue's final CumQty is not the sum of the executions that it reported.
     */
    PLIM_B_CUM_QTY_DISAGREES = 207,
    /**
     * No execution record was left. The quantity was booked; the execution cannot be recognised if
     * it comes again.
     */
    PLIM_B_EXECUTIONS_FULL = 208,
    /**
     * The core named a breach that this build of the border does not know. Never in a tested
     * build.
     */
    PLIM_B_UNTRANSLATED = 299,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum plim_breach plim_breach;
#else
typedef int32_t plim_breach;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What an audit finds that does not agree.
 */
enum plim_finding
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Nothing: the books are right.
     */
    PLIM_FINDING_NONE = 0,
    /**
     * A parent's quantity is not executed + reserved + headroom - overfill; subject: the parent.
     */
    PLIM_FINDING_CONSERVATION = 1,
    /**
     * A parent's executed is not the sum of its children's executions; subject: the parent.
     */
    PLIM_FINDING_EXECUTED = 2,
    /**
     * A parent has ended with something reserved, or has not ended with nothing left; subject: it.
     */
    PLIM_FINDING_END = 3,
    /**
     * What the levels above set aside for a parent is not what it needs; subject: the parent.
     */
    PLIM_FINDING_SETTLED = 4,
    /**
     * A parent's list of children is broken; subject: the parent.
     */
    PLIM_FINDING_LIST = 5,
    /**
     * A child's leaves are not its bound less its executions; subject: the child.
     */
    PLIM_FINDING_LEAVES = 6,
    /**
     * A child's bound is not what facts and requests make it; subject: the child.
     */
    PLIM_FINDING_BOUND = 7,
    /**
     * An execution stands twice, or not where its id leads; subject: the child.
     */
    PLIM_FINDING_EXECUTION = 8,
    /**
     * A position is not what its parents make it; subject: its place in the table.
     */
    PLIM_FINDING_POSITION = 9,
    /**
     * An account's headroom is not its limit less what its parents set aside; subject: the
     * account.
     */
    PLIM_FINDING_ACCOUNT = 10,
    /**
     * The firm's headroom is not its limit less what all parents set aside.
     */
    PLIM_FINDING_FIRM = 11,
    /**
     * Suspense's totals are not the sum of its executions.
     */
    PLIM_FINDING_SUSPENSE = 12,
    /**
     * A parent's unknown is not the sum of its children's; subject: the parent.
     */
    PLIM_FINDING_UNKNOWN = 13,
    /**
     * Something that this build of the border has no number for. Never in a tested build.
     */
    PLIM_FINDING_UNTRANSLATED = 99,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum plim_finding plim_finding;
#else
typedef int32_t plim_finding;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Where a parent is in its life.
 */
enum plim_parent_state
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * It may be routed.
     */
    PLIM_PARENT_OPEN = 1,
    /**
     * It waits for a person: it tripped, or was held.
     */
    PLIM_PARENT_HELD = 2,
    /**
     * It was cancelled; children may live.
     */
    PLIM_PARENT_CLOSED = 3,
    /**
     * It has ended.
     */
    PLIM_PARENT_DONE = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum plim_parent_state plim_parent_state;
#else
typedef int32_t plim_parent_state;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Which way a parent trades (FIX 54).
 */
enum plim_side
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Buys.
     */
    PLIM_SIDE_BUY = 1,
    /**
     * Sells what is owned.
     */
    PLIM_SIDE_SELL = 2,
    /**
     * Sells what is borrowed.
     */
    PLIM_SIDE_SELL_SHORT = 5,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum plim_side plim_side;
#else
typedef uint32_t plim_side;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Where a child is in its life (FIX 39 OrdStatus, and three states of the core's own).
 */
enum plim_child_state
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Published by the gate; nobody has said yet that it left the process.
     */
    PLIM_CHILD_BORN = 1,
    /**
     * Handed to its session.
     */
    PLIM_CHILD_SENT = 2,
    /**
     * The venue has it.
     */
    PLIM_CHILD_LIVE = 3,
    /**
     * Part of it is executed.
     */
    PLIM_CHILD_PARTIALLY_FILLED = 4,
    /**
     * All of it is executed.
     */
    PLIM_CHILD_FILLED = 5,
    /**
     * The venue is done with it for the session.
     */
    PLIM_CHILD_DONE_FOR_DAY = 6,
    /**
     * Cancelled.
     */
    PLIM_CHILD_CANCELED = 7,
    /**
     * Expired.
     */
    PLIM_CHILD_EXPIRED = 8,
    /**
     * The venue refused it.
     */
    PLIM_CHILD_REJECTED = 9,
    /**
     * Trading in it is suspended.
     */
    PLIM_CHILD_SUSPENDED = 10,
    /**
     * Stopped: a price is guaranteed.
     */
    PLIM_CHILD_STOPPED = 11,
    /**
     * Over for the day, and being calculated.
     */
    PLIM_CHILD_CALCULATED = 12,
    /**
     * Nobody knows whether it lives.
     */
    PLIM_CHILD_UNKNOWN = 13,
    /**
     * The gate took it back before it left.
     */
    PLIM_CHILD_VOID = 14,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum plim_child_state plim_child_state;
#else
typedef int32_t plim_child_state;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * How long a child may rest at its venue (FIX 59).
 */
enum plim_time_in_force
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Until the end of the session.
     */
    PLIM_TIF_DAY = 0,
    /**
     * Until it is cancelled, over as many sessions as it takes.
     */
    PLIM_TIF_GOOD_TILL_CANCEL = 1,
    /**
     * What does not trade at once is cancelled.
     */
    PLIM_TIF_IMMEDIATE_OR_CANCEL = 3,
    /**
     * All at once, or nothing.
     */
    PLIM_TIF_FILL_OR_KILL = 4,
    /**
     * Until a date, over as many sessions as it takes.
     */
    PLIM_TIF_GOOD_TILL_DATE = 6,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum plim_time_in_force plim_time_in_force;
#else
typedef uint32_t plim_time_in_force;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What bounds the price of an instrument's parents.
 */
enum plim_collar
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * A parent's own limit price; a parent without one is refused.
     */
    PLIM_COLLAR_LIMIT = 0,
    /**
     * A band around the reference price, which plim_control_set_reference_price must keep fresh.
     */
    PLIM_COLLAR_REFERENCE = 1,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum plim_collar plim_collar;
#else
typedef uint32_t plim_collar;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What a kill halts.
 */
enum plim_scope
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Everything; the scope_id is 0.
     */
    PLIM_SCOPE_FIRM = 0,
    /**
     * Every parent of an account; the scope_id is a plim_account_id.
     */
    PLIM_SCOPE_ACCOUNT = 1,
    /**
     * Every parent in an instrument; the scope_id is a plim_instrument_id.
     */
    PLIM_SCOPE_INSTRUMENT = 2,
    /**
     * Every child for a venue; the scope_id is a plim_venue_id.
     */
    PLIM_SCOPE_VENUE = 3,
    /**
     * Every parent of a strategy; the scope_id is a plim_strategy_id.
     */
    PLIM_SCOPE_STRATEGY = 4,
    /**
     * Every child that a lane would route; the scope_id is the lane's index.
     */
    PLIM_SCOPE_LANE = 5,
    /**
     * One parent; the scope_id is a plim_parent_id.
     */
    PLIM_SCOPE_PARENT = 6,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum plim_scope plim_scope;
#else
typedef uint32_t plim_scope;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What a report is about (FIX 150 ExecType; the last two are 35=9, OrderCancelReject).
 */
enum plim_exec_type
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * 150=A.
     */
    PLIM_EXEC_PENDING_NEW = 1,
    /**
     * 150=0.
     */
    PLIM_EXEC_NEW = 2,
    /**
     * 150=F, and in FIX 4.2 150=1 and 150=2.
     */
    PLIM_EXEC_TRADE = 3,
    /**
     * 150=6.
     */
    PLIM_EXEC_PENDING_CANCEL = 4,
    /**
     * 150=4.
     */
    PLIM_EXEC_CANCELED = 5,
    /**
     * 150=E.
     */
    PLIM_EXEC_PENDING_REPLACE = 6,
    /**
     * 150=5.
     */
    PLIM_EXEC_REPLACED = 7,
    /**
     * 150=8.
     */
    PLIM_EXEC_REJECTED = 8,
    /**
     * 150=C.
     */
    PLIM_EXEC_EXPIRED = 9,
    /**
     * 150=3.
     */
    PLIM_EXEC_DONE_FOR_DAY = 10,
    /**
     * 150=9.
     */
    PLIM_EXEC_SUSPENDED = 11,
    /**
     * 150=7.
     */
    PLIM_EXEC_STOPPED = 12,
    /**
     * 150=B.
     */
    PLIM_EXEC_CALCULATED = 13,
    /**
     * 150=D.
     */
    PLIM_EXEC_RESTATED = 14,
    /**
     * 150=I.
     */
    PLIM_EXEC_ORDER_STATUS = 17,
    /**
     * 35=9 with 434=1.
     */
    PLIM_EXEC_CANCEL_REJECTED = 18,
    /**
     * 35=9 with 434=2.
     */
    PLIM_EXEC_REPLACE_REJECTED = 19,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum plim_exec_type plim_exec_type;
#else
typedef uint32_t plim_exec_type;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What a venue says that an order's status is (FIX 39 OrdStatus).
 */
enum plim_ord_status
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * It does not say.
     */
    PLIM_ORD_NONE = 0,
    /**
     * 39=0.
     */
    PLIM_ORD_NEW = 1,
    /**
     * 39=1.
     */
    PLIM_ORD_PARTIALLY_FILLED = 2,
    /**
     * 39=2.
     */
    PLIM_ORD_FILLED = 3,
    /**
     * 39=3.
     */
    PLIM_ORD_DONE_FOR_DAY = 4,
    /**
     * 39=4.
     */
    PLIM_ORD_CANCELED = 5,
    /**
     * 39=6.
     */
    PLIM_ORD_PENDING_CANCEL = 6,
    /**
     * 39=7.
     */
    PLIM_ORD_STOPPED = 7,
    /**
     * 39=8.
     */
    PLIM_ORD_REJECTED = 8,
    /**
     * 39=9.
     */
    PLIM_ORD_SUSPENDED = 9,
    /**
     * 39=A.
     */
    PLIM_ORD_PENDING_NEW = 10,
    /**
     * 39=B.
     */
    PLIM_ORD_CALCULATED = 11,
    /**
     * 39=C.
     */
    PLIM_ORD_EXPIRED = 12,
    /**
     * 39=E.
     */
    PLIM_ORD_PENDING_REPLACE = 13,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum plim_ord_status plim_ord_status;
#else
typedef uint32_t plim_ord_status;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What an alarm is about.
 */
enum plim_alarm
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * A parent is executed or committed past its quantity; value: by how much.
     */
    PLIM_ALARM_OVERFILL = 1,
    /**
     * A child was executed past its own quantity; value: by how much.
     */
    PLIM_ALARM_CHILD_OVERFILL = 2,
    /**
     * A report fits no child; value: its LastQty.
     */
    PLIM_ALARM_SUSPENSE = 3,
    /**
     * A venue reports on a child that the gate refused; value: the child.
     */
    PLIM_ALARM_REPORT_ON_VOID = 4,
    /**
     * An execution id came again with other numbers; value: the child.
     */
    PLIM_ALARM_CONFLICTING_EXECUTION = 5,
    /**
     * A report contradicts itself; value: the child.
     */
    PLIM_ALARM_IMPOSSIBLE_REPORT = 6,
    /**
     * A report answers a request that is not open; value: the child.
     */
    PLIM_ALARM_UNEXPECTED_ANSWER = 7,
    /**
     * A venue's final CumQty is not the sum of its executions; value: the CumQty.
     */
    PLIM_ALARM_CUM_QTY_DISAGREES = 8,
    /**
     * No execution record was left; value: the quantity booked without one.
     */
    PLIM_ALARM_EXECUTIONS_FULL = 9,
    /**
     * A parent went past its fan-out; value: the parent.
     */
    PLIM_ALARM_FAN_OUT = 16,
    /**
     * The core threw a strategy's switch; value: the strategy.
     */
    PLIM_ALARM_STRATEGY_TRIPPED = 17,
    /**
     * Suspense is past its limit, and the firm's switch is thrown; value: the gross quantity.
     */
    PLIM_ALARM_SUSPENSE_LIMIT = 18,
    /**
     * A lane was taken over while its owner was inside a call; value: the parent it worked on.
     */
    PLIM_ALARM_LANE_TAKEN_OVER = 19,
    /**
     * A venue claims more executions than it has reported so far; value: how many units. A
     * warning.
     */
    PLIM_ALARM_CUM_QTY_GAP = 20,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum plim_alarm plim_alarm;
#else
typedef uint32_t plim_alarm;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What kind of change an event tells of.
 */
enum plim_event_kind
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * A parent was admitted; qty is its quantity, price its limit.
     */
    PLIM_EVENT_ADMITTED = 1,
    /**
     * A parent's quantity changed; qty is the new one.
     */
    PLIM_EVENT_AMENDED = 2,
    /**
     * A parent was cancelled: nothing is routed for it any more.
     */
    PLIM_EVENT_CLOSED = 3,
    /**
     * A parent is held until a person releases it; detail is the plim_alarm that did it, 0 for a
     * command.
     */
    PLIM_EVENT_HELD = 4,
    /**
     * A parent is released.
     */
    PLIM_EVENT_RELEASED = 5,
    /**
     * A parent has ended; qty is what was executed. Told once.
     */
    PLIM_EVENT_DONE = 6,
    /**
     * A parent's place was given back.
     */
    PLIM_EVENT_RETIRED = 7,
    /**
     * A parent's expire time has come: nothing is routed for it any more.
     */
    PLIM_EVENT_LAPSED = 8,
    /**
     * A child was born; qty and price are its terms, detail its venue.
     */
    PLIM_EVENT_BORN = 16,
    /**
     * A child was handed to its session.
     */
    PLIM_EVENT_SENT = 17,
    /**
     * A child changed its state; detail is the plim_child_state.
     */
    PLIM_EVENT_STATE_CHANGED = 18,
    /**
     * An execution was booked; qty and price are its own, detail what of it was past the parent.
     */
    PLIM_EVENT_EXECUTED = 19,
    /**
     * An execution came again; nothing was booked.
     */
    PLIM_EVENT_DUPLICATE = 20,
    /**
     * A cancel or replace was requested; qty is the new total, detail the request's number.
     */
    PLIM_EVENT_REQUESTED = 21,
    /**
     * A request was answered; qty is the OrderQty in force, detail the request's number.
     */
    PLIM_EVENT_ANSWERED = 22,
    /**
     * Reserved quantity went back to the parent; qty is how much.
     */
    PLIM_EVENT_GIVEN_BACK = 23,
    /**
     * A report went to suspense; qty is its LastQty.
     */
    PLIM_EVENT_SUSPENDED = 24,
    /**
     * A scope was killed; detail is the reason.
     */
    PLIM_EVENT_KILLED = 32,
    /**
     * A scope was reset.
     */
    PLIM_EVENT_RESET = 33,
    /**
     * The region was armed; qty is the lease's end.
     */
    PLIM_EVENT_ARMED = 34,
    /**
     * The region was disarmed.
     */
    PLIM_EVENT_DISARMED = 35,
    /**
     * An alarm was acknowledged; detail is the plim_alarm.
     */
    PLIM_EVENT_ACKNOWLEDGED = 36,
    /**
     * The books were rebuilt after a restart; detail is the new epoch.
     */
    PLIM_EVENT_RECOVERED = 37,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum plim_event_kind plim_event_kind;
#else
typedef uint32_t plim_event_kind;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * A child order, from plim_route, through all its replaces. Never 0, and never used for another
 * child.
 */
typedef uint64_t plim_child_id;

/**
 * A parent order, from plim_admit. Never 0, and never used for another parent.
 */
typedef uint64_t plim_parent_id;

/**
 * A cancel or replace request on a child.
 */
typedef struct plim_request_id {
    /**
     * The child that is to change.
     */
    plim_child_id child;
    /**
     * 1 to 65535, in the order in which the child's requests were made: what
     * plim_venue_report.request names.
     */
    uint16_t number;
    /**
     * Zero.
     */
    uint16_t reserved[3];
} plim_request_id;

/**
 * A venue's name for an execution (FIX 17 ExecID), exact to 128 bits.
 */
typedef struct plim_exec_id {
    /**
     * The upper 64 bits.
     */
    uint64_t high;
    /**
     * The lower 64 bits.
     */
    uint64_t low;
} plim_exec_id;

/**
 * An account's own name for a parent (FIX 11 of the upstream order), exact to 128 bits.
 */
typedef struct plim_client_id {
    /**
     * The upper 64 bits.
     */
    uint64_t high;
    /**
     * The lower 64 bits.
     */
    uint64_t low;
} plim_client_id;

/**
 * A joined region: reads, audits and kills. The storage is the caller's; the words mean nothing to
 * it.
 *
 * It may be copied and used by any number of threads at once. It needs no closing, and is of no
 * use once the memory of its region is gone.
 */
typedef struct plim_region {
    /**
     * Not to be touched.
     */
    uint64_t opaque[48];
} plim_region;

/**
 * The claimed control handle: defines, arms, acknowledges and resets. The storage is the caller's.
 *
 * One thread at a time may be inside a call; a second one is refused with PLIM_E_BUSY. It may be
 * moved to other storage by copying its bytes, if the old bytes are not used again.
 */
typedef struct plim_control {
    /**
     * Not to be touched.
     */
    uint64_t opaque[96];
} plim_control;

/**
 * What plim_control_recover found and did.
 */
typedef struct plim_recovery {
    /**
     * How often the region was recovered, this time included.
     */
    uint64_t epoch;
    /**
     * Parents that live.
     */
    uint64_t parents;
    /**
     * Children of those parents.
     */
    uint64_t children;
    /**
     * Executions of those children.
     */
    uint64_t executions;
    /**
     * Children that had not been published; they are void.
     */
    uint64_t voided;
    /**
     * Children that may or may not have left the process; their quantity stays reserved as
     * unknown.
     */
    uint64_t in_doubt;
} plim_recovery;

/**
 * An account, from plim_control_define_account.
 */
typedef uint32_t plim_account_id;

/**
 * An instrument.
 */
typedef struct plim_instrument_terms {
    /**
     * sizeof(plim_instrument_terms).
     */
    uint32_t struct_size;
    /**
     * A plim_collar.
     */
    uint32_t collar;
    /**
     * Units in a lot: at least 1. Every quantity of a command is a multiple of it.
     */
    uint64_t lot;
    /**
     * Money units that one unit at one tick is worth: at least 1.
     */
    uint64_t tick_value;
    /**
     * The most that one order, parent or child, may be, in units: 1 to PLIM_QTY_MAX.
     */
    uint64_t max_order_qty;
    /**
     * How far from the reference price a price may lie, in ticks; 0 for PLIM_COLLAR_LIMIT.
     */
    uint64_t band;
    /**
     * How old a reference price may be, in nanoseconds; 0 for PLIM_COLLAR_LIMIT.
     */
    uint64_t max_age;
    /**
     * Zero.
     */
    uint64_t reserved[2];
} plim_instrument_terms;

/**
 * An instrument, from plim_control_define_instrument.
 */
typedef uint32_t plim_instrument_id;

/**
 * A venue, from plim_control_define_venue.
 */
typedef uint32_t plim_venue_id;

/**
 * A strategy: what makes parents. Codes below 1000 are the library's own.
 */
typedef struct plim_strategy_terms {
    /**
     * sizeof(plim_strategy_terms).
     */
    uint32_t struct_size;
    /**
     * Its number, never used for another: 1 manual, 2 sweep, 3 TWAP, 4 VWAP, 1000 upwards your
     * own.
     */
    uint32_t code;
    /**
     * How often its meaning has changed: at least 1. A parent that names another is refused.
     */
    uint32_t generation;
    /**
     * How many of its parents may be held by the core before its own switch is thrown: at least 1.
     */
    uint32_t max_held;
    /**
     * Zero.
     */
    uint32_t reserved[4];
} plim_strategy_terms;

/**
 * A strategy, from plim_control_define_strategy.
 */
typedef uint32_t plim_strategy_id;

/**
 * How far an account may go in an instrument, executed and admitted together, either way.
 */
typedef struct plim_position_limit {
    /**
     * sizeof(plim_position_limit).
     */
    uint32_t struct_size;
    /**
     * Zero.
     */
    uint32_t reserved_word;
    /**
     * Net units bought, 0 to PLIM_QTY_MAX.
     */
    uint64_t long_qty;
    /**
     * Net units sold, 0 to PLIM_QTY_MAX.
     */
    uint64_t short_qty;
    /**
     * Zero.
     */
    uint64_t reserved[2];
} plim_position_limit;

/**
 * A claimed lane: admits, routes and reports. The storage is the caller's.
 *
 * One thread at a time may be inside a call; a second one is refused with PLIM_E_BUSY. It may be
 * moved to other storage by copying its bytes, if the old bytes are not used again.
 */
typedef struct plim_lane {
    /**
     * Not to be touched.
     */
    uint64_t opaque[96];
} plim_lane;

/**
 * The capacities of a region. Nothing grows after plim_format; each must be at least 1.
 */
typedef struct plim_config {
    /**
     * sizeof(plim_config).
     */
    uint32_t struct_size;
    /**
     * 0 to 65535; part of every id. One that no id still in use anywhere carries: the day's number
     * will do.
     */
    uint32_t session;
    /**
     * Threads that trade, 1 to PLIM_LANES_MAX.
     */
    uint32_t lanes;
    /**
     * Accounts.
     */
    uint32_t accounts;
    /**
     * Instruments.
     */
    uint32_t instruments;
    /**
     * Venues.
     */
    uint32_t venues;
    /**
     * Strategies.
     */
    uint32_t strategies;
    /**
     * Pairs of an account and an instrument that it may trade.
     */
    uint32_t positions;
    /**
     * Parents at one time; a retired one gives its place back.
     */
    uint32_t parents;
    /**
     * Children of all the parents that are not retired.
     */
    uint32_t children;
    /**
     * Executions of all those children.
     */
    uint32_t executions;
    /**
     * Client ids that are remembered, so that none is admitted twice.
     */
    uint32_t client_ids;
    /**
     * Events that each lane's ring holds: a power of two, at least 8.
     */
    uint32_t events;
    /**
     * Zero.
     */
    uint32_t reserved[3];
} plim_config;

/**
 * A child that is to be routed.
 */
typedef struct plim_new_child {
    /**
     * sizeof(plim_new_child).
     */
    uint32_t struct_size;
    /**
     * Where it goes.
     */
    plim_venue_id venue;
    /**
     * Whose child it is.
     */
    plim_parent_id parent;
    /**
     * FIX 38 OrderQty, in units: 1 to PLIM_QTY_MAX, whole lots.
     */
    uint64_t qty;
    /**
     * FIX 44 Price, in ticks.
     */
    int64_t price;
    /**
     * A plim_time_in_force.
     */
    uint32_t time_in_force;
    /**
     * Zero.
     */
    uint32_t reserved[5];
} plim_new_child;

/**
 * A parent that is to be admitted.
 */
typedef struct plim_new_parent {
    /**
     * sizeof(plim_new_parent).
     */
    uint32_t struct_size;
    /**
     * Whose order it is.
     */
    plim_account_id account;
    /**
     * What it trades.
     */
    plim_instrument_id instrument;
    /**
     * Which strategy works it.
     */
    plim_strategy_id strategy;
    /**
     * The strategy's generation that the sender means; another one is refused.
     */
    uint32_t generation;
    /**
     * A plim_side.
     */
    uint32_t side;
    /**
     * 1 if `price` is its limit; 0 if it has none, and then the instrument's collar bounds it.
     */
    uint32_t has_price;
    /**
     * The most children it may ever have: 1 to 1048575.
     */
    uint32_t max_children;
    /**
     * The account's own name for it; one that the account used before is refused.
     */
    struct plim_client_id client_id;
    /**
     * FIX 38 OrderQty, in units: 1 to PLIM_QTY_MAX, whole lots.
     */
    uint64_t qty;
    /**
     * FIX 44 Price, in ticks; 0 where has_price is 0.
     */
    int64_t price;
    /**
     * The most quantity it may ever send, replaced and cancelled included, in units: 1 to 2^44 -
     * 1.
     */
    uint64_t max_sent;
    /**
     * Routes refused past its headroom or its fan-out before it is held: at least 1.
     */
    uint32_t max_refused;
    /**
     * Zero.
     */
    uint32_t reserved;
    /**
     * FIX 126 ExpireTime, in nanoseconds on the caller's clock: from then on nothing is routed for
     * it; 0 for never.
     */
    uint64_t expire_time;
    /**
     * For how many nanoseconds upstream vouches for it at a time: plim_refresh moves the end on; 0
     * for as long as it lives.
     */
    uint64_t lease_ns;
} plim_new_parent;

/**
 * What a tick has done.
 */
typedef struct plim_ticked {
    /**
     * Places of parents that it looked at: at most 64.
     */
    uint32_t looked;
    /**
     * Parents that it closed because their expire time has come.
     */
    uint32_t lapsed;
    /**
     * Children whose cooling quantity it gave back to their parents.
     */
    uint32_t cooled;
    /**
     * Zero.
     */
    uint32_t reserved;
} plim_ticked;

/**
 * What a venue says of a child. What it does not say is 0; a value whose has_ field is 0 is not
 * looked at.
 *
 * A quantity above PLIM_QTY_MAX counts as PLIM_QTY_MAX: the report is booked, and the outcome
 * names PLIM_B_IMPOSSIBLE_REPORT, without an alarm, where there is no other breach in it.
 */
typedef struct plim_venue_report {
    /**
     * sizeof(plim_venue_report).
     */
    uint32_t struct_size;
    /**
     * A plim_exec_type.
     */
    uint32_t exec_type;
    /**
     * The child that it names, from plim_route or plim_child_from_text. One that the region does
     * not know goes to suspense.
     */
    plim_child_id child;
    /**
     * FIX 17 ExecID; counts for a trade only.
     */
    struct plim_exec_id exec_id;
    /**
     * FIX 32 LastQty, in units; counts for a trade only.
     */
    uint64_t last_qty;
    /**
     * FIX 31 LastPx, in ticks; counts for a trade only.
     */
    int64_t last_px;
    /**
     * FIX 14 CumQty, in units.
     */
    uint64_t cum_qty;
    /**
     * FIX 151 LeavesQty, in units.
     */
    uint64_t leaves_qty;
    /**
     * FIX 38 OrderQty, in units.
     */
    uint64_t order_qty;
    /**
     * A plim_ord_status.
     */
    uint32_t ord_status;
    /**
     * The number of the request that it answers, 1 to 65535; 0 where it does not say: then the
     * oldest open one of its kind.
     */
    uint16_t request;
    /**
     * 1 if `cum_qty` is given. A cancel or expiry without it frees nothing.
     */
    uint8_t has_cum_qty;
    /**
     * 1 if `leaves_qty` is given.
     */
    uint8_t has_leaves_qty;
    /**
     * 1 if `order_qty` is given.
     */
    uint8_t has_order_qty;
    /**
     * 1 for a cancel or replace reject with 102=1: the venue knows no such order. It frees
     * nothing.
     */
    uint8_t unknown_order;
    /**
     * 1 if the three hints are given: whose it probably is, should it go to suspense.
     */
    uint8_t has_hint;
    /**
     * Zero.
     */
    uint8_t reserved_byte;
    /**
     * An account.
     */
    plim_account_id hint_account;
    /**
     * An instrument.
     */
    plim_instrument_id hint_instrument;
    /**
     * A plim_side.
     */
    uint32_t hint_side;
    /**
     * Zero.
     */
    uint32_t reserved[4];
} plim_venue_report;

/**
 * What a report did.
 */
typedef struct plim_outcome {
    /**
     * The child that it was booked on; 0 if it went to suspense.
     */
    plim_child_id child;
    /**
     * That child's parent; 0 if it went to suspense.
     */
    plim_parent_id parent;
    /**
     * What of its quantity was past the parent, in units.
     */
    uint64_t overfill;
    /**
     * The alarms that it raised: bit n for the plim_alarm n.
     */
    uint32_t raised;
    /**
     * What it broke: a person must look. PLIM_B_NONE in the ordinary way.
     */
    plim_breach breach;
    /**
     * 1 if its execution was booked before; then no quantity changed.
     */
    uint8_t duplicate;
    /**
     * 1 if the parent ended with it. Said once.
     */
    uint8_t parent_done;
    /**
     * Zero.
     */
    uint8_t reserved[6];
} plim_outcome;

/**
 * What a kill leaves in the killer's hand: how many children each lane had published when it came.
 */
typedef struct plim_receipt {
    /**
     * sizeof(plim_receipt).
     */
    uint32_t struct_size;
    /**
     * A plim_scope: what was killed.
     */
    uint32_t scope;
    /**
     * Which one.
     */
    uint64_t scope_id;
    /**
     * The scope's kill count after this kill: what plim_control_reset asks for.
     */
    uint64_t kill_count;
    /**
     * How many entries of `published` count.
     */
    uint32_t lanes;
    /**
     * Zero.
     */
    uint32_t reserved_word;
    /**
     * Children that each lane had published.
     */
    uint64_t published[64];
    /**
     * Zero.
     */
    uint64_t reserved[2];
} plim_receipt;

/**
 * A child that was published before a kill and is not proven dead.
 */
typedef struct plim_escaped_child {
    /**
     * The child: ask its venue to cancel it.
     */
    plim_child_id child;
    /**
     * 1 if nobody has said that it left the process: it may or may not be at the venue. Otherwise
     * 0.
     */
    uint32_t in_doubt;
    /**
     * Zero.
     */
    uint32_t reserved;
} plim_escaped_child;

/**
 * What an audit found.
 */
typedef struct plim_audit_result {
    /**
     * Parents that are not retired; 0 where something does not agree.
     */
    uint64_t parents;
    /**
     * Their children; 0 where something does not agree.
     */
    uint64_t children;
    /**
     * Their executions; 0 where something does not agree.
     */
    uint64_t executions;
    /**
     * Where the first disagreement is: what plim_finding says; 0 for none.
     */
    uint64_t subject;
    /**
     * By how many units, for PLIM_FINDING_CONSERVATION; otherwise 0.
     */
    int64_t difference;
    /**
     * The first disagreement. PLIM_FINDING_NONE: the books are right.
     */
    plim_finding finding;
    /**
     * Zero.
     */
    uint32_t reserved;
} plim_audit_result;

/**
 * What an alarm says now.
 */
typedef struct plim_alarm_view {
    /**
     * How often it was raised, ever.
     */
    uint64_t count;
    /**
     * When it was raised first since the last acknowledgement, in nanoseconds on the caller's
     * clock.
     */
    uint64_t first_at;
    /**
     * When it was raised last.
     */
    uint64_t last_at;
    /**
     * What plim_alarm says: a quantity, a child, a parent.
     */
    uint64_t value;
    /**
     * When trading stops if nobody acknowledges it; UINT64_MAX for never.
     */
    uint64_t deadline;
    /**
     * 1 if it was raised and not acknowledged since, else 0.
     */
    uint32_t raised;
    /**
     * Zero.
     */
    uint32_t reserved;
} plim_alarm_view;

/**
 * What went to suspense: reports that fit no child.
 */
typedef struct plim_suspense {
    /**
     * Reports.
     */
    uint64_t reports;
    /**
     * Executions among them.
     */
    uint64_t executions;
    /**
     * Units executed in them, bought and sold added up.
     */
    uint64_t gross;
} plim_suspense;

/**
 * How an account stands in an instrument.
 */
typedef struct plim_exposure {
    /**
     * Units bought.
     */
    uint64_t bought;
    /**
     * Units sold.
     */
    uint64_t sold;
    /**
     * Units that may still be bought before any sale is counted; below zero, what is too much.
     */
    int64_t buy_room;
    /**
     * Units that may still be sold before any purchase is counted; below zero, what is too much.
     */
    int64_t sell_room;
} plim_exposure;

/**
 * What is left of the limits above the positions, in money units.
 */
typedef struct plim_money {
    /**
     * What the firm may still commit; below zero, what is too much.
     */
    int64_t firm;
    /**
     * What the account may still commit; below zero, what is too much.
     */
    int64_t account;
} plim_money;

/**
 * A reader of one lane's events. The storage is the caller's.
 *
 * One thread at a time may use it. It needs no closing.
 */
typedef struct plim_events {
    /**
     * Not to be touched.
     */
    uint64_t opaque[16];
} plim_events;

/**
 * One change of state. What a kind does not name is 0.
 */
typedef struct plim_event {
    /**
     * Its place in its lane's ring, from 0.
     */
    uint64_t sequence;
    /**
     * When, in nanoseconds on the caller's clock.
     */
    uint64_t time;
    /**
     * To which parent; 0 for none.
     */
    plim_parent_id parent;
    /**
     * To which child; 0 for none.
     */
    plim_child_id child;
    /**
     * A quantity, in units.
     */
    uint64_t qty;
    /**
     * A price, in ticks.
     */
    int64_t price;
    /**
     * What else the kind names.
     */
    uint64_t detail;
    /**
     * A plim_event_kind.
     */
    uint32_t kind;
    /**
     * Zero.
     */
    uint32_t reserved;
} plim_event;

/**
 * A parent as it stands. At rest, headroom + working + unknown + cooling + executed - overfill =
 * qty.
 */
typedef struct plim_parent_view {
    /**
     * Its id.
     */
    plim_parent_id id;
    /**
     * The account's own name for it.
     */
    struct plim_client_id client_id;
    /**
     * Its OrderQty, in units.
     */
    uint64_t qty;
    /**
     * Units executed, overfill included.
     */
    uint64_t executed;
    /**
     * Units reserved for children that work at a venue.
     */
    uint64_t working;
    /**
     * Units reserved for children of which nobody knows.
     */
    uint64_t unknown;
    /**
     * Units cancelled, and kept for a late fill.
     */
    uint64_t cooling;
    /**
     * Units that may still be routed.
     */
    uint64_t headroom;
    /**
     * Units executed, or committed, past its quantity.
     */
    uint64_t overfill;
    /**
     * Units ever sent.
     */
    uint64_t sent;
    /**
     * The worst price of any child, in ticks: its own limit, or what the collar made of it.
     */
    int64_t price;
    /**
     * Children it ever had.
     */
    uint32_t children;
    /**
     * Where it is in its life.
     */
    plim_parent_state state;
    /**
     * Whose it is.
     */
    plim_account_id account;
    /**
     * What it trades.
     */
    plim_instrument_id instrument;
    /**
     * Which strategy works it.
     */
    plim_strategy_id strategy;
    /**
     * Which way it trades.
     */
    plim_side side;
} plim_parent_view;

/**
 * A child as it stands.
 */
typedef struct plim_child_view {
    /**
     * Its id.
     */
    plim_child_id id;
    /**
     * Its parent.
     */
    plim_parent_id parent;
    /**
     * Its OrderQty in force, in units.
     */
    uint64_t order_qty;
    /**
     * Units executed.
     */
    uint64_t cum_qty;
    /**
     * Units still reserved for it as working.
     */
    uint64_t leaves_qty;
    /**
     * Units still reserved for it though nobody knows of them: it is unknown, or ended without
     * proof.
     */
    uint64_t unknown_qty;
    /**
     * Its price, in ticks.
     */
    int64_t price;
    /**
     * Where it is.
     */
    plim_venue_id venue;
    /**
     * Where it is in its life.
     */
    plim_child_state state;
    /**
     * How long it may rest.
     */
    plim_time_in_force time_in_force;
    /**
     * Zero.
     */
    uint32_t reserved;
    /**
     * 1 while a cancel is asked for and not answered, else 0.
     */
    uint32_t pending_cancel;
    /**
     * 1 while a replace is asked for and not answered, else 0.
     */
    uint32_t pending_replace;
} plim_child_view;

/**
 * A walk over the children of one parent. The storage is the caller's.
 *
 * One thread at a time may use it. It needs no closing.
 */
typedef struct plim_children {
    /**
     * Not to be touched.
     */
    uint64_t opaque[48];
} plim_children;

/**
 * What to sweep for.
 */
typedef struct plim_sweep_terms {
    /**
     * sizeof(plim_sweep_terms).
     */
    uint32_t struct_size;
    /**
     * A plim_side.
     */
    uint32_t side;
    /**
     * How much, in units, 0 to PLIM_QTY_MAX.
     */
    uint64_t qty;
    /**
     * Units in a lot; 0 counts as 1. Every leg is a multiple of it.
     */
    uint64_t lot;
    /**
     * The worst price, in ticks; 0 where has_limit is 0.
     */
    int64_t limit;
    /**
     * 1 if `limit` counts; 0 if no price is too bad.
     */
    uint32_t has_limit;
    /**
     * Zero.
     */
    uint32_t reserved[3];
} plim_sweep_terms;

/**
 * A price at which a venue shows that it would trade.
 */
typedef struct plim_level {
    /**
     * Who shows it; a venue may show several.
     */
    plim_venue_id venue;
    /**
     * The caller's preference where price, fee and size are equal: lower first.
     */
    uint32_t rank;
    /**
     * The price, in ticks.
     */
    int64_t price;
    /**
     * What is shown, in units, 0 to PLIM_QTY_MAX.
     */
    uint64_t qty;
    /**
     * What the venue charges, in money per unit; negative is a rebate. It only ranks levels of one
     * price.
     */
    int64_t fee;
} plim_level;

/**
 * One order that a plan asks for.
 */
typedef struct plim_leg {
    /**
     * Where to send it.
     */
    plim_venue_id venue;
    /**
     * Zero.
     */
    uint32_t reserved;
    /**
     * How much, in units.
     */
    uint64_t qty;
    /**
     * The limit price to send it with, in ticks.
     */
    int64_t price;
} plim_leg;

/**
 * When how much of a quantity is to be sent: evenly (TWAP), or along a curve of expected volume
 * (VWAP).
 */
typedef struct plim_schedule {
    /**
     * sizeof(plim_schedule).
     */
    uint32_t struct_size;
    /**
     * Into how many equal spans the time from start to end is cut; with weights at most
     * PLIM_CURVE_MAX.
     */
    uint32_t slices;
    /**
     * When the first slice opens, in nanoseconds on the caller's clock.
     */
    uint64_t start;
    /**
     * When the last one ends; after start.
     */
    uint64_t end;
    /**
     * Units in a lot: at least 1.
     */
    uint64_t lot;
    /**
     * The most that one step may send, be it late or not, in units: at least a lot.
     */
    uint64_t catch_up;
    /**
     * As many weights as there are slices, the volume expected in each, in any measure. NULL for
     * TWAP: every weight is 1. It is only looked at while a call lasts.
     */
    const uint32_t *weights;
    /**
     * Zero.
     */
    uint64_t reserved[2];
} plim_schedule;

/**
 * A leg of a plan that was routed.
 */
typedef struct plim_placed {
    /**
     * The child that was born for it: write its message, then call plim_sent.
     */
    plim_child_id child;
    /**
     * The leg.
     */
    struct plim_leg leg;
} plim_placed;

/**
 * How far a plan was routed.
 */
typedef struct plim_driven {
    /**
     * Legs that became children: the first so many of the plan.
     */
    uint32_t placed;
    /**
     * Why the next leg was refused; PLIM_OK if none was.
     */
    plim_status refused;
} plim_driven;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * Says a status in one word, as `plimsoll replay` prints it: "exceeds_headroom".
 *
 * @param status [in] a plim_status, or any other number.
 * @return static text that ends in NUL; "unknown_status" for a number that is none. Never NULL.
 *
 * Thread: any, also in a signal handler. Never allocates, never blocks.
 */
PLIM_API const char *plim_status_text(int32_t status) PLIM_NOEXCEPT;

/**
 * Says a breach in one word, as `plimsoll replay` prints it: "overfill"; "none" for PLIM_B_NONE.
 *
 * @param breach [in] a plim_breach, or any other number.
 * @return static text that ends in NUL; "unknown_breach" for a number that is none. Never NULL.
 *
 * Thread: any, also in a signal handler. Never allocates, never blocks.
 */
PLIM_API const char *plim_breach_text(int32_t breach) PLIM_NOEXCEPT;

/**
 * Says which release of the library is linked: "0.1.0".
 *
 * @return static text that ends in NUL. Never NULL.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API const char *plim_version(void) PLIM_NOEXCEPT;

/**
 * Says which version of this interface is linked; it must equal PLIM_ABI_VERSION.
 *
 * @return the version.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API uint32_t plim_abi_version(void) PLIM_NOEXCEPT;

/**
 * Writes a child's id as text: the 14 characters of FIX 11 ClOrdID, with a check character.
 *
 * @param child    [in]  from plim_route.
 * @param text     [out] the text and its NUL; written only on PLIM_OK; not NULL.
 * @param capacity [in]  how many characters `text` has room for: 15, or PLIM_TEXT_SIZE for any id.
 * @return PLIM_OK; PLIM_E_NULL; PLIM_E_CAPACITY.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
plim_status plim_child_text(plim_child_id child,
                            char *text,
                            size_t capacity)
PLIM_NOEXCEPT;

/**
 * Reads a child's id from text that plim_child_text wrote.
 *
 * @param text   [in]  need not end in NUL; not NULL.
 * @param length [in]  how many characters it has.
 * @param child  [out] the id; written only on PLIM_OK; not NULL. It may name no child of this
 *                     region.
 * @return PLIM_OK; PLIM_E_NULL; PLIM_E_ALIGN; PLIM_E_TEXT.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
plim_status plim_child_from_text(const char *text,
                                 size_t length,
                                 plim_child_id *child)
PLIM_NOEXCEPT;

/**
 * Writes a parent's id as text: 14 characters with a check character.
 *
 * @param parent   [in]  from plim_admit.
 * @param text     [out] the text and its NUL; written only on PLIM_OK; not NULL.
 * @param capacity [in]  how many characters `text` has room for: 15, or PLIM_TEXT_SIZE for any id.
 * @return PLIM_OK; PLIM_E_NULL; PLIM_E_CAPACITY.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
plim_status plim_parent_text(plim_parent_id parent,
                             char *text,
                             size_t capacity)
PLIM_NOEXCEPT;

/**
 * Reads a parent's id from text that plim_parent_text wrote.
 *
 * @param text   [in]  need not end in NUL; not NULL.
 * @param length [in]  how many characters it has.
 * @param parent [out] the id; written only on PLIM_OK; not NULL. It may name no parent of this
 *                     region.
 * @return PLIM_OK; PLIM_E_NULL; PLIM_E_ALIGN; PLIM_E_TEXT.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
plim_status plim_parent_from_text(const char *text,
                                  size_t length,
                                  plim_parent_id *parent)
PLIM_NOEXCEPT;

/**
 * Writes a request's id as text: the child's 14 characters, a dot and the number; at most 20
 * characters.
 *
 * @param request  [in]  from plim_request_cancel or plim_request_replace; not NULL.
 * @param text     [out] the text and its NUL; written only on PLIM_OK; not NULL.
 * @param capacity [in]  how many characters `text` has room for: PLIM_TEXT_SIZE for any.
 * @return PLIM_OK; PLIM_E_NULL; PLIM_E_ALIGN; PLIM_E_RESERVED; PLIM_E_CAPACITY.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
plim_status plim_request_text(const struct plim_request_id *request,
                              char *text,
                              size_t capacity)
PLIM_NOEXCEPT;

/**
 * Reads a request's id from text that plim_request_text wrote.
 *
 * @param text    [in]  need not end in NUL; not NULL.
 * @param length  [in]  how many characters it has.
 * @param request [out] the id; written only on PLIM_OK; not NULL. It may name no request of this
 *                      region.
 * @return PLIM_OK; PLIM_E_NULL; PLIM_E_ALIGN; PLIM_E_TEXT.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
plim_status plim_request_from_text(const char *text,
                                   size_t length,
                                   struct plim_request_id *request)
PLIM_NOEXCEPT;

/**
 * Makes the 128 bits that stand for a venue's ExecID: exact for up to 15 characters.
 *
 * A longer one needs a number of the caller's own that is exact too, such as its digits in binary.
 * It must never be cut short: two executions with one id count as one.
 *
 * @param text   [in]  UTF-8, need not end in NUL; not NULL.
 * @param length [in]  how many bytes it has: 0 to 15.
 * @param exec   [out] the id; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_NULL; PLIM_E_ALIGN; PLIM_E_TEXT.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
plim_status plim_exec_id_from_text(const char *text,
                                   size_t length,
                                   struct plim_exec_id *exec)
PLIM_NOEXCEPT;

/**
 * Makes the 128 bits that stand for an account's own name for a parent: exact for up to 15
 * characters.
 *
 * @param text   [in]  UTF-8, need not end in NUL; not NULL.
 * @param length [in]  how many bytes it has: 0 to 15.
 * @param client [out] the id; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_NULL; PLIM_E_ALIGN; PLIM_E_TEXT.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
plim_status plim_client_id_from_text(const char *text,
                                     size_t length,
                                     struct plim_client_id *client)
PLIM_NOEXCEPT;

/**
 * Claims the control handle of a region, from whichever process comes first.
 *
 * @param region  [in]  from plim_format or plim_attach; not NULL.
 * @param control [out] the handle; written only on PLIM_OK; not NULL. Close it before it is
 *                      written again.
 * @return PLIM_OK; PLIM_E_ALREADY_CLAIMED; or a border status.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_open(const struct plim_region *region,
                              struct plim_control *control)
PLIM_NOEXCEPT;

/**
 * Claims the control handle of a region whose owner is dead. A handle that its owner still has
 * gets PLIM_E_HANDLE_LOST from here on. If it may be inside a call at this moment, stop its
 * process first. Where it died inside a report, the parent that it worked on is held and
 * PLIM_ALARM_LANE_TAKEN_OVER raised.
 *
 * @param region  [in]  from plim_format or plim_attach; not NULL.
 * @param control [out] the handle; written only on PLIM_OK; not NULL. Close it before it is
 *                      written again.
 * @return PLIM_OK; or a border status.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_take_over(const struct plim_region *region,
                                   struct plim_control *control)
PLIM_NOEXCEPT;

/**
 * Gives the control handle up, so that another may claim it. The lease is not touched: it runs
 * out.
 *
 * @param control [in,out] from plim_control_open; not NULL. Afterwards it is no handle any more.
 * @return PLIM_OK; or a border status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API plim_status plim_control_close(struct plim_control *control) PLIM_NOEXCEPT;

/**
 * Arms the region: from here on parents are admitted and children routed, until the lease runs
 * out. It resets the firm's switch and every lane's; those of other scopes stay as they are.
 *
 * @param control     [in,out] from plim_control_open; not NULL.
 * @param lease_until [in]     when routing stops by itself, in nanoseconds on the caller's steady
 *                             clock.
 * @param now         [in]     nanoseconds on the same clock.
 * @return PLIM_OK; PLIM_E_LEASE_EXPIRED, if lease_until is not after now; PLIM_E_LIMIT_UNSET, if
 *         the firm's or the suspense limit or the alarm deadline was never set; or see
 *         plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_arm(struct plim_control *control,
                             uint64_t lease_until,
                             uint64_t now)
PLIM_NOEXCEPT;

/**
 * Renews the lease: somebody is still listening.
 *
 * @param control     [in,out] from plim_control_open; not NULL.
 * @param lease_until [in]     when routing stops by itself, in nanoseconds on the caller's steady
 *                             clock.
 * @return PLIM_OK; or the first refusal that applies: see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_renew(struct plim_control *control,
                               uint64_t lease_until)
PLIM_NOEXCEPT;

/**
 * Disarms the region and kills the firm: nothing is admitted or routed until it is armed again.
 * Cancels and reports still pass.
 *
 * @param control [in,out] from plim_control_open; not NULL.
 * @param now     [in]     nanoseconds on the caller's steady clock.
 * @return PLIM_OK; or the first refusal that applies: see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_disarm(struct plim_control *control,
                                uint64_t now)
PLIM_NOEXCEPT;

/**
 * Acknowledges an alarm: a person has seen it, and its deadline is off.
 *
 * @param control [in,out] from plim_control_open; not NULL.
 * @param alarm   [in]     a plim_alarm.
 * @param now     [in]     nanoseconds on the caller's steady clock.
 * @return PLIM_OK; PLIM_E_ENUM; PLIM_E_NOTHING_TO_CHANGE, if it is not raised; or see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_acknowledge(struct plim_control *control,
                                     uint32_t alarm,
                                     uint64_t now)
PLIM_NOEXCEPT;

/**
 * Resets a scope that was killed, if nobody has killed it again since the operator looked. For
 * PLIM_SCOPE_PARENT it releases a parent that is held.
 *
 * @param control         [in,out] from plim_control_open; not NULL.
 * @param scope_kind      [in]     a plim_scope.
 * @param scope_id        [in]     which one, as plim_scope says.
 * @param kill_count_seen [in]     from a receipt or plim_kill_count; for PLIM_SCOPE_PARENT it is
 *                                 not looked at.
 * @param now             [in]     nanoseconds on the caller's steady clock.
 * @return PLIM_OK; PLIM_E_KILLED_SINCE; PLIM_E_NOTHING_TO_CHANGE, if it is not halted;
 *         PLIM_E_EXCEEDS_HEADROOM, if the parent is overfilled and can never be released; or the
 *         first refusal that applies: see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_reset(struct plim_control *control,
                               uint32_t scope_kind,
                               uint64_t scope_id,
                               uint64_t kill_count_seen,
                               uint64_t now)
PLIM_NOEXCEPT;

/**
 * Rebuilds every total from the records after a crash. Afterwards the region is disarmed, every
 * scope is halted, and every lane handle is lost: trading does not go on by itself.
 *
 * @param control  [in,out] from plim_control_open or plim_control_take_over; not NULL.
 * @param now      [in]     nanoseconds on the caller's steady clock.
 * @param recovery [out]    what was found; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; or the first refusal that applies: see plim_status.
 *
 * Thread: one, while no lane is used. Its time grows with the capacities. Never allocates, never
 * blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_recover(struct plim_control *control,
                                 uint64_t now,
                                 struct plim_recovery *recovery)
PLIM_NOEXCEPT;

/**
 * Sets the firm's limit: what all its parents together may be worth, executed and admitted.
 *
 * @param control [in,out] from plim_control_open; not NULL.
 * @param limit   [in]     in money units, 0 to PLIM_NOTIONAL_MAX.
 * @return PLIM_OK; PLIM_E_NOTIONAL_TOO_LARGE; or the first refusal that applies: see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_set_firm_limit(struct plim_control *control,
                                        uint64_t limit)
PLIM_NOEXCEPT;

/**
 * Sets how many units may go to suspense before the firm's switch is thrown.
 *
 * @param control [in,out] from plim_control_open; not NULL.
 * @param gross   [in]     in units, bought and sold added up, 0 to PLIM_QTY_MAX.
 * @return PLIM_OK; PLIM_E_QUANTITY_TOO_LARGE; or the first refusal that applies: see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_set_suspense_limit(struct plim_control *control,
                                            uint64_t gross)
PLIM_NOEXCEPT;

/**
 * Sets how long a critical alarm may stand before it stops trading.
 *
 * @param control [in,out] from plim_control_open; not NULL.
 * @param after   [in]     in nanoseconds.
 * @return PLIM_OK; or the first refusal that applies: see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_set_alarm_deadline(struct plim_control *control,
                                            uint64_t after)
PLIM_NOEXCEPT;

/**
 * Defines an account.
 *
 * @param control [in,out] from plim_control_open; not NULL.
 * @param limit   [in]     what its parents together may be worth, in money units, 0 to
 *                         PLIM_NOTIONAL_MAX.
 * @param account [out]    its id; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_NOTIONAL_TOO_LARGE; PLIM_E_DEFINITIONS_FULL; or see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_define_account(struct plim_control *control,
                                        uint64_t limit,
                                        plim_account_id *account)
PLIM_NOEXCEPT;

/**
 * Moves what an account's parents together may be worth.
 *
 * @param control [in,out] from plim_control_open; not NULL.
 * @param account [in]     from plim_control_define_account.
 * @param limit   [in]     in money units, 0 to PLIM_NOTIONAL_MAX.
 * @return PLIM_OK; PLIM_E_UNKNOWN_ACCOUNT; PLIM_E_NOTIONAL_TOO_LARGE; or see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_set_account_limit(struct plim_control *control,
                                           plim_account_id account,
                                           uint64_t limit)
PLIM_NOEXCEPT;

/**
 * Defines an instrument.
 *
 * @param control    [in,out] from plim_control_open; not NULL.
 * @param terms      [in]     its terms; not NULL.
 * @param instrument [out]    its id; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_ENUM; PLIM_E_ZERO_QUANTITY; PLIM_E_QUANTITY_TOO_LARGE;
 *         PLIM_E_DEFINITIONS_FULL; or see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_define_instrument(struct plim_control *control,
                                           const struct plim_instrument_terms *terms,
                                           plim_instrument_id *instrument)
PLIM_NOEXCEPT;

/**
 * Defines a venue.
 *
 * @param control [in,out] from plim_control_open; not NULL.
 * @param venue   [out]    its id; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_DEFINITIONS_FULL; or see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_define_venue(struct plim_control *control,
                                      plim_venue_id *venue)
PLIM_NOEXCEPT;

/**
 * Defines a strategy.
 *
 * @param control  [in,out] from plim_control_open; not NULL.
 * @param terms    [in]     its terms; not NULL.
 * @param strategy [out]    its id; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_UNKNOWN_STRATEGY for a retired code; PLIM_E_WRONG_GENERATION;
 *         PLIM_E_ALREADY_DEFINED; PLIM_E_LIMIT_UNSET for a max_held of 0; PLIM_E_DEFINITIONS_FULL;
 *         or see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_define_strategy(struct plim_control *control,
                                         const struct plim_strategy_terms *terms,
                                         plim_strategy_id *strategy)
PLIM_NOEXCEPT;

/**
 * Sets how far an account may go in an instrument; before that it may not trade it. Called again,
 * it moves the limit.
 *
 * @param control    [in,out] from plim_control_open; not NULL.
 * @param account    [in]     from plim_control_define_account.
 * @param instrument [in]     from plim_control_define_instrument.
 * @param limit      [in]     the limit; not NULL.
 * @return PLIM_OK; PLIM_E_UNKNOWN_ACCOUNT; PLIM_E_UNKNOWN_INSTRUMENT; PLIM_E_QUANTITY_TOO_LARGE;
 *         PLIM_E_DEFINITIONS_FULL; or see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_set_position_limit(struct plim_control *control,
                                            plim_account_id account,
                                            plim_instrument_id instrument,
                                            const struct plim_position_limit *limit)
PLIM_NOEXCEPT;

/**
 * Sets the price that an instrument's collar is measured from.
 *
 * @param control    [in,out] from plim_control_open; not NULL.
 * @param instrument [in]     from plim_control_define_instrument.
 * @param price      [in]     in ticks.
 * @param now        [in]     nanoseconds on the caller's steady clock: from when its age counts.
 * @return PLIM_OK; PLIM_E_UNKNOWN_INSTRUMENT; PLIM_E_CLOCK_BACKWARDS; or see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_set_reference_price(struct plim_control *control,
                                             plim_instrument_id instrument,
                                             int64_t price,
                                             uint64_t now)
PLIM_NOEXCEPT;

/**
 * Claims a lane: one for each thread that trades.
 *
 * @param region [in]  from plim_format or plim_attach; not NULL.
 * @param index  [in]  which lane, from 0.
 * @param lane   [out] the handle; written only on PLIM_OK; not NULL. Close it before it is written
 *                     again.
 * @return PLIM_OK; PLIM_E_NO_SUCH_LANE; PLIM_E_ALREADY_CLAIMED; or a border status.
 *
 * Thread: any; the handle is then for one thread at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_lane_open(const struct plim_region *region,
                           uint32_t index,
                           struct plim_lane *lane)
PLIM_NOEXCEPT;

/**
 * Claims a lane whose owner is dead. A handle that its owner still has gets PLIM_E_HANDLE_LOST
 * from here on; if it may be inside a call at this moment, stop its process first.
 *
 * The lane's switch is thrown. Where the owner died inside a call, the parent that it worked on is
 * held, and PLIM_ALARM_LANE_TAKEN_OVER is raised.
 *
 * @param region [in]  from plim_format or plim_attach; not NULL.
 * @param index  [in]  which lane, from 0.
 * @param lane   [out] the handle; written only on PLIM_OK; not NULL. Close it before it is written
 *                     again.
 * @return PLIM_OK; PLIM_E_NO_SUCH_LANE; or a border status.
 *
 * Thread: any; the handle is then for one thread at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_lane_take_over(const struct plim_region *region,
                                uint32_t index,
                                struct plim_lane *lane)
PLIM_NOEXCEPT;

/**
 * Gives a lane up, so that another thread may claim it. What it routed lives on.
 *
 * @param lane [in,out] from plim_lane_open; not NULL. Afterwards it is no handle any more.
 * @return PLIM_OK; or a border status.
 *
 * Thread: only the thread that holds `lane`. Never allocates, never blocks.
 */
PLIM_API plim_status plim_lane_close(struct plim_lane *lane) PLIM_NOEXCEPT;

/**
 * Says which lane a handle holds.
 *
 * @param lane  [in]  from plim_lane_open; not NULL.
 * @param index [out] from 0; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; or a border status.
 *
 * Thread: only the thread that holds `lane`. Never allocates, never blocks.
 */
PLIM_API plim_status plim_lane_index(struct plim_lane *lane, uint32_t *index) PLIM_NOEXCEPT;

/**
 * Gives the capacities for a small device: 16 parents, 64 children, 128 executions, in less than
 * 32 KiB.
 *
 * @param config [out] written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_NULL; PLIM_E_ALIGN.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API plim_status plim_config_small(struct plim_config *config) PLIM_NOEXCEPT;

/**
 * Gives the capacities for a gateway: tens of thousands of parents.
 *
 * @param config [out] written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_NULL; PLIM_E_ALIGN.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API plim_status plim_config_default(struct plim_config *config) PLIM_NOEXCEPT;

/**
 * Says how much memory a region of these capacities takes.
 *
 * @param config [in]  the capacities; not NULL.
 * @param bytes  [out] what plim_format needs; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_BAD_CONFIG; or a border status.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_required_bytes(const struct plim_config *config,
                                size_t *bytes)
PLIM_NOEXCEPT;

/**
 * Lays a new region out in the caller's memory. It is disarmed: nothing is admitted or routed
 * before plim_control_arm.
 *
 * The memory stays the caller's, and must stay where it is for as long as any handle on it is
 * used: a static array, the heap, huge pages, or a file mapped by several processes. It is written
 * in full; that is the one call whose time grows with the capacities.
 *
 * @param memory [in,out] aligned to PLIM_LINE bytes; not NULL; nobody else uses it now.
 * @param bytes  [in]     how long it is: at least what plim_required_bytes says.
 * @param config [in]     the capacities; not NULL.
 * @param region [out]    the handle; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_TOO_SHORT; PLIM_E_UNALIGNED; PLIM_E_BAD_CONFIG;
 *         PLIM_E_ALREADY_FORMATTED, where the memory already holds a region; or a border status.
 *         Otherwise the memory is as it was.
 *
 * Thread: one, while no other uses the memory. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_format(void *memory,
                        size_t bytes,
                        const struct plim_config *config,
                        struct plim_region *region)
PLIM_NOEXCEPT;

/**
 * Joins a region that exists: from another thread, another process, or the process after a crash.
 *
 * After a crash, nothing may be trusted or traded before plim_control_recover.
 *
 * @param memory [in,out] aligned to PLIM_LINE bytes; not NULL. Each process may map it elsewhere.
 * @param bytes  [in]     how long it is.
 * @param region [out]    the handle; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_TOO_SHORT; PLIM_E_UNALIGNED; PLIM_E_BAD_MAGIC; PLIM_E_OTHER_ABI;
 *         PLIM_E_OTHER_LAYOUT; PLIM_E_DAMAGED_HEADER; or a border status.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_attach(void *memory,
                        size_t bytes,
                        struct plim_region *region)
PLIM_NOEXCEPT;

/**
 * Says with which capacities a region was formatted.
 *
 * @param region [in]  from plim_format or plim_attach; not NULL.
 * @param config [out] written only on PLIM_OK; not NULL.
 * @return PLIM_OK; or a border status.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
plim_status plim_region_config(const struct plim_region *region,
                               struct plim_config *config)
PLIM_NOEXCEPT;

/**
 * Says how often a region was recovered after a crash.
 *
 * @param region [in]  from plim_format or plim_attach; not NULL.
 * @param epoch  [out] written only on PLIM_OK; not NULL.
 * @return PLIM_OK; or a border status.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
plim_status plim_region_epoch(const struct plim_region *region,
                              uint64_t *epoch)
PLIM_NOEXCEPT;

/**
 * Sends a child into the world, or refuses it. Call it immediately before the order leaves the
 * process, and plim_sent immediately after: in between the child is in doubt.
 *
 * Refused attempts past the parent's headroom or fan-out are counted: too many, and the parent is
 * held; too many held, and its strategy is halted.
 *
 * @param lane  [in,out] from plim_lane_open; not NULL.
 * @param order [in]     the child's terms; quantity in units, price in ticks; not NULL.
 * @param now   [in]     nanoseconds on the caller's steady clock; it never goes back.
 * @param child [out]    the child's id, for the wire; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; or, with nothing changed, the first refusal that applies: see plim_status.
 *
 * Thread: only the thread that holds `lane`. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_route(struct plim_lane *lane,
                       const struct plim_new_child *order,
                       uint64_t now,
                       plim_child_id *child)
PLIM_NOEXCEPT;

/**
 * Says that a child was handed to its session: it is no longer in doubt.
 *
 * @param lane  [in,out] from plim_lane_open; not NULL.
 * @param child [in]     from plim_route.
 * @param now   [in]     nanoseconds on the caller's steady clock; it never goes back.
 * @return PLIM_OK; or, with nothing changed, the first refusal that applies: see plim_status.
 *
 * Thread: only the thread that holds `lane`. Never allocates, never blocks.
 */
PLIM_API
plim_status plim_sent(struct plim_lane *lane,
                      plim_child_id child,
                      uint64_t now)
PLIM_NOEXCEPT;

/**
 * Books a request to cancel a child. It frees nothing: only the venue's answer does. It passes
 * every switch.
 *
 * @param lane    [in,out] from plim_lane_open; not NULL. Any lane may ask for any child.
 * @param child   [in]     from plim_route.
 * @param now     [in]     nanoseconds on the caller's steady clock; it never goes back.
 * @param request [out]    the request's id, for the wire; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_CHILD_ENDED; PLIM_E_TOO_MANY_REQUESTS; or see plim_status.
 *
 * Thread: only the thread that holds `lane`. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_request_cancel(struct plim_lane *lane,
                                plim_child_id child,
                                uint64_t now,
                                struct plim_request_id *request)
PLIM_NOEXCEPT;

/**
 * Books a request to replace a child's quantity and price. More quantity is taken from the parent
 * before this returns; less is given back only when the venue says that it replaced.
 *
 * @param lane    [in,out] from plim_lane_open; not NULL. Any lane may ask for any child.
 * @param child   [in]     from plim_route.
 * @param qty     [in]     the new total OrderQty, executed quantity included, in units; whole
 *                         lots.
 * @param price   [in]     the new price, in ticks.
 * @param now     [in]     nanoseconds on the caller's steady clock; it never goes back.
 * @param request [out]    the request's id, for the wire; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; or, with nothing changed, the first refusal that applies: see plim_status.
 *
 * Thread: only the thread that holds `lane`. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_request_replace(struct plim_lane *lane,
                                 plim_child_id child,
                                 uint64_t qty,
                                 int64_t price,
                                 uint64_t now,
                                 struct plim_request_id *request)
PLIM_NOEXCEPT;

/**
 * Says that nobody knows any more whether a child lives: a time-out, a lost session. Its quantity
 * stays reserved, as unknown, until a report or a person says what became of it.
 *
 * @param lane  [in,out] from plim_lane_open; not NULL. Any lane may doubt any child.
 * @param child [in]     from plim_route.
 * @param now   [in]     nanoseconds on the caller's steady clock; it never goes back.
 * @return PLIM_OK; or, with nothing changed, the first refusal that applies: see plim_status.
 *
 * Thread: only the thread that holds `lane`. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_doubt(struct plim_lane *lane,
                       plim_child_id child,
                       uint64_t now)
PLIM_NOEXCEPT;

/**
 * Admits a parent, or refuses it: takes its worst case from the limits of its account, its
 * position and the firm.
 *
 * @param lane   [in,out] from plim_lane_open; not NULL.
 * @param terms  [in]     the parent's terms; not NULL.
 * @param now    [in]     nanoseconds on the caller's steady clock; it never goes back.
 * @param parent [out]    the parent's id; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; or, with nothing changed, the first refusal that applies: see plim_status.
 *
 * Thread: only the thread that holds `lane`. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_admit(struct plim_lane *lane,
                       const struct plim_new_parent *terms,
                       uint64_t now,
                       plim_parent_id *parent)
PLIM_NOEXCEPT;

/**
 * Changes a parent's quantity, up or down; down only as far as nothing is reserved. Below what is
 * executed it ends at what is executed, and the parent is done.
 *
 * @param lane   [in,out] from plim_lane_open; not NULL. Any lane may amend any parent.
 * @param parent [in]     from plim_admit.
 * @param qty    [in]     the new OrderQty, in units: 1 to PLIM_QTY_MAX, whole lots.
 * @param now    [in]     nanoseconds on the caller's steady clock; it never goes back.
 * @return PLIM_OK; or, with nothing changed, the first refusal that applies: see plim_status.
 *
 * Thread: only the thread that holds `lane`. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_amend(struct plim_lane *lane,
                       plim_parent_id parent,
                       uint64_t qty,
                       uint64_t now)
PLIM_NOEXCEPT;

/**
 * Says that upstream still vouches for a parent: its lease runs from `now` on. One that had run
 * out may be refreshed again, and routing goes on.
 *
 * @param lane   [in,out] from plim_lane_open; not NULL. Any lane may refresh any parent.
 * @param parent [in]     from plim_admit, with a lease_ns.
 * @param now    [in]     nanoseconds on the caller's steady clock; it never goes back.
 * @return PLIM_OK; PLIM_E_NOTHING_TO_CHANGE, if it has no lease; or the first refusal that
 *         applies: see plim_status.
 *
 * Thread: only the thread that holds `lane`. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_refresh(struct plim_lane *lane,
                         plim_parent_id parent,
                         uint64_t now)
PLIM_NOEXCEPT;

/**
 * Carries out what has become due by time, a little of it at each call: looks at the next 64
 * parents, and closes those whose expire time has come, as plim_cancel_parent does. Call it often,
 * on any lane. Each close is an event, PLIM_EVENT_LAPSED; the children are the caller's to cancel.
 *
 * @param lane   [in,out] from plim_lane_open; not NULL.
 * @param now    [in]     nanoseconds on the caller's steady clock; it never goes back.
 * @param ticked [out]    what was done; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; or, with nothing changed, the first refusal that applies: see plim_status.
 *
 * Thread: only the thread that holds `lane`. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_tick(struct plim_lane *lane,
                      uint64_t now,
                      struct plim_ticked *ticked)
PLIM_NOEXCEPT;

/**
 * Closes a parent: nothing is routed for it any more. Its children live on until the caller has
 * cancelled them: walk them with plim_children_open.
 *
 * @param lane   [in,out] from plim_lane_open; not NULL. Any lane may cancel any parent.
 * @param parent [in]     from plim_admit.
 * @param now    [in]     nanoseconds on the caller's steady clock; it never goes back.
 * @return PLIM_OK; or, with nothing changed, the first refusal that applies: see plim_status.
 *
 * Thread: only the thread that holds `lane`. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_cancel_parent(struct plim_lane *lane,
                               plim_parent_id parent,
                               uint64_t now)
PLIM_NOEXCEPT;

/**
 * Holds a parent: nothing is routed for it until a person releases it by plim_control_reset.
 *
 * @param lane   [in,out] from plim_lane_open; not NULL. Any lane may hold any parent.
 * @param parent [in]     from plim_admit.
 * @param now    [in]     nanoseconds on the caller's steady clock; it never goes back.
 * @return PLIM_OK; or, with nothing changed, the first refusal that applies: see plim_status.
 *
 * Thread: only the thread that holds `lane`. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_hold(struct plim_lane *lane,
                      plim_parent_id parent,
                      uint64_t now)
PLIM_NOEXCEPT;

/**
 * Gives the places of a parent that has ended, and of its children and executions, back. Their ids
 * name nothing from here on, and nothing else ever.
 *
 * @param lane   [in,out] from plim_lane_open; not NULL. Any lane may retire any parent.
 * @param parent [in]     from plim_admit.
 * @param now    [in]     nanoseconds on the caller's steady clock; it never goes back.
 * @return PLIM_OK; PLIM_E_NOT_ENDED; or the first refusal that applies: see plim_status.
 *
 * Thread: only the thread that holds `lane`. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_retire(struct plim_lane *lane,
                        plim_parent_id parent,
                        uint64_t now)
PLIM_NOEXCEPT;

/**
 * Books what a venue says, in full and once, whatever the state of child, parent, switches and
 * alarms.
 *
 * Look at the outcome's breach: the report was booked, and something is wrong.
 *
 * @param lane    [in,out] from plim_lane_open; not NULL. Any lane may book a report on any child.
 * @param report  [in]     what the venue said; not NULL.
 * @param now     [in]     nanoseconds on the caller's steady clock; it never goes back.
 * @param outcome [out]    what it did; written only on PLIM_OK; not NULL.
 * @return PLIM_OK, also for a breach; PLIM_E_HANDLE_LOST, when it must be booked through another
 *         lane; PLIM_E_ENUM for an exec_type or ord_status, and PLIM_E_BAD_SIDE for a hint, that
 *         is none: nothing was booked, and the caller must translate FIX's word for it; or another
 *         border status.
 *
 * Thread: only the thread that holds `lane`. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_report(struct plim_lane *lane,
                        const struct plim_venue_report *report,
                        uint64_t now,
                        struct plim_outcome *outcome)
PLIM_NOEXCEPT;

/**
 * Kills a scope: when it returns, no child in that scope is born any more, in any thread or
 * process. Cancels and reports still pass.
 *
 * @param region     [in]  from plim_format or plim_attach; not NULL.
 * @param scope_kind [in]  a plim_scope.
 * @param scope_id   [in]  which one, as plim_scope says.
 * @param reason     [in]  any number; kept for people and told in the event.
 * @param now        [in]  nanoseconds on the caller's steady clock; kept for people.
 * @param receipt    [out] for plim_escaped; written only on PLIM_OK. NULL if it is not wanted.
 * @return PLIM_OK; PLIM_E_NO_SUCH_LANE; PLIM_E_UNKNOWN_ACCOUNT, _INSTRUMENT, _VENUE, _STRATEGY or
 *         _PARENT; or a border status. Nothing else: a kill is never refused for the state of
 *         anything.
 *
 * Thread: any, also in a signal handler. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_kill(const struct plim_region *region,
                      uint32_t scope_kind,
                      uint64_t scope_id,
                      uint32_t reason,
                      uint64_t now,
                      struct plim_receipt *receipt)
PLIM_NOEXCEPT;

/**
 * Kills a scope through a lane's handle, also while a call is inside it. As plim_kill.
 *
 * @param lane       [in]  from plim_lane_open; not NULL. It must not be closed meanwhile.
 * @param scope_kind [in]  a plim_scope.
 * @param scope_id   [in]  which one, as plim_scope says.
 * @param reason     [in]  any number; kept for people and told in the event.
 * @param now        [in]  nanoseconds on the caller's steady clock; kept for people.
 * @param receipt    [out] for plim_escaped; written only on PLIM_OK. NULL if it is not wanted.
 * @return as plim_kill.
 *
 * Thread: any, also in a signal handler. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_lane_kill(const struct plim_lane *lane,
                           uint32_t scope_kind,
                           uint64_t scope_id,
                           uint32_t reason,
                           uint64_t now,
                           struct plim_receipt *receipt)
PLIM_NOEXCEPT;

/**
 * Kills a scope through the control handle, also while a call is inside it. As plim_kill; and
 * where no call is inside it, the control handle's events tell of it.
 *
 * @param control    [in,out] from plim_control_open; not NULL. It must not be closed meanwhile.
 * @param scope_kind [in]  a plim_scope.
 * @param scope_id   [in]  which one, as plim_scope says.
 * @param reason     [in]  any number; kept for people and told in the event.
 * @param now        [in]  nanoseconds on the caller's steady clock; kept for people.
 * @param receipt    [out] for plim_escaped; written only on PLIM_OK. NULL if it is not wanted.
 * @return as plim_kill.
 *
 * Thread: any, also in a signal handler. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_kill(struct plim_control *control,
                              uint32_t scope_kind,
                              uint64_t scope_id,
                              uint32_t reason,
                              uint64_t now,
                              struct plim_receipt *receipt)
PLIM_NOEXCEPT;

/**
 * Lists what escaped a kill: children in its scope that were published before it and are not
 * proven dead. Call it with the same cursor until it gives none.
 *
 * @param region   [in]     from plim_format or plim_attach; not NULL.
 * @param receipt  [in]     from a kill; not NULL.
 * @param cursor   [in,out] 0 at first; then as this function left it; not NULL.
 * @param out      [out]    the next children, `count` of them; not NULL.
 * @param capacity [in]     how many `out` has room for, at least 1.
 * @param count    [out]    how many were written; 0 at the end; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_CAPACITY; or another border status.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_escaped(const struct plim_region *region,
                         const struct plim_receipt *receipt,
                         uint32_t *cursor,
                         struct plim_escaped_child *out,
                         size_t capacity,
                         size_t *count)
PLIM_NOEXCEPT;

/**
 * Says how often a scope was killed: what plim_control_reset asks for.
 *
 * @param region     [in]  from plim_format or plim_attach; not NULL.
 * @param scope_kind [in]  a plim_scope.
 * @param scope_id   [in]  which one, as plim_scope says.
 * @param count      [out] written only on PLIM_OK; not NULL.
 * @return PLIM_OK; the refusals of plim_kill; or a border status.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_kill_count(const struct plim_region *region,
                            uint32_t scope_kind,
                            uint64_t scope_id,
                            uint64_t *count)
PLIM_NOEXCEPT;

/**
 * Says whether a scope is halted by its own switch.
 *
 * @param region     [in]  from plim_format or plim_attach; not NULL.
 * @param scope_kind [in]  a plim_scope.
 * @param scope_id   [in]  which one, as plim_scope says.
 * @param halted     [out] 1 if it is, else 0; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; the refusals of plim_kill; or a border status.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_is_halted(const struct plim_region *region,
                           uint32_t scope_kind,
                           uint64_t scope_id,
                           uint32_t *halted)
PLIM_NOEXCEPT;

/**
 * Says a finding in one word, as `plimsoll replay` prints it: "audit_conservation"; "none" for
 * none.
 *
 * @param finding [in] a plim_finding, or any other number.
 * @return static text that ends in NUL; "unknown_finding" for a number that is none. Never NULL.
 *
 * Thread: any, also in a signal handler. Never allocates, never blocks.
 */
PLIM_API const char *plim_finding_text(int32_t finding) PLIM_NOEXCEPT;

/**
 * Checks the books against themselves: every parent's sum, every child's executions, every total
 * against its records. Exact only at rest: while lanes trade it may find what is only in motion.
 *
 * @param region [in]  from plim_format or plim_attach; not NULL.
 * @param found  [out] written only on PLIM_OK; not NULL.
 * @return PLIM_OK, also where something does not agree: look at `finding`; or a border status.
 *
 * Thread: any. Its time grows with the books. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_audit(const struct plim_region *region,
                       struct plim_audit_result *found)
PLIM_NOEXCEPT;

/**
 * Says an alarm in one word, as `plimsoll replay` prints it: "overfill".
 *
 * @param alarm [in] a plim_alarm, or any other number.
 * @return static text that ends in NUL; "no_alarm" for a number that is none. Never NULL.
 *
 * Thread: any, also in a signal handler. Never allocates, never blocks.
 */
PLIM_API const char *plim_alarm_text(int32_t alarm) PLIM_NOEXCEPT;

/**
 * Looks at an alarm.
 *
 * @param region [in]  from plim_format or plim_attach; not NULL.
 * @param alarm  [in]  a plim_alarm.
 * @param view   [out] written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_ENUM; or another border status.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_view_alarm(const struct plim_region *region,
                            uint32_t alarm,
                            struct plim_alarm_view *view)
PLIM_NOEXCEPT;

/**
 * Looks at the suspense account.
 *
 * @param region [in]  from plim_format or plim_attach; not NULL.
 * @param view   [out] written only on PLIM_OK; not NULL.
 * @return PLIM_OK; or a border status.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_view_suspense(const struct plim_region *region,
                               struct plim_suspense *view)
PLIM_NOEXCEPT;

/**
 * Looks at how an account stands in an instrument.
 *
 * @param region     [in]  from plim_format or plim_attach; not NULL.
 * @param account    [in]  from plim_control_define_account.
 * @param instrument [in]  from plim_control_define_instrument.
 * @param view       [out] written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_LIMIT_UNSET where no position limit is set for the pair; or a border
 *         status.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_view_exposure(const struct plim_region *region,
                               plim_account_id account,
                               plim_instrument_id instrument,
                               struct plim_exposure *view)
PLIM_NOEXCEPT;

/**
 * Looks at what the firm and an account may still commit.
 *
 * @param region  [in]  from plim_format or plim_attach; not NULL.
 * @param account [in]  from plim_control_define_account.
 * @param view    [out] written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_UNKNOWN_ACCOUNT; or a border status.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_view_money(const struct plim_region *region,
                            plim_account_id account,
                            struct plim_money *view)
PLIM_NOEXCEPT;

/**
 * Says whether the region is armed, and until when.
 *
 * @param region [in]  from plim_format or plim_attach; not NULL.
 * @param until  [out] the lease's end, in nanoseconds on the caller's clock; written only on
 *                     PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_NOT_ARMED; or a border status.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_view_lease(const struct plim_region *region,
                            uint64_t *until)
PLIM_NOEXCEPT;

/**
 * Begins to read a lane's events, with the oldest that is still there. Reading disturbs nobody.
 *
 * @param region [in]  from plim_format or plim_attach; not NULL.
 * @param lane   [in]  which lane, from 0; the number of lanes for what the control handle did.
 * @param events [out] the reader; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_NO_SUCH_LANE; or a border status.
 *
 * Thread: any; the reader is then for one thread at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_events_open(const struct plim_region *region,
                             uint32_t lane,
                             struct plim_events *events)
PLIM_NOEXCEPT;

/**
 * Reads the next events, in order.
 *
 * @param events   [in,out] from plim_events_open; not NULL.
 * @param out      [out]    the events, `count` of them; not NULL.
 * @param capacity [in]     how many `out` has room for, at least 1.
 * @param count    [out]    how many were written; 0 if there is none yet; written only on PLIM_OK;
 *                          not NULL.
 * @param missed   [out]    how many were overwritten before they could be read, from before the
 *                          first of these to before the last; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_CAPACITY; or another border status.
 *
 * Thread: only the thread that reads. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_events_read(struct plim_events *events,
                             struct plim_event *out,
                             size_t capacity,
                             size_t *count,
                             uint64_t *missed)
PLIM_NOEXCEPT;

/**
 * Says a parent's state in one word, as `plimsoll replay` prints it: "open".
 *
 * @param state [in] a plim_parent_state, or any other number.
 * @return static text that ends in NUL; "no_state" for a number that is none. Never NULL.
 *
 * Thread: any, also in a signal handler. Never allocates, never blocks.
 */
PLIM_API const char *plim_parent_state_text(int32_t state) PLIM_NOEXCEPT;

/**
 * Says a child's state in one word, as `plimsoll replay` prints it: "partially_filled".
 *
 * @param state [in] a plim_child_state, or any other number.
 * @return static text that ends in NUL; "no_state" for a number that is none. Never NULL.
 *
 * Thread: any, also in a signal handler. Never allocates, never blocks.
 */
PLIM_API const char *plim_child_state_text(int32_t state) PLIM_NOEXCEPT;

/**
 * Looks at a parent. While other threads trade, its numbers may be from moments apart.
 *
 * @param region [in]  from plim_format or plim_attach; not NULL.
 * @param parent [in]  from plim_admit.
 * @param view   [out] written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_UNKNOWN_PARENT; or a border status.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_view_parent(const struct plim_region *region,
                             plim_parent_id parent,
                             struct plim_parent_view *view)
PLIM_NOEXCEPT;

/**
 * Looks at a child. While other threads trade, its numbers may be from moments apart.
 *
 * @param region [in]  from plim_format or plim_attach; not NULL.
 * @param child  [in]  from plim_route.
 * @param view   [out] written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_UNKNOWN_CHILD; or a border status.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_view_child(const struct plim_region *region,
                            plim_child_id child,
                            struct plim_child_view *view)
PLIM_NOEXCEPT;

/**
 * Finds a parent by the account's own name for it.
 *
 * @param region  [in]  from plim_format or plim_attach; not NULL.
 * @param account [in]  from plim_control_define_account.
 * @param client  [in]  the name that it was admitted with; not NULL.
 * @param parent  [out] its id; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_UNKNOWN_PARENT; or a border status.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_find_parent(const struct plim_region *region,
                             plim_account_id account,
                             const struct plim_client_id *client,
                             plim_parent_id *parent)
PLIM_NOEXCEPT;

/**
 * Begins a walk over a parent's children, newest first.
 *
 * @param region   [in]  from plim_format or plim_attach; not NULL.
 * @param parent   [in]  from plim_admit. One that is not known has no children.
 * @param children [out] the walk; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; or a border status.
 *
 * Thread: any; the walk is then for one thread at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_children_open(const struct plim_region *region,
                               plim_parent_id parent,
                               struct plim_children *children)
PLIM_NOEXCEPT;

/**
 * Gives the next children of a walk.
 *
 * @param children [in,out] from plim_children_open; not NULL.
 * @param out      [out]    the children, `count` of them; not NULL.
 * @param capacity [in]     how many `out` has room for, at least 1.
 * @param count    [out]    how many were written; 0 at the end; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_CAPACITY; or another border status.
 *
 * Thread: only the thread that walks. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_children_next(struct plim_children *children,
                               plim_child_id *out,
                               size_t capacity,
                               size_t *count)
PLIM_NOEXCEPT;

/**
 * Plans how to take a quantity from what venues show: by price, then fee, then size, then rank,
 * then venue. A leg is never past the limit and never more than its level shows. It routes
 * nothing.
 *
 * @param terms       [in]  what to sweep for; not NULL.
 * @param levels      [in]  what is shown, in any order; not NULL, also where there are none.
 * @param level_count [in]  how many, 0 to PLIM_LEVELS_MAX.
 * @param legs        [out] the plan, `leg_count` legs in the order to send them; not NULL.
 * @param capacity    [in]  how many `legs` has room for: PLIM_LEGS_MAX is always enough.
 * @param leg_count   [out] written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_BAD_SIDE; PLIM_E_QUANTITY_TOO_LARGE; PLIM_E_CAPACITY; or another border
 *         status.
 *
 * Thread: any. It needs about 16 KiB of stack. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_sweep(const struct plim_sweep_terms *terms,
                       const struct plim_level *levels,
                       size_t level_count,
                       struct plim_leg *legs,
                       size_t capacity,
                       size_t *leg_count)
PLIM_NOEXCEPT;

/**
 * Says how much of a quantity is to be sent now. It keeps nothing: what is due follows from the
 * schedule, the quantity, what was sent and the time.
 *
 * @param schedule [in]  when how much; not NULL.
 * @param total    [in]  the whole quantity, in units, 0 to PLIM_QTY_MAX.
 * @param sent     [in]  what of it is executed or may still execute, in units, 0 to PLIM_QTY_MAX.
 * @param now      [in]  nanoseconds on the caller's clock.
 * @param due      [out] in units; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_QUANTITY_TOO_LARGE; one of PLIM_E_SCHEDULE_NO_TIME and the following; or
 *         a border status.
 *
 * Thread: any. Its time grows with the weights. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_schedule_due(const struct plim_schedule *schedule,
                              uint64_t total,
                              uint64_t sent,
                              uint64_t now,
                              uint64_t *due)
PLIM_NOEXCEPT;

/**
 * Says how much of a quantity should have been sent by now.
 *
 * @param schedule [in]  when how much; not NULL.
 * @param total    [in]  the whole quantity, in units, 0 to PLIM_QTY_MAX.
 * @param now      [in]  nanoseconds on the caller's clock.
 * @param target   [out] in units; written only on PLIM_OK; not NULL.
 * @return as plim_schedule_due.
 *
 * Thread: any. Its time grows with the weights. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_schedule_target(const struct plim_schedule *schedule,
                                 uint64_t total,
                                 uint64_t now,
                                 uint64_t *target)
PLIM_NOEXCEPT;

/**
 * Routes the legs of a plan in order, until one is refused.
 *
 * @param lane          [in,out] from plim_lane_open; not NULL.
 * @param parent        [in]     from plim_admit.
 * @param legs          [in]     the plan, from plim_sweep or the caller's own; not NULL.
 * @param leg_count     [in]     how many, 0 to PLIM_LEGS_MAX.
 * @param time_in_force [in]     a plim_time_in_force, for every leg.
 * @param now           [in]     nanoseconds on the caller's steady clock; it never goes back.
 * @param placed        [out]    the children; not NULL.
 * @param capacity      [in]     how many `placed` has room for: at least leg_count, and at least
 *                               1.
 * @param driven        [out]    how far it went; written only on PLIM_OK; not NULL.
 * @return PLIM_OK, also where a leg was refused; PLIM_E_BAD_TIME_IN_FORCE;
 *         PLIM_E_QUANTITY_TOO_LARGE; PLIM_E_CAPACITY; or another border status.
 *
 * Thread: only the thread that holds `lane`. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_route_plan(struct plim_lane *lane,
                            plim_parent_id parent,
                            const struct plim_leg *legs,
                            size_t leg_count,
                            uint32_t time_in_force,
                            uint64_t now,
                            struct plim_placed *placed,
                            size_t capacity,
                            struct plim_driven *driven)
PLIM_NOEXCEPT;

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* PLIMSOLL_H */
