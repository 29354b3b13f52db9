//! Handles: open, closed, forged, and with somebody inside.

use super::{Desk, ok};
use crate::handle::{enter, plim_lane};
use crate::lane::{plim_lane_close, plim_lane_index, plim_lane_open};
use crate::order::plim_hold;
use crate::status::plim_status as E;
use crate::stop::{plim_control_kill, plim_is_halted, plim_lane_kill};
use core::ptr;
use plimsoll::{Control, Lane};

#[test]
fn a_second_call_inside_is_refused_and_a_kill_is_not() {
    let mut desk = Desk::open();
    let mut halted = 0;
    // SAFETY: every pointer is to a value of its kind; both calls use the lane through one pointer.
    unsafe {
        let lane = &raw mut desk.lane;
        let inside = enter::<Lane>(lane).unwrap_or_else(|_| panic!());
        assert_eq!(plim_hold(lane, 1, 1), E::PLIM_E_BUSY);
        assert_eq!(plim_lane_close(lane), E::PLIM_E_BUSY);
        ok(plim_lane_kill(lane, 0, 0, 7, 1, ptr::null_mut()));
        drop(inside);
        assert_eq!(plim_hold(lane, 1, 1), E::PLIM_E_UNKNOWN_PARENT);

        let control = &raw mut desk.control;
        let inside = enter::<Control>(control).unwrap_or_else(|_| panic!());
        let account = u64::from(desk.account);
        ok(plim_control_kill(control, 1, account, 7, 1, ptr::null_mut()));
        drop(inside);
        ok(plim_is_halted(desk.region(), 1, account, &mut halted));
        assert_eq!(halted, 1);
    }
}

#[test]
fn a_handle_is_closed_once_and_may_be_opened_again() {
    let mut desk = Desk::open();
    let mut index = 9;
    // SAFETY: every pointer is to a value of its kind.
    unsafe {
        ok(plim_lane_close(&mut desk.lane));
        assert_eq!(plim_lane_close(&mut desk.lane), E::PLIM_E_HANDLE);
        assert_eq!(plim_lane_index(&mut desk.lane, &mut index), E::PLIM_E_HANDLE);
        assert_eq!(index, 9);
        ok(plim_lane_open(desk.region(), 0, &mut desk.lane));
        ok(plim_lane_index(&mut desk.lane, &mut index));
        assert_eq!(index, 0);
    }
}

#[test]
fn a_handle_may_be_moved_by_its_bytes() {
    let mut desk = Desk::open();
    let mut moved = Box::new(plim_lane { opaque: [0; 96] });
    let mut index = 9;
    // SAFETY: every pointer is to a value of its kind; the old bytes are not used again.
    unsafe {
        ptr::copy_nonoverlapping(&raw mut desk.lane, &raw mut *moved, 1);
        ok(plim_lane_index(&mut *moved, &mut index));
        ok(plim_lane_close(&mut *moved));
    }
    assert_eq!(index, 0);
}

#[test]
fn no_storage_is_taken_for_another_kind() {
    let mut desk = Desk::open();
    let mut index = 9;
    let mut blank = plim_lane { opaque: [u64::MAX; 96] };
    // SAFETY: the storage is as long as a lane's; what it holds is refused by its tag.
    unsafe {
        assert_eq!(plim_lane_index(&mut blank, &mut index), E::PLIM_E_HANDLE);
        let other = (&raw mut desk.control).cast::<plim_lane>();
        assert_eq!(plim_lane_index(other, &mut index), E::PLIM_E_HANDLE);
    }
}
