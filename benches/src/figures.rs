//! Figures: what was measured, one a row, as `cargo xtask bench --report` reads them.

use std::path::Path;

use anyhow::{Context, Result};
use serde::Serialize;

/// One figure.
#[derive(Clone, Debug, Serialize)]
pub struct Figure {
    /// What was asked.
    pub question: String,
    /// Through which language; or under which circumstances.
    pub through: String,
    /// How many there were: live children, or lanes.
    pub count: usize,
    /// Which figure it is: p10, median, p50, p99, p999, hash; or a fact.
    pub measure: &'static str,
    /// Nanoseconds, or text.
    pub value: String,
}

/// Figures that were measured so far.
#[derive(Debug, Default)]
pub struct Figures {
    rows: Vec<Figure>,
}

impl Figures {
    /// Adds a number.
    pub fn add(
        &mut self,
        (question, through, count): (&str, &str, usize),
        measure: &'static str,
        value: f64,
    ) {
        self.tell((question, through, count), measure, format!("{value:.2}"));
    }

    /// Adds a text.
    pub fn tell(
        &mut self,
        (question, through, count): (&str, &str, usize),
        measure: &'static str,
        value: String,
    ) {
        let (question, through) = (question.to_owned(), through.to_owned());
        self.rows.push(Figure { question, through, count, measure, value });
    }

    /// Adds the two figures of rounds, each of so many nanoseconds a call.
    pub fn add_rounds(&mut self, of: (&str, &str, usize), mut rounds: Vec<f64>) {
        rounds.sort_by(f64::total_cmp);
        self.add(of, "p10", part(&rounds, 0.10));
        self.add(of, "median", part(&rounds, 0.50));
    }

    /// Adds the three figures of single calls, `least` of which is the stamping.
    pub fn add_calls(&mut self, of: (&str, &str, usize), mut calls: Vec<f64>, least: f64) {
        calls.sort_by(f64::total_cmp);
        for (measure, share) in [("p50", 0.50), ("p99", 0.99), ("p999", 0.999)] {
            self.add(of, measure, (part(&calls, share) - least).max(0.0));
        }
    }

    /// All of them.
    #[must_use]
    pub fn rows(&self) -> &[Figure] {
        &self.rows
    }

    /// Writes them to a file.
    ///
    /// # Errors
    ///
    /// It cannot be written.
    pub fn write(&self, path: &Path) -> Result<()> {
        let mut writer = csv::Writer::from_path(path)?;
        self.rows.iter().try_for_each(|row| writer.serialize(row))?;
        writer.flush().with_context(|| format!("cannot write {}", path.display()))
    }
}

/// The value below which a share of sorted ones lies.
#[must_use]
pub fn part(sorted: &[f64], share: f64) -> f64 {
    let last = sorted.len().saturating_sub(1);
    sorted.get((last as f64 * share) as usize).copied().unwrap_or(f64::NAN)
}
