//! What is expected of a session, in a file: the parts of what may run, the strategies, the lease.
//!
//! ```text
//!   { "fingerprints": [{ "layout": HEX, "abi": HEX, "registry": HEX, "limits": HEX,
//!                        "build": HEX }],
//!     "strategies": [{ "code": N, "generation": N, "max_parents": N, "max_notional": N }],
//!     "lease_ns": N }
//! ```
//!
//! Law: a proposal is no manifest. What `plimsoll manifest` prints says so in a field of its own,
//! and nothing is armed by it until a person has taken that field out.
//!
//! Uses: `file`, `operator::answer`. Used by: `operator`, `operator::arm`.

use super::answer::{Answer, Failure, Speaker, exit};
use super::args;
use super::hex::Hex;
use crate::file::{self, Warning};
use plimsoll::{Fingerprint, Notional, SessionStrategy};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt::Display;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::ExitCode;

/// The lease that is proposed, in nanoseconds: a minute.
pub const LEASE: u64 = 60_000_000_000;
/// The longest file, in bytes.
const SIZE_MAX: u64 = 1 << 20;

/// A manifest as the core takes it.
#[derive(Debug)]
pub struct Expected {
    /// What may run: any of these.
    pub fingerprints: Vec<Fingerprint>,
    /// The strategies of the session.
    pub strategies: Vec<SessionStrategy>,
    /// The longest lease, in nanoseconds.
    pub lease: u64,
}

/// The file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    proposal: Option<String>,
    fingerprints: Vec<Parts>,
    strategies: Vec<Strategy>,
    lease_ns: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Parts {
    layout: Hex,
    abi: Hex,
    registry: Hex,
    limits: Hex,
    build: Hex,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Strategy {
    code: u32,
    generation: u32,
    max_parents: u64,
    max_notional: u64,
}

/// A manifest that somebody should look at.
#[derive(Serialize)]
struct Proposal {
    manifest: Text,
}

/// Runs `plimsoll manifest`.
pub fn run(options: &args::Manifest) -> ExitCode {
    let speaker = Speaker::new("manifest", &options.file, options.json);
    exit(speaker.say(propose(&options.file)))
}

fn propose(path: &Path) -> Result<(Proposal, Warning), Failure> {
    let (map, warning) = file::watch(path)?;
    let watch = map.watch().map_err(file::Fault::NoRegion)?;
    let found = watch.fingerprint();
    let most = Notional::MAX.get();
    let strategies = watch.strategies().map(|terms| Strategy {
        code: terms.code,
        generation: terms.generation,
        max_parents: most,
        max_notional: most,
    });
    let proposal = format!(
        "what is in {} now, with no cap: compare it, set the caps, then take this line out",
        path.display()
    );
    let manifest = Text {
        proposal: Some(proposal),
        fingerprints: vec![Parts {
            layout: Hex(found.layout),
            abi: Hex(found.abi),
            registry: Hex(found.registry),
            limits: Hex(found.limits),
            build: Hex(found.build),
        }],
        strategies: strategies.collect(),
        lease_ns: LEASE,
    };
    Ok((Proposal { manifest }, warning))
}

impl Answer for Proposal {
    fn write(&self, output: &mut dyn Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *output, &self.manifest)?;
        writeln!(output)
    }
}

/// The manifest in the file at `path`.
pub fn read(path: &Path) -> Result<Expected, Failure> {
    let wrong = |says: &dyn Display| Failure::Usage(format!("{}: {says}", path.display()));
    let mut text = String::new();
    let file = File::open(path).map_err(|error| wrong(&error))?;
    file.take(SIZE_MAX + 1).read_to_string(&mut text).map_err(|error| wrong(&error))?;
    if text.len() as u64 > SIZE_MAX {
        return Err(wrong(&"it is too long for a manifest"));
    }
    let text: Text = serde_json::from_str(&text).map_err(|error| wrong(&error))?;
    text.expected().map_err(|says| wrong(&says))
}

impl Text {
    fn expected(&self) -> Result<Expected, String> {
        if self.proposal.is_some() {
            let says = "it is a proposal: compare it, set the caps, then take `proposal` out";
            return Err(says.to_owned());
        }
        if self.fingerprints.is_empty() {
            return Err("it names no fingerprint: nothing could be armed".to_owned());
        }
        if self.lease_ns == 0 {
            return Err("lease_ns is 0".to_owned());
        }
        let mut codes = BTreeSet::new();
        let strategies = self.strategies.iter().map(|strategy| {
            let Strategy { code, generation, max_parents, max_notional } = *strategy;
            if !codes.insert(code) {
                return Err(format!("strategy {code} is there twice"));
            }
            let max_notional = Notional::new(max_notional).ok_or_else(|| {
                let most = Notional::MAX.get();
                format!("strategy {code}: max_notional is above {most}, which is no cap")
            })?;
            Ok(SessionStrategy { code, generation, max_parents, max_notional })
        });
        let strategies = strategies.collect::<Result<_, _>>()?;
        let fingerprints = self.fingerprints.iter().map(|parts| Fingerprint {
            layout: parts.layout.0,
            abi: parts.abi.0,
            registry: parts.registry.0,
            limits: parts.limits.0,
            build: parts.build.0,
        });
        Ok(Expected { fingerprints: fingerprints.collect(), strategies, lease: self.lease_ns })
    }
}
