//! Which build this is: the version of the crate and a number that stands for its source.
//!
//! Two servers with the same two numbers run the same core. The source's number is made by the
//! build script, of every file in `src` and of the crate's version, and of nothing that a folder,
//! a machine or a day could change.
//!
//! Law: the same source gives the same numbers.
//!
//! Uses: nothing. Used by: `region`.

/// The build of the core.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Build {
    /// Its version: major, minor and patch in the bits from 32, from 16 and from 0 up. Later
    /// versions are greater.
    pub version: u64,
    /// The number that stands for its source; never 0.
    pub source: u64,
}

/// This build.
pub const BUILD: Build = Build {
    version: word(
        number(env!("CARGO_PKG_VERSION_MAJOR")),
        number(env!("CARGO_PKG_VERSION_MINOR")),
        number(env!("CARGO_PKG_VERSION_PATCH")),
    ),
    source: match u64::from_str_radix(env!("PLIMSOLL_SOURCE_HASH"), 16) {
        Ok(source) => source,
        Err(_) => 0,
    },
};

impl Build {
    /// Major, minor and patch of a version in this form.
    #[must_use]
    pub const fn parts(version: u64) -> [u64; 3] {
        [version >> 32, version >> 16 & 0xffff, version & 0xffff]
    }
}

const fn word(major: u64, minor: u64, patch: u64) -> u64 {
    major << 32 | minor << 16 | patch
}

/// A part of the version; one that has no room is caught below.
const fn number(digits: &str) -> u64 {
    match u16::from_str_radix(digits, 10) {
        Ok(number) => number as u64,
        Err(_) => u64::MAX,
    }
}

const _: () = assert!(BUILD.source != 0, "the build script made no number of the source");
const _: () = assert!(BUILD.version < 1 << 48, "a part of the version is above 65535");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_ascend_and_come_apart_again() {
        let ascending = [word(0, 0, 1), word(0, 1, 0), word(0, 1, 65535), word(1, 0, 0)];
        assert!(ascending.is_sorted());
        assert_eq!(Build::parts(word(3, 14, 159)), [3, 14, 159]);
        let text = Build::parts(BUILD.version).map(|part| std::format!("{part}")).join(".");
        assert!(env!("CARGO_PKG_VERSION").starts_with(&text));
    }

    #[test]
    fn what_has_no_room_is_seen() {
        assert_eq!(number("65535"), 65535);
        for digits in ["65536", "", "x", "-1"] {
            assert_eq!(number(digits), u64::MAX, "{digits}");
        }
    }
}
