//! Rows about parents and children: each leaves the books as they were.

use crate::Row;
use plimsoll::{
    AccountId, ChildId, Config, ExecId, ExecType, FanOut, Hint, InstrumentId, Nanos, NewChild,
    NewParent, ParentId, Price, Refusal, Report, Scope, Side, StrategyId, SuspenseId, Target,
    TimeInForce, VenueId,
};
use plimsoll_tests::call::Call;
use plimsoll_tests::orders::{PRICE, child, ended, parent, qty, trade};
use plimsoll_tests::world::{GENERATION, PLENTY, Setup, World};

/// The rows.
pub const ROWS: &[Row] = &[
    (Refusal::VenueDown, || {
        let mut world = stage();
        lose(&mut world);
        route(&mut world, |_| {})
    }),
    (Refusal::VenueRecovering, || {
        let mut world = stage();
        lose(&mut world);
        let now = plimsoll::Nanos(world.now);
        world.control().reconnect(VenueId(0), now).ok()?;
        route(&mut world, |_| {})
    }),
    (Refusal::UnknownVenue, || route(&mut stage(), |order| order.venue = VenueId(2))),
    (Refusal::UnknownStrategy, || admit(|order| order.strategy = StrategyId(2))),
    (Refusal::WrongGeneration, || admit(|order| order.generation = GENERATION - 1)),
    (Refusal::UnknownChild, || {
        refused(&mut stage(), &Call::Doubt { lane: 0, child: ChildId::from_bits(2 << 62) })
    }),
    (Refusal::DuplicateClientId, || admit(|order| order.client_id = parent(1, 1).client_id)),
    (Refusal::ZeroQuantity, || admit(|order| order.qty = qty(0))),
    (Refusal::QuantityTooLarge, || admit(|order| order.qty = qty(5_001))),
    (Refusal::OffLot, || {
        admit(|order| {
            order.instrument = plimsoll::InstrumentId(1);
            order.qty = qty(15);
        })
    }),
    // At the Rust interface these two are types; a number that is none is refused where it comes
    // in.
    (Refusal::BadSide, || Side::from_code(3).is_none().then_some(Refusal::BadSide)),
    (Refusal::BadTimeInForce, || {
        TimeInForce::from_code(5).is_none().then_some(Refusal::BadTimeInForce)
    }),
    (Refusal::PriceBeyondLimit, || route(&mut stage(), |order| order.price = Price(101))),
    (Refusal::NotionalTooLarge, || admit(|order| order.price = Some(Price(1 << 60)))),
    (Refusal::BadFanOut, || admit(|order| order.fan_out.max_children = 0)),
    (Refusal::ParentDone, || {
        let mut world = stage();
        let parent = world.parents[0];
        world.apply(&Call::CancelParent { lane: 0, parent });
        world.apply(&Call::Report {
            lane: 0,
            report: ended(world.children[0], ExecType::Canceled, 0),
        });
        route(&mut world, |_| {})
    }),
    (Refusal::Closed, || {
        let mut world = stage();
        let parent = world.parents[0];
        world.apply(&Call::CancelParent { lane: 0, parent });
        route(&mut world, |_| {})
    }),
    (Refusal::Held, || {
        let mut world = stage();
        let parent = world.parents[0];
        world.apply(&Call::Hold { lane: 0, parent });
        route(&mut world, |_| {})
    }),
    (Refusal::ParentExpired, || {
        late(|world, order| order.expire_time = Some(Nanos(world.now + 100)))
    }),
    (Refusal::ParentLeaseExpired, || late(|_, order| order.lease = Some(100))),
    (Refusal::FanOutChildren, || {
        bounded(FanOut { max_children: 1, max_sent: 1_000, max_refused: 9, ..FanOut::WIDEST })
    }),
    (Refusal::FanOutQuantity, || {
        bounded(FanOut { max_children: 9, max_sent: 60, max_refused: 9, ..FanOut::WIDEST })
    }),
    (Refusal::ExceedsHeadroom, || route(&mut stage(), |order| order.qty = qty(41))),
    (Refusal::ExceedsPositionLimit, || narrow(Setup { position: 99, ..PLENTY })),
    (Refusal::ExceedsAccountLimit, || narrow(Setup { account: 9_999, ..PLENTY })),
    (Refusal::ExceedsFirmLimit, || narrow(Setup { firm: 9_999, ..PLENTY })),
    (Refusal::ChildEnded, || {
        let mut world = stage();
        world.apply(&Call::Report { lane: 0, report: trade(world.children[0], 1, 60) });
        let call = Call::RequestCancel { lane: 0, child: world.children[0] };
        refused(&mut world, &call)
    }),
    (Refusal::TooManyRequests, || {
        let mut world = stage();
        let child = world.children[0];
        let replace =
            |units| Call::RequestReplace { lane: 0, child, qty: qty(units), price: PRICE };
        let opened =
            (61..65).map(replace).filter(|call| world.apply(call).refusal().is_none()).count();
        let answer = refused(&mut world, &replace(70));
        answer.filter(|_| opened == 3)
    }),
    (Refusal::NotEnded, || {
        let mut world = stage();
        let call = Call::Retire { lane: 0, parent: world.parents[0] };
        refused(&mut world, &call)
    }),
    (Refusal::NothingToChange, || {
        let mut world = stage();
        let call = Call::Amend { lane: 0, parent: world.parents[0], qty: qty(100) };
        refused(&mut world, &call)
    }),
    (Refusal::ParentsFull, || full(Config { parents: 1, ..PLENTY.config })),
    (Refusal::ClientIdsFull, || full(Config { client_ids: 1, ..PLENTY.config })),
    (Refusal::ChildrenFull, || {
        let config = Config { lanes: 1, children: 1, ..PLENTY.config };
        route(&mut stage_in(Setup { config, ..PLENTY }), |_| {})
    }),
    (Refusal::ExecutionsFull, || {
        let config = Config { lanes: 1, executions: 8, ..PLENTY.config };
        let mut world = stage_in(Setup { config, ..PLENTY });
        let child = world.children[0];
        for exec in 0..8 {
            world.apply(&Call::Report { lane: 0, report: trade(child, exec, 1) });
        }
        route(&mut world, |_| {})
    }),
    (Refusal::NoSuchEntry, || assign(&mut stage(), SuspenseId(0))),
    (Refusal::AlreadyAssigned, || {
        let (mut world, entry) = suspended(Side::Buy);
        assign(&mut world, entry).map_or_else(|| assign(&mut world, entry), |_| None)
    }),
    (Refusal::WrongTarget, || {
        let (mut world, entry) = suspended(Side::Sell);
        assign(&mut world, entry)
    }),
    // Every name that is refused as unknown is tried with one that was never given out.
    (Refusal::UnknownParent, || {
        let call = Call::Hold { lane: 0, parent: ParentId::from_bits(1 << 62) };
        refused(&mut stage(), &call)
    }),
    (Refusal::Halted, || {
        let mut world = stage();
        world.apply(&Call::Kill { lane: 0, scope: Scope::Lane(0), reason: 1 });
        route(&mut world, |_| {})
    }),
];

/// An execution in suspense.
fn suspended(side: Side) -> (World, SuspenseId) {
    let (mut world, nobody) = (stage(), ChildId::from_bits(7));
    let hint = Hint { account: AccountId(0), instrument: InstrumentId(0), side };
    let report = Report { hint: Some(hint), ..trade(nobody, 1, 5) };
    world.apply(&Call::Report { lane: 0, report });
    let entry = world.region().find_suspense(ExecId(1), nobody).expect("it lies in suspense");
    (world, entry)
}

/// Says that an execution in suspense is the parent's.
fn assign(world: &mut World, entry: SuspenseId) -> Option<Refusal> {
    let (to, now) = (Target::Parent(world.parents[0]), Nanos(world.now));
    world.control().assign(entry, to, now).err()
}

/// A parent of 100, a child of 60.
fn stage() -> World {
    stage_in(PLENTY)
}

fn stage_in(setup: Setup) -> World {
    let mut world = World::armed(setup);
    world.apply(&Call::Admit { lane: 0, order: parent(1, 100) });
    let order = child(world.parents[0], 60);
    world.apply(&Call::Route { lane: 0, order });
    world
}

/// Loses the session with the venue that every plain child goes to.
fn lose(world: &mut World) {
    let now = plimsoll::Nanos(world.now);
    assert!(world.control().disconnect(VenueId(0), now).is_ok());
}

/// The refusal of a call that must leave everything as it was; none where it does not.
fn refused(world: &mut World, call: &Call) -> Option<Refusal> {
    let views = |world: &World| {
        let snapshot = world.snapshot();
        format!("{:?} {:?}", snapshot.parents, snapshot.suspense)
    };
    let before = views(world);
    let refusal = world.apply(call).refusal();
    refusal.filter(|_| views(world) == before)
}

fn admit(change: fn(&mut NewParent)) -> Option<Refusal> {
    let mut order = parent(2, 100);
    change(&mut order);
    refused(&mut stage(), &Call::Admit { lane: 0, order })
}

fn route(world: &mut World, change: fn(&mut NewChild)) -> Option<Refusal> {
    let mut order = child(world.parents[0], 10);
    change(&mut order);
    refused(world, &Call::Route { lane: 0, order })
}

/// A second child past the bound; the parent may be held for it, so only the refusal is looked at.
fn bounded(fan_out: FanOut) -> Option<Refusal> {
    let mut world = World::armed(PLENTY);
    world.apply(&Call::Admit { lane: 0, order: NewParent { fan_out, ..parent(1, 100) } });
    let order = child(world.parents[0], 60);
    world.apply(&Call::Route { lane: 0, order });
    world.apply(&Call::Route { lane: 0, order: child(world.parents[0], 10) }).refusal()
}

/// A route a while after the admission.
fn late(change: fn(&World, &mut NewParent)) -> Option<Refusal> {
    let mut world = World::armed(PLENTY);
    let mut order = parent(1, 100);
    change(&world, &mut order);
    world.apply(&Call::Admit { lane: 0, order });
    world.apply(&Call::Wait { nanos: 100 });
    route(&mut world, |_| {})
}

fn narrow(setup: Setup) -> Option<Refusal> {
    refused(&mut World::armed(setup), &Call::Admit { lane: 0, order: parent(1, 100) })
}

fn full(config: Config) -> Option<Refusal> {
    let mut world = World::armed(Setup { config: Config { lanes: 1, ..config }, ..PLENTY });
    world.apply(&Call::Admit { lane: 0, order: parent(1, 100) });
    refused(&mut world, &Call::Admit { lane: 0, order: parent(2, 100) })
}
