//! What an operator does: kills, resets by two persons, opens and closes the house.
//!
//! Uses: `driver`. Used by: `driver`.

use super::*;

impl Driver {
    /// What comes before whatever waits, once a reset was asked for.
    pub(super) fn follow_up(&mut self, scope: Scope, nonce: u64, then: Then) {
        let confirm = |key, fresh| Call::ConfirmReset { nonce, key, fresh };
        let delay = self.world.setup.resets.least_delay;
        let wait = |nanos: u64| Call::Wait { nanos: u32::try_from(nanos).unwrap_or(u32::MAX) };
        let calls = match then {
            Then::Nothing => Vec::new(),
            Then::Confirm if delay > 1 => vec![wait(delay), confirm(KEYS[1], true)],
            Then::Confirm | Then::Hasty => vec![confirm(KEYS[1], true)],
            Then::Kill(level) => vec![Call::Restrict { scope, level }, confirm(KEYS[1], true)],
            Then::ConfirmBy(key) => vec![confirm(key, true)],
            Then::Stale => vec![confirm(KEYS[1], false)],
            Then::Late => vec![wait(self.world.setup.resets.expiry), confirm(KEYS[1], true)],
        };
        calls.into_iter().rev().for_each(|call| self.waiting.push_front(call));
    }

    pub(super) fn begin_control(&mut self, step: &Step, lane_of: impl Fn(u8) -> u32) {
        match *step {
            Step::Kill { lane, scope, which, level } => {
                let scope = self.scope(scope, which);
                let lane = lane_of(lane);
                self.waiting.push_back(match Level::from_code(level % 8) {
                    Some(level) => Call::Restrict { scope, level },
                    None => Call::Kill { lane, scope, reason: 1 },
                });
            }
            Step::Reset { scope, which, manner } => self.begin_reset(scope, which, manner),
            Step::Resume { lease } => self.resume(lease),
            Step::Disarm => self.waiting.push_back(Call::Disarm),
            Step::TakeOver { lane } => {
                self.waiting.push_back(Call::TakeOver { lane: lane_of(lane) })
            }
            Step::Restart => self.waiting.push_back(Call::Restart),
            _ => {}
        }
    }

    /// One person asks for a reset, and something comes of it; or somebody confirms what was asked
    /// for some time ago.
    fn begin_reset(&mut self, scope: u8, which: u8, manner: u8) {
        let scope = self.scope(scope, which);
        if let (Scope::Parent(parent), 0..192) = (scope, manner) {
            self.waiting.push_back(Call::Release { parent });
            return;
        }
        if let (128..160, Some((nonce, _))) = (manner, self.world.tickets.last()) {
            let nonce = nonce ^ u64::from(manner.is_multiple_of(4));
            self.waiting.push_back(Call::ConfirmReset { nonce, key: KEYS[1], fresh: true });
            return;
        }
        // Somebody asks for what is stopped, or for anything.
        let stopped = self.world.snapshot().latched.stopped;
        let stopped = pick(&stopped, which).map_or(scope, |(scope, _)| scope);
        let scope = if manner.is_multiple_of(2) { stopped } else { scope };
        let key = if manner == 255 { 33 } else { KEYS[0] };
        if !manner.is_multiple_of(4) {
            self.ask_for_all();
            self.read_alarms();
        }
        self.then = match manner {
            ..48 => Then::Confirm,
            48..80 => Then::Hasty,
            80..128 => Then::Kill(Level::from_code(1 + manner % 4).unwrap_or(Level::Warn)),
            160..192 => Then::Nothing,
            192..208 => Then::ConfirmBy(KEYS[0]),
            208..216 => Then::ConfirmBy(33),
            216..224 => Then::Stale,
            _ => Then::Late,
        };
        self.waiting.push_back(Call::RequestReset { scope, key });
    }

    /// What an operator does before the house is opened: asks what became of every child that
    /// nobody can vouch for, reads the alarms, and has each switch closed.
    fn resume(&mut self, lease: u16) {
        let region = self.world.region();
        let stopped = self.world.snapshot().latched.stopped;
        if !stopped.is_empty() {
            self.ask_for_all();
        }
        self.read_alarms();
        for (scope, _) in stopped {
            self.waiting.push_back(Call::RequestReset { scope, key: KEYS[0] });
        }
        self.then = Then::Confirm;
        let lease = if lease < 6_000 { u64::from(lease) * 10 } else { 1 << 50 };
        let lease_until = self.world.now + lease;
        let armed = region.lease().is_some();
        self.waiting.push_back(if armed {
            Call::Renew { lease_until }
        } else {
            Call::Arm { lease_until }
        });
    }

    fn read_alarms(&mut self) {
        let region = self.world.region();
        let raised = AlarmKind::ALL.into_iter().filter(|kind| region.alarm(*kind).raised);
        self.waiting.extend(raised.map(|alarm| Call::Acknowledge { alarm }));
    }

    fn ask_for_all(&mut self) {
        let region = self.world.region();
        for child in self.world.children.clone() {
            let Some(view) = region.child(child) else { continue };
            if view.state == State::Born {
                self.waiting.push_back(Call::Sent { lane: 0, child });
            } else if !view.unknown_qty.is_zero() {
                // Where the two do not even agree on the order, a person must look first.
                let order = self.venue.orders().iter().find(|order| order.child == child);
                if order.is_none_or(|order| order.order_qty != view.order_qty.get()) {
                    continue;
                }
                let report = self.venue.state(child, 0);
                self.waiting.extend(report.map(|report| Call::Status { report }));
            }
        }
    }
}
