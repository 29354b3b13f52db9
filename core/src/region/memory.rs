//! The one room with `unsafe` in it: the caller's bytes as tables of atomics.
//!
//! Law: the bytes are only ever seen as shared references to slots made of atomics, so that two
//! handles, two threads or two processes that look at the same bytes never race in Rust's sense,
//! whatever they do. That a slot is nothing but bytes is proved by `zerocopy` when the slot is
//! compiled.
//!
//! Uses: `refusal`. Used by: `region`.
#![allow(unsafe_code)]

use super::place::Inspection;
use super::{Config, Region};
use crate::refusal::Refusal;
use crate::registry::RegistryEntry;
use core::marker::PhantomData;
use zerocopy::{FromBytes, IntoBytes};

/// The alignment of a region and of every slot in it.
pub(crate) const LINE: usize = 64;

/// Bytes that live for `'a`, not yet divided.
#[derive(Clone, Copy)]
pub(crate) struct Memory<'a> {
    start: *mut u8,
    bytes: usize,
    next: usize,
    lives: PhantomData<&'a ()>,
}

impl<'a> Memory<'a> {
    /// The bytes of a slice that nobody else can name while `'a` lasts.
    pub(crate) fn from_slice(memory: &'a mut [u8]) -> Result<Memory<'a>, Refusal> {
        let bytes = memory.len();
        // SAFETY: an exclusive slice is readable and writable over its length for `'a`.
        unsafe { Memory::from_raw(memory.as_mut_ptr(), bytes) }
    }

    /// The bytes that a caller vouches for.
    ///
    /// # Safety
    ///
    /// `start` must be valid for reads and writes of `bytes` bytes for `'a`, and for as long nobody
    /// may access them but through regions made from them, or atomically.
    pub(crate) unsafe fn from_raw(start: *mut u8, bytes: usize) -> Result<Memory<'a>, Refusal> {
        if start.is_null() || !start.addr().is_multiple_of(LINE) {
            return Err(Refusal::Unaligned);
        }
        Ok(Memory { start, bytes, next: 0, lives: PhantomData })
    }

    /// The next `count` slots, from a line's beginning.
    pub(crate) fn table<T: FromBytes + IntoBytes>(
        &mut self,
        count: usize,
    ) -> Result<&'a [T], Refusal> {
        const { assert!(align_of::<T>() <= LINE && size_of::<T>().is_multiple_of(LINE)) };
        let size = count.checked_mul(size_of::<T>()).ok_or(Refusal::TooShort)?;
        let end = self.next.checked_add(size).ok_or(Refusal::TooShort)?;
        if end > self.bytes {
            return Err(Refusal::TooShort);
        }
        let from = self.start.wrapping_add(self.next).cast::<T>().cast_const();
        self.next = end;
        // SAFETY: `next` to `end` lies inside bytes that `from_raw`'s caller vouched for; `start`
        // is on a line, every size a multiple of one, and no slot needs more. `FromBytes`: any
        // bytes are a valid slot. Every field of every slot type is atomic, so sharing is sound
        // while others write.
        Ok(unsafe { core::slice::from_raw_parts(from, count) })
    }
}

impl<'a> Region<'a> {
    /// As [`Region::format`], for memory that the caller vouches for.
    ///
    /// # Errors
    ///
    /// As [`Region::format`].
    ///
    /// # Safety
    ///
    /// `memory` must be valid for reads and writes of `bytes` bytes for `'a`; for as long nobody
    /// may access them but through regions made from them, or atomically.
    pub unsafe fn format_raw(
        memory: *mut u8,
        bytes: usize,
        config: &Config,
    ) -> Result<Region<'a>, Refusal> {
        // SAFETY: the caller's duty is ours.
        unsafe { Region::format_raw_with(memory, bytes, config, &[]) }
    }

    /// As [`Region::format_with`], for memory that the caller vouches for.
    ///
    /// # Errors
    ///
    /// As [`Region::format_with`].
    ///
    /// # Safety
    ///
    /// As [`Region::format_raw`].
    pub unsafe fn format_raw_with(
        memory: *mut u8,
        bytes: usize,
        config: &Config,
        registry: &[RegistryEntry],
    ) -> Result<Region<'a>, Refusal> {
        // SAFETY: the caller's duty is ours.
        Region::lay_out(unsafe { Memory::from_raw(memory, bytes) }?, config, registry)
    }

    /// As [`Region::inspect`], for memory that the caller vouches for.
    ///
    /// # Errors
    ///
    /// As [`Region::inspect`].
    ///
    /// # Safety
    ///
    /// As [`Region::format_raw`]; but nothing is written.
    pub unsafe fn inspect_raw(memory: *mut u8, bytes: usize) -> Result<Inspection, Refusal> {
        // SAFETY: the caller's duty is ours.
        Region::look(unsafe { Memory::from_raw(memory, bytes) }?)
    }

    /// As [`Region::attach`], for memory that the caller vouches for.
    ///
    /// # Errors
    ///
    /// As [`Region::attach`].
    ///
    /// # Safety
    ///
    /// As [`Region::format_raw`]. Memory that may only be read will do for a caller who claims no
    /// handle and throws no switch with what comes back: all other calls of a region are plain
    /// loads.
    pub unsafe fn attach_raw(memory: *mut u8, bytes: usize) -> Result<Region<'a>, Refusal> {
        // SAFETY: the caller's duty is ours.
        Region::join(unsafe { Memory::from_raw(memory, bytes) }?)
    }
}
