//! *Property*: whatever a scenario file holds, `plimsoll replay` answers its lines one by one and
//! stops at the first that is not valid with `FILE:LINE:COLUMN` inside that line; and no file that
//! is valid to its end leaves books that the audit would not prove.
//!
//! *Method*: the bytes are a scenario; `fuzz/scenario.dict` has its words. A region of small
//! tables, so that they fill up. Run: `cargo +nightly fuzz run scenario -- -dict=fuzz/scenario.dict`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use plimsoll::Config;
use plimsoll_fuzz::plant::is_planted;

/// Small tables; one lane, as `plimsoll replay` has it.
const CONFIG: Config = Config {
    lanes: 1,
    accounts: 8,
    instruments: 8,
    venues: 16,
    strategies: 8,
    registry: 8,
    positions: 16,
    parents: 16,
    children: 64,
    executions: 64,
    suspense: 8,
    client_ids: 32,
    ..Config::SMALL
};

fuzz_target!(|text: &[u8]| {
    let mut output = Vec::new();
    let end = plimsoll_cli::replay_text("scenario", text, &CONFIG, &mut output);
    let printed = output.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).count();
    match end {
        Ok(is_proven) => {
            assert!(is_proven, "an audit failed");
            let audited = [text, b"\n{\"op\":\"audit\"}\n".as_slice()].concat();
            // An empty last line is no line; a second audit of the same region changes nothing.
            let again = plimsoll_cli::replay_text("scenario", &audited, &CONFIG, &mut Vec::new());
            assert!(again.is_err() || again == Ok(true), "the books are not proven at the end");
        }
        Err(message) => check(&planted(message), text, printed),
    }
});

/// The message; or, as the negative control, one with a column that is not there.
fn planted(message: String) -> String {
    match message.splitn(3, ':').collect::<Vec<_>>()[..] {
        [name, line, rest] if is_planted("column") => format!("{name}:{line}:99999{rest}"),
        _ => message,
    }
}

/// A message names a line that is there, a column in it, and the line after the last that was
/// answered.
fn check(message: &str, text: &[u8], printed: usize) {
    let mut parts = message.splitn(4, ':').skip(1);
    let mut number = || parts.next().and_then(|part| part.parse::<usize>().ok());
    let (Some(line), Some(column)) = (number(), number()) else { panic!("no place: {message}") };
    assert!(line == printed + 1, "{printed} lines were answered: {message}");
    let found = text.split(|byte| *byte == b'\n').nth(line - 1);
    let length = found.map(|found| String::from_utf8_lossy(found).chars().count());
    let most = length.map_or(0, |length| length + 1);
    assert!((1..=most).contains(&column), "column 1 to {most}: {message}");
}
