//! The words of a child: how it stands, what binds it, and where each report leads.

use crate::child::{Bound, ChildSlot, ChildWord, ExecType, Progress, State, next_state};
use crate::cool::Ends;
use crate::units::Qty;

#[inline(never)]
pub fn child_born(generation: u16, qty: u64) -> u64 {
    ChildWord::born(generation, Qty::saturating(qty)).0
}

#[inline(never)]
pub fn child_free(generation: u16) -> u64 {
    ChildWord::free(generation).0
}

#[inline(never)]
pub fn child_reserved(word: u64) -> u64 {
    ChildWord(word).reserved()
}

#[inline(never)]
pub fn child_unknown(word: u64) -> u64 {
    ChildWord(word).unknown()
}

#[inline(never)]
pub fn child_cooling(word: u64) -> u64 {
    ChildWord(word).cooling()
}

#[inline(never)]
pub fn child_with_cooling(word: u64, cooling: bool) -> u64 {
    ChildWord(word).with_cooling(cooling).0
}

/// The number of the state; 0 for none.
#[inline(never)]
pub fn child_state(word: u64) -> u8 {
    ChildWord(word).state().map_or(0, |state| state as u8)
}

/// The word as it is, where no state has this number.
#[inline(never)]
pub fn child_with_state(word: u64, state: u8) -> u64 {
    State::from_code(state).map_or(word, |state| ChildWord(word).with_state(state).0)
}

#[inline(never)]
pub fn child_less(word: u64, n: u64) -> u64 {
    ChildWord(word).less(n).0
}

#[inline(never)]
pub fn child_more(word: u64, n: u64) -> u64 {
    ChildWord(word).more(n).0
}

#[inline(never)]
pub fn child_state_code(word: u64) -> u64 {
    ChildWord(word).state_code()
}

#[inline(never)]
pub fn child_is_of(word: u64, generation: u16) -> bool {
    ChildSlot::is_of(ChildWord(word), generation)
}

#[inline(never)]
pub fn child_acknowledge(word: u64, generation: u16) -> Option<u64> {
    ChildWord(word).acknowledge(generation).map(|word| word.0)
}

#[inline(never)]
pub fn child_execute(word: u64, generation: u16, n: u64) -> Option<u64> {
    ChildWord(word).execute(generation, n).map(|word| word.0)
}

#[inline(never)]
pub fn bound_sealed(bound: u64) -> u64 {
    Bound(bound).sealed().0
}

#[inline(never)]
pub fn bound_moving_to(bound: u64, qty: u64) -> u64 {
    Bound(bound).moving_to(qty).0
}

#[inline(never)]
pub fn bound_at_rest(bound: u64, qty: u64) -> u64 {
    Bound(bound).at_rest(qty).0
}

#[inline(never)]
pub fn bound_is_moving(bound: u64) -> bool {
    Bound(bound).is_moving()
}

/// The number of the next state; 0 where one of the three has no such number.
#[inline(never)]
pub fn child_next_state(state: u8, report: u8, progress: u8) -> u8 {
    let progress = Progress::ALL.get(usize::from(progress));
    match (State::from_code(state), ExecType::from_code(report), progress) {
        (Some(state), Some(report), Some(progress)) => next_state(state, report, *progress) as u8,
        (Some(_) | None, Some(_) | None, Some(_) | None) => 0,
    }
}

#[inline(never)]
pub fn queue_new(first: u32, last: u32) -> u64 {
    Ends::new(first, last).0
}

#[inline(never)]
pub fn queue_first(ends: u64) -> Option<u32> {
    Ends(ends).first()
}

#[inline(never)]
pub fn queue_last(ends: u64) -> Option<u32> {
    Ends(ends).last()
}
