//! *Property*: no command on a registry takes a code back; each bad file is named by line and
//! column; the header says to a C++ compiler what the file says. *Method*: the program, run as a
//! user runs it.

mod runner;

use plimsoll::registry::{Kind, RegistryEntry, hash};
use runner::{plimsoll, text};
use serde_json::{Value, json};
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const OURS: &str = "\
# Codes of the gateway.
strategy 1000 1 pegger
strategy 1001 2 iceberg   # generation 2 shows less
strategy 1002 1 closer retired

flag 8 1 retail
flag 9 1 rlp retired
";

/// A folder with a `plimsoll.registry`.
struct Repo(TempDir);

impl Repo {
    fn new(text: impl AsRef<[u8]>) -> Repo {
        let repo = Repo(tempfile::tempdir().expect("a folder"));
        fs::write(repo.file(), text).expect("written");
        repo
    }

    fn file(&self) -> PathBuf {
        self.path("plimsoll.registry")
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn text(&self) -> String {
        fs::read_to_string(self.file()).expect("text")
    }

    /// Runs `plimsoll registry WORDS` in the folder.
    fn run(&self, words: &[&str]) -> Output {
        let mut command = plimsoll();
        command.arg("registry").args(words).current_dir(self.0.path());
        command.output().expect("the program runs")
    }

    fn json(&self, words: &[&str]) -> (i32, Value) {
        let output = self.run(&[words, &["--json"]].concat());
        assert_eq!(text(&output.stderr), "");
        let value = serde_json::from_slice(&output.stdout).expect("one JSON object");
        (output.status.code().expect("an exit status"), value)
    }
}

const FILE: &str = "plimsoll.registry";

/// Status, standard output and standard error.
fn ended(output: &Output) -> (i32, &str, &str) {
    (output.status.code().expect("a status"), text(&output.stdout), text(&output.stderr))
}

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
fn a_new_code_is_the_next_of_its_kind() {
    let repo = Repo::new(OURS);
    let added = repo.run(&["add", FILE, "strategy", "sniper"]);
    assert_eq!(ended(&added), (0, "strategy 1003 1 sniper\n", ""));
    let (status, value) = repo.json(&["add", FILE, "flag", "odd_lot"]);
    assert_eq!((status, &value["row"]["code"], &value["row"]["line"]), (0, &json!(10), &json!(9)));
    let expected = OURS
        .replace("closer retired\n", "closer retired\nstrategy 1003 1 sniper\n")
        .replace("rlp retired\n", "rlp retired\nflag 10 1 odd_lot\n");
    assert_eq!(repo.text(), expected);
}

#[test]
fn an_empty_registry_takes_its_first_codes() {
    for (start, end) in [("", "\n"), ("# Ours.", "\n"), ("# Ours.\r\n", "\r\n")] {
        let repo = Repo::new(start);
        assert_eq!(ended(&repo.run(&["add", FILE, "flag", "retail"])).0, 0);
        assert_eq!(ended(&repo.run(&["add", FILE, "strategy", "pegger"])).0, 0);
        let head = if start.is_empty() { "" } else { &format!("# Ours.{end}") };
        assert_eq!(repo.text(), format!("{head}flag 8 1 retail{end}strategy 1000 1 pegger{end}"));
    }
}

#[test]
fn a_meaning_changes_by_a_generation_and_ends_by_a_tombstone() {
    let repo = Repo::new(OURS);
    let raised = repo.run(&["raise", FILE, "iceberg"]);
    assert_eq!(ended(&raised), (0, "strategy 1001 3 iceberg\n", ""));
    let retired = repo.run(&["retire", FILE, "iceberg"]);
    assert_eq!(ended(&retired), (0, "strategy 1001 3 iceberg retired\n", ""));
    assert_eq!(ended(&repo.run(&["retire", FILE, "retail"])).0, 0);
    let expected = OURS
        .replace("1001 2 iceberg ", "1001 3 iceberg retired ")
        .replace("retail", "retail retired");
    assert_eq!(repo.text(), expected);
}

#[test]
fn what_would_take_back_is_refused_and_changes_nothing() {
    let last = u32::MAX;
    let ours = OURS.replace("1001 2", &format!("1001 {last}"));
    let repo = Repo::new(&ours);
    for (words, code) in [
        (&["add", FILE, "flag", "pegger"][..], "name_taken"),
        (&["add", FILE, "strategy", "closer"], "name_taken"),
        (&["add", FILE, "strategy", "power_peg"], "name_of_the_core"),
        (&["add", FILE, "flag", "twap"], "name_of_the_core"),
        (&["raise", FILE, "nobody"], "unknown_name"),
        (&["raise", FILE, "closer"], "retired"),
        (&["raise", FILE, "retail"], "flag_has_one_meaning"),
        (&["raise", FILE, "iceberg"], "no_generation_left"),
        (&["retire", FILE, "nobody"], "unknown_name"),
        (&["retire", FILE, "closer"], "retired"),
        (&["retire", FILE, "twap"], "unknown_name"),
    ] {
        let (status, value) = repo.json(words);
        assert_eq!((status, &value["code"]), (1, &json!(code)), "{words:?}");
        let output = repo.run(words);
        let (status, out, err) = ended(&output);
        assert!(status == 1 && out.is_empty() && err.starts_with("plimsoll.registry: "), "{err}");
    }
    assert_eq!(repo.text(), ours);
}

#[test]
fn the_65th_flag_is_refused() {
    let repo = Repo::new("");
    for bit in 8..64 {
        let said = repo.run(&["add", FILE, "flag", &format!("f{bit}")]);
        assert_eq!(ended(&said), (0, format!("flag {bit} 1 f{bit}\n").as_str(), ""));
    }
    let (status, value) = repo.json(&["add", FILE, "flag", "one_more"]);
    assert_eq!((status, &value["code"]), (1, &json!("no_flag_left")));
    assert_eq!(ended(&repo.run(&["check", FILE])).0, 0);
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
fn a_file_keeps_its_permissions_and_a_link_stays_one() {
    let repo = Repo::new(OURS);
    fs::set_permissions(repo.file(), fs::Permissions::from_mode(0o640)).expect("set");
    symlink(FILE, repo.path("link")).expect("linked");
    assert_eq!(ended(&repo.run(&["retire", "link", "pegger"])).0, 0);
    assert!(repo.path("link").is_symlink());
    assert!(repo.text().contains("pegger retired"));
    let mode = fs::metadata(repo.file()).expect("there").permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
    fs::set_permissions(repo.file(), fs::Permissions::from_mode(0o440)).expect("set");
    assert_eq!(ended(&repo.run(&["retire", "link", "iceberg"])).0, 2, "read-only");
    assert_eq!(fs::read_dir(repo.0.path()).expect("listed").count(), 2, "nothing is left over");
}

/// What a C++ program that prints the header's constants prints.
fn compiled(repo: &Repo, header: &str, main: &str) -> String {
    fs::write(repo.path("codes.hpp"), header).expect("written");
    // Twice, and in two translation units: it must be harmless wherever it is included.
    let include = "#include \"codes.hpp\"\n#include \"codes.hpp\"\n";
    let main = format!("{include}#include <cstdio>\nint main() {{\n{main}\n}}\n");
    fs::write(repo.path("main.cpp"), main).expect("written");
    fs::write(repo.path("other.cpp"), include).expect("written");
    let warnings = ["-std=c++14", "-Wall", "-Wextra", "-Wpedantic", "-Werror"];
    let mut compiler = Command::new("g++");
    compiler.args(warnings).args(["main.cpp", "other.cpp", "-o", "main"]);
    let output = compiler.current_dir(repo.0.path()).output().expect("g++ runs");
    assert!(output.status.success(), "{}", text(&output.stderr));
    let output = Command::new(repo.path("main")).output().expect("it runs");
    text(&output.stdout).to_owned()
}

#[test]
fn the_header_says_in_cpp_what_the_file_says() {
    let repo = Repo::new(OURS);
    let output = repo.run(&["header", FILE]);
    let (status, header, err) = ended(&output);
    assert_eq!((status, err), (0, ""));
    assert!(!header.contains("closer =") && header.contains("// strategy 1002 closer is retired."));
    let main = r#"
        namespace codes = plimsoll_registry;
        static_assert(codes::strategy_pegger == 1000 && codes::generation_pegger == 1, "");
        static_assert(codes::strategy_iceberg == 1001 && codes::generation_iceberg == 2, "");
        static_assert(codes::flag_retail == 1u << 8, "");
        static_assert(codes::entry_count == sizeof codes::entries / sizeof codes::entries[0], "");
        std::printf("%#018llx\n", static_cast<unsigned long long>(codes::hash));
        for (const auto& entry : codes::entries)
            std::printf("%u %u %u %u\n", entry[0], entry[1], entry[2], entry[3]);"#;
    let hash = repo.json(&["check", FILE]).1["hash"].as_str().expect("text").to_owned();
    let rows = "1 1000 1 0\n1 1001 2 0\n1 1002 1 1\n2 8 1 0\n2 9 1 1\n";
    assert_eq!(compiled(&repo, header, main), format!("{hash}\n{rows}"));
}

#[test]
fn the_header_of_nothing_and_of_everything_compiles() {
    let count = "std::printf(\"%zu\\n\", plimsoll_registry::entry_count);";
    let repo = Repo::new("");
    let output = repo.run(&["header", FILE]);
    let main = format!("{count}\nreturn plimsoll_registry::entries != nullptr;");
    assert_eq!(compiled(&repo, ended(&output).1, &main), "0\n");
    // Names that would clash if constants were made of them in another way.
    let mut all = String::new();
    for (code, name) in (1000..).zip(["int", "x", "generation_x", "strategy_x", "hash", "entries"])
    {
        all.push_str(&format!("strategy {code} {} {name}\n", u32::MAX));
    }
    for bit in 8..64 {
        all.push_str(&format!("flag {bit} 1 bit{bit}\n"));
    }
    let repo = Repo::new(all);
    let output = repo.run(&["header", FILE]);
    let main = format!("static_assert(plimsoll_registry::flag_bit63 >> 63 == 1, \"\");\n{count}");
    assert_eq!(compiled(&repo, ended(&output).1, &main), "62\n");
}

#[test]
fn a_header_is_written_only_when_it_changes() {
    let repo = Repo::new(OURS);
    let header = ["header", FILE, "--out", "codes.hpp"];
    assert_eq!(ended(&repo.run(&header)).0, 0);
    let printed = repo.run(&["header", FILE]);
    let (out, json) = (ended(&printed).1, repo.json(&["header", FILE]).1);
    assert_eq!(fs::read_to_string(repo.path("codes.hpp")).expect("text"), out);
    assert_eq!(json["header"], json!(out));
    let written = || fs::metadata(repo.path("codes.hpp")).expect("there").modified().expect("time");
    let first = written();
    assert_eq!(repo.json(&header).0, 0);
    assert_eq!(written(), first);
    assert_eq!(ended(&repo.run(&["retire", FILE, "pegger"])).0, 0);
    assert_eq!(ended(&repo.run(&header)).0, 0);
    let changed = fs::read_to_string(repo.path("codes.hpp")).expect("text");
    assert!(
        !changed.contains("strategy_pegger =") && changed.contains("{1, 1000, 1, 1}, // pegger")
    );
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
