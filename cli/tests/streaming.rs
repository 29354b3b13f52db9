//! *Property*: a scenario of a million lines runs in bounded memory: what it takes grows with the
//! names and the records that are new, never with the lines. *Method*: the peak resident set of the
//! program, over scenarios that are generated line by line; a tenth of the lines in a debug build.
//! The peaks of children only ever grow, so the small scenarios run first. The rate is printed, and
//! nothing fails on it.

mod runner;

use nix::sys::resource::{UsageWho, getrusage};
use runner::plimsoll;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::process::Stdio;
use std::time::Instant;

const LINES: u64 = if cfg!(debug_assertions) { 100_000 } else { 1_000_000 };
const MEBIBYTE: u64 = 1 << 20;

const SETUP: &str = r#"{"op":"venue","venue":"N"}
{"op":"instrument","instrument":"X","tick":"0.01"}
{"op":"account","account":"A"}
{"op":"arm"}
{"op":"admit","parent":"P","account":"A","instrument":"X","side":"buy","qty":4000000000,"price":"25.00"}
{"op":"route","parent":"P","child":"C","venue":"N","qty":2000000000,"price":"25.00"}
"#;

/// Writes line `number` of a scenario.
type Generator = fn(u64, &mut String);

/// Lines that say nothing new: quotes, executions that were told before, refused routes, status,
/// plans.
fn repeats(number: u64, line: &mut String) {
    line.push_str(match number % 5 {
        0 => r#"{"op":"quote","venue":"N","instrument":"X","side":"bid","price":"24.99","qty":5}"#,
        1 => r#"{"op":"report","child":"C","exec_type":"trade","exec_id":"E1","last_qty":1,"last_px":"1.00"}"#,
        2 => r#"{"op":"route","parent":"P","child":"C2","venue":"N","qty":3000000000,"price":"25.00"}"#,
        3 => r#"{"op":"report","child":"C","exec_type":"new","ord_status":"partially_filled"}"#,
        _ => r#"{"op":"plan","parent":"P"}"#,
    });
}

/// Parents of a thousand children, each routed, acknowledged and filled by two executions.
fn orders(number: u64, line: &mut String) {
    let (parent, step) = (number / 4001, number % 4001);
    let Some(step) = step.checked_sub(1) else {
        let terms = r#""account":"A","instrument":"X","side":"buy","qty":100000,"price":"25.00""#;
        let _ = write!(line, r#"{{"op":"admit","parent":"Q{parent}",{terms}}}"#);
        return;
    };
    let child = format!("ORDER-{parent}-{}", step / 4);
    let trade = format!(r#""child":"{child}","exec_type":"trade","exec_id":"EXECUTION-{child}"#);
    let _ = match step % 4 {
        0 => write!(
            line,
            r#"{{"op":"route","t":{number},"parent":"Q{parent}","child":"{child}",{ROUTE}}}"#
        ),
        1 => write!(line, r#"{{"op":"report","t":{number},"child":"{child}","exec_type":"new"}}"#),
        2 => write!(line, r#"{{"op":"report","t":{number},{trade}-A",{FIRST}}}"#),
        _ => write!(line, r#"{{"op":"report","t":{number},{trade}-B",{SECOND}}}"#),
    };
}

const ROUTE: &str = r#""venue":"N","qty":100,"price":"25.00""#;
const FIRST: &str = r#""last_qty":40,"last_px":"24.99","cum_qty":40,"leaves_qty":60"#;
const SECOND: &str = r#""last_qty":60,"last_px":"25.00","cum_qty":100,"leaves_qty":0"#;

/// Parents that are admitted, filled by one child, and retired.
fn parents(number: u64, line: &mut String) {
    let (parent, step) = (number / 4, number % 4);
    let _ = match step {
        0 => write!(
            line,
            r#"{{"op":"admit","parent":"P{parent}","account":"A","instrument":"X","side":"sell","qty":100,"price":"25.00"}}"#
        ),
        1 => write!(
            line,
            r#"{{"op":"route","parent":"P{parent}","child":"C{parent}","venue":"N","qty":100,"price":"25.00"}}"#
        ),
        2 => write!(
            line,
            r#"{{"op":"report","child":"C{parent}","exec_type":"trade","exec_id":"E{parent}","last_qty":100,"last_px":"25.00"}}"#
        ),
        _ => write!(line, r#"{{"op":"retire","parent":"P{parent}"}}"#),
    };
}

/// Runs `lines` lines of `generator`, which must all be `ok` but those whose answer `excuse` is
/// part of. Returns the highest peak of any run so far, in bytes.
fn peak(name: &str, generator: Generator, lines: u64, excuse: &str) -> u64 {
    let begun = Instant::now();
    let mut command = plimsoll();
    command.args(["replay", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    let mut stdin = BufWriter::new(child.stdin.take().expect("a pipe"));
    let writer = std::thread::spawn(move || {
        stdin.write_all(SETUP.as_bytes()).expect("written");
        let mut line = String::new();
        for number in 0..lines {
            line.clear();
            generator(number, &mut line);
            line.push('\n');
            stdin.write_all(line.as_bytes()).expect("written");
        }
        stdin.write_all(b"{\"op\":\"audit\"}\n").expect("written");
    });
    let mut answers = 0;
    for answer in BufReader::new(child.stdout.take().expect("a pipe")).lines() {
        let answer = answer.expect("a line");
        let is_fine = answer.contains(r#""result":"ok""#) || answer.contains(excuse);
        assert!(is_fine, "{name}: {answer}");
        answers += 1;
    }
    writer.join().expect("all lines were taken");
    assert_eq!(child.wait().expect("ends").code(), Some(0), "{name}");
    assert_eq!(answers, lines + SETUP.lines().count() as u64 + 1, "{name}");
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("usage");
    let peak = u64::try_from(usage.max_rss()).expect("a size") * 1024;
    let rate = lines as f64 / begun.elapsed().as_secs_f64();
    println!("{name}: {lines} lines, {rate:.0} a second, peak {} MiB", peak / MEBIBYTE);
    peak
}

#[test]
fn a_million_lines_run_in_bounded_memory() {
    let few = peak("few repeats", repeats, LINES / 100, "exceeds_headroom");
    let many = peak("repeats", repeats, LINES, "exceeds_headroom");
    assert!(many < few + 4 * MEBIBYTE, "lines that say nothing new took {} bytes", many - few);
    let parents = peak("parents", parents, LINES, "\"ok\"");
    assert!(parents < few + LINES * 256, "parents that are retired took {parents} bytes");
    let orders = peak("orders", orders, LINES, "\"ok\"");
    assert!(orders < few + LINES * 256, "orders took {orders} bytes");
}
