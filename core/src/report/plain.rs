//! The plain reports: a venue has an order, or executes what the order has reserved.
//!
//! ```text
//!  plain?   an order at work, of one size, never corrected nor stated; numbers that agree   ── no ─► heard in full
//!    │ yes
//!    ▼
//!  new      child (CAS)
//!  trade    record linked (CAS: it counts from here) ─► child (CAS) ─► parent (add)
//! ```
//!
//! A CumQty that agrees is just what was reported, so nobody writes it down: it is said first of all
//! where something unusual is heard of the child ([`ChildSlot::say_claim`]).
//!
//! Nine reports of ten are like that. What is heard here leaves the same words and the same events
//! as it would if it were heard in full; whatever is unusual goes there, and so does whatever another
//! lane changes meanwhile.
//!
//! An acknowledgement changes nothing but its child, by a CAS on a word that carries the child's
//! generation: it pins nothing. An execution links a record before it moves the child, so it pins the parent first and looks at the child again: what it wrote would be another
//! child's otherwise.

use super::trade::is_ordinary;
use super::{Hearing, Outcome, Report, Source};
use crate::child::{ChildSlot, ChildWord, Claim};
use crate::event::{EventKind, Told};
use crate::execution::Kind;
use crate::id::{ChildId, ParentId};
use crate::lane::{Book, Lane};
use crate::ledger::{Account, Leaf};
use crate::parent::ParentSlot;
use crate::refusal::Refusal;
use crate::sync::{AcqRel, Acquire, AtomicU32, Relaxed, Release};
use crate::tree;
use crate::units::{Nanos, Qty};

impl<'a> Lane<'a> {
    /// Books that a venue has an order.
    #[inline(never)]
    pub(super) fn report_acknowledgement(
        &mut self,
        report: &Report,
        now: Nanos,
    ) -> Result<Outcome, Refusal> {
        match self.acknowledge(report, now) {
            Some(parent) => Ok(outcome(report, parent, &Account::default())),
            None => self.report_in_full(report, now),
        }
    }

    /// Books an execution.
    #[inline(never)]
    pub(super) fn report_execution(
        &mut self,
        report: &Report,
        now: Nanos,
    ) -> Result<Outcome, Refusal> {
        match self.execute(report, now) {
            Heard::Plainly(parent, account) => Ok(outcome(report, parent, &account)),
            Heard::Linked(linked) => Ok(self.hear_linked(report, &linked, now)),
            Heard::Not => self.report_in_full(report, now),
        }
    }

    /// The slot that an id names, and the generation that the child must have there.
    #[inline]
    fn plain_child(&self, id: ChildId) -> Option<(&'a ChildSlot, u16)> {
        let parts = id.parts().filter(|parts| parts.session == self.region.session)?;
        Some((self.region.children.get(parts.index as usize)?, parts.generation))
    }

    /// The parent of the child, if it was plain; otherwise nothing has changed.
    #[inline]
    fn acknowledge(&self, report: &Report, now: Nanos) -> Option<ParentId> {
        // The wrong designs are of what is heard in full.
        if cfg!(plimsoll_wrong) {
            return None;
        }
        self.is_owner().ok()?;
        let (slot, generation) = self.plain_child(report.child)?;
        let old = slot.word();
        let new = old.acknowledge(generation)?;
        let claim = slot.plain_claim()?;
        if !matches!(claim, Claim::AsReported | Claim::Said(0))
            || report.cum_qty.is_some_and(|cum| !cum.is_zero())
            || says_larger(report, slot.order_qty())
            || !self.has_room()
        {
            return None;
        }
        let parent = slot.parent();
        slot.word.compare_exchange(old.0, new.0, AcqRel, Acquire).ok()?;
        let head = self.ring.head.load(Relaxed);
        self.ring.write(head, &new_state(report, parent, new, now));
        self.ring.head.store(head.wrapping_add(1), Release);
        Some(parent)
    }

    /// Books an execution, if it is plain.
    #[inline]
    fn execute(&self, report: &Report, now: Nanos) -> Heard<'a> {
        let Some(plain) = self.plain_execution(report) else { return Heard::Not };
        let Plain { slot, parent, buy, claim, claimed_before, old, new } = plain;
        let (id, qty) = (slot.parent(), report.last_qty.get());
        // Nothing is written before it is certain that the child's slot is not given to another: what
        // is linked, or claimed, would be that one's.
        let book = Book { id, slot: parent, parts: id.known_parts() };
        if !self.pin(&book) || slot.word() != old {
            self.at_rest();
            return Heard::Not;
        }
        match (claim, report.cum_qty) {
            (Claim::Said(_), Some(cum)) => slot.claim_cum(cum),
            // Here what is claimed and what is reported part.
            (Claim::AsReported, None) => slot.say_claim(),
            (Claim::AsReported, Some(_)) | (Claim::Said(_), None) => {}
        }
        if !self.link_execution(slot, report) {
            self.at_rest();
            return Heard::Not;
        }
        let moved = slot.word.compare_exchange(old.0, new.0, AcqRel, Acquire).is_ok();
        // Who states something, or writes down what is claimed, does so, then looks at the child's word by
        // a read-modify-write: the later of the two in its order sees what the other did.
        let is_plain = slot.plain_claim().is_some_and(|now| {
            now == claim || claim != Claim::AsReported || report.cum_qty.is_none()
        });
        if !moved || !is_plain {
            let moved = moved.then_some((old, new));
            return Heard::Linked(Linked { slot, parent, claimed_before, moved });
        }
        let executed = self.add_executed(parent, buy, qty);
        let mut account = Account::default();
        // A parent of which a child reserves something has not ended. Who took that from the child
        // meanwhile reads `executed` by a read-modify-write after: it sees our addition, or we see here
        // what it did.
        if new.leaves() == 0 || slot.word() != new {
            self.finish_if_over(id, parent, executed, now, &mut account);
        }
        self.tell_execution(report, id, (old, new), now);
        self.count_execution(parent, now, &mut account.raised);
        self.at_rest();
        Heard::Plainly(id, account)
    }

    /// Tells an execution, and the state that its child comes to if that is another one.
    #[inline]
    fn tell_execution(
        &self,
        report: &Report,
        parent: ParentId,
        (old, new): (ChildWord, ChildWord),
        now: Nanos,
    ) {
        let head = self.ring.head.load(Relaxed);
        let told = Told {
            parent: parent.to_bits(),
            child: report.child.to_bits(),
            qty: report.last_qty.get(),
            price: report.last_px.0,
            ..Told::new(EventKind::Executed, now)
        };
        self.ring.write(head, &told);
        let mut next = head.wrapping_add(1);
        if new.state_code() != old.state_code() {
            self.ring.write(next, &new_state(report, parent, new, now));
            next = next.wrapping_add(1);
        }
        self.ring.head.store(next, Release);
    }

    /// What a plain execution is booked on. `None`: something about it is unusual.
    #[inline]
    fn plain_execution(&self, report: &Report) -> Option<Plain<'a>> {
        // The wrong designs are of what is heard in full.
        if cfg!(plimsoll_wrong) {
            return None;
        }
        self.is_owner().ok()?;
        let (slot, generation) = self.plain_child(report.child)?;
        let old = slot.word();
        let new = old.execute(generation, report.last_qty.get())?;
        let claim = slot.plain_claim()?;
        let size = slot.plain_size()?;
        if says_larger(report, size) {
            return None;
        }
        let claimed_before = match claim {
            Claim::AsReported => size.wrapping_sub(old.reserved()),
            Claim::Said(cum) => cum,
        };
        if let Some(cum) = report.cum_qty {
            // What is executed with this, no less than was claimed before, and not of an order whose
            // replace began a new count.
            let executed = size.wrapping_sub(new.reserved());
            if cum.get() != executed || claimed_before > executed || slot.base_qty() != 0 {
                return None;
            }
        }
        // The parent of a child that is at work is there for as long as that is.
        let parent = self.region.parents.get(slot.parent().known_parts().index as usize)?;
        let cap = (parent.is_buy(), parent.limit());
        if report.last_px.0 != 0 && !is_ordinary(cap, report.last_px) {
            return None;
        }
        let venue = self.region.venues.get(slot.venue().0 as usize)?;
        if venue.is_cumulative() || !self.has_room() {
            return None;
        }
        Some(Plain { slot, parent, buy: cap.0, claim, claimed_before, old, new })
    }

    /// Links the execution's record; whether there was a place for it, and no other took it.
    #[inline]
    fn link_execution(&self, slot: &ChildSlot, report: &Report) -> bool {
        let (key, owner) = (report.exec_id.0, report.child.to_bits());
        let link = tree::vacancy(self.region.executions, &slot.executions, key, owner);
        let Some(link) = link else { return false };
        match self.execution_pool().take_untouched() {
            Some(index) => self.put_at(link, index, report),
            None => self.put_used_at(link, report),
        }
    }

    /// The same with a record that was used before.
    #[inline(never)]
    fn put_used_at(&self, link: &AtomicU32, report: &Report) -> bool {
        self.take_execution().is_some_and(|index| self.put_at(link, index, report))
    }

    #[inline]
    fn put_at(&self, link: &AtomicU32, index: u32, report: &Report) -> bool {
        let Some(record) = self.region.executions.get(index as usize) else { return false };
        let (key, owner) = (report.exec_id.0, report.child.to_bits());
        record.prepare(key, owner, Kind::Trade, report.last_qty, report.last_px);
        let linked = tree::occupy(link, index);
        if !linked {
            self.put_execution(index);
        }
        linked
    }

    /// An execution whose record is linked, so it counts; but something unusual came meanwhile.
    #[cold]
    #[inline(never)]
    fn hear_linked(&self, report: &Report, linked: &Linked<'a>, now: Nanos) -> Outcome {
        let Linked { slot, parent, claimed_before, moved } = *linked;
        let (id, of) = (report.child, slot.parent());
        let generation = id.parts().map_or(0, |parts| parts.generation);
        let leaf = Leaf { id, slot, generation };
        let book = Book { id: of, slot: parent, parts: of.known_parts() };
        let hearing = Hearing::new(report, (leaf, book), Source::Session, now);
        let hearing = &mut Hearing { claimed_before, ..hearing };
        let here = self.pin(&book) && self.region.leaf(leaf.id).is_some();
        if here || moved.is_some() {
            slot.say_claim();
            report.cum_qty.into_iter().for_each(|cum| slot.claim_cum(cum));
        }
        let heard = match moved {
            Some(moved) => self.count_trade(hearing, (report.last_qty, 0), moved),
            None if here => self.hear_new_trade(hearing, report.last_qty),
            None => None,
        };
        if heard.is_some() {
            self.conclude(hearing);
        }
        self.at_rest();
        match heard {
            Some(()) => hearing.outcome(),
            None => self.suspend(report, now),
        }
    }
}

/// What a plain execution is booked on.
struct Plain<'a> {
    slot: &'a ChildSlot,
    parent: &'a ParentSlot,
    /// Whether the parent buys.
    buy: bool,
    /// The CumQty that the venue had claimed before, as it stands in the child and as a number.
    claim: Claim,
    claimed_before: u64,
    /// From which word to which the child goes.
    old: ChildWord,
    new: ChildWord,
}

/// An execution whose record is linked, and which is no longer plain.
struct Linked<'a> {
    slot: &'a ChildSlot,
    parent: &'a ParentSlot,
    /// The CumQty that the venue had claimed before.
    claimed_before: u64,
    /// From which word to which the child has moved by it, if it has.
    moved: Option<(ChildWord, ChildWord)>,
}

enum Heard<'a> {
    /// It is booked: its parent, and what came of it.
    Plainly(ParentId, Account),
    Linked(Linked<'a>),
    /// Nothing has changed but what hearing it in full changes first.
    Not,
}

/// Whether the venue claims an order of more than `size`.
#[inline]
fn says_larger(report: &Report, size: u64) -> bool {
    if report.order_qty.is_some_and(|qty| qty.get() > size) {
        return true;
    }
    match (report.leaves_qty, report.cum_qty) {
        (Some(leaves), Some(cum)) => leaves.get().saturating_add(cum.get()) > size,
        (Some(_) | None, Some(_) | None) => false,
    }
}

/// That a child has come to another state.
#[inline]
fn new_state(report: &Report, parent: ParentId, word: ChildWord, now: Nanos) -> Told {
    Told {
        parent: parent.to_bits(),
        child: report.child.to_bits(),
        qty: word.reserved(),
        detail: word.state_code(),
        ..Told::new(EventKind::StateChanged, now)
    }
}

#[inline]
fn outcome(report: &Report, parent: ParentId, account: &Account) -> Outcome {
    Outcome {
        duplicate: false,
        breach: None,
        child: Some(report.child),
        parent: Some(parent),
        parent_done: account.done,
        cancel_wanted: false,
        overfill: Qty::ZERO,
        raised: account.raised,
    }
}

#[cfg(all(test, not(loom)))]
mod tests;

#[cfg(all(test, loom))]
mod loom;
