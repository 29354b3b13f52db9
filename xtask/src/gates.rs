//! `cargo xtask gates`: law L10 (calm), proved on the machine code that gateways link.
//!
//! ```text
//! plimsoll.o ──▶ symbols  names and sections        ─┐
//!            └─▶ code     instructions and calls    ─┴▶ faults: none allowed
//! negative/*.rs ─▶ the same two, each of which must be refused for its own fault
//! ```
//!
//! Law: a gate that has not been seen to refuse proves nothing. So each run tries the controls too.

mod code;
mod controls;
mod depth;
mod symbols;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Result, bail};
use xshell::Shell;

use crate::{archive, header, place, setup};

/// What an object must not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It needs a function that is not one of the memory functions of C.
    Undefined(String),
    /// It offers a name that is not ours.
    ForeignGlobal(String),
    /// A section that can be written to is not empty: the object has state of its own.
    State(String),
    /// A symbol's name tells of a panic, an allocation or an unwinding.
    Tainted(String),
    /// An instruction computes in floating point, or is not known to be harmless.
    FloatingPoint(String),
    /// An instruction calls the operating system.
    SystemCall(String),
    /// A call whose target is not known: then nothing can be said of recursion.
    IndirectCall(String),
    /// A function calls itself, perhaps through others.
    Recursion(String),
    /// An instruction moves the stack pointer in a way that is not known here.
    Stack(String),
    /// A function that is offered may use more stack than is allowed, or an exception is stale.
    Deep(String),
}

/// What an object looks like from outside.
pub struct Facts {
    /// What is wrong with it.
    pub faults: Vec<Fault>,
    /// The functions that it offers.
    pub offers: Vec<String>,
    /// The size of its instructions, in bytes.
    pub text: u64,
    /// How many functions were disassembled.
    pub functions: usize,
    /// Bytes of stack that each function offered may use.
    pub depths: BTreeMap<String, u64>,
}

/// Runs the gates on the archive, and the controls.
///
/// # Errors
///
/// The archive has a fault, the header declares what the archive does not have or the other way
/// round, or a control was not refused for its fault.
pub fn command() -> Result<()> {
    run(false)
}

/// As [`command`]; prints the stack of every function where `whole`, else of the deepest.
///
/// # Errors
///
/// As [`command`].
pub fn run(whole: bool) -> Result<()> {
    setup::disassembler()?;
    let shell = place::shell()?;
    controls::run(&shell)?;
    let facts = examine(&shell, &archive::object(&shell)?)?;
    let declared = declared(&std::fs::read_to_string(header::path())?);
    let mut wrong: Vec<String> = facts.faults.iter().map(|fault| format!("{fault:?}")).collect();
    wrong.extend(differences(&declared, &facts.offers));
    wrong.extend(depth::stale(&facts.depths));
    if !wrong.is_empty() {
        bail!("the archive is refused:\n  {}", wrong.join("\n  "));
    }
    println!(
        "gates: {} functions offered, {} disassembled, {} bytes of text, no fault",
        facts.offers.len(),
        facts.functions,
        facts.text
    );
    depth::print(&facts.depths, whole);
    Ok(())
}

/// Looks at one object file.
pub fn examine(shell: &Shell, object: &Path) -> Result<Facts> {
    let bytes = std::fs::read(object)?;
    let symbols = symbols::read(&bytes)?;
    let listing = code::disassemble(shell, object)?;
    let code = code::read(&listing, &symbols.machine)?;
    let mut faults = symbols.faults;
    faults.extend(code.faults);
    let depths = depth::of_offers(&symbols.places, &code.depths);
    faults.extend(depth::faults(&depths));
    let (offers, text, functions) = (symbols.offers, symbols.text, code.functions);
    Ok(Facts { faults, offers, text, functions, depths })
}

/// The functions that a header declares.
pub fn declared(header: &str) -> Vec<String> {
    let mut names = Vec::new();
    for part in header.split("\nPLIM_API").skip(1) {
        let before = part.split('(').find(|piece| piece.contains("plim_")).unwrap_or_default();
        let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        names.extend(before.rsplit(|c| !word(c)).next().map(str::to_owned));
    }
    names.sort();
    names
}

fn differences(declared: &[String], offered: &[String]) -> Vec<String> {
    let missing = declared.iter().filter(|name| !offered.contains(name));
    let hidden = offered.iter().filter(|name| !declared.contains(name));
    let missing = missing.map(|name| format!("{name} is declared, but not in the archive"));
    let hidden = hidden.map(|name| format!("{name} is in the archive, but not declared"));
    missing.chain(hidden).collect()
}

#[cfg(test)]
mod tests;
