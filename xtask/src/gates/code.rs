//! What an object's instructions say.
//!
//! An instruction on a vector register must be on the list of moves and integer operations: one
//! that is not known is refused, so a new processor's floating point cannot slip through.

mod pointers;
mod stack;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result, ensure};
use xshell::{Shell, cmd};

use pointers::Pointers;
use stack::Frames;

use super::Fault;
use super::symbols::is_tainted;
use crate::place;

/// A machine whose instructions are known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Machine {
    X86_64,
    Aarch64,
}

/// What was found.
pub struct Code {
    /// What is wrong.
    pub faults: Vec<Fault>,
    /// How many functions there are.
    pub functions: usize,
    /// Bytes of stack that each function and what it calls may use, the functions of C apart.
    pub depths: BTreeMap<String, u64>,
}

/// One line of a listing: `address: mnemonic operands`.
struct Instruction<'a> {
    mnemonic: &'a str,
    operands: &'a str,
}

/// The listing of an object's instructions, with relocations and the lines of the source.
pub fn disassemble(shell: &Shell, object: &Path) -> Result<String> {
    let tool = place::llvm_tools(shell)?.join("llvm-objdump");
    cmd!(shell, "{tool} --disassemble --reloc --line-numbers --no-show-raw-insn {object}")
        .quiet()
        .read()
        .context("cannot disassemble")
}

/// Reads such a listing.
///
/// # Errors
///
/// It holds no function: then nothing was proved.
pub fn read(listing: &str, machine: &Machine) -> Result<Code> {
    let mut faults = Vec::new();
    let mut calls: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut function = "";
    let mut place = "?";
    let mut pointers = Pointers::default();
    let mut frames = Frames::default();
    let mut lines = listing.lines().peekable();
    while let Some(line) = lines.next() {
        if let Some(name) = label(line) {
            function = name;
            place = "?";
            pointers.clear();
            frames.begin(name, *machine);
            calls.entry(name).or_default();
        } else if let Some(source) = line.strip_prefix("; ") {
            place = if source.contains(".rs:") { source } else { place };
        } else if let Some(instruction) = instruction(line) {
            let relocated = lines.peek().and_then(|next| relocation(next));
            let operands = instruction.operands.split('#').next().unwrap_or_default().trim();
            let text = || format!("{function}: {} {operands} ({place})", instruction.mnemonic);
            if floats(&instruction, *machine) {
                faults.push(Fault::FloatingPoint(text()));
            }
            if enters_system(&instruction, *machine) {
                faults.push(Fault::SystemCall(text()));
            }
            if !frames.note(function, &instruction, *machine) {
                faults.push(Fault::Stack(text()));
            }
            pointers.note(&instruction, relocated.as_ref());
            let called = pointers.called(instruction.operands);
            match called.map_or_else(|| target(&instruction, relocated, *machine), Target::Function)
            {
                Target::None => {}
                Target::Function(callee) => {
                    if is_tainted(callee) {
                        faults.push(Fault::Tainted(format!("{callee}, by {}", text())));
                    }
                    calls.entry(function).or_default().insert(callee);
                }
                Target::Unknown => faults.push(Fault::IndirectCall(text())),
            }
        }
    }
    ensure!(!calls.is_empty(), "the listing holds no function");
    faults.extend(cycles(&calls));
    let depths = frames.depths(&calls);
    Ok(Code { faults, functions: calls.len(), depths })
}

/// The name in `0000000000000000 <name>:`.
fn label(line: &str) -> Option<&str> {
    let (address, rest) = line.split_once(" <")?;
    let hexadecimal = !address.is_empty() && address.bytes().all(|b| b.is_ascii_hexdigit());
    rest.strip_suffix(">:").filter(|_| hexadecimal)
}

fn instruction(line: &str) -> Option<Instruction<'_>> {
    let (address, mut rest) = line.split_once(':')?;
    let address = address.trim_start();
    if address.is_empty() || !address.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    loop {
        rest = rest.trim();
        let (mnemonic, operands) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let prefix = matches!(mnemonic, "lock" | "rep" | "repz" | "repnz" | "data16" | "notrack");
        if prefix && !operands.is_empty() {
            rest = operands;
            continue;
        }
        let relocates = mnemonic.starts_with("R_");
        return (!mnemonic.is_empty() && !relocates)
            .then_some(Instruction { mnemonic, operands: operands.trim() });
    }
}

/// What the linker will put into the instruction before: `address: R_TYPE symbol+addend`.
struct Relocation<'a> {
    kind: &'a str,
    symbol: &'a str,
}

fn relocation(line: &str) -> Option<Relocation<'_>> {
    let (_, rest) = line.split_once(':')?;
    let mut words = rest.split_whitespace();
    let kind = words.next().filter(|kind| kind.starts_with("R_"))?;
    let word = words.next()?;
    let end = word.rfind(['+', '-']).filter(|at| word[at + 1..].starts_with("0x"));
    let symbol = &word[..end.unwrap_or(word.len())];
    // A local function is named by its section, of which it is the only one.
    let local = symbol.strip_prefix(".text.unlikely.").or_else(|| symbol.strip_prefix(".text."));
    Some(Relocation { kind, symbol: local.unwrap_or(symbol) })
}

/// Moves and bitwise operations whose names end as those of floating point do.
const X86_MOVES: &str = "movaps movups movapd movupd movdqa movdqu movd movq movss movsd movhps \
    movlps movhpd movlpd movlhps movhlps movmskps movmskpd movntps movntdq xorps xorpd andps andpd \
    andnps andnpd orps orpd shufps shufpd unpcklps unpckhps unpcklpd unpckhpd";

fn floats(instruction: &Instruction<'_>, machine: Machine) -> bool {
    let name = instruction.mnemonic;
    match machine {
        Machine::X86_64 => {
            let vector = ["%xmm", "%ymm", "%zmm", "%mm", "%st"];
            let on_vector = vector.iter().any(|register| instruction.operands.contains(register));
            // The integer operations on vectors begin with p; the old floating point unit's with f.
            let name = name.strip_prefix('v').filter(|_| on_vector).unwrap_or(name);
            let known = name.starts_with('p') || X86_MOVES.split(' ').any(|move_| move_ == name);
            name.starts_with('f') || (on_vector && !known)
        }
        Machine::Aarch64 => {
            let converts = name.starts_with("scvtf") || name.starts_with("ucvtf");
            converts || (name.starts_with('f') && name != "fmov")
        }
    }
}

fn enters_system(instruction: &Instruction<'_>, machine: Machine) -> bool {
    match machine {
        Machine::X86_64 => {
            matches!(instruction.mnemonic, "syscall" | "sysenter" | "int" | "int1" | "into")
        }
        Machine::Aarch64 => matches!(instruction.mnemonic, "svc" | "hvc" | "smc"),
    }
}

/// Where an instruction may go outside its own function.
enum Target<'a> {
    None,
    Function(&'a str),
    Unknown,
}

/// A jump through a register is taken for a table of cases; the calls of a core without pointers to
/// functions are all by name.
fn target<'a>(
    instruction: &Instruction<'a>,
    relocated: Option<Relocation<'a>>,
    machine: Machine,
) -> Target<'a> {
    let name = instruction.mnemonic;
    let (calls, jumps) = match machine {
        Machine::X86_64 => (name.starts_with("call"), name.starts_with('j')),
        Machine::Aarch64 => (name == "bl" || name == "blr", name == "b"),
    };
    // Through a pointer, but one that the linker fills with the address of a function it knows by
    // name.
    let pointer = instruction.operands.starts_with('*');
    let named = relocated.filter(|to| !pointer || to.kind.contains("GOTPCREL"));
    if let Some(to) = named.filter(|_| calls || jumps) {
        return Target::Function(to.symbol);
    }
    // Within one section: `call 0x0 <name>`. A jump to `<name+0x20>` stays in its own function.
    let inside = instruction.operands.split_once('<').and_then(|(_, rest)| rest.strip_suffix('>'));
    match inside.filter(|name| !pointer && !name.contains("+0x")) {
        Some(callee) if calls => Target::Function(callee),
        None if calls => Target::Unknown,
        _ => Target::None,
    }
}

/// The functions from which a walk along the calls comes back.
fn cycles(calls: &BTreeMap<&str, BTreeSet<&str>>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for start in calls.keys() {
        let mut seen = BTreeSet::new();
        let mut open: Vec<&str> = vec![start];
        while let Some(name) = open.pop() {
            for &callee in calls.get(name).into_iter().flatten() {
                if !seen.insert(callee) {
                    continue;
                }
                if callee == *start {
                    faults.push(Fault::Recursion(format!("{start} comes back from {name}")));
                }
                open.push(callee);
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests;
