//! `fingerprint`, `arm`, `disarm`: all or none.

use crate::gateway::{map, now};
use crate::house::{House, arg, reviewed};
use crate::runner::terminal::{talk, wanted};
use crate::runner::{plimsoll, text};
use crate::{Place, output};
use plimsoll::{AlarmKind, InstrumentTerms, Nanos, Region, Scope};
use serde_json::{Value, json};
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// Eight regions of the same fleet.
fn fleet() -> Vec<House> {
    (0..8).map(|_| House::new()).collect()
}

/// Something that only the seventh server has.
fn make_stale(region: &Region<'_>) {
    let mut control = region.control().expect("free");
    control.set_alarm_deadline(1).expect("set");
}

/// What a command says of each of several files.
fn each(houses: &[House], command: &str, options: &[&str]) -> (i32, Vec<Value>) {
    let others: Vec<&str> = houses[1..].iter().map(|house| arg(house.path())).collect();
    let output = output(houses[0].path(), command, &[&others, options].concat());
    let lines = text(&output.stdout).lines();
    let answers = lines.map(|line| serde_json::from_str(line).expect("an object a line"));
    (output.status.code().expect("it ends"), answers.collect())
}

fn armed(houses: &[House]) -> Vec<bool> {
    let is_armed = |house: &House| house.done("status", &[])["armed"] == true;
    houses.iter().map(is_armed).collect()
}

#[test]
fn one_stale_file_of_eight_and_none_is_armed() {
    let houses = fleet();
    let (status, answers) = each(&houses, "fingerprint", &["--same"]);
    assert_eq!(status, 0);
    assert!(answers.iter().all(|answer| answer["differs"] == json!([])), "{answers:?}");
    make_stale(&houses[6].map.region().expect("a region"));
    let (status, answers) = each(&houses, "fingerprint", &[]);
    assert_eq!((status, &answers[6]["differs"]), (0, &json!(["limits"])));
    assert!(answers[6]["whole"] != answers[0]["whole"] && answers[0]["differs"] == json!([]));
    assert_eq!(each(&houses, "fingerprint", &["--same"]).0, 1);

    let manifest = ["--manifest", arg(&houses[0].manifest), "--yes"];
    let (status, answers) = each(&houses, "arm", &manifest);
    assert_eq!((status, answers.len()), (1, 8));
    for (index, answer) in answers.iter().enumerate() {
        let code = if index == 6 { "wrong_fingerprint" } else { "not_all" };
        assert_eq!((&answer["result"], &answer["code"]), (&"refused".into(), &code.into()));
    }
    let found = houses[6].done("fingerprint", &[])["limits"].clone();
    let expected = houses[0].done("fingerprint", &[])["limits"].clone();
    assert_eq!((&answers[6]["field"], &answers[6]["found"]), (&"limits".into(), &found));
    assert_eq!(answers[6]["expected"], expected);
    assert_eq!(armed(&houses), [false; 8]);

    // As a person reads it.
    let mut command = plimsoll();
    command.arg("fingerprint").args(houses.iter().map(House::path));
    let said = command.output().expect("runs");
    let lines: Vec<&str> = text(&said.stdout).lines().collect();
    assert!(lines[0].ends_with("  as most") && lines[7].ends_with("  as most"), "{lines:?}");
    let difference = format!(
        "DIFFERS in limits: {}, most have {}",
        found.as_str().expect("text"),
        expected.as_str().expect("text")
    );
    assert!(lines[6].ends_with(&difference), "{lines:?}");

    // The manifest may name both, if somebody wants it so.
    let mut both = reviewed(houses[0].path());
    let other = reviewed(houses[6].path())["fingerprints"][0].clone();
    both["fingerprints"].as_array_mut().expect("a list").push(other);
    fs::write(&houses[0].manifest, both.to_string()).expect("written");
    let (status, answers) = each(&houses, "arm", &manifest);
    assert_eq!((status, armed(&houses)), (0, vec![true; 8]), "{answers:?}");
}

/// Each of these keeps one region from being armed, and so the other too.
#[test]
fn whatever_keeps_one_from_being_armed_keeps_all() {
    type Spoil = fn(&House);
    let rows: [(&str, i32, Spoil); 8] = [
        ("alarms_raised", 1, |house| {
            let region = house.map.region().expect("a region");
            let stray = plimsoll::ChildId::from_bits(3 << 62 | 1);
            let report = crate::gateway::fill(stray);
            region.lane(0).expect("free").report(&report, now()).expect("booked");
            assert!(region.alarm(AlarmKind::Suspense).raised);
        }),
        ("killed_since", 1, |house| {
            house.done("kill", &[]);
        }),
        ("nothing_to_change", 1, |house| {
            house.arm();
        }),
        ("already_claimed", 1, |house| {
            let control = house.map.region().expect("a region").control().expect("free");
            std::mem::forget(control);
        }),
        ("not_permitted", 3, |house| set_mode(house.path(), 0o620)),
        ("not_permitted", 3, |house| set_mode(house.path(), 0o400)),
        ("bad_file", 2, |house| fs::remove_file(house.path()).expect("ours")),
        ("too_short", 2, |house| fs::write(house.path(), "nonsense").expect("written")),
    ];
    for (code, status, spoil) in rows {
        let houses = [House::new(), House::new()];
        spoil(&houses[1]);
        let manifest = ["--manifest", arg(&houses[0].manifest), "--yes"];
        let (ended, answers) = each(&houses, "arm", &manifest);
        assert_eq!((ended, &answers[1]["code"]), (status, &code.into()), "{answers:?}");
        assert_eq!(answers[0]["code"], "not_all", "{code}");
        assert_eq!(houses[0].done("status", &[])["armed"], false, "{code}");
        // Nobody keeps its handle.
        houses[0].arm();
    }
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).expect("ours");
}

/// The manifest of `house`, changed, and what `arm` says of it.
fn changed(house: &House, pointer: &str, value: Value) -> Value {
    let mut manifest = reviewed(house.path());
    *manifest.pointer_mut(pointer).expect(pointer) = value;
    let path = house.path().with_extension("changed");
    fs::write(&path, manifest.to_string()).expect("written");
    let (status, answer) = house.run("arm", &["--manifest", arg(&path), "--yes"]);
    assert_eq!(status, 1, "{answer}");
    answer
}

#[test]
fn the_exact_difference_is_said() {
    let house = House::new();
    let found = house.done("fingerprint", &[]);
    for part in ["layout", "abi", "registry", "limits", "build"] {
        let answer = changed(&house, &format!("/fingerprints/0/{part}"), json!("00000000000000ff"));
        assert_eq!(
            (&answer["code"], &answer["field"]),
            (&"wrong_fingerprint".into(), &part.into())
        );
        assert_eq!(
            (&answer["expected"], &answer["found"]),
            (&"00000000000000ff".into(), &found[part])
        );
        let says = format!(
            "{part}: expected 00000000000000ff, found {}",
            found[part].as_str().expect("text")
        );
        assert!(answer["message"].as_str().is_some_and(|message| message.ends_with(&says)));
    }
    let answer = changed(&house, "/strategies/1/code", json!(1002));
    assert_eq!(
        (&answer["code"], &answer["field"]),
        (&"unknown_strategy".into(), &"strategy".into())
    );
    assert_eq!((&answer["expected"], &answer["found"]), (&1002.into(), &0.into()));
    let answer = changed(&house, "/strategies/1/generation", json!(2));
    assert_eq!(
        (&answer["code"], &answer["field"]),
        (&"wrong_generation".into(), &"generation".into())
    );
    assert_eq!((&answer["expected"], &answer["found"]), (&2.into(), &1.into()));
    let options = ["--manifest", arg(&house.manifest), "--lease", "61s", "--yes"];
    let (status, answer) = house.run("arm", &options);
    assert_eq!(
        (status, &answer["code"], &answer["field"]),
        (1, &"lease_too_long".into(), &"lease".into())
    );
    assert_eq!(
        (&answer["expected"], &answer["found"]),
        (&60000000000u64.into(), &61000000000u64.into())
    );
    let bare = Place::formatted();
    let (status, answer) =
        crate::run(&bare.path, "arm", &["--manifest", arg(&house.manifest), "--yes"]);
    assert_eq!((status, &answer["code"]), (1, &"limit_unset".into()));
}

#[test]
fn a_file_is_named_once() {
    let house = House::new();
    let link = house.path().with_extension("link");
    fs::hard_link(house.path(), &link).expect("linked");
    for other in [house.path(), &link] {
        let options = [arg(other), "--manifest", arg(&house.manifest), "--yes"];
        let (status, answer) = house.run("arm", &options);
        assert_eq!((status, &answer["code"]), (2, &"usage".into()));
    }
    assert_eq!(house.done("status", &[])["armed"], false);
}

#[test]
fn a_person_sees_what_is_armed_and_types_the_word() {
    let house = House::new();
    let arm = || {
        let mut command = plimsoll();
        command.arg("arm").arg(house.path()).arg("--manifest").arg(&house.manifest);
        command
    };
    let nobody = arm().output().expect("runs");
    assert_eq!(nobody.status.code(), Some(2));
    let no = talk(&mut arm(), |_| "yes".to_owned());
    assert_eq!((no.status, house.done("status", &[])["armed"] == true), (Some(2), false));
    for words in [arg(house.path()), "strategy:1000 of generation 1", "for 60.0 s"] {
        assert!(no.said.contains(words), "{words}: {}", no.said);
    }
    // Killed while the person reads.
    let late = talk(&mut arm(), |said| {
        house.done("kill", &[]);
        wanted(said)
    });
    assert_eq!(late.status, Some(1));
    assert!(late.said.contains("killed_since"), "{}", late.said);
    let nonce = house.request("firm");
    assert_eq!(house.confirm(&nonce).0, 0);
    let yes = talk(&mut arm(), wanted);
    assert_eq!(yes.status, Some(0), "{}", yes.said);
    assert!(yes.printed.starts_with("armed: fingerprint "), "{}", yes.printed);
    assert_eq!(house.done("status", &[])["open"], true);
}

#[test]
fn what_is_disarmed_is_closed_until_it_is_armed_again() {
    let houses = [House::new(), House::new()];
    houses.iter().for_each(|house| drop(house.arm()));
    let (status, answers) = each(&houses, "disarm", &[]);
    assert_eq!((status, armed(&houses)), (0, vec![false; 2]), "{answers:?}");
    for house in &houses {
        assert_eq!(house.done("status", &[])["closed_by"], json!(["not_armed", "halted"]));
        // Its own halt is no kill.
        house.arm();
        assert_eq!(house.done("status", &[])["open"], true);
    }
}

/// A manifest that allows less than what is there: caps of the session.
#[test]
fn the_caps_of_the_manifest_are_those_of_the_session() {
    let house = House::new();
    let mut manifest = reviewed(house.path());
    manifest["strategies"] =
        json!([{"code": 1000, "generation": 1, "max_parents": 1, "max_notional": 1000}]);
    fs::write(&house.manifest, manifest.to_string()).expect("written");
    house.arm();
    let region = house.map.region().expect("a region");
    let mut lane = region.lane(0).expect("free");
    let mut admit =
        |index, client, qty| lane.admit(&crate::gateway::parent(index, client, qty), now());
    assert_eq!(admit(1, 1, 1), Err(plimsoll::Refusal::NotInManifest));
    assert_eq!(admit(0, 2, 11), Err(plimsoll::Refusal::ExceedsSessionCap));
    assert!(admit(0, 3, 5).is_ok());
    assert_eq!(admit(0, 4, 1), Err(plimsoll::Refusal::ExceedsSessionCap));
}

#[test]
fn a_dead_owner_loses_the_control_handle_to_a_person() {
    let house = House::new();
    std::mem::forget(house.map.region().expect("a region").control().expect("free"));
    assert_eq!(house.done("status", &[])["controlled"], true);
    house.refused("disarm", &[], "already_claimed");
    let disarm = || {
        let mut command = plimsoll();
        command.arg("disarm").arg(house.path()).arg("--take-over");
        command
    };
    let no = talk(&mut disarm(), |_| "disarm".to_owned());
    assert_eq!(no.status, Some(2));
    assert!(no.said.contains("Take it only if that process is dead"), "{}", no.said);
    let yes = talk(&mut disarm(), |said| {
        assert_eq!(wanted(said), "take over");
        wanted(said)
    });
    assert_eq!((yes.status, house.done("status", &[])["controlled"] == true), (Some(0), false));
    // Where nobody holds it nothing is asked.
    let plain = talk(&mut disarm(), |said| panic!("{said}"));
    assert_eq!(plain.status, Some(0));
}

/// The build that formatted it is shown; a region of another kind is another fingerprint.
#[test]
fn every_definition_changes_the_fingerprint_and_trading_does_not() {
    let house = House::new();
    house.arm();
    let before = house.done("fingerprint", &[]);
    let region = house.map.region().expect("a region");
    let mut lane = region.lane(0).expect("free");
    let parent = lane.admit(&crate::gateway::parent(0, 1, 9), now()).expect("admitted");
    lane.route(&crate::gateway::child(0, parent), now()).expect("routed");
    region.kill(Scope::Lane(0), 1, now()).expect("a lane");
    assert_eq!(house.done("fingerprint", &[]), before);
    let mut control = region.control().expect("free");
    let terms = InstrumentTerms {
        lot: 1,
        tick_value: 1,
        max_order_qty: plimsoll::Qty::MAX,
        collar: plimsoll::Collar::Limit,
    };
    control.define_instrument(&terms).expect("room");
    let after = house.done("fingerprint", &[]);
    assert!(after["limits"] != before["limits"] && after["layout"] == before["layout"]);
    assert!(map(house.path()).region().expect("a region").lease() > Some(Nanos(0)));
}
