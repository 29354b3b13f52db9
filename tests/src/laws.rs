//! The laws as checks on what can be seen: one function a law, each the plainest reading of DESIGN
//! §1.
//!
//! Law: a check knows nothing of how the core works; it reads views, calls and answers, and the
//! venue's own book.
//!
//! Uses: `play`, `call`, `venue`, `world`. Used by: `tests/l*.rs`, the fuzzers.

use crate::call::{Answer, Call};
use crate::model::chain::{Chains, Heard};
use crate::model::{copied, is_correction};
use crate::play::{Scene, Verdict, must};
use crate::venue::Venue;
use crate::world::{Latched, Snapshot};
use plimsoll::{
    Breach, ChildId, ChildView, ExecType, FanOut, LastQtyMeans, Level, ParentId, ParentState,
    ParentView, Qty, Report, Scope, State, TimeInForce,
};
use std::collections::{HashMap, HashSet};

/// What is neither spent nor promised: headroom, or less than nothing where the parent is
/// overfilled.
#[must_use]
pub fn free(parent: &ParentView) -> i128 {
    i128::from(parent.headroom) - i128::from(parent.overfill)
}

/// What is still promised for a child.
#[must_use]
pub fn reserved(child: &ChildView) -> u64 {
    child.leaves_qty.get() + child.unknown_qty.get() + child.cooling_qty.get()
}

/// L1 as the core shows it: nothing is out that the quantity, or a recorded overfill, does not pay
/// for.
///
/// # Errors
///
/// The parent that is loaded past its line.
pub fn emission(snapshot: &Snapshot) -> Verdict {
    snapshot.parents.iter().try_for_each(|(parent, _)| {
        let out = u128::from(parent.executed)
            + u128::from(parent.working)
            + u128::from(parent.unknown)
            + u128::from(parent.cooling);
        let line = u128::from(parent.qty.get()) + u128::from(parent.overfill);
        must(out <= line, || format!("L1: {out} is out, {line} is paid for: {parent:?}"))
    })
}

/// L1 as the venues see it: what their orders may still come to is within the parent's quantity.
///
/// # Errors
///
/// The parent that the venues may execute past its quantity.
pub fn emission_at_venues(snapshot: &Snapshot, venue: &Venue, now: u64) -> Verdict {
    snapshot.parents.iter().try_for_each(|(parent, _)| {
        let most = venue.may_come_to(parent.id, now);
        must(most <= parent.qty.get(), || {
            format!("L1: the venues may come to {most} of {}: {parent:?}", parent.qty.get())
        })
    })
}

/// L2: every unit of a parent is in exactly one place, and its sums are its children's.
///
/// # Errors
///
/// The parent whose units do not add up.
pub fn conservation(snapshot: &Snapshot) -> Verdict {
    snapshot.parents.iter().try_for_each(|(parent, children)| {
        let sum = |part: fn(&ChildView) -> u64| children.iter().map(part).sum::<u64>();
        let promised = parent.working + parent.unknown + parent.cooling;
        let total = free(parent) + i128::from(promised) + i128::from(parent.executed);
        must(total == i128::from(parent.qty.get()), || format!("L2: {total} units in {parent:?}"))?;
        must(parent.headroom == 0 || parent.overfill == 0, || format!("L2: both: {parent:?}"))?;
        must(parent.working == sum(|child| child.leaves_qty.get()), || {
            format!("L2: working {parent:?}")
        })?;
        must(parent.unknown == sum(|child| child.unknown_qty.get()), || {
            format!("L2: unknown {parent:?}")
        })?;
        must(parent.cooling == sum(|child| child.cooling_qty.get()), || {
            format!("L2: cooling {parent:?}")
        })?;
        must(parent.inferred == sum(|child| child.inferred_qty), || {
            format!("L2: inferred {parent:?}")
        })?;
        must(parent.executed == sum(|child| child.cum_qty), || format!("L2: executed {parent:?}"))
    })
}

/// What every execution that was reported should have come to (L3, L4).
#[derive(Clone, Debug, Default)]
pub struct Booked {
    chains: HashMap<ChildId, Chains>,
    unrecorded: HashMap<ChildId, u64>,
    assigned: HashSet<ChildId>,
}

impl Booked {
    /// Takes in a report, and says whether it is one that was booked before; and if so, whether
    /// with the same numbers. `full`: no record was left for it.
    pub fn note(&mut self, report: &Report, full: bool) -> Option<bool> {
        let trade = report.exec_type == ExecType::Trade && !report.last_qty.is_zero();
        if !trade && !is_correction(report) {
            return None;
        }
        let chains = self.chains.entry(report.child).or_default();
        let heard = if trade { chains.trade(report) } else { chains.correction(report) };
        match (trade, full) {
            (true, false) => chains.take_trade(report),
            (true, true) => {
                // No more than the venue has counted, where it counts.
                let most = report.cum_qty.map_or(u64::MAX, Qty::get);
                let lost = self.unrecorded.entry(report.child).or_default();
                let missing = most.saturating_sub(chains.sum() + *lost);
                *lost += report.last_qty.get().min(missing);
            }
            (false, false) => chains.take_correction(report),
            // What it adds is booked; what it takes away can be told again.
            (false, true) => {
                let counted = chains.named(report).map_or(0, |id| chains.counted_with(id));
                let bust = report.exec_type == ExecType::TradeCancel;
                let more = report.last_qty.get().saturating_sub(counted);
                let more = if bust { 0 } else { more };
                let most = report.cum_qty.map_or(u64::MAX, Qty::get);
                let lost = self.unrecorded.entry(report.child).or_default();
                *lost += more.min(most.saturating_sub(chains.sum() + *lost));
            }
        }
        match heard {
            Heard::New | Heard::Awaited | Heard::Nonsense => None,
            Heard::Again => Some(true),
            Heard::Conflict => Some(false),
        }
    }

    /// A child was given what lay in suspense, corrected there or not: what it has executed since is
    /// for the audit to say.
    pub fn excuse(&mut self, child: ChildId) {
        self.assigned.insert(child);
    }

    /// Takes in a restatement: its id is no execution's.
    pub fn mark(&mut self, report: &Report) {
        if report.exec_type == ExecType::Restated
            && report.order_qty.is_some()
            && report.exec_id.0 != 0
        {
            self.chains.entry(report.child).or_default().take_mark(report.exec_id);
        }
    }

    /// The quantity that a child should have executed.
    #[must_use]
    pub fn cum(&self, child: ChildId) -> u64 {
        let lost = self.unrecorded.get(&child).copied().unwrap_or(0);
        self.chains.get(&child).map_or(0, Chains::sum) + lost
    }
}

/// The report of an execution that a call brings the books: no sum, and no statement of one.
fn execution(scene: &Scene<'_>) -> Option<Report> {
    let report = match scene.call {
        Call::Report { report, .. } => *report,
        Call::DropCopy { report } => copied(report).0,
        _ => return None,
    };
    let venue = scene.after.child(report.child).map(|view| view.venue.0);
    let terms = venue.and_then(|venue| scene.driver.world.setup.venues.get(venue as usize));
    let sums = terms.is_some_and(|terms| terms.last_qty == LastQtyMeans::Cumulative);
    (!sums).then_some(report)
}

/// L3 and L4: each child has executed what was reported for it, each execution once, and a
/// repetition is called so.
///
/// # Errors
///
/// The child whose quantity is wrong, or the answer that is.
pub fn truth(scene: &Scene<'_>, booked: &mut Booked) -> Verdict {
    if let (Some(report), Some(outcome)) = (execution(scene), scene.answer.outcome())
        && outcome.breach != Some(Breach::Suspense)
    {
        booked.mark(&report);
        let full = outcome.raised.contains(plimsoll::AlarmKind::ExecutionsFull);
        let again = booked.note(&report, full);
        let trade = report.exec_type == ExecType::Trade && !report.last_qty.is_zero();
        let excused = booked.assigned.contains(&report.child);
        must(excused || full || !trade || outcome.duplicate == again.is_some(), || {
            format!("L4: duplicate is {}, should be {again:?}", outcome.duplicate)
        })?;
        if booked.assigned.contains(&report.child) {
            return executed(scene.after, booked);
        }
        let conflict = outcome.breach == Some(Breach::ConflictingExecution);
        let graver = outcome
            .breach
            .is_some_and(|breach| (breach as u16) < Breach::ConflictingExecution as u16);
        // With no record left for what it refers to, nobody looks at its own id.
        must(
            conflict == (again == Some(false)) || (again == Some(false) && (graver || full)),
            || format!("L4: {again:?}: {outcome:?}"),
        )?;
    }
    executed(scene.after, booked)
}

/// Takes in a report that was handed in again after its process had died in it.
pub fn note_again(scene: &Scene<'_>, booked: &mut Booked, full: bool) {
    if let Some(report) = execution(scene) {
        booked.mark(&report);
        let _ = booked.note(&report, full);
    }
}

/// L3: each child has executed what was booked for it, and what it has beyond that is called
/// inferred.
///
/// # Errors
///
/// The child whose quantity is wrong.
pub fn executed(snapshot: &Snapshot, booked: &Booked) -> Verdict {
    snapshot.parents.iter().flat_map(|(_, children)| children).try_for_each(|child| {
        let should = booked.cum(child.id);
        let excused = booked.assigned.contains(&child.id);
        must(excused || child.cum_qty == should + child.inferred_qty, || {
            format!("L3: {should} reported for {child:?}")
        })
    })
}

/// L4: a repeated execution changes no quantity.
///
/// # Errors
///
/// The first quantity that changed.
pub fn once(before: &Snapshot, after: &Snapshot) -> Verdict {
    let quantities = |snapshot: &Snapshot| -> Vec<(ParentId, u64, u64, u64, u64)> {
        let views = snapshot.parents.iter().map(|(view, _)| view);
        views
            .map(|view| (view.id, view.executed, view.headroom, view.overfill, view.sent))
            .collect()
    };
    must(quantities(before) == quantities(after), || "L4: a repetition moved quantity".into())?;
    before.parents.iter().flat_map(|(_, children)| children).try_for_each(|was| {
        let now = after.child(was.id);
        let same =
            now.is_some_and(|now| now.cum_qty == was.cum_qty && reserved(now) == reserved(was));
        must(same, || format!("L4: a repetition moved {was:?} to {now:?}"))
    })
}

/// L5: whether a call may prove that quantity is free again.
#[must_use]
pub fn is_proof(call: &Call, before: &Snapshot, lives_on: &HashSet<ChildId>) -> bool {
    match call {
        Call::Amend { .. } => true,
        Call::Report { report, .. } => match report.exec_type {
            ExecType::Canceled | ExecType::Expired | ExecType::Rejected => report.cum_qty.is_some(),
            ExecType::DoneForDay => report.cum_qty.is_some() && !lives_on.contains(&report.child),
            ExecType::Replaced => true,
            ExecType::ReplaceRejected => !report.unknown_order,
            ExecType::Trade
            | ExecType::PendingNew
            | ExecType::New
            | ExecType::PendingCancel
            | ExecType::PendingReplace
            | ExecType::Suspended
            | ExecType::Stopped
            | ExecType::Calculated
            | ExecType::OrderStatus
            | ExecType::CancelRejected => false,
            // A fresh word of the venue's own on the order's size.
            ExecType::Restated => report.order_qty.is_some() && report.exec_id.0 != 0,
            _ => false,
        },
        // Statements of an end, and that nothing more can come.
        Call::Status { .. } | Call::ProveCooled { .. } => true,
        // A parent that is gone, and its children, are not compared.
        Call::Retire { parent, .. } => before.parent(*parent).is_some(),
        _ => false,
    }
}

/// L5: what is free grows by nothing but proof, and the reservation of a child shrinks by nothing
/// but proof and fills.
///
/// # Errors
///
/// The parent or child that was let go.
pub fn proof(scene: &Scene<'_>, lives_on: &HashSet<ChildId>) -> Verdict {
    if is_proof(scene.call, scene.before, lives_on) {
        return Ok(());
    }
    // An execution that counts for less frees what it counted for; its parent is held then.
    let executes = match scene.call {
        Call::Report { report, .. } | Call::DropCopy { report } => {
            report.exec_type == ExecType::Trade || is_correction(report)
        }
        _ => false,
    };
    for (was, children) in &scene.before.parents {
        let Some((now, _)) = scene.after.parent(was.id) else {
            return Err(format!("L5: a parent vanished: {was:?}"));
        };
        let cooled = match scene.call {
            Call::Tick { .. } | Call::LateTick { .. } => was.cooling.saturating_sub(now.cooling),
            _ => 0,
        };
        let busted = executes && now.state != ParentState::Open;
        must(busted || free(now) <= free(was) + i128::from(cooled), || {
            format!("L5: freed without proof: {was:?} to {now:?}")
        })?;
        for was in children {
            let Some(now) = scene.after.child(was.id) else {
                return Err(format!("L5: a child vanished: {was:?}"));
            };
            let filled = now.cum_qty.saturating_sub(was.cum_qty);
            let cooled = match scene.call {
                Call::Tick { .. } | Call::LateTick { .. } => was.cooling_qty.get(),
                _ => 0,
            };
            must(busted || reserved(now) + filled + cooled >= reserved(was), || {
                format!("L5: let go without proof: {was:?} to {now:?}")
            })?;
        }
    }
    Ok(())
}

/// Notes which children outlive their session, for [`proof`].
pub fn note_terms(call: &Call, answer: &Answer, lives_on: &mut HashSet<ChildId>) {
    if let (Call::Route { order, .. }, Answer::Child(Ok(child))) = (call, answer)
        && matches!(order.time_in_force, TimeInForce::GoodTillCancel | TimeInForce::GoodTillDate)
    {
        lives_on.insert(*child);
    }
}

/// L7: what tripped stays tripped, unless the control handle was asked to reset it, and that was
/// confirmed.
///
/// # Errors
///
/// What was let go.
pub fn latch(before: &Latched, call: &Call, after: &Latched, tickets: &[(u64, Scope)]) -> Verdict {
    for (scope, level) in before.stopped.iter().filter(|(of, level)| after.level(*of) < *level) {
        let asked = match call {
            Call::ConfirmReset { nonce, .. } => tickets.contains(&(*nonce, *scope)),
            Call::Arm { .. } => *scope == Scope::Firm && *level >= Level::NoNewOrders,
            _ => false,
        };
        must(asked, || format!("L7: {call:?} reset {scope:?}"))?;
    }
    for alarm in before.raised.iter().filter(|alarm| !after.raised.contains(alarm)) {
        let asked = matches!(call, Call::Acknowledge { alarm: asked } if asked == alarm);
        must(asked, || format!("L7: {call:?} silenced {alarm:?}"))?;
    }
    Ok(())
}

/// L12: a parent stays within the fan-out that it was admitted with.
///
/// # Errors
///
/// The parent that fanned out too far.
pub fn fan_out(parent: &ParentView, children: &[ChildView], bound: &FanOut) -> Verdict {
    let births = children.iter().filter(|child| child.state != State::Void).count();
    must(parent.children <= bound.max_children, || format!("L12: children of {parent:?}"))?;
    must(births <= bound.max_children as usize, || format!("L12: {births} births of {parent:?}"))?;
    must(parent.sent <= bound.max_sent, || format!("L12: sent by {parent:?} past {bound:?}"))
}
