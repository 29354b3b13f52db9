//! How far down the stack each function may go, from the instructions that move the stack pointer.
//!
//! ```text
//!   frame = return address + every push and subtraction       of one function
//!   depth = frame + the deepest of what it calls              along the calls: they have no cycle
//! ```
//!
//! Law: never too little. What is pushed on one path only counts on all; a jump to another function
//! counts as a call; a write to the stack pointer that is not known here is a fault.

use std::collections::{BTreeMap, BTreeSet};
use std::mem;

use super::{Instruction, Machine};

/// Bytes below the stack pointer that a function of x86-64 may use without moving it.
const RED_ZONE: u64 = 128;

/// The frame of each function, in bytes.
#[derive(Default)]
pub struct Frames<'a> {
    frames: BTreeMap<&'a str, u64>,
    /// The last move was one page: the step of a probe, perhaps.
    step: bool,
    /// The instruction before put the stack pointer into r11.
    probe: bool,
}

impl<'a> Frames<'a> {
    /// A function begins.
    pub fn begin(&mut self, function: &'a str, machine: Machine) {
        let own = if machine == Machine::X86_64 { 8 } else { 0 };
        self.frames.insert(function, own);
        self.step = false;
    }

    /// Takes note of an instruction; false if it moves the stack pointer in a way not known here.
    pub fn note(
        &mut self,
        function: &str,
        instruction: &Instruction<'_>,
        machine: Machine,
    ) -> bool {
        let moved = match machine {
            Machine::X86_64 => self.x86(instruction),
            Machine::Aarch64 => aarch64(instruction),
        };
        let Some(bytes) = moved else { return false };
        if let Some(frame) = self.frames.get_mut(function) {
            *frame = frame.saturating_add_signed(bytes);
        }
        true
    }

    fn x86(&mut self, instruction: &Instruction<'_>) -> Option<i64> {
        let name = instruction.mnemonic;
        let operands = instruction.operands.split('#').next().unwrap_or_default().trim();
        let (source, last) = operands.rsplit_once(", ").unwrap_or(("", operands));
        let number = source.strip_prefix('$').and_then(number);
        let probe = mem::replace(&mut self.probe, (source, last) == ("%rsp", "%r11"));
        if name.starts_with("push") {
            return Some(8);
        }
        // A large frame is taken page by page, down to what r11 holds.
        if last == "%r11" && name.starts_with("sub") && probe {
            return number;
        }
        if last == "%r11" && name.starts_with("lea") {
            let below = source.strip_prefix('-').and_then(|rest| rest.strip_suffix("(%rsp)"));
            return Some(below.and_then(self::number).unwrap_or(0));
        }
        if last != "%rsp" && last != "%esp" {
            return Some(0);
        }
        match name.trim_end_matches(['q', 'l']) {
            "sub" => {
                self.step = number == Some(PAGE);
                number
            }
            // The end of such a probe: its step is not one more page.
            "cmp" if mem::take(&mut self.step) && source == "%r11" => Some(-PAGE),
            "add" | "cmp" | "test" | "pop" => Some(0),
            _ => None,
        }
    }

    /// The depth of each function, along `calls`; none where they have a cycle.
    pub fn depths(&self, calls: &BTreeMap<&str, BTreeSet<&str>>) -> BTreeMap<String, u64> {
        let mut depths: BTreeMap<&str, u64> = self.frames.clone();
        for _ in 0..=self.frames.len() {
            let before = depths.clone();
            for (name, frame) in &self.frames {
                let callees = calls.get(name).into_iter().flatten();
                let deepest = callees.filter_map(|callee| before.get(callee)).max().unwrap_or(&0);
                depths.insert(name, frame + deepest);
            }
            if depths == before {
                let named = |(name, depth): (&str, u64)| (name.to_owned(), depth + RED_ZONE);
                return depths.into_iter().map(named).collect();
            }
        }
        BTreeMap::new()
    }
}

/// The step of a probe.
const PAGE: i64 = 4096;

/// `0x18` or `24`.
fn number(text: &str) -> Option<i64> {
    match text.strip_prefix("0x") {
        Some(digits) => i64::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    }
}

/// The bytes that an instruction of AArch64 takes from the stack.
fn aarch64(instruction: &Instruction<'_>) -> Option<i64> {
    let operands = instruction.operands.trim();
    // `stp x29, x30, [sp, #-0x10]!`, and loads that put it back.
    if let Some(before) = operands.strip_suffix("]!") {
        let Some((_, offset)) = before.split_once("[sp, #") else { return Some(0) };
        return Some(offset.strip_prefix('-').map_or(Some(0), number).unwrap_or(0));
    }
    let Some(rest) = operands.strip_prefix("sp, ") else { return Some(0) };
    let words: Vec<&str> = rest.split(", ").collect();
    let amount = |word: &str| word.strip_prefix('#').and_then(number);
    match (instruction.mnemonic, &words[..]) {
        ("sub", ["sp", word]) => amount(word),
        ("sub", ["sp", word, "lsl #12"]) => amount(word).map(|pages| pages << 12),
        ("add", ["sp", ..]) | ("cmp", _) => Some(0),
        _ => None,
    }
}
