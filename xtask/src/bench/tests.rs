//! Negative controls: the gate refuses what it is there to refuse, and reads what tools write.

use std::collections::HashSet;

use super::callgrind::{locking, read};
use super::count::{Figure, differences};
use super::report::{Results, Row, filled, page};
use super::tables::TABLES;

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
    assert_eq!(cost.functions["plim_route"], (10, 7));
    assert_eq!(cost.functions["memset"], (6, 0));
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

#[test]
fn the_page_says_what_the_committed_figures_say() {
    let text = std::fs::read_to_string(page()).expect("there is a page");
    let results = Results::committed().expect("there are figures");
    let wanted = filled(&text, &results).expect("it has every mark");
    assert!(text == wanted, "docs/performance.md is stale: cargo xtask bench --report");
}

fn row(question: &str, through: &str, measure: &str, value: &str) -> Row {
    let [question, through, measure, value] =
        [question, through, measure, value].map(str::to_owned);
    Row { question, through, count: 1_000, measure, value }
}

/// A page with nothing but its marks.
fn blank() -> String {
    TABLES.map(|(name, _)| format!("<!-- table: {name} -->\n<!-- end -->\n")).concat()
}

/// The page where a route took so many nanoseconds, and a compare-and-swap four.
fn page_of(route: &str) -> String {
    let rows = vec![
        row("route", "Rust", "p10", route),
        row("route", "one compare-and-swap", "p10", "4.00"),
    ];
    let counted = vec![figure("route", 300.0, 3.0)];
    filled(&blank(), &Results { rows, counted }).expect("it has every mark")
}

#[test]
fn a_goal_is_met_or_missed_by_what_was_measured() {
    let goal = |page: &str| {
        page.lines().find(|line| line.contains("every check on: c")).map(str::to_owned)
    };
    let wanted = "| route, every check on: compare-and-swaps | ≤ 8 |";
    assert_eq!(goal(&page_of("32.00")), Some(format!("{wanted} 8.00 | met |")));
    assert_eq!(
        goal(&page_of("48.00")),
        Some(format!("{wanted} 12.0 | missed by a factor of 1.50 |"))
    );
    assert_eq!(goal(&page_of("none")), Some(format!("{wanted} – | not measured |")));
}

#[test]
fn a_page_without_a_mark_or_with_one_too_many_is_refused() {
    let results = Results { rows: Vec::new(), counted: Vec::new() };
    let (less, more) = (blank().replace("table: kill", ""), blank() + "<!-- table: other -->");
    assert!(filled(&less, &results).is_err());
    assert!(filled(&more, &results).is_err());
    assert!(filled(&blank(), &results).is_ok());
}
