//! What befalls a gateway: mail that is lost, deaths in the middle of a call, other builds, those who
//! listen, and what a person makes of suspense.
//!
//! After a death the next process looks for what the dead one was not told of any more: a parent it
//! had admitted, a child it had routed. It hands every report and statement in again whose call had
//! not returned; a message that was to follow the call never left.
//!
//! Uses: `driver`. Used by: `driver`.

use super::*;

/// A process that died in a call.
#[derive(Clone, Copy, Debug)]
pub struct Died {
    /// The call.
    pub call: Call,
    /// The writes to the region that it had made.
    pub writes: u64,
    /// Whether it had not returned.
    pub within: bool,
}

/// Whether a process can die in it: what only lets time pass, or is a death, is no such call.
pub(super) fn is_deadly(call: &Call) -> bool {
    !matches!(call, Call::Wait { .. } | Call::Rollback)
}

impl Driver {
    /// The death that the last call ended with.
    #[must_use]
    pub fn died(&self) -> Option<Died> {
        self.died
    }

    /// What was lost on its way and not sent again.
    #[must_use]
    pub fn lost(&self) -> &[Report] {
        &self.lost
    }

    pub(super) fn begin_fate(&mut self, step: &Step, lane_of: impl Fn(u8) -> u32) {
        match *step {
            Step::Lose { mail } => {
                let place = usize::from(mail) % self.mail.len().max(1);
                self.lost.extend(self.mail.remove(place));
            }
            Step::Resend => self.mail.extend(self.lost.drain(..)),
            Step::Die { writes } => self.fuse = Some(u64::from(writes)),
            Step::Rollback => self.waiting.push_back(Call::Rollback),
            Step::Beat { monitor } => {
                let count = self.world.setup.silence.iter().filter(|silence| **silence > 0).count();
                if let Some(monitor) = usize::from(monitor).checked_rem(count) {
                    self.waiting.push_back(Call::Beat { monitor: MonitorId(monitor as u32) });
                }
            }
            Step::Keep { .. } if !self.world.setup.journals => {}
            Step::Keep { lane } => self.waiting.push_back(Call::Keep { lane: lane_of(lane) }),
            Step::Assign { entry, to, child } => self.assign(entry, to, child),
            _ => {}
        }
    }

    fn assign(&mut self, entry: u8, to: u8, child: bool) {
        let open: Vec<SuspenseId> = self.open_suspense().map(|entry| entry.entry).collect();
        let Some(entry) = pick(&open, entry) else { return };
        let target = if child {
            pick(&self.world.children, to).map(Target::Child)
        } else {
            pick(&self.world.parents, to).map(Target::Parent)
        };
        self.waiting.extend(target.map(|to| Call::Assign { entry, to }));
    }

    /// The executions in suspense that are nobody's yet.
    pub fn open_suspense(&self) -> impl Iterator<Item = SuspenseEntry> + use<> {
        let region = self.world.region();
        let mut cursor = 0;
        core::iter::from_fn(move || region.next_suspense(&mut cursor))
            .filter(|entry| entry.assigned.is_none())
    }

    pub(super) fn die_in(&mut self, call: &Call, writes: u64) -> Answer {
        self.fuse = None;
        let (answer, death) = self.world.die_in(call, writes);
        self.died = Some(Died { call: *call, writes: death.writes, within: death.within });
        self.waiting.clear();
        (self.then, self.confirm) = (Then::Nothing, false);
        self.adopt();
        if matches!(call, Call::Report { .. } | Call::Status { .. } | Call::DropCopy { .. }) {
            self.waiting.push_back(*call);
        }
        answer
    }

    /// Notes the names that the region knows and the gateway does not.
    fn adopt(&mut self) {
        let region = self.world.region();
        for parent in region.parents() {
            if !self.world.parents.contains(&parent) {
                self.world.parents.push(parent);
            }
        }
        for parent in self.world.parents.clone() {
            for child in region.children(parent) {
                let Some(view) = region.child(child) else { continue };
                if self.world.children.contains(&child) {
                    continue;
                }
                self.world.children.push(child);
                let terms = self.world.setup.venues[view.venue.0 as usize % 2];
                let (qty, tif) = (view.order_qty.get(), view.time_in_force);
                self.venue.arrive(child, parent, qty, view.price, tif, terms);
                self.venue.never_came(child);
            }
        }
    }

    /// Everything that is on its way, at once: the faults are over.
    pub fn let_all_mail_come(&mut self) {
        self.fuse = None;
        let closed = self.venue.close(self.world.now);
        let mail = self.lost.drain(..).chain(self.mail.drain(..)).chain(closed);
        let calls = mail.map(|report| Call::Report { lane: 0, report });
        self.waiting.extend(calls.collect::<Vec<_>>());
    }

    /// Makes `call` the next one.
    pub fn call_next(&mut self, call: Call) {
        self.waiting.push_back(call);
    }
}
