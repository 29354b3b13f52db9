//! Control: a system call.
#![no_std]

mod handler;

/// Asks the system for something.
#[unsafe(no_mangle)]
pub extern "C" fn plim_system() {
    // SAFETY: never linked into a program; only the object is looked at.
    #[cfg(target_arch = "x86_64")]
    unsafe {
        core::arch::asm!("syscall")
    }
    // SAFETY: as above.
    #[cfg(target_arch = "aarch64")]
    unsafe {
        core::arch::asm!("svc 0")
    }
}
