//! Alarms: latched words with a deadline, so that somebody must be listening.
//!
//! Law L8, in part: a critical alarm that nobody acknowledges before its deadline stops admission
//! and routing. An alarm is written by the call that finds its cause (MiFID II RTS 6 Art. 16 allows
//! five seconds).
//!
//! Uses: `sync`, `units`. Used by: `region`, `lane`, `control`.

use crate::sync::{AcqRel, Acquire, AtomicU64, Relaxed, Release};
use crate::units::Nanos;
use crate::wrong::{self, Design};
#[cfg(not(loom))]
use zerocopy::{FromBytes, IntoBytes, KnownLayout};

/// What an alarm is about. The numbers are part of the C interface; those of breaches have the
/// breach's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
#[non_exhaustive]
pub enum AlarmKind {
    /// A parent is executed or committed past its quantity; value: by how much.
    Overfill = 1,
    /// A child was executed past its own quantity; value: by how much.
    ChildOverfill = 2,
    /// A report fits no child; value: its LastQty.
    Suspense = 3,
    /// A venue reports on a child that the gate refused; value: the child.
    ReportOnVoid = 4,
    /// An execution id came again with other numbers; value: the child.
    ConflictingExecution = 5,
    /// A report contradicts itself; value: the child.
    ImpossibleReport = 6,
    /// A report answers a request that is not open; value: the child.
    UnexpectedAnswer = 7,
    /// A venue's final CumQty is not the sum of its executions; value: the CumQty.
    CumQtyDisagrees = 8,
    /// No execution record was left; value: the quantity booked without one.
    ExecutionsFull = 9,
    /// An execution at a price that cannot be; value: the child.
    ImpossiblePrice = 10,
    /// A parent went past its fan-out; value: the parent.
    FanOut = 16,
    /// The core threw a strategy's switch; value: the strategy.
    StrategyTripped = 17,
    /// Suspense is past its limit, and the firm's switch is thrown; value: the gross quantity.
    SuspenseLimit = 18,
    /// A lane, or the control handle, was taken over while its owner was inside a call; value: the
    /// parent it worked on, which is held.
    LaneTakenOver = 19,
    /// A venue claims more executions than it has reported so far; value: how many units. A
    /// warning.
    CumQtyGap = 20,
    /// An execution was busted, or corrected to less; value: what it counted for, other: what it
    /// counts for now. Its parent is held. A warning.
    Bust = 21,
    /// A bust or a correction came before its execution; value: the child. A warning.
    ExecutionAwaited = 22,
    /// A statement, or a drop copy, differs from the books; value: theirs, other: ours. A warning.
    Difference = 23,
    /// A position is not what a statement says; value: theirs, other: ours.
    PositionDiffers = 24,
    /// Nobody knows what became of a child; value: the quantity at risk, other: the child. A
    /// warning.
    ChildUnknown = 25,
    /// A parent carries a code, a generation or a flag that is not known here: a server of the fleet is
    /// stale; value: the strategy's code, other: the flags.
    UnknownCode = 26,
    /// A lane's clock went backwards; value: the time given, other: the time before.
    ClockBackwards = 27,
    /// A lane's clock stands still while others advance; value: the time given, other: the least that is
    /// believed.
    ClockStopped = 28,
    /// A monitor that must be listening is silent; value: the time by which it was to be heard.
    MonitorSilent = 29,
    /// A lane's events were overwritten before its journal had taken them, and the lane's switch is thrown;
    /// value: the lane.
    JournalStalled = 30,
    /// A strategy was executed on one side of an instrument too often; value: its code, other: the
    /// instrument.
    Repeats = 31,
    /// More was sent than the orders that came in account for, and the scope is halted; value: units out,
    /// other: units in.
    Ratio = 12,
    /// Venues reject orders one after the other; value: how many.
    Rejects = 13,
}

/// Whether an alarm left unacknowledged stops trading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// For the record.
    Warning,
    /// Stops admission and routing when its deadline passes.
    Critical,
}

impl AlarmKind {
    /// Every kind, in the order of their slots.
    pub const ALL: [AlarmKind; 28] = [
        AlarmKind::Overfill,
        AlarmKind::ChildOverfill,
        AlarmKind::Suspense,
        AlarmKind::ReportOnVoid,
        AlarmKind::ConflictingExecution,
        AlarmKind::ImpossibleReport,
        AlarmKind::UnexpectedAnswer,
        AlarmKind::CumQtyDisagrees,
        AlarmKind::ExecutionsFull,
        AlarmKind::ImpossiblePrice,
        AlarmKind::FanOut,
        AlarmKind::StrategyTripped,
        AlarmKind::SuspenseLimit,
        AlarmKind::LaneTakenOver,
        AlarmKind::CumQtyGap,
        AlarmKind::Bust,
        AlarmKind::ExecutionAwaited,
        AlarmKind::Difference,
        AlarmKind::PositionDiffers,
        AlarmKind::ChildUnknown,
        AlarmKind::UnknownCode,
        AlarmKind::ClockBackwards,
        AlarmKind::ClockStopped,
        AlarmKind::MonitorSilent,
        AlarmKind::JournalStalled,
        AlarmKind::Repeats,
        AlarmKind::Ratio,
        AlarmKind::Rejects,
    ];

    /// The kind with this number.
    #[must_use]
    pub fn from_code(code: u8) -> Option<AlarmKind> {
        AlarmKind::ALL.iter().copied().find(|kind| *kind as u8 == code)
    }

    /// The word for it, as `plimsoll replay` prints it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            AlarmKind::Overfill => "overfill",
            AlarmKind::ChildOverfill => "child_overfill",
            AlarmKind::Suspense => "suspense",
            AlarmKind::ReportOnVoid => "report_on_void",
            AlarmKind::ConflictingExecution => "conflicting_execution",
            AlarmKind::ImpossibleReport => "impossible_report",
            AlarmKind::UnexpectedAnswer => "unexpected_answer",
            AlarmKind::CumQtyDisagrees => "cum_qty_disagrees",
            AlarmKind::ExecutionsFull => "executions_full",
            AlarmKind::ImpossiblePrice => "impossible_price",
            AlarmKind::FanOut => "fan_out",
            AlarmKind::StrategyTripped => "strategy_tripped",
            AlarmKind::SuspenseLimit => "suspense_limit",
            AlarmKind::LaneTakenOver => "lane_taken_over",
            AlarmKind::CumQtyGap => "cum_qty_gap",
            AlarmKind::Bust => "bust",
            AlarmKind::ExecutionAwaited => "execution_awaited",
            AlarmKind::Difference => "difference",
            AlarmKind::PositionDiffers => "position_differs",
            AlarmKind::ChildUnknown => "child_unknown",
            AlarmKind::UnknownCode => "unknown_code",
            AlarmKind::ClockBackwards => "clock_backwards",
            AlarmKind::ClockStopped => "clock_stopped",
            AlarmKind::MonitorSilent => "monitor_silent",
            AlarmKind::JournalStalled => "journal_stalled",
            AlarmKind::Repeats => "repeats",
            AlarmKind::Ratio => "ratio",
            AlarmKind::Rejects => "rejects",
        }
    }

    /// Whether it stops trading when nobody acknowledges it.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            AlarmKind::CumQtyGap
            | AlarmKind::Bust
            | AlarmKind::ExecutionAwaited
            | AlarmKind::Difference
            | AlarmKind::ChildUnknown => Severity::Warning,
            AlarmKind::Overfill
            | AlarmKind::ChildOverfill
            | AlarmKind::Suspense
            | AlarmKind::ReportOnVoid
            | AlarmKind::ConflictingExecution
            | AlarmKind::ImpossibleReport
            | AlarmKind::UnexpectedAnswer
            | AlarmKind::CumQtyDisagrees
            | AlarmKind::ExecutionsFull
            | AlarmKind::ImpossiblePrice
            | AlarmKind::PositionDiffers
            | AlarmKind::FanOut
            | AlarmKind::StrategyTripped
            | AlarmKind::SuspenseLimit
            | AlarmKind::LaneTakenOver
            | AlarmKind::UnknownCode
            | AlarmKind::ClockBackwards
            | AlarmKind::ClockStopped
            | AlarmKind::MonitorSilent
            | AlarmKind::JournalStalled
            | AlarmKind::Repeats
            | AlarmKind::Ratio
            | AlarmKind::Rejects => Severity::Critical,
        }
    }

    const fn bit(self) -> u32 {
        1 << (self as u8)
    }
}

/// The alarms that one call raised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AlarmSet(u32);

impl AlarmSet {
    /// None.
    pub const EMPTY: AlarmSet = AlarmSet(0);

    pub(crate) fn insert(&mut self, kind: AlarmKind) {
        self.0 |= kind.bit();
    }

    /// Whether `kind` is among them.
    #[must_use]
    pub const fn contains(self, kind: AlarmKind) -> bool {
        self.0 & kind.bit() != 0
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// One bit a kind, at the place of its number: how the set crosses the C border.
    #[must_use]
    pub const fn to_bits(self) -> u32 {
        self.0
    }

    /// Each of them.
    pub fn iter(self) -> impl Iterator<Item = AlarmKind> {
        AlarmKind::ALL.into_iter().filter(move |kind| self.contains(*kind))
    }
}

/// What a kind's alarm says now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlarmView {
    /// Whether it was raised and not acknowledged since.
    pub raised: bool,
    /// How often it was raised, ever.
    pub count: u64,
    /// When it was raised first since the last acknowledgement.
    pub first_at: Nanos,
    /// When it was raised last.
    pub last_at: Nanos,
    /// The value that raised it last.
    pub value: u64,
    /// The value that it was compared with, for kinds that name one; else 0.
    pub other: u64,
    /// When trading stops if nobody acknowledges it; `u64::MAX` for never.
    pub deadline: Nanos,
}

/// One kind's latch. Any lane raises; only the control handle acknowledges.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C, align(64))]
pub(crate) struct AlarmSlot {
    count: AtomicU64,
    acknowledged: AtomicU64,
    first_at: AtomicU64,
    last_at: AtomicU64,
    value: AtomicU64,
    /// 0 where it stops nothing, else the time and 1.
    deadline: AtomicU64,
    other: AtomicU64,
    reserved: AtomicU64,
}

impl AlarmSlot {
    /// When this alarm stops trading; `u64::MAX` for never. A critical alarm whose deadline an
    /// acknowledgement wiped while it was raised again is due at once: what is not known is
    /// refused.
    pub(crate) fn deadline(&self, severity: Severity) -> u64 {
        if severity == Severity::Warning || !self.is_raised() {
            return u64::MAX;
        }
        match self.deadline.load(Acquire) {
            0 => self.last_at.load(Relaxed),
            deadline => deadline.wrapping_sub(1),
        }
    }

    fn is_raised(&self) -> bool {
        self.count.load(Acquire) != self.acknowledged.load(Acquire)
    }

    fn view(&self, severity: Severity) -> AlarmView {
        AlarmView {
            raised: self.is_raised(),
            count: self.count.load(Acquire),
            first_at: Nanos(self.first_at.load(Relaxed)),
            last_at: Nanos(self.last_at.load(Relaxed)),
            value: self.value.load(Relaxed),
            other: self.other.load(Relaxed),
            deadline: Nanos(self.deadline(severity)),
        }
    }
}

/// All alarms, and the one word that a route reads: the earliest deadline.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Alarms<'a> {
    pub(crate) slots: &'a [AlarmSlot],
    pub(crate) earliest: &'a AtomicU64,
}

impl Alarms<'_> {
    fn slot(&self, kind: AlarmKind) -> Option<&AlarmSlot> {
        let place = AlarmKind::ALL.iter().position(|known| *known == kind)?;
        self.slots.get(place)
    }

    /// Latches `kind`; trading stops at the deadline unless somebody acknowledges it.
    pub(crate) fn raise(
        &self,
        kind: AlarmKind,
        (value, other): (u64, u64),
        now: Nanos,
        deadline: u64,
    ) {
        let Some(slot) = self.slot(kind) else { return };
        slot.value.store(value, Relaxed);
        slot.other.store(other, Relaxed);
        slot.last_at.store(now.0, Relaxed);
        let was_quiet = !slot.is_raised();
        if was_quiet {
            slot.first_at.store(now.0, Relaxed);
        }
        if kind.severity() == Severity::Critical {
            // 'Never' is u64::MAX, so a deadline stays one below it.
            let deadline = deadline.min(u64::MAX - 1);
            if was_quiet || slot.deadline.load(Acquire) == 0 {
                slot.deadline.store(deadline.wrapping_add(1), Release);
            }
            slot.count.fetch_add(1, AcqRel);
            self.earliest.fetch_min(deadline, AcqRel);
            // It may have been acknowledged already: then its deadline must not stay.
            if !slot.is_raised() {
                self.look_again();
            }
        } else {
            slot.count.fetch_add(1, AcqRel);
        }
    }

    /// After a restart: every raised critical alarm is due `patience` from `now`, whatever clock it
    /// was raised by.
    pub(crate) fn restart(&self, now: Nanos, patience: u64) {
        let due = now.0.saturating_add(patience).min(u64::MAX - 1);
        for slot in self.slots.iter().filter(|slot| slot.is_raised()) {
            slot.deadline.store(due.wrapping_add(1), Release);
        }
        self.earliest.store(self.scan(), Release);
    }

    /// Takes note of `kind`. Whether it was raised.
    pub(crate) fn acknowledge(&self, kind: AlarmKind) -> bool {
        let Some(slot) = self.slot(kind) else { return false };
        let count = slot.count.load(Acquire);
        if count == slot.acknowledged.load(Acquire) {
            return false;
        }
        slot.deadline.store(0, Release);
        slot.acknowledged.store(count, Release);
        self.look_again();
        true
    }

    /// Sets the earliest deadline to that of the alarms that are still raised. A raise between the
    /// look and the swap is found by the second look: its slot was written before it touched the
    /// word that the swap acquires.
    fn look_again(&self) {
        loop {
            let (seen, first) = (self.earliest.load(Acquire), self.scan());
            let swapped = self.earliest.compare_exchange(seen, first, AcqRel, Acquire);
            let once = wrong::is(Design::AcknowledgeLooksOnce);
            if once || (swapped.is_ok() && self.scan() == first) {
                return;
            }
        }
    }

    fn scan(&self) -> u64 {
        let deadlines = AlarmKind::ALL
            .iter()
            .zip(self.slots)
            .map(|(kind, slot)| slot.deadline(kind.severity()));
        deadlines.min().unwrap_or(u64::MAX)
    }

    /// Whether a critical one is raised and not acknowledged.
    pub(crate) fn is_critical_raised(&self) -> bool {
        let mut slots = AlarmKind::ALL.iter().zip(self.slots);
        slots.any(|(kind, slot)| kind.severity() == Severity::Critical && slot.is_raised())
    }

    pub(crate) fn view(&self, kind: AlarmKind) -> Option<AlarmView> {
        self.slot(kind).map(|slot| slot.view(kind.severity()))
    }
}

#[cfg(all(test, loom))]
mod loom;
