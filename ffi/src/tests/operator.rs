//! Manifests, resets, registries and journals through the C functions, short enough for miri.

use super::{Desk, Room, ok, zeroed};
use crate::control::arm::{plim_control_arm, plim_control_disarm, plim_difference, plim_manifest};
use crate::control::reset::{
    plim_control_confirm_reset, plim_control_request_reset, plim_reset_request, plim_reset_ticket,
};
use crate::event::plim_event;
use crate::fingerprint::{plim_field, plim_fingerprint, plim_fingerprint_parts};
use crate::handle::{plim_journal, plim_region};
use crate::id::plim_key;
use crate::journal::{plim_journal_end, plim_journal_keep, plim_journal_open, plim_journal_read};
use crate::level::{plim_cause, plim_restrict, plim_view_level};
use crate::order::plim_admit;
use crate::region::{plim_config, plim_config_small};
use crate::registry::{plim_format_with_registry, plim_registry_entries, plim_registry_entry};
use crate::status::plim_status as E;
use core::mem::MaybeUninit;
use core::ptr;

fn fingerprint(desk: &mut Desk) -> plim_fingerprint_parts {
    let mut parts = MaybeUninit::uninit();
    // SAFETY: every pointer is to a value of its kind, and PLIM_OK says that the parts are written.
    unsafe {
        ok(plim_fingerprint(desk.region(), parts.as_mut_ptr()));
        parts.assume_init()
    }
}

#[test]
fn a_refused_manifest_says_what_differs() {
    let mut desk = Desk::open();
    let here = fingerprint(&mut desk);
    let others = [
        plim_fingerprint_parts { limits: here.limits ^ 1, ..here },
        plim_fingerprint_parts { limits: 0, build: 0, ..here },
    ];
    let mut manifest = zeroed!(plim_manifest);
    (manifest.fingerprints, manifest.fingerprint_count) = (others.as_ptr(), 2);
    manifest.lease = 1000;
    let mut difference = MaybeUninit::<plim_difference>::uninit();
    // SAFETY: every pointer is to a value of its kind; the core's refusal writes the difference.
    let difference = unsafe {
        ok(plim_control_disarm(&mut desk.control, 1));
        let out = difference.as_mut_ptr();
        let status = plim_control_arm(&mut desk.control, &manifest, 9, 1, out);
        assert_eq!(status, E::PLIM_E_WRONG_FINGERPRINT);
        difference.assume_init()
    };
    assert_eq!(difference.field, plim_field::PLIM_FIELD_LIMITS);
    assert_eq!((difference.expected, difference.found), (here.limits ^ 1, here.limits));
    ok(desk.arm_for(1));
    assert_eq!(desk.arm_for(1), E::PLIM_E_NOTHING_TO_CHANGE);
}

#[test]
fn two_persons_open_what_was_stopped() {
    let mut desk = Desk::open();
    let mut cause = zeroed!(plim_cause);
    cause.reason = 7;
    let mut request = zeroed!(plim_reset_request);
    (request.scope, request.key.low) = (3, 11);
    let mut ticket = MaybeUninit::<plim_reset_ticket>::uninit();
    let mut level = 9;
    let second = plim_key { high: 0, low: 22 };
    // SAFETY: every pointer is to a value of its kind, and PLIM_OK says that outputs are written.
    unsafe {
        ok(plim_restrict(desk.region(), 3, 0, 4, &cause, ptr::null_mut()));
        ok(plim_view_level(desk.region(), 3, 0, &mut level));
        assert_eq!(level, 4);
        let control = &raw mut desk.control;
        ok(plim_control_request_reset(control, &request, 1, ticket.as_mut_ptr()));
        let nonce = ticket.assume_init().nonce;
        let parts = fingerprint(&mut desk);
        let control = &raw mut desk.control;
        ok(plim_control_confirm_reset(control, nonce, &second, &parts, 1));
        ok(plim_view_level(desk.region(), 3, 0, &mut level));
    }
    assert_eq!(level, 0);
}

#[test]
fn a_journal_is_kept_and_ended() {
    let mut desk = Desk::open();
    let terms = desk.order(1, 10);
    let mut journal = MaybeUninit::<plim_journal>::uninit();
    let mut events = [const { MaybeUninit::<plim_event>::uninit() }; 4];
    let (mut parent, mut count, mut missed) = (0, 9, 9);
    // SAFETY: every pointer is to a value, or storage, of its kind, and every length is right.
    unsafe {
        let journal = journal.as_mut_ptr();
        ok(plim_journal_open(desk.region(), 0, journal));
        ok(plim_admit(&mut desk.lane, &terms, 1, &mut parent));
        let out = events.as_mut_ptr().cast();
        ok(plim_journal_read(journal, out, 4, &mut count, &mut missed));
        assert_eq!((count, missed), (1, 0));
        ok(plim_journal_keep(journal));
        ok(plim_journal_end(journal));
        assert_eq!(plim_journal_end(journal), E::PLIM_E_HANDLE);
    }
}

#[test]
fn a_registry_goes_in_and_comes_out() {
    let codes = [
        plim_registry_entry { kind: 1, code: 1000, generation: 3, retired: 0 },
        plim_registry_entry { kind: 2, code: 8, generation: 1, retired: 1 },
    ];
    let blank = plim_registry_entry { kind: 0, code: 0, generation: 0, retired: 0 };
    let (mut read, mut cursor, mut count) = ([blank; 3], 0, 9);
    let room = Box::into_raw(Box::new(Room([0; 64 * 1024])));
    let mut region = plim_region { opaque: [0; 48] };
    let mut config = zeroed!(plim_config);
    // SAFETY: every pointer is to a value of its kind; the room outlives the region.
    unsafe {
        ok(plim_config_small(&mut config));
        let (bytes, first) = (size_of::<Room>(), codes.as_ptr());
        let region = &raw mut region;
        ok(plim_format_with_registry(room.cast(), bytes, &config, first, 2, region));
        ok(plim_registry_entries(region, &mut cursor, read.as_mut_ptr(), 3, &mut count));
        drop(Box::from_raw(room));
    }
    assert_eq!((count, cursor, [read[0], read[1]]), (2, 2, codes));
}
