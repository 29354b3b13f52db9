//! The dice: what a seed makes of a world, and what happens in it next.
//!
//! Each seed has a mix of its own: a set-up, how honest its venues are, and for every group of faults
//! how often it comes, never among them. So one seed has nothing but deaths, another nothing but a
//! bad line, and some have everything.
//!
//! Law: what comes next follows from the seed alone, and from what can be seen of the world.
//!
//! Uses: `generator`, `step`, `world`. Used by: `sim`.

use crate::generator::Random;
use crate::step::{Act, Step};
use crate::world::{PLENTY, SETUPS, Setup, World};
use plimsoll::{ChildId, Config, State, Throttles};

/// How far the venues may be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Venues {
    /// They keep their word, and neither bust nor correct; the line may be as bad as it likes.
    Honest,
    /// They keep their word, bust and correct; the line keeps the order and loses nothing.
    Orderly,
    /// They bust, correct and execute past what was ordered; reports come that nobody should have made.
    Foul,
    /// Next to nothing comes but such reports.
    Storm,
}

/// What a kind of step has to do with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
enum Group {
    /// What a gateway is for.
    Flow,
    Line,
    Correction,
    Statement,
    Session,
    Operator,
    Death,
    Build,
    Foul,
    Listener,
    Suspense,
}

const GROUPS: usize = Group::Suspense as usize + 1;

/// See the module's text.
#[derive(Clone, Debug)]
pub struct Mix {
    /// How the world is set up.
    pub setup: Setup,
    /// How honest the venues are.
    pub venues: Venues,
    /// Whether the model looks on too.
    pub model: bool,
    /// Steps until the faults stop.
    pub length: usize,
    /// What of 100 deliveries is not the oldest mail.
    disorder: u64,
    factors: [u64; GROUPS],
    /// Writes within which a death comes.
    writes: u64,
}

const SMALL: Config = Config {
    lanes: 2,
    parents: 3,
    children: 8,
    executions: 24,
    suspense: 6,
    client_ids: 6,
    events: 8,
    ..PLENTY.config
};

/// The set-ups that only the simulator plays in, beyond those of `world`: tables of a few places;
/// narrow throttles; monitors; journals of small rings; parents that are many and small.
const MORE: [Setup; 5] = [
    Setup { config: SMALL, ..PLENTY },
    Setup {
        throttles: Throttles {
            window: 40_000,
            max_ratio: 6,
            orders: 8,
            cancels: 4,
            max_rejects: 3,
        },
        max_ratio: 5,
        max_repeats: 6,
        ..PLENTY
    },
    Setup { silence: [30_000, 90_000], ..PLENTY },
    Setup { config: Config { events: 32, ..PLENTY.config }, journals: true, ..PLENTY },
    Setup {
        config: Config { parents: 16, children: 48, executions: 200, ..PLENTY.config },
        silence: [200_000, 0],
        journals: true,
        alarm_deadline: 200_000,
        ..PLENTY
    },
];

impl Mix {
    /// The mix of a seed.
    #[must_use]
    pub fn of(random: &mut Random) -> Mix {
        let model = random.below(4) == 0;
        let venues = match random.below(8) {
            0..3 => Venues::Honest,
            3 => Venues::Orderly,
            4..6 => Venues::Foul,
            _ => Venues::Storm,
        };
        let known = SETUPS.len() as u64;
        let all = known + if model { 0 } else { MORE.len() as u64 };
        let place = random.below(all) as usize;
        let setup = SETUPS.get(place).or_else(|| MORE.get(place - SETUPS.len())).copied();
        let setup = setup.unwrap_or(PLENTY);
        let mut factors = [0; GROUPS];
        for factor in &mut factors {
            *factor = [0, 1, 2, 2, 4, 10][random.below(6) as usize];
        }
        factors[Group::Flow as usize] = 2;
        if venues != Venues::Foul && venues != Venues::Storm {
            factors[Group::Foul as usize] = 0;
        }
        if venues == Venues::Storm {
            factors[Group::Foul as usize] = 40;
        }
        match venues {
            Venues::Honest => factors[Group::Correction as usize] = 0,
            Venues::Orderly => factors[Group::Line as usize] = 0,
            Venues::Foul | Venues::Storm => {}
        }
        // An honest operator gives nothing to a child that it may not be of.
        if model || matches!(venues, Venues::Honest | Venues::Orderly) {
            factors[Group::Suspense as usize] = 0;
        }
        let disorder = if venues == Venues::Orderly { 0 } else { random.below(60) };
        let length = if model { 100 } else { 150 + random.below(450) as usize };
        let writes = [8, 40, 200][random.below(3) as usize];
        Mix { setup, venues, model, length, disorder, factors, writes }
    }

    /// What happens next.
    #[must_use]
    pub fn draw(&self, random: &mut Random, world: &World) -> Step {
        // An operator does not leave a house closed for ever.
        if world.region().lease().is_none() && random.below(6) == 0 {
            return Step::Resume { lease: random.draw() as u16 };
        }
        // Nobody should say anything of a child that was taken back: there are few, so it is said at once.
        if let Some(child) = self.void_child(world).filter(|_| random.below(2) == 0) {
            let Step::Forge { lane, exec_type, numbers, claims, exec, .. } =
                self.spell(Deed::Forge, random)
            else {
                return Step::Tick { lane: 0, late: 0 };
            };
            return Step::Forge { lane, child, exec_type, numbers, claims, exec };
        }
        let weight = |(weight, group, _): &(u64, Group, Deed)| {
            let weight = weight * self.factors[*group as usize];
            // The model cannot know what became of a call that nobody returned from.
            if self.model && *group == Group::Death { weight / 4 } else { weight }
        };
        let total: u64 = DEEDS.iter().map(weight).sum();
        let mut left = random.below(total);
        for deed in &DEEDS {
            let Some(rest) = left.checked_sub(weight(deed)) else {
                return self.spell(deed.2, random);
            };
            left = rest;
        }
        Step::Wait { nanos: 1 }
    }

    /// How far from the end of the list a void child stands, where venues break their word.
    fn void_child(&self, world: &World) -> Option<u8> {
        let foul = matches!(self.venues, Venues::Foul | Venues::Storm);
        let region = world.region();
        let newest = world.children.iter().rev().take(if foul { 6 } else { 0 });
        let is_void = |id: &ChildId| region.child(*id).map(|view| view.state) == Some(State::Void);
        newest.zip(0..).find(|(id, _)| is_void(id)).map(|(_, place)| place)
    }

    fn spell(&self, deed: Deed, random: &mut Random) -> Step {
        let bytes = random.draw().to_le_bytes();
        let [lane, first, second, third, fourth, fifth, low, high] = bytes;
        let qty = u16::from_le_bytes([low, high]);
        match deed {
            Deed::Admit => {
                let odd = if fourth < 200 { first & 31 } else { first };
                Step::Admit { lane, shape: odd, qty, client: second, price: third, fan_out: fifth }
            }
            Deed::Deliver => {
                let swapped = random.below(100) < self.disorder;
                Step::Deliver { lane, mail: if swapped { 160 + first % 96 } else { 0 } }
            }
            Deed::Act(act) => Step::Venue { child: first, act, qty, claims: second },
            Deed::Wait => Step::Wait { nanos: u32::from(qty) / 8 },
            Deed::Sleep => Step::Wait { nanos: u32::from(qty) * 20 },
            Deed::Die if self.model => Step::Restart,
            Deed::Die => Step::Die { writes: (u64::from(qty) % self.writes) as u16 },
            deed => plain(deed, bytes),
        }
    }
}

/// The steps whose numbers are drawn with nothing in mind.
fn plain(deed: Deed, bytes: [u8; 8]) -> Step {
    let [lane, first, second, third, fourth, _, low, high] = bytes;
    let qty = u16::from_le_bytes([low, high]);
    match deed {
        Deed::Amend => Step::Amend { lane, parent: first, qty },
        Deed::Refresh => Step::Refresh { lane, parent: first },
        Deed::Tick => Step::Tick { lane, late: if second < 200 { 0 } else { qty } },
        Deed::CancelParent => Step::CancelParent { lane, parent: first },
        Deed::Hold => Step::Hold { lane, parent: first },
        Deed::Release => Step::Release { parent: first },
        Deed::Retire => Step::Retire { lane, parent: first },
        Deed::Route => {
            let confirm = fourth < 200;
            Step::Route {
                lane,
                parent: first,
                venue: second,
                qty,
                price: third,
                terms: fourth,
                confirm,
            }
        }
        Deed::Sent => Step::Sent { lane, child: first },
        Deed::Cancel => Step::RequestCancel { lane, child: first },
        Deed::Replace => Step::RequestReplace { lane, child: first, qty, price: second },
        Deed::Doubt => Step::Doubt { lane, child: first },
        Deed::Again => Step::Again { lane, mail: first },
        Deed::Lose => Step::Lose { mail: first },
        Deed::Status => Step::Status { child: first, claims: second },
        Deed::DropCopy => Step::DropCopy { mail: first, old: second > 128 },
        Deed::Cool => Step::ProveCooled { child: first },
        Deed::Disconnect => Step::Disconnect { venue: first },
        Deed::Recover => Step::Recover { venue: first, thorough: second < 200 },
        Deed::Kill => Step::Kill { lane, scope: first, which: second, level: third },
        Deed::Reset => Step::Reset { scope: first, which: second, manner: third },
        Deed::Resume => Step::Resume { lease: qty },
        Deed::Disarm => Step::Disarm,
        Deed::TakeOver => Step::TakeOver { lane },
        Deed::Restart => Step::Restart,
        Deed::Rollback => Step::Rollback,
        Deed::Forge => {
            let (exec_type, claims, exec) = (second, third, fourth);
            Step::Forge { lane, child: first, exec_type, numbers: qty, claims, exec }
        }
        Deed::Stray => Step::Stray { lane, exec_type: second, qty },
        Deed::Beat => Step::Beat { monitor: first },
        Deed::Keep => Step::Keep { lane },
        Deed::Assign => Step::Assign { entry: first, to: second, child: true },
        Deed::Resend => Step::Resend,
        Deed::Wait | Deed::Sleep | Deed::Admit | Deed::Deliver | Deed::Act(_) | Deed::Die => {
            Step::Wait { nanos: u32::from(qty) }
        }
    }
}

/// The kinds of steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    Wait,
    Sleep,
    Admit,
    Amend,
    Refresh,
    Tick,
    CancelParent,
    Hold,
    Release,
    Retire,
    Route,
    Sent,
    Cancel,
    Replace,
    Doubt,
    Act(Act),
    Deliver,
    Again,
    Lose,
    Resend,
    Status,
    DropCopy,
    Cool,
    Disconnect,
    Recover,
    Kill,
    Reset,
    Resume,
    Disarm,
    TakeOver,
    Restart,
    Die,
    Rollback,
    Forge,
    Stray,
    Beat,
    Keep,
    Assign,
}

/// How often each comes, before the mix of a seed.
const DEEDS: [(u64, Group, Deed); 55] = [
    (40, Group::Flow, Deed::Wait),
    (1, Group::Flow, Deed::Sleep),
    (28, Group::Flow, Deed::Admit),
    (8, Group::Flow, Deed::Amend),
    (4, Group::Flow, Deed::Refresh),
    (8, Group::Flow, Deed::Tick),
    (3, Group::Flow, Deed::CancelParent),
    (1, Group::Flow, Deed::Hold),
    (4, Group::Flow, Deed::Release),
    (8, Group::Flow, Deed::Retire),
    (80, Group::Flow, Deed::Route),
    (6, Group::Flow, Deed::Sent),
    (12, Group::Flow, Deed::Cancel),
    (28, Group::Flow, Deed::Replace),
    (2, Group::Line, Deed::Doubt),
    (32, Group::Flow, Deed::Act(Act::Acknowledge)),
    (3, Group::Flow, Deed::Act(Act::SayPending)),
    (44, Group::Flow, Deed::Act(Act::Fill)),
    (10, Group::Flow, Deed::Act(Act::FillRest)),
    (40, Group::Flow, Deed::Act(Act::Grant)),
    (12, Group::Flow, Deed::Act(Act::Deny)),
    (8, Group::Flow, Deed::Act(Act::Cancel)),
    (2, Group::Flow, Deed::Act(Act::Expire)),
    (2, Group::Flow, Deed::Act(Act::DoneForDay)),
    (2, Group::Flow, Deed::Act(Act::Reject)),
    (2, Group::Flow, Deed::Act(Act::Suspend)),
    (4, Group::Flow, Deed::Act(Act::SayStatus)),
    (2, Group::Flow, Deed::Act(Act::SayRequestPending)),
    (6, Group::Line, Deed::Act(Act::LateFill)),
    (8, Group::Correction, Deed::Act(Act::Bust)),
    (8, Group::Correction, Deed::Act(Act::Correct)),
    (130, Group::Flow, Deed::Deliver),
    (8, Group::Line, Deed::Again),
    (4, Group::Line, Deed::Lose),
    (2, Group::Line, Deed::Resend),
    (6, Group::Statement, Deed::Status),
    (6, Group::Statement, Deed::DropCopy),
    (1, Group::Statement, Deed::Cool),
    (1, Group::Session, Deed::Disconnect),
    (3, Group::Session, Deed::Recover),
    (2, Group::Operator, Deed::Kill),
    (5, Group::Operator, Deed::Reset),
    (10, Group::Flow, Deed::Resume),
    (1, Group::Operator, Deed::Disarm),
    (1, Group::Operator, Deed::TakeOver),
    (1, Group::Death, Deed::Restart),
    (4, Group::Death, Deed::Die),
    (1, Group::Build, Deed::Rollback),
    (3, Group::Foul, Deed::Act(Act::Overfill)),
    (8, Group::Foul, Deed::Forge),
    (3, Group::Foul, Deed::Stray),
    (16, Group::Listener, Deed::Beat),
    (16, Group::Listener, Deed::Keep),
    (1, Group::Suspense, Deed::Assign),
    (1, Group::Flow, Deed::Sleep),
];
