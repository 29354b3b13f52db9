//! *Property*: every refusal and every breach that the core knows can be brought about, by the
//! cause its name says, and changes nothing (a refusal) or raises the alarm of its name (a breach).
//!
//! *Method*: a row a variant. The variants are read from the text of `core/src/refusal.rs`, so that
//! one without a row fails the test, as does a row that brings about something else.

mod rows;

use plimsoll::{AlarmKind, ParentState, Refusal};
use rows::{breaches, breaches::BREACHES, commands, control, structure};
use std::collections::{BTreeMap, BTreeSet};

/// What a row does: brings the refusal about, or nothing where it failed to.
pub type Row = (Refusal, fn() -> Option<Refusal>);

/// The variants of an enum in the text of the source, with their numbers.
fn variants(name: &str) -> BTreeMap<String, u16> {
    let text = include_str!("../../core/src/refusal.rs");
    let start = text.find(&format!("pub enum {name} {{")).expect("the enum is there");
    let body = text[start..].split_once("\n}").map_or("", |(body, _)| body);
    let lines = body.lines().map(str::trim).filter(|line| !line.starts_with("//"));
    let pairs = lines.filter_map(|line| line.trim_end_matches(',').split_once(" = "));
    pairs.map(|(name, number)| (name.into(), number.parse().expect("a number"))).collect()
}

/// `BadConfig` as `bad_config`.
fn words(variant: &str) -> String {
    let parts = variant.char_indices().map(|(at, letter)| {
        let gap = if at > 0 && letter.is_uppercase() { "_" } else { "" };
        format!("{gap}{}", letter.to_lowercase())
    });
    parts.collect()
}

/// Which variants have no row, and which rows no variant.
fn gaps(variants: &BTreeMap<String, u16>, rows: &[String]) -> Vec<String> {
    let missing = variants
        .keys()
        .filter(|variant| !rows.contains(variant))
        .map(|name| format!("no row for {name}"));
    let strange = rows
        .iter()
        .filter(|row| !variants.contains_key(*row))
        .map(|row| format!("no variant {row}"));
    missing.chain(strange).collect()
}

fn rows() -> Vec<Row> {
    structure::ROWS.iter().chain(commands::ROWS).chain(control::ROWS).copied().collect()
}

#[test]
fn every_refusal_has_a_row_and_comes_about() {
    let known = variants("Refusal");
    assert!(known.len() > 50, "{} variants were read", known.len());
    let names: Vec<String> = rows().iter().map(|(refusal, _)| format!("{refusal:?}")).collect();
    assert_eq!(gaps(&known, &names), Vec::<String>::new());
    for (refusal, bring) in rows() {
        let name = format!("{refusal:?}");
        assert_eq!(known[&name], refusal as u16, "{name} in the text and in the code");
        assert_eq!(refusal.name(), words(&name), "{name}");
        assert_eq!(bring(), Some(refusal), "the row of {name} brought about something else");
    }
}

#[test]
fn every_breach_has_a_row_and_comes_about_and_raises_its_alarm() {
    let known = variants("Breach");
    assert!(known.len() >= 9, "{} variants were read", known.len());
    let names: Vec<String> = BREACHES.iter().map(|(breach, _)| format!("{breach:?}")).collect();
    assert_eq!(gaps(&known, &names), Vec::<String>::new());
    for (breach, bring) in BREACHES {
        let name = format!("{breach:?}");
        assert_eq!(known[&name], *breach as u16, "{name} in the text and in the code");
        assert_eq!(breach.name(), words(&name), "{name}");
        let outcome = bring();
        assert_eq!(outcome.breach, Some(*breach), "the row of {name}: {outcome:?}");
        let alarms: Vec<_> = outcome.raised.iter().map(|kind| kind.name()).collect();
        assert!(alarms.contains(&breach.name()), "{name} raised {alarms:?}");
    }
}

#[test]
fn a_fill_on_a_void_child_is_booked_and_sounds_the_alarm_of_a_child_that_should_not_be() {
    let (world, outcome) = breaches::on_void(|child| plimsoll_tests::orders::trade(child, 1, 5));
    let view = world.region().parent(world.parents[0]).expect("the parent");
    assert_eq!((view.executed, view.state), (5, ParentState::Held), "{outcome:?}");
    assert!(outcome.raised.contains(AlarmKind::ReportOnVoid), "{outcome:?}");
}

/// Refusals that were added between others later: where they stand, no number was left.
const LATER: [&str; 14] = [
    "MonitorSilent",
    "JournalStalled",
    "ReduceOnly",
    "RetiredStrategy",
    "UnknownFlag",
    "NotInManifest",
    "UnknownParty",
    "UnknownMonitor",
    "UnknownKey",
    "SameKey",
    "NoSuchRequest",
    "ParentExpired",
    "ParentLeaseExpired",
    "ThrottlesFull",
];

#[test]
fn numbers_stand_in_order_of_precedence_and_are_never_shared() {
    let text = include_str!("../../core/src/refusal.rs");
    for name in ["Refusal", "Breach"] {
        let known = variants(name);
        let shared = known.values().collect::<BTreeSet<_>>().len() != known.len();
        assert!(!shared, "{name}: a number is there twice");
        let mut by_place: Vec<_> = known
            .iter()
            .filter(|(variant, _)| !LATER.contains(&variant.as_str()))
            .map(|(variant, number)| (text.find(&format!("{variant} = {number},")), *number))
            .collect();
        by_place.sort_unstable();
        let numbers: Vec<u16> = by_place.iter().map(|(_, number)| *number).collect();
        assert!(numbers.is_sorted_by(|one, next| one < next), "{name}: {numbers:?}");
    }
}

#[test]
fn a_broken_copy_is_caught() {
    let known = variants("Breach");
    let mut names: Vec<String> = known.keys().cloned().collect();
    assert!(gaps(&known, &names).is_empty());
    let last = names.pop().expect("there are some");
    assert_eq!(gaps(&known, &names), [format!("no row for {last}")]);
    names.extend([last, "Invented".into()]);
    assert_eq!(gaps(&known, &names), ["no variant Invented"]);
}
