//! What is wrong with what was seen: births that came after a kill, and before it was taken back.
//!
//! Law: a kill is taken back by the first reset that has seen it, or by none. What a lane had
//! published just before that reset, and not when the kill returned, was born while the scope was
//! dead.
//!
//! Uses: `stress`. Used by: `tests/kill_stress.rs`.

use crate::stress::route::is_in;
use crate::stress::{KILLERS, Kill, ROUTERS, Reset};

const LANES: usize = ROUTERS as usize;

/// All that was seen.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The scopes of each lane's births, by number.
    pub tags: [Vec<u8>; LANES],
    /// The kills.
    pub kills: Vec<Kill>,
    /// The resets.
    pub resets: Vec<Reset>,
}

/// How much there was to see.
#[derive(Clone, Copy, Debug, Default)]
pub struct Findings {
    /// Births.
    pub births: usize,
    /// Kills, by who did them.
    pub kills: [usize; KILLERS.len()],
    /// Kills that were taken back, and births of their scope afterwards.
    pub taken_back: usize,
    /// Births of other scopes while one was dead.
    pub elsewhere: usize,
}

/// Whether no child of a killed scope was born beyond the kill's receipt.
///
/// # Errors
///
/// The births that were, or two resets that took the same kill back.
pub fn judge(seen: &Seen) -> Result<Findings, String> {
    let mut found =
        Findings { births: seen.tags.iter().map(Vec::len).sum(), ..Findings::default() };
    for reset in &seen.resets {
        let same = |other: &&Reset| (other.scope, other.count) == (reset.scope, reset.count);
        if seen.resets.iter().filter(same).count() > 1 {
            return Err(format!("L7: taken back twice: {reset:?}"));
        }
    }
    for kill in &seen.kills {
        found.kills[kill.by] += 1;
        let of = |reset: &&Reset| reset.scope == kill.scope && reset.count >= kill.count;
        let back = seen.resets.iter().filter(of).min_by_key(|reset| reset.count);
        found.taken_back += usize::from(back.is_some());
        for (lane, tags) in seen.tags.iter().enumerate() {
            let first = kill.published[lane] + 1;
            let last = back.map_or(u64::MAX, |reset| reset.published[lane]);
            let (first, last) = (first as usize, last.min(tags.len() as u64) as usize);
            for (number, tag) in (first..).zip(tags.get(first..).unwrap_or_default()) {
                if number > last {
                    break;
                }
                if is_in(*tag, lane as u32, kill.scope) {
                    return Err(format!(
                        "L6: lane {lane} gave birth to its {number}th child after {kill:?}, and \
                         before {back:?}"
                    ));
                }
                found.elsewhere += 1;
            }
        }
    }
    Ok(found)
}
