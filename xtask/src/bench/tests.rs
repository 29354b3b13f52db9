//! Negative controls: the gate refuses what it is there to refuse, and reads what tools write.

use std::collections::HashSet;

use super::callgrind::{locking, read};
use super::count::{Figure, differences};

fn figure(operation: &str, instructions: f64, locked: f64) -> Figure {
    Figure { operation: operation.to_owned(), instructions, locked, misses: 1.0 }
}

/// What is wrong when `route` was committed with 300 instructions and three locked operations.
fn wrong(instructions: f64, locked: f64) -> Vec<String> {
    differences(&[figure("route", 300.0, 3.0)], &[figure("route", instructions, locked)])
}

#[test]
fn a_change_of_three_percent_fails_either_way() {
    assert_eq!(wrong(309.0, 3.0), ["route: 309.0 instructions, not 300.0: +3.0 %"]);
    assert_eq!(wrong(291.0, 3.0), ["route: 291.0 instructions, not 300.0: -3.0 %"]);
    assert!(wrong(305.9, 3.0).is_empty());
    assert!(wrong(294.1, 3.0).is_empty());
}

#[test]
fn one_locked_operation_in_fifty_fails() {
    assert_eq!(wrong(300.0, 3.02), ["route: 3.02 locked operations, not 3.00"]);
    assert_eq!(wrong(300.0, 2.98), ["route: 2.98 locked operations, not 3.00"]);
    assert!(wrong(300.0, 3.01).is_empty());
}

#[test]
fn a_cache_line_more_fails() {
    let more = Figure { misses: 1.6, ..figure("route", 300.0, 3.0) };
    let wrong = differences(&[figure("route", 300.0, 3.0)], &[more]);
    assert_eq!(wrong, ["route: 1.60 cache misses, not 1.00"]);
}

#[test]
fn what_is_missing_new_or_no_number_fails() {
    let (route, ack) = ([figure("route", 300.0, 3.0)], [figure("ack", 300.0, 3.0)]);
    assert_eq!(differences(&route, &ack), ["route was not counted", "ack is new"]);
    assert_eq!(differences(&[], &route), ["route is new"]);
    assert_eq!(differences(&[figure("route", 0.0, 3.0)], &[figure("route", 0.0, 3.0)]).len(), 1);
}

const PART: &str = "\
events: Ir Dr Dw I1mr D1mr D1mw
summary: 16 0 0 0 3 1

ob=/target/count/hot
fn=plim_route
0x401000 7 0 0 0 1 1
0x401004 3 0 0 0 2
cob=/lib/libc.so.6
cfn=memset
calls=2 0x5000
0x401008 99 9 9 9 9 9
ob=/lib/libc.so.6
fn=memset
0x401000 6 1 1
totals: 16 0 0 0 3 1
";

#[test]
fn a_part_of_callgrind_is_read_without_what_was_called() {
    let cost = read(PART, "count/hot", &HashSet::from([0x40_1000])).expect("it is whole");
    assert_eq!((cost.instructions, cost.locked, cost.misses), (16, 7, 4));
    assert_eq!(cost.functions["plim_route"], 10);
    assert_eq!(cost.functions["memset"], 6);
}

#[test]
fn a_part_whose_total_is_another_is_refused() {
    let short = PART.replace("0x401004 3", "0x401004 2");
    assert!(read(&short, "count/hot", &HashSet::new()).is_err());
}

#[test]
fn what_locks_is_told_from_what_does_not() {
    let listing = "\
  401000:\tlock cmpxchg %rcx,(%rdx)
  401005:\txchg   %ax,%ax
  401007:\txchg   %rax,0x10(%rbx)
  40100b:\tmov    (%rax),%rbx
  40100e:\tlock xadd %rax,0x8(%rbx)
0000000000401020 <lock>:
";
    assert_eq!(locking(listing), HashSet::from([0x40_1000, 0x40_1007, 0x40_100e]));
}
