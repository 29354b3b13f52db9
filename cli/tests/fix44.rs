//! *Property*: after each message of FIX 4.4's order-state matrices (volume 4, appendix D) the core
//! agrees with what the message itself says of the order: OrdStatus, CumQty, LeavesQty. *Method*:
//! every file of `tests/fix44` is one row of a matrix, or one of its alternatives; each `report` of
//! it carries the row's own figures, and the `child` that the program prints is compared with them.
//! Where the two differ the difference is named below, with its reason; one that is not named
//! fails, and so does one that is named and does not occur. The outputs are compared with
//! `NAME.expected.jsonl` besides, and written with `PLIMSOLL_BLESS=1`.

mod runner;

use runner::{SMALL, plimsoll, text};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Field {
    /// That it is `ok`: neither is the request refused, nor the message a breach.
    Result,
    Status,
    CumQty,
    Leaves,
}

/// A difference: the file, the line from 1, the field.
type Difference = (String, usize, Field);

/// Differences of form: the core says something else than the row, and means to.
const MEANT: &[(&str, usize, Field, &str)] = &[
    ("b1f_cancel_of_unknown_order", 8, Field::Status, UNKNOWN_ORDER),
    ("d2b_chained_pending_first", 12, Field::Leaves, NOT_REPLACED_YET),
    ("e1a_telephoned", 7, Field::Leaves, NO_LEAVES),
    ("e1c_enlargement_beyond_the_parent", 8, Field::Result, BEYOND_THE_PARENT),
    ("e1c_enlargement_beyond_the_parent", 10, Field::Result, BEYOND_THE_PARENT),
    ("f1a_duplicate_clordid", 9, Field::Result, DUPLICATE_CLORDID),
    ("f1b_possible_resend", 9, Field::Result, DUPLICATE_CLORDID),
];

const UNKNOWN_ORDER: &str = "a venue that does not know an order has proven nothing: the child is \
    `unknown`, and reserved for, until its end is proven";
const NOT_REPLACED_YET: &str = "the row has the first replace's OrderQty while that replace is \
    pending; a replace takes effect with `replaced`";
const NO_LEAVES: &str = "the row has LeavesQty 0 at an order that nothing was executed of; the \
    next one has 8000";
const BEYOND_THE_PARENT: &str = "the venue enlarges its order beyond what the parent has: booked, \
    and an overfill of the parent";
const DUPLICATE_CLORDID: &str = "the core never sends an id twice: a venue that heard one twice \
    is an alarm; nothing is given back";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fix44")
}

/// The names of the scenarios, in order.
fn names() -> Vec<String> {
    let entries = fs::read_dir(folder()).expect("the folder of the matrices");
    let files = entries.map(|entry| entry.expect("an entry").file_name());
    let files = files.map(|name| name.into_string().expect("a name in UTF-8"));
    let is_input = |name: &String| !name.ends_with(".expected.jsonl");
    let mut names: Vec<String> = files
        .filter(is_input)
        .filter_map(|name| Some(name.strip_suffix(".jsonl")?.to_owned()))
        .collect();
    names.sort();
    names
}

/// What a line says under `key`, as a word.
fn word<'a>(line: &'a Value, key: &str) -> &'a str {
    line[key].as_str().unwrap_or("")
}

/// What a line says under `key`, as a quantity.
fn qty(line: &Value, key: &str) -> Option<u64> {
    line[key].as_u64()
}

/// FIX 4.4's order of precedence of OrdStatus (volume 4): an order that has several at once reports
/// the highest.
fn precedence(status: &str) -> u8 {
    match status {
        "pending_cancel" => 12,
        "pending_replace" => 11,
        "done_for_day" => 10,
        "calculated" => 9,
        "filled" => 8,
        "stopped" => 7,
        "suspended" => 6,
        "canceled" => 5,
        "expired" | "partially_filled" => 4,
        "new" | "rejected" | "pending_new" => 2,
        // States of the core's own, which no venue reports.
        _ => 0,
    }
}

/// The OrdStatus that FIX has for the child that the program printed. A request counts from the
/// message on with which the venue says that it has it: until then it may be on the wire, and no
/// venue can report it.
fn ord_status(child: &Value, venue: &Venue) -> &'static str {
    let own = match word(child, "state") {
        "born" | "sent" => "pending_new",
        "live" => "new",
        "partially_filled" => "partially_filled",
        "filled" => "filled",
        "done_for_day" => "done_for_day",
        "canceled" => "canceled",
        "expired" => "expired",
        "rejected" => "rejected",
        "suspended" => "suspended",
        "stopped" => "stopped",
        "calculated" => "calculated",
        _ => "unknown",
    };
    let is_pending = |kind: &str| {
        let open = child["pending"].as_array().is_some_and(|all| all.iter().any(|one| one == kind));
        open && venue.knows(kind)
    };
    let pending = [("cancel", "pending_cancel"), ("replace", "pending_replace")];
    let pending = pending.iter().filter(|(kind, _)| is_pending(kind)).map(|(_, status)| *status);
    pending.chain([own]).max_by_key(|status| precedence(status)).unwrap_or(own)
}

/// What the messages so far say of the requests on the child.
#[derive(Default)]
struct Venue {
    /// Requests that the venue has said it has, and not answered.
    known: BTreeMap<String, &'static str>,
    /// Replaces that were requested and not answered, and their quantities.
    open: BTreeMap<String, u64>,
}

impl Venue {
    fn knows(&self, kind: &str) -> bool {
        self.known.values().any(|known| *known == kind)
    }

    /// Takes note of a line of the scenario.
    fn hear(&mut self, line: &Value) {
        let request = word(line, "request").to_owned();
        match (word(line, "op"), word(line, "exec_type")) {
            ("replace", _) => {
                self.open.insert(request, qty(line, "qty").expect("a quantity"));
            }
            ("report", "pending_cancel") => {
                self.known.insert(request, "cancel");
            }
            ("report", "pending_replace") => {
                self.known.insert(request, "replace");
            }
            ("report", "canceled" | "cancel_rejected" | "replaced" | "replace_rejected") => {
                self.known.remove(&request);
                self.open.remove(&request);
            }
            _ => {}
        }
    }

    /// How much more than `order_qty` the child may come to if what was asked for is granted. The
    /// core reserves for it from the request on; LeavesQty does not have it before `replaced`.
    fn asked_beyond(&self, order_qty: u64) -> u64 {
        let most = self.open.values().copied().max().unwrap_or(0);
        most.saturating_sub(order_qty)
    }
}

/// What is reserved for the child: its leaves, and where nobody can vouch for it, what its parent
/// counts as unknown. The parents of these scenarios have one child that can be in such a state.
fn reserved(printed: &Value) -> u64 {
    let leaves = qty(&printed["child"], "leaves").expect("leaves");
    match word(&printed["child"], "state") {
        "done_for_day" | "unknown" | "filled" => {
            leaves + qty(&printed["parent"], "unknown").expect("unknown")
        }
        _ => leaves,
    }
}

/// How the program's answer to a report differs from what the report says.
fn compare(report: &Value, printed: &Value, venue: &Venue) -> Vec<(Field, String)> {
    let child = &printed["child"];
    let mut found = Vec::new();
    let mut differ = |field, core: String, fix: String| {
        if core != fix {
            found.push((field, format!("the core has {core}, FIX says {fix}")));
        }
    };
    let status = ord_status(child, venue);
    differ(Field::Status, status.to_owned(), word(report, "ord_status").to_owned());
    if let Some(cum) = qty(report, "cum_qty") {
        differ(Field::CumQty, qty(child, "cum").expect("cum").to_string(), cum.to_string());
    }
    if let (Some(leaves), Some(order_qty)) = (qty(report, "leaves_qty"), qty(report, "order_qty")) {
        let leaves = leaves + venue.asked_beyond(order_qty);
        differ(Field::Leaves, reserved(printed).to_string(), leaves.to_string());
    }
    found
}

/// The lines of a JSON Lines text.
fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("a JSON object")).collect()
}

/// Runs one file and returns where it differs.
fn run(name: &str) -> BTreeMap<Difference, String> {
    let input = folder().join(format!("{name}.jsonl"));
    let expected = folder().join(format!("{name}.expected.jsonl"));
    let output = plimsoll().arg("replay").args(SMALL).arg("--strict").arg(&input).output();
    let output = output.expect("the program runs");
    let printed = text(&output.stdout);
    assert_eq!(text(&output.stderr), "", "{name}");
    assert_eq!(output.status.code(), Some(0), "{name}");
    if std::env::var_os("PLIMSOLL_BLESS").is_some() {
        fs::write(&expected, printed).expect("written");
    }
    let expected = fs::read_to_string(&expected).expect("the expected output");
    assert_eq!(printed, expected, "{name}");
    let said = lines(&fs::read_to_string(&input).expect("the scenario"));
    let found = differences(&said, &lines(printed));
    found.into_iter().map(|((line, field), how)| ((name.to_owned(), line, field), how)).collect()
}

/// Where what was printed differs from what was said: the line, the field, and how.
fn differences(said: &[Value], printed: &[Value]) -> BTreeMap<(usize, Field), String> {
    let mut venues: BTreeMap<&str, Venue> = BTreeMap::new();
    let mut found = BTreeMap::new();
    for (at, (line, printed)) in said.iter().zip(printed).enumerate() {
        let (op, child) = (word(line, "op"), word(line, "child"));
        if !matches!(op, "route" | "replace" | "cancel" | "report") {
            continue;
        }
        if op == "report" && !venues.contains_key(child) {
            assert_eq!(printed["child"], Value::Null, "nobody routed {child}");
            continue;
        }
        let venue = venues.entry(child).or_default();
        if printed["result"] != "ok" {
            let how = format!("{} {}", word(printed, "result"), word(printed, "code"));
            found.insert((at + 1, Field::Result), how);
        }
        if printed["result"] != "refused" {
            venue.hear(line);
        }
        if op == "report" {
            let differences = compare(line, printed, venue).into_iter();
            found.extend(differences.map(|(field, how)| ((at + 1, field), how)));
        }
    }
    found
}

#[test]
fn every_row_is_answered_as_fix_says() {
    let names = names();
    assert!(names.len() > 60, "only {} rows were found", names.len());
    let mut found: BTreeMap<Difference, String> = BTreeMap::new();
    for name in &names {
        found.extend(run(name));
    }
    let listed: BTreeSet<Difference> =
        MEANT.iter().map(|(name, line, field, _)| ((*name).to_owned(), *line, *field)).collect();
    assert_eq!(listed.len(), MEANT.len(), "a difference is listed twice");
    let unnamed: Vec<_> = found.iter().filter(|(at, _)| !listed.contains(at)).collect();
    assert!(unnamed.is_empty(), "differences that are not named: {unnamed:#?}");
    let gone: Vec<_> = listed.iter().filter(|at| !found.contains_key(at)).collect();
    assert!(gone.is_empty(), "differences that are named and do not occur: {gone:#?}");
}

/// The table of the README has every file, and nothing else.
#[test]
fn the_readme_has_every_row() {
    let readme = fs::read_to_string(folder().join("README.md")).expect("the README");
    let said: BTreeSet<&str> = readme
        .lines()
        .filter(|line| line.starts_with('|'))
        .filter_map(|line| line.split('`').nth(1))
        .collect();
    let names = names();
    assert_eq!(said, names.iter().map(String::as_str).collect());
}

#[test]
fn the_order_of_precedence_is_that_of_the_standard() {
    let all = [
        "pending_cancel",
        "pending_replace",
        "done_for_day",
        "calculated",
        "filled",
        "stopped",
        "suspended",
        "canceled",
        "partially_filled",
        "new",
    ];
    assert!(all.is_sorted_by(|higher, lower| precedence(higher) > precedence(lower)));
}

/// A figure that the row does not have is found, in every message.
#[test]
fn a_wrong_figure_is_found() {
    let name = "b1b_cancel_of_part_filled";
    let read = |suffix: &str| {
        let path = folder().join(format!("{name}{suffix}"));
        lines(&fs::read_to_string(path).expect("the file"))
    };
    let (said, printed) = (read(".jsonl"), read(".expected.jsonl"));
    assert_eq!(differences(&said, &printed), BTreeMap::new());
    let wrong = [
        ("cum_qty", Value::from(9999), Field::CumQty),
        ("leaves_qty", Value::from(9999), Field::Leaves),
        ("ord_status", Value::from("expired"), Field::Status),
    ];
    for at in (0..said.len()).filter(|at| said[*at]["op"] == "report") {
        for (key, value, field) in &wrong {
            let mut changed = said.clone();
            changed[at][*key] = value.clone();
            let found = differences(&changed, &printed);
            let found: Vec<_> = found.keys().copied().collect();
            assert_eq!(found, [(at + 1, *field)], "{key} of line {}", at + 1);
        }
    }
}
