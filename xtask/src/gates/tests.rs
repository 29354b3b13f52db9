//! What is declared must be offered, and what is offered declared. (The faults of code have real
//! controls.)

use super::{declared, differences};

const HEADER: &str = "
/** Says hello (politely). */
PLIM_API
PLIM_NODISCARD
plim_status plim_hello(struct plim_lane *lane) PLIM_NOEXCEPT;

PLIM_API const char *plim_word(int32_t status) PLIM_NOEXCEPT;
";

#[test]
fn finds_every_declared_function() {
    assert_eq!(declared(HEADER), ["plim_hello", "plim_word"]);
}

#[test]
fn a_missing_and_a_hidden_function_are_told() {
    let offered = ["plim_hello".to_owned(), "plim_secret".to_owned()];
    let told = differences(&declared(HEADER), &offered);
    assert_eq!(told.len(), 2);
    assert!(told[0].starts_with("plim_word is declared"), "{told:?}");
    assert!(told[1].starts_with("plim_secret is in the archive"), "{told:?}");
}

#[test]
fn the_same_names_make_no_difference() {
    assert!(differences(&declared(HEADER), &declared(HEADER)).is_empty());
}
