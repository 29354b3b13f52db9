//! A region that is not reached and not listed fails; so does a row of the list that is reached.

use std::path::Path;

use anyhow::Result;

use super::list::List;
use super::regions::{Region, Regions};

/// A file with a function that may be cut short in two like ways, and by a wrong design.
const SOURCE: &str = "\
impl Parent {
    fn take(&self) -> Option<u32> {
        let one = self.next()?;
        let one = self.next()?;
        if wrong::is(Design::Twice)
            && one > 0
        {
            return None;
        }
        if !wrong::is(Design::Never) {
            give(one);
        }
        Some(one)
    }
}
";

/// The places of that file's regions: the function, both `?`, what the designs ask for, and `give`.
const PLACES: [&str; 7] =
    ["2,35,14,6", "3,30,3,31", "4,30,4,31", "6,16,6,23", "7,9,9,10", "10,38,12,10", "11,13,11,22"];

/// Those regions, each reached as often as `counts` says.
fn exported(counts: [u64; 7]) -> Regions {
    let region = |(place, count): (&&str, u64)| format!("[{place},{count},0,0,0]");
    let regions: Vec<String> = PLACES.iter().zip(counts).map(region).collect();
    let text = format!(
        r#"{{"data":[{{"functions":[{{
        "filenames":["/r/core/src/parent/mod.rs","/r/core/src/parent/tests.rs"],
        "regions":[{},[5,1,6,2,0,1,0,0],[7,1,8,2,0,0,0,2]]}}]}}]}}"#,
        regions.join(",")
    );
    Regions::read(&text, Path::new("/r")).expect("an export")
}

fn source(_: &str) -> Result<String> {
    Ok(SOURCE.to_owned())
}

fn unreached(regions: &Regions) -> Vec<(u64, String)> {
    let found = regions.unreached(source).expect("a source");
    assert!(found.iter().all(|at| at.function == "take" && at.room() == "parent"));
    found.into_iter().map(|at| (at.line, at.text)).collect()
}

#[test]
fn regions_of_code_count_and_those_of_tests_do_not() {
    assert_eq!(exported([0; 7]).by_room()["parent"], (7, 0));
    let mut both = exported([0; 7]);
    both.add(exported([2; 7]));
    assert_eq!(both.by_room()["parent"], (7, 7));
    assert!(unreached(&both).is_empty());
}

#[test]
fn what_another_build_reached_counts_for_regions_that_are_known() {
    let mut some = exported([1, 1, 0, 1, 1, 1, 1]);
    some.reach(&exported([0, 0, 1, 0, 0, 0, 0]));
    assert!(unreached(&some).is_empty());
    let mut none = Regions::default();
    none.reach(&exported([1; 7]));
    assert_eq!(none.count(), 0);
}

#[test]
fn a_region_is_named_by_its_line_and_told_from_its_like() {
    let first = unreached(&exported([1, 0, 1, 1, 1, 1, 1]));
    assert_eq!(first, [(3, "let one = self.next()«?»;".to_owned())]);
    let second = unreached(&exported([1, 1, 0, 1, 1, 1, 1]));
    assert_eq!(second, [(4, "let one = self.next()«?»; #2".to_owned())]);
}

#[test]
fn what_no_reached_region_parts_is_one_stretch() {
    let whole = unreached(&exported([0, 0, 0, 1, 1, 1, 1]));
    assert_eq!(whole, [(2, "fn take(&self) -> Option<u32> «{ ×3".to_owned())]);
    let branch = unreached(&exported([1, 0, 1, 1, 1, 0, 0]));
    let first = (3, "let one = self.next()«?»;".to_owned());
    assert_eq!(branch, [first, (10, "if !wrong::is(Design::Never) «{ ×2".to_owned())]);
}

#[test]
fn a_brace_at_the_end_of_a_block_is_no_region() {
    let mut all = exported([1; 7]);
    all.without_braces(source).expect("a source");
    assert_eq!(all.count(), 7);
    let text = r#"{"data":[{"functions":[{"filenames":["/r/core/src/parent/mod.rs"],
        "regions":[[12,9,12,10,0,0,0,0],[14,5,14,6,0,0,0,0],[3,30,3,31,0,0,0,0]]}]}]}"#;
    let mut all = Regions::read(text, Path::new("/r")).expect("an export");
    all.without_braces(source).expect("a source");
    assert_eq!(unreached(&all), [(3, "let one = self.next()«?»;".to_owned())]);
}

#[test]
fn what_only_a_wrong_design_reaches_is_not_named() {
    assert_eq!(unreached(&exported([1, 1, 1, 0, 0, 1, 1])), []);
}

fn region(text: &str) -> Region {
    let (file, function) = ("core/src/a.rs".to_owned(), "a".to_owned());
    Region { file, line: 3, column: 5, function, text: text.to_owned() }
}

#[test]
fn what_is_not_listed_and_what_is_listed_for_nothing_are_told() {
    let list = "# why\ncore/src/a.rs | a | None => «0», | the word has no such state\n";
    let list = List::read(list).expect("a list");
    assert_eq!(list.differences(&[&region("None => «0»,")], &[]), [""; 0]);
    let told = list.differences(&[], &[]);
    assert_eq!(told, ["reached, or gone: core/src/a.rs | a | None => «0»,"]);
    let told = list.differences(&[&region("None => «0»,"), &region("«return»")], &[]);
    assert_eq!(told, ["not reached, in line 3: core/src/a.rs | a | «return»"]);
}

#[test]
fn a_scene_that_does_not_reach_what_it_should_is_told() {
    let row = "core/src/a.rs | a | «continue»; | loom: gate::loom::loom_two_lanes\n";
    let list = List::read(row).expect("a list");
    assert_eq!(list.scenes().into_iter().collect::<Vec<_>>(), ["gate::loom::loom_two_lanes"]);
    let at = region("«continue»;");
    assert_eq!(list.differences(&[&at], &[]), [""; 0], "the scene reaches it");
    let told = list.differences(&[&at], &[&at]);
    assert_eq!(told, ["gate::loom::loom_two_lanes does not reach core/src/a.rs | a | «continue»;"]);
}

#[test]
fn a_row_without_a_reason_is_refused() {
    assert!(List::read("core/src/a.rs | a | None => «0»,\n").is_err());
    assert!(List::read("core/src/a.rs | a | None => «0», | \n").is_err());
    let row = "core/src/a.rs | a | None => «0», | the word has no such state\n";
    assert!(List::read(&row.repeat(2)).is_err(), "it is there twice");
}

#[test]
fn a_row_whose_line_is_gone_is_refused_without_a_run() {
    let row = |text: &str| {
        List::read(&format!("core/src/a.rs | take | {text} | the caller never does so\n"))
    };
    let stands = |text: &str| row(text).expect("a list").stands(source);
    assert!(stands("let one = self.next()«?»; #2 ×3").is_ok());
    assert!(stands("let two = self.next()«?»;").is_err());
}
