//! What a line came to.
//!
//! Uses: `names`. Used by: `session`, `print`.

use crate::names::Place;
use plimsoll::{
    Audit, Disconnected, MassStatus, PositionCheck, Qty, Recovery, Refusal, Ticked, VenueSession,
};

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// As asked.
    Ok,
    /// The core refused.
    Refused(Refusal),
    /// The core recorded what should have been impossible; the word for it.
    Breach(&'static str),
}

/// What an op says besides.
#[derive(Clone, Debug)]
pub enum Detail {
    /// Nothing.
    None,
    /// Children that a kill came too late for; and those of them that were not yet `sent`.
    Receipt { escaped: Vec<Place>, in_doubt: Vec<Place> },
    /// A plan; and, where it was routed, the children.
    Plan { legs: Vec<PlannedLeg>, routed: Option<Vec<Place>> },
    /// What had become due.
    Ticked(Ticked),
    /// How many children's cooling quantity was given back.
    Cooled(u32),
    /// What a lost session left open.
    Disconnected(Disconnected),
    /// What a mass status came to, and the venue's session now.
    MassStatus(MassStatus, VenueSession),
    /// How a position is by the books.
    Position(PositionCheck),
    /// What an audit counted.
    Audit(Audit),
    /// What a recovery counted.
    Recovery(Recovery),
}

/// One order that a plan asks for.
#[derive(Clone, Debug)]
pub struct PlannedLeg {
    pub venue: Place,
    pub qty: Qty,
    /// As a decimal.
    pub price: String,
}

/// What a line came to.
#[derive(Clone, Debug)]
pub struct Answer {
    pub outcome: Outcome,
    /// Whether a report told of an execution that is booked already.
    pub duplicate: bool,
    /// The words of the alarms that the line raised.
    pub alarms: Vec<&'static str>,
    pub detail: Detail,
    /// The child that it is about.
    pub child: Option<Place>,
    /// The parent that it is about.
    pub parent: Option<Place>,
}

impl Answer {
    /// As asked.
    pub fn ok() -> Answer {
        Answer {
            outcome: Outcome::Ok,
            duplicate: false,
            alarms: Vec::new(),
            detail: Detail::None,
            child: None,
            parent: None,
        }
    }

    /// What the core answered to a command.
    pub fn of<T>(result: Result<T, Refusal>) -> Answer {
        let outcome = result.map_or_else(Outcome::Refused, |_| Outcome::Ok);
        Answer { outcome, ..Answer::ok() }
    }

    /// The same, about the child and the parent at these places.
    pub fn about(self, child: Option<Place>, parent: Option<Place>) -> Answer {
        Answer { child, parent, ..self }
    }
}
