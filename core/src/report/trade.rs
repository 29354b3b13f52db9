//! Executions: linked once, booked in full.

use super::Hearing;
use crate::alarm::AlarmKind;
use crate::child::{ChildWord, ExecType, State, next_state};
use crate::event::{EventKind, Told};
use crate::execution::Kind;
use crate::headroom::{self, below, update};
use crate::lane::Lane;
use crate::ledger::Leaf;
use crate::refusal::Breach;
use crate::switch::Scope;
use crate::sync::AcqRel;
use crate::tree::{self, Inserted};
use crate::units::{Price, Qty, Side};
use crate::wrong::{self, Design};

/// How many times its parent's limit a price may be on the good side before it is absurd.
const ABSURD: u64 = 1 << ABSURD_BITS;
const ABSURD_BITS: u32 = 4;

/// Whether a price is worse than the parent's limit, or absurd. 0: the venue did not say.
pub(crate) fn is_impossible((side, limit): (Side, Price), price: Price) -> bool {
    let other_sign = limit.0 != 0 && (limit.0 > 0) != (price.0 > 0);
    let absurd =
        limit.0 != 0 && price.0.unsigned_abs() > limit.0.unsigned_abs().saturating_mul(ABSURD);
    price.0 != 0 && (side.is_beyond(price, limit) || other_sign || absurd)
}

/// Whether a price is none of that, for certain: an ordinary price under an ordinary limit.
#[inline]
pub(crate) const fn is_ordinary((buy, limit): (bool, Price), price: Price) -> bool {
    if buy {
        price.0 > 0 && price.0 <= limit.0
    } else {
        limit.0 > 0 && price.0 >= limit.0 && price.0 >> ABSURD_BITS < limit.0
    }
}

impl<'a> Lane<'a> {
    pub(super) fn hear_trade(&self, hearing: &mut Hearing<'_, 'a>) -> Option<()> {
        if self.is_cumulative(hearing) {
            return self.hear_cumulative(hearing);
        }
        let report = hearing.report;
        if report.cum_qty.is_some_and(|cum| cum < report.last_qty) || report.last_qty.is_zero() {
            hearing.note(Breach::ImpossibleReport);
        }
        if report.last_qty.is_zero() {
            return Some(());
        }
        self.check_price(hearing, report.last_qty, report.last_px);
        let (qty, price) = (report.last_qty, report.last_px);
        match self.put_record(&hearing.leaf, report.exec_id.0, Kind::Trade, qty, price) {
            Inserted::New(_) => self.hear_new_trade(hearing, qty),
            Inserted::Present(index) => self.hear_again(hearing, index),
            Inserted::Full => self.book_unrecorded(hearing, qty),
        }
    }

    /// An execution whose record is linked now.
    pub(super) fn hear_new_trade(&self, hearing: &mut Hearing<'_, 'a>, qty: Qty) -> Option<()> {
        if let Some(cum) = self.venue_cum(hearing) {
            hearing.leaf.slot.state_with(qty, cum);
        }
        self.hear_claims(hearing);
        self.follow_proof(hearing);
        self.book_trade(hearing, qty)
    }

    /// An execution whose id is known: it was heard before, or a bust or a correction of it was.
    fn hear_again(&self, hearing: &mut Hearing<'_, 'a>, index: u32) -> Option<()> {
        let report = hearing.report;
        let slot = hearing.leaf.slot;
        let record = self.region.executions.get(index as usize)?;
        let (qty, price) = (report.last_qty, report.last_px);
        if wrong::is(Design::BookedAgain) {
            return self.book_trade(hearing, qty);
        }
        let counted = record.is_counted();
        if record.arrive(Kind::Trade, qty, price) {
            let due = crate::execution::due(self.region.executions, index);
            if due < qty.get() {
                // What its bust takes back was reserved, or inferred, until now.
                let raised = &mut hearing.account.raised;
                self.hold_for_bust(&hearing.book, (qty.get(), due), hearing.now, raised);
            }
            if report.cum_qty.is_some() && !counted {
                // What was stated had it in full, as the venue had when it said so.
                slot.restate(qty.get(), due);
            }
            self.rebook(hearing, index)?;
            self.hear_status(hearing)?;
            // It may count for nothing: then nothing of the child is executed after all.
            self.follow(hearing);
            if due < qty.get() {
                self.resume(&hearing.book, hearing.now);
            }
            return Some(());
        }
        hearing.duplicate = true;
        if !record.agrees(Kind::Trade, qty, price) {
            hearing.note(Breach::ConflictingExecution);
            // A CumQty that began anew says nothing of what was claimed before.
            if self.venue_cum(hearing).is_some() && slot.claimed_cum() > slot.cum_qty() {
                slot.state_at_least(slot.claimed_cum());
                self.follow(hearing);
            }
        }
        self.tell_trade(hearing, EventKind::Duplicate, qty, 0);
        self.hear_status(hearing)
    }

    /// Whether the venue's executions are told by their sum alone.
    pub(super) fn is_cumulative(&self, hearing: &Hearing<'_, 'a>) -> bool {
        self.venue_of(hearing).is_some_and(|venue| venue.is_cumulative())
    }

    /// An execution told by the sum so far: what it has beyond the last one counts.
    fn hear_cumulative(&self, hearing: &mut Hearing<'_, 'a>) -> Option<()> {
        let report = hearing.report;
        let slot = hearing.leaf.slot;
        let cum = report.cum_qty.unwrap_or(report.last_qty);
        if cum.is_zero() {
            hearing.note(Breach::ImpossibleReport);
            return Some(());
        }
        // Known again by its id, so that it does not bring back what was taken back since.
        let key = report.exec_id.0;
        if key != 0 && self.known_record(&hearing.leaf, key).is_some() {
            hearing.duplicate = true;
            return self.hear_status(hearing);
        }
        if slot.word().state() == Some(State::Void) {
            return self.book_sum_of_void(hearing, cum);
        }
        // What was only claimed so far counts from now on.
        hearing.duplicate = cum.get() <= slot.cum_qty();
        if !hearing.duplicate {
            self.count_execution(hearing.book.slot, hearing.now, &mut hearing.account.raised);
        }
        self.check_price(hearing, cum, report.last_px);
        if cum.get() > slot.peak() {
            hearing.note(Breach::ChildOverfill);
        }
        slot.claim_cum(cum);
        slot.state_at_least(cum.get());
        // Its name goes last: cut short, it counts again for the same.
        if key != 0 {
            let _ = self.put_record(&hearing.leaf, key, Kind::Mark, Qty::ZERO, Price(0));
        }
        self.follow(hearing);
        self.hear_status(hearing)
    }

    /// A sum of a child that the gate took back. Nothing is reserved for it, so nothing of it can be
    /// inferred: what it has more than the last sum is booked as an execution without a record. Of two
    /// that tell it at once one counts it.
    fn book_sum_of_void(&self, hearing: &mut Hearing<'_, 'a>, cum: Qty) -> Option<()> {
        self.check_price(hearing, cum, hearing.report.last_px);
        let higher = |booked: u64| (booked < cum.get()).then_some(cum.get());
        match update(&hearing.leaf.slot.unrecorded, higher) {
            Ok((booked, now)) => self.book_trade(hearing, Qty::saturating(now - booked)),
            Err(_) => {
                hearing.duplicate = true;
                Some(())
            }
        }
    }

    /// An impossible price is a breach.
    pub(super) fn check_price(&self, hearing: &mut Hearing<'_, 'a>, qty: Qty, price: Price) {
        if qty.is_zero() {
            return;
        }
        if is_impossible((hearing.book.slot.side(), hearing.book.slot.limit()), price) {
            hearing.note(Breach::ImpossiblePrice);
        }
    }

    /// Puts a record under `key` into the child's tree, unless one is there.
    pub(super) fn put_record(
        &self,
        leaf: &Leaf<'_>,
        key: u128,
        kind: Kind,
        qty: Qty,
        price: Price,
    ) -> Inserted {
        let executions = self.region.executions;
        let owner = leaf.id.to_bits();
        let fresh = || {
            let index = self.take_execution()?;
            if !wrong::is(Design::LinkBeforeWrite) {
                executions.get(index as usize)?.prepare(key, owner, kind, qty, price);
            }
            Some(index)
        };
        let unused = |index| self.put_execution(index);
        let put = tree::insert_after(executions, &leaf.slot.executions, key, owner, fresh, unused);
        if wrong::is(Design::LinkBeforeWrite)
            && let Inserted::New(index) = put
            && let Some(record) = executions.get(index as usize)
        {
            record.prepare(key, owner, kind, qty, price);
        }
        put
    }

    /// Moves `qty` from what the child has reserved to what was executed; what is past that, from
    /// the parent.
    fn book_trade(&self, hearing: &mut Hearing<'_, 'a>, qty: Qty) -> Option<()> {
        let slot = hearing.leaf.slot;
        let clamped = wrong::is(Design::FillClamped);
        let n = if clamped { qty.get().min(slot.word().reserved()) } else { qty.get() };
        let trade = |word: ChildWord| {
            let next = word.less(n);
            let state = word.state().unwrap_or(State::Void);
            next.with_state(next_state(state, ExecType::Trade, slot.progress(next)))
        };
        let (leaf, book, now) = (hearing.leaf, hearing.book, hearing.now);
        let before = hearing.account.overfill;
        let moved = self.move_child(&leaf, &book, n as i64, now, &mut hearing.account, trade)?;
        let past = hearing.account.overfill.saturating_sub(before);
        self.count_trade(hearing, (qty, past), moved)
    }

    /// An execution by which its child has moved from one word to another; what of it is past the
    /// parent.
    pub(super) fn count_trade(
        &self,
        hearing: &mut Hearing<'_, 'a>,
        (qty, past): (Qty, u64),
        (old, new): (ChildWord, ChildWord),
    ) -> Option<()> {
        let (leaf, book, now, n) = (hearing.leaf, hearing.book, hearing.now, qty.get());
        // Before it is counted: it may be what was inferred, and never adds to that.
        self.count_inferred(&leaf, &book, now, &mut hearing.account);
        self.book_executed(&book, n as i64, now, &mut hearing.account);
        self.count_execution(book.slot, now, &mut hearing.account.raised);
        if new.leaves() < -headroom::largest::<{ crate::child::WIDTH }>() {
            // Past what the word can count; the records still do.
            hearing.note(Breach::ImpossibleReport);
        }
        let excess = below(new.leaves()).saturating_sub(below(old.leaves()));
        if excess > 0 {
            let raised = &mut hearing.account.raised;
            self.raise(AlarmKind::ChildOverfill, excess, now, raised);
            hearing.note(Breach::ChildOverfill);
        }
        self.tell_trade(hearing, EventKind::Executed, qty, past);
        self.tell_state(&leaf, &book, now, old.state()?, new.state()?);
        Some(())
    }

    fn tell_trade(&self, hearing: &Hearing<'_, 'a>, kind: EventKind, qty: Qty, detail: u64) {
        self.tell(&Told {
            parent: hearing.book.id.to_bits(),
            child: hearing.leaf.id.to_bits(),
            qty: qty.get(),
            price: hearing.report.last_px.0,
            detail,
            ..Told::new(kind, hearing.now)
        });
    }

    /// Books up to `said` of an execution without a record. It cannot be recognised again by its id;
    /// where the venue says its CumQty, no more is booked than it has beyond what was reported. What was
    /// inferred of that is reported now.
    pub(super) fn book_unrecorded(&self, hearing: &mut Hearing<'_, 'a>, said: Qty) -> Option<()> {
        let slot = hearing.leaf.slot;
        let cum = self.venue_cum(hearing);
        let missing = cum.map(|cum| cum.get().saturating_sub(slot.reported_qty()));
        let qty = Qty::saturating(missing.unwrap_or(u64::MAX)).min(said);
        self.out_of_records(hearing, qty);
        if qty.is_zero() {
            hearing.duplicate = true;
            return Some(());
        }
        // A correction adds to an execution that was stated as it is now, perhaps.
        if let Some(cum) = cum.filter(|_| hearing.report.exec_type == ExecType::Trade) {
            slot.state_with(qty, cum);
        }
        slot.unrecorded.fetch_add(qty.get(), AcqRel);
        self.book_trade(hearing, qty)
    }

    /// No record was left. The firm's switch is thrown: whoever runs this must look at the
    /// capacities.
    fn out_of_records(&self, hearing: &mut Hearing<'_, 'a>, qty: Qty) {
        hearing.note(Breach::ExecutionsFull);
        let raised = &mut hearing.account.raised;
        self.raise(AlarmKind::ExecutionsFull, qty.get(), hearing.now, raised);
        let _ = self.region.kill(Scope::Firm, AlarmKind::ExecutionsFull as u32, hearing.now);
    }
}

#[cfg(all(test, not(loom)))]
mod tests;
