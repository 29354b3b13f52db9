//! Which answers to a report are allowed.
//!
//! Law: a trade is booked whatever stands against it (L3), the same one never twice (L4), and what
//! goes past the parent is told as overfill by the report that brought it.
//!
//! Uses: `plimsoll`, `model`. Used by: `model`.

use crate::model::child::Open;
use crate::model::{Child, Meaning, Model, Parent, Word};
use crate::play::{Scene, Verdict, must};
use plimsoll::{Breach, ExecType, OrdStatus, Outcome, Price, Qty, Report};

impl Model {
    pub(super) fn expect_report(
        &self,
        scene: &Scene<'_>,
        parents: &[Parent],
        report: &Report,
        word: Word,
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
        let (heard, report) = (report, &child.read(report, word));
        let meaning = child.meaning(report, word);
        let known = match meaning {
            Meaning::SameTrade | Meaning::OtherTrade | Meaning::SameCorrection => Some(true),
            Meaning::SameSum | Meaning::SameSumCorrection | Meaning::SameEnd => Some(true),
            Meaning::NewTrade | Meaning::AwaitedTrade | Meaning::Corrected => Some(false),
            Meaning::Sum(sum) => Some(sum <= child.cum()),
            _ => None,
        };
        let full = outcome.raised.contains(plimsoll::AlarmKind::ExecutionsFull);
        let agrees = full || known.is_none_or(|known| outcome.duplicate == known);
        must(agrees, || format!("L4: {meaning:?}: {outcome:?}"))?;
        raised(&outcome)?;
        let limit = scene.after.parent(parent.id).map(|(view, _)| view.price);
        let said = Said { parent, child, heard, report, meaning, word, full, limit };
        let (sure, perhaps) = said.breaches(outcome.duplicate);
        // Of several the one declared first stands.
        let gravest = sure.iter().copied().min_by_key(|breach| *breach as u16);
        let graver = |breach: Breach| {
            perhaps.contains(&breach) && gravest.is_none_or(|sure| (breach as u16) < sure as u16)
        };
        let fits = outcome.breach == gravest || outcome.breach.is_some_and(graver);
        must(fits, || {
            let brought = outcome.breach;
            format!("model: {meaning:?} brought {brought:?}; sure {sure:?}, perhaps {perhaps:?}")
        })
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

/// A report to a child, with what there is to judge it by.
struct Said<'a> {
    parent: &'a Parent,
    child: &'a Child,
    heard: &'a Report,
    /// The same, with its CumQty over the child's whole life.
    report: &'a Report,
    meaning: Meaning,
    word: Word,
    /// No record of it was left.
    full: bool,
    limit: Option<Price>,
}

impl Said<'_> {
    /// What it surely breaks, and what else it may.
    fn breaches(&self, duplicate: bool) -> (Vec<Breach>, Vec<Breach>) {
        let mut after = self.child.clone();
        after.take_report(self.heard, !self.full, (0, 0), self.word);
        let sure = [
            (Breach::ConflictingExecution, self.conflicts()),
            (Breach::ImpossibleReport, self.is_impossible()),
            (Breach::CumQtyDisagrees, self.disagrees(&after, duplicate)),
            (Breach::ChildOverfill, self.is_past_the_child(&after)),
            (Breach::Overfill, self.is_past_the_parent(&after)),
            (Breach::ExecutionsFull, self.full),
            (Breach::ImpossiblePrice, self.is_checked() && self.is_absurd()),
        ];
        let sure = sure.into_iter().filter(|(_, holds)| *holds).map(|(breach, _)| breach);
        let perhaps = [
            (Breach::UnexpectedAnswer, self.may_be_unexpected()),
            (Breach::ImpossibleReport, self.may_be_of_another_size() || self.may_be_again()),
            (Breach::Overfill, matches!(self.meaning, Meaning::Again | Meaning::Unexpected)),
            (Breach::Overfill, self.comes_back_past_the_parent(&after)),
            // Without a record it is open what is read first: what the venue claims, or the fill.
            (Breach::ChildOverfill, self.full),
        ];
        let perhaps = perhaps.into_iter().filter(|(_, holds)| *holds).map(|(breach, _)| breach);
        (sure.collect(), perhaps.collect())
    }

    fn conflicts(&self) -> bool {
        match self.meaning {
            Meaning::OtherTrade | Meaning::OtherCorrection => true,
            // By the name of something else.
            Meaning::Restated(_) => self.child.is_known(self.report.exec_id),
            _ => false,
        }
    }

    /// What contradicts itself, or is more than the order ever was.
    fn is_impossible(&self) -> bool {
        let (child, report) = (self.child, self.report);
        let cum = report.cum_qty.map_or(0, Qty::get);
        // After a bust an order that has ended may be executed again, as far as it ever was.
        // What an answer named that nobody had waited for, it may have been for a moment.
        let again = child.corrected && cum <= child.peak.max(child.named);
        let final_word = self.is_final_word();
        let says_more = child.claims(report) && cum > child.bound() && !again && !final_word;
        let larger = self.size() > child.peak.max(child.claimed);
        let single = report.exec_type == ExecType::Trade && !child.tells_sums();
        // Wherever the venue begins to count, it counts this one.
        let short = self.heard.cum_qty.is_some_and(|cum| cum < report.last_qty);
        let nothing = single && (report.last_qty.is_zero() || short);
        let contradicts = matches!(self.meaning, Meaning::Odd | Meaning::NoCorrection);
        let bust = crate::model::is_correction(report) && child.chains.is_of_another_size(report);
        let bust = bust && !child.tells_sums();
        says_more || larger || nothing || contradicts || bust || self.answers_otherwise()
    }

    /// A replace that was accepted for another size than it asked for.
    fn answers_otherwise(&self) -> bool {
        let Meaning::Replaced(number, qty) = self.meaning else { return false };
        let cum = self.report.cum_qty.map_or(0, Qty::get);
        let asked = self.child.open.iter().find(|open| open.number == number);
        let asked = asked.and_then(|open| open.target).unwrap_or(0);
        if self.child.adds() { qty > asked } else { qty != asked && qty != asked.max(cum) }
    }

    /// A statement of the order's end stands in the place of what was claimed before.
    fn is_final_word(&self) -> bool {
        let (child, report) = (self.child, self.report);
        let filled = report.ord_status == Some(OrdStatus::Filled)
            && report.exec_type == ExecType::OrderStatus
            && !child.is_replacing();
        let same = report.order_qty.is_none_or(|qty| qty.get() == child.order_qty);
        let less = |cum: Qty| cum.get() <= child.order_qty && cum.get() < child.bound();
        let less = report.cum_qty.is_some_and(less);
        let ends = matches!(self.meaning, Meaning::End(_) | Meaning::EndUnproven);
        self.word == Word::Statement && (ends || (filled && same && less))
    }

    /// More was reported than the venue has counted, where it had counted: in the end, or so far.
    /// While an end cools, late fills are what it cools for.
    fn disagrees(&self, after: &Child, duplicate: bool) -> bool {
        let over = after.proven && after.cools.is_none() && after.told() > after.said_cum;
        let counts = self.child.said_cum > 0 && self.report.cum_qty.is_some();
        let new = self.report.exec_type == ExecType::Trade && !duplicate;
        let short = new && counts && after.told() > after.said_cum;
        let end = matches!(self.meaning, Meaning::End(cum) if cum < self.child.told());
        over || short || end
    }

    /// More was executed than it may come to; after a correction, than it ever was.
    fn is_past_the_child(&self, after: &Child) -> bool {
        // A correction lowers what is claimed only after it has changed what is counted.
        let corrects = crate::model::is_correction(self.report);
        let claims = self.report.cum_qty.filter(|_| !self.full).map_or(0, Qty::get);
        let before = self.child.bound().max(claims);
        let bound = if corrects { before } else { after.bound() };
        let apart = if corrects { self.child.chains.apart(self.report) } else { 0 };
        let past = after.told() > bound.max(self.child.told() - apart);
        match self.meaning {
            Meaning::NewTrade => past,
            Meaning::Corrected if self.full => past,
            Meaning::AwaitedTrade | Meaning::Corrected => past && after.told() > after.peak,
            Meaning::Sum(sum) => sum > self.child.peak,
            _ => false,
        }
    }

    fn is_past_the_parent(&self, after: &Child) -> bool {
        let more = i128::from(after.load()) - i128::from(self.child.load());
        let free = self.parent.free();
        free - more < free.min(0)
    }

    /// A correction may free what a child had past its parent, and reserve a part of that again for the
    /// order that lives on: where the parent is still past its quantity, that part may be told.
    fn comes_back_past_the_parent(&self, after: &Child) -> bool {
        let more = i128::from(after.load()) - i128::from(self.child.load());
        self.meaning == Meaning::Corrected && self.parent.free() - more < 0
    }

    /// An answer may be to nothing that is open, or be taken for a repetition.
    fn may_be_unexpected(&self) -> bool {
        let (child, report) = (self.child, self.report);
        let canceled = report.exec_type == ExecType::Canceled;
        let fits = |open: &Open| !canceled || open.target.is_none();
        let named = |number: u16| child.open.iter().any(|open| open.number == number && fits(open));
        let unnamed = match self.meaning {
            Meaning::Unexpected | Meaning::Again => true,
            Meaning::Lost(number) => number.is_none(),
            _ => false,
        };
        let answers = report.exec_type.name().contains("re") || canceled;
        unnamed || (answers && report.request.is_some_and(|number| !named(number)))
    }

    /// Whether it executes again what it was never known to be, but was once called.
    fn may_be_again(&self) -> bool {
        let cum = self.report.cum_qty.map_or(0, Qty::get);
        self.child.corrected && (self.child.peak..self.child.named).contains(&cum.saturating_sub(1))
    }

    /// What a venue may have been believed to have already is no news.
    fn may_be_of_another_size(&self) -> bool {
        self.size() > self.child.peak
    }

    /// The size that a report says the order has, where it may say so.
    fn size(&self) -> u64 {
        let report = self.report;
        let open = report.cum_qty.zip(report.leaves_qty);
        let open = open.map_or(0, |(cum, leaves)| cum.get() + leaves.get());
        let of_size = matches!(report.exec_type, ExecType::Replaced | ExecType::Restated);
        let new_trade = self.meaning == Meaning::NewTrade && !self.full;
        let executes = report.exec_type == ExecType::Trade || crate::model::is_correction(report);
        let of_a_chain = self.child.base > 0 && self.word != Word::Statement;
        let says = !of_size && !of_a_chain && (!executes || new_trade);
        if says { report.order_qty.map_or(0, Qty::get).max(open) } else { 0 }
    }

    /// Whether its price is looked at: not where it is of nothing that counts.
    fn is_checked(&self) -> bool {
        let stands = self.meaning != Meaning::OtherCorrection && !self.full;
        match self.report.exec_type {
            ExecType::Trade => !matches!(self.meaning, Meaning::SameSum | Meaning::Odd),
            ExecType::TradeCorrect => stands && self.meaning != Meaning::NoCorrection,
            _ => false,
        }
    }

    fn is_absurd(&self) -> bool {
        self.limit.is_some_and(|limit| is_impossible(self.parent, limit, self.report))
    }
}

/// Whether an execution is reported at a price that cannot be: worse than its parent's limit, of
/// another sign, or far past it.
fn is_impossible(parent: &Parent, limit: Price, report: &Report) -> bool {
    let executes = matches!(report.exec_type, ExecType::Trade | ExecType::TradeCorrect);
    let price = report.last_px.0;
    if !executes || price == 0 || report.last_qty.is_zero() {
        return false;
    }
    let worse = if parent.order.side.is_buy() { price > limit.0 } else { price < limit.0 };
    let absurd = limit.0 != 0
        && ((limit.0 > 0) != (price > 0)
            || price.unsigned_abs() > limit.0.unsigned_abs().saturating_mul(16));
    worse || absurd
}
