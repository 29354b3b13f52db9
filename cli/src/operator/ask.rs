//! A person asked before something that lets trading go on.
//!
//! Law: only a person at a terminal can say yes; a script says `--yes`. A kill is never asked
//! about.
//!
//! Uses: `operator::answer`. Used by: `operator::ack`.

use super::answer::Failure;
use std::io::{self, BufRead, IsTerminal, Write};

/// Asks `question`, whose answer must be `word`, unless `yes` was said beforehand.
pub fn confirm(question: &str, word: &str, yes: bool) -> Result<(), Failure> {
    if yes {
        return Ok(());
    }
    let stdin = io::stdin();
    if !stdin.is_terminal() {
        return Err(Failure::Unconfirmed("nobody is there to be asked: say --yes"));
    }
    // Standard output is the answer's.
    let mut stderr = io::stderr().lock();
    let asked = write!(stderr, "{question}\nType {word} to go on: ").and_then(|()| stderr.flush());
    let mut line = String::new();
    let read = asked.and_then(|()| stdin.lock().read_line(&mut line));
    match read {
        Ok(_) if line.trim() == word => Ok(()),
        Ok(_) | Err(_) => Err(Failure::Unconfirmed("not confirmed: nothing was done")),
    }
}
