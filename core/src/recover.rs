//! After a crash: every total rebuilt from records, whatever the process was doing when it died.
//!
//! ```text
//!  executions ─► child: cum, leaves ─► parent: executed, balance ─► position, account, firm
//!  lane words ─► which children were published          lists ─► which slots are in use ─► pools
//! ```
//!
//! Law: `recover` reads only what one atomic write made true: links, bounds, quantities, publish
//! counts. Whatever was on its way between two of them is decided towards less headroom. It never
//! makes trading go on: the house is closed when it returns, and children that were not known to be
//! sent are `Unknown`.
//!
//! Uses: `region`, `ledger`, `control`. Used by: operators' programs.

use crate::child::{ChildSlot, ChildWord, ExecType, LAST_GENERATION, State, next_state};
use crate::control::Control;
use crate::event::EventKind;
use crate::execution;
use crate::headroom::{update, with_amount};
use crate::id::{AccountId, ParentId};
use crate::ledger::{due_of, is_over};
use crate::limits::PositionSlot;
use crate::parent::{self, Head, ParentSlot, ParentWord};
use crate::refusal::Refusal;
use crate::region::{LaneSlot, Region};
use crate::stop::published;
use crate::suspense::SuspenseId;
use crate::suspense::SuspenseSlot;
use crate::sync::{Acquire, Relaxed, Release};
use crate::tree;
use crate::units::{Nanos, Qty};
use crate::wrong::{self, Design};

/// What `recover` found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recovery {
    /// How often the region was recovered, this time included.
    pub epoch: u64,
    /// Parents that are not retired.
    pub parents: u64,
    /// Their children.
    pub children: u64,
    /// Their executions.
    pub executions: u64,
    /// Children that the gate had not published: void now, their quantity given back.
    pub voided: u64,
    /// Children published but not known to be sent: unknown now, their quantity reserved.
    pub in_doubt: u64,
    /// When, on the caller's clock.
    pub at: Nanos,
}

impl<'a> Control<'a> {
    /// Rebuilds the books after a crash. Call it before anything else trades on the region, and
    /// only when no lane's owner is alive: every lane handle is lost, the house is closed, and
    /// every switch stays as it is until it is reset. So does every venue's session: one that was
    /// lost while the process was dead is to be disconnected before the house is opened.
    ///
    /// Takes time in proportion to the region's used slots.
    ///
    /// # Errors
    ///
    /// [`Refusal::HandleLost`]: the handle was taken over. Nothing changes.
    pub fn recover(&mut self, now: Nanos) -> Result<Recovery, Refusal> {
        self.try_recover(now).inspect_err(|refusal| self.lane.region.count_refusal(*refusal, now))
    }

    fn try_recover(&mut self, now: Nanos) -> Result<Recovery, Refusal> {
        self.enter()?;
        let region = self.lane.region;
        region.mend_switches();
        if !wrong::is(Design::RestartGoesOn) {
            region.close(now)?;
        }
        // The machine may have been started anew, and its clock with it.
        self.lane.passed(now);
        region.instruments.iter().for_each(|slot| slot.forget_reference());
        region.forget_times();
        region.note_flags();
        for lane in region.trading() {
            let _ = crate::lane::take_over(&lane.claim);
            let held = lane.claim.load(Acquire);
            crate::lane::give_up(&lane.claim, held);
            lane.clock.store(now.0, Relaxed);
        }
        let epoch = region.control.epoch.load(Relaxed).wrapping_add(1);
        region.control.epoch.store(epoch, Relaxed);
        let mut found = Recovery { epoch, at: now, ..Recovery::default() };
        for (index, lane) in (0u32..).zip(region.lanes) {
            region.end_retirement(index, lane);
            lane.working.store(0, Relaxed);
            lane.forget_cooling();
        }
        region.children.iter().for_each(|slot| slot.cool_link.store(0, Relaxed));
        region.rebuild_direct();
        region.rebuild_parents(&mut found);
        region.free_the_rest(&found);
        region.rebuild_limits();
        region.rebuild_suspense();
        region.restart_pace();
        region.forget_throws();
        let patience = region.control.patience.load(Relaxed).saturating_sub(1);
        region.alarms().restart(now, patience);
        self.tell(EventKind::Recovered, now, 0, epoch);
        Ok(found)
    }
}

impl<'a> Region<'a> {
    fn used<T>(table: &'a [T], fresh: u64) -> &'a [T] {
        table.get(..usize::try_from(fresh).unwrap_or(usize::MAX)).unwrap_or(table)
    }

    /// No switch is left in which a kill would not be seen.
    fn mend_switches(&self) {
        self.control.firm.mend();
        self.accounts.iter().for_each(|slot| slot.switch.mend());
        self.instruments.iter().for_each(|slot| slot.switch.mend());
        self.venues.iter().for_each(|slot| slot.switch.mend());
        self.strategies.iter().for_each(|slot| slot.switch.mend());
        self.parties.iter().for_each(|slot| slot.switch.mend());
        self.trading().iter().for_each(|slot| slot.switch.mend());
    }

    /// Writes the books of a retirement that has freed its parent, or forgets one that has not. May be
    /// repeated; the note goes last.
    pub(crate) fn end_retirement(&self, index: u32, lane: &LaneSlot) {
        let id = ParentId::from_bits(lane.retiring.load(Acquire));
        if let Some((slot, parts)) = self.parent_slot(id)
            && slot.word() == ParentWord::free(parts.generation)
        {
            let terms = slot.terms();
            let place = (index as usize).saturating_mul(self.positions.len());
            let tally = self.tallies.get(place.saturating_add(terms.position as usize));
            if let Some(tally) = tally {
                let qty = lane.retired_qty.load(Relaxed);
                tally.retired(terms.side.is_buy()).store(qty, Release);
                tally.retired_money.store(lane.retired_money.load(Relaxed), Release);
            }
            let client = slot.client.load(Relaxed).wrapping_sub(1);
            if let Some(client) = self.clients.get(client as usize) {
                client.retired.store(1, Release);
            }
        }
        lane.retiring.store(0, Release);
    }

    /// Brings a parent back into sight that a dead lane was about to retire.
    pub(crate) fn bring_back(&self, id: ParentId) {
        let Some((slot, parts)) = self.parent_slot(id) else { return };
        let back = |bits| {
            let word = ParentWord(bits);
            (word.is_retiring() && word.generation() == parts.generation)
                .then_some(word.unretire().0)
        };
        let _ = update(&slot.word, back);
    }

    /// Sums up what executions in suspense were assigned to each parent.
    fn rebuild_direct(&self) {
        let parents = Self::used(self.parents, self.pools.parents.fresh.load(Acquire));
        parents.iter().for_each(|slot| slot.direct.store(0, Relaxed));
        tree::walk(self.suspense, &self.control.suspense, |_, entry| {
            if let Some(book) = self.book(ParentId::from_bits(entry.assigned())) {
                book.slot.direct.fetch_add(entry.qty(), Relaxed);
            }
            if self.is_missing(entry) {
                entry.reopen();
            }
        });
    }

    /// Whether an entry was assigned to a child that is there, and was not booked on it any more.
    fn is_missing(&self, entry: &SuspenseSlot) -> bool {
        let id = crate::id::ChildId::from_bits(entry.assigned());
        let Some(child) = self.child_slot(id) else { return false };
        let key = tree::Keyed::node(entry).key();
        let found = tree::row(&child.executions).find(self.executions, key, id.to_bits());
        let record = found.and_then(|index| self.executions.get(index as usize));
        !record.is_some_and(|record| record.is_trade())
    }

    fn rebuild_parents(&self, found: &mut Recovery) {
        let parents = Self::used(self.parents, self.pools.parents.fresh.load(Acquire));
        for slot in parents {
            if slot.word().is_retiring() {
                slot.word.store(slot.word().unretire().0, Release);
            }
            if slot.word().is_live() {
                found.parents += 1;
                self.rebuild_parent(slot, found);
            }
        }
    }

    fn rebuild_parent(&self, slot: &ParentSlot, found: &mut Recovery) {
        let (mut executed, mut reserved) = (slot.executed_without_child(), 0u64);
        let (mut unknown, mut cooling, mut inferred) = (0u64, 0u64, 0u64);
        let mut busted = false;
        let head = Head(slot.head.load(Acquire));
        let mut next = head.newest();
        for _ in 0..head.count() {
            let Some(index) = next else { break };
            let Some(child) = self.children.get(index as usize) else { break };
            child.found.store(found.epoch, Relaxed);
            busted |= self.was_cut_short(index, child);
            let (cum, word) = self.rebuild_child(index, child, found);
            executed = executed.saturating_add(cum);
            reserved = reserved.saturating_add(word.reserved());
            unknown = unknown.saturating_add(word.unknown());
            cooling = cooling.saturating_add(word.cooling());
            inferred = inferred.saturating_add(child.inferred_qty());
            next = (child.older.load(Relaxed) as u32).checked_sub(1);
        }
        let quantity = slot.quantity.load(Relaxed);
        let balance = i128::from(quantity) - i128::from(executed) - i128::from(reserved);
        let balance = i64::try_from(balance).unwrap_or(i64::MIN);
        let mut word = ParentWord(with_amount::<{ parent::WIDTH }>(slot.word().0, balance));
        if balance < 0 || busted {
            word = word.hold();
        }
        executed = executed.saturating_add(inferred);
        if is_over(word, executed, quantity) {
            word = word.end();
        } else if busted && word.is_done() {
            word = word.resume();
        }
        let settled = due_of(word, quantity);
        slot.executed.store(executed, Relaxed);
        slot.settled.store(settled, Relaxed);
        slot.unknown.store(unknown, Relaxed);
        slot.cooling.store(cooling, Relaxed);
        slot.inferred.store(inferred, Relaxed);
        slot.end_lease();
        slot.word.store(word.0, Release);
    }

    /// Whether a bust of a child was under way: it counts, and nobody has held the parent for it.
    fn was_cut_short(&self, index: u32, child: &ChildSlot) -> bool {
        let owner = self.child_id(index).map_or(0, |id| id.to_bits());
        let mut less = false;
        tree::row(&child.executions).walk(self.executions, |place, record| {
            let (due, booked) = (execution::due(self.executions, place), record.booked());
            if tree::Keyed::belongs_to(record, owner) && due < booked {
                less = true;
                child.restate(booked, due);
            }
        });
        less
    }

    fn rebuild_child(
        &self,
        index: u32,
        child: &ChildSlot,
        found: &mut Recovery,
    ) -> (u64, ChildWord) {
        found.children += 1;
        let mut cum = child.unrecorded.load(Relaxed);
        let owner = self.child_id(index).map_or(0, |id| id.to_bits());
        tree::row(&child.executions).walk(self.executions, |place, record| {
            if tree::Keyed::belongs_to(record, owner) {
                let due = execution::due(self.executions, place);
                record.rebuild(due);
                cum = cum.saturating_add(due);
                found.executions += u64::from(record.is_trade());
            }
        });
        child.requests.drop_claims();
        let word = child.word();
        if word.state().is_none() {
            // Linked, and its word not written any more: the slot's generation is still that of the
            // child before.
            let void = ChildWord::born(word.generation().saturating_add(1), Qty::ZERO);
            child.bound.store(0, Relaxed);
            child.word.store(void.with_state(State::Void).0, Release);
            found.voided += 1;
            return (0, child.word());
        }
        let state = word.state().unwrap_or(State::Void);
        let (lane, number) = child.birth();
        let published =
            self.lanes.get(lane as usize).map(|lane| published(lane.publish.load(Acquire)));
        let is_out = state != State::Void && published.is_some_and(|count| number <= count);
        let unsent = wrong::is(Design::RestartForgetsDoubt) && state == State::Born;
        if (!is_out || unsent) && cum == 0 {
            found.voided += u64::from(state != State::Void);
            let void = ChildWord::born(word.generation(), Qty::ZERO).with_state(State::Void);
            child.bound.store(0, Relaxed);
            child.word.store(void.0, Release);
            return (0, void);
        }
        let bound = if state == State::Void { 0 } else { child.due_bound() };
        child.bound.store(child.bound().at_rest(bound).0, Relaxed);
        let leaves = i64::try_from(i128::from(bound) - i128::from(cum)).unwrap_or(i64::MIN);
        let word = ChildWord(with_amount::<{ crate::child::WIDTH }>(word.0, leaves));
        let progress = child.progress(word);
        let state = match state {
            State::Born if cum == 0 => {
                found.in_doubt += 1;
                State::Unknown
            }
            // An end was proven, and its state was not written any more.
            state if state.is_alive() && child.proven_cum().is_some() => State::Unknown,
            State::Unknown => State::Unknown,
            state if cum > 0 => next_state(state, ExecType::Trade, progress),
            state => state,
        };
        let word = word.with_state(state).with_cooling(child.is_held_back());
        child.word.store(word.0, Release);
        child.inferred.store(child.due_inferred(), Relaxed);
        if child.is_held_back() {
            let venue = self.venue(child.venue());
            let until = found.at.0.saturating_add(venue.map_or(0, |venue| venue.cooling()));
            child.cool_until.store(until, Relaxed);
            if let Some(lane) = self.lanes.first() {
                self.queue(lane, index);
            }
        }
        (cum, word)
    }

    /// Puts every slot that nothing leads to back into its pool, and lets every lane forget what it
    /// had in hand.
    fn free_the_rest(&self, found: &Recovery) {
        for lane in self.lanes {
            for own in [&lane.parents, &lane.children, &lane.executions, &lane.suspense] {
                own.forget();
            }
        }
        let pools = self.pools;
        for pool in [&pools.parents, &pools.children, &pools.executions, &pools.suspense] {
            pool.forget();
        }
        let parents = Self::used(self.parents, pools.parents.fresh.load(Acquire));
        for (index, slot) in (0u32..).zip(parents).filter(|(_, slot)| !slot.word().is_live()) {
            if slot.word().generation() < parent::LAST_GENERATION {
                pools.parents.give(index, &slot.pool_link);
            }
        }
        let executions = Self::used(self.executions, pools.executions.fresh.load(Acquire));
        for (index, record) in (0u32..).zip(executions) {
            if !self.is_linked(index, record) {
                record.clear();
                pools.executions.give(index, record.pool_link());
            }
        }
        let entries = Self::used(self.suspense, pools.suspense.fresh.load(Acquire));
        for (index, record) in (0u32..).zip(entries) {
            if self.suspended(SuspenseId(index)).is_none() {
                tree::Keyed::node(record).prepare(0);
                pools.suspense.give(index, record.pool_link());
            }
        }
        let children = Self::used(self.children, pools.children.fresh.load(Acquire));
        for (index, slot) in (0u32..).zip(children) {
            let generation = slot.word().generation();
            if slot.found.load(Relaxed) == found.epoch {
                continue;
            }
            slot.executions.store(0, Relaxed);
            slot.word.store(ChildWord::free(generation).0, Release);
            slot.clear();
            if generation < LAST_GENERATION {
                pools.children.give(index, &slot.older);
            }
        }
        self.free_names();
    }

    /// Whether an execution record stands in its child's tree.
    fn is_linked(&self, index: u32, record: &crate::execution::ExecutionSlot) -> bool {
        let (key, owner) = (tree::Keyed::node(record).key(), record.owner());
        let child = self.children.get(record.child() as usize);
        let child = child.filter(|slot| {
            let same = slot.word().generation() == record.generation();
            same && slot.found.load(Relaxed) == self.epoch()
        });
        let found =
            child.and_then(|slot| tree::row(&slot.executions).find(self.executions, key, owner));
        found == Some(index)
    }

    /// A client id whose admission did not come to its end may be used again.
    fn free_names(&self) {
        let clients = Self::used(self.clients, self.pools.clients.fresh.load(Acquire));
        for slot in clients.iter().filter(|slot| slot.retired.load(Relaxed) == 0) {
            let id = ParentId::from_bits(slot.parent.load(Relaxed));
            if id.to_bits() != 0 && self.book(id).is_none() {
                slot.parent.store(0, Relaxed);
            }
        }
    }

    fn rebuild_limits(&self) {
        let control = self.control;
        let mut firm = control.limit.load(Relaxed) as i64;
        for account in self.accounts {
            account.headroom.rebuild(account.limit.load(Relaxed) as i64);
        }
        let count = control.defined.positions.load(Acquire);
        for (index, slot) in (0u32..).zip(Self::used(self.positions, count)) {
            let money = self.rebuild_position(index, slot);
            firm = firm.saturating_sub_unsigned(money);
            let account = (tree::Keyed::node(slot).key() >> 32) as u32;
            if let Some(account) = self.account(AccountId(account)) {
                account.headroom.charge(money);
            }
        }
        let parents = Self::used(self.parents, self.pools.parents.fresh.load(Acquire));
        for slot in parents.iter().filter(|slot| slot.word().is_live()) {
            let terms = slot.terms();
            let settled = slot.settled.load(Relaxed);
            let money = settled.saturating_mul(terms.unit);
            firm = firm.saturating_sub_unsigned(money);
            if let Some(account) = self.account(AccountId(terms.account)) {
                account.headroom.charge(money);
            }
            let buy = terms.side.is_buy();
            if let Some(position) = self.positions.get(terms.position as usize) {
                position.room(buy).charge(settled);
            }
            // Which lane had heard what is gone; the sum over lanes is what counts.
            if let Some(tally) = self.tallies.get(terms.position as usize) {
                crate::limits::add_own(tally.executed(buy), slot.executed.load(Relaxed));
            }
        }
        control.headroom.rebuild(firm);
    }

    /// Sets a position to what its retired parents left; returns the money that they used.
    fn rebuild_position(&self, index: u32, slot: &PositionSlot) -> u64 {
        let (mut bought, mut sold, mut money) = (0u64, 0u64, 0u64);
        for tally in self.tallies_of(index) {
            let (was_bought, was_sold) =
                (tally.retired_bought.load(Relaxed), tally.retired_sold.load(Relaxed));
            tally.bought.store(was_bought, Relaxed);
            tally.sold.store(was_sold, Relaxed);
            bought = bought.saturating_add(was_bought);
            sold = sold.saturating_add(was_sold);
            money = money.saturating_add(tally.retired_money.load(Relaxed));
        }
        let left = |limit: u64, used: u64| (limit as i64).saturating_sub_unsigned(used);
        slot.buy_room.rebuild(left(slot.long.load(Relaxed), bought));
        slot.sell_room.rebuild(left(slot.short.load(Relaxed), sold));
        money
    }

    fn rebuild_suspense(&self) {
        self.control.suspended.begin_again();
        let positions = Self::used(self.positions, self.control.defined.positions.load(Acquire));
        positions.iter().for_each(|slot| slot.suspended.begin_again());
        tree::walk(self.suspense, &self.control.suspense, |_, entry| {
            for totals in self.suspense_totals(entry.position()) {
                totals.count(entry.qty());
                if entry.assigned() != 0 {
                    totals.count_assigned(entry.qty());
                }
            }
        });
    }
}
