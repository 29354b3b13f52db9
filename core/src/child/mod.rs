//! A child order: what one venue was asked to do, and the one word that says how it stands.
//!
//! ```text
//!   63 …… 48   47 … 44   43 …………………… 0
//!  generation │ state │ leaves, signed        leaves = bound − executed
//! ```
//!
//! `bound` is the most that the child may still come to: the greater of the OrderQty that the venue
//! confirmed and those that open replace requests ask for; once its end is proven, the venue's own
//! CumQty. So what the child *reserves* of its parent is what its leaves have above zero, and what
//! it was executed beyond its bound is what they have below.
//!
//! Law L5 rests on that: a reservation shrinks only when the bound does, and the bound only on
//! proof. Each drop of the bound is one CAS whose winner owns the difference, so it is given back
//! once; and because the drop is OrderQty − the *venue's* CumQty, fills that are still in flight
//! keep what they need, in whatever order they arrive.
//!
//! Uses: `sync`, `units`, `id`, `headroom`. Used by: `region`, `gate`, `report`.

mod request;
mod state;

pub use state::{ExecType, OrdStatus, Progress, State, next_state};

pub(crate) use request::{Answer, RequestState};

use crate::headroom::{self, above};
use crate::id::{ChildId, ParentId, VenueId};
use crate::sync::{AcqRel, Acquire, AtomicU32, AtomicU64, Relaxed};
use crate::units::{Price, Qty, TimeInForce};
#[cfg(not(loom))]
use zerocopy::{FromBytes, IntoBytes, KnownLayout};

/// The bits of a child's leaves: twice [`Qty::MAX`] either way.
pub(crate) const WIDTH: u32 = 44;
const STATE: u32 = 44;
const GENERATION: u32 = 48;
/// After this one a slot is retired for good.
pub(crate) const LAST_GENERATION: u16 = u16::MAX;

/// A child's word, as a value; every change of it is one of the functions below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChildWord(pub u64);

impl ChildWord {
    /// A child with nothing executed, of a quantity in units.
    #[must_use]
    pub const fn born(generation: u16, qty: Qty) -> ChildWord {
        let word = (generation as u64) << GENERATION | (State::Born as u64) << STATE;
        ChildWord(headroom::with_amount::<WIDTH>(word, qty.get() as i64))
    }

    /// A free slot that `generation` was the last to use.
    #[must_use]
    pub const fn free(generation: u16) -> ChildWord {
        ChildWord((generation as u64) << GENERATION)
    }

    /// Bound less executed.
    #[must_use]
    pub const fn leaves(self) -> i64 {
        headroom::amount::<WIDTH>(self.0)
    }

    /// What the child reserves of its parent.
    #[must_use]
    pub const fn reserved(self) -> u64 {
        above(self.leaves())
    }

    /// What of it nobody can vouch for: all of it, unless the child is at work.
    #[must_use]
    pub fn unknown(self) -> u64 {
        if self.state().is_some_and(State::is_working) { 0 } else { self.reserved() }
    }

    /// The slot's generation.
    #[must_use]
    pub const fn generation(self) -> u16 {
        (self.0 >> GENERATION) as u16
    }

    /// The child's state, or `None` where the slot is free.
    #[must_use]
    pub fn state(self) -> Option<State> {
        State::from_code((self.0 >> STATE & 15) as u8)
    }

    /// The word with another state.
    #[must_use]
    pub const fn with_state(self, state: State) -> ChildWord {
        ChildWord(self.0 & !(15 << STATE) | (state as u64) << STATE)
    }

    /// Books an execution of `n`, or a drop of the bound by `n`: both leave less to come.
    #[must_use]
    pub const fn less(self, n: u64) -> ChildWord {
        ChildWord(headroom::charge::<WIDTH>(self.0, n))
    }

    /// Books a rise of the bound by `n`.
    #[must_use]
    pub const fn more(self, n: u64) -> ChildWord {
        ChildWord(headroom::give::<WIDTH>(self.0, n))
    }
}

/// The most that a child may still come to, and how often that changed: a CAS on it cannot mistake
/// an old value for the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bound(pub(crate) u64);

impl Bound {
    pub(crate) const fn first(qty: Qty) -> Bound {
        Bound(qty.get())
    }

    pub(crate) const fn qty(self) -> u64 {
        self.0 & Qty::MAX.get()
    }

    pub(crate) const fn next(self, qty: u64) -> Bound {
        let qty = Qty::saturating(qty).get();
        Bound((self.0 >> 42).wrapping_add(1) << 42 | qty)
    }
}

/// The venue's own CumQty, as high as it ever claimed; and whether it is final.
const PROVEN: u64 = 1 << 63;

/// A child as a reader sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChildView {
    /// Its id.
    pub id: ChildId,
    /// Its parent.
    pub parent: ParentId,
    /// Where it was sent.
    pub venue: VenueId,
    /// Its state.
    pub state: State,
    /// Whether a cancel request is open.
    pub pending_cancel: bool,
    /// Whether a replace request is open.
    pub pending_replace: bool,
    /// FIX 38 OrderQty that the venue last confirmed, in units.
    pub order_qty: Qty,
    /// FIX 14 CumQty: what it was executed, in units.
    pub cum_qty: u64,
    /// What is still reserved for it as working, in units (FIX 151 LeavesQty and pending
    /// replace-ups).
    pub leaves_qty: Qty,
    /// What is still reserved for it though its state is unknown, or though it has ended, in units.
    pub unknown_qty: Qty,
    /// Its price in ticks.
    pub price: Price,
    /// How long it may rest.
    pub time_in_force: TimeInForce,
}

/// A child's place. Line 0 is all that a report of it touches; line 1 is written at its birth; line
/// 2 is for requests.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C, align(64))]
pub(crate) struct ChildSlot {
    /// [`ChildWord`].
    pub(crate) word: AtomicU64,
    /// [`Bound`].
    pub(crate) bound: AtomicU64,
    /// The root of the tree of its executions.
    pub(crate) executions: AtomicU32,
    /// The epoch whose `recover` found the child in its parent's list.
    pub(crate) found: AtomicU32,
    /// The venue's CumQty (low 42 bits) and [`PROVEN`].
    venue_cum: AtomicU64,
    /// The number of the request that set it (top 16 bits), and the OrderQty that the venue
    /// confirmed.
    confirmed: AtomicU64,
    /// Its parent's id.
    pub(crate) parent: AtomicU64,
    /// The lane that routed it (top 8 bits), and its number among that lane's children.
    pub(crate) birth: AtomicU64,
    /// Quantity that was booked without a record, because none was left.
    pub(crate) unrecorded: AtomicU64,

    /// The parent's child before it: index and 1; in a free slot, the next one in its pool.
    pub(crate) older: AtomicU64,
    /// Quantity that the parent had sent, this child included.
    pub(crate) sent_total: AtomicU64,
    /// Venue (high half) and time in force.
    place: AtomicU64,
    price: AtomicU64,
    /// When it was routed.
    born_at: AtomicU64,
    /// The largest OrderQty that it ever had: a claim of no more is not news.
    peak: AtomicU64,
    line1: [AtomicU64; 2],

    pub(crate) requests: request::Requests,
}

const _: () = assert!(cfg!(loom) || size_of::<ChildSlot>() == 192);

/// The terms of a child, as the gate writes them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Birth {
    pub(crate) parent: ParentId,
    pub(crate) venue: VenueId,
    pub(crate) qty: Qty,
    pub(crate) price: Price,
    pub(crate) time_in_force: TimeInForce,
    pub(crate) lane: u32,
    pub(crate) number: u64,
    pub(crate) at: u64,
}

impl ChildSlot {
    pub(crate) fn word(&self) -> ChildWord {
        ChildWord(self.word.load(Acquire))
    }

    /// Writes a child that nobody can see yet. Its word, which makes it a child, is the gate's to
    /// write.
    pub(crate) fn prepare(&self, birth: &Birth) {
        self.bound.store(Bound::first(birth.qty).0, Relaxed);
        self.executions.store(0, Relaxed);
        self.venue_cum.store(0, Relaxed);
        self.confirmed.store(birth.qty.get(), Relaxed);
        self.parent.store(birth.parent.to_bits(), Relaxed);
        self.birth.store(u64::from(birth.lane) << 56 | birth.number, Relaxed);
        self.unrecorded.store(0, Relaxed);
        let tif = birth.time_in_force as u64;
        self.place.store(u64::from(birth.venue.0) << 32 | tif, Relaxed);
        self.price.store(birth.price.0 as u64, Relaxed);
        self.born_at.store(birth.at, Relaxed);
        self.requests.clear();
        self.peak.store(birth.qty.get(), Relaxed);
    }

    pub(crate) fn parent(&self) -> ParentId {
        ParentId::from_bits(self.parent.load(Relaxed))
    }

    pub(crate) fn venue(&self) -> VenueId {
        VenueId((self.place.load(Relaxed) >> 32) as u32)
    }

    pub(crate) fn time_in_force(&self) -> TimeInForce {
        TimeInForce::from_code(self.place.load(Relaxed) as u8).unwrap_or_default()
    }

    pub(crate) fn price(&self) -> Price {
        Price(self.price.load(Relaxed) as i64)
    }

    pub(crate) fn set_price(&self, price: Price) {
        self.price.store(price.0 as u64, Relaxed);
    }

    /// The lane that routed it, and its number among that lane's children.
    pub(crate) fn birth(&self) -> (u32, u64) {
        let birth = self.birth.load(Relaxed);
        ((birth >> 56) as u32, birth & (u64::MAX >> 8))
    }

    pub(crate) fn bound(&self) -> Bound {
        Bound(self.bound.load(Acquire))
    }

    /// The OrderQty that the venue confirmed last.
    pub(crate) fn order_qty(&self) -> u64 {
        self.confirmed.load(Acquire) & Qty::MAX.get()
    }

    /// Confirms an OrderQty, unless a request with a higher number has confirmed one already.
    pub(crate) fn confirm(&self, number: u16, qty: Qty) {
        self.note_peak(qty.get());
        let _ = headroom::update(&self.confirmed, |word| {
            ((word >> 48) as u16 <= number).then_some(u64::from(number) << 48 | qty.get())
        });
    }

    /// FIX 38 OrderQty as it is shown: a replace to less than is executed ends at what is.
    pub(crate) fn shown_order_qty(&self) -> u64 {
        let replaced = self.confirmed_by() > 0;
        self.order_qty().max(if replaced { self.cum_qty() } else { 0 })
    }

    /// The largest OrderQty that it ever had.
    pub(crate) fn peak(&self) -> u64 {
        self.peak.load(Acquire)
    }

    /// Takes note of an OrderQty that it has, or may have.
    pub(crate) fn note_peak(&self, qty: u64) {
        if qty > self.peak.load(Acquire) {
            self.peak.fetch_max(qty, AcqRel);
        }
    }

    /// The number of the request that confirmed the OrderQty in force; 0 for the child's own birth.
    pub(crate) fn confirmed_by(&self) -> u16 {
        (self.confirmed.load(Acquire) >> 48) as u16
    }

    /// Takes note of the venue's CumQty.
    pub(crate) fn claim_cum(&self, cum: Qty) {
        let _ = headroom::update(&self.venue_cum, |word| {
            (word & !PROVEN < cum.get()).then_some(word & PROVEN | cum.get())
        });
    }

    /// The highest CumQty that the venue ever claimed.
    pub(crate) fn claimed_cum(&self) -> u64 {
        self.venue_cum.load(Acquire) & !PROVEN
    }

    /// Takes note that the venue's CumQty is final.
    pub(crate) fn prove(&self, cum: Qty) {
        self.claim_cum(cum);
        self.venue_cum.fetch_or(PROVEN, AcqRel);
    }

    /// The venue takes back that its CumQty is final: the order lives again.
    pub(crate) fn unprove(&self) {
        self.venue_cum.fetch_and(!PROVEN, AcqRel);
    }

    /// The venue's final CumQty, where it has proven the child's end.
    pub(crate) fn proven_cum(&self) -> Option<u64> {
        let word = self.venue_cum.load(Acquire);
        (word & PROVEN != 0).then_some(word & !PROVEN)
    }

    /// What the facts alone bind the child to: the final CumQty; or else the confirmed OrderQty, or
    /// a CumQty that the venue claims above it.
    pub(crate) fn fact_bound(&self) -> u64 {
        let word = self.venue_cum.load(Acquire);
        let cum = word & !PROVEN;
        if word & PROVEN != 0 { cum } else { self.order_qty().max(cum) }
    }

    /// What the child is bound to, open requests included.
    pub(crate) fn due_bound(&self) -> u64 {
        match self.proven_cum() {
            Some(cum) => cum,
            None => self.fact_bound().max(self.requests.highest_open()),
        }
    }

    /// Whether the child of this generation is there, in any state.
    pub(crate) const fn is_of(word: ChildWord, generation: u16) -> bool {
        word.generation() == generation && word.0 >> STATE & 15 != 0
    }

    /// What it was executed: bound less leaves. Exact at rest.
    pub(crate) fn cum_qty(&self) -> u64 {
        above((self.bound().qty() as i64).saturating_sub(self.word().leaves()))
    }

    /// How much of it is executed, with `word` as its word.
    pub(crate) fn progress(&self, word: ChildWord) -> Progress {
        let cum = (self.bound().qty() as i64).saturating_sub(word.leaves());
        if cum <= 0 {
            Progress::None
        } else if cum.unsigned_abs() < self.order_qty() {
            Progress::Part
        } else {
            Progress::Whole
        }
    }
}

#[cfg(test)]
mod tests;
