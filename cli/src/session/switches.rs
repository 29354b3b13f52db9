//! Arming, switches, venues' sessions, alarms, audit and recovery.
//!
//! Uses: `command`, `session::tables`. Used by: `session`.

use super::{Answer, Detail, Outcome, Session};
use crate::line::{Fault, Name, Placed, ScopeName};
use plimsoll::{
    AlarmKind, ChildId, Escaped, Manifest, Nanos, Receipt, Refusal, ResetRequest, Scope,
    SessionStrategy, Severity,
};

/// The keys of the two persons who reset what a scenario has killed.
pub(super) const KEYS: [u128; 2] = [1, 2];

impl Session<'_> {
    pub(super) fn arm(&mut self, lease_until: Nanos) -> Answer {
        Answer::of(self.try_arm(lease_until))
    }

    /// The line stands for an operator who expects what is there.
    fn try_arm(&mut self, lease_until: Nanos) -> Result<(), Refusal> {
        let fingerprints = [self.region.fingerprint()];
        let strategies: Vec<_> = self
            .region
            .strategies()
            .map(|terms| SessionStrategy::uncapped(terms.code, terms.generation))
            .collect();
        let manifest =
            Manifest { fingerprints: &fingerprints, strategies: &strategies, lease: u64::MAX };
        match self.control.arm(&manifest, lease_until, self.now).map_err(Refusal::from) {
            Err(Refusal::AlarmsRaised) => {
                self.read_alarms();
                Ok(self.control.arm(&manifest, lease_until, self.now)?)
            }
            armed => armed,
        }
    }

    /// Acknowledges what is raised and critical, as whoever arms or resets must have done before.
    fn read_alarms(&mut self) {
        for kind in AlarmKind::ALL {
            if kind.severity() == Severity::Critical {
                // One that is not raised stays so.
                let _ = self.control.acknowledge(kind, self.now);
            }
        }
    }

    pub(super) fn renew(&mut self, lease_until: Nanos) -> Answer {
        Answer::of(self.control.renew(lease_until, self.now))
    }

    pub(super) fn require_build(&mut self, version: u64) -> Answer {
        match self.control.require_build(version) {
            // What was required before was no less.
            Err(Refusal::NothingToChange) => Answer::ok(),
            required => Answer::of(required),
        }
    }

    pub(super) fn disarm(&mut self) -> Answer {
        Answer::of(self.control.disarm(self.now))
    }

    pub(super) fn acknowledge(&mut self, alarm: AlarmKind) -> Answer {
        Answer::of(self.control.acknowledge(alarm, self.now))
    }

    pub(super) fn kill(
        &mut self,
        scope: &Placed<ScopeName<'_>>,
        reason: Option<&Name<'_>>,
    ) -> Result<Answer, Fault> {
        let (scope, about) = self.scope(scope)?;
        // The core keeps a number: the first reason of a scenario is 1, and 0 is none.
        let reason = reason.map_or(0, |reason| self.tables.reasons.set(&reason.value, ()) + 1);
        let receipt = self.region.kill(scope, reason, self.now);
        let mut answer = Answer::of(receipt).about(None, about);
        if let Ok(receipt) = receipt {
            answer.detail = self.receipt(&receipt);
        }
        Ok(answer)
    }

    fn receipt(&self, receipt: &Receipt) -> Detail {
        let (mut escaped, mut in_doubt) = (Vec::new(), Vec::new());
        let mut cursor = 0;
        let mut batch = [Escaped { child: ChildId::from_bits(0), in_doubt: false }; 64];
        loop {
            let count = self.region.escaped(receipt, &mut cursor, &mut batch);
            if count == 0 {
                return Detail::Receipt { escaped, in_doubt };
            }
            for one in batch.iter().take(count) {
                if let Some(place) = self.tables.child_places.get(&one.child) {
                    escaped.push(*place);
                    in_doubt.extend(one.in_doubt.then_some(*place));
                }
            }
        }
    }

    pub(super) fn reset(&mut self, scope: &Placed<ScopeName<'_>>) -> Result<Answer, Fault> {
        let (scope, about) = self.scope(scope)?;
        Ok(Answer::of(self.try_reset(scope)).about(None, about))
    }

    /// Puts the switch of `scope` back as it stands now: the line stands for two persons who have
    /// looked.
    fn try_reset(&mut self, scope: Scope) -> Result<(), Refusal> {
        if let Scope::Parent(parent) = scope {
            return self.control.release(parent, self.now);
        }
        let [key, other] = KEYS;
        let request = ResetRequest { scope, key, why: [0; 32] };
        let ticket = self.control.request_reset(&request, self.now)?;
        let fingerprint = self.region.fingerprint();
        match self.control.confirm_reset(ticket.nonce, other, &fingerprint, self.now) {
            Err(Refusal::AlarmsRaised) => {
                self.read_alarms();
                self.control.confirm_reset(ticket.nonce, other, &fingerprint, self.now)
            }
            reset => reset,
        }
    }

    /// The scope that a line names, and the place of the parent if it is one.
    fn scope(&self, scope: &Placed<ScopeName<'_>>) -> Result<(Scope, Option<u32>), Fault> {
        let tables = &self.tables;
        let scope = match &scope.value {
            ScopeName::Firm => Scope::Firm,
            ScopeName::Account(name) => Scope::Account(tables.account(name)?),
            ScopeName::Instrument(name) => Scope::Instrument(tables.instrument(name)?.1),
            ScopeName::Venue(name) => Scope::Venue(tables.venue(name)?),
            ScopeName::Strategy(name) => Scope::Strategy(tables.strategy(name)?.0),
            ScopeName::Lane(index) => Scope::Lane(*index),
            ScopeName::Parent(name) => {
                let (place, id) = tables.parent(name)?;
                return Ok((Scope::Parent(id), Some(place)));
            }
        };
        Ok((scope, None))
    }

    pub(super) fn disconnect(&mut self, venue: &Name<'_>) -> Result<Answer, Fault> {
        let venue = self.tables.venue(venue)?;
        let left = self.control.disconnect(venue, self.now);
        let mut answer = Answer::of(left);
        if let Ok(left) = left {
            answer.detail = Detail::Disconnected(left);
        }
        Ok(answer)
    }

    pub(super) fn reconnect(&mut self, venue: &Name<'_>) -> Result<Answer, Fault> {
        let venue = self.tables.venue(venue)?;
        Ok(Answer::of(self.control.reconnect(venue, self.now)))
    }

    pub(super) fn audit(&mut self) -> Answer {
        let mut answer = Answer::ok();
        match self.region.audit() {
            Ok(audit) => answer.detail = Detail::Audit(audit),
            Err(finding) => {
                self.audits_failed += 1;
                answer.outcome = Outcome::Breach(finding.name());
            }
        }
        answer
    }

    pub(super) fn recover(&mut self) -> Answer {
        let recovery = self.control.recover(self.now).and_then(|recovery| {
            self.lane = self.region.lane(0)?;
            Ok(recovery)
        });
        let mut answer = Answer::of(recovery);
        if let Ok(recovery) = recovery {
            answer.detail = Detail::Recovery(recovery);
        }
        answer
    }
}
