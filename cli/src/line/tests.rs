//! *Property*: a line is read exactly, or the fault stands at the character that is wrong.
//! *Method*: one row a fault, with the column that a person would count.

use super::*;

fn column(text: &str) -> Option<(usize, String)> {
    let fault = Line::parse(text).err()?;
    Some((fault.column(text), fault.message))
}

#[test]
fn syntax_faults_have_their_column() {
    let rows = [
        ("", 1),
        ("   ", 1),
        ("[1]", 1),
        ("  7", 3),
        ("{", 2),
        (r#"{"op""#, 6),
        (r#"{"op":}"#, 7),
        (r#"{"op":"tick","t":01}"#, 19),
        (r#"{"op":"tick",}"#, 14),
        (r#"{"op":"tick"} x"#, 15),
        (r#"{"op":"tick"}{"#, 14),
        (r#"{"öp":"täck" "t":1}"#, 14),
        (r#"{op:1}"#, 2),
        (r#"{"op":"ti"#, 10),
        (r#"{"op":tru}"#, 10),
    ];
    for (text, expected) in rows {
        let found = column(text);
        assert_eq!(found.as_ref().map(|(column, _)| *column), Some(expected), "{text}: {found:?}");
    }
}

#[test]
fn messages_do_not_repeat_the_place() {
    let message = column(r#"{"op":}"#).map(|(_, message)| message);
    assert_eq!(message.as_deref(), Some("expected value"));
}

#[test]
fn values_know_where_they_stand() {
    let line = Line::parse(r#" {"\u006fp" : "tick", "curve":[1, 22 ,4294967296]}"#);
    let line = line.expect("a line");
    assert_eq!(line.op().map(Value::at), Ok(14));
    let fault = line.must("curve", Value::weights).expect_err("a weight too large");
    assert_eq!(fault.at, 38);
    let fault = line.must("none", Value::number).expect_err("a key that is missing");
    assert_eq!((fault.at, fault.message.as_str()), (14, "the key `none` is missing"));
}

#[test]
fn keys_are_known_and_stand_once() {
    let line = Line::parse(r#"{"op":"a","t":1,"b":2,"b":3}"#).expect("a line");
    let fault = line.check_keys("a", &["b"]).expect_err("a key that stands twice");
    assert_eq!((fault.at, fault.message.as_str()), (22, "the key `b` stands twice"));
    let fault = line.check_keys("a", &["c"]).expect_err("a key that is not known");
    assert_eq!((fault.at, fault.message.as_str()), (16, "the op `a` has no key `b`"));
}

#[test]
fn text_may_be_escaped() {
    let line = Line::parse(r#"{"op":"a\"b\u00e9\n","x":"\ud800"}"#).expect("a line");
    assert_eq!(line.op().and_then(Value::text).as_deref(), Ok("a\"bé\n"));
    assert!(line.must("x", Value::text).is_err());
}
