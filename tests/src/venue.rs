//! A venue that keeps its own book: what is true about the children, whatever the gateway was told
//! of it.
//!
//! ```text
//!   gateway ──arrive, ask──▶ order ──act──▶ report, in the mail
//!                              quantity, executed, requests in flight
//! ```
//!
//! Law: unless told to overfill, it never executes an order past the quantity that it confirmed. So
//! a gateway that is right may never have more standing here than its parent's quantity, however
//! late, swapped or doubled the mail.
//!
//! Uses: `step`. Used by: `driver`, and by the laws as the truth.

use crate::step::Act;
use plimsoll::{
    ChildId, ExecId, ExecType, LastQtyMeans, OrdStatus, ParentId, Price, Qty, Report, RequestId,
    TimeInForce, VenueTerms,
};
use std::collections::VecDeque;

/// What a request in flight asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// That the order ends.
    Cancel,
    /// That its OrderQty becomes this.
    Replace(u64),
}

/// Where an order stands in the venue's own book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    New,
    Live,
    Ended,
}

/// One order in the venue's book.
#[derive(Clone, Debug)]
pub struct Order {
    /// The child it is, to the gateway.
    pub child: ChildId,
    /// The parent that pays for it.
    pub parent: ParentId,
    /// What the venue has confirmed.
    pub order_qty: u64,
    /// What it has executed.
    pub cum: u64,
    price: Price,
    time_in_force: TimeInForce,
    standing: Standing,
    asked: VecDeque<(u16, Ask)>,
    /// Its executions as they count now.
    executions: Vec<Execution>,
    /// Ids given out.
    ids: u64,
    terms: VenueTerms,
    /// Until when it may be executed though it has ended.
    cools_until: u64,
}

/// An execution in a venue's book.
#[derive(Clone, Copy, Debug)]
struct Execution {
    /// Its own id.
    first: ExecId,
    /// The id of the correction that stands.
    last: ExecId,
    qty: u64,
    price: Price,
}

impl Order {
    /// The most that it may still come to, with all that is in flight granted.
    #[must_use]
    pub fn may_come_to(&self, now: u64) -> u64 {
        if self.standing == Standing::Ended {
            return if now < self.cools_until { self.order_qty.max(self.cum) } else { self.cum };
        }
        let asked = self.asked.iter().map(|(_, ask)| match ask {
            Ask::Cancel => 0,
            Ask::Replace(target) => *target,
        });
        asked.chain([self.order_qty, self.cum]).max().unwrap_or(0)
    }

    fn rest(&self) -> u64 {
        self.order_qty.saturating_sub(self.cum)
    }

    fn status(&self) -> OrdStatus {
        match (self.standing, self.cum) {
            (Standing::New, 0) => OrdStatus::PendingNew,
            (_, cum) if cum > 0 && cum >= self.order_qty => OrdStatus::Filled,
            (Standing::Ended, _) => OrdStatus::Canceled,
            (_, 0) => OrdStatus::New,
            (_, _) => OrdStatus::PartiallyFilled,
        }
    }

    /// A report of the kind, with as many claims as `claims` has bits set.
    fn say(&self, exec_type: ExecType, claims: u8) -> Report {
        let mut report = Report::new(self.child, exec_type);
        let leaves = if self.standing == Standing::Ended { 0 } else { self.rest() };
        report.cum_qty = (claims & 1 != 0).then_some(Qty::saturating(self.cum));
        report.leaves_qty = (claims & 2 != 0).then_some(Qty::saturating(leaves));
        report.order_qty = (claims & 4 != 0).then_some(Qty::saturating(self.order_qty));
        report.ord_status = (claims & 8 != 0).then_some(self.status());
        report
    }

    fn next_id(&mut self) -> ExecId {
        self.ids += 1;
        // The low half is the same for all: an index that drops the high half takes them for one.
        ExecId(u128::from(self.ids) << 64 | 7)
    }

    fn tells_sums(&self) -> bool {
        self.terms.last_qty == LastQtyMeans::Cumulative
    }

    fn execute(&mut self, qty: u64, claims: u8) -> Report {
        self.cum += qty;
        let exec_id = self.next_id();
        let price = self.price;
        self.executions.push(Execution { first: exec_id, last: exec_id, qty, price });
        if self.standing == Standing::New {
            self.standing = Standing::Live;
        }
        self.end_if_full();
        let last = if self.tells_sums() { self.cum } else { qty };
        let claimed = self.say(ExecType::Trade, claims);
        Report { exec_id, last_qty: Qty::saturating(last), last_px: self.price, ..claimed }
    }

    fn end_if_full(&mut self) {
        if self.rest() == 0 && !self.asked.iter().any(|(_, ask)| matches!(ask, Ask::Replace(_))) {
            self.standing = Standing::Ended;
        }
    }

    /// Takes back an execution, all of it or a part; or changes what it was for. An order that was
    /// filled lives again only where that is said.
    fn correct(&mut self, bust: bool, pick: u64, claims: u8) -> Option<Report> {
        let filled = self.standing == Standing::Ended && self.rest() == 0;
        let count = self.executions.len() as u64;
        let place = usize::try_from(pick.checked_rem(count)?).ok()?;
        let was = *self.executions.get(place)?;
        if was.qty == 0 && (bust || self.standing == Standing::Ended) {
            return None;
        }
        let room = if self.standing == Standing::Ended { 0 } else { self.rest() };
        let qty = match (bust, pick / 8 % 4) {
            (true, 3) => was.qty / 2,
            (true, _) => 0,
            (false, 0) => was.qty,
            (false, 1) => was.qty + room.min(1 + pick % 20),
            (false, _) => was.qty.div_ceil(2),
        };
        let id = self.next_id();
        self.cum = self.cum + qty - was.qty;
        let price = Price(was.price.0 - i64::from(claims >> 7));
        self.executions[place] = Execution { first: was.first, last: id, qty, price };
        let mut claims = claims | if self.tells_sums() { 1 } else { 0 };
        if filled && self.rest() > 0 && claims & 32 != 0 {
            self.standing = Standing::Live;
            claims |= 10;
        }
        if self.standing != Standing::Ended {
            self.end_if_full();
        }
        let kind = if bust { ExecType::TradeCancel } else { ExecType::TradeCorrect };
        let said = match (bust, pick / 8 % 4) {
            (true, 0) => 0,
            (true, _) => was.qty - qty,
            (false, _) => qty,
        };
        Some(Report {
            exec_id: id,
            exec_ref: Some(if claims & 16 == 0 { was.last } else { was.first }),
            last_qty: Qty::saturating(said),
            last_px: if bust { Price(0) } else { price },
            ..self.say(kind, claims)
        })
    }

    fn end(&mut self, exec_type: ExecType, claims: u8, now: u64) -> Report {
        self.standing = Standing::Ended;
        self.cools_until = now.saturating_add(self.terms.cooling);
        self.say(exec_type, claims)
    }

    fn grant(&mut self, claims: u8, now: u64) -> Option<Report> {
        let (number, ask) = self.asked.pop_front()?;
        let mut report = match ask {
            Ask::Cancel if self.standing != Standing::Ended => {
                self.end(ExecType::Canceled, claims, now)
            }
            Ask::Replace(target) if self.standing != Standing::Ended && target > self.cum => {
                self.order_qty = target;
                self.standing = Standing::Live;
                self.say(ExecType::Replaced, claims)
            }
            Ask::Cancel | Ask::Replace(_) => return Some(self.deny_with(number, ask, claims)),
        };
        report.request = Some(number);
        Some(report)
    }

    fn deny(&mut self, claims: u8) -> Option<Report> {
        let (number, ask) = self.asked.pop_front()?;
        Some(self.deny_with(number, ask, claims))
    }

    fn deny_with(&mut self, number: u16, ask: Ask, claims: u8) -> Report {
        let exec_type = match ask {
            Ask::Cancel => ExecType::CancelRejected,
            Ask::Replace(_) => ExecType::ReplaceRejected,
        };
        // With the last request gone, an order that is executed in full has ended.
        if self.rest() == 0 && self.asked.is_empty() {
            self.standing = Standing::Ended;
        }
        let mut report = self.say(exec_type, claims & !4);
        report.request = Some(number);
        report
    }
}

/// All the venues in one book: to the ledger it makes no difference who says what.
#[derive(Clone, Debug, Default)]
pub struct Venue {
    orders: Vec<Order>,
}

impl Venue {
    /// A new order comes in; acknowledging it is a matter of [`Act::Acknowledge`].
    pub fn arrive(
        &mut self,
        child: ChildId,
        parent: ParentId,
        qty: u64,
        price: Price,
        tif: TimeInForce,
        terms: VenueTerms,
    ) {
        self.orders.push(Order {
            child,
            parent,
            order_qty: qty,
            cum: 0,
            price,
            time_in_force: tif,
            standing: Standing::New,
            asked: VecDeque::new(),
            executions: Vec::new(),
            ids: 0,
            terms,
            cools_until: 0,
        });
    }

    /// An order that was born, and never left the gateway: it has ended before it came.
    pub fn never_came(&mut self, child: ChildId) {
        if let Some(order) = self.orders.iter_mut().find(|order| order.child == child) {
            order.standing = Standing::Ended;
        }
    }

    /// Every order ends that has not yet, and every request is refused; what that is told with. No
    /// order executes any more.
    pub fn close(&mut self, now: u64) -> Vec<Report> {
        let mut mail = Vec::new();
        for order in &mut self.orders {
            while let Some(report) = order.deny(9) {
                mail.push(report);
            }
            if order.standing != Standing::Ended {
                mail.push(order.end(ExecType::Canceled, 1, now));
            }
            order.cools_until = 0;
        }
        mail
    }

    /// A request comes in. What is not known here is forgotten.
    pub fn ask(&mut self, request: RequestId, ask: Ask) {
        if let Some(order) = self.orders.iter_mut().find(|order| order.child == request.child) {
            order.asked.push_back((request.number, ask));
        }
    }

    /// The orders, oldest first.
    #[must_use]
    pub fn orders(&self) -> &[Order] {
        &self.orders
    }

    /// The most that the orders of `parent` may still come to together.
    #[must_use]
    pub fn may_come_to(&self, parent: ParentId, now: u64) -> u64 {
        let orders = self.orders.iter().filter(|order| order.parent == parent);
        orders.map(|order| order.may_come_to(now)).sum()
    }

    /// How an order stands, with its CumQty: a statement is that no late fill comes any more.
    pub fn state(&mut self, child: ChildId, claims: u8) -> Option<Report> {
        let order = self.orders.iter_mut().find(|order| order.child == child)?;
        order.cools_until = 0;
        Some(order.say(ExecType::OrderStatus, claims | 9))
    }

    /// The venue does `act` with an order, if it can; the report is for the mail.
    pub fn act(
        &mut self,
        order: usize,
        act: Act,
        qty: u64,
        claims: u8,
        now: u64,
    ) -> Option<Report> {
        let order = self.orders.get_mut(order)?;
        let lives = order.standing != Standing::Ended;
        match act {
            Act::Grant => order.grant(claims, now),
            Act::Deny => order.deny(claims),
            Act::SayStatus => Some(order.say(ExecType::OrderStatus, claims)),
            Act::Bust => order.correct(true, qty, claims),
            Act::Correct => order.correct(false, qty, claims),
            Act::LateFill if !lives && now < order.cools_until && order.rest() > 0 => {
                Some(order.execute(1 + qty % order.rest(), claims))
            }
            Act::Overfill => Some(order.execute(order.rest() + 1 + qty % 50, claims)),
            Act::SayRequestPending => {
                let (number, ask) = *order.asked.front()?;
                let exec_type = match ask {
                    Ask::Cancel => ExecType::PendingCancel,
                    Ask::Replace(_) => ExecType::PendingReplace,
                };
                Some(Report { request: Some(number), ..order.say(exec_type, claims & !4) })
            }
            Act::Acknowledge if lives && order.standing == Standing::New => {
                order.standing = Standing::Live;
                Some(order.say(ExecType::New, claims))
            }
            Act::SayPending if order.standing == Standing::New => {
                Some(order.say(ExecType::PendingNew, claims))
            }
            Act::Reject if order.standing == Standing::New => {
                Some(order.end(ExecType::Rejected, claims, now))
            }
            Act::Fill if lives && order.rest() > 0 => {
                Some(order.execute(1 + qty % order.rest(), claims))
            }
            Act::FillRest if lives && order.rest() > 0 => Some(order.execute(order.rest(), claims)),
            Act::Cancel if lives => Some(order.end(ExecType::Canceled, claims, now)),
            Act::Expire if lives => Some(order.end(ExecType::Expired, claims, now)),
            Act::DoneForDay if lives && order.time_in_force.outlives_session() => {
                // What is left of it is not open for execution until tomorrow.
                Some(order.say(ExecType::DoneForDay, claims & !10))
            }
            Act::DoneForDay if lives => Some(order.end(ExecType::DoneForDay, claims, now)),
            Act::Suspend if lives => Some(order.say(ExecType::Suspended, claims)),
            Act::Acknowledge
            | Act::SayPending
            | Act::Reject
            | Act::Fill
            | Act::FillRest
            | Act::Cancel
            | Act::Expire
            | Act::DoneForDay
            | Act::LateFill
            | Act::Suspend => None,
        }
    }
}
