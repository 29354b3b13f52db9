//! The life of a child: every state, every report, and the one table of where each leads.
//!
//! States and reports are FIX 4.4's (tags 39 and 150); `Born`, `Unknown` and `Void` are ours. The
//! table is a `match` without a catch-all arm, and a checked-in snapshot of all of it stands in
//! `tests/`.
//!
//! Uses: nothing. Used by: `child`, `report`.

/// Where a child is in its life (FIX 39 OrdStatus, and three states of our own).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum State {
    /// Published by the gate; nobody has said yet that it left the process.
    Born = 1,
    /// Handed to its session.
    Sent = 2,
    /// The venue has it (39=0 New).
    Live = 3,
    /// Part of it is executed (39=1).
    PartiallyFilled = 4,
    /// All of it is executed (39=2).
    Filled = 5,
    /// The venue is done with it for the session (39=3).
    DoneForDay = 6,
    /// Cancelled (39=4).
    Canceled = 7,
    /// Expired (39=C).
    Expired = 8,
    /// The venue refused it (39=8).
    Rejected = 9,
    /// Trading in it is suspended (39=9).
    Suspended = 10,
    /// Stopped: a price is guaranteed (39=7).
    Stopped = 11,
    /// Over for the day, and being calculated (39=B).
    Calculated = 12,
    /// Nobody knows whether it lives.
    Unknown = 13,
    /// The gate took it back before it left.
    Void = 14,
}

impl State {
    /// Every state.
    pub const ALL: [State; 14] = [
        State::Born,
        State::Sent,
        State::Live,
        State::PartiallyFilled,
        State::Filled,
        State::DoneForDay,
        State::Canceled,
        State::Expired,
        State::Rejected,
        State::Suspended,
        State::Stopped,
        State::Calculated,
        State::Unknown,
        State::Void,
    ];

    /// The state with this number.
    #[must_use]
    pub const fn from_code(code: u8) -> Option<State> {
        // Not a search in the table: every report asks this several times.
        Some(match code {
            1 => State::Born,
            2 => State::Sent,
            3 => State::Live,
            4 => State::PartiallyFilled,
            5 => State::Filled,
            6 => State::DoneForDay,
            7 => State::Canceled,
            8 => State::Expired,
            9 => State::Rejected,
            10 => State::Suspended,
            11 => State::Stopped,
            12 => State::Calculated,
            13 => State::Unknown,
            14 => State::Void,
            _ => return None,
        })
    }

    /// The word for it, as `plimsoll replay` prints it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            State::Born => "born",
            State::Sent => "sent",
            State::Live => "live",
            State::PartiallyFilled => "partially_filled",
            State::Filled => "filled",
            State::DoneForDay => "done_for_day",
            State::Canceled => "canceled",
            State::Expired => "expired",
            State::Rejected => "rejected",
            State::Suspended => "suspended",
            State::Stopped => "stopped",
            State::Calculated => "calculated",
            State::Unknown => "unknown",
            State::Void => "void",
        }
    }

    /// The state of an order at work, or filled, once its numbers agree; any other as it is.
    #[must_use]
    pub(crate) const fn settled(self, progress: Progress) -> State {
        match self {
            State::Live | State::PartiallyFilled | State::Filled => progress.state(),
            State::Born
            | State::Sent
            | State::DoneForDay
            | State::Canceled
            | State::Expired
            | State::Rejected
            | State::Suspended
            | State::Stopped
            | State::Calculated
            | State::Unknown
            | State::Void => self,
        }
    }

    /// Whether the venue may still execute it in the ordinary way.
    #[must_use]
    pub const fn is_alive(self) -> bool {
        match self {
            State::Born
            | State::Sent
            | State::Live
            | State::PartiallyFilled
            | State::Suspended
            | State::Stopped
            | State::Unknown => true,
            State::Filled
            | State::DoneForDay
            | State::Canceled
            | State::Expired
            | State::Rejected
            | State::Calculated
            | State::Void => false,
        }
    }

    /// Whether what is reserved for it counts as working: alive, and somebody vouches for it.
    #[must_use]
    pub const fn is_working(self) -> bool {
        self.is_alive() && !matches!(self, State::Unknown)
    }
}

/// What a venue says (FIX 150 ExecType; the last two are 35=9 OrderCancelReject by 434
/// CxlRejResponseTo).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
#[non_exhaustive]
pub enum ExecType {
    /// 150=A.
    PendingNew = 1,
    /// 150=0.
    New = 2,
    /// 150=F.
    Trade = 3,
    /// 150=6.
    PendingCancel = 4,
    /// 150=4.
    Canceled = 5,
    /// 150=E.
    PendingReplace = 6,
    /// 150=5.
    Replaced = 7,
    /// 150=8.
    Rejected = 8,
    /// 150=C.
    Expired = 9,
    /// 150=3.
    DoneForDay = 10,
    /// 150=9.
    Suspended = 11,
    /// 150=7.
    Stopped = 12,
    /// 150=B.
    Calculated = 13,
    /// 150=D.
    Restated = 14,
    /// 150=G: an execution's numbers are other ones now.
    TradeCorrect = 15,
    /// 150=H: an execution is busted.
    TradeCancel = 16,
    /// 150=I.
    OrderStatus = 17,
    /// 35=9, 434=1.
    CancelRejected = 18,
    /// 35=9, 434=2.
    ReplaceRejected = 19,
}

impl ExecType {
    /// Every report.
    pub const ALL: [ExecType; 19] = [
        ExecType::PendingNew,
        ExecType::New,
        ExecType::Trade,
        ExecType::PendingCancel,
        ExecType::Canceled,
        ExecType::PendingReplace,
        ExecType::Replaced,
        ExecType::Rejected,
        ExecType::Expired,
        ExecType::DoneForDay,
        ExecType::Suspended,
        ExecType::Stopped,
        ExecType::Calculated,
        ExecType::Restated,
        ExecType::TradeCorrect,
        ExecType::TradeCancel,
        ExecType::OrderStatus,
        ExecType::CancelRejected,
        ExecType::ReplaceRejected,
    ];

    /// The report with this number.
    #[must_use]
    pub fn from_code(code: u8) -> Option<ExecType> {
        ExecType::ALL.iter().copied().find(|known| *known as u8 == code)
    }

    /// Whether it is an execution, or changes one.
    pub(crate) const fn is_execution(self) -> bool {
        matches!(self, ExecType::Trade | ExecType::TradeCorrect | ExecType::TradeCancel)
    }

    /// Whether it may answer a cancel or a replace request.
    pub(crate) const fn answers_a_request(self) -> bool {
        matches!(self, ExecType::Replaced | ExecType::CancelRejected | ExecType::ReplaceRejected)
    }

    /// The word for it, as `plimsoll replay` reads it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            ExecType::PendingNew => "pending_new",
            ExecType::New => "new",
            ExecType::Trade => "trade",
            ExecType::PendingCancel => "pending_cancel",
            ExecType::Canceled => "canceled",
            ExecType::PendingReplace => "pending_replace",
            ExecType::Replaced => "replaced",
            ExecType::Rejected => "rejected",
            ExecType::Expired => "expired",
            ExecType::DoneForDay => "done_for_day",
            ExecType::Suspended => "suspended",
            ExecType::Stopped => "stopped",
            ExecType::Calculated => "calculated",
            ExecType::Restated => "restated",
            ExecType::TradeCorrect => "trade_correct",
            ExecType::TradeCancel => "trade_cancel",
            ExecType::OrderStatus => "order_status",
            ExecType::CancelRejected => "cancel_rejected",
            ExecType::ReplaceRejected => "replace_rejected",
        }
    }
}

/// What a venue says the order's status is (FIX 39), where it says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
#[non_exhaustive]
pub enum OrdStatus {
    /// 39=0.
    New = 1,
    /// 39=1.
    PartiallyFilled = 2,
    /// 39=2.
    Filled = 3,
    /// 39=3.
    DoneForDay = 4,
    /// 39=4.
    Canceled = 5,
    /// 39=6.
    PendingCancel = 6,
    /// 39=7.
    Stopped = 7,
    /// 39=8.
    Rejected = 8,
    /// 39=9.
    Suspended = 9,
    /// 39=A.
    PendingNew = 10,
    /// 39=B.
    Calculated = 11,
    /// 39=C.
    Expired = 12,
    /// 39=E.
    PendingReplace = 13,
}

impl OrdStatus {
    /// Every status.
    pub const ALL: [OrdStatus; 13] = [
        OrdStatus::New,
        OrdStatus::PartiallyFilled,
        OrdStatus::Filled,
        OrdStatus::DoneForDay,
        OrdStatus::Canceled,
        OrdStatus::PendingCancel,
        OrdStatus::Stopped,
        OrdStatus::Rejected,
        OrdStatus::Suspended,
        OrdStatus::PendingNew,
        OrdStatus::Calculated,
        OrdStatus::Expired,
        OrdStatus::PendingReplace,
    ];

    /// The status with this number.
    #[must_use]
    pub fn from_code(code: u8) -> Option<OrdStatus> {
        OrdStatus::ALL.iter().copied().find(|known| *known as u8 == code)
    }

    /// The word for it, as `plimsoll replay` reads it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            OrdStatus::New => "new",
            OrdStatus::PartiallyFilled => "partially_filled",
            OrdStatus::Filled => "filled",
            OrdStatus::DoneForDay => "done_for_day",
            OrdStatus::Canceled => "canceled",
            OrdStatus::PendingCancel => "pending_cancel",
            OrdStatus::Stopped => "stopped",
            OrdStatus::Rejected => "rejected",
            OrdStatus::Suspended => "suspended",
            OrdStatus::PendingNew => "pending_new",
            OrdStatus::Calculated => "calculated",
            OrdStatus::Expired => "expired",
            OrdStatus::PendingReplace => "pending_replace",
        }
    }

    /// Whether an order with this status can still be executed.
    #[must_use]
    pub const fn is_alive(self) -> bool {
        match self {
            OrdStatus::New
            | OrdStatus::PartiallyFilled
            | OrdStatus::PendingCancel
            | OrdStatus::Stopped
            | OrdStatus::Suspended
            | OrdStatus::PendingNew
            | OrdStatus::PendingReplace => true,
            OrdStatus::Filled
            | OrdStatus::DoneForDay
            | OrdStatus::Canceled
            | OrdStatus::Rejected
            | OrdStatus::Calculated
            | OrdStatus::Expired => false,
        }
    }
}

/// How much of a child is executed once a report is booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Progress {
    /// Nothing.
    None,
    /// Some of it.
    Part,
    /// Its whole OrderQty, or more.
    Whole,
}

impl Progress {
    /// Every progress.
    pub const ALL: [Progress; 3] = [Progress::None, Progress::Part, Progress::Whole];

    /// The state of an order that the venue works in the ordinary way.
    const fn state(self) -> State {
        match self {
            Progress::None => State::Live,
            Progress::Part => State::PartiallyFilled,
            Progress::Whole => State::Filled,
        }
    }
}

/// The state that `report` leads to from `state`, once the report's quantities are booked.
///
/// A `Void` child never leaves its state, and of the ended states only `Filled` and `DoneForDay`
/// can be left: a filled child lives again when a replace-up is accepted, one that is done for the
/// day when the venue restates it. Where FIX ranks statuses (4.4 volume 4, "order of precedence"),
/// the higher one stands.
#[must_use]
pub const fn next_state(state: State, report: ExecType, progress: Progress) -> State {
    match report {
        ExecType::PendingNew => acknowledged(state, state.is_unsent(), State::Sent),
        ExecType::New | ExecType::OrderStatus => confirmed(state, progress),
        ExecType::Trade => traded(state, progress),
        ExecType::TradeCorrect | ExecType::TradeCancel => retraded(state, progress),
        ExecType::PendingCancel
        | ExecType::PendingReplace
        | ExecType::CancelRejected
        | ExecType::ReplaceRejected => state,
        ExecType::Canceled => ended(state, State::Canceled),
        ExecType::Expired => ended(state, State::Expired),
        ExecType::DoneForDay => ended(state, State::DoneForDay),
        ExecType::Rejected => ended(state, State::Rejected),
        ExecType::Replaced => {
            acknowledged(state, !state.is_done_for_day(), resized(state, progress))
        }
        ExecType::Restated => resized(state, progress),
        ExecType::Suspended => {
            acknowledged(state, !state.ranks_above_suspended(), State::Suspended)
        }
        ExecType::Stopped => acknowledged(state, state.is_alive(), State::Stopped),
        ExecType::Calculated => acknowledged(state, !state.is_final(), State::Calculated),
    }
}

impl State {
    const fn is_done_for_day(self) -> bool {
        matches!(self, State::DoneForDay)
    }

    const fn is_unsent(self) -> bool {
        matches!(self, State::Born)
    }

    const fn ranks_above_suspended(self) -> bool {
        !self.is_alive() || matches!(self, State::Stopped)
    }

    /// Whether nothing but a fact to be booked can come any more.
    const fn is_final(self) -> bool {
        match self {
            State::Canceled | State::Expired | State::Rejected | State::Void => true,
            State::Born
            | State::Sent
            | State::Live
            | State::PartiallyFilled
            | State::Filled
            | State::DoneForDay
            | State::Suspended
            | State::Stopped
            | State::Calculated
            | State::Unknown => false,
        }
    }
}

const fn acknowledged(state: State, applies: bool, next: State) -> State {
    if applies { next } else { state }
}

/// The venue says that it works the order.
const fn confirmed(state: State, progress: Progress) -> State {
    match state {
        State::Born | State::Sent | State::Unknown | State::Suspended | State::Live => {
            progress.state()
        }
        State::PartiallyFilled
        | State::Filled
        | State::DoneForDay
        | State::Canceled
        | State::Expired
        | State::Rejected
        | State::Stopped
        | State::Calculated
        | State::Void => state,
    }
}

const fn traded(state: State, progress: Progress) -> State {
    match state {
        State::Born | State::Sent | State::Live | State::PartiallyFilled | State::Unknown => {
            match progress {
                Progress::None | Progress::Part => State::PartiallyFilled,
                Progress::Whole => State::Filled,
            }
        }
        State::Suspended | State::Stopped => match progress {
            Progress::None | Progress::Part => state,
            Progress::Whole => State::Filled,
        },
        State::Filled
        | State::DoneForDay
        | State::Canceled
        | State::Expired
        | State::Rejected
        | State::Calculated
        | State::Void => state,
    }
}

/// An execution counts for another quantity now. An order that was filled lives again; the caller
/// does not ask this where the venue says that it has ended.
const fn retraded(state: State, progress: Progress) -> State {
    match state {
        State::Born
        | State::Sent
        | State::Live
        | State::PartiallyFilled
        | State::Filled
        | State::Unknown => progress.state(),
        State::Suspended | State::Stopped => match progress {
            Progress::None | Progress::Part => state,
            Progress::Whole => State::Filled,
        },
        State::DoneForDay
        | State::Canceled
        | State::Expired
        | State::Rejected
        | State::Calculated
        | State::Void => state,
    }
}

const fn ended(state: State, end: State) -> State {
    match state {
        State::Born
        | State::Sent
        | State::Live
        | State::PartiallyFilled
        | State::Suspended
        | State::Stopped
        | State::Unknown
        | State::DoneForDay => end,
        State::Filled
        | State::Canceled
        | State::Expired
        | State::Rejected
        | State::Calculated
        | State::Void => state,
    }
}

/// The order's quantity is another one now.
const fn resized(state: State, progress: Progress) -> State {
    match state {
        State::Born
        | State::Sent
        | State::Live
        | State::PartiallyFilled
        | State::Filled
        | State::DoneForDay
        | State::Unknown => progress.state(),
        State::Suspended | State::Stopped => match progress {
            Progress::None | Progress::Part => state,
            Progress::Whole => State::Filled,
        },
        State::Canceled | State::Expired | State::Rejected | State::Calculated | State::Void => {
            state
        }
    }
}
