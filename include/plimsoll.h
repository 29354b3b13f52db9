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
#define PLIM_ABI_VERSION 3

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
 * The most codes that plim_format_with_registry takes.
 */
#define PLIM_REGISTRY_MAX 1024

/**
 * The most fingerprints that a manifest has.
 */
#define PLIM_FINGERPRINTS_MAX 64

/**
 * The most strategies that a manifest has.
 */
#define PLIM_SESSION_STRATEGIES_MAX 256

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
 * written, but for the plim_difference of plim_control_arm.
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
     * A newer build has used the region, and this one may not touch it any more.
     */
    PLIM_E_BUILD_TOO_OLD = 18,
    /**
     * The gateway's registry skips, repeats or resurrects a code.
     */
    PLIM_E_BAD_REGISTRY = 19,
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
     * The time given is far behind what others give: the caller's clock stands still.
     */
    PLIM_E_CLOCK_STOPPED = 24,
    /**
     * Nobody has armed the region.
     */
    PLIM_E_NOT_ARMED = 30,
    /**
     * The control handle has not renewed its lease in time.
     */
    PLIM_E_LEASE_EXPIRED = 31,
    /**
     * A monitor that must be listening has not been heard in time.
     */
    PLIM_E_MONITOR_SILENT = 37,
    /**
     * A critical alarm was not acknowledged in time.
     */
    PLIM_E_ALARM_UNACKNOWLEDGED = 32,
    /**
     * Events are not taken from the lane as fast as they come: its journal stands still.
     */
    PLIM_E_JOURNAL_STALLED = 38,
    /**
     * A switch of one of the scopes is thrown.
     */
    PLIM_E_HALTED = 33,
    /**
     * Only orders that bring the position nearer to zero pass.
     */
    PLIM_E_REDUCE_ONLY = 39,
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
     * The strategy's code is retired: a tombstone.
     */
    PLIM_E_RETIRED_STRATEGY = 52,
    /**
     * The strategy is known here with another generation.
     */
    PLIM_E_WRONG_GENERATION = 44,
    /**
     * The parent carries a flag that is not known here, or is retired.
     */
    PLIM_E_UNKNOWN_FLAG = 53,
    /**
     * The strategy is not in the manifest that the region was armed with.
     */
    PLIM_E_NOT_IN_MANIFEST = 54,
    /**
     * No such party, or one of another role.
     */
    PLIM_E_UNKNOWN_PARTY = 55,
    /**
     * No such monitor.
     */
    PLIM_E_UNKNOWN_MONITOR = 56,
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
     * No person has this key.
     */
    PLIM_E_UNKNOWN_KEY = 57,
    /**
     * The key is the one that requested the reset.
     */
    PLIM_E_SAME_KEY = 58,
    /**
     * No reset was requested under this nonce, or it was used.
     */
    PLIM_E_NO_SUCH_REQUEST = 59,
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
     * More than the session's manifest leaves the strategy.
     */
    PLIM_E_EXCEEDS_SESSION_CAP = 91,
    /**
     * The lane's budget of orders is used up for now.
     */
    PLIM_E_ORDERS_THROTTLED = 92,
    /**
     * The lane's budget of cancels is used up for now; nothing but cancels uses it.
     */
    PLIM_E_CANCELS_THROTTLED = 93,
    /**
     * The strategy was executed on this side of the instrument too often; a person must enable it
     * again.
     */
    PLIM_E_REPEATED_EXECUTIONS = 94,
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
     * The lease asked for is longer than the manifest allows.
     */
    PLIM_E_LEASE_TOO_LONG = 104,
    /**
     * What runs here is not what was expected.
     */
    PLIM_E_WRONG_FINGERPRINT = 105,
    /**
     * A critical alarm is not acknowledged.
     */
    PLIM_E_ALARMS_RAISED = 106,
    /**
     * Nobody knows what became of a child in the scope.
     */
    PLIM_E_CHILD_UNPROVEN = 107,
    /**
     * An execution in suspense is not assigned.
     */
    PLIM_E_SUSPENSE_OPEN = 108,
    /**
     * The least delay between request and confirmation has not passed.
     */
    PLIM_E_TOO_SOON = 109,
    /**
     * The request has expired.
     */
    PLIM_E_TOO_LATE = 110,
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
     * The table of strategies in instruments is full.
     */
    PLIM_E_THROTTLES_FULL = 125,
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
 * A part of a fingerprint, or another field of a manifest.
 */
enum plim_field
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * None of them: what was refused is not about a field.
     */
    PLIM_FIELD_NONE = 0,
    /**
     * plim_fingerprint_parts.layout.
     */
    PLIM_FIELD_LAYOUT = 1,
    /**
     * plim_fingerprint_parts.abi.
     */
    PLIM_FIELD_ABI = 2,
    /**
     * plim_fingerprint_parts.registry.
     */
    PLIM_FIELD_REGISTRY = 3,
    /**
     * plim_fingerprint_parts.limits.
     */
    PLIM_FIELD_LIMITS = 4,
    /**
     * plim_fingerprint_parts.build.
     */
    PLIM_FIELD_BUILD = 5,
    /**
     * A strategy of the manifest: its code. Found: 0, for it is not defined here.
     */
    PLIM_FIELD_STRATEGY = 6,
    /**
     * A strategy's generation.
     */
    PLIM_FIELD_GENERATION = 7,
    /**
     * How long the lease is.
     */
    PLIM_FIELD_LEASE = 8,
    /**
     * The core named a field that this build of the border does not know. Never in a tested
     * build.
     */
    PLIM_FIELD_UNTRANSLATED = 99,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum plim_field plim_field;
#else
typedef int32_t plim_field;
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
 * What a kill halts, or a restriction restricts.
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
    /**
     * Every parent that carries a client, a trader or a desk; the scope_id is a plim_party_id.
     */
    PLIM_SCOPE_PARTY = 7,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum plim_scope plim_scope;
#else
typedef uint32_t plim_scope;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * How far a scope is stopped. Each stops what the one before it stops, and more.
 */
enum plim_stop_level
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Not at all.
     */
    PLIM_STOP_OPEN = 0,
    /**
     * Nothing is stopped; whoever looks sees the warning.
     */
    PLIM_STOP_WARN = 1,
    /**
     * Only children that bring the position nearer to zero are born.
     */
    PLIM_STOP_REDUCE_ONLY = 2,
    /**
     * No child is born: what plim_kill does.
     */
    PLIM_STOP_NO_NEW_ORDERS = 3,
    /**
     * No child is born, and whatever is out is to be cancelled: see plim_escaped.
     */
    PLIM_STOP_CANCEL_ALL = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum plim_stop_level plim_stop_level;
#else
typedef uint32_t plim_stop_level;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What a party is to a parent (FIX 452 PartyRole).
 */
enum plim_party_role
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Whose order it is.
     */
    PLIM_PARTY_CLIENT = 3,
    /**
     * Who decided.
     */
    PLIM_PARTY_TRADER = 11,
    /**
     * The desk that works it.
     */
    PLIM_PARTY_DESK = 76,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum plim_party_role plim_party_role;
#else
typedef uint32_t plim_party_role;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What a code is a code of.
 */
enum plim_registry_kind
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Something that slices parents.
     */
    PLIM_REGISTRY_STRATEGY = 1,
    /**
     * A bit of an order's flags; its code is the number of the bit.
     */
    PLIM_REGISTRY_FLAG = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum plim_registry_kind plim_registry_kind;
#else
typedef uint32_t plim_registry_kind;
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
    /**
     * A parent carries a code, a generation or a flag that is not known here: a server of the
     * fleet is stale; value: the strategy's code, other: the flags.
     */
    PLIM_ALARM_UNKNOWN_CODE = 26,
    /**
     * A lane's clock went backwards; value: the time given, other: the time before.
     */
    PLIM_ALARM_CLOCK_BACKWARDS = 27,
    /**
     * A lane's clock stands still while others advance; value: the time given, other: the least
     * that is believed.
     */
    PLIM_ALARM_CLOCK_STOPPED = 28,
    /**
     * A monitor that must be listening is silent; value: the time by which it was to be heard.
     */
    PLIM_ALARM_MONITOR_SILENT = 29,
    /**
     * A lane's events were overwritten before its journal had taken them, and the lane's switch is
     * thrown; value: the lane.
     */
    PLIM_ALARM_JOURNAL_STALLED = 30,
    /**
     * A strategy was executed on one side of an instrument too often; value: its code, other: the
     * instrument.
     */
    PLIM_ALARM_REPEATS = 31,
    /**
     * More was sent than the orders that came in account for, and the scope is halted; value:
     * units out, other: units in.
     */
    PLIM_ALARM_RATIO = 12,
    /**
     * Venues reject orders one after the other; value: how many.
     */
    PLIM_ALARM_REJECTS = 13,
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
     * A scope was reset; qty is who asked for it (upper 32 bits) and who confirmed it.
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
    /**
     * A strategy may trade an instrument again; qty is its code, detail the plim_instrument_id.
     */
    PLIM_EVENT_REENABLED = 40,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum plim_event_kind plim_event_kind;
#else
typedef uint32_t plim_event_kind;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * A control of the library's. What a program does not know yet may come with a later version.
 */
enum plim_control_id
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * None of them.
     */
    PLIM_CONTROL_NONE = 0,
    /**
     * A region that nobody has armed admits and routes nothing.
     */
    PLIM_CONTROL_ARMING = 10,
    /**
     * What runs here is what the operator expects: at arming, at a reset, and when a lane is
     * claimed.
     */
    PLIM_CONTROL_FINGERPRINT = 11,
    /**
     * Only the strategies of the session's manifest take parents in.
     */
    PLIM_CONTROL_MANIFEST = 12,
    /**
     * A strategy takes no more parents, and no more money, than the session allows it.
     */
    PLIM_CONTROL_SESSION_CAPS = 13,
    /**
     * Nothing opens while a limit is not set.
     */
    PLIM_CONTROL_LIMITS_SET = 14,
    /**
     * The control handle must renew its lease, or trading stops. The setting is when it ends.
     */
    PLIM_CONTROL_LEASE = 15,
    /**
     * No lease is longer than the manifest allows.
     */
    PLIM_CONTROL_LEASE_LENGTH = 16,
    /**
     * Whoever must be listening was heard in time.
     */
    PLIM_CONTROL_MONITORS = 17,
    /**
     * A critical alarm that nobody acknowledges in time stops trading.
     */
    PLIM_CONTROL_ALARM_DEADLINE = 18,
    /**
     * No command is carried out at a time before the one before it.
     */
    PLIM_CONTROL_CLOCK_BACKWARDS = 19,
    /**
     * No command is carried out by a clock that stands still while others go on.
     */
    PLIM_CONTROL_CLOCK_STOPPED = 20,
    /**
     * Nothing is born that the lane's journal might miss. The setting is how many journals are
     * kept.
     */
    PLIM_CONTROL_JOURNAL = 21,
    /**
     * A handle has one owner; one that was taken over may do nothing any more.
     */
    PLIM_CONTROL_HANDLE = 22,
    /**
     * No build older than the region permits touches it. The setting is that build's version.
     */
    PLIM_CONTROL_BUILD = 23,
    /**
     * Memory that is no region of this interface and layout, or is damaged, is not joined.
     */
    PLIM_CONTROL_LAYOUT = 24,
    /**
     * While a switch is thrown, or a parent held, nothing is born there. Counts what was refused
     * for it.
     */
    PLIM_CONTROL_HALTED = 30,
    /**
     * The firm can be stopped. Counts how often that was done, as each of its kind.
     */
    PLIM_CONTROL_KILL_FIRM = 31,
    /**
     * An account can be stopped.
     */
    PLIM_CONTROL_KILL_ACCOUNT = 32,
    /**
     * An instrument can be stopped.
     */
    PLIM_CONTROL_KILL_INSTRUMENT = 33,
    /**
     * A venue can be stopped.
     */
    PLIM_CONTROL_KILL_VENUE = 34,
    /**
     * A strategy can be stopped.
     */
    PLIM_CONTROL_KILL_STRATEGY = 35,
    /**
     * A lane can be stopped.
     */
    PLIM_CONTROL_KILL_LANE = 36,
    /**
     * A desk, a trader or a client can be stopped.
     */
    PLIM_CONTROL_KILL_PARTY = 37,
    /**
     * A parent can be held.
     */
    PLIM_CONTROL_KILL_PARENT = 38,
    /**
     * Where a scope is restricted so, only what brings a position nearer to zero is born.
     */
    PLIM_CONTROL_REDUCE_ONLY = 39,
    /**
     * A scope can be warned or restricted, and what is stopped further stays so.
     */
    PLIM_CONTROL_LEVELS = 40,
    /**
     * A reset takes two persons, each with a key. The setting is how many have one.
     */
    PLIM_CONTROL_RESET_KEYS = 50,
    /**
     * A confirmation names the open request.
     */
    PLIM_CONTROL_RESET_REQUEST = 51,
    /**
     * A reset is thought over for at least so long.
     */
    PLIM_CONTROL_RESET_DELAY = 52,
    /**
     * A request that is old is worth nothing.
     */
    PLIM_CONTROL_RESET_EXPIRY = 53,
    /**
     * Nothing is opened that was stopped again after somebody looked.
     */
    PLIM_CONTROL_RESET_SINCE_KILL = 54,
    /**
     * Nothing is opened while a critical alarm is not acknowledged.
     */
    PLIM_CONTROL_RESET_ALARMS = 55,
    /**
     * Nothing is opened while nobody knows what became of a child in the scope.
     */
    PLIM_CONTROL_RESET_UNPROVEN = 56,
    /**
     * Nothing is opened while an execution in suspense is not assigned.
     */
    PLIM_CONTROL_RESET_SUSPENSE = 57,
    /**
     * Only parents of strategies that are defined here are taken in.
     */
    PLIM_CONTROL_STRATEGY = 60,
    /**
     * A retired code is a tombstone. The setting is how many of the gateway's there are.
     */
    PLIM_CONTROL_RETIRED = 61,
    /**
     * A parent names the generation of its strategy that is known here.
     */
    PLIM_CONTROL_GENERATION = 62,
    /**
     * A parent carries no flag that is not known here.
     */
    PLIM_CONTROL_FLAG = 63,
    /**
     * A parent carries no party that is not known here.
     */
    PLIM_CONTROL_PARTY = 64,
    /**
     * A newer registry continues the older one. The setting is how many codes the gateway has.
     */
    PLIM_CONTROL_HISTORY = 65,
    /**
     * Only accounts, instruments and venues that are defined are traded. The setting is how many
     * there are.
     */
    PLIM_CONTROL_DEFINITIONS = 70,
    /**
     * An id that names nothing any more, or never did, is refused.
     */
    PLIM_CONTROL_IDENTITY = 71,
    /**
     * An account uses a client id once.
     */
    PLIM_CONTROL_DUPLICATE = 72,
    /**
     * An execution in suspense is assigned once, and only where it fits.
     */
    PLIM_CONTROL_ASSIGNMENT = 73,
    /**
     * Quantity, side, price and time in force make sense.
     */
    PLIM_CONTROL_ORDER_FIELDS = 80,
    /**
     * No order is above what its instrument allows.
     */
    PLIM_CONTROL_MAX_ORDER_QTY = 81,
    /**
     * A quantity is a multiple of the lot.
     */
    PLIM_CONTROL_LOT = 82,
    /**
     * Quantity times price is no more than the core can count.
     */
    PLIM_CONTROL_MAX_NOTIONAL = 83,
    /**
     * No child is priced worse than its parent's limit.
     */
    PLIM_CONTROL_PRICE_LIMIT = 84,
    /**
     * No price is too far from the reference price.
     */
    PLIM_CONTROL_PRICE_COLLAR = 85,
    /**
     * A collar stands around a price that is there and fresh.
     */
    PLIM_CONTROL_REFERENCE_PRICE = 86,
    /**
     * No account goes further in an instrument than it may.
     */
    PLIM_CONTROL_POSITION_LIMIT = 100,
    /**
     * No account commits more money than it may.
     */
    PLIM_CONTROL_ACCOUNT_LIMIT = 101,
    /**
     * The firm commits no more money than it may.
     */
    PLIM_CONTROL_FIRM_LIMIT = 102,
    /**
     * No child is born that its parent cannot pay for.
     */
    PLIM_CONTROL_HEADROOM = 103,
    /**
     * Nothing is born for a parent that has ended or is closed.
     */
    PLIM_CONTROL_PARENT_STATE = 104,
    /**
     * Nothing is born for a parent whose expire time has come. Each parent has its own.
     */
    PLIM_CONTROL_PARENT_EXPIRY = 105,
    /**
     * Nothing is born for a parent that upstream does not vouch for any more. Each has its own.
     */
    PLIM_CONTROL_PARENT_LEASE = 106,
    /**
     * A parent has no more children than it may ever have. Each parent has its own bounds.
     */
    PLIM_CONTROL_FAN_OUT_CHILDREN = 107,
    /**
     * A parent sends no more quantity than it may ever send.
     */
    PLIM_CONTROL_FAN_OUT_QUANTITY = 108,
    /**
     * A parent sends no more money than it may ever send. Counted with the quantity.
     */
    PLIM_CONTROL_FAN_OUT_NOTIONAL = 109,
    /**
     * A parent that was refused too often, or went past its fan-out, is held.
     */
    PLIM_CONTROL_FAN_OUT_REFUSED = 110,
    /**
     * A strategy is halted when too many of its parents were held.
     */
    PLIM_CONTROL_MAX_HELD = 111,
    /**
     * Nothing is born at a venue that is not heard, or whose open orders are not known. The
     * setting is how many are up.
     */
    PLIM_CONTROL_VENUE_SESSION = 120,
    /**
     * A lane sends no more orders in a window than it may.
     */
    PLIM_CONTROL_ORDER_THROTTLE = 130,
    /**
     * A lane sends no more cancels in a window than it may, and nothing but cancels uses that up.
     */
    PLIM_CONTROL_CANCEL_THROTTLE = 131,
    /**
     * A strategy that is executed too often on one side of an instrument stops there until a
     * person enables it.
     */
    PLIM_CONTROL_REPEATED_EXECUTIONS = 132,
    /**
     * A strategy that sends more than what came in accounts for is halted.
     */
    PLIM_CONTROL_STRATEGY_RATIO = 133,
    /**
     * The firm is halted when it sends more than what came in accounts for.
     */
    PLIM_CONTROL_FIRM_RATIO = 134,
    /**
     * Venues that reject order after order are heard.
     */
    PLIM_CONTROL_VENUE_REJECTS = 135,
    /**
     * Past so much in suspense the firm is halted.
     */
    PLIM_CONTROL_SUSPENSE_LIMIT = 140,
    /**
     * The same of one account in one instrument.
     */
    PLIM_CONTROL_POSITION_SUSPENSE = 141,
    /**
     * A report that fits no child is booked and alarmed.
     */
    PLIM_CONTROL_SUSPENSE = 142,
    /**
     * A parent that is executed past its quantity is held.
     */
    PLIM_CONTROL_OVERFILL = 143,
    /**
     * A report that cannot be is booked and alarmed.
     */
    PLIM_CONTROL_REPORT_CHECKS = 144,
    /**
     * What a statement says is compared with the books.
     */
    PLIM_CONTROL_RECONCILIATION = 145,
    /**
     * What is busted goes back to its parent, which is held.
     */
    PLIM_CONTROL_CORRECTIONS = 146,
    /**
     * A child that nobody can vouch for keeps its quantity reserved, and is heard.
     */
    PLIM_CONTROL_UNKNOWN_CHILDREN = 147,
    /**
     * What a dead owner was in the middle of is held.
     */
    PLIM_CONTROL_TAKE_OVER = 148,
    /**
     * Nothing is admitted that there is no room for. The setting of each of these is the capacity.
     */
    PLIM_CONTROL_PARENT_SLOTS = 160,
    /**
     * Nothing is born that there is no room for.
     */
    PLIM_CONTROL_CHILD_SLOTS = 161,
    /**
     * Nothing is born whose fills might find no record.
     */
    PLIM_CONTROL_EXECUTION_RECORDS = 162,
    /**
     * Nothing is admitted whose client id could not be kept.
     */
    PLIM_CONTROL_CLIENT_IDS = 163,
    /**
     * Nothing is admitted whose executions could not be counted.
     */
    PLIM_CONTROL_REPEAT_SLOTS = 164,
    /**
     * Nothing is defined that there is no room for. The setting is that of accounts.
     */
    PLIM_CONTROL_DEFINITION_SLOTS = 165,
    /**
     * A child has no more open requests than can be told apart.
     */
    PLIM_CONTROL_REQUEST_SLOTS = 166,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum plim_control_id plim_control_id;
#else
typedef int32_t plim_control_id;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What the number is that a control is set to.
 */
enum plim_measure
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * There is nothing to set: the control is always on. 0.
     */
    PLIM_MEASURE_ALWAYS = 0,
    /**
     * Money units.
     */
    PLIM_MEASURE_MONEY = 1,
    /**
     * Units of quantity.
     */
    PLIM_MEASURE_UNITS = 2,
    /**
     * Nanoseconds.
     */
    PLIM_MEASURE_NANOSECONDS = 3,
    /**
     * A count; UINT32_MAX of a throttle is no bound.
     */
    PLIM_MEASURE_NUMBER = 4,
    /**
     * How many accounts, instruments, strategies and so on it is set for: each has a number of its
     * own.
     */
    PLIM_MEASURE_SCOPES = 5,
    /**
     * How many switches of this kind are thrown now.
     */
    PLIM_MEASURE_THROWN = 6,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum plim_measure plim_measure;
#else
typedef uint32_t plim_measure;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * How a control failed its test.
 */
enum plim_flaw
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * It did not.
     */
    PLIM_FLAW_NONE = 0,
    /**
     * It let through what it is there to stop.
     */
    PLIM_FLAW_LET_THROUGH = 1,
    /**
     * It stopped what it has nothing against.
     */
    PLIM_FLAW_STOPPED_ALL = 2,
    /**
     * It stopped it, for another reason.
     */
    PLIM_FLAW_OTHER_REFUSAL = 3,
    /**
     * No alarm was raised.
     */
    PLIM_FLAW_NO_ALARM = 4,
    /**
     * The switch of the scope is not where it should be.
     */
    PLIM_FLAW_OTHER_LEVEL = 5,
    /**
     * An alarm was raised, or a switch thrown, for nothing.
     */
    PLIM_FLAW_UNFOUNDED = 6,
    /**
     * It was not counted.
     */
    PLIM_FLAW_NOT_COUNTED = 7,
    /**
     * The scene could not be arranged: what comes before the control is broken.
     */
    PLIM_FLAW_NO_SCENE = 8,
    /**
     * There is no test of it.
     */
    PLIM_FLAW_UNTESTED = 9,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum plim_flaw plim_flaw;
#else
typedef uint32_t plim_flaw;
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
 * What a region is, part by part, so that a difference can be named. It changes with every
 * definition and every limit, and with nothing that trading does.
 */
typedef struct plim_fingerprint_parts {
    /**
     * The sizes of the tables, and the capacities, but for the session's number.
     */
    uint64_t layout;
    /**
     * PLIM_ABI_VERSION that it was formatted with.
     */
    uint64_t abi;
    /**
     * The library's codes and those of the registry that it was formatted with.
     */
    uint64_t registry;
    /**
     * Every definition, limit and throttle.
     */
    uint64_t limits;
    /**
     * The build that runs here: version and source.
     */
    uint64_t build;
} plim_fingerprint_parts;

/**
 * A strategy, from plim_control_define_strategy: its code, the same on every server.
 */
typedef uint32_t plim_strategy_id;

/**
 * A strategy that a session allows, and how much: a new one is launched with a small cap.
 */
typedef struct plim_session_strategy {
    /**
     * Its code.
     */
    plim_strategy_id code;
    /**
     * The generation that is expected here.
     */
    uint32_t generation;
    /**
     * Parents that it may take in this session; 0 for none.
     */
    uint64_t max_parents;
    /**
     * Money that they may come to in all, each at its worst price, amendments included, in money
     * units: 0 to PLIM_NOTIONAL_MAX.
     */
    uint64_t max_notional;
} plim_session_strategy;

/**
 * What the operator expects of a session.
 */
typedef struct plim_manifest {
    /**
     * sizeof(plim_manifest).
     */
    uint32_t struct_size;
    /**
     * How many fingerprints there are, 0 to PLIM_FINGERPRINTS_MAX. With none, nothing is armed.
     */
    uint32_t fingerprint_count;
    /**
     * What may run here: any of these. NULL only if there are none. It is only looked at while the
     * call lasts.
     */
    const struct plim_fingerprint_parts *fingerprints;
    /**
     * The strategies that may take parents in; all others are refused. NULL only if there are
     * none. It is only looked at while the call lasts.
     */
    const struct plim_session_strategy *strategies;
    /**
     * How many strategies there are, 0 to PLIM_SESSION_STRATEGIES_MAX.
     */
    uint32_t strategy_count;
    /**
     * Zero.
     */
    uint32_t reserved_word;
    /**
     * The longest lease, in nanoseconds: at least 1.
     */
    uint64_t lease;
    /**
     * Zero.
     */
    uint64_t reserved[2];
} plim_manifest;

/**
 * By how little a region differs from what a manifest expects.
 */
typedef struct plim_difference {
    /**
     * What differs; PLIM_FIELD_NONE where the status says all.
     */
    plim_field field;
    /**
     * Zero.
     */
    uint32_t reserved;
    /**
     * What the manifest has.
     */
    uint64_t expected;
    /**
     * What is here.
     */
    uint64_t found;
} plim_difference;

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
 * A strategy: what makes parents. Codes below 1000 are the library's own; yours are those of the
 * registry that the region was formatted with.
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
     * Units that it may send for each unit that comes in, over the window of plim_throttles: at
     * least 1; UINT32_MAX for no bound.
     */
    uint32_t max_ratio;
    /**
     * Executions on one side of one instrument, in one window, after which it is stopped there
     * until plim_control_reenable: at least 1; UINT32_MAX for no bound.
     */
    uint32_t max_repeats;
    /**
     * Zero.
     */
    uint32_t reserved[2];
} plim_strategy_terms;

/**
 * A client, a trader or a desk, from plim_control_define_party.
 */
typedef uint32_t plim_party_id;

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
 * What a self-test has found.
 */
typedef struct plim_self_test {
    /**
     * Controls that there are.
     */
    uint32_t controls;
    /**
     * Controls that did what they are for.
     */
    uint32_t passed;
    /**
     * The first that did not, a plim_control_id; PLIM_CONTROL_NONE where all passed.
     */
    uint32_t control;
    /**
     * How it failed, a plim_flaw; PLIM_FLAW_NONE where all passed.
     */
    uint32_t flaw;
    /**
     * The refusal that was to come; PLIM_OK where none was.
     */
    plim_status expected;
    /**
     * The refusal that came; PLIM_OK where none did.
     */
    plim_status found;
} plim_self_test;

/**
 * A person's key for resets, 128 bits that only that person knows. Not zero.
 */
typedef struct plim_key {
    /**
     * The upper 64 bits.
     */
    uint64_t high;
    /**
     * The lower 64 bits.
     */
    uint64_t low;
} plim_key;

/**
 * A reset that one person asks for.
 */
typedef struct plim_reset_request {
    /**
     * sizeof(plim_reset_request).
     */
    uint32_t struct_size;
    /**
     * A plim_scope: what to open again. A parent is released instead: plim_control_release.
     */
    uint32_t scope;
    /**
     * Which one, as plim_scope says.
     */
    uint64_t scope_id;
    /**
     * The person's key.
     */
    struct plim_key key;
    /**
     * Why, in the person's own words: text, filled up with zeroes.
     */
    char why[32];
    /**
     * Zero.
     */
    uint64_t reserved[2];
} plim_reset_request;

/**
 * What the second person confirms.
 */
typedef struct plim_reset_ticket {
    /**
     * Names the request; never 0.
     */
    uint64_t nonce;
    /**
     * How often the scope had been killed when it was asked for.
     */
    uint64_t kills;
    /**
     * How often it had been warned or restricted.
     */
    uint64_t restrictions;
    /**
     * From when on it may be confirmed, in nanoseconds on the caller's clock.
     */
    uint64_t not_before;
    /**
     * Until when.
     */
    uint64_t not_after;
} plim_reset_ticket;

/**
 * A reset that was carried out.
 */
typedef struct plim_reset_record {
    /**
     * Which one, as plim_scope says.
     */
    uint64_t scope_id;
    /**
     * When, in nanoseconds on the caller's clock.
     */
    uint64_t at;
    /**
     * A plim_scope: what was opened.
     */
    uint32_t scope;
    /**
     * The person who asked.
     */
    uint32_t requested_by;
    /**
     * The person who confirmed.
     */
    uint32_t confirmed_by;
    /**
     * Zero.
     */
    uint32_t reserved;
    /**
     * Why, in the first person's words: text, filled up with zeroes; it need not end in NUL.
     */
    char why[32];
} plim_reset_record;

/**
 * What the firm's messages and executions may come to in a window of time. None may be zero; of
 * each but the window UINT32_MAX says in so many words that there is no bound.
 */
typedef struct plim_throttles {
    /**
     * sizeof(plim_throttles).
     */
    uint32_t struct_size;
    /**
     * Units that all strategies together may send for each unit that comes in: at least 1.
     */
    uint32_t max_ratio;
    /**
     * How long the window is, in nanoseconds: at least 16.
     */
    uint64_t window;
    /**
     * Orders and replaces that one lane may send in a window: at least 1.
     */
    uint32_t orders;
    /**
     * Cancels that one lane may send in a window: at least 1. Nothing else uses them up.
     */
    uint32_t cancels;
    /**
     * Orders that venues may reject in a window before an alarm is raised: at least 1.
     */
    uint32_t max_rejects;
    /**
     * Zero.
     */
    uint32_t reserved_word;
    /**
     * Zero.
     */
    uint64_t reserved[2];
} plim_throttles;

/**
 * A program that must be listening, from plim_control_define_monitor.
 */
typedef uint32_t plim_monitor_id;

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
     * Clients, traders and desks that parents may carry: at most 65535.
     */
    uint32_t parties;
    /**
     * Codes in the gateway's own registry.
     */
    uint32_t registry;
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
     * Pairs of a strategy and an instrument that it trades: at most 2^24 - 1.
     */
    uint32_t repeats;
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
 * What a region says of itself, also to whoever may not touch it. A version has major, minor and
 * patch in the bits from 32, from 16 and from 0 up, so that later ones are greater.
 */
typedef struct plim_inspection {
    /**
     * The version of the interface that it was formatted with: PLIM_ABI_VERSION, then.
     */
    uint32_t abi;
    /**
     * Zero.
     */
    uint32_t reserved;
    /**
     * The version of the build that formatted it: plim_build_version, then.
     */
    uint64_t build;
    /**
     * The oldest version that may touch it.
     */
    uint64_t oldest_build;
} plim_inspection;

/**
 * One code of a gateway's own. `plimsoll registry header` makes an array of them from the file
 * that the gateway's repository keeps.
 */
typedef struct plim_registry_entry {
    /**
     * A plim_registry_kind.
     */
    uint32_t kind;
    /**
     * Its number: 1000 or more for a strategy, 8 to 63 for a flag; never used for another of its
     * kind.
     */
    uint32_t code;
    /**
     * The generation of its meaning: 1 or more for a strategy, 1 for a flag.
     */
    uint32_t generation;
    /**
     * 1 if it may not be used any more, else 0.
     */
    uint32_t retired;
} plim_registry_entry;

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
 * Who stands behind a parent: each with a switch of its own, PLIM_SCOPE_PARTY. An id is zero where
 * its has_ field is 0.
 */
typedef struct plim_parties {
    /**
     * 1 if `client` says whose order it is, else 0.
     */
    uint32_t has_client;
    /**
     * A party with PLIM_PARTY_CLIENT.
     */
    plim_party_id client;
    /**
     * 1 if `trader` says who decided, else 0.
     */
    uint32_t has_trader;
    /**
     * A party with PLIM_PARTY_TRADER.
     */
    plim_party_id trader;
    /**
     * 1 if `desk` says which desk works it, else 0.
     */
    uint32_t has_desk;
    /**
     * A party with PLIM_PARTY_DESK.
     */
    plim_party_id desk;
} plim_parties;

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
    /**
     * The most money it may ever send, each child counted at the dearest price that it may have,
     * in money units: 1 to PLIM_NOTIONAL_MAX, which leaves it to max_sent.
     */
    uint64_t max_notional;
    /**
     * The order flags that upstream has set, one bit a code of the registry; one that is not known
     * here is refused.
     */
    uint64_t flags;
    /**
     * Who stands behind it.
     */
    struct plim_parties parties;
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
 * Why and when a scope was stopped.
 */
typedef struct plim_cause {
    /**
     * sizeof(plim_cause).
     */
    uint32_t struct_size;
    /**
     * The caller's own number; of a trip of the core's, the plim_alarm.
     */
    uint32_t reason;
    /**
     * When, in nanoseconds on the clock of whoever did it; kept for people.
     */
    uint64_t at;
    /**
     * The value that tripped it; 0 for a person's kill.
     */
    uint64_t value;
    /**
     * What the value was compared with.
     */
    uint64_t other;
    /**
     * Zero.
     */
    uint64_t reserved[2];
} plim_cause;

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
     * The scope's kill count after this kill; 0 for a parent.
     */
    uint64_t kill_count;
    /**
     * How many entries of `published` count.
     */
    uint32_t lanes;
    /**
     * A plim_stop_level: how far it was stopped.
     */
    uint32_t level;
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
 * A control, as it stands.
 */
typedef struct plim_control_info {
    /**
     * What it is set to, in its measure; 0 while it is not set, and where there is nothing to set.
     */
    uint64_t setting;
    /**
     * How often it has acted.
     */
    uint64_t hits;
    /**
     * When it acted last, in nanoseconds on the clock of whoever was refused; 0 if it never has.
     */
    uint64_t last_hit;
    /**
     * When it was tested last, as plim_control_self_test was told; 0 if it never was.
     */
    uint64_t last_test;
    /**
     * A plim_control_id.
     */
    uint32_t id;
    /**
     * A plim_measure: what `setting` is.
     */
    uint32_t measure;
    /**
     * 1 if it is set, else 0. What may not be left unset keeps the house closed until it is.
     */
    uint32_t is_set;
    /**
     * 1 if it has ever acted, else 0.
     */
    uint32_t was_hit;
    /**
     * 1 if it was ever tested, else 0.
     */
    uint32_t was_tested;
    /**
     * 1 if it passed the last test, else 0.
     */
    uint32_t passed;
} plim_control_info;

/**
 * Whoever keeps one lane's events: a reader that must keep up. The storage is the caller's.
 *
 * One thread at a time may be inside a call; a second one is refused with PLIM_E_BUSY.
 */
typedef struct plim_journal {
    /**
     * Not to be touched.
     */
    uint64_t opaque[16];
} plim_journal;

/**
 * A lane as whoever only looks sees it.
 */
typedef struct plim_lane_view {
    /**
     * Children that it has published, and replaces for more.
     */
    uint64_t published;
    /**
     * The latest time that its owner gave, in nanoseconds on the owner's clock.
     */
    uint64_t clock;
    /**
     * 1 if somebody holds it, else 0.
     */
    uint32_t claimed;
    /**
     * Zero.
     */
    uint32_t reserved;
} plim_lane_view;

/**
 * A party that is defined.
 */
typedef struct plim_party {
    /**
     * Its id.
     */
    plim_party_id party;
    /**
     * A plim_party_role.
     */
    uint32_t role;
    /**
     * The caller's own number for it.
     */
    uint64_t key;
} plim_party;

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
    /**
     * Who stands behind it.
     */
    struct plim_parties parties;
    /**
     * The order flags that it carries.
     */
    uint64_t flags;
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
 * Says which build is linked, as a number: major, minor and patch in the bits from 32, from 16 and
 * from 0 up, so that later ones are greater. See plim_inspect, plim_control_require_build.
 *
 * @return the version.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API uint64_t plim_build_version(void) PLIM_NOEXCEPT;

/**
 * Says which source the build that is linked was made of: the same source, the same number,
 * wherever and whenever it was built.
 *
 * @return the number; never 0.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API uint64_t plim_build_source(void) PLIM_NOEXCEPT;

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
 * Arms the region: from here on parents are admitted and children routed, until the lease runs
 * out. It resets the firm's switch, if nobody threw it since the region was closed; those of other
 * scopes stay as they are.
 *
 * @param control     [in,out] from plim_control_open; not NULL.
 * @param manifest    [in]     what is expected here; not NULL.
 * @param lease_until [in]     when routing stops by itself, in nanoseconds on the caller's steady
 *                             clock: after now, by no more than the manifest's lease.
 * @param now         [in]     nanoseconds on the same clock; it never goes back.
 * @param difference  [out]    what differs; written on PLIM_OK, then it is none, and wherever the
 *                             core refuses: not with a border status. NULL if it is not wanted.
 * @return PLIM_OK; PLIM_E_LEASE_EXPIRED, if lease_until is not after now; PLIM_E_LEASE_TOO_LONG;
 *         PLIM_E_LIMIT_UNSET, if the firm's or the suspense limit, the alarm deadline, the
 *         throttles, the clock's tolerance or the terms of a reset were never set;
 *         PLIM_E_NOTHING_TO_CHANGE, if it is armed: renew the lease; PLIM_E_WRONG_FINGERPRINT,
 *         with the first difference from the nearest one; PLIM_E_UNKNOWN_STRATEGY or
 *         PLIM_E_WRONG_GENERATION, if a strategy is not here as the manifest has it;
 *         PLIM_E_ALARMS_RAISED, while a critical one is not acknowledged; PLIM_E_KILLED_SINCE, if
 *         the firm was killed since it was closed: reset it first; PLIM_E_CAPACITY; or see
 *         plim_status.
 *
 * Thread: one at a time. It needs about 20 KiB of stack. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_arm(struct plim_control *control,
                             const struct plim_manifest *manifest,
                             uint64_t lease_until,
                             uint64_t now,
                             struct plim_difference *difference)
PLIM_NOEXCEPT;

/**
 * Renews the lease: somebody is still listening.
 *
 * @param control     [in,out] from plim_control_open; not NULL.
 * @param lease_until [in]     when routing stops by itself, in nanoseconds on the caller's steady
 *                             clock: after now, by no more than the manifest's lease.
 * @param now         [in]     nanoseconds on the same clock; it never goes back.
 * @return PLIM_OK; PLIM_E_NOT_ARMED; PLIM_E_LEASE_EXPIRED; PLIM_E_LEASE_TOO_LONG; or see
 *         plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_renew(struct plim_control *control,
                               uint64_t lease_until,
                               uint64_t now)
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
 * Defines a strategy, with the generation that the registry has. One that is defined with an
 * earlier generation gets these terms, and from now on only parents of the new one are taken.
 *
 * @param control  [in,out] from plim_control_open; not NULL.
 * @param terms    [in]     its terms; not NULL.
 * @param strategy [out]    its id; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_UNKNOWN_STRATEGY for a code that no registry has or that is retired;
 *         PLIM_E_ALREADY_DEFINED, with this generation or a later one; PLIM_E_WRONG_GENERATION;
 *         PLIM_E_LIMIT_UNSET for a bound of 0; PLIM_E_DEFINITIONS_FULL; or see plim_status.
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
 * Defines a party that parents may carry.
 *
 * @param control [in,out] from plim_control_open; not NULL.
 * @param role    [in]     a plim_party_role.
 * @param key     [in]     the caller's own number for it, given once in a role; any.
 * @param party   [out]    its id; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_ENUM; PLIM_E_ALREADY_DEFINED, if there is one of the role and key;
 *         PLIM_E_DEFINITIONS_FULL; or see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_define_party(struct plim_control *control,
                                      uint32_t role,
                                      uint64_t key,
                                      plim_party_id *party)
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
 * Says a flaw in one word, as the operator's program prints it: "let_through"; "none" for
 * PLIM_FLAW_NONE.
 *
 * @param flaw [in] a plim_flaw, or any other number.
 * @return static text that ends in NUL; "no_flaw" for a number that is none. Never NULL.
 *
 * Thread: any, also in a signal handler. Never allocates, never blocks.
 */
PLIM_API const char *plim_flaw_text(int32_t flaw) PLIM_NOEXCEPT;

/**
 * Says how much scratch memory plim_control_self_test needs.
 *
 * @return bytes.
 *
 * Thread: any, also in a signal handler. Never allocates, never blocks.
 */
PLIM_API size_t plim_self_test_bytes(void) PLIM_NOEXCEPT;

/**
 * Fires every control once in scratch memory, and writes the date and the result of each into the
 * region: see plim_controls. Trading goes on; nothing of it is touched. What is tested is the code
 * that runs here, with limits of the test's own.
 *
 * The scratch memory is overwritten, and holds no region afterwards. It must be no part of the
 * region's memory: that is found out where both have addresses of the same mapping. Memory that is
 * mapped twice in this process, or part of another region past its beginning, cannot be told from
 * any other: keeping it out is the caller's duty.
 *
 * @param control [in,out] from plim_control_open; not NULL.
 * @param scratch [in,out] aligned to PLIM_LINE bytes; not NULL; nobody else uses it now. It may
 *                         hold anything but a region.
 * @param bytes   [in]     how long it is: at least what plim_self_test_bytes says.
 * @param now     [in]     nanoseconds on the caller's steady clock; it is only written down.
 * @param out     [out]    what was found; written only on PLIM_OK, also where a control failed;
 *                         not NULL.
 * @return PLIM_OK; PLIM_E_TOO_SHORT; PLIM_E_UNALIGNED; PLIM_E_ALREADY_FORMATTED, where the scratch
 *         memory holds a region, or is part of this one or of `control`; or see plim_status. Then
 *         nothing was tested, and the scratch memory is as it was.
 *
 * Thread: one at a time. It takes some milliseconds. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_self_test(struct plim_control *control,
                                   void *scratch,
                                   size_t bytes,
                                   uint64_t now,
                                   struct plim_self_test *out)
PLIM_NOEXCEPT;

/**
 * Sets how long a reset must be thought over, and how long the thought is good.
 *
 * @param control     [in,out] from plim_control_open; not NULL.
 * @param least_delay [in]     nanoseconds that must lie between a request and its confirmation; 0
 *                             is for tests.
 * @param expiry      [in]     nanoseconds after the request at which it is worth nothing any more:
 *                             more than the delay.
 * @return PLIM_OK; PLIM_E_LIMIT_UNSET, if the expiry is not after the delay; or see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_set_reset_terms(struct plim_control *control,
                                         uint64_t least_delay,
                                         uint64_t expiry)
PLIM_NOEXCEPT;

/**
 * Gives a person a key for resets: up to 8 persons, while the region is disarmed. The region keeps
 * what the key hashes to, so that it is not read by accident; it is no secret from whoever may
 * write to the region's memory.
 *
 * @param control [in,out] from plim_control_open; not NULL.
 * @param person  [in]     the person's number; kept for people.
 * @param key     [in]     not zero; not NULL.
 * @return PLIM_OK; PLIM_E_NOTHING_TO_CHANGE, if the region is armed; PLIM_E_UNKNOWN_KEY for a key
 *         of 0; PLIM_E_ALREADY_DEFINED, if somebody has this key or the person has one;
 *         PLIM_E_DEFINITIONS_FULL; or see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_define_key(struct plim_control *control,
                                    uint32_t person,
                                    const struct plim_key *key)
PLIM_NOEXCEPT;

/**
 * The first of two steps: a person asks for a scope to be opened again. It takes the place of a
 * request that was open before. A kill that comes now makes it worthless.
 *
 * @param control [in,out] from plim_control_open; not NULL.
 * @param request [in]     not NULL.
 * @param now     [in]     nanoseconds on the caller's steady clock; it never goes back.
 * @param ticket  [out]    what is to be confirmed, and when; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_UNKNOWN_ACCOUNT and the like; PLIM_E_UNKNOWN_KEY; PLIM_E_LIMIT_UNSET, if
 *         the terms of a reset were never set; PLIM_E_NOTHING_TO_CHANGE, if the scope is not
 *         stopped, or is a parent; or see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_request_reset(struct plim_control *control,
                                       const struct plim_reset_request *request,
                                       uint64_t now,
                                       struct plim_reset_ticket *ticket)
PLIM_NOEXCEPT;

/**
 * The second step: another person confirms a request, and has looked at what runs here. When it
 * returns the scope is open, and the request is used up.
 *
 * @param control     [in,out] from plim_control_open; not NULL.
 * @param nonce       [in]     from plim_control_request_reset.
 * @param key         [in]     of another person than the request's; not NULL.
 * @param fingerprint [in]     what the person has seen: plim_fingerprint; not NULL.
 * @param now         [in]     nanoseconds on the caller's steady clock; it never goes back.
 * @return PLIM_OK; PLIM_E_KILLED_SINCE, if the scope was stopped again since the request;
 *         PLIM_E_UNKNOWN_KEY; PLIM_E_SAME_KEY; PLIM_E_NO_SUCH_REQUEST; PLIM_E_WRONG_FINGERPRINT;
 *         PLIM_E_ALARMS_RAISED, while a critical one is not acknowledged; PLIM_E_CHILD_UNPROVEN,
 *         if nobody knows of a child in the scope whether it was sent or what became of it;
 *         PLIM_E_SUSPENSE_OPEN, while an execution in suspense is not assigned; PLIM_E_TOO_SOON;
 *         PLIM_E_TOO_LATE; or see plim_status.
 *
 * Thread: one at a time. Its time grows with the child slots that were ever used. Never allocates,
 * never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_confirm_reset(struct plim_control *control,
                                       uint64_t nonce,
                                       const struct plim_key *key,
                                       const struct plim_fingerprint_parts *fingerprint,
                                       uint64_t now)
PLIM_NOEXCEPT;

/**
 * Lets a parent that is held go on.
 *
 * @param control [in,out] from plim_control_open; not NULL.
 * @param parent  [in]     from plim_admit.
 * @param now     [in]     nanoseconds on the caller's steady clock.
 * @return PLIM_OK; PLIM_E_UNKNOWN_PARENT; PLIM_E_EXCEEDS_HEADROOM, if it is overfilled and can
 *         never be released; PLIM_E_NOTHING_TO_CHANGE, if it is not held; or see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_release(struct plim_control *control,
                                 plim_parent_id parent,
                                 uint64_t now)
PLIM_NOEXCEPT;

/**
 * Looks at the last reset that was carried out.
 *
 * @param region [in]  from plim_format or plim_attach; not NULL.
 * @param record [out] written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_NO_SUCH_REQUEST while there was none; or a border status.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_last_reset(const struct plim_region *region,
                            struct plim_reset_record *record)
PLIM_NOEXCEPT;

/**
 * Sets or moves what the firm may send in a window of time.
 *
 * @param control   [in,out] from plim_control_open; not NULL.
 * @param throttles [in]     not NULL.
 * @return PLIM_OK; PLIM_E_LIMIT_UNSET, if a number is below its least; or see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_set_throttles(struct plim_control *control,
                                       const struct plim_throttles *throttles)
PLIM_NOEXCEPT;

/**
 * Sets how far a lane's clock may be behind the latest time that anybody gave.
 *
 * @param control [in,out] from plim_control_open; not NULL.
 * @param behind  [in]     in nanoseconds.
 * @return PLIM_OK; or the first refusal that applies: see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_set_clock_tolerance(struct plim_control *control,
                                             uint64_t behind)
PLIM_NOEXCEPT;

/**
 * Says what time it is, while the region is disarmed: the way back where somebody gave a time that
 * was far ahead. Every lane's clock that is later is set back to it. What was heard and counted by
 * the wrong clock is forgotten: monitors must be heard, reference prices told and leases of
 * parents refreshed anew, an open request of a reset is worth nothing, and throttles begin new
 * windows. What is latched stays latched.
 *
 * @param control [in,out] from plim_control_open; not NULL.
 * @param now     [in]     nanoseconds on the caller's steady clock; it may go back.
 * @return PLIM_OK; PLIM_E_NOTHING_TO_CHANGE, if the region is armed; or see plim_status.
 *
 * Thread: one, while no lane is used. Its time grows with the capacities. Never allocates, never
 * blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_correct_clock(struct plim_control *control,
                                       uint64_t now)
PLIM_NOEXCEPT;

/**
 * Defines a program that must be listening: from now on nothing is admitted or routed unless it
 * was heard within so many nanoseconds. Up to 8.
 *
 * @param control     [in,out] from plim_control_open; not NULL.
 * @param max_silence [in]     in nanoseconds: at least 1.
 * @param monitor     [out]    its id, for plim_heartbeat; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_LIMIT_UNSET for 0; PLIM_E_DEFINITIONS_FULL; or see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_define_monitor(struct plim_control *control,
                                        uint64_t max_silence,
                                        plim_monitor_id *monitor)
PLIM_NOEXCEPT;

/**
 * Says when the first monitor counts as silent.
 *
 * @param region [in]  from plim_format or plim_attach; not NULL.
 * @param until  [out] in nanoseconds on the caller's clock, UINT64_MAX while there is no monitor;
 *                     written only on PLIM_OK; not NULL.
 * @return PLIM_OK; or a border status.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_heard_until(const struct plim_region *region,
                             uint64_t *until)
PLIM_NOEXCEPT;

/**
 * A monitor says that it is listening.
 *
 * @param region  [in] from plim_format or plim_attach; not NULL.
 * @param monitor [in] from plim_control_define_monitor.
 * @param now     [in] nanoseconds on the clock that the lanes use.
 * @return PLIM_OK; PLIM_E_UNKNOWN_MONITOR; or a border status.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_heartbeat(const struct plim_region *region,
                           plim_monitor_id monitor,
                           uint64_t now)
PLIM_NOEXCEPT;

/**
 * Lets a strategy trade an instrument again that was executed there too often: a person has looked
 * (PLIM_E_REPEATED_EXECUTIONS, PLIM_ALARM_REPEATS).
 *
 * @param control    [in,out] from plim_control_open; not NULL.
 * @param strategy   [in]     from plim_control_define_strategy.
 * @param instrument [in]     from plim_control_define_instrument.
 * @param now        [in]     nanoseconds on the caller's steady clock.
 * @return PLIM_OK; PLIM_E_UNKNOWN_STRATEGY; PLIM_E_UNKNOWN_INSTRUMENT; PLIM_E_NOTHING_TO_CHANGE,
 *         if it is not stopped there; or see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_reenable(struct plim_control *control,
                                  plim_strategy_id strategy,
                                  plim_instrument_id instrument,
                                  uint64_t now)
PLIM_NOEXCEPT;

/**
 * Raises the oldest build that may touch the region, never lowers it: an older one is refused by
 * plim_attach from now on.
 *
 * @param control [in,out] from plim_control_open; not NULL.
 * @param version [in]     as plim_build_version has it.
 * @return PLIM_OK; PLIM_E_NOTHING_TO_CHANGE, if it is that, or newer, already; or see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_require_build(struct plim_control *control,
                                       uint64_t version)
PLIM_NOEXCEPT;

/**
 * Ends the journal of a lane whose keeper is gone for good: see plim_journal_open.
 *
 * @param control [in,out] from plim_control_open; not NULL.
 * @param lane    [in]     which lane, from 0.
 * @return PLIM_OK; PLIM_E_NO_SUCH_LANE; or see plim_status.
 *
 * Thread: one at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_end_journal(struct plim_control *control,
                                     uint32_t lane)
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
 * Says a field in one word, as the operator's program prints it: "limits".
 *
 * @param field [in] a plim_field, or any other number.
 * @return static text that ends in NUL; "no_field" for a number that is none. Never NULL.
 *
 * Thread: any, also in a signal handler. Never allocates, never blocks.
 */
PLIM_API const char *plim_field_text(int32_t field) PLIM_NOEXCEPT;

/**
 * Says what runs in a region, part by part. It is made anew at each call, from the tables.
 *
 * @param region [in]  from plim_format or plim_attach; not NULL.
 * @param parts  [out] written only on PLIM_OK; not NULL.
 * @return PLIM_OK; or a border status.
 *
 * Thread: any. Its time grows with the definitions. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_fingerprint(const struct plim_region *region,
                             struct plim_fingerprint_parts *parts)
PLIM_NOEXCEPT;

/**
 * Makes one number of all parts of a fingerprint: what two people read to each other.
 *
 * @param parts [in]  from plim_fingerprint; not NULL.
 * @param whole [out] written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_NULL; PLIM_E_ALIGN.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_fingerprint_whole(const struct plim_fingerprint_parts *parts,
                                   uint64_t *whole)
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
 * 64 KiB.
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
 * before plim_control_arm. Its only strategies and flags are the library's own: see
 * plim_format_with_registry.
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
 *         PLIM_E_OTHER_LAYOUT; PLIM_E_DAMAGED_HEADER; PLIM_E_BUILD_TOO_OLD, if a newer build has
 *         used it: plim_inspect tells which; or a border status.
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
 * Looks at what the header of a region says, also where plim_attach refuses it. Nothing is
 * written: the memory may be mapped for reading only.
 *
 * @param memory     [in]  aligned to PLIM_LINE bytes; not NULL.
 * @param bytes      [in]  how long it is.
 * @param inspection [out] written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_TOO_SHORT; PLIM_E_UNALIGNED; PLIM_E_BAD_MAGIC; or a border status.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_inspect(const void *memory,
                         size_t bytes,
                         struct plim_inspection *inspection)
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
 * Lays a new region out, as plim_format, with the gateway's own codes, which stay as they are for
 * as long as the region lives: all strategies first, from 1000 up without a gap, then all flags,
 * from 8 up without a gap.
 *
 * @param memory  [in,out] aligned to PLIM_LINE bytes; not NULL; nobody else uses it now.
 * @param bytes   [in]     how long it is: at least what plim_required_bytes says.
 * @param config  [in]     the capacities; not NULL.
 * @param entries [in]     the codes; NULL only if there are none.
 * @param count   [in]     how many: 0 to PLIM_REGISTRY_MAX, and to the configuration's `registry`.
 * @param region  [out]    the handle; written only on PLIM_OK; not NULL.
 * @return as plim_format; PLIM_E_BAD_REGISTRY, if the codes skip, repeat, or are more than
 *         configured; PLIM_E_ENUM; PLIM_E_BOOL; PLIM_E_CAPACITY.
 *
 * Thread: one, while no other uses the memory. It needs about 20 KiB of stack. Never allocates,
 * never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_format_with_registry(void *memory,
                                      size_t bytes,
                                      const struct plim_config *config,
                                      const struct plim_registry_entry *entries,
                                      size_t count,
                                      struct plim_region *region)
PLIM_NOEXCEPT;

/**
 * Gives the region a newer state of the gateway's registry, while it is disarmed: the same codes,
 * each of the same generation or a greater one, retired where they were or are now, and more codes
 * after them. Define strategies whose generation has changed after it.
 *
 * @param control [in,out] from plim_control_open; not NULL.
 * @param entries [in]     all the codes; NULL only if there are none.
 * @param count   [in]     how many: 0 to PLIM_REGISTRY_MAX, and to the configuration's `registry`.
 * @return PLIM_OK; PLIM_E_NOTHING_TO_CHANGE, if the region is armed; PLIM_E_BAD_REGISTRY, if it
 *         has no room or takes anything back; PLIM_E_ENUM; PLIM_E_BOOL; PLIM_E_CAPACITY; or see
 *         plim_status.
 *
 * Thread: one at a time. It needs about 20 KiB of stack. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_control_extend_registry(struct plim_control *control,
                                         const struct plim_registry_entry *entries,
                                         size_t count)
PLIM_NOEXCEPT;

/**
 * Lists the codes that a region has, in order. Begin with a cursor of 0 and call
 * again until `count` is 0.
 *
 * @param region   [in]     from plim_format or plim_attach; not NULL.
 * @param cursor   [in,out] where to go on; moved only on PLIM_OK; not NULL.
 * @param out      [out]    the codes, `count` of them; not NULL.
 * @param capacity [in]     how many `out` has room for, at least 1.
 * @param count    [out]    how many were written; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_CAPACITY; or another border status.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_registry_entries(const struct plim_region *region,
                                  uint32_t *cursor,
                                  struct plim_registry_entry *out,
                                  size_t capacity,
                                  size_t *count)
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
 * Holds a parent: nothing is routed for it until a person releases it by
 * plim_control_release.
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
 * Says a level in one word, as the operator's program prints it: "reduce_only".
 *
 * @param level [in] a plim_stop_level, or any other number.
 * @return static text that ends in NUL; "no_level" for a number that is none. Never NULL.
 *
 * Thread: any, also in a signal handler. Never allocates, never blocks.
 */
PLIM_API const char *plim_stop_level_text(int32_t level) PLIM_NOEXCEPT;

/**
 * Stops a scope as far as a level says, if it is not stopped further already; nothing is ever let
 * go by it. When it returns, no child is born any more that the level forbids, in any thread or
 * process. A parent has one level only: it is held from PLIM_STOP_NO_NEW_ORDERS upwards.
 *
 * A birth that is under way at this moment, in whatever scope, is refused with PLIM_E_HALTED: it
 * may be tried again.
 *
 * @param region     [in]  from plim_format or plim_attach; not NULL.
 * @param scope_kind [in]  a plim_scope.
 * @param scope_id   [in]  which one, as plim_scope says.
 * @param level      [in]  a plim_stop_level, but not PLIM_STOP_OPEN.
 * @param cause      [in]  why and when; not NULL.
 * @param receipt    [out] for plim_escaped; written only on PLIM_OK. NULL if it is not wanted.
 * @return as plim_kill; or PLIM_E_ENUM; or PLIM_E_NOTHING_TO_CHANGE for PLIM_STOP_OPEN and for a
 *         level that a parent does not have.
 *
 * Thread: any. Async-signal-safe, as plim_kill. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_restrict(const struct plim_region *region,
                          uint32_t scope_kind,
                          uint64_t scope_id,
                          uint32_t level,
                          const struct plim_cause *cause,
                          struct plim_receipt *receipt)
PLIM_NOEXCEPT;

/**
 * Says how far a scope is stopped by its own switch. A parent that is held is at
 * PLIM_STOP_NO_NEW_ORDERS.
 *
 * @param region     [in]  from plim_format or plim_attach; not NULL.
 * @param scope_kind [in]  a plim_scope.
 * @param scope_id   [in]  which one, as plim_scope says.
 * @param level      [out] a plim_stop_level; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; the refusals of plim_kill; or a border status.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_view_level(const struct plim_region *region,
                            uint32_t scope_kind,
                            uint64_t scope_id,
                            uint32_t *level)
PLIM_NOEXCEPT;

/**
 * Says why and when a scope's switch was thrown last: zeroes for a parent.
 *
 * @param region     [in]  from plim_format or plim_attach; not NULL.
 * @param scope_kind [in]  a plim_scope.
 * @param scope_id   [in]  which one, as plim_scope says.
 * @param cause      [out] written only on PLIM_OK; not NULL.
 * @return PLIM_OK; the refusals of plim_kill; or a border status.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_view_cause(const struct plim_region *region,
                            uint32_t scope_kind,
                            uint64_t scope_id,
                            struct plim_cause *cause)
PLIM_NOEXCEPT;

/**
 * Kills a scope: when it returns, no child in that scope is born any more, in any thread or
 * process. Cancels and reports still pass.
 *
 * A birth that is under way at this moment in another scope is refused with PLIM_E_HALTED, too: it
 * may be tried again.
 *
 * @param region     [in]  from plim_format or plim_attach; not NULL.
 * @param scope_kind [in]  a plim_scope.
 * @param scope_id   [in]  which one, as plim_scope says.
 * @param reason     [in]  any number; kept for people and told in the event.
 * @param now        [in]  nanoseconds on the caller's steady clock; kept for people.
 * @param receipt    [out] for plim_escaped; written only on PLIM_OK. NULL if it is not wanted.
 * @return PLIM_OK; PLIM_E_NO_SUCH_LANE; PLIM_E_UNKNOWN_ACCOUNT, _INSTRUMENT, _VENUE, _STRATEGY,
 *         _PARENT or _PARTY; or a border status. Nothing else: a kill is never refused for the
 *         state of anything.
 *
 * Thread: any. Async-signal-safe: a signal handler may call it, whatever it interrupted, a call on
 * the same handle too; it waits for nobody, makes no system call and leaves errno alone. Never
 * allocates, never blocks.
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
 * Says how often a scope was killed.
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
 * Says which alarms are raised and not acknowledged.
 *
 * @param region [in]  from plim_format or plim_attach; not NULL.
 * @param raised [out] one bit for each plim_alarm, at the place of its number; written only on
 *                     PLIM_OK; not NULL.
 * @return PLIM_OK; or a border status.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_alarms(const struct plim_region *region,
                        uint32_t *raised)
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
 * Says a control in one word, as the operator's program prints it: "max_order_qty".
 *
 * @param control [in] a plim_control_id, or any other number.
 * @return static text that ends in NUL; "no_control" for a number that is none. Never NULL.
 *
 * Thread: any, also in a signal handler. Never allocates, never blocks.
 */
PLIM_API const char *plim_controls_name(int32_t control) PLIM_NOEXCEPT;

/**
 * Says by which rule a control is there, or by which law of the library's own: "law L8".
 *
 * SEC is 17 CFR 240.15c3-5, the market access rule; RTS 6 is Delegated Regulation (EU) 2017/589;
 * FIA 2024 is its Best Practices for Automated Trading Risk Controls and System Safeguards; a law
 * is one of ARCHITECTURE.md.
 *
 * @param control [in] a plim_control_id, or any other number.
 * @return static text in UTF-8 that ends in NUL; "no_control" for a number that is none. Never
 *         NULL.
 *
 * Thread: any, also in a signal handler. Never allocates, never blocks.
 */
PLIM_API const char *plim_controls_source(int32_t control) PLIM_NOEXCEPT;

/**
 * Says a measure in one word, as the operator's program prints it: "nanoseconds".
 *
 * @param measure [in] a plim_measure, or any other number.
 * @return static text that ends in NUL; "no_measure" for a number that is none. Never NULL.
 *
 * Thread: any, also in a signal handler. Never allocates, never blocks.
 */
PLIM_API const char *plim_measure_text(int32_t measure) PLIM_NOEXCEPT;

/**
 * Lists every control, in ascending order of its number. Begin with a cursor of 0 and call again
 * until `count` is 0.
 *
 * @param region   [in]     from plim_format or plim_attach; not NULL.
 * @param cursor   [in,out] where to go on; moved only on PLIM_OK; not NULL.
 * @param out      [out]    the controls, `count` of them; not NULL.
 * @param capacity [in]     how many `out` has room for, at least 1.
 * @param count    [out]    how many were written; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_CAPACITY; or another border status.
 *
 * Thread: any. Its time grows with the definitions. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_controls(const struct plim_region *region,
                          uint32_t *cursor,
                          struct plim_control_info *out,
                          size_t capacity,
                          size_t *count)
PLIM_NOEXCEPT;

/**
 * Keeps the journal of a lane from now on, or goes on where the one before had stopped; whoever
 * kept it before must have ended. Once it is kept, nothing is born on the lane that it might miss:
 * PLIM_E_JOURNAL_STALLED from three quarters of the ring on; and an event that is overwritten
 * before it was kept throws the lane's switch and raises PLIM_ALARM_JOURNAL_STALLED.
 *
 * @param region  [in]  from plim_format or plim_attach; not NULL.
 * @param lane    [in]  which lane, from 0.
 * @param journal [out] the handle; written only on PLIM_OK; not NULL. It needs no closing: a
 *                      journal goes on being kept until plim_journal_end.
 * @return PLIM_OK; PLIM_E_NO_SUCH_LANE; or a border status.
 *
 * Thread: any; the handle is then for one thread at a time. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_journal_open(const struct plim_region *region,
                              uint32_t lane,
                              struct plim_journal *journal)
PLIM_NOEXCEPT;

/**
 * Reads the next events, in order: as plim_events_read. Write them where they last, then call
 * plim_journal_keep.
 *
 * @param journal  [in,out] from plim_journal_open; not NULL.
 * @param out      [out]    the events, `count` of them; not NULL.
 * @param capacity [in]     how many `out` has room for, at least 1.
 * @param count    [out]    how many were written; 0 if there is none yet; written only on PLIM_OK;
 *                          not NULL.
 * @param missed   [out]    how many were overwritten before they could be read, from before the
 *                          first of these to before the last; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_CAPACITY; or another border status.
 *
 * Thread: only the thread that holds `journal`. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_journal_read(struct plim_journal *journal,
                              struct plim_event *out,
                              size_t capacity,
                              size_t *count,
                              uint64_t *missed)
PLIM_NOEXCEPT;

/**
 * Says that everything that was read so far is kept: the lane may write over it.
 *
 * @param journal [in,out] from plim_journal_open; not NULL.
 * @return PLIM_OK; or a border status.
 *
 * Thread: only the thread that holds `journal`. Never allocates, never blocks.
 */
PLIM_API PLIM_NODISCARD plim_status plim_journal_keep(struct plim_journal *journal) PLIM_NOEXCEPT;

/**
 * Says that no journal is kept of the lane any more: it does not wait for one.
 *
 * @param journal [in,out] from plim_journal_open; not NULL. Afterwards it is no handle any more.
 * @return PLIM_OK; or a border status.
 *
 * Thread: only the thread that holds `journal`. Never allocates, never blocks.
 */
PLIM_API PLIM_NODISCARD plim_status plim_journal_end(struct plim_journal *journal) PLIM_NOEXCEPT;

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
 * Looks at a lane.
 *
 * @param region [in]  from plim_format or plim_attach; not NULL.
 * @param lane   [in]  which lane, from 0.
 * @param view   [out] written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_NO_SUCH_LANE; or a border status.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_view_lane(const struct plim_region *region,
                           uint32_t lane,
                           struct plim_lane_view *view)
PLIM_NOEXCEPT;

/**
 * Lists the parents that are not retired. Begin with a cursor of 0 and call again until `count` is
 * 0. While lanes work, one that comes or goes meanwhile may be passed by.
 *
 * @param region   [in]     from plim_format or plim_attach; not NULL.
 * @param cursor   [in,out] where to go on; moved only on PLIM_OK; not NULL.
 * @param out      [out]    the parents, `count` of them; not NULL.
 * @param capacity [in]     how many `out` has room for, at least 1.
 * @param count    [out]    how many were written; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_CAPACITY; or another border status.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_parent_entries(const struct plim_region *region,
                                uint32_t *cursor,
                                plim_parent_id *out,
                                size_t capacity,
                                size_t *count)
PLIM_NOEXCEPT;

/**
 * Lists the parties that are defined, in order of their ids. Begin with a cursor of 0 and call
 * again until `count` is 0.
 *
 * @param region   [in]     from plim_format or plim_attach; not NULL.
 * @param cursor   [in,out] where to go on; moved only on PLIM_OK; not NULL.
 * @param out      [out]    the parties, `count` of them; not NULL.
 * @param capacity [in]     how many `out` has room for, at least 1.
 * @param count    [out]    how many were written; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_CAPACITY; or another border status.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_party_entries(const struct plim_region *region,
                               uint32_t *cursor,
                               struct plim_party *out,
                               size_t capacity,
                               size_t *count)
PLIM_NOEXCEPT;

/**
 * Lists the strategies that are defined, in the order of their definition; one that was retired
 * since has generation 0. Begin with a cursor of 0 and call again until `count` is 0.
 *
 * @param region   [in]     from plim_format or plim_attach; not NULL.
 * @param cursor   [in,out] where to go on; moved only on PLIM_OK; not NULL.
 * @param out      [out]    their terms, `count` of them; not NULL.
 * @param capacity [in]     how many `out` has room for, at least 1.
 * @param count    [out]    how many were written; written only on PLIM_OK; not NULL.
 * @return PLIM_OK; PLIM_E_CAPACITY; or another border status.
 *
 * Thread: any. Never allocates, never blocks.
 */
PLIM_API
PLIM_NODISCARD
plim_status plim_strategy_entries(const struct plim_region *region,
                                  uint32_t *cursor,
                                  struct plim_strategy_terms *out,
                                  size_t capacity,
                                  size_t *count)
PLIM_NOEXCEPT;

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
 * Fetches what reports on these children will touch. A gateway that has decoded several reports calls
 * it before it books the first: in a large book their cache lines then come together, not one
 * after another. Nothing changes; ids that name nothing are passed by. Some dozens at a time are of
 * use: as many as the first cache has room for, at four lines a child.
 *
 * @param region   [in] from plim_format or plim_attach; not NULL.
 * @param children [in] `count` ids; not looked at where `count` is 0, and otherwise not NULL. Nobody
 *                      may write them meanwhile.
 * @param count    [in] how many.
 * @return PLIM_OK; PLIM_E_CAPACITY, if no array can be so long; or a border status.
 *
 * Thread: any. Its time grows with `count`. Never allocates, never blocks.
 */
PLIM_API
plim_status plim_prefetch_children(const struct plim_region *region,
                                   const plim_child_id *children,
                                   size_t count)
PLIM_NOEXCEPT;

/**
 * Fetches what routes of these parents will touch: plim_prefetch_children, for a gateway that is
 * about to route several.
 *
 * @param region  [in] from plim_format or plim_attach; not NULL.
 * @param parents [in] `count` ids; not looked at where `count` is 0, and otherwise not NULL. Nobody
 *                     may write them meanwhile.
 * @param count   [in] how many.
 * @return PLIM_OK; PLIM_E_CAPACITY, if no array can be so long; or a border status.
 *
 * Thread: any. Its time grows with `count`. Never allocates, never blocks.
 */
PLIM_API
plim_status plim_prefetch_parents(const struct plim_region *region,
                                  const plim_parent_id *parents,
                                  size_t count)
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
