//! *Property*: whatever a C program passes (NULL, misaligned, of another size, an older or a newer
//! struct, closed and forged handles, numbers of no enumeration, lengths past all reason), the
//! answer is a status that the header knows, no output is written but on PLIM_OK, no byte is read
//! or written past what the caller owes, and no law is broken.
//!
//! *Method*: every exported function stands in a table that `build.rs` makes from `ffi/src`. A
//! history of `plimsoll_tests::generator` brings a region into depth; then each call has arguments
//! such as a program has, or one that is hostile. AddressSanitizer watches every argument. Run:
//! `cargo +nightly fuzz run c_abi -- -max_len=2048`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| plimsoll_fuzz::c_abi::run(bytes));
