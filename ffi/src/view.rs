//! Views: parents and children as they stand, and the walk over a parent's children.
//!
//! Uses: `border`, `handle`, `id`, `order`, `state`, `status`. Used by: C programs.

use crate::border::{array_or_none, outgoing, outgoing_array, plain};
use crate::child::plim_time_in_force;
use crate::handle::{Watch, enter, plim_children, plim_region, region_of, vacant};
use crate::id::{
    plim_account_id, plim_child_id, plim_client_id, plim_instrument_id, plim_parent_id,
    plim_strategy_id, plim_venue_id,
};
use crate::order::{plim_parties, plim_side};
use crate::state::{plim_child_state, plim_parent_state};
use crate::status::{answer, plim_status};
use plimsoll::{AccountId, ChildId, ChildView, Children, ParentId, ParentView};

/// A parent as it stands. At rest, headroom + working + unknown + cooling + executed - overfill =
/// qty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_parent_view {
    /// Its id.
    pub id: plim_parent_id,
    /// The account's own name for it.
    pub client_id: plim_client_id,
    /// Its OrderQty, in units.
    pub qty: u64,
    /// Units executed, overfill and what is inferred included.
    pub executed: u64,
    /// Units of them that venues have stated and not reported.
    pub inferred: u64,
    /// Units reserved for children that work at a venue.
    pub working: u64,
    /// Units reserved for children of which nobody knows.
    pub unknown: u64,
    /// Units reserved for children whose end is proven, until late fills can no longer come.
    pub cooling: u64,
    /// Units that may still be routed.
    pub headroom: u64,
    /// Units executed, or committed, past its quantity.
    pub overfill: u64,
    /// Units ever sent.
    pub sent: u64,
    /// The worst price of any child, in ticks: its own limit, or what the collar made of it.
    pub price: i64,
    /// Children it ever had.
    pub children: u32,
    /// Where it is in its life.
    pub state: plim_parent_state,
    /// Whose it is.
    pub account: plim_account_id,
    /// What it trades.
    pub instrument: plim_instrument_id,
    /// Which strategy works it.
    pub strategy: plim_strategy_id,
    /// Which way it trades.
    pub side: plim_side,
    /// Who stands behind it.
    pub parties: plim_parties,
    /// The order flags that it carries.
    pub flags: u64,
}

impl plim_parent_view {
    fn from_core(view: &ParentView) -> plim_parent_view {
        plim_parent_view {
            id: view.id.to_bits(),
            client_id: view.client_id.into(),
            qty: view.qty.get(),
            executed: view.executed,
            inferred: view.inferred,
            working: view.working,
            unknown: view.unknown,
            cooling: view.cooling,
            headroom: view.headroom,
            overfill: view.overfill,
            sent: view.sent,
            price: view.price.0,
            children: view.children,
            state: plim_parent_state::from_core(view.state),
            account: view.account.0,
            instrument: view.instrument.0,
            strategy: view.strategy.0,
            side: view.side.into(),
            parties: plim_parties::from_core(view.parties),
            flags: view.flags,
        }
    }
}

/// A child as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct plim_child_view {
    /// Its id.
    pub id: plim_child_id,
    /// Its parent.
    pub parent: plim_parent_id,
    /// Its OrderQty in force, in units.
    pub order_qty: u64,
    /// Units executed, what is inferred included.
    pub cum_qty: u64,
    /// Units of them that the venue has stated and not reported.
    pub inferred_qty: u64,
    /// Units still reserved for it as working.
    pub leaves_qty: u64,
    /// Units still reserved for it though nobody knows of them: it is unknown, or ended without
    /// proof.
    pub unknown_qty: u64,
    /// Units still reserved for it though its end is proven, until late fills can no longer come.
    pub cooling_qty: u64,
    /// Its price, in ticks.
    pub price: i64,
    /// Where it is.
    pub venue: plim_venue_id,
    /// Where it is in its life.
    pub state: plim_child_state,
    /// How long it may rest.
    pub time_in_force: plim_time_in_force,
    /// 1 while a cancel is asked for and not answered, else 0.
    pub pending_cancel: u32,
    /// 1 while a replace is asked for and not answered, else 0.
    pub pending_replace: u32,
    /// 1 if a cancel was refused while a replace was open: request it again; else 0.
    pub cancel_wanted: u32,
}

impl plim_child_view {
    fn from_core(view: &ChildView) -> plim_child_view {
        plim_child_view {
            id: view.id.to_bits(),
            parent: view.parent.to_bits(),
            order_qty: view.order_qty.get(),
            cum_qty: view.cum_qty,
            inferred_qty: view.inferred_qty,
            leaves_qty: view.leaves_qty.get(),
            unknown_qty: view.unknown_qty.get(),
            cooling_qty: view.cooling_qty.get(),
            price: view.price.0,
            venue: view.venue.0,
            state: plim_child_state::from_core(view.state),
            time_in_force: view.time_in_force.into(),
            pending_cancel: u32::from(view.pending_cancel),
            pending_replace: u32::from(view.pending_replace),
            cancel_wanted: u32::from(view.cancel_wanted),
        }
    }
}

/// Looks at a parent. While other threads trade, its numbers may be from moments apart.
///
/// @param region [in]  from plim_format or plim_attach; not NULL.
/// @param parent [in]  from plim_admit.
/// @param view   [out] written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_UNKNOWN_PARENT; or a border status.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_view_parent(
    region: *const plim_region,
    parent: plim_parent_id,
    view: *mut plim_parent_view,
) -> plim_status {
    // SAFETY: the caller's duty: `region` is a region handle's storage.
    let region = unsafe { region_of::<Watch>(region) };
    // SAFETY: the caller's duty: `view` is writable.
    let out = unsafe { outgoing(view) };
    answer(region.and_then(|region| {
        let out = out?;
        let found = region.parent(ParentId::from_bits(parent));
        let found = found.ok_or(plim_status::PLIM_E_UNKNOWN_PARENT)?;
        out.write(plim_parent_view::from_core(&found));
        Ok(())
    }))
}

/// Looks at a child. While other threads trade, its numbers may be from moments apart.
///
/// @param region [in]  from plim_format or plim_attach; not NULL.
/// @param child  [in]  from plim_route.
/// @param view   [out] written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_UNKNOWN_CHILD; or a border status.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_view_child(
    region: *const plim_region,
    child: plim_child_id,
    view: *mut plim_child_view,
) -> plim_status {
    // SAFETY: the caller's duty: `region` is a region handle's storage.
    let region = unsafe { region_of::<Watch>(region) };
    // SAFETY: the caller's duty: `view` is writable.
    let out = unsafe { outgoing(view) };
    answer(region.and_then(|region| {
        let out = out?;
        let found = region.child(ChildId::from_bits(child));
        let found = found.ok_or(plim_status::PLIM_E_UNKNOWN_CHILD)?;
        out.write(plim_child_view::from_core(&found));
        Ok(())
    }))
}

/// Finds a parent by the account's own name for it.
///
/// @param region  [in]  from plim_format or plim_attach; not NULL.
/// @param account [in]  from plim_control_define_account.
/// @param client  [in]  the name that it was admitted with; not NULL.
/// @param parent  [out] its id; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_UNKNOWN_PARENT; or a border status.
///
/// Thread: any. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_find_parent(
    region: *const plim_region,
    account: plim_account_id,
    client: *const plim_client_id,
    parent: *mut plim_parent_id,
) -> plim_status {
    // SAFETY: the caller's duty: `region` is a region handle's storage.
    let region = unsafe { region_of::<Watch>(region) };
    // SAFETY: the caller's duty: `client` is readable.
    let client = unsafe { plain(client) };
    // SAFETY: the caller's duty: `parent` is writable.
    let out = unsafe { outgoing(parent) };
    answer(region.and_then(|region| {
        let (client, out) = (client?, out?);
        let found = region.find_parent(AccountId(account), client.into());
        out.write(found.ok_or(plim_status::PLIM_E_UNKNOWN_PARENT)?.to_bits());
        Ok(())
    }))
}

/// Begins a walk over a parent's children, newest first.
///
/// @param region   [in]  from plim_format or plim_attach; not NULL.
/// @param parent   [in]  from plim_admit. One that is not known has no children.
/// @param children [out] the walk; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; or a border status.
///
/// Thread: any; the walk is then for one thread at a time. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_children_open(
    region: *const plim_region,
    parent: plim_parent_id,
    children: *mut plim_children,
) -> plim_status {
    // SAFETY: the caller's duty: `region` is a region handle's storage.
    let region = unsafe { region_of::<Watch>(region) };
    // SAFETY: the caller's duty: `children` is writable.
    let storage = unsafe { vacant(children) };
    answer(region.and_then(|region| {
        storage?.open((), region.children(ParentId::from_bits(parent)));
        Ok(())
    }))
}

/// Gives the next children of a walk.
///
/// @param children [in,out] from plim_children_open; not NULL.
/// @param out      [out]    the children, `count` of them; not NULL.
/// @param capacity [in]     how many `out` has room for, at least 1.
/// @param count    [out]    how many were written; 0 at the end; written only on PLIM_OK; not NULL.
/// @return PLIM_OK; PLIM_E_CAPACITY; or another border status.
///
/// Thread: only the thread that walks. Never allocates, never blocks.
#[unsafe(no_mangle)]
#[must_use]
pub unsafe extern "C" fn plim_children_next(
    children: *mut plim_children,
    out: *mut plim_child_id,
    capacity: usize,
    count: *mut usize,
) -> plim_status {
    // SAFETY: the caller's duty: `children` is a walk's storage.
    let walk = unsafe { enter::<Children>(children) };
    // SAFETY: the caller's duty: `out` has room for `capacity` elements.
    let out = unsafe { outgoing_array(out, capacity) };
    // SAFETY: the caller's duty: `count` is writable.
    let count = unsafe { outgoing(count) };
    answer(walk.and_then(|mut walk| {
        let (mut out, count) = (out?, count?);
        for child in walk.by_ref().take(out.room()) {
            out.push(child.to_bits());
        }
        count.write(out.written());
        Ok(())
    }))
}

/// Fetches what reports on these children will touch. A gateway that has decoded several reports calls
/// it before it books the first: in a large book their cache lines then come together, not one
/// after another. Nothing changes; ids that name nothing are passed by. Some dozens at a time are of
/// use: as many as the first cache has room for, at four lines a child.
///
/// @param region   [in] from plim_format or plim_attach; not NULL.
/// @param children [in] `count` ids; not looked at where `count` is 0, and otherwise not NULL. Nobody
///                      may write them meanwhile.
/// @param count    [in] how many.
/// @return PLIM_OK; PLIM_E_CAPACITY, if no array can be so long; or a border status.
///
/// Thread: any. Its time grows with `count`. Never allocates, never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plim_prefetch_children(
    region: *const plim_region,
    children: *const plim_child_id,
    count: usize,
) -> plim_status {
    // SAFETY: the caller's duty: `region` is a region handle's storage.
    let region = unsafe { region_of::<Watch>(region) };
    // SAFETY: the caller's duty: `children` has `count` readable elements that nobody writes.
    let children = unsafe { array_or_none(children, count) };
    answer(region.and_then(|region| {
        region.prefetch_children(children?.iter().map(|bits| ChildId::from_bits(*bits)));
        Ok(())
    }))
}

/// Fetches what routes of these parents will touch: plim_prefetch_children, for a gateway that is
/// about to route several.
///
/// @param region  [in] from plim_format or plim_attach; not NULL.
/// @param parents [in] `count` ids; not looked at where `count` is 0, and otherwise not NULL. Nobody
///                     may write them meanwhile.
/// @param count   [in] how many.
/// @return PLIM_OK; PLIM_E_CAPACITY, if no array can be so long; or a border status.
///
/// Thread: any. Its time grows with `count`. Never allocates, never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn plim_prefetch_parents(
    region: *const plim_region,
    parents: *const plim_parent_id,
    count: usize,
) -> plim_status {
    // SAFETY: the caller's duty: `region` is a region handle's storage.
    let region = unsafe { region_of::<Watch>(region) };
    // SAFETY: the caller's duty: `parents` has `count` readable elements that nobody writes.
    let parents = unsafe { array_or_none(parents, count) };
    answer(region.and_then(|region| {
        region.prefetch_parents(parents?.iter().map(|bits| ParentId::from_bits(*bits)));
        Ok(())
    }))
}
