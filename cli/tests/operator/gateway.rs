//! A gateway in a process of its own: it claims two lanes and routes on both as fast as it can.
//!
//! Lane 0 trades account, instrument, venue and strategy 0, lane 1 those with the number 1. It goes
//! on until its standard input ends; then it prints how many births each lane was granted.

use crate::file::memory::Writable;
use crate::{Place, done, published};
use nix::sys::signal::{Signal, kill};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::time::{ClockId, clock_gettime};
use nix::unistd::Pid;
use plimsoll::registry::{Kind, RESERVED, RegistryEntry};
use plimsoll::{
    AccountId, ChildId, ClientId, Collar, Control, ExecId, FanOut, InstrumentId, InstrumentTerms,
    Lane, Manifest, Nanos, NewChild, NewParent, Notional, ParentId, Parties, PartyId, PartyRole,
    PositionLimit, Price, Qty, Refusal, Region, Report, ResetTerms, SessionStrategy, Side,
    StrategyId, StrategyTerms, Throttles, TimeInForce, VenueId, VenueTerms,
};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::{Duration, Instant};

const FILE: &str = "PLIMSOLL_TEST_GATEWAY";
/// Set where the gateway waits to be armed.
const CLOSED: &str = "PLIMSOLL_TEST_GATEWAY_CLOSED";
/// The strategies of the two lanes.
const CODES: [u32; 2] = [RESERVED, RESERVED + 1];
const PRICE: Price = Price(100);
/// Children of one unit that a parent has before it is retired.
const UNITS: u64 = 64;

/// The time on the machine's steady clock: what a gateway must pass.
pub fn now() -> Nanos {
    let time = clock_gettime(ClockId::CLOCK_MONOTONIC).expect("the clock");
    Nanos(time.tv_sec() as u64 * 1_000_000_000 + time.tv_nsec() as u64)
}

/// The file at `path`, mapped to be written.
pub fn map(path: &Path) -> Writable {
    let file = File::options().read(true).write(true).open(path).expect("the file");
    Writable::map(&file).expect("a map")
}

/// Defines what is traded, and leaves the house closed.
pub fn prepare(region: &Region<'_>) {
    let mut control = region.control().expect("nobody holds it");
    define(&mut control).expect("definitions that fit");
}

/// Defines what is traded, and opens the house for longer than any test lasts.
pub fn open(region: &Region<'_>) {
    prepare(region);
    let mut control = region.control().expect("nobody holds it");
    let fingerprints = [region.fingerprint()];
    let strategies = CODES.map(|code| SessionStrategy::uncapped(code, 1));
    let (forever, lease) = (Nanos(u64::MAX), u64::MAX);
    let manifest = Manifest { fingerprints: &fingerprints, strategies: &strategies, lease };
    control.arm(&manifest, forever, now()).expect("armed");
}

fn define(control: &mut Control<'_>) -> Result<(), Refusal> {
    control.set_firm_limit(Notional::MAX)?;
    control.set_suspense_limit(Qty::MAX)?;
    control.set_alarm_deadline(3_600_000_000_000)?;
    let terms =
        InstrumentTerms { lot: 1, tick_value: 1, max_order_qty: Qty::MAX, collar: Collar::Limit };
    control.set_throttles(&Throttles::WIDEST)?;
    control.set_clock_tolerance(u64::MAX)?;
    control.set_reset_terms(&ResetTerms { least_delay: 0, expiry: u64::MAX - 1 })?;
    control.define_party(PartyRole::Desk, 7)?;
    control.extend_registry(&CODES.map(|code| RegistryEntry {
        kind: Kind::Strategy,
        code,
        generation: 1,
        retired: false,
    }))?;
    for code in CODES {
        let account = control.define_account(Notional::MAX)?;
        let instrument = control.define_instrument(&terms)?;
        control.define_venue(&VenueTerms::FIX44)?;
        let (max_ratio, max_repeats) = (u32::MAX, u32::MAX);
        let strategy = StrategyTerms { code, generation: 1, max_held: 1, max_ratio, max_repeats };
        control.define_strategy(&strategy)?;
        let limit = PositionLimit { long: Qty::MAX, short: Qty::MAX };
        control.set_position_limit(account, instrument, &limit)?;
    }
    Ok(())
}

/// A parent of `qty` units for the things with the number `index`.
pub fn parent(index: u32, client: u128, qty: u64) -> NewParent {
    NewParent {
        account: AccountId(index),
        instrument: InstrumentId(index),
        client_id: ClientId(client),
        side: Side::Buy,
        qty: Qty::saturating(qty),
        price: Some(PRICE),
        strategy: StrategyId(CODES[index as usize]),
        generation: 1,
        fan_out: FanOut::WIDEST,
        expire_time: None,
        lease: None,
        // Lane 0 works for the desk.
        parties: Parties { desk: (index == 0).then_some(PartyId(0)), ..Parties::NONE },
        flags: 0,
    }
}

/// A child of one unit.
pub fn child(index: u32, parent: ParentId) -> NewChild {
    NewChild {
        parent,
        venue: VenueId(index),
        qty: Qty::saturating(1),
        price: PRICE,
        time_in_force: TimeInForce::Day,
    }
}

/// The execution of all of a child of one unit.
pub fn fill(child: ChildId) -> Report {
    Report::trade(child, ExecId(u128::from(child.to_bits())), Qty::saturating(1), PRICE)
}

/// Routes until `ended`; the births that were granted.
fn trade(mut lane: Lane<'_>, ended: &AtomicBool) -> u64 {
    let (index, mut births, mut client) = (lane.index(), 0, 0);
    while !ended.load(Relaxed) {
        client += 1;
        let admitted = lane.admit(&parent(index, client, UNITS), now());
        let Ok(parent) = admitted else { continue };
        let mut out = 0;
        // Refused, it tries again: a runaway gateway.
        while out < UNITS && !ended.load(Relaxed) {
            if let Ok(child) = lane.route(&self::child(index, parent), now()) {
                births += 1;
                out += 1;
                lane.report(&fill(child), now()).expect("a report is booked");
            }
        }
        let _ = lane.retire(parent, now());
    }
    births
}

/// Not a test: what [`Gateway::start`] starts. Without its file it does nothing.
#[test]
#[ignore = "started by the tests"]
fn gateway() {
    let Some(path) = std::env::var_os(FILE) else { return };
    let map = map(Path::new(&path));
    let region = map.region().expect("a region");
    match std::env::var_os(CLOSED) {
        None => open(&region),
        Some(_) => prepare(&region),
    }
    let ended = AtomicBool::new(false);
    let lanes = [0, 1].map(|index| region.lane(index).expect("a free lane"));
    let births = std::thread::scope(|threads| {
        let trades = lanes.map(|lane| threads.spawn(|| trade(lane, &ended)));
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        ended.store(true, Relaxed);
        trades.map(|thread| thread.join().expect("it ends"))
    });
    let [first, second] = births;
    println!("births {first} {second}");
}

/// A gateway that runs.
pub struct Gateway {
    process: Child,
}

impl Gateway {
    /// Starts it on `place`, and waits until both lanes are busy.
    pub fn start(place: &Place) -> Gateway {
        let gateway = Gateway::spawn(place, false);
        let begun = Instant::now();
        while published(&done(&place.path, "status", &[])).iter().any(|count| *count < 100) {
            assert!(begun.elapsed() < Duration::from_secs(60), "it does not trade");
        }
        gateway
    }

    /// Starts it on `place`, and waits until it would trade if somebody armed it.
    pub fn start_closed(place: &Place) -> Gateway {
        let gateway = Gateway::spawn(place, true);
        let begun = Instant::now();
        let is_ready = || {
            let status = done(&place.path, "status", &[]);
            let lanes = status["lanes"].as_array().expect("lanes");
            lanes.iter().all(|lane| lane["claimed"] == true)
        };
        while !is_ready() {
            assert!(begun.elapsed() < Duration::from_secs(60), "it does not come up");
        }
        gateway
    }

    fn spawn(place: &Place, is_closed: bool) -> Gateway {
        let mut command = Command::new(std::env::current_exe().expect("this executable"));
        command.args(["--exact", "gateway::gateway", "--ignored", "--nocapture"]);
        command.env(FILE, &place.path).stdin(Stdio::piped()).stdout(Stdio::piped());
        if is_closed {
            command.env(CLOSED, "1");
        }
        Gateway { process: command.spawn().expect("runs") }
    }

    fn signal(&self, signal: Signal) {
        kill(self.pid(), signal).expect("it is there");
    }

    fn pid(&self) -> Pid {
        Pid::from_raw(self.process.id().try_into().expect("a process id"))
    }

    /// Stops it wherever it is; when this returns it stands still.
    pub fn stop(&self) {
        self.signal(Signal::SIGSTOP);
        let status = waitpid(self.pid(), Some(WaitPidFlag::WUNTRACED)).expect("it is ours");
        assert_eq!(status, WaitStatus::Stopped(self.pid(), Signal::SIGSTOP));
    }

    /// Lets it go on.
    pub fn go_on(&self) {
        self.signal(Signal::SIGCONT);
    }

    /// Ends it in an orderly way: how many births each lane was granted.
    pub fn end(mut self) -> Vec<u64> {
        drop(self.process.stdin.take());
        let mut said = String::new();
        let mut stdout = self.process.stdout.take().expect("a pipe");
        stdout.read_to_string(&mut said).expect("read");
        assert!(self.process.wait().expect("ends").success(), "{said}");
        let (_, counts) = said.split_once("births ").expect("its counts");
        let counts = counts.lines().next().unwrap_or_default().split(' ');
        counts.map(|count| count.parse().expect("a count")).collect()
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
