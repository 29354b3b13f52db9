//! `docs/performance.md` and its chart: the tables between the marks are written here, from figures
//! that are committed; the words around them are people's.
//!
//! ```text
//!   benches/results.csv        ┐
//!   benches/instructions.csv   ┴─▶ tables ─▶ between the marks of the page; the chart
//! ```
//!
//! Law: no figure in a table is typed by hand; a test compares the page with what would be written.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::count::{self, Figure};
use super::tables::TABLES;
use super::{chart, timed};
use crate::place;

/// A row of the results.
#[derive(Clone, Debug, serde::Deserialize)]
pub struct Row {
    /// What was asked.
    pub question: String,
    /// Through which language; or under which circumstances.
    pub through: String,
    /// Live children, or lanes.
    pub count: usize,
    /// p10, median, p50, p99, p999, hash; or a fact.
    pub measure: String,
    /// Nanoseconds, or text.
    pub value: String,
}

/// All that the page tells.
pub struct Results {
    /// What was timed.
    pub rows: Vec<Row>,
    /// What was counted.
    pub counted: Vec<Figure>,
}

impl Results {
    /// The committed ones.
    ///
    /// # Errors
    ///
    /// There are none.
    pub fn committed() -> Result<Results> {
        let counted = count::read(&place::root().join("benches/instructions.csv"))?;
        let hint = "no results yet: cargo xtask bench";
        let mut reader = csv::Reader::from_path(timed::results()).context(hint)?;
        let rows = reader.deserialize().collect::<Result<Vec<Row>, _>>()?;
        Ok(Results { rows, counted })
    }

    /// The text of a row.
    pub fn text(&self, of: (&str, &str, usize), measure: &str) -> Option<&str> {
        let (question, through, count) = of;
        let is = |row: &&Row| {
            row.question == question
                && row.through == through
                && row.count == count
                && row.measure == measure
        };
        self.rows.iter().find(is).map(|row| row.value.as_str())
    }

    /// The nanoseconds of a row.
    pub fn nanos(&self, of: (&str, &str, usize), measure: &str) -> Option<f64> {
        self.text(of, measure)?.parse().ok()
    }

    /// One compare-and-swap, in the rounds of a question or, without, of the floor.
    pub fn swap(&self, question: &str, count: usize) -> Option<f64> {
        let own = self.nanos((question, "one compare-and-swap", count), "p10");
        own.or_else(|| self.nanos(("floor", "one compare-and-swap", 1), "p10"))
    }

    /// The tenth part of the rounds of a question that is fastest, in compare-and-swaps.
    pub fn swaps(&self, question: &str, through: &str, count: usize) -> Option<f64> {
        Some(self.nanos((question, through, count), "p10")? / self.swap(question, count)?)
    }

    /// How many live children there were, in ascending order.
    pub fn live(&self) -> Vec<usize> {
        let asked = self.rows.iter().filter(|row| row.question == "route" && row.through == "Rust");
        let mut live: Vec<usize> = asked.map(|row| row.count).collect();
        live.sort_unstable();
        live.dedup();
        live
    }
}

/// The page.
pub fn page() -> PathBuf {
    place::root().join("docs/performance.md")
}

/// Writes the tables of the page, and the chart.
///
/// # Errors
///
/// There are no results, or the page lacks a mark.
pub fn write() -> Result<()> {
    let results = Results::committed()?;
    let before = fs::read_to_string(page()).context("no docs/performance.md")?;
    fs::write(page(), filled(&before, &results)?)?;
    let picture = page().with_extension("svg");
    chart::draw(&picture, &results)?;
    for path in [page(), picture] {
        println!("report: {}", relative(&path));
    }
    Ok(())
}

fn relative(path: &Path) -> String {
    path.strip_prefix(place::root()).unwrap_or(path).display().to_string()
}

/// The page with what stands between each pair of marks made anew.
///
/// # Errors
///
/// A table has no mark, or a mark no table.
pub fn filled(page: &str, results: &Results) -> Result<String> {
    const END: &str = "<!-- end -->";
    let mut text = page.to_owned();
    for (name, table) in TABLES {
        let mark = format!("<!-- table: {name} -->");
        let (head, rest) = text.split_once(&mark).with_context(|| format!("no {mark}"))?;
        let (_, tail) = rest.split_once(END).with_context(|| format!("{mark} has no end"))?;
        text = format!("{head}{mark}\n\n{}\n{END}{tail}", table(results));
    }
    if text.matches("<!-- table: ").count() != TABLES.len() {
        bail!("docs/performance.md has a mark of no table");
    }
    Ok(text)
}
