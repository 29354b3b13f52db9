//! The seeds print into one another; what is counted is there all the same.

use super::passed;

#[test]
fn counts_what_passed_with_each_seed() {
    let text = "oktest result: ok. 3 passed; 0 failed\ntest result: ok. 2 passed; 0 failed\n\
        test result: FAILED. 1 passed; 1 failed";
    assert_eq!(passed(text), 5);
    assert_eq!(passed("running 0 tests"), 0);
}
