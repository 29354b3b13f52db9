//! A folder with a registry, and the program run in it.

use super::{plimsoll, text};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::Output;
use tempfile::TempDir;

/// A registry with a row of each sort.
pub const OURS: &str = "\
# Codes of the gateway.
strategy 1000 1 pegger
strategy 1001 2 iceberg   # generation 2 shows less
strategy 1002 1 closer retired

flag 8 1 retail
flag 9 1 rlp retired
";

/// Its name.
pub const FILE: &str = "plimsoll.registry";

/// A folder with a `plimsoll.registry`.
pub struct Repo(pub TempDir);

impl Repo {
    pub fn new(text: impl AsRef<[u8]>) -> Repo {
        let repo = Repo(tempfile::tempdir().expect("a folder"));
        fs::write(repo.file(), text).expect("written");
        repo
    }

    pub fn file(&self) -> PathBuf {
        self.path("plimsoll.registry")
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn text(&self) -> String {
        fs::read_to_string(self.file()).expect("text")
    }

    /// Runs `plimsoll registry WORDS` in the folder.
    pub fn run(&self, words: &[&str]) -> Output {
        let mut command = plimsoll();
        command.arg("registry").args(words).current_dir(self.0.path());
        command.output().expect("the program runs")
    }

    pub fn json(&self, words: &[&str]) -> (i32, Value) {
        let output = self.run(&[words, &["--json"]].concat());
        assert_eq!(text(&output.stderr), "");
        let value = serde_json::from_slice(&output.stdout).expect("one JSON object");
        (output.status.code().expect("an exit status"), value)
    }
}

/// Status, standard output and standard error.
pub fn ended(output: &Output) -> (i32, &str, &str) {
    (output.status.code().expect("a status"), text(&output.stdout), text(&output.stderr))
}
