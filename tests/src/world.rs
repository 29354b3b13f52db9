//! A region with everything defined, its handles, and the names it has given out: calls go in,
//! answers and views come out.
//!
//! Law: the world adds nothing of its own. What the core is told is in the [`Call`], the set-up and
//! the running time.
//!
//! Uses: `call`, `memory`. Used by: `driver`, the tests.

use crate::call::{Answer, Call};
use crate::memory::Memory;
use plimsoll::{
    AccountId, AlarmKind, AlarmView, ChildId, ChildView, Collar, Config, Control, InstrumentId,
    InstrumentTerms, Lane, LastQtyMeans, Nanos, Notional, ParentId, ParentView, PositionLimit,
    Price, Qty, Refusal, Region, Scope, StrategyId, StrategyTerms, Suspense, VenueId, VenueTerms,
};

/// How a region is set up: its capacities and its limits.
#[derive(Clone, Copy, Debug)]
pub struct Setup {
    /// The capacities.
    pub config: Config,
    /// The limit of each position, both ways.
    pub position: u64,
    /// The limit of each account, in money.
    pub account: u64,
    /// The limit of the firm, in money.
    pub firm: u64,
    /// How long a critical alarm may stand unread, in nanoseconds.
    pub alarm_deadline: u64,
    /// Held parents that throw a strategy's switch.
    pub max_held: u32,
    /// How the two venues mean what they say.
    pub venues: [VenueTerms; 2],
}

/// The reference price of the second instrument, and how far from it an order may be.
pub const REFERENCE: i64 = 100;
/// See [`REFERENCE`].
pub const BAND: u64 = 20;
/// How long a reference price lasts, in nanoseconds.
pub const REFERENCE_AGE: u64 = 1 << 40;
/// The lots of the two instruments.
pub const LOTS: [u64; 2] = [1, 10];
/// The largest quantity of an order in either instrument.
pub const MAX_ORDER_QTY: u64 = 5_000;
/// The generation of both strategies.
pub const GENERATION: u32 = 3;
/// The codes of the two strategies are this one and the next: the first that are the gateway's own.
pub const FIRST_CODE: u32 = plimsoll::registry::RESERVED;
/// When the world begins.
pub const START: u64 = 1_000;

const ROOMY: Config = Config {
    session: 7,
    lanes: 3,
    accounts: 2,
    instruments: 2,
    venues: 2,
    strategies: 2,
    positions: 4,
    parents: 64,
    children: 512,
    executions: 2_048,
    suspense: 1_024,
    client_ids: 256,
    events: 512,
};

const TIGHT: Config = Config {
    parents: 5,
    children: 16,
    executions: 64,
    suspense: 16,
    client_ids: 16,
    events: 8,
    ..ROOMY
};

/// A set-up with room for everything.
pub const PLENTY: Setup = Setup {
    config: ROOMY,
    position: 1 << 40,
    account: 1 << 50,
    firm: 1 << 52,
    alarm_deadline: 1 << 40,
    max_held: 1_000,
    venues: [VenueTerms::FIX44; 2],
};

/// Venues whose cancelled quantity cools, for so long.
pub const COOLING: u64 = 20_000;
const COOL: VenueTerms = VenueTerms { cooling: COOLING, ..VenueTerms::FIX44 };
/// A venue that tells its executions by their sum.
pub const SUMS: VenueTerms = VenueTerms { last_qty: LastQtyMeans::Cumulative, ..VenueTerms::FIX44 };

/// The set-ups that histories are played in: plenty; full tables; narrow limits; impatient alarms
/// and strategies; venues that cool; one that does, beside one that tells sums.
pub const SETUPS: [Setup; 7] = [
    PLENTY,
    PLENTY,
    Setup { config: TIGHT, ..PLENTY },
    Setup { position: 4_000, account: 500_000, firm: 800_000, ..PLENTY },
    Setup { alarm_deadline: 40_000, max_held: 3, ..PLENTY },
    Setup { venues: [COOL; 2], ..PLENTY },
    Setup { venues: [COOL, SUMS], ..PLENTY },
];

/// See the module's text.
pub struct World {
    control: Option<Control<'static>>,
    lanes: Vec<Option<Lane<'static>>>,
    region: Region<'static>,
    /// The time of the last call.
    pub now: u64,
    /// How it was set up.
    pub setup: Setup,
    /// Every parent admitted, oldest first.
    pub parents: Vec<ParentId>,
    /// Every child routed, oldest first.
    pub children: Vec<ChildId>,
    memory: Memory,
}

/// Everything that can be seen of parents and children at one instant.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The parents that are not retired, each with its children that can be seen.
    pub parents: Vec<(ParentView, Vec<ChildView>)>,
    /// The suspense account.
    pub suspense: Suspense,
    /// What is latched.
    pub latched: Latched,
    /// The alarms that are raised, as they stand.
    pub alarms: Vec<(AlarmKind, AlarmView)>,
}

/// What is latched: switches that are thrown and alarms that are raised (L7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Latched {
    /// The scopes that are halted, parents apart.
    pub halted: Vec<Scope>,
    /// The alarms that are raised.
    pub raised: Vec<AlarmKind>,
}

impl Snapshot {
    /// The view of `id`, with its children's.
    #[must_use]
    pub fn parent(&self, id: ParentId) -> Option<&(ParentView, Vec<ChildView>)> {
        self.parents.iter().find(|(view, _)| view.id == id)
    }

    /// The view of the child `id`.
    #[must_use]
    pub fn child(&self, id: ChildId) -> Option<&ChildView> {
        self.parents.iter().flat_map(|(_, children)| children).find(|view| view.id == id)
    }
}

impl World {
    /// A world with everything defined, not yet armed.
    ///
    /// # Panics
    ///
    /// Where the core refuses what the set-up defines.
    #[must_use]
    pub fn new(setup: Setup) -> World {
        let memory = Memory::for_config(&setup.config);
        let region = memory.format(&setup.config).expect("fresh memory is formatted");
        let mut control = region.control().expect("nobody else holds the control handle");
        define(&mut control, &setup).expect("definitions that fit");
        let lanes = (0..setup.config.lanes).map(|index| region.lane(index).ok()).collect();
        let (parents, children) = (Vec::new(), Vec::new());
        World {
            control: Some(control),
            lanes,
            region,
            now: START,
            setup,
            parents,
            children,
            memory,
        }
    }

    /// A world that is armed for longer than any test lasts.
    #[must_use]
    pub fn armed(setup: Setup) -> World {
        let mut world = World::new(setup);
        let answer = world.apply(&Call::Arm { lease_until: u64::MAX });
        assert!(answer.refusal().is_none(), "arming: {answer:?}");
        world
    }

    /// The watch handle.
    #[must_use]
    pub fn region(&self) -> Region<'static> {
        self.region
    }

    /// Every byte of the region.
    #[must_use]
    pub fn image(&self) -> Vec<u8> {
        self.memory.bytes()
    }

    /// The control handle.
    ///
    /// # Panics
    ///
    /// Never outside of a restart.
    pub fn control(&mut self) -> &mut Control<'static> {
        self.control.as_mut().expect("the world holds the control handle")
    }

    /// The handle of lane `index`, modulo the number of lanes.
    ///
    /// # Panics
    ///
    /// Never outside of a restart.
    pub fn lane(&mut self, index: u32) -> &mut Lane<'static> {
        let place = index as usize % self.lanes.len();
        self.lanes[place].as_mut().expect("the world holds every lane")
    }

    /// Makes one call, one nanosecond after the call before, and notes the names that it brings.
    pub fn apply(&mut self, call: &Call) -> Answer {
        self.now += 1;
        let now = Nanos(self.now);
        let answer = match *call {
            Call::Wait { nanos } => {
                self.now += u64::from(nanos);
                Answer::Unit(Ok(()))
            }
            Call::Admit { lane, order } => Answer::Parent(self.lane(lane).admit(&order, now)),
            Call::Amend { lane, parent, qty } => {
                Answer::Unit(self.lane(lane).amend(parent, qty, now))
            }
            Call::Refresh { lane, parent } => Answer::Unit(self.lane(lane).refresh(parent, now)),
            Call::Tick { lane } => Answer::Ticked(self.lane(lane).tick(now)),
            Call::CancelParent { lane, parent } => {
                Answer::Unit(self.lane(lane).cancel_parent(parent, now))
            }
            Call::Hold { lane, parent } => Answer::Unit(self.lane(lane).hold(parent, now)),
            Call::Retire { lane, parent } => Answer::Unit(self.lane(lane).retire(parent, now)),
            Call::Route { lane, order } => Answer::Child(self.lane(lane).route(&order, now)),
            Call::Sent { lane, child } => Answer::Unit(self.lane(lane).sent(child, now)),
            Call::RequestCancel { lane, child } => {
                Answer::Request(self.lane(lane).request_cancel(child, now))
            }
            Call::RequestReplace { lane, child, qty, price } => {
                Answer::Request(self.lane(lane).request_replace(child, qty, price, now))
            }
            Call::Doubt { lane, child } => Answer::Unit(self.lane(lane).doubt(child, now)),
            Call::Report { lane, report } => Answer::Outcome(self.lane(lane).report(&report, now)),
            Call::Status { report } => Answer::Outcome(self.control().status(&report, now)),
            Call::DropCopy { report } => Answer::Outcome(self.control().drop_copy(&report, now)),
            Call::ProveCooled { child } => Answer::Unit(self.control().prove_cooled(child, now)),
            Call::Disconnect { venue } => {
                Answer::Unit(self.control().disconnect(venue, now).map(|_| ()))
            }
            Call::Reconnect { venue } => Answer::Unit(self.control().reconnect(venue, now)),
            Call::BeginMassStatus { venue } => {
                Answer::Unit(self.control().begin_mass_status(venue, now))
            }
            Call::EndMassStatus { venue } => {
                Answer::MassStatus(self.control().end_mass_status(venue, now))
            }
            Call::Kill { lane, scope, reason } => {
                Answer::Receipt(self.lane(lane).kill(scope, reason, now))
            }
            Call::Reset { scope, seen } => Answer::Unit(self.control().reset(scope, seen, now)),
            Call::Arm { lease_until } => Answer::Unit(self.control().arm(Nanos(lease_until), now)),
            Call::Renew { lease_until } => Answer::Unit(self.control().renew(Nanos(lease_until))),
            Call::Disarm => Answer::Unit(self.control().disarm(now)),
            Call::Acknowledge { alarm } => Answer::Unit(self.control().acknowledge(alarm, now)),
            Call::TakeOver { lane } => Answer::Unit(self.take_over(lane)),
            Call::Restart => self.restart(),
        };
        match answer {
            Answer::Parent(Ok(parent)) => self.parents.push(parent),
            Answer::Child(Ok(child)) => self.children.push(child),
            _ => {}
        }
        answer
    }

    /// Gives every lane up, so that a test can claim them on threads of its own.
    pub fn let_go_of_lanes(&mut self) {
        self.lanes.iter_mut().for_each(|lane| *lane = None);
    }

    fn take_over(&mut self, lane: u32) -> Result<(), Refusal> {
        let place = lane as usize % self.lanes.len();
        let taken = self.region.take_over_lane(place as u32)?;
        self.lanes[place] = Some(taken);
        Ok(())
    }

    /// What the next process does after this one died: nothing of the old handles is let go in an
    /// orderly way.
    fn restart(&mut self) -> Answer {
        self.lanes.drain(..).for_each(core::mem::forget);
        core::mem::forget(self.control.take());
        self.region = self.memory.attach().expect("the memory holds a region");
        let mut control = self.region.take_over_control().expect("control can be taken over");
        let answer = Answer::Recovery(control.recover(Nanos(self.now)));
        // A price from before the crash is not to be trusted; the operator tells it anew.
        let told = control.set_reference_price(InstrumentId(1), Price(REFERENCE), Nanos(self.now));
        assert_eq!(told, Ok(()));
        self.control = Some(control);
        let region = self.region;
        let lanes = 0..self.setup.config.lanes;
        self.lanes = lanes.map(|lane| region.lane(lane).ok()).collect();
        answer
    }

    /// Everything that can be seen now.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        let region = self.region;
        let views = self.parents.iter().filter_map(|id| region.parent(*id));
        let parents = views.map(|view| {
            let children = region.children(view.id).filter_map(|child| region.child(child));
            (view, children.collect())
        });
        let halted = scopes(self.setup.config.lanes);
        let halted =
            halted.into_iter().filter(|scope| region.is_halted(*scope) == Ok(true)).collect();
        let alarms = AlarmKind::ALL.into_iter().map(|kind| (kind, region.alarm(kind)));
        let alarms: Vec<_> = alarms.filter(|(_, view)| view.raised).collect();
        let raised = alarms.iter().map(|(kind, _)| *kind).collect();
        let latched = Latched { halted, raised };
        Snapshot { parents: parents.collect(), suspense: region.suspense(), latched, alarms }
    }
}

/// Every scope of a world, parents apart.
#[must_use]
pub fn scopes(lanes: u32) -> Vec<Scope> {
    let two = |index: u32| {
        [
            Scope::Account(AccountId(index)),
            Scope::Instrument(InstrumentId(index)),
            Scope::Venue(VenueId(index)),
            Scope::Strategy(StrategyId(index)),
        ]
    };
    let lanes = (0..lanes).map(Scope::Lane);
    lanes.chain([Scope::Firm]).chain(two(0)).chain(two(1)).collect()
}

/// Two of everything, with the limits of `setup`.
///
/// # Errors
///
/// What the core refuses.
pub fn define(control: &mut Control<'_>, setup: &Setup) -> Result<(), Refusal> {
    control.set_firm_limit(Notional::new(setup.firm).unwrap_or(Notional::MAX))?;
    control.set_suspense_limit(Qty::MAX)?;
    control.set_alarm_deadline(setup.alarm_deadline)?;
    let reference = Collar::Reference { band: BAND, max_age: REFERENCE_AGE };
    for (lot, collar) in LOTS.into_iter().zip([Collar::Limit, reference]) {
        let max_order_qty = Qty::saturating(MAX_ORDER_QTY);
        control.define_instrument(&InstrumentTerms {
            lot,
            tick_value: 1,
            max_order_qty,
            collar,
        })?;
    }
    for (code, venue) in (0..2).zip(&setup.venues) {
        control.define_account(Notional::new(setup.account).unwrap_or(Notional::MAX))?;
        control.define_venue(venue)?;
        let max_held = setup.max_held;
        control.define_strategy(&StrategyTerms {
            code: FIRST_CODE + code,
            generation: GENERATION,
            max_held,
        })?;
    }
    let limit = PositionLimit {
        long: Qty::saturating(setup.position),
        short: Qty::saturating(setup.position),
    };
    for (account, instrument) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
        control.set_position_limit(AccountId(account), InstrumentId(instrument), &limit)?;
    }
    control.set_reference_price(InstrumentId(1), Price(REFERENCE), Nanos(START))
}

/// The venue `index`, of two.
#[must_use]
pub fn venue(index: u32) -> VenueId {
    VenueId(index % 2)
}

/// The strategy `index`, of two.
#[must_use]
pub fn strategy(index: u32) -> StrategyId {
    StrategyId(index % 2)
}
