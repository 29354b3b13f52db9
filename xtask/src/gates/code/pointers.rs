//! Which registers hold the address of a function that the linker knows by name.
//!
//! rustc fetches the address of `memcpy` once and calls it through a register. A register counts as
//! named from such a fetch to the next write, in the order of the listing; the restoring of a saved
//! register before a return is no write, for the code after it comes from elsewhere.

use std::collections::BTreeMap;

use super::{Instruction, Relocation};

/// The registers that hold a known address, on x86-64.
#[derive(Default)]
pub struct Pointers<'a> {
    known: BTreeMap<String, &'a str>,
}

/// Instructions whose last operand is only read, or is restored.
const READS: [&str; 6] = ["cmp", "test", "push", "pop", "call", "bt"];

impl<'a> Pointers<'a> {
    /// Forgets all: another function begins.
    pub fn clear(&mut self) {
        self.known.clear();
    }

    /// The function that `*%register` leads to.
    pub fn called(&self, operands: &str) -> Option<&'a str> {
        self.known.get(&register(operands.strip_prefix('*')?)?).copied()
    }

    /// Takes note of what an instruction writes.
    pub fn note(&mut self, instruction: &Instruction<'a>, relocated: Option<&Relocation<'a>>) {
        let operands = instruction.operands.split('#').next().unwrap_or_default().trim();
        let (source, last) = operands.rsplit_once(", ").unwrap_or(("", operands));
        let Some(target) = register(last) else { return };
        if READS.iter().any(|name| instruction.mnemonic.starts_with(name)) {
            return;
        }
        let fetched = relocated.filter(|to| to.kind.contains("GOTPCREL")).map(|to| to.symbol);
        let copied = register(source).and_then(|source| self.known.get(&source).copied());
        match fetched.or(copied).filter(|_| instruction.mnemonic == "movq") {
            Some(symbol) => self.known.insert(target, symbol),
            None => self.known.remove(&target),
        };
    }
}

/// The whole register that `%name` is, or is a part of: `%ebx` is part of `rbx`.
fn register(operand: &str) -> Option<String> {
    let name = operand.strip_prefix('%').filter(|name| !name.contains(['(', ':']))?;
    if let Some(number) = name.strip_prefix('r').filter(|rest| rest.starts_with(char::is_numeric)) {
        return Some(format!("r{}", number.trim_end_matches(['b', 'w', 'd'])));
    }
    let letters = name.trim_start_matches(['r', 'e']).trim_end_matches(['l', 'h', 'x']);
    Some(letters.to_owned())
}

#[cfg(test)]
mod tests;
