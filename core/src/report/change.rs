//! Ends, replaces, restatements and rejects: what a venue says of an order's size and life.

use super::{Hearing, says_alive};
use crate::alarm::AlarmKind;
use crate::child::{Answer, ExecType, OrdStatus, RequestState, State, next_state};
use crate::event::{EventKind, Told};
use crate::execution::Kind;
use crate::lane::Lane;
use crate::refusal::Breach;
use crate::sync::{Relaxed, Release};
use crate::tree::Inserted;
use crate::units::{Nanos, Price, Qty};
use crate::wrong::{self, Design};

impl<'a> Lane<'a> {
    /// The order is over. With the venue's CumQty that is proof: what the venue will not execute
    /// any more goes back to the parent, and what it executed but has not reported yet stays
    /// reserved. Without, all of it stays.
    pub(super) fn hear_end(&self, hearing: &mut Hearing<'_, 'a>) -> Option<()> {
        let report = hearing.report;
        let slot = hearing.leaf.slot;
        let next_session =
            report.exec_type == ExecType::DoneForDay && slot.time_in_force().outlives_session();
        if says_alive(report) && !next_session {
            hearing.note(Breach::ImpossibleReport);
            return Some(());
        }
        let requests = &slot.requests;
        if !hearing.is_statement() && self.replaces_by_cancel(hearing) {
            let key = report.exec_id.0;
            if key != 0 && self.known_record(&hearing.leaf, key).is_some() {
                hearing.duplicate = true;
                return Some(());
            }
            if requests.pending().1 {
                // It may be the old order of a replace that goes: then the new one is on its way.
                // Heard again after that, it is known.
                if key != 0 {
                    let _ = self.put_record(&hearing.leaf, key, Kind::Mark, Qty::ZERO, Price(0));
                }
                return self.lose_track(hearing);
            }
        }
        if report.exec_type == ExecType::Canceled {
            let answer = requests.answer_cancel(report.request, RequestState::Accepted);
            // A venue that cancels on its own names the order as it knows it: by its last replace.
            let named = report.request.is_some_and(|number| !requests.was_made(number));
            if answer == Answer::None && named {
                hearing.note(Breach::UnexpectedAnswer);
            }
        }
        // The state first: a child whose end is proven is never alive.
        let before = slot.word().state();
        self.hear_status(hearing)?;
        let rejected = Some(State::Rejected);
        if before != rejected && slot.word().state() == rejected {
            self.count_reject(hearing.now, &mut hearing.account.raised);
        }
        let is_void = slot.word().state()? == State::Void;
        if let Some(mut cum) = self.venue_cum(hearing).filter(|_| !next_session && !is_void) {
            if wrong::is(Design::ReleaseByOwnCum) {
                cum = Qty::saturating(slot.cum_qty());
                slot.lower_claim(cum.get());
            }
            if wrong::is(Design::ReleaseAgain) && slot.proven_cum().is_some() {
                let freed = slot.order_qty().saturating_sub(cum.get());
                self.give_parent(Some(hearing.leaf.id), &hearing.book, freed, hearing.now);
            }
            if cum.get() < slot.reported_qty() {
                hearing.note(Breach::CumQtyDisagrees);
            }
            self.prove(hearing, cum);
            requests.close_all();
        }
        self.follow(hearing);
        Some(())
    }

    /// The end of an order is proven. What that releases may have to cool down first; a statement
    /// through the control handle is proof enough that no late fill comes.
    pub(crate) fn prove(&self, hearing: &Hearing<'_, 'a>, cum: Qty) {
        let slot = hearing.leaf.slot;
        let cooling = self.venue_of(hearing).map_or(0, |venue| venue.cooling());
        let cools = cooling > 0 && !hearing.is_statement() && slot.bound().qty() > cum.get();
        if cools && slot.proven_cum().is_none() {
            // Never counted from a time before the report's own, or the lane's: where nobody has told
            // the time for a while, what is believed is behind. One too late holds on to the quantity
            // for longer.
            let clock = Nanos(self.slot.clock.load(Relaxed));
            let since = self.believed(hearing.now).max(hearing.now).max(clock);
            let until = since.0.saturating_add(cooling);
            slot.held_bound.store(slot.bound().qty(), Relaxed);
            slot.cool_until.store(until, Relaxed);
        }
        if hearing.is_statement() {
            slot.state_exactly(cum.get());
        }
        if slot.prove(cum, hearing.is_statement(), cools) {
            self.queue_cooling(hearing.leaf);
        }
    }

    /// A replace was accepted.
    pub(super) fn hear_replaced(&self, hearing: &mut Hearing<'_, 'a>) -> Option<()> {
        let report = hearing.report;
        let slot = hearing.leaf.slot;
        let alike = wrong::is(Design::AnswerByQuantity);
        let found = slot.requests.find_replace(if alike { None } else { report.request });
        if self.adds_on_replace(hearing) {
            return self.hear_added(hearing);
        }
        // Without a number it answers the oldest open one, but not one that asked for something
        // else.
        // A venue may answer with what it has executed already, where that is more.
        let executed = report.cum_qty.unwrap_or(Qty::ZERO);
        let meant = |qty: Qty| {
            let says = report.order_qty;
            (report.request.is_some() && !alike)
                || says.is_none_or(|q| q == qty || q == qty.max(executed))
        };
        let Some((place, request)) = found.filter(|(_, request)| meant(request.qty())) else {
            return self.hear_unasked(hearing);
        };
        if !request.is_open() {
            return self.hear_unasked(hearing);
        }
        let open = executed.get().saturating_add(report.leaves_qty.map_or(0, Qty::get));
        let claimed = report.order_qty.unwrap_or(request.qty()).max(Qty::saturating(open));
        // A replace to less than is executed ends there, whatever is taken back of that later.
        let least = Qty::saturating(slot.cum_qty());
        if claimed != request.qty() && claimed != request.qty().max(executed) {
            hearing.note(Breach::ImpossibleReport);
        }
        // Confirmed before answered: at no moment is the bound without either.
        slot.confirm(request.number(), claimed.max(least));
        let answer = slot.requests.answer_replace(place, RequestState::Accepted);
        if !matches!(answer, Answer::First(_)) {
            hearing.duplicate = true;
            return Some(());
        }
        if slot.confirmed_by() == request.number() {
            slot.set_price(slot.requests.price(place));
        }
        self.tell_answer(hearing, request.number());
        self.revive(hearing)
    }

    /// Whether a replace at this child's venue may ask for its OrderQty on top of what the order
    /// before it had.
    fn adds_on_replace(&self, hearing: &Hearing<'_, 'a>) -> bool {
        self.venue_of(hearing).is_some_and(|venue| venue.replace_is_additive())
    }

    /// A replace was accepted whose OrderQty comes on top of what was executed by then. How much that
    /// was only a CumQty over all orders of the chain can tell, and what that leaves; otherwise
    /// everything that was reserved for it stays so.
    fn hear_added(&self, hearing: &mut Hearing<'_, 'a>) -> Option<()> {
        let report = hearing.report;
        let slot = hearing.leaf.slot;
        let found = slot.requests.find_replace(report.request);
        let Some((place, request)) = found.filter(|(_, request)| request.is_open()) else {
            return self.hear_unasked(hearing);
        };
        let restarts = self.restarts_cum(hearing);
        let total = match (report.cum_qty, report.leaves_qty) {
            (Some(cum), Some(leaves)) if !restarts => {
                Qty::saturating(cum.get().saturating_add(leaves.get()))
            }
            (Some(_) | None, Some(_) | None) => request.qty(),
        };
        if total > request.qty() {
            hearing.note(Breach::ImpossibleReport);
        }
        if restarts {
            // All that the orders before it may have come to, answered or not.
            let before = slot.requests.highest_before(request.number());
            slot.base.store(slot.order_qty().max(before), Release);
        }
        slot.confirm(request.number(), total);
        let answer = slot.requests.answer_replace(place, RequestState::Accepted);
        if !matches!(answer, Answer::First(_)) {
            hearing.duplicate = true;
            return Some(());
        }
        if slot.confirmed_by() == request.number() {
            slot.set_price(slot.requests.price(place));
        }
        self.tell_answer(hearing, request.number());
        self.revive(hearing)
    }

    /// Whether a replace at the venue may be a cancel and a new order, or begins a new CumQty: an end
    /// may then be that of the old order alone.
    fn replaces_by_cancel(&self, hearing: &Hearing<'_, 'a>) -> bool {
        self.venue_of(hearing)
            .is_some_and(|venue| venue.restarts_cum() || !venue.replaces_at_once())
    }

    /// Whether the venue counts CumQty from the last replace on, or may.
    pub(super) fn restarts_cum(&self, hearing: &Hearing<'_, 'a>) -> bool {
        self.venue_of(hearing).is_some_and(|venue| venue.restarts_cum())
    }

    /// A `replaced` that answers nothing that is open: heard before, or a change of the venue's
    /// own. It may make the order larger; smaller only a restatement can.
    fn hear_unasked(&self, hearing: &mut Hearing<'_, 'a>) -> Option<()> {
        let slot = hearing.leaf.slot;
        let report = hearing.report;
        let known = match report.request {
            Some(number) => slot.requests.was_made(number) && !self.was_refused(hearing, number),
            None => {
                slot.confirmed_by() > 0
                    && report.order_qty.is_none_or(|qty| qty.get() <= slot.peak())
            }
        };
        if known {
            hearing.duplicate = true;
            return Some(());
        }
        hearing.note(Breach::UnexpectedAnswer);
        if let Some(qty) = report.order_qty {
            self.resize(hearing, qty, false)?;
        }
        self.revive(hearing)
    }

    /// Lets bound and state follow a new size; an order that had ended may live again by it.
    fn revive(&self, hearing: &mut Hearing<'_, 'a>) -> Option<()> {
        let slot = hearing.leaf.slot;
        // Where an end that was proven is taken back, not before that: what the order reserves again keeps
        // its parent from ending.
        let (word, old) = (slot.word(), slot.word().state()?);
        let revives = slot.proven_cum().is_some()
            && !old.is_alive()
            && Self::state_after(hearing, old, word).is_alive();
        if !revives {
            self.follow(hearing);
        }
        let (_, new) = self.move_state(hearing)?;
        let revived = !old.is_alive() && new.is_alive();
        if revived {
            slot.unprove();
        }
        if revived || revives {
            self.follow(hearing);
        }
        Some(())
    }

    fn was_refused(&self, hearing: &Hearing<'_, 'a>, number: u16) -> bool {
        let held = hearing.leaf.slot.requests.find_replace(Some(number));
        held.is_some_and(|(_, request)| !request.is_open() && !request.is_accepted())
    }

    /// The venue changed the order on its own. A larger one is reserved for as far as the parent
    /// has it; past that it is overfill. A smaller one gives back only if its ExecID was not heard
    /// before.
    pub(super) fn hear_restated(&self, hearing: &mut Hearing<'_, 'a>) -> Option<()> {
        let report = hearing.report;
        let named = report.exec_id.0 != 0;
        let known = self.known_record(&hearing.leaf, report.exec_id.0);
        if let Some(record) = known.filter(|_| named) {
            if record.agrees(Kind::Mark, Qty::ZERO, Price(0)) {
                hearing.duplicate = true;
                return Some(());
            }
            // The name is another's: what it makes larger is reserved for all the same.
            hearing.note(Breach::ConflictingExecution);
        }
        if let Some(qty) = report.order_qty {
            // What makes it larger is booked before its id is: cut short, it is booked again.
            self.resize(hearing, qty, false)?;
            let key = report.exec_id.0;
            let mark = |hearing: &Hearing<'_, 'a>| {
                self.put_record(&hearing.leaf, key, Kind::Mark, Qty::ZERO, Price(0))
            };
            if named && matches!(mark(hearing), Inserted::New(_)) {
                self.resize(hearing, qty, true)?;
            }
        }
        // What a restatement says was executed counts, reported or not.
        if let Some(cum) = self.venue_cum(hearing) {
            hearing.leaf.slot.state_at_least(cum.get());
        }
        self.revive(hearing)?;
        let at_work = matches!(
            report.ord_status,
            Some(OrdStatus::New | OrdStatus::PartiallyFilled | OrdStatus::Filled)
        );
        if at_work {
            // A halt is over.
            let slot = hearing.leaf.slot;
            self.set_state(&hearing.leaf, &hearing.book, hearing.now, |state, word| match state {
                State::Suspended => next_state(state, ExecType::New, slot.progress(word)),
                state => state,
            })?;
        }
        Some(())
    }

    /// Confirms the venue's OrderQty; a smaller one only where that is allowed.
    fn resize(&self, hearing: &Hearing<'_, 'a>, qty: Qty, may_shrink: bool) -> Option<()> {
        let slot = hearing.leaf.slot;
        let is_void = slot.word().state()? == State::Void;
        // What is proven to have ended only cools down.
        let may_shrink = may_shrink && slot.proven_cum().is_none();
        if !is_void && (may_shrink || qty.get() > slot.order_qty()) {
            slot.confirm(slot.confirmed_by(), qty);
        }
        Some(())
    }

    /// A cancel or a replace was refused.
    pub(super) fn hear_rejected(&self, hearing: &mut Hearing<'_, 'a>) -> Option<()> {
        let report = hearing.report;
        let slot = hearing.leaf.slot;
        let requests = &slot.requests;
        let answer = match report.exec_type {
            ExecType::CancelRejected if report.unknown_order => {
                requests.answer_cancel(report.request, RequestState::Refused)
            }
            ExecType::CancelRejected => {
                requests.answer_cancel(report.request, requests.refused_cancel())
            }
            // A venue that does not know the order proves nothing about the replace.
            _ if report.unknown_order => Answer::Again,
            _ => match requests.find_replace(report.request) {
                Some((place, _)) => requests.answer_replace(place, RequestState::Refused),
                None => Answer::None,
            },
        };
        match answer {
            Answer::First(request) => {
                self.tell_answer(hearing, request.number());
            }
            Answer::Again => hearing.duplicate = !report.unknown_order,
            Answer::None => hearing.note(Breach::UnexpectedAnswer),
        }
        if report.unknown_order {
            if wrong::is(Design::UnknownOrderEnds) {
                self.prove(hearing, Qty::saturating(slot.cum_qty()));
            }
            self.lose_track(hearing)?;
        }
        self.follow(hearing);
        Some(())
    }

    /// Lets the bound, the parent and its end follow what was just noted.
    pub(super) fn follow(&self, hearing: &mut Hearing<'_, 'a>) {
        let (leaf, book, now) = (hearing.leaf, hearing.book, hearing.now);
        self.rebound(&leaf, &book, now, &mut hearing.account);
        self.finish(&book, now, &mut hearing.account);
        if hearing.account.overfill > 0 {
            debug_assert!(hearing.account.raised.contains(AlarmKind::Overfill));
        }
    }

    fn tell_answer(&self, hearing: &Hearing<'_, 'a>, number: u16) {
        self.tell(&Told {
            parent: hearing.book.id.to_bits(),
            child: hearing.leaf.id.to_bits(),
            qty: hearing.leaf.slot.order_qty(),
            detail: u64::from(number),
            ..Told::new(EventKind::Answered, hearing.now)
        });
    }
}
