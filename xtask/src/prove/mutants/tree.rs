//! A copy of the tree to make mutants in: at the same place every time, so that the compiler finds
//! what it has compiled before.
//!
//! Uses: `place`. Used by: `mutants`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use ignore::WalkBuilder;

use crate::place;

/// Where it is.
pub fn folder() -> PathBuf {
    place::target().join("mutants/tree")
}

/// Makes `to` hold what `from` does, and touches no file that is the same.
///
/// # Errors
///
/// A file cannot be read or written.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    let wanted = files(from)?;
    for gone in files(to)?.difference(&wanted) {
        fs::remove_file(to.join(gone))?;
    }
    for name in &wanted {
        let (bytes, path) = (fs::read(from.join(name))?, to.join(name));
        if fs::read(&path).is_ok_and(|there| there == bytes) {
            continue;
        }
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(&path, bytes)?;
    }
    Ok(())
}

/// The files of a tree, but for what .gitignore names.
fn files(root: &Path) -> Result<BTreeSet<PathBuf>> {
    let mut walk = WalkBuilder::new(root);
    walk.standard_filters(false).git_ignore(true).require_git(false);
    walk.filter_entry(|entry| entry.file_name() != ".git" && entry.file_name() != "target");
    let mut found = BTreeSet::new();
    for entry in walk.build() {
        let entry = entry?;
        if entry.file_type().is_some_and(|kind| kind.is_file()) {
            found.insert(entry.path().strip_prefix(root)?.to_path_buf());
        }
    }
    Ok(found)
}
