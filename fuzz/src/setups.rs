//! The set-ups that are fuzzed in: those of the tests, and each of them again with full tables and
//! with hardly any.
//!
//! Law: a set-up's number means what it means in `plimsoll_tests::world::SETUPS`, as long as it is
//! one of theirs.
//!
//! Uses: `plimsoll_tests`. Used by: the targets.

use plimsoll::Config;
use plimsoll_tests::world::{SETUPS, Setup};

/// The set-up of the tests whose tables are small.
const TIGHT: usize = 2;

/// The set-up that `number` stands for.
#[must_use]
pub fn of(number: u8) -> Setup {
    let number = usize::from(number);
    let (turn, place) = (number / SETUPS.len() % 3, number % SETUPS.len());
    let setup = SETUPS[place];
    let tight = SETUPS[TIGHT].config;
    match turn {
        0 => setup,
        1 => Setup { config: tight, ..setup },
        _ => Setup { config: tiny(tight), ..setup },
    }
}

/// The smallest tables in which anything happens.
#[must_use]
pub fn tiny(config: Config) -> Config {
    Config { parents: 2, children: 4, executions: 6, suspense: 3, client_ids: 5, ..config }
}
