//! *Property*: a line that is not valid stops the run at its line and column, with status 2, and
//! everything before it stays printed. *Method*: one row a kind of fault, each after the same sound
//! lines. The column is marked by hand: it is that of the `▼`, which is taken out before the line
//! is run.

mod runner;

use runner::{SMALL, plimsoll, replay, text};
use std::fs;

const SOUND: &str = r#"{"op":"venue","venue":"NYSE"}
{"op":"instrument","instrument":"X","tick":"0.01"}
{"op":"account","account":"A"}
{"op":"arm","t":1000}
{"op":"admit","parent":"P1","account":"A","instrument":"X","side":"buy","qty":1000,"price":"25.00"}
{"op":"admit","parent":"refused","account":"A","instrument":"X","side":"buy","qty":0,"price":"25.00"}
{"op":"route","parent":"P1","child":"C1","venue":"NYSE","qty":100,"price":"25.00"}
{"op":"replace","child":"C1","request":"R1","qty":50}
{"op":"admit","parent":"M1","account":"A","instrument":"X","side":"buy","qty":10,"price":"25.00","strategy":"sweep"}
"#;

/// Runs the sound lines and then `marked`, and compares where and with what words the run stops.
fn check(marked: &str, message: &str) {
    let column = marked.chars().position(|c| c == '▼').expect("a mark") + 1;
    let line = marked.replace('▼', "");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a file.jsonl");
    let after = r#"{"op":"audit"}"#;
    fs::write(&path, format!("{SOUND}{line}\n{after}\n")).expect("written");
    let output =
        plimsoll().arg("replay").args(SMALL).arg(&path).output().expect("the program runs");
    let place = format!("{}:{}:{column}: ", path.display(), SOUND.lines().count() + 1);
    assert_eq!(text(&output.stderr), format!("{place}{message}\n"), "{line}");
    assert_eq!(output.status.code(), Some(2), "{line}");
    let sound = replay(&SMALL, SOUND);
    assert_eq!(text(&sound.stderr), "");
    assert_eq!(text(&output.stdout), text(&sound.stdout), "{line}");
    assert_eq!(text(&output.stdout).lines().count(), SOUND.lines().count());
}

fn check_all(rows: &[(&str, &str)]) {
    for (marked, message) in rows {
        check(marked, message);
    }
}

#[test]
fn what_is_no_json_object() {
    check_all(&[
        ("▼", "the line is empty; expected a JSON object"),
        ("▼  ", "the line is empty; expected a JSON object"),
        ("▼[]", "expected a JSON object"),
        (" ▼null", "expected a JSON object"),
        ("▼op: audit", "expected a JSON object"),
        (r#"{"op":"audit"▼"#, "EOF while parsing an object"),
        (r#"{"op":"audit",▼}"#, "trailing comma"),
        (r#"{"op":"audit"} ▼{"op":"audit"}"#, "trailing characters"),
        (r#"{"op" ▼"audit"}"#, "expected `:`"),
        (r#"{▼'op':"audit"}"#, "key must be a string"),
        (r#"{"op":"sent","child":"é" ▼"t":1}"#, "expected `,` or `}`"),
        (r#"{"op":"tick","t":0▼1}"#, "invalid number"),
        (r#"{"op":"audit▼"#, "EOF while parsing a string"),
    ]);
}

#[test]
fn unknown_ops_and_keys() {
    check_all(&[
        (r#"▼{"child":"C1"}"#, "the key `op` is missing"),
        (r#"{"op":▼"rout"}"#, "there is no op `rout`"),
        (r#"{"op":▼7}"#, "`op` must be a string"),
        (r#"{"op":"sent","child":"C1",▼"chld":"C1"}"#, "the op `sent` has no key `chld`"),
        (r#"{"op":"audit",▼"child":"C1"}"#, "the op `audit` has no key `child`"),
        (r#"{"op":"sent","child":"C1",▼"child":"C1"}"#, "the key `child` stands twice"),
        (r#"{"op":"audit",▼"op":"audit"}"#, "the key `op` stands twice"),
        (r#"{"op":"audit",▼"\u006fp":"audit"}"#, "the key `op` stands twice"),
        (r#"{"op":▼"sent"}"#, "the key `child` is missing"),
        (r#"{"op":▼"tick"}"#, "the key `t` is missing"),
        (r#"{"op":▼"cancel"}"#, "the key `child` or `parent` is missing"),
        (r#"{"op":"cancel","child":"C1","parent":▼"P1"}"#, "`parent` cannot stand beside `child`"),
        (
            r#"{"op":"cancel","parent":"P1","request":▼"Z"}"#,
            "`request` is for the cancel of a child",
        ),
        (
            r#"{"op":▼"report","child":"C1","exec_type":"trade","last_qty":1,"last_px":"25.00"}"#,
            "the key `exec_id` is missing",
        ),
    ]);
}

#[test]
fn unknown_names_and_redefinitions() {
    check_all(&[
        (r#"{"op":"sent","child":▼"C9"}"#, "there is no child `C9`"),
        (r#"{"op":"hold","parent":▼"P9"}"#, "there is no parent `P9`"),
        (r#"{"op":"sent","child":▼""}"#, "`child` must not be empty"),
        (r#"{"op":"kill","scope":▼"venue:BATS"}"#, "there is no venue `BATS`"),
        (r#"{"op":"kill","scope":▼"strategy:power_peg"}"#, "there is no strategy `power_peg`"),
        (
            r#"{"op":"route","parent":"P1","child":"C2","venue":▼"BATS","qty":1,"price":"25.00"}"#,
            "there is no venue `BATS`",
        ),
        (
            r#"{"op":"report","child":"C1","exec_type":"canceled","request":▼"R9"}"#,
            "`C1` has no request `R9`",
        ),
        (
            r#"{"op":"report","child":"stray","exec_type":"canceled","instrument":▼"ABC"}"#,
            "there is no instrument `ABC`",
        ),
        (r#"{"op":"venue","venue":▼"NYSE"}"#, "the venue `NYSE` is defined already"),
        (r#"{"op":"account","account":▼"A"}"#, "the account `A` is defined already"),
        (
            r#"{"op":"instrument","instrument":▼"X","tick":"1"}"#,
            "the instrument `X` is defined already",
        ),
        (
            r#"{"op":"strategy","strategy":▼"twap","code":1003}"#,
            "the strategy `twap` is defined already",
        ),
        (
            r#"{"op":"admit","parent":▼"P1","account":"A","instrument":"X","side":"buy","qty":1}"#,
            "the parent `P1` is defined already",
        ),
        (
            r#"{"op":"route","parent":"P1","child":▼"C1","venue":"NYSE","qty":1,"price":"25.00"}"#,
            "the child `C1` is defined already",
        ),
        (r#"{"op":"cancel","child":"C1","request":▼"R1"}"#, "`C1` has a request `R1` already"),
        (
            r#"{"op":"plan","parent":"M1","route":true,"children":["a", ▼"C1"]}"#,
            "the child `C1` is defined already",
        ),
        (r#"{"op":"plan","parent":"M1","route":true,"children":["a", ▼"a"]}"#, "`a` stands twice"),
    ]);
}

#[test]
fn prices_and_numbers() {
    let route = |qty: &str, price: &str| {
        format!(
            r#"{{"op":"route","parent":"P1","child":"C2","venue":"NYSE","qty":{qty},"price":{price}}}"#
        )
    };
    let qty = "`qty` must be a whole number, 0 to 4398046511103";
    let decimal = "`price` must be a decimal in a string, such as \"25.00\"";
    let rows = [
        ("1", "▼\"25.005\"", "`price` 25.005 is not a multiple of the tick 0.01"),
        ("1", "▼\"25.0000001\"", "`price` 25.0000001 is not a multiple of the tick 0.01"),
        ("1", "▼\"9223372036854775808\"", "`price` 9223372036854775808 is out of range"),
        ("1", "▼25.00", decimal),
        ("1", "▼\"25,00\"", decimal),
        ("1", "▼\"\"", decimal),
        ("1", "▼null", decimal),
        ("▼-1", "\"25.00\"", qty),
        ("▼1.0", "\"25.00\"", qty),
        ("▼1e2", "\"25.00\"", qty),
        ("▼\"1\"", "\"25.00\"", qty),
        ("▼4398046511104", "\"25.00\"", qty),
        ("▼99999999999999999999999", "\"25.00\"", qty),
    ];
    for (qty, price, message) in rows {
        check(&route(qty, price), message);
    }
}

#[test]
fn money_ticks_and_other_numbers() {
    check_all(&[
        (
            r#"{"op":"instrument","instrument":"ABC","tick":▼"0.0000001"}"#,
            "`tick` is finer than 0.000001, the smallest unit of money",
        ),
        (
            r#"{"op":"instrument","instrument":"ABC","tick":▼"0"}"#,
            "`tick` must be above 0 and at most 18446744073709.551615",
        ),
        (
            r#"{"op":"account","account":"A2","limit":▼"-1"}"#,
            "`limit` must be from 0 to 1152921504606.846975",
        ),
        (
            r#"{"op":"strategy","strategy":"x","code":▼4294967296}"#,
            "`code` must be a whole number, 0 to 4294967295",
        ),
        (
            r#"{"op":"report","child":"C1","exec_type":"trade","exec_id":"E","last_qty":1,"last_px":▼"1.001"}"#,
            "`last_px` 1.001 is not a multiple of the tick 0.01",
        ),
        (
            r#"{"op":"report","child":"x","exec_type":"trade","exec_id":"E","last_qty":1,"last_px":▼"1.0000001"}"#,
            "`last_px` 1.0000001 is not a multiple of the tick 0.000001",
        ),
        (
            r#"{"op":"instrument","instrument":"ABC","tick":"1","max_age_ns":▼5}"#,
            "`max_age_ns` has no meaning without `band`",
        ),
        (
            r#"{"op":"instrument","instrument":"ABC","tick":"1","band":▼"-1"}"#,
            "`band` must not be negative",
        ),
    ]);
}

#[test]
fn time_goes_forward() {
    check_all(&[
        (r#"{"op":"tick","t":▼999}"#, "`t` goes backwards: the line before was at 1000"),
        (r#"{"op":"tick","t":▼-1}"#, "`t` must be a whole number, 0 to 18446744073709551615"),
    ]);
}

#[test]
fn words() {
    check_all(&[
        (
            r#"{"op":"ack","alarm":▼"fire"}"#,
            "`alarm` must be one of overfill, child_overfill, suspense, report_on_void, \
             conflicting_execution, impossible_report, unexpected_answer, cum_qty_disagrees, \
             executions_full, impossible_price, fan_out, strategy_tripped, suspense_limit, \
             lane_taken_over, cum_qty_gap, bust, execution_awaited, difference, \
             position_differs, child_unknown, unknown_code, clock_backwards, clock_stopped, \
             monitor_silent, journal_stalled, repeats, ratio, rejects; it is `fire`",
        ),
        (
            r#"{"op":"admit","parent":"P2","account":"A","instrument":"X","side":▼"long","qty":1}"#,
            "`side` must be one of buy, sell, sell_short; it is `long`",
        ),
        (
            r#"{"op":"require_build","version":▼"65535.0.0"}"#,
            concat!(
                "`version` needs build 65535.0.0 or a later one; this is ",
                env!("CARGO_PKG_VERSION")
            ),
        ),
        (
            r#"{"op":"require_build","version":▼"1.2"}"#,
            "`version` must be as 1.2.3, each part at most 65535",
        ),
        (
            r#"{"op":"kill","scope":▼"all"}"#,
            "`scope` must be firm, or account:, instrument:, venue:, strategy:, parent: or lane: \
             and a name; it is `all`",
        ),
        (
            r#"{"op":"kill","scope":▼"lane:x"}"#,
            "`scope` must be firm, or account:, instrument:, venue:, strategy:, parent: or lane: \
             and a name; it is `lane:x`",
        ),
        (r#"{"op":"plan","parent":"M1","route":▼1}"#, "`route` must be true or false"),
        (
            r#"{"op":"plan","parent":"M1","in_doubt":▼true}"#,
            "`in_doubt` has no meaning without \"route\":true",
        ),
        (
            r#"{"op":"plan","parent":"M1","price":▼"25.00"}"#,
            "`price` has no meaning without `venue`",
        ),
        (
            r#"{"op":"plan","parent":"M1","venue":▼"NYSE"}"#,
            "`venue` has no meaning for this strategy",
        ),
    ]);
    let output = replay(&SMALL, r#"{"op":"report","child":"C1","exec_type":"filled"}"#);
    let stderr = text(&output.stderr);
    assert!(stderr.starts_with("-:1:41: `exec_type` must be one of pending_new, new, trade, "));
    assert!(stderr.ends_with(", replace_rejected; it is `filled`\n"));
}

/// An execution says how much it is, and what changes one says which.
#[test]
fn executions() {
    check_all(&[
        (
            r#"{"op":▼"report","child":"C1","exec_type":"trade","exec_id":"E","last_px":"25.00"}"#,
            "the key `last_qty` is missing",
        ),
        (
            r#"{"op":▼"report","child":"C1","exec_type":"trade","exec_id":"E","cum_qty":1}"#,
            "the key `last_px` is missing",
        ),
        (
            r#"{"op":▼"report","child":"C1","exec_type":"trade_cancel","exec_id":"E2"}"#,
            "the key `exec_ref` is missing",
        ),
        (
            r#"{"op":▼"report","child":"C1","exec_type":"trade_correct","exec_ref":"E1"}"#,
            "the key `last_qty` is missing",
        ),
        (
            r#"{"op":"report","child":"C1","exec_type":"trade_cancel","exec_ref":▼""}"#,
            "`exec_ref` must not be empty",
        ),
        (
            r#"{"op":▼"drop_copy","child":"C1","exec_type":"trade","last_qty":1,"last_px":"25.00"}"#,
            "the key `exec_id` is missing",
        ),
        (
            r#"{"op":▼"drop_copy","child":"C1","exec_type":"trade_correct","exec_id":"E","last_qty":1}"#,
            "the key `exec_ref` is missing",
        ),
    ]);
}

#[test]
fn statements() {
    check_all(&[
        (r#"{"op":▼"status","ord_status":"new"}"#, "the key `child` is missing"),
        (
            r#"{"op":"status","child":"C1","ord_status":"new",▼"phase":"begin"}"#,
            "the op `status` has no key `phase`",
        ),
        (
            r#"{"op":"status","child":"C1","cum_qty":▼-1}"#,
            "`cum_qty` must be a whole number, 0 to 4398046511103",
        ),
        (r#"{"op":▼"drop_copy","child":"C1"}"#, "the key `exec_type` is missing"),
        (r#"{"op":▼"mass_status","phase":"end"}"#, "the key `venue` is missing"),
        (r#"{"op":▼"mass_status","venue":"NYSE"}"#, "the key `phase` is missing"),
        (
            r#"{"op":"mass_status","venue":"NYSE","phase":▼"middle"}"#,
            "`phase` must be one of begin, end; it is `middle`",
        ),
        (r#"{"op":"mass_status","venue":▼"BATS","phase":"begin"}"#, "there is no venue `BATS`"),
        (
            r#"{"op":▼"check_position","account":"A","instrument":"X","bought":1}"#,
            "the key `sold` is missing",
        ),
        (
            r#"{"op":"check_position","account":▼"B","instrument":"X","bought":1,"sold":0}"#,
            "there is no account `B`",
        ),
        (
            r#"{"op":"check_position","account":"A","instrument":"X","bought":▼-1,"sold":0}"#,
            "`bought` must be a whole number, 0 to 18446744073709551615",
        ),
        (r#"{"op":"proof","child":▼"C9"}"#, "there is no child `C9`"),
        (r#"{"op":▼"proof"}"#, "the key `child` or `venue` is missing"),
        (r#"{"op":"proof","child":"C1","venue":▼"NYSE"}"#, "`venue` cannot stand beside `child`"),
        (r#"{"op":"proof","child":"C1","until":▼5}"#, "`until` is for the proof of a venue"),
        (r#"{"op":"proof","venue":▼"BATS"}"#, "there is no venue `BATS`"),
    ]);
}

#[test]
fn venues() {
    check_all(&[
        (
            r#"{"op":"venue","venue":"BATS","cooling_ns":▼-1}"#,
            "`cooling_ns` must be a whole number, 0 to 18446744073709551615",
        ),
        (
            r#"{"op":"venue","venue":"BATS","replace_means":▼"delta"}"#,
            "`replace_means` must be one of total, remaining, unsaid; it is `delta`",
        ),
        (
            r#"{"op":"venue","venue":"BATS","replace_is":▼"total"}"#,
            "`replace_is` must be one of atomic, cancel_new, unsaid; it is `total`",
        ),
        (
            r#"{"op":"venue","venue":"BATS","cum_qty_means":▼"single"}"#,
            "`cum_qty_means` must be one of carried_over, restarts, unsaid; it is `single`",
        ),
        (
            r#"{"op":"venue","venue":"BATS","last_qty_means":▼"unsaid"}"#,
            "`last_qty_means` must be one of single, cumulative; it is `unsaid`",
        ),
        (r#"{"op":▼"disconnect"}"#, "the key `venue` is missing"),
        (r#"{"op":"reconnect","venue":▼"BATS"}"#, "there is no venue `BATS`"),
    ]);
}

#[test]
fn schedules() {
    let admit = |strategy: &str, keys: &str| {
        format!(
            r#"{{"op":▲"admit","parent":"S1","account":"A","instrument":"X","side":"buy","qty":10,"strategy":"{strategy}",{keys}}}"#
        )
    };
    let rows = [
        ("twap", r#""start":1,"end":2"#, "the key `slices` is missing"),
        ("twap", r#""start":1,"slices":2"#, "the key `end` is missing"),
        ("vwap", r#""start":1,"end":2"#, "the key `curve` is missing"),
        (
            "twap",
            r#""start":5,"end":▼5,"slices":1"#,
            "`end` makes no schedule: the end is not after the start",
        ),
        (
            "twap",
            r#""start":5,"end":6,"slices":▼0"#,
            "`slices` makes no schedule: there are no slices",
        ),
        (
            "vwap",
            r#""start":5,"end":6,"curve":▼[]"#,
            "`curve` makes no schedule: there are no slices",
        ),
        (
            "vwap",
            r#""start":5,"end":6,"curve":▼[0,0]"#,
            "`curve` makes no schedule: every weight is zero",
        ),
        (
            "vwap",
            r#""start":5,"end":6,"curve":[1,▼-1]"#,
            "`curve` must be a whole number, 0 to 4294967295",
        ),
        ("vwap", r#""start":5,"end":6,"curve":▼3"#, "`curve` must be an array of whole numbers"),
        (
            "twap",
            r#""start":5,"end":6,"slices":2,"catch_up":▼0"#,
            "`catch_up` makes no schedule: a step may catch up less than one lot",
        ),
        ("manual", r#""start":▼5"#, "`start` has no meaning for this strategy"),
        (
            "vwap",
            r#""start":5,"end":6,"curve":[1],"slices":▼2"#,
            "`slices` has no meaning for this strategy",
        ),
        ("spray", r#""price":"25.00""#, "there is no strategy `spray`"),
    ];
    for (strategy, keys, message) in rows {
        let line = admit(strategy, keys);
        let line = match (line.contains('▼'), strategy) {
            (true, _) => line.replace('▲', ""),
            (false, "spray") => line.replace('▲', "").replace("\"spray\"", "▼\"spray\""),
            (false, _) => line.replace('▲', "▼"),
        };
        check(&line, message);
    }
}

#[test]
fn bytes_that_are_no_text() {
    let mut bytes = SOUND.as_bytes().to_vec();
    bytes.extend_from_slice(b"{\"op\":\"sent\",\"child\":\"\xC3\xA9\xFF\"}\n");
    let output = replay(&SMALL, bytes);
    assert_eq!(text(&output.stderr), "-:10:24: the line is not UTF-8\n");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(text(&output.stdout).lines().count(), 9);
}

#[test]
fn a_line_without_end() {
    let mut endless = b"{\"op\":\"audit\",".to_vec();
    endless.resize(3 << 20, b' ');
    let output = replay(&SMALL, endless);
    assert_eq!(text(&output.stderr), "-:1:1048577: the line is over 1048576 bytes\n");
    assert_eq!(output.status.code(), Some(2));
}

/// However a line is cut or spoiled, the program ends with a status and a place, and never by a
/// panic.
#[test]
fn spoiled_lines_stop_in_order() {
    let lines: Vec<&str> = include_str!("examples_of_the_format.jsonl").lines().collect();
    let spoilt = ["", "}", "\"", "{\"", "[", ",", "1", "\\", "\u{0}", "é", "null", "{}"];
    for (index, line) in lines.iter().enumerate().step_by(4) {
        for cut in (0..line.len()).step_by(7).filter(|cut| line.is_char_boundary(*cut)) {
            let spoil = spoilt[(index + cut) % spoilt.len()];
            let output = replay(&SMALL, format!("{}{spoil}\n", &line[..cut]));
            assert_eq!(output.status.code(), Some(2), "{}{spoil}", &line[..cut]);
            assert!(text(&output.stderr).starts_with("-:1:"), "{}", text(&output.stderr));
        }
    }
}
