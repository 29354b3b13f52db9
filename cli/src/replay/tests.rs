//! *Property*: `--strict` turns a failed audit, and nothing else, into status 1.
//! *Method*: a region whose books were spoiled by hand, one word after another, is audited by a
//! line.

use super::*;
use crate::args::{Args, Command};
use clap::Parser;
use plimsoll::Config;

const LINES: &str = r#"{"op":"venue","venue":"NYSE"}
{"op":"instrument","instrument":"X","tick":"0.01"}
{"op":"account","account":"A"}
{"op":"arm"}
{"op":"admit","parent":"P","account":"A","instrument":"X","side":"buy","qty":9000001,"price":"1.00"}
{"op":"route","parent":"P","child":"C","venue":"NYSE","qty":8000001,"price":"1.00"}
{"op":"report","child":"C","exec_type":"trade","exec_id":"E","last_qty":7000001,"last_px":"1.00"}
{"op":"audit"}
"#;

/// Runs `lines` and returns what the last of them came to.
fn run_lines(session: &mut Session<'_>, lines: &str) -> String {
    let mut output = Vec::new();
    for line in lines.lines() {
        output.clear();
        let line = Line::parse(line).expect("a line");
        let entry = command::read(&line).expect("an op");
        let answer = session.run(&entry).expect("no fault");
        print::write(&mut output, 1, entry.op, &answer, session).expect("written");
    }
    String::from_utf8(output).expect("text")
}

fn strict(is_proven: bool) -> u8 {
    let args = Args::parse_from(["plimsoll", "replay", "--strict", "-"]);
    let Command::Replay(options) = args.command else { panic!("not what was asked for") };
    status(options.strict, is_proven)
}

#[test]
fn a_failed_audit_is_a_breach_and_only_strict_minds() {
    let config = Config { session: 1, lanes: 1, ..Config::SMALL };
    let bytes = Region::required_bytes(&config).expect("a size");
    let mut memory = MmapMut::map_anon(bytes).expect("memory");
    {
        let region = Region::format(&mut memory, &config).expect("a region");
        let mut session = Session::open(region).expect("a session");
        let last = run_lines(&mut session, LINES);
        assert!(last.contains(r#""result":"ok","parents":1"#), "{last}");
        assert!(session.is_proven());
        assert_eq!(strict(session.is_proven()), 0);
    }
    let mut failures = 0;
    for place in (0..bytes).step_by(8) {
        let word = memory[place..place + 8].to_vec();
        if word != 7_000_001u64.to_le_bytes() {
            continue;
        }
        memory[place] ^= 2;
        let mut session = Session::join(Region::attach(&mut memory).expect("the region"));
        let last = run_lines(&mut session, r#"{"op":"audit"}"#);
        if last.contains(r#""result":"breach","code":"audit_"#) {
            failures += 1;
            assert!(!session.is_proven());
            assert_eq!(strict(session.is_proven()), 1);
            assert_eq!(status(false, session.is_proven()), 0);
        }
        drop(session);
        memory[place] ^= 2;
    }
    assert!(failures > 0, "no word that was spoiled mattered");
}
