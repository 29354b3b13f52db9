//! Calls on the core as values, and what it answered: what a history is once its names are known.
//!
//! Law: a list of calls holds everything that the core is told, so that the same list can be played
//! again (L11).
//!
//! Uses: `plimsoll`. Used by: `driver`, `world`, `model`.

use plimsoll::{
    AlarmKind, ChildId, Level, MassStatus, MonitorId, NewChild, NewParent, Outcome, ParentId,
    Price, Qty, Receipt, Recovery, Refusal, Report, RequestId, ResetTicket, Scope, SuspenseId,
    Target, Ticked, VenueId,
};

/// One call. `lane` is the lane that makes it; calls without one are the control handle's.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "fields are named as the arguments of the call that they stand for")]
pub enum Call {
    /// Time passes; the core is not called.
    Wait { nanos: u32 },
    /// `Lane::admit`.
    Admit { lane: u32, order: NewParent },
    /// `Lane::amend`.
    Amend { lane: u32, parent: ParentId, qty: Qty },
    /// `Lane::refresh`.
    Refresh { lane: u32, parent: ParentId },
    /// `Lane::tick`.
    Tick { lane: u32 },
    /// `Lane::tick` by a clock that is behind.
    LateTick { lane: u32, behind: u64 },
    /// `Lane::cancel_parent`.
    CancelParent { lane: u32, parent: ParentId },
    /// `Lane::hold`.
    Hold { lane: u32, parent: ParentId },
    /// `Lane::retire`.
    Retire { lane: u32, parent: ParentId },
    /// `Lane::route`.
    Route { lane: u32, order: NewChild },
    /// `Lane::sent`.
    Sent { lane: u32, child: ChildId },
    /// `Lane::request_cancel`.
    RequestCancel { lane: u32, child: ChildId },
    /// `Lane::request_replace`.
    RequestReplace { lane: u32, child: ChildId, qty: Qty, price: Price },
    /// `Lane::doubt`.
    Doubt { lane: u32, child: ChildId },
    /// `Lane::report`.
    Report { lane: u32, report: Report },
    /// `Control::status`.
    Status { report: Report },
    /// `Control::drop_copy`.
    DropCopy { report: Report },
    /// `Control::prove_cooled`.
    ProveCooled { child: ChildId },
    /// `Control::disconnect`.
    Disconnect { venue: VenueId },
    /// `Control::reconnect`.
    Reconnect { venue: VenueId },
    /// `Control::begin_mass_status`.
    BeginMassStatus { venue: VenueId },
    /// `Control::end_mass_status`.
    EndMassStatus { venue: VenueId },
    /// `Lane::kill`.
    Kill { lane: u32, scope: Scope, reason: u32 },
    /// `Region::restrict`.
    Restrict { scope: Scope, level: Level },
    /// `Control::release`.
    Release { parent: ParentId },
    /// `Control::request_reset`.
    RequestReset { scope: Scope, key: u128 },
    /// `Control::confirm_reset`; `fresh` where the fingerprint is what runs there.
    ConfirmReset { nonce: u64, key: u128, fresh: bool },
    /// `Control::arm`.
    Arm { lease_until: u64 },
    /// `Control::renew`.
    Renew { lease_until: u64 },
    /// `Control::disarm`.
    Disarm,
    /// `Control::acknowledge`.
    Acknowledge { alarm: AlarmKind },
    /// `Region::take_over_lane`: the handle that was there is dropped.
    TakeOver { lane: u32 },
    /// All handles are dropped, the memory is attached again, `take_over_control`, `recover`, lanes
    /// claimed.
    Restart,
    /// The same, after a newer build had joined and this one, which was too old, was refused.
    Rollback,
    /// `Region::heartbeat`.
    Beat { monitor: MonitorId },
    /// `Region::journal`: all that is there is taken and kept.
    Keep { lane: u32 },
    /// `Control::assign`.
    Assign { entry: SuspenseId, to: Target },
}

/// What the core answered.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::large_enum_variant, reason = "kept for one call at a time")]
pub enum Answer {
    /// To `admit`.
    Parent(Result<ParentId, Refusal>),
    /// To `route`.
    Child(Result<ChildId, Refusal>),
    /// To `request_cancel` and `request_replace`.
    Request(Result<RequestId, Refusal>),
    /// To every command that gives nothing back.
    Unit(Result<(), Refusal>),
    /// To `report`, `status` and `drop_copy`.
    Outcome(Result<Outcome, Refusal>),
    /// To `tick`.
    Ticked(Result<Ticked, Refusal>),
    /// To `end_mass_status`.
    MassStatus(Result<MassStatus, Refusal>),
    /// To `kill` and `restrict`.
    Receipt(Result<Receipt, Refusal>),
    /// To `request_reset`.
    Ticket(Result<ResetTicket, Refusal>),
    /// To `recover`.
    Recovery(Result<Recovery, Refusal>),
}

impl Answer {
    /// The refusal, where it is one.
    #[must_use]
    pub fn refusal(&self) -> Option<Refusal> {
        match self {
            Answer::Parent(answer) => answer.err(),
            Answer::Child(answer) => answer.err(),
            Answer::Request(answer) => answer.err(),
            Answer::Unit(answer) => answer.err(),
            Answer::Outcome(answer) => answer.err(),
            Answer::Ticked(answer) => answer.err(),
            Answer::MassStatus(answer) => answer.err(),
            Answer::Receipt(answer) => answer.err(),
            Answer::Ticket(answer) => answer.err(),
            Answer::Recovery(answer) => answer.err(),
        }
    }

    /// What a report brought, where it was one.
    #[must_use]
    pub fn outcome(&self) -> Option<Outcome> {
        match self {
            Answer::Outcome(answer) => answer.ok(),
            Answer::Parent(_)
            | Answer::Child(_)
            | Answer::Request(_)
            | Answer::Unit(_)
            | Answer::Ticked(_)
            | Answer::MassStatus(_)
            | Answer::Receipt(_)
            | Answer::Ticket(_)
            | Answer::Recovery(_) => None,
        }
    }
}
