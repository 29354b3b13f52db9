//! A child order: what one venue was asked to do, and the one word that says how it stands.
//!
//! ```text
//!   63 …… 48     47    46 … 43   42 …………………… 0
//!  generation │ cooling │ state │ leaves, signed        leaves = bound − executed
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
//! keep what they need, in whatever order they arrive. Where the venue's terms ask for it, the bound
//! drops only after a time: until then what the child reserves is *cooling*.
//!
//! What a venue states that it executed and has not reported is reserved like the rest. Where a
//! statement was authoritative, that part is counted as executed all the same, as *inferred*: it
//! moves no balance, and the report that comes later takes its place.
//!
//! Uses: `sync`, `units`, `id`, `headroom`. Used by: `region`, `gate`, `report`.

mod plain;
mod request;
mod state;

pub use state::{ExecType, OrdStatus, Progress, State, next_state};

pub(crate) use plain::Claim;
pub(crate) use request::{Answer, REPLACES, RequestState};

use crate::headroom::{self, above, change};
use crate::id::{ChildId, ParentId, VenueId};
use crate::sync::{AcqRel, Acquire, AtomicU64, Relaxed};
use crate::tree::Row;
use crate::units::{Price, Qty, TimeInForce};
#[cfg(not(loom))]
use zerocopy::{FromBytes, IntoBytes, KnownLayout};

/// The bits of a child's leaves: [`Qty::MAX`] either way.
pub(crate) const WIDTH: u32 = 43;
const STATE: u32 = 43;
const COOLING: u64 = 1 << 47;
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
        // A quantity has a bit less than the field.
        ChildWord(word | qty.get() & Qty::MAX.get())
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

    /// What of it nobody can vouch for: all of it, unless the child is at work or cooling.
    #[must_use]
    pub fn unknown(self) -> u64 {
        let vouched = self.is_cooling() || self.state().is_some_and(State::is_working);
        if vouched { 0 } else { self.reserved() }
    }

    /// What of it waits until late fills can no longer come.
    #[must_use]
    pub const fn cooling(self) -> u64 {
        if self.is_cooling() { self.reserved() } else { 0 }
    }

    /// Whether it has ended and its quantity is still cooling.
    #[must_use]
    pub const fn is_cooling(self) -> bool {
        self.0 & COOLING != 0
    }

    /// The word of a child that is cooling, or of one that is not.
    #[must_use]
    pub const fn with_cooling(self, cooling: bool) -> ChildWord {
        ChildWord(if cooling { self.0 | COOLING } else { self.0 & !COOLING })
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

/// The most that a child may still come to; how many threads have changed it and not moved the
/// leaves yet; and how often it changed, so that a CAS cannot mistake an old value for the same.
///
/// ```text
///   63 …… 50   49 …… 42   41 …… 0
///    version │  moving  │   qty
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bound(pub(crate) u64);

const ONE_MOVING: u64 = 1 << 42;
const VERSION: u32 = 50;

impl Bound {
    pub(crate) const fn first(qty: Qty) -> Bound {
        Bound(qty.get())
    }

    pub(crate) const fn qty(self) -> u64 {
        self.0 & Qty::MAX.get()
    }

    /// The same bound, changed: a seal.
    pub(crate) const fn sealed(self) -> Bound {
        let rest = self.0 & (u64::MAX >> (64 - VERSION));
        Bound((self.0 >> VERSION).wrapping_add(1) << VERSION | rest)
    }

    /// Another bound, whose leaves the caller is about to move.
    pub(crate) const fn moving_to(self, qty: u64) -> Bound {
        let qty = Qty::saturating(qty).get();
        Bound((self.sealed().0 & !Qty::MAX.get() | qty).wrapping_add(ONE_MOVING))
    }

    /// Another bound, while nothing else runs.
    pub(crate) const fn at_rest(self, qty: u64) -> Bound {
        let version = self.sealed().0 >> VERSION << VERSION;
        Bound(version | Qty::saturating(qty).get())
    }

    pub(crate) const fn is_moving(self) -> bool {
        self.0 & (u64::MAX >> (64 - VERSION)) >= ONE_MOVING
    }
}

/// The venue's own CumQty as high as it ever claimed, and what is known of it: it is final; some of
/// it was stated with authority; what was released by it is still held back.
const PROVEN: u64 = 1 << 63;
const STATED: u64 = 1 << 62;
const HELD_BACK: u64 = 1 << 61;
/// A bust or a correction came: what a report from before says of it is stale.
const CORRECTED: u64 = 1 << 60;
/// It is final by a statement: nothing else says more of it.
const SETTLED: u64 = 1 << 59;
/// What was claimed is written here. As long as it is not, just what was reported was claimed.
const SAID: u64 = 1 << 58;

const fn claimed(word: u64) -> u64 {
    word & Qty::MAX.get()
}

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
    /// Whether a cancel was refused while a replace was open: ask again.
    pub cancel_wanted: bool,
    /// FIX 14 CumQty: what it was executed, in units; what is inferred included.
    pub cum_qty: u64,
    /// What of it the venue has stated and not reported, in units.
    pub inferred_qty: u64,
    /// What is still reserved for it as working, in units (FIX 151 LeavesQty and pending
    /// replace-ups).
    pub leaves_qty: Qty,
    /// What is still reserved for it though its state is unknown, or though it has ended, in units.
    pub unknown_qty: Qty,
    /// What is still reserved for it though its end is proven, until late fills can no longer come,
    /// in units.
    pub cooling_qty: Qty,
    /// Its price in ticks.
    pub price: Price,
    /// How long it may rest.
    pub time_in_force: TimeInForce,
}

/// A child's place. Line 0 is all that a report of it touches; line 1 is written at its birth; line
/// 2 is for requests, line 3 for what few children ever need: both are clear while the slot is free.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C, align(64))]
pub(crate) struct ChildSlot {
    /// [`ChildWord`].
    pub(crate) word: AtomicU64,
    /// [`Bound`].
    pub(crate) bound: AtomicU64,
    /// The head of its executions, a [`Row`] with a tree. By CAS; 0 in a free slot.
    pub(crate) executions: AtomicU64,
    /// The venue's CumQty (low 42 bits), [`PROVEN`], [`STATED`], [`HELD_BACK`], [`CORRECTED`],
    /// [`SETTLED`] and [`SAID`].
    venue_cum: AtomicU64,
    /// The number of the request that set it (top 16 bits), and the OrderQty that the venue
    /// confirmed.
    confirmed: AtomicU64,
    /// Its parent's id.
    pub(crate) parent: AtomicU64,
    /// The lane that routed it (top 8 bits), and its number among that lane's children.
    pub(crate) birth: AtomicU64,
    /// Venue (high half) and time in force.
    place: AtomicU64,

    /// The parent's child before it: index and 1; in a free slot, the next one in its pool.
    pub(crate) older: AtomicU64,
    /// Quantity that the parent had sent, this child included.
    pub(crate) sent_total: AtomicU64,
    /// Quantity that was booked without a record, because none was left.
    pub(crate) unrecorded: AtomicU64,
    price: AtomicU64,
    /// When it was routed.
    born_at: AtomicU64,
    /// The largest OrderQty that it ever had: a claim of no more is not news.
    peak: AtomicU64,
    /// The epoch whose `recover` found the child in its parent's list.
    pub(crate) found: AtomicU64,
    line1: [AtomicU64; 1],

    pub(crate) requests: request::Requests,

    /// What was stated of its CumQty with authority; never above what the venue claimed. By CAS.
    stated: AtomicU64,
    /// What is counted as executed beyond the executions that were reported; by CAS.
    pub(crate) inferred: AtomicU64,
    /// OrderQty of the orders before the one that the venue counts its CumQty from.
    pub(crate) base: AtomicU64,
    /// What it was bound to when its end was proven, where it cools; and when it has cooled down.
    pub(crate) held_bound: AtomicU64,
    pub(crate) cool_until: AtomicU64,
    /// Its place in a lane's queue of cooling children: see `cool`.
    pub(crate) cool_link: AtomicU64,
    /// The number of the venue's mass status that mentioned it last.
    pub(crate) statement: AtomicU64,
    /// The CumQty that the order's end was proven at, by its own report or by a statement.
    end_cum: AtomicU64,
}

const _: () = assert!(cfg!(loom) || size_of::<ChildSlot>() == 256);

/// The terms of a child, as the gate writes them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Birth {
    pub(crate) generation: u16,
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
        self.executions.store(Row::empty(birth.generation).0, Relaxed);
        self.confirmed.store(birth.qty.get(), Relaxed);
        self.parent.store(birth.parent.to_bits(), Relaxed);
        self.birth.store(u64::from(birth.lane) << 56 | birth.number, Relaxed);
        self.unrecorded.store(0, Relaxed);
        let tif = birth.time_in_force as u64;
        self.place.store(u64::from(birth.venue.0) << 32 | tif, Relaxed);
        self.price.store(birth.price.0 as u64, Relaxed);
        self.born_at.store(birth.at, Relaxed);
        self.peak.store(birth.qty.get(), Relaxed);
    }

    /// Clears what few children ever need, before the slot is given back: a birth need not touch it.
    pub(crate) fn clear(&self) {
        self.requests.clear();
        let claims = [&self.venue_cum, &self.stated, &self.inferred, &self.end_cum];
        let rest = claims.into_iter().chain([&self.base, &self.statement]);
        rest.for_each(|word| word.store(0, Relaxed));
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

    /// When it was routed.
    pub(crate) fn born_at(&self) -> u64 {
        self.born_at.load(Relaxed)
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

    /// What the venue does not count any more in its CumQty; 0 while it counts all.
    pub(crate) fn base_qty(&self) -> u64 {
        if self.confirmed_by() == 0 { 0 } else { self.base.load(Acquire) }
    }

    /// Writes down what was claimed so far, where that is what was reported. Whoever hears something
    /// unusual, or changes the bound, does so first: what is claimed and what is reported may part then.
    ///
    /// Who books a plain execution changes the child's word, then looks whether the claim is written
    /// down; we write it down, then look at the word by a read-modify-write: one of the two sees the other.
    pub(crate) fn say_claim(&self) {
        let said = |word: u64| {
            let reported = Qty::saturating(self.reported_qty());
            (word & SAID == 0).then_some(word | SAID | reported.get())
        };
        if headroom::update(&self.venue_cum, said).is_ok()
            && let Some(reported) = self.reported_now()
        {
            self.claim_reported(Qty::saturating(reported));
        }
    }

    /// Takes note of what is reported as of a claim. Where an execution was taken back meanwhile, that
    /// has lowered the claim, and it stands.
    pub(crate) fn claim_reported(&self, cum: Qty) {
        let _ = headroom::update(&self.venue_cum, |word| {
            let more = word & CORRECTED == 0 && claimed(word) < cum.get();
            more.then_some(word & !Qty::MAX.get() | cum.get())
        });
    }

    /// Takes note of the venue's CumQty.
    pub(crate) fn claim_cum(&self, cum: Qty) {
        let _ = headroom::update(&self.venue_cum, |word| {
            (claimed(word) < cum.get()).then_some(word & !Qty::MAX.get() | cum.get())
        });
    }

    /// An execution was taken back: the venue is held to no more than `cum`.
    pub(crate) fn lower_claim(&self, cum: u64) {
        change(&self.venue_cum, |word| {
            let cum = Qty::saturating(claimed(word).min(cum));
            word & !Qty::MAX.get() | CORRECTED | cum.get()
        });
    }

    /// Takes note that an execution was busted or corrected.
    pub(crate) fn note_corrected(&self) {
        self.venue_cum.fetch_or(CORRECTED, AcqRel);
    }

    /// The CumQty that its end was proven at.
    pub(crate) fn end_cum(&self) -> u64 {
        self.end_cum.load(Relaxed)
    }

    /// The end was proven at less, for an execution that it had was taken back.
    pub(crate) fn lower_end(&self, cum: u64) {
        self.end_cum.store(cum, Relaxed);
    }

    /// Whether an execution was ever busted or corrected.
    pub(crate) fn was_corrected(&self) -> bool {
        self.venue_cum.load(Acquire) & CORRECTED != 0
    }

    /// The highest CumQty that the venue ever claimed, where it is written down: see
    /// [`ChildSlot::say_claim`]. Where it is not, it binds the child to nothing that its OrderQty does not.
    pub(crate) fn claimed_cum(&self) -> u64 {
        claimed(self.venue_cum.load(Acquire))
    }

    /// Takes note that the venue's CumQty is final; whether what that releases is held back from now
    /// on. `exact`: it may be less than what the venue claimed before, and nothing is held back.
    pub(crate) fn prove(&self, cum: Qty, exact: bool, cools: bool) -> bool {
        self.end_cum.store(cum.get(), Relaxed);
        let (old, new) = change(&self.venue_cum, |word| {
            let cum = if exact { cum.get() } else { claimed(word).max(cum.get()) };
            let held_back = if cools && word & PROVEN == 0 { HELD_BACK } else { word & HELD_BACK };
            let known = if exact { SETTLED } else { held_back };
            word & !Qty::MAX.get() & !HELD_BACK | PROVEN | known | cum
        });
        new & !old & HELD_BACK != 0
    }

    /// Whether its end was stated with authority.
    pub(crate) fn is_settled(&self) -> bool {
        self.venue_cum.load(Acquire) & SETTLED != 0
    }

    /// The venue takes back that its CumQty is final: the order lives again.
    pub(crate) fn unprove(&self) {
        self.venue_cum.fetch_and(!(PROVEN | HELD_BACK | SETTLED), AcqRel);
    }

    /// Whether what its end releases is held back.
    pub(crate) fn is_held_back(&self) -> bool {
        self.venue_cum.load(Acquire) & HELD_BACK != 0
    }

    /// Whether what its end releases is held back, by a read-modify-write: see `cool`.
    pub(crate) fn is_held_back_now(&self) -> bool {
        self.venue_cum.fetch_or(0, AcqRel) & HELD_BACK != 0
    }

    /// Late fills can no longer come; whether this call noted it.
    pub(crate) fn let_go(&self) -> bool {
        self.venue_cum.fetch_and(!HELD_BACK, AcqRel) & HELD_BACK != 0
    }

    /// So much was executed by now, reported or not: `next` of what was stated before. Of a child that
    /// the gate took back nothing can be: who says so is told, and no quantity follows.
    fn state(&self, next: impl Fn(u64) -> u64) {
        if self.word().state() == Some(State::Void) {
            return;
        }
        change(&self.stated, next);
        self.venue_cum.fetch_or(STATED, AcqRel);
        // Who books an execution changes the child's word, then looks at what is stated; we state,
        // then look at the word by a read-modify-write: one of the two sees the other.
        self.word.fetch_add(0, AcqRel);
    }

    /// At least so much was executed by now.
    pub(crate) fn state_at_least(&self, cum: u64) {
        self.state(|stated| stated.max(cum));
    }

    /// So much was executed by now, and no more.
    pub(crate) fn state_exactly(&self, cum: u64) {
        self.state(|_| cum);
    }

    /// An execution that was reported counts for another quantity. What was stated had it, if less
    /// comes of it; what it has more may have been stated already.
    pub(crate) fn restate(&self, from: u64, to: u64) {
        if self.is_stated() && to < from {
            self.state(|stated| stated.saturating_sub(from - to));
        }
    }

    /// A new execution of `qty` came, by which the venue counts `cum`: so much more may have been
    /// executed than was stated, and not more than it.
    pub(crate) fn state_with(&self, qty: Qty, cum: Qty) {
        if self.is_stated() {
            self.state(|stated| stated.max(cum.get().min(stated.saturating_add(qty.get()))));
        }
    }

    /// Whether anything was stated.
    pub(crate) fn is_stated(&self) -> bool {
        self.venue_cum.load(Acquire) & STATED != 0
    }

    fn stated_qty(&self) -> u64 {
        if self.is_stated() { self.stated.load(Acquire) } else { 0 }
    }

    /// What is to be counted beyond the executions that were reported; `None` while somebody is about
    /// to move the leaves, and will look again.
    pub(crate) fn due_inferred_now(&self) -> Option<u64> {
        let reported = self.reported_now()?;
        Some(self.stated_qty().saturating_sub(reported))
    }

    /// The same, at rest.
    pub(crate) fn due_inferred(&self) -> u64 {
        self.stated_qty().saturating_sub(self.reported_qty())
    }

    /// The venue's final CumQty, where it has proven the child's end.
    pub(crate) fn proven_cum(&self) -> Option<u64> {
        let word = self.venue_cum.load(Acquire);
        (word & PROVEN != 0).then_some(claimed(word))
    }

    /// Whether a cancel was refused beside a replace, and the child is still alive to be cancelled.
    pub(crate) fn wants_cancel(&self) -> bool {
        self.requests.is_cancel_wanted() && self.word().state().is_some_and(State::is_alive)
    }

    /// What the facts alone bind the child to: the final CumQty, once it has cooled down; or else the
    /// confirmed OrderQty, or a CumQty that the venue claims above it. What was stated counts as
    /// executed, so it binds whatever is claimed since.
    pub(crate) fn fact_bound(&self) -> u64 {
        let word = self.venue_cum.load(Acquire);
        let cum = claimed(word).max(self.stated_qty());
        let is_over = word & PROVEN != 0 && word & HELD_BACK == 0;
        if is_over {
            return cum;
        }
        // A replace may have been granted before the end that was heard first.
        let held = if word & HELD_BACK == 0 { 0 } else { self.held_bound.load(Relaxed) };
        self.order_qty().max(cum).max(held)
    }

    /// What the child is bound to, open requests included.
    pub(crate) fn due_bound(&self) -> u64 {
        match self.proven_cum() {
            Some(_) => self.fact_bound(),
            None => self.fact_bound().max(self.requests.highest_open()),
        }
    }

    /// Whether the child of this generation is there, in any state.
    pub(crate) const fn is_of(word: ChildWord, generation: u16) -> bool {
        word.generation() == generation && word.0 >> STATE & 15 != 0
    }

    /// What it was executed by the executions that were reported: bound less leaves. Exact at rest.
    pub(crate) fn reported_qty(&self) -> u64 {
        above((self.bound().qty() as i64).saturating_sub(self.word().leaves()))
    }

    /// The same, if nobody is about to move the leaves to another bound.
    pub(crate) fn reported_if_still(&self) -> Option<u64> {
        self.reported_with(|| self.word())
    }

    /// The same for whoever must not miss a change: a thread that moves the leaves looks again after.
    /// The word is read by a read-modify-write: of the two the later one in its order sees what the
    /// other did.
    fn reported_now(&self) -> Option<u64> {
        self.reported_with(|| ChildWord(self.word.fetch_add(0, AcqRel)))
    }

    fn reported_with(&self, word: impl Fn() -> ChildWord) -> Option<u64> {
        let bound = self.bound();
        let word = word();
        let same = !bound.is_moving() && self.bound() == bound;
        same.then(|| above((bound.qty() as i64).saturating_sub(word.leaves())))
    }

    /// The leaves have been moved to a bound that was changed before.
    pub(crate) fn moved(&self) {
        self.bound.fetch_sub(ONE_MOVING, AcqRel);
    }

    /// What it was executed, what is inferred included.
    pub(crate) fn cum_qty(&self) -> u64 {
        self.reported_qty().saturating_add(self.inferred_qty())
    }

    /// What of it is inferred.
    pub(crate) fn inferred_qty(&self) -> u64 {
        if self.is_stated() { self.inferred.load(Acquire) } else { 0 }
    }

    /// Whether nothing can come of it any more once it has ended: all that it reserves is cooling, or
    /// was stated to be executed.
    pub(crate) fn is_spent(&self, word: ChildWord) -> bool {
        word.is_cooling() || word.reserved() <= self.inferred_qty()
    }

    /// How much of it is executed, with `word` as its word.
    pub(crate) fn progress(&self, word: ChildWord) -> Progress {
        let cum = above((self.bound().qty() as i64).saturating_sub(word.leaves()));
        let cum = cum.max(self.stated_qty());
        if cum == 0 {
            Progress::None
        } else if cum < self.order_qty() {
            Progress::Part
        } else {
            Progress::Whole
        }
    }
}

#[cfg(test)]
mod tests;
