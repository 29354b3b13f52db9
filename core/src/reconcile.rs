//! Setting right what reports alone cannot: whose an execution in suspense is, and what of a parent
//! was executed where this router sees nothing.
//!
//! ```text
//!  entry ─► child    the entry is marked (one CAS: once), then heard as a trade of it (its tree: once)
//!  entry ─► parent   the entry is marked (one CAS: once), then `direct` and executed grow
//!  total ─► parent   `elsewhere` is moved (one CAS: once), then executed grows
//! ```
//!
//! Laws L2, L3 and L4 hold here as for a report: what no child has reserved is taken from the
//! parent's headroom, and what is past that is an overfill, booked all the same. The totals of
//! suspense stay what they were; what is assigned grows.
//!
//! A process that dies on the way to a child leaves an entry marked that the child does not have:
//! `recover` opens it again.
//!
//! Uses: `region`, `lane`, `ledger`, `suspense`, `report`, `control`. Used by: operators' programs.

use crate::alarm::{AlarmKind, AlarmSet};
use crate::control::Control;
use crate::event::{EventKind, Told};
use crate::id::{AccountId, ChildId, InstrumentId, ParentId};
use crate::lane::{Book, Lane};
use crate::ledger::Account;
use crate::refusal::{Breach, Refusal};
use crate::report::{Outcome, Report, Source};
use crate::suspense::{SuspenseEntry, SuspenseId, SuspenseSlot};
use crate::sync::{AcqRel, Acquire};
use crate::units::{Nanos, Qty};

/// Whose an execution in suspense is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A child's: it is booked as that child's execution.
    Child(ChildId),
    /// A parent's, of no child that is known.
    Parent(ParentId),
}

impl<'a> Control<'a> {
    /// Says whose an execution in suspense is. It is booked there once, in full, as if it had been
    /// reported there; what is past the target is an overfill. Nothing more can be assigned to a
    /// parent that was retired.
    ///
    /// An execution that the child has had before, with the same numbers, is a duplicate: nothing
    /// is booked, and the entry is assigned. With other numbers it is a breach
    /// ([`Breach::ConflictingExecution`]): nothing is booked, and the entry stays open.
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails.
    ///
    /// | error                        | when                                             |
    /// |------------------------------|--------------------------------------------------|
    /// | [`Refusal::HandleLost`]      | the handle was taken over                        |
    /// | [`Refusal::ClockBackwards`]  | `now` is before an earlier call's                |
    /// | [`Refusal::UnknownParent`]   | no such parent, or it was retired                |
    /// | [`Refusal::UnknownChild`]    | no such child, or it was retired with its parent |
    /// | [`Refusal::NoSuchEntry`]     | no such execution in suspense                    |
    /// | [`Refusal::AlreadyAssigned`] | it is assigned                                   |
    /// | [`Refusal::WrongTarget`]     | what was said of it is not the target's          |
    pub fn assign(
        &mut self,
        entry: SuspenseId,
        to: Target,
        now: Nanos,
    ) -> Result<Outcome, Refusal> {
        self.try_assign(entry, to, now)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, now))
    }

    fn try_assign(
        &mut self,
        entry: SuspenseId,
        to: Target,
        now: Nanos,
    ) -> Result<Outcome, Refusal> {
        self.lane.enter(now)?;
        let outcome = match to {
            Target::Child(child) => self.lane.assign_to_child(entry, child, now),
            Target::Parent(parent) => self.lane.assign_to_parent(entry, parent, now),
        }?;
        self.lane.passed(now);
        Ok(outcome)
    }

    /// States how much of a parent was executed elsewhere, in all: where this router neither routed
    /// it nor hears of it. What is new of it is booked, past the parent too; a smaller total takes
    /// back the difference, and the parent is held. May be repeated: a total that was stated before
    /// changes nothing.
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails.
    ///
    /// | error                           | when                                              |
    /// |---------------------------------|---------------------------------------------------|
    /// | [`Refusal::HandleLost`]         | the handle was taken over                         |
    /// | [`Refusal::ClockBackwards`]     | `now` is before an earlier call's                 |
    /// | [`Refusal::UnknownParent`]      | no such parent, or it was retired                 |
    /// | [`Refusal::NothingToChange`]    | it is the total that was stated before            |
    pub fn filled_elsewhere(
        &mut self,
        parent: ParentId,
        total: Qty,
        now: Nanos,
    ) -> Result<(), Refusal> {
        self.try_filled_elsewhere(parent, total, now)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, now))
    }

    fn try_filled_elsewhere(
        &mut self,
        parent: ParentId,
        total: Qty,
        now: Nanos,
    ) -> Result<(), Refusal> {
        self.lane.enter(now)?;
        self.lane.set_elsewhere(parent, total, now)?;
        self.lane.passed(now);
        Ok(())
    }
}

/// Whether what an execution says of whose it is agrees with a parent.
fn fits(entry: &SuspenseEntry, book: &Book<'_>) -> bool {
    let terms = book.slot.terms();
    entry.account.is_none_or(|account| account == AccountId(terms.account))
        && entry.instrument.is_none_or(|instrument| instrument == InstrumentId(terms.instrument))
        && entry.side.is_none_or(|side| side.is_buy() == terms.side.is_buy())
}

impl<'a> Lane<'a> {
    /// The open entry that may be assigned to a parent or its children.
    fn open_entry(
        &self,
        entry: SuspenseId,
        book: &Book<'_>,
    ) -> Result<(&'a SuspenseSlot, SuspenseEntry), Refusal> {
        let slot = self.region.suspended(entry).ok_or(Refusal::NoSuchEntry)?;
        let view = slot.view(entry);
        if view.assigned.is_some() {
            return Err(Refusal::AlreadyAssigned);
        }
        if !fits(&view, book) {
            return Err(Refusal::WrongTarget);
        }
        Ok((slot, view))
    }

    /// Assigns an entry to a parent: it costs headroom that no child has reserved.
    pub(crate) fn assign_to_parent(
        &self,
        entry: SuspenseId,
        parent: ParentId,
        now: Nanos,
    ) -> Result<Outcome, Refusal> {
        let book = self.region.book(parent).ok_or(Refusal::UnknownParent)?;
        let assigned = self.with_pinned(&book, || {
            let (slot, view) = self.open_entry(entry, &book)?;
            if !slot.assign(parent.to_bits()) {
                return Err(Refusal::AlreadyAssigned);
            }
            book.slot.direct.fetch_add(view.qty.get(), AcqRel);
            let mut account = Account::default();
            self.book_without_child(&book, view.qty.get() as i64, now, &mut account);
            self.count_assigned(slot, &view, &book, None, now);
            Ok(account)
        });
        let account = assigned.unwrap_or(Err(Refusal::UnknownParent))?;
        Ok(Outcome {
            duplicate: false,
            breach: (account.overfill > 0).then_some(Breach::Overfill),
            child: None,
            parent: Some(parent),
            parent_done: account.done,
            cancel_wanted: false,
            overfill: Qty::saturating(account.overfill),
            raised: account.raised,
        })
    }

    /// Assigns an entry to a child: it is marked, then heard as a trade.
    pub(crate) fn assign_to_child(
        &mut self,
        entry: SuspenseId,
        child: ChildId,
        now: Nanos,
    ) -> Result<Outcome, Refusal> {
        let leaf = self.region.leaf(child).ok_or(Refusal::UnknownChild)?;
        let book = self.region.book(leaf.slot.parent()).ok_or(Refusal::UnknownChild)?;
        // Held on to until the report has its own hold: so it is heard where it is meant to be.
        let here = self.pin(&book) && self.region.leaf(child).is_some();
        let found = if here { self.open_entry(entry, &book) } else { Err(Refusal::UnknownChild) };
        let (slot, view) = found.inspect_err(|_| self.at_rest())?;
        if !slot.assign(child.to_bits()) {
            self.at_rest();
            return Err(Refusal::AlreadyAssigned);
        }
        let report = Report::trade(child, view.exec_id, view.qty, view.price);
        let outcome = self.hear_out(&report, Source::Session, now);
        if outcome.raised.contains(AlarmKind::ConflictingExecution) {
            slot.reopen();
        } else {
            self.count_assigned(slot, &view, &book, Some(child), now);
        }
        Ok(outcome)
    }

    /// Moves what was executed elsewhere to `total`; returns what it was, and what it is.
    pub(crate) fn set_elsewhere(
        &self,
        parent: ParentId,
        total: Qty,
        now: Nanos,
    ) -> Result<(u64, u64), Refusal> {
        let book = self.region.book(parent).ok_or(Refusal::UnknownParent)?;
        let moved = self.with_pinned(&book, || {
            let (word, total) = (&book.slot.elsewhere, total.get());
            let mut old = word.load(Acquire);
            while total != old {
                if total < old {
                    self.hold_for_bust(&book, (old, total), now, &mut AlarmSet::default());
                }
                match word.compare_exchange(old, total, AcqRel, Acquire) {
                    Ok(_) => {
                        let more = (total as i64).saturating_sub(old as i64);
                        self.book_without_child(&book, more, now, &mut Account::default());
                        self.tell_parent(EventKind::Elsewhere, &book, now, (total, old));
                        return Ok((old, total));
                    }
                    Err(seen) => old = seen,
                }
            }
            Err(Refusal::NothingToChange)
        });
        moved.unwrap_or(Err(Refusal::UnknownParent))
    }

    /// Does something to a parent while it cannot be retired. `None`: it is gone.
    fn with_pinned<T>(&self, book: &Book<'_>, work: impl FnOnce() -> T) -> Option<T> {
        let done = self.pin(book).then(work);
        self.at_rest();
        done
    }

    /// Books an execution that no child has reserved for: a charge, then the sums. Below zero, takes
    /// one back: the sums, then what comes free, to a parent that is held.
    fn book_without_child(&self, book: &Book<'_>, n: i64, now: Nanos, account: &mut Account) {
        if n >= 0 {
            self.charge_parent(book, n.unsigned_abs(), now, account);
            self.book_executed(book, n, now, account);
        } else {
            self.book_executed(book, n, now, account);
            self.give_parent(None, book, n.unsigned_abs(), now);
            self.resume(book, now);
        }
    }

    /// Adds an assignment to the totals, and tells it.
    fn count_assigned(
        &self,
        slot: &SuspenseSlot,
        view: &SuspenseEntry,
        book: &Book<'_>,
        child: Option<ChildId>,
        now: Nanos,
    ) {
        let qty = view.qty.get();
        self.region.suspense_totals(slot.position()).for_each(|totals| totals.count_assigned(qty));
        self.tell(&Told {
            parent: book.id.to_bits(),
            child: child.map_or(0, ChildId::to_bits),
            qty,
            price: view.price.0,
            detail: u64::from(view.entry.0),
            ..Told::new(EventKind::Assigned, now)
        });
    }
}
