//! What is known of orders and positions by other ways than their session.
//!
//! Uses: `command`, `session::reports`, `session::tables`. Used by: `session`.

use super::{Answer, Detail, Session};
use crate::command::{self, Phase, PositionStated, Proof};
use crate::line::{Fault, Name};

impl Session<'_> {
    pub(super) fn status(&mut self, said: &command::Report<'_>) -> Result<Answer, Fault> {
        self.hear(said, |session, report| session.control.status(report, session.now))
    }

    pub(super) fn drop_copy(&mut self, said: &command::Report<'_>) -> Result<Answer, Fault> {
        self.hear(said, |session, report| session.control.drop_copy(report, session.now))
    }

    pub(super) fn mass_status(&mut self, venue: &Name<'_>, phase: Phase) -> Result<Answer, Fault> {
        let venue = self.tables.venue(venue)?;
        let ended = match phase {
            Phase::Begin => {
                return Ok(Answer::of(self.control.begin_mass_status(venue, self.now)));
            }
            Phase::End => self.control.end_mass_status(venue, self.now),
        };
        let mut answer = Answer::of(ended);
        if let (Ok(found), Some(session)) = (ended, self.region.venue_session(venue)) {
            answer.detail = Detail::MassStatus(found, session);
        }
        Ok(answer)
    }

    pub(super) fn check_position(&mut self, stated: &PositionStated<'_>) -> Result<Answer, Fault> {
        let account = self.tables.account(&stated.account)?;
        let (_, instrument, _) = self.tables.instrument(&stated.instrument)?;
        let both = (stated.bought, stated.sold);
        let checked = self.control.check_position(account, instrument, both, self.now);
        let mut answer = Answer::of(checked);
        if let Ok(check) = checked {
            answer.detail = Detail::Position(check);
        }
        Ok(answer)
    }

    pub(super) fn proof(&mut self, proof: &Proof<'_>) -> Result<Answer, Fault> {
        match proof {
            Proof::Child(child) => {
                let (place, id, parent) = self.tables.child(child)?;
                let proven = self.control.prove_cooled(id, self.now);
                Ok(Answer::of(proven).about(Some(place), Some(parent)))
            }
            Proof::Venue(venue, until) => {
                let venue = self.tables.venue(venue)?;
                let cooled = self.control.prove_heard(venue, until.unwrap_or(self.now), self.now);
                let mut answer = Answer::of(cooled);
                if let Ok(cooled) = cooled {
                    answer.detail = Detail::Cooled(cooled);
                }
                Ok(answer)
            }
        }
    }
}
