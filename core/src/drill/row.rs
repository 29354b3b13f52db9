//! Every row under one number, and each of its functions called by name.
//!
//! ```text
//!  row 37 ─► digits 2 and 5 ─► a call of that row's own function, which the compiler knows
//! ```
//!
//! Law: no function of a row is called through a pointer that is read when this runs: of such a
//! call nobody could prove where it goes (L10). The tables' pointers are read by the compiler.
#![expect(clippy::indexing_slicing, reason = "only the compiler runs it")]

use super::scene::Scene;
use super::{Done, Drill, house, limits, order, report, stop};

const TABLES: [&[Drill]; 9] = [
    &house::HOUSE,
    &house::CLOCKS,
    &stop::SWITCHES,
    &stop::RESETS,
    &order::KNOWN,
    &order::ORDERS,
    &limits::LIMITS,
    &limits::THROTTLES,
    &report::REPORTS,
];

const COUNT: usize = {
    let (mut count, mut table) = (0, 0);
    while table < TABLES.len() {
        count += TABLES[table].len();
        table += 1;
    }
    count
};

/// Every row there is.
pub(super) const ROWS: [Drill; COUNT] = {
    let mut rows = [TABLES[0][0]; COUNT];
    let (mut row, mut table) = (0, 0);
    while table < TABLES.len() {
        let mut place = 0;
        while place < TABLES[table].len() {
            rows[row] = TABLES[table][place];
            (row, place) = (row + 1, place + 1);
        }
        table += 1;
    }
    rows
};

/// What is done with a scene by a row's own function.
#[derive(Clone, Copy)]
pub(super) enum Step {
    /// The control is made to apply.
    Arrange,
    /// What it has something against.
    Act,
    /// The scope that is to be stopped is looked up, into [`Scene::scope`].
    Locate,
}

const DIGITS: usize = 16;
const _: () = assert!(COUNT <= 9 * DIGITS, "a row has no digit in `step`");

/// Does a step of the row with this number.
pub(super) fn step(row: usize, step: Step, scene: &mut Scene<'_>) -> Done {
    match row / DIGITS {
        0 => low::<0>(row, step, scene),
        1 => low::<1>(row, step, scene),
        2 => low::<2>(row, step, scene),
        3 => low::<3>(row, step, scene),
        4 => low::<4>(row, step, scene),
        5 => low::<5>(row, step, scene),
        6 => low::<6>(row, step, scene),
        7 => low::<7>(row, step, scene),
        _ => low::<8>(row, step, scene),
    }
}

fn low<const HIGH: usize>(row: usize, step: Step, scene: &mut Scene<'_>) -> Done {
    match row % DIGITS {
        0 => one::<HIGH, 0>(step, scene),
        1 => one::<HIGH, 1>(step, scene),
        2 => one::<HIGH, 2>(step, scene),
        3 => one::<HIGH, 3>(step, scene),
        4 => one::<HIGH, 4>(step, scene),
        5 => one::<HIGH, 5>(step, scene),
        6 => one::<HIGH, 6>(step, scene),
        7 => one::<HIGH, 7>(step, scene),
        8 => one::<HIGH, 8>(step, scene),
        9 => one::<HIGH, 9>(step, scene),
        10 => one::<HIGH, 10>(step, scene),
        11 => one::<HIGH, 11>(step, scene),
        12 => one::<HIGH, 12>(step, scene),
        13 => one::<HIGH, 13>(step, scene),
        14 => one::<HIGH, 14>(step, scene),
        _ => one::<HIGH, 15>(step, scene),
    }
}

/// A step of one row, which the compiler has looked up.
fn one<const HIGH: usize, const LOW: usize>(step: Step, scene: &mut Scene<'_>) -> Done {
    let row = const {
        let row = HIGH * DIGITS + LOW;
        ROWS[if row < COUNT { row } else { 0 }]
    };
    row.step(step, scene)
}
