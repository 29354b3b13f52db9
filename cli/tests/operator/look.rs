//! Watching: `status` and `escaped`.

use crate::gateway::{Gateway, child, fill, map, now, open, parent};
use crate::runner::{plimsoll, text};
use crate::{Place, done, published, run};
use plimsoll::{ChildId, ControlId, ParentId, Region, VenueId};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

/// Routes `count` children for the things with the number `index`, the last of them not sent yet.
fn route(region: &Region<'_>, index: u32, count: usize) -> (ParentId, Vec<ChildId>) {
    let mut lane = region.lane(index).expect("free");
    let parent = lane.admit(&parent(index, 1, 100), now()).expect("admitted");
    let children: Vec<ChildId> =
        (0..count).map(|_| lane.route(&child(index, parent), now()).expect("routed")).collect();
    for child in &children[..count - 1] {
        lane.sent(*child, now()).expect("sent");
    }
    (parent, children)
}

/// The children of a list.
fn listed(answer: &Value) -> Vec<String> {
    let children = answer["children"].as_array().expect("a list");
    children.iter().map(|child| child["child"].as_str().expect("an id").to_owned()).collect()
}

fn texts(children: &[ChildId]) -> Vec<String> {
    children.iter().map(|child| child.to_text().to_string()).collect()
}

#[test]
fn what_escaped_is_listed_in_chunks_until_it_is_proven_dead() {
    let place = Place::formatted();
    let map = map(&place.path);
    let region = map.region().expect("a region");
    open(&region);
    let (parent, mut first) = route(&region, 0, 7);
    let (_, second) = route(&region, 1, 3);
    let killed = done(&place.path, "kill", &["--scope", "venue:0"]);
    assert_eq!((&killed["escaped"], &killed["in_doubt"]), (&7.into(), &1.into()));
    let scopes =
        ["venue:0".to_owned(), "lane:0".to_owned(), format!("parent:{}", parent.to_text())];
    for scope in scopes {
        let all = done(&place.path, "escaped", &["--scope", &scope]);
        assert_eq!(listed(&all), texts(&first), "{scope}");
        assert_eq!((&all["halted"], all.get("next")), (&(scope == "venue:0").into(), None));
        let last = all["children"][6].clone();
        assert_eq!((&last["in_doubt"], &last["leaves_qty"]), (&true.into(), &1.into()));
        assert_eq!((&last["side"], &last["venue"]), (&"buy".into(), &0.into()));
    }
    let mut found = Vec::new();
    let mut from = Some(0);
    while let Some(cursor) = from {
        let options = ["--scope", "venue:0", "--most", "3", "--from", &cursor.to_string()];
        let chunk = done(&place.path, "escaped", &options);
        found.extend(listed(&chunk));
        from = chunk.get("next").map(|next| next.as_u64().expect("a cursor"));
    }
    assert_eq!(found, texts(&first));
    // Reports pass while the scope is halted; what is proven dead leaves the list.
    region.lane(0).expect("free").report(&fill(first[2]), now()).expect("booked");
    first.remove(2);
    let left = done(&place.path, "escaped", &["--scope", "venue:0"]);
    assert_eq!(listed(&left), texts(&first));
    let firm: BTreeSet<_> = listed(&done(&place.path, "escaped", &[])).into_iter().collect();
    assert_eq!(firm, texts(&[first, second].concat()).into_iter().collect());
}

#[test]
fn a_person_reads_the_same_list() {
    let place = Place::formatted();
    let map = map(&place.path);
    let region = map.region().expect("a region");
    open(&region);
    let (_, children) = route(&region, 0, 2);
    let output = plimsoll().arg("escaped").arg(&place.path).output().expect("runs");
    let lines: Vec<&str> = text(&output.stdout).lines().collect();
    for (line, child) in lines.iter().zip(&children) {
        assert!(line.starts_with(child.to_text().as_str()), "{line}");
        assert!(line.contains("venue:0 instrument:0 buy"), "{line}");
    }
    assert!(lines[1].ends_with("in doubt") && lines[2].contains("may grow"), "{lines:?}");
}

#[test]
fn a_status_says_why_the_house_is_closed() {
    let place = Place::formatted();
    let closed = done(&place.path, "status", &[]);
    assert_eq!(closed["closed_by"], serde_json::json!(["not_armed", "halted"]));
    let map = map(&place.path);
    let region = map.region().expect("a region");
    open(&region);
    let (parent, _) = route(&region, 0, 4);
    route(&region, 1, 2);
    region.control().expect("free").disconnect(VenueId(1), now()).expect("lost");
    let status = done(&place.path, "status", &[]);
    assert_eq!((&status["open"], &status["closed_by"]), (&true.into(), &serde_json::json!([])));
    assert!(status["lease_left"].as_u64() > Some(0), "{status}");
    assert_eq!(status["venues"][1]["session"], "down");
    assert_eq!((&status["parents"]["open"], &status["parents"]["unknown"]), (&2.into(), &2.into()));
    assert_eq!(
        (&status["children"]["out"], &status["children"]["in_doubt"]),
        (&6.into(), &1.into())
    );
    assert_eq!(status["strategies"][0]["sent"], 4);
    let killed = done(&place.path, "kill", &["--reason", "31"]);
    done(&place.path, "kill", &["--scope", &format!("parent:{}", parent.to_text())]);
    let status = done(&place.path, "status", &[]);
    assert_eq!(status["closed_by"], serde_json::json!(["halted"]));
    let halted = &status["switches"][0];
    assert_eq!((&halted["scope"], &halted["reason"]), (&"firm".into(), &31.into()));
    assert_eq!((&halted["at"], &halted["kill_count"]), (&killed["at"], &killed["kill_count"]));
    assert_eq!(status["parents"]["held"], 1);
    let output = plimsoll().arg("status").arg(&place.path).output().expect("runs");
    let said = text(&output.stdout);
    assert!(said.starts_with("CLOSED   halted   lease: "), "{said}");
    for words in [
        "STOPPED  firm: no_new_orders, reason 31, ",
        "VENUE    venue:1 is down",
        "6 out, 1 in doubt",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
}

#[test]
fn a_scope_is_stopped_as_far_as_is_said_and_never_back() {
    let place = Place::formatted();
    let map = map(&place.path);
    let region = map.region().expect("a region");
    open(&region);
    let levels = ["warn", "reduce_only", "no_new_orders", "cancel_all"];
    let (mut reached, mut kills) = ("", 1);
    // The last is said twice, and then less than it.
    for said in levels.into_iter().chain(["cancel_all", "warn", "no_new_orders"]) {
        let options = ["--scope", "desk:7", "--level", said, "--reason", "5"];
        let answer = done(&place.path, "kill", &options);
        assert_eq!((&answer["level"], &answer["scope"]), (&said.into(), &"desk:7".into()));
        reached = if reached == "cancel_all" { reached } else { said };
        let status = done(&place.path, "status", &[]);
        let stopped = &status["switches"][0];
        assert_eq!((&stopped["level"], &stopped["reason"]), (&reached.into(), &5.into()), "{said}");
        let count = stopped["kill_count"].as_u64().expect("a count");
        assert!(count >= kills, "{said}");
        kills = count;
        assert_eq!(status["open"], true, "only a desk is stopped");
    }
    let back = ["--scope", "desk:7", "--level", "open"];
    let output = plimsoll().arg("kill").arg(&place.path).args(back).output().expect("runs");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn every_control_is_listed_with_its_rule_and_tested_when_asked() {
    let place = Place::formatted();
    let unset = done(&place.path, "controls", &[]);
    let lines = |answer: &Value| answer["controls"].as_array().expect("a list").clone();
    assert_eq!(lines(&unset).len(), ControlId::ALL.len());
    assert!(lines(&unset).iter().any(|line| line["set"] == false), "no limit is set yet");
    for line in lines(&unset) {
        assert!(line["source"].as_str().is_some_and(|rule| !rule.is_empty()), "{line}");
        assert_eq!((line.get("last_test"), unset.get("test")), (None, None));
    }
    let map = map(&place.path);
    let region = map.region().expect("a region");
    open(&region);
    let (before, fingerprint) =
        (done(&place.path, "status", &[]), done(&place.path, "fingerprint", &[]));
    let tested = done(&place.path, "controls", &["--test"]);
    let count = ControlId::ALL.len();
    let all = serde_json::json!({"controls": count, "passed": count});
    assert_eq!(tested["test"], all, "{}", tested["test"]);
    assert!(lines(&tested).iter().all(|line| line["passed"] == true));
    // Nothing is raised or thrown by it.
    let after = done(&place.path, "status", &[]);
    assert_eq!((&after["open"], &after["alarms"]), (&before["open"], &before["alarms"]));
    assert_eq!(after["switches"], before["switches"]);
    assert_eq!(done(&place.path, "fingerprint", &[]), fingerprint);
    // What acts is counted.
    let mut lane = region.lane(0).expect("free");
    let order = plimsoll::NewParent { flags: 1 << 8, ..parent(0, 1, 1) };
    assert!(lane.admit(&order, now()).is_err());
    let hits = |answer: &Value| -> u64 {
        lines(answer).iter().map(|line| line["hits"].as_u64().expect("a count")).sum()
    };
    let counted = done(&place.path, "controls", &[]);
    assert_eq!(hits(&counted), hits(&tested) + 1);
    let said = plimsoll().arg("controls").arg(&place.path).output().expect("runs").stdout;
    assert_eq!(text(&said).lines().count(), count);
    assert!(text(&said).lines().all(|line| line.contains(", tested ")), "{}", text(&said));
    let control = region.control().expect("free");
    let (status, answer) = run(&place.path, "controls", &["--test"]);
    assert_eq!((status, &answer["code"]), (1, &"already_claimed".into()));
    drop(control);
}

#[test]
fn another_clock_is_noticed() {
    let place = Place::formatted();
    let map = map(&place.path);
    let region = map.region().expect("a region");
    open(&region);
    assert_eq!(done(&place.path, "status", &[]).get("doubts"), None);
    // A gateway on the time of day.
    let later = plimsoll::Nanos(now().0 + 3_600_000_000_000);
    region.lane(0).expect("free").admit(&parent(0, 1, 1), later).expect("admitted");
    let status = done(&place.path, "status", &[]);
    let doubt = status["doubts"][0].as_str().expect("a doubt");
    assert!(doubt.starts_with("lane 0 passes times that CLOCK_MONOTONIC"), "{doubt}");
}

#[test]
fn a_watcher_looks_again_and_ends_with_its_reader() {
    let place = Place::formatted();
    let gateway = Gateway::start(&place);
    let mut command = plimsoll();
    command.arg("status").arg(&place.path).args(["--watch", "--every", "20", "--json"]);
    let mut watcher = command.stdout(Stdio::piped()).spawn().expect("runs");
    let mut lines = BufReader::new(watcher.stdout.take().expect("a pipe")).lines();
    let mut look = || {
        let line = lines.next().expect("another look").expect("text");
        serde_json::from_str::<Value>(&line).expect("an object a line")
    };
    let looks: Vec<_> = (0..3).map(|_| published(&look())).collect();
    assert!(looks.is_sorted() && looks[0] < looks[2], "{looks:?}");
    // The file goes away and comes back: another one.
    gateway.end();
    fs::remove_file(&place.path).expect("removed");
    while look()["result"] != "failed" {}
    done(&place.path, "format", &["--config", "small"]);
    while look()["result"] != "ok" {}
    drop(lines);
    assert_eq!(watcher.wait().expect("ends").code(), Some(0));
}

#[test]
fn a_watcher_of_nothing_ends() {
    let place = Place::empty();
    let (status, answer) = run(&place.path, "status", &["--watch"]);
    assert_eq!((status, &answer["result"]), (2, &"failed".into()));
}
