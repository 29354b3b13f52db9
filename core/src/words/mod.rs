//! The words of core as plain functions, for the proof: `cargo xtask prove --only words`.
//!
//! ```text
//!   words   pure functions: numbers in, numbers out          nothing of this is compiled into what ships
//!   shared  methods on words that threads share              (`--cfg plimsoll_words` is for the proof alone)
//! ```
//!
//! Law: nothing is decided here. Each function takes any numbers at all, calls what it is named
//! after, and hands out what that says: so what is proved of it holds for what ships.
//!
//! Uses: every room that keeps a word. Used by: `proof`.
#![allow(missing_docs, reason = "each is named after what it calls")]
#![allow(private_interfaces, reason = "nobody but the proof calls these")]

pub mod child;
pub mod pace;
pub mod parent;
pub mod pass;
pub mod row;
pub mod shared;
pub mod throttle;

use crate::headroom;
use crate::id::{ChildId, ParentId, Parts};
use crate::refusal::Refusal;
use crate::report::trade::{is_impossible, is_ordinary};
use crate::units::{Notional, Price, Qty, Side};

/// 0, or the number of the refusal.
fn code(result: Result<(), Refusal>) -> u16 {
    result.err().map_or(0, |refusal| refusal as u16)
}

/// A side from any number; what is none sells.
fn side(buy: bool) -> Side {
    if buy { Side::Buy } else { Side::Sell }
}

#[inline(never)]
pub fn headroom_take(word: u64, n: u64, credit: u64) -> Option<u64> {
    headroom::take::<{ headroom::WIDTH }>(word, n, credit)
}

#[inline(never)]
pub fn headroom_give(word: u64, n: u64) -> u64 {
    headroom::give::<{ headroom::WIDTH }>(word, n)
}

#[inline(never)]
pub fn headroom_charge(word: u64, n: u64) -> u64 {
    headroom::charge::<{ headroom::WIDTH }>(word, n)
}

#[inline(never)]
pub fn headroom_with_amount(word: u64, amount: i64) -> u64 {
    headroom::with_amount::<{ headroom::WIDTH }>(word, amount)
}

#[inline(never)]
pub fn headroom_amount(word: u64) -> i64 {
    headroom::amount::<{ headroom::WIDTH }>(word)
}

#[inline(never)]
pub fn headroom_above(amount: i64) -> u64 {
    headroom::above(amount)
}

#[inline(never)]
pub fn headroom_below(amount: i64) -> u64 {
    headroom::below(amount)
}

/// The arithmetic of amounts at six bits, where every input can be tried besides.
#[inline(never)]
pub fn small_take(word: u64, n: u64, credit: u64) -> Option<u64> {
    headroom::take::<6>(word, n, credit)
}

#[inline(never)]
pub fn small_give(word: u64, n: u64) -> u64 {
    headroom::give::<6>(word, n)
}

#[inline(never)]
pub fn small_charge(word: u64, n: u64) -> u64 {
    headroom::charge::<6>(word, n)
}

#[inline(never)]
pub fn qty_new(units: u64) -> Option<u64> {
    Qty::new(units).map(Qty::get)
}

#[inline(never)]
pub fn qty_saturating(units: u64) -> u64 {
    Qty::saturating(units).get()
}

#[inline(never)]
pub fn qty_checked_add(left: u64, right: u64) -> Option<u64> {
    Qty::saturating(left).checked_add(Qty::saturating(right)).map(Qty::get)
}

#[inline(never)]
pub fn notional_of(qty: u64, unit: u64) -> Option<u64> {
    Notional::of(Qty::saturating(qty), unit).map(Notional::get)
}

#[inline(never)]
pub fn side_is_beyond(buy: bool, price: i64, limit: i64) -> bool {
    side(buy).is_beyond(Price(price), Price(limit))
}

/// Whether a price under a limit is none that a venue can mean.
#[inline(never)]
pub fn price_is_impossible(buy: bool, limit: i64, price: i64) -> bool {
    is_impossible((side(buy), Price(limit)), Price(price))
}

#[inline(never)]
pub fn price_is_ordinary(buy: bool, limit: i64, price: i64) -> bool {
    is_ordinary((buy, Price(limit)), Price(price))
}

#[inline(never)]
pub fn parent_id(session: u16, generation: u16, index: u32) -> u64 {
    ParentId::from_parts(Parts { session, generation, index }).to_bits()
}

#[inline(never)]
pub fn child_id(session: u16, generation: u16, index: u32) -> u64 {
    ChildId::from_parts(Parts { session, generation, index }).to_bits()
}

/// Session, generation and index of an id of a parent, each in its place.
#[inline(never)]
pub fn parent_parts(bits: u64) -> Option<u64> {
    ParentId::from_bits(bits).parts().map(joined)
}

#[inline(never)]
pub fn child_parts(bits: u64) -> Option<u64> {
    ChildId::from_bits(bits).parts().map(joined)
}

fn joined(parts: Parts) -> u64 {
    u64::from(parts.session) << 48 | u64::from(parts.generation) << 32 | u64::from(parts.index)
}

#[inline(never)]
pub fn lane_published(word: u64) -> u64 {
    crate::stop::published(word)
}

#[inline(never)]
pub fn lane_kills(word: u64) -> u64 {
    crate::stop::kills(word)
}
