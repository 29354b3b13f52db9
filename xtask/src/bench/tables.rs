//! The tables of docs/performance.md: pure functions from results to Markdown.

use std::fmt::Write as _;

use super::report::Results;

/// How a table is made.
type Table = fn(&Results) -> String;

/// Each table, by its name.
pub const TABLES: [(&str, Table); 8] = [
    ("machine", machine),
    ("goals", goals),
    ("instructions", instructions),
    ("live", live),
    ("languages", languages),
    ("threads", threads),
    ("kill", kill),
    ("others", others),
];

/// The questions of a live book, as the benches name them, and what is asked.
const QUESTIONS: [(&str, &str); 18] = [
    ("admit", "a parent is admitted"),
    ("route", "a child is routed, every check on"),
    ("sent", "its message has left"),
    ("ack", "the venue has taken it"),
    ("partial-fill", "its first execution"),
    ("final-fill", "its last execution"),
    ("duplicate", "an execution is reported again"),
    ("cancel-request", "the gateway asks for its end"),
    ("canceled", "the venue tells its end"),
    ("child-life", "routed, acknowledged, executed twice"),
    ("parent-life", "one parent, ten whole children: 41 operations"),
    ("event-read", "an event is read"),
    ("event-read-16", "sixteen events are read in a call"),
    ("route-prefetched", "`route` of thirty-two parents, prefetched"),
    ("ack-prefetched", "`ack` of thirty-two children, prefetched"),
    ("partial-fill-prefetched", "`partial-fill` of thirty-two children, prefetched"),
    ("final-fill-prefetched", "`final-fill` of thirty-two children, prefetched"),
    ("child-life-prefetched", "`child-life` of thirty-two parents, prefetched"),
];

const LANGUAGES: [&str; 3] = ["Rust", "C", "C++"];

/// A Markdown table.
fn table(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut text = format!("| {} |\n|---|", head.join(" | "));
    text.push_str(&"--:|".repeat(head.len() - 1));
    text.push('\n');
    for row in rows {
        let _ = writeln!(text, "| {} |", row.join(" | "));
    }
    text
}

/// A number in three digits or so; a dash where there is none.
fn number(value: Option<f64>) -> String {
    match value {
        Some(value) if value.abs() >= 100.0 => format!("{value:.0}"),
        Some(value) if value.abs() >= 10.0 => format!("{value:.1}"),
        Some(value) => format!("{value:.2}"),
        None => "–".to_owned(),
    }
}

fn words(live: usize) -> String {
    match live {
        1_000 => "1 thousand".to_owned(),
        1_000_000.. => format!("{} million", live / 1_000_000),
        _ => format!("{} thousand", live / 1_000),
    }
}

fn machine(results: &Results) -> String {
    let floor = |what| number(results.nanos(("floor", what, 1), "p10"));
    let empty = LANGUAGES.map(|name| number(results.nanos(("empty call", name, 1), "p10")));
    let rows = [
        ("processor", results.text(("machine", "", 0), "model").unwrap_or("–").to_owned()),
        ("cores", results.text(("machine", "", 0), "cores").unwrap_or("–").to_owned()),
        ("one compare-and-swap, uncontended", floor("one compare-and-swap") + " ns"),
        ("a cache line, one way between two cores", floor("a cache line one way") + " ns"),
        ("an empty call in Rust, C, C++", empty.join(", ") + " ns"),
    ];
    table(&["machine", ""], rows.map(|(name, value)| vec![name.to_owned(), value]))
}

/// What was aimed at, what it came to, and how far from it that is.
struct Goal {
    what: &'static str,
    at_most: bool,
    goal: f64,
    came_to: Option<f64>,
}

impl Goal {
    fn row(&self) -> Vec<String> {
        let sign = if self.at_most { "≤" } else { "≥" };
        let verdict = match self.came_to {
            None => "not measured".to_owned(),
            Some(value) if (value <= self.goal) == self.at_most => "met".to_owned(),
            Some(value) => {
                let factor = if self.at_most { value / self.goal } else { self.goal / value };
                format!("missed by a factor of {factor:.2}")
            }
        };
        let goal = format!("{sign} {}", self.goal);
        vec![self.what.to_owned(), goal, number(self.came_to), verdict]
    }
}

fn at_most(what: &'static str, goal: f64, came_to: Option<f64>) -> Goal {
    Goal { what, at_most: true, goal, came_to }
}

fn goals(results: &Results) -> String {
    let swaps = |question| results.swaps(question, "Rust", 1_000);
    let grows = |question| {
        let at = |live| results.nanos((question, "Rust", live), "p10");
        Some(at(1_000_000)? / at(1_000)?)
    };
    let prefetched = |question: &str| {
        let batches = format!("{question}-prefetched");
        let small = results.nanos((question, "Rust", 1_000), "p10");
        Some(results.nanos((&batches, "Rust", 1_000_000), "p10")? / small?)
    };
    let counted = |operation: &str| results.counted.iter().find(|one| one.operation == operation);
    let instructions = |operation| counted(operation).map(|one| one.instructions);
    let locked = |operation| counted(operation).map(|one| one.locked);
    let border = |question| Some(results.swaps(question, "C", 1_000)? - swaps(question)?);
    let line = results.nanos(("floor", "a cache line one way", 1), "p10");
    let kill =
        |measure| Some(results.nanos(("kill", "to the first refused route", 4), measure)? / line?);
    let alone = results.nanos(("child-life alone, different parents", "Rust", 2_000), "p10");
    let both = results.nanos(("child-life of two, different parents", "Rust", 2_000), "p10");
    let goals = [
        at_most("route, every check on: compare-and-swaps", 8.0, swaps("route")),
        at_most("ack", 1.5, swaps("ack")),
        at_most("first execution", 5.0, swaps("partial-fill")),
        at_most("last execution", 5.0, swaps("final-fill")),
        at_most("parent life of 41 operations", 150.0, swaps("parent-life")),
        at_most("route: instructions through C", 300.0, instructions("route")),
        at_most("ack", 45.0, instructions("ack")),
        at_most("first execution", 160.0, instructions("partial-fill")),
        at_most("parent life", 6_000.0, instructions("parent-life")),
        at_most("route: locked operations", 3.0, locked("route")),
        at_most("first execution", 4.0, locked("partial-fill")),
        at_most("route: 1 million live children to 1 thousand", 10.0, grows("route")),
        at_most("ack", 10.0, grows("ack")),
        at_most("first execution", 10.0, grows("partial-fill")),
        at_most("child life", 10.0, grows("child-life")),
        at_most("the same with prefetch: route", 4.0, prefetched("route")),
        at_most("ack", 4.0, prefetched("ack")),
        at_most("first execution", 4.0, prefetched("partial-fill")),
        at_most("child life", 4.0, prefetched("child-life")),
        at_most("C adds to route: compare-and-swaps", 1.0, border("route")),
        at_most("to ack", 1.0, border("ack")),
        at_most("to the first execution", 1.0, border("partial-fill")),
        Goal {
            what: "two threads on different parents do, of one alone",
            at_most: false,
            goal: 1.8,
            came_to: alone.zip(both).map(|(alone, both)| 2.0 * alone / both),
        },
        at_most("kill to the first refused route, p50: cache lines", 5.0, kill("p50")),
        at_most("p99", 16.0, kill("p99")),
    ];
    table(&["goal", "wanted", "came to", ""], goals.iter().map(Goal::row))
}

fn instructions(results: &Results) -> String {
    let rows = results.counted.iter().map(|one| {
        let misses = number(Some(one.misses));
        let name = format!("`{}`", one.operation);
        vec![name, format!("{:.0}", one.instructions), format!("{:.2}", one.locked), misses]
    });
    table(&["operation", "instructions", "locked", "cache lines met cold"], rows)
}

/// Rust, one thread, by live children: in compare-and-swaps, and in nanoseconds at the least.
fn live(results: &Results) -> String {
    let sizes = results.live();
    let names: Vec<String> = sizes.iter().map(|live| words(*live)).collect();
    let mut head = vec!["operation", "asks"];
    head.extend(names.iter().map(String::as_str));
    let rows = QUESTIONS.iter().map(|(question, asks)| {
        let mut row = vec![format!("`{question}`"), (*asks).to_owned()];
        row.extend(sizes.iter().map(|live| {
            let nanos = results.nanos((question, "Rust", *live), "p10");
            let swaps = results.swaps(question, "Rust", *live);
            format!("{} ({} ns)", number(swaps), number(nanos))
        }));
        row
    });
    table(&head, rows)
}

fn languages(results: &Results) -> String {
    let head = ["operation", "through", "p10", "median", "p50", "p99", "p99.9"];
    let mut rows = Vec::new();
    for (question, _) in QUESTIONS {
        for language in LANGUAGES {
            let of = (question, language, 1_000);
            let mut row = vec![format!("`{question}`"), language.to_owned()];
            let measures = ["p10", "median", "p50", "p99", "p999"];
            row.extend(measures.map(|measure| number(results.nanos(of, measure))));
            rows.push(row);
        }
    }
    table(&head, rows)
}

fn threads(results: &Results) -> String {
    let mut rows = Vec::new();
    for parents in ["different parents", "one parent"] {
        for language in LANGUAGES {
            let of = |question: &str, measure| {
                let question = format!("{question}, {parents}");
                results.nanos((&question, language, 2_000), measure)
            };
            let (alone, both) = (of("child-life alone", "p10"), of("child-life of two", "p10"));
            let scale = alone.zip(both).map(|(alone, both)| 2.0 * alone / both);
            let mut row = vec![parents.to_owned(), language.to_owned()];
            row.extend([alone, both, scale].map(number));
            row.extend(["p50", "p99", "p999"].map(|one| number(of("route alone", one))));
            row.extend(["p50", "p99", "p999"].map(|one| number(of("route beside reports", one))));
            row.push(number(of("report beside routes", "p10")));
            rows.push(row);
        }
    }
    let head = [
        "parents",
        "through",
        "life alone",
        "life of two",
        "both do, of one alone",
        "route alone p50",
        "p99",
        "p99.9",
        "route beside reports p50",
        "p99",
        "p99.9",
        "report beside routes",
    ];
    table(&head, rows)
}

fn kill(results: &Results) -> String {
    let line = results.nanos(("floor", "a cache line one way", 1), "p10");
    let rows = [1, 2, 4, 8, 16, 32, 64].map(|lanes| {
        let of = |what, measure| {
            let nanos = results.nanos(("kill", what, lanes), measure);
            number(nanos.zip(line).map(|(nanos, line)| nanos / line))
        };
        let until = "to the first refused route";
        let figures = [of(until, "p50"), of(until, "p99"), of("the call", "p50")];
        [lanes.to_string()].into_iter().chain(figures).chain([of("the call", "p99")]).collect()
    });
    let head = ["lanes", "to the first refused route: p50", "p99", "the call: p50", "p99"];
    table(&head, rows)
}

fn others(results: &Results) -> String {
    let live = results.rows.iter().find(|row| row.question == "audit").map_or(0, |row| row.count);
    let nanos = |question, through, count| results.nanos((question, through, count), "p10");
    let swap = results.nanos(("floor", "one compare-and-swap", 1), "p10");
    let swaps = |nanos: Option<f64>| number(nanos.zip(swap).map(|(nanos, swap)| nanos / swap));
    let millis = |nanos: Option<f64>| number(nanos.map(|nanos| nanos / 1e6)) + " ms";
    let small = |nanos| format!("{} ns, {} compare-and-swaps", number(nanos), swaps(nanos));
    let rows = [
        ("a sweep over 16 venues, planned", small(nanos("sweep", "Rust", 16))),
        ("a step of a TWAP schedule", small(nanos("twap-step", "Rust", 390))),
        ("`attach`", small(nanos("attach", "Rust", live))),
        ("`recover`, a million records", millis(nanos("recover", "a million records", live))),
        ("`audit`, a million records", millis(nanos("audit", "a million records", live))),
    ];
    table(&["", "p10 of rounds"], rows.map(|(name, value)| vec![name.to_owned(), value]))
}
