//! Busts and corrections: an execution counts for another quantity, whatever came first.
//!
//! ```text
//!  correction ─► its own record, once ─► successor of what it refers to (1 CAS) ─► booked at the chain's first
//!                                                                                 record (1 CAS: by one thread)
//! ```
//!
//! Law: what a chain counts for is what its last record says. Quantity that comes free this way is
//! routed again only after a person says so: the parent is held before anything moves.

use super::{Hearing, Report, says_alive};
use crate::alarm::AlarmKind;
use crate::child::{ExecType, State};
use crate::event::{EventKind, Told};
use crate::execution::{self, Attached, Kind};
use crate::headroom::below;
use crate::id::made_of;
use crate::lane::Lane;
use crate::refusal::Breach;
use crate::tree::Inserted;
use crate::units::{Price, Qty};

/// The name of a correction that brings none of its own, or its execution's: made of what it says,
/// so that it is known again, and two that say different things are two. No text has it.
fn made_name(reference: u128, said: &Report) -> u128 {
    let (mark, price) = match said.exec_type {
        ExecType::TradeCancel => (0x5D, 0),
        _ => (0x5B, said.last_px.0 as u64),
    };
    made_of(mark, [reference as u64, (reference >> 64) as u64, said.last_qty.get(), price])
}

/// Where a correction's own record stands.
enum Linked {
    At(u32),
    /// It is none.
    Nowhere,
    /// No record was left.
    Full,
}

impl<'a> Lane<'a> {
    pub(super) fn hear_correction(&self, hearing: &mut Hearing<'_, 'a>) -> Option<()> {
        let report = hearing.report;
        let is_bust = report.exec_type == ExecType::TradeCancel;
        let Some(reference) = self.referred(hearing) else {
            hearing.note(Breach::ImpossibleReport);
            return Some(());
        };
        if self.is_cumulative(hearing) {
            return self.restate_cum(hearing, reference);
        }
        let Some(target) = self.awaited(hearing, reference) else {
            return self.correct_unrecorded(hearing, 0);
        };
        let own = report.exec_id.0;
        let named = own != 0 && own != reference;
        let key = if named { own } else { made_name(reference, report) };
        let (kind, qty, price) = if is_bust {
            self.check_taken(hearing, target);
            (Kind::Bust, report.last_qty, Price(0))
        } else {
            (Kind::Correction, report.last_qty, report.last_px)
        };
        let index = match self.link_correction(hearing, key, target, (kind, qty, price)) {
            Linked::At(index) => index,
            Linked::Nowhere => return Some(()),
            Linked::Full => {
                let counted = self.counted_at(target).unwrap_or(0);
                return self.correct_unrecorded(hearing, counted);
            }
        };
        hearing.leaf.slot.note_corrected();
        if !self.attach_correction(hearing, index, target)? {
            return Some(());
        }
        self.check_price(hearing, qty, price);
        let executions = self.region.executions;
        let first = executions.get(execution::first(executions, target) as usize)?;
        if first.is_awaited() && self.venue_cum(hearing).is_some() {
            first.note_counted();
        }
        self.state_after_correction(hearing, first.is_awaited())
    }

    /// The execution that is meant. A bust that names none, but has the name of a known one, means
    /// that.
    fn referred(&self, hearing: &Hearing<'_, 'a>) -> Option<u128> {
        let report = hearing.report;
        if let Some(reference) = report.exec_ref {
            return Some(reference.0);
        }
        self.known_record(&hearing.leaf, report.exec_id.0).map(|_| report.exec_id.0)
    }

    /// The record of an execution that is referred to; where it was not reported yet, a place for
    /// it. `None`: no record was left.
    fn awaited(&self, hearing: &mut Hearing<'_, 'a>, reference: u128) -> Option<u32> {
        match self.put_record(&hearing.leaf, reference, Kind::Awaited, Qty::ZERO, Price(0)) {
            Inserted::New(index) => {
                let raised = &mut hearing.account.raised;
                let child = hearing.leaf.id.to_bits();
                self.raise(AlarmKind::ExecutionAwaited, child, hearing.now, raised);
                Some(index)
            }
            Inserted::Present(index) => Some(index),
            Inserted::Full => None,
        }
    }

    /// No record was left for a correction. What it adds to what was counted is booked without one;
    /// what it takes away is not: that can be told again.
    fn correct_unrecorded(&self, hearing: &mut Hearing<'_, 'a>, counted: u64) -> Option<()> {
        let report = hearing.report;
        let is_bust = report.exec_type == ExecType::TradeCancel;
        let more = if is_bust { 0 } else { report.last_qty.get().saturating_sub(counted) };
        self.book_unrecorded(hearing, Qty::saturating(more))
    }

    /// What the chain of a record is counted for.
    fn counted_at(&self, index: u32) -> Option<u64> {
        let executions = self.region.executions;
        let record = executions.get(execution::first(executions, index) as usize)?;
        (!record.is_awaited()).then(|| record.booked())
    }

    /// A bust of more, or of less, than the execution.
    fn check_taken(&self, hearing: &mut Hearing<'_, 'a>, target: u32) {
        let taken = hearing.report.last_qty;
        let counted = self.counted_at(target).filter(|n| *n > 0 && !taken.is_zero());
        if counted.is_some_and(|counted| counted != taken.get()) {
            hearing.note(Breach::ImpossibleReport);
        }
    }

    /// The correction's own record: nowhere, where its name is that of something else, or where it
    /// would correct what corrects it.
    fn link_correction(
        &self,
        hearing: &mut Hearing<'_, 'a>,
        key: u128,
        target: u32,
        (kind, qty, price): (Kind, Qty, Price),
    ) -> Linked {
        let index = match self.put_record(&hearing.leaf, key, kind, qty, price) {
            Inserted::New(index) => return Linked::At(index),
            Inserted::Full => return Linked::Full,
            Inserted::Present(index) => index,
        };
        let executions = self.region.executions;
        let Some(record) = executions.get(index as usize) else { return Linked::Nowhere };
        if execution::first(executions, target) == index {
            hearing.note(Breach::ImpossibleReport);
            return Linked::Nowhere;
        }
        if record.arrive(kind, qty, price) {
            return Linked::At(index);
        }
        hearing.duplicate = true;
        if !record.agrees(kind, qty, price) {
            hearing.note(Breach::ConflictingExecution);
            return Linked::Nowhere;
        }
        Linked::At(index)
    }

    /// Whether the correction stands in the chain of its target now.
    fn attach_correction(
        &self,
        hearing: &mut Hearing<'_, 'a>,
        index: u32,
        target: u32,
    ) -> Option<bool> {
        let executions = self.region.executions;
        loop {
            match execution::attach(executions, index, target) {
                Attached::Now => hearing.duplicate = false,
                Attached::Before => {}
                Attached::Circle => {
                    hearing.note(Breach::ImpossibleReport);
                    return Some(false);
                }
                Attached::Elsewhere => {
                    hearing.note(Breach::ConflictingExecution);
                    return Some(false);
                }
                Attached::Booked => {
                    self.unbook(hearing, index)?;
                    continue;
                }
            }
            if let Some(cum) = self.venue_cum(hearing).filter(|_| !hearing.duplicate) {
                // A parent is not told to be over while its venue says that more is to come.
                hearing.leaf.slot.claim_cum(cum);
                self.follow_proof(hearing);
            }
            self.rebook(hearing, execution::first(executions, target))?;
            return Some(true);
        }
    }

    /// Takes back what was booked for a correction apart from the chain that it stands in from now on:
    /// that is to count for it instead. What the venue claims or stated has nothing to do with it.
    fn unbook(&self, hearing: &mut Hearing<'_, 'a>, index: u32) -> Option<()> {
        let record = self.region.executions.get(index as usize)?;
        let booked = record.booked_now();
        if booked == 0 {
            return Some(());
        }
        let raised = &mut hearing.account.raised;
        self.hold_for_bust(&hearing.book, (booked, 0), hearing.now, raised);
        if record.rebook(booked, 0) {
            self.move_execution(hearing, (booked, 0))?;
        }
        Some(())
    }

    /// Brings what is booked for a chain to what it is to be counted for. The parent is held before
    /// anything comes free.
    pub(super) fn rebook(&self, hearing: &mut Hearing<'_, 'a>, index: u32) -> Option<()> {
        let executions = self.region.executions;
        let record = executions.get(index as usize)?;
        loop {
            let booked = record.booked_now();
            let due = execution::due(executions, index);
            if booked == due {
                return Some(());
            }
            if due < booked {
                let raised = &mut hearing.account.raised;
                self.hold_for_bust(&hearing.book, (booked, due), hearing.now, raised);
                // Before the record says so: cut short, the one that is known is the safer.
                if !record.is_awaited() {
                    hearing.leaf.slot.restate(booked, due);
                }
                self.lower_claim(hearing, booked - due);
            }
            if record.rebook(booked, due) {
                self.move_execution(hearing, (booked, due))?;
            }
        }
    }

    /// An execution that counted for `from` counts for `to`: child, parent, position follow.
    fn move_execution(&self, hearing: &mut Hearing<'_, 'a>, (from, to): (u64, u64)) -> Option<()> {
        let (leaf, book, now) = (hearing.leaf, hearing.book, hearing.now);
        let more = (to as i64).saturating_sub(from as i64);
        if more < 0 {
            self.book_executed(&book, more, now, &mut hearing.account);
        }
        let (old, new) =
            self.move_child(&leaf, &book, more, now, &mut hearing.account, |word| {
                if to > from { word.less(to - from) } else { word.more(from - to) }
            })?;
        if more > 0 {
            self.count_inferred(&leaf, &book, now, &mut hearing.account);
            self.book_executed(&book, more, now, &mut hearing.account);
        }
        let excess = below(new.leaves()).saturating_sub(below(old.leaves()));
        // Back up to what it ever was is no more than was asked for.
        if excess > 0 && leaf.slot.reported_qty() > leaf.slot.peak() {
            let raised = &mut hearing.account.raised;
            self.raise(AlarmKind::ChildOverfill, excess, now, raised);
            hearing.note(Breach::ChildOverfill);
        }
        self.tell(&Told {
            parent: book.id.to_bits(),
            child: leaf.id.to_bits(),
            qty: to,
            price: hearing.report.last_px.0,
            detail: from,
            ..Told::new(EventKind::Corrected, now)
        });
        Some(())
    }

    /// A bust lowers what the venue is held to have executed. A living order: to what the bust says,
    /// or by what it takes back. One that has ended: only where its end was proven at just what was
    /// reported, so that it had the busted execution; otherwise it may have left that out already,
    /// and what it has instead is still to come.
    fn lower_claim(&self, hearing: &Hearing<'_, 'a>, less: u64) {
        let slot = hearing.leaf.slot;
        let (claimed, reported) = (slot.claimed_cum(), slot.reported_qty());
        let left = reported.saturating_sub(less);
        let says = self.venue_cum(hearing).map(Qty::get);
        if slot.proven_cum().is_some() {
            let to = if slot.end_cum() == reported {
                let to = says.unwrap_or(0).max(left);
                slot.lower_end(to.min(slot.end_cum()));
                to
            } else {
                slot.end_cum()
            };
            slot.lower_claim(to);
            return;
        }
        let to = match says {
            Some(cum) => cum.max(left),
            None if claimed == reported => left,
            None => claimed.saturating_sub(less).max(left),
        };
        slot.lower_claim(to);
    }

    /// An order goes on with what it has; one that was filled lives again, for the venue may still
    /// execute what came free. Where the venue says that it does not, that goes back to the parent.
    fn state_after_correction(
        &self,
        hearing: &mut Hearing<'_, 'a>,
        was_awaited: bool,
    ) -> Option<()> {
        let slot = hearing.leaf.slot;
        let report = hearing.report;
        let state = slot.word().state()?;
        if hearing.duplicate {
            self.follow(hearing);
            return Some(());
        }
        if let Some(cum) = self.venue_cum(hearing) {
            slot.claim_cum(cum);
            if was_awaited && slot.is_stated() {
                let counted = slot.cum_qty();
                if cum.get() < counted && slot.inferred_qty() > 0 {
                    // The execution had not been reported, but what was inferred had it.
                    let raised = &mut hearing.account.raised;
                    self.hold_for_bust(&hearing.book, (counted, cum.get()), hearing.now, raised);
                }
                slot.state_exactly(cum.get());
            }
        }
        let ended = super::says_ended(report) || report.leaves_qty.is_some_and(Qty::is_zero);
        if state == State::Filled && ended && !says_alive(report) {
            self.end_filled(hearing);
        } else {
            if state == State::Filled {
                slot.unprove();
            }
            self.move_state(hearing)?;
        }
        self.follow(hearing);
        self.resume(&hearing.book, hearing.now);
        Some(())
    }

    /// A filled order has ended with what it has, unless that is still all of it.
    fn end_filled(&self, hearing: &Hearing<'_, 'a>) {
        let slot = hearing.leaf.slot;
        let has = slot.reported_qty().max(slot.claimed_cum());
        if has < slot.order_qty() && !slot.requests.pending().1 {
            // What is held back stays so: a bust says nothing of the late fills that it waits for.
            slot.prove(Qty::saturating(has), !slot.is_held_back(), false);
        }
    }

    /// A venue that tells its executions by their sum: its new CumQty is what counts, once.
    fn restate_cum(&self, hearing: &mut Hearing<'_, 'a>, reference: u128) -> Option<()> {
        let slot = hearing.leaf.slot;
        let report = hearing.report;
        let Some(cum) = report.cum_qty else {
            hearing.note(Breach::ImpossibleReport);
            return Some(());
        };
        if report.exec_type == ExecType::TradeCorrect {
            self.check_price(hearing, report.last_qty, report.last_px);
        }
        let own = report.exec_id.0;
        let named = own != 0 && own != reference;
        let key = if named {
            own
        } else {
            made_name(reference, report).wrapping_add(u128::from(cum.get()))
        };
        if self.known_record(&hearing.leaf, key).is_some() {
            hearing.duplicate = true;
            return Some(());
        }
        // What was claimed comes free too.
        let counted = slot.cum_qty().max(slot.claimed_cum());
        if cum.get() < counted {
            let raised = &mut hearing.account.raised;
            self.hold_for_bust(&hearing.book, (counted, cum.get()), hearing.now, raised);
        }
        slot.state_exactly(cum.get());
        slot.lower_claim(cum.get());
        // Its name goes last: cut short, it counts again for the same.
        let _ = self.put_record(&hearing.leaf, key, Kind::Mark, Qty::ZERO, Price(0));
        self.state_after_correction(hearing, false)
    }
}
