//! Reports that fit no child: booked in a tree of their own, counted, limited, alarmed, never
//! dropped.

use super::{Outcome, Report};
use crate::alarm::{AlarmKind, AlarmSet};
use crate::child::ExecType;
use crate::event::{EventKind, Told};
use crate::headroom::update;
use crate::lane::Lane;
use crate::refusal::Breach;
use crate::region::Region;
use crate::switch::Scope;
use crate::sync::{AcqRel, Acquire};
use crate::tree::{self, Inserted};
use crate::units::{Nanos, Qty};

/// What lies in suspense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suspense {
    /// Reports that fitted no child, repetitions included.
    pub reports: u64,
    /// Executions among them, each counted once.
    pub executions: u64,
    /// Their quantity, in units, whatever the side.
    pub gross: u64,
}

/// What tells one suspended execution from another besides its id: its child's name and its
/// numbers. Two venues may use one id.
fn owner(report: &Report) -> u64 {
    let words = [report.child.to_bits(), report.last_qty.get(), report.last_px.0 as u64];
    words.into_iter().fold(0x9E37_79B9_7F4A_7C15, |hash: u64, word| {
        let mixed = (hash ^ word).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        mixed ^ (mixed >> 32)
    })
}

impl<'a> Region<'a> {
    /// What lies in suspense.
    #[must_use]
    pub fn suspense(&self) -> Suspense {
        Suspense {
            reports: self.control.suspense_reports.load(Acquire),
            executions: self.control.suspense_executions.load(Acquire),
            gross: self.control.suspense_gross.load(Acquire),
        }
    }
}

impl<'a> Lane<'a> {
    /// Books a report that fits no child.
    pub(super) fn suspend(&self, report: &Report, now: Nanos) -> Outcome {
        let control = self.region.control;
        let mut outcome = Outcome {
            duplicate: false,
            breach: Some(Breach::Suspense),
            child: None,
            parent: None,
            parent_done: false,
            overfill: Qty::ZERO,
            raised: AlarmSet::EMPTY,
        };
        control.suspense_reports.fetch_add(1, AcqRel);
        if report.exec_type == ExecType::Trade && !report.last_qty.is_zero() {
            match self.link_suspended(report, now) {
                Inserted::New(_) => self.count_suspended(report.last_qty, now, &mut outcome),
                Inserted::Present(_) => outcome.duplicate = true,
                Inserted::Full => {
                    let raised = &mut outcome.raised;
                    self.raise(AlarmKind::ExecutionsFull, report.last_qty.get(), now, raised);
                    self.count_suspended(report.last_qty, now, &mut outcome);
                    let _ = self.region.kill(Scope::Firm, AlarmKind::ExecutionsFull as u32, now);
                }
            }
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

    fn link_suspended(&self, report: &Report, now: Nanos) -> Inserted {
        let executions = self.region.executions;
        let (key, owner) = (report.exec_id.0, owner(report));
        let fresh = || {
            let index = self.take_execution()?;
            let record = executions.get(index as usize)?;
            record.prepare(key, owner, report.last_qty, report.last_px, now);
            Some(index)
        };
        let root = &self.region.control.suspense;
        tree::insert(executions, root, key, owner, fresh, |index| self.put_execution(index))
    }

    /// Adds to the totals; past the limit the firm's switch is thrown.
    fn count_suspended(&self, qty: Qty, now: Nanos, outcome: &mut Outcome) {
        let control = self.region.control;
        control.suspense_executions.fetch_add(1, AcqRel);
        let added = update(&control.suspense_gross, |gross| Some(gross.saturating_add(qty.get())));
        let gross = match added {
            Ok((_, gross)) | Err(gross) => gross,
        };
        let limit = control.suspense_limit.load(Acquire).saturating_sub(1);
        if gross > limit {
            let _ = self.region.kill(Scope::Firm, AlarmKind::SuspenseLimit as u32, now);
            self.raise(AlarmKind::SuspenseLimit, gross, now, &mut outcome.raised);
        }
    }
}
