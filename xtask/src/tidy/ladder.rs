//! The ladder of rooms in core/src: a room uses only rooms to its left, or a part of itself.
//!
//! A room is a file core/src/NAME.rs or a folder core/src/NAME. The crate's root and what is
//! compiled for tests only stand outside.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use anyhow::{Context, Result};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::spanned::Spanned;

use super::{File, Finding};

/// The rooms, lowest first, as ARCHITECTURE.md lists them. To move a room, move its name.
pub(super) const LADDER: &str = "sync wrong units id refusal headroom hash registry version tree event switch alarm inventory party parent child \
    execution suspense limits venue pool throttle region stop lane ledger gate cool desk tick report \
    control reconcile statement prefetch view audit recover drill slice drive words";

/// Checks every file of core.
///
/// # Errors
///
/// One of them is not Rust.
pub fn check(files: &[File]) -> Result<Vec<Finding>> {
    let rooms: Vec<&str> = LADDER.split_whitespace().collect();
    let core: Vec<&File> = files.iter().filter(|file| is_core(file)).collect();
    let mut tests = BTreeSet::new();
    for file in &core {
        tests.extend(test_modules(file)?);
    }
    let mut findings = Vec::new();
    for file in core {
        let module = module(&file.path);
        if module.is_empty() || (1..=module.len()).any(|n| tests.contains(&module[..n])) {
            continue;
        }
        findings.extend(check_file(file, &module, &rooms)?);
    }
    Ok(findings)
}

fn is_core(file: &File) -> bool {
    file.path.starts_with("core/src/") && file.path.ends_with(".rs")
}

/// The module that a file is: core/src/slice/mod.rs and core/src/slice.rs are `slice`; the root is
/// empty.
fn module(path: &str) -> Vec<String> {
    let inside = path.trim_start_matches("core/src/").trim_end_matches(".rs");
    let mut parts: Vec<String> = inside.split('/').map(str::to_owned).collect();
    if parts.last().is_some_and(|last| last == "mod" || (parts.len() == 1 && last == "lib")) {
        parts.pop();
    }
    parts
}

/// The modules that a file declares for tests only.
fn test_modules(file: &File) -> Result<Vec<Vec<String>>> {
    let tree = syn::parse_file(&file.text).with_context(|| file.path.clone())?;
    let mut found = Vec::new();
    for item in &tree.items {
        let syn::Item::Mod(declared) = item else { continue };
        if declared.attrs.iter().any(is_for_tests) {
            let mut path = module(&file.path);
            path.push(declared.ident.to_string());
            found.push(path);
        }
    }
    Ok(found)
}

/// Whether an attribute is `cfg(test)`, `cfg(loom)`, or `cfg(all(…))` of those; tests that loom does not run are tests.
fn is_for_tests(attribute: &syn::Attribute) -> bool {
    let syn::Meta::List(list) = &attribute.meta else { return false };
    let text = list.tokens.to_string().split_whitespace().collect::<String>();
    let text = text.replace("test,not(loom)", "test");
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut words = text.split(|c| !word(c));
    list.path.is_ident("cfg") && !text.contains("not") && words.any(|w| w == "test" || w == "loom")
}

fn check_file(file: &File, module: &[String], rooms: &[&str]) -> Result<Vec<Finding>> {
    let room = module.first().map(String::as_str).unwrap_or_default();
    let Some(place) = rooms.iter().position(|known| *known == room) else {
        return Ok(vec![Finding::error(file, 1, format!("room {room} is not on the ladder"))]);
    };
    let tokens: TokenStream = file.text.parse().map_err(|_| anyhow::anyhow!("no tokens"))?;
    let mut used = Vec::new();
    paths(tokens, module.len(), &mut used);
    let inline = inline_tests(file)?;
    used.retain(|(name, line)| name != room && !inline.iter().any(|lines| lines.contains(line)));
    let mut findings = Vec::new();
    for (name, line) in used {
        let says = match rooms.iter().position(|known| *known == name) {
            Some(other) if other < place => continue,
            Some(_) => format!("{room} uses {name}, which stands to its right on the ladder"),
            None => format!("crate::{name} is no room of the ladder"),
        };
        findings.push(Finding::error(file, line, says));
    }
    Ok(findings)
}

/// The lines of the modules for tests that stand inside a file.
fn inline_tests(file: &File) -> Result<Vec<RangeInclusive<usize>>> {
    let tree = syn::parse_file(&file.text)?;
    let tests = tree.items.iter().filter(|item| match item {
        syn::Item::Mod(module) => module.attrs.iter().any(is_for_tests),
        _ => false,
    });
    Ok(tests.map(|item| item.span().start().line..=item.span().end().line).collect())
}

/// Adds the names that follow `crate::`, or as many `super::` as lead to the crate's root, with
/// their lines.
fn paths(tokens: TokenStream, depth: usize, used: &mut Vec<(String, usize)>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut climbed = 0;
    let mut at_root = false;
    for (index, token) in tokens.iter().enumerate() {
        let follows = index >= 2 && is_colon(&tokens[index - 1]) && is_colon(&tokens[index - 2]);
        match token {
            TokenTree::Ident(word) if word == "crate" => (climbed, at_root) = (0, true),
            TokenTree::Ident(word) if word == "super" => {
                climbed = if follows { climbed + 1 } else { 1 };
                at_root = climbed == depth;
            }
            TokenTree::Ident(word) if at_root && follows => {
                used.push((word.to_string(), word.span().start().line));
                at_root = false;
            }
            TokenTree::Group(group) => {
                let brace = group.delimiter() == Delimiter::Brace;
                let module = brace && index >= 2 && is_word(&tokens[index - 2], "mod");
                if at_root && follows && brace {
                    firsts(group.stream(), used);
                } else {
                    paths(group.stream(), depth + usize::from(module), used);
                }
                at_root = false;
            }
            TokenTree::Punct(mark) if mark.as_char() == ':' => {}
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => at_root = false,
        }
    }
}

/// Adds the first name of each part of `{a::X, b::{Y, Z}}`.
fn firsts(tokens: TokenStream, used: &mut Vec<(String, usize)>) {
    let mut fresh = true;
    for token in tokens {
        if let (true, TokenTree::Ident(word)) = (fresh, &token) {
            used.push((word.to_string(), word.span().start().line));
        }
        fresh = matches!(&token, TokenTree::Punct(mark) if mark.as_char() == ',');
    }
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == word)
}

fn is_colon(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(mark) if mark.as_char() == ':')
}
