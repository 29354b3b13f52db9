//! Venues: what they are like, and whether they are heard.
//!
//! A disconnect is carried out in the order of a kill: first, announced as a throw, the session's word,
//! then every lane's publish word, then the children. A birth that began before the second step fails; one that
//! begins after sees the first; so the third finds every child that there is.

use super::{Control, begin, next};
use crate::alarm::{AlarmKind, AlarmSet};
use crate::event::EventKind;
use crate::id::{ChildId, VenueId};
use crate::refusal::Refusal;
use crate::sync::{Acquire, Release};
use crate::units::Nanos;
use crate::venue::{VenueSession, VenueSlot, VenueTerms};

/// What a disconnect left open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Disconnected {
    /// Children at the venue of which nobody knows whether they live.
    pub unknown: u64,
    /// What is reserved for them, in units.
    pub at_risk: u64,
}

impl<'a> Control<'a> {
    /// Defines a venue. Its session is up.
    ///
    /// # Errors
    ///
    /// [`Refusal::HandleLost`]; [`Refusal::BadConfig`]: its executions are told by a sum that may begin
    /// anew with a replace; [`Refusal::DefinitionsFull`]. Nothing changes.
    pub fn define_venue(&mut self, terms: &VenueTerms) -> Result<VenueId, Refusal> {
        self.try_define_venue(terms)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, self.time()))
    }

    fn try_define_venue(&mut self, terms: &VenueTerms) -> Result<VenueId, Refusal> {
        self.enter()?;
        if !terms.is_valid() {
            return Err(Refusal::BadConfig);
        }
        let region = self.region();
        let count = &region.control.defined.venues;
        let (index, slot) = next(region.venues, count)?;
        slot.define(terms);
        begin(&slot.switch, self.time())?;
        count.store(u64::from(index).wrapping_add(1), Release);
        Ok(VenueId(index))
    }

    /// Says anew what a venue is like. Whatever it reports from now on is read that way; what is
    /// reserved and what cools already stays as it is.
    ///
    /// # Errors
    ///
    /// [`Refusal::HandleLost`]; [`Refusal::BadConfig`], as for [`Control::define_venue`];
    /// [`Refusal::UnknownVenue`]. Nothing changes.
    pub fn set_venue_terms(&mut self, venue: VenueId, terms: &VenueTerms) -> Result<(), Refusal> {
        self.try_set_venue_terms(venue, terms)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, self.time()))
    }

    fn try_set_venue_terms(&mut self, venue: VenueId, terms: &VenueTerms) -> Result<(), Refusal> {
        self.enter()?;
        if !terms.is_valid() {
            return Err(Refusal::BadConfig);
        }
        self.known_venue(venue)?.set_terms(terms);
        Ok(())
    }

    fn known_venue(&self, venue: VenueId) -> Result<&'a VenueSlot, Refusal> {
        self.region().venue(venue).ok_or(Refusal::UnknownVenue)
    }

    /// The session with a venue is lost. When it returns, nothing is born there any more, in any
    /// thread or process, and every living child there is [`crate::State::Unknown`]: what it
    /// reserves stays reserved (law L5), and its event tells how much that is. Cancels and reports
    /// pass as ever.
    ///
    /// A birth that is under way anywhere is refused with [`Refusal::Halted`], also for another
    /// venue: it may be tried again. Said again, it finds what was heard of since.
    ///
    /// Takes time in proportion to the region's used child slots.
    ///
    /// # Errors
    ///
    /// [`Refusal::HandleLost`], [`Refusal::UnknownVenue`]. Nothing changes.
    pub fn disconnect(&mut self, venue: VenueId, now: Nanos) -> Result<Disconnected, Refusal> {
        self.try_disconnect(venue, now)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, now))
    }

    fn try_disconnect(&mut self, venue: VenueId, now: Nanos) -> Result<Disconnected, Refusal> {
        self.enter()?;
        let slot = self.known_venue(venue)?;
        let region = self.region();
        let throw = region.begin_throw();
        let lost = slot.lose_session();
        let published = region.void_births();
        drop(throw);
        if lost {
            self.tell_session(venue, VenueSession::Down, now);
        }
        let mut left = Disconnected::default();
        let used = region.pools.children.fresh.load(Acquire);
        for (index, child) in (0u32..).zip(region.children).take(used as usize) {
            // The id first: it acquires what the birth of that child wrote, and the rest is read
            // after it.
            let Some(id) = region.child_id(index) else { continue };
            let (lane, number) = child.birth();
            // One that was never published is on its way to be void.
            let is_out = published.get(lane as usize).is_some_and(|count| number <= *count);
            if !is_out || child.venue() != venue {
                continue;
            }
            if let Some(at_risk) = self.lane.lose_sight(id, venue, now) {
                left.unknown = left.unknown.saturating_add(1);
                left.at_risk = left.at_risk.saturating_add(at_risk);
                self.raise_unknown(id, at_risk, now);
            }
        }
        Ok(left)
    }

    /// A venue is heard again. Its session is [`VenueSession::Recovering`]: nothing is born there
    /// before what is open there has been found out.
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails.
    ///
    /// | error                           | when                              |
    /// |---------------------------------|-----------------------------------|
    /// | [`Refusal::HandleLost`]         | the handle was taken over         |
    /// | [`Refusal::UnknownVenue`]       | no such venue                     |
    /// | [`Refusal::NothingToChange`]    | its session is not down           |
    pub fn reconnect(&mut self, venue: VenueId, now: Nanos) -> Result<(), Refusal> {
        self.try_reconnect(venue, now)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, now))
    }

    fn try_reconnect(&mut self, venue: VenueId, now: Nanos) -> Result<(), Refusal> {
        self.enter()?;
        if !self.known_venue(venue)?.recover_session() {
            return Err(Refusal::NothingToChange);
        }
        self.tell_session(venue, VenueSession::Recovering, now);
        Ok(())
    }

    /// Nobody knows what became of a child.
    pub(crate) fn raise_unknown(&self, child: ChildId, at_risk: u64, now: Nanos) {
        let values = (at_risk, child.to_bits());
        self.lane.raise_both(AlarmKind::ChildUnknown, values, now, &mut AlarmSet::default());
    }

    pub(crate) fn tell_session(&self, venue: VenueId, session: VenueSession, now: Nanos) {
        self.tell(EventKind::SessionChanged, now, u64::from(venue.0), session as u64);
    }
}
