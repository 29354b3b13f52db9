//! `reset`: two persons, and every way in which that is refused.

use crate::gateway::{Gateway, child, fill, map, now, parent};
use crate::house::{House, arg};
use crate::runner::plimsoll;
use crate::runner::terminal::{talk, wanted};
use crate::{Place, published};
use plimsoll::{ChildId, ParentId, ResetTerms, Target};
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, Instant};

fn request<'a>(key: &'a Path, scope: &'a str) -> [&'a str; 6] {
    ["--scope", scope, "--key-file", arg(key), "--why", "w"]
}

/// What the confirmation with these options comes to.
fn confirm(house: &House, nonce: &str, key: &Path, fingerprint: &str) -> (i32, Value) {
    let options = ["--nonce", nonce, "--key-file", arg(key), "--fingerprint", fingerprint, "--yes"];
    house.run("reset confirm", &options)
}

fn set_terms(house: &House, least_delay: u64, expiry: u64) {
    let region = house.map.region().expect("a region");
    let mut control = region.control().expect("free");
    control.set_reset_terms(&ResetTerms { least_delay, expiry }).expect("set");
}

#[test]
fn every_request_that_cannot_be_is_refused_by_name() {
    let house = House::new();
    house.arm();
    let [first, _] = &house.keys;
    let parent = format!("parent:{}", ParentId::from_bits(1 << 62 | 77).to_text());
    for (scope, code) in [
        ("account:9", "unknown_account"),
        ("instrument:4294967295", "unknown_instrument"),
        ("venue:9", "unknown_venue"),
        ("strategy:77", "unknown_strategy"),
        ("lane:2", "no_such_lane"),
        ("desk:8", "unknown_party"),
        ("firm", "nothing_to_change"),
        ("desk:7", "nothing_to_change"),
        (&parent, "nothing_to_change"),
    ] {
        house.refused("reset request", &request(first, scope), code);
    }
    let stranger = house.path().with_extension("stranger");
    crate::done(&stranger, "keygen", &[]);
    house.done("kill", &[]);
    house.refused("reset request", &request(&stranger, "firm"), "unknown_key");
    let bare = Place::formatted();
    crate::done(&bare.path, "key add", &["--person=1", "--key-file", arg(first), "--yes"]);
    let (status, answer) = crate::run(&bare.path, "reset request", &request(first, "firm"));
    assert_eq!((status, &answer["code"]), (1, &"limit_unset".into()));
    let control = house.map.region().expect("a region").control().expect("free");
    house.refused("reset request", &request(first, "firm"), "already_claimed");
    drop(control);
    for nonsense in ["", " ", "a\nb", "\u{1b}[2J", &"x".repeat(33), &"ä".repeat(17)] {
        let options = ["--scope", "firm", "--key-file", arg(first), "--why", nonsense];
        let mut command = plimsoll();
        let output = command.args(["reset", "request"]).arg(house.path()).args(options).output();
        assert_eq!(output.expect("runs").status.code(), Some(2), "{nonsense:?}");
    }
}

#[test]
fn every_confirmation_that_cannot_be_is_refused_by_name() {
    let house = House::new();
    house.arm();
    let [first, second] = &house.keys;
    let stranger = house.path().with_extension("stranger");
    crate::done(&stranger, "keygen", &[]);
    let whole = house.whole();
    let expect = |end: (i32, Value), code: &str| {
        assert_eq!((end.0, &end.1["code"]), (1, &code.into()), "{}", end.1);
        assert_eq!(house.done("status", &[])["switches"][0]["scope"], "lane:0");
    };
    house.done("kill", &["--scope", "lane:0"]);
    expect(confirm(&house, "0000000000000000", second, &whole), "no_such_request");
    let nonce = house.request("lane:0");
    expect(confirm(&house, "00000000000000aa", second, &whole), "no_such_request");
    expect(confirm(&house, &nonce, &stranger, &whole), "unknown_key");
    expect(confirm(&house, &nonce, first, &whole), "same_key");
    expect(confirm(&house, &nonce, second, "00000000000000aa"), "wrong_fingerprint");
    let parts = house.done("fingerprint", &[]);
    let part = |name: &str| parts[name].as_str().expect("text").to_owned();
    let names = ["layout", "abi", "registry", "limits", "build"];
    for wrong in names {
        let all = names
            .map(|name| if name == wrong { "00000000000000aa".to_owned() } else { part(name) });
        expect(confirm(&house, &nonce, second, &all.join(":")), "wrong_fingerprint");
    }
    // A kill in between makes it worthless; so does a weaker level.
    for level in ["no_new_orders", "warn"] {
        let nonce = house.request("lane:0");
        house.done("kill", &["--scope", "lane:0", "--level", level]);
        assert_eq!(house.done("status", &[])["open_reset"]["void"], true);
        expect(confirm(&house, &nonce, second, &whole), "killed_since");
    }
    // One request takes the place of another.
    let nonce = house.request("lane:0");
    let later = house.request("lane:0");
    expect(confirm(&house, &nonce, second, &whole), "no_such_request");
    // As five parts.
    let all = names.map(part).join(":");
    let (status, opened) = confirm(&house, &later, second, &all);
    assert_eq!((status, &opened["by"], &opened["scope"]), (0, &json!([1, 2]), &"lane:0".into()));
    let (status, answer) = confirm(&house, &later, second, &all);
    assert_eq!((status, &answer["code"]), (1, &"no_such_request".into()), "it is used up");
}

#[test]
fn what_is_not_known_yet_keeps_a_scope_closed() {
    let house = House::new();
    house.arm();
    let region = house.map.region().expect("a region");
    let mut lane = region.lane(0).expect("free");
    let parent = lane.admit(&parent(0, 1, 9), now()).expect("admitted");
    let born = lane.route(&child(0, parent), now()).expect("routed");
    house.done("kill", &["--scope", "venue:0"]);
    let nonce = house.request("venue:0");
    let refused = |code: &str| {
        let (status, answer) = house.confirm(&nonce);
        assert_eq!((status, &answer["code"]), (1, &code.into()), "{answer}");
    };
    refused("child_unproven");
    lane.sent(born, now()).expect("sent");
    lane.report(&fill(born), now()).expect("booked");
    let stray = ChildId::from_bits(3 << 62 | 77);
    lane.report(&fill(stray), now()).expect("booked");
    refused("alarms_raised");
    house.done("ack", &["suspense", "--yes"]);
    refused("suspense_open");
    let mut control = region.control().expect("free");
    let entry = region.next_suspense(&mut 0).expect("an entry").entry;
    control.assign(entry, Target::Parent(parent), now()).expect("assigned");
    drop(control);
    assert_eq!(house.confirm(&nonce).0, 0);
}

#[test]
fn a_reset_is_thought_over_and_not_for_ever() {
    let house = House::new();
    set_terms(&house, 3_600_000_000_000, 7_200_000_000_000);
    house.done("kill", &[]);
    let nonce = house.request("firm");
    let (status, answer) = house.confirm(&nonce);
    assert_eq!((status, &answer["code"]), (1, &"too_soon".into()));
    // Nobody can move the terms of a request that is open.
    set_terms(&house, 0, 1);
    let (status, answer) = house.confirm(&nonce);
    assert_eq!((status, &answer["code"]), (1, &"no_such_request".into()));
    let nonce = house.request("firm");
    let (status, answer) = house.confirm(&nonce);
    assert_eq!((status, &answer["code"]), (1, &"too_late".into()));
    assert_eq!(house.done("status", &[])["open_reset"]["void"], true);
    assert_eq!(house.done("status", &[]).get("last_reset"), None);
}

#[test]
fn the_second_person_sees_what_is_confirmed() {
    let house = House::new();
    house.arm();
    house.done("kill", &["--scope", "desk:7", "--reason", "31"]);
    let nonce = house.request("desk:7");
    let open = &house.done("status", &[])["open_reset"];
    assert_eq!((&open["scope"], &open["by"]), (&"desk:7".into(), &1.into()));
    assert!(!open.to_string().contains(&nonce), "the first person tells it");
    let command = || {
        let mut command = plimsoll();
        command.args(["reset", "confirm"]).arg(house.path()).args(["--nonce", &nonce]);
        command.arg("--key-file").arg(&house.keys[1]);
        command
    };
    // A script says what it has looked at.
    let script = command().arg("--yes").output().expect("runs");
    assert_eq!(script.status.code(), Some(2));
    let no = talk(&mut command(), |_| "confirm".to_owned());
    assert_eq!(no.status, Some(2));
    for words in [
        "desk:7 trades again after this",
        "Person 1 asked for it",
        "the cause is found",
        "stopped (no_new_orders)",
        "reason 31",
        &format!("What runs here: {}", house.whole()),
    ] {
        assert!(no.said.contains(words), "{words}: {}", no.said);
    }
    // Killed while the person reads.
    let late = talk(&mut command(), |said| {
        house.done("kill", &["--scope", "desk:7"]);
        wanted(said)
    });
    assert!(late.status == Some(1) && late.said.contains("killed_since"), "{}", late.said);
    let nonce = house.request("desk:7");
    let mut command = plimsoll();
    command.args(["reset", "confirm"]).arg(house.path()).args(["--nonce", &nonce, "--key-file"]);
    let yes = talk(command.arg(&house.keys[1]), wanted);
    assert_eq!(yes.status, Some(0), "{}", yes.said);
    assert_eq!(yes.printed, "desk:7 is open again: persons 1 and 2: the cause is found\n");
    let status = house.done("status", &[]);
    let last = &status["last_reset"];
    assert_eq!((&last["by"], &last["why"]), (&json!([1, 2]), &"the cause is found".into()));
    assert_eq!((&last["scope"], status.get("open_reset")), (&"desk:7".into(), None));
    let said = plimsoll().arg("status").arg(house.path()).output().expect("runs").stdout;
    assert!(crate::text(&said).contains("by persons 1 and 2: the cause is found"));
}

#[test]
fn a_gateway_that_was_killed_trades_again_after_two_persons_said_so() {
    let place = Place::formatted();
    let gateway = Gateway::start_closed(&place);
    let map = map(&place.path);
    let house = House::of(place, map);
    house.arm();
    let trades = |before: &[u64]| {
        let begun = Instant::now();
        while published(&house.done("status", &[])) == before {
            assert!(begun.elapsed() < Duration::from_secs(30), "it does not trade");
        }
    };
    trades(&[0, 0]);
    // Stopped in the middle: of what it was doing nobody knows.
    gateway.stop();
    let receipt = published(&house.done("kill", &[]));
    gateway.go_on();
    let nonce = house.request("firm");
    let begun = Instant::now();
    let end = loop {
        let (status, answer) = house.confirm(&nonce);
        if status == 0 || begun.elapsed() > Duration::from_secs(30) {
            break (status, answer);
        }
        assert_eq!(answer["code"], "child_unproven");
    };
    assert_eq!(end.0, 0, "{}", end.1);
    trades(&receipt);
    house.done("disarm", &[]);
    assert_eq!(gateway.end(), published(&house.done("status", &[])));
}

#[test]
fn nonces_and_fingerprints_are_sixteen_digits() {
    let house = House::new();
    let second = arg(&house.keys[1]);
    let whole = house.whole();
    for (nonce, fingerprint) in [
        ("1", whole.as_str()),
        ("18446744073709551616", &whole),
        ("+00000000000000a", &whole),
        ("000000000000000g", &whole),
        ("00000000000000aa", "1"),
        ("00000000000000aa", "00000000000000aa:00000000000000aa"),
        ("00000000000000aa", "::::"),
    ] {
        let mut command = plimsoll();
        command.args(["reset", "confirm"]).arg(house.path()).args(["--nonce", nonce]);
        command.args(["--key-file", second, "--fingerprint", fingerprint, "--yes"]);
        assert_eq!(command.output().expect("runs").status.code(), Some(2), "{nonce} {fingerprint}");
    }
}
