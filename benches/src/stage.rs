//! A book with so many live children, of which each round takes some at random.
//!
//! ```text
//!   filled once ──▶ take parents ──▶ before ──▶ the question, timed ──▶ retired, made anew ─┐
//!                        ▲                                                                  │
//!                        └──────────────────────────────────────────────────────────────────┘
//! ```
//!
//! The children of a parent lie scattered over the table, as they do after a day of trading; what
//! is asked of them is asked in no order. So in a large book every one is met cold.

use anyhow::{Result, ensure};
use fastrand::Rng;

use crate::question::Question;
use crate::work::{BATCH, CHILDREN, Operation, Seat, Size, Worker};

/// Parents that a round takes; their children are ten times as many.
pub const TAKEN: usize = 50;
/// How often an operation is done at a time while a book is filled.
const CHUNK: usize = 4096;

/// What a round took.
#[derive(Clone, Debug)]
pub enum Taken {
    /// Nanoseconds of one, over all of them.
    Together(f64),
    /// Nanoseconds of each.
    Each(Vec<f64>),
}

/// A book and who works on it.
pub struct Stage<'s> {
    worker: Worker<'s>,
    dice: Rng,
    parents: Vec<u64>,
    children: Vec<u64>,
    clients: u64,
    /// A number that depends on every answer so far.
    pub hash: u64,
}

/// What a book of `live` children needs for `rounds` rounds of `question`.
#[must_use]
pub fn size(question: &Question, live: usize, rounds: usize) -> Size {
    let parents = live.div_ceil(CHILDREN);
    let of_round = TAKEN * CHILDREN;
    let spare = 4 * of_round + 1024;
    let executed = [Operation::PartialFill, Operation::FinalFill];
    let each = question.pool.iter().filter(|step| executed.contains(step)).count();
    Size {
        lanes: 1,
        parents: (parents + spare) as u32,
        children: (live + spare) as u32,
        // The gate leaves a sixteenth for what is out.
        executions: ((live * each + 4 * spare) * 9 / 8) as u32,
        client_ids: (parents + rounds * of_round + spare) as u32,
        checks: 1,
    }
}

impl<'s> Stage<'s> {
    /// Fills a book with `live` children, each in the state that `question` begins with.
    ///
    /// # Errors
    ///
    /// The core refused something.
    pub fn fill(
        seat: Box<dyn Seat + 's>,
        question: &Question,
        live: usize,
        pace: f64,
    ) -> Result<Self> {
        let count = live.div_ceil(CHILDREN);
        ensure!(count >= TAKEN, "{live} children are too few to take from");
        let mut stage = Stage {
            worker: Worker::new(seat, pace),
            dice: Rng::with_seed(20_120_801),
            parents: vec![0; count],
            children: vec![0; count * CHILDREN],
            clients: 0,
            hash: 0,
        };
        let everyone: Vec<u32> = (0..count as u32).collect();
        stage.live(&everyone, question)?;
        stage.hash = 0;
        Ok(stage)
    }

    /// One round of a question.
    ///
    /// # Errors
    ///
    /// The core refused something.
    pub fn round(&mut self, question: &Question, each: bool) -> Result<Taken> {
        let count = self.parents.len();
        let taken: Vec<u32> =
            self.dice.choose_multiple(0..count as u32, TAKEN).into_iter().collect();
        let before: Vec<_> =
            question.before.iter().map(|step| (*step, self.objects(*step, &taken))).collect();
        let mut on = self.objects(question.timed, &taken);
        on.truncate(question.at_most);
        for (step, on) in &before {
            self.worker.perform(*step, on, false)?;
        }
        let answer = match question.prefetch {
            Some(first) => self.in_batches(first, question.timed, &on, each)?,
            None => self.timed(question.timed, &on, each)?,
        };
        match question.timed {
            Operation::Admit | Operation::ParentLife => {
                let made = self.worker.made(on.len()).to_vec();
                self.worker.perform(Operation::Retire, &made, false)?;
            }
            _ => {
                let parents = self.parents_of(&taken, 1);
                self.worker.perform(Operation::Retire, &parents, false)?;
                self.live(&taken, question)?;
            }
        }
        Ok(answer)
    }

    /// The question itself.
    fn timed(&mut self, operation: Operation, on: &[u64], each: bool) -> Result<Taken> {
        self.hash = self.hash.rotate_left(7) ^ self.worker.perform(operation, on, each)?;
        Ok(if each {
            Taken::Each(self.worker.each(on.len()))
        } else {
            Taken::Together(self.worker.together(on.len()))
        })
    }

    /// The question in batches, each of which is prefetched; every one bears its part of that.
    fn in_batches(
        &mut self,
        first: Operation,
        operation: Operation,
        on: &[u64],
        each: bool,
    ) -> Result<Taken> {
        let (mut together, mut calls) = (0.0, Vec::new());
        for batch in on.chunks(BATCH) {
            self.worker.perform(first, batch, false)?;
            let share = self.worker.together(batch.len());
            together += share * batch.len() as f64;
            match self.timed(operation, batch, each)? {
                Taken::Together(nanos) => together += nanos * batch.len() as f64,
                Taken::Each(nanos) => calls.extend(nanos.iter().map(|nanos| nanos + share)),
            }
        }
        Ok(if each { Taken::Each(calls) } else { Taken::Together(together / on.len() as f64) })
    }

    /// What an operation is done on, for the parents at these places.
    fn objects(&mut self, operation: Operation, taken: &[u32]) -> Vec<u64> {
        match operation {
            Operation::Admit => self.clients(taken.len() * CHILDREN),
            Operation::ParentLife => self.clients(taken.len()),
            Operation::Route | Operation::ChildLife => {
                let mut parents = self.parents_of(taken, CHILDREN);
                self.dice.shuffle(&mut parents);
                parents
            }
            Operation::OpenEvents => vec![0],
            _ => {
                let of = |place: &u32| {
                    let first = *place as usize * CHILDREN;
                    &self.children[first..first + CHILDREN]
                };
                let mut children: Vec<u64> = taken.iter().flat_map(of).copied().collect();
                self.dice.shuffle(&mut children);
                children
            }
        }
    }

    fn parents_of(&self, taken: &[u32], times: usize) -> Vec<u64> {
        let parents = taken.iter().map(|place| self.parents[*place as usize]);
        parents.flat_map(|parent| std::iter::repeat_n(parent, times)).collect()
    }

    fn clients(&mut self, count: usize) -> Vec<u64> {
        self.clients += count as u64;
        (self.clients + 1 - count as u64..=self.clients).collect()
    }

    /// Makes the parents at these places, and their children, in no order.
    fn live(&mut self, places: &[u32], question: &Question) -> Result<()> {
        let clients = self.clients(places.len());
        for (places, clients) in places.chunks(CHUNK).zip(clients.chunks(CHUNK)) {
            self.worker.perform(Operation::Admit, clients, false)?;
            for (place, parent) in places.iter().zip(self.worker.made(clients.len())) {
                self.parents[*place as usize] = *parent;
            }
        }
        let many = CHILDREN as u32;
        let each = |place: u32| (0..many).map(move |child| place * many + child);
        let mut order: Vec<u32> = places.iter().copied().flat_map(each).collect();
        self.dice.shuffle(&mut order);
        for order in order.chunks(CHUNK) {
            let parent = |child: &u32| self.parents[*child as usize / CHILDREN];
            let on: Vec<u64> = order.iter().map(parent).collect();
            self.worker.perform(Operation::Route, &on, false)?;
            let children = self.worker.made(order.len()).to_vec();
            for (place, child) in order.iter().zip(&children) {
                self.children[*place as usize] = *child;
            }
            for step in question.pool {
                self.worker.perform(*step, &children, false)?;
            }
        }
        Ok(())
    }
}
