//! Words that threads share, changed as what ships changes them: each load, store and exchange is
//! in the compiled form.

use super::code;
use crate::alarm::{AlarmSlot, Severity};
use crate::child::{Answer, ChildSlot, ChildWord, Claim, RequestState, State};
use crate::execution::{ExecutionSlot, Kind};
use crate::headroom::Headroom;
use crate::lane::{Lane, claim, give_up, publish, take_over};
use crate::ledger::seems_over;
use crate::parent::ParentSlot;
use crate::switch::{Cause, Counts, Level, Switch};
use crate::sync::AtomicU64;
use crate::throttle::budget::Budget;
use crate::throttle::rejects::count_one;
use crate::throttle::streak::RepeatSlot;
use crate::units::{Nanos, Price, Qty};

#[inline(never)]
pub fn limit_take(limit: &Headroom, n: u64, credit: u64) -> u16 {
    code(limit.take(n, credit))
}

#[inline(never)]
pub fn limit_give(limit: &Headroom, n: u64) {
    limit.give(n);
}

#[inline(never)]
pub fn limit_charge(limit: &Headroom, n: u64) {
    limit.charge(n);
}

#[inline(never)]
pub fn limit_close(limit: &Headroom) {
    limit.close();
}

#[inline(never)]
pub fn limit_reopen(limit: &Headroom) {
    limit.reopen();
}

#[inline(never)]
pub fn limit_move(limit: &Headroom, from: u64, to: u64) {
    limit.move_limit(from, to);
}

#[inline(never)]
pub fn switch_raise(switch: &Switch, level: u8, reason: u32, at: u64) -> u64 {
    let level = Level::from_code(level).unwrap_or(Level::CancelAll);
    switch.raise(level, &Cause::of(reason, Nanos(at)))
}

#[inline(never)]
pub fn switch_reset(switch: &Switch, seen: u64) -> u16 {
    code(switch.reset(seen))
}

#[inline(never)]
pub fn switch_ease(switch: &Switch, seen: u64) -> u16 {
    code(switch.ease(seen))
}

#[inline(never)]
pub fn switch_open(switch: &Switch, kills: u64, restrictions: u64) -> u16 {
    code(switch.open(Counts { kills, restrictions }))
}

/// 0: no; 1: only what reduces; 2: yes.
#[inline(never)]
pub fn switch_permits(switch: &Switch) -> u8 {
    match switch.permits() {
        Err(_) => 0,
        Ok(true) => 1,
        Ok(false) => 2,
    }
}

#[inline(never)]
pub fn switch_is_eased(switch: &Switch, seen: u64) -> bool {
    switch.is_eased(seen)
}

#[inline(never)]
pub fn switch_mend(switch: &Switch) {
    switch.mend();
}

#[inline(never)]
pub fn switch_level(switch: &Switch) -> u8 {
    switch.level() as u8
}

#[inline(never)]
pub fn lane_publish(word: &AtomicU64, begun: u64) -> u16 {
    code(publish(word, begun))
}

#[inline(never)]
pub fn lane_claim(word: &AtomicU64) -> u64 {
    claim(word).unwrap_or(0)
}

#[inline(never)]
pub fn lane_take_over(word: &AtomicU64) -> u64 {
    take_over(word)
}

#[inline(never)]
pub fn lane_give_up(word: &AtomicU64, token: u64) {
    give_up(word, token);
}

#[inline(never)]
pub fn parent_hold_word(word: &AtomicU64, generation: u16) -> bool {
    Lane::hold_word(word, generation)
}

#[inline(never)]
pub fn parent_is_in_time(slot: &ParentSlot, now: u64) -> u16 {
    code(slot.is_in_time(Nanos(now)))
}

#[inline(never)]
pub fn parent_refresh(slot: &ParentSlot, now: u64) -> u16 {
    code(slot.refresh(Nanos(now)))
}

#[inline(never)]
pub fn budget_spend(budget: &Budget, step: u64, max: u32) -> bool {
    budget.spend(step, max)
}

#[inline(never)]
pub fn rejects_count_one(word: &AtomicU64, window: u64, max: u32) -> Option<u32> {
    count_one(word, window, max)
}

#[inline(never)]
pub fn repeat_executed(slot: &RepeatSlot, buy: bool, window: u64, max: u32, now: u64) -> bool {
    slot.executed(super::side(buy), (window, max), Nanos(now), || ()).is_some()
}

#[inline(never)]
pub fn repeat_reenable(slot: &RepeatSlot) -> bool {
    slot.reenable().is_ok()
}

#[inline(never)]
pub fn alarm_deadline(slot: &AlarmSlot, critical: bool) -> u64 {
    slot.deadline(if critical { Severity::Critical } else { Severity::Warning })
}

#[inline(never)]
pub fn child_claim_cum(slot: &ChildSlot, cum: u64) {
    slot.claim_cum(Qty::saturating(cum));
}

#[inline(never)]
pub fn child_lower_claim(slot: &ChildSlot, cum: u64) {
    slot.lower_claim(cum);
}

#[inline(never)]
pub fn child_confirm(slot: &ChildSlot, number: u16, qty: u64) {
    slot.confirm(number, Qty::saturating(qty));
}

#[inline(never)]
pub fn child_prove(slot: &ChildSlot, cum: u64, exact: bool, cools: bool) -> bool {
    slot.prove(Qty::saturating(cum), exact, cools)
}

#[inline(never)]
pub fn child_unprove(slot: &ChildSlot) {
    slot.unprove();
}

#[inline(never)]
pub fn child_let_go(slot: &ChildSlot) -> bool {
    slot.let_go()
}

#[inline(never)]
pub fn child_moved(slot: &ChildSlot) {
    slot.moved();
}

#[inline(never)]
pub fn child_plain_claim(slot: &ChildSlot) -> Option<u64> {
    slot.plain_claim().map(|claim| match claim {
        Claim::AsReported => u64::MAX,
        Claim::Said(cum) => cum,
    })
}

#[inline(never)]
pub fn child_claims_nothing(slot: &ChildSlot) -> bool {
    slot.claims_nothing()
}

#[inline(never)]
pub fn child_is_still_plain(slot: &ChildSlot, as_reported: bool) -> bool {
    slot.is_still_plain(as_reported)
}

#[inline(never)]
pub fn child_say_claim(slot: &ChildSlot) {
    slot.say_claim();
}

#[inline(never)]
pub fn child_claim_reported(slot: &ChildSlot, cum: u64) {
    slot.claim_reported(Qty::saturating(cum));
}

#[inline(never)]
pub fn child_prove_plainly(slot: &ChildSlot, cum: u64) -> bool {
    slot.prove_plainly(Qty::saturating(cum))
}

#[inline(never)]
pub fn child_end(slot: &ChildSlot, old: u64, expires: bool) -> bool {
    slot.end(ChildWord(old), ended(expires))
}

#[inline(never)]
pub fn child_has_ended_so(slot: &ChildSlot, old: u64, expires: bool, cum: u64) -> bool {
    slot.has_ended_so(ChildWord(old), ended(expires), Qty::saturating(cum))
}

/// How a plain report ends an order.
const fn ended(expires: bool) -> State {
    if expires { State::Expired } else { State::Canceled }
}

#[inline(never)]
pub fn child_plain_size(slot: &ChildSlot) -> Option<u64> {
    slot.plain_size()
}

#[inline(never)]
pub fn child_state_at_least(slot: &ChildSlot, cum: u64) {
    slot.state_at_least(cum);
}

#[inline(never)]
pub fn child_fact_bound(slot: &ChildSlot) -> u64 {
    slot.fact_bound()
}

/// 1: this call answered it; 2: it was answered before; 0: there is none.
const fn of(answer: Answer) -> u8 {
    match answer {
        Answer::First(_) => 1,
        Answer::Again => 2,
        Answer::None => 0,
    }
}

const fn answered(accepted: bool) -> RequestState {
    if accepted { RequestState::Accepted } else { RequestState::Refused }
}

#[inline(never)]
pub fn request_answer_replace(slot: &ChildSlot, accepted: bool) -> u8 {
    of(slot.requests.answer_replace(1, answered(accepted)))
}

#[inline(never)]
pub fn request_answer_cancel(slot: &ChildSlot, number: u16, accepted: bool) -> u8 {
    of(slot.requests.answer_cancel(Some(number), answered(accepted)))
}

#[inline(never)]
pub fn request_open_cancel(slot: &ChildSlot) -> Option<u16> {
    slot.requests.open_cancel()
}

#[inline(never)]
pub fn request_close_claim(slot: &ChildSlot) -> bool {
    slot.requests.close_claim(1)
}

#[inline(never)]
pub fn request_withdraw(slot: &ChildSlot) {
    slot.requests.withdraw(1);
}

#[inline(never)]
pub fn request_highest_open(slot: &ChildSlot) -> u64 {
    slot.requests.highest_open()
}

#[inline(never)]
pub fn execution_prepare(slot: &ExecutionSlot, owner: u64, kind: u8, qty: u64, price: i64) {
    let kind = match kind {
        1 => Kind::Trade,
        2 => Kind::Awaited,
        3 => Kind::Correction,
        5 => Kind::Bust,
        _ => Kind::Mark,
    };
    slot.prepare(0, owner, kind, Qty::saturating(qty), Price(price));
}

#[inline(never)]
pub fn execution_arrive(slot: &ExecutionSlot, qty: u64, price: i64) -> bool {
    slot.arrive(Kind::Trade, Qty::saturating(qty), Price(price))
}

#[inline(never)]
pub fn execution_booked(slot: &ExecutionSlot) -> u64 {
    slot.booked()
}

#[inline(never)]
pub fn execution_owner(slot: &ExecutionSlot) -> u64 {
    slot.owner()
}

#[inline(never)]
pub fn execution_rebook(slot: &ExecutionSlot, from: u64, to: u64) -> bool {
    slot.rebook(from, to)
}

#[inline(never)]
pub fn parent_seems_over(slot: &ParentSlot, executed: u64) -> bool {
    seems_over(slot, executed)
}
