//! A region that is not reached and not listed fails; so does a row of the list that is reached.

use std::path::Path;

use super::regions::{Region, Regions};
use super::{differences, excuses, sources_exist};

fn exported(count: u64) -> Regions {
    let text = format!(
        r#"{{"data":[{{"functions":[{{
        "filenames":["/r/core/src/parent/mod.rs","/r/core/src/parent/tests.rs"],
        "regions":[[3,1,4,2,{count},0,0,0],[5,1,6,2,0,1,0,0],[7,1,8,2,0,0,0,2]]}}]}}]}}"#
    );
    Regions::read(&text, Path::new("/r")).expect("an export")
}

#[test]
fn regions_of_code_count_and_those_of_tests_do_not() {
    assert_eq!(exported(0).by_room()["parent"], (1, 0));
    let mut both = exported(0);
    both.add(exported(2));
    assert_eq!(both.by_room()["parent"], (1, 1));
    assert!(both.unreached(&[]).expect("no file is read").is_empty());
}

#[test]
fn what_is_not_listed_and_what_is_listed_for_nothing_are_told() {
    let region = |text: &str| Region { file: "core/src/a.rs".into(), line: 3, text: text.into() };
    let list = excuses("# why\ncore/src/a.rs | None => 0, | the word has no such state\n");
    let list = list.expect("a list");
    assert_eq!(differences(&[region("None => 0,")], &list), [""; 0]);
    assert_eq!(differences(&[], &list), ["reached, or gone: core/src/a.rs | None => 0,"]);
    let told = differences(&[region("None => 0,"), region("return")], &list);
    assert_eq!(told, ["not reached: core/src/a.rs:3 | return"]);
    assert!(sources_exist(&list).is_err(), "there is no such file");
}

#[test]
fn a_row_without_a_reason_is_refused() {
    assert!(excuses("core/src/a.rs | None => 0,\n").is_err());
}
