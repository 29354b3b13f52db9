//! The list of what no test reaches, and why.
//!
//! ```text
//!   file | function | its line, the first region of the stretch in « » | why
//!   file | function | its line, the first region of the stretch in « » | loom: scene
//! ```
//!
//! A row has no number of a line, so it stands for the same region when lines above it move. What takes
//! two threads names the scene of loom's that reaches it; that scene is run, and must.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, ensure};

use super::regions::{Place, Region};

/// What a row names: file, function, and marked line.
type Key = (String, String, String);

/// The rows, each with its reason.
pub struct List(BTreeMap<Key, String>);

impl List {
    /// Reads the list.
    ///
    /// # Errors
    ///
    /// A row has no reason, is not a row, or is there twice.
    pub fn read(text: &str) -> Result<List> {
        let mut all = BTreeMap::new();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let pieces = line.split_once(" | ").and_then(|(file, rest)| {
                let (function, rest) = rest.split_once(" | ")?;
                let (text, why) = rest.rsplit_once(" | ")?;
                Some(((file.to_owned(), function.to_owned(), text.to_owned()), why.to_owned()))
            });
            let (key, why) = pieces.with_context(|| format!("coverage.list: not a row: {line}"))?;
            ensure!(why.len() > 8 && !why.contains('«'), "coverage.list gives no reason: {line}");
            ensure!(all.insert(key, why).is_none(), "coverage.list has it twice: {line}");
        }
        Ok(List(all))
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Without running a test: what the list names must stand in the source.
    ///
    /// # Errors
    ///
    /// A row is stale.
    pub fn stands(&self, source: impl Fn(&str) -> Result<String>) -> Result<()> {
        for (file, function, text) in self.0.keys() {
            let source = source(file)?;
            let line = text.split(" ×").next().unwrap_or(text);
            let line = line.split(" #").next().unwrap_or(line).replace(['«', '»'], "");
            let stands = source.lines().any(|there| there.trim() == line)
                && source.contains(&format!("fn {function}"));
            ensure!(stands, "coverage.list is stale: {file} | {function} | {text}");
        }
        Ok(())
    }

    /// The scenes that reach something.
    pub fn scenes(&self) -> BTreeSet<&str> {
        self.0.values().filter_map(|why| scene(why)).collect()
    }

    /// What no test reaches and is not listed; what is listed, and reached or gone; and what the scenes
    /// that should do not reach, `alone` being what neither a test nor one of them reaches.
    pub fn differences(&self, unreached: &[&Region], alone: &[&Region]) -> Vec<String> {
        let key = |at: &Region| (at.file.clone(), at.function.clone(), at.text.clone());
        let found: BTreeMap<Key, u64> = unreached.iter().map(|at| (key(at), at.line)).collect();
        let new = found.iter().filter(|(key, _)| !self.0.contains_key(*key));
        let new = new.map(|((file, function, text), line)| {
            format!("not reached, in line {line}: {file} | {function} | {text}")
        });
        // Where two threads come, tests with threads may come too, by luck.
        let gone = self.0.iter().filter(|(key, why)| !found.contains_key(*key) && !is_by_luck(why));
        let gone = gone.map(|((file, function, text), _)| {
            format!("reached, or gone: {file} | {function} | {text}")
        });
        let begins: BTreeSet<Place> = alone.iter().map(|at| at.begins()).collect();
        let missed = unreached.iter().filter_map(|at| {
            let scene = scene(self.0.get(&key(at))?)?;
            let missed = begins.contains(&at.begins());
            missed.then(|| {
                format!("{scene} does not reach {} | {} | {}", at.file, at.function, at.text)
            })
        });
        new.chain(gone).chain(missed).collect()
    }
}

/// Whether it takes two threads to come there.
fn is_by_luck(why: &str) -> bool {
    why.starts_with("Two threads") || scene(why).is_some()
}

/// The scene that a reason names.
fn scene(why: &str) -> Option<&str> {
    why.strip_prefix("loom: ")
}
