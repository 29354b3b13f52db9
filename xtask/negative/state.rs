//! Control: a counter outside the region.
#![no_std]

mod handler;

use core::sync::atomic::{AtomicU64, Ordering};

static COUNT: AtomicU64 = AtomicU64::new(0);

/// Counts.
#[unsafe(no_mangle)]
pub extern "C" fn plim_state() -> u64 {
    COUNT.fetch_add(1, Ordering::Relaxed)
}
