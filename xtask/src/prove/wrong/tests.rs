//! What is read from the core's source, and from a test runner's lines.

use super::{counted, designs};

#[test]
fn the_designs_are_the_variants_of_the_enum() {
    let source = "/// A,\npub(crate) enum Design {\n    /// One,\n    One,\n    Two,\n}\nThree,";
    assert_eq!(designs(source).collect::<Vec<_>>(), ["One", "Two"]);
    assert_eq!(designs("no enum").count(), 0);
}

#[test]
fn a_harness_that_ran_nothing_has_caught_nothing() {
    assert_eq!(counted("\nrunning 2 tests\ntest a ... ok"), 2);
    assert_eq!(counted("running 0 tests"), 0);
    assert_eq!(counted(""), 0);
}
