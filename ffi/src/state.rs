//! Where parents and children are in their lives, as numbers and words.
//!
//! Uses: `text`. Used by: `view`, C programs.

use crate::text::{self, Row};
use core::ffi::c_char;
use plimsoll::{ParentState, State};

/// Where a parent is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum plim_parent_state {
    /// It may be routed.
    PLIM_PARENT_OPEN = 1,
    /// It waits for a person: it tripped, or was held.
    PLIM_PARENT_HELD = 2,
    /// It was cancelled; children may live.
    PLIM_PARENT_CLOSED = 3,
    /// It has ended.
    PLIM_PARENT_DONE = 4,
}

impl plim_parent_state {
    pub(crate) const fn from_core(state: ParentState) -> plim_parent_state {
        match state {
            ParentState::Open => plim_parent_state::PLIM_PARENT_OPEN,
            ParentState::Held => plim_parent_state::PLIM_PARENT_HELD,
            ParentState::Closed => plim_parent_state::PLIM_PARENT_CLOSED,
            ParentState::Done => plim_parent_state::PLIM_PARENT_DONE,
        }
    }
}

/// Where a child is in its life (FIX 39 OrdStatus, and three states of the core's own).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum plim_child_state {
    /// Published by the gate; nobody has said yet that it left the process.
    PLIM_CHILD_BORN = 1,
    /// Handed to its session.
    PLIM_CHILD_SENT = 2,
    /// The venue has it.
    PLIM_CHILD_LIVE = 3,
    /// Part of it is executed.
    PLIM_CHILD_PARTIALLY_FILLED = 4,
    /// All of it is executed.
    PLIM_CHILD_FILLED = 5,
    /// The venue is done with it for the session.
    PLIM_CHILD_DONE_FOR_DAY = 6,
    /// Cancelled.
    PLIM_CHILD_CANCELED = 7,
    /// Expired.
    PLIM_CHILD_EXPIRED = 8,
    /// The venue refused it.
    PLIM_CHILD_REJECTED = 9,
    /// Trading in it is suspended.
    PLIM_CHILD_SUSPENDED = 10,
    /// Stopped: a price is guaranteed.
    PLIM_CHILD_STOPPED = 11,
    /// Over for the day, and being calculated.
    PLIM_CHILD_CALCULATED = 12,
    /// Nobody knows whether it lives.
    PLIM_CHILD_UNKNOWN = 13,
    /// The gate took it back before it left.
    PLIM_CHILD_VOID = 14,
}

impl plim_child_state {
    pub(crate) const fn from_core(state: State) -> plim_child_state {
        match state {
            State::Born => plim_child_state::PLIM_CHILD_BORN,
            State::Sent => plim_child_state::PLIM_CHILD_SENT,
            State::Live => plim_child_state::PLIM_CHILD_LIVE,
            State::PartiallyFilled => plim_child_state::PLIM_CHILD_PARTIALLY_FILLED,
            State::Filled => plim_child_state::PLIM_CHILD_FILLED,
            State::DoneForDay => plim_child_state::PLIM_CHILD_DONE_FOR_DAY,
            State::Canceled => plim_child_state::PLIM_CHILD_CANCELED,
            State::Expired => plim_child_state::PLIM_CHILD_EXPIRED,
            State::Rejected => plim_child_state::PLIM_CHILD_REJECTED,
            State::Suspended => plim_child_state::PLIM_CHILD_SUSPENDED,
            State::Stopped => plim_child_state::PLIM_CHILD_STOPPED,
            State::Calculated => plim_child_state::PLIM_CHILD_CALCULATED,
            State::Unknown => plim_child_state::PLIM_CHILD_UNKNOWN,
            State::Void => plim_child_state::PLIM_CHILD_VOID,
        }
    }
}

#[expect(clippy::indexing_slicing, reason = "only the compiler runs it")]
static PARENT_STATES: [Row; 4] = {
    let states = [ParentState::Open, ParentState::Held, ParentState::Closed, ParentState::Done];
    let mut rows = [Row::EMPTY; 4];
    let mut row = 0;
    while row < states.len() {
        let state = states[row];
        rows[row] = Row::new(plim_parent_state::from_core(state) as i32, state.name());
        row += 1;
    }
    rows
};

#[expect(clippy::indexing_slicing, reason = "only the compiler runs it")]
static CHILD_STATES: [Row; State::ALL.len()] = {
    let mut rows = [Row::EMPTY; State::ALL.len()];
    let mut row = 0;
    while row < State::ALL.len() {
        let state = State::ALL[row];
        let twin = plim_child_state::from_core(state);
        assert!(twin as i32 == state as i32, "a state has another number at the border");
        rows[row] = Row::new(twin as i32, state.name());
        row += 1;
    }
    rows
};

/// Says a parent's state in one word, as `plimsoll replay` prints it: "open".
///
/// @param state [in] a plim_parent_state, or any other number.
/// @return static text that ends in NUL; "no_state" for a number that is none. Never NULL.
///
/// Thread: any, also in a signal handler. Never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn plim_parent_state_text(state: i32) -> *const c_char {
    text::find(&[&PARENT_STATES], state, c"no_state")
}

/// Says a child's state in one word, as `plimsoll replay` prints it: "partially_filled".
///
/// @param state [in] a plim_child_state, or any other number.
/// @return static text that ends in NUL; "no_state" for a number that is none. Never NULL.
///
/// Thread: any, also in a signal handler. Never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn plim_child_state_text(state: i32) -> *const c_char {
    text::find(&[&CHILD_STATES], state, c"no_state")
}
