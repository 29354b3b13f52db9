//! Rows about memory, handles, definitions and what stops everything.

use crate::Row;
use plimsoll::{
    AccountId, Config, InstrumentId, InstrumentTerms, Nanos, Notional, ParentId, PositionLimit,
    Price, Refusal, Region, Scope, StrategyTerms,
};
use plimsoll_tests::call::Call;
use plimsoll_tests::memory::Memory;
use plimsoll_tests::orders::{child, parent, qty, trade};
use plimsoll_tests::world::{FIRST_CODE, GENERATION, PLENTY, START, Setup, World};

/// The rows.
pub const ROWS: &[Row] = &[
    (Refusal::TooShort, || {
        let mut memory = Memory::new(64);
        Region::format(memory.as_mut_slice(), &Config::SMALL).err()
    }),
    (Refusal::Unaligned, || {
        let mut memory = Memory::for_config(&Config::SMALL);
        Region::attach(&mut memory.as_mut_slice()[1..]).err()
    }),
    (Refusal::BadConfig, || Region::required_bytes(&Config { lanes: 0, ..Config::SMALL }).err()),
    (Refusal::AlreadyFormatted, || {
        let memory = Memory::for_config(&Config::SMALL);
        memory.format(&Config::SMALL).and_then(|_| memory.format(&Config::SMALL)).err()
    }),
    (Refusal::BadMagic, || Memory::for_config(&Config::SMALL).attach().err()),
    (Refusal::OtherAbi, || flipped(Refusal::OtherAbi)),
    (Refusal::OtherLayout, || flipped(Refusal::OtherLayout)),
    (Refusal::DamagedHeader, || flipped(Refusal::DamagedHeader)),
    (Refusal::NoSuchLane, || World::new(PLENTY).region().lane(64).err()),
    (Refusal::AlreadyClaimed, || World::new(PLENTY).region().lane(0).err()),
    (Refusal::HandleLost, || {
        let mut world = World::armed(PLENTY);
        let _taken = world.region().take_over_lane(0);
        admit(&mut world)
    }),
    (Refusal::ClockBackwards, || {
        let mut world = World::armed(PLENTY);
        world.now += 1_000;
        admit(&mut world);
        world.now -= 500;
        world.apply(&Call::Admit { lane: 0, order: parent(2, 10) }).refusal()
    }),
    (Refusal::NotArmed, || admit(&mut World::new(PLENTY))),
    (Refusal::LeaseExpired, || {
        let mut world = World::new(PLENTY);
        world.apply(&Call::Arm { lease_until: START + 10 });
        world.now += 100;
        admit(&mut world)
    }),
    (Refusal::AlarmUnacknowledged, || {
        let mut world = World::armed(Setup { alarm_deadline: 10, ..PLENTY });
        admit(&mut world);
        let order = child(world.parents[0], 10);
        world.apply(&Call::Route { lane: 0, order });
        let report = trade(world.children[0], 1, 11);
        world.apply(&Call::Report { lane: 0, report });
        world.now += 100;
        world.apply(&Call::Admit { lane: 0, order: parent(2, 10) }).refusal()
    }),
    (Refusal::Halted, || {
        let mut world = World::armed(PLENTY);
        world.apply(&Call::Kill { lane: 1, scope: Scope::Firm, reason: 1 });
        admit(&mut world)
    }),
    (Refusal::AlreadyDefined, || {
        let terms = StrategyTerms {
            code: FIRST_CODE,
            generation: GENERATION,
            max_held: 1,
            max_ratio: 1,
            max_repeats: 1,
        };
        World::new(PLENTY).control().define_strategy(&terms).err()
    }),
    (Refusal::DefinitionsFull, || World::new(PLENTY).control().define_account(Notional::MAX).err()),
    (Refusal::LimitUnset, || {
        let config = Config { instruments: 3, ..PLENTY.config };
        let mut world = World::armed(Setup { config, ..PLENTY });
        let collar = plimsoll::Collar::Limit;
        let terms = InstrumentTerms { lot: 1, tick_value: 1, max_order_qty: qty(10), collar };
        let instrument = world.control().define_instrument(&terms).ok()?;
        let order = plimsoll::NewParent { instrument, ..parent(1, 10) };
        world.apply(&Call::Admit { lane: 0, order }).refusal()
    }),
    (Refusal::NoReferencePrice, || {
        let mut world = World::armed(PLENTY);
        let order = plimsoll::NewParent { price: None, ..parent(1, 10) };
        world.apply(&Call::Admit { lane: 0, order }).refusal()
    }),
    (Refusal::StaleReferencePrice, || {
        let mut world = World::armed(PLENTY);
        world.now += plimsoll_tests::world::REFERENCE_AGE * 2;
        collared(&mut world, 100)
    }),
    (Refusal::OutsideCollar, || collared(&mut World::armed(PLENTY), 121)),
    (Refusal::BadPrice, || {
        let mut world = World::armed(PLENTY);
        let (instrument, now) = (InstrumentId(1), Nanos(START + 9));
        world.control().set_reference_price(instrument, Price(i64::MAX), now).ok()?;
        world.now += 99;
        let order = plimsoll::NewParent { instrument, price: None, ..parent(1, 10) };
        world.apply(&Call::Admit { lane: 0, order }).refusal()
    }),
    (Refusal::UnknownAccount, || {
        World::new(PLENTY).region().kill(Scope::Account(AccountId(7)), 1, Nanos(1)).err()
    }),
    (Refusal::UnknownInstrument, || {
        let limit = PositionLimit { long: qty(1), short: qty(1) };
        World::new(PLENTY).control().set_position_limit(AccountId(0), InstrumentId(7), &limit).err()
    }),
    (Refusal::UnknownParent, || {
        World::new(PLENTY).region().is_halted(Scope::Parent(ParentId::from_bits(1))).err()
    }),
];

fn admit(world: &mut World) -> Option<Refusal> {
    world.apply(&Call::Admit { lane: 0, order: parent(1, 10) }).refusal()
}

fn collared(world: &mut World, price: i64) -> Option<Refusal> {
    let (instrument, price) = (InstrumentId(1), Some(Price(price)));
    let order = plimsoll::NewParent { instrument, price, ..parent(1, 10) };
    world.apply(&Call::Admit { lane: 0, order }).refusal()
}

/// The refusal, if any one bit of the header brings it about when it is flipped.
fn flipped(refusal: Refusal) -> Option<Refusal> {
    let mut memory = Memory::for_config(&Config::SMALL);
    memory.format(&Config::SMALL).ok()?;
    (0..2 * 64 * 8).find_map(|bit| {
        memory.as_mut_slice()[bit / 8] ^= 1 << (bit % 8);
        let answer = memory.attach().err();
        memory.as_mut_slice()[bit / 8] ^= 1 << (bit % 8);
        answer.filter(|answer| *answer == refusal)
    })
}
