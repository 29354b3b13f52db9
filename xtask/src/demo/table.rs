//! The table and the sentences: what was seen, in figures.
//!
//! Uses: `day`. Used by: `demo`, `chart`.

use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{CellAlignment, Table};

use super::day::Day;

/// What happened in 2012, as far as it is published.
const PUBLISHED: &str = "2012 (SEC 34-70694)";

/// The eighth router's two days beside the published one.
pub fn table(without: &Day, with: &Day) -> Table {
    let (a, b) = (&without.eighth, &with.eighth);
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED);
    table.set_header(["the eighth router", PUBLISHED, "without Plimsoll", "with Plimsoll"]);
    let mut row = |name: &str, published: &str, without: String, with: String| {
        table.add_row([name.to_owned(), published.to_owned(), without, with]);
    };
    let number = |value: u64| thousands(value);
    row("parents", "212", number(a.parents), number(b.parents));
    row("shares ordered", "", number(a.parent_qty), number(b.parent_qty));
    row("children tried", "", number(a.attempts), number(b.attempts));
    row("children sent", "millions", number(a.children), number(b.children));
    row("executions", "4 million", number(a.executions), number(b.executions));
    row("shares executed", "397 million", number(a.shares), number(b.shares));
    row("over-fill, shares", "", number(a.overfill), number(b.overfill));
    let net = |cents, stocks| format!("{} in {stocks}", dollars(cents));
    let (long, short) = (net(a.long_cents, a.stocks_long), net(a.short_cents, a.stocks_short));
    row("net long, stocks", "$3.5 bn in 80", long, net(b.long_cents, b.stocks_long));
    row("net short, stocks", "$3.15 bn in 74", short, net(b.short_cents, b.stocks_short));
    let (first, trip) = (moment(b.first_refused_at), moment(b.tripped_at));
    row("time to first refusal", "never", moment(a.first_refused_at), first);
    row("time to trip", "never", moment(a.tripped_at), trip);
    row(
        "last execution",
        "45 min",
        moment(Some(a.last_execution_at)),
        moment(Some(b.last_execution_at)),
    );
    row(
        "attempts refused",
        "none",
        number(a.attempts - a.children),
        number(b.attempts - b.children),
    );
    for line in &with.refusals {
        row(&format!("  {}", line.refusal), "", String::new(), number(line.count));
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

/// What the table says, in words.
pub fn sentences(without: &Day, with: &Day) -> String {
    let (a, b) = (&without.eighth, &with.eighth);
    let seven: u64 = with.seven.iter().map(|router| router.parents).sum();
    format!(
        "Without Plimsoll, Power Peg made {} executions of {} orders for {} shares: {} shares \
         in {}, {} long and {} short.\n\
         With Plimsoll, the same code executed {} shares and passed no order by one: it was \
         refused for the first time after {}, and after {} the core threw the strategy's switch \
         by itself; {} of its {} attempts were refused.\n\
         Routers 1 to 7 filled their {seven} orders in both runs and were never refused. \
         The audits of all eight ledgers are clean and agree with the venues, share by share.",
        thousands(a.executions),
        a.parents,
        thousands(a.parent_qty),
        thousands(a.shares),
        moment(Some(a.last_execution_at)),
        dollars(a.long_cents),
        dollars(a.short_cents),
        thousands(b.shares),
        moment(b.first_refused_at),
        moment(b.tripped_at),
        thousands(b.attempts - b.children),
        thousands(b.attempts),
    )
}

/// A number with commas.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Cents as dollars, in the unit that suits them.
fn dollars(cents: u64) -> String {
    let dollars = cents as f64 / 100.0;
    match cents {
        0..100_000_000 => format!("${}", thousands(cents / 100)),
        100_000_000..100_000_000_000 => format!("${:.2} m", dollars / 1e6),
        _ => format!("${:.2} bn", dollars / 1e9),
    }
}

/// Simulated time since the open.
fn moment(nanos: Option<u64>) -> String {
    let Some(nanos) = nanos else { return "never".to_owned() };
    let seconds = nanos as f64 / 1e9;
    if seconds < 100.0 { format!("{seconds:.2} s") } else { format!("{:.1} min", seconds / 60.0) }
}

#[cfg(test)]
mod tests;
