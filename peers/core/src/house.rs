//! The world of `peer.h`, opened in a region of the core's.

use peer_interface::{
    Child, ChildState, Fill, Hand, House, Memory, Parent, ParentState, Position, Terms, number,
};
use plimsoll::{
    AccountId, AlarmKind, ChildId, ClientId, Collar, Config, Control, ExecId, ExecType, FanOut,
    InstrumentId, InstrumentTerms, Lane, Manifest, MonitorId, Nanos, NewChild, NewParent, Notional,
    ParentId, Parties, PartyId, PartyRole, PositionLimit, Price, Qty, Refusal, Region, Report,
    ResetTerms, Scope, SessionStrategy, Side, StrategyId, StrategyTerms, Throttles, TimeInForce,
    VenueId, VenueTerms,
};

/// What is defined in the world.
#[derive(Clone, Copy, Debug)]
struct World {
    accounts: [AccountId; number::ACCOUNTS as usize],
    instruments: [InstrumentId; number::INSTRUMENTS as usize],
    venues: [VenueId; number::VENUES as usize],
    parties: [PartyId; 3],
    strategy: StrategyId,
    monitor: MonitorId,
}

/// An open house of the core's.
#[derive(Debug)]
pub struct Core {
    world: World,
    control: Control<'static>,
    region: Region<'static>,
    // Last: what is above lies in it.
    _memory: Memory,
}

/// A lane of it.
#[derive(Debug)]
pub struct Thread {
    lane: Lane<'static>,
    region: Region<'static>,
    world: World,
}

fn config(terms: &Terms) -> Config {
    Config {
        lanes: 2,
        accounts: number::ACCOUNTS,
        instruments: number::INSTRUMENTS,
        venues: number::VENUES,
        strategies: 1,
        parties: 3,
        registry: 1,
        positions: number::ACCOUNTS * number::INSTRUMENTS,
        parents: terms.parents,
        children: terms.children,
        executions: terms.executions,
        client_ids: terms.client_ids,
        repeats: number::INSTRUMENTS,
        ..Config::DEFAULT
    }
}

fn limit(control: &mut Control<'_>, terms: &Terms) -> Result<(), Refusal> {
    control.set_firm_limit(Notional::new(number::MONEY).unwrap_or(Notional::MAX))?;
    control.set_suspense_limit(Qty::MAX)?;
    control.set_alarm_deadline(number::PATIENCE)?;
    control.set_throttles(&Throttles {
        window: number::WINDOW,
        max_ratio: terms.max_ratio,
        orders: terms.orders,
        cancels: terms.orders,
        max_rejects: 1 << 20,
    })?;
    control.set_clock_tolerance(1 << 60)?;
    control.set_reset_terms(&ResetTerms { least_delay: 1, expiry: 1 << 60 })
}

fn define(region: Region<'_>, control: &mut Control<'_>, terms: &Terms) -> Result<World, Refusal> {
    let money = Notional::new(number::MONEY).unwrap_or(Notional::MAX);
    let instrument = InstrumentTerms {
        lot: number::LOT,
        tick_value: 1,
        max_order_qty: Qty::saturating(number::MAX_QTY),
        collar: Collar::Reference { band: number::BAND, max_age: number::REFERENCE_AGE },
    };
    let strategy = StrategyTerms {
        code: 1,
        generation: 1,
        max_held: 1 << 20,
        max_ratio: terms.max_ratio,
        max_repeats: terms.max_repeats,
    };
    let world = World {
        accounts: [control.define_account(money)?, control.define_account(money)?],
        instruments: [
            control.define_instrument(&instrument)?,
            control.define_instrument(&instrument)?,
            control.define_instrument(&instrument)?,
            control.define_instrument(&instrument)?,
        ],
        venues: [
            control.define_venue(&VenueTerms::FIX44)?,
            control.define_venue(&VenueTerms::FIX44)?,
            control.define_venue(&VenueTerms::FIX44)?,
            control.define_venue(&VenueTerms::FIX44)?,
        ],
        parties: [
            control.define_party(PartyRole::Client, 1)?,
            control.define_party(PartyRole::Trader, 2)?,
            control.define_party(PartyRole::Desk, 3)?,
        ],
        strategy: control.define_strategy(&strategy)?,
        monitor: control.define_monitor(number::SILENCE)?,
    };
    let most = Qty::saturating(number::POSITION);
    for id in world.instruments {
        for account in world.accounts {
            let limit = PositionLimit { long: most, short: most };
            control.set_position_limit(account, id, &limit)?;
        }
        control.set_reference_price(id, Price(number::REFERENCE), Nanos(1))?;
    }
    region.heartbeat(world.monitor, Nanos(1))?;
    Ok(world)
}

/// Opens for the strategies named.
fn arm(
    region: Region<'_>,
    control: &mut Control<'_>,
    strategies: &[SessionStrategy],
    now: Nanos,
) -> Result<(), Refusal> {
    let fingerprints = [region.fingerprint()];
    let manifest = Manifest { fingerprints: &fingerprints, strategies, lease: number::LEASE };
    control.arm(&manifest, Nanos(number::LEASE), now).map_err(Refusal::from)
}

fn try_open(terms: &Terms) -> Result<(Core, Vec<Thread>), Refusal> {
    let config = config(terms);
    let mut memory = Memory::new(Region::required_bytes(&config)?);
    let region = Region::format(memory.take(), &config)?;
    let mut control = region.control()?;
    limit(&mut control, terms)?;
    let world = define(region, &mut control, terms)?;
    arm(region, &mut control, &[SessionStrategy::uncapped(1, 1)], Nanos(1))?;
    let threads = [0, 1].map(|index| Ok(Thread { lane: region.lane(index)?, region, world }));
    let threads = threads.into_iter().collect::<Result<Vec<Thread>, Refusal>>()?;
    Ok((Core { world, control, region, _memory: memory }, threads))
}

impl House for Core {
    type Hand = Thread;

    fn open(terms: &Terms) -> Option<(Core, Vec<Thread>)> {
        try_open(terms).ok()
    }

    fn halt(&mut self, scope: u32, id: u64, now: u64) -> i32 {
        let (world, place) = (&self.world, id as usize);
        let scope = match scope {
            0 => Some(Scope::Firm),
            1 => world.accounts.get(place).copied().map(Scope::Account),
            2 => world.instruments.get(place).copied().map(Scope::Instrument),
            3 => world.venues.get(place).copied().map(Scope::Venue),
            4 => Some(Scope::Strategy(world.strategy)),
            6 => Some(Scope::Parent(ParentId::from_bits(id))),
            7 => world.parties.get(place).copied().map(Scope::Party),
            _ => None,
        };
        let Some(scope) = scope else { return number::FAULT };
        status(self.region.kill(scope, 1, Nanos(now)))
    }

    fn spoil(&mut self, what: u32, now: u64) -> i32 {
        let (world, now) = (self.world, Nanos(now));
        let Core { control, region, .. } = self;
        match what {
            number::DISARM => status(control.disarm(now)),
            number::DISCONNECT => status(control.disconnect(world.venues[0], now)),
            number::STRIKE_STRATEGY => {
                let struck = control
                    .disarm(now)
                    .and_then(|()| arm(*region, control, &[], now))
                    .and_then(|()| region.heartbeat(world.monitor, now));
                status(struck)
            }
            number::LOWER_REFERENCE => {
                let price = Price(number::REFERENCE - 2 * number::BAND as i64);
                status(control.set_reference_price(world.instruments[0], price, now))
            }
            _ => number::FAULT,
        }
    }
}

/// The number of a refusal is that of `plim_status`.
fn status<T>(answer: Result<T, Refusal>) -> i32 {
    answer.map_or_else(|refusal| refusal as i32, |_| number::OK)
}

impl Thread {
    fn report(&mut self, report: &Report, now: u64) -> i32 {
        let Ok(outcome) = self.lane.report(report, Nanos(now)) else { return number::FAULT };
        let bit = |is: bool, bit: i32| if is { bit } else { 0 };
        if outcome.child.is_none() {
            return number::UNKNOWN;
        }
        bit(outcome.duplicate, number::DUPLICATE)
            | bit(outcome.parent_done, number::PARENT_ENDED)
            | bit(outcome.raised.contains(AlarmKind::ChildOverfill), number::CHILD_OVERFILL)
            | bit(outcome.overfill > Qty::ZERO, number::OVERFILL)
    }
}

impl Hand for Thread {
    fn admit(&mut self, order: &Parent, now: u64) -> Result<u64, i32> {
        let world = &self.world;
        let [client, trader, desk] = world.parties;
        let parent = NewParent {
            account: world.accounts[order.account as usize],
            instrument: world.instruments[order.instrument as usize],
            client_id: ClientId(u128::from(order.client_id)),
            side: if order.side == 1 { Side::Buy } else { Side::Sell },
            qty: Qty::saturating(order.qty),
            price: Some(Price(order.price)),
            strategy: world.strategy,
            generation: 1,
            fan_out: FanOut {
                max_children: order.max_children,
                max_sent: order.max_sent,
                max_refused: 1 << 30,
                max_notional: Notional::MAX,
            },
            expire_time: (order.expires != 0).then_some(Nanos(order.expires)),
            lease: (order.lease != 0).then_some(order.lease),
            parties: Parties { client: Some(client), trader: Some(trader), desk: Some(desk) },
            flags: 0,
        };
        let admitted = self.lane.admit(&parent, Nanos(now));
        admitted.map(ParentId::to_bits).map_err(|refusal| refusal as i32)
    }

    fn route(&mut self, order: &Child, now: u64) -> Result<u64, i32> {
        let child = NewChild {
            parent: ParentId::from_bits(order.parent),
            venue: self.world.venues[order.venue as usize],
            qty: Qty::saturating(order.qty),
            price: Price(order.price),
            time_in_force: TimeInForce::Day,
        };
        let born = self.lane.route(&child, Nanos(now));
        born.map(ChildId::to_bits).map_err(|refusal| refusal as i32)
    }

    fn ack(&mut self, child: u64, now: u64) -> i32 {
        self.report(&Report::new(ChildId::from_bits(child), ExecType::New), now)
    }

    fn fill(&mut self, fill: &Fill, now: u64) -> i32 {
        let id = ExecId(u128::from(fill.execution));
        let (child, qty) = (ChildId::from_bits(fill.child), Qty::saturating(fill.qty));
        self.report(&Report::trade(child, id, qty, Price(fill.price)), now)
    }

    fn request_cancel(&mut self, child: u64, now: u64) -> i32 {
        status(self.lane.request_cancel(ChildId::from_bits(child), Nanos(now)))
    }

    fn canceled(&mut self, child: u64, cum: u64, now: u64) -> i32 {
        let report = Report {
            cum_qty: Some(Qty::saturating(cum)),
            ..Report::new(ChildId::from_bits(child), ExecType::Canceled)
        };
        self.report(&report, now)
    }

    fn cancel_parent(&mut self, parent: u64, now: u64) -> i32 {
        status(self.lane.cancel_parent(ParentId::from_bits(parent), Nanos(now)))
    }

    fn retire(&mut self, parent: u64, now: u64) -> i32 {
        status(self.lane.retire(ParentId::from_bits(parent), Nanos(now)))
    }

    fn parent_state(&mut self, parent: u64) -> Result<ParentState, i32> {
        let view = self.region.parent(ParentId::from_bits(parent));
        let view = view.ok_or(number::UNKNOWN_PARENT)?;
        Ok(ParentState {
            executed: view.executed,
            reserved: view.working + view.unknown + view.cooling,
            headroom: view.headroom,
            overfill: view.overfill,
            sent: view.sent,
            children: view.children,
            state: view.state as u32,
        })
    }

    fn child_state(&mut self, child: u64) -> Result<ChildState, i32> {
        let view = self.region.child(ChildId::from_bits(child)).ok_or(number::UNKNOWN_CHILD)?;
        Ok(ChildState {
            executed: view.cum_qty,
            leaves: view.leaves_qty.get() + view.unknown_qty.get() + view.cooling_qty.get(),
            state: view.state as u32,
            pending_cancel: u32::from(view.pending_cancel),
        })
    }

    fn position(&mut self, account: u32, instrument: u32) -> Result<Position, i32> {
        let account = self.world.accounts[account as usize];
        let instrument = self.world.instruments[instrument as usize];
        let exposure = self.region.exposure(account, instrument).ok_or(number::FAULT)?;
        Ok(Position {
            bought: exposure.bought,
            sold: exposure.sold,
            buy_room: exposure.buy_room,
            sell_room: exposure.sell_room,
            account_money: self.region.account_headroom(account).ok_or(number::FAULT)?,
            firm_money: self.region.firm_headroom(),
        })
    }
}
