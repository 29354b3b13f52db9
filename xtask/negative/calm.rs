//! Control without a fault: what the core does, and nothing else. The gate must let it pass.
#![no_std]

mod handler;

use core::sync::atomic::{AtomicU64, Ordering};

/// Takes from a word, and copies a block.
#[unsafe(no_mangle)]
pub extern "C" fn plim_calm(word: &AtomicU64, from: &[u8; 512], to: &mut [u8; 512]) -> u64 {
    to.copy_from_slice(from);
    word.fetch_add(1, Ordering::AcqRel)
}
