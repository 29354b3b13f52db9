//! Which mutant is at work, of the many that are built into one program: the number in
//! `PLIMSOLL_MUTANT`, and 0 for none.
//!
//! Law: the number is read once, before `main`, and never changes. So a function that asks may be
//! `const`: where the compiler evaluates it, it is told that this cannot be known yet, and fails.
//!
//! Used by: the tree that `cargo xtask prove --only mutants` makes, and no other.

static mut ACTIVE: u32 = 0;

/// The number.
#[inline]
pub const fn active() -> u32 {
    // SAFETY: it is written before `main`, while there is one thread, and only read after.
    unsafe { ACTIVE }
}

extern "C" fn begin() {
    let number = std::env::var("PLIMSOLL_MUTANT").ok().and_then(|text| text.parse().ok());
    // SAFETY: the loader calls this before `main`, on the only thread that there is.
    unsafe { ACTIVE = number.unwrap_or(0) };
}

/// Has the loader call [`begin`].
#[used]
// SAFETY: the section holds addresses of functions that are called with the program's arguments, and
// a C function may leave those alone.
#[unsafe(link_section = ".init_array")]
static BEGIN: extern "C" fn() = begin;
