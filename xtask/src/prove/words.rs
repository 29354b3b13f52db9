//! The word functions for all inputs: core is compiled, and what the compiler made of them is given
//! to a solver.
//!
//! ```text
//!   core, --cfg plimsoll_words ──rustc──► LLVM's form ──proof/words──► z3: each claim, any input
//!     x86-64 │ AArch64 │ in the long form, x86-64 with a panic at every overflow
//! ```
//!
//! Law: what the program in `proof` does not understand fails, and so does a wrong variant of a
//! function that no theorem refutes.

use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Context, Result, anyhow};
use xshell::cmd;

use super::Extent;
use crate::{place, setup};

/// A form that core is compiled to.
struct Build {
    name: &'static str,
    target: &'static str,
    flags: &'static [&'static str],
}

/// The first is the one whose functions are varied; the short form leaves the last one out.
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
    let (builds, variants) = match extent {
        Extent::Short => (&BUILDS[..2], vec!["--variants".to_owned(), "1".to_owned()]),
        Extent::Long { seconds } => (
            &BUILDS[..],
            vec!["--every-variant".to_owned(), "--seconds".to_owned(), seconds.to_string()],
        ),
    };
    let mut given = Vec::new();
    for (build, path) in compile_all(builds)? {
        given.extend(["--ir".to_owned(), format!("{}={}", build.name, path.display())]);
    }
    let (shell, python) = (place::shell()?, place::python());
    let _folder = shell.push_dir(place::root().join("proof"));
    cmd!(shell, "{python} -B -m words {given...} {variants...}").quiet().run()?;
    Ok(())
}

/// Compiles core in each form, all at once: one unit of code keeps one processor busy.
fn compile_all(builds: &[Build]) -> Result<Vec<(&Build, PathBuf)>> {
    let folder = place::target().join("words");
    let folder = &folder;
    place::shell()?.create_dir(folder)?;
    thread::scope(|scope| {
        let compiling = |build| (build, scope.spawn(move || compile(build, folder)));
        let begun: Vec<_> = builds.iter().map(compiling).collect();
        let done = begun.into_iter().map(|(build, compiled)| {
            let path = compiled.join().map_err(|_| anyhow!("the compiler's thread has died"))??;
            Ok((build, path))
        });
        done.collect()
    })
}

/// Compiles core as it ships, but for what links it: whole-program optimisation would leave nothing
/// of a function that nobody calls.
fn compile(build: &Build, folder: &Path) -> Result<PathBuf> {
    let shell = place::shell()?;
    let path = folder.join(build.name).with_extension("ll");
    // A folder of cargo's for each: in one of them only one compiles at a time.
    let cache = folder.join(build.name);
    if !path.exists() {
        // What cargo has compiled before it does not compile again: not even to write a file anew.
        shell.remove_path(&cache)?;
    }
    let (target, flags) = (build.target, build.flags);
    let emit = format!("--emit=llvm-ir={}", path.display());
    let cargo = cmd!(
        shell,
        "cargo rustc --quiet --package plimsoll --release --lib --target {target} --
         {emit} --cfg plimsoll_words {flags...}"
    );
    let cargo = cargo.env("CARGO_TARGET_DIR", cache);
    let cargo = cargo.env("CARGO_PROFILE_RELEASE_LTO", "off");
    cargo.env("CARGO_PROFILE_RELEASE_DEBUG", "false").quiet().run().context("core")?;
    Ok(path)
}
