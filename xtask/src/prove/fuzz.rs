//! `cargo xtask prove --only fuzz`: the targets of `fuzz/` under cargo-fuzz.
//!
//! ```text
//!   short   build ─► each target: a planted fault is found ─► corpus replayed ─► so many runs
//!   long    build ─► each target: the same, but so many seconds ─► the corpus made anew, minimised
//! ```
//!
//! Law: a target that has not been seen to fail in this run does not count; no input is left out.
//! Nothing in the tree changes but by the long form.
//!
//! Uses: `place`, `setup`. Used by: `prove`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};

use super::Extent;
use crate::{place, setup};

/// A target, and how it is run.
struct Target {
    name: &'static str,
    /// The longest input, in bytes.
    max_len: u32,
    /// Runs of the short form.
    runs: u32,
    /// Folders of inputs beside its own.
    also: &'static [&'static str],
    dictionary: Option<&'static str>,
    /// The fault that can be planted, and what the target says of it.
    plant: (&'static str, &'static str),
}

const TARGETS: [Target; 5] = [
    Target {
        name: "histories",
        max_len: 640,
        runs: 300,
        also: &[],
        dictionary: None,
        plant: ("headroom", "L2: units are in no place, or in two"),
    },
    Target {
        name: "c_abi",
        max_len: 2048,
        runs: 3_000,
        also: &[],
        dictionary: None,
        plant: ("write", "wrote an output and answered"),
    },
    Target {
        name: "damaged",
        max_len: 1200,
        runs: 2_000,
        also: &[],
        dictionary: None,
        plant: ("headroom", "L2: units are in no place, or in two"),
    },
    Target {
        name: "scenario",
        max_len: 4096,
        runs: 4_000,
        also: &["tests/scenarios", "tests/fix44"],
        dictionary: Some("fuzz/scenario.dict"),
        plant: ("column", "column 1 to"),
    },
    Target {
        name: "registry",
        max_len: 1024,
        runs: 40_000,
        also: &[],
        dictionary: Some("fuzz/registry.dict"),
        plant: ("take-back", "assertion `left == right` failed"),
    },
];

/// A second fault of the C interface's target: only AddressSanitizer sees it.
const OVERRUN: (&str, &str) = ("overrun", "AddressSanitizer: heap-buffer-overflow");
/// The seed of the short form.
const SEED: &str = "-seed=20120801";
/// Seconds that one input may take, and megabytes that a target may use.
const TIMEOUT: &str = "-timeout=25";
const MEMORY: &str = "-rss_limit_mb=2048";

/// Runs the part.
///
/// # Errors
///
/// A target fails, or does not fail where a fault was planted, or cannot be built.
pub fn command(extent: Extent) -> Result<()> {
    setup::fuzzers()?;
    let began = Instant::now();
    build()?;
    println!("fuzz: built in {:.0} s", began.elapsed().as_secs_f64());
    for target in &TARGETS {
        let began = Instant::now();
        target.find_planted(target.plant)?;
        if target.name == "c_abi" {
            target.find_planted(OVERRUN)?;
        }
        let replayed = target.run(&["-runs=0"])?;
        let inputs = inputs(&replayed.stderr).context("libFuzzer tells no number of inputs")?;
        let own = count(&target.corpus())?;
        ensure!(
            own > 0 && inputs >= own,
            "{}: {inputs} of {own} inputs were replayed",
            target.name
        );
        let found = match extent {
            Extent::Short => target.run(&[&format!("-runs={}", target.runs), SEED])?,
            Extent::Long { seconds } => target.run(&[&format!("-max_total_time={seconds}")])?,
        };
        let figures = Figures::read(&found.stderr).context("libFuzzer tells no figures")?;
        println!(
            "fuzz {}: {inputs} inputs replayed, {} runs, {} edges, {} features, {} new inputs, {:.0} s",
            target.name,
            figures.runs,
            figures.edges,
            figures.features,
            count(&target.found())?,
            began.elapsed().as_secs_f64()
        );
        if extent != Extent::Short {
            target.minimise()?;
        }
    }
    let seconds = began.elapsed().as_secs_f64();
    println!("fuzz: {} targets, each seen to fail first, {seconds:.0} s in all", TARGETS.len());
    Ok(())
}

/// Where the targets are built: apart from all else, for another compiler builds them.
fn folder() -> PathBuf {
    place::target().join("fuzz")
}

fn build() -> Result<()> {
    // Without the leak checker and the like: what is told here is for every target.
    let status = Command::new("rustup")
        .args(["run", "nightly", "cargo", "fuzz", "build"])
        .current_dir(place::root())
        .env_remove("CARGO")
        .env("CARGO_TARGET_DIR", folder())
        .status()
        .context("rustup did not start")?;
    ensure!(status.success(), "the fuzz targets do not build");
    Ok(())
}

impl Target {
    fn corpus(&self) -> PathBuf {
        place::root().join("fuzz/corpus").join(self.name)
    }

    /// Where new inputs go: never into the tree.
    fn found(&self) -> PathBuf {
        folder().join("found").join(self.name)
    }

    fn command(&self) -> Command {
        let program = folder().join(host()).join("release").join(self.name);
        let mut command = Command::new(program);
        command.current_dir(place::root()).args([TIMEOUT, MEMORY, "-print_final_stats=1"]);
        command.arg(format!("-max_len={}", self.max_len));
        command.arg(format!("-artifact_prefix={}-", folder().join(self.name).display()));
        command.env("ASAN_OPTIONS", "detect_odr_violation=0:detect_leaks=0");
        command
    }

    /// Runs it over its corpus; it must not fail.
    fn run(&self, options: &[&str]) -> Result<Text> {
        let found = self.found();
        fs::create_dir_all(&found)?;
        let mut command = self.command();
        command.args(options).arg(&found).arg(self.corpus());
        command.args(self.regressions()).args(self.also);
        command.args(self.dictionary.map(|words| format!("-dict={words}")));
        let output = Text::of(command.output().context("a fuzz target did not start")?);
        if !output.passed {
            println!("{}", output.stderr);
            bail!("{} fails: its input is {}-…", self.name, folder().join(self.name).display());
        }
        Ok(output)
    }

    /// Inputs that once failed; they are never minimised away.
    fn regressions(&self) -> Option<PathBuf> {
        let folder = place::root().join("fuzz/regressions").join(self.name);
        folder.is_dir().then_some(folder)
    }

    /// Plants a fault, and sees the target fail by it on its own corpus.
    fn find_planted(&self, (plant, says): (&str, &str)) -> Result<()> {
        let mut command = self.command();
        command.arg("-runs=0").arg(self.corpus()).args(self.also).env("PLIMSOLL_PLANT", plant);
        command.arg(format!("-artifact_prefix={}-planted-", folder().join(self.name).display()));
        let output = Text::of(command.output().context("a fuzz target did not start")?);
        ensure!(!output.passed, "{} does not see the planted fault {plant}", self.name);
        ensure!(
            output.stderr.contains(says),
            "{} fails by {plant}, but does not say `{says}`:\n{}",
            self.name,
            output.stderr
        );
        Ok(())
    }

    /// Makes the corpus anew: the smallest set of inputs, the new ones among them, that reach all that
    /// is reached.
    fn minimise(&self) -> Result<()> {
        let smaller = folder().join("smaller").join(self.name);
        if smaller.exists() {
            fs::remove_dir_all(&smaller)?;
        }
        fs::create_dir_all(&smaller)?;
        let mut command = self.command();
        command.arg("-set_cover_merge=1").arg(&smaller).arg(self.corpus()).arg(self.found());
        let output = Text::of(command.output().context("a fuzz target did not start")?);
        ensure!(output.passed, "{}: the corpus could not be minimised", self.name);
        let corpus = self.corpus();
        fs::remove_dir_all(&corpus)?;
        fs::create_dir_all(&corpus)?;
        for entry in fs::read_dir(&smaller)? {
            let entry = entry?;
            fs::copy(entry.path(), corpus.join(entry.file_name()))?;
        }
        println!("fuzz {}: {} inputs in the corpus now", self.name, count(&corpus)?);
        Ok(())
    }
}

/// The name of this machine's kind, as rustc has it.
fn host() -> &'static str {
    if cfg!(target_arch = "aarch64") {
        "aarch64-unknown-linux-gnu"
    } else {
        "x86_64-unknown-linux-gnu"
    }
}

/// What a target wrote.
struct Text {
    passed: bool,
    stderr: String,
}

impl Text {
    fn of(output: Output) -> Text {
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        Text { passed: output.status.success(), stderr }
    }
}

/// How many files are in a folder.
fn count(folder: &Path) -> Result<usize> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    Ok(entries.count())
}

/// How many inputs libFuzzer says that it read: `INFO: seed corpus: files: 12 min: …`.
fn inputs(text: &str) -> Option<usize> {
    let rest = text.split("seed corpus: files: ").nth(1)?;
    rest.split_whitespace().next()?.parse().ok()
}

/// What libFuzzer says at its end.
#[derive(Debug, PartialEq, Eq)]
struct Figures {
    runs: u64,
    edges: u64,
    features: u64,
}

impl Figures {
    /// From the lines `#123 DONE cov: 4 ft: 5 …` and `stat::number_of_executed_units: 123`.
    fn read(text: &str) -> Option<Figures> {
        let after = |line: &str, key: &str| -> Option<u64> {
            line.split(key).nth(1)?.split_whitespace().next()?.parse().ok()
        };
        let done = text.lines().rev().find(|line| line.contains("cov: "))?;
        Some(Figures {
            runs: after(text, "stat::number_of_executed_units:")?,
            edges: after(done, "cov: ")?,
            features: after(done, "ft: ")?,
        })
    }
}

#[cfg(test)]
mod tests;
