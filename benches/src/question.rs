//! The questions about a live book: what is done before, and what is timed.
//!
//! One row a question; the harness is `stage`. Questions of another kind have a file each in
//! `question/`.

pub mod books;
pub mod duo;
pub mod kill;
pub mod plan;

use crate::work::Operation::{self, *};

/// What is asked of a book.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// Its name: also that of its figures.
    pub name: &'static str,
    /// The question.
    pub asks: &'static str,
    /// What has happened to every child that was routed.
    pub pool: &'static [Operation],
    /// What happens to a round's children before the clock runs.
    pub before: &'static [Operation],
    /// What is timed.
    pub timed: Operation,
    /// How often in a round, at most.
    pub at_most: usize,
    /// What is done before every few of them: then those few in a row, and the time is that of both.
    pub prefetch: Option<Operation>,
}

const ALL: usize = usize::MAX;

const fn question(
    name: &'static str,
    asks: &'static str,
    pool: &'static [Operation],
    timed: Operation,
) -> Question {
    Question { name, asks, pool, before: &[], timed, at_most: ALL, prefetch: None }
}

/// Every question about a live book.
pub const QUESTIONS: [Question; 18] = [
    question("admit", "a parent is admitted", &[Ack], Admit),
    question("route", "a child is routed, every check on", &[Ack], Route),
    question("sent", "its message has left", &[], Sent),
    question("ack", "the venue has taken it", &[], Ack),
    question("partial-fill", "its first execution", &[Ack], PartialFill),
    question("final-fill", "its last execution", &[Ack, PartialFill], FinalFill),
    question("duplicate", "an execution is reported again", &[Ack, PartialFill], PartialFill),
    question("cancel-request", "the gateway asks for its end", &[Ack], RequestCancel),
    question("canceled", "the venue tells its end", &[Ack, RequestCancel], Canceled),
    question("child-life", "routed, acknowledged, executed twice", &[Ack], ChildLife),
    question("parent-life", "one parent, ten whole children: 41 operations", &[Ack], ParentLife),
    Question {
        before: &[OpenEvents, Route],
        ..question("event-read", "an event is read from the lane's ring", &[Ack], ReadEvent)
    },
    Question {
        before: &[OpenEvents, Route],
        at_most: 31,
        ..question("event-read-16", "sixteen events are read in a call", &[Ack], Read16Events)
    },
    Question {
        prefetch: Some(PrefetchParents),
        ..question("route-prefetched", "a child is routed, in batches", &[Ack], Route)
    },
    Question {
        prefetch: Some(PrefetchChildren),
        ..question("ack-prefetched", "the venue has taken it, in batches", &[], Ack)
    },
    Question {
        prefetch: Some(PrefetchChildren),
        ..question(
            "partial-fill-prefetched",
            "its first execution, in batches",
            &[Ack],
            PartialFill,
        )
    },
    Question {
        prefetch: Some(PrefetchChildren),
        ..question(
            "final-fill-prefetched",
            "its last execution, in batches",
            &[Ack, PartialFill],
            FinalFill,
        )
    },
    Question {
        prefetch: Some(PrefetchParents),
        ..question(
            "child-life-prefetched",
            "a whole life, in batches of parents",
            &[Ack],
            ChildLife,
        )
    },
];
