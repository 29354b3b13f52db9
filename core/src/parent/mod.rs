//! A parent order: what upstream asked for, and the one word that every route of it must pass.
//!
//! ```text
//!   63 …… 48   47     46     45    44   43 …………………………… 0
//!  generation │ live │ closed │ held │ done │ balance, signed       balance = quantity − executed − reserved
//! ```
//!
//! Laws L1 and L2 rest on the balance: above zero it is the headroom, below zero the overfill. A
//! route takes from it only while the parent is live and neither closed, held nor done, in the same
//! CAS. A fill within what a child has reserved does not touch it: the quantity moves from reserved
//! to executed.
//!
//! Uses: `sync`, `units`, `id`, `refusal`, `headroom`, `tree`. Used by: `region`, `gate`, `report`.

use crate::headroom::{self, above, below};
use crate::id::{AccountId, ClientId, InstrumentId, ParentId, StrategyId};
use crate::party::Parties;
use crate::refusal::Refusal;
use crate::sync::{Acquire, AtomicU64, Relaxed};
use crate::tree::{Keyed, Node};
use crate::units::{Nanos, Notional, Price, Qty, Side};
#[cfg(not(loom))]
use zerocopy::{FromBytes, IntoBytes, KnownLayout};

/// The bits of a parent's balance: twice [`Qty::MAX`] either way.
pub(crate) const WIDTH: u32 = 44;
const DONE: u64 = 1 << 44;
const HELD: u64 = 1 << 45;
const CLOSED: u64 = 1 << 46;
const LIVE: u64 = 1 << 47;
const GENERATION: u32 = 48;
/// After this one a slot is retired for good.
pub(crate) const LAST_GENERATION: u16 = u16::MAX;

/// A parent's word, as a value; every change of it is one of the functions below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParentWord(pub u64);

impl ParentWord {
    /// A live parent with nothing routed.
    #[must_use]
    pub const fn admitted(generation: u16, qty: Qty) -> ParentWord {
        let word = (generation as u64) << GENERATION | LIVE;
        ParentWord(headroom::with_amount::<WIDTH>(word, qty.get() as i64))
    }

    /// A free slot that `generation` was the last to use.
    #[must_use]
    pub const fn free(generation: u16) -> ParentWord {
        ParentWord((generation as u64) << GENERATION)
    }

    /// Quantity less executed less reserved.
    #[must_use]
    pub const fn balance(self) -> i64 {
        headroom::amount::<WIDTH>(self.0)
    }

    /// What may still be routed, were the parent open.
    #[must_use]
    pub const fn headroom(self) -> u64 {
        above(self.balance())
    }

    /// What is executed or committed past the quantity.
    #[must_use]
    pub const fn overfill(self) -> u64 {
        below(self.balance())
    }

    /// The slot's generation.
    #[must_use]
    pub const fn generation(self) -> u16 {
        (self.0 >> GENERATION) as u16
    }

    /// Whether a parent lives in the slot.
    #[must_use]
    pub const fn is_live(self) -> bool {
        self.0 & LIVE != 0
    }

    /// Whether it was cancelled.
    #[must_use]
    pub const fn is_closed(self) -> bool {
        self.0 & CLOSED != 0
    }

    /// Whether it waits for a person.
    #[must_use]
    pub const fn is_held(self) -> bool {
        self.0 & HELD != 0
    }

    /// Whether it has ended.
    #[must_use]
    pub const fn is_done(self) -> bool {
        self.0 & DONE != 0
    }

    /// Why nothing may be routed, if so.
    ///
    /// # Errors
    ///
    /// | error                         | when                                   |
    /// |-------------------------------|----------------------------------------|
    /// | [`Refusal::UnknownParent`]    | the slot is free, or another's         |
    /// | [`Refusal::ParentDone`]       | it has ended                           |
    /// | [`Refusal::Closed`]           | it was cancelled                       |
    /// | [`Refusal::Held`]             | it waits for a person                  |
    pub const fn permits(self, generation: u16) -> Result<(), Refusal> {
        let state = self.0 & (u64::MAX << GENERATION | LIVE | CLOSED | HELD | DONE);
        if state == (generation as u64) << GENERATION | LIVE {
            Ok(())
        } else if !self.is(generation) {
            Err(Refusal::UnknownParent)
        } else if self.is_done() {
            Err(Refusal::ParentDone)
        } else if self.is_closed() {
            Err(Refusal::Closed)
        } else {
            // Of what differs from an open parent's word nothing else is left.
            Err(Refusal::Held)
        }
    }

    /// Whether this generation lives in the slot.
    #[must_use]
    pub const fn is(self, generation: u16) -> bool {
        self.is_live() && self.generation() == generation
    }

    /// Whether this generation is in the slot, in sight or not: what a call that had pinned it may
    /// count on.
    #[must_use]
    pub const fn is_here(self, generation: u16) -> bool {
        self.generation() == generation && (self.is_live() || self.is_retiring())
    }

    /// Reserves `n` for a child; `None` where the parent does not permit it or has not as much
    /// left.
    #[must_use]
    pub const fn take(self, generation: u16, n: u64) -> Option<ParentWord> {
        if self.permits(generation).is_err() {
            return None;
        }
        match headroom::take::<WIDTH>(self.0, n, 0) {
            Some(word) => Some(ParentWord(word)),
            None => None,
        }
    }

    /// Takes `n` of the headroom away for good: the quantity was amended down.
    #[must_use]
    pub const fn shrink(self, generation: u16, n: u64) -> Option<ParentWord> {
        if !self.is(generation) || self.is_done() {
            return None;
        }
        match headroom::take::<WIDTH>(self.0, n, 0) {
            Some(word) => Some(ParentWord(word)),
            None => None,
        }
    }

    /// Gives `n` of reserved or new quantity back.
    #[must_use]
    pub const fn give(self, n: u64) -> ParentWord {
        ParentWord(headroom::give::<WIDTH>(self.0, n))
    }

    /// Books a fact of `n` past what is reserved. A parent that this brings below zero is held.
    #[must_use]
    pub const fn charge(self, n: u64) -> ParentWord {
        let next = ParentWord(headroom::charge::<WIDTH>(self.0, n));
        if next.balance() < 0 { next.hold() } else { next }
    }

    /// Nothing more is routed for it, for good.
    #[must_use]
    pub const fn close(self) -> ParentWord {
        ParentWord(self.0 | CLOSED)
    }

    /// Nothing more is routed for it until it is released.
    #[must_use]
    pub const fn hold(self) -> ParentWord {
        ParentWord(self.0 | HELD)
    }

    /// It has not ended after all: an execution was taken back. A person decides what comes next.
    #[must_use]
    pub const fn resume(self) -> ParentWord {
        ParentWord(self.0 & !DONE | HELD)
    }

    /// It may be routed again.
    #[must_use]
    pub const fn release(self) -> ParentWord {
        ParentWord(self.0 & !HELD)
    }

    /// Whether one lane is giving its slot back: nobody else finds it any more.
    #[must_use]
    pub const fn is_retiring(self) -> bool {
        !self.is_live() && self.is_done()
    }

    /// The first step of giving the slot back.
    #[must_use]
    pub const fn retire(self) -> ParentWord {
        ParentWord(self.0 & !LIVE)
    }

    /// Takes that step back.
    #[must_use]
    pub const fn unretire(self) -> ParentWord {
        ParentWord(self.0 | LIVE)
    }

    /// It has ended.
    #[must_use]
    pub const fn end(self) -> ParentWord {
        ParentWord(self.0 | DONE)
    }
}

/// What a parent's state is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum ParentState {
    /// Children may be routed.
    Open = 1,
    /// It waits for a person.
    Held = 2,
    /// It was cancelled; children may live.
    Closed = 3,
    /// It has ended.
    Done = 4,
}

impl ParentState {
    /// The word for it, as `plimsoll replay` prints it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            ParentState::Open => "open",
            ParentState::Held => "held",
            ParentState::Closed => "closed",
            ParentState::Done => "done",
        }
    }
}

/// How far a parent may spread (law L12). Set at admission, never unset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FanOut {
    /// Children that it may ever have: 1 to 2^20 − 1.
    pub max_children: u32,
    /// Quantity that it may ever send, replace-ups included: 1 to 2^44 − 1 units.
    pub max_sent: u64,
    /// Attempts past its headroom or its fan-out after which it is held: 1 to 2^32 − 1.
    pub max_refused: u32,
    /// Money that it may ever send, each child counted at the dearest price that it may have: at
    /// least 1. [`Notional::MAX`] leaves it to `max_sent`.
    pub max_notional: Notional,
}

impl FanOut {
    /// The most children a parent may be allowed.
    pub const MOST_CHILDREN: u32 = (1 << 20) - 1;
    /// The most quantity a parent may be allowed to send.
    pub const MOST_SENT: u64 = (1 << 44) - 1;
    /// The widest fan-out there is.
    pub const WIDEST: FanOut = FanOut {
        max_children: FanOut::MOST_CHILDREN,
        max_sent: FanOut::MOST_SENT,
        max_refused: u32::MAX,
        max_notional: Notional::MAX,
    };

    pub(crate) const fn is_valid(self) -> bool {
        self.max_children >= 1
            && self.max_children <= FanOut::MOST_CHILDREN
            && self.max_sent >= 1
            && self.max_sent <= FanOut::MOST_SENT
            && self.max_refused >= 1
            && self.max_notional.get() >= 1
    }

    /// The same bounds, with that of money as one of quantity: a unit costs `unit` at most.
    pub(crate) fn at(self, unit: u64) -> FanOut {
        let units = self.max_notional.get().checked_div(unit).unwrap_or(0);
        let unbound = self.max_notional == Notional::MAX;
        let max_sent = if unbound { self.max_sent } else { self.max_sent.min(units) };
        FanOut { max_sent, ..self }
    }
}

/// A parent order as it comes from upstream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewParent {
    /// Whose it is.
    pub account: AccountId,
    /// What is traded.
    pub instrument: InstrumentId,
    /// The account's own name for it; never used again for another.
    pub client_id: ClientId,
    /// Which way.
    pub side: Side,
    /// How much: 1 to [`Qty::MAX`] units, a multiple of the lot.
    pub qty: Qty,
    /// The worst price of any child, in ticks; `None`: as far as the collar reaches from the
    /// reference price.
    pub price: Option<Price>,
    /// What slices it.
    pub strategy: StrategyId,
    /// The strategy's generation that the sender knows.
    pub generation: u32,
    /// How far it may spread.
    pub fan_out: FanOut,
    /// FIX 126 ExpireTime, on the caller's clock: from then on nothing is routed for it; `None`:
    /// never.
    pub expire_time: Option<Nanos>,
    /// Nanoseconds for which upstream vouches for it at a time, from its admission and from each
    /// [`crate::Lane::refresh`]: at least 1; `None`: for as long as it lives.
    pub lease: Option<u64>,
    /// Who stands behind it.
    pub parties: Parties,
    /// The order flags that upstream has set: one bit a code of the registry. One that is not known
    /// here is refused.
    pub flags: u64,
}

/// A parent as a reader sees it. Exact at rest; while lanes work, each figure is one that stood a
/// moment ago.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParentView {
    /// Its id.
    pub id: ParentId,
    /// Its state.
    pub state: ParentState,
    /// Whose it is.
    pub account: AccountId,
    /// What is traded.
    pub instrument: InstrumentId,
    /// What slices it.
    pub strategy: StrategyId,
    /// Who stands behind it.
    pub parties: Parties,
    /// The order flags that it carries.
    pub flags: u64,
    /// Which way.
    pub side: Side,
    /// The account's name for it.
    pub client_id: ClientId,
    /// The worst price of any child, in ticks.
    pub price: Price,
    /// FIX 38 OrderQty, in units.
    pub qty: Qty,
    /// FIX 14 CumQty, in units; what is inferred included.
    pub executed: u64,
    /// What of it venues have stated and not reported.
    pub inferred: u64,
    /// Reserved for children that are alive, pending replace-ups included.
    pub working: u64,
    /// Reserved for children that nobody can vouch for.
    pub unknown: u64,
    /// Reserved for children that are proven dead, until late fills can no longer come.
    pub cooling: u64,
    /// What may still be routed.
    pub headroom: u64,
    /// What is executed or committed past the quantity.
    pub overfill: u64,
    /// Children it has had.
    pub children: u32,
    /// Quantity it has ever sent, in units.
    pub sent: u64,
}

/// A parent's place. Line 0 belongs to the lane that routes, line 2 to those that report; line 1
/// never changes while the parent lives, but for the quantity; line 3 is cold.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C, align(64))]
pub(crate) struct ParentSlot {
    /// [`ParentWord`].
    pub(crate) word: AtomicU64,
    /// [`Head`]. Changed by a route's CAS, and by a replace-up that was counted.
    pub(crate) head: AtomicU64,
    /// Quantity that replace-ups have sent, by `fetch_add`.
    pub(crate) replaced_up: AtomicU64,
    /// The next free slot, while this one is in a pool.
    pub(crate) pool_link: AtomicU64,
    /// The earlier of the expire time and the end of the lease; [`NEVER`] for neither. Raised by a
    /// refresh, by CAS; read by every route.
    until: AtomicU64,
    /// What a lane found permitted, and when: see `gate::pass`. Written by each lane that routes it;
    /// it says something to the one that wrote it last.
    pub(crate) pass: AtomicU64,
    /// Money units that a unit of quantity is worth at the cap price.
    unit: AtomicU64,
    max_refused: AtomicU64,

    /// Account (high half) and instrument.
    place: AtomicU64,
    /// Strategy (high half) and position.
    who: AtomicU64,
    /// Side (top 8 bits), its strategy's place among those in its instrument and 1 (24 bits), then
    /// the most children.
    shape: AtomicU64,
    /// The worst price of any child, in ticks.
    price: AtomicU64,
    /// FIX 38 OrderQty in force; changed by `amend`.
    pub(crate) quantity: AtomicU64,
    max_sent: AtomicU64,
    /// [`Parties`].
    parties: AtomicU64,
    /// The record of the client id, and 1.
    pub(crate) client: AtomicU64,

    /// Executed quantity, by `fetch_add`.
    pub(crate) executed: AtomicU64,
    /// The quantity that the levels above have set aside for it: its quantity and its overfill; after
    /// its end what was executed or is reserved again.
    pub(crate) settled: AtomicU64,
    /// Attempts past its headroom or fan-out.
    pub(crate) refused: AtomicU64,
    /// Executed elsewhere, in all, as upstream states it; by CAS.
    pub(crate) elsewhere: AtomicU64,
    /// What its children reserve that nobody can vouch for; changed only with such a child.
    pub(crate) unknown: AtomicU64,
    /// What its children reserve that is cooling.
    pub(crate) cooling: AtomicU64,
    /// What of `executed` is inferred.
    pub(crate) inferred: AtomicU64,
    /// Executed without a child: what executions in suspense were assigned to it. By `fetch_add`;
    /// `recover` makes it again from the entries.
    pub(crate) direct: AtomicU64,

    pub(crate) flags: AtomicU64,
    /// The expire time; [`NEVER`] for none.
    expires: AtomicU64,
    /// Nanoseconds of lease; 0 for none.
    lease: AtomicU64,
    reserved: [AtomicU64; 5],
}

const _: () = assert!(cfg!(loom) || size_of::<ParentSlot>() == 256);

/// A time that does not come.
const NEVER: u64 = u64::MAX;

/// The terms of a parent, as the slot keeps them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terms {
    pub(crate) account: u32,
    pub(crate) instrument: u32,
    pub(crate) strategy: u32,
    pub(crate) position: u32,
    pub(crate) side: Side,
    pub(crate) price: Price,
    pub(crate) unit: u64,
    pub(crate) fan_out: FanOut,
    /// [`Parties`], as one word.
    pub(crate) parties: u64,
    /// The place of the strategy in the instrument.
    pub(crate) repeat: u32,
}

/// How a parent ends by time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Term {
    expires: u64,
    lease: u64,
}

impl Term {
    /// That of a parent which is admitted at `now`.
    ///
    /// # Errors
    ///
    /// [`Refusal::ParentExpired`]: the expire time is not after `now`.
    pub(crate) fn of(parent: &NewParent, now: Nanos) -> Result<Term, Refusal> {
        if parent.expire_time.is_some_and(|time| time <= now) {
            return Err(Refusal::ParentExpired);
        }
        let expires = parent.expire_time.map_or(NEVER, |time| time.0);
        Ok(Term { expires, lease: parent.lease.unwrap_or(0) })
    }

    fn until(self, now: Nanos) -> u64 {
        if self.lease == 0 {
            self.expires
        } else {
            self.expires.min(now.0.saturating_add(self.lease))
        }
    }
}

fn side_of(shape: u64) -> Side {
    Side::from_code((shape >> 56) as u8).unwrap_or(Side::Buy)
}

const fn repeat_of(shape: u64) -> u32 {
    (shape >> 32) as u32 & 0xFF_FFFF
}

const fn join(high: u32, low: u32) -> u64 {
    (high as u64) << 32 | low as u64
}

impl ParentSlot {
    /// What was executed that no child accounts for.
    pub(crate) fn executed_without_child(&self) -> u64 {
        self.direct.load(Acquire).saturating_add(self.elsewhere.load(Acquire))
    }

    pub(crate) fn word(&self) -> ParentWord {
        // Acquire: who sees the parent live sees its terms.
        ParentWord(self.word.load(Acquire))
    }

    /// Writes a parent that nobody can see yet.
    pub(crate) fn prepare(&self, terms: &Terms, qty: Qty, client: u32, (term, now): (Term, Nanos)) {
        self.head.store(0, Relaxed);
        self.replaced_up.store(0, Relaxed);
        self.pass.store(0, Relaxed);
        self.place.store(join(terms.account, terms.instrument), Relaxed);
        self.who.store(join(terms.strategy, terms.position), Relaxed);
        let side = (terms.side as u64) << 56;
        let repeat = u64::from(terms.repeat) << 32 & (0xFF_FFFF << 32);
        self.shape.store(side | repeat | u64::from(terms.fan_out.max_children), Relaxed);
        self.parties.store(terms.parties, Relaxed);
        self.price.store(terms.price.0 as u64, Relaxed);
        self.quantity.store(qty.get(), Relaxed);
        self.max_sent.store(terms.fan_out.max_sent, Relaxed);
        self.max_refused.store(u64::from(terms.fan_out.max_refused), Relaxed);
        self.client.store(u64::from(client).wrapping_add(1), Relaxed);
        self.executed.store(0, Relaxed);
        self.settled.store(qty.get(), Relaxed);
        self.refused.store(0, Relaxed);
        self.unknown.store(0, Relaxed);
        self.cooling.store(0, Relaxed);
        self.inferred.store(0, Relaxed);
        self.direct.store(0, Relaxed);
        self.elsewhere.store(0, Relaxed);
        self.unit.store(terms.unit, Relaxed);
        self.until.store(term.until(now), Relaxed);
        self.expires.store(term.expires, Relaxed);
        self.lease.store(term.lease, Relaxed);
    }

    /// Whether anything may still be routed for it at `now`. Which of the two has stopped it is
    /// found out only where one has.
    ///
    /// # Errors
    ///
    /// | error                            | when                                        |
    /// |----------------------------------|---------------------------------------------|
    /// | [`Refusal::ParentExpired`]       | its expire time has come                    |
    /// | [`Refusal::ParentLeaseExpired`]  | its lease was not refreshed in time         |
    pub(crate) fn is_in_time(&self, now: Nanos) -> Result<(), Refusal> {
        // Acquire: who sees a lease refreshed sees what upstream had done before.
        if now.0 < self.until.load(Acquire) {
            Ok(())
        } else if self.has_expired(now) {
            Err(Refusal::ParentExpired)
        } else {
            Err(Refusal::ParentLeaseExpired)
        }
    }

    /// Whether its expire time has come.
    pub(crate) fn has_expired(&self, now: Nanos) -> bool {
        let expires = self.expires.load(Relaxed);
        expires != NEVER && now.0 >= expires
    }

    /// Lets its lease run from `now` on. It never becomes shorter: of two lanes whose clocks differ
    /// the later one counts.
    ///
    /// # Errors
    ///
    /// | error                         | when                                   |
    /// |-------------------------------|----------------------------------------|
    /// | [`Refusal::ParentExpired`]    | its expire time has come               |
    /// | [`Refusal::NothingToChange`]  | it has no lease                        |
    pub(crate) fn refresh(&self, now: Nanos) -> Result<(), Refusal> {
        let term = Term { expires: self.expires.load(Relaxed), lease: self.lease.load(Relaxed) };
        if self.has_expired(now) {
            return Err(Refusal::ParentExpired);
        }
        if term.lease == 0 {
            return Err(Refusal::NothingToChange);
        }
        let until = term.until(now);
        let _ = headroom::update(&self.until, |old| (old < until).then_some(until));
        Ok(())
    }

    /// Lets a lease run out: after a restart, or by another clock, upstream must vouch for its parents
    /// anew. Only while the house is closed.
    pub(crate) fn end_lease(&self) {
        if self.lease.load(Relaxed) > 0 {
            self.until.store(0, Relaxed);
        }
    }

    /// What is traded, by its place.
    pub(crate) fn instrument(&self) -> InstrumentId {
        InstrumentId(self.place.load(Relaxed) as u32)
    }

    /// The place of what slices it.
    pub(crate) fn strategy(&self) -> u32 {
        (self.who.load(Relaxed) >> 32) as u32
    }

    /// Whether it buys.
    pub(crate) fn is_buy(&self) -> bool {
        let code = self.shape.load(Relaxed) >> 56;
        code != Side::Sell as u64 && code != Side::SellShort as u64
    }

    /// The worst price of any child.
    pub(crate) fn limit(&self) -> Price {
        Price(self.price.load(Relaxed) as i64)
    }

    /// The place of the account's position in the instrument.
    pub(crate) fn position(&self) -> u32 {
        self.who.load(Relaxed) as u32
    }

    /// The side.
    pub(crate) fn side(&self) -> Side {
        side_of(self.shape.load(Relaxed))
    }

    /// The place of the strategy in the instrument.
    pub(crate) fn repeat(&self) -> u32 {
        repeat_of(self.shape.load(Relaxed))
    }

    /// The most children that it may have, and the most that they may ask for.
    pub(crate) fn most(&self) -> (u32, u64) {
        (self.shape.load(Relaxed) as u32, self.max_sent.load(Relaxed))
    }

    pub(crate) fn terms(&self) -> Terms {
        let place = self.place.load(Relaxed);
        let who = self.who.load(Relaxed);
        let shape = self.shape.load(Relaxed);
        Terms {
            account: (place >> 32) as u32,
            instrument: place as u32,
            strategy: (who >> 32) as u32,
            position: who as u32,
            side: side_of(shape),
            price: Price(self.price.load(Relaxed) as i64),
            unit: self.unit.load(Relaxed),
            fan_out: FanOut {
                max_children: shape as u32,
                max_sent: self.max_sent.load(Relaxed),
                max_refused: self.max_refused.load(Relaxed) as u32,
                // As quantity it is in `max_sent` already.
                max_notional: Notional::MAX,
            },
            parties: self.parties.load(Relaxed),
            repeat: repeat_of(shape),
        }
    }
}

/// The newest child of a parent, how many there are, and how many replace-ups were counted: who counts
/// one adds it here too, so that a birth which has not seen it fails its CAS.
///
/// ```text
///   63 …… 52     51 … 32   31 …… 0
///  replace-ups │  count  │ index and 1
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Head(pub(crate) u64);

const COUNT: u32 = 32;
const COUNTS: u64 = FanOut::MOST_CHILDREN as u64;

impl Head {
    /// One more replace-up. Past the last bit it begins again: a birth is wrong about it only if 4,096
    /// replace-ups, or a multiple, came between two of its steps.
    pub(crate) const ONE_REPLACE_UP: u64 = (COUNTS + 1) << COUNT;

    pub(crate) const fn count(self) -> u32 {
        (self.0 >> COUNT & COUNTS) as u32
    }

    pub(crate) const fn newest(self) -> Option<u32> {
        (self.0 as u32).checked_sub(1)
    }

    /// The newest child's index and 1; 0 for none.
    pub(crate) const fn link(self) -> u64 {
        self.0 as u32 as u64
    }

    pub(crate) const fn with(self, index: u32) -> Head {
        let count = (self.0 >> COUNT).wrapping_add(1) & COUNTS;
        let replaced = self.0 >> COUNT & !COUNTS;
        Head((replaced | count) << COUNT | index.wrapping_add(1) as u64)
    }
}

/// An account's name for a parent. The record stays when the parent is retired, so the name is
/// never used again.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C, align(64))]
pub(crate) struct ClientSlot {
    node: Node,
    /// 0 while no admission under this name has succeeded; else the parent's id. Claimed by CAS.
    pub(crate) parent: AtomicU64,
    /// Whether that parent was retired.
    pub(crate) retired: AtomicU64,
    reserved: [AtomicU64; 2],
}

impl Keyed for ClientSlot {
    fn node(&self) -> &Node {
        &self.node
    }
}

#[cfg(test)]
mod tests;
