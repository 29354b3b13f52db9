//! Executions: linked once, booked in full.

use super::Hearing;
use crate::alarm::AlarmKind;
use crate::child::{ChildWord, ExecType, State, next_state};
use crate::event::{EventKind, Told};
use crate::headroom::{self, below};
use crate::lane::Lane;
use crate::refusal::Breach;
use crate::switch::Scope;
use crate::sync::AcqRel;
use crate::tree::{self, Inserted};
use crate::units::Qty;

/// What linking a record came to.
pub(super) enum Linked {
    /// It counts from now on.
    Now,
    /// It counted before, with these numbers or others.
    Before { agrees: bool },
    /// No record was left.
    NoRecord,
}

impl<'a> Lane<'a> {
    pub(super) fn hear_trade(&self, hearing: &mut Hearing<'_, 'a>) -> Option<()> {
        let report = hearing.report;
        if report.cum_qty.is_some_and(|cum| cum < report.last_qty) || report.last_qty.is_zero() {
            hearing.note(Breach::ImpossibleReport);
        }
        if report.last_qty.is_zero() {
            return Some(());
        }
        match self.link_execution(hearing, report.last_qty) {
            Linked::Now => {
                self.hear_claims(hearing);
                self.book_trade(hearing, report.last_qty)
            }
            Linked::Before { agrees } => {
                hearing.duplicate = true;
                if !agrees {
                    hearing.note(Breach::ConflictingExecution);
                }
                self.tell_trade(hearing, EventKind::Duplicate, report.last_qty, 0);
                self.hear_status(hearing)
            }
            Linked::NoRecord => self.book_unrecorded(hearing),
        }
    }

    /// Puts a record of `qty` into the child's tree, unless its id is there.
    pub(super) fn link_execution(&self, hearing: &Hearing<'_, 'a>, qty: Qty) -> Linked {
        let report = hearing.report;
        let executions = self.region.executions;
        let owner = hearing.leaf.id.to_bits();
        let (key, price) = (report.exec_id.0, report.last_px);
        let fresh = || {
            let index = self.take_execution()?;
            executions.get(index as usize)?.prepare(key, owner, qty, price, hearing.now);
            Some(index)
        };
        let root = &hearing.leaf.slot.executions;
        let unused = |index| self.put_execution(index);
        match tree::insert(executions, root, key, owner, fresh, unused) {
            Inserted::New(_) => Linked::Now,
            Inserted::Present(index) => {
                let record = executions.get(index as usize);
                Linked::Before { agrees: record.is_some_and(|slot| slot.agrees(qty, price)) }
            }
            Inserted::Full => Linked::NoRecord,
        }
    }

    /// Moves `qty` from what the child has reserved to what was executed; what is past that, from
    /// the parent.
    fn book_trade(&self, hearing: &mut Hearing<'_, 'a>, qty: Qty) -> Option<()> {
        let slot = hearing.leaf.slot;
        let n = qty.get();
        let trade = |word: ChildWord| {
            let next = word.less(n);
            let state = word.state().unwrap_or(State::Void);
            next.with_state(next_state(state, ExecType::Trade, slot.progress(next)))
        };
        let (leaf, book, now) = (hearing.leaf, hearing.book, hearing.now);
        let past = hearing.account.overfill;
        let (old, new) = self.move_child(&leaf, &book, n, now, &mut hearing.account, trade)?;
        self.book_executed(&book, n, now, &mut hearing.account);
        if new.leaves() < -headroom::largest::<{ crate::child::WIDTH }>() {
            // Past what the word can count; the records still do.
            hearing.note(Breach::ImpossibleReport);
        }
        let excess = below(new.leaves()).saturating_sub(below(old.leaves()));
        if excess > 0 {
            let raised = &mut hearing.account.raised;
            self.raise(AlarmKind::ChildOverfill, excess, now, raised);
            hearing.note(Breach::ChildOverfill);
        }
        let past = hearing.account.overfill.saturating_sub(past);
        self.tell_trade(hearing, EventKind::Executed, qty, past);
        self.tell_state(&leaf, &book, now, old.state()?, new.state()?);
        Some(())
    }

    fn tell_trade(&self, hearing: &Hearing<'_, 'a>, kind: EventKind, qty: Qty, detail: u64) {
        self.tell(&Told {
            parent: hearing.book.id.to_bits(),
            child: hearing.leaf.id.to_bits(),
            qty: qty.get(),
            price: hearing.report.last_px.0,
            detail,
            ..Told::new(kind, hearing.now)
        });
    }

    /// Books an execution without a record. It cannot be recognised again by its id; where the
    /// venue says its CumQty, no more than that is booked. The firm's switch is thrown: whoever
    /// runs this must look at the capacities.
    fn book_unrecorded(&self, hearing: &mut Hearing<'_, 'a>) -> Option<()> {
        let report = hearing.report;
        let slot = hearing.leaf.slot;
        let missing = report.cum_qty.map(|cum| cum.get().saturating_sub(slot.cum_qty()));
        let qty = Qty::saturating(missing.unwrap_or(u64::MAX)).min(report.last_qty);
        hearing.note(Breach::ExecutionsFull);
        let raised = &mut hearing.account.raised;
        self.raise(AlarmKind::ExecutionsFull, qty.get(), hearing.now, raised);
        let _ = self.region.kill(Scope::Firm, AlarmKind::ExecutionsFull as u32, hearing.now);
        if qty.is_zero() {
            hearing.duplicate = true;
            return Some(());
        }
        slot.unrecorded.fetch_add(qty.get(), AcqRel);
        self.book_trade(hearing, qty)
    }
}
