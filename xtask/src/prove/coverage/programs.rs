//! The programs that reach something, built with the compiler's own counters, and run.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use crate::{loom, place};

/// The packages whose tests are run.
const PACKAGES: [&str; 2] = ["plimsoll", "plimsoll-tests"];

/// The tests that are left out: which regions they reach differs from run to run, as threads and dying
/// processes happen to meet.
const BY_LUCK: [&str; 5] = ["crash", "crash_takeover", "hammer", "kill_stress", "threads"];

/// How many interleavings of a scene of loom's are run: the search is the same each time.
const INTERLEAVINGS: &str = "1000";

/// A test program, as cargo says what it has built.
#[derive(Deserialize)]
struct Artifact {
    executable: Option<PathBuf>,
    manifest_path: PathBuf,
    target: Target,
    profile: Profile,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

#[derive(Deserialize)]
struct Profile {
    test: bool,
}

/// Where the counters of a run are.
pub fn counters(folder: &Path, name: &str) -> PathBuf {
    folder.join("counters").join(name)
}

/// Builds the tests, runs each, and says where they are.
///
/// # Errors
///
/// One does not build, or fails.
pub fn run_tests(folder: &Path) -> Result<Vec<PathBuf>> {
    let counters = emptied(counters(folder, "plain"))?;
    let mut cargo = Command::new("cargo");
    cargo.current_dir(place::root()).args(["test", "--no-run", "--message-format=json"]);
    cargo.args(PACKAGES.iter().flat_map(|name| ["--package", name]));
    cargo.args(["--lib", "--bins", "--tests"]);
    cargo.env("CARGO_TARGET_DIR", folder).env("RUSTFLAGS", "-Cinstrument-coverage");
    // Counted code is slow without it.
    cargo.env("CARGO_PROFILE_DEV_OPT_LEVEL", "1").env("CARGO_PROFILE_DEV_DEBUG", "0");
    let programs = built(&mut cargo)?;
    let chosen: Vec<&Artifact> =
        programs.iter().filter(|at| !BY_LUCK.contains(&at.target.name.as_str())).collect();
    ensure!(
        chosen.len() + BY_LUCK.len() == programs.len(),
        "a test that is left out is not there any more"
    );
    for at in &chosen {
        let program = at.executable.as_ref().context("a test without a program")?;
        let package = at.manifest_path.parent().context("a package without a folder")?;
        let mut test = Command::new(program);
        // The same histories each time.
        test.current_dir(package).env("CARGO_MANIFEST_DIR", package);
        test.env("PROPTEST_RNG_SEED", "20120801").arg("--quiet");
        play(&mut test, &at.target.name, &counters)?;
    }
    Ok(chosen.iter().filter_map(|at| at.executable.clone()).collect())
}

/// Builds loom's scenes, runs the first interleavings of those with these names, and says where they
/// are.
///
/// # Errors
///
/// They do not build, or one fails, or is not there.
pub fn run_scenes(folder: &Path, names: &BTreeSet<&str>) -> Result<Vec<PathBuf>> {
    let counters = emptied(counters(folder, "loom"))?;
    let mut cargo = loom::cargo("--cfg loom -Cinstrument-coverage", "coverage-loom");
    let programs = built(cargo.args(["--no-run", "--message-format=json"]))?;
    let program = programs.first().and_then(|at| at.executable.clone());
    let program = program.context("loom's scenes were not built")?;
    for name in names {
        let mut test = Command::new(&program);
        test.args(["--exact", name, "--include-ignored"]);
        test.env("LOOM_MAX_PERMUTATIONS", INTERLEAVINGS).env("LOOM_CHECKPOINT_INTERVAL", "20");
        let out = play(&mut test, name, &counters)?;
        ensure!(out.contains("1 passed"), "there is no scene {name}");
    }
    Ok(vec![program])
}

/// Builds, and reads which test programs there are.
fn built(cargo: &mut Command) -> Result<Vec<Artifact>> {
    // Build scripts are counted too, and write down what nobody reads.
    cargo.env("LLVM_PROFILE_FILE", place::target().join("coverage/built/%m.profraw"));
    let out = cargo.stderr(Stdio::inherit()).output().context("cargo did not start")?;
    ensure!(out.status.success(), "the tests do not build with counters");
    let text = String::from_utf8_lossy(&out.stdout);
    let artifacts = text.lines().filter_map(|line| serde_json::from_str::<Artifact>(line).ok());
    let tests = artifacts.filter(|at| at.profile.test && at.executable.is_some());
    let mut seen = BTreeSet::new();
    Ok(tests.filter(|at| seen.insert(at.executable.clone())).collect())
}

/// Runs a test program; returns what it said.
fn play(test: &mut Command, name: &str, counters: &Path) -> Result<String> {
    let began = Instant::now();
    // Programs that the tests start, and that are killed, tell less than they did.
    test.env("LLVM_PROFILE_FILE", counters.join("%4m.profraw"));
    let out = test.output().with_context(|| format!("{name} did not start"))?;
    let said = String::from_utf8_lossy(&out.stdout).into_owned();
    ensure!(out.status.success(), "a test of {name} fails:\n{said}");
    println!("  {name}: {:.1} s", began.elapsed().as_secs_f64());
    Ok(said)
}

fn emptied(folder: PathBuf) -> Result<PathBuf> {
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    Ok(folder)
}
