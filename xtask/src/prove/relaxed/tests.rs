//! The copy differs where it must, and says so where it cannot.

use super::relax;

#[test]
fn every_ordering_of_the_room_is_relaxed() {
    let text = std::fs::read_to_string(crate::place::root().join("core/src/sync.rs"));
    let relaxed = relax(&text.expect("the room sync")).expect("it says what it said");
    for name in ["AcqRel", "Acquire", "Release"] {
        assert!(relaxed.contains(&format!("Relaxed as {name}")), "{name}");
    }
    assert!(relaxed.contains("fn fence"));
}

#[test]
fn another_room_is_refused() {
    assert!(relax("pub(crate) use Ordering::Relaxed;").is_err());
}
