//! *Property*: what one lane gives back any lane can use. A gateway that retires on another lane
//! than it trades on never runs out of slots that are free.
//!
//! *Method*: one lane admits, routes and reports, another retires, many times over what each table
//! holds; and again after a recovery, which must leave every free slot within reach of every lane.

use plimsoll::{Config, Lane, Nanos, Refusal};
use plimsoll_tests::call::Call;
use plimsoll_tests::orders::{child, parent, trade};
use plimsoll_tests::world::{PLENTY, Setup, World};

const CONFIG: Config = Config {
    lanes: 2,
    parents: 8,
    children: 32,
    executions: 64,
    client_ids: 1 << 12,
    events: 8,
    ..PLENTY.config
};

const LIVES: u32 = if cfg!(debug_assertions) { 20_000 } else { 30_000 };

/// One parent of 10 with two children and ten executions, from its admission to its end.
fn live(world: &mut World, trades: u32, retires: u32, client: u128) -> Result<(), Refusal> {
    let refuse = |refusal: Option<Refusal>| refusal.map_or(Ok(()), Err);
    refuse(world.apply(&Call::Admit { lane: trades, order: parent(client, 10) }).refusal())?;
    let parent = world.parents.pop().expect("just admitted");
    for _ in 0..2 {
        refuse(world.apply(&Call::Route { lane: trades, order: child(parent, 5) }).refusal())?;
        let child = world.children.pop().expect("just routed");
        for exec in 0..5 {
            let call = Call::Report { lane: trades, report: trade(child, exec, 1) };
            let outcome = world.apply(&call).outcome().expect("a report is never refused");
            assert_eq!(outcome.breach, None, "parent {client}");
        }
    }
    refuse(world.apply(&Call::Retire { lane: retires, parent }).refusal())
}

#[test]
fn a_lane_that_only_trades_never_runs_out() {
    let mut world = World::armed(Setup { config: CONFIG, ..PLENTY });
    for client in 0..200 {
        assert_eq!(live(&mut world, 0, 1, client), Ok(()), "parent {client}");
    }
}

#[test]
fn lanes_that_take_and_give_at_the_same_time_never_find_a_table_full() {
    // Each lane has at most one parent, two children and ten executions in use, and a handful in
    // hand.
    let config = Config {
        lanes: 4,
        parents: 256,
        children: 512,
        executions: 1_024,
        client_ids: 1 << 17,
        ..CONFIG
    };
    let world = World::armed(Setup { config, ..PLENTY });
    // A late hour: whoever takes a time for the number of a slot finds none.
    let (region, now) = (world.region(), Nanos(u64::MAX >> 2));
    drop_lanes(world, |_world| {
        std::thread::scope(|threads| {
            for index in 0..config.lanes {
                let mut lane = region.lane(index).expect("free");
                threads.spawn(move || {
                    for life in 0..LIVES {
                        let client = u128::from(index) << 64 | u128::from(life);
                        lived(&mut lane, client, now)
                            .unwrap_or_else(|what| panic!("lane {index}, life {life}: {what}"));
                    }
                });
            }
        });
        let audit = region.audit();
        assert!(audit.is_ok(), "{audit:?}");
    });
}

/// Lets go of the lanes that a world holds, for as long as `work` takes.
fn drop_lanes(mut world: World, work: impl FnOnce(&World)) {
    world.let_go_of_lanes();
    work(&world);
}

/// The life of one parent on a lane of its own thread.
fn lived(lane: &mut Lane<'_>, client: u128, now: Nanos) -> Result<(), String> {
    let refused = |what: &str, refusal: Refusal| format!("{what}: {refusal:?}");
    let owner = lane.admit(&parent(client, 10), now).map_err(|why| refused("admit", why))?;
    for _ in 0..2 {
        let born = lane.route(&child(owner, 5), now).map_err(|why| refused("route", why))?;
        for exec in 0..5 {
            let outcome =
                lane.report(&trade(born, exec, 1), now).map_err(|why| refused("report", why))?;
            if outcome.breach.is_some() {
                return Err(format!("{outcome:?}"));
            }
        }
    }
    lane.retire(owner, now).map_err(|why| refused("retire", why))
}

#[test]
fn after_a_recovery_every_lane_reaches_every_free_slot() {
    for lane in [0, 1] {
        let mut world = World::armed(Setup { config: CONFIG, ..PLENTY });
        for client in 0..50 {
            assert_eq!(live(&mut world, 0, 0, client), Ok(()), "parent {client}");
        }
        world.apply(&Call::Restart);
        world.apply(&Call::Arm { lease_until: u64::MAX });
        for client in 100..150 {
            assert_eq!(
                live(&mut world, lane, lane, client),
                Ok(()),
                "lane {lane}, parent {client}"
            );
        }
    }
}

#[test]
fn a_broken_copy_is_caught() {
    // A ledger that gives nothing back: parents that are not retired use the table up, and `live`
    // says so.
    let mut world = World::armed(Setup { config: CONFIG, ..PLENTY });
    let lives = (0..20).map(|client| live(&mut world, 0, 7, client));
    assert!(lives.take(3).all(|lived| lived.is_ok()));
    for client in 50.. {
        let answer = world.apply(&Call::Admit { lane: 0, order: parent(client, 10) });
        if answer.refusal() == Some(Refusal::ParentsFull) {
            break;
        }
        assert!(client < 80, "the table never fills");
    }
}
