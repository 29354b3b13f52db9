//! The border under test, from Rust: what C cannot see, and what miri can run.

mod border;
mod handles;
mod life;
mod operator;
mod statement;
// It compares texts, which is nothing to miri but slow.
#[cfg(not(miri))]
mod twins;

use crate::control::arm::{plim_control_arm, plim_manifest, plim_session_strategy};
use crate::fingerprint::plim_fingerprint;
use crate::handle::{plim_control, plim_lane, plim_region};
use crate::order::plim_new_parent;
use crate::region::{plim_config, plim_config_small, plim_format};
use crate::status::plim_status;
use crate::terms::{
    plim_instrument_terms, plim_position_limit, plim_strategy_terms, plim_throttles,
};
use crate::version::PLIM_NOTIONAL_MAX;
use crate::{control, id, lane};
use core::mem::MaybeUninit;
use core::ptr;

/// Memory for a small region.
#[repr(C, align(64))]
pub(crate) struct Room([u8; 64 * 1024]);

/// A struct of which all numbers are zero, and struct_size right.
macro_rules! zeroed {
    ($kind:ty) => {{
        // SAFETY: a struct of plain numbers, of which all zeroes is a value.
        let mut made: $kind = unsafe { MaybeUninit::zeroed().assume_init() };
        made.struct_size = size_of::<$kind>() as u32;
        made
    }};
}
pub(crate) use zeroed;

/// Fails unless a call answered with PLIM_OK.
#[track_caller]
pub(crate) fn ok(status: plim_status) {
    assert_eq!(status, plim_status::PLIM_OK);
}

/// A desk that is open for trading.
pub(crate) struct Desk {
    pub(crate) region: plim_region,
    pub(crate) control: plim_control,
    pub(crate) lane: plim_lane,
    pub(crate) account: id::plim_account_id,
    pub(crate) instrument: id::plim_instrument_id,
    pub(crate) strategy: id::plim_strategy_id,
    pub(crate) venue: id::plim_venue_id,
    /// From `Box::into_raw`: the handles keep pointers into it, so no box may claim it meanwhile.
    room: *mut Room,
}

impl Desk {
    /// Opens one, with everything defined and armed.
    pub(crate) fn open() -> Box<Desk> {
        let room = Box::into_raw(Box::new(Room([0; 64 * 1024])));
        let mut config = zeroed!(plim_config);
        let mut desk = Box::new(Desk {
            region: plim_region { opaque: [0; 48] },
            control: plim_control { opaque: [0; 96] },
            lane: plim_lane { opaque: [0; 96] },
            account: 0,
            instrument: 0,
            strategy: 0,
            venue: 0,
            room,
        });
        // SAFETY: every pointer is to a value of its kind, and the room lives as long as the desk.
        unsafe {
            ok(plim_config_small(&mut config));
            ok(plim_format(room.cast(), size_of::<Room>(), &config, &mut desk.region));
            ok(control::plim_control_open(desk.region(), &mut desk.control));
            ok(lane::plim_lane_open(desk.region(), 0, &mut desk.lane));
        }
        desk.define();
        desk
    }

    /// The region's handle. Not a reference: the border looks at a handle's first word as an
    /// atomic.
    pub(crate) fn region(&mut self) -> *const plim_region {
        &raw mut self.region
    }

    fn define(&mut self) {
        use crate::control::define::*;
        use crate::control::reset::*;
        use crate::control::safeguard::*;
        let mut terms = zeroed!(plim_instrument_terms);
        (terms.lot, terms.tick_value, terms.max_order_qty) = (1, 1, 1000);
        let mut strategy = zeroed!(plim_strategy_terms);
        (strategy.code, strategy.generation, strategy.max_held) = (1, 1, 3);
        (strategy.max_ratio, strategy.max_repeats) = (u32::MAX, u32::MAX);
        let mut throttles = zeroed!(plim_throttles);
        (throttles.window, throttles.max_ratio) = (1_000_000_000, u32::MAX);
        (throttles.orders, throttles.cancels) = (u32::MAX, u32::MAX);
        throttles.max_rejects = u32::MAX;
        let mut limit = zeroed!(plim_position_limit);
        (limit.long_qty, limit.short_qty) = (10_000, 10_000);
        let desk = self;
        let control = &mut desk.control;
        // SAFETY: every pointer is to a value of its kind.
        unsafe {
            ok(plim_control_set_firm_limit(control, 1 << 50));
            ok(plim_control_set_suspense_limit(control, 1000));
            ok(plim_control_set_alarm_deadline(control, 1000));
            ok(plim_control_set_throttles(control, &throttles));
            ok(plim_control_set_clock_tolerance(control, 1 << 60));
            ok(plim_control_set_reset_terms(control, 0, 1000));
            for person in [1, 2] {
                let key = id::plim_key { high: 0, low: 11 * u64::from(person) };
                ok(plim_control_define_key(control, person, &key));
            }
            ok(plim_control_define_account(control, 1 << 50, &mut desk.account));
            ok(plim_control_define_instrument(control, &terms, &mut desk.instrument));
            ok(plim_control_define_strategy(control, &strategy, &mut desk.strategy));
            ok(plim_control_define_venue(control, ptr::null(), &mut desk.venue));
            let (account, instrument) = (desk.account, desk.instrument);
            ok(plim_control_set_position_limit(control, account, instrument, &limit));
        }
        ok(desk.arm_for(1));
    }

    /// Arms the region for what runs there, and for one strategy.
    pub(crate) fn arm_for(&mut self, code: u32) -> plim_status {
        let mut parts = MaybeUninit::uninit();
        let strategies = [plim_session_strategy {
            code,
            generation: 1,
            max_parents: u64::MAX,
            max_notional: PLIM_NOTIONAL_MAX,
        }];
        let mut manifest = zeroed!(plim_manifest);
        (manifest.fingerprint_count, manifest.strategy_count, manifest.lease) = (1, 1, 1000);
        manifest.strategies = strategies.as_ptr();
        // SAFETY: every pointer is to a value of its kind, and PLIM_OK says that the parts are
        // written.
        unsafe {
            ok(plim_fingerprint(self.region(), parts.as_mut_ptr()));
            manifest.fingerprints = parts.as_ptr();
            plim_control_arm(&mut self.control, &manifest, 1000, 1, ptr::null_mut())
        }
    }

    /// The terms of a parent that buys `qty` at 25.
    pub(crate) fn order(&self, client: u64, qty: u64) -> plim_new_parent {
        let mut terms = zeroed!(plim_new_parent);
        terms.account = self.account;
        terms.instrument = self.instrument;
        terms.strategy = self.strategy;
        (terms.generation, terms.side, terms.has_price, terms.price) = (1, 1, 1, 25);
        (terms.max_children, terms.max_sent, terms.max_refused) = (10, 10_000, 10);
        terms.client_id.low = client;
        terms.qty = qty;
        terms.max_notional = PLIM_NOTIONAL_MAX;
        terms
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        // SAFETY: it came from `Box::into_raw`, and no handle is used any more.
        drop(unsafe { Box::from_raw(self.room) });
    }
}
