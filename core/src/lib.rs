//! Plimsoll: an order-routing core that cannot route past a parent's quantity.
//!
//! It takes parent orders, lets strategies slice them into children for many venues, and accounts
//! for every fill. One idea carries it: everything that may still be done is a
//! [headroom](headroom::Headroom), one atomic word that no command can bring below zero. See
//! ARCHITECTURE.md for the life of an order, the laws and where each is enforced.
//!
//! ```text
//!   Region ──► Control   defines, arms, resets, recovers        one, maybe in another process
//!          ──► Lane      admits, routes, reports                one a thread
//!          ──► (itself)  watches, audits, kills                 anywhere
//! ```
//!
//! The crate is `no_std`. It allocates nothing, locks nothing, calls nothing, uses no floating
//! point and cannot panic.
#![cfg_attr(not(any(test, loom)), no_std)]
#![cfg_attr(loom, allow(dead_code))]
#![deny(unsafe_code)]
#![deny(
    clippy::indexing_slicing,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::unreachable,
    clippy::todo,
    clippy::float_arithmetic
)]
#![cfg_attr(any(test, loom), allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic))]

#[cfg(any(test, loom, plimsoll_wrong))]
extern crate std;

mod alarm;
mod audit;
mod child;
mod control;
mod cool;
mod desk;
#[cfg(not(loom))]
mod drill;
mod drive;
mod event;
mod execution;
mod gate;
mod hash;
pub mod headroom;
mod id;
mod inventory;
mod lane;
mod ledger;
mod limits;
mod parent;
mod party;
mod pool;
mod prefetch;
mod reconcile;
mod recover;
mod refusal;
mod region;
pub mod registry;
mod report;
#[cfg(test)]
mod scene;
pub mod slice;
mod statement;
mod stop;
mod suspense;
mod switch;
mod sync;
#[allow(dead_code, reason = "the gate, the desk and the reports do not call it yet")]
mod throttle;
mod tick;
mod tree;
mod units;
mod venue;
mod version;
mod view;
#[cfg(plimsoll_words)]
#[doc(hidden)]
pub mod words;
mod wrong;

pub use alarm::{AlarmKind, AlarmSet, AlarmView, Severity};
pub use audit::{Audit, Finding};
pub use child::{ChildView, ChildWord, ExecType, OrdStatus, Progress, State, next_state};
pub use control::{
    Control, Disconnected, Manifest, OpenReset, ResetRecord, ResetRequest, ResetTerms, ResetTicket,
    SessionStrategy, Unarmed,
};
#[cfg(not(loom))]
pub use drill::{Failure, Flaw, SelfTest};
pub use drive::{Driven, Placed};
pub use event::{Event, EventKind, EventReader, Poll};
pub use gate::NewChild;
pub use id::{
    AccountId, ChildId, ClientId, ExecId, IdText, InstrumentId, MonitorId, ParentId, PartyId,
    RequestId, StrategyId, TEXT_MAX, VenueId,
};
pub use inventory::{ControlId, ControlInfo, Measure};
pub use lane::{Journal, Lane};
pub use limits::{Collar, Exposure, InstrumentTerms, PositionLimit, StrategyTerms, Throttles};
pub use parent::{FanOut, NewParent, ParentState, ParentView, ParentWord};
pub use party::{Parties, PartyRole};
pub use reconcile::Target;
pub use recover::Recovery;
pub use refusal::{Breach, Refusal};
#[cfg(not(loom))]
pub use region::Inspection;
pub use region::{ABI_VERSION, Config, Field, Fingerprint, MAX_LANES, OLDEST_BUILD, Region};
pub use report::{Hint, Outcome, Report, Suspense, SuspenseOf};
pub use statement::{MassStatus, PositionCheck};
pub use stop::{Escaped, Receipt};
pub use suspense::{SuspenseEntry, SuspenseId};
pub use switch::{Cause, Counts, Level, Scope};
pub use tick::Ticked;
pub use units::{Nanos, Notional, Price, Qty, Side, TimeInForce};
pub use venue::{CumQtyMeans, LastQtyMeans, ReplaceIs, ReplaceMeans, VenueSession, VenueTerms};
pub use version::{BUILD, Build};
pub use view::{Children, LaneView, Latched, MonitorView};
