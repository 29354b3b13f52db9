//! The list of all controls: what each is called, by which rule it is there, and what it counts.
//!
//! ```text
//!  refusal, alarm, throw of a switch ──► ControlId ──► its slot: hits, last hit, last test
//! ```
//!
//! Law: whatever is refused, raised or thrown counts to one control, by functions that are total:
//! a new refusal or alarm does not compile before somebody has said which control it stands for.
//! It is counted where the answer is 'no' already; a success pays nothing.
//!
//! A rule's name is short for: SEC, 17 CFR §240.15c3-5, the market access rule; RTS 6, Delegated
//! Regulation (EU) 2017/589; FIA 2024, Best Practices for Automated Trading Risk Controls and
//! System Safeguards, July 2024; law, ARCHITECTURE.md.
//!
//! Uses: `sync`, `units`, `refusal`, `alarm`, `switch`. Used by: `region`, `stop`, `lane`, `gate`,
//! `desk`, `report`, `control`, `drill`.

mod of;
mod row;
mod slot;

pub use slot::ControlInfo;
pub(crate) use slot::HitSlot;

/// A control of the core's. The numbers are part of the C interface: they have gaps, and none is
/// ever used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u16)]
#[non_exhaustive]
pub enum ControlId {
    /// A region that nobody has armed admits and routes nothing.
    Arming = 10,
    /// What runs here is what the operator expects: at arming, at a reset, and when a lane is
    /// claimed.
    Fingerprint = 11,
    /// Only the strategies of the session's manifest take parents in.
    Manifest = 12,
    /// A strategy takes no more parents, and no more money, than the session allows it.
    SessionCaps = 13,
    /// Nothing opens while a limit is not set.
    LimitsSet = 14,
    /// The control handle must renew its lease, or trading stops. The setting is when it ends.
    Lease = 15,
    /// No lease is longer than the manifest allows.
    LeaseLength = 16,
    /// Whoever must be listening was heard in time.
    Monitors = 17,
    /// A critical alarm that nobody acknowledges in time stops trading.
    AlarmDeadline = 18,
    /// No command is carried out at a time before the one before it.
    ClockBackwards = 19,
    /// No command is carried out by a clock that stands still while others go on.
    ClockStopped = 20,
    /// Nothing is born that the lane's journal might miss. The setting is how many journals are
    /// kept.
    Journal = 21,
    /// A handle has one owner; one that was taken over may do nothing any more.
    Handle = 22,
    /// No build older than the region permits touches it. The setting is that build's version.
    Build = 23,
    /// Memory that is no region of this interface and layout, or is damaged, is not joined.
    Layout = 24,

    /// While a switch is thrown, or a parent held, nothing is born there. Counts what was refused
    /// for it.
    Halted = 30,
    /// The firm can be stopped. Counts how often that was done, as each of its kind.
    KillFirm = 31,
    /// An account can be stopped.
    KillAccount = 32,
    /// An instrument can be stopped.
    KillInstrument = 33,
    /// A venue can be stopped.
    KillVenue = 34,
    /// A strategy can be stopped.
    KillStrategy = 35,
    /// A lane can be stopped.
    KillLane = 36,
    /// A desk, a trader or a client can be stopped.
    KillParty = 37,
    /// A parent can be held.
    KillParent = 38,
    /// Where a scope is restricted so, only what brings a position nearer to zero is born.
    ReduceOnly = 39,
    /// A scope can be warned or restricted, and what is stopped further stays so.
    Levels = 40,

    /// A reset takes two persons, each with a key. The setting is how many have one.
    ResetKeys = 50,
    /// A confirmation names the open request.
    ResetRequest = 51,
    /// A reset is thought over for at least so long.
    ResetDelay = 52,
    /// A request that is old is worth nothing.
    ResetExpiry = 53,
    /// Nothing is opened that was stopped again after somebody looked.
    ResetSinceKill = 54,
    /// Nothing is opened while a critical alarm is not acknowledged.
    ResetAlarms = 55,
    /// Nothing is opened while nobody knows what became of a child in the scope.
    ResetUnproven = 56,
    /// Nothing is opened while an execution in suspense is not assigned.
    ResetSuspense = 57,

    /// Only parents of strategies that are defined here are taken in.
    Strategy = 60,
    /// A retired code is a tombstone. The setting is how many of the gateway's there are.
    Retired = 61,
    /// A parent names the generation of its strategy that is known here.
    Generation = 62,
    /// A parent carries no flag that is not known here.
    Flag = 63,
    /// A parent carries no party that is not known here.
    Party = 64,
    /// A newer registry continues the older one. The setting is how many codes the gateway has.
    History = 65,

    /// Only accounts, instruments and venues that are defined are traded. The setting is how many
    /// there are.
    Definitions = 70,
    /// An id that names nothing any more, or never did, is refused.
    Identity = 71,
    /// An account uses a client id once.
    Duplicate = 72,
    /// An execution in suspense is assigned once, and only where it fits.
    Assignment = 73,

    /// Quantity, side, price and time in force make sense.
    OrderFields = 80,
    /// No order is above what its instrument allows.
    MaxOrderQty = 81,
    /// A quantity is a multiple of the lot.
    Lot = 82,
    /// Quantity times price is no more than the core can count.
    MaxNotional = 83,
    /// No child is priced worse than its parent's limit.
    PriceLimit = 84,
    /// No price is too far from the reference price.
    PriceCollar = 85,
    /// A collar stands around a price that is there and fresh.
    ReferencePrice = 86,

    /// No account goes further in an instrument than it may.
    PositionLimit = 100,
    /// No account commits more money than it may.
    AccountLimit = 101,
    /// The firm commits no more money than it may.
    FirmLimit = 102,
    /// No child is born that its parent cannot pay for.
    Headroom = 103,
    /// Nothing is born for a parent that has ended or is closed.
    ParentState = 104,
    /// Nothing is born for a parent whose expire time has come. Each parent has its own.
    ParentExpiry = 105,
    /// Nothing is born for a parent that upstream does not vouch for any more. Each has its own.
    ParentLease = 106,
    /// A parent has no more children than it may ever have. Each parent has its own bounds.
    FanOutChildren = 107,
    /// A parent sends no more quantity than it may ever send.
    FanOutQuantity = 108,
    /// A parent sends no more money than it may ever send. Counted with the quantity.
    FanOutNotional = 109,
    /// A parent that was refused too often, or went past its fan-out, is held.
    FanOutRefused = 110,
    /// A strategy is halted when too many of its parents were held.
    MaxHeld = 111,

    /// Nothing is born at a venue that is not heard, or whose open orders are not known. The
    /// setting is how many are up.
    VenueSession = 120,

    /// A lane sends no more orders in a window than it may.
    OrderThrottle = 130,
    /// A lane sends no more cancels in a window than it may, and nothing but cancels uses that up.
    CancelThrottle = 131,
    /// A strategy that is executed too often on one side of an instrument stops there until a
    /// person enables it.
    RepeatedExecutions = 132,
    /// A strategy that sends more than what came in accounts for is halted.
    StrategyRatio = 133,
    /// The firm is halted when it sends more than what came in accounts for.
    FirmRatio = 134,
    /// Venues that reject order after order are heard.
    VenueRejects = 135,

    /// Past so much in suspense the firm is halted.
    SuspenseLimit = 140,
    /// The same of one account in one instrument.
    PositionSuspense = 141,
    /// A report that fits no child is booked and alarmed.
    Suspense = 142,
    /// A parent that is executed past its quantity is held.
    Overfill = 143,
    /// A report that cannot be is booked and alarmed.
    ReportChecks = 144,
    /// What a statement says is compared with the books.
    Reconciliation = 145,
    /// What is busted goes back to its parent, which is held.
    Corrections = 146,
    /// A child that nobody can vouch for keeps its quantity reserved, and is heard.
    UnknownChildren = 147,
    /// What a dead owner was in the middle of is held.
    TakeOver = 148,

    /// Nothing is admitted that there is no room for. The setting of each of these is the capacity.
    ParentSlots = 160,
    /// Nothing is born that there is no room for.
    ChildSlots = 161,
    /// Nothing is born whose fills might find no record.
    ExecutionRecords = 162,
    /// Nothing is admitted whose client id could not be kept.
    ClientIds = 163,
    /// Nothing is admitted whose executions could not be counted.
    RepeatSlots = 164,
    /// Nothing is defined that there is no room for. The setting is that of accounts.
    DefinitionSlots = 165,
    /// A child has no more open requests than can be told apart.
    RequestSlots = 166,
}

/// What the number is that a control is set to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
#[non_exhaustive]
pub enum Measure {
    /// There is nothing to set: the control is always on. 0.
    Always = 0,
    /// Money units.
    Money = 1,
    /// Units of quantity.
    Units = 2,
    /// Nanoseconds.
    Nanoseconds = 3,
    /// A count; `u32::MAX` of a throttle is no bound.
    Number = 4,
    /// How many accounts, instruments, strategies, … it is set for: each has a number of its own.
    Scopes = 5,
    /// How many switches of this kind are thrown now.
    Thrown = 6,
}

impl Measure {
    /// The word for it, as the operator's program prints it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Measure::Always => "always",
            Measure::Money => "money",
            Measure::Units => "units",
            Measure::Nanoseconds => "nanoseconds",
            Measure::Number => "number",
            Measure::Scopes => "scopes",
            Measure::Thrown => "thrown",
        }
    }
}

impl ControlId {
    /// Every control, in the order of their slots.
    pub const ALL: [ControlId; 86] = [
        ControlId::Arming,
        ControlId::Fingerprint,
        ControlId::Manifest,
        ControlId::SessionCaps,
        ControlId::LimitsSet,
        ControlId::Lease,
        ControlId::LeaseLength,
        ControlId::Monitors,
        ControlId::AlarmDeadline,
        ControlId::ClockBackwards,
        ControlId::ClockStopped,
        ControlId::Journal,
        ControlId::Handle,
        ControlId::Build,
        ControlId::Layout,
        ControlId::Halted,
        ControlId::KillFirm,
        ControlId::KillAccount,
        ControlId::KillInstrument,
        ControlId::KillVenue,
        ControlId::KillStrategy,
        ControlId::KillLane,
        ControlId::KillParty,
        ControlId::KillParent,
        ControlId::ReduceOnly,
        ControlId::Levels,
        ControlId::ResetKeys,
        ControlId::ResetRequest,
        ControlId::ResetDelay,
        ControlId::ResetExpiry,
        ControlId::ResetSinceKill,
        ControlId::ResetAlarms,
        ControlId::ResetUnproven,
        ControlId::ResetSuspense,
        ControlId::Strategy,
        ControlId::Retired,
        ControlId::Generation,
        ControlId::Flag,
        ControlId::Party,
        ControlId::History,
        ControlId::Definitions,
        ControlId::Identity,
        ControlId::Duplicate,
        ControlId::Assignment,
        ControlId::OrderFields,
        ControlId::MaxOrderQty,
        ControlId::Lot,
        ControlId::MaxNotional,
        ControlId::PriceLimit,
        ControlId::PriceCollar,
        ControlId::ReferencePrice,
        ControlId::PositionLimit,
        ControlId::AccountLimit,
        ControlId::FirmLimit,
        ControlId::Headroom,
        ControlId::ParentState,
        ControlId::ParentExpiry,
        ControlId::ParentLease,
        ControlId::FanOutChildren,
        ControlId::FanOutQuantity,
        ControlId::FanOutNotional,
        ControlId::FanOutRefused,
        ControlId::MaxHeld,
        ControlId::VenueSession,
        ControlId::OrderThrottle,
        ControlId::CancelThrottle,
        ControlId::RepeatedExecutions,
        ControlId::StrategyRatio,
        ControlId::FirmRatio,
        ControlId::VenueRejects,
        ControlId::SuspenseLimit,
        ControlId::PositionSuspense,
        ControlId::Suspense,
        ControlId::Overfill,
        ControlId::ReportChecks,
        ControlId::Reconciliation,
        ControlId::Corrections,
        ControlId::UnknownChildren,
        ControlId::TakeOver,
        ControlId::ParentSlots,
        ControlId::ChildSlots,
        ControlId::ExecutionRecords,
        ControlId::ClientIds,
        ControlId::RepeatSlots,
        ControlId::DefinitionSlots,
        ControlId::RequestSlots,
    ];

    /// The control with this number.
    #[must_use]
    pub fn from_code(code: u16) -> Option<ControlId> {
        ControlId::ALL.iter().copied().find(|control| *control as u16 == code)
    }

    /// The word for it, as the operator's program prints it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().0
    }

    /// The rule that asks for it, or the law of the core's own.
    #[must_use]
    pub const fn source(self) -> &'static str {
        self.row().1
    }

    /// What its setting is.
    #[must_use]
    pub const fn measure(self) -> Measure {
        self.row().2
    }
}

#[cfg(test)]
mod tests;
