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
    ChildId, ExecId, ExecType, OrdStatus, ParentId, Price, Qty, Report, RequestId, TimeInForce,
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
    executions: u64,
}

impl Order {
    /// The most that it may still come to, with all that is in flight granted.
    #[must_use]
    pub fn may_come_to(&self) -> u64 {
        if self.standing == Standing::Ended {
            return self.cum;
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

    fn execute(&mut self, qty: u64, claims: u8) -> Report {
        self.cum += qty;
        self.executions += 1;
        // The low half is the same for all: an index that drops the high half takes them for one.
        let exec_id = ExecId(u128::from(self.executions) << 64 | 7);
        if self.standing == Standing::New {
            self.standing = Standing::Live;
        }
        if self.rest() == 0 && !self.asked.iter().any(|(_, ask)| matches!(ask, Ask::Replace(_))) {
            self.standing = Standing::Ended;
        }
        let trade = Report::trade(self.child, exec_id, Qty::saturating(qty), self.price);
        let claimed = self.say(ExecType::Trade, claims);
        Report {
            exec_id: trade.exec_id,
            last_qty: trade.last_qty,
            last_px: trade.last_px,
            ..claimed
        }
    }

    fn end(&mut self, exec_type: ExecType, claims: u8) -> Report {
        self.standing = Standing::Ended;
        self.say(exec_type, claims)
    }

    fn grant(&mut self, claims: u8) -> Option<Report> {
        let (number, ask) = self.asked.pop_front()?;
        let mut report = match ask {
            Ask::Cancel if self.standing != Standing::Ended => self.end(ExecType::Canceled, claims),
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
            executions: 0,
        });
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
    pub fn may_come_to(&self, parent: ParentId) -> u64 {
        let orders = self.orders.iter().filter(|order| order.parent == parent);
        orders.map(Order::may_come_to).sum()
    }

    /// The venue does `act` with an order, if it can; the report is for the mail.
    pub fn act(&mut self, order: usize, act: Act, qty: u64, claims: u8) -> Option<Report> {
        let order = self.orders.get_mut(order)?;
        let lives = order.standing != Standing::Ended;
        match act {
            Act::Grant => order.grant(claims),
            Act::Deny => order.deny(claims),
            Act::SayStatus => Some(order.say(ExecType::OrderStatus, claims)),
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
                Some(order.end(ExecType::Rejected, claims))
            }
            Act::Fill if lives && order.rest() > 0 => {
                Some(order.execute(1 + qty % order.rest(), claims))
            }
            Act::FillRest if lives && order.rest() > 0 => Some(order.execute(order.rest(), claims)),
            Act::Cancel if lives => Some(order.end(ExecType::Canceled, claims)),
            Act::Expire if lives => Some(order.end(ExecType::Expired, claims)),
            Act::DoneForDay if lives && order.time_in_force.outlives_session() => {
                // What is left of it is not open for execution until tomorrow.
                Some(order.say(ExecType::DoneForDay, claims & !10))
            }
            Act::DoneForDay if lives => Some(order.end(ExecType::DoneForDay, claims)),
            Act::Suspend if lives => Some(order.say(ExecType::Suspended, claims)),
            Act::Acknowledge
            | Act::SayPending
            | Act::Reject
            | Act::Fill
            | Act::FillRest
            | Act::Cancel
            | Act::Expire
            | Act::DoneForDay
            | Act::Suspend => None,
        }
    }
}
