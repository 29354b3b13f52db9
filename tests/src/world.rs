//! A region with everything defined, its handles, and the names it has given out: calls go in,
//! answers and views come out.
//!
//! Law: the world adds nothing of its own. What the core is told is in the [`Call`], the set-up and
//! the running time.
//!
//! Uses: `call`, `memory`. Used by: `driver`, the tests.

use crate::call::{Answer, Call};
use crate::death::{Death, Fuse};
use crate::memory::Memory;
use plimsoll::registry::{self, Kind, RegistryEntry};
use plimsoll::{
    AccountId, AlarmKind, AlarmView, BUILD, Cause, ChildId, ChildView, Collar, Config, Control,
    Fingerprint, InstrumentId, InstrumentTerms, Lane, LastQtyMeans, Level, Manifest, Nanos,
    Notional, ParentId, ParentView, PartyId, PartyRole, Poll, PositionLimit, Price, Qty, Refusal,
    Region, ResetRequest, ResetTerms, Scope, SessionStrategy, StrategyId, StrategyTerms, Suspense,
    Throttles, Unarmed, VenueId, VenueTerms,
};
use std::sync::atomic::AtomicU64;

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
    /// Units that a strategy may send for each that comes in.
    pub max_ratio: u32,
    /// Executions in a row on one side that a strategy may have in an instrument.
    pub max_repeats: u32,
    /// How the two venues mean what they say.
    pub venues: [VenueTerms; 2],
    /// What may be sent in a window of time.
    pub throttles: Throttles,
    /// How long a reset must be thought over.
    pub resets: ResetTerms,
    /// How far a clock may be behind the latest time that was seen, in nanoseconds.
    pub tolerance: u64,
    /// Parents that a strategy may take in a session, and the money that they may come to.
    pub session: (u64, u64),
    /// How long each of two monitors may be silent; none where it is 0.
    pub silence: [u64; 2],
    /// Whether the journals of the lanes are kept from the beginning.
    pub journals: bool,
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
pub const FIRST_CODE: u32 = registry::RESERVED;
/// The gateway's code that is retired: a tombstone.
pub const RETIRED_CODE: u32 = FIRST_CODE + 2;
/// The flag that the gateway's registry has, as a word.
pub const FLAG: u64 = 1 << registry::RESERVED_FLAGS;
/// A flag that it had: a tombstone.
pub const RETIRED_FLAG: u64 = FLAG << 1;

const fn entry(kind: Kind, code: u32, generation: u32, retired: bool) -> RegistryEntry {
    RegistryEntry { kind, code, generation, retired }
}

/// The gateway's own registry: two strategies and a flag, and a tombstone of each.
pub const REGISTRY: [RegistryEntry; 5] = [
    entry(Kind::Strategy, FIRST_CODE, GENERATION, false),
    entry(Kind::Strategy, FIRST_CODE + 1, GENERATION, false),
    entry(Kind::Strategy, RETIRED_CODE, 1, true),
    entry(Kind::Flag, registry::RESERVED_FLAGS, 1, false),
    entry(Kind::Flag, registry::RESERVED_FLAGS + 1, 1, true),
];

/// The keys of the two persons who may reset; the first one's number is 1, the other's 2.
pub const KEYS: [u128; 2] = [11, 22];
/// The two parties that parents may carry: a desk and a trader.
pub const DESK: PartyId = PartyId(0);
/// See [`DESK`].
pub const TRADER: PartyId = PartyId(1);
/// When the world begins.
pub const START: u64 = 1_000;

const ROOMY: Config = Config {
    session: 7,
    lanes: 3,
    accounts: 2,
    instruments: 2,
    venues: 2,
    strategies: 2,
    parties: 2,
    registry: 8,
    positions: 4,
    parents: 64,
    children: 512,
    executions: 2_048,
    suspense: 1_024,
    client_ids: 256,
    repeats: 4,
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
    max_ratio: u32::MAX,
    max_repeats: u32::MAX,
    venues: [VenueTerms::FIX44; 2],
    throttles: Throttles::WIDEST,
    resets: ResetTerms { least_delay: 1, expiry: 1 << 50 },
    tolerance: 1 << 50,
    session: (1 << 40, 1 << 58),
    silence: [0; 2],
    journals: false,
};

/// Venues whose cancelled quantity cools, for so long.
pub const COOLING: u64 = 20_000;
const COOL: VenueTerms = VenueTerms { cooling: COOLING, ..VenueTerms::FIX44 };
/// A venue that tells its executions by their sum.
pub const SUMS: VenueTerms = VenueTerms { last_qty: LastQtyMeans::Cumulative, ..VenueTerms::FIX44 };

/// The set-ups that histories are played in: plenty; full tables; narrow limits; impatient alarms
/// and strategies; venues that cool; one that does, beside one that tells sums; narrow sessions
/// and strict clocks; resets that must be thought over.
pub const SETUPS: [Setup; 9] = [
    PLENTY,
    PLENTY,
    Setup { config: TIGHT, ..PLENTY },
    Setup { position: 4_000, account: 500_000, firm: 800_000, ..PLENTY },
    Setup { alarm_deadline: 40_000, max_held: 3, ..PLENTY },
    Setup { venues: [COOL; 2], ..PLENTY },
    Setup { venues: [COOL, SUMS], ..PLENTY },
    Setup { session: (6, 300_000), tolerance: 20_000, ..PLENTY },
    Setup { resets: ResetTerms { least_delay: 300, expiry: 30_000 }, ..PLENTY },
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
    /// Every reset that was asked for: its nonce and its scope, oldest first.
    pub tickets: Vec<(u64, Scope)>,
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
    /// Every alarm, as it stands.
    pub alarms: Vec<(AlarmKind, AlarmView)>,
}

/// What is latched: switches that are thrown and alarms that are raised (L7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Latched {
    /// The scopes that are stopped, and how far; parents apart.
    pub stopped: Vec<(Scope, Level)>,
    /// The alarms that are raised.
    pub raised: Vec<AlarmKind>,
}

impl Latched {
    /// How far a scope is stopped.
    #[must_use]
    pub fn level(&self, scope: Scope) -> Level {
        let found = self.stopped.iter().find(|(of, _)| *of == scope);
        found.map_or(Level::Open, |(_, level)| *level)
    }
}

impl Snapshot {
    /// The view of `id`, with its children's.
    #[must_use]
    pub fn parent(&self, id: ParentId) -> Option<&(ParentView, Vec<ChildView>)> {
        self.parents.iter().find(|(view, _)| view.id == id)
    }

    /// The alarm of a kind; none where a test has made the snapshot without.
    #[must_use]
    pub fn alarm(&self, kind: AlarmKind) -> Option<&AlarmView> {
        self.alarms.iter().find(|(known, _)| *known == kind).map(|(_, view)| view)
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
        let region = memory.format_with(&setup.config, &REGISTRY).expect("fresh memory");
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
            tickets: Vec::new(),
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

    /// Every word of the region, to be read, or to be written while nobody works on it.
    #[must_use]
    pub fn words(&self) -> &[AtomicU64] {
        self.memory.words()
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
            Call::LateTick { lane, behind } => {
                let late = Nanos(self.now.saturating_sub(behind));
                Answer::Ticked(self.lane(lane).tick(late))
            }
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
            Call::Restrict { scope, level } => {
                Answer::Receipt(self.region.restrict(scope, level, &Cause::of(1, now)))
            }
            Call::Release { parent } => Answer::Unit(self.control().release(parent, now)),
            Call::RequestReset { scope, key } => {
                let request =
                    ResetRequest { scope, key, why: *b"looked at, and found to be calm." };
                Answer::Ticket(self.control().request_reset(&request, now))
            }
            Call::ConfirmReset { nonce, key, fresh } => {
                let here = self.region.fingerprint();
                let fingerprint = if fresh { here } else { Fingerprint { limits: 0, ..here } };
                Answer::Unit(self.control().confirm_reset(nonce, key, &fingerprint, now))
            }
            Call::Arm { lease_until } => {
                let setup = self.setup;
                let armed = arm(self.control(), &setup, Nanos(lease_until), now);
                Answer::Unit(armed.map_err(Refusal::from))
            }
            Call::Renew { lease_until } => {
                Answer::Unit(self.control().renew(Nanos(lease_until), now))
            }
            Call::Disarm => Answer::Unit(self.control().disarm(now)),
            Call::Acknowledge { alarm } => Answer::Unit(self.control().acknowledge(alarm, now)),
            Call::TakeOver { lane } => Answer::Unit(self.take_over(lane)),
            Call::Restart => self.restart(),
            Call::Rollback => self.roll_back(),
            Call::Beat { monitor } => Answer::Unit(self.region.heartbeat(monitor, now)),
            Call::Keep { lane } => Answer::Unit(self.keep(lane)),
            Call::Assign { entry, to } => Answer::Outcome(self.control().assign(entry, to, now)),
        };
        match (call, answer) {
            (_, Answer::Parent(Ok(parent))) => self.parents.push(parent),
            (_, Answer::Child(Ok(child))) => self.children.push(child),
            (Call::RequestReset { scope, .. }, Answer::Ticket(Ok(ticket))) => {
                self.tickets.push((ticket.nonce, *scope));
            }
            _ => {}
        }
        answer
    }

    /// Resets a scope as two persons do: one asks, the other confirms.
    pub fn reset(&mut self, scope: Scope) -> Option<Refusal> {
        match self.apply(&Call::RequestReset { scope, key: KEYS[0] }) {
            Answer::Ticket(Ok(ticket)) => {
                let (nonce, key) = (ticket.nonce, KEYS[1]);
                self.apply(&Call::ConfirmReset { nonce, key, fresh: true }).refusal()
            }
            answer => answer.refusal(),
        }
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

    /// Makes a call and dies in it, after so many writes to the region, or right after it where it
    /// writes less. The next process restarts; what it finds that this one was not told of is for
    /// the driver to see.
    pub fn die_in(&mut self, call: &Call, writes: u64) -> (Answer, Death) {
        let known = (self.parents.len(), self.children.len(), self.tickets.len());
        let fuse = Fuse::light(&self.memory, writes);
        let _ = self.apply(call);
        let death = fuse.put_out(&self.memory);
        self.forget_handles();
        self.memory.load(&death.image);
        self.parents.truncate(known.0);
        self.children.truncate(known.1);
        self.tickets.truncate(known.2);
        (self.apply(&Call::Restart), death)
    }

    fn forget_handles(&mut self) {
        self.lanes.drain(..).for_each(core::mem::forget);
        core::mem::forget(self.control.take());
    }

    /// A newer build has said that it needs a newer one: this one, which is older, is refused at
    /// every door and changes nothing. Then the newer one's word is undone, as if it had never come,
    /// and this one restarts; armed for another build than it is, it stays closed.
    fn roll_back(&mut self) -> Answer {
        let before = self.memory.bytes();
        let newer = BUILD.version + 1;
        assert_eq!(self.control().require_build(newer), Ok(()));
        self.forget_handles();
        let asked = self.memory.bytes();
        assert_eq!(self.memory.attach().err(), Some(Refusal::BuildTooOld));
        let again = self.memory.format_with(&self.setup.config, &REGISTRY).err();
        assert_eq!(again, Some(Refusal::AlreadyFormatted));
        assert_eq!(self.memory.inspect().map(|it| it.oldest_build), Ok(newer));
        assert!(self.memory.bytes() == asked, "a build that was refused has changed the region");
        self.memory.load(&before);
        let answer = self.restart();
        let here = self.region.fingerprint();
        let other = Fingerprint { build: !here.build, ..here };
        let (setup, now) = (self.setup, Nanos(self.now));
        let strategies = session(&setup);
        let manifest =
            Manifest { fingerprints: &[other], strategies: &strategies, lease: u64::MAX };
        assert!(self.control().arm(&manifest, Nanos(u64::MAX), now).is_err());
        assert_eq!(self.region.lease(), None);
        answer
    }

    /// Whoever keeps the journal of a lane takes all that is there.
    fn keep(&mut self, lane: u32) -> Result<(), Refusal> {
        let mut journal = self.region.journal(lane)?;
        while !matches!(journal.poll(), Poll::Empty) {}
        journal.keep();
        Ok(())
    }

    /// What the next process does after this one died: nothing of the old handles is let go in an
    /// orderly way.
    fn restart(&mut self) -> Answer {
        self.forget_handles();
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
        let stopped = scopes(self.setup.config.lanes).into_iter();
        let stopped = stopped.filter_map(|scope| Some((scope, region.level(scope).ok()?)));
        let stopped = stopped.filter(|(_, level)| *level != Level::Open).collect();
        let alarms = AlarmKind::ALL.into_iter().map(|kind| (kind, region.alarm(kind)));
        let alarms: Vec<_> = alarms.collect();
        let raised = alarms.iter().filter(|(_, view)| view.raised).map(|(kind, _)| *kind).collect();
        let latched = Latched { stopped, raised };
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
            Scope::Strategy(strategy(index)),
            Scope::Party(PartyId(index)),
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
    control.set_throttles(&setup.throttles)?;
    control.set_clock_tolerance(setup.tolerance)?;
    control.set_reset_terms(&setup.resets)?;
    control.define_key(1, KEYS[0])?;
    control.define_key(2, KEYS[1])?;
    control.define_party(PartyRole::Desk, 700)?;
    control.define_party(PartyRole::Trader, 800)?;
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
            max_ratio: setup.max_ratio,
            max_repeats: setup.max_repeats,
        })?;
    }
    let limit = PositionLimit {
        long: Qty::saturating(setup.position),
        short: Qty::saturating(setup.position),
    };
    for silence in setup.silence.into_iter().filter(|silence| *silence > 0) {
        let monitor = control.define_monitor(silence)?;
        control.region().heartbeat(monitor, Nanos(START))?;
    }
    for lane in (0..setup.config.lanes).filter(|_| setup.journals) {
        control.region().journal(lane)?.keep();
    }
    for (account, instrument) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
        control.set_position_limit(AccountId(account), InstrumentId(instrument), &limit)?;
    }
    control.set_reference_price(InstrumentId(1), Price(REFERENCE), Nanos(START))
}

/// What a session of `setup` allows the two strategies.
#[must_use]
pub fn session(setup: &Setup) -> [SessionStrategy; 2] {
    let (max_parents, max_notional) = setup.session;
    let max_notional = Notional::new(max_notional).unwrap_or(Notional::MAX);
    [FIRST_CODE, FIRST_CODE + 1].map(|code| SessionStrategy {
        code,
        generation: GENERATION,
        max_parents,
        max_notional,
    })
}

/// Arms a region for what runs there and for both strategies.
///
/// # Errors
///
/// Why it is not.
pub fn arm(
    control: &mut Control<'_>,
    setup: &Setup,
    lease_until: Nanos,
    now: Nanos,
) -> Result<(), Unarmed> {
    let (fingerprints, strategies) = ([control.region().fingerprint()], session(setup));
    let manifest =
        Manifest { fingerprints: &fingerprints, strategies: &strategies, lease: u64::MAX };
    control.arm(&manifest, lease_until, now)
}

/// The venue `index`, of two.
#[must_use]
pub fn venue(index: u32) -> VenueId {
    VenueId(index % 2)
}

/// The strategy `index`, of two.
#[must_use]
pub fn strategy(index: u32) -> StrategyId {
    StrategyId(FIRST_CODE + index % 2)
}
