//! What a lane may send without another look: its pace, and the flows of its strategies.

use crate::throttle::flow::FlowSlot;
use crate::throttle::pace::PaceSlot;

#[inline(never)]
pub fn pace_step_at(pace: &PaceSlot, now: u64, length: u64, version: u64) -> Option<u64> {
    pace.step_at(now, length, version)
}

#[inline(never)]
pub fn pace_is_of(pace: &PaceSlot, version: u64) -> bool {
    pace.is_of(version)
}

#[inline(never)]
pub fn pace_found(pace: &PaceSlot, version: u64, step: u64, from: u64, orders_left: u64) {
    pace.found(version, (step, from), orders_left);
}

#[inline(never)]
pub fn pace_sent(pace: &PaceSlot) {
    pace.sent();
}

#[inline(never)]
pub fn pace_restart(pace: &PaceSlot) {
    pace.restart();
}

#[inline(never)]
pub fn flow_begin(flow: &FlowSlot, step: u64) {
    flow.begin(step);
}

#[inline(never)]
pub fn flow_allows(flow: &FlowSlot, qty: u64, step: u64) -> bool {
    flow.allows(qty, step)
}

#[inline(never)]
pub fn flow_sent(flow: &FlowSlot, qty: u64) {
    flow.sent(qty);
}

#[inline(never)]
pub fn flow_brings(flow: &FlowSlot, qty: u64) {
    flow.brings(qty);
}

#[inline(never)]
pub fn flow_forget_allowance(flow: &FlowSlot) {
    flow.forget_allowance();
}
