//! Death between two words: runs a call, and shows the region as it was after so many writes to it.
//!
//! ```text
//!   region's pages read-only ──write──▶ SIGSEGV: opened, the processor's trap flag set
//!            ▲                                   │ one instruction
//!            └──── closed, counted ◀── SIGTRAP ──┘      at the last one: every byte is copied, and
//!                                                       the call runs on without us
//! ```
//!
//! Law: the copy is what a process leaves that is killed right after that write: one thread writes,
//! and memory shows its writes in the order of the program. The same call on the same bytes dies at
//! the same word, on every machine that runs the same program.
//!
//! Only x86-64 Linux can do that; elsewhere every death comes after the call ([`EXACT`]).
//!
//! Uses: `memory`. Used by: `world`.

use crate::memory::Memory;

/// Whether a death can come between two writes of a call here.
pub const EXACT: bool = cfg!(all(target_arch = "x86_64", target_os = "linux"));

/// What a process left that died.
pub struct Death {
    /// Every byte of the region.
    pub image: Vec<u8>,
    /// Whether the call had not returned.
    pub within: bool,
    /// The writes that were made until then.
    pub writes: u64,
}

/// A fuse that burns while the calling thread makes a call on a region.
pub struct Fuse {
    #[cfg(all(target_arch = "x86_64", target_os = "linux"))]
    lit: Box<trap::Lit>,
}

#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
mod trap {
    use core::cell::Cell;
    use core::ffi::{c_int, c_void};
    use core::ptr::null_mut;
    use std::sync::Once;

    /// A burning fuse.
    pub struct Lit {
        pub start: *mut u8,
        pub pages: usize,
        pub limit: u64,
        pub writes: u64,
        pub image: Vec<u8>,
        pub copied: bool,
    }

    const TRAP_FLAG: i64 = 0x100;

    thread_local! {
        static FUSE: Cell<*mut Lit> = const { Cell::new(null_mut()) };
    }
    static HANDLERS: Once = Once::new();

    impl Lit {
        fn copy(&mut self) {
            let length = self.image.len();
            // SAFETY: the region is at least as long as the image, which does not overlap it.
            unsafe { core::ptr::copy_nonoverlapping(self.start, self.image.as_mut_ptr(), length) };
            self.copied = true;
        }

        fn protect(&self, access: c_int) {
            // SAFETY: the pages belong to the region's memory alone, and outlive the fuse.
            unsafe { libc::mprotect(self.start.cast(), self.pages, access) };
        }

        pub fn open(&self) {
            self.protect(libc::PROT_READ | libc::PROT_WRITE);
        }

        fn close(&self) {
            self.protect(libc::PROT_READ);
        }
    }

    /// Lights it for the calling thread.
    pub fn light(lit: &mut Lit) {
        HANDLERS.call_once(|| {
            handle(libc::SIGSEGV, on_fault as Handler);
            handle(libc::SIGTRAP, on_step as Handler);
        });
        if lit.limit == 0 {
            lit.copy();
            return;
        }
        FUSE.set(lit);
        lit.close();
    }

    /// Puts it out.
    pub fn put_out() {
        FUSE.set(null_mut());
    }

    type Handler = extern "C" fn(c_int, *mut libc::siginfo_t, *mut c_void);

    fn handle(signal: c_int, handler: Handler) {
        // SAFETY: an action of zeroes is one without a handler, with an empty mask.
        let mut action: libc::sigaction = unsafe { core::mem::zeroed() };
        action.sa_sigaction = handler as libc::sighandler_t;
        action.sa_flags = libc::SA_SIGINFO;
        // SAFETY: the action is whole, and the handlers touch nothing but the thread's own fuse.
        unsafe { libc::sigaction(signal, &raw const action, null_mut()) };
    }

    /// The thread's fuse.
    fn burning<'a>() -> Option<&'a mut Lit> {
        // SAFETY: `light` was given it by a caller that keeps it in one place until `put_out`; the
        // thread itself does not look at it in between.
        unsafe { FUSE.get().as_mut() }
    }

    fn flags(context: *mut c_void) -> Option<&'static mut i64> {
        // SAFETY: the kernel passes the interrupted thread's context, which the handler may change.
        let context = unsafe { context.cast::<libc::ucontext_t>().as_mut() };
        context.map(|context| &mut context.uc_mcontext.gregs[libc::REG_EFL as usize])
    }

    extern "C" fn on_fault(signal: c_int, info: *mut libc::siginfo_t, context: *mut c_void) {
        // SAFETY: the kernel passes where the fault was.
        let at = unsafe { (*info).si_addr() } as usize;
        let here =
            |lit: &&mut Lit| (lit.start as usize..lit.start as usize + lit.pages).contains(&at);
        match burning().filter(here) {
            Some(lit) => {
                lit.open();
                if let Some(flags) = flags(context) {
                    *flags |= TRAP_FLAG;
                }
            }
            // A fault of somebody else's: it comes again, and ends the process.
            // SAFETY: the default action needs nothing of ours.
            None => unsafe {
                libc::signal(signal, libc::SIG_DFL);
            },
        }
    }

    extern "C" fn on_step(_: c_int, _: *mut libc::siginfo_t, context: *mut c_void) {
        if let Some(flags) = flags(context) {
            *flags &= !TRAP_FLAG;
        }
        let Some(lit) = burning() else { return };
        lit.writes += 1;
        if lit.writes < lit.limit {
            lit.close();
        } else if !lit.copied {
            lit.copy();
        }
    }
}

impl Fuse {
    /// Lights it: what the calling thread writes to the region from now on is counted. It must be
    /// put out on the same thread, with the same memory, which lives until then.
    #[must_use]
    pub fn light(memory: &Memory, writes: u64) -> Fuse {
        #[cfg(all(target_arch = "x86_64", target_os = "linux"))]
        {
            let mut lit = Box::new(trap::Lit {
                start: memory.start(),
                pages: memory.pages(),
                limit: writes,
                writes: 0,
                image: vec![0; memory.len()],
                copied: false,
            });
            trap::light(&mut lit);
            Fuse { lit }
        }
        #[cfg(not(all(target_arch = "x86_64", target_os = "linux")))]
        {
            let _ = (memory, writes);
            Fuse {}
        }
    }

    /// Puts it out: what the process left, killed after the writes or after the call.
    #[must_use]
    pub fn put_out(self, memory: &Memory) -> Death {
        #[cfg(all(target_arch = "x86_64", target_os = "linux"))]
        {
            trap::put_out();
            self.lit.open();
            let (within, writes) = (self.lit.copied, self.lit.writes);
            let image = if within { self.lit.image } else { memory.bytes() };
            Death { image, within, writes }
        }
        #[cfg(not(all(target_arch = "x86_64", target_os = "linux")))]
        {
            Death { image: memory.bytes(), within: false, writes: 0 }
        }
    }
}
