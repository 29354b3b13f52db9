//! What venues say: every report is a fact, and is never refused.
//!
//! ```text
//!  trade      record linked (1 CAS: it counts from here) ─► child ─► parent, position
//!  end        CumQty proven ─► bound drops to it ─► what the venue will not execute goes back to the parent
//!  replaced   OrderQty confirmed ─► request answered (1 CAS: by one thread) ─► bound follows
//! ```
//!
//! Laws L3, L4 and L5 rest here: an execution is booked once, in full, whatever state anything is
//! in; a release needs proof; what should have been impossible is booked all the same, and is a
//! [`Breach`] with an alarm.
//!
//! Uses: `region`, `lane`, `ledger`, `child`, `execution`. Used by: gateways.

mod change;
mod suspense;
mod trade;

pub use suspense::Suspense;

use crate::alarm::{AlarmKind, AlarmSet};
use crate::child::{ExecType, OrdStatus, State, next_state};
use crate::event::EventKind;
use crate::id::{AccountId, ChildId, ExecId, InstrumentId, ParentId};
use crate::lane::{Book, Lane};
use crate::ledger::{Account, Leaf};
use crate::refusal::{Breach, Refusal};
use crate::units::{Nanos, Price, Qty, Side};

/// What a report that fits no child says of whose it may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The account, as the session knows it.
    pub account: AccountId,
    /// The instrument.
    pub instrument: InstrumentId,
    /// The side.
    pub side: Side,
}

/// An execution report or a cancel reject (FIX 35=8, 35=9), as the session decoded it. `None`: the
/// venue did not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Report {
    /// The child that its ClOrdID or OrigClOrdID names.
    pub child: ChildId,
    /// What happened.
    pub exec_type: ExecType,
    /// The report's id. A trade is known again by it; a restatement too, and without one (0) it
    /// never makes an order smaller.
    pub exec_id: ExecId,
    /// FIX 32 LastQty in units; used for trades only.
    pub last_qty: Qty,
    /// FIX 31 LastPx in ticks; used for trades only.
    pub last_px: Price,
    /// FIX 14 CumQty. The end of an order releases nothing without it.
    pub cum_qty: Option<Qty>,
    /// FIX 151 LeavesQty.
    pub leaves_qty: Option<Qty>,
    /// FIX 38 OrderQty.
    pub order_qty: Option<Qty>,
    /// FIX 39 OrdStatus.
    pub ord_status: Option<OrdStatus>,
    /// The number of the request that this answers; without one, the oldest open request of its
    /// kind.
    pub request: Option<u16>,
    /// The venue does not know the order (FIX 102 CxlRejReason = 1).
    pub unknown_order: bool,
    /// Whose it may be, should it fit no child.
    pub hint: Option<Hint>,
}

impl Report {
    /// A report that says nothing but what happened.
    #[must_use]
    pub const fn new(child: ChildId, exec_type: ExecType) -> Report {
        Report {
            child,
            exec_type,
            exec_id: ExecId(0),
            last_qty: Qty::ZERO,
            last_px: Price(0),
            cum_qty: None,
            leaves_qty: None,
            order_qty: None,
            ord_status: None,
            request: None,
            unknown_order: false,
            hint: None,
        }
    }

    /// An execution.
    #[must_use]
    pub const fn trade(child: ChildId, exec_id: ExecId, last_qty: Qty, last_px: Price) -> Report {
        Report { exec_id, last_qty, last_px, ..Report::new(child, ExecType::Trade) }
    }
}

/// What a report did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// It had been heard before: no quantity moved.
    pub duplicate: bool,
    /// What it broke, if anything; the gravest.
    pub breach: Option<Breach>,
    /// The child; `None`: it went to suspense.
    pub child: Option<ChildId>,
    /// The child's parent.
    pub parent: Option<ParentId>,
    /// The parent ended with this report. Said once.
    pub parent_done: bool,
    /// Quantity that this report put past its parent.
    pub overfill: Qty,
    /// Alarms that this report raised.
    pub raised: AlarmSet,
}

/// A report on a child, while it is being booked.
pub(crate) struct Hearing<'r, 'a> {
    pub(crate) report: &'r Report,
    pub(crate) leaf: Leaf<'a>,
    pub(crate) book: Book<'a>,
    pub(crate) now: Nanos,
    pub(crate) account: Account,
    pub(crate) duplicate: bool,
    pub(crate) breach: Option<Breach>,
    /// Everything that it broke.
    pub(crate) broken: AlarmSet,
}

impl Hearing<'_, '_> {
    /// Takes note of a breach; of several, the one declared first stands.
    pub(crate) fn note(&mut self, breach: Breach) {
        self.broken.insert(alarm_of(breach));
        if self.breach.is_none_or(|known| (breach as u16) < (known as u16)) {
            self.breach = Some(breach);
        }
    }

    fn outcome(&self) -> Outcome {
        Outcome {
            duplicate: self.duplicate,
            breach: self.breach,
            child: Some(self.leaf.id),
            parent: Some(self.book.id),
            parent_done: self.account.done,
            overfill: Qty::saturating(self.account.overfill),
            raised: self.account.raised,
        }
    }
}

/// The alarm of a breach's own name.
const fn alarm_of(breach: Breach) -> AlarmKind {
    match breach {
        Breach::Overfill => AlarmKind::Overfill,
        Breach::ChildOverfill => AlarmKind::ChildOverfill,
        Breach::Suspense => AlarmKind::Suspense,
        Breach::ReportOnVoid => AlarmKind::ReportOnVoid,
        Breach::ConflictingExecution => AlarmKind::ConflictingExecution,
        Breach::ImpossibleReport => AlarmKind::ImpossibleReport,
        Breach::UnexpectedAnswer => AlarmKind::UnexpectedAnswer,
        Breach::CumQtyDisagrees => AlarmKind::CumQtyDisagrees,
        Breach::ExecutionsFull => AlarmKind::ExecutionsFull,
    }
}

impl<'a> Lane<'a> {
    /// Books what a venue says. Any lane may hear a report of any lane's child, any number of
    /// times.
    ///
    /// A report is never refused for what it says; see [`Outcome::breach`].
    ///
    /// # Errors
    ///
    /// | error                       | when                                                       |
    /// |-----------------------------|------------------------------------------------------------|
    /// | [`Refusal::HandleLost`]     | the lane was taken over: report it again on a lane you own |
    pub fn report(&mut self, report: &Report, now: Nanos) -> Result<Outcome, Refusal> {
        self.is_owner()?;
        let leaf = self.region.leaf(report.child);
        let found = leaf.and_then(|leaf| Some((leaf, self.region.book(leaf.slot.parent())?)));
        let Some((leaf, book)) = found else { return Ok(self.suspend(report, now)) };
        let account = Account::default();
        let mut hearing = Hearing {
            report,
            leaf,
            book,
            now,
            account,
            duplicate: false,
            breach: None,
            broken: AlarmSet::EMPTY,
        };
        // Held on to, and looked at again: from here on neither is retired under our hands.
        let here = self.pin(&book) && self.region.leaf(report.child).is_some();
        let heard = if here { self.hear(&mut hearing) } else { None };
        self.at_rest();
        match heard {
            Some(()) => Ok(hearing.outcome()),
            None => Ok(self.suspend(report, now)),
        }
    }

    /// Books a report on a child. `None`: the slot is no longer that child's.
    fn hear(&self, hearing: &mut Hearing<'_, 'a>) -> Option<()> {
        if hearing.leaf.slot.word().state()? == State::Void {
            self.hold_for(hearing, Breach::ReportOnVoid);
        }
        // Before anything is booked: a parent is not told to be over while its venue says that more is
        // to come.
        if let Some(cum) = hearing.report.cum_qty {
            let slot = hearing.leaf.slot;
            if cum.get() > slot.bound().qty() && slot.word().state() != Some(State::Void) {
                hearing.note(Breach::ImpossibleReport);
            }
            slot.claim_cum(cum);
            self.follow_proof(hearing);
        }
        if hearing.report.exec_type != ExecType::Trade {
            self.hear_claims(hearing);
        }
        match hearing.report.exec_type {
            ExecType::Trade => self.hear_trade(hearing)?,
            ExecType::Canceled | ExecType::Expired | ExecType::Rejected | ExecType::DoneForDay => {
                self.hear_end(hearing)?;
            }
            ExecType::Replaced => self.hear_replaced(hearing)?,
            ExecType::Restated => self.hear_restated(hearing)?,
            ExecType::CancelRejected | ExecType::ReplaceRejected => self.hear_rejected(hearing)?,
            ExecType::New
            | ExecType::OrderStatus
            | ExecType::PendingNew
            | ExecType::PendingCancel
            | ExecType::PendingReplace
            | ExecType::Suspended
            | ExecType::Stopped
            | ExecType::Calculated => self.hear_status(hearing)?,
        }
        self.compare_cum(hearing);
        self.follow_proof(hearing);
        if hearing.account.overfill > 0 {
            hearing.note(Breach::Overfill);
        }
        self.sound(hearing);
        Some(())
    }

    /// The state that the report leads to; told if it is another one.
    fn hear_status(&self, hearing: &Hearing<'_, 'a>) -> Option<()> {
        let exec_type = hearing.report.exec_type;
        if exec_type == ExecType::OrderStatus && says_ended(hearing.report) {
            // An end is proof only where it is reported as one.
            return Some(());
        }
        self.move_state(hearing).map(|_| ())
    }

    pub(super) fn move_state(&self, hearing: &Hearing<'_, 'a>) -> Option<(State, State)> {
        let exec_type = hearing.report.exec_type;
        let slot = hearing.leaf.slot;
        self.set_state(&hearing.leaf, &hearing.book, hearing.now, |state, word| {
            next_state(state, exec_type, slot.progress(word))
        })
    }

    /// Keeps the bound in step with the venue's CumQty, which may rise above the OrderQty, or after
    /// the end.
    fn follow_proof(&self, hearing: &mut Hearing<'_, 'a>) {
        let slot = hearing.leaf.slot;
        if slot.proven_cum().is_some() || slot.fact_bound() > slot.bound().qty() {
            self.follow(hearing);
        }
    }

    /// A venue that claims a larger order than the child ever was: the core reserves for the claim.
    pub(super) fn hear_claims(&self, hearing: &mut Hearing<'_, 'a>) {
        let report = hearing.report;
        if matches!(report.exec_type, ExecType::Replaced | ExecType::Restated) {
            return;
        }
        let open = match (report.cum_qty, report.leaves_qty) {
            (Some(cum), Some(leaves)) => cum.get().saturating_add(leaves.get()),
            (Some(_) | None, Some(_) | None) => 0,
        };
        let claimed = report.order_qty.map_or(0, Qty::get).max(open);
        let slot = hearing.leaf.slot;
        let is_void = slot.word().state() == Some(State::Void);
        if claimed > slot.peak() && !is_void {
            hearing.note(Breach::ImpossibleReport);
            slot.confirm(slot.confirmed_by(), Qty::saturating(claimed));
            self.follow(hearing);
        }
    }

    /// The venue's cumulative quantity, noted before anything was booked, beside ours.
    fn compare_cum(&self, hearing: &mut Hearing<'_, 'a>) {
        let slot = hearing.leaf.slot;
        let (claimed, ours) = (slot.claimed_cum(), slot.cum_qty());
        if hearing.report.cum_qty.is_some() && claimed > ours {
            let raised = &mut hearing.account.raised;
            self.raise(AlarmKind::CumQtyGap, claimed - ours, hearing.now, raised);
        }
        if slot.proven_cum().is_some_and(|final_cum| ours > final_cum) {
            hearing.note(Breach::CumQtyDisagrees);
        }
    }

    /// Holds the parent for a breach that no program should go on after.
    fn hold_for(&self, hearing: &mut Hearing<'_, 'a>, breach: Breach) {
        hearing.note(breach);
        let book = &hearing.book;
        if Lane::hold_word(&book.slot.word, book.parts.generation) {
            let cause = alarm_of(breach) as u64;
            self.tell_parent(EventKind::Held, book, hearing.now, (0, cause));
        }
    }

    /// Raises the alarm of every breach, unless it was raised where it was found.
    fn sound(&self, hearing: &mut Hearing<'_, 'a>) {
        let child = hearing.leaf.id.to_bits();
        for kind in hearing.broken.iter() {
            if !hearing.account.raised.contains(kind) {
                self.raise(kind, child, hearing.now, &mut hearing.account.raised);
            }
        }
    }
}

/// Whether the venue's own words say that the order is over.
fn says_ended(report: &Report) -> bool {
    report.ord_status.is_some_and(|status| !status.is_alive())
}

/// Whether the venue's own words say that the order is not over.
pub(crate) fn says_alive(report: &Report) -> bool {
    // A pending request outranks the end of its order in FIX's order of precedence, so it says
    // nothing of it.
    let pending = |status| matches!(status, OrdStatus::PendingCancel | OrdStatus::PendingReplace);
    report.ord_status.is_some_and(|status| status.is_alive() && !pending(status))
        || report.leaves_qty.is_some_and(|leaves| !leaves.is_zero())
}
