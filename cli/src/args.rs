//! What may be said on the command line.
//!
//! Uses: `operator`, `registry`. Used by: `main`, `replay`.

use crate::operator;
use clap::{Args as Group, Parser, Subcommand};
use plimsoll::Config;
use std::path::PathBuf;

/// Operates the regions of the order-routing core Plimsoll, keeps codes, replays scenarios.
#[derive(Parser)]
#[command(name = "plimsoll", version, after_help = FIRST_HELP)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands of the program.
#[derive(Subcommand)]
pub enum Command {
    /// What an operator does to a region file.
    #[command(flatten)]
    Operator(operator::Command),
    /// Keeps a gateway's codes of strategies and flags, so that none is ever used again
    Registry(crate::registry::Options),
    /// Runs a scenario through the core, and prints a JSON object for every line of it
    #[command(after_help = REPLAY_HELP)]
    Replay(Replay),
}

const FIRST_HELP: &str = "\
Something is wrong, and it trades: plimsoll kill FILE... asks nothing and stops all of it.";

const REPLAY_HELP: &str = "\
Refusals and breaches are results: they are printed, and the exit status is 0.

Exit status:
  0  every line was run (or whoever read the output went away)
  1  with --strict: an audit failed
  2  a line is not valid, a file cannot be read or written, or an option is wrong;
     for a line the message is FILE:LINE:COLUMN: what is wrong";

/// The options of `plimsoll replay`.
#[derive(Group)]
pub struct Replay {
    /// The scenario, one JSON object a line; `-` for standard input
    pub file: PathBuf,
    /// Exit with status 1 when an `audit` line fails
    #[arg(long)]
    pub strict: bool,
    /// How much the core has room for.
    #[command(flatten)]
    pub capacities: Capacities,
}

/// The capacities of the region. What was never used costs no memory.
#[derive(Group)]
#[command(next_help_heading = "Capacities (a full table refuses; it is no error)")]
pub struct Capacities {
    /// Accounts that can be defined
    #[arg(long, value_name = "N", default_value_t = 1 << 12)]
    pub accounts: u32,
    /// Instruments that can be defined
    #[arg(long, value_name = "N", default_value_t = 1 << 16)]
    pub instruments: u32,
    /// Venues that can be defined
    #[arg(long, value_name = "N", default_value_t = 1 << 10)]
    pub venues: u32,
    /// Strategies that can be defined, the four that are predefined among them
    #[arg(long, value_name = "N", default_value_t = 1 << 10)]
    pub strategies: u32,
    /// Pairs of account and instrument that can be traded
    #[arg(long, value_name = "N", default_value_t = 1 << 18)]
    pub positions: u32,
    /// Parents at any one time: one is there until it is retired
    #[arg(long, value_name = "N", default_value_t = 1 << 20)]
    pub parents: u32,
    /// Children at any one time: one is there until its parent is retired
    #[arg(long, value_name = "N", default_value_t = 1 << 20)]
    pub children: u32,
    /// Executions at any one time: one is there until its parent is retired
    #[arg(long, value_name = "N", default_value_t = 1 << 21)]
    pub executions: u32,
    /// Executions that fit no child, in all
    #[arg(long, value_name = "N", default_value_t = 1 << 14)]
    pub suspense: u32,
    /// Client ids of parents, of all accounts
    #[arg(long, value_name = "N", default_value_t = 1 << 21)]
    pub client_ids: u32,
}

impl Capacities {
    /// The configuration of a region with one lane and these capacities.
    pub fn config(&self) -> Config {
        Config {
            session: 1,
            lanes: 1,
            accounts: self.accounts,
            instruments: self.instruments,
            venues: self.venues,
            strategies: self.strategies,
            parties: 1,
            registry: self.strategies,
            positions: self.positions,
            parents: self.parents,
            children: self.children,
            executions: self.executions,
            suspense: self.suspense,
            client_ids: self.client_ids,
            repeats: 1 << 16,
            events: 1 << 10,
        }
    }
}
