//! An execution that is reported again with the same numbers: nothing but an event comes of it.
//!
//! Nine repeats of ten are like that: a drop copy, a session that sends again what it had sent. Where the
//! numbers are other ones, or say more than was heard, it is heard in full.

use super::super::trade::is_ordinary;
use super::super::{Outcome, Report};
use super::outcome;
use crate::child::{Claim, State};
use crate::event::{EventKind, Told};
use crate::execution::Kind;
use crate::id::ParentId;
use crate::lane::Lane;
use crate::ledger::Account;
use crate::sync::{Acquire, fence};
use crate::tree;
use crate::units::Nanos;

impl Lane<'_> {
    /// What comes of it, if it is plain: nothing changes. It may be of a parent that is retired at this
    /// moment; then it came before.
    #[inline(never)]
    pub(super) fn hear_repeat(&self, report: &Report, now: Nanos) -> Option<Outcome> {
        let parent = self.repeated(report)?;
        self.ring.tell(&Told {
            parent: parent.to_bits(),
            child: report.child.to_bits(),
            qty: report.last_qty.get(),
            price: report.last_px.0,
            ..Told::new(EventKind::Duplicate, now)
        });
        Some(Outcome { duplicate: true, ..outcome(report, parent, &Account::default()) })
    }

    /// The parent of the child that has the execution, with these numbers.
    #[inline]
    fn repeated(&self, report: &Report) -> Option<ParentId> {
        if cfg!(plimsoll_wrong) {
            return None;
        }
        self.is_owner().ok()?;
        let (slot, generation) = self.plain_child(report.child)?;
        let word = slot.word();
        let whole = word.leaves() == 0;
        let state = if whole { State::Filled } else { State::PartiallyFilled };
        if !word.is_plainly(generation, state) || word.leaves() < 0 {
            return None;
        }
        let reported = slot.plain_size()?.checked_sub(word.reserved())?;
        let claimed = match slot.plain_claim()? {
            Claim::AsReported => reported,
            Claim::Said(cum) => cum,
        };
        let says = report.cum_qty.unwrap_or(report.last_qty);
        let agrees = report.last_qty <= says && claimed <= reported && slot.base_qty() == 0;
        if !agrees || report.cum_qty.is_some_and(|cum| cum.get() > claimed) {
            return None;
        }
        let parent = slot.parent();
        let terms = self.region.parents.get(parent.known_parts().index as usize)?;
        let cap = (terms.is_buy(), terms.limit());
        if report.last_px.0 != 0 && !is_ordinary(cap, report.last_px) {
            return None;
        }
        let venue = self.region.venues.get(slot.venue().0 as usize)?;
        if venue.is_cumulative() || !self.has_room() {
            return None;
        }
        let (executions, owner) = (self.region.executions, report.child.to_bits());
        let index = tree::row(&slot.executions).find(executions, report.exec_id.0, owner)?;
        let record = executions.get(index as usize)?;
        let same = record.agrees(Kind::Trade, report.last_qty, report.last_px);
        // The same child as it was: so the record is its own, and what was read belongs together. The fence
        // keeps the reads above it.
        fence(Acquire);
        (same && slot.word.load(Acquire) == word.0).then_some(parent)
    }
}
