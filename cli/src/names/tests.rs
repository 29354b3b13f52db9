//! *Property*: a name keeps its place; texts that differ are ids that differ, short or long.
//! *Method*: named cases around the 15 bytes that an id holds exactly.

use super::*;

#[test]
fn a_name_keeps_its_place() {
    let mut names = Names::new();
    assert_eq!(names.find("P1"), None);
    assert_eq!(names.set("P1", 10), 0);
    assert_eq!(names.set("P2", 20), 1);
    assert_eq!(names.set("P1", 11), 0);
    assert_eq!((names.find("P1"), names.find("P2")), (Some(0), Some(1)));
    assert_eq!((names.row(0), names.row(1), names.row(2)), (Some(&11), Some(&20), None));
    assert_eq!((names.text(0), names.text(1), names.text(2)), ("P1", "P2", ""));
}

#[test]
fn long_ids_differ_from_each_other_and_from_exact_ones() {
    let texts = ["", "a", "123456789012345", "1234567890123456", "1234567890123457"];
    for (place, one) in texts.iter().enumerate() {
        for other in texts.iter().skip(place + 1) {
            assert_ne!(exec_id(one), exec_id(other));
            assert_ne!(client_id(one), client_id(other));
        }
    }
    assert_eq!(exec_id("123456789012345").0 >> 120, 15);
    assert_eq!(exec_id("1234567890123456").0 >> 120, 0x80);
}

#[test]
fn strays_have_ids_that_name_nothing() {
    assert_ne!(stray_id("S1"), stray_id("S2"));
    assert_eq!(stray_id("S1"), stray_id("S1"));
    assert_eq!(ChildId::from_text(&stray_id("S1").to_text()), None);
}
