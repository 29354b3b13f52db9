//! The atomics of the house: the machine's own, or loom's when a protocol is being model-checked.
//!
//! Law: every word is lock-free. Where 64-bit atomics are not, the crate does not compile.
//!
//! Only acquire/release orderings are used; loom treats `SeqCst` accesses as acquire/release, so a
//! proof that leaned on them would prove nothing.
//!
//! Uses: nothing. Used by: every room that keeps a word.

#[cfg(not(target_has_atomic = "64"))]
compile_error!("plimsoll needs lock-free 64-bit atomics; this target has none");

#[cfg(not(loom))]
pub(crate) use core::sync::atomic::{AtomicU32, AtomicU64, Ordering, fence};
#[cfg(loom)]
pub(crate) use loom::sync::atomic::{AtomicU32, AtomicU64, Ordering, fence};

pub(crate) use Ordering::{AcqRel, Acquire, Relaxed, Release};
