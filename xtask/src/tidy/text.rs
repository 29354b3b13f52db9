//! Checks on the lines of every file.

use clap::CommandFactory;

use super::{File, Finding};

/// Ceilings, in lines and columns.
const FILE: usize = 400;
const LINE: usize = 100;

/// Words for work that was put off. (In two parts, so that this file does not hold them.)
const NOTES: [&str; 5] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X:"),
    concat!("to", "do!"),
    concat!("unimple", "mented!"),
];

/// Folders that only this or that machine has.
const HOSTS: [&str; 3] = [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/")];

/// The endings of files that people write as code.
const CODE: [&str; 7] = [".rs", ".c", ".h", ".cpp", ".hpp", ".py", ".sh"];

/// Written by a program: no ceiling holds for them.
const GENERATED: [&str; 2] = ["include/plimsoll.h", "Cargo.lock"];

/// Checks one file.
pub fn check(file: &File) -> Vec<Finding> {
    let mut findings = Vec::new();
    let generated = GENERATED.contains(&file.path.as_str());
    let code = !generated && CODE.iter().any(|ending| file.path.ends_with(ending));
    let prose = file.path.ends_with(".md");
    let commands = if prose { commands() } else { Vec::new() };
    for (number, line) in (1..).zip(file.text.lines()) {
        for note in NOTES.iter().filter(|note| line.contains(**note)) {
            findings.push(Finding::error(file, number, format!("{note} is left")));
        }
        for host in HOSTS.iter().filter(|host| line.contains(**host)) {
            findings.push(Finding::error(file, number, format!("{host} is a path of one machine")));
        }
        let columns = line.chars().count();
        if code && columns > LINE {
            findings.push(Finding::warning(file, number, format!("{columns} columns")));
        }
        let unknown = called(line).into_iter().filter(|name| prose && !commands.contains(name));
        findings.extend(unknown.map(|name| {
            Finding::error(file, number, format!("there is no command cargo xtask {name}"))
        }));
    }
    let lines = file.text.lines().count();
    if code && lines > FILE {
        findings.push(Finding::warning(file, lines, format!("{lines} lines")));
    }
    findings
}

/// The names after `cargo xtask` in a line; a name in capitals stands for any.
fn called(line: &str) -> Vec<String> {
    let after = line.split("cargo xtask ").skip(1);
    let word = |text: &str| text.chars().take_while(char::is_ascii_lowercase).collect::<String>();
    after.map(word).filter(|name| !name.is_empty()).collect()
}

/// The names of the commands that there are.
fn commands() -> Vec<String> {
    let command = crate::Command::command();
    command.get_subcommands().map(|one| one.get_name().to_owned()).collect()
}
