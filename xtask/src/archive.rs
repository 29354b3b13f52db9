//! `cargo xtask archive`: what a C or C++ gateway links, in target/plimsoll.
//!
//! ```text
//! cargo rustc ─▶ libplimsoll_ffi.a   some 300 objects, one of them ours: core and ffi, optimised
//! as one
//!                      │ take ours
//!                      ▼
//!                 plimsoll.o ─▶ libplimsoll.a
//!                           └─▶ libplimsoll.so      exports plim_* only, as version PLIMSOLL_0
//! ```
//!
//! The other objects are compiler_builtins, which no gateway needs: it has a C library, or its own
//! `memcpy`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use object::read::archive::ArchiveFile;
use xshell::{Shell, cmd};

use crate::{header, place, setup};

/// The name that the loader looks for. It changes with the version of the C interface.
const SONAME: &str = "libplimsoll.so.0";

/// The version script of the shared library.
const EXPORTS: &str = "PLIMSOLL_0 { global: plim_*; local: *; };\n";

/// What was built.
pub struct Built {
    /// The folder with the libraries and the headers.
    pub folder: PathBuf,
}

/// Builds the archive and says where it is.
pub fn command() -> Result<()> {
    setup::cpp_compiler()?;
    let built = build()?;
    for name in ["libplimsoll.a", "libplimsoll.so"] {
        let path = built.folder.join(name);
        let size = fs::metadata(&path)?.len();
        println!("archive: {} {} KiB", path.display(), size / 1024);
    }
    Ok(())
}

/// Builds both libraries and copies the headers beside them. Quick where nothing changed.
///
/// # Errors
///
/// The object cannot be linked: it has a panic path, say. `cargo xtask gates` tells where.
pub fn build() -> Result<Built> {
    let shell = place::shell()?;
    let object = object(&shell)?;
    let folder = folder();
    link(&shell, &folder, &object)?;
    fs::copy(header::path(), folder.join("plimsoll.h")).context("include/plimsoll.h is missing")?;
    let wrapper = place::root().join("include/plimsoll.hpp");
    if wrapper.exists() {
        fs::copy(wrapper, folder.join("plimsoll.hpp"))?;
    }
    Ok(Built { folder })
}

/// Builds the one object that both libraries are made of.
pub fn object(shell: &Shell) -> Result<PathBuf> {
    let kind = ["--features", "panic-handler", "--crate-type", "staticlib"];
    cmd!(shell, "cargo rustc --quiet --package plimsoll-ffi --release {kind...}")
        .run()
        .context("cannot build plimsoll-ffi")?;
    let whole = place::target().join("release/libplimsoll_ffi.a");
    fs::create_dir_all(folder())?;
    let object = folder().join("plimsoll.o");
    extract(&whole, "plimsoll_ffi", &object)?;
    Ok(object)
}

fn folder() -> PathBuf {
    place::target().join("plimsoll")
}

/// Writes the one member of `archive` that was compiled from `package` to `object`.
///
/// rustc names it `….package.….rcgu.o`.
///
/// # Errors
///
/// There is none, or more than one: then the crate was not optimised as a whole.
pub fn extract(archive: &Path, package: &str, object: &Path) -> Result<()> {
    let bytes = fs::read(archive).with_context(|| format!("no {}", archive.display()))?;
    let file = ArchiveFile::parse(&*bytes)?;
    let mut ours = Vec::new();
    for member in file.members() {
        let member = member?;
        let name = String::from_utf8_lossy(member.name());
        if name.ends_with(".o") && name.split(['.', '-']).any(|piece| piece == package) {
            ours.push(member.data(&*bytes)?);
        }
    }
    match ours[..] {
        [data] => fs::write(object, data).context("cannot write the object"),
        _ => bail!("{} has {} objects of {package}, not 1", archive.display(), ours.len()),
    }
}

fn link(shell: &Shell, folder: &Path, object: &Path) -> Result<()> {
    let script = folder.join("plimsoll.map");
    fs::write(&script, EXPORTS)?;
    let archive = folder.join("libplimsoll.a");
    let shared = folder.join("libplimsoll.so");
    let _ = fs::remove_file(&archive);
    cmd!(shell, "ar rcsD {archive} {object}").quiet().run()?;
    let map = format!("-Wl,--version-script={}", script.display());
    let name = format!("-Wl,-soname,{SONAME}");
    let strict = "-Wl,-z,defs,-z,relro,-z,now,-z,noexecstack,--gc-sections";
    let whole = ["-Wl,--whole-archive", "-Wl,--no-whole-archive"];
    let [begin, end] = whole;
    cmd!(shell, "gcc -shared -o {shared} {name} {map} {strict} {begin} {archive} {end}")
        .quiet()
        .run()
        .context("cannot link the shared library; cargo xtask gates may tell why")?;
    let alias = folder.join(SONAME);
    let _ = fs::remove_file(&alias);
    std::os::unix::fs::symlink("libplimsoll.so", &alias)?;
    ensure!(shared.exists(), "gcc wrote no shared library");
    Ok(())
}
