//! Answers as lines of JSON.
//!
//! Law: the keys and their order are those of SCENARIOS.md; one answer is one line.
//!
//! Uses: `session`. Used by: `replay`.

use crate::session::{Answer, Detail, Outcome, Session};
use plimsoll::{ChildView, ParentView};
use serde::Serialize;
use std::io::{self, Write};

/// One line of output. A key that says nothing is left out.
#[derive(Serialize)]
struct Record<'a> {
    line: u64,
    op: &'a str,
    result: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
    #[serde(skip_serializing_if = "is_false")]
    duplicate: bool,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    alarms: &'a [&'static str],
    #[serde(flatten)]
    detail: Option<Says<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    child: Option<Child<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<Parent<'a>>,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

fn is_zero(count: &u32) -> bool {
    *count == 0
}

fn is_none(qty: &u64) -> bool {
    *qty == 0
}

/// What an op says besides.
#[derive(Serialize)]
#[serde(untagged)]
enum Says<'a> {
    Receipt {
        escaped: Vec<&'a str>,
        in_doubt: Vec<&'a str>,
    },
    Plan {
        plan: Vec<Leg<'a>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        routed: Option<Vec<&'a str>>,
    },
    Ticked {
        #[serde(skip_serializing_if = "is_zero")]
        lapsed: u32,
        #[serde(skip_serializing_if = "is_zero")]
        cooled: u32,
    },
    Cooled {
        cooled: u32,
    },
    Disconnected {
        unknown: u64,
        at_risk: u64,
    },
    MassStatus {
        mentioned: u64,
        absent: u64,
        at_risk: u64,
        unresolved: u64,
        session: &'static str,
    },
    Position {
        bought: u64,
        sold: u64,
        agrees: bool,
    },
    Audit {
        parents: u64,
        children: u64,
        executions: u64,
    },
    Recovery {
        epoch: u64,
        parents: u64,
        children: u64,
        executions: u64,
        voided: u64,
        in_doubt: u64,
    },
}

#[derive(Serialize)]
struct Leg<'a> {
    venue: &'a str,
    qty: u64,
    price: &'a str,
}

#[derive(Serialize)]
struct Child<'a> {
    id: &'a str,
    state: &'static str,
    pending: Vec<&'static str>,
    qty: u64,
    cum: u64,
    leaves: u64,
    #[serde(skip_serializing_if = "is_false")]
    cancel_wanted: bool,
    #[serde(skip_serializing_if = "is_none")]
    inferred: u64,
    #[serde(skip_serializing_if = "is_none")]
    cooling: u64,
}

#[derive(Serialize)]
struct Parent<'a> {
    id: &'a str,
    state: &'static str,
    qty: u64,
    executed: u64,
    working: u64,
    unknown: u64,
    cooling: u64,
    headroom: u64,
    overfill: u64,
    #[serde(skip_serializing_if = "is_none")]
    inferred: u64,
}

/// Writes `answer`, which line `line` with the op `op` came to in `session`.
pub fn write(
    output: &mut impl Write,
    line: u64,
    op: &str,
    answer: &Answer,
    session: &Session<'_>,
) -> io::Result<()> {
    let (result, code) = match answer.outcome {
        Outcome::Ok => ("ok", None),
        Outcome::Refused(refusal) => ("refused", Some(refusal.name())),
        Outcome::Breach(word) => ("breach", Some(word)),
    };
    let record = Record {
        line,
        op,
        result,
        code,
        duplicate: answer.duplicate,
        alarms: &answer.alarms,
        detail: says(&answer.detail, session),
        child: session.child_of(answer).map(|(name, view)| child(name, &view)),
        parent: session.parent_of(answer).map(|(name, view)| parent(name, &view)),
    };
    serde_json::to_writer(&mut *output, &record)?;
    output.write_all(b"\n")
}

fn says<'a>(detail: &'a Detail, session: &'a Session<'_>) -> Option<Says<'a>> {
    let names = |places: &[u32]| places.iter().map(|place| session.child_name(*place)).collect();
    match detail {
        Detail::None => None,
        Detail::Receipt { escaped, in_doubt } => {
            Some(Says::Receipt { escaped: names(escaped), in_doubt: names(in_doubt) })
        }
        Detail::Plan { legs, routed } => {
            let legs = legs.iter().map(|leg| Leg {
                venue: session.venue_name(leg.venue),
                qty: leg.qty.get(),
                price: &leg.price,
            });
            let routed = routed.as_ref().map(|places| names(places));
            Some(Says::Plan { plan: legs.collect(), routed })
        }
        Detail::Ticked(ticked) => {
            Some(Says::Ticked { lapsed: ticked.lapsed, cooled: ticked.cooled })
        }
        Detail::Cooled(cooled) => Some(Says::Cooled { cooled: *cooled }),
        Detail::Disconnected(left) => {
            Some(Says::Disconnected { unknown: left.unknown, at_risk: left.at_risk })
        }
        Detail::MassStatus(found, session) => Some(Says::MassStatus {
            mentioned: found.mentioned,
            absent: found.absent,
            at_risk: found.at_risk,
            unresolved: found.unresolved,
            session: session.name(),
        }),
        Detail::Position(check) => {
            Some(Says::Position { bought: check.bought, sold: check.sold, agrees: check.agrees })
        }
        Detail::Audit(audit) => Some(Says::Audit {
            parents: audit.parents,
            children: audit.children,
            executions: audit.executions,
        }),
        Detail::Recovery(recovery) => Some(Says::Recovery {
            epoch: recovery.epoch,
            parents: recovery.parents,
            children: recovery.children,
            executions: recovery.executions,
            voided: recovery.voided,
            in_doubt: recovery.in_doubt,
        }),
    }
}

fn child<'a>(id: &'a str, view: &ChildView) -> Child<'a> {
    let cancel = view.pending_cancel.then_some("cancel");
    let replace = view.pending_replace.then_some("replace");
    Child {
        id,
        state: view.state.name(),
        pending: cancel.into_iter().chain(replace).collect(),
        qty: view.order_qty.get(),
        cum: view.cum_qty,
        leaves: view.leaves_qty.get(),
        cancel_wanted: view.cancel_wanted,
        inferred: view.inferred_qty,
        cooling: view.cooling_qty.get(),
    }
}

fn parent<'a>(id: &'a str, view: &ParentView) -> Parent<'a> {
    Parent {
        id,
        state: view.state.name(),
        qty: view.qty.get(),
        executed: view.executed,
        working: view.working,
        unknown: view.unknown,
        cooling: view.cooling,
        headroom: view.headroom,
        overfill: view.overfill,
        inferred: view.inferred,
    }
}
