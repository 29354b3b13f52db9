//! Which answers to a report are allowed.
//!
//! Law: a trade is booked whatever stands against it (L3), the same one never twice (L4), and what
//! goes past the parent is told as overfill by the report that brought it.
//!
//! Uses: `plimsoll`, `model`. Used by: `model`.

use crate::model::child::Open;
use crate::model::{Child, Meaning, Model, Parent};
use crate::play::{Scene, Verdict, must};
use plimsoll::{Breach, ExecType, Outcome, Qty, Report};

impl Model {
    pub(super) fn expect_report(
        &self,
        scene: &Scene<'_>,
        parents: &[Parent],
        report: &Report,
    ) -> Verdict {
        let Some(outcome) = scene.answer.outcome() else {
            return Err(format!("L3: a report was refused: {:?}", scene.answer));
        };
        let live = parents.iter().filter(|parent| !parent.retired);
        let mut all =
            live.flat_map(|parent| parent.children.iter().map(move |child| (parent, child)));
        let Some((parent, child)) = all.find(|(_, child)| child.id == report.child) else {
            must(outcome.breach == Some(Breach::Suspense), || {
                format!("not in suspense: {outcome:?}")
            })?;
            let reports = scene.before.suspense.reports + 1;
            return must(scene.after.suspense.reports == reports, || "suspense lost one".into());
        };
        must(outcome.child == Some(child.id), || format!("child of {outcome:?}"))?;
        must(outcome.parent == Some(parent.id), || format!("parent of {outcome:?}"))?;
        let meaning = child.meaning(report);
        let known = matches!(meaning, Meaning::SameTrade | Meaning::OtherTrade);
        let trade = known || meaning == Meaning::NewTrade;
        must(!trade || outcome.duplicate == known, || format!("L4: {outcome:?}"))?;
        raised(&outcome)?;
        let full = self.is_nearly_full(parents);
        let allowed = breaches(parent, child, report, meaning, full);
        must(allowed.contains(&outcome.breach), || {
            format!("model: {meaning:?} brought {:?}, allowed are {allowed:?}", outcome.breach)
        })
    }

    fn is_nearly_full(&self, parents: &[Parent]) -> bool {
        let live = parents.iter().filter(|parent| !parent.retired);
        let fills: usize =
            live.flat_map(|parent| &parent.children).map(|child| child.fills.len()).sum();
        fills * 4 >= self.setup.config.executions as usize
    }
}

/// A breach has an alarm of its name, raised by the same call.
fn raised(outcome: &Outcome) -> Verdict {
    let Some(breach) = outcome.breach else {
        return must(outcome.overfill.is_zero(), || {
            format!("overfill without breach: {outcome:?}")
        });
    };
    let named = outcome.raised.iter().any(|kind| kind.name() == breach.name());
    must(named, || format!("L8: {breach:?} raised no alarm: {outcome:?}"))
}

fn breaches(
    parent: &Parent,
    child: &Child,
    report: &Report,
    meaning: Meaning,
    full: bool,
) -> Vec<Option<Breach>> {
    let mut allowed = match meaning {
        Meaning::NewTrade => trade(parent, child, report),
        Meaning::SameTrade | Meaning::Status => vec![None],
        Meaning::OtherTrade => vec![Some(Breach::ConflictingExecution)],
        Meaning::End(claimed) if claimed < child.cum => {
            let told = (child.said_cum >= child.cum).then_some(None);
            told.into_iter().chain([Some(Breach::CumQtyDisagrees)]).collect()
        }
        Meaning::End(_) | Meaning::EndUnproven => vec![None],
        Meaning::Replaced(number, qty) => {
            let asked = child.open.iter().find(|open| open.number == number);
            let agrees = asked.is_some_and(|open| open.target == Some(qty));
            if agrees { vec![None] } else { vec![Some(Breach::ImpossibleReport)] }
        }
        Meaning::Refused(_) => vec![None],
        Meaning::Lost(number) => vec![None]
            .into_iter()
            .chain(number.is_none().then_some(Some(Breach::UnexpectedAnswer)))
            .collect(),
        // A larger order may be more than its parent has.
        Meaning::Restated(_) => vec![None, Some(Breach::Overfill)],
        // When it must be told is for `l3_truth`: it may be taken for a repetition.
        Meaning::Unexpected => vec![Some(Breach::UnexpectedAnswer), None],
        // One that names no request may be a repetition of an answer to one that is closed.
        Meaning::Again => vec![Some(Breach::UnexpectedAnswer), None],
        Meaning::Odd => {
            let odd = [
                Breach::Overfill,
                Breach::ChildOverfill,
                Breach::ImpossibleReport,
                Breach::UnexpectedAnswer,
                Breach::CumQtyDisagrees,
            ];
            odd.into_iter().map(Some).chain([None]).collect()
        }
    };
    if child.claim(report) > 0 || child.claimed > 0 || child.says_more(report) {
        allowed.push(Some(Breach::Overfill));
        allowed.push(Some(Breach::ImpossibleReport));
    }
    if contradicts(report) {
        allowed.push(Some(Breach::ImpossibleReport));
    }
    if meaning == Meaning::NewTrade && full {
        allowed.push(Some(Breach::ExecutionsFull));
    }
    // A cancel is no answer to a replace.
    let canceled = report.exec_type == ExecType::Canceled;
    let fits = |open: &Open| !canceled || open.target.is_none();
    let named = |number: u16| child.open.iter().any(|open| open.number == number && fits(open));
    if report.request.is_some_and(|number| !named(number)) {
        allowed.push(Some(Breach::UnexpectedAnswer));
    }
    // What an ended child is told again, or late, is not part of its plain life.
    if child.ended || child.cum >= child.order_qty {
        allowed.push(Some(Breach::UnexpectedAnswer));
        allowed.push(Some(Breach::ImpossibleReport));
        allowed.push(Some(Breach::CumQtyDisagrees));
    }
    allowed
}

/// Whether a report's own numbers do not agree.
fn contradicts(report: &Report) -> bool {
    let cum = report.cum_qty.map(Qty::get);
    let short = cum.is_some_and(|cum| cum < report.last_qty.get());
    let sum = |cum: u64| cum.checked_add(report.leaves_qty.map_or(0, Qty::get));
    let past = report.order_qty.zip(cum).is_some_and(|(order, cum)| sum(cum) > Some(order.get()));
    short || past
}

fn trade(parent: &Parent, child: &Child, report: &Report) -> Vec<Option<Breach>> {
    let was = child.load();
    let now = was.max(child.cum + report.last_qty.get());
    let past = i128::from(now - was);
    if past == 0 {
        vec![None]
    } else if past > parent.free().max(0) {
        vec![Some(Breach::Overfill)]
    } else {
        vec![Some(Breach::ChildOverfill)]
    }
}
