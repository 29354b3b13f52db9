//! Control: a price in floating point.
#![no_std]

mod handler;

/// Multiplies.
#[unsafe(no_mangle)]
pub extern "C" fn plim_float(qty: u64, price: &mut u64) {
    *price = (qty as f64 * f64::from_bits(*price)).to_bits();
}
