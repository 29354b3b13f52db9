//! Ends, replaces, restatements and rejects: what a venue says of an order's size and life.

use super::trade::Linked;
use super::{Hearing, says_alive};
use crate::alarm::AlarmKind;
use crate::child::{Answer, ExecType, RequestState, State};
use crate::event::{EventKind, Told};
use crate::lane::Lane;
use crate::refusal::Breach;
use crate::tree;
use crate::units::Qty;

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
        if report.exec_type == ExecType::Canceled {
            let answer = requests.answer_cancel(report.request, RequestState::Accepted);
            // A venue that cancels on its own names the order as it knows it: by its last replace.
            let named = report.request.is_some_and(|number| !requests.was_made(number));
            if answer == Answer::None && named {
                hearing.note(Breach::UnexpectedAnswer);
            }
        }
        // The state first: a child whose end is proven is never alive.
        self.hear_status(hearing)?;
        let is_void = slot.word().state()? == State::Void;
        if let Some(cum) = report.cum_qty.filter(|_| !next_session && !is_void) {
            if cum.get() < slot.cum_qty() {
                hearing.note(Breach::CumQtyDisagrees);
            }
            slot.prove(cum);
            requests.close_all();
        }
        self.follow(hearing);
        Some(())
    }

    /// A replace was accepted.
    pub(super) fn hear_replaced(&self, hearing: &mut Hearing<'_, 'a>) -> Option<()> {
        let report = hearing.report;
        let slot = hearing.leaf.slot;
        let found = slot.requests.find_replace(report.request);
        // Without a number it answers the oldest open one, but not one that asked for something
        // else.
        // A venue may answer with what it has executed already, where that is more.
        let executed = report.cum_qty.unwrap_or(Qty::ZERO);
        let meant = |qty: Qty| {
            let says = report.order_qty;
            report.request.is_some() || says.is_none_or(|q| q == qty || q == qty.max(executed))
        };
        let Some((place, request)) = found.filter(|(_, request)| meant(request.qty())) else {
            return self.hear_unasked(hearing);
        };
        if !request.is_open() {
            return self.hear_unasked(hearing);
        }
        let open = executed.get().saturating_add(report.leaves_qty.map_or(0, Qty::get));
        let claimed = report.order_qty.unwrap_or(request.qty()).max(Qty::saturating(open));
        if claimed != request.qty() && claimed != request.qty().max(executed) {
            hearing.note(Breach::ImpossibleReport);
        }
        // Confirmed before answered: at no moment is the bound without either.
        slot.confirm(request.number(), claimed);
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
        let old = hearing.leaf.slot.word().state()?;
        self.follow(hearing);
        let (_, new) = self.move_state(hearing)?;
        if !old.is_alive() && new.is_alive() {
            hearing.leaf.slot.unprove();
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
        let owner = hearing.leaf.id.to_bits();
        let root = &hearing.leaf.slot.executions;
        let named = report.exec_id.0 != 0;
        if named && tree::find(self.region.executions, root, report.exec_id.0, owner).is_some() {
            hearing.duplicate = true;
            return Some(());
        }
        if let Some(qty) = report.order_qty {
            // What makes it larger is booked before its id is: cut short, it is booked again.
            self.resize(hearing, qty, false)?;
            if named && matches!(self.link_execution(hearing, Qty::ZERO), Linked::Now) {
                self.resize(hearing, qty, true)?;
            }
        }
        self.revive(hearing)
    }

    /// Confirms the venue's OrderQty; a smaller one only where that is allowed.
    fn resize(&self, hearing: &Hearing<'_, 'a>, qty: Qty, may_shrink: bool) -> Option<()> {
        let slot = hearing.leaf.slot;
        let is_void = slot.word().state()? == State::Void;
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
            ExecType::CancelRejected => {
                requests.answer_cancel(report.request, RequestState::Refused)
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
            let doubt = |state: State, _| if state.is_alive() { State::Unknown } else { state };
            self.set_state(&hearing.leaf, &hearing.book, hearing.now, doubt)?;
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
