//! C and C++ programs and the Rust archive together under the sanitizers of clang 19.
//!
//! ```text
//!   tsan   ThreadSanitizer: C and C++ threads on one region       controls: relaxed, race.c
//!   asan   AddressSanitizer on both, UBSan on C and C++           control: lie.c
//! ```
//!
//! `cargo xtask c` runs the same programs with the archive as it ships, which no sanitizer sees
//! into; here the Rust side is instrumented too, by the nightly compiler.
//!
//! Law: each run first sees its controls reported; a control that passes fails the part.
//!
//! Uses: `setup`, `place`, `relaxed`, `nightly`. Used by: `prove`.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use rayon::prelude::*;

use super::{Extent, nightly, relaxed};
use crate::{place, setup};

/// A sanitizer.
struct Kind {
    name: &'static str,
    /// What rustc and clang call it.
    rust: &'static str,
    clang: &'static str,
    /// The programs of the short form, in tests.
    short: &'static [&'static str],
}

const THREAD: Kind = Kind {
    name: "tsan",
    rust: "thread",
    clang: "thread",
    // Those that have threads, or are interrupted.
    short: &["c/handover.c", "c/signal.c", "c/stop.c", "c/threads.c", "cpp/threads.cpp"],
};

const ADDRESS: Kind = Kind {
    name: "asan",
    rust: "address",
    clang: "address,undefined",
    // Those that hand over what they should not, and one whole life of each language.
    short: &[
        "c/hostile_operator.c",
        "c/hostile_pointers.c",
        "c/hostile_structs.c",
        "c/hostile_values.c",
        "c/life.c",
        "c/regions.c",
        "c/registry.c",
        "c/slices.c",
        "c/text.c",
        "c/threads.c",
        "cpp/life.cpp",
        "cpp/ranges.cpp",
    ],
};

/// Whatever else a program tells, of this it must tell.
const NO_MERCY: [(&str, &str); 3] = [
    ("TSAN_OPTIONS", "halt_on_error=1"),
    ("ASAN_OPTIONS", "detect_leaks=0"),
    ("UBSAN_OPTIONS", "halt_on_error=1:print_stacktrace=1"),
];

/// How long a program may take, in seconds.
const PATIENCE: &str = "120";

/// Runs the threads.
///
/// # Errors
///
/// A program fails, or a control does not.
pub fn threads(extent: Extent) -> Result<()> {
    let suite = Suite::begin(&THREAD)?;
    let sound = suite.archive(&place::root(), "whole")?;
    let broken = suite.archive(&relaxed::copy()?, "relaxed")?;
    let handover = place::root().join("tests/c/handover.c");
    suite.control(&handover, &broken, &["data race", "handover.c"])?;
    suite.control(&negative("race.c"), &sound, &["data race", "ffi/src/border.rs"])?;
    suite.programs(&sound, extent)?;
    if extent != Extent::Short {
        setup::nightly_source()?;
        suite.rust(&["--package", "plimsoll", "--test", "threads"])?;
        suite.rust(&["--package", "plimsoll-tests", "--test", "hammer"])?;
    }
    Ok(())
}

/// Runs what reaches into memory.
///
/// # Errors
///
/// A program fails, or a control does not.
pub fn addresses(extent: Extent) -> Result<()> {
    let suite = Suite::begin(&ADDRESS)?;
    let sound = suite.archive(&place::root(), "whole")?;
    suite.control(&negative("lie.c"), &sound, &["heap-buffer-overflow", "core/src/region"])?;
    suite.programs(&sound, extent)?;
    if extent != Extent::Short {
        suite.rust(&["--package", "plimsoll", "--lib", "--tests"])?;
        suite.rust(&["--package", "plimsoll-ffi", "--lib"])?;
    }
    Ok(())
}

fn negative(name: &str) -> PathBuf {
    place::root().join("xtask/negative").join(name)
}

/// What one sanitizer looks at.
struct Suite {
    kind: &'static Kind,
    folder: PathBuf,
    /// The machine that this runs on: rustc wants to be told where a sanitizer is to go in.
    host: String,
    /// The names that an archive may need, compiled.
    stub: PathBuf,
    began: Instant,
}

impl Suite {
    fn begin(kind: &'static Kind) -> Result<Suite> {
        setup::sanitizers()?;
        let folder = place::target().join("plimsoll").join(kind.name);
        fs::create_dir_all(&folder)?;
        let stub = folder.join("no_panic.o");
        let mut compile = Command::new("clang-19");
        compile.args(["-std=c11", "-c", "-o"]).arg(&stub).arg(negative("no_panic.c"));
        output(&mut compile)?.map_err(anyhow::Error::msg)?;
        Ok(Suite { kind, folder, host: nightly::host()?, stub, began: Instant::now() })
    }

    /// Builds the archive of a workspace with the sanitizer in it.
    fn archive(&self, root: &Path, name: &str) -> Result<PathBuf> {
        let kind = ["--features", "panic-handler", "--crate-type", "staticlib"];
        // A folder for each: cargo takes two workspaces of the same shape for one.
        let target = target().join(name);
        let mut build = self.cargo(root);
        build.env("CARGO_TARGET_DIR", &target);
        build.args(["rustc", "--quiet", "--package", "plimsoll-ffi", "--release"]).args(kind);
        build.args(["--target", &self.host]).envs([
            ("CARGO_PROFILE_RELEASE_LTO", "off"),
            ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
            ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
        ]);
        let status = build.status().context("cargo did not start")?;
        ensure!(status.success(), "the archive does not build under {}", self.kind.name);
        let archive = self.folder.join(format!("{name}.a"));
        let built = target.join(&self.host).join("release/libplimsoll_ffi.a");
        fs::copy(built, &archive)?;
        Ok(archive)
    }

    /// Nightly's cargo with the sanitizer, in a workspace.
    fn cargo(&self, root: &Path) -> Command {
        let sanitizer = format!("-Zsanitizer={}", self.kind.rust);
        let flags = format!("{sanitizer} -Cunsafe-allow-abi-mismatch=sanitizer");
        let mut cargo = nightly::cargo();
        let target = target().join("rust");
        cargo.current_dir(root).env("CARGO_TARGET_DIR", target).env("RUSTFLAGS", flags);
        cargo
    }

    /// Runs tests in Rust, the standard library instrumented too where that must be.
    fn rust(&self, words: &[&str]) -> Result<()> {
        let mut cargo = self.cargo(&place::root());
        cargo.args(["test", "--no-fail-fast", "--target", &self.host]).args(words);
        if self.kind.rust == "thread" {
            cargo.arg("-Zbuild-std");
        }
        let status = cargo.envs(NO_MERCY).status().context("cargo did not start")?;
        ensure!(status.success(), "{}: tests in Rust fail: {}", self.kind.name, words.join(" "));
        println!("{}: tests in Rust, no report: {}", self.kind.name, words.join(" "));
        Ok(())
    }

    /// A program that must be refused, with these words.
    fn control(&self, source: &Path, archive: &Path, words: &[&str]) -> Result<()> {
        let name = self.name(source);
        match self.outcome(source, archive)? {
            Ok(()) => bail!("control {name}: {} has nothing to say", self.kind.name),
            Err(text) => {
                let missing = words.iter().find(|word| !text.contains(*word));
                ensure!(missing.is_none(), "control {name}: not a word of {missing:?}:\n{text}");
            }
        }
        println!("{}: control {name} is refused: {}", self.kind.name, words.join(", "));
        Ok(())
    }

    fn programs(&self, archive: &Path, extent: Extent) -> Result<()> {
        let tests = place::root().join("tests");
        let sources = match extent {
            Extent::Short => self.kind.short.iter().map(|name| tests.join(name)).collect(),
            Extent::Long { .. } => every(&tests)?,
        };
        let try_one = |source: &PathBuf| match self.outcome(source, archive) {
            Ok(Ok(())) => None,
            Ok(Err(text)) => Some(format!("{}:\n{text}", self.name(source))),
            Err(error) => Some(format!("{}: {error:#}", self.name(source))),
        };
        let failures: Vec<String> = sources.par_iter().filter_map(try_one).collect();
        ensure!(failures.is_empty(), "{}", failures.join("\n\n"));
        let seconds = self.began.elapsed().as_secs_f64();
        let name = self.kind.name;
        println!("{name}: {} programs in C and C++, no report, {seconds:.0} s", sources.len());
        Ok(())
    }

    fn name(&self, source: &Path) -> String {
        source.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Compiles and runs a program; what it says where it fails.
    ///
    /// # Errors
    ///
    /// It does not compile.
    fn outcome(&self, source: &Path, archive: &Path) -> Result<Result<(), String>> {
        let is_c = source.extension().is_some_and(|ending| ending == "c");
        let language = if is_c { ["clang-19", "-std=c11"] } else { ["clang++-19", "-std=c++17"] };
        let archived = archive.file_stem().unwrap_or_default().to_string_lossy();
        let program = self.folder.join(format!("{}.{archived}", self.name(source)));
        let mut compile = Command::new(language[0]);
        compile.args([language[1], "-D_POSIX_C_SOURCE=200809L", "-g", "-O1", "-pthread"]);
        compile.arg(format!("-fsanitize={}", self.kind.clang));
        compile.args(["-fno-sanitize-recover=all", "-Wall", "-Wextra", "-Wno-macro-redefined"]);
        compile.arg("-I").arg(place::root().join("include"));
        compile.arg(source).arg(&self.stub).arg(archive).arg("-o").arg(&program);
        if let Err(text) = output(&mut compile)? {
            bail!("it does not compile:\n{text}");
        }
        let words = [OsStr::new(PATIENCE), program.as_os_str()];
        output(Command::new("timeout").args(words).envs(NO_MERCY))
    }
}

/// Where cargo builds for the sanitizers.
fn target() -> PathBuf {
    place::target().join("sanitize")
}

/// Every program of the C and C++ tests.
fn every(tests: &Path) -> Result<Vec<PathBuf>> {
    let mut sources = Vec::new();
    for (folder, ending) in [("c", "c"), ("cpp", "cpp")] {
        for entry in fs::read_dir(tests.join(folder))? {
            let path = entry?.path();
            sources.extend(Some(path).filter(|path| path.extension().is_some_and(|e| e == ending)));
        }
    }
    sources.sort();
    Ok(sources)
}

/// Runs a command; what it said, where it failed.
fn output(command: &mut Command) -> Result<Result<(), String>> {
    let output = command.output().with_context(|| format!("{command:?} does not start"))?;
    if output.status.success() {
        return Ok(Ok(()));
    }
    let (out, error) = (&output.stdout, &output.stderr);
    let [out, error] = [out, error].map(|bytes| String::from_utf8_lossy(bytes));
    Ok(Err(format!("{out}{error}({})", output.status)))
}
