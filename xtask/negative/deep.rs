//! Control: a function that calls one with a large array on its stack.
#![no_std]

mod handler;

/// Sums what the other wrote.
#[unsafe(no_mangle)]
pub extern "C" fn plim_deep(n: u8) -> u8 {
    other(n) ^ 1
}

#[inline(never)]
fn other(n: u8) -> u8 {
    let mut bytes = [0_u8; 12_000];
    core::hint::black_box(&mut bytes).fill(n);
    bytes.iter().fold(0, |sum: u8, byte| sum.wrapping_add(*byte))
}
