//! What is declared must be offered, and what is offered declared. (The faults of code have real
//! controls.)

use super::{declared, depth, differences};

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

#[test]
fn a_function_past_its_ceiling_and_an_exception_that_is_none_are_told() {
    let depths = |name: &str, bytes| std::iter::once((name.to_owned(), bytes)).collect();
    assert_eq!(depth::faults(&depths("plim_hello", 8 << 10)), []);
    assert_eq!(depth::faults(&depths("plim_hello", (8 << 10) + 1)).len(), 1);
    assert_eq!(depth::faults(&depths("plim_sweep", 12 << 10)), []);
    let stale = depth::stale(&depths("plim_sweep", 12 << 10));
    assert!(!stale.iter().any(|says| says.contains("plim_sweep")), "{stale:?}");
    let stale = depth::stale(&depths("plim_sweep", 100));
    assert!(stale.iter().any(|says| says.contains("plim_sweep needs no exception")), "{stale:?}");
}

#[test]
fn what_shares_its_code_shares_its_stack_and_what_was_not_listed_is_refused() {
    let place = |name: &str, address| (name.to_owned(), (1, address));
    let places = [place("plim_a", 0), place("plim_b", 0), place("plim_c", 8)].into();
    let depths = depth::of_offers(&places, &[("plim_b".to_owned(), 200)].into());
    assert_eq!(depths["plim_a"], 200);
    assert!(format!("{:?}", depth::faults(&depths)).contains("plim_c"));
}
