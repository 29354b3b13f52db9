//! Looking: what a parent, a child or a position is like now. Reads only; any thread, any process.
//!
//! Uses: `region`, `parent`, `child`, `limits`, `alarm`, `event`. Used by: everybody.

use crate::alarm::{AlarmKind, AlarmView};
use crate::child::{ChildSlot, ChildView};
use crate::event::EventReader;
use crate::id::{AccountId, ChildId, ClientId, InstrumentId, ParentId, StrategyId};
use crate::limits::Exposure;
use crate::parent::{Head, ParentState, ParentView};
use crate::refusal::Refusal;
use crate::region::Region;
use crate::sync::{Acquire, Relaxed};
use crate::tree::Keyed;
use crate::units::{Nanos, Qty};

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
        let reserved = Qty::saturating(word.reserved());
        let working = state.is_working();
        Some(ChildView {
            id,
            parent: slot.parent(),
            venue: slot.venue(),
            state,
            pending_cancel,
            pending_replace,
            order_qty: Qty::saturating(slot.shown_order_qty()),
            cum_qty: slot.cum_qty(),
            leaves_qty: if working { reserved } else { Qty::ZERO },
            unknown_qty: if working { Qty::ZERO } else { reserved },
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
        let unknown = book.slot.unknown.load(Acquire).min(reserved);
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
            strategy: StrategyId(terms.strategy),
            side: terms.side,
            client_id: ClientId(client.node().key()),
            price: terms.price,
            qty: Qty::saturating(quantity),
            executed,
            working: reserved.saturating_sub(unknown),
            unknown,
            cooling: 0,
            headroom: word.headroom(),
            overfill: word.overfill(),
            children: head.count(),
            sent: self.sent_by(head).saturating_add(replaced_up),
        })
    }

    /// How a position stands; `None` where nobody has set its limit.
    #[must_use]
    pub fn exposure(&self, account: AccountId, instrument: InstrumentId) -> Option<Exposure> {
        let index = self.position(account, instrument)?;
        let slot = self.positions.get(index as usize)?;
        let (mut bought, mut sold) = (0u64, 0u64);
        for tally in self.tallies_of(index) {
            bought = bought.saturating_add(tally.bought.load(Acquire));
            sold = sold.saturating_add(tally.sold.load(Acquire));
        }
        let (buy_room, sell_room) = (slot.buy_room.amount(), slot.sell_room.amount());
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

    /// What the alarm of a kind says.
    #[must_use]
    pub fn alarm(&self, kind: AlarmKind) -> AlarmView {
        self.alarms().view(kind).unwrap_or(AlarmView {
            raised: false,
            count: 0,
            first_at: Nanos(0),
            last_at: Nanos(0),
            value: 0,
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
