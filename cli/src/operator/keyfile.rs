//! Persons' keys, each in a file of its own that nobody else can read.
//!
//! Law: a key that others may have read is no key; and no key is ever printed.
//!
//! Uses: nothing. Used by: `operator`.

use super::answer::Failure;
use rustix::fs::OFlags;
use rustix::rand::{GetRandomFlags, getrandom};
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;
use thiserror::Error;

/// Hex digits of a key.
const DIGITS: usize = 32;
/// Read and write, for the owner.
const MODE: u32 = 0o600;

/// Why a file holds no key that can be used.
#[derive(Debug, Error)]
pub enum KeyFault {
    /// It cannot be opened, made or read.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// It is a folder, a device.
    #[error("it is not a file")]
    NotAFile,
    /// Others than its owner may have read it.
    #[error("its mode is {0:04o}, a key's must be 0600; others may know it: make a new one")]
    Loose(u32),
    /// It holds something else.
    #[error("it holds no key: 32 hex digits, not all of them 0, and nothing else")]
    NoKey,
}

impl KeyFault {
    /// Whether the file's mode is what forbids it.
    pub fn is_forbidden(&self) -> bool {
        match self {
            KeyFault::Io(error) => error.kind() == io::ErrorKind::PermissionDenied,
            KeyFault::Loose(_) => true,
            KeyFault::NotAFile | KeyFault::NoKey => false,
        }
    }

    /// The word for it, where the answer is JSON.
    pub fn name(&self) -> &'static str {
        match self {
            KeyFault::Io(_) | KeyFault::Loose(_) if self.is_forbidden() => "not_permitted",
            KeyFault::Io(_) | KeyFault::Loose(_) | KeyFault::NotAFile | KeyFault::NoKey => {
                "bad_key"
            }
        }
    }
}

/// The key in the file at `path`; `-` is standard input, so that a person's shell may open what
/// the program's user may not.
pub fn read(path: &Path) -> Result<u128, Failure> {
    let key = if path == Path::new("-") { read_input() } else { read_file(path) };
    key.map_err(|fault| Failure::Key { path: path.to_owned(), fault })
}

fn read_input() -> Result<u128, KeyFault> {
    let input = io::stdin();
    let file = File::from(input.as_fd().try_clone_to_owned()?);
    // A pipe's mode says nothing of who wrote to it.
    if file.metadata()?.is_file() {
        check(&file)?;
    }
    parse(input.lock())
}

fn read_file(path: &Path) -> Result<u128, KeyFault> {
    // Without NONBLOCK a pipe would be waited for.
    let flags = OFlags::NONBLOCK.bits() as i32;
    let file = OpenOptions::new().read(true).custom_flags(flags).open(path)?;
    check(&file)?;
    parse(file)
}

fn check(file: &File) -> Result<(), KeyFault> {
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(KeyFault::NotAFile);
    }
    let mode = metadata.mode() & 0o7777;
    if mode == MODE { Ok(()) } else { Err(KeyFault::Loose(mode)) }
}

fn parse(input: impl Read) -> Result<u128, KeyFault> {
    let mut bytes = Vec::new();
    // The digits, and the end of a line.
    input.take(DIGITS as u64 + 3).read_to_end(&mut bytes)?;
    let text = str::from_utf8(&bytes).map_err(|_| KeyFault::NoKey)?;
    let text = text.strip_suffix('\n').unwrap_or(text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    let digits = text.len() == DIGITS && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let key = u128::from_str_radix(text, 16).ok().filter(|key| digits && *key != 0);
    key.ok_or(KeyFault::NoKey)
}

/// Makes a file that was not there, with a new key in it.
pub fn create(path: &Path) -> Result<(), Failure> {
    let fault = |fault| Failure::Key { path: path.to_owned(), fault };
    let key = random().map_err(|error| fault(error.into()))?;
    let mut options = OpenOptions::new();
    let file = options.write(true).create_new(true).mode(MODE).open(path);
    let mut file = file.map_err(|error| fault(error.into()))?;
    let written = writeln!(file, "{key:032x}").and_then(|()| file.sync_all());
    written.map_err(|error| {
        // It is ours, and no key yet.
        let _ = std::fs::remove_file(path);
        fault(error.into())
    })
}

/// A number from the system's own randomness; never 0, which is nobody's key.
fn random() -> io::Result<u128> {
    loop {
        let mut bytes = [0; 16];
        let filled = getrandom(&mut bytes, GetRandomFlags::empty())?;
        let key = u128::from_ne_bytes(bytes);
        if filled == bytes.len() && key != 0 {
            return Ok(key);
        }
    }
}
