//! *Property*: what is written is read as it was, and nothing else is a scope. *Method*: a table.

use super::*;

#[test]
fn a_scope_is_read_as_it_is_written() {
    // The only other source of parents' ids is a region; any bits of their kind have a text.
    let parent = format!("parent:{}", ParentId::from_bits(1 << 62 | 77).to_text());
    let texts = [
        "firm",
        "account:0",
        "instrument:4294967295",
        "venue:7",
        "strategy:1000",
        "lane:63",
        "desk:18446744073709551615",
        "trader:1",
        "client:0",
        &parent,
    ];
    for text in texts {
        let scope: ScopeName = text.parse().expect(text);
        assert_eq!(scope.to_string(), text);
    }
}

#[test]
fn anything_else_is_none() {
    let child = format!("parent:{}", plimsoll::ChildId::from_bits(2 << 62 | 77).to_text());
    let texts = [
        "",
        "Firm",
        "firm:",
        "firm:1",
        "account",
        "account:",
        "account:-1",
        "account:+1",
        "account: 1",
        "account:4294967296",
        "lane:x",
        "party:0",
        "desk:+1",
        "desk:18446744073709551616",
        "parent:1",
        "parent:",
        &child,
    ];
    for text in texts {
        assert!(text.parse::<ScopeName>().is_err(), "{text}");
    }
}
