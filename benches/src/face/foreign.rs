//! The core, as gateways in C and C++ call it: shared objects that `cargo xtask bench` has built of
//! face.c and face.cpp and the archive as it ships.
//!
//! The one room of the benches with unsafe code: it calls what face.h declares. It is never linked
//! into a gateway.

use std::marker::PhantomData;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use libloading::Library;

use crate::work::{Face, Seat, Size, Work};

/// `struct face` and `struct seat` of face.h.
#[repr(C)]
struct RawFace([u8; 0]);
#[repr(C)]
struct RawSeat([u8; 0]);

/// `struct work` of face.h.
#[repr(C)]
struct RawWork {
    operation: u32,
    each: u32,
    count: u64,
    on: *const u64,
    made: *mut u64,
    stamps: *mut u64,
}

#[derive(Clone, Copy)]
struct Calls {
    open: unsafe extern "C" fn(*const Size) -> *mut RawFace,
    close: unsafe extern "C" fn(*mut RawFace),
    seat: unsafe extern "C" fn(*mut RawFace, u32) -> *mut RawSeat,
    perform: unsafe extern "C" fn(*mut RawSeat, *const RawWork) -> u64,
    stamp: unsafe extern "C" fn() -> u64,
}

/// A house in C or C++.
pub struct Foreign {
    name: &'static str,
    calls: Calls,
    face: *mut RawFace,
    // Dropped last: the calls are in it.
    _library: Library,
}

impl Foreign {
    /// Opens a house of this size with the shared object at `path`.
    ///
    /// # Errors
    ///
    /// It is not one of ours.
    pub fn open(name: &'static str, path: &Path, size: &Size) -> Result<Foreign> {
        // SAFETY: the object is built by `cargo xtask bench` and has nothing that runs at loading.
        let library = unsafe { Library::new(path) };
        let library = library.with_context(|| format!("cannot load {}", path.display()))?;
        // SAFETY: face.h declares these five with these types.
        let calls = unsafe {
            Calls {
                open: *library.get(b"face_open")?,
                close: *library.get(b"face_close")?,
                seat: *library.get(b"face_seat")?,
                perform: *library.get(b"face_perform")?,
                stamp: *library.get(b"face_stamp")?,
            }
        };
        // SAFETY: `size` is a `struct house_size`; the answer is a face, or the program has ended.
        let face = unsafe { (calls.open)(size) };
        Ok(Foreign { name, calls, face, _library: library })
    }
}

impl Drop for Foreign {
    fn drop(&mut self) {
        // SAFETY: the face is open, and no seat of it is left: they borrow `self`.
        unsafe { (self.calls.close)(self.face) }
    }
}

impl Face for Foreign {
    fn name(&self) -> &'static str {
        self.name
    }

    fn seat<'f>(&'f self, lane: u32) -> Result<Box<dyn Seat + 'f>> {
        // SAFETY: the face is open; a lane that is taken ends the program.
        let seat = unsafe { (self.calls.seat)(self.face, lane) };
        Ok(Box::new(ForeignSeat { calls: self.calls, seat, of: PhantomData }))
    }
}

struct ForeignSeat<'f> {
    calls: Calls,
    seat: *mut RawSeat,
    of: PhantomData<&'f Foreign>,
}

// SAFETY: a seat is its lane's only one, has nothing that belongs to a thread, and is used through
// `&mut` only.
unsafe impl Send for ForeignSeat<'_> {}

impl Seat for ForeignSeat<'_> {
    fn perform(&mut self, work: &mut Work<'_>) -> Result<u64> {
        ensure!(work.on.len() == work.made.len() && work.stamps.len() > work.on.len());
        ensure!(work.stamps.len() > 1, "no room for two stamps");
        let raw = RawWork {
            operation: work.operation as u32,
            each: u32::from(work.each),
            count: work.on.len() as u64,
            on: work.on.as_ptr(),
            made: work.made.as_mut_ptr(),
            stamps: work.stamps.as_mut_ptr(),
        };
        // SAFETY: the seat lives as long as its face; the three arrays have the lengths that face.h
        // asks for, as was looked at above.
        Ok(unsafe { (self.calls.perform)(self.seat, &raw) })
    }

    fn stamp(&self) -> u64 {
        // SAFETY: it has no conditions.
        unsafe { (self.calls.stamp)() }
    }
}
