//! From steps to calls: gives the numbers in a step the names that they stand for in this world,
//! and keeps the mail.
//!
//! ```text
//!   step ──begin──▶ calls waiting ──next_call──▶ make ──▶ core
//!                        ▲                        │ a routed child and a request reach the venue
//!                        └── sent, after route ◀──┘
//! ```
//!
//! Law: a driver that is given the same history twice makes the same calls.
//!
//! Uses: `step`, `call`, `venue`, `world`. Used by: the tests in `tests/`, the fuzzers.

mod control;
mod fate;
mod shapes;

use crate::call::{Answer, Call};
use crate::step::{Act, Step};
use crate::venue::{Ask, Venue};
use crate::world::{
    self, DESK, FLAG, GENERATION, KEYS, LOTS, REFERENCE, RETIRED_CODE, RETIRED_FLAG, TRADER, World,
};
use plimsoll::{
    AccountId, AlarmKind, ChildId, ClientId, ExecId, ExecType, FanOut, Hint, InstrumentId, Level,
    MonitorId, Nanos, NewChild, NewParent, OrdStatus, ParentId, Parties, PartyId, Price, Qty,
    Report, Scope, Side, State, StrategyId, SuspenseEntry, SuspenseId, Target, TimeInForce,
    VenueId,
};
use std::collections::VecDeque;

pub use fate::Died;

/// See the module's text.
pub struct Driver {
    /// Where the calls go.
    pub world: World,
    /// What is true at the venues.
    pub venue: Venue,
    waiting: VecDeque<Call>,
    confirm: bool,
    /// What follows once a reset was asked for that the other person is to confirm.
    then: Then,
    mail: VecDeque<Report>,
    lost: Vec<Report>,
    delivered: Vec<Report>,
    clients: u128,
    fuse: Option<u64>,
    died: Option<Died>,
}

/// What follows a request to reset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Then {
    /// Nothing.
    #[default]
    Nothing,
    /// The other person confirms it in time.
    Confirm,
    /// The same, once the scope was stopped again.
    Kill(Level),
    /// It is confirmed by the person whose key this is.
    ConfirmBy(u128),
    /// It is confirmed for something else than what runs here.
    Stale,
    /// It is confirmed too late.
    Late,
    /// It is confirmed at once.
    Hasty,
}

const TIMES_IN_FORCE: [TimeInForce; 8] = [
    TimeInForce::Day,
    TimeInForce::Day,
    TimeInForce::Day,
    TimeInForce::Day,
    TimeInForce::GoodTillCancel,
    TimeInForce::ImmediateOrCancel,
    TimeInForce::FillOrKill,
    TimeInForce::GoodTillDate,
];

const EXEC_TYPES: [ExecType; 19] = [
    ExecType::PendingNew,
    ExecType::New,
    ExecType::Trade,
    ExecType::PendingCancel,
    ExecType::Canceled,
    ExecType::PendingReplace,
    ExecType::Replaced,
    ExecType::Rejected,
    ExecType::Expired,
    ExecType::DoneForDay,
    ExecType::Suspended,
    ExecType::Stopped,
    ExecType::Calculated,
    ExecType::Restated,
    ExecType::OrderStatus,
    ExecType::CancelRejected,
    ExecType::ReplaceRejected,
    ExecType::TradeCancel,
    ExecType::TradeCorrect,
];

/// The one of `list` that `number` stands for: usually one of the newest, sometimes any.
fn pick<T: Copy>(list: &[T], number: u8) -> Option<T> {
    let count = list.len();
    let from_end =
        usize::from(number & 127) % if number > 127 { count } else { count.min(6) }.max(1);
    list.get(count.checked_sub(1 + from_end)?).copied()
}

impl Driver {
    /// A driver of a world that nobody else uses.
    #[must_use]
    pub fn new(world: World) -> Driver {
        Driver {
            world,
            venue: Venue::default(),
            waiting: VecDeque::new(),
            confirm: false,
            then: Then::Nothing,
            mail: VecDeque::new(),
            lost: Vec::new(),
            delivered: Vec::new(),
            clients: 0,
            fuse: None,
            died: None,
        }
    }

    /// What has been delivered, oldest first.
    #[must_use]
    pub fn delivered(&self) -> &[Report] {
        &self.delivered
    }

    /// The next call of the step that was begun, if there is one.
    pub fn next_call(&mut self) -> Option<Call> {
        self.waiting.pop_front()
    }

    /// Makes a call, and tells the venue what follows from it.
    pub fn make(&mut self, call: &Call) -> Answer {
        self.died = None;
        if let Some(writes) = self.fuse.filter(|_| fate::is_deadly(call)) {
            return self.die_in(call, writes);
        }
        let answer = self.world.apply(call);
        match (call, &answer) {
            (Call::Route { lane, order }, Answer::Child(Ok(child))) => {
                let tif = order.time_in_force;
                let terms = self.world.setup.venues[order.venue.0 as usize % 2];
                let qty = order.qty.get();
                self.venue.arrive(*child, order.parent, qty, order.price, tif, terms);
                if self.confirm {
                    self.waiting.push_back(Call::Sent { lane: *lane, child: *child });
                }
            }
            (Call::RequestCancel { .. }, Answer::Request(Ok(request))) => {
                self.venue.ask(*request, Ask::Cancel);
            }
            (Call::RequestReplace { qty, .. }, Answer::Request(Ok(request))) => {
                self.venue.ask(*request, Ask::Replace(qty.get()));
            }
            (Call::RequestReset { scope, .. }, answer) => {
                let then = self.then;
                if let Answer::Ticket(Ok(ticket)) = answer {
                    self.follow_up(*scope, ticket.nonce, then);
                }
            }
            (Call::Report { report, .. }, _) => self.delivered.push(*report),
            _ => {}
        }
        answer
    }

    /// Begins a step: what it comes to is then to be had from [`Driver::next_call`].
    pub fn begin(&mut self, step: &Step) {
        let lanes = self.world.setup.config.lanes;
        let lane_of = |lane: u8| u32::from(lane) % lanes;
        match *step {
            Step::Wait { nanos } => self.waiting.push_back(Call::Wait { nanos }),
            Step::Tick { lane, late } => {
                if late > 0 {
                    self.waiting.push_back(Call::Wait { nanos: u32::from(late) });
                }
                self.waiting.push_back(Call::Tick { lane: lane_of(lane) });
                if late > 0 {
                    // Its own clock is behind, or that of another lane.
                    let lane = lane_of(lane.wrapping_add(u8::from(late % 2 == 0)));
                    let behind = u64::from(late);
                    self.waiting.push_back(Call::LateTick { lane, behind });
                }
            }
            Step::Admit { lane, shape, qty, client, price, fan_out } => {
                let order = self.new_parent(shape, qty, client, price, fan_out);
                self.waiting.push_back(Call::Admit { lane: lane_of(lane), order });
            }
            Step::Amend { .. }
            | Step::Refresh { .. }
            | Step::CancelParent { .. }
            | Step::Hold { .. }
            | Step::Release { .. }
            | Step::Retire { .. }
            | Step::Route { .. } => self.begin_parent(step, lane_of),
            Step::Sent { .. }
            | Step::RequestCancel { .. }
            | Step::RequestReplace { .. }
            | Step::Doubt { .. } => self.begin_child(step, lane_of),
            Step::Venue { child, act, qty, claims } => {
                let orders: Vec<usize> = (0..self.venue.orders().len()).collect();
                let Some(order) = pick(&orders, child) else {
                    return;
                };
                let now = self.world.now;
                let report = self.venue.act(order, act, u64::from(qty), claims, now);
                if act == Act::LateFill {
                    // A venue that promises a time for late fills delivers them in it.
                    let calls = report.map(|report| Call::Report { lane: 0, report });
                    self.waiting.extend(calls);
                } else {
                    self.mail.extend(report);
                }
            }
            Step::Deliver { lane, mail } => {
                let place = if mail < 160 { 0 } else { usize::from(mail) % self.mail.len().max(1) };
                if let Some(report) = self.mail.remove(place) {
                    self.waiting.push_back(Call::Report { lane: lane_of(lane), report });
                }
            }
            Step::Again { lane, mail } => {
                if let Some(report) = pick(&self.delivered, mail) {
                    self.waiting.push_back(Call::Report { lane: lane_of(lane), report });
                }
            }
            Step::Forge { .. } | Step::Stray { .. } => {
                if let Some((lane, report)) = self.forge(step) {
                    self.waiting.push_back(Call::Report { lane: lane_of(lane), report });
                }
            }
            Step::Status { .. }
            | Step::DropCopy { .. }
            | Step::ProveCooled { .. }
            | Step::Disconnect { .. }
            | Step::Recover { .. } => self.begin_statement(step),
            Step::Kill { .. }
            | Step::Reset { .. }
            | Step::Resume { .. }
            | Step::Disarm
            | Step::TakeOver { .. }
            | Step::Restart => self.begin_control(step, lane_of),
            Step::Lose { .. }
            | Step::Resend
            | Step::Die { .. }
            | Step::Rollback
            | Step::Beat { .. }
            | Step::Keep { .. }
            | Step::Assign { .. } => self.begin_fate(step, lane_of),
        }
    }

    fn begin_parent(&mut self, step: &Step, lane_of: impl Fn(u8) -> u32) {
        let (Step::Amend { parent, .. }
        | Step::Refresh { parent, .. }
        | Step::CancelParent { parent, .. }
        | Step::Hold { parent, .. }
        | Step::Release { parent }
        | Step::Retire { parent, .. }
        | Step::Route { parent, .. }) = *step
        else {
            return;
        };
        let Some(parent) = pick(&self.world.parents, parent) else {
            return;
        };
        let call = match *step {
            Step::Amend { lane, qty, .. } => {
                let qty = Qty::saturating(self.quantity(parent, qty));
                Call::Amend { lane: lane_of(lane), parent, qty }
            }
            Step::Refresh { lane, .. } => Call::Refresh { lane: lane_of(lane), parent },
            Step::CancelParent { lane, .. } => Call::CancelParent { lane: lane_of(lane), parent },
            Step::Hold { lane, .. } => Call::Hold { lane: lane_of(lane), parent },
            Step::Release { .. } => Call::Release { parent },
            Step::Retire { lane, .. } => Call::Retire { lane: lane_of(lane), parent },
            Step::Route { lane, venue, qty, price, terms, confirm, .. } => {
                self.confirm = confirm;
                let order = self.new_child(parent, venue, qty, price, terms);
                Call::Route { lane: lane_of(lane), order }
            }
            _ => return,
        };
        self.waiting.push_back(call);
    }

    fn begin_child(&mut self, step: &Step, lane_of: impl Fn(u8) -> u32) {
        let (Step::Sent { child, .. }
        | Step::RequestCancel { child, .. }
        | Step::RequestReplace { child, .. }
        | Step::Doubt { child, .. }) = *step
        else {
            return;
        };
        let Some(child) = pick(&self.world.children, child) else {
            return;
        };
        let call = match *step {
            Step::Sent { lane, .. } => Call::Sent { lane: lane_of(lane), child },
            Step::RequestCancel { lane, .. } => Call::RequestCancel { lane: lane_of(lane), child },
            Step::Doubt { lane, .. } => Call::Doubt { lane: lane_of(lane), child },
            Step::RequestReplace { lane, qty, price, .. } => {
                let region = self.world.region();
                let view = region.child(child);
                let parent = view.and_then(|view| region.parent(view.parent));
                let now = view.map_or(1, |view| view.order_qty.get());
                let room = parent.map_or(0, |parent| parent.headroom);
                let most = if qty % 8 == 0 { now * 2 + room } else { now + room / 2 };
                let qty = self
                    .in_lots(parent.map(|parent| parent.instrument), u64::from(qty) % (most + 2));
                let price = self.price(view.map(|view| view.parent), price);
                Call::RequestReplace {
                    lane: lane_of(lane),
                    child,
                    qty: Qty::saturating(qty),
                    price,
                }
            }
            _ => return,
        };
        self.waiting.push_back(call);
    }

    fn begin_statement(&mut self, step: &Step) {
        match *step {
            Step::Status { child, claims } => {
                let child = pick(&self.world.children, child);
                let report = child.and_then(|child| self.venue.state(child, claims));
                self.waiting.extend(report.map(|report| Call::Status { report }));
            }
            Step::DropCopy { mail, old } => {
                let undelivered: Vec<Report> = self.mail.iter().copied().collect();
                let report = pick(if old { &self.delivered } else { &undelivered }, mail);
                self.waiting.extend(report.map(|report| Call::DropCopy { report }));
            }
            Step::ProveCooled { child } => {
                if let Some(child) = pick(&self.world.children, child) {
                    // What the venue proves is so from then on.
                    let _ = self.venue.state(child, 0);
                    self.waiting.push_back(Call::ProveCooled { child });
                }
            }
            Step::Disconnect { venue } => {
                let venue = world::venue(u32::from(venue));
                self.waiting.push_back(Call::Disconnect { venue });
            }
            Step::Recover { venue, thorough } => self.recover(u32::from(venue), thorough),
            _ => {}
        }
    }

    /// A session that is back asks for all that is open, and is up once it knows.
    fn recover(&mut self, venue: u32, thorough: bool) {
        let venue = world::venue(venue);
        self.waiting.push_back(Call::Reconnect { venue });
        self.waiting.push_back(Call::BeginMassStatus { venue });
        let region = self.world.region();
        let views = self.world.children.iter().filter_map(|child| region.child(*child));
        let open: Vec<ChildId> =
            views.filter(|view| view.venue == venue).map(|view| view.id).collect();
        for child in open.into_iter().skip(usize::from(!thorough)) {
            let report = self.venue.state(child, 0);
            self.waiting.extend(report.map(|report| Call::Status { report }));
        }
        self.waiting.push_back(Call::EndMassStatus { venue });
    }

    fn scope(&self, scope: u8, which: u8) -> Scope {
        let index = u32::from(which) % 2;
        match scope % 16 {
            0 => Scope::Firm,
            1 | 2 => Scope::Account(AccountId(index)),
            3 | 4 => Scope::Instrument(InstrumentId(index)),
            5 | 6 => Scope::Venue(VenueId(index)),
            7 | 8 => Scope::Strategy(world::strategy(index)),
            9 => Scope::Lane(u32::from(which) % self.world.setup.config.lanes),
            10 | 11 => Scope::Party(PartyId(index)),
            _ => pick(&self.world.parents, which).map_or(Scope::Firm, Scope::Parent),
        }
    }

    fn in_lots(&self, instrument: Option<InstrumentId>, qty: u64) -> u64 {
        let lot = instrument.and_then(|id| LOTS.get(id.0 as usize)).copied().unwrap_or(1);
        if qty % 32 == 31 { qty } else { qty.div_ceil(lot) * lot }
    }

    fn quantity(&self, parent: ParentId, qty: u16) -> u64 {
        let view = self.world.region().parent(parent);
        let most = if qty.is_multiple_of(16) { u64::from(u16::MAX) } else { 1_500 };
        self.in_lots(view.map(|view| view.instrument), u64::from(qty) % most)
    }

    fn price(&self, parent: Option<ParentId>, price: u8) -> Price {
        let view = parent.and_then(|parent| self.world.region().parent(parent));
        let base = view.map_or(REFERENCE, |view| view.price.0);
        Price(base + if price < 200 { 0 } else { i64::from(price) - 228 })
    }
}
