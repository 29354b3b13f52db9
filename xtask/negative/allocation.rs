//! Control: a box.
#![no_std]

extern crate alloc;

mod handler;

use alloc::boxed::Box;
use core::alloc::{GlobalAlloc, Layout};

struct C;

unsafe extern "C" {
    fn malloc(size: usize) -> *mut u8;
    fn free(block: *mut u8);
}

// SAFETY: never linked into a program; only the object is looked at.
unsafe impl GlobalAlloc for C {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as above.
        unsafe { malloc(layout.size()) }
    }

    unsafe fn dealloc(&self, block: *mut u8, _: Layout) {
        // SAFETY: as above.
        unsafe { free(block) }
    }
}

#[global_allocator]
static HEAP: C = C;

/// Allocates.
#[unsafe(no_mangle)]
pub extern "C" fn plim_allocation(value: u64) -> *mut u64 {
    Box::into_raw(Box::new(value))
}
