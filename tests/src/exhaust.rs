//! Every history there is, up to a length: breadth first, each state's laws looked at.
//!
//! ```text
//!   start ──every letter──▶ states of one call ──every letter──▶ states of two calls ──▶ …
//!                              │ known already: not gone on from        │
//!                              └── laws, audit, and a death of the process in each ──┘
//! ```
//!
//! Two parents, three children, quantities of 0 to 3, every operation. A state is what `canon` makes
//! of the region's memory; it is reached again by making the calls that led to it. All calls come at
//! the same time of day, so that no two states differ by a clock.
//!
//! Law: what is shown of a state is shown of every history that ends in it; the first history found
//! that breaks a law is one of the shortest.
//!
//! Uses: `world`, `laws`, `play`, `call`. Used by: `bin/exhaust.rs`, `tests/exhaust.rs`.

pub mod canon;
mod judge;
pub mod letter;

use crate::call::{Answer, Call};
use crate::play::Verdict;
use crate::world::{COOLING, PLENTY, Setup, World};
use canon::Canon;
use judge::{Judge, Moment};
use letter::{CHILDREN, Letter, PARENTS, alphabet};
use plimsoll::{Config, ResetTerms, VenueTerms};
use std::collections::HashSet;
use std::sync::Mutex;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;
use std::time::{Duration, Instant};

const CONFIG: Config = Config {
    lanes: 1,
    parents: PARENTS as u32,
    children: CHILDREN as u32,
    executions: 8,
    suspense: 2,
    client_ids: 2,
    events: 8,
    ..PLENTY.config
};

/// Two parents of three are one unit too many for their position.
const SETUP: Setup = Setup {
    config: CONFIG,
    position: 5,
    resets: ResetTerms { least_delay: 0, expiry: 1 << 50 },
    ..PLENTY
};

const COOL: VenueTerms = VenueTerms { cooling: COOLING, ..VenueTerms::FIX44 };

/// Where histories begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// An armed house, and nothing in it.
    Empty,
    /// A parent of 3 with a child of 2 that was sent, and a parent of 2.
    Out,
    /// The same at venues whose cancelled quantity cools.
    Cooling,
}

impl Start {
    /// Each of them.
    pub const ALL: [Start; 3] = [Start::Empty, Start::Out, Start::Cooling];

    fn setup(self) -> Setup {
        match self {
            Start::Empty | Start::Out => SETUP,
            Start::Cooling => Setup { venues: [COOL; 2], ..SETUP },
        }
    }

    const fn letters(self) -> &'static [Letter] {
        match self {
            Start::Empty => &[],
            Start::Out | Start::Cooling => {
                &[Letter::Admit(3), Letter::Admit(2), Letter::Route(0, 2), Letter::Sent(0)]
            }
        }
    }
}

/// How far the search goes.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    /// Calls in a history, at most.
    pub depth: usize,
    /// No state is gone on from after so long.
    pub time: Duration,
    /// Threads that search.
    pub threads: usize,
}

/// What was found at one length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Level {
    /// States that no shorter history ends in.
    pub states: u64,
    /// Calls that led to them, to one another, and back.
    pub transitions: u64,
    /// Whether every history of this length was tried.
    pub whole: bool,
}

/// A state: which one it was reached from, and by which letter.
#[derive(Clone, Copy, Debug)]
struct Node {
    from: u32,
    letter: u16,
}

const SHARDS: usize = 64;

/// The states that are known, shared by all threads.
struct Known(Vec<Mutex<HashSet<u64>>>);

impl Known {
    fn new() -> Known {
        Known((0..SHARDS).map(|_| Mutex::default()).collect())
    }

    /// Whether it was not known.
    fn insert(&self, state: u64) -> bool {
        let shard = &self.0[state as usize % SHARDS];
        shard.lock().expect("no thread panics here").insert(state)
    }
}

/// What a thread needs to go to any state.
struct Seeker {
    letters: Vec<Letter>,
    canon: Canon,
    world: World,
    start: Moment,
    judge: Judge,
}

impl Seeker {
    fn new(start: Start) -> Seeker {
        let canon = Canon::learn(World::armed(start.setup()));
        let mut world = World::armed(start.setup());
        let mut judge = Judge::new(start.setup());
        for letter in start.letters() {
            let before = judge.look(&world);
            let (call, answer) = letter.spell(&mut world).expect("the start can be spelled");
            let judged = judge.note(&before, (*letter, &call, &answer), &world);
            assert_eq!(judged, Ok(()), "at the start");
        }
        let start = Moment::of(&world, &judge);
        Seeker { letters: alphabet(), canon, world, start, judge }
    }

    /// Goes to the state that a history ends in.
    fn go(&mut self, history: &[u16]) {
        self.start.restore(&mut self.world, &mut self.judge);
        for letter in history {
            let letter = self.letters[usize::from(*letter)];
            let before = self.judge.look(&self.world);
            if let Some((call, answer)) = letter.spell(&mut self.world) {
                // It was judged when it was found.
                let _ = self.judge.note(&before, (letter, &call, &answer), &self.world);
            }
        }
    }

    /// Tries every letter after a history; what is new is handed to `found`.
    fn expand(
        &mut self,
        history: &[u16],
        known: &Known,
        mut found: impl FnMut(u16),
    ) -> Result<u64, String> {
        self.go(history);
        let here = Moment::of(&self.world, &self.judge);
        let before = self.judge.look(&self.world);
        let mut transitions = 0;
        let mut moved = false;
        for place in 0..self.letters.len() {
            let letter = self.letters[place];
            if moved {
                here.restore(&mut self.world, &mut self.judge);
            }
            let Some((call, answer)) = letter.spell(&mut self.world) else {
                moved = false;
                continue;
            };
            moved = true;
            transitions += 1;
            let judged = self.judge.note(&before, (letter, &call, &answer), &self.world);
            let state = self.canon.of(&self.world);
            let is_new = judged.is_ok() && known.insert(state);
            let judged = if is_new { self.judge.state(&self.world) } else { judged };
            judged.map_err(|what| self.explain(&what, history, (&call, &answer)))?;
            if is_new {
                found(place as u16);
            }
        }
        Ok(transitions)
    }

    /// What is wrong, and the calls that led to it.
    fn explain(&mut self, what: &str, history: &[u16], last: (&Call, &Answer)) -> String {
        self.start.restore(&mut self.world, &mut self.judge);
        let mut text = format!("{what}\nafter {} calls:\n", history.len() + 1);
        for letter in history {
            let letter = self.letters[usize::from(*letter)];
            if let Some((call, answer)) = letter.spell(&mut self.world) {
                text += &format!("  {letter:?}: {call:?}\n    -> {answer:?}\n");
            }
        }
        text + &format!("  {:?}\n    -> {:?}\n", last.0, last.1)
    }
}

/// The histories of a length, as the tree of their states.
struct Tree(Vec<Vec<Node>>);

impl Tree {
    fn history(&self, mut place: usize) -> Vec<u16> {
        let mut history = Vec::new();
        for level in self.0.iter().rev() {
            history.push(level[place].letter);
            place = level[place].from as usize;
        }
        history.reverse();
        history
    }
}

/// What one thread has found.
type Found = Result<(Vec<Node>, u64, bool), (usize, String)>;

/// Goes on from states of the last length, the next one each time, until none is left or it is over.
fn work(
    seeker: &mut Seeker,
    tree: &Tree,
    known: &Known,
    (next, count): (&AtomicUsize, usize),
    over: Instant,
) -> Found {
    let (mut nodes, mut transitions) = (Vec::new(), 0);
    loop {
        let place = next.fetch_add(1, Relaxed);
        let late = Instant::now() > over;
        if place >= count || late {
            return Ok((nodes, transitions, place >= count));
        }
        let history = tree.history(place);
        let from = u32::try_from(place).map_err(|_| (place, "too many states".to_owned()))?;
        let new = |letter| nodes.push(Node { from, letter });
        transitions += seeker.expand(&history, known, new).map_err(|what| (place, what))?;
    }
}

/// Searches from `start`; hands each length to `tell` as it is done.
///
/// # Errors
///
/// A law that is broken, and one of the shortest histories that break it.
///
/// # Panics
///
/// Where the start itself breaks a law.
pub fn search(start: Start, extent: Extent, mut tell: impl FnMut(usize, &Level)) -> Verdict {
    let began = Instant::now();
    let known = Known::new();
    let mut seekers: Vec<Seeker> = (0..extent.threads.max(1)).map(|_| Seeker::new(start)).collect();
    let first = &mut seekers[0];
    known.insert(first.canon.of(&first.world));
    let mut tree = Tree(Vec::new());
    for depth in 1..=extent.depth {
        let count = tree.0.last().map_or(1, Vec::len);
        let (next, over) = (AtomicUsize::new(0), began + extent.time);
        let found: Vec<Found> = std::thread::scope(|scope| {
            let work = |seeker| {
                let (tree, known, next) = (&tree, &known, &next);
                scope.spawn(move || work(seeker, tree, known, (next, count), over))
            };
            let threads: Vec<_> = seekers.iter_mut().map(work).collect();
            threads.into_iter().map(|thread| thread.join().expect("no panic")).collect()
        });
        let mut level = Level { whole: true, ..Level::default() };
        let mut nodes = Vec::new();
        let broken = found.iter().filter_map(|found| found.as_ref().err());
        if let Some((_, what)) = broken.min_by_key(|(place, _)| *place) {
            return Err(what.clone());
        }
        for (some, transitions, whole) in found.into_iter().flatten() {
            level.transitions += transitions;
            level.whole &= whole;
            nodes.extend(some);
        }
        level.states = nodes.len() as u64;
        tell(depth, &level);
        if !level.whole || nodes.is_empty() {
            break;
        }
        tree.0.push(nodes);
    }
    Ok(())
}
