//! Records, and the chains that corrections make of them.

use super::*;
use std::vec::Vec;
use zerocopy::FromZeros;

/// The child that all records belong to: the highest slot, and a generation with both ends set.
const CHILD: (u32, u16) = (0x3FFF_FFFF, 0x8001);
const OWNER: u64 = (0x8001 << 30) | 0x3FFF_FFFF;

fn qty(n: u64) -> Qty {
    Qty::new(n).unwrap()
}

/// Records of these kinds and quantities, each at a price of its quantity below zero.
fn records(of: &[(Kind, u64)]) -> Vec<ExecutionSlot> {
    let record = |(key, (kind, n)): (u128, &(Kind, u64))| {
        let record = ExecutionSlot::new_zeroed();
        record.prepare(key, OWNER, *kind, qty(*n), Price(-(*n as i64)));
        record
    };
    (1..).zip(of).map(record).collect()
}

#[test]
fn a_record_says_what_was_written() {
    for (kind, n) in [(Kind::Trade, Qty::MAX.get()), (Kind::Trade, 5), (Kind::Bust, 0)] {
        let record = &records(&[(kind, n)])[0];
        assert_eq!((record.child(), record.generation()), CHILD);
        assert_eq!(record.owner(), OWNER);
        assert_eq!(record.is_trade(), kind == Kind::Trade);
        assert!(!record.is_awaited() && !record.is_corrected());
        assert_eq!(record.booked(), if kind == Kind::Trade { n } else { 0 });
        let price = Price(-(n as i64));
        assert!(record.agrees(kind, qty(n), price));
        assert!(!record.agrees(Kind::Mark, qty(n), price));
        assert!(!record.agrees(kind, qty(n ^ 1), price));
        assert!(!record.agrees(kind, qty(n), Price(price.0 + 1)));
    }
}

#[test]
fn a_record_belongs_to_one_generation_of_one_slot() {
    let record = &records(&[(Kind::Trade, 5)])[0];
    assert!(record.belongs_to(OWNER));
    for bit in 0..46 {
        assert!(!record.belongs_to(OWNER ^ 1 << bit), "{bit}");
    }
    record.clear();
    assert_eq!((record.owner(), record.booked()), (0, 0));
    assert!(!record.is_trade() && !record.is_awaited());
}

#[test]
fn an_awaited_execution_arrives_once() {
    let record = &records(&[(Kind::Awaited, 0)])[0];
    assert!(record.is_awaited() && !record.is_counted());
    record.note_counted();
    assert!(record.is_counted());
    assert!(record.arrive(Kind::Trade, qty(9), Price(3)));
    assert!(record.is_trade() && !record.is_awaited() && !record.is_counted());
    assert!(record.agrees(Kind::Trade, qty(9), Price(3)));
    assert_eq!((record.owner(), record.booked()), (OWNER, 0));
    assert!(!record.arrive(Kind::Trade, qty(8), Price(2)));
    assert!(record.agrees(Kind::Trade, qty(9), Price(3)));
    record.note_counted();
    assert!(!record.is_counted());
}

#[test]
fn what_is_booked_moves_once() {
    let record = &records(&[(Kind::Trade, 5)])[0];
    assert!(!record.rebook(4, 9));
    assert_eq!(record.booked_now(), 5);
    assert!(record.rebook(5, 9));
    assert_eq!((record.booked(), record.booked_now()), (9, 9));
    record.rebuild(7);
    assert_eq!(record.booked(), 7);
}

#[test]
fn nothing_is_booked_at_a_correction() {
    let table = records(&[(Kind::Trade, 5), (Kind::Correction, 3)]);
    assert_eq!(attach(&table, 1, 0), Attached::Now);
    assert_eq!((table[1].booked(), table[1].booked_now()), (0, 0));
    table[1].rebuild(4);
    assert_eq!((table[1].before(), table[0].before()), (Some(0), None));
    assert_eq!((table[0].after(), table[1].after()), (Some(1), None));
    assert!(table[0].is_corrected() && !table[1].is_corrected());
    assert_eq!(table[0].booked(), 5);
}

#[test]
fn the_last_of_a_chain_counts_at_its_first() {
    let table = records(&[
        (Kind::Trade, 60),
        (Kind::Bust, 20),
        (Kind::Correction, 50),
        (Kind::Bust, 70),
        (Kind::Correction, 8),
        (Kind::Bust, 0),
    ]);
    let mut counted = [due(&table, 0); 6];
    for (index, counts) in (1..6).zip(&mut counted[1..]) {
        assert_eq!(attach(&table, index, 0), Attached::Now);
        assert_eq!(first(&table, index), 0);
        assert_eq!(last(&table, 0, index), (index, true));
        *counts = due(&table, 0);
    }
    assert_eq!(counted, [60, 40, 50, 0, 8, 0]);
    assert!((1..8).all(|index| due(&table, index) == 0), "only the first");
    assert_eq!(last(&table, 3, 1), (5, false));
    assert_eq!(last(&table, 3, 3), (5, true));
}

#[test]
fn an_awaited_execution_counts_for_what_corrects_it() {
    let table = records(&[(Kind::Awaited, 9), (Kind::Correction, 4), (Kind::Mark, 6)]);
    assert_eq!((due(&table, 0), due(&table, 2)), (0, 0));
    assert_eq!(attach(&table, 1, 0), Attached::Now);
    assert_eq!(due(&table, 0), 4);
}

#[test]
fn a_correction_stands_in_one_chain() {
    let table = records(&[
        (Kind::Trade, 60),
        (Kind::Trade, 70),
        (Kind::Correction, 50),
        (Kind::Correction, 40),
    ]);
    assert_eq!(attach(&table, 2, 2), Attached::Circle);
    assert_eq!(attach(&table, 2, 0), Attached::Now);
    for target in [0, 2] {
        assert_eq!(attach(&table, 2, target), Attached::Before);
    }
    assert_eq!(attach(&table, 2, 1), Attached::Elsewhere);
    assert_eq!(attach(&table, 0, 2), Attached::Circle);
    assert_eq!(attach(&table, 3, 2), Attached::Now);
    for target in [0, 2] {
        assert_eq!(attach(&table, 3, target), Attached::Before);
    }
    assert_eq!(attach(&table, 2, 3), Attached::Before);
    assert_eq!(attach(&table, 4, 0), Attached::Circle);
    assert_eq!((due(&table, 0), due(&table, 1)), (40, 70));
}

#[test]
fn an_awaited_execution_is_unbooked_before_it_corrects() {
    let table = records(&[(Kind::Trade, 60), (Kind::Awaited, 0), (Kind::Correction, 4)]);
    assert_eq!(attach(&table, 2, 1), Attached::Now);
    assert!(table[1].rebook(0, 4));
    assert_eq!(attach(&table, 1, 0), Attached::Booked);
    assert!(table[1].rebook(4, 0));
    assert!(table[1].arrive(Kind::Correction, qty(6), Price(0)));
    assert_eq!(attach(&table, 1, 0), Attached::Now);
    assert_eq!((first(&table, 2), due(&table, 0), due(&table, 1)), (0, 4, 0));
}

#[test]
fn a_damaged_chain_ends() {
    let table = records(&[(Kind::Trade, 1), (Kind::Correction, 2)]);
    for (record, to) in table.iter().zip([1, 0]) {
        record.booked.store(BEFORE | to, Relaxed);
        record.successor.store(to as u32 + 1, Relaxed);
    }
    assert!(first(&table, 0) < 2 && last(&table, 0, 5).0 < 2);
    assert!(due(&table, 0) > 0);
    table[0].successor.store(9, Relaxed);
    table[1].booked.store(BEFORE | 9, Relaxed);
    assert_eq!((first(&table, 1), last(&table, 0, 9), due(&table, 0)), (9, (8, false), 1));
}
