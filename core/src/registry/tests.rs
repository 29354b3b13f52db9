//! Each rule must be seen to say no; and the committed copy must be whole.

use super::snapshot::{Edit, SNAPSHOT, edit};
use super::*;
use std::format;
use std::string::String;

const EACH_KIND: [Kind; 2] = [Kind::Strategy, Kind::Flag];

fn ours(code: u32, generation: u32) -> RegistryEntry {
    RegistryEntry { kind: Kind::Strategy, code, generation, retired: false }
}

fn bit(code: u32) -> RegistryEntry {
    RegistryEntry { kind: Kind::Flag, code, generation: 1, retired: false }
}

#[test]
fn a_table_of_the_core_that_reuses_skips_or_reorders_is_refused() {
    for kind in EACH_KIND {
        let entry = |code| Entry { kind, code, generation: 1, name: "x", retired: false };
        assert!(is_built_in(kind, &[], 2));
        assert!(is_built_in(kind, &[entry(0), entry(1)], 2));
        assert!(!is_built_in(kind, &[entry(0), entry(1)], 1), "the end");
        assert!(!is_built_in(kind, &[entry(0), entry(0)], 2), "reused");
        assert!(!is_built_in(kind, &[entry(0), entry(2)], 9), "skipped");
        assert!(!is_built_in(kind, &[entry(1), entry(0)], 2), "reordered");
        assert!(!is_built_in(kind, &[entry(1)], 2), "not from 0");
    }
}

#[test]
fn a_table_of_the_core_holds_one_kind_and_possible_generations() {
    let other = |generation| Entry { generation, ..strategy(0, 1, "x") };
    assert!(is_built_in(Kind::Strategy, &[other(3)], 9));
    assert!(!is_built_in(Kind::Strategy, &[other(0)], 9));
    assert!(!is_built_in(Kind::Strategy, &[flag(0, "x")], 9));
    assert!(!is_built_in(Kind::Flag, &[other(1)], 9));
    assert!(!is_built_in(Kind::Flag, &[Entry { generation: 2, ..flag(0, "x") }], 9));
}

#[test]
fn a_table_that_continues_the_copy_passes() {
    let copy = "# Given.\n\nstrategy 0 2 a\nstrategy 1 1 b retired\nflag 0 1 c\n";
    let [a, b, c] = [strategy(0, 2, "a"), retired(strategy(1, 1, "b")), flag(0, "c")];
    assert_eq!(edit(copy, &[a, b], &[c]), None);
    let grown = Entry { generation: 3, ..a };
    assert_eq!(edit(copy, &[grown, b, strategy(2, 1, "d")], &[retired(c), flag(1, "e")]), None);
    assert_eq!(edit("", &[], &[]), None);
    assert_eq!(edit(copy.trim_end(), &[a, b], &[c]), None, "without a last newline");
}

#[test]
fn history_that_was_edited_is_refused() {
    let copy = "strategy 0 2 ab\nstrategy 1 1 b retired\nflag 0 1 c\n";
    let [a, b, c] = [strategy(0, 2, "ab"), retired(strategy(1, 1, "b")), flag(0, "c")];
    let refused = |strategies: &[Entry], flags: &[Entry]| edit(copy, strategies, flags);
    assert_eq!(refused(&[a], &[c]), Some(Edit::Removed));
    assert_eq!(refused(&[a, b], &[]), Some(Edit::Removed));
    assert_eq!(refused(&[Entry { code: 7, ..a }, b], &[c]), Some(Edit::Removed));
    for name in ["a", "abc", "xb", ""] {
        assert_eq!(refused(&[Entry { name, ..a }, b], &[c]), Some(Edit::Renamed), "{name}");
    }
    assert_eq!(refused(&[Entry { generation: 1, ..a }, b], &[c]), Some(Edit::Lowered));
    assert_eq!(refused(&[a, Entry { retired: false, ..b }], &[c]), Some(Edit::Resurrected));
}

#[test]
fn a_copy_that_cannot_be_read_is_refused() {
    for line in [
        "venue 0 1 a",
        "strategy",
        "strategy 0",
        "strategy x 1 a",
        "strategy 0 -1 a",
        "strategy 0 4294967296 a",
        "strategy 0 1 a revived",
        "strategy 0 1 a retired twice",
        "strategy  0 1 a",
    ] {
        assert_eq!(edit(line, &[strategy(0, 1, "a")], &[]), Some(Edit::Unreadable), "{line}");
    }
}

/// The compiler sees to it that the table continues the copy; this, that the copy has every row as
/// it is today, so that tomorrow's table must continue today's.
#[test]
fn the_copy_is_whole() {
    let mut rows = String::new();
    for entry in STRATEGIES.iter().chain(&FLAGS) {
        let kind = match entry.kind {
            Kind::Strategy => "strategy",
            Kind::Flag => "flag",
        };
        let Entry { code, generation, name, .. } = entry;
        let retired = if entry.retired { " retired" } else { "" };
        rows.push_str(&format!("{kind} {code} {generation} {name}{retired}\n"));
    }
    let (_, copy) = SNAPSHOT.split_once('\n').unwrap();
    assert_eq!(copy, rows, "write these rows into core/registry.snapshot");
}

#[test]
fn power_peg_is_dead() {
    let strategy = find(0).unwrap();
    let flag = find_flag(0).unwrap();
    assert_eq!((strategy.name, strategy.retired), ("power_peg", true));
    assert_eq!((flag.name, flag.retired), ("power_peg", true));
    assert_eq!((find(5), find_flag(1)), (None, None));
}

#[test]
fn a_register_of_a_gateway_ascends_without_gaps() {
    assert!(is_register(&[]));
    assert!(is_register(&[ours(1000, 1), ours(1001, 9), bit(8), bit(9)]));
    assert!(is_register(&[RegistryEntry { retired: true, ..ours(1000, 1) }]));
    let all: std::vec::Vec<RegistryEntry> = (RESERVED_FLAGS..FLAGS_MAX).map(bit).collect();
    assert!(is_register(&all));
}

#[test]
fn what_is_no_register_of_a_gateway_is_refused() {
    assert!(!is_register(&[ours(999, 1)]), "the core's own");
    assert!(!is_register(&[bit(7)]), "the core's own");
    assert!(!is_register(&[ours(1001, 1)]), "a gap at the start");
    assert!(!is_register(&[bit(9)]), "a gap at the start");
    assert!(!is_register(&[ours(1000, 1), ours(1002, 1)]), "a gap");
    assert!(!is_register(&[bit(8), bit(10)]), "a gap");
    assert!(!is_register(&[ours(1000, 1), ours(1000, 1)]), "twice");
    assert!(!is_register(&[bit(8), bit(8)]), "twice");
    assert!(!is_register(&[ours(1000, 0)]), "generation 0");
    assert!(!is_register(&[RegistryEntry { generation: 0, ..bit(8) }]), "generation 0");
    assert!(!is_register(&[RegistryEntry { generation: 2, ..bit(8) }]), "a flag's second meaning");
    assert!(!is_register(&[bit(8), ours(1000, 1)]), "strategies come first");
    let all: std::vec::Vec<RegistryEntry> = (RESERVED_FLAGS..=FLAGS_MAX).map(bit).collect();
    assert!(!is_register(&all), "a 65th flag");
}

#[test]
fn the_hash_sees_every_word_of_every_entry() {
    let entry = ours(1000, 1);
    let of = |entries: &[RegistryEntry]| hash(entries);
    assert_eq!(of(&[]), BUILT_IN);
    assert_eq!(of(&[entry, bit(8)]), mix(mix(BUILT_IN, &entry), &bit(8)));
    let others = [
        BUILT_IN,
        of(&[RegistryEntry { kind: Kind::Flag, ..entry }]),
        of(&[RegistryEntry { code: 1001, ..entry }]),
        of(&[RegistryEntry { generation: 2, ..entry }]),
        of(&[RegistryEntry { retired: true, ..entry }]),
        of(&[entry, entry]),
    ];
    assert!(others.iter().all(|other| *other != of(&[entry])));
}

/// It is part of the fingerprint that an operator compares, so its definition does not change.
#[test]
fn the_hash_is_what_the_documentation_says() {
    let mut bytes = std::vec::Vec::new();
    let table = STRATEGIES.iter().chain(&FLAGS);
    for entry in table {
        let words = [entry.kind as u32, entry.code, entry.generation, u32::from(entry.retired)];
        bytes.extend(words.iter().flat_map(|word| word.to_le_bytes()));
    }
    bytes.extend([1, 0, 0, 0, 0xe8, 3, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
    let fnv = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3)
    });
    assert_eq!(hash(&[ours(1000, 1)]), fnv);
}

#[test]
fn kinds_have_numbers() {
    for kind in EACH_KIND {
        assert_eq!(Kind::of(kind as u32), Some(kind));
    }
    assert_eq!((Kind::of(0), Kind::of(3)), (None, None));
}
