//! What every test of a control begins with: a small armed region, and acts in few words.

use super::Done;
use crate::child::ExecType;
use crate::control::{Control, Manifest, ResetRequest, ResetTerms, SessionStrategy};
use crate::gate::NewChild;
use crate::id::{
    AccountId, ChildId, ClientId, ExecId, InstrumentId, ParentId, StrategyId, VenueId,
};
use crate::inventory::ControlId;
use crate::lane::Lane;
use crate::limits::{Collar, InstrumentTerms, PositionLimit, StrategyTerms, Throttles};
use crate::parent::{FanOut, NewParent};
use crate::party::{Parties, PartyRole};
use crate::refusal::Refusal;
use crate::region::{Config, Region};
use crate::registry::{Kind, RESERVED, RESERVED_FLAGS, RegistryEntry};
use crate::report::{Hint, Outcome, Report};
use crate::switch::Scope;
use crate::units::{Nanos, Notional, Price, Qty, Side, TimeInForce};
use crate::venue::VenueTerms;

/// As small as a region may be in which every table can be filled.
pub(super) const CONFIG: Config = Config {
    session: 1,
    lanes: 2,
    accounts: 2,
    instruments: 2,
    venues: 1,
    strategies: 2,
    parties: 1,
    registry: 2,
    positions: 2,
    parents: 3,
    children: 4,
    executions: 8,
    suspense: 2,
    client_ids: 5,
    repeats: 1,
    events: 8,
};

pub(super) const ACCOUNT: AccountId = AccountId(0);
/// What is traded; its collar stands around 100.
pub(super) const INSTRUMENT: InstrumentId = InstrumentId(0);
/// One without a position limit and without a collar.
pub(super) const OTHER: InstrumentId = InstrumentId(1);
pub(super) const VENUE: VenueId = VenueId(0);
pub(super) const WIDE: StrategyId = StrategyId(1);
/// A strategy whose bounds are all 1.
pub(super) const TIGHT: StrategyId = StrategyId(2);
/// The reference price, and the limit of every parent.
pub(super) const PRICE: Price = Price(100);
/// How far the collar reaches.
pub(super) const BAND: u64 = 50;
/// How old the reference price may be.
pub(super) const FRESH: u64 = 2_000;
pub(super) const LOT: u64 = 5;
pub(super) const MAX_QTY: u64 = 100;
/// What a parent is for; a child is for one lot.
pub(super) const PARENT_QTY: u64 = 20;
pub(super) const LEASE: u64 = 10_000;
pub(super) const NEVER_SENT: u64 = 7;
/// The two persons.
const KEYS: [u128; 2] = [11, 22];
pub(super) const DELAY: u64 = 10;
pub(super) const EXPIRY: u64 = 100;

/// The gateway's registry of the scene: a tombstone, and a flag.
pub(super) const fn registry(retired: bool) -> [RegistryEntry; 2] {
    [
        RegistryEntry { kind: Kind::Strategy, code: RESERVED, generation: 1, retired },
        RegistryEntry { kind: Kind::Flag, code: RESERVED_FLAGS, generation: 1, retired: false },
    ]
}

pub(super) const fn qty(n: u64) -> Qty {
    Qty::saturating(n)
}

pub(super) const fn money(n: u64) -> Notional {
    match Notional::new(n) {
        Some(money) => money,
        None => Notional::MAX,
    }
}

/// Gives up whatever region the memory holds.
pub(super) fn wipe(memory: &mut [u8]) {
    memory.iter_mut().take(64).for_each(|byte| *byte = 0);
}

/// What must differ, for a control to act; everything that an act sends is made of it.
pub(super) struct Scene<'a> {
    pub(super) region: Region<'a>,
    pub(super) control: Control<'a>,
    pub(super) lane: Lane<'a>,
    /// Another handle, so that it is held.
    pub(super) spare: Option<Lane<'a>>,
    pub(super) now: Nanos,
    pub(super) offer: NewParent,
    pub(super) venue: VenueId,
    pub(super) child_qty: Qty,
    pub(super) child_price: Price,
    pub(super) parent: Option<ParentId>,
    pub(super) child: Option<ChildId>,
    pub(super) hint: Option<Hint>,
    pub(super) keys: [u128; 2],
    /// How long the second person waits.
    pub(super) wait: u64,
    pub(super) clients: u128,
    pub(super) executions: u128,
    /// Any number that one row needs.
    pub(super) knob: u64,
    /// Where the row has located what is to be stopped.
    pub(super) scope: Option<Scope>,
    /// The control's hits before anything was arranged.
    pub(super) noted: u64,
}

impl<'a> Scene<'a> {
    pub(super) fn open(memory: &'a mut [u8]) -> Result<Scene<'a>, Refusal> {
        wipe(memory);
        let region = Region::format_with(memory, &CONFIG, &registry(true))?;
        let mut control = region.control()?;
        set_up(&mut control)?;
        let offer = NewParent {
            account: ACCOUNT,
            instrument: INSTRUMENT,
            client_id: ClientId(0),
            side: Side::Buy,
            qty: qty(PARENT_QTY),
            price: Some(PRICE),
            strategy: WIDE,
            generation: 1,
            expire_time: None,
            lease: None,
            parties: Parties { desk: Some(crate::id::PartyId(0)), ..Parties::NONE },
            flags: 1 << RESERVED_FLAGS,
            fan_out: FanOut::WIDEST,
        };
        let mut scene = Scene {
            region,
            control,
            lane: region.lane(0)?,
            spare: None,
            now: Nanos(1_000),
            offer,
            venue: VENUE,
            child_qty: qty(LOT),
            child_price: PRICE,
            parent: None,
            child: None,
            hint: None,
            keys: KEYS,
            wait: DELAY,
            clients: 0,
            executions: 0,
            knob: 0,
            scope: None,
            noted: 0,
        };
        scene.arm(&[SessionStrategy::uncapped(1, 1), SessionStrategy::uncapped(2, 1)])?;
        scene.control.set_reference_price(INSTRUMENT, PRICE, scene.now)?;
        Ok(scene)
    }

    pub(super) fn hits(&self, control: ControlId) -> u64 {
        self.region.control_info(control).hits
    }

    pub(super) fn arm(&mut self, strategies: &[SessionStrategy]) -> Done {
        let mut fingerprint = self.region.fingerprint();
        fingerprint.limits ^= self.knob;
        let fingerprints = [fingerprint];
        let manifest = Manifest { fingerprints: &fingerprints, strategies, lease: LEASE };
        self.control.arm(&manifest, self.after(LEASE), self.now).map_err(Refusal::from)
    }

    /// Closes the house and opens it again.
    pub(super) fn rearm(&mut self, strategies: &[SessionStrategy]) -> Done {
        self.control.disarm(self.now)?;
        self.arm(strategies)
    }

    pub(super) fn after(&self, nanos: u64) -> Nanos {
        Nanos(self.now.0.saturating_add(nanos))
    }

    /// Lets some time pass.
    pub(super) fn pass(&mut self, nanos: u64) -> Done {
        self.now = self.after(nanos);
        Ok(())
    }

    /// Sets the number that one row needs.
    pub(super) fn turn(&mut self, knob: u64) -> Done {
        self.knob = knob;
        Ok(())
    }

    /// Gives the two persons other keys.
    pub(super) fn with_keys(&mut self, keys: [u128; 2]) -> Done {
        self.keys = keys;
        Ok(())
    }

    /// Lets the second person wait so long.
    pub(super) fn waiting(&mut self, nanos: u64) -> Done {
        self.wait = nanos;
        Ok(())
    }

    /// Children are for so much.
    pub(super) fn child_of(&mut self, n: u64) -> Done {
        self.child_qty = qty(n);
        Ok(())
    }

    /// The session knows whose a stray execution is.
    pub(super) fn hint_all(&mut self) {
        let (account, instrument, side) = (ACCOUNT, INSTRUMENT, Side::Buy);
        self.hint = Some(Hint { account, instrument, side });
    }

    /// Changes what is offered.
    pub(super) fn offering(&mut self, change: impl FnOnce(&mut NewParent)) -> Done {
        change(&mut self.offer);
        Ok(())
    }

    pub(super) fn admit(&mut self) -> Done {
        self.clients = self.clients.saturating_add(1);
        let offer = NewParent { client_id: ClientId(self.clients), ..self.offer };
        self.parent = Some(self.lane.admit(&offer, self.now)?);
        Ok(())
    }

    /// The parent, admitted if there is none.
    pub(super) fn parent(&mut self) -> Result<ParentId, Refusal> {
        if self.parent.is_none() {
            self.admit()?;
        }
        self.parent.ok_or(Refusal::UnknownParent)
    }

    /// Routes a child of the parent.
    pub(super) fn route(&mut self) -> Done {
        let child = NewChild {
            parent: self.parent()?,
            venue: self.venue,
            qty: self.child_qty,
            price: self.child_price,
            time_in_force: TimeInForce::Day,
        };
        self.child = Some(self.lane.route(&child, self.now)?);
        Ok(())
    }

    /// The child, routed if there is none.
    pub(super) fn child(&mut self) -> Result<ChildId, Refusal> {
        if self.child.is_none() {
            self.route()?;
        }
        self.child.ok_or(Refusal::UnknownChild)
    }

    /// Routes one child more than was asked for: whatever becomes of it.
    pub(super) fn try_route(&mut self, n: u64) {
        let usual = self.child_qty;
        self.child_qty = qty(n);
        let _ = self.route();
        self.child_qty = usual;
    }

    pub(super) fn cancel(&mut self) -> Done {
        let child = self.child()?;
        self.lane.request_cancel(child, self.now).map(|_| ())
    }

    pub(super) fn replace(&mut self, n: u64, price: Price) -> Done {
        let child = self.child()?;
        self.lane.request_replace(child, qty(n), price, self.now).map(|_| ())
    }

    pub(super) fn hear(&mut self, report: &Report) -> Result<Outcome, Refusal> {
        self.lane.report(report, self.now)
    }

    /// A trade of the child, with the next execution id.
    pub(super) fn trade(&mut self, n: u64) -> Done {
        let child = self.child()?;
        self.executions = self.executions.saturating_add(1);
        let trade = Report::trade(child, ExecId(self.executions), qty(n), PRICE);
        self.hear(&trade).map(|_| ())
    }

    /// An execution that fits no child.
    pub(super) fn stray(&mut self, n: u64) -> Done {
        self.executions = self.executions.saturating_add(1);
        let (child, exec_id) = (ChildId::from_bits(NEVER_SENT), ExecId(self.executions));
        let stray = Report { hint: self.hint, ..Report::trade(child, exec_id, qty(n), PRICE) };
        self.hear(&stray).map(|_| ())
    }

    /// The venue says something of the child.
    pub(super) fn says(&mut self, exec_type: ExecType, cum: u64) -> Done {
        let child = self.child()?;
        let report = Report { cum_qty: Some(qty(cum)), ..Report::new(child, exec_type) };
        self.hear(&report).map(|_| ())
    }

    pub(super) fn kill(&mut self, scope: Scope) -> Done {
        self.region.kill(scope, 0, self.now).map(|_| ())
    }

    pub(super) fn throttle(&mut self, throttles: Throttles) -> Done {
        self.control.set_throttles(&throttles)
    }

    /// Two persons open an account again that was killed; `knob` spoils it: see [`SPOILT`].
    pub(super) fn reset(&mut self) -> Done {
        let scope = Scope::Account(ACCOUNT);
        self.kill(scope)?;
        let [first, second] = self.keys;
        let request = ResetRequest { scope, key: first, why: [0; 32] };
        let ticket = self.control.request_reset(&request, self.now)?;
        if self.knob == SPOILT.killed {
            self.kill(scope)?;
        }
        let mut fingerprint = self.region.fingerprint();
        fingerprint.build ^= u64::from(self.knob == SPOILT.fingerprint);
        let nonce = ticket.nonce ^ u64::from(self.knob == SPOILT.nonce);
        self.control.confirm_reset(nonce, second, &fingerprint, self.after(self.wait))
    }
}

/// How [`Scene::reset`] may be spoilt.
pub(super) struct Spoilt {
    pub(super) killed: u64,
    pub(super) fingerprint: u64,
    pub(super) nonce: u64,
}

pub(super) const SPOILT: Spoilt = Spoilt { killed: 1, fingerprint: 2, nonce: 3 };

/// Bounds that bound nothing, over a window.
pub(super) const UNBOUND: Throttles = Throttles { window: 3_000, ..Throttles::WIDEST };

fn set_up(control: &mut Control<'_>) -> Done {
    control.set_firm_limit(Notional::MAX)?;
    control.set_suspense_limit(qty(1_000))?;
    control.set_alarm_deadline(1_000_000)?;
    control.set_clock_tolerance(1_000_000)?;
    control.set_throttles(&UNBOUND)?;
    control.set_reset_terms(&ResetTerms { least_delay: DELAY, expiry: EXPIRY })?;
    control.define_account(Notional::MAX)?;
    let collar = Collar::Reference { band: BAND, max_age: FRESH };
    let terms = InstrumentTerms { lot: LOT, tick_value: 1, max_order_qty: qty(MAX_QTY), collar };
    control.define_instrument(&terms)?;
    control.define_instrument(&InstrumentTerms { collar: Collar::Limit, ..terms })?;
    control.define_venue(&VenueTerms::FIX44)?;
    control.define_party(PartyRole::Desk, 1)?;
    for (code, bound) in [(WIDE.0, u32::MAX), (TIGHT.0, 1)] {
        let (max_held, max_ratio, max_repeats) = (bound, bound, bound);
        let terms = StrategyTerms { code, generation: 1, max_held, max_ratio, max_repeats };
        control.define_strategy(&terms)?;
    }
    let limit = PositionLimit { long: Qty::MAX, short: Qty::MAX };
    control.set_position_limit(ACCOUNT, INSTRUMENT, &limit)?;
    for (person, key) in (1u32..).zip(KEYS) {
        control.define_key(person, key)?;
    }
    Ok(())
}

/// Offers a parent.
pub(super) fn admit(scene: &mut Scene<'_>) -> Done {
    scene.admit()
}

/// Routes a child, of a parent that is admitted if there is none.
pub(super) fn route(scene: &mut Scene<'_>) -> Done {
    scene.route()
}

/// Requests the cancel of a child, that is routed if there is none.
pub(super) fn cancel(scene: &mut Scene<'_>) -> Done {
    scene.cancel()
}

/// Two persons open an account again.
pub(super) fn reset(scene: &mut Scene<'_>) -> Done {
    scene.reset()
}
