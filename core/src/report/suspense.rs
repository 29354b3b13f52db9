//! Reports that fit no child: booked in a table of their own, counted, limited, alarmed, never
//! dropped.

use super::{Outcome, Report};
use crate::alarm::{AlarmKind, AlarmSet};
use crate::child::ExecType;
use crate::event::{EventKind, Told};
use crate::id::{AccountId, ChildId, ExecId, InstrumentId};
use crate::inventory::ControlId;
use crate::lane::Lane;
use crate::refusal::Breach;
use crate::region::Region;
use crate::suspense::{
    BUSTED, NOT_SAID, Stray, SuspenseEntry, SuspenseId, SuspenseSlot, SuspenseTotals,
};
use crate::switch::Scope;
use crate::sync::{AcqRel, Acquire};
use crate::tree::{self, Inserted, Keyed};
use crate::units::{Nanos, Qty};

/// What came to suspense. What of it still lies there is `gross` less `assigned`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suspense {
    /// Reports that fitted no child, repetitions included.
    pub reports: u64,
    /// Executions among them, each counted once.
    pub executions: u64,
    /// Their quantity, in units, whatever the side.
    pub gross: u64,
    /// What of that quantity was assigned to a child or a parent.
    pub assigned: u64,
}

/// What came to suspense of one account in one instrument, where the session knew both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SuspenseOf {
    /// Executions, each counted once.
    pub executions: u64,
    /// Their quantity, in units, whatever the side.
    pub gross: u64,
    /// What of that quantity was assigned to a child or a parent.
    pub assigned: u64,
}

impl<'a> Region<'a> {
    /// What came to suspense.
    #[must_use]
    pub fn suspense(&self) -> Suspense {
        let totals = &self.control.suspended;
        Suspense {
            reports: self.control.suspense_reports.load(Acquire),
            executions: totals.executions.load(Acquire),
            gross: totals.gross.load(Acquire),
            assigned: totals.assigned.load(Acquire),
        }
    }

    /// What came to suspense of an account in an instrument since the two have a position limit.
    /// `None`: they have none yet.
    #[must_use]
    pub fn suspense_of(&self, account: AccountId, instrument: InstrumentId) -> Option<SuspenseOf> {
        let index = self.position(account, instrument)?;
        let totals = &self.positions.get(index as usize)?.suspended;
        Some(SuspenseOf {
            executions: totals.executions.load(Acquire),
            gross: totals.gross.load(Acquire),
            assigned: totals.assigned.load(Acquire),
        })
    }

    /// Copies executions in suspense, assigned ones too, from `cursor` on; returns how many. Begin
    /// with a cursor of 0 and call again until it returns 0. One that comes while this goes on may
    /// be passed by.
    pub fn suspense_entries(&self, cursor: &mut u32, out: &mut [SuspenseEntry]) -> usize {
        let mut count = 0;
        for place in out {
            let Some(entry) = self.next_suspense(cursor) else { break };
            *place = entry;
            count += 1;
        }
        count
    }

    /// The next execution in suspense from `cursor` on, and moves it past that one: one step of
    /// [`Region::suspense_entries`].
    #[must_use]
    pub fn next_suspense(&self, cursor: &mut u32) -> Option<SuspenseEntry> {
        while (*cursor as usize) < self.suspense_used() {
            let entry = SuspenseId(*cursor);
            *cursor = cursor.saturating_add(1);
            if let Some(slot) = self.suspended(entry) {
                return Some(slot.view(entry));
            }
        }
        None
    }

    /// The first open execution in suspense of this id, that names this child. `None`: there is
    /// none, or all are assigned.
    #[must_use]
    pub fn find_suspense(&self, exec_id: ExecId, child: ChildId) -> Option<SuspenseId> {
        let root = &self.control.suspense;
        let fits = |slot: &SuspenseSlot| slot.child() == child.to_bits() && slot.assigned() == 0;
        tree::find_where(self.suspense, root, exec_id.0, fits).map(SuspenseId)
    }

    /// The entry of the execution that a bust or a correction is about.
    fn corrected_entry(&self, report: &Report) -> Option<&'a SuspenseSlot> {
        let root = &self.control.suspense;
        let fits = |slot: &SuspenseSlot| slot.child() == report.child.to_bits();
        let index = tree::find_where(self.suspense, root, report.exec_ref?.0, fits)?;
        self.suspense.get(index as usize)
    }

    /// The child that the execution of a bust or a correction was assigned to.
    pub(super) fn corrected_child(&self, report: &Report) -> Option<ChildId> {
        let slot = self.corrected_entry(report)?;
        let child = ChildId::from_bits(slot.assigned());
        self.leaf(child).map(|leaf| leaf.id)
    }

    /// The entry, if it stands in the tree.
    pub(crate) fn suspended(&self, entry: SuspenseId) -> Option<&'a SuspenseSlot> {
        let slot = self.suspense.get(entry.0 as usize)?;
        let (key, owner) = (slot.node().key(), slot.owner());
        let found = tree::find(self.suspense, &self.control.suspense, key, owner);
        (found == Some(entry.0)).then_some(slot)
    }

    /// How many places of the table were ever handed out.
    pub(crate) fn suspense_used(&self) -> usize {
        (self.pools.suspense.fresh.load(Acquire) as usize).min(self.suspense.len())
    }

    /// The totals that an execution counts in: the firm's, and those of its position if it has one.
    pub(crate) fn suspense_totals(
        &self,
        position: Option<u32>,
    ) -> impl Iterator<Item = &'a SuspenseTotals> + use<'a> {
        let slot = position.and_then(|index| self.positions.get(index as usize));
        core::iter::once(&self.control.suspended).chain(slot.map(|slot| &slot.suspended))
    }
}

impl<'a> Lane<'a> {
    /// Books a report that fits no child.
    pub(super) fn suspend(&self, report: &Report, now: Nanos) -> Outcome {
        let mut outcome = Outcome {
            duplicate: false,
            breach: Some(Breach::Suspense),
            child: None,
            parent: None,
            parent_done: false,
            cancel_wanted: false,
            overfill: Qty::ZERO,
            raised: AlarmSet::EMPTY,
        };
        self.region.control.suspense_reports.fetch_add(1, AcqRel);
        if super::is_correction(report) {
            self.correct_suspended(report, now, &mut outcome);
        } else if report.exec_type == ExecType::Trade && !report.last_qty.is_zero() {
            self.suspend_execution(&self.stray(report, now), &mut outcome);
        }
        self.raise(AlarmKind::Suspense, report.last_qty.get(), now, &mut outcome.raised);
        self.tell(&Told {
            child: report.child.to_bits(),
            qty: report.last_qty.get(),
            price: report.last_px.0,
            detail: report.exec_type as u64,
            ..Told::new(EventKind::Suspended, now)
        });
        outcome
    }

    /// A bust or a correction of an execution that lies open: that is over, and the correction lies
    /// there in its place. One that came before its execution is told and alarmed, and changes
    /// nothing.
    fn correct_suspended(&self, report: &Report, now: Nanos, outcome: &mut Outcome) {
        let Some(slot) = self.region.corrected_entry(report) else { return };
        if !slot.assign(BUSTED) {
            outcome.duplicate = slot.assigned() == BUSTED;
            return;
        }
        let qty = slot.qty();
        self.region.suspense_totals(slot.position()).for_each(|totals| totals.count_assigned(qty));
        self.tell(&Told {
            child: report.child.to_bits(),
            qty: report.last_qty.get(),
            price: report.last_px.0,
            detail: qty,
            ..Told::new(EventKind::Corrected, now)
        });
        // What is left of it, or what it is now, lies there in its place.
        let left = match (report.exec_type, report.last_qty.get()) {
            (ExecType::TradeCorrect, corrected) => corrected,
            (_, 0) => 0,
            (_, taken) => qty.saturating_sub(taken),
        };
        if left > 0 {
            let stray = Stray { qty: Qty::saturating(left), ..self.stray(report, now) };
            self.suspend_execution(&slot.instead(stray), outcome);
        }
    }

    /// What an entry of the report would be made of.
    fn stray(&self, report: &Report, time: Nanos) -> Stray {
        let hint = report.hint;
        Stray {
            exec_id: report.exec_id,
            child: report.child,
            qty: report.last_qty,
            price: report.last_px,
            account: hint.map_or(NOT_SAID, |hint| hint.account.0),
            instrument: hint.map_or(NOT_SAID, |hint| hint.instrument.0),
            side: hint.map(|hint| hint.side),
            position: hint.and_then(|hint| self.region.position(hint.account, hint.instrument)),
            time,
        }
    }

    fn suspend_execution(&self, stray: &Stray, outcome: &mut Outcome) {
        let (qty, now) = (stray.qty.get(), stray.time);
        match self.link_suspended(stray) {
            Inserted::New(_) => {
                self.region.suspense_totals(stray.position).for_each(|totals| totals.count(qty));
            }
            Inserted::Present(_) => {
                outcome.duplicate = true;
                return;
            }
            Inserted::Full => {
                self.raise(AlarmKind::ExecutionsFull, qty, now, &mut outcome.raised);
                let totals = self.region.suspense_totals(stray.position);
                totals.for_each(|totals| totals.count_lost(qty));
                let _ = self.region.kill(Scope::Firm, AlarmKind::ExecutionsFull as u32, now);
            }
        }
        self.check_suspense(stray, outcome);
    }

    fn link_suspended(&self, stray: &Stray) -> Inserted {
        let entries = self.region.suspense;
        let pool = self.suspense_pool();
        let link = |index: u32| entries.get(index as usize).map(SuspenseSlot::pool_link);
        let fresh = || {
            let index = pool.take(link)?;
            entries.get(index as usize)?.prepare(stray);
            Some(index)
        };
        let unused = |index| {
            if let Some(link) = link(index) {
                pool.put_own(index, link);
            }
        };
        let root = &self.region.control.suspense;
        tree::insert(entries, root, stray.exec_id.0, stray.owner(), fresh, unused)
    }

    /// Past the firm's limit or the position's, the firm's switch is thrown. What nobody has set
    /// permits nothing to the firm, and everything to a position.
    fn check_suspense(&self, stray: &Stray, outcome: &mut Outcome) {
        let totals = self.region.suspense_totals(stray.position);
        let limits = [(0, ControlId::SuspenseLimit), (u64::MAX, ControlId::PositionSuspense)];
        for (totals, (unset, control)) in totals.zip(limits) {
            let Some(open) = totals.past(unset) else { continue };
            self.region.hit(control, stray.time);
            let _ = self.region.kill(Scope::Firm, AlarmKind::SuspenseLimit as u32, stray.time);
            self.raise(AlarmKind::SuspenseLimit, open, stray.time, &mut outcome.raised);
        }
    }
}
