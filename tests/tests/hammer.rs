//! *Property* (L1, L2, L3 under threads): lanes that hammer one parent in lots of one never send
//! more than its quantity; fills and ends that other lanes report at the same time are all booked;
//! a reader in between sees too little headroom, never too much; after the join every unit is in
//! exactly one place.
//!
//! *Method*: real threads, one a lane, and one that watches. The watcher's sums may lag, so it
//! checks only what must hold at every instant; what is exact is checked after the join, with the
//! core's own audit.

use plimsoll::{
    ChildId, Config, Control, ExecId, ExecType, Lane, Nanos, OrdStatus, ParentId, Refusal, Region,
    Report, Scope, Target, VenueTerms,
};
use plimsoll_tests::generator::Random;
use plimsoll_tests::laws;
use plimsoll_tests::memory::Memory;
use plimsoll_tests::orders::{PRICE, child, ended, parent, qty, trade};
use plimsoll_tests::world::{PLENTY, REGISTRY, START, Setup, arm, define};
use std::sync::Mutex;
use std::sync::atomic::{
    AtomicBool, AtomicU64, Ordering::Acquire, Ordering::Relaxed, Ordering::Release,
};

const NOW: Nanos = Nanos(START);
const LANES: u32 = 4;
const QTY: u64 = 5_000;
/// How long the second venue's quantity cools.
const COOLING: u64 = 40;
const ROUNDS: u64 = if cfg!(debug_assertions) { 30 } else { 60 };

fn config() -> Config {
    Config { lanes: LANES, children: 1 << 14, executions: 1 << 15, ..PLENTY.config }
}

/// A region with `parents` parents of [`QTY`], armed.
fn ready(memory: &Memory, parents: u128) -> (Region<'static>, Vec<ParentId>) {
    let cools = VenueTerms { cooling: COOLING, ..VenueTerms::FIX44 };
    let setup = Setup { config: config(), venues: [VenueTerms::FIX44, cools], ..PLENTY };
    let region = memory.format_with(&setup.config, &REGISTRY).expect("fresh memory");
    let mut control = region.control().expect("nobody holds it");
    define(&mut control, &setup).expect("definitions that fit");
    arm(&mut control, &PLENTY, Nanos(u64::MAX), NOW).expect("armed");
    let mut lane = region.lane(0).expect("free");
    let parents = (0..parents).map(|client| lane.admit(&parent(client, QTY), NOW));
    (region, parents.collect::<Result<Vec<_>, _>>().expect("parents that fit"))
}

/// At every instant: what is spent and promised is within the quantity and the overfill (L1).
fn within(region: Region<'_>, parent: ParentId) -> Result<(), String> {
    let Some(view) = region.parent(parent) else {
        return Ok(());
    };
    let fits = view.headroom <= view.qty.get() && view.executed <= QTY + view.overfill;
    if fits { Ok(()) } else { Err(format!("L1: {view:?}")) }
}

/// Runs `work` on every lane at once while one thread watches.
fn hammer<T: Send>(
    region: Region<'static>,
    parent: ParentId,
    work: impl Fn(Lane<'static>) -> T + Sync,
) -> Vec<T> {
    let stop = AtomicBool::new(false);
    std::thread::scope(|threads| {
        let watch = threads.spawn(|| {
            let mut looks = 0u64;
            while !stop.load(Acquire) {
                within(region, parent).unwrap_or_else(|what| panic!("after {looks} looks: {what}"));
                looks += 1;
            }
        });
        let work = &work;
        let lanes: Vec<_> = (0..LANES)
            .map(|index| {
                let lane = region.lane(index).expect("free");
                threads.spawn(move || work(lane))
            })
            .collect();
        let results = lanes.into_iter().map(|lane| lane.join().expect("no panic")).collect();
        stop.store(true, Release);
        watch.join().expect("what was seen is within the parent");
        results
    })
}

/// What holds at rest.
fn at_rest(region: Region<'_>, parent: ParentId) {
    let view = region.parent(parent).expect("the parent");
    let children = region.children(parent).filter_map(|id| region.child(id));
    let snapshot = plimsoll_tests::world::Snapshot {
        parents: vec![(view, children.collect())],
        suspense: region.suspense(),
        latched: plimsoll_tests::world::Latched { stopped: Vec::new(), raised: Vec::new() },
        alarms: Vec::new(),
    };
    assert_eq!(laws::conservation(&snapshot), Ok(()));
    assert_eq!(laws::emission(&snapshot), Ok(()));
    let audit = region.audit();
    assert!(audit.is_ok(), "{audit:?}");
}

#[test]
fn lots_of_one_never_come_to_more_than_the_parent() {
    for round in 0..ROUNDS {
        let memory = Memory::for_config(&config());
        let (region, parents) = ready(&memory, 1);
        let births = hammer(region, parents[0], |mut lane| {
            let mut births = 0u64;
            loop {
                match lane.route(&child(parents[0], 1), NOW) {
                    Ok(_) => births += 1,
                    Err(Refusal::ExceedsHeadroom) => break births,
                    Err(other) => panic!("{other:?}"),
                }
            }
        });
        assert_eq!(births.iter().sum::<u64>(), QTY, "round {round}: {births:?}");
        let view = region.parent(parents[0]).expect("the parent");
        assert_eq!((view.headroom, view.working, view.sent), (0, QTY, QTY), "round {round}");
        at_rest(region, parents[0]);
    }
}

/// A venue's book that the lanes share: child, OrderQty, executed.
type Book = Mutex<Vec<(ChildId, u64, u64)>>;

/// Routes, fills and ends, each as the dice say; the fills and ends are of children of whichever
/// lane.
fn trade_about(
    lane: &mut Lane<'_>,
    parent: ParentId,
    book: &Book,
    execs: &AtomicU64,
    seed: u64,
) -> u64 {
    let mut random = Random::new(seed);
    let mut executed = 0;
    for _ in 0..3_000 {
        let roll = random.below(8);
        if roll < 4 {
            let units = 1 + random.below(5);
            if let Ok(id) = lane.route(&child(parent, units), NOW) {
                book.lock().expect("no panic").push((id, units, 0));
            }
            continue;
        }
        let mut orders = book.lock().expect("no panic");
        let place = random.below(orders.len() as u64) as usize;
        let Some((id, order_qty, cum)) = orders.get(place).copied() else {
            continue;
        };
        let report = if roll < 7 {
            orders[place].2 += 1;
            if cum + 1 == order_qty {
                orders.swap_remove(place);
            }
            executed += 1;
            trade(id, u128::from(execs.fetch_add(1, Relaxed)), 1)
        } else {
            orders.swap_remove(place);
            ended(id, ExecType::Canceled, cum)
        };
        drop(orders);
        // Some of it twice, from the drop copy.
        for _ in 0..1 + roll % 2 {
            let outcome = lane.report(&report, NOW).expect("a report is never refused");
            assert_eq!((outcome.breach, outcome.overfill), (None, qty(0)), "{report:?}");
        }
    }
    executed
}

#[test]
fn fills_on_other_lanes_are_booked_once_and_the_books_close() {
    for round in 0..ROUNDS {
        let memory = Memory::for_config(&config());
        let (region, parents) = ready(&memory, 1);
        let (book, execs) = (Book::default(), AtomicU64::new(1));
        let executed = hammer(region, parents[0], |mut lane| {
            let seed = round * 64 + u64::from(lane.index());
            trade_about(&mut lane, parents[0], &book, &execs, seed)
        });
        let view = region.parent(parents[0]).expect("the parent");
        assert_eq!((view.executed, view.overfill), (executed.iter().sum(), 0), "round {round}");
        at_rest(region, parents[0]);
    }
}

#[test]
fn one_execution_that_all_lanes_report_is_booked_once() {
    for round in 0..ROUNDS {
        let memory = Memory::for_config(&config());
        let (region, parents) = ready(&memory, 1);
        let mut lane = region.lane(0).expect("free");
        let born = lane.route(&child(parents[0], QTY), NOW).expect("it fits");
        drop(lane);
        let firsts = hammer(region, parents[0], |mut lane| {
            let report = |exec| lane.report(&trade(born, exec, 1), NOW);
            let outcomes = (0..1_000u128).map(report);
            outcomes.filter(|outcome| outcome.is_ok_and(|outcome| !outcome.duplicate)).count()
        });
        assert_eq!(firsts.iter().sum::<usize>(), 1_000, "round {round}: {firsts:?}");
        let view = region.parent(parents[0]).expect("the parent");
        assert_eq!((view.executed, view.working), (1_000, QTY - 1_000), "round {round}");
        at_rest(region, parents[0]);
    }
}

#[test]
fn replaces_and_their_answers_race_and_the_books_close() {
    for round in 0..ROUNDS {
        let memory = Memory::for_config(&config());
        let (region, parents) = ready(&memory, 1);
        let mut lane = region.lane(0).expect("free");
        let orders = (0..8).map(|_| lane.route(&child(parents[0], 100), NOW));
        let orders: Vec<ChildId> = orders.collect::<Result<_, _>>().expect("they fit");
        drop(lane);
        hammer(region, parents[0], |mut lane| {
            let mut random = Random::new(round * 64 + u64::from(lane.index()));
            for _ in 0..2_000 {
                let id = orders[random.below(8) as usize];
                let units = 1 + random.below(1_000);
                let Ok(request) = lane.request_replace(id, qty(units), PRICE, NOW) else {
                    continue;
                };
                let grant = random.below(2) == 0;
                let exec_type = if grant { ExecType::Replaced } else { ExecType::ReplaceRejected };
                let answer = Report { request: Some(request.number), ..Report::new(id, exec_type) };
                lane.report(&answer, NOW).expect("a report is never refused");
            }
        });
        at_rest(region, parents[0]);
        let view = region.parent(parents[0]).expect("the parent");
        assert_eq!((view.executed, view.overfill), (0, 0), "round {round}");
    }
}

/// An order at the venue: its executions as they stand there, the last number of each kind of change
/// included.
struct Order {
    child: ChildId,
    order_qty: u64,
    /// Executed ever, whatever was busted since.
    filled: u64,
    executions: Vec<(u128, u64)>,
    /// Whether statements are made of it; if not, its executions are busted and corrected.
    stated: bool,
}

/// What the threads share of the venue, the control handle, and what must be executed in the end.
struct Floor {
    parent: ParentId,
    book: Mutex<Vec<Order>>,
    control: Mutex<Control<'static>>,
    numbers: AtomicU64,
    elsewhere: AtomicU64,
    executed: AtomicU64,
}

impl Floor {
    fn time(&self) -> Nanos {
        Nanos(START + self.numbers.fetch_add(1, Relaxed))
    }

    fn number(&self) -> u128 {
        u128::from(self.numbers.fetch_add(1, Relaxed))
    }

    fn counts(&self, from: u64, to: u64) {
        self.executed.fetch_add(to.wrapping_sub(from), Relaxed);
    }

    fn turn(&self, lane: &mut Lane<'_>, random: &mut Random) {
        match random.below(12) {
            0..3 => self.route(lane, random),
            3..6 => self.fill(lane, random),
            6 | 7 => self.change(lane, random),
            8 => self.end(lane, random),
            9 => {
                lane.tick(self.time()).expect("the lane is ours");
            }
            10 => self.state(random),
            _ => self.set_right(lane, random),
        }
    }

    fn route(&self, lane: &mut Lane<'_>, random: &mut Random) {
        let units = 1 + random.below(9);
        let venue = plimsoll::VenueId(random.below(2) as u32);
        let order = plimsoll::NewChild { venue, ..child(self.parent, units) };
        let id = match lane.route(&order, self.time()) {
            Ok(id) => id,
            Err(Refusal::Held) => return self.release(),
            Err(_) => return,
        };
        let stated = random.below(2) == 0;
        let order =
            Order { child: id, order_qty: units, filled: 0, executions: Vec::new(), stated };
        self.book.lock().expect("no panic").push(order);
    }

    /// A person says that the parent may go on after a bust.
    fn release(&self) {
        let mut control = self.control.lock().expect("no panic");
        match control.release(self.parent, self.time()) {
            Ok(()) | Err(Refusal::NothingToChange | Refusal::ExceedsHeadroom) => {}
            Err(other) => panic!("{other:?}"),
        }
    }

    /// An execution is in the book before it is reported, so its bust may overtake it.
    fn fill(&self, lane: &mut Lane<'_>, random: &mut Random) {
        let mut book = self.book.lock().expect("no panic");
        let place = random.below(book.len() as u64) as usize;
        let Some(order) = book.get_mut(place).filter(|order| order.filled < order.order_qty) else {
            return;
        };
        let units = 1 + random.below(order.order_qty - order.filled);
        let (child, exec) = (order.child, self.number());
        order.filled += units;
        order.executions.push((exec, units));
        drop(book);
        self.counts(0, units);
        lane.report(&trade(child, exec, units), self.time()).expect("never refused");
    }

    /// A bust, or a correction to less, of what stands; some of it twice.
    fn change(&self, lane: &mut Lane<'_>, random: &mut Random) {
        let mut book = self.book.lock().expect("no panic");
        let place = random.below(book.len() as u64) as usize;
        let Some(order) = book.get_mut(place).filter(|order| !order.stated) else { return };
        let place = random.below(order.executions.len() as u64) as usize;
        let Some((reference, units)) = order.executions.get(place).copied() else { return };
        let (child, exec, left) = (order.child, self.number(), random.below(units));
        order.executions.swap_remove(place);
        if left > 0 {
            order.executions.push((exec, left));
        }
        drop(book);
        self.counts(units, left);
        let kind = if left == 0 { ExecType::TradeCancel } else { ExecType::TradeCorrect };
        let report = Report {
            exec_id: ExecId(exec),
            exec_ref: Some(ExecId(reference)),
            last_qty: qty(left),
            last_px: PRICE,
            ..Report::new(child, kind)
        };
        for _ in 0..1 + random.below(2) {
            lane.report(&report, self.time()).expect("never refused");
        }
    }

    fn end(&self, lane: &mut Lane<'_>, random: &mut Random) {
        let mut book = self.book.lock().expect("no panic");
        let place = random.below(book.len() as u64) as usize;
        if place >= book.len() {
            return;
        }
        let order = book.swap_remove(place);
        drop(book);
        let cum = order.executions.iter().map(|(_, units)| units).sum();
        let report = ended(order.child, ExecType::Canceled, cum);
        lane.report(&report, self.time()).expect("never refused");
        if random.below(4) == 0 {
            let mut control = self.control.lock().expect("no panic");
            let _ = control.prove_cooled(order.child, self.time());
        }
    }

    /// What the venue states of an order is there before its reports are, or after.
    fn state(&self, random: &mut Random) {
        let book = self.book.lock().expect("no panic");
        let place = random.below(book.len() as u64) as usize;
        let Some(order) = book.get(place).filter(|order| order.stated && order.filled > 0) else {
            return;
        };
        let report = Report {
            ord_status: Some(OrdStatus::PartiallyFilled),
            ..ended(order.child, ExecType::OrderStatus, order.filled)
        };
        drop(book);
        let mut control = self.control.lock().expect("no panic");
        control.status(&report, self.time()).expect("the child is there");
    }

    /// An execution of nobody's child is assigned to the parent; or one is stated that was made
    /// elsewhere.
    fn set_right(&self, lane: &mut Lane<'_>, random: &mut Random) {
        if random.below(8) > 0 {
            return;
        }
        if random.below(2) == 0 {
            let mut control = self.control.lock().expect("no panic");
            let total = qty(self.elsewhere.fetch_add(1, Relaxed) + 1);
            control.filled_elsewhere(self.parent, total, self.time()).expect("it is new");
        } else {
            let (nobody, exec) = (ChildId::from_bits(u64::MAX), self.number());
            lane.report(&trade(nobody, exec, 1), self.time()).expect("never refused");
            let entry = lane.region().find_suspense(ExecId(exec), nobody).expect("it is there");
            let mut control = self.control.lock().expect("no panic");
            let target = Target::Parent(self.parent);
            control.assign(entry, target, self.time()).expect("it is open");
        }
        self.counts(0, 1);
    }
}

#[test]
fn busts_statements_and_cooling_race_and_the_books_close() {
    for round in 0..ROUNDS {
        let memory = Memory::for_config(&config());
        let (region, parents) = ready(&memory, 1);
        let floor = Floor {
            parent: parents[0],
            book: Mutex::default(),
            control: Mutex::new(region.control().expect("nobody holds it")),
            numbers: AtomicU64::new(1),
            elsewhere: AtomicU64::new(0),
            executed: AtomicU64::new(0),
        };
        hammer(region, parents[0], |mut lane| {
            let mut random = Random::new(round * 64 + u64::from(lane.index()));
            for _ in 0..2_000 {
                floor.turn(&mut lane, &mut random);
            }
        });
        let cooled = Nanos(floor.time().0 + COOLING);
        for index in 0..LANES {
            let mut lane = region.lane(index).expect("free");
            while lane.tick(cooled).expect("the lane is ours").cooled > 0 {}
        }
        let view = region.parent(parents[0]).expect("the parent");
        let executed = floor.executed.load(Relaxed);
        assert_eq!((view.executed, view.cooling), (executed, 0), "round {round}: {view:?}");
        assert!(executed > 100 && view.children > 100, "round {round}: {view:?}");
        assert_eq!(region.is_halted(Scope::Firm), Ok(false), "round {round}");
        // What no child was executed is no sum of the children's: the audit knows it.
        let audit = region.audit();
        assert!(audit.is_ok(), "round {round}: {audit:?}");
    }
}

#[test]
fn a_broken_copy_is_caught() {
    let memory = Memory::for_config(&config());
    let (region, parents) = ready(&memory, 1);
    assert_eq!(within(region, parents[0]), Ok(()));
    let mut lane = region.lane(0).expect("free");
    // More executed than the parent is worth, with nobody saying overfill, is what the watcher
    // looks for: a true overfill says so, and passes.
    let born = lane.route(&child(parents[0], QTY), NOW).expect("it fits");
    let outcome = lane.report(&trade(born, 1, QTY + 7), NOW).expect("never refused");
    assert_eq!(outcome.overfill, qty(7));
    assert_eq!(within(region, parents[0]), Ok(()));
    let mut view = region.parent(parents[0]).expect("the parent");
    assert_eq!(view.executed, QTY + 7);
    view.overfill = 0;
    assert!(view.executed > QTY + view.overfill, "the condition that `within` checks");
}
