//! `peer.h` in Rust: an engine is two traits, and [`table`] makes the C table of it.
//!
//! All unsafe code of the Rust engines is here.

mod table;
mod world;

pub use table::{EngineTable, Memory, table};
pub use world::{Child, ChildState, Fill, Parent, ParentState, Position, Terms, number};

/// Exports an engine as `peer_engine`: its house, name, title and traits. A macro, because what a
/// library exports must be an item of that library.
#[macro_export]
macro_rules! export_engine {
    ($house:ty, $name:literal, $title:literal, $traits:expr) => {
        /// The engine of this library.
        #[unsafe(no_mangle)]
        pub extern "C" fn peer_engine() -> &'static $crate::EngineTable<$house> {
            static TABLE: $crate::EngineTable<$house> = $crate::table($name, $title, $traits);
            &TABLE
        }
    };
}

/// An engine's state that no thread owns.
pub trait House: Sized {
    /// What a thread calls with.
    type Hand: Hand;

    /// A house of this size, and a hand for each thread that it serves: at least one.
    fn open(terms: &Terms) -> Option<(Self, Vec<Self::Hand>)>;

    /// Stops a scope.
    fn halt(&mut self, scope: u32, id: u64, now: u64) -> i32 {
        let _ = (scope, id, now);
        number::FAULT
    }

    /// Breaks something.
    fn spoil(&mut self, what: u32, now: u64) -> i32 {
        let _ = (what, now);
        number::FAULT
    }
}

/// A thread's handle. Commands answer an id or the number of a refusal, reports the bits of an
/// outcome; what an engine has no notion of it does not override.
pub trait Hand {
    /// Takes a parent in.
    fn admit(&mut self, order: &Parent, now: u64) -> Result<u64, i32>;
    /// Sends a child.
    fn route(&mut self, order: &Child, now: u64) -> Result<u64, i32>;
    /// The venue has the child.
    fn ack(&mut self, child: u64, now: u64) -> i32;
    /// The venue has executed some of it.
    fn fill(&mut self, fill: &Fill, now: u64) -> i32;
    /// Asks the venue to cancel.
    fn request_cancel(&mut self, child: u64, now: u64) -> i32 {
        let _ = (child, now);
        number::FAULT
    }
    /// The venue has cancelled it, having executed `cum`.
    fn canceled(&mut self, child: u64, cum: u64, now: u64) -> i32 {
        let _ = (child, cum, now);
        number::FAULT
    }
    /// Nothing more is routed for it.
    fn cancel_parent(&mut self, parent: u64, now: u64) -> i32 {
        let _ = (parent, now);
        number::FAULT
    }
    /// Forgets it.
    fn retire(&mut self, parent: u64, now: u64) -> i32 {
        let _ = (parent, now);
        number::OK
    }
    /// How a parent stands.
    fn parent_state(&mut self, parent: u64) -> Result<ParentState, i32> {
        let _ = parent;
        Err(number::FAULT)
    }
    /// How a child stands.
    fn child_state(&mut self, child: u64) -> Result<ChildState, i32>;
    /// How a position stands.
    fn position(&mut self, account: u32, instrument: u32) -> Result<Position, i32> {
        let _ = (account, instrument);
        Err(number::FAULT)
    }
}
