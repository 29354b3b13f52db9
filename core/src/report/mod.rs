//! What venues say: every report is a fact, and is never refused.
//!
//! ```text
//!  trade      record linked (1 CAS: it counts from here) ─► child ─► parent, position
//!  end        CumQty proven ─► bound drops to it ─► what the venue will not execute goes back to the parent
//!  bust       record takes the place of the one it names ─► child, parent, position; the parent is held
//!  replaced   OrderQty confirmed ─► request answered (1 CAS: by one thread) ─► bound follows
//! ```
//!
//! Laws L3, L4 and L5 rest here: an execution is booked once, in full, whatever state anything is
//! in; a release needs proof; what should have been impossible is booked all the same, and is a
//! [`Breach`] with an alarm.
//!
//! Uses: `region`, `lane`, `ledger`, `child`, `execution`. Used by: gateways.

mod change;
mod correct;
mod plain;
mod suspense;
pub(crate) mod trade;

#[cfg(all(test, loom))]
mod loom;

pub use suspense::{Suspense, SuspenseOf};

use crate::alarm::{AlarmKind, AlarmSet};
use crate::child::{ChildWord, ExecType, OrdStatus, Progress, State, next_state};
use crate::event::EventKind;
use crate::execution::{ExecutionSlot, Kind};
use crate::id::{AccountId, ChildId, ExecId, InstrumentId, ParentId};
use crate::lane::{Book, Lane};
use crate::ledger::{Account, Leaf};
use crate::refusal::{Breach, Refusal};
use crate::tree;
use crate::units::{Nanos, Price, Qty, Side};
use crate::venue::VenueSlot;

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
    /// FIX 19 ExecRefID: the execution that a bust or a correction is about, or the correction of it
    /// that stands.
    pub exec_ref: Option<ExecId>,
    /// FIX 32 LastQty in units; used for trades, busts and corrections only. A correction's is the
    /// whole new quantity; a bust's the quantity taken back, or 0 for all of it.
    pub last_qty: Qty,
    /// FIX 31 LastPx in ticks; used for trades and corrections only. 0: the venue did not say.
    pub last_px: Price,
    /// FIX 14 CumQty. The end of an order releases nothing without it.
    pub cum_qty: Option<Qty>,
    /// FIX 151 LeavesQty. With a bust, 0 says that a filled child has ended with what it has.
    pub leaves_qty: Option<Qty>,
    /// FIX 38 OrderQty.
    pub order_qty: Option<Qty>,
    /// FIX 39 OrdStatus. With a bust, an end says that a filled child has ended with what it has;
    /// otherwise it lives again.
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
            exec_ref: None,
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
    /// The parent ended with this report. Said once, and again if it was resumed.
    pub parent_done: bool,
    /// A cancel that was wanted was refused beside a replace: request it again.
    pub cancel_wanted: bool,
    /// Quantity that this report put past its parent.
    pub overfill: Qty,
    /// Alarms that this report raised.
    pub raised: AlarmSet,
}

/// Who says what a report says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// The venue, by the order's own session.
    Session,
    /// Another session of the venue: at least so much was executed as it says.
    Copy,
    /// The venue or an operator, through the control handle: so much was executed, and an end is
    /// final.
    Statement,
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
    /// Who says so.
    pub(crate) source: Source,
    /// The CumQty that the venue had claimed before this report.
    pub(crate) claimed_before: u64,
}

impl<'r, 'a> Hearing<'r, 'a> {
    fn new(
        report: &'r Report,
        (leaf, book): (Leaf<'a>, Book<'a>),
        source: Source,
        now: Nanos,
    ) -> Hearing<'r, 'a> {
        Hearing {
            report,
            leaf,
            book,
            now,
            account: Account::default(),
            duplicate: false,
            breach: None,
            broken: AlarmSet::EMPTY,
            source,
            claimed_before: 0,
        }
    }

    pub(crate) fn is_statement(&self) -> bool {
        self.source == Source::Statement
    }

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
            cancel_wanted: self.report.exec_type.answers_a_request()
                && self.leaf.slot.wants_cancel(),
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
        Breach::ImpossiblePrice => AlarmKind::ImpossiblePrice,
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
    #[inline]
    pub fn report(&mut self, report: &Report, now: Nanos) -> Result<Outcome, Refusal> {
        if report.exec_type == ExecType::Trade {
            self.report_execution(report, now)
        } else if report.exec_type == ExecType::New {
            self.report_acknowledgement(report, now)
        } else if matches!(report.exec_type, ExecType::Canceled | ExecType::Expired) {
            self.report_end(report, now)
        } else {
            self.try_report(report, now)
                .inspect_err(|refusal| self.region.count_refusal(*refusal, now))
        }
    }

    #[inline(never)]
    fn report_in_full(&mut self, report: &Report, now: Nanos) -> Result<Outcome, Refusal> {
        self.try_report(report, now).inspect_err(|refusal| self.region.count_refusal(*refusal, now))
    }

    fn try_report(&mut self, report: &Report, now: Nanos) -> Result<Outcome, Refusal> {
        self.is_owner()?;
        Ok(self.hear_out(report, Source::Session, now))
    }

    /// Books what a venue says, or what is said of it with authority.
    pub(crate) fn hear_out(&self, report: &Report, source: Source, now: Nanos) -> Outcome {
        let redirected;
        let mut report = report;
        if is_correction(report)
            && self.region.leaf(report.child).is_none()
            && let Some(child) = self.region.corrected_child(report)
        {
            redirected = Report { child, ..*report };
            report = &redirected;
        }
        let leaf = self.region.leaf(report.child);
        let found = leaf.and_then(|leaf| Some((leaf, self.region.book(leaf.slot.parent())?)));
        let Some((leaf, book)) = found else { return self.suspend(report, now) };
        let mut hearing = Hearing::new(report, (leaf, book), source, now);
        // Held on to, and looked at again: from here on neither is retired under our hands.
        let here = self.pin(&book) && self.region.leaf(report.child).is_some();
        let heard = if here { self.hear(&mut hearing) } else { None };
        self.at_rest();
        match heard {
            Some(()) => hearing.outcome(),
            None => self.suspend(report, now),
        }
    }

    /// Books a report on a child. `None`: the slot is no longer that child's.
    fn hear(&self, hearing: &mut Hearing<'_, 'a>) -> Option<()> {
        if hearing.leaf.slot.word().state()? == State::Void {
            self.hold_for(hearing, Breach::ReportOnVoid);
        }
        hearing.leaf.slot.say_claim();
        hearing.claimed_before = hearing.leaf.slot.claimed_cum();
        // Only a statement can lower what is counted.
        let before = if hearing.is_statement() { hearing.leaf.slot.cum_qty() } else { 0 };
        if let Some(cum) = hearing.report.cum_qty.filter(|_| hearing.is_statement())
            && cum.get() < before
            && hearing.leaf.slot.inferred_qty() > 0
        {
            // What was inferred and is not executed after all comes free only to a parent that is held.
            let raised = &mut hearing.account.raised;
            self.hold_for_bust(&hearing.book, (before, cum.get()), hearing.now, raised);
        }
        // Before anything is booked: a parent is not told to be over while its venue says that more is
        // to come.
        let says_cum = !is_correction(hearing.report)
            && !self.is_stale(hearing)
            && !self.is_final_word(hearing);
        if let Some(cum) = self.venue_cum(hearing).filter(|_| says_cum) {
            let slot = hearing.leaf.slot;
            // After a bust an order that has ended may be executed again, as far as it ever was.
            let again = slot.was_corrected() && cum.get() <= slot.peak();
            let beyond = cum.get() > slot.bound().qty() && !again;
            if beyond && slot.word().state() != Some(State::Void) {
                hearing.note(Breach::ImpossibleReport);
            }
            slot.claim_cum(cum);
            match hearing.source {
                Source::Session => {}
                Source::Copy => slot.state_at_least(cum.get()),
                Source::Statement => slot.state_exactly(cum.get()),
            }
        }
        let is_trade = hearing.report.exec_type == ExecType::Trade;
        if !is_trade && !is_correction(hearing.report) {
            self.hear_claims(hearing);
        }
        // What is inferred counts as executed: with a report that says more of the order's size, only
        // once all of that is heard.
        let of_size = matches!(
            hearing.report.exec_type,
            ExecType::Trade | ExecType::Replaced | ExecType::Restated
        );
        if !of_size || !hearing.leaf.slot.is_stated() {
            self.follow_proof(hearing);
        }
        match hearing.report.exec_type {
            ExecType::Trade => self.hear_trade(hearing)?,
            ExecType::TradeCorrect | ExecType::TradeCancel => self.hear_correction(hearing)?,
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
        if hearing.is_statement() && hearing.leaf.slot.cum_qty() < before {
            self.resume(&hearing.book, hearing.now);
        }
        self.sound(hearing);
        Some(())
    }

    /// Whether a statement says with authority that an order has ended, and at which CumQty: that
    /// stands in the place of whatever was claimed before.
    fn is_final_word(&self, hearing: &Hearing<'_, 'a>) -> bool {
        let report = hearing.report;
        let slot = hearing.leaf.slot;
        let ends = match report.exec_type {
            ExecType::Canceled | ExecType::Expired | ExecType::Rejected => !says_alive(report),
            ExecType::DoneForDay => !says_alive(report) && !slot.time_in_force().outlives_session(),
            _ => self.is_filled_at_less(hearing).is_some(),
        };
        hearing.is_statement() && ends && slot.word().state() != Some(State::Void)
    }

    /// The CumQty that an order was filled at, as a statement says, where that is less than what was
    /// asked for. An open replace may revive it: then it says nothing yet.
    fn is_filled_at_less(&self, hearing: &Hearing<'_, 'a>) -> Option<Qty> {
        let report = hearing.report;
        let slot = hearing.leaf.slot;
        let filled = report.exec_type == ExecType::OrderStatus
            && report.ord_status == Some(OrdStatus::Filled)
            && !slot.requests.pending().1;
        // Not the one of an order that was made larger since.
        let same = report.order_qty.is_none_or(|qty| qty.get() == slot.order_qty());
        let less = |cum: &Qty| cum.get() <= slot.order_qty() && cum.get() < slot.bound().qty();
        report.cum_qty.filter(|cum| filled && same && less(cum))
    }

    /// Whether an execution comes again to a child of which one was corrected since, or comes after its
    /// own correction: what it says of CumQty was so before.
    fn is_stale(&self, hearing: &Hearing<'_, 'a>) -> bool {
        let slot = hearing.leaf.slot;
        if hearing.report.exec_type != ExecType::Trade || !slot.was_corrected() {
            return false;
        }
        let record = self.known_record(&hearing.leaf, hearing.report.exec_id.0);
        record.is_some_and(|record| !record.is_awaited() || record.is_corrected())
    }

    /// Whether a drop copy is of an execution that was reported, of a child of which one was corrected
    /// since.
    pub(crate) fn is_stale_copy(&self, leaf: &Leaf<'a>, report: &Report) -> bool {
        let record = || self.known_record(leaf, report.exec_id.0);
        let same =
            |record: &ExecutionSlot| record.agrees(Kind::Trade, report.last_qty, report.last_px);
        report.exec_type == ExecType::Trade
            && leaf.slot.was_corrected()
            && record().is_some_and(same)
    }

    /// A child's record of this name.
    pub(super) fn known_record(&self, leaf: &Leaf<'a>, key: u128) -> Option<&'a ExecutionSlot> {
        let executions = self.region.executions;
        let row = tree::row(&leaf.slot.executions);
        let known = row.find(executions, key, leaf.id.to_bits());
        known.and_then(|index| executions.get(index as usize))
    }

    /// The report's CumQty over the child's whole life. Where the venue counts it from the last
    /// replace on, only the end of the order says something, and that is read for the worse.
    pub(super) fn venue_cum(&self, hearing: &Hearing<'_, 'a>) -> Option<Qty> {
        let cum = hearing.report.cum_qty?;
        let base = hearing.leaf.slot.base_qty();
        if base == 0 || hearing.is_statement() {
            return Some(cum);
        }
        if hearing.leaf.slot.is_settled() {
            return None;
        }
        let ends = matches!(
            hearing.report.exec_type,
            ExecType::Canceled | ExecType::Expired | ExecType::Rejected | ExecType::DoneForDay
        );
        ends.then(|| Qty::saturating(cum.get().saturating_add(base)))
    }

    /// The state that the report leads to; told if it is another one.
    fn hear_status(&self, hearing: &Hearing<'_, 'a>) -> Option<()> {
        let exec_type = hearing.report.exec_type;
        let is_status = exec_type == ExecType::OrderStatus;
        if is_status && says_ended(hearing.report) && !hearing.is_statement() {
            // An end is proof only where it is reported as one.
            return Some(());
        }
        if is_status && hearing.report.unknown_order {
            return self.lose_track(hearing);
        }
        if let Some(cum) = self.is_filled_at_less(hearing) {
            // With authority: it was filled at less than we asked for.
            let fill = |state: State, _| if state.is_alive() { State::Filled } else { state };
            self.set_state(&hearing.leaf, &hearing.book, hearing.now, fill)?;
            self.prove(hearing, cum);
            return Some(());
        }
        self.move_state(hearing).map(|_| ())
    }

    /// What the report says of the state: a status report or a restatement what its OrdStatus says.
    fn state_said(hearing: &Hearing<'_, 'a>) -> ExecType {
        let exec_type = hearing.report.exec_type;
        if !matches!(exec_type, ExecType::OrderStatus | ExecType::Restated) {
            return exec_type;
        }
        match hearing.report.ord_status {
            Some(OrdStatus::PendingNew) if exec_type == ExecType::OrderStatus => {
                ExecType::PendingNew
            }
            Some(OrdStatus::Suspended) => ExecType::Suspended,
            Some(OrdStatus::Stopped) => ExecType::Stopped,
            Some(_) | None => exec_type,
        }
    }

    pub(super) fn move_state(&self, hearing: &Hearing<'_, 'a>) -> Option<(State, State)> {
        self.set_state(&hearing.leaf, &hearing.book, hearing.now, |state, word| {
            Self::state_after(hearing, state, word)
        })
    }

    /// The state that the report leads to from another, with `word` as the child's word.
    pub(super) fn state_after(hearing: &Hearing<'_, 'a>, state: State, word: ChildWord) -> State {
        match (Self::state_said(hearing), hearing.leaf.slot.progress(word)) {
            // An execution that was busted says that the order is there, and no more.
            (ExecType::Trade, Progress::None) => next_state(state, ExecType::New, Progress::None),
            (exec_type, progress) => next_state(state, exec_type, progress),
        }
    }

    /// Nobody knows any more what became of the child, if it lived.
    pub(super) fn lose_track(&self, hearing: &Hearing<'_, 'a>) -> Option<()> {
        self.set_unknown(&hearing.leaf, &hearing.book, hearing.now).ok().map(|_| ())
    }

    /// The venue that the child was sent to.
    pub(super) fn venue_of(&self, hearing: &Hearing<'_, 'a>) -> Option<&'a VenueSlot> {
        self.region.venue(hearing.leaf.slot.venue())
    }

    /// Keeps the bound in step with the venue's CumQty, which may rise above the OrderQty, or after
    /// the end.
    pub(super) fn follow_proof(&self, hearing: &mut Hearing<'_, 'a>) {
        let slot = hearing.leaf.slot;
        let owed = slot.is_stated() && slot.due_inferred() != slot.inferred_qty();
        if owed || slot.proven_cum().is_some() || slot.fact_bound() > slot.bound().qty() {
            self.follow(hearing);
        }
    }

    /// A venue that claims a larger order than the child ever was: the core reserves for the claim.
    pub(super) fn hear_claims(&self, hearing: &mut Hearing<'_, 'a>) {
        let report = hearing.report;
        let of_a_chain = hearing.leaf.slot.base_qty() > 0 && !hearing.is_statement();
        if of_a_chain || matches!(report.exec_type, ExecType::Replaced | ExecType::Restated) {
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
        let (says, proven) = (hearing.report.cum_qty.is_some(), slot.proven_cum().is_some());
        // While another lane moves the child there is nothing to compare; it compares after.
        let ours = if says || proven { slot.reported_if_still() } else { None };
        let Some(ours) = ours else { return };
        // Who books an execution claims its CumQty first: read after ours, it has all that ours has.
        let claimed = slot.claimed_cum();
        let counted_so_far = ours.saturating_add(slot.inferred_qty());
        if says && claimed > counted_so_far {
            let raised = &mut hearing.account.raised;
            self.raise(AlarmKind::CumQtyGap, claimed - counted_so_far, hearing.now, raised);
        }
        // While an end cools down, late fills are what it cools for.
        if proven && !slot.is_held_back() && ours > claimed {
            hearing.note(Breach::CumQtyDisagrees);
        }
        // A venue that has counted so far has counted this one too.
        let is_new = hearing.report.exec_type == ExecType::Trade && !hearing.duplicate;
        let counted = is_new && hearing.claimed_before > 0;
        if counted && says && slot.base_qty() == 0 && ours > claimed {
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

    /// What stands at the end of every execution.
    fn conclude(&self, hearing: &mut Hearing<'_, 'a>) {
        self.compare_cum(hearing);
        self.follow_proof(hearing);
        self.sound(hearing);
    }

    /// Raises the alarm of every breach, unless it was raised where it was found.
    fn sound(&self, hearing: &mut Hearing<'_, 'a>) {
        if hearing.account.overfill > 0 {
            hearing.note(Breach::Overfill);
        }
        if hearing.broken.is_empty() {
            return;
        }
        let child = hearing.leaf.id.to_bits();
        for kind in hearing.broken.iter() {
            if !hearing.account.raised.contains(kind) {
                self.raise(kind, child, hearing.now, &mut hearing.account.raised);
            }
        }
    }
}

const fn is_correction(report: &Report) -> bool {
    matches!(report.exec_type, ExecType::TradeCorrect | ExecType::TradeCancel)
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
