//! The gate: the only place where a child is born, and the only one where it may be made larger.
//!
//! ```text
//!  begin    read the lane's word                      a kill after this makes publish fail
//!  check    everything that can refuse, writing nothing; of what only a kill can change, what the lane
//!           has found already stands until its word shows one: see `pass`
//!  take     the parent's headroom (1 CAS)             a guard gives it back if the birth fails
//!  write    the child's record; link it (1 CAS)
//!  publish  the lane's word: the same? (1 CAS)        else: void, give back, refuse
//! ```
//!
//! Law L1 rests here: nothing is written before the parent's headroom has paid, and whatever was
//! taken is given back on every way out. Law L6: see `stop`. Law L12: the child's place in its
//! parent's list carries the count and the quantity sent so far, so one CAS checks both.
//!
//! Uses: `region`, `lane`, `ledger`, `stop`, `limits`, `venue`. Used by: gateways,
//! `control`.

pub(crate) mod pass;
mod reduce;
mod request;

#[cfg(all(test, loom))]
mod loom;
#[cfg(all(test, not(loom)))]
mod tests;

use crate::alarm::{AlarmKind, AlarmSet};
use crate::child::{Birth, ChildSlot, ChildWord, State};
use crate::event::{EventKind, Told};
use crate::headroom::{change, update};
use crate::id::{AccountId, ChildId, InstrumentId, ParentId, Parts, StrategyId, VenueId};
use crate::lane::{Book, Lane};
use crate::ledger::{Account, note_unknown};
use crate::limits::InstrumentSlot;
use crate::parent::{Head, ParentSlot, ParentWord, Terms};
use crate::party::Parties;
use crate::refusal::Refusal;
use crate::region::Region;
use crate::stop::published;
use crate::switch::{Cause, Level, Scope, Switch};
use crate::sync::{AcqRel, Acquire, Relaxed, Release};
use crate::units::{Nanos, Price, Qty, TimeInForce, is_beyond};
use crate::venue::VenueSlot;
use crate::wrong::{self, Design};
use pass::{give_pass, has_pass};

/// A child as a strategy asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewChild {
    /// Whose part it is.
    pub parent: ParentId,
    /// Where it goes.
    pub venue: VenueId,
    /// How much: 1 to the instrument's most, a multiple of its lot, in units.
    pub qty: Qty,
    /// Its limit price in ticks; never worse than the parent's.
    pub price: Price,
    /// How long it may rest.
    pub time_in_force: TimeInForce,
}

/// A parent's headroom in this thread's hands; given back when dropped.
pub(crate) struct Taken<'a> {
    slot: &'a ParentSlot,
    pub(crate) amount: u64,
}

impl<'a> Taken<'a> {
    pub(crate) fn take(book: &Book<'a>, n: u64) -> Result<Taken<'a>, Refusal> {
        let generation = book.parts.generation;
        let next = |word| ParentWord(word).take(generation, n).map(|word| word.0);
        if wrong::is(Design::TakeInTwoSteps) && book.slot.word().headroom() >= n {
            change(&book.slot.word, |word| ParentWord(word).charge(n).0);
            return Ok(Taken { slot: book.slot, amount: n });
        }
        match update(&book.slot.word, next) {
            Ok(_) => Ok(Taken { slot: book.slot, amount: n }),
            Err(word) => {
                ParentWord(word).permits(generation)?;
                Err(Refusal::ExceedsHeadroom)
            }
        }
    }

    /// The quantity is reserved in a child's word now.
    pub(crate) fn keep(mut self) {
        self.amount = 0;
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        if self.amount > 0 {
            change(&self.slot.word, |word| ParentWord(word).give(self.amount).0);
        }
    }
}

/// What a birth needs to know, found without writing anything but a pass.
struct Checked<'a> {
    book: Book<'a>,
    /// Whether it must bring the position nearer to zero.
    reduce: bool,
    /// Whether the strategy is known not to wait for a person.
    has_pass: bool,
}

/// Whether anything may be sent for a parent: its own word says more than the time.
fn permits_now(book: &Book<'_>, now: Nanos) -> Result<(), Refusal> {
    book.slot.word().permits(book.parts.generation)?;
    book.slot.is_in_time(now)
}

/// Never-used execution records that a birth leaves for the fills of children that are out: one in
/// sixteen, at least one.
fn reserve(records: usize) -> u64 {
    ((records >> 4) as u64).max(1)
}

impl<'a> Region<'a> {
    /// Whether a switch that concerns a child of `terms` is thrown; where none is, whether one
    /// permits only what reduces the position.
    pub(crate) fn is_open_for(
        &self,
        terms: &Terms,
        venue: Option<&VenueSlot>,
    ) -> Result<bool, Refusal> {
        let account = self.account(AccountId(terms.account)).map(|slot| &slot.switch);
        let instrument = self.instrument(InstrumentId(terms.instrument)).map(|slot| &slot.switch);
        let strategy = self.strategy_at(terms.strategy).map(|slot| &slot.switch);
        let venue = venue.map(|slot| &slot.switch);
        let of = |switch: Option<&Switch>| switch.map_or(Ok(false), Switch::permits);
        let mut reduce = of(account)? | of(instrument)? | of(strategy)? | of(venue)?;
        // Most parents carry none.
        if terms.parties != 0 {
            for (_, id) in Parties::from_word(terms.parties).iter() {
                reduce |= of(self.party(id).map(|slot| &slot.switch))?;
            }
        }
        Ok(reduce)
    }

    /// Whether the strategy of a parent may still send anything: it was admitted in this session, or in
    /// one before, and may be retired since, or not be in the manifest of this one.
    pub(crate) fn permits_strategy(&self, terms: &Terms) -> Result<(), Refusal> {
        let strategy = self.strategy_at(terms.strategy).ok_or(Refusal::UnknownStrategy)?;
        if strategy.is_retired() {
            Err(Refusal::RetiredStrategy)
        } else if strategy.session_parents.is_set() {
            Ok(())
        } else {
            Err(Refusal::NotInManifest)
        }
    }

    pub(crate) fn terms_instrument(&self, terms: &Terms) -> Result<&'a InstrumentSlot, Refusal> {
        self.instrument(InstrumentId(terms.instrument)).ok_or(Refusal::UnknownInstrument)
    }
}

impl<'a> Lane<'a> {
    /// Sends a child into the world, or refuses it. Call it immediately before the order leaves the
    /// process, and [`Lane::sent`] immediately after.
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails, but that attempts past a parent's headroom, end or fan-out
    /// are counted: too many, and the parent is held (law L12).
    ///
    /// | error                                  | when                                                          |
    /// |----------------------------------------|---------------------------------------------------------------|
    /// | [`Refusal::HandleLost`]                | the lane was taken over                                       |
    /// | [`Refusal::ClockBackwards`]            | `now` is before an earlier call's                             |
    /// | [`Refusal::ClockStopped`]              | `now` is far behind what others give                          |
    /// | [`Refusal::NotArmed`]                  | nobody has armed the region                                   |
    /// | [`Refusal::LeaseExpired`]              | the control handle did not renew in time                      |
    /// | [`Refusal::MonitorSilent`]             | a monitor was not heard in time                               |
    /// | [`Refusal::JournalStalled`]            | the lane's journal does not keep up                           |
    /// | [`Refusal::AlarmUnacknowledged`]       | a critical alarm is past its deadline                         |
    /// | [`Refusal::Halted`]                    | a switch is thrown; or one was, a venue was lost or a streak latched, during the birth |
    /// | [`Refusal::ReduceOnly`]                | a switch permits only what brings the position nearer to zero |
    /// | [`Refusal::VenueDown`]                 | the session with the venue is lost                            |
    /// | [`Refusal::VenueRecovering`]           | what is open at the venue is not known yet                    |
    /// | [`Refusal::UnknownVenue`]              | no such venue                                                 |
    /// | [`Refusal::UnknownParent`]             | no such parent                                                |
    /// | [`Refusal::RetiredStrategy`], [`Refusal::NotInManifest`] | its strategy was retired since, or is not in the manifest of this session |
    /// | [`Refusal::ZeroQuantity`]              | the quantity is zero                                          |
    /// | [`Refusal::QuantityTooLarge`]          | above the instrument's most                                   |
    /// | [`Refusal::OffLot`]                    | not a multiple of the lot                                     |
    /// | [`Refusal::PriceBeyondLimit`]          | worse than the parent's limit                                 |
    /// | [`Refusal::OutsideCollar`]             | too far from the reference price                              |
    /// | [`Refusal::NoReferencePrice`]          | there is none                                                 |
    /// | [`Refusal::StaleReferencePrice`]       | it is too old                                                 |
    /// | [`Refusal::ParentDone`], [`Refusal::Closed`], [`Refusal::Held`] | the parent's state                   |
    /// | [`Refusal::ParentExpired`]             | the parent's expire time has come                             |
    /// | [`Refusal::ParentLeaseExpired`]        | upstream has not refreshed the parent in time                 |
    /// | [`Refusal::FanOutChildren`], [`Refusal::FanOutQuantity`] | the parent's bounds; it is held now         |
    /// | [`Refusal::ExceedsHeadroom`]           | more than the parent has left                                 |
    /// | [`Refusal::OrdersThrottled`]           | the lane has sent as many as it may, for now                  |
    /// | [`Refusal::RepeatedExecutions`]        | the strategy was executed too often on this side              |
    /// | [`Refusal::ChildrenFull`]              | no child slot is left                                         |
    /// | [`Refusal::ExecutionsFull`]            | too few execution records are left                            |
    pub fn route(&mut self, child: &NewChild, now: Nanos) -> Result<ChildId, Refusal> {
        self.try_route(child, now).inspect_err(|refusal| self.region.count_refusal(*refusal, now))
    }

    fn try_route(&mut self, child: &NewChild, now: Nanos) -> Result<ChildId, Refusal> {
        self.enter(now)?;
        // Acquire: a kill that this read sees has thrown its switch before, and the checks below
        // see that.
        let mut begun = self.slot.publish.load(Acquire);
        let checked = match self.check_with_pass(child, begun, now) {
            Some(checked) => checked,
            None => self.check(child, begun, now)?,
        };
        if wrong::is(Design::BeginAfterChecks) {
            begun = self.slot.publish.load(Acquire);
        }
        self.working_on(checked.book.id.to_bits());
        let born = self.birth(child, &checked, begun, now);
        match born {
            Ok(_) => self.passed_open(now),
            Err(refusal) => self.went_back(&checked.book, refusal, now),
        }
        self.at_rest();
        born
    }

    /// What [`Lane::check`] would find, where the lane has a pass and nothing else stands in the way;
    /// which refusal comes first is not asked here.
    #[inline]
    fn check_with_pass(&self, child: &NewChild, begun: u64, now: Nanos) -> Option<Checked<'a>> {
        let parts = child.parent.known_parts();
        let slot = self.region.parents.get(parts.index as usize)?;
        if !has_pass(slot, child.parent, self.index, begun) {
            return None;
        }
        let instrument = self.region.instruments.get(slot.instrument().0 as usize)?;
        let (buy, limit) = (slot.is_buy(), slot.limit());
        let permitted = !is_beyond(buy, child.price, limit)
            && (!self.region.is_throwing() || wrong::is(Design::PassBesideThrow))
            && self.is_in_time(now)
            && self.takes_orders(child.venue, begun)
            && instrument.permits_qty(child.qty).is_ok()
            && instrument.permits_price(buy, child.price, now).is_ok();
        let book = Book { id: child.parent, slot, parts };
        permitted.then_some(Checked { book, reduce: false, has_pass: true })
    }

    #[cold]
    #[inline(never)]
    fn check(&self, child: &NewChild, begun: u64, now: Nanos) -> Result<Checked<'a>, Refusal> {
        let book = self.region.book(child.parent);
        if let Some(book) = &book {
            self.drop_pass(book.slot, begun);
        }
        let mut reduce = self.is_open(now)?;
        let venue = self.region.venue(child.venue);
        let terms = book.map(|book| book.slot.terms());
        match terms {
            Some(terms) => reduce |= self.region.is_open_for(&terms, venue)?,
            None if venue.is_some_and(|venue| venue.switch.is_halted()) => {
                return Err(Refusal::Halted);
            }
            None => {}
        }
        venue.ok_or(Refusal::UnknownVenue)?.permits_birth()?;
        let (Some(book), Some(terms)) = (book, terms) else { return Err(Refusal::UnknownParent) };
        self.region.permits_strategy(&terms)?;
        let instrument = self.region.terms_instrument(&terms)?;
        instrument.permits_qty(child.qty)?;
        self.permits_price(&terms, instrument, child.price, now)?;
        let has_pass = !reduce && !self.region.is_latched(&book);
        if has_pass {
            give_pass(book.slot, book.id, self.index, begun);
            // And one of the venue, for the next child.
            let _ = self.takes_orders(child.venue, begun);
        }
        Ok(Checked { book, reduce, has_pass })
    }

    fn permits_price(
        &self,
        terms: &Terms,
        instrument: &InstrumentSlot,
        price: Price,
        now: Nanos,
    ) -> Result<(), Refusal> {
        if terms.side.is_beyond(price, terms.price) {
            return Err(Refusal::PriceBeyondLimit);
        }
        instrument.permits_price(terms.side.is_buy(), price, now)
    }

    fn birth(
        &self,
        child: &NewChild,
        checked: &Checked<'a>,
        begun: u64,
        now: Nanos,
    ) -> Result<ChildId, Refusal> {
        let book = &checked.book;
        permits_now(book, now)?;
        let head = Head(book.slot.head.load(Acquire));
        let sent = self.permits_more(book, head, child.qty)?;
        let mut taken = Taken::take(book, child.qty.get())?;
        if checked.reduce {
            self.permits_reducing(book, &book.slot.terms())?;
        }
        let sending = self.permits_sending(book, child.qty.get(), checked.has_pass, now)?;
        let (index, slot, generation) = self.child_place()?;
        slot.prepare(&Birth {
            generation,
            parent: book.id,
            venue: child.venue,
            qty: child.qty,
            price: child.price,
            time_in_force: child.time_in_force,
            lane: self.index,
            number: published(begun).wrapping_add(1),
            at: now.0,
        });
        let enough = self.execution_pool().has_more_than(reserve(self.region.executions.len()));
        let linked = if enough {
            self.link(book, (slot, index), child.qty, (head, sent))
        } else {
            Err(Refusal::ExecutionsFull)
        };
        if let Err(refusal) = linked {
            self.child_pool().put_own(index, &slot.older);
            return Err(refusal);
        }
        let born = ChildWord::born(generation, child.qty).0;
        if !wrong::is(Design::WordAfterPublish) {
            slot.word.store(born, Release);
        }
        if let Err(refusal) = self.publish(begun) {
            taken.amount = self.unmake(book, slot, child.qty);
            return Err(refusal);
        }
        if wrong::is(Design::WordAfterPublish) {
            slot.word.store(born, Release);
        }
        taken.keep();
        self.count_sending(&sending, child.qty.get());
        let id = ChildId::from_parts(Parts { session: self.region.session, generation, index });
        // The journal left a quarter of the ring when this call began, and nothing was told since.
        self.ring.tell(&Told {
            parent: book.id.to_bits(),
            child: id.to_bits(),
            qty: child.qty.get(),
            price: child.price.0,
            detail: u64::from(child.venue.0),
            ..Told::new(EventKind::Born, now)
        });
        Ok(id)
    }

    /// A slot for a child, and the generation that it will have there.
    fn child_place(&self) -> Result<(u32, &'a ChildSlot, u16), Refusal> {
        let children = self.region.children;
        let link = |index: u32| children.get(index as usize).map(|slot| &slot.older);
        let index = self.child_pool().take(link).ok_or(Refusal::ChildrenFull)?;
        let slot = children.get(index as usize).ok_or(Refusal::ChildrenFull)?;
        let last = ChildWord(slot.word.load(Relaxed)).generation();
        if wrong::is(Design::SameGeneration) {
            return Ok((index, slot, last.max(1)));
        }
        Ok((index, slot, last.saturating_add(1)))
    }

    /// Takes a child back that a kill overtook; returns what it still reserved. That is all of it,
    /// unless somebody guessed its id and reported an execution: what is executed is executed.
    #[cold]
    #[inline(never)]
    fn unmake(&self, book: &Book<'_>, slot: &ChildSlot, qty: Qty) -> u64 {
        slot.bound.store(0, Release);
        let void = |bits| ChildWord(bits).less(qty.get()).with_state(State::Void).0;
        let (old, new) = change(&slot.word, void);
        note_unknown(book, ChildWord(old), ChildWord(new));
        ChildWord(old).reserved()
    }

    /// After a refusal: what was taken is back, so the parent may be over; and the attempt counts.
    #[cold]
    #[inline(never)]
    fn went_back(&self, book: &Book<'a>, refusal: Refusal, now: Nanos) {
        if self.pin(book) {
            self.region.settle(book);
            self.finish(book, now, &mut Account::default());
            self.count_refused(book, &book.slot.terms(), refusal, now);
        }
    }

    /// Whether one more child of `qty` keeps the parent inside its fan-out.
    fn permits_more(&self, book: &Book<'_>, head: Head, qty: Qty) -> Result<u64, Refusal> {
        let (max_children, max_sent) = book.slot.most();
        if head.count() >= max_children {
            return Err(Refusal::FanOutChildren);
        }
        let sent = self.region.sent_by(head).saturating_add(qty.get());
        let replaced_up = book.slot.replaced_up.load(Acquire);
        if sent.saturating_add(replaced_up) > max_sent {
            return Err(Refusal::FanOutQuantity);
        }
        Ok(sent)
    }

    /// Puts a child at the front of its parent's list, which also counts it. The list was seen to begin
    /// with `head`, and to have sent so much with this child.
    fn link(
        &self,
        book: &Book<'_>,
        (slot, index): (&ChildSlot, u32),
        qty: Qty,
        (mut head, mut sent): (Head, u64),
    ) -> Result<(), Refusal> {
        loop {
            slot.sent_total.store(sent, Relaxed);
            slot.older.store(head.link(), Relaxed);
            // Release: who follows the list finds the record.
            let linked =
                book.slot.head.compare_exchange(head.0, head.with(index).0, AcqRel, Acquire);
            match linked {
                Ok(_) => return Ok(()),
                Err(seen) => head = Head(seen),
            }
            sent = self.permits_more(book, head, qty)?;
        }
    }

    /// Counts an attempt past what a parent may do; too many, and it is held; too many held, and
    /// its strategy is halted.
    pub(crate) fn count_refused(
        &self,
        book: &Book<'_>,
        terms: &Terms,
        refusal: Refusal,
        now: Nanos,
    ) {
        let at_once = matches!(refusal, Refusal::FanOutChildren | Refusal::FanOutQuantity);
        let past =
            matches!(refusal, Refusal::ExceedsHeadroom | Refusal::ParentDone | Refusal::Closed);
        if !at_once && !past {
            return;
        }
        let refused = book.slot.refused.fetch_add(1, AcqRel).wrapping_add(1);
        if !at_once && refused < u64::from(terms.fan_out.max_refused) {
            return;
        }
        if !Lane::hold_word(&book.slot.word, book.parts.generation) {
            return;
        }
        let mut raised = AlarmSet::EMPTY;
        self.raise(AlarmKind::FanOut, book.id.to_bits(), now, &mut raised);
        self.tell_parent(EventKind::Held, book, now, (0, AlarmKind::FanOut as u64));
        let Some(strategy) = self.region.strategy_at(terms.strategy) else { return };
        let id = StrategyId(strategy.code());
        let held = strategy.held.fetch_add(1, AcqRel).wrapping_add(1);
        // Also where it is thrown already: a reset of that is under way, perhaps, and has not seen
        // this.
        if held >= strategy.max_held.load(Relaxed) {
            let (reason, other) = (AlarmKind::FanOut as u32, strategy.max_held.load(Relaxed));
            let cause = Cause { reason, at: now, value: held, other };
            let _ = self.region.restrict(Scope::Strategy(id), Level::NoNewOrders, &cause);
            self.raise(AlarmKind::StrategyTripped, u64::from(id.0), now, &mut raised);
            let detail = AlarmKind::FanOut as u64;
            self.tell(&Told { detail, ..Told::new(EventKind::Killed, now) });
        }
    }

    /// Says that a child's message has left the process. A child whose acknowledgement came first
    /// stays as it is.
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails.
    ///
    /// | error                          | when                        |
    /// |--------------------------------|-----------------------------|
    /// | [`Refusal::HandleLost`]        | the lane was taken over     |
    /// | [`Refusal::UnknownChild`]      | no such child               |
    pub fn sent(&mut self, child: ChildId, now: Nanos) -> Result<(), Refusal> {
        self.try_sent(child, now).inspect_err(|refusal| self.region.count_refusal(*refusal, now))
    }

    fn try_sent(&mut self, child: ChildId, now: Nanos) -> Result<(), Refusal> {
        self.is_owner()?;
        let leaf = self.region.leaf(child).ok_or(Refusal::UnknownChild)?;
        let sent = |bits| {
            let word = ChildWord(bits);
            (ChildSlot::is_of(word, leaf.generation) && word.state() == Some(State::Born))
                .then_some(word.with_state(State::Sent).0)
        };
        if update(&leaf.slot.word, sent).is_ok() {
            let parent = leaf.slot.parent().to_bits();
            let told = Told::new(EventKind::Sent, now);
            self.tell(&Told { parent, child: child.to_bits(), ..told });
        }
        Ok(())
    }
}

impl Region<'_> {
    /// The quantity that a parent had sent with the child at the head of its list.
    pub(crate) fn sent_by(&self, head: Head) -> u64 {
        let newest = head.newest().and_then(|index| self.children.get(index as usize));
        newest.map_or(0, |child| child.sent_total.load(Relaxed))
    }
}
