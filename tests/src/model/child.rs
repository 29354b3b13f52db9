//! One child, summed up afresh from the facts about it.
//!
//! ```text
//!   bound = the most it may still come to: greatest of OrderQty, open replace targets, and every
//!           CumQty that the venue claimed; once the venue has ended it with a CumQty: greatest of
//!           that and every CumQty it claimed, before or after
//!   reserved = bound − cum, or nothing       load on the parent = greater of bound and cum
//! ```
//!
//! Law: quantity that may still be executed is never summed as free (L1, L5).
//!
//! Uses: `plimsoll`. Used by: `model`.

use crate::model::Fact;
use plimsoll::{
    ChildId, ExecId, ExecType, NewChild, OrdStatus, Price, Qty, Report, State, TimeInForce,
};

/// A request that is not answered.
#[derive(Clone, Copy, Debug)]
pub struct Open {
    /// Its number among the child's requests.
    pub number: u16,
    /// The OrderQty it asks for; none for a cancel.
    pub target: Option<u64>,
}

/// See the module's text.
#[derive(Clone, Debug)]
pub struct Child {
    /// Its name.
    pub id: ChildId,
    /// Its terms.
    pub order: NewChild,
    /// OrderQty, as the venue confirmed it last.
    pub order_qty: u64,
    /// The requests that are open, oldest first.
    pub open: Vec<Open>,
    /// The executions that can be recognised.
    pub fills: Vec<(ExecId, Qty, Price)>,
    /// What was executed.
    pub cum: u64,
    /// A report that ends it came.
    pub ended: bool,
    /// The CumQty that it ended with, if the venue said so.
    pub final_cum: Option<u64>,
    /// Its state; none where the laws leave a choice.
    pub state: Option<State>,
    /// The quantity it was sent with, and every replace-up.
    pub sent: u64,
    /// The most that a venue claimed it may come to, where that was more than its bound; else
    /// nothing.
    pub claimed: u64,
    confirmed_by: u16,
    requests: u16,
    /// Its bound is what the core chose, once.
    pub settled: bool,
    /// The greatest CumQty that any report claimed.
    pub said_cum: u64,
}

/// What a report is to a child, as far as the laws are plain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A trade that is new.
    NewTrade,
    /// A trade that was booked before.
    SameTrade,
    /// A trade with the id of another.
    OtherTrade,
    /// Something that moves no quantity.
    Status,
    /// The end of the order, with the CumQty given.
    End(u64),
    /// The end of the order, with nothing said of its CumQty.
    EndUnproven,
    /// Answers request `number`; OrderQty is then the quantity given.
    Replaced(u16, u64),
    /// Refuses request `number`.
    Refused(u16),
    /// The venue does not know the order; what is answered with it, if anything.
    Lost(Option<u16>),
    /// The venue changed the order on its own; to this OrderQty, if it says one that counts.
    Restated(Option<u64>),
    /// Answers a request that was never made.
    Unexpected,
    /// Answers a request that is not open any more.
    Again,
    /// What contradicts itself, or what a later issue defines: it frees nothing.
    Odd,
}

impl Child {
    pub(super) fn born(id: ChildId, order: NewChild) -> Child {
        let qty = order.qty.get();
        Child {
            id,
            order,
            order_qty: qty,
            open: Vec::new(),
            fills: Vec::new(),
            cum: 0,
            ended: false,
            final_cum: None,
            state: Some(State::Born),
            sent: qty,
            claimed: 0,
            confirmed_by: 0,
            requests: 0,
            settled: false,
            said_cum: 0,
        }
    }

    /// The most that it may still come to.
    #[must_use]
    pub fn bound(&self) -> u64 {
        let targets = self.open.iter().filter_map(|open| open.target);
        // What the venue says it has executed it has, more than the order or not.
        let most = targets.chain([self.order_qty, self.said_cum]).max().unwrap_or(0);
        self.final_cum.map_or(most, |cum| cum.max(self.said_cum))
    }

    /// What is promised for it.
    #[must_use]
    pub fn reserved(&self) -> u64 {
        self.bound().saturating_sub(self.cum)
    }

    /// What it takes of its parent.
    #[must_use]
    pub fn load(&self) -> u64 {
        self.bound().max(self.cum)
    }

    /// Whether it can do nothing more, as far as is plain.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.ended || self.cum >= self.bound()
    }

    /// What `report` is to this child now.
    #[must_use]
    pub fn meaning(&self, report: &Report) -> Meaning {
        let claimed = report.cum_qty.map(Qty::get);
        match report.exec_type {
            ExecType::Trade => self.meaning_of_trade(report),
            // The order outlives the session: nothing has ended, whatever is left of it.
            ExecType::DoneForDay if self.outlives() => Meaning::Status,
            ExecType::Canceled | ExecType::Expired | ExecType::DoneForDay | ExecType::Rejected => {
                Self::meaning_of_end(report, claimed)
            }
            ExecType::Replaced | ExecType::ReplaceRejected | ExecType::CancelRejected => {
                self.meaning_of_answer(report)
            }
            ExecType::PendingNew
            | ExecType::New
            | ExecType::PendingCancel
            | ExecType::PendingReplace
            | ExecType::Suspended
            | ExecType::OrderStatus => Meaning::Status,
            ExecType::Restated => self.meaning_of_restatement(report),
            _ => Meaning::Odd,
        }
    }

    fn outlives(&self) -> bool {
        let tif = self.order.time_in_force;
        matches!(tif, TimeInForce::GoodTillCancel | TimeInForce::GoodTillDate)
    }

    fn meaning_of_trade(&self, report: &Report) -> Meaning {
        if report.last_qty.is_zero() {
            return Meaning::Odd;
        }
        let first = self.fills.iter().find(|(id, _, _)| *id == report.exec_id);
        match first {
            None => Meaning::NewTrade,
            Some((_, qty, px)) if (*qty, *px) == (report.last_qty, report.last_px) => {
                Meaning::SameTrade
            }
            Some(_) => Meaning::OtherTrade,
        }
    }

    fn meaning_of_end(report: &Report, claimed: Option<u64>) -> Meaning {
        // An end that leaves something open contradicts itself, and ends nothing.
        let open = report.leaves_qty.is_some_and(|leaves| !leaves.is_zero())
            || report.ord_status.is_some_and(OrdStatus::is_alive);
        match claimed {
            _ if open => Meaning::Odd,
            Some(claimed) => Meaning::End(claimed),
            None => Meaning::EndUnproven,
        }
    }

    /// The open request that a report answers.
    fn answered(&self, report: &Report) -> Option<Open> {
        let wants_replace = report.exec_type != ExecType::CancelRejected;
        let mut of_kind = self.open.iter().filter(|open| open.target.is_some() == wants_replace);
        let open = match report.request {
            Some(number) => of_kind.find(|open| open.number == number),
            None => of_kind.next(),
        };
        open.copied()
    }

    fn meaning_of_answer(&self, report: &Report) -> Meaning {
        let replaced = report.exec_type == ExecType::Replaced;
        let said = report.order_qty.map(Qty::get);
        let named = report.request.is_some();
        let open = self.answered(report);
        if report.unknown_order && !replaced {
            // It says nothing of a replace; a cancel has nothing left to wait for.
            let cancel = open.filter(|_| report.exec_type == ExecType::CancelRejected);
            return Meaning::Lost(cancel.map(|open| open.number));
        }
        // Without a number, only the size can tell what is answered.
        let meant =
            |open: &Open| !replaced || named || said.is_none_or(|qty| open.target == Some(qty));
        let Some(open) = open.filter(meant) else {
            let made = report.request.is_some_and(|number| (1..=self.requests).contains(&number));
            return if made { Meaning::Again } else { Meaning::Unexpected };
        };
        if !replaced {
            return Meaning::Refused(open.number);
        }
        Meaning::Replaced(open.number, said.or(open.target).unwrap_or(0))
    }

    /// A venue's own change: smaller only with an id that is new.
    fn meaning_of_restatement(&self, report: &Report) -> Meaning {
        let Some(said) = report.order_qty.map(Qty::get) else {
            return Meaning::Restated(None);
        };
        if self.is_known(report.exec_id) {
            return Meaning::Again;
        }
        let counts = said > self.order_qty || report.exec_id.0 != 0;
        Meaning::Restated(counts.then(|| self.at_least_cum(report, said)))
    }

    /// Whether a report with this id was booked; those without one are never known again.
    fn is_known(&self, id: ExecId) -> bool {
        id.0 != 0 && self.fills.iter().any(|(known, _, _)| *known == id)
    }

    /// An OrderQty is never less than what is executed.
    fn at_least_cum(&self, report: &Report, qty: u64) -> u64 {
        qty.max(self.cum).max(report.cum_qty.map_or(0, Qty::get))
    }

    pub(super) fn take_in(&mut self, fact: &Fact) {
        match fact {
            Fact::Sent { .. } if self.state == Some(State::Born) => self.state = Some(State::Sent),
            Fact::Requested { number, target, .. } => {
                let up = target.unwrap_or(0).saturating_sub(self.load());
                self.sent += up;
                self.requests = *number;
                // Of two cancels that are open, the newer one counts.
                self.open.retain(|open| target.is_some() || open.target.is_some());
                self.open.push(Open { number: *number, target: *target });
            }
            Fact::Doubted { .. } => self.state = Some(State::Unknown),
            Fact::Recovered if self.state == Some(State::Born) => self.state = Some(State::Unknown),
            Fact::Reported { report, recorded } => self.take_report(report, *recorded),
            Fact::Settled { bound, state, replacing, .. } => {
                if !replacing {
                    self.open.retain(|open| open.target.is_none());
                }
                self.settle(*bound, *state);
            }
            _ => {}
        }
    }

    /// Where the laws leave a choice, what the core chose is taken for what is so.
    fn settle(&mut self, bound: u64, state: State) {
        self.state = Some(state);
        if state.is_alive() {
            self.final_cum = None;
        }
        let filled = state == State::Filled;
        self.ended = !state.is_alive() && (self.ended || !filled);
        if self.bound() == bound {
            return;
        }
        self.settled = true;
        if self.final_cum.is_some() {
            self.final_cum = Some(bound);
        } else {
            self.open.retain(|open| open.target.is_none_or(|target| target <= bound));
            self.order_qty = bound;
        }
    }

    /// What a report says that the order is, where that is more than it was; else nothing.
    #[must_use]
    pub fn claim(&self, report: &Report) -> u64 {
        let part = |qty: Option<Qty>| qty.map_or(0, Qty::get);
        let claim = part(report.order_qty).max(part(report.cum_qty) + part(report.leaves_qty));
        if claim > self.bound().max(self.order_qty) { claim } else { 0 }
    }

    /// Whether a report says that more was executed than the child may come to.
    #[must_use]
    pub fn says_more(&self, report: &Report) -> bool {
        report.cum_qty.is_some_and(|cum| cum.get() > self.bound())
    }

    fn take_report(&mut self, report: &Report, recorded: bool) {
        self.claimed = self.claimed.max(self.claim(report));
        self.take_meaning(report, recorded);
        self.said_cum = self.said_cum.max(report.cum_qty.map_or(0, Qty::get));
    }

    fn take_meaning(&mut self, report: &Report, recorded: bool) {
        match self.meaning(report) {
            Meaning::NewTrade => {
                if recorded {
                    self.fills.push((report.exec_id, report.last_qty, report.last_px));
                }
                self.cum += report.last_qty.get();
                self.state = self.state_after_trade();
            }
            Meaning::Status => self.take_status(report.exec_type),
            // A CumQty does not go down: what was claimed before may be on its way.
            Meaning::End(claimed) => {
                let cum = claimed.max(self.cum).max(self.said_cum);
                self.end(report.exec_type, Some(cum));
                self.open.clear();
            }
            // Nothing is proven, and what is asked for is still to be answered.
            Meaning::EndUnproven => {
                self.end(report.exec_type, self.final_cum);
                let meant = |open: &Open| report.request.is_none_or(|number| number == open.number);
                let canceled = report.exec_type == ExecType::Canceled;
                self.open.retain(|open| !(canceled && open.target.is_none() && meant(open)));
            }
            Meaning::Replaced(number, qty) => {
                self.open.retain(|open| open.number != number);
                // An answer that was overtaken by the answer to a later request says nothing of
                // what is so now.
                if number > self.confirmed_by {
                    self.confirmed_by = number;
                    self.order_qty = self.at_least_cum(report, qty);
                }
                self.resized(self.state == Some(State::Filled));
            }
            Meaning::Restated(qty) => {
                if let Some(qty) = qty {
                    self.order_qty = qty;
                }
                if report.order_qty.is_some() && report.exec_id.0 != 0 {
                    self.fills.push((report.exec_id, Qty::ZERO, report.last_px));
                }
                let over = [Some(State::Filled), Some(State::DoneForDay)];
                let for_today = self.state == Some(State::DoneForDay);
                self.resized(over.contains(&self.state));
                self.state = self.state.filter(|_| !for_today);
            }
            Meaning::Refused(number) => {
                self.open.retain(|open| open.number != number);
                self.order_qty = self.order_qty.max(self.cum);
                self.state = None;
            }
            Meaning::Lost(number) => {
                if let Some(number) = number {
                    self.open.retain(|open| open.number != number);
                    self.order_qty = self.order_qty.max(self.cum);
                }
                let unknown = |state: State| if state.is_alive() { State::Unknown } else { state };
                self.state = self.state.map(unknown);
            }
            Meaning::Unexpected | Meaning::Again => {
                self.believe(report);
                self.stay();
            }
            Meaning::Odd => self.state = None,
            Meaning::SameTrade | Meaning::OtherTrade => self.stay(),
        }
    }

    /// Its size is another one: it may live again, where it was not over for good.
    fn resized(&mut self, may_revive: bool) {
        if may_revive && self.cum < self.order_qty {
            self.final_cum = None;
            self.ended = false;
            self.state = None;
        } else {
            self.stay();
        }
    }

    /// What is over stays over; else its state is open.
    fn stay(&mut self) {
        let over = [State::Canceled, State::Expired, State::Rejected, State::DoneForDay];
        self.state = self.state.filter(|state| over.contains(state));
    }

    /// A venue that says it has a larger order may be believed; one that says smaller, not.
    fn believe(&mut self, report: &Report) {
        let said = report.order_qty.map_or(0, Qty::get);
        self.claimed = self.claimed.max(if said > self.order_qty { said } else { 0 });
    }

    fn state_after_trade(&self) -> Option<State> {
        let plain = matches!(
            self.state,
            Some(State::Born | State::Sent | State::Live | State::PartiallyFilled)
        );
        // What a venue claimed it may be or not.
        let disputed = (self.order_qty..self.claimed).contains(&self.cum);
        match (plain && self.open.is_empty() && !disputed, self.cum >= self.order_qty) {
            (true, true) => Some(State::Filled),
            (true, false) => Some(State::PartiallyFilled),
            (false, _) => None,
        }
    }

    fn take_status(&mut self, exec_type: ExecType) {
        self.state = match (exec_type, self.state) {
            (ExecType::New, Some(State::Born | State::Sent)) => Some(State::Live),
            (ExecType::New, Some(State::Live)) => Some(State::Live),
            (ExecType::New, Some(State::PartiallyFilled)) => Some(State::PartiallyFilled),
            _ => None,
        };
    }

    fn end(&mut self, exec_type: ExecType, final_cum: Option<u64>) {
        let alive = matches!(
            self.state,
            Some(State::Born | State::Sent | State::Live | State::PartiallyFilled)
        );
        self.state = match exec_type {
            ExecType::Canceled if alive => Some(State::Canceled),
            ExecType::Expired if alive => Some(State::Expired),
            ExecType::DoneForDay if alive => Some(State::DoneForDay),
            ExecType::Rejected if alive => Some(State::Rejected),
            _ => None,
        };
        self.final_cum = final_cum;
        self.ended = true;
    }
}
