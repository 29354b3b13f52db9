//! What stack the functions of the archive may use, and what it may at most be.
//!
//! The functions of C that copy, fill and compare are not counted: they are the C library's.

use std::collections::BTreeMap;

use super::Fault;

/// More than this no function may use, in bytes, but those named below.
const CEILING: u64 = 8 << 10;

/// Functions that are allowed more, in bytes. Nothing here sends an order that was planned, hears a
/// report or stops anything: the first four copy the caller's table or try the house in scratch
/// memory, while it is set up; the others plan, and hold the plan of every venue.
const DEEPER: [(&str, u64); 5] = [
    ("plim_control_extend_registry", 40 << 10),
    ("plim_format_with_registry", 40 << 10),
    ("plim_control_arm", 32 << 10),
    ("plim_control_self_test", 20 << 10),
    ("plim_sweep", 16 << 10),
];

/// How many of the deepest are printed.
const PRINTED: usize = 5;

fn ceiling(name: &str) -> u64 {
    DEEPER.iter().find(|(deeper, _)| *deeper == name).map_or(CEILING, |(_, bytes)| *bytes)
}

/// The depth of each function that is offered. A listing names only one of those that share their
/// code; one that is in no listing counts as deeper than anything.
pub fn of_offers(
    places: &BTreeMap<String, (usize, u64)>,
    depths: &BTreeMap<String, u64>,
) -> BTreeMap<String, u64> {
    let depth = |name: &String, place: &(usize, u64)| {
        let twin = || places.iter().find(|(twin, at)| *at == place && depths.contains_key(*twin));
        depths.get(name).or_else(|| depths.get(twin()?.0)).copied().unwrap_or(u64::MAX)
    };
    places.iter().map(|(name, place)| (name.clone(), depth(name, place))).collect()
}

/// The functions that may use too much.
pub fn faults(depths: &BTreeMap<String, u64>) -> Vec<Fault> {
    let deep = depths.iter().filter(|(name, bytes)| **bytes > ceiling(name));
    let says = |(name, bytes): (&String, &u64)| {
        format!("{name}: {bytes} bytes of stack, of {} allowed", ceiling(name))
    };
    deep.map(says).map(Fault::Deep).collect()
}

/// The exceptions that are none any more.
pub fn stale(depths: &BTreeMap<String, u64>) -> Vec<String> {
    let needed = |name: &str| depths.get(name).is_some_and(|bytes| *bytes > CEILING);
    let stale = DEEPER.iter().filter(|(name, _)| !needed(name));
    stale.map(|(name, _)| format!("{name} needs no exception for its stack")).collect()
}

/// Prints the deepest functions, or all.
pub fn print(depths: &BTreeMap<String, u64>, whole: bool) {
    let mut rows: Vec<(&String, &u64)> = depths.iter().collect();
    rows.sort_by_key(|(name, bytes)| (std::cmp::Reverse(**bytes), *name));
    let median = rows.get(rows.len() / 2).map_or(0, |(_, bytes)| **bytes);
    println!("gates: stack, in bytes, of {} functions: median {median}, deepest", rows.len());
    for (name, bytes) in rows.iter().take(if whole { rows.len() } else { PRINTED }) {
        println!("{bytes:>8}  {name}");
    }
}
