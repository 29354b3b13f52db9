//! Control: two functions that call each other.
#![no_std]

mod handler;

/// Goes to the right child first.
#[unsafe(no_mangle)]
pub extern "C" fn plim_recursion(n: u64) -> u64 {
    if n < 2 { n } else { other(n - 1) ^ 3 }
}

#[inline(never)]
fn other(n: u64) -> u64 {
    plim_recursion(n / 2).wrapping_add(plim_recursion(n / 3))
}
