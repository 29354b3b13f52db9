//! How the values are drawn that structs are made of, and what makes them fit together.
//!
//! Law: for most bytes a value is one that a program would give; for some it is any.
//!
//! Uses: `desk`. Used by: the table.

use super::desk::Desk;
use plimsoll_ffi::child::plim_new_child;
use plimsoll_ffi::control::arm::{plim_manifest, plim_session_strategy};
use plimsoll_ffi::fingerprint::plim_fingerprint_parts;
use plimsoll_ffi::id::plim_key;
use plimsoll_ffi::report::plim_venue_report;
use plimsoll_ffi::slice::plim_schedule;
use plimsoll_tests::world::{FIRST_CODE, GENERATION, KEYS};

/// A struct of plain numbers and pointers.
///
/// # Safety
///
/// All bytes zero must be a value of it.
pub unsafe trait Zero: Sized {
    /// All its bytes zero.
    fn zero() -> Self {
        // SAFETY: whoever says that it is such a struct vouches for it.
        unsafe { core::mem::zeroed() }
    }
}

/// A struct that comes in.
pub trait Draw: Copy {
    /// Its name in C.
    const NAME: &'static str;
    /// Whether it begins with struct_size.
    const IS_SIZED: bool;
    /// Whether pointers lie in it; those must lead somewhere.
    const HAS_POINTERS: bool;
    /// One that the bytes spell.
    fn draw(desk: &mut Desk<'_>) -> Self;
}

/// What makes the fields of a struct fit together.
pub trait Tune {
    /// See above.
    fn tune(&mut self, _desk: &mut Desk<'_>) {}
}

macro_rules! draw_number {
    ($($number:ty),*) => {$(
        impl Draw for $number {
            const NAME: &'static str = stringify!($number);
            const IS_SIZED: bool = false;
            const HAS_POINTERS: bool = false;
            fn draw(desk: &mut Desk<'_>) -> $number {
                desk.field(Self::NAME) as $number
            }
        }
    )*};
}

draw_number!(i8, u8, u32, u64);

impl Tune for plim_key {
    fn tune(&mut self, desk: &mut Desk<'_>) {
        let key = desk.pick(&KEYS);
        if let Some(key) = key.filter(|_| self.high < 128) {
            *self = plim_key { high: (key >> 64) as u64, low: key as u64 };
        }
    }
}

impl Tune for plim_new_child {
    fn tune(&mut self, desk: &mut Desk<'_>) {
        desk.order = Some((self.parent, self.qty));
    }
}

impl Tune for plim_manifest {
    fn tune(&mut self, desk: &mut Desk<'_>) {
        if self.lease < 128 {
            let fingerprints = desk.kept_or_drawn::<plim_fingerprint_parts>();
            self.fingerprints = desk.place_in(&[fingerprints]);
            let session = |code| plim_session_strategy {
                code,
                generation: GENERATION,
                max_parents: 1 << 30,
                max_notional: 1 << 50,
            };
            self.strategies = desk.place_in(&[session(FIRST_CODE), session(FIRST_CODE + 1)]);
            (self.fingerprint_count, self.strategy_count) = (1, 2);
            self.lease = u64::MAX;
        } else {
            // One of each is there.
            (self.fingerprint_count, self.strategy_count) =
                (self.fingerprint_count % 2, self.strategy_count % 2);
        }
    }
}

impl Tune for plim_schedule {
    fn tune(&mut self, desk: &mut Desk<'_>) {
        if desk.pick(&[true, false]) == Some(true) {
            self.weights = core::ptr::null();
            (self.start, self.end) = (1_000, 1_000_000);
            return;
        }
        let weights: Vec<u32> =
            (0..self.slices.min(32)).map(|_| desk.field("weight") as u32).collect();
        self.slices = weights.len() as u32;
        self.weights = desk.place_in(&weights);
    }
}

impl Tune for plim_venue_report {
    /// An honest venue's numbers, for half of the reports.
    fn tune(&mut self, desk: &mut Desk<'_>) {
        if self.exec_type >= 128 || desk.pick(&[true, false]) != Some(true) {
            return;
        }
        let Some((cum, order_qty)) = desk.child_stands(self.child) else { return };
        let trade = self.exec_type == 3;
        if trade {
            self.last_qty =
                1 + self.last_qty.checked_rem(order_qty.saturating_sub(cum)).unwrap_or(0);
            self.last_px = 100;
        }
        self.has_cum_qty = 1;
        self.cum_qty = cum + if trade { self.last_qty } else { 0 };
    }
}
