//! The self-test: every control, fired once in memory of the caller's.
//!
//! Uses: `border`, `control`, `handle`, `inventory`, `status`, `text`. Used by: C programs.

use super::with;
use crate::border::{checked, outgoing};
use crate::handle::plim_control;
use crate::inventory::plim_control_id;
use crate::status::plim_status;
use crate::text::{self, Row};
use core::ffi::{c_char, c_void};
use core::ptr::NonNull;
use core::slice;
use plimsoll::{Control, Flaw, Nanos, Refusal, SelfTest};

/// How a control failed its test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum plim_flaw {
    /// It did not.
    PLIM_FLAW_NONE = 0,
    /// It let through what it is there to stop.
    PLIM_FLAW_LET_THROUGH = 1,
    /// It stopped what it has nothing against.
    PLIM_FLAW_STOPPED_ALL = 2,
    /// It stopped it, for another reason.
    PLIM_FLAW_OTHER_REFUSAL = 3,
    /// No alarm was raised.
    PLIM_FLAW_NO_ALARM = 4,
    /// The switch of the scope is not where it should be.
    PLIM_FLAW_OTHER_LEVEL = 5,
    /// An alarm was raised, or a switch thrown, for nothing.
    PLIM_FLAW_UNFOUNDED = 6,
    /// It was not counted.
    PLIM_FLAW_NOT_COUNTED = 7,
    /// The scene could not be arranged: what comes before the control is broken.
    PLIM_FLAW_NO_SCENE = 8,
    /// There is no test of it.
    PLIM_FLAW_UNTESTED = 9,
}

#[expect(clippy::indexing_slicing, reason = "only the compiler runs it")]
static FLAWS: [Row; 10] = {
    let flaws = [
        Flaw::LetThrough,
        Flaw::StoppedAll,
        Flaw::OtherRefusal,
        Flaw::NoAlarm,
        Flaw::OtherLevel,
        Flaw::Unfounded,
        Flaw::NotCounted,
        Flaw::NoScene,
        Flaw::Untested,
    ];
    let mut rows = [Row::new(plim_flaw::PLIM_FLAW_NONE as i32, "none"); 10];
    let mut row = 0;
    while row < flaws.len() {
        rows[row + 1] = Row::new(flaws[row] as i32, flaws[row].name());
        row += 1;
    }
    rows
};

/// Says a flaw in one word, as the operator's program prints it: "let_through"; "none" for
/// PLIM_FLAW_NONE.
///
/// @param flaw [in] a plim_flaw, or any other number.
/// @return static text that ends in NUL; "no_flaw" for a number that is none. Never NULL.
///
/// Thread: any, also in a signal handler. Never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn plim_flaw_text(flaw: i32) -> *const c_char {
    text::find(&[&FLAWS], flaw, c"no_flaw")
}

/// What a self-test has found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_self_test {
    /// Controls that there are.
    pub controls: u32,
    /// Controls that did what they are for.
    pub passed: u32,
    /// The first that did not, a plim_control_id; PLIM_CONTROL_NONE where all passed.
    pub control: u32,
    /// How it failed, a plim_flaw; PLIM_FLAW_NONE where all passed.
    pub flaw: u32,
    /// The refusal that was to come; PLIM_OK where none was.
    pub expected: plim_status,
    /// The refusal that came; PLIM_OK where none did.
    pub found: plim_status,
}

impl plim_self_test {
    fn from_core(test: &SelfTest) -> plim_self_test {
        let status = |refusal: Option<Refusal>| refusal.map_or(plim_status::PLIM_OK, Into::into);
        let failure = test.first_failure;
        let none = plim_control_id::PLIM_CONTROL_NONE as u32;
        plim_self_test {
            controls: test.controls,
            passed: test.passed,
            control: failure.map_or(none, |failure| failure.control as u32),
            flaw: failure.map_or(plim_flaw::PLIM_FLAW_NONE as u32, |failure| failure.flaw as u32),
            expected: status(failure.and_then(|failure| failure.expected)),
            found: status(failure.and_then(|failure| failure.found)),
        }
    }
}

/// Says how much scratch memory plim_control_self_test needs.
///
/// @return bytes.
///
/// Thread: any, also in a signal handler. Never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn plim_self_test_bytes() -> usize {
    Control::self_test_bytes()
}

/// Whether the first bytes that a test writes lie in the storage of the handle that it is called
/// by.
fn is_handle(scratch: NonNull<u8>, control: *mut plim_control) -> bool {
    let (from, handle) = (scratch.addr().get(), control.addr());
    let after = |begin: usize, bytes: usize| begin.saturating_add(bytes);
    from < after(handle, size_of::<plim_control>())
        && after(from, Control::self_test_bytes()) > handle
}

/// Fires every control once in scratch memory, and writes the date and the result of each into the
/// region: see plim_controls. Trading goes on; nothing of it is touched. What is tested is the code
/// that runs here, with limits of the test's own.
///
/// The scratch memory is overwritten, and holds no region afterwards. It must be no part of the
/// region's memory: that is found out where both have addresses of the same mapping. Memory that is
/// mapped twice in this process, or part of another region past its beginning, cannot be told from
/// any other: keeping it out is the caller's duty.
///
/// @param control [in,out] from plim_control_open; not NULL.
/// @param scratch [in,out] aligned to PLIM_LINE bytes; not NULL; nobody else uses it now. It may
///                         hold anything but a region.
/// @param bytes   [in]     how long it is: at least what plim_self_test_bytes says.
/// @param now     [in]     nanoseconds on the caller's steady clock; it is only written down.
/// @param out     [out]    what was found; written only on PLIM_OK, also where a control failed;
///                         not NULL.
/// @return PLIM_OK; PLIM_E_TOO_SHORT; PLIM_E_UNALIGNED; PLIM_E_ALREADY_FORMATTED, where the scratch
///         memory holds a region, or is part of this one or of `control`; or see plim_status. Then
///         nothing was tested, and the scratch memory is as it was.
///
/// Thread: one at a time. It takes some milliseconds. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_control_self_test(
    control: *mut plim_control,
    scratch: *mut c_void,
    bytes: usize,
    now: u64,
    out: *mut plim_self_test,
) -> plim_status {
    let scratch = checked(scratch.cast::<u8>());
    // SAFETY: the caller's duty: `out` is writable.
    let out = unsafe { outgoing(out) };
    let test = |inside: &mut Control<'static>| {
        let (scratch, out) = (scratch?, out?);
        inside.check_scratch(scratch.addr().get(), bytes, Nanos(now))?;
        if is_handle(scratch, control) {
            return Err(plim_status::PLIM_E_ALREADY_FORMATTED);
        }
        let needed = Control::self_test_bytes();
        // SAFETY: there are at least so many bytes, none of them the region's or the handle's; the
        // caller's duty: they are readable and writable, and nobody else uses them.
        let scratch = unsafe { slice::from_raw_parts_mut(scratch.as_ptr(), needed) };
        out.write(plim_self_test::from_core(&inside.self_test(scratch, Nanos(now))?));
        Ok(())
    };
    // SAFETY: the caller's duty: `control` is a control handle's storage.
    unsafe { with(control, test) }
}
