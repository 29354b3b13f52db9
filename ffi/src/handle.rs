//! Handles in the caller's storage: opaque words in C, a tag and the core's own handle in here.
//!
//! ```text
//!   plim_lane    tag │ busy │ region │ Lane              busy: 1 while a call is inside
//!   plim_region  tag │ region                            any thread may read it at any time
//! ```
//!
//! Law: a handle is used only if its tag is the one of its kind, and what changes inside is used
//! only by the one call that took `busy` from 0 to 1. Killing needs neither: it reads the copy of
//! the region, which nothing writes after the handle is open, so it works while another thread, or
//! the code under a signal handler, is inside a call.
//!
//! Uses: `border`, `status`. Used by: every room that takes a handle.

use crate::border::checked;
use crate::status::plim_status;
use core::mem::{align_of, size_of};
use core::ops::{Deref, DerefMut};
use core::ptr::NonNull;
use core::sync::atomic::{AtomicU64, Ordering};
use plimsoll::{Children, Control, EventReader, Journal, Lane, Region};

/// A joined region: reads, audits and kills. The storage is the caller's; the words mean nothing to
/// it.
///
/// It may be copied and used by any number of threads at once. It needs no closing, and is of no
/// use once the memory of its region is gone.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct plim_region {
    /// Not to be touched.
    pub opaque: [u64; 48],
}

/// A claimed lane: admits, routes and reports. The storage is the caller's.
///
/// One thread at a time may be inside a call; a second one is refused with PLIM_E_BUSY. It may be
/// moved to other storage by copying its bytes, if the old bytes are not used again.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct plim_lane {
    /// Not to be touched.
    pub opaque: [u64; 96],
}

/// The claimed control handle: defines, arms, acknowledges and resets. The storage is the caller's.
///
/// One thread at a time may be inside a call; a second one is refused with PLIM_E_BUSY. It may be
/// moved to other storage by copying its bytes, if the old bytes are not used again.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct plim_control {
    /// Not to be touched.
    pub opaque: [u64; 96],
}

/// A walk over the children of one parent. The storage is the caller's.
///
/// One thread at a time may use it. It needs no closing.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct plim_children {
    /// Not to be touched.
    pub opaque: [u64; 48],
}

/// A reader of one lane's events. The storage is the caller's.
///
/// One thread at a time may use it. It needs no closing.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct plim_events {
    /// Not to be touched.
    pub opaque: [u64; 16],
}

/// Whoever keeps one lane's events: a reader that must keep up. The storage is the caller's.
///
/// One thread at a time may be inside a call; a second one is refused with PLIM_E_BUSY.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct plim_journal {
    /// Not to be touched.
    pub opaque: [u64; 16],
}

/// A kind of handle: which storage it lies in, and the tag that says so.
pub(crate) trait Kind: Sized {
    /// The caller's storage.
    type Storage;
    /// What can be read of it without going in: the region, for those handles that kill.
    type Reach: Copy;
    /// What an open handle of this kind begins with. Drawn at random, so that no other memory does.
    const TAG: u64;
}

/// The watch handle: it is nothing but its region, and nobody ever goes in.
pub(crate) struct Watch;

impl Kind for Watch {
    type Storage = plim_region;
    type Reach = Region<'static>;
    const TAG: u64 = 0x9b1d_66a3_5e0c_f217;
}

impl Kind for Lane<'static> {
    type Storage = plim_lane;
    type Reach = Region<'static>;
    const TAG: u64 = 0xc4f0_8e52_1b97_3da9;
}

impl Kind for Control<'static> {
    type Storage = plim_control;
    type Reach = Region<'static>;
    const TAG: u64 = 0xe83a_2d74_c6b5_910f;
}

impl Kind for Children<'static> {
    type Storage = plim_children;
    type Reach = ();
    const TAG: u64 = 0xa75c_f31e_084d_b26b;
}

impl Kind for EventReader<'static> {
    type Storage = plim_events;
    type Reach = ();
    const TAG: u64 = 0xd20e_9747_b8a1_6c3d;
}

impl Kind for Journal<'static> {
    type Storage = plim_journal;
    type Reach = ();
    const TAG: u64 = 0xb6f1_3c82_d97e_4a05;
}

/// What lies in the storage.
#[repr(C)]
struct Inside<K: Kind> {
    /// `K::TAG` while the handle is open. Written by the call that opens it, and with Release by
    /// the one that closes it; read with Acquire by every call, so that what is behind it was
    /// written.
    tag: AtomicU64,
    /// 1 while a call is inside; taken with Acquire and given back with Release, so that one call
    /// sees what the one before did.
    busy: AtomicU64,
    /// Written when the handle is opened, then only read, by any thread.
    reach: K::Reach,
    /// The core's own handle.
    handle: K,
}

const fn fits<K: Kind>() -> bool {
    size_of::<Inside<K>>() <= size_of::<K::Storage>()
        && align_of::<Inside<K>>() <= align_of::<K::Storage>()
}

const _: () = assert!(fits::<Watch>(), "plim_region is too small");
const _: () = assert!(fits::<Lane<'static>>(), "plim_lane is too small");
const _: () = assert!(fits::<Control<'static>>(), "plim_control is too small");
const _: () = assert!(fits::<Children<'static>>(), "plim_children is too small");
const _: () = assert!(fits::<EventReader<'static>>(), "plim_events is too small");
const _: () = assert!(fits::<Journal<'static>>(), "plim_journal is too small");

/// Storage for a handle that is about to be opened. What it held before does not matter.
pub(crate) struct Vacant<K: Kind>(NonNull<Inside<K>>);

/// The storage that the caller points at.
///
/// # Safety
///
/// Where it is neither NULL nor misaligned, `storage` must lead to writable storage until the call
/// ends.
pub(crate) unsafe fn vacant<K: Kind>(storage: *mut K::Storage) -> Result<Vacant<K>, plim_status> {
    Ok(Vacant(checked(storage)?.cast()))
}

impl<K: Kind> Vacant<K> {
    /// Opens the handle.
    pub(crate) fn open(self, reach: K::Reach, handle: K) {
        let inside = Inside { tag: AtomicU64::new(K::TAG), busy: AtomicU64::new(0), reach, handle };
        // SAFETY: `vacant` vouches for the storage, and `fits` for its size and alignment.
        unsafe { self.0.write(inside) }
    }
}

/// The inside of the handle that the caller points at, if it is open.
///
/// # Safety
///
/// As for [`enter`].
unsafe fn find<K: Kind>(storage: *const K::Storage) -> Result<NonNull<Inside<K>>, plim_status> {
    let inside = checked(storage)?.cast::<Inside<K>>();
    if is_open(inside) { Ok(inside) } else { Err(plim_status::PLIM_E_HANDLE) }
}

fn is_open<K: Kind>(inside: NonNull<Inside<K>>) -> bool {
    // SAFETY: whoever made the pointer vouched for the storage; any word is a tag, if perhaps a
    // wrong one.
    let tag = unsafe { &(*inside.as_ptr()).tag };
    tag.load(Ordering::Acquire) == K::TAG
}

/// The region of an open handle, whoever is inside it now.
///
/// # Safety
///
/// As for [`enter`].
pub(crate) unsafe fn region_of<K: Kind<Reach = Region<'static>>>(
    storage: *const K::Storage,
) -> Result<Region<'static>, plim_status> {
    // SAFETY: the caller vouches for the storage.
    let inside = unsafe { find::<K>(storage) }?;
    // SAFETY: the handle is open, so the field was written, and nothing writes it while it is open.
    Ok(unsafe { (*inside.as_ptr()).reach })
}

/// An open handle that this call has to itself.
pub(crate) struct Entered<K: Kind> {
    inside: NonNull<Inside<K>>,
}

/// Goes into the handle that the caller points at.
///
/// # Safety
///
/// Where it is neither NULL nor misaligned, `storage` must lead to readable and writable storage of
/// this kind of handle until the call ends, and if it begins with the kind's tag, `Vacant::open`
/// wrote it.
pub(crate) unsafe fn enter<K: Kind>(storage: *mut K::Storage) -> Result<Entered<K>, plim_status> {
    // SAFETY: the caller vouches for the storage.
    let inside = unsafe { find::<K>(storage) }?;
    // SAFETY: the handle is open, so the field was written; from now on it is only used as an
    // atomic.
    let busy = unsafe { &(*inside.as_ptr()).busy };
    if busy.swap(1, Ordering::Acquire) != 0 {
        return Err(plim_status::PLIM_E_BUSY);
    }
    let entered = Entered { inside };
    // Another thread may have closed it between the first look and the swap.
    if is_open(inside) { Ok(entered) } else { Err(plim_status::PLIM_E_HANDLE) }
}

impl<K: Kind> Entered<K> {
    /// Closes the handle: the core's own handle is dropped, which gives up its claim.
    pub(crate) fn close(self) {
        drop(self.take());
    }

    /// Closes the handle, and hands out the core's own.
    pub(crate) fn take(self) -> K {
        // SAFETY: this call has the handle to itself, and it is open.
        let handle = unsafe { (&raw const (*self.inside.as_ptr()).handle).read() };
        // SAFETY: as above.
        let tag = unsafe { &(*self.inside.as_ptr()).tag };
        // From here on nobody takes it for open, so the handle is not dropped twice.
        tag.store(0, Ordering::Release);
        handle
    }
}

impl<K: Kind> Deref for Entered<K> {
    type Target = K;

    fn deref(&self) -> &K {
        // SAFETY: the handle is open, and this call has it to itself.
        unsafe { &(*self.inside.as_ptr()).handle }
    }
}

impl<K: Kind> DerefMut for Entered<K> {
    fn deref_mut(&mut self) -> &mut K {
        // SAFETY: the handle is open, and this call has it to itself.
        unsafe { &mut (*self.inside.as_ptr()).handle }
    }
}

impl<K: Kind> Drop for Entered<K> {
    fn drop(&mut self) {
        // SAFETY: the handle was open when this call went in, so the field was written.
        let busy = unsafe { &(*self.inside.as_ptr()).busy };
        busy.store(0, Ordering::Release);
    }
}
