//! *Property*: the number that stands for the source is the same for the same source, wherever it
//! lies, and another for any other source. *Method*: the build script's own function over copies of
//! `src`, one changed in one place each.

#[path = "../src/hash.rs"]
mod hash;
#[path = "../build/source.rs"]
mod source;

use plimsoll::BUILD;
use std::fs;
use std::path::{Path, PathBuf};

const VERSION: &str = env!("CARGO_PKG_VERSION");

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// A copy of `src` in a folder that goes when it is dropped.
struct Copy(PathBuf);

impl Copy {
    fn new(name: &str) -> Copy {
        let folder = std::env::temp_dir().join(format!("plimsoll-{}-{name}", std::process::id()));
        copy(&src(), &folder);
        Copy(folder)
    }

    fn hash(&self) -> u64 {
        source::hash(&self.0, VERSION).expect("the copy is read")
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Copies in the reverse of the order in which the disk lists the files.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    let entries: Vec<_> = fs::read_dir(from).expect("listed").map(|e| e.expect("read")).collect();
    for entry in entries.iter().rev() {
        let target = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy(&entry.path(), &target),
            false => drop(fs::copy(entry.path(), target).expect("copied")),
        }
    }
}

#[test]
fn a_copy_elsewhere_is_the_same_source_as_this_build() {
    let copied = Copy::new("same");
    assert_eq!(copied.hash(), BUILD.source);
    fs::write(copied.0.join(".gate.rs.swp"), "an editor's").expect("written");
    assert_eq!(copied.hash(), BUILD.source);
}

#[test]
fn every_change_is_another_source() {
    let copied = Copy::new("changed");
    let mut seen = vec![copied.hash()];
    let mut see = |what: &str| {
        let hash = copied.hash();
        assert!(!seen.contains(&hash), "{what}");
        seen.push(hash);
    };
    let room = copied.0.join("gate/mod.rs");
    let mut bytes = fs::read(&room).expect("read");
    bytes[100] ^= 1;
    fs::write(&room, &bytes).expect("written");
    see("one bit");
    bytes.pop();
    fs::write(&room, &bytes).expect("written");
    see("a byte less");
    fs::write(copied.0.join("new.rs"), "").expect("written");
    see("an empty file more");
    fs::rename(copied.0.join("new.rs"), copied.0.join("gate/new.rs")).expect("moved");
    see("a file elsewhere");
    fs::remove_file(copied.0.join("gate/new.rs")).expect("removed");
    fs::remove_file(&room).expect("removed");
    see("a file less");
}

#[test]
fn another_version_is_another_build() {
    let hash = |version| source::hash(&src(), version).expect("the source is read");
    assert_eq!(hash(VERSION), BUILD.source);
    assert_ne!(hash("999.0.0"), BUILD.source);
}

#[test]
fn a_folder_that_is_not_there_is_an_error() {
    assert!(source::hash(&src().join("no_such_room"), VERSION).is_err());
}
