//! Tells the crate the number that stands for its source: see `src/version.rs`.

#[path = "src/hash.rs"]
mod hash;
#[path = "build/source.rs"]
mod source;

use std::env;
use std::io;
use std::path::Path;

fn main() -> io::Result<()> {
    for input in ["src", "build", "build.rs"] {
        println!("cargo::rerun-if-changed={input}");
    }
    let version = env::var("CARGO_PKG_VERSION").map_err(io::Error::other)?;
    let hash = source::hash(Path::new("src"), &version)?;
    println!("cargo::rustc-env=PLIMSOLL_SOURCE_HASH={hash:016x}");
    Ok(())
}
