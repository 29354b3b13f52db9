//! What is about to be written is held to the rules, whoever made it.

use super::*;
use std::fs;

#[test]
fn a_change_that_takes_back_is_never_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("plimsoll.registry");
    let text = "strategy 1000 1 a\nflag 8 1 b retired\n";
    fs::write(&path, text).expect("written");
    for (bad, is_register) in [
        ("", true),
        ("strategy 1000 1 a\nflag 8 1 b\n", true),
        ("strategy 1000 1 c\nflag 8 1 b retired\n", true),
        ("strategy 1001 1 a\nflag 8 1 b retired\n", false),
        ("nonsense\n", false),
    ] {
        match edit(&path, |_, _| Ok(bad.to_owned())) {
            Err(Stop::Edited { .. }) => assert!(is_register, "{bad}"),
            Err(Stop::NoRegistry { .. }) => assert!(!is_register, "{bad}"),
            Ok(_) | Err(Stop::Refused { .. } | Stop::File { .. }) => panic!("{bad}"),
        }
        assert_eq!(fs::read_to_string(&path).expect("text"), text);
    }
}
