//! What a change touches: the diff against where it left the main branch of origin, or else against
//! the commit before.
//!
//! Uses: `place`, `tool`. Used by: `mutants`.

use std::path::PathBuf;

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

use super::tool::is_subject;
use crate::place;

/// The lines that changed.
pub struct Change {
    /// Since when, for people.
    pub since: String,
    /// Lines of code, not of comments, added or taken away in files that are mutated.
    pub lines: usize,
    /// Where the diff lies; none where all there is counts as changed.
    pub diff: Option<PathBuf>,
}

/// The change since its base, what is not committed included.
///
/// # Errors
///
/// Git fails, though it knows the base.
pub fn since_base(shell: &Shell) -> Result<Change> {
    let Some(base) = base(shell) else {
        let since = "all of them, for git knows no commit before this one".to_owned();
        return Ok(Change { since, lines: usize::MAX, diff: None });
    };
    let prefixes = ["--no-color", "--no-ext-diff", "--src-prefix=a/", "--dst-prefix=b/"];
    let text = cmd!(shell, "git diff {prefixes...} {base} -- core/src ffi/src").quiet().read();
    let text = text.context("git diff")?;
    let path = place::target().join("mutants/change.diff");
    shell.write_file(&path, format!("{text}\n"))?;
    let lines = count(&text);
    let short: String = base.chars().take(12).collect();
    Ok(Change { since: format!("changed since {short}"), lines, diff: Some(path) })
}

/// The commit where the change begins.
fn base(shell: &Shell) -> Option<String> {
    let git = |words: &[&str]| cmd!(shell, "git {words...}").quiet().ignore_stderr().read().ok();
    let head = git(&["rev-parse", "HEAD"])?;
    let main =
        ["refs/remotes/origin/HEAD", "refs/remotes/origin/main", "refs/remotes/origin/master"];
    let mut left = main.iter().filter_map(|name| git(&["merge-base", name, "HEAD"]));
    let left = left.next().filter(|base| *base != head);
    left.or_else(|| git(&["rev-parse", "--verify", "--quiet", "HEAD~1"]))
}

/// Lines of code in a diff, in files that are mutated.
pub fn count(diff: &str) -> usize {
    let (mut counts, mut lines) = (false, 0);
    for line in diff.lines() {
        if let Some(names) = line.strip_prefix("diff --git a/") {
            counts = names.split_once(" b/").is_some_and(|(_, after)| is_subject(after));
        } else if line.starts_with("+++ ") || line.starts_with("--- ") {
            continue;
        } else if let Some(text) = line.strip_prefix(['+', '-']) {
            let text = text.trim();
            lines += usize::from(counts && !text.is_empty() && !text.starts_with("//"));
        }
    }
    lines
}
