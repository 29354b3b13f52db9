//! *Property* (L9 Identity): an id is never used twice: not after its slot is recycled, not after a
//! restart, not in a region formatted with another session number; and an id that is stale names
//! nothing.
//!
//! *Method*: histories with small tables, in which slots are used again and again; all ids ever
//! given out are kept, and every stale one is tried in every call. A slot is recycled until its
//! generations run out.

use plimsoll::{ChildId, Config, ParentId, Refusal, Scope};
use plimsoll_tests::call::{Answer, Call};
use plimsoll_tests::generator::{History, cases, histories};
use plimsoll_tests::orders::{PRICE, child, parent, qty};
use plimsoll_tests::play::{Scene, Verdict, must, play_in};
use plimsoll_tests::world::{PLENTY, SETUPS, Setup, World};
use proptest::prelude::*;
use std::collections::HashSet;

/// Takes in the id that an answer brings.
fn fresh(ids: &mut HashSet<u64>, answer: &Answer) -> Verdict {
    let id = match answer {
        Answer::Parent(Ok(parent)) => parent.to_bits(),
        Answer::Child(Ok(child)) => child.to_bits(),
        _ => return Ok(()),
    };
    must(id != 0 && ids.insert(id), || format!("L9: {id:#x} was given out before"))
}

/// What can be seen under an id is what was given out under it.
fn names_fit(scene: &Scene<'_>) -> Verdict {
    let region = scene.driver.world.region();
    let parents = scene.driver.world.parents.iter();
    parents
        .filter_map(|id| region.parent(*id).map(|view| (*id, view.id)))
        .try_for_each(|(id, seen)| must(id == seen, || format!("L9: {id:?} shows {seen:?}")))?;
    let children = scene.driver.world.children.iter();
    children.filter_map(|id| region.child(*id).map(|view| (*id, view))).try_for_each(
        |(id, view)| {
            let known = region.parent(view.parent).is_some();
            must(id == view.id && known, || format!("L9: {id:?} shows {view:?}"))
        },
    )
}

fn ids_are_new(history: &History) -> Verdict {
    let mut ids = HashSet::new();
    // The set-up with the small tables.
    play_in(SETUPS[2], history, |scene| {
        fresh(&mut ids, scene.answer)?;
        names_fit(scene)
    })
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn no_id_is_given_out_twice(history in histories(200)) {
        ids_are_new(&history).map_err(TestCaseError::fail)?;
    }
}

#[test]
fn a_stale_id_is_refused_everywhere() {
    let mut world = World::armed(Setup {
        config: Config { parents: 1, children: 1, ..PLENTY.config },
        ..PLENTY
    });
    let (old_parent, old_child) = one_life(&mut world, 1);
    let (parent, born) = one_life_begun(&mut world, 2);
    assert_ne!(parent, old_parent);
    assert_ne!(born, old_child);
    let region = world.region();
    assert!(region.parent(old_parent).is_none() && region.child(old_child).is_none());
    assert_eq!(region.children(old_parent).count(), 0);
    assert_eq!(region.is_halted(Scope::Parent(old_parent)), Err(Refusal::UnknownParent));
    let lane = 0;
    let stale_parent = [
        Call::Amend { lane, parent: old_parent, qty: qty(5) },
        Call::CancelParent { lane, parent: old_parent },
        Call::Hold { lane, parent: old_parent },
        Call::Retire { lane, parent: old_parent },
        Call::Route { lane, order: child(old_parent, 1) },
        Call::Kill { lane, scope: Scope::Parent(old_parent), reason: 1 },
        Call::Release { parent: old_parent },
    ];
    let stale_child = [
        Call::Sent { lane, child: old_child },
        Call::RequestCancel { lane, child: old_child },
        Call::RequestReplace { lane, child: old_child, qty: qty(5), price: PRICE },
        Call::Doubt { lane, child: old_child },
    ];
    let before = format!("{:?}", world.snapshot());
    for (calls, refusal) in
        [(&stale_parent[..], Refusal::UnknownParent), (&stale_child[..], Refusal::UnknownChild)]
    {
        for call in calls {
            assert_eq!(world.apply(call).refusal(), Some(refusal), "{call:?}");
            assert_eq!(format!("{:?}", world.snapshot()), before, "{call:?} changed something");
        }
    }
}

fn one_life_begun(world: &mut World, client: u128) -> (ParentId, ChildId) {
    let admitted = world.apply(&Call::Admit { lane: 0, order: parent(client, 10) });
    assert_eq!(admitted.refusal(), None, "client {client}");
    let parent = world.parents.pop().expect("just admitted");
    let routed = world.apply(&Call::Route { lane: 0, order: child(parent, 10) });
    assert_eq!(routed.refusal(), None, "client {client}");
    (parent, world.children.pop().expect("just routed"))
}

fn one_life(world: &mut World, client: u128) -> (ParentId, ChildId) {
    let (parent, child) = one_life_begun(world, client);
    let report = plimsoll_tests::orders::trade(child, 1, 10);
    world.apply(&Call::Report { lane: 0, report });
    assert_eq!(world.apply(&Call::Retire { lane: 0, parent }).refusal(), None, "client {client}");
    (parent, child)
}

#[test]
fn a_slot_whose_generations_have_run_out_is_not_used_again() {
    let config = Config {
        lanes: 1,
        parents: 1,
        children: 1,
        executions: 64,
        client_ids: 1 << 18,
        events: 8,
        ..PLENTY.config
    };
    let mut world = World::armed(Setup { config, ..PLENTY });
    let mut ids = HashSet::new();
    let mut lives = 0u128;
    loop {
        lives += 1;
        let admitted = world.apply(&Call::Admit { lane: 0, order: parent(lives, 10) });
        let Answer::Parent(Ok(parent)) = admitted else {
            assert_eq!(admitted.refusal(), Some(Refusal::ParentsFull));
            break;
        };
        assert!(ids.insert(parent.to_bits()), "life {lives}");
        world.apply(&Call::CancelParent { lane: 0, parent });
        assert_eq!(world.apply(&Call::Retire { lane: 0, parent }).refusal(), None, "life {lives}");
        world.parents.clear();
        assert!(lives <= 1 << 17, "the generations never run out");
    }
    assert!(lives > 1 << 14, "a slot lives through {lives} generations only");
    world.apply(&Call::Restart);
    world.apply(&Call::Arm { lease_until: u64::MAX });
    let again = world.apply(&Call::Admit { lane: 0, order: parent(lives + 1, 10) });
    assert!(again.refusal().is_some(), "a restart must not bring the slot back");
}

#[test]
fn another_session_is_another_world_of_ids() {
    let ids = [7, 8].map(|session| {
        let config = Config { session, ..PLENTY.config };
        let mut world = World::armed(Setup { config, ..PLENTY });
        let (parent, child) = one_life(&mut world, 1);
        [parent.to_bits(), child.to_bits()]
    });
    let distinct: HashSet<u64> = ids.into_iter().flatten().collect();
    assert_eq!(distinct.len(), 4);
}

#[test]
fn ids_differ_across_restarts() {
    let mut world = World::armed(PLENTY);
    let mut ids = HashSet::new();
    for life in 0..20 {
        let (parent, child) = one_life(&mut world, life);
        assert!(ids.insert(parent.to_bits()) && ids.insert(child.to_bits()), "life {life}");
        world.apply(&Call::Restart);
        world.apply(&Call::Arm { lease_until: u64::MAX });
    }
}

#[test]
fn a_broken_copy_is_caught() {
    let mut ids = HashSet::new();
    let one = Answer::Parent(Ok(ParentId::from_bits(1)));
    assert_eq!(fresh(&mut ids, &one), Ok(()));
    assert!(fresh(&mut ids, &one).is_err());
    assert!(fresh(&mut ids, &Answer::Child(Ok(ChildId::from_bits(0)))).is_err());
}
