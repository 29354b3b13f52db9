//! Pointers, sizes, tails and outputs: what the border believes.

use crate::border::{
    Incoming, array, checked, incoming, optional, outgoing, outgoing_array, truth,
};
use crate::status::plim_status as E;
use core::ptr;

#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C)]
struct Terms {
    struct_size: u32,
    reserved: u32,
    qty: u64,
}

// SAFETY: numbers without padding, struct_size first.
unsafe impl Incoming for Terms {
    fn reserved_is_zero(&self) -> bool {
        self.reserved == 0
    }
}

/// Terms as a newer program knows them.
#[repr(C)]
struct Newer {
    terms: Terms,
    later: [u8; 9],
}

fn newer(struct_size: u32) -> Newer {
    Newer { terms: Terms { struct_size, reserved: 0, qty: 7 }, later: [0; 9] }
}

/// What the border makes of terms that are somewhere inside something larger.
fn read(newer: &Newer) -> Result<Terms, E> {
    let pointer = ptr::from_ref(newer).cast::<Terms>();
    // SAFETY: no test says a size of more than the whole.
    unsafe { incoming(pointer) }
}

#[test]
fn a_struct_is_read_if_it_says_its_size() {
    assert_eq!(read(&newer(16)), Ok(newer(16).terms));
    assert_eq!(read(&newer(25)), Ok(newer(25).terms));
    for size in [0, 1, 4, 15] {
        assert_eq!(read(&newer(size)), Err(E::PLIM_E_STRUCT_SIZE), "size {size}");
    }
}

#[test]
fn a_size_past_all_reason_is_not_followed() {
    for size in [4097, 65536, u32::MAX] {
        assert_eq!(read(&newer(size)), Err(E::PLIM_E_STRUCT_SIZE), "size {size}");
    }
}

#[test]
fn what_is_not_known_must_be_zero() {
    for place in 0..9 {
        let mut given = newer(25);
        *given.later.get_mut(place).unwrap() = 1;
        assert_eq!(read(&given), Err(E::PLIM_E_UNKNOWN_FIELD), "byte {place}");
        given.terms.struct_size = 16 + place as u32;
        assert_eq!(read(&given).unwrap().qty, 7, "byte {place} is past the size");
    }
    let mut given = newer(16);
    given.terms.reserved = 1;
    assert_eq!(read(&given), Err(E::PLIM_E_RESERVED));
}

#[test]
fn no_pointer_is_followed_that_is_null_or_misaligned() {
    let words = [0u64; 2];
    let odd = ptr::from_ref(&words).cast::<u8>().wrapping_add(4).cast::<u64>();
    assert_eq!(checked(ptr::null::<u64>()), Err(E::PLIM_E_NULL));
    assert_eq!(checked(odd), Err(E::PLIM_E_ALIGN));
    // SAFETY: both are refused before they are followed.
    unsafe {
        assert!(matches!(outgoing(odd.cast_mut()), Err(E::PLIM_E_ALIGN)));
        assert!(matches!(outgoing_array(odd.cast_mut(), 1), Err(E::PLIM_E_ALIGN)));
        assert!(matches!(array(ptr::null::<u32>(), 0), Err(E::PLIM_E_NULL)));
        assert!(matches!(incoming(ptr::null::<Terms>()), Err(E::PLIM_E_NULL)));
    }
}

#[test]
fn an_array_takes_what_it_has_room_for() {
    let mut words = [9u32; 4];
    // SAFETY: three of four are vouched for.
    let mut out = unsafe { outgoing_array(words.as_mut_ptr(), 3) }.unwrap_or_else(|_| panic!());
    for word in 0..10 {
        out.push(word);
    }
    assert_eq!((out.room(), out.written()), (0, 3));
    assert_eq!(words, [0, 1, 2, 9]);
}

#[test]
fn no_array_is_longer_than_memory() {
    let word = 5u64;
    let first = ptr::from_ref(&word);
    // SAFETY: a length that no memory has is refused before it is believed.
    unsafe {
        assert!(matches!(array(first, usize::MAX / 8), Err(E::PLIM_E_CAPACITY)));
        assert!(matches!(outgoing_array(first.cast_mut(), usize::MAX), Err(E::PLIM_E_CAPACITY)));
        assert!(matches!(outgoing_array(first.cast_mut(), 0), Err(E::PLIM_E_CAPACITY)));
        assert_eq!(array(first, 1).unwrap(), [5]);
    }
}

#[test]
fn truths_and_options() {
    assert_eq!((truth(0), truth(1)), (Ok(false), Ok(true)));
    assert_eq!((truth(2), truth(u32::MAX)), (Err(E::PLIM_E_BOOL), Err(E::PLIM_E_BOOL)));
    assert_eq!(optional(1, 5), Ok(Some(5)));
    assert_eq!(optional(0, 0), Ok(None));
    assert_eq!(optional(0, 5), Err(E::PLIM_E_RESERVED));
    assert_eq!(optional(2, 0), Err(E::PLIM_E_BOOL));
}
