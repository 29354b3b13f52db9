//! A region that can only be looked at: the calls that load, and none that stores.
//!
//! Law: no call here reaches a read-modify-write, so each will do on a mapping without the right to
//! write; `cli/tests/operator.rs` makes every one of them there.
//!
//! Uses: the public interface of `plimsoll`. Used by: `file::memory`, `operator`.

use plimsoll::{
    AlarmKind, AlarmView, Cause, ChildId, ChildView, Config, ControlInfo, Escaped, Fingerprint,
    LaneView, Latched, Level, MAX_LANES, MonitorView, Nanos, OpenReset, ParentId, ParentView,
    PartyId, PartyRole, Receipt, Refusal, Region, ResetRecord, Scope, StrategyTerms, VenueId,
    VenueSession,
};

/// See the module's text.
#[derive(Clone, Copy, Debug)]
pub struct Watch<'a> {
    region: Region<'a>,
}

/// Children to be cancelled, in the order of their slots.
#[derive(Debug)]
pub struct Outstanding<'a> {
    region: Region<'a>,
    receipt: Receipt,
    cursor: u32,
}

impl<'a> Watch<'a> {
    /// A region, to be looked at.
    pub fn new(region: Region<'a>) -> Watch<'a> {
        Watch { region }
    }

    /// The capacities that it was formatted with.
    pub fn config(&self) -> Config {
        self.region.config()
    }

    /// How often it was recovered.
    pub fn epoch(&self) -> u64 {
        self.region.epoch()
    }

    /// Until when the lease runs; `None` while it is not armed.
    pub fn lease(&self) -> Option<Nanos> {
        self.region.lease()
    }

    /// Whether the switch of `scope` is thrown; for a parent, whether it is held.
    pub fn is_halted(&self, scope: Scope) -> Result<bool, Refusal> {
        self.region.is_halted(scope)
    }

    /// How often `scope` was killed.
    pub fn kill_count(&self, scope: Scope) -> Result<u64, Refusal> {
        self.region.kill_count(scope)
    }

    /// How far `scope` is stopped by its own switch.
    pub fn level(&self, scope: Scope) -> Result<Level, Refusal> {
        self.region.level(scope)
    }

    /// Why and when `scope` was stopped last.
    pub fn cause(&self, scope: Scope) -> Result<Cause, Refusal> {
        self.region.cause(scope)
    }

    /// The parties that are defined, each with its role and its key.
    pub fn parties(&self) -> impl Iterator<Item = (PartyId, PartyRole, u64)> + use<'a> {
        self.region.parties()
    }

    /// The strategies that are defined.
    pub fn strategies(&self) -> impl Iterator<Item = StrategyTerms> + use<'a> {
        self.region.strategies()
    }

    /// When the first monitor counts as silent.
    pub fn heard_until(&self) -> Nanos {
        self.region.heard_until()
    }

    /// The monitors that are defined.
    pub fn monitors(&self) -> impl Iterator<Item = MonitorView> + use<'a> {
        self.region.monitors()
    }

    /// The strategies that may not trade an instrument until a person enables them again.
    pub fn latched(&self) -> impl Iterator<Item = Latched> + use<'a> {
        self.region.latched()
    }

    /// Every control: what it is set to, what it has done, when it was tested.
    pub fn controls(&self) -> impl Iterator<Item = ControlInfo> + use<'a> {
        self.region.controls()
    }

    /// What runs here.
    pub fn fingerprint(&self) -> Fingerprint {
        self.region.fingerprint()
    }

    /// The reset that waits for its confirmation.
    pub fn open_reset(&self) -> Option<OpenReset> {
        self.region.open_reset()
    }

    /// The last reset that was carried out.
    pub fn last_reset(&self) -> Option<ResetRecord> {
        self.region.last_reset()
    }

    /// The version of the build that formatted it, and the oldest that may touch it.
    pub fn builds(&self) -> (u64, u64) {
        self.region.builds()
    }

    /// Whether somebody holds the control handle.
    pub fn is_controlled(&self) -> bool {
        self.region.is_controlled()
    }

    /// What the alarm of a kind says.
    pub fn alarm(&self, kind: AlarmKind) -> AlarmView {
        self.region.alarm(kind)
    }

    /// A lane's own words.
    pub fn lane(&self, index: u32) -> Option<LaneView> {
        self.region.lane_view(index)
    }

    /// Whether a venue is heard.
    pub fn venue_session(&self, venue: VenueId) -> Option<VenueSession> {
        self.region.venue_session(venue)
    }

    /// Every parent that is not retired.
    pub fn parents(&self) -> impl Iterator<Item = ParentId> + use<'a> {
        self.region.parents()
    }

    /// A parent, until it is retired.
    pub fn parent(&self, id: ParentId) -> Option<ParentView> {
        self.region.parent(id)
    }

    /// A child, while its parent is not retired.
    pub fn child(&self, id: ChildId) -> Option<ChildView> {
        self.region.child(id)
    }

    /// The children of `scope` that are published by now and not proven dead, from slot `cursor`
    /// on. Once a kill of the scope has returned these are all that there will ever be: none is
    /// born since, so what is published now was published then.
    pub fn outstanding(&self, scope: Scope, cursor: u32) -> Result<Outstanding<'a>, Refusal> {
        // The kill count is refused where the scope names nothing; a parent has none.
        let kill_count = self.region.kill_count(scope)?;
        let lanes = self.region.config().lanes;
        let mut published = [0; MAX_LANES as usize];
        for (index, count) in (0..lanes).zip(&mut published) {
            *count = self.region.lane_view(index).map_or(0, |lane| lane.published);
        }
        let level = self.region.level(scope)?;
        let receipt = Receipt { scope, level, kill_count, lanes, published };
        Ok(Outstanding { region: self.region, receipt, cursor })
    }
}

impl Outstanding<'_> {
    /// Where a later look goes on after what was given out so far.
    pub fn cursor(&self) -> u32 {
        self.cursor
    }
}

impl Iterator for Outstanding<'_> {
    type Item = Escaped;

    fn next(&mut self) -> Option<Escaped> {
        let mut one = [Escaped { child: ChildId::from_bits(0), in_doubt: false }];
        let found = self.region.escaped(&self.receipt, &mut self.cursor, &mut one);
        let [one] = one;
        (found > 0).then_some(one)
    }
}
