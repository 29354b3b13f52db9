//! `cargo xtask header`: include/plimsoll.h, generated from the crate in `ffi`.
//!
//! Law: the committed header is what the crate says. `--check` fails with a diff where it is not.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use similar::TextDiff;

use crate::place;

/// The committed header.
pub fn path() -> PathBuf {
    place::root().join("include/plimsoll.h")
}

/// Writes the header.
pub fn write() -> Result<()> {
    let text = generate()?;
    let path = path();
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    println!("header: wrote include/plimsoll.h");
    Ok(())
}

/// Compares the committed header with what the crate says now.
///
/// # Errors
///
/// It is missing, or differs.
pub fn check() -> Result<()> {
    let path = path();
    let committed = fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}; run cargo xtask header", path.display()))?;
    compare(&committed, &generate()?)?;
    println!("header: include/plimsoll.h is what ffi says");
    Ok(())
}

fn compare(committed: &str, generated: &str) -> Result<()> {
    if committed == generated {
        return Ok(());
    }
    let diff = TextDiff::from_lines(committed, generated);
    let text = diff.unified_diff().header("include/plimsoll.h", "generated from ffi").to_string();
    bail!("{text}\ninclude/plimsoll.h is not what ffi says; run cargo xtask header")
}

fn generate() -> Result<String> {
    let ffi = place::root().join("ffi");
    let config =
        cbindgen::Config::from_file(ffi.join("cbindgen.toml")).map_err(anyhow::Error::msg)?;
    let bindings = cbindgen::Builder::new()
        .with_crate(&ffi)
        .with_config(config)
        .generate()
        .context("cbindgen cannot read ffi")?;
    let mut text = Vec::new();
    bindings.write(&mut text);
    String::from_utf8(text).context("the header is not UTF-8")
}

#[cfg(test)]
mod tests;
