//! The core, as a gateway in Rust calls it. As c/face.c has it.

use anyhow::{Context, Result, ensure};
use plimsoll::{
    Breach, ChildId, ClientId, EventReader, ExecId, ExecType, Lane, Nanos, NewChild, NewParent,
    ParentId, Poll, Qty, Refusal, Region, Report, TimeInForce, VenueId,
};

use crate::house::{House, PRICE, allowed};
use crate::work::{BETWEEN, CHILD_QTY, CHILDREN, FIRST_QTY, Face, MANY, Operation, Seat, Work};

/// A house in Rust.
pub struct Native<'m> {
    house: House<'m>,
    clock: quanta::Clock,
}

impl<'m> Native<'m> {
    /// Of an open house.
    #[must_use]
    pub fn new(house: House<'m>) -> Native<'m> {
        Native { house, clock: quanta::Clock::new() }
    }
}

impl Face for Native<'_> {
    fn name(&self) -> &'static str {
        "Rust"
    }

    fn seat<'f>(&'f self, lane: u32) -> Result<Box<dyn Seat + 'f>> {
        let region = self.house.region;
        let (lane, events) = (allowed(region.lane(lane))?, allowed(region.events(lane))?);
        let (parent, clock) = (self.house.parent, self.clock.clone());
        Ok(Box::new(NativeSeat { region, lane, events, parent, clock, now: 1 }))
    }
}

struct NativeSeat<'m> {
    region: Region<'m>,
    lane: Lane<'m>,
    events: EventReader<'m>,
    parent: NewParent,
    clock: quanta::Clock,
    now: u64,
}

type Answer = Result<u64, Refusal>;

impl NativeSeat<'_> {
    fn later(&mut self) -> Nanos {
        self.now += BETWEEN;
        Nanos(self.now)
    }

    fn admit(&mut self, client: u64, qty: u64, made: &mut u64) -> Answer {
        self.parent.client_id = ClientId(u128::from(client));
        self.parent.qty = Qty::saturating(qty);
        let now = self.later();
        *made = self.lane.admit(&self.parent, now)?.to_bits();
        Ok(*made)
    }

    fn route(&mut self, parent: u64, made: &mut u64) -> Answer {
        let child = NewChild {
            parent: ParentId::from_bits(parent),
            venue: VenueId(0),
            qty: Qty::saturating(CHILD_QTY),
            price: PRICE,
            time_in_force: TimeInForce::Day,
        };
        let now = self.later();
        *made = self.lane.route(&child, now)?.to_bits();
        Ok(*made)
    }

    fn sent(&mut self, child: u64) -> Answer {
        let now = self.later();
        self.lane.sent(ChildId::from_bits(child), now).map(|()| 1)
    }

    fn hear(&mut self, report: &Report) -> Answer {
        let now = self.later();
        let done = self.lane.report(report, now)?;
        assert!(done.breach.is_none(), "a breach: {:?}", done.breach.map(Breach::name));
        let child = done.child.map_or(0, ChildId::to_bits);
        Ok(child.wrapping_add(u64::from(done.duplicate) + u64::from(done.parent_done)))
    }

    fn ack(&mut self, child: u64) -> Answer {
        self.hear(&Report::new(ChildId::from_bits(child), ExecType::New))
    }

    fn trade(&mut self, child: u64, number: u64, qty: u64, cum: u64) -> Answer {
        let id = ExecId(u128::from(number) << 64 | u128::from(child));
        let trade = Report::trade(ChildId::from_bits(child), id, Qty::saturating(qty), PRICE);
        self.hear(&Report {
            cum_qty: Some(Qty::saturating(cum)),
            leaves_qty: Some(Qty::saturating(CHILD_QTY - cum)),
            ..trade
        })
    }

    fn partial_fill(&mut self, child: u64) -> Answer {
        self.trade(child, 1, FIRST_QTY, FIRST_QTY)
    }

    fn final_fill(&mut self, child: u64) -> Answer {
        self.trade(child, 2, CHILD_QTY - FIRST_QTY, CHILD_QTY)
    }

    fn request_cancel(&mut self, child: u64) -> Answer {
        let now = self.later();
        let request = self.lane.request_cancel(ChildId::from_bits(child), now)?;
        Ok(u64::from(request.number))
    }

    fn end(&mut self, child: u64, cum: u64) -> Answer {
        let canceled = Report::new(ChildId::from_bits(child), ExecType::Canceled);
        self.hear(&Report { cum_qty: Some(Qty::saturating(cum)), ..canceled })
    }

    fn child_life(&mut self, parent: u64, made: &mut u64) -> Answer {
        let routed = self.route(parent, made)?;
        let child = *made;
        let sum = routed.wrapping_add(self.ack(child)?);
        let sum = sum.wrapping_add(self.partial_fill(child)?);
        Ok(sum.wrapping_add(self.final_fill(child)?))
    }

    fn parent_life(&mut self, client: u64, made: &mut u64) -> Answer {
        let mut sum = self.admit(client, CHILDREN as u64 * CHILD_QTY, made)?;
        for _ in 0..CHILDREN {
            sum = sum.wrapping_add(self.child_life(*made, &mut 0)?);
        }
        Ok(sum)
    }

    fn retire(&mut self, parent: u64) -> Answer {
        let (parent, region, mut sum) = (ParentId::from_bits(parent), self.region, 0u64);
        for id in region.children(parent) {
            let Some(view) = region.child(id) else { continue };
            if view.leaves_qty != Qty::ZERO {
                sum = sum.wrapping_add(self.end(id.to_bits(), view.cum_qty)?);
            }
        }
        let now = self.later();
        // One that is executed in full has ended, and is not closed.
        sum = sum.wrapping_add(u64::from(self.lane.cancel_parent(parent, now).is_ok()));
        let now = self.later();
        self.lane.retire(parent, now)?;
        Ok(sum)
    }

    /// A call on everything that the work is done on.
    fn at_once(&mut self, work: &mut Work<'_>, call: impl FnOnce(&Region<'_>, &[u64])) -> Answer {
        let from = self.clock.raw();
        call(&self.region, work.on);
        if let [first, last, ..] = work.stamps {
            (*first, *last) = (from, self.clock.raw());
        }
        Ok(0)
    }

    fn open_events(&mut self) -> Answer {
        while !matches!(self.events.poll(), Poll::Empty) {}
        Ok(0)
    }

    /// One event, or zero and a child's number that no child has: the driver's sums show it.
    fn read_event(&mut self) -> Answer {
        match self.events.poll() {
            Poll::Event(event) => Ok(event.child.to_bits()),
            Poll::Empty | Poll::Missed(_) => Ok(u64::MAX),
        }
    }

    fn read_16_events(&mut self) -> Answer {
        let first = self.read_event()?;
        for _ in 1..16 {
            self.read_event()?;
        }
        Ok(first)
    }
}

impl Seat for NativeSeat<'_> {
    fn perform(&mut self, work: &mut Work<'_>) -> Result<u64> {
        ensure!(work.on.len() == work.made.len() && work.stamps.len() > work.on.len());
        // Each operation has a loop of its own, so that the call is compiled into it.
        let sum = match work.operation {
            Operation::Admit => {
                let qty = 2 * CHILDREN as u64 * CHILD_QTY;
                in_a_row(self, work, |seat, on, made| seat.admit(on, qty, made))
            }
            Operation::AdmitForMany => {
                let qty = MANY as u64 * CHILD_QTY;
                in_a_row(self, work, |seat, on, made| seat.admit(on, qty, made))
            }
            Operation::Route => in_a_row(self, work, |seat, on, made| seat.route(on, made)),
            Operation::Sent => in_a_row(self, work, |seat, on, _| seat.sent(on)),
            Operation::Ack => in_a_row(self, work, |seat, on, _| seat.ack(on)),
            Operation::PartialFill => in_a_row(self, work, |seat, on, _| seat.partial_fill(on)),
            Operation::FinalFill => in_a_row(self, work, |seat, on, _| seat.final_fill(on)),
            Operation::RequestCancel => in_a_row(self, work, |seat, on, _| seat.request_cancel(on)),
            Operation::Canceled => in_a_row(self, work, |seat, on, _| seat.end(on, 0)),
            Operation::ChildLife => {
                in_a_row(self, work, |seat, on, made| seat.child_life(on, made))
            }
            Operation::ParentLife => {
                in_a_row(self, work, |seat, on, made| seat.parent_life(on, made))
            }
            Operation::Retire => in_a_row(self, work, |seat, on, _| seat.retire(on)),
            Operation::OpenEvents => in_a_row(self, work, |seat, _, _| seat.open_events()),
            Operation::ReadEvent => in_a_row(self, work, |seat, _, _| seat.read_event()),
            Operation::Read16Events => in_a_row(self, work, |seat, _, _| seat.read_16_events()),
            Operation::Nothing => in_a_row(self, work, |_, on, _| Ok(nothing(on))),
            Operation::PrefetchChildren => self.at_once(work, |region, on| {
                region.prefetch_children(on.iter().map(|bits| ChildId::from_bits(*bits)));
            }),
            Operation::PrefetchParents => self.at_once(work, |region, on| {
                region.prefetch_parents(on.iter().map(|bits| ParentId::from_bits(*bits)));
            }),
        };
        allowed(sum).with_context(|| format!("{:?}", work.operation))
    }

    fn stamp(&self) -> u64 {
        self.clock.raw()
    }
}

#[inline(never)]
fn nothing(on: u64) -> u64 {
    std::hint::black_box(on)
}

#[inline(always)]
fn in_a_row<'m>(
    seat: &mut NativeSeat<'m>,
    work: &mut Work<'_>,
    mut step: impl FnMut(&mut NativeSeat<'m>, u64, &mut u64) -> Answer,
) -> Answer {
    let (mut sum, each) = (0u64, work.each);
    let first = seat.clock.raw();
    for ((on, made), stamp) in work.on.iter().zip(&mut *work.made).zip(&mut *work.stamps) {
        if each {
            *stamp = seat.clock.raw();
        }
        sum = sum.wrapping_add(step(seat, *on, made)?);
    }
    let last = if each { work.on.len() } else { 1 };
    let end = seat.clock.raw();
    if let Some(stamp) = work.stamps.get_mut(last) {
        *stamp = end;
    }
    if !each && let Some(stamp) = work.stamps.first_mut() {
        *stamp = first;
    }
    Ok(sum)
}
