//! *Property*: no command takes a code back, and one that is refused changes nothing. *Method*:
//! each command, and walks of many.

mod runner;

use runner::repo::{FILE, OURS, Repo, ended};
use serde_json::json;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

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
fn a_last_line_with_half_an_end_is_ended() {
    for (start, end) in [("# Ours.\r", "\n"), ("# Ours.\r\n\r", "\r\n")] {
        let repo = Repo::new(start);
        assert_eq!(ended(&repo.run(&["add", FILE, "flag", "retail"])).0, 0);
        assert_eq!(repo.text(), format!("{start}\nflag 8 1 retail{end}"));
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

/// Whatever is asked in whatever order, each version of the file continues the one before.
#[test]
fn every_walk_of_commands_only_goes_on() {
    let repo = Repo::new("");
    let mut seed = 1_u32;
    let mut random = |below: u32| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 16) % below
    };
    let (mut done, mut hashes) = (0, Vec::new());
    for _ in 0..200 {
        let before = repo.text();
        let name = format!("n{}", random(20));
        let output = match random(5) {
            0 => repo.run(&["add", FILE, "flag", &name]),
            1 | 2 => repo.run(&["add", FILE, "strategy", &name]),
            3 => repo.run(&["raise", FILE, &name]),
            _ => repo.run(&["retire", FILE, &name]),
        };
        let changed = ended(&output).0 == 0;
        assert_eq!(changed, repo.text() != before);
        if !changed {
            continue;
        }
        fs::write(repo.path("old"), before).expect("written");
        let (status, value) = repo.json(&["check", FILE, "--against", "old"]);
        assert_eq!(status, 0, "{value}");
        assert!(!hashes.contains(&value["hash"]), "each registry has a hash of its own");
        hashes.push(value["hash"].clone());
        fs::rename(repo.file(), repo.path("new")).expect("moved");
        fs::rename(repo.path("old"), repo.file()).expect("moved");
        assert_eq!(repo.json(&["check", FILE, "--against", "new"]).0, 1, "and never back");
        fs::rename(repo.path("new"), repo.file()).expect("moved");
        done += 1;
    }
    assert!(done > 30, "{done}");
}
