//! What is no manifest, and what `manifest` proposes.

use crate::done;
use crate::house::{House, arg, reviewed};
use crate::runner::{plimsoll, text};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// Nothing is armed by what `text` says; the message names `words`.
fn refused(house: &House, text: impl AsRef<[u8]>, words: &str) {
    let path = house.path().with_extension("nonsense");
    fs::write(&path, text).expect("written");
    let (status, answer) = house.run("arm", &["--manifest", arg(&path), "--yes"]);
    assert_eq!((status, &answer["code"]), (2, &"usage".into()), "{words}: {answer}");
    let message = answer["message"].as_str().expect("a message");
    assert!(message.contains(words) && message.contains("nonsense"), "{words}: {message}");
    assert_eq!(house.done("status", &[])["armed"], false);
}

#[test]
fn a_proposal_is_read_by_a_person_before_anything_is_armed_by_it() {
    let house = House::new();
    let output = plimsoll().arg("manifest").arg(house.path()).output().expect("runs");
    let proposal: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let strategy = json!({"code": 1000, "generation": 1, "max_parents": (1u64 << 60) - 1,
        "max_notional": (1u64 << 60) - 1});
    assert_eq!(
        (&proposal["strategies"][0], &proposal["lease_ns"]),
        (&strategy, &json!(60000000000u64))
    );
    refused(&house, text(&output.stdout), "it is a proposal");
    let found = house.done("fingerprint", &[]);
    for part in ["layout", "abi", "registry", "limits", "build"] {
        assert_eq!(proposal["fingerprints"][0][part], found[part], "{part}");
    }
    let (status, answer) = house.run("manifest", &[]);
    assert_eq!((status, &answer["manifest"]), (0, &proposal));
    house.arm();
}

#[test]
fn nonsense_is_no_manifest() {
    let house = House::new();
    let right = reviewed(house.path());
    for (bytes, words) in [
        ("", "EOF"),
        ("{", "EOF"),
        ("[]", "invalid length"),
        ("null", "invalid type: null"),
        ("{}", "missing field `fingerprints`"),
        (r#"{"lease_ns":1,"lease_ns":2}"#, "duplicate field"),
        ("\0\0", "expected value"),
        (&"[".repeat(1000), "invalid type"),
    ] {
        refused(&house, bytes, words);
    }
    refused(&house, b"\xff\xfe", "UTF-8");
    refused(&house, " ".repeat((1 << 20) + 1), "too long");
    let change = |pointer: &str, value: Value| {
        let mut manifest = right.clone();
        *manifest.pointer_mut(pointer).expect(pointer) = value;
        manifest.to_string()
    };
    let strategy = &right["strategies"][0];
    for (pointer, value, words) in [
        ("/fingerprints", json!([]), "names no fingerprint"),
        ("/fingerprints", json!("all"), "invalid type"),
        ("/fingerprints/0/layout", json!("1"), "16 hex digits"),
        ("/fingerprints/0/layout", json!("+123456789abcdef"), "16 hex digits"),
        ("/fingerprints/0/layout", json!(1), "invalid type"),
        ("/strategies", json!([strategy, strategy]), "strategy 1000 is there twice"),
        ("/strategies/0/code", json!(1u64 << 32), "invalid value"),
        ("/strategies/0/code", json!(-1), "invalid value"),
        ("/strategies/0/generation", json!(1.0), "invalid type"),
        ("/strategies/0/max_parents", json!(null), "invalid type"),
        ("/strategies/0/max_notional", json!(1u64 << 60), "which is no cap"),
        ("/lease_ns", json!(0), "lease_ns is 0"),
        ("/lease_ns", json!(1e300), "invalid type"),
        ("/lease_ns", json!("60s"), "invalid type"),
    ] {
        refused(&house, change(pointer, value), words);
    }
    let huge = right.to_string().replace("60000000000", "99999999999999999999999");
    refused(&house, huge, "invalid type");
    let mut more = right.clone();
    more["strategy"] = json!([]);
    refused(&house, more.to_string(), "unknown field `strategy`");
    let (status, answer) = house.run("arm", &["--manifest", "/nowhere/at/all", "--yes"]);
    assert_eq!((status, &answer["code"]), (2, &"usage".into()));
    assert!(answer["message"].as_str().is_some_and(|says| says.contains("No such file")));
}

#[test]
fn a_region_that_is_not_there_has_no_manifest() {
    let output = plimsoll().args(["manifest", "/nowhere/at/all"]).output().expect("runs");
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(2), ""));
    assert_eq!(done(House::new().path(), "manifest", &[])["result"], "ok");
    assert!(!Path::new("/nowhere/at/all").exists());
}
