//! *Property*: when one of two processes dies, the other goes on: nothing of the dead one blocks
//! it, no parent is passed, no acknowledged execution is lost; the dead one's lanes can be taken
//! over while the other works.
//!
//! *Method*: two gateways share a region, each on lanes of its own. One is killed; its lanes are
//! taken over at once, while the other is at full speed; then that one is stopped in an orderly
//! way. Both logs must be found in the books; after a recovery the audit is clean.

use plimsoll::{AccountId, Nanos, ParentId, Region};
use plimsoll_tests::crash::{CONFIG, Deed, Log, Shared, VENUES, now};
use plimsoll_tests::generator::Random;
use plimsoll_tests::world::{PLENTY, Setup, arm, define};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

const DEATHS: u64 = if cfg!(debug_assertions) { 25 } else { 60 };

fn folder() -> PathBuf {
    let folder =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("takeover-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the test");
    folder
}

fn gateway(folder: &Path, log: &str, seed: u64, first: u32) -> Child {
    Command::new(env!("CARGO_BIN_EXE_crash-worker"))
        .args([folder.join("region"), folder.join(log)])
        .args([seed, u64::from(first), 2].map(|number| number.to_string()))
        .spawn()
        .expect("the gateway starts")
}

fn region_in(folder: &Path) -> Shared {
    let bytes = Region::required_bytes(&CONFIG).expect("the configuration is good");
    let shared = Shared::create(&folder.join("region"), bytes).expect("a file for the region");
    let region = shared.format(&CONFIG).expect("fresh memory is formatted");
    let mut control = region.control().expect("nobody holds the control handle");
    let setup = Setup {
        config: CONFIG,
        venues: VENUES,
        position: 1 << 41,
        account: 1 << 58,
        firm: 1 << 59,
        ..PLENTY
    };
    define(&mut control, &setup).expect("definitions that fit");
    control.set_alarm_deadline(1 << 60).expect("a deadline");
    arm(&mut control, &PLENTY, Nanos(u64::MAX), now()).expect("armed");
    drop(control);
    shared
}

#[test]
fn the_other_process_goes_on_when_one_dies() {
    let folder = folder();
    let mut random = Random::new(0x5EC0);
    for death in 0..DEATHS {
        let shared = region_in(&folder);
        let region = shared.attach().expect("the file holds a region");
        let logs = ["first", "second"].map(|name| Log::create(&folder.join(name)).expect("a log"));
        let mut first = gateway(&folder, "first", death * 2 + 1, 0);
        let mut second = gateway(&folder, "second", death * 2 + 2, 2);
        while logs[0].written(0) == 0 || logs[1].written(2) == 0 {
            std::thread::sleep(Duration::from_micros(200));
        }
        std::thread::sleep(Duration::from_micros(500 + random.below(6_000)));
        first.kill().expect("killed");
        first.wait().expect("dead");
        let (before, other) = (logs[1].written(2), logs[1].written(3));
        let taken = [0, 1].map(|lane| region.take_over_lane(lane).expect("taken over"));
        // On a busy machine the other one may have to wait for its turn; standing still is another
        // matter.
        let patience = Instant::now() + Duration::from_secs(20);
        while logs[1].written(2) == before || logs[1].written(3) == other {
            assert!(Instant::now() < patience, "death {death}: the other one stands still");
            std::thread::sleep(Duration::from_micros(100));
        }
        logs[1].ask_to_stop();
        assert!(second.wait().expect("ended").success(), "death {death}: the other one failed");
        no_parent_is_passed(region, &logs, death);
        drop(taken);

        let mut control = region.take_over_control().expect("taken over");
        control.recover(now()).expect("recovered");
        let audit = region.audit();
        assert!(audit.is_ok(), "death {death}: {audit:?}");
        no_parent_is_passed(region, &logs, death);
        executions_are_there(region, &logs, death);
    }
    let _ = std::fs::remove_dir_all(&folder);
}

fn parents(region: Region<'_>, logs: &[Log; 2]) -> Vec<ParentId> {
    let entries = [(0, 0), (0, 1), (1, 2), (1, 3)]
        .into_iter()
        .flat_map(|(log, lane)| logs[log].entries(lane));
    let found = entries.filter_map(|entry| match entry.deed {
        Deed::Admit(_, Some(parent)) => Some(parent),
        Deed::Admit(client, None) => [AccountId(0), AccountId(1)]
            .into_iter()
            .find_map(|account| region.find_parent(account, client)),
        _ => None,
    });
    found.collect()
}

fn no_parent_is_passed(region: Region<'_>, logs: &[Log; 2], death: u64) {
    for view in parents(region, logs).into_iter().filter_map(|parent| region.parent(parent)) {
        let out = view.executed + view.working + view.unknown;
        assert!(view.overfill == 0 && out <= view.qty.get(), "death {death}: {view:?}");
    }
}

fn executions_are_there(region: Region<'_>, logs: &[Log; 2], death: u64) {
    let mut lane = region.lane(0).expect("free after recovery");
    for (log, number) in [(0, 0), (0, 1), (1, 2), (1, 3)] {
        for entry in logs[log].entries(number) {
            let (Deed::Fill(child, ..) | Deed::Change(child, ..)) = entry.deed else {
                continue;
            };
            let Some(report) = entry.deed.report() else { continue };
            if region.child(child).is_none() || !entry.done {
                continue;
            }
            let outcome = lane.report(&report, now()).expect("never refused");
            assert!(outcome.duplicate, "death {death}: {:?} was lost", entry.deed);
        }
    }
}
