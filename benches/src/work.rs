//! Work: one operation, done so many times in a row by whoever has a seat at a lane.
//!
//! The loops are the language's own, so that a call from C is measured as a call from C.

use anyhow::{Context, Result};

/// What is done, and on what. The numbers are those of `enum operation` in c/face.h.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Operation {
    /// On a client's id; makes a parent.
    Admit = 1,
    /// On a parent; makes a child.
    Route = 2,
    /// On a child, as all until [`Operation::ChildLife`].
    Sent = 3,
    /// The venue has taken it.
    Ack = 4,
    /// Its first execution.
    PartialFill = 5,
    /// Its last.
    FinalFill = 6,
    /// The gateway asks for its end.
    RequestCancel = 7,
    /// The venue tells its end.
    Canceled = 8,
    /// On a parent: a child is routed, acknowledged and executed twice.
    ChildLife = 9,
    /// On a client's id: a parent is admitted, and ten children live their lives.
    ParentLife = 10,
    /// On a parent: its children are ended, its places given back.
    Retire = 11,
    /// On nothing: reads the lane's events to the newest.
    OpenEvents = 12,
    /// On nothing.
    ReadEvent = 13,
    /// On nothing.
    Read16Events = 14,
    /// An empty call.
    Nothing = 15,
    /// As [`Operation::Admit`], for [`MANY`] children.
    AdmitForMany = 16,
    /// On children, all in one call.
    PrefetchChildren = 17,
    /// On parents, all in one call.
    PrefetchParents = 18,
}

/// Children of a parent.
pub const CHILDREN: usize = 10;
/// Children of a parent that two threads share.
pub const MANY: usize = 4096;
/// What each child is for, in units.
pub const CHILD_QTY: u64 = 100;
/// What its first execution is, in units.
pub const FIRST_QTY: u64 = 40;
/// So many messages does a gateway have in hand that prefetches.
pub const BATCH: usize = 32;
/// What passes between two calls, in nanoseconds.
pub const BETWEEN: u64 = 1000;

/// Some work.
#[derive(Debug)]
pub struct Work<'w> {
    /// What is done.
    pub operation: Operation,
    /// What it is done on, one after the other.
    pub on: &'w [u64],
    /// What it makes: as many places.
    pub made: &'w mut [u64],
    /// Whether each is stamped, or only the beginning and the end.
    pub each: bool,
    /// As many places as `on`, and one more.
    pub stamps: &'w mut [u64],
}

/// A place at a lane: for one thread at a time.
pub trait Seat: Send {
    /// Does the work; a number that depends on every answer.
    ///
    /// # Errors
    ///
    /// The core refused something, or found a breach: then the figures would be of that.
    fn perform(&mut self, work: &mut Work<'_>) -> Result<u64>;

    /// The counter that work is stamped with.
    fn stamp(&self) -> u64;
}

/// How much a house can hold. The fields are those of `struct house_size` in c/house.h.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Size {
    /// Lanes, up to four.
    pub lanes: u32,
    /// Parents at a time.
    pub parents: u32,
    /// Children at a time.
    pub children: u32,
    /// Executions at a time.
    pub executions: u32,
    /// Parents that are ever admitted.
    pub client_ids: u32,
    /// Whether every check binds: 1, or 0.
    pub checks: u32,
}

/// A house, as one language opens it.
pub trait Face {
    /// What the language is called.
    fn name(&self) -> &'static str;

    /// The seat at a lane that is free.
    ///
    /// # Errors
    ///
    /// The lane is taken.
    fn seat<'f>(&'f self, lane: u32) -> Result<Box<dyn Seat + 'f>>;
}

/// Whoever sits at a seat, with room for what is made and for the stamps.
pub struct Worker<'s> {
    seat: Box<dyn Seat + 's>,
    made: Vec<u64>,
    stamps: Vec<u64>,
    /// Of the counter, in a nanosecond.
    pace: f64,
}

impl<'s> Worker<'s> {
    /// At a seat whose counter goes so far in a nanosecond.
    #[must_use]
    pub fn new(seat: Box<dyn Seat + 's>, pace: f64) -> Worker<'s> {
        Worker { seat, made: Vec::new(), stamps: Vec::new(), pace }
    }

    /// Does an operation on each, and stamps each if that is wanted.
    ///
    /// # Errors
    ///
    /// As [`Seat::perform`].
    pub fn perform(&mut self, operation: Operation, on: &[u64], each: bool) -> Result<u64> {
        let count = on.len();
        self.made.resize(self.made.len().max(count), 0);
        self.stamps.resize(self.stamps.len().max(count + 2), 0);
        let made = self.made.get_mut(..count).context("too few places")?;
        self.seat.perform(&mut Work { operation, on, made, each, stamps: &mut self.stamps })
    }

    /// What the last work made: the first so many.
    #[must_use]
    pub fn made(&self, count: usize) -> &[u64] {
        self.made.get(..count).unwrap_or_default()
    }

    /// Nanoseconds of each of the last work, which was stamped so.
    #[must_use]
    pub fn each(&self, count: usize) -> Vec<f64> {
        self.stamps.windows(2).take(count).map(|pair| self.nanos(pair)).collect()
    }

    /// Nanoseconds of one of the last work, on the average.
    #[must_use]
    pub fn together(&self, count: usize) -> f64 {
        self.stamps.get(..2).map_or(f64::NAN, |pair| self.nanos(pair) / count as f64)
    }

    fn nanos(&self, pair: &[u64]) -> f64 {
        let [from, to] = *pair else { return f64::NAN };
        to.wrapping_sub(from) as f64 / self.pace
    }
}
