//! The plain end of an order: cancelled or expired, with just what it was reported to have executed.
//!
//! ```text
//!  pin ─► end proven (CAS) ─► bound (CAS) ─► child: ended, nothing left (CAS) ─► bound at rest ─► parent (CAS)
//! ```
//!
//! From the step that proves the end on, whoever comes upon the child can carry on; what is found
//! changed here is heard in full, which carries on too.

use super::super::{Outcome, Report, says_alive};
use super::{outcome, says_larger};
use crate::child::{ChildSlot, ChildWord, Claim, ExecType, State};
use crate::event::{EventKind, Told};
use crate::headroom::above;
use crate::id::ParentId;
use crate::lane::{Book, Lane};
use crate::ledger::{Account, Leaf, swap_bound};
use crate::units::{Nanos, Qty};

/// What a plain end ends.
struct Ending<'a> {
    slot: &'a ChildSlot,
    generation: u16,
    /// The child's word before.
    old: ChildWord,
    /// Its state after.
    state: State,
    /// The venue's CumQty.
    cum: Qty,
    /// Whether nobody has written down what the venue claims.
    as_reported: bool,
}

impl<'a> Lane<'a> {
    /// Books the end of an order, if it is plain.
    #[inline(never)]
    pub(super) fn hear_plain_end(&self, report: &Report, now: Nanos) -> Option<Outcome> {
        let ending = self.ending(report)?;
        let id = ending.slot.parent();
        let parent = self.region.parents.get(id.known_parts().index as usize)?;
        let book = Book { id, slot: parent, parts: id.known_parts() };
        let mut account = Account::default();
        let here = self.pin(&book) && ending.slot.word() == ending.old;
        let ended = here && self.end_plainly(&ending, &book, report, now, &mut account);
        self.at_rest();
        ended.then(|| outcome(report, id, &account))
    }

    #[inline]
    fn ending(&self, report: &Report) -> Option<Ending<'a>> {
        // The wrong designs are of what is heard in full.
        if cfg!(plimsoll_wrong) {
            return None;
        }
        self.is_owner().ok()?;
        let state = match report.exec_type {
            ExecType::Canceled => State::Canceled,
            _ => State::Expired,
        };
        let (slot, generation) = self.plain_child(report.child)?;
        let old = slot.word();
        let size = slot.plain_size()?;
        let cum = report.cum_qty?;
        let claim = slot.plain_claim()?;
        let claims_more = matches!(claim, Claim::Said(claimed) if claimed > cum.get());
        let agrees = old.is_plainly_at_work(generation)
            && old.leaves() > 0
            && size.checked_sub(old.reserved()) == Some(cum.get())
            && !claims_more
            && slot.base_qty() == 0;
        if !agrees || says_alive(report) || says_larger(report, size) {
            return None;
        }
        let requests = &slot.requests;
        if requests.is_replacing() || report.request.is_some_and(|n| !requests.was_made(n)) {
            return None;
        }
        let venue = self.region.venues.get(slot.venue().0 as usize)?;
        let may_go_on = venue.restarts_cum() || !venue.replaces_at_once() || venue.cooling() > 0;
        let as_reported = claim == Claim::AsReported;
        let ending = Ending { slot, generation, old, state, cum, as_reported };
        (!may_go_on && self.has_room()).then_some(ending)
    }

    /// Ends it; whether nobody else changed it meanwhile. Where somebody did, all that was begun is done, and
    /// the report is to be heard in full.
    fn end_plainly(
        &self,
        ending: &Ending<'a>,
        book: &Book<'a>,
        report: &Report,
        now: Nanos,
        account: &mut Account,
    ) -> bool {
        let Ending { slot, generation, old, state, cum, as_reported } = *ending;
        let (bound, left) = (slot.bound(), old.reserved());
        // The bound that belongs to that word: it may have been raised, and executed, since.
        let agrees = !bound.is_moving() && bound.qty() == cum.get().saturating_add(left);
        if !agrees || !slot.prove_plainly(cum) {
            return false;
        }
        // From here on whoever changes the child sees that its end is proven.
        slot.requests.close_all();
        if !swap_bound(&slot.bound, bound, bound.moving_to(cum.get())) {
            return false;
        }
        let leaf = Leaf { id: report.child, slot, generation };
        let ended = slot.end(old, state);
        if ended {
            self.tell_end(report, book.id, (state, left), now);
            self.give_parent(Some(leaf.id), book, left, now);
            slot.moved();
            // Who came while the bound was moving counts on us to look again.
            if !slot.has_ended_so(old, state, cum) {
                return false;
            }
            self.finish(book, now, account);
        } else {
            let less = bound.qty().saturating_sub(cum.get());
            let moved = self.move_child(&leaf, book, 0, now, account, |word| word.less(less));
            if let Some((before, _)) = moved.filter(|_| as_reported) {
                // An execution that came in between has not written down what was claimed with it.
                let reported = above((bound.qty() as i64).saturating_sub(before.leaves()));
                slot.claim_reported(Qty::saturating(reported));
            }
            slot.moved();
        }
        ended
    }

    fn tell_end(&self, report: &Report, parent: ParentId, (state, qty): (State, u64), now: Nanos) {
        self.ring.tell(&Told {
            parent: parent.to_bits(),
            child: report.child.to_bits(),
            qty,
            detail: state as u64,
            ..Told::new(EventKind::StateChanged, now)
        });
    }
}
