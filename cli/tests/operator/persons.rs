//! What a person answers for: keys, releases, strategies that are enabled again, builds.

use crate::gateway::{child, fill, map, now, open, parent, prepare};
use crate::house::{House, arg, reviewed};
use crate::runner::terminal::{talk, wanted};
use crate::runner::{plimsoll, text};
use crate::{Place, done, run};
use plimsoll::registry::{Kind, RegistryEntry};
use plimsoll::{BUILD, Build, ParentId, Refusal, StrategyTerms, Throttles};
use std::fs::{self, File, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::process::Stdio;

const KEY: &str = "00112233445566778899aabbccddeeff\n";

#[test]
fn a_key_is_its_owners_alone_and_never_the_same() {
    let place = Place::empty();
    let made = done(&place.path, "keygen", &[]);
    let key = fs::read_to_string(&place.path).expect("read");
    assert_eq!((key.len(), key.trim_end().len()), (33, 32));
    assert!(key.trim_end().bytes().all(|byte| byte.is_ascii_hexdigit()));
    assert_eq!(fs::metadata(&place.path).expect("a file").mode() & 0o7777, 0o600);
    assert!(!made.to_string().contains(key.trim_end()), "it is not shown");
    // Never over one that is there.
    let (status, answer) = run(&place.path, "keygen", &[]);
    assert_eq!((status, &answer["code"]), (2, &"bad_key".into()));
    assert_eq!(fs::read_to_string(&place.path).expect("read"), key);
    let other = Place::empty();
    done(&other.path, "keygen", &[]);
    assert_ne!(fs::read_to_string(&other.path).expect("read"), key);
    let (status, _) = run(&place.path.join("no/folder"), "keygen", &[]);
    assert_eq!(status, 2);
}

#[test]
fn a_key_that_others_may_know_is_none() {
    let house = House::new();
    let key = house.path().with_extension("other");
    fs::write(&key, KEY).expect("written");
    let options = ["--person", "3", "--key-file", arg(&key), "--yes"];
    for mode in [0o644, 0o640, 0o604, 0o660, 0o700, 0o400, 0o000, 0o4600] {
        fs::set_permissions(&key, Permissions::from_mode(mode)).expect("ours");
        let (status, answer) = house.run("key add", &options);
        assert_eq!((status, &answer["code"]), (3, &"not_permitted".into()), "{mode:o}");
    }
    fs::set_permissions(&key, Permissions::from_mode(0o600)).expect("ours");
    for nonsense in [
        b"".as_slice(),
        b"\n",
        b"00112233445566778899aabbccddeef\n",
        b"00112233445566778899aabbccddeeff0\n",
        b"00112233445566778899aabbccddeeff\n\n",
        b" 0112233445566778899aabbccddeeff\n",
        b"+0112233445566778899aabbccddeeff\n",
        b"0x112233445566778899aabbccddeeff\n",
        b"00000000000000000000000000000000\n",
        b"\xff0112233445566778899aabbccddeef\n",
        &[b'1'; 1 << 16],
    ] {
        fs::write(&key, nonsense).expect("written");
        let (status, answer) = house.run("key add", &options);
        assert_eq!((status, &answer["code"]), (2, &"bad_key".into()), "{nonsense:?}");
    }
    for nowhere in ["/nowhere/at/all", "/dev/zero", "/", "/tmp"] {
        let options = ["--person", "3", "--key-file", nowhere, "--yes"];
        let (status, answer) = house.run("key add", &options);
        assert_eq!((status, &answer["code"]), (2, &"bad_key".into()), "{nowhere}");
        assert!(answer["message"].as_str().is_some_and(|says| says.starts_with(nowhere)));
    }
}

#[test]
fn a_persons_shell_may_open_the_key() {
    let house = House::new();
    let key = house.path().with_extension("other");
    fs::write(&key, KEY).expect("written");
    let add = |person: &str| {
        let mut command = plimsoll();
        let file = Stdio::from(File::open(&key).expect("a key"));
        command.args(["key", "add"]).arg(house.path()).args([
            "--person",
            person,
            "--key-file",
            "-",
        ]);
        command.arg("--yes").stdin(file).output().expect("runs").status.code()
    };
    fs::set_permissions(&key, Permissions::from_mode(0o644)).expect("ours");
    assert_eq!(add("3"), Some(3));
    fs::set_permissions(&key, Permissions::from_mode(0o600)).expect("ours");
    assert_eq!(add("3"), Some(0));
}

#[test]
fn persons_get_keys_while_the_house_is_closed_and_eight_at_most() {
    let house = House::new();
    let add = |person: &str, key: &str| {
        house.run("key add", &["--person", person, "--key-file", key, "--yes"])
    };
    let [first, _] = house.keys.each_ref().map(|key| arg(key));
    house.refused("key add", &["--person", "3", "--key-file", first, "--yes"], "already_defined");
    for person in 3..=9 {
        let key = house.path().with_extension(person.to_string());
        done(&key, "keygen", &[]);
        let person = if person == 8 { "4294967295".to_owned() } else { person.to_string() };
        let (status, answer) = add(&person, arg(&key));
        match person.as_str() {
            "9" => assert_eq!((status, &answer["code"]), (1, &"definitions_full".into())),
            _ => assert_eq!(status, 0, "{answer}"),
        }
    }
    let key = house.path().with_extension("late");
    done(&key, "keygen", &[]);
    house.refused(
        "key add",
        &["--person", "1", "--key-file", arg(&key), "--yes"],
        "already_defined",
    );
    let (status, answer) = house.run("key add", &["--person", "10", "--key-file", arg(&key)]);
    assert_eq!((status, &answer["code"]), (2, &"unconfirmed".into()));
    // Persons are part of what was looked at: a manifest of before them does not fit.
    let manifest = ["--manifest", arg(&house.manifest), "--yes"];
    house.refused("arm", &manifest, "wrong_fingerprint");
    fs::write(&house.manifest, reviewed(house.path()).to_string()).expect("written");
    house.arm();
    house.refused(
        "key add",
        &["--person", "10", "--key-file", arg(&key), "--yes"],
        "nothing_to_change",
    );
    let mut huge = plimsoll();
    huge.args(["key", "add", "x", "--person", "4294967296", "--key-file", "y"]);
    assert_eq!(huge.output().expect("runs").status.code(), Some(2));
}

#[test]
fn a_person_lets_a_held_parent_go_on() {
    let place = Place::formatted();
    let map = map(&place.path);
    let region = map.region().expect("a region");
    open(&region);
    let mut lane = region.lane(0).expect("free");
    let held = lane.admit(&parent(0, 1, 10), now()).expect("admitted");
    let id = held.to_text().to_string();
    let release = |id: &str| run(&place.path, "release", &["--parent", id, "--yes"]);
    let (status, answer) = release(&id);
    assert_eq!((status, &answer["code"]), (1, &"nothing_to_change".into()));
    done(&place.path, "kill", &["--scope", &format!("parent:{id}")]);
    assert_eq!(lane.route(&child(0, held), now()), Err(Refusal::Held));
    let (status, answer) = run(&place.path, "release", &["--parent", &id]);
    assert_eq!((status, &answer["code"]), (2, &"unconfirmed".into()));
    let mut command = plimsoll();
    command.arg("release").arg(&place.path).args(["--parent", &id]);
    let said = talk(&mut command, wanted);
    assert_eq!(said.status, Some(0), "{}", said.said);
    assert!(said.said.contains("strategy:1000 for account:0 in instrument:0, quantity 10"));
    assert_eq!(said.printed, format!("parent:{id} goes on: 10 left\n"));
    let born = lane.route(&child(0, held), now()).expect("routed");
    // One that was filled for more than it has is held for good.
    let too_much = plimsoll::Report::trade(
        born,
        plimsoll::ExecId(7),
        plimsoll::Qty::saturating(11),
        plimsoll::Price(100),
    );
    lane.report(&too_much, now()).expect("booked");
    let (status, answer) = release(&id);
    assert_eq!((status, &answer["code"]), (1, &"exceeds_headroom".into()));
    let (status, answer) = release(ParentId::from_bits(1 << 62 | 77).to_text().as_ref());
    assert_eq!((status, &answer["code"]), (1, &"unknown_parent".into()));
    for nonsense in ["", "x", "99999999999999", &"0".repeat(1000)] {
        let mut command = plimsoll();
        let output =
            command.arg("release").arg(&place.path).args(["--parent", nonsense, "--yes"]).output();
        assert_eq!(output.expect("runs").status.code(), Some(2), "{nonsense}");
    }
}

/// Strategy 1000 of a later generation, which three executions in a row stop.
fn with_few_repeats() -> House {
    let place = Place::formatted();
    let map = map(&place.path);
    let region = map.region().expect("a region");
    prepare(&region);
    let mut control = region.control().expect("free");
    let window = Throttles { window: 3_600_000_000_000, ..Throttles::WIDEST };
    control.set_throttles(&window).expect("set");
    let codes = [(1000, 2), (1001, 1)].map(|(code, generation)| RegistryEntry {
        kind: Kind::Strategy,
        code,
        generation,
        retired: false,
    });
    control.extend_registry(&codes).expect("it continues");
    let (code, generation, max_ratio) = (1000, 2, u32::MAX);
    let terms = StrategyTerms { code, generation, max_held: 1, max_ratio, max_repeats: 3 };
    control.define_strategy(&terms).expect("a later generation");
    drop(control);
    House::of(place, map)
}

#[test]
fn a_person_enables_a_strategy_that_was_executed_too_often() {
    let house = with_few_repeats();
    house.arm();
    let region = house.map.region().expect("a region");
    let mut lane = region.lane(0).expect("free");
    let new = plimsoll::NewParent { generation: 2, ..parent(0, 1, 100) };
    let parent = lane.admit(&new, now()).expect("admitted");
    for _ in 0..3 {
        let born = lane.route(&child(0, parent), now()).expect("routed");
        lane.report(&fill(born), now()).expect("booked");
    }
    assert_eq!(lane.route(&child(0, parent), now()), Err(Refusal::RepeatedExecutions));
    let status = house.done("status", &[]);
    let latched = &status["latched"][0];
    assert_eq!((&latched["strategy"], &latched["instrument"]), (&1000.into(), &0.into()));
    assert_eq!((&latched["count"], &latched["latches"]), (&3.into(), &1.into()));
    let said = plimsoll().arg("status").arg(house.path()).output().expect("runs").stdout;
    assert!(text(&said).contains("REPEATS  strategy:1000 in instrument:0: 3 on a side"));
    house.refused("reenable", &["--strategy=1002", "--instrument=0", "--yes"], "unknown_strategy");
    house.refused(
        "reenable",
        &["--strategy=1000", "--instrument=9", "--yes"],
        "unknown_instrument",
    );
    house.refused("reenable", &["--strategy=1001", "--instrument=0", "--yes"], "nothing_to_change");
    let (status, answer) = house.run("reenable", &["--strategy=1000", "--instrument=0"]);
    assert_eq!((status, &answer["code"]), (2, &"unconfirmed".into()));
    let mut command = plimsoll();
    command.arg("reenable").arg(house.path()).args(["--strategy=1000", "--instrument=0"]);
    let said = talk(&mut command, wanted);
    assert_eq!(said.status, Some(0), "{}", said.said);
    assert!(said.said.contains("by 3 executions on one side"), "{}", said.said);
    assert_eq!(house.done("status", &[])["latched"], serde_json::json!([]));
    assert!(lane.route(&child(0, parent), now()).is_ok());
}

#[test]
fn an_older_build_is_kept_out_and_never_this_one() {
    let house = House::new();
    let [major, minor, patch] = Build::parts(BUILD.version);
    let own = format!("{major}.{minor}.{patch}");
    // A region is formatted for its own build and later ones.
    house.refused("require-build", &[&own, "--yes"], "nothing_to_change");
    house.refused("require-build", &["0.0.1", "--yes"], "nothing_to_change");
    let status = house.done("status", &[]);
    assert_eq!(
        (&status["build"], &status["oldest_build"]),
        (&own.as_str().into(), &own.as_str().into())
    );
    let newer = format!("{major}.{minor}.{}", patch + 1);
    for nonsense in [
        newer.as_str(),
        "9.8.7",
        "1",
        "1.2",
        "1.2.3.4",
        "1.2.x",
        "",
        "0.0.65536",
        "-1.0.0",
        "+0.0.0",
    ] {
        let mut command = plimsoll();
        let output = command.arg("require-build").arg(house.path()).args(["--", nonsense]).output();
        let output = output.expect("runs");
        assert_eq!(output.status.code(), Some(2), "{nonsense}");
    }
    let said =
        plimsoll().arg("require-build").arg(house.path()).arg("9.8.7").output().expect("runs");
    assert!(text(&said.stderr).contains("could not stop the region then"));
    let mut command = plimsoll();
    let no = talk(command.arg("require-build").arg(house.path()).arg(&own), |said| {
        assert_eq!(wanted(said), own);
        "yes".to_owned()
    });
    assert_eq!(no.status, Some(2));
    assert!(no.said.contains("It cannot be taken back"), "{}", no.said);
}
