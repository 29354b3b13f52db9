//! An order's life through the C functions, short enough for miri.

use super::{Desk, ok, zeroed};
use crate::audit::{plim_audit, plim_audit_result, plim_finding};
use crate::child::{plim_new_child, plim_request_cancel, plim_route, plim_sent};
use crate::event::{plim_event, plim_events_open, plim_events_read};
use crate::handle::{plim_children, plim_events};
use crate::id::{plim_child_from_text, plim_child_id, plim_child_text};
use crate::order::plim_admit;
use crate::report::{plim_outcome, plim_report, plim_venue_report};
use crate::status::{plim_breach, plim_status};
use crate::stop::{plim_escaped, plim_escaped_child, plim_kill, plim_receipt};
use crate::view::{plim_children_next, plim_children_open, plim_parent_view, plim_view_parent};
use core::mem::MaybeUninit;

/// Routes a child of `qty`, and says that it was sent.
fn route(desk: &mut Desk, parent: u64, qty: u64) -> plim_child_id {
    let mut terms = zeroed!(plim_new_child);
    (terms.parent, terms.venue, terms.qty, terms.price) = (parent, desk.venue, qty, 25);
    let mut child = 0;
    // SAFETY: every pointer is to a value of its kind.
    unsafe {
        ok(plim_route(&mut desk.lane, &terms, 1, &mut child));
        ok(plim_sent(&mut desk.lane, child, 1));
    }
    child
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

fn trade(child: u64, exec: u64, qty: u64) -> plim_venue_report {
    let mut report = zeroed!(plim_venue_report);
    (report.child, report.exec_type, report.exec_id.low) = (child, 3, exec);
    (report.last_qty, report.last_px) = (qty, 25);
    report
}

fn admit(desk: &mut Desk, qty: u64) -> u64 {
    let terms = desk.order(qty, qty);
    let mut parent = 0;
    // SAFETY: every pointer is to a value of its kind.
    unsafe { ok(plim_admit(&mut desk.lane, &terms, 1, &mut parent)) };
    parent
}

fn view(desk: &mut Desk, parent: u64) -> plim_parent_view {
    let mut view = MaybeUninit::uninit();
    // SAFETY: every pointer is to a value of its kind, and PLIM_OK says that the view is written.
    unsafe {
        ok(plim_view_parent(desk.region(), parent, view.as_mut_ptr()));
        view.assume_init()
    }
}

#[test]
fn an_order_is_routed_filled_and_ended() {
    let mut desk = Desk::open();
    let parent = admit(&mut desk, 100);
    let child = route(&mut desk, parent, 60);
    assert_eq!(view(&mut desk, parent).headroom, 40);
    assert_eq!(book(&mut desk, &trade(child, 1, 60)).breach, plim_breach::PLIM_B_NONE);
    assert_eq!(book(&mut desk, &trade(child, 1, 60)).duplicate, 1);
    let last = route(&mut desk, parent, 40);
    assert_eq!(book(&mut desk, &trade(last, 1, 40)).parent_done, 1);
    let mut found = MaybeUninit::<plim_audit_result>::uninit();
    // SAFETY: every pointer is to a value of its kind, and PLIM_OK says that the result is written.
    let found = unsafe {
        ok(plim_audit(desk.region(), found.as_mut_ptr()));
        found.assume_init()
    };
    assert_eq!(found.finding, plim_finding::PLIM_FINDING_NONE);
    assert_eq!((found.parents, found.children, found.executions), (1, 2, 2));
}

#[test]
fn a_report_past_counting_is_booked_as_a_breach() {
    let mut desk = Desk::open();
    let parent = admit(&mut desk, 100);
    let child = route(&mut desk, parent, 60);
    let mut report = trade(child, 1, 10);
    (report.has_leaves_qty, report.leaves_qty) = (1, u64::MAX);
    let outcome = book(&mut desk, &report);
    assert_ne!(outcome.breach, plim_breach::PLIM_B_NONE);
    assert_eq!(view(&mut desk, parent).executed, 10);
    let outcome = book(&mut desk, &trade(child, 2, u64::MAX));
    assert_eq!(outcome.breach, plim_breach::PLIM_B_OVERFILL);
    // A value that is not given is not looked at.
    let mut report = zeroed!(plim_venue_report);
    (report.child, report.exec_type, report.leaves_qty) = (child, 17, u64::MAX);
    assert_eq!(book(&mut desk, &report).breach, plim_breach::PLIM_B_NONE);
}

#[test]
fn walks_readers_receipts_and_text() {
    let mut desk = Desk::open();
    let parent = admit(&mut desk, 100);
    let child = route(&mut desk, parent, 60);
    let mut walk = MaybeUninit::<plim_children>::uninit();
    let mut children = [0; 3];
    let mut count = 9;
    let mut reader = MaybeUninit::<plim_events>::uninit();
    let mut events = [const { MaybeUninit::<plim_event>::uninit() }; 8];
    let mut missed = 9;
    let mut receipt = zeroed!(plim_receipt);
    let mut cursor = 0;
    let mut escaped = [plim_escaped_child { child: 0, in_doubt: 9, reserved: 9 }; 2];
    let mut text = [0; 21];
    let mut back = 0;
    // SAFETY: every pointer is to a value, or storage, of its kind, and every length is right.
    unsafe {
        ok(plim_children_open(desk.region(), parent, walk.as_mut_ptr()));
        ok(plim_children_next(walk.as_mut_ptr(), children.as_mut_ptr(), 3, &mut count));
        assert_eq!((count, children), (1, [child, 0, 0]));
        ok(plim_events_open(desk.region(), 0, reader.as_mut_ptr()));
        let out = events.as_mut_ptr().cast();
        ok(plim_events_read(reader.as_mut_ptr(), out, 8, &mut count, &mut missed));
        assert_eq!((count, missed), (3, 0));
        ok(plim_kill(desk.region(), 0, 0, 1, 1, &mut receipt));
        let (receipt, out) = (&raw const receipt, escaped.as_mut_ptr());
        ok(plim_escaped(desk.region(), receipt, &mut cursor, out, 2, &mut count));
        assert_eq!((count, escaped[0].child, escaped[0].in_doubt), (1, child, 0));
        ok(plim_child_text(child, text.as_mut_ptr(), 21));
        ok(plim_child_from_text(text.as_ptr(), 14, &mut back));
        assert_eq!(back, child);
    }
}

#[test]
fn nothing_is_written_where_something_is_refused() {
    let mut desk = Desk::open();
    let parent = admit(&mut desk, 100);
    let mut terms = zeroed!(plim_new_child);
    (terms.parent, terms.venue, terms.qty, terms.price) = (parent, desk.venue, 101, 25);
    let mut child = 77;
    // SAFETY: every pointer is to a value of its kind.
    unsafe {
        let status = plim_route(&mut desk.lane, &terms, 1, &mut child);
        assert_eq!((status, child), (plim_status::PLIM_E_EXCEEDS_HEADROOM, 77));
        let mut request = MaybeUninit::uninit();
        let status = plim_request_cancel(&mut desk.lane, 5, 1, request.as_mut_ptr());
        assert_eq!(status, plim_status::PLIM_E_UNKNOWN_CHILD);
    }
}
