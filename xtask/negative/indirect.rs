//! Control: a call to wherever the caller says.
#![no_std]

mod handler;

/// Calls back.
#[unsafe(no_mangle)]
pub extern "C" fn plim_indirect(back: extern "C" fn(u64) -> u64, n: u64) -> u64 {
    back(n).wrapping_add(1)
}
