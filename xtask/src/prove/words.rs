//! The word functions for all inputs: core is compiled, and what the compiler made of them is given
//! to a solver.
//!
//! ```text
//!   core, --cfg plimsoll_words ──rustc──► LLVM's form ──proof/words──► z3: each claim, any input
//!     x86-64 │ AArch64 │ x86-64 with a panic at every overflow
//! ```
//!
//! Law: what the program in `proof` does not understand fails, and so does a wrong variant of a
//! function that no theorem refutes.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

use super::Extent;
use crate::{place, setup};

/// A form that core is compiled to.
struct Build {
    name: &'static str,
    target: &'static str,
    flags: &'static [&'static str],
}

/// The first is the one whose functions are varied.
const BUILDS: [Build; 3] = [
    Build { name: "x86_64", target: "x86_64-unknown-linux-gnu", flags: &[] },
    Build { name: "aarch64", target: "aarch64-unknown-none", flags: &[] },
    Build {
        name: "x86_64-checked",
        target: "x86_64-unknown-linux-gnu",
        flags: &["-C", "overflow-checks=on"],
    },
];

/// Proves every theorem.
///
/// # Errors
///
/// One does not hold, something is not understood, or a wrong variant is not refuted.
pub fn command(extent: Extent) -> Result<()> {
    setup::solver()?;
    let shell = place::shell()?;
    let folder = place::target().join("words");
    shell.create_dir(&folder)?;
    let mut given = Vec::new();
    if BUILDS.iter().any(|build| !written(&folder, build).exists()) {
        // What cargo has compiled before it does not compile again: not even to write a file anew.
        shell.remove_path(cache(&folder))?;
    }
    for build in &BUILDS {
        let path = compile(&shell, build, &folder)?;
        given.extend(["--ir".to_owned(), format!("{}={}", build.name, path.display())]);
    }
    let variants: &[&str] = match extent {
        Extent::Short => &["--variants", "1"],
        Extent::Long { .. } => &["--every-variant"],
    };
    let python = place::python();
    let _folder = shell.push_dir(place::root().join("proof"));
    cmd!(shell, "{python} -B -m words {given...} {variants...}").quiet().run()?;
    Ok(())
}

/// Where a build is written to.
fn written(folder: &Path, build: &Build) -> PathBuf {
    folder.join(build.name).with_extension("ll")
}

/// Cargo's own folder for it.
fn cache(folder: &Path) -> PathBuf {
    folder.join("build")
}

/// Compiles core as it ships, but for what links it: whole-program optimisation would leave nothing
/// of a function that nobody calls.
fn compile(shell: &Shell, build: &Build, folder: &Path) -> Result<PathBuf> {
    let path = written(folder, build);
    let (target, flags) = (build.target, build.flags);
    let emit = format!("--emit=llvm-ir={}", path.display());
    let cargo = cmd!(
        shell,
        "cargo rustc --quiet --package plimsoll --release --lib --target {target} --
         {emit} --cfg plimsoll_words {flags...}"
    );
    let cargo = cargo.env("CARGO_TARGET_DIR", cache(folder));
    let cargo = cargo.env("CARGO_PROFILE_RELEASE_LTO", "off");
    cargo.env("CARGO_PROFILE_RELEASE_DEBUG", "false").quiet().run().context("core")?;
    Ok(path)
}
