//! A failed step must fail the command, wherever it stands.

use anyhow::bail;

use super::Steps;

#[test]
fn all_passed_is_a_pass() {
    let mut steps = Steps::begin();
    steps.run("one", || Ok(()));
    assert!(steps.finish().is_ok());
}

#[test]
fn one_failure_among_passes_is_a_failure_and_is_named() {
    let mut steps = Steps::begin();
    let mut third_ran = false;
    steps.run("one", || Ok(()));
    steps.run("two", || bail!("no"));
    steps.run("three", || {
        third_ran = true;
        Ok(())
    });
    assert!(third_ran);
    let error = steps.finish().err().map(|error| error.to_string());
    assert_eq!(error.as_deref(), Some("failed: two"));
}

#[test]
fn no_step_is_a_failure() {
    assert!(Steps::begin().finish().is_err());
}
