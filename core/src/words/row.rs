//! The head of a row of records, and how one gets there.

use crate::sync::AtomicU64;
use crate::tree::{Node, Row};

#[inline(never)]
pub fn row_empty(generation: u16) -> u64 {
    Row::empty(generation).0
}

#[inline(never)]
pub fn row_generation(head: u64) -> u16 {
    Row(head).generation()
}

#[inline(never)]
pub fn row_newest(head: u64) -> Option<u32> {
    Row(head).newest()
}

#[inline(never)]
pub fn row_has_place(head: u64) -> bool {
    Row(head).has_place()
}

#[inline(never)]
pub fn row_push(head: &AtomicU64, node: &Node, seen: u64, index: u32) -> bool {
    Row(seen).push(head, node, index)
}
