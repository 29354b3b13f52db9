//! *Property*: laws L6, L7 and L8 where the control handle acts. No kill and no trip is lost
//! against a reset, an arming or a disarming; no monitor counts as heard for longer than it was.
//! *Method*: as in `stop/loom.rs`. Where the wrong way does not stand here, a scene says by which
//! change of the core it was seen to fail.

use super::{Control, ResetRequest, ResetTicket};
use crate::lane::claim;
use crate::region::own_build;
use crate::scene::{
    TINY, admit, arm, arm_for, child, closed_world, explore, explore_both, order, race, route,
};
use crate::stop::published;
use crate::sync::{AcqRel, Acquire, Relaxed};
use crate::*;
use loom::thread;

const ACCOUNT: Scope = Scope::Account(AccountId(0));
const LEASE: Nanos = Nanos(1_000_000);

/// An armed region that two persons hold keys of.
fn guarded() -> (Region<'static>, ParentId) {
    let region = closed_world(&TINY, 0);
    let mut control = region.control().unwrap();
    control.define_key(1, 11).unwrap();
    control.define_key(2, 22).unwrap();
    arm(&mut control, LEASE, Nanos(0)).unwrap();
    drop(control);
    (region, admit(region, 1, 15))
}

fn kill(region: Region<'static>, scope: Scope) -> Receipt {
    region.kill(scope, 1, Nanos(2)).unwrap()
}

fn request(control: &mut Control<'_>, scope: Scope) -> Result<ResetTicket, Refusal> {
    control.request_reset(&ResetRequest { scope, key: 11, why: [0; 32] }, Nanos(2))
}

fn confirm(control: &mut Control<'_>, ticket: &ResetTicket) -> Result<(), Refusal> {
    let fingerprint = control.region().fingerprint();
    control.confirm_reset(ticket.nonce, 22, &fingerprint, Nanos(2))
}

/// The second kill comes before the reset, which fails, or after it. Seen to fail where `move_up`
/// goes to the count that it finds.
#[test]
fn loom_a_confirmed_reset_has_seen_every_kill() {
    explore_both(None, |turned| {
        let (region, parent) = guarded();
        kill(region, ACCOUNT);
        let mut control = region.control().unwrap();
        let ticket = request(&mut control, ACCOUNT).unwrap();
        let confirm = move || confirm(&mut control, &ticket);
        let (confirmed, receipt) = race(turned, confirm, move || kill(region, ACCOUNT));
        assert!(matches!(confirmed, Ok(()) | Err(Refusal::KilledSince)));
        assert_eq!(receipt.kill_count, ticket.counts.kills + 1);
        assert!(region.is_halted(ACCOUNT).unwrap());
        assert_eq!(region.last_reset().is_some(), confirmed.is_ok());
        assert_eq!(route(region, 0, parent, 1, 1), 0);
    });
}

/// Both steps against a kill: what the ticket has not counted stands. Seen to fail as the one
/// above.
#[test]
fn loom_a_reset_opens_only_what_its_ticket_counts() {
    explore_both(None, |turned| {
        let (region, parent) = guarded();
        kill(region, ACCOUNT);
        let mut control = region.control().unwrap();
        let both = move || {
            let ticket = request(&mut control, ACCOUNT).unwrap();
            (confirm(&mut control, &ticket), ticket)
        };
        let ((confirmed, ticket), last) = race(turned, both, move || kill(region, ACCOUNT));
        let last = last.kill_count;
        let open = confirmed.is_ok() && ticket.counts.kills == last;
        assert_eq!(region.is_halted(ACCOUNT), Ok(!open));
        assert_eq!(route(region, 0, parent, 1, 1), u64::from(open));
    });
}

/// A confirmation that fails has eased nothing either. Seen to fail where the switch is eased first
/// and stays so.
#[test]
fn loom_a_reset_that_fails_changes_nothing() {
    explore_both(None, |turned| {
        let (region, _) = guarded();
        region.restrict(ACCOUNT, Level::ReduceOnly, &Cause::default()).unwrap();
        kill(region, ACCOUNT);
        let mut control = region.control().unwrap();
        let ticket = request(&mut control, ACCOUNT).unwrap();
        let confirm = move || confirm(&mut control, &ticket);
        let (confirmed, _) = race(turned, confirm, move || kill(region, ACCOUNT));
        let switch = region.switch(ACCOUNT).unwrap().unwrap();
        assert!(switch.is_halted());
        assert_eq!(switch.is_reduce_only(), confirmed.is_err());
    });
}

/// A strategy that trips while a person's kill of it is being reset stays tripped. Seen to fail
/// where a switch that is thrown is not thrown again.
#[test]
fn loom_a_trip_against_a_reset_stays() {
    explore_both(Some(3), |turned| {
        let (region, _) = guarded();
        let strategy = Scope::Strategy(StrategyId(1));
        let fan_out = FanOut { max_sent: 1, ..FanOut::WIDEST };
        let bounded = NewParent { fan_out, ..order(2, Side::Buy, 15) };
        let mut lane = region.lane(0).unwrap();
        let parent = lane.admit(&bounded, Nanos(1)).unwrap();
        let mut control = region.control().unwrap();
        let kill_and_reset = move || {
            kill(region, strategy);
            request(&mut control, strategy).and_then(|it| confirm(&mut control, &it))
        };
        let router = move || lane.route(&child(parent, 2), Nanos(2)).unwrap_err();
        let (reset, refused) = race(turned, kill_and_reset, router);
        if refused == Refusal::FanOutQuantity {
            assert!(region.is_halted(strategy).unwrap());
        } else {
            assert_eq!(refused, Refusal::Halted);
            assert_eq!(reset, Ok(()));
        }
    });
}

/// Whichever comes first, the firm is halted in the end. Seen to fail where `arm` resets to the
/// count that it finds.
#[test]
fn loom_a_kill_against_arming() {
    explore_both(None, |turned| {
        let region = closed_world(&TINY, 0);
        let mut control = region.control().unwrap();
        let arm = move || arm(&mut control, LEASE, Nanos(0));
        let (armed, _) = race(turned, arm, move || kill(region, Scope::Firm));
        assert!(matches!(armed, Ok(()) | Err(Refusal::KilledSince)));
        assert_eq!(region.control.is_armed(), armed.is_ok());
        assert!(region.is_halted(Scope::Firm).unwrap());
        let admitted = region.lane(0).unwrap().admit(&order(1, Side::Buy, 1), Nanos(1));
        assert!(matches!(admitted, Err(Refusal::Halted | Refusal::NotArmed)));
    });
}

fn disarm_against_a_kill(turned: bool, mut control: Control<'static>) -> Control<'static> {
    let region = control.region();
    let disarm = move || {
        control.disarm(Nanos(2)).unwrap();
        control
    };
    race(turned, disarm, move || kill(region, Scope::Firm)).0
}

/// What a person has killed is never opened by arming. Seen to fail where `close` takes every kill
/// that it finds for its own, and where it counts on being alone.
#[test]
fn loom_a_kill_against_disarming() {
    explore_both(Some(3), |turned| {
        let region = closed_world(&TINY, 0);
        let mut control = region.control().unwrap();
        arm(&mut control, LEASE, Nanos(0)).unwrap();
        let mut control = disarm_against_a_kill(turned, control);
        assert_eq!(arm(&mut control, LEASE, Nanos(3)), Err(Refusal::KilledSince));
        assert!(region.is_halted(Scope::Firm).unwrap());
    });
}

/// The same where it was closed before.
#[test]
fn loom_a_kill_against_disarming_twice() {
    explore_both(Some(3), |turned| {
        let region = closed_world(&TINY, 0);
        let mut control = disarm_against_a_kill(turned, region.control().unwrap());
        assert_eq!(arm(&mut control, LEASE, Nanos(3)), Err(Refusal::KilledSince));
    });
}

/// Nothing is born once the house is closed. Seen to fail where `close` makes no birth void.
#[test]
fn loom_disarming_against_a_birth() {
    explore_both(None, |turned| {
        let (region, parent) = guarded();
        let mut control = region.control().unwrap();
        let disarm = move || {
            control.disarm(Nanos(2)).unwrap();
            published(region.lanes[0].publish.load(Acquire))
        };
        let (out, born) = race(turned, disarm, move || route(region, 0, parent, 10, 1));
        assert_eq!(born, out);
        assert_eq!(route(region, 0, parent, 1, 1), 0);
        region.audit().unwrap();
    });
}

/// A parent that is being admitted while the house is closed may be there afterwards: an admission
/// commits nothing to a market, and no kill waits for it. No child of it is born.
#[test]
fn loom_disarming_against_an_admission() {
    explore_both(None, |turned| {
        let region = closed_world(&TINY, 0);
        let mut control = region.control().unwrap();
        arm(&mut control, LEASE, Nanos(0)).unwrap();
        let mut lane = region.lane(0).unwrap();
        let admitter = move || lane.admit(&order(1, Side::Buy, 15), Nanos(1));
        let (disarmed, admitted) = race(turned, move || control.disarm(Nanos(2)), admitter);
        assert_eq!(disarmed, Ok(()));
        if let Ok(parent) = admitted {
            assert_eq!(route(region, 0, parent, 1, 1), 0);
        }
        region.audit().unwrap();
    });
}

/// Either arming finds it, or its deadline stops what was armed. Seen to fail where `raise` does
/// not lower the earliest deadline.
#[test]
fn loom_an_alarm_against_arming() {
    explore_both(None, |turned| {
        let region = closed_world(&TINY, 0);
        let mut control = region.control().unwrap();
        let raise = move || region.alarms().raise(AlarmKind::FanOut, (0, 0), Nanos(0), 100);
        let (armed, ()) = race(turned, move || arm(&mut control, LEASE, Nanos(0)), raise);
        assert!(matches!(armed, Ok(()) | Err(Refusal::AlarmsRaised)));
        let late = region.lane(0).unwrap().admit(&order(1, Side::Buy, 1), Nanos(100));
        assert!(matches!(late, Err(Refusal::AlarmUnacknowledged | Refusal::NotArmed)));
    });
}

/// Lanes that are claimed at once, and while the house is being opened, are of one build. Seen to
/// fail where a lane that has not said its build yet counts as another's.
#[test]
fn loom_lanes_are_claimed_while_the_house_opens() {
    explore(Some(2), || {
        let region = closed_world(&TINY, 0);
        let mut control = region.control().unwrap();
        let one = thread::spawn(move || region.lane(0).map(|lane| lane.index()));
        let two = thread::spawn(move || region.lane(1).map(|lane| lane.index()));
        assert_eq!(arm(&mut control, LEASE, Nanos(0)), Ok(()));
        assert_eq!((one.join().unwrap(), two.join().unwrap()), (Ok(0), Ok(1)));
    });
}

/// The owner of a lane that says another build than ours; as `Region::lane`.
fn claim_for_another(region: Region<'static>) -> bool {
    let place = &region.lanes[0];
    let is_other = region.build_part() == own_build();
    claim(&place.claim).unwrap();
    place.build_part.store(own_build() ^ 1, Relaxed);
    place.claim.fetch_add(0, AcqRel);
    !(is_other && region.control.is_armed())
}

/// Another build's lane keeps the house closed, or is refused. Seen to fail where `arm` does not
/// look again once it has opened.
#[test]
fn loom_another_build_against_arming() {
    explore_both(Some(3), |turned| {
        let region = closed_world(&TINY, 0);
        let mut control = region.control().unwrap();
        let expected = region.fingerprint();
        let arm = move || arm_for(&mut control, expected, LEASE, Nanos(0));
        let (armed, claimed) = race(turned, arm, move || claim_for_another(region));
        assert!(matches!(armed, Ok(()) | Err(Refusal::WrongFingerprint)));
        assert_eq!(region.control.is_armed(), armed.is_ok());
        assert!(!(claimed && armed.is_ok()));
    });
}

type Beat = fn(Region<'static>, MonitorId, Nanos);

fn beat(region: Region<'static>, monitor: MonitorId, now: Nanos) {
    region.heartbeat(monitor, now).unwrap();
}

/// Wrong: looks once.
fn beat_and_look_once(region: Region<'static>, monitor: MonitorId, now: Nanos) {
    region.control.monitors[monitor.0 as usize].until.fetch_max(now.0 + 100, AcqRel);
    let word = &region.control.heard_until;
    let seen = word.load(Acquire);
    let _ = word.compare_exchange(seen, first_silent(region), AcqRel, Acquire);
}

fn first_silent(region: Region<'static>) -> u64 {
    let count = region.control.defined.monitors.load(Acquire) as usize;
    let untils = region.control.monitors.iter().take(count);
    untils.map(|slot| slot.until.load(Acquire)).min().unwrap_or(u64::MAX)
}

fn is_right(region: Region<'static>) {
    assert_eq!(region.control.heard_until.load(Acquire), first_silent(region));
}

fn two_beats(beat: Beat) {
    explore_both(None, move |turned| {
        let region = Region::leaked(&TINY);
        let mut control = region.control().unwrap();
        let one = control.define_monitor(100).unwrap();
        let two = control.define_monitor(100).unwrap();
        let first = move || beat(region, one, Nanos(50));
        race(turned, first, move || beat(region, two, Nanos(60)));
        is_right(region);
        assert_eq!(region.control.heard_until.load(Acquire), 150);
    });
}

/// A monitor that was never heard counts from the moment that it is defined.
fn beat_against_definition(beat: Beat) {
    explore_both(None, move |turned| {
        let region = Region::leaked(&TINY);
        let mut control = region.control().unwrap();
        let one = control.define_monitor(100).unwrap();
        let define = move || control.define_monitor(100).unwrap();
        race(turned, define, move || beat(region, one, Nanos(50)));
        is_right(region);
        assert_eq!(region.control.heard_until.load(Acquire), 0);
    });
}

#[test]
fn loom_two_monitors_are_heard_at_once() {
    two_beats(beat);
}

#[test]
#[should_panic]
fn loom_wrong_monitors_that_look_once() {
    two_beats(beat_and_look_once);
}

/// Seen to fail where nobody looks again after the swap: the word was 0 before the definition
/// and after it, so the swap of a heartbeat that had begun before went through.
#[test]
fn loom_a_heartbeat_against_a_new_monitor() {
    beat_against_definition(beat);
}

#[test]
#[should_panic]
fn loom_wrong_heartbeat_that_looks_once() {
    beat_against_definition(beat_and_look_once);
}

/// Two monitors and a third that is defined meanwhile. Three threads: two preemptions.
#[test]
fn loom_two_heartbeats_against_a_new_monitor() {
    explore(Some(2), || {
        let region = Region::leaked(&TINY);
        let mut control = region.control().unwrap();
        let one = control.define_monitor(100).unwrap();
        let two = control.define_monitor(100).unwrap();
        let first = thread::spawn(move || beat(region, one, Nanos(50)));
        let second = thread::spawn(move || beat(region, two, Nanos(60)));
        control.define_monitor(100).unwrap();
        first.join().unwrap();
        second.join().unwrap();
        is_right(region);
    });
}
