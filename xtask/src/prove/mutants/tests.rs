//! A survivor that is not listed fails, and so does a row that excuses nothing.

mod weave;

use std::collections::BTreeSet;

use super::change::count;
use super::design::unreached;
use super::excuse::{Excuses, Fate, Key};
use super::tool::{escape, fates, is_subject};

const ROW: &str = "core/src/a.rs ¦ replace < with <= in f ¦ if a < b { b } else { a } ¦ both arms are the same there\n";

/// What the tool writes, but for the logs and times.
fn outcomes(baseline: &str, summary: &str) -> String {
    format!(
        r#"{{"outcomes":[{{"scenario":"Baseline","summary":"{baseline}"}},
        {{"scenario":{{"Mutant":{{"name":"core/src/a.rs:3:10: replace < with <= in f"}}}},
        "summary":"{summary}"}}],"total_mutants":1}}"#
    )
}

fn key() -> Key {
    let text = "if a < b { b } else { a }".to_owned();
    Key { file: "core/src/a.rs".into(), what: "replace < with <= in f".into(), text }
}

/// What is said of a run that ended so, with such a list.
fn told(summary: &str, list: &str) -> Vec<String> {
    let fates = fates(&outcomes("Success", summary)).expect("outcomes");
    let excuses = Excuses::read(list).expect("a list");
    let key = key();
    let tried: Vec<_> = fates.iter().map(|(name, fate)| (&key, name, *fate)).collect();
    excuses.differences(&BTreeSet::from([&key]), &tried)
}

#[test]
fn a_survivor_fails_where_it_is_not_listed() {
    assert_eq!(told("MissedMutant", ROW), [""; 0]);
    let told = told("MissedMutant", "# nothing\n");
    assert!(told.iter().any(|line| line.starts_with("survived: core/src/a.rs:3:10: replace")));
}

#[test]
fn what_it_says_of_a_survivor_is_a_row_but_for_the_reason() {
    let told = told("MissedMutant", "");
    let row = told.first().and_then(|told| told.lines().nth(1)).expect("a row");
    assert!(Excuses::read(row.trim()).is_err(), "why is no reason");
    let list = format!("{} is the same", row.trim());
    assert_eq!(self::told("MissedMutant", &list), [""; 0]);
}

#[test]
fn a_row_fails_where_its_mutant_does_not_survive_or_is_none() {
    for summary in ["CaughtMutant", "Timeout", "Unviable"] {
        assert_eq!(told(summary, ""), [""; 0]);
        let told = told(summary, ROW);
        assert_eq!(
            told,
            ["stale, it does not survive: core/src/a.rs:3:10: replace < with <= in f"]
        );
    }
    let gone = told("CaughtMutant", &ROW.replace("<=", "=="));
    assert!(gone.iter().any(|line| line.starts_with("stale, no such mutant: ")), "{gone:?}");
    let excuses = Excuses::read(ROW).expect("a list");
    assert!(excuses.stand_in(std::path::Path::new("/nowhere")).is_err());
}

#[test]
fn tests_that_fail_on_the_tree_as_it_is_catch_nothing() {
    assert!(fates(&outcomes("Failure", "CaughtMutant")).is_err());
    assert!(fates(r#"{"outcomes":[]}"#).is_err(), "the tree as it is was not tried");
    assert!(fates(&outcomes("Success", "Perhaps")).is_err());
    assert_eq!(
        fates(&outcomes("Success", "Timeout")).expect("one").into_values().next(),
        Some(Fate::TimedOut)
    );
}

#[test]
fn a_row_without_a_reason_or_given_twice_is_refused() {
    assert!(Excuses::read("core/src/a.rs ¦ replace < with <= in f ¦ a < b\n").is_err());
    assert!(Excuses::read("core/src/a.rs ¦ replace < with <= in f ¦ a < b ¦ \n").is_err());
    assert!(Excuses::read(&ROW.repeat(2)).is_err());
}

#[test]
fn only_code_that_is_mutated_counts_as_changed() {
    let diff = "diff --git a/core/src/a.rs b/core/src/a.rs\n--- a/core/src/a.rs\n+++ b/core/src/a.rs\n\
                @@ -1,3 +1,3 @@\n // kept\n-    // gone\n+\n+    let a = 1;\n-    let a = 2;\n\
                diff --git a/core/src/a/tests.rs b/core/src/a/tests.rs\n+    let a = 1;\n";
    assert_eq!(count(diff), 2);
    assert_eq!(count(""), 0);
    assert!(is_subject("ffi/src/status/twins.rs") && is_subject("core/src/parent/mod.rs"));
    let apart =
        ["core/src/alarm/loom.rs", "core/src/words/mod.rs", "core/build.rs", "cli/src/a.rs"];
    assert!(!apart.iter().any(|path| is_subject(path)));
    assert!(
        !is_subject("core/src/report/plain/loom/beside.rs")
            && is_subject("core/src/child/plain.rs")
    );
}

#[test]
fn only_what_a_wrong_design_alone_reaches_is_left_out() {
    let source = "fn f(a: u8) -> u8 {
        if wrong::is(Design::A) && a > 1 { return a + 2 }
        if !wrong::is(Design::B) { a + 3 } else { wrong::is(Design::C) || a > 4; a + 5 }
    }";
    let ranges = unreached(source).expect("it is Rust");
    let is_left_out = |number: &str| {
        let at = source.find(number).expect("it is there");
        ranges.iter().any(|range| range.contains(&at))
    };
    let left_out = ["> 1", "+ 2", "+ 3", "> 4", "+ 5"].map(is_left_out);
    assert_eq!(left_out, [true, true, false, false, false]);
}

#[test]
fn a_name_matches_itself_alone() {
    assert_eq!(escape("a.rs:1:2: replace + with * in f"), "a\\.rs:1:2: replace \\+ with \\* in f");
    assert_eq!(
        escape("-> Option<(u8, T)> with Some(|x| x)"),
        "-> Option<\\(u8, T\\)> with Some\\(\\|x\\| x\\)"
    );
}
