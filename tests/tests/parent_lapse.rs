//! *Property*: from a parent's expire time on, and while its lease has run out, nothing is sent for
//! it, however often it is asked; all else goes on. A tick closes what has expired, and says so
//! once; a refresh lets a lease run anew. An amendment below what is executed ends there, and the
//! books stay exact.
//!
//! *Method*: any histories, with a checker that knows nothing but the terms and the times, and
//! counts that each case was there; then the named cases; then fills that race with amendments on
//! two threads.

use plimsoll::{Config, EventKind, Nanos, NewParent, ParentId, ParentState, Poll, Refusal, Ticked};
use plimsoll_tests::call::{Answer, Call};
use plimsoll_tests::generator::{History, cases, histories};
use plimsoll_tests::orders::{PRICE, child, ended, parent, qty, trade};
use plimsoll_tests::play::{Scene, Verdict, must, play};
use plimsoll_tests::world::{PLENTY, Setup, World};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::thread;

/// What upstream has said of a parent's time.
#[derive(Clone, Copy, Debug)]
struct Said {
    expires: Option<u64>,
    lease: Option<u64>,
    /// Nothing since a restart.
    vouched: Option<u64>,
}

impl Said {
    fn is_over(&self, now: u64) -> bool {
        let late = |lease| self.vouched.is_none_or(|at| now >= at + lease);
        self.expires.is_some_and(|time| now >= time) || self.lease.is_some_and(late)
    }
}

/// The checker: the terms, and how often each case was seen.
#[derive(Default)]
struct Clerk {
    said: BTreeMap<u64, Said>,
    seen: BTreeMap<&'static str, u32>,
}

impl Clerk {
    fn look(&mut self, scene: &Scene<'_>) -> Verdict {
        let now = scene.driver.world.now;
        let mut count = |what| *self.seen.entry(what).or_default() += 1;
        match scene.answer.refusal() {
            Some(Refusal::ParentExpired) => count("expired"),
            Some(Refusal::ParentLeaseExpired) => count("out of lease"),
            _ => {}
        }
        match (*scene.call, scene.answer) {
            (Call::Admit { order, .. }, Answer::Parent(Ok(parent))) => {
                let expires = order.expire_time.map(|time| time.0);
                let said = Said { expires, lease: order.lease, vouched: Some(now) };
                self.said.insert(parent.to_bits(), said);
                must(!said.is_over(now), || format!("admitted too late: {order:?}"))
            }
            (Call::Refresh { parent, .. }, Answer::Unit(Ok(()))) => {
                let said = self.said.get_mut(&parent.to_bits()).ok_or("nobody's lease")?;
                count(if said.is_over(now) { "refreshed too late" } else { "refreshed" });
                said.vouched = Some(now);
                must(!said.is_over(now), || format!("refreshed past its end: {said:?}"))
            }
            (Call::Route { order, .. }, Answer::Child(Ok(_))) => self.goes_on(order.parent, now),
            (Call::RequestReplace { child, .. }, Answer::Request(Ok(_))) => {
                let view = scene.after.child(child).ok_or("no child")?;
                self.goes_on(view.parent, now)
            }
            (Call::Amend { parent, qty, .. }, Answer::Unit(Ok(()))) => {
                let before = &scene.before.parent(parent).ok_or("no parent")?.0;
                let after = &scene.after.parent(parent).ok_or("no parent")?.0;
                if qty > before.qty {
                    return self.goes_on(parent, now);
                }
                if qty.get() < before.executed {
                    count("amended to executed");
                    must(after.state == ParentState::Done, || format!("not done: {after:?}"))?;
                }
                must(after.qty.get() == qty.get().max(before.executed), || format!("{after:?}"))
            }
            (Call::Tick { .. } | Call::LateTick { .. }, Answer::Ticked(Ok(ticked)))
                if ticked.lapsed > 0 =>
            {
                count("lapsed");
                Ok(())
            }
            (Call::Restart, _) => {
                self.said.values_mut().for_each(|said| said.vouched = None);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn goes_on(&self, parent: ParentId, now: u64) -> Verdict {
        let said = self.said.get(&parent.to_bits()).ok_or("an unknown parent")?;
        must(!said.is_over(now), || format!("sent at {now} though {said:?}"))
    }
}

fn keeps_time(history: &History) -> Result<BTreeMap<&'static str, u32>, String> {
    let mut clerk = Clerk::default();
    play(history, |scene| clerk.look(scene))?;
    Ok(clerk.seen)
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn nothing_is_sent_past_a_parents_time(history in histories(160)) {
        keeps_time(&history).map_err(TestCaseError::fail)?;
    }
}

#[test]
fn histories_come_to_every_case() {
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    for seed in 0..60 {
        let counts = keeps_time(&History::from_seed(seed, 400));
        for (what, count) in counts.unwrap_or_else(|what| panic!("seed {seed}: {what}")) {
            *seen.entry(what).or_default() += count;
        }
    }
    let all = [
        "amended to executed",
        "expired",
        "lapsed",
        "out of lease",
        "refreshed",
        "refreshed too late",
    ];
    assert!(all.iter().all(|what| seen.contains_key(what)), "{seen:?}");
}

/// A world with one parent of 100, and a child of 60 of it.
fn stage(change: impl Fn(&World, &mut NewParent)) -> World {
    let mut world = World::armed(PLENTY);
    let mut order = parent(1, 100);
    change(&world, &mut order);
    assert_eq!(world.apply(&Call::Admit { lane: 0, order }).refusal(), None);
    let order = child(world.parents[0], 60);
    assert_eq!(world.apply(&Call::Route { lane: 0, order }).refusal(), None);
    world
}

fn expiring(after: u64) -> World {
    stage(|world, order| order.expire_time = Some(Nanos(world.now + after)))
}

fn leased(nanos: u64) -> World {
    stage(|_, order| order.lease = Some(nanos))
}

/// What every command that might send more is answered with.
fn asked(world: &mut World) -> [Option<Refusal>; 3] {
    let (parent, first) = (world.parents[0], world.children[0]);
    let now = Nanos(world.now);
    let up = world.region().parent(parent).map_or(0, |view| view.qty.get() + 100);
    let lane = world.lane(0);
    let route = lane.route(&child(parent, 1), now).err();
    let less = lane.request_replace(first, qty(50), PRICE, now).err();
    [route, less, lane.amend(parent, qty(up), now).err()]
}

fn state(world: &World) -> ParentState {
    world.region().parent(world.parents[0]).expect("the parent").state
}

fn ticked(world: &mut World) -> Ticked {
    match world.apply(&Call::Tick { lane: 1 }) {
        Answer::Ticked(Ok(ticked)) => ticked,
        answer => panic!("{answer:?}"),
    }
}

#[test]
fn the_expire_time_itself_is_too_late_and_the_instant_before_is_not() {
    let mut world = expiring(1_000);
    let at = world.now - 2 + 1_000;
    world.now = at - 1;
    assert_eq!(asked(&mut world), [None; 3]);
    world.now = at;
    assert_eq!(asked(&mut world), [Some(Refusal::ParentExpired); 3]);
}

#[test]
fn a_lease_that_ran_out_may_be_refreshed_and_routing_goes_on() {
    let mut world = leased(1_000);
    let at = world.now - 1 + 1_000;
    world.now = at - 1;
    assert_eq!(asked(&mut world), [None; 3]);
    world.now = at;
    assert_eq!(asked(&mut world), [Some(Refusal::ParentLeaseExpired); 3]);
    assert_eq!(ticked(&mut world).lapsed, 0, "a lease closes nothing");
    let parent = world.parents[0];
    assert_eq!(world.apply(&Call::Refresh { lane: 2, parent }).refusal(), None);
    let refreshed = world.now;
    world.now = refreshed + 999;
    let one = child(parent, 1);
    assert_eq!(world.lane(0).route(&one, Nanos(refreshed + 999)).err(), None);
    let late = world.lane(0).route(&one, Nanos(refreshed + 1_000)).err();
    assert_eq!(late, Some(Refusal::ParentLeaseExpired));
}

#[test]
fn of_two_refreshes_the_later_one_counts() {
    let mut world = leased(1_000);
    let (parent, now) = (world.parents[0], world.now);
    assert_eq!(world.lane(0).refresh(parent, Nanos(now + 500)), Ok(()));
    // Another lane's clock is behind.
    assert_eq!(world.lane(1).refresh(parent, Nanos(now + 100)), Ok(()));
    assert_eq!(world.lane(1).route(&child(parent, 1), Nanos(now + 1_499)).err(), None);
    let late = world.lane(1).route(&child(parent, 1), Nanos(now + 1_500)).err();
    assert_eq!(late, Some(Refusal::ParentLeaseExpired));
}

#[test]
fn the_lease_never_outlives_the_expire_time() {
    let mut world = stage(|world, order| {
        order.expire_time = Some(Nanos(world.now + 1_500));
        order.lease = Some(1_000);
    });
    let (parent, begun) = (world.parents[0], world.now - 2);
    assert_eq!(world.lane(0).refresh(parent, Nanos(begun + 900)), Ok(()));
    assert_eq!(world.lane(0).route(&child(parent, 1), Nanos(begun + 1_499)).err(), None);
    let late = world.lane(0).route(&child(parent, 1), Nanos(begun + 1_500)).err();
    assert_eq!(late, Some(Refusal::ParentExpired));
    let late = world.lane(0).refresh(parent, Nanos(begun + 1_500));
    assert_eq!(late, Err(Refusal::ParentExpired));
}

#[test]
fn what_takes_away_is_never_too_late() {
    for mut world in [expiring(10), leased(10)] {
        world.now += 10_000;
        let (parent, first) = (world.parents[0], world.children[0]);
        let calls = [
            Call::Amend { lane: 0, parent, qty: qty(90) },
            Call::RequestCancel { lane: 0, child: first },
            Call::Report { lane: 0, report: trade(first, 1, 20) },
            Call::Report { lane: 0, report: ended(first, plimsoll::ExecType::Canceled, 20) },
            Call::CancelParent { lane: 0, parent },
            Call::Retire { lane: 0, parent },
        ];
        for call in calls {
            assert_eq!(world.apply(&call).refusal(), None, "{call:?}");
        }
    }
}

#[test]
fn a_tick_closes_what_has_expired_and_says_so_once() {
    let mut world = expiring(10);
    let mut events = world.region().events(1).expect("the lane's events");
    let first = ticked(&mut world);
    assert_eq!((first.lapsed, first.cooled), (0, 0));
    assert!((1..=64).contains(&first.looked), "{first:?}");
    assert_eq!(state(&world), ParentState::Open);
    world.now += 10;
    assert_eq!(ticked(&mut world).lapsed, 1);
    assert_eq!(state(&world), ParentState::Closed, "a child lives");
    assert_eq!(ticked(&mut world).lapsed, 0);
    let told = || match events.poll() {
        Poll::Event(event) => Some((event.kind, event.parent)),
        Poll::Empty | Poll::Missed(_) => None,
    };
    let told: Vec<_> = std::iter::from_fn(told).collect();
    assert_eq!(told, [(EventKind::Lapsed, world.parents[0])]);
    let report = ended(world.children[0], plimsoll::ExecType::Canceled, 0);
    world.apply(&Call::Report { lane: 0, report });
    assert_eq!(state(&world), ParentState::Done);
}

#[test]
fn a_tick_ends_a_parent_that_nothing_is_reserved_for() {
    let mut world = expiring(10);
    let report = ended(world.children[0], plimsoll::ExecType::Canceled, 0);
    world.apply(&Call::Report { lane: 0, report });
    world.now += 10;
    assert_eq!(ticked(&mut world).lapsed, 1);
    assert_eq!(state(&world), ParentState::Done);
    let exposure = world.region().exposure(plimsoll::AccountId(0), plimsoll::InstrumentId(0));
    let room = exposure.expect("a position").buy_room;
    assert_eq!(room, PLENTY.position as i64, "what it held above is back");
}

#[test]
fn ticks_come_round_a_table_that_is_larger_than_one_of_them() {
    let config = Config { parents: 256, client_ids: 256, ..PLENTY.config };
    let mut world = World::armed(Setup { config, ..PLENTY });
    for client in 1..=200 {
        let order = NewParent { expire_time: Some(Nanos(10_000)), ..parent(client, 10) };
        assert_eq!(world.apply(&Call::Admit { lane: 0, order }).refusal(), None);
    }
    world.now = 10_000;
    let ticks: Vec<Ticked> = (0..4).map(|_| ticked(&mut world)).collect();
    assert!(ticks.iter().all(|ticked| ticked.looked == 64), "{ticks:?}");
    assert_eq!(ticks.iter().map(|ticked| ticked.lapsed).sum::<u32>(), 200);
    assert_eq!(world.lane(1).tick(Nanos(1)), Err(Refusal::ClockBackwards));
}

#[test]
fn a_lease_does_not_outlive_a_restart_and_an_expire_time_does() {
    let mut world = leased(1 << 40);
    world.apply(&Call::Restart);
    world.apply(&Call::Arm { lease_until: u64::MAX });
    let parent = world.parents[0];
    let order = child(parent, 1);
    let refusal = world.apply(&Call::Route { lane: 0, order }).refusal();
    assert_eq!(refusal, Some(Refusal::ParentLeaseExpired));
    assert_eq!(world.apply(&Call::Refresh { lane: 0, parent }).refusal(), None);
    assert_eq!(world.apply(&Call::Route { lane: 0, order }).refusal(), None);

    let mut world = expiring(1_000);
    world.apply(&Call::Restart);
    world.now += 1_000;
    assert_eq!(ticked(&mut world).lapsed, 1);
}

#[test]
fn amended_below_what_is_executed_it_ends_there() {
    let mut world = stage(|_, _| {});
    let (parent, first) = (world.parents[0], world.children[0]);
    world.apply(&Call::Report { lane: 0, report: trade(first, 1, 50) });
    let amend = |units| Call::Amend { lane: 1, parent, qty: qty(units) };
    // Ten are still reserved: 60 is the least.
    assert_eq!(world.apply(&amend(30)).refusal(), Some(Refusal::ExceedsHeadroom));
    assert_eq!(world.apply(&amend(59)).refusal(), Some(Refusal::ExceedsHeadroom));
    world.apply(&Call::Report { lane: 0, report: ended(first, plimsoll::ExecType::Canceled, 50) });
    assert_eq!(world.apply(&amend(30)).refusal(), None);
    let view = world.region().parent(parent).expect("the parent");
    assert_eq!((view.qty.get(), view.executed, view.headroom, view.overfill), (50, 50, 0, 0));
    assert_eq!(view.state, ParentState::Done);
    assert_eq!(world.apply(&amend(10)).refusal(), Some(Refusal::ParentDone));
    world.region().audit().expect("the books are exact");
}

#[test]
fn amending_an_overfilled_parent_forgives_nothing() {
    let mut world = stage(|_, _| {});
    let (parent, first) = (world.parents[0], world.children[0]);
    world.apply(&Call::Route { lane: 0, order: child(parent, 40) });
    world.apply(&Call::Report { lane: 0, report: trade(first, 1, 110) });
    let call = Call::Amend { lane: 0, parent, qty: qty(90) };
    assert_eq!(world.apply(&call).refusal(), Some(Refusal::ExceedsHeadroom));
    let view = world.region().parent(parent).expect("the parent");
    assert_eq!((view.qty.get(), view.executed, view.overfill), (100, 110, 50));
}

/// One thread fills a child unit by unit, another amends its parent to one unit until it is let:
/// the quantity must end at exactly what is executed.
#[test]
fn a_fill_that_races_an_amendment_is_never_lost() {
    for _ in 0..20 {
        let mut world = stage(|_, _| {});
        let (parent, first) = (world.parents[0], world.children[0]);
        world.let_go_of_lanes();
        let region = world.region();
        thread::scope(|scope| {
            scope.spawn(move || {
                let mut lane = region.lane(0).expect("a lane");
                for exec in 0..60 {
                    lane.report(&trade(first, exec, 1), Nanos(9_000)).expect("a report");
                }
            });
            scope.spawn(move || {
                let mut lane = region.lane(1).expect("a lane");
                while lane.amend(parent, qty(1), Nanos(9_000)) == Err(Refusal::ExceedsHeadroom) {
                    thread::yield_now();
                }
            });
        });
        let view = region.parent(parent).expect("the parent");
        assert_eq!((view.qty.get(), view.executed, view.overfill), (60, 60, 0), "{view:?}");
        assert_eq!(view.state, ParentState::Done);
        region.audit().expect("the books are exact");
    }
}

#[test]
fn a_broken_copy_is_caught() {
    let wrong = |lease: Option<u64>, expires: Option<u64>| {
        let mut clerk = Clerk::default();
        let mut told = false;
        let history = History::from_seed(3, 200);
        play(&history, |scene| {
            let verdict = clerk.look(scene);
            // A clerk who thinks that every parent has these terms.
            for said in clerk.said.values_mut().filter(|_| !told) {
                (said.lease, said.expires) = (lease, expires);
            }
            told |= verdict.is_err();
            Ok(())
        })
        .expect("nothing is checked");
        told
    };
    assert!(wrong(Some(1), None), "a lease that nobody kept");
    assert!(wrong(None, Some(0)), "an expire time that nobody kept");
}
