//! `ack`: only a person, or a script that says so, and only what was heard.

use crate::gateway::{fill, map, now, open};
use crate::runner::plimsoll;
use crate::runner::terminal::talk;
use crate::{Place, done, run};
use plimsoll::{ChildId, Region};

/// Raises the alarm of suspense: an execution of a child that nobody knows.
fn raise(region: &Region<'_>, number: u64) {
    let stray = ChildId::from_bits(3 << 62 | number);
    let outcome = region.lane(0).expect("free").report(&fill(stray), now()).expect("booked");
    assert!(outcome.child.is_none());
}

#[test]
fn an_alarm_is_acknowledged_once_by_a_script_that_says_yes() {
    let place = Place::formatted();
    let map = map(&place.path);
    let region = map.region().expect("a region");
    open(&region);
    raise(&region, 1);
    let alarm = done(&place.path, "status", &[])["alarms"][0].clone();
    assert_eq!((&alarm["alarm"], &alarm["severity"]), (&"suspense".into(), &"critical".into()));
    assert!(alarm["deadline"].as_u64() > alarm["first_at"].as_u64(), "{alarm}");
    // Nobody is at the other end of standard input.
    let (status, answer) = run(&place.path, "ack", &["suspense"]);
    assert_eq!((status, &answer["code"]), (2, &"unconfirmed".into()));
    // The gateway's own operator holds the handle.
    let control = region.control().expect("free");
    let (status, answer) = run(&place.path, "ack", &["suspense", "--yes"]);
    assert_eq!((status, &answer["code"]), (1, &"already_claimed".into()));
    drop(control);
    // One that is not raised: none is acknowledged.
    let (status, answer) = run(&place.path, "ack", &["suspense", "overfill", "--yes"]);
    assert_eq!((status, &answer["code"]), (1, &"nothing_to_change".into()));
    let noted = done(&place.path, "ack", &["suspense", "suspense", "--yes"]);
    assert_eq!(noted["alarms"], serde_json::json!(["suspense"]));
    assert_eq!(done(&place.path, "status", &[])["alarms"], serde_json::json!([]));
    let (status, answer) = run(&place.path, "ack", &["suspense", "--yes"]);
    assert_eq!((status, &answer["code"]), (1, &"nothing_to_change".into()));
    let (status, _) = {
        let output = plimsoll().arg("ack").arg(&place.path).arg("nonsense").output().expect("runs");
        (output.status.code(), output)
    };
    assert_eq!(status, Some(2));
}

/// What a person at a terminal who types `word` comes to; `meanwhile` happens before they do.
fn typed(place: &Place, word: &str, meanwhile: impl Fn()) -> (Option<i32>, String) {
    let mut command = plimsoll();
    let talk = talk(command.arg("ack").arg(&place.path).arg("suspense"), |_| {
        meanwhile();
        word.to_owned()
    });
    (talk.status, talk.said)
}

#[test]
fn a_person_is_shown_the_alarm_and_must_type_the_word() {
    let place = Place::formatted();
    let map = map(&place.path);
    let region = map.region().expect("a region");
    open(&region);
    raise(&region, 1);
    let (status, said) = typed(&place, "y", || {});
    assert_eq!(status, Some(2), "{said}");
    assert!(said.contains("suspense: raised 1 times in all"), "{said}");
    let (status, said) = typed(&place, "ack", || raise(&region, 2));
    assert_eq!(status, Some(2), "{said}");
    assert!(said.contains("raised again in the meantime"), "{said}");
    let (status, said) = typed(&place, "ack", || {});
    assert_eq!(status, Some(0), "{said}");
    assert_eq!(done(&place.path, "status", &[])["alarms"], serde_json::json!([]));
}
