//! *Property*: a region for a small device fits in 64 KiB, and when a table is full it says so,
//! keeps its books, and goes on once something is given back.
//!
//! *Method*: `Config::SMALL` in a block of exactly 64 KiB; every table is filled to the last slot,
//! one after the other, and emptied again; the audit must agree at every turn.

use plimsoll::{
    AccountId, Breach, Collar, Config, Control, ExecType, InstrumentId, InstrumentTerms, Lane,
    Manifest, Nanos, Notional, ParentId, PartyRole, PositionLimit, Refusal, Region, ResetTerms,
    SessionStrategy, StrategyTerms, Throttles, VenueTerms,
};
use plimsoll_tests::memory::Memory;
use plimsoll_tests::orders::{child, ended, parent, qty, trade};
use plimsoll_tests::world::{FIRST_CODE, GENERATION, REGISTRY};

const BYTES: usize = 64 << 10;
const NOW: Nanos = Nanos(5);

struct Device {
    lane: Lane<'static>,
    control: Control<'static>,
    region: Region<'static>,
    clients: u128,
    _memory: Memory,
}

impl Device {
    fn new() -> Device {
        let memory = Memory::new(BYTES);
        let region = memory.format_with(&Config::SMALL, &REGISTRY[..4]).expect("it fits in 64 KiB");
        let mut control = region.control().expect("free");
        define(&mut control).expect("definitions that fit");
        let fingerprints = [region.fingerprint()];
        let strategies = [SessionStrategy::uncapped(FIRST_CODE, GENERATION)];
        let manifest =
            Manifest { fingerprints: &fingerprints, strategies: &strategies, lease: u64::MAX };
        control.arm(&manifest, Nanos(u64::MAX), NOW).expect("armed");
        let lane = region.lane(0).expect("free");
        Device { lane, control, region, clients: 0, _memory: memory }
    }

    fn admit(&mut self, units: u64) -> Result<ParentId, Refusal> {
        self.clients += 1;
        self.lane.admit(&parent(self.clients, units), NOW)
    }

    fn audit(&self) {
        let audit = self.region.audit();
        assert!(audit.is_ok(), "{audit:?}");
    }
}

fn define(control: &mut Control<'_>) -> Result<(), Refusal> {
    control.set_firm_limit(Notional::MAX)?;
    control.set_suspense_limit(qty(1_000))?;
    control.set_alarm_deadline(1_000_000)?;
    control.set_throttles(&Throttles::WIDEST)?;
    control.set_clock_tolerance(1 << 50)?;
    control.set_reset_terms(&ResetTerms { least_delay: 1, expiry: 1_000_000 })?;
    control.define_account(Notional::MAX)?;
    let terms =
        InstrumentTerms { lot: 1, tick_value: 1, max_order_qty: qty(1_000), collar: Collar::Limit };
    control.define_instrument(&terms)?;
    control.define_venue(&VenueTerms::FIX44)?;
    control.define_strategy(&StrategyTerms {
        code: FIRST_CODE,
        generation: GENERATION,
        max_held: 9,
        max_ratio: u32::MAX,
        max_repeats: u32::MAX,
    })?;
    let limit = PositionLimit { long: qty(1 << 30), short: qty(1 << 30) };
    control.set_position_limit(AccountId(0), InstrumentId(0), &limit)
}

#[test]
fn it_fits() {
    assert!(Region::required_bytes(&Config::SMALL).is_ok_and(|bytes| bytes <= BYTES));
    let config = Config::SMALL;
    assert!(config.parents >= 16 && config.children >= 64 && config.executions >= 128);
}

#[test]
fn parents_to_the_last_slot() {
    let mut device = Device::new();
    let parents = (0..Config::SMALL.parents).map(|_| device.admit(10));
    let parents: Vec<ParentId> = parents.collect::<Result<_, _>>().expect("sixteen parents");
    assert_eq!(device.admit(10), Err(Refusal::ParentsFull));
    device.audit();
    device.lane.cancel_parent(parents[3], NOW).expect("cancelled");
    device.lane.retire(parents[3], NOW).expect("retired");
    assert!(device.admit(10).is_ok());
    assert_eq!(device.admit(10), Err(Refusal::ParentsFull));
    device.audit();
}

#[test]
fn client_ids_to_the_last() {
    let mut device = Device::new();
    let last = loop {
        match device.admit(10) {
            Ok(parent) => {
                device.lane.cancel_parent(parent, NOW).expect("cancelled");
                device.lane.retire(parent, NOW).expect("retired");
            }
            Err(refusal) => break refusal,
        }
        assert!(device.clients < 1_000, "the table never fills");
    };
    assert_eq!(last, Refusal::ClientIdsFull);
    assert_eq!(device.clients - 1, u128::from(Config::SMALL.client_ids));
    device.audit();
}

#[test]
fn children_to_the_last_slot() {
    let mut device = Device::new();
    let owner = device.admit(1_000).expect("room");
    let mut children = Vec::new();
    let last = loop {
        match device.lane.route(&child(owner, 1), NOW) {
            Ok(id) => children.push(id),
            Err(refusal) => break refusal,
        }
    };
    assert_eq!((last, children.len()), (Refusal::ChildrenFull, Config::SMALL.children as usize));
    device.audit();
    // An ended child keeps its slot until its parent is retired: a late fill must find it.
    for id in &children {
        device.lane.report(&ended(*id, ExecType::Canceled, 0), NOW).expect("never refused");
    }
    assert_eq!(device.lane.route(&child(owner, 1), NOW), Err(Refusal::ChildrenFull));
    device.lane.cancel_parent(owner, NOW).expect("cancelled");
    device.lane.retire(owner, NOW).expect("retired");
    let next = device.admit(1_000).expect("room");
    for _ in 0..Config::SMALL.children {
        device.lane.route(&child(next, 1), NOW).expect("every slot is free again");
    }
    device.audit();
}

#[test]
fn executions_to_the_last_record_and_past_it() {
    let mut device = Device::new();
    let owner = device.admit(1_000).expect("room");
    let born = device.lane.route(&child(owner, 500), NOW).expect("room");
    let records = u64::from(Config::SMALL.executions);
    for exec in 0..u128::from(records) {
        let outcome = device.lane.report(&trade(born, exec, 1), NOW).expect("never refused");
        assert_eq!((outcome.breach, outcome.duplicate), (None, false), "execution {exec}");
    }
    assert_eq!(device.lane.route(&child(owner, 1), NOW), Err(Refusal::ExecutionsFull));
    let full = device.lane.report(&trade(born, 1 << 100, 7), NOW).expect("never refused");
    assert_eq!((full.breach, full.duplicate), (Some(Breach::ExecutionsFull), false));
    let view = device.region.parent(owner).expect("the parent");
    assert_eq!((view.executed, view.working, view.overfill), (records + 7, 493 - records, 0));
    device.audit();
    let again = device.lane.report(&trade(born, 5, 1), NOW).expect("never refused");
    assert!(again.duplicate, "what has a record is still recognised");
    // What was booked without a record outlives a restart as well.
    device.control.recover(NOW).expect("recovered");
    assert_eq!(device.region.parent(owner).map(|view| view.executed), Some(records + 7));
    device.audit();
}

#[test]
fn definitions_to_the_last() {
    let mut device = Device::new();
    let terms =
        InstrumentTerms { lot: 1, tick_value: 1, max_order_qty: qty(10), collar: Collar::Limit };
    for _ in 1..Config::SMALL.instruments {
        device.control.define_instrument(&terms).expect("room");
    }
    assert_eq!(device.control.define_instrument(&terms).err(), Some(Refusal::DefinitionsFull));
    for _ in 1..Config::SMALL.venues {
        device.control.define_venue(&VenueTerms::FIX44).expect("room");
    }
    assert_eq!(
        device.control.define_venue(&VenueTerms::FIX44).err(),
        Some(Refusal::DefinitionsFull)
    );
    assert_eq!(Config::SMALL.accounts, 1);
    assert_eq!(device.control.define_account(Notional::MAX).err(), Some(Refusal::DefinitionsFull));
    // Of the core's own codes the first is a tombstone.
    let terms =
        |code| StrategyTerms { code, generation: 1, max_held: 1, max_ratio: 1, max_repeats: 1 };
    for code in 1..Config::SMALL.strategies {
        device.control.define_strategy(&terms(code)).expect("room");
    }
    let one_more = terms(Config::SMALL.strategies);
    assert_eq!(device.control.define_strategy(&one_more).err(), Some(Refusal::DefinitionsFull));
    for number in 0..Config::SMALL.parties {
        device.control.define_party(PartyRole::Client, u64::from(number)).expect("room");
    }
    let one_more = device.control.define_party(PartyRole::Client, 9);
    assert_eq!(one_more.err(), Some(Refusal::DefinitionsFull));
    device.audit();
}
