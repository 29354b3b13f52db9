//! One look at a region.
//!
//! Uses: `file::watch`. Used by: `operator::status`.

use super::{
    Alarm, Children, Lane, LastReset, Latched, Monitor, OpenReset, Parents, Status, Stopped,
    Strategy, Venue,
};
use crate::file::Watch;

use crate::operator::hex::Hex;
use crate::operator::scope::{ScopeName, readable};
use crate::version::Version;
use plimsoll::{
    AccountId, AlarmKind, InstrumentId, Level, Nanos, ParentState, Scope, Severity, StrategyId,
    VenueId,
};
use std::collections::BTreeMap;

/// How far a lane's clock may be ahead of ours before it is another clock, in nanoseconds.
const AHEAD: u64 = 1_000_000_000;

impl Status {
    /// How the region stands at `now`.
    pub(super) fn of(watch: &Watch<'_>, now: Nanos) -> Status {
        let config = watch.config();
        let lease = watch.lease().map(|until| until.0);
        let alarms = alarms(watch);
        let lanes: Vec<Lane> = (0..config.lanes).filter_map(|index| lane(watch, index)).collect();
        let closed_by = closed_by(watch, lease, &alarms, now);
        let (parents, strategies) = parents(watch);
        let (build, oldest) = watch.builds();
        Status {
            now: now.0,
            open: closed_by.is_empty(),
            closed_by,
            armed: lease.is_some(),
            lease_until: lease,
            lease_left: lease.map(|until| until.saturating_sub(now.0)),
            session: config.session,
            epoch: watch.epoch(),
            fingerprint: Hex(watch.fingerprint().whole()),
            build: Version(build).to_string(),
            oldest_build: Version(oldest).to_string(),
            controlled: watch.is_controlled(),
            switches: switches(watch),
            alarms,
            monitors: monitors(watch, now),
            latched: latched(watch),
            open_reset: open_reset(watch, now),
            last_reset: last_reset(watch),
            doubts: doubts(&lanes, now),
            lanes,
            venues: venues(watch),
            parents,
            children: children(watch),
            strategies,
        }
    }
}

/// Why a route would find the house closed, in the order in which the core asks.
fn closed_by(
    watch: &Watch<'_>,
    lease: Option<u64>,
    alarms: &[Alarm],
    now: Nanos,
) -> Vec<&'static str> {
    let late = |alarm: &Alarm| alarm.deadline.is_some_and(|deadline| now.0 >= deadline);
    let reasons = [
        (lease.is_none(), "not_armed"),
        (lease.is_some_and(|until| now.0 >= until), "lease_expired"),
        (now >= watch.heard_until(), "monitor_silent"),
        (alarms.iter().any(late), "alarm_unacknowledged"),
        (watch.is_halted(Scope::Firm) != Ok(false), "halted"),
    ];
    reasons.into_iter().filter_map(|(applies, name)| applies.then_some(name)).collect()
}

fn alarms(watch: &Watch<'_>) -> Vec<Alarm> {
    let views = AlarmKind::ALL.into_iter().map(|kind| (kind, watch.alarm(kind)));
    let raised = views.filter(|(_, view)| view.raised);
    let alarms = raised.map(|(kind, view)| Alarm {
        alarm: kind.name(),
        severity: match kind.severity() {
            Severity::Warning => "warning",
            Severity::Critical => "critical",
        },
        count: view.count,
        first_at: view.first_at.0,
        last_at: view.last_at.0,
        value: view.value,
        other: view.other,
        deadline: Some(view.deadline.0).filter(|deadline| *deadline != u64::MAX),
    });
    alarms.collect()
}

fn monitors(watch: &Watch<'_>, now: Nanos) -> Vec<Monitor> {
    let monitors = watch.monitors().map(|view| Monitor {
        monitor: view.id.0,
        max_silence: view.max_silence,
        until: view.until.0,
        silent: now >= view.until,
    });
    monitors.collect()
}

fn latched(watch: &Watch<'_>) -> Vec<Latched> {
    let latched = watch.latched().map(|view| Latched {
        strategy: view.strategy.0,
        instrument: view.instrument.0,
        count: view.count,
        latches: view.latches,
        at: view.at.0,
    });
    latched.collect()
}

fn open_reset(watch: &Watch<'_>, now: Nanos) -> Option<OpenReset> {
    let open = watch.open_reset()?;
    Some(OpenReset {
        scope: ScopeName::of(open.scope, watch),
        by: open.by,
        why: readable(&open.why),
        at: open.at.0,
        not_before: open.not_before.0,
        not_after: open.not_after.0,
        void: open.is_void || now > open.not_after,
    })
}

fn last_reset(watch: &Watch<'_>) -> Option<LastReset> {
    let last = watch.last_reset()?;
    let scope = ScopeName::of(last.scope, watch);
    Some(LastReset { scope, by: last.by, why: readable(&last.why), at: last.at.0 })
}

fn lane(watch: &Watch<'_>, index: u32) -> Option<Lane> {
    let view = watch.lane(index)?;
    let (claimed, published, clock) = (view.is_claimed, view.published, view.clock.0);
    Some(Lane { lane: index, claimed, published, clock })
}

/// The scopes that their own switch stops, or warns of. Parents are only counted: there may be
/// many.
fn switches(watch: &Watch<'_>) -> Vec<Stopped> {
    let config = watch.config();
    let firm = std::iter::once(Scope::Firm);
    let accounts = (0..config.accounts).map(|index| Scope::Account(AccountId(index)));
    let instruments = (0..config.instruments).map(|index| Scope::Instrument(InstrumentId(index)));
    let venues = (0..config.venues).map(|index| Scope::Venue(VenueId(index)));
    let strategies = watch.strategies().map(|terms| Scope::Strategy(StrategyId(terms.code)));
    let lanes = (0..config.lanes).map(Scope::Lane);
    let scopes = firm.chain(accounts).chain(instruments).chain(venues).chain(strategies);
    let named = scopes.chain(lanes).map(|scope| (scope, ScopeName::Of(scope)));
    let parties = watch.parties();
    let parties = parties.map(|(id, role, key)| (Scope::Party(id), ScopeName::Party(role, key)));
    let stopped = named.chain(parties).filter_map(|(scope, name)| {
        // What was never defined is refused, and passed over.
        let level = watch.level(scope).ok().filter(|level| *level != Level::Open)?;
        let cause = watch.cause(scope).ok()?;
        Some(Stopped {
            scope: name,
            level: level.name(),
            kill_count: watch.kill_count(scope).ok()?,
            reason: cause.reason,
            at: cause.at.0,
            value: cause.value,
            other: cause.other,
        })
    });
    stopped.collect()
}

fn venues(watch: &Watch<'_>) -> Vec<Venue> {
    let sessions = (0..watch.config().venues)
        .map_while(|venue| Some((venue, watch.venue_session(VenueId(venue))?)));
    sessions.map(|(venue, session)| Venue { venue, session: session.name() }).collect()
}

fn parents(watch: &Watch<'_>) -> (Parents, Vec<Strategy>) {
    let mut sums = Parents::default();
    let mut strategies = BTreeMap::<u32, Strategy>::new();
    for view in watch.parents().filter_map(|id| watch.parent(id)) {
        match view.state {
            ParentState::Open => sums.open += 1,
            ParentState::Held => sums.held += 1,
            ParentState::Closed => sums.closed += 1,
            ParentState::Done => sums.done += 1,
        }
        sums.working += view.working;
        sums.unknown += view.unknown;
        sums.cooling += view.cooling;
        let code = view.strategy.0;
        let strategy = strategies.entry(code).or_default();
        strategy.strategy = code;
        strategy.parents += u64::from(view.state != ParentState::Done);
        strategy.working += view.working;
        strategy.unknown += view.unknown;
        strategy.sent += view.sent;
    }
    (sums, strategies.into_values().collect())
}

fn children(watch: &Watch<'_>) -> Children {
    let mut sums = Children::default();
    // The firm is a scope in every region.
    for child in watch.outstanding(Scope::Firm, 0).into_iter().flatten() {
        sums.out += 1;
        sums.in_doubt += u64::from(child.in_doubt);
    }
    sums
}

/// What makes this look worth less than it seems.
fn doubts(lanes: &[Lane], now: Nanos) -> Vec<String> {
    let ahead = lanes.iter().filter(|lane| lane.clock > now.0.saturating_add(AHEAD));
    let says = |lane: &Lane| {
        format!(
            "lane {} passes times that CLOCK_MONOTONIC has not reached: what is shown of the lease \
             and of deadlines is not what the gateway sees",
            lane.lane
        )
    };
    ahead.map(says).collect()
}
