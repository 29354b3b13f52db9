//! The control handle: who may define, arm, acknowledge, reset and recover. Never the handle that
//! trades (law L7).
//!
//! Uses: `region`, `lane`, `limits`, `venue`, `gate`, `registry`, `alarm`, `stop`. Used by:
//! operators' programs.

mod arm;
mod pending;
mod reset;
mod safeguard;
mod venue;

pub use arm::{Manifest, SessionStrategy, Unarmed};
pub use pending::OpenReset;
pub use reset::{ResetRecord, ResetRequest, ResetTerms, ResetTicket};
pub use venue::Disconnected;

use crate::alarm::AlarmKind;
use crate::event::{EventKind, Told};
use crate::id::{AccountId, InstrumentId, PartyId, StrategyId};
use crate::lane::Lane;
use crate::limits::{InstrumentTerms, PositionLimit, PositionSlot, StrategyTerms};
use crate::party::PartyRole;
use crate::refusal::Refusal;
use crate::region::Region;
use crate::stop::Receipt;
use crate::switch::{Cause, Scope, Switch};
use crate::sync::{Acquire, AtomicU64, Relaxed, Release};
use crate::tree::{self, Inserted, Keyed};
use crate::units::{Nanos, Notional, Price, Qty};

/// The control handle. One at a time; it may live in another process than the lanes.
#[derive(Debug)]
pub struct Control<'a> {
    /// The place at the end of the table of lanes.
    pub(crate) lane: Lane<'a>,
}

impl<'a> Region<'a> {
    /// Claims the control handle.
    ///
    /// # Errors
    ///
    /// | error                         | when                    |
    /// |-------------------------------|-------------------------|
    /// | [`Refusal::AlreadyClaimed`]   | somebody holds it       |
    pub fn control(&self) -> Result<Control<'a>, Refusal> {
        let claimed = self.control_place().map(|lane| Control { lane });
        claimed.inspect_err(|refusal| self.count_refusal(*refusal, Nanos(self.latest().0)))
    }

    /// Claims the control handle of an owner that is dead. One that still lives gets
    /// [`Refusal::HandleLost`] from now on; if it may be inside a call at this moment, do not take
    /// its handle: stop the process first.
    ///
    /// No switch is thrown. Where the owner died inside a report, the parent that it worked on is
    /// held and the alarm [`AlarmKind::LaneTakenOver`] raised, as by [`Region::take_over_lane`].
    ///
    /// # Errors
    ///
    /// None today; the signature leaves room.
    pub fn take_over_control(&self) -> Result<Control<'a>, Refusal> {
        let control = self.take_over_control_place().map(|lane| Control { lane })?;
        // What the dead one has changed and not finished, every lane looks at anew.
        self.look_anew();
        Ok(control)
    }
}

/// The next free slot of a table of definitions.
fn next<'a, T>(table: &'a [T], count: &AtomicU64) -> Result<(u32, &'a T), Refusal> {
    let index = count.load(Acquire);
    let slot = usize::try_from(index).ok().and_then(|index| table.get(index));
    Ok((index as u32, slot.ok_or(Refusal::DefinitionsFull)?))
}

/// A new scope starts halted, and its definition is what resets it: from here on it is known.
fn begin(switch: &Switch, now: Nanos) -> Result<(), Refusal> {
    let count = switch.kill(&Cause::of(0, now));
    switch.reset(count)
}

impl<'a> Control<'a> {
    /// The region it controls.
    #[must_use]
    pub fn region(&self) -> Region<'a> {
        self.lane.region
    }

    pub(crate) fn enter(&self) -> Result<(), Refusal> {
        self.lane.is_owner()
    }

    fn time(&self) -> Nanos {
        Nanos(self.lane.slot.clock.load(Relaxed))
    }

    pub(crate) fn tell(&self, kind: EventKind, now: Nanos, qty: u64, detail: u64) {
        self.lane.tell(&Told { qty, detail, ..Told::new(kind, now) });
    }

    /// As [`Region::kill`].
    ///
    /// # Errors
    ///
    /// As [`Region::kill`].
    pub fn kill(&self, scope: Scope, reason: u32, now: Nanos) -> Result<Receipt, Refusal> {
        let receipt = self.lane.region.kill(scope, reason, now)?;
        if self.enter().is_ok() {
            self.tell(EventKind::Killed, now, 0, u64::from(reason));
        }
        Ok(receipt)
    }

    /// Sets or moves what the firm may commit in all, in money units (SEC 15c3-5(c)(1)(i)).
    ///
    /// # Errors
    ///
    /// [`Refusal::HandleLost`]: the handle was taken over. Nothing changes.
    pub fn set_firm_limit(&mut self, limit: Notional) -> Result<(), Refusal> {
        self.try_set_firm_limit(limit)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, self.time()))
    }

    fn try_set_firm_limit(&mut self, limit: Notional) -> Result<(), Refusal> {
        self.enter()?;
        let control = self.lane.region.control;
        let old = control.limit.load(Relaxed);
        control.limit.store(limit.get(), Relaxed);
        control.headroom.move_limit(old, limit.get());
        Ok(())
    }

    /// Sets the gross quantity that may lie open in suspense before the firm's switch is thrown, in
    /// units.
    ///
    /// # Errors
    ///
    /// [`Refusal::HandleLost`]: the handle was taken over. Nothing changes.
    pub fn set_suspense_limit(&mut self, gross: Qty) -> Result<(), Refusal> {
        self.try_set_suspense_limit(gross)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, self.time()))
    }

    fn try_set_suspense_limit(&mut self, gross: Qty) -> Result<(), Refusal> {
        self.enter()?;
        self.lane.region.control.suspended.limit.store(gross.get().wrapping_add(1), Release);
        Ok(())
    }

    /// Sets the gross quantity of one account in one instrument that may lie open in suspense before
    /// the firm's switch is thrown, in units. Until it is set only the firm's limit counts.
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails.
    ///
    /// | error                           | when                                    |
    /// |---------------------------------|-----------------------------------------|
    /// | [`Refusal::HandleLost`]         | the handle was taken over               |
    /// | [`Refusal::UnknownAccount`]     | no such account                         |
    /// | [`Refusal::UnknownInstrument`]  | no such instrument                      |
    /// | [`Refusal::LimitUnset`]         | the two have no position limit yet      |
    pub fn set_position_suspense_limit(
        &mut self,
        account: AccountId,
        instrument: InstrumentId,
        gross: Qty,
    ) -> Result<(), Refusal> {
        self.try_set_position_suspense_limit(account, instrument, gross)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, self.time()))
    }

    fn try_set_position_suspense_limit(
        &mut self,
        account: AccountId,
        instrument: InstrumentId,
        gross: Qty,
    ) -> Result<(), Refusal> {
        self.enter()?;
        self.lane.region.account(account).ok_or(Refusal::UnknownAccount)?;
        self.lane.region.instrument(instrument).ok_or(Refusal::UnknownInstrument)?;
        let index = self.lane.region.position(account, instrument).ok_or(Refusal::LimitUnset)?;
        let slot = self.lane.region.positions.get(index as usize).ok_or(Refusal::LimitUnset)?;
        slot.suspended.limit.store(gross.get().wrapping_add(1), Release);
        Ok(())
    }

    /// Sets how long a critical alarm may wait for an acknowledgement before trading stops, in
    /// nanoseconds.
    ///
    /// # Errors
    ///
    /// [`Refusal::HandleLost`]: the handle was taken over. Nothing changes.
    pub fn set_alarm_deadline(&mut self, after: u64) -> Result<(), Refusal> {
        self.try_set_alarm_deadline(after)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, self.time()))
    }

    fn try_set_alarm_deadline(&mut self, after: u64) -> Result<(), Refusal> {
        self.enter()?;
        self.lane.region.control.patience.store(after.saturating_add(1), Release);
        Ok(())
    }

    /// Defines an account and what it may commit, in money units.
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails.
    ///
    /// | error                           | when                              |
    /// |---------------------------------|-----------------------------------|
    /// | [`Refusal::HandleLost`]         | the handle was taken over         |
    /// | [`Refusal::DefinitionsFull`]    | the table is full                 |
    pub fn define_account(&mut self, limit: Notional) -> Result<AccountId, Refusal> {
        self.try_define_account(limit)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, self.time()))
    }

    fn try_define_account(&mut self, limit: Notional) -> Result<AccountId, Refusal> {
        self.enter()?;
        let count = &self.lane.region.control.defined.accounts;
        let (index, slot) = next(self.lane.region.accounts, count)?;
        slot.limit.store(limit.get(), Relaxed);
        slot.headroom.begin(limit.get());
        begin(&slot.switch, self.time())?;
        count.store(u64::from(index).wrapping_add(1), Release);
        Ok(AccountId(index))
    }

    /// Moves what an account may commit, in money units.
    ///
    /// # Errors
    ///
    /// [`Refusal::HandleLost`], [`Refusal::UnknownAccount`]. Nothing changes.
    pub fn set_account_limit(
        &mut self,
        account: AccountId,
        limit: Notional,
    ) -> Result<(), Refusal> {
        self.try_set_account_limit(account, limit)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, self.time()))
    }

    fn try_set_account_limit(
        &mut self,
        account: AccountId,
        limit: Notional,
    ) -> Result<(), Refusal> {
        self.enter()?;
        let slot = self.lane.region.account(account).ok_or(Refusal::UnknownAccount)?;
        let old = slot.limit.load(Relaxed);
        slot.limit.store(limit.get(), Relaxed);
        slot.headroom.move_limit(old, limit.get());
        Ok(())
    }

    /// Defines an instrument.
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails.
    ///
    /// | error                           | when                                                       |
    /// |---------------------------------|------------------------------------------------------------|
    /// | [`Refusal::HandleLost`]         | the handle was taken over                                  |
    /// | [`Refusal::ZeroQuantity`]       | the lot, the tick's value or the most of an order is zero  |
    /// | [`Refusal::QuantityTooLarge`]   | the lot is above [`Qty::MAX`]                              |
    /// | [`Refusal::DefinitionsFull`]    | the table is full                                          |
    pub fn define_instrument(&mut self, terms: &InstrumentTerms) -> Result<InstrumentId, Refusal> {
        self.try_define_instrument(terms)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, self.time()))
    }

    fn try_define_instrument(&mut self, terms: &InstrumentTerms) -> Result<InstrumentId, Refusal> {
        self.enter()?;
        if terms.lot == 0 || terms.tick_value == 0 || terms.max_order_qty.is_zero() {
            return Err(Refusal::ZeroQuantity);
        }
        if terms.lot > Qty::MAX.get() {
            return Err(Refusal::QuantityTooLarge);
        }
        let count = &self.lane.region.control.defined.instruments;
        let (index, slot) = next(self.lane.region.instruments, count)?;
        slot.define(terms);
        begin(&slot.switch, self.time())?;
        count.store(u64::from(index).wrapping_add(1), Release);
        Ok(InstrumentId(index))
    }

    /// Defines a strategy that the registry has, with the generation that it has there: the core's
    /// own table, or the gateway's that the region was formatted with. One that is defined with an
    /// earlier generation gets these terms, and from now on only parents of the new one are taken: none
    /// before the house is armed with a manifest that names the new one.
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails.
    ///
    /// | error                           | when                                                   |
    /// |---------------------------------|--------------------------------------------------------|
    /// | [`Refusal::HandleLost`]         | the handle was taken over                              |
    /// | [`Refusal::UnknownStrategy`]    | no registry has the code, or it is retired             |
    /// | [`Refusal::AlreadyDefined`]     | it is defined already with this generation or a later one |
    /// | [`Refusal::WrongGeneration`]    | the registry has it with another generation            |
    /// | [`Refusal::LimitUnset`]         | one of the bounds is 0                                 |
    /// | [`Refusal::DefinitionsFull`]    | the table is full                                      |
    pub fn define_strategy(&mut self, terms: &StrategyTerms) -> Result<StrategyId, Refusal> {
        self.try_define_strategy(terms)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, self.time()))
    }

    fn try_define_strategy(&mut self, terms: &StrategyTerms) -> Result<StrategyId, Refusal> {
        self.enter()?;
        let region = self.lane.region;
        let entry = region.registered(terms.code).filter(|entry| !entry.retired);
        let entry = entry.ok_or(Refusal::UnknownStrategy)?;
        let id = StrategyId(terms.code);
        let known = region.strategy(id).map(|(_, slot)| slot);
        if known.is_some_and(|slot| slot.generation() >= terms.generation) {
            return Err(Refusal::AlreadyDefined);
        }
        if entry.generation != terms.generation {
            return Err(Refusal::WrongGeneration);
        }
        if terms.max_held == 0 || terms.max_ratio == 0 || terms.max_repeats == 0 {
            return Err(Refusal::LimitUnset);
        }
        if let Some(slot) = known {
            // The manifest in force allows another generation.
            let _throw = region.begin_throw();
            slot.end_session();
            slot.define(terms);
            region.look_anew();
            return Ok(id);
        }
        let count = &region.control.defined.strategies;
        let (index, slot) = next(region.strategies, count)?;
        slot.define(terms);
        begin(&slot.switch, self.time())?;
        count.store(u64::from(index).wrapping_add(1), Release);
        Ok(id)
    }

    /// Defines a party that parents may carry. `key` is the gateway's own number for it, kept for
    /// whoever looks, and for whoever stops the party by it: it is given once in a role.
    ///
    /// # Errors
    ///
    /// [`Refusal::HandleLost`]; [`Refusal::AlreadyDefined`]: there is a party of the role and key;
    /// [`Refusal::DefinitionsFull`]. Nothing changes.
    pub fn define_party(&mut self, role: PartyRole, key: u64) -> Result<PartyId, Refusal> {
        self.try_define_party(role, key)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, self.time()))
    }

    fn try_define_party(&mut self, role: PartyRole, key: u64) -> Result<PartyId, Refusal> {
        self.enter()?;
        let region = self.lane.region;
        let count = &region.control.defined.parties;
        let mut known = region.parties.iter().take(count.load(Acquire) as usize);
        if known.any(|slot| (slot.role(), slot.key()) == (Some(role), key)) {
            return Err(Refusal::AlreadyDefined);
        }
        let (index, slot) = next(region.parties, count)?;
        slot.define(role, key);
        begin(&slot.switch, self.time())?;
        count.store(u64::from(index).wrapping_add(1), Release);
        Ok(PartyId(index))
    }

    /// Sets or moves how far an account may go in an instrument. Without it no parent of the two is
    /// admitted.
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails.
    ///
    /// | error                           | when                          |
    /// |---------------------------------|-------------------------------|
    /// | [`Refusal::HandleLost`]         | the handle was taken over     |
    /// | [`Refusal::UnknownAccount`]     | no such account               |
    /// | [`Refusal::UnknownInstrument`]  | no such instrument            |
    /// | [`Refusal::DefinitionsFull`]    | the table is full             |
    pub fn set_position_limit(
        &mut self,
        account: AccountId,
        instrument: InstrumentId,
        limit: &PositionLimit,
    ) -> Result<(), Refusal> {
        self.try_set_position_limit(account, instrument, limit)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, self.time()))
    }

    fn try_set_position_limit(
        &mut self,
        account: AccountId,
        instrument: InstrumentId,
        limit: &PositionLimit,
    ) -> Result<(), Refusal> {
        self.enter()?;
        self.lane.region.account(account).ok_or(Refusal::UnknownAccount)?;
        self.lane.region.instrument(instrument).ok_or(Refusal::UnknownInstrument)?;
        if let Some(index) = self.lane.region.position(account, instrument) {
            let slot =
                self.lane.region.positions.get(index as usize).ok_or(Refusal::DefinitionsFull)?;
            move_position(slot, limit);
            return Ok(());
        }
        let count = &self.lane.region.control.defined.positions;
        let (index, slot) = next(self.lane.region.positions, count)?;
        let key = PositionSlot::key(account.0, instrument.0);
        slot.node().prepare(key);
        for room in [&slot.buy_room, &slot.sell_room] {
            room.begin(0);
        }
        slot.long.store(0, Relaxed);
        slot.short.store(0, Relaxed);
        move_position(slot, limit);
        // Counted before it is linked: a process that dies in between wastes a slot, and nobody
        // writes over a linked one.
        count.store(u64::from(index).wrapping_add(1), Release);
        let root = &self.lane.region.control.positions;
        let linked = tree::insert(self.lane.region.positions, root, key, 0, || Some(index), |_| {});
        if linked != Inserted::New(index) {
            return Err(Refusal::DefinitionsFull);
        }
        Ok(())
    }

    /// Tells the reference price that an instrument's collar stands around, in ticks.
    ///
    /// # Errors
    ///
    /// [`Refusal::HandleLost`], [`Refusal::ClockBackwards`], [`Refusal::UnknownInstrument`].
    /// Nothing changes.
    pub fn set_reference_price(
        &mut self,
        instrument: InstrumentId,
        price: Price,
        now: Nanos,
    ) -> Result<(), Refusal> {
        self.try_set_reference_price(instrument, price, now)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, now))
    }

    fn try_set_reference_price(
        &mut self,
        instrument: InstrumentId,
        price: Price,
        now: Nanos,
    ) -> Result<(), Refusal> {
        self.lane.enter(now)?;
        let slot = self.lane.region.instrument(instrument).ok_or(Refusal::UnknownInstrument)?;
        slot.set_reference(price, now);
        self.lane.passed(now);
        Ok(())
    }

    /// Closes the house, as [`Region::kill`] of the firm, until it is armed again.
    ///
    /// # Errors
    ///
    /// [`Refusal::HandleLost`]. Nothing changes.
    pub fn disarm(&mut self, now: Nanos) -> Result<(), Refusal> {
        self.try_disarm(now).inspect_err(|refusal| self.lane.region.count_refusal(*refusal, now))
    }

    fn try_disarm(&mut self, now: Nanos) -> Result<(), Refusal> {
        self.enter()?;
        self.lane.region.close(now)?;
        self.tell(EventKind::Disarmed, now, 0, 0);
        Ok(())
    }

    /// Takes note of an alarm. It can be raised again.
    ///
    /// # Errors
    ///
    /// [`Refusal::HandleLost`]; [`Refusal::NothingToChange`]: it is not raised. Nothing changes.
    pub fn acknowledge(&mut self, kind: AlarmKind, now: Nanos) -> Result<(), Refusal> {
        self.try_acknowledge(kind, now)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, now))
    }

    fn try_acknowledge(&mut self, kind: AlarmKind, now: Nanos) -> Result<(), Refusal> {
        self.enter()?;
        if !self.lane.region.alarms().acknowledge(kind) {
            return Err(Refusal::NothingToChange);
        }
        self.tell(EventKind::Acknowledged, now, 0, kind as u64);
        Ok(())
    }
}

fn move_position(slot: &PositionSlot, limit: &PositionLimit) {
    for (room, kept, limit) in
        [(&slot.buy_room, &slot.long, limit.long), (&slot.sell_room, &slot.short, limit.short)]
    {
        let old = kept.load(Relaxed);
        kept.store(limit.get(), Relaxed);
        room.move_limit(old, limit.get());
    }
}

#[cfg(all(test, not(loom)))]
mod tests;

#[cfg(all(test, loom))]
mod loom;
