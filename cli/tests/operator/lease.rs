//! `renew` and `heartbeat`: hands that must keep moving, beside a gateway that trades.

use crate::gateway::{Gateway, map, now, prepare};
use crate::house::{House, arg};
use crate::runner::plimsoll;
use crate::runner::terminal::{talk, wanted};
use crate::{Place, published, run};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::Value;
use std::io::{BufRead, BufReader, Lines};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// A command that goes on by itself, and says a line each time.
struct Hand {
    process: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Hand {
    fn start(command: &mut Command) -> Hand {
        let mut process = command.stdout(Stdio::piped()).spawn().expect("runs");
        let lines = BufReader::new(process.stdout.take().expect("a pipe")).lines();
        Hand { process, lines }
    }

    fn next(&mut self) -> Value {
        let line = self.lines.next().expect("a line").expect("read");
        serde_json::from_str(&line).expect("an object a line")
    }

    fn signal(&self, signal: Signal) {
        let pid = Pid::from_raw(self.process.id().try_into().expect("a process id"));
        kill(pid, signal).expect("it is there");
    }

    fn end(&mut self) -> Option<i32> {
        self.process.wait().expect("it ends").code()
    }
}

impl Drop for Hand {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A gateway that an operator has armed, with a lease that is as short as a test can bear.
fn trading() -> (House, Gateway) {
    let place = Place::formatted();
    let gateway = Gateway::start_closed(&place);
    let map = map(&place.path);
    let house = House::of(place, map);
    house.done("arm", &["--manifest", arg(&house.manifest), "--lease", "20s", "--yes"]);
    (house, gateway)
}

fn renewer(house: &House) -> Hand {
    let mut command = plimsoll();
    command.arg("renew").arg(house.path());
    Hand::start(command.args(["--lease", "900ms", "--every", "50ms", "--json", "--yes"]))
}

/// Waits until the gateway is refused because the lease has run out; the counts then.
fn run_out(house: &House) -> Vec<u64> {
    let begun = Instant::now();
    loop {
        let status = house.done("status", &[]);
        if status["closed_by"] == serde_json::json!(["lease_expired"]) {
            return published(&house.done("status", &[]));
        }
        assert!(begun.elapsed() < Duration::from_secs(30), "{status}");
    }
}

fn counts(house: &House) -> Vec<u64> {
    published(&house.done("status", &[]))
}

/// Whether nothing is born beyond `stopped` but what each lane may have been in the middle of: a
/// route that was asked for while the lease ran may end after it.
fn stands_still(house: &House, stopped: &[u64]) -> bool {
    counts(house).iter().zip(stopped).all(|(now, then)| (*then..=then + 1).contains(now))
}

#[test]
fn when_the_renewer_dies_the_lease_runs_out_and_nothing_is_born() {
    let (house, gateway) = trading();
    let mut renewer = renewer(&house);
    // Longer than one lease: it is renewed.
    for _ in 0..25 {
        assert_eq!(renewer.next()["result"], "ok");
    }
    let before = counts(&house);
    sleep(Duration::from_millis(30));
    assert!(counts(&house) > before, "it trades");
    renewer.signal(Signal::SIGKILL);
    assert_eq!(renewer.end(), None);
    let stopped = run_out(&house);
    sleep(Duration::from_millis(60));
    assert!(stands_still(&house, &stopped));
    // Nobody revives it without a word; a person does, and it trades on.
    let (status, answer) = house.run("renew", &[]);
    assert_eq!((status, &answer["code"]), (2, &"unconfirmed".into()));
    let mut command = plimsoll();
    command.arg("renew").arg(house.path());
    // A handle that the dead one held is taken from it.
    let renewed = talk(command.arg("--take-over"), |said| {
        assert!(said.contains("The lease ran out") || said.contains("Take it only"), "{said}");
        wanted(said)
    });
    assert_eq!(renewed.status, Some(0), "{}", renewed.said);
    let begun = Instant::now();
    while stands_still(&house, &stopped) {
        assert!(begun.elapsed() < Duration::from_secs(30), "it does not trade");
    }
    house.done("kill", &[]);
    assert_eq!(counts(&house), gateway.end());
}

#[test]
fn a_renewer_that_slept_too_long_does_not_go_on() {
    let (house, gateway) = trading();
    let mut renewer = renewer(&house);
    renewer.next();
    renewer.signal(Signal::SIGSTOP);
    let stopped = run_out(&house);
    renewer.signal(Signal::SIGCONT);
    let said = loop {
        let said = renewer.next();
        if said["result"] != "ok" {
            break said;
        }
    };
    // Stopped in the middle of a renewal, its time is of before.
    assert_eq!(said["code"], "lease_expired", "{said}");
    assert_eq!(renewer.end(), Some(1));
    assert!(stands_still(&house, &stopped));
    assert_eq!(gateway.end(), counts(&house));
}

#[test]
fn a_gateway_that_stands_still_is_armed_renewed_and_disarmed_all_the_same() {
    let place = Place::formatted();
    let gateway = Gateway::start_closed(&place);
    gateway.stop();
    let map = map(&place.path);
    let house = House::of(place, map);
    house.arm();
    house.done("renew", &["--lease", "30s"]);
    assert_eq!(house.done("status", &[])["open"], true);
    house.done("disarm", &[]);
    gateway.go_on();
    sleep(Duration::from_millis(60));
    assert_eq!(gateway.end(), [0, 0]);
}

#[test]
fn a_lease_is_renewed_within_its_bounds() {
    let house = House::new();
    house.refused("renew", &[], "not_armed");
    house.arm();
    let renewed = house.done("renew", &[]);
    assert_eq!(renewed["lease"], 60_000_000_000u64);
    assert_eq!(house.done("status", &[])["lease_until"], renewed["lease_until"]);
    let (status, answer) = house.run("renew", &["--lease", "61s"]);
    assert_eq!(
        (status, &answer["code"], &answer["field"]),
        (1, &"lease_too_long".into(), &"lease".into())
    );
    let (status, answer) = house.run("renew", &["--lease", "5s", "--every", "5s"]);
    assert_eq!((status, &answer["code"]), (2, &"usage".into()));
    for nonsense in ["0s", "5", "-1s", "1e9s", "99999999999999999999s", "18446744074s", ""] {
        for option in ["--lease", "--every"] {
            let mut command = plimsoll();
            let output = command.arg("renew").arg(house.path()).args([option, nonsense]).output();
            assert_eq!(output.expect("runs").status.code(), Some(2), "{option} {nonsense}");
        }
    }
    // One that is closed while it is renewed ends its renewer.
    let mut renewer = renewer(&house);
    renewer.next();
    house.done("disarm", &[]);
    while renewer.next()["result"] == "ok" {}
    assert_eq!(renewer.end(), Some(1));
    let missing = Place::empty();
    let (status, answer) = run(&missing.path, "renew", &["--every", "10ms"]);
    assert_eq!((status, &answer["code"]), (2, &"bad_file".into()));
}

#[test]
fn a_monitor_that_falls_silent_closes_the_house() {
    let place = Place::formatted();
    let map = map(&place.path);
    let region = map.region().expect("a region");
    prepare(&region);
    let second = 1_000_000_000;
    for silence in [second, 3600 * second] {
        region.control().expect("free").define_monitor(silence).expect("room");
    }
    let house = House::of(place, map);
    house.arm();
    assert_eq!(house.done("status", &[])["closed_by"], serde_json::json!(["monitor_silent"]));
    house.refused("heartbeat", &["--monitor", "2"], "unknown_monitor");
    house.refused("heartbeat", &["--monitor", "4294967295"], "unknown_monitor");
    let heard = house.done("heartbeat", &["--monitor", "1"]);
    assert_eq!(
        heard["until"].as_u64(),
        Some(heard["at"].as_u64().expect("a time") + 3600 * second)
    );
    let status = house.done("status", &[]);
    let silent = |index: usize| status["monitors"][index]["silent"] == true;
    assert!(silent(0) && !silent(1) && status["open"] == false, "{status}");
    let said = plimsoll().arg("status").arg(house.path()).output().expect("runs").stdout;
    assert!(crate::text(&said).contains("MONITOR  0 is never heard"), "{}", crate::text(&said));
    let mut command = plimsoll();
    command.arg("heartbeat").arg(house.path()).args(["--monitor", "0", "--every", "50ms"]);
    let mut monitor = Hand::start(command.arg("--json"));
    for _ in 0..25 {
        assert_eq!(monitor.next()["result"], "ok");
        assert_eq!(house.done("status", &[])["open"], true);
    }
    drop(monitor);
    let begun = Instant::now();
    while house.done("status", &[])["open"] == true {
        assert!(begun.elapsed() < Duration::from_secs(30), "it is still open");
    }
    let status = house.done("status", &[]);
    assert_eq!(status["closed_by"], serde_json::json!(["monitor_silent"]));
    assert!(status["monitors"][0]["until"].as_u64() < Some(now().0));
}
