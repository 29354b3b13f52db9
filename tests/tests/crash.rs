//! *Property*: a process that dies at any instruction loses no execution that was acknowledged,
//! books none twice, has passed no parent and leaked no slot; what it leaves behind is halted and
//! disarmed until a person resets it (DESIGN §3).
//!
//! *Method*: a gateway on two lanes of a shared region is killed by SIGKILL at random moments,
//! again and again. It writes a log of its own, before and after each call. After each death the
//! region is attached, recovered and audited; every execution of the log is reported again; then
//! all is wound down, and the next gateway goes on in the same region.

use plimsoll::{
    AccountId, AlarmKind, ChildId, Control, ExecId, ExecType, Finding, Lane, OrdStatus, ParentId,
    Qty, Refusal, Region, Report, ResetRequest, Scope,
};
use plimsoll_tests::crash::{CONFIG, Deed, Entry, Log, Shared, VENUES, now};
use plimsoll_tests::generator::Random;
use plimsoll_tests::orders;
use plimsoll_tests::world::{KEYS, PLENTY, Setup, arm, define, scopes};
use std::collections::{HashMap, HashSet};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::Duration;

/// A region is worked on by so many gateways before the next one is formatted: client ids are never
/// used twice.
const DEATHS_A_REGION: u64 = 20;
const LANES: u32 = 2;

/// How often a gateway is killed; more often for those who set `PLIMSOLL_DEATHS`.
fn deaths() -> u64 {
    let wished = std::env::var("PLIMSOLL_DEATHS").ok().and_then(|text| text.parse().ok());
    wished.unwrap_or(if cfg!(debug_assertions) { 200 } else { 400 })
}

/// A folder of its own for a test.
fn folder(name: &str) -> PathBuf {
    let folder =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the test");
    folder
}

fn gateway(folder: &Path, log: &Path, seed: u64, first: u32, lanes: u32) -> Child {
    Command::new(env!("CARGO_BIN_EXE_crash-worker"))
        .arg(folder.join("region"))
        .arg(log)
        .args([seed, u64::from(first), u64::from(lanes)].map(|number| number.to_string()))
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
    resume(&mut control);
    drop(control);
    shared
}

fn resume(control: &mut Control<'_>) {
    let region = control.region();
    for alarm in AlarmKind::ALL.into_iter().filter(|kind| region.alarm(*kind).raised) {
        control.acknowledge(alarm, now()).expect("it is raised");
    }
    for scope in scopes(CONFIG.lanes) {
        // Arming opens the firm's, if nobody but the recovery has thrown it.
        if region.is_halted(scope) == Ok(true) && scope != Scope::Firm {
            let asks = ResetRequest { scope, key: KEYS[0], why: [0; 32] };
            let ticket = control.request_reset(&asks, now()).expect("the scope is stopped");
            let fingerprint = region.fingerprint();
            let confirmed = control.confirm_reset(ticket.nonce, KEYS[1], &fingerprint, now());
            confirmed.expect("the scope is reset");
        }
    }
    if region.lease().is_none() {
        arm(control, &PLENTY, plimsoll::Nanos(u64::MAX), now()).expect("the region is armed");
    }
}

/// Lets the gateway work for a while, then kills it.
fn kill_after(mut gateway: Child, log: &Log, first: u32, micros: u64) {
    while log.written(first) == 0 {
        std::thread::sleep(Duration::from_micros(200));
    }
    std::thread::sleep(Duration::from_micros(micros));
    gateway.kill().expect("the gateway is killed");
    let status = gateway.wait().expect("the gateway is dead");
    assert_eq!(
        status.signal(),
        Some(libc::SIGKILL),
        "the gateway met with something that cannot be: {status}"
    );
}

#[test]
fn nothing_is_lost_or_doubled_when_the_process_is_killed() {
    let folder = folder("crash");
    let mut random = Random::new(0x2012_0801);
    let mut tally = Tally::default();
    let deaths = deaths();
    for first in (0..deaths).step_by(DEATHS_A_REGION as usize) {
        let shared = region_in(&folder);
        let mut ids = HashSet::new();
        for death in first..deaths.min(first + DEATHS_A_REGION) {
            let log = Log::create(&folder.join("log")).expect("a file for the log");
            let gateway = gateway(&folder, &folder.join("log"), death + 1, 0, LANES);
            kill_after(gateway, &log, 0, 500 + random.below(12_000));
            Scene::after_death(&shared, &log, death).examine(&mut ids, &mut tally);
        }
        use_every_slot(&shared);
    }
    println!("{deaths} deaths, {tally:?}");
    assert!(tally.acknowledged > deaths * 20, "the gateways hardly worked: {tally:?}");
    assert!(tally.in_flight > 0, "no gateway was killed in the middle of a call: {tally:?}");
    let _ = std::fs::remove_dir_all(&folder);
}

/// What was seen over all deaths.
#[derive(Debug, Default)]
struct Tally {
    acknowledged: u64,
    in_flight: u64,
    in_flight_booked: u64,
    voided: u64,
    in_doubt: u64,
}

/// The region and the log after one death, recovered.
struct Scene<'a> {
    region: Region<'a>,
    control: Control<'a>,
    entries: Vec<Entry>,
    label: String,
    voided: u64,
    in_doubt: u64,
}

impl<'a> Scene<'a> {
    fn after_death(shared: &'a Shared, log: &Log, death: u64) -> Scene<'a> {
        let region = shared.attach().expect("the file holds a region");
        let epoch = region.epoch();
        let mut control = region.take_over_control().expect("the control handle is taken over");
        let recovery = control.recover(now()).expect("the books are rebuilt");
        assert_eq!(recovery.epoch, epoch + 1, "death {death}");
        assert_eq!(region.epoch(), epoch + 1, "death {death}");
        let entries = (0..LANES).flat_map(|lane| log.entries(lane)).collect();
        let (voided, in_doubt) = (recovery.voided, recovery.in_doubt);
        Scene { region, control, entries, label: format!("death {death}"), voided, in_doubt }
    }

    fn examine(mut self, ids: &mut HashSet<u64>, tally: &mut Tally) {
        tally.voided += self.voided;
        tally.in_doubt += self.in_doubt;
        self.audit("after recovery");
        self.all_is_stopped();
        self.ids_are_new(ids);
        let mut lane = self.region.lane(0).expect("after recovery every lane is free");
        self.executions_are_there(&mut lane, tally);
        self.audit("after every execution was reported again");
        self.no_parent_is_passed();
        resume(&mut self.control);
        self.wind_down(&mut lane);
        self.audit("after all was wound down");
    }

    fn audit(&self, when: &str) {
        let audit = self.region.audit();
        let broken = match audit {
            Err(Finding::Leaves(child) | Finding::Bound(child)) => self.region.child(child),
            _ => None,
        };
        assert!(audit.is_ok(), "{} {when}: {audit:?} {broken:?}", self.label);
    }

    fn all_is_stopped(&self) {
        assert_eq!(self.region.is_halted(Scope::Firm), Ok(true), "{}", self.label);
        assert_eq!(self.region.lease(), None, "{}", self.label);
        let mut lane = self.region.lane(1).expect("after recovery every lane is free");
        if let Some(parent) = self.parents().first() {
            let order = orders::child(*parent, 1);
            assert_eq!(lane.route(&order, now()), Err(Refusal::NotArmed), "{}", self.label);
        }
    }

    /// No id that this gateway was given was given to one before it, or twice (L9).
    fn ids_are_new(&self, ids: &mut HashSet<u64>) {
        for entry in &self.entries {
            let id = match entry.deed {
                Deed::Admit(_, Some(parent)) => parent.to_bits(),
                Deed::Route(_, Some(child)) => child.to_bits(),
                _ => continue,
            };
            assert!(ids.insert(id), "{}: {id:#x} was given out twice", self.label);
        }
    }

    /// The parents that can be seen: those of the log, and those that were being admitted.
    fn parents(&self) -> Vec<ParentId> {
        let found = self.entries.iter().filter_map(|entry| match entry.deed {
            Deed::Admit(_, Some(parent)) => Some(parent),
            Deed::Admit(client, None) => {
                let accounts = [AccountId(0), AccountId(1)];
                accounts.into_iter().find_map(|account| self.region.find_parent(account, client))
            }
            _ => None,
        });
        found.filter(|parent| self.region.parent(*parent).is_some()).collect()
    }

    fn executions_are_there(&self, lane: &mut Lane<'_>, tally: &mut Tally) {
        let gone = |bits: u64| {
            self.entries.iter().any(|entry| match entry.deed {
                Deed::Retire(parent, retired) => {
                    parent.to_bits() == bits && (retired || !entry.done)
                }
                _ => false,
            })
        };
        let parent_of: HashMap<ChildId, ParentId> = self
            .entries
            .iter()
            .filter_map(|entry| match entry.deed {
                Deed::Route(parent, Some(child)) => Some((child, parent)),
                _ => None,
            })
            .collect();
        let mut sums: HashMap<ChildId, HashMap<ExecId, Qty>> = HashMap::new();
        for entry in &self.entries {
            let (child, exec, qty) = match entry.deed {
                Deed::Fill(child, exec, qty) => (child, exec, qty),
                Deed::Change(child, _, reference, left) => (child, reference, left),
                Deed::Admit(..) | Deed::Route(..) | Deed::Retire(..) => continue,
            };
            let Some(report) = entry.deed.report() else { continue };
            let Some(before) = self.region.child(child) else {
                let parent = parent_of.get(&child).map_or(0, |parent| parent.to_bits());
                assert!(gone(parent), "{}: {child:?} is lost", self.label);
                continue;
            };
            let parent = parent_of.get(&child).copied();
            let same = parent.is_none_or(|parent| parent == before.parent);
            assert!(
                same,
                "{}: L9: a stale id is revived for another parent: {before:?}",
                self.label
            );
            // What an execution counts for is what its change says, whichever is in the log first.
            let counts = sums.entry(child).or_default().entry(exec).or_insert(qty);
            if matches!(entry.deed, Deed::Change(..)) {
                *counts = qty;
            }
            let outcome = lane.report(&report, now()).expect("a report is never refused");
            let after = self.region.child(child).expect("it was there a moment ago");
            if entry.done || outcome.duplicate {
                let seen = (&before, &after, outcome);
                assert!(outcome.duplicate, "{}: {entry:?} was lost: {seen:?}", self.label);
                assert_eq!(before.cum_qty, after.cum_qty, "{}: {child:?}", self.label);
            }
            tally.acknowledged += u64::from(entry.done);
            tally.in_flight += u64::from(!entry.done);
            tally.in_flight_booked += u64::from(!entry.done && outcome.duplicate);
        }
        for (child, sum) in sums {
            let view = self.region.child(child).expect("it was there a moment ago");
            // A status may have told of an execution that the gateway did not live to write down.
            let reported = view.cum_qty - view.inferred_qty;
            let sum: u64 = sum.values().map(|qty| qty.get()).sum();
            assert_eq!(reported, sum, "{}: {view:?}", self.label);
        }
    }

    fn no_parent_is_passed(&self) {
        for parent in self.parents() {
            let view = self.region.parent(parent).expect("it was there a moment ago");
            assert_eq!(view.overfill, 0, "{}: {view:?}", self.label);
            let out = view.executed + view.working + view.unknown + view.cooling;
            assert!(out <= view.qty.get(), "{}: {view:?}", self.label);
        }
    }

    /// Ends what is left, as an operator would after asking the venues: every slot is free
    /// afterwards.
    fn wind_down(&mut self, lane: &mut Lane<'_>) {
        for parent in self.parents() {
            let _ = lane.cancel_parent(parent, now());
            let children: Vec<ChildId> = self.region.children(parent).collect();
            for child in children {
                let view = self.region.child(child).expect("a child of a parent that is there");
                // The report that ended it may have been cut off before it came to the state: the
                // venue says it again.
                if !view.state.is_alive() && view.leaves_qty.is_zero() && view.unknown_qty.is_zero()
                {
                    continue;
                }
                let mut report = Report::new(child, ExecType::Canceled);
                report.cum_qty = Some(Qty::saturating(view.cum_qty));
                let _ = lane.report(&report, now());
            }
            for child in self.region.children(parent) {
                // What its venue claims beyond the reports is reserved still, once it is cool.
                let _ = self.control.prove_cooled(child, now());
                self.fill_the_rest(lane, child);
                let view = self.region.child(child).expect("a child of a parent that is there");
                // A fill beyond what the gateway had written down took the place of the inferred.
                if view.inferred_qty > 0 || !view.unknown_qty.is_zero() {
                    // Its reports died with the gateway: that there are none is said with authority.
                    let mut stated = Report::new(child, ExecType::OrderStatus);
                    stated.ord_status = Some(OrdStatus::Canceled);
                    stated.cum_qty = Some(Qty::saturating(view.cum_qty));
                    let _ = self.control.status(&stated, now());
                }
            }
            let retired = lane.retire(parent, now());
            let view = self.region.parent(parent);
            let children =
                self.region.children(parent).filter_map(|child| self.region.child(child));
            let alive: Vec<_> = children.filter(|child| child.state.is_alive()).collect();
            assert_eq!(retired, Ok(()), "{}: {view:?} {alive:?}", self.label);
        }
    }

    /// The venue had executed more when it cancelled than it came to report before the gateway
    /// died.
    fn fill_the_rest(&self, lane: &mut Lane<'_>, child: ChildId) {
        let view = self.region.child(child).expect("a child of a parent that is there");
        let rest = view.leaves_qty.get() + view.unknown_qty.get();
        if rest > 0 {
            let _ = lane.report(&orders::trade(child, u128::MAX, rest), now());
        }
    }
}

/// After all those deaths every slot of every table can still be used: nothing leaked.
fn use_every_slot(shared: &Shared) {
    let region = shared.attach().expect("the file holds a region");
    let mut control = region.take_over_control().expect("the control handle is taken over");
    resume(&mut control);
    let mut lane = region.lane(0).expect("after recovery every lane is free");
    let mut parents = Vec::new();
    let last = loop {
        let order = orders::parent(u128::MAX - parents.len() as u128, 1_000);
        match lane.admit(&order, now()) {
            Ok(parent) => parents.push(parent),
            Err(refusal) => break refusal,
        }
    };
    assert_eq!((last, parents.len()), (Refusal::ParentsFull, CONFIG.parents as usize));
    let mut children = Vec::new();
    let last = loop {
        let parent = parents[children.len() % parents.len()];
        match lane.route(&orders::child(parent, 30), now()) {
            Ok(child) => children.push(child),
            Err(refusal) => break refusal,
        }
    };
    assert_eq!((last, children.len()), (Refusal::ChildrenFull, CONFIG.children as usize));
    // What was reported of a retired parent keeps its record in suspense.
    let free = u64::from(CONFIG.executions) - region.suspense().executions;
    for number in 0..free as usize {
        let report = orders::trade(children[number % children.len()], number as u128, 1);
        let outcome = lane.report(&report, now()).expect("a report is never refused");
        assert_eq!(outcome.breach, None, "execution {number} of {free}");
    }
    assert!(region.audit().is_ok());
    assert_eq!(region.is_halted(Scope::Firm), Ok(false));
}
