//! A run in which no test ran must not look like a pass.

use super::passed;

#[test]
fn counts_the_tests_that_passed() {
    let out = "running 2 tests\ntest result: ok. 2 passed; 0 failed; 0 ignored; 0 measured";
    assert_eq!(passed(out), 2);
}

#[test]
fn no_test_counts_as_none() {
    assert_eq!(passed("test result: ok. 0 passed; 0 failed; 0 ignored; 9 filtered out"), 0);
    assert_eq!(passed("test result: FAILED. 3 passed; 1 failed"), 0);
    assert_eq!(passed(""), 0);
}
