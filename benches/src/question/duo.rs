//! *Question*: what do two threads cost one another, on different parents and on one?
//!
//! ```text
//!   lives     core 0: whole child lives            core 1: the same                   or nothing
//!   strategy  core 0: routes, each stamped         core 1: reports on what was routed before
//! ```

use std::hint::spin_loop;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::{AcqRel, Acquire};
use std::thread;

use anyhow::{Result, anyhow};

use crate::figures::Figures;
use crate::floor::{self, stay_on};
use crate::work::{CHILDREN, Face, Operation, Size, Worker};

/// Children of each thread in a round.
const EACH: usize = 1000;

/// Whose parents the two threads work on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Parents {
    Apart,
    One,
}

impl Parents {
    fn name(self) -> &'static str {
        match self {
            Parents::Apart => "different parents",
            Parents::One => "one parent",
        }
    }
}

/// What a house for `rounds` rounds must hold.
#[must_use]
pub fn size(rounds: usize) -> Size {
    Size {
        lanes: 2,
        parents: 4096,
        children: 8192,
        executions: 32_768,
        client_ids: (rounds * 10 * EACH / CHILDREN + 4096) as u32,
        checks: 1,
    }
}

/// Asks it of one language.
///
/// # Errors
///
/// The core refused something.
pub fn ask(figures: &mut Figures, face: &dyn Face, rounds: usize) -> Result<()> {
    let seats = [face.seat(0)?, face.seat(1)?];
    let pace = floor::pace(&*seats[0]);
    let least = floor::stamping(&*seats[0], pace);
    let mut duo = Duo { workers: seats.map(|seat| Worker::new(seat, pace)), clients: 0 };
    for parents in [Parents::Apart, Parents::One] {
        let (mut alone, mut both) = (Vec::new(), Vec::new());
        let (mut alone_calls, mut routes, mut reports) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..rounds {
            alone.push(duo.lives(parents, false)?);
            both.push(duo.lives(parents, true)?);
            let (calls, _) = duo.strategy(parents, false)?;
            alone_calls.extend(calls);
            let (calls, heard) = duo.strategy(parents, true)?;
            routes.extend(calls);
            reports.push(heard);
        }
        let of = |question: &str| (format!("{question}, {}", parents.name()), face.name());
        let mut rounds = |question: &str, taken| {
            let (question, through) = of(question);
            figures.add_rounds((&question, through, 2 * EACH), taken);
        };
        rounds("child-life alone", alone);
        rounds("child-life of two", both);
        rounds("report beside routes", reports);
        for (question, calls) in [("route alone", alone_calls), ("route beside reports", routes)] {
            let (question, through) = of(question);
            figures.add_calls((&question, through, 2 * EACH), calls, least);
        }
    }
    Ok(())
}

struct Duo<'s> {
    workers: [Worker<'s>; 2],
    clients: u64,
}

impl Duo<'_> {
    /// A parent for each child of both threads: ten to one, or all to one.
    fn parents(&mut self, parents: Parents) -> Result<[Vec<u64>; 2]> {
        let one = parents == Parents::One;
        let (operation, count) =
            if one { (Operation::AdmitForMany, 1) } else { (Operation::Admit, EACH / CHILDREN) };
        let mut admit = || -> Result<Vec<u64>> {
            let clients: Vec<u64> = (1..=count as u64).map(|at| self.clients + at).collect();
            self.clients += count as u64;
            self.workers[0].perform(operation, &clients, false)?;
            let made = self.workers[0].made(count).iter().copied().cycle();
            Ok(made.take(EACH).collect())
        };
        let first = admit()?;
        let second = if one { first.clone() } else { admit()? };
        Ok([first, second])
    }

    fn retire(&mut self, parents: &[Vec<u64>]) -> Result<()> {
        let mut all: Vec<u64> = parents.concat();
        all.sort_unstable();
        all.dedup();
        self.workers[0].perform(Operation::Retire, &all, false).map(drop)
    }

    /// Nanoseconds of one child life, of whichever thread took longer.
    fn lives(&mut self, parents: Parents, both: bool) -> Result<f64> {
        let on = self.parents(parents)?;
        let [first, second] = &mut self.workers;
        let live = |worker: &mut Worker<'_>, on: &[u64]| -> Result<f64> {
            worker.perform(Operation::ChildLife, on, false)?;
            Ok(worker.together(EACH))
        };
        let (one, other) =
            at_once(|| live(first, &on[0]), || if both { live(second, &on[1]) } else { Ok(0.0) })?;
        self.retire(&on)?;
        Ok(one.max(other))
    }

    /// Nanoseconds of each route, and of one report on the average, while the other thread works.
    fn strategy(&mut self, parents: Parents, both: bool) -> Result<(Vec<f64>, f64)> {
        let on = self.parents(parents)?;
        let [strategy, venue] = &mut self.workers;
        strategy.perform(Operation::Route, &on[1], false)?;
        let children = strategy.made(EACH).to_vec();
        let route = || -> Result<Vec<f64>> {
            strategy.perform(Operation::Route, &on[0], true)?;
            Ok(strategy.each(EACH))
        };
        let mut hear = || -> Result<f64> {
            let mut sum = 0.0;
            for step in [Operation::Ack, Operation::PartialFill, Operation::FinalFill] {
                venue.perform(step, &children, false)?;
                sum += venue.together(EACH);
            }
            Ok(sum / 3.0)
        };
        let answer = at_once(route, || if both { hear() } else { Ok(0.0) })?;
        self.retire(&on)?;
        Ok(answer)
    }
}

/// Does two things at once, the first on this thread's core, the second on core 1.
fn at_once<A, B: Send>(
    one: impl FnOnce() -> Result<A>,
    other: impl FnOnce() -> Result<B> + Send,
) -> Result<(A, B)> {
    let there = &AtomicU32::new(0);
    let meet = move || {
        there.fetch_add(1, AcqRel);
        while there.load(Acquire) < 2 {
            spin_loop();
        }
    };
    thread::scope(|scope| {
        let second = scope.spawn(move || {
            stay_on(1);
            meet();
            other()
        });
        meet();
        let first = one();
        let second = second.join().map_err(|_| anyhow!("the second thread died"))?;
        Ok((first?, second?))
    })
}
