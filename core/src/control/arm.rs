//! Arming: the house opens only for what the operator expects to find.
//!
//! A region is formatted disarmed, and `recover` leaves it disarmed. `arm` compares what runs here
//! with the manifest of the session, and names the first difference. Seven of eight servers were
//! updated on 1 August 2012, and nobody compared.

use super::Control;
use crate::event::EventKind;
use crate::id::StrategyId;
use crate::refusal::Refusal;
use crate::region::{Field, Fingerprint, Region};
use crate::sync::{AcqRel, Acquire, Relaxed, Release};
use crate::units::{Nanos, Notional};

/// What the operator expects of this session.
#[derive(Clone, Copy, Debug)]
pub struct Manifest<'m> {
    /// What may run here: any of these.
    pub fingerprints: &'m [Fingerprint],
    /// The strategies that may take parents in; all others are refused.
    pub strategies: &'m [SessionStrategy],
    /// The longest lease, in nanoseconds: at least 1.
    pub lease: u64,
}

/// A strategy that a session allows, and how much: a new one is launched with a small cap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionStrategy {
    /// Its code.
    pub code: u32,
    /// The generation that is expected here.
    pub generation: u32,
    /// Parents that it may take in this session.
    pub max_parents: u64,
    /// Money that they may come to in all, each at its worst price, amendments included.
    pub max_notional: Notional,
}

impl SessionStrategy {
    /// One that the session does not cap.
    #[must_use]
    pub const fn uncapped(code: u32, generation: u32) -> SessionStrategy {
        let max_parents = Notional::MAX.get();
        SessionStrategy { code, generation, max_parents, max_notional: Notional::MAX }
    }
}

/// Why a region was not armed, and by how little.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unarmed {
    /// Why.
    pub refusal: Refusal,
    /// What differs; [`Field::None`] where the refusal says all.
    pub field: Field,
    /// What the manifest has.
    pub expected: u64,
    /// What is here.
    pub found: u64,
}

impl From<Refusal> for Unarmed {
    fn from(refusal: Refusal) -> Unarmed {
        Unarmed { refusal, field: Field::None, expected: 0, found: 0 }
    }
}

impl From<Unarmed> for Refusal {
    fn from(unarmed: Unarmed) -> Refusal {
        unarmed.refusal
    }
}

impl Control<'_> {
    /// Opens the house: resets the firm's switch, and lets trading go on until `lease_until`. A
    /// kill that came since the house was closed must be reset on its own first.
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails.
    ///
    /// | error                            | when                                                              |
    /// |----------------------------------|-------------------------------------------------------------------|
    /// | [`Refusal::HandleLost`]          | the handle was taken over                                         |
    /// | [`Refusal::ClockBackwards`], [`Refusal::ClockStopped`] | `now` is before an earlier call's, or far behind others' |
    /// | [`Refusal::LeaseExpired`]        | `lease_until` is not after `now`                                  |
    /// | [`Refusal::LeaseTooLong`]        | it is later than the manifest allows                              |
    /// | [`Refusal::LimitUnset`]          | a limit, a throttle, the terms of a reset or a deadline of the firm's was never set |
    /// | [`Refusal::NothingToChange`]     | it is armed: renew the lease                                      |
    /// | [`Refusal::WrongFingerprint`]    | none of the manifest's fingerprints is this region's; the first difference from the nearest |
    /// | [`Refusal::UnknownStrategy`], [`Refusal::WrongGeneration`] | a strategy of the manifest is not defined here, or otherwise |
    /// | [`Refusal::AlreadyDefined`]      | the manifest names a strategy twice                               |
    /// | [`Refusal::AlarmsRaised`]        | a critical alarm is not acknowledged                              |
    /// | [`Refusal::KilledSince`]         | the firm was killed since it was closed                           |
    pub fn arm(
        &mut self,
        manifest: &Manifest<'_>,
        lease_until: Nanos,
        now: Nanos,
    ) -> Result<(), Unarmed> {
        self.try_arm(manifest, lease_until, now)
            .inspect_err(|unarmed| self.lane.region.count_refusal(unarmed.refusal, now))
    }

    fn try_arm(
        &mut self,
        manifest: &Manifest<'_>,
        lease_until: Nanos,
        now: Nanos,
    ) -> Result<(), Unarmed> {
        let expected = self.may_arm(manifest, lease_until, now)?;
        let region = self.lane.region;
        let control = region.control;
        let closed_at = control.armed.load(Acquire) >> 1;
        if control.firm.is_halted() {
            control.firm.reset(closed_at)?;
        }
        self.lane.passed(now);
        region.hear_none_after(now);
        region.begin_session(manifest);
        region.void_births();
        control.max_lease.store(manifest.lease, Release);
        control.lease_until.store(lease_until.0, Release);
        control.armed_build.store(region.build_part(), Relaxed);
        control.armed.store(1, Release);
        if let Err(unarmed) = region.is_still(expected) {
            region.close(now)?;
            return Err(unarmed);
        }
        self.tell(EventKind::Armed, now, lease_until.0, region.fingerprint().whole());
        Ok(())
    }

    /// Whether [`Control::arm`] would open the house now, and if not why: for whoever arms several
    /// regions, all of them or none. Changes nothing, whatever it answers; but a refusal counts for
    /// its control, and a clock that is wrong raises its alarm.
    ///
    /// # Errors
    ///
    /// As [`Control::arm`].
    pub fn would_arm(
        &self,
        manifest: &Manifest<'_>,
        lease_until: Nanos,
        now: Nanos,
    ) -> Result<(), Unarmed> {
        let may = self.may_arm(manifest, lease_until, now).map(drop);
        may.inspect_err(|unarmed| self.lane.region.count_refusal(unarmed.refusal, now))
    }

    /// The build that the manifest expects here, if the house may be opened.
    fn may_arm(
        &self,
        manifest: &Manifest<'_>,
        lease_until: Nanos,
        now: Nanos,
    ) -> Result<u64, Unarmed> {
        self.lane.enter(now)?;
        let region = self.lane.region;
        let control = region.control;
        check_lease(manifest.lease, lease_until, now)?;
        if !region.is_set_up() {
            return Err(Refusal::LimitUnset.into());
        }
        if control.is_armed() {
            return Err(Refusal::NothingToChange.into());
        }
        let expected = region.matches(manifest)?;
        if region.alarms().is_critical_raised() {
            return Err(Refusal::AlarmsRaised.into());
        }
        let closed_at = control.armed.load(Acquire) >> 1;
        if control.firm.is_halted() && control.firm.kill_count() != closed_at {
            return Err(Refusal::KilledSince.into());
        }
        Ok(expected)
    }

    /// Moves the end of the lease. When it stops being moved, trading stops: the dead man's handle.
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails.
    ///
    /// | error                            | when                                            |
    /// |----------------------------------|-------------------------------------------------|
    /// | [`Refusal::HandleLost`]          | the handle was taken over                       |
    /// | [`Refusal::ClockBackwards`], [`Refusal::ClockStopped`] | as for [`Control::arm`]   |
    /// | [`Refusal::NotArmed`]            | the house is closed                             |
    /// | [`Refusal::LeaseExpired`]        | `lease_until` is not after `now`                |
    /// | [`Refusal::LeaseTooLong`]        | it is later than the manifest allows            |
    pub fn renew(&mut self, lease_until: Nanos, now: Nanos) -> Result<(), Refusal> {
        self.try_renew(lease_until, now)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, now))
    }

    fn try_renew(&mut self, lease_until: Nanos, now: Nanos) -> Result<(), Refusal> {
        self.lane.enter(now)?;
        let control = self.lane.region.control;
        if !control.is_armed() {
            return Err(Refusal::NotArmed);
        }
        check_lease(control.max_lease.load(Acquire), lease_until, now).map_err(Refusal::from)?;
        self.lane.passed(now);
        control.lease_until.store(lease_until.0, Release);
        Ok(())
    }
}

fn check_lease(most: u64, until: Nanos, now: Nanos) -> Result<(), Unarmed> {
    let Some(length) = until.0.checked_sub(now.0).filter(|length| *length > 0) else {
        return Err(Refusal::LeaseExpired.into());
    };
    if length > most {
        let (refusal, field) = (Refusal::LeaseTooLong, Field::Lease);
        return Err(Unarmed { refusal, field, expected: most, found: length });
    }
    Ok(())
}

impl Region<'_> {
    /// Whether everything is set that may not be left unset.
    fn is_set_up(&self) -> bool {
        let control = self.control;
        let words = [
            &control.suspended.limit,
            &control.patience,
            &control.tolerance,
            &control.resets.least_delay,
            &control.resets.expiry,
        ];
        let throttled = control.throttles.get().is_some();
        throttled && control.headroom.is_set() && words.iter().all(|word| word.load(Acquire) != 0)
    }

    /// The build that the manifest expects here, if all is as it says.
    fn matches(&self, manifest: &Manifest<'_>) -> Result<u64, Unarmed> {
        let found = self.fingerprint();
        let nearest = manifest.fingerprints.iter().min_by_key(|it| it.differences(found).count());
        let nearest = nearest.copied().unwrap_or_default();
        if let Some((field, expected, found)) = nearest.differences(found).next() {
            return Err(Unarmed { refusal: Refusal::WrongFingerprint, field, expected, found });
        }
        for (place, strategy) in manifest.strategies.iter().enumerate() {
            let expected = u64::from(strategy.code);
            let mut before = manifest.strategies.iter().take(place);
            if before.any(|other| other.code == strategy.code) {
                // Which of the two caps was meant?
                let (refusal, field) = (Refusal::AlreadyDefined, Field::Strategy);
                return Err(Unarmed { refusal, field, expected, found: expected });
            }
            let Some((_, slot)) = self.strategy(StrategyId(strategy.code)) else {
                let (refusal, field) = (Refusal::UnknownStrategy, Field::Strategy);
                return Err(Unarmed { refusal, field, expected, found: 0 });
            };
            if slot.generation() != strategy.generation {
                return Err(Unarmed {
                    refusal: Refusal::WrongGeneration,
                    field: Field::Generation,
                    expected: u64::from(strategy.generation),
                    found: u64::from(slot.generation()),
                });
            }
        }
        Ok(found.build)
    }

    /// Whether no lane was claimed by another build while the house was being opened: see
    /// [`Region::lane`].
    fn is_still(&self, expected: u64) -> Result<(), Unarmed> {
        self.trading().iter().for_each(|lane| {
            lane.claim.fetch_add(0, AcqRel);
        });
        let (refusal, field, found) = (Refusal::WrongFingerprint, Field::Build, self.build_part());
        if found == expected { Ok(()) } else { Err(Unarmed { refusal, field, expected, found }) }
    }

    /// Caps every strategy as the manifest says; those that it does not name take nothing in.
    fn begin_session(&self, manifest: &Manifest<'_>) {
        for (_, slot) in self.known_strategies() {
            slot.end_session();
        }
        for strategy in manifest.strategies {
            if let Some((_, slot)) = self.strategy(StrategyId(strategy.code)) {
                slot.session_parents.begin(strategy.max_parents.min(Notional::MAX.get()));
                slot.session_money.begin(strategy.max_notional.get());
            }
        }
    }
}
