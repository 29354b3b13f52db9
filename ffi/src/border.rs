//! The border itself: how anything that a C program points at is looked at before it is believed.
//!
//! ```text
//!   in    pointer ─ NULL? ─ aligned? ─ size? ─ tail zero? ─► copy ─ reserved zero? ─► fields
//!   out   pointer ─ NULL? ─ aligned? ─► Out ─ everything went well ─► one write
//! ```
//!
//! Law: caller memory is copied once and never looked at again, so it cannot change between a check
//! and its use; no reference to it outlives a call; an output is written last, or not at all.
//!
//! Uses: `status`. Used by: every room with a function.

use crate::status::plim_status;
use core::mem;
use core::ptr::NonNull;
use core::slice;
use plimsoll::{Notional, Qty};

/// The most that a struct_size may say: it bounds the search for unknown fields.
const STRUCT_SIZE_MAX: usize = 4096;

/// A struct that comes in: plain numbers in C's layout, struct_size first, reserved words last.
///
/// # Safety
///
/// Every pattern of bits must be a value of it, its first field must be `struct_size: u32`, and it
/// must have no padding.
pub(crate) unsafe trait Incoming: Copy {
    /// Whether every reserved word is zero.
    fn reserved_is_zero(&self) -> bool;

    /// Copies it; [`by_field`] is another way.
    ///
    /// # Safety
    ///
    /// `from` must lead to a readable value.
    unsafe fn load(from: *const Self) -> Self {
        // SAFETY: the caller's duty is ours.
        unsafe { from.read() }
    }
}

/// A field that is copied by itself: see [`by_field`].
pub(crate) trait Field: Copy {
    /// Copies it.
    ///
    /// # Safety
    ///
    /// `from` must lead to a readable value.
    unsafe fn load(from: *const Self) -> Self {
        // SAFETY: the caller's duty is ours. Volatile: neither joined with its neighbour's copy, nor
        // done again.
        unsafe { from.read_volatile() }
    }
}

impl Field for u8 {}
impl Field for u16 {}
impl Field for u32 {}
impl Field for u64 {}
impl Field for i64 {}
impl<const N: usize> Field for [u32; N] {}

/// Copies a struct by a load for each field, as wide as the field: for those that a caller fills in
/// immediately before a call that must be quick. A load that spans several of the caller's stores
/// would wait until these have left the store buffer.
macro_rules! by_field {
    ($($field:ident),+ $(,)?) => {
        unsafe fn load(from: *const Self) -> Self {
            $(
                // SAFETY: a field lies within the value that the caller vouches for.
                let $field = unsafe { &raw const (*from).$field };
                // SAFETY: as above.
                let $field = unsafe { crate::border::Field::load($field) };
            )+
            Self { $($field),+ }
        }
    };
}
pub(crate) use by_field;

/// A pointer that is neither NULL nor misaligned.
#[inline(always)]
pub(crate) fn checked<T>(pointer: *const T) -> Result<NonNull<T>, plim_status> {
    let pointer = NonNull::new(pointer.cast_mut()).ok_or(plim_status::PLIM_E_NULL)?;
    if pointer.is_aligned() { Ok(pointer) } else { Err(plim_status::PLIM_E_ALIGN) }
}

/// Copies a struct that the caller points at.
///
/// # Safety
///
/// Where it is neither NULL nor misaligned, `pointer` must lead to as many readable bytes as the
/// `u32` that it begins with says.
#[inline(always)]
pub(crate) unsafe fn incoming<T: Incoming>(pointer: *const T) -> Result<T, plim_status> {
    let pointer = checked(pointer)?;
    // SAFETY: the pointer was checked, and T begins with a u32.
    let size = unsafe { pointer.cast::<u32>().read() };
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    if !(size_of::<T>()..=STRUCT_SIZE_MAX).contains(&size) {
        return Err(plim_status::PLIM_E_STRUCT_SIZE);
    }
    let bytes = pointer.cast::<u8>();
    for place in size_of::<T>()..size {
        // SAFETY: place is below the size that the caller vouches for.
        let byte = unsafe { bytes.add(place) };
        // SAFETY: as above; a byte is never misaligned.
        if unsafe { byte.read() } != 0 {
            return Err(plim_status::PLIM_E_UNKNOWN_FIELD);
        }
    }
    // SAFETY: size_of::<T>() is at most the size that the caller vouches for, and any bits are a T.
    let value = unsafe { T::load(pointer.as_ptr()) };
    if value.reserved_is_zero() { Ok(value) } else { Err(plim_status::PLIM_E_RESERVED) }
}

/// Copies a number or a struct of plain numbers without a struct_size.
///
/// # Safety
///
/// Where it is neither NULL nor misaligned, `pointer` must lead to a readable `T`, of which every
/// pattern of bits is a value.
pub(crate) unsafe fn plain<T: Copy>(pointer: *const T) -> Result<T, plim_status> {
    let pointer = checked(pointer)?;
    // SAFETY: the pointer was checked, and the caller vouches for what it leads to.
    Ok(unsafe { pointer.read() })
}

/// A place for one output.
pub(crate) struct Out<T>(NonNull<T>);

impl<T> Out<T> {
    /// Writes the output.
    pub(crate) fn write(self, value: T) {
        // SAFETY: whoever made this place vouched for it.
        unsafe { self.0.write(value) }
    }
}

/// A place for one output that the caller points at.
///
/// # Safety
///
/// Where it is neither NULL nor misaligned, `pointer` must lead to a writable `T`, until the call
/// ends.
#[inline(always)]
pub(crate) unsafe fn outgoing<T>(pointer: *mut T) -> Result<Out<T>, plim_status> {
    checked(pointer).map(Out)
}

/// A place for up to `capacity` outputs.
pub(crate) struct OutArray<T> {
    first: NonNull<T>,
    capacity: usize,
    written: usize,
}

impl<T> OutArray<T> {
    /// How many still fit.
    pub(crate) fn room(&self) -> usize {
        self.capacity.saturating_sub(self.written)
    }

    /// Writes the next one; one for which there is no room is dropped.
    pub(crate) fn push(&mut self, value: T) {
        if self.written >= self.capacity {
            return;
        }
        // SAFETY: written is below the capacity that whoever made this place vouched for.
        let place = unsafe { self.first.add(self.written) };
        // SAFETY: as above.
        unsafe { place.write(value) };
        self.written = self.written.saturating_add(1);
    }

    /// How many were written.
    pub(crate) fn written(&self) -> usize {
        self.written
    }
}

/// A place for up to `capacity` outputs that the caller points at.
///
/// # Safety
///
/// Where it is neither NULL nor misaligned, `first` must lead to `capacity` writable elements,
/// until the call ends.
pub(crate) unsafe fn outgoing_array<T>(
    first: *mut T,
    capacity: usize,
) -> Result<OutArray<T>, plim_status> {
    let first = checked(first)?;
    if capacity == 0 || capacity > largest::<T>() {
        return Err(plim_status::PLIM_E_CAPACITY);
    }
    Ok(OutArray { first, capacity, written: 0 })
}

/// What `length` elements are, as long as the call lasts.
///
/// # Safety
///
/// Where it is neither NULL nor misaligned, `first` must lead to `length` readable elements, of
/// which every pattern of bits is a value and which nobody writes until `'a` ends.
pub(crate) unsafe fn array<'a, T: Copy>(
    first: *const T,
    length: usize,
) -> Result<&'a [T], plim_status> {
    let first = checked(first)?;
    if length > largest::<T>() {
        return Err(plim_status::PLIM_E_CAPACITY);
    }
    // SAFETY: the pointer and the length were checked, and the caller vouches for the elements.
    Ok(unsafe { slice::from_raw_parts(first.as_ptr(), length) })
}

/// What `length` elements are, for those that may be none: then the pointer is not looked at.
///
/// # Safety
///
/// As for [`array`].
pub(crate) unsafe fn array_or_none<'a, T: Copy>(
    first: *const T,
    length: usize,
) -> Result<&'a [T], plim_status> {
    if length == 0 {
        return Ok(&[]);
    }
    // SAFETY: the caller's duty is ours.
    unsafe { array(first, length) }
}

/// How many elements an array can have at all: no more than half the address space holds.
fn largest<T>() -> usize {
    let most = isize::MAX as usize;
    most.checked_div(mem::size_of::<T>()).unwrap_or(most)
}

/// A truth value.
pub(crate) fn truth(value: u32) -> Result<bool, plim_status> {
    match value {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(plim_status::PLIM_E_BOOL),
    }
}

/// A quantity of a command.
pub(crate) fn quantity(units: u64) -> Result<Qty, plim_status> {
    Qty::new(units).ok_or(plim_status::PLIM_E_QUANTITY_TOO_LARGE)
}

/// An amount of money.
pub(crate) fn money(amount: u64) -> Result<Notional, plim_status> {
    Notional::new(amount).ok_or(plim_status::PLIM_E_NOTIONAL_TOO_LARGE)
}

/// A value that is there only where its has_ field is 1, and zero otherwise.
pub(crate) fn optional<T: Default + PartialEq>(
    has: u32,
    value: T,
) -> Result<Option<T>, plim_status> {
    if truth(has)? {
        return Ok(Some(value));
    }
    if value == T::default() { Ok(None) } else { Err(plim_status::PLIM_E_RESERVED) }
}

/// A number for a byte-wide enumeration.
pub(crate) fn code(number: u32) -> Result<u8, plim_status> {
    u8::try_from(number).map_err(|_| plim_status::PLIM_E_ENUM)
}
