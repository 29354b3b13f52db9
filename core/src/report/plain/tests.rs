//! *Property*: a plain report leaves the same words, the same events and the same answer as if it were
//! heard in full.
//!
//! *Method*: two regions of one size, one history; what venues say is reported to the first, and heard
//! in full by the second. Half of the reports agree with the books, so that most of those are plain;
//! the rest says anything. Beside that, rows of reports that are plain, and that are not: so it is
//! seen that the short way is gone at all, and where it ends.

use super::Heard;
use crate::child::ChildSlot;
use crate::sync::Relaxed;
use crate::*;
use proptest::prelude::*;
use std::boxed::Box;
use std::format;
use std::string::String;
use std::vec::Vec;

const TINY: Config = Config {
    session: 1,
    lanes: 2,
    accounts: 1,
    instruments: 1,
    venues: 4,
    strategies: 1,
    parties: 1,
    registry: 1,
    positions: 1,
    parents: 2,
    children: 4,
    executions: 6,
    suspense: 4,
    client_ids: 16,
    repeats: 1,
    events: 64,
};

#[repr(C, align(64))]
struct Memory([u8; 48 << 10]);

fn qty(n: u64) -> Qty {
    Qty::saturating(n)
}

/// An open house with four kinds of venue, its two lanes and a parent.
struct House<'a> {
    region: Region<'a>,
    control: Control<'a>,
    lanes: [Lane<'a>; 2],
    parent: ParentId,
    order: NewParent,
    children: Vec<ChildId>,
    now: u64,
}

fn venues(control: &mut Control<'_>) {
    let cooling = VenueTerms { cooling: 5, ..VenueTerms::FIX44 };
    let last_qty = LastQtyMeans::Cumulative;
    let sums = VenueTerms { last_qty, ..VenueTerms::FIX44 };
    for terms in [VenueTerms::FIX44, cooling, sums, VenueTerms::UNSAID] {
        control.define_venue(&terms).unwrap();
    }
}

impl<'a> House<'a> {
    fn open(memory: &'a mut Memory, side: Side, quantity: u64) -> House<'a> {
        let region = Region::format(&mut memory.0, &TINY).unwrap();
        let mut control = region.control().unwrap();
        control.set_firm_limit(Notional::MAX).unwrap();
        control.set_suspense_limit(Qty::MAX).unwrap();
        control.set_alarm_deadline(1 << 40).unwrap();
        control.set_throttles(&Throttles::WIDEST).unwrap();
        control.set_clock_tolerance(1 << 60).unwrap();
        let terms = ResetTerms { least_delay: 0, expiry: u64::MAX - 1 };
        control.set_reset_terms(&terms).unwrap();
        let account = control.define_account(Notional::MAX).unwrap();
        let (lot, tick_value, max_order_qty, collar) = (1, 1, Qty::MAX, Collar::Limit);
        let terms = InstrumentTerms { lot, tick_value, max_order_qty, collar };
        let instrument = control.define_instrument(&terms).unwrap();
        venues(&mut control);
        let (max_ratio, max_repeats) = (u32::MAX, 7);
        let terms = StrategyTerms { code: 1, generation: 1, max_held: 9, max_ratio, max_repeats };
        let strategy = control.define_strategy(&terms).unwrap();
        let limit = PositionLimit { long: Qty::MAX, short: Qty::MAX };
        control.set_position_limit(account, instrument, &limit).unwrap();
        let fingerprints = [region.fingerprint()];
        let strategies = [SessionStrategy::uncapped(1, 1)];
        let manifest =
            Manifest { fingerprints: &fingerprints, strategies: &strategies, lease: u64::MAX };
        control.arm(&manifest, Nanos(1 << 40), Nanos(1)).unwrap();
        let order = NewParent {
            account,
            instrument,
            client_id: ClientId(0),
            side,
            qty: qty(quantity),
            price: Some(Price(100)),
            strategy,
            generation: 1,
            expire_time: None,
            lease: None,
            parties: Parties::NONE,
            flags: 0,
            fan_out: FanOut::WIDEST,
        };
        let mut lanes = [region.lane(0).unwrap(), region.lane(1).unwrap()];
        let parent = lanes[0].admit(&order, Nanos(1)).unwrap();
        House { region, control, lanes, parent, order, children: Vec::new(), now: 1 }
    }

    fn route(&mut self, venue: u8, n: u64) -> Result<ChildId, Refusal> {
        let child = NewChild {
            parent: self.parent,
            venue: VenueId(u32::from(venue)),
            qty: qty(n),
            price: Price(100),
            time_in_force: TimeInForce::Day,
        };
        let routed = self.lanes[0].route(&child, Nanos(self.now));
        self.children.extend(routed);
        routed
    }

    fn child(&self, which: u8) -> ChildId {
        let places = self.children.len().max(1);
        let none = ChildId::from_bits(0);
        self.children.get(usize::from(which) % places).copied().unwrap_or(none)
    }

    /// What a venue says; numbers that agree are made of the books.
    fn said(&self, said: &Said) -> Report {
        let id = self.child(said.which);
        let report = Report {
            exec_id: ExecId(said.exec_id),
            exec_ref: Some(ExecId(said.exec_ref)),
            last_qty: qty(said.last_qty),
            last_px: Price(said.price),
            request: said.request,
            unknown_order: said.unknown_order,
            ord_status: said.ord_status,
            ..Report::new(id, said.exec_type)
        };
        match (self.region.child(id), said.agrees) {
            (Some(view), true) => {
                let is_trade = said.exec_type == ExecType::Trade;
                let cum = view.cum_qty + if is_trade { said.last_qty } else { 0 };
                let leaves = view.order_qty.get().saturating_sub(cum);
                let say = |say, n| if say { Some(qty(n)) } else { None };
                Report {
                    cum_qty: say(said.cum.is_some(), cum),
                    leaves_qty: say(said.leaves.is_some(), leaves),
                    order_qty: say(said.order.is_some(), view.order_qty.get()),
                    ..report
                }
            }
            (Some(_) | None, true | false) => {
                let [cum_qty, leaves_qty, order_qty] =
                    [said.cum, said.leaves, said.order].map(|n| n.map(qty));
                Report { cum_qty, leaves_qty, order_qty, ..report }
            }
        }
    }

    fn act(&mut self, act: &Act, in_full: bool) -> String {
        self.now += 1;
        let now = Nanos(self.now);
        let parent = self.parent;
        match act {
            Act::Route(venue, n) => format!("{:?}", self.route(*venue, *n)),
            Act::Sent(which) => format!("{:?}", self.lanes[0].sent(self.child(*which), now)),
            Act::Say(lane, said) => {
                let report = self.said(said);
                let lane = &mut self.lanes[usize::from(*lane)];
                let heard = if in_full {
                    lane.report_in_full(&report, now)
                } else {
                    lane.report(&report, now)
                };
                format!("{heard:?}")
            }
            Act::State(said) => format!("{:?}", self.control.status(&self.said(said), now)),
            Act::Copy(said) => format!("{:?}", self.control.drop_copy(&self.said(said), now)),
            Act::Cancel(which) => {
                format!("{:?}", self.lanes[1].request_cancel(self.child(*which), now))
            }
            Act::Replace(which, n) => {
                let (child, price) = (self.child(*which), Price(100));
                format!("{:?}", self.lanes[0].request_replace(child, qty(*n), price, now))
            }
            Act::Doubt(which) => format!("{:?}", self.lanes[0].doubt(self.child(*which), now)),
            Act::Release => format!("{:?}", self.control.release(parent, now)),
            Act::Amend(n) => format!("{:?}", self.lanes[0].amend(parent, qty(*n), now)),
            Act::Close => format!("{:?}", self.lanes[0].cancel_parent(parent, now)),
            Act::Tick(lane) => format!("{:?}", self.lanes[usize::from(*lane)].tick(now)),
            Act::Retire => {
                let retired = self.lanes[1].retire(parent, now);
                if retired.is_ok() {
                    self.order.client_id.0 += 1;
                    if let Ok(parent) = self.lanes[0].admit(&self.order, now) {
                        self.parent = parent;
                    }
                }
                format!("{retired:?}")
            }
        }
    }
}

#[derive(Clone, Debug)]
struct Said {
    which: u8,
    exec_type: ExecType,
    exec_id: u128,
    exec_ref: u128,
    last_qty: u64,
    price: i64,
    agrees: bool,
    cum: Option<u64>,
    leaves: Option<u64>,
    order: Option<u64>,
    ord_status: Option<OrdStatus>,
    request: Option<u16>,
    unknown_order: bool,
}

#[derive(Clone, Debug)]
enum Act {
    Route(u8, u64),
    Sent(u8),
    Say(u8, Said),
    State(Said),
    Copy(Said),
    Cancel(u8),
    Replace(u8, u64),
    Doubt(u8),
    Release,
    Amend(u64),
    Close,
    Tick(u8),
    Retire,
}

fn any_said() -> impl Strategy<Value = Said> {
    let exec_type = prop_oneof![
        6 => Just(ExecType::Trade),
        3 => Just(ExecType::New),
        4 => prop::sample::select(&ExecType::ALL[..]),
    ];
    let price = prop_oneof![4 => Just(100), 1 => prop::sample::select(&[0, 1, -5, 99, 101, 1599, 1600, 1601][..])];
    let ids = (0..8u128, 0..8u128, prop_oneof![3 => 1..5u64, 1 => 0..12u64]);
    let number = || prop::option::of(0..12u64);
    let status = prop::option::weighted(0.2, prop::sample::select(&OrdStatus::ALL[..]));
    let rest = (status, prop::option::weighted(0.3, 0..3u16), prop::bool::weighted(0.05));
    let numbers = (prop::bool::weighted(0.7), number(), number(), number());
    (0..4u8, exec_type, ids, price, numbers, rest).prop_map(
        |(which, exec_type, (exec_id, exec_ref, last_qty), price, numbers, rest)| {
            let ((agrees, cum, leaves, order), (ord_status, request, unknown_order)) =
                (numbers, rest);
            Said {
                which,
                exec_type,
                exec_id,
                exec_ref,
                last_qty,
                price,
                agrees,
                cum,
                leaves,
                order,
                ord_status,
                request,
                unknown_order,
            }
        },
    )
}

fn any_act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => (0..4u8, 1..9u64).prop_map(|(venue, n)| Act::Route(venue & (venue >> 1), n)),
        1 => (0..4u8, 1..9u64).prop_map(|(venue, n)| Act::Route(venue, n)),
        2 => (0..4u8).prop_map(Act::Sent),
        16 => (0..2u8, any_said()).prop_map(|(lane, said)| Act::Say(lane, said)),
        1 => any_said().prop_map(Act::State),
        1 => any_said().prop_map(Act::Copy),
        1 => (0..4u8).prop_map(Act::Cancel),
        1 => (0..4u8, 1..12u64).prop_map(|(which, n)| Act::Replace(which, n)),
        1 => (0..4u8).prop_map(Act::Doubt),
        1 => Just(Act::Release),
        1 => (1..20u64).prop_map(Act::Amend),
        1 => Just(Act::Close),
        1 => (0..2u8).prop_map(Act::Tick),
        1 => Just(Act::Retire),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn a_plain_report_is_heard_as_if_in_full(
        side in prop::sample::select(&[Side::Buy, Side::Sell, Side::SellShort][..]),
        quantity in 1..24u64,
        acts in prop::collection::vec(any_act(), 1..40),
    ) {
        let mut memory = [(); 2].map(|()| Box::new(Memory([0; 48 << 10])));
        let [one, other] = &mut memory;
        let mut plainly = House::open(one, side, quantity);
        let mut in_full = House::open(other, side, quantity);
        for act in &acts {
            prop_assert_eq!(plainly.act(act, false), in_full.act(act, true), "{:?}", act);
        }
        // How far a lane has looked at its journal it notes at other moments; and what was claimed, only
        // where it is not what was reported.
        for house in [&plainly, &in_full] {
            let children = house.region.children.iter();
            children.filter(|child| child.word().state().is_some()).for_each(ChildSlot::say_claim);
            house.region.lanes.iter().for_each(|lane| lane.ring_until.store(0, Relaxed));
        }
        prop_assert_eq!(format!("{:?}", plainly.region), format!("{:?}", in_full.region));
        drop((plainly, in_full));
        prop_assert!(one.0 == other.0);
    }
}

/// Whether a report is heard plainly by a child of ten at venue `venue`, after `before`.
fn is_plain(venue: u8, before: impl FnOnce(&mut House<'_>, ChildId), report: Report) -> bool {
    let mut memory = Box::new(Memory([0; 48 << 10]));
    let mut house = House::open(&mut memory, Side::Buy, 20);
    let id = house.route(venue, 10).unwrap();
    before(&mut house, id);
    let report = Report { child: id, ..report };
    let (lane, now) = (&house.lanes[0], Nanos(9));
    match report.exec_type {
        ExecType::New => lane.acknowledge(&report, now).is_some(),
        ExecType::Canceled | ExecType::Expired => lane.hear_plain_end(&report, now).is_some(),
        _ => matches!(lane.execute(&report, now), Heard::Plainly(..)),
    }
}

fn nothing(_: &mut House<'_>, _: ChildId) {}

fn trade(n: u64, price: i64) -> Report {
    Report::trade(ChildId::from_bits(0), ExecId(1), qty(n), Price(price))
}

#[test]
fn what_is_plain() {
    let new = Report::new(ChildId::from_bits(0), ExecType::New);
    let sums = |cum, leaves, order, report| {
        let [cum_qty, leaves_qty, order_qty] = [cum, leaves, order].map(|n| Some(qty(n)));
        Report { cum_qty, leaves_qty, order_qty, ..report }
    };
    let filled = |house: &mut House<'_>, child| {
        let report = Report { child, exec_id: ExecId(2), ..trade(4, 100) };
        house.lanes[1].report(&report, Nanos(5)).unwrap();
    };
    let claimed = |house: &mut House<'_>, child| {
        let report = Report { cum_qty: Some(qty(3)), ..Report::new(child, ExecType::OrderStatus) };
        house.lanes[1].report(&report, Nanos(5)).unwrap();
    };
    let doubted = |house: &mut House<'_>, child| house.lanes[0].doubt(child, Nanos(5)).unwrap();
    let replacing = |house: &mut House<'_>, child| {
        house.lanes[0].request_replace(child, qty(12), Price(100), Nanos(5)).unwrap();
    };
    assert!(is_plain(0, nothing, new));
    assert!(is_plain(0, nothing, sums(0, 10, 10, new)));
    assert!(is_plain(2, nothing, new) && is_plain(3, nothing, new));
    assert!(!is_plain(0, nothing, sums(0, 11, 10, new)));
    assert!(!is_plain(0, nothing, sums(0, 10, 11, new)));
    assert!(!is_plain(0, nothing, sums(1, 9, 10, new)));
    assert!(!is_plain(0, filled, new) && !is_plain(0, doubted, new) && !is_plain(0, claimed, new));

    for price in [0, 1, 99, 100] {
        assert!(is_plain(0, nothing, trade(3, price)));
    }
    assert!(!is_plain(0, nothing, trade(3, 101)) && !is_plain(0, nothing, trade(3, -1)));
    assert!(is_plain(0, nothing, trade(10, 100)) && is_plain(1, nothing, trade(10, 100)));
    assert!(!is_plain(0, nothing, trade(11, 100)) && !is_plain(0, nothing, trade(0, 100)));
    assert!(!is_plain(2, nothing, trade(3, 100)), "a venue of sums");
    assert!(is_plain(3, nothing, trade(3, 100)));
    assert!(is_plain(0, nothing, sums(3, 7, 10, trade(3, 100))));
    assert!(!is_plain(0, nothing, sums(4, 6, 10, trade(3, 100))));
    assert!(!is_plain(0, nothing, sums(3, 8, 10, trade(3, 100))));
    assert!(!is_plain(0, nothing, sums(3, 7, 11, trade(3, 100))));
    assert!(is_plain(0, filled, trade(6, 100)) && !is_plain(0, filled, trade(7, 100)));
    assert!(is_plain(0, filled, sums(10, 0, 10, trade(6, 100))));
    let again = Report { exec_id: ExecId(2), ..trade(4, 100) };
    assert!(!is_plain(0, filled, again));
    assert!(is_plain(0, claimed, trade(3, 100)), "it says nothing of CumQty");
    assert!(is_plain(0, claimed, sums(3, 7, 10, trade(3, 100))));
    assert!(!is_plain(0, claimed, sums(2, 8, 10, trade(2, 100))));
    assert!(!is_plain(0, doubted, trade(3, 100)) && !is_plain(0, replacing, trade(3, 100)));
}

#[test]
fn an_ordinary_price_is_never_impossible() {
    use crate::report::trade::{is_impossible, is_ordinary};
    for limit in (-40..40).map(Price) {
        for price in (-700..700).filter(|price| *price != 0).map(Price) {
            for side in [Side::Buy, Side::Sell, Side::SellShort] {
                let ordinary = is_ordinary((side.is_buy(), limit), price);
                assert!(
                    !ordinary || !is_impossible((side, limit), price),
                    "{side:?} {limit:?} {price:?}"
                );
            }
        }
    }
}

#[test]
fn which_ends_are_plain() {
    let end = |cum: u64| Report {
        cum_qty: Some(qty(cum)),
        ..Report::new(ChildId::from_bits(0), ExecType::Canceled)
    };
    let filled = |house: &mut House<'_>, child| {
        let report = Report { child, cum_qty: Some(qty(4)), exec_id: ExecId(2), ..trade(4, 100) };
        house.lanes[1].report(&report, Nanos(5)).unwrap();
    };
    let asked = |house: &mut House<'_>, child| {
        house.lanes[0].request_cancel(child, Nanos(5)).unwrap();
    };
    let replacing = |house: &mut House<'_>, child| {
        house.lanes[0].request_replace(child, qty(12), Price(100), Nanos(5)).unwrap();
    };
    let doubted = |house: &mut House<'_>, child| house.lanes[0].doubt(child, Nanos(5)).unwrap();
    let claimed = |house: &mut House<'_>, child| {
        let report = Report { cum_qty: Some(qty(3)), ..Report::new(child, ExecType::OrderStatus) };
        house.lanes[1].report(&report, Nanos(5)).unwrap();
    };
    let ended = |house: &mut House<'_>, child| {
        house.lanes[1].report(&Report { child, ..end(0) }, Nanos(5)).unwrap();
    };
    assert!(is_plain(0, nothing, end(0)) && is_plain(0, filled, end(4)));
    assert!(is_plain(0, nothing, Report { exec_type: ExecType::Expired, ..end(0) }));
    assert!(is_plain(0, asked, Report { request: Some(1), ..end(0) }));
    assert!(is_plain(0, asked, end(0)));
    assert!(!is_plain(0, asked, Report { request: Some(2), ..end(0) }), "of no request");
    assert!(!is_plain(0, nothing, Report { cum_qty: None, ..end(0) }));
    assert!(!is_plain(0, filled, end(3)) && !is_plain(0, filled, end(5)));
    assert!(!is_plain(0, nothing, Report { leaves_qty: Some(qty(1)), ..end(0) }));
    assert!(!is_plain(0, nothing, Report { order_qty: Some(qty(11)), ..end(0) }));
    assert!(!is_plain(0, nothing, Report { ord_status: Some(OrdStatus::New), ..end(0) }));
    assert!(!is_plain(1, nothing, end(0)), "it cools");
    assert!(!is_plain(3, nothing, end(0)), "it may be the old order of a replace");
    assert!(!is_plain(0, replacing, end(0)) && !is_plain(0, doubted, end(0)));
    assert!(!is_plain(0, claimed, end(0)) && !is_plain(0, ended, end(0)));
}

#[test]
fn which_repeats_are_plain() {
    let again = |said: Report, before: fn(&mut House<'_>, ChildId)| {
        let mut memory = Box::new(Memory([0; 48 << 10]));
        let mut house = House::open(&mut memory, Side::Buy, 20);
        let child = house.route(0, 10).unwrap();
        let first = Report { child, cum_qty: Some(qty(4)), ..trade(4, 100) };
        house.lanes[1].report(&first, Nanos(5)).unwrap();
        before(&mut house, child);
        house.lanes[0].hear_repeat(&Report { child, ..said }, Nanos(9)).is_some()
    };
    let whole = |house: &mut House<'_>, child| {
        let report = Report { child, exec_id: ExecId(3), ..trade(6, 100) };
        house.lanes[1].report(&report, Nanos(6)).unwrap();
    };
    let busted = |house: &mut House<'_>, child| {
        let exec_ref = Some(ExecId(1));
        let report = Report { exec_ref, ..Report::new(child, ExecType::TradeCancel) };
        house.lanes[1].report(&report, Nanos(6)).unwrap();
    };
    let claimed = |house: &mut House<'_>, child| {
        let report = Report { cum_qty: Some(qty(5)), ..Report::new(child, ExecType::OrderStatus) };
        house.lanes[1].report(&report, Nanos(5)).unwrap();
    };
    let ended = |house: &mut House<'_>, child| {
        let end = Report { cum_qty: Some(qty(4)), ..Report::new(child, ExecType::Canceled) };
        house.lanes[1].report(&end, Nanos(5)).unwrap();
    };
    let counts = |cum| Report { cum_qty: Some(qty(cum)), ..trade(4, 100) };
    assert!(again(trade(4, 100), nothing) && again(counts(4), nothing));
    assert!(again(trade(4, 100), whole) && again(counts(4), whole));
    assert!(!again(counts(5), nothing) && !again(counts(3), nothing));
    assert!(!again(trade(3, 100), nothing) && !again(trade(4, 99), nothing));
    assert!(!again(Report { exec_id: ExecId(9), ..trade(4, 100) }, nothing));
    assert!(!again(trade(4, 100), busted) && !again(trade(4, 100), claimed));
    assert!(!again(trade(4, 100), ended));
}
