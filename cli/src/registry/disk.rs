//! Files, read within bounds and written whole or not at all.
//!
//! Uses: `answer`. Used by: `registry`.

use super::answer::Stop;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;
use tempfile::NamedTempFile;

/// The largest registry, in bytes: some thirty thousand codes.
const SIZE_MAX: u64 = 1 << 20;

/// Reads a file; `-` is standard input.
pub fn read(path: &Path) -> Result<Vec<u8>, Stop> {
    let stop = |error| Stop::File { file: path.to_owned(), error };
    let mut bytes = Vec::new();
    let input: Box<dyn Read> = match path.to_str() {
        Some("-") => Box::new(io::stdin()),
        Some(_) | None => Box::new(File::open(path).map_err(stop)?),
    };
    input.take(SIZE_MAX + 1).read_to_end(&mut bytes).map_err(stop)?;
    if bytes.len() as u64 > SIZE_MAX {
        return Err(stop(io::Error::other(format!("it is longer than {SIZE_MAX} bytes"))));
    }
    Ok(bytes)
}

/// Makes `text` the content of a file. Whoever reads it meanwhile, or after a crash, finds the old
/// content or the new one. What says it already is left alone, so that nothing is built anew.
pub fn write(path: &Path, text: &str) -> Result<(), Stop> {
    let stop = |error| Stop::File { file: path.to_owned(), error };
    if fs::read(path).is_ok_and(|old| old == text.as_bytes()) {
        return Ok(());
    }
    replace(path, text).map_err(stop)
}

fn replace(path: &Path, text: &str) -> io::Result<()> {
    // A link stays a link; what it names is replaced.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let permissions = match fs::metadata(&target) {
        // A pipe or a device cannot be replaced.
        Ok(about) if !about.is_file() => return fs::write(&target, text),
        Ok(about) => Some(about.permissions()),
        Err(_) => None,
    };
    let Some(permissions) = permissions else {
        // There is nothing that a reader could miss; and the file gets the permissions that files
        // get here.
        return File::create_new(&target)?.write_all(text.as_bytes());
    };
    if permissions.readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut new = NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
    new.write_all(text.as_bytes())?;
    new.as_file().set_permissions(permissions)?;
    new.as_file().sync_all()?;
    new.persist(&target)?;
    Ok(())
}
