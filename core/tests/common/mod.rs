//! What the tests of one finding each begin with: a small armed region, and reports in few words.
#![allow(dead_code, clippy::unwrap_used, missing_docs, reason = "each test file uses a part of it")]

use plimsoll::*;

pub const NOW: Nanos = Nanos(5);

/// The only venue.
pub const VENUE: VenueId = VenueId(0);

pub fn qty(n: u64) -> Qty {
    Qty::new(n).unwrap()
}

/// Arms a region for whatever runs there, and for strategy 1.
pub fn arm(control: &mut Control<'_>, lease_until: Nanos, now: Nanos) -> Result<(), Refusal> {
    arm_for(control, &[SessionStrategy::uncapped(1, 1)], lease_until, now)
}

/// Arms a region for whatever runs there, and for these strategies.
pub fn arm_for(
    control: &mut Control<'_>,
    strategies: &[SessionStrategy],
    lease_until: Nanos,
    now: Nanos,
) -> Result<(), Refusal> {
    let fingerprints = [control.region().fingerprint()];
    let manifest = Manifest { fingerprints: &fingerprints, strategies, lease: u64::MAX };
    control.arm(&manifest, lease_until, now).map_err(Refusal::from)
}

/// Resets a scope, as two persons do.
pub fn reset(control: &mut Control<'_>, scope: Scope, now: Nanos) -> Result<(), Refusal> {
    let ticket = control.request_reset(&ResetRequest { scope, key: 11, why: [0; 32] }, now)?;
    let fingerprint = control.region().fingerprint();
    control.confirm_reset(ticket.nonce, 22, &fingerprint, now)
}

pub struct World {
    pub region: Region<'static>,
    pub control: Control<'static>,
    pub account: AccountId,
    pub instrument: InstrumentId,
    pub names: u128,
}

impl World {
    /// An armed region whose venue keeps to FIX 4.4.
    pub fn open(config: Config) -> World {
        World::open_at(config, VenueTerms::FIX44)
    }

    pub fn open_at(config: Config, venue: VenueTerms) -> World {
        let bytes = Region::required_bytes(&config).unwrap();
        let memory: &'static mut [u8] = Vec::leak(vec![0; bytes + 64]);
        let skip = memory.as_ptr().align_offset(64);
        let region = Region::format(memory.get_mut(skip..).unwrap(), &config).unwrap();
        let mut control = region.control().unwrap();
        control.set_firm_limit(Notional::MAX).unwrap();
        control.set_suspense_limit(qty(1_000_000)).unwrap();
        control.set_alarm_deadline(1 << 60).unwrap();
        control.set_throttles(&Throttles::WIDEST).unwrap();
        control.set_clock_tolerance(1 << 60).unwrap();
        let terms = ResetTerms { least_delay: 0, expiry: u64::MAX - 1 };
        control.set_reset_terms(&terms).unwrap();
        let account = control.define_account(Notional::MAX).unwrap();
        let (max_order_qty, collar) = (Qty::MAX, Collar::Limit);
        let terms = InstrumentTerms { lot: 1, tick_value: 1, max_order_qty, collar };
        let instrument = control.define_instrument(&terms).unwrap();
        control.define_venue(&venue).unwrap();
        let terms = StrategyTerms {
            code: 1,
            generation: 1,
            max_held: 1000,
            max_ratio: u32::MAX,
            max_repeats: u32::MAX,
        };
        control.define_strategy(&terms).unwrap();
        let limit = PositionLimit { long: Qty::MAX, short: Qty::MAX };
        control.set_position_limit(account, instrument, &limit).unwrap();
        control.define_key(1, 11).unwrap();
        control.define_key(2, 22).unwrap();
        arm(&mut control, Nanos(1 << 50), Nanos(1)).unwrap();
        World { region, control, account, instrument, names: 0 }
    }

    /// An order that nobody has seen yet: to buy `n` at 10, for strategy 1.
    pub fn order(&mut self, n: u64) -> NewParent {
        self.names += 1;
        NewParent {
            account: self.account,
            instrument: self.instrument,
            client_id: ClientId(self.names),
            side: Side::Buy,
            qty: qty(n),
            price: Some(Price(10)),
            strategy: StrategyId(1),
            generation: 1,
            fan_out: FanOut::WIDEST,
            expire_time: None,
            lease: None,
            parties: Parties::NONE,
            flags: 0,
        }
    }

    pub fn admit(&mut self, lane: &mut Lane<'_>, n: u64) -> ParentId {
        lane.admit(&self.order(n), NOW).unwrap()
    }

    pub fn parent(&self, parent: ParentId) -> ParentView {
        self.region.parent(parent).unwrap()
    }

    pub fn child(&self, child: ChildId) -> ChildView {
        self.region.child(child).unwrap()
    }

    pub fn headroom(&self, parent: ParentId) -> u64 {
        self.parent(parent).headroom
    }

    pub fn executed(&self, parent: ParentId) -> u64 {
        self.parent(parent).executed
    }

    pub fn is_held(&self, parent: ParentId) -> bool {
        self.parent(parent).state == ParentState::Held
    }

    /// States an order through the control handle.
    pub fn state(&mut self, child: ChildId, ord_status: OrdStatus, n: u64) -> Outcome {
        self.control.status(&status(child, ord_status, n), NOW).unwrap()
    }

    pub fn is_clean(&self) {
        self.region.audit().unwrap();
    }
}

pub fn new_child(parent: ParentId, n: u64) -> NewChild {
    let time_in_force = TimeInForce::Day;
    NewChild { parent, venue: VENUE, qty: qty(n), price: Price(10), time_in_force }
}

/// A parent of `n` with one child of all of it.
pub fn one_child(n: u64) -> (World, Lane<'static>, ParentId, ChildId) {
    child_at(VenueTerms::FIX44, n, n)
}

/// A parent of `whole` with one child of `part` at a venue of these terms.
pub fn child_at(
    terms: VenueTerms,
    whole: u64,
    part: u64,
) -> (World, Lane<'static>, ParentId, ChildId) {
    let mut world = World::open_at(Config { lanes: 2, ..Config::SMALL }, terms);
    let mut lane = world.region.lane(0).unwrap();
    let parent = world.admit(&mut lane, whole);
    let child = lane.route(&new_child(parent, part), NOW).unwrap();
    (world, lane, parent, child)
}

pub fn trade(child: ChildId, exec: u128, n: u64) -> Report {
    Report::trade(child, ExecId(exec), qty(n), Price(10))
}

/// The report, with a CumQty.
pub fn with_cum(n: u64, report: Report) -> Report {
    Report { cum_qty: Some(qty(n)), ..report }
}

/// A trade that says its CumQty.
pub fn counted(child: ChildId, exec: u128, n: u64, cum: u64) -> Report {
    with_cum(cum, trade(child, exec, n))
}

/// Canceled, with the CumQty that it ended at.
pub fn canceled(child: ChildId, cum: u64) -> Report {
    with_cum(cum, Report::new(child, ExecType::Canceled))
}

/// A status report.
pub fn status(child: ChildId, ord_status: OrdStatus, cum: u64) -> Report {
    let report = with_cum(cum, Report::new(child, ExecType::OrderStatus));
    Report { ord_status: Some(ord_status), ..report }
}

/// A bust or a correction of the execution `of`.
pub fn correction(child: ChildId, kind: ExecType, exec: u128, of: u128, n: u64) -> Report {
    let (exec_id, exec_ref) = (ExecId(exec), Some(ExecId(of)));
    Report { exec_id, exec_ref, last_qty: qty(n), ..Report::new(child, kind) }
}

pub fn bust(child: ChildId, exec: u128, of: u128, n: u64) -> Report {
    correction(child, ExecType::TradeCancel, exec, of, n)
}

pub fn correct(child: ChildId, exec: u128, of: u128, n: u64) -> Report {
    correction(child, ExecType::TradeCorrect, exec, of, n)
}

/// The report of an order that the venue works on, with what it leaves of it.
pub fn alive(leaves: u64, report: Report) -> Report {
    let ord_status = Some(OrdStatus::New);
    Report { ord_status, leaves_qty: Some(qty(leaves)), ..report }
}

pub fn replaced(request: RequestId) -> Report {
    Report { request: Some(request.number), ..Report::new(request.child, ExecType::Replaced) }
}
