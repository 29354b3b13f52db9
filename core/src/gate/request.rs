//! Requests on a child that is out: cancel, replace, and doubt.
//!
//! A replace that asks for more is a birth of the difference: it pays first and is published by the
//! same compare-and-swap, so a kill stops it the same way. One that asks for less gives back
//! nothing until the venue says Replaced (law L5). A cancel passes in every state of the switches
//! (law L6).

use super::{Taken, permits_now};
use crate::child::{Bound, ChildSlot, ChildWord, State};
use crate::event::{EventKind, Told};
use crate::headroom::{change, update};
use crate::id::{ChildId, RequestId, VenueId};
use crate::lane::{Book, Lane};
use crate::ledger::{Account, Leaf, note_unknown, swap_bound};
use crate::parent::Head;
use crate::refusal::Refusal;
use crate::sync::{AcqRel, Acquire};
use crate::units::{Nanos, Price, Qty};
use crate::wrong::{self, Design};

/// What a replace asks for.
struct Asked {
    qty: Qty,
    price: Price,
    /// Whether it comes on top of what the child may come to already.
    adds: bool,
}

impl Asked {
    /// What a child with that bound may come to by it, in units.
    fn total(&self, bound: Bound) -> Result<Qty, Refusal> {
        let before = if self.adds { bound.qty() } else { 0 };
        Qty::new(before.saturating_add(self.qty.get())).ok_or(Refusal::QuantityTooLarge)
    }
}

impl<'a> Lane<'a> {
    /// The child and its parent; the parent's word may be in any state.
    fn find(&self, child: ChildId) -> Result<(Leaf<'a>, Book<'a>), Refusal> {
        let leaf = self.region.leaf(child).ok_or(Refusal::UnknownChild)?;
        let book = self.region.book(leaf.slot.parent()).ok_or(Refusal::UnknownChild)?;
        Ok((leaf, book))
    }

    /// The same, kept from being retired until [`Lane::at_rest`]. What was found before is looked
    /// at again: it may have been retired, and the slot be another's, before we held on to it.
    fn hold_on(&self, child: ChildId) -> Result<(Leaf<'a>, Book<'a>), Refusal> {
        let (leaf, book) = self.find(child)?;
        let here = self.pin(&book) && self.region.leaf(child).is_some();
        if here { Ok((leaf, book)) } else { Err(Refusal::UnknownChild) }
    }

    /// Carries out `call` on a child, and lets go of it whatever comes.
    fn with_child<T>(
        &self,
        child: ChildId,
        call: impl FnOnce(&Leaf<'a>, &Book<'a>) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let done = self.hold_on(child).and_then(|(leaf, book)| call(&leaf, &book));
        self.at_rest();
        done
    }

    /// Makes a cancel request's id. Call it, then write the message. Asked again while one is open,
    /// the newer one counts.
    ///
    /// No switch, lease or alarm stops it.
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails.
    ///
    /// | error                             | when                                       |
    /// |-----------------------------------|--------------------------------------------|
    /// | [`Refusal::HandleLost`]           | the lane was taken over                    |
    /// | [`Refusal::UnknownChild`]         | no such child                              |
    /// | [`Refusal::ChildEnded`]           | it has ended and reserves nothing          |
    /// | [`Refusal::TooManyRequests`]      | it has made 65,535 requests                |
    /// | [`Refusal::CancelsThrottled`]     | the lane has sent as many as it may, for now |
    pub fn request_cancel(&mut self, child: ChildId, now: Nanos) -> Result<RequestId, Refusal> {
        self.try_request_cancel(child, now)
            .inspect_err(|refusal| self.region.count_refusal(*refusal, now))
    }

    fn try_request_cancel(&mut self, child: ChildId, now: Nanos) -> Result<RequestId, Refusal> {
        self.is_owner()?;
        self.with_child(child, |leaf, book| {
            cancellable(leaf)?;
            self.spend_cancel(now)?;
            let number = leaf.slot.requests.open_cancel().ok_or(Refusal::TooManyRequests)?;
            self.tell_request(leaf, book, now, (0, number));
            Ok(RequestId { child, number })
        })
    }

    /// Makes a replace request's id, and reserves what it asks for beyond what the child may come
    /// to already. Call it, then write the message. `qty` is the OrderQty of the message. At a venue
    /// that keeps to FIX it is the child's new total; where it may mean what remains, or where the
    /// old order may go on being executed ([`crate::VenueTerms`]), it is reserved for on top of what
    /// the child may come to already, until the venue says what it is. Up to three may be open at a
    /// time. A child that was filled may be replaced: it lives again by a replace-up.
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails. As [`Lane::route`], but that the session with the venue
    /// and the strategy matter only to a request for more than the child may come to already; and besides:
    ///
    /// | error                             | when                                                 |
    /// |-----------------------------------|------------------------------------------------------|
    /// | [`Refusal::UnknownChild`]         | no such child                                        |
    /// | [`Refusal::ParentExpired`], [`Refusal::ParentLeaseExpired`] | also where it asks for less: cancel instead |
    /// | [`Refusal::ChildEnded`]           | it has ended                                         |
    /// | [`Refusal::TooManyRequests`]      | three are open, or it has made 65,535 requests       |
    /// | [`Refusal::NothingToChange`]      | quantity and price are those in force                |
    pub fn request_replace(
        &mut self,
        child: ChildId,
        qty: Qty,
        price: Price,
        now: Nanos,
    ) -> Result<RequestId, Refusal> {
        self.try_request_replace(child, qty, price, now)
            .inspect_err(|refusal| self.region.count_refusal(*refusal, now))
    }

    fn try_request_replace(
        &mut self,
        child: ChildId,
        qty: Qty,
        price: Price,
        now: Nanos,
    ) -> Result<RequestId, Refusal> {
        self.enter(now)?;
        let begun = self.slot.publish.load(Acquire);
        let reduce = self.is_open(now)?;
        let asked = self.with_child(child, |leaf, book| {
            self.replace(leaf, book, (qty, price), (begun, reduce), now)
        });
        if asked.is_ok() {
            self.passed(now);
        }
        asked
    }

    fn replace(
        &self,
        leaf: &Leaf<'a>,
        book: &Book<'a>,
        (qty, price): (Qty, Price),
        (begun, mut reduce): (u64, bool),
        now: Nanos,
    ) -> Result<RequestId, Refusal> {
        let terms = book.slot.terms();
        let venue = self.region.venue(leaf.slot.venue());
        reduce |= self.region.is_open_for(&terms, venue)?;
        let adds = venue.is_some_and(|venue| venue.replace_is_additive());
        let asked = Asked { qty, price, adds };
        let bound = leaf.slot.bound();
        if asked.total(bound)?.get() > bound.qty() {
            self.permits_more_at(leaf)?;
            self.region.permits_strategy(&terms)?;
        }
        let instrument = self.region.terms_instrument(&terms)?;
        instrument.permits_qty(qty)?;
        self.permits_price(&terms, instrument, price, now)?;
        replaceable(leaf)?;
        let (_, replacing) = leaf.slot.requests.pending();
        if !replacing && !adds && qty.get() == leaf.slot.order_qty() && price == leaf.slot.price() {
            return Err(Refusal::NothingToChange);
        }
        // What is asked for less does not look at the parent's word, but the time stops it too.
        let in_time = book.slot.is_in_time(now).or_else(|_| permits_now(book, now));
        let made = in_time.and_then(|()| self.ask(leaf, book, &asked, (begun, reduce), now));
        if let Err(refusal) = made {
            self.count_refused(book, &terms, refusal, now);
        }
        made
    }

    fn ask(
        &self,
        leaf: &Leaf<'a>,
        book: &Book<'a>,
        asked: &Asked,
        (begun, reduce): (u64, bool),
        now: Nanos,
    ) -> Result<RequestId, Refusal> {
        let requests = &leaf.slot.requests;
        leaf.slot.say_claim();
        let claimed = requests.claim_replace(asked.qty, asked.price);
        let (place, number) = claimed.ok_or(Refusal::TooManyRequests)?;
        let mut sent = 0;
        let mut paid = self.pay(leaf, book, (place, number), asked, &mut sent);
        if reduce && sent > 0 && paid.is_ok() {
            paid = self.permits_reducing(book, &book.slot.terms()).and(paid);
        }
        let sending = paid.and_then(|total| {
            let sending = self.permits_sending(book, sent, false, now)?;
            self.publish(begun)?;
            Ok((total, sending))
        });
        let refusal = match sending {
            Ok((total, sending)) => {
                // Nothing was larger that was not sent.
                leaf.slot.note_peak(total);
                if wrong::is(Design::ReplaceDownAtRequest) {
                    leaf.slot.confirm(number, asked.qty);
                    self.rebound(leaf, book, now, &mut Account::default());
                }
                self.count_sending(&sending, sent);
                self.count_inferred(leaf, book, now, &mut Account::default());
                self.region.settle(book);
                self.tell_request(leaf, book, now, (total, number));
                return Ok(RequestId { child: leaf.id, number });
            }
            Err(refusal) => refusal,
        };
        requests.withdraw(place);
        self.uncount_sent(book, sent);
        self.rebound(leaf, book, now, &mut Account::default());
        self.region.settle(book);
        self.finish(book, now, &mut Account::default());
        Err(refusal)
    }

    /// Raises the child's bound to what is asked for, paid for by the parent, and opens the request
    /// under that bound; returns it. `sent` is what of it counts as sent.
    ///
    /// The last step seals the bound: it did not change between the raise and the opening, or all is
    /// done again, from the bound as it is then. From then on whoever lowers it sees the open
    /// request; and an end that was proven before is seen here.
    fn pay(
        &self,
        leaf: &Leaf<'a>,
        book: &Book<'a>,
        (place, number): (usize, u16),
        asked: &Asked,
        sent: &mut u64,
    ) -> Result<u64, Refusal> {
        loop {
            let before = leaf.slot.bound();
            let total = asked.total(before)?;
            let more = self.raise_bound(leaf, book, before, total)?;
            *sent = sent.saturating_add(more);
            let bound = leaf.slot.bound();
            // What comes on top is on top of the bound that it was reckoned from: another's raise to the same
            // bound pays for the other's request.
            let adds_up = !asked.adds || (more > 0 && bound.qty() == total.get());
            if bound.qty() < total.get() || !adds_up {
                continue;
            }
            leaf.slot.requests.open_claim(place, number, total);
            let sealed = swap_bound(&leaf.slot.bound, bound, bound.sealed());
            replaceable(leaf)?;
            if sealed {
                return Ok(total.get());
            }
            if !leaf.slot.requests.close_claim(place) {
                // It was answered though nobody has sent it.
                return Err(Refusal::NothingToChange);
            }
        }
    }

    /// One attempt to raise that bound to `qty`; returns by how much it did: by nothing where it is no
    /// less already, or not the bound any more. What the child's leaves do not absorb goes back to the
    /// parent.
    fn raise_bound(
        &self,
        leaf: &Leaf<'a>,
        book: &Book<'a>,
        bound: Bound,
        qty: Qty,
    ) -> Result<u64, Refusal> {
        let more = qty.get().saturating_sub(bound.qty());
        if more == 0 {
            return Ok(0);
        }
        // Another answer than before where the bound was lowered since.
        self.permits_more_at(leaf)?;
        let pays = if wrong::is(Design::ReplaceUpUnpaid) { 0 } else { more };
        let mut taken = Taken::take(book, pays)?;
        self.count_sent(book, more)?;
        if !swap_bound(&leaf.slot.bound, bound, bound.moving_to(qty.get())) {
            self.uncount_sent(book, more);
            return Ok(0);
        }
        let rise = |bits| {
            ChildSlot::is_of(ChildWord(bits), leaf.generation)
                .then_some(ChildWord(bits).more(more).0)
        };
        let risen = update(&leaf.slot.word, rise);
        leaf.slot.moved();
        let (old, new) = risen.map_err(|_| Refusal::UnknownChild)?;
        note_unknown(book, ChildWord(old), ChildWord(new));
        let absorbed = ChildWord(new).reserved().saturating_sub(ChildWord(old).reserved());
        taken.amount = more.saturating_sub(absorbed);
        Ok(more)
    }

    /// Whether a child may be made larger where it is.
    fn permits_more_at(&self, leaf: &Leaf<'_>) -> Result<(), Refusal> {
        let venue = self.region.venue(leaf.slot.venue());
        venue.ok_or(Refusal::UnknownVenue)?.permits_birth()
    }

    /// Counts what a replace-up sends, if with it the parent does not send too much.
    ///
    /// A birth reads the parent's head, then what replace-ups have sent, and ends with a CAS on the head
    /// that it read. This counts first, then changes the head: a birth whose CAS comes before is seen
    /// here, and one whose comes after has seen this, or fails.
    fn count_sent(&self, book: &Book<'_>, more: u64) -> Result<(), Refusal> {
        let (_, most) = book.slot.most();
        let sent = self.region.sent_by(Head(book.slot.head.load(Acquire)));
        let counted = update(&book.slot.replaced_up, |up| {
            let up = up.saturating_add(more);
            (sent.saturating_add(up) <= most).then_some(up)
        });
        let (_, up) = counted.map_err(|_| Refusal::FanOutQuantity)?;
        let head = if wrong::is(Design::ReplaceUpUnseen) {
            book.slot.head.load(Acquire)
        } else {
            book.slot.head.fetch_add(Head::ONE_REPLACE_UP, AcqRel)
        };
        if self.region.sent_by(Head(head)).saturating_add(up) > most {
            self.uncount_sent(book, more);
            return Err(Refusal::FanOutQuantity);
        }
        Ok(())
    }

    fn uncount_sent(&self, book: &Book<'_>, more: u64) {
        change(&book.slot.replaced_up, |up| up.saturating_sub(more));
    }

    fn tell_request(
        &self,
        leaf: &Leaf<'_>,
        book: &Book<'_>,
        now: Nanos,
        (qty, number): (u64, u16),
    ) {
        self.tell(&Told {
            parent: book.id.to_bits(),
            child: leaf.id.to_bits(),
            qty,
            detail: u64::from(number),
            ..Told::new(EventKind::Requested, now)
        });
    }

    /// Nobody knows what became of a child: a time-out, a disconnect. What it reserves stays
    /// reserved (law L5).
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails.
    ///
    /// | error                             | when                        |
    /// |-----------------------------------|-----------------------------|
    /// | [`Refusal::HandleLost`]           | the lane was taken over     |
    /// | [`Refusal::UnknownChild`]         | no such child               |
    /// | [`Refusal::ChildEnded`]           | it has ended                |
    pub fn doubt(&mut self, child: ChildId, now: Nanos) -> Result<(), Refusal> {
        self.try_doubt(child, now).inspect_err(|refusal| self.region.count_refusal(*refusal, now))
    }

    fn try_doubt(&mut self, child: ChildId, now: Nanos) -> Result<(), Refusal> {
        self.is_owner()?;
        self.with_child(child, |leaf, book| {
            alive(leaf)?;
            self.set_unknown(leaf, book, now)?;
            Ok(())
        })
    }

    pub(crate) fn set_unknown(
        &self,
        leaf: &Leaf<'a>,
        book: &Book<'a>,
        now: Nanos,
    ) -> Result<State, Refusal> {
        let doubt = |state: State, _| if state.is_alive() { State::Unknown } else { state };
        let (_, new) = self.set_state(leaf, book, now, doubt).ok_or(Refusal::UnknownChild)?;
        if wrong::is(Design::DoubtFrees) {
            self.give_parent(Some(leaf.id), book, leaf.slot.word().reserved(), now);
        }
        Ok(new)
    }

    /// As [`Lane::doubt`], where the child lives at `venue`; what is reserved for it then.
    pub(crate) fn lose_sight(&self, child: ChildId, venue: VenueId, now: Nanos) -> Option<u64> {
        // Most have ended: their parents are left alone.
        alive(&self.region.leaf(child)?).ok()?;
        let lost = self.with_child(child, |leaf, book| {
            alive(leaf)?;
            let here = leaf.slot.venue() == venue;
            let unknown = here && self.set_unknown(leaf, book, now)? == State::Unknown;
            let inferred = leaf.slot.inferred_qty();
            Ok(unknown.then(|| leaf.slot.word().reserved().saturating_sub(inferred)))
        });
        lost.ok().flatten()
    }
}

/// Whether a cancel could still do anything: the child is alive, or holds on to quantity, or to a
/// replace.
fn cancellable(leaf: &Leaf<'_>) -> Result<(), Refusal> {
    let word = leaf.slot.word();
    let (_, replacing) = leaf.slot.requests.pending();
    match alive(leaf) {
        Err(Refusal::ChildEnded) if word.reserved() > 0 || replacing => Ok(()),
        answer => answer,
    }
}

/// Whether a child may be replaced: it is at work, or it was filled and nothing proves that this was
/// its end.
fn replaceable(leaf: &Leaf<'_>) -> Result<(), Refusal> {
    let state = leaf.slot.word().state().ok_or(Refusal::UnknownChild)?;
    let ended = !state.is_alive() && state != State::Filled;
    if ended || leaf.slot.proven_cum().is_some() { Err(Refusal::ChildEnded) } else { Ok(()) }
}

/// Whether there is anything left to ask of a child.
fn alive(leaf: &Leaf<'_>) -> Result<(), Refusal> {
    match leaf.slot.word().state() {
        Some(state) if state.is_alive() => Ok(()),
        Some(_) => Err(Refusal::ChildEnded),
        None => Err(Refusal::UnknownChild),
    }
}

#[cfg(all(test, not(loom)))]
mod tests;
