//! The page: its commands, and what they are said to print.

use std::fs;
use std::path::Path;

/// Commands that are typed one after the other, and what they print together.
#[derive(Debug, Default)]
pub struct Step {
    pub commands: Vec<String>,
    pub printed: Option<Vec<String>>,
}

/// What the page says, as it lies in the repository.
pub fn text() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/runbook.md");
    fs::read_to_string(path).expect("the page")
}

/// The steps of a page, in its order.
pub fn steps(page: &str) -> Vec<Step> {
    let (mut steps, mut lines) = (Vec::<Step>::new(), page.lines());
    while let Some(line) = lines.next() {
        let Some(kind) = line.strip_prefix("```") else { continue };
        let block = lines.by_ref().take_while(|line| *line != "```").map(str::to_owned).collect();
        match (kind, steps.last_mut()) {
            ("sh", _) => steps.push(Step { commands: block, printed: None }),
            ("text", Some(step)) if step.printed.is_none() => step.printed = Some(block),
            (kind, _) => panic!("a block of {kind:?} that belongs to no command"),
        }
    }
    steps
}

/// Whether `found` is what the page shows: `…` stands for anything in a line, and alone in a line
/// for any number of lines.
pub fn matches(shown: &[String], found: &[&str]) -> bool {
    match (shown, found) {
        ([], []) => true,
        ([first, rest @ ..], _) if first == "…" => {
            (0..=found.len()).any(|skipped| matches(rest, &found[skipped..]))
        }
        ([first, rest @ ..], [line, lines @ ..]) => is_line(first, line) && matches(rest, lines),
        ([], _) | (_, []) => false,
    }
}

fn is_line(shown: &str, line: &str) -> bool {
    let mut parts = shown.split('…');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = line.strip_prefix(first) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        let Some((_, after)) = rest.split_once(part) else { return false };
        rest = after;
    }
    rest.ends_with(last)
}

#[test]
fn what_is_left_out_matches_and_nothing_else() {
    let page = "```sh\na\nb\n```\nprose\n```text\nx … z\n…\nend\n```\n```sh\nc\n```\n";
    let steps = steps(page);
    assert_eq!(steps[0].commands, ["a", "b"]);
    assert_eq!((&steps[1].commands[..], &steps[1].printed), (&["c".to_owned()][..], &None));
    let shown = steps[0].printed.as_ref().expect("a block");
    for found in [&["x y z", "end"][..], &["x  z", "1", "2", "end"]] {
        assert!(matches(shown, found), "{found:?}");
    }
    for found in [&["x y z"][..], &["x y", "end"], &["x y z", "end", "more"], &[], &["xyz", "end"]]
    {
        assert!(!matches(shown, found), "{found:?}");
    }
}
