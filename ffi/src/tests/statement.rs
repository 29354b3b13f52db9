//! Busts, statements and positions through the C functions, short enough for miri.

use super::{Desk, ok, zeroed};
use crate::child::{plim_new_child, plim_route, plim_sent};
use crate::control::statement::*;
use crate::id::{plim_child_id, plim_exec_id, plim_exec_id_from_text};
use crate::order::plim_admit;
use crate::report::{plim_outcome, plim_report, plim_venue_report};
use crate::status::{plim_breach, plim_status};
use crate::view::{plim_child_view, plim_view_child};
use core::mem::MaybeUninit;

/// A child of 60 that was sent.
fn child(desk: &mut Desk) -> plim_child_id {
    let terms = desk.order(1, 100);
    let (mut parent, mut child) = (0, 0);
    let mut order = zeroed!(plim_new_child);
    (order.venue, order.qty, order.price) = (desk.venue, 60, 25);
    // SAFETY: every pointer is to a value of its kind.
    unsafe {
        ok(plim_admit(&mut desk.lane, &terms, 1, &mut parent));
        order.parent = parent;
        ok(plim_route(&mut desk.lane, &order, 1, &mut child));
        ok(plim_sent(&mut desk.lane, child, 1));
    }
    child
}

fn view(desk: &mut Desk, child: plim_child_id) -> plim_child_view {
    let mut view = MaybeUninit::uninit();
    // SAFETY: every pointer is to a value of its kind, and PLIM_OK says that the view is written.
    unsafe {
        ok(plim_view_child(desk.region(), child, view.as_mut_ptr()));
        view.assume_init()
    }
}

fn book(desk: &mut Desk, report: &plim_venue_report) -> plim_outcome {
    let mut outcome = MaybeUninit::uninit();
    // SAFETY: every pointer is to a value of its kind, and PLIM_OK says that the outcome is
    // written.
    unsafe {
        ok(plim_report(&mut desk.lane, report, 1, outcome.as_mut_ptr()));
        outcome.assume_init()
    }
}

#[test]
fn an_execution_is_busted_by_its_reference() {
    let mut desk = Desk::open();
    let child = child(&mut desk);
    let mut report = zeroed!(plim_venue_report);
    (report.child, report.exec_type, report.exec_id.high) = (child, 3, 7);
    (report.last_qty, report.last_px) = (20, 25);
    book(&mut desk, &report);
    (report.exec_type, report.exec_id.low, report.last_qty) = (16, 1, 0);
    // A reference that is not given is not looked at.
    report.exec_ref.high = 7;
    assert_eq!(book(&mut desk, &report).breach, plim_breach::PLIM_B_IMPOSSIBLE_REPORT);
    assert_eq!(view(&mut desk, child).cum_qty, 20);
    report.has_exec_ref = 1;
    assert_eq!(book(&mut desk, &report).breach, plim_breach::PLIM_B_NONE);
    assert_eq!(view(&mut desk, child).cum_qty, 0);
}

#[test]
fn a_statement_is_inferred_until_it_is_reported() {
    let mut desk = Desk::open();
    let child = child(&mut desk);
    let mut report = zeroed!(plim_venue_report);
    (report.child, report.exec_type, report.ord_status) = (child, 17, 2);
    (report.has_cum_qty, report.cum_qty) = (1, 20);
    let mut outcome = MaybeUninit::<plim_outcome>::uninit();
    let mut found = MaybeUninit::<plim_mass_status>::uninit();
    // SAFETY: every pointer is to a value of its kind, and PLIM_OK says that the output is written.
    let found = unsafe {
        let control = &raw mut desk.control;
        ok(plim_control_begin_mass_status(control, desk.venue, 1));
        ok(plim_control_status(control, &report, 1, outcome.as_mut_ptr()));
        assert_eq!(outcome.assume_init().child, child);
        ok(plim_control_end_mass_status(control, desk.venue, 1, found.as_mut_ptr()));
        found.assume_init()
    };
    assert_eq!((found.mentioned, found.absent, found.is_up), (1, 0, 1));
    assert_eq!((view(&mut desk, child).cum_qty, view(&mut desk, child).inferred_qty), (20, 20));
    let mut check = MaybeUninit::<plim_position_check>::uninit();
    (report.exec_type, report.exec_id.low, report.last_qty, report.last_px) = (3, 1, 20, 25);
    let (account, instrument) = (desk.account, desk.instrument);
    // SAFETY: every pointer is to a value of its kind, and PLIM_OK says that the output is written.
    let check = unsafe {
        let control = &raw mut desk.control;
        ok(plim_control_drop_copy(control, &report, 1, outcome.as_mut_ptr()));
        let asked = plim_control_prove_cooled(control, child, 1);
        assert_eq!(asked, plim_status::PLIM_E_NOTHING_TO_CHANGE);
        let mut count = 7;
        ok(plim_control_prove_heard(control, desk.venue, 1, 1, &raw mut count));
        assert_eq!(count, 0);
        let asked = plim_control_prove_heard(control, 99, 1, 1, &raw mut count);
        assert_eq!((asked, count), (plim_status::PLIM_E_UNKNOWN_VENUE, 0));
        let place = check.as_mut_ptr();
        ok(plim_control_check_position(control, account, instrument, 20, 0, 1, place));
        check.assume_init()
    };
    assert_eq!((check.bought, check.sold, check.agrees), (20, 0, 1));
    book(&mut desk, &report);
    assert_eq!((view(&mut desk, child).cum_qty, view(&mut desk, child).inferred_qty), (20, 0));
}

#[test]
fn a_text_of_any_length_has_an_id() {
    let id = |text: &str| {
        let mut exec = MaybeUninit::<plim_exec_id>::uninit();
        // SAFETY: the text has as many bytes, and PLIM_OK says that the id is written.
        unsafe {
            ok(plim_exec_id_from_text(text.as_ptr().cast(), text.len(), exec.as_mut_ptr()));
            exec.assume_init()
        }
    };
    assert_eq!(id("E1"), plim_exec_id { high: 2 << 56, low: u64::from(b'E') << 8 | 0x31 });
    let long = "an ExecID of more bytes than an id has";
    assert_eq!(id(long).high >> 56, 0x80);
    assert_ne!(id(long), id(&long[1..]));
}
