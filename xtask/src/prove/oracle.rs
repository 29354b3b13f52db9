//! `cargo xtask prove --only oracle`: the book of the simulator's runs once more, in SQL.
//!
//! The simulator writes down every call with its answer, and what could be seen; a Python script with
//! nothing but its standard library loads that into SQLite and forms the sums by views.
//!
//! Law: a log that is damaged in one place, a fill lost, doubled or changed, or a unit of headroom too
//! much, is refused; else the part fails.
//!
//! Uses: `simulate`, `setup`, `place`. Used by: `prove`.

use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::{Extent, simulate};
use crate::{place, setup};

/// Seeds of one log.
const SEEDS: u64 = 40;
/// Ways in which a log is damaged; as `check.py --break` names them.
const DAMAGES: [&str; 4] = ["lose", "double", "change", "free"];

/// Writes logs and has them checked.
///
/// # Errors
///
/// The oracle finds a difference, or none in a damaged log.
pub fn run(extent: Extent) -> Result<()> {
    setup::python()?;
    let simulator = simulate::build()?;
    let folder = place::target().join("oracle");
    std::fs::create_dir_all(&folder)?;
    let log = folder.join("log.jsonl");
    let until = match extent {
        Extent::Short => Instant::now(),
        Extent::Long { seconds } => Instant::now() + Duration::from_secs(seconds),
    };
    for from in (0..).step_by(SEEDS as usize) {
        let seeds = ["--from".to_owned(), from.to_string(), "--seeds".into(), SEEDS.to_string()];
        let made = Command::new(&simulator)
            .args(seeds)
            .args(["--partial".as_ref(), "--log".as_ref(), log.as_os_str()])
            .output()
            .context("simulate")?;
        ensure!(made.status.success(), "{}", String::from_utf8_lossy(&made.stdout));
        let checked = check(&log, None)?;
        let said = String::from_utf8_lossy(&checked.stdout);
        print!("seeds {from} to {}: {said}", from + SEEDS - 1);
        ensure!(checked.status.success(), "the oracle has another book");
        if from == 0 {
            DAMAGES.iter().try_for_each(|kind| refuse(&log, kind))?;
        }
        if Instant::now() >= until {
            break;
        }
    }
    Ok(std::fs::remove_dir_all(folder)?)
}

/// A damaged log is refused, and it is the book that refuses it.
fn refuse(log: &Path, kind: &str) -> Result<()> {
    let checked = check(log, Some(kind))?;
    let said = String::from_utf8_lossy(&checked.stdout);
    let refused = checked.status.code() == Some(1) && said.starts_with("oracle: run ");
    ensure!(refused, "a log with a fault ({kind}) is not refused: {said}");
    let said: String = said.chars().take(100).collect();
    println!("refused: {kind}: {}", said.trim_end());
    Ok(())
}

fn check(log: &Path, damage: Option<&str>) -> Result<Output> {
    let damage = damage.map(|kind| ["--break", kind]);
    Command::new("python3")
        .arg(place::root().join("proof/oracle/check.py"))
        .arg(log)
        .args(damage.into_iter().flatten())
        .output()
        .context("python3 did not start")
}
