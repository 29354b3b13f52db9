//! Memory for a region: whole cache lines on the heap, that stay where they are.
//!
//! Law: the block is 64-byte aligned, owns every page that it touches (`death` closes them), starts as zeroes, and lives until it is dropped; a region
//! joined to it by [`Memory::format`] must not be used after that (the
//! [`World`](crate::world::World) drops them in that order).
//!
//! Uses: `plimsoll`. Used by: `world`, every test that needs a region.

use plimsoll::registry::RegistryEntry;
use plimsoll::{Config, Inspection, Refusal, Region};
use std::alloc::{Layout, alloc_zeroed, dealloc, handle_alloc_error};
use std::sync::atomic::AtomicU64;

const LINE: usize = 64;
/// At least a page of any machine that the tests run on.
pub const PAGE: usize = 1 << 14;

/// A block of whole cache lines.
pub struct Memory {
    start: *mut u8,
    count: usize,
    layout: Layout,
}

// SAFETY: the block is owned through `start` alone, and nothing in it belongs to a thread.
unsafe impl Send for Memory {}

impl Memory {
    /// A block of zeroes with room for `bytes`.
    ///
    /// # Panics
    ///
    /// Where there is no such size.
    #[must_use]
    pub fn new(bytes: usize) -> Memory {
        let count = bytes.div_ceil(LINE).max(1);
        let whole = (count * LINE).next_multiple_of(PAGE);
        let layout = Layout::from_size_align(whole, PAGE).expect("a size that there is");
        // SAFETY: the layout has a size above 0.
        let start = unsafe { alloc_zeroed(layout) };
        if start.is_null() {
            handle_alloc_error(layout);
        }
        Memory { start, count, layout }
    }

    /// A block that is as large as a region of `config` needs.
    ///
    /// # Panics
    ///
    /// Where the configuration is refused.
    #[must_use]
    pub fn for_config(config: &Config) -> Memory {
        Memory::new(Region::required_bytes(config).expect("a configuration that is accepted"))
    }

    /// Where it begins.
    #[must_use]
    pub fn start(&self) -> *mut u8 {
        self.start
    }

    /// How long its pages are, in bytes.
    pub(crate) fn pages(&self) -> usize {
        self.layout.size()
    }

    /// How long it is, in bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.count * LINE
    }

    /// Never true: a block has at least one line.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// A copy of every byte; for use while no thread writes.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        // SAFETY: the block is `len` initialised bytes, owned by `self`; the caller lets no thread
        // write.
        unsafe { core::slice::from_raw_parts(self.start(), self.len()) }.to_vec()
    }

    /// All of it as words, a region joined to it or not: a region's words are atomics too.
    #[must_use]
    pub fn words(&self) -> &[AtomicU64] {
        // SAFETY: the block is `len` initialised bytes on a line of 64, and lives as long as `self`;
        // every bit pattern is an `AtomicU64`.
        unsafe { core::slice::from_raw_parts(self.start().cast(), self.len() / 8) }
    }

    /// Overwrites every byte with those of `image`, as many as there are.
    pub fn load(&mut self, image: &[u8]) {
        self.as_mut_slice().iter_mut().zip(image).for_each(|(to, from)| *to = *from);
    }

    /// The whole block, to be written; for use while no region is joined to it.
    pub fn as_mut_slice(&mut self) -> &mut [u8] {
        // SAFETY: the block is `len` initialised bytes, and `&mut self` lends it out once.
        unsafe { core::slice::from_raw_parts_mut(self.start(), self.len()) }
    }

    /// Formats a region here that has no codes but the core's own.
    ///
    /// # Errors
    ///
    /// As [`Region::format`].
    pub fn format(&self, config: &Config) -> Result<Region<'static>, Refusal> {
        self.format_with(config, &[])
    }

    /// Formats a region here with a registry of the gateway's own.
    ///
    /// # Errors
    ///
    /// As [`Region::format_with`].
    pub fn format_with(
        &self,
        config: &Config,
        registry: &[RegistryEntry],
    ) -> Result<Region<'static>, Refusal> {
        // SAFETY: the block is valid for reads and writes until `self` is dropped; see the module's
        // law.
        unsafe { Region::format_raw_with(self.start(), self.len(), config, registry) }
    }

    /// Which build the region is of that is here.
    ///
    /// # Errors
    ///
    /// As [`Region::inspect`].
    pub fn inspect(&self) -> Result<Inspection, Refusal> {
        // SAFETY: as for `format_with`.
        unsafe { Region::inspect_raw(self.start(), self.len()) }
    }

    /// Joins the region that is here.
    ///
    /// # Errors
    ///
    /// As [`Region::attach`].
    pub fn attach(&self) -> Result<Region<'static>, Refusal> {
        // SAFETY: as for `format_with`.
        unsafe { Region::attach_raw(self.start(), self.len()) }
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        // SAFETY: made by `alloc_zeroed` in `new` with the same layout, and given back once.
        unsafe { dealloc(self.start, self.layout) };
    }
}

/// A number that stands for `bytes`: FNV-1a, 64 bits.
#[must_use]
pub fn digest(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
