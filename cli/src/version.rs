//! A build's version, as people write it.
//!
//! Uses: nothing. Used by: `command`, `operator`.

use plimsoll::Build;
use std::fmt;

/// A build's version, as the core has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(pub u64);

impl Version {
    /// The version that is written as 1.2.3, each part at most 65535.
    pub fn read(text: &str) -> Option<Version> {
        let mut parts = text.split('.').map(|part| {
            let digits = part.bytes().all(|byte| byte.is_ascii_digit());
            part.parse::<u16>().ok().filter(|_| digits).map(u64::from)
        });
        let mut next = || parts.next().flatten();
        let version = Version(next()? << 32 | next()? << 16 | next()?);
        if parts.next().is_some() { None } else { Some(version) }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [major, minor, patch] = Build::parts(self.0);
        write!(f, "{major}.{minor}.{patch}")
    }
}
