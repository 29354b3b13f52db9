//! The controls as they stand: what each is set to, how often it has acted, when it was tested.

use super::Region;
use super::fingerprint::known;
use crate::child::REPLACES;
use crate::inventory::{ControlId, ControlInfo, HitSlot};
use crate::limits::Collar;
use crate::refusal::Refusal;
use crate::switch::Switch;
use crate::sync::{Acquire, AtomicU64};
use crate::units::{Nanos, Notional};
use crate::venue::VenueSession;

/// The number of a word that holds it and 1; `None` while it is 0.
fn less_one(word: &AtomicU64) -> Option<u64> {
    word.load(Acquire).checked_sub(1)
}

/// A count of what is defined; `None` while it is none.
fn some(count: u64) -> Option<u64> {
    (count > 0).then_some(count)
}

/// How many of some switches are thrown.
fn thrown<'s>(switches: impl Iterator<Item = &'s Switch>) -> Option<u64> {
    Some(switches.filter(|switch| switch.is_halted()).count() as u64)
}

/// How many there are, if any.
fn count<T>(found: impl Iterator<Item = T>) -> Option<u64> {
    some(found.count() as u64)
}

impl<'a> Region<'a> {
    fn hit_slot(&self, control: ControlId) -> Option<&'a HitSlot> {
        let place = ControlId::ALL.iter().position(|known| *known == control)?;
        self.controls.get(place)
    }

    /// A control has acted.
    #[cold]
    pub(crate) fn hit(&self, control: ControlId, now: Nanos) {
        if let Some(slot) = self.hit_slot(control) {
            slot.hit(now);
        }
    }

    /// Counts a refusal to its control.
    #[cold]
    pub(crate) fn count_refusal(&self, refusal: Refusal, now: Nanos) {
        if let Some(control) = ControlId::of_refusal(refusal) {
            self.hit(control, now);
        }
    }

    /// Writes down how the test of a control came out.
    #[cfg(not(loom))]
    pub(crate) fn note_test(&self, control: ControlId, passed: bool, now: Nanos) {
        if let Some(slot) = self.hit_slot(control) {
            slot.note_test(passed, now);
        }
    }

    /// Every control: what it is set to, what it has done, when it was tested. Takes time in
    /// proportion to what is defined.
    pub fn controls(&self) -> impl Iterator<Item = ControlInfo> + use<'a> {
        let region = *self;
        ControlId::ALL.into_iter().map(move |id| region.control_info(id))
    }

    /// One control.
    #[must_use]
    pub fn control_info(&self, id: ControlId) -> ControlInfo {
        let counted = self.hit_slot(id.counted_with());
        let setting = self.setting_of(id);
        ControlInfo {
            id,
            name: id.name(),
            source: id.source(),
            measure: id.measure(),
            setting: setting.unwrap_or(0),
            is_set: setting.is_some(),
            hits: counted.map_or(0, HitSlot::hits),
            last_hit: counted.and_then(HitSlot::last_hit),
            last_test: self.hit_slot(id).and_then(HitSlot::last_test),
        }
    }

    /// What a control is set to; `None` while it is not. 0 of one that is always on.
    fn setting_of(&self, id: ControlId) -> Option<u64> {
        let (control, defined) = (self.control, &self.control.defined);
        let throttles = &control.throttles;
        let accounts = || known(self.accounts, &defined.accounts);
        let instruments = || known(self.instruments, &defined.instruments);
        let venues = || known(self.venues, &defined.venues);
        let strategies = || self.known_strategies().map(|(_, slot)| slot);
        let positions = || known(self.positions, &defined.positions);
        match id {
            ControlId::Manifest | ControlId::SessionCaps => {
                count(strategies().filter(|slot| slot.session_parents.is_set()))
            }
            ControlId::Lease => control.is_armed().then(|| control.lease_until.load(Acquire)),
            ControlId::LeaseLength => some(control.max_lease.load(Acquire)),
            ControlId::Monitors => some(defined.monitors.load(Acquire)),
            ControlId::AlarmDeadline => less_one(&control.patience),
            ControlId::ClockStopped => less_one(&control.tolerance),
            ControlId::Journal => {
                count(self.trading().iter().filter(|lane| lane.ring_taken.load(Acquire) != 0))
            }
            ControlId::Build => Some(self.header.oldest_build.load(Acquire)),
            ControlId::KillFirm => thrown(core::iter::once(&control.firm)),
            ControlId::KillAccount => thrown(accounts().map(|slot| &slot.switch)),
            ControlId::KillInstrument => thrown(instruments().map(|slot| &slot.switch)),
            ControlId::KillVenue => thrown(venues().map(|slot| &slot.switch)),
            ControlId::KillStrategy => thrown(strategies().map(|slot| &slot.switch)),
            ControlId::KillLane => thrown(self.trading().iter().map(|slot| &slot.switch)),
            ControlId::KillParty => {
                thrown(known(self.parties, &defined.parties).map(|slot| &slot.switch))
            }
            ControlId::ResetKeys => some(defined.keys.load(Acquire)),
            ControlId::ResetDelay => less_one(&control.resets.least_delay),
            ControlId::ResetExpiry => less_one(&control.resets.expiry),
            ControlId::Retired => count(self.registry().filter(|entry| entry.retired)),
            ControlId::History => count(self.registry()),
            ControlId::Party => some(defined.parties.load(Acquire)),
            ControlId::Definitions => count(accounts())
                .into_iter()
                .chain(count(instruments()))
                .chain(count(venues()))
                .reduce(u64::saturating_add),
            ControlId::Strategy
            | ControlId::MaxHeld
            | ControlId::RepeatedExecutions
            | ControlId::StrategyRatio => count(strategies()),
            ControlId::MaxOrderQty | ControlId::Lot => count(instruments()),
            ControlId::MaxNotional => Some(Notional::MAX.get()),
            ControlId::PriceCollar | ControlId::ReferencePrice => {
                let is_banded = |collar| matches!(collar, Collar::Reference { .. });
                count(instruments().filter(|slot| is_banded(slot.terms().collar)))
            }
            ControlId::PositionLimit => count(positions()),
            ControlId::AccountLimit => count(accounts()),
            ControlId::FirmLimit => control.headroom.is_set().then(|| control.limit.load(Acquire)),
            ControlId::VenueSession => {
                count(venues().filter(|slot| slot.session() == VenueSession::Up))
            }
            ControlId::OrderThrottle => some(throttles.orders.load(Acquire)),
            ControlId::CancelThrottle => some(throttles.cancels.load(Acquire)),
            ControlId::FirmRatio => some(throttles.max_ratio.load(Acquire)),
            ControlId::VenueRejects => some(throttles.max_rejects.load(Acquire)),
            ControlId::SuspenseLimit => less_one(&control.suspended.limit),
            ControlId::PositionSuspense => {
                count(positions().filter_map(|slot| less_one(&slot.suspended.limit)))
            }
            ControlId::ParentSlots => Some(self.parents.len() as u64),
            ControlId::ChildSlots => Some(self.children.len() as u64),
            ControlId::ExecutionRecords => Some(self.executions.len() as u64),
            ControlId::ClientIds => Some(self.clients.len() as u64),
            ControlId::RepeatSlots => Some(self.repeats.len() as u64),
            ControlId::DefinitionSlots => Some(self.accounts.len() as u64),
            ControlId::RequestSlots => Some(REPLACES as u64),
            ControlId::Arming
            | ControlId::Fingerprint
            | ControlId::LimitsSet
            | ControlId::ClockBackwards
            | ControlId::Handle
            | ControlId::Layout
            | ControlId::Halted
            | ControlId::KillParent
            | ControlId::ReduceOnly
            | ControlId::Levels
            | ControlId::ResetRequest
            | ControlId::ResetSinceKill
            | ControlId::ResetAlarms
            | ControlId::ResetUnproven
            | ControlId::ResetSuspense
            | ControlId::Generation
            | ControlId::Flag
            | ControlId::Identity
            | ControlId::Duplicate
            | ControlId::Assignment
            | ControlId::OrderFields
            | ControlId::PriceLimit
            | ControlId::Headroom
            | ControlId::ParentState
            | ControlId::ParentExpiry
            | ControlId::ParentLease
            | ControlId::FanOutChildren
            | ControlId::FanOutQuantity
            | ControlId::FanOutNotional
            | ControlId::FanOutRefused
            | ControlId::Suspense
            | ControlId::Overfill
            | ControlId::ReportChecks
            | ControlId::Reconciliation
            | ControlId::Corrections
            | ControlId::UnknownChildren
            | ControlId::TakeOver => Some(0),
        }
    }
}
