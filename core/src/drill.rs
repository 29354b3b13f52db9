//! The self-test: every control, fired once in memory of its own.
//!
//! ```text
//!  scratch ─► a new region, as it should be ─► act: must pass, and nothing is raised or thrown
//!          ─► a new region, arranged        ─► act: must be refused; alarm, switch, count
//! ```
//!
//! Law: each row of a table is one act and one arrangement. The act is the same both times, so a
//! control that lets everything through is found by the second, and one that stops everything by
//! the first. Nothing of the region whose controls are tested is touched but the date and the
//! result.
//!
//! What it tests is this build's code: with limits of its own, not with the limits that the region
//! is set to.
//!
//! Uses: the crate's interface. Used by: operators' programs.

mod house;
mod limits;
mod order;
mod report;
mod row;
mod scene;
mod stop;

use crate::alarm::AlarmKind;
use crate::control::Control;
use crate::inventory::ControlId;
use crate::refusal::Refusal;
use crate::region::Region;
use crate::switch::{Level, Scope};
use crate::units::Nanos;
use row::{ROWS, Step};
use scene::Scene;

/// What a self-test has found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SelfTest {
    /// Controls that there are.
    pub controls: u32,
    /// Controls that did what they are for.
    pub passed: u32,
    /// The first that did not.
    pub first_failure: Option<Failure>,
}

/// A control that did not do what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Which.
    pub control: ControlId,
    /// How.
    pub flaw: Flaw,
    /// The refusal that was to come, where one was.
    pub expected: Option<Refusal>,
    /// The refusal that came, if any.
    pub found: Option<Refusal>,
}

/// How a control failed. The numbers are part of the C interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
#[non_exhaustive]
pub enum Flaw {
    /// It let through what it is there to stop.
    LetThrough = 1,
    /// It stopped what it has nothing against.
    StoppedAll = 2,
    /// It stopped it, for another reason.
    OtherRefusal = 3,
    /// No alarm was raised.
    NoAlarm = 4,
    /// The switch of the scope is not where it should be.
    OtherLevel = 5,
    /// An alarm was raised, or a switch thrown, for nothing.
    Unfounded = 6,
    /// It was not counted.
    NotCounted = 7,
    /// The scene could not be arranged: what comes before the control is broken.
    NoScene = 8,
    /// There is no test of it.
    Untested = 9,
}

impl Flaw {
    /// The word for it, as the operator's program prints it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Flaw::LetThrough => "let_through",
            Flaw::StoppedAll => "stopped_all",
            Flaw::OtherRefusal => "other_refusal",
            Flaw::NoAlarm => "no_alarm",
            Flaw::OtherLevel => "other_level",
            Flaw::Unfounded => "unfounded",
            Flaw::NotCounted => "not_counted",
            Flaw::NoScene => "no_scene",
            Flaw::Untested => "untested",
        }
    }
}

/// What an arrangement, or an act, came to.
type Done = Result<(), Refusal>;

/// A scope of a scene.
type Where = fn(&Scene<'_>) -> Scope;

/// One row: how a control is fired, and what must come of it.
#[derive(Clone, Copy)]
struct Drill {
    control: ControlId,
    /// `None`: the act passes, and the alarm is all.
    refusal: Option<Refusal>,
    alarm: Option<AlarmKind>,
    /// The switch that must be thrown after it, and how far.
    stops: Option<(Where, Level)>,
    /// Makes the control apply.
    arrange: fn(&mut Scene<'_>) -> Done,
    act: fn(&mut Scene<'_>) -> Done,
}

/// A control that refuses.
const fn refuses(
    control: ControlId,
    refusal: Refusal,
    arrange: fn(&mut Scene<'_>) -> Done,
    act: fn(&mut Scene<'_>) -> Done,
) -> Drill {
    Drill { control, refusal: Some(refusal), alarm: None, stops: None, arrange, act }
}

/// A control that only raises an alarm.
const fn raises(
    control: ControlId,
    alarm: AlarmKind,
    arrange: fn(&mut Scene<'_>) -> Done,
    act: fn(&mut Scene<'_>) -> Done,
) -> Drill {
    Drill { control, refusal: None, alarm: Some(alarm), stops: None, arrange, act }
}

impl Drill {
    const fn with_alarm(self, kind: AlarmKind) -> Drill {
        Drill { alarm: Some(kind), ..self }
    }

    const fn stopping(self, scope: Where, level: Level) -> Drill {
        Drill { stops: Some((scope, level)), ..self }
    }

    fn failure(&self, flaw: Flaw, found: Option<Refusal>) -> Failure {
        Failure { control: self.control, flaw, expected: self.refusal, found }
    }

    /// Does a step by the row's own function.
    #[inline(always)]
    fn step(self, step: Step, scene: &mut Scene<'_>) -> Done {
        match (step, self.stops) {
            (Step::Arrange, _) => (self.arrange)(scene),
            (Step::Act, _) => (self.act)(scene),
            (Step::Locate, None) => Ok(()),
            (Step::Locate, Some((scope, _))) => {
                scene.scope = Some(scope(scene));
                Ok(())
            }
        }
    }
}

/// A row, and how its steps are done: by number; or, of a row that a test has changed, by pointer.
struct Fired<'d, S> {
    drill: &'d Drill,
    step: S,
}

impl<S: Fn(Step, &mut Scene<'_>) -> Done> Fired<'_, S> {
    /// Fires the control. `arranged` says whether the scene is arranged before the first act, and
    /// before the second: never and always are controls that are broken.
    fn fire(&self, memory: &mut [u8], arranged: [bool; 2]) -> Result<(), Failure> {
        let [before, after] = arranged;
        self.must_pass(memory, before)?;
        self.must_act(memory, after)
    }

    fn failure(&self, flaw: Flaw, found: Option<Refusal>) -> Failure {
        self.drill.failure(flaw, found)
    }

    /// How far the scope is stopped that the row names, and how far it should be.
    fn levels(&self, scene: &mut Scene<'_>) -> Option<(Result<Level, Refusal>, Level)> {
        let (_, level) = self.drill.stops?;
        let located = (self.step)(Step::Locate, scene);
        let scope = scene.scope.ok_or(Refusal::NothingToChange);
        Some((located.and(scope).and_then(|scope| scene.region.level(scope)), level))
    }

    fn scene<'a>(&self, memory: &'a mut [u8], arranged: bool) -> Result<Scene<'a>, Failure> {
        let broken = |refusal| self.failure(Flaw::NoScene, Some(refusal));
        let mut scene = Scene::open(memory).map_err(broken)?;
        scene.noted = scene.hits(self.drill.control);
        if arranged {
            (self.step)(Step::Arrange, &mut scene).map_err(broken)?;
        }
        Ok(scene)
    }

    fn must_pass(&self, memory: &mut [u8], arranged: bool) -> Result<(), Failure> {
        let mut scene = self.scene(memory, arranged)?;
        (self.step)(Step::Act, &mut scene)
            .map_err(|found| self.failure(Flaw::StoppedAll, Some(found)))?;
        let raised = self.drill.alarm.is_some_and(|kind| scene.region.alarm(kind).raised);
        let thrown = self.levels(&mut scene).is_some_and(|(is, _)| is != Ok(Level::Open));
        let counted = scene.hits(self.drill.control) != scene.noted;
        if raised || thrown || counted {
            return Err(self.failure(Flaw::Unfounded, None));
        }
        Ok(())
    }

    fn must_act(&self, memory: &mut [u8], arranged: bool) -> Result<(), Failure> {
        let mut scene = self.scene(memory, arranged)?;
        let found = (self.step)(Step::Act, &mut scene).err();
        if found != self.drill.refusal {
            let flaw = if found.is_none() { Flaw::LetThrough } else { Flaw::OtherRefusal };
            return Err(self.failure(flaw, found));
        }
        if self.drill.alarm.is_some_and(|kind| !scene.region.alarm(kind).raised) {
            return Err(self.failure(Flaw::NoAlarm, found));
        }
        if self.levels(&mut scene).is_some_and(|(is, should)| is != Ok(should)) {
            return Err(self.failure(Flaw::OtherLevel, found));
        }
        if self.drill.control.is_counted() && scene.hits(self.drill.control) == scene.noted {
            return Err(self.failure(Flaw::NotCounted, found));
        }
        Ok(())
    }
}

/// Fires every row of a control.
fn test(control: ControlId, memory: &mut [u8]) -> Result<(), Failure> {
    let rows = ROWS.iter().enumerate().filter(|(_, drill)| drill.control == control);
    let mut fired = 0u32;
    for (number, drill) in rows {
        let step = |step, scene: &mut Scene<'_>| row::step(number, step, scene);
        Fired { drill, step }.fire(memory, [false, true])?;
        fired = fired.saturating_add(1);
    }
    let untested = Failure { control, flaw: Flaw::Untested, expected: None, found: None };
    if fired == 0 { Err(untested) } else { Ok(()) }
}

impl Control<'_> {
    /// Bytes of scratch memory that [`Control::self_test`] needs.
    #[must_use]
    pub fn self_test_bytes() -> usize {
        Region::required_bytes(&scene::CONFIG).unwrap_or(usize::MAX)
    }

    /// Fires every control once in scratch memory, and writes the date and the result of each into
    /// the region: see [`Region::controls`]. Trading goes on; nothing of it is touched. It takes
    /// some milliseconds of the calling thread. The scratch memory is overwritten; it holds no
    /// region afterwards.
    ///
    /// # Errors
    ///
    /// Nothing changes when it fails.
    ///
    /// | error                         | when                                                  |
    /// |-------------------------------|-------------------------------------------------------|
    /// | [`Refusal::HandleLost`]       | the handle was taken over                             |
    /// | [`Refusal::TooShort`]         | `scratch` is below [`Control::self_test_bytes`]       |
    /// | [`Refusal::Unaligned`]        | it does not begin on a 64-byte line                   |
    /// | [`Refusal::AlreadyFormatted`] | it holds a region, or lies within this one            |
    pub fn self_test(&mut self, scratch: &mut [u8], now: Nanos) -> Result<SelfTest, Refusal> {
        self.try_self_test(scratch, now)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, now))
    }

    /// Says whether [`Control::self_test`] may have the memory at an address, for a caller who must
    /// know it before there is a slice. Only numbers are compared: nothing is read there.
    ///
    /// # Errors
    ///
    /// As [`Control::self_test`], but for what stands in the memory and how it is aligned.
    pub fn check_scratch(&mut self, from: usize, length: usize, now: Nanos) -> Result<(), Refusal> {
        self.look_at_scratch(from, length)
            .inspect_err(|refusal| self.lane.region.count_refusal(*refusal, now))
    }

    /// Whether this handle may test, and memory at this place is long enough and not the region's.
    /// Only numbers are compared: nothing is read there.
    fn look_at_scratch(&mut self, from: usize, length: usize) -> Result<(), Refusal> {
        self.enter()?;
        let needed = Control::self_test_bytes();
        if length < needed {
            return Err(Refusal::TooShort);
        }
        let overlaps = self.lane.region.overlaps_range(from, needed);
        if overlaps { Err(Refusal::AlreadyFormatted) } else { Ok(()) }
    }

    fn try_self_test(&mut self, scratch: &mut [u8], now: Nanos) -> Result<SelfTest, Refusal> {
        self.look_at_scratch(scratch.as_ptr().addr(), scratch.len())?;
        let region = self.lane.region;
        let memory = scratch.get_mut(..Control::self_test_bytes()).ok_or(Refusal::TooShort)?;
        // Looks at all that could be wrong with the memory; a region that is there stays.
        Region::format(memory, &scene::CONFIG)?;
        let mut found =
            SelfTest { controls: ControlId::ALL.len() as u32, passed: 0, first_failure: None };
        for control in ControlId::ALL {
            let tested = test(control, memory);
            region.note_test(control, tested.is_ok(), now);
            found.passed = found.passed.saturating_add(u32::from(tested.is_ok()));
            found.first_failure = found.first_failure.or(tested.err());
        }
        scene::wipe(memory);
        Ok(found)
    }
}

#[cfg(test)]
mod tests;
