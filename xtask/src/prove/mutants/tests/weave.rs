//! The text with all mutants in it, and what becomes of those that do not compile.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::json;

use super::super::build::{Program, blame, programs};
use super::super::excuse::Fate;
use super::super::tool::{Mutant, Position, Span};
use super::super::trial::{self, Choice};
use super::super::weave::{Woven, weave};

const SOURCE: &str = "\
//! A file.
const LIMIT: u32 = 1 + 2;
fn less(a: u32) -> bool {
    /* ≤ */ a < LIMIT // the end
}
fn all() -> impl Iterator<Item = u32> {
    0..1 + 1
}
";

/// The mutant that puts `replacement` in the place of the `nth` occurrence of `text`.
fn mutant(text: &str, nth: usize, replacement: &str) -> Mutant {
    let (at, _) = SOURCE.match_indices(text).nth(nth).expect("it is there");
    let place = |at: usize| {
        let before = SOURCE.get(..at).expect("a place");
        let column = before.chars().rev().take_while(|letter| *letter != '\n').count() + 1;
        Position { line: before.matches('\n').count() + 1, column }
    };
    Mutant {
        name: format!("core/src/a.rs: {text} {nth} {replacement}"),
        package: "plimsoll".into(),
        file: "core/src/a.rs".into(),
        span: Span { start: place(at), end: place(at + text.len()) },
        replacement: replacement.into(),
    }
}

fn woven() -> Woven {
    let all = [
        mutant("a < LIMIT", 0, "true"),
        mutant("<", 0, "<="),
        mutant("<", 0, "< = ="),
        mutant("+", 0, "-"),
        mutant("+", 1, "-"),
    ];
    let numbered: Vec<_> = (1..).zip(&all).collect();
    weave(SOURCE, &numbered).expect("it is woven")
}

#[test]
fn an_arm_holds_the_body_with_one_thing_changed() {
    let woven = woven();
    for (number, body) in [(1, "/* ≤ */ true // the end"), (2, "/* ≤ */ a <= LIMIT // the end")]
    {
        let (lines, _) = woven.arms.iter().find(|(_, it)| *it == number).expect("an arm");
        let arm: Vec<&str> = woven.text.lines().skip(lines.start() - 1).take(3).collect();
        assert_eq!(arm.first().map(|line| line.trim()), Some(format!("{number} => {{").as_str()));
        let spaced = arm.join(" ").replace("  ", " ");
        assert!(spaced.contains(&body.replace(" // the end", "")), "{spaced}");
        assert!(lines.clone().all(|line| woven.arm(line) == Some(number)));
    }
    let rest = woven.text.split("_ => {").nth(1).expect("the last arm");
    assert!(rest.starts_with("\n    /* ≤ */ a < LIMIT // the end\n"), "{rest}");
    assert!(woven.text.contains("const LIMIT: u32 = 1 + 2;"));
    assert!(syn::parse_file(&woven.text).is_ok());
}

#[test]
fn what_no_arm_can_hold_is_said() {
    let woven = woven();
    assert_eq!(woven.unviable, [3], "no Rust");
    assert_eq!(woven.apart, [4, 5], "in no function, and in one of an opaque type");
}

#[test]
fn an_error_is_blamed_on_the_arm_or_the_function_that_it_lies_in() {
    let woven = BTreeMap::from([("core/src/a.rs".to_owned(), woven())]);
    let held = woven.values().next().expect("one");
    let (arm, _) = held.arms.iter().find(|(_, it)| *it == 2).expect("an arm");
    let (function, _) = held.functions.first().expect("a function");
    let error = |line: usize, code: &str| {
        let span = json!({"file_name": "core/src/a.rs", "line_start": line, "is_primary": true});
        json!({"level": "error", "code": {"code": code}, "spans": [span], "children": []})
    };
    let blamed = |error| blame(&error, &woven).expect("somebody");
    assert_eq!(blamed(error(*arm.start(), "E0308")), (vec![2], vec![]));
    assert_eq!(blamed(error(*function.start(), "E0308")), (vec![], vec![1, 2]));
    assert_eq!(blamed(error(*arm.start(), "E0080")), (vec![], vec![1, 2]), "it is evaluated");
    assert!(blame(&error(1, "E0308"), &woven).is_err(), "no mutant's fault");
}

fn program(path: &str) -> Program {
    Program { path: PathBuf::from(path), folder: PathBuf::from("/") }
}

#[test]
fn a_program_that_tests_start_is_no_program_of_tests() {
    let made = |test: bool| json!({ "executable": "/a", "manifest_path": "/b/Cargo.toml", "profile": { "test": test } });
    assert_eq!(programs(&[made(true), made(false)]).map(|made| made.len()).ok(), Some(1));
    assert!(programs(&[made(false)]).is_err());
}

#[test]
fn a_program_that_fails_as_it_is_catches_nothing() {
    let all = Choice::default();
    assert!(trial::bounds(&program("/bin/false"), &all).is_err());
    let bounds = trial::bounds(&program("/bin/true"), &all).expect("it passes");
    let fate = |path, choice| trial::run(&program(path), 1, choice, bounds).expect("it runs");
    assert_eq!(fate("/bin/true", &all), Fate::Survived);
    assert_eq!(fate("/bin/false", &all), Fate::Caught);
    let room = Choice { room: Some("for ever".into()), quick: false };
    assert_eq!(fate("/usr/bin/yes", &room), Fate::TimedOut);
}
