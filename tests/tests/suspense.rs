//! *Property*: an execution in suspense is counted once, in the firm's totals and in those of its
//! account and instrument; past either limit the firm is stopped; it is assigned once, to a child
//! or a parent, where it is booked once and in full; the totals never become smaller, whatever dies
//! in between.
//!
//! *Method*: strays on a world with two parents; every assignment is followed by an audit, and by a
//! restart that must find the same. Then a copy of the region in which one word of an entry is
//! another, which the audit must find; but for the time and the names that were hinted, which
//! nothing stands beside.

use plimsoll::{
    AccountId, AlarmKind, Breach, ChildId, EventKind, ExecId, Hint, InstrumentId, Nanos, Outcome,
    ParentId, ParentState, ParentView, Poll, Price, Qty, Refusal, Region, Report, Scope, Side,
    Suspense, SuspenseEntry, SuspenseId, SuspenseOf, Target,
};
use plimsoll_tests::call::{Answer, Call};
use plimsoll_tests::memory::Memory;
use plimsoll_tests::orders::{PRICE, child, ended, parent, qty, trade};
use plimsoll_tests::world::{PLENTY, Setup, World};

const NOBODY: ChildId = ChildId::from_bits(77);
const ACCOUNT: AccountId = AccountId(0);
const INSTRUMENT: InstrumentId = InstrumentId(0);

/// Two parents of 100, a child of 60 of the first.
struct Stage {
    world: World,
    parents: [ParentId; 2],
    child: ChildId,
}

impl Stage {
    fn new() -> Stage {
        Stage::with(PLENTY)
    }

    fn with(setup: Setup) -> Stage {
        let mut world = World::armed(setup);
        world.apply(&Call::Admit { lane: 0, order: parent(1, 100) });
        world.apply(&Call::Admit { lane: 0, order: parent(2, 100) });
        let parents = [world.parents[0], world.parents[1]];
        world.apply(&Call::Route { lane: 0, order: child(parents[0], 60) });
        let child = world.children[0];
        Stage { world, parents, child }
    }

    fn now(&self) -> Nanos {
        Nanos(self.world.now)
    }

    fn region(&self) -> Region<'static> {
        self.world.region()
    }

    fn report(&mut self, report: Report) -> Outcome {
        match self.world.apply(&Call::Report { lane: 1, report }) {
            Answer::Outcome(Ok(outcome)) => outcome,
            answer => panic!("a report is never refused: {answer:?}"),
        }
    }

    /// Puts an execution into suspense.
    fn stray(&mut self, exec: u128, units: u64) -> SuspenseId {
        let outcome = self.report(hinted(trade(NOBODY, exec, units), Side::Buy));
        assert_eq!((outcome.breach, outcome.duplicate), (Some(Breach::Suspense), false));
        self.region().find_suspense(ExecId(exec), NOBODY).expect("it lies in suspense")
    }

    fn assign(&mut self, entry: SuspenseId, to: Target) -> Result<Outcome, Refusal> {
        let now = self.now();
        let assigned = self.world.control().assign(entry, to, now);
        self.audit();
        assigned
    }

    fn parent(&self, place: usize) -> ParentView {
        self.region().parent(self.parents[place]).expect("not retired")
    }

    fn audit(&self) {
        let audit = self.region().audit();
        assert!(audit.is_ok(), "{audit:?}");
    }

    /// A restart changes nothing that can be seen of suspense and of the parents' sums.
    fn restart(&mut self) {
        let before = (self.region().suspense(), self.of_position(), self.sums());
        self.world.apply(&Call::Restart);
        assert_eq!((self.region().suspense(), self.of_position(), self.sums()), before);
        self.audit();
    }

    fn sums(&self) -> Vec<(u64, u64, u64)> {
        let views = self.parents.iter().filter_map(|id| self.region().parent(*id));
        views.map(|view| (view.executed, view.headroom, view.overfill)).collect()
    }

    fn of_position(&self) -> SuspenseOf {
        self.region().suspense_of(ACCOUNT, INSTRUMENT).expect("a position")
    }
}

fn hinted(report: Report, side: Side) -> Report {
    Report { hint: Some(Hint { account: ACCOUNT, instrument: INSTRUMENT, side }), ..report }
}

fn totals(executions: u64, gross: u64, assigned: u64) -> SuspenseOf {
    SuspenseOf { executions, gross, assigned }
}

/// Every entry, read three at a time.
fn entries(region: Region<'_>) -> Vec<SuspenseEntry> {
    let blank = SuspenseEntry {
        entry: SuspenseId(0),
        exec_id: ExecId(0),
        child: NOBODY,
        account: None,
        instrument: None,
        side: None,
        qty: Qty::ZERO,
        price: Price(0),
        time: Nanos(0),
        assigned: None,
    };
    let (mut cursor, mut all) = (0, Vec::new());
    loop {
        let mut some = [blank; 3];
        match region.suspense_entries(&mut cursor, &mut some) {
            0 => return all,
            count => all.extend_from_slice(&some[..count]),
        }
    }
}

#[test]
fn totals_by_firm_and_by_position() {
    let mut stage = Stage::new();
    assert_eq!(stage.of_position(), totals(0, 0, 0));
    stage.stray(1, 10);
    stage.stray(2, 20);
    // One that nobody knows anything of, and one of a pair that has no position.
    stage.report(trade(NOBODY, 3, 5));
    let strange = Hint { account: AccountId(9), instrument: INSTRUMENT, side: Side::Sell };
    stage.report(Report { hint: Some(strange), ..trade(NOBODY, 4, 7) });
    assert_eq!(stage.of_position(), totals(2, 30, 0));
    let all = Suspense { reports: 4, executions: 4, gross: 42, assigned: 0 };
    assert_eq!(stage.region().suspense(), all);
    assert_eq!(stage.region().suspense_of(AccountId(9), INSTRUMENT), None);
    // The same again: another report, no other execution.
    assert!(stage.report(hinted(trade(NOBODY, 1, 10), Side::Buy)).duplicate);
    assert_eq!(stage.region().suspense(), Suspense { reports: 5, ..all });
    stage.audit();
    stage.restart();
    let found = entries(stage.region());
    let seen: Vec<_> = found.iter().map(|entry| (entry.exec_id.0, entry.qty.get())).collect();
    let mut sorted = seen.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, [(1, 10), (2, 20), (3, 5), (4, 7)]);
    for entry in found {
        let side = match entry.exec_id.0 {
            1 | 2 => Some(Side::Buy),
            4 => Some(Side::Sell),
            _ => None,
        };
        let account = match entry.exec_id.0 {
            1 | 2 => Some(ACCOUNT),
            4 => Some(AccountId(9)),
            _ => None,
        };
        assert_eq!((entry.side, entry.account), (side, account));
        assert_eq!(entry.instrument, account.map(|_| INSTRUMENT));
        assert_eq!((entry.child, entry.price, entry.assigned), (NOBODY, PRICE, None));
    }
}

#[test]
fn two_venues_may_use_one_execution_id() {
    let mut stage = Stage::new();
    let other = ChildId::from_bits(78);
    let all = [
        trade(NOBODY, 1, 10),
        trade(other, 1, 10),
        trade(NOBODY, 1, 11),
        Report::trade(NOBODY, ExecId(1), qty(10), Price(99)),
    ];
    for report in all {
        assert!(!stage.report(report).duplicate);
        assert!(stage.report(report).duplicate);
    }
    let suspense = stage.region().suspense();
    assert_eq!((suspense.executions, suspense.gross), (4, 41));
    // The first open one, and after it the next.
    let mut found = Vec::new();
    while let Some(entry) = stage.region().find_suspense(ExecId(1), NOBODY) {
        assert!(!found.contains(&entry));
        found.push(entry);
        assert!(stage.assign(entry, Target::Parent(stage.parents[1])).is_ok());
    }
    assert_eq!(found.len(), 3);
    assert!(stage.region().find_suspense(ExecId(1), other).is_some());
    stage.restart();
}

#[test]
fn past_either_limit_the_firm_is_stopped() {
    for position in [false, true] {
        let mut stage = Stage::new();
        let control = stage.world.control();
        let limited = if position {
            control.set_position_suspense_limit(ACCOUNT, INSTRUMENT, qty(30))
        } else {
            control.set_suspense_limit(qty(30))
        };
        assert_eq!(limited, Ok(()));
        let first = stage.stray(1, 20);
        stage.stray(2, 10);
        assert!(!stage.region().alarm(AlarmKind::SuspenseLimit).raised);
        // What is assigned lies there no more.
        assert!(stage.assign(first, Target::Parent(stage.parents[0])).is_ok());
        stage.stray(3, 20);
        assert_eq!(stage.region().is_halted(Scope::Firm), Ok(false));
        let outcome = stage.report(hinted(trade(NOBODY, 4, 1), Side::Sell));
        assert!(outcome.raised.contains(AlarmKind::SuspenseLimit));
        assert_eq!(stage.region().is_halted(Scope::Firm), Ok(true));
        assert_eq!(stage.region().alarm(AlarmKind::SuspenseLimit).value, 31);
        stage.audit();
    }
}

#[test]
fn another_position_has_another_limit() {
    let mut stage = Stage::new();
    let control = stage.world.control();
    let set = |control: &mut plimsoll::Control<'_>, account, instrument| {
        control.set_position_suspense_limit(account, instrument, qty(1))
    };
    assert_eq!(set(control, AccountId(9), INSTRUMENT), Err(Refusal::UnknownAccount));
    assert_eq!(set(control, ACCOUNT, InstrumentId(9)), Err(Refusal::UnknownInstrument));
    assert_eq!(set(control, AccountId(1), INSTRUMENT), Ok(()));
    stage.stray(1, 500);
    assert!(!stage.region().alarm(AlarmKind::SuspenseLimit).raised);
}

#[test]
fn to_a_parent_once_and_in_full() {
    let mut stage = Stage::new();
    let entry = stage.stray(1, 30);
    let to = Target::Parent(stage.parents[0]);
    let outcome = stage.assign(entry, to).expect("assigned");
    assert_eq!((outcome.breach, outcome.parent), (None, Some(stage.parents[0])));
    let view = stage.parent(0);
    assert_eq!((view.executed, view.working + view.unknown, view.headroom), (30, 60, 10));
    let exposure = stage.region().exposure(ACCOUNT, INSTRUMENT).expect("a position");
    assert_eq!(exposure.bought, 30);
    assert_eq!(stage.of_position(), totals(1, 30, 30));
    assert_eq!(stage.region().suspense().gross, 30);
    for to in [to, Target::Parent(stage.parents[1]), Target::Child(stage.child)] {
        assert_eq!(stage.assign(entry, to), Err(Refusal::AlreadyAssigned));
    }
    // The stray report again is still known.
    assert!(stage.report(hinted(trade(NOBODY, 1, 30), Side::Buy)).duplicate);
    assert_eq!(entries(stage.region())[0].assigned, Some(stage.parents[0].to_bits()));
    stage.restart();
    let (control, now) = (stage.world.control(), Nanos(u64::MAX >> 1));
    assert_eq!(control.assign(entry, to, now), Err(Refusal::AlreadyAssigned));
}

#[test]
fn past_the_parent_it_is_an_overfill() {
    let mut stage = Stage::new();
    let entry = stage.stray(1, 45);
    let outcome = stage.assign(entry, Target::Parent(stage.parents[0])).expect("assigned");
    assert_eq!((outcome.breach, outcome.overfill), (Some(Breach::Overfill), qty(5)));
    assert!(outcome.raised.contains(AlarmKind::Overfill));
    assert_eq!((stage.parent(0).executed, stage.parent(0).overfill), (45, 5));
    stage.restart();
}

#[test]
fn it_may_end_a_parent_and_one_that_has_ended_takes_it_too() {
    let mut stage = Stage::new();
    let (first, second) = (stage.stray(1, 100), stage.stray(2, 3));
    let to = Target::Parent(stage.parents[1]);
    let outcome = stage.assign(first, to).expect("assigned");
    assert!(outcome.parent_done);
    let outcome = stage.assign(second, to).expect("assigned");
    assert_eq!((outcome.parent_done, outcome.overfill), (false, qty(3)));
    stage.restart();
    // A retired parent keeps what was assigned to it, and takes no more.
    let parent = stage.parents[1];
    let third = stage.stray(3, 1);
    assert_eq!(stage.world.apply(&Call::Retire { lane: 0, parent }).refusal(), None);
    assert_eq!(stage.assign(third, to), Err(Refusal::UnknownParent));
    assert_eq!(stage.region().suspense().assigned, 103);
    stage.restart();
    assert_eq!(stage.region().exposure(ACCOUNT, INSTRUMENT).map(|view| view.bought), Some(103));
}

#[test]
fn to_a_child_as_if_it_had_been_reported_there() {
    let mut stage = Stage::new();
    let entry = stage.stray(1, 25);
    let outcome = stage.assign(entry, Target::Child(stage.child)).expect("assigned");
    assert_eq!((outcome.child, outcome.duplicate), (Some(stage.child), false));
    let view = stage.region().child(stage.child).expect("the child");
    assert_eq!((view.cum_qty, stage.parent(0).executed, stage.parent(0).headroom), (25, 25, 40));
    assert_eq!(stage.region().suspense().assigned, 25);
    // The venue's own report of it comes at last.
    assert!(stage.report(trade(stage.child, 1, 25)).duplicate);
    assert_eq!(stage.assign(entry, Target::Child(stage.child)), Err(Refusal::AlreadyAssigned));
    stage.restart();
    assert_eq!(stage.parent(0).executed, 25);
}

#[test]
fn a_death_on_the_way_to_a_child_is_mended_by_assigning_again() {
    let mut stage = Stage::new();
    let entry = stage.stray(1, 25);
    // As far as a process gets that dies before it marks the entry.
    stage.report(trade(stage.child, 1, 25));
    stage.restart();
    assert_eq!(stage.region().suspense().assigned, 0);
    let outcome = stage.assign(entry, Target::Child(stage.child)).expect("assigned");
    assert!(outcome.duplicate);
    assert_eq!((stage.parent(0).executed, stage.region().suspense().assigned), (25, 25));
    stage.restart();
}

#[test]
fn an_execution_with_other_numbers_stays_open() {
    let mut stage = Stage::new();
    let entry = stage.stray(1, 25);
    stage.report(trade(stage.child, 1, 20));
    let outcome = stage.assign(entry, Target::Child(stage.child)).expect("heard");
    assert!(outcome.raised.contains(AlarmKind::ConflictingExecution));
    assert_eq!((stage.parent(0).executed, stage.region().suspense().assigned), (20, 0));
    assert!(stage.assign(entry, Target::Parent(stage.parents[1])).is_ok());
    stage.restart();
}

#[test]
fn a_target_that_cannot_be_is_refused_and_nothing_changes() {
    let mut stage = Stage::new();
    let entry = stage.stray(1, 5);
    stage.report(hinted(trade(NOBODY, 2, 5), Side::Sell));
    let sold = stage.region().find_suspense(ExecId(2), NOBODY).expect("it lies in suspense");
    let other = Hint { account: AccountId(1), instrument: INSTRUMENT, side: Side::Buy };
    stage.report(Report { hint: Some(other), ..trade(NOBODY, 3, 5) });
    let others = stage.region().find_suspense(ExecId(3), NOBODY).expect("it lies in suspense");
    let (parent, child) = (Target::Parent(stage.parents[0]), Target::Child(stage.child));
    let nobody = (Target::Parent(ParentId::from_bits(1 << 62)), Target::Child(NOBODY));
    let before = stage.world.image();
    let rows = [
        (entry, nobody.0, Refusal::UnknownParent),
        (entry, nobody.1, Refusal::UnknownChild),
        (SuspenseId(900), parent, Refusal::NoSuchEntry),
        (SuspenseId(u32::MAX), child, Refusal::NoSuchEntry),
        (sold, parent, Refusal::WrongTarget),
        (sold, child, Refusal::WrongTarget),
        (others, parent, Refusal::WrongTarget),
    ];
    for (entry, to, refusal) in rows {
        assert_eq!(stage.assign(entry, to), Err(refusal), "{entry:?} to {to:?}");
    }
    // Each kind of refusal has a line that counts it.
    let after = stage.world.image();
    let lines = before.chunks(64).zip(after.chunks(64));
    let changed = lines.filter(|(before, after)| before != after).count();
    assert!(changed <= 4, "a refused assignment changes nothing but what counts refusals");
    let early = stage.world.control().assign(entry, parent, Nanos(1));
    assert_eq!(early, Err(Refusal::ClockBackwards));
}

#[test]
fn what_was_filled_elsewhere_is_cumulative() {
    let mut stage = Stage::new();
    let (parent, now) = (stage.parents[0], stage.now());
    let state = |stage: &mut Stage, total| {
        let stated = stage.world.control().filled_elsewhere(parent, qty(total), now);
        stage.audit();
        stated
    };
    assert_eq!(state(&mut stage, 0), Err(Refusal::NothingToChange));
    assert_eq!(state(&mut stage, 25), Ok(()));
    assert_eq!((stage.parent(0).executed, stage.parent(0).headroom), (25, 15));
    assert_eq!(state(&mut stage, 25), Err(Refusal::NothingToChange));
    // Taken back in part: what comes free waits for a person.
    assert_eq!(state(&mut stage, 20), Ok(()));
    assert_eq!((stage.parent(0).executed, stage.parent(0).headroom), (20, 20));
    assert_eq!(stage.parent(0).state, ParentState::Held);
    assert_eq!(state(&mut stage, 45), Ok(()));
    assert_eq!((stage.parent(0).executed, stage.parent(0).overfill), (45, 5));
    stage.restart();
    let gone =
        stage.world.control().filled_elsewhere(ParentId::from_bits(1), qty(1), Nanos(1 << 50));
    assert_eq!(gone, Err(Refusal::UnknownParent));
}

#[test]
fn an_assignment_and_a_statement_are_told() {
    let mut stage = Stage::new();
    let (first, second) = (stage.stray(1, 10), stage.stray(2, 20));
    let (parent, child, now) = (stage.parents[0], stage.child, stage.now());
    assert!(stage.assign(first, Target::Child(child)).is_ok());
    assert!(stage.assign(second, Target::Parent(parent)).is_ok());
    stage.world.control().filled_elsewhere(parent, qty(3), now).expect("stated");
    stage.world.control().filled_elsewhere(parent, qty(7), now).expect("stated");
    let mut reader = stage.region().events(PLENTY.config.lanes).expect("the control handle's ring");
    let mut told = Vec::new();
    while let Poll::Event(event) = reader.poll() {
        if matches!(event.kind, EventKind::Assigned | EventKind::Elsewhere) {
            told.push((event.kind, event.child.to_bits(), event.qty, event.detail));
            assert_eq!(event.parent, parent);
        }
    }
    let expected = [
        (EventKind::Assigned, child.to_bits(), 10, u64::from(first.0)),
        (EventKind::Assigned, 0, 20, u64::from(second.0)),
        (EventKind::Elsewhere, 0, 3, 0),
        (EventKind::Elsewhere, 0, 7, 3),
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_full_table_counts_on_without_entries_and_stops_the_firm() {
    let config = plimsoll::Config { lanes: 2, suspense: 2, ..PLENTY.config };
    let mut stage = Stage::with(Setup { config, ..PLENTY });
    for exec in 1..=2 {
        stage.report(hinted(trade(NOBODY, exec, 10), Side::Buy));
    }
    assert_eq!(stage.region().is_halted(Scope::Firm), Ok(false));
    let outcome = stage.report(hinted(trade(NOBODY, 3, 10), Side::Buy));
    assert!(outcome.raised.contains(AlarmKind::ExecutionsFull));
    assert_eq!(stage.region().is_halted(Scope::Firm), Ok(true));
    assert_eq!((stage.of_position(), entries(stage.region()).len()), (totals(3, 30, 0), 2));
    stage.audit();
    stage.restart();
}

#[test]
fn the_audit_finds_a_broken_copy() {
    let mut stage = Stage::new();
    // Numbers that stand nowhere else in the region.
    let (first, second) = (stage.stray(0x5_EED1, 31), stage.stray(0x5_EED2, 17));
    assert!(stage.assign(first, Target::Parent(stage.parents[0])).is_ok());
    let image = stage.world.image();
    let parent = stage.parents[0].to_bits();
    let place = |low: u64, high: u64| {
        let pattern: Vec<u8> = [low.to_le_bytes(), high.to_le_bytes()].concat();
        let found = image.windows(16).enumerate().filter(|(at, _)| at % 64 == 0);
        let mut found = found.filter(|(_, bytes)| *bytes == pattern.as_slice());
        found.next().expect("the entry's key").0
    };
    let (one, two) = (place(0x5_EED1, 0), place(0x5_EED2, 0));
    let word = |at: usize| u64::from_le_bytes(image[at..at + 8].try_into().expect("eight bytes"));
    // Quantity and what it is assigned to, in their places in the entry.
    assert_eq!((word(one + 48), word(one + 88), word(two + 88)), (31, parent, 0));
    assert_ne!(first, second);
    let finds = |changes: &[(usize, u64)]| {
        let mut copy = Memory::new(image.len());
        let bytes = copy.as_mut_slice();
        bytes[..image.len()].copy_from_slice(&image);
        for (at, value) in changes {
            bytes[*at..*at + 8].copy_from_slice(&value.to_le_bytes());
        }
        let region = copy.attach().expect("the header is whole");
        region.audit().err().map(|finding| finding.name())
    };
    assert_eq!(finds(&[]), None);
    let suspense = Some("audit_suspense");
    assert_eq!(finds(&[(one + 48, 32)]), suspense, "another quantity");
    assert_eq!(finds(&[(one + 48, 32), (two + 48, 16)]), suspense, "quantity moved");
    assert_eq!(finds(&[(one + 88, 0)]), suspense, "opened again");
    assert_eq!(finds(&[(two + 88, parent)]), suspense, "assigned, and not counted");
    assert_eq!(finds(&[(one + 88, stage.parents[1].to_bits())]), suspense, "another parent's");
    assert_eq!(finds(&[(one, 5)]), suspense, "another execution's id");
    assert_eq!(finds(&[(one + 32, 5)]), suspense, "what tells it apart");
    assert_eq!(finds(&[(one + 40, 5)]), suspense, "another child's name");
    assert_eq!(finds(&[(one + 56, 5)]), suspense, "another price");
    assert_eq!(finds(&[(one + 72, 1 << 32)]), suspense, "in no position");
}

#[test]
fn a_child_that_has_ended_takes_it_too() {
    let mut stage = Stage::new();
    let entry = stage.stray(1, 10);
    stage.report(ended(stage.child, plimsoll::ExecType::Canceled, 0));
    let outcome = stage.assign(entry, Target::Child(stage.child)).expect("assigned");
    assert_eq!(outcome.breach, Some(Breach::ChildOverfill));
    assert_eq!((stage.parent(0).executed, stage.parent(0).headroom), (10, 90));
    stage.restart();
}
