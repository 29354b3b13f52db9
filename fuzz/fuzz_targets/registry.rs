//! *Property*: whatever a registry file holds, it is read, or every fault in it is named with a
//! line and a column that are there; and whatever `plimsoll registry` may make of one continues it.
//!
//! *Method*: the bytes are a registry; `fuzz/registry.dict` has its words. Every change that the
//! program could make of it is made. Run:
//! `cargo +nightly fuzz run registry -- -dict=fuzz/registry.dict`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use plimsoll_cli::{registry_changes, registry_continues};
use plimsoll_fuzz::plant::is_planted;

fuzz_target!(|bytes: &[u8]| {
    match registry_changes(bytes) {
        Ok((changes, header)) => {
            assert!(header.contains("namespace plimsoll_registry"));
            assert_eq!(registry_continues(bytes, bytes), Ok(true));
            for changed in changes {
                let changed =
                    if is_planted("take-back") { first_row_gone(&changed) } else { changed };
                assert_eq!(registry_continues(bytes, changed.as_bytes()), Ok(true), "{changed}");
                assert_eq!(registry_continues(changed.as_bytes(), bytes), Ok(false), "{changed}");
            }
        }
        Err(faults) => {
            assert!(!faults.is_empty());
            let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
            for (line, column, message) in faults {
                let found = lines.get(line.wrapping_sub(1)).expect(&message);
                let most = String::from_utf8_lossy(found).chars().count() + 1;
                assert!((1..=most).contains(&column), "{line}:{column} of {most}: {message}");
            }
        }
    }
});

fn first_row_gone(text: &str) -> String {
    let is_row = |line: &&str| line.starts_with("strategy") || line.starts_with("flag");
    let first = text.lines().find(is_row);
    text.lines().filter(|line| Some(*line) != first).map(|line| format!("{line}\n")).collect()
}
