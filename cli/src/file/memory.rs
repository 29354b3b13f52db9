//! The one room of the program with `unsafe` in it: a mapped file as a region.
//!
//! Law: what is mapped to be read hands out a [`Watch`], which can only load; only what is mapped
//! to be written hands out a region that can throw a switch.
//!
//! Uses: `file::watch`. Used by: `file`.
#![allow(unsafe_code)]

use super::watch::Watch;
use memmap2::{MmapOptions, MmapRaw};
use plimsoll::registry::RegistryEntry;
use plimsoll::{Config, Inspection, Refusal, Region};
use std::fs::File;
use std::io;

/// A file whose region may be changed.
#[derive(Debug)]
pub struct Writable {
    map: MmapRaw,
}

impl Writable {
    /// Maps `file`, which must be open to be read and written.
    pub fn map(file: &File) -> io::Result<Writable> {
        Ok(Writable { map: MmapOptions::new().map_raw(file)? })
    }

    /// Lays out a new region over the whole file, with the gateway's own codes.
    pub fn format(&self, config: &Config, codes: &[RegistryEntry]) -> Result<Region<'_>, Refusal> {
        // SAFETY: the map is valid for reads and writes of its length for as long as `self`, which
        // the region borrows; it is reached only through regions, here and in other processes.
        unsafe { Region::format_raw_with(self.map.as_mut_ptr(), self.map.len(), config, codes) }
    }

    /// The region in it.
    pub fn region(&self) -> Result<Region<'_>, Refusal> {
        // SAFETY: as in `format`.
        unsafe { Region::attach_raw(self.map.as_mut_ptr(), self.map.len()) }
    }
}

/// A file whose region may be watched. A write to it would end the process.
#[derive(Debug)]
pub struct ReadOnly {
    map: MmapRaw,
}

impl ReadOnly {
    /// Maps `file`, which must be open to be read.
    pub fn map(file: &File) -> io::Result<ReadOnly> {
        Ok(ReadOnly { map: MmapOptions::new().map_raw_read_only(file)? })
    }

    /// What its region says of itself, whether it can be joined or not.
    pub fn inspect(&self) -> Result<Inspection, Refusal> {
        // SAFETY: as in `watch`; nothing is written.
        unsafe { Region::inspect_raw(self.map.as_mut_ptr(), self.map.len()) }
    }

    /// The region in it, to be looked at.
    pub fn watch(&self) -> Result<Watch<'_>, Refusal> {
        // SAFETY: the map is valid for reads of its length for as long as `self`, which the watch
        // borrows; it is reached only through regions. It is not valid for writes, which
        // `attach_raw` asks only of those who claim a handle or throw a switch: a `Watch` has no
        // way to. All else are loads of eight bytes or less, one plain instruction on x86-64 and
        // AArch64, that need no right to write.
        unsafe { Region::attach_raw(self.map.as_mut_ptr(), self.map.len()) }.map(Watch::new)
    }
}
