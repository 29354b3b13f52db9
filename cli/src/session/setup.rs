//! Definitions and limits.
//!
//! Uses: `command`, `session::tables`. Used by: `session`.

use super::tables::{InstrumentRow, Planner, StrategyRow, must_be_new};
use super::{Answer, Session};
use crate::command::{
    Account, Firm, Instrument, Position, Quote, QuoteSide, Reference, StrategyCode, Venue,
};
use crate::line::Fault;
use plimsoll::registry::{Kind, RESERVED, RegistryEntry};
use plimsoll::slice::Level;
use plimsoll::{
    AccountId, Collar, InstrumentId, InstrumentTerms, PositionLimit, Qty, Refusal, StrategyTerms,
};

/// A strategy that nothing bounds.
pub(super) fn unbounded(code: u32, generation: u32) -> StrategyTerms {
    let (max_held, max_ratio, max_repeats) = (u32::MAX, u32::MAX, u32::MAX);
    StrategyTerms { code, generation, max_held, max_ratio, max_repeats }
}

impl Session<'_> {
    pub(super) fn firm(&mut self, firm: &Firm) -> Answer {
        Answer::of(self.set_firm(firm))
    }

    fn set_firm(&mut self, firm: &Firm) -> Result<(), Refusal> {
        firm.limit.map_or(Ok(()), |limit| self.control.set_firm_limit(limit))?;
        firm.suspense_limit.map_or(Ok(()), |gross| self.control.set_suspense_limit(gross))?;
        firm.alarm_deadline.map_or(Ok(()), |after| self.control.set_alarm_deadline(after))
    }

    pub(super) fn account(&mut self, account: &Account<'_>) -> Result<Answer, Fault> {
        let name = &account.account;
        must_be_new(&self.tables.accounts, "account", name, Option::is_some)?;
        let id = self.control.define_account(account.limit);
        self.tables.accounts.set(&name.value, id.ok());
        Ok(Answer::of(id))
    }

    pub(super) fn instrument(&mut self, instrument: &Instrument<'_>) -> Result<Answer, Fault> {
        let name = &instrument.instrument;
        must_be_new(&self.tables.instruments, "instrument", name, |row| row.id.is_some())?;
        let (tick, lot) = (instrument.tick, instrument.lot);
        let mut row = InstrumentRow { id: None, tick, lot, bids: Vec::new(), offers: Vec::new() };
        let collar = match &instrument.band {
            None => Collar::Limit,
            Some(band) => {
                let ticks = row.price("band", band)?.0;
                let out_of_range = |_| Fault::new(band.at, "`band` must not be negative");
                let band = u64::try_from(ticks).map_err(out_of_range)?;
                Collar::Reference { band, max_age: instrument.max_age }
            }
        };
        let max_order_qty = instrument.max_order_qty;
        let terms = InstrumentTerms { lot, tick_value: tick, max_order_qty, collar };
        let id = self.control.define_instrument(&terms);
        row.id = id.ok();
        self.tables.instruments.set(&name.value, row);
        Ok(Answer::of(id))
    }

    pub(super) fn venue(&mut self, venue: &Venue<'_>) -> Result<Answer, Fault> {
        let name = &venue.venue;
        must_be_new(&self.tables.venues, "venue", name, Option::is_some)?;
        let id = self.control.define_venue(&venue.terms);
        let place = self.tables.venues.set(&name.value, id.ok());
        if let Ok(id) = id {
            self.tables.venue_places.insert(id, place);
        }
        Ok(Answer::of(id))
    }

    pub(super) fn strategy(&mut self, strategy: &StrategyCode<'_>) -> Result<Answer, Fault> {
        let name = &strategy.strategy;
        must_be_new(&self.tables.strategies, "strategy", name, |row| row.id.is_some())?;
        let (code, generation) = (strategy.code, strategy.generation);
        self.register(code, generation);
        let terms = StrategyTerms { max_held: strategy.max_held, ..unbounded(code, generation) };
        let id = self.control.define_strategy(&terms);
        let row = StrategyRow { id: id.ok(), generation, planner: Planner::None };
        self.tables.strategies.set(&name.value, row);
        Ok(Answer::of(id))
    }

    /// Enters a strategy's code in the region's registry, and those below it that no line has named.
    /// Where that is not a register any more, its definition is refused.
    fn register(&mut self, code: u32, generation: u32) {
        let strategy =
            |code| RegistryEntry { kind: Kind::Strategy, code, generation: 1, retired: false };
        let mut entries: Vec<_> = self.region.registry().collect();
        let next = RESERVED.saturating_add(entries.len() as u32);
        let last = code.min(next.saturating_add(self.region.config().registry));
        entries.extend((next..=last).map(strategy));
        if let Some(entry) = entries.iter_mut().find(|entry| entry.code == code) {
            entry.generation = entry.generation.max(generation);
        }
        // A code that has no room stays unknown.
        let _ = self.control.extend_registry(&entries);
    }

    pub(super) fn position(&mut self, position: &Position<'_>) -> Result<Answer, Fault> {
        let account = self.tables.account(&position.account)?;
        let (_, instrument, _) = self.tables.instrument(&position.instrument)?;
        let limit = PositionLimit { long: position.long, short: position.short };
        let set = self.set_position(account, instrument, &limit).and_then(|()| {
            let Some(gross) = position.suspense_limit else { return Ok(()) };
            self.control.set_position_suspense_limit(account, instrument, gross)
        });
        Ok(Answer::of(set))
    }

    /// Sees to it that `account` may trade `instrument`: without a limit, where no line set one.
    pub(super) fn open_position(
        &mut self,
        account: AccountId,
        instrument: InstrumentId,
    ) -> Result<(), Refusal> {
        if self.tables.positions.contains(&(account, instrument)) {
            return Ok(());
        }
        let limit = PositionLimit { long: Qty::MAX, short: Qty::MAX };
        self.set_position(account, instrument, &limit)
    }

    fn set_position(
        &mut self,
        account: AccountId,
        instrument: InstrumentId,
        limit: &PositionLimit,
    ) -> Result<(), Refusal> {
        self.control.set_position_limit(account, instrument, limit)?;
        self.tables.positions.insert((account, instrument));
        Ok(())
    }

    pub(super) fn reference(&mut self, reference: &Reference<'_>) -> Result<Answer, Fault> {
        let (_, instrument, row) = self.tables.instrument(&reference.instrument)?;
        let price = row.price("price", &reference.price)?;
        Ok(Answer::of(self.control.set_reference_price(instrument, price, self.now)))
    }

    pub(super) fn quote(&mut self, quote: &Quote<'_>) -> Result<Answer, Fault> {
        let venue = self.tables.venue(&quote.venue)?;
        let (place, _, row) = self.tables.instrument(&quote.instrument)?;
        let price = row.price("price", &quote.price)?;
        if !self.tables.venue_places.contains_key(&venue) {
            return Ok(Answer::of::<()>(Err(Refusal::UnknownVenue)));
        }
        let level = Level { venue, price, qty: quote.qty, fee: quote.fee, rank: quote.rank };
        if let Some(row) = self.tables.instruments.row_mut(place) {
            let levels = match quote.side {
                QuoteSide::Bid => &mut row.bids,
                QuoteSide::Offer => &mut row.offers,
            };
            levels.retain(|old| old.venue != venue || old.price != price);
            if !level.qty.is_zero() {
                levels.push(level);
            }
        }
        Ok(Answer::ok())
    }
}
