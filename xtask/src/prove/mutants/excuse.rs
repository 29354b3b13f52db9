//! xtask/mutants.list: which survivors are excused, and why.
//!
//! Used by: `mutants`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

/// What a mutant is called in the list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// Its file.
    pub file: String,
    /// What it changes; of several alike in one line, which.
    pub what: String,
    /// The line that it changes.
    pub text: String,
}

/// What became of a mutant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// A test failed.
    Caught,
    /// The tests did not end.
    TimedOut,
    /// It does not compile.
    Unviable,
    /// Every test passed.
    Survived,
}

impl Fate {
    /// For people.
    pub fn name(self) -> &'static str {
        match self {
            Fate::Caught => "caught",
            Fate::TimedOut => "caught by time",
            Fate::Unviable => "does not compile",
            Fate::Survived => "survived",
        }
    }
}

/// The list: each survivor with its reason.
#[derive(Debug)]
pub struct Excuses(BTreeMap<Key, String>);

impl Excuses {
    /// Reads rows of `file ¦ what ¦ line ¦ why`.
    ///
    /// # Errors
    ///
    /// A row is none, has no reason, or is there twice.
    pub fn read(list: &str) -> Result<Excuses> {
        let rows = list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let mut excuses = BTreeMap::new();
        for row in rows {
            let not_a_row = || format!("mutants.list: not file ¦ what ¦ line ¦ why: {row}");
            let (file, rest) = row.split_once(" ¦ ").with_context(not_a_row)?;
            let (what, rest) = rest.split_once(" ¦ ").with_context(not_a_row)?;
            let (text, why) = rest.rsplit_once(" ¦ ").with_context(not_a_row)?;
            ensure!(why.trim().len() > 8, "mutants.list gives no reason: {row}");
            let key = Key { file: file.into(), what: what.into(), text: text.into() };
            let before = excuses.insert(key, why.to_owned());
            ensure!(before.is_none(), "mutants.list has it twice: {row}");
        }
        Ok(Excuses(excuses))
    }

    /// Whether a mutant is excused.
    pub fn has(&self, key: &Key) -> bool {
        self.0.contains_key(key)
    }

    /// Without the tool: each row's line must be in its file.
    ///
    /// # Errors
    ///
    /// One is not.
    pub fn stand_in(&self, root: &Path) -> Result<()> {
        for key in self.0.keys() {
            let source = fs::read_to_string(root.join(&key.file));
            let source = source.with_context(|| format!("mutants.list names {}", key.file))?;
            let stands = source.lines().any(|line| line.trim() == key.text);
            ensure!(stands, "mutants.list is stale: {} has no line {}", key.file, key.text);
        }
        println!("mutants: the {} rows of the list stand in the source", self.0.len());
        Ok(())
    }

    /// Survivors without a row, and rows of no mutant or of one that does not survive.
    pub fn differences(
        &self,
        known: &BTreeSet<&Key>,
        tried: &[(&Key, &String, Fate)],
    ) -> Vec<String> {
        let survivors = tried
            .iter()
            .filter(|(key, _, fate)| *fate == Fate::Survived && !self.0.contains_key(*key));
        let survivors = survivors.map(|(key, name, _)| {
            format!("survived: {name}\n    {} ¦ {} ¦ {} ¦ why", key.file, key.what, key.text)
        });
        let unknown = self.0.keys().filter(|key| !known.contains(key));
        let unknown =
            unknown.map(|key| format!("stale, no such mutant: {} ¦ {}", key.what, key.text));
        let caught = tried
            .iter()
            .filter(|(key, _, fate)| *fate != Fate::Survived && self.0.contains_key(*key));
        let caught = caught.map(|(_, name, _)| format!("stale, it does not survive: {name}"));
        survivors.chain(unknown).chain(caught).collect()
    }
}
