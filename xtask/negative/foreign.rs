//! Control: a name that may clash with somebody else's.
#![no_std]

mod handler;

/// Not ours by its name.
#[unsafe(no_mangle)]
pub extern "C" fn sloop(n: u64) -> u64 {
    n
}
