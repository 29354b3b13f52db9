//! *Property*: a scenario gives the same bytes every time, and those are the ones that are written
//! down. *Method*: every `NAME.jsonl` of `tests/scenarios` is run, as a file and through standard
//! input, and its output is compared with `NAME.expected.jsonl`. With `PLIMSOLL_BLESS=1` the files
//! are written instead: read the difference before it is committed.

mod runner;

use runner::{SMALL, plimsoll, replay, scenarios, text};
use std::fs;
use std::path::{Path, PathBuf};

fn names() -> Vec<PathBuf> {
    let entries = fs::read_dir(scenarios()).expect("the folder of scenarios");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let is_input = |path: &PathBuf| {
        let name = path.to_string_lossy();
        name.ends_with(".jsonl") && !name.ends_with(".expected.jsonl")
    };
    let mut inputs: Vec<PathBuf> = paths.filter(is_input).collect();
    inputs.sort();
    inputs
}

fn check(input: &Path) {
    let expected_path = input.with_extension("expected.jsonl");
    let output =
        plimsoll().arg("replay").args(SMALL).arg(input).output().expect("the program runs");
    let name = input.display();
    assert_eq!(text(&output.stderr), "", "{name}");
    assert_eq!(output.status.code(), Some(0), "{name}");
    if std::env::var_os("PLIMSOLL_BLESS").is_some() {
        fs::write(&expected_path, &output.stdout).expect("written");
    }
    let expected = fs::read_to_string(&expected_path).expect("the expected output");
    let lines = text(&output.stdout).lines().zip(expected.lines());
    for (line, (found, expected)) in lines.enumerate() {
        assert_eq!(found, expected, "{name}, line {}", line + 1);
    }
    assert_eq!(text(&output.stdout), expected, "{name}");
    let text_in = fs::read(input).expect("the scenario");
    let lines_in = text_in.iter().filter(|byte| **byte == b'\n').count();
    assert_eq!(expected.lines().count(), lines_in, "{name}: one line of output for each of input");
    assert_eq!(text(&replay(&SMALL, text_in).stdout), expected, "{name}, from standard input");
}

#[test]
fn scenarios_give_what_is_written_down() {
    let inputs = names();
    assert!(inputs.len() > 10, "only {} scenarios were found", inputs.len());
    for input in inputs {
        check(&input);
    }
}

#[test]
fn capacities_change_nothing_as_long_as_they_suffice() {
    let input = fs::read(scenarios().join("life_of_a_child.jsonl")).expect("the scenario");
    assert_eq!(text(&replay(&[], &input).stdout), text(&replay(&SMALL, &input).stdout));
}

/// Each example of SCENARIOS.md is one line of a scenario, word for word.
#[test]
fn the_examples_of_the_format_are_among_them() {
    let said = include_str!("examples_of_the_format.jsonl");
    let all: String = names().iter().map(|path| fs::read_to_string(path).expect("text")).collect();
    for example in said.lines() {
        assert!(all.lines().any(|line| line == example), "no scenario has {example}");
    }
}

#[test]
fn the_outputs_of_the_format_are_among_them() {
    let path = scenarios().join("scenarios_md_output.expected.jsonl");
    let output = fs::read_to_string(path).expect("the expected output");
    let line = |number: usize| output.lines().nth(number - 1).unwrap_or("");
    let view = concat!(
        r#""parent":{"id":"P1","state":"open","qty":10000,"executed":0,"working":3000,"#,
        r#""unknown":0,"cooling":0,"headroom":7000,"overfill":0}}"#
    );
    let child =
        r#""child":{"id":"C1","state":"sent","pending":[],"qty":3000,"cum":0,"leaves":3000}"#;
    assert_eq!(line(6), format!(r#"{{"line":6,"op":"route","result":"ok",{child},{view}"#));
    let refused = r#"{"line":7,"op":"route","result":"refused","code":"exceeds_headroom","#;
    assert_eq!(line(7), format!("{refused}{view}"));
    assert!(line(9).starts_with(r#"{"line":9,"op":"report","result":"ok","duplicate":true,"#));
    let breach = r#"{"line":12,"op":"report","result":"breach","code":"overfill","#;
    assert!(line(12).starts_with(&format!(r#"{breach}"alarms":["overfill""#)));
    let killed = r#"{"line":14,"op":"kill","result":"ok","escaped":["C1"],"in_doubt":[]"#;
    assert!(line(14).starts_with(killed));
    let audit = r#"{"line":15,"op":"audit","result":"ok","parents":1,"children":2,"executions":3}"#;
    assert_eq!(line(15), audit);
}
