//! *Property*: whatever the venues say, however often and in whatever order, and whatever happens
//! in between, the books agree with the records (laws L2 to L5), and what was executed is counted
//! once. *Method*: every scenario of `tests/scenarios` and `tests/fix44` is changed in every way
//! that [`mutants`] knows, and run with an `audit` after every line. Every audit must be ok, every
//! parent that is printed must add up, and the program must run to the end. Where nothing but the
//! order or the number of reports is changed, what was executed at the end must be the same; and
//! where a report is lost and the venue states at the end how its order stands, of that order. A
//! mutant with a line that is not valid (it names what no line gave yet, or turns time back) is no
//! scenario, and skipped.

mod runner;

use runner::{SMALL, replay, scenarios, text};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Each child and each parent as it was printed last.
type Views = BTreeMap<String, Value>;

/// What a mutant must have in common with its scenario, at the end.
#[derive(Clone, PartialEq, Eq)]
enum Same {
    Nothing,
    /// What was executed of one child.
    ExecutedOf(String),
    /// What was executed of each child and each parent. What is inferred and never reported may be
    /// reserved instead.
    Executed,
    /// All that is printed of each child and each parent.
    Views,
}

/// A scenario that was changed.
struct Mutant {
    /// How.
    name: String,
    lines: Vec<Value>,
    same: Same,
}

/// What came of running a scenario.
enum End {
    Proven(Views),
    /// It has a line that is not valid.
    Invalid,
    Broken(String),
}

/// Every scenario: its name and its lines.
fn all_scenarios() -> Vec<(String, Vec<Value>)> {
    let folders = [scenarios(), scenarios().join("../fix44")];
    let entries = folders.iter().flat_map(|folder| fs::read_dir(folder).expect("a folder"));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let is_input = |path: &PathBuf| {
        let name = path.to_string_lossy();
        name.ends_with(".jsonl") && !name.ends_with(".expected.jsonl")
    };
    let read = |path: PathBuf| {
        let lines = fs::read_to_string(&path).expect("the scenario");
        let lines = lines.lines().map(|line| serde_json::from_str(line).expect("a JSON object"));
        (path.file_stem().expect("a name").to_string_lossy().into_owned(), lines.collect())
    };
    paths.into_iter().filter(is_input).map(read).collect()
}

/// Whether a line is what somebody says of an order.
fn is_report(line: &Value) -> bool {
    ["report", "status", "drop_copy"].iter().any(|op| line["op"] == *op)
}

/// `line` without a time of its own.
fn untimed(line: &Value) -> Value {
    let mut line = line.clone();
    line.as_object_mut().expect("an object").remove("t");
    line
}

/// `lines` with `more` after the line at `at`.
fn with(lines: &[Value], at: usize, more: impl IntoIterator<Item = Value>) -> Vec<Value> {
    let mut lines = lines.to_vec();
    lines.splice(at + 1..at + 1, more);
    lines
}

/// The parents that are admitted up to the line at `at`, and half of their quantities.
fn halves(lines: &[Value], at: usize) -> Vec<Value> {
    let admitted = lines[..=at].iter().filter(|line| line["op"] == "admit");
    let half = |line: &Value| {
        let qty = line["qty"].as_u64().expect("a quantity") / 2;
        json!({"op": "amend", "parent": line["parent"], "qty": qty})
    };
    admitted.map(half).collect()
}

/// Whether the two reports give one execution two meanings: by its name, or as two corrections of
/// it, or each of the other. Then the first that comes counts, or the last.
fn conflict(one: &Value, other: &Value) -> bool {
    let same = |key: &str| one[key] == other[key];
    let named = !one["exec_id"].is_null() && same("exec_id");
    let numbers = same("exec_type") && same("last_qty") && same("last_px");
    let fork = !one["exec_ref"].is_null() && same("exec_ref");
    let circle = one["exec_ref"] == other["exec_id"] && other["exec_ref"] == one["exec_id"];
    let circle = circle && !one["exec_ref"].is_null();
    same("child") && ((named || fork) && !numbers || circle)
}

/// What a scenario with two neighbours swapped must have in common with it. Where one of them is a
/// correction, only what was executed of its child: when its parent is held, and so what is
/// refused, depends on what comes first.
fn reordered(one: &Value, other: &Value) -> Same {
    match [one, other].into_iter().find(|line| is_correction(line)) {
        _ if conflict(one, other) => Same::Nothing,
        Some(line) => Same::ExecutedOf(line["child"].as_str().expect("a name").to_owned()),
        None => Same::Executed,
    }
}

/// Whether a report changes an execution.
fn is_correction(line: &Value) -> bool {
    line["exec_type"] == "trade_cancel" || line["exec_type"] == "trade_correct"
}

/// Whether the report at `at` comes before its child is routed, and so is not the child's.
fn is_early(lines: &[Value], at: usize) -> bool {
    let routes = |line: &Value| line["op"] == "route" && line["child"] == lines[at]["child"];
    lines[at..].iter().any(routes)
}

/// What the venue says last of a child that it says the CumQty of, as a statement at the end.
fn last_word(lines: &[Value], child: &Value) -> Option<Value> {
    let said =
        |line: &&Value| is_report(line) && line["child"] == *child && !line["cum_qty"].is_null();
    let last = lines.iter().rev().find(said)?;
    let mut status = json!({"op": "status", "child": child});
    for key in ["ord_status", "order_qty", "cum_qty", "leaves_qty"] {
        if !last[key].is_null() {
            status[key] = last[key].clone();
        }
    }
    Some(status)
}

/// What a scenario without the report at `at` must have in common with it once the venue has had
/// its last word on the child: what was executed of it, where the report said CumQty and the last
/// word is what the whole scenario came to. A bust that is lost is seen by its difference only.
fn reconciled(lines: &[Value], at: usize, status: &Value, whole: &Views) -> Same {
    let child = lines[at]["child"].as_str().expect("a name");
    let told = !lines[at]["cum_qty"].is_null() && !is_correction(&lines[at]);
    // Without a report a parent may not be retired, and then hears what came after.
    let told = told && !lines[at..].iter().any(|line| line["op"] == "retire");
    match whole.get(&format!("child {child}")) {
        Some(view) if told && view["cum"] == status["cum_qty"] => {
            Same::ExecutedOf(child.to_owned())
        }
        Some(_) | None => Same::Nothing,
    }
}

/// Every mutant of a scenario that comes to `whole`.
fn mutants(lines: &[Value], whole: &Views) -> Vec<Mutant> {
    let mut all = Vec::new();
    let mut add = |name: String, lines: Vec<Value>, same: Same| {
        all.push(Mutant { name, lines, same });
    };
    let reports: Vec<usize> = (0..lines.len()).filter(|at| is_report(&lines[*at])).collect();
    for &at in &reports {
        add(format!("line {} twice", at + 1), with(lines, at, [untimed(&lines[at])]), Same::Views);
        let mut without = lines.to_vec();
        without.remove(at);
        if let Some(status) = last_word(lines, &lines[at]["child"]) {
            let same = reconciled(lines, at, &status, whole);
            let mut set_right = without.clone();
            set_right.push(status);
            add(format!("without line {}, set right at the end", at + 1), set_right, same);
        }
        add(format!("without line {}", at + 1), without, Same::Nothing);
    }
    for pair in reports.windows(2) {
        let mut swapped = lines.to_vec();
        swapped.swap(pair[0], pair[1]);
        let name = format!("lines {} and {} swapped", pair[0] + 1, pair[1] + 1);
        let neighbours = pair[0] + 1 == pair[1];
        let same = reordered(&lines[pair[0]], &lines[pair[1]]);
        add(name, swapped, if neighbours { same } else { Same::Nothing });
    }
    let again = reports.iter().filter(|at| !is_early(lines, **at));
    let again = again.map(|at| untimed(&lines[*at]));
    if !lines.is_empty() {
        add("all reports twice".to_owned(), with(lines, lines.len() - 1, again), Same::Executed);
    }
    for at in 0..lines.len() {
        let kill = json!({"op": "kill", "scope": "firm", "reason": "drill"});
        add(format!("a kill after line {}", at + 1), with(lines, at, [kill]), Same::Nothing);
        let restart = [json!({"op": "recover"}), json!({"op": "arm"})];
        add(format!("a restart after line {}", at + 1), with(lines, at, restart), Same::Nothing);
        let halves = halves(lines, at);
        if !halves.is_empty() {
            add(format!("amends after line {}", at + 1), with(lines, at, halves), Same::Nothing);
        }
    }
    all
}

/// Whether a parent's quantities add up.
fn adds_up(parent: &Value) -> bool {
    let qty = |key: &str| i128::from(parent[key].as_u64().expect("a quantity"));
    let taken = qty("executed") + qty("working") + qty("unknown") + qty("cooling");
    taken == qty("qty") + qty("overfill") - qty("headroom")
}

/// Runs `lines` with an audit after each.
fn run(lines: &[Value]) -> End {
    let input: String =
        lines.iter().map(|line| format!("{line}\n{{\"op\":\"audit\"}}\n")).collect();
    let output = replay(&SMALL, input);
    let message = text(&output.stderr);
    let is_invalid = [
        "goes backwards",
        "has no request",
        "is defined already",
        "there is no child",
        "there is no parent",
    ];
    match output.status.code() {
        Some(0) => {}
        Some(2) if is_invalid.iter().any(|known| message.contains(known)) => return End::Invalid,
        status => return End::Broken(format!("exit status {status:?}: {message}")),
    }
    let mut views = Views::new();
    for line in text(&output.stdout).lines() {
        let printed: Value = serde_json::from_str(line).expect("a JSON object");
        if printed["op"] == "audit" && printed["result"] != "ok" {
            return End::Broken(line.to_owned());
        }
        for kind in ["child", "parent"] {
            if let Some(id) = printed[kind]["id"].as_str() {
                views.insert(format!("{kind} {id}"), printed[kind].clone());
            }
        }
        if !printed["parent"].is_null() && !adds_up(&printed["parent"]) {
            return End::Broken(format!("does not add up: {line}"));
        }
    }
    End::Proven(views)
}

/// What was executed of a child or a parent.
fn executed(view: &Value) -> &Value {
    if view["cum"].is_null() { &view["executed"] } else { &view["cum"] }
}

/// Whether a mutant's child or parent was executed as its scenario's was.
fn executed_alike(found: &Value, scenario: &Value) -> bool {
    let taken = |view: &Value| {
        let qty = |key: &str| view[key].as_u64().unwrap_or(0);
        let reserved = ["leaves", "working", "unknown", "cooling"].map(qty);
        executed(view).as_u64().unwrap_or(0) + reserved.iter().sum::<u64>()
    };
    let never_reported = !scenario["inferred"].is_null();
    executed(found) == executed(scenario) || never_reported && taken(found) == taken(scenario)
}

/// How a mutant's end differs from its scenario's where it must not.
fn difference(same: &Same, found: &Views, scenario: &Views) -> Option<String> {
    let agree = |name: &str, one: &Value, other: &Value| match same {
        Same::Nothing => true,
        Same::ExecutedOf(child) => {
            name.strip_prefix("child ") != Some(child.as_str()) || executed_alike(one, other)
        }
        Same::Executed => executed_alike(one, other),
        Same::Views => one == other,
    };
    let wrong = |(name, was): (&String, &Value)| {
        let is = found.get(name).unwrap_or(&Value::Null);
        (!agree(name, is, was)).then(|| format!("{name} is {is}, and was {was}"))
    };
    scenario.iter().find_map(wrong)
}

/// What is wrong with a mutant that came to `end`; `None` where nothing is.
fn fault(same: &Same, end: End, scenario: &Views) -> Option<String> {
    match end {
        End::Proven(views) => difference(same, &views, scenario),
        End::Invalid => None,
        End::Broken(why) => Some(why),
    }
}

/// Calls `work` for every number below `count`, on as many threads as there are cores.
fn share_out(count: usize, work: impl Fn(usize) + Sync) {
    let next = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    if index >= count {
                        break;
                    }
                    work(index);
                }
            });
        }
    });
}

#[test]
fn no_mutant_breaks_the_books() {
    let scenarios = all_scenarios();
    assert!(scenarios.len() > 70, "only {} scenarios were found", scenarios.len());
    let faults = Mutex::new(Vec::new());
    let (ran, skipped) = (AtomicUsize::new(0), AtomicUsize::new(0));
    share_out(scenarios.len(), |index| {
        let (name, lines) = &scenarios[index];
        let scenario = match run(lines) {
            End::Proven(views) => views,
            End::Invalid => return,
            End::Broken(why) => {
                return faults.lock().expect("whole").push(format!("{name}: {why}"));
            }
        };
        for mutant in mutants(lines, &scenario) {
            let end = run(&mutant.lines);
            let counted = if matches!(end, End::Invalid) { &skipped } else { &ran };
            counted.fetch_add(1, Ordering::Relaxed);
            if let Some(why) = fault(&mutant.same, end, &scenario) {
                faults.lock().expect("whole").push(format!("{name}, {}: {why}", mutant.name));
            }
        }
    });
    let faults = faults.into_inner().expect("whole");
    let (ran, skipped) = (ran.into_inner(), skipped.into_inner());
    assert!(faults.is_empty(), "{} of {ran} mutants:\n{}", faults.len(), faults.join("\n"));
    assert!(ran > 3000, "only {ran} mutants were run");
    assert!(skipped * 20 < ran, "{skipped} mutants were skipped, and {ran} run");
}

#[test]
fn what_is_wrong_is_found() {
    let parent = |headroom: u64| {
        json!({"id": "P", "qty": 10, "executed": 3, "working": 2, "unknown": 1, "cooling": 0,
            "headroom": headroom, "overfill": 0})
    };
    assert!(adds_up(&parent(4)) && !adds_up(&parent(5)));
    let views = |cum: u64, state: &str| {
        Views::from([("child C".to_owned(), json!({"cum": cum, "state": state}))])
    };
    let found = |same, cum, state| difference(&same, &views(cum, state), &views(1, "live"));
    assert!(found(Same::Nothing, 2, "filled").is_none());
    assert!(found(Same::Executed, 1, "filled").is_none());
    assert!(found(Same::Executed, 2, "live").is_some());
    assert!(found(Same::Views, 1, "filled").is_some());
    assert!(found(Same::ExecutedOf("C".to_owned()), 2, "live").is_some());
    assert!(found(Same::ExecutedOf("D".to_owned()), 2, "live").is_none());
    let inferred = json!({"cum": 3, "leaves": 0, "inferred": 2});
    assert!(executed_alike(&json!({"cum": 1, "leaves": 1, "unknown": 1}), &inferred));
    assert!(!executed_alike(&json!({"cum": 1, "leaves": 1}), &inferred));
    assert!(!executed_alike(&json!({"cum": 1, "leaves": 2}), &json!({"cum": 3, "leaves": 0})));
    assert!(difference(&Same::Executed, &Views::new(), &views(1, "live")).is_some());
    assert!(matches!(run(&[json!({"op": "sent", "child": "C1"})]), End::Invalid));
    assert!(matches!(run(&[json!({"op": "nonsense"})]), End::Broken(_)));
}
