//! A test that is missing, does not compile or returns something else than 0 must fail the command.

use std::path::Path;

use xshell::{Shell, TempDir};

use super::job::{Job, run_all};
use super::programs::sources;
use super::readme::blocks;

/// A scratch folder of this test's own, removed when it is dropped.
fn folder() -> TempDir {
    Shell::new().and_then(|shell| shell.create_temp_dir()).expect("a scratch folder")
}

fn program(folder: &Path, text: &str) -> Job {
    let source = folder.join("program.c");
    std::fs::write(&source, text).expect("a source file");
    Job::check("gcc", "c11", &source).run_as(folder.join("program"))
}

#[test]
fn a_program_that_returns_0_passes_and_one_that_returns_1_fails() {
    let folder = folder();
    assert_eq!(run_all(&[program(folder.path(), "int main(void) { return 0; }\n")]), [""; 0]);
    let failures = run_all(&[program(folder.path(), "int main(void) { return 1; }\n")]);
    assert!(failures[0].contains("fails when run"), "{failures:?}");
}

#[test]
fn a_warning_is_a_failure() {
    let folder = folder();
    let failures = run_all(&[program(folder.path(), "int main(void) { int unused; return 0; }\n")]);
    assert!(failures[0].contains("does not compile"), "{failures:?}");
}

#[test]
fn what_must_be_refused_and_is_not_or_for_another_reason_fails() {
    let folder = folder();
    let good = program(folder.path(), "int main(void) { return 0; }\n").refused("unused-result");
    assert!(run_all(&[good])[0].contains("but compiles"));
    let other = program(folder.path(), "int main(void) { return x; }\n").refused("unused-result");
    assert!(run_all(&[other])[0].contains("but for unused-result"));
}

#[test]
fn a_folder_that_is_missing_or_empty_is_an_error() {
    let folder = folder();
    assert!(sources(folder.path(), "cpp").is_err());
    assert!(sources(&folder.path().join("nowhere"), "c").is_err());
}

#[test]
fn takes_the_blocks_of_cpp_under_the_right_heading_only() {
    let text = "# A\n```cpp\nint no;\n```\n## Use it from `C++`\ntext\n```rust\nfn no() {}\n```\n\
        ```cpp\nint yes;\n// <tag> & more\n```\n## Other\n```cpp\nint no;\n```\n";
    assert_eq!(blocks(text), ["int yes;\n// <tag> & more\n"]);
}
