//! The answers of every function: one number each, and the text of it.
//!
//! Law: a refusal of the core has the same number and the same word on both sides of the border,
//! and no number is ever used twice. The compiler checks every row of the tables in
//! `status/twins.rs`; a test checks that no row is missing.
//!
//! Uses: `text`. Used by: every room.

mod twins;

use crate::text;
use core::ffi::c_char;
use plimsoll::slice::BadSchedule;
use plimsoll::{Breach, Refusal};

/// What a function answers. After anything but PLIM_OK nothing has changed and no output is
/// written, but for the plim_difference of plim_control_arm.
///
/// 1 to 9 and 300 upwards are the border's own: a mistake in the calling program. 10 to 199 are
/// refusals of the core: the answer of a limit, a switch or a state.
///
/// The border looks first, whatever the core would say: at pointers, structs and numbers, among
/// them quantities, money, sides and times in force that are none. Where several refusals of the
/// core apply, the answer is the one that stands first here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum plim_status {
    /// Done.
    PLIM_OK = 0,

    /// A pointer is NULL that must not be.
    PLIM_E_NULL = 1,
    /// A pointer is not aligned for what it points to.
    PLIM_E_ALIGN = 2,
    /// struct_size is less than the struct, or above 4096.
    PLIM_E_STRUCT_SIZE = 3,
    /// struct_size is more than this version knows, and a byte past what it knows is not zero.
    PLIM_E_UNKNOWN_FIELD = 4,
    /// A reserved word, or a value whose has_ field is 0, is not zero.
    PLIM_E_RESERVED = 5,
    /// A number is none of its enumeration's.
    PLIM_E_ENUM = 6,
    /// A truth value is neither 0 nor 1.
    PLIM_E_BOOL = 7,
    /// An array or text is too short for what goes in, or longer than the function takes.
    PLIM_E_CAPACITY = 8,
    /// The handle was never opened, was closed, or is of another kind.
    PLIM_E_HANDLE = 9,

    /// The block of memory is shorter than its configuration or its header says.
    PLIM_E_TOO_SHORT = 10,
    /// The block of memory does not begin on a 64-byte line.
    PLIM_E_UNALIGNED = 11,
    /// A capacity is zero, above its bound, or not a power of two where it must be.
    PLIM_E_BAD_CONFIG = 12,
    /// The memory already holds a region; it is never formatted over.
    PLIM_E_ALREADY_FORMATTED = 13,
    /// The memory holds no region.
    PLIM_E_BAD_MAGIC = 14,
    /// The region was formatted for another version of the interface.
    PLIM_E_OTHER_ABI = 15,
    /// The region was formatted with another layout of its tables.
    PLIM_E_OTHER_LAYOUT = 16,
    /// The header's checksum does not agree with its words.
    PLIM_E_DAMAGED_HEADER = 17,
    /// A newer build has used the region, and this one may not touch it any more.
    PLIM_E_BUILD_TOO_OLD = 18,
    /// The gateway's registry skips, repeats or resurrects a code.
    PLIM_E_BAD_REGISTRY = 19,

    /// No such lane was configured.
    PLIM_E_NO_SUCH_LANE = 20,
    /// Somebody else holds this handle.
    PLIM_E_ALREADY_CLAIMED = 21,
    /// This handle was taken over, or the region was recovered; it may do nothing any more.
    PLIM_E_HANDLE_LOST = 22,
    /// The time given is before the time of the call before.
    PLIM_E_CLOCK_BACKWARDS = 23,
    /// The time given is far behind what others give: the caller's clock stands still.
    PLIM_E_CLOCK_STOPPED = 24,

    /// Nobody has armed the region.
    PLIM_E_NOT_ARMED = 30,
    /// The control handle has not renewed its lease in time.
    PLIM_E_LEASE_EXPIRED = 31,
    /// A monitor that must be listening has not been heard in time.
    PLIM_E_MONITOR_SILENT = 37,
    /// A critical alarm was not acknowledged in time.
    PLIM_E_ALARM_UNACKNOWLEDGED = 32,
    /// Events are not taken from the lane as fast as they come: its journal stands still.
    PLIM_E_JOURNAL_STALLED = 38,
    /// A switch of one of the scopes is thrown.
    PLIM_E_HALTED = 33,
    /// Only orders that bring the position nearer to zero pass.
    PLIM_E_REDUCE_ONLY = 39,
    /// The scope was killed again after the operator looked.
    PLIM_E_KILLED_SINCE = 34,
    /// The session with the venue is lost.
    PLIM_E_VENUE_DOWN = 35,
    /// The venue is heard again, and what is open there is not known yet.
    PLIM_E_VENUE_RECOVERING = 36,

    /// No such account.
    PLIM_E_UNKNOWN_ACCOUNT = 40,
    /// No such instrument.
    PLIM_E_UNKNOWN_INSTRUMENT = 41,
    /// No such venue.
    PLIM_E_UNKNOWN_VENUE = 42,
    /// No such strategy, or its code is retired.
    PLIM_E_UNKNOWN_STRATEGY = 43,
    /// The strategy's code is retired: a tombstone.
    PLIM_E_RETIRED_STRATEGY = 52,
    /// The strategy is known here with another generation.
    PLIM_E_WRONG_GENERATION = 44,
    /// The parent carries a flag that is not known here, or is retired.
    PLIM_E_UNKNOWN_FLAG = 53,
    /// The strategy is not in the manifest that the region was armed with.
    PLIM_E_NOT_IN_MANIFEST = 54,
    /// No such party, or one of another role.
    PLIM_E_UNKNOWN_PARTY = 55,
    /// No such monitor.
    PLIM_E_UNKNOWN_MONITOR = 56,
    /// No such parent: never admitted, or retired.
    PLIM_E_UNKNOWN_PARENT = 45,
    /// No such child: never routed, or retired with its parent.
    PLIM_E_UNKNOWN_CHILD = 46,
    /// The account has used this client id before.
    PLIM_E_DUPLICATE_CLIENT_ID = 47,
    /// Something with this code or key is defined already.
    PLIM_E_ALREADY_DEFINED = 48,
    /// No such execution in suspense.
    PLIM_E_NO_SUCH_ENTRY = 49,
    /// The execution in suspense is assigned already.
    PLIM_E_ALREADY_ASSIGNED = 50,
    /// What the execution in suspense says of its side, account or instrument is not the target's.
    PLIM_E_WRONG_TARGET = 51,
    /// No person has this key.
    PLIM_E_UNKNOWN_KEY = 57,
    /// The key is the one that requested the reset.
    PLIM_E_SAME_KEY = 58,
    /// No reset was requested under this nonce, or it was used.
    PLIM_E_NO_SUCH_REQUEST = 59,

    /// The quantity is zero.
    PLIM_E_ZERO_QUANTITY = 60,
    /// The quantity is above what the instrument allows.
    PLIM_E_QUANTITY_TOO_LARGE = 61,
    /// The quantity is not a multiple of the lot.
    PLIM_E_OFF_LOT = 62,
    /// The side is not one of FIX's that the core knows.
    PLIM_E_BAD_SIDE = 63,
    /// The price is missing where one is needed, or absurd.
    PLIM_E_BAD_PRICE = 64,
    /// The child's price is worse than its parent's limit.
    PLIM_E_PRICE_BEYOND_LIMIT = 65,
    /// The price lies outside the collar around the reference price.
    PLIM_E_OUTSIDE_COLLAR = 66,
    /// The instrument has no reference price.
    PLIM_E_NO_REFERENCE_PRICE = 67,
    /// The reference price is older than the collar allows.
    PLIM_E_STALE_REFERENCE_PRICE = 68,
    /// Quantity times price is more than the core can count.
    PLIM_E_NOTIONAL_TOO_LARGE = 69,
    /// A limit that must be set is not.
    PLIM_E_LIMIT_UNSET = 70,
    /// The fan-out bounds are zero or above what the core can count.
    PLIM_E_BAD_FAN_OUT = 71,
    /// The time in force is not one of FIX's that the core knows.
    PLIM_E_BAD_TIME_IN_FORCE = 72,

    /// The parent has ended.
    PLIM_E_PARENT_DONE = 80,
    /// The parent is closed: cancelled, and only waiting for its children.
    PLIM_E_CLOSED = 81,
    /// The parent is held until a person releases it.
    PLIM_E_HELD = 82,
    /// The parent's expire time has come.
    PLIM_E_PARENT_EXPIRED = 89,
    /// Upstream has not refreshed the parent's lease in time.
    PLIM_E_PARENT_LEASE_EXPIRED = 90,
    /// The parent has had as many children as it may ever have.
    PLIM_E_FAN_OUT_CHILDREN = 83,
    /// The parent has sent as much quantity as it may ever send.
    PLIM_E_FAN_OUT_QUANTITY = 84,
    /// More than what is left.
    PLIM_E_EXCEEDS_HEADROOM = 85,
    /// More than the position limit leaves.
    PLIM_E_EXCEEDS_POSITION_LIMIT = 86,
    /// More than the account's limit leaves.
    PLIM_E_EXCEEDS_ACCOUNT_LIMIT = 87,
    /// More than the firm's limit leaves.
    PLIM_E_EXCEEDS_FIRM_LIMIT = 88,
    /// More than the session's manifest leaves the strategy.
    PLIM_E_EXCEEDS_SESSION_CAP = 91,
    /// The lane's budget of orders is used up for now.
    PLIM_E_ORDERS_THROTTLED = 92,
    /// The lane's budget of cancels is used up for now; nothing but cancels uses it.
    PLIM_E_CANCELS_THROTTLED = 93,
    /// The strategy was executed on this side of the instrument too often; a person must enable it
    /// again.
    PLIM_E_REPEATED_EXECUTIONS = 94,

    /// The child has ended; there is nothing to cancel or replace.
    PLIM_E_CHILD_ENDED = 100,
    /// The child has as many open requests as it can hold.
    PLIM_E_TOO_MANY_REQUESTS = 101,
    /// The parent has not ended, or a child of it is not proven dead.
    PLIM_E_NOT_ENDED = 102,
    /// Nothing would change.
    PLIM_E_NOTHING_TO_CHANGE = 103,
    /// The lease asked for is longer than the manifest allows.
    PLIM_E_LEASE_TOO_LONG = 104,
    /// What runs here is not what was expected.
    PLIM_E_WRONG_FINGERPRINT = 105,
    /// A critical alarm is not acknowledged.
    PLIM_E_ALARMS_RAISED = 106,
    /// Nobody knows what became of a child in the scope.
    PLIM_E_CHILD_UNPROVEN = 107,
    /// An execution in suspense is not assigned.
    PLIM_E_SUSPENSE_OPEN = 108,
    /// The least delay between request and confirmation has not passed.
    PLIM_E_TOO_SOON = 109,
    /// The request has expired.
    PLIM_E_TOO_LATE = 110,

    /// The table of parents is full.
    PLIM_E_PARENTS_FULL = 120,
    /// The table of children is full.
    PLIM_E_CHILDREN_FULL = 121,
    /// So few execution records are left that a fill might find none.
    PLIM_E_EXECUTIONS_FULL = 122,
    /// The table of client ids is full.
    PLIM_E_CLIENT_IDS_FULL = 123,
    /// The table of strategies in instruments is full.
    PLIM_E_THROTTLES_FULL = 125,
    /// The table of this kind of definition is full.
    PLIM_E_DEFINITIONS_FULL = 124,

    /// Another thread, or the code that this signal handler interrupted, is inside a call on the
    /// handle.
    PLIM_E_BUSY = 300,
    /// The text is not one that this kind of id has.
    PLIM_E_TEXT = 301,

    /// The schedule's end is not after its start.
    PLIM_E_SCHEDULE_NO_TIME = 310,
    /// The schedule has no slices.
    PLIM_E_SCHEDULE_NO_SLICES = 311,
    /// The schedule has more weights than PLIM_CURVE_MAX.
    PLIM_E_SCHEDULE_CURVE_TOO_LONG = 312,
    /// Every weight of the schedule is zero.
    PLIM_E_SCHEDULE_NO_WEIGHT = 313,
    /// The schedule's lot is zero.
    PLIM_E_SCHEDULE_NO_LOT = 314,
    /// The schedule's catch_up is less than its lot, so nothing could ever be sent.
    PLIM_E_SCHEDULE_CATCH_UP_BELOW_LOT = 315,

    /// The core gave an answer that this build of the border does not know. Never in a tested
    /// build.
    PLIM_E_UNTRANSLATED = 399,
}

/// What a report broke. It was booked all the same, and an alarm of the same name is raised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum plim_breach {
    /// Nothing.
    PLIM_B_NONE = 0,

    /// The parent was executed, or is committed, past its quantity. It is held.
    PLIM_B_OVERFILL = 200,
    /// The child was executed past its own quantity; the parent had room for it.
    PLIM_B_CHILD_OVERFILL = 201,
    /// The report fits no child. It went to suspense.
    PLIM_B_SUSPENSE = 202,
    /// The venue reports on a child that the gate refused: it was sent all the same. The parent is
    /// held.
    PLIM_B_REPORT_ON_VOID = 203,
    /// An execution id came again with other numbers. The first numbers stand; what the venue's
    /// CumQty has beyond all of them counts as inferred.
    PLIM_B_CONFLICTING_EXECUTION = 204,
    /// The report contradicts itself, the books or FIX: a trade of nothing, more last than
    /// cumulative, an end of a live order, a bust of another quantity than its execution counts
    /// for, a claim of more than the child ever was.
    PLIM_B_IMPOSSIBLE_REPORT = 205,
    /// The report answers a request that nobody made, or accepts one that was refused.
    PLIM_B_UNEXPECTED_ANSWER = 206,
    /// The venue's final CumQty, or a new execution's, is less than the executions that it
    /// reported.
    PLIM_B_CUM_QTY_DISAGREES = 207,
    /// No execution record was left. The quantity was booked; the execution cannot be recognised if
    /// it comes again.
    PLIM_B_EXECUTIONS_FULL = 208,
    /// An execution at a price that cannot be: worse than its parent's limit, of another sign, or
    /// sixteen times it.
    PLIM_B_IMPOSSIBLE_PRICE = 209,

    /// The core named a breach that this build of the border does not know. Never in a tested
    /// build.
    PLIM_B_UNTRANSLATED = 299,
}

impl From<Refusal> for plim_status {
    fn from(refusal: Refusal) -> plim_status {
        twins::status_of(refusal)
    }
}

impl From<BadSchedule> for plim_status {
    fn from(bad: BadSchedule) -> plim_status {
        match bad {
            BadSchedule::NoTime => plim_status::PLIM_E_SCHEDULE_NO_TIME,
            BadSchedule::NoSlices => plim_status::PLIM_E_SCHEDULE_NO_SLICES,
            BadSchedule::CurveTooLong => plim_status::PLIM_E_SCHEDULE_CURVE_TOO_LONG,
            BadSchedule::NoWeight => plim_status::PLIM_E_SCHEDULE_NO_WEIGHT,
            BadSchedule::NoLot => plim_status::PLIM_E_SCHEDULE_NO_LOT,
            BadSchedule::CatchUpBelowLot => plim_status::PLIM_E_SCHEDULE_CATCH_UP_BELOW_LOT,
        }
    }
}

impl From<Option<Breach>> for plim_breach {
    fn from(breach: Option<Breach>) -> plim_breach {
        breach.map_or(plim_breach::PLIM_B_NONE, twins::breach_of)
    }
}

/// Answers for a function whose body has said how it went.
pub(crate) fn answer(done: Result<(), plim_status>) -> plim_status {
    match done {
        Ok(()) => plim_status::PLIM_OK,
        Err(status) => status,
    }
}

/// Says a status in one word, as `plimsoll replay` prints it: "exceeds_headroom".
///
/// @param status [in] a plim_status, or any other number.
/// @return static text that ends in NUL; "unknown_status" for a number that is none. Never NULL.
///
/// Thread: any, also in a signal handler. Never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn plim_status_text(status: i32) -> *const c_char {
    text::find(&[&twins::BORDER_TEXTS, &twins::REFUSAL_TEXTS], status, c"unknown_status")
}

/// Says a breach in one word, as `plimsoll replay` prints it: "overfill"; "none" for PLIM_B_NONE.
///
/// @param breach [in] a plim_breach, or any other number.
/// @return static text that ends in NUL; "unknown_breach" for a number that is none. Never NULL.
///
/// Thread: any, also in a signal handler. Never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn plim_breach_text(breach: i32) -> *const c_char {
    text::find(&[&twins::BREACH_TEXTS], breach, c"unknown_breach")
}
