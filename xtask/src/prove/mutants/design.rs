//! What only a wrong design does: no build that ships goes there, so no mutant of it is one of the core.
//!
//! ```text
//!   if wrong::is(Design::…) { never reached }         wrong::is(Design::…) && never asked
//! ```
//!
//! Uses: `place`, `tool`, `weave`. Used by: `tool`.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;

use anyhow::{Context, Result};
use syn::visit::{self, Visit};

use super::tool::{Mutant, Position};
use super::weave::offset;
use crate::place;

/// Leaves out the mutants of what only a wrong design does, and says how many.
///
/// # Errors
///
/// A file cannot be read, or is not Rust.
pub fn leave_out(mutants: Vec<Mutant>) -> Result<Vec<Mutant>> {
    let mut files: BTreeMap<String, (String, Vec<Range<usize>>)> = BTreeMap::new();
    let (before, mut kept) = (mutants.len(), Vec::new());
    for mutant in mutants {
        if !files.contains_key(&mutant.file) {
            let source = fs::read_to_string(place::root().join(&mutant.file))?;
            let ranges = unreached(&source).with_context(|| mutant.file.clone())?;
            files.insert(mutant.file.clone(), (source, ranges));
        }
        let (source, ranges) = files.get(&mutant.file).context("it was read")?;
        let at = offset(source, mutant.span.start).context("a mutant past its file")?;
        if !ranges.iter().any(|range| range.contains(&at)) {
            kept.push(mutant);
        }
    }
    if kept.len() < before {
        println!("mutants: {} of wrong designs alone are left out", before - kept.len());
    }
    Ok(kept)
}

/// The parts of a source that only a wrong design reaches.
///
/// # Errors
///
/// It is not Rust.
pub fn unreached(source: &str) -> Result<Vec<Range<usize>>> {
    let mut finder = Finder { source, found: Vec::new() };
    finder.visit_file(&syn::parse_file(source)?);
    Ok(finder.found)
}

struct Finder<'a> {
    source: &'a str,
    found: Vec<Range<usize>>,
}

impl Finder<'_> {
    fn add(&mut self, span: proc_macro2::Span) {
        let place = |at: proc_macro2::LineColumn| {
            offset(self.source, Position { line: at.line, column: at.column + 1 })
        };
        if let (Some(from), Some(to)) = (place(span.start()), place(span.end())) {
            self.found.push(from..to);
        }
    }
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_expr_if(&mut self, branch: &'ast syn::ExprIf) {
        if is_of_design(&branch.cond) {
            self.add(branch.then_branch.brace_token.span.join());
        }
        visit::visit_expr_if(self, branch);
    }

    fn visit_expr_binary(&mut self, both: &'ast syn::ExprBinary) {
        if matches!(both.op, syn::BinOp::And(_)) && is_of_design(&both.left) {
            self.add(syn::spanned::Spanned::span(&both.right));
        }
        visit::visit_expr_binary(self, both);
    }
}

/// Whether a condition holds in a wrong design only.
fn is_of_design(condition: &syn::Expr) -> bool {
    match condition {
        syn::Expr::Paren(inner) => is_of_design(&inner.expr),
        syn::Expr::Binary(both) if matches!(both.op, syn::BinOp::And(_)) => {
            is_of_design(&both.left) || is_of_design(&both.right)
        }
        syn::Expr::Call(call) => {
            let syn::Expr::Path(function) = call.func.as_ref() else { return false };
            let mut names = function.path.segments.iter().rev().map(|part| part.ident.to_string());
            names.next().as_deref() == Some("is") && names.next().as_deref() == Some("wrong")
        }
        _ => false,
    }
}
