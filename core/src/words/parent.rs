//! The words of a parent.

use super::code;
use crate::ledger::{due_of, is_over};
use crate::parent::{FanOut, Head, ParentWord};
use crate::units::{Notional, Qty};

#[inline(never)]
pub fn parent_admitted(generation: u16, qty: u64) -> u64 {
    ParentWord::admitted(generation, Qty::saturating(qty)).0
}

#[inline(never)]
pub fn parent_free(generation: u16) -> u64 {
    ParentWord::free(generation).0
}

#[inline(never)]
pub fn parent_balance(word: u64) -> i64 {
    ParentWord(word).balance()
}

#[inline(never)]
pub fn parent_headroom(word: u64) -> u64 {
    ParentWord(word).headroom()
}

#[inline(never)]
pub fn parent_overfill(word: u64) -> u64 {
    ParentWord(word).overfill()
}

#[inline(never)]
pub fn parent_permits(word: u64, generation: u16) -> u16 {
    code(ParentWord(word).permits(generation))
}

#[inline(never)]
pub fn parent_take(word: u64, generation: u16, n: u64) -> Option<u64> {
    ParentWord(word).take(generation, n).map(|word| word.0)
}

#[inline(never)]
pub fn parent_shrink(word: u64, generation: u16, n: u64) -> Option<u64> {
    ParentWord(word).shrink(generation, n).map(|word| word.0)
}

#[inline(never)]
pub fn parent_give(word: u64, n: u64) -> u64 {
    ParentWord(word).give(n).0
}

#[inline(never)]
pub fn parent_charge(word: u64, n: u64) -> u64 {
    ParentWord(word).charge(n).0
}

#[inline(never)]
pub fn parent_close(word: u64) -> u64 {
    ParentWord(word).close().0
}

#[inline(never)]
pub fn parent_hold(word: u64) -> u64 {
    ParentWord(word).hold().0
}

#[inline(never)]
pub fn parent_resume(word: u64) -> u64 {
    ParentWord(word).resume().0
}

#[inline(never)]
pub fn parent_release(word: u64) -> u64 {
    ParentWord(word).release().0
}

#[inline(never)]
pub fn parent_retire(word: u64) -> u64 {
    ParentWord(word).retire().0
}

#[inline(never)]
pub fn parent_unretire(word: u64) -> u64 {
    ParentWord(word).unretire().0
}

#[inline(never)]
pub fn parent_end(word: u64) -> u64 {
    ParentWord(word).end().0
}

#[inline(never)]
pub fn parent_is(word: u64, generation: u16) -> bool {
    ParentWord(word).is(generation)
}

#[inline(never)]
pub fn parent_is_here(word: u64, generation: u16) -> bool {
    ParentWord(word).is_here(generation)
}

#[inline(never)]
pub fn parent_is_retiring(word: u64) -> bool {
    ParentWord(word).is_retiring()
}

#[inline(never)]
pub fn parent_due(word: u64, quantity: u64) -> u64 {
    due_of(ParentWord(word), quantity)
}

#[inline(never)]
pub fn parent_is_over(word: u64, executed: u64, quantity: u64) -> bool {
    is_over(ParentWord(word), executed, quantity)
}

#[inline(never)]
pub fn parent_head_with(head: u64, index: u32) -> u64 {
    Head(head).with(index).0
}

#[inline(never)]
pub fn parent_head_newest(head: u64) -> Option<u32> {
    Head(head).newest()
}

#[inline(never)]
pub fn parent_head_count(head: u64) -> u32 {
    Head(head).count()
}

#[inline(never)]
pub fn fan_out_at(max_sent: u64, money: u64, unit: u64) -> u64 {
    let max_notional = Notional::new(money).unwrap_or(Notional::MAX);
    FanOut { max_sent, max_notional, ..FanOut::WIDEST }.at(unit).max_sent
}
