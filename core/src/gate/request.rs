//! Requests on a child that is out: cancel, replace, and doubt.
//!
//! A replace that asks for more is a birth of the difference: it pays first and is published by the same compare-and-swap, so
//! a kill stops it the same way. One that asks for less gives back nothing until the venue says Replaced (law L5). A cancel
//! passes in every state of the switches (law L6).

use super::Taken;
use crate::child::{RequestState, State};
use crate::event::{EventKind, Told};
use crate::headroom::update;
use crate::id::{ChildId, RequestId};
use crate::lane::Lane;
use crate::ledger::{Account, Book, Leaf, swap_bound};
use crate::parent::{Head, ParentWord};
use crate::refusal::Refusal;
use crate::sync::Acquire;
use crate::units::{Nanos, Price, Qty};

impl<'a> Lane<'a> {
    /// The child and its parent; the parent's word may be in any state.
    fn find(&self, child: ChildId) -> Result<(Leaf<'a>, Book<'a>), Refusal> {
        let leaf = self.region.leaf(child).ok_or(Refusal::UnknownChild)?;
        let book = self.region.book(leaf.slot.parent()).ok_or(Refusal::UnknownChild)?;
        Ok((leaf, book))
    }

    /// Makes a cancel request's id. Call it, then write the message. Asked again while one is open, the newer one counts.
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
    /// | [`Refusal::ChildEnded`]           | it has ended                               |
    /// | [`Refusal::TooManyRequests`]      | it has made 65,535 requests                |
    pub fn request_cancel(&mut self, child: ChildId, now: Nanos) -> Result<RequestId, Refusal> {
        self.is_owner()?;
        let (leaf, book) = self.find(child)?;
        alive(&leaf)?;
        let number = leaf.slot.requests.open_cancel().ok_or(Refusal::TooManyRequests)?;
        self.tell_request(&leaf, &book, now, (0, number));
        Ok(RequestId { child, number })
    }

    /// Makes a replace request's id, and reserves what it asks for beyond what the child may come to already. Call it, then
    /// write the message. `qty` is the new total OrderQty. Up to three may be open at a time.
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails. As [`Lane::route`], and besides:
    ///
    /// | error                             | when                                                 |
    /// |-----------------------------------|------------------------------------------------------|
    /// | [`Refusal::UnknownChild`]         | no such child                                        |
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
        self.enter(now)?;
        let begun = self.slot.publish.load(Acquire);
        self.is_open(now)?;
        let (leaf, book) = self.find(child)?;
        let terms = book.slot.terms();
        self.region.is_open_for(&terms, self.region.venue(leaf.slot.venue()))?;
        let instrument = self.region.terms_instrument(&terms)?;
        instrument.permits_qty(qty)?;
        self.permits_price(&terms, instrument, price, now)?;
        alive(&leaf)?;
        if qty.get() == leaf.slot.order_qty() && price == leaf.slot.price() {
            return Err(Refusal::NothingToChange);
        }
        self.working_on(book.id.to_bits());
        let asked = self.ask(&leaf, &book, (qty, price), begun, now);
        if let Err(refusal) = asked {
            self.count_refused(&book, &terms, refusal, now);
        }
        self.at_rest();
        asked
    }

    fn ask(
        &self,
        leaf: &Leaf<'a>,
        book: &Book<'a>,
        (qty, price): (Qty, Price),
        begun: u64,
        now: Nanos,
    ) -> Result<RequestId, Refusal> {
        let requests = &leaf.slot.requests;
        let (place, number) = requests.claim_replace(qty, price).ok_or(Refusal::TooManyRequests)?;
        if let Err(refusal) = self.pay(leaf, book, (place, number), qty, now) {
            requests.settle_claim(place, number, RequestState::Refused, qty);
            self.rebound(leaf, book, now, &mut Account::default());
            return Err(refusal);
        }
        if let Err(refusal) = self.publish(begun) {
            requests.withdraw(place, number);
            self.rebound(leaf, book, now, &mut Account::default());
            self.finish(book, now, &mut Account::default());
            return Err(refusal);
        }
        self.tell_request(leaf, book, now, (qty.get(), number));
        Ok(RequestId { child: leaf.id, number })
    }

    /// Raises the child's bound to `qty`, paid for by the parent, and opens the request under that bound.
    ///
    /// The last step seals the bound: it was not lowered between the raise and the opening, or all is done again. From then on
    /// whoever lowers it sees the open request.
    fn pay(
        &self,
        leaf: &Leaf<'a>,
        book: &Book<'a>,
        (place, number): (usize, u16),
        qty: Qty,
        now: Nanos,
    ) -> Result<(), Refusal> {
        loop {
            let bound = leaf.slot.bound();
            let more = qty.get().saturating_sub(bound.qty());
            if more > 0 {
                self.raise_bound(leaf, book, qty, now)?;
            }
            let bound = leaf.slot.bound();
            if bound.qty() < qty.get() {
                continue;
            }
            leaf.slot.requests.settle_claim(place, number, RequestState::Open, qty);
            if swap_bound(&leaf.slot.bound, bound, bound.next(bound.qty())) {
                return Ok(());
            }
            leaf.slot.requests.settle_claim(place, number, RequestState::Claimed, qty);
        }
    }

    /// One attempt to raise the bound to `qty`; what the child's leaves do not absorb goes back to the parent.
    fn raise_bound(
        &self,
        leaf: &Leaf<'a>,
        book: &Book<'a>,
        qty: Qty,
        now: Nanos,
    ) -> Result<(), Refusal> {
        let bound = leaf.slot.bound();
        let more = qty.get().saturating_sub(bound.qty());
        book.slot.word().permits(book.parts.generation)?;
        let taken = Taken::take(book, more)?;
        self.count_sent(book, more)?;
        if !swap_bound(&leaf.slot.bound, bound, bound.next(qty.get())) {
            self.uncount_sent(book, more);
            return Ok(());
        }
        // The parent has paid: give that back first, so that the move charges it exactly once.
        let absorbed = update(&leaf.slot.word, |bits| {
            let word = crate::child::ChildWord(bits);
            crate::child::ChildSlot::is_of(word, leaf.generation).then_some(word.more(more).0)
        });
        let (old, new) = absorbed.map_err(|_| Refusal::UnknownChild)?;
        let gained = crate::child::ChildWord(new)
            .reserved()
            .saturating_sub(crate::child::ChildWord(old).reserved());
        if let Some(rest) = more.checked_sub(gained).filter(|rest| *rest > 0) {
            let _ = update(&book.slot.word, |word| Some(ParentWord(word).give(rest).0));
        }
        taken.keep();
        let _ = now;
        Ok(())
    }

    fn count_sent(&self, book: &Book<'_>, more: u64) -> Result<(), Refusal> {
        let most = book.slot.terms().fan_out.max_sent;
        let sent = self.region.sent_by(Head(book.slot.head.load(Acquire)));
        update(&book.slot.replaced_up, |up| {
            let total = sent.saturating_add(up).saturating_add(more);
            (total <= most).then_some(up.saturating_add(more))
        })
        .map(|_| ())
        .map_err(|_| Refusal::FanOutQuantity)
    }

    fn uncount_sent(&self, book: &Book<'_>, more: u64) {
        let _ = update(&book.slot.replaced_up, |up| Some(up.saturating_sub(more)));
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

    /// Nobody knows what became of a child: a time-out, a disconnect. What it reserves stays reserved (law L5).
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
        self.is_owner()?;
        let (leaf, book) = self.find(child)?;
        alive(&leaf)?;
        let doubt = |state: State, _| if state.is_alive() { State::Unknown } else { state };
        self.set_state(&leaf, &book, now, doubt).ok_or(Refusal::UnknownChild)?;
        Ok(())
    }
}

/// Whether there is anything left to ask of a child.
fn alive(leaf: &Leaf<'_>) -> Result<(), Refusal> {
    match leaf.slot.word().state() {
        Some(state) if state.is_alive() => Ok(()),
        Some(_) => Err(Refusal::ChildEnded),
        None => Err(Refusal::UnknownChild),
    }
}
