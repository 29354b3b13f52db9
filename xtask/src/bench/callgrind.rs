//! What callgrind wrote down: costs by address, and what they come to.
//!
//! ```text
//!   events: Ir … D1mr D1mw …
//!   ob=FILE      the object that the next addresses are of
//!   fn=NAME      the function
//!   0xADDRESS COST …           its own
//!   calls=N …                  and on the next line what was spent in what it called
//! ```
//!
//! The options that make it write so are in `count`.

use std::collections::{BTreeMap, HashSet};

use anyhow::{Context, Result, ensure};

/// What some calls cost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// Instructions.
    pub instructions: u64,
    /// Of them, those that lock the bus: compare-and-swaps, atomic additions and exchanges.
    pub locked: u64,
    /// Misses of the modelled first cache, for reading and for writing.
    pub misses: u64,
    /// Instructions of each function on its own, and how many of them lock.
    pub functions: BTreeMap<String, (u64, u64)>,
}

/// Adds up one part of what callgrind wrote. `locking` are the addresses in `object` of the
/// instructions that lock.
///
/// # Errors
///
/// It is not of the form above, or its total is another.
pub fn read(part: &str, object: &str, locking: &HashSet<u64>) -> Result<Cost> {
    let mut cost = Cost::default();
    let (mut of_object, mut of_callee) = (false, false);
    let (mut function, mut events, mut total) = ("", Vec::new(), None);
    for line in part.lines() {
        if let Some(names) = line.strip_prefix("events: ") {
            events = names.split_whitespace().collect();
        } else if let Some(file) = line.strip_prefix("ob=") {
            of_object = file.ends_with(object);
        } else if let Some(name) = line.strip_prefix("fn=") {
            function = name;
        } else if let Some(rest) = line.strip_prefix("totals: ") {
            total = rest.split_whitespace().next();
        } else if line.starts_with("calls=") {
            of_callee = true;
        } else if let Some(rest) = line.strip_prefix("0x") {
            if of_callee {
                of_callee = false;
                continue;
            }
            let mut words = rest.split_whitespace();
            let address = u64::from_str_radix(words.next().unwrap_or_default(), 16)?;
            let counts: Vec<u64> = words.map(str::parse).collect::<Result<_, _>>()?;
            let of = |event: &str| {
                let place = events.iter().position(|name| *name == event);
                place.and_then(|place| counts.get(place)).copied().unwrap_or(0)
            };
            cost.instructions += of("Ir");
            cost.misses += of("D1mr") + of("D1mw");
            let locks = of_object && locking.contains(&address);
            let locked = if locks { of("Ir") } else { 0 };
            cost.locked += locked;
            let own = cost.functions.entry(function.to_owned()).or_default();
            *own = (own.0 + of("Ir"), own.1 + locked);
        }
    }
    let total: u64 = total.context("callgrind wrote no total")?.parse()?;
    ensure!(total == cost.instructions, "{} instructions read of {total}", cost.instructions);
    Ok(cost)
}

/// The addresses of the instructions in a listing of objdump that lock the bus.
pub fn locking(listing: &str) -> HashSet<u64> {
    let locks = listing.lines().filter_map(|line| {
        let (address, instruction) = line.split_once(":\t")?;
        let mut words = instruction.split_whitespace();
        let first = words.next()?;
        // An exchange with memory locks without the prefix; with a register it does not.
        let exchange = first.starts_with("xchg") && words.any(|word| word.contains('('));
        let locks = first == "lock" || exchange;
        locks.then(|| u64::from_str_radix(address.trim(), 16).ok()).flatten()
    });
    locks.collect()
}
