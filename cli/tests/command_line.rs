//! *Property*: the program says how it ended, shows a bar only to a person, and keeps out of the
//! way of pipes. *Method*: one test a promise of the command line.

mod runner;

use nix::pty::openpty;
use runner::{SMALL, plimsoll, replay, scenarios, text};
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;

const SHORT: &str = r#"{"op":"venue","venue":"NYSE"}
{"op":"instrument","instrument":"X","tick":"0.01"}
{"op":"account","account":"A"}
{"op":"arm"}
{"op":"admit","parent":"P1","account":"A","instrument":"X","side":"buy","qty":1000,"price":"25.00"}
{"op":"route","parent":"P1","child":"C1","venue":"NYSE","qty":100,"price":"25.00"}
{"op":"route","parent":"P1","child":"C2","venue":"NYSE","qty":100,"price":"25.00"}
{"op":"audit"}
"#;

#[test]
fn an_empty_scenario_is_a_scenario() {
    let output = replay(&[], "");
    assert_eq!((text(&output.stdout), text(&output.stderr)), ("", ""));
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn the_last_line_needs_no_end_and_lines_may_end_as_in_windows() {
    let expected = replay(&SMALL, SHORT);
    let cut = replay(&SMALL, SHORT.trim_end());
    let windows = replay(&SMALL, SHORT.replace('\n', "\r\n"));
    assert_eq!(text(&expected.stderr), "");
    assert_eq!(text(&cut.stdout), text(&expected.stdout));
    assert_eq!(text(&windows.stdout), text(&expected.stdout));
}

#[test]
fn strict_is_content_with_a_clean_audit() {
    let output = replay(&["--strict"], SHORT);
    assert_eq!(text(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_full_table_is_a_refusal() {
    let output = replay(&["--children", "1", "--executions", "64"], SHORT);
    let last: Vec<&str> = text(&output.stdout).lines().collect();
    assert!(last[6].contains(r#""result":"refused","code":"children_full""#), "{}", last[6]);
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn what_cannot_be_begun_ends_with_two() {
    let missing = plimsoll().args(["replay", "/no/such/file"]).output().expect("runs");
    assert_eq!(missing.status.code(), Some(2));
    assert!(text(&missing.stderr).starts_with("/no/such/file: No such file"));
    let folder = plimsoll().arg("replay").arg(scenarios()).output().expect("runs");
    assert_eq!(folder.status.code(), Some(2));
    assert!(text(&folder.stderr).contains("Is a directory"));
    let none = replay(&["--parents", "0"], SHORT);
    assert_eq!(none.status.code(), Some(2));
    assert_eq!(text(&none.stderr), "a region of these capacities is refused: bad_config\n");
    let strange = replay(&["--lenient"], SHORT);
    assert_eq!(strange.status.code(), Some(2));
    let nothing = plimsoll().output().expect("runs");
    assert_eq!(nothing.status.code(), Some(2));
}

#[test]
fn help_names_the_options_and_the_statuses() {
    let output = plimsoll().args(["replay", "--help"]).output().expect("runs");
    assert_eq!(output.status.code(), Some(0));
    for word in ["--strict", "--parents", "--executions", "FILE:LINE:COLUMN", "  2  "] {
        assert!(text(&output.stdout).contains(word), "{word}");
    }
}

#[test]
fn a_reader_that_goes_away_ends_the_run_quietly() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("long.jsonl");
    fs::write(&path, "{\"op\":\"audit\"}\n".repeat(100_000)).expect("written");
    let mut command = plimsoll();
    command.arg("replay").arg(&path).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("runs");
    let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut first = String::new();
    stdout.read_line(&mut first).expect("a line");
    drop(stdout);
    let output = child.wait_with_output().expect("ends");
    assert_eq!(text(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn an_output_that_cannot_be_written_is_said() {
    let full = File::options().write(true).open("/dev/full").expect("/dev/full");
    let mut command = plimsoll();
    command.arg("replay").arg(scenarios().join("limits.jsonl"));
    let output = command.stdout(full).stderr(Stdio::piped()).output().expect("runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).starts_with("standard output: No space left"));
}

/// A program that writes a line and waits for the answer gets it.
#[test]
fn answers_come_line_by_line() {
    let mut command = plimsoll();
    command.args(["replay", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
    for line in SHORT.lines() {
        writeln!(stdin, "{line}").expect("written");
        let mut answer = String::new();
        stdout.read_line(&mut answer).expect("answered");
        assert!(answer.starts_with("{\"line\":"), "{answer}");
    }
    drop(stdin);
    assert_eq!(child.wait().expect("ends").code(), Some(0));
}

/// What is drawn on a terminal while a long scenario runs; and what went to standard output.
fn drawn(file: bool) -> (String, usize) {
    let lines = 20_000;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("long.jsonl");
    fs::write(&path, "{\"op\":\"audit\"}\n".repeat(lines)).expect("written");
    let terminal = openpty(None, None).expect("a terminal");
    let mut command = plimsoll();
    command.arg("replay").stdout(Stdio::piped()).stderr(Stdio::from(terminal.slave));
    match file {
        true => command.arg(&path),
        false => command.arg("-").stdin(File::open(&path).expect("the file")),
    };
    let mut child = command.env("TERM", "xterm").spawn().expect("runs");
    drop(command);
    let mut stdout = child.stdout.take().expect("a pipe");
    let reader = std::thread::spawn(move || {
        let mut screen = Vec::new();
        // The terminal ends with an error once nobody holds its other side.
        let _ = File::from(terminal.master).read_to_end(&mut screen);
        String::from_utf8_lossy(&screen).into_owned()
    });
    let mut printed = Vec::new();
    stdout.read_to_end(&mut printed).expect("read");
    assert_eq!(child.wait().expect("ends").code(), Some(0));
    let printed = text(&printed).lines().filter(|line| line.starts_with("{\"line\":")).count();
    assert_eq!(printed, lines);
    (reader.join().expect("the screen"), printed)
}

#[test]
fn a_terminal_is_shown_a_bar() {
    let (screen, _) = drawn(true);
    assert!(screen.contains("to go"), "{screen:?}");
    let (screen, _) = drawn(false);
    assert!(screen.contains(" read "), "{screen:?}");
}

#[test]
fn nobody_else_is() {
    let output = replay(&[], "{\"op\":\"audit\"}\n".repeat(20_000));
    assert_eq!(text(&output.stderr), "");
}
