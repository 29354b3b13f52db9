//! The codes of the strategies that come with the core, and the promise that no code is ever used
//! again.
//!
//! Law: a code once given stays in the table for ever; a retired one keeps its row as a tombstone.
//! The compiler refuses a table whose codes do not ascend without a gap, or whose generations are
//! not at least 1.
//!
//! Uses: nothing. Used by: `limits`, `slice`.

/// One code in the register of strategies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The strategy's number, never used for another.
    pub code: u32,
    /// How often its meaning has changed; a server that knows another generation refuses its
    /// parents.
    pub generation: u32,
    /// Its name.
    pub name: &'static str,
    /// Whether it may not be defined any more.
    pub retired: bool,
}

/// Every code that this build gives a meaning to. Codes up to [`RESERVED`] are the core's own.
pub const STRATEGIES: [Entry; 5] = [
    // SMARS's reused flag woke this one on 1 August 2012. Its number is here so that nothing else
    // ever gets it.
    Entry { code: 0, generation: 1, name: "power_peg", retired: true },
    Entry { code: 1, generation: 1, name: "manual", retired: false },
    Entry { code: 2, generation: 1, name: "sweep", retired: false },
    Entry { code: 3, generation: 1, name: "twap", retired: false },
    Entry { code: 4, generation: 1, name: "vwap", retired: false },
];

/// Codes below this are the core's; a gateway's own strategies begin here.
pub const RESERVED: u32 = 1000;

/// The entry of `code`, if this build has one.
#[must_use]
pub fn find(code: u32) -> Option<&'static Entry> {
    STRATEGIES.iter().find(|entry| entry.code == code)
}

/// Whether `table` is a register: codes ascend from 0 without a gap, every generation is at least
/// 1.
const fn is_register(table: &[Entry]) -> bool {
    let mut rest = table;
    let mut expected = 0;
    while let [entry, others @ ..] = rest {
        if entry.code != expected || entry.generation == 0 || entry.code >= RESERVED {
            return false;
        }
        expected += 1;
        rest = others;
    }
    true
}

const _: () = assert!(is_register(&STRATEGIES), "a code was reused, skipped or reordered");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_that_reuses_or_skips_a_code_is_no_register() {
        let entry = |code, generation| Entry { code, generation, name: "x", retired: false };
        assert!(is_register(&[entry(0, 1), entry(1, 3)]));
        assert!(!is_register(&[entry(0, 1), entry(0, 1)]));
        assert!(!is_register(&[entry(0, 1), entry(2, 1)]));
        assert!(!is_register(&[entry(1, 1)]));
        assert!(!is_register(&[entry(0, 0)]));
    }
}
