//! What an operator may say on the command line.
//!
//! Uses: `operator::scope`. Used by: `args`, `operator`.

mod persons;
mod session;

pub use persons::{
    Confirm, Key, KeyAdd, KeyCommand, Keygen, Reenable, Release, Request, Reset, ResetCommand,
};
pub use session::{
    Arm, Controls, Disarm, Fingerprint, Heartbeat, Manifest, Manner, Renew, RequireBuild,
};

use super::scope::ScopeName;
use clap::{Args as Group, Subcommand};
use plimsoll::{AlarmKind, Config, Level};
use serde::Deserialize;
use std::path::PathBuf;

/// The commands that work on a region file.
#[derive(Subcommand)]
pub enum Command {
    /// Stops the firm, or a scope, at once: when it returns, nothing more is born there
    #[command(after_help = KILL_HELP)]
    Kill(Kill),
    /// Shows how a region stands; reads only
    #[command(after_help = STATUSES)]
    Status(Status),
    /// Lists the orders of a scope that are out and not proven dead: what to cancel
    #[command(after_help = STATUSES)]
    Escaped(Escaped),
    /// Shows what runs in each of several regions, and which differ; reads only
    #[command(after_help = FINGERPRINT_HELP)]
    Fingerprint(Fingerprint),
    /// Shows every control, its setting and what it has done; with --test, tests them
    #[command(after_help = CONTROLS_HELP)]
    Controls(Controls),
    /// Takes note of alarms, so that trading goes on
    #[command(after_help = STATUSES)]
    Ack(Ack),
    /// Opens again what was stopped: one person requests it, another confirms
    Reset(Reset),
    /// Lets a parent that is held go on
    #[command(after_help = STATUSES)]
    Release(Release),
    /// Lets a strategy that was executed too often trade an instrument again
    #[command(after_help = STATUSES)]
    Reenable(Reenable),
    /// Proposes a manifest for what is in a region now, to be reviewed; reads only
    #[command(after_help = STATUSES)]
    Manifest(Manifest),
    /// Opens every region that is named, if all are as the manifest says; or none
    #[command(after_help = STATUSES)]
    Arm(Arm),
    /// Moves the end of the lease; with --every again and again: a dead man's handle
    #[command(after_help = STATUSES)]
    Renew(Renew),
    /// Closes the house until it is armed again
    #[command(after_help = STATUSES)]
    Disarm(Disarm),
    /// Says that a monitor is listening; with --every again and again
    #[command(after_help = STATUSES)]
    Heartbeat(Heartbeat),
    /// Makes a region file: disarmed, for its owner alone
    #[command(after_help = STATUSES)]
    Format(Format),
    /// Writes a new key for a person, readable by its owner alone
    #[command(after_help = STATUSES)]
    Keygen(Keygen),
    /// Gives persons their keys for resets
    Key(Key),
    /// Raises the oldest build that may touch a region: rollbacks are refused from then on
    #[command(after_help = STATUSES)]
    RequireBuild(RequireBuild),
}

const STATUSES: &str = "\
Exit status:
  0  done
  1  the core refused; the refusal's name is in the message
  2  the command line is wrong, or the file is no region of this program
  3  the file's mode does not permit it

Times are nanoseconds of CLOCK_MONOTONIC, which the gateway must use too.";

const CONTROLS_HELP: &str = "\
Exit status:
  0  done
  1  with --test: a control did not do what it is for; or the core refused
  2  the command line is wrong, or the file is no region of this program
  3  the file's mode does not permit it

A test touches nothing of the region but the date and the result, and needs the control handle.
Times are nanoseconds of CLOCK_MONOTONIC, which the gateway must use too.";

const FINGERPRINT_HELP: &str = "\
Exit status (of several files, the largest):
  0  done
  1  with --same: they are not all the same
  2  the command line is wrong, or a file is no region of this program
  3  a file's mode does not permit it

A fingerprint changes with every definition and every limit, and with nothing that trading does.
Times, where --json has any, are nanoseconds of CLOCK_MONOTONIC.";

const KILL_HELP: &str = "\
It asks nothing, needs nobody's cooperation, and works while the gateway is stopped or hangs. Of
several files each is killed, whatever becomes of the others.

Exit status (of several files, the largest):
  0  done
  1  the core refused; the refusal's name is in the message
  2  the command line is wrong, or the file is no region of this program
  3  the file's mode does not permit it

The time that it writes down is nanoseconds of CLOCK_MONOTONIC, which the gateway must use too.";

/// The options of `plimsoll format`.
#[derive(Group)]
pub struct Format {
    /// The file to make; never over one that is there
    pub file: PathBuf,
    /// `small`, `default`, or a JSON file with any of the capacities below
    #[arg(long, value_name = "WHICH", default_value = "default")]
    pub config: String,
    /// The gateway's own codes of strategies and flags: see `plimsoll registry`
    #[arg(long = "registry", value_name = "FILE")]
    pub codes: Option<PathBuf>,
    /// What is to be otherwise than there.
    #[command(flatten)]
    pub capacities: Capacities,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Capacities that are said; the others are taken from elsewhere.
#[derive(Clone, Copy, Debug, Default, Deserialize, Group)]
#[serde(deny_unknown_fields)]
#[command(next_help_heading = "Capacities")]
pub struct Capacities {
    /// Goes into every id: a number that no id still known anywhere carries
    #[arg(long, value_name = "N")]
    pub session: Option<u16>,
    /// Lanes, one a trading thread: 1 to 64
    #[arg(long, value_name = "N")]
    pub lanes: Option<u32>,
    /// Accounts
    #[arg(long, value_name = "N")]
    pub accounts: Option<u32>,
    /// Instruments
    #[arg(long, value_name = "N")]
    pub instruments: Option<u32>,
    /// Venues
    #[arg(long, value_name = "N")]
    pub venues: Option<u32>,
    /// Strategies
    #[arg(long, value_name = "N")]
    pub strategies: Option<u32>,
    /// Parties that parents may carry
    #[arg(long, value_name = "N")]
    pub parties: Option<u32>,
    /// Codes in the gateway's own registry, those to come among them
    #[arg(long = "codes", value_name = "N")]
    pub registry: Option<u32>,
    /// Pairs of strategy and instrument
    #[arg(long, value_name = "N")]
    pub repeats: Option<u32>,
    /// Pairs of account and instrument
    #[arg(long, value_name = "N")]
    pub positions: Option<u32>,
    /// Parents at a time
    #[arg(long, value_name = "N")]
    pub parents: Option<u32>,
    /// Children at a time
    #[arg(long, value_name = "N")]
    pub children: Option<u32>,
    /// Executions at a time
    #[arg(long, value_name = "N")]
    pub executions: Option<u32>,
    /// Executions that fit no child, in all
    #[arg(long, value_name = "N")]
    pub suspense: Option<u32>,
    /// Client ids in all
    #[arg(long, value_name = "N")]
    pub client_ids: Option<u32>,
    /// Events that each lane remembers: a power of two
    #[arg(long, value_name = "N")]
    pub events: Option<u32>,
}

impl Capacities {
    /// `base`, but for what is said here.
    pub fn over(&self, base: Config) -> Config {
        Config {
            session: self.session.unwrap_or(base.session),
            lanes: self.lanes.unwrap_or(base.lanes),
            accounts: self.accounts.unwrap_or(base.accounts),
            instruments: self.instruments.unwrap_or(base.instruments),
            venues: self.venues.unwrap_or(base.venues),
            strategies: self.strategies.unwrap_or(base.strategies),
            parties: self.parties.unwrap_or(base.parties),
            registry: self.registry.unwrap_or(base.registry),
            repeats: self.repeats.unwrap_or(base.repeats),
            positions: self.positions.unwrap_or(base.positions),
            parents: self.parents.unwrap_or(base.parents),
            children: self.children.unwrap_or(base.children),
            executions: self.executions.unwrap_or(base.executions),
            suspense: self.suspense.unwrap_or(base.suspense),
            client_ids: self.client_ids.unwrap_or(base.client_ids),
            events: self.events.unwrap_or(base.events),
        }
    }
}

/// The options of `plimsoll kill`.
#[derive(Group)]
pub struct Kill {
    /// The region files
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// firm, account:N, instrument:N, venue:N, strategy:CODE, lane:N, client:N, trader:N, desk:N
    /// or parent:ID
    #[arg(long, default_value = "firm")]
    pub scope: ScopeName,
    /// How far: warn, reduce_only, no_new_orders or cancel_all; never back
    #[arg(long, default_value = "no_new_orders", value_parser = level)]
    pub level: Level,
    /// A number of your own, kept with the switch for whoever looks next
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub reason: u32,
    /// Says nothing: a kill is never asked about
    #[arg(long)]
    pub yes: bool,
    /// Print one JSON object a file
    #[arg(long)]
    pub json: bool,
}

/// The options of `plimsoll escaped`.
#[derive(Group)]
pub struct Escaped {
    /// The region file
    pub file: PathBuf,
    /// firm, account:N, instrument:N, venue:N, strategy:CODE, lane:N, client:N, trader:N, desk:N
    /// or parent:ID
    #[arg(long, default_value = "firm")]
    pub scope: ScopeName,
    /// List this many at most, and where to go on
    #[arg(long, value_name = "N")]
    pub most: Option<u32>,
    /// Go on where an earlier list ended
    #[arg(long, value_name = "CURSOR", default_value_t = 0)]
    pub from: u32,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// The options of `plimsoll status`.
#[derive(Group)]
pub struct Status {
    /// The region file
    pub file: PathBuf,
    /// Show it again and again, until interrupted
    #[arg(long)]
    pub watch: bool,
    /// Milliseconds from one look to the next
    #[arg(long, value_name = "MS", default_value_t = 1000, requires = "watch")]
    pub every: u64,
    /// Print one JSON object; with --watch, one a line for every look
    #[arg(long)]
    pub json: bool,
}

/// The options of `plimsoll ack`.
#[derive(Group)]
pub struct Ack {
    /// The region file
    pub file: PathBuf,
    /// The alarms, by the names that `status` shows
    #[arg(required = true, value_name = "ALARM", value_parser = alarm)]
    pub alarms: Vec<AlarmKind>,
    /// How it is asked and answered.
    #[command(flatten)]
    pub manner: Manner,
}

fn level(name: &str) -> Result<Level, String> {
    let levels = [Level::Warn, Level::ReduceOnly, Level::NoNewOrders, Level::CancelAll];
    let mut levels = levels.into_iter();
    let expected = "expected warn, reduce_only, no_new_orders or cancel_all";
    levels.find(|level| level.name() == name).ok_or_else(|| expected.to_owned())
}

fn alarm(name: &str) -> Result<AlarmKind, String> {
    let mut kinds = AlarmKind::ALL.into_iter();
    kinds.find(|kind| kind.name() == name).ok_or_else(|| "no alarm has this name".to_owned())
}
