//! Each check must be seen to say no.

use super::{File, Finding, findings};

fn file(path: &str, text: &str) -> File {
    File { path: path.to_owned(), text: text.to_owned() }
}

/// What is said of one file.
fn said(path: &str, text: &str) -> Vec<Finding> {
    findings(&[file(path, text)]).expect("the check runs")
}

/// The one thing that is said of one file.
fn only(path: &str, text: &str) -> (bool, usize, String) {
    let mut found = said(path, text);
    assert_eq!(found.len(), 1, "{found:?}");
    let found = found.remove(0);
    (found.is_error, found.line, found.says)
}

#[test]
fn a_clean_file_passes() {
    let text = "//! Keeps a thing.\n\nuse crate::sync::AtomicU64;\n\n/// Does.\nfn f() {}\n";
    assert_eq!(said("core/src/headroom.rs", text), []);
    assert_eq!(said("README.md", "# Plimsoll\n\nRun `cargo xtask test`.\n"), []);
}

#[test]
fn a_room_may_not_use_one_to_its_right() {
    for line in [
        "use crate::gate::Gate;",
        "use super::gate::Gate;",
        "use crate::{gate::Gate};",
        "use crate::{sync::AtomicU64, gate};",
        "fn f() { crate::gate::route() }",
        "m!(crate::gate::route());",
        "pub(crate) use crate::gate;",
    ] {
        let (is_error, at, says) = only("core/src/headroom.rs", &format!("//! Doc.\n{line}\n"));
        assert!(is_error && at == 2, "{line}");
        assert_eq!(says, "headroom uses gate, which stands to its right on the ladder", "{line}");
    }
    let inside =
        "//! Doc.\nmod place {\n    use super::Headroom;\n    use super::super::gate::Gate;\n}\n";
    let (is_error, at, _) = only("core/src/headroom.rs", inside);
    assert!(is_error && at == 4);
    let deep = said("core/src/headroom/word.rs", "//! Doc.\nuse super::super::gate::Gate;\n");
    assert_eq!(deep.len(), 1);
}

#[test]
fn a_room_may_use_itself_and_those_to_its_left() {
    let text = "//! Doc.\nuse super::word::Word;\nuse crate::headroom::X;\n\
        use crate::{sync, units::Qty};\n";
    assert_eq!(said("core/src/headroom/next.rs", text), []);
    assert_eq!(said("core/src/gate.rs", "//! Doc.\nuse super::headroom::Headroom;\n"), []);
}

#[test]
fn tests_and_the_root_stand_outside_the_ladder() {
    let files = [
        file("core/src/lib.rs", "//! Doc.\nmod sync;\npub use crate::gate::Gate;\n"),
        file(
            "core/src/sync.rs",
            "//! Doc.\n#[cfg(test)]\nmod tests;\n#[cfg(all(test, loom))]\nmod loom;\n",
        ),
        file("core/src/sync/tests.rs", "//! Doc.\nuse crate::gate::Gate;\n"),
        file("core/src/sync/tests/deep.rs", "//! Doc.\nuse crate::gate::Gate;\n"),
        file("core/src/sync/loom.rs", "//! Doc.\nuse crate::gate::Gate;\n"),
        file(
            "core/src/units.rs",
            "//! Doc.\n#[cfg(test)]\nmod tests {\n    use crate::gate::Gate;\n}\n",
        ),
    ];
    assert_eq!(findings(&files).expect("the check runs"), []);
    let shipped = "//! Doc.\n#[cfg(not(test))]\nmod a {\n    use crate::gate::Gate;\n}\n";
    assert_eq!(said("core/src/units.rs", shipped).len(), 1);
}

#[test]
fn an_unknown_room_and_a_name_at_the_root_are_refused() {
    let (is_error, _, says) = only("core/src/helpers.rs", "//! Doc.\n");
    assert!(is_error && says == "room helpers is not on the ladder");
    let (is_error, _, says) = only("core/src/gate.rs", "//! Doc.\nuse crate::Qty;\n");
    assert!(is_error && says == "crate::Qty is no room of the ladder");
}

#[test]
fn the_table_of_rooms_is_the_ladder() {
    let path = crate::place::root().join("ARCHITECTURE.md");
    let text = std::fs::read_to_string(path).expect("ARCHITECTURE.md");
    let (_, table) = text.split_once("| room | keeps | law |").expect("the table of rooms");
    let rows = table.lines().skip(2).take_while(|line| line.starts_with("| `"));
    let cells = rows.filter_map(|row| row.split('|').nth(1));
    let rooms: Vec<&str> = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect();
    let ladder: Vec<&str> = super::ladder::LADDER.split_whitespace().collect();
    assert_eq!(rooms, ladder);
}

#[test]
fn unsafe_code_stays_in_its_rooms() {
    let text = "//! Doc.\nfn f() {\n    unsafe { g() }\n}\n";
    let (is_error, line, _) = only("core/src/gate.rs", text);
    assert!(is_error && line == 3);
    let (is_error, _, _) = only("core/src/gate.rs", "//! Doc.\nm! { unsafe { g() } }\n");
    assert!(is_error);
    assert_eq!(said("core/src/region/memory.rs", text), []);
    assert_eq!(said("ffi/src/lane.rs", text), []);
    assert_eq!(said("core/src/gate.rs", "//! Doc: unsafe\n#![forbid(unsafe_code)]\n"), []);
}

#[test]
fn a_module_without_its_docs_is_refused() {
    let (is_error, line, _) = only("cli/src/main.rs", "fn main() {}\n");
    assert!(is_error && line == 1);
}

#[test]
fn notes_for_later_are_refused_in_every_file() {
    let notes = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X: look")];
    for note in notes {
        let (is_error, line, _) = only("ARCHITECTURE.md", &format!("a\n{note}\n"));
        assert!(is_error && line == 2, "{note}");
    }
    for hole in [concat!("to", "do!()"), concat!("unimple", "mented!()")] {
        let found = said("cli/src/main.rs", &format!("//! Doc.\nfn f() {{ {hole} }}\n"));
        assert!(found.iter().any(|finding| finding.is_error), "{hole}");
    }
}

#[test]
fn paths_of_one_machine_are_refused() {
    for host in [concat!("/wo", "rk/main"), concat!("/ro", "ot/x"), concat!("/ho", "me/me")] {
        let (is_error, _, _) = only("docs/USE.md", &format!("see {host}\n"));
        assert!(is_error, "{host}");
    }
}

#[test]
fn a_command_that_does_not_exist_is_refused_in_prose() {
    let (is_error, _, says) = only("README.md", "run `cargo xtask fly`\n");
    assert!(is_error && says == "there is no command cargo xtask fly");
    assert_eq!(said("README.md", "Every command is `cargo xtask NAME`.\n"), []);
}

#[test]
fn ceilings_warn() {
    let long_line = format!("//! Doc.\n// {}\n", "x".repeat(100));
    assert_eq!(only("cli/src/a.rs", &long_line), (false, 2, "103 columns".to_owned()));
    let long_file = format!("//! Doc.\n{}", "\n".repeat(400));
    assert_eq!(only("cli/src/a.rs", &long_file), (false, 401, "401 lines".to_owned()));
    let long_function = format!("//! Doc.\nfn f() {{{}}}\n", "\n".repeat(60));
    assert_eq!(only("cli/src/a.rs", &long_function), (false, 2, "fn f has 61 lines".to_owned()));
    let long_method = format!("//! Doc.\nimpl A {{\nfn f() {{{}}}\n}}\n", "\n".repeat(60));
    assert_eq!(only("cli/src/a.rs", &long_method), (false, 3, "fn f has 61 lines".to_owned()));
    assert_eq!(said("include/plimsoll.h", &"x".repeat(200)), []);
}

#[test]
fn an_arm_that_hides_variants_warns_in_what_ships() {
    let text = |arm: &str| format!("//! Doc.\nfn f() {{ match x {{ {arm} => 1, _ => 2 }}; }}\n");
    let (is_error, line, _) = only("core/src/gate.rs", &text("Side::Buy"));
    assert!(!is_error && line == 2);
    assert_eq!(said("core/src/gate.rs", &text("(State::Live, _) | (State::Sent, _)")).len(), 1);
    for harmless in ["1", "1..=4", "Some(3)", "n if n > 3"] {
        assert_eq!(said("core/src/gate.rs", &text(harmless)), [], "{harmless}");
    }
    assert_eq!(said("cli/src/a.rs", &text("Side::Buy")), []);
}

#[test]
fn the_history_of_the_codes_may_only_go_on() {
    let old = "# Given.\nstrategy 0 2 a\nstrategy 1 1 b retired\nflag 0 1 a\n";
    let edits = |new: &str| super::registry::edits(old, new);
    let none: Vec<String> = Vec::new();
    assert_eq!(edits(old), none);
    assert_eq!(
        edits("strategy 0 3 a retired\nstrategy 1 1 b retired\nflag 0 1 a\nflag 1 1 c\n"),
        none
    );
    for (was, is, says) in [
        ("strategy 1 1 b retired\n", "", "strategy 1 (b) was removed"),
        ("flag 0 1 a", "flag 1 1 a", "flag 0 (a) was removed"),
        ("strategy 0 2 a", "strategy 0 2 c", "strategy 0 (a) has another name"),
        ("strategy 0 2 a", "strategy 0 1 a", "strategy 0 (a) has a lower generation"),
        ("b retired", "b", "strategy 1 (b) lives again"),
    ] {
        assert_eq!(edits(&old.replace(was, is)), [says]);
    }
    let root = crate::place::root();
    let text = String::new();
    assert!(super::registry::check(&root, &[]).is_err(), "a snapshot that is gone");
    let nowhere = std::path::Path::new("/no/such/folder");
    let unknown = [File { path: "core/registry.snapshot".to_owned(), text }];
    let said = super::registry::check(nowhere, &unknown).expect("the check runs");
    assert!(said.len() == 1 && !said[0].is_error);
}

#[test]
fn what_is_not_rust_is_an_error() {
    assert!(findings(&[file("cli/src/a.rs", "//! Doc.\nfn f( {\n")]).is_err());
}

#[test]
fn what_loom_does_not_model_is_refused() {
    for line in ["use core::sync::atomic::Ordering::SeqCst;", "m!(x.load(SeqCst));"] {
        let (is_error, at, says) = only("core/src/lane.rs", &format!("//! Doc.\n{line}\n"));
        assert!(is_error && at == 2 && says == "SeqCst, which loom does not model", "{line}");
    }
    assert_eq!(said("core/src/lane.rs", "//! No SeqCst here.\n"), []);
}
