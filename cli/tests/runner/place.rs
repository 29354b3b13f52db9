//! Region files, and what the program says of them.

use super::{plimsoll, text};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Output;
use tempfile::TempDir;

/// A folder with a region file in it.
pub struct Place {
    _folder: TempDir,
    pub path: PathBuf,
}

impl Place {
    /// Where no file is yet.
    pub fn empty() -> Place {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("region");
        Place { _folder: folder, path }
    }

    /// A new region with two of everything.
    pub fn formatted() -> Place {
        let place = Place::empty();
        format(&place.path);
        place
    }
}

/// Makes a region with two of everything.
pub fn format(path: &Path) {
    let sizes = [
        "--lanes=2",
        "--accounts=2",
        "--children=512",
        "--executions=1024",
        "--client-ids=1048576",
    ];
    let mut program = plimsoll();
    program.args(["format", "--config=small"]).args(sizes).arg(path);
    let output = program.output().expect("runs");
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""));
}

/// What `plimsoll` says with `--json`, and its exit status.
pub fn run(path: &Path, command: &str, options: &[&str]) -> (i32, Value) {
    let output = output(path, command, options);
    let said = text(&output.stdout);
    let value = serde_json::from_str(said).unwrap_or_else(|error| panic!("{error}: {said:?}"));
    (output.status.code().expect("it ends by itself"), value)
}

/// As [`run`], for what must succeed.
pub fn done(path: &Path, command: &str, options: &[&str]) -> Value {
    let (status, value) = run(path, command, options);
    assert_eq!((status, &value["result"]), (0, &Value::from("ok")), "{value}");
    value
}

/// What `plimsoll` with `--json` ends with.
pub fn output(path: &Path, command: &str, options: &[&str]) -> Output {
    let mut program = plimsoll();
    program.args(command.split(' ')).arg(path).args(options).arg("--json").output().expect("runs")
}

/// The children that each lane has published, as an answer says.
pub fn published(answer: &Value) -> Vec<u64> {
    let lanes = answer["lanes"].as_array().expect("lanes");
    lanes.iter().map(|lane| lane["published"].as_u64().expect("a count")).collect()
}
