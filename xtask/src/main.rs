//! Every command of this repository: `cargo xtask NAME`.
//!
//! Law: nothing to install by hand but Rust and a C++ compiler, and no step is skipped in silence.
//!
//! One command a file. `place`, `step` and `setup` serve the others.

mod archive;
mod bench;
mod c;
mod ci;
mod demo;
mod gates;
mod header;
mod loom;
mod place;
mod prove;
mod setup;
mod step;
mod test;
mod tidy;

use std::process::ExitCode;

use clap::Parser;

/// The commands of the Plimsoll repository.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
enum Command {
    /// Runs the demonstration.
    Demo(demo::Options),
    /// Runs every test: Rust, C, C++, loom, the gates on the archive, the header's drift.
    Test,
    /// Does what CI does: format, clippy, tidy, every test, a small demo, the documentation.
    Ci,
    /// Installs what is missing, through rustup and apt-get.
    Setup,
    /// Writes include/plimsoll.h from the crate in ffi.
    Header {
        /// Compare with the committed header, write nothing, and fail where they differ.
        #[arg(long)]
        check: bool,
    },
    /// Builds libplimsoll.a and libplimsoll.so into target/plimsoll.
    Archive,
    /// Proves the laws that show in the archive's machine code: no panic, no allocation, and so on.
    Gates,
    /// Compiles and runs the C and C++ tests, the header matrix and the README's example.
    C,
    /// Model-checks the protocols of core with loom.
    Loom,
    /// Tries to break the laws by every means there is.
    Prove(prove::Options),
    /// Measures how fast the core is.
    Bench(bench::Options),
    /// Checks the tree: the ladder of rooms, unsafe code, ceilings, forgotten notes.
    Tidy,
}

fn main() -> ExitCode {
    let outcome = match Command::parse() {
        Command::Demo(options) => demo::command(&options),
        Command::Test => test::command(),
        Command::Ci => ci::command(),
        Command::Setup => setup::command(),
        Command::Header { check: true } => header::check(),
        Command::Header { check: false } => header::write(),
        Command::Archive => archive::command(),
        Command::Gates => gates::command(),
        Command::C => c::command(),
        Command::Loom => loom::command(),
        Command::Prove(options) => prove::command(&options),
        Command::Bench(options) => bench::command(&options),
        Command::Tidy => tidy::command(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
