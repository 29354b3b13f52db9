//! Parents: admitted, amended, cancelled, held, and retired when all is over.
//!
//! Admission takes a parent's worst case from the position, the account and the firm; guards give
//! it back on every way out that is not an admission. So routing a child touches one headroom only,
//! its parent's.
//!
//! Uses: `region`, `lane`, `ledger`, `limits`, `parent`. Used by: gateways.

use crate::alarm::{AlarmKind, AlarmSet};
use crate::child::{self, ChildWord};
use crate::event::{EventKind, Told};
use crate::headroom::{Headroom, above, change, update};
use crate::id::{ClientId, ParentId, Parts};
use crate::lane::{Book, Lane};
use crate::ledger::Account;
use crate::limits::{PositionSlot, StrategySlot};
use crate::parent::{self, ClientSlot, Head, NewParent, ParentSlot, ParentWord, Term, Terms};
use crate::pool::Pool;
use crate::refusal::Refusal;
use crate::region::Region;
use crate::sync::{AcqRel, Acquire, Relaxed, Release, fence};
use crate::tree::{self, Inserted, Row};
use crate::units::{Nanos, Notional, Qty, Side};
use crate::wrong::{self, Design};

/// A part of a limit in this thread's hands; given back when dropped.
struct Share<'a> {
    room: &'a Headroom,
    amount: u64,
}

impl<'a> Share<'a> {
    fn take(
        room: &'a Headroom,
        n: u64,
        credit: u64,
        beyond: Refusal,
    ) -> Result<Share<'a>, Refusal> {
        room.take(n, credit).map(|()| Share { room, amount: n }).map_err(|refusal| match refusal {
            Refusal::LimitUnset => Refusal::LimitUnset,
            _ => beyond,
        })
    }

    fn keep(mut self) {
        self.amount = 0;
    }
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        if self.amount > 0 {
            self.room.give(self.amount);
        }
    }
}

/// The shares that a parent, or more of one, takes from above; the first two are what the session's
/// manifest leaves its strategy, which never come back once it is admitted.
struct Shares<'a>([Share<'a>; 5]);

impl Shares<'_> {
    fn keep(self) {
        self.0.into_iter().for_each(Share::keep);
    }
}

impl<'a> Region<'a> {
    /// The parent that an account admitted under a client id; `None` also when it was retired.
    #[must_use]
    pub fn find_parent(
        &self,
        account: crate::id::AccountId,
        client_id: ClientId,
    ) -> Option<ParentId> {
        let account = self.account(account)?;
        let record = tree::find(self.clients, &account.clients, client_id.0, 0)?;
        let id = ParentId::from_bits(self.clients.get(record as usize)?.parent.load(Acquire));
        self.book(id).map(|book| book.id)
    }

    /// Units of the other side that a position has executed: what `side` may use beyond its own
    /// limit.
    fn credit(&self, position: u32, side: Side) -> u64 {
        let other = !side.is_buy();
        let tallies = self.tallies_of(position);
        let sum =
            tallies.fold(0u64, |sum, tally| sum.wrapping_add(tally.executed(other).load(Acquire)));
        // While lanes book and take back the sum may be below zero for a moment.
        above(sum as i64)
    }

    /// Takes what `parents` of `qty` need.
    fn take_shares(
        &self,
        terms: &Terms,
        (parents, qty): (u64, Qty),
    ) -> Result<Shares<'a>, Refusal> {
        let money = Notional::of(qty, terms.unit).ok_or(Refusal::NotionalTooLarge)?.get();
        let account = self.account(crate::id::AccountId(terms.account));
        let account = account.ok_or(Refusal::UnknownAccount)?;
        let position: &PositionSlot =
            self.positions.get(terms.position as usize).ok_or(Refusal::LimitUnset)?;
        let room = position.room(terms.side.is_buy());
        let credit = self.credit(terms.position, terms.side);
        let strategy = self.strategy_at(terms.strategy).ok_or(Refusal::UnknownStrategy)?;
        let of_session = |room, n| match Share::take(room, n, 0, Refusal::ExceedsSessionCap) {
            Err(Refusal::LimitUnset) => Err(Refusal::NotInManifest),
            taken => taken,
        };
        Ok(Shares([
            of_session(&strategy.session_parents, parents)?,
            of_session(&strategy.session_money, money)?,
            Share::take(room, qty.get(), credit, Refusal::ExceedsPositionLimit)?,
            Share::take(&account.headroom, money, 0, Refusal::ExceedsAccountLimit)?,
            Share::take(&self.control.headroom, money, 0, Refusal::ExceedsFirmLimit)?,
        ]))
    }
}

impl<'a> Lane<'a> {
    /// Takes a parent order in, and sets its worst case aside at every level above.
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails.
    ///
    /// | error                                  | when                                                    |
    /// |----------------------------------------|---------------------------------------------------------|
    /// | [`Refusal::HandleLost`] … [`Refusal::Halted`] | as [`Lane::route`]                               |
    /// | [`Refusal::NotInManifest`], [`Refusal::ExceedsSessionCap`] | the manifest of this session        |
    /// | [`Refusal::UnknownAccount`]            | no such account                                         |
    /// | [`Refusal::UnknownInstrument`]         | no such instrument                                      |
    /// | [`Refusal::UnknownStrategy`], [`Refusal::RetiredStrategy`] | no strategy of this code is defined; its code is a tombstone |
    /// | [`Refusal::WrongGeneration`]           | the strategy has another generation here                |
    /// | [`Refusal::UnknownFlag`], [`Refusal::UnknownParty`] | it carries what is not known here          |
    /// | [`Refusal::DuplicateClientId`]         | the account has used the client id before               |
    /// | [`Refusal::ZeroQuantity`], [`Refusal::QuantityTooLarge`], [`Refusal::OffLot`] | the quantity     |
    /// | [`Refusal::BadPrice`]                  | the cap price is out of range                           |
    /// | [`Refusal::OutsideCollar`], [`Refusal::NoReferencePrice`], [`Refusal::StaleReferencePrice`] | the collar |
    /// | [`Refusal::NotionalTooLarge`]          | quantity times cap price is above [`Notional::MAX`]     |
    /// | [`Refusal::LimitUnset`]                | no position limit, account limit or firm limit was set; a lease of no time |
    /// | [`Refusal::BadFanOut`]                 | a bound is zero or above its most                       |
    /// | [`Refusal::ParentExpired`]             | the expire time is not after `now`                      |
    /// | [`Refusal::ExceedsPositionLimit`], [`Refusal::ExceedsAccountLimit`], [`Refusal::ExceedsFirmLimit`] | a limit |
    /// | [`Refusal::ThrottlesFull`]             | no place is left for the strategy in the instrument     |
    /// | [`Refusal::ParentsFull`], [`Refusal::ClientIdsFull`] | no slot is left                           |
    pub fn admit(&mut self, parent: &NewParent, now: Nanos) -> Result<ParentId, Refusal> {
        self.try_admit(parent, now).inspect_err(|refusal| self.region.count_refusal(*refusal, now))
    }

    fn try_admit(&mut self, parent: &NewParent, now: Nanos) -> Result<ParentId, Refusal> {
        self.enter(now)?;
        let terms = self.check_parent(parent, now)?;
        let term = Term::of(parent, now)?;
        let late = wrong::is(Design::AdmitBeforeShares);
        let shares =
            if late { None } else { Some(self.region.take_shares(&terms, (1, parent.qty))?) };
        let terms =
            Terms { repeat: self.repeat_place(parent.strategy.0, terms.instrument)?, ..terms };
        let (index, slot, generation) = self.parent_place()?;
        let id = ParentId::from_parts(Parts { session: self.region.session, generation, index });
        self.working_on(id.to_bits());
        let record = match self.name(parent, id) {
            Ok(record) => record,
            Err(refusal) => {
                self.parent_pool().put_own(index, &slot.pool_link);
                self.at_rest();
                return Err(refusal);
            }
        };
        slot.prepare(&terms, parent.qty, record, (term, now));
        slot.flags.store(parent.flags, Relaxed);
        self.flow_brings(&terms, parent.qty.get());
        slot.word.store(ParentWord::admitted(generation, parent.qty).0, Release);
        match shares {
            Some(shares) => shares.keep(),
            None => self.region.take_shares(&terms, (1, parent.qty))?.keep(),
        }
        self.tell(&Told {
            parent: id.to_bits(),
            qty: parent.qty.get(),
            price: terms.price.0,
            ..Told::new(EventKind::Admitted, now)
        });
        self.passed(now);
        self.at_rest();
        Ok(id)
    }

    fn check_parent(&self, parent: &NewParent, now: Nanos) -> Result<Terms, Refusal> {
        // Looked at before anything else: it must be heard of while the house is closed, too.
        let known = self.is_known(parent).inspect_err(|_| self.warn_of_unknown(parent, now));
        self.is_open(now)?;
        let region = &self.region;
        let account = region.account(parent.account);
        let instrument = region.instrument(parent.instrument);
        self.is_open_to(parent)?;
        let account = account.ok_or(Refusal::UnknownAccount)?;
        let instrument = instrument.ok_or(Refusal::UnknownInstrument)?;
        let (strategy, slot) = known?;
        if !slot.session_parents.is_set() {
            return Err(Refusal::NotInManifest);
        }
        let known = tree::find(region.clients, &account.clients, parent.client_id.0, 0);
        let record = known.and_then(|record| region.clients.get(record as usize));
        if record.is_some_and(|record| record.parent.load(Acquire) != 0) {
            return Err(Refusal::DuplicateClientId);
        }
        instrument.permits_qty(parent.qty)?;
        let price = instrument.cap_price(parent.side.is_buy(), parent.price, now)?;
        let dear = instrument.dearest(price, now)?;
        let unit = dear.checked_mul(instrument.tick_value()).ok_or(Refusal::NotionalTooLarge)?;
        if unit == 0 {
            return Err(Refusal::BadPrice);
        }
        Notional::of(parent.qty, unit).ok_or(Refusal::NotionalTooLarge)?;
        let position = region.position(parent.account, parent.instrument);
        let position = position.ok_or(Refusal::LimitUnset)?;
        if parent.lease == Some(0) {
            return Err(Refusal::LimitUnset);
        }
        let fan_out = parent.fan_out.at(unit);
        if !parent.fan_out.is_valid() || !fan_out.is_valid() {
            return Err(Refusal::BadFanOut);
        }
        Ok(Terms {
            account: parent.account.0,
            instrument: parent.instrument.0,
            strategy,
            position,
            side: parent.side,
            price,
            unit,
            fan_out,
            parties: parent.parties.to_word(),
            repeat: 0,
        })
    }

    /// Whether a switch that concerns a new parent is thrown. Those of what is unknown are none.
    fn is_open_to(&self, parent: &NewParent) -> Result<(), Refusal> {
        let region = &self.region;
        let fixed = [
            region.account(parent.account).map(|slot| &slot.switch),
            region.instrument(parent.instrument).map(|slot| &slot.switch),
            region.strategy(parent.strategy).map(|(_, slot)| &slot.switch),
        ];
        let parties = parent.parties.iter();
        let parties = parties.filter_map(|(_, id)| region.party(id).map(|slot| &slot.switch));
        let mut switches = fixed.into_iter().flatten().chain(parties);
        if switches.any(|switch| switch.is_halted()) { Err(Refusal::Halted) } else { Ok(()) }
    }

    /// Whether this server knows everything that the sender means (DESIGN §7): what woke on the
    /// eighth server did so because nobody asked.
    fn is_known(&self, parent: &NewParent) -> Result<(u32, &'a StrategySlot), Refusal> {
        let region = &self.region;
        let Some((place, strategy)) = region.strategy(parent.strategy) else {
            let retired = region.registered(parent.strategy.0).is_some_and(|entry| entry.retired);
            return Err(if retired { Refusal::RetiredStrategy } else { Refusal::UnknownStrategy });
        };
        if strategy.is_retired() {
            return Err(Refusal::RetiredStrategy);
        }
        if strategy.generation() != parent.generation {
            return Err(Refusal::WrongGeneration);
        }
        if parent.flags & !region.control.flags.load(Acquire) != 0 {
            return Err(Refusal::UnknownFlag);
        }
        let mut parties = parent.parties.iter();
        let known = |(role, id)| region.party(id).is_some_and(|slot| slot.role() == Some(role));
        if parties.all(known) { Ok((place, strategy)) } else { Err(Refusal::UnknownParty) }
    }

    fn warn_of_unknown(&self, parent: &NewParent, now: Nanos) {
        let values = (u64::from(parent.strategy.0), parent.flags);
        self.raise_both(AlarmKind::UnknownCode, values, now, &mut AlarmSet::default());
    }

    fn parent_place(&self) -> Result<(u32, &'a ParentSlot, u16), Refusal> {
        let parents = self.region.parents;
        let link = |index: u32| parents.get(index as usize).map(|slot| &slot.pool_link);
        let index = self.parent_pool().take(link).ok_or(Refusal::ParentsFull)?;
        let slot = parents.get(index as usize).ok_or(Refusal::ParentsFull)?;
        Ok((index, slot, slot.word().generation().saturating_add(1)))
    }

    /// Gives `id` its client id: exactly one admission of several racing ones gets it.
    fn name(&self, parent: &NewParent, id: ParentId) -> Result<u32, Refusal> {
        let clients = self.region.clients;
        let account = self.region.account(parent.account).ok_or(Refusal::UnknownAccount)?;
        let pool = self.client_pool();
        let link = |index: u32| clients.get(index as usize).map(|slot: &ClientSlot| &slot.retired);
        let fresh = || {
            let index = pool.take(link)?;
            let slot = clients.get(index as usize)?;
            tree::Keyed::node(slot).prepare(parent.client_id.0);
            slot.parent.store(0, Relaxed);
            slot.retired.store(0, Relaxed);
            Some(index)
        };
        let unused = |index: u32| {
            if let Some(slot) = clients.get(index as usize) {
                pool.put_own(index, &slot.retired);
            }
        };
        let key = parent.client_id.0;
        let inserted = tree::insert(clients, &account.clients, key, 0, fresh, unused);
        let record = match inserted {
            Inserted::New(record) | Inserted::Present(record) => record,
            Inserted::Full => return Err(Refusal::ClientIdsFull),
        };
        let slot = clients.get(record as usize).ok_or(Refusal::ClientIdsFull)?;
        slot.parent
            .compare_exchange(0, id.to_bits(), AcqRel, Relaxed)
            .map(|_| record)
            .map_err(|_| Refusal::DuplicateClientId)
    }

    fn parent_book(&self, id: ParentId) -> Result<Book<'a>, Refusal> {
        self.region.book(id).ok_or(Refusal::UnknownParent)
    }

    /// Changes a parent's quantity. Up: as an admission of the difference. Down: only what is
    /// headroom can go; cancel children first where that is not enough. What is executed cannot be
    /// taken back: an amendment to less ends at what is executed, and where nothing is reserved the
    /// parent is done. No switch stops an amendment down, nor does the parent's time.
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails.
    ///
    /// | error                                  | when                                              |
    /// |----------------------------------------|---------------------------------------------------|
    /// | [`Refusal::HandleLost`]                | the lane was taken over                           |
    /// | [`Refusal::UnknownParent`]             | no such parent                                    |
    /// | [`Refusal::ZeroQuantity`], [`Refusal::QuantityTooLarge`], [`Refusal::OffLot`] | the quantity |
    /// | [`Refusal::ParentDone`], [`Refusal::Closed`] | it has ended, or was cancelled              |
    /// | [`Refusal::ParentExpired`], [`Refusal::ParentLeaseExpired`] | up, and its time has come    |
    /// | [`Refusal::ExceedsHeadroom`]           | down by more than the headroom, where children reserve the rest |
    /// | [`Refusal::NothingToChange`]           | it is the quantity in force                       |
    /// | those of [`Lane::admit`]               | up                                                |
    pub fn amend(&mut self, id: ParentId, qty: Qty, now: Nanos) -> Result<(), Refusal> {
        self.try_amend(id, qty, now).inspect_err(|refusal| self.region.count_refusal(*refusal, now))
    }

    fn try_amend(&mut self, id: ParentId, qty: Qty, now: Nanos) -> Result<(), Refusal> {
        self.enter(now)?;
        let book = self.parent_book(id)?;
        let terms = book.slot.terms();
        let old = book.slot.quantity.load(Acquire);
        if qty.get() > old {
            self.is_open(now)?;
            self.region.is_open_for(&terms, None)?;
        }
        self.region.terms_instrument(&terms)?.permits_qty(qty)?;
        let word = book.slot.word();
        if word.is_done() {
            return Err(Refusal::ParentDone);
        }
        if word.is_closed() {
            return Err(Refusal::Closed);
        }
        let here = self.pin(&book);
        let amended = if !here {
            Err(Refusal::UnknownParent)
        } else if qty.get() > old {
            self.amend_up(&book, &terms, (old, qty), now)
        } else {
            self.amend_down(&book, (old, qty))
        };
        if let Ok(in_force) = amended {
            if in_force < old {
                self.flow_ends(&terms, old - in_force, now);
            }
            self.tell_parent(EventKind::Amended, &book, now, (in_force, 0));
            self.passed(now);
        }
        if here {
            self.region.settle(&book);
            self.finish(&book, now, &mut Account::default());
        }
        self.at_rest();
        amended.map(|_| ())
    }

    fn amend_up(
        &self,
        book: &Book<'a>,
        terms: &Terms,
        (old, qty): (u64, Qty),
        now: Nanos,
    ) -> Result<u64, Refusal> {
        Notional::of(qty, terms.unit).ok_or(Refusal::NotionalTooLarge)?;
        let instrument = self.region.terms_instrument(terms)?;
        instrument.permits_price(terms.side.is_buy(), terms.price, now)?;
        book.slot.is_in_time(now)?;
        let more = Qty::saturating(qty.get() - old);
        let shares = self.region.take_shares(terms, (0, more))?;
        // One amendment at a time: who loses this race has changed nothing.
        let quantity = &book.slot.quantity;
        if quantity.compare_exchange(old, qty.get(), AcqRel, Acquire).is_err() {
            return Err(Refusal::NothingToChange);
        }
        book.slot.settled.fetch_add(more.get(), AcqRel);
        shares.keep();
        self.flow_brings(terms, more.get());
        let grow = |bits| {
            let word = ParentWord(bits);
            (word.is(book.parts.generation) && !word.is_done()).then_some(word.give(more.get()).0)
        };
        if update(&book.slot.word, grow).is_err() {
            quantity.fetch_sub(more.get(), AcqRel);
            self.flow_ends(terms, more.get(), now);
            return Err(Refusal::ParentDone);
        }
        Ok(qty.get())
    }

    fn amend_down(&self, book: &Book<'a>, (old, qty): (u64, Qty)) -> Result<u64, Refusal> {
        if qty.get() == old {
            return Err(Refusal::NothingToChange);
        }
        let to = self.shrink(book, (old, qty.get()))?;
        let quantity = &book.slot.quantity;
        if quantity.compare_exchange(old, to, AcqRel, Acquire).is_err() {
            let less = old.saturating_sub(to);
            change(&book.slot.word, |bits| ParentWord(bits).give(less).0);
            return Err(Refusal::NothingToChange);
        }
        Ok(to)
    }

    /// Takes out of the balance what lies between `old` and `qty`, or what is executed where that
    /// is more; returns the quantity that remains.
    ///
    /// A fill is in the balance, as reserved or as charged, before it is in `executed`: quantity
    /// less balance is never below `executed`. So a shrink to what `executed` was a moment ago
    /// succeeds only where nothing was reserved beyond it at the CAS. Where it fails, and a fill
    /// came in between, what is executed now is tried.
    fn shrink(&self, book: &Book<'a>, (old, qty): (u64, u64)) -> Result<u64, Refusal> {
        let mut executed = book.slot.executed.load(Acquire);
        loop {
            let to = qty.max(executed);
            let less = old.checked_sub(to).filter(|less| *less > 0);
            let generation = book.parts.generation;
            let shrink = |bits| ParentWord(bits).shrink(generation, less?).map(|word| word.0);
            let Err(bits) = update(&book.slot.word, shrink) else { return Ok(to) };
            if ParentWord(bits).is_done() {
                return Err(Refusal::ParentDone);
            }
            let now = book.slot.executed.load(Acquire);
            if now == executed {
                return Err(Refusal::ExceedsHeadroom);
            }
            executed = now;
        }
    }

    /// Says that upstream still vouches for a parent: its lease runs from `now` on. One that had
    /// run out may be refreshed again, and routing goes on. After [`crate::Control::recover`] every
    /// lease has run out. No switch stops it.
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails.
    ///
    /// | error                                  | when                                              |
    /// |----------------------------------------|---------------------------------------------------|
    /// | [`Refusal::HandleLost`]                | the lane was taken over                           |
    /// | [`Refusal::ClockBackwards`]            | `now` is before an earlier call's                 |
    /// | [`Refusal::UnknownParent`]             | no such parent                                    |
    /// | [`Refusal::ParentDone`], [`Refusal::Closed`] | it has ended, or is closed                  |
    /// | [`Refusal::ParentExpired`]             | its expire time has come                          |
    /// | [`Refusal::NothingToChange`]           | it was admitted without a lease                   |
    pub fn refresh(&mut self, id: ParentId, now: Nanos) -> Result<(), Refusal> {
        self.try_refresh(id, now).inspect_err(|refusal| self.region.count_refusal(*refusal, now))
    }

    fn try_refresh(&mut self, id: ParentId, now: Nanos) -> Result<(), Refusal> {
        self.enter(now)?;
        let book = self.parent_book(id)?;
        let refreshed = if self.pin(&book) {
            match book.slot.word().permits(book.parts.generation) {
                // Held is no end: a person may release it.
                Ok(()) | Err(Refusal::Held) => book.slot.refresh(now),
                Err(refusal) => Err(refusal),
            }
        } else {
            Err(Refusal::UnknownParent)
        };
        if refreshed.is_ok() {
            self.passed(now);
        }
        self.at_rest();
        refreshed
    }

    /// Closes a parent: nothing is routed for it any more. Its children live on until their own
    /// cancels are answered: list them with [`Region::children`] and request each. No switch stops
    /// it.
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails.
    ///
    /// | error                                  | when                              |
    /// |----------------------------------------|-----------------------------------|
    /// | [`Refusal::HandleLost`]                | the lane was taken over           |
    /// | [`Refusal::UnknownParent`]             | no such parent                    |
    /// | [`Refusal::ParentDone`], [`Refusal::Closed`] | it has ended, or is closed  |
    pub fn cancel_parent(&mut self, id: ParentId, now: Nanos) -> Result<(), Refusal> {
        self.try_cancel_parent(id, now)
            .inspect_err(|refusal| self.region.count_refusal(*refusal, now))
    }

    fn try_cancel_parent(&mut self, id: ParentId, now: Nanos) -> Result<(), Refusal> {
        self.is_owner()?;
        let book = self.parent_book(id)?;
        let closed = if self.pin(&book) { self.close(&book) } else { Err(Refusal::UnknownParent) };
        if closed.is_ok() {
            self.tell_parent(EventKind::Closed, &book, now, (0, 0));
            self.finish(&book, now, &mut Account::default());
        }
        self.at_rest();
        closed
    }

    pub(crate) fn close(&self, book: &Book<'a>) -> Result<(), Refusal> {
        let close = |bits| {
            let word = ParentWord(bits);
            let open = word.is(book.parts.generation) && !word.is_done() && !word.is_closed();
            open.then_some(word.close().0)
        };
        if let Err(bits) = update(&book.slot.word, close) {
            return Err(match ParentWord(bits).permits(book.parts.generation) {
                Ok(()) => Refusal::UnknownParent,
                Err(refusal) => refusal,
            });
        }
        Ok(())
    }

    /// Holds a parent: nothing is routed for it until the control handle releases it. No switch
    /// stops it.
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails.
    ///
    /// | error                                  | when                              |
    /// |----------------------------------------|-----------------------------------|
    /// | [`Refusal::HandleLost`]                | the lane was taken over           |
    /// | [`Refusal::UnknownParent`]             | no such parent                    |
    /// | [`Refusal::Held`]                      | it is held already                |
    pub fn hold(&mut self, id: ParentId, now: Nanos) -> Result<(), Refusal> {
        self.try_hold(id, now).inspect_err(|refusal| self.region.count_refusal(*refusal, now))
    }

    fn try_hold(&mut self, id: ParentId, now: Nanos) -> Result<(), Refusal> {
        self.is_owner()?;
        let book = self.parent_book(id)?;
        if !Lane::hold_word(&book.slot.word, book.parts.generation) {
            return Err(Refusal::Held);
        }
        self.tell_parent(EventKind::Held, &book, now, (0, 0));
        Ok(())
    }

    /// Gives the slots of an ended parent, its children and their executions back. Their ids name
    /// nothing any more: what a venue still reports of them goes to suspense. The client id stays
    /// used.
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails.
    ///
    /// | error                                  | when                                                            |
    /// |----------------------------------------|-----------------------------------------------------------------|
    /// | [`Refusal::HandleLost`]                | the lane was taken over                                         |
    /// | [`Refusal::UnknownParent`]             | no such parent                                                  |
    /// | [`Refusal::NotEnded`]                  | it has not ended, or a child is alive or reserves quantity; or something of a child is inferred whose end was not stated, unless its venue tells sums only |
    pub fn retire(&mut self, id: ParentId, now: Nanos) -> Result<(), Refusal> {
        self.try_retire(id, now).inspect_err(|refusal| self.region.count_refusal(*refusal, now))
    }

    fn try_retire(&mut self, id: ParentId, now: Nanos) -> Result<(), Refusal> {
        self.is_owner()?;
        let book = self.parent_book(id)?;
        let retired = self.retire_book(&book);
        if retired.is_ok() {
            self.tell_parent(EventKind::Retired, &book, now, (0, 0));
        }
        self.at_rest();
        retired
    }

    /// Takes the parent out of sight first: then nobody begins to work on it, and whoever had begun
    /// is found by its pin.
    ///
    /// No two lanes hide one parent in turn: what the second had hidden would be carried out by the
    /// first, whose own was brought back meanwhile. So each looks for the other before it hides, having
    /// said what it works on and then touched the parent's word by a read-modify-write: of the two the
    /// later in the order of that word finds the other at work, and goes.
    pub(crate) fn hide(&self, book: &Book<'a>) -> Result<(), Refusal> {
        self.working_on(book.id.to_bits());
        book.slot.word.fetch_add(0, AcqRel);
        if self.is_pinned(book.id.to_bits()) && !wrong::is(Design::TwoHide) {
            return Err(Refusal::NotEnded);
        }
        let hide = |bits| {
            let word = ParentWord(bits);
            (word.is(book.parts.generation) && word.is_done()).then_some(word.retire().0)
        };
        update(&book.slot.word, hide).map(|_| ()).map_err(|_| Refusal::NotEnded)
    }

    fn retire_book(&self, book: &Book<'a>) -> Result<(), Refusal> {
        self.hide(book)?;
        let head = Head(book.slot.head.load(Acquire));
        let id = book.id.to_bits();
        // Pins are looked at before the children, for who has done with one of them is gone after;
        // and after them, for who has changed one of them was there before: see `report/plain.rs`.
        if self.is_pinned(id) || !self.region.is_dead(head) || self.is_pinned(id) {
            self.region.bring_back(book.id);
            return Err(Refusal::NotEnded);
        }
        self.carry(book)?;
        self.free_children(head);
        if book.parts.generation < parent::LAST_GENERATION {
            self.parent_pool().give(book.parts.index, &book.slot.pool_link);
        }
        Ok(())
    }

    /// Frees a parent's slot, and moves what it was executed to this lane's books of retired
    /// parents. What the books will be is written down first: should the process die in between,
    /// `recover` sees by the slot whether it was freed, and writes them again if so.
    fn carry(&self, book: &Book<'a>) -> Result<(), Refusal> {
        let terms = book.slot.terms();
        let tally = self.tally(terms.position).ok_or(Refusal::NotEnded)?;
        let executed = book.slot.executed.load(Acquire);
        let used = executed.saturating_mul(terms.unit);
        let qty = tally.retired(terms.side.is_buy()).load(Relaxed).wrapping_add(executed);
        let money = tally.retired_money.load(Relaxed).saturating_add(used);
        self.slot.retired_qty.store(qty, Relaxed);
        self.slot.retired_money.store(money, Relaxed);
        self.slot.retiring.store(book.id.to_bits(), Release);
        let free = |bits| {
            let word = ParentWord(bits);
            let ours = word.is_retiring() && word.generation() == book.parts.generation;
            ours.then_some(ParentWord::free(book.parts.generation).0)
        };
        let freed = update(&book.slot.word, free).is_ok();
        self.region.end_retirement(self.index, self.slot);
        // Otherwise somebody had begun to work on it, and brought it back.
        if freed { Ok(()) } else { Err(Refusal::NotEnded) }
    }

    fn free_children(&self, head: Head) {
        let mut next = head.newest();
        for _ in 0..head.count() {
            let Some(index) = next else { return };
            let Some(slot) = self.region.children.get(index as usize) else { return };
            next = (slot.older.load(Relaxed) as u32).checked_sub(1);
            let generation = slot.word().generation();
            slot.word.store(ChildWord::free(generation).0, Release);
            self.region.free_executions(slot);
            slot.clear();
            if generation < child::LAST_GENERATION {
                self.child_pool().give(index, &slot.older);
            }
        }
    }
}

impl Region<'_> {
    /// Whether every child from `head` on has ended and reserves nothing.
    fn is_dead(&self, head: Head) -> bool {
        let mut next = head.newest();
        for _ in 0..head.count() {
            let Some(slot) = next.and_then(|index| self.children.get(index as usize)) else {
                return false;
            };
            let word = slot.word();
            // What is inferred may be reported yet, and would find no child then; unless its end was
            // stated, or its venue tells sums only.
            let sums = self.venue(slot.venue()).is_some_and(|venue| venue.is_cumulative());
            let awaited = slot.inferred_qty() > 0 && !slot.is_settled() && !sums;
            if awaited
                || word.reserved() > slot.inferred_qty()
                || word.state().is_none_or(|state| state.is_alive())
            {
                return false;
            }
            next = (slot.older.load(Relaxed) as u32).checked_sub(1);
        }
        true
    }

    /// Gives a dead child's whole tree of executions back as one: its records come apart when they
    /// are taken.
    pub(crate) fn free_executions(&self, slot: &crate::child::ChildSlot) {
        // By a swap: who had seen the child alive puts nothing there any more (`report/plain.rs`), and what
        // was put there before is given back with the rest.
        let Some(root) = Row(slot.executions.swap(0, AcqRel)).newest() else { return };
        if let Some(record) = self.executions.get(root as usize) {
            self.pools.executions.give(root, record.pool_link());
        }
    }
}

impl Lane<'_> {
    /// An execution record that nobody else can see. What hung below it stays with this lane.
    pub(crate) fn take_execution(&self) -> Option<u32> {
        let executions = self.region.executions;
        let pool: Pool<'_> = self.execution_pool();
        let index =
            pool.take(|index| executions.get(index as usize).map(|slot| slot.pool_link()))?;
        let record = executions.get(index as usize)?;
        for below in tree::Keyed::node(record).below() {
            if let Some(slot) = executions.get(below as usize) {
                pool.put_own(below, slot.pool_link());
            }
        }
        // Who reads what is written here from now on sees that the record was given back: it may be looked
        // at without a pin (`report/plain/again.rs`).
        fence(Release);
        Some(index)
    }

    /// Puts a record back that was taken and not used.
    #[inline(never)]
    pub(crate) fn put_execution(&self, index: u32) {
        if let Some(slot) = self.region.executions.get(index as usize) {
            self.execution_pool().put_own(index, slot.pool_link());
        }
    }
}
