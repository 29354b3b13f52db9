//! What of the state × report table was reached: for every state that a child was in when a report
//! of it came, and for every place that `next_state` leads to from there, how often.
//!
//! Law: a cell that can be reached and was not fails the run. [`BEYOND`] is the only list of those
//! that cannot, each with its reason.
//!
//! Uses: `plimsoll`. Used by: `sim`.

use core::fmt::Write as _;
use plimsoll::{ExecType, Progress, State, next_state};

/// The cells that no history reaches, and why.
pub const BEYOND: [(State, ExecType, &str); 0] = [];

const STATES: usize = State::ALL.len();
const REPORTS: usize = ExecType::ALL.len();

/// How often each cell was reached, and each state from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    counts: Vec<u64>,
}

impl Default for Table {
    fn default() -> Table {
        Table { counts: vec![0; STATES * REPORTS * STATES] }
    }
}

fn place(from: State, report: ExecType, to: State) -> Option<usize> {
    let state = |of: State| State::ALL.iter().position(|state| *state == of);
    let report = ExecType::ALL.iter().position(|known| *known == report)?;
    Some((state(from)? * REPORTS + report) * STATES + state(to)?)
}

impl Table {
    /// A report came to a child in a state, and left it in another.
    pub fn note(&mut self, from: State, report: ExecType, to: State) {
        if let Some(count) = place(from, report, to).and_then(|place| self.counts.get_mut(place)) {
            *count += 1;
        }
    }

    /// Adds another's counts.
    pub fn add(&mut self, other: &Table) {
        self.counts.iter_mut().zip(&other.counts).for_each(|(count, more)| *count += more);
    }

    fn count(&self, from: State, report: ExecType, to: State) -> u64 {
        place(from, report, to).and_then(|place| self.counts.get(place)).copied().unwrap_or(0)
    }

    fn reached(&self, from: State, report: ExecType) -> u64 {
        State::ALL.into_iter().map(|to| self.count(from, report, to)).sum()
    }

    /// The cells that were not reached and can be.
    #[must_use]
    pub fn missing(&self) -> Vec<(State, ExecType)> {
        let cells = cells().filter(|(from, report)| self.reached(*from, *report) == 0);
        cells.filter(|cell| !is_beyond(*cell)).collect()
    }

    /// The cells that were said to be beyond reach, and were reached.
    #[must_use]
    pub fn unexpected(&self) -> Vec<(State, ExecType)> {
        cells().filter(|cell| is_beyond(*cell) && self.reached(cell.0, cell.1) > 0).collect()
    }

    /// Cells that were reached, of how many; and arrows of the table, of how many.
    #[must_use]
    pub fn coverage(&self) -> [(usize, usize); 2] {
        let reached = cells().filter(|(from, report)| self.reached(*from, *report) > 0).count();
        let arrows = arrows();
        let walked =
            arrows.iter().filter(|(from, report, to)| self.count(*from, *report, *to) > 0).count();
        [(reached, STATES * REPORTS), (walked, arrows.len())]
    }

    /// The arrows that were not walked.
    #[must_use]
    pub fn unwalked(&self) -> Vec<(State, ExecType, State)> {
        let unwalked =
            |(from, report, to): &(State, ExecType, State)| self.count(*from, *report, *to) == 0;
        arrows().into_iter().filter(unwalked).collect()
    }

    /// One row a report, one column a state, in each cell how often it was reached.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = format!("{:<17}", "report");
        for state in State::ALL {
            let _ = write!(text, "{:>9.8}", state.name());
        }
        for report in ExecType::ALL {
            let _ = write!(text, "\n{:<17}", report.name());
            for state in State::ALL {
                let _ = write!(text, "{:>9}", self.reached(state, report));
            }
        }
        text
    }
}

fn cells() -> impl Iterator<Item = (State, ExecType)> {
    State::ALL.into_iter().flat_map(|from| ExecType::ALL.map(|report| (from, report)))
}

fn is_beyond(cell: (State, ExecType)) -> bool {
    BEYOND.iter().any(|(state, report, _)| (*state, *report) == cell)
}

/// Where `next_state` leads, each place once.
fn arrows() -> Vec<(State, ExecType, State)> {
    let mut arrows = Vec::new();
    for (from, report) in cells() {
        for progress in Progress::ALL {
            let arrow = (from, report, next_state(from, report, progress));
            if !arrows.contains(&arrow) {
                arrows.push(arrow);
            }
        }
    }
    arrows
}
