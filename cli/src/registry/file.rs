//! The text of a registry: one row a line.
//!
//! ```text
//!   # Codes of the gateway. Only `plimsoll registry` and reviewers write here.
//!   strategy 1000 1 pegger
//!   strategy 1001 2 iceberg
//!   flag     8    1 retail retired      # since the 2025 rule book
//! ```
//!
//! Law: what is read here is a register of the core, or every line that is in the way is named.
//!
//! Uses: the core's `registry`. Used by: all of `registry`.

use plimsoll::registry::{self, FLAGS_MAX, Kind, RESERVED, RESERVED_FLAGS, RegistryEntry};
use std::collections::HashMap;
use std::ops::Range;

/// The longest name, in characters. It becomes part of a constant's name.
const NAME_MAX: usize = 64;

/// What a registry says.
pub struct Registry {
    /// In the order of the file.
    pub rows: Vec<Row>,
}

/// One row, and where it stands.
#[derive(Clone)]
pub struct Row {
    /// What it is.
    pub kind: Kind,
    /// Its number.
    pub code: u32,
    /// How often its meaning has changed.
    pub generation: u32,
    /// Its name.
    pub name: String,
    /// Whether it may not be used any more.
    pub retired: bool,
    /// The line, from 1.
    pub line: usize,
    /// Where in the line the generation stands, in bytes.
    pub generation_at: Range<usize>,
    /// Where in the line the name ends, in bytes.
    pub name_end: usize,
}

/// What is wrong, and where.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// The column, in characters from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
}

/// How much a registry holds, and the number that stands for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sums {
    /// Strategies, retired ones too.
    pub strategies: usize,
    /// Flags, retired ones too.
    pub flags: usize,
    /// Of the core's own table and this one, as a region's fingerprint has it.
    pub hash: u64,
}

impl Registry {
    /// The row with this name.
    pub fn find(&self, name: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.name == name)
    }

    /// The rows of one kind, by code.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(move |row| row.kind == kind)
    }

    /// The rows as the core takes them, strategies first: how the lines of the two kinds are mixed
    /// in the file means nothing.
    pub fn in_order(&self) -> impl Iterator<Item = &Row> {
        self.of(Kind::Strategy).chain(self.of(Kind::Flag))
    }

    /// How much it holds.
    pub fn sums(&self) -> Sums {
        Sums {
            strategies: self.of(Kind::Strategy).count(),
            flags: self.of(Kind::Flag).count(),
            hash: registry::hash(&self.entries()),
        }
    }

    /// The rows as a region is formatted with them.
    pub fn entries(&self) -> Vec<RegistryEntry> {
        let entry = |row: &Row| {
            let Row { kind, code, generation, retired, .. } = *row;
            RegistryEntry { kind, code, generation, retired }
        };
        self.in_order().map(entry).collect()
    }
}

impl Row {
    /// Whether two rows say the same, wherever they stand.
    pub fn says_the_same(&self, other: &Row) -> bool {
        self.to_string() == other.to_string()
    }
}

impl std::fmt::Display for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Row { kind, code, generation, name, retired, .. } = self;
        write!(f, "{} {code} {generation} {name}", kind_name(*kind))?;
        if *retired { f.write_str(" retired") } else { Ok(()) }
    }
}

/// The word for a kind.
pub fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Strategy => "strategy",
        Kind::Flag => "flag",
    }
}

/// The kind that a word stands for.
pub fn kind(word: &str) -> Option<Kind> {
    [Kind::Strategy, Kind::Flag].into_iter().find(|kind| kind_name(*kind) == word)
}

/// The first code of a kind that is not the core's own.
pub fn first(kind: Kind) -> u32 {
    match kind {
        Kind::Strategy => RESERVED,
        Kind::Flag => RESERVED_FLAGS,
    }
}

/// Whether `word` can be a name: what C++ takes as the end of a constant's name.
pub fn check_name(word: &str) -> Result<(), String> {
    let is_part = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    if !word.starts_with(|c: char| c.is_ascii_lowercase()) || !word.split('_').all(is_part) {
        let rule = "a name is a to z, 0 to 9 and single underscores between them, a letter first";
        return Err(format!("{} is no name: {rule}", shown(word)));
    }
    if word.len() > NAME_MAX {
        return Err(format!("{} is too long: a name has at most {NAME_MAX} letters", shown(word)));
    }
    Ok(())
}

/// The text and the registry in `bytes`, or all that is wrong with it.
pub fn parse(bytes: &[u8]) -> Result<(String, Registry), Vec<Fault>> {
    let mut rules = Rules::default();
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for (line, bytes) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
        let mut wrong = |(column, message)| faults.push(Fault { line, column, message });
        match text(bytes).and_then(|text| row(line, text)) {
            Err(fault) => wrong(fault),
            Ok(None) => {}
            Ok(Some((row, columns))) => {
                rules.check(&row, columns).into_iter().for_each(&mut wrong);
                rows.push(row);
            }
        }
    }
    let registry = Registry { rows };
    if faults.is_empty() && !registry::is_register(&registry.entries()) {
        faults.push(Fault { line: 1, column: 1, message: "the core refuses it".to_owned() });
    }
    match String::from_utf8(bytes.to_vec()) {
        Ok(text) if faults.is_empty() => Ok((text, registry)),
        Ok(_) | Err(_) => Err(faults),
    }
}

/// A column, and what is wrong there.
type Wrong = (usize, String);

/// A line as text, without the mark that Windows ends lines with.
fn text(line: &[u8]) -> Result<&str, Wrong> {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    str::from_utf8(line).map_err(|error| {
        let before = line.get(..error.valid_up_to()).unwrap_or_default();
        let column = String::from_utf8_lossy(before).chars().count() + 1;
        (column, "the line is not UTF-8".to_owned())
    })
}

/// Where the parts of a row stand, in characters from 1.
struct Columns {
    code: usize,
    generation: usize,
    name: usize,
}

/// The row in a line, if there is one.
fn row(line: usize, text: &str) -> Result<Option<(Row, Columns)>, Wrong> {
    let content = text.split('#').next().unwrap_or_default();
    let column = |at: usize| text.get(..at).map_or(0, |before| before.chars().count()) + 1;
    let mut words = words(content);
    let end = content.trim_end().len();
    let mut next = |what: &str| words.next().ok_or((column(end), format!("expected {what}")));
    let Ok((kind_at, word)) = next("a row") else { return Ok(None) };
    let kind = kind(word).ok_or_else(|| {
        (column(kind_at), format!("expected `strategy` or `flag`, found {}", shown(word)))
    })?;
    let (code_at, word) = next("a code")?;
    let code = number(word).map_err(|message| (column(code_at), message))?;
    let (at, word) = next("a generation")?;
    let generation = number(word).map_err(|message| (column(at), message))?;
    let generation_at = at..at + word.len();
    let (name_at, name) = next("a name")?;
    check_name(name).map_err(|message| (column(name_at), message))?;
    let retired = match words.next() {
        None => false,
        Some((_, "retired")) => true,
        Some((at, word)) => {
            let message =
                format!("expected `retired` or the end of the line, found {}", shown(word));
            return Err((column(at), message));
        }
    };
    if let Some((at, word)) = words.next() {
        return Err((column(at), format!("expected the end of the line, found {}", shown(word))));
    }
    let name_end = name_at + name.len();
    let name = name.to_owned();
    let row = Row { kind, code, generation, name, retired, line, generation_at, name_end };
    let columns = Columns { code: column(code_at), generation: column(at), name: column(name_at) };
    Ok(Some((row, columns)))
}

/// The words of a line, with their offsets.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let parts = text.split_inclusive([' ', '\t']).scan(0, |end, part| {
        let at = *end;
        *end += part.len();
        Some((at, part.trim_end_matches([' ', '\t'])))
    });
    parts.filter(|(_, word)| !word.is_empty())
}

/// A number as people write it: the same number is always the same text.
fn number(word: &str) -> Result<u32, String> {
    let digits = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    if !digits || (word.len() > 1 && word.starts_with('0')) {
        return Err(format!("expected a number, found {}", shown(word)));
    }
    word.parse().map_err(|_| format!("{} is too large: at most {}", shown(word), u32::MAX))
}

/// A word of a file as a message can show it, whatever it is.
fn shown(word: &str) -> String {
    let start: String = word.chars().take(NAME_MAX).collect();
    let more = if start.len() < word.len() { "…" } else { "" };
    format!("{start:?}{more}")
}

/// What was given in the lines before.
#[derive(Default)]
struct Rules {
    codes: HashMap<(Kind, u32), usize>,
    names: HashMap<String, usize>,
    /// What follows the greatest code of each kind so far.
    next: HashMap<Kind, u32>,
}

impl Rules {
    /// What is wrong with the next row.
    fn check(&mut self, row: &Row, columns: Columns) -> Option<Wrong> {
        let wrong = self.code(row).map(|message| (columns.code, message));
        let wrong = wrong.or_else(|| Some((columns.generation, generation(row)?)));
        let wrong = wrong.or_else(|| {
            let line = self.names.get(&row.name)?;
            let message = format!("line {line} has the name {} already", row.name);
            Some((columns.name, message))
        });
        self.codes.entry((row.kind, row.code)).or_insert(row.line);
        self.names.entry(row.name.clone()).or_insert(row.line);
        let next = self.next.entry(row.kind).or_insert(first(row.kind));
        *next = (*next).max(row.code.saturating_add(1));
        wrong
    }

    fn code(&self, row: &Row) -> Option<String> {
        let Row { kind, code, .. } = *row;
        let (word, first) = (kind_name(kind), first(kind));
        if code < first {
            return Some(format!("{word} {code} is the core's own: yours begin at {first}"));
        }
        if kind == Kind::Flag && code >= FLAGS_MAX {
            return Some(format!("there is no flag {code}: the last is {}", FLAGS_MAX - 1));
        }
        if let Some(line) = self.codes.get(&(kind, code)) {
            return Some(format!("{word} {code} was given in line {line}: no code is given twice"));
        }
        let next = self.next.get(&kind).copied().unwrap_or(first);
        (code != next).then(|| format!("the next {word} is {next}: codes ascend without a gap"))
    }
}

fn generation(row: &Row) -> Option<String> {
    match (row.kind, row.generation) {
        (Kind::Strategy, 0) => Some("generations begin at 1".to_owned()),
        (Kind::Flag, 0) | (Kind::Flag, 2..) => {
            Some("a flag's generation is 1: another meaning is another flag".to_owned())
        }
        (Kind::Strategy | Kind::Flag, _) => None,
    }
}

#[cfg(test)]
mod tests;
