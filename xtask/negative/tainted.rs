//! Control: a name that tells of an allocation.
#![no_std]

mod handler;

/// Only its name is wrong.
#[unsafe(no_mangle)]
pub extern "C" fn plim_reallocate(n: u64) -> u64 {
    n
}
