//! Every enumeration of the core has its twin at the border, with the same numbers and words; and
//! every enumerator of C has its twin in C++.

use crate::audit::plim_finding_text;
use crate::books::plim_alarm_text;
use crate::control::drill::plim_flaw_text;
use crate::fingerprint::plim_field_text;
use crate::inventory::{plim_controls_name, plim_controls_source, plim_measure_text};
use crate::level::plim_stop_level_text;
use crate::state::{plim_child_state_text, plim_parent_state_text};
use crate::status::{plim_breach, plim_breach_text, plim_status, plim_status_text};
use core::ffi::{CStr, c_char};
use plimsoll::slice::BadSchedule;
use plimsoll::{AlarmKind, ControlId, ExecType, OrdStatus, ParentState, State};

/// A variant of an enumeration as its source declares it.
struct Declared {
    name: String,
    number: i32,
}

/// The variants of `pub enum NAME` with explicit numbers, as a source file declares them.
fn declared(source: &str, name: &str) -> Vec<Declared> {
    let start = source.find(&format!("pub enum {name} {{")).expect("no such enumeration");
    let body = source.get(start..).and_then(|rest| rest.split("\n}").next()).unwrap_or_default();
    let variant = |line: &str| {
        let (name, number) = line.trim().strip_suffix(',')?.split_once(" = ")?;
        Some(Declared { name: name.to_owned(), number: number.parse().ok()? })
    };
    let found: Vec<Declared> = body.lines().filter_map(variant).collect();
    assert!(!found.is_empty(), "{name} has no variants");
    found
}

/// `ExceedsHeadroom` as `exceeds_headroom`.
fn snake(name: &str) -> String {
    let mut word = String::new();
    for (place, letter) in name.char_indices() {
        if place > 0 && letter.is_uppercase() {
            word.push('_');
        }
        word.extend(letter.to_lowercase());
    }
    word
}

fn word(text: *const c_char) -> &'static str {
    // SAFETY: every text function gives static text that ends in NUL.
    unsafe { CStr::from_ptr(text) }.to_str().unwrap()
}

/// Whether the core's enumeration and the border's have the same variants with the same numbers,
/// but for those of the border's own.
fn agree(core: (&str, &str), border: (&str, &str), prefix: &str, own: &[&str]) {
    let twins = declared(border.0, border.1);
    let theirs = declared(core.0, core.1);
    for one in &theirs {
        let name = format!("{prefix}{}", snake(&one.name).to_uppercase());
        let twin = twins.iter().find(|twin| twin.name == name);
        assert_eq!(twin.map(|twin| twin.number), Some(one.number), "{name}");
    }
    let known = |twin: &&Declared| {
        let same = |one: &Declared| format!("{prefix}{}", snake(&one.name).to_uppercase());
        theirs.iter().any(|one| same(one) == twin.name)
    };
    let extra: Vec<&str> =
        twins.iter().filter(|twin| !known(twin)).map(|twin| twin.name.as_str()).collect();
    assert_eq!(extra, own);
}

const REFUSAL: &str = include_str!("../../../core/src/refusal.rs");
const CHILD: &str = include_str!("../../../core/src/child/state.rs");

#[test]
fn refusals_and_breaches_have_twins() {
    let status = include_str!("../status.rs");
    for one in declared(REFUSAL, "Refusal") {
        assert_eq!(word(plim_status_text(one.number)), snake(&one.name));
    }
    let twins = declared(status, "plim_status");
    for one in declared(REFUSAL, "Refusal") {
        let name = format!("PLIM_E_{}", snake(&one.name).to_uppercase());
        assert!(twins.iter().any(|twin| twin.name == name && twin.number == one.number), "{name}");
    }
    for twin in &twins {
        assert_ne!(word(plim_status_text(twin.number)), "unknown_status", "{}", twin.name);
    }
    for one in declared(REFUSAL, "Breach") {
        assert_eq!(word(plim_breach_text(one.number)), snake(&one.name));
    }
    let own = ["PLIM_B_NONE", "PLIM_B_UNTRANSLATED"];
    agree((REFUSAL, "Breach"), (status, "plim_breach"), "PLIM_B_", &own);
}

#[test]
fn no_number_is_given_twice() {
    let mut numbers: Vec<i32> = declared(include_str!("../status.rs"), "plim_status")
        .into_iter()
        .chain(declared(include_str!("../status.rs"), "plim_breach"))
        .filter(|one| one.number != 0)
        .map(|one| one.number)
        .collect();
    numbers.sort_unstable();
    assert!(numbers.is_sorted_by(|one, next| one < next));
}

#[test]
fn reports_have_twins() {
    let report = include_str!("../report.rs");
    agree((CHILD, "ExecType"), (report, "plim_exec_type"), "PLIM_EXEC_", &[]);
    agree((CHILD, "OrdStatus"), (report, "plim_ord_status"), "PLIM_ORD_", &["PLIM_ORD_NONE"]);
    let codes = |numbers: &[Declared]| numbers.iter().map(|one| one.number).collect::<Vec<_>>();
    let all: Vec<i32> = ExecType::ALL.iter().map(|one| *one as i32).collect();
    assert_eq!(codes(&declared(CHILD, "ExecType")), all);
    let all: Vec<i32> = OrdStatus::ALL.iter().map(|one| *one as i32).collect();
    assert_eq!(codes(&declared(CHILD, "OrdStatus")), all);
}

#[test]
fn states_have_twins() {
    let state = include_str!("../state.rs");
    let parent = include_str!("../../../core/src/parent/mod.rs");
    agree((CHILD, "State"), (state, "plim_child_state"), "PLIM_CHILD_", &[]);
    agree((parent, "ParentState"), (state, "plim_parent_state"), "PLIM_PARENT_", &[]);
    for state in State::ALL {
        assert_eq!(word(plim_child_state_text(state as i32)), state.name());
    }
    assert_eq!(word(plim_parent_state_text(ParentState::Held as i32)), "held");
}

#[test]
fn alarms_and_events_have_twins() {
    let alarm = include_str!("../../../core/src/alarm.rs");
    let event = include_str!("../../../core/src/event.rs");
    agree((alarm, "AlarmKind"), (include_str!("../books.rs"), "plim_alarm"), "PLIM_ALARM_", &[]);
    let twin = (include_str!("../event.rs"), "plim_event_kind");
    agree((event, "EventKind"), twin, "PLIM_EVENT_", &[]);
    for kind in AlarmKind::ALL {
        assert_eq!(word(plim_alarm_text(kind as i32)), kind.name());
    }
}

#[test]
fn venues_have_twins() {
    let core = include_str!("../../../core/src/venue.rs");
    let terms = include_str!("../terms.rs");
    let session = include_str!("../control/venue.rs");
    let means = [
        ("ReplaceMeans", "plim_replace_means", "PLIM_REPLACE_MEANS_"),
        ("ReplaceIs", "plim_replace_is", "PLIM_REPLACE_IS_"),
        ("CumQtyMeans", "plim_cum_qty_means", "PLIM_CUM_QTY_MEANS_"),
        ("LastQtyMeans", "plim_last_qty_means", "PLIM_LAST_QTY_MEANS_"),
    ];
    for (name, twin, prefix) in means {
        agree((core, name), (terms, twin), prefix, &[]);
    }
    agree((core, "VenueSession"), (session, "plim_session"), "PLIM_SESSION_", &[]);
}

#[test]
fn levels_fields_roles_and_kinds_have_twins() {
    let level = include_str!("../level.rs");
    let field = include_str!("../fingerprint.rs");
    let role = include_str!("../control/define.rs");
    let kind = include_str!("../registry.rs");
    let switch = include_str!("../../../core/src/switch.rs");
    let parts = include_str!("../../../core/src/region/fingerprint.rs");
    let party = include_str!("../../../core/src/party.rs");
    let registry = include_str!("../../../core/src/registry.rs");
    agree((switch, "Level"), (level, "plim_stop_level"), "PLIM_STOP_", &[]);
    let own = ["PLIM_FIELD_UNTRANSLATED"];
    agree((parts, "Field"), (field, "plim_field"), "PLIM_FIELD_", &own);
    agree((party, "PartyRole"), (role, "plim_party_role"), "PLIM_PARTY_", &[]);
    agree((registry, "Kind"), (kind, "plim_registry_kind"), "PLIM_REGISTRY_", &[]);
    for one in declared(switch, "Level") {
        assert_eq!(word(plim_stop_level_text(one.number)), snake(&one.name));
    }
    for one in declared(parts, "Field") {
        assert_eq!(word(plim_field_text(one.number)), snake(&one.name));
    }
    assert_eq!(word(plim_stop_level_text(5)), "no_level");
    assert_eq!((word(plim_field_text(99)), word(plim_field_text(9))), ("untranslated", "no_field"));
}

#[test]
fn controls_measures_and_flaws_have_twins() {
    let inventory = include_str!("../../../core/src/inventory.rs");
    let drill = include_str!("../../../core/src/drill.rs");
    let list = include_str!("../inventory.rs");
    let flaws = include_str!("../control/drill.rs");
    let own = ["PLIM_CONTROL_NONE"];
    agree((inventory, "ControlId"), (list, "plim_control_id"), "PLIM_CONTROL_", &own);
    agree((inventory, "Measure"), (list, "plim_measure"), "PLIM_MEASURE_", &[]);
    agree((drill, "Flaw"), (flaws, "plim_flaw"), "PLIM_FLAW_", &["PLIM_FLAW_NONE"]);
    for control in ControlId::ALL {
        assert_eq!(word(plim_controls_name(control as i32)), control.name());
        assert_eq!(word(plim_controls_source(control as i32)), control.source());
    }
    for one in declared(inventory, "Measure") {
        assert_eq!(word(plim_measure_text(one.number)), snake(&one.name));
    }
    for one in declared(drill, "Flaw") {
        assert_eq!(word(plim_flaw_text(one.number)), snake(&one.name));
    }
    assert_eq!(
        (word(plim_controls_name(0)), word(plim_measure_text(7))),
        ("no_control", "no_measure")
    );
    assert_eq!((word(plim_flaw_text(0)), word(plim_flaw_text(10))), ("none", "no_flaw"));
}

#[test]
fn findings_have_twins() {
    let core = include_str!("../../../core/src/audit.rs");
    let body = core.split("pub const fn name").nth(1).unwrap();
    let words: Vec<&str> = body.split('"').filter(|word| word.starts_with("audit_")).collect();
    let border = declared(include_str!("../audit.rs"), "plim_finding");
    assert_eq!(words.len() + 2, border.len());
    for finding in border {
        let text = word(plim_finding_text(finding.number));
        let name = finding.name.trim_start_matches("PLIM_FINDING_").to_lowercase();
        match finding.number {
            0 => assert_eq!(text, "none"),
            99 => assert_eq!(text, "unknown_finding"),
            _ => assert_eq!(text, format!("audit_{name}")),
        }
    }
}

#[test]
fn schedules_have_twins() {
    let cases = [
        (BadSchedule::NoTime, plim_status::PLIM_E_SCHEDULE_NO_TIME),
        (BadSchedule::NoSlices, plim_status::PLIM_E_SCHEDULE_NO_SLICES),
        (BadSchedule::CurveTooLong, plim_status::PLIM_E_SCHEDULE_CURVE_TOO_LONG),
        (BadSchedule::NoWeight, plim_status::PLIM_E_SCHEDULE_NO_WEIGHT),
        (BadSchedule::NoLot, plim_status::PLIM_E_SCHEDULE_NO_LOT),
        (BadSchedule::CatchUpBelowLot, plim_status::PLIM_E_SCHEDULE_CATCH_UP_BELOW_LOT),
    ];
    for (bad, status) in cases {
        assert_eq!(plim_status::from(bad), status);
    }
    assert_eq!(plim_breach::from(None), plim_breach::PLIM_B_NONE);
}

#[test]
fn every_enumerator_is_in_the_cpp_header() {
    let header = include_str!("../../../include/plimsoll.hpp");
    let words: Vec<&str> =
        header.split(|letter: char| !letter.is_alphanumeric() && letter != '_').collect();
    let sources = [
        (include_str!("../status.rs"), "plim_status"),
        (include_str!("../status.rs"), "plim_breach"),
        (include_str!("../order.rs"), "plim_side"),
        (include_str!("../child.rs"), "plim_time_in_force"),
        (include_str!("../report.rs"), "plim_exec_type"),
        (include_str!("../report.rs"), "plim_ord_status"),
        (include_str!("../state.rs"), "plim_parent_state"),
        (include_str!("../state.rs"), "plim_child_state"),
        (include_str!("../books.rs"), "plim_alarm"),
        (include_str!("../event.rs"), "plim_event_kind"),
        (include_str!("../scope.rs"), "plim_scope"),
        (include_str!("../level.rs"), "plim_stop_level"),
        (include_str!("../fingerprint.rs"), "plim_field"),
        (include_str!("../registry.rs"), "plim_registry_kind"),
        (include_str!("../control/define.rs"), "plim_party_role"),
        (include_str!("../terms.rs"), "plim_collar"),
        (include_str!("../terms.rs"), "plim_replace_means"),
        (include_str!("../terms.rs"), "plim_replace_is"),
        (include_str!("../terms.rs"), "plim_cum_qty_means"),
        (include_str!("../terms.rs"), "plim_last_qty_means"),
        (include_str!("../control/venue.rs"), "plim_session"),
        (include_str!("../audit.rs"), "plim_finding"),
        (include_str!("../inventory.rs"), "plim_control_id"),
        (include_str!("../inventory.rs"), "plim_measure"),
        (include_str!("../control/drill.rs"), "plim_flaw"),
    ];
    for (source, name) in sources {
        for twin in declared(source, name) {
            assert!(words.contains(&twin.name.as_str()), "{} is not there", twin.name);
        }
    }
}
