//! After the storm: the faults stop, and everything must come to rest.
//!
//! ```text
//!   all mail comes ─▶ sessions are up ─▶ every order is asked for ─▶ parents end ─▶ at rest
//!        ─▶ suspense is assigned ─▶ alarms are read, switches reset, armed ─▶ parents retired
//!        ─▶ a new parent is admitted, routed, filled
//! ```
//!
//! Law: this is what an operator can always do. Where it does not lead to rest, something is stuck.
//!
//! Uses: `driver`, `check`. Used by: `sim`.

use crate::call::{Answer, Call};
use crate::laws;
use crate::orders;
use crate::play::{Verdict, must};
use crate::sim::Run;
use crate::sim::check::is_used_up;
use crate::step::Step;
use crate::world;
use plimsoll::{
    ChildId, ExecType, InstrumentId, MonitorId, Nanos, OrdStatus, Report, Target, VenueSession,
};

impl Run<'_> {
    /// Brings everything to rest.
    ///
    /// # Errors
    ///
    /// What does not come to rest, or the law that is broken on the way.
    pub(super) fn calm(&mut self) -> Verdict {
        self.driver.let_all_mail_come();
        self.make_all()?;
        for venue in 0..2 {
            let region = self.driver.world.region();
            if region.venue_session(world::venue(venue)) != Some(VenueSession::Up) {
                self.step(&Step::Recover { venue: venue as u8, thorough: true })?;
            }
        }
        self.settle()?;
        if self.checks.is_foul() {
            self.end_for_good()?;
        }
        let after = self.driver.world.snapshot();
        if let Some(log) = &mut self.options.log {
            log.rest(&self.driver);
        }
        self.checks.rest(&self.driver, &after)?;
        self.open()
    }

    /// A replace that the venue never had, since the process died before it was written, is refused.
    fn answer_requests(&mut self) -> Verdict {
        for child in self.driver.world.children.clone() {
            for _ in 0..4 {
                let view = self.driver.world.region().child(child);
                if view.is_none_or(|view| !view.pending_replace) {
                    break;
                }
                let report = Report::new(child, ExecType::ReplaceRejected);
                self.call(Call::Report { lane: 0, report })?;
            }
        }
        Ok(())
    }

    /// Every order is asked for; what has ended has cooled; every parent ends.
    fn settle(&mut self) -> Verdict {
        self.answer_requests()?;
        for child in self.driver.world.children.clone() {
            let Some(view) = self.driver.world.region().child(child) else { continue };
            if view.state == plimsoll::State::Void {
                continue;
            }
            let report = self.driver.venue.state(child, 4);
            if let Some(report) = report {
                self.call(Call::Status { report })?;
            }
        }
        self.call(Call::Wait { nanos: 2 * world::COOLING as u32 })?;
        for child in self.cooling() {
            self.call(Call::ProveCooled { child })?;
        }
        for parent in self.driver.world.parents.clone() {
            if self.driver.world.region().parent(parent).is_some() {
                self.call(Call::CancelParent { lane: 0, parent })?;
            }
        }
        for lane in 0..self.driver.world.setup.config.lanes {
            self.call(Call::Tick { lane })?;
        }
        Ok(())
    }

    /// Where a venue has executed past an order, or somebody forged a larger one, 'filled' says too
    /// little: it is stated that the order has ended, and with how much.
    fn end_for_good(&mut self) -> Verdict {
        for child in self.driver.world.children.clone() {
            let view = self.driver.world.region().child(child);
            let held = view.is_some_and(|view| laws::reserved(&view) + view.inferred_qty > 0);
            if let Some(report) = self.driver.venue.state(child, 0).filter(|_| held) {
                let ord_status = Some(OrdStatus::Canceled);
                let report = Report { ord_status, ..report };
                self.call(Call::Status { report })?;
            }
        }
        Ok(())
    }

    fn cooling(&self) -> Vec<ChildId> {
        let region = self.driver.world.region();
        let cools =
            |child: &ChildId| region.child(*child).is_some_and(|view| !view.cooling_qty.is_zero());
        self.driver.world.children.iter().copied().filter(cools).collect()
    }

    /// The house is opened again, and works.
    fn open(&mut self) -> Verdict {
        // From here on quantity goes to parents that no child had, which the model does not follow.
        self.checks.let_model_go();
        let open: Vec<_> = self.driver.open_suspense().collect();
        let parents = self.driver.world.parents.clone();
        for entry in open {
            for parent in &parents {
                let to = Target::Parent(*parent);
                let answer = self.call_unchecked(&Call::Assign { entry: entry.entry, to });
                if answer.refusal().is_none() {
                    break;
                }
            }
        }
        let region = self.driver.world.region();
        let audit = region.audit().map(|_| ());
        audit.map_err(|finding| format!("L2: the audit found {finding:?} at rest"))?;
        self.listen();
        for (strategy, instrument) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            let now = Nanos(self.driver.world.now);
            let (strategy, instrument) = (world::strategy(strategy), InstrumentId(instrument));
            let _ = self.driver.world.control().reenable(strategy, instrument, now);
        }
        for _ in 0..3 {
            self.driver.begin(&Step::Resume { lease: u16::MAX });
            self.make_all_unchecked();
        }
        let suspense = region.suspense();
        if suspense.gross != suspense.assigned {
            self.outcome.left_closed += 1;
            return Ok(());
        }
        let stopped = self.driver.world.snapshot().latched.stopped;
        must(stopped.is_empty(), || format!("liveness: still stopped: {stopped:?}"))?;
        must(region.lease().is_some(), || "liveness: it cannot be armed".into())?;
        for parent in parents {
            if region.parent(parent).is_some() {
                let answer = self.call_unchecked(&Call::Retire { lane: 0, parent });
                must(answer.refusal().is_none(), || format!("liveness: {parent:?}: {answer:?}"))?;
            }
        }
        let left = region.parents().count();
        must(left == 0, || format!("liveness: {left} parents cannot be retired"))?;
        self.work()
    }

    fn listen(&mut self) {
        let silence = self.driver.world.setup.silence;
        let monitors = silence.into_iter().filter(|silence| *silence > 0).count() as u32;
        for monitor in (0..monitors).map(MonitorId) {
            self.call_unchecked(&Call::Beat { monitor });
        }
        let lanes =
            if self.driver.world.setup.journals { self.driver.world.setup.config.lanes } else { 0 };
        for lane in 0..lanes {
            self.call_unchecked(&Call::Keep { lane });
        }
    }

    /// A parent is taken in, routed and filled, as on any day.
    fn work(&mut self) -> Verdict {
        self.call_unchecked(&Call::Wait { nanos: 200_000 });
        self.listen();
        let order = orders::parent(u128::MAX, 10);
        let admitted = self.call_unchecked(&Call::Admit { lane: 0, order });
        if admitted.refusal().is_some_and(is_used_up) {
            self.outcome.used_up += 1;
            return Ok(());
        }
        let Answer::Parent(Ok(parent)) = admitted else {
            return Err(format!("liveness: nothing is admitted: {admitted:?}"));
        };
        let routed =
            self.call_unchecked(&Call::Route { lane: 0, order: orders::child(parent, 10) });
        let Answer::Child(Ok(child)) = routed else {
            return Err(format!("liveness: nothing is routed: {routed:?}"));
        };
        let report = orders::trade(child, 1, 10);
        let filled = self.call_unchecked(&Call::Report { lane: 0, report });
        let done = filled.outcome().is_some_and(|outcome| outcome.parent_done);
        must(done, || format!("liveness: nothing is filled: {filled:?}"))
    }
}
