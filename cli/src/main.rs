//! The program `plimsoll`: all of it is in the library, so that the fuzzers can reach its readers.
//!
//! Uses: the library. Used by: people and scripts.

#![deny(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    plimsoll_cli::run()
}
