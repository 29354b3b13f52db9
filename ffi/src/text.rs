//! Words for numbers: static text that ends in NUL, made from the core's own names when this is
//! compiled.
//!
//! Law: no word is written twice; the core's `name` is the only source where it has one.
//!
//! Uses: nothing. Used by: every room with an enumeration.

use core::ffi::{CStr, c_char};

/// The longest word, with its NUL.
const WIDTH: usize = 48;

/// One number and its word.
#[derive(Clone, Copy)]
pub(crate) struct Row {
    number: i32,
    /// The word, then at least one NUL.
    word: [u8; WIDTH],
}

impl Row {
    /// A row that has not been filled in.
    pub(crate) const EMPTY: Row = Row { number: i32::MIN, word: [0; WIDTH] };

    /// A row. Only for constants: a word that does not fit stops the compiler.
    #[expect(clippy::indexing_slicing, reason = "only the compiler runs it")]
    pub(crate) const fn new(number: i32, name: &str) -> Row {
        let name = name.as_bytes();
        assert!(name.len() < WIDTH, "a word is longer than its row");
        let mut word = [0; WIDTH];
        let mut place = 0;
        while place < name.len() {
            word[place] = name[place];
            place += 1;
        }
        Row { number, word }
    }
}

/// The word of `number`, or `otherwise`.
pub(crate) fn find(
    tables: &[&'static [Row]],
    number: i32,
    otherwise: &'static CStr,
) -> *const c_char {
    let mut rows = tables.iter().flat_map(|table| table.iter());
    let found = rows.find(|row| row.number == number);
    found.map_or(otherwise.as_ptr(), |row| row.word.as_ptr().cast())
}
