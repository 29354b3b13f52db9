//! What people do with a region that they have joined again: take the control handle, recover, ask
//! for the audit, reset what is stopped, arm, and let it trade.
//!
//! Law: whatever the region holds, a route that is accepted is paid for by its parent's headroom,
//! and by no other's; and after any call the books keep the laws, or the audit says that they do
//! not.
//!
//! Uses: `books`, `bytes`. Used by: `fuzz_targets/damaged.rs`.

use crate::books::{self, Books};
use crate::bytes::Bytes;
use plimsoll::{
    AlarmKind, ChildId, Control, ExecType, Fingerprint, Lane, Level, Nanos, NewChild, ParentId,
    Price, Region, ResetRequest, Scope, VenueId,
};
use plimsoll_tests::orders::{self, qty};
use plimsoll_tests::world::{self, KEYS, Setup};

/// A region that is operated again.
pub struct Restart<'s> {
    region: Region<'static>,
    control: Control<'static>,
    lanes: Vec<Lane<'static>>,
    setup: &'s Setup,
    now: u64,
    clients: u128,
}

/// What a check says.
type Verdict = Result<(), String>;

impl<'s> Restart<'s> {
    /// Takes the control handle of `region`; none where that is refused.
    #[must_use]
    pub fn begin(region: Region<'static>, setup: &'s Setup, now: u64) -> Option<Restart<'s>> {
        let control = region.take_over_control().ok()?;
        let (lanes, clients) = (Vec::new(), 1 << 64);
        Some(Restart { region, control, lanes, setup, now, clients })
    }

    /// Recovers, as after a crash: the house must be closed then, and the books must be in order or
    /// the audit must say that they are not.
    ///
    /// # Errors
    ///
    /// A wrong ledger that nothing tells of.
    pub fn recover(&mut self) -> Verdict {
        let recovered = self.control.recover(Nanos(self.now));
        books::look_at_all(self.region);
        let books = books::read(self.region);
        let halted = self.region.level(Scope::Firm).is_ok_and(|level| level >= Level::NoNewOrders);
        if recovered.is_ok() && (!halted || self.region.lease().is_some()) {
            return Err("the house is open after a recovery".into());
        }
        self.check(&books)
    }

    /// Opens the house, as two persons would who have looked at nothing.
    pub fn open(&mut self) {
        for kind in AlarmKind::ALL {
            self.now += 1;
            let _ = self.control.acknowledge(kind, Nanos(self.now));
        }
        let lanes = self.region.config().lanes.min(4);
        for scope in books::scopes(lanes) {
            self.reset(scope);
        }
        let _ = self.control.set_reference_price(
            plimsoll::InstrumentId(1),
            Price(world::REFERENCE),
            Nanos(self.now),
        );
        let _ = world::arm(&mut self.control, self.setup, Nanos(u64::MAX), Nanos(self.now));
        let taken = (0..lanes).filter_map(|lane| self.region.take_over_lane(lane).ok());
        self.lanes = taken.collect();
    }

    fn reset(&mut self, scope: Scope) {
        self.now += 1;
        let request = ResetRequest { scope, key: KEYS[0], why: [b'x'; 32] };
        let Ok(ticket) = self.control.request_reset(&request, Nanos(self.now)) else { return };
        self.now = self.now.saturating_add(self.setup.resets.least_delay);
        let here: Fingerprint = self.region.fingerprint();
        let _ = self.control.confirm_reset(ticket.nonce, KEYS[1], &here, Nanos(self.now));
    }

    /// Makes one call that `bytes` spell.
    ///
    /// # Errors
    ///
    /// The law that it broke.
    pub fn step(&mut self, bytes: &mut Bytes<'_>) -> Verdict {
        self.now += 1;
        let now = Nanos(self.now);
        let (kind, which) = (bytes.byte(), bytes.byte());
        let parent = nth(self.region.parents(), which);
        let children = parent.map(|parent| self.region.children(parent));
        let child = children.and_then(|children| nth(children, bytes.byte()));
        // What is not there is asked for too.
        let parent = parent.unwrap_or(ParentId::from_bits(0));
        let child = child.unwrap_or(ChildId::from_bits(0));
        let units = bytes.number();
        let place = usize::from(bytes.byte()).checked_rem(self.lanes.len());
        self.clients += 1;
        let order = orders::parent(self.clients, units);
        let Some(lane) = place.and_then(|place| self.lanes.get_mut(place)) else { return Ok(()) };
        match kind % 16 {
            0..4 => return self.route(parent, units, bytes),
            4 => {
                let _ = lane.admit(&order, now);
            }
            5 => {
                let _ = lane.sent(child, now);
            }
            6 | 7 => {
                let report = orders::trade(child, u128::from(bytes.byte()) << 60, units);
                let _ = lane.report(&report, now);
            }
            8 => {
                let _ = lane.report(&orders::ended(child, ExecType::Canceled, units), now);
            }
            9 => {
                let _ = lane.request_cancel(child, now);
            }
            10 => {
                let _ = lane.request_replace(child, qty(units), orders::PRICE, now);
            }
            11 => {
                let _ = lane.report(&orders::ended(child, ExecType::Replaced, units), now);
            }
            12 => {
                let _ = lane.tick(now);
            }
            13 => {
                let _ = (lane.cancel_parent(parent, now), lane.retire(parent, now));
            }
            14 => {
                let _ = (self.control.release(parent, now), lane.amend(parent, qty(units), now));
            }
            _ => {
                let status = orders::ended(child, ExecType::OrderStatus, units);
                let _ = (self.control.status(&status, now), self.control.drop_copy(&status, now));
            }
        }
        self.check(&books::read(self.region))
    }

    /// Routes a child, and looks at who has paid for it.
    fn route(&mut self, parent: ParentId, units: u64, bytes: &mut Bytes<'_>) -> Verdict {
        let before = books::read(self.region);
        let closed = books::is_closed(self.region);
        let venue = VenueId(u32::from(bytes.byte() % 3));
        let order = NewChild { venue, ..orders::child(parent, units) };
        let Some(lane) = self.lanes.first_mut() else { return Ok(()) };
        let born = lane.route(&order, Nanos(self.now)).is_ok();
        let after = books::read(self.region);
        if born && closed {
            return Err(format!("L6: born in a house that is closed: {order:?}"));
        }
        for (was, _) in &before {
            let now =
                after.iter().find(|(now, _)| now.id == was.id).map_or(0, |(now, _)| now.headroom);
            let paid = if born && was.id == parent { units } else { 0 };
            if was.headroom < paid || now > was.headroom - paid {
                return Err(format!("L1: {units} routed: {was:?}, headroom {now} after"));
            }
        }
        self.check(&after)
    }

    /// Either the audit says that the books are not in order, or they keep the laws.
    fn check(&mut self, books: &Books) -> Verdict {
        if self.region.audit().is_err() || books::has_lost_count(self.region) {
            return Ok(());
        }
        books::check(books)
    }
}

fn nth<T>(all: impl Iterator<Item = T>, which: u8) -> Option<T> {
    all.take(usize::from(which) + 1).last()
}
