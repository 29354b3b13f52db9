//! What time alone brings about: parents whose expire time has come are closed, children that have
//! cooled down are released.
//!
//! ```text
//!   parent slots   ░░░░░░░░▓▓▓▓▓▓▓▓░░░░░░░░        one tick looks at the next few, then stops
//!                          └ cursor ┘ ──►          each lane has a cursor of its own
//! ```
//!
//! Nothing is ever routed past an expire time, ticked or not: every route looks at the clock. A
//! tick only makes an end of it, so that such a parent is done once its children are.
//!
//! Law: a tick takes a bounded number of steps, and enough of them in a row look at every parent.
//!
//! Uses: `region`, `lane`, `ledger`, `desk`, `cool`. Used by: gateways.

use crate::event::EventKind;
use crate::id::{ParentId, Parts};
use crate::lane::{Book, Lane};
use crate::ledger::Account;
use crate::refusal::Refusal;
use crate::sync::{Acquire, Relaxed};
use crate::units::Nanos;

/// Parent slots that one tick looks at.
const AT_A_TIME: u64 = 64;

/// What a tick has done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ticked {
    /// Parent slots that it looked at: at most 64.
    pub looked: u32,
    /// Parents that it closed because their expire time has come.
    pub lapsed: u32,
    /// Children whose cooling quantity it gave back to their parents.
    pub cooled: u32,
}

impl<'a> Lane<'a> {
    /// Carries out what has become due by time, a little of it at each call: looks at the next 64
    /// parents, and closes those whose expire time has come, as [`Lane::cancel_parent`] does; and at
    /// 16 of the children that are cooling since this lane heard of their ends, and gives what they
    /// hold back to their parents once its time has come. Call it often, on every lane. Request the
    /// cancels of the children of what it closes: each close is an event, [`EventKind::Lapsed`].
    ///
    /// A lease that has run out closes nothing: it may be refreshed. No switch, lease or alarm
    /// stops a tick.
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails.
    ///
    /// | error                          | when                                   |
    /// |--------------------------------|----------------------------------------|
    /// | [`Refusal::HandleLost`]        | the lane was taken over                |
    /// | [`Refusal::ClockBackwards`]    | `now` is before an earlier call's      |
    pub fn tick(&mut self, now: Nanos) -> Result<Ticked, Refusal> {
        self.try_tick(now).inspect_err(|refusal| self.region.count_refusal(*refusal, now))
    }

    fn try_tick(&mut self, now: Nanos) -> Result<Ticked, Refusal> {
        self.enter(now)?;
        let mut ticked = Ticked::default();
        // Slots that were never handed out hold no parent.
        let used = self.region.pools.parents.fresh.load(Acquire);
        let used = used.min(self.region.parents.len() as u64);
        let mut place = self.slot.cursor.load(Relaxed);
        for _ in 0..used.min(AT_A_TIME) {
            if place >= used {
                place = 0;
            }
            ticked.looked = ticked.looked.saturating_add(1);
            let due = self.lapsed_at(place, now);
            let closed = due.is_some_and(|book| self.lapse(&book, now));
            ticked.lapsed = ticked.lapsed.saturating_add(u32::from(closed));
            place = place.saturating_add(1);
        }
        self.slot.cursor.store(place, Relaxed);
        ticked.cooled = self.cool_some(now);
        self.passed(now);
        Ok(ticked)
    }

    /// The open parent in a slot, if its expire time has come.
    fn lapsed_at(&self, place: u64, now: Nanos) -> Option<Book<'a>> {
        let index = u32::try_from(place).ok()?;
        let slot = self.region.parents.get(index as usize)?;
        let word = slot.word();
        let open = word.is_live() && !word.is_done() && !word.is_closed();
        if !open || !slot.has_expired(now) {
            return None;
        }
        let parts = Parts { session: self.region.session, generation: word.generation(), index };
        Some(Book { id: ParentId::from_parts(parts), slot, parts })
    }

    /// Closes a parent for its time; whether this call did it. The pin finds the parent gone where
    /// the slot was given to another after its word was read: then the time was the other's.
    fn lapse(&self, book: &Book<'a>, now: Nanos) -> bool {
        let closed = self.pin(book) && self.close(book).is_ok();
        if closed {
            self.tell_parent(EventKind::Lapsed, book, now, (0, 0));
            self.finish(book, now, &mut Account::default());
        }
        self.at_rest();
        closed
    }
}
