//! The README's example in C++: what is printed there is what is compiled and run here.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use super::job::Job;
use super::programs;
use crate::archive::Built;
use crate::place;

/// The oldest version of C++ that the wrapper promises.
const OLDEST: &str = "c++14";

/// The jobs for the README's example.
///
/// # Errors
///
/// The README has no block of C++ under a heading that names C++.
pub fn jobs(built: &Built, scratch: &Path) -> Result<Vec<Job>> {
    let text = std::fs::read_to_string(place::root().join("README.md")).context("no README.md")?;
    let blocks = blocks(&text);
    ensure!(!blocks.is_empty(), "README.md has no ```cpp block under a heading with 'C++'");
    let mut jobs = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let source = scratch.join(format!("readme_{index}.cpp"));
        std::fs::write(&source, block)?;
        jobs.extend(programs::ways(built, scratch, &source, OLDEST));
    }
    Ok(jobs)
}

/// The fenced blocks marked `cpp` that stand under a heading with 'C++' in it.
pub fn blocks(markdown: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut heading = String::new();
    let (mut in_heading, mut in_block) = (false, false);
    for event in Parser::new(markdown) {
        match event {
            Event::Start(Tag::Heading { .. }) => {
                heading.clear();
                in_heading = true;
            }
            Event::End(TagEnd::Heading(_)) => in_heading = false,
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                in_block = heading.contains("C++") && info.split([' ', ',']).next() == Some("cpp");
                if in_block {
                    blocks.push(String::new());
                }
            }
            Event::End(TagEnd::CodeBlock) => in_block = false,
            Event::Text(text) | Event::Code(text) if in_heading => heading.push_str(&text),
            Event::Text(text) if in_block => {
                blocks.iter_mut().last().into_iter().for_each(|block| block.push_str(&text));
            }
            _ => {}
        }
    }
    blocks
}
