//! A number that stands for bytes: FNV-1a with 64 bits.
//!
//! Law: the same bytes give the same number, on every machine and in every build. It tells what
//! differs by accident; it does not stop somebody who wants two things to look the same.
//!
//! Uses: nothing. Used by: `registry`, and by the crate's build script.

/// The number of no bytes.
pub(crate) const EMPTY: u64 = 0xcbf2_9ce4_8422_2325;

/// The number of what `hash` stands for, followed by `bytes`.
pub(crate) const fn add(hash: u64, bytes: &[u8]) -> u64 {
    let (mut hash, mut rest) = (hash, bytes);
    while let [byte, others @ ..] = rest {
        hash = (hash ^ *byte as u64).wrapping_mul(0x0000_0100_0000_01b3);
        rest = others;
    }
    hash
}

// The test vectors of the FNV's authors.
const _: () = assert!(add(EMPTY, b"") == EMPTY);
const _: () = assert!(add(EMPTY, b"a") == 0xaf63_dc4c_8601_ec8c);
const _: () = assert!(add(add(EMPTY, b"foo"), b"bar") == 0x8594_4171_f739_67e8);
