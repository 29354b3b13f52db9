//! Trees: every key found, none twice.

use super::*;
use std::collections::HashSet;
use std::vec::Vec;

struct Record {
    node: Node,
}

impl Keyed for Record {
    fn node(&self) -> &Node {
        &self.node
    }
}

fn table(size: usize) -> Vec<Record> {
    let node = || Node {
        key: [AtomicU64::new(0), AtomicU64::new(0)],
        links: [AtomicU32::new(0), AtomicU32::new(0), AtomicU32::new(0), AtomicU32::new(0)],
    };
    (0..size).map(|_| Record { node: node() }).collect()
}

/// The next record that nobody has taken, for `key`.
fn fresh(table: &[Record], key: u128, next: &mut u32) -> Option<u32> {
    let index = *next;
    *next += 1;
    table.get(index as usize)?.node.prepare(key);
    Some(index)
}

fn put(table: &[Record], root: &AtomicU32, key: u128, next: &mut u32) -> Inserted {
    insert(table, root, key, 0, || fresh(table, key, next), |_| {})
}

#[cfg(not(loom))]
#[test]
fn ten_thousand_keys_are_found_and_none_twice() {
    let table = table(10_000);
    let root = AtomicU32::new(0);
    let mut next = 0;
    let keys: Vec<u128> = (0..10_000u128).map(|n| n << 64 | (n * n)).collect();
    for key in &keys {
        assert!(matches!(put(&table, &root, *key, &mut next), Inserted::New(_)));
    }
    for (index, key) in keys.iter().enumerate() {
        assert_eq!(find(&table, &root, *key, 0), Some(index as u32));
        assert_eq!(put(&table, &root, *key, &mut next), Inserted::Present(index as u32));
    }
    assert_eq!(find(&table, &root, 1 << 127, 0), None);
    let mut seen = HashSet::new();
    walk(&table, &root, |index, record| {
        assert_eq!(record.node.key(), keys[index as usize]);
        assert!(seen.insert(index));
    });
    assert_eq!(seen.len(), 10_000);
}

#[cfg(not(loom))]
#[test]
fn a_look_up_among_ten_thousand_stays_short() {
    let table = table(10_000);
    let root = AtomicU32::new(0);
    let mut next = 0;
    for key in 0..10_000u128 {
        put(&table, &root, key, &mut next);
    }
    let depth = |key: u128| {
        let mut way = Way::of(key);
        let mut at = root.load(Acquire);
        let mut steps = 1;
        while table[at as usize - 1].node.key() != key {
            at = table[at as usize - 1].node.links[way.turn()].load(Acquire);
            steps += 1;
        }
        steps
    };
    let total: u32 = (0..10_000).map(depth).sum();
    assert!(total / 10_000 <= 8, "{total}");
    assert!((0..10_000).map(depth).max() <= Some(16));
}

#[cfg(not(loom))]
#[test]
fn no_record_no_entry() {
    let table = table(1);
    let root = AtomicU32::new(0);
    let mut next = 0;
    assert_eq!(put(&table, &root, 7, &mut next), Inserted::New(0));
    assert_eq!(put(&table, &root, 8, &mut next), Inserted::Full);
    assert_eq!(put(&table, &root, 7, &mut next), Inserted::Present(0));
}

#[test]
fn mixing_keeps_keys_apart() {
    let mixed: HashSet<(u64, u64)> = (0..50_000u128)
        .flat_map(|n| [n, n << 64, n << 32])
        .map(|key| (left_half(key), two_rounds(key).1))
        .collect();
    let plain: HashSet<u128> = (0..50_000u128).flat_map(|n| [n, n << 64, n << 32]).collect();
    assert_eq!(mixed.len(), plain.len());
}

fn put_after(table: &[Record], head: &AtomicU64, key: u128, next: &mut u32) -> Inserted {
    insert_after(table, head, key, 0, || fresh(table, key, next), |_| {})
}

#[cfg(not(loom))]
#[test]
fn a_row_and_the_tree_after_it_hold_every_key_once() {
    let table = table(1_000);
    let head = AtomicU64::new(Row::empty(7).0);
    let mut next = 0;
    for key in 0..1_000u128 {
        assert_eq!(row(&head).has_place(), key < 4);
        assert_eq!(row(&head).find(&table, key, 0), None);
        assert_eq!(put_after(&table, &head, key, &mut next), Inserted::New(key as u32));
        for known in [0, key / 2, key] {
            assert_eq!(row(&head).find(&table, known, 0), Some(known as u32));
            let (taken, known) = (next, (known, Inserted::Present(known as u32)));
            assert_eq!(put_after(&table, &head, known.0, &mut next), known.1);
            assert_eq!(next, taken, "a record was taken for what is there");
        }
    }
    assert_eq!((row(&head).generation(), row(&head).newest()), (7, Some(3)));
    let mut seen = HashSet::new();
    row(&head).walk(&table, |index, record| {
        assert_eq!(record.node.key(), u128::from(index));
        assert!(seen.insert(index));
    });
    assert_eq!(seen.len(), 1_000);
}

#[cfg(not(loom))]
#[test]
fn a_place_is_in_the_row_or_in_the_tree_or_taken() {
    let table = table(8);
    let head = AtomicU64::new(Row::empty(7).0);
    let mut next = 0;
    for key in 0..6u128 {
        let place = row(&head).place(&table, key, 0);
        assert!(if key < 4 {
            matches!(place, Place::Row(_))
        } else {
            matches!(place, Place::Tree(_))
        });
        put_after(&table, &head, key, &mut next);
        assert!(matches!(row(&head).place(&table, key, 0), Place::None));
    }
    // What was seen before does not stand any more.
    let before = Row(Row::empty(7).0 | 1 << 32 | 1);
    assert!(!before.push(&head, &table[6].node, 6));
    head.swap(0, AcqRel);
    assert!(!before.push(&head, &table[6].node, 6));
    assert_eq!(table[6].node.below().count(), 0, "what is not linked leads to nothing");
}

#[cfg(not(loom))]
#[test]
fn no_record_no_entry_in_a_row() {
    let table = table(5);
    let head = AtomicU64::new(Row::empty(7).0);
    let mut next = 0;
    for key in 0..5u128 {
        assert_eq!(put_after(&table, &head, key, &mut next), Inserted::New(key as u32));
    }
    assert_eq!(put_after(&table, &head, 9, &mut next), Inserted::Full);
    for key in 0..5u128 {
        assert_eq!(put_after(&table, &head, key, &mut next), Inserted::Present(key as u32));
    }
}
