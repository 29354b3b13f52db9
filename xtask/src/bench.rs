//! `cargo xtask bench`: how fast the core is.
//!
//! ```text
//!   cargo xtask bench                    every question, timed, for minutes; then the report
//!   cargo xtask bench --report           docs/performance.md again, from the committed figures
//!   cargo xtask bench --peers [--small]  the core beside its peers, side by side in one run
//!   cargo xtask bench --count            instructions of the hot operations, against the committed
//!   cargo xtask bench --count --bless    write what was counted as what is committed
//! ```
//!
//! Law: nothing fails on a clock. What CI compares is counted, not timed.
//!
//! Uses: `archive`, `setup`. Used by: `ci`.

mod callgrind;
mod chart;
mod count;
mod peers;
mod report;
mod tables;
mod timed;

use anyhow::Result;
use clap::Args;

pub use count::check;
pub use peers::run as peers;

/// What is to be measured.
#[derive(Args, Clone, Debug, Default)]
pub struct Options {
    /// Count instructions and locked operations with callgrind; needs no quiet machine.
    #[arg(long)]
    count: bool,
    /// Write the counted figures to benches/instructions.csv instead of comparing.
    #[arg(long, requires = "count")]
    bless: bool,
    /// Print what each function takes of the operation of this name.
    #[arg(long, requires = "count", value_name = "OPERATION")]
    functions: Option<String>,
    /// Compare the core with its peers, and time them side by side.
    #[arg(long, conflicts_with_all = ["count", "report", "live", "only"])]
    peers: bool,
    /// What CI runs of the peers: without the engines of the registry and QuickFIX.
    #[arg(long, requires = "peers")]
    small: bool,
    /// Only write docs/performance.md anew.
    #[arg(long, conflicts_with = "count")]
    report: bool,
    /// Live children to time with; may be given more than once. 10000000 needs 8 GB.
    #[arg(long, conflicts_with_all = ["count", "report"])]
    live: Vec<usize>,
    /// Time only questions whose names have this in them, and write nothing.
    #[arg(long, conflicts_with_all = ["count", "report"])]
    only: Option<String>,
}

/// Measures what `options` ask for.
///
/// # Errors
///
/// A count is off its committed figure, two languages come to different answers, or a tool is
/// missing.
pub fn command(options: &Options) -> Result<()> {
    if options.count {
        return match &options.functions {
            Some(operation) => count::functions(operation),
            None if options.bless => count::bless(),
            None => check(),
        };
    }
    if options.peers {
        return peers(options.small);
    }
    if !options.report {
        timed::run(&options.live, options.only.as_deref())?;
    }
    if options.only.is_none() {
        report::write()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
