//! Where things lie: the root of the repository, the target folder, the tools of the Rust
//! toolchain.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

/// The root of the repository.
pub fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_path_buf()
}

/// Cargo's target folder: `CARGO_TARGET_DIR`, or `target` in the root.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// The Python that the proof runs on; it may not exist.
pub fn python() -> PathBuf {
    target().join("python/bin/python")
}

/// A shell that stands in the root.
pub fn shell() -> Result<Shell> {
    let shell = Shell::new().context("no shell")?;
    shell.change_dir(root());
    Ok(shell)
}

/// The folder of the toolchain's own LLVM tools; it may not exist.
pub fn llvm_tools(shell: &Shell) -> Result<PathBuf> {
    let libraries = cmd!(shell, "rustc --print target-libdir").quiet().read()?;
    let host = Path::new(&libraries).parent().context("rustc names no library folder")?;
    Ok(host.join("bin"))
}
