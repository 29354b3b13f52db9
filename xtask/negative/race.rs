//! Control for miri: plain memory that is handed over by a flag of which nobody made an order.
use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;

struct Shared {
    plain: UnsafeCell<u64>,
    ready: AtomicBool,
}

// SAFETY: it is not: that is the fault that must be found.
unsafe impl Sync for Shared {}

static SHARED: Shared = Shared { plain: UnsafeCell::new(0), ready: AtomicBool::new(false) };

fn main() {
    let reader = thread::spawn(|| {
        while !SHARED.ready.load(Relaxed) {
            thread::yield_now();
        }
        // SAFETY: none, as above.
        unsafe { *SHARED.plain.get() }
    });
    // SAFETY: none, as above.
    unsafe { *SHARED.plain.get() = 7 };
    SHARED.ready.store(true, Relaxed);
    println!("{}", reader.join().expect("it reads"));
}
