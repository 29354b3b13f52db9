//! What may be said by persons who answer for it: keys, resets, releases.
//!
//! Uses: `operator::scope`, `operator::hex`. Used by: `operator::args`.

use super::{Manner, STATUSES};
use crate::operator::hex::Hex;
use crate::operator::scope::ScopeName;
use clap::{Args as Group, Subcommand};
use plimsoll::{Fingerprint, ParentId};
use std::path::PathBuf;
use std::str::FromStr;

/// The options of `plimsoll reset`.
#[derive(Group)]
pub struct Reset {
    /// Which of the two steps.
    #[command(subcommand)]
    pub command: ResetCommand,
}

/// The two steps of a reset.
#[derive(Subcommand)]
pub enum ResetCommand {
    /// The first step: a person asks for a scope to be opened, and is told a nonce
    #[command(after_help = STATUSES)]
    Request(Request),
    /// The second step: another person looks at it, and confirms
    #[command(after_help = STATUSES)]
    Confirm(Confirm),
}

/// The options of `plimsoll reset request`.
#[derive(Group)]
pub struct Request {
    /// The region file
    pub file: PathBuf,
    /// firm, account:N, instrument:N, venue:N, strategy:CODE, lane:N, client:N, trader:N or desk:N
    #[arg(long)]
    pub scope: ScopeName,
    /// The first person's key; `-` for standard input
    #[arg(long, value_name = "FILE")]
    pub key_file: PathBuf,
    /// Why, in at most 32 bytes of text: it stays with the region
    #[arg(long, value_name = "TEXT", value_parser = why)]
    pub why: [u8; 32],
    /// How it is asked and answered.
    #[command(flatten)]
    pub manner: Manner,
}

/// The options of `plimsoll reset confirm`.
#[derive(Group)]
pub struct Confirm {
    /// The region file
    pub file: PathBuf,
    /// What the request was answered with
    #[arg(long)]
    pub nonce: Hex,
    /// The second person's key; `-` for standard input
    #[arg(long, value_name = "FILE")]
    pub key_file: PathBuf,
    /// The fingerprint that this person has looked at: the whole, or the five parts with `:`
    /// between them. Needed with --yes
    #[arg(long, value_name = "HEX")]
    pub fingerprint: Option<Parts>,
    /// How it is asked and answered.
    #[command(flatten)]
    pub manner: Manner,
}

/// The options of `plimsoll release`.
#[derive(Group)]
pub struct Release {
    /// The region file
    pub file: PathBuf,
    /// The parent, by its id of 14 characters
    #[arg(long, value_name = "ID", value_parser = parent)]
    pub parent: ParentId,
    /// How it is asked and answered.
    #[command(flatten)]
    pub manner: Manner,
}

/// The options of `plimsoll reenable`.
#[derive(Group)]
pub struct Reenable {
    /// The region file
    pub file: PathBuf,
    /// The strategy's code
    #[arg(long, value_name = "CODE")]
    pub strategy: u32,
    /// The instrument's number
    #[arg(long, value_name = "N")]
    pub instrument: u32,
    /// How it is asked and answered.
    #[command(flatten)]
    pub manner: Manner,
}

/// The options of `plimsoll keygen`.
#[derive(Group)]
pub struct Keygen {
    /// The file to make; never over one that is there
    pub file: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// The options of `plimsoll key`.
#[derive(Group)]
pub struct Key {
    /// What to do.
    #[command(subcommand)]
    pub command: KeyCommand,
}

/// What is done with persons' keys.
#[derive(Subcommand)]
pub enum KeyCommand {
    /// Gives a person a key, while the house is closed; it cannot be taken back
    #[command(after_help = STATUSES)]
    Add(KeyAdd),
}

/// The options of `plimsoll key add`.
#[derive(Group)]
pub struct KeyAdd {
    /// The region file
    pub file: PathBuf,
    /// The person's number: it is recorded with every reset
    #[arg(long, value_name = "N")]
    pub person: u32,
    /// The key; `-` for standard input
    #[arg(long, value_name = "FILE")]
    pub key_file: PathBuf,
    /// How it is asked and answered.
    #[command(flatten)]
    pub manner: Manner,
}

/// A fingerprint as a person says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parts {
    /// One number for all parts.
    Whole(u64),
    /// Each part.
    Each(Fingerprint),
}

impl Parts {
    /// The fingerprint that is meant, where `found` is what runs here.
    pub fn expected(self, found: Fingerprint) -> Fingerprint {
        match self {
            Parts::Each(fingerprint) => fingerprint,
            Parts::Whole(whole) if whole == found.whole() => found,
            // Some fingerprint that this region does not have.
            Parts::Whole(_) => Fingerprint { build: !found.build, ..found },
        }
    }
}

impl FromStr for Parts {
    type Err = String;

    fn from_str(text: &str) -> Result<Parts, String> {
        let parts: Vec<u64> = text
            .split(':')
            .map(|part| part.parse().map(|Hex(part)| part))
            .collect::<Result<_, _>>()?;
        match parts[..] {
            [whole] => Ok(Parts::Whole(whole)),
            [layout, abi, registry, limits, build] => {
                Ok(Parts::Each(Fingerprint { layout, abi, registry, limits, build }))
            }
            _ => Err("expected one number, or layout:abi:registry:limits:build".to_owned()),
        }
    }
}

fn parent(text: &str) -> Result<ParentId, &'static str> {
    ParentId::from_text(text).ok_or("this is no parent's id")
}

/// Text that another person can read on a terminal, whatever it is.
fn why(text: &str) -> Result<[u8; 32], String> {
    if text.trim().is_empty() {
        return Err("say why".to_owned());
    }
    if text.chars().any(char::is_control) {
        return Err("it must be one line of text".to_owned());
    }
    let mut bytes = [0; 32];
    let place = bytes.get_mut(..text.len());
    let place = place.ok_or_else(|| format!("it has {} bytes; 32 fit", text.len()))?;
    place.copy_from_slice(text.as_bytes());
    Ok(bytes)
}
