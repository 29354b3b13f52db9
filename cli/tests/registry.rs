//! *Property*: what takes a code back is named, edit by edit; each bad file is named by line and
//! column. *Method*: `plimsoll registry check` and the other commands on bad files, as a user runs
//! them.

mod runner;

use plimsoll::registry::{Kind, RegistryEntry, hash};
use runner::plimsoll;
use runner::repo::{FILE, OURS, Repo, ended};
use serde_json::json;
use std::fs;
use std::path::Path;
use std::process::Stdio;

/// What `check --against` says when `was` has become `is`.
fn taken_back(was: &str, is: &str) -> Vec<String> {
    let repo = Repo::new(is);
    fs::write(repo.path("old"), was).expect("written");
    let output = repo.run(&["check", FILE, "--against", "old"]);
    let (status, out, err) = ended(&output);
    assert_eq!((status == 0, status == 1), (err.is_empty(), !err.is_empty()), "{err}");
    assert_eq!(out.is_empty(), status == 1);
    err.lines().map(str::to_owned).collect()
}

#[test]
fn a_sound_registry_is_told_by_its_numbers() {
    let row = |kind, code, generation, retired| RegistryEntry { kind, code, generation, retired };
    let hash = hash(&[
        row(Kind::Strategy, 1000, 1, false),
        row(Kind::Strategy, 1001, 2, false),
        row(Kind::Strategy, 1002, 1, true),
        row(Kind::Flag, 8, 1, false),
        row(Kind::Flag, 9, 1, true),
    ]);
    let repo = Repo::new(OURS);
    let says = format!("plimsoll.registry: 3 strategies, 2 flags, hash {hash:#018x}\n");
    assert_eq!(ended(&repo.run(&["check", FILE])), (0, says.as_str(), ""));
    let hash = format!("{hash:#018x}");
    let expected = json!({
        "result": "ok", "file": FILE, "strategies": 3, "flags": 2, "hash": hash,
    });
    assert_eq!(repo.json(&["check", FILE]), (0, expected));
}

#[test]
fn every_edit_of_history_is_named() {
    let edit = |was: &str, is: &str| {
        assert!(OURS.contains(was));
        taken_back(OURS, &OURS.replace(was, is))
    };
    let none: [&str; 0] = [];
    assert_eq!(edit("pegger", "pegger"), none);
    assert_eq!(
        edit("strategy 1002 1 closer retired\n", ""),
        ["old:4: strategy 1002 closer was removed: a code that was given stays"]
    );
    assert_eq!(
        edit("iceberg", "hidden"),
        ["plimsoll.registry:3: strategy 1001 iceberg was renamed to hidden: \
          the code may mean what it meant, and no more"]
    );
    assert_eq!(
        edit("1001 2", "1001 1"),
        ["plimsoll.registry:3: strategy 1001 iceberg went from generation 2 back to 1"]
    );
    assert_eq!(
        edit("closer retired", "closer"),
        ["plimsoll.registry:4: strategy 1002 closer was retired and lives again"]
    );
    assert_eq!(
        edit("rlp retired", "rlp"),
        ["plimsoll.registry:7: flag 9 rlp was retired and lives again"]
    );
    assert_eq!(
        edit("strategy 1002 1 closer retired", "strategy 1002 1 new\nstrategy 1003 1 closer"),
        [
            "plimsoll.registry:5: strategy 1002 closer was renumbered to strategy 1003: \
             a name keeps its code",
            "plimsoll.registry:5: strategy 1002 closer was retired and lives again",
        ]
    );
}

#[test]
fn several_edits_are_all_named() {
    let is = "strategy 1000 1 iceberg\nflag 8 1 pegger\nflag 9 1 other\n";
    assert_eq!(
        taken_back(OURS, is),
        [
            "plimsoll.registry:2: strategy 1000 pegger was renumbered to flag 8: \
             a name keeps its code",
            "plimsoll.registry:1: strategy 1001 iceberg was renumbered to strategy 1000: \
             a name keeps its code",
            "plimsoll.registry:1: strategy 1001 iceberg went from generation 2 back to 1",
            "old:4: strategy 1002 closer was removed: a code that was given stays",
            "old:6: flag 8 retail was removed: a code that was given stays",
            "plimsoll.registry:3: flag 9 rlp was renamed to other: \
             the code may mean what it meant, and no more",
            "plimsoll.registry:3: flag 9 rlp was retired and lives again",
        ]
    );
    assert_eq!(taken_back(OURS, "").len(), 5, "an emptied file");
}

#[test]
fn what_only_goes_on_passes() {
    let none: [&str; 0] = [];
    let on = OURS.replace("pegger", "pegger retired").replace("1001 2", "1001 7")
        + "strategy 1003 1 sniper\nflag 10 1 odd_lot\n";
    assert_eq!(taken_back(OURS, &on), none);
    assert_eq!(taken_back("", OURS), none, "the first rows");
    let mut lines: Vec<&str> = OURS.lines().filter(|line| !line.starts_with('#')).collect();
    lines.sort_unstable();
    assert_eq!(taken_back(OURS, &lines.join("\r\n")), none, "comments, order of kinds, line ends");
}

#[test]
fn edits_are_told_to_programs() {
    let repo = Repo::new(OURS.replace("1001 2", "1001 1"));
    fs::write(repo.path("old"), OURS).expect("written");
    let (status, value) = repo.json(&["check", FILE, "--against", "old"]);
    let old = json!({
        "line": 3, "kind": "strategy", "code": 1001, "generation": 2, "name": "iceberg",
        "retired": false,
    });
    let message = "strategy 1001 iceberg went from generation 2 back to 1";
    let expected = json!({
        "result": "refused", "code": "history_edited", "file": FILE, "against": "old",
        "edits": [{
            "edit": "lowered", "line": 3, "old": old, "now": { "generation": 1 },
            "message": message,
        }],
    });
    assert_eq!((status, value), (1, expected));
}

/// As CI does it: `git show main:plimsoll.registry | plimsoll registry check … --against -`.
#[test]
fn the_older_one_may_come_from_a_pipe() {
    let repo = Repo::new(OURS.replace("closer retired", "closer"));
    fs::write(repo.path("old"), OURS).expect("written");
    let mut command = plimsoll();
    command.args(["registry", "check", FILE, "--against", "-"]).current_dir(repo.0.path());
    let old = fs::File::open(repo.path("old")).expect("opened");
    let output = command.stdin(Stdio::from(old)).output().expect("runs");
    assert_eq!(ended(&output).0, 1);
}

#[test]
fn nonsense_is_named_by_line_and_column() {
    let long = [b"strategy 1000 1 ".as_slice(), &[b'x'; 70_000]].concat();
    for (nonsense, place) in [
        (&b"strategy 1000 1 \xff\xfe"[..], "1:17: the line is not UTF-8"),
        (b"# \xc3\xa9 caf\xe9\n", "1:8: the line is not UTF-8"),
        (b"\x00\x01\x02", "1:1: expected `strategy` or `flag`"),
        (
            b"strategy 99999999999999999999999999 1 a",
            "1:10: \"99999999999999999999999999\" is too large",
        ),
        (b"strategy 4294967295 1 a", "1:10: the next strategy is 1000"),
        (b"strategy -1 1 a", "1:10: expected a number"),
        (b"strategy 1000 1 a\n\nflag 8 1 a", "3:10: line 1 has the name a already"),
        (b"strategy 1000 1 a\nstrategy 1000 1 b", "2:10: strategy 1000 was given in line 1"),
        (b"strategy 1000 1 a\nstrategy 1002 1 b", "2:10: the next strategy is 1001"),
        (b"{\"strategies\":[]}", "1:1: expected `strategy` or `flag`"),
        (b"<<<<<<< HEAD", "1:1: expected `strategy` or `flag`"),
        (b"strategy 1000 1 \x1b[2J", "1:17: \"\\u{1b}[2J\" is no name"),
        (&long, "1:17: \"xxxx"),
    ] {
        let repo = Repo::new(nonsense);
        for words in [&["check", FILE][..], &["add", FILE, "flag", "new"], &["header", FILE]] {
            let output = repo.run(words);
            let (status, out, err) = ended(&output);
            assert_eq!((status, out), (2, ""), "{err}");
            assert!(err.starts_with(&format!("{FILE}:{place}")), "{err}");
            assert!(err.lines().all(|line| line.len() < 300), "{err}");
        }
        assert_eq!(fs::read(repo.file()).expect("read"), nonsense);
    }
}

#[test]
fn a_file_of_something_else_is_told_shortly_to_people_and_wholly_to_programs() {
    let repo = Repo::new("something else\n".repeat(500));
    let output = repo.run(&["check", FILE]);
    let lines: Vec<&str> = ended(&output).2.lines().collect();
    assert_eq!((lines.len(), lines[20]), (21, "plimsoll.registry: and 480 more"));
    let (status, value) = repo.json(&["check", FILE]);
    assert_eq!((status, value["faults"].as_array().map(Vec::len)), (2, Some(500)));
    assert_eq!(value["faults"][499]["line"], json!(500));
}

#[test]
fn what_cannot_be_read_or_written_ends_with_two() {
    let repo = Repo::new(OURS);
    let endless = Path::new("/dev/zero").to_str().expect("text");
    for words in [
        &["check", "missing"][..],
        &["check", "."],
        &["check", endless],
        &["check", FILE, "--against", "missing"],
        // A wrong path must not begin a second registry, with the same codes.
        &["add", "missing", "strategy", "a"],
        &["add", "/dev/null/registry", "strategy", "a"],
        &["header", FILE, "--out", "no/such/folder/X.hpp"],
        &["header", FILE, "--out", "."],
    ] {
        let (status, value) = repo.json(words);
        assert_eq!((status, &value["result"]), (2, &json!("error")), "{words:?}");
        let output = repo.run(words);
        assert_eq!(ended(&output).1, "", "{words:?}");
    }
    for words in [
        &["add", FILE, "venue", "a"][..],
        &["add", FILE, "flag", "No"],
        &["add", FILE, "flag", "a", "b"],
        &["retire", FILE, ""],
        &["burn", FILE],
        &[],
    ] {
        assert_eq!(ended(&repo.run(words)).0, 2, "{words:?}");
    }
    assert!(!repo.path("missing").exists());
    assert_eq!(repo.text(), OURS);
}

#[test]
fn help_tells_the_form_and_the_statuses() {
    let repo = Repo::new("");
    let commands = ["check", "add", "raise", "retire", "header"];
    let output = repo.run(&["--help"]);
    assert!(commands.iter().all(|command| ended(&output).1.contains(command)));
    for command in commands {
        let output = repo.run(&[command, "--help"]);
        let (status, out, _) = ended(&output);
        assert_eq!(status, 0);
        for word in ["strategy CODE GENERATION NAME", "FILE:LINE:COLUMN", "  1  refused"] {
            assert!(out.contains(word), "{command}: {word}");
        }
    }
}
