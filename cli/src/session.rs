//! One router, run by a scenario: the region, its handles, and what the names stand for.
//!
//! ```text
//!   command ──► names become ids ──► one call of the core ──► answer
//!                     │                                          ▲
//!                     └─ a fault: the call is never made         └─ refusal or breach: a result
//! ```
//!
//! Law: a line with a fault changes nothing. A name whose definition the core refused stays known,
//! stands for nothing, and may be defined again; what is said to it is answered by the core.
//!
//! Uses: `command`, `line`, `names`, `decimal`. Used by: `replay`, `print`.

mod answer;
mod orders;
mod plan;
mod reports;
mod schedule;
mod setup;
mod statements;
mod switches;
mod tables;

pub use answer::{Answer, Detail, Outcome, PlannedLeg};

use crate::command::{Command, Entry};
use crate::line::Fault;
use plimsoll::registry::STRATEGIES;
use plimsoll::{
    AlarmKind, ChildView, Control, Lane, Nanos, Notional, ParentView, Qty, Refusal, Region,
    ResetTerms, Throttles,
};
use tables::{Planner, StrategyRow, Tables};

/// A scenario as it runs.
pub struct Session<'r> {
    region: Region<'r>,
    control: Control<'r>,
    lane: Lane<'r>,
    /// The time of the last line.
    now: Nanos,
    tables: Tables,
    /// How often each alarm had been raised after the last line.
    raised: [u64; AlarmKind::ALL.len()],
    audits_failed: u64,
}

impl<'r> Session<'r> {
    /// A session on `region`, with every limit at its largest and the core's own strategies
    /// defined.
    pub fn open(region: Region<'r>) -> Result<Session<'r>, Refusal> {
        let mut control = region.control()?;
        control.set_firm_limit(Notional::MAX)?;
        control.set_suspense_limit(Qty::MAX)?;
        control.set_alarm_deadline(u64::MAX)?;
        control.set_throttles(&Throttles::WIDEST)?;
        control.set_clock_tolerance(u64::MAX)?;
        control.set_reset_terms(&ResetTerms { least_delay: 0, expiry: u64::MAX })?;
        for (person, key) in (1u32..).zip(switches::KEYS) {
            control.define_key(person, key)?;
        }
        let mut tables = Tables::new();
        for entry in STRATEGIES.iter().filter(|entry| !entry.retired) {
            let (code, generation) = (entry.code, entry.generation);
            let id = control.define_strategy(&setup::unbounded(code, generation))?;
            let planner = Planner::named(entry.name);
            tables.strategies.set(entry.name, StrategyRow { id: Some(id), generation, planner });
        }
        let lane = region.lane(0)?;
        Ok(Session::with(region, control, lane, tables))
    }

    /// A session on a region that is there already, under no names.
    #[cfg(test)]
    pub fn join(region: Region<'r>) -> Session<'r> {
        let control = region.take_over_control().expect("the control handle");
        let lane = region.take_over_lane(0).expect("a lane");
        Session::with(region, control, lane, Tables::new())
    }

    fn with(
        region: Region<'r>,
        control: Control<'r>,
        lane: Lane<'r>,
        tables: Tables,
    ) -> Session<'r> {
        let raised = [0; AlarmKind::ALL.len()];
        Session { region, control, lane, now: Nanos(0), tables, raised, audits_failed: 0 }
    }

    /// Does what `entry` says.
    pub fn run(&mut self, entry: &Entry<'_>) -> Result<Answer, Fault> {
        if let Some(time) = &entry.time {
            if time.value < self.now {
                let message = format!("`t` goes backwards: the line before was at {}", self.now.0);
                return Err(Fault::new(time.at, message));
            }
            self.now = time.value;
        }
        let mut answer = self.obey(&entry.command)?;
        answer.alarms = self.newly_raised();
        Ok(answer)
    }

    fn obey(&mut self, command: &Command<'_>) -> Result<Answer, Fault> {
        match command {
            Command::Firm(firm) => Ok(self.firm(firm)),
            Command::Account(account) => self.account(account),
            Command::Instrument(instrument) => self.instrument(instrument),
            Command::Venue(venue) => self.venue(venue),
            Command::Strategy(strategy) => self.strategy(strategy),
            Command::Position(position) => self.position(position),
            Command::Reference(reference) => self.reference(reference),
            Command::Quote(quote) => self.quote(quote),
            Command::Arm(lease_until) => Ok(self.arm(*lease_until)),
            Command::Renew(lease_until) => Ok(self.renew(*lease_until)),
            Command::Disarm => Ok(self.disarm()),
            Command::Admit(admit) => self.admit(admit),
            Command::Amend(parent, qty) => self.amend(parent, *qty),
            Command::Refresh(parent) => self.refresh(parent),
            Command::Hold(parent) => self.hold(parent),
            Command::Retire(parent) => self.retire(parent),
            Command::CancelParent(parent) => self.cancel_parent(parent),
            Command::Plan(plan) => self.plan(plan),
            Command::Route(route) => self.route(route),
            Command::Sent(child) => self.sent(child),
            Command::Doubt(child) => self.doubt(child),
            Command::CancelChild(cancel) => self.cancel_child(cancel),
            Command::Replace(replace) => self.replace(replace),
            Command::Disconnect(venue) => self.disconnect(venue),
            Command::Reconnect(venue) => self.reconnect(venue),
            Command::Report(report) => self.report(report),
            Command::Status(report) => self.status(report),
            Command::DropCopy(report) => self.drop_copy(report),
            Command::MassStatus(venue, phase) => self.mass_status(venue, *phase),
            Command::CheckPosition(stated) => self.check_position(stated),
            Command::Proof(proof) => self.proof(proof),
            Command::Assign(assign) => self.assign(assign),
            Command::FilledElsewhere(parent, total) => self.filled_elsewhere(parent, *total),
            Command::Tick => Ok(self.tick()),
            Command::Kill(scope, reason) => self.kill(scope, reason.as_ref()),
            Command::Reset(scope) => self.reset(scope),
            Command::Acknowledge(alarm) => Ok(self.acknowledge(*alarm)),
            Command::Audit => Ok(self.audit()),
            Command::Recover => Ok(self.recover()),
            Command::RequireBuild(version) => Ok(self.require_build(*version)),
        }
    }

    /// The alarms that were raised since it was asked last.
    fn newly_raised(&mut self) -> Vec<&'static str> {
        let mut names = Vec::new();
        for (kind, before) in AlarmKind::ALL.iter().zip(&mut self.raised) {
            let count = self.region.alarm(*kind).count;
            if count != *before {
                *before = count;
                names.push(kind.name());
            }
        }
        names
    }

    /// Whether every audit so far found the books in order.
    pub fn is_proven(&self) -> bool {
        self.audits_failed == 0
    }

    /// The child that `answer` is about: its name and how it stands.
    pub fn child_of(&self, answer: &Answer) -> Option<(&str, ChildView)> {
        let place = answer.child?;
        let view = self.region.child(self.tables.children.row(place)?.id?)?;
        Some((self.tables.children.text(place), view))
    }

    /// The parent that `answer` is about: its name and how it stands.
    pub fn parent_of(&self, answer: &Answer) -> Option<(&str, ParentView)> {
        let place = answer.parent?;
        let view = self.region.parent(self.tables.parents.row(place)?.id?)?;
        Some((self.tables.parents.text(place), view))
    }

    /// The name of the child at `place`.
    pub fn child_name(&self, place: u32) -> &str {
        self.tables.children.text(place)
    }

    /// The name of the venue at `place`.
    pub fn venue_name(&self, place: u32) -> &str {
        self.tables.venues.text(place)
    }
}
