//! A number that stands for a folder of source.
//!
//! ```text
//!   version, 0   then for each file, sorted by path:   path, 0, length (8 bytes), bytes
//! ```
//!
//! Law: it depends on the version, on the paths from the folder and on the bytes, and on nothing
//! else: not on where the folder lies, the time, or the order in which a disk lists its files.
//!
//! Uses: `src/hash.rs`. Used by: `build.rs`, `tests/source_hash.rs`.

use crate::hash;
use std::fs;
use std::io;
use std::path::Path;

/// The number of all files in `folder`, and in the folders in it, as source of `version`. Hidden
/// files are no source: editors leave them.
pub fn hash(folder: &Path, version: &str) -> io::Result<u64> {
    let mut files = Vec::new();
    list(folder, "", &mut files)?;
    // By the bytes of the whole path: the same on every system.
    files.sort_unstable();
    let mut sum = hash::add(hash::add(hash::EMPTY, version.as_bytes()), &[0]);
    for path in &files {
        let bytes = fs::read(folder.join(path))?;
        sum = hash::add(hash::add(sum, path.as_bytes()), &[0]);
        sum = hash::add(sum, &(bytes.len() as u64).to_le_bytes());
        sum = hash::add(sum, &bytes);
    }
    Ok(sum)
}

/// Adds the paths of all files, with `/` between their parts.
fn list(folder: &Path, prefix: &str, files: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().into_string();
        let name = name.map_err(|name| io::Error::other(format!("{name:?} is not UTF-8")))?;
        if name.starts_with('.') {
            continue;
        }
        if entry.file_type()?.is_dir() {
            list(&entry.path(), &format!("{prefix}{name}/"), files)?;
        } else {
            files.push(format!("{prefix}{name}"));
        }
    }
    Ok(())
}
