//! What an operator does to a region file while gateways run: makes it, stops it, looks at it.
//!
//! ```text
//!   args ──► file ──► status, escaped, fingerprint, …     look             ──► answer
//!            who may  kill                                stops                text, or one
//!                     ack, arm, reset, … ──► claim        let trading go on    JSON object
//! ```
//!
//! Law: the exit status says who said no: 1 the core, 2 the command line or the file, 3 the file's
//! mode. Times are nanoseconds of CLOCK_MONOTONIC: the same clock for every process of a machine,
//! so long as the gateway passes it too.
//!
//! Uses: `args`, `file`. Used by: `main`.

mod ack;
mod answer;
mod args;
mod arm;
mod ask;
mod claim;
mod controls;
mod disarm;
mod escaped;
mod fingerprint;
mod format;
mod heartbeat;
mod hex;
mod key;
mod keyfile;
mod kill;
mod manifest;
mod reenable;
mod release;
mod renew;
mod require_build;
mod reset;
mod scope;
mod span;
mod status;

pub use args::Command;

use plimsoll::Nanos;
use rustix::time::{ClockId, clock_gettime};
use std::process::ExitCode;

/// Carries out `command`. The status is that of the process.
pub fn run(command: &Command) -> ExitCode {
    match command {
        Command::Kill(options) => kill::run(options),
        Command::Status(options) => status::run(options),
        Command::Escaped(options) => escaped::run(options),
        Command::Fingerprint(options) => fingerprint::run(options),
        Command::Controls(options) => controls::run(options),
        Command::Ack(options) => ack::run(options),
        Command::Reset(options) => reset::run(options),
        Command::Release(options) => release::run(options),
        Command::Reenable(options) => reenable::run(options),
        Command::Manifest(options) => manifest::run(options),
        Command::Arm(options) => arm::run(options),
        Command::Renew(options) => renew::run(options),
        Command::Disarm(options) => disarm::run(options),
        Command::Heartbeat(options) => heartbeat::run(options),
        Command::Format(options) => format::run(options),
        Command::Keygen(options) => key::generate(options),
        Command::Key(options) => key::run(options),
        Command::RequireBuild(options) => require_build::run(options),
    }
}

/// The time on the machine's steady clock.
fn now() -> Nanos {
    let time = clock_gettime(ClockId::Monotonic);
    // Neither is negative on this clock.
    Nanos(time.tv_sec.unsigned_abs() * 1_000_000_000 + time.tv_nsec.unsigned_abs())
}
