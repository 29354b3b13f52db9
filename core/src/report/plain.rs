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
//! Nine reports of ten are like that. What is heard here leaves the same words and the same events
//! as it would if it were heard in full; whatever is unusual goes there, and so does whatever another
//! lane changes meanwhile. A CumQty that agrees is just what was reported, so nobody writes it down: that
//! is done first of all where something unusual is heard ([`ChildSlot::say_claim`]).
//!
//! Nothing here pins the parent, but for an execution that goes into the midst of a tree, or a claim that
//! must be written. Each step is one CAS on a word that carries the child's generation: it fails where
//! the slot was given to another child. Between the child's step and the parent's the quantity is in our
//! hands: the parent has it reserved, and cannot end.

mod again;
mod end;

use super::trade::is_ordinary;
use super::{Hearing, Outcome, Report, Source};
use crate::child::{ChildSlot, ChildWord, Claim};
use crate::event::{EventKind, Told};
use crate::execution::Kind;
use crate::id::{ChildId, ParentId};
use crate::lane::{Book, Lane};
use crate::ledger::{Account, Leaf, seems_over};
use crate::parent::ParentSlot;
use crate::refusal::Refusal;
use crate::sync::{AcqRel, Acquire, Relaxed, Release};
use crate::tree::{self, Keyed, Place, Row};
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
            Heard::Not => match self.hear_repeat(report, now) {
                Some(outcome) => Ok(outcome),
                None => self.report_in_full(report, now),
            },
        }
    }

    /// Books the end of an order.
    #[inline(never)]
    pub(super) fn report_end(&mut self, report: &Report, now: Nanos) -> Result<Outcome, Refusal> {
        match self.hear_plain_end(report, now) {
            Some(outcome) => Ok(outcome),
            None => self.report_in_full(report, now),
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
        if !slot.claims_nothing()
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
        let Plain { slot, parent, buy, row, as_reported, claimed_before, old, new } = plain;
        let (id, qty) = (slot.parent(), report.last_qty.get());
        // A place in the row is the child's own, or it is not to be had. What is in the midst of a tree, and
        // a claim, may be another child's by the time that it is written, unless the parent is pinned.
        let pins = !as_reported || !row.has_place();
        self.working_on(id.to_bits());
        if (pins && !self.pin_child(slot, parent, (old, as_reported), report))
            || !self.link_execution(slot, row, report)
        {
            self.at_rest();
            return Heard::Not;
        }
        let moved = slot.word.compare_exchange(old.0, new.0, AcqRel, Acquire).is_ok();
        // Who states something, or writes down what is claimed, does so, then looks at the child's word by
        // a read-modify-write: the later of the two in its order sees what the other did.
        if !moved || !slot.is_still_plain(as_reported) {
            let moved = moved.then_some((old, new));
            return Heard::Linked(Linked { slot, id, parent, claimed_before, moved });
        }
        // Until it is added below, what the child had reserved is in our hands: the parent has not ended.
        // Who ends it after has seen our addition, and so what we work on: it is not retired before we rest.
        let executed = self.add_executed(parent, buy, qty);
        let mut account = Account::default();
        // A parent of which a child reserves something has not ended. Who took that from the child
        // meanwhile reads `executed` by a read-modify-write after: it sees our addition, or we see here
        // what it did.
        let may_be_over = new.leaves() == 0 || slot.word() != new;
        if may_be_over && seems_over(parent, executed) {
            let book = Book { id, slot: parent, parts: id.known_parts() };
            self.finish(&book, now, &mut account);
        }
        self.tell_execution(report, id, (old, new), now);
        self.count_execution(parent, now, &mut account.raised);
        self.at_rest();
        Heard::Plainly(id, account)
    }

    /// Pins the parent, and takes note of a CumQty that is not just what was reported; whether the child
    /// is still what it was.
    #[inline(never)]
    fn pin_child(
        &self,
        slot: &ChildSlot,
        parent: &'a ParentSlot,
        (old, as_reported): (ChildWord, bool),
        report: &Report,
    ) -> bool {
        let id = slot.parent();
        let book = Book { id, slot: parent, parts: id.known_parts() };
        if !self.pin(&book) || slot.word() != old {
            return false;
        }
        if !as_reported {
            // Without a CumQty what is claimed and what is reported part here.
            slot.say_claim();
            report.cum_qty.into_iter().for_each(|cum| slot.claim_cum(cum));
        }
        true
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
        let row = tree::row(&slot.executions);
        if row.generation() != generation {
            return None;
        }
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
        let as_reported = claim == Claim::AsReported && report.cum_qty.is_some();
        Some(Plain { slot, parent, buy: cap.0, row, as_reported, claimed_before, old, new })
    }

    /// Links the execution's record; whether there was one, and a place for it that no other took.
    #[inline]
    fn link_execution(&self, slot: &ChildSlot, row: Row, report: &Report) -> bool {
        let (key, owner) = (report.exec_id.0, report.child.to_bits());
        let place = row.place(self.region.executions, key, owner);
        if matches!(place, Place::None) {
            return false;
        }
        match self.execution_pool().take_untouched() {
            Some(index) => self.put_at(slot, &place, index, report),
            None => self.put_used_at(slot, &place, report),
        }
    }

    /// The same with a record that was used before.
    #[inline(never)]
    fn put_used_at(&self, slot: &ChildSlot, place: &Place<'_>, report: &Report) -> bool {
        self.take_execution().is_some_and(|index| self.put_at(slot, place, index, report))
    }

    #[inline]
    fn put_at(&self, slot: &ChildSlot, place: &Place<'_>, index: u32, report: &Report) -> bool {
        let Some(record) = self.region.executions.get(index as usize) else { return false };
        let (key, owner) = (report.exec_id.0, report.child.to_bits());
        record.prepare(key, owner, Kind::Trade, report.last_qty, report.last_px);
        let linked = match place {
            Place::Row(row) => row.push(&slot.executions, record.node(), index),
            Place::Tree(link) => tree::occupy(link, index),
            Place::None => false,
        };
        if !linked {
            self.put_execution(index);
        }
        linked
    }

    /// An execution whose record is linked, so it counts; but something unusual came meanwhile.
    #[cold]
    #[inline(never)]
    fn hear_linked(&self, report: &Report, linked: &Linked<'a>, now: Nanos) -> Outcome {
        let Linked { slot, id: of, parent, claimed_before, moved } = *linked;
        let id = report.child;
        let generation = id.parts().map_or(0, |parts| parts.generation);
        let leaf = Leaf { id, slot, generation };
        let book = Book { id: of, slot: parent, parts: of.known_parts() };
        let hearing = Hearing::new(report, (leaf, book), Source::Session, now);
        let hearing = &mut Hearing { claimed_before, ..hearing };
        let here = self.pin(&book) && self.region.leaf(leaf.id).is_some();
        if here {
            slot.say_claim();
            report.cum_qty.into_iter().for_each(|cum| slot.claim_cum(cum));
        }
        let heard = match moved {
            Some(moved) if here => self.count_trade(hearing, (report.last_qty, 0), moved),
            // What was in our hands was stated to be executed, and the parent ended and was retired by that.
            Some(_) => Some(()),
            None if here => self.hear_new_trade(hearing, report.last_qty),
            None => None,
        };
        if here && heard.is_some() {
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
    /// The child's executions so far.
    row: Row,
    /// Whether what the venue claims is just what it reports, and need not be written down.
    as_reported: bool,
    /// The CumQty that the venue had claimed before.
    claimed_before: u64,
    /// From which word to which the child goes.
    old: ChildWord,
    new: ChildWord,
}

/// An execution whose record is linked, and which is no longer plain.
struct Linked<'a> {
    slot: &'a ChildSlot,
    /// The parent's, as it was found: the slot may be another child's by now.
    id: ParentId,
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
