//! `plimsoll keygen`, `plimsoll key`: the keys of the persons who may reset.
//!
//! Uses: `file`, `operator::answer`, `operator::claim`, `operator::keyfile`. Used by: `operator`.

use super::answer::{Answer, Failure, Speaker, exit};
use super::args::{Key, KeyAdd, KeyCommand, Keygen};
use super::ask::confirm;
use super::claim::claim;
use super::keyfile;
use crate::file::{self, Guard, Warning};
use serde::Serialize;
use std::io::{self, Write};
use std::process::ExitCode;

/// A key's file that was made.
#[derive(Serialize)]
struct Made {}

/// A person who has a key.
#[derive(Serialize)]
struct Added {
    person: u32,
}

/// Runs `plimsoll keygen`.
pub fn generate(options: &Keygen) -> ExitCode {
    let speaker = Speaker::new("keygen", &options.file, options.json);
    exit(speaker.say(keyfile::create(&options.file).map(|()| (Made {}, None))))
}

/// Runs `plimsoll key`.
pub fn run(options: &Key) -> ExitCode {
    let KeyCommand::Add(options) = &options.command;
    let speaker = Speaker::new("key add", &options.file, options.manner.json);
    exit(speaker.say(add(options)))
}

fn add(options: &KeyAdd) -> Result<(Added, Warning), Failure> {
    let key = keyfile::read(&options.key_file)?;
    let (map, warning) = file::operate(&options.file, Guard::Refuse)?;
    let region = map.region().map_err(file::Fault::NoRegion)?;
    let person = options.person;
    let question = format!(
        "Whoever has the key in {} may ask for resets and confirm them, as person {person}, for as \
         long as this region lives. It cannot be taken back.",
        options.key_file.display()
    );
    confirm(&question, "key", options.manner.yes)?;
    claim(&region, options.manner)?.define_key(person, key)?;
    Ok((Added { person }, warning))
}

impl Answer for Made {
    fn write(&self, output: &mut dyn Write) -> io::Result<()> {
        writeln!(output, "a new key, readable by its owner alone")
    }
}

impl Answer for Added {
    fn write(&self, output: &mut dyn Write) -> io::Result<()> {
        writeln!(output, "person {} has a key", self.person)
    }
}
