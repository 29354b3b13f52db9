//! *Property* (L8): once a journal is kept of a lane, nothing is born there that it might miss:
//! births stop at three quarters of the ring. Reports go on whatever comes; where one overwrites an
//! event that was not kept, the alarm is raised and the lane's switch thrown, by that very call.
//!
//! *Method*: a ring of eight events, its journal read up to any place; births and reports are
//! counted against it. Random turns of births and keeping, against a count of what the ring may
//! hold. A lane without a journal must not notice anything.

use plimsoll::{AlarmKind, Config, EventKind, Level, Nanos, Poll, Refusal, Scope};
use plimsoll_tests::call::Call;
use plimsoll_tests::generator::Random;
use plimsoll_tests::orders::{child, parent, trade};
use plimsoll_tests::world::{PLENTY, Setup, World};

const RING: u64 = 8;

fn world() -> World {
    let config = Config { events: RING as u32, ..PLENTY.config };
    World::armed(Setup { config, ..PLENTY })
}

fn admit(world: &mut World, client: u128) -> Option<Refusal> {
    world.apply(&Call::Admit { lane: 0, order: parent(client, 1_000) }).refusal()
}

#[test]
fn births_stop_at_three_quarters_of_the_ring_and_go_on_once_it_is_kept() {
    let mut world = world();
    let region = world.region();
    let mut journal = region.journal(0).expect("the lane exists");
    for client in 1..=6 {
        assert_eq!(admit(&mut world, client), None, "event {client}");
    }
    assert_eq!(admit(&mut world, 7), Some(Refusal::JournalStalled));
    // What was read and not kept is not kept.
    for _ in 0..6 {
        assert!(matches!(journal.poll(), Poll::Event(event) if event.kind == EventKind::Admitted));
    }
    assert_eq!(journal.poll(), Poll::Empty);
    assert_eq!(admit(&mut world, 7), Some(Refusal::JournalStalled));
    journal.keep();
    assert_eq!(admit(&mut world, 7), None);
    assert!(!region.alarm(AlarmKind::JournalStalled).raised, "nothing was lost");
    // Another lane has no journal.
    for client in 20..40 {
        let order = parent(client, 10);
        assert_eq!(world.apply(&Call::Admit { lane: 1, order }).refusal(), None);
    }
}

#[test]
fn an_event_that_is_lost_throws_the_switch_of_its_lane() {
    let mut world = world();
    let region = world.region();
    admit(&mut world, 1);
    let order = child(world.parents[0], 100);
    world.apply(&Call::Route { lane: 0, order });
    let journal = region.journal(0).expect("the lane exists");
    let unkept = 2;
    let mut raised = None;
    for exec in 1..=20u64 {
        let report = trade(world.children[0], exec.into(), 1);
        let answer = world.apply(&Call::Report { lane: 0, report });
        assert!(answer.outcome().is_some(), "a report is never refused");
        let alarm = region.alarm(AlarmKind::JournalStalled);
        if alarm.raised && raised.is_none() {
            raised = Some(exec);
            assert_eq!((alarm.value, alarm.last_at), (0, Nanos(world.now)));
            let cause = region.cause(Scope::Lane(0)).expect("the lane exists");
            assert_eq!(cause.reason, AlarmKind::JournalStalled as u32);
            assert_eq!((cause.at, cause.other), (Nanos(world.now), RING));
        }
        assert_eq!(region.level(Scope::Lane(0)) == Ok(Level::NoNewOrders), raised.is_some());
    }
    // The ring holds eight: the events before were the two of the birth and its parent.
    let first_lost = raised.expect("twenty events do not fit into eight");
    assert!((RING - unkept..=RING + 1).contains(&first_lost), "at execution {first_lost}");
    journal.keep();
    let order = child(world.parents[0], 1);
    let halted = world.apply(&Call::Route { lane: 0, order }).refusal();
    assert_eq!(
        halted,
        Some(Refusal::JournalStalled),
        "nothing of it was polled, so nothing is kept"
    );
    world.control().end_journal(0).expect("the lane exists");
    assert_eq!(world.apply(&Call::Route { lane: 0, order }).refusal(), Some(Refusal::Halted));
    world.apply(&Call::Acknowledge { alarm: AlarmKind::JournalStalled });
    assert_eq!(world.reset(Scope::Lane(0)), None);
    assert_eq!(world.apply(&Call::Route { lane: 0, order }).refusal(), None);
}

#[test]
fn the_next_keeper_goes_on_where_the_last_one_stopped() {
    let mut world = world();
    let region = world.region();
    let mut first = region.journal(0).expect("the lane exists");
    (1..=4).for_each(|client| assert_eq!(admit(&mut world, client), None));
    for _ in 0..3 {
        assert!(matches!(first.poll(), Poll::Event(_)));
        first.keep();
    }
    // The first one's process died: births stop as if it were there.
    (5..=9).for_each(|client| assert_eq!(admit(&mut world, client), None));
    assert_eq!(admit(&mut world, 10), Some(Refusal::JournalStalled));
    let mut second = region.journal(0).expect("the lane exists");
    let Poll::Event(next) = second.poll() else { panic!("the fourth event") };
    assert_eq!(next.sequence, 3);
    second.end();
    assert_eq!(admit(&mut world, 10), None, "nobody keeps one any more");
    assert_eq!(region.journal(3).err(), Some(Refusal::NoSuchLane));
    assert_eq!(world.control().end_journal(3).err(), Some(Refusal::NoSuchLane));
}

/// What a birth must be answered with, with so many events that are not kept.
fn verdict(unkept: u64, refusal: Option<Refusal>) -> Result<(), String> {
    let stalled = unkept >= RING - RING / 4;
    let fits = stalled == (refusal == Some(Refusal::JournalStalled));
    if fits { Ok(()) } else { Err(format!("{unkept} events are not kept: {refusal:?}")) }
}

#[test]
fn whatever_comes_no_birth_is_lost() {
    let mut random = Random::new(0x10C);
    for round in 0..60u64 {
        let mut world = world();
        let region = world.region();
        let mut journal = region.journal(0).expect("the lane exists");
        let (mut told, mut kept, mut heard, mut clients) = (0, 0, 0, 0);
        for _ in 0..100 {
            if random.below(3) == 0 {
                while let Poll::Event(event) = journal.poll() {
                    assert_eq!(event.sequence, heard, "round {round}: one was missed");
                    heard += 1;
                    if random.below(3) == 0 {
                        journal.keep();
                        kept = heard;
                    }
                }
            }
            clients += 1;
            let refusal = admit(&mut world, clients);
            verdict(told - kept, refusal).unwrap_or_else(|what| panic!("round {round}: {what}"));
            told += u64::from(refusal.is_none());
            if clients as u32 >= PLENTY.config.parents - 4 {
                break;
            }
        }
        assert!(!region.alarm(AlarmKind::JournalStalled).raised, "round {round}");
    }
}

#[test]
fn a_broken_copy_is_caught() {
    assert_eq!(verdict(5, None), Ok(()));
    assert_eq!(verdict(6, Some(Refusal::JournalStalled)), Ok(()));
    assert!(verdict(6, None).is_err(), "a gate that goes on to the last place");
    assert!(verdict(5, Some(Refusal::JournalStalled)).is_err(), "one that stops for nothing");
    // Without a journal nothing is stopped: the rows above rest on the journal alone.
    let mut world = world();
    (1..=20).for_each(|client| assert_eq!(admit(&mut world, client), None));
    assert_eq!(world.region().level(Scope::Lane(0)), Ok(Level::Open));
}
