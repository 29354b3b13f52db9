//! *Property*: every command that may refuse counts what it refuses to a control.
//!
//! *Method*: the source of the core: each public method that takes a handle by `&mut` and answers a
//! refusal hands it to `count_refusal`, at once.
#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::path::Path;

fn files(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(fs::read_to_string(path).unwrap());
        }
    }
}

/// The public methods with `&mut self` that answer a refusal: name, and whether it is counted.
fn commands(text: &str) -> Vec<(String, bool)> {
    let heads = text.split("    pub fn ").skip(1).map(|rest| rest.split_once(" {\n").unwrap());
    let refusing = heads.filter(|(head, _)| {
        let answers = ["Refusal>", "Unarmed>"].iter().any(|end| head.ends_with(end));
        head.contains("&mut self") && answers
    });
    let named = refusing.map(|(head, body)| {
        let name = head.split('(').next().unwrap().to_owned();
        let body = body.split("\n    }\n").next().unwrap();
        (name, body.contains("count_refusal("))
    });
    named.collect()
}

#[test]
fn every_command_counts_what_it_refuses() {
    let mut texts = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut texts);
    let found: Vec<(String, bool)> = texts.iter().flat_map(|text| commands(text)).collect();
    let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
    for known in ["admit", "route", "report", "request_cancel", "arm", "confirm_reset", "assign"] {
        assert!(names.contains(&known), "{known} was not found among {names:?}");
    }
    for (name, counted) in &found {
        assert!(counted, "{name} refuses, and nobody counts it");
    }
}

#[test]
fn one_that_does_not_count_is_found() {
    let text = "    pub fn f(&mut self) -> Result<(), Refusal> {\n        Ok(())\n    }\n";
    assert_eq!(commands(text), [("f".to_owned(), false)]);
}
