//! Looking: what a parent, a child or a position is like now. Reads only; any thread, any process.
//!
//! Uses: `region`, `parent`, `party`, `child`, `limits`, `alarm`, `event`, `stop`. Used by: everybody.

use crate::alarm::{AlarmKind, AlarmView};
use crate::child::{ChildSlot, ChildView, ChildWord, State};
use crate::event::EventReader;
use crate::headroom::above;
use crate::id::{
    AccountId, ChildId, ClientId, InstrumentId, MonitorId, ParentId, PartyId, StrategyId, VenueId,
};
use crate::limits::{Exposure, StrategyTerms};
use crate::parent::{Head, ParentSlot, ParentState, ParentView};
use crate::party::{Parties, PartyRole};
use crate::refusal::Refusal;
use crate::region::Region;
use crate::stop::published;
use crate::sync::{Acquire, Relaxed};
use crate::tree::Keyed;
use crate::units::{Nanos, Qty};
use crate::venue::{VenueSession, VenueTerms};

/// The children of a parent, newest first.
#[derive(Clone, Debug)]
pub struct Children<'a> {
    region: Region<'a>,
    next: Option<u32>,
    left: u32,
}

impl<'a> Children<'a> {
    fn new(region: Region<'a>, head: Head) -> Children<'a> {
        Children { region, next: head.newest(), left: head.count() }
    }

    fn slot(&mut self) -> Option<(u32, &'a ChildSlot)> {
        let index = self.next.filter(|_| self.left > 0)?;
        let slot = self.region.children.get(index as usize)?;
        self.next = (slot.older.load(Relaxed) as u32).checked_sub(1);
        self.left = self.left.saturating_sub(1);
        Some((index, slot))
    }
}

impl Iterator for Children<'_> {
    type Item = ChildId;

    fn next(&mut self) -> Option<ChildId> {
        let (index, _) = self.slot()?;
        self.region.child_id(index)
    }
}

/// A lane as a reader sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LaneView {
    /// Children that it has published, and replaces for more.
    pub published: u64,
    /// Whether somebody holds it.
    pub is_claimed: bool,
    /// The latest time that its owner was given.
    pub clock: Nanos,
}

/// A monitor as a reader sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonitorView {
    /// Its number.
    pub id: MonitorId,
    /// Nanoseconds that it may be silent.
    pub max_silence: u64,
    /// When it counts as silent; 0 until it was heard.
    pub until: Nanos,
}

/// A strategy that may not trade an instrument until a person enables it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Latched {
    /// The strategy.
    pub strategy: StrategyId,
    /// The instrument.
    pub instrument: InstrumentId,
    /// How often it was executed on one side when it was stopped.
    pub count: u32,
    /// How often it was stopped, ever.
    pub latches: u64,
    /// When, the last time.
    pub at: Nanos,
}

/// What a child reserves: as working, as unknown, or as cooling.
fn split(word: ChildWord, reserved: u64) -> (u64, u64, u64) {
    if word.is_cooling() {
        (0, 0, reserved)
    } else if word.state().is_some_and(State::is_working) {
        (reserved, 0, 0)
    } else {
        (0, reserved, 0)
    }
}

impl<'a> Region<'a> {
    /// The children of a parent, newest first; none where the id names nothing.
    #[must_use]
    pub fn children(&self, parent: ParentId) -> Children<'a> {
        let head = self.book(parent).map_or(0, |book| book.slot.head.load(Acquire));
        Children::new(*self, Head(head))
    }

    /// A child, while its parent is not retired.
    #[must_use]
    pub fn child(&self, id: ChildId) -> Option<ChildView> {
        let slot = self.child_slot(id)?;
        let word = slot.word();
        let state = word.state()?;
        let (pending_cancel, pending_replace) = slot.requests.pending();
        let inferred = slot.inferred_qty();
        let reserved = word.reserved().saturating_sub(inferred);
        let (working, unknown, cooling) = split(word, reserved);
        Some(ChildView {
            id,
            parent: slot.parent(),
            venue: slot.venue(),
            state,
            pending_cancel,
            pending_replace,
            cancel_wanted: slot.wants_cancel(),
            order_qty: Qty::saturating(slot.shown_order_qty()),
            cum_qty: slot.cum_qty(),
            inferred_qty: inferred,
            leaves_qty: Qty::saturating(working),
            unknown_qty: Qty::saturating(unknown),
            cooling_qty: Qty::saturating(cooling),
            price: slot.price(),
            time_in_force: slot.time_in_force(),
        })
    }

    /// A parent, until it is retired.
    #[must_use]
    pub fn parent(&self, id: ParentId) -> Option<ParentView> {
        let book = self.book(id)?;
        let terms = book.slot.terms();
        let word = book.slot.word();
        let head = Head(book.slot.head.load(Acquire));
        let quantity = book.slot.quantity.load(Acquire);
        let executed = book.slot.executed.load(Acquire);
        let reserved = i128::from(quantity) - i128::from(executed) - i128::from(word.balance());
        let reserved = u64::try_from(reserved).unwrap_or(0);
        let inferred = book.slot.inferred.load(Acquire);
        let (unknown, cooling) = self.doubtful(book.slot, inferred);
        let unknown = unknown.min(reserved);
        let cooling = cooling.min(reserved.saturating_sub(unknown));
        let client = book.slot.client.load(Relaxed).wrapping_sub(1);
        let client = self.clients.get(client as usize)?;
        let state = if word.is_done() {
            ParentState::Done
        } else if word.is_closed() {
            ParentState::Closed
        } else if word.is_held() {
            ParentState::Held
        } else {
            ParentState::Open
        };
        let replaced_up = book.slot.replaced_up.load(Acquire);
        Some(ParentView {
            id,
            state,
            account: AccountId(terms.account),
            instrument: InstrumentId(terms.instrument),
            strategy: StrategyId(self.strategy_at(terms.strategy)?.code()),
            parties: Parties::from_word(terms.parties),
            flags: book.slot.flags.load(Relaxed),
            side: terms.side,
            client_id: ClientId(client.node().key()),
            price: terms.price,
            qty: Qty::saturating(quantity),
            executed,
            inferred,
            working: reserved.saturating_sub(unknown).saturating_sub(cooling),
            unknown,
            cooling,
            headroom: word.headroom(),
            overfill: word.overfill(),
            children: head.count(),
            sent: self.sent_by(head).saturating_add(replaced_up),
        })
    }

    /// What a parent's children reserve that nobody can vouch for, and that is cooling. Where some of
    /// it is inferred the children are looked at, one by one.
    fn doubtful(&self, parent: &ParentSlot, inferred: u64) -> (u64, u64) {
        if inferred == 0 {
            return (parent.unknown.load(Acquire), parent.cooling.load(Acquire));
        }
        let mut children = Children::new(*self, Head(parent.head.load(Acquire)));
        let mut sums = (0u64, 0u64);
        while let Some((_, slot)) = children.slot() {
            let word = slot.word();
            let reserved = word.reserved().saturating_sub(slot.inferred_qty());
            let (_, unknown, cooling) = split(word, reserved);
            sums = (sums.0.saturating_add(unknown), sums.1.saturating_add(cooling));
        }
        sums
    }

    /// The strategies that are defined.
    pub fn strategies(&self) -> impl Iterator<Item = StrategyTerms> + use<'a> {
        self.known_strategies().map(|(_, slot)| slot.terms())
    }

    /// Whether a venue is heard; `None`: no such venue.
    #[must_use]
    pub fn venue_session(&self, venue: VenueId) -> Option<VenueSession> {
        self.venue(venue).map(|slot| slot.session())
    }

    /// What a venue is like; `None`: no such venue.
    #[must_use]
    pub fn venue_terms(&self, venue: VenueId) -> Option<VenueTerms> {
        self.venue(venue).map(|slot| slot.terms())
    }

    /// How a position stands; `None` where nobody has set its limit.
    #[must_use]
    pub fn exposure(&self, account: AccountId, instrument: InstrumentId) -> Option<Exposure> {
        let index = self.position(account, instrument)?;
        let slot = self.positions.get(index as usize)?;
        let (mut bought, mut sold) = (0u64, 0u64);
        for tally in self.tallies_of(index) {
            // One lane's may be below zero, where another booked what it took back.
            bought = bought.wrapping_add(tally.bought.load(Acquire));
            sold = sold.wrapping_add(tally.sold.load(Acquire));
        }
        let (buy_room, sell_room) = (slot.buy_room.amount(), slot.sell_room.amount());
        let (bought, sold) = (above(bought as i64), above(sold as i64));
        Some(Exposure { bought, sold, buy_room, sell_room })
    }

    /// What the firm, and what an account, may still commit, in money units; below zero, what is
    /// too much.
    #[must_use]
    pub fn firm_headroom(&self) -> i64 {
        self.control.headroom.amount()
    }

    /// What an account may still commit, in money units; below zero, what is too much. `None`: no
    /// such account.
    #[must_use]
    pub fn account_headroom(&self, account: AccountId) -> Option<i64> {
        self.account(account).map(|slot| slot.headroom.amount())
    }

    /// A lane's own words; `None`: no such lane.
    #[must_use]
    pub fn lane_view(&self, index: u32) -> Option<LaneView> {
        let slot = self.trading().get(index as usize)?;
        Some(LaneView {
            published: published(slot.publish.load(Acquire)),
            is_claimed: slot.claim.load(Acquire) & 1 != 0,
            clock: Nanos(slot.clock.load(Relaxed)),
        })
    }

    /// Every parent that is not retired. While lanes work, one that came or went since may be
    /// missed.
    pub fn parents(&self) -> impl Iterator<Item = ParentId> + use<'a> {
        let (region, mut cursor) = (*self, 0);
        core::iter::from_fn(move || region.next_parent(&mut cursor))
    }

    /// The next parent that is not retired from `cursor` on, and moves it past that one: one step
    /// of [`Region::parents`]. Begin with 0.
    #[must_use]
    pub fn next_parent(&self, cursor: &mut u32) -> Option<ParentId> {
        let used = self.pools.parents.fresh.load(Acquire);
        while u64::from(*cursor) < used {
            let index = *cursor;
            *cursor = cursor.saturating_add(1);
            let slot = self.parents.get(index as usize)?;
            if slot.word().is_live() {
                return self.parent_id(index);
            }
        }
        None
    }

    /// The parties that are defined, each with its role and its key.
    pub fn parties(&self) -> impl Iterator<Item = (PartyId, PartyRole, u64)> + use<'a> {
        let count = self.control.defined.parties.load(Acquire) as usize;
        let slots = (0u32..).zip(self.parties.iter().take(count));
        slots.filter_map(|(index, slot)| Some((PartyId(index), slot.role()?, slot.key())))
    }

    /// When the first monitor counts as silent; `u64::MAX` while there is none.
    #[must_use]
    pub fn heard_until(&self) -> Nanos {
        Nanos(self.control.heard_until.load(Acquire))
    }

    /// The monitors that are defined.
    pub fn monitors(&self) -> impl Iterator<Item = MonitorView> + use<'a> {
        let count = self.control.defined.monitors.load(Acquire) as usize;
        (0u32..).zip(self.control.monitors.iter().take(count)).map(|(index, slot)| MonitorView {
            id: MonitorId(index),
            max_silence: slot.silence.load(Relaxed),
            until: Nanos(slot.until.load(Acquire)),
        })
    }

    /// The strategies that were executed on one side of an instrument too often, and wait there for
    /// a person: [`crate::Control::reenable`].
    pub fn latched(&self) -> impl Iterator<Item = Latched> + use<'a> {
        let used = self.pools.repeats.fresh.load(Acquire) as usize;
        let slots = self.repeats.iter().take(used).filter(|slot| slot.is_latched());
        slots.map(|slot| {
            let key = slot.node().key();
            let (count, latches, at) = slot.view();
            let (strategy, instrument) = (StrategyId((key >> 32) as u32), InstrumentId(key as u32));
            Latched { strategy, instrument, count, latches, at }
        })
    }

    /// Whether somebody holds the control handle.
    #[must_use]
    pub fn is_controlled(&self) -> bool {
        let place = self.lanes.last();
        place.is_some_and(|place| place.claim.load(Acquire) & 1 != 0)
    }

    /// The version of the build that formatted the region, and the oldest that may touch it: as
    /// [`crate::Build`] has them.
    #[must_use]
    pub fn builds(&self) -> (u64, u64) {
        (self.header.build.load(Relaxed), self.header.oldest_build.load(Acquire))
    }

    /// The longest lease that the manifest in force allows, in nanoseconds; `None` while the house
    /// is closed.
    #[must_use]
    pub fn max_lease(&self) -> Option<u64> {
        self.control.is_armed().then(|| self.control.max_lease.load(Acquire))
    }

    /// What the alarm of a kind says.
    #[must_use]
    pub fn alarm(&self, kind: AlarmKind) -> AlarmView {
        self.alarms().view(kind).unwrap_or(AlarmView {
            raised: false,
            count: 0,
            first_at: Nanos(0),
            last_at: Nanos(0),
            value: 0,
            other: 0,
            deadline: Nanos(u64::MAX),
        })
    }

    /// Reads a lane's events, from the oldest that is still there; the control handle's for the
    /// number after the last lane's.
    ///
    /// # Errors
    ///
    /// [`Refusal::NoSuchLane`]: there are not so many.
    pub fn events(&self, lane: u32) -> Result<EventReader<'a>, Refusal> {
        self.ring(lane).map(EventReader::new).ok_or(Refusal::NoSuchLane)
    }

    /// Whether the house is open, and until when the lease runs.
    #[must_use]
    pub fn lease(&self) -> Option<Nanos> {
        self.control.is_armed().then(|| Nanos(self.control.lease_until.load(Acquire)))
    }
}
