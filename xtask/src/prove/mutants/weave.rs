//! All mutants of a file in one text: a function that has any asks which one is at work.
//!
//! ```text
//!   fn f(a: u8) -> bool {            fn f(a: u8) -> bool {
//!       a < 3                ─▶          match ::mutant::active() {
//!   }                                        7 => { a <= 3 }
//!                                            8 => { true }
//!                                            _ => { a < 3 }
//!                                        }
//!                                    }
//! ```
//!
//! Law: an arm holds what the tool would have made of the body, and the last one the body.
//!
//! Uses: `tool`. Used by: `build`, `design`.

use std::ops::RangeInclusive;

use anyhow::{Context, Result};
use syn::visit::{self, Visit};

use super::tool::{Mutant, Position};

/// A mutant and the number by which it is called up.
pub type Numbered<'a> = (u32, &'a Mutant);

/// A file with its mutants in it.
#[derive(Debug, Default)]
pub struct Woven {
    /// What the compiler is given.
    pub text: String,
    /// The lines of each mutant's arm.
    pub arms: Vec<(RangeInclusive<usize>, u32)>,
    /// The lines of each function that has arms, and its mutants.
    pub functions: Vec<(RangeInclusive<usize>, Vec<u32>)>,
    /// Those that are no Rust at all.
    pub unviable: Vec<u32>,
    /// Those that no arm can hold.
    pub apart: Vec<u32>,
}

/// A function's body, without its braces.
struct Body {
    from: usize,
    to: usize,
    /// Arms of an opaque type would have to be of the same one.
    is_opaque: bool,
}

/// Puts the mutants of a file into its text.
///
/// # Errors
///
/// The file is not Rust, or a mutant lies outside of it.
pub fn weave(source: &str, mutants: &[Numbered<'_>]) -> Result<Woven> {
    let mut finder = Finder { source, bodies: Vec::new() };
    finder.visit_file(&syn::parse_file(source)?);
    let mut woven = Woven::default();
    let mut placed = Vec::new();
    for (number, mutant) in mutants {
        let from = offset(source, mutant.span.start).context("a mutant past its file")?;
        let to = offset(source, mutant.span.end).context("a mutant past its file")?;
        placed.push((from, to, *number, mutant.replacement.as_str()));
    }
    let mut done = 0;
    for body in &finder.bodies {
        let inside = |(from, to, ..): &&(usize, usize, u32, &str)| {
            !body.is_opaque && body.from <= *from && *to <= body.to
        };
        let arms: Vec<_> = placed.iter().filter(inside).copied().collect();
        if !arms.is_empty() {
            let text = |from: usize, to: usize| source.get(from..to).unwrap_or_default();
            woven.text.push_str(text(done, body.from));
            woven.add(source, body, &arms);
            done = body.to;
        }
    }
    woven.text.push_str(source.get(done..).unwrap_or_default());
    let held: Vec<u32> = woven.arms.iter().map(|(_, number)| *number).collect();
    let all = mutants.iter().map(|(number, _)| *number);
    woven.apart = all.filter(|it| !held.contains(it) && !woven.unviable.contains(it)).collect();
    Ok(woven)
}

impl Woven {
    /// The mutant whose arm has a line.
    pub fn arm(&self, line: usize) -> Option<u32> {
        self.arms.iter().find(|(lines, _)| lines.contains(&line)).map(|(_, number)| *number)
    }

    /// The mutants of the function that has a line.
    pub fn function(&self, line: usize) -> Option<&[u32]> {
        let function = self.functions.iter().find(|(lines, _)| lines.contains(&line));
        function.map(|(_, held)| held.as_slice())
    }

    fn add(&mut self, source: &str, body: &Body, arms: &[(usize, usize, u32, &str)]) {
        let first = self.line();
        let mut held = Vec::new();
        self.text.push_str(" match ::mutant::active() {\n");
        for (from, to, number, replacement) in arms {
            let [before, after] = [(body.from, *from), (*to, body.to)]
                .map(|(from, to)| source.get(from..to).unwrap_or_default());
            let text = format!("{{{before}{replacement} {after}\n}}");
            if syn::parse_str::<syn::Block>(&text).is_err() {
                self.unviable.push(*number);
                continue;
            }
            let line = self.line();
            self.text.push_str(&format!("{number} => {text}\n"));
            self.arms.push((line..=self.line() - 1, *number));
            held.push(*number);
        }
        let text = source.get(body.from..body.to).unwrap_or_default();
        self.text.push_str(&format!("_ => {{{text}\n}}\n}} "));
        self.functions.push((first..=self.line(), held));
    }

    /// The line that is being written.
    fn line(&self) -> usize {
        self.text.matches('\n').count() + 1
    }
}

/// Where in the text a place is: lines and columns count characters, from 1.
pub fn offset(source: &str, place: Position) -> Option<usize> {
    let mut start = 0;
    for (number, line) in (1..).zip(source.split_inclusive('\n')) {
        if number == place.line {
            let mut letters = line.char_indices().map(|(at, _)| at).chain([line.len()]);
            return Some(start + letters.nth(place.column.checked_sub(1)?)?);
        }
        start += line.len();
    }
    None
}

/// Finds the bodies of all functions that are in no other.
struct Finder<'a> {
    source: &'a str,
    bodies: Vec<Body>,
}

impl Finder<'_> {
    fn body(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let braces = block.brace_token.span;
        let place = |at: proc_macro2::LineColumn| {
            offset(self.source, Position { line: at.line, column: at.column + 1 })
        };
        let (from, to) = (place(braces.open().end()), place(braces.close().start()));
        let output = &signature.output;
        let mut opaque = Opaque(signature.asyncness.is_some());
        opaque.visit_return_type(output);
        if let (Some(from), Some(to)) = (from, to) {
            self.bodies.push(Body { from, to, is_opaque: opaque.0 });
        }
    }
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.body(&function.sig, &function.block);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.body(&function.sig, &function.block);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast syn::TraitItemFn) {
        if let Some(block) = &function.default {
            self.body(&function.sig, block);
        }
    }
}

/// Whether `impl` stands in a type.
struct Opaque(bool);

impl<'ast> Visit<'ast> for Opaque {
    fn visit_type_impl_trait(&mut self, opaque: &'ast syn::TypeImplTrait) {
        self.0 = true;
        visit::visit_type_impl_trait(self, opaque);
    }
}
