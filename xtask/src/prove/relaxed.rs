//! A copy of the core in which every ordering is `Relaxed`: what a checker of threads must refuse.
//!
//! Uses: `place`. Used by: `tsan`, `miri`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::place;

/// What the room `sync` says of orderings, and what it says in the copy.
const CHANGES: [(&str, &str); 2] = [
    ("AtomicU32, AtomicU64, Ordering, fence};", "AtomicU32, AtomicU64, Ordering};"),
    (
        "pub(crate) use Ordering::{AcqRel, Acquire, Relaxed, Release};",
        "pub(crate) use Ordering::{Relaxed as AcqRel, Relaxed as Acquire};\n\
         pub(crate) use Ordering::{Relaxed, Relaxed as Release};\n\
         /// Orders nothing.\npub(crate) fn fence(_: Ordering) {}\n",
    ),
];

/// Writes the copy, a workspace of `core` and `ffi`, and says where it is.
///
/// # Errors
///
/// The room `sync` does not say any more what was to be changed.
pub fn copy() -> Result<PathBuf> {
    let (root, to) = (place::root(), place::target().join("plimsoll/relaxed"));
    for package in ["core", "ffi"] {
        copy_folder(&root.join(package), &to.join(package))?;
    }
    fs::copy(root.join("Cargo.lock"), to.join("Cargo.lock"))?;
    let workspace = fs::read_to_string(root.join("Cargo.toml"))?;
    let line = |line: &str| match line.split_once(" = ") {
        Some(("members", _)) => "members = [\"core\", \"ffi\"]\n".to_owned(),
        Some(("exclude", _)) => String::new(),
        _ => format!("{line}\n"),
    };
    write(&to.join("Cargo.toml"), &workspace.lines().map(line).collect::<String>())?;
    let room = to.join("core/src/sync.rs");
    let text = fs::read_to_string(root.join("core/src/sync.rs"))?;
    write(&room, &relax(&text)?)?;
    Ok(to)
}

/// The room `sync`, with its orderings taken out.
pub fn relax(text: &str) -> Result<String> {
    CHANGES.iter().try_fold(text.to_owned(), |text, (from, to)| {
        ensure!(text.contains(from), "core/src/sync.rs does not say any more: {from}");
        Ok(text.replacen(from, to, 1))
    })
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("no folder {}", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else if !entry.path().ends_with("core/src/sync.rs") {
            write(&target, &fs::read_to_string(entry.path())?)?;
        }
    }
    Ok(())
}

/// Writes a file, unless it says so already: then cargo need not build it again.
fn write(path: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(path).is_ok_and(|there| there == text) {
        return Ok(());
    }
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests;
