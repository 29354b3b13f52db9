//! What a command came to: as text, or as one JSON object.
//!
//! Text of success goes to standard output and the rest to standard error; JSON all goes to
//! standard output.
//!
//! Uses: `change`, `file`, `history`. Used by: `registry`, `disk`.

use super::change::Refused;
use super::file::{Fault, Row, Sums, kind_name};
use super::history::{Change, Edit};
use serde_json::{Value, json};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// How many faults of a file are shown as text: a file that is something else altogether has one a
/// line.
const SHOWN: usize = 20;

/// What was done.
pub enum Answer {
    /// A registry is sound.
    Registry { file: PathBuf, sums: Sums },
    /// A registry has a new row, or one that says something else.
    Changed { file: PathBuf, row: Option<Row>, sums: Sums },
    /// A header was written.
    Header { file: PathBuf, sums: Sums },
    /// A header, to be printed.
    Text(String),
}

/// Why it was not done.
pub enum Stop {
    /// The change is refused.
    Refused { file: PathBuf, refused: Refused },
    /// History was edited.
    Edited { old: PathBuf, new: PathBuf, edits: Vec<Edit> },
    /// The file is no registry.
    NoRegistry { file: PathBuf, faults: Vec<Fault> },
    /// The file cannot be read or written.
    File { file: PathBuf, error: io::Error },
}

impl std::fmt::Display for Stop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(text_of_stop(self).trim_end())
    }
}

/// Prints what a command came to; returns the status of the process.
pub fn print(as_json: bool, came_to: &Result<Answer, Stop>) -> ExitCode {
    let status = match came_to {
        Ok(_) => 0,
        Err(Stop::Refused { .. } | Stop::Edited { .. }) => 1,
        Err(Stop::NoRegistry { .. } | Stop::File { .. }) => 2,
    };
    let text = match (as_json, came_to) {
        (true, Ok(answer)) => format!("{}\n", json_of_answer(answer)),
        (true, Err(stop)) => format!("{}\n", json_of_stop(stop)),
        (false, Ok(answer)) => text_of_answer(answer),
        (false, Err(stop)) => {
            eprint!("{}", text_of_stop(stop));
            return ExitCode::from(status);
        }
    };
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            eprintln!("standard output: {error}");
            ExitCode::from(2)
        }
        Ok(()) | Err(_) => ExitCode::from(status),
    }
}

fn text_of_answer(answer: &Answer) -> String {
    match answer {
        Answer::Registry { file, sums } => {
            let Sums { strategies, flags, hash } = sums;
            let strategies = counted(*strategies, "strategy", "strategies");
            let flags = counted(*flags, "flag", "flags");
            format!("{}: {strategies}, {flags}, hash {hash:#018x}\n", file.display())
        }
        Answer::Changed { row, .. } => {
            row.as_ref().map(|row| format!("{row}\n")).unwrap_or_default()
        }
        Answer::Header { file, sums } => format!("{}: hash {:#018x}\n", file.display(), sums.hash),
        Answer::Text(text) => text.clone(),
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn text_of_stop(stop: &Stop) -> String {
    match stop {
        Stop::Refused { file, refused } => format!("{}: {refused}\n", file.display()),
        Stop::Edited { old, new, edits } => {
            let place = |edit: &Edit| match edit.line {
                Some(line) => format!("{}:{line}", new.display()),
                None => format!("{}:{}", old.display(), edit.old.line),
            };
            edits.iter().map(|edit| format!("{}: {edit}\n", place(edit))).collect()
        }
        Stop::NoRegistry { file, faults } => {
            let line = |fault: &Fault| {
                let Fault { line, column, message } = fault;
                format!("{}:{line}:{column}: {message}\n", file.display())
            };
            let mut text: String = faults.iter().take(SHOWN).map(line).collect();
            if let Some(more) = faults.len().checked_sub(SHOWN).filter(|more| *more > 0) {
                text.push_str(&format!("{}: and {more} more\n", file.display()));
            }
            text
        }
        Stop::File { file, error } => format!("{}: {error}\n", file.display()),
    }
}

fn json_of_answer(answer: &Answer) -> Value {
    match answer {
        Answer::Registry { file, sums } => ok(file, sums, json!({})),
        Answer::Changed { file, row, sums } => {
            ok(file, sums, json!({ "row": row.as_ref().map(json_of_row) }))
        }
        Answer::Header { file, sums } => ok(file, sums, json!({})),
        Answer::Text(text) => json!({ "result": "ok", "header": text }),
    }
}

fn ok(file: &Path, sums: &Sums, more: Value) -> Value {
    let Sums { strategies, flags, hash } = sums;
    let mut answer = json!({
        "result": "ok",
        "file": shown(file),
        "strategies": strategies,
        "flags": flags,
        // As text: a number this large is not the same everywhere.
        "hash": format!("{hash:#018x}"),
    });
    if let (Value::Object(answer), Value::Object(more)) = (&mut answer, more) {
        answer.extend(more);
    }
    answer
}

fn json_of_row(row: &Row) -> Value {
    json!({
        "line": row.line,
        "kind": kind_name(row.kind),
        "code": row.code,
        "generation": row.generation,
        "name": row.name,
        "retired": row.retired,
    })
}

fn json_of_stop(stop: &Stop) -> Value {
    match stop {
        Stop::Refused { file, refused } => json!({
            "result": "refused",
            "code": refused.name(),
            "file": shown(file),
            "message": refused.to_string(),
        }),
        Stop::Edited { old, new, edits } => json!({
            "result": "refused",
            "code": "history_edited",
            "file": shown(new),
            "against": shown(old),
            "edits": edits.iter().map(json_of_edit).collect::<Vec<_>>(),
        }),
        Stop::NoRegistry { file, faults } => json!({
            "result": "bad_file",
            "file": shown(file),
            "faults": faults.iter().map(|Fault { line, column, message }| {
                json!({ "line": line, "column": column, "message": message })
            }).collect::<Vec<_>>(),
        }),
        Stop::File { file, error } => json!({
            "result": "error",
            "file": shown(file),
            "message": error.to_string(),
        }),
    }
}

fn json_of_edit(edit: &Edit) -> Value {
    let now = match &edit.change {
        Change::Removed | Change::Resurrected => Value::Null,
        Change::Renumbered(kind, code) => json!({ "kind": kind_name(*kind), "code": code }),
        Change::Renamed(name) => json!({ "name": name }),
        Change::Lowered(generation) => json!({ "generation": generation }),
    };
    json!({
        "edit": edit.change.name(),
        "line": edit.line,
        "old": json_of_row(&edit.old),
        "now": now,
        "message": edit.to_string(),
    })
}

fn shown(file: &Path) -> String {
    file.display().to_string()
}
