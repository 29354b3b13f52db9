//! A person at a terminal, who answers what is asked.

use nix::pty::openpty;
use std::fs::File;
use std::io::{Read, Write};
use std::process::{Command, Stdio};

/// What a command came to.
#[derive(Debug)]
pub struct Talk {
    /// Its status.
    pub status: Option<i32>,
    /// What it said on standard error, the questions too.
    pub said: String,
    /// What it said on standard output.
    pub printed: String,
}

/// Runs `command` at a terminal. Whenever it asks, `answer` is given what it has said so far and
/// answers with what the person types.
pub fn talk(command: &mut Command, mut answer: impl FnMut(&str) -> String) -> Talk {
    let terminal = openpty(None, None).expect("a terminal");
    let mut keys = File::from(terminal.master);
    command.stdin(Stdio::from(terminal.slave)).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("it runs");
    let mut stderr = child.stderr.take().expect("a pipe");
    let (mut bytes, mut byte) = (Vec::new(), [0]);
    while stderr.read(&mut byte).expect("read") > 0 {
        bytes.push(byte[0]);
        if bytes.ends_with(b" to go on: ") {
            let said = String::from_utf8(bytes.clone()).expect("UTF-8");
            writeln!(keys, "{}", answer(&said)).expect("typed");
        }
    }
    let output = child.wait_with_output().expect("it ends");
    Talk {
        status: output.status.code(),
        said: String::from_utf8(bytes).expect("UTF-8"),
        printed: String::from_utf8(output.stdout).expect("UTF-8"),
    }
}

/// The word that a question asks for.
pub fn wanted(said: &str) -> String {
    let (_, line) = said.rsplit_once("\nType ").expect("a question");
    line.strip_suffix(" to go on: ").expect("a question").to_owned()
}
