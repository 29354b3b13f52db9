//! `cargo xtask prove`: everything that tries to break the laws, one part a file.
//!
//! ```text
//!   cargo xtask prove                   what CI runs of each part: minutes
//!   cargo xtask prove --long            what a release runs: hours
//!   cargo xtask prove --only NAME …     these parts
//!   cargo xtask prove --list            their names
//! ```
//!
//! Law: a part that could not run fails; each prints its figures, for `docs/proof.md`.
//!
//! Uses: `step`, `setup`. Used by: `ci`.

mod absence;
mod coverage;
mod exhaust;
mod fuzz;
mod miri;
mod mutants;
mod nightly;
mod oracle;
mod relaxed;
mod sanitize;
mod simulate;
mod words;
mod wrong;

use anyhow::{Result, ensure};
use clap::Args;

use crate::loom;
use crate::step::Steps;

/// What is to be proved, and how long it may take.
#[derive(Args, Clone, Debug, Default)]
pub struct Options {
    /// The long form: what a release is given, and what `docs/proof.md` reports.
    #[arg(long)]
    long: bool,
    /// Only the part of this name; may be given more than once.
    #[arg(long)]
    only: Vec<String>,
    /// Seconds for each part that could go on for ever, in the long form.
    #[arg(long, default_value_t = 600)]
    seconds: u64,
    /// Print the names of the parts and what each shows.
    #[arg(long)]
    list: bool,
}

/// How much of a part is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// A fixed amount, minutes in all.
    Short,
    /// So many seconds, where it could go on for ever.
    Long {
        /// A bound for each such part.
        seconds: u64,
    },
}

/// A part of the proof.
struct Part {
    name: &'static str,
    shows: &'static str,
    /// Whether `ci` runs its short form: all but what `cargo xtask test` has run before, and what takes
    /// longer than CI has.
    in_ci: bool,
    run: fn(Extent) -> Result<()>,
}

const PARTS: &[Part] = &[
    Part {
        name: "loom",
        shows: "the protocols keep their laws in every interleaving",
        in_ci: false,
        run: |extent| if extent == Extent::Short { loom::command() } else { loom::long() },
    },
    Part {
        name: "absence",
        shows: "the shipped object has no panic, no state, no call outside, and a bounded stack",
        in_ci: false,
        run: absence::run,
    },
    Part {
        name: "coverage",
        shows: "which regions of core no test reaches, and why",
        in_ci: true,
        run: coverage::run,
    },
    Part {
        name: "mutants",
        shows: "a test notices when a line of core or ffi is wrong",
        in_ci: false,
        run: mutants::run,
    },
    Part {
        name: "miri",
        shows: "no undefined behaviour in core and ffi, and no order that luck makes",
        in_ci: false,
        run: miri::run,
    },
    Part {
        name: "tsan",
        shows: "no race between C, C++ and Rust",
        in_ci: true,
        run: sanitize::threads,
    },
    Part {
        name: "asan",
        shows: "no access outside its memory in C, C++ and Rust together",
        in_ci: false,
        run: sanitize::addresses,
    },
    Part {
        name: "words",
        shows: "the compiled word functions keep their laws for all inputs",
        in_ci: true,
        run: words::command,
    },
    Part {
        name: "simulate",
        shows: "worlds from seeds, with every fault by dice, keep the laws and come to rest",
        in_ci: true,
        run: simulate::run,
    },
    Part {
        name: "oracle",
        shows: "the book of the simulator's runs once more, in SQL, is the same",
        in_ci: true,
        run: oracle::run,
    },
    Part {
        name: "fuzz",
        shows: "no bytes break a law, crash or hang: histories, the C interface, damage, files",
        in_ci: true,
        run: fuzz::command,
    },
    Part {
        name: "wrong",
        shows: "each wrong design is caught by the harness that claims to catch it",
        in_ci: true,
        run: wrong::run,
    },
    Part {
        name: "exhaust",
        shows: "no short history on two parents and three children breaks a law",
        in_ci: true,
        run: exhaust::run,
    },
];

/// Runs the parts that `options` name.
///
/// # Errors
///
/// One fails, or a name is of none.
pub fn command(options: &Options) -> Result<()> {
    for name in &options.only {
        ensure!(PARTS.iter().any(|part| part.name == name), "no part is called {name}: try --list");
    }
    if options.list {
        PARTS.iter().for_each(|part| println!("{:<12}{}", part.name, part.shows));
        return Ok(());
    }
    let extent =
        if options.long { Extent::Long { seconds: options.seconds } } else { Extent::Short };
    let mut steps = Steps::begin();
    let chosen =
        |part: &&Part| options.only.is_empty() || options.only.iter().any(|name| name == part.name);
    PARTS.iter().filter(chosen).for_each(|part| run_part(&mut steps, part, extent));
    steps.finish()
}

/// Adds the short form of what CI runs to `steps`.
pub fn run(steps: &mut Steps) {
    let rest = PARTS.iter().filter(|part| part.in_ci);
    rest.for_each(|part| run_part(steps, part, Extent::Short));
}

fn run_part(steps: &mut Steps, part: &Part, extent: Extent) {
    steps.run(&format!("prove {}: {}", part.name, part.shows), || (part.run)(extent));
}
