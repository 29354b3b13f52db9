//! *Property* (L7 Latch): what tripped stays tripped until the control handle resets it, and only
//! two persons can: one asks, another confirms what was asked for, in time, after nothing else has
//! happened to the scope, with nothing left in doubt. A kill in between makes the request
//! worthless.
//!
//! *Method*: any histories; after every call that is not the confirmation of just this scope, it
//! must still be stopped as far. Then a row for each refusal: a reset that lacks one thing is
//! refused by its name and leaves the scope as it was, and the same reset with it in its place is
//! carried out. Threads that reset while others kill: every kill stands in the end.

use plimsoll::{
    AlarmKind, ChildId, ExecId, ExecType, Fingerprint, Level, Nanos, ParentState, Refusal, Report,
    ResetRequest, ResetTerms, ResetTicket, Scope, Target,
};
use plimsoll_tests::call::Call;
use plimsoll_tests::generator::{History, cases, histories};
use plimsoll_tests::laws;
use plimsoll_tests::orders::{child, ended, parent, trade};
use plimsoll_tests::play::{Scene, Verdict, must, play};
use plimsoll_tests::world::{KEYS, Latched, PLENTY, Setup, World, scopes, strategy};
use proptest::prelude::*;

/// A held parent is released by the control handle, or ends; nothing else.
fn held(scene: &Scene<'_>) -> Verdict {
    scene.before.parents.iter().try_for_each(|(was, _)| {
        let released = matches!(scene.call, Call::Release { parent } if *parent == was.id);
        let now = scene.after.parent(was.id).map(|(now, _)| now.state);
        let opened = was.state == ParentState::Held && now == Some(ParentState::Open);
        must(released || !opened, || format!("L7: {:?} released {was:?}", scene.call))
    })
}

fn stays_tripped(history: &History) -> Verdict {
    play(history, |scene| {
        let tickets = &scene.driver.world.tickets;
        laws::latch(&scene.before.latched, scene.call, &scene.after.latched, tickets)?;
        held(scene)
    })
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn what_tripped_stays_tripped(history in histories(160)) {
        stays_tripped(&history).map_err(TestCaseError::fail)?;
    }
}

/// How long a reset must be thought over in these tests, and how long the thought is good.
const DELAY: u64 = 100;
const EXPIRY: u64 = 10_000;
const WHY: [u8; 32] = *b"checked with the venue; all calm";
/// What is reset here: the strategy of the plain parents.
fn scope() -> Scope {
    Scope::Strategy(strategy(0))
}

/// Two persons about to reset a strategy, step by step; a row changes one thing.
struct Desk {
    world: World,
    request: ResetRequest,
    ticket: Option<ResetTicket>,
    nonce: Option<u64>,
    confirm_key: u128,
    fingerprint: Option<Fingerprint>,
    wait: u64,
}

impl Desk {
    /// A parent with a child that its venue has acknowledged, and its strategy killed.
    fn new() -> Desk {
        let resets = ResetTerms { least_delay: DELAY, expiry: EXPIRY };
        let mut world = World::armed(Setup { resets, ..PLENTY });
        world.apply(&Call::Admit { lane: 0, order: parent(1, 100) });
        let order = child(world.parents[0], 10);
        world.apply(&Call::Route { lane: 0, order });
        let report = Report::new(world.children[0], ExecType::New);
        world.apply(&Call::Report { lane: 0, report });
        world.apply(&Call::Kill { lane: 0, scope: scope(), reason: 9 });
        let request = ResetRequest { scope: scope(), key: KEYS[0], why: WHY };
        let (ticket, nonce, fingerprint) = (None, None, None);
        Desk { world, request, ticket, nonce, confirm_key: KEYS[1], fingerprint, wait: DELAY }
    }

    fn now(&mut self) -> Nanos {
        self.world.now += 1;
        Nanos(self.world.now)
    }

    fn ask(&mut self) -> Result<(), Refusal> {
        let (now, request) = (self.now(), self.request);
        self.ticket = Some(self.world.control().request_reset(&request, now)?);
        Ok(())
    }

    fn confirm(&mut self) -> Result<(), Refusal> {
        let asked = self.ticket.map_or(0, |ticket| ticket.nonce);
        let (nonce, key) = (self.nonce.unwrap_or(asked), self.confirm_key);
        let here = self.world.region().fingerprint();
        let fingerprint = self.fingerprint.unwrap_or(here);
        self.world.now += self.wait - 1;
        let now = self.now();
        self.world.control().confirm_reset(nonce, key, &fingerprint, now)
    }

    fn child(&self) -> ChildId {
        self.world.children[0]
    }

    fn report(&mut self, report: Report) {
        self.world.apply(&Call::Report { lane: 0, report });
    }
}

/// What is wrong with a reset: before it is asked for, and between the two steps.
struct Row {
    name: &'static str,
    refusal: Refusal,
    before: fn(&mut Desk),
    between: fn(&mut Desk),
}

const fn before(name: &'static str, refusal: Refusal, before: fn(&mut Desk)) -> Row {
    Row { name, refusal, before, between: |_| {} }
}

const fn between(name: &'static str, refusal: Refusal, between: fn(&mut Desk)) -> Row {
    Row { name, refusal, before: |_| {}, between }
}

/// The rows, in the order in which the core declares the refusals.
const ROWS: &[Row] = &[
    between("a kill in between", Refusal::KilledSince, |desk| {
        desk.world.apply(&Call::Kill { lane: 1, scope: scope(), reason: 1 });
    }),
    between("a warning in between", Refusal::KilledSince, |desk| {
        desk.world.apply(&Call::Restrict { scope: scope(), level: Level::Warn });
    }),
    between("a restriction in between", Refusal::KilledSince, |desk| {
        desk.world.apply(&Call::Restrict { scope: scope(), level: Level::ReduceOnly });
    }),
    before("nobody's key asks", Refusal::UnknownKey, |desk| desk.request.key = 3),
    before("no key asks", Refusal::UnknownKey, |desk| desk.request.key = 0),
    between("nobody's key confirms", Refusal::UnknownKey, |desk| desk.confirm_key = 3),
    between("the same person confirms", Refusal::SameKey, |desk| desk.confirm_key = KEYS[0]),
    between("another nonce", Refusal::NoSuchRequest, |desk| {
        desk.nonce = desk.ticket.map(|ticket| ticket.nonce ^ 1);
    }),
    between("no nonce", Refusal::NoSuchRequest, |desk| desk.nonce = Some(0)),
    between("a newer request", Refusal::NoSuchRequest, |desk| {
        desk.nonce = desk.ticket.map(|ticket| ticket.nonce);
        assert_eq!(desk.ask(), Ok(()));
    }),
    between("another process", Refusal::NoSuchRequest, |desk| {
        desk.world.apply(&Call::Restart);
    }),
    between("an older fingerprint", Refusal::WrongFingerprint, |desk| {
        desk.fingerprint = Some(desk.world.region().fingerprint());
        let moved = desk.world.control().set_suspense_limit(plimsoll_tests::orders::qty(77));
        assert_eq!(moved, Ok(()));
    }),
    between("another build", Refusal::WrongFingerprint, |desk| {
        let here = desk.world.region().fingerprint();
        desk.fingerprint = Some(Fingerprint { build: here.build ^ 1, ..here });
    }),
    between("another registry", Refusal::WrongFingerprint, |desk| {
        let here = desk.world.region().fingerprint();
        desk.fingerprint = Some(Fingerprint { registry: here.registry ^ 1, ..here });
    }),
    between("an unread alarm", Refusal::AlarmsRaised, |desk| {
        desk.report(Report { request: Some(9), ..Report::new(desk.child(), ExecType::Replaced) });
    }),
    between("a child that nobody has sent", Refusal::ChildUnproven, |desk| {
        doubtful(desk, |desk, order| {
            desk.world.apply(&Call::Route { lane: 0, order });
        });
    }),
    between("a child that nobody knows of", Refusal::ChildUnproven, |desk| {
        let child = desk.child();
        desk.world.apply(&Call::Doubt { lane: 0, child });
    }),
    between("an end without its sum", Refusal::ChildUnproven, |desk| {
        desk.report(Report::new(desk.child(), ExecType::Canceled));
    }),
    between("an execution in suspense", Refusal::SuspenseOpen, |desk| {
        desk.report(trade(ChildId::from_bits(7), 1, 5));
        desk.world.apply(&Call::Acknowledge { alarm: AlarmKind::Suspense });
    }),
    between("too soon", Refusal::TooSoon, |desk| desk.wait = DELAY - 1),
    between("too late", Refusal::TooLate, |desk| desk.wait = EXPIRY + 1),
    before("an open scope", Refusal::NothingToChange, |desk| {
        desk.request.scope = Scope::Strategy(strategy(1));
    }),
    before("a parent", Refusal::NothingToChange, |desk| {
        desk.request.scope = Scope::Parent(desk.world.parents[0]);
    }),
    before("a scope that is not there", Refusal::UnknownStrategy, |desk| {
        desk.request.scope = Scope::Strategy(plimsoll::StrategyId(7));
    }),
];

/// Lets the strategy open for a moment, so that something can be born, and stops it again; the
/// request that counts is made after that.
fn doubtful(desk: &mut Desk, act: impl Fn(&mut Desk, plimsoll::NewChild)) {
    desk.world.now += DELAY;
    assert_eq!(desk.confirm(), Ok(()));
    let order = child(desk.world.parents[0], 10);
    act(desk, order);
    desk.world.apply(&Call::Kill { lane: 0, scope: scope(), reason: 9 });
    assert_eq!(desk.ask(), Ok(()));
}

fn reset(row: &Row) -> (Desk, Result<(), Refusal>) {
    let mut desk = Desk::new();
    (row.before)(&mut desk);
    let asked = desk.ask();
    if asked.is_ok() {
        (row.between)(&mut desk);
    }
    let done = asked.and_then(|()| desk.confirm());
    (desk, done)
}

#[test]
fn a_reset_that_lacks_anything_is_refused_by_its_name_and_opens_nothing() {
    for row in ROWS {
        let (desk, done) = reset(row);
        assert_eq!(done, Err(row.refusal), "{}", row.name);
        let region = desk.world.region();
        assert_eq!(region.level(scope()), Ok(Level::NoNewOrders), "{}", row.name);
        let ever = row.name.starts_with("a child that nobody has sent");
        assert_eq!(region.last_reset().is_some(), ever, "{}", row.name);
    }
}

#[test]
fn one_that_lacks_nothing_is_carried_out_once_and_recorded() {
    let nothing = between("nothing", Refusal::NothingToChange, |_| {});
    let (mut desk, done) = reset(&nothing);
    assert_eq!(done, Ok(()));
    let region = desk.world.region();
    assert_eq!(region.level(scope()), Ok(Level::Open));
    let record = region.last_reset().expect("it is recorded");
    assert_eq!((record.scope, record.by, record.why), (scope(), [1, 2], WHY));
    assert_eq!(record.at, Nanos(desk.world.now));
    // It is used up.
    desk.world.apply(&Call::Kill { lane: 0, scope: scope(), reason: 1 });
    assert_eq!(desk.confirm(), Err(Refusal::NoSuchRequest));
    assert_eq!(region.level(scope()), Ok(Level::NoNewOrders));
    assert_eq!(region.last_reset(), Some(record));
}

#[test]
fn what_was_in_the_way_is_no_more_once_it_is_cleared() {
    type Clear = (&'static str, fn(&mut Desk));
    let clear: [Clear; 4] = [
        ("an unread alarm", |desk| {
            desk.world.apply(&Call::Acknowledge { alarm: AlarmKind::UnexpectedAnswer });
        }),
        ("a child that nobody has sent", |desk| {
            let child = desk.world.children[1];
            desk.world.apply(&Call::Sent { lane: 0, child });
        }),
        ("an end without its sum", |desk| {
            desk.report(ended(desk.child(), ExecType::Canceled, 0));
        }),
        ("an execution in suspense", |desk| {
            let entry = desk.world.region().find_suspense(ExecId(1), ChildId::from_bits(7));
            let (entry, now) = (entry.expect("it lies there"), desk.now());
            let to = Target::Parent(desk.world.parents[0]);
            desk.world.control().assign(entry, to, now).expect("it is the parent's");
        }),
    ];
    for (name, clear) in clear {
        let row = ROWS.iter().find(|row| row.name == name).expect("there is such a row");
        let (mut desk, done) = reset(row);
        assert_eq!(done, Err(row.refusal), "{name}");
        clear(&mut desk);
        assert_eq!(desk.confirm(), Ok(()), "{name}");
        assert_eq!(desk.world.region().level(scope()), Ok(Level::Open), "{name}");
    }
}

#[test]
fn an_end_that_was_stated_is_proven_though_its_fills_were_never_reported() {
    let mut desk = Desk::new();
    desk.report(Report::new(desk.child(), ExecType::Rejected));
    let (child, now) = (desk.child(), desk.now());
    let filled = Report {
        cum_qty: Some(plimsoll_tests::orders::qty(10)),
        ord_status: Some(plimsoll::OrdStatus::Filled),
        ..Report::new(child, ExecType::OrderStatus)
    };
    desk.world.control().status(&filled, now).expect("a statement");
    let view = desk.world.region().child(child).expect("the child");
    assert_eq!((view.inferred_qty, view.unknown_qty.get()), (10, 0));
    // Nothing of it has escaped either.
    let now = desk.now();
    let receipt = desk.world.region().kill(scope(), 1, now).expect("the scope exists");
    let mut out = [plimsoll::Escaped { child, in_doubt: true }];
    assert_eq!(desk.world.region().escaped(&receipt, &mut 0, &mut out), 0);
    assert_eq!(desk.ask().and_then(|()| desk.confirm()), Ok(()));
}

#[test]
fn what_is_in_doubt_elsewhere_is_not_in_the_way() {
    let mut desk = Desk::new();
    let other = plimsoll::NewParent { strategy: strategy(1), ..parent(2, 100) };
    desk.world.apply(&Call::Admit { lane: 0, order: other });
    let order = child(desk.world.parents[1], 10);
    desk.world.apply(&Call::Route { lane: 0, order });
    assert_eq!(desk.ask().and_then(|()| desk.confirm()), Ok(()));
    // For the firm it is.
    desk.world.apply(&Call::Kill { lane: 0, scope: Scope::Firm, reason: 1 });
    desk.request.scope = Scope::Firm;
    assert_eq!(desk.ask().and_then(|()| desk.confirm()), Err(Refusal::ChildUnproven));
}

#[test]
fn a_kill_between_the_steps_makes_the_reset_of_every_scope_worthless() {
    let mut world = World::armed(PLENTY);
    let region = world.region();
    for scope in scopes(PLENTY.config.lanes) {
        world.apply(&Call::Kill { lane: 0, scope, reason: 1 });
        world.apply(&Call::RequestReset { scope, key: KEYS[0] });
        let (nonce, _) = *world.tickets.last().expect("a ticket");
        world.apply(&Call::Kill { lane: 1, scope, reason: 1 });
        let confirm = Call::ConfirmReset { nonce, key: KEYS[1], fresh: true };
        assert_eq!(world.apply(&confirm).refusal(), Some(Refusal::KilledSince), "{scope:?}");
        assert_eq!(region.is_halted(scope), Ok(true), "{scope:?}");
        assert_eq!(world.reset(scope), None, "{scope:?}");
        assert_eq!(region.level(scope), Ok(Level::Open), "{scope:?}");
    }
}

#[test]
fn keys_are_given_while_the_house_is_closed_and_to_one_person_each() {
    let mut world = World::new(PLENTY);
    assert_eq!(world.control().define_key(3, KEYS[0]), Err(Refusal::AlreadyDefined));
    assert_eq!(world.control().define_key(1, 33), Err(Refusal::AlreadyDefined));
    assert_eq!(world.control().define_key(3, 0), Err(Refusal::UnknownKey));
    for person in 3..9 {
        assert_eq!(world.control().define_key(person, 100 + u128::from(person)), Ok(()));
    }
    assert_eq!(world.control().define_key(9, 109), Err(Refusal::DefinitionsFull));
    world.apply(&Call::Arm { lease_until: u64::MAX });
    assert_eq!(world.control().define_key(9, 109), Err(Refusal::NothingToChange));
}

#[test]
fn no_kill_is_lost_against_a_racing_reset() {
    let mut world = World::armed(PLENTY);
    let region = world.region();
    let fingerprint = region.fingerprint();
    for round in 0..300u64 {
        let kills = 1 + round % 4;
        let mut granted = None;
        let start = world.now;
        std::thread::scope(|threads| {
            threads.spawn(move || {
                for _ in 0..kills {
                    region.kill(Scope::Firm, 1, Nanos(start)).expect("the firm exists");
                }
            });
            let request = ResetRequest { scope: Scope::Firm, key: KEYS[0], why: WHY };
            let control = world.control();
            for turn in 0..20 {
                let (now, later) = (Nanos(start + turn * 2), Nanos(start + turn * 2 + 1));
                let Ok(ticket) = control.request_reset(&request, now) else { continue };
                if control.confirm_reset(ticket.nonce, KEYS[1], &fingerprint, later).is_ok() {
                    granted = Some(ticket.counts.kills);
                }
            }
        });
        world.now += 40;
        // Whatever came in between: the firm is open only if the operator had seen the very last
        // kill.
        let last = region.kill_count(Scope::Firm).expect("the firm exists");
        let open = granted == Some(last);
        assert_eq!(
            region.is_halted(Scope::Firm),
            Ok(!open),
            "round {round}: {granted:?} of {last}"
        );
        if !open {
            assert_eq!(world.reset(Scope::Firm), None, "round {round}");
        }
    }
}

#[test]
fn an_alarm_stays_until_it_is_acknowledged() {
    let mut world = World::armed(PLENTY);
    world.apply(&Call::Admit { lane: 0, order: parent(1, 10) });
    let order = child(world.parents[0], 10);
    world.apply(&Call::Route { lane: 0, order });
    let report = trade(world.children[0], 1, 12);
    world.apply(&Call::Report { lane: 0, report });
    let region = world.region();
    assert!(region.alarm(AlarmKind::Overfill).raised);
    world.apply(&Call::Wait { nanos: 1_000_000 });
    world.apply(&Call::Restart);
    let arm = Call::Arm { lease_until: u64::MAX };
    assert_eq!(world.apply(&arm).refusal(), Some(Refusal::AlarmsRaised));
    assert!(world.region().alarm(AlarmKind::Overfill).raised);
    for alarm in world.snapshot().latched.raised {
        assert!(world.apply(&arm).refusal().is_some(), "before {alarm:?} is read");
        world.apply(&Call::Acknowledge { alarm });
    }
    assert!(!world.region().alarm(AlarmKind::Overfill).raised);
    assert_eq!(world.apply(&arm).refusal(), None);
}

#[test]
fn a_broken_copy_is_caught() {
    let (all, some) = (Level::CancelAll, Level::NoNewOrders);
    let tripped = Latched {
        stopped: vec![(Scope::Firm, all), (Scope::Lane(1), some)],
        raised: vec![AlarmKind::Overfill, AlarmKind::Suspense],
    };
    let calm = Latched { stopped: Vec::new(), raised: Vec::new() };
    let half = Latched { stopped: vec![(Scope::Lane(1), some)], ..tripped.clone() };
    let weaker =
        Latched { stopped: vec![(Scope::Firm, some), (Scope::Lane(1), some)], ..half.clone() };
    let reset = Call::ConfirmReset { nonce: 1, key: 2, fresh: true };
    let wait = Call::Wait { nanos: 1 };
    let latch = |call: &Call, after: &Latched| {
        laws::latch(&tripped, call, after, &[(1, Scope::Firm), (2, Scope::Lane(1))])
    };
    assert_eq!(latch(&reset, &half), Ok(()));
    assert_eq!(laws::latch(&calm, &reset, &tripped, &[]), Ok(()));
    // A switch that opens by itself, or becomes weaker; one that another scope's reset opens, or a
    // nonce that was never given out; an alarm that time silences.
    assert!(latch(&wait, &half).is_err());
    assert!(latch(&wait, &weaker).is_err());
    assert!(latch(&reset, &calm).is_err());
    assert!(latch(&Call::ConfirmReset { nonce: 3, key: 2, fresh: true }, &half).is_err());
    let silent = Latched { raised: vec![AlarmKind::Overfill], ..tripped.clone() };
    assert!(latch(&wait, &silent).is_err());
    let other = Call::Acknowledge { alarm: AlarmKind::Overfill };
    assert!(latch(&other, &silent).is_err());
}
