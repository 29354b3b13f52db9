//! A drift of one word must be refused, and shown.

use super::compare;

#[test]
fn the_same_text_passes() {
    assert!(compare("int a;\n", "int a;\n").is_ok());
}

#[test]
fn a_drift_is_refused_with_its_lines() {
    let error = compare("int a;\nint b;\n", "int a;\nlong b;\n").err();
    let text = error.map(|error| error.to_string()).unwrap_or_default();
    assert!(text.contains("-int b;"), "{text}");
    assert!(text.contains("+long b;"), "{text}");
}
