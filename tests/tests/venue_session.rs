//! *Property*: while a venue's session is down or recovering nothing is born there and nothing is
//! made larger; what was open there is unknown and stays reserved; cancels and reports pass, and
//! other venues trade on.
//!
//! *Method*: each state of the session against each call, on one thread; then every lane routes as
//! fast as it can while the control handle disconnects: whatever was born is unknown, or was routed
//! elsewhere. A check over a broken copy is seen to fail.

use plimsoll::{
    ChildId, Config, CumQtyMeans, EventKind, ExecType, LastQtyMeans, Nanos, NewChild, ParentId,
    Poll, Refusal, Region, ReplaceIs, ReplaceMeans, Report, State, VenueId, VenueSession,
    VenueTerms,
};
use plimsoll_tests::call::{Answer, Call};
use plimsoll_tests::memory::Memory;
use plimsoll_tests::orders::{PRICE, child, ended, parent, qty, trade};
use plimsoll_tests::world::{PLENTY, REGISTRY, START, Setup, World, arm, define};
use std::sync::atomic::{
    AtomicBool, AtomicU64, Ordering::Acquire, Ordering::Relaxed, Ordering::Release,
};

const HERE: VenueId = VenueId(0);
const ELSEWHERE: VenueId = VenueId(1);

/// A parent of 1,000, and two children of 100: one here, one elsewhere.
fn stage() -> World {
    let mut world = World::armed(PLENTY);
    world.apply(&Call::Admit { lane: 0, order: parent(1, 1_000) });
    for venue in [HERE, ELSEWHERE] {
        let order = NewChild { venue, ..child(world.parents[0], 100) };
        assert!(route(&mut world, order).is_none());
    }
    world
}

fn route(world: &mut World, order: NewChild) -> Option<Refusal> {
    world.apply(&Call::Route { lane: 0, order }).refusal()
}

fn replace(world: &mut World, child: ChildId, units: u64) -> Option<Refusal> {
    let call = Call::RequestReplace { lane: 0, child, qty: qty(units), price: PRICE };
    world.apply(&call).refusal()
}

fn disconnect(world: &mut World) -> (u64, u64) {
    world.now += 1;
    let now = Nanos(world.now);
    let left = world.control().disconnect(HERE, now).expect("a venue");
    (left.unknown, left.at_risk)
}

fn reconnect(world: &mut World) -> Result<(), Refusal> {
    world.now += 1;
    let now = Nanos(world.now);
    world.control().reconnect(HERE, now)
}

fn state(world: &World, place: usize) -> Option<State> {
    world.region().child(world.children[place]).map(|view| view.state)
}

fn audited(world: &World) {
    let audit = world.region().audit();
    assert!(audit.is_ok(), "{audit:?}");
}

/// What a session that is not up refuses, and what it lets pass.
fn check_closed(world: &mut World, refusal: Refusal) {
    let (here, elsewhere) = (world.children[0], world.children[1]);
    let order = child(world.parents[0], 10);
    let before = world.region().parent(world.parents[0]).map(|view| view.headroom);
    assert_eq!(route(world, order), Some(refusal));
    assert_eq!(replace(world, here, 101), Some(refusal), "a replace for more");
    let after = world.region().parent(world.parents[0]).map(|view| view.headroom);
    assert_eq!(before, after, "a refusal changes nothing");

    // The venue comes before the parent and the quantity, a switch before the venue.
    assert_eq!(route(world, NewChild { qty: qty(0), ..order }), Some(refusal));
    let nobody = ParentId::from_bits(0);
    assert_eq!(route(world, NewChild { parent: nobody, ..order }), Some(refusal));

    assert_eq!(replace(world, here, 50), None, "a replace for less");
    assert_eq!(world.apply(&Call::RequestCancel { lane: 0, child: here }).refusal(), None);
    assert_eq!(route(world, NewChild { venue: ELSEWHERE, ..order }), None);
    assert_eq!(replace(world, elsewhere, 110), None);
    audited(world);
}

#[test]
fn a_venue_is_up_when_it_is_defined_and_goes_round_its_circle() {
    let mut world = stage();
    let session = |world: &World| world.region().venue_session(HERE);
    assert_eq!(session(&world), Some(VenueSession::Up));
    assert_eq!(world.region().venue_session(VenueId(2)), None);
    assert_eq!(reconnect(&mut world), Err(Refusal::NothingToChange), "it is up");
    disconnect(&mut world);
    assert_eq!(session(&world), Some(VenueSession::Down));
    assert_eq!(reconnect(&mut world), Ok(()));
    assert_eq!(session(&world), Some(VenueSession::Recovering));
    assert_eq!(reconnect(&mut world), Err(Refusal::NothingToChange), "it is recovering");
    disconnect(&mut world);
    assert_eq!(session(&world), Some(VenueSession::Down));
    assert_eq!(world.region().venue_session(ELSEWHERE), Some(VenueSession::Up));
}

#[test]
fn a_venue_that_is_down_takes_nothing_new() {
    let mut world = stage();
    disconnect(&mut world);
    check_closed(&mut world, Refusal::VenueDown);
}

#[test]
fn a_venue_that_is_recovering_takes_nothing_new() {
    let mut world = stage();
    disconnect(&mut world);
    reconnect(&mut world).expect("it was down");
    check_closed(&mut world, Refusal::VenueRecovering);
}

#[test]
fn what_was_open_is_unknown_and_stays_reserved() {
    let mut world = stage();
    let parent = world.parents[0];
    let report = trade(world.children[0], 1, 30);
    world.apply(&Call::Report { lane: 0, report });
    assert_eq!(disconnect(&mut world), (1, 70));
    assert_eq!((state(&world, 0), state(&world, 1)), (Some(State::Unknown), Some(State::Born)));
    let view = world.region().parent(parent).expect("the parent");
    assert_eq!((view.executed, view.working, view.unknown), (30, 100, 70));
    assert_eq!(view.headroom, 800);
    audited(&world);
    // Said again, it finds the same.
    assert_eq!(disconnect(&mut world), (1, 70));
    // What is heard all the same counts, and the next disconnect finds it again.
    let report = Report::new(world.children[0], ExecType::New);
    world.apply(&Call::Report { lane: 0, report });
    assert_eq!(state(&world, 0), Some(State::PartiallyFilled));
    assert_eq!(disconnect(&mut world), (1, 70));
    // An end is proof as ever, and what has ended is left alone.
    let report = ended(world.children[0], ExecType::Canceled, 30);
    world.apply(&Call::Report { lane: 0, report });
    assert_eq!(disconnect(&mut world), (0, 0));
    assert_eq!(state(&world, 0), Some(State::Canceled));
    assert_eq!(world.region().parent(parent).map(|view| view.headroom), Some(870));
    audited(&world);
}

#[test]
fn a_fill_after_the_disconnect_is_booked() {
    let mut world = stage();
    disconnect(&mut world);
    let report = trade(world.children[0], 1, 100);
    let answer = world.apply(&Call::Report { lane: 1, report });
    assert!(matches!(answer, Answer::Outcome(Ok(outcome)) if outcome.breach.is_none()));
    assert_eq!(world.region().parent(world.parents[0]).map(|view| view.executed), Some(100));
    audited(&world);
}

#[test]
fn the_events_of_the_control_handle_tell_what_is_at_risk() {
    let mut world = stage();
    let report = trade(world.children[0], 1, 30);
    world.apply(&Call::Report { lane: 0, report });
    let mut reader = world.region().events(PLENTY.config.lanes).expect("the control handle's");
    while reader.poll() != Poll::Empty {}
    disconnect(&mut world);
    reconnect(&mut world).expect("it was down");
    let mut told = Vec::new();
    while let Poll::Event(event) = reader.poll() {
        told.push((event.kind, event.child, event.qty, event.detail));
    }
    let nobody = ChildId::from_bits(0);
    let changed = |session| (EventKind::SessionChanged, nobody, 0, session as u64);
    let unknown = (EventKind::StateChanged, world.children[0], 70, State::Unknown as u64);
    let expected = [changed(VenueSession::Down), unknown, changed(VenueSession::Recovering)];
    assert_eq!(told, expected);
}

#[test]
fn a_lost_handle_changes_no_session() {
    let mut world = stage();
    let region = world.region();
    let _heir = region.take_over_control().expect("taken over");
    let control = world.control();
    let now = Nanos(START + 100);
    assert_eq!(control.disconnect(HERE, now).err(), Some(Refusal::HandleLost));
    assert_eq!(control.reconnect(HERE, now), Err(Refusal::HandleLost));
    assert_eq!(control.set_venue_terms(HERE, &VenueTerms::UNSAID), Err(Refusal::HandleLost));
    assert_eq!(control.define_venue(&VenueTerms::FIX44), Err(Refusal::HandleLost));
    assert_eq!(region.venue_session(HERE), Some(VenueSession::Up));
    assert_eq!(region.venue_terms(HERE), Some(VenueTerms::FIX44));
}

#[test]
fn a_venue_that_nobody_defined_has_no_session_and_no_terms() {
    let mut world = stage();
    let (nowhere, now) = (VenueId(2), Nanos(START + 100));
    let control = world.control();
    assert_eq!(control.disconnect(nowhere, now).err(), Some(Refusal::UnknownVenue));
    assert_eq!(control.reconnect(nowhere, now), Err(Refusal::UnknownVenue));
    let set = control.set_venue_terms(nowhere, &VenueTerms::UNSAID);
    assert_eq!(set, Err(Refusal::UnknownVenue));
    assert_eq!(world.region().venue_terms(nowhere), None);
}

#[test]
fn terms_are_what_was_said_last() {
    let mut world = stage();
    assert_eq!(world.region().venue_terms(HERE), Some(VenueTerms::FIX44));
    let terms = VenueTerms {
        cooling: u64::MAX,
        replace_means: ReplaceMeans::Remaining,
        replace_is: ReplaceIs::CancelNew,
        cum_qty: CumQtyMeans::Restarts,
        last_qty: LastQtyMeans::Single,
    };
    assert_eq!(world.control().set_venue_terms(HERE, &terms), Ok(()));
    assert_eq!(world.region().venue_terms(HERE), Some(terms));
    assert_eq!(world.region().venue_terms(ELSEWHERE), Some(VenueTerms::FIX44));
    assert_eq!(world.region().venue_session(HERE), Some(VenueSession::Up));
}

#[test]
fn sums_that_begin_anew_are_refused() {
    let mut world = stage();
    let terms = VenueTerms { last_qty: LastQtyMeans::Cumulative, ..VenueTerms::FIX44 };
    for cum_qty in [CumQtyMeans::Restarts, CumQtyMeans::Unsaid] {
        let terms = VenueTerms { cum_qty, ..terms };
        assert_eq!(world.control().set_venue_terms(HERE, &terms), Err(Refusal::BadConfig));
        assert_eq!(world.region().venue_terms(HERE), Some(VenueTerms::FIX44));
    }
    assert_eq!(world.control().set_venue_terms(HERE, &terms), Ok(()));
}

#[test]
fn a_restart_leaves_the_session_as_it_was() {
    let mut world = stage();
    disconnect(&mut world);
    world.apply(&Call::Restart);
    assert_eq!(world.region().venue_session(HERE), Some(VenueSession::Down));
    assert_eq!(world.region().venue_session(ELSEWHERE), Some(VenueSession::Up));
    world.apply(&Call::Arm { lease_until: u64::MAX });
    let order = child(world.parents[0], 10);
    assert_eq!(route(&mut world, order), Some(Refusal::VenueDown));
}

const LANES: usize = 3;
const ROUNDS: u64 = if cfg!(debug_assertions) { 100 } else { 400 };

/// Lanes route to both venues while this thread disconnects one after `wait` turns; then what is
/// open there must be unknown, and what lives elsewhere is not.
fn round(wait: u64) {
    let config = Config { children: 1 << 12, ..PLENTY.config };
    let setup = Setup { config, ..PLENTY };
    let memory = Memory::for_config(&config);
    let region = memory.format_with(&config, &REGISTRY).expect("fresh memory");
    let mut control = region.control().expect("free");
    define(&mut control, &setup).expect("definitions that fit");
    let now = Nanos(START);
    arm(&mut control, &PLENTY, Nanos(u64::MAX), now).expect("armed");
    let (births, stop) = (AtomicU64::new(0), AtomicBool::new(false));
    let work = |index: u32| {
        let mut lane = region.lane(index).expect("free");
        let whose = lane.admit(&parent(u128::from(index), 5_000), now).expect("it fits");
        let mut venue = HERE;
        let mut refusals = Vec::new();
        while !stop.load(Acquire) {
            match lane.route(&NewChild { venue, ..child(whose, 1) }, now) {
                Ok(_) => drop(births.fetch_add(1, Release)),
                Err(why) if !refusals.contains(&why) => refusals.push(why),
                Err(_) => {}
            }
            venue = if venue == HERE { ELSEWHERE } else { HERE };
        }
        (whose, refusals)
    };
    let work = &work;
    let (left, ended) = std::thread::scope(|threads| {
        let threads: Vec<_> =
            (0..LANES as u32).map(|lane| threads.spawn(move || work(lane))).collect();
        while births.load(Relaxed) < 3 {
            std::hint::spin_loop();
        }
        (0..wait).for_each(|_| std::hint::spin_loop());
        let left = control.disconnect(HERE, now).expect("a venue");
        std::thread::sleep(std::time::Duration::from_micros(200));
        stop.store(true, Release);
        let ended: Vec<_> =
            threads.into_iter().map(|thread| thread.join().expect("no panic")).collect();
        (left, ended)
    });
    let expected = [
        Refusal::VenueDown,
        Refusal::Halted,
        Refusal::ChildrenFull,
        Refusal::ExecutionsFull,
        Refusal::ExceedsHeadroom,
    ];
    for (_, refusals) in &ended {
        assert!(refusals.iter().all(|why| expected.contains(why)), "{refusals:?}");
    }
    let parents: Vec<_> = ended.iter().map(|(parent, _)| *parent).collect();
    assert_eq!(open_here(region, &parents, State::Unknown), Ok((left.unknown, left.at_risk)));
    assert!(region.audit().is_ok());
}

/// How many children are open here, all of them in `due`, and what is reserved for them; or one
/// that is not.
fn open_here(
    region: Region<'_>,
    parents: &[ParentId],
    due: State,
) -> Result<(u64, u64), (VenueId, State)> {
    let (mut count, mut reserved) = (0, 0);
    for id in parents.iter().flat_map(|parent| region.children(*parent)) {
        let Some(view) = region.child(id).filter(|view| view.state.is_alive()) else { continue };
        let expected = if view.venue == HERE { due } else { State::Born };
        if view.state != expected {
            return Err((view.venue, view.state));
        }
        if view.venue == HERE {
            count += 1;
            reserved += view.unknown_qty.get();
        }
    }
    Ok((count, reserved))
}

#[test]
fn a_disconnect_finds_every_birth_and_lets_none_through() {
    (0..ROUNDS).for_each(|turn| round(turn * 7 % 500));
}

#[test]
fn a_broken_copy_is_caught() {
    let mut world = stage();
    let region = world.region();
    disconnect(&mut world);
    assert_eq!(open_here(region, &world.parents, State::Unknown), Ok((1, 100)));
    // A child that a disconnect has missed.
    let report = Report::new(world.children[0], ExecType::New);
    world.apply(&Call::Report { lane: 0, report });
    let missed = open_here(region, &world.parents, State::Unknown);
    assert_eq!(missed, Err((HERE, State::Live)));
}
