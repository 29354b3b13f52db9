//! Statements: what is known of orders and positions by other ways than their session.
//!
//! ```text
//!  status       one order, by its venue           what it says of an end is final, of executions counts
//!  mass status  begin ─► a status for each order ─► end     what nobody mentioned is unknown, and stays reserved
//!  drop copy    executions, by another session    books what the session missed, never what it did not
//!  proof        no late fill can come             ends the cooling of what has ended
//! ```
//!
//! Law: a statement may be repeated, and changes nothing the second time. What it states beyond the
//! executions that were reported is *inferred*: the report that comes later takes its place (law
//! L4). Absence proves nothing (law L5). Each difference is an event and an alarm, with both values.
//!
//! Uses: `region`, `lane`, `report`, `venue`, `control`. Used by: operators' programs.

use crate::alarm::{AlarmKind, AlarmSet};
use crate::child::{ChildSlot, ExecType, OrdStatus, State};
use crate::control::Control;
use crate::event::{EventKind, Told};
use crate::id::{AccountId, ChildId, ExecId, InstrumentId, VenueId};
use crate::lane::Lane;
use crate::ledger::Leaf;
use crate::refusal::Refusal;
use crate::report::{Outcome, Report, Source};
use crate::sync::{Acquire, Relaxed};
use crate::units::{Nanos, Qty};
use crate::venue::{VenueSession, VenueSlot};

/// What a mass status came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MassStatus {
    /// Children of the venue that it mentioned.
    pub mentioned: u64,
    /// Living children that it did not mention: unknown now.
    pub absent: u64,
    /// What is reserved for those, in units.
    pub at_risk: u64,
    /// Children of the venue that nobody can vouch for yet, absent ones included.
    pub unresolved: u64,
    /// Whether the venue's session is up now.
    pub is_up: bool,
}

/// How a position is by the books, beside what was stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PositionCheck {
    /// Units bought, by the books.
    pub bought: u64,
    /// Units sold, by the books.
    pub sold: u64,
    /// Whether both are what was stated.
    pub agrees: bool,
}

/// A child's quantities before a statement.
#[derive(Clone, Copy)]
struct Before {
    cum: u64,
    leaves: u64,
    order_qty: u64,
}

impl<'a> Control<'a> {
    /// Books what a venue states of one order, with authority: its state; that it has ended, at
    /// which CumQty; and what was executed of it, reported or not. CumQty is that of the child's
    /// whole life: where the venue counts it from the last replace on, add what came before. `exec_type` and the numbers of
    /// executions are not looked at. With `unknown_order`: the venue does not know it, which proves
    /// nothing; it is [`State::Unknown`].
    ///
    /// An order that the statement says has ended does not cool down: it is proof.
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails.
    ///
    /// | error                           | when                                                    |
    /// |---------------------------------|---------------------------------------------------------|
    /// | [`Refusal::HandleLost`]         | the handle was taken over                               |
    /// | [`Refusal::ClockBackwards`]     | `now` is before an earlier call's                       |
    /// | [`Refusal::UnknownChild`]       | no such child, or it was retired with its parent        |
    pub fn status(&mut self, report: &Report, now: Nanos) -> Result<Outcome, Refusal> {
        self.try_status(report, now)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, now))
    }

    fn try_status(&mut self, report: &Report, now: Nanos) -> Result<Outcome, Refusal> {
        self.lane.enter(now)?;
        let leaf = self.region().leaf(report.child).ok_or(Refusal::UnknownChild)?;
        let before = before(&leaf);
        let said = if report.unknown_order { unheard_of(report) } else { stated(report) };
        let mut outcome = self.lane.hear_out(&said, Source::Statement, now);
        self.note_mentioned(&leaf);
        self.compare(&leaf, before, report, now, &mut outcome.raised);
        self.lane.passed(now);
        Ok(outcome)
    }

    /// Takes note that the venue's statement mentions a child; pinned, for its slot may be given back.
    fn note_mentioned(&self, leaf: &Leaf<'_>) {
        let region = self.region();
        let book = region.book(leaf.slot.parent());
        let here = book.is_some_and(|book| self.lane.pin(&book)) && region.leaf(leaf.id).is_some();
        if let Some(venue) = region.venue(leaf.slot.venue()).filter(|_| here) {
            leaf.slot.statement.store(venue.statement.load(Relaxed), Relaxed);
        }
        self.lane.at_rest();
    }

    /// Books an execution, a bust or a correction that another session of the venue copied. It books
    /// what the order's own session missed, and nothing twice: where the copy says CumQty, what that
    /// has beyond the executions that were reported is inferred, and the session's own report takes
    /// its place; where it does not, or where the venue's CumQty has begun anew, its ExecID must be
    /// the session's. Anything else that it says is compared and not booked.
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails.
    ///
    /// | error                           | when                              |
    /// |---------------------------------|-----------------------------------|
    /// | [`Refusal::HandleLost`]         | the handle was taken over         |
    /// | [`Refusal::ClockBackwards`]     | `now` is before an earlier call's |
    pub fn drop_copy(&mut self, report: &Report, now: Nanos) -> Result<Outcome, Refusal> {
        self.try_drop_copy(report, now)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, now))
    }

    fn try_drop_copy(&mut self, report: &Report, now: Nanos) -> Result<Outcome, Refusal> {
        self.lane.enter(now)?;
        let leaf = self.region().leaf(report.child);
        let before = leaf.map(|leaf| before(&leaf));
        // A CumQty that begins anew with a replace is no sum over the child's life.
        let sums = report.cum_qty.is_some() && leaf.is_some_and(|leaf| leaf.slot.base_qty() == 0);
        let stale = leaf.is_some_and(|leaf| self.lane.is_stale_copy(&leaf, report));
        let copy = match (report.exec_type.is_execution(), report.exec_type) {
            (true, ExecType::Trade) if stale => Report::new(report.child, ExecType::PendingCancel),
            (true, ExecType::Trade) if sums => copied(report),
            (true, _) => *report,
            (false, _) => Report::new(report.child, ExecType::PendingCancel),
        };
        let source = if sums { Source::Copy } else { Source::Session };
        let mut outcome = self.lane.hear_out(&copy, source, now);
        outcome.duplicate |= stale;
        if let (Some(leaf), Some(before)) = (leaf, before) {
            let only_cum = Report { leaves_qty: None, order_qty: None, ..*report };
            self.compare(&leaf, before, &only_cum, now, &mut outcome.raised);
        }
        self.lane.passed(now);
        Ok(outcome)
    }

    /// Tells and raises what a statement says otherwise than the books did.
    fn compare(
        &self,
        leaf: &Leaf<'a>,
        ours: Before,
        theirs: &Report,
        now: Nanos,
        raised: &mut AlarmSet,
    ) {
        let both = [
            (ours.cum, theirs.cum_qty),
            (ours.leaves, theirs.leaves_qty),
            (ours.order_qty, theirs.order_qty),
        ];
        for (ours, theirs) in both {
            let Some(theirs) = theirs.map(Qty::get).filter(|theirs| *theirs != ours) else {
                continue;
            };
            let told = Told::new(EventKind::Difference, now);
            let (parent, child) = (leaf.slot.parent().to_bits(), leaf.id.to_bits());
            self.lane.tell(&Told { parent, child, qty: ours, detail: theirs, ..told });
            self.lane.raise_both(AlarmKind::Difference, (theirs, ours), now, raised);
        }
    }

    /// Begins a mass status of a venue: from now on every [`Control::status`] of a child there counts
    /// as a mention. Begun again, it forgets what was mentioned.
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails.
    ///
    /// | error                           | when                              |
    /// |---------------------------------|-----------------------------------|
    /// | [`Refusal::HandleLost`]         | the handle was taken over         |
    /// | [`Refusal::ClockBackwards`]     | `now` is before an earlier call's |
    /// | [`Refusal::UnknownVenue`]       | no such venue                     |
    /// | [`Refusal::VenueDown`]          | nobody hears it                   |
    pub fn begin_mass_status(&mut self, venue: VenueId, now: Nanos) -> Result<(), Refusal> {
        self.try_begin_mass_status(venue, now)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, now))
    }

    fn try_begin_mass_status(&mut self, venue: VenueId, now: Nanos) -> Result<(), Refusal> {
        self.lane.enter(now)?;
        let slot = self.heard_venue(venue)?;
        slot.begun_at.store(now.0.saturating_add(1), Relaxed);
        slot.statement.store(slot.statement.load(Relaxed).wrapping_add(1), Relaxed);
        self.lane.passed(now);
        Ok(())
    }

    /// Ends a mass status. A living child of the venue that was born before it began and that nobody
    /// mentioned is [`State::Unknown`] now; what it reserves stays reserved. Where nobody is left
    /// that cannot be vouched for, a session that was recovering is up: children may be born there
    /// again. Otherwise state each of those, then end it once more.
    ///
    /// Takes time in proportion to the region's used child slots.
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails.
    ///
    /// | error                           | when                              |
    /// |---------------------------------|-----------------------------------|
    /// | [`Refusal::HandleLost`]         | the handle was taken over         |
    /// | [`Refusal::ClockBackwards`]     | `now` is before an earlier call's |
    /// | [`Refusal::UnknownVenue`]       | no such venue                     |
    /// | [`Refusal::VenueDown`]          | nobody hears it                   |
    /// | [`Refusal::NothingToChange`]    | none was begun since the venue was heard |
    pub fn end_mass_status(&mut self, venue: VenueId, now: Nanos) -> Result<MassStatus, Refusal> {
        self.try_end_mass_status(venue, now)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, now))
    }

    fn try_end_mass_status(&mut self, venue: VenueId, now: Nanos) -> Result<MassStatus, Refusal> {
        self.lane.enter(now)?;
        let slot = self.heard_venue(venue)?;
        let number = slot.statement.load(Relaxed);
        let begun_at = slot.begun_at.load(Relaxed);
        if begun_at == 0 {
            return Err(Refusal::NothingToChange);
        }
        let region = self.region();
        let used = region.pools.children.fresh.load(Acquire);
        let mut found = MassStatus::default();
        for (index, child) in (0u32..).zip(region.children).take(used as usize) {
            // One that was not published is on its way to be void.
            let is_out = child.word().state().is_some() && region.is_published(child);
            if !is_out || child.venue() != venue {
                continue;
            }
            let Some(id) = region.child_id(index) else { continue };
            let mentioned = child.statement.load(Relaxed) == number;
            if mentioned {
                found.mentioned = found.mentioned.saturating_add(1);
            } else if is_open(child) && child.born_at() < begun_at {
                self.miss(id, venue, now, &mut found);
            }
            found.unresolved =
                found.unresolved.saturating_add(u64::from(is_unresolved(child, mentioned)));
        }
        if found.unresolved == 0 && slot.open_session() {
            self.tell_session(venue, VenueSession::Up, now);
        }
        found.is_up = slot.session() == VenueSession::Up;
        self.lane.passed(now);
        Ok(found)
    }

    /// A living child was not mentioned.
    fn miss(&self, id: ChildId, venue: VenueId, now: Nanos, found: &mut MassStatus) {
        let Some(at_risk) = self.lane.lose_sight(id, venue, now) else { return };
        found.absent = found.absent.saturating_add(1);
        found.at_risk = found.at_risk.saturating_add(at_risk);
        self.raise_unknown(id, at_risk, now);
    }

    fn heard_venue(&self, venue: VenueId) -> Result<&'a VenueSlot, Refusal> {
        let slot = self.region().venue(venue).ok_or(Refusal::UnknownVenue)?;
        match slot.session() {
            VenueSession::Down => Err(Refusal::VenueDown),
            VenueSession::Up | VenueSession::Recovering => Ok(slot),
        }
    }

    /// A drop copy or a sequence number proves that no late fill of a child can come: what was
    /// cooling goes back to its parent.
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails.
    ///
    /// | error                           | when                                             |
    /// |---------------------------------|--------------------------------------------------|
    /// | [`Refusal::HandleLost`]         | the handle was taken over                        |
    /// | [`Refusal::ClockBackwards`]     | `now` is before an earlier call's                |
    /// | [`Refusal::UnknownChild`]       | no such child, or it was retired with its parent |
    /// | [`Refusal::NothingToChange`]    | it is not cooling                                |
    pub fn prove_cooled(&mut self, child: ChildId, now: Nanos) -> Result<(), Refusal> {
        self.try_prove_cooled(child, now)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, now))
    }

    fn try_prove_cooled(&mut self, child: ChildId, now: Nanos) -> Result<(), Refusal> {
        self.lane.enter(now)?;
        let cooled = self.lane.cool_at_once(child, now);
        self.lane.passed(now);
        cooled
    }

    /// A sequence number proves that every report of a venue up to a time has been heard: what has
    /// been cooling since before then goes back to its parents. Returns how many children that
    /// were.
    ///
    /// Takes time in proportion to the region's used child slots.
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails.
    ///
    /// | error                           | when                              |
    /// |---------------------------------|-----------------------------------|
    /// | [`Refusal::HandleLost`]         | the handle was taken over         |
    /// | [`Refusal::ClockBackwards`]     | `now` is before an earlier call's |
    /// | [`Refusal::UnknownVenue`]       | no such venue                     |
    pub fn prove_heard(
        &mut self,
        venue: VenueId,
        until: Nanos,
        now: Nanos,
    ) -> Result<u32, Refusal> {
        self.try_prove_heard(venue, until, now)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, now))
    }

    fn try_prove_heard(
        &mut self,
        venue: VenueId,
        until: Nanos,
        now: Nanos,
    ) -> Result<u32, Refusal> {
        self.lane.enter(now)?;
        let region = self.region();
        let cooling = region.venue(venue).ok_or(Refusal::UnknownVenue)?.cooling();
        let used = region.pools.children.fresh.load(Acquire);
        let mut cooled = 0u32;
        for (index, child) in (0u32..).zip(region.children).take(used as usize) {
            let concerned = child.word().is_cooling() && child.venue() == venue;
            if !concerned || child.cool_until.load(Relaxed).saturating_sub(cooling) > until.0 {
                continue;
            }
            let Some(id) = region.child_id(index) else { continue };
            cooled = cooled.saturating_add(u32::from(self.lane.cool_at_once(id, now).is_ok()));
        }
        self.lane.passed(now);
        Ok(cooled)
    }

    /// Compares a position with what somebody else states of it, in units. It changes nothing: what
    /// differs is told and raised, with both values. What lies in suspense is not in the books'
    /// figures: see [`crate::Region::suspense_of`].
    ///
    /// # Errors
    ///
    /// | error                           | when                                    |
    /// |---------------------------------|-----------------------------------------|
    /// | [`Refusal::HandleLost`]         | the handle was taken over               |
    /// | [`Refusal::ClockBackwards`]     | `now` is before an earlier call's       |
    /// | [`Refusal::UnknownAccount`]     | no such account                         |
    /// | [`Refusal::UnknownInstrument`]  | no such instrument                      |
    /// | [`Refusal::LimitUnset`]         | the two have no position limit yet      |
    pub fn check_position(
        &mut self,
        account: AccountId,
        instrument: InstrumentId,
        stated: (u64, u64),
        now: Nanos,
    ) -> Result<PositionCheck, Refusal> {
        self.try_check_position(account, instrument, stated, now)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, now))
    }

    fn try_check_position(
        &mut self,
        account: AccountId,
        instrument: InstrumentId,
        (bought, sold): (u64, u64),
        now: Nanos,
    ) -> Result<PositionCheck, Refusal> {
        self.lane.enter(now)?;
        self.region().account(account).ok_or(Refusal::UnknownAccount)?;
        self.region().instrument(instrument).ok_or(Refusal::UnknownInstrument)?;
        let ours = self.region().exposure(account, instrument).ok_or(Refusal::LimitUnset)?;
        let place = u64::from(account.0) << 32 | u64::from(instrument.0);
        for (ours, theirs) in [(ours.bought, bought), (ours.sold, sold)] {
            if ours == theirs {
                continue;
            }
            let told = Told::new(EventKind::PositionDiffers, now);
            self.lane.tell(&Told { qty: ours, price: place as i64, detail: theirs, ..told });
            let kind = AlarmKind::PositionDiffers;
            self.lane.raise_both(kind, (theirs, ours), now, &mut AlarmSet::default());
        }
        self.lane.passed(now);
        let agrees = (ours.bought, ours.sold) == (bought, sold);
        Ok(PositionCheck { bought: ours.bought, sold: ours.sold, agrees })
    }
}

fn before(leaf: &Leaf<'_>) -> Before {
    let word = leaf.slot.word();
    let alive = word.state().is_some_and(State::is_alive);
    let reserved = word.reserved().saturating_sub(leaf.slot.inferred_qty());
    Before {
        cum: leaf.slot.cum_qty(),
        leaves: if alive { reserved } else { 0 },
        order_qty: leaf.slot.shown_order_qty(),
    }
}

/// A status report as what it states: an end is heard as one.
fn stated(report: &Report) -> Report {
    let exec_type = match report.ord_status {
        Some(OrdStatus::Canceled) => ExecType::Canceled,
        Some(OrdStatus::Expired) => ExecType::Expired,
        Some(OrdStatus::Rejected) => ExecType::Rejected,
        Some(OrdStatus::DoneForDay) => ExecType::DoneForDay,
        Some(OrdStatus::Calculated) => ExecType::Calculated,
        Some(
            OrdStatus::New
            | OrdStatus::PartiallyFilled
            | OrdStatus::Filled
            | OrdStatus::PendingCancel
            | OrdStatus::Stopped
            | OrdStatus::Suspended
            | OrdStatus::PendingNew
            | OrdStatus::PendingReplace,
        )
        | None => ExecType::OrderStatus,
    };
    Report { exec_type, exec_id: ExecId(0), exec_ref: None, last_qty: Qty::ZERO, ..*report }
}

/// The venue does not know the order: heard as the answer to a cancel that nobody asked for.
fn unheard_of(report: &Report) -> Report {
    Report { unknown_order: true, ..Report::new(report.child, ExecType::OrderStatus) }
}

/// A copied execution as what it states: so much was executed by now.
fn copied(report: &Report) -> Report {
    let status = Report::new(report.child, ExecType::OrderStatus);
    Report { cum_qty: report.cum_qty, ..status }
}

/// Whether the venue may still execute a child.
fn is_open(child: &ChildSlot) -> bool {
    child.word().state().is_some_and(State::is_alive)
}

/// Whether nobody can vouch for a child: it is unknown; or it has ended without proof of how much of
/// it was executed, and the statement did not mention it.
fn is_unresolved(child: &ChildSlot, mentioned: bool) -> bool {
    let word = child.word();
    let unproven = word.unknown() > child.inferred_qty() && child.proven_cum().is_none();
    word.state() == Some(State::Unknown) || unproven && !mentioned
}

impl<'a> Lane<'a> {
    /// Ends a child's cooling at once.
    fn cool_at_once(&self, child: ChildId, now: Nanos) -> Result<(), Refusal> {
        let leaf = self.region.leaf(child).ok_or(Refusal::UnknownChild)?;
        let book = self.region.book(leaf.slot.parent()).ok_or(Refusal::UnknownChild)?;
        let here = self.pin(&book) && self.region.leaf(child).is_some();
        let cooled = if !here {
            Err(Refusal::UnknownChild)
        } else if self.cool_down(&leaf, &book, now) {
            Ok(())
        } else {
            Err(Refusal::NothingToChange)
        };
        self.at_rest();
        cooled
    }
}
