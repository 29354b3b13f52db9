//! `cargo xtask bench`: how fast the core is.
//!
//! ```text
//!   cargo xtask bench --count            instructions of the hot operations, against the committed
//!   cargo xtask bench --count --bless    write what was counted as what is committed
//! ```
//!
//! Law: nothing fails on a clock. What CI compares is counted, not timed.
//!
//! Uses: `archive`, `setup`. Used by: `ci`.

mod callgrind;
mod count;

use anyhow::{Result, bail};
use clap::Args;

pub use count::check;

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
}

/// Measures what `options` ask for.
///
/// # Errors
///
/// A count is off its committed figure, or a tool is missing.
pub fn command(options: &Options) -> Result<()> {
    if !options.count {
        bail!("say what: --count");
    }
    match &options.functions {
        Some(operation) => count::functions(operation),
        None if options.bless => count::bless(),
        None => check(),
    }
}

#[cfg(test)]
mod tests;
