//! The timed run: the benches' driver, with the faces in C and C++ that it calls.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

use super::count::WARNINGS;
use crate::{archive, place, setup};

/// Live children where nobody says how many.
const LIVE: [usize; 3] = [1_000, 100_000, 1_000_000];

/// Where the figures are kept.
pub fn results() -> PathBuf {
    place::root().join("benches/results.csv")
}

/// Times every question, or those whose names have `only` in them.
///
/// # Errors
///
/// Something does not build, or two languages come to different answers.
pub fn run(live: &[usize], only: Option<&str>) -> Result<()> {
    setup::cpp_compiler()?;
    let shell = place::shell()?;
    let (c, cpp) = faces(&shell)?;
    let live = if live.is_empty() { &LIVE } else { live };
    let mut words = vec!["--c".into(), c.display().to_string()];
    words.extend(["--cpp".into(), cpp.display().to_string()]);
    words.extend(live.iter().flat_map(|live| ["--live".into(), live.to_string()]));
    match only {
        Some(only) => words.extend(["--only".into(), only.to_owned()]),
        None => words.extend(["--out".into(), results().display().to_string()]),
    }
    let bench = ["bench", "--quiet", "--package", "plimsoll-benches", "--bench", "tables", "--"];
    cmd!(shell, "cargo {bench...} {words...}").run().context("the benches failed")
}

/// Builds the faces in C and C++, each with the archive in it.
fn faces(shell: &Shell) -> Result<(PathBuf, PathBuf)> {
    let folder = archive::build()?.folder;
    let (library, sources) = (folder.join("libplimsoll.a"), place::root().join("benches"));
    let flags = ["-fPIC", "-shared"];
    // Each calls its own copy of the archive, and nobody else's.
    let own = "-Wl,-Bsymbolic";
    let link = |compiler: &str, language: &[&str], source: &Path, face: &Path| -> Result<()> {
        let to = [source, &library];
        cmd!(
            shell,
            "{compiler} {language...} {flags...} {WARNINGS...} -I{folder} {to...} {own} -o {face}"
        )
        .quiet()
        .run()
        .with_context(|| format!("cannot build {}", source.display()))
    };
    let (c, cpp) = (folder.join("libface_c.so"), folder.join("libface_cpp.so"));
    link("gcc", &["-std=c11"], &sources.join("c/face.c"), &c)?;
    link("g++", &["-std=c++17", "-DNDEBUG"], &sources.join("cpp/face.cpp"), &cpp)?;
    Ok((c, cpp))
}
