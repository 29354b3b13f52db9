//! Checks on Rust files: what the syntax shows.

use anyhow::{Context, Result};
use proc_macro2::{TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use super::{File, Finding};

/// A longer function is asking to be two; in lines.
const FUNCTION: usize = 60;

/// Where unsafe code may stand: the room that lays tables over the caller's memory, and the C
/// border; and, never linked into a gateway, the benches' calls from C and C++, the program's mapped
/// files, the C interface of the core's peers, the tests' own memory and processes, the fuzzers' calls
/// through C, the word that says which mutant is at work, and the controls of the gates.
const UNSAFE: &[&str] = &[
    "benches/src/face/foreign.rs",
    "cli/src/file/memory.rs",
    "core/src/region/memory.rs",
    "core/src/region/leaked.rs",
    "ffi/",
    "fuzz/src/c_abi/",
    "peers/interface/",
    "tests/src/crash",
    "tests/src/death.rs",
    "tests/src/memory.rs",
    "tests/src/signal.rs",
    "xtask/mutant/",
    "xtask/negative/",
];

/// The crates that ship: their matches name every variant.
const SHIPPED: [&str; 2] = ["core/src/", "ffi/src/"];

/// Checks one file.
///
/// # Errors
///
/// It is not Rust.
pub fn check(file: &File) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    if !file.text.lines().any(|line| line.starts_with("//!")) {
        findings.push(Finding::error(file, 1, "no //! says what the module keeps"));
    }
    let tree = syn::parse_file(&file.text).with_context(|| file.path.clone())?;
    if !UNSAFE.iter().any(|place| file.path.starts_with(place)) {
        let tokens: TokenStream = file.text.parse().map_err(|_| anyhow::anyhow!("no tokens"))?;
        unsafe_code(file, tokens, &mut findings);
    }
    if SHIPPED.iter().any(|place| file.path.starts_with(place)) {
        let tokens: TokenStream = file.text.parse().map_err(|_| anyhow::anyhow!("no tokens"))?;
        sequential(file, tokens, &mut findings);
    }
    Visitor { file, findings: &mut findings }.visit_file(&tree);
    Ok(findings)
}

/// Loom takes it for acquire and release: what leaned on more would be proved by nobody.
fn sequential(file: &File, tokens: TokenStream, findings: &mut Vec<Finding>) {
    for token in tokens {
        match token {
            TokenTree::Ident(word) if word == "SeqCst" => {
                let line = word.span().start().line;
                findings.push(Finding::error(file, line, "SeqCst, which loom does not model"));
            }
            TokenTree::Group(group) => sequential(file, group.stream(), findings),
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// Looks into macros too: there the syntax tree is blind.
fn unsafe_code(file: &File, tokens: TokenStream, findings: &mut Vec<Finding>) {
    for token in tokens {
        match token {
            TokenTree::Ident(word) if word == "unsafe" => {
                let line = word.span().start().line;
                findings.push(Finding::error(file, line, "unsafe code outside its rooms"));
            }
            TokenTree::Group(group) => unsafe_code(file, group.stream(), findings),
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

struct Visitor<'a> {
    file: &'a File,
    findings: &'a mut Vec<Finding>,
}

impl Visitor<'_> {
    fn measure(&mut self, name: &syn::Ident, block: &syn::Block) {
        let (first, last) = (name.span().start().line, block.span().end().line);
        let lines = last + 1 - first;
        if lines > FUNCTION {
            let says = format!("fn {name} has {lines} lines");
            self.findings.push(Finding::warning(self.file, first, says));
        }
    }
}

impl<'ast> Visit<'ast> for Visitor<'_> {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.measure(&function.sig.ident, &function.block);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.measure(&function.sig.ident, &function.block);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_expr_match(&mut self, expression: &'ast syn::ExprMatch) {
        let shipped = SHIPPED.iter().any(|folder| self.file.path.starts_with(folder));
        let rest = expression.arms.iter().find(|arm| matches!(arm.pat, syn::Pat::Wild(_)));
        let ours = expression.arms.iter().any(|arm| names_a_variant(&arm.pat));
        if let Some(arm) = rest.filter(|_| shipped && ours) {
            let line = arm.pat.span().start().line;
            let says = "_ => hides the variants that it stands for";
            self.findings.push(Finding::warning(self.file, line, says));
        }
        visit::visit_expr_match(self, expression);
    }
}

/// Whether a pattern names a variant that is not one of `Option`'s or `Result`'s. Over numbers and
/// those two a `_` hides nothing.
fn names_a_variant(pattern: &syn::Pat) -> bool {
    let path = match pattern {
        syn::Pat::Path(path) => &path.path,
        syn::Pat::TupleStruct(tuple) => &tuple.path,
        syn::Pat::Struct(fields) => &fields.path,
        syn::Pat::Or(or) => return or.cases.iter().any(names_a_variant),
        syn::Pat::Tuple(tuple) => return tuple.elems.iter().any(names_a_variant),
        syn::Pat::Reference(reference) => return names_a_variant(&reference.pat),
        _ => return false,
    };
    let last = path.segments.last().map(|segment| segment.ident.to_string());
    let known = ["Some", "None", "Ok", "Err"];
    last.is_some_and(|name| !known.contains(&name.as_str()))
}
