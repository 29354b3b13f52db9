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
#define PLIM_ABI_VERSION 2

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
 * Stands for an account or an instrument that nobody named.
 */
#define PLIM_NOT_SAID UINT32_MAX

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
     * The session with the venue is lost.
     */
    PLIM_E_VENUE_DOWN = 35,
    /**
     * The venue is heard again, and what is open there is not known yet.
     */
    PLIM_E_VENUE_RECOVERING = 36,
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
     * No such execution in suspense.
     */
    PLIM_E_NO_SUCH_ENTRY = 49,
    /**
     * The execution in suspense is assigned already.
     */
    PLIM_E_ALREADY_ASSIGNED = 50,
    /**
     * What the execution in suspense says of its side, account or instrument is not the target's.
     */
    PLIM_E_WRONG_TARGET = 51,
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
     * An execution id came again with other numbers. The first numbers stand; what the venue's
     * CumQty has beyond all of them counts as inferred.
     */
    PLIM_B_CONFLICTING_EXECUTION = 204,
    /**
     * The report contradicts itself, the books or FIX: a trade of nothing, more last than
     * cumulative, an end of a live order, a bust of another quantity than its execution counts
     * for, a claim of more than the child ever was.
     */
    PLIM_B_IMPOSSIBLE_REPORT = 205,
    /**
     * The report answers a request that nobody made, or accepts one that was refused.
     */
    PLIM_B_UNEXPECTED_ANSWER = 206,
    /**
     * The venue's final CumQty, or a new execution's, is less than the executions that it
     * reported.
     */
    PLIM_B_CUM_QTY_DISAGREES = 207,
    /**
     * No execution record was left. The quantity was booked; the execution cannot be recognised if
     * it comes again.
     */
    PLIM_B_EXECUTIONS_FULL = 208,
    /**
     * An execution at a price that cannot be: worse than its parent's limit, of another sign, or
     * sixteen times it.
     */
    PLIM_B_IMPOSSIBLE_PRICE = 209,
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
     * A parent's executed is not the sum of its children's executions, of what was assigned to it
     * and of what was executed elsewhere; subject: the parent.
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
     * An execution stands twice, not where its id leads, or is counted for another quantity than
     * its last correction says; subject: the child.
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
     * Suspense's totals, or a position's of them, are not the sum of its entries.
     */
    PLIM_FINDING_SUSPENSE = 12,
    /**
     * A parent's unknown, cooling or inferred is not the sum of its children's; subject: the
     * parent.
     */
    PLIM_FINDING_UNKNOWN = 13,
    /**
     * Whether a child is cooling is not what its facts say; subject: the child.
     */
    PLIM_FINDING_COOLING = 14,
    /**
     * What is inferred of a child is not what its venue has stated beyond its executions; subject:
     * the child.
     */
    PLIM_FINDING_INFERRED = 15,
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
 * What the OrderQty of a replace request means at a venue.
 */
enum plim_replace_means
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Nobody has said: the core reserves for the worse reading.
     */
    PLIM_REPLACE_MEANS_UNSAID = 0,
    /**
     * The order's new total, what is executed included: as FIX has it.
     */
    PLIM_REPLACE_MEANS_TOTAL = 1,
    /**
     * What is still to be executed, beside what was.
     */
    PLIM_REPLACE_MEANS_REMAINING = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum plim_replace_means plim_replace_means;
#else
typedef uint32_t plim_replace_means;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What a venue does with a replace request.
 */
enum plim_replace_is
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Nobody has said: the core reserves for the worse reading.
     */
    PLIM_REPLACE_IS_UNSAID = 0,
    /**
     * One step: the order is never two.
     */
    PLIM_REPLACE_IS_ATOMIC = 1,
    /**
     * A cancel, then a new order: for a while both may be executed.
     */
    PLIM_REPLACE_IS_CANCEL_NEW = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum plim_replace_is plim_replace_is;
#else
typedef uint32_t plim_replace_is;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What CumQty counts at a venue after a replace.
 */
enum plim_cum_qty_means
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Nobody has said: the core reserves for the worse reading.
     */
    PLIM_CUM_QTY_MEANS_UNSAID = 0,
    /**
     * Everything since the first order of the chain: as FIX has it.
     */
    PLIM_CUM_QTY_MEANS_CARRIED_OVER = 1,
    /**
     * What was executed since the last replace.
     */
    PLIM_CUM_QTY_MEANS_RESTARTS = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum plim_cum_qty_means plim_cum_qty_means;
#else
typedef uint32_t plim_cum_qty_means;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What the LastQty of a trade says at a venue.
 */
enum plim_last_qty_means
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * The quantity of this execution: as FIX has it.
     */
    PLIM_LAST_QTY_MEANS_SINGLE = 1,
    /**
     * All that was executed so far: only with PLIM_CUM_QTY_MEANS_CARRIED_OVER.
     */
    PLIM_LAST_QTY_MEANS_CUMULATIVE = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum plim_last_qty_means plim_last_qty_means;
#else
typedef uint32_t plim_last_qty_means;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Whether anybody can hear a venue.
 */
enum plim_session
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Connected, and what is open there is known.
     */
    PLIM_SESSION_UP = 1,
    /**
     * Not connected: what is open there nobody knows.
     */
    PLIM_SESSION_DOWN = 2,
    /**
     * Connected again; what is open there is still being found out, by a mass status.
     */
    PLIM_SESSION_RECOVERING = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum plim_session plim_session;
#else
typedef uint32_t plim_session;
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
     * 150=G: another quantity or price for an execution.
     */
    PLIM_EXEC_TRADE_CORRECT = 15,
    /**
     * 150=H: a bust, in whole or in part.
     */
    PLIM_EXEC_TRADE_CANCEL = 16,
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
     * An execution at a price that cannot be; value: the child.
     */
    PLIM_ALARM_IMPOSSIBLE_PRICE = 10,
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
     * A lane, or the control handle, was taken over while its owner was inside a call; value: the
     * parent it worked on, which is held.
     */
    PLIM_ALARM_LANE_TAKEN_OVER = 19,
    /**
     * A venue claims more executions than it has reported so far; value: how many units. A
     * warning.
     */
    PLIM_ALARM_CUM_QTY_GAP = 20,
    /**
     * An execution was busted, or corrected to less; value: what it counted for, other: what it
     * counts for now. Its parent is held. A warning.
     */
    PLIM_ALARM_BUST = 21,
    /**
     * A bust or a correction came before its execution; value: the child. A warning.
     */
    PLIM_ALARM_EXECUTION_AWAITED = 22,
    /**
     * A statement, or a drop copy, differs from the books; value: theirs, other: ours. A warning.
     */
    PLIM_ALARM_DIFFERENCE = 23,
    /**
     * A position is not what a statement says; value: theirs, other: ours.
     */
    PLIM_ALARM_POSITION_DIFFERS = 24,
    /**
     * Nobody knows what became of a child; value: the quantity at risk, other: the child. A
     * warning.
     */
    PLIM_ALARM_CHILD_UNKNOWN = 25,
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
     * A parent has ended; qty is what was executed. Told once, and again if it was resumed.
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
     * A parent that had ended has not: an execution of it was taken back; qty is what is executed.
     * It is held.
     */
    PLIM_EVENT_RESUMED = 9,
    /**
     * A child was born; qty and price are its terms, detail its venue.
     */
    PLIM_EVENT_BORN = 16,
    /**
     * A child was handed to its session.
     */
    PLIM_EVENT_SENT = 17,
    /**
     * A child changed its state; detail is the plim_child_state, qty what is reserved for it:
     * where the state is unknown, the quantity at risk.
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
     * An execution counts for another quantity, by a bust or a correction: qty is what it counts
     * for now, price its price, detail what it counted for.
     */
    PLIM_EVENT_CORRECTED = 25,
    /**
     * What a child is counted for beyond the executions that were reported is another quantity:
     * qty now, detail before. A report that takes its place makes it smaller.
     */
    PLIM_EVENT_INFERRED = 26,
    /**
     * A statement and the books differ: qty is ours, detail the other's.
     */
    PLIM_EVENT_DIFFERENCE = 27,
    /**
     * Quantity of a child has cooled down; qty is how much.
     */
    PLIM_EVENT_COOLED = 28,
    /**
     * An execution in suspense was assigned to a child or a parent; qty is its own, detail its
     * plim_suspense_id.
     */
    PLIM_EVENT_ASSIGNED = 29,
    /**
     * Upstream stated what of a parent is executed elsewhere; qty is the new total, detail the
     * old.
     */
    PLIM_EVENT_ELSEWHERE = 30,
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
    /**
     * A venue's session changed; qty is the plim_venue_id, detail the plim_session.
     */
    PLIM_EVENT_SESSION_CHANGED = 38,
    /**
     * A position is not what was stated: qty is ours, detail the other's, price the
     * plim_account_id in the upper 32 bits and the plim_instrument_id in the lower.
     */
    PLIM_EVENT_POSITION_DIFFERS = 39,
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
 * How a venue means what it says.
 */
typedef struct plim_venue_terms {
    /**
     * sizeof(plim_venue_terms).
     */
    uint32_t struct_size;
    /**
     * A plim_replace_means.
     */
    uint32_t replace_means;
    /**
     * A plim_replace_is.
     */
    uint32_t replace_is;
    /**
     * A plim_cum_qty_means.
     */
    uint32_t cum_qty_means;
    /**
     * A plim_last_qty_means; never 0.
     */
    uint32_t last_qty_means;
    /**
     * Zero.
     */
    uint32_t reserved_word;
    /**
     * How long cancelled quantity is held back before it may be routed again, in nanoseconds; 0
     * for not at all.
     */
    uint64_t cooling;
    /**
     * Zero.
     */
    uint64_t reserved[2];
} plim_venue_terms;

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
     * FIX 17 ExecID; 0 where it does not say. A trade, a bust, a correction and a restatement are
     * known again by it; a restatement without one never makes an order smaller.
     */
    struct plim_exec_id exec_id;
    /**
     * FIX 19 ExecRefID: the execution that a bust or a correction is about, or the correction of
     * it that stands.
     */
    struct plim_exec_id exec_ref;
    /**
     * FIX 32 LastQty, in units; counts for a trade, a bust and a correction only. A correction's
     * is the whole new quantity; a bust's the quantity taken back, or 0 for all of it. A filled
     * child that is busted lives again, unless `ord_status` or `leaves_qty` says that it has
     * ended.
     */
    uint64_t last_qty;
    /**
     * FIX 31 LastPx, in ticks; counts for a trade and a correction only. 0 where it does not say.
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
     * 1 if `exec_ref` is given.
     */
    uint8_t has_exec_ref;
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
     * The child that it was booked on; 0 if it went to suspense, or was assigned to a parent.
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
     * 1 if it had been heard before; then no quantity moved.
     */
    uint8_t duplicate;
    /**
     * 1 if the parent ended with it. Said once, and again if it was resumed.
     */
    uint8_t parent_done;
    /**
     * 1 if a cancel that was wanted was refused beside a replace: request it again.
     */
    uint8_t cancel_wanted;
    /**
     * Zero.
     */
    uint8_t reserved[5];
} plim_outcome;

/**
 * What a mass status came to.
 */
typedef struct plim_mass_status {
    /**
     * Children of the venue that it mentioned.
     */
    uint64_t mentioned;
    /**
     * Living children that it did not mention: unknown now.
     */
    uint64_t absent;
    /**
     * What is reserved for those, in units.
     */
    uint64_t at_risk;
    /**
     * Children of the venue that nobody can vouch for yet, absent ones included.
     */
    uint64_t unresolved;
    /**
     * 1 if the venue's session is up now, else 0.
     */
    uint32_t is_up;
    /**
     * Zero.
     */
    uint32_t reserved;
} plim_mass_status;

/**
 * How a position is by the books, beside what was stated.
 */
typedef struct plim_position_check {
    /**
     * Units bought, by the books.
     */
    uint64_t bought;
    /**
     * Units sold, by the books.
     */
    uint64_t sold;
    /**
     * 1 if both are what was stated, else 0.
     */
    uint32_t agrees;
    /**
     * Zero.
     */
    uint32_t reserved;
} plim_position_check;

/**
 * What a disconnect left open.
 */
typedef struct plim_disconnected {
    /**
     * Children at the venue of which nobody knows whether they live.
     */
    uint64_t unknown;
    /**
     * What is reserved for them, in units.
     */
    uint64_t at_risk;
} plim_disconnected;

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
     * Executions that fit no child; they are never given back.
     */
    uint32_t suspense;
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
    uint32_t reserved[2];
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
 * What came to suspense of one account in one instrument, where the session knew both.
 */
typedef struct plim_suspense_of_position {
    /**
     * Executions.
     */
    uint64_t executions;
    /**
     * Units executed in them, bought and sold added up.
     */
    uint64_t gross;
    /**
     * Units of them that were assigned to a child or a parent; the rest lies open.
     */
    uint64_t assigned;
} plim_suspense_of_position;

/**
 * An execution in suspense, by its place in the table; never another's.
 */
typedef uint32_t plim_suspense_id;

/**
 * An execution that fits no child.
 */
typedef struct plim_suspense_entry {
    /**
     * FIX 17 ExecID.
     */
    struct plim_exec_id exec_id;
    /**
     * The child as the report named it; it need not be one.
     */
    plim_child_id child;
    /**
     * FIX 32 LastQty, in units.
     */
    uint64_t qty;
    /**
     * FIX 31 LastPx, in ticks.
     */
    int64_t price;
    /**
     * When it was reported, in nanoseconds on the caller's clock.
     */
    uint64_t time;
    /**
     * The child or parent that it was assigned to; 0 while it is open.
     */
    uint64_t assigned;
    /**
     * Its place.
     */
    plim_suspense_id entry;
    /**
     * The account, or PLIM_NOT_SAID.
     */
    plim_account_id account;
    /**
     * The instrument, or PLIM_NOT_SAID.
     */
    plim_instrument_id instrument;
    /**
     * A plim_side; 0 where nobody said it.
     */
    uint32_t side;
} plim_suspense_entry;

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
     * What it was compared with, for those that plim_alarm says it of; otherwise 0.
     */
    uint64_t other;
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
    /**
     * Units of them that were assigned to a child or a parent; the rest lies open.
     */
    uint64_t assigned;
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
     * Units executed, overfill and what is inferred included.
     */
    uint64_t executed;
    /**
     * Units of them that venues have stated and not reported.
     */
    uint64_t inferred;
    /**
     * Units reserved for children that work at a venue.
     */
    uint64_t working;
    /**
     * Units reserved for children of which nobody knows.
     */
    uint64_t unknown;
    /**
     * Units reserved for children whose end is proven, until late fills can no longer come.
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
     * Units executed, what is inferred included.
     */
    uint64_t cum_qty;
    /**
     * Units of them that the venue has stated and not reported.
     */
    uint64_t inferred_qty;
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
     * Units still reserved for it though its end is proven, until late fills can no longer come.
     */
    uint64_t cooling_qty;
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
     * 1 while a cancel is asked for and not answered, else 0.
     */
    uint32_t pending_cancel;
    /**
     * 1 while a replace is asked for and not answered, else 0.
     */
    uint32_t pending_replace;
    /**
     * 1 if a cancel was refused while a replace was open: request it again; else 0.
     */
    uint32_t cancel_wanted;
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
 * Makes the 128 bits that stand for a venue's ExecID, however long it is: exact for up to 15
 * bytes; for more, 120 bits of a hash under a top byte that no exact one has.
 *
 * Two executions of a child with one id count as one, so the text must never be cut short. Of n
 * long texts two share an id with odds of about n * n in 2^121: of a thousand million, one in
 * 10^18. That holds for whatever a venue numbers by, not against somebody who chooses the texts:
 * the hash (SipHash-2-4) has a fixed key that is no secret. Should it ever happen, the venue's
 * CumQty shows it: PLIM_ALARM_CUM_QTY_GAP, PLIM_ALARM_CUM_QTY_DISAGREES.
 *
 * @param text   [in]  UTF-8, need not end in NUL; not NULL. Nobody may write it meanwhile.
 * @param length [in]  how many bytes it has: any number.
 * @param exec   [out] the id; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_NULL; PLIM_E_ALIGN; PLIM_E_TEXT, if it is not UTF-8; PLIM_E_CAPACITY, if
 *         no text can be so long.
 *
 * Thread: any. Its time grows with the text. Never allocates, never blocks.
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
 * Defines a venue. Its session is up.
 *
 * @param control [in,out] from plim_control_open; not NULL.
 * @param terms   [in]     how it means what it says; NULL for a venue that keeps to FIX 4.4, where
 *                         cancelled quantity need not cool.
 * @param venue   [out]    its id; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_ENUM; PLIM_E_BAD_CONFIG, if its executions are told by a sum that may
 *         begin anew with a replace: PLIM_LAST_QTY_MEANS_CUMULATIVE needs
 *         PLIM_CUM_QTY_MEANS_CARRIED_OVER; PLIM_E_DEFINITIONS_FULL; or see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_define_venue(struct plim_control *control,
                                      const struct plim_venue_terms *terms,
                                      plim_venue_id *venue)
PLIM_NOEXCEPT;

/**
 * Says anew how a venue means what it says: whatever it reports from now on is read that way; what
 * is reserved and what cools already stays as it is.
 *
 * @param control [in,out] from plim_control_open; not NULL.
 * @param venue   [in]     from plim_control_define_venue.
 * @param terms   [in]     as for plim_control_define_venue.
 * @return PLIM_OK; PLIM_E_ENUM; PLIM_E_BAD_CONFIG, as for plim_control_define_venue;
 *         PLIM_E_UNKNOWN_VENUE; or see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_set_venue_terms(struct plim_control *control,
                                         plim_venue_id venue,
                                         const struct plim_venue_terms *terms)
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
 * Books what a venue states of one order (FIX 150=I), with authority: its state; that it has
 * ended, at which CumQty; and what was executed of it, reported or not. What it states beyond the
 * executions that were reported is inferred: the report that comes later takes its place. It may
 * be repeated, and changes nothing the second time.
 *
 * CumQty is that of the child's whole life: where the venue counts it from the last replace on,
 * add what came before. exec_type and the numbers of executions are not looked at. With
 * unknown_order: the venue does not know the order, which proves nothing; it is
 * PLIM_CHILD_UNKNOWN. An order that the statement says has ended does not cool down: it is proof.
 * What it says otherwise than the books did is told and raised, PLIM_ALARM_DIFFERENCE, with both
 * values.
 *
 * @param control [in,out] from plim_control_open; not NULL.
 * @param report  [in]     what the venue stated; not NULL.
 * @param now     [in]     nanoseconds on the caller's steady clock; it never goes back.
 * @param outcome [out]    what it did; written only on PLIM_OK; not NULL.
 * @return PLIM_OK, also for a breach; PLIM_E_UNKNOWN_CHILD; the answers of plim_report to a report
 *         that is none; or, with nothing changed, the first refusal that applies: see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_status(struct plim_control *control,
                                const struct plim_venue_report *report,
                                uint64_t now,
                                struct plim_outcome *outcome)
PLIM_NOEXCEPT;

/**
 * Books an execution, a bust or a correction that another session of the venue copied. It books
 * what the order's own session missed, and nothing twice: where the copy says CumQty, what that
 * has beyond the executions that were reported is inferred, and the session's own report takes its
 * place; where it does not, its ExecID must be the session's. Anything else that it says is
 * compared and not booked.
 *
 * @param control [in,out] from plim_control_open; not NULL.
 * @param report  [in]     the copy; not NULL. One of a child that the region does not know goes to
 *                         suspense.
 * @param now     [in]     nanoseconds on the caller's steady clock; it never goes back.
 * @param outcome [out]    what it did; written only on PLIM_OK; not NULL.
 * @return PLIM_OK, also for a breach; the answers of plim_report to a report that is none; or,
 *         with nothing changed, the first refusal that applies: see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_drop_copy(struct plim_control *control,
                                   const struct plim_venue_report *report,
                                   uint64_t now,
                                   struct plim_outcome *outcome)
PLIM_NOEXCEPT;

/**
 * Begins a mass status of a venue: from now on every plim_control_status of a child there counts
 * as a mention. Begun again, it forgets what was mentioned.
 *
 * @param control [in,out] from plim_control_open; not NULL.
 * @param venue   [in]     from plim_control_define_venue.
 * @param now     [in]     nanoseconds on the caller's steady clock; it never goes back.
 * @return PLIM_OK; PLIM_E_UNKNOWN_VENUE; PLIM_E_VENUE_DOWN, if nobody hears it; or, with nothing
 *         changed, the first refusal that applies: see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_begin_mass_status(struct plim_control *control,
                                           plim_venue_id venue,
                                           uint64_t now)
PLIM_NOEXCEPT;

/**
 * Ends a mass status. A living child of the venue that was born before it began and that nobody
 * mentioned is unknown now; what it reserves stays reserved. Where nobody is left that cannot be
 * vouched for, a session that was recovering is up: children may be born there again. Otherwise
 * state each of those, then end it once more.
 *
 * @param control [in,out] from plim_control_open; not NULL.
 * @param venue   [in]     from plim_control_define_venue.
 * @param now     [in]     nanoseconds on the caller's steady clock; it never goes back.
 * @param found   [out]    what it came to; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_UNKNOWN_VENUE; PLIM_E_VENUE_DOWN, if nobody hears it;
 *         PLIM_E_NOTHING_TO_CHANGE, if none was begun since it was heard; or, with nothing
 *         changed, the first refusal that applies: see plim_status.
 *
 * Thread: one at a time. Its time grows with the child slots that were ever used. Never allocates,
 * never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_end_mass_status(struct plim_control *control,
                                         plim_venue_id venue,
                                         uint64_t now,
                                         struct plim_mass_status *found)
PLIM_NOEXCEPT;

/**
 * Says that a drop copy or a sequence number proves that no late fill of a child can come: what
 * was cooling goes back to its parent.
 *
 * @param control [in,out] from plim_control_open; not NULL.
 * @param child   [in]     which child.
 * @param now     [in]     nanoseconds on the caller's steady clock; it never goes back.
 * @return PLIM_OK; PLIM_E_UNKNOWN_CHILD; PLIM_E_NOTHING_TO_CHANGE, if it is not cooling; or, with
 *         nothing changed, the first refusal that applies: see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_prove_cooled(struct plim_control *control,
                                      plim_child_id child,
                                      uint64_t now)
PLIM_NOEXCEPT;

/**
 * Says that a sequence number proves that every report of a venue up to a time has been heard:
 * what has been cooling since before then goes back to its parents.
 *
 * @param control [in,out] from plim_control_open; not NULL.
 * @param venue   [in]     from plim_control_define_venue.
 * @param until   [in]     up to when, that included, in nanoseconds on the caller's steady clock:
 *                         what ended later goes on cooling; any number.
 * @param now     [in]     nanoseconds on the caller's steady clock; it never goes back.
 * @param count   [out]    how many children that were, 0 too; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_UNKNOWN_VENUE; or, with nothing changed, the first refusal that applies:
 *         see plim_status.
 *
 * Thread: one at a time. Its time grows with the child slots that were ever used. Never allocates,
 * never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_prove_heard(struct plim_control *control,
                                     plim_venue_id venue,
                                     uint64_t until,
                                     uint64_t now,
                                     uint32_t *count)
PLIM_NOEXCEPT;

/**
 * Compares a position with what somebody else states of it. It changes no quantity: what differs
 * is told and raised, PLIM_ALARM_POSITION_DIFFERS, with both values. What lies in suspense is not
 * in the books' figures: see plim_suspense_of.
 *
 * @param control    [in,out] from plim_control_open; not NULL.
 * @param account    [in]     from plim_control_define_account.
 * @param instrument [in]     from plim_control_define_instrument.
 * @param bought     [in]     what is stated as bought, in units; any number.
 * @param sold       [in]     what is stated as sold, in units; any number.
 * @param now        [in]     nanoseconds on the caller's steady clock; it never goes back.
 * @param check      [out]    the books' figures; written only on PLIM_OK; not NULL.
 * @return PLIM_OK, also where it differs: look at `agrees`; PLIM_E_UNKNOWN_ACCOUNT;
 *         PLIM_E_UNKNOWN_INSTRUMENT; PLIM_E_LIMIT_UNSET where no position limit is set for the
 *         pair; or, with nothing changed, the first refusal that applies: see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_check_position(struct plim_control *control,
                                        plim_account_id account,
                                        plim_instrument_id instrument,
                                        uint64_t bought,
                                        uint64_t sold,
                                        uint64_t now,
                                        struct plim_position_check *check)
PLIM_NOEXCEPT;

/**
 * Says that the session with a venue is lost. When it returns, nothing is born there any more, in
 * any thread or process, and every living child there is unknown: what it reserves stays reserved,
 * and its event tells how much that is. Cancels and reports pass as ever.
 *
 * A birth that is under way at this moment, at any venue, is refused with PLIM_E_HALTED: it may be
 * tried again. Takes time in proportion to the child slots that were ever used.
 *
 * @param control [in,out] from plim_control_open; not NULL.
 * @param venue   [in]     from plim_control_define_venue.
 * @param now     [in]     nanoseconds on the caller's steady clock.
 * @param left    [out]    what is open there; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_UNKNOWN_VENUE; or see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_disconnect(struct plim_control *control,
                                    plim_venue_id venue,
                                    uint64_t now,
                                    struct plim_disconnected *left)
PLIM_NOEXCEPT;

/**
 * Says that a venue is heard again. It is recovering from here on: nothing is born there before
 * what is open there has been found out, by a mass status: plim_control_end_mass_status.
 *
 * @param control [in,out] from plim_control_open; not NULL.
 * @param venue   [in]     from plim_control_define_venue.
 * @param now     [in]     nanoseconds on the caller's steady clock.
 * @return PLIM_OK; PLIM_E_UNKNOWN_VENUE; PLIM_E_NOTHING_TO_CHANGE, if its session is not down; or
 *         see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_reconnect(struct plim_control *control,
                                   plim_venue_id venue,
                                   uint64_t now)
PLIM_NOEXCEPT;

/**
 * Gives the terms of a venue, as it was defined with or as they were set last. They may be changed
 * and given to plim_control_set_venue_terms.
 *
 * @param region [in]  from plim_format or plim_attach; not NULL.
 * @param venue  [in]  from plim_control_define_venue.
 * @param terms  [out] written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_UNKNOWN_VENUE; or a border status.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_view_venue_terms(const struct plim_region *region,
                                  plim_venue_id venue,
                                  struct plim_venue_terms *terms)
PLIM_NOEXCEPT;

/**
 * Says whether a venue is heard.
 *
 * @param region  [in]  from plim_format or plim_attach; not NULL.
 * @param venue   [in]  from plim_control_define_venue.
 * @param session [out] a plim_session; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_UNKNOWN_VENUE; or a border status.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_venue_session(const struct plim_region *region,
                               plim_venue_id venue,
                               uint32_t *session)
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
 * 48 KiB.
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
 * parents, and closes those whose expire time has come, as plim_cancel_parent does; and at 16 of
 * the children that are cooling since this lane heard of their ends, and gives what they hold back
 * to their parents once its time has come. Call it often, on every lane. Each close is an event,
 * PLIM_EVENT_LAPSED; the children are the caller's to cancel.
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
 * @return PLIM_OK; PLIM_E_NOT_ENDED, if it has not, or a child is alive or reserves quantity, or
 *         something of a child is inferred whose end was not stated, unless its venue tells sums
 *         only; or the first refusal that applies: see plim_status.
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
 * Looks at what came to suspense of an account in an instrument.
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
plim_status plim_suspense_of(const struct plim_region *region,
                             plim_account_id account,
                             plim_instrument_id instrument,
                             struct plim_suspense_of_position *view)
PLIM_NOEXCEPT;

/**
 * Lists executions in suspense, assigned ones too. Begin with a cursor of 0 and call again until
 * `count` is 0. One that comes while this goes on may be passed by.
 *
 * @param region   [in]     from plim_format or plim_attach; not NULL.
 * @param cursor   [in,out] where to go on; moved only on PLIM_OK; not NULL.
 * @param out      [out]    the entries, `count` of them; not NULL.
 * @param capacity [in]     how many `out` has room for, at least 1.
 * @param count    [out]    how many were written; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_CAPACITY; or another border status.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_suspense_entries(const struct plim_region *region,
                                  uint32_t *cursor,
                                  struct plim_suspense_entry *out,
                                  size_t capacity,
                                  size_t *count)
PLIM_NOEXCEPT;

/**
 * Finds the first open execution in suspense of an id, that names this child.
 *
 * @param region  [in]  from plim_format or plim_attach; not NULL.
 * @param exec_id [in]  FIX 17 ExecID; not NULL.
 * @param child   [in]  the child as the report named it.
 * @param entry   [out] its place; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_NO_SUCH_ENTRY: there is none, or all are assigned; or a border status.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_find_suspense(const struct plim_region *region,
                               const struct plim_exec_id *exec_id,
                               plim_child_id child,
                               plim_suspense_id *entry)
PLIM_NOEXCEPT;

/**
 * Sets how many units of one account in one instrument may lie open in suspense before the firm's
 * switch is thrown. Until it is set only the firm's limit counts.
 *
 * @param control    [in,out] from plim_control_open; not NULL.
 * @param account    [in]     from plim_control_define_account.
 * @param instrument [in]     from plim_control_define_instrument.
 * @param gross      [in]     in units, bought and sold added up, 0 to PLIM_QTY_MAX.
 * @return PLIM_OK; PLIM_E_UNKNOWN_ACCOUNT; PLIM_E_UNKNOWN_INSTRUMENT; PLIM_E_QUANTITY_TOO_LARGE;
 *         PLIM_E_LIMIT_UNSET where no position limit is set for the pair; or see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_set_position_suspense_limit(struct plim_control *control,
                                                     plim_account_id account,
                                                     plim_instrument_id instrument,
                                                     uint64_t gross)
PLIM_NOEXCEPT;

/**
 * Says that an execution in suspense is a child's. It is booked there once, in full, as if it had
 * been reported there.
 *
 * @param control [in,out] from plim_control_open; not NULL.
 * @param entry   [in]     from plim_find_suspense or plim_suspense_entries.
 * @param child   [in]     whose it is.
 * @param now     [in]     nanoseconds on the caller's steady clock.
 * @param outcome [out]    what it did; written only on PLIM_OK; not NULL. With
 *                         PLIM_B_CONFLICTING_EXECUTION nothing was booked: the entry stays open.
 * @return PLIM_OK, also for a breach; PLIM_E_UNKNOWN_CHILD; PLIM_E_NO_SUCH_ENTRY;
 *         PLIM_E_ALREADY_ASSIGNED; PLIM_E_WRONG_TARGET; or see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_assign_to_child(struct plim_control *control,
                                         plim_suspense_id entry,
                                         plim_child_id child,
                                         uint64_t now,
                                         struct plim_outcome *outcome)
PLIM_NOEXCEPT;

/**
 * Says that an execution in suspense is a parent's, of no child that is known. It costs the parent
 * headroom; what is past that is an overfill.
 *
 * @param control [in,out] from plim_control_open; not NULL.
 * @param entry   [in]     from plim_find_suspense or plim_suspense_entries.
 * @param parent  [in]     whose it is.
 * @param now     [in]     nanoseconds on the caller's steady clock.
 * @param outcome [out]    what it did; written only on PLIM_OK; not NULL.
 * @return PLIM_OK, also for a breach; PLIM_E_UNKNOWN_PARENT; PLIM_E_NO_SUCH_ENTRY;
 *         PLIM_E_ALREADY_ASSIGNED; PLIM_E_WRONG_TARGET; or see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_assign_to_parent(struct plim_control *control,
                                          plim_suspense_id entry,
                                          plim_parent_id parent,
                                          uint64_t now,
                                          struct plim_outcome *outcome)
PLIM_NOEXCEPT;

/**
 * States how much of a parent was executed elsewhere, in all: where this router neither routed it
 * nor hears of it. What is new of it is booked, past the parent too; a smaller total takes back
 * the difference, and the parent is held. It may be repeated.
 *
 * @param control [in,out] from plim_control_open; not NULL.
 * @param parent  [in]     which parent.
 * @param total   [in]     in units, 0 to PLIM_QTY_MAX: everything, not what is new.
 * @param now     [in]     nanoseconds on the caller's steady clock.
 * @return PLIM_OK; PLIM_E_UNKNOWN_PARENT; PLIM_E_QUANTITY_TOO_LARGE; PLIM_E_NOTHING_TO_CHANGE
 *         where it is the total that was stated before; or see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_filled_elsewhere(struct plim_control *control,
                                          plim_parent_id parent,
                                          uint64_t total,
                                          uint64_t now)
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
