//! Region files: made, and opened to be watched, to be stopped or to be operated.
//!
//! ```text
//!  format        create, 0600, never over a file that is there  all of it on the disk
//!  status …      open to read      mapped to read               whoever may read may watch
//!  kill          open to write     mapped to write              whoever may write may stop
//!  ack …         open to write     mapped to write              the same, if only its owner may
//! ```
//!
//! Law: the file's mode decides who may, and nothing is mapped that is not a region of this
//! program's interface, as long as it says.
//!
//! Who may write to the file may do to it whatever a gateway may. So a file that its group or
//! everybody may write to is refused to those who let trading go on; a kill of it is only warned
//! about, because nothing may stand between a person and the switch.
//!
//! Uses: `file::memory`, `file::watch`. Used by: `operator`.

mod memory;
mod watch;

pub use memory::{ReadOnly, Writable};
pub use watch::Watch;

use plimsoll::registry::RegistryEntry;
use plimsoll::{ABI_VERSION, BUILD, Build, Config, Refusal, Region};
use rustix::fs::{FallocateFlags, OFlags, fallocate};
use rustix::io::Errno;
use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;
use thiserror::Error;

/// Read and write, for the owner.
const MODE: u32 = 0o600;
/// Write, for anybody at all.
const WRITABLE: u32 = 0o222;
/// Write, for others than the owner.
const WRITABLE_BY_OTHERS: u32 = 0o022;

/// Why a file cannot be used.
#[derive(Debug, Error)]
pub enum Fault {
    /// It cannot be opened, made or read.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// It is a folder, a pipe, a device.
    #[error("it is not a file")]
    NotAFile,
    /// Its owner, or everybody, has taken the right to write away.
    #[error("its mode {0:04o} lets nobody write to it")]
    Sealed(u32),
    /// More than its owner may write to it.
    #[error("its mode {0:04o} lets others than its owner write to it: chmod go-w")]
    Loose(u32),
    /// Its file system maps no files.
    #[error("it cannot be mapped into memory: {0}")]
    NotMapped(io::Error),
    /// It is shorter than a region, or than its own says.
    #[error("it has {0} bytes, which is less than its region takes")]
    TooShort(u64),
    /// It was made by a program with another interface.
    #[error("it holds a region of interface version {found}; this program's is {ABI_VERSION}")]
    OtherAbi { found: u32 },
    /// A newer build has used it: a rollback stops here.
    #[error(
        "the oldest build that may touch it is {}; this program's core is {}",
        version(oldest),
        version(&BUILD.version)
    )]
    TooOld { oldest: u64 },
    /// It holds something else.
    #[error("it holds no region that can be used: {}", .0.name())]
    NoRegion(Refusal),
}

impl Fault {
    /// Whether the file's mode, or where it lies, is what forbids it.
    pub fn is_forbidden(&self) -> bool {
        match self {
            Fault::Io(error) => {
                let kind = error.kind();
                kind == io::ErrorKind::PermissionDenied || kind == io::ErrorKind::ReadOnlyFilesystem
            }
            Fault::Sealed(_) | Fault::Loose(_) => true,
            Fault::NotAFile
            | Fault::NotMapped(_)
            | Fault::TooShort(_)
            | Fault::OtherAbi { .. }
            | Fault::TooOld { .. }
            | Fault::NoRegion(_) => false,
        }
    }

    /// The word for it, where the answer is JSON.
    pub fn name(&self) -> &'static str {
        match self {
            Fault::NoRegion(refusal) => refusal.name(),
            Fault::TooShort(_) => Refusal::TooShort.name(),
            Fault::OtherAbi { .. } => Refusal::OtherAbi.name(),
            Fault::TooOld { .. } => Refusal::BuildTooOld.name(),
            Fault::Io(_) | Fault::Sealed(_) | Fault::Loose(_) if self.is_forbidden() => {
                "not_permitted"
            }
            Fault::Io(_)
            | Fault::Sealed(_)
            | Fault::Loose(_)
            | Fault::NotAFile
            | Fault::NotMapped(_) => "bad_file",
        }
    }
}

/// What is done to a file that others than its owner may write to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// It is used, and the answer says so.
    Warn,
    /// It is not used.
    Refuse,
}

/// What a file's mode should not be.
pub type Warning = Option<String>;

/// Opens a region file to be watched.
pub fn watch(path: &Path) -> Result<(ReadOnly, Warning), Fault> {
    let file = open(path, false)?;
    let warning = check_guard(&file, Guard::Warn)?;
    let map = ReadOnly::map(&file).map_err(Fault::NotMapped)?;
    map.watch().map_err(|refusal| no_region(&file, refusal))?;
    Ok((map, warning))
}

/// Opens a region file to be changed.
pub fn operate(path: &Path, guard: Guard) -> Result<(Writable, Warning), Fault> {
    let file = open(path, true)?;
    // Root passes every open: a file that nobody may write to is told by its mode.
    let mode = mode(&file)?;
    if mode & WRITABLE == 0 {
        return Err(Fault::Sealed(mode));
    }
    let warning = check_guard(&file, guard)?;
    let map = Writable::map(&file).map_err(Fault::NotMapped)?;
    map.region().map_err(|refusal| no_region(&file, refusal))?;
    Ok((map, warning))
}

/// Makes a region file that was not there, with the gateway's own codes; the number of its bytes.
pub fn create(path: &Path, config: &Config, codes: &[RegistryEntry]) -> Result<u64, Fault> {
    let bytes = Region::required_bytes(config).map_err(Fault::NoRegion)? as u64;
    let mut options = OpenOptions::new();
    let file = options.read(true).write(true).create_new(true).mode(MODE).open(path)?;
    fill(&file, bytes, config, codes).inspect_err(|_| {
        // It is ours, and no region yet.
        let _ = std::fs::remove_file(path);
    })?;
    Ok(bytes)
}

fn fill(file: &File, bytes: u64, config: &Config, codes: &[RegistryEntry]) -> Result<(), Fault> {
    // Room for all of it now, or a refusal now: a page that finds no room when it is first touched
    // ends the gateway that touches it.
    match fallocate(file, FallocateFlags::empty(), 0, bytes) {
        Ok(()) => {}
        Err(Errno::OPNOTSUPP | Errno::NOSYS) => file.set_len(bytes)?,
        Err(error) => return Err(Fault::Io(error.into())),
    }
    let map = Writable::map(file).map_err(Fault::NotMapped)?;
    map.format(config, codes).map_err(Fault::NoRegion)?;
    Ok(())
}

fn open(path: &Path, write: bool) -> Result<File, Fault> {
    // Without NONBLOCK a pipe would be waited for.
    let flags = OFlags::NONBLOCK.bits() as i32;
    let file = OpenOptions::new().read(true).write(write).custom_flags(flags).open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(Fault::NotAFile);
    }
    // An empty file cannot be mapped.
    if metadata.len() == 0 {
        return Err(Fault::TooShort(0));
    }
    Ok(file)
}

fn mode(file: &File) -> Result<u32, Fault> {
    Ok(file.metadata()?.mode() & 0o7777)
}

fn check_guard(file: &File, guard: Guard) -> Result<Warning, Fault> {
    let mode = mode(file)?;
    match (mode & WRITABLE_BY_OTHERS != 0, guard) {
        (false, Guard::Warn | Guard::Refuse) => Ok(None),
        (true, Guard::Warn) => Ok(Some(Fault::Loose(mode).to_string())),
        (true, Guard::Refuse) => Err(Fault::Loose(mode)),
    }
}

/// What a refusal to join says of `file`.
fn no_region(file: &File, refusal: Refusal) -> Fault {
    let inspected = ReadOnly::map(file).ok().and_then(|map| map.inspect().ok());
    match (refusal, inspected) {
        (Refusal::TooShort, _) => {
            Fault::TooShort(file.metadata().map_or(0, |metadata| metadata.len()))
        }
        (Refusal::OtherAbi, Some(found)) => Fault::OtherAbi { found: found.abi },
        (Refusal::BuildTooOld, Some(found)) => Fault::TooOld { oldest: found.oldest_build },
        _ => Fault::NoRegion(refusal),
    }
}

/// A build's version as people write it.
fn version(version: &u64) -> String {
    let [major, minor, patch] = Build::parts(*version);
    format!("{major}.{minor}.{patch}")
}
