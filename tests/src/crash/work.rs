//! The work of the gateway that is killed: every kind of call, on as many lanes as it has threads,
//! with an honest venue.
//!
//! Law: the venue is one book for all threads, and what it executes is reported by whichever lane
//! comes by. So fills cross lanes, arrive late and race with cancels, and still never pass what the
//! gateway sent.
//!
//! Uses: `plimsoll`, `crash`. Used by: `crash`.

use crate::crash::{Deed, Log, Shared};
use crate::generator::Random;
use plimsoll::{
    AccountId, ChildId, ClientId, Config, Control, ExecId, ExecType, FanOut, InstrumentId, Lane,
    Nanos, NewChild, NewParent, OrdStatus, ParentId, Parties, Price, Qty, Refusal, Report, Side,
    TimeInForce, VenueId,
};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// The capacities of the region that is worked on.
pub const CONFIG: Config = Config {
    session: 11,
    lanes: 4,
    accounts: 2,
    instruments: 2,
    venues: 2,
    strategies: 2,
    parties: 2,
    registry: 8,
    positions: 4,
    parents: 32,
    children: 1_024,
    executions: 1 << 14,
    suspense: 1 << 12,
    client_ids: 1 << 15,
    repeats: 4,
    events: 64,
};

const PARENT_QTY: u64 = 2_000;

/// An order in the venue's book.
#[derive(Clone, Copy)]
struct Order {
    child: ChildId,
    order_qty: u64,
    cum: u64,
    /// What of that was busted since.
    busted: u64,
    ended: bool,
    /// Whether its executions are busted and corrected; if not, its reports say CumQty and
    /// statements are made of it.
    changes: bool,
    /// The newest request that was granted: an older one comes too late.
    granted: u16,
}

/// What the threads share: the parents that are worked on, and the venue's book.
#[derive(Default)]
struct Desk<'a> {
    parents: Mutex<Vec<ParentId>>,
    book: Mutex<Vec<Order>>,
    /// Executions that may still be changed: each is once at most.
    executions: Mutex<Vec<(ChildId, ExecId, u64)>>,
    control: Mutex<Option<Control<'a>>>,
    numbers: AtomicU64,
    seed: u64,
}

/// Works on `lanes` lanes from `first` on, one thread each, until it is killed, asked to stop, or
/// its log is full.
///
/// # Panics
///
/// Where the region cannot be joined.
pub fn work(shared: &Shared, log: &Log, seed: u64, first: u32, lanes: u32) {
    let region = shared.attach().expect("the file holds a region");
    // The first gateway operates too.
    let control = Mutex::new((first == 0).then(|| region.control().ok()).flatten());
    let desk = Desk { seed, control, ..Desk::default() };
    std::thread::scope(|scope| {
        for lane in first..first + lanes {
            let handle = region.lane(lane).expect("the lane is free");
            let desk = &desk;
            scope.spawn(move || {
                let random = Random::new(seed ^ u64::from(lane) << 32);
                Thread { lane: handle, desk, log, random }.run();
            });
        }
    });
}

/// One thread and its lane.
struct Thread<'a, 'r> {
    lane: Lane<'a>,
    desk: &'a Desk<'r>,
    log: &'a Log,
    random: Random,
}

/// The thread stops: its log is full.
struct Full;

/// The time on the machine's steady clock, the same for every process.
#[must_use]
pub fn now() -> Nanos {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: `time` is valid for writes, and the clock exists on every Unix.
    unsafe { libc::clock_gettime(libc::CLOCK_MONOTONIC, &raw mut time) };
    Nanos(time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64)
}

impl Thread<'_, '_> {
    fn run(&mut self) {
        while !self.log.is_asked_to_stop() && self.turn().is_ok() {}
    }

    fn turn(&mut self) -> Result<(), Full> {
        match self.random.below(20) {
            16 | 17 => self.change(),
            18 => {
                let _ = self.lane.tick(now());
                Ok(())
            }
            19 => {
                self.operate();
                Ok(())
            }
            0 => self.admit(),
            1..6 => self.route(),
            6..11 => self.fill(),
            11 | 12 => self.cancel(),
            13 => self.replace(),
            14 => self.doubt(),
            _ => self.retire(),
        }
    }

    fn logged(
        &mut self,
        deed: Deed,
        call: impl FnOnce(&mut Lane<'_>) -> Result<u64, Refusal>,
    ) -> Result<Option<u64>, Full> {
        let place = self.log.intend(self.lane.index(), deed).ok_or(Full)?;
        let answer = call(&mut self.lane);
        self.log.done(self.lane.index(), place, answer.unwrap_or(0));
        Ok(answer.ok())
    }

    fn fresh(&self) -> u128 {
        let number = self.desk.numbers.fetch_add(1, Relaxed);
        (u128::from(self.desk.seed) << 64) | (u128::from(number) + 1)
    }

    fn parent(&mut self) -> Option<ParentId> {
        let parents = self.desk.parents.lock().ok()?;
        let place = self.random.below(parents.len() as u64);
        parents.get(place as usize).copied()
    }

    fn admit(&mut self) -> Result<(), Full> {
        let count = self.desk.parents.lock().map_or(0, |parents| parents.len());
        if count >= CONFIG.parents as usize - 4 {
            return Ok(());
        }
        let client_id = ClientId(self.fresh());
        let order = NewParent {
            account: AccountId(self.random.below(2) as u32),
            instrument: InstrumentId(0),
            client_id,
            side: if self.random.below(2) == 0 { Side::Buy } else { Side::SellShort },
            qty: Qty::saturating(PARENT_QTY),
            price: Some(Price(100)),
            strategy: crate::world::strategy(0),
            generation: crate::world::GENERATION,
            fan_out: FanOut { max_children: 1_000, max_sent: 1 << 40, ..FanOut::WIDEST },
            expire_time: None,
            lease: None,
            parties: Parties::NONE,
            flags: 0,
        };
        let admitted = self.logged(Deed::Admit(client_id, None), |lane| {
            lane.admit(&order, now()).map(ParentId::to_bits)
        })?;
        if let (Some(bits), Ok(mut parents)) = (admitted, self.desk.parents.lock()) {
            parents.push(ParentId::from_bits(bits));
        }
        Ok(())
    }

    fn route(&mut self) -> Result<(), Full> {
        let Some(parent) = self.parent() else {
            return Ok(());
        };
        let order = NewChild {
            parent,
            venue: VenueId(self.random.below(2) as u32),
            qty: Qty::saturating(1 + self.random.below(150)),
            price: Price(100),
            time_in_force: TimeInForce::Day,
        };
        let routed = self.logged(Deed::Route(parent, None), |lane| {
            lane.route(&order, now()).map(ChildId::to_bits)
        })?;
        let Some(child) = routed.map(ChildId::from_bits) else {
            return Ok(());
        };
        if self.random.below(8) > 0 {
            let _ = self.lane.sent(child, now());
        }
        if let Ok(mut book) = self.desk.book.lock() {
            book.push(Order {
                child,
                order_qty: order.qty.get(),
                cum: 0,
                busted: 0,
                ended: false,
                changes: self.random.below(2) == 0,
                granted: 0,
            });
        }
        if self.random.below(2) == 0 {
            let _ = self.lane.report(&Report::new(child, ExecType::New), now());
        }
        Ok(())
    }

    /// Changes an order in the book, and brings what came of it.
    fn at_venue<T>(&mut self, act: impl FnOnce(&mut Order, &mut Random) -> Option<T>) -> Option<T> {
        let mut book = self.desk.book.lock().ok()?;
        let place = self.random.below(book.len() as u64) as usize;
        let answer = act(book.get_mut(place)?, &mut self.random);
        if book.get(place).is_some_and(|order| order.ended) {
            book.swap_remove(place);
        }
        answer
    }

    fn fill(&mut self) -> Result<(), Full> {
        let executed = self.at_venue(|order, random| {
            let rest = order.order_qty - order.cum;
            let qty = if random.below(4) == 0 { rest } else { 1 + random.below(rest) };
            order.cum += qty;
            order.ended = order.cum == order.order_qty;
            Some((order.child, qty, order.cum, order.changes))
        });
        let Some((child, qty, cum, changes)) = executed else {
            return Ok(());
        };
        let exec = ExecId(self.fresh());
        if let Some(mut executions) = self.desk.executions.lock().ok().filter(|_| changes) {
            executions.push((child, exec, qty));
        }
        let qty = Qty::saturating(qty);
        let mut report = Report::trade(child, exec, qty, Price(100));
        report.cum_qty = (!changes).then_some(Qty::saturating(cum));
        self.logged(Deed::Fill(child, exec, qty), |lane| {
            let outcome = lane.report(&report, now())?;
            // A bust that overtook it, or an end that knew of one, may disagree with its CumQty.
            let breach = outcome.breach.filter(|_| !changes);
            assert_eq!((breach, outcome.duplicate), (None, false), "{report:?}");
            Ok(0)
        })?;
        if self.random.below(4) == 0 {
            // Unless another lane has retired the parent in the meantime, it is known.
            let again = self.lane.report(&report, now());
            let known = again.is_ok_and(|again| again.duplicate || again.child.is_none());
            assert!(known, "{again:?} to {report:?}");
        }
        Ok(())
    }

    /// A bust or a correction to less, which may overtake its execution.
    fn change(&mut self) -> Result<(), Full> {
        let Some(mut executions) = self.desk.executions.lock().ok() else { return Ok(()) };
        let place = self.random.below(executions.len() as u64) as usize;
        if place >= executions.len() {
            return Ok(());
        }
        let (child, reference, qty) = executions.swap_remove(place);
        drop(executions);
        let left = Qty::saturating(self.random.below(qty));
        if let Ok(mut book) = self.desk.book.lock()
            && let Some(order) = book.iter_mut().find(|order| order.child == child)
        {
            order.busted += qty - left.get();
        }
        let deed = Deed::Change(child, ExecId(self.fresh()), reference, left);
        self.logged(deed, |lane| {
            deed.report().map_or(Ok(0), |report| lane.report(&report, now()).map(|_| 0))
        })?;
        Ok(())
    }

    /// What only the control handle can do: a status, a proof that a child has cooled, a release of
    /// a held parent.
    fn operate(&mut self) {
        let order = self.at_venue(|order, _| Some(*order));
        let parent = self.parent();
        let Ok(mut control) = self.desk.control.lock() else { return };
        let Some(control) = control.as_mut() else { return };
        if let Some(order) = order.filter(|order| !order.changes && order.cum > 0) {
            let status = Report {
                cum_qty: Some(Qty::saturating(order.cum)),
                ord_status: Some(OrdStatus::PartiallyFilled),
                ..Report::new(order.child, ExecType::OrderStatus)
            };
            let _ = control.status(&status, now());
        }
        if let Some(parent) = parent {
            let _ = control.release(parent, now());
            let child = control.region().children(parent).next();
            let _ = child.map(|child| control.prove_cooled(child, now()));
        }
    }

    fn cancel(&mut self) -> Result<(), Full> {
        let canceled = self.at_venue(|order, _| {
            order.ended = true;
            Some((order.child, order.cum - order.busted))
        });
        let Some((child, cum)) = canceled else {
            return Ok(());
        };
        let request = self.lane.request_cancel(child, now());
        let mut report = Report::new(child, ExecType::Canceled);
        report.cum_qty = Some(Qty::saturating(cum));
        report.request = request.ok().map(|request| request.number);
        let _ = self.lane.report(&report, now());
        Ok(())
    }

    fn replace(&mut self) -> Result<(), Full> {
        let Some((child, old, grant)) = self
            .at_venue(|order, random| Some((order.child, order.order_qty, random.below(2) == 0)))
        else {
            return Ok(());
        };
        let qty = Qty::saturating(1 + self.random.below(old * 2));
        let Ok(request) = self.lane.request_replace(child, qty, Price(100), now()) else {
            return Ok(());
        };
        let granted = grant.then(|| self.desk.book.lock().ok()).flatten().and_then(|mut book| {
            let order = book.iter_mut().find(|order| order.child == child)?;
            (order.cum < qty.get() && order.granted < request.number).then(|| {
                order.order_qty = qty.get();
                order.granted = request.number;
            })
        });
        let answer = if granted.is_some() { ExecType::Replaced } else { ExecType::ReplaceRejected };
        let mut report = Report::new(child, answer);
        report.request = Some(request.number);
        let _ = self.lane.report(&report, now());
        Ok(())
    }

    fn doubt(&mut self) -> Result<(), Full> {
        if let Some(child) = self.at_venue(|order, _| Some(order.child)) {
            let _ = self.lane.doubt(child, now());
        }
        Ok(())
    }

    /// Closes a parent and ends its children, so that its slot can be used again.
    fn retire(&mut self) -> Result<(), Full> {
        let Some(parent) = self.parent() else {
            return Ok(());
        };
        let region = self.lane.region();
        let used = region.parent(parent).is_none_or(|view| view.headroom < PARENT_QTY / 4);
        if used {
            let _ = self.lane.cancel_parent(parent, now());
        }
        let deed = Deed::Retire(parent, false);
        let retired = self.logged(deed, |lane| lane.retire(parent, now()).map(|()| 1))?;
        if let (Some(_), Ok(mut parents)) = (retired, self.desk.parents.lock()) {
            parents.retain(|known| *known != parent);
        }
        Ok(())
    }
}
