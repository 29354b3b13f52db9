//! *Property*: every state × report × progress leads where the checked-in table says. *Method*: the
//! whole table is written out and compared with `state_table.txt`; run with
//! `PLIMSOLL_WRITE_SNAPSHOT=1` to write it anew, and read the difference before committing it.
#![allow(missing_docs)]

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
}
