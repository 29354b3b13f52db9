//! Moving quantity: between a child and its parent, and between a parent and the levels above it.
//!
//! ```text
//!   firm, account, position   ◄─ settle ─►   parent   ◄─ charge, give ─►   child
//! ```
//!
//! Law L2 rests here. Every change of a child's word changes what the child costs its parent
//! (reserved and executed) by a number that the change itself shows, and the thread that made it
//! moves the parent's balance by that number. First it takes away, then it adds: who looks in
//! between sees too little headroom, never too much.
//!
//! Uses: `region`, `lane`, `parent`, `child`, `limits`. Used by: `gate`, `desk`, `report`,
//! `reconcile`.

use crate::alarm::{AlarmKind, AlarmSet};
use crate::child::{Bound, ChildSlot, ChildWord, State};
use crate::event::{EventKind, Told};
use crate::headroom::{change, update};
use crate::id::{AccountId, ChildId, ParentId};
use crate::lane::{Book, Lane};
use crate::limits::{Tally, add_own};
use crate::parent::{ParentSlot, ParentWord};
use crate::region::Region;
use crate::sync::{AcqRel, Acquire, AtomicU64};
use crate::units::Nanos;
use crate::wrong::{self, Design};

/// A child that a call works on.
#[derive(Clone, Copy)]
pub(crate) struct Leaf<'a> {
    pub(crate) id: ChildId,
    pub(crate) slot: &'a ChildSlot,
    pub(crate) generation: u16,
}

/// What a call has done so far, for its outcome.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Account {
    pub(crate) raised: AlarmSet,
    /// Quantity that went past the parent.
    pub(crate) overfill: u64,
    /// Whether the parent ended in this call.
    pub(crate) done: bool,
}

impl<'a> Region<'a> {
    /// The parent that `id` names, also while a lane tries to retire it: whoever works on it pins it,
    /// and that brings it back.
    pub(crate) fn book(&self, id: ParentId) -> Option<Book<'a>> {
        let (slot, parts) = self.parent_slot(id)?;
        slot.word().is_here(parts.generation).then_some(Book { id, slot, parts })
    }

    /// The child that `id` names.
    pub(crate) fn leaf(&self, id: ChildId) -> Option<Leaf<'a>> {
        let slot = self.child_slot(id)?;
        Some(Leaf { id, slot, generation: id.parts()?.generation })
    }

    /// What the levels above must set aside for a parent: its quantity and what it is past that,
    /// while it lives; what was executed or is reserved again, once it is done.
    pub(crate) fn due_above(&self, book: &Book<'_>) -> u64 {
        let word = ParentWord(book.slot.word.load(Acquire));
        due_of(word, book.slot.quantity.load(Acquire))
    }

    /// Brings what is set aside above to what is due. Whoever changes a parent's quantity,
    /// overfill, end, or balance after it, calls this after. Each difference is moved by
    /// the one thread whose CAS on `settled` took note of it; and after its own CAS a thread looks
    /// again, so the last of several sees everything.
    pub(crate) fn settle(&self, book: &Book<'_>) {
        loop {
            let settled = book.slot.settled.load(Acquire);
            let due = self.due_above(book);
            if book.slot.settled.compare_exchange(settled, due, AcqRel, Acquire).is_err() {
                continue;
            }
            self.move_above(book, settled, due);
            if self.due_above(book) == due {
                return;
            }
        }
    }

    fn move_above(&self, book: &Book<'_>, from: u64, to: u64) {
        if from == to {
            return;
        }
        let terms = book.slot.terms();
        let account = self.account(AccountId(terms.account));
        let position = self.positions.get(terms.position as usize);
        let rooms = [
            (Some(&self.control.headroom), terms.unit),
            (account.map(|account| &account.headroom), terms.unit),
            (position.map(|position| position.room(terms.side.is_buy())), 1),
        ];
        for (room, unit) in rooms {
            let Some(room) = room else { continue };
            if to < from {
                room.give((from - to).saturating_mul(unit));
            } else {
                room.charge((to - from).saturating_mul(unit));
            }
        }
    }

    /// Books that a child will cost its parent `n` more than was reserved; returns what of it is
    /// past the parent.
    fn charge(&self, book: &Book<'_>, n: u64) -> u64 {
        let (old, new) = change(&book.slot.word, |word| ParentWord(word).charge(n).0);
        let past = ParentWord(new).overfill().saturating_sub(ParentWord(old).overfill());
        if past > 0 {
            self.settle(book);
        }
        past
    }
}

impl<'a> Lane<'a> {
    /// This lane's tally of a position.
    pub(crate) fn tally(&self, position: u32) -> Option<&'a Tally> {
        self.tallies.get(position as usize)
    }

    pub(crate) fn tell_parent(
        &self,
        kind: EventKind,
        book: &Book<'_>,
        now: Nanos,
        told: (u64, u64),
    ) {
        let (qty, detail) = told;
        self.tell(&Told { parent: book.id.to_bits(), qty, detail, ..Told::new(kind, now) });
    }

    /// Changes a child's word by `next` and moves the parent's balance by what that costs or frees;
    /// `executed` of it is an execution, below zero one that was taken back. `None` where the slot
    /// is no longer that child's.
    pub(crate) fn move_child(
        &self,
        leaf: &Leaf<'_>,
        book: &Book<'_>,
        executed: i64,
        now: Nanos,
        account: &mut Account,
        next: impl Fn(ChildWord) -> ChildWord,
    ) -> Option<(ChildWord, ChildWord)> {
        let same = |bits| {
            ChildSlot::is_of(ChildWord(bits), leaf.generation).then(|| next(ChildWord(bits)).0)
        };
        let (old, new) = update(&leaf.slot.word, same).ok()?;
        let (old, new) = (ChildWord(old), ChildWord(new));
        note_unknown(book, old, new);
        let before = old.reserved() as i64;
        let cost = (new.reserved() as i64).saturating_add(executed).saturating_sub(before);
        if cost > 0 {
            self.charge_parent(book, cost.unsigned_abs(), now, account);
        } else if cost < 0 {
            self.give_parent(Some(leaf.id), book, cost.unsigned_abs(), now);
        }
        Some((old, new))
    }

    /// Takes `n` that no child has reserved from the parent; what is past it is an overfill.
    pub(crate) fn charge_parent(&self, book: &Book<'_>, n: u64, now: Nanos, account: &mut Account) {
        let over = self.region.charge(book, n);
        account.overfill = account.overfill.saturating_add(over);
        if over > 0 {
            self.raise(AlarmKind::Overfill, over, now, &mut account.raised);
            self.tell_parent(EventKind::Held, book, now, (0, AlarmKind::Overfill as u64));
        }
    }

    /// Gives `n` back to a parent, of a child or not.
    pub(crate) fn give_parent(&self, child: Option<ChildId>, book: &Book<'_>, n: u64, now: Nanos) {
        let (old, _) = change(&book.slot.word, |word| ParentWord(word).give(n).0);
        if ParentWord(old).overfill() > 0 {
            self.region.settle(book);
        }
        let told = Told::new(EventKind::GivenBack, now);
        let child = child.map_or(0, ChildId::to_bits);
        self.tell(&Told { parent: book.id.to_bits(), child, qty: n, ..told });
    }

    /// Holds a parent before what an execution counted for is made less: what comes free is routed
    /// again only after a person says so.
    pub(crate) fn hold_for_bust(
        &self,
        book: &Book<'_>,
        (from, to): (u64, u64),
        now: Nanos,
        raised: &mut AlarmSet,
    ) {
        if !wrong::is(Design::BustUnheld) && Lane::hold_word(&book.slot.word, book.parts.generation)
        {
            self.tell_parent(EventKind::Held, book, now, (0, AlarmKind::Bust as u64));
        }
        self.raise_both(AlarmKind::Bust, (from, to), now, raised);
    }

    /// Brings a child's bound to what facts and open requests make it, and its leaves with it; then
    /// what is inferred of it, and whether it is cooling.
    ///
    /// Only facts raise it here: a request that asks for more has paid for it before it was opened.
    /// After its own CAS a thread looks again: its CAS acquired what every earlier one on the bound
    /// had seen, so the last of them sees everything.
    pub(crate) fn rebound(
        &self,
        leaf: &Leaf<'_>,
        book: &Book<'_>,
        now: Nanos,
        account: &mut Account,
    ) {
        loop {
            // What the gate took back never binds anything.
            if leaf.slot.word().state() == Some(State::Void) {
                return;
            }
            let bound = leaf.slot.bound();
            let facts = leaf.slot.fact_bound();
            let due = leaf.slot.due_bound();
            let next = if facts > bound.qty() {
                bound.moving_to(facts)
            } else if due < bound.qty() {
                bound.moving_to(due)
            } else {
                break;
            };
            if !swap_bound(&leaf.slot.bound, bound, next) && !wrong::is(Design::ReleaseTwice) {
                continue;
            }
            let moved = self.move_child(leaf, book, 0, now, account, |word| {
                if next.qty() > bound.qty() {
                    word.more(next.qty() - bound.qty())
                } else {
                    word.less(bound.qty() - next.qty())
                }
            });
            leaf.slot.moved();
            if moved.is_none() {
                return;
            }
        }
        // A fill that fell between a bound and its leaves took its state from numbers that did not
        // agree; these do.
        let slot = leaf.slot;
        self.count_inferred(leaf, book, now, account);
        self.show_cooling(leaf, book);
        if slot.proven_cum().is_some() {
            return;
        }
        let _ = self.set_state(leaf, book, now, |state, word| state.settled(slot.progress(word)));
    }

    /// Takes back that a parent has ended, once an execution of it was taken back: what it may route
    /// again a person decides, for it is held.
    pub(crate) fn resume(&self, book: &Book<'_>, now: Nanos) {
        let quantity = book.slot.quantity.load(Acquire);
        let executed = book.slot.executed.fetch_add(0, AcqRel);
        let back = |bits| {
            let word = ParentWord(bits);
            let ended = word.is_here(book.parts.generation) && word.is_done();
            let over = is_over(word, executed, quantity);
            (ended && !over).then_some(word.resume().0)
        };
        if update(&book.slot.word, back).is_ok() {
            self.flow_brings(&book.slot.terms(), quantity);
            self.tell_parent(EventKind::Resumed, book, now, (executed, 0));
        }
        self.region.settle(book);
    }

    /// Ends a parent that is filled, or closed with nothing reserved, and says so each time.
    ///
    /// `executed` and the balance are two words. Whoever changes the balance reads `executed` by a
    /// read-modify-write after, and whoever changes `executed` does so by one: of two racing
    /// threads the later in the order of that word sees both.
    pub(crate) fn finish(&self, book: &Book<'_>, now: Nanos, account: &mut Account) {
        loop {
            let executed = if wrong::is(Design::EndReadPlainly) {
                book.slot.executed.load(Acquire)
            } else {
                book.slot.executed.fetch_add(0, AcqRel)
            };
            let word = ParentWord(book.slot.word.load(Acquire));
            if !word.is_here(book.parts.generation) {
                return;
            }
            if word.is_done() {
                self.region.settle(book);
                return;
            }
            // What is counted as ended is this quantity: an amendment that finds the parent done takes
            // its own part back by itself.
            let quantity = book.slot.quantity.load(Acquire);
            if !is_over(word, executed, quantity) {
                return;
            }
            let done = word.end().0;
            if book.slot.word.compare_exchange(word.0, done, AcqRel, Acquire).is_ok() {
                account.done = true;
                self.flow_ends(&book.slot.terms(), quantity, now);
                self.region.settle(book);
                self.tell_parent(EventKind::Done, book, now, (executed, 0));
                return;
            }
        }
    }

    /// Counts what a venue has stated beyond the executions that it reported. It moves no balance:
    /// what it claims to have executed is reserved already, and is merely executed instead.
    ///
    /// Whoever changes what this depends on calls it after, and a thread looks again after its own
    /// CAS, so the last of several sees everything.
    pub(crate) fn count_inferred(
        &self,
        leaf: &Leaf<'_>,
        book: &Book<'_>,
        now: Nanos,
        account: &mut Account,
    ) {
        let slot = leaf.slot;
        while slot.is_stated() {
            let counted = slot.inferred.load(Acquire);
            let Some(due) = slot.due_inferred_now() else { return };
            if counted == due {
                return;
            }
            if slot.inferred.compare_exchange(counted, due, AcqRel, Acquire).is_err() {
                continue;
            }
            let more = (due as i64).saturating_sub(counted as i64);
            book.slot.inferred.fetch_add(more as u64, AcqRel);
            self.book_executed(book, more, now, account);
            let told = Told::new(EventKind::Inferred, now);
            let (parent, child) = (book.id.to_bits(), leaf.id.to_bits());
            self.tell(&Told { parent, child, qty: due, detail: counted, ..told });
        }
    }

    /// Brings the word of a child, and its parent's sum, to whether it is cooling.
    pub(crate) fn show_cooling(&self, leaf: &Leaf<'_>, book: &Book<'_>) {
        let slot = leaf.slot;
        while slot.word().is_cooling() != slot.is_held_back() {
            let cools = slot.is_held_back();
            let shown = |bits| {
                let word = ChildWord(bits);
                ChildSlot::is_of(word, leaf.generation).then_some(word.with_cooling(cools).0)
            };
            match update(&slot.word, shown) {
                Ok((old, new)) => note_unknown(book, ChildWord(old), ChildWord(new)),
                Err(_) => return,
            }
        }
    }

    /// Adds an execution to its parent and its position; below zero, takes one back. The position is
    /// never behind: who looks in between sees too little room (see `gate/reduce.rs`), never too much.
    pub(crate) fn book_executed(&self, book: &Book<'_>, n: i64, now: Nanos, account: &mut Account) {
        let executed = if n >= 0 {
            self.add_executed(book.slot, book.slot.is_buy(), n as u64)
        } else {
            let executed = book.slot.executed.fetch_add(n as u64, AcqRel).wrapping_add(n as u64);
            self.tally_executed(book.slot, book.slot.is_buy(), n as u64);
            executed
        };
        if seems_over(book.slot, executed) {
            self.finish(book, now, account);
        }
    }

    /// Adds an execution to its parent and its position; what is executed of the parent then.
    #[inline]
    pub(crate) fn add_executed(&self, parent: &ParentSlot, buy: bool, n: u64) -> u64 {
        self.tally_executed(parent, buy, n);
        parent.executed.fetch_add(n, AcqRel).wrapping_add(n)
    }

    #[inline]
    fn tally_executed(&self, parent: &ParentSlot, buy: bool, n: u64) {
        if let Some(tally) = self.tally(parent.position()) {
            add_own(tally.executed(buy), n);
        }
    }

    /// A child's state, changed; told if it is another one.
    pub(crate) fn set_state(
        &self,
        leaf: &Leaf<'_>,
        book: &Book<'_>,
        now: Nanos,
        next: impl Fn(State, ChildWord) -> State,
    ) -> Option<(State, State)> {
        let same = |bits| {
            let word = ChildWord(bits);
            let state = word.state().filter(|_| ChildSlot::is_of(word, leaf.generation))?;
            Some(word.with_state(next(state, word)).0)
        };
        let (old, new) = update(&leaf.slot.word, same).ok()?;
        note_unknown(book, ChildWord(old), ChildWord(new));
        let (old, new) = (ChildWord(old).state()?, ChildWord(new).state()?);
        self.tell_state(leaf, book, now, old, new);
        Some((old, new))
    }

    pub(crate) fn tell_state(
        &self,
        leaf: &Leaf<'_>,
        book: &Book<'_>,
        now: Nanos,
        old: State,
        new: State,
    ) {
        if old != new {
            let told = Told::new(EventKind::StateChanged, now);
            let (parent, child) = (book.id.to_bits(), leaf.id.to_bits());
            let qty = leaf.slot.word().reserved();
            self.tell(&Told { parent, child, qty, detail: new as u64, ..told });
        }
    }
}

/// Keeps the parent's sums of what nobody can vouch for, and of what is cooling.
pub(crate) fn note_unknown(book: &Book<'_>, old: ChildWord, new: ChildWord) {
    if old.unknown() != new.unknown() {
        book.slot.unknown.fetch_add(new.unknown().wrapping_sub(old.unknown()), AcqRel);
    }
    if old.cooling() != new.cooling() {
        book.slot.cooling.fetch_add(new.cooling().wrapping_sub(old.cooling()), AcqRel);
    }
}

/// What a parent with this word and quantity takes of the levels above.
pub(crate) const fn due_of(word: ParentWord, quantity: u64) -> u64 {
    if word.is_done() {
        quantity.saturating_sub(word.headroom()).saturating_add(word.overfill())
    } else {
        quantity.saturating_add(word.overfill())
    }
}

/// Whether nothing seems to be reserved of a parent of which so much is executed: then `finish` must look
/// closer.
#[inline]
pub(crate) fn seems_over(parent: &ParentSlot, executed: u64) -> bool {
    let word = parent.word();
    let reserved = parent.quantity.load(Acquire).wrapping_sub(executed);
    word.is_done() || reserved == word.balance() as u64
}

/// Whether nothing is reserved any more, and nothing will be.
pub(crate) fn is_over(word: ParentWord, executed: u64, quantity: u64) -> bool {
    let balance = word.balance();
    let reserved = i128::from(quantity) - i128::from(executed) - i128::from(balance);
    reserved == 0 && (word.is_closed() || balance <= 0)
}

/// One step of a bound; whether it was this thread's.
pub(crate) fn swap_bound(word: &AtomicU64, from: Bound, to: Bound) -> bool {
    word.compare_exchange(from.0, to.0, AcqRel, Acquire).is_ok()
}
