//! What may be said to open a house, to keep it open and to close it.
//!
//! Uses: `operator::span`. Used by: `operator::args`.

use crate::operator::span::Span;
use crate::version::Version;
use clap::Args as Group;
use plimsoll::BUILD;
use std::path::PathBuf;
use std::str::FromStr;

/// How a command that needs the control handle is asked and answered.
#[derive(Clone, Copy, Debug, Group)]
pub struct Manner {
    /// Take the control handle from an owner that is dead; asks first
    #[arg(long)]
    pub take_over: bool,
    /// Do not ask: for scripts
    #[arg(long)]
    pub yes: bool,
    /// Print one JSON object (of several files, one each)
    #[arg(long)]
    pub json: bool,
}

/// The options of `plimsoll fingerprint`.
#[derive(Group)]
pub struct Fingerprint {
    /// The region files
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// End with status 1 if they are not all the same
    #[arg(long)]
    pub same: bool,
    /// Print one JSON object a file
    #[arg(long)]
    pub json: bool,
}

/// The options of `plimsoll manifest`.
#[derive(Group)]
pub struct Manifest {
    /// The region file
    pub file: PathBuf,
    /// Print one JSON object, with the manifest in it
    #[arg(long)]
    pub json: bool,
}

/// The options of `plimsoll arm`.
#[derive(Group)]
pub struct Arm {
    /// The region files: all are armed, or none
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// What is expected of them: see `plimsoll manifest`
    #[arg(long, value_name = "FILE")]
    pub manifest: PathBuf,
    /// How long the first lease runs, as 60s; otherwise as long as the manifest allows
    #[arg(long, value_name = "TIME")]
    pub lease: Option<Span>,
    /// How it is asked and answered.
    #[command(flatten)]
    pub manner: Manner,
}

/// The options of `plimsoll renew`.
#[derive(Group)]
pub struct Renew {
    /// The region files
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// How long the lease runs from now on; otherwise 60s, or less where the manifest says so
    #[arg(long, value_name = "TIME")]
    pub lease: Option<Span>,
    /// Renew again after this long, until interrupted; never one that has run out meanwhile
    #[arg(long, value_name = "TIME")]
    pub every: Option<Span>,
    /// How it is asked and answered.
    #[command(flatten)]
    pub manner: Manner,
}

/// The options of `plimsoll disarm`.
#[derive(Group)]
pub struct Disarm {
    /// The region files
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// How it is asked and answered.
    #[command(flatten)]
    pub manner: Manner,
}

/// The options of `plimsoll heartbeat`.
#[derive(Group)]
pub struct Heartbeat {
    /// The region file
    pub file: PathBuf,
    /// The monitor's number
    #[arg(long, value_name = "N")]
    pub monitor: u32,
    /// Say it again after this long, until interrupted
    #[arg(long, value_name = "TIME")]
    pub every: Option<Span>,
    /// Print one JSON object; with --every, one a line for every heartbeat
    #[arg(long)]
    pub json: bool,
}

/// The options of `plimsoll require-build`.
#[derive(Group)]
pub struct RequireBuild {
    /// The region file
    pub file: PathBuf,
    /// The oldest build, as 1.2.3; at most this program's own
    pub version: Version,
    /// How it is asked and answered.
    #[command(flatten)]
    pub manner: Manner,
}

impl FromStr for Version {
    type Err = String;

    fn from_str(text: &str) -> Result<Version, String> {
        let wrong = || "expected a version as 1.2.3, each part at most 65535".to_owned();
        let (version, own) = (Version::read(text).ok_or_else(wrong)?, Version(BUILD.version));
        if version > own {
            // After it not even a kill by this program would be taken.
            return Err(format!(
                "it is newer than this program's core, {own}, which could not stop the region then"
            ));
        }
        Ok(version)
    }
}

/// The options of `plimsoll controls`.
#[derive(Group)]
pub struct Controls {
    /// The region file
    pub file: PathBuf,
    /// Fire each control in memory of its own first, and note the result in the region
    #[arg(long)]
    pub test: bool,
    /// How it is asked and answered.
    #[command(flatten)]
    pub manner: Manner,
}
