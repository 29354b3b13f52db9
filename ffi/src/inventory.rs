//! The list of all controls: what each is set to, how often it has acted, when it was tested.
//!
//! Uses: `border`, `handle`, `status`, `tables`, `text`. Used by: `control`, C programs.

use crate::border::OutArray;
use crate::handle::plim_region;
use crate::status::plim_status;
use crate::tables::{fill_from, list};
use crate::text::{self, Row};
use core::ffi::c_char;
use plimsoll::{ControlId, ControlInfo, Measure, Region};

/// A control of the library's. What a program does not know yet may come with a later version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum plim_control_id {
    /// None of them.
    PLIM_CONTROL_NONE = 0,

    /// A region that nobody has armed admits and routes nothing.
    PLIM_CONTROL_ARMING = 10,
    /// What runs here is what the operator expects: at arming, at a reset, and when a lane is
    /// claimed.
    PLIM_CONTROL_FINGERPRINT = 11,
    /// Only the strategies of the session's manifest take parents in.
    PLIM_CONTROL_MANIFEST = 12,
    /// A strategy takes no more parents, and no more money, than the session allows it.
    PLIM_CONTROL_SESSION_CAPS = 13,
    /// Nothing opens while a limit is not set.
    PLIM_CONTROL_LIMITS_SET = 14,
    /// The control handle must renew its lease, or trading stops. The setting is when it ends.
    PLIM_CONTROL_LEASE = 15,
    /// No lease is longer than the manifest allows.
    PLIM_CONTROL_LEASE_LENGTH = 16,
    /// Whoever must be listening was heard in time.
    PLIM_CONTROL_MONITORS = 17,
    /// A critical alarm that nobody acknowledges in time stops trading.
    PLIM_CONTROL_ALARM_DEADLINE = 18,
    /// No command is carried out at a time before the one before it.
    PLIM_CONTROL_CLOCK_BACKWARDS = 19,
    /// No command is carried out by a clock that stands still while others go on.
    PLIM_CONTROL_CLOCK_STOPPED = 20,
    /// Nothing is born that the lane's journal might miss. The setting is how many journals are
    /// kept.
    PLIM_CONTROL_JOURNAL = 21,
    /// A handle has one owner; one that was taken over may do nothing any more.
    PLIM_CONTROL_HANDLE = 22,
    /// No build older than the region permits touches it. The setting is that build's version.
    PLIM_CONTROL_BUILD = 23,
    /// Memory that is no region of this interface and layout, or is damaged, is not joined.
    PLIM_CONTROL_LAYOUT = 24,

    /// While a switch is thrown, or a parent held, nothing is born there. Counts what was refused
    /// for it.
    PLIM_CONTROL_HALTED = 30,
    /// The firm can be stopped. Counts how often that was done, as each of its kind.
    PLIM_CONTROL_KILL_FIRM = 31,
    /// An account can be stopped.
    PLIM_CONTROL_KILL_ACCOUNT = 32,
    /// An instrument can be stopped.
    PLIM_CONTROL_KILL_INSTRUMENT = 33,
    /// A venue can be stopped.
    PLIM_CONTROL_KILL_VENUE = 34,
    /// A strategy can be stopped.
    PLIM_CONTROL_KILL_STRATEGY = 35,
    /// A lane can be stopped.
    PLIM_CONTROL_KILL_LANE = 36,
    /// A desk, a trader or a client can be stopped.
    PLIM_CONTROL_KILL_PARTY = 37,
    /// A parent can be held.
    PLIM_CONTROL_KILL_PARENT = 38,
    /// Where a scope is restricted so, only what brings a position nearer to zero is born.
    PLIM_CONTROL_REDUCE_ONLY = 39,
    /// A scope can be warned or restricted, and what is stopped further stays so.
    PLIM_CONTROL_LEVELS = 40,

    /// A reset takes two persons, each with a key. The setting is how many have one.
    PLIM_CONTROL_RESET_KEYS = 50,
    /// A confirmation names the open request.
    PLIM_CONTROL_RESET_REQUEST = 51,
    /// A reset is thought over for at least so long.
    PLIM_CONTROL_RESET_DELAY = 52,
    /// A request that is old is worth nothing.
    PLIM_CONTROL_RESET_EXPIRY = 53,
    /// Nothing is opened that was stopped again after somebody looked.
    PLIM_CONTROL_RESET_SINCE_KILL = 54,
    /// Nothing is opened while a critical alarm is not acknowledged.
    PLIM_CONTROL_RESET_ALARMS = 55,
    /// Nothing is opened while nobody knows what became of a child in the scope.
    PLIM_CONTROL_RESET_UNPROVEN = 56,
    /// Nothing is opened while an execution in suspense is not assigned.
    PLIM_CONTROL_RESET_SUSPENSE = 57,

    /// Only parents of strategies that are defined here are taken in.
    PLIM_CONTROL_STRATEGY = 60,
    /// A retired code is a tombstone. The setting is how many of the gateway's there are.
    PLIM_CONTROL_RETIRED = 61,
    /// A parent names the generation of its strategy that is known here.
    PLIM_CONTROL_GENERATION = 62,
    /// A parent carries no flag that is not known here.
    PLIM_CONTROL_FLAG = 63,
    /// A parent carries no party that is not known here.
    PLIM_CONTROL_PARTY = 64,
    /// A newer registry continues the older one. The setting is how many codes the gateway has.
    PLIM_CONTROL_HISTORY = 65,

    /// Only accounts, instruments and venues that are defined are traded. The setting is how many
    /// there are.
    PLIM_CONTROL_DEFINITIONS = 70,
    /// An id that names nothing any more, or never did, is refused.
    PLIM_CONTROL_IDENTITY = 71,
    /// An account uses a client id once.
    PLIM_CONTROL_DUPLICATE = 72,
    /// An execution in suspense is assigned once, and only where it fits.
    PLIM_CONTROL_ASSIGNMENT = 73,

    /// Quantity, side, price and time in force make sense.
    PLIM_CONTROL_ORDER_FIELDS = 80,
    /// No order is above what its instrument allows.
    PLIM_CONTROL_MAX_ORDER_QTY = 81,
    /// A quantity is a multiple of the lot.
    PLIM_CONTROL_LOT = 82,
    /// Quantity times price is no more than the core can count.
    PLIM_CONTROL_MAX_NOTIONAL = 83,
    /// No child is priced worse than its parent's limit.
    PLIM_CONTROL_PRICE_LIMIT = 84,
    /// No price is too far from the reference price.
    PLIM_CONTROL_PRICE_COLLAR = 85,
    /// A collar stands around a price that is there and fresh.
    PLIM_CONTROL_REFERENCE_PRICE = 86,

    /// No account goes further in an instrument than it may.
    PLIM_CONTROL_POSITION_LIMIT = 100,
    /// No account commits more money than it may.
    PLIM_CONTROL_ACCOUNT_LIMIT = 101,
    /// The firm commits no more money than it may.
    PLIM_CONTROL_FIRM_LIMIT = 102,
    /// No child is born that its parent cannot pay for.
    PLIM_CONTROL_HEADROOM = 103,
    /// Nothing is born for a parent that has ended or is closed.
    PLIM_CONTROL_PARENT_STATE = 104,
    /// Nothing is born for a parent whose expire time has come. Each parent has its own.
    PLIM_CONTROL_PARENT_EXPIRY = 105,
    /// Nothing is born for a parent that upstream does not vouch for any more. Each has its own.
    PLIM_CONTROL_PARENT_LEASE = 106,
    /// A parent has no more children than it may ever have. Each parent has its own bounds.
    PLIM_CONTROL_FAN_OUT_CHILDREN = 107,
    /// A parent sends no more quantity than it may ever send.
    PLIM_CONTROL_FAN_OUT_QUANTITY = 108,
    /// A parent sends no more money than it may ever send. Counted with the quantity.
    PLIM_CONTROL_FAN_OUT_NOTIONAL = 109,
    /// A parent that was refused too often, or went past its fan-out, is held.
    PLIM_CONTROL_FAN_OUT_REFUSED = 110,
    /// A strategy is halted when too many of its parents were held.
    PLIM_CONTROL_MAX_HELD = 111,

    /// Nothing is born at a venue that is not heard, or whose open orders are not known. The
    /// setting is how many are up.
    PLIM_CONTROL_VENUE_SESSION = 120,

    /// A lane sends no more orders in a window than it may.
    PLIM_CONTROL_ORDER_THROTTLE = 130,
    /// A lane sends no more cancels in a window than it may, and nothing but cancels uses that up.
    PLIM_CONTROL_CANCEL_THROTTLE = 131,
    /// A strategy that is executed too often on one side of an instrument stops there until a
    /// person enables it.
    PLIM_CONTROL_REPEATED_EXECUTIONS = 132,
    /// A strategy that sends more than what came in accounts for is halted.
    PLIM_CONTROL_STRATEGY_RATIO = 133,
    /// The firm is halted when it sends more than what came in accounts for.
    PLIM_CONTROL_FIRM_RATIO = 134,
    /// Venues that reject order after order are heard.
    PLIM_CONTROL_VENUE_REJECTS = 135,

    /// Past so much in suspense the firm is halted.
    PLIM_CONTROL_SUSPENSE_LIMIT = 140,
    /// The same of one account in one instrument.
    PLIM_CONTROL_POSITION_SUSPENSE = 141,
    /// A report that fits no child is booked and alarmed.
    PLIM_CONTROL_SUSPENSE = 142,
    /// A parent that is executed past its quantity is held.
    PLIM_CONTROL_OVERFILL = 143,
    /// A report that cannot be is booked and alarmed.
    PLIM_CONTROL_REPORT_CHECKS = 144,
    /// What a statement says is compared with the books.
    PLIM_CONTROL_RECONCILIATION = 145,
    /// What is busted goes back to its parent, which is held.
    PLIM_CONTROL_CORRECTIONS = 146,
    /// A child that nobody can vouch for keeps its quantity reserved, and is heard.
    PLIM_CONTROL_UNKNOWN_CHILDREN = 147,
    /// What a dead owner was in the middle of is held.
    PLIM_CONTROL_TAKE_OVER = 148,

    /// Nothing is admitted that there is no room for. The setting of each of these is the capacity.
    PLIM_CONTROL_PARENT_SLOTS = 160,
    /// Nothing is born that there is no room for.
    PLIM_CONTROL_CHILD_SLOTS = 161,
    /// Nothing is born whose fills might find no record.
    PLIM_CONTROL_EXECUTION_RECORDS = 162,
    /// Nothing is admitted whose client id could not be kept.
    PLIM_CONTROL_CLIENT_IDS = 163,
    /// Nothing is admitted whose executions could not be counted.
    PLIM_CONTROL_REPEAT_SLOTS = 164,
    /// Nothing is defined that there is no room for. The setting is that of accounts.
    PLIM_CONTROL_DEFINITION_SLOTS = 165,
    /// A child has no more open requests than can be told apart.
    PLIM_CONTROL_REQUEST_SLOTS = 166,
}

#[expect(clippy::indexing_slicing, reason = "only the compiler runs it")]
static NAMES: [Row; ControlId::ALL.len()] = {
    let mut rows = [Row::EMPTY; ControlId::ALL.len()];
    let mut row = 0;
    while row < ControlId::ALL.len() {
        rows[row] = Row::new(ControlId::ALL[row] as i32, ControlId::ALL[row].name());
        row += 1;
    }
    rows
};

#[expect(clippy::indexing_slicing, reason = "only the compiler runs it")]
static SOURCES: [Row; ControlId::ALL.len()] = {
    let mut rows = [Row::EMPTY; ControlId::ALL.len()];
    let mut row = 0;
    while row < ControlId::ALL.len() {
        rows[row] = Row::new(ControlId::ALL[row] as i32, ControlId::ALL[row].source());
        row += 1;
    }
    rows
};

/// Says a control in one word, as the operator's program prints it: "max_order_qty".
///
/// @param control [in] a plim_control_id, or any other number.
/// @return static text that ends in NUL; "no_control" for a number that is none. Never NULL.
///
/// Thread: any, also in a signal handler. Never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn plim_controls_name(control: i32) -> *const c_char {
    text::find(&[&NAMES], control, c"no_control")
}

/// Says by which rule a control is there, or by which law of the library's own: "law L8".
///
/// SEC is 17 CFR 240.15c3-5, the market access rule; RTS 6 is Delegated Regulation (EU) 2017/589;
/// FIA 2024 is its Best Practices for Automated Trading Risk Controls and System Safeguards; a law
/// is one of ARCHITECTURE.md.
///
/// @param control [in] a plim_control_id, or any other number.
/// @return static text in UTF-8 that ends in NUL; "no_control" for a number that is none. Never
///         NULL.
///
/// Thread: any, also in a signal handler. Never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn plim_controls_source(control: i32) -> *const c_char {
    text::find(&[&SOURCES], control, c"no_control")
}

/// What the number is that a control is set to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum plim_measure {
    /// There is nothing to set: the control is always on. 0.
    PLIM_MEASURE_ALWAYS = 0,
    /// Money units.
    PLIM_MEASURE_MONEY = 1,
    /// Units of quantity.
    PLIM_MEASURE_UNITS = 2,
    /// Nanoseconds.
    PLIM_MEASURE_NANOSECONDS = 3,
    /// A count; UINT32_MAX of a throttle is no bound.
    PLIM_MEASURE_NUMBER = 4,
    /// How many accounts, instruments, strategies and so on it is set for: each has a number of its
    /// own.
    PLIM_MEASURE_SCOPES = 5,
    /// How many switches of this kind are thrown now.
    PLIM_MEASURE_THROWN = 6,
}

#[expect(clippy::indexing_slicing, reason = "only the compiler runs it")]
static MEASURES: [Row; 7] = {
    let measures = [
        Measure::Always,
        Measure::Money,
        Measure::Units,
        Measure::Nanoseconds,
        Measure::Number,
        Measure::Scopes,
        Measure::Thrown,
    ];
    let mut rows = [Row::EMPTY; 7];
    let mut row = 0;
    while row < measures.len() {
        rows[row] = Row::new(measures[row] as i32, measures[row].name());
        row += 1;
    }
    rows
};

/// Says a measure in one word, as the operator's program prints it: "nanoseconds".
///
/// @param measure [in] a plim_measure, or any other number.
/// @return static text that ends in NUL; "no_measure" for a number that is none. Never NULL.
///
/// Thread: any, also in a signal handler. Never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn plim_measure_text(measure: i32) -> *const c_char {
    text::find(&[&MEASURES], measure, c"no_measure")
}

/// A control, as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_control_info {
    /// What it is set to, in its measure; 0 while it is not set, and where there is nothing to set.
    pub setting: u64,
    /// How often it has acted.
    pub hits: u64,
    /// When it acted last, in nanoseconds on the clock of whoever was refused; 0 if it never has.
    pub last_hit: u64,
    /// When it was tested last, as plim_control_self_test was told; 0 if it never was.
    pub last_test: u64,
    /// A plim_control_id.
    pub id: u32,
    /// A plim_measure: what `setting` is.
    pub measure: u32,
    /// 1 if it is set, else 0. What may not be left unset keeps the house closed until it is.
    pub is_set: u32,
    /// 1 if it has ever acted, else 0.
    pub was_hit: u32,
    /// 1 if it was ever tested, else 0.
    pub was_tested: u32,
    /// 1 if it passed the last test, else 0.
    pub passed: u32,
}

impl plim_control_info {
    fn from_core(info: &ControlInfo) -> plim_control_info {
        let (last_test, passed) = info.last_test.unwrap_or_default();
        plim_control_info {
            setting: info.setting,
            hits: info.hits,
            last_hit: info.last_hit.unwrap_or_default().0,
            last_test: last_test.0,
            id: info.id as u32,
            measure: info.measure as u32,
            is_set: u32::from(info.is_set),
            was_hit: u32::from(info.last_hit.is_some()),
            was_tested: u32::from(info.last_test.is_some()),
            passed: u32::from(passed),
        }
    }
}

/// Lists every control, in ascending order of its number. Begin with a cursor of 0 and call again
/// until `count` is 0.
///
/// @param region   [in]     from plim_format or plim_attach; not NULL.
/// @param cursor   [in,out] where to go on; moved only on PLIM_OK; not NULL.
/// @param out      [out]    the controls, `count` of them; not NULL.
/// @param capacity [in]     how many `out` has room for, at least 1.
/// @param count    [out]    how many were written; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_CAPACITY; or another border status.
///
/// Thread: any. Its time grows with the definitions. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_controls(
    region: *const plim_region,
    cursor: *mut u32,
    out: *mut plim_control_info,
    capacity: usize,
    count: *mut usize,
) -> plim_status {
    let fill = |region: &Region<'static>,
                cursor: &mut u32,
                out: &mut OutArray<plim_control_info>| {
        fill_from(region.controls().map(|info| plim_control_info::from_core(&info)), cursor, out);
    };
    // SAFETY: the caller's duties are those of `list`.
    unsafe { list(region, cursor, (out, capacity), count, fill) }
}
