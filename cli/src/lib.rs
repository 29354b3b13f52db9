//! The program `plimsoll`: what an operator, a tester or a post-mortem runs beside the gateway.
//!
//! ```text
//!   input ──► line ──► command ──► session ──► print ──► output
//!             JSON,    op, keys,    names to ids,  JSON
//!             columns  values       the core
//! ```
//!
//! An operator's commands work on a region file instead: see `operator`.
//!
//! Law: whatever stands in the input, the program ends with a message and an exit status, and what
//! it printed before stays printed.
//!
//! Uses: the public interface of `plimsoll`. Used by: `main`, and the fuzzers.

#![deny(unsafe_code)]

mod args;
mod command;
mod decimal;
mod file;
mod line;
mod names;
mod operator;
mod print;
mod progress;
mod registry;
mod replay;
mod session;
mod version;

pub use registry::{Place, registry_changes, registry_continues};
pub use replay::replay_text;

use clap::Parser;
use std::process::ExitCode;

/// Runs the program on its command line; what it returns is the status of the process.
#[must_use]
pub fn run() -> ExitCode {
    let args = args::Args::parse();
    let status = match &args.command {
        args::Command::Replay(options) => replay::run(options),
        args::Command::Registry(options) => return registry::run(options),
        args::Command::Operator(command) => return operator::run(command),
    };
    status.unwrap_or_else(|stop| {
        eprintln!("{stop}");
        ExitCode::from(2)
    })
}
