//! Killing while gateways trade, stand still, and go on.

use crate::gateway::Gateway;
use crate::{Place, done, output, published, run};
use std::thread::{sleep, spawn};
use std::time::Duration;

/// Long enough for a gateway to give birth to some ten thousand children.
const A_WHILE: Duration = Duration::from_millis(60);
const ROUNDS: u64 = if cfg!(debug_assertions) { 8 } else { 24 };

fn counts(place: &Place) -> Vec<u64> {
    published(&done(&place.path, "status", &[]))
}

#[test]
fn when_a_kill_returns_nothing_is_born_any_more() {
    for round in 0..ROUNDS {
        let place = Place::formatted();
        let gateway = Gateway::start(&place);
        let killed = done(&place.path, "kill", &["--reason", "7"]);
        let receipt = published(&killed);
        assert_eq!(counts(&place), receipt, "round {round}");
        sleep(A_WHILE);
        assert_eq!(counts(&place), receipt, "round {round}");
        // What the gateway was granted is what the receipt says: no less, no more.
        assert_eq!(gateway.end(), receipt, "round {round}");
    }
}

#[test]
fn a_gateway_that_was_stopped_in_the_middle_finds_itself_killed() {
    for round in 0..ROUNDS {
        let place = Place::formatted();
        let gateway = Gateway::start(&place);
        // Wherever it is by then.
        sleep(Duration::from_micros(round * 37));
        gateway.stop();
        let before = counts(&place);
        let receipt = published(&done(&place.path, "kill", &[]));
        assert_eq!(receipt, before, "round {round}: it stands still");
        gateway.go_on();
        sleep(A_WHILE);
        assert_eq!(counts(&place), receipt, "round {round}");
        assert_eq!(gateway.end(), receipt, "round {round}");
    }
}

#[test]
fn a_narrow_kill_stops_its_scope_and_no_other() {
    for scope in ["account:0", "instrument:0", "venue:0", "strategy:1000", "lane:0", "desk:7"] {
        let place = Place::formatted();
        let gateway = Gateway::start(&place);
        let killed = done(&place.path, "kill", &["--scope", scope]);
        assert_eq!(killed["scope"], scope);
        let receipt = published(&killed);
        sleep(A_WHILE);
        let after = counts(&place);
        assert_eq!(after[0], receipt[0], "{scope}");
        assert!(after[1] > receipt[1], "{scope}: the other lane trades on");
        let status = done(&place.path, "status", &[]);
        assert_eq!(
            (&status["open"], &status["switches"][0]["scope"]),
            (&true.into(), &scope.into())
        );
        assert_eq!(gateway.end()[0], receipt[0], "{scope}");
    }
}

#[test]
fn two_kills_at_once_are_both_final() {
    for round in 0..ROUNDS {
        let place = Place::formatted();
        let gateway = Gateway::start(&place);
        let killers = [1, 2].map(|reason| {
            let path = place.path.clone();
            spawn(move || done(&path, "kill", &["--reason", &reason.to_string()]))
        });
        let killed = killers.map(|killer| killer.join().expect("a kill"));
        let [first, second] = &killed;
        assert_eq!(published(first), published(second), "round {round}");
        let mut kills = killed.each_ref().map(|answer| answer["kill_count"].as_u64());
        kills.sort_unstable();
        // A new region's firm has been killed once: it starts halted.
        assert_eq!(kills, [Some(2), Some(3)], "round {round}");
        sleep(A_WHILE);
        assert_eq!(counts(&place), published(first), "round {round}");
        assert_eq!(gateway.end(), published(first), "round {round}");
    }
}

#[test]
fn every_file_is_killed_whatever_became_of_the_others() {
    let (one, other) = (Place::formatted(), Place::formatted());
    let gateway = Gateway::start(&other);
    let missing = Place::empty();
    let files = [&missing.path, &one.path, &other.path].map(|path| path.to_str().expect("text"));
    let all = output(&missing.path, "kill", &files[1..]);
    assert_eq!(all.status.code(), Some(2));
    let answers: Vec<serde_json::Value> = crate::text(&all.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).expect("an object a line"))
        .collect();
    let results: Vec<_> = answers.iter().map(|answer| &answer["result"]).collect();
    assert_eq!(results, ["failed", "ok", "ok"]);
    assert_eq!(gateway.end(), published(&answers[2]));
}

#[test]
fn what_the_core_refuses_is_named() {
    let place = Place::formatted();
    for (scope, code) in [
        ("account:0", "unknown_account"),
        ("instrument:0", "unknown_instrument"),
        ("venue:9", "unknown_venue"),
        ("strategy:4294967295", "unknown_strategy"),
        ("lane:2", "no_such_lane"),
        ("desk:8", "unknown_party"),
    ] {
        for command in ["kill", "escaped"] {
            let (status, answer) = run(&place.path, command, &["--scope", scope]);
            assert_eq!((status, &answer["result"]), (1, &"refused".into()), "{command} {scope}");
            assert_eq!(answer["code"], code, "{command}");
        }
    }
}
