//! The C table of an engine.

use std::ffi::{CStr, c_char};
use std::ptr;

use crate::world::{Child, ChildState, Fill, Parent, ParentState, Position, Terms, number};
use crate::{Hand, House};

/// A house and its hands: what a `peer_house` points to.
struct Opened<H: House> {
    house: H,
    hands: Vec<H::Hand>,
}

type HouseOf<H> = *mut Opened<H>;
type HandOf<H> = *mut <H as House>::Hand;

/// `peer_engine_table`, for an engine whose house is `H`.
#[allow(missing_docs, missing_debug_implementations)]
#[repr(C)]
pub struct EngineTable<H: House> {
    version: u32,
    traits: u32,
    name: *const c_char,
    title: *const c_char,
    open: unsafe extern "C" fn(*const Terms) -> HouseOf<H>,
    close: unsafe extern "C" fn(HouseOf<H>),
    hand: unsafe extern "C" fn(HouseOf<H>, u32) -> HandOf<H>,
    admit: unsafe extern "C" fn(HandOf<H>, *const Parent, u64, *mut u64) -> i32,
    route: unsafe extern "C" fn(HandOf<H>, *const Child, u64, *mut u64) -> i32,
    request_cancel: unsafe extern "C" fn(HandOf<H>, u64, u64) -> i32,
    cancel_parent: unsafe extern "C" fn(HandOf<H>, u64, u64) -> i32,
    retire: unsafe extern "C" fn(HandOf<H>, u64, u64) -> i32,
    ack: unsafe extern "C" fn(HandOf<H>, u64, u64) -> i32,
    fill: unsafe extern "C" fn(HandOf<H>, *const Fill, u64) -> i32,
    canceled: unsafe extern "C" fn(HandOf<H>, u64, u64, u64) -> i32,
    prefetch: Option<unsafe extern "C" fn(HandOf<H>, u64)>,
    halt: unsafe extern "C" fn(HouseOf<H>, u32, u64, u64) -> i32,
    spoil: unsafe extern "C" fn(HouseOf<H>, u32, u64) -> i32,
    parent_state: unsafe extern "C" fn(HandOf<H>, u64, *mut ParentState) -> i32,
    child_state: unsafe extern "C" fn(HandOf<H>, u64, *mut ChildState) -> i32,
    position: unsafe extern "C" fn(HandOf<H>, u32, u32, *mut Position) -> i32,
}

// SAFETY: the table is never written, and its pointers lead to texts and functions.
unsafe impl<H: House> Sync for EngineTable<H> {}

/// The table of an engine.
#[must_use]
pub const fn table<H: House>(
    name: &'static CStr,
    title: &'static CStr,
    traits: u32,
) -> EngineTable<H> {
    EngineTable {
        version: number::VERSION,
        traits,
        name: name.as_ptr(),
        title: title.as_ptr(),
        open: open::<H>,
        close: close::<H>,
        hand: hand::<H>,
        admit: admit::<H>,
        route: route::<H>,
        request_cancel: request_cancel::<H>,
        cancel_parent: cancel_parent::<H>,
        retire: retire::<H>,
        ack: ack::<H>,
        fill: fill::<H>,
        canceled: canceled::<H>,
        prefetch: None,
        halt: halt::<H>,
        spoil: spoil::<H>,
        parent_state: parent_state::<H>,
        child_state: child_state::<H>,
        position: position::<H>,
    }
}

/// Writes what a call answers; the number of its refusal.
///
/// # Safety
///
/// `out` is writable.
unsafe fn answer<T>(answer: Result<T, i32>, out: *mut T) -> i32 {
    match answer {
        Ok(value) => {
            // SAFETY: the caller's duty.
            unsafe { out.write(value) };
            number::OK
        }
        Err(refusal) => refusal,
    }
}

unsafe extern "C" fn open<H: House>(terms: *const Terms) -> HouseOf<H> {
    // SAFETY: the driver's duty: its terms are readable.
    let opened = H::open(unsafe { &*terms });
    opened
        .map_or(ptr::null_mut(), |(house, hands)| Box::into_raw(Box::new(Opened { house, hands })))
}

unsafe extern "C" fn close<H: House>(house: HouseOf<H>) {
    // SAFETY: the driver's duty: it came from `open`, and is not used again.
    let Opened { house, hands } = *unsafe { Box::from_raw(house) };
    // Hands first: they lead into the house.
    drop(hands);
    drop(house);
}

unsafe extern "C" fn hand<H: House>(house: HouseOf<H>, thread: u32) -> HandOf<H> {
    // SAFETY: the driver's duty: it came from `open`, and no hand is inside a call.
    let hands = unsafe { &mut (*house).hands };
    let place = thread as usize % hands.len().max(1);
    // SAFETY: the place is one of the vector's, which never changes.
    unsafe { hands.as_mut_ptr().add(place) }
}

unsafe extern "C" fn admit<H: House>(
    hand: HandOf<H>,
    order: *const Parent,
    now: u64,
    parent: *mut u64,
) -> i32 {
    // SAFETY: the driver's duty: a hand of `hand`, used by one thread; readable and writable.
    unsafe { answer((*hand).admit(&*order, now), parent) }
}

unsafe extern "C" fn route<H: House>(
    hand: HandOf<H>,
    order: *const Child,
    now: u64,
    child: *mut u64,
) -> i32 {
    // SAFETY: as in `admit`.
    unsafe { answer((*hand).route(&*order, now), child) }
}

unsafe extern "C" fn request_cancel<H: House>(hand: HandOf<H>, child: u64, now: u64) -> i32 {
    // SAFETY: as in `admit`.
    unsafe { (*hand).request_cancel(child, now) }
}

unsafe extern "C" fn cancel_parent<H: House>(hand: HandOf<H>, parent: u64, now: u64) -> i32 {
    // SAFETY: as in `admit`.
    unsafe { (*hand).cancel_parent(parent, now) }
}

unsafe extern "C" fn retire<H: House>(hand: HandOf<H>, parent: u64, now: u64) -> i32 {
    // SAFETY: as in `admit`.
    unsafe { (*hand).retire(parent, now) }
}

unsafe extern "C" fn ack<H: House>(hand: HandOf<H>, child: u64, now: u64) -> i32 {
    // SAFETY: as in `admit`.
    unsafe { (*hand).ack(child, now) }
}

unsafe extern "C" fn fill<H: House>(hand: HandOf<H>, fill: *const Fill, now: u64) -> i32 {
    // SAFETY: as in `admit`.
    unsafe { (*hand).fill(&*fill, now) }
}

unsafe extern "C" fn canceled<H: House>(hand: HandOf<H>, child: u64, cum: u64, now: u64) -> i32 {
    // SAFETY: as in `admit`.
    unsafe { (*hand).canceled(child, cum, now) }
}

unsafe extern "C" fn halt<H: House>(house: HouseOf<H>, scope: u32, id: u64, now: u64) -> i32 {
    // SAFETY: the driver's duty: it came from `open`, and only one thread is here.
    unsafe { (*house).house.halt(scope, id, now) }
}

unsafe extern "C" fn spoil<H: House>(house: HouseOf<H>, what: u32, now: u64) -> i32 {
    // SAFETY: as in `halt`.
    unsafe { (*house).house.spoil(what, now) }
}

unsafe extern "C" fn parent_state<H: House>(
    hand: HandOf<H>,
    parent: u64,
    state: *mut ParentState,
) -> i32 {
    // SAFETY: as in `admit`.
    unsafe { answer((*hand).parent_state(parent), state) }
}

unsafe extern "C" fn child_state<H: House>(
    hand: HandOf<H>,
    child: u64,
    state: *mut ChildState,
) -> i32 {
    // SAFETY: as in `admit`.
    unsafe { answer((*hand).child_state(child), state) }
}

unsafe extern "C" fn position<H: House>(
    hand: HandOf<H>,
    account: u32,
    instrument: u32,
    state: *mut Position,
) -> i32 {
    // SAFETY: as in `admit`.
    unsafe { answer((*hand).position(account, instrument), state) }
}

/// Zeroed memory that begins on a line and outlives whatever is laid over it: drop it last.
#[derive(Debug)]
pub struct Memory {
    lines: *mut [Line],
}

#[derive(Clone, Copy, Debug)]
#[repr(C, align(64))]
struct Line([u8; 64]);

impl Memory {
    /// At least so many bytes, each of them touched.
    #[must_use]
    pub fn new(bytes: usize) -> Memory {
        let mut lines = Vec::new();
        lines.resize(bytes.div_ceil(64), Line([0; 64]));
        Memory { lines: Box::into_raw(lines.into_boxed_slice()) }
    }

    /// All of it, once.
    #[must_use]
    pub fn take(&mut self) -> &'static mut [u8] {
        // SAFETY: the block is ours and lives as long as `self`, which its user drops last.
        unsafe { std::slice::from_raw_parts_mut(self.lines.cast(), self.lines.len() * 64) }
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        // SAFETY: it came from a box, and nothing is laid over it any more.
        drop(unsafe { Box::from_raw(self.lines) });
    }
}
