//! The negative controls: a fault that a target puts into what it looks at, where the environment
//! asks for it, so that the target can be seen to fail.
//!
//! Law: nothing is planted unless `PLIMSOLL_PLANT` names it.

use std::sync::OnceLock;

/// Whether the fault `name` is to be planted.
#[must_use]
pub fn is_planted(name: &str) -> bool {
    static ASKED: OnceLock<Option<String>> = OnceLock::new();
    let asked = ASKED.get_or_init(|| std::env::var("PLIMSOLL_PLANT").ok());
    asked.as_deref() == Some(name)
}
