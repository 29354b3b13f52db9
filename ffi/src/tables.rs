//! Tables as they stand: lanes, parents, parties and strategies.
//!
//! Uses: `border`, `handle`, `id`, `status`, `terms`. Used by: `inventory`, C programs.

use crate::border::{OutArray, outgoing, outgoing_array, plain};
use crate::handle::{Watch, plim_region, region_of};
use crate::id::{plim_parent_id, plim_party_id};
use crate::status::{answer, plim_status};
use crate::terms::plim_strategy_terms;
use plimsoll::Region;

/// A lane as whoever only looks sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_lane_view {
    /// Children that it has published, and replaces for more.
    pub published: u64,
    /// The latest time that its owner gave, in nanoseconds on the owner's clock.
    pub clock: u64,
    /// 1 if somebody holds it, else 0.
    pub claimed: u32,
    /// Zero.
    pub reserved: u32,
}

/// Looks at a lane.
///
/// @param region [in]  from plim_format or plim_attach; not NULL.
/// @param lane   [in]  which lane, from 0.
/// @param view   [out] written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_NO_SUCH_LANE; or a border status.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_view_lane(
    region: *const plim_region,
    lane: u32,
    view: *mut plim_lane_view,
) -> plim_status {
    // SAFETY: the caller's duty: `region` is a region handle's storage.
    let region = unsafe { region_of::<Watch>(region) };
    // SAFETY: the caller's duty: `view` is writable.
    let out = unsafe { outgoing(view) };
    answer(region.and_then(|region| {
        let out = out?;
        let found = region.lane_view(lane).ok_or(plim_status::PLIM_E_NO_SUCH_LANE)?;
        let (published, clock) = (found.published, found.clock.0);
        let claimed = u32::from(found.is_claimed);
        out.write(plim_lane_view { published, clock, claimed, reserved: 0 });
        Ok(())
    }))
}

/// A party that is defined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_party {
    /// Its id.
    pub party: plim_party_id,
    /// A plim_party_role.
    pub role: u32,
    /// The caller's own number for it.
    pub key: u64,
}

/// Fills an array from a cursor on by `next`, which moves the cursor.
///
/// # Safety
///
/// Where they are neither NULL nor misaligned, `cursor` and `count` must be writable, and `out`
/// have room for `capacity` elements.
pub(crate) unsafe fn list<T>(
    region: *const plim_region,
    cursor: *mut u32,
    (out, capacity): (*mut T, usize),
    count: *mut usize,
    fill: impl FnOnce(&Region<'static>, &mut u32, &mut OutArray<T>),
) -> plim_status {
    // SAFETY: the caller vouches for it.
    let region = unsafe { region_of::<Watch>(region) };
    // SAFETY: the caller vouches for it.
    let from = unsafe { plain(cursor.cast_const()) };
    // SAFETY: the caller vouches for it.
    let cursor = unsafe { outgoing(cursor) };
    // SAFETY: the caller vouches for it.
    let out = unsafe { outgoing_array(out, capacity) };
    // SAFETY: the caller vouches for it.
    let count = unsafe { outgoing(count) };
    answer(region.and_then(|region| {
        let (mut next, cursor, mut out, count) = (from?, cursor?, out?, count?);
        fill(&region, &mut next, &mut out);
        cursor.write(next);
        count.write(out.written());
        Ok(())
    }))
}

/// Writes what fits of a table that only grows.
pub(crate) fn fill_from<T>(
    table: impl Iterator<Item = T>,
    cursor: &mut u32,
    out: &mut OutArray<T>,
) {
    let skipped = usize::try_from(*cursor).unwrap_or(usize::MAX);
    for row in table.skip(skipped).take(out.room()) {
        out.push(row);
        *cursor = cursor.saturating_add(1);
    }
}

/// Lists the parents that are not retired. Begin with a cursor of 0 and call again until `count` is
/// 0. While lanes work, one that comes or goes meanwhile may be passed by.
///
/// @param region   [in]     from plim_format or plim_attach; not NULL.
/// @param cursor   [in,out] where to go on; moved only on PLIM_OK; not NULL.
/// @param out      [out]    the parents, `count` of them; not NULL.
/// @param capacity [in]     how many `out` has room for, at least 1.
/// @param count    [out]    how many were written; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_CAPACITY; or another border status.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_parent_entries(
    region: *const plim_region,
    cursor: *mut u32,
    out: *mut plim_parent_id,
    capacity: usize,
    count: *mut usize,
) -> plim_status {
    let fill = |region: &Region<'static>, cursor: &mut u32, out: &mut OutArray<plim_parent_id>| {
        while out.room() > 0
            && let Some(parent) = region.next_parent(cursor)
        {
            out.push(parent.to_bits());
        }
    };
    // SAFETY: the caller's duties are those of `list`.
    unsafe { list(region, cursor, (out, capacity), count, fill) }
}

/// Lists the parties that are defined, in order of their ids. Begin with a cursor of 0 and call
/// again until `count` is 0.
///
/// @param region   [in]     from plim_format or plim_attach; not NULL.
/// @param cursor   [in,out] where to go on; moved only on PLIM_OK; not NULL.
/// @param out      [out]    the parties, `count` of them; not NULL.
/// @param capacity [in]     how many `out` has room for, at least 1.
/// @param count    [out]    how many were written; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_CAPACITY; or another border status.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_party_entries(
    region: *const plim_region,
    cursor: *mut u32,
    out: *mut plim_party,
    capacity: usize,
    count: *mut usize,
) -> plim_status {
    let fill =
        |region: &Region<'static>, cursor: &mut u32, out: &mut OutArray<plim_party>| {
            let party = |(id, role, key): (plimsoll::PartyId, plimsoll::PartyRole, u64)| {
                plim_party { party: id.0, role: role as u32, key }
            };
            fill_from(region.parties().map(party), cursor, out);
        };
    // SAFETY: the caller's duties are those of `list`.
    unsafe { list(region, cursor, (out, capacity), count, fill) }
}

/// Lists the strategies that are defined, in the order of their definition; one that was retired
/// since has generation 0. Begin with a cursor of 0 and call again until `count` is 0.
///
/// @param region   [in]     from plim_format or plim_attach; not NULL.
/// @param cursor   [in,out] where to go on; moved only on PLIM_OK; not NULL.
/// @param out      [out]    their terms, `count` of them; not NULL.
/// @param capacity [in]     how many `out` has room for, at least 1.
/// @param count    [out]    how many were written; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_CAPACITY; or another border status.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_strategy_entries(
    region: *const plim_region,
    cursor: *mut u32,
    out: *mut plim_strategy_terms,
    capacity: usize,
    count: *mut usize,
) -> plim_status {
    let fill =
        |region: &Region<'static>, cursor: &mut u32, out: &mut OutArray<plim_strategy_terms>| {
            let terms = region.strategies().map(|terms| plim_strategy_terms::from_core(&terms));
            fill_from(terms, cursor, out);
        };
    // SAFETY: the caller's duties are those of `list`.
    unsafe { list(region, cursor, (out, capacity), count, fill) }
}
