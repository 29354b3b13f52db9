//! The core beside its peers: builds the engines of `peers/`, and the driver that compares and
//! measures them.
//!
//! ```text
//!   peers/cpp            what a C++ engineer writes, three ways; the core through its C interface
//!   peers/core           the core from Rust
//!   peers/nautilus …     what the registry has               the full run only
//!   peers/quickfix       what messages cost                  the full run only
//!   peers/driver         compares them, then measures them round by round
//! ```
//!
//! Law: an engine that answers otherwise than the core ends the run before anything is timed; a
//! time never does.
//!
//! Uses: `archive`, `place`, `setup`. Used by: `bench`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use rayon::prelude::*;
use xshell::{Shell, cmd};

use crate::{archive, place, setup};

/// The engines in C++. The core comes first: the others are compared with the first.
const CPP: [&str; 7] =
    ["ours", "mutex_global", "mutex_per_order", "spin_global", "spin_per_order", "good", "floor"];

/// The engines in Rust, by folder, and whether CI builds them.
const RUST: [(&str, bool); 3] = [("core", true), ("of_execution", false), ("nautilus", false)];

const FLAGS: [&str; 8] =
    ["-O3", "-march=native", "-fPIC", "-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Werror"];

/// Compares and measures; `small` is what CI runs: without the registry's engines and QuickFIX.
///
/// # Errors
///
/// Something cannot be built, or an engine does not do what the core does, or one that must be told
/// from it is not.
pub fn run(small: bool) -> Result<()> {
    let built = Built::new(small)?;
    let shell = place::shell()?;
    let mut words = vec!["--json".into(), built.folder.join("peers.json")];
    words.extend(["--faulty".into(), built.library("faulty")]);
    if small {
        words.push("--small".into());
    } else {
        words.extend(["--messages".into(), built.library("quickfix")]);
    }
    words.extend(CPP.map(|name| built.library(name)));
    words.extend(engines(small).map(|name| built.library(&format!("{name}_rust"))));
    let driver = built.folder.join("driver");
    cmd!(shell, "{driver} {words...}").quiet().run().context("the peers' driver failed")
}

fn engines(small: bool) -> impl Iterator<Item = &'static str> {
    RUST.into_iter().filter(move |(_, in_ci)| *in_ci || !small).map(|(name, _)| name)
}

/// Where everything was built.
struct Built {
    folder: PathBuf,
}

impl Built {
    fn new(small: bool) -> Result<Built> {
        setup::cpp_compiler()?;
        if !small {
            setup::quickfix()?;
        }
        let archive = archive::build()?;
        let built = Built { folder: place::target().join("bench/peers") };
        fs::create_dir_all(&built.folder)?;
        let mut names: Vec<&str> = CPP.into_iter().chain(["faulty", "driver"]).collect();
        if !small {
            names.push("quickfix");
        }
        let compile = |name: &&str| built.compile(name, &archive.folder);
        names.par_iter().map(compile).collect::<Result<()>>()?;
        let shell = place::shell()?;
        engines(small).try_for_each(|name| built.cargo(&shell, name))?;
        Ok(built)
    }

    fn library(&self, name: &str) -> PathBuf {
        self.folder.join(format!("libpeer_{name}.so"))
    }

    /// Compiles one engine in C++, the messages, or the driver.
    fn compile(&self, name: &str, archive: &Path) -> Result<()> {
        let shell = place::shell()?;
        let peers = place::root().join("peers");
        let mut words: Vec<PathBuf> = FLAGS.iter().map(PathBuf::from).collect();
        words.extend(["-I".into(), peers.join("include"), "-I".into(), archive.into()]);
        if name == "driver" {
            let mut sources = shell.read_dir(peers.join("driver"))?;
            sources.retain(|file| file.extension().is_some_and(|ending| ending == "cpp"));
            words.extend(["-std=c++17".into(), "-pthread".into()]);
            words.extend(sources);
            words.extend(["-ldl".into(), "-o".into(), self.folder.join("driver")]);
        } else if name == "quickfix" {
            // Its headers specify exceptions dynamically, which C++17 refuses.
            words.extend(["-std=c++14".into(), "-w".into(), "-shared".into()]);
            words.extend([peers.join("quickfix/messages.cpp"), "-lquickfix".into()]);
            words.extend(["-o".into(), self.library(name)]);
        } else {
            words.extend(["-std=c++17".into(), "-shared".into()]);
            words.push(peers.join(format!("cpp/{name}.cpp")));
            if name == "ours" {
                words.push(archive.join("libplimsoll.a"));
            }
            words.extend(["-o".into(), self.library(name)]);
        }
        cmd!(shell, "g++ {words...}").quiet().run().with_context(|| format!("peer {name}"))
    }

    /// Builds one engine in Rust. Each workspace has a lock file of its own.
    fn cargo(&self, shell: &Shell, name: &str) -> Result<()> {
        let peers = place::root().join("peers");
        // The core's package is a member of the workspace in `peers`.
        let manifest = peers.join(name).join("Cargo.toml");
        let target = self.folder.join("cargo").join(name);
        let words = ["build", "--quiet", "--release", "--locked"];
        cmd!(shell, "cargo {words...} --manifest-path {manifest} --target-dir {target}")
            .quiet()
            .run()
            .with_context(|| format!("peer {name}"))?;
        let made = target.join(format!("release/libpeer_{name}.so"));
        fs::copy(&made, self.library(&format!("{name}_rust")))
            .with_context(|| format!("{} was not built", made.display()))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{CPP, RUST};
    use crate::place;

    /// What stands in the folder is built, and nothing else is named.
    #[test]
    fn every_engine_is_built() {
        let peers = place::root().join("peers");
        let names = |folder: &str, ending: &str| {
            let entries = std::fs::read_dir(peers.join(folder)).into_iter().flatten().flatten();
            let mut names: Vec<String> = entries
                .map(|entry| entry.file_name().to_string_lossy().into_owned())
                .filter_map(|name| name.strip_suffix(ending).map(str::to_owned))
                .collect();
            names.sort();
            names
        };
        let mut built: Vec<&str> = CPP.into_iter().chain(["faulty"]).collect();
        built.sort_unstable();
        assert_eq!(names("cpp", ".cpp"), built);
        for (name, _) in RUST {
            assert!(peers.join(name).join("Cargo.toml").exists(), "{name}");
        }
    }
}
