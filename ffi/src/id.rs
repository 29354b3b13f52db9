//! Ids, and their text for a wire or a log.
//!
//! Law: what a program reads back is exactly the id that was written, or PLIM_E_TEXT.
//!
//! Uses: `border`, `status`, `version`. Used by: every room.

use crate::border::{Field, Out, OutArray, array, by_field, outgoing, outgoing_array, plain};
use crate::status::{answer, plim_status};
use core::ffi::c_char;
use core::str;
use plimsoll::{ChildId, ClientId, ExecId, IdText, ParentId, RequestId};

/// An account, from plim_control_define_account.
pub type plim_account_id = u32;
/// An instrument, from plim_control_define_instrument.
pub type plim_instrument_id = u32;
/// A venue, from plim_control_define_venue.
pub type plim_venue_id = u32;
/// A strategy, from plim_control_define_strategy: its code, the same on every server.
pub type plim_strategy_id = u32;
/// A client, a trader or a desk, from plim_control_define_party.
pub type plim_party_id = u32;
/// A program that must be listening, from plim_control_define_monitor.
pub type plim_monitor_id = u32;
/// A parent order, from plim_admit. Never 0, and never used for another parent.
pub type plim_parent_id = u64;
/// A child order, from plim_route, through all its replaces. Never 0, and never used for another
/// child.
pub type plim_child_id = u64;

/// An account's own name for a parent (FIX 11 of the upstream order), exact to 128 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_client_id {
    /// The upper 64 bits.
    pub high: u64,
    /// The lower 64 bits.
    pub low: u64,
}

/// A venue's name for an execution (FIX 17 ExecID), exact to 128 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_exec_id {
    /// The upper 64 bits.
    pub high: u64,
    /// The lower 64 bits.
    pub low: u64,
}

impl Field for plim_exec_id {
    by_field!(high, low);
}

/// A person's key for resets, 128 bits that only that person knows. Not zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_key {
    /// The upper 64 bits.
    pub high: u64,
    /// The lower 64 bits.
    pub low: u64,
}

impl plim_key {
    pub(crate) const fn to_core(self) -> u128 {
        join(self.high, self.low)
    }
}

/// A cancel or replace request on a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_request_id {
    /// The child that is to change.
    pub child: plim_child_id,
    /// 1 to 65535, in the order in which the child's requests were made: what
    /// plim_venue_report.request names.
    pub number: u16,
    /// Zero.
    pub reserved: [u16; 3],
}

const fn join(high: u64, low: u64) -> u128 {
    (high as u128) << 64 | low as u128
}

const fn split(bits: u128) -> (u64, u64) {
    ((bits >> 64) as u64, bits as u64)
}

impl From<plim_client_id> for ClientId {
    fn from(id: plim_client_id) -> ClientId {
        ClientId(join(id.high, id.low))
    }
}

impl From<ClientId> for plim_client_id {
    fn from(id: ClientId) -> plim_client_id {
        let (high, low) = split(id.0);
        plim_client_id { high, low }
    }
}

impl From<plim_exec_id> for ExecId {
    fn from(id: plim_exec_id) -> ExecId {
        ExecId(join(id.high, id.low))
    }
}

impl From<ExecId> for plim_exec_id {
    fn from(id: ExecId) -> plim_exec_id {
        let (high, low) = split(id.0);
        plim_exec_id { high, low }
    }
}

impl From<RequestId> for plim_request_id {
    fn from(id: RequestId) -> plim_request_id {
        plim_request_id { child: id.child.to_bits(), number: id.number, reserved: [0; 3] }
    }
}

/// Writes `word` and its NUL, or nothing.
fn write_text(word: &IdText, mut out: OutArray<u8>) -> Result<(), plim_status> {
    if out.room() <= word.len() {
        return Err(plim_status::PLIM_E_CAPACITY);
    }
    for byte in word.bytes() {
        out.push(byte);
    }
    out.push(0);
    Ok(())
}

/// Reads an id from text.
///
/// # Safety
///
/// Where it is not NULL, `text` must lead to `length` readable bytes.
unsafe fn read_text<T>(
    text: *const c_char,
    length: usize,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<T, plim_status> {
    // SAFETY: the caller vouches for the text.
    let bytes = unsafe { array(text.cast::<u8>(), length) }?;
    if bytes.len() > plimsoll::TEXT_MAX {
        return Err(plim_status::PLIM_E_TEXT);
    }
    let mut copy = [0u8; plimsoll::TEXT_MAX];
    for (to, from) in copy.iter_mut().zip(bytes) {
        *to = *from;
    }
    let copy = copy.get(..length).unwrap_or_default();
    let text = str::from_utf8(copy).map_err(|_| plim_status::PLIM_E_TEXT)?;
    read(text).ok_or(plim_status::PLIM_E_TEXT)
}

/// Writes a child's id as text: the 14 characters of FIX 11 ClOrdID, with a check character.
///
/// @param child    [in]  from plim_route.
/// @param text     [out] the text and its NUL; written only on PLIM_OK; not NULL.
/// @param capacity [in]  how many characters `text` has room for: 15, or PLIM_TEXT_SIZE for any id.
/// @return PLIM_OK; PLIM_E_NULL; PLIM_E_CAPACITY.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plim_child_text(
    child: plim_child_id,
    text: *mut c_char,
    capacity: usize,
) -> plim_status {
    // SAFETY: the caller's duty: `text` has room for `capacity` characters.
    let out = unsafe { outgoing_array(text.cast::<u8>(), capacity) };
    answer(out.and_then(|out| write_text(&ChildId::from_bits(child).to_text(), out)))
}

/// Reads a child's id from text that plim_child_text wrote.
///
/// @param text   [in]  need not end in NUL; not NULL.
/// @param length [in]  how many characters it has.
/// @param child  [out] the id; written only on PLIM_OK; not NULL. It may name no child of this
///                     region.
/// @return PLIM_OK; PLIM_E_NULL; PLIM_E_ALIGN; PLIM_E_TEXT.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plim_child_from_text(
    text: *const c_char,
    length: usize,
    child: *mut plim_child_id,
) -> plim_status {
    // SAFETY: the caller's duty: `text` has `length` characters.
    let id = unsafe { read_text(text, length, ChildId::from_text) };
    // SAFETY: the caller's duty: `child` is writable.
    let out = unsafe { outgoing(child) };
    put(id.map(ChildId::to_bits), out)
}

/// Writes a parent's id as text: 14 characters with a check character.
///
/// @param parent   [in]  from plim_admit.
/// @param text     [out] the text and its NUL; written only on PLIM_OK; not NULL.
/// @param capacity [in]  how many characters `text` has room for: 15, or PLIM_TEXT_SIZE for any id.
/// @return PLIM_OK; PLIM_E_NULL; PLIM_E_CAPACITY.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plim_parent_text(
    parent: plim_parent_id,
    text: *mut c_char,
    capacity: usize,
) -> plim_status {
    // SAFETY: the caller's duty: `text` has room for `capacity` characters.
    let out = unsafe { outgoing_array(text.cast::<u8>(), capacity) };
    answer(out.and_then(|out| write_text(&ParentId::from_bits(parent).to_text(), out)))
}

/// Reads a parent's id from text that plim_parent_text wrote.
///
/// @param text   [in]  need not end in NUL; not NULL.
/// @param length [in]  how many characters it has.
/// @param parent [out] the id; written only on PLIM_OK; not NULL. It may name no parent of this
///                     region.
/// @return PLIM_OK; PLIM_E_NULL; PLIM_E_ALIGN; PLIM_E_TEXT.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plim_parent_from_text(
    text: *const c_char,
    length: usize,
    parent: *mut plim_parent_id,
) -> plim_status {
    // SAFETY: the caller's duty: `text` has `length` characters.
    let id = unsafe { read_text(text, length, ParentId::from_text) };
    // SAFETY: the caller's duty: `parent` is writable.
    let out = unsafe { outgoing(parent) };
    put(id.map(ParentId::to_bits), out)
}

/// Writes a request's id as text: the child's 14 characters, a dot and the number; at most 20
/// characters.
///
/// @param request  [in]  from plim_request_cancel or plim_request_replace; not NULL.
/// @param text     [out] the text and its NUL; written only on PLIM_OK; not NULL.
/// @param capacity [in]  how many characters `text` has room for: PLIM_TEXT_SIZE for any.
/// @return PLIM_OK; PLIM_E_NULL; PLIM_E_ALIGN; PLIM_E_RESERVED; PLIM_E_CAPACITY.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plim_request_text(
    request: *const plim_request_id,
    text: *mut c_char,
    capacity: usize,
) -> plim_status {
    // SAFETY: the caller's duty: `request` is readable.
    let request = unsafe { plain(request) };
    // SAFETY: the caller's duty: `text` has room for `capacity` characters.
    let out = unsafe { outgoing_array(text.cast::<u8>(), capacity) };
    answer(request.and_then(|request| {
        if request.reserved != [0; 3] {
            return Err(plim_status::PLIM_E_RESERVED);
        }
        let id = RequestId { child: ChildId::from_bits(request.child), number: request.number };
        write_text(&id.to_text(), out?)
    }))
}

/// Reads a request's id from text that plim_request_text wrote.
///
/// @param text    [in]  need not end in NUL; not NULL.
/// @param length  [in]  how many characters it has.
/// @param request [out] the id; written only on PLIM_OK; not NULL. It may name no request of this
///                      region.
/// @return PLIM_OK; PLIM_E_NULL; PLIM_E_ALIGN; PLIM_E_TEXT.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plim_request_from_text(
    text: *const c_char,
    length: usize,
    request: *mut plim_request_id,
) -> plim_status {
    // SAFETY: the caller's duty: `text` has `length` characters.
    let id = unsafe { read_text(text, length, RequestId::from_text) };
    // SAFETY: the caller's duty: `request` is writable.
    let out = unsafe { outgoing(request) };
    put(id.map(plim_request_id::from), out)
}

/// Makes the 128 bits that stand for a venue's ExecID, however long it is: exact for up to 15
/// bytes; for more, 120 bits of a hash under a top byte that no exact one has.
///
/// Two executions of a child with one id count as one, so the text must never be cut short. Of n
/// long texts two share an id with odds of about n * n in 2^121: of a thousand million, one in
/// 10^18. That holds for whatever a venue numbers by, not against somebody who chooses the texts:
/// the hash (SipHash-2-4) has a fixed key that is no secret. Should it ever happen, the venue's
/// CumQty shows it: PLIM_ALARM_CUM_QTY_GAP, PLIM_ALARM_CUM_QTY_DISAGREES.
///
/// @param text   [in]  UTF-8, need not end in NUL; not NULL. Nobody may write it meanwhile.
/// @param length [in]  how many bytes it has: any number.
/// @param exec   [out] the id; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_NULL; PLIM_E_ALIGN; PLIM_E_TEXT, if it is not UTF-8; PLIM_E_CAPACITY, if
///         no text can be so long.
///
/// Thread: any. Its time grows with the text. Never allocates, never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plim_exec_id_from_text(
    text: *const c_char,
    length: usize,
    exec: *mut plim_exec_id,
) -> plim_status {
    // SAFETY: the caller's duty: `text` has `length` bytes, which nobody writes until this returns.
    let bytes = unsafe { array(text.cast::<u8>(), length) };
    let text = bytes.and_then(|bytes| str::from_utf8(bytes).map_err(|_| plim_status::PLIM_E_TEXT));
    let id = text.map(ExecId::of_text);
    // SAFETY: the caller's duty: `exec` is writable.
    let out = unsafe { outgoing(exec) };
    put(id.map(plim_exec_id::from), out)
}

/// Makes the 128 bits that stand for an account's own name for a parent: exact for up to 15
/// characters.
///
/// @param text   [in]  UTF-8, need not end in NUL; not NULL.
/// @param length [in]  how many bytes it has: 0 to 15.
/// @param client [out] the id; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_NULL; PLIM_E_ALIGN; PLIM_E_TEXT.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plim_client_id_from_text(
    text: *const c_char,
    length: usize,
    client: *mut plim_client_id,
) -> plim_status {
    // SAFETY: the caller's duty: `text` has `length` characters.
    let id = unsafe { read_text(text, length, ClientId::from_text) };
    // SAFETY: the caller's duty: `client` is writable.
    let out = unsafe { outgoing(client) };
    put(id.map(plim_client_id::from), out)
}

/// Writes what was read, if it was.
fn put<T>(value: Result<T, plim_status>, out: Result<Out<T>, plim_status>) -> plim_status {
    answer(value.and_then(|value| {
        out?.write(value);
        Ok(())
    }))
}
