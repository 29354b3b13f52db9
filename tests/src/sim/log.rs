//! The event log: every call with its answer, and now and then everything that can be seen, as lines
//! of JSON, for an oracle that knows neither the core nor the model.
//!
//! ```text
//!   {"run": seed, …}   {"n": 1, "call": "admit", …, "answer": …}   {"n": 1, "view": …}   {"end": …}
//! ```
//!
//! Law: facts are what the gateway and the venues said; views are what the core made of them, and
//! nothing in the log was worked out by anybody else.
//!
//! Uses: `play`, `driver`. Used by: `sim`.

use crate::call::{Answer, Call};
use crate::driver::Driver;
use crate::play::Scene;
use crate::sim::dice::{Mix, Venues};
use crate::world::Snapshot;
use plimsoll::{
    AccountId, ChildId, ChildView, ExecId, InstrumentId, LastQtyMeans, ParentId, ParentView, Qty,
    Report, VenueTerms,
};
use serde_json::{Value, json};
use std::io::Write;

/// A view is written after so many calls.
const EVERY: u64 = 16;

/// See the module's text.
pub struct Log {
    sink: Box<dyn Write + Send>,
    calls: u64,
}

impl Log {
    /// A log that goes to `sink`.
    #[must_use]
    pub fn new(sink: Box<dyn Write + Send>) -> Log {
        Log { sink, calls: 0 }
    }

    fn line(&mut self, value: &Value) {
        // A log that cannot be written is worth nothing.
        writeln!(self.sink, "{value}").expect("the log can be written");
    }

    pub(super) fn begin(&mut self, seed: u64, mix: &Mix) {
        self.calls = 0;
        let honest = matches!(mix.venues, Venues::Honest | Venues::Orderly);
        let venues: Vec<Value> = mix.setup.venues.iter().map(terms).collect();
        self.line(&json!({ "run": seed.to_string(), "honest": honest, "venues": venues }));
    }

    pub(super) fn scene(&mut self, scene: &Scene<'_>) {
        self.calls += 1;
        let number = self.calls;
        let mut line = match scene.driver.died() {
            Some(died) => {
                // Nobody was told what came of it; what the next process found is told.
                json!({ "call": "died", "in": told(&died.call), "found": found(scene) })
            }
            None => told(scene.call),
        };
        if line.is_null() {
            return;
        }
        line["n"] = json!(number);
        line["t"] = json!(scene.driver.world.now);
        if scene.driver.died().is_none() {
            line["answer"] = answer(scene.answer);
        }
        self.line(&line);
        // Right after a death nobody can say yet what the last call came to.
        if number.is_multiple_of(EVERY) && scene.driver.died().is_none() {
            self.view(scene.after, scene.driver, "view");
        }
    }

    pub(super) fn rest(&mut self, driver: &Driver) {
        let snapshot = driver.world.snapshot();
        self.view(&snapshot, driver, "rest");
    }

    fn view(&mut self, snapshot: &Snapshot, driver: &Driver, kind: &str) {
        let parents: Vec<Value> = snapshot.parents.iter().map(|(view, _)| parent(view)).collect();
        let children = snapshot.parents.iter().flat_map(|(_, children)| children);
        let children: Vec<Value> = children.map(child).collect();
        let region = driver.world.region();
        let positions = [(0, 0), (0, 1), (1, 0), (1, 1)].map(|(account, instrument)| {
            let exposure = region.exposure(AccountId(account), InstrumentId(instrument));
            exposure.map_or(Value::Null, |of| {
                json!({ "account": account, "instrument": instrument, "bought": of.bought,
                    "sold": of.sold })
            })
        });
        let venues = driver.venue.orders().iter();
        let venues: Vec<Value> = venues
            .map(|order| json!({ "child": order.child.to_bits().to_string(), "cum": order.cum }))
            .collect();
        let venues = if kind == "rest" { venues } else { Vec::new() };
        self.line(&json!({ "n": self.calls, "view": kind, "parents": parents,
            "children": children, "positions": positions, "venue_orders": venues,
            "suspense": snapshot.suspense.executions }));
    }

    pub(super) fn end(&mut self) {
        self.line(&json!({ "end": self.calls }));
        self.sink.flush().expect("the log can be written");
    }
}

fn terms(terms: &VenueTerms) -> Value {
    json!({
        "sums": terms.last_qty == LastQtyMeans::Cumulative,
        "plain": VenueTerms { cooling: 0, ..*terms } == VenueTerms::FIX44,
        "cooling": terms.cooling,
    })
}

fn of_child(id: ChildId) -> Value {
    json!(id.to_bits().to_string())
}

fn of_parent(id: ParentId) -> Value {
    json!(id.to_bits().to_string())
}

fn exec(id: ExecId) -> String {
    format!("{:x}", id.0)
}

fn qty(qty: Option<Qty>) -> Value {
    qty.map_or(Value::Null, |qty| json!(qty.get()))
}

/// What a call told the core; nothing where it is no fact of the book.
fn told(call: &Call) -> Value {
    match *call {
        Call::Admit { order, .. } => json!({
            "call": "admit", "account": order.account.0, "instrument": order.instrument.0,
            "client": order.client_id.0.to_string(), "buys": order.side.is_buy(),
            "qty": order.qty.get(),
        }),
        Call::Amend { parent, qty, .. } => {
            json!({ "call": "amend", "parent": of_parent(parent), "qty": qty.get() })
        }
        Call::Route { order, .. } => json!({
            "call": "route", "parent": of_parent(order.parent), "venue": order.venue.0,
            "qty": order.qty.get(), "lives_on": order.time_in_force.outlives_session(),
        }),
        Call::RequestReplace { child, qty, .. } => {
            json!({ "call": "replace", "child": of_child(child), "qty": qty.get() })
        }
        Call::RequestCancel { child, .. } => json!({ "call": "cancel", "child": of_child(child) }),
        Call::Report { report, .. } => said("report", &report),
        Call::Status { report } => said("status", &report),
        Call::DropCopy { report } => said("drop_copy", &report),
        Call::ProveCooled { child } => json!({ "call": "cooled", "child": of_child(child) }),
        Call::Retire { parent, .. } => json!({ "call": "retire", "parent": of_parent(parent) }),
        Call::CancelParent { parent, .. } => {
            json!({ "call": "close", "parent": of_parent(parent) })
        }
        Call::Restart | Call::Rollback => json!({ "call": "restart" }),
        Call::Tick { .. } | Call::LateTick { .. } => json!({ "call": "tick" }),
        Call::Assign { entry, .. } => json!({ "call": "assign", "entry": entry.0 }),
        Call::Wait { .. }
        | Call::Refresh { .. }
        | Call::Hold { .. }
        | Call::Sent { .. }
        | Call::Doubt { .. }
        | Call::Disconnect { .. }
        | Call::Reconnect { .. }
        | Call::BeginMassStatus { .. }
        | Call::EndMassStatus { .. }
        | Call::Kill { .. }
        | Call::Restrict { .. }
        | Call::Release { .. }
        | Call::RequestReset { .. }
        | Call::ConfirmReset { .. }
        | Call::Arm { .. }
        | Call::Renew { .. }
        | Call::Disarm
        | Call::Acknowledge { .. }
        | Call::TakeOver { .. }
        | Call::Beat { .. }
        | Call::Keep { .. } => json!({ "call": "other" }),
    }
}

fn said(how: &str, report: &Report) -> Value {
    json!({
        "call": how, "child": of_child(report.child), "type": report.exec_type.name(),
        "exec": exec(report.exec_id), "ref": report.exec_ref.map(exec),
        "last": report.last_qty.get(), "price": report.last_px.0, "cum": qty(report.cum_qty),
        "leaves": qty(report.leaves_qty), "order_qty": qty(report.order_qty),
        "status": report.ord_status.map(plimsoll::OrdStatus::name),
        "request": report.request, "unknown": report.unknown_order,
    })
}

fn answer(answer: &Answer) -> Value {
    if let Some(refusal) = answer.refusal() {
        return json!({ "no": refusal as u16 });
    }
    match answer {
        Answer::Parent(Ok(parent)) => json!({ "parent": of_parent(*parent) }),
        Answer::Child(Ok(child)) => json!({ "child": of_child(*child) }),
        Answer::Request(Ok(request)) => json!({ "request": request.number }),
        Answer::Outcome(Ok(outcome)) => json!({
            "duplicate": outcome.duplicate, "breach": outcome.breach.map(|breach| breach as u16),
            "overfill": outcome.overfill.get(), "booked": outcome.child.is_some(),
            "parent_done": outcome.parent_done,
            "full": outcome.raised.contains(plimsoll::AlarmKind::ExecutionsFull),
        }),
        _ => json!({}),
    }
}

/// What the process after a death finds that nobody was told of.
fn found(scene: &Scene<'_>) -> Value {
    let world = &scene.driver.world;
    let Some(died) = scene.driver.died() else { return Value::Null };
    match died.call {
        Call::Admit { .. } => {
            let new = world.parents.last().filter(|id| scene.before.parent(**id).is_none());
            new.map_or(Value::Null, |id| of_parent(*id))
        }
        Call::Route { .. } => {
            let new = world.children.last().filter(|id| scene.before.child(**id).is_none());
            new.and_then(|id| scene.after.child(*id)).map_or(Value::Null, |view| of_child(view.id))
        }
        _ => Value::Null,
    }
}

fn parent(view: &ParentView) -> Value {
    json!({
        "id": of_parent(view.id), "state": format!("{:?}", view.state), "qty": view.qty.get(),
        "executed": view.executed, "inferred": view.inferred, "working": view.working,
        "unknown": view.unknown, "cooling": view.cooling, "headroom": view.headroom,
        "overfill": view.overfill, "sent": view.sent, "children": view.children,
    })
}

fn child(view: &ChildView) -> Value {
    json!({
        "id": of_child(view.id), "parent": of_parent(view.parent), "state": view.state.name(),
        "order_qty": view.order_qty.get(), "cum": view.cum_qty, "inferred": view.inferred_qty,
        "leaves": view.leaves_qty.get(), "unknown": view.unknown_qty.get(),
        "cooling": view.cooling_qty.get(),
    })
}
