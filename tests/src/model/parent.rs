//! One parent, summed up afresh from the facts about it and its children.
//!
//! Law: free = quantity − Σ over children of the greater of bound and cum; it may be less than
//! nothing (overfill).
//!
//! Uses: `plimsoll`, `child`. Used by: `model`.

use crate::model::{Child, Fact};
use plimsoll::{NewParent, ParentId, ParentState, Refusal};

/// See the module's text.
#[derive(Clone, Debug)]
pub struct Parent {
    /// Its name.
    pub id: ParentId,
    /// Its terms.
    pub order: NewParent,
    /// Its quantity now.
    pub qty: u64,
    /// Its children, oldest first.
    pub children: Vec<Child>,
    /// When upstream vouched for it last; none since the books were rebuilt.
    pub vouched: Option<u64>,
    /// A person, or its account, cancelled it; or a tick did, for its time.
    pub closed: bool,
    /// It is held, as far as is plain.
    pub held: Held,
    /// It was said to have ended.
    pub told_done: bool,
    /// Its slot was given back.
    pub retired: bool,
    /// Refusals past its headroom or fan-out, ever.
    pub refused_ever: u32,
    /// The same since it was last released.
    pub refused: u32,
    /// It was held for its fan-out, and not released since.
    pub fanned_out: bool,
}

/// Whether a parent is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// It is not.
    No,
    /// It is.
    Yes,
    /// The laws leave it open.
    Perhaps,
}

impl Parent {
    pub(super) fn admitted(id: ParentId, order: NewParent, at: u64) -> Parent {
        Parent {
            id,
            order,
            qty: order.qty.get(),
            children: Vec::new(),
            vouched: Some(at),
            closed: false,
            held: Held::No,
            told_done: false,
            retired: false,
            refused_ever: 0,
            refused: 0,
            fanned_out: false,
        }
    }

    /// What was executed.
    #[must_use]
    pub fn executed(&self) -> u64 {
        self.children.iter().map(Child::cum).sum()
    }

    /// What is promised.
    #[must_use]
    pub fn reserved(&self) -> u64 {
        self.children.iter().map(Child::reserved).sum()
    }

    /// What of it cools.
    #[must_use]
    pub fn cooling(&self) -> u64 {
        self.children.iter().map(Child::cooling).sum()
    }

    /// What of what was executed was stated and not reported.
    #[must_use]
    pub fn inferred(&self) -> u64 {
        self.children.iter().map(|child| child.cum() - child.told()).sum()
    }

    /// What is neither spent nor promised; less than nothing where it is overfilled.
    #[must_use]
    pub fn free(&self) -> i128 {
        let load: u64 = self.children.iter().map(Child::load).sum();
        i128::from(self.qty) - i128::from(load)
    }

    /// The quantity that was ever sent.
    #[must_use]
    pub fn sent(&self) -> u64 {
        self.children.iter().map(|child| child.sent).sum()
    }

    /// Whether it has ended: filled, or closed, with nothing promised.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.told_done || (self.reserved() == 0 && (self.closed || self.executed() >= self.qty))
    }

    /// Whether it has neither ended nor been closed.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.retired && !self.closed && !self.is_done()
    }

    /// Whether its expire time has come.
    #[must_use]
    pub fn has_expired(&self, now: u64) -> bool {
        self.order.expire_time.is_some_and(|time| now >= time.0)
    }

    /// Whether upstream has not vouched for it in time.
    #[must_use]
    pub fn is_out_of_lease(&self, now: u64) -> bool {
        let lease = self.order.lease;
        lease.is_some_and(|lease| self.vouched.is_none_or(|at| now >= at + lease))
    }

    /// Whether `state` may be shown for it.
    #[must_use]
    pub fn allows(&self, state: ParentState) -> bool {
        let may_be_held = self.held != Held::No;
        let may_not_be_held = self.held != Held::Yes;
        match state {
            ParentState::Open => may_not_be_held && !self.closed && !self.is_done(),
            ParentState::Held => may_be_held,
            ParentState::Closed => self.closed && !self.is_done(),
            ParentState::Done => self.is_done(),
        }
    }

    pub(super) fn take_in(&mut self, fact: &Fact) {
        match fact {
            Fact::Amended { qty, .. } => self.qty = *qty,
            Fact::Refreshed { at, .. } => self.vouched = Some(*at),
            Fact::Recovered { .. } => self.vouched = None,
            Fact::Resumed { .. } => self.told_done = false,
            Fact::Closed { .. } => self.closed = true,
            Fact::Held { .. } => self.held = Held::Yes,
            Fact::HeldPerhaps { .. } if self.held == Held::No => self.held = Held::Perhaps,
            Fact::HeldSeen { held, .. } => self.held = if *held { Held::Yes } else { Held::No },
            Fact::Released { .. } => {
                self.held = Held::No;
                self.refused = 0;
                self.fanned_out = false;
            }
            Fact::Done { .. } => self.told_done = true,
            Fact::Retired { .. } => self.retired = true,
            Fact::Refused { why, .. } if counts(*why) != Held::No => {
                self.refused += u32::from(counts(*why) == Held::Yes);
                self.refused_ever += 1;
                let most = self.order.fan_out.max_refused;
                let fanned_out = matches!(why, Refusal::FanOutChildren | Refusal::FanOutQuantity);
                if self.refused >= most || fanned_out {
                    self.held = Held::Yes;
                    self.fanned_out = true;
                } else if self.refused_ever >= most && self.held == Held::No {
                    self.held = Held::Perhaps;
                }
            }
            _ => {}
        }
    }
}

/// Whether a refusal counts as an attempt past the parent's headroom or fan-out.
fn counts(why: Refusal) -> Held {
    match why {
        Refusal::ExceedsHeadroom | Refusal::FanOutChildren | Refusal::FanOutQuantity => Held::Yes,
        // So may one past its end.
        Refusal::ParentDone | Refusal::Closed | Refusal::Held => Held::Perhaps,
        _ => Held::No,
    }
}
