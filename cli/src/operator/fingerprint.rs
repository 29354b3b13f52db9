//! `plimsoll fingerprint`: what runs in each of several regions, and which of them differ.
//!
//! Law: what most of the regions show is only what the others are compared with here; whether it is
//! right is for the manifest to say. Seven of eight may be wrong.
//!
//! Uses: `file`, `operator::answer`. Used by: `operator`.

use super::answer::{Answer, Failure, Speaker, exit};
use super::args;
use super::hex::Hex;
use crate::file::{self, Warning};
use plimsoll::{Field, Fingerprint};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

/// The parts of a fingerprint.
#[derive(Serialize)]
struct Parts {
    whole: Hex,
    layout: Hex,
    abi: Hex,
    registry: Hex,
    limits: Hex,
    build: Hex,
}

/// One region's, alone.
#[derive(Serialize)]
struct Alone {
    #[serde(flatten)]
    parts: Parts,
}

/// One region's, beside others.
#[derive(Serialize)]
struct Compared<'a> {
    #[serde(flatten)]
    parts: Parts,
    /// The parts in which it differs from what most have.
    differs: Vec<&'static str>,
    #[serde(skip)]
    line: Line<'a>,
}

/// How a person sees one of several.
struct Line<'a> {
    file: &'a Path,
    width: usize,
    /// Field, what most have, what it has.
    differences: Vec<(Field, u64, u64)>,
}

type Seen = Result<(Fingerprint, Warning), Failure>;

/// Runs `plimsoll fingerprint`.
pub fn run(options: &args::Fingerprint) -> ExitCode {
    let seen: Vec<Seen> = options.files.iter().map(|file| look(file)).collect();
    let known: Vec<Fingerprint> = seen.iter().flatten().map(|(found, _)| *found).collect();
    let most = most(&known);
    let is_same = known.len() == seen.len() && known.iter().all(|found| *found == most);
    let width = options.files.iter().map(|file| file.display().to_string().chars().count());
    let width = width.max().unwrap_or(0);
    let says = options.files.iter().zip(seen).map(|(file, seen)| {
        // A line of several begins with its file.
        let speaker = Speaker::new("fingerprint", file, options.json);
        if options.files.len() == 1 {
            return speaker
                .say(seen.map(|(found, warning)| (Alone { parts: parts(found) }, warning)));
        }
        speaker.say(seen.map(|(found, warning)| {
            let differences: Vec<_> = most.differences(found).collect();
            let differs = differences.iter().map(|(field, ..)| field.name()).collect();
            let line = Line { file, width, differences };
            (Compared { parts: parts(found), differs, line }, warning)
        }))
    });
    let status = says.fold(0, u8::max);
    exit(if options.same && !is_same { status.max(1) } else { status })
}

fn look(path: &Path) -> Seen {
    let (map, warning) = file::watch(path)?;
    let watch = map.watch().map_err(file::Fault::NoRegion)?;
    Ok((watch.fingerprint(), warning))
}

/// What most have, part by part; of as many the one that was named first.
fn most(known: &[Fingerprint]) -> Fingerprint {
    let part = |part: fn(&Fingerprint) -> u64| {
        let mut counts = BTreeMap::new();
        known.iter().for_each(|found| *counts.entry(part(found)).or_insert(0usize) += 1);
        let most = counts.values().copied().max().unwrap_or(0);
        let mut parts = known.iter().map(part);
        parts.find(|found| counts.get(found) == Some(&most)).unwrap_or(0)
    };
    Fingerprint {
        layout: part(|found| found.layout),
        abi: part(|found| found.abi),
        registry: part(|found| found.registry),
        limits: part(|found| found.limits),
        build: part(|found| found.build),
    }
}

fn parts(found: Fingerprint) -> Parts {
    Parts {
        whole: Hex(found.whole()),
        layout: Hex(found.layout),
        abi: Hex(found.abi),
        registry: Hex(found.registry),
        limits: Hex(found.limits),
        build: Hex(found.build),
    }
}

impl Answer for Alone {
    fn write(&self, output: &mut dyn Write) -> io::Result<()> {
        let Parts { whole, layout, abi, registry, limits, build } = &self.parts;
        writeln!(output, "whole     {whole}")?;
        writeln!(output, "layout    {layout}")?;
        writeln!(output, "abi       {abi}")?;
        writeln!(output, "registry  {registry}")?;
        writeln!(output, "limits    {limits}")?;
        writeln!(output, "build     {build}")
    }
}

impl Answer for Compared<'_> {
    fn write(&self, output: &mut dyn Write) -> io::Result<()> {
        let Line { file, width, differences } = &self.line;
        write!(output, "{:width$}  {}", file.display().to_string(), self.parts.whole)?;
        if differences.is_empty() {
            return writeln!(output, "  as most");
        }
        for (field, most, found) in differences {
            write!(
                output,
                "  DIFFERS in {}: {}, most have {}",
                field.name(),
                Hex(*found),
                Hex(*most)
            )?;
        }
        writeln!(output)
    }
}
