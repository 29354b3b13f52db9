//! Signals: to a process, to a thread, and what one does when it comes.
//!
//! With `memory` and `crash` the rooms of this package that have `unsafe` in them.

use std::process::Child;
use std::sync::OnceLock;

/// What SIGUSR1 does.
static ON_USR1: OnceLock<fn()> = OnceLock::new();

extern "C" fn on_usr1(_: libc::c_int) {
    if let Some(act) = ON_USR1.get() {
        act();
    }
}

/// From now on SIGUSR1 calls `act`, whatever its thread was doing. The first call counts.
pub fn on_usr1_do(act: fn()) {
    let _ = ON_USR1.set(act);
    let handler: extern "C" fn(libc::c_int) = on_usr1;
    // SAFETY: the handler only reads a cell that was set before, and calls what the caller vouches
    // for.
    unsafe { libc::signal(libc::SIGUSR1, handler as libc::sighandler_t) };
}

fn send(process: &Child, signal: libc::c_int) {
    // SAFETY: who holds the `Child` has not waited for it yet, so its number is not another's.
    unsafe { libc::kill(process.id() as libc::pid_t, signal) };
}

/// Stops a process of ours, wherever it is.
pub fn stop(process: &Child) {
    send(process, libc::SIGSTOP);
}

/// Lets it go on.
pub fn go_on(process: &Child) {
    send(process, libc::SIGCONT);
}

/// Sends SIGUSR1 to a process of ours.
pub fn usr1(process: &Child) {
    send(process, libc::SIGUSR1);
}

/// The calling thread.
#[must_use]
pub fn this_thread() -> u64 {
    // SAFETY: it names the calling thread.
    unsafe { libc::pthread_self() as u64 }
}

/// Sends SIGUSR1 to a thread of this process that [`this_thread`] named and that still runs: the
/// caller sees to it.
pub fn usr1_to_thread(thread: u64) {
    // SAFETY: the caller keeps the thread alive.
    unsafe { libc::pthread_kill(thread as libc::pthread_t, libc::SIGUSR1) };
}
