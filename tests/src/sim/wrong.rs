//! A core that is broken in one way, to see that the checks say so: between the core and whoever looks,
//! something is swallowed, doubled or shown wrong.
//!
//! Uses: `driver`, `call`, `world`. Used by: `sim`, `bin/simulate.rs`, `tests/simulator.rs`.

use crate::call::{Answer, Call};
use crate::driver::Driver;
use crate::world::Snapshot;
use plimsoll::{ExecId, ExecType, Report};

/// One way to be broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Now and then a fill never reaches the books.
    LosesFill,
    /// Now and then a fill is booked twice, the second time under another id.
    BooksTwice,
    /// Now and then an end gives its quantity back twice.
    FreesTwice,
    /// Now and then a kill is answered and not carried out.
    ForgetsKill,
    /// Now and then a bound drops without a proof: what a request that was never answered had asked
    /// for is free again.
    FreesOnTime,
}

impl Fault {
    /// Every one.
    pub const ALL: [Fault; 5] = [
        Fault::LosesFill,
        Fault::BooksTwice,
        Fault::FreesTwice,
        Fault::ForgetsKill,
        Fault::FreesOnTime,
    ];
}

impl Fault {
    /// One of so many chances is taken: fills are many, kills are few.
    #[must_use]
    pub fn rarity(self) -> u64 {
        match self {
            Fault::LosesFill | Fault::BooksTwice => 20,
            Fault::FreesTwice => 5,
            Fault::FreesOnTime => 3,
            Fault::ForgetsKill => 1,
        }
    }
}

/// See the module's text.
#[derive(Clone, Copy, Debug)]
pub struct Wrong {
    fault: Fault,
    seen: u64,
    freed: u64,
}

impl Wrong {
    /// Right until its first chance comes.
    #[must_use]
    pub fn new(fault: Fault) -> Wrong {
        Wrong { fault, seen: 0, freed: 0 }
    }

    fn now(&mut self) -> bool {
        self.seen += 1;
        self.seen.is_multiple_of(self.fault.rarity())
    }

    pub(super) fn make(&mut self, driver: &mut Driver, call: &Call) -> Answer {
        match (self.fault, call) {
            (Fault::LosesFill, Call::Report { lane, report }) if is_fill(report) && self.now() => {
                let nothing = Report::new(report.child, ExecType::PendingCancel);
                driver.make(&Call::Report { lane: *lane, report: nothing })
            }
            (Fault::BooksTwice, Call::Report { lane, report }) if is_fill(report) && self.now() => {
                let again = Report { exec_id: ExecId(!report.exec_id.0), ..*report };
                let answer = driver.make(call);
                driver.make(&Call::Report { lane: *lane, report: again });
                answer
            }
            (Fault::ForgetsKill, Call::Kill { lane, .. }) if self.now() => {
                let nothing = plimsoll::Scope::Venue(plimsoll::VenueId(99));
                let _ = driver.make(&Call::Kill { lane: *lane, scope: nothing, reason: 0 });
                Answer::Unit(Ok(()))
            }
            _ => driver.make(call),
        }
    }

    pub(super) fn show(&mut self, call: &Call, after: &mut Snapshot) {
        match (self.fault, call) {
            (Fault::FreesTwice, Call::Report { report, .. })
                if report.exec_type == ExecType::Canceled && self.now() =>
            {
                self.freed += 1;
            }
            (Fault::FreesOnTime, Call::Tick { .. }) if self.now() => {
                for (parent, children) in &mut after.parents {
                    let Some(child) = children.first_mut() else { continue };
                    let less = child.leaves_qty.get().min(1);
                    child.leaves_qty = plimsoll::Qty::saturating(child.leaves_qty.get() - less);
                    parent.working -= less;
                    parent.headroom += less;
                }
            }
            _ => {}
        }
        if let Some((view, _)) = after.parents.first_mut() {
            view.headroom += self.freed;
        }
    }
}

fn is_fill(report: &Report) -> bool {
    report.exec_type == ExecType::Trade && !report.last_qty.is_zero()
}
