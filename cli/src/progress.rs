//! The bar on standard error that says how far a replay is.
//!
//! Law: nothing is drawn unless standard error is a terminal, and never in the middle of an output
//! line.
//!
//! Uses: nothing. Used by: `replay`.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal, Write};

/// How many lines may pass before the bar is told.
const LINES_A_STEP: u64 = 1 << 10;

/// How far a replay is.
pub struct Progress {
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Progress through `size` bytes of input, or through nobody knows how many.
    pub fn new(size: Option<u64>) -> Progress {
        if !io::stderr().is_terminal() {
            return Progress::silent();
        }
        let target = ProgressDrawTarget::stderr();
        let (bar, template) = match size {
            Some(size) => (
                ProgressBar::with_draw_target(Some(size), target),
                "{bar:40} {percent:>3}%  {msg} lines  {elapsed} gone, {eta} to go",
            ),
            None => (
                ProgressBar::with_draw_target(None, target),
                "{spinner} {bytes} read  {msg} lines  {elapsed} gone",
            ),
        };
        let style = ProgressStyle::with_template(template);
        Progress { bar: Some(bar.with_style(style.unwrap_or(ProgressStyle::default_bar()))) }
    }

    /// Progress that nobody is told of.
    pub fn silent() -> Progress {
        Progress { bar: None }
    }

    /// Says that `line` lines and `bytes` bytes were run.
    pub fn reach(&self, line: u64, bytes: u64) {
        if let Some(bar) = self.bar.as_ref().filter(|_| line.is_multiple_of(LINES_A_STEP)) {
            bar.set_position(bytes);
            bar.set_message(line.to_string());
        }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    /// `output`, with the bar out of the way whenever something is written to a terminal.
    pub fn behind<W: Write>(&self, output: W, is_terminal: bool) -> Behind<W> {
        Behind { output, bar: self.bar.clone().filter(|_| is_terminal) }
    }
}

/// An output that the bar gives way to.
pub struct Behind<W> {
    output: W,
    bar: Option<ProgressBar>,
}

impl<W: Write> Write for Behind<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &self.bar {
            Some(bar) => bar.suspend(|| self.output.write(bytes)),
            None => self.output.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.output.flush()
    }
}
