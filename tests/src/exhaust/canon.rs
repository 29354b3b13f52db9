//! What makes two moments of a region the same: every word, but for those that only keep count for
//! people.
//!
//! ```text
//!   header, control … │ alarms │ controls │ … lanes (a ring's head in each) … │ event rings
//!     every word        raised?     –            every word but the heads            –
//! ```
//!
//! Law: what is left out is found by experiment in the region itself, and each experiment says
//! what it must find, so that a word which matters cannot slip out unseen.
//!
//! Uses: `letter`, `world`. Used by: `exhaust`.

use super::letter::{Letter, Word};
use crate::call::Call;
use crate::orders::parent;
use crate::world::{START, World};
use plimsoll::{AlarmKind, ControlId, StrategyId};
use std::ops::Range;
use std::sync::atomic::Ordering::Relaxed;

/// Words in a line of memory.
const LINE: usize = 8;

/// See the module's text.
#[derive(Clone, Debug)]
pub struct Canon {
    /// The words that count.
    counted: Vec<Range<usize>>,
}

/// The words of a region, as they are.
#[must_use]
pub fn image(world: &World) -> Vec<u64> {
    world.words().iter().map(|word| word.load(Relaxed)).collect()
}

/// The places where two moments differ, but for those that are left out already.
fn differences(before: &[u64], after: &[u64], out: &[Range<usize>]) -> Vec<usize> {
    let places = before.iter().zip(after).enumerate();
    let places = places.filter(|(_, (was, is))| was != is).map(|(place, _)| place);
    places.filter(|place| !out.iter().any(|range| range.contains(place))).collect()
}

/// Where the table of alarms lies: one that says two numbers which nothing else says is looked for.
fn alarms(world: &mut World) -> Range<usize> {
    const CODE: u32 = 0x7A5A_1234;
    const FLAGS: u64 = 0x5A5A_7777_0000_0000;
    let order = parent(9, 1);
    let order = plimsoll::NewParent { strategy: StrategyId(CODE), flags: FLAGS, ..order };
    world.apply(&Call::Admit { lane: 0, order });
    let words = image(world);
    let is_here = |place: &usize| {
        let line = &words[*place..(*place + LINE).min(words.len())];
        line.contains(&u64::from(CODE)) && line.contains(&FLAGS)
    };
    let found: Vec<usize> = (0..words.len()).step_by(LINE).filter(is_here).collect();
    assert_eq!(found.len(), 1, "the alarm's line is found by its numbers");
    let place = AlarmKind::ALL.iter().position(|kind| *kind == AlarmKind::UnknownCode);
    let from = found[0] - place.expect("a kind") * LINE;
    from..from + AlarmKind::ALL.len() * LINE
}

impl Canon {
    /// Learns from a world of the same set-up that nobody needs any more.
    ///
    /// # Panics
    ///
    /// Where an experiment finds something else than it must.
    #[must_use]
    pub fn learn(mut world: World) -> Canon {
        let alarms = alarms(&mut world);
        let controls = alarms.end..alarms.end + ControlId::ALL.len() * LINE;
        let config = world.setup.config;
        let rings = (config.lanes as usize + 1) * config.events as usize * LINE;
        let length = world.words().len();
        let mut out = vec![alarms, controls, length - rings..length];
        for letter in [Letter::Admit(3), Letter::Route(0, 3), Letter::Admit(2), Letter::Route(1, 2)]
        {
            letter.spell(&mut world);
        }
        let heard = Word::Trade(1, 1, None);
        let experiments = [
            (Letter::Say(0, heard), 2, "the head of a lane's ring, and the one seen last"),
            (Letter::Copy(0, heard), 2, "the same of the control handle's ring"),
            (Letter::Route(0, 1), 1, "a parent's count of attempts past it"),
            (Letter::Route(1, 1), 1, "the other's"),
        ];
        for (letter, count, what) in experiments {
            // What it changes but once is no count.
            letter.spell(&mut world);
            let before = image(&world);
            // More often than a ring is long.
            for _ in 0..=config.events {
                letter.spell(&mut world);
            }
            let found = differences(&before, &image(&world), &out);
            assert_eq!(found.len(), count, "{letter:?} moves {what}: {found:?}");
            out.extend(found.into_iter().map(|place| place..place + 1));
        }
        out.sort_by_key(|range| range.start);
        let ends = [0].into_iter().chain(out.iter().map(|range| range.end));
        let starts = out.iter().map(|range| range.start).chain([length]);
        let counted = ends.zip(starts).map(|(from, to)| from..to);
        Canon { counted: counted.filter(|range| !range.is_empty()).collect() }
    }

    /// A number that stands for a moment.
    #[must_use]
    pub fn of(&self, world: &World) -> u64 {
        let words = world.words();
        let (mut left, mut right) = (START, 0x9e37_79b9_7f4a_7c15_u64);
        let mut mix = |word: u64| {
            let wide = u128::from(left ^ word) * u128::from(right | 1);
            left = (wide as u64).rotate_left(23) ^ word;
            right = right.wrapping_add((wide >> 64) as u64).wrapping_add(0x9e37_79b9_7f4a_7c15);
        };
        for range in &self.counted {
            words[range.clone()].iter().for_each(|word| mix(word.load(Relaxed)));
        }
        mix(raised(world));
        world.parents.iter().for_each(|id| mix(id.to_bits()));
        world.children.iter().for_each(|id| mix(id.to_bits()));
        left ^ right
    }
}

/// The alarms that are raised, one bit each.
#[must_use]
pub fn raised(world: &World) -> u64 {
    let region = world.region();
    let kinds = AlarmKind::ALL.into_iter().filter(|kind| region.alarm(*kind).raised);
    kinds.fold(0, |bits, kind| bits | 1 << (kind as u8))
}
