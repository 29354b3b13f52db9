//! *Property* (L6, L7 under load): once a kill has returned, no child of its scope is published
//! beyond what its receipt says, ever, unless two persons took that very kill back; whoever killed:
//! a thread, another process, the handler of a signal in the middle of a route, or an operator of a
//! process that is stopped. A reset that races a kill never loses it.
//!
//! *Method*: three lanes, two of them on threads here and one in another process, route every mix
//! of scopes as fast as they can. Killers kill any scope at any time; an operator resets whatever
//! is dead, by two keys, while they go on. Each writes down numbers, not times: births by their
//! number in their lane, kills by the receipt, resets by what the lanes had published a moment
//! before. Afterwards the numbers are judged.

use plimsoll::{Control, Level, Nanos, Refusal, Region, ResetRequest, ResetTerms, Scope};
use plimsoll_tests::crash::{Shared, now};
use plimsoll_tests::generator::Random;
use plimsoll_tests::signal;
use plimsoll_tests::stress::{
    Board, CONFIG, House, KILLERS, Kill, ROUTERS, Reset, Seen, judge, routes, scope_number, tag_of,
};
use plimsoll_tests::world::{KEYS, PLENTY, Setup, arm, define};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::atomic::{AtomicU64, Ordering::Acquire, Ordering::Release};
use std::time::{Duration, Instant};

/// How long it goes on.
const TIME: Duration = Duration::from_secs(5);
const STOPPED: usize = 3;

fn folder() -> PathBuf {
    let name = format!("kill-stress-{}", std::process::id());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).expect("a folder for the test");
    folder
}

/// A region and a board in files; the control handle of the open house.
fn open(folder: &Path) -> (House, Control<'static>) {
    let bytes = Region::required_bytes(&CONFIG).expect("the configuration is good");
    let shared = Shared::create(&folder.join("region"), bytes).expect("a file for the region");
    shared.format(&CONFIG).expect("fresh memory is formatted");
    drop(Board::create(&folder.join("board")).expect("a file for the board"));
    let house = House::join(folder).expect("both are there");
    let mut control = house.region.control().expect("nobody holds it");
    let resets = ResetTerms { least_delay: 0, expiry: 1 << 50 };
    let setup = Setup { config: CONFIG, resets, ..PLENTY };
    define(&mut control, &setup).expect("definitions that fit");
    control
        .set_reference_price(plimsoll::InstrumentId(1), plimsoll::Price(100), now())
        .expect("it");
    arm(&mut control, &setup, Nanos(u64::MAX), now()).expect("armed");
    (house, control)
}

/// Resets whatever is dead until the time is over; how often a kill came in between.
fn operate(house: &House, control: &mut Control<'_>, until: Instant, gateway: &Child) -> u64 {
    let mut random = Random::new(0x0b5e);
    let mut overtaken = 0;
    while Instant::now() < until {
        if random.below(2_000) == 0 {
            stop_and_kill(house, gateway);
        }
        let scope = scope_number(random.draw());
        if house.region.level(scope).is_ok_and(|level| level >= Level::NoNewOrders) {
            overtaken += u64::from(reset(house, control, scope));
        }
    }
    overtaken
}

/// Resets a scope, unless something comes in between; whether that was a kill.
fn reset(house: &House, control: &mut Control<'_>, scope: Scope) -> bool {
    let request = ResetRequest { scope, key: KEYS[0], why: [0; 32] };
    let Ok(ticket) = control.request_reset(&request, now()) else { return false };
    // What the lanes have published before the scope is open again.
    let counts = house.region.kill(Scope::Lane(ROUTERS), 0, now()).expect("there is such a lane");
    let published = std::array::from_fn(|lane| counts.published[lane]);
    let fingerprint = house.region.fingerprint();
    match control.confirm_reset(ticket.nonce, KEYS[1], &fingerprint, now()) {
        Ok(()) => {
            let count = ticket.counts.kills;
            house.board.note_reset(&Reset { scope, count, published });
            false
        }
        Err(Refusal::KilledSince) => true,
        // A child was just born, and not yet said to be sent.
        Err(Refusal::ChildUnproven) => false,
        Err(other) => panic!("a reset of {scope:?}: {other:?}"),
    }
}

/// Kills the firm while the other gateway is stopped, wherever it was: nothing of it is needed.
fn stop_and_kill(house: &House, gateway: &Child) {
    signal::stop(gateway);
    house.kill(Scope::Firm, STOPPED).expect("the firm exists");
    signal::go_on(gateway);
}

/// Sends SIGUSR1 into the middle of whatever the routers do, here and in the other process.
fn send_signals(house: &House, threads: &[AtomicU64; 2], gateway: &Child) {
    let mut random = Random::new(0x51);
    while !house.board.is_over() {
        match random.below(3) {
            2 if !house.board.hears() => {}
            2 => signal::usr1(gateway),
            here => {
                let thread = threads[here as usize].load(Acquire);
                if thread != 0 {
                    // It runs until the board is over and this one has ended: its scope joins it
                    // after this loop.
                    signal::usr1_to_thread(thread);
                }
            }
        }
        std::thread::sleep(Duration::from_micros(2_000 + random.below(12_000)));
    }
}

#[test]
fn nothing_is_born_beyond_a_receipt_until_that_kill_is_taken_back() {
    let folder = folder();
    let (house, mut control) = open(&folder);
    house.kill_on_signal();
    let mut gateway = Command::new(env!("CARGO_BIN_EXE_stress-worker"))
        .arg(&folder)
        .args(["2", "77"])
        .spawn()
        .expect("the gateway starts");
    let ids: [AtomicU64; 2] = Default::default();
    let gone: [AtomicU64; 2] = Default::default();
    let overtaken = std::thread::scope(|threads| {
        for index in 0..2 {
            let (id, gone) = (&ids[index], &gone[index]);
            threads.spawn(move || {
                id.store(signal::this_thread(), Release);
                routes(&house, index as u32, 100 + index as u64);
                // It must be there for as long as signals are sent to it.
                while gone.load(Acquire) == 0 {
                    std::thread::sleep(Duration::from_millis(1));
                }
            });
        }
        threads.spawn(move || house.kill_on(5, 0));
        let (ids, child) = (&ids, &gateway);
        let signals = threads.spawn(move || send_signals(&house, ids, child));
        let overtaken = operate(&house, &mut control, Instant::now() + TIME, child);
        house.board.finish();
        signals.join().expect("no panic");
        gone.iter().for_each(|gone| gone.store(1, Release));
        overtaken
    });
    let ended = gateway.wait().expect("it ends");
    let seen = Seen {
        tags: std::array::from_fn(|lane| house.board.tags(lane)),
        kills: house.board.kills(),
        resets: house.board.resets(),
    };
    let found = judge(&seen).unwrap_or_else(|what| panic!("{what}"));
    assert!(ended.success(), "the other gateway failed");
    println!("{found:?}, {overtaken} resets were overtaken, {} were not", seen.resets.len());
    for (killer, kills) in KILLERS.iter().zip(found.kills) {
        assert!(kills > 5, "{killer}: {kills} kills: {found:?}");
    }
    assert!(found.births > 1_000 && found.taken_back > 50, "{found:?}");
    assert!(found.elsewhere > 100, "nothing was born while another scope was dead: {found:?}");
    assert!(seen.tags.iter().all(|tags| tags.len() > 100), "a lane stood still: {found:?}");
    // What every receipt says is what was born, no more: the last one counts them all.
    let last = house.region.kill(Scope::Firm, 1, now()).expect("the firm exists");
    for (tags, published) in seen.tags.iter().zip(last.published) {
        assert_eq!(tags.len() as u64 - 1, published);
    }
    let audit = house.region.audit();
    assert!(audit.is_ok(), "{audit:?}");
    let _ = std::fs::remove_dir_all(&folder);
}

#[test]
fn a_broken_copy_is_caught() {
    let here = tag_of(0b0001, 0);
    let scope = Scope::Account(plimsoll::AccountId(1));
    let kill = Kill { scope, count: 3, published: [2, 0, 0], by: 0 };
    let tags = [vec![0, here, here, tag_of(0, 0)], Vec::new(), Vec::new()];
    let good = Seen { tags, kills: vec![kill], resets: Vec::new() };
    assert_eq!(judge(&good).map(|found| found.elsewhere), Ok(1));
    // One more child of the scope than the receipt says.
    let mut late = good.clone();
    late.tags[0].push(here);
    assert!(judge(&late).is_err());
    // The same, once the kill was taken back: it came before that, or after.
    let back = |published| Reset { scope, count: 3, published: [published, 0, 0] };
    let with = |resets: Vec<Reset>| judge(&Seen { resets, ..late.clone() });
    assert!(with(vec![back(4)]).is_err());
    assert!(with(vec![back(3)]).is_ok());
    // A reset that had not seen it lost it.
    assert!(with(vec![Reset { count: 2, ..back(3) }]).is_err());
    // One kill taken back twice.
    assert!(with(vec![back(3), back(3)]).is_err());
}
