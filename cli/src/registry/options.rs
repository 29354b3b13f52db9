//! What may be said to `plimsoll registry`.
//!
//! Uses: `file`. Used by: `args`, `registry`.

use super::file;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use plimsoll::registry::Kind;
use std::path::PathBuf;

/// The text behind the help of `plimsoll registry` and of its commands.
const HELP: &str = "\
A row is a line:   strategy CODE GENERATION NAME [retired]
              or   flag BIT 1 NAME [retired]
Strategies begin at 1000, flags at bit 8. Behind # is a comment.

Exit status:
  0  done
  1  refused; nothing was changed
  2  the file is no registry, or cannot be read or written, or an option is wrong;
     for a registry each message is FILE:LINE:COLUMN: what is wrong";

/// The options of `plimsoll registry`.
#[derive(Args)]
pub struct Options {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Print one JSON object instead of text
    #[arg(long, global = true)]
    pub json: bool,
}

/// The commands of `plimsoll registry`.
#[derive(Subcommand)]
pub enum Command {
    /// Checks a registry, by itself and against an older one
    #[command(after_help = HELP)]
    Check {
        /// The registry
        file: PathBuf,
        /// An older version of it, `-` for standard input: refuse what takes back anything that
        /// stands there
        #[arg(long, value_name = "OLD")]
        against: Option<PathBuf>,
    },
    /// Gives the next code to a new strategy or flag
    #[command(after_help = HELP)]
    Add {
        /// The registry; it must exist, an empty one will do
        file: PathBuf,
        /// What it is
        #[arg(value_parser = kinds())]
        kind: Kind,
        /// Its name: a to z, 0 to 9, and single underscores between them
        #[arg(value_parser = name)]
        name: String,
    },
    /// Raises the generation of a strategy by one: its meaning has changed
    #[command(after_help = HELP)]
    Raise {
        /// The registry
        file: PathBuf,
        /// The strategy's name
        #[arg(value_parser = name)]
        name: String,
    },
    /// Retires a strategy or a flag, for ever
    #[command(after_help = HELP)]
    Retire {
        /// The registry
        file: PathBuf,
        /// Its name
        #[arg(value_parser = name)]
        name: String,
    },
    /// Writes the C++ header of a registry
    #[command(after_help = HELP)]
    Header {
        /// The registry
        file: PathBuf,
        /// Where to write it, if not to standard output; left alone where it says that already
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

fn kinds() -> impl TypedValueParser<Value = Kind> {
    PossibleValuesParser::new(["strategy", "flag"]).try_map(|word| file::kind(&word).ok_or("kind"))
}

fn name(word: &str) -> Result<String, String> {
    file::check_name(word).map(|()| word.to_owned())
}
