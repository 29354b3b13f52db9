//! *Property*: every state × report × progress leads where the checked-in table says. *Method*: the
//! whole table is written out and compared with `state_table.txt`; run with
//! `PLIMSOLL_WRITE_SNAPSHOT=1` to write it anew, and read the difference before committing it.
#![allow(clippy::expect_used, clippy::indexing_slicing, missing_docs)]

use plimsoll::{ExecType, Progress, State, next_state};
use std::fmt::Write;

fn progress_name(progress: Progress) -> &'static str {
    match progress {
        Progress::None => "none",
        Progress::Part => "part",
        Progress::Whole => "whole",
    }
}

/// One row a report and progress, one column a state.
fn table(next: impl Fn(State, ExecType, Progress) -> State) -> String {
    let mut text = String::new();
    let _ = write!(text, "{:<17}{:<6}", "report", "cum");
    for state in State::ALL {
        let _ = write!(text, " {:<16}", state.name());
    }
    text = text.trim_end().to_owned() + "\n";
    for report in ExecType::ALL {
        for progress in Progress::ALL {
            let mut row = format!("{:<17}{:<6}", report.name(), progress_name(progress));
            for state in State::ALL {
                let to = next(state, report, progress);
                let _ = write!(row, " {:<16}", if to == state { "·" } else { to.name() });
            }
            text += row.trim_end();
            text += "\n";
        }
    }
    text
}

/// The same for readers: a row a report, and in each cell where it leads with nothing, a part and the
/// whole executed, as one word where those are one.
fn short_table(next: impl Fn(State, ExecType, Progress) -> State) -> String {
    let mut text = String::from("| report |");
    for state in State::ALL {
        let _ = write!(text, " {} |", short(state));
    }
    text += "\n|---|";
    text += &"---|".repeat(State::ALL.len());
    text += "\n";
    for report in ExecType::ALL {
        let _ = write!(text, "| {} |", report.name());
        for state in State::ALL {
            let mut ends = Progress::ALL.map(|progress| {
                let to = next(state, report, progress);
                if to == state { "·" } else { short(to) }
            });
            let one = ends.iter().all(|end| *end == ends[0]);
            let ends = if one { &ends[..1] } else { &mut ends[..] };
            let _ = write!(text, " {} |", ends.join("/"));
        }
        text += "\n";
    }
    text
}

fn short(state: State) -> &'static str {
    match state {
        State::Born => "Bo",
        State::Sent => "Se",
        State::Live => "Li",
        State::PartiallyFilled => "PF",
        State::Filled => "Fi",
        State::DoneForDay => "DD",
        State::Canceled => "Ca",
        State::Expired => "Ex",
        State::Rejected => "Re",
        State::Suspended => "Su",
        State::Stopped => "St",
        State::Calculated => "Cl",
        State::Unknown => "Un",
        State::Void => "Vo",
    }
}

const ARCHITECTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../ARCHITECTURE.md");
const BEGIN: &str = "<!-- state table -->\n";
const END: &str = "<!-- end of the state table -->\n";

#[test]
fn the_table_in_the_architecture_is_this_one() -> std::io::Result<()> {
    let table = short_table(next_state);
    let text = std::fs::read_to_string(ARCHITECTURE)?;
    let (before, rest) = text.split_once(BEGIN).expect("the place where the table begins");
    let (written, after) = rest.split_once(END).expect("the place where it ends");
    if std::env::var_os("PLIMSOLL_WRITE_SNAPSHOT").is_some() {
        std::fs::write(ARCHITECTURE, format!("{before}{BEGIN}{table}{END}{after}"))?;
    } else {
        assert_eq!(table, written);
    }
    Ok(())
}

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/state_table.txt");

#[test]
fn the_table_is_the_one_that_was_agreed() -> std::io::Result<()> {
    let table = table(next_state);
    if std::env::var_os("PLIMSOLL_WRITE_SNAPSHOT").is_some() {
        std::fs::write(PATH, &table)?;
    }
    let agreed = std::fs::read_to_string(PATH)?;
    for (line, (ours, theirs)) in table.lines().zip(agreed.lines()).enumerate() {
        assert_eq!(ours, theirs, "line {}", line + 1);
    }
    assert_eq!(table.lines().count(), agreed.lines().count());
    Ok(())
}

#[test]
fn one_other_cell_is_seen() {
    let wrong = |state, report, progress| match (state, report) {
        (State::Canceled, ExecType::Trade) => State::PartiallyFilled,
        (state, report) => next_state(state, report, progress),
    };
    assert_ne!(table(wrong), table(next_state));
    assert_ne!(short_table(wrong), short_table(next_state));
}
