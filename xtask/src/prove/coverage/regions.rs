//! The regions of the core's source, and how often each was reached.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::place;

/// Where a region is: file, then lines and columns of its beginning and its end.
type Place = (String, [u64; 4]);

/// How often each was reached.
#[derive(Default)]
pub struct Regions(BTreeMap<Place, u64>);

/// A line with one that was not.
pub struct Region {
    /// Its file, from the root.
    pub file: String,
    /// Its line, from 1.
    pub line: u64,
    /// What stands in that line.
    pub text: String,
}

#[derive(Deserialize)]
struct Export {
    data: Vec<Data>,
}

#[derive(Deserialize)]
struct Data {
    functions: Vec<Function>,
}

#[derive(Deserialize)]
struct Function {
    filenames: Vec<String>,
    regions: Vec<[u64; 8]>,
}

impl Regions {
    /// Reads what llvm-cov exports.
    ///
    /// # Errors
    ///
    /// It is not its JSON.
    pub fn read(text: &str, root: &Path) -> Result<Regions> {
        let export: Export = serde_json::from_str(text).context("not what llvm-cov exports")?;
        let mut all = Regions::default();
        for function in export.data.iter().flat_map(|data| &data.functions) {
            for [line, column, end, end_column, count, file, _, kind] in &function.regions {
                let path = function.filenames.get(*file as usize).map(Path::new);
                let path = path.and_then(|path| path.strip_prefix(root).ok());
                let Some(path) = path.and_then(Path::to_str).filter(|path| is_shipped(path)) else {
                    continue;
                };
                if *kind == CODE {
                    let place = (path.to_owned(), [*line, *column, *end, *end_column]);
                    let reached = all.0.entry(place).or_default();
                    *reached = (*reached).max(*count);
                }
            }
        }
        Ok(all)
    }

    /// Adds what another program reached.
    pub fn add(&mut self, other: Regions) {
        for (place, count) in other.0 {
            let reached = self.0.entry(place).or_default();
            *reached = (*reached).max(count);
        }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// How many there are, and how many were reached, by room.
    pub fn by_room(&self) -> BTreeMap<String, (usize, usize)> {
        let mut rooms: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        for ((file, _), count) in &self.0 {
            let room = rooms.entry(room(file).to_owned()).or_default();
            room.0 += 1;
            room.1 += usize::from(*count > 0);
        }
        rooms
    }

    /// The lines of some rooms, or of all, in which a region begins that was not reached.
    ///
    /// # Errors
    ///
    /// A file cannot be read.
    pub fn unreached(&self, rooms: &[&str]) -> Result<Vec<Region>> {
        let chosen = |file: &str| rooms.is_empty() || rooms.contains(&room(file));
        let never = self.0.iter().filter(|((file, _), count)| **count == 0 && chosen(file));
        let lines: BTreeSet<(&str, u64)> =
            never.map(|((file, [line, ..]), _)| (file.as_str(), *line)).collect();
        let mut regions = Vec::new();
        for (file, line) in lines {
            let source = fs::read_to_string(place::root().join(file))?;
            let text = source.lines().nth(line as usize - 1).unwrap_or_default().trim();
            // A closing brace says only that what stands before it always leaves.
            if text.chars().any(char::is_alphanumeric) {
                regions.push(Region { file: file.to_owned(), line, text: text.to_owned() });
            }
        }
        Ok(regions)
    }
}

/// What llvm calls a region of code.
const CODE: u64 = 0;

/// The room of a file in core/src.
fn room(file: &str) -> &str {
    let file = file.strip_prefix("core/src/").unwrap_or(file);
    file.split(['/', '.']).next().unwrap_or(file)
}

/// Whether a file is of the core as it ships, not of its tests.
fn is_shipped(file: &str) -> bool {
    let test = |piece: &str| matches!(piece, "tests" | "tests.rs" | "loom.rs" | "scene.rs");
    file.starts_with("core/src/") && !file.split('/').any(test)
}
