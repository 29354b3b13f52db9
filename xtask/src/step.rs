//! Steps of a long command: each has a name and a time, and each one's failure fails the command.
//!
//! The steps after a failed one still run, so that one run shows all that is wrong.

use std::time::Instant;

use anyhow::{Result, bail};

/// The steps that ran so far.
pub struct Steps {
    began: Instant,
    passed: usize,
    failed: Vec<String>,
}

impl Steps {
    /// No step yet.
    pub fn begin() -> Steps {
        Steps { began: Instant::now(), passed: 0, failed: Vec::new() }
    }

    /// Runs one step and prints its name, its time and, where it fails, its error.
    pub fn run(&mut self, name: &str, step: impl FnOnce() -> Result<()>) {
        println!("── {name}");
        let began = Instant::now();
        let outcome = step();
        let seconds = began.elapsed().as_secs_f64();
        match outcome {
            Ok(()) => {
                self.passed += 1;
                println!("── {name}: ok, {seconds:.1} s\n");
            }
            Err(error) => {
                println!("{error:#}");
                println!("── {name}: FAILED, {seconds:.1} s\n");
                self.failed.push(name.to_owned());
            }
        }
    }

    /// Prints the count of the steps.
    ///
    /// # Errors
    ///
    /// At least one step failed, or none ran.
    pub fn finish(self) -> Result<()> {
        let seconds = self.began.elapsed().as_secs_f64();
        println!("{:.0} s", seconds);
        println!("steps: {} passed, {} failed", self.passed, self.failed.len());
        if !self.failed.is_empty() {
            bail!("failed: {}", self.failed.join(", "));
        }
        if self.passed == 0 {
            bail!("no step ran");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
