//! Control: an index that may lie outside.
#![no_std]

mod handler;

/// Reads a byte wherever the caller says.
#[unsafe(no_mangle)]
pub extern "C" fn plim_panic(bytes: &[u8; 16], at: usize) -> u8 {
    bytes[at]
}
