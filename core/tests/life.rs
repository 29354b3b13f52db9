//! *Property*: an order's ordinary life, from admission to retirement, leaves books that agree.
//! *Method*: one lane, the public interface, an audit after every step.
#![allow(clippy::unwrap_used, missing_docs)]

use plimsoll::*;

#[repr(C, align(64))]
struct Memory([u8; 64 * 1024]);

fn qty(n: u64) -> Qty {
    Qty::new(n).unwrap()
}

#[test]
fn a_whole_life() {
    let mut memory = Box::new(Memory([0; 64 * 1024]));
    let needed = Region::required_bytes(&Config::SMALL).unwrap();
    assert!(needed <= 64 * 1024, "{needed}");
    let region = Region::format(&mut memory.0, &Config::SMALL).unwrap();
    let mut control = region.control().unwrap();
    control.set_firm_limit(Notional::MAX).unwrap();
    control.set_suspense_limit(qty(1000)).unwrap();
    control.set_alarm_deadline(1_000_000).unwrap();
    control.set_throttles(&Throttles::WIDEST).unwrap();
    control.set_clock_tolerance(1 << 60).unwrap();
    let terms = ResetTerms { least_delay: 0, expiry: u64::MAX - 1 };
    control.set_reset_terms(&terms).unwrap();
    let account = control.define_account(Notional::MAX).unwrap();
    let terms =
        InstrumentTerms { lot: 1, tick_value: 100, max_order_qty: Qty::MAX, collar: Collar::Limit };
    let instrument = control.define_instrument(&terms).unwrap();
    let venue = control.define_venue(&VenueTerms::FIX44).unwrap();
    let terms = StrategyTerms {
        code: 1,
        generation: 1,
        max_held: 2,
        max_ratio: u32::MAX,
        max_repeats: u32::MAX,
    };
    let strategy = control.define_strategy(&terms).unwrap();
    let limit = PositionLimit { long: Qty::MAX, short: Qty::MAX };
    control.set_position_limit(account, instrument, &limit).unwrap();

    let mut lane = region.lane(0).unwrap();
    let mut parent = NewParent {
        account,
        instrument,
        client_id: ClientId(1),
        side: Side::Buy,
        qty: qty(10_000),
        price: Some(Price(2500)),
        strategy,
        generation: 1,
        fan_out: FanOut::WIDEST,
        expire_time: None,
        lease: None,
        parties: Parties::NONE,
        flags: 0,
    };
    assert_eq!(lane.admit(&parent, Nanos(1)), Err(Refusal::NotArmed));
    let fingerprints = [region.fingerprint()];
    let strategies = [SessionStrategy::uncapped(1, 1)];
    let manifest =
        Manifest { fingerprints: &fingerprints, strategies: &strategies, lease: u64::MAX };
    control.arm(&manifest, Nanos(1_000_000_000), Nanos(1)).unwrap();
    let p = lane.admit(&parent, Nanos(5)).unwrap();
    assert_eq!(lane.admit(&parent, Nanos(5)), Err(Refusal::DuplicateClientId));
    let child = NewChild {
        parent: p,
        venue,
        qty: qty(3000),
        price: Price(2500),
        time_in_force: TimeInForce::Day,
    };
    let c = lane.route(&child, Nanos(6)).unwrap();
    lane.sent(c, Nanos(6)).unwrap();
    region.audit().unwrap();
    lane.report(&Report::new(c, ExecType::New), Nanos(7)).unwrap();
    let trade = Report::trade(c, ExecId(1), qty(100), Price(2500));
    assert!(!lane.report(&trade, Nanos(8)).unwrap().duplicate);
    assert!(lane.report(&trade, Nanos(8)).unwrap().duplicate);
    region.audit().unwrap();
    let view = region.parent(p).unwrap();
    assert_eq!((view.executed, view.working, view.headroom), (100, 2900, 7000));
    let up = lane.request_replace(c, qty(4000), Price(2500), Nanos(9)).unwrap();
    assert_eq!(region.parent(p).unwrap().headroom, 6000);
    lane.report(
        &Report { request: Some(up.number), ..Report::new(c, ExecType::Replaced) },
        Nanos(10),
    )
    .unwrap();
    region.audit().unwrap();
    assert_eq!(region.child(c).unwrap().order_qty, qty(4000));
    lane.request_cancel(c, Nanos(11)).unwrap();
    assert!(region.child(c).unwrap().pending_cancel);
    let end = Report { cum_qty: Some(qty(150)), ..Report::new(c, ExecType::Canceled) };
    lane.report(&end, Nanos(12)).unwrap();
    region.audit().unwrap();
    let view = region.parent(p).unwrap();
    assert_eq!((view.executed, view.unknown, view.headroom), (100, 50, 9850));
    lane.report(&Report::trade(c, ExecId(2), qty(50), Price(2500)), Nanos(13)).unwrap();
    let big = NewChild { qty: qty(9851), ..child };
    assert_eq!(lane.route(&big, Nanos(14)), Err(Refusal::ExceedsHeadroom));
    let d = lane.route(&NewChild { qty: qty(9850), ..child }, Nanos(14)).unwrap();
    let receipt = region.kill(Scope::Firm, 7, Nanos(15)).unwrap();
    let mut escaped = [Escaped { child: c, in_doubt: false }; 8];
    let mut cursor = 0;
    assert_eq!(region.escaped(&receipt, &mut cursor, &mut escaped), 1);
    assert_eq!(escaped[0], Escaped { child: d, in_doubt: true });
    let last =
        lane.report(&Report::trade(d, ExecId(2), qty(9850), Price(2500)), Nanos(16)).unwrap();
    assert!(last.parent_done);
    region.audit().unwrap();
    let over = lane.report(&Report::trade(d, ExecId(3), qty(5), Price(2500)), Nanos(17)).unwrap();
    assert_eq!((over.breach, over.overfill), (Some(Breach::Overfill), qty(5)));
    region.audit().unwrap();
    lane.retire(p, Nanos(18)).unwrap();
    region.audit().unwrap();
    assert_eq!(region.exposure(account, instrument).unwrap().bought, 10_005);
    assert_eq!(region.child(d), None);
    drop(lane);
    let found = control.recover(Nanos(20)).unwrap();
    assert_eq!(found.parents, 0);
    region.audit().unwrap();
    parent.client_id = ClientId(2);
    let mut lane = region.lane(0).unwrap();
    assert_eq!(lane.admit(&parent, Nanos(21)), Err(Refusal::NotArmed));
}
