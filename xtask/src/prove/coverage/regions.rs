//! The regions of the core's source, and how often each was reached.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

/// Where a region is: its file, from the root, then its beginning and its end as line and column; so
/// that what lies in another comes after it.
type Span = (String, (u64, u64), Reverse<(u64, u64)>);

/// Where a stretch begins: file, line, column.
pub type Place = (String, u64, u64);

/// How often each was reached.
#[derive(Clone, Default)]
pub struct Regions(BTreeMap<Span, u64>);

/// A stretch of regions that were not: all in one function, with none between them that was. The
/// compiler makes a region of each expression, so a branch is one stretch.
#[derive(Debug, PartialEq, Eq)]
pub struct Region {
    /// Its file, from the root.
    pub file: String,
    /// The line in which it begins, from 1.
    pub line: u64,
    /// The column, from 1.
    pub column: u64,
    /// The function that it is in.
    pub function: String,
    /// That line, with « where the first region begins and » where that ends; how many regions there are,
    /// if more than one; and which of them it is, from the second of the same in one function on.
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
                    let place = (path.to_owned(), (*line, *column), Reverse((*end, *end_column)));
                    let reached = all.0.entry(place).or_default();
                    *reached = (*reached).max(*count);
                }
            }
        }
        Ok(all)
    }

    /// Adds what another program has, and reached.
    pub fn add(&mut self, other: Regions) {
        for (place, count) in other.0 {
            let reached = self.0.entry(place).or_default();
            *reached = (*reached).max(count);
        }
    }

    /// Adds what a program of another build reached of the regions that are known.
    pub fn reach(&mut self, other: &Regions) {
        for (place, reached) in &mut self.0 {
            *reached = (*reached).max(other.0.get(place).copied().unwrap_or(0));
        }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// How many there are, and how many were reached, by room.
    pub fn by_room(&self) -> BTreeMap<String, (usize, usize)> {
        let mut rooms: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        for ((file, ..), count) in &self.0 {
            let room = rooms.entry(room(file).to_owned()).or_default();
            room.0 += 1;
            room.1 += usize::from(*count > 0);
        }
        rooms
    }

    /// Leaves out the braces at the end of blocks: they say again by which way that was left.
    ///
    /// # Errors
    ///
    /// A file cannot be read.
    pub fn without_braces(&mut self, source: impl Fn(&str) -> Result<String>) -> Result<()> {
        let mut sources = Sources::new(source);
        let mut braces = BTreeSet::new();
        for place in self.0.keys() {
            let (file, from, Reverse(to)) = place;
            let line = line_at(sources.lines(file)?, from.0);
            let inside = line.get(from.1 as usize - 1..to.1 as usize - 1);
            if from.0 == to.0 && inside.is_some_and(|text| text.is_empty() || text == "}") {
                braces.insert(place.clone());
            }
        }
        self.0.retain(|place, _| !braces.contains(place));
        Ok(())
    }

    /// The stretches that were not reached, but for what only a wrong design reaches.
    ///
    /// # Errors
    ///
    /// A file cannot be read.
    pub fn unreached(&self, source: impl Fn(&str) -> Result<String>) -> Result<Vec<Region>> {
        let mut sources = Sources::new(source);
        let mut alike: BTreeMap<(&str, String, String), u32> = BTreeMap::new();
        let mut found: Vec<(Region, u32)> = Vec::new();
        let mut goes_on = false;
        for ((file, from, Reverse(to)), count) in &self.0 {
            let lines = sources.lines(file)?;
            let function = function_at(lines, from.0);
            let mut text = marked(lines, *from, *to);
            let same = alike.entry((file, function.clone(), text.clone())).or_default();
            *same += 1;
            if *same > 1 {
                text.push_str(&format!(" #{same}"));
            }
            if *count > 0 || is_of_a_wrong_design(lines, *from) {
                goes_on = false;
                continue;
            }
            match found.last_mut() {
                Some((at, more)) if goes_on && at.file == *file && at.function == function => {
                    *more += 1;
                }
                _ => {
                    let (file, (line, column)) = (file.clone(), *from);
                    found.push((Region { file, line, column, function, text }, 1));
                }
            }
            goes_on = true;
        }
        let with_count = |(at, count): (Region, u32)| match count {
            1 => at,
            _ => Region { text: format!("{} ×{count}", at.text), ..at },
        };
        Ok(found.into_iter().map(with_count).collect())
    }
}

/// The lines of files, each read once.
struct Sources<S> {
    source: S,
    files: BTreeMap<String, Vec<String>>,
}

impl<S: Fn(&str) -> Result<String>> Sources<S> {
    fn new(source: S) -> Sources<S> {
        Sources { source, files: BTreeMap::new() }
    }

    fn lines(&mut self, file: &str) -> Result<&[String]> {
        if !self.files.contains_key(file) {
            let lines = (self.source)(file)?.lines().map(str::to_owned).collect();
            self.files.insert(file.to_owned(), lines);
        }
        Ok(self.files.get(file).map_or(&[], Vec::as_slice))
    }
}

impl Region {
    /// Where it begins.
    pub fn begins(&self) -> Place {
        (self.file.clone(), self.line, self.column)
    }

    /// Its room.
    pub fn room(&self) -> &str {
        room(&self.file)
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

/// The line with this number, from 1.
fn line_at(lines: &[String], number: u64) -> &str {
    lines.get((number as usize).wrapping_sub(1)).map_or("", String::as_str)
}

/// The line of a region, with its marks.
fn marked(lines: &[String], from: (u64, u64), to: (u64, u64)) -> String {
    let line = line_at(lines, from.0);
    // llvm counts bytes.
    let (before, rest) = line.split_at_checked(from.1 as usize - 1).unwrap_or((line, ""));
    let length = if to.0 == from.0 { to.1.saturating_sub(from.1) as usize } else { usize::MAX };
    let text = match rest.split_at_checked(length) {
        Some((inside, after)) => format!("{before}«{inside}»{after}"),
        None => format!("{before}«{rest}"),
    };
    text.trim().to_owned()
}

/// The function that a line is in: the nearest one above that is indented less.
fn function_at(lines: &[String], number: u64) -> String {
    let here = indent(line_at(lines, number));
    let above = lines.iter().take(number as usize).enumerate().rev();
    for (place, line) in above {
        let is_here = place + 1 == number as usize;
        if let Some(name) = function_name(line)
            && (is_here || indent(line) < here)
        {
            return name.to_owned();
        }
    }
    String::new()
}

/// The name of the function that begins in a line.
fn function_name(line: &str) -> Option<&str> {
    let (before, after) = line.split_once("fn ")?;
    let is_word = |word: &str| {
        matches!(word, "const" | "unsafe" | "extern" | "\"C\"" | "pub") || word.starts_with("pub(")
    };
    let begins = before.split_whitespace().all(is_word);
    let name = after.split(|c: char| !c.is_alphanumeric() && c != '_').next()?;
    (begins && !name.is_empty()).then_some(name)
}

/// Whether the statement that a region is in, or one around it, asks for a wrong design: those are what
/// the part `wrong` reaches, in builds that nothing else has.
fn is_of_a_wrong_design(lines: &[String], from: (u64, u64)) -> bool {
    let line = line_at(lines, from.0);
    let before = line.get(..from.1 as usize - 1).unwrap_or(line);
    if asks_for_a_wrong_design(lines, from.0, before) {
        return true;
    }
    let mut least = indent(line);
    for number in (1..from.0).rev() {
        let line = line_at(lines, number);
        if line.trim().is_empty() || indent(line) >= least {
            continue;
        }
        if function_name(line).is_some() {
            return false;
        }
        least = indent(line);
        if asks_for_a_wrong_design(lines, number, line) {
            return true;
        }
    }
    false
}

/// Whether a statement does that ends, as far as it matters, with the `last` of its lines.
fn asks_for_a_wrong_design(lines: &[String], number: u64, last: &str) -> bool {
    let mut head = last.to_owned();
    for number in (1..number).rev() {
        let above = line_at(lines, number).trim_end();
        if above.is_empty() || above.ends_with([';', '{', '}', ',']) {
            break;
        }
        head.insert_str(0, above);
    }
    let head = head.replace("!wrong::is(", "");
    head.contains("wrong::is(") || head.contains("cfg!(plimsoll_wrong)")
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}
